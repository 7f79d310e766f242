"""Lets openpyxl read our workbooks, and DuckDB and pyarrow our Parquet files, and compares them with what the same
records are as CSV and as CSL-JSON.

Also what only a program with a terminal can see: that a packed file is not written to one.

Usage: packed.py REFMILL
"""

import csv
import json
import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet
from openpyxl.utils.escape import unescape

ROOT = Path(__file__).resolve().parents[2]
REFMILL = Path(sys.argv[1]).resolve()
failures = []
passed = 0


def check(true, what):
    global passed
    if true:
        passed += 1
    else:
        failures.append(what)


def convert(folder, name, output_format, inputs, *options):
    path = folder / name
    done = subprocess.run([REFMILL, "convert", *inputs, "-t", output_format, "-o", path, "-q", *options],
                          capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"refmill convert -t {output_format} failed ({done.returncode}): {done.stderr}")
    return path


def csv_rows(path):
    csv.field_size_limit(1 << 30)
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def workbook_rows(book):
    """The rows of all sheets of records, the pieces of long cells put behind them."""
    rows, at = [], {}
    for name in book.sheetnames:
        if not name.startswith("references"):
            continue
        for number, row in enumerate(book[name].iter_rows(values_only=True), 1):
            if number == 1:
                header = list(row)
                if rows:
                    continue
            at[(name, number)] = len(rows)
            rows.append(["" if value is None else unescape(str(value)) for value in row])
    if "continued" in book.sheetnames:
        for sheet, row, column, _, text in list(book["continued"].iter_rows(values_only=True))[1:]:
            rows[at[(sheet, row)]][header.index(column)] += unescape(text)
    return rows


def judge_workbook(folder, inputs):
    table = csv_rows(convert(folder, "refs.csv", "csv", inputs, "--csv-formulas", "verbatim"))
    path = convert(folder, "refs.xlsx", "xlsx", inputs)
    book = openpyxl.load_workbook(path)
    rows = workbook_rows(book)
    check(len(rows) == len(table), f"openpyxl finds {len(rows)} rows, the CSV has {len(table)}")
    differ = [(got, want) for row, wanted in zip(rows, table) for got, want in zip(row, wanted) if got != want]
    # JSON says U+FFFF and `_x0041_` in another way in a workbook.
    check(not differ, f"openpyxl reads {len(differ)} cells that are not those of the CSV: {differ[:2]}"[:400])
    sheet = book["references"]
    check(sheet.freeze_panes == "A2", f"the header does not stay: {sheet.freeze_panes}")
    check(sheet.auto_filter.ref == sheet.dimensions, f"the filter is on {sheet.auto_filter.ref} of {sheet.dimensions}")
    check(all(cell.font.bold for cell in sheet[1]), "the header is not bold")
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    check(all(cell.data_type in ("s", "inlineStr", "n") for cell in cells), "there are cells which are neither text nor number")
    header = table[0]
    numbers = {header[cell.column - 1] for cell in cells if cell.data_type == "n"}
    check(numbers <= {"year", "month", "day"} and "year" in numbers, f"numbers stand in {numbers}")
    links = {cell.coordinate: (cell.value, cell.hyperlink.target) for cell in cells if cell.hyperlink}
    doi = header.index("doi") + 1
    dois = [cell for cell in cells if cell.column == doi]
    check(dois and all(cell.hyperlink and cell.hyperlink.target.startswith("https://doi.org/") for cell in dois),
          "a DOI has no link")
    check(any(value == target for value, target in links.values()), "no address has a link")
    wrapped = {header[cell.column - 1] for cell in cells if cell.alignment.wrap_text}
    check({"title", "abstract"} <= wrapped, f"wrapped are {wrapped}")
    check(book.properties.created.year == 2000, f"the workbook knows when it was made: {book.properties.created}")
    print(f"openpyxl: {len(rows) - 1} rows, {len(links)} links, {len(cells)} cells")


def judge_formulas(folder):
    """No text is run, whatever it begins with."""
    source = folder / "formulas.json"
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "=HYPERLINK(\"http://a\")", "_x003D_1+1"]
    items = ",".join('{"id":"i%d","type":"article-journal","title":%s}' % (n, json.dumps(t))
                     for n, t in enumerate(titles))
    source.write_text(f"[{items}]")
    sheet = openpyxl.load_workbook(convert(folder, "formulas.xlsx", "xlsx", [source], "--columns", "title"))["references"]
    found = [unescape(row[0].value) for row in sheet.iter_rows(min_row=2)]
    check(found == [title.strip() for title in titles], f"titles come back as {found}")
    check(all(row[0].data_type in ("s", "inlineStr") for row in sheet.iter_rows()), "a title is run")


def judge_parquet(folder, inputs):
    path = convert(folder, "refs.parquet", "parquet", inputs)
    table = csv_rows(convert(folder, "refs.csv", "csv", inputs, "--csv-formulas", "verbatim"))
    items = json.loads(convert(folder, "refs.json", "csl-json", inputs).read_text(encoding="utf-8"))
    header, rows = table[0], table[1:]
    own = [item.get("custom", {}).get("refmill", {}) for item in items]

    arrow = pyarrow.parquet.read_table(path).to_pylist()
    check(len(arrow) == len(rows), f"pyarrow finds {len(arrow)} rows of {len(rows)}")
    flat = lambda text: " ".join((text or "").split())
    for name in ("title", "doi", "journal", "volume", "issue", "pages", "abstract", "date", "type", "citation_key"):
        want = [flat(row[header.index(name)]) for row in rows]
        got = [flat(row[name]) for row in arrow]
        check(got == want, f"pyarrow: {name} is not what the CSV has")
    check([row["extra_json"] for row in arrow] == [row[header.index("extra_json")] for row in rows],
          "pyarrow: extra_json is not what the CSV has")
    check([[t["value"] for t in row["terms"]] for row in arrow] == [[t["value"] for t in o.get("terms", [])] for o in own],
          "pyarrow: terms are not those of CSL-JSON")
    check([[a["forms"][0]["raw"] for a in row["contributors"]] for row in arrow]
          == [[c["forms"][0]["raw"] for c in o.get("contributors", [])] for o in own],
          "pyarrow: names are not those of CSL-JSON")

    ask = lambda question: duckdb.sql(question.replace("FILE", f"'{path}'")).fetchall()
    check(ask("select count(*) from FILE") == [(len(rows),)], "DuckDB counts other rows")
    years = sorted(int(row[header.index("year")]) for row in rows if row[header.index("year")])
    check([year for (year,) in ask("select year from FILE where year is not null order by year")] == years,
          "DuckDB: years are not numbers or others")
    people = sum(len(o.get("contributors", [])) for o in own)
    check(ask("select count(*) from FILE, unnest(contributors) as t(c)") == [(people,)], "DuckDB counts other people")
    corresponding = sum(c.get("corresponding", False) for o in own for c in o.get("contributors", []))
    check(ask("select count(*) from FILE, unnest(contributors) as t(c) where c.corresponding") == [(corresponding,)],
          "DuckDB counts other corresponding authors")
    described = [line.split("`")[1] for line in (ROOT / "docs" / "parquet.md").read_text().splitlines() if line.startswith("| `")]
    types = {name: kind for name, kind, *_ in ask("describe select * from FILE")}
    check(list(types) == described, "docs/parquet.md has other columns than DuckDB")
    said = dict(line.split("`")[1::2][:2] for line in (ROOT / "docs" / "parquet.md").read_text().splitlines() if line.startswith("| `"))
    same = lambda text: text.lower().replace('"', "")
    check(all(same(types[name]) == same(kind) for name, kind in said.items()),
          f"DuckDB has other types: {[(said[n], types[n]) for n in said if same(types[n]) != same(said[n])][:2]}")
    print(f"pyarrow and DuckDB: {len(arrow)} rows, {people} people, {len(types)} columns")


def judge_terminal(source, output_format):
    """A terminal gets a message, not bytes."""
    terminal, theirs = pty.openpty()
    done = subprocess.run([REFMILL, "convert", source, "-t", output_format], stdout=theirs, stderr=subprocess.PIPE, text=True)
    os.close(theirs)
    os.set_blocking(terminal, False)
    try:
        written = os.read(terminal, 100)
    except OSError:
        written = b""
    os.close(terminal)
    check(done.returncode == 2 and "is binary" in done.stderr and not written,
          f"{output_format} to a terminal: {done.returncode}, {done.stderr!r}, {written!r}")


def main():
    pages = (ROOT / "fixtures" / "wprim").glob("*/*.txt")
    inputs = sorted(p for p in pages if p.name != "source.txt") + sorted(
        (ROOT / "fixtures" / "write" / "rich").glob("records.json"))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        judge_workbook(folder, inputs)
        judge_formulas(folder)
        judge_parquet(folder, inputs)
        judge_terminal(inputs[0], "xlsx")
        judge_terminal(inputs[0], "parquet")
    for failure in failures:
        print(f"FAILED: {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
