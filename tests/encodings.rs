//! One page in each encoding that sites and old crawls use, declared in each way a page can, and not at all: the same
//! reference every time, and a note that says how the encoding was found.

use encoding_rs::Encoding;
use std::path::Path;
use std::process::{Command, Output};

const TEXTS: &[(&str, [&str; 6])] = &[
    (
        "zh",
        [
            "绿茶对护士睡眠影响的示例研究",
            "作者: 张红梅; 王喆",
            "来源: 示例护理杂志 2021;36(5):10-15",
            "摘要",
            "目的 探讨绿茶对护士睡眠的影响。方法 选取四十名护士。结果 睡眠时间没有变化。结论 可以饮用绿茶。",
            "关键词: 绿茶; 睡眠; 护士",
        ],
    ),
    (
        "zh-TW",
        [
            "綠茶對護士睡眠影響的示例研究",
            "作者: 張紅梅; 王曉麗",
            "來源: 示例護理雜誌 2021;36(5):10-15",
            "摘要",
            "目的 探討綠茶對護士睡眠的影響。方法 選取四十名護士。結果 睡眠時間沒有變化。結論 可以飲用綠茶。",
            "關鍵詞: 綠茶; 睡眠; 護士",
        ],
    ),
    (
        "ja",
        [
            "看護師の睡眠に及ぼす緑茶の効果",
            "著者: 山田 太郎; 佐藤 花子",
            "出典: 例示看護学会誌 2021;36(5):10-15",
            "要旨",
            "看護師の睡眠に及ぼす緑茶の効果について検討した。対象は病棟に勤務する看護師四十名である。睡眠時間に差はなかった。",
            "キーワード: 緑茶; 睡眠; 看護師",
        ],
    ),
    (
        "ko",
        [
            "간호사의 수면에 미치는 녹차의 효과",
            "저자: 김철수; 이영희",
            "출처: 예시간호학회지 2021;36(5):10-15",
            "초록",
            "간호사의 수면에 미치는 녹차의 효과를 알아보고자 하였다. 대상은 병동에 근무하는 간호사 사십 명이다.",
            "키워드: 녹차; 수면; 간호사",
        ],
    ),
    (
        "ru",
        [
            "Влияние зелёного чая на сон медицинских сестёр",
            "Авторы: Иванова А.А.; Петров Б.Б.",
            "Источник: Журнал примеров 2021;36(5):10-15",
            "Аннотация",
            "Мы изучали влияние зелёного чая на сон медицинских сестёр. В исследование вошли сорок человек.",
            "Ключевые слова: зелёный чай; сон; медсёстры",
        ],
    ),
    (
        "fr",
        [
            "Effet du thé vert sur le sommeil des infirmières",
            "Auteurs: Élodie Lefèvre; François Noël",
            "Source: Revue exemple de soins 2021;36(5):10-15",
            "Résumé",
            "Nous avons étudié l'effet du thé vert sur le sommeil des infirmières de nuit. Quarante ont été incluses.",
            "Mots-clés: thé vert; sommeil; infirmières",
        ],
    ),
    (
        "pl",
        [
            "Wpływ zielonej herbaty na sen pielęgniarek",
            "Authors: Żaneta Łukasik; Paweł Wójcik",
            "Source: Przykładowe Czasopismo 2021;36(5):10-15",
            "Abstract",
            "Zbadano wpływ zielonej herbaty na sen czterdziestu pielęgniarek; sen był równie długi jak wcześniej.",
            "Keywords: herbata; sen; pielęgniarki",
        ],
    ),
    (
        "tr",
        [
            "Yeşil çayın hemşirelerin uykusuna etkisi",
            "Authors: Ayşe Şahin; Gökçe Doğan",
            "Source: Örnek Dergisi 2021;36(5):10-15",
            "Abstract",
            "Yeşil çayın kırk hemşirenin uykusuna etkisi incelendi; uyku süresi öncekiyle aynı kaldı, değişiklik görülmedi.",
            "Keywords: çay; uyku; hemşire",
        ],
    ),
];

/// Language of the text and the encodings that pages in it are in.
const ENCODINGS: &[(&str, &[&str])] = &[
    ("zh", &["gb18030", "gbk", "gb2312"]),
    ("zh-TW", &["big5"]),
    ("ja", &["shift_jis", "euc-jp"]),
    ("ko", &["euc-kr"]),
    ("ru", &["windows-1251", "koi8-r"]),
    ("fr", &["windows-1252", "iso-8859-1"]),
    ("pl", &["windows-1250"]),
    ("tr", &["windows-1254"]),
];

fn page(language: &str, declaration: &str) -> String {
    let (_, [title, authors, source, label, text, keywords]) =
        TEXTS.iter().find(|(name, _)| *name == language).expect("a text");
    format!(
        "<html><head>{declaration}</head><body><h1>{title}</h1><p>{authors}</p><p>{source}</p><p>DOI: 10.5555/enc.1</p>\
         <h2>{label}</h2><p>{text}</p><p>{keywords}</p></body></html>\n"
    )
}

fn encoded(encoding: &'static Encoding, page: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding.encode(page);
    assert!(!lossy, "{}", encoding.name());
    bytes.into_owned()
}

fn convert(folder: &Path, bytes: &[u8], arguments: &[&str]) -> Output {
    std::fs::write(folder.join("page.html"), bytes).expect("a file");
    Command::new(env!("CARGO_BIN_EXE_refmill"))
        .args(["convert", "page.html", "-v", "-t", "ris"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program")
}

/// The reference of a page in UTF-8, with every value of it.
fn expected(folder: &Path, language: &str) -> Vec<u8> {
    let done = convert(folder, page(language, "").as_bytes(), &[]);
    let shown = String::from_utf8(done.stdout.clone()).expect("UTF-8");
    let (_, [title, _, source, _, text, keywords]) =
        TEXTS.iter().find(|(name, _)| *name == language).expect("a text");
    let behind = |labelled: &str| labelled.split_once(": ").expect("a label").1.to_owned();
    let journal = behind(source).replace(" 2021;36(5):10-15", "");
    for line in
        [format!("TI  - {title}"), format!("T2  - {journal}"), format!("AB  - {text}"), "SP  - 10".to_owned()]
    {
        assert!(shown.lines().any(|found| found == line), "{language}: no `{line}` in {shown}");
    }
    assert_eq!(shown.matches("AU  - ").count(), 2, "{shown}");
    assert_eq!(shown.matches("KW  - ").count(), behind(keywords).split("; ").count(), "{shown}");
    assert!(!String::from_utf8_lossy(&done.stderr).contains("encoding-"));
    done.stdout
}

#[test]
fn every_encoding_gives_the_same_reference() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, labels) in ENCODINGS {
        let expected = expected(folder.path(), language);
        for label in *labels {
            let encoding = Encoding::for_label(label.as_bytes()).expect("a label");
            for (declaration, code) in [
                (String::new(), "encoding-guessed"),
                (format!("<meta charset=\"{label}\">"), "encoding-declared"),
                (
                    format!("<meta http-equiv=\"Content-Type\" content=\"text/html; charset={label}\">"),
                    "encoding-declared",
                ),
                (format!("<?xml version=\"1.0\" encoding=\"{label}\"?>"), "encoding-declared"),
            ] {
                let bytes = encoded(encoding, &page(language, &declaration));
                let done = convert(folder.path(), &bytes, &[]);
                let notes = String::from_utf8_lossy(&done.stderr).into_owned();
                let shown = String::from_utf8_lossy(&done.stdout).into_owned();
                assert!(notes.contains(code), "{label} {declaration}: {notes}");
                // Turkish that says nothing may be any of the encodings of one byte a letter: the note says so.
                if *language != "tr" || !declaration.is_empty() {
                    assert!(done.stdout == expected, "{label} {declaration}: {shown}{notes}");
                    assert!(!notes.contains("characters-replaced"), "{label} {declaration}: {notes}");
                }
            }
            // What the user says needs no note.
            let named =
                convert(folder.path(), &encoded(encoding, &page(language, "")), &["--encoding", label]);
            assert!(named.stdout == expected, "{label} named");
            assert!(!String::from_utf8_lossy(&named.stderr).contains("encoding-"), "{label} named");
        }
    }
}

#[test]
fn utf16_and_iso_2022_jp_are_known_without_a_declaration() {
    let folder = tempfile::tempdir().expect("a folder");
    let units = |mark: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let text = format!("{mark}{}", page("zh", ""));
        text.encode_utf16().flat_map(bytes).collect()
    };
    let chinese = expected(folder.path(), "zh");
    for (mark, code) in [("", "encoding-guessed"), ("\u{feff}", "encoding-declared")] {
        for bytes in [units(mark, u16::to_le_bytes), units(mark, u16::to_be_bytes)] {
            let done = convert(folder.path(), &bytes, &[]);
            assert!(done.stdout == chinese, "{code}");
            assert!(String::from_utf8_lossy(&done.stderr).contains(code), "{code}");
        }
    }
    let japanese = expected(folder.path(), "ja");
    let bytes = encoded(encoding_rs::ISO_2022_JP, &page("ja", ""));
    assert!(convert(folder.path(), &bytes, &[]).stdout == japanese);
}

#[test]
fn what_the_user_says_outweighs_what_the_page_declares() {
    let folder = tempfile::tempdir().expect("a folder");
    let expected = expected(folder.path(), "ko");
    let bytes = encoded(encoding_rs::EUC_KR, &page("ko", "<meta charset=\"windows-1252\">"));
    assert!(convert(folder.path(), &bytes, &["--encoding", "euc-kr"]).stdout == expected);
    assert!(convert(folder.path(), &bytes, &[]).stdout != expected);
}

#[test]
fn bytes_that_mean_nothing_are_counted_in_a_note() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = encoded(encoding_rs::GB18030, &page("zh", "<meta charset=gbk>"));
    let at = bytes.windows(4).position(|found| found == b"</h1");
    let (before, after) = bytes.split_at(at.expect("the end of the title"));
    let done = convert(folder.path(), &[before, b"\xff\xff", after].concat(), &[]);
    let notes = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(notes.contains("characters-replaced"), "{notes}");
    assert!(String::from_utf8_lossy(&done.stdout).contains("TI  - 绿茶对护士睡眠影响的示例研究\u{fffd}"));
}
