"""Read ``search.yml`` of a locale: what its language's words are like, what people call things, and what they type."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..findings import Finding, Findings, Place, blocking
from ..records import Id, Reading, read
from ..sources import read_yaml
from .tables import Table
from .words import Folding

FEWEST = 30
"""Questions a locale needs before it is published (issue 4)."""


@dataclass(frozen=True)
class Asked:
    """Hold one question as people type it, and the page it must find."""

    type: str
    find: Id


@dataclass(frozen=True)
class Also:
    """Hold words people of this language call a page's subject, slang and loan words too."""

    page: Id
    words: str
    """Separated by commas."""


@dataclass(frozen=True)
class SearchList:
    """Hold what a locale's search knows of its language, and the questions that measure it."""

    define: str = ""
    """Phrases that ask what a word means, separated by commas."""
    call: str = ""
    """Phrases that ask for a telephone number, likewise."""
    letters: str = ""
    """Letters people write for one another in this language alone: ``護护``, the first becomes the second."""
    stop: str = ""
    """Words too common to tell pages apart."""
    least: int = 3
    """Letters that must be left of a word without its prefix and ending."""
    before: str = ""
    """Prefixes joined to words."""
    after: str = ""
    """Endings joined to words."""
    latin: str = ""
    """For people who type the language in Latin letters: ``sh:x q:k``, replaced one after another."""
    native: str = ""
    """The consonant of each letter, or of each row of an Ethiopic syllable: ``ب:b``."""
    also: tuple[Also, ...] = ()
    tuned: tuple[Asked, ...] = ()
    """May be looked at while the search is improved."""
    held: tuple[Asked, ...] = ()
    """Only measured, so that the figure is fair; once anybody looks at what misses, it moves to ``tuned``."""

    @property
    def table(self) -> Table:
        """Give the table that folding uses and the index carries."""
        made: Table = {"least": self.least}
        if self.letters:
            made["letters"] = "".join(self.letters.split())
        fold = Folding(made).fold
        made |= {name: fold(getattr(self, name)).split() for name in ("stop", "before", "after") if getattr(self, name)}
        made |= {
            name: [phrase.strip() for phrase in fold(getattr(self, name)).split(",")] for name in ("define", "call") if getattr(self, name)
        }
        if self.native:
            made["latin"] = [step.split(":") for step in self.latin.split()]
            made["native"] = dict(step.split(":") for step in self.native.split())
        return made

    def words_for(self, page: str) -> list[str]:
        """List what people also call a page's subject."""
        return [word.strip() for also in self.also if also.page == page for word in also.words.split(",")]


def load(path: Path, name: str) -> SearchList | None:
    """Load a locale's list, nothing where there is none; raise ``Findings`` when it is wrong."""
    if not path.is_file():
        return None
    reading = Reading()
    node = read_yaml(path, name, reading.findings)
    made = None if node is None else read(SearchList, node, "", reading)
    if blocking(reading.findings):
        raise Findings(reading.findings)
    return made if isinstance(made, SearchList) else SearchList()


def check(path: Path, name: str, tag: str, known: frozenset[str]) -> list[Finding]:
    """Find what stops a locale's list: it is missing, too short, or names a page that is not there."""
    try:
        listed = load(path, name)
    except Findings as stopped:
        return list(stopped.findings)
    if listed is None:
        cure = f"Write {name}: {FEWEST} questions as people type them, each with the page it must find."
        return [Finding(Place(name), "search-list-missing", f"is not there: {tag} cannot be published without its search list.", cure)]
    found = []
    asked = listed.tuned + listed.held
    if len(asked) < FEWEST:
        found.append(
            Finding(Place(name), "search-list-short", f"has {len(asked)} questions; at least {FEWEST} are needed.", "Add what people type.")
        )
    for target in sorted({one.find for one in asked} | {also.page for also in listed.also}):
        if target not in known:
            found.append(
                Finding(
                    Place(name), "search-page-unknown", f"names {target}, which is not a page.", "Write the id of a page, term or contact."
                )
            )
    return found
