//! Records that wait in a temporary file while their sketches are compared, and come back one by one.

use crate::merge::{Sketches, sketch};
use crate::record::Record;
use crate::write::{Losses, WriteOptions, Writer, scratch};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};

/// Writes of each record its sketch and the record as JSON, a line each: so sketches are made by the threads that read.
#[derive(Debug)]
pub(super) struct SketchWriter;

impl Writer for SketchWriter {
    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, _options: &WriteOptions, out: &mut Vec<u8>, _losses: &mut Losses) {
        out.extend(sketch::line(record).bytes());
        out.push(b'\n');
        // A vector of bytes takes everything, and the record has no map with other keys than strings.
        serde_json::to_writer(&mut *out, record).expect("a record is representable as JSON");
        out.push(b'\n');
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}

/// The file being filled.
pub(super) struct Filling {
    file: BufWriter<File>,
    sketches: Sketches,
    /// Where each record begins, and where the last one ends.
    starts: Vec<u64>,
    at: u64,
}

impl Filling {
    pub(super) fn begin() -> io::Result<Self> {
        // Without a name from the beginning: an interrupt leaves nothing behind.
        let file = BufWriter::with_capacity(1 << 18, scratch::file()?);
        Ok(Self { file, sketches: Sketches::default(), starts: vec![0], at: 0 })
    }

    /// Takes what [`SketchWriter`] wrote of whole records.
    pub(super) fn take(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
        while let (Some(sketch), Some(record)) = (lines.next(), lines.next()) {
            self.sketches.push(String::from_utf8_lossy(sketch.trim_ascii_end()).as_ref());
            self.file.write_all(record)?;
            self.at += record.len() as u64;
            self.starts.push(self.at);
        }
        Ok(())
    }

    /// Bytes of memory that comparing the records takes, about: the sketches, and as much again for the keys by which they are
    /// looked up and the pairs that are found.
    pub(super) fn bytes(&self) -> usize {
        2 * (self.sketches.bytes() + self.starts.len() * size_of::<u64>())
    }

    pub(super) fn end(self) -> io::Result<(Sketches, Spill)> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok((self.sketches, Spill { file, starts: self.starts }))
    }
}

/// The file, filled.
pub(super) struct Spill {
    file: File,
    starts: Vec<u64>,
}

impl Spill {
    /// The record at a position.
    pub(super) fn record(&mut self, position: u32) -> io::Result<Record> {
        let place = position as usize;
        let range = self.starts.get(place).zip(self.starts.get(place + 1));
        let (start, end) =
            range.ok_or_else(|| io::Error::other("a record that was never read is asked for"))?;
        // Who reads the lines in order shares the place in the file, and goes on where it was.
        let before = self.file.stream_position()?;
        self.file.seek(SeekFrom::Start(*start))?;
        let mut line = vec![0; usize::try_from(end - start).unwrap_or(0)];
        self.file.read_exact(&mut line)?;
        self.file.seek(SeekFrom::Start(before))?;
        Ok(serde_json::from_slice(&line)?)
    }

    /// All lines from the first one on, to be read in order.
    pub(super) fn lines(&mut self) -> io::Result<BufReader<File>> {
        self.file.seek(SeekFrom::Start(0))?;
        Ok(BufReader::with_capacity(1 << 18, self.file.try_clone()?))
    }
}
