"""Cut pages of prose exactly where the renderer cuts: by Python-Markdown's own block parser.

A tree of blocks whose text is still raw Markdown is what the renderer has just before inline parsing; its
texts are the segments.  CommonMark parsers cut 18 % of segments differently.  Putting other texts back is
proved on the spot: the page is cut again and must give those texts, in that order, in the same blocks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import markdown

from ..findings import Finding, Place

EXTENSIONS = ("attr_list", "sane_lists")
"""What prose is written in; mkdocs.yml lists at least these."""

LONGEST_PAGE = 50_000
"""Characters a page of prose may have: the block parser's time grows with their square (900,000 take two minutes)."""

_BLOCKS = {"h2", "h3", "p", "ul", "ol", "li"}
_ID = re.compile(r"(?<!\s)\s*\{:?\s*#([a-z0-9-]+)\s*\}\s*$")


def cut(body: str, place: Place, findings: list[Finding]) -> list[tuple[str, str, int]]:
    """Cut a page: (text, block, line) for each segment, in order."""
    if len(body) > LONGEST_PAGE:
        words = f"has {len(body):,} characters; at most {LONGEST_PAGE:,} are a page."
        findings.append(Finding(place, "page-too-long", words, "Split it into several pages."))
        return []
    blocks = _parse(body)
    before = len(findings)
    segments, position = [], 0
    for tag, raw in blocks:
        found = body.find(raw, position) if raw else -1
        line = place.line + body.count("\n", 0, max(found, position))
        where = Place(place.file, line)
        if tag not in _BLOCKS:
            findings.append(
                Finding(
                    where,
                    "prose-block",
                    f"has a block that pages of prose may not hold ({tag}).",
                    "Use paragraphs, ## headings and lists only.",
                )
            )
            continue
        if raw and found < 0:
            findings.append(
                Finding(
                    where,
                    "prose-lines",
                    "has a text broken over lines in a way that cannot be followed.",
                    "Write each paragraph and each list entry on one line.",
                )
            )
            continue
        if not raw:
            continue
        position = found + len(raw)
        if tag.startswith("h") and not _ID.search(raw):
            findings.append(
                Finding(
                    where,
                    "heading-without-id",
                    f'has the heading "{raw}" without a fixed id.',
                    "End it with {#words-of-your-own}: links depend on it.",
                )
            )
        segments.append((" ".join(_ID.sub("", raw).split()), tag, line))
    if len(findings) == before and not _can_be_replaced(body):
        findings.append(
            Finding(
                place,
                "prose-lines",
                "is cut differently once its texts are translated.",
                "Take out {#ids} that stand alone; write each paragraph and each list entry on one line.",
            )
        )
    return segments


def _can_be_replaced(body: str) -> bool:
    """Prove it with words of one letter, while there is still a finding to give."""
    try:
        replaced(body, lambda text: "x")
    except ValueError:
        return False
    return True


def replaced(body: str, put: Callable[[str], str]) -> str:
    """Put another text for each segment; refuse (``ValueError``) when the page would be cut otherwise."""
    pieces, position = [], 0
    wanted = []
    for tag, raw in _parse(body):
        if not raw:
            continue
        text = _ID.sub("", raw)
        found = body.index(text, position)
        other = put(" ".join(text.split()))
        pieces += [body[position:found], other]
        position = found + len(text)
        wanted.append((tag, other))
    result = "".join((*pieces, body[position:]))
    if [(tag, _ID.sub("", raw)) for tag, raw in _parse(result) if raw] != wanted:
        raise ValueError("the page is cut differently after its texts are replaced")
    return result


def _parse(body: str) -> list[tuple[str, str]]:
    parser = markdown.Markdown(extensions=list(EXTENSIONS))
    lines = body.split("\n")
    for step in parser.preprocessors:
        lines = step.run(lines)
    root = parser.parser.parseDocument(lines).getroot()
    assert root is not None
    if parser.htmlStash.rawHtmlBlocks:
        return [("HTML", "")]
    return list(_texts(root))


def _texts(element: Element) -> Iterator[tuple[str, str]]:
    for child in element:
        yield child.tag, (child.text or "").strip()
        yield from _texts(child)
