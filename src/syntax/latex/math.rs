//! Mathematics that may pass verbatim: everything else is escaped as text.

/// Commands that print one sign, which may stand after `^` and `_` without braces.
#[rustfmt::skip]
const SINGLE_SIGNS: &[&str] = &[
    "alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota",
    "kappa", "lambda", "mu", "nu", "xi", "pi", "varpi", "rho", "varrho", "sigma", "varsigma", "tau",
    "upsilon", "phi", "varphi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
    "Sigma", "Upsilon", "Phi", "Psi", "Omega", "infty", "circ", "prime", "ast", "star", "pm", "mp", "times",
    "cdot", "dagger", "bullet",
];

/// Further commands without an argument that only print something.
#[rustfmt::skip]
const SIGNS: &[&str] = &[
    "leq", "le", "geq", "ge", "neq", "ne", "approx", "sim", "simeq", "cong", "equiv", "propto", "ll", "gg",
    "div", "cdots", "ldots", "dots", "partial", "nabla", "sum", "prod", "int", "rightarrow", "to",
    "leftarrow", "leftrightarrow", "Rightarrow", "Leftarrow", "Leftrightarrow", "uparrow", "downarrow",
    "mapsto", "in", "notin", "ni", "subset", "subseteq", "supset", "supseteq", "cup", "cap", "emptyset",
    "forall", "exists", "neg", "land", "lor", "wedge", "vee", "oplus", "otimes", "perp", "parallel", "mid",
    "angle", "hbar", "ell", "Re", "Im", "langle", "rangle", "lfloor", "rfloor", "lceil", "rceil", "ddagger",
    "log", "ln", "exp", "sin", "cos", "tan", "max", "min", "lim", "det", "quad", "qquad", "colon",
];

/// Commands with arguments in braces, and how many.
const WITH_ARGUMENTS: &[(&str, usize)] = &[
    ("mathrm", 1),
    ("mathit", 1),
    ("mathbf", 1),
    ("mathsf", 1),
    ("mathtt", 1),
    ("mathcal", 1),
    ("overline", 1),
    ("underline", 1),
    ("bar", 1),
    ("hat", 1),
    ("tilde", 1),
    ("vec", 1),
    ("dot", 1),
    ("ddot", 1),
    ("widehat", 1),
    ("widetilde", 1),
    ("sqrt", 1),
    ("frac", 2),
];

/// Commands of one character: spaces, and signs that are special otherwise.
const SHORT: &[char] = &[',', ';', ':', '!', ' ', '%', '&', '#', '_'];

/// Deeper than any formula of a title, shallower than any stack.
const MOST_NESTED: usize = 20;

/// The formula (without its dollar signs) as it may stand between them: TeX typesets it without an error and
/// without doing anything else. `None` if it holds a command outside the list above, a `$`, a comment, an
/// alignment, braces without a partner, an index without or with two contents, or characters beyond ASCII.
#[must_use]
pub fn safe_math(formula: &str) -> Option<String> {
    let one_line = formula.split_whitespace().collect::<Vec<_>>().join(" ");
    let characters: Vec<char> = one_line.chars().collect();
    let mut formula = Formula { rest: &characters };
    formula.list(0)?;
    (formula.rest.is_empty() && !characters.is_empty() && super::is_balanced(&one_line)).then_some(one_line)
}

struct Formula<'a> {
    rest: &'a [char],
}

/// What one step of a formula was.
enum Atom {
    /// Something that can carry indices.
    Nucleus,
    Space,
    Superscript,
    Subscript,
}

impl Formula<'_> {
    fn next(&mut self) -> Option<char> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// Atoms up to the end or an unread closing brace. `None` if something is not allowed.
    fn list(&mut self, depth: usize) -> Option<()> {
        let (mut raised, mut lowered) = (false, false);
        while self.rest.first().is_some_and(|next| *next != '}') {
            match self.atom(depth)? {
                Atom::Nucleus => (raised, lowered) = (false, false),
                Atom::Space => {}
                Atom::Superscript if raised => return None,
                Atom::Superscript => raised = true,
                Atom::Subscript if lowered => return None,
                Atom::Subscript => lowered = true,
            }
        }
        Some(())
    }

    fn atom(&mut self, depth: usize) -> Option<Atom> {
        match self.next()? {
            ' ' => Some(Atom::Space),
            '^' => self.script(depth).map(|()| Atom::Superscript),
            '_' => self.script(depth).map(|()| Atom::Subscript),
            '{' => self.group(depth).map(|()| Atom::Nucleus),
            '\\' => self.command(depth).map(|()| Atom::Nucleus),
            // A prime is an index to TeX; after `^` it would be a second one.
            '\'' | '$' | '%' | '#' | '&' | '~' | '"' | '`' => None,
            plain if plain.is_ascii_graphic() => Some(Atom::Nucleus),
            _ => None,
        }
    }

    /// What stands after `^` or `_`: a group, a sign, or one letter or digit.
    fn script(&mut self, depth: usize) -> Option<()> {
        match self.next()? {
            '{' => self.group(depth),
            '\\' => {
                let name = self.name();
                SINGLE_SIGNS.contains(&name.as_str()).then_some(())
            }
            single if single.is_ascii_alphanumeric() || matches!(single, '+' | '-' | '*') => Some(()),
            _ => None,
        }
    }

    /// The inside of a group whose opening brace is read, and its closing brace.
    fn group(&mut self, depth: usize) -> Option<()> {
        if depth == MOST_NESTED {
            return None;
        }
        self.list(depth + 1)?;
        (self.next()? == '}').then_some(())
    }

    fn name(&mut self) -> String {
        let length = self.rest.iter().take_while(|letter| letter.is_ascii_alphabetic()).count();
        let (name, rest) = self.rest.split_at(length);
        self.rest = rest;
        name.iter().collect()
    }

    fn command(&mut self, depth: usize) -> Option<()> {
        let name = self.name();
        if name.is_empty() {
            let sign = self.next()?;
            return SHORT.contains(&sign).then_some(());
        }
        if SINGLE_SIGNS.contains(&name.as_str()) || SIGNS.contains(&name.as_str()) {
            return Some(());
        }
        let (_, arguments) = WITH_ARGUMENTS.iter().find(|(known, _)| *known == name)?;
        for _ in 0..*arguments {
            while self.rest.first() == Some(&' ') {
                self.next();
            }
            if self.next()? != '{' {
                return None;
            }
            self.group(depth)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_formulas_pass_as_they_are() {
        for formula in [
            "x",
            "\\alpha",
            "x_2^{n}",
            "10^5",
            "\\frac{1}{2}",
            "\\mathrm{H_2O}",
            "p < 0.05",
            "a\\,b",
            "\\sqrt{x}",
            "\\chi^2",
            "x^\\circ",
            "{a}{b}",
        ] {
            assert_eq!(safe_math(formula).as_deref(), Some(formula));
        }
        assert_eq!(safe_math("a\n +  b").as_deref(), Some("a + b"));
    }

    #[test]
    fn everything_else_is_refused() {
        for formula in [
            "",
            "\\input{x}",
            "\\write18{id}",
            "\\def\\x{}",
            "x}",
            "{x",
            "}{",
            "x$y",
            "a%b",
            "a&b",
            "x^",
            "x^2^3",
            "x_a_b",
            "\\frac",
            "\\frac{1}",
            "\\frac12",
            "\\mathrm x",
            "\\",
            "\\\\",
            "^{",
            "é",
            "\\alphaX",
            "x''",
            "\\csname input\\endcsname",
            "\\catcode`\\%",
            "\\{",
            "\u{1}",
            "x^}",
            "_",
            "\\text{a}",
            "\\$",
            "x^\\log",
        ] {
            assert_eq!(safe_math(formula), None, "{formula}");
        }
        assert_eq!(safe_math(&"{".repeat(100_000)), None);
        assert_eq!(safe_math(&format!("{}{}", "{".repeat(30), "}".repeat(30))), None);
    }
}
