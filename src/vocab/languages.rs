//! Languages: the codes and names of ISO 639 (mapping reference 5.2 and the standard's own table).

use super::table::Table;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A language in the notations of the formats.
#[derive(Debug)]
pub struct LanguageRow {
    /// BCP-47 primary subtag: ISO 639-1 where there is one, else ISO 639-3.
    pub tag: &'static str,
    /// ISO 639-2/B, the bibliographic code of nbib, `PubMed` XML and MODS.
    pub bibliographic: &'static str,
    /// ISO 639-2/T, which is also ISO 639-3.
    pub terminological: &'static str,
    /// The English name that is written.
    pub english: &'static str,
    /// Name for babel, polyglossia and `langid`; empty where there is none.
    babel: &'static str,
    /// Other names and codes it is read by: native names, wrong but common codes, members of a macro language.
    also: &'static [&'static str],
}

const fn row(
    tag: &'static str,
    bibliographic: &'static str,
    terminological: &'static str,
    english: &'static str,
    babel: &'static str,
    also: &'static [&'static str],
) -> LanguageRow {
    LanguageRow { tag, bibliographic, terminological, english, babel, also }
}

/// All languages of ISO 639-1, those of the Philippines that WPRIM states, and the special codes.
#[rustfmt::skip]
pub const LANGUAGES: &[LanguageRow] = &[
    row("en", "eng", "eng", "English", "english", &["英语", "英文", "영어", "Anglais", "英語", "Inglés", "Inglês", "Englisch", "английский", "Bahasa Inggris", "Bahasa Inggeris", "Tiếng Anh", "Англи"]),
    row("zh", "chi", "zho", "Chinese", "", &["Mandarin", "Mandarin Chinese", "中文", "汉语", "漢語", "华语", "Chinese (Simplified)", "Simplified Chinese", "Chinese (Traditional)", "Traditional Chinese", "Chinese, Simplified", "Chinese, Traditional", "cmn", "中国語", "華語", "중국어", "Chinois", "Chino", "Chinês", "Chinesisch", "китайский", "Tiếng Trung"]),
    row("ja", "jpn", "jpn", "Japanese", "", &["日本語", "日语", "日文", "jp", "日語", "일본어", "Japonais", "Japonés", "Japonês", "Japanisch", "японский", "Tiếng Nhật"]),
    row("ko", "kor", "kor", "Korean", "", &["한국어", "조선어", "韩语", "kr", "韓国語", "韓語", "朝鲜语", "Coréen", "Coreano", "Koreanisch", "корейский"]),
    row("vi", "vie", "vie", "Vietnamese", "vietnamese", &["Tiếng Việt", "vn", "Vietnam", "越南语", "越南語", "ベトナム語", "베트남어", "Vietnamita", "вьетнамский"]),
    row("mn", "mon", "mon", "Mongolian", "mongolian", &["Монгол", "Монгол хэл", "khk", "蒙古语", "モンゴル語", "몽골어", "Mongol", "монгольский"]),
    row("aa", "aar", "aar", "Afar", "", &[]),
    row("ab", "abk", "abk", "Abkhazian", "", &[]),
    row("ae", "ave", "ave", "Avestan", "", &[]),
    row("af", "afr", "afr", "Afrikaans", "", &[]),
    row("ak", "aka", "aka", "Akan", "", &[]),
    row("am", "amh", "amh", "Amharic", "", &[]),
    row("an", "arg", "arg", "Aragonese", "", &[]),
    row("ar", "ara", "ara", "Arabic", "", &["العربية", "arb"]),
    row("as", "asm", "asm", "Assamese", "", &[]),
    row("av", "ava", "ava", "Avaric", "", &[]),
    row("ay", "aym", "aym", "Aymara", "", &[]),
    row("az", "aze", "aze", "Azerbaijani", "", &["Azeri"]),
    row("ba", "bak", "bak", "Bashkir", "", &[]),
    row("be", "bel", "bel", "Belarusian", "", &[]),
    row("bg", "bul", "bul", "Bulgarian", "bulgarian", &["Български"]),
    row("bh", "bih", "bih", "Bihari", "", &[]),
    row("bi", "bis", "bis", "Bislama", "", &[]),
    row("bm", "bam", "bam", "Bambara", "", &[]),
    row("bn", "ben", "ben", "Bengali", "", &["Bangla", "বাংলা"]),
    row("bo", "tib", "bod", "Tibetan", "", &["藏语"]),
    row("br", "bre", "bre", "Breton", "", &[]),
    row("bs", "bos", "bos", "Bosnian", "", &[]),
    row("ca", "cat", "cat", "Catalan", "catalan", &["Valencian", "Català"]),
    row("ce", "che", "che", "Chechen", "", &[]),
    row("ceb", "ceb", "ceb", "Cebuano", "", &["Bisaya"]),
    row("ch", "cha", "cha", "Chamorro", "", &[]),
    row("co", "cos", "cos", "Corsican", "", &[]),
    row("cr", "cre", "cre", "Cree", "", &[]),
    row("cs", "cze", "ces", "Czech", "czech", &["Čeština"]),
    row("cu", "chu", "chu", "Church Slavic", "", &[]),
    row("cv", "chv", "chv", "Chuvash", "", &[]),
    row("cy", "wel", "cym", "Welsh", "", &[]),
    row("da", "dan", "dan", "Danish", "danish", &["Dansk"]),
    row("de", "ger", "deu", "German", "german", &["Deutsch", "德语", "德語", "ドイツ語", "독일어", "Allemand", "Alemán", "Alemão", "немецкий"]),
    row("dv", "div", "div", "Divehi", "", &["Dhivehi", "Maldivian"]),
    row("dz", "dzo", "dzo", "Dzongkha", "", &[]),
    row("ee", "ewe", "ewe", "Ewe", "", &[]),
    row("el", "gre", "ell", "Greek", "greek", &["Ελληνικά", "Modern Greek", "Greek, Modern"]),
    row("eo", "epo", "epo", "Esperanto", "", &[]),
    row("es", "spa", "spa", "Spanish", "spanish", &["Español", "Castilian", "Castellano", "西班牙语", "西班牙語", "スペイン語", "Espagnol", "Espanhol", "Spanisch", "испанский"]),
    row("et", "est", "est", "Estonian", "estonian", &["ekk"]),
    row("eu", "baq", "eus", "Basque", "basque", &[]),
    row("fa", "per", "fas", "Persian", "", &["Farsi", "فارسی", "pes"]),
    row("ff", "ful", "ful", "Fulah", "", &[]),
    row("fi", "fin", "fin", "Finnish", "finnish", &["Suomi"]),
    row("fil", "fil", "fil", "Filipino", "", &["Pilipino"]),
    row("fj", "fij", "fij", "Fijian", "", &[]),
    row("fo", "fao", "fao", "Faroese", "", &[]),
    row("fr", "fre", "fra", "French", "french", &["Français", "法语", "法語", "フランス語", "프랑스어", "Francés", "Francês", "Französisch", "французский"]),
    row("fy", "fry", "fry", "Western Frisian", "", &[]),
    row("ga", "gle", "gle", "Irish", "", &[]),
    row("gd", "gla", "gla", "Scottish Gaelic", "", &["Gaelic"]),
    row("gl", "glg", "glg", "Galician", "galician", &[]),
    row("gn", "grn", "grn", "Guarani", "", &[]),
    row("gu", "guj", "guj", "Gujarati", "", &[]),
    row("gv", "glv", "glv", "Manx", "", &[]),
    row("ha", "hau", "hau", "Hausa", "", &[]),
    row("he", "heb", "heb", "Hebrew", "", &["עברית", "iw"]),
    row("hi", "hin", "hin", "Hindi", "", &["हिन्दी"]),
    row("hil", "hil", "hil", "Hiligaynon", "", &["Ilonggo"]),
    row("ho", "hmo", "hmo", "Hiri Motu", "", &[]),
    row("hr", "hrv", "hrv", "Croatian", "croatian", &["Hrvatski"]),
    row("ht", "hat", "hat", "Haitian Creole", "", &["Haitian"]),
    row("hu", "hun", "hun", "Hungarian", "hungarian", &["Magyar"]),
    row("hy", "arm", "hye", "Armenian", "", &[]),
    row("hz", "her", "her", "Herero", "", &[]),
    row("ia", "ina", "ina", "Interlingua", "", &[]),
    row("id", "ind", "ind", "Indonesian", "", &["Bahasa Indonesia", "印尼语", "Indonesio", "Indonésio", "Indonesisch"]),
    row("ie", "ile", "ile", "Interlingue", "", &[]),
    row("ig", "ibo", "ibo", "Igbo", "", &[]),
    row("ii", "iii", "iii", "Sichuan Yi", "", &["Nuosu"]),
    row("ik", "ipk", "ipk", "Inupiaq", "", &[]),
    row("ilo", "ilo", "ilo", "Iloko", "", &["Ilocano"]),
    row("io", "ido", "ido", "Ido", "", &[]),
    row("is", "ice", "isl", "Icelandic", "icelandic", &[]),
    row("it", "ita", "ita", "Italian", "italian", &["Italiano"]),
    row("iu", "iku", "iku", "Inuktitut", "", &[]),
    row("jv", "jav", "jav", "Javanese", "", &[]),
    row("ka", "geo", "kat", "Georgian", "", &[]),
    row("kg", "kon", "kon", "Kongo", "", &[]),
    row("ki", "kik", "kik", "Kikuyu", "", &[]),
    row("kj", "kua", "kua", "Kuanyama", "", &[]),
    row("kk", "kaz", "kaz", "Kazakh", "", &["Қазақ"]),
    row("kl", "kal", "kal", "Kalaallisut", "", &["Greenlandic"]),
    row("km", "khm", "khm", "Khmer", "", &["Cambodian", "Central Khmer", "ខ្មែរ", "ភាសាខ្មែរ"]),
    row("kn", "kan", "kan", "Kannada", "", &[]),
    row("kr", "kau", "kau", "Kanuri", "", &[]),
    row("ks", "kas", "kas", "Kashmiri", "", &[]),
    row("ku", "kur", "kur", "Kurdish", "", &[]),
    row("kv", "kom", "kom", "Komi", "", &[]),
    row("kw", "cor", "cor", "Cornish", "", &[]),
    row("ky", "kir", "kir", "Kyrgyz", "", &["Kirghiz"]),
    row("la", "lat", "lat", "Latin", "latin", &[]),
    row("lb", "ltz", "ltz", "Luxembourgish", "", &["Letzeburgesch"]),
    row("lg", "lug", "lug", "Ganda", "", &[]),
    row("li", "lim", "lim", "Limburgish", "", &[]),
    row("ln", "lin", "lin", "Lingala", "", &[]),
    row("lo", "lao", "lao", "Lao", "", &["Laotian", "ລາວ", "ພາສາລາວ"]),
    row("lt", "lit", "lit", "Lithuanian", "lithuanian", &[]),
    row("lu", "lub", "lub", "Luba-Katanga", "", &[]),
    row("lv", "lav", "lav", "Latvian", "latvian", &["lvs"]),
    row("mg", "mlg", "mlg", "Malagasy", "", &["plt"]),
    row("mh", "mah", "mah", "Marshallese", "", &[]),
    row("mi", "mao", "mri", "Maori", "", &[]),
    row("mk", "mac", "mkd", "Macedonian", "", &[]),
    row("ml", "mal", "mal", "Malayalam", "", &[]),
    row("mr", "mar", "mar", "Marathi", "marathi", &[]),
    row("ms", "may", "msa", "Malay", "", &["Bahasa Melayu", "Bahasa Malaysia", "Malaysian", "zsm", "马来语", "Malayo", "Melayu"]),
    row("mt", "mlt", "mlt", "Maltese", "", &[]),
    row("my", "bur", "mya", "Burmese", "", &["Myanmar", "မြန်မာဘာသာ"]),
    row("na", "nau", "nau", "Nauru", "", &[]),
    row("nb", "nob", "nob", "Norwegian Bokmål", "norsk", &["Bokmål"]),
    row("nd", "nde", "nde", "North Ndebele", "", &[]),
    row("ne", "nep", "nep", "Nepali", "", &["npi"]),
    row("ng", "ndo", "ndo", "Ndonga", "", &[]),
    row("nl", "dut", "nld", "Dutch", "dutch", &["Nederlands", "Flemish"]),
    row("nn", "nno", "nno", "Norwegian Nynorsk", "nynorsk", &["Nynorsk"]),
    row("no", "nor", "nor", "Norwegian", "norwegian", &["Norsk"]),
    row("nr", "nbl", "nbl", "South Ndebele", "", &[]),
    row("nv", "nav", "nav", "Navajo", "", &["Navaho"]),
    row("ny", "nya", "nya", "Nyanja", "", &["Chichewa", "Chewa"]),
    row("oc", "oci", "oci", "Occitan", "", &["Provençal"]),
    row("oj", "oji", "oji", "Ojibwa", "", &[]),
    row("om", "orm", "orm", "Oromo", "", &[]),
    row("or", "ori", "ori", "Odia", "", &["Oriya"]),
    row("os", "oss", "oss", "Ossetian", "", &["Ossetic"]),
    row("pa", "pan", "pan", "Punjabi", "", &["Panjabi"]),
    row("pi", "pli", "pli", "Pali", "", &[]),
    row("pl", "pol", "pol", "Polish", "polish", &["Polski"]),
    row("ps", "pus", "pus", "Pashto", "", &["Pushto"]),
    row("pt", "por", "por", "Portuguese", "portuguese", &["Português", "葡萄牙语", "Portugais", "Portugués", "Portugiesisch", "португальский"]),
    row("qu", "que", "que", "Quechua", "", &[]),
    row("rm", "roh", "roh", "Romansh", "", &[]),
    row("rn", "run", "run", "Rundi", "", &[]),
    row("ro", "rum", "ron", "Romanian", "romanian", &["Română", "Moldavian", "Moldovan"]),
    row("ru", "rus", "rus", "Russian", "russian", &["Русский", "俄语", "俄語", "ロシア語", "러시아어", "Russe", "Ruso", "Russo", "Russisch"]),
    row("rw", "kin", "kin", "Kinyarwanda", "", &[]),
    row("sa", "san", "san", "Sanskrit", "", &[]),
    row("sc", "srd", "srd", "Sardinian", "", &[]),
    row("sd", "snd", "snd", "Sindhi", "", &[]),
    row("se", "sme", "sme", "Northern Sami", "", &[]),
    row("sg", "sag", "sag", "Sango", "", &[]),
    row("si", "sin", "sin", "Sinhala", "", &["Sinhalese"]),
    row("sk", "slo", "slk", "Slovak", "slovak", &["Slovenčina"]),
    row("sl", "slv", "slv", "Slovenian", "slovene", &["Slovene"]),
    row("sm", "smo", "smo", "Samoan", "", &[]),
    row("sn", "sna", "sna", "Shona", "", &[]),
    row("so", "som", "som", "Somali", "", &[]),
    row("sq", "alb", "sqi", "Albanian", "", &["als"]),
    row("sr", "srp", "srp", "Serbian", "serbian", &["Srpski", "Српски"]),
    row("ss", "ssw", "ssw", "Swati", "", &[]),
    row("st", "sot", "sot", "Southern Sotho", "", &[]),
    row("su", "sun", "sun", "Sundanese", "", &[]),
    row("sv", "swe", "swe", "Swedish", "swedish", &["Svenska"]),
    row("sw", "swa", "swa", "Swahili", "", &["swh"]),
    row("ta", "tam", "tam", "Tamil", "", &[]),
    row("te", "tel", "tel", "Telugu", "", &[]),
    row("tg", "tgk", "tgk", "Tajik", "", &[]),
    row("th", "tha", "tha", "Thai", "", &["ไทย", "ภาษาไทย"]),
    row("ti", "tir", "tir", "Tigrinya", "", &[]),
    row("tk", "tuk", "tuk", "Turkmen", "", &[]),
    row("tl", "tgl", "tgl", "Tagalog", "", &[]),
    row("tn", "tsn", "tsn", "Tswana", "", &[]),
    row("to", "ton", "ton", "Tongan", "", &["Tonga"]),
    row("tr", "tur", "tur", "Turkish", "turkish", &["Türkçe"]),
    row("ts", "tso", "tso", "Tsonga", "", &[]),
    row("tt", "tat", "tat", "Tatar", "", &[]),
    row("tw", "twi", "twi", "Twi", "", &[]),
    row("ty", "tah", "tah", "Tahitian", "", &[]),
    row("ug", "uig", "uig", "Uyghur", "", &["Uighur", "维吾尔语"]),
    row("uk", "ukr", "ukr", "Ukrainian", "ukrainian", &["Українська"]),
    row("ur", "urd", "urd", "Urdu", "", &[]),
    row("uz", "uzb", "uzb", "Uzbek", "", &["uzn"]),
    row("ve", "ven", "ven", "Venda", "", &[]),
    row("vo", "vol", "vol", "Volapük", "", &[]),
    row("wa", "wln", "wln", "Walloon", "", &[]),
    row("wo", "wol", "wol", "Wolof", "", &[]),
    row("xh", "xho", "xho", "Xhosa", "", &[]),
    row("yi", "yid", "yid", "Yiddish", "", &["ydd"]),
    row("yo", "yor", "yor", "Yoruba", "", &[]),
    row("za", "zha", "zha", "Zhuang", "", &["Chuang"]),
    row("zu", "zul", "zul", "Zulu", "", &[]),
    row("mul", "mul", "mul", "Multiple languages", "", &["Multilingual"]),
    row("und", "und", "und", "Undetermined", "", &[]),
    row("zxx", "zxx", "zxx", "No linguistic content", "", &[]),
];

/// The row of a BCP-47 tag; script and region do not matter (`zh-Hans` is Chinese).
#[must_use]
pub fn by_tag(tag: &str) -> Option<&'static LanguageRow> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default();
    LANGUAGES.iter().find(|row| row.tag.eq_ignore_ascii_case(primary))
}

/// The row of a name or code in any notation and case: `Chinese`, `zh`, `chi`, `zho`, `cmn`, `中文`.
///
/// Codes win over names; a wrong but common code (`jp`, `kr`, `vn`) is read only where it is no language's own:
/// `kr` is Kanuri in ISO 639-1, but on pages of this region it means Korean (mapping reference 5.2).
#[must_use]
pub fn by_text(text: &str) -> Option<&'static LanguageRow> {
    BY_TEXT.get(&*text.trim().to_lowercase()).copied()
}

/// Codes first, so that no name hides one; then English names, then the others.
static BY_TEXT: LazyLock<Table<Cow<'_, str>, &'static LanguageRow>> = LazyLock::new(|| {
    let mut by_text = Table::default();
    // Names are some five times as many as rows.
    by_text.reserve(8 * LANGUAGES.len());
    for row in LANGUAGES.iter().filter(|row| row.tag == "ko") {
        by_text.insert(Cow::from("kr"), row);
    }
    let codes =
        LANGUAGES.iter().flat_map(|row| [row.tag, row.bibliographic, row.terminological].map(|it| (it, row)));
    let names = LANGUAGES.iter().map(|row| (row.english, row));
    let others = LANGUAGES.iter().flat_map(|row| row.also.iter().map(move |it| (*it, row)));
    for (text, row) in codes.chain(names).chain(others) {
        let is_lower = text.bytes().all(|byte| byte.is_ascii_lowercase());
        let key = if is_lower { Cow::from(text) } else { Cow::from(text.to_lowercase()) };
        by_text.entry(key).or_insert(row);
    }
    by_text
});

/// The English name of a tag: `Chinese` of `zh` and of `zh-Hans`. For RIS, `EndNote` XML, BibTeX and CSV.
#[must_use]
pub fn english_name(tag: &str) -> Option<&'static str> {
    Some(by_tag(tag)?.english)
}

/// The ISO 639-2/B code of a tag: `chi` of `zh`. For nbib, `PubMed` XML and MODS.
#[must_use]
pub fn bibliographic_code(tag: &str) -> Option<&'static str> {
    Some(by_tag(tag)?.bibliographic)
}

/// The ISO 639-3 code of a tag: `zho` of `zh`.
#[must_use]
pub fn terminological_code(tag: &str) -> Option<&'static str> {
    Some(by_tag(tag)?.terminological)
}

/// The ISO 639-1 code of a tag, where the language has one: `zh` of `zh-Hant`, none of `ceb`.
#[must_use]
pub fn two_letter_code(tag: &str) -> Option<&'static str> {
    by_tag(tag).map(|row| row.tag).filter(|code| code.len() == 2)
}

/// The name by which babel and `langid` know the language of a tag. Chinese, Japanese and Korean have none.
#[must_use]
pub fn babel_name(tag: &str) -> Option<&'static str> {
    by_tag(tag).map(|row| row.babel).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        for (index, row) in LANGUAGES.iter().enumerate() {
            for other in &LANGUAGES[index + 1..] {
                assert_ne!(row.tag, other.tag);
                assert_ne!(row.bibliographic, other.bibliographic);
                assert_ne!(row.terminological, other.terminological);
                assert_ne!(row.english, other.english);
            }
        }
    }

    #[test]
    fn pairs_of_bibliographic_and_terminological_codes() {
        let pairs = [
            ("chi", "zho", "zh"),
            ("fre", "fra", "fr"),
            ("ger", "deu", "de"),
            ("dut", "nld", "nl"),
            ("per", "fas", "fa"),
            ("bur", "mya", "my"),
            ("may", "msa", "ms"),
            ("cze", "ces", "cs"),
            ("slo", "slk", "sk"),
            ("rum", "ron", "ro"),
            ("gre", "ell", "el"),
            ("alb", "sqi", "sq"),
            ("arm", "hye", "hy"),
            ("baq", "eus", "eu"),
            ("geo", "kat", "ka"),
            ("ice", "isl", "is"),
            ("mac", "mkd", "mk"),
            ("mao", "mri", "mi"),
            ("tib", "bod", "bo"),
            ("wel", "cym", "cy"),
        ];
        for (bibliographic, terminological, tag) in pairs {
            assert_eq!(bibliographic_code(tag), Some(bibliographic));
            assert_eq!(terminological_code(tag), Some(terminological));
            assert_eq!(by_text(bibliographic).map(|row| row.tag), Some(tag));
            assert_eq!(by_text(terminological).map(|row| row.tag), Some(tag));
        }
        assert_eq!(
            LANGUAGES.iter().filter(|row| row.bibliographic != row.terminological).count(),
            pairs.len()
        );
    }

    #[test]
    fn tags_to_the_notations_of_the_formats() {
        assert_eq!(english_name("zh-Hans"), Some("Chinese"));
        assert_eq!(babel_name("zh"), None);
        assert_eq!(babel_name("de-AT"), Some("german"));
        assert_eq!(two_letter_code("ceb"), None);
        assert_eq!(two_letter_code("zh-Hant"), Some("zh"));
        assert_eq!(english_name("xx"), None);
        assert_eq!(english_name(""), None);
    }
}
