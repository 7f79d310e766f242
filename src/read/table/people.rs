//! Who is who in a row: lists of names, their other scripts, where people work, their addresses and numbers.

use super::dialects::{NameLists, PUBMED};
use super::header::Header;
use super::institutions::affiliations;
use crate::read::intake::NameText;
use crate::read::sheet::{self, Sheet, joined};
use crate::record::{Contributor, FormKind, Ident, Name, NameForm, Origin, Role, Seen};
use crate::value::{affiliation, author_list, name, orcid, text};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Pieces of what stands beside corresponding authors that are looked for in the institutions of a row; further ones are kept.
const MOST_SOUGHT: usize = 32;

/// Puts everybody in.
pub(super) fn read(sheet: &mut Sheet<'_, '_>, header: &Header) {
    let lists = header.dialect.lists;
    let literals: HashSet<String> =
        values(sheet, "authors_literal").iter().flat_map(|it| entries(it)).collect();
    let short: Vec<String> =
        values(sheet, ":scopus:authors").iter().flat_map(|it| scopus_names(it)).collect();
    if header.is_of(PUBMED) {
        // A full stop ends the list.
        sheet.change("authors", |value| value.trim_end().trim_end_matches('.').to_owned());
    }
    let authors = authors(sheet, lists, &literals, &short);
    let count = authors.len();
    let mut people: Vec<Contributor> = vec![Contributor::default(); count];
    let mut institutions: Vec<Vec<String>> = vec![Vec::new(); count];
    let loose = affiliations(sheet, &mut people, &mut institutions, &authors, &short);
    let apart = per_author(sheet, &mut people);
    numbers(sheet, &authors, &mut people);
    corresponding(sheet, &authors, &mut people, &institutions);
    for (index, author) in authors.into_iter().enumerate() {
        let person = people.get(index).cloned().unwrap_or_default();
        let of_person = institutions.get(index).cloned().unwrap_or_default();
        let person = Contributor { is_group: person.is_group || author.is_group, ..person };
        sheet.intake.person(Role::Author, author.name, person, of_person);
    }
    native_names(sheet, count);
    let translated: Vec<String> = values(sheet, ":translated_authors")
        .iter()
        .flat_map(|value| names(value, lists, &HashSet::new()))
        .map(|named| named.printed)
        .collect();
    sheet.intake.translated_names(translated);
    for text in loose {
        sheet.intake.institution(&text);
    }
    for address in apart {
        sheet.intake.loose_email(&address);
    }
    for (field, role) in [
        (":editors", Role::Editor),
        (":series_editors", Role::CollectionEditor),
        (":translators", Role::Translator),
        (":book_authors", Role::ContainerAuthor),
        (":contributors", Role::Contributor),
    ] {
        for value in values(sheet, field) {
            for named in names(&value, lists, &HashSet::new()) {
                let person = Contributor { is_group: named.is_group, ..Contributor::default() };
                sheet.intake.person(role, named.name, person, Vec::new());
            }
        }
    }
    for value in values(sheet, ":groups") {
        for body in entries(&value) {
            sheet.intake.name(Role::Author, NameText::Body(body));
        }
    }
    first_author(sheet);
}

pub(super) fn values(sheet: &mut Sheet<'_, '_>, field: &str) -> Vec<String> {
    sheet.take(&[field]).into_iter().map(|field| field.value.into_owned()).collect()
}

/// The entries of a list with semicolons; none is empty.
pub(super) fn entries(value: &str) -> Vec<String> {
    let pieces = value.split([';', '；', '\n']).map(|it| it.trim().to_owned());
    pieces.filter(|it| !it.is_empty()).collect()
}

/// A name as it is to be read.
pub(super) struct Named {
    name: NameText,
    /// As it stands in the cell.
    pub(super) printed: String,
    is_group: bool,
    /// The number of the person in Scopus, which may stand behind the name.
    number: Option<String>,
}

/// The authors; a list of short names stands for them where there is no other.
fn authors(
    sheet: &mut Sheet<'_, '_>,
    lists: NameLists,
    literals: &HashSet<String>,
    short: &[String],
) -> Vec<Named> {
    let mut authors: Vec<Named> = Vec::new();
    let mut known: HashSet<String> = HashSet::new();
    for field in sheet.take(&["authors"]) {
        sheet.intake.line = field.line;
        let (value, cut) = without_et_al(&field.value);
        if let Some(cut) = cut {
            sheet.intake.record.author_list_truncated = Some(cut.to_owned());
        }
        let found = names(value, lists, literals);
        if authors.is_empty() {
            authors = found;
            known.extend(authors.iter().map(|it| it.printed.clone()));
        } else {
            // A second column with authors says the same, or is kept.
            let same = found.iter().all(|it| known.contains(&it.printed));
            if !same {
                sheet.intake.unknown(field.tag, field.value);
            }
        }
    }
    if authors.is_empty() {
        authors = short.iter().map(|name| whole(name)).collect();
    }
    authors
}

fn without_et_al(value: &str) -> (&str, Option<&'static str>) {
    const CUTS: [(&str, &str); 5] =
        [("et al.", "et al."), ("et al", "et al"), ("...", "..."), ("…", "…"), ("等", "等")];
    let trimmed = value.trim_end();
    for (end, word) in CUTS {
        if let Some(rest) = trimmed.strip_suffix(end)
            && (rest.ends_with([' ', ',', ';', '，', '；']) || end == "等")
        {
            return (rest.trim_end_matches([' ', ',', ';', '，', '；']), Some(word));
        }
    }
    (value, None)
}

fn whole(printed: &str) -> Named {
    let numbered = printed.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
    let numbered =
        numbered.filter(|(_, number)| number.len() >= 6 && number.bytes().all(|it| it.is_ascii_digit()));
    let (printed, number) =
        numbered.map_or((printed, None), |(name, number)| (name, Some(number.to_owned())));
    // Braces hold a name together in BibTeX, whose users fill tables too.
    let braced = printed.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
    let braced = braced.filter(|it| !it.contains(['{', '}']));
    let name = match braced.or(printed.strip_suffix(',')) {
        // A comma at its end marks a body: EndNote's rule (mapping reference 2.6).
        Some(body) => NameText::Body(body.trim().to_owned()),
        None => NameText::Whole(printed.to_owned()),
    };
    Named { name, printed: printed.to_owned(), is_group: false, number }
}

/// A name that its table calls whole: of a body, or of a person with one name.
fn literal(printed: &str) -> Named {
    let is_latin = text::script_of(printed) == Some("Latn");
    if name::is_group(printed) || (is_latin && printed.contains(' ')) {
        return Named {
            name: NameText::Body(printed.to_owned()),
            printed: printed.to_owned(),
            is_group: true,
            number: None,
        };
    }
    let form = NameForm {
        name: Name::literal(printed),
        script: text::script_of(printed).map(str::to_owned),
        raw: printed.to_owned(),
        ..NameForm::default()
    };
    Named { name: NameText::Forms(vec![form]), printed: printed.to_owned(), is_group: false, number: None }
}

/// The names of a cell.
fn names(value: &str, lists: NameLists, literals: &HashSet<String>) -> Vec<Named> {
    let of_text = |printed: &String| {
        if literals.contains(printed) { literal(printed) } else { whole(printed) }
    };
    // EndNote joins with `//` or `\\`.
    for joint in ["//", "\\\\"] {
        if value.contains(joint) && !value.contains("://") {
            let pieces = value.split(joint).map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
            return pieces.map(|it| of_text(&it)).collect();
        }
    }
    let is_bibtex = || {
        let pieces: Vec<&str> = value.split(" and ").collect();
        pieces.len() > 1 && pieces.iter().all(|piece| piece.matches(',').count() == 1)
    };
    if value.contains(" and ") && ((lists == NameLists::And && !value.contains("; ")) || is_bibtex()) {
        return of_and_list(value).iter().map(of_text).collect();
    }
    if lists == NameLists::And && value.contains(" and ") {
        return of_and_list(value).iter().map(of_text).collect();
    }
    if value.contains([';', '；', '\n', '|']) {
        // A number of the person in Scopus stands in parentheses behind the name.
        let bare = value.replace('|', ";");
        let parted = sheet::names(&bare).into_iter().flat_map(|piece| {
            if is_initials_list(&piece) {
                piece.split(", ").map(str::to_owned).collect()
            } else {
                vec![piece]
            }
        });
        return parted.map(|it| of_text(&it)).collect();
    }
    if literals.contains(value.trim()) {
        return vec![literal(value.trim())];
    }
    let list = author_list::parse(value, &author_list::ListHints::default());
    if list.contributors.len() < 2 {
        return sheet::names(value).iter().map(of_text).collect();
    }
    let named = list.contributors.into_iter().map(|person| {
        let printed = person.forms.first().map(|form| form.raw.clone()).unwrap_or_default();
        Named { name: NameText::Forms(person.forms), printed, is_group: person.is_group, number: None }
    });
    named.collect()
}

/// `Ou W, Zhang R`: people stand so before a body that a semicolon parts from them, in `PubMed`'s tables.
fn is_initials_list(piece: &str) -> bool {
    let parts: Vec<&str> = piece.split(", ").collect();
    let is_name = |part: &&str| {
        let initials = part.rsplit_once(' ').map(|(_, last)| last).unwrap_or_default();
        !initials.is_empty() && initials.len() <= 3 && initials.bytes().all(|it| it.is_ascii_uppercase())
    };
    parts.len() > 1 && parts.iter().all(is_name)
}

/// The names between ` and `; a body whose name holds the word is put together again.
fn of_and_list(value: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in value.split(" and ").map(str::trim).filter(|piece| !piece.is_empty()) {
        let is_body = |it: &str| !it.contains(',') && name::is_group(it);
        match names.last_mut() {
            Some(last) if is_body(last) && !piece.contains(',') && !is_body(piece) => {
                last.push_str(" and ");
                last.push_str(piece);
            }
            _ => names.push(piece.to_owned()),
        }
    }
    names
}

/// Scopus' short names: `Ou W.; Zhang R.`, in older exports `Ou W., Zhang R.`.
fn scopus_names(value: &str) -> Vec<String> {
    if value.contains(';') {
        return entries(value);
    }
    let pieces = value.split("., ").map(str::trim).filter(|it| !it.is_empty());
    let with_stop = pieces.map(|it| if it.ends_with('.') { it.to_owned() } else { format!("{it}.") });
    let names: Vec<String> = with_stop.collect();
    if names.len() > 1 { names } else { vec![value.trim().to_owned()] }
}

/// Addresses and ORCID iDs, an entry for each author. Addresses that are not so many are given back.
fn per_author(sheet: &mut Sheet<'_, '_>, people: &mut [Contributor]) -> Vec<String> {
    let mut apart = Vec::new();
    for field in sheet.take(&["emails"]) {
        sheet.intake.line = field.line;
        let entries: Vec<&str> = field.value.split(';').map(str::trim).collect();
        let addresses = |entry: &str| -> Vec<String> {
            affiliation::emails_in(entry).into_iter().map(|(_, address)| address).collect()
        };
        if entries.len() == people.len() && (entries.len() > 1 || people.len() == 1) {
            for (person, entry) in people.iter_mut().zip(&entries) {
                person.emails.extend(addresses(entry));
            }
        } else {
            apart.extend(entries.iter().flat_map(|entry| addresses(entry)));
        }
        if affiliation::emails_in(&field.value).is_empty() {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
    for field in sheet.take(&["orcids"]) {
        let entries: Vec<&str> = field.value.split(';').map(str::trim).collect();
        let fits = entries.len() == people.len()
            && entries.iter().all(|entry| entry.is_empty() || orcid::canonical(entry).is_some());
        if !fits {
            sheet.intake.unknown(field.tag, field.value);
            continue;
        }
        for (person, entry) in people.iter_mut().zip(entries) {
            person.orcid = orcid::canonical(entry);
        }
    }
    apart
}

/// Scopus' numbers of people: `57200000001; 57200000002`, in the order of the authors, or behind their names.
fn numbers(sheet: &mut Sheet<'_, '_>, authors: &[Named], people: &mut [Contributor]) {
    let ident = |number: &String| Ident {
        scheme: "scopus".to_owned(),
        normalised: number.clone(),
        raw: number.clone(),
        value: number.clone(),
        origin: Origin::Read,
    };
    for (author, person) in authors.iter().zip(people.iter_mut()) {
        person.other_ids.extend(author.number.as_ref().map(ident));
    }
    let mut seen = vec![Seen::default(); people.len()];
    for field in sheet.take(&[":scopus:ids"]) {
        let numbers = entries(&field.value);
        let are_numbers = numbers.iter().all(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
        if numbers.len() != people.len() || !are_numbers {
            sheet.intake.unknown(field.tag, field.value);
            continue;
        }
        for ((person, seen), number) in people.iter_mut().zip(&mut seen).zip(numbers) {
            if !seen.has(&person.other_ids, |known| &known.value, &&number) {
                person.other_ids.push(ident(&number));
            }
        }
    }
}

/// `W. Ou; Department of …, Beijing; email: ou@example.org` of Scopus and Embase; `Ou, W (Example University)` of
/// Dimensions: the one whose family name begins it corresponds.
fn corresponding(
    sheet: &mut Sheet<'_, '_>,
    authors: &[Named],
    people: &mut [Contributor],
    institutions: &[Vec<String>],
) {
    // Two of one family name are as good as many.
    let mut of_family: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, author) in authors.iter().enumerate() {
        let family = author.printed.split(',').next().unwrap_or_default();
        let family = family.split(' ').find(|word| word.chars().count() > 1).unwrap_or(family);
        let known = of_family.entry(family.to_lowercase()).or_default();
        if known.len() < 2 {
            known.push(index);
        }
    }
    let mut seen: HashMap<usize, Seen> = HashMap::new();
    let mut sought = 0;
    for field in sheet.take(&[":correspondence", ":corresponding"]) {
        let mut placed = false;
        let first = field.value.split(['(', ';']).next().unwrap_or_default();
        let wanted: BTreeSet<String> = words(first).into_iter().collect();
        let mut of_name = wanted.iter().filter_map(|word| of_family.get(word)).flatten().copied();
        let addresses: Vec<String> =
            affiliation::emails_in(&field.value).into_iter().map(|(_, address)| address).collect();
        if let (Some(index), None) = (of_name.next(), of_name.next())
            && let Some(person) = people.get_mut(index)
        {
            person.corresponding = true;
            let seen = seen.entry(index).or_default();
            for address in &addresses {
                seen.put(&mut person.emails, address.clone());
            }
            placed = true;
        }
        if !placed {
            for address in addresses {
                sheet.intake.loose_email(&address);
            }
        }
        // What it says beside the name and addresses of e-mail is known, or it is kept.
        let rest = field.value.trim_end().trim_end_matches(')').split(['(', ';']).skip(1).map(str::trim);
        let is_known = |text: &str| {
            if text.is_empty() || text.contains('@') {
                return true;
            }
            sought += 1;
            sought <= MOST_SOUGHT
                && institutions.iter().flatten().any(|institution| institution.contains(text))
        };
        if !placed || !rest.into_iter().all(is_known) {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|it: char| !it.is_alphanumeric() && it != '-')
        .map(str::to_lowercase)
        .filter(|it| !it.is_empty())
        .collect()
}

/// Names in the authors' own script, an entry for each author, empty where there is none.
fn native_names(sheet: &mut Sheet<'_, '_>, count: usize) {
    for field in sheet.take(&["authors_native"]) {
        sheet.intake.line = field.line;
        let entries: Vec<&str> = field.value.split([';', '；']).map(str::trim).collect();
        if entries.len() != count {
            sheet.intake.unknown(field.tag, field.value);
            continue;
        }
        for (index, entry) in entries.into_iter().enumerate().filter(|(_, entry)| !entry.is_empty()) {
            sheet.intake.form_at(Role::Author, index, FormKind::Native, entry.to_owned());
        }
    }
}

/// The first author again, in tables that have a column for it.
fn first_author(sheet: &mut Sheet<'_, '_>) {
    for field in sheet.take(&[":first_author"]) {
        let value = joined(&field.value);
        if sheet.intake.people_count(Role::Author) == 0 {
            sheet.intake.name(Role::Author, NameText::Whole(value));
            continue;
        }
        let is_known = sheet
            .intake
            .first_name()
            .is_none_or(|first| first.starts_with(&value) || value.starts_with(first));
        if !is_known {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(value: &str, lists: NameLists) -> Vec<String> {
        names(value, lists, &HashSet::new()).into_iter().map(|it| it.printed).collect()
    }

    #[test]
    fn names_are_parted_as_their_cell_shows() {
        let shown = |value| printed(value, NameLists::Shown);
        assert_eq!(shown("Ou, Wenxin; Zhang, Rui"), ["Ou, Wenxin", "Zhang, Rui"]);
        assert_eq!(shown("Ou W, Zhang R, Wu R"), ["Ou W", "Zhang R", "Wu R"]);
        assert_eq!(shown("Ou, Wenxin"), ["Ou, Wenxin"]);
        assert_eq!(shown("Ou, W. and Zhang, R."), ["Ou, W.", "Zhang, R."]);
        assert_eq!(shown("Ou, W.//Zhang, R."), ["Ou, W.", "Zhang, R."]);
        assert_eq!(shown("张三,李四"), ["张三", "李四"]);
        let and = |value| printed(value, NameLists::And);
        assert_eq!(
            and("Ou, Wenxin and Ministry of Health and Welfare and Zhang, Rui"),
            ["Ou, Wenxin", "Ministry of Health and Welfare", "Zhang, Rui"]
        );
        assert_eq!(scopus_names("Ou W.-X., Zhang R."), ["Ou W.-X.", "Zhang R."]);
        assert_eq!(without_et_al("Ou W, Zhang R, et al."), ("Ou W, Zhang R", Some("et al.")));
    }
}
