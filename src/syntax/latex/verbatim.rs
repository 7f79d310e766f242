//! Fields that programs take as they stand, and what holds a value.

use super::symbols;

/// A value without the pairs of braces that hold all of it.
#[must_use]
pub fn unbraced(latex: &str) -> &str {
    let latex = latex.trim();
    let opening = latex.bytes().take_while(|byte| *byte == b'{').count();
    let closing = latex.bytes().rev().take_while(|byte| *byte == b'}').count();
    let Some(inside) = latex.len().checked_sub(closing).and_then(|end| latex.get(opening..end)) else {
        // Nothing but braces.
        return if latex.bytes().all(|byte| matches!(byte, b'{' | b'}')) { "" } else { latex };
    };
    let (mut depth, mut lowest, mut escaped) = (opening, opening, false);
    for byte in inside.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        lowest = lowest.min(depth);
    }
    let closing = if escaped { 0 } else { closing };
    let pairs = lowest.min(closing);
    latex.get(pairs..latex.len() - pairs).unwrap_or(latex).trim()
}

/// Reads a field that programs take verbatim (`doi`, `url`, `file`): backslashes before signs and braces go, which
/// exporters put there all the same; hyphens, tildes and signs stay what they are.
#[must_use]
pub fn read_verbatim(latex: &str) -> String {
    let mut rest = unbraced(latex);
    let mut out = String::with_capacity(rest.len());
    while let Some(character) = rest.chars().next() {
        let after = rest.get(character.len_utf8()..).unwrap_or_default();
        rest = after;
        match character {
            '{' | '}' => {}
            '\n' | '\r' => rest = after.trim_start(),
            '$' if after.starts_with("\\sim$") => {
                out.push('~');
                rest = after.get("\\sim$".len()..).unwrap_or_default();
            }
            '\\' => {
                let name = name_at(after);
                let beyond = after.get(name.len()..).unwrap_or_default();
                if name.is_empty() {
                    // `\\` is a backslash here: paths of Windows.
                    let sign = after.chars().next().filter(char::is_ascii_punctuation);
                    out.push(sign.unwrap_or('\\'));
                    rest = after.get(sign.map_or(0, char::len_utf8)..).unwrap_or_default();
                } else if let Some(meant) = symbols::meant(name) {
                    out.push_str(meant);
                    rest = beyond.strip_prefix("{}").unwrap_or(beyond);
                } else if matches!(name, "url" | "path" | "nolinkurl" | "texttt") && beyond.starts_with('{') {
                    rest = beyond;
                } else {
                    out.push('\\');
                }
            }
            character => out.push(character),
        }
    }
    out.trim().to_owned()
}

/// The letters of a command at the start of a text.
pub(super) fn name_at(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}
