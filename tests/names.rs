//! Names one by one and in lists, against tables worked out by hand.

use proptest::prelude::*;
use refmill::record::{Confidence, FormKind, Name, NameForm, Role};
use refmill::value::Part;
use refmill::value::author_list::{self, ListHints};
use refmill::value::name::{self, ListStyle, NameHints, NameReading, Order, Outcome};

fn rows(table: &str) -> Vec<Vec<String>> {
    let mut lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let width = lines.next().map_or(0, |head| head.split('\t').count());
    lines
        .map(|line| {
            let mut cells: Vec<String> = line.split('\t').map(|cell| cell.replace("\\n", "\n")).collect();
            assert!(cells.len() <= width, "{line}");
            cells.resize(width, String::new());
            cells
        })
        .collect()
}

fn word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Rule => "rule",
        Confidence::Vote => "vote",
        Confidence::Inventory => "inventory",
        Confidence::Default => "default",
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// What a reading says, in the columns of the table.
fn columns(reading: &NameReading) -> Vec<String> {
    let (outcome, forms): (&str, &[NameForm]) = match &reading.outcome {
        Outcome::Person(forms) => ("person", forms),
        Outcome::Group(forms) => ("group", forms),
        Outcome::Truncated(_) => ("truncated", &[]),
        Outcome::Nothing => ("nothing", &[]),
    };
    let first = forms.first();
    let cell = |value: fn(&Name) -> &Option<String>| {
        first.and_then(|form| value(&form.name).clone()).unwrap_or_default()
    };
    let other = forms.get(1).map(|form| {
        let kinds = [Some(form.kind), first.map(|first| first.kind)];
        assert!(kinds.contains(&Some(FormKind::Native)) && kinds.contains(&Some(FormKind::Romanised)));
        let name = &form.name;
        [name.family.clone(), name.given.clone(), name.literal.clone()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("/")
    });
    let mut remarks: Vec<&str> = reading.remarks.iter().map(|remark| remark.code.name).collect();
    remarks.sort_unstable();
    vec![
        outcome.to_owned(),
        cell(|name| &name.family),
        cell(|name| &name.non_dropping_particle),
        cell(|name| &name.given),
        cell(|name| &name.suffix),
        cell(|name| &name.literal),
        other.unwrap_or_default(),
        first.map(|form| word(form.confidence)).unwrap_or_default().to_owned(),
        reading.markers.join(" "),
        reading.degrees.join(" "),
        remarks.join(" "),
    ]
}

/// The 91 names of the mapping reference 3.3, and names after the pages reference behind them.
#[test]
fn single_names() {
    let labels = ["a".to_owned(), "b".to_owned()];
    let mut wrong = Vec::new();
    let rows = rows(include_str!("../fixtures/names/single.tsv"));
    assert!(rows.len() >= 91);
    for row in rows {
        let (order, style) = match row[4].as_str() {
            "family-first" => (Some(Order::FamilyFirst), None),
            "given-first" => (Some(Order::GivenFirst), None),
            "initials" => (None, Some(ListStyle::Initials)),
            "" => (None, None),
            other => panic!("{other}"),
        };
        let hints = NameHints {
            lang: some(&row[2]),
            country: some(&row[3]),
            order,
            grammar: None,
            style,
            labels: &labels,
        };
        let found = columns(&name::parse(&row[1], &hints));
        if found != row[5..] {
            wrong.push(format!("{} `{}`\n  wanted {:?}\n  found  {found:?}", row[0], row[1], &row[5..]));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// `family/particle, given/suffix`, `=literal`, `@group`.
fn author(form: &NameForm, is_group: bool) -> String {
    let Name { family, given, non_dropping_particle, dropping_particle, suffix, literal } = &form.name;
    assert_eq!(dropping_particle, &None);
    if let Some(literal) = literal {
        assert!(family.is_none() && given.is_none() && suffix.is_none() && non_dropping_particle.is_none());
        return format!("{}{literal}", if is_group { '@' } else { '=' });
    }
    assert!(!is_group);
    let slash = |text: &Option<String>| text.as_ref().map(|text| format!("/{text}")).unwrap_or_default();
    format!(
        "{}{}, {}{}",
        family.as_deref().expect("a name without literal has a family name"),
        slash(non_dropping_particle),
        given.as_deref().unwrap_or_default(),
        slash(suffix)
    )
}

#[test]
fn an_editor_among_the_authors_is_one() {
    let list = author_list::parse("Hung Tran 1\nEditor: Susan Redline", &ListHints::default());
    let roles: Vec<Role> = list.contributors.iter().map(|person| person.role).collect();
    assert_eq!(roles, [Role::Author, Role::Editor]);
    let list = author_list::parse("Hung Tran; Susan Redline", &ListHints::default());
    assert!(list.contributors.iter().all(|person| person.role == Role::Author));
}

#[test]
fn lists_of_names() {
    let labels = ["a".to_owned(), "b".to_owned()];
    let mut wrong = Vec::new();
    for row in rows(include_str!("../fixtures/names/lists.tsv")) {
        let hints = ListHints { labels: &labels, ..ListHints::default() };
        let list = author_list::parse(&row[1], &hints);
        let mut authors = Vec::new();
        let mut markers = Vec::new();
        let mut confidence = Vec::new();
        for contributor in &list.contributors {
            let form = contributor.forms.first().expect("every author has a form");
            authors.push(author(form, contributor.is_group));
            markers.push(contributor.affiliation_markers_raw.join(" "));
            confidence.push(word(form.confidence));
            assert!(contributor.affiliation_refs.is_empty());
        }
        let mut remarks: Vec<String> =
            list.remarks.iter().map(|(author, remark)| format!("{author} {}", remark.code.name)).collect();
        remarks.sort();
        let markers = markers.join("/");
        let wanted_markers = row[3].split('/').map(str::trim).collect::<Vec<_>>().join("/");
        let same = authors.join(" / ") == row[2]
            && (markers == wanted_markers || (row[3].is_empty() && markers.chars().all(|mark| mark == '/')))
            && (row[4].is_empty() && confidence.iter().all(|word| *word == "rule")
                || confidence.join(" ") == row[4])
            && remarks.join(";") == row[5]
            && list.truncated.unwrap_or_default() == row[6];
        if !same {
            wrong.push(format!(
                "{:?}\n  wanted {:?}\n  found  {:?} {markers:?} {:?} {:?}",
                row[1],
                &row[2..],
                authors.join(" / "),
                confidence.join(" "),
                remarks.join(";")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Pieces of names, and what pages put between and into them.
const PIECES: &[&str] = &[
    "Wenxin",
    "OU",
    "Zhang",
    "R",
    "RH",
    "W.X.",
    "Wen-Xin",
    "O'BRIEN",
    "O’Brien",
    "McDONALD",
    "de la",
    "De",
    "cruz",
    "VAN DER",
    "bin",
    "a/l",
    "Jr.",
    "III",
    "MD",
    "PhD",
    "Ph. D.",
    "Dr.",
    "张瑞",
    "欧阳",
    "张",
    "阿卜杜拉·买买提",
    "김민수",
    "남궁",
    "山田",
    "たろう",
    "スミス・ジョン",
    "等",
    "et al.",
    "외 3인",
    "and",
    "&",
    "和",
    "others",
    "WHO",
    "Study Group",
    "of",
    "中华医学会儿科学分会",
    "1",
    "2",
    "12",
    "1,2",
    "¹",
    "①",
    "*",
    "†",
    "✉",
    "a",
    "b",
    "123",
    "3rd",
    "COVID-19",
    "wei@example.org",
    "@",
    "a@b",
    "0000-0002-1825-0097",
    "0000-0002-1825-0098",
    "https://orcid.org/0000-0002-1825-0097",
    "ORCID:",
    "E-mail:",
    "corresponding author",
    "通信作者",
    ";",
    "；",
    ",",
    "，",
    "、",
    "·",
    "•",
    "(",
    ")",
    "（",
    "）",
    "[",
    "]",
    "<",
    "/",
    "-",
    "–",
    ".",
    "。",
    "?",
    "\u{fffd}",
    "\u{200b}",
    "\u{feff}",
    "\u{ad}",
    "\u{301}",
    "e\u{301}",
    "\u{1112}\u{1161}\u{11ab}",
    "Ｏ",
    "Ｕ１",
    "İ",
    "ß",
    "ﬁ",
    "🖂",
    "\u{10ffff}",
    " ",
    "  ",
    "\n",
    "\t",
    "\u{a0}",
    "\u{3000}",
    "\r\n",
    "\u{2028}",
    "\u{b}",
];

fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec((piece, any::<bool>()), 0..24).prop_map(|pieces| {
        let spaced = pieces.into_iter().map(|(piece, space)| if space { piece + " " } else { piece });
        spaced.collect()
    })
}

/// Parts are in order, do not overlap, lie on character borders and hold every character that is not white space.
fn check_parts(text: &str, parts: &[Part]) {
    let mut end = 0;
    for part in parts {
        assert!(part.start >= end && part.start < part.end, "{text:?} {parts:?}");
        let between = text.get(end..part.start).unwrap_or_else(|| panic!("{text:?} {parts:?}"));
        assert!(between.chars().all(char::is_whitespace), "{between:?} of {text:?} is in no part");
        assert!(text.get(part.start..part.end).is_some(), "{text:?} {parts:?}");
        assert_eq!(part.index > 0, part.field == "author", "{text:?} {part:?}");
        end = part.end;
    }
    assert!(text[end..].chars().all(char::is_whitespace), "the end of {text:?} is in no part");
}

/// What a name promises: either a literal alone or a family name; no letter of the name is furniture.
fn check_form(form: &NameForm) {
    let Name { family, given, suffix, literal, non_dropping_particle, dropping_particle: _ } = &form.name;
    if literal.is_some() {
        assert!(
            family.is_none() && given.is_none() && suffix.is_none() && non_dropping_particle.is_none(),
            "{form:?}"
        );
    } else {
        assert!(family.is_some(), "{form:?}");
    }
    for value in [family, given, suffix, literal, non_dropping_particle].into_iter().flatten() {
        assert!(!value.is_empty() && value.trim() == value, "{form:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_name_is_accounted_for(text in hostile(), order in 0..3_usize, style in 0..5_usize) {
        let labels = ["a".to_owned()];
        let hints = NameHints {
            order: [None, Some(Order::FamilyFirst), Some(Order::GivenFirst)][order],
            style: [
                None,
                Some(ListStyle::Capitals),
                Some(ListStyle::Initials),
                Some(ListStyle::Comma),
                Some(ListStyle::MiddleInitial),
            ][style],
            labels: &labels,
            ..NameHints::default()
        };
        let reading = name::parse(&text, &hints);
        check_parts(&text, &reading.parts);
        if let Outcome::Person(forms) | Outcome::Group(forms) = &reading.outcome {
            prop_assert!(!forms.is_empty());
            forms.iter().for_each(check_form);
        }
    }

    #[test]
    fn any_list_is_accounted_for(text in hostile()) {
        let labels = ["a".to_owned()];
        let list = author_list::parse(&text, &ListHints { labels: &labels, ..ListHints::default() });
        check_parts(&text, &list.parts);
        for contributor in &list.contributors {
            prop_assert!(!contributor.forms.is_empty());
            contributor.forms.iter().for_each(check_form);
        }
        for part in &list.parts {
            prop_assert!(part.index <= list.contributors.len());
        }
        // Letters are values, unless they only say what follows, join names, or belong to nobody.
        let orphaned = list.remarks.iter().any(|(_, remark)| remark.code.name == "marker-without-author");
        if !orphaned {
            for part in list.parts.iter().filter(|part| part.field.is_empty()) {
                let furniture = &text[part.start..part.end];
                let lower = furniture.to_lowercase().replace("e-mail", "");
                let is_label = lower
                    .split(|character: char| !character.is_alphanumeric())
                    .all(|word| ["", "and", "和", "与", "與", "及", "및", "orcid"].contains(&word));
                prop_assert!(is_label, "{furniture:?} of {text:?} is in no field");
            }
        }
    }
}

#[test]
fn what_stands_beside_a_name() {
    let read = |raw: &str| name::parse(raw, &NameHints::default());
    let reading = read("Wei LI1,* (E-mail: wei.li@example.org.), https://orcid.org/0000-0002-1825-0097");
    assert_eq!(reading.emails, ["wei.li@example.org"]);
    assert_eq!(reading.orcid.as_deref(), Some("0000-0002-1825-0097"));
    assert_eq!(reading.markers, ["1", "*"]);
    assert!(!reading.corresponding);
    assert!(read("Wei LI✉").corresponding);
    assert!(read("Wei LI (corresponding author)").corresponding);
    assert!(read("李伟（通信作者）").corresponding);
    assert!(read("Wei LI (contributed equally)").equal_contribution);
    let wrong = read("Wei LI 0000-0002-1825-0098");
    assert_eq!((wrong.orcid, wrong.other_ids[0].value.as_str()), (None, "0000-0002-1825-0098"));
    let reading = read("KIM, Eun-Seop (Seoul National University)");
    assert_eq!(reading.affiliation_text.as_deref(), Some("Seoul National University"));
    assert_eq!(read("Zhang Rui et al.").truncated.as_deref(), Some("et al."));
    let list = author_list::parse("Wei LI; wei@example.org; Rui ZHANG", &ListHints::default());
    assert_eq!(list.contributors[0].emails, ["wei@example.org"]);
    assert_eq!(list.contributors.len(), 2);
}

#[test]
fn parts_say_what_became_of_each_piece() {
    let text = "Maria de la CRUZ, Jr.\n1\n;\n张瑞";
    let list = author_list::parse(text, &ListHints::default());
    let found: Vec<(&str, &str, usize)> =
        list.parts.iter().map(|part| (&text[part.start..part.end], part.piece, part.index)).collect();
    assert_eq!(
        found,
        [
            ("Maria", "given name", 1),
            ("de la", "particle", 1),
            ("CRUZ", "family name", 1),
            (",", "", 0),
            ("Jr.", "suffix", 1),
            ("1", "marker", 1),
            (";", "", 0),
            ("张", "family name", 2),
            ("瑞", "given name", 2),
        ]
    );
}

#[test]
fn scripts_languages_and_raw_text_of_forms() {
    let hints = NameHints { lang: Some("zh-Hans"), ..NameHints::default() };
    let Outcome::Person(forms) = name::parse("ZHANG\u{a0}Rui1 (张瑞)", &hints).outcome else {
        panic!("a person")
    };
    let found: Vec<_> = forms
        .iter()
        .map(|form| (form.raw.as_str(), form.script.as_deref(), form.lang.as_deref(), form.kind))
        .collect();
    assert_eq!(
        found,
        [
            ("ZHANG\u{a0}Rui", Some("Latn"), None, FormKind::Romanised),
            ("张瑞", Some("Hani"), Some("zh"), FormKind::Native)
        ]
    );
    let Outcome::Person(forms) = name::parse("\u{1100}\u{1175}\u{11b7} 민수", &NameHints::default()).outcome
    else {
        panic!("a person")
    };
    assert_eq!(forms[0].name.family.as_deref(), Some("김"));
    assert_eq!((forms[0].script.as_deref(), forms[0].lang.as_deref()), (Some("Hang"), Some("ko")));
}

#[test]
fn long_lists_and_nonsense_are_accounted_for() {
    for (piece, authors) in [
        ("Wenxin OU1; ", 4_000),
        ("Wei Li, ", 4_000),
        ("张三 ", 4_000),
        ("Li\n", 4_000),
        ("(a b) ", 1),
        ("corresponding author ", 1),
        ("Wei and ", 1),
        ("a@b.c,", 0),
    ] {
        let text = piece.repeat(4_000);
        let list = author_list::parse(&text, &ListHints::default());
        check_parts(&text, &list.parts);
        assert_eq!(list.contributors.len(), authors, "{piece:?}");
    }
}
