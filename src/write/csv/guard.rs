//! Cells that are safe in a table.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_one_line() {
        assert_eq!(clean(" a\r\n\tb\u{0}c\u{a0}d "), "a bc d");
    }
}
