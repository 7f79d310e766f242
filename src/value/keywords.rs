//! Keywords of authors and subject headings.

use super::Part;
use super::markup;
use super::text::{clean, language_of};
use crate::record::{Term, Vocabulary};
use crate::report::{Code, Remark, quoted};
use crate::syntax::tags;
use crate::vocab::mesh::{self, Tail};
use std::collections::BTreeMap;
use std::ops::Range;

/// A comma may separate or belong to the keyword.
pub const KEYWORD_COMMA_DOUBTFUL: Code = Code::warning(
    "keyword-comma-doubtful",
    "A comma in a line of keywords may separate two or belong to one (an inverted heading); the message says how it was read.",
);

/// The same keyword twice.
pub const KEYWORD_DOUBLED: Code = Code::info(
    "keyword-doubled",
    "The same keyword stands twice in a list, letter for letter; it is kept once.",
);

/// Keywords of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeywordsReading {
    /// In the order printed.
    pub terms: Vec<Term>,
    /// What became of the text; all of it that is not white space.
    pub parts: Vec<Part>,
    /// Doubtful commas, doubled keywords, markup.
    pub remarks: Vec<Remark>,
}

/// Reads keywords when the article's language is not known: see [`parse_in`].
#[must_use]
pub fn parse(text: &str, kind: Vocabulary) -> KeywordsReading {
    parse_in(text, kind, None)
}

/// Reads a list of keywords or subject headings; a line feed in `text` is a line end of the page.
///
/// With a semicolon anywhere only semicolons separate. Without one, lines do, or `、`, or the commas of a single
/// line: one comma belongs to the keyword (an inverted heading; with a warning when nothing shows that it is
/// one), two or more separate, but for tails that are no terms alone ("Infant, newborn, jaundice" is two) - pages
/// reference, trap 11. Of [`Vocabulary::Mesh`] stars and qualifiers are read, `/drug therapy` as well as a
/// qualifier that stands as an item of its own behind its heading. `article` is the article's language, for terms
/// in Chinese characters alone.
#[must_use]
pub fn parse_in(text: &str, kind: Vocabulary, article: Option<&str>) -> KeywordsReading {
    let mut reading = KeywordsReading::default();
    let mut items = Vec::new();
    let semicolons = semicolons_of(text);
    if semicolons.is_empty() {
        let joined_by_commas = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .rev()
            .skip(1)
            .any(|line| line.trim_end().ends_with([',', '，']));
        if joined_by_commas {
            items.extend(comma_items(text, 0..text.len(), kind, &mut reading.remarks));
        } else {
            let breaks: Vec<usize> =
                text.match_indices(['\n', '、', '|']).map(|(offset, _)| offset).collect();
            for line in split_at(text, 0..text.len(), &breaks) {
                items.extend(comma_items(text, line, kind, &mut reading.remarks));
            }
        }
    } else {
        items = split_at(text, 0..text.len(), &semicolons);
    }
    let last = items.len();
    let mut collection = Collection { reading, seen: BTreeMap::new() };
    for (number, item) in items.into_iter().enumerate() {
        let end = if number + 1 == last { without_final_stop(text, &item) } else { item.end };
        collection.push_item(text, item.start..end, kind, article);
    }
    let mut reading = collection.reading;
    reading.parts = with_furniture(text, std::mem::take(&mut reading.parts));
    reading
}

/// A list with a semicolon in each run of two blanks or more, and in the place of each dot or stroke between blanks
/// (`tea · sleep`), every other character at its place; a list with semicolons of its own stays as it is.
#[must_use]
pub fn with_semicolons(text: &str) -> String {
    if let Some(dot) = [" · ", " • ", " ∙ ", " ・ "].into_iter().find(|dot| text.contains(*dot)) {
        // The blank before it becomes the semicolon; the dot itself is trimmed off the keyword.
        return if text.contains([';', '；']) {
            text.to_owned()
        } else {
            text.replace(dot, &format!(";{}", dot.trim_start()))
        };
    }
    if text.contains([';', '；', '\n', ',', '，', '、']) {
        return text.to_owned();
    }
    let mut spaced = String::with_capacity(text.len());
    let mut blanks: Vec<char> = Vec::new();
    for character in text.chars().chain(['.']) {
        if character.is_whitespace() {
            blanks.push(character);
            continue;
        }
        // A blank of one byte can become a semicolon, one of three a wide one.
        let place =
            blanks.iter().position(|blank| matches!(blank.len_utf8(), 1 | 3)).filter(|_| blanks.len() > 1);
        for (at, blank) in blanks.drain(..).enumerate() {
            spaced.push(match blank.len_utf8() {
                1 if place == Some(at) => ';',
                3 if place == Some(at) => '；',
                _ => blank,
            });
        }
        spaced.push(character);
    }
    spaced.pop();
    spaced
}

/// Bytes between the signs of an entity: `&thetasym;` has eight.
const LONGEST_ENTITY: usize = 10;

/// Byte offsets of the semicolons that separate; one that ends an entity (`&lt;`) does not.
fn semicolons_of(text: &str) -> Vec<usize> {
    let ends_entity = |offset: usize| {
        // An entity is short; to look for its start further back would cost the whole text at each semicolon.
        let near = (offset.saturating_sub(LONGEST_ENTITY + 1)..=offset).find(|at| text.is_char_boundary(*at));
        let before = near.and_then(|near| text.get(near..offset)).unwrap_or_default();
        let body = before.rfind('&').and_then(|at| before.get(at + 1..));
        body.is_some_and(|body| body.len() <= LONGEST_ENTITY && tags::entity(body).is_some())
    };
    text.match_indices([';', '；']).map(|(offset, _)| offset).filter(|offset| !ends_entity(*offset)).collect()
}

/// The trimmed stretches between separators of one character each, without empty ones.
fn split_at(text: &str, range: Range<usize>, separators: &[usize]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = range.start;
    for end in separators.iter().copied().filter(|offset| range.contains(offset)).chain([range.end]) {
        items.extend(trimmed(text, start..end));
        let width = text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start = end + width;
    }
    items
}

/// A stretch without outer white space and without commas, dots in the middle and bullets around it.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let slice = text.get(range.clone())?;
    let outer = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                ',' | '，' | '、' | ';' | '；' | '•' | '·' | '∙' | '・' | '|' | '\u{feff}' | '\u{200b}'
            )
    };
    let front = slice.trim_start_matches(outer);
    let whole = front.trim_end_matches(outer);
    let start = range.start + (slice.len() - front.len());
    (!whole.is_empty()).then(|| start..start + whole.len())
}

/// The items of a stretch without semicolons, by its commas.
fn comma_items(
    text: &str,
    range: Range<usize>,
    kind: Vocabulary,
    remarks: &mut Vec<Remark>,
) -> Vec<Range<usize>> {
    let commas = commas_of(text, &range);
    let pieces = split_at(text, range.clone(), &commas);
    let whole = trimmed(text, range);
    let piece_text = |piece: &Range<usize>| text.get(piece.clone()).unwrap_or_default();
    let tails: Vec<Option<Tail>> =
        pieces.iter().map(|piece| mesh::inverted_tail(piece_text(piece))).collect();
    let Some(whole) = whole else { return Vec::new() };
    match (pieces.as_slice(), tails.as_slice()) {
        ([] | [_], _) => chinese_words(text, &whole).unwrap_or_else(|| vec![whole]),
        ([_, _], [_, tail]) => {
            // Headings of `MeSH` are never joined by commas.
            if tail.is_none() && kind != Vocabulary::Mesh {
                doubt(remarks, piece_text(&whole), "is read as one keyword");
            }
            vec![whole]
        }
        ([_, rest @ ..], [_, tails @ ..])
            if tails.iter().all(Option::is_some)
                && tails.contains(&Some(Tail::Attribute))
                && rest.len() <= 3 =>
        {
            vec![whole]
        }
        _ if pieces.iter().any(|piece| piece_text(piece).split_whitespace().count() > 8) => {
            doubt(remarks, piece_text(&whole), "is read as one keyword");
            vec![whole]
        }
        _ => {
            let mut items: Vec<Range<usize>> = Vec::new();
            for (piece, tail) in pieces.iter().zip(tails) {
                match (items.last_mut(), tail) {
                    (Some(head), Some(Tail::Attribute)) => {
                        head.end = piece.end;
                        let heading = text.get(head.clone()).unwrap_or_default();
                        doubt(remarks, heading, "is read as one keyword of a list with commas");
                    }
                    _ => items.push(piece.clone()),
                }
            }
            items
        }
    }
}

/// The words of `绿茶 睡眠 护士`: no blank stands inside a term in Chinese characters.
fn chinese_words(text: &str, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let slice = text.get(range.clone())?;
    let is_chinese = |character: char| {
        matches!(character, '\u{3400}'..='\u{9fff}')
            || character.is_whitespace()
            || matches!(character, '（' | '）' | '(' | ')' | '-' | '·')
    };
    if !slice.contains(char::is_whitespace) || !slice.chars().all(is_chinese) {
        return None;
    }
    let blanks: Vec<usize> =
        slice.match_indices(char::is_whitespace).map(|(at, _)| range.start + at).collect();
    Some(split_at(text, range.clone(), &blanks))
}

fn doubt(remarks: &mut Vec<Remark>, text: &str, how: &str) {
    remarks.push(Remark::new(&KEYWORD_COMMA_DOUBTFUL, format!("{} {how}", quoted(text))));
}

/// Commas outside brackets that are not part of a chemical name (`1,25-`, `N,N-`).
fn commas_of(text: &str, range: &Range<usize>) -> Vec<usize> {
    let slice = text.get(range.clone()).unwrap_or_default();
    let characters: Vec<(usize, char)> = slice.char_indices().collect();
    let at =
        |index: Option<usize>| index.and_then(|index| characters.get(index)).map(|(_, character)| *character);
    let mut depth = 0_usize;
    let mut commas = Vec::new();
    for (index, (offset, character)) in characters.iter().enumerate() {
        match character {
            '(' | '[' | '（' | '【' => depth += 1,
            ')' | ']' | '）' | '】' => depth = depth.saturating_sub(1),
            ',' | '，' if depth == 0 => {
                let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
                let between = |test: fn(char) -> bool| before.is_some_and(test) && after.is_some_and(test);
                let is_locant = between(|character| character.is_ascii_digit())
                    || between(|character| matches!(character, 'N' | 'O' | 'S'))
                        && at(Some(index + 2)).is_some_and(|next| next == '-' || next == ',' || next == '\'');
                if !is_locant {
                    commas.push(range.start + offset);
                }
            }
            _ => {}
        }
    }
    commas
}

/// End of the last item without the full stop of the list; the dot of `spp.` or `U.S.` stays.
fn without_final_stop(text: &str, item: &Range<usize>) -> usize {
    let slice = text.get(item.clone()).unwrap_or_default();
    let Some(front) = slice.strip_suffix(['.', '。', '．']) else { return item.end };
    let word = front
        .rsplit(|character: char| character.is_whitespace() || character == '.')
        .next()
        .unwrap_or_default();
    let is_abbreviation =
        word.chars().count() <= 1 || ["sp", "spp", "var", "subsp", "ssp", "etc", "al"].contains(&word);
    if front.is_empty() || is_abbreviation { item.end } else { item.start + front.trim_end().len() }
}

/// The reading under way, with the number of each term already in it.
struct Collection {
    reading: KeywordsReading,
    seen: BTreeMap<(String, Vec<String>, bool), usize>,
}

fn key_of(term: &Term) -> (String, Vec<String>, bool) {
    (term.value.clone(), term.qualifiers.clone(), term.major)
}

impl Collection {
    fn push_item(&mut self, text: &str, item: Range<usize>, kind: Vocabulary, article: Option<&str>) {
        let slice = text.get(item.clone()).unwrap_or_default();
        let mut term = Term { vocab: kind, ..Term::default() };
        if kind != Vocabulary::Mesh {
            term.value = value_of(slice, &mut self.reading.remarks);
            let parts = vec![Part::field(item.start, item.end, "keyword")];
            self.push_term(term, parts, slice, article);
            return;
        }
        let is_lower = !slice.chars().any(char::is_uppercase);
        let index = self.reading.terms.len();
        if let (true, Some(qualifier), Some(heading)) =
            (is_lower, mesh::qualifier(slice), self.reading.terms.last_mut())
        {
            if !heading.qualifiers.iter().any(|known| known == qualifier) {
                self.seen.remove(&key_of(heading));
                heading.qualifiers.push(qualifier.to_owned());
                self.seen.entry(key_of(heading)).or_insert(index);
            }
            let part = Part { index, piece: "qualifier", ..Part::field(item.start, item.end, "keyword") };
            self.reading.parts.push(part);
            return;
        }
        let mut parts = Vec::new();
        let mut heading_end = item.end;
        // Qualifiers are cut from the end; what is no qualifier belongs to the heading.
        while let Some((front, last)) =
            text.get(item.start..heading_end).and_then(|front| front.rsplit_once('/'))
        {
            let starred = last.trim().trim_matches('*');
            let Some(qualifier) = mesh::qualifier(starred) else { break };
            if front.trim().is_empty() {
                break;
            }
            term.major |= starred.len() < last.trim().len();
            if !term.qualifiers.iter().any(|known| known == qualifier) {
                term.qualifiers.insert(0, qualifier.to_owned());
            }
            let start = heading_end - last.trim_start().len();
            parts.push(Part {
                piece: "qualifier",
                ..Part::field(start, start + last.trim().len(), "keyword")
            });
            heading_end = item.start + front.trim_end().len();
        }
        let mut heading = item.start..heading_end;
        let mut word = text.get(heading.clone()).unwrap_or_default();
        if let Some(rest) = word.strip_prefix('*').filter(|rest| !rest.trim().is_empty()) {
            term.major = true;
            parts.push(Part { piece: "major", ..Part::field(heading.start, heading.start + 1, "keyword") });
            heading.start = heading.end - rest.trim_start().len();
            word = rest.trim_start();
        }
        if let Some(rest) = word.strip_suffix('*').filter(|rest| !rest.trim().is_empty()) {
            term.major = true;
            parts.push(Part { piece: "major", ..Part::field(heading.end - 1, heading.end, "keyword") });
            heading.end = heading.start + rest.trim_end().len();
            word = rest.trim_end();
        }
        term.value = value_of(word, &mut self.reading.remarks);
        parts.push(Part::field(heading.start, heading.end, "keyword"));
        self.push_term(term, parts, slice, article);
    }

    fn push_term(&mut self, mut term: Term, parts: Vec<Part>, slice: &str, article: Option<&str>) {
        if term.value.is_empty() {
            return;
        }
        term.lang = language_of(&term.value, article).map(str::to_owned);
        let next = self.reading.terms.len() + 1;
        let index = *self.seen.entry(key_of(&term)).or_insert(next);
        let is_known = index < next;
        if is_known {
            let message = format!("{} stands twice in the list", quoted(slice));
            self.reading.remarks.push(Remark::new(&KEYWORD_DOUBLED, message));
        } else {
            self.reading.terms.push(term);
        }
        let piece_of = |part: Part| if is_known { "repetition" } else { part.piece };
        self.reading.parts.extend(parts.into_iter().map(|part| Part {
            index,
            piece: piece_of(part),
            ..part
        }));
    }
}

/// A keyword on one line, without markup.
fn value_of(slice: &str, remarks: &mut Vec<Remark>) -> String {
    let (marked, found) = markup::parse_markup(slice);
    remarks.extend(found);
    let cleaned = clean(&marked.as_plain());
    remarks.extend(cleaned.remarks);
    cleaned.text
}

/// Parts in order, cut at line ends, with everything between them that is not white space as furniture.
pub(super) fn with_furniture(text: &str, mut parts: Vec<Part>) -> Vec<Part> {
    parts.sort_by_key(|part| (part.start, part.end));
    let mut all = Vec::with_capacity(parts.len() * 2);
    let mut at = 0;
    let end_of_text = Part::furniture(text.len(), text.len());
    for part in parts.into_iter().chain([end_of_text]) {
        let start = part.start.max(at);
        push_runs(text, Part::furniture(at, start), &mut all);
        push_runs(text, Part { start, ..part }, &mut all);
        at = at.max(part.end);
    }
    all
}

/// The pieces of a part between line ends, without outer white space and without empty ones.
fn push_runs(text: &str, part: Part, all: &mut Vec<Part>) {
    let mut start = part.start;
    for line in text.get(part.start..part.end).unwrap_or_default().split('\n') {
        let front = line.trim_start();
        let begin = start + (line.len() - front.len());
        let length = front.trim_end().len();
        if length > 0 {
            all.push(Part { start: begin, end: begin + length, ..part });
        }
        start += line.len() + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<String> {
        parse(text, Vocabulary::Author).terms.into_iter().map(|term| term.value).collect()
    }

    fn codes(text: &str) -> Vec<&'static str> {
        parse(text, Vocabulary::Author).remarks.iter().map(|remark| remark.code.name).collect()
    }

    #[test]
    fn entities_do_not_separate() {
        assert_eq!(values("a &lt; b; c"), ["a < b", "c"]);
        assert_eq!(values("Crohn&#39;s disease"), ["Crohn's disease"]);
    }

    #[test]
    fn a_doubled_keyword_is_kept_once() {
        assert_eq!(values("Stroke; stroke; Stroke"), ["Stroke", "stroke"]);
        assert_eq!(codes("Stroke; Stroke"), ["keyword-doubled"]);
        let parts = parse("a;a", Vocabulary::Author).parts;
        assert_eq!(parts[2], Part { index: 1, piece: "repetition", ..Part::field(2, 3, "keyword") });
    }

    #[test]
    fn headings_with_qualifiers() {
        let reading = parse("*Purpura/drug therapy/*blood; Humans; Stroke/x", Vocabulary::Mesh);
        assert_eq!(reading.terms.len(), 3);
        assert_eq!(reading.terms[0].value, "Purpura");
        assert_eq!(reading.terms[0].qualifiers, ["drug therapy", "blood"]);
        assert!(reading.terms[0].major && !reading.terms[1].major);
        assert_eq!(reading.terms[2].value, "Stroke/x");
    }

    #[test]
    fn qualifiers_as_items_of_their_own() {
        let reading = parse("Stroke; drug therapy; epidemiology; Aged; Nursing", Vocabulary::Mesh);
        let shown: Vec<_> =
            reading.terms.iter().map(|term| (term.value.as_str(), term.qualifiers.join("+"))).collect();
        let expected = [("Stroke", "drug therapy+epidemiology"), ("Aged", ""), ("Nursing", "")];
        assert_eq!(shown, expected.map(|(value, qualifiers)| (value, qualifiers.to_owned())));
        assert_eq!(parse("drug therapy; Aged", Vocabulary::Mesh).terms.len(), 2);
    }
}
