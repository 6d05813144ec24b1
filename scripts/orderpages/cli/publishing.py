"""Build, preview and keep the site."""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from ..findings import Findings
from .console import (
    CLEAN,
    FOUND,
    as_of_day,
    chosen_locales,
    counted,
    make_printer,
    progress,
    project_here,
    project_url,
    say,
    show,
)

if TYPE_CHECKING:
    from ..publish.build import Whole


def build(given: argparse.Namespace) -> int:
    """Build the whole site into site/."""
    from ..project import alone
    from ..publish.build import build as make
    from ..publish.build import publish

    project = project_here()
    started = time.monotonic()
    locales = chosen_locales(project, given.locale) if given.locale else project.published
    step = progress(given.quiet)
    with alone(project):
        printer = None if given.no_print else make_printer(project, step)
        address = project_url(project, given.site_url)
        built = make(project, locales, step, address, as_of=as_of_day(given.as_of), printer=printer)
        if given.strict and built.findings:
            raise Findings(built.findings)
        publish(built, project.site, project.build / "site.new")
    if given.record:
        ledger(given)
    show(built.findings)
    seconds = time.monotonic() - started
    say(f"{built.pages} pages in {counted(built.locales, 'language')}, {seconds:.1f} seconds, {counted(len(built.findings), 'finding')}.")
    say("The site is in site/. Look at it with: scripts/serve")
    if ".example/" in address:
        say("Note: site_url in mkdocs.yml is still an example address. Set your own before you publish.")
    return FOUND if any(finding.blocks for finding in built.findings) else CLEAN


def serve(given: argparse.Namespace) -> int:
    """Preview one language with live reload."""
    from ..publish.preview import preview

    project = project_here()
    preview(project, project.locale(given.tag), given.host, given.port, say, given.marks)
    return CLEAN


def bundle(given: argparse.Namespace) -> int:
    """Put a language of the whole site into one HTML file, or the site into a zip."""
    from ..project import alone, replace_bytes
    from ..publish import bundle as bundling
    from ..publish.build import PARTS
    from ..publish.build import build as make
    from ..publish.cards import FORMATS

    project = project_here()
    locales = chosen_locales(project, [given.tag]) if given.tag else project.published
    tags = [locales[-1].tag] if given.tag else [locale.tag for locale in locales]
    copies: dict[str, bundling.Copy] = {}

    def part(whole: Whole) -> dict[str, bytes]:
        copies.update(bundling.files(whole, tags, with_english=given.with_english) if not given.zip else {})
        return {}

    printer = make_printer(project, progress(True))
    with alone(project):
        built = make(project, locales, site_url=given.site_url, as_of=as_of_day(given.as_of), printer=printer, parts=(*PARTS, part))
    if given.zip:
        copies[f"{bundling.FOLDER}/site.zip"] = bundling.Copy(bundling.zipped(built.files), tuple(FORMATS) if printer else ())
    for path, copy in sorted(copies.items()):
        target = project.build / path
        replace_bytes(target, copy.data)
        say(f"{project.shown(target)}: {len(copy.data):,} bytes; printed cards inside: {', '.join(copy.papers) or 'none'}.")
    findings = [] if given.zip else list(bundling.too_large(copies))
    show(findings)
    return FOUND if findings else CLEAN


def cards(given: argparse.Namespace) -> int:
    """Record today's cards as printed, so that each copy can be checked for years."""
    from ..publish.cards import record

    for line in record(project_here(), as_of_day(given.as_of)):
        say(line)
    return CLEAN


def ledger(given: argparse.Namespace) -> int:
    """Add new addresses to the ledger, docs/published-paths.txt."""
    from ..publish.ledger import NAME, record

    new = record(project_here())
    say(f"{NAME}: {counted(len(new), 'new line')}.")
    return CLEAN


def archive(given: argparse.Namespace) -> int:
    """Keep what every statement says today, in docs/archive/."""
    from ..publish.archive import archive as keep

    say(keep(project_here(), as_of_day(given.as_of)))
    return CLEAN
