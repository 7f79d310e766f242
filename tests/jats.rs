//! JATS read: what each element becomes, fronts alone, broken files.

use refmill::formats;
use refmill::page::example::facts;
use refmill::read::jats::{Jats, sniff};
use refmill::read::{Batch, Chunk, Reader};
use refmill::record::{
    ContainerRole, DateKind, Medium, PartOf, Record, Role, TitleRole, UrlKind, Vocabulary,
};

fn fixture(name: &str) -> String {
    let path = format!("{}/fixtures/jats/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("a fixture")
}

fn read(text: &str) -> Batch {
    let mut batch = Batch::default();
    Jats.read(Chunk::whole(text, "x.xml"), &mut batch);
    batch
}

fn fact(record: &Record, name: &str) -> String {
    let shown =
        |value: toml::Value| value.as_str().map_or_else(|| value.to_string().replace('"', ""), str::to_owned);
    facts(record).remove(name).map(shown).unwrap_or_default()
}

fn day(record: &Record, kind: DateKind) -> Option<(i32, Option<u8>, Option<u8>)> {
    record.date(kind).and_then(|date| date.start).map(|it| (it.year, it.month, it.day))
}

#[test]
fn every_element_has_its_field() {
    let batch = read(&fixture("every-element.xml"));
    assert_eq!((batch.records.len(), batch.set_aside.len()), (3, 0), "{:?}", batch.notes);
    let record = &batch.records[0];
    let title = |role| record.title(role).map(|it| (it.to_plain(), it.lang.clone().unwrap_or_default()));
    assert_eq!(title(TitleRole::Main), Some(("二氧化碳对Camellia的影响".to_owned(), "zh-Hans".to_owned())));
    assert_eq!(
        title(TitleRole::Translated),
        Some(("Effect of CO2 on Camellia: a review of $x_1$".to_owned(), "en".to_owned()))
    );
    assert_eq!(title(TitleRole::Short).map(|it| it.0), Some("CO2 and tea".to_owned()));
    let journal = |role| {
        record
            .container_titles
            .iter()
            .filter(|it| it.role == role)
            .map(|it| it.text.to_plain())
            .collect::<Vec<_>>()
    };
    assert_eq!(journal(ContainerRole::Main), ["Journal of Tea & Sleep"]);
    assert_eq!(journal(ContainerRole::Vernacular), ["茶与睡眠杂志"]);
    assert_eq!(journal(ContainerRole::Abbrev), ["J Tea Sleep", "J. Tea Sleep"]);
    let issns: Vec<(&str, Medium)> = record.issns.iter().map(|it| (it.value.as_str(), it.medium)).collect();
    assert_eq!(
        issns,
        [("1673-4408", Medium::Print), ("2050-084X", Medium::Electronic), ("0028-4793", Medium::Linking)]
    );
    assert_eq!(
        (record.publisher.as_deref(), record.publisher_place.as_deref()),
        (Some("Tea Press"), Some("Beijing"))
    );
    for (scheme, value) in [
        ("doi", "10.1000/tea.2022.1"),
        ("pmid", "35000001"),
        ("pmcid", "PMC7654321"),
        ("publisher-id", "tea-1"),
    ] {
        assert_eq!(record.identifier(scheme), Some(value));
    }
    assert_eq!(
        record.publication_types.iter().map(|it| it.value.as_str()).collect::<Vec<_>>(),
        ["Review", "综述"]
    );
    assert_eq!(record.genre.as_deref(), Some("Review"));
    assert_eq!((record.volume.as_deref(), record.issue.as_deref()), (Some("49"), Some("4 Suppl 1")));
    assert_eq!(record.supplement.as_ref().map(|it| it.of), Some(PartOf::Issue));
    assert_eq!(record.pages().as_deref(), Some("217-221, 225"));
    assert_eq!(day(record, DateKind::Issued), Some((2022, Some(4), Some(10))));
    assert_eq!(day(record, DateKind::Epub), Some((2022, Some(3), Some(9))));
    assert_eq!(day(record, DateKind::Received), Some((2021, Some(10), Some(18))));
    assert_eq!(day(record, DateKind::Revised), Some((2021, Some(12), Some(1))));
    assert_eq!(day(record, DateKind::Accepted), Some((2022, Some(1), Some(2))));
    assert_eq!(record.license.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
    let urls: Vec<(&str, UrlKind)> = record.urls.iter().map(|it| (it.href.as_str(), it.kind)).collect();
    assert_eq!(
        urls,
        [("https://tea.example/1", UrlKind::Landing), ("https://tea.example/1.pdf", UrlKind::Pdf)]
    );
    assert_eq!(record.number_of_pages.as_deref(), Some("6"));
    assert_eq!(
        record.notes.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        ["corrected-article: 10.1000/tea.2020.9", "A note."]
    );
    assert_eq!(record.funding[0].funder.as_deref(), Some("Tea Fund"));
    assert_eq!(record.funding[0].award.as_deref(), Some("12-34"));
    assert_eq!(record.funding[1].text_raw, "We thank the fund.");
    let unknown: Vec<&str> = record.unknown.iter().map(|it| it.tag.as_str()).collect();
    assert_eq!(
        unknown,
        [
            "author-notes/fn",
            "article-categories/subj-group",
            "permissions/copyright-statement",
            "article-meta/abstract",
            "article-meta/custom-meta-group",
        ]
    );
    let codes: Vec<&str> =
        batch.notes.iter().filter(|it| it.place.record == Some(1)).map(|it| it.code.name).collect();
    assert!(codes.contains(&"full-text-not-read"), "{codes:?}");
}

#[test]
fn people_abstracts_and_keywords() {
    let batch = read(&fixture("every-element.xml"));
    let record = &batch.records[0];
    let first = &record.contributors[0];
    let shown = |it: &refmill::record::NameForm| {
        let name = &it.name;
        [&name.family, &name.given, &name.suffix, &name.literal]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(first.forms.iter().map(shown).collect::<Vec<_>>(), ["Ou, Wenxin", "欧, 文欣"]);
    assert_eq!(first.orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(
        (first.emails.as_slice(), first.degrees.as_slice()),
        (&["ou@example.org".to_owned()][..], &["MD".to_owned(), "PhD".to_owned()][..])
    );
    assert!(first.corresponding && first.equal_contribution);
    assert_eq!(first.affiliation_refs, ["a1", "a2"]);
    let names: Vec<String> = record.contributors.iter().map(|it| shown(&it.forms[0])).collect();
    assert_eq!(
        names,
        ["Ou, Wenxin", "de la Cruz, Maria, Jr.", "Sukarno", "Tea and Sleep Study Group", "Brown, Bea"]
    );
    assert!(record.contributors[3].is_group && record.contributors[3].group_members.len() == 1);
    assert_eq!(record.with_role(Role::Editor).count(), 1);
    let institutions: Vec<Vec<String>> = record
        .affiliations
        .iter()
        .map(|it| it.texts.iter().map(refmill::record::Text::to_plain).collect())
        .collect();
    assert_eq!(
        institutions,
        [
            vec!["Department of Tea, Example Hospital, Beijing, China"],
            vec!["Second Hospital, Beijing, China", "北京第二医院"]
        ]
    );
    assert_eq!(record.affiliations[0].label_raw.as_deref(), Some("1"));
    assert_eq!(record.affiliations[0].country.as_deref(), Some("CN"));
    assert_eq!(record.abstracts[0].text.to_plain(), "观察茶的作用。");
    assert_eq!(record.abstracts[0].text.lang.as_deref(), Some("zh"));
    let sections: Vec<(&str, String)> =
        record.abstracts[1].sections.iter().map(|it| (it.label.as_str(), it.text.to_plain())).collect();
    assert_eq!(
        sections,
        [("AIM", "To see tea work at p < 0.05.".to_owned()), ("RESULTS", "It worked.\nTwice.".to_owned())]
    );
    let terms: Vec<(&str, Option<&str>, Vocabulary)> =
        record.terms.iter().map(|it| (it.value.as_str(), it.lang.as_deref(), it.vocab)).collect();
    assert_eq!(
        terms,
        [
            ("茶", Some("zh"), Vocabulary::Author),
            ("睡眠", Some("zh"), Vocabulary::Author),
            ("green tea", Some("en"), Vocabulary::Author),
            ("Sleep", None, Vocabulary::Mesh),
        ]
    );
}

#[test]
fn older_files_translations_and_fronts() {
    let batch = read(&fixture("every-element.xml"));
    let letter = &batch.records[1];
    assert_eq!(
        (fact(letter, "title"), fact(letter, "journal")),
        ("A letter".to_owned(), "Old Tea".to_owned())
    );
    assert_eq!(
        letter.title(TitleRole::Subtitle).map(refmill::record::Text::to_plain),
        Some("on tea".to_owned())
    );
    assert_eq!(letter.genre.as_deref(), Some("Letter"));
    assert_eq!(letter.article_number.as_deref(), Some("e15"));
    assert_eq!(day(letter, DateKind::Issued), Some((2010, None, None)));
    assert_eq!(day(letter, DateKind::Epub), Some((2010, Some(2), Some(3))));
    assert_eq!(letter.contributors[0].affiliation_refs, ["a1"]);
    assert_eq!(letter.abstracts[0].text.to_plain(), "One.\nTwo.");
    let translated = &batch.records[2];
    assert_eq!(fact(translated, "title"), "O chá e o sono");
    assert_eq!(
        translated.title(TitleRole::Translated).map(refmill::record::Text::to_plain),
        Some("Tea and sleep".to_owned())
    );
    assert_eq!(
        translated.abstracts.iter().map(|it| it.text.to_plain()).collect::<Vec<_>>(),
        ["Resumo.", "Summary."]
    );
    assert_eq!(translated.pages().as_deref(), Some("7"));
    assert_eq!(translated.date(DateKind::Issued).map(|it| it.text_raw.as_str()), Some("2021 Jan-Mar"));
    assert_eq!(translated.terms[0].value, "tea");
    let front = &read(&fixture("front.xml")).records[0];
    assert_eq!(fact(front, "title"), "Alone");
    assert_eq!(front.contributors[0].affiliation_refs, ["a1"]);
    assert_eq!(front.contributors[1].affiliation_refs, [""; 0]);
    assert_eq!(front.contributors[1].emails, ["b@hale.example"]);
}

#[test]
fn a_broken_article_costs_itself_alone() {
    let batch = read(&fixture("broken.xml"));
    assert_eq!(batch.records.iter().map(|it| fact(it, "title")).collect::<Vec<_>>(), ["Whole"]);
    let notes: Vec<(&str, Option<u32>)> =
        batch.notes.iter().map(|it| (it.code.name, it.place.line)).collect();
    assert_eq!(notes, [("xml-record-broken", Some(3))]);
}

#[test]
fn it_is_known_by_root_and_front() {
    for name in ["every-element.xml", "front.xml", "broken.xml"] {
        assert!(sniff(&fixture(name)), "{name}");
    }
    assert!(!sniff("<article class=\"post\"><h1>Tea</h1></article>"));
    assert_eq!(formats::detect(&fixture("every-element.xml"), None).map(|it| it.name), Some("jats"));
}

/// A person has all addresses of a note or an institution, unless they are so many that they are nobody's in particular.
#[test]
fn very_many_addresses_are_nobodys() {
    for (count, each) in [(32, 64), (33, 0)] {
        let addresses = |sign: char| (0..count).map(move |number| format!("{sign}{number}@b.org"));
        let of_note = addresses('c').collect::<Vec<_>>().join("</email><email>");
        let printed = addresses('a').collect::<Vec<_>>().join(" ");
        let text = format!(
            "<article><front><article-meta><contrib-group><contrib contrib-type=\"author\"><name><surname>Ou</surname></name>\
             <xref ref-type=\"aff\" rid=\"a\"/><xref ref-type=\"corresp\" rid=\"c c\"/></contrib></contrib-group>\
             <aff id=\"a\">Tea {printed}</aff><author-notes><corresp id=\"c\"><email>{of_note}</email></corresp></author-notes>\
             </article-meta></front></article>"
        );
        let record = read(&text).records.remove(0);
        assert_eq!(record.contributors[0].emails.len(), each);
        assert_eq!(record.contributors[0].affiliation_refs, ["a1"]);
        assert!(record.contributors[0].corresponding);
        assert!(record.affiliations[0].texts[0].to_plain().ends_with(&format!("a{}@b.org", count - 1)));
        let kept = record.unknown.iter().any(|field| field.value.contains("c0@b.org"));
        assert_eq!(kept, each == 0, "{:?}", record.unknown);
    }
}
