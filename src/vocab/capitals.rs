//! Words that keep their capitals: abbreviations of medicine, and names that stand in titles.
//!
//! Source: general knowledge, written down by hand. Countries are in [`super::countries`], languages in [`super::languages`].

/// Abbreviations, as they are written. Those without a vowel need not stand here: no English word is so. Those that are English
/// words as well (`FISH`, `LED`) do not: in a title in capitals nobody could tell them apart.
#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "ABO", "ACE", "ADHD", "AIDS", "ALI", "ALK", "ALS", "ALT", "AMI", "APOE", "ARDS", "ASEAN", "AST", "AUC", "BCG", "BMI", "BMJ",
    "BRAF", "BRCA", "BRCA1", "BRCA2", "CABG", "CAD", "CCU", "CEA", "CI", "CIN", "CKD", "CME", "CO2", "COPD", "COVID", "COVID-19", "COX",
    "CPAP", "CRISPR", "CT", "CYP", "DIC", "DNA", "DOTS", "EBV", "ECG", "ECMO", "EEG", "EGFR", "EIA", "ELISA", "EMG", "ENT", "ER",
    "ERCP", "ESBL", "ESR", "EU", "FAO", "FDA", "FDG", "FEV1", "GABA", "GERD", "GFR", "GIS", "GMP", "GVHD", "HAART", "HBeAg", "HBsAg",
    "HBV", "HCV", "HDL", "HELLP", "HER2", "HIV", "HLA", "HPV", "HSV", "IBD", "IBS", "ICD", "ICU", "IFN", "IgA", "IgE", "IgG", "IgM",
    "IL", "ITP", "IUD", "IVF", "JAK", "JAMA", "KRAS", "LDL", "MALDI", "MELD", "MERS", "MeSH", "miRNA", "MODS", "MRI", "mRNA",
    "MRSA", "NAFLD", "NASH", "NICU", "NIH", "NSAID", "NSAIDs", "NSCLC", "OCT", "OECD", "OSA", "OSAS", "PACS", "PCOS", "PCR", "PET", "PICC",
    "PICU", "PIVKA", "PLA", "PLOS", "PSA", "PTSD", "RNA", "ROC", "ROS", "RT-PCR", "SARS", "SARS-CoV-2", "siRNA", "SIRS", "SLE",
    "SNP", "SOFA", "SPECT", "STAT3", "STD", "STEMI", "STI", "TAVI", "TB", "TIA", "TNF", "TURP", "UK", "UN", "UNESCO", "UNICEF", "USA",
    "US", "UTI", "UV", "VEGF", "WPRIM", "pH", "tRNA", "rRNA", "lncRNA", "circRNA", "cDNA", "mtDNA", "qPCR", "T1DM", "T2DM",
];

/// Names of people and places that stand in titles of medicine, without those of countries and languages.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "Achilles", "Addison", "Africa", "African", "Alzheimer", "America", "American", "Americans", "Apgar", "Asia", "Asian", "Asians",
    "Asperger", "Australasia", "Australian", "Bangkok", "Barrett", "Basedow", "Bayesian", "Behçet", "Behcet", "Beijing", "Bowen",
    "Budd", "Burkitt", "Busan", "Caesar", "Cambodian", "Canadian", "Canton", "Caucasian", "Cebu", "Chengdu", "Chiari", "Chinese",
    "Chongqing", "Christian", "Cochrane", "Crohn", "Cushing", "Daegu", "Dalian", "Davao", "Doppler", "Duchenne", "Dupuytren",
    "Ebola", "Escherichia", "Europe", "European", "Ewing", "Fallot", "Fanconi", "Filipino", "Filipinos", "Fukuoka", "Fukushima", "Gaucher",
    "Gleason", "Graves", "Guangdong", "Guangxi", "Guangzhou", "Guillain", "Barré", "Guizhou", "Gwangju", "Haemophilus", "Hainan", "Han",
    "Hangzhou", "Hanoi", "Hansen", "Harbin", "Hashimoto", "Hawaii", "Hebei", "Helicobacter", "Henan", "Hiroshima", "Hirschsprung", "Hodgkin",
    "Hokkaido", "Hubei", "Hunan", "Huntington", "Incheon", "Indonesian", "Islam", "Islamic", "Japanese", "Java", "Jiangsu", "Jiangxi", "Jilin",
    "Kaposi", "Kaplan", "Meier", "Kawasaki", "Klebsiella", "Korean", "Koreans", "Kyoto", "Laotian", "Legionella", "Liaoning", "Likert",
    "Luzon", "Malay", "Malaysian", "Manila", "Marfan", "Markov", "Medicare", "Melbourne", "Mindanao", "Mongolian", "Muslim", "Nagasaki", "Nanjing",
    "Nepalese", "Ningxia", "Okinawa", "Osaka", "Pacific", "Paget", "Papanicolaou", "Parkinson", "Pearson", "Penang", "Perth", "Peyronie",
    "Plasmodium", "Poisson", "Pompe", "Pseudomonas", "Qingdao", "Queensland", "Raynaud", "Reye", "Sabah", "Salmonella", "Sarawak",
    "Schistosoma", "Seoul", "Shaanxi", "Shandong", "Shanghai", "Shanxi", "Shenyang", "Shenzhen", "Shigella", "Sichuan", "Sjögren", "Sjogren",
    "Staphylococcus", "Streptococcus", "Sydney", "Taipei", "Takayasu", "Tianjin", "Tibet", "Tibetan", "Tokyo", "Tourette", "Turner", "Uygur", "Uyghur",
    "Uighur", "Vietnamese", "Visayas", "Western", "Wilms", "Wilson", "Wuhan", "Xiamen", "Xinjiang", "Yunnan", "Zhejiang", "Zhengzhou", "Zika",
];

/// The usual notation of an abbreviation, by its letters in whatever case; `None` for any other word.
#[must_use]
pub fn abbreviation(word: &str) -> Option<&'static str> {
    ABBREVIATIONS.iter().copied().find(|known| known.eq_ignore_ascii_case(word))
}

/// The usual notation of a name, by its letters in whatever case; `None` for any other word.
#[must_use]
pub fn name(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    NAMES.iter().copied().find(|known| known.to_lowercase() == lower)
}

/// Words that stay small inside a name in which the others have capitals.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "de", "del", "der", "des", "di", "du", "et", "for", "from", "in", "la", "of", "on", "or", "the",
    "to", "und", "van", "von", "vs", "with", "y",
];

/// Whether a word stays small inside a name in which the others have capitals: `of`, `and`.
#[must_use]
pub fn is_small_word(word: &str) -> bool {
    SMALL.iter().any(|small| small.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_any_case() {
        assert_eq!(abbreviation("MRNA"), Some("mRNA"));
        assert_eq!(abbreviation("hbsag"), Some("HBsAg"));
        assert_eq!(abbreviation("TEA"), None);
        assert_eq!(name("BEIJING"), Some("Beijing"));
        assert_eq!(name("SJÖGREN"), Some("Sjögren"));
        assert_eq!(name("sleep"), None);
        assert!(is_small_word("OF") && !is_small_word("TEA"));
    }
}
