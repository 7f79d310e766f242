//! Titles of MODS: parts put together, and which of several is which (mapping reference 2.9 and 8.1).

use super::super::xml::Fields;
use super::{lang_of, marks};
use crate::record::{ContainerRole, Marked, Origin, Style, Text, TitleRole};
use crate::syntax::xml::Element;
use crate::value::text;

/// Reads all titles of an item.
///
/// `titleInfo` without a type is the title in the language of the article. Where refmill wrote another one as the one that
/// its source shows first, that one is marked as primary.
pub(super) fn of_item(record: &Element<'_>, fields: &mut Fields<'_>) {
    let infos: Vec<&Element<'_>> = record.all("titleInfo").filter(|info| !info.text().is_empty()).collect();
    let kind = |info: &Element<'_>| info.attribute("type");
    let untyped = infos.iter().position(|info| kind(info).is_none());
    let shown = infos.iter().position(|info| kind(info).is_some() && info.attribute("usage").is_some());
    let whole = |info: &&&Element<'_>| kind(info).as_deref() != Some("abbreviated");
    let other = || infos.iter().position(|info| whole(&info));
    let main = shown.or(untyped).or_else(other);
    // The chief title stands first in the record.
    let order = main.into_iter().chain((0..infos.len()).filter(|at| Some(*at) != main));
    let mut chief_lang = None;
    for at in order {
        let Some(info) = infos.get(at) else { continue };
        fields.intake.line = info.line;
        let lang = lang_of(info);
        let role = match kind(info).as_deref() {
            _ if Some(at) == main => {
                chief_lang.clone_from(&lang);
                TitleRole::Main
            }
            None if shown.is_some()
                || main.and_then(|main| infos.get(main)).is_some_and(|it| pairs(it, info)) =>
            {
                TitleRole::Vernacular
            }
            None => TitleRole::Main,
            Some("abbreviated") => TitleRole::Short,
            Some("translated") => TitleRole::Translated,
            Some(_) if is_transliterated(info) => TitleRole::Transliterated,
            // In another language it may be the article's own title; its language decides.
            Some(_) if is_other(chief_lang.as_deref(), lang.as_deref()) && has_language(fields) => {
                TitleRole::Translated
            }
            Some(_) => TitleRole::Alternative,
        };
        let subtitle = info.first("subTitle").filter(|it| !it.text().is_empty());
        let value = words(info, subtitle.filter(|_| role != TitleRole::Main), fields);
        enter(role, value, lang.clone(), fields);
        if let Some(subtitle) = subtitle.filter(|_| role == TitleRole::Main) {
            let value = marks("title", &subtitle.text(), fields);
            enter(TitleRole::Subtitle, value, lang, fields);
        }
    }
}

fn enter(role: TitleRole, value: Marked, lang: Option<String>, fields: &mut Fields<'_>) {
    if !value.to_plain().trim().is_empty() {
        fields.intake.title_in(role, Text { value, lang, origin: Origin::Read });
    }
}

fn has_language(fields: &Fields<'_>) -> bool {
    fields.intake.record.languages.iter().any(|language| language.tag.is_some())
}

fn is_other(chief: Option<&str>, lang: Option<&str>) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_owned();
    matches!((chief, lang), (Some(chief), Some(lang)) if primary(chief) != primary(lang))
}

/// Whether a title is a romanised one as it is printed: catalogues pair the two by `altRepGroup`.
fn pairs(romanised: &Element<'_>, printed: &Element<'_>) -> bool {
    let group = romanised.attribute("altRepGroup");
    let is_latin = |info: &Element<'_>| text::script_of(&info.text()) == Some("Latn");
    group.is_some() && group == printed.attribute("altRepGroup") && is_latin(romanised) && !is_latin(printed)
}

fn is_transliterated(info: &Element<'_>) -> bool {
    let label = info.attribute("displayLabel").unwrap_or_default().to_lowercase();
    info.attribute("transliteration").is_some() || label.contains("transliterat")
}

/// `nonSort`, `title`, a subtitle, and what numbers it: `The tea: a review. 2, Sleep`.
fn words(info: &Element<'_>, subtitle: Option<&Element<'_>>, fields: &mut Fields<'_>) -> Marked {
    let mut whole = Marked::default();
    let mut add = |joint: &str, text: &str, fields: &mut Fields<'_>| {
        let piece = marks("title", text, fields);
        if !whole.is_empty() && !piece.is_empty() {
            whole.push(joint, Style::PLAIN);
        }
        piece.spans().iter().for_each(|span| whole.push(span.text.clone(), span.style));
    };
    let article = info.text_of("nonSort").unwrap_or_default();
    add("", &article, fields);
    let joint = if article.ends_with(['\'', '’', '-']) { "" } else { " " };
    let title = info.text_of("title").unwrap_or_default();
    add(joint, &title, fields);
    if let Some(subtitle) = subtitle.map(Element::text) {
        let ends = title.ends_with([':', '?', '!', '：', '.']);
        add(if ends { " " } else { ": " }, &subtitle, fields);
    }
    let (number, name) = (info.text_of("partNumber"), info.text_of("partName"));
    let joint = if title.ends_with('.') && subtitle.is_none() { " " } else { ". " };
    add(joint, &[number, name].into_iter().flatten().collect::<Vec<_>>().join(", "), fields);
    whole
}

/// A name of the journal or book.
pub(super) fn of_host(
    info: &Element<'_>,
    role: ContainerRole,
    scheme: Option<&str>,
    fields: &mut Fields<'_>,
) {
    let name = words(info, info.first("subTitle").filter(|it| !it.text().is_empty()), fields);
    fields.intake.container_in(role, name, lang_of(info), scheme);
}
