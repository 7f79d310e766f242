//! The sample page in every envelope that a crawl brings it in gives the record that the page itself gives.

use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

fn file(name: &str) -> String {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

const URL: &str = "https://wprim.whocc.org.cn/admin/article/articleDetail?WPRIMID=929835&articleId=1";

fn warc(kind: &str, media: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {URL}\r\nWARC-Date: 2026-05-04T03:02:01Z\r\nContent-Type: {media}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a member");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn mhtml(html: &str) -> Vec<u8> {
    let mut quoted = String::new();
    for byte in html.bytes() {
        match byte {
            b'\n' => quoted.push_str("\r\n"),
            b'=' | 0..=31 | 127.. => write!(quoted, "={byte:02X}").expect("a string"),
            _ => quoted.push(char::from(byte)),
        }
        if quoted.len() - quoted.rfind("\r\n").map_or(0, |at| at + 2) > 70 {
            quoted.push_str("=\r\n");
        }
    }
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nSubject: page\r\nDate: Mon, 4 May 2026 03:02:01 -0000\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b0\"\r\n\r\n--b0\r\n\
         Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {URL}\r\n\r\n\
         {quoted}\r\n--b0\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b0--\r\n"
    )
    .into_bytes()
}

/// The records of a file, as the program writes them.
fn records(path: &Path) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(["convert", "-q", "-t", "csl-json"])
        .arg(path)
        .output()
        .expect("the program");
    let text = String::from_utf8(output.stdout).expect("text");
    let shown = String::from_utf8_lossy(&output.stderr).into_owned();
    let items: Vec<Value> =
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("{}: {shown}", path.display()));
    items.into_iter().map(said).collect()
}

/// An item without what the envelope adds or the place gives.
fn said(mut item: Value) -> Value {
    if let Some(members) = item.as_object_mut() {
        for member in ["URL", "accessed", "custom", "note"] {
            members.remove(member);
        }
    }
    item
}

#[test]
fn the_sample_is_the_same_in_every_envelope() {
    let folder = tempfile::tempdir().expect("a folder");
    let (text, html) = (file("wprim/sample/input.txt"), file("html/wprim-929835/input.html"));
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}");
    let archive = [
        warc("warcinfo", "application/warc-fields", b"software: example"),
        warc("response", "application/http; msgtype=response", answer.as_bytes()),
    ]
    .concat();
    let wet = warc("conversion", "text/plain", text.as_bytes());
    let quoted = |page: &str| page.replace('"', "\"\"");
    let lines = format!("{}\n", json!({"url": URL, "text": text}));
    let zstd =
        |bytes: &[u8]| ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("page.txt", text.clone().into_bytes()),
        ("page.html", html.clone().into_bytes()),
        ("page.txt.gz", gzip(text.as_bytes())),
        ("page.txt.zst", zstd(text.as_bytes())),
        ("page.html.gz", gzip(html.as_bytes())),
        ("lines.jsonl", lines.clone().into_bytes()),
        ("lines.jsonl.zst", zstd(lines.as_bytes())),
        ("site.warc", archive.clone()),
        ("site.warc.gz", [gzip(&archive), gzip(b"")].concat()),
        ("site.wet", wet.clone()),
        ("site.wet.zst", zstd(&wet)),
        ("page.mhtml", mhtml(&html)),
        ("crawl.csv", format!("url,text\n{URL},\"{}\"\n", quoted(&text)).into_bytes()),
        ("crawl.tsv", format!("html\turl\n\"{}\"\t{URL}\n", quoted(&html)).into_bytes()),
        ("pages.zip", zipped(&[("pages/a.txt", text.as_bytes())])),
        ("packed.zip", zipped(&[("a.warc.gz", &gzip(&archive))])),
    ];
    let mut expected: Option<Vec<Value>> = None;
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        let found = records(&path);
        assert_eq!(found.len(), 1, "{name}");
        let wanted = expected.get_or_insert_with(|| found.clone());
        assert_eq!(&found, wanted, "{name}");
    }
}

#[test]
fn members_of_an_archive_are_files_of_their_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = file("wprim/sample/input.txt");
    let path = folder.path().join("two.zip");
    let bytes = zipped(&[
        ("b.txt", text.as_bytes()),
        ("a/c.txt", text.as_bytes()),
        ("login.txt", b"Sign in\nPassword\n"),
    ]);
    std::fs::write(&path, &bytes).expect("a file");
    assert_eq!(records(&path).len(), 2);
    // A damaged member costs itself alone.
    let mut damaged = bytes;
    let at = damaged.windows(5).position(|name| name == b"b.txt").expect("the name") + 40;
    for byte in damaged.iter_mut().skip(at).take(20) {
        *byte = !*byte;
    }
    std::fs::write(&path, &damaged).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(["convert", "-t", "csl-json"])
        .arg(&path)
        .output()
        .expect("the program");
    let shown = String::from_utf8_lossy(&output.stderr);
    assert!(shown.contains("archive-member-unreadable"), "{shown}");
    let items: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(items.len(), 1);
}

#[test]
fn a_site_in_an_archive_holds_pages_that_are_no_articles() {
    let folder = tempfile::tempdir().expect("a folder");
    let html = file("html/wprim-929835/input.html");
    let answer = |page: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = |page: &str| warc("response", "application/http; msgtype=response", answer(page).as_bytes());
    let moved = warc("response", "application/http; msgtype=response", b"HTTP/1.1 301 Moved\r\n\r\n");
    let archive = [
        record("<html><body><p>Sign in</p></body></html>"),
        moved,
        record(&html),
        b"WARC/1.0\r\nbroken\r\n".to_vec(),
    ]
    .concat();
    let path = folder.path().join("site.warc");
    std::fs::write(&path, archive).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(["convert", "-v", "-t", "csl-json"])
        .arg(&path)
        .output()
        .expect("the program");
    let shown = String::from_utf8_lossy(&output.stderr);
    for code in ["page-without-record", "archive-passed-over", "crawl-item-broken"] {
        assert!(shown.contains(code), "{code}: {shown}");
    }
    let items: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(items.len(), 1);
}

/// UTF-8 and GBK, each read as Latin-1, as text and inside JSON Lines, whose letters may be escapes.
#[test]
fn misread_text_is_undone_in_json_too() {
    let folder = tempfile::tempdir().expect("a folder");
    // GBK has no such blank.
    let text = file("wprim/sample/input.txt").replace('\u{a0}', " ");
    let plain = folder.path().join("plain.txt");
    std::fs::write(&plain, &text).expect("a file");
    let expected = records(&plain);
    let (gbk, _, lossy) = encoding_rs::GBK.encode(&text);
    assert!(!lossy);
    let escaped = |line: &str| -> String {
        let letter =
            |it: char| if it.is_ascii() { it.to_string() } else { format!("\\u{:04x}", u32::from(it)) };
        line.chars().map(letter).collect()
    };
    for (name, bytes) in [("utf8", text.as_bytes()), ("gbk", &gbk)] {
        let misread: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        let line = format!("{}\n", json!({"url": URL, "text": misread}));
        for (kind, content) in [("txt", misread), ("jsonl", line.clone()), ("escaped.jsonl", escaped(&line))]
        {
            let path = folder.path().join(format!("{name}.{kind}"));
            std::fs::write(&path, content).expect("a file");
            let run = |arguments: &[&str]| {
                let mut command = Command::new(env!("CARGO_BIN_EXE_refmill"));
                command.args(["convert", "-v", "-t", "csl-json"]).args(arguments).arg(&path);
                command.output().expect("the program")
            };
            let told = String::from_utf8_lossy(&run(&[]).stderr).into_owned();
            assert!(told.contains("mojibake-suspected"), "{name}.{kind}: {told}");
            let repaired = run(&["--repair-mojibake"]);
            let items: Vec<Value> = serde_json::from_slice(&repaired.stdout).expect("JSON");
            assert_eq!(items.into_iter().map(said).collect::<Vec<_>>(), expected, "{name}.{kind}");
        }
    }
}

#[test]
fn misread_text_is_told_and_undone_on_request() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = file("wprim/sample/input.txt");
    let misread: String =
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
    let path = folder.path().join("misread.txt");
    std::fs::write(&path, misread).expect("a file");
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_refmill"))
            .args(["convert", "-v", "-t", "csl-json"])
            .args(arguments)
            .arg(&path)
            .output()
            .expect("the program");
        (
            String::from_utf8_lossy(&output.stdout).into_owned(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (_, told) = run(&[]);
    assert!(told.contains("mojibake-suspected"), "{told}");
    let (repaired, told) = run(&["--repair-mojibake"]);
    assert!(told.contains("mojibake-undone"), "{told}");
    let plain = folder.path().join("plain.txt");
    std::fs::write(&plain, text).expect("a file");
    let items: Vec<Value> = serde_json::from_str(&repaired).expect("JSON");
    assert_eq!(items.into_iter().map(said).collect::<Vec<_>>(), records(&plain));
}

#[test]
fn what_was_read_before_a_packed_file_ends_too_early_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = file("wprim/sample/input.txt");
    let page = warc("conversion", "text/plain", text.as_bytes());
    let line = json!({"text": text}).to_string() + "\n";
    for (name, member) in [("site.warc.gz", page), ("crawl.jsonl.gz", line.into_bytes())] {
        let packed = gzip(&member);
        let whole = [packed.as_slice(), &packed, &packed].concat();
        let path = folder.path().join(name);
        std::fs::write(&path, &whole[..whole.len() - packed.len() / 2]).expect("a file");
        let output = Command::new(env!("CARGO_BIN_EXE_refmill"))
            .args(["convert", "-t", "csl-json"])
            .arg(&path)
            .output()
            .expect("the program");
        let shown = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(3), "{shown}");
        assert!(shown.contains("Records 3 in = 2 written + 1 set aside"), "{shown}");
    }
}

#[test]
fn files_of_the_system_that_packed_an_archive_are_passed_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = file("wprim/sample/input.txt");
    let path = folder.path().join("mac.zip");
    let members: [(&str, &[u8]); 4] = [
        ("pages/good.txt", text.as_bytes()),
        ("__MACOSX/pages/._good.txt", b"\0\x05\x16\x07Mac OS X"),
        ("pages/.DS_Store", b"\0\0\0\x01Bud1"),
        ("pages/Thumbs.db", b"\xd0\xcf\x11\xe0"),
    ];
    std::fs::write(&path, zipped(&members)).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(["convert", "-v", "-t", "csl-json"])
        .arg(&path)
        .output()
        .expect("the program");
    let shown = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{shown}");
    assert!(shown.contains("Read 1 file: 1 wprim page") && shown.contains("archive-system-files"), "{shown}");
}
