"""Cut a right to the size of a text message, and count it as a phone does.

One message holds 160 characters of the GSM alphabet or 70 of any other; in a message of two, each holds 153 or
67 (3GPP TS 23.038 and 23.040).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..content.model import Guide, Question
from ..content.order import Provision
from ..pages.linked import Linked

if TYPE_CHECKING:
    from .fill import Filler

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")

MOST_SEGMENTS = 2


@dataclass(frozen=True)
class Message:
    """Hold a message and what it costs to send."""

    text: str
    encoding: Literal["GSM-7", "UCS-2"]
    characters: int
    """Counted as the encoding does: some characters are two."""
    segments: int


def message(filler: Filler, thing: Linked, address: str) -> Message:
    """Write a right as a message with its address: the answer where it fits two segments, else the title, else the address."""
    subject = thing.subject
    texts = []
    if isinstance(subject, Guide | Question):
        texts.append(subject.answer.text)
    elif isinstance(subject, Provision):
        texts.append(subject.rule.text)
    texts.append(thing.title)
    for text in texts:
        made = counted(f"{_plain(filler.text_plain(text))} {address}")
        if made.segments <= MOST_SEGMENTS:
            return made
    return counted(address)


def counted(text: str) -> Message:
    """Count a message."""
    if all(character in _BASIC or character in _EXTENDED for character in text):
        units = sum(2 if character in _EXTENDED else 1 for character in text)
        return Message(text, "GSM-7", units, 1 if units <= 160 else -(-units // 153))
    units = len(text.encode("utf-16-be")) // 2
    return Message(text, "UCS-2", units, 1 if units <= 70 else -(-units // 67))


def _plain(text: str) -> str:
    """Put what costs a message its alphabet in ASCII: curly quotes, dashes.  Isolates stay, which keep a number left to right in Arabic."""
    return text.translate(_ASCII)


_ASCII = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ", "\u202f": " "})
