"""Verify a finished site from its files alone: links and anchors, parity of languages, language marks, privacy.

An independent witness: it shares no code with what made the site, so a fault there cannot hide itself here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from ..findings import Finding, Place
from .promises import kept

SCRIPTED = re.compile(r"/(search|offline|link/[^/]+)/index\.html$")
"""Pages that may run a script of their own."""

LETTER = "letter-"
"""How ids start that stand for letters: the one thing alphabets do not share."""

PRIVATE_USE = ("\ue000", "\ue001")


@dataclass
class Seen:
    """Hold what a page says to others."""

    path: str
    lang: str = ""
    dir: str = ""
    ids: set[str] = field(default_factory=set)
    twice: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    images: list[str] = field(default_factory=list)
    """What it names for others to show of it."""
    title: str = ""
    headings: int = 0
    scripts: int = 0
    kind: str = ""
    """The first class of its body."""
    indexed: bool = True

    def language(self, pages: Mapping[str, Seen]) -> str:
        """Name the language whose folder it stands in: a folder of the site's top with a home page of its own."""
        top = self.path.partition("/")[0]
        home = pages.get(f"{top}/index.html")
        return top if home is not None and home.kind != "page-moved" else ""


@dataclass(frozen=True)
class Walked:
    """Hold all files of a site, and what its pages say."""

    files: Mapping[str, Path]
    pages: Mapping[str, Seen]

    @property
    def links(self) -> int:
        """Count the links and loads of all pages."""
        return sum(len(page.links) + len(page.loads) for page in self.pages.values())


def walk(site: Path) -> Walked:
    """Read a finished site."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    return Walked(
        files,
        {path: _see(path, file.read_text(encoding="utf-8", errors="replace")) for path, file in files.items() if path.endswith(".html")},
    )


def verify(site: Path, name: str = "site", promised: Sequence[str] = ()) -> list[Finding]:
    """Find what is wrong in a finished site; ``promised`` are the lines of the ledger of addresses."""
    return judge(walk(site), name, promised)


def judge(walked: Walked, name: str = "site", promised: Sequence[str] = ()) -> list[Finding]:
    """Find what is wrong in a site that was read."""
    files, pages = walked.files, walked.pages
    findings: list[Finding] = []
    for page in pages.values():
        place = Place(f"{name}/{page.path}")
        findings += _links(page, place, pages, files)
        findings += _page(page, place, pages)
        findings += _images(page, place, pages, files)
    findings += _parity({path: page for path, page in pages.items() if page.language(pages)}, name)
    languages = sorted({page.language(pages) for page in pages.values()} - {""})
    anchors = {path: page.ids for path, page in pages.items()}
    redirects = files["_redirects"].read_text(encoding="utf-8") if "_redirects" in files else ""
    findings += kept(promised, files, anchors, {path for path, page in pages.items() if page.kind == "page-moved"}, languages, redirects)
    return sorted(set(findings))


def _see(path: str, html: str) -> Seen:
    seen = Seen(path)
    parser = LexborHTMLParser(html)
    root = parser.root
    if root is None:
        return seen
    for node in root.traverse(include_text=False):
        given: Mapping[str, Any] = node.attributes
        if node.tag == "html":
            seen.lang, seen.dir = given.get("lang") or "", given.get("dir") or ""
        if given.get("id"):
            (seen.twice.append if given["id"] in seen.ids else seen.ids.add)(given["id"])
        if node.tag == "a" and given.get("href") is not None:
            seen.links.append(given["href"])
        elif node.tag == "link" and given.get("rel") == "alternate" and given.get("hreflang"):
            seen.alternates[given["hreflang"]] = given.get("href") or ""
        elif node.tag == "link" and given.get("rel") == "canonical":
            seen.canonical = given.get("href") or ""
        elif node.tag == "title" and not seen.title:
            seen.title = node.text().strip()
        elif node.tag == "h1":
            seen.headings += 1
        elif node.tag == "script":
            seen.scripts += given.get("type") != "application/ld+json"  # A data block is never run.
        elif node.tag == "body":
            seen.kind = (given.get("class") or "").partition(" ")[0]
        elif node.tag == "meta" and given.get("property") == "og:image":
            seen.images.append(given.get("content") or "")
        elif node.tag == "meta" and given.get("name") == "robots":
            seen.indexed = "noindex" not in (given.get("content") or "")
        for attribute in ("src", "srcset", "poster", "data") + (
            ("href",) if node.tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "manifest") else ()
        ):
            if given.get(attribute):
                seen.loads.append(given[attribute])
    return seen


def _links(page: Seen, place: Place, pages: Mapping[str, Seen], files: Mapping[str, Path]) -> Iterator[Finding]:
    for link in page.links + page.loads:
        try:
            parts = urlsplit(link)
        except ValueError:
            yield Finding(place, "link-dead", f"links to {link}, which is no address.", "Correct the link.")
            continue
        if parts.scheme or parts.netloc:
            if link in page.loads and parts.scheme != "data":
                yield Finding(
                    place,
                    "other-host",
                    f"loads {link} from another host.",
                    "Pages load nothing from elsewhere: take it out of the template.",
                )
            continue
        if parts.path.startswith("/"):
            target = parts.path.lstrip("/")
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path))) if parts.path else page.path
        target = "index.html" if target == "." else target
        if (parts.path.endswith("/") or parts.path in ("", ".", "..")) and parts.path:
            target = posixpath.join(target, "index.html") if not target.endswith("index.html") else target
        if page.path == "404.html" and parts.path.startswith("/"):
            continue
        if target not in files:
            yield Finding(place, "link-dead", f"links to {link}, which is not on the site.", "Correct the link, or bring the page back.")
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
            yield Finding(place, "anchor-dead", f"links to {link}, but that page has no #{parts.fragment}.", "Correct the id in the link.")


def _images(page: Seen, place: Place, pages: Mapping[str, Seen], files: Mapping[str, Path]) -> Iterator[Finding]:
    """Find previews that are not on the site: their addresses are absolute, and start as that of the site's top page does."""
    top = pages["index.html"].canonical if "index.html" in pages else ""
    for image in page.images:
        if not image.startswith(top or "/") or image.removeprefix(top) not in files:
            yield Finding(place, "preview-dead", f"names the preview image {image}, which is not on the site.", "Build the site anew.")


def _page(page: Seen, place: Place, pages: Mapping[str, Seen]) -> Iterator[Finding]:
    if not page.lang or not page.dir:
        yield Finding(place, "language-unmarked", "does not say its language and direction.", "Set lang and dir on <html>.")
    top = page.language(pages)
    if top and page.lang != top:
        yield Finding(
            place, "language-mismatch", f'stands in {top}/ but says lang="{page.lang}".', "Fill it with the language of its folder."
        )
    if not page.title:
        yield Finding(place, "title-missing", "has no title.", "Give it one.")
    if page.headings != 1:
        yield Finding(place, "heading-count", f"has {page.headings} main headings (h1).", "Give it exactly one.")
    if page.scripts and not SCRIPTED.search(page.path):
        yield Finding(
            place,
            "script-unexpected",
            "has a script.",
            "Only search, the offline copy and the ready links may have one: take it out of the template.",
        )
    for name in page.twice:
        yield Finding(place, "id-twice", f'has the id "{name}" twice.', "Ids are anchors: each once on a page.")
    if page.path != "404.html":
        if not page.canonical:
            yield Finding(place, "canonical-missing", "has no canonical address.", "Add it in overrides/main.html.")
        if page.indexed and "x-default" not in page.alternates:
            yield Finding(place, "alternates-missing", "has no x-default alternate.", "Add it in overrides/main.html.")


def _parity(pages: Mapping[str, Seen], name: str) -> Iterator[Finding]:
    """Every language has the same pages, with the same anchors."""
    by_language: dict[str, dict[str, Seen]] = {}
    for path, page in pages.items():
        top, slash, rest = path.partition("/")
        if slash:
            by_language.setdefault(top, {})[rest] = page
    if not by_language:
        return
    reference = by_language.get("en") or next(iter(by_language.values()))
    for language, own in sorted(by_language.items()):
        for rest in sorted(set(reference) - set(own)):
            yield Finding(
                Place(f"{name}/{language}/{rest}"),
                "page-missing",
                "is missing; other languages have it.",
                "Build all languages from the same page table.",
            )
        for rest in sorted(set(own) - set(reference)):
            yield Finding(
                Place(f"{name}/{language}/{rest}"),
                "page-extra",
                "is a page only this language has.",
                "Build all languages from the same page table.",
            )
        for rest, page in sorted(own.items()):
            other = reference.get(rest)
            odd = [] if other is None else sorted(name for name in page.ids ^ other.ids if not name.startswith(LETTER))[:3]
            if odd:
                yield Finding(
                    Place(f"{name}/{page.path}"),
                    "anchors-differ",
                    f"has other anchors than the English page: {', '.join(odd)}.",
                    "Anchors come from ids, never from translated words.",
                )
