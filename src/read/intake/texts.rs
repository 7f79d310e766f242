//! Texts: titles, names of journals and books, abstracts, notes.

use super::Intake;
use crate::record::{
    Abstract, AbstractSection, ContainerRole, ContainerTitle, FreeNote, Marked, Origin, Text, Title,
    TitleRole,
};
use crate::report::quoted;
use crate::value::{markup, text};

impl Intake<'_> {
    /// A title. Tags in it (`<i>`, `<sub>`) are marks.
    pub(in crate::read) fn title(&mut self, role: TitleRole, text: &str) {
        if let Some(text) = self.line_of("title", text) {
            let marked = self.marked("title", &text);
            self.marked_title(role, marked);
        }
    }

    /// A title with its marks; the same title in the same role is one.
    pub(in crate::read) fn marked_title(&mut self, role: TitleRole, value: Marked) {
        let text = Text { value, lang: None, origin: Origin::Read };
        let plain = text.to_plain();
        if plain.is_empty() || self.known_title(role, &plain).is_some() {
            return;
        }
        self.record.titles.push(Title { text, role });
    }

    /// A title in MEDLINE's notation: brackets and full stop become marks of the record (mapping reference 8.19).
    pub(in crate::read) fn medline_title(&mut self, text: &str) {
        let Some(line) = self.line_of("title", text) else { return };
        let (bare, marks) = text::title_marks(&line);
        self.record.title_marks = marks;
        let marked = self.marked("title", &bare);
        self.marked_title(TitleRole::Main, marked);
    }

    /// The same of a title with its marks.
    pub(in crate::read) fn medline_marked_title(&mut self, title: Marked) {
        let (bare, marks) = text::without_title_marks(title);
        self.record.title_marks = marks;
        self.marked_title(TitleRole::Main, bare);
    }

    fn known_title(&mut self, role: TitleRole, plain: &str) -> Option<usize> {
        let titles = &self.record.titles;
        self.seen.titles.position(titles, |it| (it.role, it.text.as_plain()), &(role, plain.into()))
    }

    /// A title with its language; one that is known already gets the language.
    pub(in crate::read) fn title_in(&mut self, role: TitleRole, text: Text) {
        let plain = text.to_plain();
        match self.known_title(role, &plain).and_then(|at| self.record.titles.get_mut(at)) {
            Some(known) => known.text.lang = known.text.lang.take().or(text.lang),
            None => self.record.titles.push(Title { text, role }),
        }
    }

    /// Name of the journal or book.
    pub(in crate::read) fn container(&mut self, role: ContainerRole, text: &str) {
        self.container_of(role, text, None);
    }

    /// The same with its language.
    pub(in crate::read) fn container_of(&mut self, role: ContainerRole, text: &str, lang: Option<String>) {
        if let Some(text) = self.line_of("container-title", text) {
            let value = self.marked("container-title", &text);
            self.container_in(role, value, lang, None);
        }
    }

    /// Name of the journal, with the rule of an abbreviation (`iso4`, `medlineta`).
    pub(in crate::read) fn container_by(&mut self, role: ContainerRole, text: &str, scheme: Option<&str>) {
        let value = self.marked("container-title", text);
        self.container_in(role, value, None, scheme);
    }

    /// Name of the journal with its marks.
    pub(in crate::read) fn marked_container(&mut self, role: ContainerRole, value: Marked) {
        self.container_in(role, value, None, None);
    }

    /// The same with its language and the rule of an abbreviation. What a name that is known already lacks, it gets.
    pub(in crate::read) fn container_in(
        &mut self,
        role: ContainerRole,
        value: Marked,
        lang: Option<String>,
        scheme: Option<&str>,
    ) {
        let plain = value.to_plain();
        let titles = &mut self.record.container_titles;
        let wanted = (role, plain.as_str().into());
        let known = self.seen.container_titles.position(titles, |it| (it.role, it.text.as_plain()), &wanted);
        match known.and_then(|at| titles.get_mut(at)) {
            Some(known) => {
                known.scheme = known.scheme.take().or_else(|| scheme.map(str::to_owned));
                known.text.lang = known.text.lang.take().or(lang);
            }
            None if plain.is_empty() => {}
            None => titles.push(ContainerTitle {
                text: Text { value, lang, origin: Origin::Read },
                role,
                scheme: scheme.map(str::to_owned),
            }),
        }
    }

    /// An abstract; `lang` where the format says it. An equal text is one.
    pub(in crate::read) fn abstract_text(&mut self, text: &str, lang: Option<String>) {
        let paragraphs = markup::without_paragraph_tags(text);
        if paragraphs.is_some() {
            let message = format!("tags became ends of lines in {}", quoted(text));
            self.note(&markup::MARKUP_RECOGNISED, "abstract", message);
        }
        let text = paragraphs.as_deref().unwrap_or(text);
        let Some(text) = self.lines_of("abstract", text) else { return };
        let marked = self.marked("abstract", &text);
        self.marked_abstract(marked, lang, Vec::new());
    }

    /// An abstract with marks and headed sections.
    pub(in crate::read) fn marked_abstract(
        &mut self,
        value: Marked,
        lang: Option<String>,
        sections: Vec<AbstractSection>,
    ) {
        let text = Text { value, lang, origin: Origin::Read };
        let known = self.seen.abstracts.has(
            &self.record.abstracts,
            |known| (known.text.as_plain(), &known.sections),
            &(text.as_plain(), &sections),
        );
        if !known && (!text.value.is_empty() || !sections.is_empty()) {
            self.record.abstracts.push(Abstract { text, sections, raw: None });
        }
    }

    /// A free note.
    pub(in crate::read) fn free_note(&mut self, kind: Option<&str>, text: &str) {
        let Some(text) = self.lines_of("note", text) else { return };
        if !self.seen.notes.has(&self.record.notes, |known| &known.text, &&text) {
            self.record.notes.push(FreeNote { text, kind: kind.map(str::to_owned) });
        }
    }

    /// An abstract of headed sections; one without a heading is a plain text.
    pub(in crate::read) fn sections(&mut self, lang: Option<String>, mut sections: Vec<AbstractSection>) {
        sections.retain(|section| !section.text.is_empty() || !section.label.is_empty());
        let is_plain = sections.len() == 1 && sections.iter().all(|section| section.label.is_empty());
        if is_plain {
            if let Some(section) = sections.pop() {
                self.marked_abstract(section.text, lang, Vec::new());
            }
        } else if !sections.is_empty() {
            self.marked_abstract(Marked::default(), lang, sections);
        }
    }

    /// An article that corrects, retracts or comments on this one, or is corrected by it; the word for that is
    /// `PubMed`'s: `ErratumIn`, `RetractionOf`.
    pub(in crate::read) fn linked_article(&mut self, kind: &str, text: &str) {
        let mut words = String::new();
        for character in kind.chars() {
            if character.is_uppercase() && !words.is_empty() {
                words.push(' ');
                words.extend(character.to_lowercase());
            } else {
                words.push(character);
            }
        }
        let Some(text) = self.line_of("note", text) else { return };
        let text = if words.is_empty() { text } else { format!("{words}: {text}") };
        self.record.notes.push(FreeNote { text, kind: Some("linked-article".to_owned()) });
    }
}
