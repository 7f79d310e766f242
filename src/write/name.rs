//! Names as more than one format writes them.

use super::destination::Lead;
use crate::record::{Contributor, FormKind, Name, NameForm};
use unicode_script::{Script, UnicodeScript};

/// The form of a name that leads in the list of authors.
pub(crate) fn leading_form(person: &Contributor, lead: Lead) -> Option<&NameForm> {
    let native = || person.forms.iter().find(|form| form.kind == FormKind::Native);
    match lead {
        Lead::AsShown | Lead::English => person.projected(),
        Lead::Vernacular => native().or_else(|| person.projected()),
    }
}

/// Whether all letters are ideographs, Hangul or kana: such a name is written in one piece where it is not split.
pub(crate) fn is_east_asian(text: &str) -> bool {
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some()
        && letters.all(|letter| {
            matches!(letter.script(), Script::Han | Script::Hangul | Script::Hiragana | Script::Katakana)
        })
}

/// Given names, bare initials with points and spaces: `WX` is `W. X.`, `M-S` is `M.-S.` (mapping reference 3.2).
///
/// Bare initials are one to three Latin capitals, or up to four with hyphens or spaces between them, in a name that
/// is not written in capitals as a whole: in `ZHANG, LI` they may be a name, and stay.
pub(crate) fn given(form: &NameForm) -> String {
    let given = form.name.given.as_deref().unwrap_or_default().trim();
    let letters = || given.chars().filter(|letter| !matches!(letter, '-' | ' '));
    let count = letters().count();
    let most = if count == given.chars().count() { 3 } else { 4 };
    let are_capitals = || letters().all(|letter| letter.is_uppercase() && letter.script() == Script::Latin);
    let may_be_name = || {
        let has_small = |printed: &str| printed.chars().any(char::is_lowercase);
        let is_mixed =
            if form.raw.is_empty() { has_small(&form.name.full_family()) } else { has_small(&form.raw) };
        count > 1 && !is_mixed
    };
    if !(1..=most).contains(&count) || !are_capitals() || may_be_name() {
        return given.to_owned();
    }
    let mut spaced = String::new();
    for letter in given.chars() {
        if matches!(letter, '-' | ' ') {
            spaced.push(letter);
            continue;
        }
        if spaced.ends_with('.') {
            spaced.push(' ');
        }
        spaced.push(letter);
        spaced.push('.');
    }
    spaced
}

/// `Family, Given, Suffix`, or the whole of an unsplit name. Never a final comma.
pub(super) fn plain(form: &NameForm) -> String {
    let Name { family: _, given: _, non_dropping_particle: _, dropping_particle: _, suffix, literal } =
        &form.name;
    if let Some(literal) = literal {
        return literal.trim().to_owned();
    }
    let given = given(form);
    let mut text = form.name.full_family();
    if !given.is_empty() || suffix.is_some() {
        text.push_str(", ");
        text.push_str(&given);
    }
    if let Some(suffix) = suffix {
        text.push_str(", ");
        text.push_str(suffix);
    }
    text
}

/// A name in the lists of `EndNote` and RIS, as `AU` has it.
///
/// A group ends in a comma, and so does a person's name of several words that is not split: without a comma Zotero
/// makes one field of it but `JabRef` reorders it (mapping reference 2.6). Where the vernacular name leads, one in
/// ideographs or Hangul stands in one piece, as Chinese users of Zotero have it (needs reference B.4).
pub(super) fn author(form: &NameForm, is_group: bool, lead: Lead) -> String {
    let text = plain(form);
    if text.is_empty() {
        return text;
    }
    if lead == Lead::Vernacular && !is_group && is_east_asian(&text) {
        return text.replace(", ", "");
    }
    let unsplit = form.name.given.is_none() && form.name.suffix.is_none();
    if is_group || (unsplit && text.contains(char::is_whitespace)) { format!("{text},") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Name;

    fn split(family: &str, given: &str) -> NameForm {
        let name = Name { family: Some(family.to_owned()), given: Some(given.to_owned()), ..Name::default() };
        NameForm { name, ..NameForm::default() }
    }

    #[test]
    fn initials_get_points_and_names_do_not() {
        let rows = [
            ("WX", "W. X."),
            ("MA", "M. A."),
            ("R", "R."),
            ("M-S", "M.-S."),
            ("W X", "W. X."),
            ("A B C D", "A. B. C. D."),
            ("W.X.", "W.X."),
            ("Rui", "Rui"),
            ("Juan P", "Juan P"),
            ("瑞", "瑞"),
            ("ANNA", "ANNA"),
            ("-", "-"),
        ];
        for (written, expected) in rows {
            assert_eq!(given(&split("Ou", written)), expected, "{written}");
        }
        let all_capitals = NameForm { raw: "ZHANG, LI".to_owned(), ..split("Zhang", "LI") };
        assert_eq!(given(&all_capitals), "LI");
    }

    fn form(name: Name) -> NameForm {
        NameForm { name, ..NameForm::default() }
    }

    #[test]
    fn commas_say_what_is_family_and_what_is_whole() {
        let mut particle = split("Cruz", "Maria");
        particle.name.non_dropping_particle = Some("de la".to_owned());
        let mut junior = split("Dela Cruz", "Juan");
        junior.name.suffix = Some("Jr.".to_owned());
        let rows = [
            (split("Ou", "WX"), false, "Ou, W. X."),
            (split("张", "瑞"), false, "张, 瑞"),
            (particle, false, "de la Cruz, Maria"),
            (junior, false, "Dela Cruz, Juan, Jr."),
            (form(Name::literal("World Health Organization")), true, "World Health Organization,"),
            (form(Name::literal("대한소아과학회")), true, "대한소아과학회,"),
            (form(Name::literal("Ahmad bin Abdullah")), false, "Ahmad bin Abdullah,"),
            (form(Name::literal("Sukarno")), false, "Sukarno"),
            (form(Name::literal("山田太郎")), false, "山田太郎"),
        ];
        for (name, is_group, expected) in rows {
            assert_eq!(author(&name, is_group, Lead::AsShown), expected);
        }
    }

    #[test]
    fn east_asian_names_lead_in_one_piece() {
        assert_eq!(author(&split("张", "瑞"), false, Lead::Vernacular), "张瑞");
        assert_eq!(author(&split("김", "민수"), false, Lead::Vernacular), "김민수");
        assert_eq!(author(&split("Батар", "Д"), false, Lead::Vernacular), "Батар, Д");
        assert_eq!(author(&split("Zhang", "Rui"), false, Lead::Vernacular), "Zhang, Rui");
    }
}
