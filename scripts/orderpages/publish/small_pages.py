"""Write the small pages beside the large ones: permalinks, moved addresses, embeds, ready links.

They share one short style of their own and no part of the theme, so that each is a few thousand bytes; they are
not for search engines, which are sent to the page itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup

from .. import templating
from ..locales import Locale
from ..pages.linked import Linked, linked
from ..pages.table import Page
from ..records import Text
from ..templating import markup
from . import headers
from .link_previews import neutral

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler


@dataclass(frozen=True)
class SmallPages:
    """Hold what all small pages of a site need."""

    whole: Whole

    @cached_property
    def style(self) -> Markup:
        """Their style, inlined: the same on every small page, so one policy hash serves all."""
        return markup(self.whole.frame.small_style)

    @cached_property
    def things(self) -> Mapping[str, Linked]:
        """Everything with a permanent id."""
        return {thing.id: thing for thing in linked(self.whole.project.content, self.whole.frame.pages)}

    def page(self, thing: Linked) -> Page:
        """Give the page a thing stands on."""
        return next(page for page in self.whole.frame.pages if page.path == thing.path)

    @property
    def site_url(self) -> str:
        """The site's address."""
        return self.whole.frame.site_url

    @property
    def fillers(self) -> tuple[Filler, ...]:
        """One for each locale."""
        return self.whole.fillers

    def write(self, template: str, filler: Filler, title: str, canonical: str, *, kind: str, **values: Any) -> bytes:
        """Write one page in a filler's language."""
        page = templating.render(
            f"site/{template}.html.jinja",
            tag=filler.locale.tag,
            dir=filler.locale.dir,
            kind=kind,
            title=neutral(filler) or title,
            canonical=canonical,
            style=self.style,
            policy=headers.policy(kind, self.whole.frame.small_style),
            site_url=self.site_url,
            site_name=neutral(filler) or filler.text_plain(filler.content.site.name),
            **values,
        )
        return (page + "\n").encode()


def said(filler: Filler, text: Text, depth: int = 0, links: bool = False, **arguments: Any) -> Markup:
    """Write a text as HTML; without links, because a small page stands elsewhere than the page they are written for."""
    return markup(filler.text_html(text, depth, links=links, arguments=arguments))


def word(filler: Filler, words: Mapping[str, Text], name: str, **arguments: Any) -> Markup:
    """Write words of the site as HTML."""
    return said(filler, words[name], **arguments)


def language_list(fillers: tuple[Filler, ...], thing: Linked, up: str) -> list[dict[str, Any]]:
    """List a thing's title and address in every language; a title still in English is not said again."""
    return [
        {
            "tag": filler.locale.tag,
            "dir": filler.locale.dir,
            "name": filler.locale.name,
            "title": "" if filler.localize(thing.title).fallback else filler.text_plain(thing.title),
            "href": f"{up}{filler.locale.tag}/{thing.address}",
        }
        for filler in fillers
    ]


def in_query(words: str) -> str:
    """Write words for the query of a link (RFC 3986)."""
    return quote(words, safe="")


def snippet(site_url: str, locale: Locale, thing: Linked, title: str) -> str:
    """Write the frame that others paste into their page; its style makes it as wide as its column."""
    address = f"{site_url}{locale.tag}/embed/{thing.id}/"
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" lang="{locale.tag}" width="100%" height="{HEIGHT}" '
        f'style="width:100%;max-width:42rem;border:1px solid #8496a5" loading="lazy" referrerpolicy="no-referrer" sandbox="{SANDBOX}"></iframe>'
    )


HEIGHT = 480
"""Pixels high at first; longer text scrolls inside."""

SANDBOX = "allow-top-navigation-by-user-activation allow-popups"
"""All a frame of ours needs: its link may lead the reader's own click to our page."""
