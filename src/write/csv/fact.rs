//! What a record can have, for counting what a layout has no column for.
//!
//! [`answers`] names, for every field of a record, the facts that answer for it; a column says which facts it holds.

use super::presets::is_beyond_zotero;
use crate::record::{
    Affiliation, ContainerRole, ContainerTitle, Contributor, DateKind, DateVal, Ident, Issn, Kind, Medium,
    Origin, PageRange, Record, Role, Title, TitleRole, Url, UrlKind, Vocabulary,
};
use crate::write::destination::Lead;
use crate::write::{lead, markup};

/// A piece of a record that a column holds or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fact {
    /// The whole record.
    Everything,
    Id,
    CitationKey,
    Kind,
    /// A type that Zotero knows only as a document.
    RareKind,
    Genre,
    PublicationTypes,
    /// The title that leads, with its subtitle.
    MainTitle,
    VernacularTitle,
    ShortTitle,
    OtherTitles,
    Authors,
    NativeNames,
    Links,
    Emails,
    Orcids,
    Editors,
    OtherPeople,
    /// Marks beside names, numbers of persons, degrees, members of groups, third forms of names.
    PersonDetails,
    CutList,
    Affiliations,
    /// ROR identifiers and texts in further languages.
    AffiliationDetails,
    Doi,
    Pmid,
    Pmcid,
    Wprim,
    Isbn,
    OtherIdentifiers,
    Journal,
    Abbreviation,
    VernacularJournal,
    FurtherJournals,
    ChiefIssn,
    OtherIssns,
    LinkingIssn,
    Year,
    Month,
    Day,
    /// The end of a range, a season, or the text of a date that was not understood.
    DateSpan,
    /// That the date is not certain.
    Circa,
    Epub,
    Accessed,
    History,
    /// A second date of one kind.
    FurtherDates,
    Volume,
    Issue,
    Part,
    FirstPage,
    LastPage,
    FurtherPages,
    /// An article number in the place of pages.
    ArticleNumber,
    NumberBesidePages,
    PageCount,
    Keywords,
    Mesh,
    Countries,
    Languages,
    Abstract,
    OtherAbstracts,
    /// An address other than that of a PDF.
    Address,
    OnlyPdf,
    PdfBesideAddress,
    FurtherAddresses,
    Database,
    Provider,
    DatabaseAddress,
    Notes,
    Annotation,
    Funding,
    Publisher,
    Place,
    Status,
    License,
    Markup,
    Unknown,
    MergedFrom,
}

/// One fact of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    /// The field of the record, by its name in JSON; `markup` for the marks in texts of any.
    pub(super) field: &'static str,
    /// The fact.
    pub(super) fact: Fact,
    /// Whether the record has it.
    pub(super) is_present: bool,
}

/// All facts of a record; those of one field stand together.
///
/// Takes the record apart field by field, without `..`: whoever adds a field names here the facts that answer for
/// it, or says why none does.
pub(super) fn answers(record: &Record) -> Vec<Answer> {
    let Record {
        id,
        citation_key,
        kind,
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
        container_titles,
        issns,
        dates,
        volume,
        // As printed; `volume` says the same.
        volume_raw: _,
        issue,
        // As printed; `issue` says the same.
        issue_raw: _,
        supplement,
        part,
        page_ranges,
        article_number,
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
        // About the record, not of it.
        provenance: _,
        unknown,
        merged_from,
    } = record;

    let has_own_id = id.is_some() && id.as_ref() != citation_key.as_ref().map(|key| &key.value);
    let keywords = terms.iter().any(|term| term.vocab != Vocabulary::Mesh);
    let headings = terms.iter().any(|term| term.vocab == Vocabulary::Mesh);
    // Cells of the issue are made of it where it has no text for display.
    let has_supplement = issue.is_none() && supplement.is_some();
    let mut answers = Vec::with_capacity(80);
    let mut of = |field: &'static str, facts: &[(Fact, bool)]| {
        answers.extend(facts.iter().map(|&(fact, is_present)| Answer { field, fact, is_present }));
    };
    of("id", &[(Fact::Id, has_own_id)]);
    of("citation_key", &[(Fact::CitationKey, citation_key.is_some())]);
    of("type", &[(Fact::Kind, *kind != Kind::default()), (Fact::RareKind, is_beyond_zotero(*kind))]);
    of("genre", &[(Fact::Genre, genre.is_some())]);
    of("publication_types", &[(Fact::PublicationTypes, !publication_types.is_empty())]);
    of("titles", &of_titles(titles));
    of("contributors", &of_contributors(contributors));
    of("author_list_truncated", &[(Fact::CutList, author_list_truncated.is_some())]);
    of("affiliations", &of_affiliations(affiliations));
    of("identifiers", &of_identifiers(identifiers));
    of("container_titles", &of_containers(container_titles));
    of("issns", &of_issns(issns));
    of("dates", &of_dates(dates));
    of("volume", &[(Fact::Volume, volume.is_some())]);
    of("issue", &[(Fact::Issue, issue.is_some() || has_supplement)]);
    of("part", &[(Fact::Part, part.is_some())]);
    of("page_ranges", &of_pages(page_ranges));
    of(
        "article_number",
        &[
            (Fact::ArticleNumber, article_number.is_some() && page_ranges.is_empty()),
            (Fact::NumberBesidePages, article_number.is_some() && !page_ranges.is_empty()),
        ],
    );
    of("number_of_pages", &[(Fact::PageCount, number_of_pages.is_some())]);
    of("terms", &[(Fact::Keywords, keywords), (Fact::Mesh, headings)]);
    of("countries", &[(Fact::Countries, !countries.is_empty())]);
    of("languages", &[(Fact::Languages, !languages.is_empty())]);
    of("abstracts", &[(Fact::Abstract, !abstracts.is_empty()), (Fact::OtherAbstracts, abstracts.len() > 1)]);
    of("urls", &of_addresses(urls));
    let database = database.as_ref();
    of(
        "database",
        &[
            (Fact::Database, database.is_some()),
            (Fact::Provider, database.is_some_and(|database| database.provider.is_some())),
            (Fact::DatabaseAddress, database.is_some_and(|database| database.url.is_some())),
        ],
    );
    of("notes", &[(Fact::Notes, !notes.is_empty())]);
    of("annotation", &[(Fact::Annotation, annotation.is_some())]);
    of("funding", &[(Fact::Funding, !funding.is_empty())]);
    of("publisher", &[(Fact::Publisher, publisher.is_some())]);
    of("publisher_place", &[(Fact::Place, publisher_place.is_some())]);
    of("status", &[(Fact::Status, status.is_some())]);
    of("license", &[(Fact::License, license.is_some())]);
    of("markup", &[(Fact::Markup, markup::shows_in(record))]);
    of("unknown", &[(Fact::Unknown, !unknown.is_empty())]);
    of("merged_from", &[(Fact::MergedFrom, !merged_from.is_empty())]);
    answers
}

fn of_titles(titles: &[Title]) -> [(Fact, bool); 4] {
    let first = |role| titles.iter().position(|title| title.role == role);
    let order = lead::titles(titles, Lead::AsShown);
    let (vernacular, short) = (first(TitleRole::Vernacular), first(TitleRole::Short));
    let has_cell = |position| order.has_place(position) || [vernacular, short].contains(&Some(position));
    [
        (Fact::MainTitle, order.leading.is_some()),
        (Fact::VernacularTitle, vernacular.is_some_and(|position| order.other == Some(position))),
        (Fact::ShortTitle, short.is_some()),
        (Fact::OtherTitles, (0..titles.len()).any(|position| !has_cell(position))),
    ]
}

fn of_contributors(contributors: &[Contributor]) -> [(Fact, bool); 8] {
    let any = |has: &dyn Fn(&Contributor) -> bool| contributors.iter().any(has);
    let details = |person: &Contributor| {
        let Contributor {
            role,
            forms,
            affiliation_refs,
            // The labels of the affiliations.
            affiliation_markers_raw: _,
            orcid,
            other_ids,
            emails,
            corresponding,
            equal_contribution,
            degrees,
            // Such a name is written whole.
            is_group: _,
            group_members,
        } = person;
        // The cells of these are lists with an entry for each author.
        let is_unlisted =
            *role != Role::Author && (orcid.is_some() || !emails.is_empty() || !affiliation_refs.is_empty());
        let further_forms = forms.len() > 1 + usize::from(person.native_beside_romanised().is_some());
        let marks = *corresponding || *equal_contribution || !degrees.is_empty();
        is_unlisted || further_forms || marks || !other_ids.is_empty() || !group_members.is_empty()
    };
    let has_native =
        |person: &Contributor| person.role == Role::Author && person.native_beside_romanised().is_some();
    [
        (Fact::Authors, any(&|person| person.role == Role::Author)),
        (Fact::NativeNames, any(&has_native)),
        (Fact::Links, any(&|person| !person.affiliation_refs.is_empty())),
        (Fact::Emails, any(&|person| !person.emails.is_empty())),
        (Fact::Orcids, any(&|person| person.orcid.is_some())),
        (Fact::Editors, any(&|person| person.role == Role::Editor)),
        (Fact::OtherPeople, any(&|person| !matches!(person.role, Role::Author | Role::Editor))),
        (Fact::PersonDetails, any(&details)),
    ]
}

fn of_affiliations(affiliations: &[Affiliation]) -> [(Fact, bool); 2] {
    let details = |affiliation: &Affiliation| {
        // The country and the postcode stand in the text; `id` is ours.
        let Affiliation { id: _, label_raw: _, texts, ror, country: _, postcode: _ } = affiliation;
        ror.is_some() || texts.len() > 1
    };
    [
        (Fact::Affiliations, !affiliations.is_empty()),
        (Fact::AffiliationDetails, affiliations.iter().any(details)),
    ]
}

fn of_identifiers(identifiers: &[Ident]) -> [(Fact, bool); 6] {
    const KNOWN: &[(Fact, &str)] = &[
        (Fact::Doi, "doi"),
        (Fact::Pmid, "pmid"),
        (Fact::Pmcid, "pmcid"),
        (Fact::Wprim, "wprim"),
        (Fact::Isbn, "isbn"),
    ];
    let number = |scheme: &str| identifiers.iter().filter(|ident| ident.scheme == scheme).count();
    let of_known: usize = KNOWN.iter().map(|(_, scheme)| number(scheme).min(1)).sum();
    let mut facts = [(Fact::OtherIdentifiers, of_known < identifiers.len()); 6];
    for (slot, (fact, scheme)) in facts.iter_mut().zip(KNOWN) {
        *slot = (*fact, number(scheme) > 0);
    }
    facts
}

fn of_containers(names: &[ContainerTitle]) -> [(Fact, bool); 4] {
    let number = |role| names.iter().filter(|name| name.role == role).count();
    let [main, abbreviation, vernacular] =
        [ContainerRole::Main, ContainerRole::Abbrev, ContainerRole::Vernacular].map(number);
    [
        (Fact::Journal, main > 0),
        (Fact::Abbreviation, abbreviation > 0),
        (Fact::VernacularJournal, vernacular > 0),
        (Fact::FurtherJournals, [main, abbreviation, vernacular].into_iter().any(|number| number > 1)),
    ]
}

fn of_issns(issns: &[Issn]) -> [(Fact, bool); 3] {
    // A derived ISSN is written by nobody.
    let read = || issns.iter().filter(|issn| issn.origin != Origin::Derived);
    let of = |wanted: Medium| read().any(|issn| issn.medium == wanted);
    [
        (Fact::ChiefIssn, read().next().is_some()),
        (Fact::OtherIssns, read().count() > 1 || of(Medium::Electronic)),
        (Fact::LinkingIssn, of(Medium::Linking)),
    ]
}

fn of_dates(dates: &[DateVal]) -> [(Fact, bool); 9] {
    let of = |kind| dates.iter().filter(move |date| date.kind == kind);
    // As the cells choose it.
    let issued =
        of(DateKind::Issued).find(|date| date.start.is_some()).or_else(|| of(DateKind::Issued).next());
    let start = issued.and_then(|date| date.start).map(crate::record::DateParts::settled);
    let history = [DateKind::Received, DateKind::Accepted, DateKind::Revised];
    let single = [DateKind::Issued, DateKind::Epub, DateKind::Accessed];
    [
        (Fact::Year, start.is_some()),
        (Fact::Month, start.is_some_and(|start| start.month.is_some())),
        (Fact::Day, start.is_some_and(|start| start.day.is_some())),
        (
            Fact::DateSpan,
            issued.is_some_and(|date| date.start.is_none() || date.end.is_some() || date.season.is_some()),
        ),
        (Fact::Circa, dates.iter().any(|date| date.circa)),
        (Fact::Epub, of(DateKind::Epub).next().is_some()),
        (Fact::Accessed, of(DateKind::Accessed).next().is_some()),
        (Fact::History, dates.iter().any(|date| history.contains(&date.kind))),
        (Fact::FurtherDates, single.into_iter().any(|kind| of(kind).count() > 1)),
    ]
}

fn of_pages(ranges: &[PageRange]) -> [(Fact, bool); 3] {
    [
        (Fact::FirstPage, !ranges.is_empty()),
        (Fact::LastPage, ranges.first().is_some_and(|range| range.last.is_some())),
        (Fact::FurtherPages, ranges.len() > 1),
    ]
}

fn of_addresses(urls: &[Url]) -> [(Fact, bool); 4] {
    let pdfs = urls.iter().filter(|url| url.kind == UrlKind::Pdf).count();
    let others = urls.len() - pdfs;
    [
        (Fact::Address, others > 0),
        (Fact::OnlyPdf, pdfs > 0 && others == 0),
        (Fact::PdfBesideAddress, pdfs > 0 && others > 0),
        (Fact::FurtherAddresses, pdfs > 1 || others > 1),
    ]
}
