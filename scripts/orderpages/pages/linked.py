"""List what others can link to by an id: every page, question, term, contact and instrument, and each statement.

The page table says where an id leads; this says what it is called, what it holds, and which anchors a page has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..content.model import Content, Row, walk
from ..content.order import Statement
from ..records import Text
from .table import PageTable

EMBEDDED = ("guide", "provision", "question", "contacts")
"""Kinds that others can show in a frame on their own page."""

SHARED = ("guide", "provision", "contacts")
"""Kinds whose page leads to a page of ready links, snippets and citations."""

_ANCHOR = re.compile(r"\{:?[^}\n]*?#([A-Za-z0-9-]+)|\bid=\"([A-Za-z0-9-]+)\"")


@dataclass(frozen=True)
class Linked:
    """Hold one thing others link to."""

    id: str
    kind: str
    """The page's kind, or question, term, contact, instrument."""
    title: Text
    path: str
    """The page it stands on, below the locale's folder."""
    anchor: str
    subject: Any

    @property
    def address(self) -> str:
        """Its address below the locale's folder."""
        return self.path + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True)
class Said:
    """Hold one statement of a page: its anchor and its texts (a row of a comparison has several)."""

    anchor: str
    texts: tuple[Text, ...]


def linked(content: Content, pages: PageTable) -> tuple[Linked, ...]:
    """List everything that has a permanent id, pages first."""
    return tuple(_linked(content, pages))


def _linked(content: Content, pages: PageTable) -> Iterator[Linked]:
    for page in pages:
        if page.kind == "show":
            continue  # Its statement is linked to on its guide, and the sentence itself by its own address.
        subject = content.site if page.kind == "home" else page.subject
        yield Linked(page.id.rpartition("/")[2], page.kind, page.title, page.path, "", subject)
    named: tuple[tuple[str, tuple[tuple[str, Text, Any], ...]], ...] = (
        ("question", tuple((item.id, item.question, item) for item in content.questions)),
        ("term", tuple((item.id, item.term, item) for item in content.terms)),
        ("contact", tuple((item.id, item.name, item) for item in content.contacts)),
        ("instrument", tuple((item.id, item.title, item) for item in content.instruments)),
    )
    for kind, things in named:
        for name, title, subject in things:
            path, anchor = pages.targets[name]
            yield Linked(name, kind, title, path, anchor, subject)


def statements(thing: Linked) -> Iterator[Said]:
    """Yield the statements that stand on a page of their own thing, in document order."""
    if thing.anchor or thing.subject is None or thing.kind == "card":
        return
    for item in walk(thing.subject, (Statement, Row)):
        yield Said(item.id, item.cells if isinstance(item, Row) else (item.text,))


def anchors(content: Content, pages: PageTable, markdown: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Give every page's anchors by page id, as its skeleton has them."""
    found = {page: {one or other for one, other in _ANCHOR.findall(text)} for page, text in markdown.items()}
    if "glossary" in found:  # Its list is laid out anew for each locale, after the skeleton.
        found["glossary"] |= {term.id for term in content.terms}
    return {page: frozenset(names) for page, names in found.items()}
