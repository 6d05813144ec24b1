"""Rules of meaning: what a rule of law allows or forbids, and the settled terms.

They look for cues: words of which one must stand where English says *must*, *not*, *unless*.  A language's list is
its translators' own (terms.yml).  A cue that is missing is worth a look; that one stands there proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from .message import FACT, Message
from .registry import Fault, error, warning
from .terms import Term, Terms

_CURE = "Compare it with the English: mend it, or add the words that say it to terms.yml."


@lru_cache(maxsize=8)
def _phrases(english: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """Match English cues, the longest first, so that "must not" is no "must"."""
    kinds = {word: kind for kind, words in english for word in words}
    ordered = sorted(kinds, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered)) or '(?!)'})(?!\w)"), kinds


@lru_cache(maxsize=20_000)
def _asked(english: tuple[tuple[str, tuple[str, ...]], ...], sentence: str) -> Counter[str]:
    pattern, kinds = _phrases(english)
    found = Counter(kinds[match] for match in pattern.findall(sentence.casefold()))
    if "must_not" in found:
        found["not"] += found["must_not"]
    return found


def asked(english: Terms, sentence: str) -> Counter[str]:
    """Count the cues of an English sentence by kind; a prohibition is also a negation."""
    return _asked(english.listed, sentence)


@lru_cache(maxsize=256)
def _cue(words: tuple[str, ...], starts: bool) -> re.Pattern[str]:
    """Match a language's cues; in Latin script a cue starts a word, elsewhere prefixes may stand before it."""
    return re.compile("|".join(_written(word, starts) for word in words) or "(?!)")


def _written(cue: str, starts: bool) -> str:
    bare = cue.removeprefix("^").removesuffix("$")
    first = r"(?<!\w)" if cue.startswith("^") or (starts and bare[:1].isalnum()) else ""
    return first + re.escape(bare).replace(r"\*", r"\w*") + (r"(?!\w)" if cue.endswith("$") else "")


def given(message: Message, kind: str, sentence: str) -> int:
    """Count the cues of one kind in a translated sentence; a *may* inside a *must not* is none, as in English."""
    text = f" {sentence.casefold()} "
    if kind == "may":
        text = _found(message, "must_not").sub(lambda forbids: FACT * len(forbids.group()), text)
    return len(_found(message, kind).findall(text))


def _found(message: Message, kind: str) -> re.Pattern[str]:
    return _cue(message.terms.cues.get(kind, ()), message.locale.script == "Latn")


def _lost(message: Message, kind: str) -> Iterator[Fault]:
    if not message.terms.cues.get(kind) or message.is_list or kind not in asked(message.english, message.source):
        return
    for source, made in message.pairs:
        if asked(message.english, source)[kind] > given(message, kind, made):
            name = kind.replace("_", " ")
            cure = f'Compare it with the English. Is "{name}" lost? Mend it. Is it said in other words? Add them under {kind} in terms.yml.'
            yield Fault(f'seems to lack a word for "{name}": {_shown(made)}', cure)
            return


def _shown(sentence: str) -> str:
    return sentence.replace(FACT, "…")[:160]


@warning("negation-lost", _CURE)
def negation_lost(message: Message) -> Iterator[Fault]:
    """A sentence has as many negations as its English has (*not*, *no*, *never*)."""
    yield from _lost(message, "not")


@warning("prohibition-lost", _CURE)
def prohibition_lost(message: Message) -> Iterator[Fault]:
    """A sentence that says *must not* in English has a word for each."""
    yield from _lost(message, "must_not")


@warning("obligation-lost", _CURE)
def obligation_lost(message: Message) -> Iterator[Fault]:
    """A sentence that says *must* in English has a word for each."""
    yield from _lost(message, "must")


@warning("permission-lost", _CURE)
def permission_lost(message: Message) -> Iterator[Fault]:
    """A sentence that says *may* in English has a word for each."""
    yield from _lost(message, "may")


@warning("exception-lost", _CURE)
def exception_lost(message: Message) -> Iterator[Fault]:
    """A sentence that says *unless* or *except* in English has a word for each."""
    yield from _lost(message, "unless")


@warning("only-lost", _CURE)
def only_lost(message: Message) -> Iterator[Fault]:
    """A sentence that says *only* in English has a word for each."""
    yield from _lost(message, "only")


@warning("prohibition-added", _CURE)
def prohibition_added(message: Message) -> Iterator[Fault]:
    """A sentence that allows or demands in English, and denies nothing, does not forbid in the translation."""
    if message.is_list:
        return
    for source, made in message.pairs:
        kinds = asked(message.english, source)
        if kinds and kinds.keys() <= {"must", "may"} and given(message, "must_not", made):
            yield Fault(f"seems to forbid what the English does not forbid: {_shown(made)}")
            return


def _stands(term: Term, message: Message) -> bool:
    text = message.words.casefold()
    return any(word in text for word in term.use)


@warning("term-not-settled", "Use a settled word of terms.yml, or add this one there and to NOTES.md.")
def term_not_settled(message: Message) -> Iterator[Fault]:
    """A term of the glossary is translated with one of its settled words (``terms`` in terms.yml)."""
    if message.is_list:
        return
    for term in message.settled:
        if not _stands(term, message):
            yield Fault(f"has none of the settled words for {term.id}: {', '.join(term.use[:4])}.")
            return


@error("term-swapped", "Use the settled word of the term that the source names.")
def term_swapped(message: Message) -> Iterator[Fault]:
    """The words of one settled term do not stand for another: a paper signed by an office is not one signed by a court."""
    if message.is_list:
        return
    missing = [term for term in message.settled if not _stands(term, message)]
    if not missing:
        return
    text = message.words.casefold()
    for other in message.terms.terms:
        if other in message.settled or not _stands(other, message):
            continue
        for term in missing:
            kin = {word.casefold() for name in term.english for word in name.split()} & {
                word.casefold() for name in other.english for word in name.split()
            }
            word = next(word for word in other.use if word in text)
            if kin and not any(word in use for use in term.use):
                yield Fault(f'has "{word}" ({other.id}) where the source says {term.id}.')
                return
