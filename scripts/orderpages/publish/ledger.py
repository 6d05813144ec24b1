"""Keep the promise about addresses: what was ever public has a page and an anchor, or a redirect.

The ledger (``docs/published-paths.txt``) has one line an address: ``*/`` stands for every language's folder.
Lines are only ever added.

Promised is what a person links to, prints or pastes, and what a program comes back for: pages and anchors, permalinks,
frames, codes, PDFs, preview images, data, feeds, the sitemap, and the worker of a copy kept on a phone.  Not promised are
files whose names carry a hash (they change with their bytes) and what only a host reads (headers and maps).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..content.redirects import Redirect
from ..findings import Finding, Findings, Place
from ..pages.linked import EMBEDDED, SHARED, Linked, anchors, linked, statements
from ..pages.render import render
from ..pages.table import PageTable, table
from ..project import Project, write
from ..sources import read_text
from . import archive, cards, link_previews, published_data

NAME = "docs/published-paths.txt"

Promise = Callable[["Living"], Iterable[str]]


@dataclass(frozen=True)
class Living:
    """Know every address the site has now, from its sources alone."""

    project: Project
    markdown: Mapping[str, str] | None = None
    """The skeleton before the engine, where it has been rendered already."""

    @cached_property
    def pages(self) -> PageTable:
        """The page table."""
        return table(self.project.content, self.project.words)

    @cached_property
    def things(self) -> tuple[Linked, ...]:
        """Everything with a permanent id."""
        return linked(self.project.content, self.pages)

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address, as the ledger writes it."""
        return frozenset(line for promise in PROMISES for line in promise(self))

    @cached_property
    def emptied(self) -> Mapping[str, tuple[str, ...]]:
        """Give, by page, the anchors of headings and figures that were public and have nothing to hold now.

        They are no one's words (a statement also has a line under ``p/``), so the page keeps the bare anchor.
        """
        before = set(read(self.project))
        found = {
            page.id: tuple(
                line.partition("#")[2]
                for line in sorted(before - self.addresses)
                if line.startswith(f"*/{page.path}#")
                and not before & {f"p/{page.id}/#{line.partition('#')[2]}", f"p/{line.partition('#')[2]}/"}
            )
            for page in self.pages
        }
        return {page: names for page, names in found.items() if names}


def _pages(living: Living) -> Iterator[str]:
    content = living.project.content
    markdown = living.markdown or render(content, living.project.words, living.pages).markdown
    named = anchors(content, living.pages, markdown)
    for page in living.pages:
        yield f"*/{page.path}"
        yield from (f"*/{page.path}#{anchor}" for anchor in named[page.id])
    yield from (f"{locale.tag}/" for locale in living.project.published)


def _permalinks(living: Living) -> Iterator[str]:
    for thing in living.things:
        yield f"p/{thing.id}/"
        yield from (f"p/{thing.id}/#{said.anchor}" for said in statements(thing))
    for day, pages in archive.pages(archive.load(living.project.docs)).items():
        for page, spoken in pages.items():
            yield f"p/{page}/on/{day}/"
            yield from (f"p/{page}/on/{day}/#{archive.anchor(name)}" for name in spoken)


def _for_others(living: Living) -> Iterator[str]:
    yield "*/feed.xml"
    for thing in living.things:
        if thing.kind in EMBEDDED:
            yield from (f"*/embed/{thing.id}/", f"*/oembed/{thing.id}.json")
        if thing.kind in SHARED:
            yield f"*/link/{thing.id}/"
        if not thing.anchor:
            yield f"*/qr/{thing.id}.svg"
    yield "data/v1/index.json"
    yield from (f"data/v1/schema/{kind}.json" for kind in (*published_data.KINDS, "all", "index"))
    yield from (f"data/v1/*/{kind}.json" for kind in published_data.KINDS)
    yield from ("data/v1/*/all.json", "data/v1/*/contacts.csv", "data/v1/*/contacts.vcf")


def _drawn(living: Living) -> Iterator[str]:
    """Promise what is made with fonts, whether or not this machine has them."""
    yield from (f"*/{link_previews.image_path(page)}" for page in link_previews.drawn(living.pages))
    if living.project.content.cards:
        yield "print/poster.pdf"
    yield from (f"*/print/{card.id}-{name}.pdf" for card in living.project.content.cards for name in cards.FORMATS)


def _for_machines(living: Living) -> Iterator[str]:
    yield from ("sitemap.xml", "robots.txt", "keep.js", "*/worker.js")


PROMISES: tuple[Promise, ...] = (_pages, _permalinks, _for_others, _drawn, _for_machines)
"""Who promises addresses; a part of the site that others link to adds its own."""


def read(project: Project) -> tuple[str, ...]:
    """Read the ledger's lines, in order; raise ``Findings`` when the file cannot be trusted."""
    path, findings = project.root / NAME, list[Finding]()
    if not path.exists():
        return ()
    text = read_text(path, NAME, findings)
    if text is None:
        raise Findings(findings)
    return tuple(text.splitlines())


def record(project: Project) -> tuple[str, ...]:
    """Add the addresses that are new to the ledger and return them; lines already there stay for good."""
    before = set(read(project))
    new = tuple(sorted(Living(project).addresses - before))
    if new:
        write(project.root / NAME, "".join(f"{line}\n" for line in sorted(before.union(new))))
    return new


def covers(redirect: Redirect, line: str) -> bool:
    """Tell whether a redirect answers for an address of the ledger."""
    owner, anchor = owned(line)
    if not redirect.anchor:
        return line.removeprefix("*/").partition("#")[0] == redirect.path or owner == owned(f"*/{redirect.path}")[0]
    return line == f"*/{redirect.old}" or owner == redirect.anchor or (owner, anchor) == (owned(f"*/{redirect.path}")[0], redirect.anchor)


def owned(line: str) -> tuple[str, str]:
    """Give the id an address belongs to, and its anchor: ``*/embed/siren/`` and ``p/siren/`` are of ``siren``.

    A card's papers are of the card.
    """
    path, _, anchor = line.partition("#")
    steps = [step for step in path.split("/") if step]
    if steps[:1] == ["p"]:
        return steps[1], anchor
    if steps[:2] == ["*", "show"] and len(steps) > 3:
        return steps[2], steps[3]
    if steps[:2] == ["*", "print"] and len(steps) > 2:
        return _PAPER.sub("", steps[2]), anchor
    return (steps[-1].partition(".")[0] if steps else ""), anchor


_PAPER = re.compile(rf"-({'|'.join(cards.FORMATS)})\.pdf$")


def lost(living: Living) -> dict[str, int]:
    """List the addresses of the ledger that are gone, with their line."""
    kept = {f"*/{page.path}#{name}" for page in living.pages for name in living.emptied.get(page.id, ())} | living.addresses
    return {line: number for number, line in enumerate(read(living.project), 1) if line and line not in kept}


def check(project: Project) -> list[Finding]:
    """Find addresses that were public and lead nowhere, and redirects that do."""
    living = Living(project)
    redirects = project.redirects
    orphans = {line: number for line, number in lost(living).items() if not any(covers(redirect, line) for redirect in redirects)}
    return [*_orphans(living, orphans), *_redirects(living, redirects)]


def _orphans(living: Living, orphans: Mapping[str, int]) -> Iterator[Finding]:
    """Name what is lost once, not each of its anchors and copies."""
    ids = {thing.id for thing in living.things}
    together: dict[str, list[str]] = {}
    for line in orphans:
        owner, anchor = owned(line)
        together.setdefault(anchor if anchor and owner in ids else owner, []).append(line)
    for lines in together.values():
        first = min(lines, key=lambda line: (line.startswith(_COPIES), len(line), line))
        shown = first.removeprefix("*/")
        old = shown if shown.endswith("/") or "#" in shown else f"{shown.rpartition('/')[0]}/{owned(first)[0]}/"
        yield Finding(
            Place(NAME, orphans[first]),
            "address-lost",
            f'"{shown}" was published{f", with {len(lines) - 1} more addresses on or about it," if len(lines) > 1 else ""} and leads nowhere now.',
            f"Bring it back, or say in docs/redirects.yml where it went: - {{from: {old}, to: guides/…/, since: YYYY-MM-DD, reason: …}}",
        )


_COPIES = ("p/", "*/show/", "*/embed/", "*/link/", "*/oembed/", "*/preview/", "*/qr/")
"""Where addresses about a page stand, beside its own."""


def _redirects(living: Living, redirects: Mapping[Redirect, Place]) -> Iterator[Finding]:
    seen: set[str] = set()
    for redirect, place in redirects.items():
        if f"*/{redirect.to}" not in living.addresses and redirect.to not in living.addresses:
            yield Finding(
                place,
                "redirect-dead",
                f'leads "{redirect.old}" to "{redirect.to}", which is not on the site.',
                "Lead it to a page or an anchor that stands; when that moved on too, to where it is now.",
            )
        if f"*/{redirect.old}" in living.addresses or redirect.old in living.addresses:
            yield Finding(
                place,
                "redirect-shadows",
                f'leads "{redirect.old}" away, but that address is on the site.',
                "Take the redirect out, or the page.",
            )
        if redirect.old in seen:
            yield Finding(place, "redirect-twice", f'leads "{redirect.old}" away a second time.', "Keep one of the two.")
        seen.add(redirect.old)
