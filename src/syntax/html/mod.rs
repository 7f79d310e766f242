//! HTML, well formed or not, to the lines a browser shows and the data it does not show.
//!
//! The tokenizer is the one browsers have; above it stands a stack of open elements that knows which tags end which,
//! enough to tell lines, marks and hidden parts. Nothing here calls itself, and every token costs the same whatever
//! the nesting. No text has a meaning here.

mod documents;
mod elements;
mod inline_style;
mod lines;
mod open;
mod render;

pub use documents::{looks_like_html, starts};
pub use lines::{Item, Mark, RenderedLine, Zone, tagged};
pub use render::read;

/// A document: what it shows, and what it says of itself without showing it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// The lines that are shown, in order. Blank ones are left out.
    pub lines: Vec<RenderedLine>,
    /// The text of the first `<title>`.
    pub title: Option<Sourced>,
    /// The texts of `<h1>` elements that are shown, in order; none of them blank.
    pub headings: Vec<Sourced>,
    /// `<meta>` elements with a name and a content, in order.
    pub metas: Vec<Meta>,
    /// `<link>` elements, in order: `rel` and `href`.
    pub links: Vec<Link>,
    /// Scripts whose type is JSON of some kind, in order.
    pub scripts: Vec<Script>,
    /// `title` attributes of elements of the class `Z3988`, in order.
    pub coins: Vec<Sourced>,
    /// The address that a browser wrote into the file when it saved it.
    pub saved_from: Option<Sourced>,
    /// `href` of `<base>`.
    pub base: Option<Sourced>,
    /// `lang` of `<html>`.
    pub lang: Option<String>,
}

impl Document {
    /// The content as a scraped page has it: one line each, `- ` before the items of lists without numbers.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        for line in self.lines.iter().filter(|line| line.zone == Zone::Content) {
            text.push_str(if line.item == Item::Bullet { "- " } else { "" });
            text.push_str(&line.text);
            text.push('\n');
        }
        text
    }
}

/// A text with the line of the source on which it begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sourced {
    /// The text, entities decoded.
    pub text: String,
    /// Line of the source, from 1.
    pub line: u32,
}

/// A `<meta>` element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// `name`, else `property`, else `itemprop`, as written.
    pub name: String,
    /// `content`, entities decoded.
    pub content: String,
    /// `xml:lang`, `lang` or `hreflang`.
    pub lang: Option<String>,
    /// `scheme`.
    pub scheme: Option<String>,
    /// Line of the source, from 1.
    pub line: u32,
}

/// A `<link>` element.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Link {
    /// `rel`, in lower case.
    pub rel: String,
    /// `href`.
    pub href: String,
    /// Line of the source, from 1.
    pub line: u32,
}

/// A script that is no program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Script {
    /// Its type without parameters, in lower case: `application/ld+json`.
    pub kind: String,
    /// Its text, as written.
    pub text: String,
    /// Line of the source on which the text begins, from 1.
    pub line: u32,
}
