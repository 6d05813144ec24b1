"""Rules of characters: digits, direction marks, what cannot be seen, letters of another script.

Unicode data is Python's own; a letter's script is the first word of its Unicode name, which is true of every script
a translation of ours is written in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from .message import FACT, Message
from .registry import Fault, error, warning

_SCRIPTS = {
    "Latn": ("LATIN",),
    "Arab": ("ARABIC",),
    "Ethi": ("ETHIOPIC",),
    "Hant": ("CJK", "BOPOMOFO"),
    "Hans": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"),
    "Kore": ("HANGUL",),
    "Hang": ("HANGUL",),
    "Cyrl": ("CYRILLIC",),
    "Grek": ("GREEK",),
    "Hebr": ("HEBREW",),
    "Deva": ("DEVANAGARI",),
    "Beng": ("BENGALI",),
    "Thai": ("THAI",),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
    "Khmr": ("KHMER",),
    "Laoo": ("LAO",),
    "Mymr": ("MYANMAR",),
    "Guru": ("GURMUKHI",),
    "Gujr": ("GUJARATI",),
    "Taml": ("TAMIL",),
    "Telu": ("TELUGU",),
    "Sinh": ("SINHALA",),
}
"""ISO 15924 code of a locale to the first words of its letters' Unicode names."""

_JOINERS = {"Arab", "Deva", "Beng", "Guru", "Gujr", "Taml", "Telu", "Sinh", "Mymr", "Khmr"}
"""Scripts whose spelling needs the zero-width (non-)joiner (Unicode 16, chapters 9 and 12)."""

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f]")
_MARKS = "\u200e\u200f\u061c"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200d\u200e\u200f\u061c\u2060-\u2065\u2800\u3164\ufe00-\ufe0f"
    f"\ufeff\uffa0\ufff9-\ufffb{FACT}\ufffd\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
_PLAIN = re.compile("[ -/:-~\u00a1-\u00ac\u00ae-\u00b1\u00b4-\u00b8\u00ba\u00bb\u00bf-\u024f\u2010-\u2015\u2018-\u201f\u2026\u202f]*")


@error("digits-typed", "Quote the {fact} of the source; where it has none, write the number as a word.")
def digits_typed(message: Message) -> Iterator[Fault]:
    """No digit of any script is typed: numbers, days and phones are quoted facts, the same in every language."""
    typed = [sign for sign in set(message.words) if sign.isnumeric() and unicodedata.category(sign)[0] == "N"]
    if not typed and not any(map(str.isdigit, message.source)):
        return
    typed = [sign for sign in message.words if sign in typed]
    wanted = [sign for sign in message.source if sign.isdigit()]
    if sorted(map(_value, typed)) != sorted(map(_value, wanted)):
        yield Fault(f'has the digits "{"".join(typed)}" typed out.' if typed else "lost the digits of its source.")


def _value(sign: str) -> float:
    return unicodedata.numeric(sign, -1.0)


@error("bidi-control", "Delete it: the site sets the direction of every number and name by itself.", final=True)
def bidi_control(message: Message) -> Iterator[Fault]:
    """No character that overrides or isolates the direction of text (UAX 9) stands in a translation."""
    if found := _BIDI.search(message.msgstr):
        yield Fault(f"has a control of text direction, U+{ord(found.group()):04X}.")


@error("character-invisible", "Delete it; type the word again if it comes back.", final=True)
def character_invisible(message: Message) -> Iterator[Fault]:
    """No invisible character stands in a translation, but joiners and direction marks where its script needs them."""
    for found in _INVISIBLE.finditer(message.msgstr):
        sign, at = found.group(), found.start()
        before, after = message.msgstr[at - 1 : at], message.msgstr[at + 1 : at + 2]
        if sign in "\u200c\u200d" and message.locale.script in _JOINERS and _is_word(before) and (sign == "\u200c" or _is_word(after)):
            continue
        if sign in _MARKS and message.locale.dir == "rtl" and before not in _MARKS:
            continue
        yield Fault(f'has a character that nobody sees, U+{ord(sign):04X}, after "{message.msgstr[max(0, at - 12) : at]}".')
        return


def _is_word(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign)[0] in "LM"


@error("character-control", "Delete it; a translation is one line of words.", final=True)
def character_control(message: Message) -> Iterator[Fault]:
    """No control character, line break, private-use or unassigned code point stands in a translation."""
    if found := _CONTROL.search(message.msgstr):
        yield Fault(f"has a character that is no text, U+{ord(found.group()):04X}.")


_PILE = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u135d-\u135f"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5}"
)


@error("marks-piled", "Type the word again: no letter carries so many marks.", final=True)
def marks_piled(message: Message) -> Iterator[Fault]:
    """No letter carries more than four combining marks, which would cover the lines around it."""
    if _PILE.search(message.words):
        yield Fault("has a letter under a pile of marks.")


@cache
def script_of(sign: str) -> str:
    """Name a letter's script; empty for what is no letter."""
    if not sign.isalpha():
        return ""
    first = unicodedata.name(sign, "UNNAMED").split()
    if first[0] in ("FULLWIDTH", "HALFWIDTH", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "BLACK-LETTER", "CIRCLED", "SQUARED", "MODIFIER"):
        return "LOOKALIKE"
    return "LOOKALIKE" if len(first) > 1 and first[1] == "MATHEMATICAL" else first[0]


@error("script-wrong", "Type the word again in the language's own letters.")
def script_wrong(message: Message) -> Iterator[Fault]:
    """Letters are of the language's own script; Latin ones are allowed for names."""
    if _PLAIN.fullmatch(message.words) and message.locale.script == "Latn":
        return
    own = _SCRIPTS.get(message.locale.script, ())
    strange = [
        sign
        for sign in dict.fromkeys(message.words)
        if (script := script_of(sign)) and own and script not in (*own, "LATIN", "LOOKALIKE") and sign not in message.source
    ]
    if strange:
        named = ", ".join(f"{sign} ({unicodedata.name(sign, 'unnamed').lower()})" for sign in strange[:3])
        yield Fault(f"has letters of another script: {named}.")


_ALIKE = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU", "LOOKALIKE"}
_STRANGE = re.compile(
    "[\u02b0-\u02e4\u0370-\u058f\u13a0-\u13ff\u1d00-\u1dbf\u2100-\u214f\u24b6-\u24e9\u2c80-\u2cff\ua4d0-\ua4ff\uff21-\uff5a"
    "\U0001d400-\U0001d7ff\U0001f130-\U0001f189]"
)


@error("letters-mixed", "Type the word again: it only looks right.")
def letters_mixed(message: Message) -> Iterator[Fault]:
    """No word mixes look-alike letters (Latin, Greek, Cyrillic, Armenian, full-width, mathematical)."""
    if not _STRANGE.search(message.words):
        return
    for word in re.findall(r"\w+", message.words):
        kinds = {script_of(sign) for sign in word} & _ALIKE
        if len(kinds) > 1 or any(script_of(sign) == "LOOKALIKE" for sign in word):
            yield Fault(f'has the word "{word}", whose letters are not what they look like.')
            return


_CODEC = {"Hant": "cp950", "Hans": "gb2312"}
"""Character sets that hold the one form of Chinese characters and not the other."""


@warning("han-form-wrong", "Write the character in the form this language uses.")
def han_form_wrong(message: Message) -> Iterator[Fault]:
    """Chinese characters have the form of the language, traditional or simplified."""
    codec = _CODEC.get(message.locale.script)
    if codec is None:
        return
    wrong = [sign for sign in dict.fromkeys(message.words) if script_of(sign) == "CJK" and not _encodes(sign, codec)]
    if wrong:
        yield Fault(f"has characters of the other form: {''.join(wrong[:6])}.")


@cache
def _encodes(sign: str, codec: str) -> bool:
    try:
        sign.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@warning("letter-of-neighbor", "Type the letter of this language; a neighbor's keyboard has one that looks alike.")
def letter_of_neighbor(message: Message) -> Iterator[Fault]:
    """No letter stands that the language does not use though its script has it (``never`` in terms.yml)."""
    if found := [sign for sign in message.terms.never if sign in message.words]:
        named = ", ".join(f"{sign} ({unicodedata.name(sign).lower()})" for sign in found)
        yield Fault(f"has letters that this language does not use: {named}.")


@warning("letters-decomposed", "Save it in Unicode's composed form (NFC), or type the word again.")
def letters_decomposed(message: Message) -> Iterator[Fault]:
    """Letters with accents are single characters (Unicode NFC), so that searching finds them."""
    if not unicodedata.is_normalized("NFC", message.msgstr):
        yield Fault("has letters whose accents are separate characters.")
