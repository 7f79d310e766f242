//! What arrives at a destination and does harm there, or is wanted there and does not arrive: what a preflight finds in a
//! record beside what is dropped.

use super::{Destination, Evidence};
use crate::record::{Record, Role};
use crate::report::{Code, quoted};
use unicode_script::{Script, UnicodeScript};

/// One question to a record on its way to a program.
#[derive(Debug)]
pub struct Trap {
    /// What a find is reported as.
    pub code: &'static Code,
    /// The formats in which it does harm; empty for all.
    pub formats: &'static [&'static str],
    /// The field it is about.
    pub field: &'static str,
    /// What is wrong with the record, as a sentence with what to do, lower case, no final stop; `{}` is the program. `None`
    /// where nothing is.
    pub find: fn(&Record) -> Option<String>,
    /// How it is known that the program minds.
    pub evidence: Evidence,
}

impl Trap {
    /// What the trap finds in a record, in words that name the program.
    #[must_use]
    pub fn message(&self, record: &Record, title: &str) -> Option<String> {
        (self.find)(record).map(|found| found.replacen("{}", title, 1))
    }
}

const ABSTRACT_MISSING: Code = Code::warning(
    "destination-abstract-missing",
    "With --for a screening program: a record has no abstract, and there people decide by title and abstract.",
);

const VOLUME_IMPURE: Code = Code::warning(
    "destination-volume-impure",
    "With --for a program that compares volumes: the volume is not a bare number, so that duplicates of the record are not found there.",
);

const NAME_IN_ONE_PIECE: Code = Code::warning(
    "destination-name-in-one",
    "With --for a program that compares or sorts by family names: the name of a person is in one piece.",
);

const TEX_ENGINE: Code = Code::info(
    "destination-tex-engine",
    "With --to bibtex or biblatex: a title or a name has characters that pdfTeX cannot set without further packages; XeLaTeX and LuaLaTeX can.",
);

const ENCODING: Code = Code::info(
    "destination-encoding",
    "With --for endnote, or --to csv for a spreadsheet: the record has letters beyond ASCII, which the program reads rightly only when it is told that the file is UTF-8.",
);

const BIBTEX_INITIALS: Code = Code::info(
    "destination-bibtex-initials",
    "With --to bibtex: a part of a name begins with a letter beyond ASCII, of which BibTeX prints one byte where a style shortens names.",
);

/// Missing abstracts are the main complaint of those who screen in Rayyan, "almost always" from the export (needs reference
/// B.5).
pub const ABSTRACT: Trap = Trap {
    code: &ABSTRACT_MISSING,
    formats: &[],
    field: "abstract",
    find: |record| {
        (!record.has_abstract()).then(|| {
            "{} screens by title and abstract, and this record has no abstract; export it anew with abstracts".to_owned()
        })
    },
    evidence: Evidence::Doc,
};

/// Covidence takes two records for one only where the volumes are equal, so `52(3)` beside `52` defeats it (needs reference
/// B.5).
pub const VOLUME: Trap = Trap {
    code: &VOLUME_IMPURE,
    formats: &[],
    field: "volume",
    find: |record| {
        let volume = record.volume.as_deref()?;
        // `52A` and `12-13` are volumes; a bracket, a colon or a word is something beside one.
        let is_bare = volume.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '.' | '/'))
            && !volume.to_ascii_lowercase().starts_with("vol");
        if is_bare && is_roman(volume) {
            return Some(format!(
                "{{}} finds duplicates by equal volumes, and {} is in Roman numbers, which other databases write in digits",
                quoted(volume)
            ));
        }
        (!is_bare).then(|| {
            format!(
                "{{}} finds duplicates by equal volumes, and {} is more than a number; put the issue into its own field",
                quoted(volume)
            )
        })
    },
    evidence: Evidence::Doc,
};

/// `XII`, `xlv`; a letter alone may be the name of a section.
fn is_roman(volume: &str) -> bool {
    const UNITS: &[&str] = &["viii", "iii", "vii", "ii", "iv", "vi", "ix", "i", "v", ""];
    const TENS: &[&str] = &["lxxx", "xxx", "lxx", "xx", "xl", "lx", "xc", "x", "l", ""];
    let volume = volume.to_ascii_lowercase();
    let rest = volume.trim_start_matches('c');
    let is_below_100 =
        TENS.iter().any(|tens| rest.strip_prefix(tens).is_some_and(|units| UNITS.contains(&units)));
    volume.len() > 1 && volume.len() - rest.len() < 4 && is_below_100
}

/// Programs that part names at the comma take a name without one for an institution, or compare it whole.
pub const NAME_IN_ONE: Trap = Trap {
    code: &NAME_IN_ONE_PIECE,
    formats: &[],
    field: "author",
    find: |record| {
        let persons = record.contributors.iter().filter(|it| it.role == Role::Author && !it.is_group);
        let whole: Vec<String> = persons
            .filter(|person| person.forms.iter().all(|form| form.name.family.is_none()))
            .filter_map(|person| person.forms.first().map(|form| quoted(&form.raw)))
            .collect();
        let first = whole.first()?;
        let more = match whole.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        Some(format!(
            "{{}} goes by family names, and {first}{more} is in one piece; write it as Family, Given"
        ))
    },
    evidence: Evidence::Guess,
};

/// The letters of the scripts that pdfTeX's usual fonts have (T1, T2A, LGR), punctuation and signs; whatever else is set by
/// `XeTeX` and `LuaTeX` alone, or with packages (CJK) that a bibliography cannot load. LaTeX News 28 on UTF-8 input.
pub const TEX: Trap = Trap {
    code: &TEX_ENGINE,
    formats: &["bibtex", "biblatex"],
    field: "title",
    find: |record| {
        let titles = record.titles.iter().map(|title| title.text.to_plain());
        let forms = record.contributors.iter().flat_map(|it| &it.forms).map(|form| form.raw.clone());
        let is_strange = |it: &char| {
            let is_set = matches!(
                it.script(),
                Script::Latin | Script::Greek | Script::Cyrillic | Script::Common | Script::Inherited
            );
            !is_set || *it >= '\u{1f000}'
        };
        let text = titles.chain(forms).find(|text| text.chars().any(|it| is_strange(&it)))?;
        Some(format!("{} has characters that pdfTeX cannot set; use XeLaTeX or LuaLaTeX", quoted(&text)))
    },
    evidence: Evidence::Doc,
};

/// `EndNote` asks for the encoding in its import dialog; unless it is UTF-8, accents and characters of East Asia break
/// (Shokraneh 2022, in the needs reference B.1).
pub const ENDNOTE_ENCODING: Trap = Trap {
    code: &ENCODING,
    formats: &["ris"],
    field: "title",
    find: |record| {
        let text = beyond_ascii(record)?;
        Some(format!("in the import dialog of {{}} choose UTF-8, or {} arrives garbled", quoted(&text)))
    },
    evidence: Evidence::Doc,
};

/// A CSV file without a byte order mark is read by Excel in the code page of Windows (needs reference, rank 41:
/// OpenMetadata#28134, getodk/central#752).
pub const EXCEL_ENCODING: Trap = Trap {
    code: &ENCODING,
    formats: &["csv"],
    field: "title",
    find: |record| {
        let text = beyond_ascii(record)?;
        Some(format!(
            "a spreadsheet that opens the file by a double click shows {} garbled; convert with --bom, or let it import the file as UTF-8",
            quoted(&text)
        ))
    },
    evidence: Evidence::ThirdParty,
};

/// The first title or name with a letter beyond ASCII.
fn beyond_ascii(record: &Record) -> Option<String> {
    let titles = record.titles.iter().map(|title| title.text.to_plain());
    let forms = record.contributors.iter().flat_map(|it| &it.forms).map(|form| form.raw.clone());
    titles.chain(forms).find(|text| !text.is_ascii())
}

/// BibTeX 0.99d counts bytes: `abbrv` makes of `Örjan` the first byte of `Ö`, `alpha` the same of `Åberg` in its labels, and
/// neither is UTF-8 any more. Run with the styles of TeX Live 2022; an accent as a command (`{\"O}`) stays whole.
pub const BIBTEX_NAMES: Trap = Trap {
    code: &BIBTEX_INITIALS,
    formats: &["bibtex"],
    field: "author",
    find: |record| {
        let forms = record.contributors.iter().filter_map(|person| person.projected());
        let name = forms
            .filter(|form| form.name.literal.is_none())
            .map(|form| [form.name.full_family(), form.name.given.clone().unwrap_or_default()])
            .find(|parts| {
                let words = parts.iter().flat_map(|part| part.split([' ', '-']));
                words.filter_map(|word| word.chars().next()).any(|first| !first.is_ascii())
            })?;
        Some(format!(
            "BibTeX prints one byte of the first letter of {} where a style shortens names; convert with --ascii, or use biblatex",
            quoted(&name.join(", "))
        ))
    },
    evidence: Evidence::Run,
};

/// What a destination's traps find in a record that reaches it in a format: code, field and sentence of each note.
pub fn found<'a>(
    destination: &'a Destination,
    format_name: &'a str,
    record: &'a Record,
) -> impl Iterator<Item = (&'static Code, &'static str, String)> + 'a {
    let of_format = move |trap: &&&Trap| trap.formats.is_empty() || trap.formats.contains(&format_name);
    let traps = destination.traps.iter().filter(of_format);
    traps.filter_map(|trap| Some((trap.code, trap.field, trap.message(record, destination.title)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::destination::by_name;
    use serde_json::{Value, json};

    fn codes(destination: &str, format: &str, record: Value) -> Vec<&'static str> {
        let record: Record = serde_json::from_value(record).expect("a record");
        let destination = by_name(destination).expect("a row of the table");
        found(destination, format, &record).map(|(code, _, _)| code.name).collect()
    }

    fn with_volume(volume: &str) -> Value {
        json!({"volume": volume, "abstracts": [{"value": "Tea helps."}]})
    }

    fn by(name: &Value, is_group: bool) -> Value {
        let form = json!({"name": name, "kind": "romanised", "raw": "x", "confidence": "rule"});
        json!({"contributors": [{"role": "author", "forms": [form], "is_group": is_group}]})
    }

    #[test]
    fn people_who_screen_need_abstracts() {
        assert_eq!(codes("rayyan", "ris", json!({})), ["destination-abstract-missing"]);
        assert_eq!(codes("asreview", "csv", json!({})), ["destination-abstract-missing"]);
        assert!(codes("rayyan", "ris", with_volume("52(3)")).is_empty());
        let in_sections =
            json!({"abstracts": [{"value": "", "sections": [{"label": "AIM", "text": "Tea?"}]}]});
        for destination in ["rayyan", "covidence", "asreview"] {
            assert!(codes(destination, "ris", in_sections.clone()).is_empty(), "{destination}");
        }
        assert!(codes("zotero", "ris", json!({})).is_empty());
    }

    #[test]
    fn covidence_compares_volumes() {
        for bare in ["52", "12-13", "52A", "C", "2022", "Mix"] {
            assert!(codes("covidence", "ris", with_volume(bare)).is_empty(), "{bare}");
        }
        for impure in ["52(3)", "52: 3", "Vol. 52", "52 Suppl 1", "XII", "xlix", "CXXIV"] {
            assert_eq!(
                codes("covidence", "ris", with_volume(impure)),
                ["destination-volume-impure"],
                "{impure}"
            );
        }
    }

    #[test]
    fn a_person_is_in_two_pieces_and_a_group_in_one() {
        let whole = json!({"literal": "Wenxin Ou"});
        assert_eq!(codes("zotero", "ris", by(&whole, false)), ["destination-name-in-one"]);
        assert!(codes("zotero", "ris", by(&whole, true)).is_empty());
        assert!(codes("zotero-cn", "ris", by(&whole, false)).is_empty());
        assert!(codes("zotero", "ris", by(&json!({"family": "Ou", "given": "Wenxin"}), false)).is_empty());
    }

    #[test]
    fn letters_beyond_ascii_are_told_where_they_break() {
        let titled = |title: &str| json!({"titles": [{"role": "main", "value": title}], "abstracts": [{"value": "x"}]});
        for (destination, format, wanted) in [
            ("endnote", "ris", true),
            ("endnote", "endnote-xml", false),
            ("generic", "csv", true),
            ("generic", "ris", false),
            ("zotero", "ris", false),
        ] {
            let found = codes(destination, format, titled("Étude"));
            assert_eq!(found == ["destination-encoding"], wanted, "{destination} {format}: {found:?}");
            assert!(codes(destination, format, titled("Etude")).is_empty());
        }
        for (name, wanted) in [
            (json!({"family": "Åberg", "given": "Orjan"}), true),
            (json!({"family": "Aberg", "given": "Jean-Émile"}), true),
            (json!({"family": "Müller", "given": "José"}), false),
            (json!({"literal": "Ökonomisches Institut"}), false),
        ] {
            let found = codes("generic", "bibtex", by(&name, name.get("literal").is_some()));
            assert_eq!(found == ["destination-bibtex-initials"], wanted, "{name}");
            assert!(codes("generic", "biblatex", by(&name, true)).is_empty());
        }
    }

    #[test]
    fn tex_sets_what_its_fonts_have() {
        let titled = |title: &str| json!({"titles": [{"role": "main", "value": title}]});
        for (title, is_found) in
            [("Étude: α-, β- and γ-щит ≤ 5 µm", false), ("慢性", true), ("한글", true), ("Tea 🍵", true)]
        {
            assert_eq!(
                codes("generic", "bibtex", titled(title)) == ["destination-tex-engine"],
                is_found,
                "{title}"
            );
            assert!(codes("generic", "ris", titled(title)).is_empty());
            assert!(codes("mendeley", "bibtex", titled(title)).is_empty());
        }
    }
}
