//! What the user has decided about single changes: kept in a file, honoured the next time.
//!
//! A decision is about one change: of which record, by which rule, in which field, from what to what. A record is told by
//! its identifiers, so that a file of decisions holds whatever order the records come in. Two records that cannot be told
//! apart share their decisions.

use super::Change;
use crate::record::{DateKind, Origin, Record, TitleRole};
use crate::report::quoted;
use crate::value::{doi, pmid};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether a change is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// It is.
    Accept,
    /// It is not.
    Reject,
}

/// One decision, as it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// What was decided.
    pub decision: Answer,
    /// The record: `doi:10.3760/…`, `pmid:123`, `id:ou2022`, or the letters of its title with the year ([`key_of`]).
    pub record: String,
    /// Name of the rule.
    pub rule: String,
    /// Field of the change.
    pub field: String,
    /// The value as it was.
    #[serde(default)]
    pub before: String,
    /// The value as the rule would have it.
    #[serde(default)]
    pub after: String,
    /// For people; not compared.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
}

/// All decisions of a run, and which of them were of use.
#[derive(Debug, Default)]
pub struct Decisions {
    list: Vec<(Decision, AtomicBool)>,
    /// The last decision about a change; a later one replaces an earlier one.
    places: BTreeMap<String, usize>,
}

/// A file of decisions written as TOML.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    decision: Vec<Decision>,
}

impl Decisions {
    /// Reads a file of decisions: JSON, an object a line, or TOML, a `[[decision]]` each.
    ///
    /// # Errors
    /// Where in the text something else stands, and what is expected there.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let mut decisions = Self::default();
        if text.trim_start().starts_with('{') {
            for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
                let decision = serde_json::from_str(line).map_err(|error| {
                    format!(
                        "line {number}, column {}: {} is no decision ({error}); each line is an object with decision \
                         (accept or reject), record, rule, field, before and after",
                        error.column(),
                        quoted(line)
                    )
                })?;
                decisions.add(decision);
            }
        } else {
            let document: Document = toml::from_str(text).map_err(|error| {
                format!("{error}expected: [[decision]] with decision (accept or reject), record, rule, field, before and after")
            })?;
            document.decision.into_iter().for_each(|decision| decisions.add(decision));
        }
        Ok(decisions)
    }

    /// Takes in a decision; it replaces an earlier one about the same change.
    pub fn add(&mut self, decision: Decision) {
        let Decision { decision: _, record, rule, field, before, after, title: _ } = &decision;
        let place = place_of(record, rule, field, before, after);
        if let Some((known, _)) = self.places.get(&place).and_then(|at| self.list.get_mut(*at)) {
            *known = decision;
        } else {
            self.places.insert(place, self.list.len());
            self.list.push((decision, AtomicBool::new(false)));
        }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether anything was decided about changes of a rule.
    #[must_use]
    pub fn concern(&self, rule: &str) -> bool {
        self.list.iter().any(|(known, _)| known.rule == rule)
    }

    /// What was decided about a change; `None` where nothing was.
    pub(super) fn of(
        &self,
        record: &str,
        rule: &str,
        field: &str,
        before: &str,
        after: &str,
    ) -> Option<bool> {
        let at = self.places.get(&place_of(record, rule, field, before, after))?;
        let (decision, is_used) = self.list.get(*at)?;
        is_used.store(true, Ordering::Relaxed);
        Some(decision.decision == Answer::Accept)
    }

    /// The decisions about changes that no rule proposed: of records that are not there, or that have changed.
    pub fn unused(&self) -> impl Iterator<Item = &Decision> {
        self.list.iter().filter(|(_, is_used)| !is_used.load(Ordering::Relaxed)).map(|(decision, _)| decision)
    }

    /// The decisions as JSON lines, in the order in which they were made.
    #[must_use]
    pub fn to_lines(&self) -> String {
        let mut lines = String::new();
        for (decision, _) in &self.list {
            lines.push_str(&serde_json::to_string(decision).unwrap_or_default());
            lines.push('\n');
        }
        lines
    }
}

impl Clone for Decisions {
    /// The same decisions, none of them used yet.
    fn clone(&self) -> Self {
        let mut decisions = Self::default();
        self.list.iter().for_each(|(decision, _)| decisions.add(decision.clone()));
        decisions
    }
}

impl Decision {
    /// The decision about a change of a record.
    #[must_use]
    pub fn about(record: &str, title: &str, change: &Change, decision: Answer) -> Self {
        let Change { rule, field, before, after, is_decided: _ } = change;
        Self {
            decision,
            record: record.to_owned(),
            rule: rule.name().to_owned(),
            field: (*field).to_owned(),
            before: before.clone(),
            after: after.clone(),
            title: title.to_owned(),
        }
    }
}

fn place_of(record: &str, rule: &str, field: &str, before: &str, after: &str) -> String {
    [record, rule, field, before, after].join("\u{1}")
}

/// By what a record is told: its DOI, else its PMID or PMCID, else another number of a database, else the identifier it came
/// with, else its citation key, else the letters of its title with the year.
///
/// It is taken of the record as it was read, before any rule; notation makes no difference to it.
#[must_use]
pub fn key_of(record: &Record) -> String {
    let of_scheme = |scheme: &str| record.identifiers.iter().find(|ident| ident.scheme == scheme);
    if let Some(ident) = of_scheme("doi") {
        let read = doi::parse(&ident.value).ident.map(|read| read.value);
        return format!("doi:{}", read.as_ref().unwrap_or(&ident.value).to_lowercase());
    }
    for scheme in ["pmid", "pmcid"] {
        if let Some(ident) = of_scheme(scheme) {
            let read = pmid::parse(&ident.value).ident.map(|read| read.value);
            return format!("{scheme}:{}", read.as_ref().unwrap_or(&ident.value).to_lowercase());
        }
    }
    if let Some(ident) = record.identifiers.iter().find(|ident| ident.scheme != "isbn") {
        return format!("{}:{}", ident.scheme, ident.value);
    }
    let key = record.citation_key.as_ref().filter(|key| key.origin != Origin::Derived).map(|key| &key.value);
    if let Some(id) = record.id.as_ref().or(key) {
        return format!("id:{id}");
    }
    let title = record.title(TitleRole::Main).or_else(|| record.titles.first().map(|title| &title.text));
    let title = title.map(crate::record::Text::to_plain).unwrap_or_default();
    let letters: String =
        title.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let year = record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year);
    format!("title:{letters}:{}", year.map(|year| year.to_string()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Ident, Text, Title};

    const LINES: &str = r#"{"decision":"reject","record":"doi:10.1/a","rule":"all-capitals-title","field":"title","before":"A","after":"a"}

{"decision":"accept","record":"id:b","rule":"title-case","field":"title","before":"B","after":"b","title":"On b"}
"#;

    #[test]
    fn lines_and_toml_say_the_same_and_come_back() {
        let lines = Decisions::parse(LINES).expect("lines");
        let toml = "[[decision]]\ndecision = \"reject\"\nrecord = \"doi:10.1/a\"\nrule = \"all-capitals-title\"\n\
                    field = \"title\"\nbefore = \"A\"\nafter = \"a\"\n\n[[decision]]\ndecision = \"accept\"\nrecord = \"id:b\"\n\
                    rule = \"title-case\"\nfield = \"title\"\nbefore = \"B\"\nafter = \"b\"\ntitle = \"On b\"\n";
        let of_toml = Decisions::parse(toml).expect("TOML");
        assert_eq!(lines.to_lines(), of_toml.to_lines());
        assert_eq!(lines.to_lines(), LINES.replace("\n\n", "\n"));
        assert_eq!(lines.of("doi:10.1/a", "all-capitals-title", "title", "A", "a"), Some(false));
        assert_eq!(lines.of("doi:10.1/a", "all-capitals-title", "title", "A", "b"), None);
        assert_eq!(lines.unused().map(|decision| decision.record.as_str()).collect::<Vec<_>>(), ["id:b"]);
        assert!(lines.concern("title-case") && !lines.concern("doi-notation"));
    }

    #[test]
    fn what_is_no_decision_is_told_with_its_place() {
        let error = Decisions::parse("{\"decision\":\"accept\"}\n").expect_err("members are missing");
        assert!(error.starts_with("line 1, column "), "{error}");
        let error = Decisions::parse("[[decision]]\ndecision = \"perhaps\"\n").expect_err("no such answer");
        assert!(error.contains("line 2"), "{error}");
        assert!(Decisions::parse("").expect("nothing is decided").is_empty());
    }

    #[test]
    fn a_later_decision_replaces_an_earlier_one() {
        let changed = LINES.lines().next().expect("a line").replace("reject", "accept");
        let decisions = Decisions::parse(&format!("{LINES}{changed}\n")).expect("lines");
        assert_eq!(decisions.len(), 2);
        assert_eq!(decisions.of("doi:10.1/a", "all-capitals-title", "title", "A", "a"), Some(true));
    }

    #[test]
    fn a_record_is_told_by_its_identifiers_whatever_their_notation() {
        let ident = |scheme: &str, value: &str| Ident {
            scheme: scheme.into(),
            value: value.into(),
            ..Ident::default()
        };
        let title = Title { text: Text::read("A  Study: of x"), ..Title::default() };
        let mut record = Record { titles: vec![title], ..Record::default() };
        assert_eq!(key_of(&record), "title:astudyofx:");
        record.id = Some("r7".into());
        assert_eq!(key_of(&record), "id:r7");
        record.identifiers = vec![ident("pmid", "PMID: 12")];
        assert_eq!(key_of(&record), "pmid:12");
        record.identifiers.push(ident("doi", "https://doi.org/10.1000/ABC."));
        assert_eq!(key_of(&record), "doi:10.1000/abc");
    }
}
