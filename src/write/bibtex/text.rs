//! Marked-up text as LaTeX.

use super::capitals;
use crate::record::{Marked, Span, Style};
use crate::syntax::latex::{Escaper, safe_math};
use std::ops::Range;

/// Text of any field but a title: marks as commands, no braces for capitals.
pub(super) fn marked(text: &Marked, escaper: &mut Escaper) -> String {
    written(text, &[], Case::Free, escaper)
}

/// A title: marks as commands, braces round the capitals that must survive.
pub(super) fn title(text: &Marked, escaper: &mut Escaper) -> String {
    let plain: String = text.spans().iter().map(visible).collect();
    written(text, &capitals::protected(&plain), Case::Protected, escaper)
}

/// Whether a style may change the case of the field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    /// It never does.
    Free,
    /// It does, so braces are needed.
    Protected,
}

/// The letters a span shows; a formula is a gap, so that no word runs across it.
fn visible(span: &Span) -> &str {
    if span.style.math { "$" } else { &span.text }
}

fn written(text: &Marked, protected: &[Range<usize>], case: Case, escaper: &mut Escaper) -> String {
    let mut out = String::new();
    let mut start = 0;
    let mut spans = text.spans().iter().peekable();
    while let Some(first) = spans.next() {
        let commands = commands(first.style);
        // Without a command the piece goes straight to `out`, where neighbouring signs may be kept apart.
        let mut piece = if commands.is_empty() { std::mem::take(&mut out) } else { String::new() };
        let mut next = Some(first);
        while let Some(span) = next {
            let end = start + visible(span).len();
            if span.style.math {
                push_formula(&span.text, case, escaper, &mut piece);
            } else if span.style.protected && case == Case::Protected {
                piece.push_str(&group(&escaper.text(&span.text)));
            } else {
                let inside = protected.iter().filter(|place| place.start < end && start < place.end);
                let places = inside.map(|place| place.start.max(start) - start..place.end.min(end) - start);
                push_protecting(&span.text, places, escaper, &mut piece);
            }
            start = end;
            // What differs only in its braces stands in one command: `\textit{{E}. coli}`.
            next = spans.next_if(|span| !commands.is_empty() && self::commands(span.style) == commands);
        }
        if commands.is_empty() {
            out = piece;
            continue;
        }
        for command in commands.into_iter().rev() {
            piece = format!("{command}{}", group(&piece));
        }
        out.push_str(&piece);
    }
    out
}

/// The commands of the marks, outermost first.
fn commands(style: Style) -> Vec<&'static str> {
    // Braces and dollar signs mark the other two.
    let Style { italic, bold, superscript, subscript, small_caps, protected: _, math: _ } = style;
    let commands = [
        (italic, "\\textit"),
        (bold, "\\textbf"),
        (small_caps, "\\textsc"),
        (superscript, "\\textsuperscript"),
        (subscript, "\\textsubscript"),
    ];
    commands.into_iter().filter_map(|(set, command)| set.then_some(command)).collect()
}

/// A pair of braces round LaTeX text.
///
/// A group that begins with a command is one special character to BibTeX, whose letters it lower-cases with the
/// rest of a title whatever braces stand inside; a second pair of braces prevents that.
pub(super) fn group(latex: &str) -> String {
    if latex.starts_with('\\') { format!("{{{{{latex}}}}}") } else { format!("{{{latex}}}") }
}

fn push_protecting(
    text: &str,
    places: impl Iterator<Item = Range<usize>>,
    escaper: &mut Escaper,
    out: &mut String,
) {
    let mut done = 0;
    for place in places {
        escaper.append(text.get(done..place.start).unwrap_or_default(), out);
        let word = escaper.text(text.get(place.clone()).unwrap_or_default());
        out.push_str(&group(&word));
        done = place.end;
    }
    escaper.append(text.get(done..).unwrap_or_default(), out);
}

/// A formula verbatim if it can do no harm, else as the text it is written in.
fn push_formula(formula: &str, case: Case, escaper: &mut Escaper, out: &mut String) {
    match (safe_math(formula), case) {
        // BibTeX lower-cases commands too: `\Gamma` would become `\gamma`.
        (Some(safe), Case::Protected) => out.extend(["{$", &safe, "$}"]),
        (Some(safe), Case::Free) => out.extend(["$", &safe, "$"]),
        (None, _) => escaper.append(&format!("${formula}$"), out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(runs: &[(&str, Style)]) -> Marked {
        let mut marked = Marked::default();
        for (text, style) in runs {
            marked.push(*text, *style);
        }
        marked
    }

    #[test]
    fn marks_are_commands_and_a_word_across_marks_is_protected_in_pieces() {
        let italic = Style { italic: true, ..Style::PLAIN };
        let both = Style { bold: true, ..italic };
        let lowered = Style { subscript: true, ..Style::PLAIN };
        let nocase = Style { protected: true, ..Style::PLAIN };
        let math = Style { math: true, ..Style::PLAIN };
        let mut escaper = Escaper::default();
        let water = runs(&[("Water: H", Style::PLAIN), ("2", lowered), ("O", Style::PLAIN)]);
        assert_eq!(title(&water, &mut escaper), "Water: {H}\\textsubscript{{2}}{O}");
        assert_eq!(marked(&water, &mut escaper), "Water: H\\textsubscript{2}O");
        let coli = runs(&[("Growth of ", Style::PLAIN), ("E. coli", italic), (" & others", both)]);
        assert_eq!(
            title(&coli, &mut escaper),
            "Growth of \\textit{{E}. coli}\\textit{{\\textbf{ \\& others}}}"
        );
        let nocase = runs(&[("The ", Style::PLAIN), ("iPhone & Co", nocase)]);
        assert_eq!(title(&nocase, &mut escaper), "The {iPhone \\& Co}");
        let gamma =
            runs(&[("The ", Style::PLAIN), ("\\Gamma", math), (" and ", Style::PLAIN), ("\\input{x}", math)]);
        assert_eq!(
            title(&gamma, &mut escaper),
            "The {$\\Gamma$} and \\$\\textbackslash{}input\\textbraceleft{}x\\textbraceright{}\\$"
        );
    }
}
