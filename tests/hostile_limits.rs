//! The worst inputs known, some megabytes of them in all for every reader: none panics, overflows the stack or costs more
//! than a constant times its length. Four times the input may take at most twelve times as long: a quadratic reader takes
//! sixteen times, and the sizes are such that it would take minutes.

use refmill::check;
use refmill::clean::{Cleaner, RULES};
use refmill::formats::{self, FORMATS};
use refmill::merge::{self, Decisions, Groups, Sketch, Sketches};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::Record;
use refmill::syntax::xml::{Arena, Entities, parse};
use refmill::write::{Losses, WriteOptions};
use std::num::NonZeroUsize;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Bytes of the smaller of two inputs. With all readers and both sizes some megabytes are read, without optimisation.
/// `REFMILL_WORST=262144 cargo test --release --test all hostile_limits::` reads a megabyte of each (docs/reliability.md).
fn size() -> usize {
    std::env::var("REFMILL_WORST").ok().and_then(|it| it.parse().ok()).unwrap_or(1 << 14)
}

/// A way to be hard to read: what stands before, again and again, and after.
struct Worst {
    name: &'static str,
    formats: &'static [&'static str],
    before: &'static str,
    piece: &'static str,
    after: &'static str,
}

const fn worst(
    name: &'static str,
    formats: &'static [&'static str],
    before: &'static str,
    piece: &'static str,
    after: &'static str,
) -> Worst {
    Worst { name, formats, before, piece, after }
}

const ALL: &[&str] = &[];
const XML: &[&str] = &["pubmed", "jats", "endnote-xml", "mods"];
const JSON: &[&str] = &["csl-json", "ndjson", "crossref", "openalex", "json-ld", "crawl"];
const TAGGED: &[&str] = &["ris", "nbib", "endnote-tagged", "wos-tagged", "refworks-tagged"];

const WORST: &[Worst] = &[
    worst("one long line", ALL, "", "tea ", ""),
    worst("one long word", ALL, "", "x", ""),
    worst("nothing but line ends", ALL, "", "\n", ""),
    worst("nothing but carriage returns", ALL, "", "\r", ""),
    worst("nothing but blanks", ALL, "", " ", ""),
    worst("nothing but quotes", ALL, "", "\"", ""),
    worst("nothing but commas", ALL, "", ",", ""),
    worst("nothing but semicolons", ALL, "", "; ", ""),
    worst("nothing but opening brackets", ALL, "", "[", ""),
    worst("nothing but opening braces", ALL, "", "{", ""),
    worst("nothing but opening angles", ALL, "", "<", ""),
    worst("nothing but ampersands", ALL, "", "&", ""),
    worst("nothing but at signs", ALL, "", "@", ""),
    worst("nothing but digits", ALL, "", "12345 ", ""),
    worst("nothing but han", ALL, "", "茶", ""),
    worst("nothing but marks", ALL, "e", "\u{301}", ""),
    worst("tags without an end", XML, "<mods>", "</", ""),
    worst("document types", XML, "", "<!DOCTYPE x>", ""),
    worst("deep elements", XML, "<article><front>", "<i>", ""),
    worst("records that do not end", XML, "", "<article><mods><record><PubmedArticle>", ""),
    worst("comments that do not end", XML, "<PubmedArticle>", "<!-- ", ""),
    worst("character data that does not end", XML, "<mods>", "<![CDATA[", ""),
    worst("attributes", XML, "<mods ", "a=\"1\" ", "></mods>"),
    worst(
        "authors",
        &["pubmed"],
        "<PubmedArticle><MedlineCitation><Article><AuthorList>",
        "<Author><LastName>Ou</LastName></Author>",
        "</AuthorList></Article></MedlineCitation></PubmedArticle>",
    ),
    worst("authors", &["mods"], "<mods>", "<name><namePart>Ou, W</namePart></name>", "</mods>"),
    worst("deep arrays", JSON, "[{\"title\":", "[", ""),
    worst("deep objects", JSON, "", "{\"a\":", ""),
    worst("escapes", JSON, "[{\"title\":\"", "\\ud800", "\"}]"),
    worst("a text that does not end", JSON, "[{\"title\":\"", "\\\"", ""),
    worst("broken items", JSON, "[", "{\"title\":},", "]"),
    worst("repeated members", JSON, "[{", "\"title\":\"tea\",", "\"id\":\"x\"}]"),
    worst("authors", &["csl-json"], "[{\"author\":[", "{\"family\":\"Ou\"},", "{}]}]"),
    worst("deep blocks", &["csl-yaml"], "references:\n- title: ", "[", ""),
    worst("anchors", &["csl-yaml"], "references:\n- title: ", "&a *a ", ""),
    worst("deep groups", &["bibtex"], "@article{k, title = ", "{", ""),
    worst("deep commands", &["bibtex"], "@article{k, title = {", "\\emph{", ""),
    worst("accents", &["bibtex"], "@article{k, title = {", "\\'", "}}"),
    worst("mathematics", &["bibtex"], "@article{k, title = {", "$x", "}}"),
    worst("entries that do not end", &["bibtex"], "", "@article{k, title = {\n", ""),
    worst(
        "macros of macros",
        &["bibtex"],
        "@string{a = \"tea\"}\n",
        "@string{a = a # a}\n",
        "@article{k, title = a}",
    ),
    worst("authors", &["bibtex"], "@article{k, author = {", "Ou, W and ", "}}"),
    worst("one key", &["bibtex"], "", "@article{k, title = {x}}\n", ""),
    worst(
        "records without an end",
        TAGGED,
        "",
        "TY  - JOUR\nPMID- 1\n%0 Journal Article\nPT J\nRT Journal Article\n",
        "",
    ),
    worst(
        "authors",
        TAGGED,
        "TY  - JOUR\nPMID- 1\n%0 Journal Article\nPT J\nRT Journal Article\n",
        "AU  - Ou, W\n%A Ou, W\nA1 Ou, W\n",
        "ER  - \n",
    ),
    worst("authors on a line", TAGGED, "TY  - JOUR\nAU  - ", "Ou, W; ", "\nER  - \n"),
    worst("continuations", TAGGED, "TY  - JOUR\nPMID- 1\nTI  - x\n", "      tea\n", "ER  - \n"),
    worst("pages", TAGGED, "TY  - JOUR\nSP  - ", "1-2,", "\nER  - \n"),
    worst("addresses", TAGGED, "TY  - JOUR\nAD  - ", "a@b.c, ", "\nER  - \n"),
    worst("identifiers", TAGGED, "TY  - JOUR\nDO  - ", "10.1/", "\nER  - \n"),
    worst("cells", &["csv", "tsv"], "Title,Authors\n", "a,", "\n"),
    worst("quotes that do not end", &["csv", "tsv"], "Title,Authors\n", "\"a,\n", ""),
    worst("quotes on one line", &["csv", "tsv", "crawl-table"], "Title,text\n", "\"a,", ""),
    worst("doubled quotes", &["csv", "tsv", "crawl-table"], "Title,text\n", "\"\"\"x\n", ""),
    worst("doubled quotes and returns", &["csv", "tsv", "crawl-table"], "Title,text\n", "\"\"\"x\r", ""),
    worst("columns", &["csv", "tsv"], "Title", ",Authors", "\nx,y\n"),
    worst("authors in a cell", &["csv"], "Title,Authors\ntea,\"", "Ou W; ", "\"\n"),
    worst("deep markup", &["html", "page"], "<html><body>", "<div><b>", ""),
    worst("tables", &["html"], "<html><body>", "<table><tr><td>", ""),
    worst("scripts", &["html"], "<html>", "<script type=\"application/ld+json\">{", ""),
    worst("metadata", &["html"], "<html><head>", "<meta name=\"citation_author\" content=\"Ou W\">", ""),
    worst("comments", &["html"], "<html>", "<!-- <!", ""),
    worst("labels", &["page", "html"], "Tea and sleep\n", "Keywords: tea\n", ""),
    worst("journal lines", &["page"], "Tea and sleep\nOu W\n", "Journal of Tea 2022;19(6):217-221\n", ""),
    worst(
        "authors on a line",
        &["page"],
        "Tea and sleep\n",
        "Ou W1,2, ",
        "\nJournal of Tea 2022;19(6):217-221\n",
    ),
    worst("pages that begin", &["page"], "", "WPRIM\nTea and sleep\nABSTRACT\n", ""),
];

/// A piece with `№` in it is another one each time: what compares it with all before it does not find it at once. `‖` stands
/// around what is not repeated between two lists, of which one may be held against the other.
fn text(case: &Worst, size: usize) -> String {
    let count = size / case.piece.len();
    let repeated = |(place, piece): (usize, &str)| {
        if place % 2 == 1 {
            piece.to_owned()
        } else if piece.contains('№') {
            (0..count).map(|it| piece.replace('№', &(100_000 + it).to_string())).collect()
        } else {
            piece.repeat(count)
        }
    };
    let pieces: String = case.piece.split('‖').enumerate().map(repeated).collect();
    [case.before, &pieces, case.after].concat()
}

/// What this thread has worked, where the system says so: other programs run on the machine too.
fn worked() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let stated = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = stated.and_then(|it| it.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

/// How long something takes.
fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let begun = worked();
    let result = run();
    (result, worked().saturating_sub(begun))
}

fn read(reader: &dyn Reader, text: &str) -> (Batch, Duration) {
    let cut = timed(|| reader.cut(text, text));
    assert!(text.is_char_boundary(cut.0));
    let mut batch = Batch::default();
    let ((), time) = timed(|| reader.read(Chunk::whole(text, "x"), &mut batch));
    (batch, cut.1 + time)
}

/// What is done with an input, and how long each takes.
type Stages = Vec<(&'static str, Duration)>;

fn only_read(reader: &dyn Reader, text: &str) -> Stages {
    vec![("read", read(reader, text).1)]
}

static CLEANER: LazyLock<Cleaner> = LazyLock::new(|| Cleaner::of(RULES));

/// Everything a command does with what it reads.
fn in_full(reader: &dyn Reader, text: &str) -> Stages {
    let (mut batch, time) = read(reader, text);
    let mut stages = vec![("read", time)];
    if let Some(record) = batch.records.first() {
        let two = [record.clone(), record.clone()];
        stages.push(("merge", timed(|| merge::combine(&two)).1));
        let compare = || {
            let [one, other] = two.each_ref().map(merge::sketch::line);
            let sketches = Sketch::parse(&one).zip(Sketch::parse(&other));
            sketches.map(|(one, other)| merge::compare(&one, &other))
        };
        stages.push(("compare", timed(compare).1));
    }
    let check = |record: &Record| drop(check::run_all(record, &check::Context::default()));
    stages.push(("check", timed(|| batch.records.iter().for_each(check)).1));
    stages.push(("clean", timed(|| batch.records.iter_mut().for_each(|it| drop(CLEANER.run(it)))).1));
    for (format, writer) in FORMATS.iter().filter_map(|it| Some((it, it.writer?))) {
        let (mut out, mut losses, options) = (Vec::new(), Losses::default(), WriteOptions::default());
        let mut write = |record: &Record| {
            let _ = writer.objection(record, &options);
            writer.record(record, &options, &mut out, &mut losses);
        };
        stages.push((format.name, timed(|| batch.records.iter().for_each(&mut write)).1));
    }
    stages
}

/// Which of some cases take more than twelve times as long where they are four times as long. `REFMILL_SHOW=100` says what takes
/// more milliseconds than that, `REFMILL_ONLY=ris` tries one format.
fn slow<'a>(
    names: &[&str],
    cases: impl Fn(&str) -> Vec<&'a Worst>,
    run: fn(&dyn Reader, &str) -> Stages,
    size: usize,
) -> Vec<String> {
    let shown: Option<u128> = std::env::var("REFMILL_SHOW").ok().and_then(|it| it.parse().ok());
    let only = std::env::var("REFMILL_ONLY").ok();
    let mut slow = Vec::new();
    for format in FORMATS.iter().filter(|format| names.contains(&format.name)) {
        let Some(reader) = format.reader else { continue };
        if only.as_deref().is_some_and(|only| only != format.name) {
            continue;
        }
        for case in cases(format.name) {
            let (one, four) = (text(case, size), text(case, 4 * size));
            let mut second = run(reader, &four);
            if shown.is_none() && second.iter().all(|(_, time)| *time <= LEAST) {
                continue;
            }
            let mut first = run(reader, &one);
            if first.iter().zip(&second).any(|(first, second)| is_slow(first.1, second.1)) {
                // The quicker of two.
                for (times, text) in [(&mut first, &one), (&mut second, &four)] {
                    times.iter_mut().zip(run(reader, text)).for_each(|(it, again)| it.1 = again.1.min(it.1));
                }
            }
            for ((stage, first), (_, second)) in first.into_iter().zip(second) {
                let name = format!("{}: {}: {stage}", format.name, case.name);
                if shown.is_some_and(|least| second.as_millis() > least) {
                    #[expect(clippy::print_stderr, reason = "for who searches for slow inputs")]
                    let () = eprintln!("{:8.3} {:8.3} {name}", second.as_secs_f64(), first.as_secs_f64());
                }
                if is_slow(first, second) {
                    slow.push(format!("{name}: {first:?}, four times as much {second:?}"));
                }
            }
        }
    }
    slow
}

/// What is over at once cannot be told from the noise of the machine.
const LEAST: Duration = Duration::from_millis(200);

fn is_slow(first: Duration, second: Duration) -> bool {
    second > LEAST && (second > first * 12 || second > Duration::from_secs(20))
}

fn of_format<'a>(cases: &'a [Worst], format: &str) -> Vec<&'a Worst> {
    cases.iter().filter(|case| case.formats.is_empty() || case.formats.contains(&format)).collect()
}

/// The cases of `tests/worst/lists.txt`.
static LISTS: LazyLock<Vec<Worst>> = LazyLock::new(|| {
    let text: &'static str = include_str!("worst/lists.txt");
    let mut section: (&[&str], &str, &str) = (ALL, "", "");
    let mut lists = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('¦').collect();
        // A blank on each side belongs to the sign between the parts.
        let part = |number: usize| -> String {
            let part = parts[number];
            let part = part.strip_prefix(' ').unwrap_or(part);
            part.strip_suffix(' ').filter(|_| number + 1 < parts.len()).unwrap_or(part).replace("\\n", "\n")
        };
        if let Some(formats) = parts[0].strip_prefix("== ") {
            let formats: Vec<&str> = formats.split_whitespace().collect();
            section = (formats.leak(), part(1).leak(), part(2).leak());
            continue;
        }
        let (formats, before, after) = section;
        lists.push(Worst {
            name: parts[0].trim_end(),
            formats,
            before: [before, &part(1)].concat().leak(),
            piece: part(2).leak(),
            after: [&part(3), after].concat().leak(),
        });
    }
    lists
});

#[test]
fn the_worst_inputs_cost_no_more_than_their_length_records() {
    let names: Vec<&str> = FORMATS.iter().map(|it| it.name).filter(|it| !PAGES.contains(it)).collect();
    let slow = slow(&names, |format| of_format(WORST, format), only_read, size());
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// One record with a long list costs no more than its length, whatever is done with it.
#[test]
fn long_lists_cost_no_more_than_their_length() {
    let names: Vec<&str> = FORMATS.iter().map(|it| it.name).collect();
    let slow = slow(&names, |format| of_format(&LISTS, format), in_full, size() / 4);
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

const PAGES: &[&str] = &["page", "html", "crawl", "crawl-table"];

#[test]
fn the_worst_inputs_cost_no_more_than_their_length_pages() {
    let slow = slow(PAGES, |format| of_format(WORST, format), only_read, size());
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn every_reader_meets_a_worst_input() {
    let with_reader = FORMATS.iter().filter(|format| format.reader.is_some());
    assert!(with_reader.count() > 20);
    for case in WORST.iter().chain(&*LISTS) {
        assert!(case.formats.iter().all(|name| formats::by_name(name).is_some()), "{}", case.name);
    }
}

/// `MOST_BELOW`: of many names above many institutions nobody gets one, or the record would be their product.
#[test]
fn institutions_below_names_are_everybodys_up_to_the_limit() {
    let given = ["Ana", "Eva", "Luz", "Rosa", "Carla", "Marta"];
    let family = ["Díaz", "Ruiz", "Vega", "Soto", "Rojas", "Pérez"];
    let names: Vec<String> =
        given.iter().flat_map(|given| family.map(|family| format!("{given} {family}"))).collect();
    let reader = formats::by_name("page").and_then(|it| it.reader).expect("a reader");
    for (people, places, of_each) in [(32, 33, 33), (33, 32, 32), (33, 33, 0)] {
        let institutions = (0..places)
            .map(|it| format!("School of Tea {it}, University of Leeds, UK"))
            .collect::<Vec<_>>()
            .join("\n");
        let page = format!(
            "Home / Archives / Vol. 5 No. 4 (2015): Winter\nTea drinking in mountain villages\nAuthors\n{}\n{institutions}\n\
             DOI:\nhttps://doi.org/10.1234/tea.5\nAbstract\nTea is drunk at all hours.\nIssue\nVol. 5 No. 4 (2015): Winter\n",
            names[..people].join(", ")
        );
        let (batch, _) = read(reader, &page);
        let [record] = batch.records.as_slice() else { panic!("{} records", batch.records.len()) };
        assert_eq!((record.contributors.len(), record.affiliations.len()), (people, places));
        assert!(
            record.contributors.iter().all(|it| it.affiliation_refs.len() == of_each),
            "{people} {places}"
        );
        let is_said = record.warnings.iter().any(|it| it.code == "affiliation-of-nobody");
        assert_eq!(is_said, of_each == 0, "{people} {places}");
    }
}

/// Records whose names have a prefix each: none looks through those of the others.
#[test]
fn prefixes_cost_no_more_than_their_length() {
    let text = |count: usize| (0..count).map(|it| format!("<p{it}:mods>")).collect::<Vec<_>>().concat();
    let reader = formats::by_name("mods").and_then(|it| it.reader).expect("a reader");
    let (one, four) = (text(size() / 12), text(size() / 3));
    let (first, second) = (read(reader, &one).1, read(reader, &four).1);
    assert!(!is_slow(first, second), "{first:?}, {second:?}");
}

/// Copies of one record, which all come together: each is compared with a few others and joined to all.
#[test]
fn copies_cost_no_more_than_their_number() {
    let reader = formats::by_name("ris").and_then(|it| it.reader).expect("a reader");
    let text = "TY  - JOUR\nTI  - Tea and sleep\nAU  - Ou, Wenxin\nPY  - 2020\nT2  - Journal of Tea\nVL  - 19\nSP  - 217\nEP  - 221\nDO  - 10.1234/tea.1\nER  - \n";
    let joined = |count: usize| {
        let records = vec![read(reader, text).0.records.remove(0); count];
        let mut sketches = Sketches::default();
        for record in &records {
            sketches.push(&merge::sketch::line(record));
        }
        // The threads of its own that this takes do not count: it looks at a few neighbours of each.
        let pairs = merge::pairs(&sketches, NonZeroUsize::MIN);
        let (groups, time) = timed(|| Groups::of(&sketches, &pairs, &Decisions::default()));
        assert_eq!((groups.groups.len(), groups.removed()), (1, count - 1));
        let ((_, notes), more) = timed(|| merge::combine(&records));
        assert_eq!(notes.len(), 0);
        time + more
    };
    let (first, second) = (joined(size() / 32), joined(size() / 8));
    assert!(!is_slow(first, second), "{first:?}, {second:?}");
}

/// Records of one article that all say something else of it: each is compared with a few others, and joined to no more than
/// can be compared with it.
#[test]
fn wordings_cost_no_more_than_their_number() {
    let reader = formats::by_name("ris").and_then(|it| it.reader).expect("a reader");
    let text = "TY  - JOUR\nTI  - Tea and sleep\nAU  - Ou, Wenxin\nPY  - 2020\nT2  - Journal of Tea\nVL  - 19\nSP  - 217\nEP  - 221\nDO  - 10.1234/tea.1\nDB  - №\nER  - \n";
    let joined = |count: usize| {
        let mut sketches = Sketches::default();
        for number in 0..count {
            let text = text.replace('№', &format!("Base {number}"));
            sketches.push(&merge::sketch::line(&read(reader, &text).0.records[0]));
        }
        let pairs = merge::pairs(&sketches, NonZeroUsize::MIN);
        let (groups, time) = timed(|| Groups::of(&sketches, &pairs, &Decisions::default()));
        assert!(groups.removed() > count / 2, "{} of {count}", groups.removed());
        time
    };
    let (first, second) = (joined(size() / 32), joined(size() / 8));
    assert!(!is_slow(first, second), "{first:?}, {second:?}");
}

/// A node that mentions itself again and again, four mentions deep: what they add has a bound.
#[test]
fn mentions_do_not_multiply() {
    let reader = formats::by_name("json-ld").and_then(|it| it.reader).expect("a reader");
    let mention = "{\"@id\":\"#a\"}";
    for count in [200, 2000] {
        let mentions = vec![mention; count].join(",");
        let text =
            format!("{{\"@id\":\"#a\",\"@type\":\"Article\",\"name\":\"Tea\",\"author\":[{mentions}]}}");
        let mut batch = Batch::default();
        let begun = Instant::now();
        reader.read(Chunk::whole(&text, "x"), &mut batch);
        assert_eq!(batch.records.len(), 1);
        assert_eq!(batch.records[0].titles[0].text.to_plain(), "Tea");
        assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
        let length = serde_json::to_string(&batch.records[0]).expect("JSON").len();
        assert!(length < 400 * text.len() + 100_000, "{length}");
    }
}

fn xml_records(name: &str) -> &'static str {
    match name {
        "pubmed" => {
            "<PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>TITLE</ArticleTitle></Article></MedlineCitation></PubmedArticle>"
        }
        "jats" => {
            "<article><front><article-meta><title-group><article-title>TITLE</article-title></title-group></article-meta></front></article>"
        }
        "endnote-xml" => {
            "<xml><records><record><titles><title>TITLE</title></titles></record></records></xml>"
        }
        _ => "<mods xmlns=\"http://www.loc.gov/mods/v3\"><titleInfo><title>TITLE</title></titleInfo></mods>",
    }
}

/// Entities that call one another, and one of a file: none is expanded a second time, none reads a file.
#[test]
fn entities_neither_grow_nor_read() {
    let declared: Vec<String> =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let declared = declared.concat();
    let laughs = format!("<!DOCTYPE x [<!ENTITY l0 \"ha\">{declared}]>");
    let outside = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\"><!ENTITY % p SYSTEM \"file:///etc/passwd\">%p;]>";
    let large = format!("<!DOCTYPE x [<!ENTITY e \"{}\">]>", "tea ".repeat(15_000));
    for name in XML {
        let reader = formats::by_name(name).and_then(|it| it.reader).expect("a reader");
        let read = |head: &str, title: &str| {
            let text = format!("{head}{}", xml_records(name).replace("TITLE", title));
            let mut batch = Batch::default();
            reader.read(Chunk::whole(&text, "x"), &mut batch);
            batch
        };
        let batch = read(&laughs, "&l9;");
        let title = batch.records.first().map(|it| it.titles[0].text.value.to_plain()).unwrap_or_default();
        assert!(title.len() < 200, "{name}: {} bytes of laughs", title.len());
        let batch = read(outside, "Tea &e; &p;");
        assert_eq!(batch.records.len(), 1, "{name}");
        assert_eq!(batch.records[0].titles[0].text.value.to_plain(), "Tea &e; &p;", "{name}");
        let batch = read(&large, &"&e;".repeat(1000));
        assert_eq!((batch.records.len(), batch.set_aside.len()), (0, 1), "{name}");
        assert!(
            batch.set_aside[0].reason.contains("entities stand for more than"),
            "{}",
            batch.set_aside[0].reason
        );
    }
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    assert!(parse(&deep, 1, &Entities::default(), &Arena::default()).is_err());
}
