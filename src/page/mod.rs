//! Scraped pages: lines to labelled sections to values.
use crate::read::{Batch, Chunk, Reader};
/// To come.
#[derive(Debug)]
pub struct Pages;
impl Pages {
    /// To come.
    pub const BUILT_IN: Self = Self;
}
impl Reader for Pages {
    fn read(&self, _chunk: Chunk<'_>, _batch: &mut Batch) {}
    fn cut(&self, _buffer: &str) -> usize {
        0
    }
}
/// To come.
#[must_use]
pub fn sniff(_head: &str) -> bool {
    false
}
