"""Verify that the finished search finds: every question of a locale's list, asked of the index that is published."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..findings import Finding, Place
from ..search.lists import Asked, SearchList
from ..search.rank import Index
from ..search.words import Folding

LARGEST = 25_000
"""Bytes, after gzip, of a first query: the script and one index (issue 4)."""

FIRST, IN_THREE = 0.90, 0.98
"""Shares of the questions whose page must come first, or in the first three (issue 4)."""


@dataclass(frozen=True)
class Measured:
    """Hold how one part of a locale's questions was answered."""

    tag: str
    part: str
    questions: int
    first: int
    in_three: int
    missed: tuple[tuple[str, str, str], ...]
    """What was typed, what it must find, what came first, where the two differ."""


def weigh(site: Path) -> dict[str, int]:
    """Give the bytes of a first query per locale, after gzip."""
    script = sum(_packed(path) for path in site.glob("assets/search-*.js"))
    return {path.parent.parent.name: script + _packed(path) for path in sorted(site.glob("*/search/index-*.js"))}


def budget(site: Path) -> Iterator[Finding]:
    """Find locales whose first query is too large."""
    for tag, size in weigh(site).items():
        if size > LARGEST:
            yield Finding(
                Place(f"{site.name}/{tag}/search/"),
                "search-too-large",
                f"needs {size:,} bytes for a first query; at most {LARGEST:,} are allowed.",
                "Shorten the keywords, or lower LARGEST in publish/search.py.",
            )


def read_index(site: Path, tag: str) -> Index | None:
    """Read the published index of a locale."""
    for path in sorted(site.glob(f"{tag}/search/index-*.js")):
        data = json.loads(path.read_text(encoding="utf-8").partition("=")[2].rstrip().rstrip(";"))
        return Index(data, Folding(data["language"]))
    return None


def measure(tag: str, index: Index, listed: SearchList) -> list[Measured]:
    """Ask every question of a locale's list."""
    return [_asked(tag, part, questions, index) for part, questions in (("tuned", listed.tuned), ("held", listed.held))]


def short(found: list[Measured], name: str) -> Iterator[Finding]:
    """Find a locale whose questions are answered too seldom, naming the tuned ones that miss."""
    asked = sum(one.questions for one in found)
    first, in_three = sum(one.first for one in found), sum(one.in_three for one in found)
    if asked and (first < FIRST * asked or in_three < IN_THREE * asked):
        missed = tuple(
            f'"{typed}" must find {want}, finds {got}' for one in found if one.part == "tuned" for typed, want, got in one.missed
        )
        yield Finding(
            Place(name),
            "search-misses",
            f"{first} of {asked} questions find their page first, {in_three} in the first three; {FIRST:.0%} and {IN_THREE:.0%} must.",
            'Add words people use to the page in "also", without looking at the questions under "held".',
            missed,
        )


def _asked(tag: str, part: str, questions: tuple[Asked, ...], index: Index) -> Measured:
    first = in_three = 0
    missed = []
    for one in questions:
        got = [page_id(index.entries[found.entry][0]) for found in index.find(one.type)[:3]]
        first += got[:1] == [one.find]
        in_three += one.find in got
        if got[:1] != [one.find]:
            missed.append((one.type, one.find, got[0] if got else "nothing"))
    return Measured(tag, part, len(questions), first, in_three, tuple(missed))


def page_id(address: str) -> str:
    """Give the id a result's address stands for: ``contacts/#line`` is line, ``guides/door/`` is door."""
    path, _, anchor = address.partition("#")
    return anchor or path.rstrip("/").split("/")[-1]


def _packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))
