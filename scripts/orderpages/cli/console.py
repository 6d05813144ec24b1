"""Speak to the person at the keyboard: what is printed, the clock and the environment, the project they stand in."""

from __future__ import annotations

import datetime
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..findings import CouldNotRun, Finding, Severity

if TYPE_CHECKING:
    from ..locales import Locale
    from ..project import Project
    from ..publish.printer import Printer

CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2
"""What a command returns."""


def project_here() -> Project:
    """Find the project of the folder the person stands in."""
    from ..project import find

    return find(Path.cwd())


def project_url(project: Project, given: str | None) -> str:
    """Give the address the site is built for, ending in ``/``; raise ``CouldNotRun`` or ``Findings`` when it is none."""
    from ..publish.engine import Engine
    from ..records import Url, misformed

    if not given:
        return Engine(project.root, project.build / "skeleton").site_url()
    address = given.rstrip("/") + "/"
    if wrong := misformed(address, Url):
        raise CouldNotRun(f"The site's address {wrong}")
    return address


def make_printer(project: Project, step: Callable[[str], None]) -> Printer | None:
    """Make the printer of the cards and preview images; say why there is none."""
    from ..publish.fonts import NoFonts, fetch
    from ..publish.printer import Printer

    try:
        return Printer(fetch(project.root / "scripts/fonts", project.cache, step), project.cache / "prints", step)
    except NoFonts as missing:
        say(f"The site is made without printed cards and preview images: {missing}.")
        return None


def chosen_locales(project: Project, tags: Iterable[str]) -> tuple[Locale, ...]:
    """Give the named locales, the source language before them."""
    wanted = [project.locale(tag) for tag in tags]
    source = project.locales[0]
    return (source, *(locale for locale in wanted if locale != source))


def as_of_day(given: str | None) -> datetime.date:
    """Give the as-of day: the one named, or that of SOURCE_DATE_EPOCH (reproducible-builds.org), or today."""
    try:
        if given:
            return datetime.date.fromisoformat(given)
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date() if epoch else datetime.datetime.now(datetime.UTC).date()
    except (ValueError, OverflowError, OSError):  # Each for a number too large, by the machine's kind of time.
        raise CouldNotRun(
            f'"{given or os.environ.get("SOURCE_DATE_EPOCH")}" is not a day. Write it as YYYY-MM-DD, for example 2027-03-01.'
        ) from None


def progress(quiet: bool) -> Callable[[str], None]:
    """Give what prints a step of the work with the seconds since the start, or nothing."""
    started = time.monotonic()

    def step(line: str) -> None:
        if not quiet:
            say(f"[{time.monotonic() - started:5.1f} s] {line}")

    return step


def show(findings: Iterable[Finding]) -> None:
    """Print findings to standard error."""
    for finding in findings:
        mark = "" if finding.severity is Severity.ERROR else "(warning) "
        tell(f"{mark}{finding}")


def say(line: str) -> None:
    """Print a line."""
    print(line, flush=True)


def tell(line: str) -> None:
    """Print a line to standard error."""
    print(line, file=sys.stderr, flush=True)


def counted(number: int, thing: str) -> str:
    """Count a thing in words: ``1 page``, ``2 pages``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
