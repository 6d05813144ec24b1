"""Describe each page in schema.org's words, as a JSON-LD data block whose texts are slots like any other.

A data block is never run, so a policy without scripts lets it stand.  Legal texts follow schema.org's
Legislation (after ELI): what we print is a summary, so its legal value is unofficial.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from ..content.model import Contact, Content
from ..content.order import Instrument
from ..pages.slots import SlotTable, Value
from ..pages.table import Page, PageTable
from ..records import Text
from .fill import dialled

SCHEMA = "https://schema.org/"

FORCE = {
    "in-force": "InForce",
    "amended": "InForce",
    "superseded": "NotInForce",
    "repealed": "NotInForce",
}
"""Instrument status to legislationLegalForce; passed and unconfirmed laws claim nothing."""


def blocks(content: Content, pages: PageTable, slots: SlotTable, site_url: str) -> dict[str, str]:
    """Give the JSON-LD of the pages that have one, by page id, with marks for texts."""
    made = _Structured(content, pages, slots, site_url)
    found = {page.id: made.page(page) for page in pages}
    return {page: _as_json({"@context": SCHEMA.rstrip("/"), **described}) for page, described in found.items() if described}


def _as_json(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


class _Structured:
    def __init__(self, content: Content, pages: PageTable, slots: SlotTable, site_url: str) -> None:
        self.content, self.pages, self.slots, self.site_url = content, pages, slots, site_url
        self.instruments = {law.id: law for law in content.instruments}
        self.facts = {fact.id: fact for fact in content.facts}

    def page(self, page: Page) -> dict[str, Any]:
        """Describe one page; nothing where schema.org has no word for it."""
        match page.kind:
            case "home":
                return {"@type": "WebSite", **self._named(page.title, page), "description": self._text(page.description)}
            case "guide":
                asked = self._question(page.subject.question, page.subject.answer.text)
                return {"@type": "FAQPage", **self._dated(page), "mainEntity": [asked]}
            case "questions":
                asked_all = [self._question(item.question, item.answer.text, item.id) for item in self.content.questions]
                return {"@type": "FAQPage", **self._dated(page), "mainEntity": asked_all}
            case "provision":
                return {"@type": "Legislation", **self._provision(page)}
            case "order":
                return {"@graph": [self._instrument(law) for law in self.content.instruments]}
            case "contacts":
                return {"@graph": [self._contact(contact) for contact in self.content.contacts]}
        return {}

    def _text(self, text: Text) -> str:
        return str(self.slots.text(text))

    def _address(self, target: str) -> str:
        path, anchor = self.pages.targets[target]
        return f"{self.site_url}{self.slots.mark(Value('tag'))}/{path}" + (f"#{anchor}" if anchor else "")

    def _named(self, title: Text, page: Page) -> dict[str, Any]:
        return {"name": self._text(title), "url": self._address(page.id), "inLanguage": str(self.slots.mark(Value("tag")))}

    def _dated(self, page: Page) -> dict[str, Any]:
        checked = {"lastReviewed": page.checked.isoformat()} if page.checked else {}
        return {**self._named(page.title, page), **checked}

    def _question(self, question: Text, answer: Text, target: str = "") -> dict[str, Any]:
        """Describe a question; on a list the answer is named by its place, for its words would weigh the page down twice."""
        said = {"url": f"#{target}"} if target else {"text": self._text(answer)}
        return {"@type": "Question", "name": self._text(question), "acceptedAnswer": {"@type": "Answer", **said}}

    def _provision(self, page: Page) -> dict[str, Any]:
        rule = page.subject
        standing = [self.instruments[one.id] for one in rule.instruments]
        in_force = any(one.status == "in-force" for one in rule.instruments)
        since = [one.since.isoformat() for one in rule.instruments if one.since and one.status == "in-force"]
        made: dict[str, Any] = {
            **self._named(page.title, page),
            "legislationIdentifier": f"{self.site_url}p/{rule.id}/",
            "abstract": self._text(rule.rule.text),
            "legislationLegalValue": f"{SCHEMA}UnofficialLegalValue",
            "legislationDateVersion": rule.checked.isoformat(),
        }
        if in_force:
            made["legislationLegalForce"] = f"{SCHEMA}InForce"
        if since:
            made["legislationDate"] = min(since)
        if standing:
            made["isPartOf"] = [{"@type": "Legislation", "legislationIdentifier": law.citation} for law in standing]
        return made

    def _instrument(self, law: Instrument) -> dict[str, Any]:
        made: dict[str, Any] = {
            "@type": "Legislation",
            "name": self._text(law.title),
            "@id": f"#{law.id}",
            "legislationIdentifier": law.citation,
            "legislationType": law.kind,
            "legislationJurisdiction": law.jurisdiction,
        }
        days = {"legislationDate": law.signed, "temporalCoverage": law.effective}
        made |= {name: day.isoformat() for name, day in days.items() if day}
        if law.status in FORCE:
            made["legislationLegalForce"] = SCHEMA + FORCE[law.status]
        return made

    def _contact(self, contact: Contact) -> dict[str, Any]:
        """Describe a contact; only a government may have a .gov address (the DOTGOV Act, 6 U.S.C. 665)."""
        government = (urlsplit(contact.url or "").hostname or "").endswith(".gov")
        made: dict[str, Any] = {
            "@type": "GovernmentService" if government else "Organization",
            "@id": f"#{contact.id}",
            "name": self._text(contact.name),
        }
        made |= {"url": contact.url} if contact.url else {}
        point = dict(self._point(contact))
        if government:
            return {**made, "availableChannel": {"@type": "ServiceChannel", "servicePhone": point}} if point else made
        return {**made, "contactPoint": point} if point else made

    def _point(self, contact: Contact) -> Iterator[tuple[str, Any]]:
        if contact.phone:
            yield "@type", "ContactPoint"
            yield "telephone", dialled(str(self.facts[contact.phone].value))
            if contact.languages:
                yield "availableLanguage", list(contact.languages)
