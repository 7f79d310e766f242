//! Inventories of family names: which word of a name is the family name, and how a family name in characters is
//! spelled in Latin letters.
//!
//! An inventory only decides the order of a name; it never rejects one (mapping reference 3.2). Names stand in two
//! groups, usual and rare, because nearly every pinyin syllable is somebody's family name: in `Rui Zhang` both
//! words are family names, and only one of them is a usual one.

mod cantonese;
mod english;
mod han;
mod hangul;
mod japanese;
mod korean;
mod pinyin;
mod syllables;
mod vietnamese;
mod wade_giles;

use super::table::Table;
use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How much speaks for a word being a family name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Standing {
    /// It is not in the inventory.
    #[default]
    Absent,
    /// It is a family name of few, or a common given name too.
    Rare,
    /// It is a family name of many.
    Usual,
}

/// A list of family names in Latin letters, lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inventory {
    /// Chinese, in pinyin.
    Pinyin,
    /// Chinese, in the spelling of Taiwan.
    WadeGiles,
    /// Chinese, in the spellings of Hong Kong, Macao, Malaysia and Singapore.
    Cantonese,
    /// Korean.
    Korean,
    /// Vietnamese.
    Vietnamese,
    /// Japanese.
    Japanese,
    /// English.
    English,
}

impl Inventory {
    /// All inventories.
    pub const ALL: [Self; 7] = [
        Self::Pinyin,
        Self::WadeGiles,
        Self::Cantonese,
        Self::Korean,
        Self::Vietnamese,
        Self::Japanese,
        Self::English,
    ];

    /// The usual names and the rare ones, each sorted by bytes.
    #[must_use]
    pub fn names(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Pinyin => (pinyin::USUAL, pinyin::RARE),
            Self::WadeGiles => (wade_giles::USUAL, wade_giles::RARE),
            Self::Cantonese => (cantonese::USUAL, cantonese::RARE),
            Self::Korean => (korean::USUAL, korean::RARE),
            Self::Vietnamese => (vietnamese::USUAL, vietnamese::RARE),
            Self::Japanese => (japanese::USUAL, japanese::RARE),
            Self::English => (english::USUAL, &[]),
        }
    }

    /// The inventory of a country's or language's names, where one decides.
    ///
    /// `country` is an ISO 3166-1 alpha-2 code, `lang` a BCP-47 tag; the country is asked first.
    #[must_use]
    pub fn of_place(country: Option<&str>, lang: Option<&str>) -> Option<Self> {
        let by_country = country.and_then(|code| match code {
            "CN" => Some(Self::Pinyin),
            "KR" | "KP" => Some(Self::Korean),
            "VN" => Some(Self::Vietnamese),
            "JP" => Some(Self::Japanese),
            _ => None,
        });
        let primary = lang.map(|tag| tag.split(['-', '_']).next().unwrap_or_default());
        by_country.or_else(|| match primary? {
            "zh" if country.is_none() => Some(Self::Pinyin),
            "ko" => Some(Self::Korean),
            "vi" => Some(Self::Vietnamese),
            "ja" => Some(Self::Japanese),
            _ => None,
        })
    }

    /// How this inventory knows a word; case, marks on letters and the form of the apostrophe do not count.
    #[must_use]
    pub fn standing(self, word: &str) -> Standing {
        self.standing_of_folded(&folded(word))
    }

    fn standing_of_folded(self, word: &str) -> Standing {
        STANDINGS.get(word).and_then(|known| known.get(self as usize)).copied().unwrap_or_default()
    }
}

/// How each inventory, in the order of [`Inventory::ALL`], knows a word that any of them has: words of names are asked for
/// many times.
static STANDINGS: LazyLock<Table<&str, [Standing; Inventory::ALL.len()]>> = LazyLock::new(|| {
    let mut known: Table<&str, [Standing; Inventory::ALL.len()]> = Table::default();
    let count = |(usual, rare): (&[&str], &[&str])| usual.len() + rare.len();
    known.reserve(Inventory::ALL.into_iter().map(|inventory| count(inventory.names())).sum());
    for inventory in Inventory::ALL {
        let (usual, rare) = inventory.names();
        for (names, standing) in [(rare, Standing::Rare), (usual, Standing::Usual)] {
            for name in names {
                if let Some(own) = known.entry(name).or_default().get_mut(inventory as usize) {
                    *own = standing;
                }
            }
        }
    }
    known
});

fn best_standing(folded: &str) -> Standing {
    STANDINGS.get(folded).and_then(|known| known.iter().max()).copied().unwrap_or_default()
}

/// The best standing a word has in any inventory.
#[must_use]
pub fn standing(word: &str) -> Standing {
    best_standing(&folded(word))
}

/// Whether a word can be a given name, or a part of one, of China, Korea, Japan or Vietnam, by its syllables.
#[must_use]
pub fn could_be_east_asian_given(word: &str) -> bool {
    syllables::could_be_given(&folded(word))
}

/// Whether a word can be a whole given name of China, Korea or Vietnam: one or two syllables (`Basinger` has three).
#[must_use]
pub fn could_be_short_given(word: &str) -> bool {
    syllables::could_be_short_given(&folded(word))
}

/// Whether any inventory has the word.
#[must_use]
pub fn is_family_name(word: &str) -> bool {
    best_standing(&folded(word)) > Standing::Absent
}

/// Lower case without marks, straight apostrophes and hyphens.
pub(super) fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    if word.is_ascii() {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    let plain = |character: char| match character {
        '’' | '‘' | 'ʼ' | 'ʻ' | '′' | '`' => '\'',
        '\u{2010}'..='\u{2013}' => '-',
        'đ' | 'Đ' | 'ð' => 'd',
        _ => character,
    };
    let letters = word.nfd().filter(|&character| !is_combining_mark(character));
    Cow::Owned(letters.map(plain).flat_map(char::to_lowercase).collect())
}

/// The family name of a Chinese name in characters in pinyin, as it is read in family names: lower case, without
/// tones (mapping reference 7, rule 1). `None` for a name no table has.
#[must_use]
pub fn han_family_to_latin(family: &str) -> Option<&'static str> {
    by_characters(family, han::SINGLE, &[han::COMPOUND, han::COMPOUND_OR_NAME])
}

/// A Korean family name in Hangul in the spelling most of its bearers use, in lower case: 김 kim, 이 lee.
/// `None` for a name no table has.
#[must_use]
pub fn hangul_family_to_latin(family: &str) -> Option<&'static str> {
    by_characters(family, hangul::SINGLE, &[hangul::COMPOUND])
}

fn by_characters(
    family: &str,
    single: &[(char, &'static str)],
    compounds: &[&[(&str, &'static str)]],
) -> Option<&'static str> {
    let family = family.trim();
    let mut characters = family.chars();
    let first = characters.next()?;
    if characters.next().is_none() {
        let at = single.binary_search_by_key(&first, |row| row.0).ok()?;
        return single.get(at).map(|row| row.1);
    }
    compounds.iter().find_map(|table| {
        let at = table.binary_search_by(|row| row.0.cmp(family)).ok()?;
        table.get(at).map(|row| row.1)
    })
}

/// Whether the character is a Chinese family name of one character.
#[must_use]
pub fn is_han_family(character: char) -> bool {
    han::SINGLE.binary_search_by_key(&character, |row| row.0).is_ok()
}

/// Whether two characters that begin a Chinese name are its family name (mapping reference 3.2, N4). Compound names
/// whose first character is a family name followed by a likely given name (谷梁) are not among them.
#[must_use]
pub fn is_han_compound(characters: &str) -> bool {
    han::COMPOUND.binary_search_by(|row| row.0.cmp(characters)).is_ok()
}

/// Whether the syllable is a Korean family name of one syllable.
#[must_use]
pub fn is_hangul_family(syllable: char) -> bool {
    hangul::SINGLE.binary_search_by_key(&syllable, |row| row.0).is_ok()
}

/// Whether two syllables that begin a Korean name are its family name.
#[must_use]
pub fn is_hangul_compound(syllables: &str) -> bool {
    hangul::COMPOUND.binary_search_by(|row| row.0.cmp(syllables)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_sorted_set<T: Ord>(rows: &[T]) -> bool {
        rows.windows(2).all(|pair| pair[0] < pair[1])
    }

    #[test]
    fn lists_are_sorted_and_of_the_promised_size() {
        let least = [400, 100, 150, 120, 60, 400, 100];
        for (inventory, least) in Inventory::ALL.into_iter().zip(least) {
            let (usual, rare) = inventory.names();
            assert!(is_sorted_set(usual) && is_sorted_set(rare), "{inventory:?}");
            assert!(usual.len() + rare.len() >= least, "{inventory:?} has {}", usual.len() + rare.len());
            for name in usual.iter().chain(rare) {
                assert_eq!(folded(name), *name);
                assert!(
                    name.bytes().all(|byte| byte.is_ascii_lowercase() || b"'-".contains(&byte)),
                    "{name}"
                );
            }
            assert!(usual.iter().all(|name| rare.binary_search(name).is_err()), "{inventory:?}");
        }
        assert!(is_sorted_set(&han::SINGLE.iter().map(|row| row.0).collect::<Vec<_>>()));
        assert!(is_sorted_set(&han::COMPOUND.iter().map(|row| row.0).collect::<Vec<_>>()));
        assert!(is_sorted_set(&han::COMPOUND_OR_NAME.iter().map(|row| row.0).collect::<Vec<_>>()));
        assert!(is_sorted_set(&hangul::SINGLE.iter().map(|row| row.0).collect::<Vec<_>>()));
        assert!(is_sorted_set(&hangul::COMPOUND.iter().map(|row| row.0).collect::<Vec<_>>()));
        assert!(han::SINGLE.len() >= 450);
    }

    #[test]
    fn members_and_strangers() {
        for (inventory, names) in [
            (Inventory::Pinyin, "Ou ZHANG Ouyang Lü Lv Lyu Zhuge Shan Zeng Qiu Xie"),
            (Inventory::WadeGiles, "Hsu Tsai Ch’ien Chang Szuma"),
            (Inventory::Cantonese, "Ng Au-Yeung Cheung Wong Chua Goh Teoh Kow"),
            (Inventory::Korean, "Kim Lee Rhee Hwangbo Namgung Ahn Ryu"),
            (Inventory::Vietnamese, "Nguyễn Trần Lê Phạm Đặng Huynh"),
            (Inventory::Japanese, "Tanaka Yamada Satō Watanabe"),
            (Inventory::English, "Smith Taylor"),
        ] {
            for name in names.split(' ') {
                assert!(inventory.standing(name) > Standing::Absent, "{name}");
                assert!(is_family_name(name), "{name}");
            }
        }
        for name in ["Wenxin", "Baatar", "Santos", "García", "Ahmad", "Maria", "", "MS"] {
            assert!(!is_family_name(name), "{name}");
        }
    }

    #[test]
    fn a_usual_name_stands_above_a_given_name() {
        for (given, family) in [("Rui", "Zhang"), ("Jing", "Xu"), ("Min", "Kim"), ("Siu", "Wong")] {
            assert!(standing(given) < standing(family), "{given} {family}");
        }
        assert_eq!(standing("Wei"), standing("Li"));
        assert_eq!(standing("Hong"), Standing::Usual);
        assert_eq!(Inventory::Pinyin.standing("Hong"), Standing::Rare);
    }

    #[test]
    fn places_have_inventories() {
        assert_eq!(Inventory::of_place(Some("CN"), Some("en")), Some(Inventory::Pinyin));
        assert_eq!(Inventory::of_place(None, Some("zh-Hans")), Some(Inventory::Pinyin));
        assert_eq!(Inventory::of_place(Some("TW"), Some("zh")), None);
        assert_eq!(Inventory::of_place(Some("KR"), None), Some(Inventory::Korean));
        assert_eq!(Inventory::of_place(Some("PH"), Some("en")), None);
    }

    #[test]
    fn characters_are_read_as_family_names() {
        for (family, latin) in [
            ("曾", "zeng"),
            ("单", "shan"),
            ("仇", "qiu"),
            ("解", "xie"),
            ("区", "ou"),
            ("查", "zha"),
            ("尉迟", "yuchi"),
            ("欧阳", "ouyang"),
            ("歐陽", "ouyang"),
            ("張", "zhang"),
            ("谷梁", "guliang"),
        ] {
            assert_eq!(han_family_to_latin(family), Some(latin), "{family}");
        }
        for (family, latin) in
            [("김", "kim"), ("이", "lee"), ("박", "park"), ("최", "choi"), ("남궁", "namgung")]
        {
            assert_eq!(hangul_family_to_latin(family), Some(latin), "{family}");
        }
        assert_eq!(han_family_to_latin("山田"), None);
        assert_eq!(han_family_to_latin(""), None);
        assert_eq!(hangul_family_to_latin("欧"), None);
    }

    /// An independent table of readings, which knows nothing of family names.
    #[test]
    fn readings_agree_with_another_table() {
        let read_otherwise = "么乐乜仇区區单卜员員單折曾朴查樂洗种粘繆缪翟薄覃解賁贠都鈄钭隗";
        for (character, latin) in han::SINGLE {
            let other = any_ascii::any_ascii(&character.to_string()).to_ascii_lowercase();
            assert_eq!(
                other != *latin,
                read_otherwise.contains(*character),
                "{character}: {latin} and {other}"
            );
        }
    }
}
