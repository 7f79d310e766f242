//! Degrees that stand in a name: `Smith, John, MD`, or as its suffix.
//!
//! Journals of the Philippines and of the United States print degrees behind names, and exports keep them as given name or suffix. It
//! must not fire on initials that look like a degree (`Li, Ming MD` without a comma), on family names such as Ma and Do, and on groups.

use super::change::field_of;
use super::texts::name_in_line;
use super::{Pass, Rule, Safety};
use crate::record::{Name, Record};
use crate::report::Code;
use crate::value::name::{self, NameHints, Outcome};

const DEGREES_IN_NAME: Code = Code::info(
    "degrees-in-name",
    "Academic degrees that stood in a name (`Smith, John, MD`) were put beside it.",
);

pub(super) const RULE: Rule = Rule {
    code: &DEGREES_IN_NAME,
    summary: "puts degrees that stand in a name beside it: `John, MD` becomes `John`",
    explanation: "Journals print degrees behind names, and exports keep them in the given name or as a suffix, from where they end in citations. \
        The degree is kept beside the name. Behind a comma or as a suffix `MD` is a degree; without a comma it may be initials, and the name stays \
        as it is.",
    safety: Safety::Safe,
    examples: &[
        (
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Smith", "given": "John, MD"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Cruz", "given": "Juan", "suffix": "MD, PhD"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Smith", "given": "John"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "degrees": ["MD"]},
                {"role": "author", "forms": [{"name": {"family": "Cruz", "given": "Juan"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "degrees": ["MD", "PhD"]}]}"#,
        ),
        (
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Li", "given": "Ming MD"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Smith", "given": "John", "suffix": "Jr."}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Ma", "given": "Do, Jr."}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Li", "given": "Ming MD"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Smith", "given": "John", "suffix": "Jr."}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Ma", "given": "Do, Jr."}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for contributor in record.contributors.iter_mut().filter(|contributor| !contributor.is_group) {
        let field = field_of(contributor);
        for form in &mut contributor.forms {
            let has_comma = form.name.given.as_ref().is_some_and(|given| given.contains(','));
            if !has_comma && form.name.suffix.is_none() {
                continue;
            }
            let Some((name, degrees)) = without_degrees(&form.name) else { continue };
            if pass.allows(field, &name_in_line(&form.name), &name_in_line(&name)) {
                form.name = name;
                let new = degrees.into_iter().filter(|degree| !contributor.degrees.contains(degree));
                contributor.degrees.extend(new.collect::<Vec<_>>());
            }
        }
    }
}

/// The name without its degrees, and these; `None` where it has none or the rest would be another name.
fn without_degrees(name: &Name) -> Option<(Name, Vec<String>)> {
    let reading = name::parse(&name_in_line(name), &NameHints::default());
    let Outcome::Person(forms) = reading.outcome else { return None };
    let ([form], false) = (forms.as_slice(), reading.degrees.is_empty()) else { return None };
    let given = form.name.given.as_deref()?;
    let is_same_family = form.name.full_family() == name.full_family();
    let is_start = name.given.as_deref().is_some_and(|whole| {
        whole.strip_prefix(given).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with(','))
    });
    let has_more =
        !reading.markers.is_empty() || !reading.emails.is_empty() || reading.affiliation_text.is_some();
    let bare = Name { given: Some(given.to_owned()), suffix: form.name.suffix.clone(), ..name.clone() };
    (is_same_family && is_start && !has_more).then_some((bare, reading.degrees))
}
