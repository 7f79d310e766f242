//! What a line without a label looks like.

use super::kinds;
use crate::report::{Remark, Severity};
use crate::value::text::{language_of, script_of};
use crate::value::{affiliation, author_list, citation_line, doi, journal_line, orcid};
use crate::vocab::{family_names, institutions, labels, particles};
use std::borrow::Cow;

/// Whether a text is mostly in Chinese characters, kana or hangul.
pub(super) fn is_east_asian(text: &str) -> bool {
    matches!(script_of(text), Some("Hani" | "Kana" | "Hang"))
}

/// Letters and figures in lower case: what two printings of one text have in common.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a line says where an article stands: journal, date and locator, or date and locator.
pub(super) fn is_source(text: &str) -> bool {
    !text.starts_with(['【', '〖'])
        && (journal_line::looks_like_source(text) || is_locator(text) || names_place(text))
}

/// Whether a line is a journal, volume, issue, the place of publication and a date.
pub(super) fn names_place(text: &str) -> bool {
    const LONGEST: usize = 160;
    let is_short = text.len() <= LONGEST && (text.contains(" vol.") || text.contains(" v."));
    is_short && journal_line::parse_with_place(text).is_some_and(|line| line.issue.is_some())
}

/// Whether a line is a date with volume and pages, without a journal: `2017 Volume 37 Pages 336-343`.
pub(super) fn is_locator(text: &str) -> bool {
    const LONGEST: usize = 120;
    if text.len() > LONGEST || !text.contains(|it: char| it.is_ascii_digit()) {
        return false;
    }
    let line = journal_line::parse(text);
    // A DOI, or the language of the article, may follow.
    let is_known = |tail: &str| doi::find(tail).is_some() || tail.starts_with('[');
    let is_sure = |remark: &Remark| remark.code.severity < Severity::Warning;
    let is_whole = line.remarks.iter().all(is_sure) && line.tail.as_deref().is_none_or(is_known);
    let is_dated = line.date.as_ref().is_some_and(|date| date.start.is_some());
    let is_placed = line.volume.is_some() || line.issue.is_some();
    let is_paged = !line.page_ranges.is_empty() || line.article_number.is_some();
    let is_numbered = line.volume.is_some() && line.issue.is_some();
    is_whole && is_dated && is_placed && line.journal.is_none() && (is_paged || is_numbered)
}

/// How many names a line without a label holds, if it is a list of names and nothing else; 0 otherwise.
pub(super) fn names_in(text: &str) -> usize {
    const LONGEST: usize = 3000;
    let foreign = [':', '：', '?', '？', '!', '%', '=', '/', '@', '|', '<', '>', '《', '。', '_', '#'];
    // An institution in parentheses behind a name is its author's, and so is an iD.
    let own = without_ids(text);
    let bare = without_parentheses(&own);
    let is_cut = bare.len() < own.len();
    let text = bare.as_str();
    if text.len() > LONGEST || text.contains(foreign) {
        return 0;
    }
    // A date is no marker: `Front. Nutr., 14 May 2021`.
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    if text.split(|it: char| !it.is_ascii_digit()).any(is_year) {
        return 0;
    }
    let list = text.trim_end_matches(['.', ';', '；', ',', '，', ' ']);
    let pieces = names(list);
    // A study group may have one in its name.
    if institutions::named_in(text)
        && pieces.iter().any(|piece| institutions::named_in(piece) && !is_study_group(piece))
    {
        return 0;
    }
    let found = pieces.iter().map(|piece| without_markers(piece)).filter(|piece| !piece.is_empty());
    let (mut people, mut single) = (0, 0);
    let is_marked = pieces.first().is_some_and(|piece| piece.contains(char::is_numeric));
    for piece in found {
        match is_person(&piece) {
            Person::Yes => people += 1,
            Person::OneWord => single += 1,
            // A body that signs with two people or more, or with one whose marker shows that it is one.
            Person::No if is_study_group(&piece) && (people > 1 || people == 1 && is_marked) => people += 1,
            Person::No => return 0,
        }
    }
    // `Kim, Eun-Seop ;`, `Lee, Ji-Won2`: the comma stands inside the name.
    let is_one = is_cut || text.trim_end().ends_with([';', '；']) || is_marked_at_end(list);
    if is_one && single == 2 && people == 0 {
        return 1;
    }
    // `Tea, Sleep` is no list of people, `Suharto, Budi Santoso` may be one.
    if single > people { 0 } else { people + single }
}

/// Whether a text is one name with the family name first, a comma and a stop at its end: `Souza, Gabriela M.`
pub(super) fn is_inverted_name(text: &str) -> bool {
    let Some((family, given)) = text.strip_suffix('.').and_then(|name| name.split_once(", ")) else {
        return false;
    };
    let is_word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|it| it.is_alphabetic() || matches!(it, '-' | '\'' | '’' | '.'))
    };
    let is_part = |part: &str| {
        (1..=3).contains(&part.split_whitespace().count()) && part.split_whitespace().all(is_word)
    };
    is_part(family) && is_part(given) && !institutions::named_in(text)
}

/// Whether only the last of two words with a comma between has a marker.
fn is_marked_at_end(list: &str) -> bool {
    let figures = |text: &str| text.contains(|it: char| it.is_ascii_digit());
    list.split_once(',').is_some_and(|(first, rest)| {
        let name = rest.trim_end_matches(|it: char| it.is_ascii_digit() || it == ',');
        !figures(first) && name.len() < rest.len() && !figures(name)
    })
}

/// Whether a line has an institution in parentheses.
pub(super) fn holds_institution(text: &str) -> bool {
    without_parentheses(text).len() < text.len()
}

/// Whether a text names the body behind a study: `the PORTER Study Group`.
fn is_study_group(piece: &str) -> bool {
    const WORDS: &[&str] =
        &["group", "investigators", "collaborators", "consortium", "committee", "network", "team"];
    let last = piece.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    WORDS.contains(&last.as_str()) && (2..=9).contains(&piece.split_whitespace().count())
}

/// A list of names without the iDs behind them: `Hanna Lindqvist ORCID: orcid.org/0000-0002-1825-0097, Rui Zhang`.
fn without_ids(text: &str) -> Cow<'_, str> {
    const MOST: usize = 200;
    let mut text = Cow::Borrowed(text);
    for _ in 0..MOST {
        let Some((found, _)) = orcid::find(&text) else { break };
        let before = text.get(..found.start).unwrap_or_default().trim_end();
        let before = before.strip_suffix("ORCID:").or_else(|| before.strip_suffix("ORCID")).unwrap_or(before);
        text = Cow::Owned(format!("{}{}", before.trim_end(), text.get(found.end..).unwrap_or_default()));
    }
    text
}

/// A line without the parentheses that hold an institution.
fn without_parentheses(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '（']) {
        let behind = rest.get(open..).unwrap_or_default();
        let Some(length) = behind.find([')', '）']) else { break };
        let close = behind.get(length..).and_then(|close| close.chars().next()).map_or(0, char::len_utf8);
        let inside = behind.get(..length).unwrap_or_default();
        kept.push_str(rest.get(..open).unwrap_or_default());
        if !institutions::named_in(inside) {
            kept.push_str(behind.get(..length + close).unwrap_or_default());
        }
        rest = behind.get(length + close..).unwrap_or_default();
    }
    kept + rest
}

/// Whether a capital stands inside a word that is no `McDonald`: two words run together, or a label glued to a name.
fn is_run_together(word: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "Mc", "Mac", "De", "Di", "Da", "Le", "La", "Van", "Von", "O'", "O’", "D'", "D’", "Fitz", "Al", "El",
        "Du", "Del",
    ];
    let rest = PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word);
    let letters: Vec<char> = rest.chars().collect();
    letters.windows(2).any(|pair| {
        pair.first().is_some_and(|it| it.is_lowercase()) && pair.last().is_some_and(|it| it.is_uppercase())
    })
}

/// Whether a line is names with nothing between them: words with capitals, of which some have one inside:
/// `Sachiyo NakamuraAkihiro Shuda`.
pub(super) fn are_names_run_together(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.clone().all(|word| word.starts_with(char::is_uppercase)) && words.any(is_run_together)
}

/// A list cut at its separators: semicolons, else middle dots, else commas; `and` before the last one.
fn names(list: &str) -> Vec<String> {
    if let Some(marked) = author_list::marked_names(list) {
        let bare = |name: &str| name.trim_end_matches(|it: char| !it.is_alphabetic()).to_owned();
        return marked.iter().filter_map(|name| list.get(name.clone())).map(bare).collect();
    }
    let by = |separators: &[char]| {
        list.split(separators)
            .map(str::trim)
            .filter(|piece| !piece.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let pieces = if list.contains([';', '；']) {
        by(&[';', '；'])
    } else if list.contains(" · ") && list.split(" · ").all(|name| name.contains(',')) {
        by(&['·'])
    } else if list.contains(" · ") || list.contains('、') || list.contains('，') {
        by(&['·', '、', '，', ','])
    } else {
        by(&[','])
    };
    let mut cut = Vec::new();
    for piece in pieces {
        let has_word = [" and ", " & ", " y ", " e ", " dan ", " et ", " und "]
            .iter()
            .find(|word| piece.contains(**word));
        match has_word {
            Some(word) => cut.extend(piece.split(*word).map(|piece| piece.trim().to_owned())),
            None => cut.push(piece.strip_prefix("and ").unwrap_or(&piece).to_owned()),
        }
    }
    // Chinese and Korean names with blanks alone between them.
    if let [only] = cut.as_slice()
        && is_east_asian(only)
        && only.split_whitespace().count() > 1
    {
        // Korean sentences have blanks too; a name in hangul has three syllables.
        let is_hangul = |it: char| matches!(it, '\u{ac00}'..='\u{d7a3}');
        let are_names = !only.contains(is_hangul)
            || only.split_whitespace().all(|word| word.chars().filter(|it| is_hangul(*it)).count() == 3);
        return if are_names {
            only.split_whitespace().map(str::to_owned).collect()
        } else {
            vec![only.clone()]
        };
    }
    cut
}

/// A name without the digits, letters in brackets, stars and degrees beside it.
fn without_markers(piece: &str) -> String {
    let piece = piece.split(['(', '（', '[', '［']).next().unwrap_or_default();
    let is_marker = |it: char| {
        it.is_numeric()
            // An opening bracket ended the piece; a closing one is that of `1)`.
            || matches!(it, '*' | '†' | '‡' | '§' | '¶' | '＊' | '∗' | '✉' | '☆' | '△' | '▲' | '⁎' | ')' | '）')
    };
    let bare: String = piece.chars().map(|it| if is_marker(it) { ' ' } else { it }).collect();
    let words: Vec<&str> = bare
        .split_whitespace()
        .filter(|word| {
            !matches!(
                *word,
                "MD" | "M.D." | "PhD" | "Ph.D." | "MSc" | "RN" | "MPH" | "et" | "al" | "al." | "等"
            )
        })
        .collect();
    // Marker letters behind the name.
    let is_letter = |word: &&&str| word.len() == 1 && word.bytes().all(|it| it.is_ascii_lowercase());
    let letters = words.iter().skip(1).rev().take_while(is_letter).count();
    words.get(..words.len() - letters).unwrap_or_default().join(" ")
}

enum Person {
    Yes,
    /// A single word with a capital: a name where others are names.
    OneWord,
    No,
}

/// Whether a text between two separators can be a person's name.
fn is_person(piece: &str) -> Person {
    const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr."];
    const JOINING: &[char] = &['与', '的', '及', '在', '对', '與', '對', '之'];
    const NOT_NAMES: &[&str] = &[
        "original",
        "article",
        "articles",
        "review",
        "research",
        "case",
        "report",
        "letter",
        "editorial",
        "home",
        "about",
        "search",
        "login",
        "register",
        "volume",
        "vol",
        "issue",
        "no",
        "archives",
        "current",
        "contact",
        "journal",
        "open",
        "access",
        "download",
        "full",
        "text",
        "view",
        "share",
        "email",
        "print",
        "publisher",
        "published",
        "online",
        "previous",
        "next",
        "abstract",
        "figures",
        "tables",
        "china",
        "korea",
        "japan",
        "university",
        "effect",
        "study",
        "author",
        "authors",
        "information",
        "of",
        "the",
        "in",
        "for",
        "with",
        "on",
        "among",
        "versus",
        "vs",
        "using",
    ];
    if is_east_asian(piece) {
        let letters: Vec<char> = piece.chars().filter(|it| !it.is_whitespace()).collect();
        let is_letter = |it: &char| it.is_alphabetic();
        let Some(first) = letters.first().filter(|_| letters.iter().all(is_letter)) else {
            return Person::No;
        };
        if letters.iter().any(|letter| JOINING.contains(letter)) {
            return Person::No;
        }
        let pair: String = letters.iter().take(2).collect();
        let is_family = family_names::is_han_family(*first)
            || family_names::is_hangul_family(*first)
            || family_names::is_han_compound(&pair)
            || family_names::is_hangul_compound(&pair);
        if is_family && (2..=4).contains(&letters.len()) {
            return Person::Yes;
        }
        // Japanese names have a blank between family name and given name: `山田 太郎`.
        let parts: Vec<usize> = piece.split_whitespace().map(|part| part.chars().count()).collect();
        let is_spaced = parts.len() == 2
            && !letters.iter().any(|letter| matches!(letter, '\u{ac00}'..='\u{d7a3}'))
            && parts.iter().all(|part| (1..=3).contains(part))
            && letters.len() >= 3;
        return if is_spaced { Person::Yes } else { Person::No };
    }
    let words: Vec<&str> = piece.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_name_word = |word: &&str| {
        let lower = word.to_lowercase();
        let starts = word.starts_with(|first: char| first.is_uppercase())
            || particles::is_small_word(word)
            || SUFFIXES.contains(word);
        let has_letters = word
            .chars()
            .all(|it| it.is_alphabetic() || matches!(it, '.' | '-' | '\'' | '’' | '‐' | '‑' | '`' | 'ʹ'));
        starts && has_letters && !is_run_together(word) && !NOT_NAMES.contains(&lower.trim_end_matches('.'))
    };
    if words.is_empty() || !words.iter().all(is_name_word) {
        return Person::No;
    }
    // In capitals alone, longer lines are titles of departments and journals.
    let longest = if piece.chars().any(char::is_lowercase) { 6 } else { 4 };
    match words.len() {
        1 => Person::OneWord,
        count if count <= longest => Person::Yes,
        _ => Person::No,
    }
}

/// Whether a line below the authors tells where they work: it names an institution as an address does, with a label or
/// commas or nothing else, and is no sentence or title in which one is mentioned.
pub(super) fn is_institution(text: &str) -> bool {
    const LONGEST: usize = 1200;
    const SENTENCE: &[&str] = &[
        "的",
        "与",
        "對",
        "对",
        "及其",
        "研究",
        "分析",
        "影响",
        "影響",
        "における",
        "について",
        "に関する",
        "による",
        "検討",
        "관한",
        "미치는",
        "관계",
        "영향",
        "효과",
    ];
    if text.len() > LONGEST || !institutions::named_in(text) {
        return false;
    }
    let is_labelled = affiliation::begins_with_label(text);
    if is_east_asian(text) {
        // `研究` is a word of titles, and part of `研究所` and `研究院`.
        let bare = ["研究所", "研究院", "研究室", "研究科", "研究中心"]
            .iter()
            .fold(text.to_owned(), |text, name| text.replace(name, "所"));
        return is_labelled || !SENTENCE.iter().any(|word| bare.contains(word));
    }
    let words = text.split(|character: char| !character.is_alphanumeric());
    let mut words = words.map(|word| word.trim_start_matches(char::is_numeric));
    let is_capital = words.any(|word| word.starts_with(char::is_uppercase) && institutions::named_in(word));
    // Words of two: `Bệnh viện`.
    let begins = text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let text = text.trim_start_matches(char::is_numeric).trim_start();
    let is_capital =
        is_capital || text.starts_with(char::is_uppercase) && institutions::named_in(&begins.to_lowercase());
    let is_address = text.contains([',', ';', '，']) || text.split_whitespace().count() <= 6;
    is_capital && (is_labelled || is_address) || is_labelled && text.contains(',')
}

/// Whether a line is the name of a society, a committee or a group that signs an article: stricter than for the entry of
/// a list of authors, because titles hold the same words.
pub(super) fn is_body(text: &str) -> bool {
    const LONGEST: usize = 160;
    const ENDINGS: &[&str] = &[
        "学会",
        "学會",
        "學會",
        "协会",
        "協會",
        "分会",
        "分會",
        "委员会",
        "委員会",
        "委員會",
        "学组",
        "學組",
        "协作组",
        "協作組",
        "专家组",
        "專家組",
        "工作组",
        "工作組",
        "编写组",
        "研究组",
        "课题组",
        "联盟",
        "聯盟",
        "研究会",
        "학회",
        "위원회",
        "연구회",
        "협회",
    ];
    const WORDS: &[&str] = &[
        "association",
        "board",
        "branch",
        "collaboration",
        "collaborators",
        "commission",
        "committee",
        "consortium",
        "council",
        "federation",
        "group",
        "investigators",
        "network",
        "panel",
        "society",
        "team",
        "academy",
        "union",
        // Spanish and Portuguese.
        "academia",
        "asociación",
        "associação",
        "colégio",
        "comisión",
        "comissão",
        "comité",
        "comitê",
        "consejo",
        "conselho",
        "consorcio",
        "consórcio",
        "federación",
        "federação",
        "grupo",
        "sociedad",
        "sociedade",
        // French, German, Malay and Indonesian.
        "groupe",
        "société",
        "arbeitsgruppe",
        "gesellschaft",
        "kumpulan",
        "persatuan",
        "perhimpunan",
    ];
    const SMALL: &[&str] = &[
        "of", "the", "for", "and", "on", "in", "de", "del", "la", "las", "los", "e", "y", "do", "da", "dos",
        "das", "des", "du", "et", "für", "und", "en", "para",
    ];
    if text.len() > LONGEST || text.contains(|it: char| it.is_numeric() || ",;:.?!，；：。？！".contains(it))
    {
        return false;
    }
    if is_east_asian(text) {
        return text.chars().count() > 3
            && !text.contains(['的', '与', '對', '对'])
            && ENDINGS.iter().any(|ending| text.ends_with(ending));
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_named = words.iter().any(|word| WORDS.contains(&word.to_lowercase().as_str()));
    let is_name_word = |word: &&str| SMALL.contains(word) || word.starts_with(char::is_uppercase);
    (2..=14).contains(&words.len()) && is_named && words.iter().all(is_name_word)
}

/// Whether a text is in English by its words.
pub(super) fn is_english(text: &str) -> bool {
    language_of(text, None) == Some("en")
}

/// Whether a line is a heading inside an abstract, alone or with a colon and text.
pub(super) fn begins_with_heading(text: &str) -> bool {
    let head = text.split([':', '：', '.']).next().unwrap_or_default();
    labels::is_abstract_heading(head)
        || text
            .strip_prefix(['【', '['])
            .and_then(|rest| rest.split_once(['】', ']']))
            .is_some_and(|(words, _)| labels::is_abstract_heading(words))
        || text
            .split_whitespace()
            .next()
            .is_some_and(|word| is_east_asian(word) && labels::is_abstract_heading(word))
}

/// Whether a line holds only markers and separators of a list of authors: `1`, `,`, `1,2 ;`.
pub(super) fn is_marks(text: &str) -> bool {
    let is_mark = |it: char| it.is_numeric() || it.is_whitespace() || ",;，；、*†‡§¶#()[]·".contains(it);
    text.chars().count() <= 16 && text.chars().all(is_mark)
}

/// Whether a line can be an abstract without a label, or a paragraph of one.
pub(super) fn is_paragraph(text: &str) -> bool {
    const SHORTEST: usize = 200;
    weight(text) >= SHORTEST && text.ends_with(['.', '。', '．', '!', '?', ')', '）', ']'])
}

/// Whether a text is a short sentence.
pub(super) fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '。', '．']) && (text.split_whitespace().count() > 1 || is_east_asian(text))
}

/// Whether a line begins with one to three words and a colon.
pub(super) fn begins_with_unknown_label(text: &str) -> bool {
    if text.starts_with(['【', '〖']) {
        return true;
    }
    let Some((words, _)) = text.split_once([':', '：']) else { return false };
    let is_words = words.chars().all(|it| it.is_alphabetic() || matches!(it, ' ' | '\u{a0}' | '/' | '-'));
    is_words
        && words.starts_with(|it: char| !it.is_lowercase())
        && (1..=3).contains(&words.split_whitespace().count())
        && words.len() <= 60
}

/// Whether every word of a line but those that join has a capital, as the name of a journal has.
pub(super) fn is_in_capitals(text: &str) -> bool {
    const JOINING: &[&str] = &[
        "of", "and", "the", "for", "in", "on", "de", "del", "la", "las", "y", "e", "et", "und", "für", "da",
        "do", "dan", "&", "-", "=", "des",
    ];
    let mut words = text.split_whitespace();
    words.clone().count() <= 9
        && words.all(|word| {
            word.starts_with(|it: char| it.is_uppercase() || it == '(') || JOINING.contains(&word)
        })
}

/// Whether a line is the name of a journal by a word in it.
pub(super) fn names_journal(text: &str) -> bool {
    const LONGEST: usize = 90;
    const ENDS: &[&str] =
        &["杂志", "雜誌", "学报", "學報", "雑誌", "会誌", "学会誌", "论文集", "학회지", "논문집"];
    const WORDS: &[&str] = &[
        "journal of",
        "journal on",
        "annals of",
        "archives of",
        "revista ",
        "jurnal ",
        "tạp chí",
        "журнал",
        "zeitschrift für",
        "revue ",
    ];
    let lower = text.to_lowercase();
    weight(text) <= LONGEST
        && (ENDS.iter().any(|end| text.ends_with(end))
            || is_in_capitals(text)
                && (WORDS.iter().any(|word| lower.contains(word)) || lower.ends_with(" journal")))
}

/// How long a text is in the measure of Latin letters: a Chinese character says as much as three of them.
pub(super) fn weight(text: &str) -> usize {
    text.chars().map(|character| if character > '\u{2e80}' { 3 } else { 1 }).sum()
}

/// Whether a line can be the title of an article.
pub(super) fn is_title_like(text: &str) -> bool {
    const SHORTEST: usize = 18;
    const LONGEST: usize = 1000;
    if !(SHORTEST..=LONGEST).contains(&weight(text))
        || kinds::is_url(text)
        || text.contains(['@', '›', '»', '©', '|', '【', '→'])
    {
        return false;
    }
    let lower = text.to_lowercase();
    let is_trail = text.matches(" > ").count() + text.matches(" / ").count() > 1 || text.contains(" >> ");
    let site = [
        "copyright",
        "all rights reserved",
        "cookie",
        "javascript",
        "issn",
        "http",
        "powered by",
        "sign in",
        "log in",
        "vol.",
        "doi:",
        "impact factor",
        "版权所有",
        "卷第",
        "年第",
    ];
    if is_trail
        || site.iter().any(|word| lower.contains(word))
        || citation_line::looks_like(text)
        || is_source(text)
        || doi::is_meant(text)
    {
        return false;
    }
    // Names with their markers are no title, however they are read.
    if text.matches([')', '）']).count() > 1 && names_in(text) > 1 {
        return false;
    }
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    // A counter behind the title is none of it.
    let counts = text
        .rsplit([':', '：'])
        .next()
        .is_some_and(|end| !end.is_empty() && end.chars().all(char::is_numeric));
    if counts && text.contains([':', '：']) {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if digits * 2 > letters {
        return false;
    }
    if is_east_asian(text) {
        return letters >= 6 && !text.ends_with(['。', '；', '，']);
    }
    let words = text.split_whitespace().count();
    // Menus and the names of sites are words with capitals; a title has others.
    let lower_case = text
        .split_whitespace()
        .filter(|word| word.chars().count() > 2 && word.starts_with(char::is_lowercase))
        .count();
    let is_capitals = !text.chars().any(char::is_lowercase);
    words >= 4 || words == 3 && (lower_case > 0 || is_capitals)
}

/// Whether a line right above a list of names can be a title although it is short.
pub(super) fn is_short_title(text: &str) -> bool {
    let letters = text.chars().filter(|it| it.is_alphabetic()).count();
    let words = text.split_whitespace().count();
    let is_long = if is_east_asian(text) { (4..6).contains(&letters) } else { words == 3 && letters >= 12 };
    let is_clean = !text.contains(|it: char| it.is_numeric() || "[]【】|>›»©@:：".contains(it));
    is_long && is_clean && names_in(text) == 0 && !is_institution(text) && !institutions::named_in(text)
}

/// Whether a text is one word that can be all of somebody's name, as many Indonesian names are.
pub(super) fn is_one_word_name(text: &str) -> bool {
    (4..=20).contains(&text.chars().count())
        && matches!(is_person(text), Person::OneWord)
        && !institutions::named_in(text)
}

/// Whether a list of names is read as as many names as it shows.
pub(super) fn is_unambiguous(text: &str) -> bool {
    let list = author_list::parse(text, &author_list::ListHints::default());
    let is_guessed = list.remarks.iter().any(|(_, remark)| *remark.code == author_list::AUTHOR_COMMA_GUESSED);
    names_in(text) != 2 || list.contributors.len() == 2 && !is_guessed
}

/// Whether a list of names reads as one: every name of it, for the grammar too.
pub(super) fn reads_as_names(text: &str) -> bool {
    let list = author_list::parse(text, &author_list::ListHints::default());
    let groups = list.contributors.iter().filter(|author| author.is_group).count();
    let is_signed = groups == 0 || groups == 1 && names_in(text) >= 2;
    !list.contributors.is_empty() && is_signed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_other_lists() {
        for (text, count) in [
            ("Zhang San1, Li Si2,*, Wang Wu1", 3),
            ("张三, 李四", 2),
            ("김철수1 · 이영희2", 2),
            ("Souza, G M; Lima, Ana Paula de", 2),
            ("KIM Min-Su and LEE Jae", 2),
            ("Tea, Sleep, Humans", 0),
            ("Original Article", 0),
            ("Effect of tea on sleep, in children", 0),
            ("Department of Medicine, Example University", 0),
            ("绿茶对睡眠的影响", 0),
        ] {
            assert_eq!(names_in(text), count, "{text}");
        }
    }

    #[test]
    fn titles_are_told_from_menus() {
        assert!(is_title_like("Effect of green tea on sleep: a trial"));
        assert!(is_title_like("绿茶对睡眠影响的研究"));
        for text in [
            "Home > Journals > Archive",
            "Current Issue",
            "© 2021 Example Press. All rights reserved",
            "J Example Med. 2021;25(1):25-31",
        ] {
            assert!(!is_title_like(text), "{text}");
        }
    }
}
