//! Parts of the built-in layouts that are read when something asks for them.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// A value, or the JSON from which it is made when it is first looked at: a page is of one layout, and there are many.
#[derive(Clone)]
pub struct Later<T> {
    json: &'static str,
    value: OnceLock<T>,
}

impl<T> Later<T> {
    /// The value that a JSON text stands for; the default where it stands for none.
    pub(super) const fn of_json(json: &'static str) -> Self {
        Self { json, value: OnceLock::new() }
    }
}

impl<T> From<T> for Later<T> {
    fn from(value: T) -> Self {
        Self { json: "", value: OnceLock::from(value) }
    }
}

impl<T: Default> Default for Later<T> {
    fn default() -> Self {
        T::default().into()
    }
}

impl<T: Default + DeserializeOwned> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.get_or_init(|| serde_json::from_str(self.json).unwrap_or_default())
    }
}

impl<T: Default + DeserializeOwned + fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(formatter)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::from)
    }
}
