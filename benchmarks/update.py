"""Measure ``orderpages update``: 2,000 messages in 20 languages, with 40 English sentences edited and 40 new.

Run: ``python benchmarks/update.py``; it prints a table and writes ``benchmarks/update.md``.  The catalogs are made
up here, in a folder of their own; the repository's are not touched.
"""

from __future__ import annotations

import platform
import random
import tempfile
import time
from pathlib import Path

from orderpages.locales import Locale
from orderpages.messages import catalogs
from orderpages.messages.catalogs import Catalog, Entry
from orderpages.messages.extract import Template
from orderpages.messages.update import matches, update
from orderpages.project import keys, write

MESSAGES, LOCALES, EDITED, NEW = 2000, 20, 40, 40
GOAL = 5.0
"""Seconds; msgmerge takes 147 and Babel more than 21 minutes (shared/research, translation 4.10)."""
WORDS = [
    "county",
    "officer",
    "paper",
    "warrant",
    "judge",
    "door",
    "phone",
    "school",
    "child",
    "parent",
    "court",
    "lawyer",
    "clinic",
    "record",
    "name",
    "home",
    "street",
    "rule",
    "day",
    "staff",
]


def templates(chance: random.Random) -> list[Template]:
    """Make messages of 5 to 25 words on 60 pages."""
    return [
        Template(
            f"page-{n % 60}/text-{n}",
            " ".join(chance.choices(WORDS, k=chance.randint(5, 25))).capitalize() + ".",
            "docs/x.yml",
            "Page · do",
        )
        for n in range(MESSAGES)
    ]


def edited(old: list[Template], chance: random.Random) -> list[Template]:
    """Change a word in some messages and add some."""
    made = list(old)
    for number in chance.sample(range(MESSAGES), EDITED):
        one = made[number]
        made[number] = Template(one.context, one.msgid.replace(" ", " also ", 1), one.file, one.note)
    made += [
        Template(f"page-{n % 60}/new-{n}", f"A new sentence, number {n}, about {chance.choice(WORDS)}.", "docs/x.yml", "Page · do")
        for n in range(NEW)
    ]
    return made


def merge(folder: Path, locales: list[Locale], wanted: list[Template]) -> int:
    """Do what ``orderpages update`` does; count the files that changed."""
    read = {locale.tag: catalogs.read(folder / f"{locale.tag}.po", f"{locale.tag}.po", locale, []) for locale in locales}
    matched = matches(keys(read.values()), wanted)
    return sum(
        write(folder / f"{locale.tag}.po", catalogs.write(update(read[locale.tag], wanted, matched, {}), wanted, locale))
        for locale in locales
    )


def main() -> None:
    """Measure and report."""
    chance = random.Random(1)
    old = templates(chance)
    new = edited(old, chance)
    tags = ["es", "fr", "pt", "ko", "vi", "am", "ar", "fa", "zh", "ru", "de", "it", "pl", "uk", "tr", "hi", "bn", "ur", "sw", "so"][
        :LOCALES
    ]
    locales = [Locale(tag, tag, tag, "ltr", "Latn", "published") for tag in tags]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for locale in locales:
            entries = {one.key: Entry(*one.key, f"{locale.tag}: {one.msgid}") for one in old}
            write(folder / f"{locale.tag}.po", catalogs.write(Catalog("x", {}, entries), old, locale))
        rows = []
        for said, wanted in ((f"{EDITED} edited, {NEW} new", new), ("the same again: nothing to do", new)):
            wall, cpu = time.perf_counter(), time.process_time()
            changed = merge(folder, locales, wanted)
            rows.append((said, changed, time.perf_counter() - wall, time.process_time() - cpu))
    lines = ["| what | files changed | seconds | CPU seconds |", "|---|---|---|---|"]
    lines += [f"| {said} | {changed} of {LOCALES} | {wall:.2f} | {cpu:.2f} |" for said, changed, wall, cpu in rows]
    table = "\n".join(lines)
    print(table)
    Path(__file__).with_suffix(".md").write_text(
        f"# Update: {MESSAGES:,} messages, {LOCALES} languages\n\nGoal: at most {GOAL:.0f} seconds. "
        "Others on the like task: msgmerge 147 s, Babel more than 21 minutes.\n\n"
        f"{table}\n\nPython {platform.python_version()}, {platform.machine()}. Reading, matching, merging and writing are counted; "
        "loading the English content (once, for all languages) is not.\n\nMeasure again: `python benchmarks/update.py`\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
