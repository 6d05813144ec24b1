"""List the pages of a finished site: where each stands, in which language's folder, and of which kind it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

RIGHTS_PAGES = ("home", "guide", "provision", "contacts", "show")
"""Kinds of pages people open in need; they also load nothing else and run no script."""


@dataclass(frozen=True, order=True)
class Page:
    """Hold where a page stands and what it is."""

    path: str
    """From the top of the site, for example ``es/guides/siren/index.html``."""
    kind: str
    """As its template says it, for example ``guide``; empty where it says none."""

    @property
    def tag(self) -> str:
        """Give the first folder: the language, or what holds no language's pages; empty at the top."""
        return self.path.partition("/")[0] if "/" in self.path else ""

    @property
    def address(self) -> str:
        """Give what a reader asks the host for."""
        return self.path.removesuffix("index.html")


def pages(site: Path, only: str = "", tags: Collection[str] = ()) -> Iterator[Page]:
    """List the pages in the order of their paths; ``only`` is a kind or a pattern of addresses, for example ``es/guides/*``."""
    for file in sorted(site.rglob("*.html")):
        page = Page(file.relative_to(site).as_posix(), kind_of(file.read_bytes()))
        if (not only or only == page.kind or fnmatch(page.address, only)) and (not tags or page.tag in tags):
            yield page


def kind_of(html: bytes) -> str:
    """Read a page's kind from the class its template gives the body."""
    body = LexborHTMLParser(html.decode("utf-8", "replace")).body
    classes = ((body.attributes.get("class") or "") if body is not None else "").split()
    return next((name.removeprefix("page-") for name in classes if name.startswith("page-")), "")
