//! Characters beyond ASCII as TeX commands.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// How a command is written.
enum Form {
    /// A letter, in the braces that BibTeX needs to sort it and to change its case: `{\ss}`.
    Letter(&'static str),
    /// A sign, ended by an empty group: `\textdegree{}`.
    Sign(&'static str),
    /// A sign of mathematics: `\ensuremath{\alpha}`.
    Math(&'static str),
    /// As it stands.
    Plain(&'static str),
}

use Form::{Letter, Math, Plain, Sign};

/// Characters that are not a letter with marks. From LaTeX's own encodings (OT1, T1, T5, TS1) and its mathematics.
#[rustfmt::skip]
const SYMBOLS: &[(char, Form)] = &[
    // Letters. `\dh`, `\dj`, `\ng` and `\th` need font encoding T1, `\ohorn` and `\uhorn` T5.
    ('ß', Letter("ss")), ('ẞ', Letter("SS")), ('æ', Letter("ae")), ('Æ', Letter("AE")), ('œ', Letter("oe")),
    ('Œ', Letter("OE")), ('ø', Letter("o")), ('Ø', Letter("O")), ('å', Letter("aa")), ('Å', Letter("AA")),
    ('ł', Letter("l")), ('Ł', Letter("L")), ('đ', Letter("dj")), ('Đ', Letter("DJ")), ('ð', Letter("dh")),
    ('Ð', Letter("DH")), ('þ', Letter("th")), ('Þ', Letter("TH")), ('ŋ', Letter("ng")), ('Ŋ', Letter("NG")),
    ('ı', Letter("i")), ('ȷ', Letter("j")), ('ơ', Letter("ohorn")), ('Ơ', Letter("OHORN")), ('ư', Letter("uhorn")),
    ('Ư', Letter("UHORN")),
    // Quotation marks and punctuation.
    ('“', Sign("textquotedblleft")), ('”', Sign("textquotedblright")), ('‘', Sign("textquoteleft")),
    ('’', Sign("textquoteright")), ('„', Sign("quotedblbase")), ('‚', Sign("quotesinglbase")),
    ('«', Sign("guillemotleft")), ('»', Sign("guillemotright")), ('‹', Sign("guilsinglleft")),
    ('›', Sign("guilsinglright")), ('–', Plain("--")), ('—', Plain("---")), ('―', Plain("---")),
    ('…', Sign("dots")), ('¡', Sign("textexclamdown")), ('¿', Sign("textquestiondown")),
    ('·', Sign("textperiodcentered")), ('•', Sign("textbullet")), ('†', Sign("textdagger")),
    ('‡', Sign("textdaggerdbl")), ('§', Sign("S")), ('¶', Sign("P")),
    ('‐', Plain("-")), ('‑', Plain("-")), ('\u{ad}', Plain("\\-")),
    // Blanks. The tie is the no-break space of TeX.
    ('\u{a0}', Plain("~")), ('\u{2002}', Sign("enspace")), ('\u{2003}', Sign("quad")), ('\u{2004}', Plain(" ")),
    ('\u{2005}', Plain(" ")), ('\u{2006}', Plain("\\,")), ('\u{2007}', Plain("~")), ('\u{2008}', Plain(" ")),
    ('\u{2009}', Plain("\\,")), ('\u{200a}', Plain("\\,")), ('\u{202f}', Plain("\\,")),
    // Signs, money, ordinals, fractions.
    ('°', Sign("textdegree")), ('℃', Sign("textcelsius")), ('µ', Sign("textmu")), ('©', Sign("copyright")),
    ('®', Sign("textregistered")), ('™', Sign("texttrademark")), ('№', Sign("textnumero")),
    ('‰', Sign("textperthousand")), ('‱', Sign("textpertenthousand")), ('¦', Sign("textbrokenbar")),
    ('¬', Sign("textlnot")), ('¢', Sign("textcent")), ('£', Sign("pounds")), ('¥', Sign("textyen")),
    ('€', Sign("texteuro")), ('₩', Sign("textwon")), ('₫', Sign("textdong")), ('₱', Sign("textpeso")),
    ('¤', Sign("textcurrency")), ('ª', Sign("textordfeminine")), ('º', Sign("textordmasculine")),
    ('½', Sign("textonehalf")), ('¼', Sign("textonequarter")), ('¾', Sign("textthreequarters")),
    ('´', Sign("textasciiacute")), ('¨', Sign("textasciidieresis")), ('¯', Sign("textasciimacron")),
    ('¸', Plain("{\\c{ }}")), ('℧', Sign("textmho")), ('℮', Sign("textestimated")),
    ('♪', Sign("textmusicalnote")), ('○', Math("\\circ")), ('␣', Sign("textvisiblespace")),
    // Indices.
    ('⁰', Plain("\\textsuperscript{0}")), ('¹', Plain("\\textsuperscript{1}")), ('²', Plain("\\textsuperscript{2}")),
    ('³', Plain("\\textsuperscript{3}")), ('⁴', Plain("\\textsuperscript{4}")), ('⁵', Plain("\\textsuperscript{5}")),
    ('⁶', Plain("\\textsuperscript{6}")), ('⁷', Plain("\\textsuperscript{7}")), ('⁸', Plain("\\textsuperscript{8}")),
    ('⁹', Plain("\\textsuperscript{9}")), ('⁺', Plain("\\textsuperscript{+}")),
    ('⁻', Plain("\\textsuperscript{\\ensuremath{-}}")), ('ⁿ', Plain("\\textsuperscript{n}")),
    ('₀', Plain("\\textsubscript{0}")), ('₁', Plain("\\textsubscript{1}")), ('₂', Plain("\\textsubscript{2}")),
    ('₃', Plain("\\textsubscript{3}")), ('₄', Plain("\\textsubscript{4}")), ('₅', Plain("\\textsubscript{5}")),
    ('₆', Plain("\\textsubscript{6}")), ('₇', Plain("\\textsubscript{7}")), ('₈', Plain("\\textsubscript{8}")),
    ('₉', Plain("\\textsubscript{9}")), ('₊', Plain("\\textsubscript{+}")),
    ('₋', Plain("\\textsubscript{\\ensuremath{-}}")),
    // Greek letters that look like Latin ones have no command and stand as those.
    ('α', Math("\\alpha")), ('β', Math("\\beta")), ('γ', Math("\\gamma")), ('δ', Math("\\delta")),
    ('ε', Math("\\varepsilon")), ('ϵ', Math("\\epsilon")), ('ζ', Math("\\zeta")), ('η', Math("\\eta")),
    ('θ', Math("\\theta")), ('ϑ', Math("\\vartheta")), ('ι', Math("\\iota")), ('κ', Math("\\kappa")),
    ('λ', Math("\\lambda")), ('μ', Math("\\mu")), ('ν', Math("\\nu")), ('ξ', Math("\\xi")), ('ο', Math("o")),
    ('π', Math("\\pi")), ('ρ', Math("\\rho")), ('ς', Math("\\varsigma")), ('σ', Math("\\sigma")),
    ('τ', Math("\\tau")), ('υ', Math("\\upsilon")), ('φ', Math("\\varphi")), ('ϕ', Math("\\phi")),
    ('χ', Math("\\chi")), ('ψ', Math("\\psi")), ('ω', Math("\\omega")), ('Α', Math("\\mathrm{A}")),
    ('Β', Math("\\mathrm{B}")), ('Γ', Math("\\Gamma")), ('Δ', Math("\\Delta")), ('Ε', Math("\\mathrm{E}")),
    ('Ζ', Math("\\mathrm{Z}")), ('Η', Math("\\mathrm{H}")), ('Θ', Math("\\Theta")), ('Ι', Math("\\mathrm{I}")),
    ('Κ', Math("\\mathrm{K}")), ('Λ', Math("\\Lambda")), ('Μ', Math("\\mathrm{M}")), ('Ν', Math("\\mathrm{N}")),
    ('Ξ', Math("\\Xi")), ('Ο', Math("\\mathrm{O}")), ('Π', Math("\\Pi")), ('Ρ', Math("\\mathrm{P}")),
    ('Σ', Math("\\Sigma")), ('Τ', Math("\\mathrm{T}")), ('Υ', Math("\\Upsilon")), ('Φ', Math("\\Phi")),
    ('Χ', Math("\\mathrm{X}")), ('Ψ', Math("\\Psi")), ('Ω', Math("\\Omega")), ('∆', Math("\\Delta")),
    // Mathematics.
    ('≤', Math("\\leq")), ('≥', Math("\\geq")), ('⩽', Math("\\leq")), ('⩾', Math("\\geq")), ('≦', Math("\\leq")),
    ('≧', Math("\\geq")), ('≠', Math("\\neq")), ('≈', Math("\\approx")), ('∼', Math("\\sim")), ('≃', Math("\\simeq")),
    ('≅', Math("\\cong")), ('≡', Math("\\equiv")), ('∝', Math("\\propto")), ('≪', Math("\\ll")), ('≫', Math("\\gg")),
    ('±', Math("\\pm")), ('∓', Math("\\mp")), ('×', Math("\\times")), ('÷', Math("\\div")), ('−', Math("-")),
    ('∗', Math("\\ast")), ('⋅', Math("\\cdot")), ('∙', Math("\\bullet")), ('∘', Math("\\circ")), ('√', Math("\\surd")),
    ('∞', Math("\\infty")), ('∂', Math("\\partial")), ('∇', Math("\\nabla")), ('∑', Math("\\sum")),
    ('∏', Math("\\prod")), ('∫', Math("\\int")), ('→', Math("\\rightarrow")), ('←', Math("\\leftarrow")),
    ('↔', Math("\\leftrightarrow")), ('⇒', Math("\\Rightarrow")), ('⇐', Math("\\Leftarrow")),
    ('⇔', Math("\\Leftrightarrow")), ('↑', Math("\\uparrow")), ('↓', Math("\\downarrow")), ('∈', Math("\\in")),
    ('∉', Math("\\notin")), ('⊂', Math("\\subset")), ('⊆', Math("\\subseteq")), ('∪', Math("\\cup")),
    ('∩', Math("\\cap")), ('∅', Math("\\emptyset")), ('∀', Math("\\forall")), ('∃', Math("\\exists")),
    ('∧', Math("\\wedge")), ('∨', Math("\\vee")), ('⊕', Math("\\oplus")), ('⊥', Math("\\perp")), ('∥', Math("\\parallel")),
    ('∠', Math("\\angle")), ('′', Math("'")), ('″', Math("''")), ('‴', Math("'''")), ('ℓ', Math("\\ell")),
    ('⟨', Math("\\langle")), ('⟩', Math("\\rangle")), ('〈', Math("\\langle")), ('〉', Math("\\rangle")),
    ('△', Math("\\triangle")), ('★', Math("\\star")), ('☆', Math("\\star")),
];

/// Marks and the commands that put them on a letter.
const ACCENTS: &[(char, &str)] = &[
    ('\u{300}', "`"),
    ('\u{301}', "'"),
    ('\u{302}', "^"),
    ('\u{303}', "~"),
    ('\u{304}', "="),
    ('\u{306}', "u"),
    ('\u{307}', "."),
    ('\u{308}', "\""),
    ('\u{309}', "h"),
    ('\u{30a}', "r"),
    ('\u{30b}', "H"),
    ('\u{30c}', "v"),
    ('\u{323}', "d"),
    ('\u{327}', "c"),
    ('\u{328}', "k"),
    ('\u{331}', "b"),
];

/// A character beyond ASCII with the marks after it, as TeX; `None` where TeX has no command for it.
pub(super) fn cluster(character: char, marks: &[char]) -> Option<String> {
    if marks.is_empty()
        && let Some(written) = symbol(character)
    {
        return Some(written);
    }
    let decomposed: Vec<char> = std::iter::once(character).chain(marks.iter().copied()).nfd().collect();
    // A mark that belongs to a letter of the table (`ǿ`, `ờ`): the table knows the letter with fewer marks.
    (1..decomposed.len()).rev().find_map(|length| {
        let (base, marks) = decomposed.split_at_checked(length)?;
        let mut base = base.iter().copied().nfc();
        let (letter, None) = (base.next()?, base.next()) else { return None };
        let inner = match SYMBOLS.iter().find(|(known, _)| *known == letter) {
            Some((_, Letter(name))) => format!("\\{name}"),
            _ if letter.is_ascii_alphabetic() => letter.to_string(),
            _ => return None,
        };
        accented(&inner, marks)
    })
}

/// Marks that sit above a letter and with which LaTeX does not take the dot off an `i` by itself.
const ABOVE_A_DOT: &[char] = &['\u{303}', '\u{304}', '\u{306}', '\u{309}', '\u{30a}', '\u{30b}', '\u{30c}'];

/// A letter, or a command of one, with marks: `{\'e}`, `{\v{z}}`, `{\'{\^e}}`.
///
/// `\i` stands only where LaTeX needs it (`{\~{\i}}`): biber reads `\'\i` as two characters, `\'i` as one.
pub(super) fn accented(letter: &str, marks: &[char]) -> Option<String> {
    let mut written = match letter {
        "i" | "j" if marks.iter().any(|mark| ABOVE_A_DOT.contains(mark)) => format!("\\{letter}"),
        _ => letter.to_owned(),
    };
    for mark in marks {
        let (_, command) = ACCENTS.iter().find(|(known, _)| known == mark)?;
        let bare = written.len() == 1 && !command.starts_with(|first: char| first.is_ascii_alphabetic());
        written = if bare { format!("\\{command}{written}") } else { format!("\\{command}{{{written}}}") };
    }
    Some(format!("{{{written}}}"))
}

fn symbol(character: char) -> Option<String> {
    let (_, form) = SYMBOLS.iter().find(|(known, _)| *known == character)?;
    Some(match form {
        Letter(name) => format!("{{\\{name}}}"),
        Sign(name) => format!("\\{name}{{}}"),
        Math(formula) => format!("\\ensuremath{{{formula}}}"),
        Plain(written) => (*written).to_owned(),
    })
}

/// Commands beside those of [`SYMBOLS`], and those that mean another character than the first one there that is
/// written so.
#[rustfmt::skip]
const FURTHER: &[(&str, &str)] = &[
    ("textbackslash", "\\"), ("textbraceleft", "{"), ("textbraceright", "}"), ("lbrace", "{"), ("rbrace", "}"),
    ("textasciitilde", "~"), ("textasciicircum", "^"), ("textless", "<"), ("textgreater", ">"), ("textbar", "|"),
    ("textunderscore", "_"), ("textdollar", "$"), ("textquotedbl", "\""), ("textquotesingle", "'"),
    ("textasciigrave", "`"), ("textasteriskcentered", "*"), ("slash", "/"), ("textendash", "–"), ("textemdash", "—"),
    ("textellipsis", "…"), ("ldots", "…"), ("lq", "‘"), ("rq", "’"), ("degree", "°"), ("celsius", "℃"),
    ("textsection", "§"), ("textparagraph", "¶"), ("textcopyright", "©"), ("textsterling", "£"), ("euro", "€"),
    ("EUR", "€"), ("dag", "†"), ("ddag", "‡"), ("glqq", "„"), ("grqq", "“"), ("flqq", "«"), ("frqq", "»"),
    ("guillemetleft", "«"), ("guillemetright", "»"), ("textbullet", "•"), ("textpm", "±"), ("texttimes", "×"),
    ("textdiv", "÷"), ("textonesuperior", "¹"), ("texttwosuperior", "²"), ("textthreesuperior", "³"),
    ("textminus", "−"), ("textrightarrow", "→"), ("textleftarrow", "←"), ("textalpha", "α"), ("textbeta", "β"),
    ("textgamma", "γ"), ("textdelta", "δ"), ("textepsilon", "ε"), ("textkappa", "κ"), ("textlambda", "λ"),
    ("textomega", "ω"), ("upalpha", "α"), ("upbeta", "β"), ("upgamma", "γ"), ("updelta", "δ"), ("upmu", "μ"),
    ("le", "≤"), ("ge", "≥"), ("ne", "≠"), ("to", "→"), ("sim", "∼"), ("circ", "∘"), ("star", "⋆"), ("bullet", "•"),
    ("cdot", "⋅"), ("Delta", "Δ"), ("langle", "⟨"), ("rangle", "⟩"), ("TeX", "TeX"), ("LaTeX", "LaTeX"),
    ("BibTeX", "BibTeX"), ("dots", "…"), ("cdots", "⋯"), ("dh", "ð"), ("ae", "æ"), ("textcent", "¢"),
    ("textregistered", "®"), ("textcircledP", "℗"), ("checkmark", "✓"),
];

/// Characters by the commands that print them.
static MEANT: LazyLock<BTreeMap<&'static str, String>> = LazyLock::new(|| {
    let mut meant = BTreeMap::new();
    let further = FURTHER.iter().map(|(name, text)| (*name, (*text).to_owned()));
    let symbols = SYMBOLS.iter().filter_map(|(character, form)| match form {
        Letter(name) | Sign(name) => Some((*name, character.to_string())),
        Math(formula) => command_alone(formula).map(|name| (name, character.to_string())),
        Plain(_) => None,
    });
    for (name, text) in further.chain(symbols) {
        meant.entry(name).or_insert(text);
    }
    meant
});

fn command_alone(formula: &'static str) -> Option<&'static str> {
    let name = formula.strip_prefix('\\')?;
    name.bytes().all(|letter| letter.is_ascii_alphabetic()).then_some(name)
}

/// What a command without its backslash prints.
pub(super) fn meant(name: &str) -> Option<&'static str> {
    MEANT.get(name).map(String::as_str)
}

/// The character that [`cluster`] writes as this formula, where no other formula could be meant.
pub(super) fn meant_in_math(formula: &str) -> Option<char> {
    let is_sign = formula == "-" || formula.bytes().all(|sign| sign == b'\'');
    let is_written = |form: &Form| matches!(form, Math(written) if *written == formula);
    let is_alone =
        formula.strip_prefix('\\').is_some_and(|name| name.bytes().all(|it| it.is_ascii_alphabetic()));
    let known = || SYMBOLS.iter().find(|(_, form)| is_written(form)).map(|(character, _)| *character);
    if is_sign || is_alone { known() } else { None }
}

/// The combining mark of an accent command without its backslash.
pub(super) fn mark(command: &str) -> Option<char> {
    ACCENTS.iter().find(|(_, known)| *known == command).map(|(mark, _)| *mark)
}

/// A mark without a letter.
pub(super) fn standalone(mark: char) -> &'static str {
    match mark {
        '\u{300}' => "`",
        '\u{301}' => "´",
        '\u{302}' => "^",
        '\u{303}' => "~",
        '\u{304}' => "¯",
        '\u{306}' => "˘",
        '\u{307}' => "˙",
        '\u{308}' => "¨",
        '\u{30a}' => "˚",
        '\u{30b}' => "˝",
        '\u{30c}' => "ˇ",
        '\u{327}' => "¸",
        '\u{328}' => "˛",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_carry_their_marks() {
        let rows = [
            ('é', "{\\'e}"),
            ('ü', "{\\\"u}"),
            ('ç', "{\\c{c}}"),
            ('í', "{\\'i}"),
            ('ĩ', "{\\~{\\i}}"),
            ('ị', "{\\d{i}}"),
            ('ế', "{\\'{\\^e}}"),
            ('ǿ', "{\\'{\\o}}"),
            ('å', "{\\aa}"),
            ('ờ', "{\\`{\\ohorn}}"),
            ('đ', "{\\dj}"),
            ('ễ', "{\\~{\\^e}}"),
            ('ậ', "{\\^{\\d{a}}}"),
        ];
        for (character, expected) in rows {
            assert_eq!(cluster(character, &[]).as_deref(), Some(expected), "{character}");
        }
        for character in ['张', '김', 'я', 'ά'] {
            assert_eq!(cluster(character, &[]), None, "{character}");
        }
    }

    #[test]
    fn the_table_names_no_character_twice_and_writes_ascii_with_balanced_braces() {
        for (position, (character, _)) in SYMBOLS.iter().enumerate() {
            assert!(SYMBOLS.iter().skip(position + 1).all(|(other, _)| other != character), "{character}");
            let written = symbol(*character).expect("it is in the table");
            assert!(written.is_ascii() && super::super::is_balanced(&written), "{character}");
        }
    }
}
