//! A title that stops in the middle.

use super::{Check, Example, note};
use crate::record::TitleRole;
use crate::report::{Code, quoted};

const TITLE_CUT: Code =
    Code::warning("title-cut", "A title ends in dots, as lists cut long titles; it is kept as it stands.");

pub(super) const CHECK: Check = Check {
    code: &TITLE_CUT,
    summary: "a title that ends in dots, as lists cut it",
    explanation: "Result lists, search engines and the titles of browser windows cut long titles and put dots behind them; whoever copies the list gets \
        half a title, which is then found in no other database. Titles of fewer than 40 letters that end in dots are left alone, because they were meant \
        so (`And then …`), and so are short titles, which are cut on purpose. Take the title from the article's page.",
    examples: &[
        Example {
            records: &[
                r#"{"titles": [{"value": "Progress in the treatment of chronic immune thrombocytopenia in…", "role": "main"}]}"#,
            ],
            found: &["the title ends in dots: `reatment of chronic immune thrombocytopenia in…`"],
        },
        Example { records: &[r#"{"titles": [{"value": "And then…", "role": "main"}]}"#], found: &[] },
    ],
    in_convert: false,
    run: |record, _, notes| {
        for title in record.titles.iter().filter(|title| title.role != TitleRole::Short) {
            let text = title.text.as_plain();
            let is_dotted = text.ends_with('…') || text.ends_with("...");
            let (letters, least) = (text.chars().filter(|it| it.is_alphanumeric()).count(), 40);
            if is_dotted && letters >= least {
                let tail: Vec<char> = text.chars().rev().take(47).collect();
                let tail: String = tail.into_iter().rev().collect();
                notes.push(note(&TITLE_CUT, "title", format!("the title ends in dots: {}", quoted(&tail))));
            }
        }
    },
};
