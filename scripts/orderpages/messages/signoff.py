"""Keep who reviewed what: sign-offs, each bound to the very words that were read.

``translations/signoff/<locale>.yml`` holds one line a message, sorted: two reviewers' branches merge line by line
(``.gitattributes`` joins them).  A sign-off names a hash of context, English and translation, so a message that
changes afterwards loses its own and no other; PO flags would not survive the tools (shared/design, 5).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated

from ..findings import Finding
from ..records import Context, Day, Form, Reading, read_list
from ..sources import read_yaml
from .aliases import Key, earlier

PERSON = (
    r"[^\s<>{}`\\\"\x00-\x1f\x7f-\x9f]([^<>{}`\\\"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]{0,78}[^\s<>{}`\\\"])?"
)
"""A name as it may stand on a public page: no markup, no invisible characters, 80 characters at most."""

HASHED = 20
"""Hexadecimal digits kept of a SHA-256: 80 bits, too many to find a second text for."""


@dataclass(frozen=True)
class SignOff:
    """Record that a person has read one message and found it right."""

    of: Context
    text: Annotated[str, Form(r"[0-9a-f]{20}", "3f2a91c04b7d10aa5e21")]
    """Fingerprint of what was read."""
    on: Day
    by: Annotated[str, Form(PERSON, "Ana Pérez")]


def fingerprint(context: str, msgid: str, msgstr: str) -> str:
    """Hash what a reviewer read; JSON keeps the three apart."""
    text = json.dumps([context, msgid, msgstr], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:HASHED]


@dataclass(frozen=True)
class Reviews:
    """Hold a locale's sign-offs and tell which still hold."""

    found: tuple[SignOff, ...] = ()
    aliases: Mapping[Key, Key] = field(default_factory=dict)
    """Changes of the English that keep its meaning: a sign-off of the old holds for the new."""

    @cached_property
    def _by_text(self) -> dict[str, tuple[SignOff, ...]]:
        made: dict[str, tuple[SignOff, ...]] = {}
        for one in self.found:
            made[one.text] = (*made.get(one.text, ()), one)
        return made

    @cached_property
    def contexts(self) -> frozenset[str]:
        """Every message that was ever signed off, whether or not it has changed since."""
        return frozenset(one.of for one in self.found)

    def of(self, context: str, msgid: str, msgstr: str) -> tuple[SignOff, ...]:
        """Give the sign-offs that hold for a message as it is now."""
        if context not in self.contexts or not msgstr:
            return ()
        englishes = (msgid, *(old for _, old in earlier((context, msgid), self.aliases)))
        return next((held for english in englishes if (held := self._by_text.get(fingerprint(context, english, msgstr)))), ())


def load(path: Path, name: str, aliases: Mapping[Key, Key], findings: list[Finding]) -> Reviews:
    """Load a locale's sign-offs; a broken line is a finding and signs nothing."""
    if not path.is_file():
        return Reviews((), aliases)
    reading = Reading()
    node = read_yaml(path, name, reading.findings)
    found = () if node is None or node.value is None else read_list(SignOff, node, "", reading)
    findings += reading.findings
    return Reviews(tuple(sorted(set(found), key=_order)), aliases)


def sign(found: Sequence[SignOff], fresh: Iterable[SignOff], holding: frozenset[str]) -> tuple[SignOff, ...]:
    """Add sign-offs; those of the same messages that no longer hold (not in ``holding``) go."""
    made = {(one.of, one.text, one.by): one for one in fresh}
    again = {one.of for one in made.values()}
    kept = [one for one in found if (one.of not in again or one.text in holding) and (one.of, one.text, one.by) not in made]
    return tuple(sorted({*kept, *made.values()}, key=_order))


def _order(one: SignOff) -> tuple[str, ...]:
    return one.of, one.text, one.on.isoformat(), one.by


def write(found: Iterable[SignOff]) -> str:
    """Write sign-offs, one a line."""
    lines = (f"- {{of: {one.of}, text: {one.text}, on: {one.on}, by: {json.dumps(one.by, ensure_ascii=False)}}}\n" for one in found)
    return "# Who reviewed which words; orderpages sign-off writes this file.\n" + "".join(lines)
