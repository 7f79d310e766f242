//! People, groups and where they work.

use super::identifier::Ident;
use super::text::Text;
use serde::{Deserialize, Serialize};

/// A name as CSL's name-variable has it (csl-data.json, `definitions/name-variable`).
///
/// Either `literal` is set and nothing else, or at least `family` is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Name {
    /// Family name, without particles, in title case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Given names or initials, as found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// `de la` in "Maria de la Cruz": written with the family name, not sorted by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_dropping_particle: Option<String>,
    /// A particle that goes when only the family name is cited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<String>,
    /// `Jr.`, `III`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// The whole name of a group, a mononym, or a name that cannot be split.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
}

impl Name {
    /// A name that is not split.
    #[must_use]
    pub fn literal(text: impl Into<String>) -> Self {
        Self { literal: Some(text.into()), ..Self::default() }
    }

    /// Particles and family name, as one string: `de la Cruz`. Empty for a literal.
    #[must_use]
    pub fn full_family(&self) -> String {
        let parts = [&self.dropping_particle, &self.non_dropping_particle, &self.family];
        let mut parts = parts.into_iter().flatten();
        let mut family = parts.next().cloned().unwrap_or_default();
        for part in parts {
            family.push(' ');
            family.push_str(part);
        }
        family
    }
}

/// How a form of a name relates to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormKind {
    /// In Latin letters.
    #[default]
    Romanised,
    /// In the person's own script.
    Native,
    /// Anything further.
    Alternate,
}

/// How sure a reading is, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The notation itself says so (a comma, a tag of its own).
    Certain,
    /// A rule of the notation says so (capitals, initials, particles).
    #[default]
    Rule,
    /// The other names of the list say so.
    Vote,
    /// An inventory of family names says so.
    Inventory,
    /// Nothing says so; the commonest case was taken.
    Default,
}

/// One written form of a person's or group's name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameForm {
    /// The name, split.
    pub name: Name,
    /// BCP-47 tag of the form, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// ISO 15924 code of the form's script: `Latn`, `Hani`, `Hang`, `Kana`, `Cyrl`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// Romanised, native or further.
    pub kind: FormKind,
    /// The text as it stood in the source.
    pub raw: String,
    /// How sure the split is.
    pub confidence: Confidence,
}

/// What a contributor did (CSL's name variables).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// CSL `author`.
    #[default]
    Author,
    /// CSL `editor`.
    Editor,
    /// CSL `translator`.
    Translator,
    /// CSL `collection-editor`: editor of the series.
    CollectionEditor,
    /// CSL `container-author`: author of the book a chapter stands in.
    ContainerAuthor,
    /// CSL `contributor`: anybody else.
    Contributor,
}

/// A person or group with everything the source says of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contributor {
    /// What it did.
    pub role: Role,
    /// The forms of the name, in the order of the source; never empty.
    pub forms: Vec<NameForm>,
    /// `id`s of [`Affiliation`]s. Empty when the source links none: an affiliation is never spread to everyone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affiliation_refs: Vec<String>,
    /// The markers beside the name, as printed: `1`, `a`, `*`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affiliation_markers_raw: Vec<String>,
    /// ORCID iD, sixteen digits with hyphens: `0000-0002-1825-0097`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orcid: Option<String>,
    /// Further identifiers of the person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_ids: Vec<Ident>,
    /// E-mail addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Corresponding author.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub corresponding: bool,
    /// Contributed equally with others so marked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub equal_contribution: bool,
    /// Academic degrees printed with the name: `MD`, `PhD`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub degrees: Vec<String>,
    /// A body rather than a person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_group: bool,
    /// Members of a group, where listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group_members: Vec<NameForm>,
}

impl Contributor {
    /// The form for citations: the romanised one if there is one, else the native one, else the first.
    ///
    /// `None` only for a contributor without any form, which no reader makes.
    #[must_use]
    pub fn projected(&self) -> Option<&NameForm> {
        let of_kind = |kind| self.forms.iter().find(|form| form.kind == kind);
        of_kind(FormKind::Romanised).or_else(|| of_kind(FormKind::Native)).or_else(|| self.forms.first())
    }

    /// The form in the person's own script, where there is one beside a romanised one.
    #[must_use]
    pub fn native_beside_romanised(&self) -> Option<&NameForm> {
        let native = self.forms.iter().find(|form| form.kind == FormKind::Native)?;
        self.forms.iter().any(|form| form.kind == FormKind::Romanised).then_some(native)
    }
}

/// An institution as printed on the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affiliation {
    /// Unique in the record: `a1`, `a2` … in order of the page.
    pub id: String,
    /// The label before it, as printed: `1`, `a`, `*`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_raw: Option<String>,
    /// The text, in one or more languages; the first is the one printed first.
    pub texts: Vec<Text>,
    /// ROR identifier, a full URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ror: Option<String>,
    /// ISO 3166-1 alpha-2 code, where the source states the country.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Postcode, where one stands at the start or the end of the text (the text keeps it).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
}

impl Affiliation {
    /// The text printed first, with its label as on the page: `1. Department of …`.
    #[must_use]
    pub fn labelled(&self) -> String {
        let text = self.texts.first().map(Text::to_plain).unwrap_or_default();
        match &self.label_raw {
            Some(label) => format!("{label}. {text}"),
            None => text,
        }
    }
}
