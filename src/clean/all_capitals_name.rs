//! Names in capitals: `ZHANG, RUI`.
//!
//! Many journals print family names, or whole names, in capitals. From capitals alone Machamer and `MacHamer` cannot be told apart, so it is
//! a guess. It must not fire on initials (`WX`), on short given names that may be initials, and on groups (`WHO`).

use super::change::field_of;
use super::{Pass, Rule, Safety};
use crate::record::Record;
use crate::report::Code;
use crate::value::name::capitals_restored;
use crate::vocab::family_names::could_be_east_asian_given;

const ALL_CAPITALS_NAME: Code = Code::warning(
    "all-capitals-name",
    "With --guess: a name in capitals was written in small letters but the first (`ZHANG` became `Zhang`); the record keeps it as it was.",
);

pub(super) const RULE: Rule = Rule {
    code: &ALL_CAPITALS_NAME,
    summary: "writes names in capitals as names: `ZHANG, RUI` becomes `Zhang, Rui`",
    explanation: "Many journals print family names, or whole names, in capitals. Each part that is all in capitals is written small but for its \
        first letter; particles begin small, and prefixes such as Mc are known. Whether the capital in MacHamer was lost cannot be told, so it is a \
        guess. Initials stay; a given name of three letters is taken for one only where the family name is in capitals too and it is a \
        syllable of East Asia.",
    safety: Safety::Guess,
    examples: &[
        (
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "ZHANG", "given": "RUI"}, "kind": "romanised", "raw": "ZHANG, RUI", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "VAN DER WAAL", "given": "JOHANNES D."}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "kind": "romanised", "raw": "ZHANG, RUI", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "van der Waal", "given": "Johannes D."}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
        ),
        (
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Ou", "given": "WX"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Li", "given": "J.-P."}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"literal": "WHO"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "is_group": true}]}"#,
            r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Ou", "given": "WX"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Li", "given": "J.-P."}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"literal": "WHO"}, "kind": "romanised", "raw": "", "confidence": "certain"}], "is_group": true}]}"#,
        ),
    ],
    apply,
};

fn apply(record: &mut Record, pass: &mut Pass<'_>) {
    for contributor in record.contributors.iter_mut().filter(|contributor| !contributor.is_group) {
        let field = field_of(contributor);
        for form in &mut contributor.forms {
            let is_shouted =
                form.name.family.as_ref().is_some_and(|family| capitals_restored(family) != *family);
            if let Some(given) = &mut form.name.given
                && let Some(restored) = given_restored(given, is_shouted)
            {
                pass.put(field, given, restored);
            }
            if let Some(family) = &mut form.name.family {
                let restored = capitals_restored(family).into_owned();
                pass.put(field, family, restored);
            }
        }
    }
}

/// Given names in title case; `None` where none of them is surely a name and no initials.
fn given_restored(given: &str, is_family_shouted: bool) -> Option<String> {
    let is_name = |word: &str| match word.chars().filter(|it| it.is_alphabetic()).count() {
        0..=2 => false,
        3 => is_family_shouted && could_be_east_asian_given(word),
        _ => true,
    };
    let restored: Vec<String> = given
        .split(' ')
        .map(|word| if is_name(word) { capitals_restored(word).into_owned() } else { word.to_owned() })
        .collect();
    Some(restored.join(" ")).filter(|restored| restored != given)
}
