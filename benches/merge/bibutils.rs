//! bibutils removes no duplicates: its library only makes citation keys differ, by letters behind those that are equal
//! (`uniqueify_citekeys` in `bibcore.c` / `bibl.c`). The one notion of sameness it has is the key itself, which it makes of the
//! family name of the first author and the year where a reference brings none. Taken as a rule for duplicates, that is what
//! is measured here: it says what a user gets who takes `Smith2020a` beside `Smith2020` for one.

use refmill::record::{DateKind, Record, Role};
use std::collections::{BTreeMap, BTreeSet};

/// Pairs with the same key.
pub(crate) fn pairs(records: &[Record]) -> BTreeSet<(u32, u32)> {
    let mut blocks: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (position, record) in (0..).zip(records) {
        let family = record
            .with_role(Role::Author)
            .next()
            .and_then(|author| author.projected())
            .map(|form| form.name.literal.clone().unwrap_or_else(|| form.name.full_family()));
        let year = record.date(DateKind::Issued).and_then(|date| date.start).map(|start| start.year);
        if let (Some(family), Some(year)) = (family, year) {
            blocks.entry(format!("{}{year}", family.replace(' ', ""))).or_default().push(position);
        }
    }
    let mut found = BTreeSet::new();
    for block in blocks.into_values() {
        for (place, one) in block.iter().enumerate() {
            found.extend(block.iter().skip(place + 1).map(|other| (*one, *other)));
        }
    }
    found
}
