"""Rules of layout: length, sentences, end marks, spaces, quotes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .message import FACT, Message, sentences
from .registry import Fault, error, warning


@error("translation-empty", "Translate the words, or leave the translation quite empty: English is shown then.")
def translation_empty(message: Message) -> Iterator[Fault]:
    """A translation has words where its source has words."""
    if not _letters(message.words) and _letters(message.source):
        yield Fault("has a translation without a word.")


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


@error("translation-too-long", "Shorten it, or take out what was pasted in by mistake.", final=True)
def translation_too_long(message: Message) -> Iterator[Fault]:
    """A translation has at most four times the characters of its source and two hundred more."""
    if len(message.msgstr) > 4 * len(message.msgid) + 200:
        yield Fault(f"has {len(message.msgstr):,} characters, its source has {len(message.msgid)}.")


def width(text: str) -> int:
    """Measure a text in Latin letters: East Asian characters are two wide (UAX 11), marks none."""
    return sum(
        0 if unicodedata.combining(sign) or sign == "\u200c" else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


LABEL = 40
"""Characters up to which a source is a label: title, button, table cell, menu entry."""


@warning("translation-long", "Shorten it; a menu, a title or a table cell must hold it on a phone.")
def translation_long(message: Message) -> Iterator[Fault]:
    """A label is at most two and a half times as wide as its source and twelve letters more; a sentence is two and a half times."""
    source, made = len(message.source), width(re.sub(r"[(（][^()（）]*[)）]", "", message.words))
    if not message.is_list and made > 2.5 * source + (12 if source <= LABEL else 0):
        yield Fault(f"is {made} letters wide, its source {source}.")


@warning("translation-short", "Compare it with the source: is a part missing?")
def translation_short(message: Message) -> Iterator[Fault]:
    """A sentence is at least half as wide as its source."""
    source, made = len(message.source), width(message.words)
    if source > LABEL and not message.is_list and made < 0.5 * source:
        yield Fault(f"is {made} letters wide, its source {source}.")


@warning("sentence-count", "Compare sentence by sentence: is one missing or added?")
def sentence_count(message: Message) -> Iterator[Fault]:
    """A translation has as many sentences as its source, by the language's own stops."""
    source, made = len(sentences(message.source)), len(sentences(message.words))
    if source != made and not message.is_list:
        yield Fault(f"has {made} sentence{'s' * (made != 1)}, its source {source}.")


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
    bare = text.rstrip(" \u00a0\u202f\"'”’»）)」』》")
    return _ENDS.get(bare[-1:], "")


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
    for found in re.finditer(r"(?<=[^\W_\x00-\u024f])([.?!:;,])(?=\s|$|[^\x00-\u024f])", message.words):
        if found.group() in own:
            yield Fault(f'has "{found.group()}" where the language writes "{own[found.group()]}".')
            return


@warning("word-doubled", "Delete one of the two.")
def word_doubled(message: Message) -> Iterator[Fault]:
    """No word stands twice in a row that the source does not repeat."""
    found = re.search(r"(?<![\w-])([^\W\d_]{2,})[ \u202f\u00a0]+\1(?![\w-])", message.words, re.IGNORECASE)
    if found is None and message.locale.script in ("Hant", "Hans", "Jpan"):
        found = re.search(r"([^\W\d_]{2,6})\1", re.sub(r"[\x00-\u024f]", " ", message.words))
    if found and not re.search(r"\b(\w+) \1\b", message.source, re.IGNORECASE):
        yield Fault(f'has "{found.group(1)}" twice in a row.')


@warning("spaces-wrong", "One space between words, none at the ends or before a comma or full stop.")
def spaces_wrong(message: Message) -> Iterator[Fault]:
    """Spaces stand singly, between words, and not at the ends or before a full stop or comma."""
    text = message.words
    if text != text.strip() or re.search(r"\s{2,}", text):
        yield Fault("has a space too many.")
    elif re.search(rf"[^\s{FACT}] [,.。，、،።፣؟](?:\s|$)", text):
        yield Fault("has a space before a mark.")
    elif re.search(r"[\u00a0\u2000-\u200a\u205f\u3000]", text):
        yield Fault("has a space of a special kind.")
    elif re.search(r"[a-z\u00df-\u024f][.?!;,][A-Z\u00c0-\u00de]|[a-z\u00df-\u024f],[a-z\u00df-\u024f]|[؟،؛][^\W\d_]", text):
        yield Fault("lacks a space after a mark.")


@warning("narrow-space", "Type U+202F (narrow no-break space) there; the marks would stand alone on the next line without it.")
def narrow_space(message: Message) -> Iterator[Fault]:
    """Marks that take a narrow no-break space in this language have it (``narrow_before``, ``narrow_after`` in terms.yml)."""
    before, after = message.terms.narrow_before, message.terms.narrow_after
    if not before and not after:
        return
    text = message.words
    for at, sign in enumerate(text):
        if sign in before and at and text[at - 1] not in "\u202f?!…" and not (sign == ":" and text[at + 1 : at + 2].isalnum()):
            yield Fault(f'lacks the narrow space before "{sign}".')
            return
        if sign in after and text[at + 1 : at + 2] not in ("\u202f", ""):
            yield Fault(f'lacks the narrow space after "{sign}".')
            return


_QUOTES = "\"“”„‟«»‹›「」『』〝〞＂"


@warning("quotes", "Use the language's own quotation marks, as many pairs as the source has.")
def quotes(message: Message) -> Iterator[Fault]:
    """Quotation marks are the language's own (``quotes`` in terms.yml), in pairs, and as many as in the source."""
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
        if wanted != len(made):
            yield Fault(f"has {len(made) // 2} quoted parts, its source {wanted // 2}.")


@warning("brackets-unpaired", "Close every bracket that is opened.")
def brackets_unpaired(message: Message) -> Iterator[Fault]:
    """Round brackets come in pairs."""
    if message.words.count("(") + message.words.count("（") != message.words.count(")") + message.words.count("）"):
        yield Fault("has a bracket without its partner.")
