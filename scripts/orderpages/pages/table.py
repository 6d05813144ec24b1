"""List the pages: the page table is the only list of pages there is.

Switcher, alternates, sitemap, links and verification all read it.  Paths and anchors come from ids and are the
same in every locale, so a translated heading can never break a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..content.model import Content
from ..records import Day, Text
from .shown import shows, versions


@dataclass(frozen=True)
class Page:
    """Hold one page, of which every locale has its own."""

    id: str
    path: str
    """Below the locale's folder, ending in ``/``; empty for the home page."""
    kind: str
    """The page template's name."""
    title: Text
    description: Text
    subject: Any = None
    """What the page is about: its guide, provision or page of prose."""
    checked: Day | None = None
    check_again: Day | None = None

    @property
    def depth(self) -> int:
        """Count the folders between the locale's home and the page."""
        return self.path.count("/")


@dataclass(frozen=True)
class PageTable:
    """Hold all pages, and where every linkable id leads."""

    pages: tuple[Page, ...]
    targets: Mapping[str, tuple[str, str]]
    """Id to (path, anchor)."""

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)

    def __getitem__(self, page_id: str) -> Page:
        return next(page for page in self.pages if page.id == page_id)

    def href(self, target: str, depth: int) -> str:
        """Give the relative address of an id from a page ``depth`` folders below its locale's home."""
        path, anchor = self.targets[target]
        return ("../" * depth + path or "./") + (f"#{anchor}" if anchor else "")


def table(content: Content, words: Mapping[str, Text]) -> PageTable:
    """Make the page table of a content."""
    pages = tuple(_pages(content, words))
    targets: dict[str, tuple[str, str]] = {page.id: (page.path, "") for page in pages}
    for things, path in (
        (content.questions, "questions/"),
        (content.terms, "glossary/"),
        (content.contacts, "contacts/"),
        (content.instruments, "order/"),
        (content.sources, "sources/"),
    ):
        targets |= {thing.id: (path, thing.id) for thing in things}
    return PageTable(pages, targets)


def _pages(content: Content, words: Mapping[str, Text]) -> Iterator[Page]:
    # A page that gathers from many is as old as the oldest of them.
    all_days = _days((*content.guides, *content.order.provisions, *content.instruments, *content.contacts))
    yield Page("home", "", "home", content.site.name, content.site.description, None, *all_days)
    yield Page("guides", "guides/", "guides", words["guides"], words["guides-intro"], None, *_days(content.guides))
    for guide in content.guides:
        yield Page(guide.id, f"guides/{guide.id}/", "guide", guide.question, guide.summary, guide, guide.checked, guide.check_again)
    yield Page("order", "order/", "order", words["order"], words["order-intro"], None, *_days(content.instruments))
    for provision in content.order.provisions:
        yield Page(
            provision.id,
            f"order/{provision.id}/",
            "provision",
            provision.title,
            provision.summary,
            provision,
            provision.checked,
            provision.check_again,
        )
    yield Page("questions", "questions/", "questions", words["questions"], words["questions-intro"], None, *all_days)
    yield Page("contacts", "contacts/", "contacts", words["contacts"], words["contacts-intro"], None, *_days(content.contacts))
    yield Page("glossary", "glossary/", "glossary", words["glossary"], words["glossary-intro"], None, *all_days)
    yield Page("sources", "sources/", "sources", words["sources"], words["sources-intro"], None, *all_days)
    yield Page("changes", "changes/", "changes", words["changes"], words["changes-intro"], None, *all_days)
    yield Page("topics", "topics/", "topics", words["topics"], words["topics-intro"], None, *all_days)
    yield Page("search", "search/", "search", words["search"], words["search-intro"], None, *all_days)
    for show in shows(content):
        yield Page(show.id, f"{show.id}/", "show", show.text, words["show-hint"], show)
    if content.cards:
        yield Page("print", "print/", "print", words["print-this"], words["print-intro"], None, *all_days)
    days = {thing.id: (thing.checked, thing.check_again) for kind in (content.guides, content.order.provisions) for thing in kind}
    for card in versions(content):
        yield Page(
            f"card/{card.short}", f"card/{card.short}/", "card", words["card-check"], words["print-intro"], card, *days[card.card.page]
        )
    yield Page("translation", "translation/", "translation", words["translation-page"], words["translation-page-intro"])
    yield Page(
        "offline",
        "offline/",
        "offline",
        words["offline"],
        words["offline-intro"],
        None,
        *_days((*content.guides, *content.order.provisions)),
    )
    if content.verified is not None:
        yield Page("privacy-check", "privacy-check/", "privacy-check", words["privacy-check"], words["privacy-check-intro"])
    for prose in content.prose:
        yield Page(prose.id, f"{prose.id}/", "prose", prose.title, prose.description, prose, *all_days)


def _days(things: tuple[Any, ...]) -> tuple[Day | None, Day | None]:
    """Give the earliest day checked and the earliest day to check again: the page is as old as its oldest part."""
    return (min((thing.checked for thing in things), default=None), min((thing.check_again for thing in things), default=None))
