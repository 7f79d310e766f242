//! Countries without a code.
//!
//! It must not touch a name that no table knows or that two countries have, and never the text as the source has it.

use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::country;

const COUNTRY_CODE: Code = Code::info(
    "country-code",
    "A country got its code of ISO 3166 (`CN`) by its name; its text as printed stays.",
);

pub(super) const RULE: Rule = Rule {
    code: &COUNTRY_CODE,
    summary: "gives a country its code: `P.R. China` is `CN`",
    explanation: "Databases write the same country in many ways. The text stays as it is, and the code of ISO 3166 stands beside it. A name that \
        is not known, or that two countries have (Korea), gets none.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"countries": [{"text": "P.R. China"}],
                "affiliations": [{"id": "a1", "texts": [], "country": "Philippines"}]}"#,
            r#"{"countries": [{"text": "P.R. China", "code": "CN"}],
                "affiliations": [{"id": "a1", "texts": [], "country": "PH"}]}"#,
        ),
        (
            r#"{"countries": [{"text": "Atlantis"}, {"text": "Korea"}, {"text": "China", "code": "CN"}]}"#,
            r#"{"countries": [{"text": "Atlantis"}, {"text": "Korea"}, {"text": "China", "code": "CN"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for country in record.countries.iter_mut().filter(|country| country.code.is_none()) {
        if let Some(code) = code_of(&country.text)
            && pass.allows("country", &country.text, &format!("{} ({code})", country.text))
        {
            country.code = Some(code);
        }
    }
    for affiliation in &mut record.affiliations {
        if let Some(country) = &mut affiliation.country
            && let Some(code) = code_of(country)
        {
            pass.put("affiliation", country, code);
        }
    }
}

/// The code of the one country that a text names, without a doubt.
fn code_of(text: &str) -> Option<String> {
    let mut reading = country::parse(text);
    let only = reading.countries.len() == 1 && reading.remarks.is_empty();
    reading.countries.pop().filter(|_| only)?.code
}
