"""List what each page shows, in the order a reader meets it: how reviewers work, and how a page is signed off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..content.model import Content
from ..content.texts import texts
from ..records import Text
from .slots import Block, Message, Slot, SlotTable, parts


def outline(markdown: Mapping[str, str], slots: SlotTable, content: Content) -> dict[str, tuple[Text, ...]]:
    """Give the texts of each page, each once."""
    return {page: tuple(dict.fromkeys(_shown(text, slots, content))) for page, text in markdown.items()}


def _shown(markdown: str, slots: SlotTable, content: Content) -> Iterator[Text]:
    for part in parts(markdown):
        if isinstance(part, int):
            yield from _of(slots.slots[part], content)


def _of(slot: Slot, content: Content) -> Iterator[Text]:
    if isinstance(slot, Block) and slot.name == "glossary":
        yield from texts(content.terms)
    elif isinstance(slot, Block):
        yield from (argument for argument in slot.arguments if isinstance(argument, Text))
    elif isinstance(slot, Message):
        yield slot.text
        for _, value in slot.arguments:
            if isinstance(value, Message):
                yield from _of(value, content)
