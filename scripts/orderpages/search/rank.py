"""Rank the pages of an index for what a reader typed; overrides/assets/search.js takes the same steps, proved by test.

How it weighs: a word counts by how few pages it is on (Robertson and Spärck Jones' idea, smoothed), by where on the
page it stands, and by how surely it is the word typed; a page with the same word in many places gains ever less.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from .words import Folding, slip, unspaced

FIELDS = ("title", "answer", "keywords", "asked", "body")
WEIGHTS = (8.0, 1.5, 7.5, 1.0, 0.4)
"""How much a word says by where it stands, field by field."""

LENGTHS = (4.0, 0.0, 0.5, 0.0)
"""Words of a phrase at which a word of it says half as much: in a short one each says more; 0 where length is nothing."""

PARTS = tuple(re.compile(ends) for ends in (r"[(（]", r"\|", r"\|", r"\|"))
"""What cuts a field into phrases, field by field; what a title adds in brackets does not make the title longer."""

PAIR = 0.5
"""How much two neighbouring words add to what each says alone."""

SURE, FORM, STARTS, CONSONANTS, ALIKE, SLIP = 1.0, 0.9, 0.5, 0.6, 0.5, 0.2
"""How surely a word is the one typed: the same, another form, the start of it, ..., one slip away."""

KINDS: Mapping[str, float] = {"guide": 1.2, "provision": 1.0, "contact": 0.95, "term": 0.9, "page": 0.8}
"""What a reader more likely wants, when the words do not decide."""

CALLED = 3.0
"""The same for a contact, when the reader asks for a telephone number."""

DEFINED = 3.5
"""The same for a hard word, when the reader asks what a word means."""

ENTRY_CODES = 48
"""The first character (``0``) that names an entry in the words of the body."""


@dataclass(frozen=True)
class Found:
    """Hold one entry found, and how well it fits."""

    entry: int
    score: float


class Index:
    """Hold an index ready for questions."""

    def __init__(self, data: Mapping[str, Any], folding: Folding) -> None:
        self.entries, self.folding = data["entries"], folding
        self.places: dict[str, dict[int, float]] = {}
        """Word to entry to the weight of the places it stands in."""
        self.pairs: dict[str, dict[int, float]] = {}
        """Two neighbouring words written as one, likewise."""
        for number, entry in enumerate(self.entries):
            for field, weight in enumerate(WEIGHTS[:4]):
                for phrase in PARTS[field].split(entry[2 + field]):
                    words = folding.words(phrase)
                    told = max(1, sum(not folding.stops(word) for word in words))
                    says = weight * LENGTHS[field] / (LENGTHS[field] + told) if LENGTHS[field] else weight
                    self._add(self.places, set(words), number, says)
                    self._add(self.pairs, {a + b for a, b in pairwise(words)}, number, says)
        for line in data["body"].split("\n"):
            word, _, numbers = line.partition(" ")
            for code in numbers:
                self._add(self.places, (word,), ord(code) - ENTRY_CODES, WEIGHTS[4])

    @staticmethod
    def _add(to: dict[str, dict[int, float]], words: Iterable[str], number: int, weight: float) -> None:
        for word in words:
            held = to.setdefault(word, {})
            held[number] = held.get(number, 0.0) + weight

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for word in self.places:
            for form in self.folding.forms(word):
                made.setdefault(form, []).append(word)
        return made

    @cached_property
    def _consonants(self) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for word in self.places:
            if not word.isascii():
                for form in (word, *self.folding.forms(word)):
                    made.setdefault(self.folding.consonants(form), []).append(word)
        made.pop("", None)
        return made

    def meant(self, typed: str) -> dict[str, float]:
        """List the words of the index that a typed word may be, and how surely."""
        found: dict[str, float] = {}

        def may_be(word: str, sure: float) -> None:
            if found.get(word, 0.0) < sure:
                found[word] = sure

        if typed in self.places:
            may_be(typed, SURE)
        if unspaced(typed):
            return found
        for form in self.folding.forms(typed):
            for word in self._forms.get(form, ()):
                may_be(word, FORM)
        if typed.isascii():
            for word in self._consonants.get(self.folding.consonants(typed), ()):
                may_be(word, CONSONANTS)
        for word in self.places:
            if len(typed) >= 3 and word.startswith(typed):
                may_be(word, STARTS)
            elif len(typed) >= 4 and len(word) >= 4:
                if _alike(typed, word):
                    may_be(word, ALIKE)
                elif slip(typed, word):
                    may_be(word, SLIP)
        return found

    def find(self, typed: str) -> list[Found]:
        """Rank the entries for what was typed, best first."""
        words = self.folding.words(typed)
        telling = [word for word in words if not self.folding.stops(word)] or words
        scores: dict[int, float] = {}
        for word in dict.fromkeys(telling):
            held: dict[int, float] = {}
            for meant, sure in self.meant(word).items():
                for number, weight in self.places[meant].items():
                    held[number] = max(held.get(number, 0.0), weight * sure)
            for number, weight in self.pairs.get(word, {}).items():
                held[number] = max(held.get(number, 0.0), weight * FORM)
            self._score(scores, held)
        told = set(telling)
        for pair in dict.fromkeys(a + b for a, b in pairwise(words) if a in told or b in told):
            held = dict(self.pairs.get(pair, {}))
            for number, weight in ({} if unspaced(pair) else self.places.get(pair, {})).items():
                held[number] = max(held.get(number, 0.0), weight)
            self._score(scores, held, PAIR)
        kinds = dict(KINDS)
        if self.folding.asks("define", typed):
            kinds["term"] = DEFINED
        if self.folding.asks("call", typed):
            kinds["contact"] = CALLED
        made = [Found(number, round(score * kinds[self.entries[number][1]], 6)) for number, score in scores.items()]
        return sorted(made, key=lambda found: (-found.score, found.entry))

    def _score(self, scores: dict[int, float], held: Mapping[int, float], says: float = 1.0) -> None:
        rare = says * math.log(1 + len(self.entries) / (1 + len(held)))
        for number, weight in held.items():
            scores[number] = scores.get(number, 0.0) + rare * weight / (weight + 2.0)


def _alike(one: str, other: str) -> bool:
    """Tell whether two words start alike for most of their length: forms no table knows."""
    most = max(len(one), len(other))
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return same >= 4 and same >= 0.7 * most
