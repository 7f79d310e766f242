//! Words by which the pages of many sites label their fields, in fourteen languages.
//!
//! From general knowledge of such sites and the label vocabularies of the pages reference, section 3. Words are in lower
//! case, without colon, bullets and brackets; those of Chinese, Japanese and Korean without blanks.

use super::han;
use super::table::{Table, Words};
use std::sync::LazyLock;

/// Field of a page table (`author`, `journal-line` …) and the labels that feed it.
#[rustfmt::skip]
const LABELS: &[(&str, &[&str])] = &[
    ("title", &[
        "ชื่อเรื่อง", "title", "article title", "english title", "title of article", "题名", "标题", "篇名", "英文题名", "英文标题",
        "题目", "論文名", "題名", "タイトル", "표제", "제목", "논문제목", "영문제목", "nhan đề", "tiêu đề", "гарчиг", "tajuk",
        "judul", "título", "titulo", "titre", "titel", "название", "заглавие", "论文名称", "文章标题", "中文标题名", "文章题名", "论文题目", "篇名题名", "중문제목", "국문제목", "논문명", "đầu đề", "tên bài báo", "нийтлэлийн нэр", "өгүүллийн нэр", "tajuk artikel", "judul artikel", "título del artículo", "título do artigo", "titre de l'article", "titel des artikels", "название статьи"]),
    ("vernacular-title", &[
        "vernaculartitle", "vernacular title", "original title", "chinese title", "中文题名", "中文标题", "原题名", "原題", "中文篇名", "judul asli", "título original", "titre original", "originaltitel", "оригинальное название"]),
    ("author", &[
        "ผู้แต่ง", "ผู้เขียน", "ชื่อผู้แต่ง", "author", "authors", "author(s)", "main author", "main authors", "creator", "by", "作者", "作者姓名", "著者", "责任者", "第一作者", "著者名", "저자", "저자명",
        "tác giả", "зохиогч", "penulis", "pengarang", "autor", "autores", "autora", "auteur", "auteurs", "autoren",
        "verfasser", "автор", "авторы", "中文作者", "英文作者", "作者名", "执笔者", "発表者", "著者等", "글쓴이", "저자(들)", "nhóm tác giả", "các tác giả", "зохиогчид", "зохиогч(ид)", "penulis-penulis", "para penulis", "autor(es)", "auteur(s)", "autor/in", "verfasser/in", "autor:innen", "autorinnen und autoren", "автор(ы)"]),
    ("affiliation", &[
        "affiliation", "affiliations", "author affiliation", "author affiliations", "author information",
        "institution", "institutions", "address", "addresses", "作者单位", "单位", "机构", "机构地区", "作者机构", "工作单位",
        "所属機関", "所属", "소속", "소속기관", "cơ quan", "đơn vị công tác", "afiliasi", "institusi", "afiliación",
        "filiación", "afiliação", "filiação", "institución", "instituição", "adresse", "institut", "место работы", "服务单位", "作者单位(中文)", "著者所属", "所属機関名", "저자소속", "cơ quan công tác", "đơn vị", "ажлын газар", "байгууллага", "institusi penulis", "lugar de trabajo", "instituciones", "instituições", "affiliation des auteurs", "zugehörigkeit", "institutionen", "организация", "место работы авторов", "аффилиация"]),
    ("container-title", &[
        "วารสาร", "ชื่อวารสาร", "journal", "journal name", "journal title", "publication title", "publication", "periodical", "刊名", "期刊",
        "期刊名称", "期刊名", "雑誌名", "掲載誌", "誌名", "학술지", "저널", "학술지명", "tạp chí", "сэтгүүл", "jurnal", "majalah",
        "revista", "periódico", "revue", "zeitschrift", "журнал", "刊名(中文)", "中文刊名", "期刊名称(中文)", "书刊名", "誌名・書名", "ジャーナル", "掲載雑誌", "게재지", "간행물명", "저널명", "tên tạp chí", "сэтгүүлийн нэр", "nama jurnal", "título de la revista", "título da revista", "nom de la revue", "titre de la revue", "titel der zeitschrift", "zeitschriftentitel", "название журнала"]),
    ("container-title-short", &["journal abbreviation", "abbreviated title", "刊名缩写", "略誌名"]),
    ("journal-line", &[
        "年,卷", "年,卷(期)", "年,卷,期", "年卷期", "年,期", "source", "from", "citation", "published in", "is part of", "来源", "出处", "文献来源", "文献出处", "期刊来源", "刊期", "出典",
        "書誌事項", "출처", "수록지", "nguồn", "sumber", "fuente", "fonte", "quelle", "источник", "资料来源", "刊载于", "収録刊行物", "収録誌", "収載誌", "발행정보", "서지사항", "xuất xứ", "эх сурвалж", "diterbitkan dalam", "diterbitkan di", "publicado en", "publicado em", "publié dans", "erschienen in", "veröffentlicht in", "опубликовано в"]),
    ("citation", &[
        "引用本文", "引用格式", "本文引用格式", "文章引用", "引文格式", "推荐引用方式", "引用本文格式", "引用信息",
        "cite this article", "how to cite", "how to cite this article", "cite as", "to cite this article", "cite this article as",
        "recommended citation", "citar", "cómo citar", "cómo citar este artículo", "como citar", "como citar este artigo",
        "comment citer", "zitiervorschlag", "для цитирования", "образец цитирования", "trích dẫn", "cara mengutip", "引用", "引用方式", "本文引用", "この論文の引用", "인용", "인용하기", "citar este artículo", "citar este artigo", "citer cet article", "pour citer cet article", "diesen artikel zitieren", "zitierweise", "цитировать", "цитирование", "cách trích dẫn", "sitasi", "эшлэл"]),
    ("doi", &["doi", "digital object identifier", "doi号", "数字对象标识符"]),
    ("pmid", &["pmid", "pubmed id", "pmcid"]),
    ("issn", &["issn", "eissn", "issn-l", "on-line version issn", "print version issn", "issn号", "p-issn", "e-issn", "print issn", "online issn", "국제표준연속간행물번호"]),
    ("issued", &[
        "ปีที่พิมพ์", "วันที่เผยแพร่", "date", "year", "publication date", "published", "publication year", "date of publication", "issue date",
        "年", "年份", "年度", "出版日期", "发表时间", "出版年", "发布日期", "发行日期", "発行年", "発行日", "発行年月", "발행일", "발행년",
        "발행연도", "năm", "năm xuất bản", "он", "tahun", "tanggal terbit", "año", "ano", "fecha", "fecha de publicación",
        "data de publicação", "année", "date de publication", "jahr", "erscheinungsjahr", "год", "дата публикации", "出版年月", "出版时间", "刊出日期", "发表日期", "出版年份", "出版年(西元)", "公開日", "出版年月日", "게재일", "출판일", "출판연도", "ngày xuất bản", "ngày đăng", "хэвлэгдсэн он", "нийтлэгдсэн", "нийтлэгдсэн огноо", "tarikh terbit", "tahun terbit", "tanggal publikasi", "diterbitkan", "publicado", "publié", "date de parution", "veröffentlicht", "erscheinungsdatum", "опубликована", "опубликовано", "дата выхода"]),
    ("received", &[
        "received", "submission received", "received date", "date received", "date of receipt", "submitted", "收稿日期", "收稿时间", "受付日", "受付",
        "접수일", "투고일", "투고", "recibido", "recebido", "reçu", "eingegangen", "поступила", "diterima", "投稿日期", "原稿受付", "ngày nhận bài", "nhận bài", "хүлээн авсан", "diserahkan", "tarikh terima", "recibido el", "recebido em", "reçu le", "eingereicht", "дата поступления", "поступила в редакцию"]),
    ("revised", &[
        "revised", "revised date", "date revised", "修回日期", "修订日期", "改訂日", "수정일", "심사완료일", "revisado", "révisé",
        "direvisi", "修改日期", "改稿日", "ngày phản biện", "ngày chỉnh sửa", "засварласан", "disemak", "revisi", "révisé le", "überarbeitet", "доработана"]),
    ("accepted", &[
        "accepted", "accepted date", "date accepted", "date of acceptance", "接受日期", "录用日期", "採択日", "受理日", "受理",
        "게재확정일", "게재승인일", "aceptado", "aceito", "accepté", "angenommen", "принята", "disetujui", "接受刊登", "录用时间", "采用日期", "採用日", "게재확정", "ngày chấp nhận", "chấp nhận", "chấp nhận đăng", "зөвшөөрсөн", "diluluskan", "aceptado el", "aceito em", "accepté le", "akzeptiert", "принята к печати", "принята к публикации", "дата принятия"]),
    ("epub", &[
        "available online", "published online", "online published", "first published online", "first published", "网络出版日期",
        "网络首发时间", "在线出版日期", "網絡出版日期", "早期公開日", "온라인게시일", "线上出版", "网络出版时间", "网络首发日期", "在线发表时间", "オンライン公開日", "온라인 게시일", "đăng trực tuyến", "publicado en línea", "publicado online", "en ligne", "online veröffentlicht", "online publiziert"]),
    ("volume", &["ปีที่", "volume", "vol", "vol.", "卷", "卷号", "巻", "巻号", "권", "tập", "боть", "jilid", "volumen", "band", "том", "卷数", "卷次", "권수", "quyển", "tome", "jahrgang"]),
    ("issue", &[
        "ฉบับที่", "issue", "number", "no", "no.", "期", "期号", "号", "호", "số", "дугаар", "bilangan", "nomor", "número", "numero",
        "numéro", "heft", "ausgabe", "выпуск", "номер", "期数", "期次", "通巻", "호수", "số báo", "edisi", "ausgabe nr.", "№"]),
    ("page", &[
        "หน้า", "页数", "page", "pages", "pp", "pp.", "页", "页码", "起止页码", "页数范围", "ページ", "頁", "페이지", "쪽", "trang", "хуудас",
        "muka surat", "halaman", "página", "páginas", "paginas", "seite", "seiten", "страницы", "стр.", "页次", "起迄页", "起讫页", "起讫页码", "所在页码", "ページ数", "掲載ページ", "开始页", "수록면", "수록페이지", "số trang", "хуудасны тоо", "hal.", "hlm", "págs.", "seitenzahl"]),
    ("publication-type", &[
        "所属期刊栏目", "publication type", "publication types", "document type", "article type", "type", "文献类型", "文章类型", "文献标志码",
        "論文種別", "資料種別", "자료유형", "논문유형", "loại bài", "jenis", "tipo de documento", "tipo de publicación",
        "tipo de publicação", "type de document", "dokumenttyp", "тип публикации", "资料类型", "著作类型", "文献种类", "文章类别", "論文種類", "記事種別", "자료구분", "thể loại", "төрөл", "jenis artikel", "jenis dokumen", "tipo de artículo", "tipo de artigo", "type d'article", "artikeltyp", "beitragsart", "тип статьи", "тип документа"]),
    ("keyword", &[
        "คำสำคัญ", "keywords", "keyword", "key words", "author keywords", "tags", "subject", "subjects", "index terms", "关键词",
        "关键字", "關鍵詞", "关键词(keywords)", "主题词", "キーワード", "키워드", "색인어", "주제어", "중심단어", "từ khóa", "từ khoá",
        "түлхүүр үг", "kata kunci", "palabras clave", "palavras-chave", "palabras-clave", "mots-clés", "mots clés",
        "schlüsselwörter", "schlagwörter", "ключевые слова", "中文关键词", "英文关键词", "中文关键字", "英文关键字", "关键词(中文)", "检索词", "キーワード(日本語)", "索引語", "주요어", "핵심어", "주요단어", "검색어", "국문키워드", "영문키워드", "түлхүүр үгс", "katakunci", "kata-kata kunci", "palabra clave", "palavras chave", "palavra-chave", "mots clefs", "mots-clefs", "stichwörter", "schlagworte", "ключевое слово"]),
    ("mesh", &["mesh", "mesh terms", "mesh headings", "medical subject headings", "descriptors", "decs", "descriptores", "descritores", "assuntos", "assunto", "asunto", "asuntos", "sujets", "main subject", "assunto principal", "asunto principal", "medical subject headings (mesh)"]),
    ("country", &["country", "country of publication", "国家", "国别", "国", "국가", "quốc gia", "negara", "país", "pays", "land", "страна", "出版国", "出版地", "발행국", "улс", "país de publicación", "país de publicação", "pays de publication", "страна публикации"]),
    ("language", &[
        "language", "languages", "language of article", "语种", "语言", "言語", "언어", "ngôn ngữ", "хэл", "bahasa", "idioma",
        "langue", "sprache", "язык", "语文", "正文语种", "文种", "本文语言", "本文言語", "본문언어", "lengua", "langue de l'article", "язык статьи"]),
    ("abstract", &[
        "บทคัดย่อ", "abstract", "summary", "english abstract", "摘要", "内容摘要", "文摘", "英文摘要", "提要", "抄録", "要旨", "要約", "초록",
        "요약", "국문초록", "tóm tắt", "хураангуй", "abstrak", "ringkasan", "resumen", "resumo", "résumé",
        "zusammenfassung", "аннотация", "реферат", "резюме", "中文摘要", "摘要(中文)", "摘要(英文)", "论文摘要", "中英文摘要", "和文抄録", "和文要旨", "英文抄録", "抄録・要旨", "アブストラクト", "概要", "국문요약", "영문초록", "논문초록", "bản tóm tắt", "товч агуулга", "товчлол", "abstrak bahasa indonesia", "intisari", "resumen en español", "resumo em português", "resumo português", "kurzfassung", "kurzzusammenfassung", "краткое содержание"]),
    ("publisher", &["publisher", "出版社", "出版者", "出版单位", "発行元", "출판사", "발행처", "nhà xuất bản", "penerbit", "editorial", "editora", "éditeur", "verlag", "издательство", "发行单位", "出版单位名称", "発行機関", "発行所", "출판기관", "хэвлэн нийтлэгч", "diterbitkan oleh", "casa editorial", "maison d'édition", "издатель"]),
    ("funding", &["funding", "grants", "grant", "supported by", "基金", "基金项目", "资助项目", "助成", "연구비", "financiación", "financiamento", "financement", "förderung", "科研项目", "赞助", "研究費", "nguồn tài trợ", "санхүүжилт", "pendanaan", "pembiayaan", "financiación del estudio", "финансирование"]),
    ("url", &["url", "link", "permalink", "链接", "原文链接", "网址", "링크", "连结", "网页链接", "永久链接", "リンク", "liên kết", "холбоос", "pautan", "tautan", "enlace", "lien", "ссылка"]),
    ("furniture", &[
        "references", "reference", "cited by", "citing articles", "similar articles", "related articles", "download",
        "downloads", "share", "share this article", "share this item", "export citation", "full text", "pdf", "views", "参考文献", "引证文献", "相似文献", "相关文章", "下载", "浏览", "分享",
        "引用文献", "参考資料", "참고문헌", "tài liệu tham khảo", "rujukan", "daftar pustaka", "referencias", "referências",
        "références", "literatur", "literaturverzeichnis", "список литературы", "литература", "相似论文", "下载全文", "引用次数", "被引次数", "ダウンロード数", "다운로드수", "unduhan", "muat turun", "descargas", "téléchargements", "скачать"]),
    // What tells something else about the article: its lines belong to no other label.
    ("note", &[
        "corresponding author", "corresponding authors", "correspondence", "correspondence to", "first author",
        "author contributions", "conflict of interest", "conflicts of interest", "conflict of interest statement",
        "competing interests", "acknowledgements", "acknowledgments", "acknowledgement", "copyright", "license", "licence",
        "ethics approval", "supplementary material", "supplementary materials", "data availability", "disclosure", "orcid",
        "通信作者", "通讯作者", "作者简介", "第一作者简介", "责任编辑", "中图分类号", "分类号", "文章编号", "利益冲突", "致谢", "版权",
        "責任著者", "利益相反", "謝辞", "교신저자", "책임저자", "이해관계", "감사의글", "correspondencia", "correspondência",
        "conflicto de intereses", "conflito de interesses", "agradecimientos", "agradecimentos", "remerciements",
        "danksagung", "конфликт интересов", "благодарности", "для корреспонденции", "联络作者", "작성자", "연락처", "tác giả liên hệ", "xung đột lợi ích", "lời cảm ơn", "холбоо барих зохиогч", "ашиг сонирхлын зөрчил", "pengarang koresponden", "penulis koresponden", "korespondensi", "konflik kepentingan", "ucapan terima kasih", "penghargaan", "autor de correspondencia", "autor para correspondencia", "autor correspondente", "auteur correspondant", "correspondance", "liens d'intérêts", "conflits d'intérêts", "korrespondenzadresse", "korrespondierender autor", "interessenkonflikt", "контактная информация", "автор для корреспонденции", "об авторах", "информация об авторах"]),
];

/// Labels behind which an article's page holds other articles: its references, what cites it, what is like it.
#[rustfmt::skip]
const OTHER_ARTICLES: &[&str] = &[
    "similar content being viewed by others", "references", "reference", "reference list", "literature cited", "works cited", "bibliography", "cited by",
    "cited by articles", "citing articles", "similar articles", "related articles", "related content", "recommended articles",
    "related", "related article", "related papers", "see also", "read next", "recommended", "you may also like", "articles in this issue", "more articles from this author",
    "most read articles", "参考文献", "参考文献(references)", "引证文献", "相似文献", "相似文献推荐", "相关文章", "相关文献", "共引文献",
    "同被引文献", "二级参考文献", "推荐文章", "参考文献/references", "同项目论文", "作者其他论文", "引用文献", "文献", "関連文献",
    "被引用文献", "참고문헌", "인용문헌", "관련논문", "tài liệu tham khảo", "bài viết tương tự", "rujukan", "daftar pustaka",
    "artikel terkait", "referencias", "referencias bibliográficas", "bibliografía", "similares", "artículos similares",
    "referências", "referências bibliográficas", "artigos relacionados", "références", "bibliographie",
    "documents similaires", "linkout - more resources", "literatur", "literaturverzeichnis", "ähnliche artikel", "список литературы", "литература",
    "похожие статьи", "ном зүй", "ашигласан материал",
    "参考资料", "引用文献一览", "相关论文", "相似论文", "推荐阅读", "参考书目", "文献目录", "関連論文", "参考文献一覧", "인용한 문헌", "참고 문헌", "các bài báo tương tự", "bài báo cùng tác giả", "эшлэл авсан бүтээлүүд", "referensi", "artikel paling banyak dibaca", "artikel serupa", "bibliografi", "artículos relacionados", "trabalhos relacionados", "artigos semelhantes", "articles similaires", "articles liés", "literaturhinweise", "quellen", "verwandte artikel", "библиография", "литература/references", "для чтения",
];

/// Headings inside an abstract.
#[rustfmt::skip]
const ABSTRACT_HEADINGS: &[&str] = &[
    "objective", "objectives", "aim", "aims", "purpose", "background", "background and objective", "background and aims",
    "background/aims", "background & objectives", "background and purpose", "introduction", "context", "importance",
    "rationale", "methods", "method", "materials and methods", "material and methods", "methods and materials",
    "patients and methods", "subjects and methods", "methodology", "design", "study design", "setting", "participants",
    "patients", "subjects", "interventions", "measurements", "main outcome measures", "results", "result", "findings",
    "results and discussion", "main results", "discussion", "conclusion", "conclusions", "interpretation", "significance",
    "limitations", "case presentation", "case report", "目的", "目标", "背景", "方法", "材料与方法", "资料与方法", "对象与方法", "结果",
    "结论", "讨论", "意义", "材料和方法", "對象與方法", "結果", "結論", "考察", "対象と方法", "対象", "배경", "목적", "방법", "대상및방법", "결과",
    "결론", "고찰", "objetivo", "objetivos", "antecedentes", "introducción", "introdução", "métodos", "método", "metodología",
    "metodologia", "material y métodos", "materiais e métodos", "material e métodos", "resultados", "conclusión",
    "conclusiones", "conclusão", "conclusões", "contexte", "objectif", "objectifs", "méthodes", "matériel et méthodes",
    "résultats", "hintergrund", "ziel", "methoden", "methodik", "ergebnisse", "schlussfolgerung", "schlussfolgerungen",
    "цель", "введение", "материалы и методы", "методы", "результаты", "заключение", "выводы", "mục tiêu", "đặt vấn đề",
    "phương pháp", "đối tượng và phương pháp", "kết quả", "kết luận", "tujuan", "latar belakang", "metode", "hasil",
    "kesimpulan", "simpulan", "objektif", "kaedah", "keputusan", "зорилго", "арга зүй", "үр дүн", "дүгнэлт",
     "үндэслэл", "судалгааны зорилго", "судалгааны арга", "хэлэлцүүлэг", "tujuan penelitian", "metode penelitian", "hasil dan pembahasan", "pendahuluan", "metodologi", "dapatan", "pengenalan", "latar belakang kajian", "fragestellung", "zielsetzung", "material und methoden", "patienten und methoden", "актуальность", "обоснование", "материал и методы", "результаты и обсуждение", "вывод", "but", "but de l'étude", "patients et méthodes", "matériels et méthodes", "mục đích", "phương pháp nghiên cứu", "đối tượng", "bàn luận", "justificación", "resultados y discusión", "結果と考察", "方法と結果", "緒言", "背景と目的", "서론", "연구방법", "연구결과", "연구목적",
];

// Every line of a page is looked up, and most are no label.
static FIELDS: LazyLock<Table<&str, &str>> = LazyLock::new(|| {
    let rows = LABELS.iter().flat_map(|(field, labels)| labels.iter().map(move |label| (*label, *field)));
    rows.collect()
});
static OTHERS: LazyLock<Words> = LazyLock::new(|| OTHER_ARTICLES.iter().copied().collect());
static HEADINGS: LazyLock<Words> = LazyLock::new(|| ABSTRACT_HEADINGS.iter().copied().collect());

/// The field that a label feeds, by its words in any case, with or without brackets and colon. `None` for words that no
/// entry has.
#[must_use]
pub fn field_of(words: &str) -> Option<&'static str> {
    let wanted = plain(words);
    let field = |wanted: &str| FIELDS.get(wanted).copied();
    field(&wanted).or_else(|| field(&simplified(&wanted)?))
}

/// Whether a label announces other articles than the one of the page.
#[must_use]
pub fn announces_other_articles(words: &str) -> bool {
    let wanted = plain(words);
    let known = |wanted: &str| OTHERS.contains(wanted);
    known(&wanted) || simplified(&wanted).is_some_and(|wanted| known(&wanted))
}

/// Whether words are a heading inside an abstract.
#[must_use]
pub fn is_abstract_heading(words: &str) -> bool {
    let wanted = plain(words);
    let known = |wanted: &str| HEADINGS.contains(wanted);
    known(&wanted) || simplified(&wanted).is_some_and(|wanted| known(&wanted))
}

/// Words in traditional characters as they are simplified, where that makes a difference: the lexicon has the
/// simplified ones.
fn simplified(words: &str) -> Option<String> {
    let simple: String = words.chars().map(han::simplified).collect();
    (simple != words).then_some(simple)
}

/// Words without what stands around a label, in lower case, blanks made single.
fn plain(words: &str) -> String {
    let bare = words
        .trim()
        .trim_matches(['【', '】', '[', ']', '［', '］', '〔', '〕', ':', '：', '■', '▪', '•'])
        .trim();
    let lower = bare.to_lowercase().replace('，', ",").replace('（', "(").replace('）', ")");
    // `作 者`: blanks inside such words carry nothing.
    let east_asian = lower
        .chars()
        .any(|it| matches!(it, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'));
    if east_asian {
        lower.split_whitespace().collect()
    } else {
        lower.split_whitespace().collect::<Vec<_>>().join(" ")
    }
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
            ("關鍵詞", "keyword"),
            ("中文摘要", "abstract"),
            ("資料類型", "publication-type"),
            ("頁次", "page"),
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
