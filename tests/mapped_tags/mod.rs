//! What the mapping reference maps, format by format: the tags of its tables 2.1 to 2.3, 2.6 and 2.10.

/// Formats of one reader, where its words stand, and the tags that the mapping reference maps.
pub(crate) struct Mapped {
    pub(crate) formats: &'static [&'static str],
    pub(crate) sources: &'static [&'static str],
    pub(crate) tags: &'static [&'static str],
}

#[rustfmt::skip]
pub(crate) const MAPPED: &[Mapped] = &[
    Mapped {
        formats: &["ris"],
        sources: &["src/read/ris/mod.rs"],
        tags: &[
            "TY", "ID", "LB", "M3", "PT", "TI", "T1", "CT", "BT", "TT", "Z1", "OP", "ST", "AU", "A1", "A2", "A3", "A4", "ED",
            "TA", "AD", "PA", "C1", "C3", "AI", "OI", "DO", "DI", "L3", "PM", "PMID", "C5", "C2", "C8", "AN", "T2", "JF", "JO",
            "J2", "JA", "J1", "JI", "J9", "Z3", "SN", "PY", "Y1", "DA", "ET", "VL", "VO", "IS", "CP", "M1", "SP", "EP", "SE",
            "M2", "C7", "AR", "KW", "DE", "MH", "CY", "PP", "LA", "AB", "N2", "Z4", "Z2", "UR", "L2", "LK", "L1", "DB", "DP",
            "N1", "RN", "U1", "U2", "U3", "U4", "U5", "FU", "FX", "GR", "PB", "PU", "Y2",
        ],
    },
    Mapped {
        formats: &["nbib"],
        sources: &["src/read/nbib.rs"],
        tags: &[
            "PMID", "PMC", "PT", "TI", "TT", "FAU", "AU", "CN", "AD", "AUID", "AID", "LID", "JT", "TA", "IS", "DP", "DEP", "VI",
            "IP", "PG", "OT", "OTO", "KW", "MH", "PL", "LA", "AB", "OAB", "OABL", "GN", "GR",
        ],
    },
    Mapped {
        formats: &["pubmed"],
        sources: &["src/read/pubmed.rs"],
        tags: &[
            "PublicationTypeList", "ArticleTitle", "VernacularTitle", "AuthorList", "LastName", "ForeName", "Initials", "Suffix",
            "CollectiveName", "AffiliationInfo", "Identifier", "ELocationID", "ArticleIdList", "PMID", "Title", "ISOAbbreviation",
            "MedlineTA", "ISSN", "ISSNLinking", "PubDate", "ArticleDate", "Volume", "Issue", "Pagination", "MedlinePgn",
            "StartPage", "EndPage", "KeywordList", "MeshHeadingList", "Country", "Language", "Abstract", "OtherAbstract",
            "GeneralNote", "GrantList", "OtherID",
        ],
    },
    Mapped {
        formats: &["endnote-xml"],
        sources: &["src/read/endnote_xml/mod.rs", "src/read/endnote_xml/journal.rs"],
        tags: &[
            "label", "rec-number", "ref-type", "work-type", "title", "translated-title", "short-title",
            "translated-authors", "auth-address", "electronic-resource-num", "accession-num", "custom2", "full-title",
            "secondary-title", "abbr-1", "alt-title", "isbn", "issn", "year", "pub-dates", "edition", "volume", "number", "pages",
            "custom7", "keyword", "language", "abstract", "notes", "research-notes", "web-urls", "related-urls", "pdf-urls",
            "remote-database-name", "remote-database-provider", "access-date",
        ],
    },
    Mapped {
        formats: &["jats"],
        sources: &["src/read/jats.rs", "src/read/jats/people.rs"],
        tags: &[
            "article-type", "article-title", "trans-title-group", "trans-title", "alt-title", "contrib", "name", "surname",
            "given-names", "suffix", "name-alternatives", "string-name", "collab", "aff", "label", "email", "contrib-id",
            "article-id", "journal-title", "abbrev-journal-title", "issn", "issn-l", "pub-date", "year", "month", "day", "season",
            "string-date", "volume", "issue", "supplement", "fpage", "lpage", "page-range", "elocation-id", "publisher",
            "publisher-loc", "trans-abstract", "self-uri", "notes", "funding-group", "award-group",
        ],
    },
    Mapped {
        formats: &["mods"],
        sources: &[
            "src/read/mods.rs", "src/read/mods/titles.rs", "src/read/mods/origin.rs", "src/read/mods/subject.rs",
            "src/read/mods/people.rs", "src/read/mods/kind.rs",
        ],
        tags: &[
            "ID", "genre", "typeOfResource", "titleInfo", "name", "namePart", "alternativeName", "affiliation", "nameIdentifier",
            "recordIdentifier", "originInfo", "dateIssued", "date", "dateOther", "detail", "number", "extent", "start", "end",
            "list", "subject", "topic", "placeTerm", "language", "languageTerm", "abstract", "location", "url",
            "recordContentSource", "note",
        ],
    },
    Mapped {
        formats: &["json-ld"],
        sources: &["src/read/json_ld/mod.rs", "src/read/json_ld/host.rs", "src/read/json_ld/people.rs"],
        tags: &[
            "@id", "@type", "articleSection", "additionalType", "genre", "headline", "name", "alternativeHeadline", "alternateName",
            "author", "editor", "translator", "contributor", "affiliation", "email", "identifier", "isPartOf", "issn", "isbn",
            "datePublished", "volumeNumber", "issueNumber", "pageStart", "pageEnd", "pagination", "numberOfPages", "keywords",
            "countryOfOrigin", "inLanguage", "abstract", "url", "encoding", "sdPublisher", "funding", "publisher", "license",
            "creativeWorkStatus",
        ],
    },
    Mapped {
        formats: &["bibtex", "biblatex"],
        sources: &[
            "src/read/bibtex/fields/mod.rs", "src/read/bibtex/fields/contributors.rs", "src/read/bibtex/fields/subject.rs",
            "src/read/bibtex/fields/publication.rs",
        ],
        tags: &[
            "pubtype", "genre", "type", "entrysubtype", "title", "subtitle", "origtitle", "vernaculartitle", "title_native",
            "titletranslation", "transliterated-title", "origlanguage", "shorttitle", "author", "editor", "translator",
            "affiliation", "affiliations", "address", "email", "orcid", "doi", "url", "howpublished", "pmid", "pmcid", "eprint",
            "eprinttype", "wprimid", "journal", "journaltitle", "shortjournal", "fjournal", "issn", "year", "month", "day", "date",
            "epubdate", "volume", "number", "issue", "pages", "eid", "articleno", "article-number", "pagetotal", "keywords",
            "mesh", "country", "langid", "language", "abstract", "database", "note", "annote", "annotation", "comment", "funding",
            "publisher", "urldate",
        ],
    },
    Mapped {
        formats: &["csl-json", "csl-jsonl", "csl-yaml"],
        sources: &["src/read/csl_json/plain.rs", "src/read/csl_json/dates.rs", "src/vocab/csl.rs"],
        tags: &[
            "citation-key", "id", "type", "genre", "title", "original-title", "title-short", "author", "editor", "DOI", "PMID",
            "PMCID", "container-title", "container-title-short", "journalAbbreviation", "ISSN", "issued", "available-date",
            "volume", "issue", "page", "number-of-pages", "keyword", "publisher-place", "language", "abstract", "URL", "source",
            "note", "annote", "publisher", "accessed", "submitted", "status",
        ],
    },
    Mapped {
        formats: &["csv", "tsv"],
        sources: &["src/read/table/columns.rs"],
        tags: &[
            "id", "citationkey", "type", "genre", "publicationtypes", "title", "vernaculartitle", "titleshort", "authors",
            "authorsnative", "authorsliteral", "affiliations", "authoraffiliations", "emails", "orcids", "doi", "pmid", "pmcid",
            "wprimid", "journal", "journalabbrev", "journalnative", "issn", "eissn", "issnl", "year", "month", "day", "date",
            "epubdate", "volume", "issue", "pages", "pagefirst", "pagelast", "articlenumber", "keywords", "mesh", "country",
            "countrycode", "language", "languagename", "abstract", "abstractlang", "abstractother", "abstractotherlang", "url",
            "pdfurl", "database", "provider", "notes", "funding", "accessed", "authorfullnames", "authorsid", "sourcetitle",
            "artno", "pagestart", "pageend", "pagecount", "authorswithaffiliations", "authorkeywords", "indexkeywords",
            "pubmedid", "languageoforiginaldocument", "abbreviatedsourcetitle", "documenttype", "eid", "publicationtitle",
            "abstractnote", "manualtags", "automatictags", "publishedyear", "publishedmonth", "accessionnumber", "citation",
            "journalbook", "nihmsid", "publicationyear", "publicationcountry", "fulltexturl", "volumenumber", "issuenumber",
        ],
    },
];

/// What is mapped and is unknown in a fixture all the same: fixture, tag, why.
pub(crate) const KEPT: &[(&str, &str, &str)] = &[
    ("bibtex/in/biblatex.bib", "email", "the address is nobody's in particular"),
    ("bibtex/in/classic.bib", "email", "the address is nobody's in particular"),
    ("bibtex/in/broken.bib", "volume", "it stands there twice"),
    ("bibtex/in/variants.bib", "title", "it stands there twice"),
    ("bibtex/in/rare.bib", "orcid", "one number for ten authors"),
    ("endnote-xml/dialects.xml", "pdf-urls", "a file in the library of somebody's EndNote"),
    ("endnote-xml/every-element.xml", "pdf-urls", "a file in the library of somebody's EndNote"),
    ("endnote-xml/types.xml", "edition", "the edition of a book, which is no date"),
    ("endnote-xml/types.xml", "secondary-title", "the series of a book"),
    ("json-ld/broken.jsonld", "author", "an author that is no name"),
    ("json-ld/broken.jsonld", "datePublished", "a date that is no text"),
    ("json-ld/broken.jsonld", "inLanguage", "a language that is no text"),
    ("json-ld/broken.jsonld", "publisher", "a publisher that is no name"),
    ("mods/catalogue.xml", "physicalDescription/extent", "the size of a book stands beside its pages"),
    ("mods/every-element.xml", "language", "the language of a summary"),
    ("mods/every-element.xml", "name/namePart", "the year of somebody's birth"),
    ("mods/every-element.xml", "relatedItem[series]/titleInfo", "the title of a series"),
    ("mods/zotero.xml", "relatedItem[series]/titleInfo", "the title of a series"),
    (
        "pubmed/every-element.xml",
        "AffiliationInfo/Identifier",
        "the number of an institution, not of an author",
    ),
    ("ris-dialects/wos.ris", "C3", "the addresses of the record name the institution"),
    ("ris-dialects/wos.ris", "PA", "the address of the publisher"),
    ("tables/wos-full/savedrecs.txt", "Affiliations", "the addresses of the record name the institution"),
];

/// The name of an element or member at the end of its path, in the spelling of the list.
fn last(tag: &str, is_column: bool) -> String {
    let name = tag.rsplit(['/', '.']).next().unwrap_or(tag);
    let name = name.split('[').next().unwrap_or(name);
    if is_column {
        return name.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    }
    name.to_owned()
}

/// Whether the mapping reference maps a tag of a format; the names of elements and members are the ends of their paths.
pub(crate) fn is_mapped(format: &str, tag: &str) -> bool {
    let Some(mapped) = MAPPED.iter().find(|mapped| mapped.formats.contains(&format)) else { return false };
    let name = last(tag, mapped.formats.contains(&"csv"));
    mapped.tags.iter().any(|known| *known == name || *known == tag)
}
