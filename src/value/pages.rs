//! Pages, article numbers and page counts (the mapping reference, 4.1 `pages` and rules F1 to F5).

mod printed;

use super::Part;
use super::folded::{Claim, Cursor, Folded};
use crate::record::PageRange;
use crate::report::{Code, Remark, quoted};
use printed::{Page, page};

pub(super) const LEADING_ZERO_CUT: Code = Code::info(
    "leading-zero-cut",
    "Leading zeros of a volume, an issue or a page were cut; the text as printed is kept beside it.",
);
const PAGES_EXPANDED: Code =
    Code::info("pages-expanded", "A shortened last page (`217-21`) was completed from the first one.");
const PAGES_COLLAPSED: Code =
    Code::info("pages-collapsed", "First and last page are the same; they are one page.");
const PAGES_UNKNOWN: Code =
    Code::info("pages-unknown", "A dash or zeros stand where the pages belong; the record has no pages.");
/// A last page before the first.
pub const PAGES_REVERSED: Code =
    Code::warning("pages-reversed", "The last page lies before the first; both are kept as printed.");
const PAGES_OPEN: Code =
    Code::warning("pages-open", "A range of pages has no end; only its first page is kept.");
const PAGES_NOT_UNDERSTOOD: Code =
    Code::warning("pages-not-understood", "The text of the pages is not understood; it is kept as printed.");

/// What was read from the text of pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PagesReading {
    /// The ranges in order, last pages completed. A text that is not understood is one range with that text.
    pub ranges: Vec<PageRange>,
    /// `e15`, `103640`: the text is no page but the number of an article (rule F5).
    pub article_number: Option<String>,
    /// `120` out of `120 p`.
    pub number_of_pages: Option<String>,
    /// What became of each character: `page`, `article-number`, `number-of-pages`.
    pub parts: Vec<Part>,
    /// What was repaired or is doubtful.
    pub remarks: Vec<Remark>,
}

/// Reads a text that is nothing but pages: RIS `SP`, nbib `PG`, a CSV column.
#[must_use]
pub fn parse(text: &str) -> PagesReading {
    let mut folded = Folded::new(text);
    let mut reading = PagesReading::default();
    if folded.len() == 0 {
        reading.parts = folded.parts();
        return reading;
    }
    let mut found = pages_at(&folded, 0, folded.len());
    let mut cursor = Cursor::new(folded.chars(), found.end);
    while cursor.eat_any(&['.', ' ', ',', ';']).is_some() {}
    if cursor.at_end() && !found.is_empty() {
        found.claims.push(Claim::new(found.end, cursor.at, ""));
        folded.claim_all(&found.claims);
        reading.ranges = found.ranges;
        reading.article_number = found.article_number;
        reading.number_of_pages = found.number_of_pages;
        reading.remarks = found.remarks;
    } else {
        folded.claim(Claim::new(0, folded.len(), "page"));
        reading.ranges.push(PageRange { first: text.trim().to_owned(), last: None, raw: None });
        reading
            .remarks
            .push(Remark::new(&PAGES_NOT_UNDERSTOOD, format!("{} is not understood as pages", quoted(text))));
    }
    reading.parts = folded.parts();
    reading
}

/// Pages found in folded characters.
#[derive(Debug, Default)]
pub(super) struct PagesMatch {
    pub(super) ranges: Vec<PageRange>,
    pub(super) article_number: Option<String>,
    pub(super) number_of_pages: Option<String>,
    /// A dash said that the pages are not known.
    pub(super) unknown: bool,
    /// `pp.` or the like stood before them, so that they are pages and nothing else.
    labelled: bool,
    pub(super) claims: Vec<Claim>,
    pub(super) remarks: Vec<Remark>,
    /// Where the text goes on; where it began if nothing was understood.
    pub(super) end: usize,
}

impl PagesMatch {
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
            && self.article_number.is_none()
            && self.number_of_pages.is_none()
            && !self.unknown
    }

    fn remark(&mut self, code: &'static Code, text: &str, sentence: &str) {
        self.remarks.push(Remark::new(code, format!("{} {sentence}", quoted(text))));
    }
}

/// No article has more; what comes after is left to the caller, so that a line of numbers costs no more than this.
const MOST_RANGES: usize = 64;

/// Words that name what stands on a page; they stay with it (rule F4): `discussion 221-2`.
const BEFORE_A_PAGE: &[&str] =
    &["discussion", "quiz", "author reply", "reply", "passim", "contents", "erratum"];

/// Words after a page that stay with it (rule F4).
const AFTER_A_PAGE: &[&str] = &["passim", "contd", "cont'd", "contd.", "et seq", "ff", "f"];

/// The pages that begin at `start`, as far as they are understood and before `limit`.
pub(super) fn pages_at(folded: &Folded<'_>, start: usize, limit: usize) -> PagesMatch {
    let mut found = PagesMatch { end: start, ..PagesMatch::default() };
    let mut cursor = Cursor::new(folded.up_to(limit), start);
    cursor.spaces();
    if article_number(folded, &mut cursor, &mut found) || unknown(folded, cursor, &mut found) {
        return found;
    }
    for _ in 0..MOST_RANGES {
        found.labelled |= label(&mut cursor);
        if count_of_pages(folded, &mut cursor, &mut found) {
            found.end = cursor.at;
        } else if let Some(range) = range(folded, &mut cursor, &mut found) {
            found.ranges.push(range);
            found.end = cursor.at;
        } else {
            break;
        }
        cursor.spaces();
        // `5页(101-105)`
        let is_counted = found.ranges.is_empty() && found.number_of_pages.is_some();
        if cursor.eat_any(&[',', '+', ';', '、', '&']).is_none() && !(is_counted && cursor.eat('(')) {
            if !found.ranges.is_empty() && found.number_of_pages.is_some() && cursor.eat(')') {
                found.end = cursor.at;
            }
            break;
        }
        cursor.spaces();
    }
    if !found.labelled {
        lone_number(&mut found);
    }
    if found.is_empty() {
        number_of_another_shape(Cursor::new(folded.up_to(limit), start), &mut found);
    }
    let values = std::mem::take(&mut found.claims);
    found.claims.push(Claim::new(start, found.end, ""));
    found.claims.extend(values);
    found
}

/// `Article 15`, `Article No. 15`, `Art. e15`.
fn article_number(folded: &Folded<'_>, cursor: &mut Cursor<'_>, found: &mut PagesMatch) -> bool {
    let mut ahead = *cursor;
    let word = ahead.word().to_lowercase();
    if !matches!(word.as_str(), "article" | "art" | "artn" | "articleno") {
        return false;
    }
    ahead.eat('.');
    ahead.spaces();
    let mut after_label = ahead;
    if matches!(after_label.word().to_lowercase().as_str(), "no" | "number" | "id" | "nr") {
        after_label.eat('.');
        after_label.eat(':');
        after_label.spaces();
        ahead = after_label;
    }
    let number = ahead.at;
    while ahead.peek().is_some_and(|next| next.is_ascii_alphanumeric() || next == '-')
        && ahead.at - number < 40
    {
        ahead.at += 1;
    }
    if number == ahead.at {
        return false;
    }
    found.article_number = Some(folded.text(number, ahead.at));
    found.claims.push(Claim::new(cursor.at, number, ""));
    found.claims.push(Claim::new(number, ahead.at, "article-number"));
    found.end = ahead.at;
    *cursor = ahead;
    true
}

/// A dash and nothing more, or `0-0`: no journal counts from nought.
fn unknown(folded: &Folded<'_>, cursor: Cursor<'_>, found: &mut PagesMatch) -> bool {
    let mut ahead = cursor;
    let has_zero = ahead.eat('0');
    if !ahead.dashes()
        || has_zero && !ahead.eat('0')
        || ahead.peek().is_some_and(|next| next != '.' && next != ',')
    {
        return false;
    }
    found.unknown = true;
    found.claims.push(Claim::new(cursor.at, ahead.at, ""));
    found.end = ahead.at;
    found.remark(&PAGES_UNKNOWN, folded.source(cursor.at, ahead.at), "stands for pages that are not known");
    true
}

/// `pp.`, `p`, `Pages`, `S.`; also `第` before a page. Whether there was one.
fn label(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    let printed = ahead.word();
    let known = match printed.as_str() {
        "S" | "P" => matches!(ahead.peek(), Some('.' | ' ')),
        word => is_page_label(&word.to_lowercase()),
    } || (printed.is_empty() && ahead.eat('第'));
    if !known {
        return false;
    }
    while ahead.eat_any(&['.', ':', ' ']).is_some() {}
    if !ahead.peek().is_some_and(|next| next.is_ascii_alphanumeric() || next == '[') {
        return false;
    }
    *cursor = ahead;
    true
}

/// Whether a word in lower case stands before pages, whatever follows: `pp.`, `Pages`, `с.` of Russian, `págs.` of
/// Spanish.
pub(super) fn is_page_label(word: &str) -> bool {
    const LABELS: [&str; 15] = [
        "pp",
        "p",
        "pages",
        "page",
        "pg",
        "pgs",
        "pag",
        "pags",
        "pág",
        "págs",
        "с",
        "стр",
        "str",
        "seiten",
        "หน้า",
    ];
    LABELS.contains(&word)
}

/// `120 p`, `120 pages`, `120页`, and `共4页` anywhere (the pages reference, trap 35).
fn count_of_pages(folded: &Folded<'_>, cursor: &mut Cursor<'_>, found: &mut PagesMatch) -> bool {
    let mut ahead = *cursor;
    let in_all = ahead.eat('共');
    if (!in_all && (found.labelled || !found.ranges.is_empty())) || found.number_of_pages.is_some() {
        return false;
    }
    ahead.spaces();
    let number = ahead.at;
    if ahead.digits(6).is_empty() {
        return false;
    }
    let number_end = ahead.at;
    ahead.spaces();
    let unit = ahead.word().to_lowercase();
    if !matches!(unit.as_str(), "p" | "pp" | "pages" | "pgs") && ahead.eat_any(&['页', '頁']).is_none() {
        return false;
    }
    if unit == "p" || unit == "pp" {
        ahead.eat('.');
    }
    found.number_of_pages = Some(folded.text(number, number_end));
    found.claims.push(Claim::new(number, number_end, "number-of-pages"));
    *cursor = ahead;
    true
}

fn range(folded: &Folded<'_>, cursor: &mut Cursor<'_>, found: &mut PagesMatch) -> Option<PageRange> {
    let mut ahead = *cursor;
    let note = words_of(&mut ahead, BEFORE_A_PAGE);
    if note.is_some() {
        ahead.spaces();
    }
    let bracket = ahead.eat('[');
    let start = ahead.at;
    let first = page(&mut ahead)?;
    let mut end = ahead.at;
    let mut pages = vec![first];
    let mut open = false;
    while pages.len() < 4 {
        let before_dash = ahead;
        if !ahead.dashes() {
            break;
        }
        label(&mut ahead);
        if let Some(next) = page(&mut ahead) {
            pages.push(next);
            end = ahead.at;
        } else {
            open = pages.len() == 1 && !ahead.peek().is_some_and(char::is_alphanumeric);
            if !open {
                ahead = before_dash;
            }
            break;
        }
    }
    if bracket {
        ahead.eat(']');
    }
    let printed = folded.source(start, end);
    let (mut first, mut last) = match pages.as_slice() {
        [only] => (only.text(), None),
        [first, last] => ends(*first, *last, printed, found),
        [a, b, c, d] => (format!("{}-{}", a.text(), b.text()), Some(format!("{}-{}", c.text(), d.text()))),
        more => (more.iter().map(|page| page.text()).collect::<Vec<_>>().join("-"), None),
    };
    if let [only] = pages.as_slice() {
        first = only.without_zeros().text();
    }
    let before_zeros: Vec<usize> = pages.iter().map(|page| page.digits.len()).collect();
    let after_zeros: Vec<usize> = pages.iter().map(|page| page.without_zeros().digits.len()).collect();
    if pages.len() <= 2 && before_zeros != after_zeros {
        found.remark(&LEADING_ZERO_CUT, printed, "has leading zeros");
    }
    if open {
        found.remark(&PAGES_OPEN, folded.source(start, ahead.at), "has no last page");
    }
    let mut text = (start, end);
    if let Some(note) = note {
        first = format!("{note} {first}");
        text.0 = cursor.at;
    }
    let mut after = ahead;
    after.spaces();
    if let Some(word) = words_of(&mut after, AFTER_A_PAGE) {
        let target = last.as_mut().unwrap_or(&mut first);
        target.push(' ');
        target.push_str(&word);
        text.1 = after.at;
        ahead = after;
    } else if after.eat_any(&['页', '頁']).is_some() {
        ahead = after;
    }
    found.claims.push(Claim::new(text.0, text.1, "page"));
    if open || bracket {
        text = (text.0 - usize::from(bracket), text.1.max(ahead.at));
    }
    *cursor = ahead;
    let mut range = PageRange { first, last, raw: None };
    let whole = folded.source(text.0, text.1);
    if range.to_text() != whole {
        range.raw = Some(whole.to_owned());
    }
    Some(range)
}

/// First and last page of a plain range: the last completed (F2), equal pages made one (F3), zeros cut (F1).
fn ends(first: Page<'_>, last: Page<'_>, printed: &str, found: &mut PagesMatch) -> (String, Option<String>) {
    let mut last_text = last.without_zeros().text();
    let same_prefix = last.prefix == first.prefix || last.prefix.is_empty();
    let same_suffix = last.suffix == first.suffix || last.suffix.is_empty();
    let numeric = !first.digits.is_empty() && !last.digits.is_empty();
    let (head, tail) = first.digits.split_at(first.digits.len().saturating_sub(last.digits.len()));
    if numeric && same_prefix && same_suffix && !head.is_empty() && last.digits > tail {
        let digits: Vec<char> = [head, last.digits].concat();
        last_text =
            Page { prefix: first.prefix, digits: &digits, suffix: last.suffix }.without_zeros().text();
        found.remark(&PAGES_EXPANDED, printed, "has a shortened last page");
    } else if numeric
        && last.prefix.is_empty()
        && !first.prefix.is_empty()
        && value_of(&last_text) >= value_of(&first.text())
    {
        // No digit is guessed here, so row 36 of the mapping reference's table has no flag.
        last_text = [first.prefix, last.digits, last.suffix].concat().iter().collect();
    }
    let first_text = first.without_zeros().text();
    if first_text == last_text {
        found.remark(&PAGES_COLLAPSED, printed, "is one page");
        return (first_text, None);
    }
    if numeric && same_prefix && value_of(&last_text) < value_of(&first_text) {
        found.remark(&PAGES_REVERSED, printed, "ends before it begins");
    }
    (first_text, Some(last_text))
}

/// The number in a page, without regard to letters.
fn value_of(page: &str) -> u64 {
    let digits = page.chars().skip_while(|character| !character.is_ascii_digit());
    digits
        .map_while(|digit| digit.to_digit(10))
        .fold(0, |sum, digit| sum.saturating_mul(10).saturating_add(digit.into()))
}

fn words_of(cursor: &mut Cursor<'_>, words: &[&str]) -> Option<String> {
    let found = words.iter().find(|word| {
        let after = cursor.peek_after(word.chars().count());
        cursor.starts_with(word) && !after.is_some_and(char::is_alphanumeric)
    })?;
    let end = cursor.at + found.chars().count();
    let printed = cursor.chars.get(cursor.at..end).unwrap_or_default().iter().collect();
    cursor.at = end;
    Some(printed)
}

/// Rule F5: a lone `e15`, or a lone number of five digits or more, with letters before it perhaps (`CD013574`).
fn lone_number(found: &mut PagesMatch) {
    let [only] = found.ranges.as_slice() else { return };
    let is_number = {
        let digits = only.first.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let prefix = only.first.get(..only.first.len() - digits.len()).unwrap_or_default();
        let all_digits = !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
        // Brazilian journals put the kind of article between the letter and the number: `eAO5314`.
        let is_electronic = prefix.strip_prefix('e').is_some_and(|kind| {
            digits.len() >= 4 && kind.len() <= 3 && kind.chars().all(|letter| letter.is_ascii_uppercase())
        });
        all_digits && (prefix.eq_ignore_ascii_case("e") || is_electronic || digits.len() >= 5)
    };
    // `E010-E010`: two equal numbers are one.
    let plain = only.last.is_none() && found.remarks.iter().all(|remark| *remark.code == PAGES_COLLAPSED);
    if is_number && plain {
        found.article_number = Some(only.first.clone());
        found.ranges.clear();
        for claim in &mut found.claims {
            if claim.field == "page" {
                claim.field = "article-number";
            }
        }
    }
}

/// `bmj.n71`, `imag_a_00408`: one word with letters and digits is the number of an article.
fn number_of_another_shape(mut cursor: Cursor<'_>, found: &mut PagesMatch) {
    cursor.spaces();
    let first = cursor.at;
    while cursor.peek().is_some_and(|next| next.is_ascii_alphanumeric() || "._-".contains(next))
        && cursor.at - first < 40
    {
        cursor.at += 1;
    }
    while cursor.at > first && cursor.before() == Some('.') {
        cursor.at -= 1;
    }
    let word = cursor.chars.get(first..cursor.at).unwrap_or_default();
    let mixed = word.iter().any(char::is_ascii_digit) && word.iter().any(char::is_ascii_alphabetic);
    let joined = word.iter().any(|character| matches!(character, '.' | '_'));
    let over = cursor.peek().is_none_or(|next| next == '.' || next == ' ');
    if mixed && joined && over && word.first().is_some_and(char::is_ascii_alphabetic) {
        found.article_number = Some(word.iter().collect());
        found.claims.push(Claim::new(first, cursor.at, "article-number"));
        found.end = cursor.at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(reading: &PagesReading) -> String {
        reading.ranges.iter().map(PageRange::to_text).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn ranges() {
        let table = [
            ("217-221", "217-221", ""),
            ("217-21", "217-221", "pages-expanded"),
            ("1199-201", "1199-1201", "pages-expanded"),
            ("217--221", "217-221", ""),
            ("998-1002", "998-1002", ""),
            ("995-2", "995-2", "pages-reversed"),
            ("S12-15", "S12-S15", ""),
            ("S9-12", "S9-S12", ""),
            ("S12-5", "S12-S15", "pages-expanded"),
            ("e15-20", "e15-e20", ""),
            ("I0001-I0001", "I0001", "pages-collapsed"),
            ("0012-0015", "12-15", "leading-zero-cut"),
            ("1095-105", "1095-1105", "pages-expanded"),
            ("217-221.e3", "217-221.e3", ""),
            ("p.641 ~ p.652", "641-652", ""),
            ("360 -365", "360-365", ""),
            ("33-35,41", "33-35, 41", ""),
            ("170-173,188,共5页", "170-173, 188", ""),
            ("217-21; discussion 221-2", "217-221, discussion 221-222", "pages-expanded pages-expanded"),
            ("112-.", "112", "pages-open"),
            ("-", "", "pages-unknown"),
            ("0-0", "", "pages-unknown"),
            ("217–221", "217-221", ""),
            ("p. 12345", "12345", ""),
            ("see volume 3", "see volume 3", "pages-not-understood"),
            ("xiv", "xiv", ""),
            ("", "", ""),
        ];
        for (printed, pages, remarks) in table {
            let reading = parse(printed);
            let codes: Vec<&str> = reading.remarks.iter().map(|remark| remark.code.name).collect();
            assert_eq!((text(&reading).as_str(), codes.join(" ").as_str()), (pages, remarks), "{printed}");
        }
    }

    #[test]
    fn raw_stands_where_the_print_differs() {
        assert_eq!(parse("217–221").ranges[0].raw.as_deref(), Some("217–221"));
        assert_eq!(parse("217-221").ranges[0].raw, None);
        assert_eq!(parse("217-21; discussion 221-2").ranges[1].raw.as_deref(), Some("discussion 221-2"));
    }

    #[test]
    fn article_numbers_keep_their_zeros() {
        for (printed, number) in [
            ("e15", "e15"),
            ("103640", "103640"),
            ("085038", "085038"),
            ("Article 015", "015"),
            ("Art. No. e7", "e7"),
            ("CD013574", "CD013574"),
            ("eAO5314", "eAO5314"),
            ("E010-E010", "E010"),
            ("726908-726908", "726908"),
            ("bmj.n71", "bmj.n71"),
            ("imag_a_00408", "imag_a_00408"),
        ] {
            let reading = parse(printed);
            assert_eq!(
                (reading.article_number.as_deref(), text(&reading).as_str()),
                (Some(number), ""),
                "{printed}"
            );
        }
        assert_eq!(parse("A12").article_number, None);
    }

    #[test]
    fn counts_are_no_pages() {
        for printed in ["120 p", "120 p.", "120 pages", "120页", "共120页"] {
            let reading = parse(printed);
            assert_eq!(
                (reading.number_of_pages.as_deref(), text(&reading).as_str()),
                (Some("120"), ""),
                "{printed}"
            );
        }
        assert_eq!(parse("1-4,共4页").number_of_pages.as_deref(), Some("4"));
        let counted = parse("5页(101-105)");
        assert_eq!((counted.number_of_pages.as_deref(), text(&counted).as_str()), (Some("5"), "101-105"));
    }
}
