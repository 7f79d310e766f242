//! Classes of schema.org that are works, and what they are as references.

use crate::record::Kind;
use crate::syntax::json_ld::{Node, types_of};

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
    ("Article", Kind::ArticleMagazine),
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
    let found = of_table(WORKS).or_else(|| of_table(MAYBE));
    found.map_or_else(|| (String::new(), Kind::Document), |(class, kind)| ((*class).to_owned(), *kind))
}
