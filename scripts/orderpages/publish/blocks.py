"""Lay out what each locale needs anew: the glossary in its own order."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from .. import templating
from ..pages.table import Page
from ..records import Text
from ..templating import markup

if TYPE_CHECKING:
    from .fill import Filler


def glossary(filler: Filler, page: Page, words: dict[str, Text]) -> str:
    """List the glossary in the order of the locale's own alphabet."""
    terms = sorted(filler.content.terms, key=lambda term: (collation_key(filler.text_plain(term.term)), term.id))
    entries = [
        {
            "id": term.id,
            "term": markup(filler.text_html(term.term, page.depth, links=False)),
            "meaning": markup(filler.text_html(term.meaning.text, page.depth)),
            "low": term.meaning.confidence == "low",
        }
        for term in terms
    ]
    return templating.render("site/glossary.html.jinja", terms=entries, reported=markup(filler.text_html(words["reported"], page.depth)))


@cache
def collation_key(text: str) -> tuple[int, ...]:
    """Sort as the Unicode Collation Algorithm does (UTS 10, default table)."""
    return tuple(_collator().sort_key(text))


@cache
def _collator() -> Any:
    from pyuca import Collator

    return Collator()
