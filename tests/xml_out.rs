//! MODS and JATS written: what refmill writes, refmill reads back; whatever is in a record, the file stays whole.

use crate::sane_record::{self, Random, any_record, comparable};
use refmill::formats;
use refmill::read::{Batch, Chunk};
use refmill::record::*;
use refmill::write::{Losses, WriteOptions};

fn written(format: &str, records: &[Record]) -> (String, Losses) {
    let writer = formats::by_name(format).and_then(|format| format.writer).expect("a writer");
    let (options, mut out, mut losses) = (WriteOptions::default(), Vec::new(), Losses::default());
    writer.begin(&options, &mut out);
    for (at, record) in records.iter().enumerate() {
        if at > 0 {
            writer.between(&options, &mut out);
        }
        writer.record(record, &options, &mut out, &mut losses);
    }
    writer.end(&options, &mut out);
    (String::from_utf8(out).expect("XML is UTF-8"), losses)
}

fn read(format: &str, text: &str) -> Batch {
    let mut batch = Batch::default();
    let reader = formats::by_name(format).and_then(|format| format.reader).expect("a reader");
    reader.read(Chunk::whole(text, "x.xml"), &mut batch);
    batch
}

fn back(format: &str, record: &Record) -> Record {
    let (text, _) = written(format, std::slice::from_ref(record));
    let mut batch = read(format, &text);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0), "{text}");
    batch.records.remove(0)
}

fn lost(format: &str, record: &Record) -> Vec<&'static str> {
    written(format, std::slice::from_ref(record)).1.records.into_keys().collect()
}

/// What is in order comes back as it was.
fn comes_back(format: &str, expected: impl Fn(Record) -> Record) {
    let mut random = Random::new(7);
    for case in 0..400 {
        let record = sane_record::record(&mut random);
        let found = comparable(back(format, &record));
        let wanted = expected(comparable(record.clone()));
        if found != wanted {
            let shown = |record: &Record| serde_json::to_string_pretty(record).expect("JSON");
            let (found, wanted) = (shown(&found), shown(&wanted));
            let differs = |(found, wanted): &(&str, &str)| found != wanted;
            let at = found.lines().zip(wanted.lines()).position(|pair| differs(&pair)).unwrap_or_default();
            let near =
                |text: &str| text.lines().skip(at.saturating_sub(6)).take(16).collect::<Vec<_>>().join("\n");
            panic!(
                "case {case}: found\n{}\nwanted\n{}\n{}",
                near(&found),
                near(&wanted),
                written(format, &[record]).0
            );
        }
    }
}

/// Whatever is in them, as many records come out as went in, none broken, and nothing stands between them.
fn stays_whole(format: &str) {
    let mut random = Random::new(11);
    for case in 0..150 {
        let records: Vec<Record> = (0..random.below(4)).map(|_| any_record(&mut random)).collect();
        let (text, _) = written(format, &records);
        let batch = read(format, &text);
        assert_eq!((batch.records.len(), batch.set_aside.len()), (records.len(), 0), "case {case}\n{text}");
        let codes: Vec<&str> = batch.notes.iter().map(|note| note.code.name).collect();
        assert!(!codes.contains(&"xml-text-outside"), "case {case}\n{text}");
        assert!(text.chars().all(|it| it >= ' ' || it == '\n' || it == '\t'), "case {case}");
        assert_eq!(formats::detect(&text, None).map(|it| it.name), Some(format), "{text}");
    }
}

#[test]
fn our_mods_comes_back() {
    comes_back("mods", |record| record);
}

#[test]
fn any_record_is_whole_mods() {
    stays_whole("mods");
}

#[test]
fn our_jats_comes_back() {
    // The DTD has the names of a journal in this order.
    let place = |role| match role {
        ContainerRole::Main => 0,
        ContainerRole::Vernacular => 1,
        ContainerRole::Abbrev => 2,
    };
    comes_back("jats", |mut record| {
        record.container_titles.sort_by_key(|name| place(name.role));
        record
    });
}

#[test]
fn any_record_is_whole_jats() {
    stays_whole("jats");
}

#[test]
fn jats_holds_marks_people_and_what_is_refmill_s() {
    let mut title = Marked::plain("CO");
    title.push("2", Style { subscript: true, ..Style::PLAIN });
    title.push(" in ", Style::PLAIN);
    title.push("Camellia", Style { italic: true, ..Style::PLAIN });
    title.push(" with ", Style::PLAIN);
    title.push("x_1", Style { math: true, ..Style::PLAIN });
    let name =
        |family: &str| Name { family: Some(family.into()), given: Some("A".into()), ..Name::default() };
    let form = |family: &str| NameForm { name: name(family), ..NameForm::default() };
    let article = Record {
        kind: Kind::ArticleJournal,
        titles: vec![
            Title { text: Text { lang: Some("en".into()), ..Text::read(title) }, role: TitleRole::Main },
            Title { text: text("en", "A subtitle of it"), role: TitleRole::Subtitle },
            Title { text: text("zh-Hans", "茶的研究"), role: TitleRole::Vernacular },
            Title { text: text("zh-Latn", "Cha de yanjiu"), role: TitleRole::Transliterated },
        ],
        contributors: vec![
            Contributor {
                forms: vec![form("Ou")],
                corresponding: true,
                equal_contribution: true,
                emails: vec!["ou@example.org".into()],
                degrees: vec!["MD".into(), "PhD".into()],
                affiliation_refs: vec!["a1".into()],
                affiliation_markers_raw: vec!["1".into()],
                ..Contributor::default()
            },
            Contributor {
                forms: vec![NameForm { name: Name::literal("Study Group"), ..NameForm::default() }],
                is_group: true,
                group_members: vec![form("Green")],
                ..Contributor::default()
            },
        ],
        affiliations: vec![Affiliation {
            id: "a1".into(),
            label_raw: Some("1".into()),
            texts: vec![text("en", "Department of Tea"), text("zh-Hans", "茶系")],
            ror: Some("https://ror.org/1".into()),
            ..Affiliation::default()
        }],
        container_titles: vec![ContainerTitle {
            text: text("en", "Journal of Tea"),
            ..ContainerTitle::default()
        }],
        terms: vec![Term {
            value: "Sleep".into(),
            lang: Some("en".into()),
            vocab: Vocabulary::Mesh,
            qualifiers: vec!["drug effects".into()],
            major: true,
            ..Term::default()
        }],
        abstracts: vec![Abstract {
            text: Text { lang: Some("en".into()), ..Text::default() },
            sections: vec![AbstractSection {
                label: "AIM".into(),
                text: "To see of the tea.\nTwice.".into(),
            }],
            ..Abstract::default()
        }],
        funding: vec![Funding {
            funder: Some("Tea Fund".into()),
            id: Some("10.13039/1".into()),
            award: Some("12-34".into()),
            text_raw: "By the Tea Fund (12-34)".into(),
            country: Some("CN".into()),
        }],
        languages: vec![Language { text: "Chinese".into(), tag: Some("zh-Hans".into()) }],
        dates: vec![DateVal { start: Some(DateParts::year(2021)), circa: true, ..DateVal::default() }],
        annotation: Some("Read\nit".into()),
        ..Record::default()
    };
    let found = comparable(back("jats", &article));
    assert_eq!(found, comparable(article.clone()), "{}", written("jats", std::slice::from_ref(&article)).0);
    assert_eq!(lost("jats", &article), [""; 0]);
}

/// A range of dates and an approximate one are texts; programs that know only `year` find it beside them.
#[test]
fn jats_has_the_year_of_a_date_in_words() {
    let year = |number| Some(DateParts::year(number));
    for (date, element) in [
        (
            DateVal { start: year(2021), end: year(2022), ..DateVal::default() },
            "<string-date>2021/2022</string-date>",
        ),
        (
            DateVal { start: year(2021), circa: true, ..DateVal::default() },
            "<string-date>2021~</string-date>",
        ),
    ] {
        let article = Record { dates: vec![date.clone()], ..Record::default() };
        let (text, _) = written("jats", std::slice::from_ref(&article));
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        assert!(lines.windows(2).any(|pair| pair == ["<year>2021</year>", element]), "{text}");
        assert_eq!(comparable(back("jats", &article)).dates, comparable(article).dates);
    }
}

/// What bibutils does not read otherwise: it drops line ends, and knows the number of an article by one name.
#[test]
fn mods_is_written_for_bibutils_too() {
    let article = Record {
        kind: Kind::ArticleJournal,
        container_titles: vec![ContainerTitle { text: text("en", "Tea"), ..ContainerTitle::default() }],
        article_number: Some("e15".into()),
        abstracts: vec![Abstract { text: text("en", "One.\nTwo."), ..Abstract::default() }],
        ..Record::default()
    };
    let (text, _) = written("mods", std::slice::from_ref(&article));
    assert!(text.contains(">One. \nTwo.</abstract>"), "{text}");
    assert!(text.contains("<detail type=\"articlenumber\">"), "{text}");
    let found = back("mods", &article);
    assert_eq!(found.article_number.as_deref(), Some("e15"));
    assert_eq!(found.abstracts[0].text.value.to_plain(), "One.\nTwo.");
}

fn text(lang: &str, value: &str) -> Text {
    Text { lang: Some(lang.to_owned()), ..Text::read(value) }
}

#[test]
fn mods_holds_what_stands_in_a_book_and_its_series() {
    let person = |role, family: &str| {
        let name = Name { family: Some(family.into()), ..Name::default() };
        Contributor { role, forms: vec![NameForm { name, ..NameForm::default() }], ..Contributor::default() }
    };
    let roles = [
        (Role::Author, "Ou"),
        (Role::Editor, "Brown"),
        (Role::CollectionEditor, "White"),
        (Role::ContainerAuthor, "Green"),
        (Role::Contributor, "Black"),
    ];
    let chapter = Record {
        kind: Kind::Chapter,
        titles: vec![
            Title { text: text("en", "The tea of the book"), role: TitleRole::Main },
            Title { text: text("en", "A subtitle of it"), role: TitleRole::Subtitle },
            Title { text: text("en", "Of the other"), role: TitleRole::Alternative },
            Title { text: text("zh-Latn", "Cha"), role: TitleRole::Transliterated },
        ],
        contributors: roles.map(|(role, family)| person(role, family)).into(),
        container_titles: vec![ContainerTitle {
            text: text("en", "The book of tea"),
            ..ContainerTitle::default()
        }],
        identifiers: vec![Ident { scheme: "isbn".into(), value: "9783161484100".into(), ..Ident::default() }],
        dates: vec![DateVal {
            kind: DateKind::Issued,
            start: Some(DateParts::year(2021)),
            circa: true,
            ..DateVal::default()
        }],
        terms: vec![Term {
            value: "Sleep".into(),
            lang: Some("en".into()),
            vocab: Vocabulary::Mesh,
            ui: Some("D012890".into()),
            qualifiers: vec!["drug effects".into()],
            major: true,
        }],
        languages: vec![Language { text: "English".into(), tag: Some("en".into()) }],
        annotation: Some("Read\nit".into()),
        author_list_truncated: Some("et al.".into()),
        source_raw: Some("Tea\n2021;3".into()),
        unknown: vec![UnknownField {
            format: "mods".into(),
            tag: "originInfo/edition".into(),
            value: "2nd ed.".into(),
        }],
        ..Record::default()
    };
    let sorted = |mut record: Record| {
        record.contributors.sort_by_key(|person| format!("{:?}", person.role));
        comparable(record)
    };
    assert_eq!(sorted(back("mods", &chapter)), sorted(chapter.clone()));
    assert_eq!(lost("mods", &chapter), [""; 0]);
    let (text, _) = written("mods", &[chapter]);
    let host = text.find("relatedItem type=\"host\"").expect("a host");
    assert!(text.find("Brown").is_some_and(|at| at > host), "the editor is the book's");
}

#[test]
fn what_mods_cannot_hold_is_counted() {
    let mut title = Marked::plain("H");
    title.push("2", Style { subscript: true, ..Style::PLAIN });
    let record = Record {
        titles: vec![Title { text: Text::read(title), role: TitleRole::Main }],
        contributors: vec![Contributor {
            forms: vec![NameForm { name: Name::literal("A"), ..NameForm::default() }],
            emails: vec!["a@example.org".into()],
            corresponding: true,
            degrees: vec!["MD".into()],
            group_members: vec![NameForm::default()],
            ..Contributor::default()
        }],
        publisher: Some("a\u{1}b".into()),
        unknown: vec![UnknownField { format: "ris".into(), tag: "C3".into(), value: "x".into() }],
        ..Record::default()
    };
    assert_eq!(
        lost("mods", &record),
        ["contributors", "control characters", "degrees", "emails", "group_members", "markup", "unknown"]
    );
}
