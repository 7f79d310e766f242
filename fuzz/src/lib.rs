//! What the fuzz program runs. `targets` and the records it makes are shared with tests/hostile_seeds.rs, which tries the same
//! on every commit without a fuzzer.

#[path = "../../tests/random_record/mod.rs"]
#[allow(dead_code, reason = "the tests ask for more of it")]
pub(crate) mod random_record;

#[path = "../../tests/random_record/plausible.rs"]
pub(crate) mod plausible;

pub mod targets;
