//! ISBNs (ISO 2108): ten or thirteen digits, the last a check digit.

/// An ISBN's digits out of a text that is one, with label and hyphens or without: ten or thirteen, the last a right check
/// digit, a final X upper case. `None` for anything else.
#[must_use]
pub fn canonical(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches(|it: char| it.is_ascii_alphabetic() && it != 'X');
    let bare = bare.trim_start_matches([':', ' ']);
    let first = bare.split([' ', ';', '(']).next()?;
    let digits: String = first.chars().filter(|it| !matches!(it, '-' | '–')).collect();
    let values: Option<Vec<u32>> = digits
        .chars()
        .enumerate()
        .map(|(place, it)| match it {
            'X' | 'x' if place == 9 && digits.len() == 10 => Some(10),
            _ => it.to_digit(10),
        })
        .collect();
    let values = values?;
    let right = match values.len() {
        10 => values.iter().zip((1..=10).rev()).map(|(value, weight)| value * weight).sum::<u32>() % 11 == 0,
        13 => {
            values.iter().zip([1, 3].into_iter().cycle()).map(|(value, weight)| value * weight).sum::<u32>()
                % 10
                == 0
        }
        _ => false,
    };
    right.then(|| digits.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_decides() {
        assert_eq!(canonical("ISBN 978-3-16-148410-0").as_deref(), Some("9783161484100"));
        assert_eq!(canonical("3-16-148410-x (pbk.)").as_deref(), Some("316148410X"));
        assert_eq!(canonical("978-3-16-148410-1"), None);
        assert_eq!(canonical("16734408"), None);
    }
}
