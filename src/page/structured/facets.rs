//! The fields that are compared, each as a whole.

use super::agree::{self, Verdict};
use crate::record::{DateKind, Ident, Issn, Record, Role, Term, TitleRole, UrlKind, Vocabulary};
use crate::value::{doi, text};

/// A field of a record as something that a source has or has not.
pub(super) struct Facet {
    /// The field in the record's words.
    pub(super) field: &'static str,
    pub(super) present: fn(&Record) -> bool,
    /// The value for people.
    pub(super) shown: fn(&Record) -> String,
    pub(super) compare: fn(&Record, &Record) -> Verdict,
    /// How much the value says; of two that agree the one that says more is taken.
    pub(super) weight: fn(&Record) -> usize,
    /// Puts the value of one record into another, in place of what is there.
    pub(super) take: fn(&Record, &mut Record),
    /// Puts a value beside the one that is there.
    pub(super) add: fn(&Record, &mut Record),
}

fn nothing(_: &Record, _: &mut Record) {}

pub(super) const FACETS: &[Facet] = &[
    Facet {
        field: "language",
        present: |record| !record.languages.is_empty(),
        shown: |record| joined(record.languages.iter().map(|language| language.text.clone())),
        compare: agree::languages,
        weight: |record| record.languages.len(),
        take: |from, into| into.languages.clone_from(&from.languages),
        add: nothing,
    },
    Facet {
        field: "title",
        present: |record| !record.titles.is_empty(),
        shown: |record| joined(record.titles.iter().map(|title| title.text.to_plain())),
        compare: agree::titles,
        weight: |record| {
            record
                .titles
                .iter()
                .map(|title| {
                    let plain = title.text.to_plain();
                    let shouts = plain.contains(char::is_uppercase) && !plain.contains(char::is_lowercase);
                    let is_cut = plain.trim_end().ends_with(['…']) || plain.trim_end().ends_with("...");
                    100 + usize::from(!title.text.value.is_plain()) * 10 + usize::from(!shouts) * 40
                        - usize::from(is_cut) * 50
                })
                .sum()
        },
        take: |from, into| {
            into.titles.clone_from(&from.titles);
            into.title_marks = from.title_marks;
        },
        add: |from, into| {
            for title in &from.titles {
                let mut title = title.clone();
                if title.role == TitleRole::Main {
                    title.role = TitleRole::Vernacular;
                }
                into.titles.push(title);
            }
            text::assign_title_roles(&mut into.titles, &into.languages);
        },
    },
    Facet {
        field: "author",
        present: |record| record.with_role(Role::Author).next().is_some(),
        shown: |record| {
            let names = record.with_role(Role::Author).filter_map(|author| author.projected());
            joined(names.map(|form| form.raw.clone()))
        },
        compare: agree::authors,
        weight: |record| {
            let authors = record.with_role(Role::Author);
            let of_each = authors.map(|author| {
                let given =
                    author.projected().and_then(|form| form.name.given.as_deref()).unwrap_or_default();
                let is_written_out = given.chars().filter(|letter| letter.is_lowercase()).count() > 0;
                let beside = author.affiliation_markers_raw.len()
                    + author.affiliation_refs.len()
                    + author.emails.len()
                    + usize::from(author.orcid.is_some());
                beside + author.forms.len() * 2 + usize::from(is_written_out) * 2
            });
            of_each.sum::<usize>() + record.affiliations.len()
        },
        take: take_authors,
        add: nothing,
    },
    Facet {
        field: "DOI",
        present: |record| record.identifier("doi").is_some(),
        shown: |record| record.identifier("doi").unwrap_or_default().to_owned(),
        compare: |left, right| agree::identifier("doi")(left, right),
        weight: |_| 1,
        take: |from, into| {
            take_identifier("doi", from, into);
            let is_from_doi = |derived: &crate::record::Derived| derived.from.eq_ignore_ascii_case("doi");
            into.derived.retain(|derived| !is_from_doi(derived));
            into.derived.extend(into.identifier("doi").map(doi::derive).unwrap_or_default());
        },
        add: nothing,
    },
    Facet {
        field: "PMID",
        present: |record| record.identifier("pmid").is_some(),
        shown: |record| record.identifier("pmid").unwrap_or_default().to_owned(),
        compare: |left, right| agree::identifier("pmid")(left, right),
        weight: |_| 1,
        take: |from, into| take_identifier("pmid", from, into),
        add: nothing,
    },
    Facet {
        field: "PMCID",
        present: |record| record.identifier("pmcid").is_some(),
        shown: |record| record.identifier("pmcid").unwrap_or_default().to_owned(),
        compare: |left, right| agree::identifier("pmcid")(left, right),
        weight: |_| 1,
        take: |from, into| take_identifier("pmcid", from, into),
        add: nothing,
    },
    Facet {
        field: "ISBN",
        present: |record| record.identifier("isbn").is_some(),
        shown: |record| record.identifier("isbn").unwrap_or_default().to_owned(),
        // A book has one for each of its bindings.
        compare: |_, _| Verdict::Apart,
        weight: |_| 1,
        take: add_isbns,
        add: add_isbns,
    },
    Facet {
        field: "container-title",
        present: |record| !record.container_titles.is_empty(),
        shown: |record| joined(record.container_titles.iter().map(|title| title.text.to_plain())),
        compare: agree::containers,
        weight: |record| {
            let longest =
                record.container_titles.iter().map(|title| title.text.to_plain().chars().count()).max();
            record.container_titles.len() * 10 + longest.unwrap_or_default()
        },
        take: |from, into| into.container_titles.clone_from(&from.container_titles),
        add: |from, into| {
            for title in &from.container_titles {
                let mut title = title.clone();
                title.role = crate::record::ContainerRole::Vernacular;
                into.container_titles.push(title);
            }
        },
    },
    Facet {
        field: "ISSN",
        present: |record| !record.issns.is_empty(),
        shown: |record| joined(record.issns.iter().map(|issn| issn.value.clone())),
        // Print and electronic edition have one each, and sources name either.
        compare: |_, _| Verdict::Apart,
        weight: |record| record.issns.len(),
        take: |from, into| into.issns.clone_from(&from.issns),
        add: |from, into| {
            for issn in &from.issns {
                let is_same = |known: &&mut Issn| known.value == issn.value;
                match into.issns.iter_mut().find(is_same) {
                    Some(known) => known.medium = known.medium.min(issn.medium),
                    None => into.issns.push(issn.clone()),
                }
            }
        },
    },
    Facet {
        field: "issued",
        present: |record| record.date(DateKind::Issued).is_some_and(|date| date.start.is_some()),
        shown: |record| record.date(DateKind::Issued).map(crate::record::DateVal::iso).unwrap_or_default(),
        compare: agree::dates,
        weight: |record| record.date(DateKind::Issued).map_or(0, |date| date.iso().len()),
        take: |from, into| {
            into.dates.retain(|date| date.kind != DateKind::Issued);
            into.dates.extend(from.dates.iter().filter(|date| date.kind == DateKind::Issued).cloned());
        },
        add: nothing,
    },
    Facet {
        field: "available-date",
        present: |record| record.dates.iter().any(|date| date.kind != DateKind::Issued),
        shown: |_| String::new(),
        compare: |_, _| Verdict::Apart,
        weight: |_| 1,
        take: add_dates,
        add: add_dates,
    },
    Facet {
        field: "volume",
        present: |record| record.volume.is_some(),
        shown: |record| record.volume.clone().unwrap_or_default(),
        compare: agree::volumes,
        weight: |_| 1,
        take: |from, into| {
            into.volume.clone_from(&from.volume);
            into.volume_raw.clone_from(&from.volume_raw);
        },
        add: nothing,
    },
    Facet {
        field: "issue",
        present: |record| record.issue.is_some(),
        shown: |record| record.issue.clone().unwrap_or_default(),
        compare: agree::issues,
        weight: |record| usize::from(record.supplement.is_some()) + usize::from(record.part.is_some()),
        take: |from, into| {
            into.issue.clone_from(&from.issue);
            into.issue_raw.clone_from(&from.issue_raw);
            into.supplement.clone_from(&from.supplement);
            into.part.clone_from(&from.part);
        },
        add: nothing,
    },
    Facet {
        field: "page",
        present: |record| !record.page_ranges.is_empty() || record.article_number.is_some(),
        shown: |record| record.pages().or_else(|| record.article_number.clone()).unwrap_or_default(),
        compare: agree::pages,
        weight: |record| {
            let lasts = record.page_ranges.iter().filter(|range| range.last.is_some()).count();
            record.page_ranges.len() + lasts + usize::from(record.number_of_pages.is_some())
        },
        take: |from, into| {
            into.page_ranges.clone_from(&from.page_ranges);
            into.article_number.clone_from(&from.article_number);
            into.number_of_pages = from.number_of_pages.clone().or(into.number_of_pages.take());
        },
        add: nothing,
    },
    Facet {
        field: "abstract",
        present: |record| !record.abstracts.is_empty(),
        shown: |record| joined(record.abstracts.iter().map(|summary| summary.text.to_plain())),
        compare: agree::abstracts,
        weight: |record| record.abstracts.iter().map(|summary| summary.text.to_plain().len()).sum(),
        take: |from, into| into.abstracts.clone_from(&from.abstracts),
        add: |from, into| into.abstracts.extend(from.abstracts.iter().cloned()),
    },
    Facet {
        field: "keyword",
        present: |record| record.terms_of(Vocabulary::Author).next().is_some(),
        shown: |record| joined(record.terms_of(Vocabulary::Author).map(|term| term.value.clone())),
        compare: |left, right| agree::terms(Vocabulary::Author)(left, right),
        weight: |record| record.terms_of(Vocabulary::Author).count(),
        take: |from, into| take_terms(Vocabulary::Author, from, into),
        add: |from, into| into.terms.extend(from.terms_of(Vocabulary::Author).cloned()),
    },
    Facet {
        field: "mesh",
        present: |record| record.terms_of(Vocabulary::Mesh).next().is_some(),
        shown: |record| joined(record.terms_of(Vocabulary::Mesh).map(|term| term.value.clone())),
        compare: |left, right| agree::terms(Vocabulary::Mesh)(left, right),
        weight: |record| record.terms_of(Vocabulary::Mesh).count(),
        take: |from, into| take_terms(Vocabulary::Mesh, from, into),
        add: |from, into| into.terms.extend(from.terms_of(Vocabulary::Mesh).cloned()),
    },
    Facet {
        field: "publication-type",
        present: |record| !record.publication_types.is_empty(),
        shown: |_| String::new(),
        compare: |_, _| Verdict::Apart,
        weight: |record| record.publication_types.len(),
        take: |from, into| into.publication_types.clone_from(&from.publication_types),
        add: |from, into| {
            for term in &from.publication_types {
                let is_same = |known: &Term| agree::key(&known.value) == agree::key(&term.value);
                if !into.publication_types.iter().any(is_same) {
                    into.publication_types.push(term.clone());
                }
            }
        },
    },
    Facet {
        field: "publisher",
        present: |record| record.publisher.is_some(),
        shown: |record| record.publisher.clone().unwrap_or_default(),
        compare: agree::publishers,
        weight: |record| record.publisher.as_deref().map_or(0, str::len),
        take: |from, into| into.publisher.clone_from(&from.publisher),
        add: nothing,
    },
    Facet {
        field: "license",
        present: |record| record.license.is_some(),
        shown: |record| record.license.clone().unwrap_or_default(),
        // A name, an address or a sentence: there is no telling that they differ.
        compare: |_, _| Verdict::Apart,
        weight: |_| 1,
        take: |from, into| into.license.clone_from(&from.license),
        add: nothing,
    },
    Facet {
        field: "funding",
        present: |record| !record.funding.is_empty(),
        shown: |_| String::new(),
        compare: |_, _| Verdict::Apart,
        weight: |_| 1,
        take: |from, into| into.funding.clone_from(&from.funding),
        add: |from, into| into.funding.extend(from.funding.iter().cloned()),
    },
    Facet {
        field: "URL",
        present: |record| !record.urls.is_empty(),
        shown: |_| String::new(),
        compare: |_, _| Verdict::Apart,
        weight: |_| 1,
        take: |from, into| into.urls.clone_from(&from.urls),
        add: |from, into| {
            for url in &from.urls {
                let is_new = into.urls.iter().all(|known| known.href != url.href);
                if is_new && url.kind != UrlKind::Doi {
                    into.urls.push(url.clone());
                }
            }
        },
    },
];

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

fn take_identifier(scheme: &str, from: &Record, into: &mut Record) {
    let place = into.identifiers.iter().position(|ident| ident.scheme == scheme);
    let Some(taken) = from.identifiers.iter().find(|ident| ident.scheme == scheme).cloned() else { return };
    match place.and_then(|place| into.identifiers.get_mut(place)) {
        Some(known) => *known = taken,
        None => into.identifiers.push(taken),
    }
}

fn add_isbns(from: &Record, into: &mut Record) {
    for isbn in from.identifiers.iter().filter(|ident| ident.scheme == "isbn") {
        let is_known = |known: &Ident| known.scheme == isbn.scheme && known.normalised == isbn.normalised;
        if !into.identifiers.iter().any(is_known) {
            into.identifiers.push(isbn.clone());
        }
    }
}

fn take_terms(vocabulary: Vocabulary, from: &Record, into: &mut Record) {
    into.terms.retain(|term| term.vocab != vocabulary);
    into.terms.extend(from.terms_of(vocabulary).cloned());
}

fn add_dates(from: &Record, into: &mut Record) {
    for date in from.dates.iter().filter(|date| date.kind != DateKind::Issued) {
        if into.date(date.kind).is_none() {
            into.dates.push(date.clone());
        }
    }
}

/// Authors with their institutions. Where they have none, those that are there stay, linked to nobody.
fn take_authors(from: &Record, into: &mut Record) {
    into.contributors.retain(|contributor| contributor.role != Role::Author);
    let others = std::mem::take(&mut into.contributors);
    into.contributors.clone_from(&from.contributors);
    let is_new = |role: Role| from.contributors.iter().all(|contributor| contributor.role != role);
    into.contributors.extend(others.into_iter().filter(|contributor| is_new(contributor.role)));
    into.author_list_truncated.clone_from(&from.author_list_truncated);
    if !from.affiliations.is_empty() {
        into.affiliations.clone_from(&from.affiliations);
    }
}
