//! References: those that a document declares, those of HTML, and numbers.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The entities that a document declares in its DOCTYPE.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    declared: BTreeMap<String, String>,
}

impl Entities {
    /// Reads the declarations `<!ENTITY name "text">` at the start of an input. Entities of other files are none: a
    /// document must not make a program read anything.
    #[must_use]
    pub fn of(head: &str) -> Self {
        let Some(start) = head.find("<!DOCTYPE") else { return Self::default() };
        let rest = head.get(start..).unwrap_or_default();
        let end = rest.find(['[', '>']).filter(|at| rest.as_bytes().get(*at) == Some(&b'['));
        let Some(subset) = end.and_then(|at| rest.get(at..)) else { return Self::default() };
        let subset = subset.split("]>").next().unwrap_or_default();
        let declared = subset.split("<!ENTITY").skip(1).filter_map(|text| {
            let (name, rest) = text.trim_start().split_once(|it: char| it.is_ascii_whitespace())?;
            let rest = rest.trim_start();
            let quote = rest.chars().next().filter(|it| matches!(it, '"' | '\''))?;
            let (value, _) = rest.get(1..)?.split_once(quote)?;
            // What it stands for is taken as text once and never expanded again: no entity grows.
            Some((name.to_owned(), htmlize::unescape(value).into_owned()))
        });
        let mut first = BTreeMap::new();
        for (name, text) in declared {
            // The first declaration of a name is the one that counts (XML 1.0, 4.2).
            first.entry(name).or_insert(text);
        }
        Self { declared: first }
    }

    /// The text of a reference as written, `&amp;` or `&#x41;`. An unknown one stays as it stands.
    #[must_use]
    pub fn resolve<'a>(&self, reference: &'a str) -> Cow<'a, str> {
        match self.declared(reference) {
            Some(text) => Cow::Owned(text.to_owned()),
            None => htmlize::unescape(reference),
        }
    }

    /// Whether the document declares none.
    pub(super) fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// What the document itself says that a reference stands for.
    #[must_use]
    pub fn declared(&self, reference: &str) -> Option<&str> {
        let name = reference.trim_start_matches('&').trim_end_matches(';');
        self.declared.get(name).map(String::as_str)
    }
}
