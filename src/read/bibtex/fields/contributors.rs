//! People: authors, editors and the others, what else is said of them, and where they work.

use super::Slip;
use crate::read::bibtex::people::{Member, member, members, split_at_depth};
use crate::read::bibtex::ties::Value;
use crate::read::csl_json::certain_form;
use crate::read::intake::{Lines, NameText, split_labels};
use crate::record::{Contributor, FormKind, Name, Role};
use crate::report::{Code, quoted};
use crate::syntax::latex::{Braces, read, read_verbatim};
use crate::value::orcid;

const NAMES_SEPARATED: Code = Code::info(
    "bibtex-names-separated",
    "Names of a BibTeX entry are separated by semicolons instead of `and`; they are read as several names.",
);

const NAME_COMMAS: Code = Code::warning(
    "bibtex-name-commas",
    "A name of a BibTeX entry has more commas than a name can have; it is kept whole.",
);

/// Fields of people.
const ROLES: &[(&str, Role)] = &[
    ("author", Role::Author),
    ("editor", Role::Editor),
    ("translator", Role::Translator),
    ("bookauthor", Role::ContainerAuthor),
    ("serieseditor", Role::CollectionEditor),
    ("contributor", Role::Contributor),
];

impl Slip<'_, '_> {
    pub(super) fn people(&mut self) {
        for (field, role) in ROLES {
            for (line, value) in self.take(&[field]) {
                self.intake.line = line;
                self.names(*role, &value.latex);
            }
        }
        for (field, role) in ROLES {
            for (suffix, kind) in [("native", FormKind::Native), ("romanised", FormKind::Romanised)] {
                for (line, value) in self.take(&[&format!("{field}_{suffix}")]) {
                    self.intake.line = line;
                    let forms = members(&value.latex)
                        .into_iter()
                        .map(|member| read(member, Braces::Group).text.to_plain());
                    let forms = forms.collect();
                    self.intake.other_forms(*role, kind, forms);
                }
            }
            self.annotations(field, *role);
        }
        for (_, value) in self.take(&["orcid", "orcid-numbers"]) {
            self.orcids(&value);
        }
        for (line, value) in self.take(&["affiliation", "affiliations"]) {
            self.intake.line = line;
            let text = self.marked("affiliation", &value.latex, Braces::Group, Lines::Kept).to_plain();
            self.intake.institution(&split_labels(&text));
        }
        for (line, value) in self.take(&["email"]) {
            self.intake.line = line;
            let text = read_verbatim(&value.latex);
            let places: Vec<&str> = text.split(';').map(str::trim).collect();
            // Ours have a place for each author, as `orcid` has.
            let is_by_author = places.len() > 1 && places.len() >= self.intake.people_count(Role::Author);
            let is_lone = self.intake.people_count(Role::Author) == 1 && places.len() == 1;
            if is_lone || (is_by_author && places.iter().any(|place| place.is_empty())) {
                self.emails_by_author(&places);
                continue;
            }
            for address in text.split([';', ',']).map(str::trim).filter(|it| !it.is_empty()) {
                if address.contains('@') && !address.contains(char::is_whitespace) {
                    self.intake.loose_email(address);
                } else {
                    self.keep("email", address);
                }
            }
        }
    }

    fn names(&mut self, role: Role, latex: &str) {
        let list = members(latex);
        let by_semicolon = split_at_depth(latex, b";");
        let by_semicolon: Vec<&str> =
            by_semicolon.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        let list = match (list.as_slice(), by_semicolon.as_slice()) {
            ([_], [_, _, ..]) => {
                let message = format!("{} has semicolons between names", quoted(latex));
                self.intake.note(&NAMES_SEPARATED, "author", message);
                by_semicolon
            }
            _ => list,
        };
        for one in list {
            match member(one) {
                Member::Name(name) => self.intake.name(role, name),
                Member::Others if role == Role::Author => {
                    self.intake.record.author_list_truncated = Some("and others".to_owned());
                }
                Member::Others => self.keep(role_field(role), "others"),
                Member::Garbled(text) => {
                    let message = format!("{} has more commas than a name", quoted(&text));
                    self.intake.note(&NAME_COMMAS, "author", message);
                    let name = certain_form(Name::literal(text));
                    self.intake.name(role, NameText::Forms(vec![name]));
                }
                Member::Empty => {}
            }
        }
    }

    /// `author+an:orcid = {1="0000-…"; 2="…"}`: BibLaTeX's annotations of single names.
    fn annotations(&mut self, field: &str, role: Role) {
        for (line, value) in self.take(&[
            &format!("{field}+an:native"),
            &format!("{field}+an:orcid"),
            &format!("{field}+an:affiliation"),
        ]) {
            self.intake.line = line;
            for piece in value.latex.split(';') {
                let Some((number, text)) = piece.split_once('=') else { continue };
                let text = read(text.trim().trim_matches('"'), Braces::Group).text.to_plain();
                let place = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
                let is_placed = place.is_some_and(|place| match value.name.rsplit(':').next() {
                    Some("orcid") => {
                        let orcid = orcid::canonical(&text);
                        orcid.is_some() && self.intake.person_at(role, place, |person| person.orcid = orcid)
                    }
                    Some("native") => self.intake.form_at(role, place, FormKind::Native, text.clone()),
                    _ => self.intake.institution_at(role, place, &text),
                });
                if !is_placed {
                    self.keep(value.name.clone(), piece.trim());
                }
            }
        }
    }

    fn emails_by_author(&mut self, places: &[&str]) {
        for (place, addresses) in places.iter().enumerate() {
            for address in addresses.split(',').map(str::trim).filter(|it| !it.is_empty()) {
                let is_address = address.contains('@') && !address.contains(char::is_whitespace);
                let give = |person: &mut Contributor| person.emails.push(address.to_owned());
                if !(is_address && self.intake.person_at(Role::Author, place, give)) {
                    self.keep("email", address);
                }
            }
        }
    }

    /// One ORCID for each author in their order, or a single one of a single author.
    fn orcids(&mut self, value: &Value<'_>) {
        let text = self.plain("orcid", value);
        for (place, number) in text.split([';', ',']).map(str::trim).enumerate() {
            if number.is_empty() {
                continue;
            }
            let found = orcid::canonical(number);
            let single = self.intake.people_count(Role::Author) == 1 || text.contains(';');
            let is_placed = single
                && found.is_some()
                && self.intake.person_at(Role::Author, place, |person| person.orcid.clone_from(&found));
            if !is_placed {
                self.keep("orcid", number);
            }
        }
    }
}

fn role_field(role: Role) -> &'static str {
    ROLES.iter().find(|(_, known)| *known == role).map_or("contributor", |(field, _)| field)
}
