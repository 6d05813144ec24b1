"""Measure how plain the English of each rights page is: reading grade and length of sentences.

The only room that imports ``textstat``, which is optional: grades are for authors and checks, never for a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..findings import CouldNotRun, Finding, Place, Severity
from ..records import Text
from .check import LONGEST_SENTENCE, sentences
from .inline import plain
from .model import Content
from .texts import texts

HIGHEST_GRADE = 6.0
"""Flesch-Kincaid grade a rights page may have: what AMA and NIH ask of texts for patients (sixth grade)."""

HIGHEST_AVERAGE = 15.0
"""Words of an average sentence: the range plain-language guides such as GOV.UK's and plainlanguage.gov's ask for."""


@dataclass(frozen=True)
class Plainness:
    """Hold how plain one page's English is."""

    page: str
    place: Place
    grade: float
    average: float
    """Words in a sentence."""
    longest: int
    """Words of the longest sentence."""
    words: int

    @property
    def plain(self) -> bool:
        """Tell whether it keeps all three bounds."""
        return self.grade <= HIGHEST_GRADE and self.average <= HIGHEST_AVERAGE and self.longest <= LONGEST_SENTENCE


def plainness(content: Content) -> tuple[Plainness, ...]:
    """Measure every rights page: the home page, the guides, the provisions, the contacts."""
    values = {fact.id: str(fact.value) for fact in content.facts}
    pages: list[tuple[str, Any]] = [("home", content.site)]
    pages += [(guide.id, guide) for guide in content.guides]
    pages += [(provision.id, provision) for provision in content.order.provisions]
    pages += [("contacts", content.contacts)] if content.contacts else []
    return tuple(_measure(name, thing, values) for name, thing in pages)


def _measure(name: str, thing: Any, values: Mapping[str, str]) -> Plainness:
    blocks = list(_blocks(thing, values))
    lengths = [len(sentence) for block in blocks for sentence in sentences(block)]
    first = next(texts(thing))
    # Each block ends with a mark of its own, or a list reads as one endless sentence.
    grade = float(_textstat().flesch_kincaid_grade("\n".join(blocks)))
    return Plainness(name, first.place, round(grade, 1), round(sum(lengths) / len(lengths), 1), max(lengths), sum(lengths))


def _blocks(thing: Any, values: Mapping[str, str]) -> Iterator[str]:
    for text in texts(thing):
        if _read(text):
            words = re.sub(r"\{([a-z0-9_]+)\}", lambda quoted: values.get(quoted.group(1), ""), plain(text.english))
            yield words if words.endswith((".", "?", "!")) else f"{words}."


def _read(text: Text) -> bool:
    """Tell whether the page prints it: keywords and summaries are for finding it, and an office's name is a name."""
    return not text.context.endswith(("/keywords", "/summary", "/name"))


def not_plain(content: Content) -> Iterator[Finding]:
    """Warn of every rights page that is harder to read than the bounds allow."""
    for page in plainness(content):
        if not page.plain:
            yield Finding(
                page.place,
                "not-plain",
                f'the page "{page.page}" reads at grade {page.grade}, {page.average} words a sentence, {page.longest} in the longest.',
                f"At most grade {HIGHEST_GRADE:g}, {HIGHEST_AVERAGE:g} words a sentence, {LONGEST_SENTENCE} in the longest: "
                "use shorter words, and cut sentences in two.",
                severity=Severity.WARNING,
            )


def as_table(found: tuple[Plainness, ...]) -> str:
    """Lay the figures out, the hardest page first."""
    from statistics import median

    lines = ["| page | grade | words a sentence | longest | words |", "| --- | ---: | ---: | ---: | ---: |"]
    for page in sorted(found, key=lambda page: (-page.grade, page.page)):
        mark = "" if page.plain else " (over)"
        lines.append(f"| {page.page}{mark} | {page.grade} | {page.average} | {page.longest} | {page.words} |")
    grades = [page.grade for page in found]
    over = sum(not page.plain for page in found)
    return "\n".join((*lines, "", f"Pages: {len(found)}. Median grade {median(grades):.1f}, highest {max(grades)}. Over a bound: {over}."))


def available() -> bool:
    """Tell whether grades can be measured here."""
    try:
        return _textstat() is not None
    except CouldNotRun:
        return False


@cache
def _textstat() -> Any:
    try:
        import textstat
    except ImportError:
        raise CouldNotRun("Reading grades need the package textstat: pip install 'orderpages[plain]'") from None
    return textstat
