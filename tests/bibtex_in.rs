//! BibTeX and BibLaTeX read: dialects, broken files, and refmill's own files back to the record they came from.

mod random_record;

use random_record::Random;
use refmill::formats;
use refmill::page::example::facts;
use refmill::read::bibtex::Bibtex;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::Record;
use refmill::syntax::latex;
use refmill::write::{Losses, WriteOptions, Writer};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Bibtex.read(Chunk { text, head: text, file: "x.bib", first_line: 1 }, &mut batch);
    batch
}

fn written(format: &str, records: &[Record]) -> String {
    let (options, mut out, mut losses) = (WriteOptions::default(), Vec::new(), Losses::default());
    let writer: &dyn Writer = formats::by_name(format).and_then(|format| format.writer).expect("a writer");
    for (position, record) in records.iter().enumerate() {
        if position > 0 {
            writer.between(&options, &mut out);
        }
        writer.record(record, &options, &mut out, &mut losses);
    }
    String::from_utf8(out).expect("BibTeX is UTF-8")
}

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn our_own_files_come_back_byte_for_byte() {
    for (format, name) in [
        ("bibtex", "write/sample/bibtex.bib"),
        ("bibtex", "write/rich/bibtex.bib"),
        ("biblatex", "write/sample/biblatex.bib"),
        ("biblatex", "write/rich/biblatex.bib"),
        ("bibtex", "bibtex/seed.bibtex.bib"),
        ("bibtex", "bibtex/rich.bibtex.bib"),
        ("biblatex", "bibtex/seed.biblatex.bib"),
        ("biblatex", "bibtex/rich.biblatex.bib"),
    ] {
        let golden = fixture(name);
        let batch = read(&golden);
        assert!(batch.set_aside.is_empty());
        assert_eq!(written(format, &batch.records), golden, "{name}");
    }
}

/// A record of right values, of all that either dialect has a field for; each field is there or not.
fn right_record(random: &mut Random) -> Record {
    let fields = json!({
        "genre": "Review",
        "publication_types": [{"value": "Journal Article", "vocab": "other"}, {"value": "Review", "vocab": "other"}],
        "author_list_truncated": "and others",
        "affiliations": [
            {"id": "a1", "label_raw": "1", "texts": [{"value": "Department of Neurology, Beijing 100730, China"}]},
            {"id": "a2", "label_raw": "2", "texts": [{"value": "Institute; of everything_100%"}]}],
        "volume": "49", "issue": ["4", "4 Suppl 1", "Suppl 2", "3-4", "Spring"],
        "page_ranges": [
            [{"first": "217", "last": "221"}], [{"first": "S1", "last": "S9"}], [{"first": "7"}],
            [{"first": "217", "last": "221"}, {"first": "225"}]],
        "article_number": "e15", "number_of_pages": "120",
        "countries": [{"text": "China"}], "languages": [{"text": "Chinese", "tag": "zh"}],
        "publisher": "Smith & Sons", "publisher_place": "Beijing", "annotation": "Read it.\u{201c}Twice\u{201d}",
        "license": "CC BY-NC 4.0", "funding": [{"text_raw": "NSFC 81700001"}, {"text_raw": "A #5"}],
        "notes": [{"text": "First of two parts"}],
        "database": {"name": "WPRIM", "provider": "WHO", "url": "https://example.org/~w_1?a=1&b=2%20"},
        "identifiers": [
            {"scheme": "doi", "value": "10.1002/(sici)1097-4571(1998_06)49:8<693::aid-asi4>3.0.co;2-o--%#", "normalised": "10.1002/(sici)1097-4571(1998_06)49:8<693::aid-asi4>3.0.co;2-o--%#"},
            {"scheme": "pmid", "value": "30000001", "normalised": "30000001"},
            {"scheme": "pmcid", "value": "PMC600001", "normalised": "PMC600001"},
            {"scheme": "wprim", "value": "734928", "normalised": "734928"},
            {"scheme": "isbn", "value": "9783161484100", "normalised": "9783161484100"}],
        "issns": [{"value": "1006-7876", "medium": "unknown"}, {"value": "2046-4924", "medium": "unknown"}],
        "urls": [
            {"href": "https://example.org/a--b/~c_d?e=1&f=%5B2%5D", "kind": "landing"},
            {"href": "https://example.org/a.pdf", "kind": "pdf"}],
        "container_titles": [
            {"value": "Chinese Journal of R & D", "role": "main"},
            {"value": "Chin J R & D", "role": "abbrev", "scheme": "unknown"},
            {"value": "中华神经科杂志", "lang": "zh-Hans", "role": "vernacular"}],
        "terms": [
            {"value": "Migraine", "vocab": "author"}, {"value": "Acupuncture, Ear; twice", "vocab": "author"},
            {"value": "Migraine Disorders", "vocab": "mesh", "major": true, "qualifiers": ["therapy", "blood"]}],
        "titles": [[
            {"value": [
                {"text": "On "}, {"text": "E. coli", "style": {"italic": true}}, {"text": " in H"},
                {"text": "2", "style": {"subscript": true}}, {"text": "O: a_b & $5 \u{2264} 7% -- {x} ~ "},
                {"text": "\\frac{1}{2}", "style": {"math": true}}], "role": "main"},
            {"value": "Short one", "role": "short"},
            {"value": "针刺治疗偏头痛|随机试验", "lang": "zh-Hans", "role": "vernacular"},
            {"value": "Uber die Migrane", "role": "translated"}, {"value": "Zhenci zhiliao", "role": "transliterated"},
            {"value": "Another title", "role": "alternative"}]],
        "abstracts": [
            {"value": "Objective \\ to assess {A} --- and ``B''.", "lang": "en"}, {"value": "目的 评价。", "lang": "zh"}],
        "dates": [
            [{"kind": "issued", "start": {"year": 2022}}],
            [{"kind": "issued", "start": {"year": 2022, "month": 4}}],
            [{"kind": "issued", "start": {"year": 2022, "month": 4, "day": 10}},
             {"kind": "epub", "start": {"year": 2022, "month": 2, "day": 8}}],
            [{"kind": "issued", "start": {"year": 2022}, "season": "winter"}],
            [{"kind": "issued", "start": {"year": 2022, "month": 4}, "end": {"year": 2022, "month": 5}},
             {"kind": "accessed", "start": {"year": 2026, "month": 11, "day": 23}}],
            [{"kind": "issued", "start": {"year": 2021, "month": 12}, "end": {"year": 2022, "month": 1}}],
            [{"kind": "issued", "start": {"year": 2021}, "end": {"year": 2022}}]],
    });
    let choices = ["issue", "page_ranges", "titles", "dates"];
    let mut record = json!({"type": "article-journal", "type_raw": "article", "citation_key": {"value": "ou2022"}, "id": "ou2022"});
    for (name, value) in fields.as_object().expect("an object") {
        if random.below(4) == 0 {
            continue;
        }
        let list = value.as_array().filter(|_| choices.contains(&name.as_str()));
        record[name] = list.map_or_else(|| value.clone(), |list| list[random.below(list.len())].clone());
    }
    let names = [
        json!({"family": "Ou", "given": "Wenxin"}),
        json!({"family": "Cruz", "given": "Maria", "non-dropping-particle": "de la"}),
        json!({"family": "Santos", "given": "Juan", "suffix": "Jr."}),
        json!({"family": "García y López", "given": "Ana"}),
        json!({"family": "Müller-Lüdenscheidt", "given": "J.-P."}),
        json!({"literal": "Barnes and Noble, Ltd. & Co"}),
    ];
    let people: Vec<Value> = names.iter().filter(|_| random.below(2) == 0).map(|name| {
        let is_group = name.get("literal").is_some();
        json!({"role": "author", "is_group": is_group, "forms": [{"name": name, "kind": "romanised", "raw": "", "confidence": "certain"}]})
    }).collect();
    if people.is_empty() {
        record.as_object_mut().expect("an object").remove("author_list_truncated");
    }
    record["contributors"] = Value::Array(people);
    // The chief publication type is one of them, and is told by them.
    if record.get("genre").is_some() || record.get("publication_types").is_some() {
        record["genre"] = fields["genre"].clone();
        record["publication_types"] = fields["publication_types"].clone();
    }
    serde_json::from_value(record).expect("a record")
}

#[test]
fn every_field_that_the_format_holds_survives() {
    let mut random = Random::new(7);
    for _ in 0..400 {
        let record = right_record(&mut random);
        for format in ["bibtex", "biblatex"] {
            let first = written(format, std::slice::from_ref(&record));
            let batch = read(&first);
            assert_eq!(batch.records.len(), 1, "{first}");
            assert_eq!(written(format, &batch.records), first);
            let (mut found, mut wanted) = (facts(&batch.records[0]), facts(&record));
            // What an own language says is guessed anew.
            for name in
                ["title-lang", "vernacular-lang", "abstract-lang", "author-affiliations", "author-markers"]
            {
                found.remove(name);
                wanted.remove(name);
            }
            assert_eq!(found, wanted, "{first}");
        }
    }
}

/// Names and words of the fields of a file.
fn words(file: &str) -> Vec<(String, String)> {
    let fields = file.lines().filter_map(|line| line.split_once(" = "));
    let words = fields.flat_map(|(name, value)| {
        let text = latex::read(value.trim_end_matches(','), latex::Braces::Group).text.to_plain();
        let text = text.replace("&lt;", "<").replace("<sup>", " ").replace("</i>", " ").replace("<i>", " ");
        let words = text.split(|letter: char| !letter.is_alphanumeric()).map(letters).collect::<Vec<_>>();
        words.into_iter().map(|word| (name.trim().to_owned(), word))
    });
    words.collect()
}

fn letters(text: &str) -> String {
    text.nfc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[test]
fn no_word_of_any_record_is_lost() {
    let mut random = Random::new(20);
    for round in 0..300 {
        let mut record = random_record::record(&mut random);
        record.citation_key = None;
        record.id = Some(format!("r{round}"));
        for format in ["bibtex", "biblatex"] {
            let first = written(format, std::slice::from_ref(&record));
            let batch = read(&first);
            let counts = (batch.records.len(), batch.set_aside.len());
            let is_empty = !first.contains(" = ");
            assert_eq!(counts, if is_empty { (0, 1) } else { (1, 0) }, "{first}");
            let Some(found) = batch.records.into_iter().next() else { continue };
            let mut plain = serde_json::to_value(&found).expect("JSON");
            for about in ["provenance", "warnings"] {
                plain.as_object_mut().expect("an object").remove(about);
            }
            let again: Vec<String> =
                words(&written(format, &[found])).into_iter().map(|(_, word)| word).collect();
            let kept = letters(&plain.to_string()) + &again.concat();
            for (name, word) in words(&first) {
                // Not of the text: what joins a list, and the half of a mark or sign that a comma cut off. What
                // the rules for names take for a marker of an affiliation in a second form is theirs.
                let is_of_notation =
                    matches!(word.as_str(), "and" | "sup" | "lt") || name.ends_with("_native");
                assert!(is_of_notation || kept.contains(&word), "{name}: {word}\n{first}");
            }
        }
    }
}
