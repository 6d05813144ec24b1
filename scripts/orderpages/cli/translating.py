"""Serve those who translate and review."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..findings import CouldNotRun, Finding
from .console import (
    CLEAN,
    FOUND,
    as_of_day,
    project_here,
    project_url,
    say,
    show,
)


def new_locale(given: argparse.Namespace) -> int:
    """Add a language: registry line, catalogs, notes; say what it still lacks."""
    from ..messages.workshop import new_locale as add
    from ..publish.printer import printable

    for line in add(project_here(), given.tag, given.name):
        say(line)
    project = project_here()
    locale = project.locale(given.tag)
    folder = f"translations/{locale.folder}"
    say("The site builds with it now, in English until it is translated. Still missing:")
    say(f"- {folder}/terms.yml: its settled words, and how it says must, may and not (see RULES.md).")
    say(f"- {folder}/search.yml: what people of this language type, for the search.")
    if not printable(locale):
        say(f"- a font for the script {locale.script}: until one is named in publish/fonts.py, its cards are not printed.")
    say(f"To undo it: delete its line in translations/locales.yml and the folder {folder}.")
    return CLEAN


def review(given: argparse.Namespace) -> int:
    """Make a review file for a person without any tool, or read the filled-in one back."""
    from ..messages.review import apply
    from ..project import write
    from ..publish.review import review as make

    project = project_here()
    locale = project.locale(given.tag)
    if given.apply:
        findings: list[Finding] = []
        for line in apply(project, locale, Path(given.apply), as_of_day(given.as_of), findings):
            say(line)
        show(findings)
        return FOUND if findings else CLEAN
    if locale.status != "published":
        raise CouldNotRun(f"{locale.tag} is not a translation: there is nothing to review.")
    said: list[Finding] = []
    address = project_url(project, given.site_url)
    out = project.build / f"review-{locale.tag}.html"
    write(out, make(project, locale, "../site/" if ".example/" in address else address, said))
    show(said)
    say(f"{project.shown(out)}: send this one file to the reviewer; it opens in any browser, without a network.")
    say(f"Then read the file they save: orderpages review {locale.tag} --apply FILE")
    return CLEAN


def sign_off(given: argparse.Namespace) -> int:
    """Record that a person has reviewed a language, or pages of it."""
    from ..messages.review import sign_off as sign
    from ..pages.render import render
    from ..pages.table import table

    project = project_here()
    shown = render(project.content, project.words, table(project.content, project.words)).shown if given.page else {}
    for line in sign(project, project.locale(given.tag), given.reviewer, as_of_day(given.as_of), given.page, shown):
        say(line)
    return CLEAN


def export(given: argparse.Namespace) -> int:
    """Write a language as XLIFF, for tools that read no .po."""
    from ..messages.exchange import write

    project = project_here()
    locale = project.locale(given.tag)
    if locale.status != "published":
        raise CouldNotRun(f"{locale.tag} is not a translation: there is nothing to export.")
    findings: list[Finding] = []
    catalogs, reviews = project.catalogs(locale, findings), project.reviews(locale, findings)
    out = project.build / f"{locale.tag}.{given.format}.xlf"
    made = write(locale, given.format, catalogs, project.templates, reviews)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made)
    show(findings)
    say(f"{project.shown(out)}: {sum(map(len, project.templates.values()))} messages. Read it back with: orderpages import FILE")
    return FOUND if any(finding.blocks for finding in findings) else CLEAN


def bring_in(given: argparse.Namespace) -> int:
    """Read a translated XLIFF back into the catalogs."""
    from ..messages.review import bring_in as take

    findings: list[Finding] = []
    for line in take(project_here(), Path(given.file), findings):
        say(line)
    show(findings)
    return FOUND if findings else CLEAN
