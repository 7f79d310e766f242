//! Words by which the pages of many sites label their fields, in fourteen languages.
//!
//! From general knowledge of such sites and the label vocabularies of the pages reference, section 3. Words are in lower
//! case, without colon, bullets and brackets; those of Chinese, Japanese and Korean without blanks.

/// Field of a page table (`author`, `journal-line` …) and the labels that feed it.
#[rustfmt::skip]
const LABELS: &[(&str, &[&str])] = &[
    ("title", &[
        "title", "article title", "english title", "title of article", "题名", "标题", "篇名", "英文题名", "英文标题",
        "题目", "論文名", "題名", "タイトル", "표제", "제목", "논문제목", "영문제목", "nhan đề", "tiêu đề", "гарчиг", "tajuk",
        "judul", "título", "titulo", "titre", "titel", "название", "заглавие",
    ]),
    ("vernacular-title", &[
        "vernaculartitle", "vernacular title", "original title", "chinese title", "中文题名", "中文标题", "原题名", "原題",
    ]),
    ("author", &[
        "author", "authors", "author(s)", "by", "作者", "作者姓名", "著者", "责任者", "第一作者", "著者名", "저자", "저자명",
        "tác giả", "зохиогч", "penulis", "pengarang", "autor", "autores", "autora", "auteur", "auteurs", "autoren",
        "verfasser", "автор", "авторы",
    ]),
    ("affiliation", &[
        "affiliation", "affiliations", "author affiliation", "author affiliations", "author information",
        "institution", "institutions", "address", "addresses", "作者单位", "单位", "机构", "机构地区", "作者机构", "工作单位",
        "所属機関", "所属", "소속", "소속기관", "cơ quan", "đơn vị công tác", "afiliasi", "institusi", "afiliación",
        "filiación", "afiliação", "filiação", "institución", "instituição", "adresse", "institut", "место работы",
    ]),
    ("container-title", &[
        "journal", "journal name", "journal title", "publication title", "publication", "periodical", "刊名", "期刊",
        "期刊名称", "期刊名", "雑誌名", "掲載誌", "誌名", "학술지", "저널", "학술지명", "tạp chí", "сэтгүүл", "jurnal", "majalah",
        "revista", "periódico", "revue", "zeitschrift", "журнал",
    ]),
    ("container-title-short", &["journal abbreviation", "abbreviated title", "刊名缩写", "略誌名"]),
    ("journal-line", &[
        "source", "from", "citation", "published in", "来源", "出处", "文献来源", "文献出处", "期刊来源", "刊期", "出典",
        "書誌事項", "출처", "수록지", "nguồn", "sumber", "fuente", "fonte", "quelle", "источник",
    ]),
    ("doi", &["doi", "digital object identifier", "doi号", "数字对象标识符"]),
    ("pmid", &["pmid", "pubmed id", "pmcid"]),
    ("issn", &["issn", "eissn", "issn号", "p-issn", "e-issn", "print issn", "online issn", "국제표준연속간행물번호"]),
    ("issued", &[
        "date", "year", "publication date", "published", "publication year", "date of publication", "issue date",
        "年", "年份", "年度", "出版日期", "发表时间", "出版年", "发布日期", "发行日期", "発行年", "発行日", "発行年月", "발행일", "발행년",
        "발행연도", "năm", "năm xuất bản", "он", "tahun", "tanggal terbit", "año", "ano", "fecha", "fecha de publicación",
        "data de publicação", "année", "date de publication", "jahr", "erscheinungsjahr", "год", "дата публикации",
    ]),
    ("volume", &["volume", "vol", "vol.", "卷", "卷号", "巻", "巻号", "권", "tập", "боть", "jilid", "volumen", "band", "том"]),
    ("issue", &[
        "issue", "number", "no", "no.", "期", "期号", "号", "호", "số", "дугаар", "bilangan", "nomor", "número", "numero",
        "numéro", "heft", "ausgabe", "выпуск", "номер",
    ]),
    ("page", &[
        "page", "pages", "pp", "pp.", "页", "页码", "起止页码", "页数范围", "ページ", "頁", "페이지", "쪽", "trang", "хуудас",
        "muka surat", "halaman", "página", "páginas", "paginas", "seite", "seiten", "страницы", "стр.",
    ]),
    ("publication-type", &[
        "publication type", "publication types", "document type", "article type", "type", "文献类型", "文章类型", "文献标志码",
        "論文種別", "資料種別", "자료유형", "논문유형", "loại bài", "jenis", "tipo de documento", "tipo de publicación",
        "tipo de publicação", "type de document", "dokumenttyp", "тип публикации",
    ]),
    ("keyword", &[
        "keywords", "keyword", "key words", "author keywords", "tags", "subject", "subjects", "index terms", "关键词",
        "关键字", "關鍵詞", "关键词(keywords)", "主题词", "キーワード", "키워드", "색인어", "주제어", "중심단어", "từ khóa", "từ khoá",
        "түлхүүр үг", "kata kunci", "palabras clave", "palavras-chave", "palabras-clave", "mots-clés", "mots clés",
        "schlüsselwörter", "schlagwörter", "ключевые слова",
    ]),
    ("mesh", &["mesh", "mesh terms", "mesh headings", "medical subject headings", "descriptors", "decs", "descriptores", "descritores"]),
    ("country", &["country", "country of publication", "国家", "国别", "国", "국가", "quốc gia", "negara", "país", "pays", "land", "страна"]),
    ("language", &[
        "language", "languages", "language of article", "语种", "语言", "言語", "언어", "ngôn ngữ", "хэл", "bahasa", "idioma",
        "langue", "sprache", "язык",
    ]),
    ("abstract", &[
        "abstract", "summary", "english abstract", "摘要", "内容摘要", "文摘", "英文摘要", "提要", "抄録", "要旨", "要約", "초록",
        "요약", "국문초록", "tóm tắt", "хураангуй", "abstrak", "ringkasan", "resumen", "resumo", "résumé",
        "zusammenfassung", "аннотация", "реферат", "резюме",
    ]),
    ("publisher", &["publisher", "出版社", "出版者", "出版单位", "発行元", "출판사", "발행처", "nhà xuất bản", "penerbit", "editorial", "editora", "éditeur", "verlag", "издательство"]),
    ("funding", &["funding", "grants", "grant", "supported by", "基金", "基金项目", "资助项目", "助成", "연구비", "financiación", "financiamento", "financement", "förderung"]),
    ("url", &["url", "link", "permalink", "链接", "原文链接", "网址", "링크"]),
    ("furniture", &[
        "references", "reference", "cited by", "citing articles", "similar articles", "related articles", "download",
        "downloads", "share", "full text", "pdf", "views", "参考文献", "引证文献", "相似文献", "相关文章", "下载", "浏览", "分享",
        "引用文献", "参考資料", "참고문헌", "tài liệu tham khảo", "rujukan", "daftar pustaka", "referencias", "referências",
        "références", "literatur", "literaturverzeichnis", "список литературы", "литература",
    ]),
];

/// The field that a label feeds, by its words in any case, with or without brackets and colon. `None` for words that no
/// entry has.
#[must_use]
pub fn field_of(words: &str) -> Option<&'static str> {
    let bare = words
        .trim()
        .trim_matches(['【', '】', '[', ']', '［', '］', '〔', '〕', ':', '：', '■', '▪', '•'])
        .trim();
    let lower = bare.to_lowercase();
    // `作 者`: blanks inside such words carry nothing.
    let east_asian = lower
        .chars()
        .any(|it| matches!(it, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
    let wanted: String = if east_asian {
        lower.split_whitespace().collect()
    } else {
        lower.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    LABELS.iter().find(|(_, labels)| labels.contains(&wanted.as_str())).map(|(field, _)| *field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_known_whatever_stands_around_them() {
        for (words, field) in [
            ("Authors", "author"),
            ("【作 者】", "author"),
            ("作 者：", "author"),
            ("Mots-clés", "keyword"),
            ("초록", "abstract"),
            ("[关键词]", "keyword"),
            ("Ключевые  слова", "keyword"),
            ("出 处", "journal-line"),
        ] {
            assert_eq!(field_of(words), Some(field), "{words}");
        }
        assert_eq!(field_of("Shelf"), None);
        assert_eq!(field_of(""), None);
    }

    #[test]
    fn a_word_labels_one_field() {
        let mut seen: Vec<&str> = LABELS.iter().flat_map(|(_, labels)| labels.iter().copied()).collect();
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), count, "a label stands in the lexicon twice");
        assert!(seen.iter().all(|label| label.to_lowercase() == **label));
    }
}
