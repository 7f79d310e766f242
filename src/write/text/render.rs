//! One entry, rendered by the processor on its own, with the places where its neighbours decide: its number, the
//! letter behind its year, its authors where a style writes a dash for the same ones.

use super::item::{self, Shown, item};
use super::style::{Order, STYLES, Style};
use crate::record::Record;
use crate::write::destination::Lead;
use hayagriva::archive::{self, ArchivedStyle};
use hayagriva::citationberg::json::{Item, Value};
use hayagriva::citationberg::{self, DemoteNonDroppingParticle, IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, ElemChildren, ElemMeta,
};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// An entry before it has neighbours. The ranges are of bytes of `text`.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) text: String,
    /// The place of its number.
    pub(super) number: Option<Range<usize>>,
    /// Its authors (or who stands in their place).
    pub(super) names: Option<Range<usize>>,
    /// Where a letter behind the year would stand, and what in front of it.
    pub(super) letter: Option<(usize, String)>,
}

/// A style with its terms in two languages.
pub(super) struct Processor {
    csl: IndependentStyle,
}

static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let wanted = |locale: &Locale| {
        locale.lang.as_ref().is_some_and(|code| matches!(code.0.as_str(), "en-US" | "en-GB" | "zh-CN"))
    };
    archive::locales().into_iter().filter(wanted).collect()
});

impl Processor {
    /// The one of a style, read once a run.
    pub(super) fn of(style: &'static Style) -> &'static Self {
        static READ: LazyLock<Vec<OnceLock<Processor>>> =
            LazyLock::new(|| STYLES.iter().map(|_| OnceLock::new()).collect());
        let at = STYLES.iter().position(|other| other == style).unwrap_or_default();
        READ[at].get_or_init(|| {
            let archived = ArchivedStyle::by_name(style.archived).map(ArchivedStyle::get);
            let Some(citationberg::Style::Independent(csl)) = archived else {
                unreachable!("the table of styles names one that the archive lacks: {}", style.archived)
            };
            Self { csl }
        })
    }

    /// What the style writes for authors that are those of the entry before.
    pub(super) fn same_authors(&self) -> Option<&str> {
        self.csl.bibliography.as_ref()?.subsequent_author_substitute.as_deref()
    }

    /// Whether `de la Cruz` stands under D.
    pub(super) fn sorts_by_particle(&self) -> bool {
        self.csl.settings.demote_non_dropping_particle == DemoteNonDroppingParticle::Never
    }

    /// The entry of a record.
    pub(super) fn entry(&self, record: &Record, style: &Style, lead: Lead) -> Entry {
        let (item, shown) = item(record, style, lead);
        let mut entry = self.render(&[&item], style, shown);
        if matches!(style.order, Order::AuthorYear | Order::LanguageAuthorYear) {
            // A twin makes the processor write `2022a` and `2022b`.
            let mut twin = item.clone();
            twin.0.insert("id".to_owned(), Value::String("2".to_owned()));
            let lettered = self.render(&[&item, &twin], style, shown).text;
            entry.letter = inserted(&entry.text, &lettered);
        }
        entry
    }

    /// The entry of the first item.
    fn render(&self, items: &[&Item], style: &Style, shown: Shown) -> Entry {
        // A Chinese style has the terms of the language of the entry: 等, but "et al." (GB/T 7714-2015, 8.1.2).
        let own =
            style.locale.map(|code| LocaleCode(code.to_owned())).or_else(|| self.csl.default_locale.clone());
        let is_chinese = own.as_ref().is_some_and(|code| code.0.starts_with("zh"));
        let locale = if is_chinese && shown != Shown::Chinese { Some(LocaleCode::en_us()) } else { own };
        let mut driver = BibliographyDriver::new();
        for item in items {
            let cited = vec![CitationItem::with_entry(*item)];
            driver.citation(CitationRequest::new(cited, &self.csl, locale.clone(), &LOCALES, None));
        }
        let rendered = driver.finish(BibliographyRequest::new(&self.csl, locale, &LOCALES));
        let Some(first) =
            rendered.bibliography.and_then(|all| all.items.into_iter().find(|it| it.key == "1"))
        else {
            return Entry::default();
        };
        let mut entry = Entry::default();
        if let Some(field) = &first.first_field {
            flatten(std::slice::from_ref(field), &mut entry);
            if !entry.text.ends_with(' ') {
                entry.text.push(' ');
            }
        }
        let ElemChildren(content) = &first.content;
        flatten(content, &mut entry);
        entry.text.truncate(entry.text.trim_end().len());
        // Chicago's style leaves the blank of an absent issue between volume and pages: `140 : 55`.
        if let Some(Value::String(volume)) = items.first().and_then(|item| item.0.get("volume")) {
            entry.text = entry.text.replacen(&format!(" {volume} : "), &format!(" {volume}: "), 1);
        }
        // The number that was rendered is 1; brackets and the point behind it stay.
        entry.number = entry.number.and_then(|range| {
            let start = range.start + entry.text.get(range)?.find('1')?;
            Some(start..start + 1)
        });
        entry
    }
}

fn flatten(children: &[ElemChild], entry: &mut Entry) {
    for child in children {
        match child {
            ElemChild::Text(text) | ElemChild::Link { text, url: _ } => push(&text.text, entry),
            ElemChild::Markup(text) => push(text, entry),
            ElemChild::Transparent { .. } => {}
            ElemChild::Elem(elem) => {
                if elem.display.is_some() && !entry.text.is_empty() && !entry.text.ends_with(' ') {
                    entry.text.push(' ');
                }
                let start = entry.text.len();
                flatten(&elem.children.0, entry);
                let range = start..entry.text.len();
                match elem.meta {
                    Some(ElemMeta::CitationNumber) if entry.number.is_none() => entry.number = Some(range),
                    Some(ElemMeta::Names(_)) if entry.names.is_none() => entry.names = Some(range),
                    _ => {}
                }
            }
        }
    }
}

/// Appends a text with single blanks. A point behind a question mark or another point goes, as citeproc has it; not
/// one of several, nor one inside an address.
fn push(text: &str, entry: &mut Entry) {
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        let letter = if matches!(letter, '\n' | '\r') { ' ' } else { item::decoded(letter) };
        let is_second_blank = letter == ' ' && (entry.text.is_empty() || entry.text.ends_with(' '));
        let goes_on = rest.peek().is_some_and(|next| *next == '.' || next.is_alphanumeric() || *next == '/');
        let is_second_point = letter == '.'
            && !goes_on
            && !entry.text.ends_with("..")
            && entry.text.ends_with(['.', '?', '!', '？', '！']);
        if !is_second_blank && !is_second_point {
            entry.text.push(letter);
        }
    }
}

/// What stands in `longer` and not in `text`: its place, and it without its last letter.
fn inserted(text: &str, longer: &str) -> Option<(usize, String)> {
    let more = longer.len().checked_sub(text.len()).filter(|more| *more > 0)?;
    let same = text.bytes().zip(longer.bytes()).take_while(|(one, other)| one == other).count();
    let at = (0..=same).rev().find(|at| text.is_char_boundary(*at))?;
    let letter = longer.get(at..at + more)?;
    let whole = text.get(at..)? == longer.get(at + more..)?;
    let lead = letter.strip_suffix('a').filter(|_| whole)?;
    Some((at, lead.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_letter_is_found() {
        assert_eq!(inserted("(2022). A", "(2022a). A"), Some((5, String::new())));
        assert_eq!(inserted("(n.d.). A", "(n.d.-a). A"), Some((5, "-".to_owned())));
        assert_eq!(inserted("2022", "2022"), None);
        assert_eq!(inserted("Ou, 2022", "Ou W, 2022"), None);
    }
}
