//! `refmill.toml`: what the references of a folder are held to, found upward from the working directory.
//!
//! Whatever it says is a default; words of the command line win. A key or a name that is not known is refused with its place,
//! because a setting that does nothing would be believed.

use super::{Stop, check::codes, cleaning};
use crate::clean::Rule;
use crate::report::{Severity, quoted};
use crate::write::citation_key::KeyPattern;
use crate::write::destination::{DESTINATIONS, Destination};
use clap::Args;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The name of the file.
const NAME: &str = "refmill.toml";

/// Which configuration a run takes.
#[derive(Args)]
pub(super) struct Choice {
    /// Take this configuration; by default refmill.toml, here or in a folder above
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    config: Option<PathBuf>,

    /// Take no configuration
    #[arg(long)]
    no_config: bool,
}

impl Choice {
    /// Reads the configuration; an empty one where there is none. It is named on stderr unless the run is quiet.
    ///
    /// # Errors
    /// Where in the file something else stands than what is expected there.
    pub(super) fn read(&self, quiet: bool) -> Result<Config, Stop> {
        let path = match &self.config {
            Some(path) => path.clone(),
            None if self.no_config => return Ok(Config::default()),
            None => match std::env::current_dir().ok().and_then(|folder| above(&folder)) {
                Some(path) => path,
                None => return Ok(Config::default()),
            },
        };
        if self.config.is_none() && path.is_dir() {
            return Err(Stop::Refused(format!(
                "{} is a folder, and a configuration is a file; rename it, or give --no-config or --config FILE",
                quoted(&path.display().to_string())
            )));
        }
        let text = cleaning::text_of(&path)?;
        let config = Config::parse(&path, &text).map_err(Stop::Refused)?;
        if !quiet {
            let shown = crate::report::visible(&path.display().to_string());
            let _ = writeln!(io::stderr(), "Configuration: {shown}");
        }
        Ok(config)
    }
}

/// The configuration of a folder: the nearest one in it or above it, up to the home folder or the root. It is named relative to
/// the folder as far as that goes: `../../refmill.toml`. A folder of that name is found too, so that it can be told.
fn above(folder: &Path) -> Option<PathBuf> {
    let home = etcetera::home_dir().ok();
    let mut shown = PathBuf::new();
    for ancestor in folder.ancestors() {
        if ancestor.join(NAME).exists() {
            return Some(shown.join(NAME));
        }
        if home.as_deref() == Some(ancestor) {
            return None;
        }
        shown.push("..");
    }
    None
}

/// What a configuration says.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// `for`: the destination.
    pub(super) destination: Option<&'static &'static Destination>,
    /// `key-pattern`.
    pub(super) key_pattern: Option<KeyPattern>,
    /// `[clean]`.
    pub(super) clean: Clean,
    /// `[check]`.
    pub(super) check: Check,
    /// `[severity]`: of codes; `None` is `off`.
    pub(super) severities: BTreeMap<&'static str, Option<Severity>>,
}

/// Which cleaning rules run.
#[derive(Default)]
pub(super) struct Clean {
    pub(super) guess: bool,
    pub(super) only: Vec<&'static Rule>,
    pub(super) skip: Vec<&'static Rule>,
    /// Relative to the folder of the configuration.
    pub(super) journals: Vec<PathBuf>,
}

impl std::fmt::Debug for Clean {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { guess, only, skip, journals } = self;
        let names = |rules: &[&'static Rule]| rules.iter().map(|rule| rule.name()).collect::<Vec<_>>();
        write!(formatter, "guess {guess}, only {:?}, skip {:?}, {journals:?}", names(only), names(skip))
    }
}

/// Which findings there are.
#[derive(Debug, Default)]
pub(super) struct Check {
    pub(super) only: Vec<&'static str>,
    pub(super) skip: Vec<&'static str>,
    pub(super) fail_on: Option<FailOn>,
}

/// From which severity on a run fails; `None` is never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FailOn(pub(super) Option<Severity>);

/// `error`, `warning`, `info`, or `off`, which is `None`; no word at all where it is none of these.
#[expect(clippy::option_option, reason = "no severity is one of the answers, and no answer another")]
pub(super) fn severity(word: &str) -> Option<Option<Severity>> {
    Some(match word {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "info" => Some(Severity::Info),
        "off" | "never" => None,
        _ => return None,
    })
}

/// The name of a list that a mistyped one probably means, as the end of a sentence; empty where none is near.
pub(super) fn meant<'n>(typed: &str, names: impl Iterator<Item = &'n str>) -> String {
    let near = names.map(|name| (strsim::damerau_levenshtein(typed, name), name)).min();
    near.filter(|near| near.0 <= 4 && near.0 < typed.len())
        .map(|near| format!("; did you mean {}?", near.1))
        .unwrap_or_default()
}

/// A piece of the file: a value with its place.
type Piece<'d> = Spanned<DeValue<'d>>;

/// A text with its path, for messages.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    /// `refmill.toml:3:1: message`.
    fn fault(&self, span: Range<usize>, message: &str) -> String {
        let before = self.text.get(..span.start).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}:{line}:{column}: {message}", self.path.display())
    }

    fn expected(&self, piece: &Piece<'_>, what: &str) -> String {
        let found = self.text.get(piece.span()).unwrap_or_default();
        self.fault(piece.span(), &format!("expected {what}, found {}", quoted(found)))
    }

    fn unknown(&self, span: Range<usize>, kind: &str, name: &str, known: &[&str]) -> String {
        let near = meant(name, known.iter().copied());
        let end = match known.len() {
            // A list that nobody would read is shown by a command.
            0..=16 => format!(" (known: {})", known.join(", ")),
            _ => String::new(),
        };
        self.fault(span, &format!("there is no {kind} {}{near}{end}", quoted(name)))
    }

    fn word<'p>(&self, piece: &'p Piece<'_>, what: &str) -> Result<&'p str, String> {
        match piece.get_ref() {
            DeValue::String(word) => Ok(word),
            _ => Err(self.expected(piece, what)),
        }
    }

    fn yes_or_no(&self, piece: &Piece<'_>) -> Result<bool, String> {
        match piece.get_ref() {
            DeValue::Boolean(is) => Ok(*is),
            _ => Err(self.expected(piece, "true or false")),
        }
    }

    fn list<'p, 'd>(&self, piece: &'p Piece<'d>, of: &str) -> Result<Vec<&'p Piece<'d>>, String> {
        match piece.get_ref() {
            DeValue::Array(items) => Ok(items.iter().collect()),
            _ => Err(self.expected(piece, &format!("a list of {of}"))),
        }
    }

    fn table<'p, 'd>(&self, piece: &'p Piece<'d>, name: &str) -> Result<&'p DeTable<'d>, String> {
        match piece.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.expected(piece, &format!("a table, [{name}]"))),
        }
    }

    fn rules(&self, piece: &Piece<'_>) -> Result<Vec<&'static Rule>, String> {
        let mut rules = Vec::new();
        for item in self.list(piece, "cleaning rules")? {
            let name = self.word(item, "the name of a cleaning rule")?;
            let named = cleaning::rules_of(name).ok_or_else(|| {
                let known: Vec<&str> = crate::clean::RULES.iter().map(|rule| rule.name()).collect();
                self.unknown(item.span(), "cleaning rule", name, &known) + " (refmill rules lists them)"
            })?;
            rules.extend(named);
        }
        Ok(rules)
    }

    fn codes(&self, piece: &Piece<'_>) -> Result<Vec<&'static str>, String> {
        let items = self.list(piece, "codes")?;
        items.into_iter().map(|item| self.code(item.span(), self.word(item, "a code")?)).collect()
    }

    fn code(&self, span: Range<usize>, name: &str) -> Result<&'static str, String> {
        codes::by_name(name).map(|meant| meant.name).ok_or_else(|| {
            let known: Vec<&str> = codes::all().map(|meant| meant.name).collect();
            self.unknown(span, "code", name, &known) + " (refmill check --explain all lists them)"
        })
    }

    fn severity(&self, piece: &Piece<'_>, none: &str) -> Result<Option<Severity>, String> {
        let what = format!("\"error\", \"warning\", \"info\" or \"{none}\"");
        let word = self.word(piece, &what)?;
        severity(word)
            .filter(|level| level.is_some() || word == none)
            .ok_or_else(|| self.expected(piece, &what))
    }
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// `refmill.toml:3:1:` and what stands there in the place of what.
    fn parse(path: &Path, text: &str) -> Result<Self, String> {
        let file = File { path, text };
        let document = DeTable::parse(text).map_err(|error| {
            file.fault(error.span().unwrap_or_default(), error.message().lines().next().unwrap_or("no TOML"))
        })?;
        let mut config = Self::default();
        for (key, value) in document.get_ref() {
            match key.get_ref().as_ref() {
                "for" => {
                    let name = file.word(value, "the name of a destination")?;
                    let found = DESTINATIONS.iter().find(|destination| destination.name == name);
                    config.destination = Some(found.ok_or_else(|| {
                        let known: Vec<&str> = DESTINATIONS.iter().map(|it| it.name).collect();
                        file.unknown(value.span(), "destination", name, &known)
                    })?);
                }
                "key-pattern" => {
                    let pattern = file.word(value, "a pattern of citation keys")?;
                    let parsed = KeyPattern::parse(pattern)
                        .map_err(|why| file.fault(value.span(), &format!("{}: {why}", quoted(pattern))));
                    config.key_pattern = Some(parsed?);
                }
                "clean" => config.clean = Clean::of(&file, file.table(value, "clean")?)?,
                "check" => config.check = Check::of(&file, file.table(value, "check")?)?,
                "severity" => {
                    for (code, level) in file.table(value, "severity")? {
                        let code = file.code(code.span(), code.get_ref())?;
                        config.severities.insert(code, file.severity(level, "off")?);
                    }
                }
                other => {
                    let known = ["for", "key-pattern", "clean", "check", "severity"];
                    return Err(file.unknown(key.span(), "key", other, &known));
                }
            }
        }
        Ok(config)
    }
}

impl Clean {
    fn of(file: &File<'_>, table: &DeTable<'_>) -> Result<Self, String> {
        let mut clean = Self::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "guess" => clean.guess = file.yes_or_no(value)?,
                "only" => clean.only = file.rules(value)?,
                "skip" => clean.skip = file.rules(value)?,
                "journals" => {
                    let folder = file.path.parent().unwrap_or(Path::new(""));
                    for item in file.list(value, "files")? {
                        clean.journals.push(folder.join(file.word(item, "the name of a file")?));
                    }
                }
                other => {
                    let known = ["guess", "only", "skip", "journals"];
                    return Err(file.unknown(key.span(), "key of [clean]", other, &known));
                }
            }
        }
        Ok(clean)
    }
}

impl Check {
    fn of(file: &File<'_>, table: &DeTable<'_>) -> Result<Self, String> {
        let mut check = Self::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "only" => check.only = file.codes(value)?,
                "skip" => check.skip = file.codes(value)?,
                "fail-on" => check.fail_on = Some(FailOn(file.severity(value, "never")?)),
                other => {
                    let known = ["only", "skip", "fail-on"];
                    return Err(file.unknown(key.span(), "key of [check]", other, &known));
                }
            }
        }
        Ok(check)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Config, String> {
        Config::parse(Path::new("sub/refmill.toml"), text)
    }

    #[test]
    fn everything_that_can_be_said() {
        let config = parsed(
            "for = 'rayyan'\nkey-pattern = '[auth:lower][year]'\n[clean]\nguess = true\nskip = ['all']\n\
             journals = ['lists/j.csv']\n[check]\nskip = ['missing-abstract']\nfail-on = 'error'\n[severity]\n\
             doi-malformed = 'error'\nmissing-author = 'off'\n",
        )
        .expect("a configuration");
        assert_eq!(config.destination.map(|it| it.name), Some("rayyan"));
        assert!(config.key_pattern.is_some() && config.clean.guess);
        assert_eq!(config.clean.skip.len(), crate::clean::RULES.len());
        assert_eq!(config.clean.journals, [Path::new("sub/lists/j.csv")]);
        assert_eq!(config.check.skip, ["missing-abstract"]);
        assert_eq!(config.check.fail_on, Some(FailOn(Some(Severity::Error))));
        let expected = [("doi-malformed", Some(Severity::Error)), ("missing-author", None)];
        assert_eq!(config.severities.into_iter().collect::<Vec<_>>(), expected);
        parsed("").expect("an empty one");
    }

    #[test]
    fn a_fault_is_told_with_its_place() {
        let rows = [
            (
                "for = 'raiyan'",
                "sub/refmill.toml:1:7: there is no destination `raiyan`; did you mean rayyan?",
            ),
            ("fro = 'rayyan'", "sub/refmill.toml:1:1: there is no key `fro`; did you mean for? (known: for,"),
            ("\n[clean]\n  慢 = 1", "sub/refmill.toml:3:3: "),
            (
                "[severity]\nmissing-abstrakt = 'off'",
                "sub/refmill.toml:2:1: there is no code `missing-abstrakt`; did you mean missing-abstract?",
            ),
            (
                "[severity]\nmissing-abstract = 'loud'",
                "sub/refmill.toml:2:20: expected \"error\", \"warning\", \"info\" or \"off\", found `'loud'`",
            ),
            ("[check]\nfail-on = 'off'", "sub/refmill.toml:2:11: expected"),
            (
                "[clean]\nonly = ['doi-notatoin']",
                "sub/refmill.toml:2:9: there is no cleaning rule `doi-notatoin`; did you mean doi-notation?",
            ),
            ("[clean]\nguess = 'yes'", "sub/refmill.toml:2:9: expected true or false, found `'yes'`"),
            ("clean = 3", "sub/refmill.toml:1:9: expected a table, [clean], found `3`"),
            ("key-pattern = '[nobody'", "sub/refmill.toml:1:15: `[nobody`: "),
            ("a = 1\na = 2", "sub/refmill.toml:2:1: duplicate key"),
            ("for = ", "sub/refmill.toml:1:"),
        ];
        for (text, expected) in rows {
            let found = parsed(text).expect_err(text);
            assert!(found.starts_with(expected), "{text}\n{found}");
        }
    }

    #[test]
    fn the_nearest_one_above_counts() {
        let root = tempfile::tempdir().expect("a folder");
        let inner = root.path().join("a/b");
        std::fs::create_dir_all(&inner).expect("folders");
        std::fs::write(root.path().join(NAME), "").expect("a file");
        assert_eq!(above(&inner), Some(PathBuf::from("../../refmill.toml")));
        std::fs::write(inner.join(NAME), "").expect("a file");
        assert_eq!(above(&inner), Some(PathBuf::from("refmill.toml")));
    }
}
