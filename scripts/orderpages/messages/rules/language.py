"""Rules of language: English left over, another language pasted in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .message import FACT, Message, sentences
from .registry import Fault, warning, whole_warning
from .vocabulary import ENOUGH, Vocabulary, words_of


@warning("same-as-source", 'Translate it; a name that stays as it is goes to "same" in terms.yml.')
def same_as_source(message: Message) -> Iterator[Fault]:
    """A translation differs from its source, but for names (``same`` in terms.yml), abbreviations and pure facts."""
    bare = message.words.strip(" .,:;–-\ufffc")
    if message.words.strip() == message.source.strip() and re.search(r"[^\W\d_]", bare):
        left = bare
        for name in sorted(message.terms.same, key=len, reverse=True):
            left = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", left)
        if re.search(r"[^\W\d_]", re.sub(r"\b[A-Z]{2,6}\b", "", left)):
            yield Fault("is the same as its source.")


_QUOTED = re.compile(r"[(（][^()（）]*[)）]|[“«「][^”»」]*[”»」]")
_FIVE = re.compile(r"[A-Za-z’'-]+(?:,? [A-Za-z’'-]+){4,}")


@warning("source-left", 'Translate the whole text; a name that stays as it is goes to "same" in terms.yml.')
def source_left(message: Message) -> Iterator[Fault]:
    """No run of five English words is left in a translation, but for names, and in brackets or quotes beside its own words."""
    if message.is_list or len(set(message.words.casefold().split()) & set(message.source.casefold().split())) < 5:
        return
    made = _QUOTED.sub(" | ", message.words)
    source = " ".join(re.findall(r"[a-z’'-]+", message.source.casefold()))
    for found in _FIVE.finditer(made):
        words = found.group().casefold().replace(",", "").split()
        for at in range(len(words) - 4):
            named = sum(word[0].isupper() for word in found.group().split()[at : at + 5]) > 2
            if " ".join(words[at : at + 5]) in source and not named and message.words != message.source:
                yield Fault(f'has English left in it: "{" ".join(words[at : at + 5])}".')
                return


@warning("language-of-neighbor", "Translate it into the language of this catalog.")
def language_of_neighbor(message: Message) -> Iterator[Fault]:
    """The words of a sentence are more usual in its own language than in English or another language of the site in its script."""
    if message.is_list or message.vocabularies is None:
        return
    known, names = message.vocabularies, {word.casefold() for word in words_of(message.source)}
    for sentence in sentences(message.own):
        words = {word.casefold() for word in words_of(sentence)} - names
        if len(words) >= _FEWEST:
            for other in known.neighbors:
                if known.nearer(other, words, message.name) > _SURE:
                    yield _reads_like(other, sentence)
                    return
        # English names keep their capital letters in every language; what is left over does not.
        small = [word for word in words_of(_QUOTED.sub(" ", sentence)) if not word[0].isupper()]
        english = sum(word in known.source.counts for word in small)
        if message.locale.script != "Latn" and small and "".join(words_of(sentence)).isascii() and len(words_of(sentence)) > 1:
            yield _reads_like(known.source, sentence)
            return
        if english >= _FEWEST and known.nearer(known.source, small, message.name) > _SURE:
            yield _reads_like(known.source, sentence)
            return


def _reads_like(other: Vocabulary, sentence: str) -> Fault:
    return Fault(f'reads like {other.name}: "{sentence.replace(FACT, "…")[:120]}"')


_FEWEST, _SURE = 3, 1.0
"""Words of its own that a sentence needs, and the logarithm of the odds, 2.7 to 1.

Measured over every sentence of six languages (benchmarks/seeded_errors.md): nearer to another language are at most 2 of 2,700
good ones, and all but 22 of 2,700 of another language, the worst pair being Spanish and Portuguese.
"""


@whole_warning("language-wrong", "Translate it into the language of this catalog.")
def language_wrong(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """Nearly half the words of a text are words that other texts of its catalog have too (in scripts of several languages)."""
    if len(messages) < ENOUGH or messages[0].locale.script not in _SHARED:
        return
    texts = [_vocabulary(message) for message in messages]
    seen = Counter(word for words in texts for word in words)
    for message, words in zip(messages, texts, strict=True):
        known = sum(seen[word] > 1 for word in words)
        if len(words) >= _TELLING and known < _SHARED[messages[0].locale.script] * len(words):
            yield message, Fault("does not read like the other texts of this language.")


_TELLING = 5
"""Words a text needs."""

_SHARED = {"Latn": 0.5, "Cyrl": 0.5, "Deva": 0.5, "Arab": 0.4}
"""Scripts that several languages of a county share (elsewhere another language shows by its letters), and the share of a
text's words that others must have.

Measured: good texts have 0.56 or more in Latin script, 0.33 in Arabic, which writes small words joined; another language
has 0.5 or less, nearly always 0.2.
"""


def _vocabulary(message: Message) -> set[str]:
    if message.is_list:
        return set()
    return set(_WORD.findall(message.words.casefold())) - set(_WORD.findall(message.source.casefold()))


_WORD = re.compile(r"[^\W\d_]{2,}")
