//! From packed bytes to plain ones: gzip, zstd, bzip2 and xz by their first bytes, one in the other too.

use super::zip::{MOST_PACKED, SMALL};
use std::cell::Cell;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;

/// Packings inside each other are undone so often.
const DEEPEST: usize = 3;

/// The bytes of an input, unpacked.
///
/// # Errors
/// When the input cannot be read; what is wrong inside a packing comes out while reading.
pub(super) fn unpack(input: Box<dyn Read>) -> io::Result<Box<dyn Read>> {
    let packed = Rc::new(Cell::new(0));
    let mut input: Box<dyn Read> = Box::new(Counted { input, count: Rc::clone(&packed) });
    let mut depth = 0;
    loop {
        let mut start = Vec::new();
        input.by_ref().take(6).read_to_end(&mut start)?;
        let packing = packing(&start);
        let whole = BufReader::with_capacity(1 << 16, Cursor::new(start).chain(input));
        input = match packing {
            None if depth == 0 => return Ok(Box::new(whole)),
            None => return Ok(Box::new(Bounded { input: Box::new(whole), packed, unpacked: 0 })),
            Some(_) if depth == DEEPEST => {
                let why = format!("it is packed more than {DEEPEST} times; unpack it yourself");
                return Err(io::Error::new(io::ErrorKind::InvalidData, why));
            }
            Some(Packing::Gzip) => Box::new(flate2::bufread::MultiGzDecoder::new(whole)),
            Some(Packing::Bzip2) => Box::new(bzip2::bufread::MultiBzDecoder::new(whole)),
            Some(Packing::Xz) => Box::new(lzma_rust2::XzReader::new(whole, true)),
            Some(Packing::Zstd) => Box::new(Frames { source: Some(whole), frame: None }),
        };
        depth += 1;
    }
}

/// Counts what is read.
struct Counted {
    input: Box<dyn Read>,
    count: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

/// Ends with an error where much more comes out than texts can be packed to, through all packings inside each other.
struct Bounded {
    input: Box<dyn Read>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.unpacked += count as u64;
        let packed = self.packed.get().max(1);
        if self.unpacked > SMALL && self.unpacked / packed > MOST_PACKED {
            let (unpacked, most) = (self.unpacked >> 20, MOST_PACKED);
            return Err(io::Error::other(format!(
                "{packed} bytes unpack to more than {unpacked} MiB, more than {most} times as much, as no text does; unpack it \
                 yourself if it is meant so"
            )));
        }
        Ok(count)
    }
}

#[derive(Debug, Clone, Copy)]
enum Packing {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

fn packing(start: &[u8]) -> Option<Packing> {
    match start {
        [0x1f, 0x8b, ..] => Some(Packing::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Packing::Zstd),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => Some(Packing::Bzip2),
        [0xfd, b'7', b'z', b'X', b'Z', 0] => Some(Packing::Xz),
        _ => None,
    }
}

type Frame<R> = ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>;

/// The frames of a zstd file one after the other; the crate reads one.
struct Frames<R: Read> {
    source: Option<BufReader<R>>,
    frame: Option<Frame<BufReader<R>>>,
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let count = frame.read(buffer)?;
                if count > 0 || buffer.is_empty() {
                    return Ok(count);
                }
                self.source = self.frame.take().map(Frame::into_inner);
            }
            let Some(mut source) = self.source.take() else { return Ok(0) };
            if io::BufRead::fill_buf(&mut source)?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(Frame::new(source).map_err(io::Error::other)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn packings_are_undone_one_in_the_other_and_one_behind_the_other() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all("绿茶".as_bytes()).expect("memory");
        let mut both = gzip.finish().expect("memory");
        both.extend(both.clone());
        let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
        bzip2.write_all(&both).expect("memory");
        let packed = bzip2.finish().expect("memory");
        let zstd =
            ruzstd::encoding::compress_to_vec(packed.as_slice(), ruzstd::encoding::CompressionLevel::Fastest);
        let mut text = String::new();
        unpack(Box::new(Cursor::new(zstd))).expect("memory").read_to_string(&mut text).expect("text");
        assert_eq!(text, "绿茶绿茶");
    }

    #[test]
    fn what_is_packed_to_fill_a_memory_is_an_error() {
        // Packed twice, each of the packings alone would stay below the bound.
        let packed = |text: &[u8]| {
            let mut packing = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packing.write_all(text).expect("memory");
            packing.finish().expect("memory")
        };
        let inner = packed(&vec![b' '; 1 << 20]).repeat(96);
        let bomb = packed(&inner);
        let mut plain = unpack(Box::new(Cursor::new(bomb))).expect("memory");
        let mut unpacked = 0;
        let mut buffer = vec![0; 1 << 16];
        let error = loop {
            match plain.read(&mut buffer) {
                Ok(0) => panic!("it came out whole"),
                Ok(count) => unpacked += count as u64,
                Err(error) => break error,
            }
        };
        assert!(error.to_string().contains("1000 times"), "{error}");
        assert!(unpacked <= SMALL + (1 << 16), "{unpacked}");
    }

    #[test]
    fn plain_bytes_stay_and_a_cut_packing_is_an_error() {
        let mut text = String::new();
        unpack(Box::new(Cursor::new(b"BZ".to_vec())))
            .expect("memory")
            .read_to_string(&mut text)
            .expect("text");
        assert_eq!(text, "BZ");
        let zstd = ruzstd::encoding::compress_to_vec(
            &b"tea and sleep"[..],
            ruzstd::encoding::CompressionLevel::Fastest,
        );
        let cut = zstd.get(..zstd.len() - 3).expect("bytes").to_vec();
        let outcome =
            unpack(Box::new(Cursor::new(cut))).and_then(|mut plain| plain.read_to_string(&mut text));
        assert!(outcome.is_err(), "{outcome:?}");
    }
}
