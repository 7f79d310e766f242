//! Languages as text, the same in every format.

use super::destination::LanguageForm;
use crate::record::{Language, Seen};
use crate::vocab::languages;

/// The languages in a form, each one once; a language without a tag as printed (mapping reference 8.7).
pub(super) fn names(list: &[Language], form: LanguageForm) -> Vec<&str> {
    let (mut names, mut seen) = (Vec::<&str>::new(), Seen::default());
    for Language { text, tag } in list {
        let tag = tag.as_deref();
        let name = match form {
            LanguageForm::Name | LanguageForm::Langid => tag.and_then(languages::english_name),
            LanguageForm::Tag | LanguageForm::TagWithRegion => tag.and_then(|tag| form.tag_of(tag)),
        };
        let name = name.unwrap_or(text);
        if !seen.has(&names, |known| *known, &name) {
            names.push(name);
        }
    }
    names
}

/// Whether a text has the form of a language tag (XML Schema, `xs:language`).
pub(super) fn is_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let primary = subtags.next().is_some_and(|it| it.bytes().all(|it| it.is_ascii_alphabetic()));
    primary
        && text.split('-').all(|it| (1..=8).contains(&it.len()))
        && subtags.all(|it| it.bytes().all(|it| it.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_stands_once_in_the_form_wanted() {
        let language =
            |text: &str, tag: Option<&str>| Language { text: text.into(), tag: tag.map(Into::into) };
        let list =
            [language("chi", Some("zh")), language("Chinese", Some("zh-Hans")), language("Elvish", None)];
        assert_eq!(names(&list, LanguageForm::Name), ["Chinese", "Elvish"]);
        assert_eq!(names(&list, LanguageForm::TagWithRegion), ["zh-CN", "Elvish"]);
    }
}
