//! Kinds of item and publication types in every format's words (mapping reference 6).

use super::table::Table;
use crate::record::Kind;
use std::sync::LazyLock;

/// A publication type as databases name it.
#[derive(Debug)]
pub struct PublicationType {
    /// Name by which it is written, and read in any case.
    pub name: &'static str,
    /// Other names it is read by.
    pub also: &'static [&'static str],
    /// Kind of an item of this type that stands in no journal.
    pub kind: Kind,
    /// Display form for CSL `genre`; empty where the type says no more than the kind does.
    pub genre: &'static str,
    /// NLM's identifier (`D016428`), where known.
    pub ui: Option<&'static str>,
}

const fn row(
    name: &'static str,
    also: &'static [&'static str],
    kind: Kind,
    genre: &'static str,
    ui: &'static str,
) -> PublicationType {
    PublicationType { name, also, kind, genre, ui: if ui.is_empty() { None } else { Some(ui) } }
}

const JOURNAL: Kind = Kind::ArticleJournal;

/// Known publication types. Where an article has several, the one that stands first here is its chief one.
pub const PUBLICATION_TYPES: &[PublicationType] = &[
    row(
        "Retracted Publication",
        &["Retracted Article", "Retracted"],
        JOURNAL,
        "Retracted Publication",
        "D016441",
    ),
    row(
        "Retraction of Publication",
        &["Retraction", "Retraction Notice"],
        JOURNAL,
        "Retraction of Publication",
        "D016440",
    ),
    row("Expression of Concern", &[], JOURNAL, "Expression of Concern", ""),
    row(
        "Published Erratum",
        &["Erratum", "Correction", "Corrigendum"],
        JOURNAL,
        "Published Erratum",
        "D016425",
    ),
    row("Preprint", &[], Kind::Article, "Preprint", "D000076942"),
    row("Practice Guideline", &[], JOURNAL, "Practice Guideline", "D017065"),
    row("Guideline", &["Guidelines"], JOURNAL, "Guideline", "D016431"),
    row(
        "Consensus Development Conference",
        &["Consensus Development Conference, NIH", "Consensus", "Consensus Statement", "Expert Consensus"],
        JOURNAL,
        "Consensus Development Conference",
        "D016446",
    ),
    row("Systematic Review", &["Systematic Reviews"], JOURNAL, "Systematic Review", "D000078182"),
    row("Meta-Analysis", &["Meta Analysis", "Network Meta-Analysis"], JOURNAL, "Meta-Analysis", "D017418"),
    row("Review", &["Review Article", "Reviews", "综述"], JOURNAL, "Review", "D016454"),
    row(
        "Randomized Controlled Trial",
        &["Randomised Controlled Trial"],
        JOURNAL,
        "Randomized Controlled Trial",
        "D016449",
    ),
    row("Controlled Clinical Trial", &[], JOURNAL, "Controlled Clinical Trial", "D018848"),
    row("Clinical Trial, Phase I", &[], JOURNAL, "Clinical Trial, Phase I", "D017426"),
    row("Clinical Trial, Phase II", &[], JOURNAL, "Clinical Trial, Phase II", "D017427"),
    row("Clinical Trial, Phase III", &[], JOURNAL, "Clinical Trial, Phase III", "D017428"),
    row("Clinical Trial, Phase IV", &[], JOURNAL, "Clinical Trial, Phase IV", "D017429"),
    row("Clinical Trial", &["Clinical Trials"], JOURNAL, "Clinical Trial", "D016430"),
    row("Observational Study", &[], JOURNAL, "Observational Study", "D064888"),
    row("Case Reports", &["Case Report"], JOURNAL, "Case Reports", "D002363"),
    row("Meeting Abstract", &["Conference Abstract", "Congress Abstract"], JOURNAL, "Meeting Abstract", ""),
    row("Book Review", &[], JOURNAL, "Book Review", ""),
    row("Editorial", &["Editorial Material"], JOURNAL, "Editorial", "D016421"),
    row("Letter", &["Letters", "Letter to the Editor", "Correspondence"], JOURNAL, "Letter", "D016422"),
    row("Comment", &["Commentary"], JOURNAL, "Comment", "D016420"),
    row("News", &[], JOURNAL, "News", "D016433"),
    row("Interview", &[], Kind::Interview, "Interview", "D017203"),
    row("Biography", &[], JOURNAL, "Biography", "D019215"),
    row("Historical Article", &[], JOURNAL, "Historical Article", "D016456"),
    row("Multicenter Study", &["Multicentre Study"], JOURNAL, "Multicenter Study", "D016448"),
    row("Comparative Study", &[], JOURNAL, "Comparative Study", "D003160"),
    row("Evaluation Study", &["Evaluation Studies"], JOURNAL, "Evaluation Study", "D023362"),
    row("Validation Study", &["Validation Studies"], JOURNAL, "Validation Study", "D023361"),
    row(
        "Conference Paper",
        &["Proceedings Paper", "Conference Proceeding", "Conference Proceedings"],
        Kind::PaperConference,
        "",
        "",
    ),
    row("Congress", &["Congresses"], Kind::PaperConference, "", "D016423"),
    row("Book Chapter", &["Chapter", "Book Section"], Kind::Chapter, "", ""),
    row("Book", &["Monograph"], Kind::Book, "", ""),
    row("Doctoral Thesis", &["Doctoral Dissertation", "PhD Thesis"], Kind::Thesis, "Doctoral Thesis", ""),
    row("Master's Thesis", &["Masters Thesis", "Master Thesis"], Kind::Thesis, "Master's Thesis", ""),
    row("Academic Dissertation", &["Thesis", "Dissertation"], Kind::Thesis, "", ""),
    row("Technical Report", &[], Kind::Report, "Technical Report", "D016427"),
    row("Report", &[], Kind::Report, "", ""),
    row("Newspaper Article", &["Newspaper"], Kind::ArticleNewspaper, "", ""),
    row("Magazine Article", &["Magazine"], Kind::ArticleMagazine, "", ""),
    row("Dataset", &["Data Set"], Kind::Dataset, "", "D064886"),
    row("Webcast", &["Webcasts"], Kind::Webpage, "Webcast", ""),
    row("Web Page", &["Webpage", "Website", "Web Site"], Kind::Webpage, "", ""),
    row("Video-Audio Media", &["Video"], Kind::MotionPicture, "", "D059040"),
    row("Software", &["Computer Program"], Kind::Software, "", ""),
    row("Standard", &[], Kind::Standard, "", ""),
    row("Patent", &["Patents"], Kind::Patent, "", ""),
    row("Manuscript", &["Unpublished Work", "Unpublished"], Kind::Manuscript, "", ""),
    row("Personal Communication", &[], Kind::PersonalCommunication, "", ""),
    row(
        "Journal Article",
        &[
            "Article",
            "Original",
            "Original Article",
            "Original Research",
            "Research Article",
            "期刊论文",
            "Original Paper",
            "Research Paper",
            "Brief Report",
            "Short Communication",
            "Report",
            "原著",
            "原著論文",
            "短報",
            "報告",
            "论著",
            "論著",
            "研究论文",
            "원저",
            "Artículo Original",
            "Artículo original",
            "Artigo Original",
            "Artigo original",
            "Artículo",
            "Articulo",
            "Artigo",
            "Artículos Originales",
            "Artigos Originais",
        ],
        JOURNAL,
        "",
        "D016428",
    ),
];

/// Statements of a database about funding or language that stand among publication types and say nothing of
/// the kind of article.
const NOT_A_KIND: &[&str] = &["English Abstract", "Research Support"];

/// Places in [`PUBLICATION_TYPES`] by the names in lower case; of two rows with one name the first.
static RANKS: LazyLock<Table<String, usize>> = LazyLock::new(|| {
    let mut ranks = Table::default();
    for (place, row) in PUBLICATION_TYPES.iter().enumerate() {
        for name in row.also.iter().chain([&row.name]) {
            ranks.entry(name.to_lowercase()).or_insert(place);
        }
    }
    ranks
});

fn rank(text: &str) -> Option<usize> {
    RANKS.get(&text.trim().to_lowercase()).copied()
}

/// The publication type of a text, in any case.
#[must_use]
pub fn publication_type(text: &str) -> Option<&'static PublicationType> {
    PUBLICATION_TYPES.get(rank(text)?)
}

/// NLM's identifier of a publication type, where known.
#[must_use]
pub fn unique_identifier(text: &str) -> Option<&'static str> {
    publication_type(text)?.ui
}

/// Kind and genre of an article with these publication types.
///
/// Anything with a journal is an article in a journal, whatever its types (mapping reference 6); the genre is the
/// chief type for display, `None` for a plain journal article. Among types none of which is known the first one
/// is the genre, word for word. Without a journal and without a known type the kind is [`Kind::Document`].
#[must_use]
pub fn of_publication_types(types: &[&str], has_journal: bool) -> (Kind, Option<String>) {
    let chief =
        types.iter().filter_map(|text| rank(text)).min().and_then(|index| PUBLICATION_TYPES.get(index));
    let kind = match chief {
        _ if has_journal => Kind::ArticleJournal,
        Some(row) => row.kind,
        None => Kind::Document,
    };
    let genre = match chief {
        // A type that says no more than the kind does is a genre when the journal decides the kind.
        Some(row) if row.genre.is_empty() && kind != row.kind => Some(row.name.to_owned()),
        Some(row) => (!row.genre.is_empty()).then(|| row.genre.to_owned()),
        None => types
            .iter()
            .map(|text| text.trim())
            .find(|text| !text.is_empty() && !NOT_A_KIND.iter().any(|word| text.starts_with(word)))
            .map(str::to_owned),
    };
    (kind, genre)
}

/// What repositories write into `DC.type`, letters alone in lower case, and the publication types that they are:
/// `info:eu-repo/semantics/…` (`OpenAIRE` guidelines for literature repositories 3.0), `DSpace`, `EPrints`, `OJS`.
const REPOSITORY_TYPES: &[(&str, &str)] = &[
    ("doctoralthesis", "Doctoral Thesis"),
    ("textthesisdoctoral", "Doctoral Thesis"),
    ("masterthesis", "Master's Thesis"),
    ("bachelorthesis", "Academic Dissertation"),
    ("studentthesis", "Academic Dissertation"),
    ("electronicthesisordissertation", "Academic Dissertation"),
    ("thesisordissertation", "Academic Dissertation"),
    ("conferenceobject", "Conference Paper"),
    ("conferencepaper", "Conference Paper"),
    ("conferenceproceedings", "Conference Paper"),
    ("conferenceorworkshopitem", "Conference Paper"),
    ("bookpart", "Book Chapter"),
    ("article", "Journal Article"),
    ("textserialjournal", "Journal Article"),
    ("preprint", "Preprint"),
];

/// The publication type that a word of a repository stands for.
#[must_use]
pub fn of_repository(word: &str) -> Option<&'static str> {
    let word = word.trim();
    let bare = word.strip_prefix("info:eu-repo/semantics/").unwrap_or(word);
    let letters: String = bare.chars().filter(|it| it.is_alphabetic()).flat_map(char::to_lowercase).collect();
    // A title of a type that is known by itself stays as it is printed.
    let is_known = publication_type(bare).is_some() && bare == word;
    REPOSITORY_TYPES.iter().find(|row| row.0 == letters && !is_known).map(|row| row.1)
}

/// Words for kinds of article (JATS tag library, `@article-type`) and the publication types that they are. The first row of
/// a type is the one written.
const ARTICLE_TYPES: &[(&str, &str)] = &[
    ("research-article", "Journal Article"),
    ("article", "Journal Article"),
    ("review-article", "Review"),
    ("systematic-review", "Systematic Review"),
    ("case-report", "Case Reports"),
    ("letter", "Letter"),
    ("editorial", "Editorial"),
    ("news", "News"),
    ("correction", "Published Erratum"),
    ("addendum", "Published Erratum"),
    ("retraction", "Retraction of Publication"),
    ("article-commentary", "Comment"),
    ("abstract", "Meeting Abstract"),
    ("meeting-report", "Meeting Abstract"),
    ("obituary", "Biography"),
    ("preprint", "Preprint"),
];

/// The word of JATS for a publication type.
#[must_use]
pub fn article_type(publication_type: &str) -> Option<&'static str> {
    ARTICLE_TYPES.iter().find(|row| row.1 == publication_type).map(|row| row.0)
}

/// The publication type that a word of JATS is.
#[must_use]
pub fn of_article_type(word: &str) -> Option<&'static str> {
    ARTICLE_TYPES.iter().find(|row| row.0 == word).map(|row| row.1)
}

/// Whether one of the types says that the article was retracted (CSL `status`).
#[must_use]
pub fn is_retracted(types: &[&str]) -> bool {
    types.iter().filter_map(|text| publication_type(text)).any(|row| row.name == "Retracted Publication")
}

/// A kind in the words of the formats. In each list the first is the one written; the others are read as well.
struct Words {
    kind: Kind,
    ris: &'static [&'static str],
    bibtex: &'static [&'static str],
    biblatex: &'static [&'static str],
}

const fn words(
    kind: Kind,
    ris: &'static [&'static str],
    bibtex: &'static [&'static str],
    biblatex: &'static [&'static str],
) -> Words {
    Words { kind, ris, bibtex, biblatex }
}

/// One row a kind. Where two rows read the same word, the first row has it. Entry types that Zotero drops with
/// everything in them (`@dataset`, `@video`, `@standard`, `@letter`) are read but not written (mapping
/// reference 6, "opt").
const WORDS: &[Words] = &[
    words(Kind::ArticleJournal, &["JOUR", "ABST", "EJOUR"], &["article"], &["article", "suppperiodical"]),
    // RIS has no type for a preprint; `M3` says it.
    words(Kind::Article, &["JOUR"], &["article"], &["online"]),
    words(Kind::ArticleMagazine, &["MGZN", "CTLG"], &["article"], &["article"]),
    words(Kind::ArticleNewspaper, &["NEWS"], &["article"], &["article"]),
    words(Kind::Bill, &["BILL", "UNBILL"], &["misc"], &["misc", "legislation"]),
    words(
        Kind::Book,
        &["BOOK", "EBOOK", "EDBOOK", "SER", "CLSWK"],
        &["book", "proceedings", "manual", "collection"],
        &[
            "book",
            "mvbook",
            "collection",
            "mvcollection",
            "proceedings",
            "mvproceedings",
            "reference",
            "manual",
        ],
    ),
    words(Kind::Broadcast, &["VIDEO"], &["misc"], &["misc"]),
    words(
        Kind::Chapter,
        &["CHAP", "ECHAP"],
        &["incollection", "inbook"],
        &["incollection", "inbook", "bookinbook", "suppbook", "suppcollection"],
    ),
    words(Kind::Dataset, &["DATA", "DBASE", "AGGR"], &["misc", "dataset"], &["misc", "dataset"]),
    words(Kind::Document, &["GEN", "EQUA", "GRANT", "ANCIENT"], &["misc"], &["misc"]),
    words(Kind::EntryDictionary, &["DICT"], &["incollection"], &["inreference"]),
    words(Kind::EntryEncyclopedia, &["ENCYC"], &["incollection"], &["inreference"]),
    words(Kind::Figure, &["FIGURE", "CHART"], &["misc"], &["misc"]),
    words(Kind::Graphic, &["ART"], &["misc", "artwork", "image"], &["misc", "artwork", "image"]),
    words(Kind::Hearing, &["HEAR"], &["misc"], &["misc"]),
    words(Kind::Interview, &["PCOMM", "INTV"], &["misc"], &["misc"]),
    words(Kind::LegalCase, &["CASE"], &["misc", "jurisdiction"], &["misc", "jurisdiction"]),
    words(Kind::Legislation, &["STAT", "LEGAL"], &["misc", "legislation"], &["misc", "legislation"]),
    words(Kind::Manuscript, &["UNPD", "UNPB", "INPR", "MANSCPT"], &["unpublished"], &["unpublished"]),
    words(Kind::Map, &["MAP"], &["misc"], &["misc"]),
    words(
        Kind::MotionPicture,
        &["VIDEO", "MPCT", "ADVS"],
        &["misc", "video", "movie"],
        &["misc", "video", "movie"],
    ),
    words(Kind::Pamphlet, &["PAMP"], &["booklet"], &["booklet"]),
    words(
        Kind::PaperConference,
        &["CPAPER", "CONF"],
        &["inproceedings", "conference"],
        &["inproceedings", "conference"],
    ),
    words(Kind::Patent, &["PAT"], &["patent"], &["patent"]),
    words(Kind::Periodical, &["JFULL"], &["misc", "periodical"], &["misc", "periodical"]),
    words(Kind::PersonalCommunication, &["PCOMM", "ICOMM"], &["misc", "letter"], &["misc", "letter"]),
    words(Kind::Post, &["ELEC"], &["misc"], &["online"]),
    words(Kind::PostWeblog, &["BLOG"], &["misc"], &["online"]),
    words(Kind::Report, &["RPRT", "GOVDOC"], &["techreport", "report"], &["report", "techreport"]),
    words(Kind::Review, &["JOUR"], &["article"], &["article", "review"]),
    words(Kind::ReviewBook, &["JOUR"], &["article"], &["article"]),
    words(Kind::Software, &["COMP"], &["misc", "software"], &["software"]),
    words(Kind::Song, &["SOUND", "MUSIC"], &["misc", "audio", "music"], &["misc", "audio", "music"]),
    words(Kind::Speech, &["SLIDE"], &["misc"], &["misc"]),
    words(Kind::Standard, &["STAND", "STD"], &["misc", "standard"], &["misc", "standard"]),
    words(
        Kind::Thesis,
        &["THES"],
        &["phdthesis", "mastersthesis", "thesis"],
        &["thesis", "phdthesis", "mastersthesis"],
    ),
    words(Kind::Treaty, &["GEN"], &["misc"], &["misc"]),
    words(
        Kind::Webpage,
        &["ELEC", "WEB"],
        &["misc", "online", "electronic", "www"],
        &["online", "electronic", "www"],
    ),
];

fn written(
    kind: Kind,
    column: fn(&Words) -> &'static [&'static str],
    otherwise: &'static str,
) -> &'static str {
    let row = WORDS.iter().find(|row| row.kind == kind);
    row.and_then(|row| column(row).first().copied()).unwrap_or(otherwise)
}

fn read(text: &str, column: fn(&Words) -> &'static [&'static str], first: &[(&str, Kind)]) -> Option<Kind> {
    let text = text.trim();
    let same = |word: &str| word.eq_ignore_ascii_case(text);
    if let Some((_, kind)) = first.iter().find(|(word, _)| same(word)) {
        return Some(*kind);
    }
    WORDS.iter().find(|row| column(row).iter().any(|word| same(word))).map(|row| row.kind)
}

/// The RIS `TY` that is written for a kind.
#[must_use]
pub fn ris(kind: Kind) -> &'static str {
    written(kind, |row| row.ris, "GEN")
}

/// The entry type that is written for a kind in classic BibTeX, without `@`.
///
/// A thesis whose genre says it is a master's is the caller's `mastersthesis`.
#[must_use]
pub fn bibtex(kind: Kind) -> &'static str {
    written(kind, |row| row.bibtex, "misc")
}

/// The entry type that is written for a kind in BibLaTeX, without `@`.
#[must_use]
pub fn biblatex(kind: Kind) -> &'static str {
    written(kind, |row| row.biblatex, "misc")
}

/// The kind of a RIS `TY`, in any case. `None` for an unknown one.
#[must_use]
pub fn from_ris(text: &str) -> Option<Kind> {
    read(
        text,
        |row| row.ris,
        &[
            ("PCOMM", Kind::PersonalCommunication),
            ("VIDEO", Kind::MotionPicture),
            ("ELEC", Kind::Webpage),
            // Zotero reads the full-journal type as an article (mapping reference 6, reading back).
            ("JFULL", Kind::ArticleJournal),
        ],
    )
}

/// The kind of a BibTeX or BibLaTeX entry type without `@`, in any case. `None` for an unknown one.
#[must_use]
pub fn from_bibtex(text: &str) -> Option<Kind> {
    let first = [("misc", Kind::Document), ("online", Kind::Webpage), ("legislation", Kind::Legislation)];
    read(text, |row| row.biblatex, &first)
        .or_else(|| read(text, |row| row.bibtex, &first))
        .map(|kind| if kind == Kind::EntryDictionary { Kind::EntryEncyclopedia } else { kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The closed list of `type` in CSL's csl-data.json.
    const CSL_TYPES: &[&str] = &[
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "bill",
        "book",
        "broadcast",
        "chapter",
        "classic",
        "collection",
        "dataset",
        "document",
        "entry",
        "entry-dictionary",
        "entry-encyclopedia",
        "event",
        "figure",
        "graphic",
        "hearing",
        "interview",
        "legal_case",
        "legislation",
        "manuscript",
        "map",
        "motion_picture",
        "musical_score",
        "pamphlet",
        "paper-conference",
        "patent",
        "performance",
        "periodical",
        "personal_communication",
        "post",
        "post-weblog",
        "regulation",
        "report",
        "review",
        "review-book",
        "software",
        "song",
        "speech",
        "standard",
        "thesis",
        "treaty",
        "webpage",
    ];

    fn csl_name(kind: Kind) -> String {
        serde_json::to_string(&kind).expect("a kind is a string").trim_matches('"').to_owned()
    }

    #[test]
    fn every_kind_is_csls_and_has_one_row() {
        for row in WORDS {
            let name = csl_name(row.kind);
            assert!(CSL_TYPES.contains(&name.as_str()), "{name}");
            assert_eq!(WORDS.iter().filter(|other| other.kind == row.kind).count(), 1, "{name}");
            assert!(!row.ris.is_empty() && !row.bibtex.is_empty() && !row.biblatex.is_empty(), "{name}");
        }
        let kinds_of_the_record = CSL_TYPES
            .iter()
            .filter_map(|name| serde_json::from_str::<Kind>(&format!("\"{name}\"")).ok())
            .collect::<Vec<_>>();
        for kind in kinds_of_the_record {
            assert!(WORDS.iter().any(|row| row.kind == kind), "{kind:?} has no row");
        }
    }

    #[test]
    fn the_rows_of_the_reference_are_written_as_it_says() {
        let rows = [
            (Kind::ArticleJournal, "JOUR", "article", "article"),
            (Kind::PaperConference, "CPAPER", "inproceedings", "inproceedings"),
            (Kind::Article, "JOUR", "article", "online"),
            (Kind::Book, "BOOK", "book", "book"),
            (Kind::Chapter, "CHAP", "incollection", "incollection"),
            (Kind::Thesis, "THES", "phdthesis", "thesis"),
            (Kind::Report, "RPRT", "techreport", "report"),
            (Kind::ArticleNewspaper, "NEWS", "article", "article"),
            (Kind::ArticleMagazine, "MGZN", "article", "article"),
            (Kind::Dataset, "DATA", "misc", "misc"),
            (Kind::Webpage, "ELEC", "misc", "online"),
            (Kind::MotionPicture, "VIDEO", "misc", "misc"),
            (Kind::Software, "COMP", "misc", "software"),
            (Kind::Standard, "STAND", "misc", "misc"),
            (Kind::Patent, "PAT", "patent", "patent"),
            (Kind::Manuscript, "UNPD", "unpublished", "unpublished"),
            (Kind::PersonalCommunication, "PCOMM", "misc", "misc"),
            (Kind::Document, "GEN", "misc", "misc"),
        ];
        for (kind, in_ris, in_bibtex, in_biblatex) in rows {
            assert_eq!(
                (ris(kind), bibtex(kind), biblatex(kind)),
                (in_ris, in_bibtex, in_biblatex),
                "{kind:?}"
            );
        }
    }

    #[test]
    fn types_are_read_back() {
        let rows = [
            ("JOUR", Kind::ArticleJournal),
            ("EJOUR", Kind::ArticleJournal),
            ("jfull", Kind::ArticleJournal),
            ("ABST", Kind::ArticleJournal),
            ("UNPB", Kind::Manuscript),
            ("INPR", Kind::Manuscript),
            ("CONF", Kind::PaperConference),
            ("PCOMM", Kind::PersonalCommunication),
            ("VIDEO", Kind::MotionPicture),
            ("ELEC", Kind::Webpage),
            ("GEN", Kind::Document),
        ];
        for (text, kind) in rows {
            assert_eq!(from_ris(text), Some(kind), "{text}");
        }
        assert_eq!(from_ris("XYZZY"), None);
        assert_eq!(from_bibtex("Article"), Some(Kind::ArticleJournal));
        assert_eq!(from_bibtex("conference"), Some(Kind::PaperConference));
        assert_eq!(from_bibtex("online"), Some(Kind::Webpage));
        assert_eq!(from_bibtex("misc"), Some(Kind::Document));
        assert_eq!(from_bibtex("techreport"), Some(Kind::Report));
    }

    #[test]
    fn anything_with_a_journal_is_an_article_in_it() {
        let journal = |types: &[&str]| of_publication_types(types, true);
        assert_eq!(journal(&[]), (Kind::ArticleJournal, None));
        assert_eq!(journal(&["Journal Article"]), (Kind::ArticleJournal, None));
        assert_eq!(journal(&["journal article", "REVIEW"]), (Kind::ArticleJournal, Some("Review".into())));
        assert_eq!(journal(&["Interview"]), (Kind::ArticleJournal, Some("Interview".into())));
        assert_eq!(journal(&["Congress"]), (Kind::ArticleJournal, Some("Congress".into())));
        assert_eq!(journal(&["Poem"]), (Kind::ArticleJournal, Some("Poem".into())));
        assert_eq!(journal(&["English Abstract"]), (Kind::ArticleJournal, None));
    }

    #[test]
    fn without_a_journal_the_type_decides() {
        let alone = |types: &[&str]| of_publication_types(types, false);
        assert_eq!(alone(&[]), (Kind::Document, None));
        assert_eq!(alone(&["Conference paper"]), (Kind::PaperConference, None));
        assert_eq!(alone(&["Preprint"]), (Kind::Article, Some("Preprint".into())));
        assert_eq!(alone(&["Technical Report"]), (Kind::Report, Some("Technical Report".into())));
        assert_eq!(unique_identifier("journal article"), Some("D016428"));
        assert!(is_retracted(&["Journal Article", "retracted publication"]));
        assert!(!is_retracted(&["Retraction of Publication"]));
    }
}
