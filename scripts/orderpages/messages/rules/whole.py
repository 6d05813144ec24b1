"""Rules of a whole language: the same words said twice, two things given one word, a text in another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .message import Message
from .registry import Fault, warning, whole_warning

_SHORTEST = 7
"""Words from which a text should be translated the same way everywhere; shorter ones bend to their place."""


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


_FIVE = re.compile(r"[A-Za-z’'-]+(?: [A-Za-z’'-]+){4,}")


@warning("source-left", 'Translate the whole text; a name that stays as it is goes to "same" in terms.yml.')
def source_left(message: Message) -> Iterator[Fault]:
    """No run of five English words is left in a translation, but for names, and in brackets or quotes beside its own words."""
    if len(set(message.words.casefold().split()) & set(message.source.casefold().split())) < 5:
        return
    made = re.sub(r"[(（][^()（）]*[)）]|[“«「][^”»」]*[”»」]", " | ", message.words)
    source = " ".join(re.findall(r"[a-z’'-]+", message.source.casefold()))
    for found in _FIVE.finditer(made):
        words = found.group().casefold().split()
        for at in range(len(words) - 4):
            named = sum(word[0].isupper() for word in found.group().split()[at : at + 5]) > 2
            if " ".join(words[at : at + 5]) in source and not named and message.words != message.source:
                yield Fault(f'has English left in it: "{" ".join(words[at : at + 5])}".')
                return


@whole_warning("translated-differently", "Choose one of the two.")
def translated_differently(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """The same English sentence is translated the same way everywhere."""
    first: dict[str, Message] = {}
    for message in messages:
        if len(message.source.split()) < _SHORTEST or message.is_list:
            continue
        known = first.setdefault(message.msgid, message)
        if _bare(known.words) != _bare(message.words):
            yield message, Fault(f"is translated differently from {known.context}, though the English is the same: {known.msgstr[:80]}")


@whole_warning("translation-reused", "Translate what each of them says.")
def translation_reused(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """English sentences that share few words have different translations."""
    first: dict[str, Message] = {}
    for message in messages:
        if len(message.source.split()) < _SHORTEST or message.is_list:
            continue
        known = first.setdefault(message.msgstr, message)
        one, other = set(_folded(known.source).split()), set(_folded(message.source).split())
        if len(one & other) < _ALIKE * len(one | other):
            yield message, Fault(f'has the same translation as {known.context}, whose English is: "{known.msgid[:80]}"')


_ALIKE = 0.5
"""Share of words that two sentences have in common when they say the same in other words."""


def _bare(text: str) -> str:
    """Drop words in brackets: the English beside a term stands at its first mention only."""
    return re.sub(r"\s*[(（][^()（）]*[)）]", "", text)


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


@whole_warning("terms-merged", "Give each its own word, or the same word with what tells them apart.")
def terms_merged(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """Two terms of the glossary are two words: a paper signed by a judge and one that is not must not sound alike."""
    entries = [message for message in messages if re.fullmatch(r"glossary/[^/]+/term", message.context)]
    first: dict[str, Message] = {}
    for message in entries:
        known = first.setdefault(_folded(_bare(message.words)), message)
        if known is not message:
            yield message, Fault(f"is the same word as {known.context}.")


@whole_warning("language-wrong", "Translate it into the language of this catalog.")
def language_wrong(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """Nearly half the words of a text are words that other texts of its catalog have too (in scripts of several languages)."""
    if len(messages) < _ENOUGH or messages[0].locale.script not in _SHARED:
        return
    texts = [_vocabulary(message) for message in messages]
    seen = Counter(word for words in texts for word in words)
    for message, words in zip(messages, texts, strict=True):
        known = sum(seen[word] > 1 for word in words)
        if len(words) >= _TELLING and known < _KNOWN * len(words):
            yield message, Fault("does not read like the other texts of this language.")


_ENOUGH, _TELLING, _KNOWN = 300, 5, 0.4
"""Messages a catalog needs to know its language by, words a text needs, and the share of them that others must have.

Measured: good texts have 0.56 or more (Arabic 0.33), another language of the script 0.5 or less (most 0.2).
"""

_SHARED = ("Latn", "Arab", "Cyrl", "Deva")
"""Scripts that several languages of a county share; elsewhere another language shows by its letters."""


def _vocabulary(message: Message) -> set[str]:
    if message.is_list:
        return set()
    return set(_WORD.findall(message.words.casefold())) - set(_WORD.findall(message.source.casefold()))


_WORD = re.compile(r"[^\W\d_]{2,}")
