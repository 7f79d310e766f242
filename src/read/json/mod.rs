//! What the formats made of JSON have in common: objects one after the other, places in them, and what is broken set
//! aside without its neighbours.

pub(in crate::read) mod fields;
pub(in crate::read) mod members;
pub(in crate::read) mod place;

use super::{Batch, Chunk, SetAside};
use crate::report::{Code, Note, quoted};
use crate::syntax::json::{Piece, UNENDED, last_cut, last_line_cut, line_pieces, pieces_of};
use fields::Fields;
use place::Places;

/// What a format says of pieces that are no record.
pub(super) struct Codes {
    /// A piece is no JSON object, or not a whole one.
    pub(super) broken: &'static Code,
    /// The objects stand in another one around their list; nothing is said without it.
    pub(super) wrapper: Option<&'static Code>,
}

/// A whole object of a file.
pub(super) struct Item<'a> {
    /// As it stands in the file.
    pub(super) text: &'a str,
    /// Byte offset of its start in the chunk.
    pub(super) start: usize,
    pub(super) fields: Fields,
    /// Its lines in the file.
    pub(super) lines: (u32, u32),
}

/// Gives each object of a chunk to `take`, and sets aside what is none. `list` is the key, in quotation marks, under
/// which an object around all others has them.
pub(super) fn each<'a>(
    chunk: Chunk<'a>,
    list: &'static str,
    codes: &Codes,
    batch: &mut Batch,
    mut take: impl FnMut(Item<'a>, &mut Places<'a>, &mut Batch),
) {
    let mut places = Places::new(chunk);
    let pieces: Box<dyn Iterator<Item = Piece> + '_> = if is_lines(chunk.head) {
        Box::new(line_pieces(chunk.text, list))
    } else {
        Box::new(pieces_of(chunk.text, list))
    };
    for piece in pieces {
        let slice = |start: usize, end: usize| chunk.text.get(start..end).unwrap_or_default();
        match piece {
            Piece::Item { start, end } => {
                let text = slice(start, end);
                match Fields::parse(text) {
                    Ok(fields) => {
                        let lines = (places.line(start), places.line(end));
                        take(Item { text, start, fields, lines }, &mut places, batch);
                    }
                    Err((at, reason)) => {
                        set_aside(text, start, start + at, &reason, codes.broken, &mut places, batch);
                    }
                }
            }
            Piece::Broken { start, end, at, reason } => {
                set_aside(slice(start, end), start, at, reason, codes.broken, &mut places, batch);
            }
            Piece::Unfinished { start } => {
                let text = slice(start, chunk.text.len()).trim_end();
                set_aside(text, start, start + text.len(), UNENDED, codes.broken, &mut places, batch);
            }
            Piece::Wrapper { start, .. } => batch.notes.extend(codes.wrapper.map(|code| Note {
                code,
                place: places.place(start, None),
                field: "",
                message: "the items stand in an object around their list".to_owned(),
            })),
        }
        if let Some(end) = piece.cut() {
            places.cut_at(end);
        }
    }
}

/// Where a text of such objects can be cut: behind an object that ends a line where the next line begins one, else
/// behind any.
pub(super) fn cut(buffer: &str, head: &str, list: &'static str) -> usize {
    match last_line_cut(buffer) {
        0 if is_lines(head) => last_cut(line_pieces(buffer, list)),
        0 => last_cut(pieces_of(buffer, list)),
        cut => cut,
    }
}

/// Whether an input has an object a line: the first line that begins one also ends it, or is far too long to be the
/// beginning of one that is laid out for people, and the next one does.
pub(super) fn is_lines(head: &str) -> bool {
    let whole = |line: &str| {
        let line = line.trim_end().trim_end_matches(',');
        matches!(pieces_of(line, "").next(), Some(Piece::Item { end, .. }) if end == line.len())
    };
    let mut lines = head.trim_start_matches('\u{feff}').lines().filter(|line| line.starts_with('{'));
    let Some(first) = lines.next() else { return false };
    whole(first) || (first.len() > 80 && lines.next().is_none_or(whole))
}

/// Sets a piece aside, with a note at the fault.
pub(super) fn set_aside(
    text: &str,
    start: usize,
    at: usize,
    reason: &str,
    code: &'static Code,
    places: &mut Places<'_>,
    batch: &mut Batch,
) {
    let line = places.line(start);
    let mut message = format!("{} is set aside: {reason}", quoted(text));
    let place = places.place(at, None);
    if place.column.is_none() {
        let character = places.characters(start, at) + 1;
        message = format!("{message}, at character {character} of it");
    }
    batch.note_here(Note { code, place, field: "", message });
    batch.set_aside.push(SetAside { text: text.to_owned(), line, reason: reason.to_owned() });
}

/// Sets an object aside that is no record, with a note where it begins.
pub(super) fn no_record(
    item: &Item<'_>,
    reason: &str,
    code: &'static Code,
    places: &mut Places<'_>,
    batch: &mut Batch,
) {
    let (line, _) = item.lines;
    let mut message = format!("{} is set aside: {reason}", quoted(item.text));
    let place = places.place(item.start, None);
    if place.column.is_none() {
        message.push_str(", at character 1 of it");
    }
    batch.note_here(Note { code, place, field: "", message });
    batch.set_aside.push(SetAside { text: item.text.to_owned(), line, reason: reason.to_owned() });
}
