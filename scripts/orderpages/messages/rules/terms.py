"""Read what a language settled: ``translations/<folder>/terms.yml``.

The file belongs to translators.  It holds cue lists for *must*, *must not*, *may*, *not*, *unless* and *only*, the
accepted words for each term of the glossary, and how the language is written.  A cue may start with ``^`` (it starts
a word), end with ``$`` (it ends one) and hold ``*`` (any letters); else it stands anywhere.  The English cues stand in
the source language's own ``terms.yml``, because English is a language like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ...findings import Finding, Place, Severity
from ...sources import Node, read_yaml

CUES = ("must_not", "must", "may", "not", "unless", "only")
"""Kinds of words that carry what a rule allows."""


@dataclass(frozen=True)
class Term:
    """Hold one settled term: how English says it, and how the language may."""

    id: str
    english: tuple[str, ...]
    use: tuple[str, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Give the English as a quick look compares it."""
        return tuple(word.strip().casefold() for word in self.english)

    @cached_property
    def asked(self) -> re.Pattern[str]:
        """Match the English, whole words, singular or plural."""
        return re.compile("|".join(rf"(?<!\w){re.escape(word.strip())}(?:s|es)?(?!\w)" for word in self.english), re.IGNORECASE)


@dataclass(frozen=True)
class Terms:
    """Hold the cue lists, terms and writing manners of one language."""

    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    quotes: str = ""
    """The quotation marks it uses, opening and closing by turns; none: not checked.  One sign alone stands for both."""
    narrow_before: str = ""
    """Marks that take a narrow no-break space before them."""
    narrow_after: str = ""
    """Marks that take one after them."""
    never: str = ""
    """Letters of its script that it does not use: those of a neighbour's keyboard."""
    same: tuple[str, ...] = ()
    """English words that it writes alike, and names."""
    doubled: tuple[str, ...] = ()
    """Words that it says twice in a row."""

    @cached_property
    def listed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give the cue lists as a value that can be a key."""
        return tuple(self.cues.items())


_WRITING = ("quotes", "narrow_before", "narrow_after", "never", "same", "doubled", "one_word")


def read(path: Path, name: str, findings: list[Finding]) -> Terms:
    """Read the file of one language; without one nothing is settled."""
    if not path.is_file():
        return Terms()
    node = read_yaml(path, name, findings)
    if node is None or not isinstance(node.value, dict):
        return Terms()
    found: dict[str, Node] = node.value
    for key in found:
        if key not in (*CUES, "terms", "writing"):
            _find(findings, (node.keys or {}).get(key, node.place), f'has the field "{key}", which is not known.', _KNOWN)
    writing = found["writing"].value if "writing" in found else {}
    if not isinstance(writing, dict):
        _find(findings, node.place, 'has a "writing" that is not a group of fields.', _KNOWN)
        writing = {}
    for key, value in writing.items():
        if key not in _WRITING:
            _find(findings, value.place, f'has the field "{key}" in "writing", which is not known.', f"Known are: {', '.join(_WRITING)}.")
    return Terms(
        {key: tuple(word.casefold() for word in _words(found.get(key), findings)) for key in CUES},
        _terms(found.get("terms"), [set(group.split()) for group in _words(writing.get("one_word"), findings)], findings),
        _text(writing.get("quotes")),
        _text(writing.get("narrow_before")),
        _text(writing.get("narrow_after")),
        _text(writing.get("never")),
        tuple(_words(writing.get("same"), findings)),
        tuple(word.casefold() for word in _words(writing.get("doubled"), findings)),
    )


_KNOWN = f"Known are: {', '.join(CUES)}, terms, writing."


def _terms(node: Node | None, alike: list[set[str]], findings: list[Finding]) -> tuple[Term, ...]:
    made: list[Term] = []
    for id, item in (node.value if node and isinstance(node.value, dict) else {}).items():
        fields = item.value if isinstance(item.value, dict) else {}
        english, use = _words(fields.get("english"), findings), _words(fields.get("use"), findings)
        for other in made:
            if (both := set(use) & set(other.use)) and not any({id, other.id} <= group for group in alike):
                words = f'settles "{min(both)}" for {id} and for {other.id}: readers cannot tell them apart.'
                _find(
                    findings,
                    item.place,
                    words,
                    f'Give each its own word; where there is only one, add "{id} {other.id}" to writing: one_word.',
                )
        if english and use:
            made.append(Term(id, tuple(english), tuple(word.casefold() for word in use)))
        else:
            _find(findings, item.place, f"has the term {id} without words.", "Write it as {english: [words], use: [words]}.")
    return tuple(made)


def _words(node: Node | None, findings: list[Finding]) -> list[str]:
    if node is None or node.value is None:
        return []
    if not isinstance(node.value, tuple):
        _find(findings, node.place, f"has {node.kind} where a list of words is expected.", 'Write it as ["one", "two"].')
        return []
    return [item.value for item in node.value if isinstance(item.value, str) and item.value.strip()]


def _text(node: Node | None) -> str:
    return node.value if node and isinstance(node.value, str) else ""


def _find(findings: list[Finding], place: Place, words: str, cure: str) -> None:
    findings.append(Finding(place, "terms-wrong", words, cure, severity=Severity.WARNING))
