//! Who is who in a record of Web of Science: full and short names, institutions, numbers and addresses of people.

use super::super::intake::NameText;
use super::super::sheet::{Sheet, joined};
use crate::record::{Contributor, Ident, Origin, Role, Seen};
use crate::value::orcid;
use std::collections::HashMap;

/// A person in the making.
#[derive(Default)]
struct Person {
    /// `AF`, or `AU` where there is no other.
    full: String,
    /// `AU`.
    short: String,
    line: u32,
    contributor: Contributor,
    institutions: Vec<String>,
    seen: Seen,
}

/// Reads everything that is said of people.
pub(super) fn read(sheet: &mut Sheet<'_, '_>) {
    let mut authors = authors(sheet);
    let names = Names::of(&authors);
    let loose = institutions(sheet, &mut authors, &names);
    correspondence(sheet, &mut authors, &names);
    numbers(sheet, &mut authors, &names);
    native_names(sheet, authors);
    for (tag, role) in [("BF", Role::ContainerAuthor), ("BE", Role::Editor), ("ED", Role::Editor)] {
        people(sheet, tag, role);
    }
    // Full names of the authors of a book stand beside the short ones.
    if !sheet.intake.has_people(Role::ContainerAuthor) {
        people(sheet, "BA", Role::ContainerAuthor);
    }
    sheet.keep(&["BA"]);
    for (tag, role) in [("CA", Role::Author), ("GP", Role::ContainerAuthor)] {
        for field in sheet.take(&[tag]) {
            sheet.intake.line = field.line;
            for name in items(&field.value) {
                sheet.intake.name(role, NameText::Body(name));
            }
        }
    }
    for (line, text) in loose {
        sheet.intake.line = line;
        sheet.intake.institution(&text);
    }
}

/// One item a line; in other exports of the same tags, separated by semicolons.
fn items(value: &str) -> Vec<String> {
    value.split(['\n', ';']).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

fn people(sheet: &mut Sheet<'_, '_>, tag: &str, role: Role) {
    for field in sheet.take(&[tag]) {
        sheet.intake.line = field.line;
        for name in items(&field.value) {
            sheet.intake.name(role, NameText::Whole(name));
        }
    }
}

/// The authors, by their full names where each has one; otherwise by the longer list, and the other one stays.
fn authors(sheet: &mut Sheet<'_, '_>) -> Vec<Person> {
    let count = |tag: &str| sheet.all(tag).map(|value| items(value).len()).sum::<usize>();
    let (short, full) = (count("AU"), count("AF"));
    let mut of = |tag: &str| -> Vec<(u32, String)> {
        let fields = sheet.take(&[tag]);
        fields.iter().flat_map(|field| (field.line..).zip(items(&field.value))).collect()
    };
    let person = |(line, full): (u32, String)| Person { full, line, ..Person::default() };
    if short == full {
        let short = of("AU");
        let paired = of("AF").into_iter().zip(short);
        paired.map(|(full, (_, short))| Person { short, ..person(full) }).collect()
    } else {
        of(if full > short { "AF" } else { "AU" }).into_iter().map(person).collect()
    }
}

/// Whom a name means.
#[derive(Default)]
struct Names {
    /// The first person who is written so.
    whole: HashMap<String, usize>,
    /// Who has a family name and a first letter, if only one has.
    like: HashMap<(String, char), Option<usize>>,
}

impl Names {
    fn of(authors: &[Person]) -> Self {
        let mut names = Self::default();
        for (index, person) in authors.iter().enumerate() {
            for written in [&person.full, &person.short] {
                names.whole.entry(folded(written)).or_insert(index);
                if let Some(like) = likeness(written) {
                    let known = names.like.entry(like).or_insert(Some(index));
                    *known = known.filter(|known| *known == index);
                }
            }
        }
        names
    }

    /// The person whom a name means: written so, or of the same family name and first letters if only one is.
    fn position(&self, name: &str) -> Option<usize> {
        let wanted = folded(name);
        let same = self.whole.get(&wanted).copied();
        if same.is_some() || wanted.is_empty() {
            return same;
        }
        self.like.get(&likeness(name)?).copied().flatten()
    }
}

fn folded(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric() || *it == ',').flat_map(char::to_lowercase).collect()
}

/// `Ou, W.` and `Ou, Wenxin`, `Ou, WX` and `Ou, Wen-Xin`: the same family name, and first letters of which one begins
/// as the other.
fn likeness(name: &str) -> Option<(String, char)> {
    let (family, given) = name.split_once(',')?;
    Some((folded(family), folded(given).chars().next()?))
}

/// `C1`: an address a line, in new exports with the names of its people in brackets before it. The rest is nobody's in
/// particular.
fn institutions(sheet: &mut Sheet<'_, '_>, authors: &mut [Person], known: &Names) -> Vec<(u32, String)> {
    let mut loose = Vec::new();
    for field in sheet.take(&["C1"]) {
        for (offset, address) in addresses(&field.value) {
            let line = field.line.saturating_add(offset);
            sheet.intake.line = line;
            let Some((names, text)) = address.strip_prefix('[').and_then(|it| it.split_once(']')) else {
                loose.push((line, without_stop(&address)));
                continue;
            };
            let text = without_stop(text);
            let (mut placed, mut unplaced) = (false, false);
            for name in items(names) {
                match known.position(&name).and_then(|index| authors.get_mut(index)) {
                    Some(author) => {
                        author.institutions.push(text.clone());
                        placed = true;
                    }
                    None => unplaced = true,
                }
            }
            // The address of somebody who is no author.
            if unplaced {
                sheet.intake.unknown("C1", address.clone());
            }
            if !placed {
                loose.push((line, text));
            }
        }
    }
    loose
}

/// Addresses with the number of their line in the value: each begins on a line of its own; a line that neither begins
/// with a bracket nor follows a full stop continues the one above.
fn addresses(value: &str) -> Vec<(u32, String)> {
    let mut found: Vec<(u32, String)> = Vec::new();
    for (line, number) in value.lines().zip(0_u32..) {
        match found.last_mut() {
            Some((_, above)) if !line.starts_with('[') && !above.ends_with('.') => {
                above.push(' ');
                above.push_str(line);
            }
            _ => found.push((number, line.to_owned())),
        }
    }
    found
}

fn without_stop(text: &str) -> String {
    text.trim().trim_end_matches('.').to_owned()
}

/// `RP`: `Ou, WX (corresponding author), Example Univ, Beijing, China.; Zhang, R (corresponding author), …`, and `EM`.
fn correspondence(sheet: &mut Sheet<'_, '_>, authors: &mut [Person], known: &Names) {
    let (mut corresponding, mut seen) = (Vec::<usize>::new(), Seen::default());
    for field in sheet.take(&["RP"]) {
        let value = joined(&field.value);
        for piece in reprint_addresses(&value) {
            let placed =
                ["(corresponding author)", "(reprint author)", "（通讯作者）"].iter().find_map(|mark| {
                    let (names, address) = piece.split_once(mark)?;
                    let people: Vec<usize> =
                        names.split(';').filter_map(|name| known.position(name)).collect();
                    (people.len() == names.split(';').count()).then(|| (people, address.to_owned()))
                });
            let Some((people, address)) = placed else {
                sheet.intake.unknown("RP", piece);
                continue;
            };
            let address = without_stop(address.trim_start_matches([',', ' ']));
            for index in people {
                if let Some(author) = authors.get_mut(index) {
                    author.contributor.corresponding = true;
                    let is_known = author.seen.has(&author.institutions, |known| known, &&address);
                    if !is_known && !address.is_empty() {
                        author.institutions.push(address.clone());
                    }
                }
                if !seen.has(&corresponding, |known| *known, &index) {
                    corresponding.push(index);
                }
            }
        }
    }
    for field in sheet.take(&["EM"]) {
        let addresses = items(&field.value);
        let only = if authors.len() == 1 {
            Some(0)
        } else {
            corresponding.first().copied().filter(|_| corresponding.len() == 1)
        };
        match only.and_then(|index| authors.get_mut(index)).filter(|_| addresses.len() == 1) {
            Some(author) => author.contributor.emails = addresses,
            // Whose each of several is, the format does not say; the names may.
            None => addresses.iter().for_each(|it| sheet.intake.loose_email(it)),
        }
    }
}

/// The pieces of `RP`: a full stop and a semicolon end one.
fn reprint_addresses(value: &str) -> Vec<String> {
    value.split(".;").map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}

/// `RI` and `OI`: `Ou, Wenxin/A-1234-2010; Zhang, Rui/B-5678-2011`.
fn numbers(sheet: &mut Sheet<'_, '_>, authors: &mut [Person], known: &Names) {
    for field in sheet.take(&["RI", "OI"]) {
        sheet.intake.line = field.line;
        for entry in joined(&field.value).split(';').map(str::trim).filter(|it| !it.is_empty()) {
            let (name, number) = entry.rsplit_once('/').unwrap_or(("", entry));
            let person = known.position(name).and_then(|index| authors.get_mut(index));
            match (person, orcid::canonical(number), field.tag) {
                (Some(author), Some(orcid), "OI") => author.contributor.orcid = Some(orcid),
                (Some(author), _, "RI") => author.contributor.other_ids.push(Ident {
                    scheme: "researcherid".to_owned(),
                    value: number.to_owned(),
                    normalised: number.to_lowercase(),
                    raw: number.to_owned(),
                    origin: Origin::Read,
                }),
                _ => sheet.intake.unknown(field.tag, entry),
            }
        }
    }
}

/// Puts the authors in, and their names in another script (`Z2`), one for each in the same order.
fn native_names(sheet: &mut Sheet<'_, '_>, authors: Vec<Person>) {
    for author in authors {
        sheet.intake.line = author.line;
        sheet.intake.person(
            Role::Author,
            NameText::Whole(author.full),
            author.contributor,
            author.institutions,
        );
    }
    let names: Vec<String> =
        sheet.take(&["Z2"]).iter().flat_map(|field| super::super::sheet::names(&field.value)).collect();
    sheet.intake.translated_names(names);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_full_and_in_short() {
        let of = |full: &str, short: &str| Person {
            full: full.to_owned(),
            short: short.to_owned(),
            ..Person::default()
        };
        let authors =
            [of("Ou, Wenxin", "Ou, WX"), of("Zhang, Rui", "Zhang, R"), of("Zhang, Ran", "Zhang, RA")];
        let names = Names::of(&authors);
        assert_eq!(names.position("Ou, W."), Some(0));
        assert_eq!(names.position("OU, WX"), Some(0));
        assert_eq!(names.position("Zhang, R"), Some(1));
        assert_eq!(names.position("Zhang, R. X."), None);
        assert_eq!(names.position("Li, W"), None);
        assert_eq!(names.position(""), None);
    }

    #[test]
    fn an_address_may_go_on_in_the_next_line() {
        let found = addresses("[A] One Univ,\nCity, Land.\nTwo Univ.\n[B] Three");
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["[A] One Univ, City, Land.", "Two Univ.", "[B] Three"]);
        assert_eq!(found[1].0, 2);
    }
}
