//! How far a run has come: a line on a terminal, or JSON for a program that drives us.

use crate::report::{visible, visible_json};
use crate::stream::Meter;
use crate::stream::input::{self, Input};
use clap::ValueEnum;
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Whether and how to tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ProgressChoice {
    /// A line on a terminal, nothing anywhere else
    Auto,
    /// A JSON object a second on stderr, the last one with the final sums, and no summary in words
    Json,
    /// Nothing
    Off,
}

/// A run this short needs no line.
const BEFORE_SHOWN: Duration = Duration::from_millis(400);
const BETWEEN: Duration = Duration::from_secs(1);
const UNKNOWN: u64 = u64::MAX;

/// Tells how far a run has come.
pub(super) struct Progress {
    how: How,
    meter: Arc<Meter>,
    /// Bytes of all inputs; [`UNKNOWN`] until they are counted, and for a pipe.
    total: Arc<AtomicU64>,
    begun: Instant,
    told: Option<Instant>,
    sums: Sums,
}

enum How {
    Line(ProgressBar),
    Json,
    Not,
}

/// What is counted.
#[derive(Debug, Clone, Default)]
struct Sums {
    files: u64,
    file: String,
    records: u64,
}

/// A line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    event: &'a str,
    /// Records done.
    done: u64,
    files: u64,
    /// The file that was read last.
    file: &'a str,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_bytes: Option<u64>,
    seconds: f64,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    last: Option<Last<'a>>,
}

/// What is known at the end only.
#[derive(Serialize)]
pub(super) struct Last<'a> {
    pub(super) found: u64,
    pub(super) written: u64,
    pub(super) set_aside: u64,
    pub(super) notes: u64,
    /// Where the run was ended before everything was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stopped: Option<&'a crate::report::Place>,
    pub(super) exit: u8,
}

impl Progress {
    /// `quiet` runs tell nothing; where each note is printed, a line would be in the way.
    pub(super) fn new(choice: ProgressChoice, quiet: bool, inputs: &[Input], meter: &Arc<Meter>) -> Self {
        let how = match choice {
            ProgressChoice::Json => How::Json,
            ProgressChoice::Auto if !quiet && io::stderr().is_terminal() => {
                let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
                How::Line(bar)
            }
            ProgressChoice::Auto | ProgressChoice::Off => How::Not,
        };
        let total = Arc::new(AtomicU64::new(UNKNOWN));
        if !matches!(how, How::Not) {
            // A folder of many files takes time to count, which the run need not wait for.
            let (inputs, total) = (inputs.to_vec(), Arc::clone(&total));
            std::thread::spawn(move || {
                if let Some(bytes) = input::bytes_of(&inputs) {
                    total.store(bytes, Ordering::Relaxed);
                }
            });
        }
        let meter = Arc::clone(meter);
        Self { how, meter, total, begun: Instant::now(), told: None, sums: Sums::default() }
    }

    pub(super) fn record(&mut self) {
        self.sums.records += 1;
    }

    pub(super) fn file(&mut self, name: &str) {
        self.sums.files += 1;
        name.clone_into(&mut self.sums.file);
        self.tell();
    }

    /// Tells it, if it is time to.
    pub(super) fn tell(&mut self) {
        if matches!(self.how, How::Not) {
            return;
        }
        let now = Instant::now();
        let wait = if matches!(self.how, How::Json) { BETWEEN } else { Duration::from_millis(100) };
        if self.told.is_some_and(|told| now.duration_since(told) < wait)
            || now.duration_since(self.begun) < BEFORE_SHOWN
        {
            return;
        }
        let is_first = self.told.replace(now).is_none();
        match &self.how {
            How::Json => self.json("progress", None),
            How::Line(bar) => self.line(bar, is_first),
            How::Not => {}
        }
    }

    fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|total| *total != UNKNOWN)
    }

    fn line(&self, bar: &ProgressBar, is_first: bool) {
        if is_first {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        if bar.length() != self.total() {
            let template = match self.total() {
                Some(_) => {
                    "{spinner} {percent:>3}% of {total_bytes}, {binary_bytes_per_sec}, {eta} left  {wide_msg}"
                }
                None => "{spinner} {bytes}, {binary_bytes_per_sec}  {wide_msg}",
            };
            // A template of our own making is sound.
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            if let Some(total) = self.total() {
                bar.set_length(total);
            }
        }
        bar.set_position(self.meter.bytes());
        let Sums { files, file, records } = &self.sums;
        let file = if *files > 0 && !file.is_empty() {
            format!("  {} files, {}", HumanCount(*files), visible(file))
        } else {
            String::new()
        };
        bar.set_message(format!("{} records{file}", HumanCount(*records)));
    }

    fn json(&self, event: &str, last: Option<Last<'_>>) {
        let Sums { files, file, records } = &self.sums;
        let line = Line {
            event,
            done: last.as_ref().map_or(*records, |last| last.written),
            files: *files,
            file,
            bytes: self.meter.bytes(),
            total_bytes: self.total(),
            seconds: (self.begun.elapsed().as_secs_f64() * 1000.0).round() / 1000.0,
            last,
        };
        // Nobody to tell is no reason to fail.
        if let Ok(line) = serde_json::to_string(&line) {
            let _ = writeln!(io::stderr().lock(), "{}", visible_json(&line));
        }
    }

    /// Prints something to stderr without the line in the way.
    pub(super) fn aside(&self, print: impl FnOnce()) {
        match &self.how {
            How::Line(bar) => bar.suspend(print),
            How::Json | How::Not => print(),
        }
    }

    /// Takes the line away; a program gets the final sums.
    pub(super) fn end(&self, last: Last<'_>) {
        match &self.how {
            How::Line(bar) => bar.finish_and_clear(),
            How::Json => self.json("done", Some(last)),
            How::Not => {}
        }
    }

    /// Whether a program reads stderr, so that words would be in its way.
    pub(super) fn is_json(&self) -> bool {
        matches!(self.how, How::Json)
    }
}
