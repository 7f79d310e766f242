//! The table as TOML text, with comments for whoever goes on with it.

use super::labels::Form;
use super::{Head, Learnt, Sample, Site};
use crate::page::layout::{Field, Lines, Presence};
use crate::report::visible;
use serde::Serialize;
use std::fmt::Write;
use toml::{Table, Value};

/// Signs are taken from this many labels at the most.
const SIGNS: usize = 6;

/// Writes the table; with a sample, what it gave and what it left unclaimed, as its first example.
pub(super) fn write(site: &Site<'_>, example: Option<(Sample<'_>, &[Table], &[String])>) -> String {
    let mut toml = String::new();
    line(
        &mut toml,
        "# Drafted by `refmill layout new`. Lines marked CHECK want a decision of yours; docs/layouts.md explains",
    );
    line(
        &mut toml,
        "# every key. Afterwards: refmill layout check THIS-FILE, and refmill explain PAGE --layout THIS-FILE.",
    );
    key(&mut toml, "name", &string(site.name));
    key(&mut toml, "summary", &string(&format!("{} page", site.name)));
    key(&mut toml, "shape", &string("labelled"));
    if !site.bullets.is_empty() {
        key(&mut toml, "bullets", &strings(site.bullets.iter().map(char::to_string)));
    }
    if !site.furniture.is_empty() {
        line(
            &mut toml,
            "# The same on several pages, above the first label. CHECK that none of it is a value.",
        );
        key(&mut toml, "furniture", &strings(site.furniture.iter().cloned()));
    }
    if !site.footer.is_empty() {
        line(&mut toml, "# From such a line on, the page holds nothing of the article.");
        key(&mut toml, "footer", &strings(site.footer.iter().cloned()));
    }
    line(
        &mut toml,
        "\n# The database that the record comes from, as it shall stand in the references. CHECK",
    );
    line(&mut toml, "[database]");
    key(&mut toml, "name", &string(site.name));
    if !site.hosts.is_empty() {
        line(&mut toml, "\n[address]");
        key(&mut toml, "hosts", &strings(site.hosts.iter().cloned()));
        if let Some(parameter) = &site.id_parameter {
            key(&mut toml, "id-parameter", &string(parameter));
            key(&mut toml, "id-scheme", &string(site.name));
        }
    }
    recognise(&mut toml, site);
    for slot in &site.head {
        head(&mut toml, slot);
    }
    for label in &site.labels {
        labelled(&mut toml, label, site.pages);
    }
    if let Some((sample, records, unclaimed)) = example {
        sampled(&mut toml, &sample, records, unclaimed);
    }
    unseen_escaped(&toml)
}

fn line(toml: &mut String, text: &str) {
    toml.push_str(text);
    toml.push('\n');
}

fn key(toml: &mut String, name: &str, value: &str) {
    let _ = writeln!(toml, "{name} = {value}");
}

fn string(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn strings(texts: impl Iterator<Item = String>) -> String {
    Value::Array(texts.map(Value::String).collect()).to_string()
}

/// A draft is looked at on a terminal, and by people, who must see what stands there.
fn unseen_escaped(toml: &str) -> String {
    let is_unseen =
        |it: char| !matches!(it, '\n' | '\t') && visible(it.encode_utf8(&mut [0; 4])).len() > it.len_utf8();
    let escaped = |it: char| if is_unseen(it) { format!("\\u{:04X}", u32::from(it)) } else { it.into() };
    toml.chars().map(escaped).collect()
}

/// The word of the table's own vocabulary for a value of its types.
fn word(value: impl Serialize) -> String {
    Value::try_from(value).map(|value| value.to_string()).unwrap_or_default()
}

fn recognise(toml: &mut String, site: &Site<'_>) {
    let most = site.labels.iter().map(|label| label.pages).max().unwrap_or(0);
    let common: Vec<&Learnt> = site.labels.iter().filter(|label| label.pages == most).take(SIGNS).collect();
    let threshold = (common.len() * 2).div_ceil(3).max(1);
    line(toml, "\n# The page is known by these lines; so many of them must be there.");
    line(toml, "[recognise]");
    key(toml, "threshold", &threshold.to_string());
    for label in common {
        line(toml, "[[recognise.sign]]");
        let before = match (label.bullet, site.bullets.first()) {
            (Presence::Always, Some(bullet)) => format!("{bullet} "),
            _ => String::new(),
        };
        match label.form {
            Form::Colon => key(toml, "starts", &string(&format!("{before}{}", label.words))),
            Form::Alone => key(toml, "equals", &string(&format!("{before}{}", label.words))),
        }
    }
}

fn head(toml: &mut String, slot: &Head) {
    line(toml, "");
    let check = if slot.when.is_some() || slot.field == Field::Title { "" } else { " CHECK" };
    let stop = if slot.why.ends_with('?') { "" } else { "." };
    let _ = writeln!(toml, "# {}{stop}{check}", capital(slot.why));
    line(toml, "[[slot]]");
    key(toml, "field", &word(slot.field));
    if let Some(when) = slot.when {
        key(toml, "when", &word(when));
    }
    if let Some(starts) = &slot.starts {
        key(toml, "starts", &string(starts));
    }
}

fn labelled(toml: &mut String, label: &Learnt, pages: usize) {
    line(toml, "");
    let check = if label.sure { "" } else { " CHECK" };
    let _ = writeln!(toml, "# On {} of {pages} pages; {}.{check}", label.pages, label.why);
    line(toml, "[[label]]");
    key(toml, "words", &strings([label.words.clone()].into_iter()));
    key(toml, "field", &word(label.field));
    if label.bullet == Presence::Always {
        key(toml, "bullet", &word(label.bullet));
    }
    if label.form == Form::Colon && !label.words.ends_with(['】', ']', '］', '〕']) {
        key(toml, "colon", &word(Presence::Always));
    }
    if label.words.ends_with(['】', ']', '］', '〕']) {
        key(toml, "glued", "true");
    }
    if label.lines == Lines::Many {
        key(toml, "lines", &word(label.lines));
    }
}

fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

fn sampled(toml: &mut String, sample: &Sample<'_>, records: &[Table], unclaimed: &[String]) {
    line(
        toml,
        "\n# An example that `refmill layout check` runs. CHECK each fact below against the page, mend what is wrong,",
    );
    line(
        toml,
        "# and take the `# ` away before it: only what you have seen yourself is worth checking against.",
    );
    line(toml, "[[example]]");
    key(toml, "name", &string(&example_name(sample.name)));
    let mut text = String::from("\n");
    for page_line in sample.text.lines() {
        text.push_str(page_line.trim_end());
        text.push('\n');
    }
    key(toml, "input", &multiline(&text));
    if !unclaimed.is_empty() {
        line(toml, "# What no field has yet. CHECK: a line that is a value wants a label or a slot above.");
        let lines: Vec<String> = unclaimed.iter().map(|text| string(text)).collect();
        key(toml, "unclaimed", &format!("[{}]", lines.join(", ")));
    }
    for facts in records {
        line(toml, "[[example.record]]");
        for (name, value) in facts {
            let fact = format!("{name} = {value}");
            for commented in fact.lines() {
                let _ = writeln!(toml, "# {commented}");
            }
        }
    }
}

fn example_name(file: &str) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let name: String =
        stem.chars().map(|it| if it.is_alphanumeric() { it.to_ascii_lowercase() } else { '-' }).collect();
    if name.is_empty() { "page".to_owned() } else { name }
}

/// A text as it is between `'''`, or with escapes where it holds that itself.
fn multiline(text: &str) -> String {
    let literal = !text.contains("'''")
        && !text.chars().any(|it| it.is_control() && !matches!(it, '\n' | '\t'))
        && visible(&text.replace(['\n', '\t'], "")).len() == text.replace(['\n', '\t'], "").len();
    if literal { format!("'''{text}'''") } else { string(text) }
}
