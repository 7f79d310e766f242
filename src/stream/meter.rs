//! What a run and whoever watches it tell each other while it goes on.

use crossbeam_channel::{Receiver, RecvTimeoutError, bounded};
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

/// How far a run has come, and whether it is to end. Shared by threads.
#[derive(Debug, Default)]
pub struct Meter {
    bytes: AtomicU64,
    stopped: AtomicBool,
    /// Standard input was given up before it ended.
    called_off: AtomicBool,
}

impl Meter {
    /// Bytes read so far, as they are in the files: packed ones are counted packed.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Ends the run: what has been read is still written, and nothing more is read.
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether [`Meter::stop`] was called.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn is_called_off(&self) -> bool {
        self.called_off.load(Ordering::Relaxed)
    }

    pub(super) fn add(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}

/// Counts what is read.
pub(super) struct Counted<R> {
    source: R,
    meter: Arc<Meter>,
}

impl<R> Counted<R> {
    pub(super) fn new(source: R, meter: &Arc<Meter>) -> Self {
        Self { source, meter: Arc::clone(meter) }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.meter.add(count as u64);
        Ok(count)
    }
}

const BLOCK: usize = 1 << 16;
const BLOCKS: usize = 4;
/// How long a run that was stopped may wait for a pipe that says nothing.
const PATIENCE: Duration = Duration::from_millis(50);

/// Standard input, read by a thread of its own: a read from a pipe cannot be called off, waiting for a thread can. When
/// the run is stopped it looks like the end.
pub(super) struct StandardInput {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: io::Cursor<Vec<u8>>,
    meter: Arc<Meter>,
}

impl StandardInput {
    pub(super) fn open(meter: &Arc<Meter>) -> Self {
        let (full, blocks) = bounded(BLOCKS);
        std::thread::spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                let mut block = vec![0; BLOCK];
                let outcome = match input.read(&mut block) {
                    Ok(0) => return,
                    Ok(count) => {
                        block.truncate(count);
                        Ok(block)
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => Err(error),
                };
                let failed = outcome.is_err();
                if full.send(outcome).is_err() || failed {
                    return;
                }
            }
        });
        Self { blocks, block: io::Cursor::default(), meter: Arc::clone(meter) }
    }
}

impl Read for StandardInput {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.block.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            if self.meter.is_stopped() {
                self.meter.called_off.store(true, Ordering::Relaxed);
                return Ok(0);
            }
            match self.blocks.recv_timeout(PATIENCE) {
                Ok(block) => self.block = io::Cursor::new(block?),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
    }
}
