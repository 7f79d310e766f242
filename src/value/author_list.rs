//! Author lists: separators, markers on lines of their own, the vote of all names on their order, and the links to
//! affiliations.

mod link;
mod split;

pub use link::link_affiliations;
pub(crate) use split::marked_names;

use super::Part;
use super::name::{self, Draft, NameHints, NameReading, Outcome};
use crate::record::{Contributor, Role};
use crate::report::{Code, Remark, quoted};
use split::{Entry, Split};

/// Two separators with nothing between them.
pub const AUTHOR_EMPTY: Code = Code::info(
    "author-empty",
    "Nothing stands between two separators of an author list; no author was made of it.",
);
/// Two names on two lines without a separator.
pub const AUTHOR_SEPARATOR_MISSING: Code = Code::warning(
    "author-separator-missing",
    "Two names of an author list stand without a separator between them, on two lines or one; they were read as two authors.",
);
/// A comma that may stand between two names or inside one.
pub const AUTHOR_COMMA_GUESSED: Code = Code::warning(
    "author-comma-guessed",
    "The only comma of an author list stands between words that may be two names, or the family and given names of one person; they were read as two authors.",
);
/// A marker before the first name.
pub const MARKER_WITHOUT_AUTHOR: Code = Code::error(
    "marker-without-author",
    "A marker, an address or an institution stands before the first name of an author list; it belongs to nobody and is in no field.",
);

/// What is known before an author list is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ListHints<'a> {
    /// BCP-47 tag of the article's language.
    pub lang: Option<&'a str>,
    /// ISO 3166-1 alpha-2 code of the journal's country.
    pub country: Option<&'a str>,
    /// The labels of the affiliations on the page: only these letters can be markers.
    pub labels: &'a [String],
    /// The order that the notation prescribes; without it the names vote.
    pub order: Option<name::Order>,
    /// The order of the notation's grammar, where files do not always keep to it: the names vote, and it stands where they
    /// do not tell.
    pub grammar: Option<name::Order>,
}

/// What an author list holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuthorList {
    /// The authors, in order; their `affiliation_refs` are empty, see [`link_affiliations`].
    pub contributors: Vec<Contributor>,
    /// The words by which the source cut its list: `et al.`, `等`.
    pub truncated: Option<String>,
    /// Institutions in parentheses behind a name: number of the author from 1, and the text.
    pub affiliation_texts: Vec<(usize, String)>,
    /// What became of the text; `index` is the number of the author from 1. Every character that is not white
    /// space lies in one.
    pub parts: Vec<Part>,
    /// Doubts: number of the author from 1 (0 for the list as a whole), and the remark.
    pub remarks: Vec<(usize, Remark)>,
}

/// Reads a list of authors. Line ends of the page are `\n`: a name, its marker and the separator may each stand on
/// a line of their own.
///
/// Separators are semicolons; without any, middle dots between blanks, line ends, or commas between whole names,
/// and `and` before the last. A line that holds only markers belongs to the name before it. The names vote on their
/// order (mapping reference 3.2, N15) before each is read.
#[must_use]
pub fn parse(text: &str, hints: &ListHints<'_>) -> AuthorList {
    let ListHints { lang, country, labels, order, grammar } = *hints;
    let letters = if labels.is_empty() { letters_behind_names(text) } else { Vec::new() };
    let labels = if letters.is_empty() { labels } else { letters.as_slice() };
    let mut name_hints = NameHints { lang, country, order: None, grammar, style: None, labels };
    let whole = text;
    let text = without_final_stop(text);
    let Split { mut entries, separators, empty, guessed, .. } = split::split(text, hints);
    let labels: Vec<usize> = entries
        .iter_mut()
        .map(|entry| {
            let length = editor_label(text.get(entry.range.clone()).unwrap_or_default());
            entry.range.start += length;
            length
        })
        .collect();
    let drafts: Vec<Draft<'_>> = entries
        .iter()
        .map(|entry| name::draft(text.get(entry.range.clone()).unwrap_or_default(), &name_hints))
        .collect();
    let vote = name::vote_on_drafts(&drafts, &name_hints);
    name_hints.order = order.or(vote.order);
    name_hints.style = vote.style;
    let mut list = AuthorList::default();
    for separator in separators {
        list.parts.push(Part::furniture(separator.start, separator.end));
    }
    for _ in 0..empty {
        list.remarks
            .push((0, Remark::new(&AUTHOR_EMPTY, "nothing stands between two separators of the list")));
    }
    for ((entry, draft), label) in entries.iter().zip(drafts).zip(labels) {
        let number = list.contributors.len() + 1;
        let reading = name::finish(draft, &name_hints, number);
        if let Some(names) = guessed.iter().find(|names| names.start == entry.range.start) {
            let printed = quoted(text.get(names.clone()).unwrap_or_default());
            let message = format!("{printed} was read as two authors; it may be one");
            list.remarks.push((number, Remark::new(&AUTHOR_COMMA_GUESSED, message)));
        }
        list.enter(text, entry, reading);
        if label > 0 {
            list.parts.push(Part::furniture(entry.range.start - label, entry.range.start));
            if let Some(editor) = list.contributors.get_mut(number - 1) {
                editor.role = Role::Editor;
            }
        }
    }
    if text.len() < whole.len() {
        list.parts.push(Part::furniture(text.len(), whole.trim_end().len()));
    }
    list.parts.sort_by_key(|part| part.start);
    list
}

/// The small letters that stand alone behind every name of a list, where they can only be the labels of institutions:
/// `Hanna Lindqvist a, Rui Zhang b c`. Empty for any other list.
fn letters_behind_names(text: &str) -> Vec<String> {
    const LONGEST: usize = 4000;
    let mut letters: Vec<String> = Vec::new();
    if text.len() > LONGEST {
        return letters;
    }
    let commas = text.replace(" and ", ", ").replace([';', '&', '\n'], ",");
    let pieces = commas.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    let mut count = 0;
    for piece in pieces {
        let words: Vec<&str> =
            piece.trim_end_matches(['*', ' ', '†', '⁎', '∗', '＊']).split_whitespace().collect();
        let is_letter =
            |word: &&&str| word.len() == 1 && word.starts_with(|it: char| it.is_ascii_lowercase());
        let own = words.iter().rev().take_while(is_letter).count();
        let name = words.get(..words.len() - own).unwrap_or_default();
        let is_name = name.len() > 1 && name.iter().all(|word| word.starts_with(char::is_uppercase));
        if !is_name || own == 0 {
            return Vec::new();
        }
        count += 1;
        letters.extend(words.iter().rev().take(own).map(|word| (*word).to_owned()));
    }
    letters.sort_unstable();
    letters.dedup();
    if count > 1 { letters } else { Vec::new() }
}

/// Length of the words that say that a name among the authors is an editor's: `Editor: Susan Redline`.
fn editor_label(entry: &str) -> usize {
    const WORDS: [&str; 5] = ["editor", "editors", "academic editor", "handling editor", "academic editors"];
    let Some(colon) = entry.find([':', '：']) else { return 0 };
    let (words, rest) = entry.split_at(colon);
    if !WORDS.contains(&words.trim().to_lowercase().as_str()) {
        return 0;
    }
    let value = rest.trim_start_matches([':', '：']).trim_start();
    entry.len() - value.len()
}

/// A list without the full stop at its end, which is none of an initial or an abbreviation.
fn without_final_stop(text: &str) -> &str {
    let Some(shorter) = text.trim_end().strip_suffix(['.', '。', '．']) else { return text };
    let last: Vec<char> = shorter.chars().rev().take_while(|character| character.is_alphabetic()).collect();
    let is_word = last.len() > 3 && last.iter().any(|letter| letter.is_lowercase())
        || last.len() == 3 && last.iter().rev().skip(1).all(|letter| letter.is_lowercase())
        || last.first().is_some_and(|letter| !letter.is_lowercase() && !letter.is_uppercase())
        || last.len() == 2
            && !shorter.ends_with("et al")
            && last.iter().any(|letter| "aeiouyáéíóúýàèìòùâêîôûäëïöüãõåø".contains(*letter));
    if is_word { shorter } else { text }
}

/// Reads names that stand in fields of their own (RIS `AU`, a JATS `contrib`): each is one person or body, whatever
/// separators it holds; they vote on their order as the names of a list do. The parts and the remarks of each name
/// are those of its own text, with its number from 1; a text that is no name has no contributor.
#[must_use]
pub fn parse_each(names: &[&str], hints: &ListHints<'_>) -> AuthorList {
    let ListHints { lang, country, labels, order, grammar } = *hints;
    let mut name_hints = NameHints { lang, country, order: None, grammar, style: None, labels };
    let drafts: Vec<Draft<'_>> = names.iter().map(|name| name::draft(name, &name_hints)).collect();
    let vote = name::vote_on_drafts(&drafts, &name_hints);
    name_hints.order = order.or(vote.order);
    name_hints.style = vote.style;
    let mut list = AuthorList::default();
    for (name, draft) in names.iter().zip(drafts) {
        let number = list.contributors.len() + 1;
        let reading = name::finish(draft, &name_hints, number);
        let entry = Entry { range: 0..name.len(), unseparated: false };
        list.enter(name, &entry, reading);
    }
    list
}

impl AuthorList {
    fn enter(&mut self, text: &str, entry: &Entry, reading: NameReading) {
        let NameReading {
            outcome,
            markers,
            degrees,
            emails,
            orcid,
            other_ids,
            corresponding,
            equal_contribution,
            affiliation_text,
            truncated,
            parts,
            remarks,
        } = reading;
        let printed = text.get(entry.range.clone()).unwrap_or_default();
        let (forms, is_group) = match outcome {
            Outcome::Person(forms) => (forms, false),
            Outcome::Group(forms) => (forms, true),
            Outcome::Truncated(words) => {
                self.truncated = Some(words);
                (Vec::new(), false)
            }
            Outcome::Nothing => (Vec::new(), false),
        };
        let is_name = !forms.is_empty();
        if is_group && printed.trim().contains('\n') {
            let message = format!("{} spans two lines and was read as the name of one body", quoted(printed));
            self.remarks.push((self.contributors.len() + 1, Remark::new(&name::NAME_GARBLED, message)));
        }
        if is_name {
            self.contributors.push(Contributor {
                role: Role::Author,
                forms,
                is_group,
                ..Contributor::default()
            });
        }
        let number = self.contributors.len();
        for part in parts {
            let index = if part.field == "author" { number } else { 0 };
            let lost = part.field == "author" && number == 0;
            let shifted = Part { index, ..part.shifted(entry.range.start) };
            self.parts.push(if lost { Part::furniture(shifted.start, shifted.end) } else { shifted });
        }
        self.remarks.extend(remarks.into_iter().map(|remark| (number, remark)));
        if truncated.is_some() {
            self.truncated = truncated;
        }
        if entry.unseparated && is_name {
            let message = format!("no separator stands before {}", quoted(printed));
            self.remarks.push((number, Remark::new(&AUTHOR_SEPARATOR_MISSING, message)));
        }
        let has_values =
            !(markers.is_empty() && degrees.is_empty() && emails.is_empty() && other_ids.is_empty())
                || orcid.is_some()
                || corresponding
                || equal_contribution
                || affiliation_text.is_some();
        let Some(contributor) = self.contributors.last_mut() else {
            if has_values {
                let message = format!("{} belongs to nobody", quoted(printed));
                self.remarks.push((0, Remark::new(&MARKER_WITHOUT_AUTHOR, message)));
            }
            return;
        };
        contributor.affiliation_markers_raw.extend(markers);
        contributor.degrees.extend(degrees);
        contributor.emails.extend(emails);
        contributor.other_ids.extend(other_ids);
        contributor.orcid = contributor.orcid.take().or(orcid);
        contributor.corresponding |= corresponding;
        contributor.equal_contribution |= equal_contribution;
        self.affiliation_texts.extend(affiliation_text.map(|text| (number, text)));
    }
}
