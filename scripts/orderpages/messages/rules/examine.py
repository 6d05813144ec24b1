"""Apply the rules to the catalogs of a language and say what they find."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ...findings import Finding, Place, Severity
from ...locales import Locale
from ..catalogs import Catalog, Entry, Key
from . import silences, structure
from .message import Message
from .registry import RULES, Fault, Rule
from .silences import Silence
from .terms import Terms
from .vocabulary import Vocabularies


@dataclass(frozen=True)
class Language:
    """Hold what the rules know of one language."""

    locale: Locale
    terms: Terms
    english: Terms
    silences: tuple[Silence, ...] = ()
    vocabularies: Vocabularies | None = None


@dataclass
class Examined:
    """Hold what the rules found in a language."""

    findings: list[Finding] = field(default_factory=list)
    failed: set[tuple[str, str, str]] = field(default_factory=set)
    """(domain, context, msgid) of the messages that an error stops."""


def examine(
    language: Language, catalogs: Mapping[str, Catalog], wanted: Mapping[str, Collection[Key]], *, errors_only: bool = False
) -> Examined:
    """Apply every rule, or those alone that stop a message, to what is translated and not fuzzy."""
    found, used, told = Examined(), set[Silence](), set[tuple[str, str]]()
    messages = messages_of(language, catalogs, wanted)
    for name, some in messages.items():
        for rule, message, fault in faults(some, errors_only=errors_only):
            silence = next((one for one in language.silences if one.covers(rule.id, message.entry)), None)
            if silence and not rule.final:
                used.add(silence)
                continue
            found.findings.append(_finding(name, rule, message, fault))
            told.add((rule.id, message.context))
            if rule.severity is Severity.ERROR:
                found.failed.add((message.domain, message.context, message.msgid))
    if not errors_only:
        read = {message.context for some in messages.values() for message in some}
        waiting = {context for keys in wanted.values() for context, _ in keys} - read
        found.findings += silences.unused((one for one in language.silences if one.context not in waiting), used, told)
    return found


def messages_of(language: Language, catalogs: Mapping[str, Catalog], wanted: Mapping[str, Collection[Key]]) -> dict[str, list[Message]]:
    """Give the messages that are translated, not fuzzy and on the site now, by the name of their catalog."""
    return {
        catalog.name: [
            Message(entry, language.locale, language.terms, language.english, domain, language.vocabularies)
            for entry in catalog.entries.values()
            if entry.msgstr and not entry.fuzzy and entry.key in wanted[domain]
        ]
        for domain, catalog in catalogs.items()
    }


def faults(messages: Sequence[Message], *, errors_only: bool = False) -> Iterator[tuple[Rule, Message, Fault]]:
    """Apply the rules to the messages of one catalog."""
    for message in messages:
        yield from alone(message, errors_only=errors_only)
    if not errors_only:
        yield from together(messages)


def alone(message: Message, *, errors_only: bool = False) -> Iterator[tuple[Rule, Message, Fault]]:
    """Apply the rules that look at one message."""
    if len(message.msgstr) > _READABLE:
        yield RULES["translation-too-long"], message, Fault(f"has {len(message.msgstr):,} characters; no text of ours has a tenth.")
        return
    for rule in RULES.values():
        if rule.faults is None or (errors_only and rule.severity is not Severity.ERROR) or (message.structures is None and not rule.final):
            continue  # Words cannot be told from markup that cannot be read.
        for fault in rule.faults(message):
            yield rule, message, fault


def together(messages: Sequence[Message]) -> Iterator[tuple[Rule, Message, Fault]]:
    """Apply the rules that look at a whole language: all of them are warnings."""
    readable = [message for message in messages if len(message.msgstr) <= _READABLE]
    for rule in RULES.values():
        if rule.whole:
            for message, fault in rule.whole(readable):
                yield rule, message, fault


def structure_kept(catalog: Catalog, entry: Entry) -> list[Finding]:
    """Find what the rules that hold in every language say of one message: its facts, links and markup."""
    message = Message(entry, _ANY, Terms(), Terms())
    rules = [rule for rule in RULES.values() if rule.faults and rule.faults.__module__ == structure.__name__]
    asked = [rule for rule in rules if message.structures is not None or rule.final]
    return [_finding(catalog.name, rule, message, fault) for rule in asked if rule.faults for fault in rule.faults(message)]


_ANY = Locale("en", "", "", "ltr", "Latn", "source")


_READABLE = 12_000
"""Characters beyond which no rule reads on: ten times the longest English text (``records.LONGEST_TEXT``)."""


def _finding(name: str, rule: Rule, message: Message, fault: Fault) -> Finding:
    detail = (f"Source:      {_shown(message.msgid)}", f"Translation: {_shown(message.msgstr)}")
    right = "" if rule.final else f"Right as it is? Add to {silences.path(message.locale)}: {silences.offer(rule.id, message.entry)}"
    return Finding(
        Place(name, message.entry.line), rule.id, f"{message.context} {fault.words}", fault.cure or rule.cure, detail, rule.severity, right
    )


def _shown(text: str) -> str:
    """Show a text so that nothing in it acts on the terminal: controls as code points, a long one cut short."""
    cut = text if len(text) <= 1500 else text[:600] + "…"
    return "".join(sign if sign.isprintable() or sign == "\u200c" else f"<U+{ord(sign):04X}>" for sign in cut)
