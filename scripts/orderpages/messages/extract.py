"""Turn content and words into messages: what a translator is asked to translate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..content.model import Content
from ..content.texts import texts
from ..records import Text

DOMAINS = ("site", "content")
"""``site``: words of the site itself, the same for every publisher; ``content``: this publisher's."""


@dataclass(frozen=True)
class Template:
    """Hold one message to be translated."""

    context: str
    msgid: str
    file: str
    note: str
    """For the translator: which page, which part of it."""

    @property
    def key(self) -> tuple[str, str]:
        """Name it: the context and the English."""
        return self.context, self.msgid


def templates(content: Content, words: Mapping[str, Text]) -> dict[str, tuple[Template, ...]]:
    """List every message of each domain, in page order; the same context and English is one message."""
    return {"site": _unique(words.values(), {}), "content": _unique(_in_page_order(content), _pages(content))}


def _in_page_order(content: Content) -> Iterator[Text]:
    yield from texts((content.site, content.groups, content.guides, content.order, content.instruments, content.questions))
    yield from texts((content.contacts, content.terms, content.timeline, content.changes, content.prose, content.cards))


def _pages(content: Content) -> dict[str, str]:
    named = {guide.id: f"Guide: {guide.question.english}" for guide in content.guides}
    named |= {provision.id: f"Rule: {provision.title.english}" for provision in content.order.provisions}
    named |= {page.id: f"Page: {page.title.english}" for page in content.prose}
    shared = {
        "site": "Home page",
        "groups": "Group names",
        "questions": "Page: Questions",
        "contacts": "Page: Who to call",
        "glossary": "Page: Hard words",
        "instruments": "Page: What the rules say",
        "timeline": "Page: What changed",
        "changes": "Page: What changed",
        "cards": "Cards to print",
    }
    return named | shared


def _unique(found: Iterable[Text], pages: Mapping[str, str]) -> tuple[Template, ...]:
    made: dict[tuple[str, str], Template] = {}
    for text in found:
        page = pages.get(text.context.split("/")[0], "")
        note = " · ".join(part for part in (page, text.section.replace("_", " ")) if part)
        made.setdefault((text.context, text.english), Template(text.context, text.english, text.place.file, note))
    return tuple(made.values())


def babel_extractor(
    fileobj: Any, keywords: Any, comment_tags: Any, options: Mapping[str, str]
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Extract for stock ``pybabel extract``: every message of the domain, when it meets the file that stands for it.

    Maps ``docs/site.yml`` to the domain ``content`` and ``words.yml`` to ``site``; see pyproject.toml.  The
    messages of all files come in one go, because page order is not file order.
    """
    from pathlib import Path

    from .. import words
    from ..content.load import load

    path = Path(fileobj.name)
    made = _unique(words.load().values(), {}) if path.name == "words.yml" else templates(load(path.parent)[0], {})["content"]
    for template in made:
        yield 1, "pgettext", (template.context, template.msgid), [template.note] if template.note else []
