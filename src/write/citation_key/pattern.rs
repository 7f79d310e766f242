//! The pattern of a key: `--key-pattern`.

use super::words;
use crate::record::{ContainerRole, DateKind, DateParts, Record};
use crate::report::quoted;

/// How keys are made: words in brackets stand for fields, other characters for themselves.
///
/// `[auth:lower][year][title1:lower]` is the default. Fields: `auth` (family name of the first author), `auth3` (its
/// first three letters), `authors` (all family names), `authors2` (the first two, `EtAl` if there are more), `year`,
/// `shortyear`, `month`, `title1` (first significant word of the title), `title3` (the first three, each with a
/// capital), `shorttitle` (the same as `title3`), `journal` (all letters), `journalabbr` (initials), `volume`,
/// `issue`, `firstpage`, `doi` (what follows the slash), `pmid`, `id` (number in the database). After a field, each
/// with a colon: `lower`, `upper`, `capital` (first letter), or a number (at most so many characters).
///
/// A missing year is `nd`, missing authors and editors are `anon`, a title without Latin words is the last digits of
/// the DOI (mapping reference 7, rules 1, 4, 5); any other missing field is nothing. Presets: `scholar` (the default),
/// `bbt` (Better BibTeX), `jabref`, `zotero`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyPattern {
    pieces: Vec<Piece>,
    numbering: Numbering,
}

/// How equal keys are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// `a`, `b` … from the second on.
    Letters,
    /// `-1`, `-2` … from the second on.
    Numbers,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(char),
    Field(Field, Vec<Modifier>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Auth,
    AuthLetters(usize),
    Authors(Option<usize>),
    Year,
    ShortYear,
    Month,
    Title(usize),
    Journal,
    JournalInitials,
    Volume,
    Issue,
    FirstPage,
    Doi,
    Pmid,
    Id,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Modifier {
    Lower,
    Upper,
    Capital,
    Length(usize),
}

/// Other tools' defaults (mapping reference 7).
const PRESETS: &[(&str, &str, Numbering)] = &[
    ("scholar", "[auth:lower][year][title1:lower]", Numbering::Letters),
    ("bbt", "[auth:lower][title3][year]", Numbering::Letters),
    ("jabref", "[auth][year]", Numbering::Letters),
    ("zotero", "[auth:lower]_[title1:lower]_[year]", Numbering::Numbers),
];

const NAMES: &[(&str, Field)] = &[
    ("auth", Field::Auth),
    ("authors", Field::Authors(None)),
    ("year", Field::Year),
    ("shortyear", Field::ShortYear),
    ("month", Field::Month),
    ("title", Field::Title(usize::MAX)),
    ("shorttitle", Field::Title(3)),
    ("journal", Field::Journal),
    ("journalabbr", Field::JournalInitials),
    ("volume", Field::Volume),
    ("issue", Field::Issue),
    ("firstpage", Field::FirstPage),
    ("doi", Field::Doi),
    ("pmid", Field::Pmid),
    ("id", Field::Id),
];

impl Default for KeyPattern {
    fn default() -> Self {
        use Modifier::Lower;
        let field = |field| Piece::Field(field, vec![Lower]);
        let pieces = vec![field(Field::Auth), Piece::Field(Field::Year, Vec::new()), field(Field::Title(1))];
        Self { pieces, numbering: Numbering::Letters }
    }
}

impl KeyPattern {
    /// A preset's name or a pattern.
    ///
    /// # Errors
    ///
    /// A sentence with the column (in characters, from 1), what was expected there and what was found.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some((_, pattern, numbering)) = PRESETS.iter().find(|(name, ..)| *name == text) {
            return Ok(Self { numbering: *numbering, ..Self::parse_pattern(pattern)? });
        }
        let pattern = Self::parse_pattern(text)?;
        if pattern.pieces.iter().any(|piece| matches!(piece, Piece::Field(..))) {
            return Ok(pattern);
        }
        let presets: Vec<&str> = PRESETS.iter().map(|(name, ..)| *name).collect();
        Err(format!(
            "column 1: expected {}, or a pattern with a field in brackets such as `[auth][year]`, found {}",
            presets.join(", "),
            quoted(text)
        ))
    }

    fn parse_pattern(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut characters = text.chars().enumerate();
        while let Some((position, character)) = characters.next() {
            let column = position + 1;
            if character == '[' {
                let inside: String =
                    characters.by_ref().map(|(_, inner)| inner).take_while(|inner| *inner != ']').collect();
                // Without the bracket the inside runs to the end of the text.
                if column + inside.chars().count() >= text.chars().count() {
                    return Err(format!(
                        "column {column}: expected a `]` after the `[`, found the end of the pattern"
                    ));
                }
                pieces.push(field(&inside, column + 1)?);
            } else if words::is_safe(character) {
                pieces.push(Piece::Literal(character));
            } else {
                let found = quoted(character.encode_utf8(&mut [0; 4]));
                return Err(format!(
                    "column {column}: expected `[`, an ASCII letter or digit, or one of `: _ + - . /`, found {found}"
                ));
            }
        }
        Ok(Self { pieces, numbering: Numbering::Letters })
    }

    pub(super) fn numbering(&self) -> Numbering {
        self.numbering
    }

    /// The key of a record after this pattern; `record` where every field is missing.
    pub(super) fn key(&self, record: &Record) -> String {
        let mut key = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(character) => key.push(*character),
                Piece::Field(field, modifiers) => {
                    let value = field.value(record);
                    key.push_str(&modifiers.iter().fold(value, |value, modifier| modifier.apply(&value)));
                }
            }
        }
        if key.is_empty() { "record".to_owned() } else { key }
    }
}

fn field(inside: &str, column: usize) -> Result<Piece, String> {
    let mut parts = inside.split(':');
    let name = parts.next().unwrap_or_default();
    let stem = name.trim_end_matches(|digit: char| digit.is_ascii_digit());
    let number =
        name.get(stem.len()..).and_then(|digits| digits.parse::<usize>().ok()).filter(|number| *number > 0);
    let known = match (stem, number) {
        ("title", Some(number)) => Some(Field::Title(number)),
        ("auth", Some(number)) => Some(Field::AuthLetters(number)),
        ("authors", Some(number)) => Some(Field::Authors(Some(number))),
        _ => NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field),
    };
    let Some(known) = known else {
        let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "column {column}: expected a field ({}, title1, auth3, authors2), found {}",
            names.join(", "),
            quoted(name)
        ));
    };
    let mut at = column + name.chars().count() + 1;
    let mut modifiers = Vec::new();
    for part in parts {
        modifiers.push(match part {
            "lower" => Modifier::Lower,
            "upper" => Modifier::Upper,
            "capital" => Modifier::Capital,
            _ => match part.parse::<usize>() {
                Ok(length) if length > 0 => Modifier::Length(length),
                _ => {
                    let found = quoted(part);
                    return Err(format!(
                        "column {at}: expected `lower`, `upper`, `capital` or a number of characters, found {found}"
                    ));
                }
            },
        });
        at += part.chars().count() + 1;
    }
    Ok(Piece::Field(known, modifiers))
}

impl Modifier {
    fn apply(self, value: &str) -> String {
        match self {
            Self::Lower => value.to_ascii_lowercase(),
            Self::Upper => value.to_ascii_uppercase(),
            Self::Capital => words::capitalised(value),
            Self::Length(length) => value.chars().take(length).collect(),
        }
    }
}

impl Field {
    /// The value in ASCII letters and digits, case kept; empty where there is none and no word stands for that.
    fn value(self, record: &Record) -> String {
        let start = || record.date(DateKind::Issued).and_then(|date| date.start);
        let first_family = || words::families(record).next().unwrap_or_else(|| "anon".to_owned());
        match self {
            Self::Auth => first_family(),
            Self::AuthLetters(count) => first_family().chars().take(count).collect(),
            Self::Authors(most) => {
                let families: Vec<String> = words::families(record).collect();
                let shown = most.unwrap_or(families.len());
                let mut joined: String = families.iter().take(shown).map(String::as_str).collect();
                if families.len() > shown {
                    joined.push_str("EtAl");
                }
                if joined.is_empty() { "anon".to_owned() } else { joined }
            }
            Self::Year => start().map_or_else(|| "nd".to_owned(), |start| start.year.to_string()),
            Self::ShortYear => {
                start().map_or_else(|| "nd".to_owned(), |start| format!("{:02}", start.year.rem_euclid(100)))
            }
            Self::Month => start()
                .and_then(|DateParts { year: _, month, day: _ }| month)
                .map(|month| format!("{month:02}"))
                .unwrap_or_default(),
            Self::Title(count) => title(record, count),
            Self::Journal => {
                journal(record).map(|name| words::significant(&name).collect()).unwrap_or_default()
            }
            Self::JournalInitials => {
                let name = journal(record).unwrap_or_default();
                words::significant(&name).filter_map(|word| word.chars().next()).collect()
            }
            Self::Volume => words::fold(record.volume.as_deref().unwrap_or_default()),
            Self::Issue => words::fold(record.issue.as_deref().unwrap_or_default()),
            Self::FirstPage => {
                let first = record.page_ranges.first().map(|range| range.first.as_str());
                words::fold(first.or(record.article_number.as_deref()).unwrap_or_default())
            }
            Self::Doi => {
                let suffix =
                    record.identifier("doi").and_then(|doi| doi.split_once('/')).map(|(_, suffix)| suffix);
                suffix.unwrap_or_default().chars().filter(|letter| words::is_safe(*letter)).collect()
            }
            Self::Pmid => words::fold(record.identifier("pmid").unwrap_or_default()),
            Self::Id => words::database_number(record).unwrap_or_default(),
        }
    }
}

/// The first words of the title; several get capitals, so that they can be told apart.
fn title(record: &Record, count: usize) -> String {
    let found = words::title_words(record, count);
    match found.as_slice() {
        [] => words::number(record).unwrap_or_default(),
        [first, ..] if count == 1 => first.clone(),
        _ => found.iter().take(count).map(|word| words::capitalised(word)).collect(),
    }
}

fn journal(record: &Record) -> Option<String> {
    let roles = [ContainerRole::Main, ContainerRole::Abbrev];
    roles.into_iter().find_map(|role| record.container_title(role)).map(crate::record::Text::to_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn presets_are_patterns() {
        assert_eq!(KeyPattern::parse("scholar"), Ok(KeyPattern::default()));
        for (name, pattern, _) in PRESETS {
            assert!(KeyPattern::parse(name).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn an_error_names_the_column_and_what_was_expected() {
        for (text, start, found) in [
            ("", "column 1: expected scholar, bbt, jabref, zotero, or a pattern", "found ``"),
            ("scholer", "column 1: expected scholar, bbt, jabref, zotero, or a pattern", "found `scholer`"),
            ("[auth][yaer]", "column 8: expected a field (auth, authors, year,", "found `yaer`"),
            ("[auth:lower:low]", "column 13: expected `lower`, `upper`,", "found `low`"),
            ("[auth:0]", "column 7: expected `lower`, `upper`,", "found `0`"),
            ("[title0]", "column 2: expected a field", "found `title0`"),
            ("x[auth", "column 2: expected a `]`", "found the end of the pattern"),
            ("[auth] [year]", "column 7: expected `[`, an ASCII letter", "found ``"),
            ("[auth]é", "column 7: expected `[`, an ASCII letter", "found `é`"),
            ("[]", "column 2: expected a field", "found ``"),
        ] {
            let error = KeyPattern::parse(text).expect_err(text);
            assert!(error.starts_with(start) && error.ends_with(found), "{text}: {error}");
        }
    }
}
