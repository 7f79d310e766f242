//! Chinese family names as Hong Kong, Macao, Malaysia and Singapore spell them: Cantonese, Hokkien, Teochew, Hakka
//! and Hainanese.
//! Written down for refmill from general knowledge of the names; nothing is copied from a licensed file.

/// Frequent in Hong Kong, Malaysia or Singapore.
#[rustfmt::skip]
pub(super) const USUAL: &[&str] = &[
    "au", "au-yeung", "auyeung", "chan", "chau", "cheah", "cheng", "cheong", "cheung", "chew", "chia",
    "chiu", "choi", "chong", "choo", "chow", "choy", "chua", "chuah", "chung", "fok", "fong", "foo", "goh",
    "ho", "ip", "khoo", "koh", "koo", "kwan", "kwok", "kwong", "lai", "lam", "lau", "law", "lee", "leong",
    "leung", "liew", "lim", "lo", "loh", "low", "lui", "luk", "mak", "mok", "ng", "ngai", "ong", "ooi",
    "pang", "phua", "poon", "quek", "seah", "sim", "soh", "soo", "szeto", "tam", "tan", "tang", "tay",
    "teh", "teo", "teoh", "tong", "tsang", "tse", "tsui", "wong", "woo", "yap", "yau", "yeo", "yeoh",
    "yeung", "yip", "yuen",
];

/// All others.
#[rustfmt::skip]
pub(super) const RARE: &[&str] = &[
    "bong", "chai", "cham", "chang", "che", "chee", "chiam", "chiang", "chiew", "chik", "chim", "chin",
    "ching", "chiong", "cho", "chok", "chook", "chu", "chui", "chuk", "chun", "fan", "fu", "fun", "fung",
    "gan", "gao", "gwee", "hah", "han", "hang", "heng", "hew", "hiew", "hii", "hoe", "hoh", "hon", "hong",
    "hoo", "hooi", "how", "hu", "huen", "hui", "hung", "hwang", "ing", "jao", "jee", "jong", "kam", "kan",
    "kang", "kao", "kee", "keh", "keng", "keong", "keung", "khaw", "khew", "kho", "khong", "khor", "kiang",
    "kiew", "kin", "king", "ko", "koay", "kok", "kong", "kook", "kow", "ku", "kua", "kuah", "kuan", "kuek",
    "kum", "kung", "kuok", "kwa", "kweh", "kwek", "kwun", "lao", "lay", "lei", "leow", "lew", "li", "liang",
    "liaw", "lie", "ling", "lip", "liu", "loi", "lok", "long", "loo", "loong", "lor", "lu", "lum", "lun",
    "lung", "ma", "mah", "man", "mau", "moo", "mou", "moy", "mui", "mun", "neo", "neoh", "ngan", "nge",
    "ngeow", "ngiam", "ngo", "ngoh", "ngu", "nyam", "oei", "oh", "on", "oon", "ou", "ow", "pau", "peh",
    "phang", "phoa", "phoon", "phuah", "phun", "poh", "pok", "pong", "poo", "pow", "pua", "pui", "pun",
    "quah", "quan", "see", "see-to", "sek", "seow", "seto", "sham", "shek", "sheung", "shih", "shing",
    "shiu", "shum", "shun", "siah", "siaw", "sie", "siew", "sin", "sing", "sit", "siu", "so", "som", "song",
    "soon", "su", "suen", "sum", "sung", "sze", "sze-to", "ta", "tai", "teng", "teow", "thai", "tham",
    "tho", "thong", "thoo", "thum", "ti", "tiang", "tie", "tien", "tin", "tiong", "tiu", "to", "toh", "too",
    "tow", "tseng", "tsim", "tso", "tsoi", "tsung", "tuen", "tung", "twu", "un", "ung", "wan", "wat", "wee",
    "wen", "wing", "wok", "won", "woon", "wu", "yam", "yan", "yao", "yee", "yen", "yeow", "yep", "yew",
    "yii", "yik", "yim", "yin", "ying", "yiu", "yong", "yoong", "you", "yow", "yu", "yue", "yuk", "yung",
];
