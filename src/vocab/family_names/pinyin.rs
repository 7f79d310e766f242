//! Chinese family names in pinyin: the readings of the characters in [`super::han`], and other spellings in use
//! (`Lv` and `Lyu` for 吕, compound names with a hyphen).
//!
//! Usual are the names that the census of 2020 counts in millions; the order of frequency is known from the
//! Ministry of Public Security's yearly reports. A syllable that is common in given names (`Jing`, `Ming`, `Rui`)
//! is not among the usual ones unless it is one of the commonest family names too. Syllables that are given names
//! in the West (`Juan`, `Ben`, `Dan`) are left out.
//! Written down for refmill from general knowledge of the names; nothing is copied from a licensed file.

/// Borne by millions.
#[rustfmt::skip]
pub(super) const USUAL: &[&str] = &[
    "bai", "cai", "cao", "chang", "chen", "cheng", "cui", "dai", "deng", "ding", "dong", "du", "duan",
    "fan", "fang", "feng", "fu", "gao", "gong", "gu", "guo", "han", "hao", "he", "hou", "hu", "huang",
    "jia", "jiang", "kang", "kong", "lai", "lei", "li", "liang", "liao", "lin", "liu", "long", "lu", "luo",
    "lv", "lyu", "ma", "mao", "meng", "mo", "ouyang", "pan", "peng", "qian", "qin", "qiu", "ren", "shao",
    "shen", "shi", "song", "su", "sun", "tan", "tang", "tao", "tian", "wan", "wang", "wei", "wu", "xia",
    "xiang", "xiao", "xie", "xiong", "xu", "xue", "yan", "yang", "yao", "ye", "yin", "yu", "yuan", "zeng",
    "zhan", "zhang", "zhao", "zheng", "zhong", "zhou", "zhu", "zhuang", "zou",
];

/// All others.
#[rustfmt::skip]
pub(super) const RARE: &[&str] = &[
    "a", "ai", "an", "ang", "ao", "ba", "baili", "ban", "bao", "bei", "beigong", "bi", "bian", "bie", "bin",
    "bing", "bo", "bu", "cang", "cen", "cha", "chai", "chan", "changsun", "chanyu", "chao", "che", "chi",
    "chigan", "chong", "chu", "chuai", "chun", "chun-yu", "chunyu", "ci", "cong", "cun", "da", "dang",
    "dao", "daxi", "di", "diao", "diwu", "dong-fang", "dongfang", "dongguo", "dongmen", "dou", "doulu",
    "du-gu", "duan-mu", "duangan", "duanmu", "dugu", "dun", "duo", "e", "en", "er", "erzhu", "fei", "ga",
    "gai", "gan", "gang", "ge", "geng", "geshu", "gong-sun", "gongliang", "gongshu", "gongsun", "gongxi",
    "gongyang", "gongye", "gou", "guan", "guang", "gui", "guliang", "ha", "hai", "hang", "he-lian", "hegan",
    "hei", "helan", "helian", "heng", "hong", "houmo", "hu-yan", "hua", "huai", "huan", "huang-fu",
    "huangfu", "hui", "hulu", "hulyu", "huo", "huyan", "ji", "jiagu", "jian", "jiao", "jie", "jin", "jing",
    "ju", "ka", "kan", "ke", "kou", "ku", "kuai", "kuang", "kudi", "kui", "la", "lan", "lang", "lao", "le",
    "leng", "lian", "liangqiu", "ling", "ling-hu", "linghu", "lou", "luan", "lun", "luqiu", "lyuqiu", "mai",
    "man", "mang", "mei", "men", "mi", "mian", "miao", "min", "ming", "moqi", "mou", "mu", "mu-rong",
    "murong", "na", "na-lan", "nai", "nalan", "nan", "nan-gong", "nangong", "nanmen", "nanrong", "ni",
    "nian", "nie", "ning", "niu", "nong", "ou", "ou-yang", "pa", "pang", "pei", "pi", "pian", "piao",
    "ping", "pu", "pu-yang", "puyang", "qi", "qiang", "qiao", "qidiao", "qie", "qiguan", "qing", "qu",
    "quan", "que", "qutu", "ran", "rangsi", "rao", "re", "rong", "ru", "ruan", "rui", "sa", "sai", "sang",
    "se", "sen", "sha", "shan", "shang", "shang-guan", "shangguan", "she", "shen-tu", "sheng", "shentu",
    "shou", "shu", "shuai", "shuang", "shui", "shuo", "si", "si-ma", "si-tu", "sikong", "sikou", "sima",
    "situ", "sui", "suo", "suqin", "szeto", "tai", "taishi", "taishu", "tantai", "teng", "ti", "tie",
    "tong", "tou", "tu", "tuo", "tuo-ba", "tuoba", "wan-yan", "wanyan", "wei-chi", "weichi", "weisheng",
    "wen", "wen-ren", "weng", "wenren", "wo", "wuma", "wuqiu", "xi", "xi-men", "xia-hou", "xiahou", "xian",
    "xian-yu", "xianyu", "ximen", "xin", "xing", "xiu", "xuan", "xuan-yuan", "xuanyuan", "xun", "yangshe",
    "yelu", "yelyu", "yi", "ying", "yong", "you", "yu-chi", "yu-wen", "yuchi", "yue", "yuezheng", "yun",
    "yuwen", "zai", "zaifu", "zan", "zang", "zha", "zhai", "zhang-sun", "zhangsun", "zhe", "zhen", "zhi",
    "zhong-li", "zhongli", "zhongsun", "zhu-ge", "zhuansun", "zhuge", "zhuo", "zi", "ziju", "zong",
    "zongzheng", "zu", "zuo", "zuoqiu",
];
