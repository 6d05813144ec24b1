"""Turn what people write into what can be compared; overrides/assets/search.js takes the same steps, proved by test."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .tables import SHARED, Table


@dataclass(frozen=True)
class Folding:
    """Fold text of one language: its own table and those of every language."""

    language: Table = field(default_factory=dict)

    @cached_property
    def _letters(self) -> dict[int, str]:
        gone = {code: "" for part in ("marks", "nothing") for first, last in SHARED[part] for code in range(first, last + 1)}
        digits = {zero + number: str(number) for zero in SHARED["zeros"] for number in range(10)}
        own = self.language.get("letters", "")
        letters = SHARED["letters"] | dict(zip(own[::2], own[1::2], strict=True))
        return gone | digits | {ord(letter): into for letter, into in letters.items()}

    def fold(self, text: str) -> str:
        """Write a text without what people leave out or write for one another."""
        small = "".join(letter.lower() for letter in unicodedata.normalize("NFKD", text))
        return unicodedata.normalize("NFC", small.translate(self._letters))

    def words(self, text: str) -> list[str]:
        """Cut a text into words; runs of unspaced scripts into pairs of letters."""
        made: list[str] = []
        for run, unspaced in _runs(self.fold(text)):
            made += [run[at : at + 2] for at in range(max(1, len(run) - 1))] if unspaced else [run]
        return made

    def forms(self, word: str) -> list[str]:
        """List what a word may be without its prefix and ending, itself first; Ethiopic without its vowels."""
        if unspaced(word):
            return [word]
        least = self.language.get("least", 3)
        starts = [word] + [word[len(p) :] for p in self.language.get("before", ()) if word.startswith(p) and len(word) - len(p) >= least]
        made: dict[str, None] = {}
        for start in starts:
            ends = [start] + [
                start[: -len(e)] for e in self.language.get("after", ()) if start.endswith(e) and len(start) - len(e) >= least
            ]
            for end in ends:
                made[self._row(end)] = None
                if end != word and len(end) > least and end[-1] == end[-2]:
                    made[self._row(end[:-1])] = None
        return list(made)

    def consonants(self, word: str) -> str:
        """Write a word by its consonants in Latin letters, to meet "tebeka" with ጠበቃ; empty where nobody types so."""
        native = self.language.get("native")
        if not native:
            return ""
        if word.isascii():
            for old, new in self.language["latin"]:
                word = word.replace(old, new)
            word = re.sub(r"(.)\1", r"\1", word)
            bones = "".join(letter for letter in word if letter not in "aeiou0123456789")
        else:
            bones = "".join(native.get(self._first_of_row(letter), "") for letter in word)
        bones = bones[:-1] if bones.endswith("h") else bones
        return bones if len(bones) >= 3 else ""

    def stops(self, word: str) -> bool:
        """Tell whether a word is too common to tell pages apart."""
        return word in self._stops

    def asks(self, what: Literal["define", "call"], text: str) -> bool:
        """Tell whether a reader asks what a word means, or for a telephone number."""
        folded = f" {' '.join(self.fold(text).split())} "
        return any((phrase if unspaced(phrase) else f" {phrase} ") in folded for phrase in self.language.get(what, ()))

    @cached_property
    def _stops(self) -> frozenset[str]:
        return frozenset(self.language.get("stop", ()))

    def _row(self, word: str) -> str:
        first, last = SHARED["rows"]
        return "".join(chr(ord(letter) // 8 * 8 + 5) if first <= ord(letter) <= last else letter for letter in word)

    def _first_of_row(self, letter: str) -> str:
        first, last = SHARED["rows"]
        return chr(ord(letter) // 8 * 8) if first <= ord(letter) <= last else letter


def unspaced(text: str) -> bool:
    """Tell whether a text starts in a script that is compared by pairs of letters."""
    return any(first <= ord(text[0]) <= last for first, last in SHARED["unspaced"])


def slip(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter more, less, other, or by two that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    return one[start : start + 2] == other[start : start + 2][::-1] and one[start + 2 :] == other[start + 2 :]


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    run, of = "", False
    for letter in text:
        inside, kind = unicodedata.category(letter)[0] in "LMN", unspaced(letter)
        if run and (not inside or kind != of):
            yield run, of
            run = ""
        if inside:
            run, of = run + letter, kind
    if run:
        yield run, of
