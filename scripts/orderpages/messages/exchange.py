"""Write and read XLIFF 1.2 and 2.1, for translation agencies' tools; the only room that imports ``translate``.

Nothing is lost on the way out and back: context, English, translation, fuzzy with its previous English, and the
translator's note.  A quoted fact is a placeholder element that tools protect.  What comes in is a stranger's file:
no document type, no message we did not ask for, no structure but the source's; and it signs nothing off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..findings import CouldNotRun, Finding, Place
from ..locales import SOURCE, Locale
from .catalogs import Catalog, Entry
from .extract import Template
from .rules.examine import structure_kept
from .signoff import Reviews

FORMATS = ("xliff12", "xliff21")
LARGEST = 20_000_000
"""Bytes an XLIFF may have: ours for 2,000 messages is a twentieth of it."""

_FACT = re.compile(r"(\{[a-z][a-z0-9_]*\})")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_HEADS = {
    "xliff12": '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">{files}</xliff>',
    "xliff21": '<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1"'
    ' srcLang="{source}" trgLang="{target}">{files}</xliff>',
}
_FILES = {
    "xliff12": '<file original="{domain}" source-language="{source}" target-language="{target}" datatype="plaintext"><body></body></file>',
    "xliff21": '<file id="{domain}"></file>',
}
_STATES = {
    # (1.2: target state; 2.1: segment state), by what the message is.
    "missing": ("new", "initial"),
    "fuzzy": ("needs-review-translation", "initial"),
    "draft": ("translated", "translated"),
    "reviewed": ("signed-off", "reviewed"),
}
FUZZY = "orderpages:fuzzy"
"""The ``subState`` of a fuzzy segment in XLIFF 2.1, whose own states cannot say it."""


@dataclass(frozen=True)
class Unit:
    """Hold what one unit of an XLIFF says."""

    domain: str
    context: str
    msgid: str
    msgstr: str
    fuzzy: bool
    previous: str
    comment: str


def _store(form: str, data: bytes) -> Any:
    try:
        from translate.storage import xliff, xliff2
    except ImportError:
        raise CouldNotRun("XLIFF needs one more library. Install it with: pip install translate-toolkit") from None
    store: Any = xliff.xlifffile if form == "xliff12" else xliff2.Xliff2File
    return store.parsestring(data)


def write(
    locale: Locale, form: str, catalogs: Mapping[str, Catalog], templates: Mapping[str, tuple[Template, ...]], reviews: Reviews
) -> bytes:
    """Write a locale's catalogs as one XLIFF."""
    files = "".join(_FILES[form].format(domain=domain, source=SOURCE, target=locale.tag) for domain in templates)
    store = _store(form, _HEADS[form].format(files=files, source=SOURCE, target=locale.tag).encode())
    root = store.document.getroot()
    space = root.tag.rsplit("}", 1)[0] + "}"
    for (domain, wanted), file in zip(templates.items(), root.iter(f"{space}file"), strict=True):
        used: Counter[str] = Counter()
        for template in wanted:
            entry = catalogs[domain].entries.get(template.key) or Entry(*template.key, "")
            name = template.context.replace("/", ":")  # XLIFF 2's ids are NMTOKENs: no slash.
            used[name] += 1
            name += f".{used[name]}" if used[name] > 1 else ""
            kind = (
                "missing"
                if not entry.msgstr
                else "fuzzy"
                if entry.fuzzy
                else "reviewed"
                if reviews.of(*entry.key, entry.msgstr)
                else "draft"
            )
            (_unit12 if form == "xliff12" else _unit21)(file, space, name, template, entry, kind)
    return bytes(store)


def _notes(template: Template, entry: Entry) -> Iterator[tuple[str, str]]:
    yield from (
        (who, text) for who, text in (("developer", template.note), ("translator", entry.comment), ("previous", entry.previous)) if text
    )


def _unit12(file: Any, space: str, name: str, template: Template, entry: Entry, kind: str) -> None:
    unit = _add(next(file.iter(f"{space}body")), f"{space}trans-unit", id=name, resname=template.context)
    unit.set(_SPACE, "preserve")
    unit.set("approved", "yes" if kind == "reviewed" else "no")
    _put(_add(unit, f"{space}source"), space, template.msgid, "xliff12")
    if entry.msgstr:
        _put(_add(unit, f"{space}target", state=_STATES[kind][0]), space, entry.msgstr, "xliff12")
    for who, text in _notes(template, entry):
        _add(unit, f"{space}note", **{"from": who}).text = text


def _unit21(file: Any, space: str, name: str, template: Template, entry: Entry, kind: str) -> None:
    unit = _add(file, f"{space}unit", id=name, name=template.context)
    unit.set(_SPACE, "preserve")
    notes = _add(unit, f"{space}notes")
    for who, text in _notes(template, entry):
        _add(notes, f"{space}note", category=who).text = text
    if not len(notes):
        unit.remove(notes)
    segment = _add(unit, f"{space}segment", state=_STATES[kind][1])
    if kind == "fuzzy":
        segment.set("subState", FUZZY)
    _put(_add(segment, f"{space}source"), space, template.msgid, "xliff21")
    if entry.msgstr:
        _put(_add(segment, f"{space}target"), space, entry.msgstr, "xliff21")


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    made = parent.makeelement(tag, attributes)
    parent.append(made)
    return made


def _put(element: Any, space: str, text: str, form: str) -> None:
    """Write a text with its quoted facts as placeholder elements, the same id in source and target."""
    last, used = None, Counter[str]()
    for part in _FACT.split(text):
        if _FACT.fullmatch(part):
            used[part] += 1
            last = _add(element, f"{space}ph", id=f"{part[1:-1]}{'' if used[part] == 1 else f'.{used[part]}'}")
            if form == "xliff12":
                last.text = part
            else:
                last.set("disp", part)
        elif last is None:
            element.text = part
        else:
            last.tail = part


def _text(element: Any) -> str:
    """Read a text back; whatever element a tool has put in, its words are words."""
    if element is None:
        return ""
    inner = "".join(
        (child.get("disp") or _text(child) if child.tag.endswith("}ph") else _text(child)) + (child.tail or "") for child in element
    )
    return (element.text or "") + inner


def read(data: bytes, name: str, findings: list[Finding]) -> tuple[str, tuple[Unit, ...]]:
    """Read an XLIFF: the language tag it is for, and its units."""
    broken = Finding(
        Place(name), "xliff-broken", "is not an XLIFF of ours, 1.2 or 2.1.", "Send the file that orderpages export wrote, translated."
    )
    head = data[:2000]
    form = "xliff12" if b"document:1." in head else "xliff21" if b"document:2.0" in head else ""
    if len(data) > LARGEST or not form or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        findings.append(broken)
        return "", ()
    try:
        root = _store(form, data).document.getroot()
        space = root.tag.rsplit("}", 1)[0] + "}"
        files = list(root.iter(f"{space}file"))
        tag = (root.get("trgLang") if form == "xliff21" else files[0].get("target-language")) or ""
        return tag, tuple(unit for file in files for unit in _units(file, space, form))
    except CouldNotRun:
        raise
    except Exception:  # The library raises what its parser and its guesses raise; to us it is one thing.
        findings.append(broken)
        return "", ()


def _units(file: Any, space: str, form: str) -> Iterator[Unit]:
    domain = file.get("original" if form == "xliff12" else "id") or ""
    for unit in file.iter(f"{space}{'trans-unit' if form == 'xliff12' else 'unit'}"):
        notes = {note.get("from" if form == "xliff12" else "category"): note.text or "" for note in unit.iter(f"{space}note")}
        context = unit.get("resname") or unit.get("name") or re.sub(r"\.\d+$", "", unit.get("id") or "").replace(":", "/")
        holders = [unit] if form == "xliff12" else list(unit.iter(f"{space}segment"))
        source, target = ("".join(_text(holder.find(f"{space}{part}")) for holder in holders) for part in ("source", "target"))
        element = unit.find(f"{space}target")
        if form == "xliff12":
            fuzzy = element is not None and (element.get("state") or "").startswith("needs-")
        else:
            fuzzy = any(holder.get("subState") == FUZZY and holder.get("state") == "initial" for holder in holders)
        previous = notes.get("previous", "") if fuzzy else ""
        yield Unit(domain, context, source, target, fuzzy and bool(target), previous, notes.get("translator", ""))


def merge(
    units: tuple[Unit, ...], name: str, catalogs: Mapping[str, Catalog], templates: Mapping[str, tuple[Template, ...]]
) -> tuple[dict[str, Catalog], int, list[Finding]]:
    """Take units into the catalogs; what breaks a rule, or is not of today's English, is a finding and left out."""
    wanted = {domain: {template.key for template in found} for domain, found in templates.items()}
    changed = {domain: dict(catalog.entries) for domain, catalog in catalogs.items()}
    findings: list[Finding] = []
    count = 0
    for unit in units:
        key = (unit.context, unit.msgid)
        if key not in wanted.get(unit.domain, ()):
            findings.append(
                Finding(
                    Place(name),
                    "xliff-outdated",
                    f'has a message that is not on the site today: "{_shown(unit.msgid)}".',
                    "Export again and translate the messages that are new.",
                )
            )
            continue
        old = changed[unit.domain].get(key) or Entry(*key, "")
        new = replace(old, msgstr=unit.msgstr, fuzzy=unit.fuzzy, previous=unit.previous, comment=unit.comment)
        if not unit.msgstr or new == old:
            continue
        trouble = _trouble(catalogs[unit.domain], new, name)
        if trouble:
            findings += trouble
            continue
        changed[unit.domain][key] = new
        count += 1
    return {domain: replace(catalog, entries=changed[domain]) for domain, catalog in catalogs.items()}, count, findings


def _shown(text: str) -> str:
    return _FORBIDDEN.sub("?", text)[:60]


def _trouble(catalog: Catalog, new: Entry, name: str) -> list[Finding]:
    if _FORBIDDEN.search(new.msgstr + new.comment + new.previous) or "\n" in new.msgstr:
        words = f"has line ends or invisible control characters in {new.context}."
        return [Finding(Place(name), "xliff-refused", words, "Take them out and send the file again.")]
    return [] if new.fuzzy else [replace(finding, place=Place(name)) for finding in structure_kept(catalog, new)]
