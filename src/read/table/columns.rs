//! Names of columns, in any table: each with the field it feeds. Names are compared without case, blanks and
//! punctuation, so `Art. No.` is `artno`.

/// A name and its field. Fields are named as the columns of refmill's own layout are (mapping reference 2.2); those that
/// have no column there stand with a colon.
pub(super) type Name = (&'static str, &'static str);

/// Kept without a word: what a program or a database has for its own ends (counts, marks, dates of its own handling).
pub(super) const KEPT: &str = ":kept";

/// Names that mean the same in all tables.
#[rustfmt::skip]
pub(super) const NAMES: &[Name] = &[
    // The own layout (mapping reference 2.2).
    ("id", "id"), ("citationkey", "citation_key"), ("type", "type"), ("genre", "genre"),
    ("publicationtypes", "publication_types"), ("title", "title"), ("vernaculartitle", "vernacular_title"),
    ("titleshort", "title_short"), ("authors", "authors"), ("authorsnative", "authors_native"),
    ("authorsliteral", "authors_literal"), ("affiliations", "affiliations"),
    ("authoraffiliations", "author_affiliations"), ("emails", "emails"), ("orcids", "orcids"), ("doi", "doi"),
    ("pmid", "pmid"), ("pmcid", "pmcid"), ("wprimid", "wprim_id"), ("journal", "journal"),
    ("journalabbrev", "journal_abbrev"), ("journalnative", "journal_native"), ("issn", "issn"), ("eissn", "eissn"),
    ("issnl", "issn_l"), ("year", "year"), ("month", "month"), ("day", "day"), ("date", "date"),
    ("epubdate", "epub_date"), ("volume", "volume"), ("issue", "issue"), ("pages", "pages"),
    ("pagefirst", "page_first"), ("pagelast", "page_last"), ("articlenumber", "article_number"),
    ("keywords", "keywords"), ("mesh", "mesh"), ("country", "country"), ("countrycode", "country_code"),
    ("language", "language"), ("languagename", "language_name"), ("abstract", "abstract"),
    ("abstractlang", "abstract_lang"), ("abstractother", "abstract_other"),
    ("abstractotherlang", "abstract_other_lang"), ("url", "url"), ("pdfurl", "pdf_url"), ("database", "database"),
    ("provider", "provider"), ("notes", "notes"), ("funding", "funding"), ("accessed", "accessed"),
    ("extrajson", "extra_json"),
    // Numbers and keys of records.
    ("key", "citation_key"), ("citekey", "citation_key"), ("bibtexkey", "citation_key"), ("recordid", "id"),
    ("identifier", "id"), ("recordnumber", "id"), ("referenceid", "id"), ("studyid", "id"),
    // Types.
    ("itemtype", "type"), ("referencetype", "type"), ("documenttype", "type"), ("publicationtype", "type"),
    ("doctype", "type"), ("entrytype", "type"), ("bibliographytype", "type"), ("typeofreference", "type"),
    ("文献类型", "type"), ("文獻類型", "type"), ("资料类型", "type"),
    // Titles.
    ("articletitle", "title"), ("documenttitle", "title"), ("papertitle", "title"), ("primarytitle", "title"),
    ("publicationname", "title"), ("titles", "title"), ("titleenglish", "title"), ("englishtitle", "title"),
    ("originaltitle", "vernacular_title"), ("originalnonenglishtitle", "vernacular_title"),
    ("nativetitle", "vernacular_title"), ("translatedtitle", ":translated_title"),
    ("alternativetitle", ":other_title"), ("shorttitle", "title_short"), ("subtitle", ":subtitle"),
    ("题名", "title"), ("標題", "title"), ("标题", "title"), ("题目", "title"), ("篇名", "title"), ("文献标题", "title"),
    ("タイトル", "title"), ("論題", "title"), ("論文名", "title"), ("題名", "title"), ("제목", "title"), ("논문명", "title"),
    ("논문제목", "title"), ("titulo", "title"), ("título", "title"), ("titre", "title"), ("titel", "title"),
    ("titolo", "title"), ("название", "title"), ("заглавие", "title"), ("tiêuđề", "title"), ("tựađề", "title"),
    // People.
    ("author", "authors"), ("authornames", "authors"), ("authorlist", "authors"), ("authorss", "authors"),
    ("firstauthors", "authors"), ("creator", "authors"), ("creators", "authors"), ("authorfullnames", "authors"),
    ("作者", "authors"), ("著者", "authors"), ("著者名", "authors"), ("저자", "authors"), ("저자명", "authors"),
    ("autor", "authors"), ("autores", "authors"), ("auteur", "authors"), ("auteurs", "authors"), ("autoren", "authors"),
    ("autori", "authors"), ("автор", "authors"), ("авторы", "authors"), ("tácgiả", "authors"),
    ("firstauthor", ":first_author"), ("第一作者", ":first_author"),
    ("editor", ":editors"), ("editors", ":editors"), ("serieseditor", ":series_editors"),
    ("serieseditors", ":series_editors"), ("translator", ":translators"), ("translators", ":translators"),
    ("bookauthor", ":book_authors"), ("bookauthors", ":book_authors"), ("contributor", ":contributors"),
    ("contributors", ":contributors"), ("groupauthor", ":groups"), ("groupauthors", ":groups"),
    ("corporateauthor", ":groups"), ("affiliation", "affiliations"), ("authoraddress", "affiliations"),
    ("authoraddresses", "affiliations"), ("addresses", "affiliations"), ("institution", "affiliations"),
    ("institutions", "affiliations"), ("作者单位", "affiliations"), ("单位", "affiliations"), ("机构", "affiliations"),
    ("所属機関", "affiliations"), ("소속", "affiliations"), ("email", "emails"), ("emailaddress", "emails"),
    ("emailaddresses", "emails"), ("orcid", "orcids"), ("orcidid", "orcids"),
    // Identifiers.
    ("doinumber", "doi"), ("digitalobjectidentifier", "doi"), ("doilink", "doi"), ("doiurl", "doi"), ("pubmedid", "pmid"),
    ("medlinepmid", "pmid"), ("pmcnumber", "pmcid"), ("pmc", "pmcid"), ("wprim", "wprim_id"), ("isbn", ":isbn"),
    ("isbns", ":isbn"), ("eisbn", ":isbn"), ("issns", "issn"), ("printissn", "issn"), ("pissn", "issn"),
    ("issnprint", "issn"), ("electronicissn", "eissn"), ("onlineissn", "eissn"), ("issnelectronic", "eissn"),
    ("issnonline", "eissn"), ("linkingissn", "issn_l"), ("accessionnumber", ":accession"),
    ("nihmsid", ":id:nihms"), ("eid", ":id:eid"), ("lensid", ":id:lens"), ("pii", ":id:pii"), ("arxivid", ":id:arxiv"),
    ("arxiv", ":id:arxiv"), ("openalexid", ":id:openalex"), ("embaseaccessionid", ":id:embase"), ("pui", ":id:pui"),
    ("publicationid", ":id:publication"), ("microsoftacademicid", ":id:mag"),
    // Journals and books.
    ("journalname", "journal"), ("journaltitle", "journal"), ("journalbook", "journal"), ("publicationtitle", "journal"),
    ("sourcetitle", "journal"), ("secondarytitle", "journal"), ("containertitle", "journal"), ("booktitle", "journal"),
    ("periodical", "journal"), ("fulljournalname", "journal"), ("publication", "journal"), ("venue", "journal"),
    ("journalfull", "journal"), ("刊名", "journal"), ("期刊", "journal"), ("期刊名称", "journal"), ("来源", "journal"),
    ("文献来源", "journal"), ("雑誌名", "journal"), ("掲載誌", "journal"), ("誌名", "journal"), ("학술지", "journal"),
    ("학술지명", "journal"), ("저널명", "journal"), ("revista", "journal"), ("revue", "journal"),
    ("zeitschrift", "journal"), ("rivista", "journal"), ("журнал", "journal"), ("periódico", "journal"),
    ("tạpchí", "journal"), ("journalabbreviation", "journal_abbrev"), ("abbreviatedsourcetitle", "journal_abbrev"),
    ("journalabbreviated", "journal_abbrev"), ("abbreviatedjournal", "journal_abbrev"),
    ("alternatejournal", "journal_abbrev"), ("journaliso", "journal_abbrev"), ("isoabbreviation", "journal_abbrev"),
    ("journalisoabbreviation", "journal_abbrev"), ("source", ":source"), ("citation", ":line"),
    ("reference", ":line"), ("publisher", ":publisher"), ("出版社", ":publisher"), ("出版者", ":publisher"),
    ("editorial", ":publisher"), ("verlag", ":publisher"), ("éditeur", ":publisher"), ("издательство", ":publisher"),
    ("place", ":place"), ("placepublished", ":place"), ("placeofpublication", ":place"), ("location", ":place"),
    ("publisherplace", ":place"), ("city", ":place"),
    // Dates.
    ("publicationyear", "year"), ("publishedyear", "year"), ("pubyear", "year"), ("yearpublished", "year"),
    ("yearofpublication", "year"), ("py", "year"), ("年", "year"), ("年份", "year"), ("发表年份", "year"), ("出版年", "year"),
    ("发表年", "year"), ("発行年", "year"), ("出版年月", "date"), ("연도", "year"), ("발행연도", "year"), ("발행년도", "year"),
    ("año", "year"), ("ano", "year"), ("année", "year"), ("annee", "year"), ("jahr", "year"), ("anno", "year"),
    ("год", "year"), ("năm", "year"), ("publishedmonth", "month"), ("publicationmonth", "month"),
    ("publicationdate", "date"), ("datepublished", "date"), ("pubdate", "date"), ("dateofpublication", "date"),
    ("publisheddate", "date"), ("issued", "date"), ("coverdate", "date"), ("发表时间", "date"), ("发表日期", "date"),
    ("出版日期", "date"), ("発行日", "date"), ("fecha", "date"), ("data", "date"), ("datum", "date"), ("дата", "date"),
    ("publicationdateonline", "epub_date"), ("onlinedate", "epub_date"), ("earlyaccessdate", "epub_date"),
    ("dateonline", "epub_date"), ("publicationdateprint", "date"), ("accessdate", "accessed"),
    ("dateaccessed", "accessed"), ("urldate", "accessed"),
    // Where in the journal.
    ("vol", "volume"), ("volumenumber", "volume"), ("卷", "volume"), ("巻", "volume"), ("巻号", ":volume_issue"), ("권", "volume"),
    ("volumen", "volume"), ("band", "volume"), ("jahrgang", "volume"), ("том", "volume"), ("issuenumber", "issue"),
    ("number", "issue"), ("no", "issue"), ("期", "issue"), ("号", "issue"), ("호", "issue"), ("numero", "issue"),
    ("número", "issue"), ("numéro", "issue"), ("heft", "issue"), ("fascicolo", "issue"), ("выпуск", "issue"),
    ("номер", "issue"), ("volumeissue", ":volume_issue"), ("年卷期", ":line"),
    ("page", "pages"), ("pagination", "pages"), ("pagerange", "pages"), ("pagenumbers", "pages"), ("页", "pages"),
    ("页码", "pages"), ("頁", "pages"), ("ページ", "pages"), ("쪽", "pages"), ("페이지", "pages"), ("páginas", "pages"),
    ("paginas", "pages"), ("seiten", "pages"), ("pagine", "pages"), ("страницы", "pages"), ("trang", "pages"),
    ("startpage", "page_first"), ("firstpage", "page_first"), ("pagestart", "page_first"),
    ("beginningpage", "page_first"), ("endpage", "page_last"), ("lastpage", "page_last"), ("pageend", "page_last"),
    ("artno", "article_number"), ("articleno", "article_number"), ("elocationid", "article_number"),
    ("elocator", "article_number"), ("pagecount", ":page_count"), ("numpages", ":page_count"),
    ("numberofpages", ":page_count"), ("supplement", ":supplement"),
    // Subjects.
    ("keyword", "keywords"), ("authorkeywords", "keywords"), ("keywordauthor", "keywords"), ("tags", "keywords"),
    ("keywordss", "keywords"), ("关键词", "keywords"), ("關鍵詞", "keywords"), ("关键字", "keywords"),
    ("キーワード", "keywords"), ("키워드", "keywords"), ("주제어", "keywords"), ("palabrasclave", "keywords"),
    ("palavraschave", "keywords"), ("motsclés", "keywords"), ("motscles", "keywords"), ("schlagwörter", "keywords"),
    ("schlagworte", "keywords"), ("parolechiave", "keywords"), ("ключевыеслова", "keywords"), ("từkhóa", "keywords"),
    ("meshterms", "mesh"), ("meshheadings", "mesh"), ("subjectheadings", "mesh"), ("descriptors", "mesh"),
    ("publicationcountry", "country"), ("sourcecountry", "country"), ("countryofsource", "country"),
    ("languages", "language"), ("articlelanguage", "language"), ("languageofarticle", "language"),
    ("languageoforiginaldocument", "language"), ("lang", "language"), ("语种", "language"), ("语言", "language"),
    ("言語", "language"), ("언어", "language"), ("idioma", "language"), ("sprache", "language"), ("langue", "language"),
    // Texts.
    ("abstractnote", "abstract"), ("abstracts", "abstract"), ("notesabstract", "abstract"), ("summary", "abstract"),
    ("摘要", "abstract"), ("抄録", "abstract"), ("要旨", "abstract"), ("초록", "abstract"), ("resumen", "abstract"),
    ("resumo", "abstract"), ("résumé", "abstract"), ("resume", "abstract"), ("zusammenfassung", "abstract"),
    ("riassunto", "abstract"), ("аннотация", "abstract"), ("реферат", "abstract"), ("tómtắt", "abstract"),
    ("originalabstract", "abstract_other"), ("note", "notes"), ("researchnotes", "notes"), ("generalnote", "notes"),
    ("comments", "notes"), ("fundingtext", "funding"), ("fundingtexts", "funding"), ("fundingdetails", "funding"),
    ("grants", "funding"), ("funder", "funding"), ("annote", ":annotation"), ("annotation", ":annotation"),
    ("license", ":license"), ("licence", ":license"), ("rights", ":license"), ("copyright", ":license"),
    ("status", ":status"), ("publicationstage", ":status"),
    // Addresses and databases.
    ("link", "url"), ("links", "url"), ("urls", "url"), ("website", "url"), ("sourceurl", "url"), ("sourceurls", "url"),
    ("externalurl", "url"), ("articleurl", "url"), ("链接", "url"), ("网址", "url"), ("pdf", "pdf_url"),
    ("pdflink", "pdf_url"), ("fulltexturl", ":fulltext_url"), ("fulltextlink", ":fulltext_url"),
    ("nameofdatabase", "database"), ("databasename", "database"), ("archive", "database"),
    ("databaseprovider", "provider"), ("librarycatalog", "provider"), ("数据库", "database"),
];

/// The field that a name feeds in any table.
pub(super) fn field_of(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

/// A name without case, blanks and punctuation.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_folded_and_stand_once() {
        for (index, (name, _)) in NAMES.iter().enumerate() {
            assert_eq!(folded(name), *name);
            assert!(!NAMES.iter().skip(index + 1).any(|(other, _)| other == name), "{name} stands twice");
        }
        assert_eq!(field_of(&folded("Journal / Book")), Some("journal"));
        assert_eq!(field_of(&folded("\u{feff}Page_First ")), Some("page_first"));
    }
}
