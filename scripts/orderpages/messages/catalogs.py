"""Read and write catalogs; the only room that imports ``polib``.

A catalog is a stranger's file: its size and encoding are checked before it is parsed, a broken one is a finding
with its line.  Writing is deterministic: page order, no wrapping, no line numbers, no dates, so one changed
sentence is one changed message and nothing else of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from ..findings import Finding, Place
from ..locales import Locale, same_language
from ..sources import read_text
from .extract import Template

Key = tuple[str, str]
"""A message's name: (context, msgid)."""

CREATED = "2026-01-01 00:00+0000"
"""The constant ``POT-Creation-Date`` and ``PO-Revision-Date``: a date that moves makes every merge a conflict."""


DRAFTER = "orderpages drafts"
"""Who a catalog says made it until a person does: a machine, so no one is credited."""


@dataclass(frozen=True)
class Entry:
    """Hold one message of a catalog."""

    context: str
    msgid: str
    msgstr: str
    fuzzy: bool = False
    previous: str = ""
    """The English the translation was made for, where it has changed since."""
    obsolete: bool = False
    comment: str = ""
    """The translator's own note."""
    line: int = 0

    @property
    def key(self) -> Key:
        """Name it."""
        return self.context, self.msgid


@dataclass(frozen=True)
class Catalog:
    """Hold one domain of one locale."""

    name: str
    """Its path, for findings."""
    headers: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[Key, Entry] = field(default_factory=dict)
    """Active messages, in the file's order."""
    obsolete: Mapping[Key, Entry] = field(default_factory=dict)
    header_comment: str = ""

    @property
    def translated(self) -> int:
        """Count the messages that are translated and not fuzzy."""
        return sum(bool(entry.msgstr) and not entry.fuzzy for entry in self.entries.values())


def read(path: Path, name: str, locale: Locale, findings: list[Finding]) -> Catalog:
    """Read a catalog; on trouble add findings and return what can be trusted of it, at worst nothing."""
    text = read_text(path, name, findings)
    if text is None:
        return Catalog(name)
    charset = re.search(r'"Content-Type:[^"]*charset=([^\\"]+)', text)
    if charset and charset.group(1).strip().upper() not in ("UTF-8", "UTF8"):
        line = text[: charset.start()].count("\n") + 1
        findings.append(
            Finding(
                Place(name, line),
                "charset-wrong",
                f"says its charset is {charset.group(1).strip()}.",
                'Save it as UTF-8 and write "Content-Type: text/plain; charset=UTF-8\\n".',
            )
        )
        return Catalog(name)
    for number, row in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(row):
            findings.append(
                Finding(Place(name, number), "catalog-broken", f"cannot be read as a gettext catalog: {row.strip()[:60]}", _BROKEN)
            )
            return Catalog(name)
    try:
        source = polib.pofile(text, encoding="utf-8", check_for_duplicates=False)
    except (OSError, ValueError, IndexError, UnicodeError) as error:
        findings.append(_broken(name, error))
        return Catalog(name)
    return _catalog(source, name, locale, findings)


_LINE = re.compile(r"#.*|\s*|\s*(?:msg(?:ctxt|id|id_plural|str(?:\[\d\])?)\s+)?\"(?:[^\"\\]|\\.)*\"\s*")
"""What a line of a catalog can be; polib itself lets an unclosed quote pass and loses the text."""

_BROKEN = 'Check this line and the one above: every text stands in one pair of "quotes", and a quote inside is written \\".'


def _broken(name: str, error: Exception) -> Finding:
    found = re.search(r"line (\d+)", str(error))
    place = Place(name, int(found.group(1)) if found else 0)
    return Finding(place, "catalog-broken", "cannot be read as a gettext catalog from here on.", _BROKEN)


def _catalog(source: polib.POFile, name: str, locale: Locale, findings: list[Finding]) -> Catalog:
    entries: dict[Key, Entry] = {}
    obsolete: dict[Key, Entry] = {}
    _header(source, name, locale, findings)
    for item in source:
        entry = Entry(
            item.msgctxt or "",
            item.msgid,
            item.msgstr,
            "fuzzy" in item.flags,
            item.previous_msgid or "",
            bool(item.obsolete),
            item.tcomment,
            item.linenum or 0,
        )
        if item.msgid_plural:
            findings.append(
                Finding(
                    Place(name, entry.line),
                    "plural-unexpected",
                    f"has plural forms for {entry.context}; no message of ours has.",
                    "Restore the message from the template: orderpages update",
                )
            )
        elif entry.obsolete:
            obsolete.setdefault(entry.key, entry)
        elif entry.key in entries:
            findings.append(
                Finding(
                    Place(name, entry.line),
                    "message-twice",
                    f"has {entry.context} a second time (first on line {entries[entry.key].line}).",
                    "Keep the better translation and delete the other message.",
                )
            )
        else:
            entries[entry.key] = entry
    return Catalog(name, dict(source.metadata), entries, obsolete, source.header)


def _header(source: polib.POFile, name: str, locale: Locale, findings: list[Finding]) -> None:
    if source.metadata_is_fuzzy:
        findings.append(
            Finding(
                Place(name, 1),
                "header-fuzzy",
                "has a header marked fuzzy; gettext tools skip such a file whole.",
                'Delete the line "#, fuzzy" above the first msgid.',
            )
        )
    given = source.metadata.get("Plural-Forms", "")
    squeezed = re.sub(r"[\s()]|;$", "", given)
    if squeezed != re.sub(r"[\s()]|;$", "", locale.plural_forms):
        said = f'has the plural rule "{given}"' if given else "has no plural rule"
        findings.append(
            Finding(
                Place(name, 1),
                "plural-rule-wrong",
                f"{said}, which is not that of {locale.english}.",
                f'Write "Plural-Forms: {locale.plural_forms}\\n" in the header, or run: orderpages update',
            )
        )
    language = source.metadata.get("Language", "")
    # Poedit 3.2 writes "zh_TW" for "zh_Hant"; update puts it back.
    if not same_language(language, locale.tag):
        findings.append(
            Finding(
                Place(name, 1),
                "language-wrong",
                f'says its language is "{language}", not {locale.tag}.',
                f'If the texts are {locale.english}, write "Language: {locale.folder}\\n" in the header, or run: orderpages update',
            )
        )


def headers(locale: Locale | None, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give a catalog's header: constants, the locale's own, and what people wrote (translator, team)."""
    given = given or {}
    kept = {key: given[key] for key in ("Report-Msgid-Bugs-To", "Last-Translator", "Language-Team") if given.get(key)}
    made = {
        "Project-Id-Version": "orderpages",
        "Report-Msgid-Bugs-To": kept.get("Report-Msgid-Bugs-To", ""),
        "POT-Creation-Date": CREATED,
        "PO-Revision-Date": CREATED,
        "Last-Translator": kept.get("Last-Translator", f"{DRAFTER} <none>"),
        "Language-Team": kept.get("Language-Team", f"{locale.english} <none>" if locale else "none"),
    }
    if locale:
        made["Language"] = locale.folder
    made |= {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    if locale:
        made["Plural-Forms"] = locale.plural_forms
    return made


def write_template(templates: Iterable[Template]) -> str:
    """Write a catalog template (``.pot``)."""
    return _write(
        headers(None), "Template of all messages; orderpages extract writes it.", [(template, None) for template in templates], ()
    )


def write(catalog: Catalog, templates: Iterable[Template], locale: Locale) -> str:
    """Write a catalog in the template's order, obsolete messages last."""
    pairs = [(template, catalog.entries.get(template.key)) for template in templates]
    return _write(headers(locale, catalog.headers), catalog.header_comment, pairs, catalog.obsolete.values())


def _write(header: Mapping[str, str], comment: str, pairs: Iterable[tuple[Template, Entry | None]], obsolete: Iterable[Entry]) -> str:
    made = polib.POFile(wrapwidth=0)
    made.header = comment
    made.metadata = dict(header)
    for template, entry in pairs:
        item = polib.POEntry(msgctxt=template.context, msgid=template.msgid, comment=template.note, occurrences=[(template.file, "")])
        if entry is not None:
            _fill(item, entry)
        made.append(item)
    for entry in sorted(obsolete, key=lambda entry: entry.key):
        item = polib.POEntry(msgctxt=entry.context, msgid=entry.msgid, obsolete=True)
        _fill(item, entry)
        made.append(item)
    return str(made).rstrip("\n") + "\n"


def _fill(item: polib.POEntry, entry: Entry) -> None:
    item.msgstr = entry.msgstr
    item.tcomment = entry.comment
    if entry.fuzzy:
        item.flags.append("fuzzy")
        # No "#| msgctxt" beside it: the context never differs, and Poedit 3.2 shows the two as one garbled line.
        if entry.previous:
            item.previous_msgid = entry.previous
