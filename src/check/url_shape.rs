//! An address that leads nowhere.

use super::{Check, Example, note};
use crate::record::{Url, UrlKind};
use crate::report::{Code, quoted};

const URL_SHAPE: Code = Code::warning(
    "url-shape",
    "An address of the record is no address of the web: it has no scheme that programs open, or no host; it is kept as it stands.",
);

pub(super) const CHECK: Check = Check {
    code: &URL_SHAPE,
    summary: "an address that is none: `htp:/broken`",
    explanation: "An address is a scheme (`http`, `https`, `ftp`), `://`, the name of a host and a path (RFC 3986); a program makes a dead link of anything else. \
        Without a scheme, `www.` or a host with a path is enough, because browsers add it. A blank inside and a word such as `n/a` are found too; a file on \
        somebody's own disk is left alone. Whether the address is still alive is not asked: that needs the network. Correct it, or delete it where the record has a DOI.",
    examples: &[
        Example {
            records: &[r#"{"urls": [{"href": "htp:/broken", "kind": "landing"}]}"#],
            found: &["`htp:/broken` is no address of the web, which is `https://`, a host and a path"],
        },
        Example {
            records: &[
                r#"{"urls": [{"href": "https://localhost", "kind": "landing"}, {"href": "see website", "kind": "landing"}]}"#,
            ],
            found: &[
                "`https://localhost` is no address of the web, which is `https://`, a host and a path",
                "`see website` is no address of the web, which is `https://`, a host and a path",
            ],
        },
        Example {
            records: &[
                r#"{"urls": [{"href": "https://doi.org/10.1000/abc", "kind": "doi"}, {"href": "www.example.org/a?b=c", "kind": "landing"}, {"href": "file:///tea.pdf", "kind": "pdf"}, {"href": "internal-pdf://12/tea.pdf", "kind": "pdf"}, {"href": "http://127.0.0.1:8080/x", "kind": "landing"}, {"href": "https://例子.中国/文", "kind": "landing"}]}"#,
            ],
            found: &[],
        },
    ],
    in_convert: false,
    run: |record, _, notes| {
        for url in record.urls.iter().filter(|url| !is_file(url) && !is_address(&url.href)) {
            let message = format!(
                "{} is no address of the web, which is `https://`, a host and a path",
                quoted(&url.href)
            );
            notes.push(note(&URL_SHAPE, "URL", message));
        }
    },
};

/// A file on somebody's own disk, as reference managers have them: `file:///tea.pdf`, `files/12/tea.pdf`, `EndNote`'s
/// `internal-pdf://12/tea.pdf`.
fn is_file(url: &Url) -> bool {
    ["file:", "internal-pdf:"].iter().any(|scheme| url.href.starts_with(scheme))
        || (url.kind == UrlKind::Pdf && !url.href.contains("://"))
}

fn is_address(href: &str) -> bool {
    let href = href.trim();
    let (scheme, rest) = href.split_once("://").unwrap_or(("https", href));
    let is_known = ["http", "https", "ftp", "ftps"].iter().any(|it| it.eq_ignore_ascii_case(scheme));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let name = host.split_once(':').map_or(host, |(name, _)| name).trim_end_matches('.');
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_'))
    };
    let is_host = host.starts_with('[') || (name.contains('.') && name.split('.').all(is_label));
    is_known && is_host && !href.contains(char::is_whitespace)
}
