"""Describe every command's arguments: what a newcomer reads at ``--help``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

Command = Callable[[argparse.Namespace], int]


def parser(commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """Make the parser of all commands; ``commands`` gives the function of each."""
    made_parser = argparse.ArgumentParser(
        prog="orderpages",
        description="Turn an order's provisions and the guidance for residents into one multilingual static site.",
        epilog="Exit codes: 0 clean, 1 findings, 2 could not run. Start with: orderpages build, then orderpages serve.",
    )
    listed = made_parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, explained: str) -> argparse.ArgumentParser:
        command = commands[name]
        made = listed.add_parser(
            name, help=command.__doc__, description=f"{command.__doc__} {explained}", formatter_class=argparse.RawDescriptionHelpFormatter
        )
        made.set_defaults(command=command)
        return made

    made = add("build", "The old site stays whole until the new one is complete.")
    made.add_argument(
        "--locale", action="append", metavar="TAG", help="build only this language (and English); may be given more than once"
    )
    made.add_argument("--site-url", metavar="URL", help="the address the site will have, instead of site_url in mkdocs.yml")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day the site speaks for (default: today, or SOURCE_DATE_EPOCH)")
    made.add_argument("--strict", action="store_true", help="stop at any finding, warnings and catalogs included; the old site stays")
    made.add_argument("--record", action="store_true", help="also add new addresses to the ledger, as orderpages ledger does")
    made.add_argument(
        "--no-print", action="store_true", help="leave out the PDF cards, flyers, booklets, the poster and the preview images"
    )
    made.add_argument("--quiet", action="store_true", help="no progress lines")
    made = add("serve", "Saving a catalog (.po), a guide or a template shows in the browser.")
    made.add_argument("tag", nargs="?", default="en", help="the language, for example es; English when left out")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    made.add_argument("--marks", action="store_true", help="outline what is not translated, changed or not reviewed, and name each message")
    made.add_argument("--port", type=int, default=8000, help="port (default 8000)")
    made = add("check", "Every finding says where, what and the cure.")
    made.add_argument("tag", nargs="?", help="only this language, for example es")
    made.add_argument("--strict", action="store_true", help="warnings count as errors")
    made.add_argument("--rules", action="store_true", help="print the rules a translation meets")
    made = add("extract", "Translators' tools (Poedit, Weblate) read these.")
    made.add_argument("--check", action="store_true", help="only tell whether they are up to date")
    made = add("update", "Finished translations stay; changed English makes its message fuzzy and keeps the old English beside it.")
    made.add_argument("tag", nargs="?", help="only this language, for example es")
    made = add("status", "Translated, fuzzy and missing messages, and words left.")
    made.add_argument("--json", action="store_true", help="as JSON, for programs")
    made.add_argument("--plain", action="store_true", help="how plain the English of each rights page is: grade, length of sentences")
    made = add("sign-off", "A message that changes afterwards loses its own sign-off, and no other.")
    made.add_argument("tag", help="the language, for example es")
    made.add_argument("--reviewer", required=True, metavar="NAME", help="who read it; the name is shown on the site")
    made.add_argument("--page", action="append", metavar="ID", help="only this page, for example at-home; may be given more than once")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day of the review (default: today)")
    made = add("review", "English and translation side by side, to be accepted, corrected or commented.")
    made.add_argument("tag", help="the language, for example es")
    made.add_argument("--apply", metavar="FILE", help="read back the file a reviewer saved")
    made.add_argument("--site-url", metavar="URL", help="where the links lead (default: site_url in mkdocs.yml, or the copy in site/)")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day of the review (default: today)")
    made = add("export", "Nothing is lost on the way out and back.")
    made.add_argument("tag", help="the language, for example es")
    made.add_argument("--format", choices=("xliff12", "xliff21"), default="xliff21", help="XLIFF version (default: 2.1)")
    made = add("import", "What breaks a rule is left out and told.")
    made.add_argument("file", help="the .xlf file")
    add("ledger", "Run it when you publish: what it lists can never vanish without a redirect.")
    made = add("archive", "Run it when you publish; a day on which nothing changed makes no file.")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day to archive for (default: today, or SOURCE_DATE_EPOCH)")
    made = add("verify", "Reads only the finished files, as a reader's browser would.")
    made.add_argument("--all", action="store_true", help="everything below: --search --html --browser --axe")
    made.add_argument("--search", action="store_true", help="also ask the search every question of the lists in translations/*/search.yml")
    made.add_argument("--html", action="store_true", help="also ask the Nu validator of W3C whether every page is valid HTML")
    made.add_argument(
        "--browser",
        action="store_true",
        help="also open every page in Chromium: hosts, cookies, errors, contrast, reflow, targets, keyboard",
    )
    made.add_argument("--axe", action="store_true", help="with --browser: also look for barriers with axe-core, in light and dark")
    made.add_argument("--only", metavar="KIND|PATTERN", default="", help='with --browser: only pages of a kind, or "es/guides/*"')
    made.add_argument("--locale", action="append", metavar="TAG", help="with --browser: only this language; may be given more than once")
    made.add_argument("--record", action="store_true", help="with --browser: write the figures to docs/verified.yml for the site to show")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day of the check (default: today, or SOURCE_DATE_EPOCH)")
    made = add("new-locale", "Afterwards: translate the two .po files, then build.")
    made.add_argument("tag", help="BCP 47 tag, for example am or zh-Hant")
    made.add_argument("--name", help="the language's name in itself, where CLDR does not know it")
    made = add("bundle", "Into build/download/; needs no network, no script and no server to be read.")
    made.add_argument("tag", nargs="?", help="only this language, for example am")
    made.add_argument("--with-english", action="store_true", help="each language with English in the same file")
    made.add_argument("--zip", action="store_true", help="the static site as one zip instead, the same bytes each time")
    made.add_argument("--site-url", metavar="URL", help="the address of the website, instead of site_url in mkdocs.yml")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day the copy is made (default: today, or SOURCE_DATE_EPOCH)")
    made = add("cards", "Writes docs/printed.yml; run it before you hand cards out, and commit the file.")
    made.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day they are printed (default: today)")
    add("schema", "Editors with YAML support complete and check by them.")
    return made_parser
