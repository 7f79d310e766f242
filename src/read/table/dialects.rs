//! Tables of other programs: the names that a program alone has, and what its names mean where they mean something else
//! than in other tables.
//!
//! Headers are facts of the exports: the evidence is in the mapping reference, 2.10; those of Web of Science's "Excel"
//! and "tab-delimited" exports, of Embase, the Lens, Dimensions and `JabRef` are in published scripts that read such files,
//! those of `EndNote` in its manual ("Creating a Tab-Delimited Format").

use super::columns::{KEPT, Name};

/// How a program joins names of people in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NameLists {
    /// With semicolons, or as the cell itself shows.
    Shown,
    /// With ` and ` between names, as BibTeX does.
    And,
}

/// A table of a program.
#[derive(Debug)]
pub(super) struct Dialect {
    /// For notes.
    pub(super) name: &'static str,
    /// A header with all of one of these lists is of this program.
    pub(super) signs: &'static [&'static [&'static str]],
    /// What names mean here; others mean what they mean everywhere.
    pub(super) names: &'static [Name],
    /// Names that mean elsewhere what they do not mean here: they stay unknown.
    pub(super) not_here: &'static [&'static str],
    /// How names are joined.
    pub(super) lists: NameLists,
}

/// Any table whose columns have known names.
pub(super) const ANY: Dialect =
    Dialect { name: "", signs: &[], names: &[], not_here: &[], lists: NameLists::Shown };

/// In the order in which they are asked for.
#[rustfmt::skip]
pub(super) const DIALECTS: &[Dialect] = &[
    Dialect {
        name: OWN,
        signs: &[
            &["extrajson"], &["authorsliteral"], &["authoraffiliations"], &["authorsnative"], &["vernaculartitle"],
            &["wprimid"], &["pagefirst", "pagelast"], &["citationkey", "journalabbrev"], &["publicationtypes"],
        ],
        names: &[],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: WOS,
        signs: &[&["pt", "au", "ti", "so"], &["pt", "au", "ti", "py"], &["articletitle", "sourcetitle", "utuniquewosid"],
                 &["articletitle", "sourcetitle", "keywordsplus"], &["articletitle", "sourcetitle", "authorfullnames"]],
        names: &[
            ("publicationtype", "PT"), ("authors", "AU"), ("bookauthors", "BA"), ("bookeditors", "BE"),
            ("bookgroupauthors", "GP"), ("authorfullnames", "AF"), ("bookauthorfullnames", "BF"), ("groupauthors", "CA"),
            ("articletitle", "TI"), ("sourcetitle", "SO"), ("language", "LA"), ("documenttype", "DT"),
            ("authorkeywords", "DE"), ("keywordsplus", "ID"), ("abstract", "AB"), ("addresses", "C1"),
            ("affiliations", "C3"), ("reprintaddresses", "RP"), ("emailaddresses", "EM"), ("researcherids", "RI"),
            ("orcids", "OI"), ("fundingorgs", "FU"), ("fundingtext", "FX"), ("citedreferences", "CR"),
            ("citedreferencecount", "NR"), ("timescitedwoscore", "TC"), ("timescitedalldatabases", "Z9"),
            ("180dayusagecount", "U1"), ("since2013usagecount", "U2"), ("publisher", "PU"), ("publishercity", "PI"),
            ("publisheraddress", "PA"), ("issn", "SN"), ("eissn", "EI"), ("isbn", "BN"), ("journalabbreviation", "J9"),
            ("journalisoabbreviation", "JI"), ("publicationdate", "PD"), ("publicationyear", "PY"), ("volume", "VL"),
            ("issue", "IS"), ("partnumber", "PN"), ("supplement", "SU"), ("startpage", "BP"), ("endpage", "EP"),
            ("articlenumber", "AR"), ("doi", "DI"), ("earlyaccessdate", "EA"), ("numberofpages", "PG"),
            ("woscategories", "WC"), ("webofscienceindex", "WE"), ("researchareas", "SC"), ("idsnumber", "GA"),
            ("pubmedid", "PM"), ("openaccessdesignations", "OA"), ("highlycitedstatus", "HC"), ("hotpaperstatus", "HP"),
            ("dateofexport", "DA"), ("utuniquewosid", "UT"), ("webofsciencerecord", KEPT), ("doilink", KEPT),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "Zotero",
        signs: &[&["itemtype", "publicationtitle", "abstractnote"], &["itemtype", "manualtags"]],
        names: &[
            ("key", "citation_key"), ("type", "genre"), ("archivelocation", ":accession"), ("extra", ":extra"),
            ("manualtags", "keywords"), ("automatictags", ":index_terms"), ("linkattachments", "pdf_url"),
            ("number", "article_number"), ("dateadded", KEPT), ("datemodified", KEPT), ("fileattachments", KEPT),
        ],
        not_here: &["code", "history", "version", "system", "section"],
        lists: NameLists::Shown,
    },
    Dialect {
        name: SCOPUS,
        signs: &[&["authorsid", "sourcetitle"], &["eid", "sourcetitle"], &["sourcetitle", "artno"]],
        names: &[
            ("authors", ":scopus:authors"), ("authorfullnames", "authors"), ("authorsid", ":scopus:ids"),
            ("authorswithaffiliations", ":author_texts"), ("indexkeywords", ":index_terms"),
            ("correspondenceaddress", ":correspondence"), ("source", "database"), ("fundingdetails", "funding"),
            ("citedby", KEPT), ("openaccess", KEPT), ("references", KEPT), ("link", ":database_url"),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: PUBMED,
        signs: &[&["pmid", "journalbook"], &["pmid", "citation", "firstauthor"], &["pmid", "nihmsid"]],
        names: &[("journalbook", ":medline_abbrev"), ("createdate", KEPT), ("title", ":medline_title")],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "Covidence",
        signs: &[&["covidence", "study"], &["covidence", "title"], &["publishedyear", "publishedmonth"]],
        names: &[
            ("covidence", ":id:covidence"), ("ref", KEPT), ("study", KEPT), ("tags", KEPT),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "Rayyan",
        signs: &[&["key", "pubmedid", "pmcid"], &["rayyankey", "title"], &["key", "title", "location", "pubmedid"],
                 &["key", "title", "authors", "notes", "location"]],
        names: &[("rayyankey", "citation_key"), ("issue", "issue")],
        not_here: &[],
        lists: NameLists::And,
    },
    Dialect {
        name: EMBASE,
        signs: &[&["authornames", "sourcetitle"], &["embaseaccessionid"], &["emtreemedicalindexterms"]],
        names: &[
            ("source", ":line"), ("correspondenceaddress", ":correspondence"), ("emtreedrugindextermsmajorfocus", ":terms:major"),
            ("emtreedrugindexterms", ":terms"), ("emtreemedicalindextermsmajorfocus", ":terms:major"),
            ("emtreemedicalindexterms", ":terms"), ("emtreedeviceindextermsmajorfocus", ":terms:major"),
            ("emtreedeviceindexterms", ":terms"), ("bookpublisher", ":publisher"),
            ("languageofsummary", KEPT), ("summarylanguage", KEPT), ("embaselink", ":database_url"),
            ("openurllink", KEPT), ("casregistrynumbers", KEPT), ("embaseclassification", KEPT),
            ("countryofauthor", KEPT), ("publicationtype", ":work_types"), ("aipipentrydate", KEPT),
            ("fullrecordentrydate", KEPT), ("entrydate", KEPT),
        ],
        not_here: &["status"],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "The Lens",
        signs: &[&["lensid"]],
        names: &[
            ("fieldsofstudy", ":terms"), ("chemicals", KEPT), ("citingpatentscount", KEPT), ("references", KEPT),
            ("citingworkscount", KEPT), ("isopenaccess", KEPT), ("openaccesslicense", ":license"),
            ("openaccesscolour", KEPT), ("publicationtype", ":work_types"), ("sourceurls", "url"),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "Global Index Medicus",
        signs: &[&["descriptors", "publicationcountry"], &["fulltexturl", "entrydate"]],
        names: &[
            ("id", ":gim:id"), ("title", ":joined_titles"), ("source", ":line"), ("type", ":work_types"), ("entrydate", KEPT),
            ("keywords", "keywords"), ("accessionnumber", ":accession"), ("fulltexturl", ":fulltext_url"),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "JabRef",
        signs: &[&["bibliographytype", "identifier"], &["bibtexkey", "entrytype"], &["identifier", "booktitle", "howpublished"]],
        names: &[
            ("identifier", "citation_key"), ("address", ":place"), ("reporttype", "genre"), ("school", ":publisher"),
            ("institution", ":publisher"), ("organizations", ":publisher"), ("note", "notes"),
        ],
        not_here: &["series"],
        lists: NameLists::And,
    },
    Dialect {
        name: ENDNOTE,
        signs: &[&["referencetype", "author", "secondarytitle"], &["referencetype", "recordnumber"],
                 &["referencetype", "author", "title"]],
        names: &[
            ("recordnumber", "id"), ("secondaryauthor", ":editors"), ("tertiaryauthor", ":series_editors"),
            ("subsidiaryauthor", ":translators"), ("number", "issue"), ("alternatejournal", "journal_abbrev"),
            ("typeofwork", ":work_types"), ("typeofarticle", ":work_types"), ("epubdate", "epub_date"),
            ("isbnissn", "issn"), ("issn", "issn"), ("label", "citation_key"), ("callnumber", KEPT),
            ("originalpublication", "notes"), ("translatedauthor", ":translated_authors"),
            ("translatedtitle", ":translated_title"), ("articlenumber", "article_number"),
            ("fileattachments", KEPT), ("figure", KEPT), ("caption", KEPT), ("custom2", "pmcid"),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "Dimensions",
        signs: &[&["publicationid", "pubyear"], &["authorsrawaffiliation"]],
        names: &[
            ("rank", KEPT), ("publicationid", ":id:dimensions"), ("sourcetitleanthologytitle", "journal"),
            ("anthologytitle", "journal"), ("bookeditors", ":editors"), ("authorsrawaffiliation", ":author_texts"),
            ("correspondingauthors", ":corresponding"), ("correspondingauthor", ":corresponding"),
            ("authorsaffiliations", KEPT), ("acknowledgements", ":note:acknowledgements"), ("timescited", KEPT), ("recentcitations", KEPT),
            ("openaccess", KEPT), ("publicationtype", ":work_types"), ("sourcelinkout", "url"),
            ("dimensionsurl", ":database_url"), ("researchorganizationsstandardized", KEPT), ("gridids", KEPT),
            ("cityofresearchorganization", KEPT), ("stateofresearchorganization", KEPT),
            ("countryofresearchorganization", KEPT), ("rcr", KEPT), ("fcr", KEPT), ("altmetric", KEPT),
            ("fieldsofresearchanzsrc2020", ":terms"), ("foranzsrccategories", ":terms"),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
    Dialect {
        name: "ASySD",
        signs: &[&["author", "recordid", "label"], &["author", "recordid", "source", "isbn"]],
        names: &[
            // EndNote has the ISSN of an article in this field, and so has ASySD.
            ("isbn", "issn"), ("recordid", "citation_key"), ("label", KEPT), ("source", "database"),
        ],
        not_here: &[],
        lists: NameLists::And,
    },
    Dialect {
        name: "ASReview",
        signs: &[&["asreviewlabel"], &["title", "abstract", "citationkey"], &["asreviewprior"], &["primarytitle", "notesabstract"]],
        names: &[
            ("recordid", "id"), ("asreviewranking", KEPT), ("asreviewlabel", KEPT), ("asreviewprior", KEPT),
            ("asreviewtime", KEPT), ("asreviewnote", KEPT), ("included", KEPT),
        ],
        not_here: &[],
        lists: NameLists::Shown,
    },
];

/// Name of the own layout.
pub(super) const OWN: &str = "refmill";
/// Name of Web of Science's tables.
pub(super) const WOS: &str = "Web of Science";
/// Name of Scopus' tables.
pub(super) const SCOPUS: &str = "Scopus";
/// Name of `PubMed`'s tables.
pub(super) const PUBMED: &str = "PubMed";
/// Name of Embase's tables.
pub(super) const EMBASE: &str = "Embase";
/// Name of `EndNote`'s tables.
pub(super) const ENDNOTE: &str = "EndNote";
