//! PMIDs and PMCIDs with their labels and addresses: `PMID: 123`, `https://pubmed.ncbi.nlm.nih.gov/123/`.
//!
//! It must not touch what is neither.

use super::doi_notation::improve;
use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::pmid;

const PUBMED_NUMBER: Code = Code::info(
    "pubmed-number",
    "A PMID or PMCID was brought to its bare form, without label and address; the text as printed is kept.",
);

pub(super) const RULE: Rule = Rule {
    code: &PUBMED_NUMBER,
    summary: "makes a PMID or PMCID bare: without label and address",
    explanation: "Programs paste `PMID: 123` or PubMed's address where the number alone belongs. A PMCID keeps its letters, `PMC1234567`. \
        The same number twice becomes one; what is no such number stays as it is.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"identifiers": [{"scheme": "pmid", "value": "PMID: 12345678"}, {"scheme": "pmcid", "value": "pmc1234567"}]}"#,
            r#"{"identifiers": [{"scheme": "pmid", "value": "12345678", "normalised": "12345678", "raw": "PMID: 12345678"},
                {"scheme": "pmcid", "value": "PMC1234567", "normalised": "pmc1234567", "raw": "pmc1234567"}]}"#,
        ),
        (
            r#"{"identifiers": [{"scheme": "pmid", "value": "12345678"}, {"scheme": "pmid", "value": "wpr-734928"}]}"#,
            r#"{"identifiers": [{"scheme": "pmid", "value": "12345678"}, {"scheme": "pmid", "value": "wpr-734928"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    improve(record, pass, "PMID", &["pmid", "pmcid"], |ident| {
        let bare = ident.value.strip_prefix("PMC").unwrap_or(&ident.value);
        if bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        pmid::parse(&ident.value).ident.filter(|found| found.scheme == ident.scheme)
    });
}
