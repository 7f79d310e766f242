//! Which title, which journal name leads, and which stands beside it: the same in every format (mapping reference
//! 8.1).

use super::destination::Lead;
use crate::record::{
    ContainerRole, ContainerTitle, FormKind, Language, Marked, Record, Style, Text, Title, TitleRole,
};
use crate::syntax::csl::one_line;
use std::borrow::Cow;

/// Positions of titles in a record's list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct TitleOrder {
    /// The title of the output.
    pub(super) leading: Option<usize>,
    /// The title in another language that stands beside it.
    pub(super) other: Option<usize>,
    /// The subtitle of the leading title.
    pub(super) subtitle: Option<usize>,
    /// Titles that say the same as the leading one, which need not be said again; in rising order.
    same: Vec<usize>,
}

impl TitleOrder {
    /// The leading title with its subtitle behind a colon, for formats without a field for subtitles.
    pub(super) fn whole(&self, titles: &[Title]) -> Option<Marked> {
        let at =
            |position: Option<usize>| position.and_then(|at| titles.get(at)).map(|title| &title.text.value);
        let mut whole = at(self.leading)?.clone();
        if let Some(subtitle) = at(self.subtitle) {
            let joint = match whole.to_plain() {
                title if title.is_empty() => "",
                title if title.ends_with([':', '?', '!']) => " ",
                _ => ": ",
            };
            whole.push(joint, Style::PLAIN);
            for span in subtitle.spans() {
                whole.push(span.text.clone(), span.style);
            }
        }
        Some(whole)
    }

    /// Whether a title needs no further place.
    pub(super) fn has_place(&self, position: usize) -> bool {
        let chosen = [self.leading, self.other, self.subtitle];
        chosen.contains(&Some(position)) || self.same.binary_search(&position).is_ok()
    }
}

/// Positions of titles for formats that want the title in the article's own language first (mapping reference 2.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct OwnFirst {
    /// The title in the language of the article; the leading one where nothing tells.
    pub(super) own: Option<usize>,
    /// The other one of the two.
    pub(super) other: Option<usize>,
    /// Whether the other one leads, and a reader has to be told so.
    pub(super) other_leads: bool,
}

/// The leading title and the one beside it by language. The languages of the article decide, else the role (8.1).
pub(super) fn own_first(titles: &[Title], languages: &[Language], order: &TitleOrder) -> OwnFirst {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    let article: Vec<String> = languages.iter().filter_map(|it| it.tag.as_deref()).map(primary).collect();
    let is_own = |at: Option<usize>| {
        let lang = at.and_then(|at| titles.get(at)).and_then(|title| title.text.lang.as_deref());
        lang.filter(|_| !article.is_empty()).map(|lang| article.contains(&primary(lang)))
    };
    let is_vernacular = |at: Option<usize>| {
        at.and_then(|at| titles.get(at)).is_some_and(|title| title.role == TitleRole::Vernacular)
    };
    let swapped = match (is_own(order.leading), is_own(order.other)) {
        (Some(false), Some(true)) => true,
        (Some(true), Some(false)) => false,
        _ => is_vernacular(order.other),
    };
    if swapped {
        OwnFirst { own: order.other, other: order.leading, other_leads: true }
    } else {
        OwnFirst { own: order.leading, other: order.other, other_leads: false }
    }
}

fn is_english(text: &Text) -> bool {
    text.lang.as_deref().is_some_and(|lang| lang == "en" || lang.starts_with("en-"))
}

/// The titles by who leads.
pub(super) fn titles(titles: &[Title], lead: Lead) -> TitleOrder {
    let of_role = |role| titles.iter().position(|title| title.role == role);
    let (main, vernacular) = (of_role(TitleRole::Main), of_role(TitleRole::Vernacular));
    let as_shown = main.or(vernacular);
    let english = || {
        let whole = |title: &Title| {
            use TitleRole::{Alternative, Main, Translated, Vernacular};
            matches!(title.role, Main | Vernacular | Translated | Alternative)
        };
        // The title that is shown already is the one if it is English or nobody knows.
        let shown = as_shown.and_then(|at| titles.get(at));
        if shown.is_some_and(|title| title.text.lang.is_none()) {
            return as_shown;
        }
        let first = main.filter(|at| titles.get(*at).is_some_and(|title| is_english(&title.text)));
        first.or_else(|| titles.iter().position(|title| whole(title) && is_english(&title.text))).or(as_shown)
    };
    let leading = match lead {
        Lead::AsShown => as_shown,
        Lead::Vernacular => vernacular.or(main),
        Lead::English => english(),
    };
    let leading = leading.or_else(|| titles.iter().position(|title| title.role != TitleRole::Short));
    let other = match lead {
        Lead::AsShown => vernacular,
        Lead::Vernacular => main.filter(|_| vernacular.is_some()).or(of_role(TitleRole::Translated)),
        Lead::English => as_shown.filter(|at| leading != Some(*at)).or(vernacular),
    };
    let first = leading
        .and_then(|at| titles.get(at))
        .map(|title| (&title.text.value, one_line(&title.text.as_plain())));
    let says_the_same = |title: &Title| {
        let other = &title.text.value;
        let unmarked = |plain: &str| other.is_plain() && one_line(&other.as_plain()) == *plain;
        title.role != TitleRole::Short
            && first.as_ref().is_some_and(|(first, plain)| *first == other || unmarked(plain))
    };
    let same: Vec<usize> = titles
        .iter()
        .enumerate()
        .filter(|(at, title)| Some(*at) != leading && says_the_same(title))
        .map(|(at, _)| at)
        .collect();
    let other = other.filter(|other| leading != Some(*other) && !same.contains(other));
    let subtitle = of_role(TitleRole::Subtitle).filter(|_| leading == main && main.is_some());
    TitleOrder { leading, other, subtitle, same }
}

/// Positions of names in a record's list of names of its journal or book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ContainerOrder {
    /// The name of the output; an abbreviation never is.
    pub(super) leading: Option<usize>,
    /// The full name in the other language.
    pub(super) other: Option<usize>,
    /// The abbreviation.
    pub(super) abbreviation: Option<usize>,
}

/// The names of the journal by who leads.
pub(super) fn container(names: &[ContainerTitle], lead: Lead) -> ContainerOrder {
    let of_role = |role| names.iter().position(|name| name.role == role);
    let (main, vernacular) = (of_role(ContainerRole::Main), of_role(ContainerRole::Vernacular));
    let leading = match lead {
        Lead::AsShown => main.or(vernacular),
        Lead::Vernacular => vernacular.or(main),
        Lead::English => {
            let english = |at: &usize| names.get(*at).is_some_and(|name| is_english(&name.text));
            main.filter(english).or(vernacular.filter(english)).or(main).or(vernacular)
        }
    };
    let other = [main, vernacular].into_iter().flatten().find(|at| Some(*at) != leading);
    ContainerOrder { leading, other, abbreviation: of_role(ContainerRole::Abbrev) }
}

/// The record with the leading title, names of authors and journal name as its main ones, and nothing said twice, for
/// a table whose columns go by role: those of the other language hold what does not lead.
pub(super) fn arranged(record: &Record, lead: Lead) -> Cow<'_, Record> {
    let order = titles(&record.titles, lead);
    if lead == Lead::AsShown && order.same.is_empty() {
        return Cow::Borrowed(record);
    }
    let mut arranged = record.clone();
    arrange_titles(&mut arranged.titles, &order, lead);
    let journal = container(&record.container_titles, lead).leading;
    let is_main =
        |at: &usize| record.container_titles.get(*at).is_some_and(|name| name.role == ContainerRole::Main);
    if let Some(journal) = journal.filter(|at| !is_main(at)) {
        for (position, name) in arranged.container_titles.iter_mut().enumerate() {
            if position == journal {
                name.role = ContainerRole::Main;
            } else if name.role == ContainerRole::Main {
                name.role = ContainerRole::Vernacular;
            }
        }
    }
    if lead == Lead::Vernacular {
        for person in &mut arranged.contributors {
            for form in &mut person.forms {
                form.kind = match form.kind {
                    FormKind::Native => FormKind::Romanised,
                    FormKind::Romanised => FormKind::Native,
                    FormKind::Alternate => FormKind::Alternate,
                };
            }
        }
    }
    Cow::Owned(arranged)
}

fn arrange_titles(titles: &mut Vec<Title>, order: &TitleOrder, lead: Lead) {
    // With nothing but a vernacular title, that stands under its own name too.
    let is_first = titles.iter().position(|title| title.role == TitleRole::Main) == order.leading;
    if lead != Lead::AsShown && !is_first {
        for (position, title) in titles.iter_mut().enumerate() {
            title.role = match title.role {
                _ if Some(position) == order.leading => TitleRole::Main,
                _ if Some(position) == order.other => TitleRole::Vernacular,
                // Not of the title that leads now.
                TitleRole::Subtitle if Some(position) != order.subtitle => TitleRole::Alternative,
                TitleRole::Main | TitleRole::Vernacular => TitleRole::Alternative,
                role => role,
            };
        }
    }
    let mut position = 0;
    titles.retain(|_| {
        position += 1;
        order.same.binary_search(&(position - 1)).is_err()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(role: TitleRole, value: &str, lang: &str) -> Title {
        Title { text: Text { lang: Some(lang.to_owned()), ..Text::read(value) }, role }
    }

    #[test]
    fn english_leads_only_when_asked_for() {
        let list =
            [title(TitleRole::Main, "针刺", "zh-Hans"), title(TitleRole::Translated, "Acupuncture", "en")];
        assert_eq!(titles(&list, Lead::AsShown).leading, Some(0));
        let english = titles(&list, Lead::English);
        assert_eq!((english.leading, english.other), (Some(1), Some(0)));
        let none = [title(TitleRole::Main, "针刺", "zh-Hans")];
        assert_eq!(titles(&none, Lead::English).leading, Some(0));
    }

    #[test]
    fn the_article_s_own_title_is_known_by_its_language() {
        let list =
            [title(TitleRole::Main, "Acupuncture", "en"), title(TitleRole::Vernacular, "针刺", "zh-Hans")];
        let of = |tag: Option<&str>| Language { text: "x".into(), tag: tag.map(Into::into) };
        let order = titles(&list, Lead::AsShown);
        let swapped = OwnFirst { own: Some(1), other: Some(0), other_leads: true };
        assert_eq!(own_first(&list, &[of(Some("zh"))], &order), swapped);
        assert_eq!(own_first(&list, &[of(None)], &order), swapped, "its role tells");
        assert!(!own_first(&list, &[of(Some("en"))], &order).other_leads);
        let order = titles(&list, Lead::Vernacular);
        assert_eq!(
            own_first(&list, &[of(Some("zh"))], &order),
            OwnFirst { own: Some(1), other: Some(0), other_leads: false }
        );
    }

    #[test]
    fn a_title_that_stands_in_both_slots_is_said_once() {
        let list =
            [title(TitleRole::Main, "Acupuncture", "en"), title(TitleRole::Vernacular, "Acupuncture", "en")];
        let found = titles(&list, Lead::AsShown);
        assert_eq!((found.leading, found.other), (Some(0), None));
        assert!(found.has_place(1));
        let table = Record { titles: list.to_vec(), ..Record::default() };
        assert_eq!(arranged(&table, Lead::AsShown).titles, list[..1]);
        let mut marked = list.clone();
        marked[0].text.value = Marked::default();
        marked[0].text.value.push("Acupuncture", Style { italic: true, ..Style::PLAIN });
        assert!(titles(&marked, Lead::AsShown).has_place(1), "the marks are in the one that leads");
        assert_eq!(titles(&marked, Lead::Vernacular).other, Some(0), "the marks would be lost");
    }

    #[test]
    fn a_subtitle_stays_with_its_title() {
        let list = [
            title(TitleRole::Main, "Why?", "en"),
            title(TitleRole::Subtitle, "A trial", "en"),
            title(TitleRole::Vernacular, "针刺", "zh"),
        ];
        let whole = |lead| titles(&list, lead).whole(&list).map(|title| title.to_plain());
        assert_eq!(whole(Lead::AsShown).as_deref(), Some("Why? A trial"));
        assert_eq!(whole(Lead::Vernacular).as_deref(), Some("针刺"));
        let record = Record { titles: list.to_vec(), ..Record::default() };
        let roles: Vec<TitleRole> =
            arranged(&record, Lead::Vernacular).titles.iter().map(|title| title.role).collect();
        assert_eq!(roles, [TitleRole::Vernacular, TitleRole::Alternative, TitleRole::Main]);
    }

    #[test]
    fn many_equal_titles_take_no_time() {
        let list = vec![title(TitleRole::Main, "Acupuncture", "en"); 200_000];
        let order = titles(&list, Lead::AsShown);
        assert!((0..list.len()).all(|position| order.has_place(position)));
    }

    #[test]
    fn a_table_gets_the_leading_title_as_its_main_one() {
        let record = Record {
            titles: vec![
                title(TitleRole::Main, "Acupuncture", "en"),
                title(TitleRole::Vernacular, "针刺", "zh"),
            ],
            ..Record::default()
        };
        let arranged = arranged(&record, Lead::Vernacular);
        let main = arranged.title(TitleRole::Main).map(Text::to_plain);
        assert_eq!(main.as_deref(), Some("针刺"));
        assert_eq!(arranged.title(TitleRole::Vernacular).map(Text::to_plain).as_deref(), Some("Acupuncture"));
    }
}
