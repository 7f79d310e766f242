//! What becomes of a run that is interrupted.

use crate::stream::Meter;
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The exit status of a program that an interrupt ended: 128 and the number of the signal.
const INTERRUPTED: i32 = 130;

/// Whether somebody is being asked, so that nothing is being read or written.
static ASKING: AtomicBool = AtomicBool::new(false);

/// Lasts as long as questions are asked.
pub(super) struct Asking;

/// Says that questions are asked from now on, until what it gives is dropped.
pub(super) fn asking() -> Asking {
    ASKING.store(true, Ordering::Relaxed);
    Asking
}

impl Drop for Asking {
    fn drop(&mut self) {
        ASKING.store(false, Ordering::Relaxed);
    }
}

/// From now on an interrupt ends the run in good order: nothing more is read, and what was read is written. A second one
/// ends the program at once.
pub(super) fn watch(meter: &Arc<Meter>, quiet: bool) {
    let meter = Arc::clone(meter);
    let again = AtomicBool::new(false);
    let handle = move || {
        if again.swap(true, Ordering::Relaxed) {
            #[expect(
                clippy::exit,
                reason = "the user asked twice, and the threads may be waiting for anything"
            )]
            std::process::exit(INTERRUPTED);
        }
        meter.stop();
        if !quiet && !ASKING.load(Ordering::Relaxed) {
            let _ = writeln!(
                io::stderr(),
                "Stopping: what was read is being written. Interrupt once more to leave at once."
            );
        }
    };
    // Where signals cannot be watched, an interrupt ends the program as it always did.
    let _ = ctrlc::set_handler(handle);
}
