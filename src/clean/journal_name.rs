//! Full name and abbreviation of a journal, where a record has one of them.
//!
//! Databases have the one or the other, and destinations read different ones. What a list says is added as derived; what was read is never
//! changed. It must not fire where both are there, and where lists have two answers.

use super::{Pass, Rule, Safety};
use crate::record::{ContainerRole, ContainerTitle, Kind, Marked, Origin, Record, Text};
use crate::report::Code;

const JOURNAL_NAME: Code = Code::warning(
    "journal-name",
    "With --guess or --journals: the full name or the abbreviation of a journal, which the record lacked, was added from a list, marked as derived.",
);

pub(super) const RULE: Rule = Rule {
    code: &JOURNAL_NAME,
    summary: "adds the abbreviation of a journal to its full name, or the other way round, from a list",
    explanation: "Databases have the full name of a journal or its abbreviation, and reference managers read the one or the other. The missing one is \
        taken from the user's own list (`--journals FILE`, in the form of JabRef's lists) or from a small table of journals of the Western Pacific; it \
        is marked as derived. An abbreviation that stands in the place of the full name gets its own place. Where the record has both nothing is \
        done, nor where lists say two things. The rule runs with `--guess` and with `--journals`.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"type": "article-journal", "container_titles": [{"value": "Yonsei Medical Journal", "role": "main"}]}"#,
            r#"{"type": "article-journal", "container_titles": [{"value": "Yonsei Medical Journal", "role": "main"},
                {"value": "Yonsei Med J", "origin": "derived", "role": "abbrev"}]}"#,
        ),
        (
            r#"{"type": "article-journal", "container_titles": [{"value": "J. Korean Med. Sci.", "role": "main"}]}"#,
            r#"{"type": "article-journal", "container_titles": [{"value": "J. Korean Med. Sci.", "role": "abbrev"},
                {"value": "Journal of Korean Medical Science", "origin": "derived", "role": "main"}]}"#,
        ),
        (
            r#"{"type": "article-journal", "container_titles": [{"value": "Yonsei Medical Journal", "role": "main"}, {"value": "YMJ", "role": "abbrev"}]}"#,
            r#"{"type": "article-journal", "container_titles": [{"value": "Yonsei Medical Journal", "role": "main"}, {"value": "YMJ", "role": "abbrev"}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    if record.kind != Kind::ArticleJournal {
        return;
    }
    let name = record.container_title(ContainerRole::Main).map(Text::to_plain);
    let abbreviation = record.container_title(ContainerRole::Abbrev).map(Text::to_plain);
    let added = |text: &str, role| ContainerTitle {
        text: Text { value: Marked::plain(text), lang: None, origin: Origin::Derived },
        role,
        scheme: None,
    };
    match (name, abbreviation) {
        (Some(name), None) => {
            if let Some(found) = pass.journals().abbreviation_of(&name).map(str::to_owned) {
                if pass.allows("container-title-short", "", &found) {
                    record.container_titles.push(added(&found, ContainerRole::Abbrev));
                }
            } else if let Some(found) = pass.journals().name_of(&name).map(str::to_owned)
                && pass.allows("container-title", &name, &format!("{found} ({name})"))
            {
                for title in record.container_titles.iter_mut().filter(|it| it.role == ContainerRole::Main) {
                    title.role = ContainerRole::Abbrev;
                }
                record.container_titles.push(added(&found, ContainerRole::Main));
            }
        }
        (None, Some(abbreviation)) => {
            if let Some(found) = pass.journals().name_of(&abbreviation).map(str::to_owned)
                && pass.allows("container-title", "", &found)
            {
                record.container_titles.push(added(&found, ContainerRole::Main));
            }
        }
        _ => {}
    }
}
