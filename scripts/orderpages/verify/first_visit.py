"""Hold every rights page to a first visit a weak signal can bear: what its HTML makes a browser fetch, and how much that is.

A first visit is the page and all it fetches by itself, as bytes with gzip 9; data inside the page is no request.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ..findings import Finding, Place
from .budgets import packed
from .pages import RIGHTS_PAGES, Page

MOST_BYTES, MOST_REQUESTS, MOST_MEDIAN = 20_000, 3, 10_000
"""What a first visit may cost, and the median of a language's rights pages alone (issue 4, section 1)."""

HEAVY = {
    "font": re.compile(r"\.(woff2?|ttf|otf|eot)$"),
    "script": re.compile(r"\.m?js$"),
    "search index": re.compile(r"search.*\.json$|search/index-"),
    "sitemap": re.compile(r"sitemap.*\.xml"),
    "style of the theme": re.compile(r"assets/stylesheets/"),
}
"""What no rights page fetches, by its name in an address."""

FETCHED = {"stylesheet", "icon", "apple-touch-icon", "preload", "modulepreload", "prefetch", "prerender", "manifest"}
"""Relations of a link that a browser follows by itself."""

_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass(frozen=True)
class Visit:
    """Hold what a first visit to a page fetches."""

    page: Page
    bytes: int
    alone: int
    """Bytes of the page alone."""
    fetched: tuple[str, ...]
    """Addresses beside the page, as written."""

    @property
    def requests(self) -> int:
        """Count the page and what it fetches."""
        return 1 + len(self.fetched)


def visits(site: Path, listed: Iterable[Page]) -> Iterator[Visit]:
    """Follow what each rights page makes a browser fetch."""
    weight: dict[str, int] = {}
    for page in listed:
        if page.kind not in RIGHTS_PAGES:
            continue
        data = (site / page.path).read_bytes()
        fetched = _fetched(data)
        targets = {_target(page, address) for address in fetched}
        for target in targets - set(weight):
            weight[target] = packed((site / target).read_bytes()) if (site / target).is_file() else 0
        alone = packed(data)
        yield Visit(page, alone + sum(weight[target] for target in targets), alone, fetched)


def _target(page: Page, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(urlsplit(address).path).lstrip("/")))


def _fetched(html: bytes) -> tuple[str, ...]:
    """List what a browser fetches by itself to show this HTML, each address once; scripts inside the page are for the walk."""
    parser = LexborHTMLParser(html.decode("utf-8", "replace"))
    found: list[str] = []
    for node in parser.root.traverse(include_text=False) if parser.root is not None else ():
        given: Mapping[str, Any] = node.attributes
        if node.tag == "link" and FETCHED & set((given.get("rel") or "").split()):
            found.append(given.get("href") or "")
        if node.tag != "link":
            found += [given[name] or "" for name in ("src", "poster", "data") if given.get(name)]
            found += [one.split()[0] for one in (given.get("srcset") or "").split(",") if one.strip()]
        if node.tag in ("image", "use"):
            found += [given[name] or "" for name in ("href", "xlink:href") if given.get(name)]
        for style in (node.text() if node.tag == "style" else "", given.get("style") or ""):
            found += [one or other for one, other in _IN_STYLE.findall(style)]
    return tuple(dict.fromkeys(one for one in found if one and not one.startswith(("data:", "#"))))


def too_much(found: Iterable[Visit], name: str = "site") -> Iterator[Finding]:
    """Find rights pages that fetch too much, and languages whose rights pages are too heavy."""
    by_tag: dict[str, list[int]] = {}
    for visit in found:
        place = Place(f"{name}/{visit.page.path}")
        by_tag.setdefault(visit.page.tag, []).append(visit.alone)
        if visit.bytes > MOST_BYTES:
            yield Finding(
                place,
                "first-visit-heavy",
                f"makes a first visit of {visit.bytes:,} bytes with gzip; {MOST_BYTES:,} are allowed.",
                "Take out what it fetches, or shorten the page: " + (", ".join(visit.fetched) or "it fetches nothing else") + ".",
            )
        if visit.requests > MOST_REQUESTS:
            yield Finding(
                place,
                "first-visit-requests",
                f"makes {visit.requests} requests; {MOST_REQUESTS} are allowed.",
                "Put what it needs into the page: " + ", ".join(visit.fetched) + ".",
            )
        for address in visit.fetched:
            for thing, pattern in HEAVY.items():
                if pattern.search(urlsplit(address).path):
                    yield Finding(
                        place,
                        "first-visit-carries",
                        f"fetches {address}, a {thing}.",
                        "A page people open in need carries no font, script, search index or sitemap: take it out of the template.",
                    )
    for tag, sizes in sorted(by_tag.items()):
        if median(sizes) > MOST_MEDIAN:
            yield Finding(
                Place(f"{name}/{tag}/"),
                "first-visit-median",
                f"has rights pages of {median(sizes):,.0f} bytes in the middle; {MOST_MEDIAN:,} are allowed.",
                "Shorten the style every page carries, overrides/assets/site.css.",
            )
