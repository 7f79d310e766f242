//! BibTeX and BibLaTeX read: dialects, broken files, and refmill's own files back to the record they came from.

use crate::random_record::{self, Random};
use refmill::formats;
use refmill::page::example::facts;
use refmill::read::bibtex::Bibtex;
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::Record;
use refmill::syntax::latex;
use refmill::write::{Losses, WriteOptions, Writer};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Bibtex.read(Chunk::whole(text, "x.bib"), &mut batch);
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

/// What a record says, every field of it but where it was read.
fn shown(record: &Record) -> Value {
    let mut shown = serde_json::to_value(facts(record)).expect("JSON");
    let plain = |text: &refmill::record::Text| text.value.to_plain();
    let marked = |text: &refmill::record::Text| text.value.spans().len() > 1;
    let full = |name: &refmill::record::Name| {
        let parts = [Some(name.full_family()), name.given.clone(), name.literal.clone()];
        let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    };
    let named = |form: &refmill::record::NameForm| format!("{:?} {}", form.kind, full(&form.name));
    let mut add = |name: &str, values: Vec<String>| {
        if !values.is_empty() {
            shown[name] = json!(values);
        }
    };
    let titles = record.titles.iter().filter(|it| it.role != refmill::record::TitleRole::Main);
    add("other-titles", titles.map(|it| format!("{:?} {}", it.role, plain(&it.text))).collect());
    let runs = record.titles.iter().map(|it| &it.text).chain(record.abstracts.iter().map(|it| &it.text));
    let runs = runs.filter(|text| marked(text)).flat_map(|text| text.value.spans().to_vec());
    let runs = runs.filter(|span| span.style != refmill::record::Style::PLAIN);
    add("marks", runs.map(|span| format!("{} {}", marks(span.style), span.text)).collect());
    let people = record.contributors.iter();
    let forms = people.clone().flat_map(|it| it.forms.iter().skip(1).map(named));
    add("other-forms", forms.collect());
    let others = people.filter(|it| it.role != refmill::record::Role::Author);
    add("others", others.map(|it| format!("{:?} {}", it.role, full(&it.forms[0].name))).collect());
    let numbers = record
        .identifiers
        .iter()
        .filter(|it| !["doi", "pmid", "pmcid", "wprim"].contains(&it.scheme.as_str()));
    add("numbers", numbers.map(|it| format!("{} {}", it.scheme, it.value)).collect());
    add("urls", record.urls.iter().map(|it| format!("{:?} {}", it.kind, it.href)).collect());
    let notes = record
        .notes
        .iter()
        .map(|it| it.kind.iter().chain([&it.text]).cloned().collect::<Vec<_>>().join(": "));
    add("free-notes", notes.collect());
    let dates = record.dates.iter().filter(|it| it.kind == refmill::record::DateKind::Accessed || it.circa);
    add(
        "dates",
        dates
            .map(|it| format!("{:?} {}{}", it.kind, it.iso(), if it.circa { " circa" } else { "" }))
            .collect(),
    );
    let rest = [
        ("citation-key", record.citation_key.as_ref().map(|it| &it.value)),
        ("annotation", record.annotation.as_ref()),
        ("place", record.publisher_place.as_ref()),
        ("license", record.license.as_ref()),
        ("provider", record.database.as_ref().and_then(|it| it.provider.as_ref())),
        ("part", record.part.as_ref().map(|it| &it.number)),
        ("type-raw", record.type_raw.as_ref()),
    ];
    for (name, value) in rest {
        add(name, value.cloned().into_iter().collect());
    }
    add("unknown", record.unknown.iter().map(|it| format!("{} = {}", it.tag, it.value)).collect());
    shown
}

fn marks(style: refmill::record::Style) -> String {
    let marks = [
        (style.italic, "italic"),
        (style.bold, "bold"),
        (style.superscript, "superscript"),
        (style.subscript, "subscript"),
        (style.small_caps, "small-caps"),
        (style.protected, "protected"),
        (style.math, "math"),
    ];
    marks.into_iter().filter_map(|(set, name)| set.then_some(name)).collect::<Vec<_>>().join("+")
}

#[test]
fn every_field_and_every_flaw_is_read_as_written_down() {
    for case in ["classic", "biblatex", "variants", "broken", "latex", "ties"] {
        let batch = read(&fixture(&format!("bibtex/in/{case}.bib")));
        let notes: Vec<String> = batch
            .notes
            .iter()
            .map(|note| {
                format!("{}: {} {}", note.place.line.unwrap_or_default(), note.code.name, note.message)
            })
            .collect();
        let aside: Vec<String> =
            batch.set_aside.iter().map(|it| format!("{}: {}", it.line, it.text)).collect();
        let records: Vec<Value> = batch.records.iter().map(shown).collect();
        let found = json!({"records": records, "notes": notes, "set_aside": aside});
        let path = format!("bibtex/in/{case}.json");
        if let Ok(folder) = std::env::var("SHOW") {
            let text = serde_json::to_string_pretty(&found).expect("JSON");
            std::fs::write(format!("{folder}/{case}.json"), text + "\n").expect("a folder");
            continue;
        }
        let expected: Value = serde_json::from_str(&fixture(&path)).expect("JSON");
        for part in ["records", "notes", "set_aside"] {
            let list = |value: &Value| value[part].as_array().cloned().unwrap_or_default();
            let (found, expected) = (list(&found), list(&expected));
            for (found, expected) in found.iter().zip(&expected) {
                assert_eq!(found, expected, "{case}");
            }
            assert_eq!(found.len(), expected.len(), "{case}: {part}");
        }
    }
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

fn codes(text: &str) -> Vec<&'static str> {
    read(text).notes.iter().map(|note| note.code.name).collect()
}

fn titles(batch: &Batch) -> Vec<String> {
    batch.records.iter().map(|record| record.titles[0].text.to_plain()).collect()
}

#[test]
fn what_is_odd_is_said() {
    for (text, expected) in [
        ("@article{k, title = {A}, year = 2020}", &[][..]),
        ("@article{k, title = {A}, groups = {x}}", &["bibtex-field-unknown"]),
        ("@article{k, title = {A}, volume = 1, volume = 2}", &["bibtex-field-doubled"]),
        ("@scroll{k, title = {A}}", &["bibtex-type-unknown"]),
        ("@article{k, title = {\\mystery{A}}}", &["bibtex-command-unknown"]),
        ("@article{k, author = {Ou, W.; Li, M.}, title = {A}}", &["bibtex-names-separated"]),
        ("@article{k, author = {Ou, W., Li, M.}, title = {A}}", &["bibtex-name-commas"]),
        ("prose\n@article{k, title = {A}}", &["bibtex-text-outside"]),
        ("@article{k, title = {A}}, year = {2020}}", &["bibtex-fields-outside"]),
        ("@article{k, title = {A}\n@article{l, title = {B}}", &["bibtex-end-missing"]),
        ("@article{k, title = {A, year = 2020}", &["bibtex-end-missing"]),
        ("@article{k, title = \"A, year = 2020}", &["bibtex-entry-unclosed"]),
        ("@article{k}", &["bibtex-entry-empty"]),
        ("@comment{x}@misc{k, title = {A}}", &["bibtex-comment"]),
        ("@article{k, title = {A} year = 2020}", &["bibtex-comma-missing"]),
        ("@article{title = {A}}", &["bibtex-key-missing"]),
        ("@misc{k, title = {A}}@misc{K, title = {B}}", &["bibtex-key-doubled"]),
        ("@misc{k, title = A b}", &["bibtex-value-bare"]),
        ("@misc{k, title = {A}, nothing}", &["bibtex-text-stray"]),
        ("@misc{k, title = a # { b}}", &["bibtex-macro-unknown"]),
        ("@misc{k, title = {A}, crossref = {no}}", &["bibtex-tie-missing", "bibtex-field-unknown"]),
        ("@misc{k, title = {A}, xdata = {k}}", &["bibtex-tie-endless", "bibtex-field-unknown"]),
        (
            "@misc{k, title = {A}, xdata = {l}}@xdata{l, year = 2020}",
            &["bibtex-fields-taken", "bibtex-comment"],
        ),
    ] {
        assert_eq!(codes(text), expected, "{text}");
    }
}

/// The authors of an entry with a list of names (particle, family, given), and the codes of what is said of it.
fn authors(list: &str) -> (Vec<String>, Vec<&'static str>) {
    let text = format!("@article{{a, author = {{{list}}}}}");
    let batch = read(&text);
    let shown = |form: &refmill::record::NameForm| {
        let parts = [&form.name.non_dropping_particle, &form.name.family, &form.name.given];
        parts.map(|part| part.clone().unwrap_or_default()).join("|")
    };
    (batch.records[0].contributors.iter().map(|it| shown(&it.forms[0])).collect(), codes(&text))
}

#[test]
fn names_without_a_comma_have_the_given_name_first_and_that_is_no_guess() {
    for (list, name) in [
        ("Ashish Vaswani", "|Vaswani|Ashish"),
        ("H. Vincent Poor", "|Poor|H. Vincent"),
        ("José Ortega y Gasset", "|Ortega y Gasset|José"),
        ("Ana de Souza e Silva", "de|Souza e Silva|Ana"),
        ("Karl von und zu Guttenberg", "von und zu|Guttenberg|Karl"),
        ("ibn Khaldun", "ibn|Khaldun|"),
    ] {
        assert_eq!(authors(list), (vec![name.to_owned()], Vec::new()), "{list}");
    }
    let (names, codes) = authors("Noam Shazeer and José Ortega y Gasset and Jan op de Beeck");
    assert_eq!(names, ["|Shazeer|Noam", "|Ortega y Gasset|José", "op de|Beeck|Jan"]);
    assert!(codes.is_empty(), "{codes:?}");
    // A family name of East Asia in front, and behind it what is no given name there.
    for (list, name) in [("Kim Basinger", "|Basinger|Kim"), ("Lee Harper", "|Harper|Lee")] {
        assert_eq!(authors(list), (vec![name.to_owned()], Vec::new()), "{list}");
    }
    let (names, codes) = authors("Kim Basinger and John Smith and Taylor Swift");
    assert_eq!((names[0].as_str(), codes.len()), ("|Basinger|Kim", 0), "{codes:?}");
    // A list that is family first leaves what cannot be so to the grammar.
    let (names, _) = authors("Ho Chi Minh and Zhang Rui and Kim Cattrall and John Smith");
    assert_eq!(names, ["|Ho|Chi Minh", "|Zhang|Rui", "|Cattrall|Kim", "|Smith|John"]);
    // A family name of East Asia in front, and behind it what is a given name there: no program of BibTeX reads it so, and
    // whoever wrote it meant it so. A whole list of such names leaves no doubt.
    assert_eq!(
        authors("Zhang Rui and Wu Runhui"),
        (vec!["|Zhang|Rui".to_owned(), "|Wu|Runhui".to_owned()], Vec::new())
    );
    for list in ["Zhang Wei", "Wang Rui"] {
        assert_eq!(authors(list).1, ["name-order-guessed"], "{list}");
    }
}

#[test]
fn small_words_of_family_names_are_no_damage() {
    for (name, expected) in [
        ("de Souza e Silva, Ana", "de|Souza e Silva|Ana"),
        ("Ramón y Cajal, Santiago", "|Ramón y Cajal|Santiago"),
        ("ibn Khaldun, Abd", "ibn|Khaldun|Abd"),
        ("von und zu Guttenberg, Karl", "von und zu|Guttenberg|Karl"),
        ("af Klinteberg, Britt", "af|Klinteberg|Britt"),
        ("Puig i Cadafalch, Josep", "|Puig i Cadafalch|Josep"),
        ("op de Beeck, Jan", "op de|Beeck|Jan"),
        ("degli Esposti, Luca", "degli|Esposti|Luca"),
        ("ben Ali, Karim", "|ben Ali|Karim"),
    ] {
        assert_eq!(authors(name), (vec![expected.to_owned()], Vec::new()), "{name}");
    }
    assert_eq!(authors("smith, Karl").1, ["name-garbled"]);
}

#[test]
fn a_set_aside_entry_says_its_line_and_the_next_one_stands_alone() {
    let batch =
        read("\n\n@article{k,\r\n title = {A,\r\n year = {2020}\r\n}\r\n\r\n@article{l, title = {B}}");
    assert_eq!(titles(&batch), ["B"]);
    assert_eq!((batch.set_aside[0].line, batch.notes[0].place.line), (3, Some(3)));
    assert_eq!(batch.set_aside[0].text, "@article{k,\r\n title = {A,\r\n year = {2020}\r\n}");
    assert_eq!(batch.records[0].provenance.lines, Some((8, 8)));
}

#[test]
fn macros_and_parents_at_the_start_of_an_input_are_known_in_all_of_it() {
    let head = "@string{tea = {Journal of Tea}}\n@proceedings{p, title = {Proceedings}, year = 2020}\n";
    let later = concat!(
        "@article{a, title = {A}, journal = tea}\n@string{tea = {Other}}\n@inproceedings{b, title = {B}, crossref = {P}}\n",
        "@inproceedings{c, title = {C}, crossref = {far}}\n@article{d, title = {D}, journal = tea}\n"
    );
    let mut batch = Batch::default();
    Bibtex.read(Chunk { text: later, head, gathered: None, file: "x.bib", first_line: 3 }, &mut batch);
    let journals: Vec<String> = batch
        .records
        .iter()
        .map(|it| it.container_titles.iter().map(|it| it.text.to_plain()).collect())
        .collect();
    assert_eq!(journals, ["Journal of Tea", "Proceedings", "", "Other"]);
    let notes: Vec<_> = batch.notes.iter().map(|note| (note.code.name, note.place.line)).collect();
    assert_eq!(
        notes,
        [
            ("bibtex-fields-taken", Some(5)),
            ("bibtex-tie-missing", Some(6)),
            ("bibtex-field-unknown", Some(6)),
        ]
    );
    let kept = &batch.records[2].unknown[0];
    assert_eq!((kept.tag.as_str(), kept.value.as_str()), ("crossref", "far"));
}

#[test]
fn any_split_of_the_input_gives_the_same_records() {
    for case in ["classic", "biblatex", "variants", "broken", "latex", "ties"] {
        let text = fixture(&format!("bibtex/in/{case}.bib"));
        let whole = read(&text);
        let cuts: BTreeSet<usize> =
            text.char_indices().map(|(end, _)| Bibtex.cut(&text[..end], &text)).collect();
        assert!(cuts.len() > 1 || case == "classic");
        for cut in cuts {
            let (before, after) = text.split_at(cut);
            let line = u32::try_from(before.lines().count()).expect("few lines") + 1;
            let mut batch = Batch::default();
            Bibtex.read(
                Chunk { text: before, head: &text, gathered: None, file: "x.bib", first_line: 1 },
                &mut batch,
            );
            Bibtex.read(
                Chunk { text: after, head: &text, gathered: None, file: "x.bib", first_line: line },
                &mut batch,
            );
            assert_eq!(titles(&batch), titles(&whole), "{case} {cut}");
            assert_eq!(batch.set_aside, whole.set_aside, "{case} {cut}");
        }
    }
}

#[test]
fn no_cut_of_a_file_makes_it_panic() {
    for name in
        ["bibtex/in/broken.bib", "bibtex/in/latex.bib", "bibtex/in/biblatex.bib", "bibtex/rich.bibtex.bib"]
    {
        let text = fixture(name);
        for (end, _) in text.char_indices().step_by(5) {
            read(&text[..end]);
            read(&text[end..]);
        }
    }
}

#[test]
fn depth_and_growth_cost_nothing() {
    let deep = "\\emph{".repeat(200_000);
    assert_eq!(read(&format!("@misc{{k, title = {{{deep}x{}}}}}", "}".repeat(200_000))).records.len(), 1);
    // Each macro is ten times the one before it.
    let next = |letter: char| char::from(letter as u8 + 1);
    let line =
        |letter: char| format!("@string{{{} = {}}}", next(letter), vec![letter.to_string(); 10].join(" # "));
    let lines: Vec<String> = ('a'..='p').map(line).collect();
    let bomb =
        format!("@string{{a = {{lollol}}}}\n{}\n@misc{{k, title = {{A}}, note = q}}\n", lines.join("\n"));
    assert_eq!(titles(&read(&bomb)), ["A"]);
    let chained = |at: u32| format!("@misc{{k{at}, title = {{A}}, crossref = {{k{}}}}}", at + 1);
    let chain = (0..2000).map(chained).collect::<Vec<_>>().join("\n");
    assert_eq!(read(&chain).records.len(), 2000);
    assert_eq!(read(&"@article{".repeat(20_000)).records.len(), 1);
}

/// Pieces of which a file can be made that a grammar stumbles over.
const PIECES: &[&str] = &[
    "@article{k",
    "@misc(k,",
    "@string{",
    "@comment",
    "@xdata{x,",
    "@",
    "{",
    "}",
    "\"",
    ",",
    "=",
    "#",
    "\n",
    " ",
    "%",
    "\\",
    "$",
    "~",
    "title",
    "author = {",
    "date = {",
    "year = ",
    "month = ",
    "crossref = {k}",
    "xdata = {x}",
    "a = a",
    "family=",
    "given=",
    "prefix={",
    "useprefix=false",
    " and ",
    ";",
    "others",
    "--",
    "12345X",
    "199X",
    "00XX",
    "2022-04",
    "/..",
    "２０２２",
    "- 5",
    "-0044",
    "2022-00-XX",
    "T25:99",
    "Z",
    "\\'",
    "\\url{",
    "\\emph",
    "\\(",
    "\\verb|",
    "张瑞",
    "é",
    "\u{301}",
    "\u{0}",
    "\u{feff}",
    "\r",
    "10.1000/x",
    "keywords = {",
    "+an:orcid = {1=",
];

#[test]
fn no_text_makes_it_panic_and_nothing_is_read_twice_or_lost_track_of() {
    let mut random = Random::new(5);
    for _ in 0..6_000 {
        let text: String = (0..random.below(24)).map(|_| PIECES[random.below(PIECES.len())]).collect();
        let batch = read(&text);
        let places: Vec<u64> = batch.records.iter().map(|record| record.provenance.record).collect();
        assert_eq!(places, (1..=places.len() as u64).collect::<Vec<_>>(), "{text}");
        // A value alone, in a file that is right.
        let value = text.replace(['{', '}', '@', '"'], "");
        let entry = format!(
            "@misc{{k, author = {{{value}}}, date = {{{value}}}, title = {{{value}}}, orcid = {{{value}}}}}"
        );
        let batch = read(&entry);
        assert!(batch.records.len() + batch.set_aside.len() == 1, "{entry}");
    }
}

#[test]
fn the_content_tells_the_format() {
    let is = |head: &str| formats::detect(head, None).map(|format| format.name);
    for head in [
        "@article{ou2022,\n  title = {A}\n}\n",
        "\u{feff}% Encoding: UTF-8\n\n@Article{ou2022,",
        "This file was created with JabRef 2.10.\nEncoding: UTF8\n\n@ARTICLE{ou2022,",
        "Automatically generated by a program\nAny changes to this file will be lost\n\n@inproceedings{a,",
        "@string{tea = {Tea}}\n",
        "@comment{jabref-meta: x}\n",
        "@online(a, title = {B})",
    ] {
        assert_eq!(is(head), Some("bibtex"), "{head}");
    }
    for head in
        ["Write to me@example.org {soon}\n", "@media print { a: b }\n", "@someone{ hello", "TY  - JOUR\n", ""]
    {
        assert_ne!(is(head), Some("bibtex"), "{head}");
    }
    assert_eq!(formats::detect("nothing yet", Some("bib")).map(|format| format.name), Some("bibtex"));
}
