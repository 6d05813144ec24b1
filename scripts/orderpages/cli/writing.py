"""Check, extract, merge and describe the sources people write."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..findings import Finding
from .console import (
    CLEAN,
    FOUND,
    counted,
    project_here,
    project_url,
    say,
    show,
)

if TYPE_CHECKING:
    from ..locales import Locale
    from ..project import Project


def check(given: argparse.Namespace) -> int:
    """Check the sources people write: content and catalogs."""
    if given.rules:
        from ..messages.rules.explain import explain

        say(explain().rstrip())
        return CLEAN
    from ..content import plain
    from ..messages.check import check as check_catalogs
    from ..publish.ledger import check as check_ledger

    project = project_here()
    project_url(project, None)
    findings = list(project.loaded[1])
    locales = [project.locale(given.tag)] if given.tag else [locale for locale in project.published if locale.status == "published"]
    findings += check_catalogs(project, locales)
    findings += check_ledger(project)
    for locale in locales:
        project.reviews(locale, findings)
    findings = list(dict.fromkeys(findings))
    findings += _search_lists(project, locales)
    if plain.available():
        findings += plain.not_plain(project.content)
    elif not given.tag:  # They are the English's: no matter for who checks one translation.
        say("Reading grades were not checked: they need textstat (pip install 'orderpages[plain]').")
    show(findings)
    if not findings:
        say(f"Checked {sum(map(len, project.templates.values()))} texts in {counted(len(locales) + 1, 'language')}: nothing to mend.")
    return FOUND if any(finding.blocks or given.strict for finding in findings) else CLEAN


def _search_lists(project: Project, locales: Iterable[Locale]) -> list[Finding]:
    """Find locales without a list of questions that proves their search."""
    from ..pages.table import table
    from ..search.lists import check as check_list

    known = frozenset(table(project.content, project.words).targets)
    return [
        finding
        for locale in locales
        for finding in check_list(project.search_path(locale), project.shown(project.search_path(locale)), locale.tag, known)
    ]


def extract(given: argparse.Namespace) -> int:
    """Write the catalog templates (.pot) from the English content."""
    from ..messages import catalogs
    from ..project import write

    project = project_here()
    stale = 0
    for domain, templates in project.templates.items():
        path, text = project.translations / f"{domain}.pot", catalogs.write_template(templates)
        if given.check:
            stale += not path.is_file() or path.read_bytes() != text.encode("utf-8")
        else:
            changed = write(path, text)
            say(f"{project.shown(path)}: {len(templates)} messages{'' if changed else ', unchanged'}.")
    if stale:
        say("The catalog templates are older than the content. Run: orderpages update")
    return FOUND if stale else CLEAN


def update(given: argparse.Namespace) -> int:
    """Merge the catalogs with the current English."""
    from ..messages.workshop import update_all

    project = project_here()
    locales = [project.locale(given.tag)] if given.tag else [locale for locale in project.published if locale.status == "published"]
    for line in update_all(project, locales):
        say(line)
    return CLEAN


def status(given: argparse.Namespace) -> int:
    """Show how far each language is."""
    from ..messages.progress import as_json, as_table

    project = project_here()
    if given.plain:
        from ..content.plain import as_table as plain_table
        from ..content.plain import plainness

        say(plain_table(plainness(project.content)))
        return CLEAN
    found = [one for standing in project.standings for one in standing.domains]
    say(as_json(found) if given.json else as_table(found))
    return CLEAN


def schema(given: argparse.Namespace) -> int:
    """Write the editor schemas to docs/schema/."""
    from ..content.schema import schemas
    from ..project import write

    project = project_here()
    for name, text in schemas().items():
        path = project.docs / "schema" / name
        write(path, text)
        say(project.shown(path))
    return CLEAN
