"""Write the feed of changes, one a language: what changed on the site, what moved, what was withdrawn.

Entry ids are tag URIs (RFC 4151) of the site's host, the entry's own day and its permanent id: they stay when
words, titles or addresses change.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .. import templating
from ..content.redirects import Redirect
from ..locales import SOURCE
from ..records import Text

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler


@dataclass(frozen=True)
class Entry:
    """Hold one entry of a feed."""

    name: str
    day: datetime.date
    title: str
    lang: str
    address: str


def files(whole: Whole) -> dict[str, bytes]:
    """Make the feed of every language."""
    site_url = whole.frame.site_url
    host = urlsplit(site_url).hostname or "localhost"
    made: dict[str, bytes] = {}
    for filler in whole.fillers:
        tag = filler.locale.tag
        entries = sorted(
            [*_changes(whole, filler), *(_moved(whole, filler, redirect) for redirect in whole.project.redirects)],
            key=lambda entry: (-entry.day.toordinal(), entry.name),
        )
        made[f"{tag}/feed.xml"] = (
            templating.render(
                "site/feed.xml.jinja",
                tag=tag,
                host=host,
                title=filler.text_plain(filler.content.site.name),
                subtitle=filler.text_plain(whole.project.words["site-changes"]),
                address=f"{site_url}{tag}/feed.xml",
                changes=f"{site_url}{tag}/changes/",
                updated=max((entry.day for entry in entries), default=whole.as_of),
                entries=entries,
            )
            + "\n"
        ).encode()
    return made


def _changes(whole: Whole, filler: Filler) -> list[Entry]:
    home = f"{whole.frame.site_url}{filler.locale.tag}/changes/"
    return [Entry(one.id, one.date, *_title(filler, one.text), f"{home}#{one.id}") for one in filler.content.changes]


def _moved(whole: Whole, filler: Filler, redirect: Redirect) -> Entry:
    words = whole.project.words["feed-withdrawn" if redirect.withdrawn else "feed-moved"]
    name = "redirect:" + redirect.old.rstrip("/").replace("/", ":").replace("#", "")
    title, lang = _title(filler, words, page=redirect.old)
    top = "" if redirect.to in {f"{locale.tag}/" for locale in whole.project.locales} else f"{filler.locale.tag}/"
    return Entry(name, redirect.since, title, lang, f"{whole.frame.site_url}{top}{redirect.to}")


def _title(filler: Filler, text: Text, **arguments: str) -> tuple[str, str]:
    made = filler.localize(text)
    return filler.text_plain(text, arguments), SOURCE if made.fallback else filler.locale.tag
