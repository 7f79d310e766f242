//! E-mail addresses and ORCID iDs in affiliations, and whose they are.

use super::affiliation::AffiliationsReading;
use super::text::folded_width;
use crate::record::{Affiliation, Contributor, Name, Seen};
use crate::report::{Code, Remark, quoted};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// Nothing says clearly whose an address is.
pub const EMAIL_OWNER_UNKNOWN: Code = Code::warning(
    "email-owner-unknown",
    "An e-mail address stands in an affiliation and nothing says clearly whose it is; it is given to nobody and stays in the text.",
);

/// Nothing says clearly whose an ORCID iD is.
pub const ORCID_OWNER_UNKNOWN: Code = Code::warning(
    "orcid-owner-unknown",
    "An ORCID iD stands in an affiliation and nothing says clearly whose it is; it is given to nobody and stays in the text.",
);

/// An e-mail address in an affiliation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundEmail {
    /// Without the punctuation around it.
    pub address: String,
    /// Index into `affiliations`.
    pub affiliation: usize,
    /// A name in parentheses beside it, as printed.
    pub author_hint: Option<String>,
}

/// The e-mail addresses of a text with their places, without a full stop behind them (pages reference, trap 10).
#[must_use]
pub fn emails_in(text: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, sign) in text.match_indices(['@', '＠']) {
        let in_local = |character: char| {
            character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '%' | '+' | '-' | '\'')
        };
        let in_domain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '.' | '-');
        let Some(before) = text.get(from..at) else { continue };
        let local = before.trim_end_matches(|character: char| in_local(folded_width(character)));
        let local = before.get(local.len()..).unwrap_or_default();
        let local = local.trim_start_matches(['.', '-', '\'']);
        let after = text.get(at + sign.len()..).unwrap_or_default();
        let end = after.find(|character: char| !in_domain(folded_width(character))).unwrap_or(after.len());
        let domain = after.get(..end).unwrap_or_default().trim_end_matches(['.', '-', '．']);
        let plain: String = domain.chars().map(folded_width).collect();
        let has_country = plain.rsplit_once('.').is_some_and(|(host, top)| {
            !host.is_empty() && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        });
        if local.is_empty() || !has_country {
            continue;
        }
        let range = at - local.len()..at + sign.len() + domain.len();
        from = range.end;
        let address = format!("{}@{plain}", local.chars().map(folded_width).collect::<String>());
        found.push((range, address));
    }
    found
}

/// Characters in parentheses that may still be a name.
const LONGEST_NAME: usize = 40;

/// A name in parentheses behind or before an address: `x@y.cn (Rui Zhang)`.
pub(super) fn hint_beside(text: &str, address: &Range<usize>) -> Option<String> {
    let inside = || {
        let rest = text.get(address.end..)?.trim_start().strip_prefix(['(', '（'])?;
        let (end, _) = rest.char_indices().take(LONGEST_NAME).find(|(_, mark)| matches!(mark, ')' | '）'))?;
        rest.get(..end)
    };
    let before = || {
        let before = text.get(..address.start)?.trim_end().strip_suffix([')', '）'])?;
        let mut backwards = before.char_indices().rev().take(LONGEST_NAME);
        let (start, mark) = backwards.find(|(_, mark)| matches!(mark, '(' | '（'))?;
        before.get(start + mark.len_utf8()..)
    };
    let name = inside().or_else(before)?.trim();
    let plausible = name.chars().any(char::is_alphabetic) && !name.contains(['@', '\n']);
    plausible.then(|| name.to_owned())
}

/// An address without the e-mail address and its label at its end.
pub(super) fn without_contact(text: &str) -> &str {
    let Some((range, _)) = emails_in(text).into_iter().next() else { return text };
    let front = text.get(..range.start).unwrap_or_default().trim_end_matches(|character: char| {
        character.is_whitespace() || matches!(character, ':' | '：' | '(' | '（' | '<')
    });
    let lower = front.to_ascii_lowercase();
    let labels = [
        "electronic address",
        "e-mail address",
        "email address",
        "e-mail",
        "email",
        "mail",
        "电子邮箱",
        "电子邮件",
        "邮箱",
    ];
    let label = labels.iter().find(|label| lower.ends_with(*label)).map_or(0, |label| label.len());
    front.get(..front.len() - label).unwrap_or(front)
}

/// Gives the e-mail addresses and ORCID iDs of the affiliations to their owners, and says which have none.
///
/// An owner is clear when all that speaks for anybody speaks for one person: the name beside the address or in
/// the text; the family name (three letters or more) in the address's local part; being the only one who refers
/// to the affiliation; being the only author. Names of more than 100 letters are not looked for. The texts of the affiliations
/// are never changed. Nobody becomes corresponding author by this.
pub fn assign_contacts(contributors: &mut [Contributor], readings: &[AffiliationsReading]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    if readings.iter().all(|reading| reading.emails.is_empty() && reading.orcids.is_empty()) {
        return remarks;
    }
    let evidence = Evidence::of(contributors);
    let mut seen: HashMap<usize, Seen> = HashMap::new();
    for reading in readings {
        let mut told: HashMap<usize, Vec<usize>> = HashMap::new();
        remarks.extend(evidence.emails(contributors, reading, &mut told, &mut seen).into_iter().flatten());
        for found in &reading.orcids {
            let owners = evidence.owners(reading, found.affiliation, &mut told);
            let owner = only(&owners).and_then(|owner| contributors.get_mut(owner));
            match owner {
                Some(owner) if owner.orcid.as_ref().is_none_or(|orcid| *orcid == found.orcid) => {
                    owner.orcid = Some(found.orcid.clone());
                }
                _ => {
                    let message =
                        format!("nothing says clearly whose the ORCID iD {} is", quoted(&found.orcid));
                    remarks.push(Remark::new(&ORCID_OWNER_UNKNOWN, message));
                }
            }
        }
    }
    remarks
}

/// The same of the e-mail addresses alone: for each of them what is to be said of it.
pub(crate) fn assign_emails(
    contributors: &mut [Contributor],
    reading: &AffiliationsReading,
) -> Vec<Option<Remark>> {
    if reading.emails.is_empty() {
        return Vec::new();
    }
    let evidence = Evidence::of(contributors);
    evidence.emails(contributors, reading, &mut HashMap::new(), &mut HashMap::new())
}

/// The one person that all evidence names.
fn only(owners: &[usize]) -> Option<usize> {
    let first = *owners.first()?;
    owners.iter().all(|owner| *owner == first).then_some(first)
}

/// What tells people from one another, looked up rather than asked of each of them again for each affiliation. Wherever it
/// tells of several two are kept, which are as good as many: they speak for nobody.
#[derive(Default)]
struct Evidence {
    /// Whole names, by which a text may name somebody.
    whole: ByName,
    /// Family names, and both names together: an address may hold them.
    by_family: ByName,
    by_both: ByName,
    /// Those who refer to an affiliation, by its identifier.
    by_reference: HashMap<String, Vec<usize>>,
    /// Those who refer to none, by their markers.
    by_marker: HashMap<String, Vec<usize>>,
    /// The only one there is.
    alone: Option<usize>,
}

fn put(people: &mut Vec<usize>, person: usize) {
    if people.len() < 2 && !people.contains(&person) {
        people.push(person);
    }
}

impl Evidence {
    fn of(contributors: &[Contributor]) -> Self {
        let mut evidence = Self { alone: (contributors.len() == 1).then_some(0), ..Self::default() };
        for (index, contributor) in contributors.iter().enumerate() {
            for form in &contributor.forms {
                for name in whole_names(&form.name) {
                    evidence.whole.put(name, index);
                }
                let family = letters(form.name.family.as_deref().unwrap_or_default());
                let given = letters(form.name.given.as_deref().unwrap_or_default());
                if given.len() >= 2 && family.len() >= SHORTEST_NAME {
                    evidence.by_both.put(format!("{family}{given}"), index);
                    evidence.by_both.put(format!("{given}{family}"), index);
                }
                evidence.by_family.put(family, index);
            }
            for id in &contributor.affiliation_refs {
                put(evidence.by_reference.entry(id.clone()).or_default(), index);
            }
            if contributor.affiliation_refs.is_empty() {
                for marker in &contributor.affiliation_markers_raw {
                    put(evidence.by_marker.entry(marker.clone()).or_default(), index);
                }
            }
        }
        evidence
    }

    /// Gives the addresses of a reading to their owners. `told` is what is known of its affiliations, `seen` of the addresses
    /// of people.
    fn emails(
        &self,
        contributors: &mut [Contributor],
        reading: &AffiliationsReading,
        told: &mut HashMap<usize, Vec<usize>>,
        seen: &mut HashMap<usize, Seen>,
    ) -> Vec<Option<Remark>> {
        let mut assign = |email: &FoundEmail| {
            let mut owners = self.owners(reading, email.affiliation, told);
            if let Some(hint) = &email.author_hint {
                owners.extend(self.whole.within(&letters(hint)));
            }
            let local = letters(email.address.split('@').next().unwrap_or_default());
            owners.extend(self.by_local_part(&local));
            let Some((place, owner)) = only(&owners).and_then(|it| Some((it, contributors.get_mut(it)?)))
            else {
                let message = format!("nothing says clearly whose the address {} is", quoted(&email.address));
                return Some(Remark::new(&EMAIL_OWNER_UNKNOWN, message));
            };
            seen.entry(place).or_default().put(&mut owner.emails, email.address.clone());
            None
        };
        reading.emails.iter().map(&mut assign).collect()
    }

    /// Who may own what stands in an affiliation, by names in it, by reference to it, or for want of others.
    fn owners(
        &self,
        reading: &AffiliationsReading,
        affiliation: usize,
        told: &mut HashMap<usize, Vec<usize>>,
    ) -> Vec<usize> {
        let Some(found) = reading.affiliations.get(affiliation) else { return Vec::new() };
        let told = told.entry(affiliation);
        told.or_insert_with(|| self.of_affiliation(found)).clone()
    }

    fn of_affiliation(&self, affiliation: &Affiliation) -> Vec<usize> {
        let texts = affiliation.texts.iter();
        let mut owners: Vec<usize> =
            texts.flat_map(|text| self.whole.within(&letters(&text.as_plain()))).collect();
        let by_label = affiliation.label_raw.as_ref().and_then(|label| self.by_marker.get(label));
        let by_reference = self.by_reference.get(&affiliation.id);
        let mut referring = by_reference.into_iter().chain(by_label).flatten();
        // Several who refer to it are no evidence for any of them.
        if let (Some(one), None) = (referring.next(), referring.next()) {
            owners.push(*one);
        }
        owners.extend(self.alone);
        owners
    }

    /// Whose family name an address's local part holds. Among several of that family name the given name decides.
    fn by_local_part(&self, local: &str) -> Vec<usize> {
        let both = self.by_both.within(local);
        if both.len() == 1 { both } else { self.by_family.within(local) }
    }
}

/// Letters of a name that is looked for in texts. Texts are tried at each place with each length of names that begin so, which
/// is why there is an end to the lengths.
const SHORTEST_NAME: usize = 3;
const LONGEST_SOUGHT: usize = 100;

/// People by names that a text may hold.
#[derive(Default)]
struct ByName {
    people: HashMap<String, Vec<usize>>,
    /// The lengths of names, by their beginnings.
    lengths: HashMap<String, BTreeSet<usize>>,
}

impl ByName {
    fn put(&mut self, name: String, person: usize) {
        let Some(beginning) = name.get(..SHORTEST_NAME).filter(|_| name.len() <= LONGEST_SOUGHT) else {
            return;
        };
        self.lengths.entry(beginning.to_owned()).or_default().insert(name.len());
        put(self.people.entry(name).or_default(), person);
    }

    /// People whose names stand in a text: all of them, or two.
    fn within(&self, text: &str) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for start in 0..text.len() {
            let beginning = text.get(start..start + SHORTEST_NAME).and_then(|it| self.lengths.get(it));
            for length in beginning.into_iter().flatten() {
                let name = text.get(start..start + length).and_then(|name| self.people.get(name));
                for person in name.into_iter().flatten() {
                    put(&mut found, *person);
                }
                if found.len() > 1 {
                    return found;
                }
            }
        }
        found
    }
}

/// A name's letters in both orders, where it is long enough not to stand in a word by chance.
fn whole_names(name: &Name) -> Vec<String> {
    let family = letters(&name.full_family());
    let given = letters(name.given.as_deref().unwrap_or_default());
    let literal = letters(name.literal.as_deref().unwrap_or_default());
    let mut names = vec![literal];
    if !family.is_empty() && given.len() >= 2 {
        names.push(format!("{given}{family}"));
        names.push(format!("{family}{given}"));
    }
    names.retain(|name| name.len() >= 5);
    names
}

/// Lower-case Latin letters of a text, accents and Chinese characters in their ASCII spelling.
fn letters(text: &str) -> String {
    any_ascii::any_ascii(text)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::NameForm;
    use crate::value::affiliation::parse;

    fn person(family: &str, given: &str, markers: &[&str]) -> Contributor {
        let name = Name { family: Some(family.into()), given: Some(given.into()), ..Name::default() };
        Contributor {
            forms: vec![NameForm { name, ..NameForm::default() }],
            affiliation_markers_raw: markers.iter().map(|marker| (*marker).to_owned()).collect(),
            ..Contributor::default()
        }
    }

    fn owners(text: &str, mut people: Vec<Contributor>) -> (Vec<String>, Vec<&'static str>) {
        let remarks = assign_contacts(&mut people, &[parse(text)]);
        let shown =
            people.iter().map(|it| it.emails.join(" ") + it.orcid.as_deref().unwrap_or_default()).collect();
        (shown, remarks.iter().map(|remark| remark.code.name).collect())
    }

    #[test]
    fn addresses_in_text() {
        let found = |text: &str| emails_in(text).into_iter().map(|(_, address)| address).collect::<Vec<_>>();
        assert_eq!(found("China. zhang.rui@mail.edu.cn."), ["zhang.rui@mail.edu.cn"]);
        assert_eq!(found("邮箱：a＠b．cn，c@d.com"), ["a@b.cn", "c@d.com"]);
        assert_eq!(found("@#a @ b x@y"), [""; 0]);
        assert_eq!(found("a@b.c1"), [""; 0]);
    }

    #[test]
    fn a_clear_owner() {
        let two = || vec![person("Zhang", "Rui", &["1"]), person("Wang", "Tianyou", &["1", "2"])];
        assert_eq!(owners("1. Dept, zhangr@x.cn.", two()).0, ["zhangr@x.cn", ""]);
        assert_eq!(owners("1. Dept\n2. Dept B, q7@x.cn", two()).0, ["", "q7@x.cn"]);
        assert_eq!(owners("Dept, q7@x.cn (Tianyou Wang)", two()).0, ["", "q7@x.cn"]);
        assert_eq!(owners("Corresponding author: Wang Tianyou, q7@x.cn", two()).0, ["", "q7@x.cn"]);
        let orcid = owners("2. Dept (ORCID 0000-0002-1825-0097)", two());
        assert_eq!(orcid.0, ["", "0000-0002-1825-0097"]);
        let same = vec![person("Zhang", "Rui", &[]), person("Zhang", "Li", &[])];
        assert_eq!(owners("Dept, zhangli9@x.cn", same).0, ["", "zhangli9@x.cn"]);
    }

    #[test]
    fn many_people_are_told_apart_as_few_are() {
        let letter = |number: u8| char::from(b'a' + number % 26);
        let family = |number: u8| format!("Li{}{}", letter(number), letter(number / 26));
        let many = || (0..60).map(|it| person(&family(it), "Wenxin", &["1"])).collect::<Vec<_>>();
        let of = |text: String| owners(&text, many()).0.iter().position(|it| !it.is_empty());
        assert_eq!(of("Dept, q7@x.cn (Wenxin Lihb)".to_owned()), Some(33));
        assert_eq!(of("Dept of Wenxin Lihb, q7@x.cn".to_owned()), Some(33));
        assert_eq!(of("Dept, w.lihb@x.cn".to_owned()), Some(33));
        assert_eq!(of("Dept of Wenxin Lihb and Wenxin Liib, q7@x.cn".to_owned()), None);
        for (length, owner) in [(LONGEST_SOUGHT - 6, Some(60)), (LONGEST_SOUGHT - 5, None)] {
            let mut people = many();
            people.push(person(&"q".repeat(length), "Wenxin", &["2"]));
            let text = format!("Dept of Wenxin {}, 7@x.cn", "q".repeat(length));
            assert_eq!(owners(&text, people).0.iter().position(|it| !it.is_empty()), owner, "{length}");
        }
    }

    #[test]
    fn no_clear_owner() {
        let two = || vec![person("Zhang", "Rui", &["1"]), person("Wang", "Tianyou", &[])];
        // The marker says Zhang, the address Wang.
        let conflict = owners("1. Dept, wangty@x.cn", two());
        assert_eq!(conflict, (vec![String::new(), String::new()], vec!["email-owner-unknown"]));
        let nothing = owners("Dept, q7@x.cn 0000-0002-1825-0097", two());
        assert_eq!(nothing.1, ["email-owner-unknown", "orcid-owner-unknown"]);
        let same = vec![person("Zhang", "Rui", &[]), person("Zhang", "Li", &[])];
        assert_eq!(owners("Dept, zhang9@x.cn", same).1, ["email-owner-unknown"]);
    }
}
