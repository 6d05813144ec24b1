"""Show a message to the rules: its words without facts, ids and markup, cut into sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ...content.inline import InlineError, parse, structure
from ...locales import Locale
from ..catalogs import Entry
from .terms import Term, Terms
from .vocabulary import Name, Vocabularies

Structure = tuple[tuple[str, ...], tuple[str, ...], int]
"""Facts, link targets, count of bolds."""

FACT = "\ufffc"
"""Stands for a quoted fact in the words of a message: Unicode's OBJECT REPLACEMENT CHARACTER."""

_MARKUP = re.compile(r"\{[a-z][a-z0-9_]*\}|\[([^\[\]]*)\]\[[a-z0-9-]+\]|\*\*")

STOPS = ".!?。！？｡．؟۔።፧…‽।॥။៕"
"""Marks that end a sentence, in the scripts of Unicode's Sentence_Terminal (UAX 44) that living languages use."""

_CLOSING = "\"'”’»）)」』》］"
_END = rf"(?:[{_CLOSING}]|[\u202f\u00a0]»)*+"
_SENTENCE = re.compile(rf"[{STOPS}]+{_END}[{STOPS}]*(?=\s|$)|[。！？።]{_END}[{STOPS}]*")


_GLOSS = re.compile(r"\s*[(（]([^()（）]*)[)）]")

_ABBREVIATION = re.compile(r"\.\w$|[A-Z]\w+ [A-Z]$|[\"“«「]\u202f?\w+$")
"""An initial (U.S., Ann B. Clark), or a single word in quotes, before a full stop."""


def words(text: str) -> str:
    """Drop markup and ids, keep what is read; a fact becomes one sign."""
    return _MARKUP.sub(lambda found: found.group(1) or ("" if found.group() == "**" else FACT if found.group()[0] == "{" else ""), text)


def sentences(text: str) -> tuple[str, ...]:
    """Cut words into sentences; initials ("U.S. citizens") and bracketed sentences cut nothing."""
    made, start = [], 0
    for found in _SENTENCE.finditer(text):
        rest = text[found.end() :].lstrip()
        before = text[start : found.start()]
        initial = found.group()[0] == "." and _ABBREVIATION.search(before)
        inside = _in_brackets(before, found.group())
        if initial or inside or (rest and (rest[0].islower() or rest[0] in "(（,;:，；、،")):
            continue
        made.append(text[start : found.end()].strip())
        start = found.end()
    if text[start:].strip():
        made.append(text[start:].strip())
    return tuple(made)


@lru_cache(maxsize=10_000)
def source_sentences(text: str) -> tuple[str, ...]:
    """Cut English once for all languages."""
    return sentences(text)


@lru_cache(maxsize=10_000)
def source_words(text: str) -> str:
    """Drop the markup of English once for all languages."""
    return words(text)


def _in_brackets(before: str, end: str) -> bool:
    """Tell whether a sentence ends inside brackets that stand inside another."""
    if "(" not in before and "（" not in before:
        return False
    upto = before + end
    if upto.count("(") + upto.count("（") > upto.count(")") + upto.count("）"):
        return True
    return (
        end[-1] in ")）" and end.strip(STOPS + ")）") == "" and before.lstrip()[:1] not in "(（" and end[0] in STOPS and end[1:2] in ")）"
    )


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
    vocabularies: Vocabularies | None = None
    """What its language is told from others by; none where a message is looked at alone."""

    @property
    def name(self) -> Name:
        """Name it among all catalogs of its language."""
        return self.domain, self.entry.context, self.entry.msgid

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
        return source_words(self.msgid)

    @cached_property
    def words(self) -> str:
        """Give the translated words."""
        return words(self.msgstr)

    @cached_property
    def structures(self) -> tuple[Structure, Structure] | None:
        """Give what the markup of source and translation holds; nothing where the translation's cannot be read."""
        try:
            return structure(parse(self.msgid)), structure(parse(self.msgstr))
        except InlineError:
            return None

    @cached_property
    def settled(self) -> tuple[Term, ...]:
        """List the settled terms that the source names."""
        folded = self.source.casefold()
        return tuple(term for term in self.terms.terms if any(word in folded for word in term.folded) and term.asked.search(self.source))

    @cached_property
    def own(self) -> str:
        """Give the translated words without the English that stands in brackets beside a term."""
        if "(" not in self.words and "（" not in self.words:
            return self.words
        source = self.source.casefold()
        return _GLOSS.sub(
            lambda found: "" if found.group(1).strip().casefold() in source or found.group(1).isascii() else found.group(), self.words
        )

    @cached_property
    def is_list(self) -> bool:
        """Tell whether it is a list of search words, of which each language has its own."""
        return self.context.endswith("/keywords")

    @cached_property
    def sentences(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give the sentences of source and translation."""
        return source_sentences(self.source), sentences(self.words)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Pair the sentences where there are as many in both, else the whole texts."""
        source, made = self.sentences
        return tuple(zip(source, made, strict=True)) if len(source) == len(made) else ((self.source, self.words),)
