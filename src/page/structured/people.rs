//! The people of an article, and what stands beside their names.

use super::candidate::{Candidate, one_line};
use crate::record::{Affiliation, Confidence, Contributor, FormKind, Name, NameForm, Role, Seen};
use crate::value::{author_list, orcid, text};

/// Somebody with what stands beside the name.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) name: EntryName,
    /// The same name in another script.
    pub(super) other_names: Vec<String>,
    pub(super) affiliations: Vec<String>,
    pub(super) emails: Vec<String>,
    pub(super) orcid: Option<String>,
    pub(super) line: u32,
}

#[derive(Debug)]
pub(super) enum EntryName {
    /// As printed; a grammar reads it.
    Text(String),
    /// Split by the source.
    Split(Name),
    /// A body.
    Group(String),
}

impl Default for EntryName {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Candidate {
    /// The people of a role, in order.
    pub(super) fn people(&mut self, entries: Vec<Entry>, role: Role) {
        let entries: Vec<Entry> = entries.into_iter().filter(|entry| !entry.is_empty()).collect();
        let Some(line) = entries.first().map(|entry| entry.line) else { return };
        let lang = self.article_language();
        let hints = author_list::ListHints {
            lang: lang.as_deref(),
            country: None,
            ..author_list::ListHints::default()
        };
        let texts: Vec<&str> = entries.iter().filter_map(Entry::text).collect();
        let together = author_list::parse(&texts.join("\n;\n"), &hints);
        let mut read = if together.contributors.len() == texts.len() {
            self.remarks.extend(together.remarks.into_iter().map(|(_, remark)| (line, "author", remark)));
            together.contributors.into_iter().map(|contributor| vec![contributor]).collect::<Vec<_>>()
        } else {
            self.record.author_list_truncated = together.truncated;
            texts.iter().map(|text| author_list::parse(text, &hints).contributors).collect()
        }
        .into_iter();
        for entry in entries {
            let mut people = match &entry.name {
                EntryName::Text(_) => read.next().unwrap_or_default(),
                EntryName::Split(name) => vec![contributor(name.clone(), false)],
                EntryName::Group(name) => vec![contributor(Name::literal(one_line(name)), true)],
            };
            for person in &mut people {
                person.role = role;
            }
            if let [person] = people.as_mut_slice() {
                self.beside(person, &entry);
            }
            self.record.contributors.extend(people);
        }
        self.lines.entry("author").or_insert(line);
    }

    fn beside(&mut self, person: &mut Contributor, entry: &Entry) {
        for other in &entry.other_names {
            let form = contributor(Name::literal(one_line(other)), false).forms.pop();
            let is_new = |form: &NameForm| person.forms.iter().all(|known| known.script != form.script);
            if let Some(form) = form.filter(is_new) {
                person.forms.push(form);
            }
        }
        let (mut seen_emails, mut seen_refs) = (Seen::default(), Seen::default());
        for email in &entry.emails {
            let email = email.trim().trim_start_matches("mailto:").to_owned();
            if email.contains('@') {
                seen_emails.put(&mut person.emails, email);
            }
        }
        let found = entry.orcid.as_deref().and_then(orcid::canonical);
        person.orcid = person.orcid.take().or(found);
        for printed in &entry.affiliations {
            let printed = one_line(printed);
            if printed.is_empty() {
                continue;
            }
            let id = if let Some(known) = self.institutions.get(&printed) {
                known.clone()
            } else {
                let id = format!("a{}", self.record.affiliations.len() + 1);
                let text = self.text_value(&printed, None);
                self.institutions.insert(printed, id.clone());
                let affiliation = Affiliation { id: id.clone(), texts: vec![text], ..Affiliation::default() };
                self.record.affiliations.push(affiliation);
                self.lines.entry("affiliation").or_insert(entry.line);
                id
            };
            seen_refs.put(&mut person.affiliation_refs, id);
        }
    }
}

impl Entry {
    fn text(&self) -> Option<&str> {
        match &self.name {
            EntryName::Text(name) => Some(name),
            EntryName::Split(_) | EntryName::Group(_) => None,
        }
    }

    fn is_empty(&self) -> bool {
        match &self.name {
            EntryName::Text(name) | EntryName::Group(name) => name.trim().is_empty(),
            EntryName::Split(name) => *name == Name::default(),
        }
    }
}

/// Somebody whose name the source has split, or keeps whole.
fn contributor(name: Name, is_group: bool) -> Contributor {
    let raw = match &name.literal {
        Some(literal) => literal.clone(),
        None => [Some(name.full_family()), name.given.clone(), name.suffix.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", "),
    };
    let script = text::script_of(&raw);
    let kind =
        if script.is_none_or(|script| script == "Latn") { FormKind::Romanised } else { FormKind::Native };
    let script = script.map(str::to_owned);
    let form = NameForm { name, lang: None, script, kind, raw, confidence: Confidence::Certain };
    Contributor { forms: vec![form], is_group, ..Contributor::default() }
}
