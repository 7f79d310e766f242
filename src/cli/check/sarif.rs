//! The report as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code review sites and editors show
//! beside the lines.
//!
//! Results come first and the rules behind them, so that nothing waits in memory: the order of members means nothing in JSON.

use super::codes;
use super::report::{Report, Shown, Summary, Tally};
use crate::report::{Graded, Note, Place, Severity};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

const HEAD: &str = "{\"$schema\":\"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json\",\
    \"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"results\":[";

#[derive(Default)]
pub(super) struct Sarif {
    is_begun: bool,
    /// How often a fingerprint came before.
    fingerprints: BTreeMap<[u8; 8], u32>,
}

impl Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        if is_first { out.write_all(HEAD.as_bytes()) } else { Ok(()) }
    }

    /// What makes a finding the same one in the next run: code, file, field and sentence, never the line, and how many equal
    /// ones come before it.
    fn fingerprint(&mut self, note: &Note) -> String {
        let Note { code, place, field, message } = note;
        let digest = Sha256::digest(format!("{}\n{}\n{field}\n{message}", code.name, place.file));
        let mut short = [0; 8];
        short.iter_mut().zip(digest).for_each(|(to, byte)| *to = byte);
        let count = self.fingerprints.entry(short).or_default();
        *count += 1;
        format!("{:016x}:{count}", u64::from_be_bytes(short))
    }
}

impl Report for Sarif {
    fn bytes(&self) -> usize {
        self.fingerprints.len() * 32
    }

    fn finding(
        &mut self,
        finding: Graded<'_>,
        _source: Option<&Shown>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let is_first = !self.is_begun;
        self.begin(out)?;
        let Graded { note, severity } = finding;
        let mut result = json!({
            "ruleId": note.code.name,
            "level": level(severity),
            "message": { "text": note.message },
            "partialFingerprints": { "refmillFinding/v1": self.fingerprint(note) },
        });
        if let (Some(location), Some(result)) = (location(&note.place), result.as_object_mut()) {
            result.insert("locations".to_owned(), json!([location]));
        }
        write!(out, "{}\n{result}", if is_first { "" } else { "," })
    }

    fn end(&mut self, summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let rules: Vec<Value> =
            summary.tallies.values().filter(|it| it.severity >= summary.shown).map(rule).collect();
        let tool = json!({ "driver": {
            "name": "refmill",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }});
        // A finding is no failure of the tool; a run that was interrupted is.
        let is_whole = summary.totals.stopped.is_none();
        let invocations = json!([{ "executionSuccessful": is_whole, "exitCode": summary.status }]);
        writeln!(out, "\n],\"tool\":{tool},\"invocations\":{invocations}}}]}}")
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn rule(tally: &Tally) -> Value {
    let Tally { code, severity, .. } = tally;
    let explanation = codes::explanation(code.name);
    let help = if explanation.is_empty() { code.meaning } else { &explanation };
    json!({
        "id": code.name,
        "shortDescription": { "text": codes::in_a_line(code.name) },
        "fullDescription": { "text": code.meaning },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(*severity) },
    })
}

/// Where a finding is; `None` for one of the collection as a whole.
fn location(place: &Place) -> Option<Value> {
    let Place { file, record, line, column } = place;
    if *place == Place::default() {
        return None;
    }
    let mut physical = json!({ "artifactLocation": { "uri": address(file) } });
    if let (Some(line), Some(physical)) = (line, physical.as_object_mut()) {
        let region = match column {
            Some(column) => json!({ "startLine": line, "startColumn": column }),
            None => json!({ "startLine": line }),
        };
        physical.insert("region".to_owned(), region);
    }
    let mut location = json!({ "physicalLocation": physical });
    if let (Some(record), Some(location)) = (record, location.as_object_mut()) {
        let name = format!("record {record}");
        location.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": name }]));
    }
    Some(location)
}

/// A file's name as a URI reference (RFC 3986), relative where the name is; `stdin` for standard input.
fn address(file: &str) -> String {
    if file.is_empty() {
        return "stdin".to_owned();
    }
    let path = if cfg!(windows) { file.replace('\\', "/") } else { file.to_owned() };
    let has_drive = cfg!(windows) && path.get(1..3) == Some(":/");
    let before = match (path.starts_with('/'), has_drive) {
        (true, _) => "file://",
        (_, true) => "file:///",
        _ => "",
    };
    let mut address = before.to_owned();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_an_address() {
        assert_eq!(address("refs/a b.ris"), "refs/a%20b.ris");
        assert_eq!(address("慢.ris"), "%E6%85%A2.ris");
        assert_eq!(address("a:b#c?.ris"), "a%3Ab%23c%3F.ris", "neither a scheme nor a fragment");
        assert_eq!(address("pages.zip!/one.txt"), "pages.zip!/one.txt");
        assert_eq!(address(""), "stdin");
        if !cfg!(windows) {
            assert_eq!(address("/a/b.ris"), "file:///a/b.ris");
        }
    }
}
