"""Count how far each language is and name who worked on it, against the current English."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from ..content.inline import plain
from ..locales import Locale
from .catalogs import DRAFTER, Catalog
from .extract import Template
from .signoff import Reviews


@dataclass(frozen=True)
class Progress:
    """Hold how far one domain of one locale is."""

    tag: str
    name: str
    domain: str
    messages: int
    translated: int
    fuzzy: int
    missing: int
    reviewed: int
    """Of the translated ones, those a person has signed off as they are now."""
    words_left: int


@dataclass(frozen=True)
class Credits:
    """Hold who worked on one locale."""

    tag: str
    translators: tuple[str, ...]
    """Named in the catalogs' headers, without their addresses; empty where only a machine has drafted."""
    reviewers: tuple[str, ...]
    """Whose sign-offs still hold for at least one message."""


@dataclass(frozen=True)
class Standing:
    """Hold the figures and the names of one locale."""

    locale: Locale
    domains: tuple[Progress, ...]
    credits: Credits


def standing(locale: Locale, catalogs: Mapping[str, Catalog], reviews: Reviews, templates: Mapping[str, tuple[Template, ...]]) -> Standing:
    """Count one locale."""
    reviewers: set[str] = set()
    domains = tuple(_count(locale, domain, catalogs[domain], reviews, wanted, reviewers) for domain, wanted in templates.items())
    named = (person(catalogs[domain].headers.get("Last-Translator", "")) for domain in templates)
    translators = tuple(sorted({name for name in named if name}))
    return Standing(locale, domains, Credits(locale.tag, translators, tuple(sorted(reviewers))))


def person(header: str) -> str:
    """Give the name in a ``Last-Translator`` header; an address is not for publishing, and drafts have no name."""
    name = header.split("<")[0].strip()
    return "" if name == DRAFTER or not name or "FULL NAME" in name or "@" in name else name


def _count(locale: Locale, domain: str, catalog: Catalog, reviews: Reviews, wanted: tuple[Template, ...], reviewers: set[str]) -> Progress:
    done = fuzzy = reviewed = words = 0
    for template in wanted:
        entry = catalog.entries.get(template.key)
        if entry and entry.msgstr and not entry.fuzzy:
            done += 1
            signed = reviews.of(*entry.key, entry.msgstr)
            reviewed += bool(signed)
            reviewers.update(one.by for one in signed)
        else:
            fuzzy += bool(entry and entry.msgstr)
            words += len(plain(template.msgid).split())
    return Progress(locale.tag, locale.english, domain, len(wanted), done, fuzzy, len(wanted) - done - fuzzy, reviewed, words)


def as_json(found: Sequence[Progress]) -> str:
    """Print progress as JSON."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2)


def as_table(found: Sequence[Progress]) -> str:
    """Print progress as a table with a bar for each."""
    names = [f"{one.name} ({one.tag})" for one in found]
    wide = max(map(len, ["language", *names]))
    lines = [f"{'language':<{wide}} {'domain':<8} {'done':>6} {'fuzzy':>6} {'missing':>8} {'reviewed':>9} {'words left':>11}"]
    for name, one in zip(names, found, strict=True):
        share = one.translated / one.messages if one.messages else 1.0
        bar = "█" * int(share * 20) + "░" * (20 - int(share * 20))
        lines.append(
            f"{name:<{wide}} {one.domain:<8} {one.translated:>6} {one.fuzzy:>6} {one.missing:>8}"
            f" {one.reviewed:>9} {one.words_left:>11}  {bar} {int(share * 100):>3} %"
        )
    return "\n".join(lines)
