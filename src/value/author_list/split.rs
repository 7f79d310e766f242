//! Where one author of a list ends and the next begins.

use super::ListHints;
use crate::value::name::{
    Evidence, Kind, Order, Token, Writing, evidence, is_middle_dot, joins_names, tokenise,
};
use crate::vocab::family_names::{self, Inventory, Standing};
use crate::vocab::given_names;
use std::ops::Range;

/// The stretch of one author, with the markers behind it on lines of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) range: Range<usize>,
    /// No separator stands before it.
    pub(super) unseparated: bool,
}

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Split {
    pub(super) entries: Vec<Entry>,
    pub(super) separators: Vec<Range<usize>>,
    /// How often nothing stood between two separators.
    pub(super) empty: usize,
    /// Commas between words that may be two names or one, read as two.
    pub(super) guessed: Vec<Range<usize>>,
    /// The names are Chinese, so that two words of two characters are two of them.
    pub(super) is_chinese: bool,
}

/// Whether a semicolon has told the names apart, so that a comma needs more to do so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Commas {
    MaySeparate,
    Hardly,
    /// A conjunction stands before the last name.
    Likely,
}

pub(super) fn split(text: &str, hints: &ListHints<'_>) -> Split {
    let is_chinese = hints.lang.is_some_and(|tag| tag.split('-').next() == Some("zh"));
    let mut split = Split { is_chinese, ..Split::default() };
    if let Some(names) = marked_names(text) {
        let ends = names.iter().skip(1).map(|name| name.start).chain([text.len()]);
        for (name, end) in names.iter().zip(ends) {
            let between = text.get(name.end..end).unwrap_or_default();
            let marks = between.char_indices().filter(|(_, it)| !it.is_whitespace());
            split.separators.extend(marks.map(|(at, it)| name.end + at..name.end + at + it.len_utf8()));
        }
        split.entries.extend(names.into_iter().map(|range| Entry { range, unseparated: false }));
        return split;
    }
    let semicolons = outside_brackets(text, |character| matches!(character, ';' | '；' | '﹔' | '|' | '｜'));
    let commas = match hints.order {
        _ if !semicolons.is_empty() => Commas::Hardly,
        // Where given names stand first, no comma stands inside a name.
        Some(Order::GivenFirst) => Commas::Likely,
        _ => Commas::MaySeparate,
    };
    let cuts = if semicolons.is_empty() { spaced_dots(text) } else { semicolons };
    let mut start = 0;
    for (number, cut) in cuts.iter().cloned().chain(std::iter::once(text.len()..text.len())).enumerate() {
        let piece = trimmed(text, start..cut.start);
        if !piece.is_empty() {
            by_lines(text, piece, commas, hints, &mut split);
        } else if number < cuts.len() {
            split.empty += 1;
        }
        start = cut.end;
    }
    split.separators.extend(cuts);
    split
}

/// Names in Chinese characters with markers glued to them and, now and then, the next name glued to those: `张三1李四2王五1,2`.
/// Each name ends with its markers; commas between figures are theirs. `None` where the text is anything else.
pub(crate) fn marked_names(text: &str) -> Option<Vec<Range<usize>>> {
    const LONGEST: usize = 4000;
    if text.len() > LONGEST {
        return None;
    }
    if let Some(names) = marked_latin_names(text) {
        return Some(names);
    }
    if text.is_ascii() {
        return None;
    }
    let is_letter = |it: char| it > '\u{2e80}' && it.is_alphabetic();
    let is_marker =
        |it: char| it.is_ascii_digit() || matches!(it, '*' | '#' | '＊' | '†' | '[' | ']' | '［' | '］');
    let is_between = |it: char| it.is_whitespace() || matches!(it, ',' | '，' | '、');
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut is_glued = false;
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let name = rest.len() - rest.trim_start_matches(is_letter).len();
        let behind = rest.get(name..)?;
        let run = behind.len() - behind.trim_start_matches(|it| is_marker(it) || is_between(it)).len();
        let marks = behind.get(..run)?;
        let own = marks.trim_end_matches(is_between);
        let printed = rest.get(..name)?;
        let is_name = tokenise(printed, &[]).first().is_some_and(is_native_name);
        let is_last = behind.len() == run;
        if !is_name || own.is_empty() && !is_last {
            return None;
        }
        is_glued |= !is_last && (own.len() == run || !marks.get(own.len()..)?.contains([',', '，', '、']));
        names.push(start..start + name + own.len());
        rest = behind.get(run..)?;
    }
    (names.len() > 1 && is_glued).then_some(names)
}

/// Names of two words or more, each but the last one with figures glued to it, and blanks alone between them:
/// `Hanna Lindqvist1*† Rui Zhang2 Marta Kowalczyk1,3`.
fn marked_latin_names(text: &str) -> Option<Vec<Range<usize>>> {
    let is_mark = |it: char| it.is_ascii_digit() || matches!(it, '*' | '†' | '‡' | '§' | '¶' | '#' | ',');
    let is_word = |word: &str| {
        let is_part =
            |it: char| it.is_alphabetic() || matches!(it, '.' | '-' | '\'' | '’' | '\u{300}'..='\u{36f}');
        word.chars().all(is_part) && word.chars().all(|it| it < '\u{2e80}')
    };
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut rest = text.trim();
    let offset = text.len() - text.trim_start().len();
    let whole = rest.len();
    while !rest.is_empty() {
        let start = whole - rest.len();
        let length = rest.find(is_mark).unwrap_or(rest.len());
        let name = rest.get(..length)?;
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_name = (2..=5).contains(&words.len())
            && words.iter().all(|word| is_word(word))
            && words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() > 1
            && name.starts_with(char::is_uppercase)
            && name.trim_end() == name;
        let behind = rest.get(length..)?;
        let marks = behind.get(..behind.len() - behind.trim_start_matches(is_mark).len())?;
        let has_figure = marks.starts_with(|it: char| it.is_ascii_digit()) && !marks.ends_with(',');
        let next = behind.get(marks.len()..)?;
        let is_apart = next.starts_with(char::is_whitespace);
        if !is_name || !(next.is_empty() || has_figure && is_apart) || !(marks.is_empty() || has_figure) {
            return None;
        }
        names.push(offset + start..offset + start + length + marks.len());
        rest = next.trim_start();
    }
    (names.len() > 1).then_some(names)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (slice.len() - slice.trim_start().len());
    start..(start + slice.trim().len())
}

/// Places of characters outside brackets. A bracket that its line does not close is none.
fn outside_brackets(text: &str, wanted: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let before = found.len();
        let mut depth = 0_usize;
        let mut inside = Vec::new();
        for (at, character) in line.char_indices() {
            let place = offset + at..offset + at + character.len_utf8();
            match character {
                '(' | '（' | '[' | '【' | '［' => depth += 1,
                ')' | '）' | ']' | '】' | '］' => depth = depth.saturating_sub(1),
                _ if !wanted(character) => {}
                _ if depth > 0 => inside.push(place),
                _ => found.push(place),
            }
        }
        if depth > 0 && !inside.is_empty() {
            found.extend(inside);
            if let Some(own) = found.get_mut(before..) {
                own.sort_by_key(|place| place.start);
            }
        }
        offset += line.len();
    }
    found
}

/// Middle dots and strokes between blanks, where whole names stand on both sides of each (`김민수 · 이영희`).
fn spaced_dots(text: &str) -> Vec<Range<usize>> {
    let is_dot = |character: char| is_middle_dot(character) || matches!(character, '•' | '/');
    let dots: Vec<Range<usize>> = outside_brackets(text, is_dot)
        .into_iter()
        .filter(|dot| {
            text.get(..dot.start).is_some_and(|before| before.ends_with(char::is_whitespace))
                && text.get(dot.end..).is_some_and(|after| after.starts_with(char::is_whitespace))
        })
        .collect();
    let mut start = 0;
    for end in dots.iter().map(|dot| dot.start).chain([text.len()]) {
        let tokens = tokenise(text.get(start..end).unwrap_or_default(), &[]);
        let words: Vec<&Token<'_>> = tokens.iter().filter(|token| token.kind == Kind::Word).collect();
        let is_name = match words.as_slice() {
            [] => start == 0 || end == text.len(),
            [only] => is_native_name(only),
            [..] => true,
        };
        if !is_name {
            return Vec::new();
        }
        start = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    dots
}

/// Two to four characters that begin with a family name.
fn is_native_name(token: &Token<'_>) -> bool {
    let Some(first) = token.text.chars().next() else { return false };
    let known = match token.writing {
        Writing::Han => family_names::is_han_family(first),
        Writing::Hangul => family_names::is_hangul_family(first),
        Writing::Alphabet | Writing::Kana => false,
    };
    known && (2..=4).contains(&token.text.chars().count())
}

/// What a line of the list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineKind {
    Markers,
    Name,
}

fn line_kind(line: &str, hints: &ListHints<'_>) -> LineKind {
    // Nearly all lines are told by their letters, without being cut into words: a word with a capital is no marker.
    let is_plain = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b' ' | b'-' | b'.');
    if line.bytes().all(is_plain) && line.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return LineKind::Name;
    }
    let is_label = |text: &str| hints.labels.iter().any(|label| label.trim() == text);
    let tokens = tokenise(line, hints.labels);
    let only_markers = tokens.iter().all(|token| match token.kind {
        Kind::Marker | Kind::Number | Kind::Comma | Kind::Open | Kind::Close | Kind::Punctuation => true,
        Kind::Word => token.text.chars().all(char::is_lowercase) && is_label(&token.text),
        Kind::Email | Kind::Orcid | Kind::OrcidMalformed => false,
    });
    if only_markers { LineKind::Markers } else { LineKind::Name }
}

/// A piece between two semicolons, or the whole list: its lines are one name with its markers, as a rule.
fn by_lines(text: &str, piece: Range<usize>, commas: Commas, hints: &ListHints<'_>, split: &mut Split) {
    let slice = text.get(piece.clone()).unwrap_or_default();
    if !slice.contains('\n') {
        by_conjunction(text, piece, commas, false, split);
        return;
    }
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut offset = piece.start;
    for line in slice.split_inclusive('\n') {
        let range = trimmed(text, offset..offset + line.len());
        offset += line.len();
        if range.is_empty() {
            continue;
        }
        match (line_kind(text.get(range.clone()).unwrap_or_default(), hints), groups.last_mut()) {
            (LineKind::Markers, Some(group)) => group.end = range.end,
            (LineKind::Markers, None) if !split.entries.is_empty() => {
                // A marker behind the separator still belongs to the name before it.
                split.entries.push(Entry { range, unseparated: false });
            }
            _ => groups.push(range),
        }
    }
    if let [only] = groups.as_slice() {
        by_conjunction(text, only.clone(), commas, false, split);
        return;
    }
    let lines_separate = match commas {
        Commas::MaySeparate | Commas::Likely => !is_wrapped(text, &groups),
        Commas::Hardly => groups.iter().all(|group| {
            let tokens = tokenise(text.get(group.clone()).unwrap_or_default(), &[]);
            matches!(evidence(&tokens, None), Evidence::Strong | Evidence::Native(2..))
        }),
    };
    if lines_separate {
        for (number, group) in groups.into_iter().enumerate() {
            by_conjunction(text, group, commas, commas == Commas::Hardly && number > 0, split);
        }
    } else if let (Some(first), Some(last)) = (groups.first(), groups.last()) {
        by_conjunction(text, first.start..last.end, commas, false, split);
    }
}

/// Whether lines only break a list of commas where the page was full.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let is_comma = |character: char| matches!(character, ',' | '，' | '、');
    lines.iter().rev().skip(1).any(|line| {
        let line = text.get(line.clone()).unwrap_or_default();
        !line.ends_with(is_comma) && line.chars().filter(|character| is_comma(*character)).count() >= 2
    })
}

/// Cuts at `and` and `&` between persons; not in the name of a body.
fn by_conjunction(text: &str, piece: Range<usize>, commas: Commas, unseparated: bool, split: &mut Split) {
    let slice = text.get(piece.clone()).unwrap_or_default();
    let bytes = slice.as_bytes();
    if slice.is_ascii()
        && memchr::memchr2(b',', b'&', bytes).is_none()
        && !bytes.windows(3).any(|it| it.eq_ignore_ascii_case(b"and") || it.eq_ignore_ascii_case(b"und"))
    {
        push(text, piece, unseparated, split);
        return;
    }
    let tokens = tokenise(slice, &[]);
    let mut start = 0;
    let mut first = true;
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > 0 || !joins_names(token) {
            continue;
        }
        let (before, after) =
            (tokens.get(start..at).unwrap_or_default(), tokens.get(at + 1..).unwrap_or_default());
        // No name has forty words; a longer look back would cost time only.
        let recent = before.get(before.len().saturating_sub(40)..).unwrap_or_default();
        let last_segment = recent.rsplit(|token| token.kind == Kind::Comma).next().unwrap_or_default();
        let next = after.split(joins_names).next().unwrap_or_default();
        let whole = |tokens: &[Token<'_>]| {
            let words = tokens.iter().filter(|token| token.kind == Kind::Word);
            words.clone().take(2).count() == 2
                || words.clone().any(|token| token.writing != Writing::Alphabet)
        };
        let has_words = before.iter().any(|token| token.kind == Kind::Word);
        let cuts_others =
            after.first().is_some_and(|token| matches!(token.text.as_ref(), "others" | "colleagues"));
        if cuts_others
            || (has_words
                && (!whole(before) || !whole(next) || evidence(last_segment, None) == Evidence::Group))
        {
            continue;
        }
        let is_mute = |token: &Token<'_>| matches!(token.kind, Kind::Comma | Kind::Punctuation);
        if before.iter().any(|token| !is_mute(token)) {
            // `A B, C D and E F`: what follows has no comma of its own, so those before it separate.
            let has_comma = next.iter().any(|token| token.kind == Kind::Comma);
            let commas = if commas == Commas::MaySeparate && !has_comma { Commas::Likely } else { commas };
            by_commas(text, &piece, before, commas, unseparated && first, split);
            first = false;
        } else {
            // A comma before a leading `and`.
            for token in before {
                split.separators.push(piece.start + token.start..piece.start + token.end);
            }
        }
        split.separators.push(piece.start + token.start..piece.start + token.end);
        start = at + 1;
    }
    by_commas(text, &piece, tokens.get(start..).unwrap_or_default(), commas, unseparated && first, split);
}

/// How the commas of a stretch are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    OneName,
    /// Between whole names.
    List,
    /// `Ou, Wenxin, Zhang, Rui`: every second one.
    Pairs,
}

fn by_commas(
    text: &str,
    piece: &Range<usize>,
    tokens: &[Token<'_>],
    commas: Commas,
    unseparated: bool,
    split: &mut Split,
) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let whole = piece.start + first.start..piece.start + last.end;
    let segments = comma_segments(tokens);
    let mut kinds: Vec<(usize, Evidence)> = Vec::new();
    let mut before = None;
    for (number, segment) in segments.iter().enumerate() {
        let kind = evidence(tokens.get(segment.clone()).unwrap_or_default(), before);
        if kind != Evidence::Attached {
            kinds.push((number, kind));
        }
        before = Some(kind);
    }
    let enumerated =
        tokens.iter().any(|token| token.kind == Kind::Comma && matches!(token.text.as_ref(), "、" | "､"));
    let core: Vec<Evidence> = kinds.iter().map(|(_, kind)| *kind).collect();
    // `Jane Example1, John Sample2`: a marker ends a name, whatever the comma behind it may be.
    let is_marker = |token: &Token<'_>| matches!(token.kind, Kind::Marker | Kind::Number | Kind::Close);
    let ends_marked = |segment: &Range<usize>| {
        segment.end.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(is_marker)
    };
    let are_marked = core.len() == 2
        && kinds.first().and_then(|(number, _)| segments.get(*number)).is_some_and(ends_marked);
    let found = reading(&core, commas, enumerated);
    let words_of = |number: usize| {
        let (place, _) = kinds.get(number)?;
        tokens.get(segments.get(*place)?.clone()).map(words)
    };
    let told = match (core.as_slice(), words_of(0), words_of(1)) {
        ([Evidence::Weak(_), Evidence::Weak(_)], Some(first), Some(second)) if found == Reading::OneName => {
            Some(two_names(&first, &second))
        }
        _ => None,
    };
    let step = match found {
        Reading::OneName if are_marked || told == Some(Told::Two) => 1,
        Reading::OneName if told == Some(Told::ProbablyTwo) && commas == Commas::MaySeparate => {
            split.guessed.push(whole.clone());
            1
        }
        Reading::OneName => {
            push(text, whole, unseparated, split);
            return;
        }
        Reading::List => 1,
        Reading::Pairs => 2,
    };
    let mut start = whole.start;
    let mut unseparated = unseparated;
    for (number, _) in kinds.iter().skip(step).step_by(step) {
        let Some(segment) = segments.get(*number) else { continue };
        // The comma before the segment; a stray one before it stays with the name it follows.
        let Some(comma) = segment.start.checked_sub(1).and_then(|at| tokens.get(at)) else { continue };
        let cut = piece.start + comma.start..piece.start + comma.end;
        push(text, trimmed(text, start..cut.start), unseparated, split);
        unseparated = false;
        start = cut.end;
        split.separators.push(cut);
    }
    push(text, trimmed(text, start..whole.end), unseparated, split);
}

fn words<'t>(tokens: &'t [Token<'_>]) -> Vec<&'t str> {
    tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| token.text.as_ref()).collect()
}

/// What the words on both sides of a comma tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Family names and given names of one person: `García López, María José`.
    One,
    /// `Maria da Silva, José dos Santos`, `Nguyễn Văn An, Trần Thị Bình`.
    Two,
    /// `Bounmy Sengsavang, Khamla Vongsa`: a person with two family names and two given names is the rarer thing.
    ProbablyTwo,
}

/// Whether two stretches of two words or more on both sides of a comma are one name or two.
fn two_names(first: &[&str], second: &[&str]) -> Told {
    let begins_given = |words: &[&str]| words.first().is_some_and(|word| given_names::is_iberian(word));
    // In Viet Nam the family name stands first, two or three words before the end.
    let is_vietnamese = |words: &[&str]| {
        words.len() >= 3
            && words.first().is_some_and(|word| Inventory::Vietnamese.standing(word) == Standing::Usual)
    };
    match (begins_given(first), begins_given(second)) {
        _ if is_vietnamese(first) && is_vietnamese(second) => Told::Two,
        (true, _) => Told::Two,
        (false, true) => Told::One,
        (false, false) => Told::ProbablyTwo,
    }
}

/// Ranges of tokens between the commas outside brackets.
fn comma_segments(tokens: &[Token<'_>]) -> Vec<Range<usize>> {
    let opened = tokens.iter().filter(|token| token.kind == Kind::Open).count();
    let is_balanced = opened == tokens.iter().filter(|token| token.kind == Kind::Close).count();
    let mut segments = Vec::new();
    let (mut start, mut depth) = (0, 0_usize);
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Comma if depth == 0 || !is_balanced => {
                segments.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    segments.push(start..tokens.len());
    segments
}

fn reading(core: &[Evidence], commas: Commas, enumerated: bool) -> Reading {
    let count = core.len();
    let number = |wanted: fn(&Evidence) -> bool| core.iter().filter(|kind| wanted(kind)).count();
    let groups = number(|kind| *kind == Evidence::Group);
    let sure = number(|kind| {
        matches!(kind, Evidence::Strong | Evidence::Native(2..) | Evidence::Truncation | Evidence::Group)
    });
    if count < 2 || groups == count && (commas == Commas::Hardly || count == 2) {
        return Reading::OneName;
    }
    if enumerated && sure == count {
        return Reading::List;
    }
    let is_half = |kind: &Evidence| matches!(kind, Evidence::Single | Evidence::Compound);
    let latin =
        number(|kind| matches!(kind, Evidence::Native(_) | Evidence::Group | Evidence::Truncation)) == 0;
    let without_cut = if core.last() == Some(&Evidence::Truncation) { count - 1 } else { count };
    let people = core.get(..without_cut).unwrap_or_default();
    if latin && count.is_multiple_of(2) && core.iter().step_by(2).all(is_half) {
        return if count == 2 { Reading::OneName } else { Reading::Pairs };
    }
    match people {
        // 欧, 文欣 is one name; 张瑞, 欧文欣 are two.
        [Evidence::Native(1) | Evidence::Compound, Evidence::Native(_)]
        | [Evidence::Native(_), Evidence::Native(1)] => {
            return Reading::OneName;
        }
        _ => {}
    }
    if sure == count {
        return Reading::List;
    }
    let weak = number(|kind| matches!(kind, Evidence::Weak(_)));
    let half = count - sure - weak;
    if commas == Commas::Hardly {
        // `María J García-Pérez 1, Liam O'Connor 2, Xiao-Ming Li 3; Study Group`: the semicolon is the group's.
        return if count >= 3 && half == 0 { Reading::List } else { Reading::OneName };
    }
    match count {
        2 if half == 0 => {
            let known =
                commas == Commas::Likely || core.iter().all(|kind| !matches!(kind, Evidence::Weak(false)));
            if known { Reading::List } else { Reading::OneName }
        }
        2 if core.last() == Some(&Evidence::Truncation) => Reading::List,
        2 => Reading::OneName,
        _ if half * 3 <= count => Reading::List,
        _ if core.iter().all(|kind| matches!(kind, Evidence::Single | Evidence::Truncation)) => Reading::List,
        _ => Reading::OneName,
    }
}

/// Enters a stretch without separators: one author, or several names in characters with blanks between them.
fn push(text: &str, range: Range<usize>, unseparated: bool, split: &mut Split) {
    if range.is_empty() {
        return;
    }
    let slice = text.get(range.clone()).unwrap_or_default();
    if !slice.is_ascii() {
        let starts = native_starts(slice, split.is_chinese);
        if starts.len() > 1 {
            let ends = starts.iter().skip(1).copied().chain([slice.len()]);
            for (start, end) in starts.iter().copied().zip(ends) {
                let range = trimmed(text, range.start + start..range.start + end);
                // Three names in a row are a list; two may be taken for one, if no marker stands between them.
                let unseparated =
                    start > 0 && starts.len() == 2 && !slice.contains(['[', '(', '（', '［', '【']);
                split.entries.push(Entry { range, unseparated });
            }
            return;
        }
    }
    split.entries.push(Entry { range, unseparated });
}

/// Where the names begin in `张三 李四 王五`, with or without `[1]` behind each: three or more words, each of two to four
/// characters that begin with a family name. Two such words may be one Japanese name, unless both have three, a marker
/// stands between them, or the names are known to be Chinese.
fn native_starts(slice: &str, is_chinese: bool) -> Vec<usize> {
    let tokens = tokenise(slice, &[]);
    let mut starts: Vec<usize> = Vec::new();
    let mut depth = 0_usize;
    for token in &tokens {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        match token.kind {
            Kind::Word if is_native_name(token) => starts.push(token.start),
            Kind::Marker | Kind::Number | Kind::Open | Kind::Close if !starts.is_empty() => {}
            // `张三[1,2]`
            Kind::Comma if depth > 0 && !starts.is_empty() => {}
            _ => return Vec::new(),
        }
    }
    let are_three = || {
        tokens.iter().filter(|token| token.kind == Kind::Word).all(|token| token.text.chars().count() == 3)
    };
    let are_marked = || {
        let mut words = tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
        let first = words.next().map_or(0, |(at, _)| at);
        words.next().is_some_and(|(at, _)| at > first + 1)
    };
    if starts.len() < 2 || starts.len() == 2 && !is_chinese && !are_three() && !are_marked() {
        return Vec::new();
    }
    if let Some(first) = starts.first_mut() {
        *first = 0;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::marked_names;

    #[test]
    fn markers_end_names_that_nothing_else_separates() {
        let names = |text: &str| -> Vec<String> {
            marked_names(text).unwrap_or_default().into_iter().map(|name| text[name].to_owned()).collect()
        };
        assert_eq!(names("张三1李四2王五1,2"), ["张三1", "李四2", "王五1,2"]);
        assert_eq!(names("赵六1,2 钱七2"), ["赵六1,2", "钱七2"]);
        assert_eq!(names("김민수1,2이영희2"), ["김민수1,2", "이영희2"]);
        for text in ["张三1, 李四2", "张三", "绿茶1号品种", "Zhang San1Li Si2", "2019年第3期", ""]
        {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }
}
