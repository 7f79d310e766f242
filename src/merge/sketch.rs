//! What merging remembers of a record: what is compared, folded, in a line of text of some hundred bytes, so that a
//! million of them fit in memory while the records wait in a file.

use super::class::Class;
use super::digest::Digest;
use super::prisma::source_of;
use crate::record::{Contributor, DateKind, FormKind, NameForm, Record, Role, TitleRole};
use crate::value::comparable::{folded, is_native, number, squashed};
use crate::vocab::family_names::{han_family_to_latin, hangul_family_to_latin};
use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Separators, which stand in no folded text: of fields, of the items of a field, of the parts of an item.
const FIELD: char = '\u{1d}';
const ITEM: char = '\u{1e}';
const PART: char = '\u{1f}';

/// So many authors are compared; of the others only the number is known.
const MOST_PEOPLE: usize = 16;

/// Hashes of a fingerprint of an abstract.
const HASHES: usize = 8;

/// A record as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch<'a> {
    /// Who it is.
    pub digest: Digest,
    /// What it is.
    pub class: Class,
    /// The database, or the file, it comes from.
    pub source: &'a str,
    /// Its titles, without repetitions.
    pub titles: Vec<Words<'a>>,
    /// Its first authors.
    pub people: Vec<Person<'a>>,
    /// How many authors it has.
    pub people_count: usize,
    /// The list of authors is cut.
    pub truncated: bool,
    /// Names of the journal, folded.
    pub journals: Vec<&'a str>,
    /// ISSNs of the journal.
    pub issns: Vec<&'a str>,
    /// Years of publication, in print and electronic.
    pub years: Vec<i32>,
    /// Volume, folded; empty without one.
    pub volume: &'a str,
    /// Issue, folded.
    pub issue: &'a str,
    /// First page, folded.
    pub first_page: &'a str,
    /// Last page, folded.
    pub last_page: &'a str,
    /// Article number, folded.
    pub article_number: &'a str,
    /// Identifiers by their schemes, in the notation of comparison.
    pub identifiers: Vec<(&'a str, &'a str)>,
    /// Fingerprint of the abstract in Latin letters: eight hashes of its runs of three words; empty without one.
    pub fingerprint: Vec<u32>,
}

/// A title as it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words<'a> {
    /// In a script other than Latin.
    pub native: bool,
    /// The folded words.
    pub text: &'a str,
}

/// An author as compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// Family name in Latin letters; of a literal name all of it.
    pub family: &'a str,
    /// Given names in Latin letters, or initials.
    pub given: &'a str,
    /// The name in the person's own script.
    pub native: &'a str,
    /// The name was spelled from its characters by a table, because the record has none in Latin letters: it speaks for a
    /// match and never against one.
    pub hinted: bool,
}

impl<'a> Sketch<'a> {
    /// Whether an identifier or a place in a journal is given.
    pub(super) fn says_where(&self) -> bool {
        let place = [self.volume, self.first_page, self.article_number];
        !self.identifiers.is_empty() || place.iter().any(|it| !it.is_empty())
    }

    /// Takes apart what [`line()`] made; `None` for anything else.
    #[must_use]
    pub fn parse(line: &'a str) -> Option<Self> {
        let mut fields = line.split(FIELD);
        let mut next = || fields.next();
        let digest = next()?.parse().ok()?;
        let class = Class::of_name(next()?);
        let source = next()?;
        let titles = items(next()?)
            .filter_map(|item| {
                let (kind, text) = item.split_once(PART)?;
                Some(Words { native: kind == "n", text })
            })
            .collect();
        let people = items(next()?)
            .filter_map(|item| {
                let mut parts = item.split(PART);
                let mut next = || parts.next();
                Some(Person { family: next()?, given: next()?, native: next()?, hinted: next()? == "h" })
            })
            .collect();
        let (count, truncated) = next()?.split_once(PART)?;
        let journals = items(next()?).collect();
        let issns = items(next()?).collect();
        let years = items(next()?).filter_map(|year| year.parse().ok()).collect();
        let (volume, issue) = (next()?, next()?);
        let (first_page, last_page, article_number) = (next()?, next()?, next()?);
        let identifiers = items(next()?).filter_map(|item| item.split_once(PART)).collect();
        let fingerprint = items(next()?).filter_map(|hash| u32::from_str_radix(hash, 16).ok()).collect();
        Some(Self {
            digest,
            class,
            source,
            titles,
            people,
            people_count: count.parse().ok()?,
            truncated: truncated == "t",
            journals,
            issns,
            years,
            volume,
            issue,
            first_page,
            last_page,
            article_number,
            identifiers,
            fingerprint,
        })
    }

    /// Values of the identifiers of a scheme.
    pub fn of_scheme<'s>(&'s self, scheme: &'s str) -> impl Iterator<Item = &'a str> + 's {
        self.identifiers.iter().filter(move |(of, _)| *of == scheme).map(|(_, value)| *value)
    }
}

/// The source in a line, without taking the rest apart.
pub(super) fn source_in(line: &str) -> Option<&str> {
    line.split(FIELD).nth(2)
}

fn items(field: &str) -> impl Iterator<Item = &str> {
    field.split(ITEM).filter(|item| !item.is_empty())
}

/// The sketch of a record, as one line of text.
#[must_use]
pub fn line(record: &Record) -> String {
    let mut out = String::with_capacity(512);
    let _ = write!(out, "{}{FIELD}{}{FIELD}", Digest::of(record), Class::of(record).name());
    out.push_str(&plain(&source_of(record)));
    out.push(FIELD);
    put_items(&mut out, first_names(&titles(record)));
    let people = people(record);
    let first: Vec<String> = people.iter().take(MOST_PEOPLE).map(|person| person_item(person)).collect();
    put_items(&mut out, &first);
    let cut = if record.author_list_truncated.is_some() { "t" } else { "" };
    let _ = write!(out, "{}{PART}{cut}{FIELD}", people.len());
    put_items(&mut out, first_names(&journals(record)));
    let mut issns: Vec<String> = record.issns.iter().map(|issn| issn.value.to_lowercase()).collect();
    without_repeats(&mut issns);
    put_items(&mut out, first_names(&issns));
    let years = [DateKind::Issued, DateKind::Epub];
    let mut years: Vec<String> = years
        .into_iter()
        .filter_map(|kind| record.date(kind)?.start.map(|start| start.year.to_string()))
        .collect();
    without_repeats(&mut years);
    put_items(&mut out, &years);
    let range = record.page_ranges.first();
    let first_page = range.map(|range| number(&range.first)).unwrap_or_default();
    let last = record.page_ranges.last().and_then(|range| range.last.as_deref().or(Some(&range.first)));
    for text in [
        number(record.volume.as_deref().unwrap_or_default()),
        number(record.issue.as_deref().unwrap_or_default()),
        first_page,
        last.map(number).unwrap_or_default(),
        number(record.article_number.as_deref().unwrap_or_default()),
    ] {
        out.push_str(&text);
        out.push(FIELD);
    }
    let mut identifiers: Vec<String> = record
        .identifiers
        .iter()
        .filter_map(|ident| {
            let value = identifier(&ident.scheme, &ident.value);
            (!value.is_empty()).then(|| format!("{}{PART}{value}", plain(&ident.scheme)))
        })
        .collect();
    without_repeats(&mut identifiers);
    put_items(&mut out, &identifiers);
    let hashes: Vec<String> = fingerprint(record).iter().map(|hash| format!("{hash:x}")).collect();
    out.push_str(&hashes.join(&ITEM.to_string()));
    out
}

/// So many titles, names of a journal and ISSNs are compared, each with each; no article has more.
const MOST_NAMES: usize = 32;

fn first_names(names: &[String]) -> &[String] {
    names.get(..MOST_NAMES).unwrap_or(names)
}

fn put_items(out: &mut String, items: &[String]) {
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(ITEM);
        }
        out.push_str(item);
    }
    out.push(FIELD);
}

/// Text without the separators and line ends.
fn plain(text: &str) -> String {
    text.chars().filter(|it| !it.is_control()).collect()
}

fn without_repeats(items: &mut Vec<String>) {
    let mut seen = std::collections::BTreeSet::new();
    items.retain(|item| !item.is_empty() && seen.insert(item.clone()));
}

/// What databases put before the title of an article that was retracted.
const RETRACTED: &[&str] = &["retracted article ", "retracted ", "withdrawn "];

fn titles(record: &Record) -> Vec<String> {
    let mut titles = Vec::new();
    let subtitle = record.title(TitleRole::Subtitle).map(crate::record::Text::to_plain);
    for title in &record.titles {
        // A short title is one of many; a subtitle is none.
        if matches!(title.role, TitleRole::Short | TitleRole::Subtitle) {
            continue;
        }
        let text = title.text.to_plain();
        if title.role == TitleRole::Main
            && let Some(subtitle) = &subtitle
        {
            push_title(&format!("{text}: {subtitle}"), &mut titles);
        }
        push_title(&text, &mut titles);
    }
    without_repeats(&mut titles);
    titles
}

fn push_title(text: &str, titles: &mut Vec<String>) {
    let text = folded(text);
    let text = RETRACTED.iter().find_map(|start| text.strip_prefix(start)).unwrap_or(&text);
    let native = text.chars().filter(|it| is_native(*it)).count();
    let latin: Vec<&str> = text.split(' ').filter(|word| !word.chars().any(is_native)).collect();
    // Two titles in one field, as some exports have them: `慢性免疫性血小板减少症 [Chronic immune thrombocytopenia]`.
    let words = latin.iter().filter(|word| word.len() > 2 && word.starts_with(|it: char| it.is_alphabetic()));
    if native >= 6 && words.count() >= 4 {
        let own: Vec<&str> = text.split(' ').filter(|word| word.chars().any(is_native)).collect();
        titles.push(format!("n{PART}{}", squashed(&own.join(" "))));
        titles.push(format!("l{PART}{}", latin.join(" ")));
    } else if native * 3 >= text.len().saturating_sub(native * 3) && native > 0 {
        titles.push(format!("n{PART}{}", squashed(text)));
    } else if !text.is_empty() {
        titles.push(format!("l{PART}{text}"));
    }
}

fn people(record: &Record) -> Vec<&Contributor> {
    let authors: Vec<&Contributor> = record.with_role(Role::Author).collect();
    if authors.is_empty() { record.with_role(Role::Editor).collect() } else { authors }
}

fn person_item(person: &Contributor) -> String {
    let is_latin = |form: &&NameForm| !whole(form).chars().any(is_native);
    let latin = person.forms.iter().find(is_latin);
    let native = person.forms.iter().find(|form| form.kind == FormKind::Native && !is_latin(form));
    let native = native.or_else(|| person.forms.iter().find(|form| !is_latin(form)));
    let mut family = latin.map(family_of).unwrap_or_default();
    let mut given = latin.and_then(|form| form.name.given.as_deref()).map(folded).unwrap_or_default();
    let mut hinted = "";
    if latin.is_none()
        && let Some(hint) = native.and_then(hint)
    {
        hint.clone_into(&mut family);
        given = native.and_then(|form| form.name.given.as_deref()).map(spelled).unwrap_or_default();
        hinted = "h";
    }
    let native = native.map(|form| squashed(&folded(&whole(form)))).unwrap_or_default();
    format!("{family}{PART}{given}{PART}{native}{PART}{hinted}")
}

fn family_of(form: &NameForm) -> String {
    match &form.name.literal {
        Some(literal) => folded(literal),
        None => folded(&form.name.full_family()),
    }
}

/// A name in one piece, family name first.
fn whole(form: &NameForm) -> String {
    let name = &form.name;
    match &name.literal {
        Some(literal) => literal.clone(),
        None => name.full_family() + name.given.as_deref().unwrap_or_default(),
    }
}

/// The usual Latin spelling of a family name in characters, by the tables that make citation keys; only what the reader
/// has split can be asked for.
fn hint(form: &NameForm) -> Option<&'static str> {
    let family = form.name.family.as_deref()?;
    han_family_to_latin(family).or_else(|| hangul_family_to_latin(family))
}

/// Characters of a given name in Latin letters, one syllable each, as a table of the commonest readings has them. Only for
/// comparison: a reading may be another one, so it speaks for a match and never against one.
fn spelled(given: &str) -> String {
    let syllables = given
        .chars()
        .filter(|it| is_native(*it))
        .map(|it| any_ascii::any_ascii_char(it).trim().to_lowercase());
    syllables.collect::<Vec<_>>().join(" ")
}

fn journals(record: &Record) -> Vec<String> {
    let mut names = Vec::new();
    for title in &record.container_titles {
        let text = title.text.to_plain();
        names.push(folded(&text));
        // `The Lancet (London, England)`: the place tells editions of a catalogue apart, not journals.
        if let Some((before, _)) = text.split_once(" (") {
            names.push(folded(before));
        }
    }
    without_repeats(&mut names);
    names
}

/// An identifier in the notation of comparison.
fn identifier(scheme: &str, value: &str) -> String {
    let value = plain(value).trim().to_lowercase();
    match scheme {
        "doi" => {
            // What is no DOI must not match another record's.
            if !value.starts_with("10.") || !value.contains('/') {
                return String::new();
            }
            let ends = [".pdf", "/pdf", "/full", "/abstract", "/epdf", "/html", "."];
            ends.iter().find_map(|end| value.strip_suffix(end)).map_or(value.clone(), str::to_owned)
        }
        "pmid" => value.trim_start_matches('0').to_owned(),
        "pmcid" => value.trim_start_matches("pmc").to_owned(),
        _ => squashed(&value),
    }
}

/// The smallest values of eight hash functions over all runs of three words of the abstract (`MinHash`, Broder 1997): of two
/// abstracts about as many agree as they have runs in common. Empty for an abstract of fewer than 20 words.
fn fingerprint(record: &Record) -> Vec<u32> {
    let text = record.abstracts.iter().map(|it| folded(&it.text.to_plain())).find(|text| {
        let native = text.chars().filter(|it| is_native(*it)).count();
        native * 4 < text.len() / 2
    });
    let Some(text) = text else { return Vec::new() };
    // The first part is in all databases, the end is not where one cuts.
    let words: Vec<&str> = text.split(' ').take(120).collect();
    if words.len() < 20 {
        return Vec::new();
    }
    let mut least = [u64::MAX; HASHES];
    for run in words.windows(3) {
        // Only of use within one run of the program, so that another hash in another version of the compiler harms nobody.
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        let mut hash = hasher.finish();
        for least in &mut least {
            *least = (*least).min(hash);
            hash = hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (hash >> 29);
        }
    }
    least.iter().map(|hash| u32::try_from(hash >> 32).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_has_both_titles_and_all_numbers_in_one_notation() {
        let record: Record = serde_json::from_str(
            r#"{"type": "article-journal", "database": {"name": "WPRIM"},
            "titles": [{"value": "Progress in ITP", "role": "main"}, {"value": "慢性免疫性血小板减少症", "role": "vernacular"}],
            "contributors": [
              {"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "kind": "romanised", "raw": "", "confidence": "rule"}]},
              {"role": "author", "forms": [{"name": {"family": "张", "given": "瑞"}, "kind": "native", "raw": "", "confidence": "rule"}]}],
            "container_titles": [{"value": "Lancet (London)", "role": "main"}],
            "issns": [{"value": "1673-4408", "medium": "print"}],
            "dates": [{"kind": "issued", "start": {"year": 2022}}, {"kind": "epub", "start": {"year": 2021}}],
            "volume": "049", "issue": "4", "page_ranges": [{"first": "217", "last": "221"}],
            "identifiers": [{"scheme": "doi", "value": "10.1/ABC.pdf"}, {"scheme": "pmcid", "value": "PMC12"}, {"scheme": "doi", "value": "none"}]}"#,
        )
        .expect("a record");
        let line = line(&record);
        assert!(!line.contains('\n'));
        let sketch = Sketch::parse(&line).expect("a sketch");
        assert_eq!((sketch.class, sketch.source, sketch.people_count), (Class::Article, "WPRIM", 2));
        let titles: Vec<(bool, &str)> = sketch.titles.iter().map(|it| (it.native, it.text)).collect();
        assert_eq!(titles, [(false, "progress in itp"), (true, "慢性免疫性血小板减少症")]);
        let zhang = Person { family: "zhang", given: "rui", native: "张瑞", hinted: true };
        assert_eq!(
            sketch.people,
            [Person { family: "ou", given: "wenxin", native: "", hinted: false }, zhang]
        );
        assert_eq!(sketch.journals, ["lancet london", "lancet"]);
        assert_eq!(sketch.years, [2022, 2021]);
        let numbers =
            [sketch.volume, sketch.issue, sketch.first_page, sketch.last_page, sketch.article_number];
        assert_eq!(numbers, ["49", "4", "217", "221", ""]);
        assert_eq!(sketch.identifiers, [("doi", "10.1/abc"), ("pmcid", "12")]);
        assert!(sketch.fingerprint.is_empty());
        assert_eq!(Sketch::parse("x"), None);
    }

    #[test]
    fn two_titles_in_one_field_are_two_and_one_with_a_latin_word_is_one() {
        let titles = |text: &str| {
            let mut titles = Vec::new();
            push_title(text, &mut titles);
            titles.iter().map(|it| it.replace(PART, ":")).collect::<Vec<_>>()
        };
        assert_eq!(
            titles("慢性免疫性血小板减少症 [Progress of chronic immune thrombocytopenia]"),
            ["n:慢性免疫性血小板减少症", "l:progress of chronic immune thrombocytopenia"]
        );
        assert_eq!(titles("CYP2C19基因多态性研究"), ["n:cyp2c19基因多态性研究"]);
        assert_eq!(titles("Retracted: Tea"), ["l:tea"]);
    }
}
