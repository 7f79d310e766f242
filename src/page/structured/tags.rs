//! `<meta>` elements of a vocabulary: a table from tag to field, and one reader for all of them.

use super::candidate::{Candidate, Listed, one_line};
use super::people::{Entry, EntryName};
use crate::record::{ContainerRole, DateKind, Kind, Medium, Role, TitleRole, UrlKind, Vocabulary};
use crate::syntax::html::Meta;
use crate::value::{doi, issn};

/// What a tag holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// The title; a second one in another script is the vernacular one.
    Title,
    VernacularTitle,
    /// One author, `Family, Given` or as printed.
    Author,
    /// All authors in one value.
    Authors,
    Editor,
    /// These follow the author they belong to.
    Institution,
    Email,
    Orcid,
    Journal,
    JournalShort,
    Issn(Medium),
    /// A date of issue, the surest of rank 0.
    Date(u8),
    OnlineDate,
    Volume,
    Issue,
    FirstPage,
    LastPage,
    Pages,
    ArticleNumber,
    Doi,
    Pmid,
    Isbn,
    /// A DOI, an ISSN, a PMID or an address, by its shape.
    Identifier,
    Keywords,
    Mesh,
    Abstract,
    Language,
    Publisher,
    License,
    Type,
    Url(UrlKind),
    /// A journal line, or the name of a journal.
    Source,
    /// The conference, the thesis's school: they say what kind of work it is.
    Conference,
    School,
    /// The degree that the thesis was written for.
    Degree,
    /// The institution that published the report.
    Institute,
    Book,
}

/// A vocabulary of `<meta>` elements.
pub(super) struct TagTable {
    /// Its name in notes.
    pub(super) name: &'static str,
    /// What its tags begin with, in lower case, colons as full stops.
    pub(super) prefixes: &'static [&'static str],
    /// Its tags without the prefix.
    pub(super) tags: &'static [(&'static str, Tag)],
}

impl TagTable {
    fn tag(&self, name: &str) -> Option<Tag> {
        let name = name.trim().to_ascii_lowercase().replace(':', ".");
        let rest = self.prefixes.iter().find_map(|prefix| name.strip_prefix(prefix))?;
        self.tags.iter().find(|(tag, _)| *tag == rest).map(|(_, tag)| *tag)
    }

    /// The elements that begin like the vocabulary's and are none of its tags.
    pub(super) fn unread<'m>(&self, metas: &'m [Meta]) -> Vec<&'m Meta> {
        let begins = |meta: &&Meta| {
            let name = meta.name.trim().to_ascii_lowercase().replace(':', ".");
            self.prefixes.iter().any(|prefix| !prefix.is_empty() && name.starts_with(prefix))
        };
        metas.iter().filter(begins).filter(|meta| self.tag(&meta.name).is_none()).collect()
    }

    /// What the elements say; `None` when none is of the vocabulary.
    pub(super) fn read(&self, metas: &[Meta]) -> Option<Candidate> {
        let found: Vec<(Tag, &Meta)> =
            metas.iter().filter_map(|meta| Some((self.tag(&meta.name)?, meta))).collect();
        let mut candidate = Candidate::new(self.name);
        // Texts are read with what the record says of its language.
        for (_, meta) in found.iter().filter(|(tag, _)| *tag == Tag::Language) {
            candidate.language(&meta.content, meta.line);
        }
        let mut people: Vec<Entry> = Vec::new();
        let mut editors: Vec<Entry> = Vec::new();
        let mut keywords: Vec<Listed> = Vec::new();
        let mut headings: Vec<Listed> = Vec::new();
        for (tag, meta) in found {
            let Meta { content, lang, line, .. } = meta;
            let (line, lang) = (*line, lang.as_deref());
            let entry = || Entry { name: EntryName::Text(one_line(content)), line, ..Entry::default() };
            match tag {
                Tag::Title => {
                    let is_first = candidate.record.titles.is_empty();
                    let role = if is_first { TitleRole::Main } else { TitleRole::Vernacular };
                    candidate.title(content, lang, role, line);
                }
                Tag::VernacularTitle => candidate.title(content, lang, TitleRole::Vernacular, line),
                Tag::Author => people.push(entry()),
                Tag::Authors if people.is_empty() => people.push(entry()),
                Tag::Authors | Tag::Language => {}
                Tag::Editor => editors.push(entry()),
                Tag::Institution | Tag::Email | Tag::Orcid => {
                    let Some(person) = people.last_mut() else { continue };
                    match tag {
                        Tag::Institution => person.affiliations.push(content.clone()),
                        Tag::Email => person.emails.push(content.clone()),
                        _ => person.orcid = Some(content.clone()),
                    }
                }
                Tag::Journal => {
                    let is_first = candidate.record.container_titles.is_empty();
                    let role = if is_first { ContainerRole::Main } else { ContainerRole::Vernacular };
                    candidate.container_in(content, lang, role, line);
                }
                Tag::JournalShort => candidate.container(content, ContainerRole::Abbrev, line),
                Tag::Issn(medium) => candidate.issn(content, medium, line),
                Tag::Date(rank) => candidate.date(content, DateKind::Issued, rank, line),
                Tag::OnlineDate => candidate.date(content, DateKind::Epub, 0, line),
                Tag::Volume => candidate.volume(content, line),
                Tag::Issue => candidate.issue(content, line),
                Tag::FirstPage => candidate.first_page(content, line),
                Tag::LastPage => candidate.last_page(content),
                Tag::Pages => candidate.page_range(content, line),
                Tag::ArticleNumber => candidate.article_number(content, line),
                Tag::Doi => candidate.doi(content, line),
                Tag::Pmid => candidate.pmid(content, line),
                Tag::Isbn => candidate.isbn(content, line),
                Tag::Identifier => identifier(&mut candidate, meta),
                Tag::Keywords => keywords.push((content.clone(), meta.lang.clone(), line)),
                Tag::Mesh => headings.push((content.clone(), meta.lang.clone(), line)),
                Tag::Abstract => candidate.summary(content, lang, line),
                Tag::Publisher => candidate.publisher(content, line),
                Tag::License => candidate.license(content, line),
                Tag::Type => candidate.publication_type(content, line),
                Tag::Url(kind) => candidate.url(content, kind, line),
                Tag::Source => source(&mut candidate, content, line),
                Tag::Conference => {
                    candidate.container_in(content, lang, ContainerRole::Main, line);
                    candidate.record.kind = Kind::PaperConference;
                }
                Tag::School => {
                    candidate.publisher(content, line);
                    candidate.record.kind = Kind::Thesis;
                }
                Tag::Degree => candidate.record.genre = Some(one_line(content)).filter(|it| !it.is_empty()),
                Tag::Institute => {
                    candidate.publisher(content, line);
                    candidate.record.kind = Kind::Report;
                }
                Tag::Book => {
                    candidate.container_in(content, lang, ContainerRole::Main, line);
                    candidate.record.kind = Kind::Chapter;
                }
            }
        }
        candidate.people(people, Role::Author);
        candidate.people(editors, Role::Editor);
        candidate.keywords(&keywords, Vocabulary::Author);
        candidate.keywords(&headings, Vocabulary::Mesh);
        // An abbreviation alone is the name of the journal.
        if let [only] = candidate.record.container_titles.as_mut_slice()
            && only.role == ContainerRole::Abbrev
        {
            only.role = ContainerRole::Main;
        }
        let candidate = candidate.finish();
        (!candidate.is_empty()).then_some(candidate)
    }
}

/// An identifier of whatever kind (mapping reference 2.11).
fn identifier(candidate: &mut Candidate, meta: &Meta) {
    let (value, line) = (meta.content.trim(), meta.line);
    let scheme = meta.scheme.as_deref().unwrap_or_default().to_ascii_lowercase();
    let lower = value.to_ascii_lowercase();
    if doi::is_bare(value) || lower.contains("doi.org/10.") || lower.starts_with("doi:") || scheme == "doi" {
        candidate.doi(value, line);
    } else if scheme == "pmid" || lower.starts_with("pmid") {
        candidate.pmid(value, line);
    } else if scheme == "issn"
        || lower.starts_with("issn")
        || lower.starts_with("urn:issn:")
        || issn::canonical(value).is_some()
    {
        candidate.issn(value, Medium::Unknown, line);
    } else {
        candidate.url(value, UrlKind::Landing, line);
    }
}

/// `DC.Source`: a journal line where it is one (mapping reference 2.11), the name of a journal where it has no
/// number, else nothing.
fn source(candidate: &mut Candidate, value: &str, line: u32) {
    let printed = one_line(value);
    if issn::canonical(&printed).is_some() {
        candidate.issn(&printed, Medium::Unknown, line);
    } else if printed.chars().any(|character| character.is_ascii_digit()) || printed.contains("://") {
        candidate.journal_line(&printed, line);
    } else {
        candidate.container(&printed, ContainerRole::Main, line);
    }
}
