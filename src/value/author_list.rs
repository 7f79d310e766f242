//! To come.
use super::Part;
use crate::record::{Affiliation, Contributor};
use crate::report::Remark;
pub struct ListHints<'a> {
    pub lang: Option<&'a str>,
    pub country: Option<&'a str>,
    pub labels: &'a [String],
}
#[derive(Default)]
pub struct AuthorList {
    pub contributors: Vec<Contributor>,
    pub truncated: Option<String>,
    pub parts: Vec<Part>,
    pub remarks: Vec<(usize, Remark)>,
}
pub fn parse(_text: &str, _hints: &ListHints<'_>) -> AuthorList {
    AuthorList::default()
}
pub fn link_affiliations(_c: &mut [Contributor], _a: &[Affiliation]) -> Vec<Remark> {
    Vec::new()
}
