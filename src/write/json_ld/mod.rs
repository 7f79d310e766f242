//! JSON-LD with schema.org's words (mapping reference 2.3): one document, a `ScholarlyArticle` or its like for each record
//! in `@graph`, as it may stand in a `script` element of a page. Each is whole in itself: nothing is said by reference to
//! another node. People stand in their order, which programs that read JSON keep; one that makes triples of it does not, since
//! schema.org's `author` is no list.
//!
//! It cannot hold, and counts as lost: italics and indices (its texts are plain); which author is corresponding or
//! contributed equally, labels of affiliations, a particle of a family name that is not known as one; the words by which a list of
//! authors was cut; dates beside that of publication, and season, end and doubt of that; which ISSN is of print; which
//! headings are chief ones; that an abstract has sections, whose headings stay in its text; what an address leads to, but
//! for a PDF; notes and annotations; a place of publication without a publisher; a type that schema.org has no class for;
//! keys that the source gave; fields of other formats.

mod host;
mod node;
mod people;

use super::abstract_text::{self, Sections};
use super::destination::{LanguageForm, Lead};
use super::{Losses, WriteOptions, Writer};
use super::{address, kind, language, lead, markup, term};
use crate::record::{
    ById, CitationKey, Database, DateKind, DateVal, Funding, Ident, Kind, Origin, Record, Role, Term, Text,
    Title, TitleRole, Url, UrlKind, Vocabulary,
};
use crate::syntax::json_ld::UNDETERMINED;
use crate::value::text::language_of;
use crate::vocab::types;
use node::{Json, Node};
use std::collections::BTreeSet;

/// Where the headings of `MeSH` are defined.
const MESH: &str = "http://id.nlm.nih.gov/mesh/";

/// The JSON-LD writer: a member a line.
#[derive(Debug)]
pub struct JsonLd;

/// The option for a byte-order mark is not obeyed: JSON has none (RFC 8259, section 8.1).
impl Writer for JsonLd {
    fn begin(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"@context\": \"https://schema.org\", \"@graph\": [\n");
    }

    fn record(&self, record: &Record, options: &WriteOptions, out: &mut Vec<u8>, losses: &mut Losses) {
        let mut lost = Lost::default();
        work(record, options, &mut lost).block(out);
        lost.0.into_iter().for_each(|field| losses.lose(field));
    }

    fn between(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b",\n");
    }

    fn end(&self, _options: &WriteOptions, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\n]}\n");
    }
}

/// Fields that no member holds.
#[derive(Debug, Default)]
struct Lost(BTreeSet<&'static str>);

impl Lost {
    fn when(&mut self, field: &'static str, is_lost: bool) {
        self.0.extend(is_lost.then_some(field));
    }
}

/// Takes the record apart field by field, without `..`: whoever adds a field decides here where it goes.
fn work(record: &Record, options: &WriteOptions, lost: &mut Lost) -> Node {
    let Record {
        id,
        citation_key,
        // `kind::shown` answers for it.
        kind: _,
        // The source's own word; the publication types repeat it in people's words.
        type_raw: _,
        genre,
        publication_types,
        titles,
        // PubMed's notation, for PubMed's formats.
        title_marks: _,
        contributors,
        author_list_truncated,
        affiliations,
        identifiers,
        // The thing that the work stands in: see `host`.
        container_titles: _,
        issns: _,
        dates,
        volume: _,
        // As printed; `volume` and `issue` say the same.
        volume_raw: _,
        issue: _,
        issue_raw: _,
        supplement: _,
        part: _,
        page_ranges: _,
        article_number: _,
        number_of_pages,
        // The line that was taken apart into journal, date, volume and pages.
        source_raw: _,
        terms,
        countries,
        languages,
        abstracts,
        urls,
        database,
        notes,
        annotation,
        funding,
        publisher,
        publisher_place,
        status,
        license,
        // Never printed unless the user asked for it, and then it stands in its field.
        derived: _,
        // About the record, not of it.
        warnings: _,
        provenance: _,
        unknown,
        merged_from,
    } = record;
    lost.when("author_list_truncated", author_list_truncated.is_some());
    lost.when("notes", !notes.is_empty());
    lost.when("annotation", annotation.is_some());
    lost.when("publisher_place", publisher_place.is_some() && publisher.is_none());
    lost.when("unknown", !unknown.is_empty());
    lost.when("merged_from", !merged_from.is_empty());
    lost.when("markup", markup::shows_in(record));
    lost.when("sections", abstracts.iter().any(|one| !one.sections.is_empty()));
    lost.when("affiliations", affiliations.iter().any(|place| place.label_raw.is_some()));
    // Who knows the type by its name knows its number.
    let is_unnamed = |it: &Term| it.ui.is_some() && it.ui.as_deref() != types::unique_identifier(&it.value);
    lost.when("publication_types", publication_types.iter().any(is_unnamed));
    keys(id.as_deref(), citation_key.as_ref(), lost);

    let kind = kind::shown(record);
    let to = options.destination.lead;
    let doi = record.identifier("doi");
    let (class, is_exact) = class(kind);
    lost.when("type", !is_exact);
    let mut node = Node::of_type(class);
    node.text("@id", doi.map(address::of_doi).as_deref());
    let article = languages.first().and_then(|it| it.tag.as_deref());
    title(titles, article, to, &mut node);
    let by_id = ById::new(affiliations);
    for (role, key) in [
        (Role::Author, "author"),
        (Role::Editor, "editor"),
        (Role::Translator, "translator"),
        (Role::Contributor, "contributor"),
    ] {
        let there = contributors.iter().filter(|it| it.role == role && host::is_of_work(role, record, kind));
        let people: Vec<Json> = there.filter_map(|it| people::person(it, &by_id, to, lost)).collect();
        node.list(key, people);
    }
    node.list("sourceOrganization", host::of_work(record, kind, to).filter_map(people::organisation));
    node.text("datePublished", published(dates, lost).as_deref());
    node.node("isPartOf", host::published_in(record, kind, to, lost));
    pages(record, &mut node);
    number_of(number_of_pages.as_deref(), kind, &mut node);
    numbers(identifiers, record, kind, &mut node);
    // The tag alone: a country beside the language would be made up.
    let tags = language::names(languages, LanguageForm::Tag);
    node.list("inLanguage", tags.into_iter().map(|it| Json::Text(it.to_owned())));
    let shown = abstract_text::shown(abstracts, options.abstracts, Sections::OnLines);
    node.list("abstract", shown.iter().map(|one| Json::in_language(one.words.to_plain(), one.lang)));
    // Always a list: one text with commas is read as several keywords.
    node.whole_list("keywords", terms.iter().filter_map(|it| keyword(it, article, lost)));
    // `articleSection` of the mapping reference is a part of a magazine; `genre` is the kind of a work.
    let names = term::publication_types(genre.as_deref(), publication_types);
    node.list("genre", names.into_iter().map(|it| Json::Text(it.to_owned())));
    node.text("creativeWorkStatus", status.as_deref());
    let mut by = publisher.as_deref().and_then(|name| Node::named("Organization", name));
    if let Some(by) = &mut by {
        by.text("location", publisher_place.as_deref());
    }
    node.node("publisher", by);
    node.list("license", license.as_deref().and_then(terms_of_use));
    let countries = countries.iter().filter_map(|it| Node::named("Country", &it.text));
    node.list("countryOfOrigin", countries.map(Json::Node));
    addresses(urls, doi, &mut node, lost);
    node.list("funding", funding.iter().filter_map(grant));
    node.node("sdPublisher", database.as_ref().and_then(told_by));
    node
}

/// Numbers and keys by which files and documents call the record. A key that was made for the output is none of it.
fn keys(id: Option<&str>, key: Option<&CitationKey>, lost: &mut Lost) {
    lost.when("citation_key", key.is_some_and(|key| key.origin != Origin::Derived));
    lost.when("id", id.is_some() && id != key.map(|key| key.value.as_str()));
}

/// schema.org's class, and whether it says all that the type does.
fn class(kind: Kind) -> (&'static str, bool) {
    match kind {
        Kind::ArticleJournal => ("ScholarlyArticle", true),
        Kind::Article | Kind::PaperConference | Kind::Review | Kind::ReviewBook => {
            ("ScholarlyArticle", false)
        }
        Kind::ArticleMagazine => ("Article", true),
        Kind::ArticleNewspaper => ("NewsArticle", true),
        Kind::Book => ("Book", true),
        Kind::Chapter => ("Chapter", true),
        Kind::EntryDictionary | Kind::EntryEncyclopedia => ("Chapter", false),
        Kind::Thesis => ("Thesis", true),
        Kind::Report => ("Report", true),
        Kind::Dataset => ("Dataset", true),
        Kind::Software => ("SoftwareSourceCode", true),
        Kind::Webpage => ("WebPage", true),
        Kind::Post => ("SocialMediaPosting", true),
        Kind::PostWeblog => ("BlogPosting", true),
        Kind::Periodical => ("Periodical", true),
        Kind::Manuscript => ("Manuscript", true),
        Kind::Map => ("Map", true),
        Kind::MotionPicture => ("Movie", true),
        Kind::Legislation => ("Legislation", true),
        Kind::Bill | Kind::Treaty => ("Legislation", false),
        Kind::Document => ("CreativeWork", true),
        Kind::Broadcast
        | Kind::Figure
        | Kind::Graphic
        | Kind::Hearing
        | Kind::Interview
        | Kind::LegalCase
        | Kind::Pamphlet
        | Kind::Patent
        | Kind::PersonalCommunication
        | Kind::Song
        | Kind::Speech
        | Kind::Standard => ("CreativeWork", false),
    }
}

/// `headline` and `name` of the title that leads; the others by what they are.
fn title(titles: &[Title], article: Option<&str>, to: Lead, node: &mut Node) {
    let order = lead::titles(titles, to);
    let leading = order.leading.and_then(|at| titles.get(at));
    let lang = leading.and_then(|title| title.text.lang.as_deref());
    let whole = order.whole(titles).map(|title| title.to_plain());
    for key in ["headline", "name"] {
        node.list(key, whole.clone().map(|whole| Json::in_language(whole, lang)));
    }
    let others = |is_short: bool| {
        let there = titles.iter().enumerate().filter(|(at, title)| {
            let is_said = order.has_place(*at) && Some(*at) != order.other;
            !is_said && (title.role == TitleRole::Short) == is_short
        });
        there.map(|(_, title)| further(title, lang, article)).collect::<Vec<_>>()
    };
    node.list("alternativeHeadline", others(false));
    node.list("alternateName", others(true));
}

/// A title beside the leading one. That it is in another language is said also where nobody knows in which, or where what
/// is known of it cannot be: `und` (BCP 47).
fn further(title: &Title, leading: Option<&str>, article: Option<&str>) -> Json {
    let words = title.text.to_plain();
    let lang = title.text.lang.as_deref();
    if !matches!(title.role, TitleRole::Vernacular | TitleRole::Translated) {
        return Json::in_language(words, lang);
    }
    let other = lang.or_else(|| language_of(&words, article)).filter(|lang| Some(*lang) != leading);
    Json::in_language(words, other.or(Some(UNDETERMINED)))
}

fn text_of(text: &Text) -> Json {
    Json::in_language(text.to_plain(), text.lang.as_deref())
}

/// The date of publication with as many parts as are known (ISO 8601, as schema.org's `Date`).
fn published(dates: &[DateVal], lost: &mut Lost) -> Option<String> {
    let is_issued = |date: &&DateVal| date.kind == DateKind::Issued;
    let first = dates.iter().find(is_issued);
    lost.when("dates", dates.len() > usize::from(first.is_some()));
    let DateVal { kind: _, start, end, season, circa, text_raw: _ } = first?;
    lost.when("issued", start.is_none() || end.is_some() || season.is_some() || *circa);
    start.map(|start| start.settled().iso())
}

/// Pages; where there are none the number of the article, which has a place of its own beside them.
fn pages(record: &Record, node: &mut Node) {
    if let [range] = record.page_ranges.as_slice() {
        node.text("pageStart", Some(&range.first));
        node.text("pageEnd", range.last.as_deref());
    }
    let pages = record.pages();
    node.text("pagination", pages.as_deref().or(record.article_number.as_deref()));
}

/// `numberOfPages` is a book's; other works have an extent.
fn number_of(pages: Option<&str>, kind: Kind, node: &mut Node) {
    if kind == Kind::Book {
        node.text("numberOfPages", pages);
    } else if let Some(pages) = pages.filter(|pages| !pages.trim().is_empty()) {
        let mut extent = Node::of_type("QuantitativeValue");
        extent.text("value", Some(pages));
        extent.text("unitText", Some("pages"));
        node.node("materialExtent", Some(extent));
    }
}

fn numbers(identifiers: &[Ident], record: &Record, kind: Kind, node: &mut Node) {
    let is_isbn = |it: &&Ident| it.scheme == "isbn";
    if kind == Kind::Book {
        node.list("isbn", identifiers.iter().filter(is_isbn).map(|it| Json::Text(it.value.clone())));
    }
    let is_said = |it: &&Ident| is_isbn(it) && (kind == Kind::Book || host::holds_isbn(record, kind));
    let numbers = identifiers.iter().filter(|it| !is_said(it)).map(identifier);
    let beside_pages = record.article_number.as_deref().filter(|_| !record.page_ranges.is_empty());
    node.list("identifier", numbers.chain(beside_pages.map(|number| property("article-number", number))));
}

fn identifier(ident: &Ident) -> Json {
    let Ident { scheme, value, normalised: _, raw: _, origin: _ } = ident;
    property(scheme, value)
}

fn property(scheme: &str, value: &str) -> Json {
    let mut node = Node::of_type("PropertyValue");
    node.text("propertyID", Some(scheme));
    node.text("value", Some(value));
    Json::Node(node)
}

/// A keyword of the authors as its text; one of a vocabulary as a defined term.
///
/// The language that the words tell is said too, as every reader of ours says it.
fn keyword(keyword: &Term, article: Option<&str>, lost: &mut Lost) -> Option<Json> {
    // The qualifiers stand behind the heading, as in MEDLINE.
    let Term { value, lang, vocab, ui, qualifiers: _, major } = keyword;
    let words = term::text(keyword, term::Star::Hidden);
    if words.trim().is_empty() {
        return None;
    }
    lost.when("stars", *major);
    let lang = lang.as_deref().or_else(|| language_of(value, article));
    let words = Json::in_language(words, lang);
    if *vocab == Vocabulary::Author && ui.is_none() {
        return Some(words);
    }
    let mut node = Node::of_type("DefinedTerm");
    node.list("name", [words]);
    node.text("termCode", ui.as_deref());
    node.text("inDefinedTermSet", (*vocab == Vocabulary::Mesh).then_some(MESH));
    Some(Json::Node(node))
}

/// `license` is an address or a work.
fn terms_of_use(license: &str) -> Option<Json> {
    let is_address = license.contains("://") && !license.contains(char::is_whitespace);
    if is_address {
        return Some(Json::Text(license.to_owned()));
    }
    Node::named("CreativeWork", license).map(Json::Node)
}

fn addresses(urls: &[Url], doi: Option<&str>, node: &mut Node, lost: &mut Lost) {
    let mut chief = None;
    let (mut files, mut same) = (Vec::new(), Vec::new());
    for (rank, Url { href, kind }) in address::ranked(urls, doi) {
        match (kind, rank) {
            (UrlKind::Pdf, _) => {
                let mut file = Node::of_type("MediaObject");
                file.text("contentUrl", Some(href));
                file.text("encodingFormat", Some("application/pdf"));
                files.push(Json::Node(file));
            }
            (_, address::Rank::Chief) => chief = Some(href.as_str()),
            (_, address::Rank::Further) => same.push(Json::Text(href.clone())),
        }
        lost.when("urls", matches!(kind, UrlKind::Fulltext | UrlKind::Database));
    }
    node.text("url", chief);
    node.list("sameAs", same);
    node.list("encoding", files);
}

fn grant(funding: &Funding) -> Option<Json> {
    let Funding { funder, id, award, text_raw, country } = funding;
    let mut node = Node::of_type("Grant");
    node.text("name", Some(text_raw));
    node.text("identifier", award.as_deref());
    let mut payer = Node::of_type("Organization");
    payer.text("name", funder.as_deref());
    payer.text("identifier", id.as_deref());
    let mut address = Node::of_type("PostalAddress");
    address.text("addressCountry", country.as_deref());
    payer.node("address", address.told());
    node.node("funder", payer.told());
    node.told().map(Json::Node)
}

/// The database: it publishes the structured data, and somebody runs it.
fn told_by(database: &Database) -> Option<Node> {
    let Database { name, provider, url } = database;
    let mut node = Node::of_type("Organization");
    node.text("name", Some(name));
    node.text("url", url.as_deref());
    let provider = provider.as_deref().and_then(|provider| Node::named("Organization", provider));
    node.node("parentOrganization", provider);
    node.told()
}
