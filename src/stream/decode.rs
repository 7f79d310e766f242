//! Bytes to text: unpacked, in the encoding they are in, line by line as memory allows.

use super::encoding::{self, Choice, Evidence};
use super::input::Source;
use super::meter::{Counted, Meter, StandardInput};
use super::unpack::unpack;
use super::web_archive;
use super::zip::{self, Package};
use crate::report::Code;
use encoding_rs::Encoding;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

pub(super) const ENCODING_UNSUPPORTED: Code = Code::error(
    "encoding-unsupported",
    "Bytes of the file are no text of its encoding; it is set aside from there on, and `--encoding` can name another.",
);
pub(super) const ENCODING_DECLARED: Code = Code::info(
    "encoding-declared",
    "The file is not UTF-8; it was read in the encoding that its byte-order mark or its own declaration names.",
);
pub(super) const ENCODING_GUESSED: Code = Code::warning(
    "encoding-guessed",
    "The file is not UTF-8 and does not say what it is; it was read in the encoding it looks like. `--encoding` decides.",
);
pub(super) const CHARACTERS_REPLACED: Code = Code::warning(
    "characters-replaced",
    "Bytes that mean nothing in the encoding of the file became replacement characters (U+FFFD).",
);

/// Why decoding came to an end.
#[derive(Debug)]
pub(super) enum Halt {
    /// Bytes that are not UTF-8.
    NotUtf8 {
        /// Line of the first such byte, from 1.
        line: u64,
        /// Its place in the file, from 1.
        byte: u64,
        /// The first bytes from there on, four at most.
        bytes: Vec<u8>,
    },
    /// The system could not deliver.
    Unreadable(io::Error),
}

impl Halt {
    /// What is wrong and what to do, for people.
    pub(super) fn message(&self) -> String {
        match self {
            Self::NotUtf8 { line, byte, bytes } => {
                let looks = match bytes.as_slice() {
                    [0xff, 0xfe, ..] | [0xfe, 0xff, ..] if *byte == 1 => "; it looks like UTF-16",
                    _ => "",
                };
                let shown = bytes.first().map(|byte| format!("0x{byte:02X}")).unwrap_or_default();
                format!(
                    "not UTF-8: {shown} on line {line}, byte {byte} of the file{looks}; name its encoding with --encoding, or save it as UTF-8"
                )
            }
            Self::Unreadable(error) => format!("cannot be read: {}", crate::report::reason(error)),
        }
    }
}

/// Text as it comes in. A byte-order mark at the very start is cut.
pub(super) struct Decoder<R> {
    source: R,
    /// Bytes at the end of a block that are the start of a character.
    rest: Vec<u8>,
    /// For anything but UTF-8 without a fault.
    other: Option<encoding_rs::Decoder>,
    bytes_before: u64,
    lines_before: u64,
    ended: bool,
    /// Characters that took the place of bytes which mean nothing, and the line of the first.
    replaced: u64,
    replaced_line: u64,
    /// Bytes that are not UTF-8 end nothing: from them on the text is read as what it then looks like.
    goes_on: bool,
    /// Nothing but ASCII has come so far.
    is_ascii: bool,
    /// Bytes of the line that was begun.
    line_before: usize,
    /// The encoding from a line on.
    changed: Option<(&'static Encoding, u64)>,
}

/// So much of what is no UTF-8 tells its encoding; the same whatever the blocks, so that the text is the same too.
const SAMPLE: usize = 1 << 14;

/// The longest line that is read anew where bytes in it are not UTF-8: those before them may only have looked so.
const HELD: usize = 1 << 16;

impl<R: Read> Decoder<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            rest: Vec::new(),
            other: None,
            bytes_before: 0,
            lines_before: 0,
            ended: false,
            replaced: 0,
            replaced_line: 0,
            goes_on: false,
            is_ascii: true,
            line_before: 0,
            changed: None,
        }
    }

    /// Text in UTF-8 as far as is known, of which nobody could look at all before.
    pub(super) fn going_on(source: R) -> Self {
        Self { goes_on: true, ..Self::new(source) }
    }

    /// Text in UTF-8 that goes on: a mark at its start is a character.
    pub(super) fn resumed(source: R) -> Self {
        Self { bytes_before: 1, ..Self::new(source) }
    }

    /// Text in any encoding; what means nothing in it is replaced and counted.
    pub(super) fn of(source: R, encoding: &'static Encoding) -> Self {
        Self { other: Some(encoding.new_decoder_with_bom_removal()), ..Self::new(source) }
    }

    /// Whether all text has been delivered.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The encoding that was found where the text ceased to be UTF-8, and the line, from 1.
    pub(super) fn changed(&self) -> Option<(&'static Encoding, u64)> {
        self.changed
    }

    /// How many bytes meant nothing and became U+FFFD, and the line of the first, from 1.
    pub(super) fn replaced(&self) -> Option<(u64, u64)> {
        (self.replaced > 0).then_some((self.replaced, self.replaced_line))
    }

    /// Appends about `wanted` bytes of text, fewer only at the end. After an error nothing more comes; what was
    /// appended before it is good.
    pub(super) fn read(&mut self, wanted: usize, text: &mut String) -> Result<(), Halt> {
        let mut block = std::mem::take(&mut self.rest);
        let carried = block.len();
        let limit = wanted.max(4) as u64;
        let outcome = self.source.by_ref().take(limit).read_to_end(&mut block);
        if outcome.is_err() || ((block.len() - carried) as u64) < limit {
            self.ended = true;
        }
        if self.other.is_some() {
            self.decode(&block, text);
            return outcome.map(drop).map_err(Halt::Unreadable);
        }
        let (good, bad) = match simdutf8::compat::from_utf8(&block) {
            Ok(good) => (good, None),
            Err(error) => {
                let (good, bad) = block.split_at(error.valid_up_to());
                let complete = error.error_len().is_some() || self.ended;
                (std::str::from_utf8(good).unwrap_or_default(), Some((bad, complete)))
            }
        };
        let is_fault = matches!(bad, Some((_, true)));
        let given = match outcome.is_ok() && self.goes_on {
            true if is_fault => good.len() - self.begun_line(good, HELD).unwrap_or(0),
            true if !self.ended => self.certain(good),
            _ => good.len(),
        };
        let good = good.get(..given).unwrap_or(good);
        let without_mark =
            if self.bytes_before == 0 { good.strip_prefix('\u{feff}').unwrap_or(good) } else { good };
        text.push_str(without_mark);
        self.line_before = match memchr::memrchr(b'\n', good.as_bytes()) {
            Some(at) => good.len() - at - 1,
            None => self.line_before + good.len(),
        };
        self.bytes_before += good.len() as u64;
        self.lines_before += lines_in(good);
        self.is_ascii &= good.is_ascii();
        if let Err(error) = outcome {
            return Err(Halt::Unreadable(error));
        }
        let behind = block.split_off(given);
        if is_fault && self.goes_on {
            return self.go_on(behind, text);
        }
        if is_fault {
            self.ended = true;
            let bytes = behind.iter().take(4).copied().collect();
            return Err(Halt::NotUtf8 { line: self.lines_before + 1, byte: self.bytes_before + 1, bytes });
        }
        self.rest = behind;
        Ok(())
    }
}

impl<R: Read> Decoder<R> {
    /// Appends a block in the encoding that is not UTF-8, or not without a fault.
    fn decode(&mut self, block: &[u8], text: &mut String) {
        let Some(decoder) = &mut self.other else { return };
        let start = text.len();
        text.reserve(decoder.max_utf8_buffer_length(block.len()).unwrap_or(block.len() * 3));
        let (_, _, had_errors) = decoder.decode_to_string(block, text, self.ended);
        let new = text.get(start..).unwrap_or_default();
        if had_errors {
            let first = new.find('\u{fffd}').unwrap_or_default();
            if self.replaced == 0 {
                self.replaced_line = self.lines_before + lines_in(new.get(..first).unwrap_or_default()) + 1;
            }
            self.replaced += new.matches('\u{fffd}').count() as u64;
        }
        self.lines_before += lines_in(new);
    }

    /// How many bytes at the end of a text, which goes on what was given, are of a line that has not ended; `None` where the line
    /// is longer than so many bytes.
    fn begun_line(&self, text: &str, longest: usize) -> Option<usize> {
        let (of_text, whole) = match memchr::memrchr(b'\n', text.as_bytes()) {
            Some(at) => (text.len() - at - 1, text.len() - at - 1),
            None => (text.len(), self.line_before.saturating_add(text.len())),
        };
        (whole <= longest).then_some(of_text)
    }

    /// How much of a text is read for good: where characters stand at the end of a line that has not ended, a fault behind them would
    /// show that they were none.
    fn certain(&self, text: &str) -> usize {
        let mut from = text.len() - self.begun_line(text, usize::MAX).unwrap_or(0).min(HELD);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let is_ascii = text.get(from..).is_none_or(str::is_ascii);
        if is_ascii { text.len() } else { from }
    }

    /// Reads on from a line with bytes that are not UTF-8: after UTF-8 they are a fault in it, after ASCII alone they may be of any
    /// encoding.
    fn go_on(&mut self, mut block: Vec<u8>, text: &mut String) -> Result<(), Halt> {
        let telling = block.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let missing = (telling + SAMPLE).saturating_sub(block.len()) as u64;
        let carried = block.len();
        let outcome = self.source.by_ref().take(missing).read_to_end(&mut block);
        if outcome.is_err() || ((block.len() - carried) as u64) < missing {
            self.ended = true;
        }
        let sample = block.get(telling..block.len().min(telling + SAMPLE)).unwrap_or_default();
        let looks = if self.is_ascii && !encoding::mostly_utf8(sample) {
            encoding::of_bytes(sample).encoding
        } else {
            encoding_rs::UTF_8
        };
        let looks = if looks.is_ascii_compatible() { looks } else { encoding_rs::UTF_8 };
        self.other = Some(looks.new_decoder_without_bom_handling());
        self.changed = (looks != encoding_rs::UTF_8).then_some((looks, self.lines_before + 1));
        self.decode(&block, text);
        outcome.map(drop).map_err(Halt::Unreadable)
    }
}

/// Line feeds in a text.
pub(super) fn lines_in(text: &str) -> u64 {
    memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64
}

/// Reads a whole file for nothing but to see whether it is UTF-8, because a file that turns out not to be after
/// half of it was read may have been misread from its start.
fn is_utf8(mut input: impl Read) -> bool {
    let mut block = vec![0; 1 << 18];
    // Bytes at the start of the block that are the start of a character.
    let mut begun = 0;
    loop {
        let read = match input.read(block.get_mut(begun..).unwrap_or_default()) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // A packed file that is cut short is read as far as it goes.
            Err(_) => 0,
        };
        let filled = begun + read;
        let Err(error) = simdutf8::compat::from_utf8(block.get(..filled).unwrap_or_default()) else {
            if read == 0 {
                return true;
            }
            begun = 0;
            continue;
        };
        if read == 0 || error.error_len().is_some() {
            return false;
        }
        block.copy_within(error.valid_up_to()..filled, 0);
        begun = filled - error.valid_up_to();
    }
}

/// A file or standard input, opened and unpacked, with the encoding that it is in.
pub(super) struct Opened {
    pub(super) decoder: Decoder<Box<dyn Read>>,
    /// How the encoding was found, where it is not UTF-8.
    pub(super) choice: Option<Choice>,
    /// What the file is, where it is no text.
    pub(super) binary: Option<&'static str>,
}

/// How much of a pipe is looked at to tell its encoding; of a file it is all.
const LOOKED_AT: u64 = 1 << 18;

/// Opens a file, or standard input, unpacks it and finds its encoding.
///
/// # Errors
/// When it cannot be opened or read.
pub(super) fn open(
    path: Option<&Path>,
    asked: Option<&'static Encoding>,
    meter: &Arc<Meter>,
) -> io::Result<Opened> {
    let bytes: Box<dyn Read> = match path {
        Some(path) => Box::new(Counted::new(File::open(path)?, meter)),
        None => standard_input(meter),
    };
    open_bytes(bytes, path, asked)
}

/// The bytes of standard input, which ends where the run is called off.
pub(super) fn standard_input(meter: &Arc<Meter>) -> Box<dyn Read> {
    Box::new(Counted::new(StandardInput::open(meter), meter))
}

/// Opens bytes, as [`open`] does; `path` is the file that holds nothing else, where there is one.
///
/// # Errors
/// When they cannot be read.
pub(super) fn open_bytes(
    bytes: Box<dyn Read>,
    path: Option<&Path>,
    asked: Option<&'static Encoding>,
) -> io::Result<Opened> {
    let Plain { bytes: mut input, is_archive } = plain(bytes, asked)?;
    let asked = asked.filter(|_| !is_archive);
    let mut start = Vec::new();
    let failed = begun(input.by_ref().take(LOOKED_AT).read_to_end(&mut start), &start)?;
    let binary = encoding::binary(&start);
    let is_marked = start.starts_with(b"\xef\xbb\xbf");
    let choice = match asked {
        Some(encoding) => Some(Choice { encoding, evidence: Evidence::Asked }),
        None if is_marked || is_archive || binary.is_some() => None,
        None => encoding::certain(&start).map(Ok).or_else(|| guess(path, &start).transpose()).transpose()?,
    };
    let whole: Box<dyn Read> = Box::new(io::Cursor::new(start).chain(Failed(failed)).chain(input));
    let decoder = match &choice {
        Some(choice) => Decoder::of(whole, choice.encoding),
        None => Decoder::going_on(whole),
    };
    // What the user says needs no note.
    Ok(Opened { decoder, choice: choice.filter(|choice| choice.evidence != Evidence::Asked), binary })
}

/// The encoding of a file that is not UTF-8; a regular file is looked through to its end, a pipe as far as it is
/// known.
fn guess(path: Option<&Path>, start: &[u8]) -> io::Result<Option<Choice>> {
    let complete = (start.len() as u64) < LOOKED_AT;
    let cut_short = |error: &std::str::Utf8Error| error.error_len().is_none() && !complete;
    let starts_well = std::str::from_utf8(start).err().is_none_or(|error| cut_short(&error));
    let again = path.filter(|path| path.is_file() && !complete);
    let broken_utf8 = || {
        let encoding = encoding_rs::UTF_8;
        Ok(Some(Choice { encoding, evidence: Evidence::Looks }))
    };
    match again {
        _ if !starts_well && encoding::mostly_utf8(start) => broken_utf8(),
        _ if !starts_well && again.is_none() => Ok(Some(encoding::of_bytes(start))),
        None => Ok(None),
        Some(path) => match is_utf8(unpack(Box::new(File::open(path)?))?) {
            true => Ok(None),
            false if encoding::mostly_utf8(start) => broken_utf8(),
            false => Ok(Some(encoding::of_bytes(unpack(Box::new(File::open(path)?))?))),
        },
    }
}

/// The bytes of a file or of standard input, unpacked; an archive of web pages as lines of JSON.
fn plain(raw: Box<dyn Read>, asked: Option<&'static Encoding>) -> io::Result<Plain> {
    let mut input = unpack(raw)?;
    let mut start = Vec::new();
    let failed = begun(input.by_ref().take(4096).read_to_end(&mut start), &start)?;
    let (is_warc, is_mhtml) = (web_archive::is_warc(&start), web_archive::is_mhtml(&start));
    let whole =
        io::BufReader::with_capacity(1 << 16, io::Cursor::new(start).chain(Failed(failed)).chain(input));
    Ok(match (is_warc, is_mhtml) {
        (true, _) => Plain { bytes: Box::new(web_archive::Warc::new(whole, asked)), is_archive: true },
        (false, true) => {
            let line = web_archive::mhtml(whole)?;
            Plain { bytes: Box::new(io::Cursor::new(line)), is_archive: true }
        }
        (false, false) => Plain { bytes: Box::new(whole), is_archive: false },
    })
}

/// A fault behind bytes that were read, as of a packed file that is cut short; what was read before it is good.
fn begun(outcome: io::Result<usize>, read: &[u8]) -> io::Result<Option<io::Error>> {
    match outcome {
        Ok(_) => Ok(None),
        Err(error) if read.is_empty() => Err(error),
        Err(error) => Ok(Some(error)),
    }
}

/// Fails once, where something failed before.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Plain bytes, and whether they were made from an archive, in UTF-8.
struct Plain {
    bytes: Box<dyn Read>,
    is_archive: bool,
}

/// A text with its name: that of the file, or of the member of an archive, `pages.zip!/one.txt`.
pub type Named = (String, String);

/// The texts of a file or of standard input: one, or those of the members of a zip archive that are text.
///
/// # Errors
/// A sentence for people, when it cannot be read or is no text.
pub fn read_texts(path: Option<&Path>, asked: Option<&'static Encoding>) -> Result<Vec<Named>, String> {
    let name = path.map(|path| path.display().to_string()).unwrap_or_default();
    let source = Source { name: name.clone(), path: path.map(Path::to_owned), made: None };
    let Some(Package::Folder(mut archive)) = zip::open(&source) else {
        return Ok(vec![(name, read_text(path, asked)?)]);
    };
    let mut texts = Vec::new();
    for number in 0..archive.count() {
        let Some(Ok((member, bytes))) = archive.member(number) else { continue };
        let opened = open_bytes(Box::new(bytes), None, asked);
        let opened = opened.map_err(|error| Halt::Unreadable(error).message())?;
        if opened.binary.is_none() {
            texts.push((member.name, whole(opened)?));
        }
    }
    Ok(texts)
}

/// The whole text of a file, or of standard input.
///
/// # Errors
/// A sentence for people, when it cannot be read or is no text.
pub fn read_text(path: Option<&Path>, asked: Option<&'static Encoding>) -> Result<String, String> {
    let opened = open(path, asked, &Arc::default()).map_err(|error| Halt::Unreadable(error).message())?;
    if let Some(binary) = opened.binary {
        return Err(format!("it is {binary}"));
    }
    whole(opened)
}

fn whole(opened: Opened) -> Result<String, String> {
    let mut decoder = opened.decoder;
    let mut text = String::new();
    while !decoder.ended() {
        decoder.read(1 << 20, &mut text).map_err(|halt| halt.message())?;
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], block: usize) -> (String, Result<(), String>) {
        let mut decoder = Decoder::new(bytes);
        let mut text = String::new();
        while !decoder.ended() {
            if let Err(halt) = decoder.read(block, &mut text) {
                return (text, Err(halt.message()));
            }
        }
        (text, Ok(()))
    }

    #[test]
    fn characters_may_straddle_blocks_and_one_mark_is_cut() {
        for block in 1..12 {
            let text = "\u{feff}\u{feff}针刺\n😀é";
            assert_eq!(decoded(text.as_bytes(), block), ("\u{feff}针刺\n😀é".to_owned(), Ok(())));
        }
    }

    #[test]
    fn the_first_bad_byte_is_named_whatever_the_blocks() {
        for block in 1..12 {
            let (text, outcome) = decoded(b"ab\nc\xb9\xfaefghijkl", block);
            assert_eq!(text, "ab\nc");
            let message = outcome.expect_err("not UTF-8");
            assert!(message.starts_with("not UTF-8: 0xB9 on line 2, byte 5 of the file;"), "{message}");
            assert_eq!(ENCODING_UNSUPPORTED.severity, crate::report::Severity::Error);
        }
    }

    #[test]
    fn a_character_cut_short_by_the_end_is_not_utf8() {
        assert!(decoded("a针".as_bytes().get(..3).expect("bytes"), 64).1.is_err());
    }

    #[test]
    fn utf16_is_called_by_its_name() {
        let message = decoded(b"\xff\xfea\0", 64).1.expect_err("not UTF-8");
        assert!(message.contains("looks like UTF-16"), "{message}");
    }
}
