//! Records as readers make them, with something in every field and in several scripts, for laws about formats that read
//! back what they write: what a value means is left, what only its printing was is cleared by [`comparable`].

pub(crate) use crate::random_record::{Random, record as any_record};
use refmill::record::*;

const TEXTS: &[(&str, &str)] = &[
    ("en", "The effect of tea on sleep"),
    ("en", "A < B & C > \"D\" in the study of 'E'"),
    ("en", "Tea & sleep: the second part, with a semicolon; and more"),
    ("zh-Hans", "绿茶对睡眠的影响研究"),
    ("zh-Hant", "綠茶對睡眠的影響研究"),
    ("ja", "お茶が眠りに与える影響"),
    ("ko", "녹차가 수면에 미치는 영향"),
    ("ru", "Влияние чая на сон"),
    ("th", "ผลของชาต่อการนอน"),
];

fn pick<T: Clone>(random: &mut Random, from: &[T]) -> T {
    from[random.below(from.len())].clone()
}

fn flip(random: &mut Random) -> bool {
    random.below(2) == 0
}

fn some<T>(random: &mut Random, value: T) -> Option<T> {
    flip(random).then_some(value)
}

fn text_in(random: &mut Random, lang: &str) -> Text {
    let of: Vec<&str> = TEXTS.iter().filter(|row| row.0 == lang).map(|row| row.1).collect();
    let number = random.below(100_000);
    Text {
        value: format!("{} {number}", pick(random, &of)).into(),
        lang: Some(lang.to_owned()),
        origin: Origin::Read,
    }
}

fn some_text(random: &mut Random) -> Text {
    let lang = pick(random, TEXTS).0;
    text_in(random, lang)
}

fn form(random: &mut Random, kind: FormKind) -> NameForm {
    let (family, given, lang) = match kind {
        FormKind::Romanised => pick(
            random,
            &[("Ou", "Wenxin", None), ("de la Cruz", "Maria", None), ("O'Neil & Co", "Jean-Paul", None)],
        ),
        FormKind::Native => pick(
            random,
            &[("欧", "文欣", Some("zh")), ("김", "민수", Some("ko")), ("山田", "太郎", Some("ja"))],
        ),
        FormKind::Alternate => ("Owen", "Wendy", None),
    };
    let suffix = some(random, "Jr.".to_owned()).filter(|_| kind == FormKind::Romanised);
    let (particle, family) =
        family.rsplit_once("la ").map_or((None, family), |it| (Some("de la".to_owned()), it.1));
    let name = Name {
        non_dropping_particle: particle,
        family: Some(family.into()),
        given: Some(given.into()),
        suffix,
        ..Name::default()
    };
    NameForm { name, lang: lang.map(str::to_owned), kind, ..NameForm::default() }
}

fn person(random: &mut Random, role: Role) -> Contributor {
    let mut forms = vec![form(random, FormKind::Romanised)];
    for kind in [FormKind::Native, FormKind::Alternate] {
        let form = form(random, kind);
        forms.extend(some(random, form));
    }
    let is_group = random.below(4) == 0;
    if is_group {
        let name = Name::literal(pick(random, &["World Health Organization", "Tea & Sleep Study Group"]));
        forms = vec![NameForm { name, ..NameForm::default() }];
    }
    let orcid = some(random, "0000-0002-1825-0097".to_owned()).filter(|_| !is_group);
    Contributor { role, forms, is_group, orcid, ..Contributor::default() }
}

fn day(random: &mut Random) -> DateParts {
    let (month, day) = pick(random, &[(None, None), (Some(4), None), (Some(12), Some(31))]);
    DateParts { year: 1990 + i32::try_from(random.below(30)).expect("small"), month, day }
}

fn date(random: &mut Random, kind: DateKind) -> DateVal {
    let start = day(random);
    let mut date = DateVal { kind, start: Some(start), ..DateVal::default() };
    match random.below(4) {
        0 if kind == DateKind::Issued => {
            date.start = Some(DateParts::year(start.year));
            date.season = Some(pick(random, &[Season::Spring, Season::Winter]));
        }
        1 if kind == DateKind::Issued => date.end = Some(DateParts { year: start.year + 1, ..start }),
        _ => {}
    }
    date
}

fn ident(scheme: &str, value: &str) -> Ident {
    Ident { scheme: scheme.into(), value: value.into(), ..Ident::default() }
}

fn term(random: &mut Random, vocab: Vocabulary) -> Term {
    let Text { value, lang, .. } = some_text(random);
    Term { value: value.to_plain(), lang, vocab, ..Term::default() }
}

/// A record in which everything is in order.
pub(crate) fn record(random: &mut Random) -> Record {
    // The article's own language is not that of its title.
    let own = pick(random, &["zh-Hans", "ja", "ko", "ru"]);
    let mut titles = vec![Title { text: text_in(random, "en"), role: TitleRole::Main }];
    if flip(random) {
        titles.push(Title { text: text_in(random, own), role: TitleRole::Vernacular });
    }
    if flip(random) {
        titles.push(Title { text: text_in(random, "en"), role: TitleRole::Short });
    }
    let roles = [Role::Author, Role::Author, Role::Author, Role::Editor, Role::Translator];
    let mut contributors: Vec<Contributor> = (0..random.below(5))
        .map(|_| {
            let role = pick(random, &roles);
            person(random, role)
        })
        .collect();
    let affiliations: Vec<Affiliation> = (0..random.below(3))
        .map(|number| Affiliation {
            id: format!("a{}", number + 1),
            texts: vec![some_text(random)],
            ..Affiliation::default()
        })
        .collect();
    // Every institution is somebody's.
    for affiliation in &affiliations {
        let number = contributors.len();
        if let Some(person) = contributors.get_mut(random.below(number.max(1))) {
            person.affiliation_refs.push(affiliation.id.clone());
        }
    }
    let affiliations = if contributors.is_empty() { Vec::new() } else { affiliations };
    let pages =
        [vec![], vec![("217", Some("221"))], vec![("7", None)], vec![("S12", Some("S15")), ("S20", None)]];
    let page_ranges = pick(random, &pages)
        .into_iter()
        .map(|(first, last)| PageRange { first: first.into(), last: last.map(str::to_owned), raw: None })
        .collect();
    let mut dates = vec![date(random, DateKind::Issued)];
    for kind in [DateKind::Epub, DateKind::Received, DateKind::Accepted, DateKind::Revised] {
        let date = date(random, kind);
        dates.extend(some(random, date));
    }
    let mut terms = Vec::new();
    for vocab in [Vocabulary::Author, Vocabulary::Author, Vocabulary::Mesh] {
        let term = term(random, vocab);
        terms.extend(some(random, term));
    }
    let second_abstract = text_in(random, own);
    let first_abstract = text_in_lines(random);
    let abstracts = [some(random, first_abstract), some(random, second_abstract)];
    Record {
        citation_key: Some(CitationKey {
            value: format!("key{}", random.below(1000)),
            ..CitationKey::default()
        }),
        kind: Kind::ArticleJournal,
        titles,
        contributors,
        affiliations,
        identifiers: vec![
            ident("doi", "10.1000/tea(1)"),
            ident("pmid", "35000001"),
            ident("pmcid", "PMC7654321"),
            ident("wprim", "929835"),
        ],
        container_titles: vec![
            ContainerTitle { text: text_in(random, "en"), ..ContainerTitle::default() },
            ContainerTitle {
                text: Text { lang: None, ..Text::read("J Tea Sleep") },
                role: ContainerRole::Abbrev,
                scheme: Some("iso4".into()),
            },
            ContainerTitle { text: text_in(random, own), role: ContainerRole::Vernacular, scheme: None },
        ],
        issns: vec![
            Issn { value: "1673-4408".into(), medium: Medium::Print, origin: Origin::Read },
            Issn { value: "2050-084X".into(), medium: Medium::Electronic, origin: Origin::Read },
            Issn { value: "0028-4793".into(), medium: Medium::Linking, origin: Origin::Read },
        ],
        dates,
        volume: some(random, "49".to_owned()),
        issue: some(random, "4".to_owned()),
        page_ranges,
        article_number: None,
        number_of_pages: some(random, "6".to_owned()),
        terms,
        countries: vec![Country { text: "China".into(), code: Some("CN".into()) }],
        languages: vec![Language { text: own.to_owned(), tag: Some(own.to_owned()) }],
        abstracts: abstracts
            .into_iter()
            .flatten()
            .map(|text| Abstract { text, ..Abstract::default() })
            .collect(),
        urls: [
            ("https://tea.example/1?a=b&c=d", UrlKind::Landing),
            ("https://tea.example/file", UrlKind::Pdf),
            ("https://db.example/1", UrlKind::Database),
        ]
        .into_iter()
        .filter_map(|(href, kind)| some(random, Url { href: href.into(), kind }))
        .collect(),
        database: Some(Database { name: "WPRIM".into(), provider: some(random, "WHO".into()), url: None }),
        notes: some(random, FreeNote { text: "A <free> note".into(), kind: None }).into_iter().collect(),
        funding: some(random, Funding { text_raw: "Tea Fund 12-34".into(), ..Funding::default() })
            .into_iter()
            .collect(),
        publisher: some(random, "Tea & Press".to_owned()),
        publisher_place: some(random, "Beijing".to_owned()),
        status: some(random, "in press".to_owned()),
        license: some(random, "https://creativecommons.org/licenses/by/4.0/".to_owned()),
        ..Record::default()
    }
}

fn text_in_lines(random: &mut Random) -> Text {
    let first = text_in(random, "en");
    let value = format!("{}\nThe second of the paragraphs.", first.to_plain());
    Text { value: value.into(), ..first }
}

/// The record without what is ours to know or was only printed so: the place it was read at, texts as printed, doubts,
/// comparison forms, the source's word for its type; people in the order of their roles.
pub(crate) fn comparable(mut record: Record) -> Record {
    record.id = None;
    record.type_raw = None;
    record.derived.clear();
    record.warnings.clear();
    record.provenance = Provenance::default();
    for ident in &mut record.identifiers {
        ident.raw.clear();
        ident.normalised.clear();
    }
    record.dates.iter_mut().for_each(|date| date.text_raw.clear());
    record.page_ranges.iter_mut().for_each(|range| range.raw = None);
    for person in &mut record.contributors {
        for form in person.forms.iter_mut().chain(&mut person.group_members) {
            form.raw.clear();
            form.script = None;
            form.confidence = Confidence::default();
        }
        // By their texts, since their numbers are ours.
        for id in &mut person.affiliation_refs {
            let known = record.affiliations.iter().find(|it| it.id == *id);
            *id = known.and_then(|it| it.texts.first()).map(Text::to_plain).unwrap_or_default();
        }
    }
    record.affiliations.iter_mut().for_each(|it| it.id.clear());
    record.affiliations.sort_by_key(|it| it.texts.first().map(Text::to_plain));
    record.contributors.sort_by_key(|person| format!("{:?}", person.role));
    for title in &mut record.container_titles {
        // An abbreviation is in no language.
        title.text.lang = title.text.lang.take().filter(|_| title.role != ContainerRole::Abbrev);
    }
    record
}
