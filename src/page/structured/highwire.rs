//! `citation_*`, which Google Scholar asks for (mapping reference 2.3), and the same tags of bepress.

use super::tags::{Tag, TagTable};
use crate::record::{Medium, UrlKind};

pub(super) const HIGHWIRE: TagTable =
    TagTable { name: "highwire", prefixes: &["citation_", "wkhealth_"], tags: TAGS };

pub(super) const BEPRESS: TagTable =
    TagTable { name: "bepress", prefixes: &["bepress_citation_"], tags: TAGS };

const TAGS: &[(&str, Tag)] = &[
    ("title", Tag::Title),
    ("title_en", Tag::VernacularTitle),
    ("title_cn", Tag::VernacularTitle),
    ("translated_title", Tag::VernacularTitle),
    ("author", Tag::Author),
    ("authors", Tag::Authors),
    ("editor", Tag::Editor),
    ("author_institution", Tag::Institution),
    ("author_affiliation", Tag::Institution),
    ("author_email", Tag::Email),
    ("author_orcid", Tag::Orcid),
    ("journal_title", Tag::Journal),
    ("journal_abbrev", Tag::JournalShort),
    ("issn", Tag::Issn(Medium::Unknown)),
    ("pissn", Tag::Issn(Medium::Print)),
    ("eissn", Tag::Issn(Medium::Electronic)),
    ("publication_date", Tag::Date(0)),
    ("date", Tag::Date(1)),
    ("cover_date", Tag::Date(2)),
    ("year", Tag::Date(3)),
    ("online_date", Tag::OnlineDate),
    ("volume", Tag::Volume),
    ("issue", Tag::Issue),
    ("firstpage", Tag::FirstPage),
    ("first_page", Tag::FirstPage),
    ("lastpage", Tag::LastPage),
    ("last_page", Tag::LastPage),
    ("article_number", Tag::ArticleNumber),
    ("doi", Tag::Doi),
    ("pmid", Tag::Pmid),
    ("pmcid", Tag::Pmid),
    ("keywords", Tag::Keywords),
    ("keyword", Tag::Keywords),
    ("abstract", Tag::Abstract),
    ("language", Tag::Language),
    ("publisher", Tag::Publisher),
    ("article_type", Tag::Type),
    ("abstract_html_url", Tag::Url(UrlKind::Landing)),
    ("public_url", Tag::Url(UrlKind::Landing)),
    ("fulltext_html_url", Tag::Url(UrlKind::Fulltext)),
    ("full_html_url", Tag::Url(UrlKind::Fulltext)),
    ("pdf_url", Tag::Url(UrlKind::Pdf)),
    ("conference_title", Tag::Conference),
    ("conference", Tag::Conference),
    ("dissertation_institution", Tag::School),
    ("dissertation_name", Tag::Degree),
    ("technical_report_institution", Tag::Institute),
    ("isbn", Tag::Isbn),
    ("inbook_title", Tag::Book),
    ("book_title", Tag::Book),
];
