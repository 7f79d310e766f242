//! Which records are compared at all: those that share a key. A million records have half a billion pairs; a record shares
//! a key with a few others.
//!
//! Keys are built so that one slip, one missing field or one other language leaves at least one of them whole:
//! identifiers first, then titles (whole, their first, last and longest words, the first and last characters of a native
//! one), the place (year, volume, page), authors, and the words of the abstract. A block of more than [`MOST`] records
//! (`Editorial`) is put in the order of the place, and each record is compared with the next [`WINDOW`] (the sorted
//! neighbourhood of Hernández and Stolfo, 1995), so that the work grows with the number of records and no faster.

use super::score::{self, Outcome};
use super::sketch::{Person, Sketch};
use super::sketches::Sketches;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZeroUsize;

/// Blocks up to this size are compared each with each.
const MOST: usize = 40;

/// How many neighbours are looked at in a larger block.
const WINDOW: usize = 12;

/// Two records that are one article, or may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// Position of the first record, the smaller one.
    pub one: u32,
    /// Position of the second record.
    pub other: u32,
    /// The verdict; never `Different`.
    pub outcome: Outcome,
    /// The score, in tenths of a bit.
    pub score: i32,
}

/// A kind of key. The kinds are gone through one after the other, so that only one list of keys is in memory.
type Keys = fn(&Sketch<'_>, &mut Put<'_>);

type Put<'a> = dyn FnMut(&[&str]) + 'a;

const KINDS: &[Keys] =
    &[identical, identifiers, whole_titles, word_titles, native_titles, places, authors, abstracts];

/// All pairs of records that are one article or may be, in the order of their positions; the same for any number of
/// threads.
#[must_use]
pub fn pairs(sketches: &Sketches, jobs: NonZeroUsize) -> Vec<Pair> {
    let mut all: Vec<Pair> = Vec::new();
    for keys in KINDS {
        let mut found = keyed(sketches, *keys, jobs);
        found.sort_unstable();
        let blocks: Vec<&[(u64, u32)]> =
            found.chunk_by(|(one, _), (other, _)| one == other).filter(|block| block.len() > 1).collect();
        let share = blocks.iter().map(|block| block.len()).sum::<usize>().div_ceil(jobs.get() * 8).max(1);
        // Pieces of about the same number of records, in their order.
        let mut pieces: Vec<&[&[(u64, u32)]]> = Vec::new();
        let (mut start, mut size) = (0, 0);
        for (place, block) in blocks.iter().enumerate() {
            size += block.len();
            if size >= share {
                pieces.extend(blocks.get(start..=place));
                (start, size) = (place + 1, 0);
            }
        }
        pieces.extend(blocks.get(start..));
        let more = in_threads(&pieces, jobs, |piece| {
            let mut pairs = Vec::new();
            piece.iter().for_each(|block| compare(sketches, block, &all, &mut pairs));
            pairs
        });
        all.extend(more.into_iter().flatten());
        all.sort_unstable();
        all.dedup();
    }
    all
}

/// Runs a task on every item in threads, and gives the results in the order of the items.
fn in_threads<T: Sync, R: Send>(items: &[T], jobs: NonZeroUsize, task: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs.get())
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let place = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        let Some(item) = items.get(place) else { return done };
                        done.push((place, task(item)));
                    }
                })
            })
            .collect();
        let joined = workers.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.flat_map(|done| done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    results.sort_unstable_by_key(|(place, _)| *place);
    results.into_iter().map(|(_, result)| result).collect()
}

fn keyed(sketches: &Sketches, keys: Keys, jobs: NonZeroUsize) -> Vec<(u64, u32)> {
    let count = u32::try_from(sketches.len()).unwrap_or(u32::MAX);
    let step = count.div_ceil(u32::try_from(jobs.get() * 4).unwrap_or(u32::MAX)).max(1);
    let ranges: Vec<u32> = (0..count).step_by(step as usize).collect();
    let found = in_threads(&ranges, jobs, |start| {
        let mut found = Vec::new();
        for position in *start..start.saturating_add(step).min(count) {
            let Some(sketch) = sketches.get(position) else { continue };
            let before = found.len();
            keys(&sketch, &mut |parts| {
                let mut hasher = DefaultHasher::new();
                parts.hash(&mut hasher);
                found.push((hasher.finish(), position));
            });
            let own = found.get_mut(before..).unwrap_or_default();
            own.sort_unstable();
            let kept = dedup_tail(own);
            found.truncate(before + kept);
        }
        found
    });
    found.concat()
}

/// Moves the different ones of a sorted slice to its front and says how many they are.
fn dedup_tail(own: &mut [(u64, u32)]) -> usize {
    let mut kept = 0;
    for place in 0..own.len() {
        if kept == 0 || own.get(kept - 1) != own.get(place) {
            own.swap(kept, place);
            kept += 1;
        }
    }
    kept
}

/// Compares the records of a block, but for the pairs that another kind of key has found, which are `known` in their order.
fn compare(sketches: &Sketches, block: &[(u64, u32)], known: &[Pair], pairs: &mut Vec<Pair>) {
    let mut members: Vec<(u32, Sketch<'_>)> =
        block.iter().filter_map(|(_, position)| Some((*position, sketches.get(*position)?))).collect();
    let window = if members.len() > MOST {
        members.sort_by(|(one, first), (other, second)| {
            (first.years.first().cmp(&second.years.first()))
                .then_with(|| first.first_page.cmp(second.first_page))
                .then_with(|| first.volume.cmp(second.volume))
                .then_with(|| family(first).cmp(family(second)))
                .then_with(|| one.cmp(other))
        });
        WINDOW
    } else {
        MOST
    };
    for (place, (position, sketch)) in members.iter().enumerate() {
        for (other_position, other) in members.iter().skip(place + 1).take(window) {
            let (one, two) = (*position.min(other_position), *position.max(other_position));
            if known.binary_search_by_key(&(one, two), |pair| (pair.one, pair.other)).is_ok() {
                continue;
            }
            if let Some(compared) = score::compare_in_short(sketch, other) {
                pairs.push(Pair { one, other: two, outcome: compared.outcome, score: compared.score });
            }
        }
    }
}

fn family<'a>(sketch: &Sketch<'a>) -> &'a str {
    sketch.people.first().map(|person| person.family).unwrap_or_default()
}

fn identical(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    put(&[&sketch.digest.to_string(), sketch.class.name()]);
}

fn identifiers(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    for (scheme, value) in &sketch.identifiers {
        put(&[scheme, value]);
    }
}

fn whole_titles(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    for title in &sketch.titles {
        put(&[&crate::value::comparable::squashed(title.text)]);
    }
}

/// The first three words, the last three, and each two of the three longest.
fn word_titles(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    for title in sketch.titles.iter().filter(|title| !title.native) {
        let words: Vec<&str> = title.text.split(' ').filter(|word| word.len() > 3).collect();
        if let Some(first) = words.first_chunk::<3>() {
            put(&["first", first[0], first[1], first[2]]);
        }
        if let Some(last) = words.last_chunk::<3>() {
            put(&["last", last[0], last[1], last[2]]);
        }
        let mut longest = words.clone();
        longest.sort_unstable_by_key(|word| (std::cmp::Reverse(word.len()), *word));
        longest.dedup();
        longest.truncate(3);
        longest.sort_unstable();
        if let [one, two, three] = longest.as_slice() {
            // With the year, because two long words are in many titles; a year may be the next one elsewhere.
            for year in &sketch.years {
                let year = (year.div_euclid(2)).to_string();
                for pair in [[one, two], [one, three], [two, three]] {
                    put(&["long", pair[0], pair[1], &year]);
                }
            }
        }
    }
}

fn native_titles(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    for title in sketch.titles.iter().filter(|title| title.native) {
        let characters: Vec<char> = title.text.chars().collect();
        if let Some(first) = characters.first_chunk::<8>() {
            put(&["first", &first.iter().collect::<String>()]);
        }
        if let Some(last) = characters.last_chunk::<8>() {
            put(&["last", &last.iter().collect::<String>()]);
        }
    }
}

fn places(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    for year in &sketch.years {
        let year = year.to_string();
        let page = [sketch.first_page, sketch.article_number].into_iter().find(|it| !it.is_empty());
        if let Some(page) = page {
            put(&["volume", &year, sketch.volume, page]);
            put(&["author", &year, family(sketch), page]);
            if !sketch.issue.is_empty() {
                put(&["issue", &year, sketch.issue, page]);
            }
        }
    }
    if !sketch.first_page.is_empty() && !sketch.volume.is_empty() {
        put(&["no year", family(sketch), sketch.volume, sketch.first_page]);
    }
}

fn authors(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    let name = |person: &Person<'_>| {
        if person.family.is_empty() { person.native.to_owned() } else { person.family.to_owned() }
    };
    let names: Vec<String> = sketch.people.iter().take(3).map(name).collect();
    for year in &sketch.years {
        let year = year.to_string();
        if let [first, second, ..] = names.as_slice() {
            put(&["two", first, second, &year]);
        }
        if let [_, second, third] = names.as_slice() {
            put(&["next", second, third, &year]);
        }
        // Short titles have no three words.
        if let (Some(first), Some(title)) = (names.first(), sketch.titles.first()) {
            let word = title.text.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
            put(&["one", first, word, &year]);
        }
    }
}

fn abstracts(sketch: &Sketch<'_>, put: &mut Put<'_>) {
    for (place, band) in sketch.fingerprint.chunks(2).enumerate() {
        put(&[&place.to_string(), &format!("{band:?}")]);
    }
}
