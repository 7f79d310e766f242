//! The records of a run as they are written: those that stand alone as they are, of each group one, in the place of its
//! first record.

use super::spill::Spill;
use crate::merge::{Groups, combine};
use crate::report::Note;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::{Arc, Mutex};

/// What a record is in its group.
enum Part {
    /// The first one: the group stands here.
    First(Vec<u32>),
    /// A further one, which is merged away.
    Further,
}

/// Lines of JSON, made while they are read.
pub(super) struct Joined {
    spill: Arc<Mutex<Spill>>,
    lines: BufReader<File>,
    parts: BTreeMap<u32, Part>,
    position: u32,
    line: Vec<u8>,
    given: usize,
    notes: Arc<Mutex<Vec<Note>>>,
}

impl Joined {
    /// The records of a spill in these groups; what the groups disagree about is added to the notes.
    pub(super) fn new(
        spill: &Arc<Mutex<Spill>>,
        groups: &Groups,
        notes: &Arc<Mutex<Vec<Note>>>,
    ) -> io::Result<Self> {
        let lines = locked(spill)?.lines()?;
        let mut parts = BTreeMap::new();
        for group in &groups.groups {
            for (place, position) in group.iter().enumerate() {
                let part = if place == 0 { Part::First(group.clone()) } else { Part::Further };
                parts.insert(*position, part);
            }
        }
        let (spill, notes) = (Arc::clone(spill), Arc::clone(notes));
        Ok(Self { spill, lines, parts, position: 0, line: Vec::new(), given: 0, notes })
    }

    /// Makes the next line; `false` at the end.
    fn advance(&mut self) -> io::Result<bool> {
        loop {
            self.line.clear();
            self.given = 0;
            if self.lines.read_until(b'\n', &mut self.line)? == 0 {
                return Ok(false);
            }
            let part = self.parts.remove(&self.position);
            self.position += 1;
            match part {
                None => return Ok(true),
                Some(Part::Further) => {}
                Some(Part::First(group)) => {
                    let mut spill = locked(&self.spill)?;
                    let records = group
                        .iter()
                        .map(|position| spill.record(*position))
                        .collect::<io::Result<Vec<_>>>()?;
                    let (record, notes) = combine(&records);
                    locked(&self.notes)?.extend(notes);
                    self.line = serde_json::to_vec(&record)?;
                    self.line.push(b'\n');
                    return Ok(true);
                }
            }
        }
    }
}

impl Read for Joined {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.line.len() && !self.advance()? {
            return Ok(0);
        }
        let mut rest = self.line.get(self.given..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.given += count;
        Ok(count)
    }
}

/// What a thread that failed has locked is no more to be trusted.
pub(super) fn locked<T>(mutex: &Mutex<T>) -> io::Result<std::sync::MutexGuard<'_, T>> {
    mutex.lock().map_err(|_| io::Error::other("a thread of refmill failed"))
}
