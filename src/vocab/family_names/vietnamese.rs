//! Vietnamese family names without their marks.
//! Written down for refmill from general knowledge of the names; nothing is copied from a licensed file.

/// Frequent names.
#[rustfmt::skip]
pub(super) const USUAL: &[&str] = &[
    "bui", "dang", "dinh", "do", "doan", "duong", "ho", "hoang", "huynh", "le", "ly", "ngo", "nguyen",
    "pham", "phan", "tran", "trinh", "truong", "vo", "vu",
];

/// All others.
#[rustfmt::skip]
pub(super) const RARE: &[&str] = &[
    "an", "bach", "banh", "cao", "chau", "che", "chu", "chung", "co", "cung", "dam", "dao", "dau", "dien",
    "diep", "doanh", "dong", "du", "giang", "giap", "ha", "han", "hua", "huyen", "khau", "khong", "khuat",
    "khuc", "kieu", "kim", "la", "lai", "lam", "lang", "lieu", "lo", "lu", "luc", "luong", "luu", "ma",
    "mac", "mach", "mai", "mau", "moc", "mong", "ngan", "nghiem", "ngu", "nham", "nhan", "ninh", "nong",
    "ong", "phi", "pho", "phu", "phung", "quach", "quan", "quang", "quyen", "si", "son", "sung", "ta",
    "tang", "thach", "thai", "tham", "than", "thieu", "tiet", "tieu", "to", "ton", "ton-nu", "tong",
    "trieu", "trung", "tu", "uong", "van", "vi", "vien", "vong", "vuong", "xa", "yen",
];
