//! Single functions on the hottest paths: `cargo bench`, or `cargo bench -- name` for some of them.
//!
//! The times compare two states of the program on one machine; they are kept nowhere.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use refmill::formats;
use refmill::page::{self, layout::Layout};
use refmill::read::{Batch, Chunk};
use refmill::record::Record;
use refmill::value::author_list::{self, ListHints};
use refmill::value::name::{self, NameHints};
use refmill::value::{journal_line, text};
use refmill::write::{Losses, WriteOptions};

fn main() {
    divan::main();
}

const PAGE: &str = include_str!("../fixtures/wprim/sample/input.txt");
const RIS: &str = include_str!("../fixtures/ris/rich.generic.ris");

/// Names as databases print them: either order, capitals, initials, characters, particles, a group.
const NAMES: &[&str] = &[
    "Wenxin OU",
    "Zhang, Rui",
    "CHEN X.Y.",
    "张三",
    "Nguyễn Thị Minh Khai",
    "de la Cruz, Maria Clara",
    "KIM Min-Jung",
    "Chinese Society of Cardiology",
];

#[divan::bench(args = NAMES)]
fn name(raw: &str) -> name::NameReading {
    name::parse(black_box(raw), &NameHints::default())
}

#[divan::bench]
fn author_list() -> author_list::AuthorList {
    author_list::parse(
        black_box("Wenxin OU\n1\n;\nRui ZHANG\n1,2\n;\nXiaoyan CHEN\n2"),
        &ListHints::default(),
    )
}

#[divan::bench(args = [
    "2022;49(4):217-221",
    "International Journal of Pediatrics 2022;49(4):217-221",
    "中华内科杂志 2019年58卷第3期 第187-190页",
    "J Korean Med Sci. 2018 Aug 13;33(33):e217.",
])]
fn journal_line(line: &str) -> journal_line::JournalLine {
    journal_line::parse(black_box(line))
}

#[divan::bench(args = [
    "Immune thrombocytopenia is a common bleeding disease of children, and most of them recover within a year.",
    "免疫性血小板减少症是儿童常见的出血性疾病，多数患儿一年内恢复。",
])]
fn abstract_language(words: &str) -> Option<&'static str> {
    text::language_of(black_box(words), None)
}

#[divan::bench]
fn wprim_page(bencher: Bencher) {
    let layouts: Vec<Layout> = page::built_in();
    let bencher = bencher.counter(BytesCount::of_str(PAGE));
    bencher.bench(|| page::read(&layouts, black_box(PAGE), PAGE, "", 1));
}

fn ris_records() -> Vec<Record> {
    let reader = formats::by_name("ris").and_then(|format| format.reader).expect("RIS is read");
    let mut batch = Batch::default();
    reader
        .read(Chunk { text: black_box(RIS), head: RIS, gathered: None, file: "", first_line: 1 }, &mut batch);
    batch.records
}

#[divan::bench]
fn read_ris(bencher: Bencher) {
    assert!(!ris_records().is_empty(), "the fixture holds records");
    bencher.counter(BytesCount::of_str(RIS)).bench(ris_records);
}

#[divan::bench]
fn write_csl_json(bencher: Bencher) {
    let writer = formats::by_name("csl-json").and_then(|format| format.writer).expect("CSL-JSON is written");
    let (records, options) = (ris_records(), WriteOptions::default());
    bencher.bench(|| {
        let (mut out, mut losses) = (Vec::new(), Losses::default());
        for record in black_box(&records) {
            writer.record(record, &options, &mut out, &mut losses);
        }
        out
    });
}
