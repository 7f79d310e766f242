//! Subject headings and keywords of MODS.

use super::super::xml::Fields;
use super::lang_of;
use crate::record::{Term, Vocabulary};
use crate::syntax::xml::Element;

/// One heading: its first part, then what narrows it. Without an authority it is a keyword.
pub(super) fn read(subject: &Element<'_>, fields: &mut Fields<'_>) {
    let first_topic = subject.first("topic");
    let said =
        |name: &str| subject.attribute(name).or_else(|| first_topic.and_then(|topic| topic.attribute(name)));
    let authority = said("authority").unwrap_or_default().to_lowercase();
    let vocab = match authority.as_str() {
        "" | "keyword" => Vocabulary::Author,
        "mesh" | "msh" | "nlmmesh" => Vocabulary::Mesh,
        _ => Vocabulary::Other,
    };
    let mut pieces = Vec::new();
    for part in subject.elements() {
        match part.name {
            "topic" | "geographic" | "temporal" | "occupation" | "genre" => pieces.push(part.text()),
            "titleInfo" => pieces.push(texts(part, " ")),
            "name" => pieces.push(texts(part, ", ")),
            "hierarchicalGeographic" => pieces.extend(part.elements().map(Element::text)),
            _ => fields.unknown("subject", part),
        }
    }
    // A catalogue may write a whole heading into one topic.
    if let ([only], Vocabulary::Mesh | Vocabulary::Other) = (pieces.as_slice(), vocab) {
        pieces = only.split("--").map(|piece| piece.trim().to_owned()).collect();
    }
    pieces.retain(|piece| !piece.is_empty());
    let mut pieces = pieces.into_iter();
    let Some(value) = pieces.next() else { return };
    let uri = said("valueURI");
    let number = uri.as_deref().filter(|_| vocab == Vocabulary::Mesh).and_then(mesh_number);
    fields.intake.term(Term {
        value,
        lang: lang_of(subject).or_else(|| first_topic.and_then(lang_of)),
        vocab,
        ui: number.or(uri),
        qualifiers: pieces.collect(),
        major: subject.attribute("usage").is_some(),
    });
}

fn texts(element: &Element<'_>, joint: &str) -> String {
    let texts: Vec<String> = element.elements().map(Element::text).filter(|text| !text.is_empty()).collect();
    texts.join(joint)
}

/// The number at the end of an address of `MeSH` (`http://id.nlm.nih.gov/mesh/D016454`).
pub(super) fn mesh_number(uri: &str) -> Option<String> {
    let (before, number) = uri.rsplit_once('/')?;
    let digits = number.trim_start_matches(|it: char| it.is_ascii_uppercase());
    let is_number = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    (before.contains("nlm.nih.gov/mesh") && is_number).then(|| number.to_owned())
}
