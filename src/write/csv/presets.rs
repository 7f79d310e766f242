//! Layouts of other programs (mapping reference 2.10). Headers, their order and the way lists are joined are theirs;
//! a column that we have nothing for is there and empty.

use super::cell::{self, joined, list};
use super::{Column, Fact, names};
use crate::record::{
    ById, ContainerRole, Contributor, DateKind, Kind, Medium, Record, Role, TitleRole, UrlKind,
};
use crate::vocab::zotero;
use crate::write::term;

/// A layout.
#[derive(Debug)]
pub struct Preset {
    /// Name for `--like`.
    pub name: &'static str,
    /// One line for help.
    pub summary: &'static str,
    pub(super) columns: &'static [Column],
    /// It begins with a byte-order mark.
    pub(super) bom: bool,
    /// Every cell stands in quotation marks.
    pub(super) quotes_all: bool,
}

/// All layouts but our own.
#[must_use]
pub fn presets() -> &'static [Preset] {
    PRESETS
}

const PRESETS: &[Preset] = &[
    // Headers and conventions: files exported by Zotero, and its CSV translator.
    Preset {
        name: "zotero",
        summary: "as Zotero exports (it cannot import CSV)",
        columns: ZOTERO,
        bom: true,
        quotes_all: true,
    },
    // Headers: files exported by Scopus since 2022.
    Preset {
        name: "scopus",
        summary: "as Scopus exports, for bibliometrix and VOSviewer",
        columns: SCOPUS,
        bom: true,
        quotes_all: true,
    },
    // Headers: the sample file of Rayyan's help pages.
    Preset { name: "rayyan", summary: "as Rayyan imports", columns: RAYYAN, bom: false, quotes_all: false },
    // Headers: the columns that ASySD's loader asks for; it fails if one is missing (needs reference, rank 72).
    Preset { name: "asysd", summary: "as ASySD imports", columns: ASYSD, bom: false, quotes_all: false },
    // Headers: names that ASReview knows columns by; it hands the others through.
    Preset {
        name: "asreview",
        summary: "as ASReview imports",
        columns: ASREVIEW,
        bom: false,
        quotes_all: false,
    },
    // Headers: the export of the Global Index Medicus.
    Preset {
        name: "gim",
        summary: "as the Global Index Medicus exports",
        columns: GIM,
        bom: false,
        quotes_all: false,
    },
];

const fn column(name: &'static str, cell: fn(&Record) -> String, holds: &'static [Fact]) -> Column {
    Column { name, cell, holds }
}

const fn empty(name: &'static str) -> Column {
    Column { name, cell: |_| String::new(), holds: &[] }
}

const fn title(name: &'static str) -> Column {
    column(name, cell::title, &[Fact::MainTitle])
}

const fn doi(name: &'static str) -> Column {
    column(name, |record| cell::identifier(record, "doi"), &[Fact::Doi])
}

const fn pmid(name: &'static str) -> Column {
    column(name, |record| cell::identifier(record, "pmid"), &[Fact::Pmid])
}

const fn pmcid(name: &'static str) -> Column {
    column(name, |record| cell::identifier(record, "pmcid"), &[Fact::Pmcid])
}

const fn isbn(name: &'static str) -> Column {
    column(name, |record| cell::identifier(record, "isbn"), &[Fact::Isbn])
}

const fn year(name: &'static str) -> Column {
    column(name, cell::year, &[Fact::Year])
}

const fn journal(name: &'static str) -> Column {
    column(name, cell::journal, &[Fact::Journal])
}

const fn abbreviation(name: &'static str) -> Column {
    column(name, |record| cell::journal_of(record, ContainerRole::Abbrev), &[Fact::Abbreviation])
}

const fn issn(name: &'static str) -> Column {
    column(name, cell::chief_issn, &[Fact::ChiefIssn])
}

const fn volume(name: &'static str) -> Column {
    column(name, |record| cell::some(record.volume.as_ref()), &[Fact::Volume])
}

const fn issue(name: &'static str) -> Column {
    column(name, cell::issue, &[Fact::Issue])
}

const fn pages(name: &'static str) -> Column {
    column(
        name,
        cell::pages_or_number,
        &[Fact::FirstPage, Fact::LastPage, Fact::FurtherPages, Fact::ArticleNumber],
    )
}

const fn authors(name: &'static str) -> Column {
    column(name, |record| list(&names::authors(record)), &[Fact::Authors])
}

const fn authors_and(name: &'static str) -> Column {
    column(name, |record| joined(&names::authors(record), " and "), &[Fact::Authors])
}

const fn summary(name: &'static str) -> Column {
    column(name, cell::abstract_first, &[Fact::Abstract])
}

const fn address(name: &'static str) -> Column {
    column(name, cell::address, &[Fact::Address])
}

const fn all_terms(name: &'static str) -> Column {
    column(name, |record| list(&cell::all_terms(record)), &[Fact::Keywords, Fact::Mesh])
}

const fn keywords(name: &'static str) -> Column {
    column(name, |record| list(&term::keywords(&record.terms)), &[Fact::Keywords])
}

const fn mesh(name: &'static str) -> Column {
    column(name, |record| list(&cell::mesh(record)), &[Fact::Mesh])
}

const fn publisher(name: &'static str) -> Column {
    column(name, |record| cell::some(record.publisher.as_ref()), &[Fact::Publisher])
}

const fn key(name: &'static str) -> Column {
    column(name, cell::id_or_key, &[Fact::CitationKey])
}

const fn editors(name: &'static str) -> Column {
    column(name, |record| list(&names::people(record, Role::Editor)), &[Fact::Editors])
}

const fn notes(name: &'static str) -> Column {
    column(name, cell::notes, &[Fact::Notes])
}

const fn database(name: &'static str) -> Column {
    column(name, cell::database, &[Fact::Database])
}

const fn language_names(name: &'static str) -> Column {
    column(name, cell::language_names, &[Fact::Languages])
}

/// The place of publication, else the country of the database (mapping reference 8.16).
const fn place(name: &'static str) -> Column {
    column(
        name,
        |record| record.publisher_place.clone().unwrap_or_else(|| cell::countries(record)),
        &[Fact::Place, Fact::Countries],
    )
}

const RAYYAN: &[Column] = &[
    key("key"),
    title("title"),
    year("year"),
    column("month", cell::month, &[Fact::Month]),
    column("day", cell::day, &[Fact::Day]),
    journal("journal"),
    issn("issn"),
    volume("volume"),
    issue("issue"),
    pages("pages"),
    authors_and("authors"),
    address("url"),
    language_names("language"),
    publisher("publisher"),
    place("location"),
    summary("abstract"),
    notes("notes"),
    doi("doi"),
    column("keywords", |record| joined(&cell::all_terms(record), ";"), &[Fact::Keywords, Fact::Mesh]),
    pmid("pubmed_id"),
    pmcid("pmc_id"),
];

const ASYSD: &[Column] = &[
    authors_and("author"),
    column("year", cell::year, &[Fact::Year]),
    journal("journal"),
    doi("doi"),
    title("title"),
    pages("pages"),
    volume("volume"),
    issue("number"),
    summary("abstract"),
    key("record_id"),
    // What EndNote has in this field of an article, and so what ASySD compares.
    issn("isbn"),
    empty("label"),
    database("source"),
    address("url"),
    all_terms("keywords"),
];

const ASREVIEW: &[Column] = &[
    title("title"),
    summary("abstract"),
    authors("authors"),
    all_terms("keywords"),
    doi("doi"),
    address("url"),
    key("citation_key"),
    column("year", cell::year, &[Fact::Year]),
    journal("journal"),
];

const GIM: &[Column] = &[
    column("ID", |record| cell::identifier(record, "wprim"), &[Fact::Wprim]),
    column("Title", gim_titles, &[Fact::MainTitle, Fact::VernacularTitle]),
    authors("Authors"),
    column("Source", gim_source, &[]),
    journal("Journal"),
    database("Database"),
    column(
        "Type",
        |record| record.genre.clone().unwrap_or_else(|| cell::publication_types(record)),
        &[Fact::Genre],
    ),
    column("Language", cell::language_tags, &[Fact::Languages]),
    column("Publication year", cell::year, &[Fact::Year]),
    mesh("Descriptor(s)"),
    keywords("Keyword(s)"),
    column("Publication Country", cell::countries, &[Fact::Countries]),
    column(
        "Fulltext URL",
        |record| {
            let order = [UrlKind::Fulltext, UrlKind::Pdf, UrlKind::Landing, UrlKind::Doi, UrlKind::Database];
            cell::address_of(record, &order)
        },
        &[Fact::Address, Fact::OnlyPdf],
    ),
    summary("Abstract"),
    empty("Entry Date"),
    volume("Volume number"),
    issue("Issue number"),
    doi("DOI"),
    issn("ISSN"),
    pmid("Accession number"),
    pmcid("PMCID"),
];

/// Titles in all languages, as the export joins them.
fn gim_titles(record: &Record) -> String {
    let roles = [TitleRole::Main, TitleRole::Vernacular];
    let titles = roles.into_iter().filter_map(|role| record.title(role)).map(crate::record::Text::to_plain);
    titles.collect::<Vec<_>>().join("/ ")
}

/// `International Journal of Pediatrics ; 49(4): 217-221, 2022`.
fn gim_source(record: &Record) -> String {
    let journal = cell::journal(record);
    let volume = cell::some(record.volume.as_ref());
    let issue = Some(cell::issue(record)).filter(|issue| !issue.is_empty());
    let issue = issue.map(|issue| format!("({issue})")).unwrap_or_default();
    let pages = Some(cell::pages_or_number(record)).filter(|pages| !pages.is_empty());
    let pages = pages.map(|pages| format!(": {pages}")).unwrap_or_default();
    let place = format!("{volume}{issue}{pages}");
    let parts = [place, cell::year(record)].into_iter().filter(|part| !part.is_empty());
    let rest = parts.collect::<Vec<_>>().join(", ");
    [journal, rest].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ; ")
}

const SCOPUS: &[Column] = &[
    column("Authors", |record| list(&scopus_authors(record)), &[]),
    authors("Author full names"),
    empty("Author(s) ID"),
    title("Title"),
    column("Year", cell::year, &[Fact::Year]),
    journal("Source title"),
    volume("Volume"),
    issue("Issue"),
    column(
        "Art. No.",
        |record| cell::some(record.article_number.as_ref()),
        &[Fact::ArticleNumber, Fact::NumberBesidePages],
    ),
    column("Page start", cell::page_first, &[Fact::FirstPage]),
    column("Page end", cell::page_last, &[Fact::LastPage]),
    column("Page count", |record| cell::some(record.number_of_pages.as_ref()), &[Fact::PageCount]),
    empty("Cited by"),
    doi("DOI"),
    address("Link"),
    column("Affiliations", |record| list(&institutions(record)), &[Fact::Affiliations]),
    column("Authors with affiliations", authors_with_affiliations, &[Fact::Links]),
    summary("Abstract"),
    keywords("Author Keywords"),
    mesh("Index Keywords"),
    empty("Molecular Sequence Numbers"),
    empty("Chemicals/CAS"),
    empty("Tradenames"),
    empty("Manufacturers"),
    empty("Funding Details"),
    column("Funding Texts", cell::funding, &[Fact::Funding]),
    empty("References"),
    column("Correspondence Address", correspondence, &[Fact::Emails]),
    editors("Editors"),
    publisher("Publisher"),
    empty("Sponsors"),
    empty("Conference name"),
    empty("Conference date"),
    empty("Conference location"),
    empty("Conference code"),
    column("ISSN", |record| cell::chief_issn(record).replace('-', ""), &[Fact::ChiefIssn]),
    isbn("ISBN"),
    empty("CODEN"),
    pmid("PubMed ID"),
    language_names("Language of Original Document"),
    abbreviation("Abbreviated Source Title"),
    column("Document Type", scopus_type, &[Fact::Genre]),
    column("Publication Stage", |record| cell::some(record.status.as_ref()), &[Fact::Status]),
    empty("Open Access"),
    database("Source"),
    empty("EID"),
];

fn scopus_name(person: &Contributor) -> String {
    person.projected().map(|form| names::with_initials(&form.name, &form.raw)).unwrap_or_default()
}

fn scopus_authors(record: &Record) -> Vec<String> {
    record.with_role(Role::Author).map(scopus_name).collect()
}

fn institutions(record: &Record) -> Vec<String> {
    let texts = record.affiliations.iter().filter_map(|affiliation| affiliation.texts.first());
    texts.map(crate::record::Text::to_plain).collect()
}

/// The institutions of a person, in the order of its markers.
fn institutions_of(person: &Contributor, affiliations: &ById<'_>) -> Vec<String> {
    let of_id = |id: &String| affiliations.get(id)?.texts.first().map(crate::record::Text::to_plain);
    person.affiliation_refs.iter().filter_map(of_id).collect()
}

/// `Ou W., Department of …; Zhang R.`.
fn authors_with_affiliations(record: &Record) -> String {
    let by_id = ById::new(&record.affiliations);
    let entry = |person: &Contributor| {
        let name = std::iter::once(scopus_name(person));
        name.chain(institutions_of(person, &by_id)).collect::<Vec<_>>().join(", ")
    };
    list(&record.with_role(Role::Author).map(entry).collect::<Vec<_>>())
}

/// `W. Ou; Department of …; email: …`, of everybody with an address.
fn correspondence(record: &Record) -> String {
    let by_id = ById::new(&record.affiliations);
    let people = record.contributors.iter().filter(|person| !person.emails.is_empty());
    let entry = |person: &Contributor| {
        let mut parts = vec![scopus_name(person)];
        parts.extend(institutions_of(person, &by_id));
        parts.push(format!("email: {}", person.emails.join(", ")));
        list(&parts)
    };
    people.map(entry).collect::<Vec<_>>().join("; ")
}

/// A journal article without a type of its own is an "Article".
fn scopus_type(record: &Record) -> String {
    let article = if record.kind == Kind::ArticleJournal { "Article" } else { "" };
    record.genre.clone().unwrap_or_else(|| article.to_owned())
}

const ZOTERO: &[Column] = &[
    key("Key"),
    column("Item Type", |record| zotero::item_type(record.kind).to_owned(), &[Fact::Kind]),
    year("Publication Year"),
    authors("Author"),
    title("Title"),
    journal("Publication Title"),
    isbn("ISBN"),
    column(
        "ISSN",
        |record| {
            let media = [&[Medium::Print, Medium::Unknown][..], &[Medium::Electronic], &[Medium::Linking]];
            let all = media.iter().map(|media| cell::issn_of(record, media)).filter(|issn| !issn.is_empty());
            all.collect::<Vec<_>>().join(", ")
        },
        &[Fact::ChiefIssn, Fact::OtherIssns, Fact::LinkingIssn],
    ),
    doi("DOI"),
    address("Url"),
    summary("Abstract Note"),
    column(
        "Date",
        |record| cell::date_of(record, DateKind::Issued),
        &[Fact::Year, Fact::Month, Fact::Day, Fact::DateSpan],
    ),
    empty("Date Added"),
    empty("Date Modified"),
    column("Access Date", |record| cell::date_of(record, DateKind::Accessed), &[Fact::Accessed]),
    pages("Pages"),
    column("Num Pages", |record| cell::some(record.number_of_pages.as_ref()), &[Fact::PageCount]),
    issue("Issue"),
    volume("Volume"),
    empty("Number Of Volumes"),
    abbreviation("Journal Abbreviation"),
    column("Short Title", |record| cell::title_of(record, TitleRole::Short), &[Fact::ShortTitle]),
    empty("Series"),
    empty("Series Number"),
    empty("Series Text"),
    empty("Series Title"),
    publisher("Publisher"),
    place("Place"),
    column("Language", cell::language_tags, &[Fact::Languages]),
    column("Rights", |record| cell::some(record.license.as_ref()), &[Fact::License]),
    column("Type", |record| cell::some(record.genre.as_ref()), &[Fact::Genre]),
    database("Archive"),
    column("Archive Location", |record| cell::identifier(record, "wprim"), &[Fact::Wprim]),
    column("Library Catalog", cell::provider, &[Fact::Provider]),
    empty("Call Number"),
    column("Extra", zotero_extra, &[Fact::VernacularTitle, Fact::Pmid, Fact::Pmcid]),
    notes("Notes"),
    empty("File Attachments"),
    column(
        "Link Attachments",
        |record| cell::address_of(record, &[UrlKind::Pdf]),
        &[Fact::OnlyPdf, Fact::PdfBesideAddress],
    ),
    keywords("Manual Tags"),
    mesh("Automatic Tags"),
    editors("Editor"),
    column("Series Editor", |record| list(&names::people(record, Role::CollectionEditor)), &[]),
    column("Translator", |record| list(&names::people(record, Role::Translator)), &[]),
    column("Contributor", |record| list(&names::people(record, Role::Contributor)), &[Fact::OtherPeople]),
    empty("Attorney Agent"),
    column("Book Author", |record| list(&names::people(record, Role::ContainerAuthor)), &[]),
    empty("Cast Member"),
    empty("Commenter"),
    empty("Composer"),
    empty("Cosponsor"),
    empty("Counsel"),
    empty("Interviewer"),
    empty("Producer"),
    empty("Recipient"),
    empty("Reviewed Author"),
    empty("Scriptwriter"),
    empty("Words By"),
    empty("Guest"),
    column(
        "Number",
        |record| cell::some(record.article_number.as_ref()),
        &[Fact::ArticleNumber, Fact::NumberBesidePages],
    ),
    empty("Edition"),
    empty("Running Time"),
    empty("Scale"),
    empty("Medium"),
    empty("Artwork Size"),
    empty("Filing Date"),
    empty("Application Number"),
    empty("Assignee"),
    empty("Issuing Authority"),
    column("Country", cell::countries, &[Fact::Countries]),
    empty("Meeting Name"),
    empty("Conference Name"),
    empty("Court"),
    empty("References"),
    empty("Reporter"),
    empty("Legal Status"),
    empty("Priority Numbers"),
    empty("Programming Language"),
    empty("Version"),
    empty("System"),
    empty("Code"),
    empty("Code Number"),
    empty("Section"),
    empty("Session"),
    empty("Committee"),
    empty("History"),
    empty("Legislative Body"),
];

/// Lines of Extra as Zotero reads them; its export puts blanks for line ends.
fn zotero_extra(record: &Record) -> String {
    let vernacular = record.title(TitleRole::Vernacular).map(crate::record::Text::to_plain);
    let lines = [
        ("original-title", vernacular),
        ("PMID", record.identifier("pmid").map(str::to_owned)),
        ("PMCID", record.identifier("pmcid").map(str::to_owned)),
    ];
    let lines = lines.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?)));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether Zotero has no item type of its own for a type.
pub(super) fn is_beyond_zotero(kind: Kind) -> bool {
    kind != Kind::Document && zotero::item_type(kind) == zotero::item_type(Kind::Document)
}
