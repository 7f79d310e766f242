//! How databases print one article: each in its own format, with its own habits and its own faults. The texts are laid out
//! by hand and read by refmill's readers, so that a fault of a reader counts too.

use crate::article::{Article, Author, Sort};
use crate::damage;
use crate::dice::Dice;
use std::fmt::Write as _;

/// A database.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Database {
    Pubmed,
    Embase,
    Scopus,
    WebOfScience,
    Scholar,
    Wprim,
    Cnki,
    Wanfang,
}

pub(crate) const WESTERN: &[Database] =
    &[Database::Pubmed, Database::Embase, Database::Scopus, Database::WebOfScience, Database::Scholar];

pub(crate) const ALL: &[Database] = &[
    Database::Pubmed,
    Database::Embase,
    Database::Scopus,
    Database::WebOfScience,
    Database::Scholar,
    Database::Wprim,
    Database::Cnki,
    Database::Wanfang,
];

/// A record as a database prints it: the name of the format, and the text.
pub(crate) fn printed(
    article: &Article,
    database: Database,
    with_ids: bool,
    dice: &mut Dice,
) -> (&'static str, String) {
    let fact = Fact::of(article, database, with_ids, dice);
    match database {
        Database::Pubmed => ("nbib", fact.nbib(dice)),
        Database::Scholar => ("bibtex", fact.bibtex()),
        Database::WebOfScience => ("wos-tagged", fact.wos()),
        Database::Cnki => ("endnote-tagged", fact.refer()),
        Database::Embase | Database::Scopus | Database::Wprim | Database::Wanfang => {
            ("ris", fact.ris(database))
        }
    }
}

/// What one record says, after the losses and slips of its way.
struct Fact<'a> {
    article: &'a Article,
    title: String,
    native_title: String,
    authors: Vec<Author>,
    cut: bool,
    journal: String,
    year: u32,
    volume: String,
    issue: String,
    pages: (String, String),
    summary: String,
    doi: String,
    issn: String,
}

impl<'a> Fact<'a> {
    fn of(article: &'a Article, database: Database, with_ids: bool, dice: &mut Dice) -> Self {
        let mut title = article.title.clone();
        let mut native_title = article.native_title.clone();
        if let Some((subtitle, native)) = &article.subtitle
            && !dice.in_1000(70)
        {
            title.push_str(dice.of(&[": ", ": ", ". ", " - "]));
            title.push_str(subtitle);
            native_title.push_str(dice.of(&["：", "——", " "]));
            native_title.push_str(native);
        }
        damage::spelling(&mut title, dice);
        if dice.in_1000(60) {
            damage::slip(&mut title, dice);
        }
        if dice.in_1000(15) {
            damage::native_slip(&mut native_title, dice);
        }
        let mut authors = article.authors.clone();
        let mut cut = false;
        if authors.len() > 3 && dice.in_1000(if database == Database::Scholar { 400 } else { 50 }) {
            authors.truncate(3);
            cut = true;
        }
        if dice.in_1000(30) {
            damage::turned(&mut authors, dice);
        }
        if dice.in_1000(25) {
            damage::name_slip(&mut authors, dice);
        }
        let full = !matches!(database, Database::Pubmed) && dice.in_1000(700);
        let mut year = article.year;
        // Ahead of print in one database, in the issue in another.
        if article.sort == Sort::Article && dice.in_1000(40) {
            year -= 1;
        }
        let ahead = article.sort == Sort::Article && article.letter.is_empty() && dice.in_1000(25);
        let none = article.sort == Sort::Preprint || article.sort == Sort::Thesis;
        let keep = |text: String, missing: bool| if missing || none { String::new() } else { text };
        let volume = keep(article.volume.clone(), ahead || dice.in_1000(20));
        let issue = keep(article.issue.clone(), ahead || dice.in_1000(100));
        let missing_pages = ahead || dice.in_1000(25);
        let (mut first, last) = (article.first, article.last);
        if dice.in_1000(6) {
            first = damage::digit(first, dice);
        }
        let pages = (
            keep(format!("{}{first}", article.letter), missing_pages),
            keep(format!("{}{last}", article.letter), missing_pages || dice.in_1000(50)),
        );
        let journal = match article.sort {
            Sort::Preprint => "medRxiv".to_owned(),
            Sort::Thesis => String::new(),
            _ if full => article.journal.0.to_owned(),
            _ => article.journal.1.to_owned(),
        };
        let summary = if dice.in_1000(250) { String::new() } else { damage::cut(&article.summary, dice) };
        let doi = if with_ids && dice.in_1000(800) {
            format!("10.{}/made-up.{}", if none { 1101 } else { 3760 }, article.number)
        } else {
            String::new()
        };
        let issn = if none || dice.in_1000(400) { String::new() } else { article.journal.3.to_owned() };
        Self {
            article,
            title,
            native_title,
            authors,
            cut,
            journal,
            year,
            volume,
            issue,
            pages,
            summary,
            doi,
            issn,
        }
    }

    fn nbib(&self, dice: &mut Dice) -> String {
        let article = self.article;
        let is_chinese = article.authors.first().is_some_and(|author| !author.native.is_empty());
        let mut out = String::from("OWN - NLM\nSTAT- MEDLINE\n");
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(out, "{tag:<4}- {value}");
            }
        };
        let issn = if self.issn.is_empty() { String::new() } else { format!("{} (Print)", self.issn) };
        line("IS", &issn);
        line("VI", &self.volume);
        line("IP", &self.issue);
        line("DP", &format!("{} {}", self.year, MONTHS[usize::try_from(article.month - 1).unwrap_or(0)]));
        let bracketed = is_chinese && dice.in_1000(500);
        line("TI", &if bracketed { format!("[{}].", self.title) } else { format!("{}.", self.title) });
        line("PG", &shortened(&self.pages));
        line("LID", &if self.doi.is_empty() { String::new() } else { format!("{} [doi]", self.doi) });
        line("AB", &self.summary);
        for author in &self.authors {
            line("FAU", &format!("{}, {}", author.family, author.given));
            line("AU", &format!("{} {}", author.family, initials(&author.given, "")));
        }
        line("LA", if bracketed { "chi" } else { "eng" });
        line(
            "PT",
            match article.sort {
                Sort::Erratum => "Published Erratum",
                Sort::Comment => "Comment",
                Sort::Preprint => "Preprint",
                Sort::Abstract => "Meeting Abstract",
                Sort::Article | Sort::Thesis => "Journal Article",
            },
        );
        if bracketed && dice.in_1000(400) {
            line("TT", &format!("{}.", self.native_title));
        }
        line("TA", if article.sort == Sort::Preprint { "medRxiv" } else { article.journal.1 });
        line("JT", if article.sort == Sort::Preprint { "medRxiv" } else { article.journal.0 });
        out
    }

    fn bibtex(&self) -> String {
        let kind = if self.article.sort == Sort::Thesis { "phdthesis" } else { "article" };
        let mut names: Vec<String> =
            self.authors.iter().map(|author| format!("{}, {}", author.family, author.given)).collect();
        if self.cut {
            names.push("others".to_owned());
        }
        let mut out = format!("@{kind}{{x{},\n", self.article.number);
        for (field, value) in [
            ("title", self.title.as_str()),
            ("author", &names.join(" and ")),
            ("journal", &self.journal),
            ("volume", &self.volume),
            ("number", &self.issue),
            ("pages", &joined(&self.pages, "--")),
            ("year", &self.year.to_string()),
            ("doi", &self.doi),
        ] {
            if !value.is_empty() {
                let _ = writeln!(out, "  {field} = {{{}}},", value.replace('&', "\\&"));
            }
        }
        out + "}\n"
    }

    fn wos(&self) -> String {
        let mut out = String::from("FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n");
        for (place, author) in self.authors.iter().enumerate() {
            let tag = if place == 0 { "AU" } else { "  " };
            let _ = writeln!(
                out,
                "{tag} {}, {}",
                damage::plain(&author.family),
                initials(&damage::plain(&author.given), "")
            );
        }
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(out, "{tag} {value}");
            }
        };
        line("TI", &damage::title_case(&self.title));
        line("SO", &self.journal.to_uppercase());
        line(
            "DT",
            match self.article.sort {
                Sort::Abstract => "Meeting Abstract",
                Sort::Erratum => "Correction",
                _ => "Article",
            },
        );
        line("AB", &self.summary);
        line("SN", &self.issn);
        line("PY", &self.year.to_string());
        line("VL", &self.volume);
        line("IS", &self.issue);
        line("BP", &self.pages.0);
        line("EP", &self.pages.1);
        line("DI", &self.doi);
        out + "ER\n\nEF\n"
    }

    /// The `EndNote` export of CNKI: everything in Chinese.
    fn refer(&self) -> String {
        let mut out = if self.article.sort == Sort::Thesis {
            String::from("%0 Thesis\n")
        } else {
            String::from("%0 Journal Article\n")
        };
        for author in &self.authors {
            let name = if author.native.is_empty() {
                format!("{}, {}", author.family, author.given)
            } else {
                author.native.clone()
            };
            let _ = writeln!(out, "%A {name}");
        }
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(out, "{tag} {value}");
            }
        };
        line("%T", &self.native_title);
        line("%J", if self.journal.is_empty() { "" } else { self.article.journal.2 });
        line("%D", &self.year.to_string());
        line("%V", &self.volume);
        line("%N", &self.issue);
        line("%P", &joined(&self.pages, "-"));
        line("%@", &self.issn);
        line("%W", "CNKI");
        line("%R", &self.doi);
        out
    }

    fn ris(&self, database: Database) -> String {
        let article = self.article;
        let mut out = String::new();
        let mut line = |tag: &str, value: &str| {
            if !value.is_empty() {
                let _ = writeln!(out, "{tag}  - {value}");
            }
        };
        line("TY", if article.sort == Sort::Thesis { "THES" } else { "JOUR" });
        line(
            "DB",
            match database {
                Database::Embase => "Embase",
                Database::Scopus => "Scopus",
                Database::Wprim => "WPRIM",
                _ => "Wanfang",
            },
        );
        line(
            "M3",
            match article.sort {
                Sort::Abstract if database == Database::Embase => "Conference Abstract",
                Sort::Erratum => "Erratum",
                Sort::Preprint => "Preprint",
                _ => "",
            },
        );
        match database {
            Database::Wanfang => {
                line("T1", &self.native_title);
                line("TT", &self.title);
            }
            Database::Wprim => {
                line("TI", &self.title);
                line("TT", &self.native_title);
            }
            _ => line("T1", &self.title),
        }
        for author in &self.authors {
            let name = match database {
                Database::Embase => format!("{}, {}", author.family, initials(&author.given, ".")),
                Database::Scopus => format!(
                    "{}, {}",
                    damage::plain(&author.family),
                    initials(&damage::plain(&author.given), ".")
                ),
                Database::Wanfang if !author.native.is_empty() => author.native.clone(),
                _ => format!("{}, {}", author.family, author.given),
            };
            line("AU", &name);
        }
        let journal = match database {
            _ if self.journal.is_empty() => "",
            Database::Wanfang if article.sort != Sort::Preprint => article.journal.2,
            _ => &self.journal,
        };
        line("JO", journal);
        line("PY", &self.year.to_string());
        line("VL", &self.volume);
        line("IS", &self.issue);
        let short = shortened(&self.pages);
        if database == Database::Embase && short.contains('-') {
            line("SP", &short);
        } else {
            line("SP", &self.pages.0);
            line("EP", &self.pages.1);
        }
        line("SN", &self.issn);
        line("AB", &self.summary);
        line("DO", &self.doi);
        line("LA", if database == Database::Wanfang || database == Database::Wprim { "Chinese" } else { "" });
        out + "ER  - \n\n"
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn initials(given: &str, dot: &str) -> String {
    let words = given.split([' ', '-']).filter_map(|word| word.chars().next());
    words.flat_map(|letter| letter.to_uppercase().chain(dot.chars())).collect()
}

fn joined((first, last): &(String, String), dash: &str) -> String {
    if last.is_empty() || first == last { first.clone() } else { format!("{first}{dash}{last}") }
}

/// `217-21`, as MEDLINE prints it.
fn shortened((first, last): &(String, String)) -> String {
    let same = first.chars().zip(last.chars()).take_while(|(one, other)| one == other).count();
    if first.len() == last.len() && same > 0 && first != last {
        format!("{first}-{}", last.chars().skip(same).collect::<String>())
    } else {
        joined(&(first.clone(), last.clone()), "-")
    }
}
