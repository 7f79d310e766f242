//! Names as Zotero has them in its Extra.

use crate::record::NameForm;
use crate::write::name::{given, plain};

/// `Family || Given`, the notation of names in Zotero's Extra; a name that is not split stands alone.
pub(super) fn with_bars(form: &NameForm) -> String {
    match (&form.name.literal, given(form)) {
        (None, given) if !given.is_empty() => format!("{} || {given}", form.name.full_family()),
        _ => plain(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Name;

    #[test]
    fn bars_split_a_name() {
        let name =
            Name { family: Some("Zhang".to_owned()), given: Some("Rui".to_owned()), ..Name::default() };
        assert_eq!(with_bars(&NameForm { name, ..NameForm::default() }), "Zhang || Rui");
        let whole = NameForm { name: Name::literal("Study Group"), ..NameForm::default() };
        assert_eq!(with_bars(&whole), "Study Group");
    }
}
