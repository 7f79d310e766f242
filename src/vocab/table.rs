//! How constant tables are looked up.

use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};

/// A table by its keys. Nobody else decides what they are, so a quick hash does.
pub(super) type Table<K, V> = HashMap<K, V, FixedState>;

/// Words to be looked up.
pub(super) type Words = HashSet<&'static str, FixedState>;
