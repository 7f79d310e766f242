//! `refmill destinations`: the table of destinations, printed.

use super::screen::{Screen, column};
use super::{Exit, Stop};
use crate::write::destination::traps::Trap;
use crate::write::destination::{DESTINATIONS, Destination};
use clap::Args;
use serde_json::json;
use std::io::{self, Write};

/// List destinations, what each takes and what it drops.
#[derive(Args)]
pub(super) struct Arguments {
    /// One destination in full; without it, all in a line each
    #[arg(value_name = "DESTINATION", value_parser = super::choice::DESTINATION)]
    destination: Option<&'static &'static Destination>,

    /// Show every format it takes, not only the best one
    #[arg(long)]
    all: bool,

    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit, Stop> {
    let mut out = io::stdout().lock();
    let chosen: Vec<&Destination> = match arguments.destination {
        Some(one) => vec![one],
        None => DESTINATIONS.to_vec(),
    };
    if arguments.json {
        let objects: serde_json::Value = chosen.iter().map(|destination| object(destination)).collect();
        writeln!(out, "{objects:#}")?;
        return Ok(Exit::Done);
    }
    let mut screen = Screen::default();
    match chosen.as_slice() {
        [one] => {
            screen.line(&format!("{}: {}", one.title, one.summary));
            screen.line(&format!("Takes {}", one.formats.join(", ")));
            let shown = |format: &str| arguments.all || format == one.preferred_format();
            for place in one.places.iter().filter(|place| shown(place.format)) {
                screen.line(&format!(
                    "  {} {} {}",
                    column(place.value, 34),
                    column(&format!("{} `{}`", place.format, place.written.trim()), 32),
                    place.shown
                ));
            }
            // One line a remedy: most of what is dropped stays in the same place.
            let mut remedies: Vec<(&str, Vec<&str>)> = Vec::new();
            for drop in one.drops.iter().filter(|drop| drop.formats.iter().any(|format| shown(format))) {
                match remedies.iter_mut().find(|(remedy, _)| *remedy == drop.remedy) {
                    Some((_, fields)) => fields.push(drop.field),
                    None => remedies.push((drop.remedy, vec![drop.field])),
                }
            }
            for (remedy, fields) in remedies {
                screen.line(&format!("Drops {}: {remedy}", fields.join(", ")));
            }
            let is_shown = |trap: &&&Trap| {
                trap.formats.is_empty()
                    || trap.formats.iter().any(|format| one.takes(format) && shown(format))
            };
            for trap in one.traps.iter().filter(is_shown) {
                screen.line(&format!("Minds ({}): {}", trap.code.name, trap.code.meaning));
            }
            screen.next(&format!("refmill check FILE --for {}", one.name), "what will not arrive");
            screen.next(&format!("refmill convert FILE --for {}", one.name), "");
        }
        all => {
            for destination in all {
                screen.line(&format!(
                    "{} {} {}",
                    column(destination.name, 12),
                    column(destination.preferred_format(), 9),
                    destination.summary
                ));
            }
            screen.next("refmill destinations DESTINATION", "what goes where in it, and what it drops");
        }
    }
    screen.print_whole(&mut out)?;
    Ok(Exit::Done)
}

fn object(destination: &Destination) -> serde_json::Value {
    let places = destination.places.iter().map(|place| {
        json!({
            "value": place.value,
            "format": place.format,
            "written": place.written,
            "shown": place.shown,
            "evidence": place.evidence.word(),
        })
    });
    let drops = destination.drops.iter().map(|drop| {
        json!({
            "field": drop.field,
            "formats": destination.taken(drop.formats),
            "remedy": drop.remedy,
            "evidence": drop.evidence.word(),
        })
    });
    let reached = |trap: &&&Trap| trap.formats.is_empty() || !destination.taken(trap.formats).is_empty();
    let traps = destination.traps.iter().filter(reached).map(|trap| {
        json!({
            "code": trap.code.name,
            "formats": destination.taken(trap.formats),
            "evidence": trap.evidence.word(),
        })
    });
    json!({
        "name": destination.name,
        "title": destination.title,
        "summary": destination.summary,
        "formats": destination.formats,
        "max_records": destination.limits.records,
        "max_bytes": destination.limits.bytes,
        "places": places.collect::<Vec<_>>(),
        "drops": drops.collect::<Vec<_>>(),
        "traps": traps.collect::<Vec<_>>(),
    })
}
