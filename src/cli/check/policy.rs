//! Which findings there are, how bad each is held to be, and when a run fails.

use super::codes;
use crate::cli::config::{self, Config, meant};
use crate::report::{Code, Severity};
use std::collections::BTreeMap;

/// What the command line and the configuration say about findings.
#[derive(Debug)]
pub(super) struct Policy {
    only: Vec<&'static str>,
    skip: Vec<&'static str>,
    severities: BTreeMap<&'static str, Option<Severity>>,
    /// Findings below are counted and not shown.
    pub(super) shown: Severity,
    /// A finding of this severity or above makes the run fail; `None` is never.
    pub(super) fail_on: Option<Severity>,
}

/// What a word behind `--severity` says.
#[derive(Debug, Clone)]
pub(super) enum Level {
    /// Findings below are not shown.
    Shown(Severity),
    /// How bad a code is; `None` is `off`.
    Of(&'static str, Option<Severity>),
}

/// A code's name, for `--only` and `--skip`.
pub(super) fn code(word: &str) -> Result<&'static str, String> {
    let word = word.trim();
    codes::by_name(word).map(|code| code.name).ok_or_else(|| {
        let meant = meant(word, codes::all().map(|code| code.name));
        format!("there is no code of this name{meant} (refmill check --explain all lists them)")
    })
}

/// A word behind `--severity`.
pub(super) fn level(word: &str) -> Result<Level, String> {
    match word.trim().split_once('=') {
        None => match config::severity(word.trim()).flatten() {
            Some(severity) => Ok(Level::Shown(severity)),
            None => Err("it is info, warning or error, or CODE=info, warning, error or off".to_owned()),
        },
        Some((name, level)) => {
            let code = code(name)?;
            let severity = config::severity(level.trim())
                .ok_or("behind the code stands info, warning, error or off".to_owned())?;
            Ok(Level::Of(code, severity))
        }
    }
}

/// A word behind `--fail-on`.
pub(super) fn fail_on(word: &str) -> Result<config::FailOn, String> {
    config::severity(word)
        .filter(|_| word != "off")
        .map(config::FailOn)
        .ok_or_else(|| "it is info, warning, error or never".to_owned())
}

impl Policy {
    /// Words of the command line, and what the configuration says where there are none.
    pub(super) fn new(
        (only, skip): (&[&'static str], &[&'static str]),
        levels: &[Level],
        fail_on: Option<config::FailOn>,
        config: &Config,
    ) -> Self {
        let mut severities = config.severities.clone();
        // What is asked for by name is not off.
        severities.retain(|code, severity| severity.is_some() || !only.contains(code));
        let mut shown = Severity::Warning;
        for level in levels {
            match level {
                Level::Shown(severity) => shown = *severity,
                Level::Of(code, severity) => drop(severities.insert(code, *severity)),
            }
        }
        let is_configured = skip.is_empty();
        let or = |words: &[&'static str], configured: &[&'static str]| {
            if words.is_empty() { configured.to_vec() } else { words.to_vec() }
        };
        // A code that the command line names is one somebody wants to see, whatever the configuration skips.
        let mut skip = or(skip, &config.check.skip);
        if is_configured {
            skip.retain(|code| !only.contains(code));
        }
        Self {
            only: or(only, &config.check.only),
            skip,
            severities,
            shown,
            fail_on: fail_on.or(config.check.fail_on).map_or(Some(Severity::Warning), |level| level.0),
        }
    }

    /// How bad a finding is; `None` where nobody wants it.
    pub(super) fn severity(&self, code: &Code) -> Option<Severity> {
        let is_wanted =
            (self.only.is_empty() || self.only.contains(&code.name)) && !self.skip.contains(&code.name);
        let severity = self.severities.get(code.name).copied().unwrap_or(Some(code.severity));
        severity.filter(|_| is_wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABSTRACT: Code = Code { name: "missing-abstract", severity: Severity::Info, meaning: "" };
    const DOI: Code = Code { name: "doi-malformed", severity: Severity::Warning, meaning: "" };

    #[test]
    fn words_go_before_the_configuration() {
        let mut config = Config::default();
        config.severities.insert("missing-abstract", None);
        config.check.skip.push("doi-malformed");
        config.check.fail_on = Some(config::FailOn(None));
        let bare = Policy::new((&[], &[]), &[], None, &config);
        assert_eq!((bare.severity(&ABSTRACT), bare.severity(&DOI), bare.fail_on), (None, None, None));
        let levels = [level("missing-abstract=error").expect("a level"), level("info").expect("a level")];
        let own = Policy::new((&[], &["missing-title"]), &levels, fail_on("error").ok(), &config);
        assert_eq!(own.severity(&ABSTRACT), Some(Severity::Error));
        assert_eq!(own.severity(&DOI), Some(Severity::Warning), "skip of the configuration is replaced");
        assert_eq!((own.shown, own.fail_on), (Severity::Info, Some(Severity::Error)));
        let only = Policy::new((&["missing-abstract"], &[]), &[], None, &config);
        assert_eq!((only.severity(&ABSTRACT), only.severity(&DOI)), (Some(Severity::Info), None));
        let only = Policy::new((&["doi-malformed"], &[]), &[], None, &config);
        assert_eq!(only.severity(&DOI), Some(Severity::Warning), "only goes before the configuration's skip");
        let both = Policy::new((&["doi-malformed"], &["doi-malformed"]), &[], None, &Config::default());
        assert_eq!(both.severity(&DOI), None, "skip of the command line goes before its only");
    }

    #[test]
    fn words_that_mean_nothing_are_refused() {
        assert!(level("loud").is_err() && level("off").is_err() && level("missing-abstract=loud").is_err());
        assert!(
            level("missing-abstrakt=off").expect_err("no code").contains("did you mean missing-abstract?")
        );
        assert!(fail_on("off").is_err() && fail_on("never").is_ok());
    }
}
