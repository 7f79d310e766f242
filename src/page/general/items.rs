//! The lines of a page without blanks and bullets, each cut before the labels inside it, and the label it begins with.

use super::super::layout::Field;
use super::super::lines::{Line, Stretch, without_raised};
use super::super::outline::Outline;
use crate::page::signs;
use crate::value::doi;
use crate::vocab::labels;
use std::borrow::Cow;
use std::ops::Range;

/// A line with text, or the part of one that begins with a label.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// Where it stands.
    pub(super) stretch: Stretch,
    /// Its characters.
    pub(super) text: &'a str,
    /// Its characters without those that are raised.
    pub(super) plain: Cow<'a, str>,
    /// Blank lines stand above it.
    pub(super) gap: bool,
    pub(super) label: Option<Label>,
    /// A section has it, or it is known to carry nothing.
    pub(super) used: bool,
}

/// A label at the start of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) announces: Announced,
    /// Byte offset in the item at which its value begins.
    pub(super) length: usize,
}

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announced {
    Field(Field),
    /// References, similar articles.
    OtherArticles,
}

impl Item<'_> {
    /// The value behind the label, with its place; `None` where the label is the whole line.
    pub(super) fn value(&self) -> Option<(Stretch, &str)> {
        let length = self.label.map_or(0, |label| label.length);
        let value = self.text.get(length..).filter(|value| !value.is_empty())?;
        Some((Stretch { start: self.stretch.start + length, ..self.stretch }, value))
    }

    /// Whether it tells where authors work.
    pub(super) fn is_institution(&self) -> bool {
        signs::is_institution(self.text) || signs::is_institution(&self.plain)
    }

    /// The field that the item's label announces.
    pub(super) fn field(&self) -> Option<Field> {
        match self.label?.announces {
            Announced::Field(field) => Some(field),
            Announced::OtherArticles => None,
        }
    }
}

const BULLETS: &[char] = &['•', '●', '▪', '■', '◆', '◇', '▶', '►', '*', '-', '–', '·'];

/// The items of the lines of a record; bullets go to the outline's furniture.
pub(super) fn items<'a>(lines: &'a [Line<'a>], record: Range<usize>, outline: &mut Outline) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let mut gap = false;
    for index in record {
        let Some(line) = lines.get(index) else { break };
        let (start, end) = line.inner();
        if start == end {
            gap = true;
            continue;
        }
        let text = line.trimmed();
        if text.chars().all(|character| BULLETS.contains(&character)) {
            outline.furniture.push((Stretch { line: index, start, end }, "bullet"));
            continue;
        }
        let bullet = bullet_length(text);
        if bullet > 0 {
            let stretch = Stretch { line: index, start, end: start + bullet };
            outline.furniture.push((stretch, "bullet"));
        }
        let body = text.get(bullet..).unwrap_or_default();
        for piece in pieces(body) {
            let text = body.get(piece.clone()).unwrap_or_default();
            let at = start + bullet;
            let stretch = Stretch { line: index, start: at + piece.start, end: at + piece.end };
            let plain = without_raised(line, &stretch);
            items.push(Item { stretch, text, plain, gap, label: label_of(text), used: false });
            gap = false;
        }
    }
    glued_labels(&mut items);
    items
}

/// Labels that a copy glued to their values: `LanguageEnglish`, `摘要目的`. One alone may be a word of its own; two
/// different ones are the habit of a page.
fn glued_labels(items: &mut [Item<'_>]) {
    let glued = |item: &Item<'_>| if item.label.is_some() { None } else { glued_label(item.text) };
    let mut lengths: Vec<usize> = items.iter().filter_map(glued).collect();
    lengths.sort_unstable();
    lengths.dedup();
    if lengths.len() < 2 {
        return;
    }
    for item in items {
        let Some(length) = glued(item) else { continue };
        let field = item.text.get(..length).and_then(Field::of_label);
        item.label = field.map(|field| Label { announces: Announced::Field(field), length });
    }
}

/// Length of a label with its value glued to it.
fn glued_label(text: &str) -> Option<usize> {
    const LATIN: &[&str] = &[
        "Main Authors",
        "Main Author",
        "Authors",
        "Author",
        "Creator",
        "Published in",
        "Is Part Of",
        "Is part of",
        "Publication Date",
        "Subjects",
        "Subject",
        "Languages",
        "Language",
        "Abstract",
        "Summary",
        "Publisher",
        "ISSN",
        "DOI",
        "Keywords",
        "Key words",
        "Title",
        "Translated title",
        "Subject terms",
        "Description",
        "Country",
    ];
    const EAST_ASIAN: &[&str] =
        &["作者单位", "作者", "摘要", "关键词", "关键字", "机构", "分类号", "基金项目", "초록", "키워드"];
    let begins = |character: char| {
        character.is_uppercase() || character.is_ascii_digit() || character > '\u{2e80}' || character == '['
    };
    let latin = LATIN.iter().find(|label| {
        text.strip_prefix(**label).is_some_and(|rest| {
            rest.starts_with(begins) || label.starts_with("Key") && rest.starts_with(char::is_alphabetic)
        })
    });
    let is_value = |rest: &str| rest.starts_with(|it: char| it.is_alphanumeric() || it == '[' || it == '《');
    let east_asian = || EAST_ASIAN.iter().find(|label| text.strip_prefix(**label).is_some_and(is_value));
    latin.or_else(east_asian).map(|label| label.len())
}

/// Length of a bullet and the white space behind it.
fn bullet_length(text: &str) -> usize {
    let rest = text.trim_start_matches(BULLETS);
    let body = rest.trim_start();
    if rest.len() < text.len() && body.len() < rest.len() && !body.is_empty() {
        text.len() - body.len()
    } else {
        0
    }
}

/// A short line cut before each label with a colon inside it: `Received: 2 May 2020 Accepted: 3 June 2020`.
fn pieces(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 400;
    let mut starts = vec![0];
    if text.len() <= LONGEST {
        for (colon, _) in text.match_indices([':', '：']) {
            let before = text.get(..colon).unwrap_or_default();
            // The label is the whole piece: `Submission received`.
            if starts.last().and_then(|start| before.get(*start..)).is_some_and(is_label) {
                continue;
            }
            // A label has three words at the most here.
            let words = before.char_indices().rev().filter(|(_, character)| is_border(*character)).take(3);
            let begin = words
                .map(|(at, border)| at + border.len_utf8())
                .filter(|at| before.get(*at..).is_some_and(is_label))
                .last()
                // `Article number` is a label of its own, whatever its second word announces elsewhere.
                .filter(|at| before.get(*at..).is_some_and(is_inner_label));
            if let Some(begin) = begin.filter(|begin| starts.last().is_some_and(|last| begin > last)) {
                starts.push(begin);
            }
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([text.len()]).collect();
    let trimmed = |(start, end): (usize, usize)| {
        let piece = text.get(start..end).unwrap_or_default();
        let start = start + (piece.len() - piece.trim_start().len());
        start..start + piece.trim().len()
    };
    starts.into_iter().zip(ends).map(trimmed).filter(|piece| !piece.is_empty()).collect()
}

/// Whether words are the label of a short value. A single character such as 号 may be the end of a longer label.
fn is_inner_label(words: &str) -> bool {
    let is_lone = words.trim().chars().count() == 1;
    !is_lone && Field::of_label(words).is_some_and(is_short)
}

/// Whether words are a label of a page or of a journal line.
fn is_label(words: &str) -> bool {
    words.trim().eq_ignore_ascii_case("article number") || Field::of_label(words).is_some()
}

fn is_border(character: char) -> bool {
    character.is_whitespace() || matches!(character, ';' | '；' | '|' | '(' | '（' | '，' | '/' | '。')
}

/// Whether a field's values are short, so that several stand on one line.
fn is_short(field: Field) -> bool {
    matches!(
        field,
        Field::Doi
            | Field::Pmid
            | Field::Issn
            | Field::Issued
            | Field::Epub
            | Field::Received
            | Field::Accepted
            | Field::Revised
            | Field::Volume
            | Field::Issue
            | Field::Page
            | Field::Language
            | Field::PublicationType
    )
}

/// The label that a text begins with.
pub(super) fn label_of(text: &str) -> Option<Label> {
    const LONGEST: usize = 60;
    let field_of = |words: &str| {
        let words = without_language(words);
        if labels::announces_other_articles(words) {
            return Some(Announced::OtherArticles);
        }
        Field::of_label(words).map(Announced::Field)
    };
    let found = |words: &str, length: usize| {
        let announces = field_of(words)?;
        let value = text.get(length..)?.trim_start();
        Some(Label { announces, length: text.len() - value.len() })
    };
    if text.chars().count() <= LONGEST
        && let Some(label) = found(text.trim_end_matches([':', '：', ' ', '\u{a0}']), text.len())
    {
        return Some(label);
    }
    for (open, close) in [('【', '】'), ('[', ']'), ('〔', '〕'), ('［', '］'), ('〖', '〗')] {
        if let Some(inside) = text.strip_prefix(open)
            && let Some(length) = inside.find(close).filter(|length| *length <= LONGEST)
        {
            let words = inside.get(..length)?;
            let behind = open.len_utf8() + length + close.len_utf8();
            let rest = text.get(behind..)?.trim_start();
            let value = rest.strip_prefix([':', '：']).unwrap_or(rest);
            return found(words, text.len() - value.len());
        }
    }
    let separators: [&[char]; 2] = [&[':', '：'], &['\t']];
    for separator in separators {
        if let Some(at) = text.find(separator).filter(|at| *at <= LONGEST * 2) {
            let words = text.get(..at)?;
            let length = at + text.get(at..)?.chars().next().map_or(0, char::len_utf8);
            if words.chars().count() <= LONGEST
                && let Some(label) = found(words, length)
            {
                return Some(label);
            }
        }
    }
    if let Some((words, _)) = text.split_once(" - ").filter(|(words, _)| words.len() <= LONGEST)
        && let Some(label) = found(words, words.len() + 3)
    {
        return Some(label);
    }
    spaced_label(text)
        .and_then(|length| found(text.get(..length)?, length))
        .or_else(|| button_of_authors(text))
}

/// The button that `ScienceDirect` has glued to the first name.
fn button_of_authors(text: &str) -> Option<Label> {
    const BUTTON: &str = "Author links open overlay panel";
    let names = text.strip_prefix(BUTTON)?;
    (signs::names_in(names) > 0)
        .then_some(Label { announces: Announced::Field(Field::Author), length: BUTTON.len() })
}

/// Words without the language they name in brackets behind them: `Abstract (in English)`.
fn without_language(words: &str) -> &str {
    let words = words.trim();
    let open = words.rfind(['(', '（']).filter(|_| words.ends_with([')', '）']));
    open.and_then(|open| words.get(..open)).map(str::trim).filter(|words| !words.is_empty()).unwrap_or(words)
}

/// Length of a label's words with only a blank behind them, where value and words can be nothing else: `作者 张三`,
/// `Keywords tea; sleep`, `DOI 10.1000/x`.
fn spaced_label(text: &str) -> Option<usize> {
    let length = text.find(char::is_whitespace)?;
    let first = text.get(..length)?;
    let value = text.get(length..)?.trim_start();
    let is_east_asian = first.chars().count() >= 2 && first.chars().all(|it| it > '\u{2e80}');
    if is_east_asian {
        return Field::of_label(first).map(|_| length);
    }
    let with_second = |second: &str| {
        let rest = value.strip_prefix(second)?;
        rest.starts_with(char::is_whitespace).then(|| text.len() - rest.len())
    };
    let is_list = |text: &str| text.contains([';', '；', ',']) && text.len() < 1000;
    match first.to_lowercase().as_str() {
        "doi" => doi::is_bare(value).then_some(length),
        "pmid" | "pmcid" | "issn" | "eissn" => {
            value.starts_with(|it: char| it.is_ascii_digit() || it == 'P').then_some(length)
        }
        "keywords" => (first.starts_with('K') && value.len() < 1000).then_some(length),
        "by" => (signs::names_in(value) > 0).then_some(length),
        "key" => with_second("words").filter(|end| text.get(*end..).is_some_and(is_list)),
        "abstract" | "resumen" | "resumo" | "summary" => (value.len() > 150).then_some(length),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> Option<(Option<Field>, &str)> {
        let label = label_of(text)?;
        let field = match label.announces {
            Announced::Field(field) => Some(field),
            Announced::OtherArticles => None,
        };
        Some((field, text.get(label.length..)?))
    }

    #[test]
    fn labels_stand_in_many_forms() {
        assert_eq!(field("Authors: Zhang San"), Some((Some(Field::Author), "Zhang San")));
        assert_eq!(field("【作 者】张三"), Some((Some(Field::Author), "张三")));
        assert_eq!(field("摘要"), Some((Some(Field::Abstract), "")));
        assert_eq!(field("Keywords (English): tea"), Some((Some(Field::Keyword), "tea")));
        assert_eq!(field("作者 张三"), Some((Some(Field::Author), "张三")));
        assert_eq!(field("Publication year - 2018"), Some((Some(Field::Issued), "2018")));
        assert_eq!(field("DOI 10.1000/x"), Some((Some(Field::Doi), "10.1000/x")));
        assert_eq!(field("References"), Some((None, "")));
        assert_eq!(field("Abstract art in Vienna"), None);
        assert_eq!(field("https://example.org"), None);
    }

    #[test]
    fn a_line_with_several_labels_is_cut_before_each() {
        let text = "Received: 2 May 2020 Accepted: 3 June 2020; DOI: 10.1000/x";
        let found: Vec<&str> = pieces(text).into_iter().map(|piece| &text[piece]).collect();
        assert_eq!(found, ["Received: 2 May 2020", "Accepted: 3 June 2020;", "DOI: 10.1000/x"]);
    }
}
