//! The words that a reader's source asks its input for.
//!
//! They are the string literals of the source: in arms of `match`, in constant tables, in calls such as `take(&["AU"])` and
//! `attribute("type")`. Left out is what speaks to people or works on texts: notes, macros but `matches!`, the arguments of
//! the functions of [`ABOUT_TEXTS`], and tests.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::fs;
use std::path::Path;

/// Functions whose literal arguments are names of record fields, sentences or pieces of text, not words of a format.
const ABOUT_TEXTS: &[&str] = &[
    "note",
    "note_at",
    "remark",
    "remarks",
    "line_of",
    "lines_of",
    "marked",
    "marks",
    "clean_marked",
    "unknown",
    "expect",
    "join",
    "split",
    "split_once",
    "rsplit_once",
    "starts_with",
    "ends_with",
    "strip_prefix",
    "strip_suffix",
    "contains",
    "find",
    "rfind",
    "replace",
    "trim_matches",
    "trim_start_matches",
    "trim_end_matches",
    "push",
    "push_str",
    "to_owned",
    "unwrap_or",
    "map_or",
    "database_number",
    "container_by",
    "error",
    "warning",
    "info",
    "new",
    "one_plain_of",
];

/// Every word of a source file of the crate, in order, once.
pub(crate) fn of(file: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let source = fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{file}: {fault}"));
    let tokens: TokenStream = source.parse().unwrap_or_else(|fault| panic!("{file} is no Rust: {fault}"));
    let mut words = Vec::new();
    walk(tokens, true, &mut words);
    let mut once: Vec<String> = Vec::new();
    for word in words {
        if !once.contains(&word) {
            once.push(word);
        }
    }
    once
}

fn walk(tokens: TokenStream, takes_literals: bool, words: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            // An attribute; what stands below `#[cfg(test)]` is no reader.
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                if matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == '!') {
                    at += 1;
                }
                if let Some(TokenTree::Group(group)) = tokens.get(at) {
                    at += 1;
                    if group.stream().to_string().replace(' ', "") == "cfg(test)" {
                        at += tokens.iter().skip(at).position(is_end_of_item).map_or(0, |end| end + 1);
                    }
                }
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let is_macro =
                    matches!(tokens.get(at), Some(TokenTree::Punct(mark)) if mark.as_char() == '!');
                if is_macro && let Some(TokenTree::Group(group)) = tokens.get(at + 1) {
                    at += 2;
                    if name == "matches" {
                        walk(group.stream(), true, words);
                    }
                } else if let Some(TokenTree::Group(group)) = tokens.get(at)
                    && group.delimiter() == Delimiter::Parenthesis
                    && ABOUT_TEXTS.contains(&name.as_str())
                {
                    at += 1;
                    walk(group.stream(), false, words);
                }
            }
            TokenTree::Group(group) => {
                let is_list = group.delimiter() == Delimiter::Bracket;
                walk(group.stream(), takes_literals || !is_list, words);
            }
            TokenTree::Literal(literal) if takes_literals => {
                let text = literal.to_string();
                let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
                words.extend(inner.filter(|text| !text.contains('\\')).map(str::to_owned));
            }
            _ => {}
        }
    }
}

fn is_end_of_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(mark) => mark.as_char() == ';',
        _ => false,
    }
}
