//! `refmill explain`: a page line by line, and what became of every piece of it.

use super::screen::{WIDTH, column, counted, fit, wrapped};
use super::{Exit, Stop};
use crate::formats;
use crate::page::ledger::{Explanation, Fate, LineAccount, Stretch};
use crate::read::page::Pages;
use crate::report::{Severity, quoted};
use crate::stream;
use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Show what became of every character of a page.
///
/// Each line of the page is shown with the field it went to; labels, bullets and footers are furniture; what
/// nobody wanted is unclaimed. Under a doubtful value stands why it was read so. Of a crawl or an archive every page is
/// shown, or the one that is named.
#[derive(Args)]
#[command(after_help = "Examples:\n  refmill explain page.txt\n  refmill explain list.txt --record 3\n  \
    refmill explain crawl.jsonl:3            the page on line 3 of a crawl\n  \
    refmill explain pages.zip!/one.txt       a file of an archive\n  \
    refmill explain page.txt --json | jq '.sums'")]
pub(super) struct Arguments {
    /// The page, or what holds pages: a crawl (`FILE:LINE` is one of its pages), a zip archive (`FILE!/MEMBER`); `-` is
    /// standard input
    file: PathBuf,

    /// Only the lines of one record, counted from 1
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    record: Option<u64>,

    /// A table that describes pages of your own; it is tried before the built-in ones
    #[arg(long = "layout", value_name = "TOML")]
    layouts: Vec<PathBuf>,

    /// Encoding of the page; by default its own marks and bytes tell
    #[arg(long, value_name = "LABEL", value_parser = super::reading::encoding)]
    encoding: Option<&'static encoding_rs::Encoding>,

    /// Print everything as one JSON object
    #[arg(long)]
    json: bool,

    /// Colours; `NO_COLOR` is respected
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: Color,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

const VALUE: Style = AnsiColor::Green.on_default();
const FURNITURE: Style = Style::new().dimmed();
const UNCLAIMED: Style = AnsiColor::Red.on_default().bold();
const WHY: Style = AnsiColor::Yellow.on_default();

/// A page with its name, `crawl.jsonl:3`, and what became of it, or why that cannot be told.
type Explained = (String, Result<Explanation, String>);

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let wanted = Wanted::of(&arguments.file);
    let path = Some(wanted.path.as_path()).filter(|path| *path != Path::new("-"));
    let name = path.map(|path| path.display().to_string()).unwrap_or_default();
    let texts = stream::read_texts(path, arguments.encoding)
        .map_err(|why| Stop::Refused(format!("{}: {why}", shown(&name))))?;
    let own = super::reading::own_layouts(&arguments.layouts)?;
    let built_in = Pages::BUILT_IN;
    let pages = own.as_ref().unwrap_or(&built_in);
    let is_wanted = |name: &str| wanted.member.as_ref().is_none_or(|member| member == name);
    let texts: Vec<_> = texts.into_iter().filter(|(name, _)| is_wanted(name)).collect();
    let mut explained: Vec<Explained> = Vec::new();
    for (name, text) in &texts {
        explained.extend(of_text(pages, name, text, wanted.line, texts.len() == 1)?);
    }
    if explained.is_empty() {
        return Err(Stop::Refused(wanted.nothing(&name)));
    }
    if let Some(record) = arguments.record {
        for (name, explanation) in &mut explained {
            if let Ok(explanation) = explanation {
                keep_record(explanation, record, &shown(name))?;
            }
        }
    }
    if arguments.json {
        let mut objects: Vec<Value> = explained.iter().map(told).collect();
        let whole = match objects.len() {
            1 => objects.remove(0),
            _ => json!({ "file": name, "pages": objects }),
        };
        writeln!(io::stdout().lock(), "{whole:#}")?;
    } else {
        let choice = match arguments.color {
            Color::Auto => AutoStream::choice(&io::stdout()),
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        let mut out = io::BufWriter::new(AutoStream::new(io::stdout().lock(), choice));
        for (position, (name, explanation)) in explained.iter().enumerate() {
            if position > 0 {
                writeln!(out)?;
            }
            match explanation {
                Ok(explanation) => print(explanation, &shown(name), &mut out)?,
                Err(why) => writeln!(out, "{}: {why}", shown(name))?,
            }
        }
        out.flush()?;
    }
    let has_record = |(_, it): &Explained| it.as_ref().is_ok_and(|explanation| explanation.records > 0);
    Ok(if explained.iter().any(has_record) { Exit::Done } else { Exit::NothingReadable })
}

fn shown(name: &str) -> String {
    if name.is_empty() { "standard input".to_owned() } else { quoted(name) }
}

/// What is to be explained: a file, a member of an archive (`pages.zip!/one.txt`), an item of a crawl (`crawl.jsonl:3`).
struct Wanted {
    path: PathBuf,
    /// The whole name of the member.
    member: Option<String>,
    line: Option<u32>,
}

impl Wanted {
    fn of(file: &Path) -> Self {
        let whole = |path: &Path| Self { path: path.to_owned(), member: None, line: None };
        let Some(name) = file.to_str().filter(|_| !file.exists()) else { return whole(file) };
        // A number behind a colon is a line where no file has that name.
        let line_of = |name: &str| {
            let (file, line) = name.rsplit_once(':')?;
            Some((file.to_owned(), line.parse::<u32>().ok()?))
        };
        let (name, line) = match line_of(name) {
            Some((file, line)) => (file, Some(line)),
            None => (name.to_owned(), None),
        };
        match name.split_once("!/") {
            Some((archive, _)) if Path::new(archive).exists() => {
                Self { path: PathBuf::from(archive), line, member: Some(name) }
            }
            _ if Path::new(&name).exists() => Self { line, ..whole(Path::new(&name)) },
            _ => whole(file),
        }
    }

    /// The sentence for nothing found.
    fn nothing(&self, name: &str) -> String {
        match (&self.member, self.line) {
            (_, Some(line)) => {
                let file = self.member.as_deref().unwrap_or(name);
                format!("{} has no page that begins on line {line}", shown(file))
            }
            (Some(member), None) => format!("{} holds no text {}", shown(name), quoted(member)),
            (None, None) => format!("{} holds no page", shown(name)),
        }
    }
}

/// The pages of a text. Of several texts those that are no pages are passed over.
fn of_text(
    pages: &Pages,
    name: &str,
    text: &str,
    line: Option<u32>,
    is_only: bool,
) -> Result<Vec<Explained>, Stop> {
    let content = formats::FORMATS.iter().find(|format| format.reader.is_some() && (format.sniff)(text));
    let content = content.map(|format| format.name);
    let at_lines = |explained: Vec<(u32, Result<Explanation, String>)>| {
        explained.into_iter().map(|(line, it)| (format!("{name}:{line}"), it)).collect()
    };
    match content {
        Some("crawl") => return Ok(at_lines(pages.crawl().explain(text, name, line))),
        Some("crawl-table") => return Ok(at_lines(pages.crawl_table().explain(text, name, line))),
        Some("page" | "html") | None => {}
        Some(_) if !is_only => return Ok(Vec::new()),
        Some(format) => {
            return Err(Stop::Refused(format!(
                "{} is {format}, a file whose fields have names; explain is for scraped pages",
                shown(name)
            )));
        }
    }
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
    let format = content.or_else(|| formats::detect(text, extension).map(|format| format.name));
    let explanation =
        if format == Some("html") { pages.html().explain(text, name) } else { pages.explain(text, name) };
    Ok(vec![(name.to_owned(), Ok(explanation))])
}

/// A page for programs.
fn told((name, explanation): &Explained) -> Value {
    match explanation {
        Ok(explanation) => object(explanation, name),
        Err(why) => json!({ "file": name, "records": 0, "error": why }),
    }
}

fn keep_record(explanation: &mut Explanation, wanted: u64, shown: &str) -> Result<(), Stop> {
    let of_record = |line: &LineAccount| {
        line.stretches
            .iter()
            .any(|stretch| matches!(stretch.fate, Fate::Value { record, .. } if record == wanted))
    };
    let first = explanation.lines.iter().position(of_record);
    let last = explanation.lines.iter().rposition(of_record);
    let (Some(first), Some(last)) = (first, last) else {
        let records = counted(explanation.records, "record");
        return Err(Stop::Refused(format!("{shown} has no record {wanted}; it holds {records}")));
    };
    explanation.lines.truncate(last + 1);
    explanation.lines.drain(..first);
    explanation.notes.retain(|note| note.place.record.is_none_or(|record| record == wanted));
    Ok(())
}

/// Characters that are not white space.
fn ink(text: &str) -> usize {
    text.chars().filter(|character| !character.is_whitespace()).count()
}

fn print(explanation: &Explanation, shown: &str, out: &mut dyn Write) -> io::Result<()> {
    let layout = explanation.layout.as_deref().map_or("no layout knows this page".to_owned(), |layout| {
        format!("layout {layout}, {}", counted(explanation.records, "record"))
    });
    for line in wrapped(&format!("{shown}: {layout}"), WIDTH, 4) {
        writeln!(out, "{line}")?;
    }
    let mut blank = 0;
    let mut record = 0;
    for line in &explanation.lines {
        if ink(&line.text) == 0 {
            blank += 1;
            continue;
        }
        blank_lines(&mut blank, out)?;
        print_line(line, &mut record, explanation.records > 1, out)?;
    }
    blank_lines(&mut blank, out)?;
    for note in explanation.notes.iter().filter(|note| note.code.severity > Severity::Info) {
        for line in wrapped(&note.to_string(), WIDTH, 4) {
            writeln!(out, "{line}")?;
        }
    }
    let (value, furniture, unclaimed) = explanation.sums();
    let all: usize = explanation.lines.iter().map(|line| ink(&line.text)).sum();
    writeln!(
        out,
        "{VALUE}{value} in values{VALUE:#} + {FURNITURE}{furniture} furniture{FURNITURE:#} + \
         {UNCLAIMED}{unclaimed} unclaimed{UNCLAIMED:#} = {all} characters"
    )?;
    let missing = all.abs_diff(value + furniture + unclaimed);
    if missing > 0 {
        writeln!(
            out,
            "{UNCLAIMED}{missing} characters are not accounted for, a fault of refmill{UNCLAIMED:#}"
        )?;
    }
    Ok(())
}

fn blank_lines(count: &mut u64, out: &mut dyn Write) -> io::Result<()> {
    if *count > 0 {
        writeln!(out, "{FURNITURE}       ({}){FURNITURE:#}", counted(*count, "blank line"))?;
    }
    *count = 0;
    Ok(())
}

/// `   12  Wenxin OU    author 1, given name`: the number stands at the first piece of a line.
fn print_line(line: &LineAccount, record: &mut u64, several: bool, out: &mut dyn Write) -> io::Result<()> {
    const TEXT: usize = 56;
    const FATE: usize = WIDTH - TEXT - 9;
    for (position, stretch) in line.stretches.iter().enumerate() {
        let number = if position == 0 { line.number.to_string() } else { String::new() };
        let text = line.text.get(stretch.start..stretch.end).unwrap_or_default().trim();
        let (style, fate) = match &stretch.fate {
            Fate::Value { record: of, .. } => {
                if several && of != record {
                    writeln!(out, "{FURNITURE}       record {of}{FURNITURE:#}")?;
                    *record = *of;
                }
                (VALUE, place(&stretch.fate))
            }
            Fate::Furniture(_) => (FURNITURE, place(&stretch.fate)),
            Fate::Unclaimed => (UNCLAIMED, place(&stretch.fate)),
        };
        let (text, fate) = (column(text, TEXT), fit(&fate, FATE));
        writeln!(out, "{number:>5}  {text}  {style}{fate}{style:#}")?;
        if !stretch.why.is_empty() {
            for line in wrapped(&format!("         why: {}", stretch.why), WIDTH, 14) {
                writeln!(out, "{WHY}{line}{WHY:#}")?;
            }
        }
    }
    Ok(())
}

/// `author 2, given name`, `furniture: label`, `unclaimed`.
fn place(fate: &Fate) -> String {
    match fate {
        Fate::Value { record: _, field, index, piece } => {
            let index = if *index == 0 { String::new() } else { format!(" {index}") };
            let piece = if piece.is_empty() { String::new() } else { format!(", {piece}") };
            format!("{field}{index}{piece}")
        }
        Fate::Furniture("") => "furniture".to_owned(),
        Fate::Furniture(what) => format!("furniture: {what}"),
        Fate::Unclaimed => "unclaimed".to_owned(),
    }
}

fn object(explanation: &Explanation, file: &str) -> Value {
    let (value, furniture, unclaimed) = explanation.sums();
    let all: usize = explanation.lines.iter().map(|line| ink(&line.text)).sum();
    let lines = explanation.lines.iter().filter(|line| ink(&line.text) > 0).map(|line| {
        let stretches: Vec<Value> =
            line.stretches.iter().map(|stretch| stretch_object(line, stretch)).collect();
        json!({ "number": line.number, "text": line.text, "stretches": stretches })
    });
    json!({
        "file": file,
        "layout": explanation.layout,
        "records": explanation.records,
        "lines": lines.collect::<Vec<_>>(),
        "notes": explanation.notes,
        "sums": { "value": value, "furniture": furniture, "unclaimed": unclaimed, "all": all },
    })
}

fn stretch_object(line: &LineAccount, stretch: &Stretch) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| drop(object.insert(name.to_owned(), value));
    put("start", json!(stretch.start));
    put("end", json!(stretch.end));
    put("text", json!(line.text.get(stretch.start..stretch.end)));
    match &stretch.fate {
        Fate::Value { record, field, index, piece } => {
            put("fate", json!("value"));
            put("record", json!(record));
            put("field", json!(field));
            if *index > 0 {
                put("index", json!(index));
            }
            if !piece.is_empty() {
                put("piece", json!(piece));
            }
        }
        Fate::Furniture(what) => {
            put("fate", json!("furniture"));
            put("furniture", json!(what));
        }
        Fate::Unclaimed => put("fate", json!("unclaimed")),
    }
    if !stretch.why.is_empty() {
        put("why", json!(stretch.why));
    }
    Value::Object(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn explanation() -> Explanation {
        let value = |start, end, field, index, piece| Stretch {
            start,
            end,
            fate: Fate::Value { record: 1, field, index, piece },
            why: String::new(),
        };
        let mut doubtful = value(7, 9, "author", 1, "family name");
        doubtful.why = "the capitals say so".to_owned();
        let line = |number, text: &str, stretches| LineAccount { number, text: text.to_owned(), stretches };
        Explanation {
            layout: Some("wprim".to_owned()),
            records: 1,
            lines: vec![
                line(1, "", Vec::new()),
                line(2, "\t ", Vec::new()),
                line(
                    3,
                    "Wenxin OU ;",
                    vec![
                        value(0, 6, "author", 1, "given name"),
                        doubtful,
                        Stretch {
                            start: 10,
                            end: 11,
                            fate: Fate::Furniture("separator"),
                            why: String::new(),
                        },
                    ],
                ),
                line(
                    4,
                    "\u{1b}[2J",
                    vec![Stretch { start: 0, end: 4, fate: Fate::Unclaimed, why: String::new() }],
                ),
            ],
            notes: Vec::new(),
        }
    }

    #[test]
    fn every_piece_has_its_row_and_the_sum_is_right() {
        let mut printed = Vec::new();
        let mut out = AutoStream::never(&mut printed);
        print(&explanation(), "`page.txt`", &mut out).expect("a vector takes everything");
        let printed = String::from_utf8(printed).expect("text");
        let lines: Vec<&str> = printed.lines().collect();
        assert_eq!(lines[0], "`page.txt`: layout wprim, 1 record");
        assert_eq!(lines[1], "       (2 blank lines)");
        assert_eq!(lines[2], format!("    3  {:<56}  author 1, given name", "Wenxin"));
        assert_eq!(lines[3], format!("       {:<56}  author 1, family name", "OU"));
        assert_eq!(lines[4], "         why: the capitals say so");
        assert_eq!(lines[5], format!("       {:<56}  furniture: separator", ";"));
        assert_eq!(lines[6], format!("    4  {:<56}  unclaimed", "\\u{1b}[2J"));
        assert_eq!(lines[7], "8 in values + 1 furniture + 4 unclaimed = 13 characters");
        assert_eq!(lines.len(), 8);
    }

    #[test]
    fn programs_get_the_same() {
        let object = object(&explanation(), "page.txt");
        assert_eq!(object["sums"], json!({"value": 8, "furniture": 1, "unclaimed": 4, "all": 13}));
        assert_eq!(object["lines"][0]["number"], 3);
        let family = &object["lines"][0]["stretches"][1];
        assert_eq!(
            *family,
            json!({"start": 7, "end": 9, "text": "OU", "fate": "value", "record": 1, "field": "author", "index": 1,
                "piece": "family name", "why": "the capitals say so"})
        );
    }
}
