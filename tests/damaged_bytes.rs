//! Files of every text format in other encodings, and with bytes that are none: only the record with the damage may suffer.

use encoding_rs::{Encoding, GB18030, WINDOWS_1252};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

const FRENCH: [&str; 3] = [
    "Effet du thé vert sur le sommeil des infirmières",
    "Étude à l'hôpital: la théière et les élèves",
    "Où boire le thé après l'été? Une revue générale",
];
const CHINESE: [&str; 3] =
    ["绿茶对护士睡眠影响的示例研究", "茶壶与学生记忆的关系及其临床意义", "夏天以后在哪里喝茶的综合评述"];

/// A format, and how it writes one record with a number and a title; what stands before, between and after records.
struct Sample {
    format: &'static str,
    before: &'static str,
    record: fn(usize, &str) -> String,
    between: &'static str,
    after: &'static str,
}

#[rustfmt::skip]
const SAMPLES: &[Sample] = &[
    Sample {
        format: "ris", before: "", between: "\n", after: "",
        record: |n, title| format!("TY  - JOUR\nTI  - {title}\nT2  - Revue\nDO  - 10.1000/t.{n}\nER  - \n"),
    },
    Sample {
        format: "nbib", before: "", between: "\n", after: "",
        record: |n, title| format!("PMID- 3500000{n}\nTI  - {title}\nJT  - Revue\nAID - 10.1000/t.{n} [doi]\n"),
    },
    Sample {
        format: "endnote-tagged", before: "", between: "\n", after: "",
        record: |n, title| format!("%0 Journal Article\n%T {title}\n%J Revue\n%R 10.1000/t.{n}\n"),
    },
    Sample {
        format: "wos-tagged", before: "FN Clarivate Analytics Web of Science\nVR 1.0\n", between: "\n", after: "\nEF\n",
        record: |n, title| format!("PT J\nAU Ou, WX\nTI {title}\nSO REVUE\nDI 10.1000/t.{n}\nER\n"),
    },
    Sample {
        format: "refworks-tagged", before: "", between: "\n", after: "",
        record: |n, title| format!("RT Journal Article\nT1 {title}\nJF Revue\nDO 10.1000/t.{n}\n"),
    },
    Sample {
        format: "noteexpress", before: "", between: "\n", after: "",
        record: |n, title| format!("{{Reference Type}}: Journal Article\n{{Title}}: {title}\n{{Journal}}: Revue\n{{DOI}}: 10.1000/t.{n}\n"),
    },
    Sample {
        format: "bibtex", before: "", between: "\n", after: "",
        record: |n, title| format!("@article{{k{n},\n  title = {{{title}}},\n  journal = {{Revue}},\n  doi = {{10.1000/t.{n}}}\n}}\n"),
    },
    Sample {
        format: "csv", before: "Title,Journal,DOI,Authors\n", between: "", after: "",
        record: |n, title| format!("\"{title}\",Revue,10.1000/t.{n},\"Ou, Wenxin\"\n"),
    },
    Sample {
        format: "tsv", before: "Title\tJournal\tDOI\tAuthors\n", between: "", after: "",
        record: |n, title| format!("{title}\tRevue\t10.1000/t.{n}\tOu, Wenxin\n"),
    },
    Sample {
        format: "csl-json", before: "[\n", between: ",\n", after: "\n]\n",
        record: |n, title| format!("{{\"id\": \"k{n}\", \"type\": \"article-journal\", \"title\": \"{title}\", \"DOI\": \"10.1000/t.{n}\"}}"),
    },
    Sample {
        format: "csl-jsonl", before: "", between: "\n", after: "\n",
        record: |n, title| format!("{{\"id\": \"k{n}\", \"type\": \"article-journal\", \"title\": \"{title}\", \"DOI\": \"10.1000/t.{n}\"}}"),
    },
    Sample {
        format: "csl-yaml", before: "references:\n", between: "", after: "",
        record: |n, title| format!("- id: k{n}\n  type: article-journal\n  title: \"{title}\"\n  DOI: 10.1000/t.{n}\n"),
    },
    Sample {
        format: "ndjson", before: "", between: "\n", after: "\n",
        record: |n, title| format!("{{\"id\":\"k{n}\",\"type\":\"article-journal\",\"titles\":[{{\"value\":\"{title}\",\"role\":\"main\"}}]}}"),
    },
    Sample {
        format: "crossref", before: "[\n", between: ",\n", after: "\n]\n",
        record: |n, title| format!("{{\"DOI\": \"10.1000/t.{n}\", \"type\": \"journal-article\", \"prefix\": \"10.1000\", \"member\": \"1\", \"title\": [\"{title}\"]}}"),
    },
    Sample {
        format: "openalex", before: "{\"meta\": {}, \"results\": [\n", between: ",\n", after: "\n]}\n",
        record: |n, title| format!("{{\"id\": \"https://openalex.org/W{n}\", \"title\": \"{title}\", \"doi\": \"https://doi.org/10.1000/t.{n}\"}}"),
    },
    Sample {
        format: "json-ld", before: "{\"@context\": \"https://schema.org\", \"@graph\": [\n", between: ",\n", after: "\n]}\n",
        record: |n, title| format!("{{\"@type\": \"ScholarlyArticle\", \"@id\": \"https://doi.org/10.1000/t.{n}\", \"name\": \"{title}\"}}"),
    },
    Sample {
        format: "pubmed", before: "<PubmedArticleSet>\n", between: "\n", after: "\n</PubmedArticleSet>\n",
        record: |n, title| format!("<PubmedArticle><MedlineCitation><PMID>3500000{n}</PMID><Article><ArticleTitle>{title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>"),
    },
    Sample {
        format: "jats", before: "<pmc-articleset>\n", between: "\n", after: "\n</pmc-articleset>\n",
        record: |n, title| format!("<article><front><article-meta><article-id pub-id-type=\"doi\">10.1000/t.{n}</article-id><title-group><article-title>{title}</article-title></title-group></article-meta></front></article>"),
    },
    Sample {
        format: "endnote-xml", before: "<xml><records>\n", between: "\n", after: "\n</records></xml>\n",
        record: |n, title| format!("<record><ref-type name=\"Journal Article\">17</ref-type><titles><title>{title}</title></titles><electronic-resource-num>10.1000/t.{n}</electronic-resource-num></record>"),
    },
    Sample {
        format: "mods", before: "<modsCollection xmlns=\"http://www.loc.gov/mods/v3\">\n", between: "\n", after: "\n</modsCollection>\n",
        record: |n, title| format!("<mods><titleInfo><title>{title}</title></titleInfo><identifier type=\"doi\">10.1000/t.{n}</identifier></mods>"),
    },
];

impl Sample {
    fn text(&self, titles: &[&str]) -> String {
        let records: Vec<String> =
            titles.iter().enumerate().map(|(n, title)| (self.record)(n + 1, title)).collect();
        [self.before, &records.join(self.between), self.after].concat()
    }
}

fn convert(folder: &Path, format: &str, bytes: &[u8]) -> Output {
    std::fs::write(folder.join("in"), bytes).expect("a file");
    Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(["convert", "in", "-f", format, "-t", "csl-jsonl", "-v"])
        .current_dir(folder)
        .output()
        .expect("the program")
}

fn titles(done: &Output) -> Vec<String> {
    let lines = String::from_utf8(done.stdout.clone()).expect("UTF-8");
    let items = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("an item a line"));
    items.map(|item| item["title"].as_str().unwrap_or_default().to_owned()).collect()
}

fn said(done: &Output) -> String {
    String::from_utf8_lossy(&done.stderr).into_owned()
}

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(text);
    assert!(!lossy, "{}", encoding.name());
    bytes.into_owned()
}

#[test]
fn every_text_format_is_read_in_other_encodings() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let utf16 = |mark: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            format!("{mark}{}", sample.text(&CHINESE)).encode_utf16().flat_map(bytes).collect()
        };
        let cases: [(&str, Vec<u8>, [&str; 3]); 6] = [
            ("Latin-1", encoded(WINDOWS_1252, &sample.text(&FRENCH)), FRENCH),
            ("GBK", encoded(GB18030, &sample.text(&CHINESE)), CHINESE),
            ("UTF-16LE", utf16("", u16::to_le_bytes), CHINESE),
            ("UTF-16BE", utf16("", u16::to_be_bytes), CHINESE),
            ("UTF-16LE with its mark", utf16("\u{feff}", u16::to_le_bytes), CHINESE),
            ("UTF-16BE with its mark", utf16("\u{feff}", u16::to_be_bytes), CHINESE),
        ];
        for (name, bytes, wanted) in cases {
            let done = convert(folder.path(), sample.format, &bytes);
            if titles(&done) != wanted {
                wrong.push(format!("{} in {name}: {:?} {}", sample.format, titles(&done), said(&done)));
            }
            if !said(&done).contains("encoding-") {
                wrong.push(format!("{} in {name}: nothing is said of the encoding", sample.format));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn damaged_bytes_cost_their_own_record_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        for wanted in [FRENCH, CHINESE] {
            let text = sample.text(&wanted);
            let middle = text.find(wanted[1]).expect("the title");
            let letter =
                wanted[1].char_indices().filter(|(_, it)| !it.is_ascii()).nth(2).expect("a letter").0;
            let at = middle + letter;
            let bytes = text.as_bytes();
            let cases: [(&str, Vec<u8>); 3] = [
                (
                    "half a letter",
                    [
                        &bytes[..=at],
                        &bytes[at + wanted[1][letter..].chars().next().map_or(1, char::len_utf8)..],
                    ]
                    .concat(),
                ),
                ("a byte that is none", [&bytes[..at], b"\xff", &bytes[at..]].concat()),
                ("NUL", [&bytes[..at], b"\0", &bytes[at..]].concat()),
            ];
            for (name, bytes) in cases {
                let done = convert(folder.path(), sample.format, &bytes);
                let found = titles(&done);
                let others = [wanted[0], wanted[2]];
                if !others.iter().all(|title| found.iter().any(|it| it == title)) {
                    wrong.push(format!("{} with {name}: {found:?}", sample.format));
                }
                let is_told = ["characters-replaced", "invisible-removed", "broken", "set aside"];
                if !is_told.iter().any(|word| said(&done).contains(word)) {
                    wrong.push(format!("{} with {name}: nothing is said: {}", sample.format, said(&done)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_cut_off_in_a_letter_keeps_what_stands_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let text = sample.text(&CHINESE);
        let at = text.find(CHINESE[2]).expect("the last title") + 4;
        assert!(!text.is_char_boundary(at));
        let done = convert(folder.path(), sample.format, &text.as_bytes()[..at]);
        let found = titles(&done);
        if !CHINESE[..2].iter().all(|title| found.iter().any(|it| it == title)) {
            wrong.push(format!("{}: {found:?} {}", sample.format, said(&done)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
