//! Words by which the name of an institution is known in an address line, in the languages of `labels`.

/// Whole words, in lower case.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "university", "universities", "univ", "hospital", "hospitals", "department", "dept", "institute", "institutes",
    "institution", "school", "college", "center", "centre", "faculty", "academy", "laboratory", "lab", "clinic", "division",
    "ministry", "company", "polytechnic", "infirmary", "sanatorium", "universidad", "universidade", "université", "universität",
    "universitas", "universiti", "università", "universiteit", "facultad", "faculdade", "faculté", "fakultas", "fakulti",
    "fakultät", "hôpital", "krankenhaus", "klinik", "klinikum", "instituto", "institut", "departamento", "département",
    "escuela", "escola", "école", "centro", "servicio", "serviço", "service", "rumah", "jabatan", "departemen", "pusat",
    "университет", "институт", "больница", "кафедра", "факультет", "академия", "центр", "клиника", "đại học", "bệnh viện",
    "khoa", "viện", "trường", "их сургууль", "эмнэлэг",
];

/// Parts of words in Chinese characters, kana and hangul.
#[rustfmt::skip]
const PARTS: &[&str] = &[
    "大学", "大學", "医院", "醫院", "学院", "學院", "公司", "研究所", "研究院", "研究中心", "中心", "实验室", "實驗室", "卫生院", "疾控", "科室", "医科", "医学部",
    "研究室", "病院", "学部", "研究科", "センター", "クリニック", "学校", "대학교", "대학", "병원", "의료원", "연구소", "연구원", "센터", "학과", "교실",
    "講座", "教室", "学科", "看護部", "學系", "系所", "診所", "保健所", "간호부", "간호학과", "의원", "보건소",
];

/// Whether a text names an institution.
#[must_use]
pub fn named_in(text: &str) -> bool {
    if PARTS.iter().any(|part| text.contains(part)) {
        return true;
    }
    let lower = text.to_lowercase();
    // `2Hospital`: a marker stands at the first word.
    let words: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric())
        .map(|word| word.trim_start_matches(char::is_numeric))
        .filter(|word| !word.is_empty())
        .collect();
    let is_word = |wanted: &str| match wanted.split_once(' ') {
        None => words.contains(&wanted),
        Some((first, second)) => {
            words.windows(2).any(|pair| pair.first() == Some(&first) && pair.last() == Some(&second))
        }
    };
    WORDS.iter().any(|wanted| is_word(wanted))
}

#[cfg(test)]
mod tests {
    use super::named_in;

    #[test]
    fn institutions_are_known_by_a_word() {
        for text in [
            "1. Department of Medicine, Example University, Beijing 100000, China",
            "示例大学附属医院内科",
            "서울대학교 병원",
            "Bệnh viện Ví dụ, Hà Nội",
        ] {
            assert!(named_in(text), "{text}");
        }
        for text in ["Zhang San, Li Si", "Tea and sleep", "张三, 李四", "Universal precautions"] {
            assert!(!named_in(text), "{text}");
        }
    }
}
