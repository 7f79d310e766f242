//! LaTeX as text: the way back from a BibTeX value to characters and marks.
//!
//! Nothing vanishes: a command that is not known stays as it is written, with its argument in braces. One pass, no
//! recursion, so that any depth of braces is read in linear time.

use super::commands::{BLANKS, DECLARATIONS, LIGATURES, SILENT, STYLES, TRANSPARENT};
use super::symbols;
use super::verbatim::{name_at, read_verbatim, unbraced};
use crate::record::{Marked, Style};
use unicode_normalization::UnicodeNormalization;

/// What braces mean that belong to no command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Braces {
    /// The case of what they hold must survive: in titles.
    Protect,
    /// Nothing but a group.
    Group,
}

/// What LaTeX says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Text with marks; white space of any length is one blank, a blank line a line feed.
    pub text: Marked,
    /// Names of the commands that are not known and stand in the text as they are, each once.
    pub unknown: Vec<String>,
}

/// Reads LaTeX. Accents and signs become characters, `\textit` and its like marks; mathematics stays LaTeX between
/// its dollar signs, but for an index alone (`H$_2$O`), which is a mark.
#[must_use]
pub fn read(latex: &str, braces: Braces) -> Reading {
    let latex = unbraced(latex);
    let mut decoder = Decoder {
        rest: latex,
        braces,
        frames: vec![Frame { style: Style::PLAIN, close: Close::Group }],
        marks: Vec::new(),
        argument: None,
        run: String::new(),
        run_style: Style::PLAIN,
        failures: 0,
        reading: Reading::default(),
    };
    while decoder.step() {}
    decoder.finish()
}

/// What happens at the brace that ends a group.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Close {
    Group,
    /// The group is the argument of a command that is not known.
    Brace,
    /// The group was quoted.
    Quote,
    /// The group was the text of a link.
    Address(String),
    /// The group is not shown: a sorting aid.
    Hidden,
}

#[derive(Debug)]
struct Frame {
    style: Style,
    close: Close,
}

struct Decoder<'a> {
    rest: &'a str,
    braces: Braces,
    /// The open groups; the first is the value itself.
    frames: Vec<Frame>,
    /// Accents that wait for their letter, outermost first.
    marks: Vec<char>,
    /// A command waits for its argument.
    argument: Option<Frame>,
    run: String,
    run_style: Style,
    /// How often the end of an argument was looked for in vain.
    failures: usize,
    reading: Reading,
}

/// After so many searches for the end of an argument that went to the end of the value in vain, no more are made: the
/// value is damaged, and the time must not grow with its square.
const MOST_FAILURES: usize = 20;

impl<'a> Decoder<'a> {
    fn style(&self) -> Style {
        self.frames.last().map_or(Style::PLAIN, |frame| frame.style)
    }

    fn is_hidden(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.close == Close::Hidden)
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    fn step(&mut self) -> bool {
        let Some(character) = self.rest.chars().next() else { return false };
        if let Some((written, meant)) = LIGATURES.iter().find(|(written, _)| self.rest.starts_with(written)) {
            self.skip(written.len());
            self.print(meant);
            return true;
        }
        self.skip(character.len_utf8());
        match character {
            '\\' => self.command(),
            '{' => self.open(),
            '}' => self.close(),
            '~' => self.letter('\u{a0}'),
            '$' => self.mathematics(),
            character if character.is_whitespace() && character != '\u{a0}' => self.blank(character),
            character => self.letter(character),
        }
        true
    }

    fn finish(mut self) -> Reading {
        while self.frames.len() > 1 {
            self.close();
        }
        self.standalone_marks();
        let run = std::mem::take(&mut self.run);
        let style = self.run_style;
        self.flush(&run, style);
        self.reading
    }

    fn flush(&mut self, run: &str, style: Style) {
        let text = if style.math { run.to_owned() } else { run.nfc().collect() };
        self.reading.text.push(text, style);
    }

    fn push(&mut self, text: &str, style: Style) {
        if self.is_hidden() {
            return;
        }
        if style != self.run_style {
            let run = std::mem::take(&mut self.run);
            let before = std::mem::replace(&mut self.run_style, style);
            self.flush(&run, before);
        }
        self.run.push_str(text);
    }

    /// Text that no accent can sit on.
    fn print(&mut self, text: &str) {
        self.standalone_marks();
        let argument = self.argument.take();
        let style = Style::sum(&[self.style(), argument.as_ref().map_or(Style::PLAIN, |frame| frame.style)]);
        self.push(text, style);
        if let Some(frame) = argument {
            self.leave(frame.close);
        }
    }

    fn letter(&mut self, letter: char) {
        if !letter.is_alphabetic() || self.marks.is_empty() {
            let mut buffer = [0; 4];
            return self.print(letter.encode_utf8(&mut buffer));
        }
        let mut cluster = String::from(match letter {
            'ı' => 'i',
            'ȷ' => 'j',
            letter => letter,
        });
        cluster.extend(std::mem::take(&mut self.marks).into_iter().rev());
        self.print(&cluster);
    }

    /// Accents without a letter: `\~{}` is a tilde.
    fn standalone_marks(&mut self) {
        for mark in std::mem::take(&mut self.marks) {
            let style = self.style();
            self.push(symbols::standalone(mark), style);
        }
    }

    fn blank(&mut self, first: char) {
        let blank = self.rest.len() - self.rest.trim_start().len();
        let skipped = self.rest.get(..blank).unwrap_or_default();
        let lines = usize::from(first == '\n') + skipped.matches('\n').count();
        self.skip(blank);
        // A blank between a command and its argument says nothing.
        if self.marks.is_empty() && self.argument.is_none() {
            self.print(if lines > 1 { "\n" } else { " " });
        }
    }

    fn open(&mut self) {
        let style = self.style();
        let frame = if let Some(Frame { style: own, close }) = self.argument.take() {
            Frame { style: Style::sum(&[style, own]), close }
        } else {
            let is_group = self.marks.is_empty() && !self.rest.starts_with('\\');
            let protected = style.protected || (is_group && self.braces == Braces::Protect);
            let close = if self.is_hidden() { Close::Hidden } else { Close::Group };
            Frame { style: Style { protected, ..style }, close }
        };
        self.frames.push(frame);
    }

    fn close(&mut self) {
        self.standalone_marks();
        if let Some(frame) = self.argument.take() {
            self.leave(frame.close);
        }
        if self.frames.len() < 2 {
            return self.print("}");
        }
        if let Some(frame) = self.frames.pop() {
            self.leave(frame.close);
        }
    }

    fn leave(&mut self, close: Close) {
        match close {
            Close::Group | Close::Hidden => {}
            Close::Brace => self.print("}"),
            Close::Quote => self.print("”"),
            Close::Address(address) => self.print(&format!(" ({address})")),
        }
    }

    fn command(&mut self) {
        let name = name_at(self.rest);
        if !name.is_empty() {
            self.skip(name.len());
            return self.named(name);
        }
        let Some(sign) = self.rest.chars().next() else { return self.print("\\") };
        self.skip(sign.len_utf8());
        if let Some(mark) = symbols::mark(sign.encode_utf8(&mut [0; 4])) {
            self.marks.push(mark);
            return;
        }
        match sign {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => self.letter(sign),
            '-' | '/' | '@' | '!' => {}
            ',' | ';' | ':' | '>' | '\\' => self.print(" "),
            '(' => self.delimited("\\)"),
            '[' => self.delimited("\\]"),
            sign if sign.is_whitespace() => self.print(" "),
            sign => {
                self.print("\\");
                self.letter(sign);
            }
        }
    }

    fn named(&mut self, name: &'a str) {
        let of_style = |table: &[(&str, Style)]| table.iter().find(|row| row.0 == name).map(|row| row.1);
        if let Some(mark) = symbols::mark(name) {
            self.marks.push(mark);
        } else if let Some(meant) = symbols::meant(name) {
            self.end_of_name();
            match meant.chars().next() {
                Some(letter) if meant.len() == letter.len_utf8() => self.letter(letter),
                _ => self.print(meant),
            }
        } else if let Some(style) = of_style(STYLES) {
            self.argument = Some(Frame { style, close: Close::Group });
        } else if TRANSPARENT.contains(&name) {
            // The first of two arguments is a name for machines.
            if matches!(name, "foreignlanguage" | "bibinfo") {
                self.raw_group();
            }
            self.argument = Some(Frame { style: Style::PLAIN, close: Close::Group });
        } else if let Some(style) = of_style(DECLARATIONS) {
            self.end_of_name();
            if let Some(frame) = self.frames.last_mut() {
                let protected = frame.style.protected;
                let base = if style == Style::PLAIN { Style::PLAIN } else { frame.style };
                frame.style = Style { protected, ..Style::sum(&[base, style]) };
            }
        } else if SILENT.contains(&name) {
            self.end_of_name();
        } else if BLANKS.contains(&name) {
            self.end_of_name();
            self.print(" ");
        } else if name == "par" {
            self.end_of_name();
            self.print("\n");
        } else {
            self.special(name);
        }
    }

    fn special(&mut self, name: &'a str) {
        match name {
            "ensuremath" => match self.raw_group() {
                Some(formula) => self.formula(formula),
                None => self.print("\\ensuremath"),
            },
            "enquote" | "mkbibquote" => {
                self.print("“");
                self.argument = Some(Frame { style: Style::PLAIN, close: Close::Quote });
            }
            "url" | "path" | "nolinkurl" => match self.raw_group() {
                Some(address) => self.print(&read_verbatim(address)),
                None => self.print("\\url"),
            },
            "href" => match self.raw_group() {
                Some(address) => {
                    let address = read_verbatim(address);
                    let shown = self.rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
                    let close = if shown == Some(&address) { Close::Group } else { Close::Address(address) };
                    self.argument = Some(Frame { style: Style::PLAIN, close });
                }
                None => self.print("\\href"),
            },
            "noopsort" | "SortNoop" => {
                self.argument = Some(Frame { style: Style::PLAIN, close: Close::Hidden });
            }
            name => {
                if !self.reading.unknown.iter().any(|known| known == name) {
                    self.reading.unknown.push(name.to_owned());
                }
                self.print(&format!("\\{name}"));
                if self.rest.starts_with('{') {
                    self.print("{");
                    self.argument = Some(Frame { style: Style::PLAIN, close: Close::Brace });
                }
            }
        }
    }

    /// TeX takes the blanks behind the letters of a command for their end; an empty group ends them too.
    fn end_of_name(&mut self) {
        self.rest = match self.rest.strip_prefix("{}") {
            Some(rest) => rest,
            None => self.rest.trim_start(),
        };
    }

    /// The inside of a group, unread, which is passed; `None` where no whole group follows.
    fn raw_group(&mut self) -> Option<&'a str> {
        let inside = self.rest.trim_start().strip_prefix('{').filter(|_| self.failures < MOST_FAILURES)?;
        let (mut depth, mut escaped) = (1_usize, false);
        for (at, byte) in inside.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.rest = inside.get(at + 1..).unwrap_or_default();
                return inside.get(..at);
            }
        }
        self.failures += 1;
        None
    }

    fn delimited(&mut self, end: &str) {
        let found = if self.failures < MOST_FAILURES { self.rest.split_once(end) } else { None };
        match found {
            Some((formula, rest)) if super::is_balanced(formula) => {
                self.rest = rest;
                self.formula(formula);
            }
            _ => {
                self.failures += 1;
                self.print(if end == "\\)" { "(" } else { "[" });
            }
        }
    }

    /// What stands between dollar signs, if it is a formula and no money.
    fn mathematics(&mut self) {
        let (mut depth, mut escaped, mut end) = (0_i64, false, None);
        for (at, byte) in self.rest.bytes().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'{' => depth += 1,
                b'}' => depth -= 1,
                b'$' => {
                    end = Some(at).filter(|_| depth == 0);
                    break;
                }
                _ => {}
            }
            if depth < 0 {
                break;
            }
        }
        let formula = end.and_then(|end| self.rest.get(..end)).unwrap_or_default();
        let after = self.rest.get(formula.len() + 1..).unwrap_or_default();
        let is_tex = formula.contains(['\\', '^', '_', '{', '=', '<', '>']);
        let is_tight = !formula.starts_with(char::is_whitespace) && !formula.ends_with(char::is_whitespace);
        let is_money = after.starts_with(|next: char| next.is_ascii_digit());
        if formula.trim().is_empty() || !(is_tex || (is_tight && !is_money)) {
            return self.print("$");
        }
        self.rest = after;
        self.formula(formula);
    }

    fn formula(&mut self, formula: &str) {
        let formula = formula.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(meant) = symbols::meant_in_math(&formula) {
            return self.letter(meant);
        }
        let (superscript, inside) = match (formula.strip_prefix('^'), formula.strip_prefix('_')) {
            (Some(inside), _) => (true, inside),
            (_, Some(inside)) => (false, inside),
            _ => (false, ""),
        };
        let inside = inside.strip_prefix('{').and_then(|it| it.strip_suffix('}')).unwrap_or(inside);
        let is_index = !inside.is_empty()
            && inside.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | ','));
        self.standalone_marks();
        let style = self.style();
        if is_index {
            self.push(inside, Style { superscript, subscript: !superscript, ..style });
        } else {
            self.push(&formula, Style { math: true, protected: false, ..style });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::latex::{Alphabet, Escaper};

    fn plain(latex: &str) -> String {
        read(latex, Braces::Group).text.to_plain()
    }

    #[test]
    fn accents_and_signs_are_characters() {
        let rows = [
            ("{\\\"o}", "ö"),
            ("\\\"{o}", "ö"),
            ("\\\"o", "ö"),
            ("\\' {e}", "é"),
            ("{\\aa}", "å"),
            ("\\aa ngstr\\\"om", "ångström"),
            ("\\'\\i", "í"),
            ("\\v{Z}i\\v zek", "Žižek"),
            ("{\\'{\\^e}}", "ế"),
            ("{\\`{\\ohorn}}", "ờ"),
            ("{\\d{i}}", "ị"),
            ("\\c{c}", "ç"),
            ("\\~{}x", "~x"),
            ("{\\c{ }}", "¸"),
            ("\\ss{} a\\ss b\\ss", "ß aßbß"),
            ("p \\textless{} 0.05", "p < 0.05"),
            ("50\\,\\% \\& \\_ \\# \\$ \\{\\}", "50 % & _ # $ {}"),
            ("a---b--c a-{}-b", "a—b–c a--b"),
            ("``x'' ?`no?", "“x” ¿no?"),
            ("\\ensuremath{\\alpha}-helix", "α-helix"),
            ("a\\\\b", "a b"),
            ("\\href{https://a--b.net}{here}", "here (https://a--b.net)"),
            ("\\url{https://a--b.net/~x}", "https://a--b.net/~x"),
            ("\\foo{a{b}} \\foo", "\\foo{ab} \\foo"),
            ("a } b", "a } b"),
            ("a { b", "a  b"),
            ("\\", "\\"),
            ("\\'", "´"),
            ("{{{x}}}", "x"),
            ("{a}{b}", "ab"),
            ("{}", ""),
            ("{{}", ""),
            ("cost $5 and $6", "cost $5 and $6"),
            ("a $ b", "a $ b"),
        ];
        for (latex, expected) in rows {
            assert_eq!(plain(latex), expected, "{latex}");
        }
        assert_eq!(read("\\foo{a} \\foo \\bar", Braces::Group).unknown, ["foo", "bar"]);
    }

    #[test]
    fn marks_are_marks_and_formulas_stay() {
        let spans = |latex: &str| {
            let reading = read(latex, Braces::Protect).text;
            reading.spans().iter().map(|span| (span.text.clone(), span.style)).collect::<Vec<_>>()
        };
        let italic = Style { italic: true, ..Style::PLAIN };
        let protected = Style { protected: true, ..Style::PLAIN };
        let math = Style { math: true, ..Style::PLAIN };
        let lowered = Style { subscript: true, ..Style::PLAIN };
        let run = |text: &str, style| (text.to_owned(), style);
        assert_eq!(
            spans("The {DNA} of \\textit{E. coli}"),
            [
                run("The ", Style::PLAIN),
                run("DNA", protected),
                run(" of ", Style::PLAIN),
                run("E. coli", italic)
            ]
        );
        assert_eq!(spans("{The DNA}"), [run("The DNA", Style::PLAIN)]);
        assert_eq!(spans("{\\it x} y"), [run("x", italic), run(" y", Style::PLAIN)]);
        assert_eq!(
            spans("H$_2$O $x^2$"),
            [run("H", Style::PLAIN), run("2", lowered), run("O ", Style::PLAIN), run("x^2", math)]
        );
        assert_eq!(spans("{\\\"U}ber"), [run("Über", Style::PLAIN)]);
    }

    #[test]
    fn addresses_keep_their_signs() {
        assert_eq!(read_verbatim("https://a--b.net/x\\_y\\%20~z{\\_}"), "https://a--b.net/x_y%20~z_");
        assert_eq!(read_verbatim("\\url{https://a.net/$\\sim$x\\textasciitilde{}y}"), "https://a.net/~x~y");
        assert_eq!(read_verbatim("10.1002/1\n   2"), "10.1002/12");
    }

    #[test]
    fn what_the_escaper_writes_is_read_back() {
        for text in
            ["a--b ``c'' ?` {x} \\y 50% $5_#^~|<>\"", "é Žižek ễ ǿ ß – — “x” … α ≤ ° ± − ′", "张瑞 김"]
        {
            for alphabet in [Alphabet::Unicode, Alphabet::Ascii] {
                assert_eq!(plain(&Escaper::new(alphabet).text(text)), text, "{alphabet:?}");
            }
        }
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = format!("{}x{}", "\\emph{".repeat(100_000), "}".repeat(100_000));
        assert_eq!(plain(&deep), "x");
        assert_eq!(plain(&"{".repeat(100_000)), "");
        assert!(plain(&"\\url{x ".repeat(100_000)).starts_with("\\urlx"));
        assert!(plain(&"\\({".repeat(100_000)).starts_with('('));
        assert_eq!(plain(&"$a ".repeat(100_000)).len(), 299_999);
    }
}
