//! An author whose family name stands where the given name should.

use super::{Check, Context, Example, note};
use crate::clean::field_of;
use crate::record::{Contributor, Name, Record};
use crate::report::{Code, Note, quoted};
use crate::vocab::family_names::{self, Inventory, Standing};

const NAME_ORDER_SUSPECT: Code = Code::warning(
    "name-order-suspect",
    "The given name of an author seems to stand in the place of the family name; both are kept where they stand.",
);

pub(super) const CHECK: Check = Check {
    code: &NAME_ORDER_SUSPECT,
    summary: "family and given name of an author exchanged",
    explanation: "Databases hold East Asian names in both orders, sometimes in one list, and a form takes either; everything that sorts, cites or \
        compares by family name is then wrong. Several things tell: the family name is initials (`J. R.`) beside a whole given name; the name in \
        characters is read so that its family name is the Latin given name (张瑞 is `Zhang Rui`); or at least two others of the list have a \
        usual Chinese, Korean or Vietnamese family name in its place, and this one has it as the given name beside a family name that nobody bears, or \
        few do (in a list of three or more that are all so, all). An only author whose given name is in capitals and whose family name is \
        not (`Wei, ZHANG`) is doubted too. A word that may be a Japanese family name is left alone. Names of Europe are not \
        judged by words, because `Taylor`, `James` and `Martin` are \
        both. Nothing is exchanged: look at the article, and where the reader was not sure it has said so (`name-order-guessed`).",
    examples: &[
        Example {
            records: &[r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "Ou", "given": "Wenxin"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Xiaoming", "given": "Li"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Wang", "given": "Fang"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#],
            found: &[
                "`Xiaoming, Li` has the family name `Xiaoming`; beside the others of the list it seems to be `Li`",
            ],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Rui", "given": "Zhang"}, "kind": "romanised", "raw": "", "confidence": "certain"},
                {"name": {"family": "张", "given": "瑞"}, "kind": "native", "raw": "张瑞", "confidence": "rule"}]}]}"#,
            ],
            found: &["`Rui, Zhang` has the family name `Rui`; by the characters `张瑞` it is `Zhang`"],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "J. R.", "given": "Smith"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            ],
            found: &["`J. R., Smith` has initials as the family name; it seems to be `Smith`"],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Wei", "given": "ZHANG"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            ],
            found: &["`Wei, ZHANG` has capitals in the given name; the family name seems to be `ZHANG`"],
        },
        Example {
            records: &[
                r#"{"contributors": [{"role": "author", "forms": [{"name": {"family": "Smith", "given": "JAM"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#,
            ],
            found: &[],
        },
        Example {
            records: &[r#"{"contributors": [
                {"role": "author", "forms": [{"name": {"family": "Basinger", "given": "Kim"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Swift", "given": "Taylor"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Zhang", "given": "Rui"}, "kind": "romanised", "raw": "", "confidence": "certain"}]},
                {"role": "author", "forms": [{"name": {"family": "Wang", "given": "Fang"}, "kind": "romanised", "raw": "", "confidence": "certain"}]}]}"#],
            found: &[],
        },
    ],
    in_convert: false,
    run,
};

/// The inventories whose given names can be told from family names by their form.
const INVENTORIES: [Inventory; 3] = [Inventory::Pinyin, Inventory::Korean, Inventory::Vietnamese];

fn run(record: &Record, _: &Context, notes: &mut Vec<Note>) {
    let names: Vec<(&Contributor, &Name)> =
        record.contributors.iter().filter_map(|it| Some((it, &it.projected()?.name))).collect();
    let exchanged_in =
        |inventory: Inventory| names.iter().filter(move |(_, name)| is_exchanged(inventory, name)).count();
    let straight_in =
        |inventory: Inventory| names.iter().filter(move |(_, name)| is_straight(inventory, name)).count();
    let doubted: Vec<Inventory> = INVENTORIES
        .into_iter()
        .filter(|inventory| {
            let (exchanged, straight) = (exchanged_in(*inventory), straight_in(*inventory));
            (straight >= 2 && exchanged < straight) || (exchanged >= 3 && exchanged == names.len())
        })
        .collect();
    for (contributor, name) in &names {
        let (Some(family), Some(given)) = (&name.family, &name.given) else { continue };
        let whole = quoted(&format!("{family}, {given}"));
        let message = if is_initials(family) && is_word(given) {
            format!("{whole} has initials as the family name; it seems to be {}", quoted(given))
        } else if let Some(native) = exchanged_by_characters(contributor, family, given) {
            let (family, given) = (quoted(family), quoted(given));
            format!(
                "{whole} has the family name {family}; by the characters {} it is {given}",
                quoted(&native)
            )
        } else if names.len() == 1 && is_shouted(given, family) && is_word(family) {
            format!("{whole} has capitals in the given name; the family name seems to be {}", quoted(given))
        } else if doubted.iter().any(|inventory| is_exchanged(*inventory, name)) {
            let (family, given) = (quoted(family), quoted(given));
            format!(
                "{whole} has the family name {family}; beside the others of the list it seems to be {given}"
            )
        } else {
            continue;
        };
        notes.push(note(&NAME_ORDER_SUSPECT, field_of(contributor), message));
    }
}

/// Usual family names of China that are hardly ever given names.
const HARDLY_GIVEN: &[&str] =
    &["cai", "cao", "deng", "guo", "huang", "liu", "luo", "wang", "xie", "zhang", "zhao", "zhou"];

/// The given name is a usual family name, and the family name is none, or hardly one, but could be a given name.
fn is_exchanged(inventory: Inventory, name: &Name) -> bool {
    let (Some(family), Some(given)) = (&name.family, &name.given) else { return false };
    if inventory.standing(given) != Standing::Usual || name.full_family() != *family {
        return false;
    }
    match family_names::standing(family) {
        Standing::Absent => {
            family.chars().count() > 3
                && family_names::could_be_east_asian_given(family)
                && (family.contains('-') || !may_be_foreign(inventory, &family.to_lowercase()))
        }
        // Nearly every syllable is somebody's family name (`Rui`).
        Standing::Rare => {
            inventory == Inventory::Pinyin && HARDLY_GIVEN.contains(&given.to_lowercase().as_str())
        }
        Standing::Usual => false,
    }
}

/// Whether a word of such syllables may be a family name of Japan that the inventory has not (`Tanimoto`: each syllable ends in
/// a vowel or `n`), or in a Korean list an English one (`Manning`, whose bearer may well be called `Kim`).
fn may_be_foreign(inventory: Inventory, family: &str) -> bool {
    let is_vowel = |letter: char| "aeiou".contains(letter);
    let mut rest = family;
    let mut is_japanese = true;
    while is_japanese && !rest.is_empty() {
        let consonants = rest.find(is_vowel).unwrap_or(rest.len());
        let before = rest.get(..consonants).unwrap_or_default();
        is_japanese = matches!(
            before.trim_start_matches('n'),
            "" | "k"
                | "g"
                | "s"
                | "z"
                | "t"
                | "d"
                | "h"
                | "b"
                | "p"
                | "m"
                | "y"
                | "r"
                | "w"
                | "j"
                | "f"
                | "sh"
                | "ch"
                | "ts"
                | "ky"
                | "gy"
                | "hy"
                | "by"
                | "py"
                | "my"
                | "ry"
        );
        rest = rest.get(consonants + 1..).unwrap_or_default();
    }
    is_japanese || inventory == Inventory::Korean && family.ends_with("ing")
}

/// The family name is more of a family name than the given name is.
fn is_straight(inventory: Inventory, name: &Name) -> bool {
    let (Some(family), Some(given)) = (&name.family, &name.given) else { return false };
    inventory.standing(family) > inventory.standing(given)
}

/// The name in characters, where its family name is read as the Latin given name and not as the Latin family name.
fn exchanged_by_characters(contributor: &Contributor, family: &str, given: &str) -> Option<String> {
    let native = contributor.native_beside_romanised()?;
    let own = native.name.family.as_deref()?;
    let read =
        family_names::han_family_to_latin(own).or_else(|| family_names::hangul_family_to_latin(own))?;
    let same = |latin: &str| latin.eq_ignore_ascii_case(read);
    (same(given) && !same(family))
        .then(|| format!("{own}{}", native.name.given.as_deref().unwrap_or_default()))
}

/// `J.`, `J. R.`, `J R`: single capitals, with a dot or several of them. Names of one letter (`O`, `U`) are no initials.
fn is_initials(family: &str) -> bool {
    let letters: Vec<&str> = family.split(['.', ' ', '-']).filter(|it| !it.is_empty()).collect();
    let has_mark = family.contains('.') || letters.len() > 1;
    let is_capital = |it: &&str| it.chars().count() == 1 && it.chars().all(char::is_uppercase);
    has_mark && !letters.is_empty() && letters.iter().all(is_capital)
}

/// A given name in capitals that is no block of initials: a word of five letters or more, or a usual family name of East Asia
/// beside what can be a given name there.
fn is_shouted(given: &str, family: &str) -> bool {
    let letters = given.chars().count();
    let is_known = || {
        family_names::standing(given) == Standing::Usual && family_names::could_be_east_asian_given(family)
    };
    given.chars().all(|it| it.is_uppercase() || it == '-') && (letters > 4 || letters > 2 && is_known())
}

/// A name written out: three letters or more, not all of them capitals.
fn is_word(given: &str) -> bool {
    given.chars().filter(|it| it.is_alphabetic()).count() >= 3 && given.chars().any(char::is_lowercase)
}
