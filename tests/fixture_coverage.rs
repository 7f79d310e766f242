//! Every word that a reader knows stands in a fixture of its format, every dialect has one, and nothing that the mapping
//! reference maps ends as unknown.
//!
//! The words are taken from the readers' sources (see `reader_words`), so that a tag that somebody adds needs a fixture. A
//! word that needs none is named with the reason.
//!
//! `fixtures/.../NAME.EXT` in [`DESCRIBED`] has `expected-NAME.json` beside it. `UPDATE=1` writes these, and then they are read
//! line by line against the input.

use crate::all_fixtures::{self, Fixture, read, root};
use crate::reader_words;
use crate::said;
use refmill::formats;
use serde_json::{Value, json};
use std::fs;

/// A reader, where its words stand, and how a word shows in an input.
struct Words {
    /// Name in the table of formats; the fixtures of the formats that the same reader reads count too.
    formats: &'static [&'static str],
    sources: &'static [&'static str],
    /// Whether a literal has the shape of a word of the format.
    is_word: fn(&str) -> bool,
    /// Whether a text has the word where the format has such words.
    has: fn(&str, &str) -> bool,
    /// Words that no fixture need have, with the reason.
    excused: &'static [(&'static [&'static str], &'static str)],
}

const READERS: &[Words] = &[
    Words {
        formats: &["ris"],
        sources: &["src/read/ris/mod.rs"],
        is_word: is_tag,
        has: has_tag,
        excused: &[],
    },
    Words { formats: &["nbib"], sources: &["src/read/nbib.rs"], is_word: is_tag, has: has_tag, excused: &[] },
    Words {
        formats: &["wos-tagged"],
        sources: &["src/read/wos_tagged.rs", "src/read/wos_tagged/people.rs"],
        is_word: is_tag,
        has: has_tag,
        excused: &[],
    },
    Words {
        formats: &["refworks-tagged"],
        sources: &["src/read/refworks_tagged.rs"],
        is_word: is_tag,
        has: has_tag,
        excused: &[],
    },
    Words {
        formats: &["endnote-tagged"],
        sources: &["src/read/endnote_tagged.rs"],
        is_word: |word| {
            word.len() == 1 && word.bytes().all(|it| it.is_ascii_graphic() && !b"%/".contains(&it))
        },
        has: |text, word| {
            text.contains(&format!("%{word} "))
                || text.contains(&format!("%{word}\n"))
                || has_glued(text, word)
        },
        excused: &[],
    },
    Words {
        formats: &["noteexpress"],
        sources: &["src/read/noteexpress.rs"],
        is_word: |word| word.chars().count() > 2,
        has: |text, word| {
            text.contains(&format!("{{{word}}}"))
                || text.contains(&format!("}}: {word}\n"))
                || text.contains(word)
        },
        excused: &[(&["noteexpress"], "the name of the format")],
    },
    Words {
        formats: &["cnki-text"],
        sources: &["src/read/cnki_text.rs"],
        is_word: |word| word.chars().count() > 1,
        has: |text, word| text.contains(word),
        excused: &[
            (&["cnki-text"], "the name of the format"),
            (&["CNKI"], "the name of the database that the reader gives"),
        ],
    },
    Words {
        formats: &["pubmed"],
        sources: &["src/read/pubmed.rs"],
        is_word: is_name,
        has: has_in_xml,
        excused: &[(
            &["pubmed", "other", "iso4"],
            "the name of the format, a scheme for numbers without a source, one for abbreviations",
        )],
    },
    Words {
        formats: &["jats"],
        sources: &["src/read/jats.rs", "src/read/jats/people.rs", "src/read/xml.rs"],
        is_word: is_name,
        has: has_in_xml,
        excused: &[
            (
                &["jats", "refmill:", "Latn"],
                "the name of the format; the beginning of own names; a script that is found",
            ),
            (
                &["archivearticle", "iso4", "medlineta"],
                "part of the name of a DTD, schemes for abbreviations",
            ),
            (&["br", "em", "strong", "inf"], "elements of HTML that other XML has in its texts"),
        ],
    },
    Words {
        formats: &["mods"],
        sources: &[
            "src/read/mods.rs",
            "src/read/mods/titles.rs",
            "src/read/mods/origin.rs",
            "src/read/mods/subject.rs",
            "src/read/mods/people.rs",
            "src/read/mods/kind.rs",
        ],
        is_word: is_name,
        has: has_in_xml,
        excused: &[
            (&["html"], "the root of a page, which is no MODS"),
            (
                &[
                    "AU", "BN", "MM", "KH", "CN", "TW", "FJ", "IN", "ID", "JP", "KP", "KR", "LA", "MN", "MY",
                    "NZ", "PH", "PG", "SG", "TH", "VN",
                ],
                "the code that a code of MARC becomes",
            ),
            (&["retracted"], "the status that a publication type gives"),
        ],
    },
    Words {
        formats: &["endnote-xml"],
        sources: &[
            "src/read/endnote_xml/mod.rs",
            "src/read/endnote_xml/journal.rs",
            "src/read/endnote_xml/runs.rs",
        ],
        is_word: is_name,
        has: has_in_xml,
        excused: &[
            (
                &["endnote-xml", "container-title", "Latn"],
                "the name of the format; a field in a note; a script that is found",
            ),
            (
                &["alt-full-title", "alt-abbr"],
                "names inside the reader for `full-title` and `abbr-1` of `alt-periodical`",
            ),
        ],
    },
    Words {
        formats: &["csl-json", "csl-jsonl"],
        sources: &[
            "src/read/csl_json/plain.rs",
            "src/read/csl_json/dates.rs",
            "src/read/csl_json/names.rs",
            "src/read/csl_json/notes.rs",
            "src/read/csl_json/tags.rs",
        ],
        is_word: is_name,
        has: |text, word| has_in_json(text, word) || has_in_xml(text, word),
        excused: &[
            (&["Kana"], "a script that is found"),
            (&["false", "no"], "words for no that stand in `circa`"),
        ],
    },
    Words {
        formats: &["crossref"],
        sources: &[
            "src/read/crossref/mod.rs",
            "src/read/crossref/people.rs",
            "src/read/crossref/subject.rs",
            "src/read/crossref/dates.rs",
        ],
        is_word: is_name,
        has: has_in_json,
        excused: &[
            (
                &[
                    "RetractionOf",
                    "RetractionIn",
                    "WithdrawalOf",
                    "WithdrawalIn",
                    "RemovalOf",
                    "RemovalIn",
                    "ErratumFor",
                    "ErratumIn",
                    "ExpressionOfConcernFor",
                    "ExpressionOfConcernIn",
                    "UpdateOf",
                    "UpdateIn",
                ],
                "what the record calls a link",
            ),
            (
                &["abstract", "resumen", "resumo", "summary", "zusammenfassung"],
                "headings of abstracts, in text",
            ),
            (&["retracted"], "the status that an update gives"),
        ],
    },
    Words {
        formats: &["openalex"],
        sources: &["src/read/openalex.rs"],
        is_word: is_name,
        has: has_in_json,
        excused: &[
            (&["Review", "Letter", "Editorial", "Preprint"], "the publication type that a type gives"),
            (&["retracted"], "the status that `is_retracted` gives"),
        ],
    },
    Words {
        formats: &["json-ld"],
        sources: &[
            "src/read/json_ld/mod.rs",
            "src/read/json_ld/host.rs",
            "src/read/json_ld/kinds.rs",
            "src/read/json_ld/people.rs",
        ],
        is_word: is_name,
        has: has_in_json,
        excused: &[
            (&["json-ld", "Latn"], "the name of the format; a script that is found"),
            (&["pubmed", "Magazine"], "a scheme by another name; the end of an address"),
        ],
    },
    Words {
        formats: &["bibtex", "biblatex"],
        sources: &[
            "src/read/bibtex/fields/mod.rs",
            "src/read/bibtex/fields/contributors.rs",
            "src/read/bibtex/fields/subject.rs",
            "src/read/bibtex/fields/publication.rs",
            "src/read/bibtex/ties.rs",
            "src/read/bibtex/people.rs",
        ],
        is_word: is_name,
        has: has_in_bibtex,
        excused: &[
            (
                &[
                    "publication-type",
                    "container-title",
                    "database-id",
                    "number-of-pages",
                    "publisher-place",
                    "issued",
                    "page",
                    "status",
                    "article-number",
                    "keyword",
                    "URL",
                    "ISSN",
                ],
                "fields in notes",
            ),
            (
                &[
                    "wprim",
                    "lilacs",
                    "wos",
                    "embase",
                    "scopus",
                    "arxiv",
                    "rayyan",
                    "accession",
                    "bookaccession",
                    "koreamed",
                    "cnki",
                ],
                "the scheme of a number",
            ),
            (
                &[
                    "English",
                    "German",
                    "French",
                    "Portuguese",
                    "Spanish",
                    "Hungarian",
                    "Indonesian",
                    "Malay",
                    "Chinese",
                ],
                "the language that a name of babel's stands for",
            ),
            (&["Hani", "Hang", "Kana"], "scripts that are found"),
        ],
    },
    Words {
        formats: &["csv", "tsv"],
        sources: &["src/read/table/dialects.rs", "src/read/table/header.rs"],
        is_word: |word| {
            word.len() > 1 && !word.starts_with(':') && word.bytes().all(|it| it.is_ascii_alphanumeric())
        },
        has: has_column,
        excused: &[
            (
                &[
                    "Zotero",
                    "Scopus",
                    "Covidence",
                    "Rayyan",
                    "Dimensions",
                    "ASySD",
                    "ASReview",
                    "PubMed",
                    "Embase",
                    "EndNote",
                    "JabRef",
                    "refmill",
                ],
                "names of programs",
            ),
            (&["genre", "authors", "url", "id", "notes"], "fields"),
        ],
    },
];

fn is_tag(word: &str) -> bool {
    (2..=5).contains(&word.len())
        && word.starts_with(|it: char| it.is_ascii_uppercase())
        && word.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
}

fn is_name(word: &str) -> bool {
    word.len() > 1
        && word.starts_with(|it: char| it.is_ascii_alphabetic())
        && word.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_:".contains(&it))
}

/// The tag at the start of a line, or, for a word that is no tag but a value, the word by itself.
fn has_tag(text: &str, word: &str) -> bool {
    let lines = || text.split(['\n', '\r']).map(|line| line.trim_start_matches('\u{feff}'));
    let is_end = |it: Option<char>| it.is_none_or(|it| !it.is_ascii_alphanumeric());
    let begins = |line: &str| {
        line.get(..word.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(word))
            && is_end(line[word.len()..].chars().next())
    };
    let is_value = |line: &str| {
        line.match_indices(word).any(|(at, _)| {
            is_end(line[..at].chars().next_back()) && is_end(line[at + word.len()..].chars().next())
        })
    };
    lines().any(begins) || (word.len() >= 3 && lines().any(is_value))
}

/// CNKI glues tags together: `%A 张三%A 李四`.
fn has_glued(text: &str, word: &str) -> bool {
    text.match_indices(&format!("%{word}"))
        .any(|(at, it)| !text[at + it.len()..].starts_with(|it: char| it.is_ascii()))
}

/// An element, an attribute or the whole value of one, or the whole text of an element; prefixes count for nothing.
fn has_in_xml(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let ends = |at: usize| text[at..].starts_with([' ', '>', '/', '\n', '\t', '\r']);
    let element = text.match_indices(&word).any(|(at, it)| {
        let before = text[..at].trim_end_matches(|it: char| it.is_ascii_alphanumeric() || it == ':');
        let is_name = text[..at].ends_with('<') || (text[..at].ends_with(':') && before.ends_with('<'));
        is_name && ends(at + it.len())
    });
    element
        || text.contains(&format!(" {word}=\""))
        || text.contains(&format!("\"{word}\""))
        || text.contains(&format!(">{word}<"))
        || text.contains(&format!("refmill:{word}<"))
        || words_of_values(&text).any(|value| value == word)
}

/// Words of the attributes of an XML text.
fn words_of_values(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').skip(1).step_by(2).flat_map(|value| value.split([' ', '/']))
}

fn has_in_json(text: &str, word: &str) -> bool {
    text.to_lowercase().contains(&format!("\"{}\"", word.to_lowercase()))
}

/// A field, the word for an entry, the whole value of a field or a word between names.
fn has_in_bibtex(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text.match_indices(&word).any(|(at, it)| {
        let before = text[..at].chars().next_back();
        let after = text[at + it.len()..].trim_start().chars().next();
        before.is_none_or(|it| !it.is_alphanumeric()) && after.is_none_or(|it| "=,{}:_.".contains(it))
    })
}

fn folded(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn has_column(text: &str, word: &str) -> bool {
    let names = |row: &str| -> Vec<String> {
        let separators: &[char] = if row.contains('\t') { &['\t'] } else { &[';', ','] };
        row.split(separators).map(folded).collect()
    };
    text.lines().take(3).flat_map(names).any(|name| name == folded(word))
}

#[test]
fn each_word_that_a_reader_knows_stands_in_a_fixture() {
    let fixtures = all_fixtures::all();
    let mut wrong = Vec::new();
    for reader in READERS {
        let own: Vec<&Fixture> =
            fixtures.iter().filter(|it| reader.formats.contains(&it.format.name)).collect();
        let mut words: Vec<String> = reader.sources.iter().flat_map(|file| reader_words::of(file)).collect();
        words.retain(|word| (reader.is_word)(word));
        words.sort();
        words.dedup();
        assert!(words.len() > 20, "{:?}: only {} words", reader.formats, words.len());
        let is_excused = |word: &str| reader.excused.iter().any(|(words, _)| words.contains(&word));
        let missing: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !is_excused(word) && !own.iter().any(|it| (reader.has)(&it.text, word)))
            .collect();
        if !missing.is_empty() {
            wrong.push(format!("{:?}: no fixture has {missing:?}", reader.formats));
        }
        for (words_excused, reason) in reader.excused {
            let gone: Vec<&&str> =
                words_excused.iter().filter(|word| !words.iter().any(|known| known == *word)).collect();
            if !gone.is_empty() {
                wrong.push(format!(
                    "{:?}: the reader has no {gone:?}, which are excused ({reason})",
                    reader.formats
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A dialect: its fixture, a text that only it writes so, and how many records the fixture must give at least.
type Dialect = (&'static str, &'static str, &'static str, usize);

/// Those that issue 4 names.
#[rustfmt::skip]
const DIALECTS: &[Dialect] = &[
    ("RIS of EndNote", "ris-dialects/endnote.ris", "TY  - JOUR", 1),
    ("RIS of Zotero", "ris-dialects/zotero.ris", "TY  - JOUR", 1),
    ("RIS of Scopus", "ris-dialects/scopus.ris", "DB  - Scopus", 1),
    ("RIS of Web of Science", "ris-dialects/wos.ris", "AN  - WOS:", 2),
    ("RIS of Embase", "ris-dialects/embase.ris", "TY  - JOUR", 1),
    ("RIS of Ovid", "ris-dialects/ovid.ris", "TY  - JOUR", 1),
    ("RIS of ProQuest", "ris-dialects/proquest.ris", "TY  - JOUR", 1),
    ("RIS of CNKI", "ris-dialects/cnki.ris", "CNKI", 1),
    ("RIS of Global Index Medicus", "ris-dialects/gim.ris", "wpr-", 1),
    ("RIS of Rayyan", "ris-dialects/rayyan.ris", "rayyan-", 1),
    ("RIS of Covidence", "ris-dialects/covidence.ris", "TY  - JOUR", 1),
    ("RIS of CiNii", "ris-dialects/cinii.ris", "TY  - JOUR", 1),
    ("RIS of J-STAGE", "ris-dialects/jstage.ris", "TY  - JOUR", 1),
    ("RIS with a byte order mark", "ris-dialects/notations.ris", "\u{feff}", 4),
    ("RIS with blank lines inside", "ris-dialects/notations.ris", "title\r\n\r\nab", 4),
    ("RIS with wrapped lines", "ris-dialects/notations.ris", "long\r\n  title", 4),
    ("RIS with tags in lower case", "ris-dialects/notations.ris", "\r\nty  - JOUR", 4),
    ("RIS with `ER` glued to the next `TY`", "ris-dialects/notations.ris", "ER  -TY", 4),
    ("nbib of PubMed", "nbib/pubmed.nbib", "PMID-", 1),
    ("nbib of KoreaMed", "nbib/koreamed.nbib", "KW  -", 1),
    ("JATS, an article", "jats/every-element.xml", "<article ", 2),
    ("JATS, front alone", "jats/front.xml", "<front", 1),
    ("JSON-LD of a page", "json-ld/site.jsonld", "@vocab", 3),
    ("CSV of Zotero", "tables/zotero/export.csv", "Manual Tags", 3),
    ("CSV of Scopus", "tables/scopus/export.csv", "EID", 3),
    ("table of Web of Science, tags", "tables/wos/savedrecs.txt", "PT\tAU", 3),
    ("table of Web of Science, names", "tables/wos-full/savedrecs.txt", "UT (Unique WOS ID)", 3),
    ("CSV of PubMed", "tables/pubmed/export.csv", "Journal/Book", 3),
    ("CSV of Rayyan", "tables/rayyan/export.csv", "pubmed_id", 3),
    ("CSV of Rayyan, with its keys", "tables/rayyan-key/export.csv", "rayyan_key", 3),
    ("CSV of Embase", "tables/embase/export.csv", "EMBASE ACCESSION ID", 3),
    ("CSV of the Lens", "tables/lens/export.csv", "Lens ID", 3),
    ("CSV of Global Index Medicus", "tables/gim/export.csv", "Descriptor(s)", 3),
    ("CSV of Covidence", "tables/covidence/export.csv", "Covidence #", 3),
    ("CSV of Dimensions", "tables/dimensions/export.csv", "Publication ID", 3),
    ("CSV of JabRef", "tables/jabref/export.csv", "BibliographyType", 3),
    ("table of EndNote", "tables/endnote/export.txt", "Reference Type\t", 3),
    ("CSV of ASySD", "tables/asysd/export.csv", "record_id", 3),
    ("CSV of ASReview", "tables/asreview/export.csv", "asreview_label", 3),
    ("CSV of nobody, in Chinese", "tables/any/export.csv", "题名", 3),
    ("our own CSV", "write/rich/csv.csv", "extra_json", 1),
    ("our own TSV", "write/rich/tsv.tsv", "extra_json", 1),
];

#[test]
fn each_dialect_has_a_fixture() {
    let mut wrong = Vec::new();
    for (name, file, sign, count) in DIALECTS {
        let path = root().join("fixtures").join(file);
        let Ok(text) = fs::read_to_string(&path) else {
            wrong.push(format!("{name}: there is no {file}"));
            continue;
        };
        let extension = path.extension().and_then(|it| it.to_str());
        let found =
            formats::detect(&text, extension).map_or(0, |format| read(format, &text, file).records.len());
        if !text.contains(sign) || found < *count {
            wrong.push(format!(
                "{name}: {file} gives {found} records, and has {sign:?}: {}",
                text.contains(sign)
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Inputs with what they give beside them.
const DESCRIBED: &[&str] = &[
    "pubmed/rare.xml",
    "jats/rare.xml",
    "jats/preprint.xml",
    "jats/own-words.xml",
    "mods/rare.xml",
    "mods/countries.xml",
    "endnote-xml/rare.xml",
    "crossref/updates.json",
    "crossref/rare.json",
    "openalex/rare.json",
    "json-ld/every-member.jsonld",
    "json-ld/site.jsonld",
    "json-ld/classes.jsonld",
    "json-ld/broken.jsonld",
    "csl-json/foreign-types.json",
    "csl-json/rare.json",
    "bibtex/in/months.bib",
    "bibtex/in/languages.bib",
    "bibtex/in/rare.bib",
    "bibtex/in/inherited.bib",
];

/// What these inputs say beside the facts of an example.
fn more_said(record: &refmill::record::Record) -> Value {
    let mut said = said::said(record);
    let mut add = |key: &str, items: Vec<String>| {
        if let Some(members) = said.as_object_mut().filter(|_| !items.is_empty()) {
            members.insert(key.to_owned(), json!(items));
        }
    };
    let langs = record
        .titles
        .iter()
        .filter_map(|it| Some(format!("{}: {}", it.text.lang.as_ref()?, it.text.to_plain())));
    add("languages-of-titles", langs.collect());
    let names = record.container_titles.iter().map(|it| {
        let scheme = it.scheme.as_ref().map(|scheme| format!(" ({scheme})")).unwrap_or_default();
        format!("{:?}{scheme}: {}", it.role, it.text.to_plain())
    });
    add("names-of-journal", names.collect());
    add("dates", record.dates.iter().map(|it| format!("{:?}: {}", it.kind, it.iso())).collect());
    add("countries", record.countries.iter().map(|it| format!("{:?} {}", it.code, it.text)).collect());
    add("license", record.license.iter().cloned().collect());
    add("part", record.part.iter().map(|it| format!("{} of {:?}", it.number, it.of)).collect());
    add("supplement", record.supplement.iter().map(|it| format!("{:?} of {:?}", it.number, it.of)).collect());
    add("annotation", record.annotation.iter().cloned().collect());
    add("source", record.source_raw.iter().cloned().collect());
    let marked = record.titles.iter().filter(|it| !it.text.value.is_plain());
    add("marked-titles", marked.map(|it| json!(it.text.value).to_string()).collect());
    said
}

#[test]
fn each_described_input_says_what_stands_beside_it() {
    let mut wrong = Vec::new();
    for file in DESCRIBED {
        let path = root().join("fixtures").join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{file}: {fault}"));
        let format = formats::detect(&text, path.extension().and_then(|it| it.to_str())).expect("a format");
        let batch = read(format, &text, "x");
        let mut told = said::told(&batch);
        told["records"] = batch.records.iter().map(more_said).collect();
        let found = serde_json::to_string_pretty(&told).expect("JSON") + "\n";
        let stem = path.file_stem().and_then(|it| it.to_str()).expect("a name");
        let expected = path.with_file_name(format!("expected-{stem}.json"));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &found).expect("fixtures can be written");
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if wanted != found {
            let line = wanted.lines().zip(found.lines()).find(|(wanted, found)| wanted != found);
            wrong.push(format!("{file}: {line:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
