//! Bytes to text. UTF-8 alone is read; anything else is reported with line and byte, never guessed.

use crate::report::Code;
use std::io::{self, Read};
use std::path::Path;

pub(super) const ENCODING_UNSUPPORTED: Code = Code::error(
    "encoding-unsupported",
    "The file is not UTF-8, so its text cannot be trusted; it is set aside and should be saved as UTF-8.",
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
                    "not UTF-8: {shown} on line {line}, byte {byte} of the file{looks}; save it as UTF-8 and run again"
                )
            }
            Self::Unreadable(error) => format!("cannot be read: {}", super::output::reason(error)),
        }
    }
}

/// Text as it comes in. A byte-order mark at the very start is cut.
pub(super) struct Decoder<R> {
    source: R,
    /// Bytes at the end of a block that are the start of a character.
    rest: Vec<u8>,
    bytes_before: u64,
    lines_before: u64,
    ended: bool,
}

impl<R: Read> Decoder<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, rest: Vec::new(), bytes_before: 0, lines_before: 0, ended: false }
    }

    /// Whether all text has been delivered.
    pub(super) fn ended(&self) -> bool {
        self.ended
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
        let (good, bad) = match std::str::from_utf8(&block) {
            Ok(good) => (good, None),
            Err(error) => {
                let (good, bad) = block.split_at(error.valid_up_to());
                let complete = error.error_len().is_some() || self.ended;
                (std::str::from_utf8(good).unwrap_or_default(), Some((bad, complete)))
            }
        };
        let without_mark =
            if self.bytes_before == 0 { good.strip_prefix('\u{feff}').unwrap_or(good) } else { good };
        text.push_str(without_mark);
        self.bytes_before += good.len() as u64;
        self.lines_before += lines_in(good);
        if let Err(error) = outcome {
            return Err(Halt::Unreadable(error));
        }
        match bad {
            Some((bad, true)) => {
                self.ended = true;
                let bytes = bad.iter().take(4).copied().collect();
                Err(Halt::NotUtf8 { line: self.lines_before + 1, byte: self.bytes_before + 1, bytes })
            }
            Some((bad, false)) => {
                self.rest = bad.to_vec();
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// Line feeds in a text.
pub(super) fn lines_in(text: &str) -> u64 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u64
}

/// Reads a whole file for nothing but to see whether it is UTF-8, because a file that turns out not to be after
/// half of it was read may have been misread from its start.
pub(super) fn check(path: &Path) -> Result<(), Halt> {
    let mut decoder = Decoder::new(std::fs::File::open(path).map_err(Halt::Unreadable)?);
    let mut text = String::new();
    while !decoder.ended() {
        text.clear();
        decoder.read(1 << 18, &mut text)?;
    }
    Ok(())
}

/// The whole text of a file, or of standard input.
///
/// # Errors
/// A sentence for people, when it cannot be read or is not UTF-8.
pub fn read_text(path: Option<&Path>) -> Result<String, String> {
    let source: Box<dyn Read> = match path {
        None => Box::new(io::stdin().lock()),
        Some(path) => Box::new(std::fs::File::open(path).map_err(|error| Halt::Unreadable(error).message())?),
    };
    let mut decoder = Decoder::new(source);
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
