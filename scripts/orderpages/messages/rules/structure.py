"""Rules of structure: a translation holds just the facts, links and bolds of its source, and nothing else.

The wall itself stands in ``messages/localize.py``, where words are handed out; these rules say what hit it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...content.inline import InlineError, parse
from .message import Message, Structure
from .registry import Fault, error

_BRACES = "Keep every {word in braces} exactly as in the source."


@error("markup-forbidden", "Allowed are only **bold**, [words][id] and {fact_id}.", final=True)
def markup_forbidden(message: Message) -> Iterator[Fault]:
    """A translation uses no markup but bold, reference links and quoted facts."""
    try:
        parse(message.msgstr)
    except InlineError as found:
        yield Fault(found.words, found.cure)


@error("placeholder-missing", _BRACES, final=True)
def placeholder_missing(message: Message) -> Iterator[Fault]:
    """Every fact and argument quoted in the source is quoted as often in the translation."""
    if both := message.structures:
        lost, added = _differ(both)
        if lost:
            more = f" and has {', '.join(added)} too often" if added else ""
            yield Fault(f"lost {', '.join(lost)}{more}.")


@error("placeholder-added", _BRACES, final=True)
def placeholder_added(message: Message) -> Iterator[Fault]:
    """No fact or argument is quoted that the source does not quote."""
    if both := message.structures:
        lost, added = _differ(both)
        if added and not lost:
            yield Fault(f"has {', '.join(added)} too often.")


def _differ(both: tuple[Structure, Structure]) -> tuple[list[str], list[str]]:
    source, made = both[0][0], both[1][0]
    lost = [f"{{{fact}}}" for fact in sorted(set(source)) if made.count(fact) < source.count(fact)]
    return lost, [f"{{{fact}}}" for fact in sorted(set(made)) if made.count(fact) > source.count(fact)]


@error("link-changed", "Translate the words in the first [brackets], keep the [id] after them.", final=True)
def link_changed(message: Message) -> Iterator[Fault]:
    """Links lead where those of the source lead, each as often."""
    both = message.structures
    if both and both[0][1] != both[1][1]:
        yield Fault("has other links than its source.")


@error("bold-changed", "Put ** round the same words as in the source.", final=True)
def bold_changed(message: Message) -> Iterator[Fault]:
    """As many parts are bold as in the source."""
    both = message.structures
    if both and both[0][2] != both[1][2]:
        yield Fault(f"has {both[1][2]} bold parts, its source has {both[0][2]}.")


_ADDRESS = re.compile(
    r"(?i)https?:|www\.|\b[a-z][a-z0-9+.-]{1,20}:(?=[/a-z0-9(&%])|//|(?<!\S)\.{0,2}/\w|\S@\S|[a-z0-9-]+\.(?:com|org|net|gov|info|edu|io|us|example)\b"
)


@error("address-typed", "Take it out: addresses are written once, in the content, and linked as [words][id].", final=True)
def address_typed(message: Message) -> Iterator[Fault]:
    """No web address, e-mail address or "scheme:" is typed into a translation."""
    found = _ADDRESS.search(message.words) if message.structures else None
    if found and found.group().casefold() not in message.source.casefold():
        yield Fault(f'has an address that its source does not have: "{message.words[found.start() :][:40]}".')


_SIGNS = set('#$%&@=^_~|\\<>{}[]`+*"＃＄％＆＠＝＾＿～｜＼＜＞｛｝［］｀＋＊＂﹤﹥‹›˂˃≪≫')
"""ASCII signs that code is made of, and their full-width and look-alike twins."""

_CODE = re.compile(
    r"&#?\w{1,31};|::|--|\$\(|;\s*\w+\s*:|(?<!\w)[a-z_][A-Za-z0-9_]*\([A-Za-z0-9_]*\)|^\s*(?:[-+*>#]|\d+[.)])\s|^[-=_*]{3}|/\*|\*/|!\(|\(\)|[!?]{3}|![A-Za-z]"
)


@error("code-typed", "Write words only; a sign that the source does not have is a slip, or harm.", final=True)
def code_typed(message: Message) -> Iterator[Fault]:
    """No sign of a programming or page language stands in a translation that its source does not have."""
    if message.structures is None:
        return  # markup-forbidden names the sign
    added = sorted(sign for sign in set(message.words) if sign in _SIGNS and sign not in message.source)
    if added:
        yield Fault(f"has the sign {', '.join(added)}, its source has not.")
        return
    found = _CODE.search(message.words)
    if found and found.group() not in message.source:
        yield Fault(f'has "{found.group()[:40].strip()}", which is code and not words.')
