//! Volume, issue, supplement, part and pages: what stands behind the date (the mapping reference, 4.1 `locator`).

use super::super::folded::{Claim, Cursor, Folded};
use super::super::pages::{LEADING_ZERO_CUT, PagesMatch, is_page_label, pages_at};
use super::VOLUME_UNKNOWN;
use super::issue::{self, Issue};
use super::volume::{glued_supplement, volume_label, volume_token};
use crate::record::{Part, PartOf};
use crate::report::{Remark, quoted};

/// No issue is longer; an open parenthesis further from its end is not one.
const LONGEST_ISSUE: usize = 120;

/// A volume, an issue, a supplement, a part and pages, a sign of each at most twice.
const MOST_PIECES: usize = 10;

/// What was read behind a date.
#[derive(Debug, Default)]
pub(super) struct Locator {
    pub(super) volume: Option<String>,
    pub(super) volume_raw: Option<String>,
    pub(super) issue: Option<Issue>,
    pub(super) issue_raw: Option<String>,
    pub(super) part: Option<Part>,
    pub(super) pages: PagesMatch,
    pub(super) claims: Vec<Claim>,
    pub(super) remarks: Vec<Remark>,
    /// Where the text goes on.
    pub(super) end: usize,
    /// Something only a locator has: a numbered issue in parentheses, pages behind a colon, a label.
    pub(super) firm: bool,
    /// The text stops in the middle of it.
    pub(super) cut: bool,
    /// The mark between date and locator; a space if there is none.
    pub(super) separator: char,
    pub(super) volume_start: usize,
    pub(super) issue_span: (usize, usize),
}

/// Reads on from `start`, just behind the date, and not beyond `limit`. Looks at a bounded number of characters.
pub(super) fn locator_at(folded: &Folded<'_>, start: usize, limit: usize) -> Locator {
    let mut locator = Locator { end: start, separator: ' ', ..Locator::default() };
    let mut cursor = Cursor::new(folded.up_to(limit), start);
    gap(&mut cursor);
    let before_separator = cursor;
    if let Some(separator) = cursor.eat_any(&[';', ',', ':', '.']) {
        locator.separator = separator;
    }
    gap(&mut cursor);
    if !locator.begin(folded, &mut cursor, before_separator) {
        return locator;
    }
    for _ in 0..MOST_PIECES {
        if !locator.piece(folded, &mut cursor, limit) {
            break;
        }
        locator.end = cursor.at;
    }
    // The punctuation between the pieces; the pieces themselves override it.
    let values = std::mem::take(&mut locator.claims);
    locator.claims.push(Claim::new(start, locator.end, ""));
    locator.claims.extend(values);
    locator
}

/// Spaces, and the arrows that one family of journal sites sets between the pieces.
fn gap(cursor: &mut Cursor<'_>) {
    while cursor.eat_any(&[' ', '›', '»']).is_some() {}
}

impl Locator {
    /// The volume, or whatever stands in its place; `false` if no locator begins here.
    fn begin<'c>(
        &mut self,
        folded: &Folded<'_>,
        cursor: &mut Cursor<'c>,
        before_separator: Cursor<'c>,
    ) -> bool {
        let start = *cursor;
        let labelled = volume_label(cursor);
        let Some(token_end) = volume_token(*cursor) else {
            if labelled {
                *cursor = start;
            }
            if self.separator == ':' {
                *cursor = before_separator;
            }
            return true;
        };
        let token = (cursor.at, token_end);
        let mut after = Cursor { at: token_end, ..*cursor };
        gap(&mut after);
        let sign = after.peek();
        let is_issue = matches!(sign, Some('期' | '号' | '號' | '호'));
        let signed = matches!(sign, Some('卷' | '巻' | '권'));
        if is_issue {
            *cursor = start;
            return true;
        }
        let goes_on = matches!(sign, Some('(' | ':'));
        match self.separator {
            // `2022:217-221` are pages; a volume behind a colon shows itself by what follows.
            ':' if !goes_on && !labelled && !signed => {
                *cursor = before_separator;
                return true;
            }
            ' ' | '.' if !goes_on && !labelled && !signed => return false,
            _ => {}
        }
        self.firm = labelled || signed;
        self.volume_start = token.0;
        self.take_volume(folded, token);
        cursor.at = token_end;
        if signed {
            *cursor = after;
            cursor.at += 1;
        }
        self.end = cursor.at;
        true
    }

    fn take_volume(&mut self, folded: &Folded<'_>, (start, end): (usize, usize)) {
        let printed = folded.source(start, end);
        let mut zeros_cut = false;
        let value = issue::without_zeros(&folded.text(start, end), &mut zeros_cut);
        self.claims.push(Claim::new(start, end, "volume"));
        if value == "0" {
            self.remarks.push(Remark::new(
                &VOLUME_UNKNOWN,
                format!(
                    "volume {} means that the volume is not known; the year may be wrong too",
                    quoted(printed)
                ),
            ));
            self.volume_raw = Some(printed.to_owned());
            return;
        }
        if zeros_cut {
            self.zero_remark("volume", printed);
        }
        self.volume_raw = (value != printed).then(|| printed.to_owned());
        self.volume = Some(value);
    }

    fn zero_remark(&mut self, what: &str, printed: &str) {
        self.remarks
            .push(Remark::new(&LEADING_ZERO_CUT, format!("{what} {} has a leading zero", quoted(printed))));
    }

    /// One more piece; `false` when nothing follows that belongs here.
    fn piece(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>, limit: usize) -> bool {
        if !self.pages.is_empty() || self.cut {
            return false;
        }
        let start = *cursor;
        gap(cursor);
        let done = self.supplement_or_part(folded, cursor)
            || self.issue_in_parentheses(folded, cursor)
            || self.issue_with_label(folded, cursor)
            || self.pages_behind_colon(folded, cursor, limit)
            || self.pages_with_label(folded, cursor, limit)
            || self.after_a_comma(folded, cursor, limit);
        if !done {
            *cursor = start;
        }
        done
    }

    fn supplement_or_part(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>) -> bool {
        let start = cursor.at;
        let glued = self.issue.is_none() && glued_supplement(cursor);
        if glued {
            let display = folded.text(start, cursor.at);
            let number = display.get(1..).filter(|number| !number.is_empty()).map(str::to_owned);
            let supplement = Some(crate::record::Supplement { number, of: PartOf::Volume });
            self.issue = Some(Issue { display, supplement, ..Issue::default() });
            self.volume_raw = Some(folded.source(self.volume_start, cursor.at).to_owned());
            self.issue_span = (start, cursor.at);
        } else if let Some(number) = issue::supplement(cursor) {
            if self.issue.as_ref().is_some_and(|issue| issue.supplement.is_some()) {
                cursor.at = start;
                return false;
            }
            let of = if self.issue.is_some() { PartOf::Issue } else { PartOf::Volume };
            let issue = self.issue.get_or_insert_default();
            issue.append_supplement(number, of);
            let display = issue.display.clone();
            let from = if of == PartOf::Issue { self.issue_span.0 } else { start };
            let printed = folded.source(from, cursor.at);
            self.issue_raw = (printed != display).then(|| printed.to_owned());
            self.issue_span = (from, cursor.at);
        } else if self.volume.is_some() && self.issue.is_none() && self.part.is_none() {
            let Some(number) = issue::part(cursor) else { return false };
            self.part = Some(Part { number, of: PartOf::Volume });
            self.volume_raw = Some(folded.source(self.volume_start, cursor.at).to_owned());
            self.claims.push(Claim::new(start, cursor.at, "volume"));
            return true;
        } else {
            return false;
        }
        self.claims.push(Claim::new(start, cursor.at, "issue"));
        self.firm |= self.volume.is_some();
        true
    }

    fn issue_in_parentheses(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>) -> bool {
        let open = cursor.at;
        if cursor.peek() != Some('(') {
            return false;
        }
        let close = closing(*cursor);
        let content_end = close.unwrap_or(cursor.chars.len());
        if close.is_none() && content_end - open > 40 {
            return false;
        }
        let content = cursor.chars.get(open + 1..content_end).unwrap_or_default();
        let after = close.map_or(content_end, |close| close + 1);
        let read = issue::read(content);
        match (read, self.issue.as_mut()) {
            (None, _) => self.cut |= close.is_none(),
            (Some(read), None) => {
                let numbered = read.supplement.is_some() || content.iter().any(char::is_ascii_digit);
                if !numbered && self.volume.is_none() && self.separator != ';' {
                    return false;
                }
                self.firm |= numbered || self.volume.is_some();
                self.cut |= close.is_none();
                self.take_issue(folded, read, (open + 1, content_end));
                self.issue_span.0 = open;
            }
            // `49(4)(Suppl 1)`.
            (Some(Issue { supplement: Some(supplement), .. }), Some(issue)) if issue.supplement.is_none() => {
                issue.append_supplement(supplement.number, PartOf::Issue);
                self.issue_raw = Some(folded.source(self.issue_span.0, after).to_owned());
                self.claims.push(Claim::new(open + 1, content_end, "issue"));
            }
            _ => return false,
        }
        cursor.at = after;
        true
    }

    /// Records an issue read from the folded characters of `span`.
    fn take_issue(&mut self, folded: &Folded<'_>, issue: Issue, span: (usize, usize)) {
        let printed = folded.source(span.0, span.1);
        if issue.zeros_cut {
            self.zero_remark("issue", printed);
        }
        self.issue_raw = (printed != issue.display).then(|| printed.to_owned());
        self.claims.push(Claim::new(span.0 + issue.label, span.1 - issue.sign, "issue"));
        self.issue_span = span;
        self.issue = Some(issue);
    }

    /// `No. 4`, `Issue 12`, `第4期`, `4期`; before parentheses the label stands alone (`Issue (12)`).
    fn issue_with_label(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>) -> bool {
        if self.issue.is_some() {
            return false;
        }
        let mut ahead = *cursor;
        // 增刊 is often counted with a letter: `S1期`, `第Z1期`.
        let is_letter = |letter: Option<char>| matches!(letter, Some('S' | 's' | 'Z' | 'z'));
        if ahead.peek() == Some('第') && is_letter(ahead.peek_after(1)) {
            ahead.at += 1;
        }
        let start = ahead.at;
        let labelled = issue::label(&mut ahead);
        if labelled && ahead.peek() == Some('(') {
            *cursor = ahead;
            return true;
        }
        let lettered = ahead.eat_any(&['S', 's', 'Z', 'z']).is_some();
        if issue::numbers(&mut ahead).is_none() {
            return false;
        }
        let mut after_sign = ahead;
        after_sign.spaces();
        let signed = after_sign.eat_any(&['期', '号', '號', '호']).is_some();
        if signed {
            ahead = after_sign;
        }
        if !labelled && !signed {
            return false;
        }
        let end = if lettered && signed { ahead.at - 1 } else { ahead.at };
        let content = cursor.chars.get(start..end).unwrap_or_default();
        let Some(issue) = issue::read(content) else { return false };
        self.take_issue(folded, issue, (start, ahead.at));
        self.firm = true;
        *cursor = ahead;
        true
    }

    fn pages_behind_colon(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>, limit: usize) -> bool {
        if !cursor.eat(':') {
            return false;
        }
        self.firm = true;
        let mut ahead = *cursor;
        gap(&mut ahead);
        self.cut = ahead.at_end();
        self.take_pages(folded, cursor, limit);
        true
    }

    /// `p. 217`, `Pages 217-221`; behind a sign such as 期 the pages need no label.
    fn pages_with_label(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>, limit: usize) -> bool {
        let before = cursor.chars.get(..cursor.at).unwrap_or_default().iter().rfind(|&&before| before != ' ');
        let behind_sign = matches!(before, Some('期' | '号' | '號' | '호' | '卷' | '巻'));
        let mut ahead = *cursor;
        let word = ahead.word().to_lowercase();
        let is_label = is_page_label(&word) || ahead.peek() == Some('第');
        let is_number = behind_sign && cursor.peek().is_some_and(|next| next.is_ascii_alphanumeric())
            || self.issue.is_some() && range_follows(*cursor);
        if self.issue.is_none() && self.volume.is_none() || !is_label && !is_number {
            return false;
        }
        self.take_pages(folded, cursor, limit);
        self.firm |= !self.pages.is_empty();
        !self.pages.is_empty()
    }

    /// Pages behind a date that stands between them and the issue: `Issue 2, March 2010, Pages 1-9`. Where the text goes
    /// on.
    pub(super) fn pages_behind(&mut self, folded: &Folded<'_>, date_end: usize) -> usize {
        let mut cursor = Cursor::new(folded.chars(), date_end);
        gap(&mut cursor);
        let mark = cursor.eat_any(&[',', ';', ':', '.']);
        gap(&mut cursor);
        let (before, last) = (self.claims.len(), folded.len());
        if !self.pages.is_empty() {
            return date_end;
        }
        if mark == Some(':') {
            self.take_pages(folded, &mut cursor, last);
        } else {
            self.pages_with_label(folded, &mut cursor, last);
        }
        if self.pages.is_empty() {
            return date_end;
        }
        self.claims.insert(before, Claim::new(date_end, cursor.at, ""));
        cursor.at
    }

    fn take_pages(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>, limit: usize) {
        let mut pages = pages_at(folded, cursor.at, limit);
        if pages.is_empty() {
            return;
        }
        cursor.at = pages.end;
        self.claims.append(&mut pages.claims);
        self.remarks.append(&mut pages.remarks);
        self.pages = pages;
    }

    /// A comma or stop between two pieces. Without a label only a range is taken for pages: `6(2), 3-9`,
    /// `49, 217-221`.
    fn after_a_comma(&mut self, folded: &Folded<'_>, cursor: &mut Cursor<'_>, limit: usize) -> bool {
        if self.volume.is_none() && self.issue.is_none() || cursor.eat_any(&[',', ';', '.']).is_none() {
            return false;
        }
        gap(cursor);
        let mut ahead = *cursor;
        let word = ahead.word().to_lowercase();
        match word.as_str() {
            "suppl" | "supplement" | "supp" | "sup" => true,
            word if is_page_label(word) => true,
            "no" | "nos" | "nr" | "issue" | "iss" | "n" => {
                self.issue.is_none() && issue::label(&mut cursor.clone())
            }
            _ if matches!(cursor.peek(), Some('(' | '第')) => self.issue.is_none(),
            _ if range_follows(*cursor) => {
                self.take_pages(folded, cursor, limit);
                self.firm |= !self.pages.is_empty();
                !self.pages.is_empty()
            }
            _ => false,
        }
    }
}

/// Whether a range of pages stands here; a lone number could be anything.
fn range_follows(mut cursor: Cursor<'_>) -> bool {
    !cursor.digits(6).is_empty() && cursor.dashes() && !cursor.digits(6).is_empty()
}

/// The closing parenthesis of the one at the cursor.
fn closing(cursor: Cursor<'_>) -> Option<usize> {
    let mut depth = 0_usize;
    for (distance, character) in cursor.chars.get(cursor.at..)?.iter().take(LONGEST_ISSUE).enumerate() {
        match character {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(cursor.at + distance),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}
