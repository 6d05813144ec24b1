"""Turn a page into a section of a one-file copy: its main part, with ids and links that lead inside the file."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ..locales import Locale
from .compile import VOID

INDEX = "index"
"""What the search index is called inside its page's section."""

_ID_LISTS = frozenset(("aria-labelledby", "aria-describedby", "for", "headers"))
_NOT_WRITTEN = frozenset(("script", "style"))


@dataclass(frozen=True)
class Address:
    """Turn the addresses of one page into those of the file."""

    path: str
    """The page's, below the site's top."""
    sections: Mapping[str, str]
    """Path of each page in the file to its section's id."""
    site_url: str
    carried: Mapping[str, bytes]
    """Papers that travel inside the file, by path."""

    @property
    def section(self) -> str:
        """Give the id of the page's own section."""
        return self.sections[self.path]

    def id(self, name: str) -> str:
        """Give an anchor its page's name."""
        return f"{self.section}--{name}"

    def link(self, href: str) -> str:
        """Lead a link to its section, and to the website where the file does not hold its page."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        path = posixpath.normpath(posixpath.join(self.path, parts.path)) + "/" if parts.path else self.path
        section = self.sections.get(path)
        if section is None:
            return urljoin(self.site_url + self.path, href)
        # The top of a page is its section itself: a page's own heading needs no second anchor.
        return f"#{section}--{parts.fragment}" if parts.fragment else f"#{section}"

    def paper(self, href: str) -> str | None:
        """Give the path of the paper a link leads to, where the file carries it."""
        path = posixpath.normpath(posixpath.join(self.path, href))
        return path if path in self.carried else None


def name(tag: str, path: str) -> str:
    """Name a page's section: its language and its folders."""
    return re.sub(r"/+", "-", f"{tag}/{path or 'home'}".strip("/"))


@dataclass(frozen=True)
class Section:
    """Hold the part of a page that the file shows."""

    address: Address
    nodes: tuple[Any, ...]
    """The main part's children, and of a page to hold up the line that says where the words come from."""

    def leads(self) -> Iterator[str]:
        """List the ids of the file that this section's links and labels name."""
        for node in self.nodes:
            for one in (node, *node.css("[href], [for], [headers], [aria-labelledby], [aria-describedby]")):
                for key, value in one.attributes.items():
                    if key == "href" and (link := self.address.link(value or "")).startswith("#"):
                        yield link[1:]
                    elif key in _ID_LISTS:
                        yield from map(self.address.id, (value or "").split())

    def html(self, named: Set[str], locale: Locale) -> str:
        """Write the section without what its place in the file says already.

        Left out, because there are thousands of them: ids that nothing in the file names, and a language and direction
        that stand around the element in any case.
        """
        return "".join(_written(node, self.address, named, (locale.tag, locale.dir)) for node in self.nodes).strip()


def section(html: str, address: Address) -> Section:
    """Cut the part that is shown out of a page."""
    page = LexborHTMLParser(html)
    main = page.css_first("main")
    return Section(address, (*(_children(main) if main is not None else ()), *page.css("body > .show-from")))


def _children(node: Any) -> list[Any]:
    found, child = [], node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _written(node: Any, address: Address, named: Set[str], around: tuple[str, str]) -> str:
    if node.tag == "-text":
        return escape(node.text_content or "", quote=False)
    if node.tag.startswith("-") or node.tag in _NOT_WRITTEN or _leads_out(node, address):
        return ""
    attributes = dict(node.attributes)
    inside = (attributes.get("lang") or around[0], attributes.get("dir") or around[1])
    for key, said, known in zip(("lang", "dir"), inside, around, strict=True):
        if said == known and node.tag != "bdi":  # A bdi without its direction would guess one.
            attributes.pop(key, None)
    given = "".join(_attribute(key, value, address, named) for key, value in attributes.items())
    inner = "".join(_written(child, address, named, inside) for child in _children(node))
    if node.tag == "ul" and not inner.strip():
        return ""
    return f"<{node.tag}{given}>" if node.tag in VOID else f"<{node.tag}{given}>{inner}</{node.tag}>"


def _leads_out(node: Any, address: Address) -> bool:
    """Tell whether a line is only there to lead on to a page or paper that the file does not hold."""
    only = (node.tag, node.attributes.get("class")) == ("p", "more") or (node.tag == "li" and node.css_first("a[type]") is not None)
    href = (node.css_first("a").attributes.get("href") or "") if only else ""
    return bool(href) and not address.link(href).startswith("#") and address.paper(href) is None


def _attribute(key: str, value: str | None, address: Address, named: Set[str]) -> str:
    if value is None:
        return f" {key}"
    if key == "id":
        value = address.id(value)
        if value not in named:
            return ""
    elif key in _ID_LISTS:
        value = " ".join(address.id(one) for one in value.split())
    elif key == "href" and (paper := address.paper(value)) is not None:
        data = base64.b64encode(address.carried[paper]).decode("ascii")
        saved = f"{paper.split('/')[0]}-{posixpath.basename(paper)}"
        return f' href="data:application/pdf;base64,{data}" download="{escape(saved)}"'
    elif key == "href":
        value = address.link(value)
    elif key == "data-index":
        value = address.id(INDEX)
    elif key == "data-up":
        value = ""
    return f' {key}="{escape(value)}"'
