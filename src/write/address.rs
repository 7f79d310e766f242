//! Addresses: which one leads where a format has room for one, the same in every format.

use crate::record::{Url, UrlKind};
use std::fmt::Write;

/// Who leads: the article's page, else its full text, its entry in a database, its DOI, its PDF.
const ORDER: &[UrlKind] =
    &[UrlKind::Landing, UrlKind::Fulltext, UrlKind::Database, UrlKind::Doi, UrlKind::Pdf];

/// The address that leads.
pub(super) fn chief(urls: &[Url]) -> Option<&Url> {
    first_of(urls, ORDER)
}

/// The first address of the first of some kinds that there is one of.
pub(super) fn first_of<'a>(urls: &'a [Url], order: &[UrlKind]) -> Option<&'a Url> {
    order.iter().find_map(|kind| urls.iter().find(|url| url.kind == *kind && !url.href.trim().is_empty()))
}

/// Whether an address leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// It is the one for the format's own field.
    Chief,
    /// It is one of the others.
    Further,
}

/// All addresses in their order, for formats with a field for the DOI. Where there is a DOI (`doi`), the addresses of
/// its resolver are left out, since they say the same.
pub(super) fn ranked<'a>(urls: &'a [Url], doi: Option<&str>) -> Vec<(Rank, &'a Url)> {
    let wanted = || urls.iter().enumerate().filter(|(_, url)| doi.is_none() || url.kind != UrlKind::Doi);
    let leads = |kind| wanted().find(|(_, url)| url.kind == kind && !url.href.trim().is_empty());
    let chief = ORDER.iter().find_map(|kind| leads(*kind)).map(|(position, _)| position);
    let rank = |position| if Some(position) == chief { Rank::Chief } else { Rank::Further };
    wanted().map(|(position, url)| (rank(position), url)).collect()
}

/// The resolver's address of a DOI. A DOI may hold any character; those that mean something in an address are encoded.
pub(super) fn of_doi(doi: &str) -> String {
    let mut address = String::from("https://doi.org/");
    for character in doi.chars() {
        match character {
            '%' | '"' | ' ' | '<' | '>' | '[' | ']' | '^' | '`' | '{' | '}' | '#' | '?' | '\\' | '|' => {
                let _ = write!(address, "%{:02X}", u32::from(character));
            }
            _ => address.push(character),
        }
    }
    address
}

/// The word for a kind of address in keys and names of fields.
pub(super) fn word(kind: UrlKind) -> &'static str {
    match kind {
        UrlKind::Landing => "landing",
        UrlKind::Doi => "doi",
        UrlKind::Pdf => "pdf",
        UrlKind::Fulltext => "fulltext",
        UrlKind::Database => "database",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_the_article_leads() {
        let url = |kind, href: &str| Url { href: href.to_owned(), kind };
        let list = [
            url(UrlKind::Doi, "https://doi.org/10.1/a"),
            url(UrlKind::Pdf, "a.pdf"),
            url(UrlKind::Landing, " "),
            url(UrlKind::Database, "db"),
        ];
        assert_eq!(chief(&list).map(|url| url.href.as_str()), Some("db"));
        let ranks =
            |doi| ranked(&list, doi).into_iter().map(|(rank, url)| (rank, url.kind)).collect::<Vec<_>>();
        let further = |kind| (Rank::Further, kind);
        let rest = [further(UrlKind::Pdf), further(UrlKind::Landing), (Rank::Chief, UrlKind::Database)];
        assert_eq!(ranks(Some("10.1/a")), rest);
        assert_eq!(ranks(None), [&[further(UrlKind::Doi)], rest.as_slice()].concat());
    }
}
