"""Lets other programs read what refmill writes of every fixture, and compares field by field.

The record is our CSL-JSON (checked by tests of its own); each program's reading of what we write in the formats of
JUDGES is held against it. Our MODS is also held against its schema, our JATS against its DTD. The table of what survives
goes to docs/survival.md. A cell that gets worse fails the run, and so does one that gets better until the table says so
(UPDATE=1).

Usage: judge.py REFMILL
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import bibtexparser
import jsonschema
import nbib
import rispy
from Bio import Medline
from bibtexparser.bparser import BibTexParser
from bibtexparser.latexenc import latex_to_unicode
from elifetools import parseJATS
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
REFMILL = Path(sys.argv[1]).resolve()
SCHEMA = ROOT.parent / "shared" / "schemas" / "csl-data.json"
MODS = "{http://www.loc.gov/mods/v3}"
# What nbib says of the languages of the fixtures, and MODS beside their names.
LANGUAGES = {"chi": "Chinese", "eng": "English", "jpn": "Japanese", "kor": "Korean", "vie": "Vietnamese"}

FIELDS = [
    "title", "vernacular title", "authors", "author order", "journal", "year", "volume", "issue", "pages", "DOI",
    "ISSN", "abstract", "keywords", "language", "country", "affiliations", "database", "URL",
]
failures = []


def run(arguments, **options):
    return subprocess.run([str(a) for a in arguments], capture_output=True, text=True, **options)


def fold(text):
    """Text for comparison: white space to one space, typographic dashes to hyphens, NFC."""
    text = unicodedata.normalize("NFC", str(text or ""))
    text = text.replace("–", "-").replace("—", "-").replace("--", "-").replace("\u00a0", " ")
    return re.sub(r"\s+", " ", text).strip()


def untagged(text):
    text = re.sub(r"(?<=\d)<sup>(?=[\d-])", "^", text or "")
    return re.sub(r"</?(?:i|b|sup|sub|span)>|<span [^<>]*>", "", text)


def person(family, given, literal=""):
    """A name for comparison: `WX`, `W.X.` and `W. X.` are the same initials."""
    given = (given or "").strip()
    if given and re.fullmatch(r"(?:\w[.\s-]*){1,3}", given) and given.upper() == given:
        given = re.sub(r"[.\s]", "", given)
    whole = literal or f"{family or ''}, {given or ''}".strip(", ")
    return re.sub(r"[.,\s]+", " ", fold(whole)).strip().lower()


def expected(item):
    """The fields of a record as our CSL-JSON has them."""
    own = item.get("custom", {}).get("refmill", {})
    issued = item.get("issued", {}).get("date-parts", [[None]])
    authors = [
        person(
            " ".join(filter(None, [a.get("dropping-particle"), a.get("non-dropping-particle"), a.get("family")])),
            ", ".join(filter(None, [a.get("given"), a.get("suffix")])),
            a.get("literal", ""),
        )
        for a in item.get("author", [])
    ]
    return {
        "title": fold(untagged(item.get("title"))),
        "vernacular title": fold(untagged(item.get("original-title"))),
        "authors": sorted(authors),
        "author order": authors,
        "journal": fold(item.get("container-title")),
        "year": str(issued[0][0] or ""),
        "volume": fold(item.get("volume")),
        "issue": fold(item.get("issue")),
        "pages": fold(item.get("page")),
        "DOI": fold(item.get("DOI")),
        "ISSN": fold(item.get("ISSN")),
        "abstract": fold(untagged(item.get("abstract"))),
        "keywords": sorted(fold("/".join([t["value"], *t.get("qualifiers", [])])) for t in own.get("terms", [])),
        "language": [fold(l.get("text")) for l in own.get("languages", [])][:1],
        "country": [fold(c.get("text")) for c in own.get("countries", [])][:1],
        "affiliations": [fold(a["texts"][0]["value"]) for a in own.get("affiliations", []) if a.get("texts")],
        "database": fold(item.get("source")),
        "URL": fold(item.get("URL")),
    }


def survives(field, want, got):
    """Whether a program's value says what ours says."""
    if field in ("affiliations",):
        text = fold(got)
        return all(piece in text for piece in want)
    if field in ("language", "country"):
        return bool(want) and want[0].lower() in fold(got).lower()
    if field == "keywords":
        return sorted(fold(t) for t in got or []) == want
    if field == "authors":
        return sorted(got or []) == want
    if field == "author order":
        return (got or []) == want
    if field == "vernacular title":
        return want in fold(got)
    if field == "DOI":
        return fold(got).lower().endswith(want.lower())
    if field == "pages":
        return fold(got).replace(" ", "") == want.replace(" ", "")
    if field == "abstract":
        return fold(untagged(got)) == want
    return fold(untagged(got) if isinstance(got, str) else got) == want


# --- readers: each gives a list of dicts with the keys of FIELDS ---------------------------------------------


def by_comma(name):
    family, _, given = name.partition(",")
    return person(family, given) if given.strip() else person("", "", family)


def read_rispy(path):
    return of_rispy(rispy.loads(path.read_text(encoding="utf-8")))


def of_rispy(entries):
    found = []
    for entry in entries:
        start, end = entry.get("start_page", ""), entry.get("end_page", "")
        authors = [by_comma(a) for a in entry.get("authors", [])]
        found.append({
            "title": entry.get("title") or entry.get("primary_title"),
            "vernacular title": entry.get("translated_title"),
            "authors": authors,
            "author order": authors,
            "journal": entry.get("secondary_title") or entry.get("journal_name"),
            "year": (entry.get("year") or "").split("/")[0],
            "volume": entry.get("volume"),
            "issue": entry.get("number"),
            "pages": f"{start}-{end}" if end else start,
            "DOI": entry.get("doi"),
            "ISSN": entry.get("issn"),
            "abstract": entry.get("abstract"),
            "keywords": entry.get("keywords"),
            "language": entry.get("language"),
            "country": entry.get("place_published"),
            "affiliations": entry.get("author_address"),
            "database": entry.get("name_of_database"),
            "URL": (entry.get("urls") or [""])[0],
        })
    return found


def plain(value):
    """A BibTeX value without TeX's escapes and protecting braces."""
    value = re.sub(r"\\text(?:it|bf|sc|superscript|subscript)\s*", "", value or "")
    value = re.sub(r"\\text(backslash|asciitilde|asciicircum|less|greater|braceleft|braceright)(?:\{\})?",
                   lambda m: {"backslash": "\\", "asciitilde": "~", "asciicircum": "^", "less": "<", "greater": ">",
                              "braceleft": "\x01", "braceright": "\x02"}[m[1]], value)
    value = re.sub(r"\\([&%$#_{}])", r"\1", value)
    value = latex_to_unicode(value).replace("{", "").replace("}", "")
    return value.replace("\x01", "{").replace("\x02", "}")


def bibtex_person(name):
    name = name.strip()
    if name.startswith("{") and name.endswith("}"):
        return person("", "", plain(name))
    parts = [plain(p).strip() for p in name.split(",")]
    if len(parts) == 3:
        return person(parts[0], f"{parts[2]}, {parts[1]}")
    return person(parts[0], parts[1]) if len(parts) == 2 else person("", "", parts[0])


def read_bibtexparser(path):
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, interpolate_strings=True)
    found = []
    for entry in bibtexparser.loads(path.read_text(encoding="utf-8"), parser=parser).entries:
        get = lambda *names: next((plain(entry[n]) for n in names if n in entry), "")
        authors = [bibtex_person(a) for a in re.split(r"\s+and\s+(?![^{]*\})", entry.get("author", "")) if a.strip()]
        authors = [a for a in authors if a != "others"]
        terms = [entry.get("keywordlist", "").split("; ") if entry.get("keywordlist") else
                 entry.get("keywords", "").split(", ")][0]
        terms += entry.get("mesh", "").split("; ") if "keywordlist" not in entry and "mesh" in entry else []
        found.append({
            "title": get("title"), "vernacular title": get("origtitle"), "authors": authors,
            "author order": authors, "journal": get("journal", "journaltitle"),
            "year": get("year", "date")[:4], "volume": get("volume"), "issue": get("number"),
            "pages": get("pages", "eid"), "DOI": get("doi"), "ISSN": get("issn"), "abstract": get("abstract"),
            "keywords": [plain(t) for t in terms if t], "language": get("language"), "country": get("country"),
            "affiliations": get("affiliation"), "database": get("database"), "URL": get("url"),
        })
    return found


def read_pandoc(source_format):
    def read(path):
        done = run(["pandoc", "-f", source_format, "-t", "csljson", path])
        if done.returncode:
            failures.append(f"pandoc cannot read our {source_format} ({path.name}): {done.stderr.strip()[:300]}")
            return []
        found = []
        for item in json.loads(done.stdout):
            want = expected(item)
            want["keywords"] = re.split(r"[;,] ", item.get("keyword", "")) if item.get("keyword") else []
            want["language"] = item.get("language")
            want["country"] = item.get("publisher-place")
            want["affiliations"] = ""
            found.append(want)
        return found
    return read


def read_bibutils(program):
    def read(path):
        done = run([program, "-i", "unicode", path])
        if done.returncode:
            failures.append(f"{program} cannot read {path.name}: {done.stderr.strip()[:300]}")
            return []
        root = ElementTree.fromstring(done.stdout.lstrip("\ufeff"))
        found = []
        for mods in root.iter(f"{MODS}mods"):
            text = lambda path, at=mods: next((e.text or "" for e in at.iterfind(path, {"m": MODS[1:-1]})), "")
            host = mods.find(f"{MODS}relatedItem[@type='host']")
            host = mods if host is None else host
            title = " ".join(filter(None, [text("m:titleInfo/m:title")]))
            subtitle = text("m:titleInfo/m:subTitle")
            authors = []
            for name in mods.iterfind(f"{MODS}name"):
                family = [p.text or "" for p in name.iterfind(f"{MODS}namePart[@type='family']")]
                given = [p.text or "" for p in name.iterfind(f"{MODS}namePart[@type='given']")]
                suffix = [", " + (p.text or "") for p in name.iterfind(f"{MODS}namePart[@type='suffix']")]
                whole = [p.text or "" for p in name.iterfind(f"{MODS}namePart") if not p.get("type")]
                authors.append(person(" ".join(family), " ".join(given) + "".join(suffix), " ".join(whole)))
            detail = lambda kind: text(f".//m:part/m:detail[@type='{kind}']/m:number")
            start, end = text(".//m:part/m:extent/m:start"), text(".//m:part/m:extent/m:end")
            page = f"{start}-{end}" if end else start or detail("page")
            # EndNote has all ISSNs in one value, each on a line with its medium.
            issn = (text(".//m:identifier[@type='issn']") or text(".//m:identifier[@type='serial number']")).split()
            # Addresses of authors stand among places, behind that of publication.
            places = [p.text or "" for p in mods.iterfind(f".//{MODS}place/{MODS}placeTerm")]
            country = places[0] if places and program != "endx2xml" else ""
            date = text(".//m:part/m:date") or text(".//m:originInfo/m:dateIssued")
            found.append({
                "title": f"{title}: {subtitle}" if subtitle else title, "vernacular title": "",
                "authors": authors, "author order": authors, "journal": text("m:titleInfo/m:title", host),
                "year": date[:4], "volume": detail("volume"), "issue": detail("issue") or detail("number"),
                "pages": page, "DOI": text("m:identifier[@type='doi']"), "ISSN": (issn or [""])[0],
                "abstract": text("m:abstract"),
                "keywords": [e.text or "" for e in mods.iterfind(f"{MODS}subject/{MODS}topic")],
                "language": text("m:language/m:languageTerm"), "country": country,
                "affiliations": " ".join(places), "database": "", "URL": text("m:location/m:url"),
            })
        return found
    return read


def read_mods_as_ris(path):
    """Our MODS as bibutils turns it into RIS. `T2` is there the abbreviated name of a journal whose full one is `JO`."""
    done = run(["xml2ris", "-i", "unicode", "-nb", path])
    if done.returncode:
        failures.append(f"xml2ris cannot read {path.name}: {done.stderr.strip()[:300]}")
        return []
    entries = rispy.loads(done.stdout)
    found = of_rispy(entries)
    for one, entry in zip(found, entries):
        one["journal"] = entry.get("journal_name") or one["journal"]
        # MODS has the title in the language of the article first, and bibutils knows one.
        one["vernacular title"] = one["title"]
    return found


def without_star(term):
    """A heading of MeSH without the marks of what an article is chiefly about."""
    return re.sub(r"(^|/)\*", r"\1", term)


def translated(title):
    """A title as PubMed shows it: a translated one in brackets, a full stop behind."""
    return re.sub(r"^\[(.*)\]$", r"\1", re.sub(r"\.$", "", title or ""))


def whole_range(pages):
    """`559-64` is PubMed's way to say `559-564`."""
    def range_of(found):
        start, end = found.groups()
        return f"{start}-{start[:max(len(start) - len(end), 0)]}{end}"
    return re.sub(r"(\w+)-(\d+)", range_of, pages or "")


def read_nbib(path):
    """The package nbib stops at an empty `PMID` line, so here the records without a number get one."""
    text = re.sub(r"(?m)^PMID- $", "PMID- 1", path.read_text(encoding="utf-8"))
    found = []
    for entry in nbib.read(text):
        authors = [by_comma(a["author"]) for a in entry.get("authors", [])]
        if entry.get("corporate_author"):
            authors.append(person("", "", entry["corporate_author"]))
        headings = [
            "/".join(filter(None, [d["descriptor"], d.get("qualifier")])) for d in entry.get("descriptors", [])
        ]
        found.append({
            "title": translated(entry.get("title")), "vernacular title": entry.get("transliterated_title"),
            "authors": authors, "author order": authors, "journal": entry.get("journal"),
            "year": entry.get("publication_date", "")[:4], "volume": entry.get("journal_volume"),
            "issue": entry.get("journal_issue"), "pages": whole_range(entry.get("pages")), "DOI": entry.get("doi"),
            "ISSN": entry.get("print_issn") or entry.get("electronic_issn") or entry.get("linking_issn"),
            "abstract": entry.get("abstract"), "keywords": headings + entry.get("keywords", []),
            "language": LANGUAGES.get(entry.get("language"), entry.get("language")),
            "country": entry.get("place_of_publication"),
            "affiliations": " ".join(t for a in entry.get("authors", []) for t in a.get("affiliations", [])),
            "database": "", "URL": "",
        })
    return found


def read_medline(path):
    found = []
    with path.open(encoding="utf-8") as file:
        for entry in Medline.parse(file):
            authors = [by_comma(a) for a in entry.get("FAU", [])] + [person("", "", a) for a in entry.get("CN", [])]
            doi = [i.removesuffix(" [doi]") for i in entry.get("AID", []) if i.endswith(" [doi]")]
            languages = [LANGUAGES.get(code, code) for code in entry.get("LA", [])]
            found.append({
                "title": translated(entry.get("TI")), "vernacular title": entry.get("TT"),
                "authors": authors, "author order": authors, "journal": entry.get("JT"),
                "year": entry.get("DP", "")[:4], "volume": entry.get("VI"), "issue": entry.get("IP"),
                "pages": whole_range(entry.get("PG")), "DOI": (doi or [""])[0], "ISSN": entry.get("IS", "")[:9],
                "abstract": entry.get("AB"),
                "keywords": [without_star(t) for t in entry.get("MH", [])] + entry.get("OT", []),
                "language": (languages or [""])[0], "country": entry.get("PL"),
                "affiliations": " ".join(entry.get("AD", [])), "database": "", "URL": "",
            })
    return found


def read_elifetools(path):
    found = []
    for article in etree.parse(path).findall("article"):
        soup = parseJATS.parse_xml(etree.tostring(article, with_tail=False))
        authors = []
        for contributor in parseJATS.contributors(soup):
            if contributor.get("type") != "author":
                continue
            given = ", ".join(filter(None, [contributor.get("given-names"), contributor.get("suffix")]))
            authors.append(person(contributor.get("surname"), given, contributor.get("collab", "")))
        first, last = parseJATS.fpage(soup), parseJATS.lpage(soup)
        affiliations = [" ".join(place.values()) for one in parseJATS.full_affiliation(soup) for place in one.values()]
        dates = [date.get("year") for date in parseJATS.pub_dates(soup)]
        groups = parseJATS.full_keyword_groups(soup)
        title = parseJATS.title(soup)
        found.append({
            # JATS has the title in the language of the article first, and elifetools knows one.
            "title": title, "vernacular title": title,
            "authors": authors, "author order": authors, "journal": parseJATS.journal_title(soup),
            "year": str((dates or [""])[0] or ""), "volume": parseJATS.volume(soup), "issue": parseJATS.issue(soup),
            "pages": f"{first}-{last}" if last else first or parseJATS.elocation_id(soup),
            "DOI": parseJATS.doi(soup), "ISSN": parseJATS.journal_issn(soup), "abstract": parseJATS.abstract(soup),
            "keywords": [without_star(str(t)) for group in groups.values() for t in group],
            "language": "", "country": "", "affiliations": " ".join(affiliations), "database": "",
            "URL": next((uri.get("xlink_href") for uri in parseJATS.self_uri(soup)), ""),
        })
    return found


JUDGES = [
    ("rispy", "ris", "refs.ris", read_rispy),
    ("bibutils", "ris", "refs.ris", read_bibutils("ris2xml")),
    ("bibutils", "bibtex", "refs.bib", read_bibutils("bib2xml")),
    ("bibtexparser", "bibtex", "refs.bib", read_bibtexparser),
    ("pandoc", "bibtex", "refs.bib", read_pandoc("bibtex")),
    ("bibtexparser", "biblatex", "refs-biblatex.bib", read_bibtexparser),
    ("pandoc", "biblatex", "refs-biblatex.bib", read_pandoc("biblatex")),
    ("pandoc", "csl-json", "refs.json", read_pandoc("csljson")),
    ("bibutils", "endnote-xml", "refs.xml", read_bibutils("endx2xml")),
    ("nbib", "nbib", "refs.nbib", read_nbib),
    ("Biopython", "nbib", "refs.nbib", read_medline),
    ("bibutils", "mods", "refs.mods", read_mods_as_ris),
    ("elifetools", "jats", "refs.nxml", read_elifetools),
]


def convert(folder, name, output_format, inputs, *options):
    path = folder / name
    done = run([REFMILL, "convert", *inputs, "-t", output_format, "-o", path, "-q", *options])
    if done.returncode not in (0, 3):
        sys.exit(f"refmill convert -t {output_format} failed ({done.returncode}): {done.stderr}")
    return path


def judge_fields(folder, records):
    columns = []
    for program, output_format, name, read in JUDGES:
        found = read(folder / name)
        if len(found) != len(records):
            failures.append(f"{program} finds {len(found)} of {len(records)} records in our {output_format}")
        column = {}
        for field in FIELDS:
            having = [(want, got) for want, got in zip(records, found) if want[field]]
            kept = sum(survives(field, want[field], got.get(field)) for want, got in having)
            column[field] = (kept, len(having))
            if os.environ.get("VERBOSE"):
                for want, got in having:
                    if not survives(field, want[field], got.get(field)):
                        print(f"{program}/{output_format} {field}: {want[field]!r} != {got.get(field)!r}"[:400])
        columns.append((f"{program}, {output_format}", column))
    return columns


# What lies behind the cells that are not `all`; each was seen in the files, not supposed.
REASONS = """
## Why

- **bibutils** makes persons of groups that a format does not mark (`Organization, World Health`), and takes apart names that
  we leave whole because nobody said which part is the family name. In RIS it takes `T2` for the abbreviated name of the
  journal; other programs take it for the journal. It reads no `TT` in RIS and no `affiliation` in BibTeX, and takes addresses of
  authors in RIS and EndNote XML for places.
- **endnote-xml**: bibutils reads neither `translated-title` nor `remote-database-name`, and the format has no country, which
  stands in the last line of `notes`. Raised digits come without their mark (`10^3` as `103`).
- **nbib** has no place for addresses and the name of a database. Groups (`CN`) come after the people, and `40 Suppl 1` in `VI`
  is PubMed's way to name a supplement without an issue. Affiliations of no author in particular are not written. A heading is
  compared without the star of a chief subject, a title without PubMed's brackets and full stop, pages written out. The
  package nbib stops at an empty `PMID` line (`--allow-no-pmid`; for this table such lines were given a number), keeps one
  group and the last language, and makes two headings of one with two qualifiers.
- **mods** and **jats** have the title in the language of the article first, and bibutils and elifetools read no other: where a
  record has a vernacular title, that one arrives (both rows are held against it).
- **mods**: bibutils hands it on as RIS. It writes `Cruz Jr., Maria`, puts groups after people, makes a keyword of each
  qualifier of a heading, and drops affiliations.
- **jats**: elifetools reads no `string-name` (a name whose parts nobody told), no `page-range` (pages in several pieces), one
  list of keywords of each kind, and neither the language of an article nor `custom-meta`, in which we keep country and
  database.
"""


def table(columns, count):
    lines = [
        "# What survives in other programs",
        "",
        f"Every fixture ({count} records) was written in each format and read by each program; a cell says in how many of the records",
        "that have the field its value arrives unchanged. Written by `UPDATE=1 tests/clients/run`, checked by",
        "`tests/clients/run`. What a program drops by design (the mapping reference 2.4 to 2.6) shows as `lost`.",
        "",
        "| field | " + " | ".join(name for name, _ in columns) + " |",
        "|--|" + "--|" * len(columns),
    ]
    for field in FIELDS:
        cells = []
        for _, column in columns:
            kept, having = column[field]
            cells.append("–" if not having else "all" if kept == having else "lost" if not kept else f"{kept} of {having}")
        lines.append(f"| {field} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n" + REASONS


def judge_schema(path):
    if not SCHEMA.exists():
        # The schema is another project's file and is not kept here; where CI runs, it lies beside the checkout.
        if os.environ.get("CI"):
            failures.append("csl-data.json is not beside the checkout")
        print("csl-data.json is not beside the checkout; schema validation skipped")
        return
    schema = json.loads(SCHEMA.read_text())
    errors = list(jsonschema.Draft7Validator(schema).iter_errors(json.loads(path.read_text())))
    for error in errors[:10]:
        failures.append(f"csl-data.json: {'/'.join(map(str, error.path))}: {error.message[:200]}")
    print(f"jsonschema: {len(errors)} violations of csl-data.json")


def mods_schema(folder):
    """The schema of MODS 3.7: that of 3.6, which eulxml carries, with what 3.7 adds to it (its list of changes)."""
    import eulxml

    data = Path(eulxml.__file__).parent / "schema_data"
    # eulxml has no schema for the namespace of xml:lang.
    (folder / "xml.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">'
        '<xs:attribute name="lang" type="xs:language"/><xs:attribute name="space" type="xs:NCName"/></xs:schema>')
    (folder / "xlink.xsd").write_bytes((data / "xlink.xsd").read_bytes())
    schema = (data / "mods.xsd").read_text(encoding="utf-8")
    schema = re.sub(r'schemaLocation="[^"]*/(\w+\.xsd)"', r'schemaLocation="\1"', schema)
    version, identifier = '<xs:enumeration value="3.6"/>', '<xs:element ref="nameIdentifier"/>'
    parts = ["namePart", "displayForm", "affiliation", "role", "description", "nameIdentifier"]
    added = (
        '<xs:element name="alternativeName"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">'
        + "".join(f'<xs:element ref="{part}"/>' for part in parts)
        + '</xs:choice><xs:attributeGroup ref="xlink:simpleLink"/><xs:attributeGroup ref="languageAttributeGroup"/>'
        '<xs:attribute name="displayLabel" type="xs:string"/><xs:attribute name="altType" type="xs:string"/>'
        "</xs:complexType></xs:element></xs:schema>"
    )
    for old, new in [
        (version, version.replace("3.6", "3.7") + version),
        (identifier, identifier + identifier.replace("nameIdentifier", "alternativeName")),
        ("</xs:schema>", added),
    ]:
        if old not in schema:
            sys.exit(f"the MODS schema of eulxml has changed: no {old}")
        schema = schema.replace(old, new, 1)
    (folder / "mods.xsd").write_text(schema, encoding="utf-8")
    return etree.XMLSchema(etree.parse(folder / "mods.xsd"))


def judge_mods(folder, path, count):
    schema, document = mods_schema(folder), etree.parse(path)
    schema.validate(document)
    for error in list(schema.error_log)[:10]:
        failures.append(f"mods.xsd: {path.name}:{error.line}: {error.message[:200]}")
    found = len(document.findall(f"{MODS}mods"))
    if found != count:
        failures.append(f"our MODS has {found} of {count} records")
    print(f"MODS: {len(schema.error_log)} violations of the schema")


def judge_jats(path, count):
    """Each article of the set against the DTD of JATS Archiving and Interchange 1.3."""
    dtds = ROOT / ".clients" / "node" / "node_modules" / "@jats4r" / "dtds" / "schema" / "1.3"
    dtd = etree.DTD(str(dtds / "JATS-archivearticle1-3.dtd"))
    articles = etree.parse(path).findall("article")
    if len(articles) != count:
        failures.append(f"our JATS has {len(articles)} of {count} records")
    errors = []
    for article in articles:
        alone = etree.fromstring(etree.tostring(article, with_tail=False))
        if not dtd.validate(alone):
            errors.extend(dtd.error_log.filter_from_errors())
    for error in errors[:10]:
        failures.append(f"JATS 1.3: {error.line}: {error.message[:300]}")
    print(f"JATS: {len(errors)} violations of the DTD")


def judge_biber(folder, path, count):
    done = run(["biber", "--tool", "--validate-datamodel", "--output-file", "biber-out.bib", path.name], cwd=folder)
    errors = [line for line in done.stdout.splitlines() if line.startswith("ERROR")]
    # Fields outside the data model are the known cost of keeping what BibLaTeX has no field for; a mandatory field
    # that the page does not have stays missing, because nothing is invented; a record keeps both its ISSNs, of which
    # readers have checked the digits.
    unknown = re.compile(r"Field '(\w+)' invalid in data model|Invalid field '(\w+)'|Missing mandatory field|Invalid ISSN")
    warnings = [line for line in done.stdout.splitlines() if line.startswith("WARN") and not unknown.search(line)]
    entries = (folder / "biber-out.bib").read_text(encoding="utf-8").count("\n@") if done.returncode == 0 else 0
    first = (folder / "biber-out.bib").read_text(encoding="utf-8").startswith("@") if done.returncode == 0 else False
    for line in errors[:10] + warnings[:10]:
        failures.append(f"biber: {line}")
    if done.returncode or entries + first != count:
        failures.append(f"biber hands on {entries + first} of {count} entries (status {done.returncode})")
    print(f"biber: {len(errors)} errors, {len(warnings)} warnings beside unknown fields")


def judge_latex(folder, bib, backend):
    """Compiles a bibliography of all entries; characters pdflatex has no glyph for are declared as a box."""
    text = bib.read_text(encoding="utf-8")
    declared = "".join(
        f"\\ifcsname u8:\\detokenize{{{c}}}\\endcsname\\else\\DeclareUnicodeCharacter{{{ord(c):04X}}}{{[{ord(c):X}]}}\\fi\n"
        for c in sorted(set(text)) if ord(c) > 127 and ord(c) not in (0xFEFF,)
    )
    if backend == "biber":
        body = "\\usepackage[backend=biber,style=numeric]{biblatex}\\addbibresource{%s}" % bib.name
        end = "\\nocite{*}\\printbibliography"
        second = ["biber", "judged"]
    else:
        body, second = "", ["bibtex", "judged"]
        end = "\\nocite{*}\\bibliographystyle{plain}\\bibliography{%s}" % bib.stem
    document = (
        "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage[utf8]{inputenc}\\usepackage{textcomp,amsmath,amssymb}\n"
        + declared + body + "\n\\begin{document}\n" + end + "\n\\end{document}\n"
    )
    (folder / "judged.tex").write_text(document, encoding="utf-8")
    latex = ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "judged.tex"]
    logs = ""
    for step in [latex, second, latex, latex]:
        done = subprocess.run(step, cwd=folder, capture_output=True)
        logs = (folder / "judged.log").read_text(encoding="utf-8", errors="replace")
        if step is second and done.returncode:
            failures.append(f"{second[0]} on {bib.name}: {done.stdout.decode(errors='replace')[-400:]}")
    errors = re.findall(r"^! .*(?:\n.*){0,2}", logs, re.M)
    for error in errors[:5]:
        failures.append(f"pdflatex on {bib.name}: {error}")
    for name in folder.glob("judged.*"):
        name.unlink()
    print(f"pdflatex with {second[0]}: {len(errors)} errors")


def judge_ascii(path):
    """With --ascii only what TeX has no command for (letters of other scripts) stays as it is."""
    import unicodedata as data

    left = {c for c in path.read_text(encoding="utf-8") if ord(c) > 127}
    wrong = [c for c in left if data.name(c, "").startswith("LATIN SMALL LETTER") and data.decomposition(c)]
    scripts = sorted({data.name(c, "?").split()[0] for c in left})
    if wrong:
        failures.append(f"--ascii leaves letters that TeX can write: {wrong[:10]}")
    print(f"--ascii leaves characters of: {', '.join(scripts)}")


def main():
    pages = (ROOT / "fixtures" / "wprim").glob("*/*.txt")
    inputs = sorted(p for p in pages if p.name != "source.txt") + sorted(
        (ROOT / "fixtures" / "write" / "rich").glob("records.json"))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        csl = convert(folder, "refs.json", "csl-json", inputs)
        for name, output_format in [("refs.ris", "ris"), ("refs.bib", "bibtex"), ("refs-biblatex.bib", "biblatex")]:
            convert(folder, name, output_format, inputs)
        convert(folder, "refs-ascii.bib", "bibtex", inputs, "--ascii")
        mods = convert(folder, "refs.mods", "mods", inputs)
        jats = convert(folder, "refs.nxml", "jats", inputs)
        convert(folder, "refs.xml", "endnote-xml", inputs)
        convert(folder, "refs.nbib", "nbib", inputs, "--allow-no-pmid")
        records = [expected(item) for item in json.loads(csl.read_text(encoding="utf-8"))]
        columns = judge_fields(folder, records)
        judge_schema(csl)
        judge_mods(folder, mods, len(records))
        judge_jats(jats, len(records))
        judge_biber(folder, folder / "refs-biblatex.bib", len(records))
        judge_latex(folder, folder / "refs-biblatex.bib", "biber")
        judge_latex(folder, folder / "refs.bib", "bibtex")
        judge_ascii(folder / "refs-ascii.bib")
        judge_latex(folder, folder / "refs-ascii.bib", "bibtex")
        written = table(columns, len(records))
    document = ROOT / "docs" / "survival.md"
    if os.environ.get("UPDATE"):
        document.write_text(written, encoding="utf-8")
    elif not document.exists() or document.read_text(encoding="utf-8") != written:
        failures.append("docs/survival.md is out of date: UPDATE=1 tests/clients/run, and read what changed")
        print(written)
    for failure in failures:
        print(f"FAILED: {failure}")
    print(f"{len(JUDGES) + 8 - min(len(failures), len(JUDGES) + 8)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
