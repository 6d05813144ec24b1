"""Render every page of the content to skeleton Markdown, each text a slot."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import templating
from ..content import prose
from ..content.model import Content
from ..content.texts import with_texts
from ..records import Text
from .outline import outline
from .shown import held_up, statements, todays
from .slots import Block, Mark, Message, SlotTable, Value
from .table import Page, PageTable


@dataclass(frozen=True)
class Skeleton:
    """Hold the skeleton before the engine: Markdown by page id, and the slots in it."""

    markdown: Mapping[str, str]
    words: Mapping[str, str]
    """Marks of the site's own words, for the theme's templates."""
    slots: SlotTable
    pages: PageTable
    shown: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    """Per page, the texts it shows, in order."""


def render(content: Content, words: Mapping[str, Text], pages: PageTable) -> Skeleton:
    """Render all pages once, for all locales."""
    slots = SlotTable()
    slotted = with_texts(content, slots.text)
    by_id = {
        thing.id: thing
        for kind in (slotted.guides, slotted.order.provisions, slotted.contacts, slotted.instruments, slotted.sources)
        for thing in kind
    }
    markdown = {page.id: _page(page, content, slotted, by_id, words, pages, slots) for page in pages}
    plain = {key: slots.text(text) for key, text in words.items() if "{" not in text.english}
    return Skeleton(markdown, plain, slots, pages, outline(markdown, slots, content))


def _page(
    page: Page, content: Content, slotted: Content, by_id: Mapping[str, Any], words: Mapping[str, Text], pages: PageTable, slots: SlotTable
) -> str:
    def word(name: str, **arguments: Any) -> Mark:
        values = tuple(sorted((key, value.slot if isinstance(value, Mark) else value) for key, value in arguments.items()))
        return slots.mark(Message(words[name.replace("_", "-")], values))

    def day(day: datetime.date) -> Mark:
        return slots.day(day)

    def fact(name: str) -> Mark:
        return slots.mark(Value("fact", (name,)))

    def value(name: str, *arguments: Any) -> Mark:
        return slots.mark(Value(name, arguments))

    def block(name: str, *arguments: Any) -> Mark:
        return slots.mark(Block(name, arguments))

    def href(target: str) -> str:
        return pages.href(target, page.depth)

    subject = by_id.get(page.id)
    return templating.render(
        f"pages/{page.kind}.md.jinja",
        page=page,
        title=slots.text(page.title),
        description=slots.text(page.description),
        subject=subject,
        body=_prose(page, slots) if page.kind == "prose" else "",
        content=slotted,
        by_id=by_id,
        word=word,
        day=day,
        fact=fact,
        value=value,
        block=block,
        href=href,
        text=slots.text,
        raw={thing.id: thing for kind in (content.order.provisions, content.instruments) for thing in kind},
        cited=cited(page.subject) if page.subject is not None else (),
        **(_cards(content) if page.kind == "print" else {}),
    )


def _cards(content: Content) -> dict[str, Any]:
    """Give the page of cards what they say: each statement by its name, and where it can be held up."""
    found = todays(content)
    return {"cards": found, "said": statements(content), "held_up": {one.short: held_up(one.card, content) for one in found}}


def _prose(page: Page, slots: SlotTable) -> str:
    texts = {text.english: text for text in page.subject.segments}
    return prose.replaced(page.subject.body, lambda words: slots.text(texts[words]))


def cited(subject: Any) -> tuple[str, ...]:
    """List the source codes a page rests on, in the order they first stand."""
    from ..content.model import walk

    found: dict[str, None] = {}
    for thing in walk(subject, (object,)):
        for code in getattr(thing, "sources", ()):
            found[code] = None
    return tuple(found)
