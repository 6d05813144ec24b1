"""Parse the inline markup a text may hold: bold, reference links and quoted facts; nothing else.

The subset is small on purpose.  A text is content, often a stranger's; what cannot be written cannot be
smuggled.  Parsing is one regular-expression scan, linear in the text, so no text can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(r"\*\*|\[([^\[\]]*)\]\[([a-z0-9-]+)\]|\{([a-z][a-z0-9_]*)\}|[\[\]{}<>`*\\]|[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
"""The last signs have no look (controls) or no meaning (private use: our own marks of slots)."""


@dataclass(frozen=True)
class Words:
    """Hold plain text."""

    text: str


@dataclass(frozen=True)
class Quoted:
    """Quote a fact (or, in words of the site, an argument) by its id: ``{casa_hotline}``."""

    fact: str


@dataclass(frozen=True)
class Link:
    """Link to a page, provision, question, term or contact by its id: ``[label][id]``."""

    label: str
    target: str


@dataclass(frozen=True)
class Bold:
    """Hold words in bold: ``**words**``."""

    children: tuple[Words | Quoted | Link, ...]


Inline = Words | Quoted | Link | Bold


class InlineError(ValueError):
    """Say what in a text is outside the subset; ``args`` are the words and the cure."""

    @property
    def words(self) -> str:
        """What is wrong."""
        return str(self.args[0])

    @property
    def cure(self) -> str:
        """What to do."""
        return str(self.args[1])


def parse(text: str) -> tuple[Inline, ...]:
    """Parse a text into its inline tree; raise ``InlineError`` on anything outside the subset."""
    tree: list[Inline] = []
    bold: list[Words | Quoted | Link] | None = None
    position = 0
    for match in _TOKEN.finditer(text):
        into: list = tree if bold is None else bold
        if match.start() > position:
            into.append(Words(text[position : match.start()]))
        position = match.end()
        token = match.group()
        if match.group(2) is not None:
            if not match.group(1).strip():
                raise InlineError(f"has a link without words: {token}", "Write it as [words][id].")
            into.append(Link(match.group(1), match.group(2)))
        elif match.group(3) is not None:
            into.append(Quoted(match.group(3)))
        elif token == "**":
            if bold is None:
                bold = []
            else:
                if not bold:
                    raise InlineError("has ** with nothing in between.", "Take both ** out, or write the bold words between them.")
                tree.append(Bold(tuple(bold)))
                bold = None
        else:
            shown = token if token.isprintable() else f"U+{ord(token):04X}"
            raise InlineError(
                f'has the sign "{shown}", which is not allowed here.', "Allowed are only **bold**, [words][id] and {fact_id}."
            )
    if bold is not None:
        raise InlineError("has ** without a second **.", "Close the bold words with **, or take the ** out.")
    if position < len(text):
        tree.append(Words(text[position:]))
    return tuple(tree)


def flat(tree: tuple[Inline, ...]) -> Iterator[Inline]:
    """Walk a tree, bold first, then what it holds."""
    for part in tree:
        yield part
        if isinstance(part, Bold):
            yield from part.children


def structure(tree: tuple[Inline, ...]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Reduce a tree to what a translation must keep: facts and link targets, each once, and the count of bolds.

    Order is free, because languages order words differently; how often is not.
    """
    parts = tuple(flat(tree))
    return (
        tuple(sorted(part.fact for part in parts if isinstance(part, Quoted))),
        tuple(sorted(part.target for part in parts if isinstance(part, Link))),
        sum(isinstance(part, Bold) for part in parts),
    )


def plain(text: str) -> str:
    """Drop the markup, keep the words: labels stay, facts stay as ``{id}``."""
    return re.sub(r"\[([^\[\]]*)\]\[[a-z0-9-]+\]", r"\1", text).replace("**", "")
