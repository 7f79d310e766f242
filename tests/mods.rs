//! MODS read: what each element becomes, dialects, broken files.

use refmill::formats;
use refmill::page::example::facts;
use refmill::read::mods::{Mods, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{
    ContainerRole, DateKind, FormKind, Kind, Medium, Name, Record, Role, Text, TitleRole, UrlKind, Vocabulary,
};

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/mods/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Mods.read(Chunk::whole(text, "x.xml"), &mut batch);
    batch
}

fn one(text: &str) -> Record {
    let mut batch = read(text);
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 0), "{:?}", batch.notes);
    batch.records.remove(0)
}

fn inside(elements: &str) -> Record {
    one(&format!("<mods>{elements}</mods>"))
}

fn fact(record: &Record, name: &str) -> String {
    let shown =
        |value: toml::Value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned);
    facts(record).remove(name).map(shown).unwrap_or_default()
}

fn date(record: &Record, kind: DateKind) -> String {
    record.date(kind).map(refmill::record::DateVal::iso).unwrap_or_default()
}

fn shown(name: &Name) -> String {
    let family = Some(name.full_family()).filter(|it| !it.is_empty());
    let parts = [&family, &name.given, &name.suffix, &name.literal];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

fn people(record: &Record, role: Role) -> Vec<String> {
    record.with_role(role).map(|it| shown(&it.forms[0].name)).collect()
}

#[test]
fn titles_of_every_type() {
    let record = one(&fixture("every-element.xml"));
    let titles: Vec<(TitleRole, String, &str)> = record
        .titles
        .iter()
        .map(|it| (it.role, it.text.to_plain(), it.text.lang.as_deref().unwrap_or_default()))
        .collect();
    let wanted = [
        (TitleRole::Main, "The tea of sleep", "en"),
        (TitleRole::Subtitle, "a review", "en"),
        (TitleRole::Vernacular, "茶与睡眠", "zh-Hans"),
        (TitleRole::Short, "Tea and sleep", "en"),
        (TitleRole::Translated, "お茶と眠り", "ja"),
        (TitleRole::Transliterated, "Cha yu shuimian", "zh-Latn"),
        (TitleRole::Alternative, "Sleep tea. 2, Nights", "en"),
    ];
    assert_eq!(titles.len(), wanted.len(), "{titles:?}");
    for (found, (role, title, lang)) in titles.iter().zip(wanted) {
        assert_eq!((found.0, found.1.as_str()), (role, title));
        assert!(found.2 == lang || role == TitleRole::Short, "{found:?}");
    }
}

#[test]
fn people_in_every_form() {
    let record = one(&fixture("every-element.xml"));
    assert_eq!(
        people(&record, Role::Author),
        ["Ou, Wenxin", "de la Cruz, Maria, Jr.", "World Health Organization"]
    );
    assert_eq!(people(&record, Role::Contributor), ["Tea Congress 2021", "Sukarno"]);
    assert_eq!(people(&record, Role::Translator), ["Green, Anna"]);
    assert_eq!(people(&record, Role::Editor), ["Brown, Bea"]);
    assert_eq!(people(&record, Role::CollectionEditor), ["White"]);
    let first = &record.contributors[0];
    let forms: Vec<(FormKind, String)> = first.forms.iter().map(|it| (it.kind, shown(&it.name))).collect();
    assert_eq!(
        forms,
        [(FormKind::Romanised, "Ou, Wenxin".to_owned()), (FormKind::Native, "欧, 文欣".to_owned())]
    );
    assert_eq!(first.forms[1].lang.as_deref(), Some("zh"));
    assert_eq!(first.orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!((first.other_ids[0].scheme.as_str(), first.other_ids[0].value.as_str()), ("viaf", "12345"));
    assert_eq!(first.affiliation_refs, ["a1", "a2"]);
    assert_eq!(first.emails, ["ou@example.org"]);
    let institutions: Vec<String> = record.affiliations.iter().map(|it| it.texts[0].to_plain()).collect();
    assert_eq!(
        institutions,
        [
            "Department of Tea, Example Hospital, Beijing, China, ou@example.org",
            "Second Hospital, Hale",
            "Tea Institute, Manila"
        ]
    );
    let body = &record.contributors[2];
    assert!(body.is_group && record.contributors[3].is_group);
    assert_eq!(shown(&body.forms[1].name), "世界卫生组织");
    assert_eq!(record.author_list_truncated.as_deref(), Some("et al."));
}

#[test]
fn everything_else_has_its_field() {
    let batch = read(&fixture("every-element.xml"));
    let record = &batch.records[0];
    assert_eq!(record.id.as_deref(), Some("ou2022tea"));
    assert_eq!(record.citation_key.as_ref().map(|it| it.value.as_str()), Some("ou2022tea"));
    assert_eq!((record.kind, record.type_raw.as_deref()), (Kind::ArticleJournal, Some("journalArticle")));
    assert_eq!(record.genre.as_deref(), Some("Review"));
    let types: Vec<(&str, Option<&str>)> =
        record.publication_types.iter().map(|it| (it.value.as_str(), it.ui.as_deref())).collect();
    assert_eq!(types, [("Journal Article", Some("D016428")), ("Review", Some("D016454"))]);
    assert_eq!(date(record, DateKind::Issued), "2022-04");
    assert!(record.date(DateKind::Issued).is_some_and(|it| it.circa));
    let dates =
        [DateKind::Epub, DateKind::Received, DateKind::Revised, DateKind::Accepted, DateKind::Accessed];
    assert_eq!(
        dates.map(|kind| date(record, kind)),
        ["2022-03-09", "2021-10-18", "2021-12-01", "2022-01-02", "2023-01-02"]
    );
    let languages: Vec<(&str, Option<&str>)> =
        record.languages.iter().map(|it| (it.text.as_str(), it.tag.as_deref())).collect();
    assert_eq!(languages, [("Chinese", Some("zh-Hans")), ("eng", Some("en"))]);
    assert_eq!(record.number_of_pages.as_deref(), Some("xii, 5"));
    let abstracts: Vec<(String, Option<&str>)> =
        record.abstracts.iter().map(|it| (it.text.to_plain(), it.text.lang.as_deref())).collect();
    assert_eq!(
        abstracts,
        [
            ("Tea helps, p < 0.05.\nTwice, in a line that goes on.".to_owned(), Some("en")),
            ("茶有帮助。".to_owned(), Some("zh"))
        ]
    );
    let notes: Vec<(Option<&str>, &str)> =
        record.notes.iter().map(|it| (it.kind.as_deref(), it.text.as_str())).collect();
    assert_eq!(
        notes,
        [
            (Some("content advice"), "Not before bed."),
            (Some("table of contents"), "1. Tea; 2. Sleep"),
            (Some("thesis"), "A note of a kind"),
            (None, "A free note"),
            (Some("linked-article"), "other version: Tea, a preprint 10.1000/pre.1"),
            (Some("restriction on access"), "Readers only"),
        ]
    );
    assert_eq!(record.funding[0].text_raw, "Tea Fund 12-34");
    assert_eq!((record.status.as_deref(), record.annotation.as_deref()), (Some("in press"), Some("Read it")));
    let terms: Vec<String> = record
        .terms
        .iter()
        .map(|it| format!("{:?} {} {} {}", it.vocab, it.value, it.qualifiers.join("/"), it.major))
        .collect();
    assert_eq!(
        terms,
        [
            "Author green tea  false",
            "Mesh Sleep drug effects true",
            "Other Tea China/1900-1949 false",
            "Mesh Dreams physiology false",
            "Author China Beijing false",
        ]
    );
    assert_eq!(record.terms_of(Vocabulary::Mesh).next().and_then(|it| it.ui.as_deref()), Some("D012890"));
    let journal = |role| record.container_title(role).map(Text::to_plain).unwrap_or_default();
    assert_eq!(journal(ContainerRole::Main), "Journal of Tea & Sleep");
    assert_eq!(journal(ContainerRole::Abbrev), "J. Tea Sleep");
    assert_eq!(record.container_titles[1].scheme.as_deref(), Some("iso4"));
    assert_eq!(journal(ContainerRole::Vernacular), "茶与睡眠杂志");
    let issns: Vec<(&str, Medium)> = record.issns.iter().map(|it| (it.value.as_str(), it.medium)).collect();
    assert_eq!(
        issns,
        [("1673-4408", Medium::Print), ("2050-084X", Medium::Electronic), ("0028-4793", Medium::Linking)]
    );
    assert_eq!(
        (record.publisher.as_deref(), record.publisher_place.as_deref()),
        (Some("Tea Press"), Some("Beijing"))
    );
    assert_eq!(
        (record.countries[0].text.as_str(), record.countries[0].code.as_deref()),
        ("China", Some("CN"))
    );
    assert_eq!((record.volume.as_deref(), record.issue.as_deref()), (Some("49"), Some("4 Suppl 1")));
    assert_eq!(record.pages().as_deref(), Some("217-221, 225"));
    assert_eq!(record.article_number.as_deref(), Some("e15"));
    assert_eq!(record.source_raw.as_deref(), Some("2022;49(4 Suppl 1):217-221, 225"));
    let numbers = [
        ("doi", "10.1000/tea.2022.1"),
        ("pmid", "35000001"),
        ("pmcid", "PMC7654321"),
        ("wprim", "929835"),
        ("isbn", "9783161484100"),
    ];
    for (scheme, value) in numbers {
        assert_eq!(record.identifier(scheme), Some(value));
    }
    let urls: Vec<(&str, UrlKind)> = record.urls.iter().map(|it| (it.href.as_str(), it.kind)).collect();
    assert_eq!(
        urls,
        [
            ("https://tea.example/uri", UrlKind::Landing),
            ("https://tea.example/1", UrlKind::Landing),
            ("https://tea.example/file?1", UrlKind::Pdf),
            ("https://tea.example/full", UrlKind::Fulltext),
            ("https://db.example/1", UrlKind::Database),
        ]
    );
    assert_eq!(record.license.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
    let database = record.database.as_ref().expect("a database");
    assert_eq!(
        (database.name.as_str(), database.provider.as_deref(), database.url.as_deref()),
        ("WPRIM", Some("WHO"), Some("https://wprim.example"))
    );
    // Nothing that the mapping reference has a field for.
    let unknown: Vec<(&str, &str)> =
        record.unknown.iter().map(|it| (it.tag.as_str(), it.value.as_str())).collect();
    assert_eq!(
        unknown,
        [
            ("language", "jpn"),
            ("name", "1950-"),
            ("name/role/roleTerm", "illustrator"),
            ("originInfo/edition", "2nd ed."),
            ("classification", "SB271"),
            ("relatedItem[series]/titleInfo", "Tea Series"),
            ("location/physicalLocation", "Tea Library"),
            ("accessCondition", "CC BY"),
            ("targetAudience", "sleepers"),
        ]
        .map(|(tag, value)| (if value == "1950-" { "name/namePart" } else { tag }, value))
    );
}

#[test]
fn the_mods_of_zotero() {
    let record = one(&fixture("zotero.xml"));
    assert_eq!(record.kind, Kind::Chapter);
    assert_eq!(people(&record, Role::Author), ["Ou, Wenxin", "Tea Council"]);
    assert!(record.contributors[1].is_group);
    assert_eq!(people(&record, Role::Editor), ["Brown, Bea"]);
    assert_eq!(people(&record, Role::CollectionEditor), ["White, Will"]);
    assert_eq!(date(&record, DateKind::Issued), "2021-05");
    assert_eq!(date(&record, DateKind::Accessed), "2023-06-13");
    assert_eq!(fact(&record, "page"), "11-19");
    assert_eq!(record.number_of_pages.as_deref(), Some("120"));
    assert_eq!(
        (record.publisher.as_deref(), record.publisher_place.as_deref()),
        (Some("Tea House"), Some("London"))
    );
    assert_eq!(
        record.container_title(ContainerRole::Main).map(Text::to_plain).as_deref(),
        Some("The book of tea")
    );
    assert_eq!(record.languages[0].tag.as_deref(), Some("en-US"));
    assert_eq!(record.license.as_deref(), Some("CC BY"));
    assert_eq!(fact(&record, "doi"), "10.1000/tea.book");
    let unknown: Vec<&str> = record.unknown.iter().map(|it| it.tag.as_str()).collect();
    assert_eq!(unknown, ["originInfo/edition", "relatedItem[series]/titleInfo"]);
}

#[test]
fn the_mods_of_bibutils() {
    let batch = read(&fixture("bibutils.xml"));
    let [article, thesis] = batch.records.as_slice() else { panic!("two records: {:?}", batch.notes) };
    assert_eq!(article.kind, Kind::ArticleJournal);
    assert_eq!(article.title(TitleRole::Main).map(Text::to_plain).as_deref(), Some("Tea and sleep"));
    assert_eq!(article.title(TitleRole::Subtitle).map(Text::to_plain).as_deref(), Some("a trial"));
    assert_eq!(people(article, Role::Author), ["Ou, Wen Xin, Jr."]);
    assert_eq!(fact(article, "issued"), "2022-04");
    assert_eq!(article.languages.iter().filter_map(|it| it.tag.as_deref()).collect::<Vec<_>>(), ["zh", "en"]);
    assert_eq!(fact(article, "journal-abbreviation"), "J Tea");
    assert_eq!(article.container_titles.len(), 1);
    assert_eq!((article.volume.as_deref(), article.issue.as_deref()), (Some("49"), Some("4")));
    assert_eq!(fact(article, "page"), "S12-S15, S20");
    assert_eq!(fact(article, "pmid"), "35000001");
    assert_eq!(
        article.urls.iter().map(|it| it.kind).collect::<Vec<_>>(),
        [UrlKind::Landing, UrlKind::Fulltext]
    );
    assert_eq!(article.unknown, []);
    assert_eq!((thesis.kind, thesis.genre.as_deref()), (Kind::Thesis, Some("Ph.D. thesis")));
    assert_eq!(fact(thesis, "page"), "217-221");
}

#[test]
fn a_record_of_a_catalogue_inside_another_protocol() {
    let text = fixture("catalogue.xml");
    assert!(sniff(&text));
    let record = one(&text);
    let titles: Vec<(TitleRole, String)> =
        record.titles.iter().map(|it| (it.role, it.text.to_plain())).collect();
    assert_eq!(
        titles,
        [(TitleRole::Main, "Cha yu shui mian".to_owned()), (TitleRole::Vernacular, "茶与睡眠".to_owned())]
    );
    assert_eq!(record.contributors.len(), 1);
    let forms: Vec<String> = record.contributors[0].forms.iter().map(|it| shown(&it.name)).collect();
    assert_eq!(forms, ["Ou, Wenxin", "欧, 文欣"]);
    assert_eq!(
        (
            record.countries[0].text.as_str(),
            record.countries[0].code.as_deref(),
            record.publisher_place.as_deref()
        ),
        ("China", Some("CN"), Some("Beijing"))
    );
    assert_eq!(date(&record, DateKind::Issued), "1998/2001");
    assert_eq!(record.languages.iter().filter_map(|it| it.tag.as_deref()).collect::<Vec<_>>(), ["zh", "en"]);
    assert_eq!(record.volume.as_deref(), Some("3"));
    assert_eq!(
        (record.id.as_deref(), record.database.as_ref().map(|it| it.name.as_str())),
        (Some("98000001"), Some("DLC"))
    );
    let unknown: Vec<&str> = record.unknown.iter().map(|it| it.tag.as_str()).collect();
    assert_eq!(
        unknown,
        ["originInfo/dateCreated", "physicalDescription/form", "physicalDescription/extent", "identifier"]
    );
}

#[test]
fn a_broken_record_costs_itself_alone() {
    let batch = read(&fixture("broken.xml"));
    assert_eq!((batch.records.len(), batch.set_aside.len()), (1, 2));
    assert_eq!(batch.records[0].title(TitleRole::Main).map(Text::to_plain).as_deref(), Some("Whole"));
    let notes: Vec<(&str, Option<u32>, bool)> =
        batch.notes.iter().map(|it| (it.code.name, it.place.line, it.place.column.is_some())).collect();
    // Once for each kind of element that has no field.
    assert_eq!(
        notes,
        [
            ("xml-record-broken", Some(3), true),
            // It begins on the line of another one, and the message counts in the record.
            ("xml-record-broken", Some(3), false),
            ("xml-element-unknown", Some(4), false)
        ]
    );
    assert_eq!(
        batch.records[0].unknown.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(),
        ["green", "red"]
    );
}

#[test]
fn every_prefix_of_a_file_is_read_without_losing_its_text() {
    let whole = fixture("every-element.xml");
    for (at, _) in whole.char_indices().step_by(13) {
        let batch = read(&whole[..at]);
        assert!(batch.records.len() + batch.set_aside.len() <= 1);
        let begun = whole[..at].contains("<mods ");
        assert_eq!(batch.records.len() + batch.set_aside.len(), usize::from(begun));
    }
    assert_eq!(Mods.cut(&whole, &whole), whole.rfind("\n</modsCollection>").expect("an end"));
}

#[test]
fn a_file_is_known_by_its_first_element() {
    assert!(sniff("<?xml version='1.0'?>\n<mods:mods xmlns:mods='x'>") && sniff("<modsCollection>"));
    assert!(!sniff("<html xmlns:m='http://www.loc.gov/mods/v3'>") && !sniff("mods") && !sniff("<records>"));
    for name in ["every-element.xml", "zotero.xml", "bibutils.xml", "catalogue.xml"] {
        assert_eq!(formats::detect(&fixture(name), Some("xml")).map(|it| it.name), Some("mods"), "{name}");
    }
}

#[test]
fn dates_in_every_encoding() {
    let issued = |date: &str| {
        let record = inside(&format!("<originInfo>{date}</originInfo>"));
        self::date(&record, DateKind::Issued)
    };
    assert_eq!(issued("<dateIssued encoding='edtf'>2022-21</dateIssued>"), "2022 season 1");
    assert_eq!(issued("<dateIssued encoding='edtf'>2022-04/2022-05</dateIssued>"), "2022-04/2022-05");
    assert_eq!(issued("<dateIssued encoding='iso8601'>20220410</dateIssued>"), "2022-04-10");
    assert_eq!(issued("<dateIssued>April 2022</dateIssued>"), "2022-04");
    assert_eq!(issued("<dateIssued>2022</dateIssued><copyrightDate>2021</copyrightDate>"), "2022");
    assert_eq!(issued("<dateIssued encoding='marc'>19uu</dateIssued>"), "");
    let unread = inside("<originInfo><dateIssued encoding='marc'>19uu</dateIssued></originInfo>");
    assert_eq!(unread.dates[0].text_raw, "19uu");
}

#[test]
fn kinds_without_a_genre() {
    let kind = |elements: &str| inside(elements).kind;
    assert_eq!(kind("<typeOfResource>cartographic</typeOfResource>"), Kind::Map);
    assert_eq!(
        kind(
            "<genre>Review</genre><relatedItem type='host'><titleInfo><title>J</title></titleInfo></relatedItem>"
        ),
        Kind::ArticleJournal
    );
    assert_eq!(
        kind(
            "<relatedItem type='host'><titleInfo><title>B</title></titleInfo><originInfo><issuance>monographic</issuance></originInfo></relatedItem>"
        ),
        Kind::Chapter
    );
    assert_eq!(
        kind("<relatedItem type='host'><genre authority='marcgt'>newspaper</genre></relatedItem>"),
        Kind::ArticleNewspaper
    );
    assert_eq!(
        kind("<genre authority='marcgt'>book</genre><genre authority='local'>thesis</genre>"),
        Kind::Thesis
    );
    assert_eq!(kind("<titleInfo><title>A</title></titleInfo>"), Kind::Document);
}
