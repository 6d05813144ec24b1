"""Write what others show on their own pages: a script-free frame for each right, question and the contacts.

A frame asks nothing of any other host, says the day it was checked and the day it must be checked again, and
links to the page.  Beside it stands the static oEmbed answer that lets a pasted link become the frame.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..content.model import Contact, Guide
from ..content.order import Provision, Statement
from ..pages.linked import EMBEDDED, Linked
from ..records import Day, Text
from ..templating import markup
from .link_previews import neutral
from .small_pages import HEIGHT, SmallPages, said, snippet, word
from .translation import drafted

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler

WIDTH = 672
"""Pixels wide an oEmbed reader is told, our column's width."""

CACHE_SECONDS = 86_400
"""How long an oEmbed reader may keep the answer: one day."""


def files(whole: Whole) -> dict[str, bytes]:
    """Make every frame and its oEmbed answer, in every language."""
    small = SmallPages(whole)
    made: dict[str, bytes] = {}
    for filler in small.fillers:
        tag = filler.locale.tag
        for thing in small.things.values():
            if thing.kind in EMBEDDED:
                made[f"{tag}/embed/{thing.id}/index.html"] = _frame(small, filler, thing)
                made[f"{tag}/oembed/{thing.id}.json"] = _oembed(small, filler, thing)
    return made


def _frame(small: SmallPages, filler: Filler, thing: Linked) -> bytes:
    words = small.whole.project.words
    checked, again = days(small.things, thing)
    overdue = again is not None and small.whole.as_of > again
    return small.write(
        "embed",
        filler,
        filler.text_plain(thing.title),
        f"{small.site_url}{filler.locale.tag}/{thing.address}",
        kind="embed",
        heading=said(filler, thing.title),
        parts=list(_parts(filler, thing, words)),
        contacts=[_contact(filler, contact) for contact in filler.content.contacts] if thing.kind == "contacts" else [],
        notice=word(filler, words, "embed-overdue") if overdue else "",
        checked=word(filler, words, "last-checked", day=filler.locale.day(checked)) if checked else "",
        again=word(filler, words, "embed-after", day=filler.locale.day(again)) if again else "",
        draft=word(filler, words, "translation-draft") if drafted(small.whole.frame.skeleton.shown, filler, small.page(thing)) else "",
        advice=said(filler, filler.content.site.disclaimer),
        href=f"../../{thing.address}",
        label=word(filler, words, "embed-open"),
        site=said(filler, filler.content.site.name),
    )


def _parts(filler: Filler, thing: Linked, words: dict[str, Text]) -> Iterator[dict[str, Any]]:
    """Yield what a frame says: the answer, then its lists, each under its heading."""
    subject = thing.subject
    answer: Statement | None
    lists: tuple[tuple[str, tuple[Statement, ...]], ...]
    if isinstance(subject, Guide):
        lists = (("do", subject.do), ("do-not", subject.do_not), ("say", subject.say))
        answer = subject.answer
    elif isinstance(subject, Provision):
        lists = (("exceptions", subject.exceptions), ("does-not", subject.does_not))
        answer = subject.rule
    else:
        answer, lists = getattr(subject, "answer", None), ()
    if answer:
        yield {"title": "", "items": [said(filler, answer.text)]}
    for title, items in lists:
        if items:
            yield {"title": word(filler, words, title), "items": [said(filler, item.text) for item in items]}


def _contact(filler: Filler, contact: Contact) -> dict[str, Any]:
    fact = filler.facts[contact.phone] if contact.phone else None
    return {
        "name": said(filler, contact.name),
        "phone": markup(filler.phone_html(fact)) if fact else "",
        "href": f"../../contacts/#{contact.id}",
    }


def days(things: Any, thing: Linked) -> tuple[Day | None, Day | None]:
    """Give the day a thing was checked and the day to check again; a question is as old as the page that answers it."""
    if thing.kind == "contacts":
        contacts = [other.subject for other in things.values() if other.kind == "contact"]
        return min((one.checked for one in contacts), default=None), min((one.check_again for one in contacts), default=None)
    subject = things[thing.subject.page].subject if thing.kind == "question" else thing.subject
    return getattr(subject, "checked", None), getattr(subject, "check_again", None)


def _oembed(small: SmallPages, filler: Filler, thing: Linked) -> bytes:
    """Answer as oEmbed 1.0 does (oembed.com), from a plain file."""
    title = filler.text_plain(thing.title)
    made = {
        "version": "1.0",
        "type": "rich",
        "title": neutral(filler) or title,
        "provider_name": filler.text_plain(filler.content.site.name),
        "provider_url": small.site_url,
        "html": snippet(small.site_url, filler.locale, thing, title),
        "width": WIDTH,
        "height": HEIGHT,
        "cache_age": CACHE_SECONDS,
    }
    return (json.dumps(made, ensure_ascii=False, sort_keys=True) + "\n").encode()
