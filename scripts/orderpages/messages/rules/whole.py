"""Rules of a whole language: the same words said twice, two things given one word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .message import Message
from .registry import Fault, whole_warning

_SHORTEST = 7
"""Words from which a text should be translated the same way everywhere; shorter ones bend to their place."""


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
