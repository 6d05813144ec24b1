"""Know the words of each language of the site, so that a text in another one shows.

What a language's own catalogs say is its best profile: it is there for every language, speaks of the same things, and
needs no model.  A text is judged by the other messages alone, in both languages, so that it never votes for itself.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Name = tuple[str, str, str]
"""A message among all catalogs of a language: (domain, context, msgid)."""

ENOUGH = 300
"""Texts from which a language is known by its words."""

_UNKNOWN = 5e-5
"""Share of texts that a word nobody has used is taken to stand in: a tenth of a text in two thousand."""

_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Cut a text into its words."""
    return _WORD.findall(text)


@dataclass(frozen=True)
class Vocabulary:
    """Hold the words that the texts of one language use."""

    name: str
    """What the language calls itself."""
    texts: Mapping[Name, frozenset[str]]
    """The words of each text, case-folded."""

    @classmethod
    def of(cls, name: str, texts: Iterable[tuple[Name, str]]) -> Vocabulary:
        """Gather the words of some texts."""
        return cls(name, {text: frozenset(words_of(words.casefold())) for text, words in texts})

    @cached_property
    def counts(self) -> Counter[str]:
        """Count the texts a word stands in."""
        return Counter(word for words in self.texts.values() for word in words)

    def common(self, word: str, without: Name) -> float:
        """Give the share of the other texts that a word stands in."""
        return (self.counts[word] - (word in self.texts.get(without, ()))) / len(self.texts) + _UNKNOWN


@dataclass(frozen=True)
class Vocabularies:
    """Hold what one language is told from: its own words, those of the others in its script, and English."""

    own: Vocabulary
    neighbors: tuple[Vocabulary, ...]
    source: Vocabulary

    def nearer(self, other: Vocabulary, words: Iterable[str], name: Name) -> float:
        """Say how much nearer some words are to another language (natural logarithm of the odds); below 0 they are not.

        The odds are those of naive Bayes over the set of words, both languages taken to be as likely.
        """
        if min(len(self.own.texts), len(other.texts)) < ENOUGH:
            return 0.0
        return sum(math.log(other.common(word, name) / self.own.common(word, name)) for word in sorted(set(words)))
