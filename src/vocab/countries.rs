//! Countries and territories of ISO 3166-1 (mapping reference 5.3 and the standard's own table).

use super::table::Table;
use std::sync::LazyLock;

/// A country or territory with a code of its own.
#[derive(Debug)]
pub struct CountryRow {
    /// ISO 3166-1 alpha-2.
    pub alpha2: &'static str,
    /// ISO 3166-1 alpha-3.
    pub alpha3: &'static str,
    /// English short name.
    pub english: &'static str,
    /// Other forms it is read by.
    pub also: &'static [&'static str],
}

const fn row(
    alpha2: &'static str,
    alpha3: &'static str,
    english: &'static str,
    also: &'static [&'static str],
) -> CountryRow {
    CountryRow { alpha2, alpha3, english, also }
}

/// All entries of the standard. Bare "Korea" stands in none: see [`by_name`].
#[rustfmt::skip]
pub const COUNTRIES: &[CountryRow] = &[
    row("AD", "AND", "Andorra", &[]),
    row("AE", "ARE", "United Arab Emirates", &["UAE", "U.A.E."]),
    row("AF", "AFG", "Afghanistan", &[]),
    row("AG", "ATG", "Antigua and Barbuda", &[]),
    row("AI", "AIA", "Anguilla", &[]),
    row("AL", "ALB", "Albania", &[]),
    row("AM", "ARM", "Armenia", &[]),
    row("AO", "AGO", "Angola", &[]),
    row("AQ", "ATA", "Antarctica", &[]),
    row("AR", "ARG", "Argentina", &["República Argentina"]),
    row("AS", "ASM", "American Samoa", &[]),
    row("AT", "AUT", "Austria", &["Österreich"]),
    row("AU", "AUS", "Australia", &[]),
    row("AW", "ABW", "Aruba", &[]),
    row("AX", "ALA", "Åland Islands", &["Aland Islands"]),
    row("AZ", "AZE", "Azerbaijan", &[]),
    row("BA", "BIH", "Bosnia and Herzegovina", &[]),
    row("BB", "BRB", "Barbados", &[]),
    row("BD", "BGD", "Bangladesh", &[]),
    row("BE", "BEL", "Belgium", &["Belgique", "België"]),
    row("BF", "BFA", "Burkina Faso", &[]),
    row("BG", "BGR", "Bulgaria", &[]),
    row("BH", "BHR", "Bahrain", &[]),
    row("BI", "BDI", "Burundi", &[]),
    row("BJ", "BEN", "Benin", &[]),
    row("BL", "BLM", "Saint Barthélemy", &["Saint Barthelemy"]),
    row("BM", "BMU", "Bermuda", &[]),
    row("BN", "BRN", "Brunei Darussalam", &["Brunei"]),
    row("BO", "BOL", "Bolivia", &["Bolivia, Plurinational State of", "Bolivia (Plurinational State of)"]),
    row("BQ", "BES", "Bonaire, Sint Eustatius and Saba", &[]),
    row("BR", "BRA", "Brazil", &["Brasil"]),
    row("BS", "BHS", "Bahamas", &["The Bahamas"]),
    row("BT", "BTN", "Bhutan", &[]),
    row("BV", "BVT", "Bouvet Island", &[]),
    row("BW", "BWA", "Botswana", &[]),
    row("BY", "BLR", "Belarus", &[]),
    row("BZ", "BLZ", "Belize", &[]),
    row("CA", "CAN", "Canada", &[]),
    row("CC", "CCK", "Cocos (Keeling) Islands", &[]),
    row("CD", "COD", "Democratic Republic of the Congo", &["Congo, The Democratic Republic of the", "DR Congo", "DRC", "Congo (Democratic Republic of the)"]),
    row("CF", "CAF", "Central African Republic", &[]),
    row("CG", "COG", "Congo", &["Republic of the Congo", "Congo (Brazzaville)"]),
    row("CH", "CHE", "Switzerland", &["Schweiz", "Suisse"]),
    row("CI", "CIV", "Côte d'Ivoire", &["Cote d'Ivoire", "Ivory Coast"]),
    row("CK", "COK", "Cook Islands", &[]),
    row("CL", "CHL", "Chile", &[]),
    row("CM", "CMR", "Cameroon", &[]),
    row("CN", "CHN", "China", &["China, People's Republic of", "People's Republic of China", "P. R. China", "P.R. China", "P.R.China", "PR China", "P R China", "PRC", "China (Mainland)", "China, Mainland", "Mainland China", "中国", "中國", "中华人民共和国"]),
    row("CO", "COL", "Colombia", &[]),
    row("CR", "CRI", "Costa Rica", &[]),
    row("CU", "CUB", "Cuba", &[]),
    row("CV", "CPV", "Cabo Verde", &["Cape Verde"]),
    row("CW", "CUW", "Curaçao", &["Curacao"]),
    row("CX", "CXR", "Christmas Island", &[]),
    row("CY", "CYP", "Cyprus", &[]),
    row("CZ", "CZE", "Czechia", &["Czech Republic"]),
    row("DE", "DEU", "Germany", &["Federal Republic of Germany", "Deutschland"]),
    row("DJ", "DJI", "Djibouti", &[]),
    row("DK", "DNK", "Denmark", &[]),
    row("DM", "DMA", "Dominica", &[]),
    row("DO", "DOM", "Dominican Republic", &["República Dominicana"]),
    row("DZ", "DZA", "Algeria", &[]),
    row("EC", "ECU", "Ecuador", &[]),
    row("EE", "EST", "Estonia", &[]),
    row("EG", "EGY", "Egypt", &[]),
    row("EH", "ESH", "Western Sahara", &[]),
    row("ER", "ERI", "Eritrea", &[]),
    row("ES", "ESP", "Spain", &["España"]),
    row("ET", "ETH", "Ethiopia", &[]),
    row("FI", "FIN", "Finland", &[]),
    row("FJ", "FJI", "Fiji", &["Fiji Islands"]),
    row("FK", "FLK", "Falkland Islands (Malvinas)", &["Falkland Islands"]),
    row("FM", "FSM", "Micronesia (Federated States of)", &["Micronesia, Federated States of", "Federated States of Micronesia", "Micronesia", "FSM"]),
    row("FO", "FRO", "Faroe Islands", &[]),
    row("FR", "FRA", "France", &[]),
    row("GA", "GAB", "Gabon", &[]),
    row("GB", "GBR", "United Kingdom", &["UK", "U.K.", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland", "United Kingdom of Great Britain and Northern Ireland"]),
    row("GD", "GRD", "Grenada", &[]),
    row("GE", "GEO", "Georgia", &[]),
    row("GF", "GUF", "French Guiana", &[]),
    row("GG", "GGY", "Guernsey", &[]),
    row("GH", "GHA", "Ghana", &[]),
    row("GI", "GIB", "Gibraltar", &[]),
    row("GL", "GRL", "Greenland", &[]),
    row("GM", "GMB", "Gambia", &["The Gambia"]),
    row("GN", "GIN", "Guinea", &[]),
    row("GP", "GLP", "Guadeloupe", &[]),
    row("GQ", "GNQ", "Equatorial Guinea", &[]),
    row("GR", "GRC", "Greece", &[]),
    row("GS", "SGS", "South Georgia and the South Sandwich Islands", &[]),
    row("GT", "GTM", "Guatemala", &[]),
    row("GU", "GUM", "Guam", &[]),
    row("GW", "GNB", "Guinea-Bissau", &[]),
    row("GY", "GUY", "Guyana", &[]),
    row("HK", "HKG", "Hong Kong", &["Hong Kong (China)", "Hong Kong, China", "Hong Kong SAR", "Hong Kong SAR, China", "China (Hong Kong)", "China, Hong Kong", "Hongkong", "香港"]),
    row("HM", "HMD", "Heard Island and McDonald Islands", &[]),
    row("HN", "HND", "Honduras", &[]),
    row("HR", "HRV", "Croatia", &[]),
    row("HT", "HTI", "Haiti", &[]),
    row("HU", "HUN", "Hungary", &[]),
    row("ID", "IDN", "Indonesia", &["Republic of Indonesia"]),
    row("IE", "IRL", "Ireland", &["Republic of Ireland"]),
    row("IL", "ISR", "Israel", &[]),
    row("IM", "IMN", "Isle of Man", &[]),
    row("IN", "IND", "India", &[]),
    row("IO", "IOT", "British Indian Ocean Territory", &[]),
    row("IQ", "IRQ", "Iraq", &[]),
    row("IR", "IRN", "Iran (Islamic Republic of)", &["Iran, Islamic Republic of", "Islamic Republic of Iran", "Iran", "I.R. Iran", "IR Iran"]),
    row("IS", "ISL", "Iceland", &[]),
    row("IT", "ITA", "Italy", &["Italia"]),
    row("JE", "JEY", "Jersey", &[]),
    row("JM", "JAM", "Jamaica", &[]),
    row("JO", "JOR", "Jordan", &[]),
    row("JP", "JPN", "Japan", &["日本"]),
    row("KE", "KEN", "Kenya", &[]),
    row("KG", "KGZ", "Kyrgyzstan", &["Kyrgyz Republic"]),
    row("KH", "KHM", "Cambodia", &["Kingdom of Cambodia"]),
    row("KI", "KIR", "Kiribati", &[]),
    row("KM", "COM", "Comoros", &[]),
    row("KN", "KNA", "Saint Kitts and Nevis", &[]),
    row("KP", "PRK", "Democratic People's Republic of Korea", &["Korea, Democratic People's Republic of", "Korea (Democratic People's Republic of)", "Korea (North)", "Korea, North", "North Korea", "DPRK", "DPR Korea"]),
    row("KR", "KOR", "Republic of Korea", &["Korea (South)", "Korea, South", "South Korea", "Korea, Republic of", "Korea (Republic of)", "Korea, Rep. of", "Rep. of Korea", "S. Korea", "ROK", "R.O.K.", "대한민국", "한국", "韩国", ]),
    row("KW", "KWT", "Kuwait", &[]),
    row("KY", "CYM", "Cayman Islands", &[]),
    row("KZ", "KAZ", "Kazakhstan", &[]),
    row("LA", "LAO", "Lao People's Democratic Republic", &["Lao PDR", "Lao P.D.R.", "Laos", "Lao"]),
    row("LB", "LBN", "Lebanon", &[]),
    row("LC", "LCA", "Saint Lucia", &[]),
    row("LI", "LIE", "Liechtenstein", &[]),
    row("LK", "LKA", "Sri Lanka", &["Ceylon"]),
    row("LR", "LBR", "Liberia", &[]),
    row("LS", "LSO", "Lesotho", &[]),
    row("LT", "LTU", "Lithuania", &[]),
    row("LU", "LUX", "Luxembourg", &[]),
    row("LV", "LVA", "Latvia", &[]),
    row("LY", "LBY", "Libya", &[]),
    row("MA", "MAR", "Morocco", &[]),
    row("MC", "MCO", "Monaco", &[]),
    row("MD", "MDA", "Republic of Moldova", &["Moldova", "Moldova, Republic of"]),
    row("ME", "MNE", "Montenegro", &[]),
    row("MF", "MAF", "Saint Martin (French part)", &[]),
    row("MG", "MDG", "Madagascar", &[]),
    row("MH", "MHL", "Marshall Islands", &[]),
    row("MK", "MKD", "North Macedonia", &["Macedonia", "Macedonia (FYROM)", "Republic of North Macedonia"]),
    row("ML", "MLI", "Mali", &[]),
    row("MM", "MMR", "Myanmar", &["Burma"]),
    row("MN", "MNG", "Mongolia", &["Монгол", "Монгол Улс", ]),
    row("MO", "MAC", "Macao", &["Macau", "Macao (China)", "Macao, China", "Macao SAR", "Macao SAR, China", "Macau, China", "Macau SAR", "China, Macao", "China (Macao)", "澳门", "澳門"]),
    row("MP", "MNP", "Northern Mariana Islands", &["Commonwealth of the Northern Mariana Islands"]),
    row("MQ", "MTQ", "Martinique", &[]),
    row("MR", "MRT", "Mauritania", &[]),
    row("MS", "MSR", "Montserrat", &[]),
    row("MT", "MLT", "Malta", &[]),
    row("MU", "MUS", "Mauritius", &[]),
    row("MV", "MDV", "Maldives", &[]),
    row("MW", "MWI", "Malawi", &[]),
    row("MX", "MEX", "Mexico", &["México"]),
    row("MY", "MYS", "Malaysia", &["马来西亚"]),
    row("MZ", "MOZ", "Mozambique", &[]),
    row("NA", "NAM", "Namibia", &[]),
    row("NC", "NCL", "New Caledonia", &[]),
    row("NE", "NER", "Niger", &[]),
    row("NF", "NFK", "Norfolk Island", &[]),
    row("NG", "NGA", "Nigeria", &[]),
    row("NI", "NIC", "Nicaragua", &[]),
    row("NL", "NLD", "Netherlands", &["The Netherlands", "Holland"]),
    row("NO", "NOR", "Norway", &[]),
    row("NP", "NPL", "Nepal", &[]),
    row("NR", "NRU", "Nauru", &[]),
    row("NU", "NIU", "Niue", &[]),
    row("NZ", "NZL", "New Zealand", &["Aotearoa New Zealand"]),
    row("OM", "OMN", "Oman", &[]),
    row("PA", "PAN", "Panama", &["Panamá"]),
    row("PE", "PER", "Peru", &["Perú"]),
    row("PF", "PYF", "French Polynesia", &[]),
    row("PG", "PNG", "Papua New Guinea", &["PNG"]),
    row("PH", "PHL", "Philippines", &["the Philippines", "Republic of the Philippines", "Pilipinas", "Filipinas"]),
    row("PK", "PAK", "Pakistan", &[]),
    row("PL", "POL", "Poland", &[]),
    row("PM", "SPM", "Saint Pierre and Miquelon", &[]),
    row("PN", "PCN", "Pitcairn", &["Pitcairn Islands"]),
    row("PR", "PRI", "Puerto Rico", &[]),
    row("PS", "PSE", "Palestine", &["Palestine, State of", "State of Palestine"]),
    row("PT", "PRT", "Portugal", &[]),
    row("PW", "PLW", "Palau", &[]),
    row("PY", "PRY", "Paraguay", &[]),
    row("QA", "QAT", "Qatar", &[]),
    row("RE", "REU", "Réunion", &["Reunion"]),
    row("RO", "ROU", "Romania", &[]),
    row("RS", "SRB", "Serbia", &[]),
    row("RU", "RUS", "Russian Federation", &["Russia", "Россия", "Российская Федерация"]),
    row("RW", "RWA", "Rwanda", &[]),
    row("SA", "SAU", "Saudi Arabia", &["Kingdom of Saudi Arabia"]),
    row("SB", "SLB", "Solomon Islands", &[]),
    row("SC", "SYC", "Seychelles", &[]),
    row("SD", "SDN", "Sudan", &[]),
    row("SE", "SWE", "Sweden", &[]),
    row("SG", "SGP", "Singapore", &["Republic of Singapore", "新加坡"]),
    row("SH", "SHN", "Saint Helena, Ascension and Tristan da Cunha", &[]),
    row("SI", "SVN", "Slovenia", &[]),
    row("SJ", "SJM", "Svalbard and Jan Mayen", &[]),
    row("SK", "SVK", "Slovakia", &["Slovak Republic"]),
    row("SL", "SLE", "Sierra Leone", &[]),
    row("SM", "SMR", "San Marino", &[]),
    row("SN", "SEN", "Senegal", &[]),
    row("SO", "SOM", "Somalia", &[]),
    row("SR", "SUR", "Suriname", &[]),
    row("SS", "SSD", "South Sudan", &[]),
    row("ST", "STP", "Sao Tome and Principe", &[]),
    row("SV", "SLV", "El Salvador", &[]),
    row("SX", "SXM", "Sint Maarten (Dutch part)", &[]),
    row("SY", "SYR", "Syrian Arab Republic", &["Syria"]),
    row("SZ", "SWZ", "Eswatini", &["Swaziland"]),
    row("TC", "TCA", "Turks and Caicos Islands", &[]),
    row("TD", "TCD", "Chad", &[]),
    row("TF", "ATF", "French Southern Territories", &[]),
    row("TG", "TGO", "Togo", &[]),
    row("TH", "THA", "Thailand", &[]),
    row("TJ", "TJK", "Tajikistan", &[]),
    row("TK", "TKL", "Tokelau", &[]),
    row("TL", "TLS", "Timor-Leste", &["East Timor"]),
    row("TM", "TKM", "Turkmenistan", &[]),
    row("TN", "TUN", "Tunisia", &[]),
    row("TO", "TON", "Tonga", &[]),
    row("TR", "TUR", "Türkiye", &["Turkey", "Turkiye"]),
    row("TT", "TTO", "Trinidad and Tobago", &[]),
    row("TV", "TUV", "Tuvalu", &[]),
    row("TW", "TWN", "Taiwan", &["Taiwan, China", "Taiwan (China)", "China (Taiwan)", "China, Taiwan", "Taiwan, Province of China", "Taiwan, Republic of China", "Republic of China (Taiwan)", "Taiwan, ROC", "Taiwan, R.O.C.", "Taiwan ROC", "台湾", "台灣", "臺灣"]),
    row("TZ", "TZA", "United Republic of Tanzania", &["Tanzania", "Tanzania, United Republic of"]),
    row("UA", "UKR", "Ukraine", &[]),
    row("UG", "UGA", "Uganda", &[]),
    row("UM", "UMI", "United States Minor Outlying Islands", &[]),
    row("US", "USA", "United States of America", &["United States", "USA", "U.S.A.", "US", "U.S.", "U S A"]),
    row("UY", "URY", "Uruguay", &[]),
    row("UZ", "UZB", "Uzbekistan", &[]),
    row("VA", "VAT", "Holy See", &["Vatican City", "Holy See (Vatican City State)"]),
    row("VC", "VCT", "Saint Vincent and the Grenadines", &[]),
    row("VE", "VEN", "Venezuela", &["Venezuela, Bolivarian Republic of", "Venezuela (Bolivarian Republic of)"]),
    row("VG", "VGB", "British Virgin Islands", &["Virgin Islands, British"]),
    row("VI", "VIR", "United States Virgin Islands", &["Virgin Islands, U.S.", "US Virgin Islands"]),
    row("VN", "VNM", "Viet Nam", &["Vietnam", "Việt Nam", "Socialist Republic of Vietnam", ]),
    row("VU", "VUT", "Vanuatu", &[]),
    row("WF", "WLF", "Wallis and Futuna", &[]),
    row("WS", "WSM", "Samoa", &["Western Samoa"]),
    row("YE", "YEM", "Yemen", &[]),
    row("YT", "MYT", "Mayotte", &[]),
    row("ZA", "ZAF", "South Africa", &[]),
    row("ZM", "ZMB", "Zambia", &[]),
    row("ZW", "ZWE", "Zimbabwe", &[]),
];

static BY_NAME: LazyLock<Table<String, &'static CountryRow>> = LazyLock::new(|| {
    let forms =
        |row: &'static CountryRow| row.also.iter().chain([&row.english]).map(move |form| (folded(form), row));
    COUNTRIES.iter().flat_map(forms).collect()
});

/// The country of a name, in any case, with or without "the"; dots and blanks of abbreviations do not matter.
///
/// Bare "Korea" is South Korea here; the reader of a value flags it as ambiguous (mapping reference 5.3).
#[must_use]
pub fn by_name(text: &str) -> Option<&'static CountryRow> {
    let wanted = folded(text);
    if wanted == "korea" { by_code("KR") } else { BY_NAME.get(&wanted).copied() }
}

/// The country of an alpha-2 or alpha-3 code in capitals.
#[must_use]
pub fn by_code(text: &str) -> Option<&'static CountryRow> {
    COUNTRIES.iter().find(|row| row.alpha2 == text || row.alpha3 == text)
}

/// Lower case, typographic apostrophes straightened, dots dropped, blanks single, no leading article.
fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut is_behind_blank = false;
    for character in text.chars() {
        let character = match character {
            '’' | '‘' | '`' => '\'',
            '（' => '(',
            '）' => ')',
            '，' => ',',
            _ => character,
        };
        if character == '.' || character.is_whitespace() {
            is_behind_blank = !plain.is_empty();
            continue;
        }
        if std::mem::take(&mut is_behind_blank) && character != ',' {
            plain.push(' ');
        }
        match character {
            'a'..='z' => plain.push(character),
            _ => plain.extend(character.to_lowercase()),
        }
    }
    match plain.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_names_one_country() {
        assert_eq!(COUNTRIES.len(), 249);
        for row in COUNTRIES {
            assert_eq!((row.alpha2.len(), row.alpha3.len()), (2, 3), "{}", row.english);
            for form in row.also.iter().chain([&row.english]) {
                assert_eq!(by_name(form).map(|found| found.alpha2), Some(row.alpha2), "{form}");
            }
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        for form in ["P. R. China", "P.R.China", "p r china", "People’s Republic of China", "THE PHILIPPINES"]
        {
            assert!(by_name(form).is_some(), "{form}");
        }
        assert_eq!(by_name("Korea").map(|row| row.alpha2), Some("KR"));
        assert!(by_name("Atlantis").is_none());
        assert!(by_name(" . ").is_none());
        assert_eq!(by_code("PRK").map(|row| row.alpha2), Some("KP"));
        assert!(by_code("cn").is_none());
    }
}
