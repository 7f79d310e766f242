//! How much memory a run may take: what reading a text takes at most, and a gate that lets in no more than fits.
//!
//! What records take is not known before they are read, and a text made to fill a memory has one in every few bytes. So each
//! byte of a text is weighed by the most that it was seen to become, with the notes about it, its copies and what is written of
//! it: 3.6 KB for a line of a table that is a record, 16 for a letter. The weights are measured
//! (`docs/reliability.md`, "Memory"), and a test holds the whole program to them.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What the bytes of a format may become in memory, in bytes.
pub(super) struct Weights {
    /// What most bytes weigh.
    most: u32,
    /// Those that weigh more wherever they stand.
    signs: &'static [(u8, u32)],
    /// A byte behind this one (letters in lower case) weighs more by what follows: names of elements, ` and `.
    mark: u8,
    letters_behind: u32,
    behind: &'static [(u8, u32)],
}

/// What most bytes weigh and what some do; what letters weigh more behind the mark, and what some of them do.
const fn weights(
    most: u32,
    signs: &'static [(u8, u32)],
    mark: u8,
    letters_behind: u32,
    behind: &'static [(u8, u32)],
) -> Weights {
    Weights { most, signs, mark, letters_behind, behind }
}

const NO_MARK: u8 = 0xff;

/// Pages as text, and pages in JSON or tables: a line or an element is at most one of a list, and a page gives few records.
const PAGES: Weights = weights(
    48,
    &[
        (b'\n', 1300),
        (b'\r', 1300),
        (b'\\', 1300),
        (b'<', 1400),
        (b'{', 1300),
        (b'"', 200),
        (b',', 400),
        (b';', 400),
    ],
    NO_MARK,
    0,
    &[],
);

/// Pages of HTML: an element that begins, most of all a `meta`, which may be an author.
const HTML: Weights = weights(
    48,
    &[(b'\n', 640), (b'\r', 640), (b'<', 100), (b'{', 1300), (b',', 100)],
    b'<',
    1200,
    &[(b'm', 2500), (b'M', 2500)],
);

/// XML: the elements that are records begin with few letters, or with a prefix.
const XML: Weights = weights(
    16,
    &[(b'<', 400), (b':', 4500), (b'\n', 64), (b';', 1700), (b',', 700)],
    b'<',
    400,
    &[(b'm', 4000), (b'p', 4000), (b'P', 4000), (b'a', 4000), (b'r', 4000)],
);

/// JSON and YAML: an object, a text or an item of a list.
const JSON: Weights = weights(
    16,
    &[(b'{', 4500), (b'[', 400), (b'"', 400), (b',', 800), (b';', 1700), (b'\n', 400), (b'\\', 64)],
    NO_MARK,
    0,
    &[],
);

/// JSON-LD: a mention may become the node that it names.
const JSON_LD: Weights = weights(
    16,
    &[
        (b'{', 6000),
        (b'[', 400),
        (b'"', 400),
        (b',', 800),
        (b';', 1700),
        (b'\n', 400),
        (b'\\', 64),
        (b'@', 16000),
    ],
    NO_MARK,
    0,
    &[],
);

/// YAML has records without a bracket.
const YAML: Weights = weights(
    16,
    &[
        (b'{', 4500),
        (b'[', 400),
        (b'"', 400),
        (b',', 800),
        (b';', 1700),
        (b'\n', 4500),
        (b'&', 400),
        (b'*', 400),
    ],
    NO_MARK,
    0,
    &[],
);

/// Tables: a line is a record, and a cell may be a list of authors.
const TABLE: Weights = weights(
    16,
    &[(b'\n', 5500), (b'\r', 5500), (b',', 800), (b';', 2000), (b'\t', 400), (b'"', 200)],
    NO_MARK,
    0,
    &[],
);

/// Tagged lines: a line is a record of one tag or an author.
const TAGGED: Weights =
    weights(16, &[(b'\n', 4700), (b'\r', 4700), (b',', 1300), (b';', 1700)], NO_MARK, 0, &[]);

/// BibTeX: an entry, a field, an author behind `and`.
const BIBTEX: Weights = weights(
    16,
    &[
        (b'@', 12000),
        (b'=', 1000),
        (b'\n', 400),
        (b',', 800),
        (b';', 1700),
        (b'\\', 300),
        (b'{', 200),
        (b'$', 400),
        (b'#', 400),
    ],
    b'd',
    0,
    &[(b' ', 1600), (b'\n', 1600), (b'\t', 1600), (b'\r', 1600)],
);

/// What is set aside unread: itself, the copy that is written, and its lines.
pub(super) const ASIDE: usize = 4;

/// Bytes that are weighed at once.
const STEP: usize = 4096;

/// How far the reading of a text can go.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reach {
    /// Bytes of the text; it may end within a character.
    pub(super) end: usize,
    /// What the text weighs up to the end of each [`STEP`].
    sums: Vec<usize>,
}

impl Weights {
    /// Those of a format by its name.
    pub(super) fn of(format: &str) -> &'static Self {
        match format {
            "html" => &HTML,
            "page" | "crawl" | "crawl-table" => &PAGES,
            "pubmed" | "jats" | "endnote-xml" | "mods" => &XML,
            "csl-json" | "csl-jsonl" | "ndjson" | "crossref" | "openalex" => &JSON,
            "json-ld" => &JSON_LD,
            "csl-yaml" => &YAML,
            "csv" | "tsv" | "xlsx" => &TABLE,
            "bibtex" | "biblatex" => &BIBTEX,
            _ => &TAGGED,
        }
    }

    /// How much of the start of a text can be read in so much memory.
    pub(super) fn reach(&self, text: &str, most: usize) -> Reach {
        let bytes = text.as_bytes();
        let (mut at, mut left) = (0, most);
        let mut sums = Vec::new();
        // As far as it goes in large steps, then in smaller ones: every byte of every file is weighed.
        for step in [STEP, 64, 1] {
            while at < bytes.len() {
                let end = (at + step).min(bytes.len());
                let Some(rest) = left.checked_sub(self.weigh_part(bytes, at..end)) else { break };
                (at, left) = (end, rest);
                if step == STEP && at % STEP == 0 {
                    sums.push(most - left);
                }
            }
        }
        Reach { end: at, sums }
    }

    /// What the start of a text weighs, so many bytes of it, whose reach is known.
    pub(super) fn weigh_start(&self, text: &str, length: usize, reach: &Reach) -> usize {
        let steps = reach.sums.get(..length / STEP).unwrap_or(&reach.sums);
        let rest = self.weigh_part(text.as_bytes(), steps.len() * STEP..length.min(text.len()));
        steps.last().copied().unwrap_or_default() + rest
    }

    /// What the bytes of a part weigh: the signs are counted, each many bytes at a time.
    fn weigh_part(&self, bytes: &[u8], part: Range<usize>) -> usize {
        let own = bytes.get(part.clone()).unwrap_or_default();
        let sum = self.signs.iter().fold(own.len() * self.most as usize, |sum, (sign, weight)| {
            let count = memchr::memchr_iter(*sign, own).count();
            sum + count * weight.saturating_sub(self.most) as usize
        });
        if self.mark == NO_MARK {
            return sum;
        }
        let begin = part.start.saturating_sub(1);
        let before = bytes.get(begin..part.end.saturating_sub(1)).unwrap_or_default();
        let marks = memchr::memchr2_iter(self.mark, self.mark ^ 0x20, before);
        sum + marks
            .filter_map(|at| bytes.get(begin + at + 1))
            .map(|byte| self.weight_behind(*byte))
            .sum::<usize>()
    }

    /// What a byte behind the mark weighs more.
    fn weight_behind(&self, byte: u8) -> usize {
        let of_letters = if byte.is_ascii_alphabetic() { self.letters_behind } else { 0 };
        self.behind.iter().find(|(known, _)| *known == byte).map_or(of_letters, |(_, weight)| *weight)
            as usize
    }
}

/// Lets in tasks as far as there is room for them. They leave in the order in which they came in.
pub(super) struct Gate {
    state: Mutex<State>,
    changed: Condvar,
    tasks: usize,
    room: usize,
}

#[derive(Default)]
struct State {
    /// What those inside may take.
    inside: VecDeque<usize>,
    taken: usize,
    /// What is kept to the end of the run.
    kept: usize,
    is_closed: bool,
}

/// Closes the gate when it is dropped, so that nobody waits for ever.
pub(super) struct Closing<'g>(&'g Gate);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.state().is_closed = true;
        self.0.changed.notify_all();
    }
}

impl Gate {
    /// A gate to so many tasks and so many bytes.
    pub(super) fn new(tasks: usize, room: usize) -> Self {
        Self { state: Mutex::default(), changed: Condvar::new(), tasks, room }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing between two locks can panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes it at the end of a scope.
    pub(super) fn closing(&self) -> Closing<'_> {
        Closing(self)
    }

    /// Waits until there is room for a task that may take so much, and lets it in; one that is alone always gets in. `false`
    /// where the gate is closed.
    pub(super) fn enter(&self, bytes: usize) -> bool {
        let mut state = self.state();
        loop {
            if state.is_closed {
                return false;
            }
            let fits = state.taken.saturating_add(state.kept).saturating_add(bytes) <= self.room;
            if state.inside.is_empty() || (fits && state.inside.len() < self.tasks) {
                state.inside.push_back(bytes);
                state.taken = state.taken.saturating_add(bytes);
                return true;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The task that came in first has left, and so much is kept of all that have.
    pub(super) fn leave(&self, kept: usize) {
        let mut state = self.state();
        let bytes = state.inside.pop_front().unwrap_or_default();
        state.taken = state.taken.saturating_sub(bytes);
        state.kept = kept;
        drop(state);
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_weighs_what_its_signs_do() {
        let weights = weights(1, &[(b'\n', 100)], b'd', 2, &[(b' ', 50)]);
        let weigh = |text: &str| weights.weigh_start(text, text.len(), &Reach::default());
        let reach = |text: &str, most| weights.reach(text, most).end;
        assert_eq!(weigh("ab\n"), 102);
        assert_eq!(weigh("and AND d da"), 12 + 3 * 50 + 2);
        assert_eq!((reach("ab\nc", 102), reach("ab\nc", 101), reach("é", 1)), (3, 2, 1));
        assert_eq!(reach("", 0), 0);
        // The mark is the last byte of a step, and the end of the room stands wherever it may.
        for blanks in [4094, 4095, 4096, 4159] {
            let text = format!("{}d {}", "x".repeat(blanks), "\n".repeat(100));
            assert_eq!(weigh(&text), blanks + 2 + 50 + 100 * 100);
            for lines in [0, 1, 99] {
                let far = weights.reach(&text, blanks + 2 + 50 + lines * 100 + 99);
                assert_eq!(far.end, blanks + 2 + lines);
                for length in [0, 1, blanks, blanks + 1, blanks + 2, far.end, text.len()] {
                    let start = text.get(..length).unwrap_or_default();
                    assert_eq!(weights.weigh_start(&text, length, &far), weigh(start));
                }
            }
        }
        for format in crate::formats::FORMATS {
            let weight = Weights::of(format.name).weigh_start("a,b\n", 4, &Reach::default());
            assert!(weight > 4 * 16, "{}", format.name);
        }
    }

    #[test]
    fn a_task_waits_until_there_is_room() {
        let gate = Gate::new(3, 100);
        assert!(gate.enter(500), "alone it gets in");
        gate.leave(10);
        assert!(gate.enter(60) && gate.enter(30));
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| gate.enter(1));
            std::thread::sleep(std::time::Duration::from_millis(20));
            assert!(!waits.is_finished());
            gate.leave(10);
            assert!(waits.join().expect("no panic"));
            let waits = scope.spawn(|| gate.enter(90));
            drop(gate.closing());
            assert!(!waits.join().expect("no panic"));
        });
    }
}
