//! Markup that was scraped as text: inline tags and character entities.

use crate::record::{Marked, Style};
use crate::report::{Code, Remark, quoted};
use crate::syntax::tags::{self, Token};

/// Tags became marks.
pub const MARKUP_RECOGNISED: Code = Code::info(
    "markup-recognised",
    "Tags that stood in the text became italics, indices or bold type (`<i>`, `<sup>`), or ends of lines (`<p>`, `<br>`).",
);

/// Tags that mean nothing here.
pub const MARKUP_LEFT: Code = Code::warning(
    "markup-left-in-text",
    "Broken or unknown tags, or the remains of a site's own markup, stand in a text; they are kept as they are.",
);

/// Entities became characters.
pub const ENTITY_DECODED: Code = Code::info(
    "entity-decoded",
    "Character entities that stood in the text (`&lt;`, `&#8322;`) became the characters they stand for.",
);

/// Turns the literal, balanced tags `<i> <em> <b> <strong> <sup> <sub> <sc>`, and JATS's `<italic> <bold>`, of a scraped text into marks, and
/// decodes entities once (`&amp;lt;` is `&lt;`).
///
/// Whatever is broken, crossed or unknown stays as it stands, with a warning; `p <0.05` is no tag. Nothing of the
/// text is lost but the tags that became marks.
#[must_use]
pub fn parse_markup(text: &str) -> (Marked, Vec<Remark>) {
    if !may_have_markup(text) {
        return (Marked::plain(text), Vec::new());
    }
    let tokens = tags::tokens(text, |name, _| style_of(name));
    let paired = tags::pairs(&tokens);
    let mut marked = Marked::default();
    let mut open: Vec<Style> = Vec::new();
    let mut recognised = false;
    let mut decoded = false;
    let mut left: Option<&str> = left_over(text);
    for (token, is_paired) in tokens.iter().zip(paired) {
        let style = Style::sum(&open);
        match *token {
            Token::Text(words) => marked.push(words, style),
            Token::Entity(character) => {
                decoded = true;
                marked.push(character.to_string(), style);
            }
            Token::Open(_, style, _) if is_paired => {
                recognised = true;
                open.push(style);
            }
            Token::Close(..) if is_paired => {
                open.pop();
            }
            Token::Open(_, _, source) | Token::Close(_, source) => {
                left = left.or(Some(source));
                marked.push(source, style);
            }
        }
    }
    let mut remarks = Vec::new();
    if recognised {
        remarks.push(Remark::new(&MARKUP_RECOGNISED, format!("tags became marks in {}", quoted(text))));
    }
    if decoded {
        remarks.push(Remark::new(&ENTITY_DECODED, format!("entities became characters in {}", quoted(text))));
    }
    if let Some(left) = left {
        let message = format!("{} is left as text in {}", quoted(left), quoted(text));
        remarks.push(Remark::new(&MARKUP_LEFT, message));
    }
    (marked, remarks)
}

/// Whether a text has a sign behind which a tag, an entity or the remains of markup can stand. `p<0.05` and
/// `R & D` have none: no tag begins with a digit.
#[must_use]
pub fn may_have_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'<', b'&', b'@', bytes).any(|at| {
        let next = bytes.get(at + 1).copied().unwrap_or(b' ');
        match bytes.get(at) {
            Some(b'<') => next.is_ascii_alphabetic() || matches!(next, b'/' | b'!'),
            Some(b'&') => next.is_ascii_alphanumeric() || next == b'#',
            _ => matches!(next, b'#' | b'*'),
        }
    })
}

/// The tags of paragraphs (`<p>`, `<br>`, those of JATS too) as line ends, where a text has any.
#[must_use]
pub fn without_paragraph_tags(text: &str) -> Option<String> {
    const TAGS: [&str; 9] =
        ["<p>", "</p>", "<br>", "<br/>", "<br />", "</br>", "<jats:p>", "</jats:p>", "<jats:break/>"];
    let begins = |at: usize| text.get(at..).is_some_and(|rest| TAGS.iter().any(|tag| rest.starts_with(tag)));
    let has_any = memchr::memchr_iter(b'<', text.as_bytes()).any(begins);
    has_any.then(|| TAGS.iter().fold(text.to_owned(), |text, tag| text.replace(tag, "\n")))
}

/// The mark of an inline tag.
fn style_of(name: &str) -> Option<Style> {
    let plain = Style::PLAIN;
    match name.to_ascii_lowercase().as_str() {
        "i" | "em" | "italic" => Some(Style { italic: true, ..plain }),
        "b" | "strong" | "bold" => Some(Style { bold: true, ..plain }),
        "sup" => Some(Style { superscript: true, ..plain }),
        "sub" => Some(Style { subscript: true, ..plain }),
        "sc" => Some(Style { small_caps: true, ..plain }),
        _ => None,
    }
}

/// Elements of pages and of JATS that mean nothing in a value.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abstract", "bold", "br", "center", "cite", "code", "dd", "div", "dl", "dt", "font", "h1", "h2", "h3", "h4",
    "hr", "html", "img", "inf", "italic", "label", "li", "math", "ol", "p", "pre", "sec", "small", "span", "strike",
    "table", "tbody", "td", "th", "title", "tr", "tt", "u", "ul", "underline",
];

/// The first stretch that looks like markup nobody resolved: `</br>`, `<font color=…>`, `<!--`, `@#`, `@*`.
fn left_over(text: &str) -> Option<&str> {
    for (at, _) in text.match_indices('<') {
        let rest = text.get(at + 1..)?;
        if rest.starts_with("!--") {
            return text.get(at..at + 4);
        }
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(name.len());
        let (name, after) = name.split_at(end);
        let is_element = ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name));
        let is_closed = after
            .find(['<', '>'])
            .is_some_and(|found| after.get(found..).is_some_and(|tail| tail.starts_with('>')));
        if is_element && is_closed && after.starts_with(['>', ' ', '/', ':', '\t', '\n']) {
            let length = rest.find('>')? + 2;
            return text.get(at..at + length);
        }
    }
    // The first of one kind before any of the other.
    let signs = || memchr::memchr_iter(b'@', text.as_bytes()).filter_map(|at| text.get(at..at + 2));
    ["@#", "@*"].into_iter().find_map(|mark| signs().find(|sign| *sign == mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<&'static str> {
        parse_markup(text).1.iter().map(|remark| remark.code.name).collect()
    }

    #[test]
    fn balanced_tags_become_marks() {
        let (marked, _) = parse_markup("CO<sub>2</sub> and <i>E. <B>coli</b></i>");
        let shown: Vec<_> = marked
            .spans()
            .iter()
            .map(|span| (span.text.as_str(), span.style.italic, span.style.bold, span.style.subscript))
            .collect();
        let expected = [
            ("CO", false, false, false),
            ("2", false, false, true),
            (" and ", false, false, false),
            ("E. ", true, false, false),
            ("coli", true, true, false),
        ];
        assert_eq!(shown, expected);
        assert_eq!(codes("<sup>a</sup>"), ["markup-recognised"]);
    }

    #[test]
    fn broken_and_unknown_tags_stay() {
        for text in
            ["a</br>b", "<i>open", "shut</sup>", "<b>x<i>y</b>z", "@#a", "<font color=red>x", "<!-- a -->"]
        {
            assert_eq!(parse_markup(text).0.to_plain(), text);
            assert_eq!(codes(text), ["markup-left-in-text"], "{text}");
        }
        let (crossed, _) = parse_markup("<b>x<i>y</b>z</i>");
        assert_eq!(crossed.to_plain(), "<b>xy</b>z");
    }

    #[test]
    fn running_text_has_no_markup() {
        for text in ["p<0.05, n < 3 & x <", "R & D", "me@mail.cn", "慢性<中", ""] {
            assert!(!may_have_markup(text), "{text}");
        }
        for text in ["a<b", "</i>", "<!-- a -->", "a&b", "&#8322;", "@#a", "@*"] {
            assert!(may_have_markup(text), "{text}");
        }
    }

    #[test]
    fn a_comparison_is_no_tag() {
        for text in
            ["p <0.05", "P<0.05 and n>3", "a < b", "x<i", "a&b;", "R&D", "me@mail.cn", "<i", "&;", "I<a,b>"]
        {
            assert_eq!(parse_markup(text).0.to_plain(), text);
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn entities_are_decoded_once() {
        assert_eq!(parse_markup("CO&#8322; &lt; &#x3b1;&nbsp;&amp;lt;").0.to_plain(), "CO₂ < α &lt;");
        assert_eq!(parse_markup("&lt;i&gt;a&lt;/i&gt;").0.to_plain(), "<i>a</i>");
        assert_eq!(codes("&beta;"), ["entity-decoded"]);
        assert_eq!(parse_markup("&#150;").0.to_plain(), "–");
        assert_eq!(parse_markup("&#0;&#xD800;&foo;").0.to_plain(), "&#0;&#xD800;&foo;");
    }
}
