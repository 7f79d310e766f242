//! Reference formats that refmill knows by sight and does not read.

/// Name of the format that the start of an input is certainly of.
pub(super) fn known_by_sight(head: &str, extension: Option<&str>) -> Option<&'static str> {
    let first = head.lines().map(str::trim_start).find(|line| !line.is_empty()).unwrap_or_default();
    let extension = extension.map(str::to_ascii_lowercase);
    match first {
        _ if extension.as_deref() == Some("enl") => Some("an EndNote library"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::known_by_sight;

    #[test]
    fn formats_are_known_by_their_first_lines() {
        assert_eq!(known_by_sight("", Some("ENL")), Some("an EndNote library"));
        assert_eq!(known_by_sight("Write to me@example.org {soon}", None), None);
    }
}
