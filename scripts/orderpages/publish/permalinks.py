"""Write the addresses that name a thing and no language: ``/p/<id>/``, and what a page said on an archived day.

A permalink offers every language by the reader's own click.  Statements are anchors on the permalink of their
page, not pages of their own: one file a page, against one for each of a thousand statements.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from ..pages.linked import EMBEDDED, Linked, statements
from ..templating import markup
from . import archive, link_previews
from .small_pages import SmallPages, language_list, said, word

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler


LISTED = {"site": "home", "instruments": "order", "timeline": "changes"}
"""Files of statements that are not named like the page they are shown on."""


def files(whole: Whole) -> dict[str, bytes]:
    """Make every permalink and every archived page."""
    small = SmallPages(whole)
    days = archive.pages(archive.load(whole.project.docs))
    made: dict[str, bytes] = {}
    for thing in small.things.values():
        made[f"p/{thing.id}/index.html"] = permalink(small, thing, [day for day, pages in days.items() if thing.id in pages])
    for day, pages in days.items():
        for page, spoken in pages.items():
            made[f"p/{page}/on/{day}/index.html"] = _archived(small, page, day, spoken)
    return made


def permalink(small: SmallPages, thing: Linked, days: list[str], up: str = "../../", notice: str = "") -> bytes:
    """Write the permalink of a thing: its title in every language, and each statement's anchor."""
    english, words = small.fillers[0], small.whole.project.words
    moved = [redirect for redirect in small.whole.project.redirects if redirect.anchor and redirect.path == thing.path and not thing.anchor]
    title = english.text_plain(thing.title)
    return small.write(
        "permalink",
        english,
        title,
        f"{small.site_url}en/{thing.address}",
        kind="moved" if notice else "permalink",
        heading=title,
        notice=notice,
        languages=language_list(small.fillers, thing, up),
        intro=word(english, words, "permalink-intro"),
        statements_title=word(english, words, "permalink-statements"),
        statements=[
            {
                "id": one.anchor,
                "words": [said(english, text) for text in one.texts],
                "languages": [
                    {"tag": filler.locale.tag, "name": filler.locale.name, "href": f"{up}{filler.locale.tag}/{thing.path}#{one.anchor}"}
                    for filler in small.fillers
                ],
            }
            for one in statements(thing)
        ],
        moved=[{"id": redirect.anchor, "href": f"{up}en/{redirect.to}"} for redirect in moved],
        moved_words=word(english, words, "statement-moved"),
        days_title=word(english, words, "permalink-days"),
        days=[{"day": _day(english, day), "href": f"{up}p/{thing.id}/on/{day}/"} for day in days],
        preview=markup(link_previews.tags(small.whole.frame, english, small.page(thing))),
        oembed=f"{small.site_url}en/oembed/{thing.id}.json" if thing.kind in EMBEDDED else "",
    )


def _archived(small: SmallPages, page: str, day: str, spoken: dict[str, str]) -> bytes:
    english, words = small.fillers[0], small.whole.project.words
    thing = small.things.get(LISTED.get(page, page))
    name = english.text_plain(thing.title) if thing else page
    heading = english.text_plain(words["archived-title"], {"page": name, "day": _day(english, day)})
    entries: list[dict[str, Any]] = [
        {"id": archive.anchor(name), "words": said_then, "hash": archive.sha256(said_then)} for name, said_then in spoken.items()
    ]
    return small.write(
        "archived",
        english,
        heading,
        f"{small.site_url}p/{page}/on/{day}/",
        kind="archived",
        heading=heading,
        note=word(english, words, "archived-note"),
        now=word(english, words, "archived-now"),
        now_href=f"../../../{thing.id}/" if thing else "../../../../",
        entries=entries,
    )


def _day(filler: Filler, day: str) -> str:
    return filler.locale.day(datetime.date.fromisoformat(day))
