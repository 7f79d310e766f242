//! Dublin Core (mapping reference 2.11): the last resort, because it has no journal, volume or pages of its own.

use super::tags::{Tag, TagTable};
use crate::record::{Medium, UrlKind};

pub(super) const DUBLIN_CORE: TagTable =
    TagTable { name: "dublin-core", prefixes: &["dc.", "dcterms.", "dct."], tags: TAGS };

const TAGS: &[(&str, Tag)] = &[
    ("title", Tag::Title),
    ("title.alternative", Tag::VernacularTitle),
    ("alternative", Tag::VernacularTitle),
    ("creator", Tag::Author),
    ("creator.personalname", Tag::Author),
    ("contributor.author", Tag::Author),
    ("identifier", Tag::Identifier),
    ("identifier.doi", Tag::Doi),
    ("identifier.uri", Tag::Identifier),
    ("identifier.issn", Tag::Issn(Medium::Unknown)),
    ("identifier.citation", Tag::Source),
    ("bibliographiccitation", Tag::Source),
    ("source", Tag::Source),
    ("source.issn", Tag::Issn(Medium::Unknown)),
    ("source.volume", Tag::Volume),
    ("source.issue", Tag::Issue),
    ("citation.volume", Tag::Volume),
    ("citation.issue", Tag::Issue),
    ("citation.spage", Tag::FirstPage),
    ("citation.epage", Tag::LastPage),
    ("identifier.pagenumber", Tag::Pages),
    ("source.uri", Tag::Url(UrlKind::Landing)),
    ("ispartof", Tag::Source),
    ("relation.ispartof", Tag::Source),
    ("date.issued", Tag::Date(0)),
    ("issued", Tag::Date(0)),
    ("date", Tag::Date(1)),
    ("date.available", Tag::OnlineDate),
    ("language", Tag::Language),
    ("language.iso", Tag::Language),
    ("subject", Tag::Keywords),
    ("subject.mesh", Tag::Mesh),
    ("description", Tag::Abstract),
    ("description.abstract", Tag::Abstract),
    ("abstract", Tag::Abstract),
    ("publisher", Tag::Publisher),
    ("rights", Tag::License),
    ("license", Tag::License),
    ("type", Tag::Type),
    ("type.articletype", Tag::Type),
];
