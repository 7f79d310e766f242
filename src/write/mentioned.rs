//! Which addresses of e-mail stand in the texts of institutions.

use std::collections::{BTreeMap, HashSet};

/// With so many comparisons each address is looked for in each text.
const FEW: usize = 256;

/// The addresses that stand in none of the texts.
pub(super) fn missing<'a>(emails: impl Iterator<Item = &'a str>, texts: &[String]) -> HashSet<&'a str> {
    let mut missing: HashSet<&str> = emails.collect();
    if missing.is_empty() {
        return missing;
    }
    // By the bytes before and behind the first at sign, of which few lengths are in use: a text is asked at each of its at
    // signs for all addresses of a length at once.
    let mut shapes: BTreeMap<(usize, usize), HashSet<&str>> = BTreeMap::new();
    if missing.len() * texts.len() > FEW {
        missing.retain(|email| match email.find('@') {
            Some(at) => !shapes.entry((at, email.len() - at)).or_default().insert(email),
            None => true,
        });
    }
    missing.retain(|email| !texts.iter().any(|text| text.contains(email)));
    for text in texts {
        for (at, _) in text.match_indices('@') {
            for ((before, behind), emails) in &mut shapes {
                if let Some(email) = at.checked_sub(*before).and_then(|start| text.get(start..at + behind)) {
                    emails.remove(email);
                }
            }
        }
        shapes.retain(|_, emails| !emails.is_empty());
    }
    missing.extend(shapes.into_values().flatten());
    missing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_addresses_are_found_as_few_are() {
        let texts = ["Tea, é@b.org", "x a1@b.orgy, a2@b.org", "@a3@b.org c d", ""].map(str::to_owned);
        let many: Vec<String> = (0..400).map(|number| format!("a{number}@b.org")).collect();
        let emails =
            many.iter().map(String::as_str).chain(["é@b.org", "@", "@a3@b.org", "c d", "c e", "b@é"]);
        for emails in [emails.clone().collect::<Vec<_>>(), emails.skip(399).collect()] {
            let looked: HashSet<&str> =
                emails.iter().copied().filter(|email| !texts.iter().any(|it| it.contains(email))).collect();
            assert_eq!(missing(emails.iter().copied(), &texts), looked);
        }
    }
}
