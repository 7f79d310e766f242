//! What a cell can lead to.
//!
//! `rust_xlsxwriter` encodes the percent signs of an address unless it sees one of the codes below in it, after which it
//! leaves the address alone. So an address that has codes of other characters only would be spoilt; it gets no link.

use crate::write::address;

/// Codes by which the crate knows an address as encoded: of the blank, `%`, `"`, `` ` ``, `<`, `>`, `[`, `]`, `^`, `{`
/// and `}`.
const KNOWN_CODES: &[&str] = &["20", "22", "25", "3c", "3e", "5b", "5d", "5e", "60", "7b", "7d"];

/// Excel's limit, in UTF-16 units.
const LONGEST: usize = 2_080;

/// The resolver's address of a DOI.
pub(super) fn of_doi(doi: &str) -> Option<String> {
    Some(address::of_doi(doi)).filter(|address| safe(address))
}

/// The address itself, where a browser opens it.
pub(super) fn of_address(text: &str) -> Option<String> {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    let opens = ["http://", "https://", "ftp://"].iter().any(|scheme| lower.starts_with(scheme));
    (opens && safe(text)).then(|| text.to_owned())
}

fn safe(address: &str) -> bool {
    let mut codes = address.split('%').skip(1).filter_map(|rest| rest.get(..2)).peekable();
    let has_codes = codes.peek().is_some() || address.ends_with('%');
    // The crate looks at the part in front of a fragment alone.
    let front = address.split('#').next().unwrap_or(address);
    let is_known = |code: &str| KNOWN_CODES.contains(&code.to_ascii_lowercase().as_str());
    let left_alone = front.split('%').skip(1).filter_map(|rest| rest.get(..2)).any(is_known);
    address.encode_utf16().count() <= LONGEST && (!has_codes || left_alone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_leads_to_its_resolver() {
        assert_eq!(of_doi("10.3760/cma.j.x").as_deref(), Some("https://doi.org/10.3760/cma.j.x"));
        assert_eq!(
            of_doi("10.1002/(SICI)1097:4<273::AID>3.0").as_deref(),
            Some("https://doi.org/10.1002/(SICI)1097:4%3C273::AID%3E3.0")
        );
        assert_eq!(of_doi("10.1/慢 性").as_deref(), Some("https://doi.org/10.1/慢%20性"));
        assert_eq!(of_doi("10.1/a#b"), None);
    }

    #[test]
    fn an_address_that_would_be_encoded_twice_stays_text() {
        assert_eq!(of_address("HTTP://a.org/x?y=1#z").as_deref(), Some("HTTP://a.org/x?y=1#z"));
        assert!(of_address("https://a.org/x%20y%2Fz").is_some());
        assert!(of_address("https://a.org/x%2Fz").is_none());
        assert!(of_address("https://a.org/x%").is_none());
        assert!(of_address("https://a.org/x%2Fz#%20").is_none());
        for text in ["javascript:alert(1)", "www.a.org", "internal:Sheet1!A1", "file:///etc/passwd", "慢慢"]
        {
            assert!(of_address(text).is_none(), "{text}");
        }
        assert!(of_address(&format!("https://a.org/{}", "x".repeat(2_066))).is_some());
        assert!(of_address(&format!("https://a.org/{}", "x".repeat(2_067))).is_none());
    }
}
