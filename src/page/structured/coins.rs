//! `COinS`: an `OpenURL` in the `title` of an empty `<span class="Z3988">`.

use super::candidate::Candidate;
use super::people::{Entry, EntryName};
use crate::record::{ContainerRole, DateKind, Kind, Medium, Name, Role, TitleRole, UrlKind};
use crate::syntax::html::Sourced;

pub(super) const NAME: &str = "coins";

/// What one span says; `None` when it is of no article.
pub(super) fn read(span: &Sourced) -> Option<Candidate> {
    let line = span.line;
    let pairs: Vec<(String, String)> = span
        .text
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(key, value)| (key.trim_start_matches("amp;").to_ascii_lowercase(), decoded(value)))
        .filter(|(_, value)| !value.trim().is_empty())
        .collect();
    let first = |key: &str| pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str());
    let mut candidate = Candidate::new(NAME);
    if let Some(language) = first("rft.language") {
        candidate.language(language, line);
    }
    for key in ["rft.atitle", "rft.title"] {
        // `rft.title` is the journal's where `rft.atitle` stands too (`OpenURL` 0.1).
        if let Some(title) = first(key).filter(|_| candidate.record.titles.is_empty()) {
            candidate.title(title, None, TitleRole::Main, line);
        }
    }
    for (key, role) in [("rft.jtitle", ContainerRole::Main), ("rft.stitle", ContainerRole::Abbrev)] {
        if let Some(journal) = first(key) {
            candidate.container(journal, role, line);
        }
    }
    if let Some(book) = first("rft.btitle").filter(|_| first("rft.atitle").is_some()) {
        candidate.container(book, ContainerRole::Main, line);
        candidate.record.kind = Kind::Chapter;
    }
    candidate.people(authors(&pairs, line), Role::Author);
    for (key, medium) in [("rft.issn", Medium::Print), ("rft.eissn", Medium::Electronic)] {
        if let Some(issn) = first(key) {
            candidate.issn(issn, medium, line);
        }
    }
    if let Some(date) = first("rft.date") {
        candidate.date(date, DateKind::Issued, 0, line);
    }
    if let Some(volume) = first("rft.volume") {
        candidate.volume(volume, line);
    }
    if let Some(issue) = first("rft.issue") {
        candidate.issue(issue, line);
    }
    if let Some(page) = first("rft.spage") {
        candidate.first_page(page, line);
        candidate.last_page(first("rft.epage").unwrap_or_default());
    }
    if let Some(pages) = first("rft.pages") {
        candidate.page_range(pages, line);
    }
    if let Some(number) = first("rft.artnum") {
        candidate.article_number(number, line);
    }
    if let Some(publisher) = first("rft.pub") {
        candidate.publisher(publisher, line);
    }
    for (key, value) in &pairs {
        if !matches!(key.as_str(), "rft_id" | "rft.identifier") {
            continue;
        }
        let lower = value.to_ascii_lowercase();
        if let Some(doi) = lower.starts_with("info:doi/").then(|| value.get(9..)).flatten() {
            candidate.doi(doi, line);
        } else if let Some(pmid) = lower.strip_prefix("info:pmid/") {
            candidate.pmid(pmid, line);
        } else if lower.contains("doi.org/10.") {
            candidate.doi(value, line);
        } else {
            candidate.url(value, UrlKind::Landing, line);
        }
    }
    let candidate = candidate.finish();
    (!candidate.is_empty()).then_some(candidate)
}

/// `rft.au`, each a whole name. The first author may stand a second time in `rft.aulast` and `rft.aufirst`, which
/// say how it is split.
fn authors(pairs: &[(String, String)], line: u32) -> Vec<Entry> {
    let first =
        |key: &str| pairs.iter().find(|(known, _)| known == key).map(|(_, value)| value.trim().to_owned());
    let split = first("rft.aulast").map(|family| Name {
        family: Some(family),
        given: first("rft.aufirst").or_else(|| first("rft.auinit")),
        suffix: first("rft.ausuffix"),
        ..Name::default()
    });
    let entry = |name: EntryName| Entry { name, line, ..Entry::default() };
    let mut entries: Vec<Entry> = pairs
        .iter()
        .filter(|(key, _)| key == "rft.au")
        .map(|(_, value)| entry(EntryName::Text(value.clone())))
        .collect();
    if let Some(name) = split {
        let words = |text: &str| -> Vec<String> {
            let mut words: Vec<String> = text
                .to_lowercase()
                .split(|character: char| !character.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect();
            words.sort();
            words
        };
        let own =
            words(&[name.family.as_deref(), name.given.as_deref()].map(Option::unwrap_or_default).join(" "));
        let place = entries.iter().position(|entry| match &entry.name {
            EntryName::Text(text) => words(text) == own,
            _ => false,
        });
        match place.and_then(|place| entries.get_mut(place)) {
            Some(same) => same.name = EntryName::Split(name),
            None => entries.insert(0, entry(EntryName::Split(name))),
        }
    }
    if let Some(body) = first("rft.aucorp") {
        entries.push(entry(EntryName::Group(body)));
    }
    entries
}

/// A value of a query: `+` is a blank, `%E4%B8%AD` bytes of UTF-8. What is no escape stays.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                rest = after.get(2..).unwrap_or_default();
            }
            (b'+', ..) => {
                bytes.push(b' ');
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_url_is_an_article() {
        let span = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Ajournal&rft.atitle=Tea+%26+sleep\
            &rft.jtitle=Journal+of+Tea&rft.au=Ou%2C+Wenxin&rft.au=Zhang%2C+Rui&rft.aulast=Ou&rft.aufirst=Wenxin\
            &rft.date=2022-04&rft.volume=49&rft.issue=4&rft.spage=217&rft.epage=221&rft_id=info:doi/10.5555/tea.1";
        let candidate = read(&Sourced { text: span.to_owned(), line: 7 }).expect("an article");
        let record = &candidate.record;
        assert_eq!(record.titles[0].text.to_plain(), "Tea & sleep");
        assert_eq!(record.contributors.len(), 2);
        assert_eq!(record.contributors[1].forms[0].name.family.as_deref(), Some("Zhang"));
        assert_eq!(record.pages().as_deref(), Some("217-221"));
        assert_eq!(record.identifier("doi"), Some("10.5555/tea.1"));
        assert_eq!(decoded("%E4%B8%AD+%zz%"), "中 %zz%");
    }
}
