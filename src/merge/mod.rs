//! Merging duplicates: the same article from several databases becomes one record that has lost nothing.
//!
//! The way of a record: [`sketch::line`] makes of it what is compared (some hundred bytes), [`pairs`] finds what may be the
//! same article, [`compare`] says of two records what each field says and what that comes to, [`Groups`] joins what is the
//! same and keeps what a person must look at, [`combine`] makes one record of a group, and [`Counts`] gives the numbers of a
//! PRISMA diagram. No step depends on the order of threads. Rules, weights and measurements: `docs/merging.md`.

mod across;
mod candidates;
mod class;
mod combine;
mod decisions;
mod digest;
mod groups;
mod journal;
mod people;
mod place;
mod prisma;
mod score;
pub mod sketch;
mod sketches;
mod title;
mod veto;

pub use candidates::{Pair, pairs};
pub use class::Class;
pub use combine::{MERGE_DISAGREES, combine};
pub use decisions::{Decision, Decisions, Line as DecisionLine};
pub use digest::Digest;
pub use groups::Groups;
pub use prisma::{Counts, Overlap, source_of};
pub use score::{ASK, Agreement, Comparison, Outcome, Part, SAME, compare};
pub use sketch::Sketch;
pub use sketches::Sketches;
