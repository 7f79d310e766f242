//! The people of a record: their names, read together, and what a format says of each.

use super::Intake;
use crate::record::{Affiliation, Contributor, FormKind, Role, Seen};
use crate::report::Remark;
use crate::value::{affiliation, author_list, name, text};

/// A name as a format has it, until all names of a record are known.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) role: Role,
    line: u32,
    name: NameText,
    /// Everything else that the format says of the person.
    person: Contributor,
    pub(super) institutions: Vec<String>,
    /// The name in another script.
    other_forms: Vec<(FormKind, String)>,
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Written {
    Whole,
    Form,
}

impl Named {
    /// The texts by which the name is found: a whole one without the blanks around it, forms as they are.
    fn written(&self) -> impl Iterator<Item = (Written, &str)> {
        let (whole, forms) = match &self.name {
            NameText::Whole(text) | NameText::Body(text) => (Some(text.trim()), &[][..]),
            NameText::Forms(forms) => (None, forms.as_slice()),
        };
        let forms = forms.iter().map(|form| (Written::Form, form.raw.as_str()));
        whole.map(|text| (Written::Whole, text)).into_iter().chain(forms)
    }
}

/// How a format writes a name.
#[derive(Debug)]
pub(in crate::read) enum NameText {
    /// One text, in any order: `Ou, Wenxin`, `Wenxin OU`.
    Whole(String),
    /// A body: `World Health Organization`.
    Body(String),
    /// Forms already split by the format.
    Forms(Vec<crate::record::NameForm>),
}

impl Intake<'_> {
    /// A name in a field of its own.
    pub(in crate::read) fn name(&mut self, role: Role, name: NameText) {
        self.person(role, name, Contributor::default(), Vec::new());
    }

    /// A name with what the format says of the person, and the texts of the institutions that are theirs.
    pub(in crate::read) fn person(
        &mut self,
        role: Role,
        name: NameText,
        person: Contributor,
        institutions: Vec<String>,
    ) {
        let blank = match &name {
            NameText::Whole(text) | NameText::Body(text) => text.trim().is_empty(),
            NameText::Forms(forms) => forms.is_empty(),
        };
        if !blank {
            match self.of_roles.iter_mut().find(|(known, _)| *known == role) {
                Some((_, places)) => places.push(self.names.len()),
                None => self.of_roles.push((role, vec![self.names.len()])),
            }
            self.names.push(Named {
                role,
                line: self.line,
                name,
                person,
                institutions,
                other_forms: Vec::new(),
            });
        }
    }

    /// The first name that was read, as it is written.
    pub(in crate::read) fn first_name(&self) -> Option<&str> {
        match &self.names.first()?.name {
            NameText::Whole(text) | NameText::Body(text) => Some(text),
            NameText::Forms(_) => None,
        }
    }

    /// Whether anybody with a role was read.
    pub(in crate::read) fn has_people(&self, role: Role) -> bool {
        self.people_count(role) > 0
    }

    /// Changes what is known of the person read last; nothing where there is none.
    pub(in crate::read) fn last_person(&mut self, change: impl FnOnce(&mut Contributor)) -> bool {
        let Some(named) = self.names.last_mut() else { return false };
        change(&mut named.person);
        true
    }

    /// Changes what is known of the person whose name is written so; `false` where there is none.
    pub(in crate::read) fn person_named(
        &mut self,
        name: &str,
        change: impl FnOnce(&mut Contributor),
    ) -> bool {
        let Some(named) = self.named(name) else { return false };
        change(&mut named.person);
        true
    }

    fn named(&mut self, name: &str) -> Option<&mut Named> {
        let names = &self.names;
        let mut place = |wanted| self.seen.names.position_of_any(names, Named::written, &wanted);
        let first =
            place((Written::Whole, name.trim())).into_iter().chain(place((Written::Form, name))).min();
        self.names.get_mut(first?)
    }

    /// The members of the group whose name is written so.
    pub(in crate::read) fn members_of(&mut self, group: &str, members: &[&str]) {
        let hints = name::NameHints::default();
        let form = |written: &&str| match name::parse(written, &hints).outcome {
            name::Outcome::Person(forms) | name::Outcome::Group(forms) => forms.into_iter().next(),
            _ => {
                let name = crate::record::Name::literal(written.trim());
                Some(crate::record::NameForm { name, raw: (*written).to_owned(), ..Default::default() })
            }
        };
        let forms: Vec<crate::record::NameForm> = members.iter().filter_map(form).collect();
        if !self.person_named(group, |person| person.group_members.extend(forms)) {
            self.unknown("members", format!("{group}: {}", members.join("; ")));
        }
    }

    /// A further form of the name that is written so.
    pub(in crate::read) fn form_of(&mut self, name: &str, kind: FormKind, form: String) {
        match self.named(name) {
            Some(named) => named.other_forms.push((kind, form)),
            None => self.unknown("other name", form),
        }
    }

    /// Changes what is known of the person of a role with a number, from 0; `false` where there is none.
    pub(in crate::read) fn person_at(
        &mut self,
        role: Role,
        number: usize,
        change: impl FnOnce(&mut Contributor),
    ) -> bool {
        let Some(named) = self.of_role(role, number) else { return false };
        change(&mut named.person);
        true
    }

    /// How many people have a role.
    pub(in crate::read) fn people_count(&self, role: Role) -> usize {
        self.of_roles.iter().find(|(known, _)| *known == role).map_or(0, |(_, places)| places.len())
    }

    /// The name with a number among those of a role, from 0.
    pub(super) fn of_role(&mut self, role: Role, number: usize) -> Option<&mut Named> {
        let (_, places) = self.of_roles.iter().find(|(known, _)| *known == role)?;
        self.names.get_mut(*places.get(number)?)
    }

    /// An address that belongs to somebody of the record; whose it is, the names tell when they are read.
    pub(in crate::read) fn loose_email(&mut self, address: &str) {
        if let Some(address) = self.line_of("email", address) {
            self.loose_emails.push((self.line, address));
        }
    }

    /// A further form of the name of the person of a role with a number, from 0; `false` where there is none.
    pub(in crate::read) fn form_at(
        &mut self,
        role: Role,
        number: usize,
        kind: FormKind,
        form: String,
    ) -> bool {
        let Some(named) = self.of_role(role, number) else { return false };
        named.other_forms.push((kind, form));
        true
    }

    /// Further forms of all authors in whatever script they are, one for each in the same order; otherwise they are kept
    /// as they stand.
    pub(in crate::read) fn translated_names(&mut self, forms: Vec<String>) {
        let latin = forms.iter().all(|form| text::script_of(form) == Some("Latn"));
        self.other_forms(Role::Author, if latin { FormKind::Romanised } else { FormKind::Native }, forms);
    }

    /// Further forms of all people of a role, one for each in the same order; otherwise they are kept as they stand.
    pub(in crate::read) fn other_forms(&mut self, role: Role, kind: FormKind, forms: Vec<String>) {
        let mut authors: Vec<&mut Named> = self.names.iter_mut().filter(|named| named.role == role).collect();
        if authors.len() == forms.len() {
            for (author, form) in authors.iter_mut().zip(forms) {
                author.other_forms.push((kind, form));
            }
        } else {
            for form in forms {
                self.unknown("other name", form);
            }
        }
    }

    /// The members of the one group among the people; `false` where there is none, or more than one.
    pub(in crate::read) fn members_of_group(&mut self, members: &[crate::record::NameForm]) -> bool {
        let mut groups = self.names.iter_mut().filter(|named| matches!(named.name, NameText::Body(_)));
        let (Some(group), None) = (groups.next(), groups.next()) else { return false };
        group.person.group_members.extend(members.iter().cloned());
        true
    }

    /// Reads all names together, because they vote on their order, and joins each with its institutions.
    pub(super) fn people(&mut self) {
        let names = std::mem::take(&mut self.names);
        let lang = self.article_language();
        let country = self.record.countries.first().and_then(|country| country.code.clone());
        let hints = author_list::ListHints {
            lang: lang.as_deref(),
            country: country.as_deref(),
            grammar: self.name_order,
            ..Default::default()
        };
        let mut readings = Vec::with_capacity(names.len());
        for role in distinct(names.iter().map(|named| named.role)) {
            let whole: Vec<(usize, &str)> = names
                .iter()
                .enumerate()
                .filter(|(_, named)| named.role == role)
                .filter_map(|(index, named)| match &named.name {
                    NameText::Whole(text) => Some((index, text.as_str())),
                    NameText::Body(_) | NameText::Forms(_) => None,
                })
                .collect();
            let texts: Vec<&str> = whole.iter().map(|(_, text)| *text).collect();
            let list = author_list::parse_each(&texts, &hints);
            readings.push((whole.into_iter().map(|(index, _)| index).collect::<Vec<_>>(), list));
        }
        let mut read: Vec<Option<Contributor>> = vec![None; names.len()];
        let current = self.line;
        for (indices, list) in readings {
            let line_of = |number: usize| {
                let index = indices.get(number.saturating_sub(1));
                index.and_then(|index| names.get(*index)).map_or(current, |named| named.line)
            };
            for (number, Remark { code, message }) in list.remarks {
                let line = line_of(number);
                self.note_at(line, code, "author", message);
            }
            if list.truncated.is_some() {
                self.record.author_list_truncated = list.truncated;
            }
            // A text that was no name has no contributor, so the numbers run behind the indices from there on.
            let is_name = |index: &&usize| match names.get(**index).map(|named| &named.name) {
                Some(NameText::Whole(text)) => {
                    !author_list::parse_each(&[text], &hints).contributors.is_empty()
                }
                _ => false,
            };
            let places: Vec<usize> = if list.contributors.len() == indices.len() {
                indices
            } else {
                indices.iter().filter(is_name).copied().collect()
            };
            for (index, contributor) in places.into_iter().zip(list.contributors) {
                if let Some(slot) = read.get_mut(index) {
                    *slot = Some(contributor);
                }
            }
        }
        for (named, contributor) in names.into_iter().zip(read) {
            self.join(named, contributor);
        }
        let loose = std::mem::take(&mut self.seen_institutions);
        for text in &loose {
            self.loose_institutions(text);
        }
        // All of them together: the first of several would look like the only one. Where some people have theirs, the
        // only one is not everybody's.
        let record = &self.record;
        let some_have = record.contributors.iter().any(|person| !person.affiliation_refs.is_empty());
        if !loose.is_empty() && (record.affiliations.len() > 1 || !some_have) {
            let remarks =
                author_list::link_affiliations(&mut self.record.contributors, &self.record.affiliations);
            // A format that names institutions without saying whose they are is no page that lost its markers.
            drop(remarks);
        }
        self.settle_institutions();
        self.assign_emails();
    }

    /// Gives each address to the one whose it clearly is; else it is kept as unknown.
    fn assign_emails(&mut self) {
        let loose = std::mem::take(&mut self.loose_emails);
        let found = |(_, address): &(u32, String)| affiliation::FoundEmail {
            address: address.clone(),
            affiliation: 0,
            author_hint: None,
        };
        let reading = affiliation::AffiliationsReading {
            // Nowhere.
            affiliations: vec![Affiliation::default()],
            emails: loose.iter().map(found).collect(),
            ..affiliation::AffiliationsReading::default()
        };
        let remarks = affiliation::assign_emails(&mut self.record.contributors, &reading);
        for ((line, address), remark) in loose.into_iter().zip(remarks) {
            if let Some(Remark { code, message }) = remark {
                self.unknown("email", address);
                self.note_at(line, code, "email", message);
            }
        }
    }

    /// One contributor from what the name says and what the format says.
    fn join(&mut self, named: Named, read: Option<Contributor>) {
        let lang = self.article_language();
        let Named { role, line: _, name, mut person, institutions, other_forms } = named;
        match (name, read) {
            (NameText::Whole(_), None) => return,
            (NameText::Whole(_), Some(read)) => {
                person.forms = read.forms;
                person.is_group |= read.is_group;
                person.affiliation_markers_raw.extend(read.affiliation_markers_raw);
                person.degrees.extend(read.degrees);
                person.emails.extend(read.emails);
                person.other_ids.extend(read.other_ids);
                person.orcid = person.orcid.take().or(read.orcid);
                person.corresponding |= read.corresponding;
                person.equal_contribution |= read.equal_contribution;
            }
            (NameText::Body(text), _) => {
                let script = text::script_of(&text).map(str::to_owned);
                let name = crate::record::Name::literal(text.trim());
                let confidence = crate::record::Confidence::Certain;
                let raw = text.trim().to_owned();
                person.forms =
                    vec![crate::record::NameForm { name, script, raw, confidence, ..Default::default() }];
                person.is_group = true;
            }
            (NameText::Forms(forms), _) => {
                person.forms = forms;
                // As whole names are read, so that formats with a field for it agree with those without.
                for form in &mut person.forms {
                    let usual =
                        form.name.suffix.as_deref().map(|suffix| name::usual_suffix(suffix).to_owned());
                    form.name.suffix = usual;
                }
            }
        }
        person.role = role;
        for (kind, written) in other_forms {
            let hints = name::NameHints { lang: lang.as_deref(), ..name::NameHints::default() };
            let forms = match name::parse(&written, &hints).outcome {
                name::Outcome::Person(forms) | name::Outcome::Group(forms) => forms,
                // The format says that it is a name, so it is kept whole.
                _ if written.trim().is_empty() => Vec::new(),
                _ => {
                    let name = crate::record::Name::literal(written.trim());
                    let raw = written.trim().to_owned();
                    vec![crate::record::NameForm { name, raw, ..Default::default() }]
                }
            };
            person.forms.extend(forms.into_iter().map(|form| crate::record::NameForm { kind, ..form }));
        }
        let (mut seen_refs, mut seen_emails) = (Seen::default(), Seen::default());
        for text in institutions {
            let id = self.affiliation_of(&text);
            if !seen_refs.has(&person.affiliation_refs, |known| known, &&id) {
                person.affiliation_refs.push(id);
            }
            for (_, address) in affiliation::emails_in(&text) {
                if !seen_emails.has(&person.emails, |known| known, &&address) {
                    person.emails.push(address);
                }
            }
        }
        self.record.contributors.push(person);
    }
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}
