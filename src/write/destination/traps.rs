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
        (!is_bare).then(|| {
            format!(
                "{{}} finds duplicates by equal volumes, and {} is more than a number; put the issue into its own field",
                quoted(volume)
            )
        })
    },
    evidence: Evidence::Doc,
};

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
        for bare in ["52", "12-13", "52A", "XII", "2022"] {
            assert!(codes("covidence", "ris", with_volume(bare)).is_empty(), "{bare}");
        }
        for impure in ["52(3)", "52: 3", "Vol. 52", "52 Suppl 1"] {
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
