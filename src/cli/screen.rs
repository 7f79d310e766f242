//! Printing that fits a window: at most 100 columns, and 24 lines where it is a screen and not a list.

use crate::report::visible;
use std::io::{self, Write};
use std::path::Path;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a window.
pub(super) const WIDTH: usize = 100;

/// Lines of a window.
const LINES: usize = 24;

/// Lines to be shown together. The last ones, which say what to do next, are always shown.
#[derive(Default)]
pub(super) struct Screen {
    body: Vec<String>,
    next: Vec<String>,
}

impl Screen {
    /// Adds a line; what does not fit goes on in the next one, indented.
    pub(super) fn line(&mut self, text: &str) {
        self.body.extend(wrapped(text, WIDTH, 4));
    }

    /// Adds a command to go on with, and what it is for. A command is never cut, because it could not be used.
    pub(super) fn next(&mut self, command: &str, purpose: &str) {
        let line = format!("Next:  {}", visible(command));
        let with_purpose = format!("{line}      ({purpose})");
        self.next.push(if purpose.is_empty() || with_purpose.width() > WIDTH { line } else { with_purpose });
    }

    /// Prints what fits a window.
    pub(super) fn print(mut self, out: &mut dyn Write) -> io::Result<()> {
        let room = LINES - self.next.len().min(LINES / 2);
        if self.body.len() > room {
            let left_out = self.body.len() - room + 1;
            self.body.truncate(room - 1);
            self.body.push(format!("… and {left_out} more lines"));
        }
        self.print_whole(out)
    }

    /// Prints everything, however long.
    pub(super) fn print_whole(self, out: &mut dyn Write) -> io::Result<()> {
        for line in self.body.iter().chain(&self.next) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }
}

/// A text made visible and cut to a width, with an ellipsis where something is missing.
pub(super) fn fit(text: &str, width: usize) -> String {
    let text = visible(text);
    if text.width() <= width {
        return text;
    }
    let mut fitting = String::new();
    let mut used = 1;
    for character in text.chars() {
        used += character.width().unwrap_or(0);
        if used > width {
            break;
        }
        fitting.push(character);
    }
    fitting + "…"
}

/// A text cut or filled up with blanks to exactly a width.
pub(super) fn column(text: &str, width: usize) -> String {
    let mut text = fit(text, width);
    let missing = width.saturating_sub(text.width());
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// A text in lines of at most a width, broken at blanks where there are any, all but the first indented.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> Vec<String> {
    let text = visible(text);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut rest = text.as_str();
    while line.width() + rest.width() > width {
        let room = width.saturating_sub(line.width()).max(1);
        let end = fitting_bytes(rest, room);
        let blank = rest.get(..end).and_then(|fitting| fitting.trim_end().rfind(' ')).filter(|at| *at > 0);
        let (now, later) = rest.split_at(blank.unwrap_or(end));
        line.push_str(now.trim_end());
        lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
        rest = later.trim_start();
    }
    line.push_str(rest);
    lines.push(line);
    lines
}

/// How many bytes of a text fit into a width: whole characters, at least one.
fn fitting_bytes(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += character.width().unwrap_or(0);
        if used > width && at > 0 {
            return at;
        }
    }
    text.len()
}

/// `1 file`, `2 files`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// The first names of a list, and how many more there are.
pub(super) fn some(names: &[String], count: u64) -> String {
    const SHOWN: usize = 3;
    let text = names.iter().take(SHOWN).map(|name| fit(name, 40)).collect::<Vec<_>>().join(", ");
    let more = count.saturating_sub(SHOWN as u64);
    if more > 0 { format!("{text} and {more} more") } else { text }
}

/// A path as it is typed in a shell.
pub(super) fn typed(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |character: char| character.is_alphanumeric() || "/\\._-+:@%,=".contains(character);
    if !text.is_empty() && !text.starts_with('-') && text.chars().all(plain) {
        return text;
    }
    if cfg!(windows) { format!("\"{text}\"") } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(fit("慢性免疫性", 10), "慢性免疫性");
        assert_eq!(fit("慢性免疫性", 9), "慢性免疫…");
        assert_eq!(column("慢性", 6), "慢性  ");
        assert_eq!(column("abcdefg", 4), "abc…");
    }

    #[test]
    fn what_a_terminal_would_obey_is_shown_instead() {
        assert_eq!(fit("a\u{1b}[2Jb", 40), "a\\u{1b}[2Jb");
    }

    #[test]
    fn long_lines_break_at_blanks_and_lose_nothing() {
        assert_eq!(wrapped("one two three four", 9, 2), ["one two", "  three", "  four"]);
        assert_eq!(wrapped("abcdefghij", 4, 0), ["abcd", "efgh", "ij"]);
        assert_eq!(wrapped("慢性免疫", 5, 1), ["慢性", " 免疫"]);
        assert_eq!(wrapped("", 5, 1), [""]);
    }

    #[test]
    fn a_screen_keeps_its_last_lines() {
        let mut screen = Screen::default();
        for number in 0..50 {
            screen.line(&number.to_string());
        }
        screen.next("refmill --help", "");
        let mut printed = Vec::new();
        screen.print(&mut printed).expect("a vector takes everything");
        let printed = String::from_utf8(printed).expect("text");
        assert_eq!(printed.lines().count(), 24);
        assert_eq!(printed.lines().last(), Some("Next:  refmill --help"));
        assert!(printed.contains("… and 28 more lines"), "{printed}");
    }

    #[cfg(not(windows))]
    #[test]
    fn a_path_can_be_typed() {
        assert_eq!(typed(Path::new("a/b.txt")), "a/b.txt");
        assert_eq!(typed(Path::new("my pages")), "'my pages'");
        assert_eq!(typed(Path::new("it's")), r"'it'\''s'");
    }
}
