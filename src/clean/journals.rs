//! Full names and abbreviations of journals: a table of our own, and lists of the user's own.

use crate::vocab::journals::JOURNALS;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The built-in table, made when it is first asked: few runs do.
static BUILT_IN: LazyLock<Journals> = LazyLock::new(|| {
    let mut journals = Journals::default();
    for (name, abbreviation) in JOURNALS {
        journals.add(name, abbreviation);
    }
    journals
});

/// Names of journals with their abbreviations, looked up either way.
#[derive(Debug, Clone, Default)]
pub struct Journals {
    /// Abbreviation by full name.
    by_name: BTreeMap<String, Known>,
    /// Full name by abbreviation.
    by_abbreviation: BTreeMap<String, Known>,
    /// The built-in table answers where these do not.
    before_built_in: bool,
}

/// What stands for a name; nothing where a list says two things.
type Known = Option<String>;

impl Journals {
    /// The built-in table ([`crate::vocab::journals`]).
    #[must_use]
    pub fn built_in() -> Self {
        Self { before_built_in: true, ..Self::default() }
    }

    /// The journals of a list in the form of `JabRef`'s: full name, abbreviation and, if wanted, a shortest abbreviation and
    /// how often the journal appears; separated by semicolons, commas or tabs, with quotation marks as in CSV. Lines of the
    /// old form `Full name = Abbreviation` are read too; lines that begin with `#` are passed over.
    ///
    /// # Errors
    /// The line that has no two columns, and what is expected there.
    pub fn of_list(text: &str) -> Result<Self, String> {
        let text = text.trim_start_matches('\u{feff}');
        let lines =
            || text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
        let first = lines().next().unwrap_or_default();
        let delimiter = [b';', b'\t', b',', b'='].into_iter().find(|it| first.as_bytes().contains(it));
        let Some(delimiter) = delimiter else {
            return match first {
                "" => Ok(Self::default()),
                _ => Err("line 1 has one column; expected: full name, a semicolon or comma, abbreviation"
                    .to_owned()),
            };
        };
        let mut journals = Self::default();
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .comment(Some(b'#'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        for row in rows.records() {
            let row = row.map_err(|error| error.to_string())?;
            let line = row.position().map_or(1, csv::Position::line);
            let (name, abbreviation) = (row.get(0).unwrap_or_default(), row.get(1).unwrap_or_default());
            if name.is_empty() || abbreviation.is_empty() {
                return Err(format!(
                    "line {line} has no two columns; expected: full name, `{}`, abbreviation",
                    char::from(delimiter)
                ));
            }
            // A header of a table that was made in a spreadsheet.
            let is_header =
                line == 1 && folded(name).contains("name") && folded(abbreviation).starts_with("abbrev");
            if !is_header {
                journals.add(name, abbreviation);
            }
        }
        Ok(journals)
    }

    /// These journals, and those of other ones that are not among them.
    #[must_use]
    pub fn before(mut self, others: Self) -> Self {
        for (mine, theirs) in
            [(&mut self.by_name, others.by_name), (&mut self.by_abbreviation, others.by_abbreviation)]
        {
            for (key, value) in theirs {
                mine.entry(key).or_insert(value);
            }
        }
        self.before_built_in |= others.before_built_in;
        self
    }

    fn add(&mut self, name: &str, abbreviation: &str) {
        let put = |map: &mut BTreeMap<String, Known>, key: &str, value: &str| {
            let known = map.entry(folded(key)).or_insert_with(|| Some(value.to_owned()));
            // Two answers are none.
            if known.as_deref().is_some_and(|known| folded(known) != folded(value)) {
                *known = None;
            }
        };
        put(&mut self.by_name, name, abbreviation);
        put(&mut self.by_abbreviation, abbreviation, name);
    }

    /// The abbreviation of a full name; `None` where no list has one, or has two.
    #[must_use]
    pub fn abbreviation_of(&self, name: &str) -> Option<&str> {
        self.look_up(|journals| &journals.by_name, name)
    }

    /// The full name of an abbreviation; `None` where no list has one, or has two.
    #[must_use]
    pub fn name_of(&self, abbreviation: &str) -> Option<&str> {
        self.look_up(|journals| &journals.by_abbreviation, abbreviation)
    }

    fn look_up(&self, map: fn(&Self) -> &BTreeMap<String, Known>, key: &str) -> Option<&str> {
        let key = folded(key);
        let built_in = || if self.before_built_in { map(&BUILT_IN).get(&key) } else { None };
        map(self).get(&key).or_else(built_in)?.as_deref()
    }
}

/// A name as it is compared: its words in lower case, without dots and other marks, without a first "The"; "and" is "&".
fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|it: char| !(it.is_alphanumeric() || it == '&')).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.map(|word| if word == "&" { "and" } else { word }).collect();
    match words.as_slice() {
        ["the", rest @ ..] if !rest.is_empty() => rest.join(" "),
        words => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_looked_up_either_way_whatever_the_marks() {
        let journals = Journals::built_in();
        assert_eq!(journals.abbreviation_of("The Yonsei medical journal"), Some("Yonsei Med J"));
        assert_eq!(journals.name_of("Yonsei Med. J."), Some("Yonsei Medical Journal"));
        assert_eq!(
            journals.abbreviation_of("Allergy, Asthma and Immunology Research"),
            Some("Allergy Asthma Immunol Res")
        );
        assert_eq!(journals.name_of("Journal of Bees"), None);
    }

    #[test]
    fn a_list_of_jabref_is_read_with_either_separator() {
        for list in [
            "# made up\nJournal of Bees;J. Bees;J Bee;12\nBee World;Bee World\n",
            "\"Journal of Bees\",\"J. Bees\",,\nBee World,Bee World\n",
            "Full name,Abbreviation\nJournal of Bees,J. Bees\n",
            "Journal of Bees = J. Bees\n",
        ] {
            let journals = Journals::of_list(list).unwrap_or_else(|error| panic!("{list}: {error}"));
            assert_eq!(journals.abbreviation_of("journal of bees"), Some("J. Bees"), "{list}");
            assert_eq!(journals.name_of("J Bees"), Some("Journal of Bees"), "{list}");
        }
        let error = Journals::of_list("a;b\nc\n").expect_err("one column");
        assert!(error.starts_with("line 2 "), "{error}");
        assert!(Journals::of_list("nothing").is_err() && Journals::of_list("").is_ok());
    }

    #[test]
    fn two_answers_are_none_and_the_users_list_goes_before() {
        let twice = Journals::of_list("Journal of Bees;J Bees\nJournal of Beets;J Bees\n").expect("a list");
        assert_eq!(twice.name_of("J Bees"), None);
        assert_eq!(twice.abbreviation_of("Journal of Beets"), Some("J Bees"));
        let own = Journals::of_list("Yonsei Medical Journal;YMJ\n").expect("a list");
        let both = own.before(Journals::built_in());
        assert_eq!(both.abbreviation_of("Yonsei Medical Journal"), Some("YMJ"));
        assert_eq!(both.name_of("Yonsei Med J"), Some("Yonsei Medical Journal"));
    }
}
