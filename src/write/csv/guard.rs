//! Cells that are safe in a table and in a spreadsheet.

/// A cell on one line: every run of white space is one blank, control characters go. A list whose last entries are
/// empty keeps its last separator whole, so that it can be cut into as many as it has.
pub(super) fn clean(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.ends_with("; ") {
        words.push(' ');
    }
    if words.contains(char::is_control) {
        words.chars().filter(|it| !it.is_control()).collect()
    } else {
        words
    }
}

fn is_trigger(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠')
}

/// Whether a spreadsheet runs the cell, or the cell looks like one that was guarded.
fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(is_trigger)
}

/// The cell with an apostrophe in front, if a spreadsheet would run it.
pub(super) fn guarded(text: String) -> String {
    if needs_guard(&text) { format!("'{text}") } else { text }
}

/// A cell of a guarded table as it was before: one apostrophe goes where one was put.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| needs_guard(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_come_back() {
        for (cell, written) in [
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("+1", "'+1"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("''-1", "'''-1"),
            ("'quoted'", "'quoted'"),
            ("a=1", "a=1"),
            ("'", "'"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell.to_owned()), written);
            assert_eq!(unguarded(written), cell);
        }
    }

    #[test]
    fn a_cell_has_one_line() {
        assert_eq!(clean(" a\r\n\tb\u{0}c\u{a0}d "), "a bc d");
    }
}
