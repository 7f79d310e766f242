"""Lets other programs read hostile records that refmill wrote: every payload of tests/payloads/table.json in every field of a
record, in every format that one of these programs reads. Each must find as many records as were written, no field that the same
record with a plain word has not, and nothing in the other records.

Usage: payloads.py REFMILL [--all]
"""

import csv
import io
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import bibtexparser
import openpyxl
import pyarrow.parquet
import rispy
from Bio import Medline
from bibtexparser.bparser import BibTexParser
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
REFMILL = Path(sys.argv[1]).resolve()
PLAIN = "plainword"
# Words of closed lists, numbers of our own and places of the reading, which a payload makes unreadable or nothing.
CLOSED = {"type", "role", "kind", "origin", "vocab", "medium", "of", "season", "format", "file", "tool_version", "id", "v"}
failures = []


def refmill(arguments, text):
    return subprocess.run([str(REFMILL), *arguments], input=text, capture_output=True, check=False)


def places(value, path=()):
    """The path of every text in a record but for words of closed lists."""
    if isinstance(value, str):
        if path[-1] not in CLOSED and path[0] != "provenance":
            yield path
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from places(item, (*path, number))
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from places(member, (*path, name))


def put(record, path, text):
    record = json.loads(json.dumps(record))
    at = record
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = text
    return record


def hostile_records():
    """Pairs of records: with a payload, and with a plain word in its place."""
    sample = (ROOT / "fixtures/write/rich/records.json").read_bytes()
    lines = refmill(["convert", "-", "-f", "csl-json", "-t", "ndjson", "-q"], sample).stdout.decode().splitlines()
    payloads = json.loads((ROOT / "tests/payloads/table.json").read_text(encoding="utf-8"))
    known, pairs = set(), []
    for line in lines:
        record = json.loads(line)
        for path in places(record):
            name = tuple(step for step in path if not isinstance(step, int))
            if name in known:
                continue
            known.add(name)
            # Each field meets a third of the payloads, each payload a third of the fields.
            for payload in payloads[len(known) % 3 :: 3]:
                text = f"tea {payload['text']} tea" if len(pairs) % 2 else payload["text"]
                pairs.append((f"{payload['name']} in {'.'.join(name)}", put(record, path, text), put(record, path, PLAIN)))
    return pairs


# --- what each program finds: a list with the names of the fields of every record ---------------------------


def ris(data):
    return [sorted(entry) for entry in rispy.loads(data.decode("utf-8"))]


def bibtex(data):
    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False, interpolate_strings=True)
    return [sorted(entry) for entry in bibtexparser.loads(data.decode("utf-8"), parser=parser).entries]


def csl_json(data):
    return [sorted(item) for item in json.loads(data)]


def json_lines(data):
    return [sorted(json.loads(line)) for line in data.decode("utf-8").split("\n") if line]


def graph(data):
    return [sorted(node) for node in json.loads(data)["@graph"]]


def nbib(data):
    return [sorted(entry) for entry in Medline.parse(io.StringIO(data.decode("utf-8"), newline="\n"))]


def workbook(data):
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows())
    for cell in (cell for row in rows for cell in row):
        target = cell.hyperlink.target if cell.hyperlink else None
        if cell.data_type == "f" or (target and not re.match("https?://", target)):
            failures.append(f"xlsx: {cell.coordinate} is a formula, or leads to {target}: {cell.value!r}")
    return [["row"] for _ in rows[1:]]


def parquet(data):
    return [["row"] for _ in range(pyarrow.parquet.read_table(io.BytesIO(data)).num_rows)]


def bibliography(data):
    entries = data.decode("utf-8").splitlines()
    for entry in entries:
        if re.search(r"[\x00-\x1f\x7f-\x9f]", entry):
            failures.append(f"text: a terminal obeys {entry!r}")
    return [["entry"] for _ in entries]


def table(data, delimiter=","):
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    for row in rows[1:]:
        if len(row) != len(rows[0]):
            failures.append(f"csv: a row of {len(row)} cells, not {len(rows[0])}: {row}")
        for cell in row:
            if re.match(r"[=+@\t\r]|-(?![\d.]*$)", cell):
                failures.append(f"csv: a spreadsheet runs {cell!r}")
    return [["row"] for _ in rows[1:]]


def elements(name):
    def read(data):
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        return [["record"] for _ in root.iter(f"{{*}}{name}")]

    return read


def pandoc(name):
    def read(data):
        done = subprocess.run(["pandoc", "-f", name, "-t", "csljson"], input=data, capture_output=True, check=False)
        if done.returncode:
            failures.append(f"pandoc cannot read our {name}: {done.stderr.decode()[:300]}")
            return []
        return [["record"] for _ in json.loads(done.stdout)]

    return read


JUDGES = [
    ("ris", "rispy", ris),
    ("bibtex", "bibtexparser", bibtex),
    ("csl-json", "Python", csl_json),
    ("csl-json", "pandoc", pandoc("csljson")),
    ("csv", "Python", table),
    ("tsv", "Python", lambda data: table(data, "\t")),
    ("xlsx", "openpyxl", workbook),
    ("parquet", "pyarrow", parquet),
    ("csl-jsonl", "Python", json_lines),
    ("ndjson", "Python", json_lines),
    ("json-ld", "Python", graph),
    ("nbib", "Biopython", nbib),
    ("biblatex", "bibtexparser", bibtex),
    ("mods", "lxml", elements("mods")),
    ("jats", "lxml", elements("article")),
    ("endnote-xml", "lxml", elements("record")),
]
# A debug build takes more than a minute for it.
if "--all" in sys.argv:
    JUDGES.append(("text", "Python", bibliography))


def main():
    pairs = hostile_records()
    # Many payloads stand in the place of one plain word.
    plain_lines = list(dict.fromkeys(json.dumps(pair[2]) for pair in pairs))
    plain_at = {line: number for number, line in enumerate(plain_lines)}
    lines = ["\n".join(json.dumps(pair[1]) for pair in pairs).encode(), "\n".join(plain_lines).encode()]
    for form, program, read in JUDGES:
        found = []
        for text in lines:
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "out"
                more = ["--allow-no-pmid"] if form == "nbib" else []
                done = refmill(["convert", "-", "-f", "ndjson", "-t", form, "-q", "-o", out, *more], text)
                if done.returncode not in (0, 3):
                    failures.append(f"{form}: refmill ends with {done.returncode}: {done.stderr.decode()[:300]}")
                found.append(read(out.read_bytes()))
        hostile, plain = found
        if len(hostile) != len(pairs) or len(plain) != len(plain_lines):
            failures.append(
                f"{form}: {program} finds {len(hostile)} records of {len(pairs)}, and {len(plain)} plain ones of {len(plain_lines)}"
            )
            continue
        for (name, _, word), one in zip(pairs, hostile):
            other = plain[plain_at[json.dumps(word)]]
            # An identifier of a scheme of its own stands in a field of that name, letters and digits alone.
            own = lambda field: "identifiers.scheme" in name and re.fullmatch("[a-z0-9]+id", field)
            smuggled = [field for field in one if "smuggled" in field and not own(field)]
            if smuggled:
                failures.append(f"{form}: {program} finds the field {smuggled} for {name}")
            elif len(set(one) - set(other)) > 1:
                failures.append(f"{form}: {program} finds {set(one) - set(other)} for {name}")
    with tempfile.TemporaryDirectory() as folder:
        text = b"\n".join(json.dumps(pair[1]).encode() for pair in pairs)
        before = set(Path(folder).parent.iterdir())
        for split in ("file", "year"):
            arguments = ["convert", "-", "-f", "ndjson", "-q", "-o", f"{folder}/out.ris", "--split-by", split]
            refmill(arguments, text)
        new = [path for path in set(Path(folder).parent.iterdir()) - before if "out" in path.name]
        if new or not all(path.name.startswith("out") for path in Path(folder).iterdir()):
            failures.append(f"--split-by writes {new} beside its folder")
    for failure in failures[:40]:
        print(f"FAILED: {failure}")
    print(f"{len(pairs)} hostile records, {len(JUDGES)} readings, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
