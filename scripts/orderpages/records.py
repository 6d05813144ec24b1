"""Build dataclasses from YAML nodes, collecting every finding on the way.

One reader for all formats: the dataclass says what a file may hold.  It checks shape (fields, kinds, days,
ids) and gathers references; whether they lead anywhere is ``check``'s question.
"""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
import types
import typing
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

from .findings import Finding, Place
from .sources import Node

Day = datetime.date


@dataclass(frozen=True)
class Text:
    """Hold one text a reader sees, in English, and the context that names it in every catalog."""

    context: str
    """Permanent id: ``page/statement``.  The ``msgctxt`` of its message."""
    english: str
    place: Place = field(compare=False)
    section: str = field(default="", compare=False)
    """Where on its page it stands, for the translator's note."""
    domain: str = "content"


@dataclass(frozen=True)
class Ref:
    """Mark a field that names a thing of another file; a dangling one is a finding."""

    kind: str


@dataclass(frozen=True)
class Form:
    """Mark the form a word must have; ``example`` is shown when it has not."""

    pattern: str
    example: str

    def fits(self, word: str) -> bool:
        """Tell whether a word has the form; digits and letters are ASCII, as the programs that read them expect."""
        return re.fullmatch(self.pattern, word, re.ASCII) is not None


Id = Annotated[str, Form(r"[a-z0-9]+(-[a-z0-9]+)*", "keep-door-closed")]
FactName = Annotated[str, Form(r"[a-z][a-z0-9_]*", "casa_hotline")]
SourceCode = Annotated[str, Form(r"[A-Z]{1,3}[0-9]+[a-z0-9]*", "S3")]
Url = Annotated[str, Form(r"https?://[A-Za-z0-9.-]+(:\d+)?(/[^\s<>\"'`{}\\]*)?", "https://www.example.gov/page")]
Clock = Annotated[str, Form(r"([01]\d|2[0-3]):[0-5]\d", "08:30")]
Email = Annotated[str, Form(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "name@example.gov")]
Plain = Annotated[str, Form(r"[^<>{}`\\]*", "Executive Order 135-19")]
"""A name or citation shown as it is in every language."""
Context = Annotated[str, Form(r"[a-z0-9]+([-_/][a-z0-9]+)*", "siren/leave-house")]
"""The context of a message, as it stands in every catalog."""
LanguageTag = Annotated[str, Form(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "zh-Hant")]


def misformed(given: str, kind: Any) -> str:
    """Say what is wrong with a word given on the command line, which has no place in a file; empty when it has the form."""
    form = next(mark for mark in typing.get_args(kind)[1:] if isinstance(mark, Form))
    return "" if form.fits(given) else f'"{given}" cannot be used here. Write it in the form of {form.example}.'


LONGEST_TEXT = 1200
"""Characters a text may have: no paragraph for a phone needs more."""


class Unusable(Exception):
    """Say that a value gave findings and cannot be built; caught inside this room."""


@dataclass(frozen=True)
class Reference:
    """Hold one place where a thing is named by its id."""

    kind: str
    target: str
    place: Place
    field: str


@dataclass
class Reading:
    """Collect what reading finds beside the values themselves."""

    findings: list[Finding] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    places: dict[int, Place] = field(default_factory=dict)
    """Where the dataclass with this ``id()`` stands; valid while its content lives."""
    declared: set[str] = field(default_factory=set)
    """Every id that was given, also by records that findings stop: naming those is no second mistake."""

    def find(self, place: Place, rule: str, words: str, cure: str) -> None:
        """Add a finding."""
        self.findings.append(Finding(place, rule, words, cure))


@cache
def shape(cls: type) -> dict[str, tuple[dataclasses.Field, Any]]:
    """List a dataclass's fields by their key in YAML, each with its type."""
    hints = typing.get_type_hints(cls, include_extras=True)
    return {item.metadata.get("key", item.name): (item, hints[item.name]) for item in dataclasses.fields(cls)}


def read(cls: type, node: Node, scope: str, reading: Reading, section: str = "") -> Any:
    """Build ``cls`` from a mapping; ``None`` when findings stop it.

    ``scope`` is the message context so far; ``section`` tells the translator where the text stands.
    """
    try:
        return _record(cls, node, scope, section, reading)
    except Unusable:
        return None


def read_list(cls: type, node: Node, scope: str, reading: Reading) -> tuple:
    """Build every item of a list; items with findings are left out."""
    if not isinstance(node.value, tuple):
        reading.find(node.place, "list-expected", f"has {node.kind} where a list is expected.", 'Start each entry with "- ".')
        return ()
    return tuple(item for item in (read(cls, entry, scope, reading) for entry in node.value) if item is not None)


def _record(cls: type, node: Node, scope: str, section: str, reading: Reading, own_name: str = "") -> Any:
    fields = shape(cls)
    if not isinstance(node.value, dict):
        expected = ", ".join(list(fields)[:4])
        reading.find(node.place, "fields-expected", f"has {node.kind} where fields are expected.", f"Write fields such as: {expected}.")
        raise Unusable
    given, usable = node.value, True
    named = given.get("id")
    if named is not None and isinstance(named.value, str):
        what = f"of {named.value}"
        reading.declared.add(named.value)
        inner = f"{scope}/{named.value}" if scope else named.value
    else:
        what = f'of "{own_name}"' if own_name else "here"
        inner = f"{scope}/{own_name}" if own_name and "id" in fields else scope
    for key in given:
        if key not in fields:
            near = difflib.get_close_matches(key, fields, 1)
            cure = f'Did you mean "{near[0]}"?' if near else f"Allowed are: {', '.join(fields)}."
            reading.find((node.keys or {})[key], "key-unknown", f'has the field "{key}" {what}, which is not known.', cure)
            usable = False
    values: dict[str, Any] = {}
    for key, (item, hint) in fields.items():
        value = given.get(key)
        if value is None or value.value is None:
            if key == "id" and own_name:
                values["id"] = own_name
            elif item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
                reading.find(node.place, "field-missing", f'lacks the field "{key}" {what}.', f'Add a line "{key}: …".')
                usable = False
            continue
        try:
            label = key if not section else f"{section}, {key}" if key != "text" else section
            values[item.name] = _value(hint, value, inner, key, label, what, reading)
        except Unusable:
            usable = False
    if not usable:
        raise Unusable
    built = cls(**values)
    reading.places[id(built)] = node.place
    return built


def _value(hint: Any, node: Node, scope: str, key: str, section: str, what: str, reading: Reading) -> Any:
    marks: tuple = ()
    if typing.get_origin(hint) is typing.Annotated:
        hint, *rest = typing.get_args(hint)
        marks = tuple(rest)
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(hint) if option is not type(None)]
        chosen = next((o for o in options if dataclasses.is_dataclass(o)), options[0]) if isinstance(node.value, dict) else options[0]
        return _value(chosen, node, scope, key, section, what, reading)
    if origin is tuple:
        return _items(typing.get_args(hint)[0], node, scope, key, section, what, reading)
    if origin is typing.Literal:
        return _choice(typing.get_args(hint), node, key, what, reading)
    if hint is Text:
        context = scope if key == "text" else f"{scope}/{key.replace('_', '-')}"
        return Text(context, _words(node, key, what, reading), node.place, section)
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast(type, hint), node, scope, section, reading, own_name=key.replace("_", "-"))
    if hint is Day:
        return _day(node, key, what, reading)
    if hint is int:
        return _number(node, key, what, reading)
    return _word(marks, node, key, what, reading)


def _items(hint: Any, node: Node, scope: str, key: str, section: str, what: str, reading: Reading) -> tuple:
    if not isinstance(node.value, tuple):
        reading.find(
            node.place,
            "list-expected",
            f'has {node.kind} in "{key}" {what} where a list is expected.',
            f'Write it as "{key}: [a, b]" or as lines that start with "- ".',
        )
        raise Unusable
    if not node.value:
        reading.find(node.place, "list-empty", f'has an empty list in "{key}" {what}.', "Leave the field out, or fill the list.")
        raise Unusable
    values, usable = [], True
    for number, entry in enumerate(node.value, 1):
        try:
            if hint is Text:
                # Cells and columns belong to their place in the row; a row keeps its own id.
                context = f"{scope}/{key.rstrip('s')}-{number}"
                values.append(Text(context, _words(entry, key, what, reading), entry.place, section))
            elif dataclasses.is_dataclass(hint):
                values.append(_record(typing.cast(type, hint), entry, scope, section, reading))
            else:
                values.append(_value(hint, entry, scope, key, section, what, reading))
        except Unusable:
            usable = False
    if not usable:
        raise Unusable
    return tuple(values)


def _scalar(node: Node, key: str, what: str, reading: Reading) -> str:
    if not isinstance(node.value, str):
        reading.find(
            node.place,
            "text-expected",
            f'has {node.kind} in "{key}" {what} where one text is expected.',
            f'Write it on one line, as "{key}: text", with quotes when it holds a colon.',
        )
        raise Unusable
    if stray := _STRAY.search(node.value):
        reading.find(
            node.place,
            "sign-stray",
            f'has the sign U+{ord(stray.group()):04X} in "{key}" {what}, which cannot be shown.',
            "Type the word again: the sign was pasted in.",
        )
        raise Unusable
    return node.value


_STRAY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff]")
"""Controls, and the private-use signs that mark slots in the skeleton."""


def _words(node: Node, key: str, what: str, reading: Reading) -> str:
    text = " ".join(_scalar(node, key, what, reading).split())
    if len(text) > LONGEST_TEXT:
        reading.find(
            node.place,
            "text-too-long",
            f'has {len(text)} characters in "{key}" {what}; at most {LONGEST_TEXT} fit.',
            "Split it into several statements.",
        )
        raise Unusable
    if not text:
        reading.find(node.place, "text-empty", f'has an empty "{key}" {what}.', "Write the text, or leave the field out.")
        raise Unusable
    return text


def _word(marks: tuple, node: Node, key: str, what: str, reading: Reading) -> str:
    value = _scalar(node, key, what, reading).strip()
    for mark in marks:
        if isinstance(mark, Form) and not mark.fits(value):
            reading.find(node.place, "form-wrong", f'has "{key}" {what} as "{value[:80]}".', f"Write it in the form of {mark.example}.")
            raise Unusable
        if isinstance(mark, Ref):
            reading.references.append(Reference(mark.kind, value, node.place, key))
    return value


def _choice(options: tuple, node: Node, key: str, what: str, reading: Reading) -> str:
    value = _scalar(node, key, what, reading)
    if value in options:
        return value
    if key == "publish" or value.lower().replace("_", " ").replace("-", " ") in ("not verified", "check first", "no number"):
        reading.find(
            node.place,
            "not-publishable",
            f'says "{key}: {value}" {what}: it cannot be published.',
            "Confirm it first, or take the entry out.",
        )
    else:
        near = difflib.get_close_matches(value, options, 1)
        cure = f'Did you mean "{near[0]}"?' if near else f"Allowed are: {', '.join(options)}."
        reading.find(node.place, "choice-unknown", f'has "{value}" in "{key}" {what}.', cure)
    raise Unusable


def _day(node: Node, key: str, what: str, reading: Reading) -> datetime.date:
    value = _scalar(node, key, what, reading)
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError
        return datetime.date.fromisoformat(value)
    except ValueError:
        reading.find(
            node.place,
            "date-impossible",
            f'"{key}" {what} is {value}, which is not a day.',
            "Write it as YYYY-MM-DD, for example 2027-03-01.",
        )
        raise Unusable from None


def _number(node: Node, key: str, what: str, reading: Reading) -> int:
    value = _scalar(node, key, what, reading)
    if not re.fullmatch(r"\d{1,9}", value):
        reading.find(
            node.place,
            "number-expected",
            f'has "{value}" in "{key}" {what}, which is not a whole number.',
            "Write digits only, for example 180.",
        )
        raise Unusable
    return int(value)
