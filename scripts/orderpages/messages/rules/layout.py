"""Rules of layout: length, sentences, end marks, spaces, quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .message import FACT, Message
from .registry import Fault, error, warning, whole_warning


@error("translation-empty", "Translate the words, or leave the translation quite empty: English is shown then.")
def translation_empty(message: Message) -> Iterator[Fault]:
    """A translation has words where its source has words."""
    if not _letters(message.words) and _letters(message.source):
        yield Fault("has a translation without a word.")


def _letters(text: str) -> bool:
    return any(map(str.isalpha, text))


@error("translation-too-long", "Shorten it, or take out what was pasted in by mistake.", final=True)
def translation_too_long(message: Message) -> Iterator[Fault]:
    """A translation has at most four times the characters of its source and two hundred more."""
    if len(message.msgstr) > 4 * len(message.msgid) + 200:
        yield Fault(f"has {len(message.msgstr):,} characters, its source has {len(message.msgid)}.")


_WIDE = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]+")
_NO_WIDTH = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u200b-\u200f]+")


@lru_cache(maxsize=50_000)
def width(text: str) -> int:
    """Measure a text in Latin letters: East Asian characters are two wide (UAX 11, Wide and Fullwidth), marks none."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, _WIDE.findall(text))) - sum(map(len, _NO_WIDTH.findall(text)))


LABEL = 40
"""Characters up to which a source is a label: title, button, table cell, menu entry."""

_TYPICAL = 50
"""Sentences from which a catalog tells how long its language runs; a smaller one is taken to run like English."""

_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")


def _widths(messages: Sequence[Message]) -> Iterator[tuple[Message, float, int, int]]:
    """Give each text's width against what is usual in its language: 1.0 is usual."""
    found = [(one, len(one.source), width(one.own)) for one in messages if not one.is_list]
    long = sorted(made / source for _, source, made in found if source > LABEL)
    usual = long[len(long) // 2] if len(long) >= _TYPICAL else 1.0
    return ((one, made / source / usual, source, made) for one, source, made in found if source)


@whole_warning("translation-long", "Shorten it, or take out what was added; a menu, a title or a table cell must hold it on a phone.")
def translation_long(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """A text is not twice as wide as such texts usually are in its language; a label three times and 12 letters more."""
    for message, share, source, made in _widths(messages):
        if share <= 2:
            continue
        bare = width(_BRACKETS.sub("", message.words))
        if bare / made * share > 2 if source > LABEL else bare > 3 * source + 12 and not message.source.isupper():
            yield message, Fault(f"is {bare} letters wide, its source {source}.")


@whole_warning("translation-short", "Compare it with the source: is a part missing?")
def translation_short(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """A sentence has at least half the width that such sentences usually have in its language."""
    for message, share, source, made in _widths(messages):
        if source > LABEL and share < 0.5:
            yield message, Fault(f"is {made} letters wide, its source {source}.")


@whole_warning("sentence-count", "Compare sentence by sentence: is one missing or added?")
def sentence_count(messages: Sequence[Message]) -> Iterator[tuple[Message, Fault]]:
    """A text has as many sentences as its source, by the language's own stops; one with more is longer too before it counts."""
    for message, share, _, _ in _widths(messages):
        source, made = len(message.sentences[0]), len(message.sentences[1])
        joins = message.locale.script in _JOIN
        if (made < source and (share < _SHORTER or not joins)) or (made > source and share > 1 / _SHORTER):
            yield message, Fault(f"has {made} sentence{'s' * (made != 1)}, its source {source}.")


_SHORTER = 0.87
"""Of the usual width: two sentences joined by a comma keep theirs, a lost one takes its width along."""

_JOIN = ("Hant", "Hans", "Jpan")
"""Scripts whose comma joins short sentences: one in 140 good Chinese texts does, none in the other languages."""


_ENDS = {
    **dict.fromkeys(".。｡．።۔।။៕", "a full stop"),
    **dict.fromkeys("?？؟፧", "a question mark"),
    **dict.fromkeys("!！", "an exclamation mark"),
    **dict.fromkeys(":：፦፡", "a colon"),
    **dict.fromkeys(";；؛፤", "a semicolon"),
    **dict.fromkeys(",，、،፣", "a comma"),
    "…": "an ellipsis",
}

_OWN = {
    "Hant": {".": "。", "?": "？", "!": "！", ":": "：", ";": "；", ",": "，"},
    "Hans": {".": "。", "?": "？", "!": "！", ":": "：", ";": "；", ",": "，"},
    "Jpan": {".": "。", "?": "？", "!": "！", ":": "：", ",": "、"},
    "Ethi": {".": "።", ":": "፦", ";": "፤"},
    "Arab": {"?": "؟", ";": "؛"},
}
"""Latin marks that a script has marks of its own for, where they end a sentence or stand after its letters."""


def _end(text: str) -> str:
    bare = text.rstrip(_CLOSING)
    inner = bare[:-1].rstrip(_CLOSING)
    if bare[-1:] in _ENDS and len(inner) < len(bare) - 1 and inner[-1:] in _ENDS:  # "…?". ends with what is asked
        bare = inner
    return _ENDS.get(bare[-1:], "")


_CLOSING = " \u00a0\u202f\"'”’»）)」』》"


@warning("end-mark", "End the translation as the source ends.")
def end_mark(message: Message) -> Iterator[Fault]:
    """A translation ends with the kind of mark its source ends with: full stop, question mark, colon."""
    source, made = _end(message.source), _end(message.words)
    if source != made and not message.is_list:
        yield Fault(f"ends with {made or 'no mark'}, its source with {source or 'no mark'}.")


@warning("mark-of-another-script", "Use the marks of the language's own script.")
def mark_of_another_script(message: Message) -> Iterator[Fault]:
    """Stops and question marks after words are those of the language's own script."""
    own = _OWN.get(message.locale.script)
    if own is None or message.is_list:
        return
    for found in re.finditer(r"(?<=[^\W_\x00-\u024f]{2})([.?!:;,])(?=\s|$|[^\x00-\u024f])", message.words):
        if found.group() in own:
            yield Fault(f'has "{found.group()}" where the language writes "{own[found.group()]}".')
            return


_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{2,})[ \u202f\u00a0]+\1(?![\w-])", re.IGNORECASE)
_SPACES = re.compile(r"\s{2,}")
_SPECIAL_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u205f\u3000]")
_BEFORE_MARK = re.compile(rf"[^\s{FACT}] [,.。，、،።፣؟](?:\s|$)")
_AFTER_MARK = re.compile(r"[a-z\u00df-\u024f][.?!;,][A-Z\u00c0-\u00de]|[a-z\u00df-\u024f],[a-z\u00df-\u024f]|[؟،؛][^\W\d_]")


@warning("word-doubled", "Delete one of the two.")
def word_doubled(message: Message) -> Iterator[Fault]:
    """No word stands twice in a row that the source does not repeat (``doubled`` in terms.yml lists those that may)."""
    found = _DOUBLED.search(message.words)
    if found is None and message.locale.script in ("Hant", "Hans", "Jpan"):
        found = re.search(r"([^\W\d_]{2,6})\1", re.sub(r"[\x00-\u024f]", " ", message.words))
    if found and found.group(1).casefold() not in message.terms.doubled and not re.search(r"\b(\w+) \1\b", message.source, re.IGNORECASE):
        yield Fault(f'has "{found.group(1)}" twice in a row.')


@warning("text-repeated", "Keep it once.")
def text_repeated(message: Message) -> Iterator[Fault]:
    """A text is not pasted in twice or more."""
    if (found := _REPEATED.fullmatch(message.msgstr)) and not _REPEATED.fullmatch(message.msgid):
        yield Fault(f'is "{found.group(1)[:80]}" again and again.')


_REPEATED = re.compile(r"(.{4,}?)(?:\s*\1)+")


@warning("capital-lost", "Begin with a capital letter; look whether a word is missing before it.")
def capital_lost(message: Message) -> Iterator[Fault]:
    """A text begins with a capital letter where its source does, in scripts that have them."""
    if message.is_list or message.locale.script not in _CASED:
        return
    made, source = (text.lstrip('"“«¿¡([ \u202f')[:1] for text in (message.words, message.source))
    if made.islower() and source.isupper():
        yield Fault(f'begins with a small letter: "{message.words[:40]}".')


_CASED = ("Latn", "Cyrl", "Grek", "Armn")


@warning("spaces-wrong", "One space between words, none at the ends or before a comma or full stop.")
def spaces_wrong(message: Message) -> Iterator[Fault]:
    """Spaces stand singly, between words, and not at the ends or before a full stop or comma."""
    text = message.words
    if text != text.strip() or _SPACES.search(text):
        yield Fault("has a space too many.")
    elif _BEFORE_MARK.search(text):
        yield Fault("has a space before a mark.")
    elif _SPECIAL_SPACES.search(text):
        yield Fault("has a space of a special kind.")
    elif _AFTER_MARK.search(text):
        yield Fault("lacks a space after a mark.")


@warning("narrow-space", "Type U+202F (narrow no-break space) there; the marks would stand alone on the next line without it.")
def narrow_space(message: Message) -> Iterator[Fault]:
    """Marks that take a narrow no-break space in this language have it (``narrow_before``, ``narrow_after`` in terms.yml)."""
    before, after = message.terms.narrow_before, message.terms.narrow_after
    if not before and not after:
        return
    text = message.own
    for at, sign in enumerate(text):
        if sign in before and at and text[at - 1] not in "\u202f?!…" and not (sign == ":" and text[at + 1 : at + 2].isalnum()):
            yield Fault(f'lacks the narrow space before "{sign}".')
            return
        if sign in after and text[at + 1 : at + 2] not in ("\u202f", ""):
            yield Fault(f'lacks the narrow space after "{sign}".')
            return


_QUOTES = '"“”„‟«»‹›「」『』〝〞＂'


@warning("quotes", "Use the language's own quotation marks, and quote what the source quotes.")
def quotes(message: Message) -> Iterator[Fault]:
    """Quotation marks are the language's own (``quotes`` in terms.yml), in pairs, and not fewer than in the source."""
    own = message.terms.quotes
    if not own:
        return
    made = [sign for sign in message.words if sign in _QUOTES]
    if strange := [sign for sign in made if sign not in own]:
        yield Fault(f"has the quotation mark {strange[0]}; the language writes {own}.")
    elif any((sign in own[::2]) != (at % 2 == 0) for at, sign in enumerate(made)) or len(made) % 2:
        yield Fault("has a quotation mark without its partner.")
    else:
        wanted = len([sign for sign in message.source if sign in _QUOTES])
        if wanted > len(made):
            yield Fault(f"has {len(made) // 2} quoted parts, its source {wanted // 2}.")


@warning("brackets-unpaired", "Close every bracket that is opened.")
def brackets_unpaired(message: Message) -> Iterator[Fault]:
    """Round brackets come in pairs of one kind."""
    if any(message.words.count(opens) != message.words.count(closes) for opens, closes in ("()", "（）")):
        yield Fault("has a bracket without its partner.")
