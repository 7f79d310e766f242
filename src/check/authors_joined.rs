//! Several people in the place of one.

use super::{Check, Example, note};
use crate::clean::field_of;
use crate::report::{Code, quoted};

const AUTHORS_JOINED: Code = Code::warning(
    "authors-joined",
    "One author seems to hold the names of several people; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &AUTHORS_JOINED,
    summary: "one author that holds several names",
    explanation: "An export or a table has put the whole list of authors into one field, and what reads it takes the list for one person or one body. Every style then \
        prints one long name, and nobody is found by the name of the second author. A name is doubted where a semicolon stands in it, ` and ` between names with a comma, or commas or slashes between \
        what are names themselves: three with two words and more each, family names and initials by turns, three names in characters. `and` alone is no sign, because bodies have it (`Centers for Disease Control and Prevention`). \
        Give each author a field of its own.",
    examples: &[
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"literal": "Smith, J. and Jones, K. and Li, F."}, "kind": "romanised", "raw": "", "confidence": "rule"}], "is_group": true},
                {"role": "author", "forms": [{"name": {"family": "Smith", "given": "J.; Jones, K."}, "kind": "romanised", "raw": "", "confidence": "rule"}]}]}"#,
            ],
            found: &[
                "`Smith, J. and Jones, K. and Li, F.` seems to be several people",
                "`Smith, J.; Jones, K.` seems to be several people",
            ],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Smith J", "given": "Jones K Li F"}, "kind": "romanised", "raw": "Smith J, Jones K, Li F", "confidence": "rule"}]},
                {"role": "author", "forms": [{"name": {"family": "Smith", "given": "J. Jones K."}, "kind": "romanised", "raw": "Smith, J., Jones, K.", "confidence": "rule"}]},
                {"role": "author", "forms": [{"name": {"family": "张三", "given": "李四 王五"}, "kind": "native", "raw": "张三，李四，王五", "confidence": "rule"}]},
                {"role": "author", "forms": [{"name": {"literal": "Smith, John and Jones, Kate"}, "kind": "romanised", "raw": "", "confidence": "rule"}]}]}"#,
            ],
            found: &[
                "`Smith J, Jones K, Li F` seems to be several people",
                "`Smith, J., Jones, K.` seems to be several people",
                "`张三，李四，王五` seems to be several people",
                "`Smith, John and Jones, Kate` seems to be several people",
            ],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "García López", "given": "María José", "suffix": "Jr."}, "kind": "romanised", "raw": "García López, María José, Jr.", "confidence": "rule"}]},
                {"role": "author", "forms": [{"name": {"family": "Smith", "given": "J"}, "kind": "romanised", "raw": "Smith, J., MD, PhD", "confidence": "rule"}]},
                {"role": "author", "forms": [{"name": {"family": "山田", "given": "太郎"}, "kind": "native", "raw": "山田, 太郎", "confidence": "rule"}]}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"literal": "Centers for Disease Control and Prevention"}, "kind": "romanised", "raw": "", "confidence": "rule"}], "is_group": true},
                {"role": "author", "forms": [{"name": {"literal": "Ministry of Food and Drugs and Health"}, "kind": "romanised", "raw": "", "confidence": "rule"}], "is_group": true}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        for contributor in &record.contributors {
            let Some(form) = contributor.projected() else { continue };
            let name = &form.name;
            let parts = [&name.literal, &name.family, &name.given];
            let whole = parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
            // A ministry of three things has no commas of family names, or other commas than those.
            let is_short = |one: &str| {
                one.split_once(',').is_some_and(|(family, _)| family.split_whitespace().count() < 3)
            };
            let is_listed = whole.contains(" and ")
                && whole.split(" and ").all(|one| one.matches(',').count() == 1 && is_short(one));
            let is_run = !contributor.is_group && are_names(&form.raw);
            if whole.contains([';', '；']) || is_listed || is_run {
                let shown = if is_run { &form.raw } else { &whole };
                let message = format!("{} seems to be several people", quoted(shown));
                notes.push(note(&AUTHORS_JOINED, field_of(contributor), message));
            }
        }
    },
};

/// Whether the pieces of a printed name between commas and slashes are names themselves.
fn are_names(raw: &str) -> bool {
    let pieces: Vec<&str> =
        raw.split([',', '，', '、', '/']).map(str::trim).filter(|it| !it.is_empty()).collect();
    let words = |piece: &str| piece.split_whitespace().count();
    let is_initials = |piece: &str| {
        let letters: Vec<char> = piece.chars().filter(|it| !".- ".contains(*it)).collect();
        (1..4).contains(&letters.len()) && letters.iter().all(|it| it.is_uppercase())
    };
    let ends_in_initials =
        |piece: &str| piece.rsplit(' ').next().is_some_and(is_initials) && words(piece) > 1;
    let is_native =
        |piece: &str| (2..5).contains(&piece.chars().count()) && piece.chars().all(|it| it >= '\u{2e80}');
    match pieces.as_slice() {
        [] | [_] => false,
        // `Li Wei, MD` is one, and `Smith J, Jones K` two.
        [one, other] => ends_in_initials(one) && ends_in_initials(other),
        all => {
            let by_turns = all.len() % 2 == 0
                && all.chunks(2).all(|pair| {
                    matches!(pair, [family, initials] if is_initials(initials) && !is_initials(family) && is_capital(family))
                });
            by_turns || all.iter().all(|piece| words(piece) > 1) || all.iter().all(|piece| is_native(piece))
        }
    }
}

/// Begins with a capital and goes on in small letters, as names do and degrees seldom.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}
