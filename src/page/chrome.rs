//! Lines of the site around an article: which they are, and where they are none of the article's.

use super::layout::Layout;
use crate::vocab::navigation;

/// Whether a line belongs to the site, whatever stands around it: a menu, a notice, the way to the page, a counter, the
/// name of the site.
pub(super) fn is_site(layout: &Layout, text: &str) -> bool {
    is_general(text) || is_name_of_site(layout, text)
}

/// Whether a line belongs to any site.
pub(super) fn is_general(text: &str) -> bool {
    navigation::is_menu(text) || navigation::is_notice(text) || is_trail(text) || is_counter(text)
}

/// The name of the table's own site or of who runs it.
pub(super) fn is_name_of_site(layout: &Layout, text: &str) -> bool {
    let Some(database) = &layout.database else { return false };
    let names = [Some(&database.name), database.provider.as_ref()];
    names.into_iter().flatten().any(|name| name.eq_ignore_ascii_case(text))
}

/// The way to the page from the first one: `Home / Archives / Vol. 32 No. 5 (2022) / Original Articles`.
fn is_trail(text: &str) -> bool {
    const LONGEST: usize = 400;
    let separators = [" / ", " > ", " >> ", " › ", " » ", ">", "›", "»"];
    // The first bytes of these signs.
    let bytes = text.as_bytes();
    let may_have_any =
        memchr::memchr3(b'/', b'>', 0xe2, bytes).is_some() || memchr::memchr(0xc2, bytes).is_some();
    if text.len() > LONGEST || !may_have_any {
        return false;
    }
    separators.iter().any(|separator| {
        let mut steps = text.split(separator);
        let first = steps.next().unwrap_or_default().trim();
        steps.next().is_some() && first.chars().count() <= 20 && navigation::is_menu(first)
    })
}

/// Words and a number that count something: `Cited by: 12`, `References (30)`, `1,234 results`.
pub(super) fn is_counter(text: &str) -> bool {
    const LONGEST: usize = 60;
    const COUNTED: &[&str] = &[
        "result",
        "cited by",
        "citation",
        "reference",
        "view",
        "download",
        "share",
        "comment",
        "like",
        "visit",
        "hits",
        "altmetric",
    ];
    if text.len() > LONGEST || !text.contains(|it: char| it.is_ascii_digit()) {
        return false;
    }
    let lower = text.to_lowercase();
    let words = lower.trim_matches(|it: char| {
        it.is_ascii_digit()
            || it.is_whitespace()
            || matches!(it, ',' | '.' | ':' | '：' | '(' | ')' | '（' | '）' | '[' | ']')
    });
    let is_clean = !words.contains(|it: char| it.is_ascii_digit());
    is_clean && words.split_whitespace().count() <= 3 && COUNTED.iter().any(|it| words.starts_with(it))
}

/// Whether a line is the number of an issue: `Volume 59, Issue 4`, `第36卷 第2期`.
pub(super) fn is_issue(text: &str) -> bool {
    const LONGEST: usize = 60;
    const WORDS: &[&str] = &[
        "volume",
        "vol",
        "v",
        "issue",
        "no",
        "n",
        "number",
        "num",
        "núm",
        "nr",
        "tập",
        "số",
        "том",
        "выпуск",
        "band",
        "heft",
        "tome",
        "numéro",
        "ano",
        "año",
        "年",
        "卷",
        "期",
        "第",
        "巻",
        "号",
        "권",
        "호",
        "제",
        "and",
        "supplement",
        "suppl",
    ];
    if text.len() > LONGEST || !text.contains(|it: char| it.is_ascii_digit()) {
        return false;
    }
    let lower = text.to_lowercase();
    let mut words = lower.split(|it: char| !it.is_alphabetic()).filter(|word| !word.is_empty()).peekable();
    let is_known = |word: &str| {
        WORDS.contains(&word)
            || word.chars().all(|it| it > '\u{2e80}' && WORDS.contains(&it.to_string().as_str()))
    };
    words.peek().is_some() && words.all(is_known)
}

/// Whether a line can be no title of an article, wherever it stands.
pub(super) fn is_no_title(layout: &Layout, text: &str) -> bool {
    const LONGEST: usize = 3000;
    let has_letter = text.chars().any(char::is_alphabetic);
    let is_issn = text.len() <= 60 && text.to_ascii_uppercase().contains("ISSN");
    text.len() > LONGEST || !has_letter || is_issn || is_site(layout, text) || navigation::is_footer(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_and_ways_are_of_the_site() {
        for text in [
            "Cited by: 12",
            "References (30)",
            "1,234 results",
            "Home / Archives / Vol. 32 No. 5 (2022) / Original Articles",
            "首页 > 期刊 > 正文",
        ] {
            assert!(is_general(text), "{text}");
        }
        for text in [
            "References for 3 new tests of tea",
            "Tea > coffee: a trial",
            "Views of nurses on tea",
            "12 views of a river",
        ] {
            assert!(!is_trail(text) && (text.starts_with("12") || !is_general(text)), "{text}");
        }
    }
}
