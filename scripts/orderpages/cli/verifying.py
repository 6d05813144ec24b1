"""Verify the finished site, and print the figures it was held to."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median
from typing import TYPE_CHECKING

from ..findings import CouldNotRun, Finding
from .console import (
    CLEAN,
    FOUND,
    as_of_day,
    counted,
    progress,
    project_here,
    say,
    show,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ..project import Project
    from ..verify.budgets import Weight
    from ..verify.crawl import Crawl
    from ..verify.first_visit import Visit


def verify(given: argparse.Namespace) -> int:
    """Verify the finished site: links, languages, parity, bytes, headers."""
    from ..publish.ledger import read as promised
    from ..verify import budgets, first_visit, headers, pages, search, walk

    project = project_here()
    if not project.site.is_dir():
        raise CouldNotRun("There is no site/ yet. Run scripts/build first.")
    for name in ("search", "html", "browser", "axe") if given.all else ():
        setattr(given, name, True)
    if given.record and (given.only or given.locale or not given.browser):
        raise CouldNotRun("Only a look at the whole site is recorded: give --browser, and neither --only nor --locale.")
    site, name, step = project.site, project.site.name, progress(False)

    walked = walk.walk(site)
    weights = list(budgets.weights(site))
    visits = list(first_visit.visits(site, pages.pages(site)))
    sent = headers.sent_by_hosts(site)
    queries = search.weigh(site)
    findings = walk.judge(walked, name, promised(project))
    findings += [*budgets.over_budget(weights, name), *first_visit.too_much(visits, name)]
    findings += [*search.budget(site), *headers.below_grade(sent, name)]
    figures = [
        *_by_kind(weights),
        "",
        *_by_language(visits, queries),
        "",
        f"Pages {len(walked.pages):,}, links {walked.links:,}, files {len(walked.files):,}.",
        "Score of the headers by the Observatory's rules: " + ", ".join(f"{file} {headers.score(one)}" for file, one in sent.items()),
    ]
    if given.search:
        told, found = _search(project)
        figures += ["", *told]
        findings += found
    if given.html:
        told, found = _html(site, name)
        figures += told
        findings += found
    if given.browser:
        seen, found = _browser(project, given)
        figures += ["", *_laid_out(seen.table()), ", ".join(f"{thing.replace('_', ' ')} {value}" for thing, value in seen.counts().items())]
        findings += found
    show(findings)
    for line in figures:
        say(line)
    step(f"verified, {counted(len(findings), 'finding')}")
    if not findings:
        say("Verified site/: every page, link, anchor and language mark is in order.")
    return FOUND if any(finding.blocks for finding in findings) else CLEAN


def _by_kind(weights: Iterable[Weight]) -> list[str]:
    """Lay out what pages of each kind weigh, beside their budget."""
    kinds: dict[str, list[Weight]] = defaultdict(list)
    for weight in weights:
        kinds[weight.kind or "(none)"].append(weight)
    rows = [["kind", "pages", "median", "most", "budget"]]
    for kind, members in sorted(kinds.items()):
        sizes = [weight.bytes for weight in members]
        rows.append([kind, f"{len(members):,}", f"{median(sizes):,.0f}", f"{max(sizes):,}", f"{members[0].budget:,}"])
    return _laid_out(rows)


def _by_language(visits: Iterable[Visit], queries: dict[str, int]) -> list[str]:
    """Lay out what a first visit to a rights page costs in each language, and a first search."""
    tags: dict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        tags[visit.page.tag].append(visit)
    rows = [["first visit", "rights pages", "median", "most", "requests", "first search"]]
    for tag, members in sorted(tags.items()):
        sizes = [visit.bytes for visit in members]
        requests = max(visit.requests for visit in members)
        rows.append([tag, f"{len(members):,}", f"{median(sizes):,.0f}", f"{max(sizes):,}", f"{requests}", f"{queries.get(tag, 0):,}"])
    return _laid_out(rows)


def _laid_out(rows: Sequence[Sequence[str]]) -> list[str]:
    """Set rows in columns, the first to the left, numbers to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in rows
    ]


def _search(project: Project) -> tuple[list[str], list[Finding]]:
    """Ask the finished site's search every question of every list."""
    from ..verify import search

    told: list[str] = []
    findings: list[Finding] = []
    for locale in project.published:
        index = search.read_index(project.site, locale.tag)
        if index is None:
            continue
        found = search.measure(locale.tag, index, project.search_list(locale))
        told += [
            f"search {one.tag:8} {one.part:6} first {one.first:3} of {one.questions}, in three {one.in_three:3}"
            for one in found
            if one.questions
        ]
        findings += search.short(found, project.shown(project.search_path(locale)))
    return told, findings


def _html(site: Path, name: str) -> tuple[list[str], list[Finding]]:
    """Ask the Nu validator about every page."""
    from ..verify.markup import invalid

    found = list(invalid(site, name))
    return [f"Errors of the Nu validator: {len(found)}"], found


def _browser(project: Project, given: argparse.Namespace) -> tuple[Crawl, list[Finding]]:
    """Open every wanted page in a browser, write what it did to build/privacy.json, and record it where asked."""
    import json

    from ..project import write
    from ..verify.browser import crawl
    from ..verify.crawl import gathered
    from ..verify.pages import pages

    listed = list(pages(project.site, given.only, given.locale or ()))
    if not listed:
        raise CouldNotRun('No page is of this kind, pattern and language. A kind is guide, a pattern "es/guides/*".')
    seen = crawl(project.site, listed, axe=given.axe, say=progress(False))
    counts = {"day": as_of_day(given.as_of).isoformat(), **seen.counts()}
    write(project.build / "privacy.json", json.dumps(counts, indent=2) + "\n")
    if given.record:
        head = "# What a browser counted on the finished site; the page privacy-check/ shows it.\n"
        head += "# Written by: orderpages verify --all --record\n"
        write(project.docs / "verified.yml", head + "".join(f"{name}: {value}\n" for name, value in counts.items()))
        say("docs/verified.yml is written. Build again: the page privacy-check/ shows it.")
    return seen, list(gathered(seen.findings))
