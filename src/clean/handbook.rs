//! The rules for people: what each does with its examples, as a document and for a list.

use super::texts::name_in_line;
use super::{Change, Cleaner, RULES, Rule};
use crate::record::{Marked, Record};
use std::fmt::Write;

/// What a rule does with one of its examples.
pub struct Shown {
    /// What it changes; empty where it leaves the example alone.
    pub changes: Vec<Change>,
    /// The values of an example that it leaves alone.
    pub left_alone: Vec<String>,
}

/// The examples of a rule, as they are shown.
#[must_use]
pub fn examples(rule: &'static Rule) -> Vec<Shown> {
    let records = rule.examples.iter().filter_map(|(before, _)| serde_json::from_str::<Record>(before).ok());
    let shown = records.map(|mut record| {
        let changes = Cleaner::of(&[rule]).run(&mut record);
        let left_alone = if changes.is_empty() { values(&record) } else { Vec::new() };
        Shown { changes, left_alone }
    });
    shown.collect()
}

/// The values of a record as people read them.
fn values(record: &Record) -> Vec<String> {
    let plain = |text: &Marked| text.to_plain();
    let mut values: Vec<String> = record.titles.iter().map(|title| plain(&title.text.value)).collect();
    for contributor in &record.contributors {
        let names = contributor.forms.iter().map(|form| name_in_line(&form.name));
        values.extend(names.chain(contributor.orcid.clone()));
    }
    values.extend(record.identifiers.iter().map(|ident| ident.value.clone()));
    values.extend(record.container_titles.iter().map(|title| plain(&title.text.value)));
    values.extend(record.issns.iter().map(|issn| issn.value.clone()));
    values.extend(record.page_ranges.iter().map(crate::record::PageRange::to_text));
    values.extend(record.terms.iter().map(|term| term.value.clone()));
    values.extend(record.countries.iter().map(|country| country.text.clone()));
    values.extend(record.languages.iter().map(|language| language.text.clone()));
    values.extend(record.abstracts.iter().map(|one| plain(&one.text.value)));
    values.extend(record.notes.iter().map(|note| note.text.clone()));
    values
}

/// The document `docs/rules.md`.
#[must_use]
pub fn markdown() -> String {
    let mut text = String::from(
        "# Cleaning rules\n\n`refmill convert` and `refmill clean` run the safe rules, `--guess` those that interpret too; one that runs on request alone must be \
         named. `--only` and `--skip` take names; `--skip all` leaves every value as it was read. Rules run in this order. Every change is a note with rule, field, \
         before and after; a guess stays with the record as a warning that has the value as it was. Made from the rules by `UPDATE=1 cargo test --test all tables::`.\n\n\
         | rule | how sure | what it does |\n|--|--|--|\n",
    );
    for rule in RULES {
        let _ = writeln!(
            text,
            "| [`{0}`](#{0}) | {1} | {2} |",
            rule.name(),
            rule.safety.word(),
            cell(rule.summary)
        );
    }
    for rule in RULES {
        let explanation = rule.explanation.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(
            text,
            "\n## {}\n\n{}: {}.\n\n{explanation}\n\n| field | before | after |\n|--|--|--|\n",
            rule.name(),
            capitalised(rule.safety.word()),
            rule.summary
        );
        let examples = examples(rule);
        for Change { field, before, after, .. } in examples.iter().flat_map(|shown| &shown.changes) {
            let _ = writeln!(text, "| {field} | {} | {} |", code(before), code(after));
        }
        let left: Vec<String> =
            examples.iter().flat_map(|shown| &shown.left_alone).map(|value| code(value)).collect();
        let _ = writeln!(text, "\nLeft alone: {}", left.join(" · "));
    }
    text
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// A value in a cell of a Markdown table, what nobody sees made visible.
fn code(value: &str) -> String {
    if value.is_empty() {
        return "(nothing)".to_owned();
    }
    let visible = value.replace('\n', " ⏎ ").replace('\u{a0}', "\\u{a0}").replace('\t', "\\t");
    let shown = crate::report::visible(&visible);
    // A grave accent would end the code, and a bar the cell.
    format!("`{}`", shown.replace('`', "'")).replace('|', "\\|")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_shows_its_change_or_what_is_left_alone() {
        let rule = super::super::by_name("doi-notation").expect("a rule");
        let shown = examples(rule);
        assert_eq!(shown[0].changes.len(), 1);
        assert_eq!(shown[0].changes[0].after, "10.3760/cma.j.issn.1673-4408.2022.04.001");
        assert_eq!(shown[2].left_alone, ["10.1016/S0140-6736(20)30183-5", "see page", "doi:7"]);
        assert_eq!(code("a|b\u{200b}"), "`a\\|b\\u{200b}`");
    }
}
