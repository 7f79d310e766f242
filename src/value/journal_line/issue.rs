//! What stands in the parentheses of an issue, and supplements and parts wherever they stand (rules F1, F6, F7).

use super::super::folded::Cursor;
use crate::record::{Part, PartOf, Supplement};

/// An issue as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::value) struct Issue {
    /// For display: `4`, `4-5`, `Suppl 1`, `4 Suppl 1`, `4 Pt 2`, or free text.
    pub(in crate::value) display: String,
    pub(in crate::value) supplement: Option<Supplement>,
    pub(in crate::value) part: Option<Part>,
    pub(super) zeros_cut: bool,
    /// Number of folded characters of the label in front (`No.`, `第`).
    pub(super) label: usize,
    /// Number of folded characters of the sign behind (`期`).
    pub(super) sign: usize,
}

/// Reads the content of an issue; what fits no form is free text (`Early Access 2025`). `None` without content.
pub(in crate::value) fn read(content: &[char]) -> Option<Issue> {
    let start = content.iter().position(|&character| character != ' ')?;
    structured(Cursor::new(content, start)).or_else(|| {
        let text: String = content.iter().collect();
        Some(Issue { display: text.trim().to_owned(), ..Issue::default() })
    })
}

fn structured(start: Cursor<'_>) -> Option<Issue> {
    let mut cursor = start;
    let mut issue = Issue::default();
    label(&mut cursor);
    issue.label = cursor.at;
    let mut numbered = false;
    if let Some(supplement) = as_printed(cursor) {
        return Some(Issue { label: issue.label, ..supplement });
    }
    if let Some((display, zeros_cut)) = numbers(&mut cursor) {
        issue.display = display;
        issue.zeros_cut = zeros_cut;
        numbered = true;
        let before_sign = cursor.at;
        cursor.spaces();
        if cursor.eat_any(&['期', '号', '號', '호']).is_some() && cursor.at_end() {
            issue.sign = cursor.at - before_sign;
        }
    }
    for _ in 0..2 {
        cursor.eat_any(&[',', '_']);
        cursor.spaces();
        let of = if numbered { PartOf::Issue } else { PartOf::Volume };
        if let Some(number) = supplement(&mut cursor) {
            issue.append_supplement(number, of);
        } else if let Some(number) = part(&mut cursor) {
            issue.append_part(number, of);
        }
    }
    cursor.spaces();
    (cursor.at_end() && !issue.display.is_empty()).then_some(issue)
}

impl Issue {
    /// Adds `Suppl n` to what is displayed (rule F6).
    pub(super) fn append_supplement(&mut self, number: Option<String>, of: PartOf) {
        self.append("Suppl", number.as_deref());
        self.supplement = Some(Supplement { number, of });
    }

    fn append_part(&mut self, number: String, of: PartOf) {
        self.append("Pt", Some(&number));
        self.part = Some(Part { number, of });
    }

    fn append(&mut self, word: &str, number: Option<&str>) {
        if !self.display.is_empty() {
            self.display.push(' ');
        }
        self.display.push_str(word);
        if let Some(number) = number {
            self.display.push(' ');
            self.display.push_str(number);
        }
    }
}

/// `No.`, `Issue`, `Iss.`, `n°`, `#`, `第`; nothing is eaten unless something follows that can be a number.
pub(super) fn label(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let word = ahead.word().to_lowercase();
    let known = match word.as_str() {
        "no" | "nos" | "nr" | "num" | "number" | "issue" | "iss" | "n" | "nº" | "h" | "heft" | "ฉบับที่" => {
            true
        }
        "" => ahead.eat_any(&['#', '第']).is_some(),
        _ => false,
    };
    if !known {
        return false;
    }
    while ahead.eat_any(&['.', ':', ' ', '°', 'º', '(']).is_some() {
        if ahead.before() == Some('(') {
            ahead.at -= 1;
            break;
        }
    }
    if !ahead.peek().is_some_and(|next| next.is_ascii_digit() || next == '(') {
        return false;
    }
    *cursor = ahead;
    true
}

/// `S1`, `Z1`, `4S`, `4S1`: kept as printed (rule F6).
fn as_printed(start: Cursor<'_>) -> Option<Issue> {
    let mut cursor = start;
    let of = if cursor.digits(6).is_empty() { PartOf::Volume } else { PartOf::Issue };
    cursor.eat_any(&['S', 's', 'Z', 'z'])?;
    let number: String = cursor.digits(4).iter().collect();
    let bare_letter = number.is_empty() && of == PartOf::Volume;
    let end = cursor.at;
    cursor.spaces();
    if bare_letter || !cursor.at_end() {
        return None;
    }
    let display = cursor.chars.get(start.at..end).unwrap_or_default().iter().collect();
    let number = (!number.is_empty()).then_some(number);
    Some(Issue { display, supplement: Some(Supplement { number, of }), ..Issue::default() })
}

/// `4`, `04`, `7A`, `4-5`, `4/5`, `2 & 3`: the numbers for display, and whether zeros went.
pub(super) fn numbers(cursor: &mut Cursor<'_>) -> Option<(String, bool)> {
    let mut zeros_cut = false;
    let first = number(cursor, &mut zeros_cut)?;
    let mut ahead = *cursor;
    ahead.spaces();
    let Some(separator) = ahead.eat_any(&['-', '/', ',', '&']) else { return Some((first, zeros_cut)) };
    ahead.spaces();
    let mut second_zeros = false;
    let Some(second) = number(&mut ahead, &mut second_zeros) else { return Some((first, zeros_cut)) };
    *cursor = ahead;
    let next =
        first.parse::<u64>().ok().zip(second.parse::<u64>().ok()).is_some_and(|(one, two)| one + 1 == two);
    let is_range = next || matches!(separator, '-' | '/');
    let display = if is_range { format!("{first}-{second}") } else { format!("{first},{second}") };
    Some((display, zeros_cut || second_zeros))
}

/// Digits with a letter or two behind them; a word that means supplement or part does not belong to it.
fn number(cursor: &mut Cursor<'_>, zeros_cut: &mut bool) -> Option<String> {
    let mut ahead = *cursor;
    let digits: String = ahead.digits(9).iter().collect();
    if digits.is_empty() {
        return None;
    }
    let mut after_letters = ahead;
    let letters = after_letters.word();
    if letters.chars().count() <= 2 && !letters.eq_ignore_ascii_case("pt") {
        ahead = after_letters;
        if !letters.is_empty() {
            *cursor = ahead;
            return Some(format!("{digits}{letters}"));
        }
    }
    *cursor = ahead;
    Some(without_zeros(&digits, zeros_cut))
}

/// Rule F1 for a number without letters.
pub(super) fn without_zeros(digits: &str, zeros_cut: &mut bool) -> String {
    let numeric = !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
    let trimmed = digits.trim_start_matches('0');
    match (numeric, trimmed) {
        (false, _) => digits.to_owned(),
        (true, "") => "0".to_owned(),
        (true, rest) => {
            *zeros_cut |= rest.len() != digits.len();
            rest.to_owned()
        }
    }
}

/// `Suppl 1`, `Supplement`, `Suppl_1`, `sup1`, `增刊1`: the number, if it has one.
#[expect(clippy::option_option, reason = "a supplement without a number is not the same as no supplement")]
pub(in crate::value) fn supplement(cursor: &mut Cursor<'_>) -> Option<Option<String>> {
    let mut ahead = *cursor;
    let word = ahead.word().to_lowercase();
    let known = match word.as_str() {
        "suppl" | "supplement" | "supplements" | "supp" | "sup" | "supplemento" | "suplemento" | "supl"
        | "supplément" => true,
        "" => ahead.eat('增') && (ahead.eat('刊') || ahead.peek().is_some_and(|next| next.is_ascii_digit())),
        _ => false,
    };
    if !known {
        return None;
    }
    *cursor = ahead;
    cursor.eat('.');
    ahead = *cursor;
    while ahead.eat_any(&[' ', '_', '.', '#']).is_some() {}
    label(&mut ahead);
    Some(ordinal(&mut ahead).inspect(|_| *cursor = ahead))
}

/// `Pt 2`, `Part B`: the number.
pub(in crate::value) fn part(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    if !matches!(ahead.word().to_lowercase().as_str(), "pt" | "part") {
        return None;
    }
    while ahead.eat_any(&[' ', '.', '_']).is_some() {}
    let number = ordinal(&mut ahead)?;
    *cursor = ahead;
    Some(number)
}

/// Digits with a letter or a range, a Roman number, a single letter, or a Chinese number up to ten.
fn ordinal(cursor: &mut Cursor<'_>) -> Option<String> {
    let start = cursor.at;
    let mut ahead = *cursor;
    if ahead.eat_any(&['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']).is_none() {
        let digits = ahead.digits(6);
        let letters = ahead.word();
        let roman = letters.chars().all(|letter| "IVX".contains(letter));
        let single = letters.chars().count() == 1;
        if digits.is_empty() && (letters.is_empty() || !(roman || single)) || letters.chars().count() > 4 {
            return None;
        }
        let mut range = ahead;
        if range.eat('-') && !range.digits(6).is_empty() {
            ahead = range;
        }
    }
    *cursor = ahead;
    Some(ahead.chars.get(start..ahead.at).unwrap_or_default().iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn display(content: &str) -> String {
        let content: Vec<char> = content.chars().collect();
        read(&content).map(|issue| issue.display).unwrap_or_default()
    }

    #[test]
    fn forms_of_an_issue() {
        for (printed, expected) in [
            ("04", "4"),
            ("No. 1", "1"),
            ("第4期", "4"),
            ("04-05", "4-5"),
            ("4/5", "4-5"),
            ("2 & 3", "2-3"),
            ("2,4", "2,4"),
            ("07A", "07A"),
            ("Suppl_1", "Suppl 1"),
            ("sup1", "Suppl 1"),
            ("Supplement A", "Suppl A"),
            ("增刊", "Suppl"),
            ("4 增刊2", "4 Suppl 2"),
            ("4S1", "4S1"),
            ("17_Supplement", "17 Suppl"),
            ("Part 3", "Pt 3"),
            ("4, Pt 2", "4 Pt 2"),
            ("Support", "Support"),
            ("0", "0"),
            (" ", ""),
        ] {
            assert_eq!(display(printed), expected, "{printed}");
        }
    }
}
