//! A title in the place of another language.

use super::{Check, Context, Example, note};
use crate::record::{Record, Title, TitleRole};
use crate::report::{Code, Note, quoted};
use crate::value::text::{language_of, script_of};

const TITLE_LANGUAGE: Code = Code::warning(
    "title-language",
    "A title is in another language than its place or the record says; it is kept where it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &TITLE_LANGUAGE,
    summary: "a title in another language than its place or the record says",
    explanation: "Databases have the article's own title and a translation, exports put them into one field after another, and forms are filled in \
        by hand: the English title then stands as the vernacular one beside a Chinese main title, or a Chinese title is marked as English. Four \
        things are doubted: a mark of language that the characters contradict; an English title in the vernacular place of an article that is \
        not said to be in English, beside a main title that is not English; a translated title in the article's language beside a main title that is \
        in English; and an article said to be in English alone whose only title is in characters. An English main title of a Chinese article \
        is MEDLINE's custom and no fault. Languages in Latin letters other than English are not told apart. Exchange the titles, or put the \
        language right.",
    examples: &[
        Example {
            records: &[
                r#"{"titles": [{"value": "Treatment of chronic immune thrombocytopenia", "role": "vernacular"}, {"value": "慢性免疫性血小板减少症", "role": "main"}],
                "languages": [{"text": "chi", "tag": "zh"}]}"#,
            ],
            found: &[
                "`Treatment of chronic immune thrombocytopenia` stands in the place of the vernacular title, and it is English",
            ],
        },
        Example {
            records: &[r#"{"titles": [{"value": "慢性免疫性血小板减少症", "lang": "en", "role": "main"}]}"#],
            found: &[
                "`慢性免疫性血小板减少症` is marked as `en`, and its characters are of another language",
            ],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "Treatment of chronic immune thrombocytopenia", "role": "main"}, {"value": "慢性免疫性血小板减少症", "role": "translated"}],
                "languages": [{"text": "chi", "tag": "zh"}]}"#,
            ],
            found: &[
                "`慢性免疫性血小板减少症` stands in the place of a translation, and it is in the article's language",
            ],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "慢性免疫性血小板减少症", "role": "main"}], "languages": [{"text": "English", "tag": "en"}]}"#,
            ],
            found: &[
                "the record says that the article is in English, and its only title is `慢性免疫性血小板减少症`",
            ],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "Treatment of chronic immune thrombocytopenia", "lang": "en", "role": "main"},
                {"value": "慢性免疫性血小板减少症", "lang": "zh-Hans", "role": "vernacular"}], "languages": [{"text": "chi", "tag": "zh"}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"titles": [{"value": "COVID-19", "lang": "zh", "role": "main"}], "languages": [{"text": "chi", "tag": "zh"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let article: Vec<&str> =
        record.languages.iter().filter_map(|it| it.tag.as_deref()).map(primary).collect();
    let main = record.titles.iter().find(|title| title.role == TitleRole::Main).map(Seen::of);
    let mut put = |message: String| notes.push(note(&TITLE_LANGUAGE, "title", message));
    for title in &record.titles {
        let seen = Seen::of(title);
        if let Some(tag) = title.text.lang.as_deref().filter(|tag| seen.contradicts(tag, title.role)) {
            put(format!(
                "{} is marked as `{tag}`, and its characters are of another language",
                quoted(&seen.text)
            ));
        } else if title.role == TitleRole::Vernacular
            && seen.is_english()
            && !article.contains(&"en")
            && main.as_ref().is_some_and(Seen::is_east_asian)
        {
            put(format!(
                "{} stands in the place of the vernacular title, and it is English",
                quoted(&seen.text)
            ));
        } else if title.role == TitleRole::Translated
            && seen.is_east_asian()
            && seen.language.is_some_and(|own| article == [primary(own)])
            && main.as_ref().is_some_and(Seen::is_english)
        {
            let text = quoted(&seen.text);
            put(format!("{text} stands in the place of a translation, and it is in the article's language"));
        }
    }
    if let ([only], ["en"]) = (record.titles.as_slice(), article.as_slice()) {
        let seen = Seen::of(only);
        let is_said = only.text.lang.as_deref().is_some_and(|tag| seen.contradicts(tag, only.role));
        if seen.is_east_asian() && !is_said {
            let text = quoted(&seen.text);
            put(format!("the record says that the article is in English, and its only title is {text}"));
        }
    }
}

/// A title and what its characters and words say.
struct Seen {
    text: String,
    script: Option<&'static str>,
    language: Option<&'static str>,
}

impl Seen {
    fn of(title: &Title) -> Self {
        let text = title.text.to_plain();
        let (script, language) = (script_of(&text), language_of(&text, title.text.lang.as_deref()));
        Self { text, script, language }
    }

    fn is_english(&self) -> bool {
        self.script == Some("Latn") && language_of(&self.text, None) == Some("en")
    }

    fn is_east_asian(&self) -> bool {
        matches!(self.script, Some("Hani" | "Kana" | "Hang"))
    }

    /// Whether a tag cannot be that of the title. A title of abbreviations alone may be of any language.
    fn contradicts(&self, tag: &str, role: TitleRole) -> bool {
        let is_spelled = role == TitleRole::Transliterated || tag.contains("Latn");
        match (primary(tag), self.script) {
            ("en", Some("Hani" | "Kana" | "Hang" | "Cyrl" | "Thai" | "Arab")) => true,
            ("zh" | "ja" | "ko", Some("Latn")) => !is_spelled && self.is_english(),
            _ => false,
        }
    }
}

fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}
