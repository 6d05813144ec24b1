"""Build the whole site: gather everything as values, then write aside, then swap.

No output file is written before all pages of all locales exist and nothing blocks; the published folder changes
by renaming, so it is always one whole old or one whole new site.
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import rcssmin

from ..findings import CouldNotRun, Finding, Findings, Place
from ..locales import Locale, check_folders
from ..messages.localize import Localizer
from ..pages.linked import EMBEDDED, SHARED
from ..pages.render import Skeleton, render
from ..pages.slots import CLOSE, OPEN, Block, Message, Value
from ..pages.table import PageTable, table
from ..project import Project
from . import (
    blocks,
    cards,
    embeds,
    feed,
    headers,
    hosts,
    link_previews,
    moved,
    offline,
    permalinks,
    published_data,
    search,
    sharing,
    site_pages,
    structured,
    topics,
    translation,
)
from .compile import Compiled, compile_page
from .engine import Engine
from .fill import Filler
from .ledger import Living
from .printer import PACKED, Printer, printable

Say = Callable[[str], None]


@dataclass(frozen=True)
class Frame:
    """Hold what all locales share: the compiled pages and what fills them."""

    project: Project
    skeleton: Skeleton
    compiled: dict[str, Compiled]
    site_url: str
    style: str
    small_style: str = ""
    """The style of the small pages beside the large ones: embeds, permalinks, ready links."""

    @property
    def pages(self) -> PageTable:
        """The page table."""
        return self.skeleton.pages


@dataclass(frozen=True)
class Whole:
    """Hold the filled site while its whole-site parts are made: what ``PARTS`` get."""

    frame: Frame
    fillers: tuple[Filler, ...]
    """One for each locale built, the source language first; their ``states`` say how far each page is."""
    files: dict[str, bytes]
    """The pages of all locales, by path."""
    as_of: datetime.date
    """The day the site speaks for: the only clock."""
    printer: Printer | None = None
    """Prints the cards; without it the site is made without them."""

    @property
    def project(self) -> Project:
        """The repository."""
        return self.frame.project


Part = Callable[[Whole], Mapping[str, bytes]]

RIGHTS_PAGES = ["home", "guide", "provision", "contacts"]
"""Kinds of pages people open in need: they offer the way out, where the publisher has set one."""

PARTS: tuple[Part, ...] = (
    site_pages.files,
    search.files,
    cards.files,
    link_previews.files,
    permalinks.files,
    embeds.files,
    sharing.files,
    published_data.files,
    feed.files,
    offline.files,
    moved.files,  # After the rest: what stood at an old address is copied from what stands at the new one.
    hosts.files,
)
"""What is made after the pages, in order; each gets the files of those before it."""


@dataclass(frozen=True)
class Built:
    """Hold a finished site as values: every file by its path."""

    files: dict[str, bytes]
    findings: tuple[Finding, ...]
    pages: int
    locales: int


def frame(
    project: Project, locales: Sequence[Locale], site_url: str | None = None, work: Path | None = None, *, preview: bool = False
) -> Frame:
    """Render the skeleton, run the engine over it once, and compile what it makes.

    A preview carries no policy: live reload is a script inside the page.
    """
    content, words = project.content, project.words
    skeleton = render(content, words, table(content, words))
    engine = Engine(project.root, work or project.build / "skeleton")
    address = site_url or engine.site_url()
    style = minified((project.root / "overrides/assets/site.css").read_text(encoding="utf-8"))
    engine.work.mkdir(parents=True, exist_ok=True)
    engine.write(skeleton, _extra(skeleton, project, locales, address, style, preview))
    findings: list[Finding] = []
    html = engine.run(skeleton)
    compiled = {page: compile_page(page, text, skeleton.slots, findings) for page, text in html.items()}
    if findings:
        raise Findings(findings)
    small = rcssmin.cssmin((project.root / "overrides/assets/small.css").read_text(encoding="utf-8"))
    return Frame(project, skeleton, compiled, address, style, small)


def minified(style: str) -> str:
    """Take comments and spaces out of a style."""
    return str(rcssmin.cssmin(style))


def _extra(
    skeleton: Skeleton, project: Project, locales: Sequence[Locale], site_url: str, style: str, preview: bool = False
) -> dict[str, object]:
    """Give the theme's templates their marks and lists."""
    slots, content = skeleton.slots, project.content
    name = Message(content.site.name)
    titles = {
        page.id: slots.mark(Message(project.words["page-title"], (("page", Message(page.title)), ("site", name))))
        for page in skeleton.pages
    }
    return {
        "words": {key: str(mark) for key, mark in skeleton.words.items()},
        "page_titles": {key: str(mark) for key, mark in titles.items()},
        "neutral_name": str(slots.text(content.site.neutral_name)) if content.site.neutral_name else "",
        "preview_image": str(slots.mark(Block("preview-image"))),
        "tag": str(slots.mark(Value("tag"))),
        "dir": str(slots.mark(Value("dir"))),
        "language_now": str(slots.mark(Message(project.words["language-now"], (("language", Value("autonym")),)))),
        "site_name_english": str(slots.mark(Value("english", (content.site.name,)))),
        "site_name": str(slots.text(content.site.name)),
        "disclaimer": str(slots.text(content.site.disclaimer)),
        "site_url": site_url,
        "style": style,
        "exit": content.site.exit or "",
        "rights_pages": RIGHTS_PAGES,
        "policies": {} if preview else {page.kind: headers.policy(page.kind, style) for page in skeleton.pages},
        "locales": [
            {"tag": locale.tag, "dir": locale.dir, "name": locale.name, "current": str(slots.mark(Value("current", (locale.tag,))))}
            for locale in locales
        ],
        "structured": structured.blocks(content, skeleton.pages, slots, site_url),
        "moved": _moved(skeleton, project),
        "embedded": EMBEDDED,
        "shared": SHARED,
        "more": [
            (page.id, str(slots.text(page.title)))
            for page in skeleton.pages
            if page.kind in ("topics", "print", "glossary", "sources", "changes", "prose", "translation", "privacy-check", "offline")
        ],
    }


def _moved(skeleton: Skeleton, project: Project) -> dict[str, list[tuple[str, str]]]:
    """Give, by page, the anchors of statements that moved away, and where they lead; of headings that went, nowhere."""
    found: dict[str, list[tuple[str, str]]] = {}
    emptied = Living(project, skeleton.markdown).emptied
    for page in skeleton.pages:
        leads = [(name, "") for name in emptied.get(page.id, ())] + [
            (one.anchor, "../" * page.depth + one.to) for one in project.redirects if one.anchor and one.path == page.path
        ]
        found |= {page.id: leads} if leads else {}
    return found


def filler(made: Frame, locale: Locale, findings: list[Finding]) -> Filler:
    """Make the filler of one locale from its catalogs."""
    localizer = made.project.localizer(locale, findings)
    return fill_with(made, locale, localizer)


def fill_with(made: Frame, locale: Locale, localizer: Localizer) -> Filler:
    """Make the filler of one locale from a localizer."""
    words = made.project.words
    mine: dict[str, Callable[..., str]] = {
        "translation": partial(translation.state, made.skeleton.shown),
        "standings": partial(translation.standings, made.project),
        "card-code": partial(blocks.card_code, made.site_url),
    }
    layouts: dict[str, Callable[..., str]] = {
        name: partial(_with_words, layout, words) for name, layout in {**blocks.LAYOUTS, **mine}.items()
    }
    listed = made.project.search_list(locale)
    script = made.project.root / "overrides/assets/search.js"
    layouts["search"] = lambda filling, page: search.block(filling, page, words, script, listed)
    layouts["preview-image"] = partial(link_previews.tags, made)
    layouts["topics"] = lambda filling, page: topics.block(filling, page, words)
    return Filler(locale, localizer, made.project.content, made.pages, made.skeleton.slots, layouts)


def _with_words(layout: Callable[..., str], words: object, filling: Filler, page: object, *arguments: object) -> str:
    return layout(filling, page, words, *arguments)


def build(
    project: Project,
    locales: Sequence[Locale],
    say: Say = lambda line: None,
    site_url: str | None = None,
    work: Path | None = None,
    as_of: datetime.date = datetime.date(2026, 1, 1),
    printer: Printer | None = None,
    parts: Sequence[Part] = PARTS,
) -> Built:
    """Build the pages of these locales and the whole-site files, all in memory; raise ``Findings`` when one blocks."""
    findings: list[Finding] = list(check_folders(project.locales, project.translations))
    say("reading the content")
    findings += project.loaded[1]
    say(f"making the skeleton: {len(table(project.content, project.words).pages)} pages")
    made = frame(project, locales, site_url, work)
    files: dict[str, bytes] = {}
    fillers = []
    for locale in locales:
        filling = filler(made, locale, findings)
        filling.prints = printer is not None and printable(locale)
        if printer is not None and locale.status != "test" and not filling.prints:
            say(f"no prints in {locale.tag}: publish/fonts.py has no font for its script, {locale.script}")
        say(f"filling {locale.tag}")
        fillers.append(filling)
        for page in made.pages:
            files[f"{locale.tag}/{page.path}index.html"] = filling.fill(made.compiled[page.id], page).encode()
    whole = Whole(made, tuple(fillers), files, as_of, printer)
    for part in parts:
        files |= part(whole)
    findings += left_over(files)
    if any(finding.blocks and not in_catalog(finding) for finding in findings):
        raise Findings(findings)
    return Built(files, tuple(sorted(set(findings))), len(made.pages.pages), len(locales))


def in_catalog(finding: Finding) -> bool:
    """Tell whether a finding is in a catalog: its message falls back to English and every other page goes on."""
    return finding.place.file.endswith(".po")


def left_over(files: dict[str, bytes]) -> Iterator[Finding]:
    """Find marks that no value replaced, anywhere in the site; in packed bytes any three may follow one another."""
    marks = (OPEN.encode(), CLOSE.encode())
    for path, data in files.items():
        if not path.endswith(PACKED) and any(mark in data for mark in marks):
            yield Finding(
                Place(f"site/{path}"),
                "slot-left-over",
                "has a slot that no value replaced.",
                "This is a fault of the program: please report it with the page's name.",
            )


def publish(built: Built, site: Path, aside: Path) -> None:
    """Write the site aside and swap it in; raise ``CouldNotRun`` with the old site whole when that fails."""
    try:
        shutil.rmtree(aside, ignore_errors=True)
        for path, data in sorted(built.files.items()):
            target = aside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        _swap(aside, site)
    except OSError as error:
        raise CouldNotRun(
            f"The site could not be written: {error.strerror or error} ({error.filename}). The published folder is as it was."
        ) from error
    finally:  # Also after Ctrl-C: once swapped in there is nothing left to remove.
        shutil.rmtree(aside, ignore_errors=True)


def _swap(new: Path, site: Path) -> None:
    old = new.with_name(f"{site.name}.old")
    if old.exists() and not site.exists():
        old.rename(site)  # The last build was killed between the two renames below.
    shutil.rmtree(old, ignore_errors=True)
    if site.exists() and not (os.access(site.parent, os.W_OK) and os.access(site, os.W_OK)):
        raise PermissionError(13, "it is read-only", str(site))
    try:
        if site.exists():
            site.rename(old)
        new.rename(site)
    except BaseException:  # Also Ctrl-C: the old site comes back before anything else happens.
        if old.exists() and not site.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)
