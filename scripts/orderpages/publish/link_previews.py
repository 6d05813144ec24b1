"""Draw what a chat shows of a link: one image a page and language, made with the fonts of the prints and no browser.

Without those fonts there is no image, and no page names one.  An address stays the same when the words change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .. import templating
from ..findings import Finding, Findings
from ..locales import SOURCE
from ..pages.table import Page, PageTable
from .fonts import FAMILIES
from .printer import TALL, families
from .translation import drafted

if TYPE_CHECKING:
    from .build import Frame, Whole
    from .fill import Filler

WIDTH, HEIGHT = 1200, 630
"""Pixels: what chats lay a large preview out for (Open Graph readers ask for 1.91 to 1)."""


@dataclass(frozen=True)
class Preview:
    """Hold what a link to one page shows of it."""

    title: str
    lang: str
    notice: str
    """That the translation is a draft, where it is one."""
    image: str
    """The image's address below the site's top; empty where this build draws none."""


def neutral(filler: Filler) -> str:
    """Give the name a publisher wants said instead of every title; empty where titles are said."""
    name = filler.content.site.neutral_name
    return filler.text_plain(name) if name else ""


def preview(frame: Frame, filler: Filler, page: Page) -> Preview:
    """Say what a link to a page shows; a publisher's neutral name stands for every title."""
    site = filler.content.site
    title = site.neutral_name or page.title
    draft = not site.neutral_name and drafted(frame.skeleton.shown, filler, page)
    return Preview(
        filler.text_plain(title),
        SOURCE if filler.localize(title).fallback else filler.locale.tag,
        filler.text_plain(frame.project.words["translation-draft"]) if draft else "",
        f"{filler.locale.tag}/{image_path(owner(frame.pages, page))}" if filler.prints else "",
    )


def owner(pages: PageTable, page: Page) -> Page:
    """Give the page whose image a page shows: a sentence to hold up has its guide's, a printed card that of all prints."""
    if page.kind == "show":
        return pages[page.subject.guide]
    return pages["print"] if page.kind == "card" else page


def image_path(page: Page) -> str:
    """Give an image's address below the language's folder."""
    return f"preview/{page.id}.png"


def drawn(pages: PageTable) -> Iterator[Page]:
    """List the pages with an image of their own."""
    return (page for page in pages if owner(pages, page) is page)


def tags(frame: Frame, filler: Filler, page: Page) -> str:
    """Name a page's image to those who read its Open Graph; nothing where there is none."""
    shown = preview(frame, filler, page)
    if not shown.image:
        return ""
    return templating.render(
        "site/preview_image.html.jinja",
        address=frame.site_url + shown.image,
        width=WIDTH,
        height=HEIGHT,
        said=" – ".join(filter(None, (shown.title, shown.notice))),
        lang=shown.lang if shown.lang != filler.locale.tag else "",
    )


def files(whole: Whole) -> dict[str, bytes]:
    """Draw the image of every page in every language that has a font."""
    if whole.printer is None:
        return {}
    made: dict[str, bytes] = {}
    findings: list[Finding] = []
    for filler in whole.fillers:
        if not filler.prints:
            continue
        whole.printer.say(f"drawing the preview images of {filler.locale.tag}")
        for page in drawn(whole.frame.pages):
            shown = preview(whole.frame, filler, page)
            made |= whole.printer.image(shown.image, "preview", _said(filler, page, shown), findings)
    if findings:
        raise Findings(findings)
    return made


def _said(filler: Filler, page: Page, shown: Preview) -> dict[str, Any]:
    """Give what an image says: the title, whose it is, and under the site's own name what the site is about."""
    site, locale = filler.content.site, filler.locale
    home = page.kind == "home"
    fallback = shown.lang != locale.tag
    return {
        "id": page.id,
        "title": shown.title,
        "latin": [FAMILIES["Latn"]],
        "own": {
            "lang": locale.tag.split("-")[0],
            "rtl": locale.dir == "rtl",
            "tall": locale.script in TALL,
            "fonts": families(locale),
            "in_english": fallback,
            "title": shown.title,
            "about": filler.text_plain(site.description) if home and not site.neutral_name else "",
            "site": "" if site.neutral_name else filler.text_plain(site.place if home else site.name),
            "notice": shown.notice,
        },
    }
