//! The general reader: pages of sites that no table knows.
//!
//! It reads labels that many sites use (`vocab::labels`), values that tell themselves (DOI, journal line, citation),
//! and title, authors and institutions by where they stand. A wrong value is worse than none: what two readings are
//! possible of is left unclaimed, and a page that does not show by several signs that it is an article's is no
//! record at all. `docs/confidence.md` holds the figures.

mod items;
mod labelled;
mod list;
mod place;

mod values;

use super::layout::{Field, Grammar, Layout, Shape};
use super::lines::{Line, Stretch};
use super::outline::{Outline, Section};
use super::signs;
use super::told::Told;
use crate::record::Confidence;
use crate::value::journal_line;
use crate::vocab::{navigation, types};
use items::{Item, items};
pub(super) use list::Stands;
use std::ops::Range;

/// No page of one article has more lines with text.
const MOST_ITEMS: usize = 20_000;

/// Why a page gives no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    /// In words, which may be empty.
    pub(super) why: &'static str,
    /// The page shows parts of an article all the same, so that somebody may miss it.
    pub(super) shows_article: bool,
}

impl Refusal {
    pub(super) const fn of_no_article(why: &'static str) -> Self {
        Self { why, shows_article: false }
    }
}

/// The layout by whose name and word lists unknown pages are read; `None` where the user does not want that.
pub(super) fn layout(layouts: &[Layout]) -> Option<&Layout> {
    layouts.iter().find(|layout| layout.shape == Shape::General)
}

/// The records of a page: all of it, or the entries of a list.
pub(super) fn records(lines: &[Line<'_>], page: Range<usize>) -> (Stands, Vec<Range<usize>>) {
    let (stands, entries) = list::entries(lines, page.clone());
    if entries.is_empty() { (Stands::Alone, vec![page]) } else { (stands, entries) }
}

/// Cuts the lines of a page into the sections of its article; `told` is what is said of its title beside them. Why there is none, in words, where the page does not show that it holds one article.
pub(super) fn outline<'a>(
    layout: &'a Layout,
    lines: &'a [Line<'a>],
    record: Range<usize>,
    told: &Told,
    stands: Stands,
) -> Result<Outline, Refusal> {
    let mut outline = Outline::default();
    let items = items(lines, record, &mut outline);
    if items.len() > MOST_ITEMS {
        return Err(Refusal::of_no_article("it is longer than a page of one article"));
    }
    if list::shows_several(&items, stands) {
        return Err(Refusal::of_no_article("it shows several articles"));
    }
    let mut page = Page { layout, lines, items, outline, end: 0, stands, is_told: false };
    page.end = page.items.len();
    page.site();
    page.labelled();
    let placed = place::place(&mut page, told);
    page.formed();
    page.dated_journal(&placed);
    page.journal_above_issn();
    page.located(&placed);
    page.dois();
    page.paragraphs(&placed);
    page.admitted()?;
    let mut outline = page.outline;
    outline
        .sections
        .sort_by_key(|section| section.stretches.first().map_or(section.line, |first| first.line));
    Ok(outline)
}

/// Whether a label of the field shows that an article goes on below the site's own lines.
fn is_of_article(field: Field) -> bool {
    matches!(
        field,
        Field::Title
            | Field::Author
            | Field::Doi
            | Field::JournalLine
            | Field::Volume
            | Field::Issue
            | Field::Page
            | Field::Issued
            | Field::Received
            | Field::Accepted
            | Field::Abstract
            | Field::Keyword
            | Field::Mesh
            | Field::Pmid
    )
}

/// A page on its way to an outline.
struct Page<'a> {
    layout: &'a Layout,
    lines: &'a [Line<'a>],
    items: Vec<Item<'a>>,
    outline: Outline,
    /// Where other articles begin: the index of an item.
    end: usize,
    stands: Stands,
    /// The page's metadata has the title.
    is_told: bool,
}

impl Page<'_> {
    /// Enters a section of whole items or parts of them.
    fn enter(
        &mut self,
        field: Field,
        label: Option<&str>,
        line: usize,
        stretches: Vec<Stretch>,
        confidence: Confidence,
    ) {
        let grammar = match field {
            Field::Keyword if self.is_slashed(&stretches) => Grammar::SlashedKeywords,
            Field::Keyword => Grammar::SpacedKeywords,
            Field::JournalLine if self.names_place(&stretches) => Grammar::ScieloLine,
            _ => field.usual_grammar(),
        };
        let push = |sections: &mut Vec<Section>, field, stretches| {
            sections.push(Section {
                field,
                grammar,
                label: label.map(str::to_owned),
                line,
                stretches,
                confidence,
            });
        };
        let [only] = stretches.as_slice() else { return push(&mut self.outline.sections, field, stretches) };
        let text = self
            .lines
            .get(only.line)
            .and_then(|line| line.text.get(only.start..only.end))
            .unwrap_or_default();
        match place::joined_titles(text).filter(|_| field == Field::Title) {
            None => push(&mut self.outline.sections, field, stretches),
            Some((slash, second)) => {
                let slash = Stretch { start: only.start + slash.start, end: only.start + slash.end, ..*only };
                self.outline.furniture.push((slash, "separator"));
                push(&mut self.outline.sections, field, vec![Stretch { end: slash.start, ..*only }]);
                push(&mut self.outline.sections, second, vec![Stretch { start: slash.end, ..*only }]);
            }
        }
    }

    /// Whether a list in Chinese characters has slashes and no other separator.
    fn is_slashed(&self, stretches: &[Stretch]) -> bool {
        let texts = stretches.iter().filter_map(|at| self.lines.get(at.line)?.text.get(at.start..at.end));
        let [text] = texts.collect::<Vec<_>>()[..] else { return false };
        text.contains('/') && !text.contains([';', '；', ',', '，', '、', ' ']) && signs::is_east_asian(text)
    }

    /// Whether a journal line has the place of publication before its date.
    fn names_place(&self, stretches: &[Stretch]) -> bool {
        let [only] = stretches else { return false };
        let text = self
            .lines
            .get(only.line)
            .and_then(|line| line.text.get(only.start..only.end))
            .unwrap_or_default();
        !journal_line::looks_like_source(text) && journal_line::parse_with_place(text).is_some()
    }

    /// Marks what carries nothing on the site's part of the page.
    fn site(&mut self) {
        let layout = self.layout;
        for index in 0..self.items.len() {
            // The value below a label, `English` below `Language`, is none of a menu.
            let is_value =
                index.checked_sub(1).and_then(|above| self.items.get(above)).is_some_and(|above| {
                    matches!(above.label.map(|label| label.announces), Some(items::Announced::Field(_)))
                        && above.value().is_none()
                });
            let Some(item) = self.items.get_mut(index) else { break };
            let is_menu = item.label.is_none()
                && !is_value
                && (navigation::is_menu(item.text) || navigation::is_notice(item.text));
            let is_known = is_menu
                || layout.furniture.iter().any(|known| known.eq_ignore_ascii_case(item.text))
                || layout.furniture_starts.iter().any(|start| item.text.starts_with(start.as_str()));
            if is_known {
                item.used = true;
                item.label = None;
                self.outline.furniture.push((item.stretch, "site"));
            }
        }
        for index in 0..self.items.len() {
            let known = |item: &&Item<'_>| !item.used && types::publication_type(item.text).is_some();
            if self.items.get(index).as_ref().is_some_and(known) && !self.has(Field::PublicationType) {
                self.whole(index, Field::PublicationType, Confidence::Certain);
            }
        }
        for index in 0..self.end {
            let is_footer = |item: &Item<'_>| {
                !item.used
                    && (layout.footer.iter().any(|start| item.text.starts_with(start.as_str()))
                        || navigation::is_footer(item.text))
            };
            if !self.items.get(index).is_some_and(is_footer) {
                continue;
            }
            // A line about the rights in the middle of a page ends nothing.
            if self.goes_on(index) {
                self.furnish(index, "site");
            } else {
                self.end_at(index, "footer");
                return;
            }
        }
    }

    /// The first item below one that begins a field of the article which nothing above it has.
    fn next_field(&self, at: usize) -> Option<usize> {
        let announced = |item: &Item<'_>| match item.label.map(|label| label.announces) {
            Some(items::Announced::Field(field)) => Some(field),
            _ => None,
        };
        let above: Vec<Field> = self.items.iter().take(at).filter_map(announced).collect();
        let line = self.items.get(at).map_or(0, |item| item.stretch.line);
        let is_new = |item: &Item<'_>| {
            item.stretch.line > line
                && announced(item).is_some_and(|field| is_of_article(field) && !above.contains(&field))
        };
        self.items
            .iter()
            .enumerate()
            .take(self.end)
            .skip(at + 1)
            .find(|(_, item)| is_new(item))
            .map(|(index, _)| index)
    }

    /// Whether the article goes on below an item.
    fn goes_on(&self, at: usize) -> bool {
        self.next_field(at).is_some()
    }

    /// Ends the article at an item; what stands from there on is no part of it.
    fn end_at(&mut self, end: usize, what: &'static str) {
        let line = self.items.get(end).map_or(0, |item| item.stretch.line);
        let passed = self.items.iter().take(self.end).skip(end + 1);
        let count = passed.filter(|item| !item.used && !navigation::is_footer(item.text)).count();
        self.outline.passed_over.push((what, line, count));
        for item in self.items.iter_mut().take(self.end).skip(end) {
            item.used = true;
            self.outline.furniture.push((item.stretch, what));
        }
        self.end = end;
    }

    fn furnish(&mut self, at: usize, what: &'static str) {
        if let Some(item) = self.items.get_mut(at) {
            item.used = true;
            self.outline.furniture.push((item.stretch, what));
        }
    }

    /// The indexes of items of the article that nobody has and that pass a test.
    fn unused(&self, test: impl Fn(&str) -> bool) -> Vec<usize> {
        let items = self.items.iter().take(self.end).enumerate();
        items
            .filter(|(_, item)| !item.used && item.label.is_none() && test(item.text))
            .map(|(index, _)| index)
            .collect()
    }

    fn has(&self, field: Field) -> bool {
        self.outline.sections.iter().any(|section| section.field == field)
    }

    /// Gives a whole item to a field.
    fn whole(&mut self, index: usize, field: Field, confidence: Confidence) {
        let Some(item) = self.items.get_mut(index) else { return };
        item.used = true;
        let stretch = item.stretch;
        self.enter(field, None, stretch.line, vec![stretch], confidence);
    }

    /// Whether the sections show that the page is an article's.
    fn admitted(&self) -> Result<(), Refusal> {
        let any = |fields: &[Field]| fields.iter().any(|field| self.has(*field));
        let has_title = any(&[Field::Title, Field::VernacularTitle, Field::Citation]);
        let is_located = any(&[Field::JournalLine, Field::Doi, Field::Pmid, Field::Citation])
            || any(&[Field::ContainerTitle]) && any(&[Field::Issued, Field::Volume])
            || any(&[Field::Volume]) && any(&[Field::Issue, Field::Page]);
        let groups: [&[Field]; 5] = [
            &[Field::Author],
            &[Field::Affiliation],
            &[Field::Abstract],
            &[Field::Keyword, Field::Mesh],
            &[
                Field::JournalLine,
                Field::Doi,
                Field::Pmid,
                Field::Citation,
                Field::ContainerTitle,
                Field::Volume,
            ],
        ];
        let signs = groups.iter().filter(|group| any(group)).count();
        let shows_article = any(&[
            Field::Abstract,
            Field::Keyword,
            Field::Mesh,
            Field::Citation,
            Field::JournalLine,
            Field::Pmid,
        ]);
        let refusal = |why| Err(Refusal { why, shows_article });
        match (has_title, is_located) {
            // The metadata says that it is an article's, and where that is found.
            (true, _) if self.is_told && signs > 0 => Ok(()),
            (false, _) => refusal("nothing on it is certainly the title of an article"),
            // The entries of a list show together what each shows too little of.
            (true, true) if signs >= 2 || self.has(Field::Citation) || self.stands == Stands::InList => {
                Ok(())
            }
            (true, false)
                if any(&[Field::Author])
                    && any(&[Field::Abstract])
                    && any(&[Field::Keyword, Field::Mesh]) =>
            {
                Ok(())
            }
            _ => refusal("too little of it looks like an article's page"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::lines::lines;

    fn fields(text: &str) -> Result<Vec<(Field, String)>, Refusal> {
        let layouts = crate::page::built_in();
        let layout = layout(&layouts).expect("the general layout");
        let lines = lines(text, 1);
        let outline = outline(layout, &lines, 0..lines.len(), &Told::default(), Stands::Alone)?;
        let text_of = |section: &Section| super::super::lines::Passage::new(&lines, &section.stretches).text;
        Ok(outline.sections.iter().map(|section| (section.field, text_of(section))).collect())
    }

    #[test]
    fn a_page_with_labels_and_places_is_read() {
        let page = "Home\nAbout\nEffect of green tea on sleep: a trial\nZhang San1, Li Si2,*\n\
                    1Department of Tea, Example University, Beijing, China\nJ Example Med. 2021;25(1):25-31\n\
                    doi: 10.1000/tea.1\nAbstract\nGreen tea is drunk by many people and sleep is wanted by all of them, so we asked both.\n\
                    Keywords: tea; sleep\nReferences\n1. Wang W. Other tea. J Tea. 2019;1(1):1-2. doi:10.1000/other\n";
        let fields = fields(page).expect("an article");
        let of =
            |wanted: Field| fields.iter().find(|(field, _)| *field == wanted).map(|(_, text)| text.as_str());
        assert_eq!(of(Field::Title), Some("Effect of green tea on sleep: a trial"));
        assert_eq!(of(Field::Author), Some("Zhang San1, Li Si2,*"));
        assert_eq!(of(Field::Doi), Some("10.1000/tea.1"));
        assert_eq!(of(Field::JournalLine), Some("J Example Med. 2021;25(1):25-31"));
        assert_eq!(of(Field::Keyword), Some("tea; sleep"));
    }

    #[test]
    fn prose_is_no_article() {
        for text in [
            "",
            "Sign in\nUser name\nPassword\n",
            "It was a dark night. In 2019 we drank tea, and slept well.\n",
        ] {
            assert!(fields(text).is_err(), "{text}");
        }
    }
}
