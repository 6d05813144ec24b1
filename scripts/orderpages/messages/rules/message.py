"""Show a message to the rules: its words without facts, ids and markup, cut into sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ...locales import Locale
from ..catalogs import Entry
from .terms import Terms

FACT = "\ufffc"
"""Stands for a quoted fact in the words of a message: Unicode's OBJECT REPLACEMENT CHARACTER."""

_MARKUP = re.compile(r"\{[a-z][a-z0-9_]*\}|\[([^\[\]]*)\]\[[a-z0-9-]+\]|\*\*")

STOPS = ".!?。！？｡．؟۔።፧…‽।॥။៕"
"""Marks that end a sentence, in the scripts of Unicode's Sentence_Terminal (UAX 44) that living languages use."""

_CLOSING = "\"'”’»）)」』》］]"
_SENTENCE = re.compile(rf"[{STOPS}]+[{_CLOSING}]*(?:[\u202f\u00a0]?»)?(?=\s|$|[^\x00-\u024f\s{STOPS}])|[。！？።][{_CLOSING}]*")


def words(text: str) -> str:
    """Drop markup and ids, keep what is read; a fact becomes one sign."""
    return _MARKUP.sub(lambda found: found.group(1) or ("" if found.group() == "**" else FACT if found.group()[0] == "{" else ""), text)


def sentences(text: str) -> tuple[str, ...]:
    """Cut words into sentences; initials ("U.S. citizens") and bracketed sentences cut nothing."""
    made, start = [], 0
    for found in _SENTENCE.finditer(text):
        rest = text[found.end() :].lstrip()
        before = text[start : found.start()]
        initial = found.group() == "." and re.search(r"(?:^|[\s(.“])\w$", before)
        inside = before.count("(") + before.count("（") > before.count(")") + before.count("）")
        if initial or inside or (rest and (rest[0].islower() or rest[0] in ",;:，；、،")):
            continue
        made.append(text[start : found.end()].strip())
        start = found.end()
    if text[start:].strip():
        made.append(text[start:].strip())
    return tuple(made)


@dataclass(frozen=True)
class Message:
    """Hold one translated message and the language it is in."""

    entry: Entry
    locale: Locale
    terms: Terms
    """The language's own cue lists and settled terms."""
    english: Terms
    """The cue lists of the source language."""
    domain: str = "content"

    @property
    def context(self) -> str:
        """Name it."""
        return self.entry.context

    @property
    def msgid(self) -> str:
        """Give the English, markup included."""
        return self.entry.msgid

    @property
    def msgstr(self) -> str:
        """Give the translation, markup included."""
        return self.entry.msgstr

    @cached_property
    def source(self) -> str:
        """Give the English words."""
        return words(self.msgid)

    @cached_property
    def words(self) -> str:
        """Give the translated words."""
        return words(self.msgstr)

    @cached_property
    def is_list(self) -> bool:
        """Tell whether it is a list of search words, of which each language has its own."""
        return self.context.endswith("/keywords")

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pair the sentences where there are as many in both, else the whole texts."""
        source, made = sentences(self.source), sentences(self.words)
        return tuple(zip(source, made, strict=True)) if len(source) == len(made) else ((self.source, self.words),)
