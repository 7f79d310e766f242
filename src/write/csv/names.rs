//! Names in a table.

use crate::record::{Name, NameForm, Record, Role};
use crate::write::name::is_east_asian;

/// Authors in the form that leads, as `Family, Given, Suffix` or the whole name.
pub(in crate::write) fn authors(record: &Record) -> Vec<String> {
    people(record, Role::Author)
}

/// Everybody of a role.
pub(super) fn people(record: &Record, role: Role) -> Vec<String> {
    forms(record, role).map(|form| inverted(&form.name, &form.raw)).collect()
}

fn forms(record: &Record, role: Role) -> impl Iterator<Item = &NameForm> {
    record.with_role(role).filter_map(|person| person.projected())
}

fn inverted(name: &Name, raw: &str) -> String {
    let family = name.full_family();
    if family.trim().is_empty() {
        return name.literal.clone().unwrap_or_else(|| raw.to_owned());
    }
    let parts = [Some(&family), name.given.as_ref(), name.suffix.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Names that are written whole: of groups, mononyms, and names that cannot be split.
pub(super) fn literals(record: &Record) -> Vec<String> {
    forms(record, Role::Author).filter_map(|form| form.name.literal.clone()).collect()
}

/// The native name of each author, empty for one who has none beside a romanised one. Empty when nobody has one.
pub(super) fn native(record: &Record) -> Vec<String> {
    for_each_author(record, |author| author.native_beside_romanised().map(native_order).unwrap_or_default())
}

/// Family name first; without a blank in the scripts that write so.
fn native_order(form: &NameForm) -> String {
    let name = &form.name;
    match (&name.family, &name.given, form.script.as_deref()) {
        (Some(family), Some(given), Some("Hani" | "Hang")) => format!("{family}{given}"),
        _ => inverted(name, &form.raw),
    }
}

/// One entry for each author, or none at all if all entries are empty.
pub(super) fn for_each_author(
    record: &Record,
    entry: impl Fn(&crate::record::Contributor) -> String,
) -> Vec<String> {
    let entries: Vec<String> = record.with_role(Role::Author).map(entry).collect();
    if entries.iter().all(String::is_empty) { Vec::new() } else { entries }
}

/// `Ou W.`, as Scopus has names in `Authors`.
pub(super) fn with_initials(name: &Name, raw: &str) -> String {
    if is_east_asian(&format!("{}{}", name.full_family(), name.given.as_deref().unwrap_or_default())) {
        // There are no initials of 文欣.
        return inverted(name, raw).replace(", ", "");
    }
    let initials = initials(name.given.as_deref().unwrap_or_default());
    match (inverted(&Name { given: None, ..name.clone() }, raw), initials) {
        (family, initials) if initials.is_empty() => family,
        (family, initials) => format!("{family} {initials}"),
    }
}

/// `J.-P.` for "Jean-Pierre", `W.X.` for "Wen Xin" and "W. X.".
fn initials(given: &str) -> String {
    let mut initials = String::new();
    for word in given.split_whitespace() {
        for (index, part) in word.split('-').enumerate() {
            let Some(first) = part.chars().find(|character| character.is_alphanumeric()) else { continue };
            if index > 0 && !initials.is_empty() {
                initials.push('-');
            }
            initials.extend(first.to_uppercase());
            initials.push('.');
        }
    }
    initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_as_scopus_has_them() {
        assert_eq!(initials("Wenxin"), "W.");
        assert_eq!(initials("Jean-Pierre"), "J.-P.");
        assert_eq!(initials("Wen Xin"), "W.X.");
        assert_eq!(initials("J. P."), "J.P.");
        assert_eq!(initials(""), "");
        let name = |family: &str, given: &str| Name {
            family: Some(family.to_owned()),
            given: Some(given.to_owned()),
            ..Name::default()
        };
        assert_eq!(with_initials(&name("Ou", "Wenxin"), ""), "Ou W.");
        assert_eq!(with_initials(&name("欧", "文欣"), ""), "欧文欣");
    }
}
