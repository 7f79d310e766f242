//! Marked-up text: what italics, indices and protected capitals look like between a reader and a writer.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// The marks a run of text carries. Several can be set at once (bold italics).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Style {
    /// Italics: JATS `italic`, CSL `<i>`, LaTeX `\textit`.
    #[serde(skip_serializing_if = "is_false")]
    pub italic: bool,
    /// Bold: JATS `bold`, CSL `<b>`, LaTeX `\textbf`.
    #[serde(skip_serializing_if = "is_false")]
    pub bold: bool,
    /// Superscript: JATS `sup`, CSL `<sup>`, LaTeX `\textsuperscript`.
    #[serde(skip_serializing_if = "is_false")]
    pub superscript: bool,
    /// Subscript: JATS `sub`, CSL `<sub>`, LaTeX `\textsubscript`.
    #[serde(skip_serializing_if = "is_false")]
    pub subscript: bool,
    /// Small capitals: JATS `sc`, CSL `<span style="font-variant:small-caps;">`, LaTeX `\textsc`.
    #[serde(skip_serializing_if = "is_false")]
    pub small_caps: bool,
    /// The case of this run must survive a style's title case: CSL `<span class="nocase">`, a brace pair in BibTeX.
    #[serde(skip_serializing_if = "is_false")]
    pub protected: bool,
    /// TeX mathematics without its dollar signs: verbatim in BibTeX, `$…$` elsewhere.
    #[serde(skip_serializing_if = "is_false")]
    pub math: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Style {
    /// No mark at all.
    pub const PLAIN: Self = Self {
        italic: false,
        bold: false,
        superscript: false,
        subscript: false,
        small_caps: false,
        protected: false,
        math: false,
    };

    /// All marks of several styles together: of tags inside each other.
    #[must_use]
    pub fn sum(styles: &[Self]) -> Self {
        styles.iter().fold(Self::PLAIN, |sum, style| Self {
            italic: sum.italic || style.italic,
            bold: sum.bold || style.bold,
            superscript: sum.superscript || style.superscript,
            subscript: sum.subscript || style.subscript,
            small_caps: sum.small_caps || style.small_caps,
            protected: sum.protected || style.protected,
            math: sum.math || style.math,
        })
    }
}

/// A run of text with one set of marks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The characters, without any markup.
    pub text: String,
    /// Its marks.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub style: Style,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
fn is_plain(style: &Style) -> bool {
    *style == Style::PLAIN
}

/// Text with marks: a sequence of spans, no two neighbours with the same marks, none of them empty.
///
/// In JSON a plain text is a string; one with marks is a list of `{"text": …, "style": {"subscript": true}}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Marked {
    spans: Vec<Span>,
}

impl Marked {
    /// Text without marks.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        let mut marked = Self::default();
        marked.push(text, Style::PLAIN);
        marked
    }

    /// Appends a run; joins it to the last one if the marks are equal, ignores it if it is empty.
    pub fn push(&mut self, text: impl Into<String>, style: Style) {
        let text = text.into();
        if text.is_empty() {
            return;
        }
        match self.spans.last_mut() {
            Some(last) if last.style == style => last.text.push_str(&text),
            _ => self.spans.push(Span { text, style }),
        }
    }

    /// The runs in reading order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether no run carries a mark.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.spans.iter().all(|span| span.style == Style::PLAIN)
    }

    /// The same as [`Self::to_plain`], without a copy of a text without marks.
    #[must_use]
    pub fn as_plain(&self) -> Cow<'_, str> {
        match self.spans.as_slice() {
            [] => Cow::Borrowed(""),
            [only] if !only.style.math => Cow::Borrowed(&only.text),
            _ => Cow::Owned(self.to_plain()),
        }
    }

    /// The text for a format without marks.
    ///
    /// Indices stay as their characters (`H2O`); a superscript that would merge with a number before it gets a
    /// `^` (`10^5`), because `105` would say something else; mathematics keeps its dollar signs.
    #[must_use]
    pub fn to_plain(&self) -> String {
        let mut plain = String::new();
        for span in &self.spans {
            if span.style.math {
                plain.push('$');
                plain.push_str(&span.text);
                plain.push('$');
                continue;
            }
            let after_digit = plain.ends_with(|c: char| c.is_ascii_digit());
            let starts_number = span.text.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '−');
            if span.style.superscript && after_digit && starts_number {
                plain.push('^');
            }
            plain.push_str(&span.text);
        }
        plain
    }
}

impl From<&str> for Marked {
    fn from(text: &str) -> Self {
        Self::plain(text)
    }
}

impl From<String> for Marked {
    fn from(text: String) -> Self {
        Self::plain(text)
    }
}

impl Serialize for Marked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.spans.as_slice() {
            [] => serializer.serialize_str(""),
            [only] if only.style == Style::PLAIN => serializer.serialize_str(&only.text),
            spans => spans.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Marked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MarkedVisitor;
        impl<'de> serde::de::Visitor<'de> for MarkedVisitor {
            type Value = Marked;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("a string, or a list of spans with `text` and `style`")
            }

            fn visit_str<E>(self, text: &str) -> Result<Marked, E> {
                Ok(Marked::plain(text))
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut spans: A) -> Result<Marked, A::Error> {
                let mut marked = Marked::default();
                while let Some(span) = spans.next_element::<Span>()? {
                    marked.push(span.text, span.style);
                }
                Ok(marked)
            }
        }
        deserializer.deserialize_any(MarkedVisitor)
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// It stands in the source.
    #[default]
    Read,
    /// It was computed from something else in the source.
    Derived,
    /// Somebody set it by hand.
    User,
}

impl Origin {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature serde asks for")]
    pub(crate) fn is_read(&self) -> bool {
        *self == Self::Read
    }
}

/// A text and the language it is written in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Text {
    /// The words.
    pub value: Marked,
    /// BCP-47 tag of the text itself (not of the article), with the script where the characters tell: `en`,
    /// `zh-Hans`, `zh-Hant`, `zh`, `ja`, `ko`. Absent when nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Origin::is_read")]
    pub origin: Origin,
}

impl Text {
    /// A text as read, with no language known.
    #[must_use]
    pub fn read(value: impl Into<Marked>) -> Self {
        Self { value: value.into(), lang: None, origin: Origin::Read }
    }

    /// The text for a format without marks.
    #[must_use]
    pub fn to_plain(&self) -> String {
        self.value.to_plain()
    }

    /// The same, without a copy of a text without marks.
    #[must_use]
    pub fn as_plain(&self) -> Cow<'_, str> {
        self.value.as_plain()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn water() -> Marked {
        let mut water = Marked::plain("H");
        water.push("2", Style { subscript: true, ..Style::PLAIN });
        water.push("O", Style::PLAIN);
        water
    }

    #[test]
    fn an_index_degrades_to_its_characters() {
        assert_eq!(water().to_plain(), "H2O");
    }

    #[test]
    fn a_power_does_not_merge_with_its_base() {
        let mut power = Marked::plain("10");
        power.push("5", Style { superscript: true, ..Style::PLAIN });
        power.push("/L", Style::PLAIN);
        assert_eq!(power.to_plain(), "10^5/L");
        let mut ion = Marked::plain("Ca");
        ion.push("2+", Style { superscript: true, ..Style::PLAIN });
        assert_eq!(ion.to_plain(), "Ca2+");
    }

    #[test]
    fn json_is_a_string_or_a_list_of_spans() {
        let json = serde_json::to_string(&water()).expect("marked text is representable");
        assert_eq!(json, r#"[{"text":"H"},{"text":"2","style":{"subscript":true}},{"text":"O"}]"#);
        assert_eq!(serde_json::from_str::<Marked>(&json).expect("own output"), water());
        assert_eq!(serde_json::to_string(&Marked::plain("a")).expect("plain"), r#""a""#);
    }
}
