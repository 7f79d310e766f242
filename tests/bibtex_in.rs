//! BibTeX and BibLaTeX read: dialects, broken files, and refmill's own files back to the record they came from.

mod random_record;

use refmill::formats;
use refmill::read::bibtex::Bibtex;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::Record;
use refmill::write::{Losses, WriteOptions, Writer};

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Bibtex.read(Chunk { text, head: text, file: "x.bib", first_line: 1 }, &mut batch);
    batch
}

fn written(format: &str, records: &[Record]) -> String {
    let (options, mut out, mut losses) = (WriteOptions::default(), Vec::new(), Losses::default());
    let writer: &dyn Writer = formats::by_name(format).and_then(|format| format.writer).expect("a writer");
    for (position, record) in records.iter().enumerate() {
        if position > 0 {
            writer.between(&options, &mut out);
        }
        writer.record(record, &options, &mut out, &mut losses);
    }
    String::from_utf8(out).expect("BibTeX is UTF-8")
}

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn our_own_files_come_back_byte_for_byte() {
    for (format, name) in [
        ("bibtex", "write/sample/bibtex.bib"),
        ("bibtex", "write/rich/bibtex.bib"),
        ("biblatex", "write/sample/biblatex.bib"),
        ("biblatex", "write/rich/biblatex.bib"),
        ("bibtex", "bibtex/seed.bibtex.bib"),
        ("bibtex", "bibtex/rich.bibtex.bib"),
        ("biblatex", "bibtex/seed.biblatex.bib"),
        ("biblatex", "bibtex/rich.biblatex.bib"),
    ] {
        let golden = fixture(name);
        let batch = read(&golden);
        assert!(batch.set_aside.is_empty());
        pretty(&written(format, &batch.records), &golden, name);
    }
}
fn pretty(a: &str, b: &str, name: &str) {
    for (a, b) in a.lines().zip(b.lines()) { if a != b { println!("{name}\n  got  {a}\n  want {b}"); } }
    if a.lines().count() != b.lines().count() { println!("{name} lines differ {a}"); }
}


fn lines(text: &str) -> Vec<(String, String)> {
    text.lines().filter_map(|l| l.trim().split_once(" = ")).map(|(a,b)| {
        let v = b.trim_end_matches(',');
        let v = v.strip_prefix('{').and_then(|v| v.strip_suffix('}')).unwrap_or(v);
        let v = refmill::syntax::latex::read(v, refmill::syntax::latex::Braces::Group).text.to_plain();
        let v = refmill::value::text::clean(&v).text;
        (a.trim().to_owned(), v)
    }).collect()
}
#[test]
fn random() {
    let mut random = random_record::Random::new(20);
    let mut stat = std::collections::BTreeMap::new();
    for round in 0..400 {
        let mut record = random_record::record(&mut random);
        record.citation_key = None; record.kind=refmill::record::Kind::ArticleJournal; record.publisher_place=None;
        record.id = Some(format!("r{round}"));
        for format in ["bibtex", "biblatex"] {
            let w1 = written(format, &[record.clone()]);
            let r1 = read(&w1);
            if r1.records.len() != 1 { println!("{} records\n{w1}", r1.records.len()); continue; }
            let w2 = written(format, &r1.records);
            let l2 = lines(&w2);
            for (name, value) in lines(&w1) {
                if !l2.iter().any(|(n, v)| *n == name && *v == value) {
                    let e: &mut Vec<String> = stat.entry(name.clone()).or_default();
                    e.push(format!("{value:?} -> {:?}", l2.iter().filter(|(n, _)| *n == name || *n==format!("{name}_2")).map(|x| &x.1).collect::<Vec<_>>()));
                }
            }
        }
    }
    for (name, e) in &stat { println!("{name} {}", e.len()); for x in e.iter().take(12) { println!("      {x}"); } }
}
