"""List what is held up or carried: sentences to show, cards and their versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from ..content.model import Card, Content, walk
from ..content.order import Statement
from ..records import Text


@dataclass(frozen=True)
class Show:
    """Hold one sentence to show to one kind of person."""

    guide: str
    statement: str
    face: str
    """``officer`` or ``desk``."""
    text: Text
    provisions: tuple[str, ...]

    @property
    def id(self) -> str:
        """Give its permanent id: the statement's own, with its second face apart."""
        return f"show/{self.guide}/{self.statement}"

    @property
    def anchor(self) -> str:
        """Give the statement's anchor on its guide."""
        return self.statement.split("/")[0]


def shows(content: Content) -> Iterator[Show]:
    """List every sentence a guide lets a reader hold up, once for each face."""
    for guide in content.guides:
        for saying in guide.say:
            for number, face in enumerate(saying.show):
                name = saying.id if number == 0 else f"{saying.id}/{face}"
                yield Show(guide.id, name, face, saying.text, saying.provisions)


@dataclass(frozen=True)
class CardVersion:
    """Hold a version of a card, printed now or once, against what the pages say today."""

    card: Card
    version: str
    changed: tuple[tuple[str, Text | None], ...]
    """What it said in English that is said otherwise now, and today's text where there is one."""

    @property
    def short(self) -> str:
        """Give the id that stands on the paper."""
        return f"{self.card.id}-{self.version}"


def statements(content: Content) -> dict[str, Statement]:
    """Find every statement of the guides, provisions and home page by its context."""
    return {one.text.context: one for one in walk((content.guides, content.order, content.site), (Statement,))}


def says(card: Card, content: Content) -> list[tuple[str, str]]:
    """List what a card says: statement and its English."""
    found = statements(content)
    return [(name, found[name].text.english) for name in (*card.do, *card.say)]


def version(card: Card, content: Content) -> str:
    """Give a card's version: six hexadecimal digits of what it says in English (SHA-256)."""
    return hashlib.sha256(json.dumps(says(card, content), ensure_ascii=False).encode()).hexdigest()[:6]


def todays(content: Content) -> tuple[CardVersion, ...]:
    """List every card as it is printed today."""
    return tuple(CardVersion(card, version(card, content), ()) for card in content.cards)


def held_up(card: Card, content: Content) -> dict[str, str]:
    """Give the page to hold up of each statement of a card that has one, for the person the card is for."""
    made = {f"{show.guide}/{show.anchor}": show.id for show in shows(content) if show.face == card.face}
    return {name: made[name] for name in card.say if name in made}


def versions(content: Content) -> Iterator[CardVersion]:
    """List every version of every card: today's, and those recorded as printed."""
    found = statements(content)
    for today in todays(content):
        card, now = today.card, today.version
        yield today
        for printed in content.printed:
            if printed.card == card.id and printed.version != now:
                changed = tuple(
                    (said.english, found[said.id].text if said.id in found else None)
                    for said in printed.says
                    if said.id not in found or found[said.id].text.english != said.english
                )
                yield CardVersion(card, printed.version, changed)
