//! Classes of schema.org that are works, and what they are as references.

use crate::record::Kind;
use crate::syntax::json_ld::{Node, nodes, texts, types_of};

/// Classes that are works wherever they stand, the more exact ones first.
const WORKS: &[(&str, Kind)] = &[
    ("ScholarlyArticle", Kind::ArticleJournal),
    ("MedicalScholarlyArticle", Kind::ArticleJournal),
    ("Chapter", Kind::Chapter),
    ("Thesis", Kind::Thesis),
    ("Report", Kind::Report),
    ("NewsArticle", Kind::ArticleNewspaper),
    ("ReportageNewsArticle", Kind::ArticleNewspaper),
    ("OpinionNewsArticle", Kind::ArticleNewspaper),
    ("BlogPosting", Kind::PostWeblog),
    ("SocialMediaPosting", Kind::Post),
    ("DiscussionForumPosting", Kind::Post),
    ("TechArticle", Kind::Article),
    ("Article", Kind::Webpage),
    ("Book", Kind::Book),
    ("Dataset", Kind::Dataset),
    ("SoftwareSourceCode", Kind::Software),
    ("SoftwareApplication", Kind::Software),
    ("Manuscript", Kind::Manuscript),
    ("Map", Kind::Map),
    ("Movie", Kind::MotionPicture),
    ("Legislation", Kind::Legislation),
];

/// Classes that are works where nothing below or beside them is one.
const MAYBE: &[(&str, Kind)] =
    &[("Periodical", Kind::Periodical), ("WebPage", Kind::Webpage), ("CreativeWork", Kind::Document)];

/// Classes of nodes that stand beside works in a graph.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "BookSeries", "BreadcrumbList", "CollectionPage", "ContactPoint", "Country", "CreativeWorkSeries", "DataCatalog", "DefinedTerm",
    "EducationalOrganization", "Grant", "ImageObject", "ItemList", "ListItem", "MediaObject", "MedicalOrganization", "NewsMediaOrganization",
    "Newspaper", "Organization", "Periodical", "Person", "Place", "PostalAddress", "ProfilePage", "PropertyValue",
    "PublicationIssue", "PublicationVolume", "ResearchOrganization", "SearchAction", "WebPage", "WebSite",
];

pub(super) fn is_certainly_work(class: &str) -> bool {
    WORKS.iter().any(|(known, _)| *known == class)
}

pub(super) fn may_be_work(class: &str) -> bool {
    MAYBE.iter().any(|(known, _)| *known == class)
}

pub(super) fn is_beside_works(class: &str) -> bool {
    BESIDE.contains(&class)
}

/// The class of a node, and its kind. An `Article` that also says it is of a journal by another class is that.
pub(super) fn of(node: &Node) -> (String, Kind) {
    let of_table = |table: &'static [(&'static str, Kind)]| {
        table.iter().find(|(class, _)| types_of(node).any(|known| known == *class))
    };
    match of_table(WORKS).or_else(|| of_table(MAYBE)) {
        Some(("Article", kind)) => ("Article".to_owned(), of_article(node).unwrap_or(*kind)),
        Some((class, kind)) => ((*class).to_owned(), *kind),
        None => (String::new(), Kind::Document),
    }
}

/// What a plain `Article` is: the class is that of any article, and what it stands in tells. `None` where that is no
/// periodical: most such articles are pages of a site.
fn of_article(node: &Node) -> Option<Kind> {
    let parts = node.get("isPartOf").map(|part| nodes(part, &["isPartOf"])).unwrap_or_default();
    let is_in =
        |wanted: &[&str]| parts.iter().any(|part| types_of(part).any(|class| wanted.contains(&class)));
    if parts.iter().any(|part| is_magazine(part)) {
        return Some(Kind::ArticleMagazine);
    }
    if is_in(&["Newspaper"]) {
        return Some(Kind::ArticleNewspaper);
    }
    let is_numbered =
        |node: &Node| ["issn", "volumeNumber", "issueNumber"].iter().any(|key| node.contains_key(*key));
    let is_periodical = is_in(&["Periodical", "PublicationVolume", "PublicationIssue"])
        || is_numbered(node)
        || parts.iter().any(|part| is_numbered(part));
    is_periodical.then_some(Kind::ArticleJournal)
}

/// Whether a node is said to be a magazine in words of another vocabulary, as our writer does: schema.org has none for it.
pub(super) fn is_magazine(node: &Node) -> bool {
    let named = node.get("additionalType").map(texts).unwrap_or_default();
    let told = named.iter().map(|(class, _)| class.as_str()).chain(types_of(node));
    told.into_iter().any(|class| class.rsplit(['/', '#', ':']).next() == Some("Magazine"))
}
