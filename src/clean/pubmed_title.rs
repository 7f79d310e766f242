//! The square brackets and the full stop of MEDLINE's titles: `[Effect of tea].`
//!
//! MEDLINE ends each title in a full stop and puts a translated one in brackets, and exports of other programs carry both on. What
//! was there is kept as marks of the record, so that MEDLINE's own formats have it again (mapping reference 8.19). It must not fire
//! on the dot of an abbreviation or an ellipsis and on brackets that hold a part of the title.

use super::{Pass, Rule, Safety};
use crate::record::{Record, TitleRole};
use crate::report::Code;
use crate::value::text::without_title_marks;

const PUBMED_TITLE: Code = Code::info(
    "pubmed-title",
    "The square brackets or the full stop that MEDLINE puts around a title were taken off; the record remembers them, and MEDLINE's formats have them again.",
);

pub(super) const RULE: Rule = Rule {
    code: &PUBMED_TITLE,
    summary: "takes PubMed's brackets and full stop off a title, and remembers them",
    explanation: "MEDLINE ends each title in a full stop and puts a translated one in square brackets, and exports of other programs carry both \
        on. The record remembers what was there, and nbib has it again. The dot of an abbreviation (`et al.`, `U.S.A.`) and an ellipsis stay, \
        and so do brackets that hold a part of the title.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"titles": [{"value": "[Effect of tea on sleep].", "role": "main"}]}"#,
            r#"{"titles": [{"value": "Effect of tea on sleep", "role": "main"}], "title_marks": {"brackets": true, "final_dot": true}}"#,
        ),
        (
            r#"{"titles": [{"value": "Effect of tea on sleep.", "role": "main"}]}"#,
            r#"{"titles": [{"value": "Effect of tea on sleep", "role": "main"}], "title_marks": {"final_dot": true}}"#,
        ),
        (
            r#"{"titles": [{"value": "[18F]FDG and tea in the U.S.A.", "role": "main"}, {"value": "[Tea].", "role": "vernacular"}]}"#,
            r#"{"titles": [{"value": "[18F]FDG and tea in the U.S.A.", "role": "main"}, {"value": "[Tea].", "role": "vernacular"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    let Some(title) = record.titles.iter_mut().find(|title| title.role == TitleRole::Main) else { return };
    let value = &mut title.text.value;
    let ends = value.spans().last().is_some_and(|last| last.text.trim_end().ends_with(['.', ']']));
    if !ends {
        return;
    }
    // Brackets may stand in brackets, and a dot before a dot.
    let (mut bare, mut marks) = (value.clone(), record.title_marks);
    loop {
        let (next, found) = without_title_marks(bare.clone());
        if next == bare || next.is_empty() {
            break;
        }
        bare = next;
        marks.brackets |= found.brackets;
        marks.final_dot |= found.final_dot;
    }
    if bare != *value && pass.allows("title", &value.to_plain(), &bare.to_plain()) {
        *value = bare;
        record.title_marks = marks;
    }
}
