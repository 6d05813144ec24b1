"""Load ``docs/`` into one ``Content``, with every finding at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ..findings import Finding, Findings, Place, blocking
from ..records import Reading, Text, read, read_list
from ..sources import Node, parse_yaml, read_text, read_yaml, split_front_matter
from . import prose
from .check import check
from .model import Card, Change, Contact, Content, Event, Group, Guide, Printed, Prose, ProseHead, Question, Site, Term, Verified
from .order import Fact, Instrument, Order, Source

LISTS: dict[str, tuple[type, str]] = {
    "groups": (Group, "groups"),
    "instruments": (Instrument, "instruments"),
    "questions": (Question, "questions"),
    "glossary": (Term, "glossary"),
    "contacts": (Contact, "contacts"),
    "timeline": (Event, "timeline"),
    "changes": (Change, "changes"),
    "facts": (Fact, ""),
    "sources": (Source, ""),
    "cards": (Card, "cards"),
    "printed": (Printed, ""),
}
"""Files that hold a list: what of, and the first part of its message contexts."""

OPTIONAL = frozenset(("cards", "printed"))
"""Files a publisher may leave out."""


def load(docs: Path, name: str = "docs") -> tuple[Content, tuple[Finding, ...]]:
    """Load and check the content under ``docs``; raise ``Findings`` when any of them blocks.

    The second value holds the warnings. ``name`` is how the folder is called in findings.
    """
    reading = Reading()
    if not docs.is_dir() or not any(docs.iterdir()):
        raise Findings(
            [
                Finding(
                    Place(name), "docs-empty", "has no content.", "Start with docs/site.yml and docs/order.yml; docs/README.md shows how."
                )
            ]
        )
    lists = {stem: _list(docs, name, stem, cls, scope, reading) for stem, (cls, scope) in LISTS.items()}
    site = _one(docs, name, "site", Site, "site", reading)
    order = _one(docs, name, "order", Order, "", reading)
    guides = _guides(docs, name, reading)
    pages = _pages(docs, name, reading)
    _unknown_files(docs, name, reading)
    order = order or Order(())
    content = Content(
        # A site with findings is looked past, so that those of all other files are told at once with them.
        site=site,
        groups=lists["groups"],
        instruments=lists["instruments"],
        order=replace(order, provisions=_in_groups(order.provisions, lists["groups"])),
        guides=_in_groups(guides, lists["groups"]),
        questions=lists["questions"],
        terms=lists["glossary"],
        contacts=lists["contacts"],
        timeline=lists["timeline"],
        changes=lists["changes"],
        prose=pages,
        facts=lists["facts"],
        sources=lists["sources"],
        verified=_one(docs, name, "verified", Verified, "verified", reading) if (docs / "verified.yml").is_file() else None,
        cards=lists["cards"],
        printed=lists["printed"],
    )
    causes = frozenset(reading.findings)
    check(content, reading)
    findings = tuple(sorted(set(reading.findings)))
    if blocking(findings):
        raise Findings(findings, causes)  # A file that cannot be read is missed by others.
    return content, findings


def _list(docs: Path, name: str, stem: str, cls: type, scope: str, reading: Reading) -> tuple:
    node = _file(docs, name, stem, reading)
    return () if node is None else read_list(cls, node, scope, reading)


def _one(docs: Path, name: str, stem: str, cls: type, scope: str, reading: Reading) -> Any:
    node = _file(docs, name, stem, reading)
    return None if node is None else read(cls, node, scope, reading)


def _file(docs: Path, name: str, stem: str, reading: Reading) -> Node | None:
    path, shown = docs / f"{stem}.yml", f"{name}/{stem}.yml"
    if not path.is_file():
        if stem in OPTIONAL:
            return None
        reading.find(Place(shown), "file-missing", "is missing.", "Restore it, or start it with a line that holds only: []")
        return None
    return read_yaml(path, shown, reading.findings)


def _guides(docs: Path, name: str, reading: Reading) -> tuple[Guide, ...]:
    guides = []
    for path in sorted((docs / "guidance").glob("*.yml")):
        shown = f"{name}/guidance/{path.name}"
        node = read_yaml(path, shown, reading.findings)
        guide = None if node is None else read(Guide, node, "", reading)
        if guide is None:
            continue
        if guide.id != path.stem:
            reading.find(
                Place(shown, 1), "file-name", f'holds the guide "{guide.id}".', f"Name the file {guide.id}.yml: people look for it there."
            )
        guides.append(guide)
    return tuple(guides)


def _pages(docs: Path, name: str, reading: Reading) -> tuple[Prose, ...]:
    pages = []
    for path in sorted((docs / "pages").glob("*.md")):
        shown = f"{name}/pages/{path.name}"
        text = read_text(path, shown, reading.findings)
        if text is None:
            continue
        head, body, lines = split_front_matter(text)
        node = parse_yaml(head, shown, reading.findings, 1) if head else None
        if node is None or not isinstance(node.value, dict):
            reading.find(
                Place(shown, 1),
                "front-matter-missing",
                "has no front matter.",
                "Start it with a line ---, then id, title and description, then a line ---.",
            )
            continue
        place = Place(shown, lines + 1)
        page_id = node.value.get("id")
        scope = page_id.value if page_id is not None and isinstance(page_id.value, str) else path.stem
        cut = prose.cut(body, place, reading.findings)
        page = read(ProseHead, node, "", reading)
        if page is None:
            continue
        segments = tuple(dict.fromkeys(Text(scope, words, Place(shown, line), tag) for words, tag, line in cut))
        pages.append(Prose(page.id, page.title, page.description, page.sources, body, segments))
    return tuple(pages)


def _unknown_files(docs: Path, name: str, reading: Reading) -> None:
    known = {f"{stem}.yml" for stem in (*LISTS, "site", "order", "redirects", "verified")}
    top = [path for path in docs.glob("*.y*ml") if path.name not in known]
    below = [
        path for folder, end in (("guidance", ".yml"), ("pages", ".md")) for path in (docs / folder).glob("[!._]*") if _nearly(path, end)
    ]
    for path in sorted((*top, *below)):
        reading.find(
            Place(f"{name}/{path.relative_to(docs).as_posix()}"),
            "file-unknown",
            "is a file nothing reads.",
            f"Known are: {', '.join(sorted(known))}, guidance/*.yml and pages/*.md.",
        )


def _nearly(path: Path, end: str) -> bool:
    """Tell whether a file's name nearly ends as it should: as .yaml, .YML or .txt, which editors like to choose."""
    return path.suffix != end and path.suffix.lower() in (".yml", ".yaml", ".md", ".markdown", ".txt")


def _in_groups(items: tuple, groups: tuple[Group, ...]) -> tuple:
    rank = {group.id: number for number, group in enumerate(groups)}
    return tuple(sorted(items, key=lambda item: (rank.get(item.group, len(rank)), item.position, item.id)))
