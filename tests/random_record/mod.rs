//! Records with anything in any field: all scripts, marks, empty and odd values.

use refmill::record::*;

/// Numbers that look random and are the same for the same seed.
pub(crate) struct Random {
    state: u64,
    /// Bytes of a fuzzer, which are the first numbers, so that what it changes there changes one choice.
    told: Vec<u8>,
}

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self::of(&[], seed)
    }

    /// The choices that bytes say, then those of a seed.
    pub(crate) fn of(bytes: &[u8], seed: u64) -> Self {
        Self { state: seed ^ 0x9e37_79b9_7f4a_7c15, told: bytes.iter().rev().copied().collect() }
    }

    fn next(&mut self) -> u64 {
        if let Some(told) = self.told.pop() {
            return u64::from(told);
        }
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).expect("below a usize")
    }

    pub(crate) fn flip(&mut self) -> bool {
        self.below(2) == 0
    }

    pub(crate) fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.flip() { Some(make(self)) } else { None }
    }

    fn list<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(4)).map(|_| make(self)).collect()
    }
}

const SNIPPETS: &[&str] = &[
    "Ou",
    "Wenxin",
    "de la",
    "慢性免疫性",
    "血小板減少症",
    "やまだ",
    "김철수",
    "Монгол",
    "ภาษาไทย",
    "می\u{200c}شود",
    "e\u{301}",
    "😀",
    "\u{202e}",
    "\u{0}",
    "\u{1b}[31m",
    "\u{feff}",
    "\u{2028}",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "<i>",
    "</i>",
    "<sup>2</sup>",
    "<",
    "&lt;",
    "&",
    "$x^2$",
    "%",
    "; ",
    ",",
    ": ",
    "original-title: x",
    "Keywords: a",
    "PMID: 7",
    "-",
    "=1+1",
    "@",
    "'",
    "//",
    "10.1/a",
    "217-221",
    "http://a.b/c",
    "the of and",
    "1",
    "2022",
    "Jr.",
    "||",
    "|",
];

fn text(random: &mut Random) -> String {
    (0..random.below(4)).map(|_| random.pick(SNIPPETS)).collect()
}

fn marked(random: &mut Random) -> Marked {
    let mut marked = Marked::default();
    for _ in 0..random.below(4) {
        let style = if random.flip() {
            Style::PLAIN
        } else {
            Style {
                italic: random.flip(),
                bold: random.flip(),
                superscript: random.flip(),
                subscript: random.flip(),
                small_caps: random.flip(),
                protected: random.flip(),
                math: random.flip(),
            }
        };
        marked.push(text(random), style);
    }
    marked
}

fn lang(random: &mut Random) -> Option<String> {
    random.some(|random| random.pick(&["en", "zh-Hans", "zh", "ja", "", "x y"]).to_owned())
}

fn origin(random: &mut Random) -> Origin {
    random.pick(&[Origin::Read, Origin::Derived, Origin::User])
}

fn a_text(random: &mut Random) -> Text {
    Text { value: marked(random), lang: lang(random), origin: origin(random) }
}

fn name(random: &mut Random) -> Name {
    Name {
        family: random.some(text),
        given: random.some(text),
        non_dropping_particle: random.some(text),
        dropping_particle: random.some(text),
        suffix: random.some(text),
        literal: random.some(text),
    }
}

fn form(random: &mut Random) -> NameForm {
    NameForm {
        name: name(random),
        lang: lang(random),
        script: random.some(text),
        kind: random.pick(&[FormKind::Romanised, FormKind::Native, FormKind::Alternate]),
        raw: text(random),
        confidence: random.pick(&[Confidence::Certain, Confidence::Rule, Confidence::Default]),
    }
}

fn contributor(random: &mut Random) -> Contributor {
    Contributor {
        role: random.pick(&[
            Role::Author,
            Role::Author,
            Role::Editor,
            Role::Translator,
            Role::CollectionEditor,
            Role::ContainerAuthor,
            Role::Contributor,
        ]),
        forms: random.list(form),
        affiliation_refs: random.list(text),
        affiliation_markers_raw: random.list(text),
        orcid: random.some(text),
        other_ids: random.list(ident),
        emails: random.list(text),
        corresponding: random.flip(),
        equal_contribution: random.flip(),
        degrees: random.list(text),
        is_group: random.flip(),
        group_members: random.list(form),
    }
}

fn ident(random: &mut Random) -> Ident {
    Ident {
        scheme: random.pick(&["doi", "pmid", "pmcid", "isbn", "wprim", ""]).to_owned(),
        value: text(random),
        normalised: text(random),
        raw: text(random),
        origin: origin(random),
    }
}

fn parts(random: &mut Random) -> DateParts {
    let years = [2022, 1999, 0, -5, 12345, i32::MAX, i32::MIN];
    DateParts {
        year: random.pick(&years),
        month: random.some(|random| random.pick(&[1, 4, 12, 0, 13, 21, 255])),
        day: random.some(|random| random.pick(&[1, 31, 0, 32])),
    }
}

fn date(random: &mut Random) -> DateVal {
    DateVal {
        kind: random.pick(&[
            DateKind::Issued,
            DateKind::Issued,
            DateKind::Epub,
            DateKind::Received,
            DateKind::Accepted,
            DateKind::Revised,
            DateKind::Accessed,
        ]),
        start: random.some(parts),
        end: random.some(parts),
        season: random.some(|random| random.pick(&[Season::Spring, Season::Autumn])),
        circa: random.flip(),
        text_raw: text(random),
    }
}

fn term(random: &mut Random) -> Term {
    Term {
        value: text(random),
        lang: lang(random),
        vocab: random.pick(&[Vocabulary::Author, Vocabulary::Mesh, Vocabulary::Other]),
        ui: random.some(text),
        qualifiers: random.list(text),
        major: random.flip(),
    }
}

/// A record that was merged into another one; it has none of its own.
fn source(random: &mut Random) -> Record {
    Record {
        id: random.some(text),
        titles: vec![Title { text: a_text(random), role: TitleRole::Main }],
        database: random.some(|random| Database { name: text(random), ..Database::default() }),
        provenance: Provenance {
            file: text(random),
            record: random.below(9) as u64,
            ..Provenance::default()
        },
        ..Record::default()
    }
}

fn part_of(random: &mut Random) -> PartOf {
    random.pick(&[PartOf::Volume, PartOf::Issue])
}

fn an_abstract(random: &mut Random) -> Abstract {
    if random.flip() {
        let text = Text {
            value: Marked::plain("the cause of it is not known"),
            lang: Some("en".into()),
            origin: Origin::Read,
        };
        return Abstract { text, ..Abstract::default() };
    }
    let sections = random.list(|random| AbstractSection { label: text(random), text: marked(random) });
    Abstract { text: a_text(random), sections, raw: random.some(marked) }
}

fn unknown(random: &mut Random) -> UnknownField {
    let tags = [
        "edition",
        "archive",
        "composer",
        "original-date",
        "event-date",
        "categories",
        "custom",
        "custom",
        "title",
        "ISSN",
        "URL",
        "number",
        "DOI",
        "C3",
        "author[0].sequence",
        "original-author",
        "volume",
        "constructor",
        "id",
    ];
    let values = [
        "2",
        "",
        "[{\"family\":\"Bach\"}]",
        "[{\"x\":1}]",
        "{\"date-parts\":[[1999]]}",
        "{\"raw\":\"x\"}",
        "[\"a\"]",
        "{\"short\":1.10,\"refmill\":{\"v\":9}}",
        "{\"other\":[0.1234567890123456789, null]}",
        "[]",
        "{",
        "null",
        "text",
    ];
    UnknownField {
        format: random.pick(&["csl-json", "csl-json", "ris"]).to_owned(),
        tag: random.pick(&tags).to_owned(),
        value: if random.flip() { random.pick(&values).to_owned() } else { text(random) },
    }
}

/// A record with anything in it. It says where it was read, as every record that a reader made does.
pub(crate) fn record(random: &mut Random) -> Record {
    Record {
        id: random.some(text),
        citation_key: random.some(|random| CitationKey {
            value: text(random),
            origin: origin(random),
            original: random.some(text),
        }),
        kind: random.pick(&[Kind::ArticleJournal, Kind::Document, Kind::LegalCase, Kind::Webpage]),
        type_raw: random.some(|random| random.pick(&["classic", "JOUR", "", "book"]).to_owned()),
        genre: random.some(text),
        publication_types: random.list(term),
        titles: random.list(|random| Title {
            text: a_text(random),
            role: random.pick(&[
                TitleRole::Main,
                TitleRole::Vernacular,
                TitleRole::Translated,
                TitleRole::Short,
                TitleRole::Subtitle,
                TitleRole::Alternative,
            ]),
        }),
        title_marks: TitleMarks { brackets: random.flip(), final_dot: random.flip() },
        contributors: random.list(contributor),
        author_list_truncated: random.some(text),
        affiliations: random.list(|random| Affiliation {
            id: text(random),
            label_raw: random.some(text),
            texts: random.list(a_text),
            ror: random.some(text),
            country: random.some(text),
            postcode: random.some(text),
        }),
        identifiers: random.list(ident),
        container_titles: random.list(|random| ContainerTitle {
            text: a_text(random),
            role: random.pick(&[ContainerRole::Main, ContainerRole::Abbrev, ContainerRole::Vernacular]),
            scheme: random.some(text),
        }),
        issns: random.list(|random| Issn {
            value: text(random),
            medium: random.pick(&[Medium::Print, Medium::Electronic, Medium::Unknown]),
            origin: origin(random),
        }),
        dates: random.list(date),
        volume: random.some(text),
        volume_raw: random.some(text),
        issue: random.some(text),
        issue_raw: random.some(text),
        supplement: random.some(|random| Supplement { number: random.some(text), of: part_of(random) }),
        part: random.some(|random| Part { number: text(random), of: part_of(random) }),
        page_ranges: random.list(|random| PageRange {
            first: text(random),
            last: random.some(text),
            raw: random.some(text),
        }),
        article_number: random.some(text),
        number_of_pages: random.some(text),
        source_raw: random.some(text),
        terms: random.list(term),
        countries: random
            .list(|random| Country { text: random.pick(&["China", ""]).to_owned(), code: random.some(text) }),
        languages: random.list(|random| Language { text: text(random), tag: lang(random) }),
        abstracts: random.list(an_abstract),
        urls: random.list(|random| Url {
            href: text(random),
            kind: random.pick(&[UrlKind::Landing, UrlKind::Doi, UrlKind::Pdf]),
        }),
        database: random.some(|random| Database {
            name: text(random),
            provider: random.some(text),
            url: random.some(text),
        }),
        notes: random.list(|random| FreeNote { text: text(random), kind: random.some(text) }),
        annotation: random.some(text),
        funding: random.list(|random| Funding {
            funder: random.some(text),
            id: random.some(text),
            award: random.some(text),
            text_raw: text(random),
            country: random.some(text),
        }),
        publisher: random.some(text),
        publisher_place: random.some(|random| random.pick(&["China", "Beijing", ""]).to_owned()),
        status: random.some(text),
        license: random.some(text),
        derived: random.list(|random| Derived {
            field: text(random),
            value: text(random),
            from: text(random),
            rule: text(random),
        }),
        warnings: random.list(|random| Warning { code: text(random), message: text(random), line: Some(7) }),
        provenance: Provenance {
            format: "wprim".to_owned(),
            file: text(random),
            record: random.next(),
            lines: random.some(|_| (1, u32::MAX)),
            tool_version: text(random),
            fields: random
                .list(|random| FieldSource { raw: text(random), ..FieldSource::certain(&text(random), 3) }),
        },
        unknown: random.list(unknown),
        merged_from: random.list(source),
    }
}
