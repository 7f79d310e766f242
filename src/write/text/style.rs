//! The styles that are offered: those whose output was checked by hand against the rules (`tests/text.rs`). Every build knows
//! their names.

/// In which order entries stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As in the input, for styles that cite by number.
    Input,
    /// By authors, year and title.
    AuthorYear,
    /// By language (Chinese, Japanese, Latin letters, Cyrillic, others), then by authors, year and title (GB/T
    /// 7714-2015, 9.2).
    LanguageAuthorYear,
    /// By authors and title.
    AuthorTitle,
}

/// A citation style.
#[derive(Debug, PartialEq, Eq)]
pub struct Style {
    /// Its name for `--style`.
    pub name: &'static str,
    /// What it is, for help.
    pub summary: &'static str,
    /// Its name in the archive of hayagriva.
    pub archived: &'static str,
    /// The order of its entries.
    pub order: Order,
    /// Whether it writes given names as initials.
    pub initials: bool,
    /// Whether it has a form of its own for article numbers: `Article e15`.
    pub article_numbers: bool,
    /// The language of its terms and quotation marks, where the style itself does not say.
    pub locale: Option<&'static str>,
}

/// All styles; the first is the one without `--style`.
pub const STYLES: &[Style] = &[
    Style {
        name: "apa",
        summary: "American Psychological Association, 7th edition",
        archived: "apa",
        order: Order::AuthorYear,
        initials: true,
        article_numbers: true,
        locale: None,
    },
    Style {
        name: "gb7714",
        summary: "GB/T 7714-2015, by number",
        archived: "gb-7714-2015-numeric",
        order: Order::Input,
        initials: true,
        article_numbers: false,
        locale: None,
    },
    Style {
        name: "gb7714-author-date",
        summary: "GB/T 7714-2015, by author and year",
        archived: "gb-7714-2015-author-date",
        order: Order::LanguageAuthorYear,
        initials: true,
        article_numbers: false,
        locale: None,
    },
    Style {
        name: "ama",
        summary: "American Medical Association, 11th edition",
        archived: "american-medical-association",
        order: Order::Input,
        initials: true,
        article_numbers: false,
        locale: None,
    },
    Style {
        name: "chicago-author-date",
        summary: "Chicago Manual of Style, 18th edition, by author and date",
        archived: "chicago-author-date",
        order: Order::AuthorYear,
        initials: false,
        article_numbers: false,
        locale: None,
    },
    Style {
        name: "elsevier-vancouver",
        summary: "Vancouver as Elsevier's journals have it",
        archived: "elsevier-vancouver",
        order: Order::Input,
        initials: true,
        article_numbers: false,
        locale: None,
    },
    Style {
        name: "harvard",
        summary: "Harvard as Cite Them Right has it",
        archived: "harvard-cite-them-right",
        order: Order::AuthorYear,
        initials: true,
        article_numbers: false,
        locale: Some("en-GB"),
    },
    Style {
        name: "ieee",
        summary: "Institute of Electrical and Electronics Engineers",
        archived: "ieee",
        order: Order::Input,
        initials: true,
        article_numbers: true,
        locale: None,
    },
    Style {
        name: "mla",
        summary: "Modern Language Association, 9th edition",
        archived: "mla",
        order: Order::AuthorTitle,
        initials: false,
        article_numbers: false,
        locale: None,
    },
    Style {
        name: "nature",
        summary: "Nature",
        archived: "nature",
        order: Order::Input,
        initials: true,
        article_numbers: false,
        locale: None,
    },
];

/// The style of a name.
#[must_use]
pub fn by_name(name: &str) -> Option<&'static Style> {
    STYLES.iter().find(|style| style.name == name)
}
