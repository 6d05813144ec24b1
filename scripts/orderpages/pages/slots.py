"""Name the places of a page that each locale fills: slots, and their marks in the skeleton.

A mark is a number between two private-use characters, so neither Markdown, nor the engine, nor a template can
mistake it for words.  The table keeps what each number stands for.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from ..records import Text

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([0-9]+){CLOSE}")


@dataclass(frozen=True)
class Message:
    """Hold a place for one text, with values for the ``{words}`` it quotes beside facts."""

    text: Text
    arguments: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Value:
    """Hold a place for something a locale knows: its tag, direction, a day written out."""

    name: str
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Block:
    """Hold a place laid out anew per locale by a template of ours: a sorted list, the language switcher."""

    name: str
    arguments: tuple[Any, ...] = ()


Slot = Message | Value | Block


class Mark(str):
    """Hold a slot's mark; prints as the mark, and remembers its slot."""

    slot: Slot

    def __new__(cls, mark: str, slot: Slot) -> Mark:
        made = super().__new__(cls, mark)
        made.slot = slot
        return made

    def __html__(self) -> str:
        return str(self)


@dataclass
class SlotTable:
    """Number the slots of a skeleton."""

    slots: list[Slot] = field(default_factory=list)
    _numbers: dict[Slot, int] = field(default_factory=dict)

    def mark(self, slot: Slot) -> Mark:
        """Give the mark of a slot; the same slot has the same mark everywhere."""
        number = self._numbers.get(slot)
        if number is None:
            number = self._numbers[slot] = len(self.slots)
            self.slots.append(slot)
        return Mark(f"{OPEN}{number}{CLOSE}", slot)

    def text(self, text: Text) -> Mark:
        """Give the mark of a text."""
        return self.mark(Message(text))

    def day(self, day: datetime.date) -> Mark:
        """Give the mark of a day written out."""
        return self.mark(Value("day", (day,)))


def parts(text: str) -> list[str | int]:
    """Cut a string into literals and slot numbers."""
    pieces: list[str | int] = []
    position = 0
    for match in MARK.finditer(text):
        if match.start() > position:
            pieces.append(text[position : match.start()])
        pieces.append(int(match.group(1)))
        position = match.end()
    if position < len(text):
        pieces.append(text[position:])
    return pieces
