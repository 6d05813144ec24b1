"""Write the content for programs: ``data/v1/``, JSON for every thing in every language, its schemas, contacts as CSV and vCard.

A record is the content model's own, key by key; each text in it carries its permanent id, language and state.
The formats of version 1 only gain fields.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..content.model import Contact, Content
from ..content.order import Fact
from ..pages.linked import Linked, linked
from ..records import Text, shape
from .message import message

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler

FOLDER = "data/v1"

KINDS = (
    "site",
    "groups",
    "guides",
    "provisions",
    "instruments",
    "questions",
    "terms",
    "contacts",
    "pages",
    "facts",
    "sources",
    "timeline",
    "changes",
    "messages",
)
"""One file each, in every language."""

ADDRESSED = {"guides": "guide", "provisions": "provision", "questions": "question", "terms": "term", "contacts": "contact"}
ADDRESSED |= {"instruments": "instrument", "pages": "prose"}
"""Kinds whose records have an address of their own, and what ``linked`` calls them."""

UNPUBLISHED = ("body", "publish")
"""Fields that say nothing to a reader: the Markdown a page's texts were cut from, and that a contact may be shown."""


def files(whole: Whole) -> dict[str, bytes]:
    """Make all data files and the index of them."""
    from . import data_schema

    made: dict[str, bytes] = {}
    listed: list[dict[str, Any]] = []

    def add(path: str, data: bytes, **about: str) -> None:
        made[f"{FOLDER}/{path}"] = data
        listed.append({"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), **about})

    for kind, schema in data_schema.schemas(whole.frame.site_url).items():
        add(f"schema/{kind}.json", as_json(schema), kind="schema")
    for filler in whole.fillers:
        tag = filler.locale.tag
        gathered = gather(filler, whole.frame.site_url)
        head = {"version": 1, "lang": tag, "dir": filler.locale.dir}
        for kind, items in gathered.items():
            described = schema_address(whole.frame.site_url, kind)
            add(f"{tag}/{kind}.json", as_json({**head, "schema": described, "kind": kind, "items": items}), kind=kind, lang=tag)
        everything = {**head, "schema": schema_address(whole.frame.site_url, "all"), "kind": "all", **gathered}
        add(f"{tag}/all.json", as_json(everything), kind="all", lang=tag)
        add(f"{tag}/contacts.csv", contacts_csv(filler), kind="contacts", lang=tag)
        add(f"{tag}/contacts.vcf", contacts_vcard(filler, whole.frame.site_url), kind="contacts", lang=tag)
    index = {
        "version": 1,
        "as_of": whole.as_of.isoformat(),
        "site": whole.frame.site_url,
        "schema": schema_address(whole.frame.site_url, "index"),
        "languages": [{"tag": one.locale.tag, "dir": one.locale.dir, "name": one.locale.name} for one in whole.fillers],
        "files": listed,
    }
    made[f"{FOLDER}/index.json"] = as_json(index)
    return made


def schema_address(site_url: str, kind: str) -> str:
    """Give the address of the schema of a kind of file."""
    return f"{site_url}{FOLDER}/schema/{kind}.json"


def as_json(value: Any) -> bytes:
    """Write JSON, the same bytes for the same value: keys sorted, no spaces."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def gather(filler: Filler, site_url: str) -> dict[str, list[dict[str, Any]]]:
    """Gather every record of a language, by kind."""
    content = filler.content
    things = {(thing.kind, thing.id): thing for thing in linked(content, filler.pages)}
    gathered: dict[str, list[dict[str, Any]]] = {}
    for kind, records in _by_kind(content).items():
        gathered[kind] = [
            _addressed(filler, record, things.get((ADDRESSED.get(kind, ""), getattr(record, "id", ""))), site_url) for record in records
        ]
    gathered["messages"] = [
        {
            "id": thing.id,
            "lang": filler.localize(thing.title).lang,
            **dataclasses.asdict(message(filler, thing, f"{site_url}p/{thing.id}/")),
        }
        for thing in things.values()
        if thing.kind in ("guide", "provision", "question")
    ]
    return gathered


def _by_kind(content: Content) -> Mapping[str, tuple[Any, ...]]:
    return {
        "site": (content.site,),
        "groups": content.groups,
        "guides": content.guides,
        "provisions": content.order.provisions,
        "instruments": content.instruments,
        "questions": content.questions,
        "terms": content.terms,
        "contacts": content.contacts,
        "pages": content.prose,
        "facts": content.facts,
        "sources": content.sources,
        "timeline": content.timeline,
        "changes": content.changes,
    }


def _addressed(filler: Filler, thing: Any, found: Linked | None, site_url: str) -> dict[str, Any]:
    made = record(filler, thing)
    if found is not None:
        made["url"] = f"{site_url}{filler.locale.tag}/{found.address}"
        made["permalink"] = f"{site_url}p/{found.id}/"
        made |= {"website": thing.url} if getattr(thing, "url", None) else {}
    return made


def record(filler: Filler, thing: Any) -> dict[str, Any]:
    """Write one record; its ``sha256`` is over its JSON without it, as ``as_json`` writes that (no line end)."""
    cls: type = type(thing)
    made = {key: _value(filler, getattr(thing, item.name)) for key, (item, _) in shape(cls).items() if _said(item.name, thing)}
    if isinstance(thing, Fact):
        made |= {"kind": thing.kind, "shown": filler.fact_plain(thing)}
    if "id" in made or "name" in made:
        made["sha256"] = hashlib.sha256(as_json(made).rstrip(b"\n")).hexdigest()
    return made


def content_hash(filler: Filler, thing: Linked) -> str:
    """Give the hash of what a page says: its record's, or that of the list it shows."""
    if thing.kind == "contacts":
        return hashlib.sha256(as_json([record(filler, contact) for contact in filler.content.contacts]).rstrip(b"\n")).hexdigest()
    return str(record(filler, thing.subject)["sha256"])


def _said(name: str, thing: Any) -> bool:
    return name not in UNPUBLISHED and getattr(thing, name) not in (None, ())


def _value(filler: Filler, value: Any) -> Any:
    if isinstance(value, Text):
        made = filler.localize(value)
        return {"id": value.context, "text": filler.text_plain(value), "lang": made.lang, "state": made.state.value}
    if isinstance(value, tuple):
        return [_value(filler, item) for item in value]
    if dataclasses.is_dataclass(value):
        return record(filler, value)
    return value.isoformat() if isinstance(value, datetime.date) else value


# ---------------------------------------------------------------- contacts for address books and spreadsheets

COLUMNS = (
    "id",
    "name",
    "for",
    "phone",
    "other_phones",
    "tty",
    "text_number",
    "email",
    "website",
    "address",
    "languages",
    "checked",
    "lang",
)


def contacts_csv(filler: Filler) -> bytes:
    """Write the contacts as CSV (RFC 4180); a cell that a spreadsheet would run as a formula starts with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for contact in filler.content.contacts:
        writer.writerow(harmless(cell) for cell in _cells(filler, contact))
    return out.getvalue().encode()


def harmless(cell: str) -> str:
    """Keep a cell from being run (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _cells(filler: Filler, contact: Contact) -> Iterator[str]:
    yield from (contact.id, _unmarked(filler, contact.name), _unmarked(filler, contact.purpose))
    yield _number(filler, contact.phone)
    yield "; ".join(_number(filler, name) for name in contact.other_phones)
    yield from (_number(filler, contact.tty), _number(filler, contact.text_number))
    yield from (contact.email or "", contact.url or "", contact.address or "")
    yield " ".join(contact.languages)
    yield from (contact.checked.isoformat(), filler.localize(contact.name).lang)


def _number(filler: Filler, fact: str | None) -> str:
    return str(filler.facts[fact].value) if fact else ""


def _unmarked(filler: Filler, text: Text) -> str:
    """Write a text without the marks that keep numbers in order on a page."""
    return filler.text_plain(text).translate(dict.fromkeys(range(0x2066, 0x206A)))


def contacts_vcard(filler: Filler, site_url: str) -> bytes:
    """Write the contacts as vCards (RFC 6350, version 4.0)."""
    from .fill import dialled

    lines: list[str] = []
    for contact in filler.content.contacts:
        lang = filler.localize(contact.name).lang
        lines += ["BEGIN:VCARD", "VERSION:4.0", "KIND:org", f"UID:{site_url}p/{contact.id}/"]
        lines.append(f"FN;LANGUAGE={lang}:{_escaped(_unmarked(filler, contact.name))}")
        lines.append(f"NOTE;LANGUAGE={filler.localize(contact.purpose).lang}:{_escaped(_unmarked(filler, contact.purpose))}")
        for kind, names in (
            ("voice", (contact.phone, *contact.other_phones)),
            ("textphone", (contact.tty,)),
            ("text", (contact.text_number,)),
        ):
            lines += [f"TEL;VALUE=uri;TYPE=work,{kind}:tel:{dialled(_number(filler, name))}" for name in names if name]
        lines += [f"EMAIL:{contact.email}"] if contact.email else []
        lines += [f'ADR;LABEL="{contact.address.replace(chr(34), "")}":;;{_escaped(contact.address)};;;;'] if contact.address else []
        lines += [f"LANG:{tag}" for tag in contact.languages]
        lines += [f"URL:{contact.url}"] if contact.url else []
        lines += [
            f"REV:{contact.checked.strftime('%Y%m%d')}T000000Z",
            f"SOURCE:{site_url}{filler.locale.tag}/contacts/#{contact.id}",
            "END:VCARD",
        ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def folded(line: str) -> str:
    """Fold a line at 75 bytes without cutting a character (RFC 6350, 3.2)."""
    parts, now, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            parts.append(now)
            now, size = " ", 1
        now, size = now + character, size + width
    return "\r\n".join([*parts, now])
