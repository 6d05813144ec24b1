"""Write the JSON Schemas of the published data from the content model, so that data and schema cannot part.

Version 1 gains fields and loses none, so records are open; what is there has the type that is said.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any

from ..content.model import Change, Contact, Event, Group, Guide, Prose, Question, Site, Term
from ..content.order import Fact, Instrument, Provision, Source
from ..messages.localize import State
from ..records import Day, Text, shape
from .published_data import ADDRESSED, UNPUBLISHED
from .published_data import schema_address as address

RECORDS: dict[str, type] = {
    "site": Site,
    "groups": Group,
    "guides": Guide,
    "provisions": Provision,
    "instruments": Instrument,
    "questions": Question,
    "terms": Term,
    "contacts": Contact,
    "pages": Prose,
    "facts": Fact,
    "sources": Source,
    "timeline": Event,
    "changes": Change,
}

_WORD = {"type": "string", "minLength": 1}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_ADDRESS = {"type": "string", "format": "uri"}
_TEXT = {
    "type": "object",
    "properties": {"id": _WORD, "text": _WORD, "lang": _WORD, "state": {"enum": [state.value for state in State]}},
    "required": ["id", "text", "lang", "state"],
    "additionalProperties": False,
}
_MESSAGE = {
    "type": "object",
    "properties": {
        "id": _WORD,
        "lang": _WORD,
        "text": _WORD,
        "encoding": {"enum": ["GSM-7", "UCS-2"]},
        "characters": {"type": "integer"},
        "segments": {"type": "integer", "minimum": 1},
    },
    "required": ["id", "lang", "text", "encoding", "characters", "segments"],
}


_LIST = {"type": "array"}
_HEAD = {"version": {"const": 1}, "lang": _WORD, "dir": {"enum": ["ltr", "rtl"]}, "schema": _ADDRESS}
_INDEX = {
    "version": {"const": 1},
    "as_of": {"type": "string", "format": "date"},
    "site": _ADDRESS,
    "schema": _ADDRESS,
    "languages": _LIST | {"items": {"type": "object", "properties": {"tag": _WORD, "name": _WORD}, "required": ["tag", "dir", "name"]}},
    "files": _LIST
    | {
        "items": {
            "type": "object",
            "properties": {"path": _WORD, "kind": _WORD, "lang": _WORD, "bytes": {"type": "integer"}, "sha256": _HASH},
            "required": ["path", "kind", "bytes", "sha256"],
        }
    },
}


def schemas(site_url: str) -> dict[str, dict[str, Any]]:
    """Make the schema of every kind of data file: one for each kind of thing, of all together, and of the index."""
    records = {kind: _addressed(kind, _record(cls)) for kind, cls in RECORDS.items()} | {"messages": _MESSAGE}
    lists = {kind: _LIST | {"items": record} for kind, record in records.items()}
    held = {kind: _HEAD | {"kind": {"const": kind}, "items": items} for kind, items in lists.items()}
    held |= {"all": _HEAD | {"kind": {"const": "all"}} | lists, "index": _INDEX}
    return {
        kind: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": address(site_url, kind),
            "$defs": {"text": _TEXT},
            "type": "object",
            "properties": properties,
            "required": list(properties),
        }
        for kind, properties in held.items()
    }


def _addressed(kind: str, record: dict[str, Any]) -> dict[str, Any]:
    if kind not in ADDRESSED:
        return record
    properties = {**record["properties"], "url": _ADDRESS, "permalink": _ADDRESS}
    return {**record, "properties": properties, "required": [*record["required"], "url", "permalink"]}


def _record(cls: type) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    required: list[str] = []
    for key, (item, hint) in shape(cls).items():
        if item.name in UNPUBLISHED:
            continue
        properties[key] = _type(hint)
        if item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
            required.append(key)
    if cls is Fact:
        properties |= {"kind": {"enum": list(Fact.KINDS)}, "shown": _WORD}
        required += ["kind", "shown"]
    if "id" in properties or "name" in properties:
        properties["sha256"] = _HASH
        required.append("sha256")
    return {"type": "object", "properties": properties, "required": required}


def _type(hint: Any) -> dict[str, Any]:
    if typing.get_origin(hint) is typing.Annotated:
        return _type(typing.get_args(hint)[0])
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        options = [_type(option) for option in typing.get_args(hint) if option is not type(None)]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if origin is tuple:
        return {"type": "array", "items": _type(typing.get_args(hint)[0]), "minItems": 1}
    if origin is typing.Literal:
        return {"enum": list(typing.get_args(hint))}
    if hint is Text:
        return {"$ref": "#/$defs/text"}
    if hint is Day:
        return {"type": "string", "format": "date"}
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast(type, hint))
    return {"type": "integer"} if hint is int else {"type": "string"}
