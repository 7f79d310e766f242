//! The report as lines: for people, and for programs.

use super::report::{Report, Shown, Summary, Tally};
use crate::report::{Graded, Note, Severity, visible};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// For people: a finding a line, then what a destination will drop.
pub(super) struct Human;

impl Report for Human {
    fn finding(
        &mut self,
        finding: Graded<'_>,
        _source: Option<&Shown>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", visible(&finding.to_string()))
    }

    fn end(&mut self, summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
        for Note { code, message, .. } in summary.forecast {
            let severity = summary.tallies.get(code.name).map_or(code.severity, |tally| tally.severity);
            if severity >= summary.shown {
                writeln!(out, "{severity}[{}] {}", code.name, visible(message))?;
            }
        }
        Ok(())
    }

    fn shows_losses(&self) -> bool {
        false
    }
}

/// For programs: an object a line for each finding, and one for the whole with the member `summary`.
pub(super) struct Json;

impl Report for Json {
    fn finding(
        &mut self,
        finding: Graded<'_>,
        _source: Option<&Shown>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", serde_json::to_string(&finding)?)
    }

    fn end(&mut self, summary: &Summary<'_>, out: &mut dyn Write) -> io::Result<()> {
        let codes: Map<String, Value> = summary
            .tallies
            .iter()
            .map(|(name, Tally { severity, count, .. })| {
                ((*name).to_owned(), json!({ "severity": severity, "count": count }))
            })
            .collect();
        let whole = json!({
            "files": summary.totals.files,
            "records": summary.totals.read,
            "set_aside": summary.totals.set_aside,
            "error": summary.count(Severity::Error),
            "warning": summary.count(Severity::Warning),
            "info": summary.count(Severity::Info),
            "not_shown": summary.hidden(),
            "codes": codes,
            "repairs": summary.repairs,
            "forecast": summary.forecast.iter().map(|note| note.message.as_str()).collect::<Vec<_>>(),
            "exit_status": summary.status,
        });
        writeln!(out, "{}", json!({ "summary": whole }))
    }
}
