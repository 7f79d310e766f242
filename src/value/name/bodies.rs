//! Names of bodies rather than persons (mapping reference 3.2, N2).

use super::characters::{Writing, is_hyphen};
use super::tokens::Token;
use super::words::lower;
use std::borrow::Cow;

/// Words that name a body (mapping reference 3.2, N2), in the singular; those of Spanish,
/// Portuguese and French too, as LILACS has them.
const GROUP_WORDS: &[&str] = &[
    "academy",
    "agency",
    "alliance",
    "asociación",
    "association",
    "associação",
    "authority",
    "board",
    "bureau",
    "center",
    "centre",
    "collaboration",
    "collaborative",
    "collaborator",
    "college",
    "comisión",
    "comissão",
    "comité",
    "comitê",
    "commission",
    "committee",
    "community",
    "company",
    "consejo",
    "conselho",
    "consortium",
    "corporation",
    "council",
    "departamento",
    "department",
    "division",
    "faculty",
    "federación",
    "federation",
    "federação",
    "foundation",
    "fundación",
    "fundação",
    "group",
    "groupe",
    "grupo",
    "hospital",
    "initiative",
    "institute",
    "institution",
    "instituto",
    "investigator",
    "laboratory",
    "ministerio",
    "ministry",
    "ministère",
    "ministério",
    "network",
    "organisation",
    "organización",
    "organization",
    "organização",
    "panel",
    "program",
    "programme",
    "project",
    "registry",
    "school",
    "secretariat",
    "sociedad",
    "sociedade",
    "society",
    "société",
    "study",
    "taskforce",
    "team",
    "trial",
    "union",
    "universidad",
    "universidade",
    "university",
];

const EAST_ASIAN_GROUP_WORDS: &[&str] = &[
    "协会",
    "協會",
    "协会",
    "学会",
    "學會",
    "分会",
    "分會",
    "委员会",
    "委員会",
    "委員會",
    "协作组",
    "協作組",
    "专家组",
    "專家組",
    "工作组",
    "工作組",
    "研究组",
    "研究組",
    "课题组",
    "編輯部",
    "编辑部",
    "编写组",
    "编委会",
    "中心",
    "医院",
    "醫院",
    "病院",
    "大学",
    "大學",
    "学院",
    "學院",
    "研究所",
    "研究院",
    "研究会",
    "联盟",
    "聯盟",
    "基金会",
    "卫生部",
    "センター",
    "グループ",
    "학회",
    "학회지",
    "위원회",
    "센터",
    "병원",
    "대학교",
    "연구회",
    "연구소",
    "협회",
    "재단",
];

/// Whether a word names a body where it stands with others.
pub(super) fn is_group_word(word: &str) -> bool {
    word.split(is_hyphen).any(|block| {
        let letters = block.trim_matches(|character: char| !character.is_alphanumeric());
        if letters.len() < 4 {
            return false;
        }
        // On the stack, because every word of every name comes by here.
        let mut buffer = [0; 16];
        let on_stack = buffer.get_mut(..letters.len()).filter(|_| letters.is_ascii()).and_then(|small| {
            small.copy_from_slice(letters.as_bytes());
            small.make_ascii_lowercase();
            std::str::from_utf8(small).ok()
        });
        let folded = on_stack.map_or_else(|| lower(letters), Cow::Borrowed);
        let singular = folded.strip_suffix('s').unwrap_or(&folded);
        let known = |word: &str| GROUP_WORDS.binary_search(&word).is_ok();
        known(&folded)
            || known(singular)
            || folded.strip_suffix("ies").is_some_and(|stem| known(&format!("{stem}y")))
    })
}

/// What databases print where an article has no author, in small letters. It names nobody, and has no family name.
const NOBODY: &[&[&str]] = &[
    &["no", "authors", "listed"],
    &["no", "author", "listed"],
    &["no", "authors"],
    &["no", "author"],
    &["author", "unknown"],
    &["unknown", "author"],
];

fn names_nobody<'t>(mut words: impl Iterator<Item = &'t Token<'t>> + Clone) -> bool {
    let all = words.clone();
    let Some(first) = words.next() else { return false };
    let is_it = |phrase: &&[&str]| {
        phrase.first().is_some_and(|word| first.text.eq_ignore_ascii_case(word))
            && all.clone().count() == phrase.len()
            && all.clone().zip(*phrase).all(|(token, word)| token.text.eq_ignore_ascii_case(word))
    };
    NOBODY.iter().any(is_it)
}

/// Whether words together name a body rather than a person, or nobody.
pub(super) fn is_group<'t>(words: impl Iterator<Item = &'t Token<'t>> + Clone) -> bool {
    if names_nobody(words.clone()) {
        return true;
    }
    let count = words.clone().count();
    let alphabetic = words.clone().filter(|token| token.writing == Writing::Alphabet);
    for token in alphabetic {
        let word = token.text.as_ref();
        let is_link = match word {
            // Capital `The` and `On` are Vietnamese and Chinese names too.
            "the" | "on" => true,
            "&" => count > 2,
            _ => word.len() <= 3 && matches!(lower(word).as_ref(), "of" | "for" | "and"),
        };
        if count >= 2 && (is_link || is_group_word(word)) {
            return true;
        }
    }
    let east_asian = words.filter(|token| token.writing != Writing::Alphabet);
    let mut length = 0;
    let mut has_word = false;
    for token in east_asian {
        length += token.text.chars().count();
        has_word |= EAST_ASIAN_GROUP_WORDS.iter().any(|word| token.text.contains(word));
    }
    length >= 5 && has_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_words_can_be_searched() {
        assert!(GROUP_WORDS.windows(2).all(|pair| pair[0] < pair[1]));
        for word in ["Societies", "Study", "Universities", "sub-committee", "Investigators"] {
            assert!(is_group_word(word), "{word}");
        }
        assert!(!is_group_word("Santos"));
    }
}
