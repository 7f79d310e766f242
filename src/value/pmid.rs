//! `PubMed` numbers: PMID (digits) and PMCID (`PMC` and digits).

use super::Part;
use crate::record::{Ident, Origin};
use crate::report::{Code, Remark, quoted};

const PMID_MALFORMED: Code = Code::warning(
    "pmid-malformed",
    "The text where a PMID or PMCID should stand is none (up to eight digits, or `PMC` and digits); it is not taken for one.",
);

/// What a text that should be a PMID or PMCID holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PmidReading {
    /// Scheme `pmid` or `pmcid`.
    pub ident: Option<Ident>,
    /// What became of the text; nothing of a rejected one.
    pub parts: Vec<Part>,
    /// Doubts.
    pub remarks: Vec<Remark>,
}

/// Reads `12345678`, `PMID: 12345678`, `PMC1234567`, and the addresses of both.
#[must_use]
pub fn parse(text: &str) -> PmidReading {
    let mut reading = PmidReading::default();
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return reading;
    }
    let start = text.len() - text.trim_start().len();
    let core = trimmed.trim_end_matches(['.', ',', ';', '/']);
    let is_digit = |character: char| character.is_ascii_digit();
    let digits_start = core.trim_end_matches(is_digit).len();
    let digits = core.get(digits_start..).unwrap_or_default();
    let before = core.get(..digits_start).unwrap_or_default();
    let lower = before.to_lowercase();
    let label =
        lower.trim_end_matches(|character: char| character.is_whitespace() || ":：=/".contains(character));
    let is_pmc = label.ends_with("pmc") && before.ends_with(['c', 'C']);
    let known = ["", "pmid", "pubmed", "pm", "pubmed.ncbi.nlm.nih.gov"].contains(&label)
        || ["://pubmed.ncbi.nlm.nih.gov", "://www.ncbi.nlm.nih.gov/pubmed"]
            .iter()
            .any(|it| label.ends_with(it));
    let plausible = !digits.is_empty() && digits.trim_start_matches('0').len() <= 8;
    if plausible && (is_pmc || known) {
        let value_start = start + if is_pmc { digits_start - 3 } else { digits_start };
        let (scheme, value) = if is_pmc {
            ("pmcid", format!("PMC{digits}"))
        } else {
            ("pmid", digits.trim_start_matches('0').to_owned())
        };
        let end = start + core.len();
        if start < value_start {
            reading.parts.push(Part::furniture(start, value_start));
        }
        reading.parts.push(Part::field(value_start, end, if is_pmc { "PMCID" } else { "PMID" }));
        if end < start + trimmed.len() {
            reading.parts.push(Part::furniture(end, start + trimmed.len()));
        }
        reading.ident = Some(Ident {
            scheme: scheme.to_owned(),
            normalised: value.to_lowercase(),
            value,
            raw: trimmed.to_owned(),
            origin: Origin::Read,
        });
    } else {
        let message = format!("{} is neither a PMID nor a PMCID", quoted(trimmed));
        reading.remarks.push(Remark::new(&PMID_MALFORMED, message));
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<(String, String)> {
        parse(text).ident.map(|ident| (ident.scheme, ident.value))
    }

    fn pair(scheme: &str, value: &str) -> (String, String) {
        (scheme.to_owned(), value.to_owned())
    }

    #[test]
    fn all_usual_spellings() {
        assert_eq!(value("12345678"), Some(pair("pmid", "12345678")));
        assert_eq!(value("PMID: 123"), Some(pair("pmid", "123")));
        assert_eq!(value("https://pubmed.ncbi.nlm.nih.gov/123/"), Some(pair("pmid", "123")));
        assert_eq!(value("PMC1234567"), Some(pair("pmcid", "PMC1234567")));
        assert_eq!(value("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/"), Some(pair("pmcid", "PMC12")));
    }

    #[test]
    fn anything_else_is_rejected_and_said() {
        for text in ["1234567890", "wpr-734928", "PMID"] {
            assert_eq!(value(text), None, "{text}");
            let codes: Vec<&str> = parse(text).remarks.iter().map(|remark| remark.code.name).collect();
            assert_eq!(codes, ["pmid-malformed"], "{text}");
        }
    }
}
