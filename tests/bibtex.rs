//! BibTeX and BibLaTeX, rule by rule. Expected values are from the mapping reference or worked out by hand; see
//! `fixtures/bibtex/source.txt`. The `biblatex` crate, which is not ours, reads everything back.
//!
//! What that crate cannot read of a right file, and what is therefore not asked of it here: TeX commands beyond a
//! hundred or so (Greek, `\textit`, superscripts), `--` in a `url` or `doi` (it becomes a dash), a name with `=` in
//! it (it takes any for biber's own notation), `~` as a blank, two months joined with `#`.

use crate::random_record::{self, Random};
use biblatex::{Bibliography, ChunksExt};
use proptest::prelude::*;
use refmill::record::{Record, Style, Text, Title, TitleRole};
use refmill::write::bibtex::{BIBLATEX, BIBTEX, Bibtex};
use refmill::write::destination::{self, BibtexTable, DESTINATIONS, Destination, LanguageForm};
use refmill::write::{Losses, WriteOptions, Writer};
use serde_json::{Value, json};
use std::path::Path;

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn record_of(value: Value) -> Record {
    serde_json::from_value(value).expect("a record in JSON")
}

fn options_for(name: &str) -> WriteOptions {
    WriteOptions {
        destination: destination::by_name(name).expect("a destination of the table"),
        ..WriteOptions::default()
    }
}

fn written(records: &[Record], dialect: &Bibtex, options: &WriteOptions) -> (String, Losses) {
    let mut out = Vec::new();
    let mut losses = Losses::default();
    dialect.begin(options, &mut out);
    for (position, record) in records.iter().enumerate() {
        if position > 0 {
            dialect.between(options, &mut out);
        }
        dialect.record(record, options, &mut out, &mut losses);
    }
    dialect.end(options, &mut out);
    (String::from_utf8(out).expect("UTF-8"), losses)
}

/// Names and values of the fields of the first entry, the values as they stand in the file without their braces.
fn fields_of(text: &str) -> Vec<(String, String)> {
    let body = text.lines().skip(1).take_while(|line| *line != "}");
    body.map(|line| {
        let (name, value) = line.split_once(" = ").unwrap_or_else(|| panic!("no field: {line}"));
        let value = value.strip_suffix(',').unwrap_or_else(|| panic!("no comma: {line}"));
        let inner = value.strip_prefix('{').and_then(|value| value.strip_suffix('}'));
        (name.trim().to_owned(), inner.unwrap_or(value).to_owned())
    })
    .collect()
}

fn fields_for(destination: &str, dialect: &Bibtex, record: &Value) -> Vec<(String, String)> {
    fields_of(&written(&[record_of(record.clone())], dialect, &options_for(destination)).0)
}

/// The fields of a record, as `name = value`.
fn fields(dialect: &Bibtex, record: &Value) -> Vec<String> {
    let fields = fields_for("generic", dialect, record);
    fields.into_iter().map(|(name, value)| format!("{name} = {value}")).collect()
}

fn lost(dialect: &Bibtex, record: &Value) -> Vec<&'static str> {
    let (_, losses) = written(&[record_of(record.clone())], dialect, &WriteOptions::default());
    losses.records.into_keys().collect()
}

#[test]
fn the_worked_example_comes_out_as_the_reference_has_it() {
    let record: Record = serde_json::from_str(&fixture("ris/seed.json")).expect("a record in JSON");
    for (dialect, name) in [(&BIBLATEX, "bibtex/seed.biblatex.bib"), (&BIBTEX, "bibtex/seed.bibtex.bib")] {
        let (text, losses) = written(std::slice::from_ref(&record), dialect, &WriteOptions::default());
        assert_eq!(text, fixture(name), "{name}");
        // Only the first of four authors has the affiliation, and no field says so.
        assert_eq!(losses.records.into_keys().collect::<Vec<_>>(), ["affiliation_refs"], "{name}");
    }
}

#[test]
fn a_record_with_everything_comes_out_in_one_order() {
    let record: Record = serde_json::from_str(&fixture("ris/rich.json")).expect("a record in JSON");
    for (dialect, name) in [(&BIBLATEX, "bibtex/rich.biblatex.bib"), (&BIBTEX, "bibtex/rich.bibtex.bib")] {
        let (text, losses) = written(std::slice::from_ref(&record), dialect, &WriteOptions::default());
        assert_eq!(text, fixture(name), "{name}");
        // The day of acceptance, the corresponding author, who works where, which ISSN is which.
        let lost: Vec<_> = losses.records.into_keys().collect();
        assert_eq!(lost, ["affiliation_refs", "contributors", "dates", "issns"], "{name}");
    }
}

#[test]
fn entries_are_separated_by_an_empty_line_and_a_key_is_always_there() {
    let keyed = record_of(json!({"citation_key": {"value": "a b{},%\\x"}}));
    let by_id = record_of(json!({"id": "r 7"}));
    let by_place = record_of(json!({"provenance": {"record": 3}}));
    let nothing = record_of(json!({}));
    let (text, _) = written(&[keyed, by_id, by_place, nothing], &BIBTEX, &WriteOptions::default());
    assert_eq!(text, "@misc{abx,\n}\n\n@misc{r7,\n}\n\n@misc{record3,\n}\n\n@misc{record,\n}\n");
    let bom = WriteOptions { bom: true, ..WriteOptions::default() };
    assert_eq!(written(&[], &BIBLATEX, &bom).0, "");
}

#[test]
fn every_text_is_safe_for_latex() {
    for line in fixture("bibtex/escapes.tsv").lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let [plain, unicode, ascii] = columns.as_slice() else { panic!("not three columns: {line}") };
        let record = record_of(json!({"abstracts": [{"value": plain}]}));
        let value = |ascii| {
            let options = WriteOptions { ascii, ..WriteOptions::default() };
            let (text, losses) = written(std::slice::from_ref(&record), &BIBTEX, &options);
            (fields_of(&text).remove(0).1, losses)
        };
        assert_eq!(value(false).0, *unicode, "{plain}");
        let expected = if ascii.is_empty() { unicode } else { ascii };
        let (found, losses) = value(true);
        assert_eq!(found, *expected, "{plain}");
        assert_eq!(losses.records.contains_key("non-ascii text"), !expected.is_ascii(), "{plain}");
    }
}

#[test]
fn capitals_that_must_survive_stand_in_braces_in_titles_only() {
    for line in fixture("bibtex/capitals.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (plain, expected) = line.split_once('\t').expect("two columns");
        let record = json!({"titles": [{"value": plain, "role": "main"}], "type": "article-journal",
            "container_titles": [{"value": plain, "role": "main"}]});
        assert_eq!(
            fields(&BIBLATEX, &record),
            [format!("title = {expected}"), format!("journaltitle = {plain}")]
        );
    }
}

#[test]
fn marks_are_commands() {
    let record = json!({"abstracts": [{"value": [
        {"text": "H"}, {"text": "2", "style": {"subscript": true}}, {"text": "O 10"},
        {"text": "5", "style": {"superscript": true}}, {"text": " "}, {"text": "in vivo", "style": {"italic": true}},
        {"text": " "}, {"text": "b", "style": {"bold": true}}, {"text": "sc", "style": {"small_caps": true}},
        {"text": "K", "style": {"protected": true}}, {"text": "\\frac{1}{2}", "style": {"math": true}}, {"text": " "},
        {"text": "\\write18{x}", "style": {"math": true}}
    ]}]});
    assert_eq!(
        fields(&BIBTEX, &record),
        ["abstract = H\\textsubscript{2}O 10\\textsuperscript{5} \\textit{in vivo} \\textbf{b}\\textsc{sc}K\
          $\\frac{1}{2}$ \\$\\textbackslash{}write18\\textbraceleft{}x\\textbraceright{}\\$"]
    );
}

#[test]
fn titles_have_the_fields_that_readers_know() {
    let title = |value: &str, lang: &str, role: &str| json!({"value": value, "lang": lang, "role": role});
    let record = json!({"titles": [
        title("On purpura", "en", "main"), title("Sur le purpura", "fr", "vernacular"), title("A study", "en", "subtitle"),
        title("Purpura", "en", "short"), title("Uber purpura", "de", "translated"), title("one", "en", "alternative"),
        title("two", "en", "alternative"), title("ziban", "zh", "transliterated")]});
    assert_eq!(
        fields(&BIBLATEX, &record),
        [
            "title = On purpura",
            "subtitle = A study",
            "shorttitle = Purpura",
            "origtitle = Sur le purpura",
            "origlanguage = french",
            "titletranslation = Uber purpura",
            "transliterated-title = ziban",
            "alttitle = one",
            "alttitle_2 = two"
        ]
    );
    let classic = fields(&BIBTEX, &record);
    assert_eq!(classic[0], "title = On purpura: A study");
    assert!(!classic.iter().any(|field| field.starts_with("subtitle") || field.starts_with("origlanguage")));
}

#[test]
fn dates_are_edtf_or_macros() {
    let rows = [
        (json!({"start": {"year": 2022}}), "date = 2022", "year = 2022"),
        (json!({"start": {"year": 2022, "month": 4}}), "date = 2022-04", "year = 2022 | month = apr"),
        (
            json!({"start": {"year": 2022, "month": 4, "day": 10}}),
            "date = 2022-04-10",
            "year = 2022 | month = apr | day = 10",
        ),
        (
            json!({"start": {"year": 2022}, "season": "spring"}),
            "date = 2022-21",
            "year = 2022 | month = Spring",
        ),
        (
            json!({"start": {"year": 2022}, "season": "winter"}),
            "date = 2022-24",
            "year = 2022 | month = Winter",
        ),
        (
            json!({"start": {"year": 2022, "month": 4}, "end": {"year": 2022, "month": 5}}),
            "date = 2022-04/2022-05",
            "year = 2022 | month = apr # \"-\" # may",
        ),
        (
            json!({"start": {"year": 2021, "month": 12}, "end": {"year": 2022, "month": 1}}),
            "date = 2021-12/2022-01",
            "year = 2021--2022 | month = dec # \"-\" # jan",
        ),
        (json!({"start": {"year": 2021}, "end": {"year": 2022}}), "date = 2021/2022", "year = 2021--2022"),
        (
            json!({"start": {"year": 2022, "month": 12, "day": 28}, "end": {"year": 2022, "month": 12, "day": 31}}),
            "date = 2022-12-28/2022-12-31",
            "year = 2022 | month = dec | day = 28--31",
        ),
        (json!({"start": {"year": 2022}, "circa": true}), "date = 2022~", "year = 2022"),
        (json!({"text_raw": "n. d."}), "year = n. d.", "year = n. d."),
        (json!({"start": {"year": 2022, "month": 13}}), "date = 2022-13", "year = 2022"),
    ];
    for (mut date, biblatex, bibtex) in rows {
        date["kind"] = json!("issued");
        let record = json!({"dates": [date]});
        assert_eq!(fields(&BIBLATEX, &record).join(" | "), biblatex);
        assert_eq!(fields(&BIBTEX, &record).join(" | "), bibtex);
    }
    let received = json!({"dates": [{"kind": "received", "start": {"year": 2022}}]});
    assert_eq!((fields(&BIBTEX, &received), lost(&BIBTEX, &received)), (Vec::new(), vec!["dates"]));
}

#[test]
fn volumes_issues_and_pages_are_as_each_dialect_wants_them() {
    let rows = [
        (json!({"volume": "49", "issue": "4"}), "volume = 49 | number = 4", ""),
        (
            json!({"volume": "49", "issue": "Suppl 1"}),
            "volume = 49 | number = Suppl. 1",
            "volume = 49 | number = Suppl 1",
        ),
        (json!({"issue": "4 Suppl 1"}), "number = 4 Suppl. 1", "number = 4 Suppl 1"),
        (json!({"issue": "S1"}), "number = S1", ""),
        (json!({"supplement": {"number": "2", "of": "volume"}}), "number = Suppl. 2", "number = Suppl 2"),
        (json!({"issue": "Spring"}), "issue = Spring", "number = Spring"),
        (
            json!({"volume": "49", "part": {"number": "2", "of": "volume"}}),
            "volume = 49 | part = 2",
            "volume = 49 Pt 2",
        ),
        (json!({"issue": "4 Pt 2", "part": {"number": "2", "of": "issue"}}), "number = 4 Pt 2", ""),
        (
            json!({"page_ranges": [{"first": "217", "last": "221"}, {"first": "225"}]}),
            "pages = 217--221, 225",
            "",
        ),
        (json!({"page_ranges": [{"first": "217", "last": "217"}]}), "pages = 217", ""),
        (json!({"article_number": "e15"}), "eid = e15", "pages = e15 | eid = e15"),
        (json!({"number_of_pages": "120"}), "pagetotal = 120", ""),
    ];
    for (record, biblatex, bibtex) in rows {
        assert_eq!(fields(&BIBLATEX, &record).join(" | "), biblatex);
        assert_eq!(fields(&BIBTEX, &record).join(" | "), if bibtex.is_empty() { biblatex } else { bibtex });
    }
}

#[test]
fn entry_types_choose_the_field_of_the_container() {
    let of = |kind: &str, genre: &str| {
        let record = json!({"type": kind, "genre": genre, "publisher": "P", "publisher_place": "Q",
            "container_titles": [{"value": "C", "role": "main"}]});
        let text = |dialect| {
            let (text, _) = written(&[record_of(record.clone())], dialect, &WriteOptions::default());
            let names: Vec<String> = fields_of(&text).into_iter().map(|(name, _)| name).collect();
            format!("{} {}", text.split('{').next().expect("an entry type"), names.join(" "))
        };
        (text(&BIBLATEX), text(&BIBTEX))
    };
    let expected = [
        (
            "article-journal",
            "",
            "@article journaltitle publisher location",
            "@article journal publisher address",
        ),
        ("document", "", "@article journaltitle publisher location", "@article journal publisher address"),
        (
            "chapter",
            "",
            "@incollection booktitle publisher location",
            "@incollection booktitle publisher address",
        ),
        (
            "thesis",
            "Master's thesis",
            "@thesis journaltitle type institution location pubtype",
            "@mastersthesis journal type school address pubtype",
        ),
        (
            "report",
            "",
            "@report journaltitle institution location",
            "@techreport journal institution address",
        ),
        (
            "article-magazine",
            "",
            "@article journaltitle publisher location entrysubtype",
            "@article journal publisher address",
        ),
    ];
    for (kind, genre, biblatex, bibtex) in expected {
        assert_eq!(of(kind, genre), (biblatex.to_owned(), bibtex.to_owned()), "{kind}");
    }
}

#[test]
fn an_abbreviation_alone_is_the_journal_too() {
    let record = json!({"type": "article-journal", "container_titles": [{"value": "Chin J Neurol", "role": "abbrev"}]});
    assert_eq!(fields(&BIBTEX, &record), ["journal = Chin J Neurol", "shortjournal = Chin J Neurol"]);
}

#[test]
fn keywords_lose_the_signs_that_would_split_them_and_keep_them_in_the_list() {
    let term = |value: &str, vocab: &str| json!({"value": value, "vocab": vocab});
    let record = json!({"terms": [term("Carcinoma, Non-Small-Cell Lung", "author"), term("a;b", "author"), term("c", "other"),
        term("Lung Neoplasms", "mesh")]});
    assert_eq!(
        fields(&BIBLATEX, &record),
        [
            "keywords = Carcinoma Non-Small-Cell Lung, a b, c",
            "keywordlist = Carcinoma, Non-Small-Cell Lung; a;;b; c",
            "mesh = Lung Neoplasms"
        ]
    );
}

fn with_people(people: &[Value], more: &Value) -> Value {
    let mut record = json!({"contributors": people});
    if let (Some(record), Some(more)) = (record.as_object_mut(), more.as_object()) {
        record.extend(more.clone());
    }
    record
}

fn author(name: &Value, kind: &str) -> Value {
    json!({"role": "author", "forms": [{"name": name, "kind": kind, "raw": "", "confidence": "certain"}]})
}

#[test]
fn names_are_lists_of_the_grammar_and_a_cut_list_says_so() {
    let people = [
        author(&json!({"family": "Ou", "given": "WX"}), "romanised"),
        author(&json!({"family": "张", "given": "瑞"}), "native"),
        author(&json!({"literal": "Smith and Sons, Ltd."}), "romanised"),
        author(
            &json!({"family": "Cruz", "given": "Maria", "non-dropping-particle": "de la", "suffix": "Jr."}),
            "romanised",
        ),
    ];
    let whole = "Ou, W. X. and {张瑞} and {Smith and Sons, Ltd.} and de la Cruz, Jr., Maria";
    assert_eq!(fields(&BIBTEX, &with_people(&people, &json!({}))), [format!("author = {whole}")]);
    let cut = with_people(&people, &json!({"author_list_truncated": "等"}));
    assert_eq!(fields(&BIBLATEX, &cut), [format!("author = {whole} and others")]);
    assert_eq!(fields_for("zotero", &BIBTEX, &cut), [("author".to_owned(), whole.to_owned())]);
    let (_, losses) = written(&[record_of(cut)], &BIBTEX, &options_for("zotero"));
    assert_eq!(losses.records["author_list_truncated"], 1);
}

#[test]
fn a_destination_says_which_form_leads_and_how_language_and_pmid_are_written() {
    let rich: Value = serde_json::from_str(&fixture("ris/rich.json")).expect("JSON");
    let value = |destination: &str, dialect: &Bibtex, name: &str| {
        let fields = fields_for(destination, dialect, &rich);
        fields.into_iter().find(|(known, _)| known == name).map(|(_, value)| value)
    };
    assert_eq!(value("zotero", &BIBLATEX, "pmid").as_deref(), Some("30000001"));
    assert_eq!(value("zotero", &BIBLATEX, "eprint"), None);
    assert_eq!(value("zotero", &BIBTEX, "language").as_deref(), Some("zh"));
    assert_eq!(value("zotero-cn", &BIBTEX, "language").as_deref(), Some("zh-CN"));
    assert_eq!(
        value("zotero-cn", &BIBTEX, "author").as_deref(),
        Some("{张瑞} and {李晓明} and {Migraine Study Group}")
    );
    let romanised = "Zhang, Rui and Li, X. M. and {}";
    assert_eq!(value("zotero-cn", &BIBTEX, "author_romanised").as_deref(), Some(romanised));
    assert_eq!(
        value("zotero-cn", &BIBTEX, "origtitle").as_deref(),
        Some("Effect of acupuncture on migraine")
    );
    assert_eq!(value("zotero-cn", &BIBTEX, "journal").as_deref(), Some("中华神经科杂志"));
    for destination in DESTINATIONS {
        for dialect in [&BIBTEX, &BIBLATEX] {
            let names: Vec<String> =
                fields_for(destination.name, dialect, &rich).into_iter().map(|field| field.0).collect();
            let once = |name: &str| names.iter().filter(|known| *known == name).count() == 1;
            assert!(names.iter().all(|name| once(name)), "{}: {names:?}", destination.name);
            assert!(!(names.contains(&"langid".to_owned()) && names.contains(&"language".to_owned())));
            assert!(!(names.contains(&"pmid".to_owned()) && names.contains(&"eprint".to_owned())));
            assert!(!names.contains(&"address".to_owned()) && !names.contains(&"location".to_owned()));
        }
    }
}

#[test]
fn babel_names_stand_in_langid_where_there_is_one() {
    let table = BibtexTable { language: LanguageForm::Langid, ..destination::GENERIC.bibtex };
    let latex = Box::leak(Box::new(Destination { bibtex: table, ..*destination::GENERIC }));
    let options = WriteOptions { destination: latex, ..WriteOptions::default() };
    let of = |languages: Value| {
        fields_of(&written(&[record_of(json!({ "languages": languages }))], &BIBLATEX, &options).0)
    };
    let field = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
    assert_eq!(of(json!([{"text": "French", "tag": "fr"}])), field("langid", "french"));
    assert_eq!(of(json!([{"text": "Chinese", "tag": "zh"}])), field("language", "Chinese"));
    let two = json!([{"text": "eng", "tag": "en"}, {"text": "Klingon"}]);
    assert_eq!(of(two), field("language", "English and Klingon"));
}

#[test]
fn addresses_and_numbers_are_verbatim_but_cannot_break_the_file() {
    let record = json!({
        "identifiers": [{"scheme": "doi", "value": "10.1/a_b%{#"}, {"scheme": "doi", "value": "10.1/c"},
            {"scheme": "lilacs", "value": "x_1"}, {"scheme": "isbn", "value": "1"}, {"scheme": "isbn", "value": "2"}],
        "urls": [{"href": "https://doi.org/10.1/c", "kind": "doi"}, {"href": "https://x.org/p.pdf", "kind": "pdf"},
            {"href": "https://x.org/a_b?c=1&d=2%20\\ }", "kind": "landing"}]});
    assert_eq!(
        fields(&BIBTEX, &record),
        [
            "doi = 10.1/a_b%%7B#",
            "doi_2 = 10.1/c",
            "isbn = 1; 2",
            "lilacsid = x\\_1",
            "url_pdf = https://x.org/p.pdf",
            "url = https://x.org/a_b?c=1&d=2%20%5C%20%7D",
        ]
    );
    assert_eq!(lost(&BIBTEX, &record), ["encoded signs"]);
    // One of them is enough, in whatever field; an address without them loses nothing.
    for (href, expected) in [("https://x.org/{a", &["encoded signs"][..]), ("https://x.org/%7Ba", &[])] {
        assert_eq!(
            lost(&BIBLATEX, &json!({"urls": [{"href": href, "kind": "landing"}]})),
            expected,
            "{href}"
        );
        assert_eq!(lost(&BIBLATEX, &json!({"database": {"name": "D", "url": href}})), expected, "{href}");
    }
}

#[test]
fn unknown_fields_return_unless_they_give_orders() {
    let field = |format: &str, tag: &str, value: &str| json!({"format": format, "tag": tag, "value": value});
    let record = json!({"unknown": [field("bibtex", "Groups", "a_b"), field("bibtex", "crossref", "x"),
        field("bibtex", "execute", "x"), field("ris", "C3", "x"), field("bibtex", "a b", "x")]});
    assert_eq!(fields(&BIBTEX, &record), ["groups = a\\_b"]);
    assert_eq!(lost(&BIBTEX, &record), ["unknown"]);
}

#[test]
fn a_status_is_pubstate_or_a_note() {
    let record = json!({"status": "In press", "notes": [{"text": "n", "kind": "k"}], "annotation": "a", "license": "CC BY"});
    assert_eq!(
        fields(&BIBLATEX, &record),
        ["pubstate = inpress", "note = k: n", "annotation = a", "license = CC BY"]
    );
    assert_eq!(fields(&BIBTEX, &record), ["note = In press; k: n", "annote = a", "license = CC BY"]);
}

/// Commands that an entry may hold.
const COMMANDS: &[&str] = &[
    "textbackslash",
    "textbraceleft",
    "textbraceright",
    "textasciitilde",
    "textasciicircum",
    "textless",
    "textgreater",
    "textbar",
    "textit",
    "textbf",
    "textsc",
    "textsuperscript",
    "textsubscript",
    "frac",
    "mathrm",
    "alpha",
    "ensuremath",
];

/// Every line is a field, closed where it was opened; nothing in it starts a comment, a parameter or a command that
/// is not ours.
fn assert_harmless(text: &str) {
    for line in text.lines().filter(|line| line.starts_with("  ")) {
        let (name, value) = line.split_once(" = ").expect("a field");
        let depth = value.chars().try_fold(0_i32, |depth, character| match character {
            '{' => Some(depth + 1),
            '}' => (depth > 0).then_some(depth - 1),
            _ => Some(depth),
        });
        assert_eq!(depth, Some(0), "{line}");
        let is_verbatim =
            ["doi", "url", "eprint", "database_url"].iter().any(|start| name.trim().starts_with(start));
        if is_verbatim || !value.starts_with('{') {
            assert!(!value.contains('\\') || !is_verbatim, "{line}");
            continue;
        }
        let mut characters = value.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '%' | '#' | '~' | '&' | '_' | '^' if !value.contains('$') => {
                    panic!("bare {character}: {line}")
                }
                '\\' => {
                    let mut command = String::new();
                    while let Some(letter) = characters.next_if(char::is_ascii_alphabetic) {
                        command.push(letter);
                    }
                    if command.is_empty() {
                        let sign = characters.next();
                        assert!(
                            sign.is_some_and(|sign| "&%$#_".contains(sign)
                                || (value.contains('$') && " ,;:!".contains(sign))),
                            "{line}"
                        );
                    } else {
                        assert!(COMMANDS.contains(&command.as_str()), "{command}: {line}");
                    }
                }
                _ => {}
            }
        }
    }
}

/// The text as any program sees it: white space collapsed, what is dropped left out.
fn normal(text: &str) -> String {
    let dropped = |letter: &char| {
        let is_blank = matches!(letter, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
        !is_blank
            && (letter.is_control() || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    };
    let kept: String = text.chars().filter(|letter| !dropped(letter)).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read_back(entry: &biblatex::Entry, field: &str) -> String {
    entry.get(field).map(|chunks| normal(&chunks.format_verbatim())).unwrap_or_default()
}

#[test]
fn another_program_reads_every_record_back() {
    for name in ["ris/seed.json", "ris/rich.json"] {
        let record: Record = serde_json::from_str(&fixture(name)).expect("a record in JSON");
        for dialect in [&BIBTEX, &BIBLATEX] {
            let (text, _) = written(std::slice::from_ref(&record), dialect, &WriteOptions::default());
            let read = Bibliography::parse(&text).expect("a file the crate reads");
            assert_eq!(read.len(), 1);
            let entry = read.iter().next().expect("one entry");
            assert_eq!(entry.key, record.citation_key.as_ref().expect("a key").value);
            assert_eq!(read_back(entry, "title"), record.titles[0].text.to_plain());
            assert_eq!(read_back(entry, "origtitle"), record.titles[1].text.to_plain());
            assert_eq!(read_back(entry, "abstract"), normal(&record.abstracts[0].text.to_plain()));
            let authors = entry.author().expect("authors");
            let expected = record.contributors[0].forms[0].name.clone();
            assert_eq!(Some(&authors[0].name), expected.family.as_ref());
            assert_eq!(Some(&authors[0].given_name), expected.given.as_ref());
            // Of two months joined with `#` the crate makes no date.
            let has_date = text.contains("  date ") || name == "ris/seed.json";
            assert!(!has_date || entry.date().is_ok(), "{text}");
        }
    }
}

const HOSTILE: &[&str] = &[
    "\\",
    "\\\\",
    "{",
    "}",
    "{{",
    "}}",
    "%",
    "%\n",
    "$",
    "$$",
    "&",
    "#",
    "_",
    "^",
    "~",
    "\"",
    "'",
    "''",
    "`",
    "``",
    "@",
    "@article{x,",
    "},\n}\n@misc{y,",
    "\\input{/etc/passwd}",
    "\\write18{id}",
    "\\def\\x{}",
    "\\end{document}",
    "\\catcode`\\%=12",
    "--",
    "---",
    "?`",
    "<",
    ">",
    "|",
    "=",
    ",",
    ";",
    " and ",
    " others",
    "\n\n",
    "\r\n",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{feff}",
    "\u{2028}",
    "\\\n",
    "\\ ",
    "^^5c",
    "张瑞",
    "é",
    "e\u{301}",
    "DNA",
    "a",
    " ",
    "Ωmega",
    "\\{",
    "\\}",
    "\\%",
    "0",
    "-",
    "crossref = {a}",
    "😀",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(HOSTILE).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_text_comes_back_as_it_went(
        title in hostile(), summary in hostile(), journal in hostile(), keyword in hostile(), literal in hostile(),
        family in hostile(), given in hostile(), number in hostile(), note in hostile(), key in hostile(),
        classic in any::<bool>(),
    ) {
        let record = record_of(json!({
            "type": "article-journal", "citation_key": {"value": key},
            "titles": [{"value": title, "role": "main"}, {"value": note, "role": "vernacular"}],
            "abstracts": [{"value": summary}],
            "container_titles": [{"value": journal, "role": "main"}],
            "terms": [{"value": keyword, "vocab": "author"}],
            "contributors": [author(&json!({"literal": literal}), "romanised"),
                author(&json!({"family": family, "given": given}), "romanised")],
            "identifiers": [{"scheme": "doi", "value": number}, {"scheme": number, "value": title}],
            "urls": [{"href": number, "kind": "landing"}],
            "volume": number, "issue": number, "article_number": number,
            "page_ranges": [{"first": number, "last": title}],
            "dates": [{"kind": "issued", "text_raw": number}],
            "languages": [{"text": note}], "countries": [{"text": note}], "publisher": note,
            "affiliations": [{"id": "a1", "label_raw": number, "texts": [{"value": note}]}],
            "notes": [{"text": note}], "funding": [{"text_raw": note}], "license": note, "status": note,
            "unknown": [{"format": "bibtex", "tag": number, "value": note}],
        }));
        let dialect = if classic { &BIBTEX } else { &BIBLATEX };
        let (text, _) = written(&[record.clone(), record], dialect, &WriteOptions::default());
        assert_harmless(&text);
        // The crate refuses two equal keys, so it gets the first entry alone.
        let (first, second) = text.split_once("\n}\n\n").expect("two entries");
        prop_assert_eq!(format!("{first}\n}}\n"), second);
        let read = Bibliography::parse(second).expect("a file the crate reads");
        prop_assert_eq!(read.len(), 1);
        let entry = read.iter().next().expect("one entry");
        prop_assert_eq!(read_back(entry, "title"), normal(&title));
        // The same title need not be written twice; titles that differ in what nobody sees may be.
        let original = read_back(entry, "origtitle");
        prop_assert!(original == normal(&note) || original.is_empty() && normal(&note) == normal(&title), "{}", original);
        prop_assert_eq!(read_back(entry, "abstract"), normal(&summary));
        prop_assert_eq!(read_back(entry, if classic { "journal" } else { "journaltitle" }), normal(&journal));
    }

    #[test]
    fn hostile_mathematics_and_marks_do_no_harm(formula in hostile(), word in hostile(), italic in any::<bool>()) {
        let mut record = Record::default();
        let mut text = Text::default();
        text.value.push(word.clone(), Style { italic, ..Style::PLAIN });
        text.value.push(formula, Style { math: true, italic, ..Style::PLAIN });
        text.value.push(word, Style { subscript: true, bold: italic, protected: true, ..Style::PLAIN });
        record.titles.push(Title { text, role: TitleRole::Main });
        for ascii in [false, true] {
            let options = WriteOptions { ascii, ..WriteOptions::default() };
            let (text, _) = written(std::slice::from_ref(&record), &BIBTEX, &options);
            prop_assert!(Bibliography::parse(&text).is_ok(), "{}", text);
            if !ascii {
                assert_harmless(&text);
            }
        }
    }
}

#[test]
fn records_with_anything_in_any_field_are_as_many_entries() {
    let mut random = Random::new(20);
    for round in 0..300 {
        let mut record = random_record::record(&mut random);
        record.citation_key = None;
        record.id = Some(format!("r{round}"));
        for destination in DESTINATIONS {
            for (dialect, ascii) in [(&BIBTEX, false), (&BIBLATEX, false), (&BIBTEX, true)] {
                let options = WriteOptions { ascii, ..options_for(destination.name) };
                let (text, _) = written(std::slice::from_ref(&record), dialect, &options);
                let read = Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
                assert_eq!(read.len(), 1, "{text}");
                assert_eq!(read.iter().next().map(|entry| entry.key.clone()), record.id, "{text}");
            }
        }
    }
}
