//! Whether a word is made of the syllables of East Asian given names, in any of their romanisations.

/// What a syllable can begin with: pinyin, Wade and Giles, Cantonese and Hokkien spellings, Korean, Vietnamese,
/// Japanese.
#[rustfmt::skip]
const INITIALS: &[&str] = &[
    "", "b", "bb", "by", "c", "ch", "ch'", "d", "dd", "f", "g", "gg", "gi", "gy", "gw", "h", "hs", "hw", "hy", "j", "jh", "jj",
    "k", "k'", "kh", "kk", "kw", "ky", "l", "m", "my", "n", "ng", "ngh", "nh", "ny", "p", "p'", "ph", "pp", "py", "q", "qu", "r",
    "ry", "s", "sh", "ss", "sw", "sy", "sz", "t", "t'", "th", "tr", "ts", "ts'", "tt", "tz", "v", "w", "x", "xy", "y", "z", "zh",
];

/// What stands behind the vowels of one.
const CODAS: &[&str] =
    &["", "b", "c", "ch", "ck", "g", "h", "hn", "k", "l", "m", "n", "ng", "nh", "p", "r", "t"];

/// The vowels of one.
#[rustfmt::skip]
const VOWELS: &[&str] = &[
    "a", "aa", "ae", "ai", "ao", "au", "ay", "e", "ee", "ei", "eo", "eou", "eu", "eui", "ey", "i", "ia", "iao", "ie", "ieu", "io",
    "iou", "iu", "iue", "o", "oa", "oai", "oe", "oi", "oo", "ou", "ow", "oy", "u", "ua", "uai", "uay", "ue", "ui", "uo", "uoi", "uu",
    "uy", "uye", "y", "ya", "yae", "yau", "ye", "yeo", "yi", "yo", "you", "yu", "yue", "aw", "ew", "oh", "ah", "eh", "eow",
];

/// Family names of Europe that can be cut into such syllables.
#[rustfmt::skip]
const FOREIGN: &[&str] = &[
    "alonso", "amado", "andrade", "baker", "benson", "bonilla", "camara", "cano", "carlsen", "castillo", "chapman", "coleman",
    "costa", "cunha", "dalton", "dawson", "dean", "dickson", "dillon", "duran", "duarte", "galan", "garcia", "gibson", "gomes",
    "hall", "hamilton", "hanson", "hansen", "hansson", "harman", "henson", "hill", "hinton", "hogan", "holm", "hutton", "janson",
    "jansen", "janssen", "jensen", "johnson", "kaiser", "keller", "lange", "larson", "lehman", "leon", "logan", "long", "lopez",
    "luna", "maher", "mann", "manson", "marin", "mason", "mayer", "mendes", "meyer", "miller", "milton", "molina", "moller",
    "monsen", "morales", "morgan", "moreno", "nansen", "navarro", "nilsen", "nolan", "norman", "novak", "nunes", "nunez", "ohman",
    "olsen", "oman", "owen", "pena", "pereira", "ramos", "reyes", "robinson", "rosa", "santana", "shannon", "silva", "simon",
    "simonsen", "sousa", "souza", "tanner", "thomson", "thomsen", "toledo", "tolan", "tucker", "turner", "vega", "vidal", "vieira",
    "walker", "walton", "warner", "watson", "weber", "wilson", "winter", "wong-smith", "yates",
];

/// Whether a folded word can be a given name, or a part of one, of East Asia.
pub(super) fn could_be_given(word: &str) -> bool {
    const MOST: usize = 5;
    !FOREIGN.contains(&word) && word.split(['-', '\'']).all(|part| is_of_syllables(part, MOST))
}

/// The same with two syllables at most, a hyphen or an apostrophe between them or none.
pub(super) fn could_be_short_given(word: &str) -> bool {
    const MOST: usize = 2;
    could_be_given(word) && is_of_syllables(&word.replace(['-', '\''], ""), MOST)
}

fn is_of_syllables(word: &str, most: usize) -> bool {
    if word.is_empty() {
        return true;
    }
    if most == 0 {
        return false;
    }
    INITIALS.iter().filter_map(|initial| word.strip_prefix(initial)).any(|rest| {
        VOWELS.iter().filter_map(|vowels| rest.strip_prefix(vowels)).any(|rest| {
            CODAS.iter().any(|coda| {
                // `er` ends a name, it does not join two syllables.
                let behind = rest.strip_prefix(coda).filter(|behind| *coda != "r" || behind.is_empty());
                behind.is_some_and(|behind| is_of_syllables(behind, most - 1))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::could_be_given;

    #[test]
    fn given_names_of_east_asia_are_made_of_syllables() {
        for name in [
            "wenxin",
            "rui",
            "xiaoli",
            "zhiqiang",
            "runhui",
            "tianyou",
            "chih-wei",
            "hsiao-ling",
            "siu",
            "ming",
            "kwok",
            "keung",
            "boon",
            "heong",
            "swee",
            "hock",
            "chok",
            "tong",
            "min-ho",
            "minjung",
            "seung",
            "hyeon",
            "young",
            "eun-kyung",
            "hye",
            "kyoung",
            "thi",
            "hoa",
            "phuong",
            "quynh",
            "trung",
            "nghia",
            "duc",
            "hiroshi",
            "ken'ichi",
            "junko",
            "akira",
            "tsuyoshi",
            "ryo",
            "haosen",
            "yu",
            "ying",
            "xue",
            "jianguo",
            "chuang",
            "shuang",
            "qiong",
            "yuan",
            "ting-ting",
        ] {
            assert!(could_be_given(name), "{name}");
        }
    }

    #[test]
    fn family_names_of_europe_are_not() {
        for name in [
            "larsen",
            "andersson",
            "berg",
            "holm",
            "hansen",
            "jensen",
            "silva",
            "nowak-brandt",
            "smith",
            "schmidt",
            "brown",
            "garcia",
            "andersen",
            "kowalski",
            "petrov",
            "fernandez",
            "clark",
            "black",
            "stewart",
            "drummond",
        ] {
            assert!(!could_be_given(name), "{name}");
        }
    }
}
