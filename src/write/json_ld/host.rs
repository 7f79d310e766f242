//! What the work is part of: the issue in the volume in the journal, or the book in its series.

use super::node::{Json, Node};
use super::{Lost, people, text_of};
use crate::record::{
    Affiliation, ById, ContainerRole, Contributor, Issn, Kind, Medium, Origin, Record, Role, Seen,
};
use crate::write::destination::Lead;
use crate::write::{issue, kind, lead, name};

/// The class of a magazine in the Bibliographic Ontology: schema.org has none, and other people's `Article` in a
/// `Periodical` is mostly one of a journal.
const MAGAZINE: &str = "http://purl.org/ontology/bibo/Magazine";

/// Whether somebody with a role belongs to the work itself. The editor of a chapter is that of its book.
pub(super) fn is_of_work(role: Role, record: &Record, kind: Kind) -> bool {
    match role {
        Role::Author | Role::Translator | Role::Contributor => true,
        Role::Editor => !kind::is_of_book(kind) || record.container_titles.is_empty(),
        Role::CollectionEditor | Role::ContainerAuthor => false,
    }
}

/// Affiliations that stand with the work itself. One is never spread to everyone: those that nobody is linked to are the
/// work's. Where these and then those of the people make another order than the record's, all of them stand here in order.
pub(super) fn of_work(record: &Record, kind: Kind, lead: Lead) -> impl Iterator<Item = &Affiliation> {
    let mut people: Vec<&Contributor> =
        record.contributors.iter().filter(|person| name::leading_form(person, lead).is_some()).collect();
    // As they are written: those of the work by their members, then those of the thing that it stands in.
    people.sort_by_key(|person| {
        let member = match person.role {
            Role::Author | Role::ContainerAuthor => 0,
            Role::Editor => 1,
            Role::Translator => 2,
            Role::Contributor | Role::CollectionEditor => 3,
        };
        (!is_of_work(person.role, record, kind), member)
    });
    let (mut linked, mut seen) = (Vec::<&str>::new(), Seen::default());
    for id in people.into_iter().flat_map(|person| &person.affiliation_refs) {
        if !seen.has(&linked, |known| *known, &id.as_str()) {
            linked.push(id);
        }
    }
    let mut is_loose = |id: &str| !seen.has(&linked, |known| *known, &id);
    let loose: Vec<bool> = record.affiliations.iter().map(|place| is_loose(&place.id)).collect();
    let all = || record.affiliations.iter().map(|place| place.id.as_str());
    let known = ById::new(&record.affiliations);
    let loose_ids = all().zip(&loose).filter(|(_, is_loose)| **is_loose).map(|(id, _)| id);
    let is_in_order = loose_ids.chain(linked.iter().copied()).filter(|id| known.get(id).is_some()).eq(all());
    let places = record.affiliations.iter().zip(loose);
    places.filter(move |(_, is_loose)| !is_in_order || *is_loose).map(|(place, _)| place)
}

/// `isPartOf` of the work.
pub(super) fn published_in(record: &Record, kind: Kind, lead: Lead, lost: &mut Lost) -> Option<Node> {
    let volume = issue::volume(record.volume.as_deref(), record.part.as_ref());
    let issue = issue_of(record);
    let is_book = is_in_book(record, kind);
    let by_id = ById::new(&record.affiliations);
    // A derived ISSN is written by nobody (mapping reference 8.11).
    let is_stated = |issn: &&Issn| issn.origin != Origin::Derived;
    let mut issns: Vec<&Issn> = record.issns.iter().filter(is_stated).collect();
    lost.when("issns", issns.iter().any(|issn| issn.medium != Medium::Unknown));
    // The one that stands for all editions is least known to programs.
    issns.sort_by_key(|issn| issn.medium == Medium::Linking);
    let of_role = |role: Role, lost: &mut Lost| -> Vec<Json> {
        let there = record.with_role(role).filter(|person| !is_of_work(person.role, record, kind));
        there.filter_map(|one| people::person(one, &by_id, lead, lost)).collect()
    };

    let mut whole = Node::of_type(class(kind, is_book, !issns.is_empty()));
    whole.text("additionalType", (kind == Kind::ArticleMagazine).then_some(MAGAZINE));
    names(record, lead, &mut whole);
    whole.list("author", of_role(Role::ContainerAuthor, lost));
    let editors = of_role(Role::Editor, lost);
    let series_editors = of_role(Role::CollectionEditor, lost);
    let issns = issns.into_iter().map(|issn| Json::Text(issn.value.clone()));
    if is_book {
        let numbers = record.identifiers.iter().filter(|it| it.scheme == "isbn" && holds_isbn(record, kind));
        whole.list("editor", editors);
        whole.list("isbn", numbers.map(|it| Json::Text(it.value.clone())));
        // A book has no ISSN; its series has.
        let mut series = Node::of_type("BookSeries");
        series.list("editor", series_editors);
        series.list("issn", issns);
        whole.node("isPartOf", series.told());
    } else {
        whole.list("editor", editors.into_iter().chain(series_editors));
        whole.list("issn", issns);
    }

    let mut part = whole.told();
    for (class, key, number) in
        [("PublicationVolume", "volumeNumber", &volume), ("PublicationIssue", "issueNumber", &issue)]
    {
        let mut node = Node::of_type(class);
        node.text(key, Some(number));
        if let Some(mut node) = node.told() {
            node.node("isPartOf", part.take());
            part = Some(node);
        }
    }
    part
}

/// Whether the ISBN of a record stands with the book around the work.
pub(super) fn holds_isbn(record: &Record, kind: Kind) -> bool {
    is_in_book(record, kind) && !record.container_titles.is_empty()
}

/// Whether the work stands in a book: what has issues is a periodical, proceedings too.
fn is_in_book(record: &Record, kind: Kind) -> bool {
    kind::is_of_book(kind) && issue_of(record).is_empty()
}

fn issue_of(record: &Record) -> String {
    issue::issue(record.issue.as_deref(), record.supplement.as_ref(), record.part.as_ref())
}

/// schema.org's class of the whole. Only some of them have an ISSN.
fn class(kind: Kind, is_book: bool, has_issn: bool) -> &'static str {
    match kind {
        _ if is_book => "Book",
        Kind::Book => "BookSeries",
        Kind::ArticleNewspaper => "Newspaper",
        Kind::Webpage => "WebSite",
        Kind::PostWeblog => "Blog",
        Kind::Article | Kind::ArticleJournal | Kind::ArticleMagazine | Kind::Review | Kind::ReviewBook => {
            "Periodical"
        }
        _ if kind::is_of_book(kind) => "Periodical",
        _ if has_issn => "CreativeWorkSeries",
        _ => "CreativeWork",
    }
}

fn names(record: &Record, lead: Lead, whole: &mut Node) {
    let names = &record.container_titles;
    let leading = lead::container(names, lead).leading;
    let text = |at: usize| names.get(at).map(|name| text_of(&name.text));
    whole.list("name", leading.and_then(text));
    let others = (0..names.len()).filter(|at| Some(*at) != leading);
    // Full names before abbreviations.
    let is_short = |at: &usize| names.get(*at).is_some_and(|name| name.role == ContainerRole::Abbrev);
    let (short, full): (Vec<usize>, Vec<usize>) = others.partition(is_short);
    whole.list("alternateName", full.into_iter().chain(short).filter_map(text));
}
