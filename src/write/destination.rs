//! Destinations: what goes where for each reference manager, and what it drops.

/// A program or service that imports what we write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    /// Name for `--for`.
    pub name: &'static str,
    /// One line for help.
    pub summary: &'static str,
}

/// No destination in particular.
pub const GENERIC: &Destination = &Destination { name: "generic", summary: "any program" };

/// All destinations.
pub const DESTINATIONS: &[&Destination] = &[GENERIC];
