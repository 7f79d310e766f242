//! The fuzz targets: what may be given any bytes, and what must hold then.

use crate::plausible;
use crate::random_record::{self, Random};
use refmill::clean::{Cleaner, RULES};
use refmill::formats::matrix::{BothWays, both_ways};
use refmill::formats::{FORMATS, Format};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{Provenance, Record, Vocabulary};
use refmill::syntax::{html, latex, line_feeds, table, tags};
use refmill::value;
use refmill::write::WriteOptions;
use std::sync::LazyLock;

/// What takes any bytes.
type Run = Box<dyn Fn(&[u8]) + Send + Sync>;

/// Something to be given any bytes.
pub struct Target {
    /// `read-ris`, `write-ris`, `values`.
    pub name: String,
    /// Panics where a law is broken.
    pub run: Run,
}

/// All targets: a reader each, a format that is written and read each, and the grammars.
pub fn all() -> Vec<Target> {
    let mut targets = Vec::new();
    let mut add = |name: String, run: Run| targets.push(Target { name, run });
    for format in FORMATS {
        if let Some(reader) = format.reader {
            add(format!("read-{}", format.name), Box::new(move |data| read(format, reader, data)));
        }
    }
    for both in both_ways() {
        add(format!("write-{}", both.format().name), Box::new(move |data| write(both, data)));
    }
    add("values".into(), Box::new(values));
    add("syntax".into(), Box::new(syntax));
    targets
}

/// Reads the part of a text between two places.
fn batch(reader: &dyn Reader, whole: &str, from: usize, to: usize) -> Batch {
    let mut batch = Batch::default();
    let first_line = 1 + line_feeds(&whole[..from]);
    reader.read(
        Chunk { text: &whole[from..to], head: whole, gathered: None, file: "x", first_line },
        &mut batch,
    );
    batch
}

/// What a record says, without where it stands.
fn said(record: &Record) -> Record {
    let mut record = Record { provenance: Provenance::default(), ..record.clone() };
    record.warnings.clear();
    record
}

/// What is written and read; to find that out, each format writes and reads a record.
static BOTH_WAYS: LazyLock<Vec<BothWays>> = LazyLock::new(both_ways);

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::of(RULES));

/// Reading never panics; a cut lies on a character border, and both parts read alone give as many records as the whole;
/// what was read can be cleaned, checked and written in a format that the last byte chooses.
fn read(format: &'static Format, reader: &'static dyn Reader, data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let whole = batch(reader, &text, 0, text.len());
    let cut = reader.cut(&text, &text);
    assert!(text.is_char_boundary(cut), "{}: a cut inside a character", format.name);
    if cut > 0 && cut < text.len() {
        let (before, after) = (batch(reader, &text, 0, cut), batch(reader, &text, cut, text.len()));
        let parts = before.records.len() + after.records.len();
        assert_eq!(parts, whole.records.len(), "{}: records of two parts, cut at {cut}", format.name);
        let set_aside = before.set_aside.len() + after.set_aside.len();
        assert_eq!(set_aside, whole.set_aside.len(), "{}: set aside of two parts, cut at {cut}", format.name);
    }
    let away = BOTH_WAYS[usize::from(data.last().copied().unwrap_or_default()) % BOTH_WAYS.len()];
    for mut record in whole.records.into_iter().take(20) {
        let _ = refmill::check::run(&record);
        CLEANER.run(&mut record);
        let _ = counted(away, &record);
    }
}

/// A record written: the reader finds one record, or the writer refused it.
fn counted(both: BothWays, record: &Record) -> Option<Record> {
    let format = both.format();
    let writer = format.writer.expect("it is written");
    // Of a record with nothing that the format has a place for, an empty one is written, and an empty one is set aside.
    let may_be_empty = record.titles.is_empty() && record.contributors.is_empty();
    if may_be_empty || writer.objection(record, &WriteOptions::default()).is_some() {
        return None;
    }
    // Between two others, into which nothing of it may run over.
    let other = other(format.name);
    let (text, _) = both
        .written(&[other.clone(), record.clone(), other], &WriteOptions::default())
        .expect("an output is text");
    let mut back = both.read(&text);
    assert_eq!(back.records.len(), 3, "{}: one record is not read as one\n{text}", format.name);
    assert!(back.set_aside.is_empty(), "{}: set aside of our own output\n{text}", format.name);
    let (last, first) = (back.records.remove(2), back.records.remove(0));
    assert_eq!(said(&first), said(&last), "{}: a record changes its neighbours\n{text}", format.name);
    back.records.pop()
}

/// A plain record that every format takes.
fn other(format: &str) -> Record {
    refmill::formats::facet::base(format)
}

/// A record of the bytes is written, read, written and read again: one record each time, and no difference any more.
fn write(both: BothWays, data: &[u8]) {
    let Some((kind, bytes)) = data.split_first() else { return };
    let mut random = Random::of(bytes, 1);
    let name = both.format().name;
    let record =
        if kind % 2 == 0 { random_record::record(&mut random) } else { plausible::record(&mut random, name) };
    let Some(back) = counted(both, &record) else { return };
    let written = |record: &Record| {
        both.written(std::slice::from_ref(record), &WriteOptions::default()).expect("text").0
    };
    let Some(again) = counted(both, &back) else { return };
    if kind % 2 == 1 {
        assert_eq!(written(&back), written(&again), "{name}: the second output");
    }
}

/// Every grammar of values, chosen by the first byte.
fn values(data: &[u8]) {
    let Some((which, bytes)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let text = &*text;
    let hints = value::author_list::ListHints { lang: Some("zh"), country: Some("CN"), ..Default::default() };
    match which % 24 {
        0 => within(text, &value::journal_line::parse(text).parts),
        1 => drop(value::journal_line::looks_like_source(text) && value::journal_line::looks_like(text)),
        2 => within(text, &value::author_list::parse(text, &hints).parts),
        3 => drop(value::author_list::parse(text, &value::author_list::ListHints::default())),
        4 => drop(value::name::parse(text, &value::name::NameHints::default())),
        5 => drop(value::date::parse(text)),
        6 => drop(value::pages::parse(text)),
        7 => drop(value::doi::parse(text)),
        8 => drop((value::doi::find(text), value::doi::find_with_address(text), value::doi::derive(text))),
        9 => drop(value::affiliation::parse(text)),
        10 => drop(value::keywords::parse(text, Vocabulary::Author)),
        11 => drop(value::keywords::parse(text, Vocabulary::Mesh)),
        12 => drop(value::citation_line::parse(text, Some("zh"))),
        13 => drop((value::language::parse(text), value::country::parse(text))),
        14 => drop(value::markup::parse_markup(text)),
        15 => drop((value::issn::parse(text), value::isbn::canonical(text), value::orcid::find(text))),
        16 => {
            let once = value::text::clean_lines(text);
            assert_eq!(value::text::clean_lines(&once.text).text, once.text, "cleaned text is clean");
        }
        17 => drop(value::mojibake::undo(text)),
        18 => drop(value::contact::emails_in(text)),
        19 => drop((value::numbering::volume(text), value::numbering::issue(text), value::pmid::parse(text))),
        20 => drop((value::title::title_marks(text), value::keywords::with_semicolons(text))),
        21 => drop((value::abstract_text::keywords_below(text), value::abstract_text::other_language(text))),
        22 => drop(value::journal_line::parse_with_place(text)),
        _ => drop(value::country::split_off(text)),
    }
}

/// Parts are in order, do not overlap and lie on character borders.
fn within(text: &str, parts: &[value::Part]) {
    let mut last = 0;
    for part in parts {
        assert!(part.start >= last && part.end >= part.start, "parts out of order: {parts:?}");
        assert!(
            text.is_char_boundary(part.start) && text.is_char_boundary(part.end),
            "a part inside a character"
        );
        last = part.end;
    }
}

/// Grammars without meaning, chosen by the first byte.
fn syntax(data: &[u8]) {
    let Some((which, bytes)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    let text = &*text;
    match which % 7 {
        0 => drop(html::read(text, 1)),
        1 => drop(latex::read(text, latex::Braces::Protect)),
        2 => {
            let mut writer = latex::Escaper::new(latex::Alphabet::Ascii);
            let written = writer.text(text);
            assert!(latex::is_balanced(&written), "braces out of balance: {written}");
        }
        3 => drop(latex::safe_math(text).is_none_or(|safe| {
            assert!(latex::is_balanced(&safe), "braces out of balance: {safe}");
            true
        })),
        4 => assert_eq!(
            table::unguarded(&table::guarded(text.to_owned())),
            text,
            "a guard that does not come off"
        ),
        5 => drop(refmill::syntax::yaml::item(text)),
        _ => drop(tags::tokens(text, |name, _| Some(name.len()))),
    }
}
