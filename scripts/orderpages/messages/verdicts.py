"""Read a reviewer's result file back: accepts become sign-offs, suggestions translations, comments notes.

The file comes by mail from anyone.  One that is not of our making is refused whole; a verdict on words that have
changed since, or a suggestion that breaks the rule every translation stands under, is refused alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..findings import Finding, Place
from ..records import Day
from .catalogs import Catalog, Entry
from .extract import Template
from .rules.examine import structure_kept
from .signoff import PERSON, SignOff, fingerprint

VERSION = 1
LARGEST = 5_000_000
"""Bytes a result file may have: a verdict with comment on each of 5,000 messages is a third of it."""
LONGEST_COMMENT = 2000
MANY_TIMES, AND_MORE = 4, 200
"""A translation is at most four times its source and 200 characters more (shared/research, translation 4.12)."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]")
"""Controls, direction overrides, half characters, private use; not the joiners that scripts need."""
_CONTEXT = re.compile(r"[a-z0-9]+([-_/][a-z0-9]+)*")
_CURE = "Ask the reviewer to save the review file once more, and send what it saves unchanged."


@dataclass(frozen=True)
class Verdict:
    """Hold what a reviewer says of one message."""

    of: str
    text: str
    """Fingerprint of what was read."""
    accept: bool = False
    suggestion: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Applied:
    """Hold what verdicts make of a locale's catalogs."""

    catalogs: Mapping[str, Catalog]
    signed: tuple[SignOff, ...]
    suggested: int
    commented: int
    findings: tuple[Finding, ...] = field(default=())


def read(data: bytes, name: str, tag: str) -> tuple[str, tuple[Verdict, ...], list[Finding]]:
    """Read a result file: the reviewer's name and the verdicts; with findings, none of it counts."""
    place = Place(name)
    try:
        given = json.loads(data.decode("utf-8")) if len(data) <= LARGEST else None
        if not isinstance(given, dict) or set(given) != {"orderpages-review", "locale", "reviewer", "messages"}:
            raise ValueError
        if given["orderpages-review"] != VERSION or not isinstance(given["messages"], list):
            raise ValueError
    except (ValueError, RecursionError):
        return "", (), [Finding(place, "review-broken", "is not a result file of a review.", _CURE)]
    if given["locale"] != tag:
        return "", (), [Finding(place, "review-language", f"is a review of another language than {tag}.", "Name the language it is for.")]
    reviewer = given["reviewer"]
    if not isinstance(reviewer, str) or not re.fullmatch(PERSON, reviewer):
        cure = "Write the name at the top of the review file, plain letters only, and save again."
        return "", (), [Finding(place, "review-name", "has no name of a reviewer that can be printed.", cure)]
    findings: list[Finding] = []
    verdicts = tuple(_verdicts(given["messages"], place, findings))
    return reviewer, verdicts, findings


def _verdicts(given: list[Any], place: Place, findings: list[Finding]) -> Iterator[Verdict]:
    kinds = {"of": str, "text": str, "accept": bool, "suggestion": str, "comment": str}
    seen: set[str] = set()
    for number, one in enumerate(given, 1):
        if (
            not isinstance(one, dict)
            or not {"of", "text"} <= set(one) <= set(kinds)
            or not all(type(value) is kinds[key] for key, value in one.items())
            or not (_CONTEXT.fullmatch(one["of"]) and re.fullmatch(r"[0-9a-f]{20}", one["text"]))
        ):
            findings.append(Finding(place, "review-broken", f"has a verdict (number {number}) that is not of our making.", _CURE))
            continue
        verdict = Verdict(**one)
        wrong = "is given twice" if verdict.text in seen else _wrong(verdict)
        seen.add(verdict.text)
        if wrong:
            findings.append(Finding(place, "review-refused", f"has a verdict on {verdict.of} that {wrong}.", _CURE))
        else:
            yield replace(verdict, suggestion=_squeezed(verdict.suggestion), comment=_squeezed(verdict.comment))


def _wrong(verdict: Verdict) -> str:
    if _FORBIDDEN.search(verdict.suggestion + verdict.comment):
        return "holds invisible control characters"
    if len(verdict.comment) > LONGEST_COMMENT:
        return f"has a comment of more than {LONGEST_COMMENT} characters"
    return "both accepts and suggests other words" if verdict.accept and verdict.suggestion else ""


def _squeezed(text: str) -> str:
    """Put a text on one line; no-break spaces stay, French needs them."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def apply(
    verdicts: tuple[Verdict, ...],
    name: str,
    by: str,
    on: Day,
    catalogs: Mapping[str, Catalog],
    templates: Mapping[str, tuple[Template, ...]],
) -> Applied:
    """Apply verdicts to a locale's catalogs; those that cannot be are findings."""
    known = {}
    for domain, wanted in templates.items():
        for template in wanted:
            entry = catalogs[domain].entries.get(template.key) or Entry(*template.key, "")
            known[entry.context, fingerprint(*entry.key, entry.msgstr)] = (domain, entry)
    changed = {domain: dict(catalog.entries) for domain, catalog in catalogs.items()}
    findings: list[Finding] = []
    signed: list[SignOff] = []
    suggested = commented = 0
    for verdict in verdicts:
        if (verdict.of, verdict.text) not in known:
            cure = "Make a new review file and look at this message again: orderpages review"
            findings.append(Finding(Place(name), "review-outdated", f"speaks of {verdict.of}, whose words have changed since.", cure))
            continue
        domain, entry = known[verdict.of, verdict.text]
        new = _applied(entry, verdict, by, on)
        trouble = _trouble(catalogs[domain], new, verdict, name)
        if trouble:
            findings += trouble
            continue
        changed[domain][entry.key] = new
        suggested += bool(verdict.suggestion)
        commented += bool(verdict.comment) and new.comment != entry.comment
        if verdict.accept:
            signed.append(SignOff(entry.context, fingerprint(*new.key, new.msgstr), on, by))
    made = {domain: replace(catalog, entries=changed[domain]) for domain, catalog in catalogs.items()}
    return Applied(made, tuple(signed), suggested, commented, tuple(findings))


def _applied(entry: Entry, verdict: Verdict, by: str, on: Day) -> Entry:
    said = f"{by}, {on}: {verdict.comment}" if verdict.comment else ""
    comment = entry.comment if said in entry.comment else "\n".join(part for part in (entry.comment, said) if part)
    if verdict.suggestion or verdict.accept:
        # Who accepts a changed message has read the new English beside it: it is fuzzy no longer.
        return replace(entry, msgstr=verdict.suggestion or entry.msgstr, fuzzy=False, previous="", comment=comment)
    return replace(entry, comment=comment)


def _trouble(catalog: Catalog, new: Entry, verdict: Verdict, name: str) -> list[Finding]:
    place = Place(name)
    if verdict.accept and not new.msgstr:
        return [Finding(place, "review-refused", f"accepts {new.context}, which is not translated.", "Suggest words for it.")]
    if verdict.suggestion and len(new.msgstr) > MANY_TIMES * len(new.msgid) + AND_MORE:
        return [Finding(place, "review-refused", f"suggests too long a text for {new.context}.", "Say it in fewer words.")]
    if verdict.suggestion or verdict.accept:
        return [replace(finding, place=place) for finding in structure_kept(catalog, new)]
    return []
