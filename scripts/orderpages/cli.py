"""Give each command a function; the only room that prints, exits, and reads the clock or the environment."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import Command, parser
from .findings import CouldNotRun, Finding, Findings, Severity

if TYPE_CHECKING:
    from .locales import Locale
    from .project import Project
    from .publish.build import Whole
    from .publish.cards import Printer

CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when clean, 1 with findings, 2 when it could not run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = parser(COMMANDS).parse_args(arguments)
    try:
        return int(given.command(given))
    except Findings as stopped:
        _show(stopped.findings)
        return FOUND
    except CouldNotRun as stopped:
        _tell(f"orderpages: {stopped}")
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        _tell("orderpages: stopped. Nothing half-written was left behind.")
        return COULD_NOT_RUN
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT_RUN
    except MemoryError:
        _tell("orderpages: the machine has no memory left. Close other programs and run it again.")
        return COULD_NOT_RUN
    except OSError as error:
        # A copy that fails names its source first; what could not be written is the second.
        named = error.filename2 or error.filename
        where = f" ({named})" if named else ""
        _tell(f"orderpages: {error.strerror or error}{where}. Free some space or check the folder's rights, then run it again.")
        return COULD_NOT_RUN


# ---------------------------------------------------------------- commands


def build(given: argparse.Namespace) -> int:
    """Build the whole site into site/."""
    from .publish.build import build as make
    from .publish.build import publish

    project = _project()
    started = time.monotonic()
    locales = _locales(project, given.locale) if given.locale else project.published
    step = _step(given.quiet)
    printer = None if given.no_print else _printer(project, step)
    address = project_url(project, given.site_url)
    built = make(project, locales, step, address, as_of=_day(given.as_of), printer=printer)
    if given.strict and built.findings:
        raise Findings(built.findings)
    publish(built, project.site, project.build / "site.new")
    if given.record:
        ledger(given)
    _show(built.findings)
    seconds = time.monotonic() - started
    _say(f"{built.pages} pages in {_count(built.locales, 'language')}, {seconds:.1f} seconds, {_count(len(built.findings), 'finding')}.")
    _say("The site is in site/. Look at it with: scripts/serve")
    if ".example/" in address:
        _say("Note: site_url in mkdocs.yml is still an example address. Set your own before you publish.")
    return FOUND if any(finding.blocks for finding in built.findings) else CLEAN


def serve(given: argparse.Namespace) -> int:
    """Preview one language with live reload."""
    from .publish.preview import preview

    project = _project()
    preview(project, project.locale(given.tag), given.host, given.port, _say, given.marks)
    return CLEAN


def check(given: argparse.Namespace) -> int:
    """Check the sources people write: content and catalogs."""
    if given.rules:
        from .messages.rules.explain import explain

        _say(explain().rstrip())
        return CLEAN
    from .content import plain
    from .messages.check import check as check_catalogs
    from .publish.ledger import check as check_ledger

    project = _project()
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
    else:
        _say("Reading grades were not checked: they need textstat (pip install 'orderpages[plain]').")
    _show(findings)
    if not findings:
        _say(f"Checked {sum(map(len, project.templates.values()))} texts in {_count(len(locales) + 1, 'language')}: nothing to mend.")
    return FOUND if any(finding.blocks or given.strict for finding in findings) else CLEAN


def extract(given: argparse.Namespace) -> int:
    """Write the catalog templates (.pot) from the English content."""
    from .messages import catalogs
    from .project import write

    project = _project()
    stale = 0
    for domain, templates in project.templates.items():
        path, text = project.translations / f"{domain}.pot", catalogs.write_template(templates)
        if given.check:
            stale += not path.is_file() or path.read_bytes() != text.encode("utf-8")
        else:
            changed = write(path, text)
            _say(f"{project.shown(path)}: {len(templates)} messages{'' if changed else ', unchanged'}.")
    if stale:
        _say("The catalog templates are older than the content. Run: orderpages update")
    return FOUND if stale else CLEAN


def update(given: argparse.Namespace) -> int:
    """Merge the catalogs with the current English."""
    from .messages.workshop import update_all

    project = _project()
    locales = [project.locale(given.tag)] if given.tag else [locale for locale in project.published if locale.status == "published"]
    for line in update_all(project, locales):
        _say(line)
    return CLEAN


def status(given: argparse.Namespace) -> int:
    """Show how far each language is."""
    from .messages.progress import as_json, as_table

    project = _project()
    if given.plain:
        from .content.plain import as_table as plain_table
        from .content.plain import plainness

        _say(plain_table(plainness(project.content)))
        return CLEAN
    found = [one for standing in project.standings for one in standing.domains]
    _say(as_json(found) if given.json else as_table(found))
    return CLEAN


def sign_off(given: argparse.Namespace) -> int:
    """Record that a person has reviewed a language, or pages of it."""
    from .messages.review import sign_off as sign
    from .pages.render import render
    from .pages.table import table

    project = _project()
    shown = render(project.content, project.words, table(project.content, project.words)).shown if given.page else {}
    for line in sign(project, project.locale(given.tag), given.reviewer, _day(given.as_of), given.page, shown):
        _say(line)
    return CLEAN


def review(given: argparse.Namespace) -> int:
    """Make a review file for a person without any tool, or read the filled-in one back."""
    from .messages.review import apply
    from .project import write
    from .publish.review import review as make

    project = _project()
    locale = project.locale(given.tag)
    if given.apply:
        findings: list[Finding] = []
        for line in apply(project, locale, Path(given.apply), _day(given.as_of), findings):
            _say(line)
        _show(findings)
        return FOUND if findings else CLEAN
    if locale.status != "published":
        raise CouldNotRun(f"{locale.tag} is not a translation: there is nothing to review.")
    said: list[Finding] = []
    address = project_url(project, given.site_url)
    out = project.build / f"review-{locale.tag}.html"
    write(out, make(project, locale, "../site/" if ".example/" in address else address, said))
    _show(said)
    _say(f"{project.shown(out)}: send this one file to the reviewer; it opens in any browser, without a network.")
    _say(f"Then read the file they save: orderpages review {locale.tag} --apply FILE")
    return CLEAN


def export(given: argparse.Namespace) -> int:
    """Write a language as XLIFF, for tools that read no .po."""
    from .messages.exchange import write

    project = _project()
    locale = project.locale(given.tag)
    if locale.status != "published":
        raise CouldNotRun(f"{locale.tag} is not a translation: there is nothing to export.")
    findings: list[Finding] = []
    catalogs, reviews = project.catalogs(locale, findings), project.reviews(locale, findings)
    out = project.build / f"{locale.tag}.{given.format}.xlf"
    made = write(locale, given.format, catalogs, project.templates, reviews)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(made)
    _show(findings)
    _say(f"{project.shown(out)}: {sum(map(len, project.templates.values()))} messages. Read it back with: orderpages import FILE")
    return FOUND if any(finding.blocks for finding in findings) else CLEAN


def bring_in(given: argparse.Namespace) -> int:
    """Read a translated XLIFF back into the catalogs."""
    from .messages.review import bring_in as take

    findings: list[Finding] = []
    for line in take(_project(), Path(given.file), findings):
        _say(line)
    _show(findings)
    return FOUND if findings else CLEAN


def verify(given: argparse.Namespace) -> int:
    """Verify the finished site: links, languages, parity, bytes."""
    from .publish.ledger import read as promised
    from .verify.budgets import over_budget
    from .verify.search import budget as search_budget
    from .verify.walk import verify as witness

    project = _project()
    if not project.site.is_dir():
        raise CouldNotRun("There is no site/ yet. Run scripts/build first.")
    if given.search:
        return _verify_search(project)
    findings = witness(project.site, project.site.name, promised(project))
    findings += [*over_budget(project.site, project.site.name), *search_budget(project.site)]
    if given.browser:
        findings += _crawl(project, given)
    _show(findings)
    if not findings:
        _say("Verified site/: every page, link, anchor and language mark is in order.")
    return FOUND if any(finding.blocks for finding in findings) else CLEAN


def ledger(given: argparse.Namespace) -> int:
    """Add new addresses to the ledger, docs/published-paths.txt."""
    from .publish.ledger import NAME, record

    new = record(_project())
    _say(f"{NAME}: {_count(len(new), 'new line')}.")
    return CLEAN


def archive(given: argparse.Namespace) -> int:
    """Keep what every statement says today, in docs/archive/."""
    from .publish.archive import archive as keep

    _say(keep(_project(), _day(given.as_of)))
    return CLEAN


def _crawl(project: Project, given: argparse.Namespace) -> list[Finding]:
    """Open every page in a browser, and write what it did to build/privacy.json."""
    import json

    from .project import write
    from .verify.browser import crawl

    seen = crawl(project.site, project.site.name, axe=given.axe, say=_step(False))
    counts = {"day": _day(given.as_of).isoformat(), **seen.counts()}
    write(project.build / "privacy.json", json.dumps(counts, indent=2) + "\n")
    _say(", ".join(f"{name.replace('_', ' ')} {value}" for name, value in counts.items()))
    if given.record:
        head = "# What a browser counted on the finished site; the page privacy-check/ shows it.\n"
        head += "# Written by: orderpages verify --browser --record\n"
        write(project.docs / "verified.yml", head + "".join(f"{name}: {value}\n" for name, value in counts.items()))
        _say("docs/verified.yml is written. Build again: the page privacy-check/ shows it.")
    return seen.findings


def new_locale(given: argparse.Namespace) -> int:
    """Add a language: registry line, catalogs, notes."""
    from .messages.workshop import new_locale as add

    for line in add(_project(), given.tag, given.name):
        _say(line)
    return CLEAN


def bundle(given: argparse.Namespace) -> int:
    """Put a language of the whole site into one HTML file, or the site into a zip."""
    from .project import replace_bytes
    from .publish import bundle as bundling
    from .publish.build import PARTS
    from .publish.build import build as make

    project = _project()
    locales = _locales(project, [given.tag]) if given.tag else project.published
    made: dict[str, bytes] = {}

    def part(whole: Whole) -> dict[str, bytes]:
        made.update(bundling.files(whole, with_english=given.with_english) if not given.zip else {})
        return {}

    printer = _printer(project, _step(False)) if given.zip else None
    built = make(project, locales, site_url=given.site_url, as_of=_day(given.as_of), printer=printer, parts=(*PARTS, part))
    if given.zip:
        made[f"{bundling.FOLDER}/site.zip"] = bundling.zipped(built.files)
    wanted = {path: data for path, data in made.items() if not given.tag or given.zip or Path(path).name.startswith(f"{locales[-1].tag}")}
    for path, data in sorted(wanted.items()):
        target = project.build / path
        replace_bytes(target, data)
        _say(f"{project.shown(target)}: {len(data):,} bytes.")
    return CLEAN


def cards(given: argparse.Namespace) -> int:
    """Record today's cards as printed, so that each copy can be checked for years."""
    from .publish.cards import record

    for line in record(_project(), _day(given.as_of)):
        _say(line)
    return CLEAN


def schema(given: argparse.Namespace) -> int:
    """Write the editor schemas to docs/schema/."""
    from .content.schema import schemas
    from .project import write

    project = _project()
    for name, text in schemas().items():
        path = project.docs / "schema" / name
        write(path, text)
        _say(project.shown(path))
    return CLEAN


# ---------------------------------------------------------------- search


def _search_lists(project: Project, locales: Iterable[Locale]) -> list[Finding]:
    """Find locales without a list of questions that proves their search."""
    from .pages.table import table
    from .search.lists import check as check_list

    known = frozenset(table(project.content, project.words).targets)
    return [
        finding
        for locale in locales
        for finding in check_list(project.search_path(locale), project.shown(project.search_path(locale)), locale.tag, known)
    ]


def _verify_search(project: Project) -> int:
    """Ask the finished site's search every question of every list."""
    from .verify import search

    findings: list[Finding] = []
    sizes = search.weigh(project.site)
    for locale in project.published:
        index = search.read_index(project.site, locale.tag)
        if index is None:
            continue
        found = search.measure(locale.tag, index, project.search_list(locale))
        for one in found:
            if one.questions:
                _say(
                    f"{one.tag:8} {one.part:6} first {one.first:3} of {one.questions}, in three {one.in_three:3}; {sizes[one.tag]:,} bytes"
                )
        findings += search.short(found, project.shown(project.search_path(locale)))
    _show(findings)
    return FOUND if findings else CLEAN


# ---------------------------------------------------------------- shared


def _project() -> Project:
    from .project import find

    return find(Path.cwd())


def project_url(project: Project, given: str | None) -> str:
    """Give the address the site is built for, ending in ``/``; raise ``CouldNotRun`` when it is none."""
    from .publish.engine import Engine
    from .records import Url, misformed

    address = given.rstrip("/") + "/" if given else Engine(project.root, project.build / "skeleton").site_url()
    if wrong := misformed(address, Url):
        raise CouldNotRun(f"The site's address {wrong}")
    return address


def _printer(project: Project, say: Callable[[str], None]) -> Printer | None:
    """Make the printer of the cards; say why there is none."""
    from .publish.cards import Printer
    from .publish.fonts import NoFonts, fetch

    if not project.content.cards:
        return None
    try:
        return Printer(fetch(project.root / "scripts/fonts", project.cache, say), project.cache / "prints", say)
    except NoFonts as missing:
        _say(f"The site is made without printed cards: {missing}.")
        return None


def _locales(project: Project, tags: Iterable[str]) -> tuple[Locale, ...]:
    wanted = [project.locale(tag) for tag in tags]
    source = project.locales[0]
    return (source, *(locale for locale in wanted if locale != source))


def _day(given: str | None) -> datetime.date:
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


def _step(quiet: bool) -> Callable[[str], None]:
    started = time.monotonic()

    def step(line: str) -> None:
        if not quiet:
            _say(f"[{time.monotonic() - started:5.1f} s] {line}")

    return step


def _show(findings: Iterable[Finding]) -> None:
    for finding in findings:
        mark = "" if finding.severity is Severity.ERROR else "(warning) "
        _tell(f"{mark}{finding}")


def _say(line: str) -> None:
    print(line, flush=True)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


COMMANDS: dict[str, Command] = {
    "build": build,
    "serve": serve,
    "check": check,
    "extract": extract,
    "update": update,
    "status": status,
    "sign-off": sign_off,
    "review": review,
    "export": export,
    "import": bring_in,
    "ledger": ledger,
    "archive": archive,
    "verify": verify,
    "new-locale": new_locale,
    "bundle": bundle,
    "cards": cards,
    "schema": schema,
}
"""Every command by its name, in the order ``--help`` lists them."""


if __name__ == "__main__":
    sys.exit(main())
