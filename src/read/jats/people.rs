//! People of an article and where they work.

use super::super::intake::NameText;
use super::super::xml::{Fields, with_particle};
use super::{SKIPPED, lang_of};
use crate::record::{
    Affiliation, Confidence, Contributor, FormKind, Ident, Name, NameForm, Origin, Role, Seen, Text,
};
use crate::syntax::xml::Element;
use crate::value::{affiliation, name, orcid, text};
use std::collections::{BTreeSet, HashMap};

/// Addresses of e-mail in an institution, or in the notes of one identifier, of which everybody who refers to it is given all.
/// Where there are more they are nobody's in particular: as many people would have their number times that of the addresses.
const MOST_ADDRESSES: usize = 32;

/// What people may refer to.
#[derive(Default)]
struct Known {
    /// Institutions by the identifiers that the article has for them.
    institutions: HashMap<String, String>,
    /// Addresses of e-mail in institutions by our identifiers.
    emails: HashMap<String, Vec<String>>,
    /// Those in notes by the identifiers of the notes, with their places among all.
    notes: HashMap<String, Vec<(usize, String)>>,
}

/// Reads institutions, then everybody of the `contrib-group`s.
pub(super) fn read(meta: &Element<'_>, fields: &mut Fields<'_>) {
    let mut known = Known::default();
    let of_article = meta.elements().chain(meta.all("contrib-group").flat_map(Element::elements));
    for element in of_article.filter(|it| matches!(it.name, "aff" | "aff-alternatives")) {
        let id = institution(element, &mut known, fields);
        if let Some(name) = element.attribute("id").or_else(|| inner_id(element)) {
            known.institutions.entry(name).or_insert(id);
        }
    }
    correspondence(meta, &mut known, fields);
    for group in meta.all("contrib-group") {
        // An institution of the group is that of everybody in it who names no other (JATS, `<aff>`).
        let own: Vec<&Element<'_>> = group.all("aff").collect();
        let shared = match own.as_slice() {
            [only] if only.attribute("id").is_none() => {
                let text = words(only, fields);
                Some(fields.intake.affiliation_of(&text))
            }
            _ => None,
        };
        for part in group.elements() {
            match part.name {
                "contrib" => person(part, shared.as_deref(), &mut known, fields),
                "on-behalf-of" => {
                    fields.intake.line = part.line;
                    fields.intake.name(Role::Author, NameText::Body(part.text()));
                }
                "aff" | "aff-alternatives" => {}
                _ => fields.unknown("contrib-group", part),
            }
        }
    }
}

fn inner_id(element: &Element<'_>) -> Option<String> {
    element.elements().find_map(|inner| inner.attribute("id"))
}

/// E-mail addresses in notes.
fn correspondence(meta: &Element<'_>, known: &mut Known, fields: &mut Fields<'_>) {
    let Some(notes) = meta.first("author-notes") else { return };
    let mut count = 0;
    for note in notes.elements() {
        let addresses: Vec<String> = note.all("email").map(Element::text).collect();
        let of_note = known.notes.entry(note.attribute("id").unwrap_or_default()).or_default();
        let fit = !addresses.is_empty() && of_note.len() + addresses.len() <= MOST_ADDRESSES;
        if note.name == "corresp" && fit {
            let first = count;
            count += addresses.len();
            of_note.extend((first..).zip(addresses));
        } else {
            fields.unknown("author-notes", note);
        }
    }
}

/// The words of an institution without its label, with blanks between its parts.
fn words(element: &Element<'_>, fields: &mut Fields<'_>) -> String {
    const OTHER: &[&str] = &["label", "institution-id", "email", "sup"];
    let skipped: Vec<&str> = SKIPPED.iter().chain(OTHER).copied().collect();
    fields.marked("affiliation", element, &skipped).to_plain().trim_matches([' ', ',', ';']).to_owned()
}

/// Enters an institution, in as many languages as it is printed in, and gives its identifier.
fn institution(element: &Element<'_>, known: &mut Known, fields: &mut Fields<'_>) -> String {
    fields.intake.line = element.line;
    let printed: Vec<&Element<'_>> =
        if element.name == "aff-alternatives" { element.all("aff").collect() } else { vec![element] };
    let mut texts = Vec::new();
    for one in &printed {
        let plain = words(one, fields);
        let lang = lang_of(one).or_else(|| text::language_of(&plain, None).map(str::to_owned));
        texts.push(Text { value: plain.into(), lang, origin: Origin::Read });
    }
    let find = |name: &str| printed.iter().find_map(|it| it.text_of(name));
    let ids = printed.iter().flat_map(|it| it.elements()).flat_map(Element::elements);
    let ror = ids
        .filter(|it| it.name == "institution-id" && it.states("institution-id-type", "ror"))
        .map(Element::text)
        .next();
    let id = format!("a{}", fields.intake.record.affiliations.len() + 1);
    let label_raw = find("label").or_else(|| printed.iter().find_map(|it| it.text_of("sup")));
    let country = printed.iter().find_map(|it| it.first("country")?.attribute("country"));
    let addresses = texts.first().map(|it| affiliation::emails_in(&it.as_plain())).unwrap_or_default();
    if (1..=MOST_ADDRESSES).contains(&addresses.len()) {
        let addresses = addresses.into_iter().map(|(_, address)| address);
        known.emails.insert(id.clone(), addresses.collect());
    }
    let made = Affiliation { id: id.clone(), label_raw, texts, ror, country, postcode: None };
    fields.intake.record.affiliations.push(made);
    id
}

fn person(contrib: &Element<'_>, shared: Option<&str>, known: &mut Known, fields: &mut Fields<'_>) {
    fields.intake.line = contrib.line;
    let role = match contrib.attribute("contrib-type").as_deref() {
        None | Some("author") => Role::Author,
        Some("editor") => Role::Editor,
        Some("translator") => Role::Translator,
        Some("series-editor") => Role::CollectionEditor,
        Some("book-author") => Role::ContainerAuthor,
        Some(_) => Role::Contributor,
    };
    let yes = |name: &str| contrib.attribute(name).as_deref() == Some("yes");
    let mut person = Contributor {
        corresponding: yes("corresp"),
        equal_contribution: yes("equal-contrib"),
        ..Contributor::default()
    };
    let mut forms: Vec<NameForm> = Vec::new();
    let (mut whole, mut body) = (None, None);
    let mut references = Vec::new();
    for part in contrib.elements() {
        match part.name {
            "name" => match form(part) {
                Some(form) => forms.push(form),
                None => fields.unknown("contrib", part),
            },
            "name-alternatives" => {
                forms.extend(part.elements().filter_map(|it| form(it).or_else(|| unsplit_form(it))));
            }
            "string-name" => match form(part) {
                Some(form) => forms.push(form),
                None if forms.is_empty() && whole.is_none() => whole = Some(part.text()),
                None => forms.extend(unsplit_form(part)),
            },
            "collab" | "collab-alternatives" => {
                let inner = part.first("collab").unwrap_or(part);
                let group = body.insert(Group::of(inner, fields));
                if part.name == "collab-alternatives" {
                    let others = part.all("collab").filter(|other| !std::ptr::eq(*other, inner));
                    group.others = others.map(|other| Group::of(other, fields).name).collect();
                }
                let members = inner.all("contrib-group").flat_map(Element::elements);
                person.group_members.extend(
                    members
                        .filter_map(|it| it.first("name").or_else(|| it.at(&["name-alternatives", "name"])))
                        .filter_map(form),
                );
            }
            "anonymous" => body = Some(Group { name: "Anonymous".to_owned(), others: Vec::new() }),
            "contrib-id" => identifier(part, &mut person),
            "xref" => references.extend(xref(part, known, &mut person)),
            "aff" => references.push((institution(part, known, fields), true)),
            "email" => person.emails.push(part.text()),
            "degrees" => person.degrees.extend(part.text().split([',', ';']).map(|it| it.trim().to_owned())),
            "address" => person.emails.extend(part.all("email").map(Element::text)),
            _ => fields.unknown("contrib", part),
        }
    }
    fields.intake.line = contrib.line;
    for (reference, is_own) in references {
        let found = if is_own { Some(reference) } else { known.institutions.get(&reference).cloned() };
        person.affiliation_refs.extend(found);
    }
    if person.affiliation_refs.is_empty() {
        person.affiliation_refs.extend(shared.map(str::to_owned));
    }
    let mut seen = Seen::default();
    for id in &person.affiliation_refs {
        for address in known.emails.get(id).into_iter().flatten() {
            seen.put(&mut person.emails, address.clone());
        }
    }
    // The first native form is the person's own; romanised ones lead.
    forms.sort_by_key(|it| it.kind != FormKind::Romanised);
    if let Some(Group { name, others }) = body {
        fields.intake.person(role, NameText::Body(name.clone()), person, Vec::new());
        for other in others {
            fields.intake.form_of(&name, FormKind::Alternate, other);
        }
    } else if !forms.is_empty() {
        fields.intake.person(role, NameText::Forms(forms), person, Vec::new());
    } else if let Some(whole) = whole {
        fields.intake.person(role, NameText::Whole(whole), person, Vec::new());
    } else {
        fields.unknown("contrib-group", contrib);
    }
}

/// What a cross-reference of a person leads to: identifiers of institutions are given back.
fn xref(xref: &Element<'_>, known: &Known, person: &mut Contributor) -> Vec<(String, bool)> {
    let ids = xref.attribute("rid").unwrap_or_default();
    match xref.attribute("ref-type").as_deref() {
        Some("aff") => {
            let marker = xref.text();
            person.affiliation_markers_raw.extend(Some(marker).filter(|it| !it.is_empty()));
            ids.split_whitespace().map(|id| (id.to_owned(), false)).collect()
        }
        Some("corresp") => {
            person.corresponding = true;
            let wanted: BTreeSet<&str> = ids.split_whitespace().collect();
            let mut own: Vec<&(usize, String)> =
                wanted.into_iter().filter_map(|id| known.notes.get(id)).flatten().collect();
            own.sort_unstable();
            person.emails.extend(own.into_iter().map(|(_, address)| address.clone()));
            Vec::new()
        }
        // Footnotes: who has died, who wrote what.
        _ => Vec::new(),
    }
}

/// A body among the authors.
struct Group {
    name: String,
    /// Its names in other languages.
    others: Vec<String>,
}

impl Group {
    fn of(collab: &Element<'_>, fields: &mut Fields<'_>) -> Self {
        let title = collab.first("named-content").or_else(|| collab.first("institution")).map(Element::text);
        let skipped: Vec<&str> = SKIPPED.iter().copied().chain(["contrib-group", "aff", "email"]).collect();
        let whole = fields.marked("author", collab, &skipped).to_plain().trim().to_owned();
        let name = if whole.is_empty() { title.unwrap_or_default() } else { whole };
        Self { name, others: Vec::new() }
    }
}

/// A further form of a name that no element splits, as the grammar of names reads it.
fn unsplit_form(element: &Element<'_>) -> Option<NameForm> {
    let whole = Some(element.text()).filter(|it| !it.is_empty())?;
    let name = match name::parse(&whole, &name::NameHints::default()).outcome {
        name::Outcome::Person(forms) | name::Outcome::Group(forms) => {
            forms.into_iter().next().map(|it| it.name)
        }
        _ => None,
    };
    let name = name.unwrap_or_else(|| Name::literal(whole.clone()));
    Some(native_or_romanised(name, whole, element))
}

fn identifier(element: &Element<'_>, person: &mut Contributor) {
    let words = element.text();
    let kind = element.attribute("contrib-id-type").unwrap_or_default();
    // ORCIDs are a block of ISNIs: what is called by another name stays that.
    let may_be_orcid =
        kind.is_empty() || kind.to_lowercase().contains("orcid") || words.contains("orcid.org");
    match orcid::canonical(&words).filter(|_| may_be_orcid) {
        Some(found) => person.orcid = Some(found),
        None if !words.is_empty() => {
            let (value, raw) = (words.clone(), words.clone());
            person.other_ids.push(Ident {
                scheme: kind,
                normalised: words,
                value,
                raw,
                origin: Origin::Read,
            });
        }
        None => {}
    }
}

/// A name that is split into its parts; `None` for one that is not.
fn form(element: &Element<'_>) -> Option<NameForm> {
    let part = |name: &str| element.text_of(name);
    let (family, given, suffix) = (part("surname"), part("given-names"), part("suffix"));
    if family.is_none() && given.is_none() {
        let whole = Some(element.text()).filter(|it| !it.is_empty() && element.name == "string-name");
        if let Some(whole) = whole.clone().filter(|_| element.states("specific-use", "literal")) {
            return Some(native_or_romanised(Name::literal(whole.clone()), whole, element));
        }
        let whole = whole.filter(|it| text::script_of(it) != Some("Latn"))?;
        return Some(native_or_romanised(Name::literal(whole.clone()), whole, element));
    }
    let raw =
        [&family, &given, &suffix].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
    let name = match (family, given) {
        (Some(family), given) => Name { family: Some(family), given, suffix, ..Name::default() },
        (None, given) => Name { family: given, suffix, ..Name::default() },
    };
    Some(native_or_romanised(with_particle(name, &raw), raw, element))
}

fn native_or_romanised(name: Name, raw: String, element: &Element<'_>) -> NameForm {
    let script = text::script_of(&raw).map(str::to_owned);
    let kind =
        if script.as_deref().is_none_or(|it| it == "Latn") { FormKind::Romanised } else { FormKind::Native };
    let is_further = element.states("specific-use", "alternate");
    let kind = if is_further { FormKind::Alternate } else { kind };
    NameForm { name, lang: lang_of(element), script, kind, raw, confidence: Confidence::Certain }
}
