"""Lay out every guide, rule, question, word, contact and keyword as plain links in the language's own order.

The finding aid that needs no script.  Parts go by the first letter where a script has an alphabet; Chinese and
Japanese, whose readers do not look up by letter, get one part for each kind of page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from .. import templating
from ..locales import SOURCE
from ..pages.table import Page
from ..records import Text
from ..search.tables import SHARED
from ..templating import markup
from .blocks import collation_key
from .search import keywords

if TYPE_CHECKING:
    from .fill import Filler

NO_ALPHABET = frozenset(["Hans", "Hant", "Jpan"])
"""Scripts (ISO 15924) whose words are not looked up by a first letter."""

_JAMO = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_NUMBERS = "0–9"


@dataclass(frozen=True)
class Link:
    """Hold one line: its words, where it leads, and for a keyword the page's title."""

    kind: str
    plain: str
    words: str
    href: str
    page: str = ""


def block(filler: Filler, page: Page, words: Mapping[str, Text]) -> str:
    """Lay out the whole list."""
    links = sorted(dict.fromkeys(_links(filler, page)), key=lambda link: (collation_key(_sorted_by(link.plain)), link.plain, link.href))
    parts: dict[str, list[Link]] = {}
    if filler.locale.script in NO_ALPHABET:
        for kind in ("guides", "order", "questions", "glossary", "contacts"):
            parts[filler.text_html(words[kind], page.depth, links=False)] = [link for link in links if link.kind == kind]
    else:
        for link in links:
            parts.setdefault(_head(letter(link.plain), filler.locale.dir), []).append(link)
    return templating.render(
        "site/topics.html.jinja",
        name=filler.text_plain(page.title),
        parts=[{"head": markup(head), "lines": list(_lines(of))} for head, of in parts.items() if of],
    )


def _lines(links: list[Link]) -> Iterator[dict[str, Any]]:
    """Give each title as a link, and each keyword once with the links of its pages: one element fewer for each of hundreds."""
    for (words, keyword), same in groupby(links, key=lambda link: (link.words, bool(link.page))):
        if keyword:
            yield {"words": markup(words), "pages": [{"href": link.href, "words": markup(link.page)} for link in same]}
        else:
            yield from ({"words": "", "pages": [{"href": link.href, "words": markup(words)}]} for link in same)


def _head(letter: str, direction: str) -> str:
    return f'<bdi dir="ltr">{letter}</bdi>' if letter == _NUMBERS and direction == "rtl" else escape(letter)


def letter(text: str) -> str:
    """Give the heading a text stands under: its first letter without marks, an Ethiopic row, a Korean consonant."""
    first = next((one for one in text if one.isalnum()), "")
    if not first or unicodedata.category(first)[0] == "N":
        return _NUMBERS
    base = unicodedata.normalize("NFKD", first)[0]
    if "\u1100" <= base <= "\u1112":
        return _JAMO[ord(base) - 0x1100]
    start, end = SHARED["rows"]
    return chr(ord(base) // 8 * 8) if start <= ord(base) <= end else base.upper()


def _sorted_by(text: str) -> str:
    """Give what a text is sorted by: from its first letter on, numbers before letters, quote marks left out."""
    at = next((at for at, one in enumerate(text) if one.isalnum()), 0)
    return text[at:]


def _links(filler: Filler, page: Page) -> Iterator[Link]:
    content = filler.content
    kinds: tuple[tuple[str, list[tuple[str, Text, Text | None]]], ...] = (
        ("guides", [(guide.id, guide.question, guide.keywords) for guide in content.guides]),
        ("order", [(rule.id, rule.title, rule.keywords) for rule in content.order.provisions]),
        ("questions", [(question.id, question.question, None) for question in content.questions]),
        ("glossary", [(term.id, term.term, None) for term in content.terms]),
        ("contacts", [(contact.id, contact.name, None) for contact in content.contacts]),
    )
    for kind, things in kinds:
        for target, title, held in things:
            href, words = filler.pages.href(target, page.depth), filler.text_html(title, page.depth, links=False)
            yield Link(kind, filler.text_plain(title), words, href)
            if held is None:
                continue
            english = filler.localize(held).fallback
            for keyword in keywords(filler, held):
                said = f'<span class="en" lang="{SOURCE}" dir="ltr">{escape(keyword)}</span>' if english else escape(keyword)
                yield Link(kind, keyword, said, href, words)
