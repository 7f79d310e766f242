//! Inline tags and entities in running text: which stretches are tags, which of them are pairs, which characters
//! entities stand for. No tag has a meaning here.

/// A stretch of a text with tags. `T` is what the caller makes of an opening tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a, T> {
    /// Plain words.
    Text(&'a str),
    /// The character of an entity.
    Entity(char),
    /// An opening tag that the caller knows: its name, what it says, the tag itself.
    Open(&'a str, T, &'a str),
    /// A closing tag of a name: the name, the tag itself.
    Close(&'a str, &'a str),
}

/// Cuts a text into words, entities and tags. `known` is asked for the meaning of each tag's name and attributes;
/// a name without a meaning is no tag but text, and so is a `<` that opens none (`p <0.05`).
pub fn tokens<T>(text: &str, known: impl Fn(&str, &str) -> Option<T>) -> Vec<Token<'_, T>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut position = 0;
    while let Some(found) = text.get(position..).and_then(|rest| memchr::memchr2(b'<', b'&', rest.as_bytes()))
    {
        let at = position + found;
        let rest = text.get(at..).unwrap_or_default();
        let Some((token, length)) = tag_at(rest, &known).or_else(|| entity_at(rest)) else {
            position = at + 1;
            continue;
        };
        if let Some(words) = text.get(start..at).filter(|words| !words.is_empty()) {
            tokens.push(Token::Text(words));
        }
        tokens.push(token);
        start = at + length;
        position = start;
    }
    if let Some(words) = text.get(start..).filter(|words| !words.is_empty()) {
        tokens.push(Token::Text(words));
    }
    tokens
}

/// A tag at the start of a text, and its length in bytes.
fn tag_at<T>(rest: &str, known: impl Fn(&str, &str) -> Option<T>) -> Option<(Token<'_, T>, usize)> {
    let inside = rest.strip_prefix('<')?;
    // Most of these signs in running text are comparisons; their ends need not be looked for.
    if !inside.starts_with(|first: char| first == '/' || first.is_ascii_alphanumeric()) {
        return None;
    }
    let end = memchr::memchr2(b'>', b'<', inside.as_bytes())?;
    let body = inside.get(..end)?;
    let source = rest.get(..end + 2).filter(|source| source.ends_with('>'))?;
    let (body, closes) = match body.strip_prefix('/') {
        Some(name) => (name, true),
        None => (body, false),
    };
    let (name, attributes) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
    let name = name.strip_prefix("jats:").unwrap_or(name);
    if name.is_empty() || !name.chars().all(|character| character.is_ascii_alphanumeric()) {
        return None;
    }
    if closes {
        return Some((Token::Close(name, source), source.len()));
    }
    let meaning = known(name, attributes)?;
    Some((Token::Open(name, meaning, source), source.len()))
}

/// An entity with its semicolon at the start of a text, and its length in bytes.
fn entity_at<T>(rest: &str) -> Option<(Token<'_, T>, usize)> {
    let inside = rest.strip_prefix('&')?;
    let end = inside.bytes().take(33).position(|byte| byte == b';').filter(|end| *end > 0)?;
    Some((Token::Entity(entity(inside.get(..end)?)?), end + 2))
}

/// Which tags have a partner: an opening tag and the next closing one of its name, none of them crossing others.
#[must_use]
pub fn pairs<T>(tokens: &[Token<'_, T>]) -> Vec<bool> {
    let mut paired = vec![false; tokens.len()];
    let mut open: Vec<(usize, &str)> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        match token {
            Token::Open(name, ..) => open.push((index, name)),
            Token::Close(name, _) => {
                if let Some((partner, _)) = open.pop_if(|(_, opened)| opened.eq_ignore_ascii_case(name)) {
                    for position in [partner, index] {
                        if let Some(mark) = paired.get_mut(position) {
                            *mark = true;
                        }
                    }
                }
            }
            Token::Text(_) | Token::Entity(_) => {}
        }
    }
    paired
}

/// The character of an entity without `&` and `;`: `lt`, `#8322`, `#x2082`, read as HTML reads it. A no-break space
/// becomes a blank: it carries nothing in a value. `None` for unknown ones and for control characters.
#[must_use]
pub fn entity(body: &str) -> Option<char> {
    let whole = format!("&{body};");
    let decoded = htmlize::unescape(whole.as_str());
    let mut characters = decoded.chars();
    let character = characters.next().filter(|_| characters.next().is_none())?;
    match character {
        '\u{a0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => Some(' '),
        '\u{fffd}' => None,
        _ if character.is_control() => None,
        _ => Some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_as_html_reads_them() {
        assert_eq!(entity("lt"), Some('<'));
        assert_eq!(entity("nbsp"), Some(' '));
        assert_eq!(entity("#8322"), Some('₂'));
        assert_eq!(entity("#x2082"), Some('₂'));
        assert_eq!(entity("#150"), Some('–'));
        assert_eq!(entity("eacute"), Some('é'));
        for none in ["", "nothing", "#0", "#7", "#xD800", "lt gt"] {
            assert_eq!(entity(none), None, "{none}");
        }
    }

    #[test]
    fn only_pairs_that_do_not_cross_count() {
        let known = |name: &str, _: &str| (name == "i" || name == "b").then_some(());
        let tokens = tokens("<i>a<b>c</i>d</b> p <0.05 <u>e</u>", known);
        let paired: Vec<&str> = tokens
            .iter()
            .zip(pairs(&tokens))
            .filter(|(_, paired)| *paired)
            .filter_map(|(token, _)| match token {
                Token::Open(_, (), source) | Token::Close(_, source) => Some(*source),
                Token::Text(_) | Token::Entity(_) => None,
            })
            .collect();
        assert_eq!(paired, ["<b>", "</b>"]);
    }
}
