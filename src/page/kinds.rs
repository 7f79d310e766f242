//! What a line is by its own text.

use super::layout::Kind;
use super::signs;
use crate::value::{affiliation, citation_line, doi, journal_line, name, orcid};
use crate::vocab::types;

/// Whether a trimmed line is of the kind.
pub(super) fn is(kind: Kind, line: &str) -> bool {
    match kind {
        Kind::Doi => doi::is_meant(line),
        Kind::Url => is_url(line),
        Kind::JournalLine => journal_line::looks_like(line),
        Kind::Numbered => number_length(line).is_some(),
        Kind::Number => is_number(line),
        Kind::Source => journal_line::looks_like_source(line),
        Kind::Locator => signs::is_locator(line),
        Kind::CitationLine => citation_line::looks_like(line),
        Kind::Labelled => affiliation::begins_with_label(line) || has_glued_number(line),
        Kind::Names => is_names(line),
        Kind::Institution => signs::is_institution(line),
        Kind::Body => signs::is_body(line),
        Kind::PublicationType => types::publication_type(line).is_some(),
        Kind::Orcid => orcid::canonical(line).is_some(),
        Kind::Title => is_title(line),
        Kind::Name => signs::names_in(line) > 0 && signs::reads_as_names(line),
    }
}

/// A list of names, or one name that its letters or its marker show.
fn is_names(line: &str) -> bool {
    let is_shown = match signs::names_in(line) {
        0 => false,
        1 => {
            signs::is_east_asian(line)
                || has_capitals(line)
                || line.contains(|it: char| it.is_numeric() || matches!(it, '*' | '†'))
        }
        _ => true,
    };
    is_shown && signs::reads_as_names(line)
}

/// Whether a number of the list stands glued before an institution, as below the first one: `2Sample Hospital`; `3D` is a word.
fn has_glued_number(line: &str) -> bool {
    let name = line.trim_start_matches(|it: char| it.is_ascii_digit());
    let mut letters = name.chars();
    let is_word =
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    (1..=2).contains(&(line.len() - name.len())) && (is_word || signs::is_institution(name))
}

/// Whether a line can be a title and is neither names, run together as they may be, nor a body, whose words have capitals.
fn is_title(line: &str) -> bool {
    let is_body = || name::is_group(line) && signs::is_in_capitals(line);
    signs::is_title_like(line)
        && signs::names_in(line) == 0
        && !signs::are_names_run_together(line)
        && !is_body()
}

/// Whether a word of two letters or more is in capitals alone, as family names often are.
fn has_capitals(line: &str) -> bool {
    let is_capitals = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    line.split_whitespace().any(is_capitals) && line.chars().any(char::is_lowercase)
}

/// Whether a short line names a journal, a year and a volume or pages, however oddly.
pub(super) fn is_journal_like(line: &str) -> bool {
    const LONGEST: usize = 200;
    if line.len() > LONGEST || !line.contains([';', '；']) {
        return false;
    }
    let read = journal_line::parse(line);
    read.journal.is_some() && read.date.as_ref().is_some_and(|date| date.start.is_some())
}

/// One `http` address and nothing else.
pub(super) fn is_url(line: &str) -> bool {
    // Every line is asked, and nearly all begin with another letter.
    if line.as_bytes().first() != Some(&b'h') {
        return false;
    }
    let after_scheme = line.strip_prefix("http://").or_else(|| line.strip_prefix("https://"));
    after_scheme.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// Host of an address, without port, in lower case.
pub(super) fn host(url: &str) -> Option<String> {
    let after_scheme = url.split_once("://")?.1;
    let authority = after_scheme.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Value of a query parameter, its name compared without case.
pub(super) fn query_value<'a>(url: &'a str, name: &str) -> Option<&'a str> {
    let query = url.split_once('?')?.1.split('#').next()?;
    query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_empty())
        .map(|(_, value)| value)
}

/// Length of `12.` and the white space after it, where text follows and the number is of a list (one to five
/// digits). By itself `1.5 mg` is one too: the 1st title may begin `5 mg`.
pub(super) fn number_length(line: &str) -> Option<usize> {
    let digits = line.len() - line.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let rest = line.get(digits..)?;
    let after_stop = rest.strip_prefix(['.', '．', '、'])?;
    let text = after_stop.trim_start();
    let is_number = (1..=5).contains(&digits) && !text.is_empty();
    is_number.then(|| line.len() - text.len())
}

/// A number of a list that stands alone: `12.`
pub(super) fn is_number(line: &str) -> bool {
    let digits = line.strip_suffix(['.', '．', '、']).unwrap_or_default();
    (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number itself.
pub(super) fn number(line: &str) -> Option<u32> {
    number_length(line)?;
    let digits = line.split(|character: char| !character.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_record_number_comes_from_the_address() {
        let url =
            "https://wprim.whocc.org.cn:443/admin/article/articleDetail?WPRIMID=734928&articleId=741234";
        assert_eq!(host(url).as_deref(), Some("wprim.whocc.org.cn"));
        assert_eq!(query_value(url, "wprimid"), Some("734928"));
        assert_eq!(query_value(url, "pmid"), None);
    }

    #[test]
    fn a_list_number_stands_before_text() {
        assert_eq!(number_length("12.Title"), Some(3));
        assert_eq!(number_length("2. Title"), Some(3));
        assert_eq!(number_length("9.12 weeks of juggling"), Some(2));
        assert_eq!(number_length("2022."), None);
        assert_eq!(number_length("Title 2."), None);
        assert_eq!(number("12.Title"), Some(12));
    }
}
