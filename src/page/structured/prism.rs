//! PRISM: the journal, where it appeared and on which pages; titles and authors are Dublin Core's.

use super::tags::{Tag, TagTable};
use crate::record::{Medium, UrlKind};

pub(super) const PRISM: TagTable = TagTable { name: "prism", prefixes: &["prism."], tags: TAGS };

const TAGS: &[(&str, Tag)] = &[
    ("publicationname", Tag::Journal),
    ("alternatetitle", Tag::VernacularTitle),
    ("issn", Tag::Issn(Medium::Print)),
    ("eissn", Tag::Issn(Medium::Electronic)),
    ("publicationdate", Tag::Date(0)),
    ("coverdate", Tag::Date(1)),
    ("coverdisplaydate", Tag::Date(2)),
    ("publicationyear", Tag::Date(3)),
    ("year", Tag::Date(3)),
    ("onlinedate", Tag::OnlineDate),
    ("volume", Tag::Volume),
    ("number", Tag::Issue),
    ("issue", Tag::Issue),
    ("startingpage", Tag::FirstPage),
    ("endingpage", Tag::LastPage),
    ("pagerange", Tag::Pages),
    ("elocationid", Tag::ArticleNumber),
    ("doi", Tag::Doi),
    ("url", Tag::Url(UrlKind::Landing)),
    ("keyword", Tag::Keywords),
    ("publisher", Tag::Publisher),
    ("genre", Tag::Type),
];
