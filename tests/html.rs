//! HTML pages against facts worked out by hand or against the same page as text (`fixtures/html`), and the laws that
//! hold for any HTML whatever.

use refmill::formats;
use refmill::page::example::differences;
use refmill::page::ledger::{Explanation, Fate};
use refmill::read::html::HtmlPages;
use refmill::read::page::Pages;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{Provenance, Record};
use refmill::syntax::html::{Zone, read};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use toml::{Table, Value};

/// How many places of a text a law tries, evenly spread; `REFMILL_PLACES=100000` tries every one.
const PLACES: usize = 60;

const KEYS: &[&str] = &[
    "same-as",
    "layout",
    "set-aside",
    "notes",
    "notes-only",
    "record",
    "unclaimed",
    "furniture",
    "kept",
    "title-marks",
];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn reader() -> &'static dyn Reader {
    formats::by_name("html").and_then(|format| format.reader).expect("HTML can be read")
}

fn batch_of(text: &str) -> Batch {
    let mut batch = Batch::default();
    reader().read(Chunk::whole(text, "page.html"), &mut batch);
    batch
}

struct Case {
    name: String,
    html: String,
    expected: Table,
}

fn cases() -> Vec<Case> {
    let mut folders: Vec<PathBuf> = fs::read_dir(fixtures().join("html"))
        .expect("fixtures of HTML")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() >= 20, "only {} cases", folders.len());
    let case = |folder: PathBuf| {
        let text = |file: &str| fs::read_to_string(folder.join(file)).expect(file);
        assert!(!text("source.txt").trim().is_empty(), "{}: no source", folder.display());
        Case {
            name: folder.file_name().expect("a name").to_string_lossy().into_owned(),
            html: text("input.html"),
            expected: text("expected.toml").parse().expect("facts are TOML"),
        }
    };
    folders.into_iter().map(case).collect()
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|item| item.as_str().expect("a string")).collect()
}

#[test]
fn every_case_has_its_facts() {
    let mut problems = String::new();
    for Case { name, html, expected } in cases() {
        for problem in problems_of(&html, &expected) {
            let _ = writeln!(problems, "{name}: {problem}");
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

/// A page of an unknown site in each language that the lexicon of labels has.
#[test]
fn every_language_has_a_page() {
    for language in [
        "english",
        "chinese-simplified",
        "chinese-traditional",
        "japanese",
        "korean",
        "vietnamese",
        "mongolian",
        "malay",
        "indonesian",
        "spanish",
        "portuguese",
        "french",
        "german",
        "russian",
    ] {
        let folder = fixtures().join(format!("html/language-{language}"));
        let facts = fs::read_to_string(folder.join("expected.toml")).expect(language);
        let facts: Table = facts.parse().expect("facts are TOML");
        assert_eq!(facts.get("record").and_then(Value::as_array).map(Vec::len), Some(1), "{language}");
    }
}

fn problems_of(html: &str, expected: &Table) -> Vec<String> {
    let batch = batch_of(html);
    let explanation = HtmlPages::BUILT_IN.explain(html, "page.html");
    let mut problems = Vec::new();
    let mut differ = |what: &str, wanted: String, found: String| {
        if wanted != found {
            problems.push(format!("{what}: expected {wanted}, found {found}"));
        }
    };
    for key in expected.keys() {
        if !KEYS.contains(&key.as_str()) {
            differ("keys", "known ones".to_owned(), key.clone());
        }
    }
    if let Some(layout) = expected.get("layout") {
        differ("layout", format!("{:?}", layout.as_str()), format!("{:?}", explanation.layout.as_deref()));
    }
    if let Some(count) = expected.get("set-aside") {
        differ("set-aside", count.to_string(), batch.set_aside.len().to_string());
    }
    let codes: Vec<&str> = batch.notes.iter().map(|note| note.code.name).collect();
    let messages: Vec<&str> = batch.notes.iter().map(|note| note.message.as_str()).collect();
    for code in expected.get("notes").map(strings).unwrap_or_default() {
        if !codes.contains(&code) {
            differ("notes", code.to_owned(), format!("{codes:?}"));
        }
    }
    if let Some(only) = expected.get("notes-only") {
        let mut found = codes.clone();
        found.sort_unstable();
        differ("notes-only", format!("{:?}", strings(only)), format!("{found:?}"));
    }
    if let Some(unclaimed) = expected.get("unclaimed") {
        differ(
            "unclaimed",
            format!("{:?}", strings(unclaimed)),
            format!("{:?}", explanation.unclaimed().collect::<Vec<_>>()),
        );
    }
    if let Some(furniture) = expected.get("furniture").and_then(Value::as_table) {
        for (kind, text) in furniture {
            differ(
                "furniture",
                format!("{:?}", text.as_str().unwrap_or_default()),
                format!("{:?}", furniture_of(&explanation, kind)),
            );
        }
    }
    if let Some(kept) = expected.get("kept") {
        let unknown = batch.records.iter().flat_map(|record| &record.unknown);
        let found: Vec<String> = unknown.map(|field| format!("{} = {}", field.tag, field.value)).collect();
        differ("kept", format!("{:?}", strings(kept)), format!("{found:?}"));
    }
    if let Some(marks) = expected.get("title-marks") {
        let spans = batch.records.first().and_then(|record| record.titles.first());
        let json = spans.map(|title| serde_json::to_string(&title.text.value).expect("marked text"));
        differ("title-marks", marks.as_str().unwrap_or_default().to_owned(), json.unwrap_or_default());
    }
    if let Some(twin) = expected.get("same-as") {
        let path = fixtures().join(twin.as_str().expect("a path"));
        let text = fs::read_to_string(path).expect("the same page as text");
        let mut other = Batch::default();
        Pages::BUILT_IN.read(Chunk::whole(&text, "page.html"), &mut other);
        let (wanted, found) = (fields(other.records), fields(batch.records));
        differ("same-as", wanted.len().to_string(), found.len().to_string());
        for (wanted, found) in wanted.into_iter().zip(found) {
            differ("same-as", wanted, found);
        }
        return problems;
    }
    let none = Vec::new();
    let wanted = expected.get("record").and_then(Value::as_array).unwrap_or(&none);
    differ("records", wanted.len().to_string(), batch.records.len().to_string());
    for (number, (facts, record)) in (1_u64..).zip(wanted.iter().zip(&batch.records)) {
        let of_record = batch.notes.iter().filter(|note| note.place.record == Some(number));
        let codes: Vec<&str> = of_record.map(|note| note.code.name).collect();
        for difference in differences(facts.as_table().expect("a table"), record, &codes) {
            problems.push(format!("record {number}: {difference} {messages:?}"));
        }
        if record.provenance.record != number {
            problems.push(format!("record {number}: its provenance says {}", record.provenance.record));
        }
    }
    problems
}

fn furniture_of(explanation: &Explanation, kind: &str) -> String {
    let lines = explanation.lines.iter();
    let is_of_kind = |fate: &Fate| matches!(fate, Fate::Furniture(what) if *what == kind);
    let texts = lines.filter(|line| line.stretches.iter().all(|stretch| is_of_kind(&stretch.fate)));
    texts.map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The fields of records, one line each, without places.
fn fields(records: Vec<Record>) -> Vec<String> {
    let shown = |record: Record| {
        let json = serde_json::to_value(record).expect("a record is JSON");
        let fields = json.as_object().expect("an object").clone();
        fields.into_iter().map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
    };
    without_places(records).into_iter().flat_map(shown).collect()
}

/// Records without what a place in a file can change: lines, and the white space of texts kept as printed.
fn without_places(records: Vec<Record>) -> Vec<Record> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let strip = |mut record: Record| {
        record.provenance.lines = None;
        record.provenance.fields.iter_mut().for_each(|source| (source.line, source.raw) = (0, String::new()));
        record.provenance.fields.sort_by(|left, right| left.field.cmp(&right.field));
        record.warnings.iter_mut().for_each(|warning| warning.line = None);
        record.warnings.sort_by(|left, right| left.code.cmp(&right.code));
        record.source_raw = record.source_raw.as_deref().map(one_line);
        let Provenance { file: _, .. } = record.provenance;
        record
    };
    records.into_iter().map(strip).collect()
}

#[test]
fn the_sample_comes_out_of_its_html_by_taking_out_the_tags() {
    let html = fs::read_to_string(fixtures().join("html/wprim-929835/input.html")).expect("the HTML");
    let sample = fs::read_to_string(fixtures().join("wprim/sample/input.txt")).expect("the sample");
    let begins = html.find("<!-- article begins -->").expect("the mark") + "<!-- article begins -->".len();
    let ends = html.find("<!-- article ends -->").expect("the mark");
    let mut stripped = String::new();
    let mut rest = &html[begins..ends];
    while let Some(at) = rest.find('<') {
        stripped.push_str(&rest[..at]);
        let end = at + rest[at..].find('>').expect("a tag ends") + 1;
        if &rest[at..end] == "<li>" {
            stripped.push_str("- ");
        }
        rest = &rest[end..];
    }
    stripped.push_str(rest);
    assert_eq!(stripped.replace("&nbsp;", "\u{a0}"), sample.trim_end_matches('\n'));
}

/// Values, furniture and unclaimed text are together all that is shown, each character once and in its line.
fn account(html: &str) -> Result<(), String> {
    let explanation = HtmlPages::BUILT_IN.explain(html, "page.html");
    let records = batch_of(html).records.len() as u64;
    if explanation.records != records {
        return Err(format!("explained {} records, read {records}", explanation.records));
    }
    let ink = |text: &str| text.chars().filter(|character| !character.is_whitespace()).count();
    let mut all = 0;
    for line in &explanation.lines {
        let mut end = 0;
        let mut held = 0;
        for stretch in &line.stretches {
            let text = line.text.get(stretch.start..stretch.end).ok_or("a stretch off its characters")?;
            if stretch.start < end || text.is_empty() {
                return Err(format!("stretches overlap in {:?}", line.text));
            }
            if let Fate::Value { record, .. } = stretch.fate
                && (record == 0 || record > records)
            {
                return Err(format!("{text:?} went to record {record} of {records}"));
            }
            end = stretch.end;
            held += ink(text);
        }
        if held != ink(&line.text) {
            return Err(format!("{held} characters of {:?} have a fate", line.text));
        }
        all += held;
    }
    // Several documents are rendered one by one, so the sum is compared only where there is one.
    let shown: usize = read(html, 1).lines.iter().map(|line| ink(&line.text)).sum();
    let is_one = refmill::syntax::html::starts(html).len() == 1;
    if is_one && shown != all {
        return Err(format!("{all} of {shown} characters have a fate"));
    }
    let (values, furniture, unclaimed) = explanation.sums();
    if values + furniture + unclaimed == all { Ok(()) } else { Err("the sums are not the whole".to_owned()) }
}

#[test]
fn every_shown_character_has_a_fate() {
    for Case { name, html, .. } in cases() {
        account(&html).unwrap_or_else(|problem| panic!("{name}: {problem}"));
    }
}

fn places(text: &str) -> Vec<usize> {
    let wanted = std::env::var("REFMILL_PLACES").ok().and_then(|count| count.parse().ok()).unwrap_or(PLACES);
    let all: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let step = (all.len() / wanted).max(1);
    all.into_iter().step_by(step).collect()
}

#[test]
fn a_cut_page_is_safe() {
    for Case { name, html, .. } in cases() {
        for at in places(&html) {
            account(&html[..at]).unwrap_or_else(|problem| panic!("{name} cut at {at}: {problem}"));
        }
    }
}

#[test]
fn a_lost_character_is_safe() {
    for Case { name, html, .. } in cases() {
        for at in places(&html) {
            let after = html[at..].chars().next().map_or(at, |lost| at + lost.len_utf8());
            let without = [&html[..at], &html[after..]].concat();
            account(&without).unwrap_or_else(|problem| panic!("{name} without {at}: {problem}"));
        }
    }
}

#[test]
fn any_chunks_give_the_same_records() {
    let mut whole = String::new();
    for case in cases() {
        let _ = writeln!(whole, "<!DOCTYPE html>{}", case.html.replace("<!DOCTYPE html>", ""));
    }
    let together = batch_of(&whole);
    assert!(together.records.len() > 15);
    for window in [700, 2500, 9000, 40_000] {
        let mut records = Vec::new();
        let (mut rest, mut first_line, mut size) = (whole.as_str(), 1, window);
        while !rest.is_empty() {
            let mut end = size.min(rest.len());
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let cut = if end == rest.len() { end } else { reader().cut(&rest[..end], &whole) };
            if cut == 0 {
                size *= 2;
                continue;
            }
            size = window;
            let (text, after) = rest.split_at(cut);
            let mut batch = Batch::default();
            reader().read(
                Chunk { text, head: &whole, gathered: None, file: "page.html", first_line },
                &mut batch,
            );
            for mut record in batch.records {
                record.provenance.record = records.len() as u64 + 1;
                records.push(record);
            }
            first_line += u32::try_from(text.matches('\n').count()).expect("few lines");
            rest = after;
        }
        assert_eq!(records, together.records, "window {window}");
    }
}

/// A piece many times, each time with another number in it.
fn numbered(count: usize, piece: &str) -> String {
    (0..count).flat_map(|number| [piece.replace('#', &number.to_string())]).collect()
}

/// A quadratic reader would take minutes for these, even where a linear one is not optimised.
#[test]
fn hostile_pages_take_linear_time() {
    let of_size = |size: usize, piece: &str| piece.repeat(size / piece.len());
    let small = |piece: &str| of_size(300_000, piece);
    let authors = format!("<ul><li>VernacularTitle:a<li>Author: {}", small("A B<sup>1,2</sup>, "));
    for (what, html) in [
        ("nested blocks", of_size(1_000_000, "<div>")),
        ("nested inline elements", small("<b><i><x>")),
        ("end tags without a start", small("</p></i></x>")),
        ("open lists", small("<ul><li>")),
        ("open tables", small("<table><tr><td>a")),
        ("crossing tags", small("<i><p></i></p>")),
        ("names that differ", numbered(40_000, "<x#>")),
        ("metas", small("<meta name=citation_keywords content=\"a, b\">")),
        (
            "authors",
            format!(
                "<meta name=citation_title content=t>{}",
                small("<meta name=citation_author content=\"Ou, W\">")
            ),
        ),
        ("nested JSON-LD", format!("<script type=application/ld+json>{}</script>", small("{\"@type\":["))),
        (
            "JSON-LD",
            format!(
                "<script type=application/ld+json>[{}1]</script>",
                small("{\"@type\":\"ScholarlyArticle\",\"name\":\"a\",\"author\":\"b\"},")
            ),
        ),
        ("articles that differ", numbered(4000, "<p class=Z3988 title='rft.atitle=a#&rft.jtitle=b'>")),
        ("titles that differ", numbered(8000, "<meta name=citation_title content=t#>")),
        ("COinS", small("<p class=Z3988 title='rft.atitle=a&rft.jtitle=b'>")),
        ("raised characters", authors),
        ("ruby", small("<ruby>a<rt>b")),
        ("quotes", small("<a href=\"")),
        ("comments", small("<!--")),
    ] {
        let start = Instant::now();
        let batch = batch_of(&html);
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(20), "{what}: {taken:?}");
        let told = batch.records.len() + batch.set_aside.len() + batch.without_record.len();
        assert!(told > 0, "{what} is neither read nor told of");
    }
}

#[test]
fn only_what_is_shown_is_a_line() {
    let html = "<title>t</title><style>s</style><p>a <!-- c -->b</p><table><tr><td>x<td>y</table>\
        <textarea>one\ntwo</textarea><input value=v><input type=hidden value=h><select><option>o</select>&copy;&#8322;";
    let shown: Vec<(String, Zone)> =
        read(html, 1).lines.into_iter().map(|line| (line.text, line.zone)).collect();
    let content = |text: &str| (text.to_owned(), Zone::Content);
    let expected = [
        content("a b"),
        content("x"),
        content("y"),
        content("one"),
        content("two"),
        content("v"),
        ("o".to_owned(), Zone::Control),
        content("©₂"),
    ];
    assert_eq!(shown, expected);
}

#[test]
fn lines_know_their_place_in_the_source() {
    let html = "<p>\r\n\r\n a\r\nb<p>c\n<script>\n\n</script>\n<pre>d\ne</pre>";
    let found: Vec<(u32, String)> =
        read(html, 10).lines.into_iter().map(|line| (line.number, line.text)).collect();
    let expected = [(12, "a b"), (13, "c"), (17, "d"), (18, "e")];
    assert_eq!(found, expected.map(|(number, text)| (number, text.to_owned())));
}

#[test]
fn a_table_of_ones_own_reads_html_too() {
    let table = "name = \"tea-archive\"\nsummary = \"Tea\"\nshape = \"labelled\"\n[recognise]\nthreshold = 1\n\
        [[recognise.sign]]\nstarts = \"Authors:\"\n[[slot]]\nfield = \"title\"\n[[label]]\nwords = [\"Authors\"]\n\
        field = \"author\"\n";
    let html = "<h1>Effect of tea</h1><p>Authors: <b>Zhang Hongmei</b>; Wang Xiaoli";
    let own = Pages::with_layouts(&[("tea.toml", table)]).expect("a table");
    let mut batch = Batch::default();
    own.html().read(Chunk::whole(html, ""), &mut batch);
    assert_eq!(batch.records.len(), 1);
    assert_eq!(batch.records[0].contributors.len(), 2);
    assert_eq!(own.html().explain(html, "").layout.as_deref(), Some("tea-archive"));
    assert_eq!(batch_of(html).records.len(), 0);
}

#[test]
fn a_site_that_names_itself_as_author_is_not_one() {
    let html = "<script type='application/ld+json'>{\"@type\":\"ScholarlyArticle\",\"name\":\"Ferries\",\
        \"author\":{\"@type\":\"Organization\",\"name\":\"Ports Online\"}}</script>\
        <meta name=citation_title content=Ferries><meta name=citation_author content='Ou, Wenxin'>";
    let batch = batch_of(html);
    let names: Vec<&str> =
        batch.records[0].contributors.iter().map(|author| author.forms[0].raw.as_str()).collect();
    assert_eq!(names, ["Ou, Wenxin"]);
    assert_eq!(batch.records[0].unknown[0].value, "Ports Online");
}
