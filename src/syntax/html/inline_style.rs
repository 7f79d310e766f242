//! The little of CSS that stands in a `style` attribute and changes what a reader sees.

use crate::record::Style;

/// What a `style` attribute says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct InlineStyle {
    /// The element is not shown.
    pub(super) hidden: bool,
    /// Its white space counts.
    pub(super) preformatted: bool,
    /// Its text carries these marks.
    pub(super) style: Style,
}

/// Reads a `style` attribute.
pub(super) fn parse(attribute: &str) -> InlineStyle {
    let mut found = InlineStyle::default();
    for declaration in attribute.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let property = property.trim().to_ascii_lowercase();
        let value = value.trim().to_ascii_lowercase();
        let value = value.split('!').next().unwrap_or_default().trim_end();
        match property.as_str() {
            "display" => found.hidden |= value == "none",
            "visibility" => found.hidden |= matches!(value, "hidden" | "collapse"),
            "white-space" => found.preformatted = value.starts_with("pre") || value == "break-spaces",
            "vertical-align" => {
                found.style.superscript = matches!(value, "super" | "text-top");
                found.style.subscript = matches!(value, "sub" | "text-bottom");
            }
            "font-style" => found.style.italic = matches!(value, "italic" | "oblique"),
            "font-weight" => {
                found.style.bold =
                    value.starts_with("bold") || value.parse::<u32>().is_ok_and(|weight| weight >= 600);
            }
            "font-variant" | "font-variant-caps" => found.style.small_caps = value == "small-caps",
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changes_the_text_counts() {
        assert!(parse("color:red; DISPLAY : None !important").hidden);
        assert!(!parse("display:block;visibility:visible").hidden);
        assert!(parse("vertical-align:super;font-size:70%").style.superscript);
        assert!(parse("font-weight:700").style.bold && !parse("font-weight:400").style.bold);
        assert_eq!(parse("display"), InlineStyle::default());
    }
}
