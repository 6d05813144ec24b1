"""Record reviews in the repository: sign pages off, and take in a reviewer's result file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ..findings import CouldNotRun, Finding, Findings
from ..locales import Locale
from ..project import Project, write
from ..records import Day, Text
from . import catalogs, exchange, signoff, verdicts
from .catalogs import Catalog, Entry
from .rules.examine import structure_kept
from .signoff import PERSON, SignOff, fingerprint


def sign_off(
    project: Project, locale: Locale, reviewer: str, on: Day, pages: Sequence[str] | None, shown: Mapping[str, tuple[Text, ...]]
) -> Iterator[str]:
    """Sign off what is translated of some pages, or of the whole language; yield what was done."""
    if not re.fullmatch(PERSON, reviewer):
        raise CouldNotRun("The reviewer's name is shown on the site: give it in plain letters, at most 80 characters.")
    for page in pages or ():
        if page not in shown:
            raise CouldNotRun(f'There is no page "{page}". The pages are: {", ".join(shown)}.')
    wanted = {(text.context, text.english) for page in pages or () for text in shown[page]} if pages else None
    read = _read(project, locale)
    fresh, left = [], 0
    for catalog, entry in _entries(project, read):
        if wanted is not None and entry.key not in wanted:
            continue
        if entry.msgstr and not entry.fuzzy and not structure_kept(catalog, entry):
            fresh.append(SignOff(entry.context, fingerprint(*entry.key, entry.msgstr), on, reviewer))
        else:
            left += 1
    _record(project, locale, read, fresh)
    yield f"{project.shown(project.signoff_path(locale))}: {len(fresh)} messages signed off by {reviewer}, {on}."
    if left:
        yield f"{left} messages are left out: they are not translated, fuzzy, or break a rule. See: orderpages check {locale.tag}"


def apply(project: Project, locale: Locale, path: Path, on: Day, findings: list[Finding]) -> Iterator[str]:
    """Take in a result file; yield what was done, add what was refused to ``findings``."""
    data = _file(path, verdicts.LARGEST)
    reviewer, given, refused = verdicts.read(data, path.name, locale.tag)
    if refused:
        raise Findings(refused)
    read = _read(project, locale)
    made = verdicts.apply(given, path.name, reviewer, on, read, project.templates)
    yield from _write(project, locale, read, made.catalogs)
    if made.signed:
        _record(project, locale, made.catalogs, made.signed)
        yield f"{project.shown(project.signoff_path(locale))}: written."
    yield f"{reviewer}: {len(made.signed)} accepted, {made.suggested} suggestions taken in, {made.commented} comments noted, {len(made.findings)} refused."
    if made.suggested:
        yield "Suggestions are drafts until somebody has read them too: make a new review file, or use orderpages sign-off."
    findings += made.findings


def bring_in(project: Project, path: Path, findings: list[Finding]) -> Iterator[str]:
    """Take in a translated XLIFF; yield what was done, add what was refused to ``findings``."""
    refused: list[Finding] = []
    tag, units = exchange.read(_file(path, exchange.LARGEST), path.name, refused)
    if refused:
        raise Findings(refused)
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", tag):
        raise CouldNotRun(f"{path.name} does not say which language it is for.")
    locale = project.locale(tag)
    read = _read(project, locale)
    made, count, left = exchange.merge(units, path.name, read, project.templates)
    yield from _write(project, locale, read, made)
    yield f"{path.name}: {count} messages taken in, {len(left)} findings."
    findings += left


def _file(path: Path, largest: int) -> bytes:
    """Read a file, one byte more than it may have at most."""
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise CouldNotRun(f"{path} cannot be read: {error.strerror}.") from error


def _write(project: Project, locale: Locale, read: Mapping[str, Catalog], made: Mapping[str, Catalog]) -> Iterator[str]:
    """Write the catalogs that have changed; yield their names."""
    for domain, templates in project.templates.items():
        if made[domain].entries != read[domain].entries:
            target = project.catalog_path(locale, domain)
            write(target, catalogs.write(made[domain], templates, locale))
            yield f"{project.shown(target)}: written."


def _read(project: Project, locale: Locale) -> dict[str, Catalog]:
    """Read catalogs that are about to be written again: none may be broken."""
    if locale.status != "published":
        raise CouldNotRun(f"{locale.tag} is not a translation: there is nothing to review.")
    findings: list[Finding] = []
    read = project.catalogs(locale, findings)
    if any(finding.blocks for finding in findings):
        raise Findings(findings)
    return read


def _entries(project: Project, read: Mapping[str, Catalog]) -> Iterator[tuple[Catalog, Entry]]:
    for domain, templates in project.templates.items():
        for template in templates:
            yield read[domain], read[domain].entries.get(template.key) or Entry(*template.key, "")


def _record(project: Project, locale: Locale, read: Mapping[str, Catalog], fresh: Sequence[SignOff]) -> None:
    findings: list[Finding] = []
    reviews = project.reviews(locale, findings)
    if any(finding.place.file == project.shown(project.signoff_path(locale)) for finding in findings):
        raise Findings(findings)  # Writing would drop the lines that cannot be read.
    holding = {one.text for _, entry in _entries(project, read) for one in reviews.of(*entry.key, entry.msgstr)}
    write(project.signoff_path(locale), signoff.write(signoff.sign(reviews.found, fresh, frozenset(holding))))
