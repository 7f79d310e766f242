//! The grammars of values, row by row of the tables below `fixtures/values`, and on arbitrary text.
//!
//! The rows are those of the mapping reference (5.2, 5.3) and of the pages reference (2.4, 2.6, 4); what was never
//! seen on a page is made up from the rules.

use proptest::prelude::*;
use refmill::record::{Term, Vocabulary};
use refmill::report::Remark;
use refmill::value::{Part, affiliation, country, keywords, language, text};
use refmill::vocab::{countries, languages};
use std::path::Path;

/// The rows of a table, without its heading; `\n` and `\_` in a cell are a line end and a no-break space.
fn rows<const COLUMNS: usize>(name: &str) -> Vec<[String; COLUMNS]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/values").join(name);
    let table = std::fs::read_to_string(&path).expect("the table is in the repository");
    let rows: Vec<[String; COLUMNS]> = table
        .lines()
        .filter(|line| !line.starts_with("# "))
        .map(|line| {
            let cells: Vec<String> =
                line.split('\t').map(|cell| cell.replace("\\n", "\n").replace("\\_", "\u{a0}")).collect();
            cells.try_into().unwrap_or_else(|cells| panic!("{name}: {cells:?} has not {COLUMNS} cells"))
        })
        .collect();
    assert!(rows.len() > 10, "{name} is nearly empty");
    rows
}

fn codes(remarks: &[Remark]) -> String {
    remarks.iter().map(|remark| remark.code.name).collect::<Vec<_>>().join(",")
}

fn or_dash(text: Option<&str>) -> &str {
    text.unwrap_or("-")
}

/// The law of parts: in order, apart, on character borders, and together all that is not white space.
fn assert_parts_cover(text: &str, parts: &[Part]) {
    let mut at = 0;
    for part in parts {
        assert!(part.start >= at && part.end > part.start, "{part:?} in {text:?}");
        let between = text.get(at..part.start).expect("parts lie on character borders");
        assert!(between.trim().is_empty(), "{between:?} of {text:?} is in no part");
        assert!(text.get(part.start..part.end).is_some());
        at = part.end;
    }
    assert!(text.get(at..).expect("parts lie on character borders").trim().is_empty(), "the end of {text:?}");
}

fn shown_term(term: &Term) -> String {
    let star = if term.major { "*" } else { "" };
    let pieces: Vec<&str> =
        std::iter::once(term.value.as_str()).chain(term.qualifiers.iter().map(String::as_str)).collect();
    format!("{star}{}", pieces.join("/"))
}

#[test]
fn keyword_lists() {
    for [given, kind, terms, expected] in rows("keywords.tsv") {
        let kind = if kind == "mesh" { Vocabulary::Mesh } else { Vocabulary::Author };
        let reading = keywords::parse(&given, kind);
        let shown: Vec<String> = reading.terms.iter().map(shown_term).collect();
        assert_eq!(shown.join("|"), terms, "{given:?}");
        assert_eq!(codes(&reading.remarks), expected, "{given:?}");
        assert_parts_cover(&given, &reading.parts);
    }
}

#[test]
fn affiliations() {
    for [given, entries, countries, postcodes, expected] in rows("affiliations.tsv") {
        let reading = affiliation::parse(&given);
        let all = &reading.affiliations;
        let shown: Vec<String> = all
            .iter()
            .map(|it| format!("{}={}", it.label_raw.as_deref().unwrap_or_default(), it.texts[0].to_plain()))
            .collect();
        assert_eq!(shown.join("|"), entries, "{given:?}");
        let codes_of: Vec<&str> = all.iter().map(|it| or_dash(it.country.as_deref())).collect();
        assert_eq!(codes_of.join(","), countries, "{given:?}");
        let post: Vec<&str> = all.iter().map(|it| or_dash(it.postcode.as_deref())).collect();
        assert_eq!(post.join(","), postcodes, "{given:?}");
        assert_eq!(codes(&reading.remarks), expected, "{given:?}");
        let ids: Vec<String> = (1..=all.len()).map(|number| format!("a{number}")).collect();
        assert!(all.iter().map(|it| &it.id).eq(&ids), "{given:?}");
        assert_parts_cover(&given, &reading.parts);
    }
}

#[test]
fn an_address_with_a_full_stop_behind_it() {
    let given = "1. Department of Surgery, Shanghai 200433, China. rui.zhang@mail.edu.cn.";
    let reading = affiliation::parse(given);
    assert_eq!(reading.emails[0].address, "rui.zhang@mail.edu.cn");
    assert_eq!(reading.affiliations[0].texts[0].lang.as_deref(), Some("en"));
    let stretch = reading.parts.iter().find(|part| part.piece == "e-mail").expect("the address has a part");
    assert_eq!(&given[stretch.start..stretch.end], "rui.zhang@mail.edu.cn");
}

#[test]
fn statements_of_language() {
    for [given, tags, expected] in rows("languages.tsv") {
        let reading = language::parse(&given);
        let shown: Vec<&str> = reading.languages.iter().map(|it| it.tag.as_deref().unwrap_or("?")).collect();
        assert_eq!(shown.join(","), tags, "{given:?}");
        assert_eq!(codes(&reading.remarks), expected, "{given:?}");
        assert_parts_cover(&given, &reading.parts);
    }
}

#[test]
fn languages_in_the_notations_of_the_formats() {
    for [tag, english, bibliographic, terminological, two, babel] in rows("language_notations.tsv") {
        assert_eq!(languages::english_name(&tag), Some(english.as_str()));
        assert_eq!(languages::bibliographic_code(&tag), Some(bibliographic.as_str()));
        assert_eq!(languages::terminological_code(&tag), Some(terminological.as_str()));
        assert_eq!(or_dash(languages::two_letter_code(&tag)), two);
        assert_eq!(or_dash(languages::babel_name(&tag)), babel);
    }
}

#[test]
fn countries_of_the_region() {
    for [given, alpha2, alpha3] in rows("countries.tsv") {
        let reading = country::parse(&given);
        assert_eq!(reading.countries.len(), 1, "{given}");
        assert_eq!(reading.countries[0].text, given);
        assert_eq!(reading.countries[0].code.as_deref(), Some(alpha2.as_str()), "{given}");
        assert_eq!(codes(&reading.remarks), if given == "Korea" { "country-ambiguous" } else { "" });
        assert_eq!(countries::by_code(&alpha3).map(|row| row.alpha2), Some(alpha2.as_str()));
        assert_parts_cover(&given, &reading.parts);
    }
}

#[test]
fn languages_of_texts() {
    for [given, article, expected] in rows("text_languages.tsv") {
        let article = Some(article.as_str()).filter(|tag| *tag != "-");
        assert_eq!(
            or_dash(text::language_of(&given, article)),
            expected,
            "{given} in an article in {article:?}"
        );
    }
}

/// Text in which separators, labels and scripts of pages are frequent.
fn page_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[;；,，、\n .()\\[\\]*/|&<>@#]{1,3}",
        3 => "[a-zA-Z]{1,8}",
        2 => "[0-9]{1,7}",
        2 => "[一-龥①②¹²]{1,4}",
        1 => "\\PC{1,4}",
        1 => Just("newborn".to_owned()),
        1 => Just("drug therapy".to_owned()),
        1 => Just("1.\u{a0} ".to_owned()),
        1 => Just("a.b@c.cn.".to_owned()),
        1 => Just("&lt;".to_owned()),
        1 => Just("<sub>2</sub>".to_owned()),
        1 => Just(", China".to_owned()),
        1 => Just("\u{200b}\u{feff}".to_owned()),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn keywords_account_for_every_character(given in page_text()) {
        for kind in [Vocabulary::Author, Vocabulary::Mesh] {
            let reading = keywords::parse(&given, kind);
            assert_parts_cover(&given, &reading.parts);
            prop_assert!(reading.terms.iter().all(|term| !term.value.trim().is_empty()));
            prop_assert!(reading.parts.iter().all(|part| part.index <= reading.terms.len()));
            // Letters and digits are never furniture.
            for part in reading.parts.iter().filter(|part| part.field.is_empty()) {
                prop_assert!(!given[part.start..part.end].contains(char::is_alphanumeric), "{:?} in {given:?}", part);
            }
        }
    }

    #[test]
    fn affiliations_account_for_every_character(given in page_text()) {
        let reading = affiliation::parse(&given);
        assert_parts_cover(&given, &reading.parts);
        prop_assert!(reading.emails.iter().all(|email| email.affiliation < reading.affiliations.len()));
        let mut alone = Vec::new();
        prop_assert!(affiliation::assign_contacts(&mut alone, std::slice::from_ref(&reading)).len() >= reading.emails.len());
    }

    #[test]
    fn statements_account_for_every_character(given in page_text()) {
        assert_parts_cover(&given, &language::parse(&given).parts);
        assert_parts_cover(&given, &country::parse(&given).parts);
    }

    #[test]
    fn markup_loses_nothing_but_tags(given in page_text()) {
        let (marked, remarks) = text::parse_markup(&given);
        if remarks.is_empty() {
            prop_assert_eq!(marked.to_plain(), given);
        }
    }

    #[test]
    fn texts_of_any_kind(given in any::<String>()) {
        let cleaned = text::clean(&given).text;
        prop_assert_eq!(&text::clean(&cleaned).text, &cleaned);
        let _ = (text::language_of(&given, Some("zh")), text::script_of(&given), text::title_marks(&given));
        assert_parts_cover(&given, &keywords::parse(&given, Vocabulary::Mesh).parts);
        assert_parts_cover(&given, &affiliation::parse(&given).parts);
    }
}
