//! Names by BibTeX's grammar: ` and ` between names, `von Last, Jr, First`, braces protect (mapping reference 3.2).
//!
//! Names without a comma, and parts without braces, are read by the rules for all names, because scraped files put
//! family names first, in capitals or in ideographs, whatever the grammar says. It says that `Zhang Rui` is of the family Rui;
//! refmill reads the family Zhang, because that is a common family name and Rui a given name of the same place, and notes it
//! (`name-order-guessed`) unless the whole list is so. `Kim Cattrall` is what the grammar says, whatever stands beside it.

use crate::read::csl_json::certain_form;
use crate::read::intake::NameText;
use crate::record::Name;
use crate::syntax::latex::{Braces, read, unbraced};
use crate::value::{name, text};
use biblatex::{Chunk, Person, Spanned};

/// A member of a list of names.
#[derive(Debug)]
pub(super) enum Member {
    Name(NameText),
    /// `others`: the list is cut.
    Others,
    /// More commas than a name has; it is kept whole.
    Garbled(String),
    /// `{}`: a place without a name.
    Empty,
}

/// The names of a list as LaTeX: what stands between ` and ` outside braces.
pub(super) fn members(list: &str) -> Vec<&str> {
    let mut members = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut depth = 0_usize;
    let bytes = list.as_bytes();
    let is_blank = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'a' | b'A' if depth == 0 => {
                let is_and = bytes.get(at..at + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"and"));
                if is_and && at > 0 && is_blank(at - 1) && is_blank(at + 3) {
                    members.push(list.get(start..at).unwrap_or_default().trim());
                    start = at + 3;
                    at += 2;
                }
            }
            _ => {}
        }
        at += 1;
    }
    members.push(list.get(start..).unwrap_or_default().trim());
    members
}

/// The pieces between a sign outside braces.
pub(super) fn split_at_depth(text: &str, separators: &[u8]) -> Vec<String> {
    let (mut depth, mut start) = (0_usize, 0);
    let mut pieces = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            byte if depth == 0 && separators.contains(&byte) => {
                pieces.push(text.get(start..at).unwrap_or_default().trim().to_owned());
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(text.get(start..).unwrap_or_default().trim().to_owned());
    pieces
}

fn plain(latex: &str) -> String {
    text::clean(&read(latex, Braces::Group).text.to_plain()).text
}

/// Whether braces hold something together, other than an accent or a sign: `{van der} Berg`, not `{\"O}zkan`.
fn is_protected(latex: &str) -> bool {
    latex.match_indices('{').any(|(at, _)| {
        let before = latex.get(..at).and_then(|before| before.chars().next_back());
        let after = latex.get(at + 1..).and_then(|after| after.chars().next());
        let starts_word =
            before.is_none_or(|it| it.is_whitespace() || matches!(it, '{' | ',' | '~' | '-' | '.'));
        starts_word && !matches!(after, Some('\\' | '}'))
    })
}

/// Reads one member.
pub(super) fn member(latex: &str) -> Member {
    let latex = latex.trim_matches(|it: char| it.is_whitespace() || it == ';');
    let inside = unbraced(latex);
    if inside.is_empty() {
        return Member::Empty;
    }
    if latex.eq_ignore_ascii_case("others") {
        return Member::Others;
    }
    if inside.len() < latex.len() && !inside.starts_with('\\') {
        return whole(&plain(inside));
    }
    let parts = split_at_depth(latex, b",");
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    if let Some(name) = extended(&parts) {
        return certain(name);
    }
    match *parts.as_slice() {
        [only] if is_protected(only) => certain(without_comma(only)),
        [only] => Member::Name(NameText::Whole(plain(only))),
        [family, given] => with_comma(family, given, ""),
        // `Last, First, Jr` is a common mistake for `Last, Jr, First`.
        [family, given, suffix] if is_suffix(suffix) && !is_suffix(given) => {
            with_comma(family, given, suffix)
        }
        [family, suffix, given] => with_comma(family, given, suffix),
        _ => Member::Garbled(plain(latex)),
    }
}

/// A name that stands in braces as a whole: a body, or a person whose script writes names in one piece.
fn whole(text: &str) -> Member {
    let script = text::script_of(text);
    let is_short = text.chars().filter(|it| it.is_alphabetic()).count() <= 6;
    let is_pure = !text.contains(|it: char| it.is_ascii_alphanumeric());
    if matches!(script, Some("Hani" | "Hang" | "Kana")) && is_short && is_pure && !name::is_group(text) {
        return Member::Name(NameText::Whole(text.to_owned()));
    }
    Member::Name(NameText::Body(text.to_owned()))
}

fn certain(name: Name) -> Member {
    Member::Name(NameText::Forms(vec![certain_form(name)]))
}

/// Parts of biber's own notation of names; the later ones are orders to biber, and initials that it could not make.
const EXTENDED: &[&str] = &[
    "family",
    "given",
    "prefix",
    "suffix",
    "useprefix",
    "given-i",
    "family-i",
    "prefix-i",
    "suffix-i",
    "id",
    "hash",
];

/// `family=Ou, given=Wenxin`: biber's own notation, if every part is of it.
///
/// The `biblatex` crate reads it. It takes every name with an `=` for this notation and drops what it does not know,
/// so it is asked only where all is known; values go in as text, because it keeps most commands of LaTeX.
fn extended(parts: &[&str]) -> Option<Name> {
    let mut chunks = Vec::new();
    for (position, part) in parts.iter().enumerate() {
        let (key, value) = part.split_once('=')?;
        let key = key.trim().trim_matches('"').to_ascii_lowercase();
        let key = EXTENDED.iter().find(|known| **known == key)?;
        let comma = if position == 0 { "" } else { "," };
        // The crate calculates with the places of its chunks, so they must be true.
        for chunk in
            [Chunk::Normal(format!("{comma}{key}=")), Chunk::Verbatim(plain(value.trim().trim_matches('"')))]
        {
            let start = chunks.last().map_or(0, |last: &Spanned<Chunk>| last.span.end);
            let end = start + chunk.get().len();
            chunks.push(Spanned::new(chunk, start..end));
        }
    }
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    let Person { name, given_name, prefix, suffix, use_prefix, .. } = Person::parse(&chunks);
    let (Some(family), prefix) = (some(name), some(prefix)) else {
        return some(given_name).map(Name::literal);
    };
    let drops = use_prefix == Some(false);
    Some(Name {
        family: Some(family),
        given: some(given_name),
        non_dropping_particle: prefix.clone().filter(|_| !drops),
        dropping_particle: prefix.filter(|_| drops),
        suffix: some(suffix),
        ..Name::default()
    })
}

fn is_suffix(text: &str) -> bool {
    let bare = text.trim_matches(['{', '}', ' ', '.']).to_ascii_lowercase();
    matches!(bare.as_str(), "jr" | "sr" | "ii" | "iii" | "iv" | "2nd" | "3rd")
}

fn with_comma(family: &str, given: &str, suffix: &str) -> Member {
    let parts = [family, given, suffix].map(plain);
    let [plain_family, plain_given, plain_suffix] = &parts;
    let is_bare = [family, given, suffix].iter().all(|part| !is_protected(part));
    let joined: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    let joined = joined.join(", ");
    if is_bare && !plain_given.is_empty() && !plain_family.is_empty() && !name::is_group(&joined) {
        return Member::Name(NameText::Whole(joined));
    }
    let suffix = match plain_suffix.as_str() {
        "Jr" | "jr" | "jr." => "Jr.".to_owned(),
        "Sr" | "sr" | "sr." => "Sr.".to_owned(),
        _ => plain_suffix.clone(),
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (particle, rest) = particle(family);
    let family = if plain_family.is_empty() { None } else { some(&plain(&rest)) };
    if family.is_none() {
        return certain(Name::literal(joined));
    }
    certain(Name {
        family,
        given: some(plain_given),
        non_dropping_particle: some(&plain(&particle)),
        suffix: some(&suffix),
        ..Name::default()
    })
}

/// The small words at the start of a family name, and the rest of it.
fn particle(family: &str) -> (String, String) {
    let words = split_at_depth(family, b" \t\n\r~");
    let words: Vec<&String> = words.iter().filter(|word| !word.is_empty()).collect();
    let is_small = |word: &&&String| word.starts_with(char::is_lowercase);
    let small = words.iter().take_while(is_small).count().min(words.len().saturating_sub(1));
    let joined = |words: &[&String]| words.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(" ");
    let (particle, rest) = words.split_at(small);
    (joined(particle), joined(rest))
}

/// `First von Last` with braces.
fn without_comma(latex: &str) -> Name {
    let words = split_at_depth(latex, b" \t\n\r~");
    let words: Vec<&String> = words.iter().filter(|word| !word.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return Name::literal(plain(latex)) };
    let von = before.iter().position(|word| word.starts_with(char::is_lowercase)).unwrap_or(before.len());
    let (given, particle) = before.split_at(von);
    let joined = |words: &[&String]| {
        let text = words.iter().map(|word| plain(word)).collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    Name {
        family: Some(plain(last)),
        given: joined(given),
        non_dropping_particle: joined(particle),
        ..Name::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(latex: &str) -> String {
        match member(latex) {
            Member::Name(NameText::Whole(text)) => format!("whole {text}"),
            Member::Name(NameText::Body(text)) => format!("body {text}"),
            Member::Name(NameText::Forms(forms)) => {
                let Name { family, given, non_dropping_particle, suffix, literal, .. } =
                    forms[0].name.clone();
                let parts = [non_dropping_particle, family, given, suffix, literal];
                parts.map(Option::unwrap_or_default).join("|")
            }
            Member::Others => "others".to_owned(),
            Member::Garbled(text) => format!("garbled {text}"),
            Member::Empty => "empty".to_owned(),
        }
    }

    #[test]
    fn names_are_split_where_braces_allow_it() {
        assert_eq!(members("A, B and {C and D} AND others\nand E"), ["A, B", "{C and D}", "others", "E"]);
        assert_eq!(members("Sandy Anderson"), ["Sandy Anderson"]);
        assert_eq!(members(""), [""]);
    }

    #[test]
    fn one_name_in_every_notation() {
        for (latex, expected) in [
            ("Ou, Wenxin", "whole Ou, Wenxin"),
            ("de la Cruz, Jr., Maria", "whole de la Cruz, Maria, Jr."),
            ("King, Martin Luther, Jr.", "whole King, Martin Luther, Jr."),
            ("Wenxin OU", "whole Wenxin OU"),
            ("王 小明", "whole 王 小明"),
            ("{\\\"O}zkan Kaya, Ali", "whole Özkan Kaya, Ali"),
            ("{World Health Organization}", "body World Health Organization"),
            ("{{Barnes and Noble}}", "body Barnes and Noble"),
            ("{张瑞}", "whole 张瑞"),
            ("{中华医学会儿科学分会}", "body 中华医学会儿科学分会"),
            ("{García y López}, Ana", "|García y López|Ana||"),
            ("von {Der Leyen}, Jr, U.", "von|Der Leyen|U.|Jr.|"),
            ("Jean {de la Fontaine}", "|de la Fontaine|Jean||"),
            ("Ludwig van {Beet Hoven}", "van|Beet Hoven|Ludwig||"),
            ("von X, III, {}", "von|X||III|"),
            ("family=Ou, given=Wenxin, prefix=de", "de|Ou|Wenxin||"),
            ("family={Smith, Sons and Co}, given={\\'E}va, suffix=Jr", "|Smith, Sons and Co|Éva|Jr|"),
            ("given={Hans}, family={Harman}, given-i={Ha}, useprefix=false, prefix=von", "|Harman|Hans||"),
            ("given=Wenxin", "||||Wenxin"),
            ("family=Ou, age=7", "whole family=Ou, age=7"),
            ("A = B", "whole A = B"),
            ("others", "others"),
            ("{}", "empty"),
            ("a, b, c, d", "garbled a, b, c, d"),
        ] {
            assert_eq!(shown(latex), expected, "{latex}");
        }
    }
}
