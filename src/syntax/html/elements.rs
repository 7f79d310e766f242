//! What the elements of HTML do to the lines of a page.

use super::lines::Zone;
use crate::record::Style;

/// What an element does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Stands on lines of its own.
    Block,
    /// A block whose white space counts.
    Preformatted,
    /// A list, which its items are counted in.
    List,
    /// A list whose items have numbers.
    NumberedList,
    /// An item of a list: a block with a mark before it.
    Item,
    /// Is not shown, and nothing in it is.
    Hidden,
    /// A block of the site rather than of its article.
    Site(Zone),
    /// Something to press or to fill in, which stands in a line.
    Control,
    /// The reading of a word, above it.
    Reading,
    /// Gives its text a mark.
    Marked(Style),
    /// A link.
    Anchor,
    /// Anything else within a line.
    Inline,
    /// Has no content.
    Void,
}

const ITALIC: Style = Style { italic: true, ..Style::PLAIN };
const BOLD: Style = Style { bold: true, ..Style::PLAIN };
const RAISED: Style = Style { superscript: true, ..Style::PLAIN };
const LOWERED: Style = Style { subscript: true, ..Style::PLAIN };

/// Names in byte order. What is not here is [`Kind::Inline`], as browsers have it.
#[rustfmt::skip]
const ELEMENTS: &[(&str, Kind)] = &[
    ("a", Kind::Anchor), ("address", Kind::Block), ("annotation", Kind::Hidden), ("annotation-xml", Kind::Hidden),
    ("area", Kind::Void), ("article", Kind::Block), ("aside", Kind::Block), ("audio", Kind::Hidden),
    ("b", Kind::Marked(BOLD)), ("base", Kind::Void), ("blockquote", Kind::Block), ("body", Kind::Block),
    ("br", Kind::Void), ("button", Kind::Control), ("canvas", Kind::Hidden), ("caption", Kind::Block),
    ("center", Kind::Block), ("cite", Kind::Inline), ("col", Kind::Void), ("datalist", Kind::Hidden),
    ("dd", Kind::Block), ("details", Kind::Block), ("dialog", Kind::Block), ("dir", Kind::List),
    ("div", Kind::Block), ("dl", Kind::Block), ("dt", Kind::Block), ("em", Kind::Marked(ITALIC)),
    ("embed", Kind::Void), ("fieldset", Kind::Block), ("figcaption", Kind::Block), ("figure", Kind::Block),
    ("footer", Kind::Site(Zone::Footer)), ("form", Kind::Block), ("frame", Kind::Void), ("frameset", Kind::Block),
    ("h1", Kind::Block), ("h2", Kind::Block), ("h3", Kind::Block), ("h4", Kind::Block), ("h5", Kind::Block),
    ("h6", Kind::Block), ("header", Kind::Block), ("hgroup", Kind::Block), ("hr", Kind::Void),
    ("html", Kind::Block), ("i", Kind::Marked(ITALIC)), ("iframe", Kind::Hidden), ("image", Kind::Void),
    ("img", Kind::Void), ("input", Kind::Void), ("keygen", Kind::Void), ("legend", Kind::Block),
    ("li", Kind::Item), ("link", Kind::Void), ("listing", Kind::Preformatted), ("main", Kind::Block),
    ("menu", Kind::List), ("meta", Kind::Void), ("nav", Kind::Site(Zone::Navigation)), ("noembed", Kind::Hidden),
    ("noframes", Kind::Hidden), ("noscript", Kind::Hidden), ("object", Kind::Hidden), ("ol", Kind::NumberedList),
    ("optgroup", Kind::Block), ("option", Kind::Block), ("p", Kind::Block), ("param", Kind::Void),
    ("plaintext", Kind::Preformatted), ("pre", Kind::Preformatted), ("rp", Kind::Hidden), ("rt", Kind::Reading),
    ("rtc", Kind::Reading), ("script", Kind::Hidden), ("search", Kind::Block), ("section", Kind::Block),
    ("select", Kind::Control), ("source", Kind::Void), ("strong", Kind::Marked(BOLD)), ("style", Kind::Hidden),
    ("sub", Kind::Marked(LOWERED)), ("summary", Kind::Block), ("sup", Kind::Marked(RAISED)), ("svg", Kind::Hidden),
    ("table", Kind::Block), ("tbody", Kind::Block), ("td", Kind::Block), ("template", Kind::Hidden),
    ("textarea", Kind::Preformatted), ("tfoot", Kind::Block), ("th", Kind::Block), ("thead", Kind::Block),
    ("title", Kind::Hidden), ("tr", Kind::Block), ("track", Kind::Void), ("ul", Kind::List),
    ("video", Kind::Hidden), ("wbr", Kind::Void), ("xmp", Kind::Preformatted),
];

/// What an element of a name does.
pub(super) fn kind(name: &str) -> Kind {
    let found = ELEMENTS.binary_search_by_key(&name, |(known, _)| known).ok();
    found.and_then(|index| ELEMENTS.get(index)).map_or(Kind::Inline, |(_, kind)| *kind)
}

impl Kind {
    /// Whether a line ends before and after it.
    pub(super) fn breaks(self) -> bool {
        match self {
            Self::Block
            | Self::Preformatted
            | Self::List
            | Self::NumberedList
            | Self::Item
            | Self::Site(_)
            | Self::Control => true,
            Self::Hidden | Self::Reading | Self::Marked(_) | Self::Anchor | Self::Inline | Self::Void => {
                false
            }
        }
    }
}

/// A start tag that ends open elements: its names, what it ends, and the elements it does not look beyond.
pub(super) struct Ending {
    names: &'static [&'static str],
    pub(super) ends: &'static [&'static str],
    pub(super) within: &'static [&'static str],
}

/// The end tags that HTML lets a writer leave out (HTML standard, 13.1.2.4).
const ENDINGS: &[Ending] = &[
    Ending { names: &["li"], ends: &["li"], within: &["ul", "ol", "menu", "dir"] },
    Ending { names: &["dt", "dd"], ends: &["dt", "dd"], within: &["dl"] },
    Ending { names: &["td", "th"], ends: &["td", "th", "caption"], within: &["table"] },
    Ending { names: &["tr"], ends: &["tr", "caption"], within: &["table"] },
    Ending {
        names: &["tbody", "thead", "tfoot"],
        ends: &["tbody", "thead", "tfoot", "caption"],
        within: &["table"],
    },
    Ending { names: &["option"], ends: &["option"], within: &["select", "datalist"] },
    Ending { names: &["optgroup"], ends: &["option", "optgroup"], within: &["select", "datalist"] },
    Ending { names: &["rt", "rp"], ends: &["rt", "rp"], within: &["ruby", "rtc"] },
    Ending { names: &["rtc"], ends: &["rt", "rp", "rtc"], within: &["ruby"] },
    Ending { names: &["a"], ends: &["a"], within: SCOPE },
    Ending { names: &["button"], ends: &["button"], within: SCOPE },
];

/// A block ends an open paragraph.
pub(super) const PARAGRAPH: Ending = Ending { names: &[], ends: &["p"], within: PARAGRAPH_SCOPE };

/// Elements that neither end tags nor implied ends reach beyond (HTML standard, "has an element in scope").
pub(super) const SCOPE: &[&str] =
    &["table", "td", "th", "caption", "html", "template", "object", "marquee", "applet"];

const PARAGRAPH_SCOPE: &[&str] =
    &["table", "td", "th", "caption", "html", "template", "object", "marquee", "applet", "button"];

/// What a start tag of a name ends.
pub(super) fn ending(name: &str) -> Option<&'static Ending> {
    ENDINGS.iter().find(|ending| ending.names.contains(&name))
}

/// Whether an end tag of a name may reach beyond the scope: it closes a table or a part of one.
pub(super) fn closes_tables(name: &str) -> bool {
    matches!(
        name,
        "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" | "html" | "body" | "template"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(ELEMENTS.is_sorted_by(|left, right| left.0 < right.0));
        assert_eq!(kind("td"), Kind::Block);
        assert_eq!(kind("blink"), Kind::Inline);
    }
}
