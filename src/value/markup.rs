//! Markup that was scraped as text: inline tags and character entities.

use crate::record::{Marked, Style};
use crate::report::{Code, Remark, quoted};

/// Tags became marks.
pub const MARKUP_RECOGNISED: Code = Code::info(
    "markup-recognised",
    "Inline tags that stood in the text (`<i>`, `<sup>`) became italics, indices or bold type.",
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

enum Token<'a> {
    Text(&'a str),
    Entity(char),
    Open(&'static str, &'a str),
    Close(&'static str, &'a str),
}

/// Turns the literal, balanced tags `<i> <em> <b> <strong> <sup> <sub> <sc>` of a scraped text into marks, and
/// decodes entities once (`&amp;lt;` is `&lt;`).
///
/// Whatever is broken, crossed or unknown stays as it stands, with a warning; `p <0.05` is no tag. Nothing of the
/// text is lost but the tags that became marks.
#[must_use]
pub fn parse_markup(text: &str) -> (Marked, Vec<Remark>) {
    if !text.contains(['<', '&', '@']) {
        return (Marked::plain(text), Vec::new());
    }
    let tokens = tokens_of(text);
    let paired = pairs_of(&tokens);
    let mut marked = Marked::default();
    let mut open: Vec<&str> = Vec::new();
    let mut recognised = false;
    let mut decoded = false;
    let mut left: Option<&str> = left_over(text);
    for (token, is_paired) in tokens.iter().zip(paired) {
        let style = style_of(&open);
        match *token {
            Token::Text(words) => marked.push(words, style),
            Token::Entity(character) => {
                decoded = true;
                marked.push(character.to_string(), style);
            }
            Token::Open(name, _) if is_paired => {
                recognised = true;
                open.push(name);
            }
            Token::Close(..) if is_paired => {
                open.pop();
            }
            Token::Open(_, source) | Token::Close(_, source) => {
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

fn tokens_of(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut position = 0;
    while let Some(found) = text.get(position..).and_then(|rest| rest.find(['<', '&'])) {
        let at = position + found;
        let rest = text.get(at..).unwrap_or_default();
        let Some((token, length)) = tag_at(rest).or_else(|| entity_at(rest)) else {
            position = at + 1;
            continue;
        };
        if let Some(words) = text.get(start..at).filter(|words| !words.is_empty()) {
            tokens.push(Token::Text(words));
        }
        tokens.push(token);
        start = at + length;
        position = start;
    }
    if let Some(words) = text.get(start..).filter(|words| !words.is_empty()) {
        tokens.push(Token::Text(words));
    }
    tokens
}

/// A tag we know at the start of a text, and its length in bytes.
fn tag_at(rest: &str) -> Option<(Token<'_>, usize)> {
    let inside = rest.strip_prefix('<')?;
    let end = inside.find('>').filter(|end| *end <= 10)?;
    let source = rest.get(..end + 2)?;
    let body = inside.get(..end)?;
    let (name, closes) = match body.strip_prefix('/') {
        Some(name) => (name, true),
        None => (body, false),
    };
    let name = ["i", "em", "b", "strong", "sup", "sub", "sc"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(name.trim_end()))?;
    Some((if closes { Token::Close(name, source) } else { Token::Open(name, source) }, source.len()))
}

/// An entity with its semicolon at the start of a text, and its length in bytes.
fn entity_at(rest: &str) -> Option<(Token<'_>, usize)> {
    let inside = rest.strip_prefix('&')?;
    let end = inside.find(';').filter(|end| (1..=10).contains(end))?;
    Some((Token::Entity(entity(inside.get(..end)?)?), end + 2))
}

/// Which tags have a partner: an opening tag and the next closing one of its name, none of them crossing others.
fn pairs_of(tokens: &[Token<'_>]) -> Vec<bool> {
    let mut paired = vec![false; tokens.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match *token {
            Token::Open(name, _) => open.push((index, name)),
            Token::Close(name, _) => {
                if let Some((partner, _)) = open.pop_if(|(_, opened)| *opened == name) {
                    for position in [partner, index] {
                        if let Some(mark) = paired.get_mut(position) {
                            *mark = true;
                        }
                    }
                }
            }
            Token::Text(_) | Token::Entity(_) => {}
        }
    }
    paired
}

fn style_of(open: &[&str]) -> Style {
    let mut style = Style::PLAIN;
    for name in open {
        match *name {
            "i" | "em" => style.italic = true,
            "b" | "strong" => style.bold = true,
            "sup" => style.superscript = true,
            "sub" => style.subscript = true,
            _ => style.small_caps = true,
        }
    }
    style
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
    ["@#", "@*"].into_iter().find_map(|mark| text.find(mark).and_then(|at| text.get(at..at + 2)))
}

/// Names of common entities. A no-break space becomes a blank: it carries nothing in a value.
#[rustfmt::skip]
const ENTITIES: &[(&str, char)] = &[
    ("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\''), ("nbsp", ' '), ("ensp", ' '),
    ("emsp", ' '), ("thinsp", ' '), ("hellip", '…'), ("ndash", '–'), ("mdash", '—'), ("lsquo", '‘'), ("rsquo", '’'),
    ("ldquo", '“'), ("rdquo", '”'), ("sbquo", '‚'), ("bdquo", '„'), ("laquo", '«'), ("raquo", '»'), ("prime", '′'),
    ("Prime", '″'), ("times", '×'), ("divide", '÷'), ("plusmn", '±'), ("minus", '−'), ("micro", 'µ'), ("deg", '°'),
    ("middot", '·'), ("bull", '•'), ("reg", '®'), ("copy", '©'), ("trade", '™'), ("sect", '§'), ("para", '¶'),
    ("dagger", '†'), ("Dagger", '‡'), ("permil", '‰'), ("le", '≤'), ("ge", '≥'), ("ne", '≠'), ("asymp", '≈'),
    ("equiv", '≡'), ("infin", '∞'), ("radic", '√'), ("sum", '∑'), ("part", '∂'), ("int", '∫'), ("rarr", '→'),
    ("larr", '←'), ("uarr", '↑'), ("darr", '↓'), ("harr", '↔'), ("sup1", '¹'), ("sup2", '²'), ("sup3", '³'),
    ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("ordm", 'º'), ("ordf", 'ª'), ("iexcl", '¡'), ("iquest", '¿'),
    ("euro", '€'), ("pound", '£'), ("yen", '¥'), ("cent", '¢'),
    ("Alpha", 'Α'), ("alpha", 'α'), ("Beta", 'Β'), ("beta", 'β'), ("Gamma", 'Γ'), ("gamma", 'γ'), ("Delta", 'Δ'),
    ("delta", 'δ'), ("epsilon", 'ε'), ("zeta", 'ζ'), ("eta", 'η'), ("Theta", 'Θ'), ("theta", 'θ'), ("iota", 'ι'),
    ("kappa", 'κ'), ("Lambda", 'Λ'), ("lambda", 'λ'), ("mu", 'μ'), ("nu", 'ν'), ("xi", 'ξ'), ("Pi", 'Π'), ("pi", 'π'),
    ("rho", 'ρ'), ("Sigma", 'Σ'), ("sigma", 'σ'), ("tau", 'τ'), ("upsilon", 'υ'), ("Phi", 'Φ'), ("phi", 'φ'),
    ("chi", 'χ'), ("Psi", 'Ψ'), ("psi", 'ψ'), ("Omega", 'Ω'), ("omega", 'ω'),
    ("Agrave", 'À'), ("agrave", 'à'), ("Aacute", 'Á'), ("aacute", 'á'), ("Acirc", 'Â'), ("acirc", 'â'),
    ("Atilde", 'Ã'), ("atilde", 'ã'), ("Auml", 'Ä'), ("auml", 'ä'), ("Aring", 'Å'), ("aring", 'å'), ("AElig", 'Æ'),
    ("aelig", 'æ'), ("Ccedil", 'Ç'), ("ccedil", 'ç'), ("Egrave", 'È'), ("egrave", 'è'), ("Eacute", 'É'),
    ("eacute", 'é'), ("Ecirc", 'Ê'), ("ecirc", 'ê'), ("Euml", 'Ë'), ("euml", 'ë'), ("Igrave", 'Ì'), ("igrave", 'ì'),
    ("Iacute", 'Í'), ("iacute", 'í'), ("Icirc", 'Î'), ("icirc", 'î'), ("Iuml", 'Ï'), ("iuml", 'ï'), ("Ntilde", 'Ñ'),
    ("ntilde", 'ñ'), ("Ograve", 'Ò'), ("ograve", 'ò'), ("Oacute", 'Ó'), ("oacute", 'ó'), ("Ocirc", 'Ô'),
    ("ocirc", 'ô'), ("Otilde", 'Õ'), ("otilde", 'õ'), ("Ouml", 'Ö'), ("ouml", 'ö'), ("Oslash", 'Ø'), ("oslash", 'ø'),
    ("OElig", 'Œ'), ("oelig", 'œ'), ("Scaron", 'Š'), ("scaron", 'š'), ("Ugrave", 'Ù'), ("ugrave", 'ù'),
    ("Uacute", 'Ú'), ("uacute", 'ú'), ("Ucirc", 'Û'), ("ucirc", 'û'), ("Uuml", 'Ü'), ("uuml", 'ü'), ("Yacute", 'Ý'),
    ("yacute", 'ý'), ("yuml", 'ÿ'), ("szlig", 'ß'), ("ETH", 'Ð'), ("eth", 'ð'), ("THORN", 'Þ'), ("thorn", 'þ'),
];

/// What browsers make of the numbers 128 to 159: Windows-1252.
#[rustfmt::skip]
const WINDOWS_1252: &[char; 32] = &[
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character of an entity without `&` and `;`: `lt`, `#8322`, `#x2082`. `None` for unknown ones and for
/// control characters.
#[must_use]
pub fn entity(body: &str) -> Option<char> {
    let Some(number) = body.strip_prefix('#') else {
        return ENTITIES.iter().find(|(name, _)| *name == body).map(|(_, character)| *character);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) if digits.chars().all(|digit| digit.is_ascii_hexdigit()) => {
            u32::from_str_radix(digits, 16).ok()?
        }
        None if number.chars().all(|digit| digit.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    let character = match code {
        160 => ' ',
        128..=159 => WINDOWS_1252.get(usize::try_from(code - 128).ok()?).copied()?,
        _ => char::from_u32(code)?,
    };
    (!character.is_control()).then_some(character)
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
