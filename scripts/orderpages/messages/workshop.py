"""The translator's workshop: update all catalogs, tell how far each is, add a language."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from babel import Locale as Cldr
from babel.core import UnknownLocaleError

from ..findings import CouldNotRun, Finding, Findings
from ..locales import Locale, likely_script
from ..project import Project, keys, write
from ..records import LanguageTag, Plain, misformed
from . import catalogs
from .catalogs import Catalog
from .update import matches, update

UNREADABLE = frozenset(("catalog-broken", "charset-wrong", "not-utf-8", "file-too-large", "file-unreadable", "not-text"))
"""Findings that leave a catalog empty in memory: writing it back would lose every translation in it."""


def update_all(project: Project, locales: Sequence[Locale]) -> Iterator[str]:
    """Write the templates and merge every catalog; yield a line for each file."""
    findings: list[Finding] = []
    read = {locale.tag: project.catalogs(locale, findings) for locale in locales}
    unreadable = {finding.place.file for finding in findings if finding.rule in UNREADABLE}
    for domain, templates in project.templates.items():
        write(project.translations / f"{domain}.pot", catalogs.write_template(templates))
        matched = matches(keys(read[locale.tag][domain] for locale in locales), templates)
        for locale in locales:
            catalog = read[locale.tag][domain]
            if catalog.name in unreadable:
                yield f"{catalog.name}: left as it is, because it cannot be read. Run: orderpages check {locale.tag}"
                continue
            merged = update(catalog, templates, matched, project.aliases)
            changed = write(project.catalog_path(locale, domain), catalogs.write(merged, templates, locale))
            yield f"{catalog.name}: {_summary(merged)}{'' if changed else ', unchanged'}."


def _summary(catalog: Catalog) -> str:
    fuzzy = sum(entry.fuzzy for entry in catalog.entries.values())
    missing = sum(not entry.msgstr for entry in catalog.entries.values())
    return f"{catalog.translated} translated, {fuzzy} fuzzy, {missing} missing"


NOTES = """# {english} ({tag})

These are drafts; no human reviewer has checked them yet.

## Register
(How the reader is addressed, which variety is written.)

## Settled terms
| English | {english} |
|---|---|

## Doubts for the human reviewer
"""


def new_locale(project: Project, tag: str, name: str | None) -> Iterator[str]:
    """Add a language to the registry and make its empty catalogs; yield what was done and what is missing."""
    if any(locale.tag == tag for locale in project.locales):
        raise CouldNotRun(f"{tag} is already in translations/locales.yml.")
    for given, form in ((tag, LanguageTag), (name or "", Plain)):
        if wrong := misformed(given, form):
            raise CouldNotRun(wrong)
    try:
        cldr = Cldr.parse(tag.replace("-", "_"))
        autonym, english = name or cldr.get_display_name(cldr) or tag, cldr.get_display_name("en") or tag
        direction, fallback = cldr.text_direction, ""
    except (UnknownLocaleError, ValueError):
        if not name:
            raise CouldNotRun(
                f'CLDR does not know "{tag}". If the tag is right, say its own name: orderpages new-locale {tag} --name "…"'
            ) from None
        autonym, english, direction, fallback = name, name, "ltr", ", cldr: en"
    script = likely_script(tag)
    locale = Locale(
        tag,
        autonym[:1].upper() + autonym[1:],
        english,
        "rtl" if direction == "rtl" else "ltr",
        script,
        "published",
        "en" if fallback else None,
    )
    registry = project.translations / "locales.yml"
    line = (
        f"- {{tag: {tag}, name: {_quoted(locale.name)}, english: {_quoted(english)},"
        f" dir: {locale.dir}, script: {script}, status: published{fallback}}}\n"
    )
    # The folder may stand already (its registry line was lost): what is translated there is kept.
    findings: list[Finding] = []
    found = project.catalogs(locale, findings)
    if stopped := [finding for finding in findings if finding.rule in UNREADABLE]:
        raise Findings(stopped)
    for domain, templates in project.templates.items():
        merged = update(found[domain], templates, {}, {})
        path = project.catalog_path(locale, domain)
        write(path, catalogs.write(merged, templates, locale))
        yield f"{project.shown(path)}: {len(templates) - merged.translated} messages to translate."
    notes = project.translations / locale.folder / "NOTES.md"
    if not notes.exists():
        write(notes, NOTES.format(english=english, tag=tag))
        yield f"{project.shown(notes)}: write your settled words here."
    write(registry, _before_tests(registry.read_text(encoding="utf-8"), line))
    yield f"translations/locales.yml: {tag} added. Check its name, direction and script: {line.strip()}"
    if fallback:
        yield "CLDR does not know this language: dates and numbers are written as in English until you name another with cldr."


def _quoted(name: str) -> str:
    """Quote a name for YAML, of which JSON is a part."""
    return json.dumps(name, ensure_ascii=False)


def _before_tests(text: str, line: str) -> str:
    lines = text.splitlines(keepends=True)
    first_test = next((number for number, old in enumerate(lines) if "status: test" in old), len(lines))
    return "".join([*lines[:first_test], line, *lines[first_test:]])
