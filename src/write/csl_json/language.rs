//! CSL `language`: the article's, or that of what is shown (mapping reference 2.4, 8.7).

use crate::record::{Contributor, Name, Record};
use crate::write::destination::{CslLanguageOf, Destination};
use crate::write::lead;
use crate::write::name::leading_form;
use unicode_script::{Script, UnicodeScript};

/// Languages whose items a processor sets with the family name first, also where the names stand in Latin letters
/// (citeproc-js goes by these two, and without a language by the letters of each name).
const FAMILY_FIRST: &[&str] = &["zh", "ja"];

/// The language to write, in the destination's form; one without a tag as printed.
///
/// Of what is shown: the language of the title that leads, else the article's; but none at all where that would turn
/// round names that are shown in Latin letters, since then the letters of each name decide. Below `custom.refmill`
/// the languages of the article stand in any case.
pub(super) fn language<'a>(record: &'a Record, to: &Destination) -> Option<&'a str> {
    let of_article = record.languages.iter().find_map(|language| language.tag.as_deref());
    let tag = match to.csl_json.language_of {
        CslLanguageOf::Article => of_article,
        CslLanguageOf::Shown => {
            let tag = of_title(record, to).or(of_article);
            if tag.is_some_and(turns_names) && record.contributors.iter().any(|one| is_latin(one, to)) {
                return None;
            }
            tag
        }
    };
    let written = tag.map(|tag| to.csl_json.language.tag_of(tag).unwrap_or(tag));
    written.or_else(|| record.languages.first().map(|language| language.text.as_str()))
}

fn of_title<'a>(record: &'a Record, to: &Destination) -> Option<&'a str> {
    let leading = lead::titles(&record.titles, to.lead).leading?;
    record.titles.get(leading)?.text.lang.as_deref()
}

fn turns_names(tag: &str) -> bool {
    tag.split('-').next().is_some_and(|primary| FAMILY_FIRST.contains(&primary))
}

/// Whether a name is shown in Latin letters. One that is not split stands as it is in any language.
fn is_latin(person: &Contributor, to: &Destination) -> bool {
    leading_form(person, to.lead).is_some_and(|form| {
        let Name { family, given: _, non_dropping_particle: _, dropping_particle: _, suffix: _, literal: _ } =
            &form.name;
        family.iter().flat_map(|family| family.chars()).any(|letter| letter.script() == Script::Latin)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Language, NameForm, Text, Title};
    use crate::write::destination::GENERIC;

    fn shown(title: Option<&str>, family: &str, article: &str) -> Option<String> {
        let name = Name { family: Some(family.to_owned()), ..Name::default() };
        let forms = vec![NameForm { name, ..NameForm::default() }];
        let text = Text { lang: title.map(str::to_owned), ..Text::read("A title") };
        let record = Record {
            titles: vec![Title { text, ..Title::default() }],
            contributors: vec![Contributor { forms, ..Contributor::default() }],
            languages: vec![Language { text: String::new(), tag: Some(article.to_owned()) }],
            ..Record::default()
        };
        let mut to = *GENERIC;
        assert_eq!(language(&record, &to), Some(article));
        to.csl_json.language_of = CslLanguageOf::Shown;
        language(&record, &to).map(str::to_owned)
    }

    #[test]
    fn what_is_shown_decides_so_that_latin_names_are_not_turned_round() {
        let rows = [
            (Some("en"), "Ou", "zh", Some("en")),
            (Some("zh-Hans"), "欧", "zh", Some("zh")),
            (Some("zh-Hans"), "Ou", "zh", None),
            (None, "Ou", "ja", None),
            (None, "山田", "ja", Some("ja")),
            (Some("ko"), "Kim", "ko", Some("ko")),
            (Some("en"), "欧", "zh", Some("en")),
        ];
        for (title, family, article, expected) in rows {
            assert_eq!(shown(title, family, article).as_deref(), expected, "{title:?} {family} {article}");
        }
    }
}
