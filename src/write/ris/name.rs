//! Names as `AU` has them.

use crate::record::{Name, NameForm};
use crate::write::destination::Lead;
use crate::write::name::{given, is_east_asian};

/// `Family, Given, Suffix`, or the whole of an unsplit name. Never a final comma.
pub(super) fn plain(form: &NameForm) -> String {
    let Name { family: _, given: _, non_dropping_particle: _, dropping_particle: _, suffix, literal } =
        &form.name;
    if let Some(literal) = literal {
        return literal.trim().to_owned();
    }
    let given = given(form);
    let mut parts = vec![form.name.full_family()];
    match suffix.as_deref() {
        Some(suffix) => parts.extend([given, suffix.to_owned()]),
        None if given.is_empty() => {}
        None => parts.push(given),
    }
    parts.join(", ")
}

/// The value of an `AU` line.
///
/// A group ends in a comma, and so does a person's name of several words that is not split: without a comma Zotero
/// makes one field of it but `JabRef` reorders it (mapping reference 2.6). Where the vernacular name leads, one in
/// ideographs or Hangul stands in one piece, as Chinese users of Zotero have it (needs reference B.4).
pub(super) fn author(form: &NameForm, is_group: bool, lead: Lead) -> String {
    let text = plain(form);
    if text.is_empty() {
        return text;
    }
    if lead == Lead::Vernacular && !is_group && is_east_asian(&text) {
        return text.replace(", ", "");
    }
    let unsplit = form.name.given.is_none() && form.name.suffix.is_none();
    if is_group || (unsplit && text.contains(char::is_whitespace)) { format!("{text},") } else { text }
}

/// `Family || Given`, the notation of names in Zotero's Extra; a name that is not split stands alone.
pub(super) fn with_bars(form: &NameForm) -> String {
    match (&form.name.literal, given(form)) {
        (None, given) if !given.is_empty() => format!("{} || {given}", form.name.full_family()),
        _ => plain(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(name: Name) -> NameForm {
        NameForm { name, ..NameForm::default() }
    }

    fn split(family: &str, given: &str) -> NameForm {
        form(Name { family: Some(family.to_owned()), given: Some(given.to_owned()), ..Name::default() })
    }

    #[test]
    fn commas_say_what_is_family_and_what_is_whole() {
        let mut particle = split("Cruz", "Maria");
        particle.name.non_dropping_particle = Some("de la".to_owned());
        let mut junior = split("Dela Cruz", "Juan");
        junior.name.suffix = Some("Jr.".to_owned());
        let rows = [
            (split("Ou", "WX"), false, "Ou, W. X."),
            (split("张", "瑞"), false, "张, 瑞"),
            (particle, false, "de la Cruz, Maria"),
            (junior, false, "Dela Cruz, Juan, Jr."),
            (form(Name::literal("World Health Organization")), true, "World Health Organization,"),
            (form(Name::literal("대한소아과학회")), true, "대한소아과학회,"),
            (form(Name::literal("Ahmad bin Abdullah")), false, "Ahmad bin Abdullah,"),
            (form(Name::literal("Sukarno")), false, "Sukarno"),
            (form(Name::literal("山田太郎")), false, "山田太郎"),
        ];
        for (name, is_group, expected) in rows {
            assert_eq!(author(&name, is_group, Lead::AsShown), expected);
        }
    }

    #[test]
    fn east_asian_names_lead_in_one_piece() {
        assert_eq!(author(&split("张", "瑞"), false, Lead::Vernacular), "张瑞");
        assert_eq!(author(&split("김", "민수"), false, Lead::Vernacular), "김민수");
        assert_eq!(author(&split("Батар", "Д"), false, Lead::Vernacular), "Батар, Д");
        assert_eq!(author(&split("Zhang", "Rui"), false, Lead::Vernacular), "Zhang, Rui");
        assert_eq!(with_bars(&split("Zhang", "Rui")), "Zhang || Rui");
        assert_eq!(with_bars(&form(Name::literal("Study Group"))), "Study Group");
    }
}
