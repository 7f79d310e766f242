//! The tags of `EPrints` repositories.

use super::tags::{Tag, TagTable};
use crate::record::{Medium, UrlKind};

pub(super) const EPRINTS: TagTable = TagTable { name: "eprints", prefixes: &["eprints."], tags: TAGS };

const TAGS: &[(&str, Tag)] = &[
    ("title", Tag::Title),
    ("creators_name", Tag::Author),
    ("creators_orcid", Tag::Orcid),
    ("editors_name", Tag::Editor),
    ("publication", Tag::Journal),
    ("issn", Tag::Issn(Medium::Unknown)),
    ("date", Tag::Date(0)),
    ("volume", Tag::Volume),
    ("number", Tag::Issue),
    ("pagerange", Tag::Pages),
    ("article_number", Tag::ArticleNumber),
    ("id_number", Tag::Identifier),
    ("doi", Tag::Doi),
    ("official_url", Tag::Url(UrlKind::Landing)),
    ("document_url", Tag::Url(UrlKind::Pdf)),
    ("keywords", Tag::Keywords),
    ("abstract", Tag::Abstract),
    ("language", Tag::Language),
    ("publisher", Tag::Publisher),
    ("type", Tag::Type),
    ("institution", Tag::Publisher),
    ("book_title", Tag::Book),
    ("event_title", Tag::Conference),
];
