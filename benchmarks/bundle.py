"""Print what the one-file copies weigh, as they are and as a chat or a host sends them; with --write to benchmarks/bundle.md.

Run after:  orderpages bundle && orderpages bundle --with-english && orderpages bundle --zip
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

HERE = Path(__file__).parent
LIMIT = 2_000_000
"""Bytes a copy may have: what chat programs send without asking, and a prepaid phone can take."""


def table(folder: Path) -> str:
    """Lay out a line for each file."""
    lines = ["| file | bytes | with gzip | at most |", "| --- | ---: | ---: | ---: |"]
    for path in sorted(folder.glob("*.html")):
        data = path.read_bytes()
        lines.append(f"| {path.name} | {len(data):,} | {len(gzip.compress(data, 9, mtime=0)):,} | {LIMIT:,} |")
    lines += [f"| {path.name} (all languages) | {path.stat().st_size:,} | | |" for path in sorted(folder.glob("*.zip"))]
    return "\n".join(lines)


def main() -> None:
    """Measure build/download/."""
    made = table(HERE.parent / "build" / "download")
    print(made)
    if "--write" in sys.argv:
        command = "`orderpages bundle`, `orderpages bundle --with-english`, `orderpages bundle --zip`, then `benchmarks/bundle.py --write`"
        (HERE / "bundle.md").write_text(f"# What a copy of the whole site weighs\n\nCommand: {command}.\n\n{made}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
