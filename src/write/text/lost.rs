//! What of a record its entry does not say: a value is held where its words stand in the printed text.

use crate::record::{DateVal, NameForm, Origin, Record};
use crate::write::{Losses, issue, markup, remark};

/// Counts what the entry leaves out. Takes the record apart without `..`: whoever adds a field decides here whether a
/// citation may say it.
pub(super) fn count(record: &Record, entry: &str, losses: &mut Losses) {
    let Record {
        // A number or name in its file.
        id: _,
        citation_key,
        // The form of the entry shows it.
        kind: _,
        type_raw: _,
        genre,
        publication_types,
        titles,
        // The notation of another format.
        title_marks: _,
        contributors,
        author_list_truncated,
        affiliations,
        identifiers,
        container_titles,
        issns,
        dates,
        volume,
        // As printed; `volume` and `issue` say the same.
        volume_raw: _,
        issue: number,
        issue_raw: _,
        supplement,
        part,
        page_ranges,
        article_number,
        number_of_pages,
        // The line that was taken apart into journal, date, volume and pages.
        source_raw: _,
        terms,
        countries,
        languages,
        abstracts,
        urls,
        database,
        notes,
        annotation,
        funding,
        publisher,
        publisher_place,
        status,
        license,
        // Never printed unless the user asked for it, and then it stands in its field.
        derived: _,
        // About the record, not of it.
        warnings: _,
        provenance: _,
        unknown,
        merged_from,
    } = record;
    let printed = Printed(words(entry));
    let lacks = |value: &str| !printed.has(value);
    let lacks_some = |value: &Option<String>| value.as_deref().is_some_and(lacks);
    let lacks_name = |form: &NameForm| {
        let name = if form.name.literal.is_none() { &form.name.family } else { &form.name.literal };
        lacks(name.as_deref().unwrap_or(&form.raw))
    };
    let date_is_lost = |date: &DateVal| {
        let years = [date.start, date.end].into_iter().flatten().map(|date| date.year.to_string());
        date.start.is_none() && !date.text_raw.trim().is_empty() || years.into_iter().any(|year| lacks(&year))
    };
    let texts = |texts: &[crate::record::Text]| texts.iter().any(|text| lacks(&text.as_plain()));
    let pages = page_ranges.iter().any(|range| lacks(&range.first));
    let lost = [
        ("citation_key", citation_key.as_ref().is_some_and(|key| key.origin != Origin::Derived)),
        ("genre", lacks_some(genre)),
        ("publication_types", publication_types.iter().any(|term| lacks(&term.value))),
        ("titles", titles.iter().any(|title| lacks(&title.text.as_plain()))),
        ("contributors", contributors.iter().flat_map(|one| &one.forms).any(lacks_name)),
        ("author_list_truncated", author_list_truncated.is_some()),
        ("affiliations", affiliations.iter().any(|one| texts(&one.texts))),
        ("identifiers", identifiers.iter().any(|ident| lacks(&ident.value))),
        ("container_titles", container_titles.iter().any(|title| lacks(&title.text.as_plain()))),
        ("issns", issns.iter().any(|issn| issn.origin == Origin::Read && lacks(&issn.value))),
        ("dates", dates.iter().any(date_is_lost)),
        ("volume", lacks(&issue::volume(volume.as_deref(), part.as_ref()))),
        ("issue", lacks(&issue::issue(number.as_deref(), supplement.as_ref(), part.as_ref()))),
        ("page_ranges", pages),
        ("article_number", lacks_some(article_number)),
        ("number_of_pages", lacks_some(number_of_pages)),
        ("terms", terms.iter().any(|term| lacks(&term.value))),
        ("countries", countries.iter().any(|country| lacks(&country.text))),
        ("languages", !languages.is_empty()),
        ("abstracts", abstracts.iter().any(|one| lacks(&one.text.as_plain()) || !one.sections.is_empty())),
        ("urls", urls.iter().any(|url| lacks(&url.href))),
        ("database", database.as_ref().is_some_and(|database| lacks(&database.name))),
        ("notes", notes.iter().any(|note| lacks(&note.text))),
        ("annotation", lacks_some(annotation)),
        ("funding", funding.iter().any(|grant| lacks(&remark::grant(grant)))),
        ("publisher", lacks_some(publisher)),
        ("publisher_place", lacks_some(publisher_place)),
        ("status", lacks_some(status)),
        ("license", lacks_some(license)),
        ("unknown", unknown.iter().any(|field| lacks(&field.value))),
        ("merged_from", !merged_from.is_empty()),
        ("markup", markup::shows_in(record)),
    ];
    lost.into_iter().filter(|(_, is_lost)| *is_lost).for_each(|(field, _)| losses.lose(field));
}

/// Letters and digits of an entry in lower case, words apart.
struct Printed(String);

impl Printed {
    fn has(&self, value: &str) -> bool {
        let value = words(value);
        // A value of signs alone has nothing to say.
        value.trim().is_empty() || self.0.contains(&value)
    }
}

fn words(text: &str) -> String {
    let split = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = split.map(str::to_lowercase).collect();
    format!(" {} ", words.join(" "))
}
