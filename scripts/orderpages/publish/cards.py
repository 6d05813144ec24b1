"""Print cards, flyers, booklets and the poster from the same messages as the pages."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ..content.model import Card, Content, Guide
from ..content.order import Statement
from ..findings import Finding, Findings
from ..locales import SOURCE, Locale
from ..pages.shown import says, statements, version
from ..project import Project, write
from ..records import Text
from . import qr
from .fill import Filler
from .fonts import FAMILIES
from .printer import TALL, families

if TYPE_CHECKING:
    from .build import Whole

FORMATS = {"wallet": "wallet", "sheet": "sheet", "flyer-letter": "flyer", "flyer-a4": "flyer", "booklet": "booklet"}
"""Each print's name, and the template that lays it out."""


def files(whole: Whole) -> dict[str, bytes]:
    """Make every print of every locale."""
    if whole.printer is None or not whole.project.content.cards:
        return {}
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for filling in whole.fillers:
        if not filling.prints:
            continue
        whole.printer.say(f"printing {filling.locale.tag}")
        for card in whole.project.content.cards:
            data = _card(card, filling, whole)
            for name, template in FORMATS.items():
                path = f"{filling.locale.tag}/print/{card.id}-{name}.pdf"
                data["paper"] = "a4" if name.endswith("a4") else "us-letter"
                made |= whole.printer.pdf(path, template, data, findings)
    made |= whole.printer.pdf("print/poster.pdf", "poster", _poster(whole), findings)
    if findings:
        raise Findings(findings)
    return made


def _card(card: Card, filling: Filler, whole: Whole) -> dict[str, Any]:
    content, locale, words = whole.project.content, filling.locale, whole.project.words
    found = statements(content)
    guide = next((guide for guide in content.guides if guide.id == card.page), None)
    short = f"{card.id}-{version(card, content)}"
    address = f"{whole.frame.site_url}{locale.tag}/card/{short}/"

    def own(text: Text) -> str:
        return filling.text_plain(text)

    def english(text: Text) -> str:
        return filling.english_plain(text)

    def word(name: str) -> str:
        return own(words[name])

    return {
        "id": short,
        "title": f"{own(card.title)} – {own(content.site.name)}",
        "date": _newest(content, card).isoformat(),
        "address": address.split("://", 1)[-1],
        "qr": qr.svg(address),
        "qr_alt": f"{word('card-check')} {address}",
        "latin": [FAMILIES["Latn"]],
        "en": {"title": english(card.title), "say": [english(found[name].text) for name in card.say]},
        "own": {
            "lang": locale.tag.split("-")[0],
            "rtl": locale.dir == "rtl",
            "tall": locale.script in TALL,
            "fonts": families(locale),
            "title": own(card.title),
            "site": own(content.site.name),
            "page": own(guide.question) if guide else own(card.title),
            "disclaimer": own(content.site.disclaimer),
            "answer": own(guide.answer.text) if guide else "",
            "do": [own(found[name].text) for name in card.do],
            "say": [{"own": own(found[name].text), "en": english(found[name].text) if locale.tag != SOURCE else ""} for name in card.say],
            "do_not": _texts(own, guide.do_not if guide else ()),
            "staff": _texts(own, _rules(guide, content)),
            "limits": _texts(own, guide.limits if guide else ()),
            "call": _call(guide, content, filling),
            "words": {
                "do": word("do"),
                "do_not": word("do-not"),
                "say": word("say"),
                "staff": word("staff-must-not"),
                "limits": word("limits"),
                "call": word("call"),
            },
        },
    }


def record(project: Project, day: datetime.date) -> Iterator[str]:
    """Add today's version of every card to ``docs/printed.yml``; yield a line for each."""
    path = project.docs / "printed.yml"
    text = (
        path.read_text(encoding="utf-8")
        if path.is_file()
        else "# Versions of the cards that were printed; `orderpages cards` adds to it. Never delete a line.\n"
    )
    known = {(printed.card, printed.version) for printed in project.content.printed}
    for card in project.content.cards:
        now = version(card, project.content)
        if (card.id, now) in known:
            yield f"{card.id}-{now}: already recorded."
            continue
        lines = [f"- card: {card.id}", f'  version: "{now}"', f"  date: {day.isoformat()}", "  says:"]
        lines += [
            f"    - {{id: {name}, english: {json.dumps(english, ensure_ascii=False)}}}" for name, english in says(card, project.content)
        ]
        text += "\n".join(lines) + "\n"
        yield f"{card.id}-{now}: recorded as printed on {day.isoformat()}."
    write(path, text)


MOST = 5
"""Statements a panel of the booklet holds: more cannot be read at the size that remains."""


def _texts(own: Callable[[Text], str], found: tuple[Statement, ...]) -> list[str]:
    return [own(statement.text) for statement in found[:MOST]]


def _rules(guide: Guide | None, content: Content) -> tuple[Statement, ...]:
    """Give the county's side: the rules the guide names, or the site's promises."""
    rules = {provision.id: provision.rule for provision in content.order.provisions}
    named = tuple(rules[name] for name in guide.staff_must_not) if guide else ()
    return named or content.site.promises


def _call(guide: Guide | None, content: Content, filling: Filler) -> list[tuple[str, str]]:
    contacts = {contact.id: contact for contact in content.contacts}
    chosen = [contacts[name] for name in guide.call if contacts[name].phone] if guide else []
    return [(filling.text_plain(contact.name), str(filling.facts[contact.phone or ""].value)) for contact in chosen[:4]]


def _newest(content: Content, card: Card) -> datetime.date:
    """Give the day the card's page was last checked: the date a card bears."""
    days = {guide.id: guide.checked for guide in content.guides} | {rule.id: rule.checked for rule in content.order.provisions}
    return days[card.page]


def _poster(whole: Whole) -> dict[str, Any]:
    words, english = whole.project.words, whole.fillers[0]

    def one(filling: Filler) -> dict[str, Any]:
        locale: Locale = filling.locale
        return {
            "name": locale.name,
            "words": filling.text_plain(words["print-poster-words"]),
            "lang": locale.tag.split("-")[0],
            "rtl": locale.dir == "rtl",
            "fonts": families(locale),
            "qr": qr.svg(f"{whole.frame.site_url}{locale.tag}/"),
        }

    heading = english.text_plain(words["print-poster-words"])
    site = english.text_plain(whole.project.content.site.name)
    return {
        "title": f"{heading} – {site}",
        "heading": heading,
        "site": site,
        "latin": [FAMILIES["Latn"]],
        "languages": [one(filling) for filling in whole.fillers if filling.prints],
    }
