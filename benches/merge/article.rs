//! A made-up article, and articles beside it that are easily taken for it.

use crate::dice::Dice;
use crate::words::{Journal, Word, Words};

#[derive(Clone)]
pub(crate) struct Author {
    pub(crate) family: String,
    pub(crate) given: String,
    /// In characters; empty for a Western name.
    pub(crate) native: String,
}

/// What an article is, where its databases say so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sort {
    Article,
    Preprint,
    Abstract,
    Erratum,
    Comment,
    Thesis,
}

#[derive(Clone)]
pub(crate) struct Article {
    pub(crate) sort: Sort,
    pub(crate) title: String,
    pub(crate) native_title: String,
    pub(crate) subtitle: Option<(String, String)>,
    pub(crate) authors: Vec<Author>,
    pub(crate) journal: Journal,
    pub(crate) year: u32,
    pub(crate) month: u32,
    pub(crate) volume: String,
    pub(crate) issue: String,
    pub(crate) first: u32,
    pub(crate) last: u32,
    /// Letter before the pages: `S` in a supplement.
    pub(crate) letter: &'static str,
    pub(crate) summary: String,
    pub(crate) number: u64,
    treatment: Word,
    disease: Word,
    people: Word,
    outcome: Word,
    template: Word,
}

impl Article {
    pub(crate) fn new(words: &Words, number: u64, dice: &mut Dice) -> Self {
        let journal = dice.of(words.journals);
        let year = dice.between(1998, 2024);
        let first = dice.between(1, 1400);
        let count = [1, 2, 3, 3, 4, 5, 6, 7, 9][usize::try_from(dice.between(0, 8)).unwrap_or(0)];
        let western = dice.in_1000(250);
        let mut article = Self {
            sort: Sort::Article,
            title: String::new(),
            native_title: String::new(),
            subtitle: None,
            authors: (0..count).map(|_| author(words, western, dice)).collect(),
            journal,
            year,
            month: dice.between(1, 12),
            volume: (year - 1970 - (u32::try_from(journal.0.len()).unwrap_or(0) % 20)).to_string(),
            issue: dice.between(1, 12).to_string(),
            first,
            last: first + dice.between(2, 11),
            letter: "",
            summary: String::new(),
            number,
            treatment: dice.of(words.treatments),
            disease: dice.of(words.diseases),
            people: dice.of(words.people),
            outcome: dice.of(words.outcomes),
            template: dice.of(words.titles),
        };
        if dice.in_1000(300) {
            let subtitle = dice.of(words.subtitles);
            article.subtitle = Some((subtitle.0.to_owned(), subtitle.1.to_owned()));
        }
        article.put_title();
        article.put_summary(words, dice);
        article
    }

    fn filled(&self, text: &str, native: bool) -> String {
        let side = |word: Word| if native { word.1 } else { word.0 };
        text.replace("{t}", side(self.treatment))
            .replace("{d}", side(self.disease))
            .replace("{p}", side(self.people))
            .replace("{o}", side(self.outcome))
    }

    fn put_title(&mut self) {
        let title = self.filled(self.template.0, false);
        let mut letters = title.chars();
        self.title = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        self.native_title = self.filled(self.template.1, true);
    }

    fn put_summary(&mut self, words: &Words, dice: &mut Dice) {
        let count = dice.between(6, 11);
        let sentences: Vec<String> = (0..count)
            .map(|_| {
                let n = dice.between(11, 480).to_string();
                self.filled(dice.of(words.sentences), false)
                    .replace("{n}", &n)
                    .replace("{y}", &self.year.to_string())
            })
            .collect();
        self.summary = sentences.join(" ");
    }

    /// Another place in print: later by some years, elsewhere in the journal.
    fn moved(&self, years: u32, dice: &mut Dice) -> Self {
        let mut other = self.clone();
        other.year += years;
        other.volume = (other.volume.parse::<u32>().unwrap_or(1) + years).to_string();
        other.issue = dice.between(1, 12).to_string();
        other.first = dice.between(1, 1400);
        other.last = other.first + dice.between(2, 11);
        other
    }

    /// Articles that are not this one and look like it, by kind.
    pub(crate) fn beside(&self, words: &Words, dice: &mut Dice) -> (&'static str, Self) {
        let (kind, mut other) = match dice.between(1, 13) {
            1 => {
                let years = dice.between(1, 3);
                ("same title, other year", self.moved(years, dice))
            }
            2 => {
                let mut other = self.clone();
                other.title = format!("{}. Part II", self.title);
                other.native_title = format!("{}（二）", self.native_title);
                other.first = self.last + 1;
                other.last = other.first + dice.between(2, 9);
                ("next part", other)
            }
            3 => {
                let mut other = self.moved(0, dice);
                other.year += dice.between(0, 1);
                other.title = format!("Erratum to: {}", self.title);
                other.native_title = format!("勘误：{}", self.native_title);
                other.last = other.first;
                other.sort = Sort::Erratum;
                other.summary.clear();
                ("erratum", other)
            }
            4 => {
                let mut other = self.moved(0, dice);
                other.year -= dice.between(0, 2);
                "Suppl 1".clone_into(&mut other.issue);
                other.letter = "S";
                other.last = other.first;
                other.sort = Sort::Abstract;
                other.journal = dice.of(words.journals);
                other.put_summary(words, dice);
                ("conference abstract", other)
            }
            5 => {
                let years = dice.between(0, 2);
                let mut other = self.moved(years, dice);
                while other.treatment == self.treatment {
                    other.treatment = dice.of(words.treatments);
                }
                other.put_title();
                other.put_summary(words, dice);
                ("same group, other treatment", other)
            }
            6 => {
                let mut other = self.moved(0, dice);
                other.title = format!("Comment on: {}", self.title);
                other.native_title = format!("评《{}》", self.native_title);
                other.authors = vec![author(words, false, dice)];
                other.sort = Sort::Comment;
                other.summary.clear();
                ("comment", other)
            }
            7 => {
                let mut other = self.clone();
                other.year -= dice.between(0, 1);
                other.sort = Sort::Preprint;
                ("preprint", other)
            }
            8 => {
                // Two abstracts on one page of a supplement.
                let mut other = self.clone();
                other.outcome = dice.of(words.outcomes);
                other.people = dice.of(words.people);
                other.put_title();
                other.put_summary(words, dice);
                ("other abstract on the same page", other)
            }
            9 => {
                let years = dice.between(0, 1);
                let mut other = self.moved(years, dice);
                let generic = dice.of(words.generic);
                generic.0.clone_into(&mut other.title);
                generic.1.clone_into(&mut other.native_title);
                other.subtitle = None;
                other.summary.clear();
                ("generic title", other)
            }
            10 => {
                let years = dice.between(0, 1);
                let mut other = self.moved(years, dice);
                let count = self.authors.len();
                other.authors = (0..count).map(|_| author(words, false, dice)).collect();
                other.journal = dice.of(words.journals);
                other.put_summary(words, dice);
                ("same question, other group", other)
            }
            11 => {
                let mut other = self.moved(1, dice);
                other.title = format!("{} ({})", self.title, other.year);
                other.native_title = format!("{}（{}年）", self.native_title, other.year);
                ("edition of a year", other)
            }
            12 => {
                let mut other = self.clone();
                other.year -= dice.between(0, 1);
                other.authors.truncate(1);
                other.sort = Sort::Thesis;
                ("thesis", other)
            }
            _ => {
                let years = dice.between(0, 1);
                let mut other = self.moved(years, dice);
                while other.people == self.people {
                    other.people = dice.of(words.people);
                }
                other.put_title();
                other.put_summary(words, dice);
                ("same group, other patients", other)
            }
        };
        // Not every title names the treatment or the patients.
        while kind.starts_with("same group") && other.title == self.title {
            other.disease = dice.of(words.diseases);
            other.put_title();
        }
        if kind == "other abstract on the same page" && other.title == self.title {
            other.title.push_str(" again");
            other.native_title.push_str("再探");
        }
        (kind, other)
    }

    /// Makes the article one of several abstracts on a page, as the other one is.
    pub(crate) fn put_on_one_page(&mut self) {
        "Suppl 2".clone_into(&mut self.issue);
        self.letter = "S";
        self.last = self.first;
    }
}

fn author(words: &Words, western: bool, dice: &mut Dice) -> Author {
    if western {
        let (family, _) = dice.of(words.western);
        let (_, given) = dice.of(words.western);
        return Author { family: family.to_owned(), given: given.to_owned(), native: String::new() };
    }
    let (family, family_native) = dice.of(words.families);
    let (given, given_native) = dice.of(words.given);
    Author {
        family: family.to_owned(),
        given: given.to_owned(),
        native: format!("{family_native}{given_native}"),
    }
}
