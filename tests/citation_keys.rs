//! Citation keys: the table of mapping reference 7 and more, by hand; collisions; keys of the input.

use refmill::record::{
    CitationKey, Contributor, DateKind, DateParts, DateVal, FormKind, Ident, Name, NameForm, Origin, Record,
    Role, Text, Title, TitleRole,
};
use refmill::write::citation_key::{KeyMaker, KeyPattern};
use std::collections::BTreeSet;

fn person(text: &str) -> Contributor {
    let (lang, text) = match text.strip_prefix('@').and_then(|rest| rest.split_once(' ')) {
        Some((lang, rest)) => (Some(lang.to_owned()), rest),
        None => (None, text),
    };
    let name = match (text.strip_prefix('='), text.split_once(", ")) {
        (Some(literal), _) => Name::literal(literal),
        (None, Some((family, given))) => {
            Name { family: Some(family.to_owned()), given: Some(given.to_owned()), ..Name::default() }
        }
        (None, None) => panic!("{text}: neither split nor marked as whole"),
    };
    let kind = if text.is_ascii() { FormKind::Romanised } else { FormKind::Native };
    let form = NameForm { name, lang, kind, ..NameForm::default() };
    Contributor { role: Role::Author, forms: vec![form], ..Contributor::default() }
}

fn title(text: &str, role: TitleRole, lang: &str) -> Option<Title> {
    let text = Text { lang: Some(lang.to_owned()), ..Text::read(text) };
    (!text.to_plain().is_empty()).then_some(Title { text, role })
}

fn record(columns: &[&str]) -> Record {
    let [authors, year, main, vernacular, doi, ..] = columns else { panic!("too few columns: {columns:?}") };
    let issued =
        |year| DateVal { kind: DateKind::Issued, start: Some(DateParts::year(year)), ..DateVal::default() };
    let doi = Ident { scheme: "doi".to_owned(), value: (*doi).to_owned(), ..Ident::default() };
    Record {
        contributors: authors.split("; ").filter(|name| !name.is_empty()).map(person).collect(),
        dates: year.parse().ok().map(issued).into_iter().collect(),
        titles: [title(main, TitleRole::Main, "en"), title(vernacular, TitleRole::Vernacular, "zh-Hans")]
            .into_iter()
            .flatten()
            .collect(),
        identifiers: Some(doi).filter(|doi| !doi.value.is_empty()).into_iter().collect(),
        ..Record::default()
    }
}

fn key_of(record: &Record) -> &str {
    &record.citation_key.as_ref().expect("every record gets a key").value
}

#[test]
fn every_row_of_the_table_gives_its_key() {
    let table = include_str!("../fixtures/bibtex/citation-keys.tsv");
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [.., pattern, expected] = columns.as_slice() else { panic!("too few columns: {line}") };
        assert_eq!(columns.len(), 7, "{line}");
        let maker = KeyMaker::new(KeyPattern::parse(pattern).expect(pattern), false);
        assert_eq!(maker.base(&record(&columns)), *expected, "{line}");
        rows += 1;
    }
    assert!(rows > 20);
}

const OU: &[&str] = &["Ou, Wenxin", "2022", "Progress", "", ""];

#[test]
fn a_thousand_equal_records_get_different_keys_in_order() {
    let run = || {
        let mut maker = KeyMaker::new(KeyPattern::default(), false);
        (0..1000)
            .map(|_| {
                let mut record = record(OU);
                maker.assign(&mut record);
                key_of(&record).to_owned()
            })
            .collect::<Vec<_>>()
    };
    let keys = run();
    assert_eq!(keys, run());
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), 1000);
    assert_eq!(keys[..3], ["ou2022progress", "ou2022progressa", "ou2022progressb"]);
    assert_eq!(keys[26..28], ["ou2022progressz", "ou2022progressaa"]);
}

#[test]
fn zotero_counts_with_numbers() {
    let mut maker = KeyMaker::new(KeyPattern::parse("zotero").expect("a preset"), false);
    let mut keys = Vec::new();
    for _ in 0..3 {
        let mut record = record(OU);
        maker.assign(&mut record);
        keys.push(key_of(&record).to_owned());
    }
    assert_eq!(keys, ["ou_progress_2022", "ou_progress_2022-1", "ou_progress_2022-2"]);
}

fn with_key(key: &str, origin: Origin) -> Record {
    Record { citation_key: Some(CitationKey { value: key.to_owned(), origin, original: None }), ..record(OU) }
}

#[test]
fn a_suffix_never_meets_a_key_that_is_there_already() {
    let mut maker = KeyMaker::new(KeyPattern::default(), false);
    let mut keys = Vec::new();
    for mut record in [
        with_key("OU2022progressA", Origin::Read),
        record(OU),
        record(OU),
        with_key("ou2022progressb", Origin::Read),
    ] {
        maker.assign(&mut record);
        keys.push(key_of(&record).to_owned());
    }
    assert_eq!(keys, ["OU2022progressA", "ou2022progress", "ou2022progressb", "ou2022progressba"]);
}

#[test]
fn keys_of_the_input_are_kept_where_latex_takes_them() {
    for (read, keep_keys, written, original) in [
        ("Ou:2022+x_y-z./", false, "Ou:2022+x_y-z./", None),
        ("Müller 2020", false, "Muller2020", Some("Müller 2020")),
        ("a{b},c%d#e~f\\g", false, "abcdefg", Some("a{b},c%d#e~f\\g")),
        ("张2022", false, "ou2022progress", Some("张2022")),
        ("张2022", true, "张2022", None),
        ("张, 2022", true, "张2022", Some("张, 2022")),
        ("{}", false, "ou2022progress", Some("{}")),
    ] {
        let mut record = with_key(read, Origin::Read);
        KeyMaker::new(KeyPattern::default(), keep_keys).assign(&mut record);
        let key = record.citation_key.expect("every record gets a key");
        assert_eq!((key.value.as_str(), key.original.as_deref()), (written, original), "{read}");
        let expected = if original.is_none() { Origin::Read } else { Origin::Derived };
        assert_eq!(key.origin, expected, "{read}");
    }
}

#[test]
fn the_second_of_two_equal_keys_of_the_input_says_what_it_was() {
    let mut maker = KeyMaker::new(KeyPattern::default(), false);
    let mut second = with_key("Smith2020", Origin::Read);
    maker.assign(&mut with_key("smith2020", Origin::Read));
    maker.assign(&mut second);
    let key = second.citation_key.expect("every record gets a key");
    assert_eq!((key.value.as_str(), key.original.as_deref()), ("Smith2020a", Some("Smith2020")));
}

#[test]
fn our_own_keys_stay_until_the_user_names_a_pattern() {
    let mut record = with_key("ou2022progressc", Origin::Derived);
    KeyMaker::new(KeyPattern::default(), false).assign(&mut record);
    assert_eq!(key_of(&record), "ou2022progressc");
    KeyMaker::new(KeyPattern::parse("jabref").expect("a preset"), false).assign(&mut record);
    assert_eq!(key_of(&record), "Ou2022");
    let mut users = with_key("mine", Origin::User);
    KeyMaker::new(KeyPattern::parse("jabref").expect("a preset"), false).assign(&mut users);
    assert_eq!(key_of(&users), "mine");
}

#[test]
fn a_word_of_an_english_title_comes_before_one_of_a_romanised_title() {
    let mut record = record(&["Ou, Wenxin", "2022", "", "", ""]);
    let french = title("Les progrès", TitleRole::Main, "fr").expect("a title");
    let english = title("Advances", TitleRole::Translated, "en").expect("a title");
    record.titles = vec![french.clone()];
    let maker = KeyMaker::new(KeyPattern::default(), false);
    assert_eq!(maker.base(&record), "ou2022progres");
    record.titles = vec![french, english];
    assert_eq!(maker.base(&record), "ou2022advances");
}

#[test]
fn an_article_without_latin_words_or_doi_has_the_number_of_its_database() {
    let mut record = record(&["张, 瑞", "2022", "", "慢性", ""]);
    record.identifiers =
        vec![Ident { scheme: "wprim".to_owned(), value: "929835".to_owned(), ..Ident::default() }];
    assert_eq!(KeyMaker::new(KeyPattern::default(), false).base(&record), "zhang2022929835");
    record.dates[0].kind = DateKind::Epub;
    assert_eq!(KeyMaker::new(KeyPattern::default(), false).base(&record), "zhangnd929835");
}
