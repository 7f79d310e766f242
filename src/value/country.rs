//! Countries as a database states them for a journal (mapping reference 5.3).

use super::Part;
use crate::record::Country;
use crate::report::{Code, Remark, quoted};
use crate::vocab::countries;

/// A name that two countries bear.
pub const COUNTRY_AMBIGUOUS: Code = Code::warning(
    "country-ambiguous",
    "The name of a country is that of two countries (Korea); the commoner one's code is given, the text is kept.",
);

/// A name that is in no table.
pub const COUNTRY_UNKNOWN: Code = Code::warning(
    "country-unknown",
    "The name of a country is not known; the text is kept, and no code is given to it.",
);

/// What a text says about countries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CountriesReading {
    /// The countries in the order printed, each with its text as it stands.
    pub countries: Vec<Country>,
    /// What became of the text.
    pub parts: Vec<Part>,
    /// Names that are ambiguous or not known.
    pub remarks: Vec<Remark>,
}

/// Reads one country, or several separated by `;` or line ends. Commas never separate: they belong to names
/// ("Korea, Republic of"). The text is never normalised.
#[must_use]
pub fn parse(text: &str) -> CountriesReading {
    let mut reading = CountriesReading::default();
    let mut start = 0;
    let separators = text.char_indices().filter(|(_, character)| matches!(character, ';' | '；' | '\n'));
    for (offset, separator) in separators.chain([(text.len(), '\n')]) {
        let slice = text.get(start..offset).unwrap_or_default();
        let name = slice.trim();
        if !name.is_empty() {
            let begin = start + (slice.len() - slice.trim_start().len());
            push(name, begin, &mut reading);
        }
        start = offset + separator.len_utf8();
        if separator != '\n' {
            reading.parts.push(Part::furniture(offset, start));
        }
    }
    reading
}

fn push(name: &str, begin: usize, reading: &mut CountriesReading) {
    let row = countries::by_name(name).or_else(|| countries::by_code(name));
    match row {
        Some(_) if is_ambiguous(name) => {
            let message = format!("{} is taken for South Korea; its text is kept", quoted(name));
            reading.remarks.push(Remark::new(&COUNTRY_AMBIGUOUS, message));
        }
        Some(_) => {}
        None => {
            let message = format!("{} is no country we know; the text is kept", quoted(name));
            reading.remarks.push(Remark::new(&COUNTRY_UNKNOWN, message));
        }
    }
    reading.countries.push(Country { text: name.to_owned(), code: row.map(|row| row.alpha2.to_owned()) });
    let index = reading.countries.len();
    reading.parts.push(Part { index, ..Part::field(begin, begin + name.len(), "country") });
}

fn is_ambiguous(name: &str) -> bool {
    name.trim_end_matches('.').eq_ignore_ascii_case("korea")
}

/// "Atlanta, Georgia" is not in Georgia: a state of the United States has the name of a country.
fn is_also_a_state(name: &str) -> bool {
    name.eq_ignore_ascii_case("georgia")
}

/// The alpha-2 code of the country at the end of an address: "…, Beijing, China.", "…, Seoul, Republic of Korea".
///
/// The country must stand after a comma, a full stop or a parenthesis, or be the whole text; a postcode or an
/// e-mail address behind it is for the caller to cut. "Korea" and "Georgia" give
/// none, since nothing may be guessed here.
#[must_use]
pub fn at_end_of(address: &str) -> Option<&'static str> {
    split_off(address).map(|(_, code)| code)
}

/// The address before the country at its end, and the country's code: see [`at_end_of`].
#[must_use]
pub fn split_off(address: &str) -> Option<(&str, &'static str)> {
    let address = address.trim_end_matches(|character: char| {
        character.is_whitespace() || matches!(character, '.' | ';' | '。' | '；' | ',' | '，')
    });
    // No name of a country is longer; it bounds the work on a long text.
    let mut start = address.len().saturating_sub(80);
    while !address.is_char_boundary(start) {
        start += 1;
    }
    let separators = address
        .get(start..)?
        .char_indices()
        .filter(|(_, character)| matches!(character, ',' | '，' | ';' | '；' | '.' | '。'))
        .map(|(offset, character)| start + offset + character.len_utf8());
    let whole = (start == 0).then_some(0);
    // The longest form wins: "Hong Kong, China" before "China".
    whole.into_iter().chain(separators).find_map(|offset| {
        let form = address.get(offset..)?.trim();
        let row = countries::by_name(form).filter(|_| !is_ambiguous(form) && !is_also_a_state(form))?;
        Some((address.get(..offset)?, row.alpha2))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_is_kept_and_the_code_added() {
        let reading = parse("China; Korea, Republic of ；Atlantis");
        let shown: Vec<_> = reading
            .countries
            .iter()
            .map(|country| (country.text.as_str(), country.code.as_deref()))
            .collect();
        assert_eq!(shown, [("China", Some("CN")), ("Korea, Republic of", Some("KR")), ("Atlantis", None)]);
        assert_eq!(reading.remarks.len(), 1);
        assert_eq!(reading.remarks[0].code.name, "country-unknown");
    }

    #[test]
    fn bare_korea_is_flagged() {
        let reading = parse("Korea");
        assert_eq!(reading.countries[0].code.as_deref(), Some("KR"));
        assert_eq!(reading.remarks[0].code.name, "country-ambiguous");
    }

    #[test]
    fn the_country_of_an_address() {
        assert_eq!(at_end_of("Department of Medicine, Peking University, Beijing, China."), Some("CN"));
        assert_eq!(at_end_of("University of Hong Kong, Hong Kong, China"), Some("HK"));
        assert_eq!(at_end_of("Yonsei University, Seoul, Republic of Korea"), Some("KR"));
        assert_eq!(at_end_of("Yonsei University, Seoul, Korea, Democratic People's Republic of"), Some("KP"));
        assert_eq!(at_end_of("Yonsei University, Seoul, Korea"), None);
        assert_eq!(at_end_of("Hospital of South China"), None);
        assert_eq!(at_end_of("University of Sydney, NSW 2006, Australia"), Some("AU"));
        assert_eq!(at_end_of("Guangzhou 510000, P.R. China"), Some("CN"));
        assert_eq!(at_end_of("King's College, London, UK."), Some("GB"));
        assert_eq!(at_end_of("Emory University, Atlanta, Georgia"), None);
        assert_eq!(at_end_of(""), None);
    }
}
