//! Web archives as crawls: each page of a WARC or WET file, or the page in an `.mhtml` file, as a line of JSON that the
//! reader of crawls takes (WARC 1.1, ISO 28500; RFC 2557).

use super::encoding;
use crate::syntax::html::looks_like_html;
use encoding_rs::Encoding;
use mail_parser::{MessageParser, MimeHeaders, PartType};
use serde_json::json;
use std::io::{self, BufRead, Read};

/// The longest page that is read.
const LONGEST_PAGE: u64 = 64 << 20;
/// The longest line of a header.
const LONGEST_LINE: u64 = 64 << 10;

/// Whether plain bytes begin a WARC or WET file.
pub(super) fn is_warc(start: &[u8]) -> bool {
    start.starts_with(b"WARC/1.") || start.starts_with(b"WARC/0.")
}

/// Whether plain bytes begin a page that a browser saved with everything in it.
pub(super) fn is_mhtml(start: &[u8]) -> bool {
    let head = String::from_utf8_lossy(start.get(..4096).unwrap_or(start)).to_ascii_lowercase();
    let first = head.lines().next().unwrap_or_default();
    let is_header = ["from:", "mime-version:", "subject:", "content-type:", "snapshot-content-location:"]
        .iter()
        .any(|name| first.starts_with(name));
    is_header
        && head.contains("mime-version:")
        && (head.contains("multipart/related") || head.contains("text/html"))
}

/// A page saved by a browser, as one line.
///
/// # Errors
/// When it cannot be read.
pub(super) fn mhtml(input: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(LONGEST_PAGE).read_to_end(&mut bytes)?;
    let Some(message) = MessageParser::default().parse(&bytes) else {
        return Ok(line(&json!({"refmill-error": "it is no page as browsers save it"})));
    };
    let header = |name: &str| message.header_raw(name).map(|value| value.trim().to_owned());
    let page = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some((part, html)),
        _ => None,
    });
    let Some((part, html)) = page else {
        return Ok(line(&json!({"refmill-error": "no part of it is HTML"})));
    };
    let url = header("Snapshot-Content-Location").or_else(|| part.content_location().map(str::to_owned));
    let date = message.date().map(mail_parser::DateTime::to_rfc3339);
    Ok(line(&json!({"url": url.unwrap_or_default(), "timestamp": date.unwrap_or_default(), "html": html})))
}

fn line(value: &serde_json::Value) -> Vec<u8> {
    let mut bytes = value.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

/// The pages of a WARC as lines of JSON, one record in memory at a time.
pub(super) struct Warc<R> {
    source: R,
    asked: Option<&'static Encoding>,
    /// Lines on their way out, and how much of them has gone.
    out: Vec<u8>,
    gone: usize,
    /// Number of the record, from 1, and the byte at which it begins.
    number: u64,
    at: u64,
    passed_over: u64,
    /// No record has begun behind the last one.
    between: bool,
    ended: bool,
}

/// The header of a WARC record.
#[derive(Default)]
struct Header {
    kind: String,
    address: String,
    date: String,
    media: String,
    length: Option<u64>,
}

impl<R: BufRead> Warc<R> {
    /// `asked` is the encoding that the user names for the pages.
    pub(super) fn new(source: R, asked: Option<&'static Encoding>) -> Self {
        Self {
            source,
            asked,
            out: Vec::new(),
            gone: 0,
            number: 0,
            at: 0,
            passed_over: 0,
            between: true,
            ended: false,
        }
    }

    /// A line with its end; empty at the end of the file.
    fn line(&mut self) -> io::Result<String> {
        let mut bytes = Vec::new();
        self.source.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)?;
        self.at += bytes.len() as u64;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Reads up to the next page, or to the end.
    fn advance(&mut self) -> io::Result<()> {
        self.between = true;
        let begin = loop {
            let begin = self.at;
            let line = self.line()?;
            if line.is_empty() {
                self.ended = true;
                if self.passed_over > 0 {
                    let told = format!(
                        "{} records of the archive are no pages (requests, pictures, redirections)",
                        self.passed_over
                    );
                    self.out = self::line(&json!({"refmill-passed-over": told}));
                }
                return Ok(());
            }
            if is_warc(line.as_bytes()) {
                break begin;
            }
            if !line.trim().is_empty() {
                self.fail(begin, "text stands where a record should begin");
                self.resume()?;
            }
        };
        self.number += 1;
        self.between = false;
        let mut header = Header::default();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            let value = value.trim().to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut header.address),
                "warc-date" => header.date = value,
                "content-type" => header.media = value.to_ascii_lowercase(),
                "content-length" => header.length = value.parse().ok(),
                _ => {}
            }
        }
        let Some(length) = header.length else {
            self.fail(begin, "its header has no Content-Length");
            return Ok(());
        };
        let is_page = matches!(header.kind.as_str(), "response" | "resource" | "conversion");
        if !is_page || length > LONGEST_PAGE {
            let skipped = io::copy(&mut self.source.by_ref().take(length), &mut io::sink())?;
            self.at += skipped;
            if is_page {
                self.fail(begin, "it is longer than 64 MiB");
            } else {
                self.passed_over += 1;
            }
            return Ok(());
        }
        let mut body = Vec::new();
        self.source.by_ref().take(length).read_to_end(&mut body)?;
        self.at += body.len() as u64;
        if (body.len() as u64) < length {
            self.fail(begin, "the file ends before it does");
            return Ok(());
        }
        match self.page(&header, &body) {
            Some(line) => self.out = line,
            None => self.passed_over += 1,
        }
        Ok(())
    }

    /// Looks for the next record behind a fault, and leaves its first line to be read.
    fn resume(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.source.fill_buf()?;
            if buffer.is_empty() || is_warc(buffer) {
                return Ok(());
            }
            self.line()?;
        }
    }

    fn fail(&mut self, begin: u64, why: &str) {
        let told = format!("record {} of the archive, from byte {begin} on: {why}", self.number.max(1));
        self.out.extend(line(&json!({"refmill-error": told})));
    }

    /// The page of a record as a line; `None` for pictures, redirections and the like.
    fn page(&self, header: &Header, body: &[u8]) -> Option<Vec<u8>> {
        let (media, content) = match header.kind.as_str() {
            "response" => answer(body)?,
            _ => (header.media.clone(), body.to_vec()),
        };
        let is_html = media.contains("html");
        if !is_html && !media.contains("text/plain") && !media.is_empty() {
            return None;
        }
        let label = media.split("charset=").nth(1).map(|label| label.split(';').next().unwrap_or(label));
        let label = label.map(|label| label.trim_matches(['"', '\'', ' ']));
        let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
        let text = text_of(&content, self.asked.or(named));
        let member = if is_html || looks_like_html(&text) { "html" } else { "text" };
        Some(line(&json!({"WARC-Target-URI": header.address, "WARC-Date": header.date, member: text})))
    }
}

impl<R: BufRead> Read for Warc<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.gone == self.out.len() {
            if self.ended {
                return Ok(0);
            }
            self.out.clear();
            self.gone = 0;
            if let Err(error) = self.advance() {
                // A packed archive that is cut short ends here; the records before are good.
                let why = format!("the file cannot be read any further: {}", crate::report::reason(&error));
                self.number += u64::from(self.between);
                self.fail(self.at, &why);
                self.ended = true;
            }
        }
        let rest = self.out.get(self.gone..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.gone += count;
        Ok(count)
    }
}

/// The media type and the plain content of a successful HTTP answer.
fn answer(body: &[u8]) -> Option<(String, Vec<u8>)> {
    let end = body.windows(4).position(|bytes| bytes == b"\r\n\r\n").map(|at| (at, at + 4));
    let end = end.or_else(|| body.windows(2).position(|bytes| bytes == b"\n\n").map(|at| (at, at + 2)));
    let (head_end, start) = end?;
    let head = String::from_utf8_lossy(body.get(..head_end)?).into_owned();
    let mut lines = head.lines();
    let status = lines.next()?.split_whitespace().nth(1)?.to_owned();
    if !status.starts_with('2') {
        return None;
    }
    let (mut media, mut transfer, mut content) = (String::new(), String::new(), String::new());
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim().to_ascii_lowercase();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => media = value,
            "transfer-encoding" => transfer = value,
            "content-encoding" => content = value,
            _ => {}
        }
    }
    let mut plain = body.get(start..)?.to_vec();
    // Crawlers that undo the encodings often leave the header.
    if transfer.contains("chunked") {
        plain = unchunked(&plain).unwrap_or(plain);
    }
    if content.contains("gzip") && plain.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        flate2::read::MultiGzDecoder::new(plain.as_slice())
            .take(LONGEST_PAGE)
            .read_to_end(&mut unpacked)
            .ok()?;
        plain = unpacked;
    }
    Some((media, plain))
}

/// A body in chunks (RFC 9112, 7.1) put together; `None` when it is in none.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(bytes.len());
    loop {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(bytes.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        let rest = bytes.get(end + 1..)?;
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(rest.get(..size)?);
        let behind = rest.get(size..)?;
        bytes = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n"))?;
    }
}

/// The text of a page in the encoding named, declared or found.
fn text_of(bytes: &[u8], named: Option<&'static Encoding>) -> String {
    let is_utf8 = named.is_none() && std::str::from_utf8(bytes).is_ok();
    let found = || encoding::of_bytes(bytes).encoding;
    let encoding = if is_utf8 { encoding_rs::UTF_8 } else { named.unwrap_or_else(found) };
    encoding.decode(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<serde_json::Value> {
        let mut text = String::new();
        Warc::new(bytes, None).read_to_string(&mut text).expect("text");
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }

    fn record(kind: &str, media: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2026-05-04T03:02:01Z\r\n\
             Content-Type: {media}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    }

    #[test]
    fn pages_come_out_and_the_rest_is_counted() {
        let (chinese, _, _) = encoding_rs::GBK.encode("<html><body>绿茶</body></html>");
        let answer = |head: &str, body: &[u8]| [head.as_bytes(), b"\r\n\r\n", body].concat();
        let html = answer("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=gbk", &chinese);
        let moved = answer("HTTP/1.1 301 Moved\r\nContent-Type: text/html", b"moved");
        let chunked = answer(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked",
            b"6\r\n<html>\r\n3\r\ntea\r\n0\r\n\r\n",
        );
        let archive = [
            record("warcinfo", "application/warc-fields", b"software: x"),
            record("response", "application/http;msgtype=response", &html),
            record("response", "application/http;msgtype=response", &moved),
            record("response", "application/http;msgtype=response", &chunked),
            record("conversion", "text/plain", "茶".as_bytes()),
        ]
        .concat();
        let lines = lines(&archive);
        assert_eq!(lines.len(), 4);
        assert_eq!(lines[0]["html"], "<html><body>绿茶</body></html>");
        assert_eq!(lines[0]["WARC-Target-URI"], "https://example.org/a");
        assert_eq!(lines[1]["html"], "<html>tea");
        assert_eq!(lines[2]["text"], "茶");
        assert!(lines[3]["refmill-passed-over"].as_str().is_some_and(|told| told.starts_with("2 records")));
    }

    #[test]
    fn a_broken_record_costs_one_record() {
        let good = record("conversion", "text/plain", b"tea");
        let broken = [b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nrubbish\r\n".as_slice(), &good].concat();
        let lines = lines(&broken);
        assert!(
            lines[0]["refmill-error"].as_str().is_some_and(|told| told.contains("no Content-Length")),
            "{lines:?}"
        );
        assert_eq!(lines.last().map(|line| line["text"].clone()), Some("tea".into()));
        for end in 0..good.len() {
            let mut text = String::new();
            Warc::new(&good[..end], None).read_to_string(&mut text).expect("text");
        }
    }
}
