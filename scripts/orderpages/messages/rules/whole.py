"""Rules of a whole language: the same words said twice, two things given one word, a text in another language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from .message import Message
from .registry import Fault, warning, whole_warning

_SHORTEST = 4
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


@warning("source-left", "Translate the whole text; a name that stays as it is goes to \"same\" in terms.yml.")
def source_left(message: Message) -> Iterator[Fault]:
    """No run of five English words is left in a translation, but in brackets or quotes beside its own words."""
    run = re.compile(r"[A-Za-z’'-]+(?: [A-Za-z’'-]+){4,}")
    made = re.sub(r"[(（][^()（）]*[)）]|[“«「][^”»」]*[”»」]", " | ", message.words)
    source = " ".join(re.findall(r"[a-z’'-]+", message.source.casefold()))
    for found in run.finditer(made):
        words = found.group().casefold().split()
        for at in range(len(words) - 4):
            if " ".join(words[at : at + 5]) in source and message.words != message.source:
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
        if known.msgstr != message.msgstr:
            yield message, Fault(f"is translated differently from {known.context}, though the English is the same: {known.msgstr[:80]}")


@whole_warning("translation-reused", "Translate what each of them says.")
def translation_reused(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """Different English sentences have different translations."""
    first: dict[str, Message] = {}
    for message in messages:
        if len(message.source.split()) < _SHORTEST or message.is_list:
            continue
        known = first.setdefault(message.msgstr, message)
        if _folded(known.msgid) != _folded(message.msgid):
            yield message, Fault(f'has the same translation as {known.context}, whose English is: "{known.msgid[:80]}"')


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


@whole_warning("terms-merged", 'Give each its own word; where the language has only one, say so with "one_word" in terms.yml.')
def terms_merged(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """Two terms of the glossary are two words: a paper signed by a judge and one that is not must not sound alike."""
    entries = [message for message in messages if re.fullmatch(r"glossary/[^/]+/term", message.context)]
    first: dict[str, Message] = {}
    for message in entries:
        known = first.setdefault(_folded(re.sub(r"[(（][^()（）]*[)）]", "", message.words)), message)
        if known is not message and not _one_word(message, known.context.split("/")[1], message.context.split("/")[1]):
            yield message, Fault(f"is the same word as {known.context}.")
    if not messages:
        return
    owners: dict[str, list[str]] = defaultdict(list)
    for term in messages[0].terms.terms:
        for word in dict.fromkeys(term.use):
            owners[word].append(term.id)
    for word, ids in owners.items():
        if len(ids) > 1 and not _one_word(messages[0], *ids):
            about = next((m for m in messages if word in m.words.casefold()), messages[0])
            yield about, Fault(f'has "{word}", which terms.yml settles for {" and for ".join(ids)}.')


def _one_word(message: Message, *ids: str) -> bool:
    return any(set(ids) <= set(group) for group in message.terms.one_word)


@whole_warning("language-wrong", "Translate it into the language of this catalog.")
def language_wrong(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """Most words of a text are words that the other texts of its catalog use."""
    seen: dict[str, set[int]] = defaultdict(set)
    for number, message in enumerate(messages):
        for word in _vocabulary(message):
            if len(seen[word]) < 3:
                seen[word].add(number)
    for number, message in enumerate(messages):
        words = _vocabulary(message)
        if len(words) >= 5 and len(messages) >= _ENOUGH and not message.is_list:
            known = sum(bool(seen[word] - {number}) for word in words)
            if known < 0.25 * len(words):
                yield message, Fault("has hardly a word that the other texts of this language have.")


_ENOUGH = 300
"""Messages a catalog needs before its own words tell its language."""


def _vocabulary(message: Message) -> set[str]:
    text = message.words.casefold()
    if message.locale.script in ("Hant", "Hans", "Jpan"):
        return set(re.findall(r"[^\W\d_]", text))
    return set(re.findall(r"[^\W\d_]{2,}", text)) - set(re.findall(r"[^\W\d_]{2,}", message.source.casefold()) if len(text) > 60 else ())
