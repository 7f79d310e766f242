//! The volume and its label.

use super::super::folded::Cursor;

/// `Vol.`, `Volume`, `Т.`, `第` before a volume. Nothing is eaten unless a token follows.
pub(in crate::value) fn volume_label(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let word = ahead.word().to_lowercase();
    let known = match word.as_str() {
        "vol" | "vols" | "volume" | "v" | "bd" | "band" | "tome" | "tomo" | "jg" | "jahrgang" | "т"
        | "том" | "ปีที่" => true,
        "" => ahead.eat('第'),
        _ => false,
    };
    if !known {
        return false;
    }
    while ahead.eat_any(&['.', ':', ' ']).is_some() {}
    if !ahead.peek().is_some_and(|next| next.is_ascii_alphanumeric()) {
        return false;
    }
    *cursor = ahead;
    true
}

/// The end of a volume that begins at the cursor: `49`, `XLIX`, `49-50`, `102-B`, `B42`.
pub(in crate::value) fn volume_token(start: Cursor<'_>) -> Option<usize> {
    let mut cursor = start;
    let leading: String = letters(&mut cursor);
    let digits = cursor.digits(9);
    if digits.is_empty() {
        let roman = leading.chars().all(|letter| "IVXLCDM".contains(letter.to_ascii_uppercase()));
        let word_ends = !cursor.peek().is_some_and(char::is_alphanumeric);
        return (!leading.is_empty() && roman && word_ends).then_some(cursor.at);
    }
    if leading.len() > 3 {
        return None;
    }
    let end = cursor.at;
    let trailing = letters(&mut cursor);
    let is_word =
        trailing.len() > 2 || trailing.eq_ignore_ascii_case("pt") || trailing.eq_ignore_ascii_case("no");
    if is_word || glued_supplement(&mut Cursor { at: end, ..start }) {
        return Some(end);
    }
    if cursor.peek().is_some_and(|next| next.is_ascii_digit()) {
        return None;
    }
    let end = cursor.at;
    if cursor.eat_any(&['-', '/']).is_some() {
        let after = cursor.at;
        letters(&mut cursor);
        cursor.digits(9);
        if cursor.at > after && !cursor.peek().is_some_and(|next| next.is_ascii_alphanumeric()) {
            return Some(cursor.at);
        }
    }
    Some(end)
}

/// At most eight ASCII letters.
fn letters(cursor: &mut Cursor<'_>) -> String {
    let start = cursor.at;
    while cursor.at < start + 8 && cursor.peek().is_some_and(|next| next.is_ascii_alphabetic()) {
        cursor.at += 1;
    }
    cursor.chars.get(start..cursor.at).unwrap_or_default().iter().collect()
}

/// `S1` glued to the volume, as in `49S1`.
pub(in crate::value) fn glued_supplement(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let after_digit = ahead.before().is_some_and(|before| before.is_ascii_digit());
    let found = after_digit && ahead.eat('S') && !ahead.digits(3).is_empty();
    if found {
        *cursor = ahead;
    }
    found
}
