//! The questions of `--ask`: two records side by side, and a key for an answer.

use super::spill::Spill;
use super::view;
use crate::cli::Stop;
use crate::merge::{Decision, DecisionLine, Groups, Sketches};
use crate::stream::Meter;
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

const KEYS: &str = "One article? [y] yes  [n] no, two  [s] skip  [q] stop asking: ";

/// How the asking ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Every pair was shown, or somebody had enough.
    Done,
    /// An interrupt came.
    Interrupted,
}

/// Lines that somebody types. They are read in a thread of their own, because nothing wakes who waits for a key.
pub(super) struct Answers {
    lines: Receiver<io::Result<String>>,
    meter: Arc<Meter>,
}

impl Answers {
    pub(super) fn of(mut terminal: Box<dyn BufRead + Send>, meter: &Arc<Meter>) -> Self {
        let (give, lines) = channel();
        std::thread::spawn(move || {
            loop {
                let mut line = String::new();
                let read = terminal.read_line(&mut line);
                let is_last = !matches!(read, Ok(count) if count > 0);
                if give.send(read.map(|_| line)).is_err() || is_last {
                    return;
                }
            }
        });
        Self { lines, meter: Arc::clone(meter) }
    }

    /// The next line; empty at the end, `None` after an interrupt.
    fn next(&mut self) -> io::Result<Option<String>> {
        loop {
            if self.meter.is_stopped() {
                return Ok(None);
            }
            match self.lines.recv_timeout(Duration::from_millis(50)) {
                Ok(line) => return line.map(Some),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(Some(String::new())),
            }
        }
    }
}

/// Asks about every open pair until somebody has enough. Each decision is kept before the next question, because an interrupt
/// may end the program there.
///
/// # Errors
/// When the records cannot be read again, the terminal is gone, or a decision cannot be kept.
pub(super) fn ask(
    groups: &Groups,
    sketches: &Sketches,
    spill: &mut Spill,
    (answers, out): (&mut Answers, &mut dyn Write),
    keep: &mut dyn FnMut(&DecisionLine) -> Result<(), Stop>,
) -> Result<End, Stop> {
    let count = groups.open.len();
    for (number, pair) in (1..).zip(&groups.open) {
        let records = [spill.record(pair.one)?, spill.record(pair.other)?];
        writeln!(out, "\nPair {number} of {count}")?;
        for line in view::side_by_side(&records[0], &records[1]) {
            writeln!(out, "{line}")?;
        }
        let decision = loop {
            write!(out, "{KEYS}")?;
            out.flush()?;
            let Some(answer) = answers.next()? else {
                writeln!(out)?;
                return Ok(End::Interrupted);
            };
            if answer.is_empty() {
                writeln!(out)?;
                return Ok(End::Done);
            }
            match answer.trim().to_lowercase().as_str() {
                "y" | "yes" => break Some(Decision::Same),
                "n" | "no" => break Some(Decision::Different),
                "s" | "skip" | "" => break None,
                "q" | "quit" => return Ok(End::Done),
                _ => writeln!(out, "Please type y, n, s or q, then Enter.")?,
            }
        };
        let digests = sketches.get(pair.one).zip(sketches.get(pair.other));
        if let (Some(decision), Some((one, other))) = (decision, digests) {
            keep(&DecisionLine {
                decision,
                records: [one.digest, other.digest],
                shown: records.iter().map(view::in_a_line).collect(),
                score: Some(pair.score),
            })?;
        }
    }
    Ok(End::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::merge::spill::{Filling, SketchWriter};
    use crate::merge::{Decisions, pairs};
    use crate::record::Record;
    use crate::write::{Losses, WriteOptions, Writer};

    #[test]
    fn every_key_does_what_it_says() {
        let record = |doi: &str, year: u32| -> Record {
            serde_json::from_value(serde_json::json!({
                "titles": [{"value": "Effect of green tea on the sleep of mice in winter", "role": "main"}],
                "dates": [{"kind": "issued", "start": {"year": year}}],
                "identifiers": [{"scheme": "doi", "value": doi}],
                "volume": "4", "page_ranges": [{"first": "3", "last": "9"}],
            }))
            .expect("a record")
        };
        let mut bytes = Vec::new();
        for record in [record("10.1/a", 2001), record("10.2/b", 2001), record("10.3/c", 2001)] {
            SketchWriter.record(&record, &WriteOptions::default(), &mut bytes, &mut Losses::default());
        }
        let mut filling = Filling::begin().expect("a file");
        filling.take(&bytes).expect("three records");
        let (sketches, mut spill) = filling.end().expect("a file");
        let found = pairs(&sketches, std::num::NonZeroUsize::MIN);
        let groups = Groups::of(&sketches, &found, &Decisions::default());
        assert_eq!(groups.open.len(), 3, "three DOIs, one text: {groups:?}");
        for (typed, wanted) in [
            ("y\nn\ns\n", vec![Decision::Same, Decision::Different]),
            ("what?\nYes\nq\n", vec![Decision::Same]),
            ("", vec![]),
            ("n\n", vec![Decision::Different]),
        ] {
            let mut out = Vec::new();
            let mut decided = Vec::new();
            let mut keep = |line: &DecisionLine| {
                decided.push(line.decision);
                Ok(())
            };
            let mut answers = Answers::of(Box::new(typed.as_bytes()), &Arc::default());
            let end =
                ask(&groups, &sketches, &mut spill, (&mut answers, &mut out), &mut keep).expect("answers");
            assert_eq!(end, End::Done);
            assert_eq!(decided, wanted, "{typed:?}");
            let out = String::from_utf8(out).expect("text");
            assert!(out.contains("the DOIs differ") && out.contains("10.1/a"), "{out}");
            assert_eq!(out.contains("Please type"), typed.starts_with("what"), "{out}");
        }
        // An interrupt while it waits for a key that never comes.
        let (listening, silence) = io::pipe().expect("a pipe");
        let meter = Arc::<Meter>::default();
        let mut answers = Answers::of(Box::new(io::BufReader::new(listening)), &meter);
        let stop = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(120));
            meter.stop();
        });
        let mut keep = |_: &DecisionLine| Ok(());
        let end = ask(&groups, &sketches, &mut spill, (&mut answers, &mut Vec::new()), &mut keep);
        assert_eq!(end.expect("an end"), End::Interrupted);
        stop.join().expect("the thread ends");
        drop(silence);
    }
}
