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

from .findings import CouldNotRun, Finding, Findings, Severity

if TYPE_CHECKING:
    from .locales import Locale
    from .project import Project
    from .publish.cards import Printer

CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when clean, 1 with findings, 2 when it could not run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = _parser().parse_args(arguments)
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
    preview(project, project.locale(given.tag), given.host, given.port, _say)
    return CLEAN


def check(given: argparse.Namespace) -> int:
    """Check the sources people write: content and catalogs."""
    from .messages.check import check as check_catalogs

    project = _project()
    findings = list(project.loaded[1])
    locales = [project.locale(given.tag)] if given.tag else [locale for locale in project.published if locale.status == "published"]
    findings += check_catalogs(project, locales)
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
    from .messages.workshop import as_json, as_table, progress

    project = _project()
    found = progress(project)
    _say(as_json(found) if given.json else as_table(found))
    return CLEAN


def verify(given: argparse.Namespace) -> int:
    """Verify the finished site: links, languages, parity."""
    from .verify.walk import verify as witness

    project = _project()
    if not project.site.is_dir():
        raise CouldNotRun("There is no site/ yet. Run scripts/build first.")
    findings = witness(project.site, project.site.name)
    _show(findings)
    if not findings:
        _say("Verified site/: every page, link, anchor and language mark is in order.")
    return FOUND if any(finding.blocks for finding in findings) else CLEAN


def new_locale(given: argparse.Namespace) -> int:
    """Add a language: registry line, catalogs, notes."""
    from .messages.workshop import new_locale as add

    for line in add(_project(), given.tag, given.name):
        _say(line)
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


# ---------------------------------------------------------------- shared


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="orderpages",
        description="Turn an order's provisions and the guidance for residents into one multilingual static site.",
        epilog="Exit codes: 0 clean, 1 findings, 2 could not run. Start with: orderpages build, then orderpages serve.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, command: Command, explained: str) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name, help=command.__doc__, description=f"{command.__doc__} {explained}", formatter_class=argparse.RawDescriptionHelpFormatter
        )
        made.set_defaults(command=command)
        return made

    made = add("build", build, "The old site stays whole until the new one is complete.")
    made.add_argument(
        "--locale", action="append", metavar="TAG", help="build only this language (and English); may be given more than once"
    )
    made.add_argument("--site-url", metavar="URL", help="the address the site will have, instead of site_url in mkdocs.yml")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day the site speaks for (default: today, or SOURCE_DATE_EPOCH)")
    made.add_argument("--strict", action="store_true", help="stop at any finding, warnings and catalogs included; the old site stays")
    made.add_argument("--no-print", action="store_true", help="leave out the PDF cards, flyers, booklets and the poster")
    made.add_argument("--quiet", action="store_true", help="no progress lines")
    made = add("serve", serve, "Saving a catalog (.po), a guide or a template shows in the browser.")
    made.add_argument("tag", nargs="?", default="en", help="the language, for example es; English when left out")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    made.add_argument("--port", type=int, default=8000, help="port (default 8000)")
    made = add("check", check, "Every finding says where, what and the cure.")
    made.add_argument("tag", nargs="?", help="only this language, for example es")
    made.add_argument("--strict", action="store_true", help="warnings count as errors")
    made = add("extract", extract, "Translators' tools (Poedit, Weblate) read these.")
    made.add_argument("--check", action="store_true", help="only tell whether they are up to date")
    made = add("update", update, "Finished translations stay; changed English makes its message fuzzy and keeps the old English beside it.")
    made.add_argument("tag", nargs="?", help="only this language, for example es")
    made = add("status", status, "Translated, fuzzy and missing messages, and words left.")
    made.add_argument("--json", action="store_true", help="as JSON, for programs")
    add("verify", verify, "Reads only the finished files, as a reader's browser would.")
    made = add("new-locale", new_locale, "Afterwards: translate the two .po files, then build.")
    made.add_argument("tag", help="BCP 47 tag, for example am or zh-Hant")
    made.add_argument("--name", help="the language's name in itself, where CLDR does not know it")
    made = add("cards", cards, "Writes docs/printed.yml; run it before you hand cards out, and commit the file.")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day they are printed (default: today)")
    add("schema", schema, "Editors with YAML support complete and check by them.")
    return parser


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


if __name__ == "__main__":
    sys.exit(main())
