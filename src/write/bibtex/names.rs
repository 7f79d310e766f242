//! Names as BibTeX's grammar of names has them (mapping reference 2.7, needs reference B.2).

use super::text::group;
use crate::record::{Contributor, Name, NameForm};
use crate::syntax::latex::Escaper;
use crate::write::name::{given, is_east_asian};

/// A name as one member of a list (see [`split`]), whole in braces where it holds more commas than its parts need:
/// biber counts those in braces too, and drops an entry with three.
pub(super) fn member(form: &NameForm, is_group: bool, escaper: &mut Escaper) -> String {
    let written = split(form, is_group, escaper);
    let is_whole = written.starts_with('{') && written.ends_with('}');
    if is_whole || written.matches(',').count() <= 2 {
        return written;
    }
    let suffix = form.name.suffix.as_deref().unwrap_or_default();
    let pieces = [form.name.full_family(), given(form), suffix.to_owned()];
    let pieces: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
    braced(&pieces.join(", "), escaper)
}

/// A name: `Family, Given`, `von Family, Jr., Given`, or in braces where the grammar would
/// take it apart: groups, names that are not split, and names in ideographs, Hangul or kana, which every reader
/// tried takes for a first name, a particle or the wrong half when they stand without braces.
fn split(form: &NameForm, is_group: bool, escaper: &mut Escaper) -> String {
    let Name { family, given: _, non_dropping_particle, dropping_particle, suffix, literal } = &form.name;
    if let Some(literal) = literal {
        return braced(literal, escaper);
    }
    let given = given(form);
    let full = form.name.full_family();
    if is_east_asian(&format!("{full}{given}")) {
        return braced(&format!("{full}{given}").replace(char::is_whitespace, ""), escaper);
    }
    let suffix = suffix.as_deref().unwrap_or_default().trim();
    if is_group || family.is_none() || (given.is_empty() && suffix.is_empty()) {
        let pieces = [full.as_str(), given.as_str(), suffix];
        let pieces: Vec<&str> = pieces.into_iter().filter(|piece| !piece.is_empty()).collect();
        return braced(&pieces.join(" "), escaper);
    }
    let particles = [dropping_particle, non_dropping_particle];
    let particles: Vec<&str> = particles.into_iter().flatten().map(|particle| particle.trim()).collect();
    let family = family.as_deref().unwrap_or_default().trim();
    let family = if particles.iter().all(|particle| is_von(particle)) {
        let family = part(family, Inner::Family, escaper);
        let von: Vec<String> = particles.iter().map(|particle| escaper.text(particle)).collect();
        von.into_iter().filter(|particle| !particle.is_empty()).chain([family]).collect::<Vec<_>>().join(" ")
    } else {
        // A particle with a capital, or with signs, is none to BibTeX.
        braced(&full, escaper)
    };
    let given = part(&given, Inner::Other, escaper);
    if suffix.is_empty() {
        format!("{family}, {given}")
    } else {
        let given = if given.is_empty() { "{}".to_owned() } else { given };
        format!("{family}, {}, {given}", part(suffix, Inner::Other, escaper))
    }
}

/// The members of a list in order, for `author` and the like.
pub(super) fn list(members: &[String]) -> String {
    members.join(" and ")
}

/// The forms of a person other than the one that leads, as [`member`] writes them.
pub(super) fn other_form<'a>(person: &'a Contributor, leading: &NameForm) -> Option<&'a NameForm> {
    person.forms.iter().find(|form| form.kind != leading.kind)
}

fn braced(text: &str, escaper: &mut Escaper) -> String {
    if text.trim().is_empty() { String::new() } else { group(&guarded(text.trim(), escaper)) }
}

/// Which part of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inner {
    Family,
    Other,
}

/// Signs of the grammar of names, and those that become commands: biber cuts its initials out of the TeX, and takes
/// half a command for one after a hyphen or blank. In braces it looks only at the first character of the part, so
/// that nothing but a name that begins with such a sign still gets a wrong initial.
const NOT_IN_NAMES: &[char] =
    &[',', '=', '\\', '{', '}', '~', '^', '<', '>', '|', '&', '%', '$', '#', '_', '`', '"'];

/// A part of a split name, in braces where BibTeX would split it otherwise: at a comma, at the word `and`, or where
/// a small word inside a family name (`García y López`) would make a particle of all before it. Small words at its
/// start are particles that a source did not split off, and BibTeX takes them as such.
fn part(text: &str, inner: Inner, escaper: &mut Escaper) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has_and = words.iter().any(|word| word.eq_ignore_ascii_case("and") || *word == "others");
    let starts_small =
        |word: &&str| word.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_lowercase);
    let before_last = words.split_last().map(|(_, before)| before).unwrap_or_default();
    let makes_von =
        inner == Inner::Family && before_last.iter().skip_while(|word| starts_small(word)).any(starts_small);
    if has_and || makes_von || text.contains(NOT_IN_NAMES) || text.contains("--") {
        return braced(text, escaper);
    }
    escaper.text(text)
}

/// Text of a name. `family=` is biber's own notation of names, so an empty group before the sign takes its meaning
/// away.
fn guarded(text: &str, escaper: &mut Escaper) -> String {
    let mut out = String::new();
    for (position, piece) in text.split('=').enumerate() {
        out.push_str(if position == 0 { "" } else { "{}=" });
        escaper.append(piece, &mut out);
    }
    out
}

/// Whether BibTeX takes every word of a particle for one: it begins with a small letter and is made of letters.
fn is_von(particle: &str) -> bool {
    let plain = |letter: char| letter.is_alphabetic() || matches!(letter, '\'' | '’' | '-' | '.');
    particle.split_whitespace().all(|word| {
        word.starts_with(char::is_lowercase) && word.chars().all(plain) && !word.eq_ignore_ascii_case("and")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(family: &str, given: &str) -> Name {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Name { family: some(family), given: some(given), ..Name::default() }
    }

    fn written(name: Name, is_group: bool) -> String {
        member(&NameForm { name, ..NameForm::default() }, is_group, &mut Escaper::default())
    }

    #[test]
    fn the_grammar_takes_every_name_as_it_is_meant() {
        let particle = Name { non_dropping_particle: Some("de la".to_owned()), ..name("Cruz", "Maria") };
        let capital = Name { non_dropping_particle: Some("De".to_owned()), ..name("Smet", "Jan") };
        let junior = Name { suffix: Some("Jr.".to_owned()), ..name("Dela Cruz", "Juan") };
        let both = Name {
            suffix: Some("III".to_owned()),
            dropping_particle: Some("von".to_owned()),
            ..name("X", "")
        };
        let rows = [
            (name("Ou", "Wenxin"), "Ou, Wenxin"),
            (name("Ou", "WX"), "Ou, W. X."),
            (particle, "de la Cruz, Maria"),
            (capital, "{De Smet}, Jan"),
            (junior, "Dela Cruz, Jr., Juan"),
            (both, "von X, III, {}"),
            (name("张", "瑞"), "{张瑞}"),
            (name("김", "민수"), "{김민수}"),
            (name("山田", "太郎"), "{山田太郎}"),
            (name("Sukarno", ""), "{Sukarno}"),
            (name("Dela Cruz", ""), "{Dela Cruz}"),
            (name("", "Siti"), "{Siti}"),
            (name("van der Berg", "J"), "van der Berg, J."),
            (name("al-Razi", "Omar"), "al-Razi, Omar"),
            (name("Rock and Roll", "A, B"), "{Rock and Roll}, {A, B}"),
            (name("Ou", "Wenxin, MD, PhD"), "{Ou, Wenxin, MD, PhD}"),
            (name("given=X", "Yan"), "{given{}=X}, Yan"),
            (name("García y López", "Ana"), "{García y López}, Ana"),
            (Name::literal("World Health Organization"), "{World Health Organization}"),
            (Name::literal("Smith and Sons, Ltd."), "{Smith and Sons, Ltd.}"),
            (Name::literal("阿卜杜拉·买买提"), "{阿卜杜拉·买买提}"),
            (Name::literal("{\\&"), "{{\\textbraceleft{}\\textbackslash{}\\&}}"),
            (Name::literal(" "), ""),
        ];
        for (name, expected) in rows {
            assert_eq!(written(name, false), expected);
        }
        assert_eq!(written(name("Study", "Group"), true), "{Study Group}");
    }
}
