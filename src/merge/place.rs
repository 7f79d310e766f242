//! Where two records say their article stands: year, volume, issue, pages.

use super::sketch::Sketch;

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// Equal.
    Same,
    /// Equal but for a slip: one digit, two digits turned round, the year after.
    Near,
    /// Different.
    Other,
    /// One is absent.
    Missing,
}

/// What comparing the places gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PlaceMatch {
    pub(super) year: Value,
    pub(super) volume: Value,
    pub(super) issue: Value,
    pub(super) first_page: Value,
    /// The last page; `Missing` where either record has one page only.
    pub(super) last_page: Value,
    pub(super) article_number: Value,
    /// Both stand on a single page, as far as is known, which others may stand on too.
    pub(super) is_shared_page: bool,
    /// Years between the nearest two.
    pub(super) years_apart: Option<u32>,
}

impl PlaceMatch {
    pub(super) fn of(one: &Sketch<'_>, other: &Sketch<'_>) -> Self {
        let years = one.years.iter().flat_map(|year| other.years.iter().map(|it| year.abs_diff(*it)));
        let years_apart = years.min();
        let year = match years_apart {
            None => Value::Missing,
            Some(0) => Value::Same,
            Some(1) => Value::Near,
            Some(_) => Value::Other,
        };
        let ranges = [one, other].map(|it| (it.first_page, it.last_page));
        let is_range = ranges.iter().all(|(first, last)| !last.is_empty() && first != last);
        let last_page = if is_range { numbers(one.last_page, other.last_page) } else { Value::Missing };
        let mut article_number = numbers(one.article_number, other.article_number);
        let mut first_page = numbers(one.first_page, other.first_page);
        // What one database calls an article number stands among the pages of another, with and without its `e`.
        for (number, page) in [(one.article_number, other.first_page), (other.article_number, one.first_page)]
        {
            if !number.is_empty() && numbers(number, page) == Value::Same {
                article_number = Value::Same;
            }
        }
        if article_number == Value::Same && first_page == Value::Other {
            first_page = Value::Missing;
        }
        let (volume, issue) = (numbers(one.volume, other.volume), numbers(one.issue, other.issue));
        if first_page == Value::Other
            && volume == Value::Same
            && issue != Value::Other
            && year != Value::Other
            && overlap(one, other)
        {
            first_page = Value::Near;
        }
        Self {
            year,
            volume,
            issue,
            first_page,
            last_page,
            article_number,
            is_shared_page: ranges.iter().all(|(first, last)| !first.is_empty() && first == last),
            years_apart,
        }
    }

    /// Both stand on the same pages of the same volume, or have the same number in it.
    pub(super) fn is_same_spot(&self) -> bool {
        let on_page = self.first_page == Value::Same || self.article_number == Value::Same;
        on_page && self.volume != Value::Other && self.year != Value::Other
    }

    /// A range of several pages agrees from its first to its last one: hardly two articles share one.
    pub(super) fn is_same_range(&self) -> bool {
        self.first_page == Value::Same && self.last_page == Value::Same
    }

    /// Something of the place, beside the year, agrees, and nothing contradicts it.
    pub(super) fn is_confirmed(&self) -> bool {
        let values = [self.volume, self.first_page, self.article_number];
        values.contains(&Value::Same) && !values.contains(&Value::Other)
    }
}

/// Whether both have pages and more than one of them is the same, or the only page of one is inside the other: some databases
/// have the page that is cited. Articles of one volume share at most the page on which one ends and the next begins.
fn overlap(one: &Sketch<'_>, other: &Sketch<'_>) -> bool {
    let number = |text: &str| text.parse::<u32>().ok();
    let range = |sketch: &Sketch<'_>| {
        let (first, last) = (number(sketch.first_page)?, number(sketch.last_page)?);
        // `217-21` that nobody has read as 221, and a slip in either page, are no range.
        (first <= last && last - first < 100).then_some((first, last))
    };
    let (Some(one), Some(other)) = (range(one), range(other)) else { return false };
    let common = (one.0.max(other.0), one.1.min(other.1));
    let is_inside = |single: (u32, u32), range: (u32, u32)| {
        single.0 == single.1 && range.0 < single.0 && single.0 <= range.1
    };
    common.0 < common.1 || is_inside(one, other) || is_inside(other, one)
}

/// Compares numbers of volumes, issues and pages, folded.
fn numbers(one: &str, other: &str) -> Value {
    if one.is_empty() || other.is_empty() {
        return Value::Missing;
    }
    let letters: &[char] = &['e', 's', 'p', 'a'];
    let digits = |text: &str| -> Option<String> {
        let bare = text.trim_start_matches(letters).trim_start_matches('0');
        (!bare.is_empty() && bare.bytes().all(|it| it.is_ascii_digit())).then(|| bare.to_owned())
    };
    if one == other {
        return Value::Same;
    }
    // `s12` is another page than `12`, but `e12` and `12` are one number of an article; so a lost letter is a slip.
    if let (Some(first), Some(second)) = (digits(one), digits(other)) {
        if first == second {
            return Value::Near;
        }
        let same_letters = one.len() - first.len() == other.len() - second.len();
        let slip = first.len().max(second.len()) >= 3
            && first.len().abs_diff(second.len()) <= 1
            && strsim::osa_distance(&first, &second) == 1;
        return if slip && same_letters { Value::Near } else { Value::Other };
    }
    // `suppl1` beside `1`, `3-4` beside `3`: one says more than the other.
    if one.starts_with(other) || other.starts_with(one) || one.ends_with(other) || other.ends_with(one) {
        return Value::Near;
    }
    Value::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_article_overlap() {
        for (one, other, wanted) in [
            ((85, 89), (87, 87), true),
            ((85, 89), (89, 89), true),
            ((85, 89), (87, 89), true),
            ((85, 89), (80, 86), true),
            ((85, 89), (89, 95), false),
            ((85, 89), (85, 85), false),
            ((85, 89), (90, 90), false),
            ((87, 26), (23, 26), false),
            ((1, 900), (87, 89), false),
        ] {
            let pages = [one.0, one.1, other.0, other.1].map(|page: u32| page.to_string());
            let line = |first: &str, last: &str| {
                let fields = ["00000000000000000000", "article", "x", "", "", "0\u{1f}", "", "", ""];
                let fields = fields.iter().copied().chain(["12", "3", first, last, "", "", ""]);
                fields.collect::<Vec<_>>().join("\u{1d}")
            };
            let lines = [line(&pages[0], &pages[1]), line(&pages[2], &pages[3])];
            let [one, other] = lines.each_ref().map(|line| Sketch::parse(line).expect("a sketch"));
            assert_eq!(overlap(&one, &other), wanted, "{pages:?}");
            assert_eq!(overlap(&other, &one), wanted, "{pages:?}");
        }
    }

    #[test]
    fn a_slip_is_one_digit_of_three() {
        for (one, other, wanted) in [
            ("217", "217", Value::Same),
            ("217", "271", Value::Near),
            ("217", "218", Value::Near),
            ("217", "", Value::Missing),
            ("217", "325", Value::Other),
            ("49", "48", Value::Other),
            ("e15", "15", Value::Near),
            ("s12", "s13", Value::Other),
            ("suppl1", "1", Value::Near),
        ] {
            assert_eq!(numbers(one, other), wanted, "{one} {other}");
            assert_eq!(numbers(other, one), wanted, "{other} {one}");
        }
    }
}
