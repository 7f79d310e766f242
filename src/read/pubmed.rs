//! `PubMed` XML: `PubmedArticleSet` of the baseline, of update files and of efetch, and `PubmedBookArticle` (mapping
//! reference 2.2 and 2.8; element rules: NLM's DTD of 2025).

use super::intake::NameText;
use super::xml::{Dialect, Fields};
use super::{Batch, Chunk, Reader};
use crate::record::{
    AbstractSection, Confidence, ContainerRole, Contributor, DateKind, Ident, Kind, Marked, Medium, Name,
    NameForm, Origin, Role, Term, TitleRole, Vocabulary,
};
use crate::syntax::xml::{self, Element, Names};
use crate::value::{language, orcid, text};

const DIALECT: Dialect = Dialect {
    format: "pubmed",
    records: Names { records: &["PubmedArticle", "PubmedBookArticle"], parts: &[] },
    fill: article,
};

/// The `PubMed` XML reader.
#[derive(Debug)]
pub struct Pubmed;

impl Reader for Pubmed {
    fn read(&self, chunk: Chunk<'_>, batch: &mut Batch) {
        DIALECT.read(chunk, batch);
    }

    fn cut(&self, buffer: &str, _head: &str) -> usize {
        xml::last_cut(buffer, &DIALECT.records)
    }
}

/// Whether the start of an input is certainly `PubMed` XML.
#[must_use]
pub fn sniff(head: &str) -> bool {
    let roots = ["PubmedArticleSet", "PubmedBookArticleSet", "PubmedArticle", "PubmedBookArticle"];
    xml::root(head).is_some_and(|root| roots.contains(&root))
}

fn article(record: &Element<'_>, fields: &mut Fields<'_>) {
    for part in record.elements() {
        match part.name {
            "MedlineCitation" => citation(part, fields),
            "BookDocument" => book(part, fields),
            "PubmedData" | "PubmedBookData" => pubmed_data(part, fields),
            _ => fields.unknown("", part),
        }
    }
}

fn citation(citation: &Element<'_>, fields: &mut Fields<'_>) {
    for part in citation.elements() {
        fields.intake.line = part.line;
        match part.name {
            "PMID" => {
                fields.intake.pubmed_number(&part.text());
            }
            "Article" => the_article(part, fields),
            "MedlineJournalInfo" => journal_info(part, fields),
            "CommentsCorrectionsList" => corrections(part, fields),
            "MeshHeadingList" => part.elements().for_each(|heading| mesh_heading(heading, fields)),
            "OtherID" => other_number(part, fields),
            "OtherAbstract" => abstract_of(part, fields),
            "KeywordList" => keywords(part, fields),
            "GeneralNote" => fields.intake.free_note(None, &part.text()),
            "InvestigatorList" => members(part, fields),
            // What PubMed says of its own handling of the record.
            "DateCreated" | "DateCompleted" | "DateRevised" | "CitationSubset" | "NumberOfReferences" => {
                fields.intake.bookkeeping(part.name);
            }
            _ => fields.unknown("MedlineCitation", part),
        }
    }
}

fn the_article(article: &Element<'_>, fields: &mut Fields<'_>) {
    let mut pii = None;
    for part in article.elements() {
        fields.intake.line = part.line;
        match part.name {
            "Journal" => journal(part, fields),
            "ArticleTitle" => title(part, fields),
            "VernacularTitle" => vernacular_title(part, fields),
            "Pagination" => pagination(part, fields),
            "ELocationID" => pii = pii.or(electronic_location(part, fields)),
            "Abstract" => abstract_of(part, fields),
            "AuthorList" => people(part, fields),
            "Language" => fields.intake.languages(&part.text()),
            "GrantList" => part.elements().for_each(|grant| funding(grant, fields)),
            "PublicationTypeList" => part.elements().for_each(|kind| publication_type(kind, fields)),
            "ArticleDate" => {
                let date = date_of(part);
                fields.intake.date(DateKind::Epub, &date);
            }
            _ => fields.unknown("Article", part),
        }
    }
    if let Some(pii) = pii {
        fields.intake.location_number(&pii);
    }
}

fn title(element: &Element<'_>, fields: &mut Fields<'_>) {
    let marked = fields.marked("title", element, &[]);
    fields.intake.medline_marked_title(marked);
}

fn vernacular_title(element: &Element<'_>, fields: &mut Fields<'_>) {
    let marked = text::without_title_marks(fields.marked("title", element, &[])).0;
    fields.intake.marked_title(TitleRole::Vernacular, marked);
}

fn journal(journal: &Element<'_>, fields: &mut Fields<'_>) {
    for part in journal.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "ISSN" => {
                let medium = match part.attribute("IssnType").as_deref() {
                    Some("Print") => Medium::Print,
                    Some("Electronic") => Medium::Electronic,
                    _ => Medium::Unknown,
                };
                fields.intake.serial_number(&words, medium, "ISSN");
            }
            "JournalIssue" => {
                for inner in part.elements() {
                    fields.intake.line = inner.line;
                    match inner.name {
                        "Volume" => fields.intake.volume(&inner.text()),
                        "Issue" => fields.intake.issue(&inner.text()),
                        "PubDate" => {
                            let date = date_of(inner);
                            fields.intake.date(DateKind::Issued, &date);
                        }
                        _ => fields.unknown("JournalIssue", inner),
                    }
                }
            }
            "Title" => fields.intake.container(ContainerRole::Main, &words),
            "ISOAbbreviation" => fields.intake.container_by(ContainerRole::Abbrev, &words, Some("iso4")),
            _ => fields.unknown("Journal", part),
        }
    }
}

/// `Year`, `Month`, `Day`; `Year`, `Season`; or `MedlineDate`, as one text.
fn date_of(date: &Element<'_>) -> String {
    let part = |name: &str| date.text_of(name);
    if let Some(words) = part("MedlineDate") {
        return words;
    }
    let parts = [part("Year"), part("Season").or_else(|| part("Month")), part("Day")];
    let numeric = |text: &String| text.bytes().all(|byte| byte.is_ascii_digit());
    let joint = if parts.iter().flatten().all(numeric) { "-" } else { " " };
    parts.into_iter().flatten().collect::<Vec<_>>().join(joint)
}

fn journal_info(info: &Element<'_>, fields: &mut Fields<'_>) {
    for part in info.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "Country" => fields.intake.countries(&words),
            "MedlineTA" => fields.intake.container_by(ContainerRole::Abbrev, &words, Some("medlineta")),
            "ISSNLinking" => fields.intake.serial_number(&words, Medium::Linking, "ISSNLinking"),
            // NLM's own number of the journal.
            "NlmUniqueID" => fields.intake.bookkeeping(part.name),
            _ => fields.unknown("MedlineJournalInfo", part),
        }
    }
}

/// `MedlinePgn` is what `PubMed` shows; `StartPage` and `EndPage` say the same.
fn pagination(pagination: &Element<'_>, fields: &mut Fields<'_>) {
    let pages = pagination.text_of("MedlinePgn").or_else(|| {
        let first = pagination.text_of("StartPage")?;
        let last = pagination.text_of("EndPage");
        Some(last.map_or_else(|| first.clone(), |last| format!("{first}-{last}")))
    });
    if let Some(pages) = pages {
        fields.intake.pages(&pages);
    }
}

/// A DOI, or the publisher's number, which is given back.
fn electronic_location(location: &Element<'_>, fields: &mut Fields<'_>) -> Option<String> {
    let words = location.text();
    let is_valid = !location.states("ValidYN", "N");
    match location.attribute("EIdType").as_deref() {
        Some("doi") if is_valid => fields.intake.doi_field(&words),
        Some("pii") if is_valid => {
            fields.intake.database_number("pii", &words);
            return Some(words);
        }
        _ => fields.unknown("Article", location),
    }
    None
}

/// `Abstract` and `OtherAbstract`: one text, or headed ones.
fn abstract_of(element: &Element<'_>, fields: &mut Fields<'_>) {
    let lang = element.attribute("Language");
    let lang = lang.and_then(|code| language::tag_of(&code));
    let mut sections = Vec::new();
    for part in element.elements() {
        fields.intake.line = part.line;
        match part.name {
            "AbstractText" => {
                let label = part.attribute("Label").unwrap_or_default();
                let label = if label.eq_ignore_ascii_case("UNLABELLED") { String::new() } else { label };
                let text = fields.marked("abstract", part, &[]);
                if !text.is_empty() || !label.is_empty() {
                    sections.push(AbstractSection { label, text });
                }
            }
            _ => fields.unknown(element.name, part),
        }
    }
    fields.intake.sections(lang, sections);
}

fn people(list: &Element<'_>, fields: &mut Fields<'_>) {
    let role = match list.attribute("Type").as_deref() {
        Some("editors") => Role::Editor,
        _ => Role::Author,
    };
    if list.states("CompleteYN", "N") {
        fields.intake.record.author_list_truncated.get_or_insert_with(|| "CompleteYN=\"N\"".to_owned());
    }
    for author in list.elements() {
        fields.intake.line = author.line;
        // PubMed keeps wrong forms of a name beside the right one.
        if author.name != "Author" || author.states("ValidYN", "N") {
            fields.unknown(list.name, author);
            continue;
        }
        person(role, author, fields);
    }
}

fn person(role: Role, author: &Element<'_>, fields: &mut Fields<'_>) {
    let mut person =
        Contributor { equal_contribution: author.states("EqualContrib", "Y"), ..Contributor::default() };
    let mut institutions = Vec::new();
    for part in author.elements() {
        match part.name {
            "Identifier" => {
                let words = part.text();
                let source = part.attribute("Source").unwrap_or_default();
                let orcid = orcid::canonical(&words).filter(|_| source.eq_ignore_ascii_case("ORCID"));
                if orcid.is_some() {
                    person.orcid = orcid;
                } else {
                    let (scheme, value, raw) = (source.to_lowercase(), words.clone(), words.clone());
                    let origin = Origin::Read;
                    person.other_ids.push(Ident { scheme, normalised: words, value, raw, origin });
                }
            }
            "AffiliationInfo" => {
                institutions.extend(part.text_of("Affiliation"));
                // ROR and GRID numbers of the institution.
                part.all("Identifier").for_each(|number| fields.unknown("AffiliationInfo", number));
            }
            "Affiliation" => institutions.push(part.text()),
            "LastName" | "ForeName" | "Initials" | "Suffix" | "CollectiveName" => {}
            _ => fields.unknown("Author", part),
        }
    }
    let name = match (author.first("CollectiveName"), form_of(author)) {
        (Some(group), _) => NameText::Body(group.text()),
        (None, Some(form)) => NameText::Forms(vec![form]),
        (None, None) => return fields.unknown("AuthorList", author),
    };
    fields.intake.line = author.line;
    fields.intake.person(role, name, person, institutions);
}

/// The name that the elements of a person say.
fn form_of(person: &Element<'_>) -> Option<NameForm> {
    let family = person.text_of("LastName")?;
    let given = person.text_of("ForeName").or_else(|| person.text_of("Initials"));
    let suffix = person.text_of("Suffix");
    let parts = [Some(family.as_str()), given.as_deref(), suffix.as_deref()];
    let raw = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Some(split_name(family, given, suffix, raw))
}

/// A name that a format has split; particles stay where the format puts them.
fn split_name(family: String, given: Option<String>, suffix: Option<String>, raw: String) -> NameForm {
    let script = text::script_of(&raw).map(str::to_owned);
    let name = Name { family: Some(family), given, suffix, ..Name::default() };
    NameForm { name, script, raw, confidence: Confidence::Certain, ..NameForm::default() }
}

/// Members of the group that is among the authors.
fn members(list: &Element<'_>, fields: &mut Fields<'_>) {
    let forms: Vec<NameForm> = list.all("Investigator").filter_map(form_of).collect();
    if !fields.intake.members_of_group(&forms) {
        list.elements().for_each(|investigator| fields.unknown("InvestigatorList", investigator));
        return;
    }
    for investigator in list.elements() {
        for part in investigator.elements() {
            if !["LastName", "ForeName", "Initials", "Suffix"].contains(&part.name) {
                fields.unknown("Investigator", part);
            }
        }
    }
}

fn funding(grant: &Element<'_>, fields: &mut Fields<'_>) {
    fields.intake.line = grant.line;
    let part = |name: &str| grant.text_of(name);
    fields.intake.grant(part("GrantID"), part("Acronym").as_deref(), part("Agency"), part("Country"));
}

fn publication_type(kind: &Element<'_>, fields: &mut Fields<'_>) {
    fields.intake.line = kind.line;
    let ui = kind.attribute("UI");
    fields.intake.publication_type_of(&kind.text(), ui);
}

fn mesh_heading(heading: &Element<'_>, fields: &mut Fields<'_>) {
    let Some(descriptor) = heading.first("DescriptorName") else {
        return fields.unknown("MeshHeadingList", heading);
    };
    let is_major = |element: &Element<'_>| element.states("MajorTopicYN", "Y");
    fields.intake.line = heading.line;
    fields.intake.term(Term {
        value: descriptor.text(),
        lang: None,
        vocab: Vocabulary::Mesh,
        ui: descriptor.attribute("UI"),
        qualifiers: heading.all("QualifierName").map(Element::text).collect(),
        major: heading.elements().any(is_major),
    });
}

fn keywords(list: &Element<'_>, fields: &mut Fields<'_>) {
    // NOTNLM: the authors or the publisher gave them; other owners index by vocabularies of their own.
    let vocab = match list.attribute("Owner").as_deref() {
        None | Some("NOTNLM") => Vocabulary::Author,
        Some(_) => Vocabulary::Other,
    };
    for keyword in list.elements() {
        let words: Marked = fields.marked("keyword", keyword, &[]);
        let major = keyword.states("MajorTopicYN", "Y");
        fields.intake.term(Term { value: words.to_plain(), vocab, major, ..Term::default() });
    }
}

/// `OtherID Source="NLM"` holds PMCIDs and numbers of manuscripts.
fn other_number(number: &Element<'_>, fields: &mut Fields<'_>) {
    let words = number.text();
    let is_pmcid = words.starts_with("PMC") && fields.intake.pubmed_number(&words);
    if !is_pmcid {
        let source = number.attribute("Source").unwrap_or_else(|| "other".to_owned());
        fields.intake.database_number(&source.to_lowercase(), &words);
    }
}

/// Errata, retractions and comments: notes that name what they link to. `Cites` is the list of references.
fn corrections(list: &Element<'_>, fields: &mut Fields<'_>) {
    let mut cited = 0;
    for link in list.elements() {
        let kind = link.attribute("RefType").unwrap_or_default();
        if kind == "Cites" {
            cited += 1;
            continue;
        }
        let parts = [link.text_of("RefSource"), link.text_of("PMID").map(|number| format!("PMID: {number}"))];
        let note = link.text_of("Note");
        let words = parts.into_iter().flatten().chain(note).collect::<Vec<_>>().join(". ");
        fields.intake.line = link.line;
        fields.intake.linked_article(&kind, &words);
    }
    fields.references(list, cited);
}

fn pubmed_data(data: &Element<'_>, fields: &mut Fields<'_>) {
    for part in data.elements() {
        fields.intake.line = part.line;
        match part.name {
            "History" => {
                for date in part.elements() {
                    let kind = match date.attribute("PubStatus").as_deref() {
                        Some("received") => DateKind::Received,
                        Some("accepted") => DateKind::Accepted,
                        Some("revised") => DateKind::Revised,
                        // When PubMed took the record in.
                        _ => {
                            fields.intake.bookkeeping("PubMedPubDate");
                            continue;
                        }
                    };
                    let text = date_of(date);
                    fields.intake.date(kind, &text);
                }
            }
            "ArticleIdList" => numbers(part, fields),
            "ReferenceList" => fields.references(part, references_in(part)),
            // PubMed's word for how the article came out.
            "PublicationStatus" => fields.intake.bookkeeping(part.name),
            _ => fields.unknown(data.name, part),
        }
    }
}

/// Lists of references can hold lists.
fn references_in(list: &Element<'_>) -> usize {
    list.elements()
        .map(
            |it| {
                if it.name == "ReferenceList" {
                    references_in(it)
                } else {
                    usize::from(it.name == "Reference")
                }
            },
        )
        .sum()
}

fn numbers(list: &Element<'_>, fields: &mut Fields<'_>) {
    for number in list.elements() {
        let words = number.text();
        fields.intake.line = number.line;
        match number.attribute("IdType").as_deref() {
            Some("doi") => fields.intake.doi_field(&words),
            Some("pubmed" | "pmc" | "pmcid") => {
                if !fields.intake.pubmed_number(&words) {
                    fields.unknown("ArticleIdList", number);
                }
            }
            Some(kind) if !words.is_empty() => fields.intake.database_number(&kind.to_lowercase(), &words),
            _ => fields.unknown("ArticleIdList", number),
        }
    }
}

/// A book of NCBI's Bookshelf, or a chapter of one.
fn book(document: &Element<'_>, fields: &mut Fields<'_>) {
    let is_chapter = document.first("ArticleTitle").is_some();
    fields.intake.record.kind = if is_chapter { Kind::Chapter } else { Kind::Book };
    fields.intake.record.type_raw = Some("PubmedBookArticle".to_owned());
    for part in document.elements() {
        fields.intake.line = part.line;
        match part.name {
            "PMID" => {
                fields.intake.pubmed_number(&part.text());
            }
            "ArticleIdList" => numbers(part, fields),
            "Book" => the_book(part, is_chapter, fields),
            "ArticleTitle" => title(part, fields),
            "VernacularTitle" => vernacular_title(part, fields),
            "Pagination" => pagination(part, fields),
            "Language" => fields.intake.languages(&part.text()),
            "AuthorList" => people(part, fields),
            "InvestigatorList" => members(part, fields),
            "PublicationType" => publication_type(part, fields),
            "Abstract" => abstract_of(part, fields),
            "KeywordList" => keywords(part, fields),
            "GrantList" => part.elements().for_each(|grant| funding(grant, fields)),
            "ReferenceList" => fields.references(part, references_in(part)),
            "ContributionDate" => {
                let date = date_of(part);
                fields.intake.date(DateKind::Epub, &date);
            }
            // When NCBI last changed it.
            "DateRevised" => fields.intake.bookkeeping(part.name),
            _ => fields.unknown("BookDocument", part),
        }
    }
}

fn the_book(book: &Element<'_>, is_chapter: bool, fields: &mut Fields<'_>) {
    for part in book.elements() {
        fields.intake.line = part.line;
        let words = part.text();
        match part.name {
            "Publisher" => {
                fields.intake.record.publisher = part.text_of("PublisherName");
                fields.intake.record.publisher_place = part.text_of("PublisherLocation");
            }
            "BookTitle" if is_chapter => fields.intake.container(ContainerRole::Main, &words),
            "BookTitle" => title(part, fields),
            "PubDate" => {
                let date = date_of(part);
                fields.intake.date(DateKind::Issued, &date);
            }
            "AuthorList" => people(part, fields),
            "InvestigatorList" => members(part, fields),
            "Volume" => fields.intake.volume(&words),
            "Isbn" => fields.intake.serial_number(&words, Medium::Unknown, "Isbn"),
            "ELocationID" => {
                electronic_location(part, fields);
            }
            // Internet, always.
            "Medium" => {}
            _ => fields.unknown("Book", part),
        }
    }
}
