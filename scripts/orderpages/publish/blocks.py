"""Lay out what each locale needs anew: the glossary in its own order."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from .. import templating
from ..locales import SOURCE
from ..pages.slots import Value
from ..pages.table import Page
from ..records import Text
from ..templating import markup
from . import qr
from .cards import FORMATS

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


def own_words(filler: Filler, page: Page, words: dict[str, Text], text: Text) -> str:
    """Say a sentence in the reader's own words, under its English; nothing where that is the same."""
    made = filler.localize(text)
    if made.lang == SOURCE:
        return ""
    return f'<p class="show-own">{filler.text_html(text, page.depth, links=False)}</p>'


def prints(filler: Filler, page: Page, words: dict[str, Text], card: str) -> str:
    """List the papers of a card that this build prints."""
    made = [
        {"href": f"{card}-{name}.pdf", "word": markup(filler.text_html(words[f"print-{name}"], page.depth, links=False))}
        for name in FORMATS
        if filler.prints
    ]
    return templating.render("site/prints.html.jinja", prints=made)


def card_code(site_url: str, filler: Filler, page: Page, words: dict[str, Text], short: str) -> str:
    """Lay out what a card carries so that each copy can be checked for years: its id, and its own page's address as a code."""
    path = f"card/{short}/"
    return templating.render(
        "site/card-code.html.jinja",
        id=markup(filler.text_html(words["card-id"], page.depth, links=False, arguments={"id": Value("code", (short,))})),
        check=markup(filler.text_html(words["card-check"], page.depth, links=False)),
        href="../" * page.depth + path,
        address=f"{site_url}{filler.locale.tag}/{path}",
        qr=qr.data(f"{site_url}{filler.locale.tag}/{path}"),
    )


@cache
def collation_key(text: str) -> tuple[int, ...]:
    """Sort as the Unicode Collation Algorithm does (UTS 10, default table)."""
    return tuple(_collator().sort_key(text))


@cache
def _collator() -> Any:
    from pyuca import Collator

    return Collator()


LAYOUTS: dict[str, Callable[..., str]] = {"glossary": glossary, "own-words": own_words, "prints": prints}
"""Blocks by the name templates call them; those that say how far a translation is stand in ``translation``."""
