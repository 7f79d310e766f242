//! CSV and TSV: rows worked out by hand, hostile cells, nothing lost.

use crate::random_record::{Random, record};
use proptest::prelude::*;
use refmill::read::table::Table;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{
    Abstract, AbstractSection, Affiliation, CitationKey, ContainerRole, ContainerTitle, Contributor, Country,
    Database, DateKind, DateParts, DateVal, FormKind, Ident, Issn, Kind, Language, Marked, Medium, Name,
    NameForm, PageRange, Record, Season, Style, Supplement, Term, Text, Title, TitleRole, Vocabulary,
};
use refmill::write::csv::{CSV, TSV, check_columns, columns, presets, unguarded};
use refmill::write::destination::{Destination, GENERIC, Lead, by_name};
use refmill::write::{CsvFormulas, Losses, WriteOptions, Writer};

fn output(records: &[Record], writer: &dyn Writer, options: &WriteOptions) -> (String, Losses) {
    let mut out = Vec::new();
    let mut losses = Losses::default();
    writer.begin(options, &mut out);
    for record in records {
        writer.record(record, options, &mut out, &mut losses);
    }
    writer.end(options, &mut out);
    (String::from_utf8(out).expect("UTF-8"), losses)
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The cells of one record under their headers.
fn cells(record: &Record, options: &WriteOptions) -> Vec<(String, String)> {
    let (text, _) = output(std::slice::from_ref(record), &CSV, options);
    let mut rows = rows(&text);
    assert_eq!(rows.len(), 2, "{text}");
    let row = rows.remove(1);
    rows.remove(0).into_iter().zip(row).collect()
}

fn filled(record: &Record, options: &WriteOptions) -> Vec<(String, String)> {
    cells(record, options)
        .into_iter()
        .filter(|(header, cell)| !cell.is_empty() && header != "extra_json")
        .collect()
}

fn expect(record: &Record, options: &WriteOptions, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(header, cell)| ((*header).to_owned(), (*cell).to_owned())).collect();
    assert_eq!(filled(record, options), expected);
}

fn like(name: &str) -> WriteOptions {
    WriteOptions { like: Some(name.to_owned()), ..WriteOptions::default() }
}

fn author(family: &str, given: &str, native: Option<(&str, &str)>) -> Contributor {
    let form = |family: &str, given: &str, script: &str, kind| NameForm {
        name: Name { family: Some(family.into()), given: Some(given.into()), ..Name::default() },
        script: Some(script.into()),
        kind,
        raw: format!("{given} {family}"),
        ..NameForm::default()
    };
    let mut forms = vec![form(family, given, "Latn", FormKind::Romanised)];
    forms.extend(native.map(|(family, given)| form(family, given, "Hani", FormKind::Native)));
    Contributor { forms, ..Contributor::default() }
}

fn article() -> Record {
    let text = |value: &str, lang: &str| Text { lang: Some(lang.into()), ..Text::read(value) };
    let mut first = author("Ou", "Wen-Xin", Some(("欧", "文欣")));
    first.affiliation_refs = vec!["a1".into(), "a2".into()];
    first.emails = vec!["ou@example.org".into()];
    first.orcid = Some("0000-0002-1825-0097".into());
    let mut second = author("Zhang", "Rui", None);
    second.affiliation_refs = vec!["a1".into()];
    let group = Contributor {
        forms: vec![NameForm { name: Name::literal("CITP Study Group; Beijing"), ..NameForm::default() }],
        is_group: true,
        ..Contributor::default()
    };
    let ident =
        |scheme: &str, value: &str| Ident { scheme: scheme.into(), value: value.into(), ..Ident::default() };
    let affiliation = |id: &str, label: Option<&str>, value: &str| Affiliation {
        id: id.into(),
        label_raw: label.map(str::to_owned),
        texts: vec![Text::read(value)],
        ..Affiliation::default()
    };
    Record {
        citation_key: Some(CitationKey { value: "ou2022progress".into(), ..CitationKey::default() }),
        kind: Kind::ArticleJournal,
        genre: Some("Review".into()),
        titles: vec![
            Title { text: text("Progress, \"new\"\nand old", "en"), role: TitleRole::Main },
            Title { text: text("慢性免疫性", "zh-Hans"), role: TitleRole::Vernacular },
        ],
        contributors: vec![first, second, group],
        affiliations: vec![affiliation("a1", Some("1"), "医院; 100045"), affiliation("a2", None, "Dept")],
        identifiers: vec![ident("doi", "10.3760/x"), ident("pmid", "35000000"), ident("wprim", "929835")],
        container_titles: vec![ContainerTitle {
            text: text("International Journal of Pediatrics", "en"),
            role: ContainerRole::Main,
            scheme: None,
        }],
        issns: vec![
            Issn { value: "2044-6055".into(), medium: Medium::Electronic, ..Issn::default() },
            Issn { value: "1673-4408".into(), medium: Medium::Print, ..Issn::default() },
        ],
        dates: vec![
            DateVal {
                start: Some(DateParts { year: 2022, month: Some(4), day: None }),
                ..DateVal::default()
            },
            DateVal {
                kind: DateKind::Accessed,
                start: Some(DateParts { year: 2026, month: Some(3), day: Some(1) }),
                ..DateVal::default()
            },
        ],
        volume: Some("49".into()),
        issue: Some("4".into()),
        page_ranges: vec![PageRange { first: "217".into(), last: Some("221".into()), raw: None }],
        terms: vec![
            Term { value: "Children; infants".into(), ..Term::default() },
            Term { value: "Rituximab".into(), ..Term::default() },
            Term {
                value: "Purpura".into(),
                vocab: Vocabulary::Mesh,
                qualifiers: vec!["drug therapy".into()],
                major: true,
                ..Term::default()
            },
        ],
        countries: vec![Country { text: "China".into(), code: Some("CN".into()) }],
        languages: vec![Language { text: "chi".into(), tag: Some("zh".into()) }],
        abstracts: vec![
            Abstract { text: text("One.\nTwo; three.", "en"), ..Abstract::default() },
            Abstract { text: text("摘要", "zh"), ..Abstract::default() },
        ],
        database: Some(Database { name: "WPRIM".into(), provider: Some("WHO".into()), url: None }),
        ..Record::default()
    }
}

#[test]
fn the_own_layout() {
    assert_eq!(columns().len(), 54);
    expect(
        &article(),
        &WriteOptions::default(),
        &[
            ("id", "ou2022progress"),
            ("citation_key", "ou2022progress"),
            ("type", "article-journal"),
            ("genre", "Review"),
            ("title", "Progress, \"new\" and old"),
            ("vernacular_title", "慢性免疫性"),
            ("authors", "Ou, Wen-Xin; Zhang, Rui; CITP Study Group, Beijing"),
            ("authors_native", "欧文欣; ; "),
            ("authors_literal", "CITP Study Group, Beijing"),
            ("affiliations", "1. 医院, 100045; Dept"),
            ("author_affiliations", "1,2; 1; "),
            ("emails", "ou@example.org; ; "),
            ("orcids", "0000-0002-1825-0097; ; "),
            ("doi", "10.3760/x"),
            ("pmid", "35000000"),
            ("wprim_id", "929835"),
            ("journal", "International Journal of Pediatrics"),
            ("issn", "1673-4408"),
            ("eissn", "2044-6055"),
            ("year", "2022"),
            ("month", "4"),
            ("date", "2022-04"),
            ("volume", "49"),
            ("issue", "4"),
            ("pages", "217-221"),
            ("page_first", "217"),
            ("page_last", "221"),
            ("keywords", "Children, infants; Rituximab"),
            ("mesh", "*Purpura/drug therapy"),
            ("country", "China"),
            ("country_code", "CN"),
            ("language", "zh"),
            ("language_name", "Chinese"),
            ("abstract", "One. Two; three."),
            ("abstract_lang", "en"),
            ("abstract_other", "摘要"),
            ("abstract_other_lang", "zh"),
            ("database", "WPRIM"),
            ("provider", "WHO"),
            ("accessed", "2026-03-01"),
        ],
    );
}

#[test]
fn the_bytes_of_a_table() {
    let chosen = |lf| WriteOptions {
        columns: ["citation_key", "title", "volume"].map(str::to_owned).to_vec(),
        lf,
        ..WriteOptions::default()
    };
    let (text, _) = output(&[article()], &CSV, &chosen(false));
    assert_eq!(text, "citation_key,title,volume\r\nou2022progress,\"Progress, \"\"new\"\" and old\",49\r\n");
    let (text, _) = output(&[article()], &TSV, &chosen(true));
    assert_eq!(text, "citation_key\ttitle\tvolume\nou2022progress\tProgress, \"new\" and old\t49\n");
    let (text, _) = output(&[], &CSV, &WriteOptions { bom: true, ..chosen(true) });
    assert_eq!(text, "\u{feff}citation_key,title,volume\n");
}

#[test]
fn a_column_that_is_none_is_refused() {
    assert_eq!(check_columns(&["title".into(), "doi".into()]), Ok(()));
    let error = check_columns(&["titel".into()]).expect_err("no such column");
    assert!(error.contains("`titel`") && error.contains("title, vernacular_title"), "{error}");
}

#[test]
fn dates() {
    let date = |date: DateVal| {
        let record = Record { dates: vec![date], ..Record::default() };
        filled(&record, &WriteOptions::default()).into_iter().find(|cell| cell.0 == "date").map(|cell| cell.1)
    };
    let month = |month| DateParts { year: 2022, month: Some(month), day: None };
    let range = DateVal { start: Some(month(4)), end: Some(month(5)), ..DateVal::default() };
    assert_eq!(date(range).as_deref(), Some("2022-04/2022-05"));
    let start = Some(DateParts::year(2022));
    let spring = DateVal { start, season: Some(Season::Spring), ..DateVal::default() };
    assert_eq!(date(spring).as_deref(), Some("2022-21"));
    let unread = DateVal { text_raw: "in press".into(), ..DateVal::default() };
    assert_eq!(date(unread).as_deref(), Some("in press"));
}

#[test]
fn formulas_are_made_harmless_unless_the_user_wants_them() {
    let record = Record {
        titles: vec![Title { text: Text::read("=HYPERLINK(1)"), role: TitleRole::Main }],
        volume: Some("-".into()),
        issue: Some("'+1".into()),
        ..Record::default()
    };
    let guarded = WriteOptions::default();
    expect(
        &record,
        &guarded,
        &[("type", "document"), ("title", "'=HYPERLINK(1)"), ("volume", "'-"), ("issue", "''+1")],
    );
    let verbatim = WriteOptions { csv_formulas: CsvFormulas::Verbatim, ..WriteOptions::default() };
    expect(
        &record,
        &verbatim,
        &[("type", "document"), ("title", "=HYPERLINK(1)"), ("volume", "-"), ("issue", "'+1")],
    );
}

#[test]
fn rayyan() {
    expect(
        &article(),
        &like("rayyan"),
        &[
            ("key", "ou2022progress"),
            ("title", "Progress, \"new\" and old"),
            ("year", "2022"),
            ("month", "4"),
            ("journal", "International Journal of Pediatrics"),
            ("issn", "1673-4408"),
            ("volume", "49"),
            ("issue", "4"),
            ("pages", "217-221"),
            ("authors", "Ou, Wen-Xin and Zhang, Rui and CITP Study Group; Beijing"),
            ("language", "Chinese"),
            ("location", "China"),
            ("abstract", "One. Two; three."),
            ("doi", "10.3760/x"),
            ("keywords", "Children, infants;Rituximab;Purpura/drug therapy"),
            ("pubmed_id", "35000000"),
        ],
    );
    let headers: Vec<String> = cells(&article(), &like("rayyan")).into_iter().map(|cell| cell.0).collect();
    assert_eq!(
        headers.join(","),
        "key,title,year,month,day,journal,issn,volume,issue,pages,authors,url,language,publisher,location,\
         abstract,notes,doi,keywords,pubmed_id,pmc_id"
    );
}

#[test]
fn asysd_asreview_and_gim() {
    let headers = |name: &str| {
        let cells = cells(&article(), &like(name));
        cells.into_iter().map(|cell| cell.0).collect::<Vec<_>>().join(",")
    };
    assert_eq!(
        headers("asysd"),
        "author,year,journal,doi,title,pages,volume,number,abstract,record_id,isbn,label,source,url,keywords"
    );
    assert_eq!(headers("asreview"), "title,abstract,authors,keywords,doi,url,citation_key,year,journal");
    assert_eq!(
        headers("gim"),
        "ID,Title,Authors,Source,Journal,Database,Type,Language,Publication year,Descriptor(s),Keyword(s),\
         Publication Country,Fulltext URL,Abstract,Entry Date,Volume number,Issue number,DOI,ISSN,Accession number,\
         PMCID"
    );
    let gim = filled(&article(), &like("gim"));
    assert!(gim.contains(&("Title".into(), "Progress, \"new\" and old/ 慢性免疫性".into())));
    let source = "International Journal of Pediatrics ; 49(4): 217-221, 2022";
    assert!(gim.contains(&("Source".into(), source.into())));
}

#[test]
fn scopus() {
    let (text, _) = output(&[article()], &CSV, &like("scopus"));
    assert!(
        text.starts_with("\u{feff}\"Authors\",\"Author full names\",\"Author(s) ID\",\"Title\",\"Year\",")
    );
    assert_eq!(text.lines().next().map(|line| line.matches("\",\"").count() + 1), Some(46));
    let scopus = filled(&article(), &like("scopus"));
    for (header, cell) in [
        ("\u{feff}Authors", "Ou W.-X.; Zhang R.; CITP Study Group, Beijing"),
        ("Author full names", "Ou, Wen-Xin; Zhang, Rui; CITP Study Group, Beijing"),
        (
            "Authors with affiliations",
            "Ou W.-X., 医院, 100045, Dept; Zhang R., 医院, 100045; CITP Study Group, Beijing",
        ),
        ("Correspondence Address", "Ou W.-X.; 医院, 100045; Dept; email: ou@example.org"),
        ("ISSN", "16734408"),
        ("Language of Original Document", "Chinese"),
        ("Document Type", "Review"),
        ("Source", "WPRIM"),
    ] {
        let header = header.trim_start_matches('\u{feff}');
        let found = scopus.iter().find(|found| found.0.trim_start_matches('\u{feff}') == header);
        assert_eq!(found.map(|found| found.1.as_str()), Some(cell), "{header}");
    }
}

#[test]
fn zotero() {
    let zotero = filled(&article(), &like("zotero"));
    for (header, cell) in [
        ("Item Type", "journalArticle"),
        ("ISSN", "1673-4408, 2044-6055"),
        ("Date", "2022-04"),
        ("Extra", "original-title: 慢性免疫性 PMID: 35000000"),
        ("Manual Tags", "Children, infants; Rituximab"),
        ("Automatic Tags", "*Purpura/drug therapy"),
    ] {
        let found = zotero.iter().find(|found| found.0 == header).map(|found| found.1.as_str());
        assert_eq!(found, Some(cell), "{header}");
    }
    assert_eq!(cells(&article(), &like("zotero")).len(), 87);
}

#[test]
fn a_destination_brings_its_layout() {
    let destination = by_name("rayyan").expect("a destination");
    let options = WriteOptions { destination, ..WriteOptions::default() };
    assert_eq!(output(&[article()], &CSV, &options), output(&[article()], &CSV, &like("rayyan")));
}

#[test]
fn losses_are_counted_by_field() {
    let (_, losses) = output(&[article(), article()], &CSV, &WriteOptions::default());
    assert_eq!(losses, Losses::default());
    let (_, losses) = output(&[article(), article()], &CSV, &like("rayyan"));
    let lost: Vec<(&str, u64)> = losses.records.into_iter().collect();
    assert_eq!(
        lost,
        [
            ("abstracts", 2),
            ("affiliations", 2),
            ("contributors", 2),
            ("database", 2),
            ("dates", 2),
            ("genre", 2),
            ("identifiers", 2),
            ("issns", 2),
            ("titles", 2),
            ("type", 2)
        ]
    );
}

#[test]
fn a_column_holds_what_it_shows_and_no_more() {
    let lost = |record: &Record, columns: &str| -> Vec<&'static str> {
        let columns = columns.split(' ').map(str::to_owned).collect();
        let options = WriteOptions { columns, ..WriteOptions::default() };
        output(std::slice::from_ref(record), &CSV, &options).1.records.into_keys().collect()
    };
    let issued = |start, end| Record {
        dates: vec![DateVal { start: Some(start), end, ..DateVal::default() }],
        ..Record::default()
    };
    let day = DateParts { year: 2022, month: Some(4), day: Some(1) };
    let range =
        |last: Option<&str>| PageRange { first: "1".into(), last: last.map(str::to_owned), raw: None };
    let pages = |page_ranges: Vec<PageRange>| Record { page_ranges, ..Record::default() };
    let degrees = Record {
        contributors: vec![Contributor { degrees: vec!["MD".into()], ..author("Ou", "Wenxin", None) }],
        ..Record::default()
    };
    let only_vernacular = Record {
        titles: vec![Title { text: Text::read("针刺"), role: TitleRole::Vernacular }],
        ..Record::default()
    };
    let supplement = Record { supplement: Some(Supplement::default()), ..Record::default() };
    let rows: &[(&Record, &str, &[&str])] = &[
        (&issued(DateParts::year(2022), None), "year", &[]),
        (&issued(day, None), "year", &["dates"]),
        (&issued(day, None), "year month day", &[]),
        (&issued(day, None), "date", &[]),
        (&issued(day, Some(DateParts::year(2023))), "year month day", &["dates"]),
        (&issued(day, Some(DateParts::year(2023))), "date", &[]),
        (&pages(vec![range(Some("5"))]), "page_first", &["page_ranges"]),
        (&pages(vec![range(Some("5"))]), "page_first page_last", &[]),
        (&pages(vec![range(None), range(None)]), "page_first page_last", &["page_ranges"]),
        (&pages(vec![range(None), range(None)]), "pages", &[]),
        (&degrees, "authors", &["contributors"]),
        (&only_vernacular, "title", &[]),
        (&supplement, "issue", &[]),
        (&supplement, "title", &["issue"]),
    ];
    for (record, columns, expected) in rows {
        assert_eq!(lost(record, columns), *expected, "{columns}: {record:?}");
    }
    assert_eq!(filled(&supplement, &WriteOptions::default())[1], ("issue".into(), "Suppl".into()));
}

#[test]
fn the_language_that_leads_has_the_chief_columns() {
    let own = Destination { lead: Lead::Vernacular, ..*GENERIC };
    let destination: &'static Destination = Box::leak(Box::new(own));
    let columns = ["title", "vernacular_title", "authors", "authors_native", "journal"];
    let options = |destination| WriteOptions {
        destination,
        columns: columns.map(str::to_owned).to_vec(),
        ..WriteOptions::default()
    };
    let row = |destination| -> Vec<String> {
        cells(&article(), &options(destination)).into_iter().map(|cell| cell.1).collect()
    };
    let (english, chinese) = ("Progress, \"new\" and old", "慢性免疫性");
    let journal = "International Journal of Pediatrics";
    let group = "CITP Study Group, Beijing";
    let latin = format!("Ou, Wen-Xin; Zhang, Rui; {group}");
    assert_eq!(row(GENERIC), [english, chinese, &latin, "欧文欣; ; ", journal]);
    let native = format!("欧, 文欣; Zhang, Rui; {group}");
    assert_eq!(row(destination), [chinese, english, &native, "Ou, Wen-Xin; ; ", journal]);
    let whole = WriteOptions { destination, ..WriteOptions::default() };
    let json = cells(&article(), &whole).pop().map(|cell| cell.1);
    assert_eq!(
        json,
        cells(&article(), &WriteOptions::default()).pop().map(|cell| cell.1),
        "the record is as it was"
    );
}

#[test]
fn marks_and_the_type_are_lost_where_columns_are_cut() {
    let mut marked = Marked::plain("Growth of ");
    marked.push("E. coli", Style { italic: true, ..Style::PLAIN });
    let text = |value: &Marked| Text::read(value.clone());
    let in_title =
        Record { titles: vec![Title { text: text(&marked), ..Title::default() }], ..Record::default() };
    let in_journal = Record {
        container_titles: vec![ContainerTitle { text: text(&marked), ..ContainerTitle::default() }],
        ..Record::default()
    };
    let in_abstract = Record {
        abstracts: vec![Abstract { text: text(&marked), ..Abstract::default() }],
        ..Record::default()
    };
    let in_section = Record {
        abstracts: vec![Abstract {
            sections: vec![AbstractSection { label: "AIM".into(), text: marked.clone() }],
            ..Abstract::default()
        }],
        ..Record::default()
    };
    let in_affiliation = Record {
        affiliations: vec![Affiliation { texts: vec![text(&marked)], ..Affiliation::default() }],
        ..Record::default()
    };
    let lost = |record: &Record, columns: &[&str]| -> Vec<&'static str> {
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        let options = WriteOptions { columns, ..WriteOptions::default() };
        output(std::slice::from_ref(record), &CSV, &options).1.records.into_keys().collect()
    };
    let columns = ["title", "journal", "abstract", "affiliations"];
    for record in [in_title, in_journal, in_abstract, in_section, in_affiliation] {
        assert_eq!(lost(&record, &columns), ["markup"]);
        assert_eq!(lost(&record, &[]), [""; 0]);
        assert_eq!(lost(&record, &["title", "extra_json"]), [""; 0]);
        let (_, losses) = output(&[record], &CSV, &like("scopus"));
        assert_eq!(losses.records.into_keys().collect::<Vec<_>>(), ["markup"]);
    }
    let capitals = Marked::plain("plain");
    let plain =
        Record { titles: vec![Title { text: text(&capitals), ..Title::default() }], ..Record::default() };
    assert_eq!(lost(&plain, &columns), [""; 0]);
    let book = Record { kind: Kind::Book, ..Record::default() };
    assert_eq!((lost(&book, &columns), lost(&book, &["type"])), (vec!["type"], vec![]));
    assert_eq!(output(&[book], &CSV, &like("zotero")).1, Losses::default());
    let treaty = Record { kind: Kind::Treaty, ..Record::default() };
    assert_eq!(output(&[treaty], &CSV, &like("zotero")).1.records.into_keys().collect::<Vec<_>>(), ["type"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_record_makes_one_row_in_any_layout(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        let records = [record(&mut random), record(&mut random)];
        let layouts = std::iter::once(WriteOptions::default()).chain(presets().iter().map(|preset| like(preset.name)));
        for options in layouts {
            let (text, _) = output(&records, &CSV, &options);
            let table = rows(&text);
            prop_assert_eq!(table.len(), 3);
            prop_assert!(table.iter().all(|row| row.len() == table[0].len()));
            for cell in table[1..].iter().flatten() {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']), "{}", cell);
                prop_assert!(!cell.contains(['\n', '\r']));
            }
            let verbatim = WriteOptions { csv_formulas: CsvFormulas::Verbatim, ..options.clone() };
            let unchanged = rows(&output(&records, &CSV, &verbatim).0);
            for (row, same) in table[1..].iter().zip(&unchanged[1..]) {
                for (cell, same) in row.iter().zip(same) {
                    prop_assert_eq!(unguarded(cell), same);
                }
            }
            let (text, _) = output(&records, &TSV, &WriteOptions { lf: true, ..options });
            let lines: Vec<usize> = text.split_terminator('\n').map(|line| line.split('\t').count()).collect();
            prop_assert_eq!(lines, vec![table[0].len(); 3]);
        }
    }

    #[test]
    fn the_last_column_holds_the_whole_record(seed in any::<u64>()) {
        let record = record(&mut Random::new(seed));
        let (header, cell) = cells(&record, &WriteOptions::default()).pop().expect("columns");
        prop_assert_eq!(header, "extra_json");
        let mut value: serde_json::Value = serde_json::from_str(&cell).expect("JSON");
        let version = value.as_object_mut().and_then(|object| object.remove("v"));
        prop_assert_eq!(version, Some(serde_json::json!(1)));
        prop_assert_eq!(serde_json::from_value::<Record>(value).expect("a record"), record);
    }
}

/// Programs that know quotation marks take them off a cell that begins with one, between tabs too: what is left would be run.
#[test]
fn between_tabs_a_cell_that_begins_with_a_mark_is_quoted() {
    let record = |title: &str| {
        serde_json::from_value::<Record>(serde_json::json!({
            "titles": [{"value": title, "role": "main"}],
            "contributors": [{"role": "author", "forms": [{"name": {"literal": "Tea Group"}, "script": "Latn",
                "kind": "romanised", "raw": "Tea Group", "confidence": "certain"}], "is_group": true}]
        }))
        .expect("a record")
    };
    for title in ["\"=1+1\"", "\"a lone mark", "\"", "5\" of tea"] {
        let (text, _) = output(&[record(title)], &TSV, &WriteOptions::default());
        let mut rows =
            csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("rows");
        assert_eq!(rows.len(), 2, "{text}");
        assert!(rows[1].iter().any(|cell| cell == title), "{title}: {text}");
        let mut batch = Batch::default();
        Table::TSV.read(Chunk::whole(&text, "x"), &mut batch);
        let read: Vec<String> = batch.records.iter().map(|record| record.titles[0].text.to_plain()).collect();
        assert_eq!(read, [title]);
    }
}
