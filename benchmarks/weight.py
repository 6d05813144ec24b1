"""Print what the pages of the built site weigh, by kind and language; with --write also to benchmarks/weight.md.

Run after scripts/build:  .venv/bin/python benchmarks/weight.py --write
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from orderpages.verify.budgets import Weight, weights
from orderpages.verify.pages import RIGHTS_PAGES

HERE = Path(__file__).parent


def table(found: list[Weight]) -> str:
    """Lay the weights out: a line for each kind, and one for each language over its rights pages."""
    kinds, tags = defaultdict(list), defaultdict(list)
    for weight in found:
        kinds[weight.kind or "(no kind)"].append(weight)
        if weight.kind in RIGHTS_PAGES:
            tags[weight.tag].append(weight)
    rights = [weight.bytes for weight in found if weight.kind in RIGHTS_PAGES]
    lines = ["| kind of page | pages | least | median | most | budget | heaviest |", "| --- | ---: | ---: | ---: | ---: | ---: | --- |"]
    lines += [row(kind, members) for kind, members in sorted(kinds.items())]
    lines += [
        "",
        "| language | rights pages | least | median | most | budget | heaviest |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    lines += [row(tag, members) for tag, members in sorted(tags.items())]
    lines += ["", f"Rights pages ({', '.join(RIGHTS_PAGES)}): {len(rights)}, median {median(rights):,.0f} bytes, most {max(rights):,}."]
    return "\n".join(lines)


def row(name: str, members: list[Weight]) -> str:
    """Lay out one line."""
    sizes, most = [weight.bytes for weight in members], max(members, key=lambda weight: weight.bytes)
    budget = max(weight.budget for weight in members)
    return f"| {name} | {len(sizes)} | {min(sizes):,} | {median(sizes):,.0f} | {max(sizes):,} | {budget:,} | {most.path} |"


def main() -> None:
    """Measure the site beside the folder this stands in."""
    made = table(list(weights(HERE.parent / "site")))
    print(made)
    if "--write" in sys.argv:
        head = "# What a page weighs\n\nBytes of the HTML with gzip 9. A page is one request: its style is inside it.\n"
        command = "Command: `scripts/build`, then `.venv/bin/python benchmarks/weight.py --write`.\n"
        (HERE / "weight.md").write_text(f"{head}{command}\n{made}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
