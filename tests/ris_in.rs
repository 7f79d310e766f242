//! RIS read: dialects, broken files, and refmill's own RIS back to the record it came from.

use refmill::formats;
use refmill::page::example::facts;
use refmill::read::ris::Ris;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{DateKind, Record, Role, TitleRole, UrlKind, Vocabulary};
use refmill::write::{Losses, WriteOptions, Writer};

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Ris.read(Chunk::whole(text, "x.ris"), &mut batch);
    batch
}

fn one(text: &str) -> Record {
    let mut batch = read(text);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0), "{:?}", batch.notes);
    batch.records.remove(0)
}

fn codes(text: &str) -> Vec<&'static str> {
    read(text).notes.iter().map(|note| note.code.name).collect()
}

fn fact(record: &Record, name: &str) -> String {
    let value = facts(record).remove(name);
    value
        .map(|value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned))
        .unwrap_or_default()
}

fn written(records: &[Record]) -> String {
    let (options, mut out, mut losses) = (WriteOptions::default(), Vec::new(), Losses::default());
    let writer: &dyn Writer = formats::by_name("ris").and_then(|format| format.writer).expect("a writer");
    for record in records {
        writer.record(record, &options, &mut out, &mut losses);
    }
    String::from_utf8(out).expect("RIS is UTF-8")
}

#[test]
fn our_own_ris_comes_back_byte_for_byte() {
    for case in ["sample", "rich"] {
        let path = format!("{}/fixtures/write/{case}/ris.ris", env!("CARGO_MANIFEST_DIR"));
        let golden = std::fs::read_to_string(path).expect("a golden file");
        let batch = read(&golden);
        assert!(batch.set_aside.is_empty());
        assert_eq!(written(&batch.records), golden, "{case}");
    }
}

#[test]
fn a_record_of_web_of_science() {
    // Laid out from the tags that Web of Science's RIS has; the article is made up.
    let record = one(concat!(
        "\u{feff}TY  - JOUR\nAU  - Ou, WX\nAU  - Zhang, R\nTI  - Effect of tea\nT2  - JOURNAL OF TEA\nJ9  - J TEA\n",
        "SN  - 1673-4408\nPY  - 2022\nDA  - SEP 22\nVL  - 49\nIS  - 4\nSP  - 217\nEP  - 221\nDO  - 10.1000/tea.1\n",
        "AN  - WOS:000123456700001\nZ1  - 茶的作用\nOI  - Ou, WX/0000-0002-1825-0097\nM3  - Review\nER  -\n"
    ));
    assert_eq!(fact(&record, "issued"), "2022-09-22");
    assert_eq!(fact(&record, "page"), "217-221");
    assert_eq!(fact(&record, "journal"), "JOURNAL OF TEA");
    assert_eq!(fact(&record, "journal-abbreviation"), "J TEA");
    assert_eq!(
        record.title(TitleRole::Vernacular).map(refmill::record::Text::to_plain).as_deref(),
        Some("茶的作用")
    );
    assert_eq!(record.identifier("wos"), Some("WOS:000123456700001"));
    assert_eq!(record.contributors[0].orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(fact(&record, "genre"), "Review");
    assert_eq!(fact(&record, "author-list-truncated"), "");
}

#[test]
fn a_record_of_embase_and_ovid() {
    let record = one(concat!(
        "1. \n\nTY  - JOUR\nA1  - Wang L.\nA1  - Li N.\nT1  - Tea, twice\nY1  - 2020//\nN2  - Objective. Long.\nAB  - Objective.\n",
        "M1  - (Wang, Li) Department of Tea, Example Hospital, Beijing, China\nJF  - Tea\nJA  - Tea\nVL  - 3\nCP  - 2\n",
        "SP  - e12\nUR  - https://example.org/a\nKW  - tea\nKW  - sleep; nurse\nC5  - 12345678\nER  - \n"
    ));
    assert_eq!(fact(&record, "authors"), "[Wang, L., Li, N.]");
    assert_eq!(fact(&record, "issued"), "2020");
    assert_eq!(record.abstracts.len(), 1);
    assert_eq!(fact(&record, "abstract"), "Objective. Long.");
    assert_eq!(record.affiliations.len(), 1);
    assert_eq!(fact(&record, "article-number"), "e12");
    assert_eq!(fact(&record, "issue"), "2");
    assert_eq!(fact(&record, "keywords"), "[tea, sleep, nurse]");
    assert_eq!(record.identifier("pmid"), Some("12345678"));
}

#[test]
fn oddities_of_notation() {
    // Lower-case tags, one blank, a wrapped abstract, blank lines inside, glued records, several ISSNs in a line.
    let text = concat!(
        "ty  - JOUR\r\nau  - World Health Organization,\r\nti  - One\r\n\r\nab  - First line\r\n   second line\r\n",
        "SN - 1673-4408 0028-4793\r\nER  - TY  - BOOK\rTI  - Two\rT2  - A series\rSN  - 978-3-16-148410-0\rER  - \r"
    );
    let batch = read(text);
    assert_eq!(batch.records.len(), 2);
    let [first, second] = batch.records.as_slice() else { panic!("two records") };
    assert!(first.contributors[0].is_group);
    assert_eq!(fact(first, "abstract"), "First line\nsecond line");
    assert_eq!(fact(first, "issn"), "1673-4408; 0028-4793");
    assert_eq!(fact(second, "type"), "book");
    assert_eq!(second.identifier("isbn"), Some("9783161484100"));
    assert_eq!(second.unknown.iter().map(|field| field.tag.as_str()).collect::<Vec<_>>(), ["T2"]);
    assert_eq!(first.provenance.lines.map(|lines| lines.0), Some(1));
}

#[test]
fn what_is_odd_is_said() {
    assert_eq!(codes("TY  - JOUR\nTI  - A\nER  - \n"), [""; 0]);
    assert_eq!(codes("TY  - JOUR\nTI  - A\n"), ["ris-end-missing"]);
    assert_eq!(codes("TY  - SCROLL\nTI  - A\nER  - \n"), ["ris-type-unknown"]);
    assert_eq!(codes("TY  - JOUR\nTI  - A\nX9  - b\nER  - \n"), ["ris-tag-unknown"]);
    assert_eq!(codes("Exported by X\nTY  - JOUR\nTI  - A\nER  - \n"), ["ris-text-outside"]);
    let batch = read("TY  - JOUR\nER  - \nTY  - JOUR\nTI  - A\nER  - \n");
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 1));
    assert_eq!(batch.notes[0].code.name, "ris-record-empty");
    assert_eq!(batch.set_aside[0].text, "TY  - JOUR");
}

#[test]
fn who_is_not_listed_has_no_family_name() {
    let batch =
        read("TY  - JOUR\nTI  - A\nAU  - [No authors listed]\nAU  - Ministry of Health (China)\nER  - \n");
    let names = batch.records[0].contributors.iter().map(|it| it.forms[0].name.literal.as_deref());
    assert_eq!(names.collect::<Vec<_>>(), [Some("No authors listed"), Some("Ministry of Health (China)")]);
    assert!(batch.notes.is_empty(), "{:?}", batch.notes);
}

/// Lines of a record whose first line is missing, before, between and behind others; a header has no tags.
#[test]
fn fields_without_a_type_are_set_aside() {
    let whole = "TY  - JOUR\nTI  - A\nER  - \n";
    let headless = "\nTI  - Lost\nAU  - Doe, Jane\nER  - \n";
    for text in
        [format!("{headless}{whole}"), format!("{whole}{headless}{whole}"), format!("{whole}{headless}")]
    {
        let batch = read(&text);
        assert_eq!(batch.records.len(), text.matches("TY  -").count(), "{text}");
        let aside: Vec<&str> = batch.set_aside.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(aside, ["TI  - Lost\nAU  - Doe, Jane"], "{text}");
        assert_eq!(batch.notes.iter().map(|note| note.code.name).collect::<Vec<_>>(), ["ris-start-missing"]);
    }
    let header = "Provider: X\nDatabase: Y\nER  - \nTI  - \n";
    assert_eq!(codes(&format!("{header}{whole}")), ["ris-text-outside", "ris-text-outside"]);
    assert!(read(header).set_aside.is_empty());
}

#[test]
fn people_dates_addresses_and_numbers_find_their_fields() {
    let record = one(concat!(
        "TY  - CHAP\nTI  - A chapter\nT2  - A book\nA2  - Ed, One\nA3  - Series, Two\nA4  - Trans, Three\nAU  - Me, A\nAD  - 1. First Hospital; 2. Second\n",
        "Y2  - 2023/01/02/\nET  - 2022/03/09\nPY  - 2022\nC7  - 103640\nC2  - PMC7654321\nL1  - https://example.org/a.pdf\nUR  - https://doi.org/10.1000/x\n",
        "MH  - *Purpura/drug therapy\nLA  - Chinese\nCY  - China\nPP  - Berlin\nDB  - WPRIM\nDP  - WHO\nAN  - 929835\nFU  - Grant 1\nU1  - mine\nST  - Short\nER  - \n"
    ));
    let roles: Vec<Role> = record.contributors.iter().map(|person| person.role).collect();
    assert_eq!(roles, [Role::Editor, Role::CollectionEditor, Role::Translator, Role::Author]);
    assert_eq!(
        record.date(DateKind::Accessed).map(refmill::record::DateVal::iso).as_deref(),
        Some("2023-01-02")
    );
    assert_eq!(fact(&record, "epub"), "2022-03-09");
    assert_eq!(fact(&record, "article-number"), "103640");
    assert_eq!(record.identifier("pmcid"), Some("PMC7654321"));
    assert_eq!(record.identifier("wprim"), Some("929835"));
    assert_eq!(fact(&record, "doi"), "10.1000/x");
    assert_eq!(record.urls.iter().map(|url| url.kind).collect::<Vec<_>>(), [UrlKind::Doi, UrlKind::Pdf]);
    let heading = record.terms_of(Vocabulary::Mesh).next().expect("a heading");
    assert!(heading.major && heading.qualifiers == ["drug therapy"]);
    assert_eq!(fact(&record, "country"), "China");
    assert_eq!(record.publisher_place.as_deref(), Some("Berlin"));
    assert_eq!(fact(&record, "affiliations"), "[1. First Hospital, 2. Second]");
    assert_eq!(fact(&record, "funding"), "[Grant 1]");
}

#[test]
fn any_split_of_the_input_gives_the_same_records() {
    let text = "TY  - JOUR\nTI  - One\nER  - \n\nTY  - JOUR\nTI  - Two\nTY  - JOUR\nTI  - Three\nER  - \n";
    let whole = read(text).records.len();
    for end in 0..=text.len() {
        let cut = Ris.cut(&text[..end], text);
        let (before, after) = text.split_at(cut);
        assert_eq!(read(before).records.len() + read(after).records.len(), whole, "{end}");
    }
}

#[test]
fn no_cut_of_a_file_makes_it_panic() {
    let path = format!("{}/fixtures/write/rich/ris.ris", env!("CARGO_MANIFEST_DIR"));
    let golden = std::fs::read_to_string(path).expect("a golden file");
    for (end, _) in golden.char_indices() {
        let found = read(&golden[..end]);
        assert!(found.records.len() + found.set_aside.len() <= 1);
        read(&golden[end..]);
    }
}
