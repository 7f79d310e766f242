//! Chinese family names in the Wade-Giles spelling of Taiwan and of older articles, with and without apostrophes.
//! Written down for refmill from general knowledge of the names; nothing is copied from a licensed file.

/// The names that are frequent in Taiwan.
#[rustfmt::skip]
pub(super) const USUAL: &[&str] = &[
    "chang", "chao", "chen", "cheng", "chiang", "chien", "chiu", "chou", "chu", "chuang", "chung", "fan",
    "feng", "fu", "ho", "hou", "hsia", "hsiao", "hsieh", "hsiung", "hsu", "hsueh", "huang", "kang", "kao",
    "ko", "ku", "kung", "kuo", "lai", "liao", "lin", "liu", "lo", "lu", "lung", "ouyang", "pai", "pan",
    "peng", "shen", "shih", "su", "sun", "sung", "szuma", "tai", "tang", "teng", "tien", "ting", "tsai",
    "tsao", "tseng", "tsou", "tsui", "tu", "tung", "wei", "weng", "wu", "yang", "yao", "yeh", "yen", "yu",
    "yuan",
];

/// All others.
#[rustfmt::skip]
pub(super) const RARE: &[&str] = &[
    "ch'ang", "ch'ao", "ch'e", "ch'en", "ch'eng", "ch'i", "ch'iang", "ch'iao", "ch'ien", "ch'in", "ch'ing",
    "ch'iu", "ch'ou", "ch'u", "ch'ung", "che", "chi", "chia", "chiao", "chieh", "chih", "chin", "ching",
    "cho", "chu-ko", "fang", "fei", "han", "hao", "hsi", "hsia-hou", "hsiang", "hsien", "hsin", "hsing",
    "hsuan", "hsun", "hu", "hua", "huan", "huang-fu", "hui", "hung", "huo", "jan", "jao", "jen", "jui",
    "jung", "k'an", "k'ang", "k'o", "k'ou", "k'u", "k'uang", "k'ung", "kan", "keng", "kou", "kuan", "kuang",
    "kuei", "lan", "lang", "lao", "lei", "leng", "li", "liang", "lien", "ling", "lou", "luan", "lun", "ma",
    "mai", "man", "mao", "mei", "meng", "mi", "miao", "min", "ming", "mo", "mou", "mu", "mu-jung", "ni",
    "nieh", "ning", "niu", "nung", "ou", "p'an", "p'ang", "p'ao", "p'ei", "p'eng", "p'ing", "p'u", "pa",
    "pao", "pei", "pi", "piao", "pien", "ping", "po", "pu", "sa", "sang", "sha", "shan", "shang",
    "shang-kuan", "shao", "she", "sheng", "shu", "shui", "so", "ssu", "ssu-ma", "ssu-t'u", "sui", "szu",
    "t'ai", "t'an", "t'ang", "t'ao", "t'eng", "t'ien", "t'u", "t'ung", "ta", "tan", "tao", "ti", "tiao",
    "tou", "ts'ai", "ts'ao", "ts'en", "ts'ui", "ts'ung", "tsang", "tsen", "tso", "tsu", "tsung", "tuan",
    "tung-fang", "wan", "wang", "wen", "yi", "yin", "ying", "yueh", "yun", "yung",
];
