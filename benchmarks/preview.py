"""Measure the preview: from a saved catalog to the new pages on disk, for this repository's largest language.

Run: ``python benchmarks/preview.py [TAG]``; it prints a table and writes ``benchmarks/preview.md``.  A copy
of the repository's sources is worked on; the preview's own refresh is called, as the live server calls it.
"""

from __future__ import annotations

import platform
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from orderpages.project import Project, find
from orderpages.publish.preview import Preview

TIMES = 7
GOAL = 1.0
"""Seconds from saving to seeing; the server looks for saved files five times a second, so up to 0.2 s comes on top."""


def main() -> None:
    """Measure and report."""
    project = find(Path.cwd())
    locale = project.locale(sys.argv[1] if len(sys.argv) > 1 else "es")
    rows = []
    for marks in (False, True):
        with tempfile.TemporaryDirectory() as name:
            copy = Project(Path(name) / "copy")
            for part in ("docs", "translations", "overrides"):
                shutil.copytree(project.root / part, copy.root / part)
            shutil.copy(project.root / "mkdocs.yml", copy.root)
            kept = Preview(copy, locale, "http://127.0.0.1:8000/", Path(name) / "site", lambda line: None, marks)
            catalog = copy.catalog_path(locale, "content")
            home = Path(name) / "site" / locale.tag / "index.html"
            before = catalog.read_text(encoding="utf-8")
            title = copy.catalogs(locale, [])["content"].entries["site/name", copy.content.site.name.english].msgstr
            took = []
            for number in range(TIMES + 1):
                catalog.write_text(before.replace(f'msgstr "{title}"', f'msgstr "{title} {number}"'), encoding="utf-8")
                started = time.perf_counter()
                kept.refresh()
                took.append(time.perf_counter() - started)
                assert f"{title} {number}" in home.read_text(encoding="utf-8")
            pages = len(list((Path(name) / "site").rglob("index.html")))
        rows.append(("with --marks" if marks else "plain", pages, took[0], statistics.median(took[1:]), max(took[1:])))
    lines = ["| preview | pages | first start, s | after saving a .po, median s | slowest s |", "|---|---|---|---|---|"]
    lines += [f"| {said} | {pages} | {first:.2f} | {middle:.2f} | {slowest:.2f} |" for said, pages, first, middle, slowest in rows]
    table = "\n".join(lines)
    print(table)
    messages = sum(map(len, project.templates.values()))
    Path(__file__).with_suffix(".md").write_text(
        f"# Preview: from a saved catalog to new pages\n\nGoal: under {GOAL:.0f} second, {TIMES} times, {locale.english}, {messages:,} messages.\n\n"
        f"{table}\n\nPython {platform.python_version()}, {platform.machine()}. The server looks for saved files five times a second: "
        "add up to 0.2 s.\n\nMeasure again: `python benchmarks/preview.py`\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
