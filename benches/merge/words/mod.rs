//! What made-up articles are put together from. The two halves share nothing but the letters: other diseases, treatments,
//! sentences, journals and families, so that a rule that was fitted to the one shows it on the other.

pub(crate) mod development;
pub(crate) mod test;

/// A word in English and in Chinese.
pub(crate) type Word = (&'static str, &'static str);

/// A family name in Latin letters and in characters; the second is empty where the person has none.
pub(crate) type Name = (&'static str, &'static str);

/// A journal: name, abbreviation, name in Chinese, ISSN.
pub(crate) type Journal = (&'static str, &'static str, &'static str, &'static str);

/// The words of one half.
pub(crate) struct Words {
    pub(crate) seed: u64,
    pub(crate) diseases: &'static [Word],
    pub(crate) treatments: &'static [Word],
    pub(crate) people: &'static [Word],
    pub(crate) outcomes: &'static [Word],
    /// Titles: `{t}` a treatment, `{d}` a disease, `{p}` people, `{o}` an outcome.
    pub(crate) titles: &'static [Word],
    pub(crate) subtitles: &'static [Word],
    pub(crate) generic: &'static [Word],
    pub(crate) families: &'static [Name],
    pub(crate) given: &'static [Name],
    pub(crate) western: &'static [(&'static str, &'static str)],
    pub(crate) journals: &'static [Journal],
    pub(crate) sentences: &'static [&'static str],
}
