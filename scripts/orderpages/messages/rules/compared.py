"""Set our rules beside the checks of the tools translators know: gettext, Weblate, translate-toolkit's pofilter."""

from __future__ import annotations

THEIRS = (
    ("msgfmt --check: format, header, accelerators", "placeholder-missing placeholder-added", "header and plural rule when a catalog is read"),
    ("msgfmt, Weblate: newline at an end, line breaks, escapes; pofilter: newlines, tabs, escapes", "character-control", ""),
    ("Weblate: unchanged; pofilter: unchanged, untranslated", "same-as-source source-left", ""),
    ("Weblate: spaces at an end, double space; pofilter: doublespacing, startwhitespace, endwhitespace, puncspacing", "spaces-wrong", ""),
    ("Weblate: full stop, colon, question mark, exclamation mark, interrobang, ellipsis, semicolon; pofilter: endpunc", "end-mark", ""),
    ("Weblate: punctuation spacing (French)", "narrow-space", ""),
    ("Weblate: python brace format, placeholders; pofilter: pythonbraceformat, variables", "placeholder-missing placeholder-added", ""),
    ("Weblate: maximum length and size; pofilter: long, short", "translation-long translation-too-long translation-short", ""),
    ("Weblate: inconsistent", "translated-differently", ""),
    ("Weblate: reused translation; pofilter: compendiumconflicts", "translation-reused terms-merged", ""),
    ("Weblate: zero-width space", "character-invisible bidi-control", ""),
    ("Weblate: XML, Markdown links, references and syntax, unsafe HTML; pofilter: xmltags", "markup-forbidden link-changed bold-changed", ""),
    ("Weblate: prohibited initial character; pofilter: validchars", "code-typed script-wrong letters-mixed character-control", ""),
    ("Weblate: consecutive duplicated words; pofilter: doublewords", "word-doubled text-repeated", ""),
    ("Weblate: does not follow glossary; pofilter: notranslatewords, musttranslatewords", "term-not-settled term-swapped", ""),
    ("Weblate: Kashida, Kabyle characters", "letter-of-neighbor", "Kashida: write it under never in terms.yml"),
    ("pofilter: numbers", "digits-typed placeholder-missing", ""),
    ("pofilter: urls, emails, filepaths", "address-typed", ""),
    ("pofilter: brackets", "brackets-unpaired", ""),
    ("pofilter: blank", "translation-empty", ""),
    ("pofilter: sentencecount", "sentence-count", ""),
    ("pofilter: startcaps", "capital-lost", ""),
    ("pofilter: doublequoting", "quotes", ""),
    ("pofilter: singlequoting, startpunc, purepunc", "quotes end-mark", "the rest is noise outside English"),
    ("Weblate: multiple capitals; pofilter: simplecaps, acronyms", "", "languages write capitals in their own way"),
    ("Weblate: plurals; pofilter: nplurals, simpleplurals", "", "no message has a plural form (DECISIONS 5)"),
    ("pofilter: spellcheck, credits", "", "needs a system dictionary; there is no message for credits"),
    ("pofilter: accelerators, functions, options, printf, kdecomments; Weblate: 24 formats of programs, Fluent, BBCode, reST, URL", "", "no such text"),
    ("Weblate: has been translated; pofilter: isfuzzy, isreview, hassuggestion", "", "orderpages update and status do it"),
    ("Weblate: source checks (unpluralised, ellipsis, failing checks, long untranslated)", "", "orderpages check reads the English too"),
)  # fmt: skip
"""What they look for (84 checks of Weblate's list, 46 filters of pofilter), which of our rules do, and a remark."""


def table() -> str:
    """Write it as a table, then list the rules that none of them has."""
    rows = ["| gettext, Weblate, pofilter | Here | |", "|---|---|---|"]
    rows += [f"| {theirs} | {' '.join(f'`{rule}`' for rule in ours.split()) or '–'} | {remark} |" for theirs, ours, remark in THEIRS]
    return "\n".join(rows)


def shared() -> set[str]:
    """Name the rules that another tool has in some form."""
    return {rule for _, ours, _ in THEIRS for rule in ours.split()}
