"""Write the files that tell a host what to send and where moved addresses lead: four kinds of host, one set of rules.

Each file begins with its own recipe, for a publisher who has never seen one.  What the files make real servers answer
is tested on those servers (``tests/hosts``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .. import templating
from . import headers, moved
from .printer import PACKED

if TYPE_CHECKING:
    from .build import Whole

FILES = ("_headers", "_redirects", "nginx.conf", ".htaccess", "redirects.nginx.map", "redirects.apache.map")
"""What is for the host and for no reader."""

EMBEDS = f":language/{headers.EMBEDDED}/"
"""Pages made to be shown on other sites."""

READERS = ("data/", ":language/oembed/", ":language/feed.xml")
"""What programs of other sites may read; a path that ends in ``/`` stands for all below it."""

SHOWN = (":language/qr/", ":language/preview/")
"""Images that pages of other sites may show."""

HASHED = ("assets/", ":language/search/index-")
"""Files with a hash of their bytes in their names."""

KINDS = {
    "html": "text/html",
    "txt": "text/plain",
    "csv": "text/csv",
    "vcf": "text/vcard",
    "js": "text/javascript",
    "json": "application/json",
    "xml": "application/xml",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""Kind of each file by the end of its name; a feed has one of its own."""

FEED = "application/atom+xml"

READABLE = tuple(kind for kind in (*KINDS.values(), FEED) if not kind.endswith(("pdf", "png")))
"""Kinds that are text: sent as UTF-8, and compressed."""

TYPES = {
    ":language/feed.xml": f"{FEED}; charset=utf-8",
    "data/v1/:language/contacts.csv": "text/csv; charset=utf-8",
    "data/v1/:language/contacts.vcf": "text/vcard; charset=utf-8",
}
"""Files that Netlify and Cloudflare send under another name than ours."""


@dataclass(frozen=True)
class Rules:
    """Hold what every host is told, in the spelling of none."""

    site_url: str
    styles: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    """Old and new addresses of pages, from the top of the host."""

    @property
    def top(self) -> str:
        """Where the site begins on its host: ``/``, or a folder."""
        return urlsplit(self.site_url).path or "/"

    @property
    def host(self) -> str:
        """The host's name."""
        return urlsplit(self.site_url).hostname or ""

    @property
    def sent(self) -> dict[str, str]:
        """Headers of every file."""
        return dict(headers.headers(*self.styles))

    @property
    def framed(self) -> str:
        """The policy of pages that other sites may show in a frame."""
        return headers.headers(*self.styles, framed=True)["Content-Security-Policy"]

    def expression(self, *paths: str) -> str:
        """Write paths as one regular expression, of the kind nginx and Apache share."""
        parts = (re.escape(path).replace(":language", "[^/]+") + ("" if path.endswith(("/", "-")) else "$") for path in paths)
        return f"^{re.escape(self.top)}({'|'.join(parts)})"

    def blocks(self) -> dict[str, list[str]]:
        """Give what differs from the rest of the site, by path as ``_headers`` writes it.

        Each path once: of two blocks for one path Cloudflare keeps the later.
        """
        made: dict[str, list[str]] = {}
        for paths, lines in (
            ((EMBEDS,), ["! Content-Security-Policy", f"Content-Security-Policy: {self.framed}"]),
            (READERS, ["Access-Control-Allow-Origin: *"]),
            (SHOWN, ["! Cross-Origin-Resource-Policy", "Cross-Origin-Resource-Policy: cross-origin"]),
            (HASHED, ["! Cache-Control", f"Cache-Control: {headers.FOREVER}"]),
            *(((path,), [f"Content-Type: {kind}"]) for path, kind in TYPES.items()),
        ):
            for path in paths:
                made.setdefault(f"{self.top}{path}{'*' if path.endswith(('/', '-')) else ''}", []).extend(lines)
        return made

    def both(self) -> Iterator[tuple[str, str]]:
        """Give every old address as it was linked and without its last slash, as people type it."""
        for old, new in self.pairs:
            yield old, new
            if old.endswith("/"):
                yield old.removesuffix("/"), new

    def grouped(self) -> list[tuple[str, str]]:
        """Give the moves as regular expressions, one for all languages in which a page moved alike."""
        alike: dict[tuple[str, str], list[str]] = {}
        for old, new in self.pairs:
            alike.setdefault(self._without_language(old, new), []).append(old.removeprefix(self.top).partition("/")[0])
        return [
            (f"^{re.escape(self.top)}({'|'.join(map(re.escape, tags))})/{re.escape(old)}{'?' if old.endswith('/') else ''}$", new)
            for (old, new), tags in sorted(alike.items())
        ]

    def _without_language(self, old: str, new: str) -> tuple[str, str]:
        (first, _, rest), (second, _, there) = (one.removeprefix(self.top).partition("/") for one in (old, new))
        return rest, f"{self.top}{'$1' if first == second else second}/{there}"


def files(whole: Whole) -> dict[str, bytes]:
    """Write every host's file."""
    return {path: text.encode("utf-8") for path, text in written(rules(whole)).items()}


def rules(whole: Whole) -> Rules:
    """Gather what hosts are told.

    A withdrawn page is no redirect: nothing says the same any more, so its own page must be seen, which says that.
    """
    top = urlsplit(whole.frame.site_url).path or "/"
    pairs = {(f"{top}{move.old}", f"{top}{move.new}") for move in moved.moves(whole) if _leads(move)}
    return Rules(whole.frame.site_url, (whole.frame.style, whole.frame.small_style), tuple(sorted(pairs)))


def _leads(move: moved.Move) -> bool:
    """Tell whether a host sends the reader on: from a paper or an image always, because neither can say what happened."""
    return move.old.endswith(PACKED) or (move.old.endswith("/") and not move.redirect.withdrawn)


def written(rules: Rules) -> dict[str, str]:
    """Write the files as text, by path."""
    return {path: _write(path, rules) for path in FILES}


def _write(path: str, rules: Rules) -> str:
    text = templating.render(
        f"hosts/{path.lstrip('.')}.jinja",
        rules=rules,
        briefly=headers.BRIEFLY,
        forever=headers.FOREVER,
        embeds=EMBEDS,
        readers=READERS,
        shown=SHOWN,
        hashed=HASHED,
        kinds=KINDS,
        feed=FEED,
        readable=READABLE,
        closed="|".join(map(re.escape, FILES)),
    )
    return f"{text.rstrip()}\n"
