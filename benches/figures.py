"""What the scripts of this folder share: where the programs are, and how figures get into docs/performance.md."""

import os
import platform
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
REFMILL = TARGET / "refmill"
CORPUS = TARGET / "examples/corpus"


def build(*what):
    """Builds the release program and whatever else is named, in the way `cargo build` names it; with REFMILL_BUILT=1 what was
    built before is taken."""
    if os.environ.get("REFMILL_BUILT"):
        return
    subprocess.run(["cargo", "build", "--release", "--quiet", "--bin", "refmill", *what], cwd=ROOT, check=True)


def machine():
    """Date, cores and processor, with which every table begins."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    return f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {model}"


def keep(script, lines):
    """Puts lines between the marks of a script in docs/performance.md, in the place of what stood there."""
    document = ROOT / "docs/performance.md"
    head, mark, tail = document.read_text().partition(f"<!-- figures: benches/{script} -->\n")
    _, end, rest = tail.partition("<!-- end -->\n")
    if not mark or not end:
        sys.exit(f"docs/performance.md has no place for the figures of benches/{script}")
    document.write_text(head + mark + "\n".join(lines) + "\n" + end + rest)
