//! Checks of a whole record, one file a lint.
