"""Keep what the site said on each archived day: statement id to English words and their hash.

A day's file holds only what differs from the archived day before it, and the hash of the whole, so ten years
stay small; the same content gives the same bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..content.model import Content, Row, walk
from ..content.order import Statement
from ..findings import CouldNotRun
from ..messages.localize import Localizer
from ..pages.slots import SlotTable
from ..pages.table import table
from ..project import Project, write
from ..records import Text
from .fill import Filler

FOLDER = "archive"

State = Mapping[str, str]
"""Statement id to the words it said."""


@dataclass(frozen=True)
class Day:
    """Hold one archived day: what was said anew or otherwise, and what was said no more."""

    day: str
    said: State
    gone: tuple[str, ...]
    whole: str
    """Hash of all that stood on that day."""


def spoken(project: Project) -> dict[str, str]:
    """Write every statement of the content as English readers see it, by its id."""
    content: Content = project.content
    pages = table(content, project.words)
    filler = Filler(project.locales[0], Localizer(project.locales[0], {}), content, pages, SlotTable())
    found: dict[str, str] = {}
    for item in walk(content, (Statement, Row)):
        for text in item.cells if isinstance(item, Row) else (item.text,):
            assert isinstance(text, Text)
            found[text.context] = filler.text_plain(text)
    return dict(sorted(found.items()))


def load(docs: Path) -> tuple[Day, ...]:
    """Load the archived days, oldest first."""
    return tuple(_read(path) for path in sorted((docs / FOLDER).glob("????-??-??.json")))


def _read(path: Path) -> Day:
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        said = {name: entry["english"] for name, entry in given["said"].items()}
        if any(sha256(words) != given["said"][name]["sha256"] for name, words in said.items()):
            raise CouldNotRun(f"docs/{FOLDER}/{path.name} was changed by hand: a text differs from its hash. Restore it from git.")
        return Day(path.stem, said, tuple(given["gone"]), given["whole"])
    except (ValueError, KeyError, TypeError) as error:
        raise CouldNotRun(f"docs/{FOLDER}/{path.name} cannot be read ({error}). Restore it from git.") from error


def states(days: tuple[Day, ...]) -> dict[str, State]:
    """Give all that was said, by archived day."""
    made: dict[str, State] = {}
    now: dict[str, str] = {}
    for day in days:
        now = {name: words for name, words in {**now, **day.said}.items() if name not in day.gone}
        made[day.day] = now
    return made


def pages(days: tuple[Day, ...]) -> dict[str, dict[str, dict[str, str]]]:
    """Give the pages that changed on each archived day, with all they said: day, page, statement."""
    made: dict[str, dict[str, dict[str, str]]] = {}
    for day, state in zip(days, states(days).values(), strict=True):
        touched = {name.partition("/")[0] for name in (*day.said, *day.gone)}
        by_page: dict[str, dict[str, str]] = defaultdict(dict)
        for name, words in state.items():
            page = name.partition("/")[0]
            if page in touched:
                by_page[page][name] = words
        made[day.day] = dict(by_page)
    return made


def anchor(name: str) -> str:
    """Give the anchor of a statement on the page of its day: ``siren/row-light/cell-1`` is ``row-light-cell-1``."""
    return name.partition("/")[2].replace("/", "-")


def archive(project: Project, day: datetime.date) -> str:
    """Archive the content as it stands; return what was done, in a sentence."""
    days = load(project.docs)
    path = project.docs / FOLDER / f"{day.isoformat()}.json"
    before = tuple(item for item in days if item.day < day.isoformat())
    if any(item.day > day.isoformat() for item in days):
        raise CouldNotRun(f"The archive already has a later day than {day.isoformat()}; the past is not written anew.")
    was = next(reversed(states(before).values()), {})
    now = spoken(project)
    made = Day(
        day.isoformat(),
        {name: words for name, words in now.items() if was.get(name) != words},
        tuple(sorted(set(was) - set(now))),
        sha256(json.dumps(now, ensure_ascii=False, sort_keys=True)),
    )
    if not made.said and not made.gone:
        return f"Nothing changed since {before[-1].day}: nothing to archive." if before else "There is nothing to archive yet."
    write(path, as_json(made))
    return f"{project.shown(path)}: {len(made.said)} statements new or changed, {len(made.gone)} gone."


def as_json(day: Day) -> str:
    """Write a day's file."""
    said = {name: {"english": words, "sha256": sha256(words)} for name, words in day.said.items()}
    whole = {"day": day.day, "gone": day.gone, "said": said, "whole": day.whole}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def sha256(words: str) -> str:
    """Hash words as UTF-8."""
    return hashlib.sha256(words.encode()).hexdigest()
