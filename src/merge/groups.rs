//! Groups of records that are one article.
//!
//! Pairs are joined from the surest on. Two groups become one only if no record of the one is contradicted by a record of
//! the other (complete linkage as far as contradictions go), so that a chain a–b–c never joins an a and a c that differ.

use super::candidates::Pair;
use super::decisions::{Decision, Decisions};
use super::digest::Digest;
use super::score::{self, Outcome};
use super::sketch::Sketch;
use super::sketches::Sketches;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The records of a run, in groups.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Groups of at least two records, each in the order of the input, by their first records.
    pub groups: Vec<Vec<u32>>,
    /// Pairs that a person should look at, the surest first; at most one between any two groups.
    pub open: Vec<Pair>,
    /// Pairs that a decision has settled, of those that would have been asked.
    pub settled: u64,
    /// Decisions that contradict each other or came to nothing, because another decision parts the records.
    pub overruled: u64,
}

impl Groups {
    /// Joins pairs, in the light of what a person has decided before: such a decision goes before every rule.
    #[must_use]
    pub fn of(sketches: &Sketches, pairs: &[Pair], decisions: &Decisions) -> Self {
        let mut joined = Joined::new(sketches, decisions);
        let mut groups = Self::default();
        for (one, other) in joined.decided_same() {
            if !joined.join(one, other, true) {
                groups.overruled += 1;
            }
        }
        let mut order: Vec<&Pair> = pairs.iter().filter(|pair| pair.outcome == Outcome::Same).collect();
        // The surest first; the order of the input decides between equals.
        order.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.one, pair.other));
        let mut refused = Vec::new();
        for pair in order {
            match joined.decision(pair.one, pair.other) {
                Some(Decision::Different) => groups.settled += 1,
                _ if joined.join(pair.one, pair.other, false) => {}
                _ => refused.push(Pair { outcome: Outcome::Ask, ..*pair }),
            }
        }
        let mut open: Vec<Pair> = pairs.iter().filter(|pair| pair.outcome == Outcome::Ask).copied().collect();
        open.extend(refused);
        open.sort_by_key(|pair| (std::cmp::Reverse(pair.score), pair.one, pair.other));
        let mut seen = BTreeSet::new();
        for pair in open {
            let (one, other) = (joined.root(pair.one), joined.root(pair.other));
            let parted = joined.is_decided_apart(pair.one, pair.other);
            if parted || joined.decision(pair.one, pair.other).is_some() {
                groups.settled += 1;
            } else if one != other && seen.insert((one.min(other), one.max(other))) {
                groups.open.push(pair);
            }
        }
        groups.groups = joined.groups();
        groups
    }

    /// How many records are merged into others.
    #[must_use]
    pub fn removed(&self) -> usize {
        self.groups.iter().map(|group| group.len() - 1).sum()
    }
}

/// Comparisons that joining two groups may take. What says this many things of one article is no entry of databases, and
/// comparing all with all would take their number times itself: a person decides.
const MOST_COMPARED: usize = 128;

/// Records by what they say.
type Speakers = BTreeMap<(Digest, &'static str, Vec<u32>), u32>;

/// Groups as they grow.
struct Joined<'a> {
    sketches: &'a Sketches,
    decisions: &'a Decisions,
    parent: Vec<u32>,
    /// Members of groups of more than one, by their roots.
    members: BTreeMap<u32, Vec<u32>>,
    /// Of the members of such a group that say the same, one that speaks for all.
    speakers: BTreeMap<u32, Speakers>,
    /// Digests of records that decisions name; of others none need be known.
    digests: BTreeMap<u32, Digest>,
    /// The different ones of these in groups, by their roots.
    named: BTreeMap<u32, BTreeSet<Digest>>,
}

impl<'a> Joined<'a> {
    fn new(sketches: &'a Sketches, decisions: &'a Decisions) -> Self {
        let count = u32::try_from(sketches.len()).unwrap_or(u32::MAX);
        let named: BTreeSet<Digest> = decisions.iter().flat_map(|(one, other, _)| [one, other]).collect();
        let digest = |position: u32| Some((position, sketches.get(position)?.digest));
        let digests = if named.is_empty() {
            BTreeMap::new()
        } else {
            (0..count).filter_map(digest).filter(|(_, digest)| named.contains(digest)).collect()
        };
        let named = digests.iter().map(|(position, digest)| (*position, BTreeSet::from([*digest])));
        Self {
            sketches,
            decisions,
            parent: (0..count).collect(),
            members: BTreeMap::new(),
            speakers: BTreeMap::new(),
            named: named.collect(),
            digests,
        }
    }

    fn root(&mut self, position: u32) -> u32 {
        let mut root = position;
        while let Some(parent) = self.parent.get(root as usize).copied().filter(|parent| *parent != root) {
            root = parent;
        }
        let mut at = position;
        while at != root {
            let Some(parent) = self.parent.get_mut(at as usize) else { break };
            at = std::mem::replace(parent, root);
        }
        root
    }

    /// Pairs of records that a person has called one article.
    fn decided_same(&self) -> Vec<(u32, u32)> {
        let mut by_digest: BTreeMap<Digest, Vec<u32>> = BTreeMap::new();
        for (position, digest) in &self.digests {
            by_digest.entry(*digest).or_default().push(*position);
        }
        let mut pairs = Vec::new();
        for (one, other, decision) in self.decisions.iter() {
            let (Some(ones), Some(others)) = (by_digest.get(&one), by_digest.get(&other)) else { continue };
            if decision == Decision::Same {
                let first = ones.first().copied();
                pairs.extend(
                    first.into_iter().flat_map(|first| others.iter().map(move |other| (first, *other))),
                );
                pairs.extend(
                    first.into_iter().flat_map(|first| ones.iter().skip(1).map(move |other| (first, *other))),
                );
            }
        }
        pairs
    }

    fn decision(&self, one: u32, other: u32) -> Option<Decision> {
        self.decisions.of(*self.digests.get(&one)?, *self.digests.get(&other)?)
    }

    /// Whether a decision parts any two records of the groups of these two.
    fn is_decided_apart(&mut self, one: u32, other: u32) -> bool {
        if self.digests.is_empty() {
            return false;
        }
        let (first, second) = (self.root(one), self.root(other));
        let [first, second] = [first, second].map(|root| self.named.get(&root).into_iter().flatten());
        let is_apart = |one, other| self.decisions.of(one, other) == Some(Decision::Different);
        first.into_iter().any(|one| second.clone().any(|other| is_apart(*one, *other)))
    }

    /// Makes one group of two; `false` if something parts them.
    fn join(&mut self, one: u32, other: u32, by_decision: bool) -> bool {
        let (first, second) = (self.root(one), self.root(other));
        if first == second {
            return true;
        }
        if self.is_decided_apart(one, other) || (!by_decision && self.is_contradicted(first, second)) {
            return false;
        }
        let (root, child) = (first.min(second), first.max(second));
        let [members, theirs] = [root, child].map(|it| self.members.remove(&it).unwrap_or_else(|| vec![it]));
        let (mut more, fewer) =
            if members.len() < theirs.len() { (theirs, members) } else { (members, theirs) };
        more.extend(fewer);
        self.members.insert(root, more);
        if let Some(mut fewer) = self.named.remove(&child) {
            let named = self.named.entry(root).or_default();
            if named.len() < fewer.len() {
                std::mem::swap(named, &mut fewer);
            }
            named.extend(fewer);
        }
        let [mut speakers, mut theirs] = [root, child].map(|it| {
            let known = self.speakers.remove(&it);
            known.unwrap_or_else(|| self.speaker(it))
        });
        if speakers.len() < theirs.len() {
            theirs.append(&mut speakers);
            speakers = theirs;
        } else {
            for (said, speaker) in theirs {
                speakers.entry(said).or_insert(speaker);
            }
        }
        self.speakers.insert(root, speakers);
        if let Some(parent) = self.parent.get_mut(child as usize) {
            *parent = root;
        }
        true
    }

    fn speakers(&self, root: u32) -> Cow<'_, Speakers> {
        if let Some(speakers) = self.speakers.get(&root) {
            return Cow::Borrowed(speakers);
        }
        Cow::Owned(self.speaker(root))
    }

    /// A record that is in no group speaks for itself.
    fn speaker(&self, position: u32) -> Speakers {
        let said = |sketch: Sketch<'_>| (sketch.digest, sketch.class.name(), sketch.fingerprint);
        let only = self.sketches.get(position).map(said);
        only.map(|said| (said, position)).into_iter().collect()
    }

    fn is_contradicted(&self, one: u32, other: u32) -> bool {
        // Of records that say the same, one speaks for all.
        let [first, second] = [one, other].map(|root| self.speakers(root));
        if first.len() * second.len() > MOST_COMPARED {
            return true;
        }
        let [first, second] = [first, second].map(|speakers| {
            let sketch = |position: &u32| Some((*position, self.sketches.get(*position)?));
            speakers.values().filter_map(sketch).collect::<Vec<_>>()
        });
        first.iter().any(|(one, sketch)| {
            second.iter().any(|(other, against)| {
                self.decision(*one, *other) != Some(Decision::Same)
                    && score::compare(sketch, against).contradicted
            })
        })
    }

    fn groups(self) -> Vec<Vec<u32>> {
        let mut groups: Vec<Vec<u32>> = self.members.into_values().collect();
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort_unstable();
        groups
    }
}
