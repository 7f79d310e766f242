"""Runs the programs of docs/scale.md, and compares what comes out with one run of refmill over the same pages, record by record.

A fence whose info string has a second word is a file of that name, as in tests/cli: what is tested is what the document says.

Usage: judge.py REFMILL (with the feature parquet)
"""

import copy
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import polars

ROOT = Path(__file__).resolve().parents[2]
REFMILL = Path(sys.argv[1]).resolve()
# The mark that stands before each text which was set aside.
ASIDE = "%%refmill-set-aside "
failures = []
passed = 0


def check(true, what):
    global passed
    if true:
        passed += 1
    else:
        failures.append(what[:600])


def programs(folder):
    """Writes the files that stand in docs/scale.md."""
    lines = iter((ROOT / "docs/scale.md").read_text(encoding="utf-8").splitlines())
    for line in lines:
        info = line.removeprefix("```").split()
        if not line.startswith("```") or not info:
            continue
        text = "".join(f"{inside}\n" for inside in iter(lambda: next(lines), "```"))
        if len(info) == 2:
            (folder / info[1]).write_text(text, encoding="utf-8")


def pages(path):
    """A crawl: every page of the fixtures three times under addresses of its own, so that citation keys meet, and lines that
    cannot be read."""
    lines = []
    for again in range(3):
        for page in sorted((ROOT / "fixtures/wprim").glob("*/input.txt")):
            text = page.read_bytes().decode("utf-8", "replace")
            lines.append(json.dumps({"url": f"https://example.org/{again}/{page.parent.name}", "text": text}, ensure_ascii=again == 1))
        lines.append(f'{{"url": "https://example.org/{again}/cut", "text": "Half of a pa')
        lines.append(f"this is no JSON, {again}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def refmill(arguments, folder):
    done = subprocess.run([REFMILL, "convert", *arguments], cwd=folder, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"refmill {' '.join(map(str, arguments))} failed ({done.returncode}): {done.stderr}")


def run(command, folder, **more):
    """A program of the document, with refmill on its path and Spark on two cores of this machine."""
    environment = os.environ | {
        "PATH": f"{folder / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": "--master local[2] --driver-memory 512m --conf spark.ui.enabled=false pyspark-shell",
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    return subprocess.run(command, cwd=folder, env=environment | more, capture_output=True, text=True)


def must(command, folder):
    done = run(command, folder)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} failed ({done.returncode}):\n{done.stderr[-4000:]}")
    return done.stdout


def records(paths):
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line]


def without_partition(record):
    """A record without what depends on the partition it was read in."""
    record = copy.deepcopy(record)
    record.pop("citation_key", None)
    for key in ("file", "record", "lines"):
        record["provenance"].pop(key, None)
    for field in record["provenance"].get("fields", []):
        field.pop("line", None)
    for warning in record.get("warnings", []):
        warning.pop("line", None)
    return record


def set_aside(paths):
    """The texts that were set aside. The same text in two partitions may be kept once."""
    texts = [piece.partition("\n")[2].strip() for path in paths for piece in path.read_text(encoding="utf-8").split(ASIDE)[1:]]
    # Two broken lines behind each other are one text where they stand in one partition, and two where they do not.
    return {line for text in texts for line in text.splitlines()}


def judge_pipe(folder):
    refmill(["pages.jsonl", "-f", "crawl", "-o", "whole.ndjson", "--rejects", "whole.txt"], folder)
    refmill(["pages.jsonl", "-f", "crawl", "-o", "whole.ris", "--key-pattern", "bbt"], folder)
    whole = [without_partition(record) for record in records([folder / "whole.ndjson"])]
    aside = set_aside([folder / "whole.txt"])
    check(len(whole) > 200 and len(aside) >= 6, f"{len(whole)} records and {len(aside)} set aside are too few for a test")
    # So many that some partitions hold no line, because a line is longer than its share.
    for partitions in (3, 400):
        for name in ("records", "aside"):
            subprocess.run(["rm", "-rf", folder / name], check=True)
        (folder / "aside").mkdir()
        must([sys.executable, "pages.py", "pages.jsonl", "records", folder / "aside", str(partitions)], folder)
        parts = sorted((folder / "records").glob("part-*"))
        empty = sum(part.stat().st_size == 0 for part in parts)
        check(len(parts) >= partitions, f"Spark made {len(parts)} partitions, {partitions} were asked for")
        check(partitions < 400 or empty > 0, "no partition is empty, so that nothing shows what becomes of one")
        found = [without_partition(record) for record in records(parts)]
        differ = [(got, want) for got, want in zip(found, whole) if got != want]
        check(found == whole, f"{partitions} partitions: {len(found)} records of {len(whole)}, others are {differ[:1]}")
        check(set_aside((folder / "aside").glob("*.txt")) == aside, f"{partitions} partitions set other lines aside")
        check(all("\t" not in part.read_text(encoding="utf-8") for part in parts), "a line holds a tab")
        must(["sh", "keys.sh"], folder)
        same = (folder / "all.ris").read_bytes() == (folder / "whole.ris").read_bytes()
        check(same, f"{partitions} partitions: the last pass makes other bytes than one run")
        refmill([*parts, "-f", "ndjson", "-o", "kept.ndjson"], folder)
        keys = [record["citation_key"]["value"].lower() for record in records([folder / "kept.ndjson"])]
        check(len(keys) == len(set(keys)) == len(whole), f"{len(keys) - len(set(keys))} keys of the last pass are not unique")
        print(f"Spark's pipe: {len(found)} records in {len(parts)} partitions, {empty} of them empty, {len(aside)} lines set aside")
    # What is not about a line stops the job, and nothing passes for its output.
    done = run([sys.executable, "pages.py", "pages.jsonl", "broken", folder / "aside", "3"], folder, REFMILL_FROM="nonsense")
    check(done.returncode != 0 and not (folder / "broken/_SUCCESS").exists(), "wrong use does not stop the job")
    check("invalid value 'nonsense'" in done.stderr, f"the log does not say what refmill said: {done.stderr[-400:]}")


def judge_lines(folder):
    """The function for Dask and Ray, over two pieces."""
    lines = (folder / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    program = "import json, sys; from lines import records; print('\\n'.join(records(sys.stdin.read().splitlines())))"
    found = []
    for piece in (lines[:50], lines[50:]):
        (folder / "piece").write_text("\n".join(piece) + "\n", encoding="utf-8")
        found += must(["sh", "-c", f'{sys.executable} -c "$1" < piece', "-", program], folder).split("\n")
    found = [without_partition(json.loads(line)) for line in found if line]
    check(found == [without_partition(record) for record in records([folder / "whole.ndjson"])], "lines.py gives other records")


def plain(text):
    """Text of CSL-JSON without its marks, as tables have it: raised digits behind a digit get a `^`."""
    text = re.sub(r"(?<=\d)<sup>(?=[\d-])", "^", text or "")
    return re.sub(r"</?(?:i|b|sup|sub|span)>|<span [^<>]*>", "", text) or None


def of_item(item):
    """Those fields of an item of CSL-JSON that Parquet has a plain column for."""
    parts = item.get("issued", {}).get("date-parts", [[None]])[0]
    return {
        "type": item["type"],
        "title": plain(item.get("title")),
        "doi": item.get("DOI"),
        "journal": item.get("container-title"),
        "year": parts[0],
        "volume": item.get("volume"),
        "issue": item.get("issue"),
        "language": item.get("language"),
        "abstract": plain(item.get("abstract")),
        "url": item.get("URL"),
        "people": [(who.get("family"), who.get("given"), who.get("literal")) for who in item.get("author", [])],
    }


def of_row(row):
    people = [who for who in row["contributors"] or [] if who["role"] == "author"]
    names = [(who["family"], who["given"], who["literal"]) for who in people]
    # CSL-JSON has a place for one language, Parquet joins them.
    language = (row["language"] or "").split("; ")[0] or None
    return {name: row[name] for name in of_item({"type": ""}) if name != "people"} | {"people": names, "language": language}


def judge_tables(folder):
    must(["sh", "-c", "refmill() { command refmill \"$@\"; s=$?; [ $s = 3 ] || return $s; }; . ./tables.sh"], folder)
    refmill(["pages.jsonl", "-o", "whole.json"], folder)
    items = {item["id"]: of_item(item) for item in json.loads((folder / "whole.json").read_text(encoding="utf-8"))}
    files = len(list((folder / "tables").glob("*.parquet")))
    check(files == (len(items) + 99) // 100, f"{len(items)} records are in {files} files of 100")
    program = (
        "import json, sys; from pyspark.sql import SparkSession; s = SparkSession.builder.getOrCreate();"
        "print('\\n'.join(s.read.parquet('tables').toJSON().collect()))"
    )
    fill = lambda row: {name: None for name in columns} | row
    columns = [name for name, *_ in duckdb.sql(f"describe select * from '{folder}/tables/*.parquet'").fetchall()]
    who = ("role", "family", "given", "literal")
    spark = [json.loads(line) for line in must([sys.executable, "-c", program], folder).splitlines()]
    for row in spark:
        # Spark's JSON leaves out what is absent.
        row["contributors"] = [{name: person.get(name) for name in who} for person in row.get("contributors", [])]
    readers = {
        "Spark": [fill(row) for row in spark],
        "DuckDB": duckdb.sql(f"select * from '{folder}/tables/*.parquet'").fetchall(),
        "polars": polars.scan_parquet(folder / "tables/*.parquet").collect().to_dicts(),
    }
    readers["DuckDB"] = [dict(zip(columns, row)) for row in readers["DuckDB"]]
    for reader, rows in readers.items():
        found = {row["citation_key"]: of_row(row) for row in rows}
        check(len(rows) == len(items) and found.keys() == items.keys(), f"{reader} finds {len(rows)} rows of {len(items)}, or others")
        for name in of_item({"type": ""}):
            differ = [(found[key][name], items[key][name]) for key in items if key in found and found[key][name] != items[key][name]]
            check(not differ, f"{reader}: {name} differs from CSL-JSON in {len(differ)} records: {differ[:2]}")
        print(f"{reader}: {len(rows)} rows of {files} Parquet files")
    said = must([sys.executable, "years.py", "tables"], folder)
    years = {}
    for item in items.values():
        years[item["year"]] = years.get(item["year"], 0) + 1
    counted = [[cell.strip() for cell in line.strip("|").split("|")] for line in said.splitlines() if line.startswith("|")]
    found = {int(row[0]): int(row[1]) for row in counted if len(row) == 2 and row[0].isdigit()}
    check(found and all(years.get(year) == count for year, count in found.items()), f"years.py counts {found}, CSL-JSON has {years}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "bin").mkdir()
        (folder / "bin/refmill").symlink_to(REFMILL)
        programs(folder)
        pages(folder / "pages.jsonl")
        judge_pipe(folder)
        judge_lines(folder)
        judge_tables(folder)
    for failure in failures:
        print(f"FAILED: {failure}")
    print(f"{passed} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
