//! Korean family names in Hangul with the spelling most of their bearers use.
//! Written down for refmill from general knowledge of the names; nothing is copied from a licensed file.

/// One syllable.
#[rustfmt::skip]
pub(super) const SINGLE: &[(char, &str)] = &[
    ('가', "ka"), ('간', "kan"), ('갈', "gal"), ('감', "kam"), ('강', "kang"), ('견', "kyun"),
    ('경', "kyung"), ('계', "kye"), ('고', "ko"), ('공', "kong"), ('곽', "kwak"), ('구', "koo"),
    ('국', "kook"), ('권', "kwon"), ('금', "keum"), ('기', "ki"), ('길', "gil"), ('김', "kim"),
    ('나', "na"), ('남', "nam"), ('내', "nae"), ('노', "noh"), ('단', "dan"), ('당', "dang"),
    ('대', "dae"), ('도', "do"), ('동', "dong"), ('두', "doo"), ('라', "ra"), ('량', "ryang"),
    ('려', "ryo"), ('렴', "ryom"), ('로', "ro"), ('류', "ryu"), ('리', "ri"), ('림', "rim"), ('마', "ma"),
    ('매', "mae"), ('맹', "maeng"), ('명', "myung"), ('모', "mo"), ('목', "mok"), ('묵', "mook"),
    ('문', "moon"), ('민', "min"), ('박', "park"), ('반', "ban"), ('방', "bang"), ('배', "bae"),
    ('백', "baek"), ('범', "beom"), ('변', "byun"), ('복', "bok"), ('봉', "bong"), ('부', "boo"),
    ('빈', "bin"), ('사', "sa"), ('상', "sang"), ('서', "seo"), ('석', "seok"), ('선', "sun"),
    ('설', "seol"), ('섭', "sub"), ('성', "sung"), ('소', "so"), ('손', "son"), ('송', "song"),
    ('순', "soon"), ('승', "seung"), ('시', "si"), ('신', "shin"), ('심', "shim"), ('아', "a"),
    ('안', "ahn"), ('애', "ae"), ('야', "ya"), ('양', "yang"), ('어', "eo"), ('엄', "eom"), ('여', "yeo"),
    ('연', "yeon"), ('염', "yeom"), ('예', "ye"), ('오', "oh"), ('옥', "ok"), ('온', "on"),
    ('왕', "wang"), ('용', "yong"), ('우', "woo"), ('원', "won"), ('위', "wi"), ('유', "yoo"),
    ('육', "yook"), ('윤', "yoon"), ('은', "eun"), ('음', "eum"), ('이', "lee"), ('인', "in"),
    ('임', "lim"), ('장', "jang"), ('전', "jeon"), ('점', "jum"), ('정', "jung"), ('제', "je"),
    ('조', "cho"), ('종', "jong"), ('좌', "jwa"), ('주', "joo"), ('준', "joon"), ('지', "ji"),
    ('진', "jin"), ('차', "cha"), ('창', "chang"), ('채', "chae"), ('천', "cheon"), ('초', "cho"),
    ('최', "choi"), ('추', "choo"), ('춘', "choon"), ('탁', "tak"), ('탄', "tan"), ('탕', "tang"),
    ('태', "tae"), ('판', "pan"), ('팽', "paeng"), ('편', "pyun"), ('평', "pyung"), ('포', "po"),
    ('표', "pyo"), ('풍', "poong"), ('피', "pi"), ('필', "pil"), ('하', "ha"), ('학', "hak"),
    ('한', "han"), ('함', "ham"), ('해', "hae"), ('허', "heo"), ('현', "hyun"), ('형', "hyung"),
    ('호', "ho"), ('홍', "hong"), ('화', "hwa"), ('황', "hwang"), ('후', "hoo"), ('흥', "heung"),
];

/// Two syllables (mapping reference 3.2, N4).
#[rustfmt::skip]
pub(super) const COMPOUND: &[(&str, &str)] = &[
    ("남궁", "namgung"), ("독고", "dokgo"), ("동방", "dongbang"), ("사공", "sagong"), ("서문", "seomun"),
    ("선우", "sunwoo"), ("제갈", "jegal"), ("황보", "hwangbo"),
];
