//! Commands of LaTeX that are read, and what becomes of them. Accents and signs stand in `symbols`.

use crate::record::Style;

/// Commands with an argument, and the mark they put on it.
#[rustfmt::skip]
pub(super) const STYLES: &[(&str, Style)] = &[
    ("textit", Style { italic: true, ..Style::PLAIN }), ("emph", Style { italic: true, ..Style::PLAIN }),
    ("textsl", Style { italic: true, ..Style::PLAIN }), ("mkbibemph", Style { italic: true, ..Style::PLAIN }),
    ("mkbibitalic", Style { italic: true, ..Style::PLAIN }),
    ("textbf", Style { bold: true, ..Style::PLAIN }), ("mkbibbold", Style { bold: true, ..Style::PLAIN }),
    ("textsc", Style { small_caps: true, ..Style::PLAIN }),
    ("textsuperscript", Style { superscript: true, ..Style::PLAIN }),
    ("textsubscript", Style { subscript: true, ..Style::PLAIN }),
    ("mkbibsuperscript", Style { superscript: true, ..Style::PLAIN }),
    ("mkbibsubscript", Style { subscript: true, ..Style::PLAIN }),
    ("sp", Style { superscript: true, ..Style::PLAIN }), ("sb", Style { subscript: true, ..Style::PLAIN }),
    ("NoCaseChange", Style { protected: true, ..Style::PLAIN }),
];

/// Commands whose argument is text like any other.
pub(super) const TRANSPARENT: &[&str] = &[
    "text",
    "textrm",
    "textsf",
    "texttt",
    "textup",
    "textmd",
    "textnormal",
    "mbox",
    "hbox",
    "ensuretext",
    "underline",
    "uline",
    "foreignlanguage",
    "uppercase",
    "lowercase",
    "natexlab",
    "bibinfo",
];

/// Commands that hold to the end of their group.
#[rustfmt::skip]
pub(super) const DECLARATIONS: &[(&str, Style)] = &[
    ("it", Style { italic: true, ..Style::PLAIN }), ("em", Style { italic: true, ..Style::PLAIN }),
    ("sl", Style { italic: true, ..Style::PLAIN }), ("itshape", Style { italic: true, ..Style::PLAIN }),
    ("slshape", Style { italic: true, ..Style::PLAIN }),
    ("bf", Style { bold: true, ..Style::PLAIN }), ("bfseries", Style { bold: true, ..Style::PLAIN }),
    ("sc", Style { small_caps: true, ..Style::PLAIN }), ("scshape", Style { small_caps: true, ..Style::PLAIN }),
    ("rm", Style::PLAIN), ("sf", Style::PLAIN), ("tt", Style::PLAIN), ("normalfont", Style::PLAIN),
    ("rmfamily", Style::PLAIN), ("sffamily", Style::PLAIN), ("ttfamily", Style::PLAIN), ("upshape", Style::PLAIN),
];

/// Commands that print nothing.
pub(super) const SILENT: &[&str] = &[
    "relax",
    "protect",
    "noindent",
    "ignorespaces",
    "unskip",
    "xspace",
    "nobreak",
    "allowbreak",
    "sloppy",
    "null",
];

/// Commands that print a blank.
pub(super) const BLANKS: &[&str] = &[
    "quad",
    "qquad",
    "enspace",
    "thinspace",
    "space",
    "nobreakspace",
    "newline",
    "linebreak",
    "hfill",
    "addspace",
    "textvisiblespace",
];

/// Pairs and triples that TeX's fonts melt into one sign, longest first.
pub(super) const LIGATURES: &[(&str, &str)] =
    &[("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("?`", "¿"), ("!`", "¡")];
