//! One file, from opening it to chunks that begin and end between two records.

use super::Plan;
use super::buffer::{Buffer, HEAD, WINDOW, halted, view};
use super::decode::{self, ENCODING_DECLARED, ENCODING_GUESSED, Halt};
use super::encoding::{Choice, Evidence};
use super::input::{FILE_UNREADABLE, Source};
use super::memory::{Reach, Weights};
use super::order;
use super::set_aside;
use super::unread;
use super::zip::{self, Inside, Package, Piped};
use crate::formats::{self, Format};
use crate::read::{Chunk, Gather, Reader};
use crate::report::{Code, Note, Place};
use crate::write::scratch;
use std::io::{Seek, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

pub(super) const RECORD_TOO_LONG: Code = Code::error(
    "record-too-long",
    "A record does not end within the limit stated; it is read up to there and the rest is set aside.",
);

/// A file with nothing to read. Known by name, because somebody may have expected something of it.
pub const FILE_WITHOUT_RECORDS: Code = Code::info(
    "file-without-records",
    "The file is of no format that refmill reads, or a text that no layout recognises; it is passed over.",
);

const FORMAT_NOT_READ: Code = Code::error(
    "format-not-read",
    "The file is of a reference format that refmill knows by sight and does not read; it is set aside whole.",
);

/// What is passed over after a record that is too long comes in pieces of about this size.
const GATHERED: usize = 1 << 20;

/// What a chunk's file is.
pub(super) struct Opened<'a> {
    pub(super) name: String,
    /// Name of the format.
    pub(super) format: &'static str,
    pub(super) reader: &'a dyn Reader,
    /// Start of the file; `None` where the first chunk is the whole of it.
    head: Option<String>,
    /// What its reader gathered of all of it.
    pub(super) gathered: Option<String>,
}

impl Opened<'_> {
    /// Start of the file, given its first chunk.
    pub(super) fn head<'t>(&'t self, text: &'t str) -> &'t str {
        self.head.as_deref().unwrap_or_else(|| view(text, HEAD))
    }
}

/// What a file consists of, in order.
pub(super) enum Item<'a> {
    /// Whole records.
    Text {
        file: Arc<Opened<'a>>,
        text: String,
        first_line: u32,
        /// The text is all of its file.
        whole: bool,
        /// Bytes of memory that reading it may take.
        weight: usize,
    },
    /// Something that should have been records and is not.
    SetAside(Note),
    /// Text of a record that is too long, on its way to being set aside.
    Skipped { file: Arc<Opened<'a>>, text: String, line: u32 },
    /// Something to know that costs no record.
    Remark(Note),
    /// The run was ended here by whoever watches it.
    Stopped(Place),
    /// The end of the file.
    End(End),
}

/// What is known of a file at its end.
pub(super) struct End {
    pub(super) name: String,
    /// The format it was taken for; empty when unknown.
    pub(super) format: &'static str,
    /// The user or the content itself says that it is of this format, so that no record is an answer.
    pub(super) certain: bool,
    /// Could not be read, or not to its end.
    pub(super) set_aside: bool,
}

/// Gives away a piece; breaks when nobody wants any more.
pub(super) type Give<'g, 'a> = dyn FnMut(Item<'a>) -> ControlFlow<()> + 'g;

/// Reads one file.
pub(super) fn file<'a>(plan: &Plan<'a>, source: &Source, give: &mut Give<'_, 'a>) -> ControlFlow<()> {
    if let Some(made) = &source.made {
        let opened = made.open().and_then(|bytes| decode::open_bytes(bytes, None, plan.encoding));
        return opened_file(plan, source, opened, give);
    }
    let package_found = if source.path.is_some() {
        zip::open(source)
    } else {
        match zip::piped(decode::standard_input(&plan.meter), source) {
            Ok(Piped::Package(found)) => Some(found),
            Ok(Piped::Bytes(bytes)) => {
                return opened_file(plan, source, decode::open_bytes(bytes, None, plan.encoding), give);
            }
            Err(error) => return opened_file(plan, source, Err(error), give),
        }
    };
    let mut archive = match package_found {
        None => {
            let opened = decode::open(source.path.as_deref(), plan.encoding, &plan.meter);
            return opened_file(plan, source, opened, give);
        }
        Some(Package::Folder(archive)) => archive,
        Some(other) => return package(plan, source, other, give),
    };
    if let Some(note) = archive.system_files() {
        give(Item::Remark(note))?;
    }
    for number in 0..archive.count() {
        let before = archive.bytes_read();
        let member = archive.member(number);
        plan.meter.add(archive.bytes_read().saturating_sub(before));
        if plan.meter.is_stopped() {
            return give(Item::Stopped(Place { file: source.name.clone(), ..Place::default() }));
        }
        match member {
            Some(Ok((member, bytes))) => match zip::of_member(bytes, &member) {
                Ok(Inside::Package(found)) => package(plan, &member, found, give)?,
                Ok(Inside::Bytes(bytes)) => {
                    let opened = decode::open_bytes(Box::new(bytes), None, plan.encoding);
                    opened_file(plan, &member, opened, give)?;
                }
                Err(error) => opened_file(plan, &member, Err(error), give)?,
            },
            Some(Err(failed)) => {
                let (member, note) = *failed;
                give(Item::SetAside(note))?;
                give(end(&member, "", false, true))?;
            }
            None => {}
        }
    }
    ControlFlow::Continue(())
}

/// Reads what is one document, although it is packed as a zip archive.
fn package<'a>(
    plan: &Plan<'a>,
    source: &Source,
    package: Package,
    give: &mut Give<'_, 'a>,
) -> ControlFlow<()> {
    let (item, set_aside) = match package {
        #[cfg(feature = "xlsx")]
        Package::Workbook(bytes) => return super::workbook::file(plan, source, bytes, give),
        #[cfg(not(feature = "xlsx"))]
        Package::Workbook(bytes) => {
            drop(bytes);
            let _ = plan;
            (Item::SetAside(not_read(&source.name, "an Excel workbook", "; save it as CSV")), true)
        }
        Package::Table(what) => {
            (Item::SetAside(not_read(&source.name, what, "; save it as .xlsx or CSV")), true)
        }
        Package::Damaged(fault) => {
            let message = format!(
                "cannot be read: it is a zip archive or a workbook that is damaged ({fault}); fetch or save it again"
            );
            let place = Place { file: source.name.clone(), ..Place::default() };
            (Item::SetAside(Note { code: &FILE_UNREADABLE, place, field: "", message }), true)
        }
        Package::Document(what) => (Item::Remark(nothing_in(&source.name, &format!("it is {what}"))), false),
        // An archive in an archive stays packed.
        Package::Folder(_) => return ControlFlow::Continue(()),
    };
    give(item)?;
    give(end(source, "", false, set_aside))
}

fn opened_file<'a>(
    plan: &Plan<'a>,
    source: &Source,
    opened: std::io::Result<decode::Opened>,
    give: &mut Give<'_, 'a>,
) -> ControlFlow<()> {
    match opened {
        Ok(input) => text(plan, source, input, Known::default(), give),
        Err(error) => {
            give(Item::SetAside(halted(source, &Halt::Unreadable(error), None)))?;
            give(end(source, "", false, true))
        }
    }
}

/// What is known of a text before it is read.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// What it is, and for certain.
    pub(super) format: Option<(&'static Format, &'a dyn Reader)>,
    /// Why it ends too early.
    pub(super) failed: Option<Note>,
    /// The line of the file at which it begins; 0 is the first one.
    pub(super) first_line: u32,
    /// What stands before it and it cannot be read without: the header row of a table.
    pub(super) preface: String,
}

/// Reads a text.
pub(super) fn text<'a>(
    plan: &Plan<'a>,
    source: &Source,
    input: decode::Opened,
    known: Known<'a>,
    give: &mut Give<'_, 'a>,
) -> ControlFlow<()> {
    let decode::Opened { decoder, choice, binary } = input;
    if let Some(binary) = binary {
        give(Item::Remark(nothing_in(&source.name, &format!("it is {binary}"))))?;
        return give(end(source, "", false, false));
    }
    let mut buffer = Buffer::new(decoder, known.first_line.max(1), plan.mojibake);
    buffer.fill(plan.limits.chunk.max(HEAD));
    if plan.meter.is_stopped() && buffer.rest().is_empty() {
        give(Item::Stopped(Place {
            file: source.name.clone(),
            line: Some(buffer.line),
            ..Place::default()
        }))?;
        return give(end(source, "", false, false));
    }
    let zeros = buffer.head().chars().take(8192).filter(|it| *it == '\0').count();
    // A stray zero in a text is a fault of it; text in two bytes a character, or data, has many.
    if zeros * ZEROS_ONE_IN > buffer.head().len().min(8192)
        && choice.is_none_or(|choice| choice.evidence == Evidence::Looks)
    {
        give(Item::Remark(nothing_in(&source.name, "it is no text")))?;
        return give(end(source, "", false, false));
    }
    if let Some(choice) = choice {
        give(Item::Remark(read_as(source, choice)))?;
    }
    if buffer.ended() && buffer.halt.is_none() && buffer.rest().trim().is_empty() {
        // Who names a format of references may pipe none of them; a file that is empty is a mistake.
        let is_pipe = source.path.is_none() && source.name.is_empty();
        let named = plan.from.filter(|format| is_pipe && !order::PAGES.contains(&format.name));
        if let Some(format) = named {
            return give(end(source, format.name, true, false));
        }
        give(Item::Remark(nothing_in(&source.name, "it is empty")))?;
        return give(end(source, "", false, false));
    }
    if set_aside::is_such_a_file(buffer.head()) {
        return set_aside::file(plan, source, &mut buffer, give);
    }
    let found = known.format.map(|(format, reader)| (format, reader, true));
    let Some((format, reader, certain)) = found.or_else(|| recognise(plan, source, buffer.head())) else {
        let extension = extension_of(source);
        let unread = unread::known_by_sight(buffer.head(), extension).filter(|_| buffer.halt.is_none());
        if let Some(known) = unread {
            give(Item::SetAside(not_read(&source.name, known, "")))?;
            return give(end(source, "", false, true));
        }
        give(match &buffer.halt {
            Some(halt) => Item::SetAside(halted(source, halt, None)),
            None => Item::Remark(nothing_in(&source.name, "its format is not known")),
        })?;
        return give(end(source, "", false, buffer.halt.is_some()));
    };
    let window = view(buffer.rest(), plan.limits.window());
    let is_light = Weights::of(format.name).reach(window, plan.limits.share()).end == buffer.rest().len();
    let whole = buffer.ended() && is_light;
    let gather = reader.gather();
    let head = match known.preface.as_str() {
        // Who gathers may need all of it before its first record, and has it.
        "" if whole => gather.as_ref().map(|_| buffer.rest().to_owned()),
        preface => Some(preface.to_owned() + buffer.head()),
    };
    let gathered = match gather.filter(|_| !whole).map(|it| gathered(plan, (format, reader), &mut buffer, it))
    {
        Some(Err(error)) => {
            give(Item::SetAside(halted(source, &Halt::Unreadable(error), None)))?;
            return give(end(source, format.name, certain, true));
        }
        Some(Ok(gathered)) => Some(gathered),
        None => None,
    };
    let opened = Arc::new(Opened { name: source.name.clone(), format: format.name, reader, head, gathered });
    let mut cutter = Cutter { buffer, opened, plan, too_long: false, first: true };
    cutter.run(give)?;
    if plan.meter.is_stopped() && cutter.is_unread() {
        let place = Place { file: source.name.clone(), line: Some(cutter.buffer.line), ..Place::default() };
        give(Item::Stopped(place))?;
        return give(end(source, format.name, certain, cutter.too_long));
    }
    let mut set_aside = cutter.too_long;
    for remark in cutter.buffer.remarks(source) {
        give(Item::Remark(remark))?;
    }
    if let Some(note) = cutter.buffer.halted(source) {
        give(Item::SetAside(note))?;
        set_aside = true;
    }
    if let Some(failed) = known.failed {
        give(Item::SetAside(failed))?;
        set_aside = true;
    }
    give(end(source, format.name, certain, set_aside))
}

/// What a reader gathers of a file that it does not see as one. The file goes through a temporary one, because what comes
/// through a pipe cannot be read twice.
fn gathered<'a>(
    plan: &Plan<'a>,
    (format, reader): (&'static Format, &'a dyn Reader),
    buffer: &mut Buffer,
    mut gather: Box<dyn Gather>,
) -> std::io::Result<String> {
    let head = buffer.head().to_owned();
    let mut spool = scratch::file()?;
    let mut block = String::new();
    let halt = loop {
        block.clear();
        let outcome = if buffer.ended() { Ok(()) } else { buffer.pass(GATHERED, &mut block) };
        spool.write_all(block.as_bytes())?;
        if outcome.is_err() || buffer.ended() {
            break outcome.err();
        }
    };
    loop {
        spool.rewind()?;
        let again = buffer.followed_by(Box::new(spool.try_clone()?));
        let opened = Opened {
            name: String::new(),
            format: format.name,
            reader,
            head: Some(head.clone()),
            gathered: None,
        };
        let mut cutter =
            Cutter { buffer: again, opened: Arc::new(opened), plan, too_long: false, first: true };
        let _ = cutter.run(&mut |item| {
            if let Item::Text { text, first_line, .. } = item {
                gather.take(Chunk { text: &text, head: &head, gathered: None, file: "", first_line });
            }
            ControlFlow::Continue(())
        });
        if !gather.again() {
            break;
        }
    }
    spool.rewind()?;
    buffer.resume(Box::new(spool), halt);
    Ok(gather.finish())
}

/// The extension of a file's name, without that of its packing: `txt` of `pages.txt.gz`.
fn extension_of(source: &Source) -> Option<&str> {
    // A member of an archive has a name only.
    let path = source.path.as_deref().unwrap_or_else(|| Path::new(&source.name));
    let packings = ["gz", "zst", "bz2", "xz"];
    let is_packing =
        |extension: &std::ffi::OsStr| packings.iter().any(|packing| extension.eq_ignore_ascii_case(packing));
    let packed = path.extension().is_some_and(is_packing);
    let named = if packed { Path::new(path.file_stem()?) } else { path };
    named.extension().and_then(|extension| extension.to_str())
}

/// The format of an input, its reader, and whether that is certain.
fn recognise<'a>(
    plan: &Plan<'a>,
    source: &Source,
    head: &str,
) -> Option<(&'static Format, &'a dyn Reader, bool)> {
    let with_reader = |format: &'static Format, certain| {
        let (format, reader) = reader_of(plan, format)?;
        Some((format, reader, certain))
    };
    if let Some(format) = plan.from {
        // Who names the column of a page means a table where the file is one.
        let is_table = format.name == "crawl" && !are_json_lines(head);
        let format = if is_table { formats::by_name("crawl-table").unwrap_or(format) } else { format };
        // What the user says makes no list of references of a file that shows none.
        return with_reader(format, is_empty_list(head) || (format.sniff)(head));
    }
    if is_empty_list(head) {
        return with_reader(formats::by_name("csl-json")?, true);
    }
    if let Some(format) = formats::by_content(head) {
        return with_reader(format, true);
    }
    let extension = extension_of(source);
    let found = formats::detect(head, extension);
    match (found, plan.pages) {
        // A layout of the user's own may describe files of any extension.
        (None, Some(_)) => with_reader(formats::by_name("page")?, false),
        (found, _) => with_reader(found?, false),
    }
}

/// An empty list of references is one, although it could be a list of anything.
fn is_empty_list(head: &str) -> bool {
    head.trim() == "[]"
}

/// Whether a text that is to hold a crawl is JSON: its first line or one of the next, since a broken one costs itself alone.
fn are_json_lines(head: &str) -> bool {
    const LINES: usize = 16;
    let mut lines = head.lines().filter(|line| !line.trim().is_empty()).take(LINES);
    // A table has a row below its header.
    let is_one_line = lines.clone().nth(1).is_none();
    is_one_line || head.trim_start().starts_with(['{', '[']) || lines.any(|line| line.starts_with("{\""))
}

/// A format with its reader: that of pages knows the user's own layouts.
pub(super) fn reader_of<'a>(
    plan: &Plan<'a>,
    format: &'static Format,
) -> Option<(&'static Format, &'a dyn Reader)> {
    let own = plan.pages.and_then(|pages| match format.name {
        "page" => Some(pages as &dyn Reader),
        "html" => Some(pages.html()),
        "crawl" => Some(pages.crawl()),
        "crawl-table" => Some(pages.crawl_table()),
        _ => None,
    });
    Some((format, own.or(format.reader.map(|reader| reader as &dyn Reader))?))
}

/// A text has fewer zeros than one in so many characters.
const ZEROS_ONE_IN: usize = 50;

/// The note that a file is in another encoding than UTF-8.
fn read_as(source: &Source, choice: Choice) -> Note {
    let name = choice.encoding.name();
    let (code, message) = match choice.evidence {
        Evidence::Looks => (&ENCODING_GUESSED, format!("the file looks like {name} and was read so")),
        Evidence::Asked | Evidence::Mark | Evidence::Declared => {
            (&ENCODING_DECLARED, format!("the file says that it is {name} and was read so"))
        }
    };
    Note { code, place: Place { file: source.name.clone(), ..Place::default() }, field: "", message }
}

/// The note that a file holds records which refmill cannot read, and what to do.
fn not_read(name: &str, format: &str, advice: &str) -> Note {
    let place = Place { file: name.to_owned(), ..Place::default() };
    let message = format!("the file is {format}, which refmill does not read{advice}");
    Note { code: &FORMAT_NOT_READ, place, field: "", message }
}

/// The remark that a file holds no record.
pub(super) fn nothing_in(name: &str, why: &str) -> Note {
    let place = Place { file: name.to_owned(), ..Place::default() };
    let message = format!("the file holds no record: {why}");
    Note { code: &FILE_WITHOUT_RECORDS, place, field: "", message }
}

pub(super) fn end<'a>(source: &Source, format: &'static str, certain: bool, set_aside: bool) -> Item<'a> {
    Item::End(End { name: source.name.clone(), format, certain, set_aside })
}

/// Why a record is not read to its end.
#[derive(Clone, Copy)]
enum Excess {
    /// It has too many bytes.
    Long,
    /// It may take too much memory.
    Heavy,
}

struct Cutter<'p, 'a> {
    buffer: Buffer,
    opened: Arc<Opened<'a>>,
    plan: &'p Plan<'a>,
    too_long: bool,
    /// Nothing of the file has been given away.
    first: bool,
}

impl<'a> Cutter<'_, 'a> {
    fn run(&mut self, give: &mut Give<'_, 'a>) -> ControlFlow<()> {
        let limits = self.plan.limits;
        let weights = Weights::of(self.opened.format);
        let mut window = 0;
        let mut reach = Reach::default();
        loop {
            if window == 0 {
                self.buffer.fill(limits.window() + 1);
                let seen = view(self.buffer.rest(), limits.window());
                reach = weights.reach(seen, limits.share());
                window = reach.end.max(1);
            }
            self.buffer.fill(window + 1);
            let rest = self.buffer.rest();
            // Standard input that is called off looks like one that ends, in the middle of a record.
            if self.plan.meter.is_stopped() {
                let seen = view(rest, window);
                let cut = self.opened.reader.cut(seen, self.opened.head(seen));
                return if seen.is_char_boundary(cut) {
                    self.give_text(cut, &reach, give)
                } else {
                    ControlFlow::Continue(())
                };
            }
            let whole = self.buffer.ended() && rest.len() <= window;
            if whole && self.buffer.halt.is_none() {
                return self.give_text(rest.len(), &reach, give);
            }
            let seen = view(rest, window);
            let cut = self.opened.reader.cut(seen, self.opened.head(seen));
            if cut > 0 && seen.is_char_boundary(cut) {
                self.give_text(cut, &reach, give)?;
                window = 0;
                continue;
            }
            if whole {
                // Where decoding stopped, the record begun there is lost, not cut short.
                return ControlFlow::Continue(());
            }
            // At least one character more.
            let twice = window.saturating_mul(2).max(window + 4).min(limits.record);
            self.buffer.fill(twice + 1);
            let twice = view(self.buffer.rest(), twice);
            reach = weights.reach(twice, limits.heaviest());
            let wider = view(twice, reach.end).len();
            if wider > window {
                window = wider;
                continue;
            }
            let excess = if reach.end < twice.len() { Excess::Heavy } else { Excess::Long };
            self.give_text(window, &reach, give)?;
            self.skip(excess, give)?;
            window = 0;
        }
    }

    /// Whether there is text of the file that was not given away.
    fn is_unread(&self) -> bool {
        self.plan.meter.is_called_off() || !self.buffer.ended() || !self.buffer.rest().is_empty()
    }

    /// Gives away so many bytes, of which it was found out how far their reading can go.
    fn give_text(&mut self, length: usize, reach: &Reach, give: &mut Give<'_, 'a>) -> ControlFlow<()> {
        let first = std::mem::replace(&mut self.first, false);
        let reader = self.opened.reader;
        let weight = Weights::of(self.opened.format).weigh_start(self.buffer.rest(), length, reach);
        let (text, first_line) = self.buffer.take(length, |text| reader.line_ends(text));
        if text.is_empty() {
            return ControlFlow::Continue(());
        }
        let whole = first && self.buffer.ended() && self.buffer.rest().is_empty();
        give(Item::Text { file: Arc::clone(&self.opened), text, first_line, whole, weight })
    }

    /// Passes over the rest of a record that is too long, up to where another one may begin.
    fn skip(&mut self, excess: Excess, give: &mut Give<'_, 'a>) -> ControlFlow<()> {
        let from = self.buffer.line;
        let mut bytes = 0;
        let mut gathered: Option<(String, u32)> = None;
        loop {
            self.buffer.fill(WINDOW + 1);
            let seen = view(self.buffer.rest(), WINDOW);
            let cut = self.opened.reader.cut(seen, self.opened.head(seen));
            let found = cut > 0 && seen.is_char_boundary(cut);
            let length = if found { cut } else { seen.len() };
            bytes += length;
            let reader = self.opened.reader;
            let (text, line) = self.buffer.take(length, |text| reader.line_ends(text));
            gathered.get_or_insert((String::new(), line)).0.push_str(&text);
            let ended = self.buffer.ended() && self.buffer.rest().is_empty();
            if found || length == 0 || ended || self.plan.meter.is_stopped() {
                break;
            }
            if gathered.as_ref().is_some_and(|(text, _)| text.len() >= GATHERED) {
                self.skipped(gathered.take(), give)?;
            }
        }
        self.skipped(gathered, give)?;
        self.too_long = true;
        let message = match excess {
            Excess::Long => {
                let limit = self.plan.limits.record;
                format!("a record is longer than {limit} bytes; the next {bytes} bytes are set aside")
            }
            Excess::Heavy => {
                let limit = self.plan.limits.heaviest() >> 20;
                format!(
                    "a record may take more than {limit} MiB of memory, half of --max-memory; the next {bytes} bytes are set aside. A larger --max-memory reads it"
                )
            }
        };
        let place = Place { file: self.opened.name.clone(), line: Some(from), ..Place::default() };
        give(Item::SetAside(Note { code: &RECORD_TOO_LONG, place, field: "", message }))
    }

    fn skipped(&self, gathered: Option<(String, u32)>, give: &mut Give<'_, 'a>) -> ControlFlow<()> {
        let Some((text, line)) = gathered.filter(|(text, _)| !text.is_empty()) else {
            return ControlFlow::Continue(());
        };
        give(Item::Skipped { file: Arc::clone(&self.opened), text, line })
    }
}
