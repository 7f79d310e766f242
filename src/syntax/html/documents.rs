//! Where one document of a file ends and the next begins, and whether a text is HTML at all.

use super::elements::{self, Kind};
use super::render::text_of;
use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Offsets at which documents begin, in order; the first is 0. A new one begins behind `</html>` where a doctype or
/// `<html>` follows, and at a doctype below other content: a copy that was cut off has no `</html>`.
#[must_use]
pub fn starts(text: &str) -> Vec<usize> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut starts = vec![0];
    let mut ended: Option<usize> = None;
    let mut has_content = false;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::Doctype(doctype) if has_content => {
                starts.push(ended.unwrap_or(doctype.span.start));
                (ended, has_content) = (None, false);
            }
            Token::StartTag(tag) => {
                if let Some(end) = ended.take().filter(|_| text_of(&tag.name) == "html") {
                    starts.push(end);
                }
                has_content = true;
            }
            Token::EndTag(tag) => {
                ended = (text_of(&tag.name) == "html").then_some(tag.span.end).or(ended);
                has_content = true;
            }
            Token::String(words) => {
                let text = text_of(&words.value);
                // A crawler may have put the address of each document on a line before it.
                let is_between = text.trim().is_empty() || ended.is_some() && is_address(text.trim());
                if !is_between {
                    ended = None;
                    has_content = true;
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    starts
}

fn is_address(line: &str) -> bool {
    (line.starts_with("http://") || line.starts_with("https://")) && !line.contains(char::is_whitespace)
}

/// Whether a text certainly is HTML: it begins with a doctype, or with the tag of an element that stands on lines
/// of its own, an address line, comments and an XML declaration passed over. `<article>` alone is none: JATS begins so too.
#[must_use]
pub fn looks_like_html(head: &str) -> bool {
    let mut rest =
        head.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    if let Some((first, below)) = rest.split_once('\n')
        && is_address(first.trim())
    {
        rest = below.trim_start();
    }
    loop {
        let after = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->").map(|(_, after)| after)
        } else if let Some(declaration) = rest.strip_prefix("<?xml") {
            declaration.split_once("?>").map(|(_, after)| after)
        } else {
            break;
        };
        let Some(after) = after else { return false };
        rest = after.trim_start();
    }
    let Some(inside) = rest.strip_prefix('<') else { return false };
    let length = inside.find(|character: char| !character.is_ascii_alphanumeric() && character != '!');
    let (name, after) = inside.split_at(length.unwrap_or(inside.len()));
    let name = name.to_ascii_lowercase();
    if name == "!doctype" {
        let word = after.trim_start().split(|character: char| !character.is_alphanumeric()).next();
        return word.is_some_and(|word| word.eq_ignore_ascii_case("html"));
    }
    // `<p <0.05` is no tag, and `<p value` hardly one.
    let attributes = after.split(['<', '>']).next().unwrap_or_default();
    let is_whole = after.get(attributes.len()..).is_some_and(|rest| rest.starts_with('>'));
    let ends_well = is_whole
        && (attributes.trim_matches(['/', ' ']).is_empty()
            || attributes.starts_with(char::is_whitespace) && attributes.contains('='));
    let is_block = match name.as_str() {
        "head" | "meta" | "title" | "style" | "script" => true,
        "article" | "source" | "address" | "search" => false,
        name => elements::kind(name).breaks() && elements::kind(name) != Kind::Control,
    };
    ends_well && is_block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_begin_behind_the_end_of_another() {
        let text = "<html>a</html>\n<!DOCTYPE html><html>b</html><!-- c --><HTML>d";
        let found: Vec<&str> = starts(text).windows(2).map(|pair| &text[pair[0]..pair[1]]).collect();
        assert_eq!(found, ["<html>a</html>", "\n<!DOCTYPE html><html>b</html>"]);
        assert_eq!(starts("<p>cut off<!doctype html><p>b"), [0, 10]);
        assert_eq!(starts("<html><html>twice</html> and more <html>"), [0]);
        assert_eq!(starts("<script>'</html><html>'</script>"), [0]);
        let dump = "https://a.example/1\n<html>a</html>\nhttps://a.example/2\n<!doctype html>b";
        assert_eq!(starts(dump), [0, 34]);
        assert_eq!(starts(""), [0]);
    }

    #[test]
    fn html_is_known_by_its_first_tag() {
        for html in [
            "\u{feff}<!DOCTYPE html>",
            "<!-- a -->\n<HTML lang=en>",
            "<?xml version='1.0'?><!doctype html public>",
            "<div class=x>",
            "<head>",
            "https://a.example/1?b=2\n<html>",
            "<table>",
        ] {
            assert!(looks_like_html(html), "{html}");
        }
        for other in [
            "<i>E. coli</i> in tea",
            "<?xml version='1.0'?><PubmedArticleSet>",
            "<article xmlns:xlink='x'>",
            "<!DOCTYPE PubmedArticleSet>",
            "<p <0.05",
            "Title",
            "",
            "<!-- open",
            "<divide>",
        ] {
            assert!(!looks_like_html(other), "{other}");
        }
    }
}
