//! CNKI's plain exports: the one with fields of one's choice (`SrcDatabase-来源库: 期刊`) and that of its own reference
//! manager (`DataType: 1`).
//!
//! A field a line, its name in English and in Chinese. A record begins at `DataType`, or at `SrcDatabase` where it has no
//! `DataType`; names are joined by `;`, keywords by `;` or `;;`.

use super::sheet::{self, Grammar, Sheet, Step, bare, has_han, joined};
use super::{Batch, Chunk, Reader};
use crate::record::{ContainerRole, Kind, Role, TitleRole, Vocabulary};
use crate::syntax::tagged::{self, Line};
use crate::vocab::reference_types;

/// The reader.
#[derive(Debug)]
pub struct CnkiText;

const SOURCE: &str = "SrcDatabase-来源库";

const GRAMMAR: Grammar<'_> = Grammar { format: "cnki-text", heads: &["DataType", SOURCE], ends: false };

impl Reader for CnkiText {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        sheet::each(&GRAMMAR, &chunk, batch, step(), tag_of, fill);
    }

    fn line_ends(&self, text: &str) -> u32 {
        tagged::line_ends(text)
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        sheet::last_start(buffer, step())
    }
}

/// Whether the start of an input is certainly in this format: one of the two first fields on its first line with text,
/// and another field below it.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let mut lines = tagged::lines(head, 1).filter(|line| !bare(line.text).trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else { return false };
    let starts = matches!(tag_of(first.text), Some((tag, _)) if tag == "DataType" || is_source(tag));
    starts && tag_of(second.text).is_some_and(|(tag, _)| has_han(tag))
}

fn is_source(tag: &str) -> bool {
    tag.starts_with("SrcDatabase-")
}

/// `Title-题名: …`: a name in English, capital first, a hyphen, a name in Chinese, a colon.
fn tag_of(line: &str) -> Option<(&str, &str)> {
    let line = bare(line).trim_start();
    let (tag, value) = line.split_once([':', '：'])?;
    let tag = tag.trim_end();
    let (english, other) = match tag.split_once('-') {
        Some((english, other)) => (english, other),
        None if tag == "DataType" => (tag, ""),
        None => return None,
    };
    // `CLC`, `ISSN`, `URL` and `DOI` are capitals throughout; other words of capitals (`IL-水平: …`) are prose.
    let is_known = ["CLC", "ISSN", "ISBN", "URL", "DOI", "CN"].contains(&english);
    let is_name = english.len() >= 3
        && english.bytes().all(|it| it.is_ascii_alphabetic())
        && english.starts_with(|it: char| it.is_ascii_uppercase())
        && english.get(1..).is_some_and(|rest| rest.contains(|it: char| it.is_ascii_lowercase()));
    let is_pair = other.is_empty()
        || other == english
        || (other.chars().count() <= 8 && other.chars().all(|it| has_han(it.encode_utf8(&mut [0; 4]))));
    ((is_known || is_name) && is_pair).then_some((tag, value))
}

/// What each line is, in order.
fn step() -> impl FnMut(&Line<'_>) -> Step {
    let mut by_type = false;
    move |line| match tag_of(line.text) {
        Some(("DataType", _)) => {
            by_type = true;
            Step::Start
        }
        Some((tag, _)) if is_source(tag) && !by_type => Step::Start,
        _ => Step::Inside,
    }
}

fn fill(sheet: &mut Sheet<'_, '_>) {
    let kind = kind(sheet);
    sheet.titles(&["Title-题名", "Title-篇名"], TitleRole::Main);
    let authors = &["Author-作者", "Author-发明人", "Author-起草人"];
    if kind == Kind::Standard {
        sheet.bodies(authors, Role::Author);
    }
    sheet.people(authors, Role::Author);
    first_author(sheet);
    sheet.people(&["Tutor-导师"], Role::Contributor);
    sheet.institutions(&["Organ-单位", "Organ-机构"]);
    for field in sheet.take(&["Source-文献来源", "Source-刊名", "Source-来源"]) {
        let name = joined(&field.value);
        if kind == Kind::Thesis {
            sheet.intake.record.publisher.get_or_insert(name);
        } else {
            sheet.intake.container(ContainerRole::Main, &name);
        }
    }
    sheet.issued(&["Year-年", "PubTime-发表时间", "PubTime-出版时间"]);
    sheet.numbers(&["Volume-卷", "Roll-卷"], &["Period-期"]);
    // One of the two exports calls the pages a count.
    for field in sheet.take(&["PageCount-页码", "Page-页码"]) {
        sheet.intake.pages(&joined(&field.value));
    }
    for field in sheet.take(&["PageCount-页数"]) {
        sheet.intake.record.number_of_pages = Some(joined(&field.value));
    }
    sheet.keywords(&["Keyword-关键词"], Vocabulary::Author);
    sheet.abstracts(&["Summary-摘要"]);
    for field in sheet.take(&["Fund-基金"]) {
        for grant in field.value.split([';', '；', '\n']) {
            sheet.intake.funding(grant);
        }
    }
    for field in sheet.take(&["DOI-DOI"]) {
        sheet.intake.doi_field(&field.value);
    }
    sheet.serial_numbers(&["ISSN-国际标准刊号", "ISBN-国际标准书号"]);
    sheet.urls(&["URL-网址", "Link-链接"]);
    sheet.intake.database("CNKI");
}

/// The part of CNKI that a record comes from says what it is; `DataType` has a number for it.
fn kind(sheet: &mut Sheet<'_, '_>) -> Kind {
    const NUMBERS: [(&str, Kind); 4] = [
        ("1", Kind::ArticleJournal),
        ("2", Kind::Thesis),
        ("3", Kind::PaperConference),
        ("4", Kind::ArticleNewspaper),
    ];
    let number = sheet.first("DataType").map(|text| text.trim().to_owned());
    let by_number =
        NUMBERS.iter().find(|(known, _)| Some(*known) == number.as_deref()).map(|(_, kind)| *kind);
    let by_source = sheet.first(SOURCE).and_then(reference_types::kind);
    let kind = match by_source.or(by_number) {
        Some(kind) => {
            sheet.intake.record.kind = kind;
            sheet.intake.record.type_raw =
                sheet.take_one(&[SOURCE]).map(|field| field.value.into_owned()).or(number);
            kind
        }
        None => sheet.kind(&[SOURCE]),
    };
    if kind == Kind::Thesis {
        // `硕士`, `博士`: the degree.
        let degree = sheet.intake.record.type_raw.clone();
        sheet.intake.record.genre = degree.filter(|it| has_han(it));
    }
    sheet.keep(&["DataType"]);
    kind
}

/// `FirstDuty` is the first author again.
fn first_author(sheet: &mut Sheet<'_, '_>) {
    let first = sheet.intake.first_name().map(str::to_owned);
    for field in sheet.take(&["FirstDuty-第一责任人"]) {
        let names = sheet::names(&field.value);
        if names.len() != 1 || names.first() != first.as_ref() {
            sheet.intake.unknown(field.tag, field.value);
        }
    }
}
