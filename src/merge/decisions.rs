//! What a person has decided about two records, to be honoured in every run.

use super::digest::Digest;
use super::sketches::Sketches;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was decided about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Decision {
    /// They are one article.
    Same,
    /// They are two.
    Different,
}

/// One decision, a line of JSON in a file of decisions. The records are named by their digests; titles and score are for
/// people who read the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What was decided.
    pub decision: Decision,
    /// The two records.
    pub records: [Digest; 2],
    /// What they looked like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown: Vec<String>,
    /// The score at that time, in tenths of a bit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<i32>,
}

/// Decisions by their records.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    by_pair: BTreeMap<(Digest, Digest), Decision>,
    /// What the records looked like, where the file says it.
    shown: BTreeMap<(Digest, Digest), Vec<String>>,
}

impl Decisions {
    /// Reads a file of decisions; a later line of the same two records counts.
    ///
    /// # Errors
    /// The number of the first line that is no decision, from 1, and what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let mut decisions = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() {
                continue;
            }
            let Line { decision, records: [one, other], shown, score: _ } =
                serde_json::from_str(line).map_err(|error| (number, error.to_string()))?;
            decisions.decide(one, other, decision);
            decisions.shown.insert((one.min(other), one.max(other)), shown);
        }
        Ok(decisions)
    }

    /// Adds a decision.
    pub fn decide(&mut self, one: Digest, other: Digest, decision: Decision) {
        self.by_pair.insert((one.min(other), one.max(other)), decision);
    }

    /// What was decided about two records.
    #[must_use]
    pub fn of(&self, one: Digest, other: Digest) -> Option<Decision> {
        self.by_pair.get(&(one.min(other), one.max(other))).copied()
    }

    /// What two records looked like when somebody decided, in lines for people; empty where the file does not say it.
    #[must_use]
    pub fn shown(&self, one: Digest, other: Digest) -> &[String] {
        self.shown.get(&(one.min(other), one.max(other))).map_or(&[], Vec::as_slice)
    }

    /// All decisions, in the order of the digests.
    pub fn iter(&self) -> impl Iterator<Item = (Digest, Digest, Decision)> {
        self.by_pair.iter().map(|((one, other), decision)| (*one, *other, *decision))
    }

    /// How many decisions there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_pair.len()
    }

    /// The decisions about records that are not all among these, in the order of the digests.
    #[must_use]
    pub fn unused(&self, sketches: &Sketches) -> Vec<(Digest, Digest)> {
        let mut missing: BTreeSet<Digest> =
            self.by_pair.keys().flat_map(|(one, other)| [*one, *other]).collect();
        let count = u32::try_from(sketches.len()).unwrap_or(u32::MAX);
        for sketch in (0..count).filter_map(|position| sketches.get(position)) {
            if missing.is_empty() {
                break;
            }
            missing.remove(&sketch.digest);
        }
        let is_missing = |(one, other): &&(Digest, Digest)| missing.contains(one) || missing.contains(other);
        self.by_pair.keys().filter(is_missing).copied().collect()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_pair.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_holds_in_either_order_and_the_last_one_counts() {
        let [a, b] = ["00000000000000000000", "0123456789abcdef0123"];
        let line = |decision: &str, one: &str, other: &str| {
            format!(r#"{{"decision": "{decision}", "records": ["{one}", "{other}"], "shown": ["x", "y"]}}"#)
        };
        let text = [line("same", a, b), String::new(), line("different", b, a)].join("\n");
        let decisions = Decisions::parse(&text).expect("two decisions");
        let [one, other] = [a, b].map(|text| text.parse().expect("a digest"));
        assert_eq!(decisions.of(one, other), Some(Decision::Different));
        assert_eq!(decisions.of(other, one), Some(Decision::Different));
        assert_eq!(decisions.of(one, one), None);
        let broken = Decisions::parse(&(line("same", a, b) + "\nx")).expect_err("no JSON");
        assert_eq!(broken.0, 2);
    }
}
