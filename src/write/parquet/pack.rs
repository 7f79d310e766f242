//! The file: rows to columns, groups of rows, the index at the end.

use super::super::{Losses, Packer};
use super::schema;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::fmt::Display;
use std::io::{self, Write};
use std::sync::Arc;

/// How much is held at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Rows that become columns together.
    pub(super) batch: usize,
    /// Rows of a group.
    pub(super) group: usize,
    /// Bytes of a group, about.
    pub(super) bytes: usize,
}

/// A group that `DuckDB` reads in one go, and that fits into memory with long abstracts.
pub(super) const LIMITS: Limits = Limits { batch: 1_000, group: 50_000, bytes: 64 << 20 };

/// A file being filled.
pub(super) struct Rows {
    limits: Limits,
    /// Absent before the first call.
    open: Option<Open>,
}

struct Open {
    decoder: Decoder,
    writer: ArrowWriter<Vec<u8>>,
    /// Rows in the decoder.
    waiting: usize,
}

impl Rows {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, open: None }
    }

    fn open(&mut self) -> io::Result<&mut Open> {
        match &mut self.open {
            Some(_) => {}
            closed => {
                let schema = Arc::new(schema::schema());
                // A row that does not fit the schema would lose something.
                let decoder = ReaderBuilder::new(Arc::clone(&schema))
                    .with_batch_size(self.limits.batch)
                    .with_strict_mode(true)
                    .build_decoder()
                    .map_err(failed)?;
                let properties = WriterProperties::builder()
                    // A version of ours or of the crate would change the bytes.
                    .set_created_by("refmill".to_owned())
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(self.limits.group))
                    .set_max_row_group_bytes(Some(self.limits.bytes))
                    .build();
                let options =
                    ArrowWriterOptions::new().with_properties(properties).with_skip_arrow_metadata(true);
                let writer =
                    ArrowWriter::try_new_with_options(Vec::new(), schema, options).map_err(failed)?;
                *closed = Some(Open { decoder, writer, waiting: 0 });
            }
        }
        self.open.as_mut().ok_or_else(|| failed("it was not begun"))
    }
}

impl Open {
    fn take(&mut self, line: &[u8], limits: Limits) -> io::Result<()> {
        let mut rest = line;
        while !rest.is_empty() {
            let taken = self.decoder.decode(rest).map_err(failed)?;
            rest = rest.get(taken..).unwrap_or_default();
            if taken == 0 {
                self.batch()?;
            }
        }
        self.waiting += 1;
        // Whatever the portions are, the batches are the same.
        if self.waiting == limits.batch { self.batch() } else { Ok(()) }
    }

    fn batch(&mut self) -> io::Result<()> {
        self.waiting = 0;
        match self.decoder.flush().map_err(failed)? {
            Some(batch) => self.writer.write(&batch).map_err(failed),
            None => Ok(()),
        }
    }

    /// Hands on what is ready of the file.
    fn hand_on(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.writer.sync()?;
        out.write_all(&std::mem::take(self.writer.inner_mut()))
    }
}

impl Packer for Rows {
    fn take(&mut self, rendered: &[u8], out: &mut dyn Write) -> io::Result<()> {
        let limits = self.limits;
        let open = self.open()?;
        for line in rendered.split_inclusive(|byte| *byte == b'\n') {
            open.take(line, limits)?;
        }
        open.hand_on(out)
    }

    fn finish(mut self: Box<Self>, out: &mut dyn Write, _losses: &mut Losses) -> io::Result<()> {
        let open = self.open()?;
        open.batch()?;
        open.writer.finish().map_err(failed)?;
        open.hand_on(out)
    }
}

fn failed(error: impl Display) -> io::Error {
    io::Error::other(format!("the Parquet file cannot be put together: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::metadata::RowGroupMetaData;
    use parquet::file::reader::{FileReader, SerializedFileReader};

    #[test]
    fn a_full_group_leaves_memory_at_once() {
        let limits = Limits { batch: 2, group: 4, bytes: 1 << 20 };
        let mut rows = Box::new(Rows::new(limits));
        let (mut out, mut sizes) = (Vec::new(), Vec::new());
        for number in 0..11 {
            rows.take(format!("{{\"title\":\"{number}\"}}\n").as_bytes(), &mut out).expect("memory");
            sizes.push(out.len());
        }
        // Three rows and the fourth: then the group is in the output.
        assert!(sizes[2] <= 4 && sizes[3] > 100 && sizes[3] == sizes[6] && sizes[7] > sizes[6], "{sizes:?}");
        rows.finish(&mut out, &mut Losses::default()).expect("memory");
        let reader = SerializedFileReader::new(bytes::Bytes::from(out)).expect("a Parquet file");
        let groups = reader.metadata().row_groups();
        assert_eq!(groups.iter().map(RowGroupMetaData::num_rows).collect::<Vec<_>>(), [4, 4, 3]);
    }

    #[test]
    fn a_row_beside_the_schema_is_an_error() {
        let mut rows = Rows::new(Limits { batch: 1, ..LIMITS });
        let failed = rows.take(b"{\"titel\":\"x\"}\n", &mut Vec::new()).expect_err("no such column");
        assert!(failed.to_string().contains("titel"), "{failed}");
    }
}
