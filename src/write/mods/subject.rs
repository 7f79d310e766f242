//! Keywords and subject headings: one `subject` each.

use super::{Draft, Lang};
use crate::record::{Term, Vocabulary};
use crate::value::text;

/// Addresses of `MeSH` as linked data (id.nlm.nih.gov).
const MESH: &str = "http://id.nlm.nih.gov/mesh/";

/// The address of a heading of `MeSH` by its number; `None` for what is no such number.
pub(super) fn mesh_address(ui: &str) -> Option<String> {
    let digits = ui.strip_prefix(|it: char| it.is_ascii_uppercase())?;
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    is_number.then(|| format!("{MESH}{ui}"))
}

impl Draft {
    /// `article` is the language of the article, which tells Chinese from Japanese in a term of a few characters.
    pub(super) fn subjects(&mut self, terms: &[Term], article: Option<&str>) {
        for Term { value, lang, vocab, ui, qualifiers, major } in terms {
            let authority = match vocab {
                Vocabulary::Author => "",
                Vocabulary::Mesh => "mesh",
                Vocabulary::Other => "local",
            };
            let number = ui.as_deref().unwrap_or_default();
            let address = mesh_address(number).filter(|_| *vocab == Vocabulary::Mesh);
            let usage = if *major { "primary" } else { "" };
            let lang = Lang::of(lang.as_deref().or_else(|| text::language_of(value, article)));
            let mut attributes = vec![
                ("authority", authority),
                ("valueURI", address.as_deref().unwrap_or(number)),
                ("usage", usage),
            ];
            attributes.extend(lang.attributes());
            self.xml.within("subject", &attributes, |xml| {
                for piece in std::iter::once(value).chain(qualifiers) {
                    xml.leaf("topic", &[], piece);
                }
            });
        }
    }
}
