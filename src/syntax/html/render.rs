//! Tokens to lines.

use super::elements::{self, Kind, PARAGRAPH};
use super::inline_style;
use super::lines::{Builder, Item, Manner, Position, Zone};
use super::open::{Open, Stack};
use super::{Document, Link, Meta, Script, Sourced};
use crate::record::Style;
use html5gum::{DefaultEmitter, HtmlString, StartTag, State, Token, Tokenizer};

/// Reads one document, or a piece of one. `first_line` is the number of its first line in the file.
#[must_use]
pub fn read(source: &str, first_line: u32) -> Document {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(source, emitter);
    let is_xml = source.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with("<?xml");
    let mut renderer = Renderer {
        source,
        position: Position { line: first_line, offset: 0 },
        is_xml,
        document: Document::default(),
        stack: Stack::default(),
        builder: Builder::default(),
        hidden: 0,
        zones: Vec::new(),
        preformatted: 0,
        styles: Vec::new(),
        readings: Vec::new(),
        anchor: None,
        waiting: None,
    };
    while let Some(token) = tokenizer.next() {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                renderer.go_to(tag.span.start);
                let may_close_itself = is_xml || renderer.stack.has("svg") || renderer.stack.has("math");
                let closed = tag.self_closing && may_close_itself;
                renderer.start(&tag, closed);
                if closed {
                    tokenizer.set_state(State::Data);
                }
            }
            Token::EndTag(tag) => {
                renderer.go_to(tag.span.start);
                renderer.end(&text_of(&tag.name));
            }
            Token::String(text) => {
                renderer.go_to(text.span.start);
                renderer.text(&text_of(&text.value));
            }
            Token::Comment(comment) => {
                renderer.go_to(comment.span.start);
                renderer.comment(&text_of(&comment.value));
            }
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    renderer.finish()
}

pub(super) fn text_of(bytes: &HtmlString) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

struct Renderer<'a> {
    source: &'a str,
    position: Position,
    is_xml: bool,
    document: Document,
    stack: Stack,
    builder: Builder,
    hidden: usize,
    zones: Vec<Zone>,
    preformatted: usize,
    styles: Vec<Style>,
    /// Readings that are open: where each begins, and its text.
    readings: Vec<(Position, String)>,
    /// The link that is open.
    anchor: Option<Anchor>,
    /// A hidden element whose text is wanted.
    waiting: Option<Wanted>,
}

/// Whether the class of a list says that it is the site's menu, or the way to the page.
fn names_menu(class: &str) -> bool {
    let is_menu = |word: &str| {
        matches!(
            word.to_ascii_lowercase().as_str(),
            "nav" | "navbar-nav" | "menu" | "breadcrumb" | "breadcrumbs" | "pagination"
        )
    };
    class.split_whitespace().any(is_menu)
}

struct Anchor {
    doi: String,
    position: Position,
    /// How much had been shown before it.
    ink: usize,
}

enum Wanted {
    Title,
    Script(String),
}

impl Renderer<'_> {
    fn go_to(&mut self, offset: usize) {
        let between = self.source.as_bytes().get(self.position.offset..offset).unwrap_or_default();
        let next = |at: usize| self.source.as_bytes().get(self.position.offset + at + 1);
        let ends = between
            .iter()
            .enumerate()
            .filter(|(at, byte)| **byte == b'\n' || **byte == b'\r' && next(*at) != Some(&b'\n'))
            .count();
        self.position.line = self.position.line.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.position.offset = self.position.offset.max(offset);
    }

    fn text(&mut self, text: &str) {
        match self.waiting.take() {
            Some(Wanted::Title) => {
                let title = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !title.is_empty() && self.document.title.is_none() {
                    self.document.title = Some(Sourced { text: title, line: self.position.line });
                }
                return;
            }
            Some(Wanted::Script(kind)) => {
                let script = Script { kind, text: text.to_owned(), line: self.position.line };
                self.document.scripts.push(script);
                return;
            }
            None => {}
        }
        if self.hidden > 0 {
            return;
        }
        if let Some((_, reading)) = self.readings.last_mut() {
            reading.push_str(text);
            return;
        }
        if self.stack.has("h1")
            && let Some(heading) = self.document.headings.last_mut()
        {
            heading.text.push_str(text);
        }
        let manner = Manner {
            style: Style::sum(&self.styles),
            zone: self.zones.last().copied().unwrap_or_default(),
            preformatted: self.preformatted > 0,
        };
        self.builder.push(text, self.position, manner);
    }

    fn comment(&mut self, comment: &str) {
        if let Some(text) = comment.strip_prefix("[CDATA[").filter(|_| self.is_xml) {
            self.text(text.strip_suffix("]]").unwrap_or(text));
            return;
        }
        // `<!-- saved from url=(0053)https://… -->`, as browsers write it.
        if let Some((_, address)) = comment.split_once("saved from url=(")
            && let Some((_, address)) = address.split_once(')')
            && let Some(address) = address.split_whitespace().next()
            && self.document.saved_from.is_none()
        {
            self.document.saved_from = Some(self.sourced(address));
        }
    }

    fn sourced(&self, text: &str) -> Sourced {
        Sourced { text: text.to_owned(), line: self.position.line }
    }

    fn start(&mut self, tag: &StartTag<usize>, closed: bool) {
        let name = text_of(&tag.name);
        let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| text_of(&value.value));
        let kind = elements::kind(&name);
        self.waiting = None;
        if kind.breaks() {
            self.close(self.stack.ended_by_start(&PARAGRAPH));
        }
        if let Some(ending) = elements::ending(&name) {
            self.close(self.stack.ended_by_start(ending));
        }
        if let Some(title) = attribute("title")
            && attribute("class").is_some_and(|class| class.split_whitespace().any(|word| word == "Z3988"))
        {
            let coins = self.sourced(&title);
            self.document.coins.push(coins);
        }
        if kind == Kind::Void {
            self.void(tag, &name);
            return;
        }
        let mut open = Open::new(kind);
        let style = attribute("style").map(|style| inline_style::parse(&style)).unwrap_or_default();
        open.hidden = kind == Kind::Hidden
            || style.hidden
            || attribute("hidden").is_some()
            || name == "dialog" && attribute("open").is_none();
        open.preformatted = kind == Kind::Preformatted || style.preformatted;
        open.style = style.style;
        if let Kind::Marked(marks) = kind {
            open.style = Style::sum(&[marks, style.style]);
        }
        if open.style.superscript && open.style.subscript {
            open.style.subscript = false;
        }
        let role = attribute("role");
        let role = role.as_deref().or_else(|| {
            let is_menu = kind == Kind::List && attribute("class").is_some_and(|class| names_menu(&class));
            is_menu.then_some("menu")
        });
        open.zone = self.zone_of(kind, role);
        match name.as_ref() {
            "html" => self.document.lang = self.document.lang.take().or(attribute("lang").map(Into::into)),
            "h1" if self.hidden == 0 && !open.hidden => {
                let heading = self.sourced("");
                self.document.headings.push(heading);
            }
            "title" if !self.stack.has("svg") => self.waiting = Some(Wanted::Title),
            "script" => {
                let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
                let kind = kind.split(';').next().unwrap_or_default().trim().to_owned();
                self.waiting = kind.contains("json").then_some(Wanted::Script(kind));
            }
            "a" => {
                let doi = attribute("href").filter(|_| !open.hidden && self.hidden == 0);
                self.anchor = doi.filter(|href| is_doi_address(href)).map(|href| Anchor {
                    doi: href.trim().to_owned(),
                    position: self.position,
                    ink: self.builder.ink,
                });
            }
            "ol" => {
                let counts =
                    attribute("type").is_none_or(|kind| kind == "1") && attribute("reversed").is_none();
                let first = attribute("start").and_then(|start| start.trim().parse().ok());
                open.next_number = counts.then_some(first.unwrap_or(1));
            }
            _ => {}
        }
        let is_item = kind == Kind::Item && self.hidden == 0 && !open.hidden;
        let value = attribute("value").and_then(|value| value.trim().parse().ok());
        // Open Journal Systems sets name, institution and ORCID iD of an author below each other by its style sheet alone.
        let is_below = name == "span"
            && self.stack.has("li")
            && attribute("class").is_some_and(|class| matches!(class.trim(), "affiliation" | "orcid"));
        if (kind.breaks() || is_below) && self.hidden == 0 {
            self.builder.end_line();
        }
        if is_item {
            let item = self.item(value);
            self.builder.begin_item(item);
        }
        self.hidden += usize::from(open.hidden);
        self.preformatted += usize::from(open.preformatted);
        if kind == Kind::Reading {
            self.readings.push((self.position, String::new()));
        }
        self.zones.extend(open.zone);
        if open.style != Style::PLAIN {
            self.styles.push(open.style);
        }
        self.stack.push(&name, open);
        if closed {
            self.waiting = None;
            self.close(1);
        }
    }

    /// The part of the page that an element begins; a part of the site has no parts of the content.
    fn zone_of(&self, kind: Kind, role: Option<&str>) -> Option<Zone> {
        if self.zones.last().is_some_and(|zone| *zone != Zone::Content) {
            return None;
        }
        match (kind, role.unwrap_or_default()) {
            // The footer of an article is the article's.
            (Kind::Site(Zone::Footer), _) if self.stack.has("article") => None,
            (Kind::Site(zone), _) => Some(zone),
            (Kind::Control, _) | (Kind::Block, "search") => Some(Zone::Control),
            (Kind::Block | Kind::List, "navigation" | "banner" | "menu" | "menubar") => {
                Some(Zone::Navigation)
            }
            (Kind::Block, "contentinfo") => Some(Zone::Footer),
            _ => None,
        }
    }

    /// What stands before the item that begins.
    fn item(&mut self, value: Option<i64>) -> Item {
        let Some(next) = self.stack.list_mut().and_then(|list| list.next_number.as_mut()) else {
            return Item::Bullet;
        };
        let number = value.unwrap_or(*next);
        *next = number.saturating_add(1);
        Item::Number(number)
    }

    fn end(&mut self, name: &str) {
        self.waiting = None;
        match name {
            // Browsers take these for a line break and an empty paragraph.
            "br" => self.builder.end_line(),
            _ => self.close(self.stack.ended_by_end(name, elements::kind(name))),
        }
    }

    fn close(&mut self, count: usize) {
        for _ in 0..count {
            let Some(open) = self.stack.pop() else { return };
            if open.kind.breaks() && self.hidden == 0 {
                self.builder.end_line();
            }
            self.hidden -= usize::from(open.hidden);
            self.preformatted -= usize::from(open.preformatted);
            if open.zone.is_some() {
                self.zones.pop();
            }
            if open.style != Style::PLAIN {
                self.styles.pop();
            }
            if open.kind == Kind::Reading
                && let Some((position, reading)) = self.readings.pop()
            {
                self.builder.put_below(&reading, position, Zone::Reading);
            }
            if open.kind == Kind::Anchor {
                self.end_anchor();
            }
        }
    }

    /// A link to a DOI that shows no text (an icon) is shown as its address.
    fn end_anchor(&mut self) {
        if let Some(anchor) = self.anchor.take()
            && anchor.ink == self.builder.ink
        {
            self.builder.put_below(&anchor.doi, anchor.position, Zone::Content);
        }
    }

    fn void(&mut self, tag: &StartTag<usize>, name: &str) {
        let attribute = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| text_of(&value.value).trim().to_owned())
        };
        match name {
            "meta" => {
                let name = ["name", "property", "itemprop"].into_iter().find_map(attribute);
                let content = attribute("content").filter(|content| !content.is_empty());
                if let (Some(name), Some(content)) = (name, content) {
                    let lang = ["xml:lang", "lang", "hreflang"].into_iter().find_map(attribute);
                    let scheme = attribute("scheme");
                    self.document.metas.push(Meta { name, content, lang, scheme, line: self.position.line });
                }
            }
            "link" => {
                if let (Some(rel), Some(href)) = (attribute("rel"), attribute("href")) {
                    let rel = rel.to_ascii_lowercase();
                    self.document.links.push(Link { rel, href, line: self.position.line });
                }
            }
            "base" if self.document.base.is_none() => {
                self.document.base = attribute("href").map(|href| self.sourced(&href));
            }
            _ if self.hidden > 0 || attribute("hidden").is_some() => {}
            _ if attribute("style").is_some_and(|style| inline_style::parse(&style).hidden) => {}
            "br" | "hr" => self.builder.end_line(),
            "img" | "image" => {
                if let Some(words) = attribute("alt") {
                    self.image(&words);
                }
            }
            "input" => {
                let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
                let value = attribute("value").unwrap_or_default();
                match kind.as_str() {
                    "hidden" | "checkbox" | "radio" | "file" | "image" | "password" | "range" | "color" => {}
                    "submit" | "button" | "reset" | "search" => {
                        self.builder.put_below(&value, self.position, Zone::Control);
                    }
                    _ => self.text(&value),
                }
            }
            _ => {}
        }
    }

    /// The words for an image: part of the text where the image stands for a character (old pages print `≥` and
    /// `α` so), else beside it.
    fn image(&mut self, words: &str) {
        let is_character = words.chars().count() == 1 || is_greek_letter(words);
        if is_character && (self.builder.is_inside_word() || words.chars().all(|letter| !letter.is_ascii())) {
            self.text(words);
        } else {
            self.builder.put_below(words, self.position, Zone::Image);
        }
    }

    fn finish(mut self) -> Document {
        while let Some((position, reading)) = self.readings.pop() {
            self.builder.put_below(&reading, position, Zone::Reading);
        }
        self.end_anchor();
        self.document.lines = self.builder.finish();
        for heading in &mut self.document.headings {
            heading.text = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.document.headings.retain(|heading| !heading.text.is_empty());
        self.document
    }
}

fn is_doi_address(href: &str) -> bool {
    let after_scheme = href.trim().split_once("//").map(|(_, rest)| rest).unwrap_or_default();
    let path = ["doi.org/", "dx.doi.org/", "www.doi.org/"]
        .iter()
        .find_map(|host| after_scheme.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host)))
        .and_then(|host| after_scheme.get(host.len()..));
    path.is_some_and(|path| path.starts_with("10."))
}

fn is_greek_letter(words: &str) -> bool {
    #[rustfmt::skip]
    const LETTERS: &[&str] = &[
        "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
        "xi", "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
    ];
    LETTERS.contains(&words.to_ascii_lowercase().as_str())
}
