"""Verify the finished site."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ..findings import CouldNotRun, Finding
from .console import (
    CLEAN,
    FOUND,
    as_of_day,
    progress,
    project_here,
    say,
    show,
)

if TYPE_CHECKING:
    from ..project import Project


def verify(given: argparse.Namespace) -> int:
    """Verify the finished site: links, languages, parity, bytes."""
    from ..publish.ledger import read as promised
    from ..verify.budgets import over_budget
    from ..verify.search import budget as search_budget
    from ..verify.walk import verify as witness

    project = project_here()
    if not project.site.is_dir():
        raise CouldNotRun("There is no site/ yet. Run scripts/build first.")
    if given.search:
        return _verify_search(project)
    findings = witness(project.site, project.site.name, promised(project))
    findings += [*over_budget(project.site, project.site.name), *search_budget(project.site)]
    if given.browser:
        findings += _crawl(project, given)
    show(findings)
    if not findings:
        say("Verified site/: every page, link, anchor and language mark is in order.")
    return FOUND if any(finding.blocks for finding in findings) else CLEAN


def _crawl(project: Project, given: argparse.Namespace) -> list[Finding]:
    """Open every page in a browser, and write what it did to build/privacy.json."""
    import json

    from ..project import write
    from ..verify.browser import crawl

    seen = crawl(project.site, project.site.name, axe=given.axe, say=progress(False))
    counts = {"day": as_of_day(given.as_of).isoformat(), **seen.counts()}
    write(project.build / "privacy.json", json.dumps(counts, indent=2) + "\n")
    say(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in counts.items()))
    if given.record:
        head = "# What a browser counted on the finished site; the page privacy-check/ shows it.\n"
        head += "# Written by: orderpages verify --browser --record\n"
        write(project.docs / "verified.yml", head + "".join(f"{name}: {value}\n" for name, value in counts.items()))
        say("docs/verified.yml is written. Build again: the page privacy-check/ shows it.")
    return seen.findings


def _verify_search(project: Project) -> int:
    """Ask the finished site's search every question of every list."""
    from ..verify import search

    findings: list[Finding] = []
    sizes = search.weigh(project.site)
    for locale in project.published:
        index = search.read_index(project.site, locale.tag)
        if index is None:
            continue
        found = search.measure(locale.tag, index, project.search_list(locale))
        for one in found:
            if one.questions:
                say(f"{one.tag:8} {one.part:6} first {one.first:3} of {one.questions}, in three {one.in_three:3}; {sizes[one.tag]:,} bytes")
        findings += search.short(found, project.shown(project.search_path(locale)))
    show(findings)
    return FOUND if findings else CLEAN
