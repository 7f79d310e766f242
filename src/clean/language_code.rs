//! Languages without a code, or with one of another list: `chi`, `Chinese`, `ZH`.
//!
//! It must not touch a name that no table knows, and never the text as the source has it.

use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::language;

const LANGUAGE_CODE: Code = Code::info(
    "language-code",
    "A language got its code of BCP 47 (`zh`) by its name or by a code of another list; its text as printed stays.",
);

pub(super) const RULE: Rule = Rule {
    code: &LANGUAGE_CODE,
    summary: "gives a language its code: `chi` and `Chinese` are `zh`",
    explanation: "Databases name languages in words and in codes of three lists. The text stays as it is, and the code of BCP 47 stands beside \
        it. A name that is not known gets none.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"languages": [{"text": "Chinese"}, {"text": "Japanese", "tag": "jpn"}]}"#,
            r#"{"languages": [{"text": "Chinese", "tag": "zh"}, {"text": "Japanese", "tag": "ja"}]}"#,
        ),
        (
            r#"{"languages": [{"text": "Bee dance"}, {"text": "Chinese", "tag": "zh-Hans"}, {"text": "eng", "tag": "en"}]}"#,
            r#"{"languages": [{"text": "Bee dance"}, {"text": "Chinese", "tag": "zh-Hans"}, {"text": "eng", "tag": "en"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for language in &mut record.languages {
        let known = language::tag_of(language.tag.as_ref().unwrap_or(&language.text));
        let Some(known) = known.filter(|known| language.tag.as_ref() != Some(known)) else { continue };
        let before = language.tag.clone().unwrap_or_else(|| language.text.clone());
        if pass.allows("language", &before, &format!("{before} ({known})")) {
            language.tag = Some(known);
        }
    }
}
