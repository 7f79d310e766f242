//! Names as more than one format writes them.

use super::destination::Lead;
use crate::record::{Contributor, FormKind, NameForm};
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
    let printed = if form.raw.is_empty() { form.name.full_family() } else { form.raw.clone() };
    let letters: Vec<char> = given.chars().filter(|letter| !matches!(letter, '-' | ' ')).collect();
    let all_capitals = letters.iter().all(|letter| letter.is_uppercase() && letter.script() == Script::Latin);
    let most = if letters.len() == given.chars().count() { 3 } else { 4 };
    let may_be_name = letters.len() > 1 && !printed.chars().any(char::is_lowercase);
    if !all_capitals || !(1..=most).contains(&letters.len()) || may_be_name {
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
}
