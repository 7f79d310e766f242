//! nbib, `PubMed`'s MEDLINE format (mapping reference 2.2 and 2.8).
//!
//! A tag of four characters, `- `, continuation lines with six blanks, an empty line after each record. A record without a
//! PMID is refused, for programs know the format by that line; `--allow-no-pmid` writes it empty.
//!
//! The format cannot hold: marks, names in a second script, roles but author and editor, who is corresponding author, affiliations of
//! nobody, their labels, e-mail that stands in none of them, further titles, the journal's name in its own language, numbers of other databases,
//! addresses, the database, access and incomplete history dates, publisher and place, status, licence, annotations, citation
//! keys.

mod people;
mod publication;

use super::abstract_text::{self, Sections};
use super::line::one_line;
use super::term::{self, Star};
use super::{Losses, Objection, WriteOptions, Writer, kind, lead, markup, remark};
use crate::record::{
    CitationKey, Kind, Language, Origin, Record, Term, Title, TitleMarks, UnknownField, Vocabulary,
};
use crate::vocab::{languages, types};
use std::collections::BTreeSet;

/// The nbib writer.
#[derive(Debug)]
pub struct Nbib;

/// The options for a byte-order mark and for line ends are not obeyed: `PMID` must stand first, and `PubMed` ends lines with LF.
impl Writer for Nbib {
    fn objection(&self, record: &Record, options: &WriteOptions) -> Option<Objection> {
        let has_pmid = record.identifier("pmid").is_some_and(|number| !number.trim().is_empty());
        match (has_pmid, options.allow_no_pmid) {
            (true, _) => None,
            (false, true) => Some(Objection::Doubt(
                "it has no PMID; its PMID line is empty, which some programs show as an empty number",
            )),
            (false, false) => Some(Objection::Refusal(
                "nbib needs a PMID and this record has none; --allow-no-pmid writes it with an empty PMID line, and --to \
                 ris has no such need",
            )),
        }
    }

    fn begin(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let Draft { lines, mut lost, dropped_control } = draft(record, options);
        if dropped_control {
            lost.insert("control characters");
        }
        for field in lost {
            losses.lose(field);
        }
        for (tag, value) in lines {
            write_line(&tag, &value, out);
        }
        out.push(b'\n');
    }

    fn between(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}

    fn end(&self, _options: &WriteOptions, _out: &mut Vec<u8>) {}
}

/// Columns of a line; a word that is longer stands on a line of its own.
const WIDTH: usize = 88;

fn write_line(tag: &str, value: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(format!("{tag:<4}- ").as_bytes());
    let mut column = 6;
    for (index, word) in value.split(' ').filter(|word| !word.is_empty()).enumerate() {
        let length = word.chars().count();
        if index > 0 && column + 1 + length > WIDTH {
            out.extend_from_slice(b"\n      ");
            column = 6;
        } else if index > 0 {
            out.push(b' ');
            column += 1;
        }
        out.extend_from_slice(word.as_bytes());
        column += length;
    }
    out.push(b'\n');
}

/// A record on its way to lines, in the order of `PubMed`'s.
#[derive(Default)]
struct Draft {
    lines: Vec<(String, String)>,
    lost: BTreeSet<&'static str>,
    dropped_control: bool,
}

impl Draft {
    /// A line; a blank value gives none.
    fn push(&mut self, tag: &str, value: &str) {
        let (value, dropped) = one_line(value);
        self.dropped_control |= dropped;
        if !value.is_empty() {
            self.lines.push((tag.to_owned(), value));
        }
    }

    fn lose(&mut self, is_lost: bool, field: &'static str) {
        if is_lost {
            self.lost.insert(field);
        }
    }
}

/// Takes the record apart field by field, without `..`: whoever adds a field decides here where it goes.
fn draft(record: &Record, options: &WriteOptions) -> Draft {
    let Record {
        // A number or name in its file.
        id: _,
        citation_key,
        // `kind::shown` answers for it.
        kind: _,
        // The source's own word; the publication types repeat it in people's words.
        type_raw: _,
        genre,
        publication_types,
        titles,
        title_marks,
        contributors,
        author_list_truncated,
        affiliations,
        identifiers,
        container_titles,
        issns,
        dates,
        volume,
        // As printed; `volume` says the same.
        volume_raw: _,
        issue,
        // As printed; `issue` says the same.
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
        // About the record, not of it.
        provenance: _,
        unknown,
        merged_from,
    } = record;

    let mut draft = Draft::default();
    let pmid = record.identifier("pmid").unwrap_or_default();
    draft.lines.push(("PMID".to_owned(), one_line(pmid).0));
    draft.lose(markup::shows_in(record), "markup");
    draft.issns(issns);
    draft.volume_and_issue(volume.as_deref(), issue.as_deref(), supplement.as_ref(), part.as_ref());
    draft.issued(dates);
    let translated = draft.titles(titles, *title_marks, languages, options);
    draft.pages(page_ranges, article_number.as_deref(), number_of_pages.as_deref());
    draft.identifiers(identifiers, "LID");
    for (position, one) in
        abstract_text::shown(abstracts, options.abstracts, Sections::Running).into_iter().enumerate()
    {
        let words = one.words.to_plain();
        if position == 0 {
            draft.push("AB", &words);
        } else if !words.trim().is_empty() {
            draft.push("OAB", &format!("Publisher; {words}"));
            let code = one.lang.and_then(languages::bibliographic_code);
            draft.push("OABL", code.unwrap_or_default());
        }
    }
    draft.people(contributors, affiliations, options);
    draft.lose(author_list_truncated.is_some(), "author_list_truncated");
    for Language { text, tag } in languages {
        let code = tag.as_deref().and_then(languages::bibliographic_code);
        draft.push("LA", code.unwrap_or(text));
    }
    for grant in funding {
        draft.push("GR", &remark::grant(grant));
        draft.lose(remark::grant_says_less(grant), "funding");
    }
    draft.types(kind::shown(record), genre.as_deref(), publication_types, !container_titles.is_empty());
    draft.push("TT", &translated.unwrap_or_default());
    draft.electronic(dates);
    draft.countries(countries);
    draft.journal(container_titles, options);
    draft.terms(terms);
    draft.pmcid(identifiers);
    draft.history(dates);
    draft.identifiers(identifiers, "AID");
    for note in notes {
        draft.push("GN", &remark::note(note));
    }
    let is_chosen = |CitationKey { value: _, origin, original: _ }: &CitationKey| *origin != Origin::Derived;
    draft.lose(citation_key.as_ref().is_some_and(is_chosen), "citation_key");
    draft.lose(!urls.is_empty(), "urls");
    draft.lose(database.is_some(), "database");
    draft.lose(annotation.is_some(), "annotation");
    draft.lose(publisher.is_some(), "publisher");
    draft.lose(publisher_place.is_some(), "publisher_place");
    draft.lose(license.is_some(), "license");
    let is_retracted = publication_types.iter().any(|it| it.value == "Retracted Publication");
    draft.lose(status.as_deref().is_some_and(|it| !(is_retracted && it == "retracted")), "status");
    draft.unknown(unknown);
    draft.lose(!merged_from.is_empty(), "merged_from");
    draft
}

impl Draft {
    /// `TI` in `PubMed`'s notation: a full stop at the end, and brackets around a translation (mapping reference 8.19). Gives the
    /// title in the other language for `TT`.
    fn titles(
        &mut self,
        titles: &[Title],
        marks: TitleMarks,
        article: &[Language],
        options: &WriteOptions,
    ) -> Option<String> {
        let TitleMarks { brackets, final_dot: _ } = marks;
        let order = lead::titles(titles, options.destination.lead);
        let is_english = |tag: Option<&str>| tag.is_some_and(|tag| tag == "en" || tag.starts_with("en-"));
        let leading = order.leading.and_then(|at| titles.get(at));
        let is_translation = leading.is_some_and(|title| is_english(title.text.lang.as_deref()))
            && !article.is_empty()
            && article.iter().all(|it| it.tag.is_some() && !is_english(it.tag.as_deref()));
        let title = order.whole(titles).map(|title| one_line(&title.as_plain()).0).unwrap_or_default();
        let ends = title.ends_with(['.', '?', '!', '。', '？', '！']);
        let dot = if title.is_empty() || (ends && !(brackets || is_translation)) { "" } else { "." };
        let written =
            if brackets || is_translation { format!("[{title}]{dot}") } else { format!("{title}{dot}") };
        self.push("TI", if title.is_empty() { "" } else { &written });
        for position in 0..titles.len() {
            self.lose(!order.has_place(position), "titles");
        }
        order.other.and_then(|at| titles.get(at)).map(|title| title.text.to_plain())
    }

    /// `PT`: all types; where the source names none, what the kind is called. A kind that these words do not say is lost.
    fn types(&mut self, kind: Kind, genre: Option<&str>, types: &[Term], has_journal: bool) {
        let mut all = term::publication_types(genre, types);
        if all.iter().all(|name| name.trim().is_empty()) {
            let name = match kind {
                Kind::ArticleJournal => "Journal Article",
                Kind::Article => "Preprint",
                Kind::PaperConference => "Congress",
                Kind::Thesis => "Academic Dissertation",
                Kind::Report => "Technical Report",
                Kind::ArticleNewspaper => "Newspaper Article",
                Kind::Dataset => "Dataset",
                Kind::Webpage => "Webcast",
                Kind::MotionPicture => "Video-Audio Media",
                Kind::Interview => "Interview",
                _ => "",
            };
            all = vec![name];
        }
        for name in &all {
            self.push("PT", name);
        }
        all.retain(|name| !name.trim().is_empty());
        let said = types::of_publication_types(&all, has_journal).0;
        self.lose(said != kind, "type");
    }

    /// `MH` with stars, then `OT` behind the owner that says that they are the authors'.
    fn terms(&mut self, terms: &[Term]) {
        for heading in term::headings(terms, Star::Shown) {
            self.push("MH", &heading);
        }
        let keywords = term::keywords(terms);
        if !keywords.is_empty() {
            self.push("OTO", "NOTNLM");
        }
        for keyword in &keywords {
            self.push("OT", keyword);
        }
        let says_less = |term: &Term| {
            let is_heading = term.vocab == Vocabulary::Mesh;
            term.ui.is_some() || term.vocab == Vocabulary::Other || (term.major && !is_heading)
        };
        self.lose(terms.iter().any(says_less), "terms");
    }

    /// Lines that an nbib file had and the record has no field for; those of other formats are lost here.
    fn unknown(&mut self, unknown: &[UnknownField]) {
        const OURS: &[&str] = &[
            "PMID", "IS", "VI", "IP", "DP", "TI", "BTI", "PG", "LID", "AB", "OAB", "OABL", "FAU", "AU", "CN",
            "FED", "ED", "AD", "AUID", "LA", "GR", "PT", "TT", "DEP", "PL", "TA", "JT", "MH", "OT", "OTO",
            "KW", "PMC", "PHST", "AID", "GN", "UR", "URLF", "SO", "OWN", "STAT", "DCOM", "LR", "MHDA",
            "EDAT", "CRDT", "PST", "SB", "JID", "DA", "LM",
        ];
        for UnknownField { format, tag, value } in unknown {
            let is_tag = (2..=4).contains(&tag.len())
                && tag.starts_with(|it: char| it.is_ascii_uppercase())
                && tag.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
            if format == "nbib" && is_tag && !OURS.contains(&tag.as_str()) {
                self.push(tag, value);
            } else {
                self.lost.insert("unknown");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write_line;

    #[test]
    fn long_values_go_on_behind_six_blanks() {
        let mut out = Vec::new();
        write_line("TI", &"word ".repeat(20), &mut out);
        let text = String::from_utf8(out).expect("UTF-8");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with("TI  - word") && lines[0].len() <= 88);
        assert!(lines[1].starts_with("      word"));
        let mut empty = Vec::new();
        write_line("PMID", "", &mut empty);
        assert_eq!(empty, b"PMID- \n");
    }
}
