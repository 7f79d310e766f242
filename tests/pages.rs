//! Pages against facts worked out by hand (`fixtures/wprim`), and the laws that hold for any text whatever.
//!
//! One test a page, `wprim/<case>` or, where a case has several files, `wprim/<case>/<file>`; one test a law.

use libtest_mimic::{Arguments, Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use refmill::page::example::{differences, facts};
use refmill::page::ledger::{Explanation, Fate, LineAccount};
use refmill::read::page::Pages;
use refmill::read::{Batch, Chunk, Reader};
use std::fmt::Write as _;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::{Table, Value};

/// How many failures a law shows before it gives up.
const SHOWN: usize = 8;
/// How many places of a text a law tries, evenly spread; `REFMILL_PLACES=100000` tries every one.
const PLACES: usize = 16;
/// Texts of up to so many characters are tried at every place.
const SHORT: usize = 180;

/// A law over all pages: a sentence for every breach.
type Law = fn(&[Page]) -> Vec<String>;
/// A way to rewrite one line without changing what it says.
type Rewriting = fn(&str) -> String;

struct Page {
    name: String,
    /// Whether it is the first file of its case; the others say the same in another white space.
    is_first: bool,
    text: String,
    expected: Table,
}

fn main() {
    let arguments = Arguments::from_args();
    let pages = match pages_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/wprim")) {
        Ok(pages) => Arc::new(pages),
        Err(problem) => {
            let trial = Trial::test("fixtures/wprim", move || Err(problem.into()));
            libtest_mimic::run(&arguments, vec![trial]).exit()
        }
    };
    let mut trials: Vec<Trial> = Vec::new();
    for index in 0..pages.len() {
        let pages = Arc::clone(&pages);
        let name = pages[index].name.clone();
        trials.push(Trial::test(name, move || verdict(&problems_of_page(&pages[index]))));
    }
    let laws: [(&str, Law); 7] = [
        ("law/every-case-has-facts-and-a-source", every_case_is_whole),
        ("law/every-character-has-a-fate", every_character_has_a_fate),
        ("law/every-character-has-a-fate-in-mutations", every_character_has_a_fate_in_mutations),
        ("law/any-chunks-give-the-same-records", any_chunks_give_the_same_records),
        ("law/a-cut-page-is-safe", a_cut_page_is_safe),
        ("law/a-lost-character-is-safe", a_lost_character_is_safe),
        ("law/white-space-means-nothing", white_space_means_nothing),
    ];
    for (name, law) in laws {
        let pages = Arc::clone(&pages);
        trials.push(Trial::test(name, move || verdict(&law(&pages))));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn verdict(problems: &[String]) -> Result<(), Failed> {
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}

fn pages_below(folder: &Path) -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    for case in children(folder)?.into_iter().filter(|path| path.is_dir()) {
        let case_name = name_of(&case);
        let expected = read(&case.join("expected.toml"))?
            .parse::<Table>()
            .map_err(|error| format!("{case_name}/expected.toml: {error}"))?;
        let inputs: Vec<PathBuf> = children(&case)?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .filter(|path| name_of(path) != "source.txt")
            .collect();
        for (index, input) in inputs.iter().enumerate() {
            let name = match inputs.len() {
                1 => format!("wprim/{case_name}"),
                _ => format!("wprim/{case_name}/{}", name_of(input).trim_end_matches(".txt")),
            };
            pages.push(Page { name, is_first: index == 0, text: read(input)?, expected: expected.clone() });
        }
    }
    if pages.is_empty() { Err(format!("no page below {}", folder.display())) } else { Ok(pages) }
}

fn children(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn reader() -> &'static dyn Reader {
    let page = refmill::formats::by_name("page").expect("the table of formats has pages");
    page.reader.expect("pages can be read")
}

fn read_whole(text: &str) -> Batch {
    let mut batch = Batch::default();
    reader().read(Chunk::whole(text, "page.txt"), &mut batch);
    batch
}

fn explain(text: &str) -> Explanation {
    Pages::BUILT_IN.explain(text, "page.txt")
}

// The facts of a page.

fn problems_of_page(page: &Page) -> Vec<String> {
    let Page { name: _, is_first: _, text, expected } = page;
    let batch = read_whole(text);
    let explanation = explain(text);
    let mut problems = Vec::new();
    for key in expected.keys() {
        if !["layout", "set-aside", "notes", "record", "unclaimed"].contains(&key.as_str()) {
            problems.push(format!("`{key}` is no key of expected.toml"));
        }
    }
    if let Some(layout) = expected.get("layout")
        && layout.as_str() != explanation.layout.as_deref()
    {
        problems.push(format!("layout: expected {layout}, found {:?}", explanation.layout));
    }
    if let Some(count) = expected.get("set-aside")
        && count.as_integer() != i64::try_from(batch.set_aside.len()).ok()
    {
        problems.push(format!("set-aside: expected {count}, found {:?}", batch.set_aside));
    }
    let all_codes: Vec<&str> = batch.notes.iter().map(|note| note.code.name).collect();
    for code in expected.get("notes").and_then(Value::as_array).into_iter().flatten() {
        if !code.as_str().is_some_and(|code| all_codes.contains(&code)) {
            problems.push(format!("notes: expected {code}, found {all_codes:?}"));
        }
    }
    problems.extend(problems_of_records(expected, &batch));
    problems.extend(problems_of_unclaimed(expected, &explanation));
    problems
}

fn problems_of_records(expected: &Table, batch: &Batch) -> Vec<String> {
    let none = Vec::new();
    let wanted = expected.get("record").and_then(Value::as_array).unwrap_or(&none);
    let mut problems = Vec::new();
    if wanted.len() != batch.records.len() {
        let titles: Vec<Value> =
            batch.records.iter().filter_map(|record| facts(record).remove("title")).collect();
        let sentence =
            format!("records: expected {}, found {}: {titles:?}", wanted.len(), batch.records.len());
        problems.push(sentence);
    }
    for (number, (facts, record)) in (1_u64..).zip(wanted.iter().zip(&batch.records)) {
        let Some(facts) = facts.as_table() else {
            problems.push(format!("record {number}: must be a table"));
            continue;
        };
        let noted = batch.notes.iter().filter(|note| note.place.record == Some(number));
        let mut codes: Vec<&str> = noted.map(|note| note.code.name).collect();
        codes.extend(record.warnings.iter().map(|warning| warning.code.as_str()));
        for difference in differences(facts, record, &codes) {
            problems.push(format!("record {number}: {difference}"));
        }
        if record.provenance.record != number {
            problems.push(format!("record {number}: its provenance says {}", record.provenance.record));
        }
    }
    problems
}

fn problems_of_unclaimed(expected: &Table, explanation: &Explanation) -> Vec<String> {
    let Some(unclaimed) = expected.get("unclaimed") else { return Vec::new() };
    let Some(texts) = unclaimed.get("texts").and_then(Value::as_array) else {
        return vec!["unclaimed: `texts` must be a list of strings".to_owned()];
    };
    let wanted: Vec<&str> = texts.iter().filter_map(Value::as_str).collect();
    let found = unclaimed_texts(explanation);
    if wanted == found {
        Vec::new()
    } else {
        vec![format!("unclaimed: expected {wanted:?}, found {found:?}")]
    }
}

/// Unclaimed stretches as printed, those that stand side by side in a line as one.
fn unclaimed_texts(explanation: &Explanation) -> Vec<&str> {
    let mut texts = Vec::new();
    for LineAccount { number: _, text, stretches } in &explanation.lines {
        for run in stretches.chunk_by(|left, right| left.fate == right.fate) {
            if let (Some(first), Some(last)) = (run.first(), run.last())
                && first.fate == Fate::Unclaimed
            {
                texts.push(text.get(first.start..last.end).unwrap_or("(not on a character)").trim());
            }
        }
    }
    texts
}

// The laws.

fn every_case_is_whole(pages: &[Page]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/wprim");
    let mut problems = Vec::new();
    for case in children(&folder).unwrap_or_default().into_iter().filter(|path| path.is_dir()) {
        let name = name_of(&case);
        if read(&case.join("source.txt")).unwrap_or_default().trim().is_empty() {
            problems.push(format!("{name}: source.txt does not say where the page comes from"));
        }
        let is_read = |page: &Page| {
            page.name.strip_prefix("wprim/").is_some_and(|path| {
                path == name || path.strip_prefix(&name).is_some_and(|file| file.starts_with('/'))
            })
        };
        if !pages.iter().any(is_read) {
            problems.push(format!("{name}: has no page"));
        }
    }
    for page in pages {
        if !page.expected.contains_key("record") && !page.expected.contains_key("unclaimed") {
            problems.push(format!("{}: expected.toml states nothing", page.name));
        }
    }
    problems
}

fn every_character_has_a_fate(pages: &[Page]) -> Vec<String> {
    pages.iter().filter_map(|page| named(&page.name, account(&page.text))).collect()
}

fn named(name: &str, checked: Result<(), String>) -> Option<String> {
    checked.err().map(|problem| format!("{name}: {problem}"))
}

fn is_ink(character: char) -> bool {
    !character.is_whitespace()
}

/// The ledger's sum: what is claimed, what is furniture and what is unclaimed are together all characters that
/// are not white space, line by line and in total, each once.
fn account(text: &str) -> Result<(), String> {
    let explanation = explain(text);
    let printed = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut accounted = String::new();
    for (number, line) in (1_u32..).zip(&explanation.lines) {
        if line.number != number {
            return Err(format!("line {number} has the number {}", line.number));
        }
        account_of_line(line, explanation.records).map_err(|problem| format!("line {number}: {problem}"))?;
        accounted.extend(line.text.chars().filter(|character| is_ink(*character)));
    }
    let accounted = accounted.strip_prefix('\u{feff}').unwrap_or(&accounted);
    if !printed.chars().filter(|character| is_ink(*character)).eq(accounted.chars()) {
        return Err("the lines do not hold the characters of the text".to_owned());
    }
    let (values, furniture, unclaimed) = explanation.sums();
    let total = values + furniture + unclaimed;
    let ink: usize = explanation.lines.iter().map(|line| ink_of(&line.text)).sum();
    if total != ink {
        return Err(format!("{values} + {furniture} + {unclaimed} characters are not {ink}"));
    }
    let records = read_whole(text).records.len();
    if u64::try_from(records) != Ok(explanation.records) {
        return Err(format!("explained {} records, read {records}", explanation.records));
    }
    Ok(())
}

fn ink_of(text: &str) -> usize {
    text.chars().filter(|character| is_ink(*character)).count()
}

fn account_of_line(line: &LineAccount, records: u64) -> Result<(), String> {
    let mut end = 0;
    let mut held = 0;
    for stretch in &line.stretches {
        if stretch.start < end || stretch.end <= stretch.start {
            return Err(format!("{}..{} after {end}", stretch.start, stretch.end));
        }
        let Some(text) = line.text.get(stretch.start..stretch.end) else {
            return Err(format!("{}..{} is not on characters", stretch.start, stretch.end));
        };
        held += ink_of(text);
        end = stretch.end;
        if let Fate::Value { record, field, .. } = &stretch.fate
            && (*record == 0 || *record > records || field.is_empty())
        {
            return Err(format!("{text:?} went to `{field}` of record {record} of {records}"));
        }
    }
    let ink = ink_of(&line.text);
    if held == ink { Ok(()) } else { Err(format!("{held} of {ink} characters have a fate: {:?}", line.text)) }
}

#[derive(Debug, Clone)]
enum Mutation {
    Delete(prop::sample::Index),
    Duplicate(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    CutAfter(prop::sample::Index),
    Insert(prop::sample::Index, String),
    Glue(prop::sample::Index),
    WhiteSpace(prop::sample::Index, &'static str),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let index = any::<prop::sample::Index>;
    let garbage = prop_oneof![
        "\\PC{0,40}",
        "[ \t\u{a0};:,.\\-0-9()A-Za-z汉한ア“]{0,30}",
        proptest::sample::select(vec![
            "- Author:".to_owned(),
            "- From:".to_owned(),
            "- CountryChina".to_owned(),
            "Author Information".to_owned(),
            "Abstract".to_owned(),
            "Keywords".to_owned(),
            "- ".to_owned(),
            ";".to_owned(),
            "1".to_owned(),
            "1. ".to_owned(),
            "3.A title".to_owned(),
            "Journal of Garbage 2020;1(2):3-4".to_owned(),
            "2020;1(2):3-4".to_owned(),
            "10.5555/garbage".to_owned(),
            "https://wprim.whocc.org.cn/admin/article/articleDetail?WPRIMID=1&articleId=2".to_owned(),
            "\u{feff}".to_owned(),
            "\r".to_owned(),
            "\u{2028}".to_owned(),
        ]),
    ];
    let white =
        proptest::sample::select(vec!["", "\n", "\t", "\u{a0}", "\r\n", "\u{3000}", "\u{85}", " \u{200b} "]);
    prop_oneof![
        index().prop_map(Mutation::Delete),
        index().prop_map(Mutation::Duplicate),
        (index(), index()).prop_map(|(first, second)| Mutation::Swap(first, second)),
        index().prop_map(Mutation::CutAfter),
        (index(), garbage).prop_map(|(place, line)| Mutation::Insert(place, line)),
        index().prop_map(Mutation::Glue),
        (index(), white).prop_map(|(place, white)| Mutation::WhiteSpace(place, white)),
    ]
}

fn mutated(text: &str, mutations: &[Mutation]) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    for mutation in mutations {
        if lines.is_empty() {
            break;
        }
        match mutation {
            Mutation::Delete(place) => {
                lines.remove(place.index(lines.len()));
            }
            Mutation::Duplicate(place) => {
                let place = place.index(lines.len());
                lines.insert(place, lines[place].clone());
            }
            Mutation::Swap(first, second) => {
                let (first, second) = (first.index(lines.len()), second.index(lines.len()));
                lines.swap(first, second);
            }
            Mutation::CutAfter(place) => {
                let whole = lines.concat();
                let characters: Vec<char> = whole.chars().collect();
                let cut: String = characters.iter().take(place.index(characters.len().max(1))).collect();
                lines = cut.split_inclusive('\n').map(str::to_owned).collect();
            }
            Mutation::Insert(place, line) => lines.insert(place.index(lines.len()), format!("{line}\n")),
            Mutation::Glue(place) => {
                let place = place.index(lines.len());
                let line = &mut lines[place];
                line.truncate(line.trim_end().len());
            }
            Mutation::WhiteSpace(place, white) => {
                let whole = lines.concat();
                let spaces: Vec<usize> = whole
                    .char_indices()
                    .filter(|(_, character)| character.is_whitespace())
                    .map(|(at, _)| at)
                    .collect();
                if !spaces.is_empty() {
                    let at = spaces[place.index(spaces.len())];
                    let after = whole[at..].chars().next().map_or(at, |character| at + character.len_utf8());
                    let changed = format!("{}{white}{}", &whole[..at], &whole[after..]);
                    lines = changed.split_inclusive('\n').map(str::to_owned).collect();
                }
            }
        }
    }
    lines.concat()
}

fn every_character_has_a_fate_in_mutations(pages: &[Page]) -> Vec<String> {
    let config = Config { cases: 400, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let strategy = (any::<prop::sample::Index>(), prop::collection::vec(mutation(), 1..6));
    let outcome = runner.run(&strategy, |(place, mutations)| {
        let page = &pages[place.index(pages.len())];
        let text = mutated(&page.text, &mutations);
        account(&text).map_err(|problem| TestCaseError::fail(format!("{}: {problem}\n{text:?}", page.name)))
    });
    outcome.err().map(|error| error.to_string()).into_iter().collect()
}

/// Reads as the streaming layer does: the buffer grows by blocks, and all before a cut is read at once.
fn read_in_blocks(text: &str, block: usize) -> Result<Batch, String> {
    let mut whole = Batch::default();
    let mut begun = 0;
    let mut end = 0;
    let mut first_line = 1_u32;
    while begun < text.len() {
        let at_end = end == text.len();
        let buffer = &text[begun..end];
        let cut = if at_end { buffer.len() } else { reader().cut(buffer, buffer) };
        let Some(piece) = buffer.get(..cut) else {
            return Err(format!("cut at {cut}, which is not on a character of {} bytes", buffer.len()));
        };
        if !piece.is_empty() {
            let mut batch = Batch::default();
            reader().read(
                Chunk { text: piece, head: text, gathered: None, file: "page.txt", first_line },
                &mut batch,
            );
            let before = u64::try_from(whole.records.len()).unwrap_or(u64::MAX);
            for mut record in batch.records {
                record.provenance.record += before;
                whole.records.push(record);
            }
            for mut note in batch.notes {
                note.place.record = note.place.record.map(|number| number + before);
                whole.notes.push(note);
            }
            whole.set_aside.extend(batch.set_aside);
            begun += piece.len();
            first_line += u32::try_from(piece.matches('\n').count()).unwrap_or(u32::MAX);
        }
        if !at_end {
            let next = (end + block).min(text.len());
            end = (next..=text.len()).find(|place| text.is_char_boundary(*place)).unwrap_or(text.len());
        }
    }
    Ok(whole)
}

fn any_chunks_give_the_same_records(pages: &[Page]) -> Vec<String> {
    let mut texts: Vec<(String, String, &[usize])> = Vec::new();
    for page in pages {
        // A byte at a time is quadratic; short texts show it as well as long ones.
        let blocks: &[usize] = if page.text.len() <= 300 { &[1, 37] } else { &[37, 300] };
        texts.push((page.name.clone(), page.text.clone(), blocks));
        if page.is_first && ["several", "list"].iter().any(|word| page.name.contains(word)) {
            texts.push((format!("{} five times", page.name), page.text.repeat(5), &[1_000]));
        }
    }
    let mut problems = Vec::new();
    for (name, text, blocks) in texts {
        let whole = read_whole(&text);
        for block in blocks {
            let problem = match read_in_blocks(&text, *block) {
                Ok(pieces) => difference_of_batches(&whole, &pieces),
                Err(problem) => Some(problem),
            };
            problems.extend(problem.map(|problem| format!("{name} in blocks of {block}: {problem}")));
            if problems.len() >= SHOWN {
                return problems;
            }
        }
    }
    problems
}

fn difference_of_batches(whole: &Batch, pieces: &Batch) -> Option<String> {
    if whole.records.len() != pieces.records.len() {
        return Some(format!("{} records instead of {}", pieces.records.len(), whole.records.len()));
    }
    for (number, (left, right)) in (1_u64..).zip(whole.records.iter().zip(&pieces.records)) {
        if left != right {
            let mut shown = format!("record {number} differs");
            for (key, value) in facts(left) {
                let other = facts(right).remove(&key);
                if other.as_ref() != Some(&value) {
                    let _ = write!(shown, "; {key}: whole {value}, in pieces {other:?}");
                }
            }
            if left.provenance != right.provenance {
                let _ = write!(shown, "; whole {:?}, in pieces {:?}", left.provenance, right.provenance);
            }
            return Some(shown);
        }
    }
    if whole.notes != pieces.notes {
        return Some(format!("notes differ: whole {:?}, in pieces {:?}", whole.notes, pieces.notes));
    }
    (whole.set_aside != pieces.set_aside)
        .then(|| format!("set aside differs: whole {:?}, in pieces {:?}", whole.set_aside, pieces.set_aside))
}

/// Byte offsets of the characters to try: all of a short text, else evenly spread ones that differ from page to
/// page.
fn places(text: &str, salt: usize) -> Vec<usize> {
    let asked = std::env::var("REFMILL_PLACES").ok().and_then(|places| places.parse().ok());
    let places = asked.unwrap_or(if text.chars().count() <= SHORT { SHORT } else { PLACES });
    let offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    let step = offsets.len().div_ceil(places.max(1)).max(1);
    offsets.into_iter().skip(salt % step).step_by(step).collect()
}

fn safe_everywhere(pages: &[Page], change: fn(&str, usize) -> String) -> Vec<String> {
    let mut problems = Vec::new();
    for (index, page) in pages.iter().enumerate().filter(|(_, page)| page.is_first) {
        for place in places(&page.text, index) {
            let text = change(&page.text, place);
            let checked = catch_unwind(|| account(&text)).unwrap_or_else(|_| Err("panics".to_owned()));
            problems.extend(named(&format!("{} at byte {place}", page.name), checked));
            if problems.len() >= SHOWN {
                return problems;
            }
        }
    }
    problems
}

fn a_cut_page_is_safe(pages: &[Page]) -> Vec<String> {
    safe_everywhere(pages, |text, place| text[..place].to_owned())
}

fn a_lost_character_is_safe(pages: &[Page]) -> Vec<String> {
    safe_everywhere(pages, |text, place| {
        let mut characters = text[place..].chars();
        characters.next();
        format!("{}{}", &text[..place], characters.as_str())
    })
}

/// "Never depend on blank lines or on columns" (pages reference 2.2): the same facts, the same unclaimed text.
fn white_space_means_nothing(pages: &[Page]) -> Vec<String> {
    let ways: [(&str, Rewriting); 4] = [
        ("indented", |line| format!("\t   \t\t{line}\n")),
        ("with blanks behind", |line| format!("{line} \t\u{a0} \n")),
        ("with blank lines between", |line| format!("{line}\n\t  \n\n")),
        ("without blanks around", |line| match line.trim() {
            "" => String::new(),
            words => format!("{words}\n"),
        }),
    ];
    let mut problems = Vec::new();
    for page in pages {
        let told = |text: &str| -> (Vec<Table>, Vec<String>) {
            let explanation = explain(text);
            let unclaimed = unclaimed_texts(&explanation).into_iter().map(str::to_owned).collect();
            (read_whole(text).records.iter().map(facts).collect(), unclaimed)
        };
        let plain = told(&page.text);
        let body = page.text.strip_prefix('\u{feff}').unwrap_or(&page.text);
        for (name, way) in ways {
            let changed: String = body.lines().map(way).collect();
            let found = told(&changed);
            if found != plain {
                problems.push(format!("{} {name}:\n  was {plain:?}\n  is  {found:?}", page.name));
            }
            if problems.len() >= SHOWN {
                return problems;
            }
        }
    }
    problems
}
