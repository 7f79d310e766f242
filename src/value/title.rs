//! Titles: `PubMed`'s notation, and which of several is the article's own (mapping reference 8.1 and 8.19).

use crate::record::{Language, Marked, Title, TitleMarks, TitleRole};
use crate::value::text::script_of;

/// Abbreviations whose dot is no full stop of the title.
const DOTTED_ENDS: &[&str] = &[
    "al", "etc", "vs", "spp", "sp", "ssp", "subsp", "var", "cf", "ca", "no", "inc", "ltd", "co", "jr", "sr",
    "st",
];

/// Strips the square brackets and the final full stop of a MEDLINE title and says what was there, so that
/// MEDLINE's own formats can restore it (mapping reference 8.19).
///
/// Brackets go only when one pair holds the whole title. The dot stays where it is not a full stop: in an ellipsis,
/// after an abbreviation or a single letter (`U.S.A.`).
#[must_use]
pub fn title_marks(text: &str) -> (String, TitleMarks) {
    let mut marks = TitleMarks::default();
    let mut title = text.trim();
    if let Some(inside) = without_dot(title).and_then(without_brackets) {
        marks = TitleMarks { brackets: true, final_dot: true };
        title = without_dot(inside).unwrap_or(inside);
    } else if let Some(inside) = without_brackets(title) {
        marks.brackets = true;
        title = inside;
        if let Some(shorter) = without_dot(title) {
            marks.final_dot = true;
            title = shorter;
        }
    } else if let Some(shorter) = without_dot(title) {
        marks.final_dot = true;
        title = shorter;
    }
    (title.to_owned(), marks)
}

/// [`title_marks`] of a title with marks of type.
#[must_use]
pub fn without_title_marks(title: Marked) -> (Marked, TitleMarks) {
    let plain: String = title.spans().iter().map(|span| span.text.as_str()).collect();
    let (bare, marks) = title_marks(&plain);
    if marks == TitleMarks::default() {
        return (title, marks);
    }
    let start = plain.find(&bare).unwrap_or(0);
    let (mut at, end) = (0, start + bare.len());
    let mut kept = Marked::default();
    for span in title.spans() {
        let (from, to) = (start.max(at), end.min(at + span.text.len()));
        if let Some(text) =
            span.text.get(from.saturating_sub(at)..to.saturating_sub(at)).filter(|_| from < to)
        {
            kept.push(text, span.style);
        }
        at += span.text.len();
    }
    (kept, marks)
}

fn without_dot(title: &str) -> Option<&str> {
    let shorter = title.strip_suffix('.')?;
    let last = shorter
        .rsplit(|character: char| character.is_whitespace() || matches!(character, '.' | '(' | '-'))
        .next()?;
    let is_letter = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    let is_abbreviation = DOTTED_ENDS.iter().any(|end| end.eq_ignore_ascii_case(last));
    (!last.is_empty() && !is_letter && !is_abbreviation).then_some(shorter)
}

fn without_brackets(title: &str) -> Option<&str> {
    let inside = title.strip_prefix('[')?.strip_suffix(']')?;
    let mut depth = 0_i32;
    for character in inside.chars() {
        depth += match character {
            '[' => 1,
            ']' => -1,
            _ => 0,
        };
        if depth < 0 {
            return None;
        }
    }
    let inside = inside.trim();
    (depth == 0 && !inside.is_empty()).then_some(inside)
}

/// Decides which title is the article's own (mapping reference 8.1).
///
/// The first title of role main stays main, as the source shows it. Another one of role main, vernacular or
/// translated is vernacular if it is in the article's language and the main one is not; it is translated if the
/// main one is in the article's language and it is not. Where neither is sure it keeps the role of its slot, and
/// a second main title becomes an alternative one. Other roles are left alone.
pub fn assign_title_roles(titles: &mut [Title], languages: &[Language]) {
    let decided =
        |title: &Title| matches!(title.role, TitleRole::Main | TitleRole::Vernacular | TitleRole::Translated);
    let first = titles.iter().position(|title| title.role == TitleRole::Main);
    let Some(main) = first.or_else(|| titles.iter().position(decided)) else { return };
    let article: Vec<&str> =
        languages.iter().filter_map(|language| language.tag.as_deref()).map(primary).collect();
    let main_is_own = titles.get(main).and_then(|title| is_own(title, &article));
    for (index, title) in titles.iter_mut().enumerate() {
        if index == main {
            title.role = TitleRole::Main;
        } else if decided(title) {
            title.role = match (main_is_own, is_own(title, &article)) {
                (Some(false), Some(true)) => TitleRole::Vernacular,
                (Some(true), Some(false)) => TitleRole::Translated,
                _ if title.role == TitleRole::Main => TitleRole::Alternative,
                _ => title.role,
            };
        }
    }
}

/// Makes a vernacular title that is in none of the article's languages a translated one: the place of a title on a page,
/// behind a slash or in a second citation, does not tell which of the two it is.
///
/// Where no language is stated, a main title that is not English is in the article's own: translations into English are
/// printed beside it, not above it.
pub fn doubt_vernacular(titles: &mut [Title], languages: &[Language]) {
    let main = titles.iter().find(|title| title.role == TitleRole::Main);
    let own = main.and_then(|title| title.text.lang.clone()).filter(|tag| primary(tag) != "en");
    let mut article: Vec<&str> =
        languages.iter().filter_map(|language| language.tag.as_deref()).map(primary).collect();
    if article.is_empty() {
        article.extend(own.as_deref().map(primary));
    }
    for title in titles.iter_mut().filter(|title| title.role == TitleRole::Vernacular) {
        if is_own(title, &article) == Some(false) {
            title.role = TitleRole::Translated;
        }
    }
}

/// Whether a title is in a language of the article; `None` when nothing tells.
fn is_own(title: &Title, article: &[&str]) -> Option<bool> {
    if article.is_empty() {
        return None;
    }
    if let Some(tag) = &title.text.lang {
        return Some(article.contains(&primary(tag)));
    }
    let script = script_of(&title.text.as_plain())?;
    let fits = article.iter().any(|tag| script_fits(script, tag));
    // A fitting script alone does not tell one language of that script from another.
    (!fits).then_some(false)
}

fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}

fn script_fits(script: &str, tag: &str) -> bool {
    match tag {
        "zh" => script == "Hani",
        "ja" => matches!(script, "Hani" | "Kana"),
        "ko" => matches!(script, "Hani" | "Hang"),
        "ru" | "mn" | "uk" | "bg" | "be" | "mk" | "kk" | "ky" | "tg" => script == "Cyrl",
        "sr" => matches!(script, "Cyrl" | "Latn"),
        "th" => script == "Thai",
        "lo" => script == "Laoo",
        "km" => script == "Khmr",
        "my" => script == "Mymr",
        "ar" | "fa" | "ur" => script == "Arab",
        "el" | "he" | "hi" | "bn" | "ta" | "te" | "ka" | "hy" | "am" | "ne" | "si" => script != "Latn",
        _ => script == "Latn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Text;

    fn marks(text: &str) -> (String, bool, bool) {
        let (title, marks) = title_marks(text);
        (title, marks.brackets, marks.final_dot)
    }

    #[test]
    fn notation_of_medline() {
        assert_eq!(marks("[Progress in treatment]."), ("Progress in treatment".into(), true, true));
        assert_eq!(marks("[Progress in treatment.]"), ("Progress in treatment".into(), true, true));
        assert_eq!(marks("[Is it so?]"), ("Is it so?".into(), true, false));
        assert_eq!(marks("Stroke in China."), ("Stroke in China".into(), false, true));
        assert_eq!(marks("[A] and [B]"), ("[A] and [B]".into(), false, false));
        assert_eq!(marks("Notes on Candida spp."), ("Notes on Candida spp.".into(), false, false));
        assert_eq!(marks("Stroke in the U.S."), ("Stroke in the U.S.".into(), false, false));
        assert_eq!(marks("And then..."), ("And then...".into(), false, false));
        assert_eq!(marks("[]"), ("[]".into(), false, false));
        assert_eq!(marks("."), (".".into(), false, false));
    }

    fn roles(titles: &[(&str, Option<&str>, TitleRole)], article: &[&str]) -> Vec<TitleRole> {
        let mut titles: Vec<Title> = titles
            .iter()
            .map(|(text, lang, role)| Title {
                text: Text { lang: lang.map(str::to_owned), ..Text::read(*text) },
                role: *role,
            })
            .collect();
        let languages: Vec<Language> = article
            .iter()
            .map(|tag| Language { text: (*tag).to_owned(), tag: Some((*tag).to_owned()) })
            .collect();
        assign_title_roles(&mut titles, &languages);
        titles.iter().map(|title| title.role).collect()
    }

    #[test]
    fn the_slot_is_not_trusted() {
        use TitleRole::{Alternative, Main, Translated, Vernacular};
        let english = ("Acute pancreatitis", None, Main);
        let chinese = ("急性胰腺炎", Some("zh-Hans"), Vernacular);
        assert_eq!(roles(&[english, chinese], &["zh"]), [Main, Vernacular]);
        assert_eq!(roles(&[english, (chinese.0, chinese.1, Main)], &["zh"]), [Main, Vernacular]);
        let main_chinese = (chinese.0, chinese.1, Main);
        let second_english = ("Acute pancreatitis", Some("en"), Vernacular);
        assert_eq!(roles(&[main_chinese, second_english], &["zh"]), [Main, Translated]);
        assert_eq!(roles(&[("Of mice", Some("en"), Main), chinese], &["en"]), [Main, Translated]);
        assert_eq!(roles(&[english, chinese], &[]), [Main, Vernacular]);
        assert_eq!(roles(&[english, english], &[]), [Main, Alternative]);
        assert_eq!(roles(&[chinese], &["zh"]), [Main]);
        assert_eq!(roles(&[], &["zh"]), []);
    }
}
