"""Compile skeleton HTML to literals and slots, each slot with the place it stands in.

The HTML is read by a browser's parser (lexbor) and written anew from its tree, so that what was understood is
what is published.  A slot is allowed as text, in an attribute, in ``<title>``, in JSON, and as a whole block;
anywhere else (a tag name, a script, a comment) it is a finding, because no escaping is right there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from ..findings import Finding, Place
from ..pages.slots import CLOSE, MARK, OPEN, Block, SlotTable, Value, parts


class At(Enum):
    """Where a slot stands: how what fills it must be written."""

    TEXT = "text"
    PLAIN = "text that holds no links"
    """Inside a link, heading, button or summary."""
    TITLE = "title"
    ATTRIBUTE = "attribute"
    WHOLE = "whole attribute"
    """The attribute with its name; left out when the slot has no value."""
    URL = "URL"
    JSON = "JSON"
    BLOCK = "block"
    LANGUAGE = "language of a slot"
    """``lang`` and ``dir`` of the element, when its slot falls back to English."""


@dataclass(frozen=True)
class Spot:
    """Hold one place to fill: which slot, where it stands."""

    slot: int
    at: At
    name: str = ""
    """For ``WHOLE``: the attribute's name."""


Piece = str | Spot


@dataclass(frozen=True)
class Compiled:
    """Hold one page as literals and places."""

    page: str
    pieces: tuple[Piece, ...]


VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
_RAW = frozenset(("script", "style"))
_URLS = frozenset(("href", "src", "action", "formaction", "poster", "data", "cite"))
_NO_LINKS = frozenset(["a", "button", "summary", "h1", "h2", "h3", "h4", "h5", "h6", "label", "option", "text"])
_SPACE = re.compile(r"[ \t\r\n\f]+")


def compile_page(page: str, html: str, slots: SlotTable, findings: list[Finding]) -> Compiled:
    """Compile one page of the skeleton."""
    work = _Work(page, slots, findings)
    root = LexborHTMLParser(html).root
    pieces: list[Piece] = ["<!doctype html>"]
    if root is not None:
        pieces += work.element(root, frozenset())
    return Compiled(page, tuple(_joined(pieces)))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Join neighbouring literals."""
    literal = ""
    for piece in pieces:
        if isinstance(piece, str):
            literal += piece
            continue
        if literal:
            yield literal
            literal = ""
        yield piece
    if literal:
        yield literal


@dataclass
class _Work:
    page: str
    slots: SlotTable
    findings: list[Finding]

    def wrong(self, words: str) -> None:
        self.findings.append(
            Finding(
                Place(f"skeleton of {self.page}"),
                "slot-misplaced",
                words,
                "Move the text in the template: a slot may stand in text, in an attribute, in JSON, or be a block.",
            )
        )

    def element(self, node: Any, inside: frozenset[str]) -> Iterator[Piece]:
        tag = node.tag
        if OPEN in tag or CLOSE in tag:
            self.wrong("has a slot in a tag name.")
            return
        attributes = dict(node.attributes)
        block = self._block(tag, node, attributes)
        if block is not None:
            yield Spot(block, At.BLOCK)
            return
        yield f"<{tag}"
        yield from self._attributes(tag, attributes)
        if tag == "title":
            for part in parts(_text(node)):
                if isinstance(part, int):
                    yield Spot(part, At.LANGUAGE)
                    break
        yield ">"
        if tag in VOID:
            return
        if tag in _RAW:
            yield from self._raw(tag, attributes, _text(node))
        elif tag == "title":
            for part in parts(" ".join(_text(node).split())):
                yield Spot(part, At.TITLE) if isinstance(part, int) else _escaped(part)
        else:
            yield from self._children(node, inside | {tag})
        yield f"</{tag}>"

    def _block(self, tag: str, node: Any, attributes: dict[str, str | None]) -> int | None:
        """Give the block slot an element holds and nothing else; the block stands in its place."""
        held = attributes.get("content") if tag == "meta" else _text(node).strip() if tag in ("div", "p") and _only_text(node) else None
        match = MARK.fullmatch(held or "")
        if match and isinstance(self.slots.slots[int(match.group(1))], Block):
            return int(match.group(1))
        return None

    def _attributes(self, tag: str, attributes: dict[str, str | None]) -> Iterator[Piece]:
        language: int | None = None
        for name, value in attributes.items():
            if OPEN in name:
                self.wrong("has a slot in an attribute's name.")
                continue
            found = parts(value or "")
            numbers = [part for part in found if isinstance(part, int)]
            if numbers and (name.startswith("on") or name in ("style", "srcdoc", "id", "class")):
                self.wrong(f'has a slot in the attribute "{name}".')
                continue
            if len(found) == 1 and numbers and isinstance(self.slots.slots[numbers[0]], Value) and name not in _URLS:
                yield Spot(numbers[0], At.WHOLE, name)
                continue
            if not value:
                yield f" {name}" if name != "alt" else ' alt=""'
                continue
            yield f' {name}="'
            for part in found:
                yield _escaped(part) if isinstance(part, str) else Spot(part, At.URL if name in _URLS else At.ATTRIBUTE)
            yield '"'
            if numbers and tag in VOID and "lang" not in attributes:
                language = numbers[0]
        if language is not None:
            yield Spot(language, At.LANGUAGE)

    def _raw(self, tag: str, attributes: dict[str, str | None], text: str) -> Iterator[Piece]:
        if OPEN not in text:
            yield text
        elif tag == "script" and attributes.get("type") == "application/ld+json":
            for part in parts(text):
                yield Spot(part, At.JSON) if isinstance(part, int) else part
        else:
            self.wrong(f"has a slot inside <{tag}>.")

    def _children(self, node: Any, inside: frozenset[str]) -> Iterator[Piece]:
        at = At.PLAIN if inside & _NO_LINKS else At.TEXT
        child = node.child
        while child is not None:
            if child.tag == "-text":
                text = child.text_content or ""
                text = text if inside & {"pre", "textarea"} else _SPACE.sub(lambda run: "\n" if "\n" in run.group() else " ", text)
                for part in parts(text):
                    if isinstance(part, str):
                        yield _escaped(part)
                    elif isinstance(self.slots.slots[part], Block):
                        self.wrong("has a block slot in the middle of text.")
                    else:
                        yield Spot(part, at)
            elif child.tag == "-comment":
                if OPEN in (child.html or ""):
                    self.wrong("has a slot inside a comment.")
            else:
                yield from self.element(child, inside)
            child = child.next


def _text(node: Any) -> str:
    child, text = node.child, ""
    while child is not None:
        text += child.text_content or "" if child.tag == "-text" else ""
        child = child.next
    return text


def _only_text(node: Any) -> bool:
    child = node.child
    while child is not None:
        if child.tag != "-text":
            return False
        child = child.next
    return True


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
