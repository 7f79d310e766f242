//! What a page says more than once: in a citation, in a second language, in a second list.

use super::assemble::Draft;
use super::called::Called;
use super::kinds;
use super::layout::{Field, Shape};
use super::lines::Passage;
use super::outline::Section;
use super::structured::{Disagreement, beside};
use crate::record::{
    Affiliation, ContainerRole, ContainerTitle, DateVal, FreeNote, Record, Seen, Title, TitleRole,
    UnknownField, Url, UrlKind,
};
use crate::report::{Code, Remark, quoted};
use crate::value::citation_line::{self, CitationLine};
use crate::value::journal_line::JournalLine;
use crate::value::{Part, affiliation, author_list, doi, orcid, text};
use std::collections::HashMap;

const VALUES_DISAGREE: Code = Code::warning(
    "values-disagree",
    "A page says a value twice, in a citation or a second line, and differently; the first or labelled one is taken, \
     the other is kept beside it.",
);
const AFFILIATION_OF_NOBODY: Code = Code::warning(
    "affiliation-of-nobody",
    "An institution stands under a name that is none of the authors, or more than 32 of them under more than 32 names; it is \
     kept, linked to nobody.",
);

/// Names on a line, and institutions below it, of which each has all. What is beyond this in both is no address of anybody, and
/// as many names would have their number times that of the institutions.
const MOST_BELOW: usize = 32;

impl Draft<'_> {
    /// Adds what the page says once more, with a note where it says something else.
    pub(super) fn say_again(&mut self, passage: &Passage, other: &Record) {
        for Disagreement { field, taken, left } in beside(&mut self.record, other) {
            let message = format!("{} is taken, the page also says {}", quoted(&taken), quoted(&left));
            self.remark(passage, &[], field, 0, Remark::new(&VALUES_DISAGREE, message));
            self.record.unknown.push(UnknownField {
                format: self.layout.name.clone(),
                tag: field.to_owned(),
                value: left,
            });
        }
    }

    /// Reads citations and holds them against the record.
    pub(super) fn citations(&mut self, passage: &Passage) {
        let language = self.article_language();
        let titles: Vec<String> = self.record.titles.iter().map(|title| title.text.to_plain()).collect();
        let reading = citation_line::parse_titled(&passage.text, language.as_deref(), &titles);
        self.claim(passage, &reading.parts);
        // Doubts about names matter where they are the record's names.
        let has_authors = !self.record.contributors.is_empty();
        for remark in reading.remarks {
            if !has_authors || remark.code.name.starts_with("citation") {
                self.remark(passage, &reading.parts, "citation", 0, remark);
            }
        }
        for mut citation in reading.citations {
            // Other styles shorten given names; that disagrees with nothing. Titles and names are the page's own.
            if citation.mark.is_empty() {
                citation.title = None;
                // Initials are less than names; the general reader has no way to tell that no names are on the page.
                if has_authors || self.layout.shape == Shape::General {
                    citation.authors.clear();
                    citation.truncated = None;
                }
            }
            let other = self.record_of(citation);
            self.say_again(passage, &other);
        }
    }

    /// A citation as a record.
    fn record_of(&self, citation: CitationLine) -> Record {
        let CitationLine { authors, truncated, title, journal, doi, url, accessed, mark: _ } = citation;
        let mut record =
            Record { contributors: authors, author_list_truncated: truncated, ..Record::default() };
        if let Some(title) = title {
            let (unmarked, _) = text::title_marks(&title);
            let (text, _) = self.text_value(&unmarked);
            record.titles.push(Title { text, role: TitleRole::Main });
        }
        self.put_journal_line(journal, &mut record);
        record.dates.extend(accessed);
        if let Some(ident) = doi {
            record.derived.extend(doi::derive(&ident.value));
            record.identifiers.push(ident);
        }
        record.urls.extend(url.map(|href| Url { href, kind: UrlKind::Landing }));
        record
    }

    /// Puts the values of a journal line into a record.
    pub(super) fn put_journal_line(&self, line: JournalLine, record: &mut Record) {
        if let Some(journal) = &line.journal {
            let (text, _) = self.text_value(journal);
            record.container_titles.push(ContainerTitle { text, role: ContainerRole::Main, scheme: None });
        }
        record.dates.extend(line.date);
        record.volume = line.volume;
        record.volume_raw = line.volume_raw;
        record.issue = line.issue;
        record.issue_raw = line.issue_raw;
        record.supplement = line.supplement;
        record.part = line.part;
        record.page_ranges = line.page_ranges;
        record.article_number = line.article_number;
        record.number_of_pages = line.number_of_pages;
        record.status = line.status;
    }

    /// A second journal line: the same in another language, or on another place of the page.
    pub(super) fn journal_line_again(&mut self, passage: &Passage, line: JournalLine) {
        let mut other = Record::default();
        self.put_journal_line(line, &mut other);
        self.say_again(passage, &other);
        if self.record.number_of_pages.is_none() {
            self.record.number_of_pages = other.number_of_pages;
        }
    }

    /// A date that belongs to no journal line. The date of issue refines the one that is there.
    pub(super) fn dated(&mut self, passage: &Passage, date: DateVal) {
        let known = self.record.dates.iter().position(|known| known.kind == date.kind);
        let Some(known) = known.and_then(|known| self.record.dates.get_mut(known)) else {
            self.record.dates.push(date);
            return;
        };
        if known.start.is_none() || known.start == date.start {
            return;
        }
        let more_precise = date.start.zip(known.start).is_some_and(|(new, old)| {
            new.year == old.year && (old.month.is_none() || new.month == old.month && old.day.is_none())
        });
        if more_precise && known.end.is_none() && known.season.is_none() {
            *known = date;
            return;
        }
        let other = Record { dates: vec![date], ..Record::default() };
        self.say_again(passage, &other);
    }

    /// The authors once more: paired by their places with those that are there.
    pub(super) fn authors_again(&mut self, section: &Section, passage: &Passage) {
        let before = self.record.contributors.len();
        if before == 0 {
            self.authors(passage);
            return;
        }
        let language = self.article_language();
        let labels: Vec<String> =
            self.record.affiliations.iter().filter_map(|affiliation| affiliation.label_raw.clone()).collect();
        let hints = author_list::ListHints {
            lang: language.as_deref(),
            labels: &labels,
            order: self.order(),
            ..author_list::ListHints::default()
        };
        let list = author_list::parse(&passage.text, &hints);
        let parts: Vec<Part> = list.parts.clone();
        self.claim(passage, &parts);
        self.claim_separators(passage);
        let other = Record {
            contributors: list.contributors,
            author_list_truncated: list.truncated,
            ..Record::default()
        };
        let cut = other.author_list_truncated.is_some();
        let told = other.contributors.len();
        self.say_again(passage, &other);
        if told != before && !cut {
            let text = text::clean(&passage.text).text;
            self.record.notes.push(FreeNote { text, kind: section.label.clone() });
        }
        for (number, text) in list.affiliation_texts {
            if number <= self.record.contributors.len() {
                self.affiliation_of(number.saturating_sub(1), &text);
            }
        }
    }

    /// The institutions once more: a text in another language goes to the institution with the same label, or in
    /// the same place of a list without labels.
    pub(super) fn affiliations_again(&mut self, passage: &Passage) {
        let mut reading = affiliation::parse(&passage.text);
        let own = &mut self.record.affiliations;
        let in_step = own.len() == reading.affiliations.len();
        let (mut labels, mut texts) = (Seen::default(), HashMap::<usize, Seen>::new());
        for (place, told) in reading.affiliations.iter_mut().enumerate() {
            let label = told.label_raw.as_deref();
            let mut same = || labels.position(own, |known| known.label_raw.as_deref(), &label);
            let known = match label.and_then(|_| same()) {
                None if in_step && label.is_none() => Some(place),
                same => same,
            };
            if let Some((place, known)) = known.and_then(|place| Some((place, own.get_mut(place)?))) {
                told.id.clone_from(&known.id);
                let seen = texts.entry(place).or_default();
                for text in &told.texts {
                    if !seen.has(&known.texts, |known| known.as_plain(), &text.as_plain()) {
                        known.texts.push(text.clone());
                    }
                }
                known.postcode = known.postcode.take().or_else(|| told.postcode.clone());
                known.country = known.country.take().or_else(|| told.country.clone());
            } else {
                told.id = format!("a{}", own.len() + 1);
                own.push(told.clone());
            }
        }
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "affiliation", reading.remarks.clone());
        self.contacts.push(reading);
    }

    /// `Family GM; Institution.` or `Kim Min-Su - Institution`, a line for each, or institutions on the lines below a name:
    /// the institution is that author's.
    pub(super) fn affiliations_of_authors(&mut self, passage: &Passage) {
        let mut at = 0;
        // Whose institutions stand on lines of their own.
        let mut owner: Option<usize> = None;
        let called = Called::of(&self.record.contributors);
        for line in passage.text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let bullet =
                line.len() - line.trim_start_matches(['•', '-', '·', '*', ' ', '\t', '\u{a0}']).len();
            let line = line.trim_end();
            if bullet > 0 {
                self.claim(passage, &[Part::furniture(start, start + bullet)]);
            }
            let Some(body) = line.get(bullet..).filter(|body| !body.is_empty()) else { continue };
            let place = start + bullet;
            let is_named = |name: &str| called.written(name).len() == 1;
            if body.to_lowercase().starts_with("orcid") || orcid::find(body).is_some() && kinds::is_url(body)
            {
                let found = orcid::find(body).map(|(_, orcid)| orcid);
                let owner = owner.and_then(|owner| self.record.contributors.get_mut(owner));
                match owner.filter(|owner| owner.orcid.is_none()).zip(found) {
                    Some((owner, found)) => {
                        owner.orcid = Some(found);
                        self.claim(passage, &[Part::field(place, place + body.len(), "author")]);
                    }
                    None => self.claim(passage, &[Part::furniture(place, place + body.len())]),
                }
                continue;
            }
            // A name on a line of its own: the institutions follow below.
            if is_named(body) {
                owner = called.written(body).first().copied();
                let part = Part { piece: "again", ..Part::field(place, place + body.len(), "author") };
                self.claim(passage, &[part]);
                continue;
            }
            let dash =
                body.split_once(" - ").or_else(|| body.split_once(" – ")).filter(|(name, _)| is_named(name));
            let (name, separator, institution) = match (dash, owner, body.split_once(';')) {
                (Some((name, institution)), _, _) => {
                    (Some(name), body.len() - name.len() - institution.len(), institution)
                }
                (None, None, Some((name, institution))) => (Some(name), 1, institution),
                _ => (None, 0, body),
            };
            let name_length = name.map_or(0, |name| name.len() + separator);
            let text = institution.trim();
            let text_start = place + name_length + (institution.len() - institution.trim_start().len());
            let index = self.record.affiliations.len() + 1;
            if let Some(name) = name {
                let part =
                    Part { index, piece: "author", ..Part::field(place, place + name.len(), "affiliation") };
                self.claim(passage, &[part, Part::furniture(place + name.len(), place + name_length)]);
            }
            let part = Part { index, ..Part::field(text_start, text_start + text.len(), "affiliation") };
            self.claim(passage, &[part]);
            if text.is_empty() {
                continue;
            }
            let printed = text::clean(text).text;
            let printed = printed.trim_end_matches(['.', ';']).to_owned();
            let owners: Vec<usize> = match name {
                Some(name) => called.named(name.trim()),
                None => owner.into_iter().collect(),
            };
            if let (Some(name), [] | [_, _, ..]) = (name, owners.as_slice()) {
                let message = format!("{} is not clearly one of the authors", quoted(name));
                self.remark(
                    passage,
                    &[part],
                    "affiliation",
                    index,
                    Remark::new(&AFFILIATION_OF_NOBODY, message),
                );
            }
            let id = match self.known_affiliation(Some(&printed)) {
                Some(id) => id,
                None => self.new_affiliation(&printed),
            };
            if let [owner] = owners.as_slice() {
                self.refer(*owner, id);
            }
        }
    }

    /// Institutions and the ORCID iD below the name of somebody, each on a line of its own: they are those of the names on the
    /// nearest line above. Labels say more than places do.
    pub(super) fn affiliations_below(&mut self, section: &Section, passage: &Passage) {
        let mut reading = affiliation::parse(&passage.text);
        if reading.affiliations.iter().any(|affiliation| affiliation.label_raw.is_some()) {
            return self.affiliations(passage);
        }
        let above = self.people.range(..section.line).next_back();
        let owners = above.map(|(_, owners)| owners.clone()).unwrap_or_default();
        let mut at = 0;
        for line in passage.text.split_inclusive('\n') {
            let (start, printed) = (at, line.trim());
            at += line.len();
            let owner = self.record.contributors.get_mut(owners.start).filter(|_| owners.len() == 1);
            if let Some(found) = orcid::canonical(printed)
                && let Some(owner) = owner
            {
                owner.orcid.get_or_insert(found);
                let index = owners.start + 1;
                let part =
                    Part { index, piece: "ORCID", ..Part::field(start, start + printed.len(), "author") };
                self.claim(passage, &[part]);
                reading.parts.retain(|part| part.end <= start || part.start >= at);
                reading.affiliations.retain(|told| told.texts.iter().all(|text| text.as_plain() != printed));
            }
        }
        reading.orcids.clear();
        self.claim(passage, &reading.parts);
        self.remarks(passage, &reading.parts, "affiliation", reading.remarks.clone());
        let own = self.record.contributors.get(owners.start).map_or(0, |owner| owner.affiliation_refs.len());
        let are_many = owners.len() > MOST_BELOW && own + reading.affiliations.len() > MOST_BELOW;
        if are_many {
            let message =
                format!("{} institutions stand under {} names", reading.affiliations.len(), owners.len());
            self.remark(
                passage,
                &reading.parts,
                "affiliation",
                1,
                Remark::new(&AFFILIATION_OF_NOBODY, message),
            );
        }
        for told in &mut reading.affiliations {
            let text = told.texts.first().map(crate::record::Text::to_plain);
            if let Some(known) = self.known_affiliation(text.as_deref()) {
                told.id = known;
            } else {
                told.id = format!("a{}", self.record.affiliations.len() + 1);
                self.record.affiliations.push(told.clone());
            }
            for owner in owners.clone().filter(|_| !are_many) {
                self.refer(owner, told.id.clone());
            }
        }
        self.contacts.push(reading);
    }

    /// The identifier of the institution whose first text is printed so.
    fn known_affiliation(&mut self, printed: Option<&str>) -> Option<String> {
        let known = &self.record.affiliations;
        let text = |it: &'_ Affiliation| it.texts.first().map(crate::record::Text::to_plain);
        let place = self.seen.affiliations.position(known, text, &printed.map(str::to_owned))?;
        known.get(place).map(|known| known.id.clone())
    }

    /// Links an author to an institution, once.
    fn refer(&mut self, author: usize, id: String) {
        if let Some(contributor) = self.record.contributors.get_mut(author) {
            self.seen.references.entry(author).or_default().put(&mut contributor.affiliation_refs, id);
        }
    }

    /// Enters an institution; its identifier.
    pub(super) fn new_affiliation(&mut self, printed: &str) -> String {
        let reading = affiliation::parse(printed);
        let id = format!("a{}", self.record.affiliations.len() + 1);
        let (text, _) = self.text_value(printed);
        let place = reading.affiliations.into_iter().next().unwrap_or_default();
        self.record.affiliations.push(Affiliation {
            id: id.clone(),
            texts: vec![text],
            country: place.country,
            postcode: place.postcode,
            ..Affiliation::default()
        });
        id
    }

    /// Whether the same text stands in the record already: a page that prints an abstract twice has one.
    pub(super) fn is_printed_again(&mut self, field: Field, plain: &str) -> bool {
        let (record, seen) = (&self.record, &mut self.seen);
        match field {
            Field::Abstract | Field::OtherAbstract => {
                seen.abstracts.has(&record.abstracts, |known| known.text.as_plain(), &plain.into())
            }
            Field::Title | Field::VernacularTitle | Field::TranslatedTitle => {
                seen.titles.has(&record.titles, |known| known.text.as_plain(), &plain.into())
            }
            Field::ContainerTitle | Field::VernacularContainerTitle => {
                let known = &record.container_titles;
                seen.container_titles.has(known, |known| known.text.as_plain(), &plain.into())
            }
            _ => false,
        }
    }
}
