//! Korean family names in the spellings that articles and passports use; the names are those of the Korean census.
//! Written down for refmill from general knowledge of the names; nothing is copied from a licensed file.

/// Usual spellings of the thirty or so names that most Koreans bear.
#[rustfmt::skip]
pub(super) const USUAL: &[&str] = &[
    "ahn", "an", "bae", "baek", "bak", "cha", "chang", "cho", "choi", "chung", "han", "heo", "hong", "hur",
    "hwang", "hwangbo", "im", "jang", "jeon", "jeong", "jo", "joo", "jung", "kang", "kim", "ko", "koo",
    "kwak", "kwon", "lee", "lim", "moon", "nam", "noh", "oh", "paik", "pak", "park", "rhee", "roh", "ryu",
    "seo", "seong", "shim", "shin", "sim", "sohn", "son", "song", "suh", "sung", "woo", "yang", "yi", "yoo",
    "yoon", "yu", "yun",
];

/// Rarer names and rarer spellings.
#[rustfmt::skip]
pub(super) const RARE: &[&str] = &[
    "ann", "back", "bai", "baik", "ban", "bang", "bark", "beak", "beom", "bin", "bok", "bong", "boo", "bu",
    "bum", "byeon", "byon", "byun", "chae", "chai", "chegal", "chei", "cheong", "chey", "chi", "chiang",
    "chin", "choe", "chon", "choo", "choy", "chu", "chun", "chwa", "dang", "do", "doh", "dokgo", "dokko",
    "dong", "dongbang", "doo", "du", "eo", "eom", "euh", "eum", "eun", "ga", "gal", "gam", "gang", "gee",
    "geum", "gi", "gil", "gim", "go", "goh", "gong", "goo", "gu", "guk", "gum", "gwak", "gweon", "gwon",
    "gye", "ha", "hah", "hahm", "hahn", "ham", "her", "ho", "huh", "hwa", "hwang-bo", "hyeon", "hyeong",
    "hyon", "hyun", "hyung", "ihn", "in", "inn", "jae", "je", "je-gal", "jee", "jegal", "jeun", "ji", "jin",
    "jong", "joung", "ju", "jun", "jwa", "ka", "kal", "kam", "kee", "keel", "keum", "ki", "kil", "koh",
    "kong", "kook", "ku", "kug", "kuk", "kum", "kwack", "kwag", "kweon", "kwun", "kye", "kyeong", "kyong",
    "kyung", "la", "leem", "li", "lyang", "lyu", "ma", "maeng", "mah", "mang", "min", "minn", "mo", "mog",
    "moh", "mok", "mun", "myeong", "myoung", "myung", "na", "nah", "nam-gung", "namgoong", "namgung",
    "namkoong", "namkung", "no", "o", "oak", "ock", "oe", "ohm", "ohn", "ok", "on", "ou", "pae", "paek",
    "paeng", "pan", "pang", "phan", "phee", "phyo", "pi", "pin", "pok", "pong", "poo", "pu", "pyeon", "pyo",
    "pyon", "pyun", "ra", "rah", "ree", "rha", "rhie", "rho", "ri", "rim", "ro", "ryang", "ryoo", "sa",
    "sagong", "sah", "sakong", "sang", "sek", "seoh", "seok", "seol", "seomoon", "seomun", "seon", "seon-u",
    "seonwoo", "seung", "shi", "shinn", "shon", "si", "sin", "so", "soh", "sok", "sonu", "soon", "soung",
    "suhmoon", "suk", "sul", "sun", "sun-woo", "sunwoo", "sur", "tae", "tai", "tak", "tang", "tark", "tcha",
    "to", "toh", "tokko", "tong", "tongbang", "tow", "tu", "u", "uh", "uhm", "um", "un", "wang", "we",
    "weon", "weun", "wha", "whang", "whangbo", "wi", "wie", "won", "wu", "ye", "yeh", "yeo", "yeom", "yeon",
    "yeu", "yeum", "yim", "yom", "yon", "yong", "yook", "you", "youm", "youn", "young", "yuck", "yuh",
    "yuk", "yum", "yune",
];
