//! `refmill rules`: the cleaning rules, printed.

use super::screen::{Screen, column};
use super::{Exit, Stop};
use crate::clean::handbook;
use crate::clean::{Change, RULES, Rule};
use crate::report::quoted;
use clap::Args;
use serde_json::{Value, json};
use std::io::{self, Write};

/// List the cleaning rules, with what each does to its examples.
#[derive(Args)]
pub(super) struct Arguments {
    /// One rule in full; without it, all in a line each
    #[arg(value_name = "RULE")]
    rule: Option<String>,

    /// Print as JSON
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Print all rules in full as Markdown
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    let chosen: Vec<&'static Rule> = match &arguments.rule {
        None => RULES.to_vec(),
        Some(name) => match crate::clean::by_name(name) {
            Some(rule) => vec![rule],
            None => {
                return Err(Stop::Refused(format!(
                    "there is no rule {}; refmill rules lists them",
                    quoted(name)
                )));
            }
        },
    };
    if arguments.markdown {
        out.write_all(handbook::markdown().as_bytes())?;
    } else if arguments.json {
        writeln!(out, "{:#}", chosen.iter().copied().map(object).collect::<Value>())?;
    } else if arguments.rule.is_some() {
        for rule in chosen {
            in_full(rule).print_whole(&mut out)?;
        }
    } else {
        let mut screen = Screen::default();
        for rule in chosen {
            screen.line(&format!(
                "{} {} {}",
                column(rule.name(), 22),
                column(rule.safety.word(), 11),
                rule.summary
            ));
        }
        screen.next("refmill rules RULE", "with its examples");
        screen.next("refmill clean FILE --diff", "what the rules would change");
        screen.print_whole(&mut out)?;
    }
    Ok(Exit::Done)
}

fn in_full(rule: &'static Rule) -> Screen {
    let mut screen = Screen::default();
    screen.line(&format!("{} ({}): {}", rule.name(), rule.safety.word(), rule.summary));
    screen.line(&rule.explanation.split_whitespace().collect::<Vec<_>>().join(" "));
    for shown in handbook::examples(rule) {
        for Change { field, before, after, .. } in &shown.changes {
            screen.line(&format!("  {field}: {}", quoted(before)));
            let becomes = if after.is_empty() { "is taken out".to_owned() } else { quoted(after) };
            screen.line(&format!("  {} {becomes}", " ".repeat(field.len() + 1)));
        }
        if !shown.left_alone.is_empty() {
            let left: Vec<String> = shown.left_alone.iter().map(|value| quoted(value)).collect();
            screen.line(&format!("  left alone: {}", left.join(", ")));
        }
    }
    screen
}

fn object(rule: &'static Rule) -> Value {
    let examples: Vec<Value> = rule
        .examples
        .iter()
        .map(|(before, after)| {
            let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
            json!({ "before": parsed(before), "after": parsed(after) })
        })
        .collect();
    json!({
        "name": rule.name(),
        "safety": rule.safety.word(),
        "summary": rule.summary,
        "explanation": rule.explanation.split_whitespace().collect::<Vec<_>>().join(" "),
        "examples": examples,
    })
}
