"""Write JSON Schemas of the content's formats, so that an editor completes and explains while an author types."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import json
import types
import typing
from functools import cache
from pathlib import Path
from typing import Any

from ..records import Day, Form, Text, shape
from .load import LISTS
from .model import Guide, Site
from .order import Order
from .redirects import Redirect


def schemas() -> dict[str, str]:
    """Make every schema by file name."""
    made = {f"{stem}.json": {"type": "array", "items": _record(cls)} for stem, (cls, _) in LISTS.items()}
    made |= {"site.json": _record(Site), "order.json": _record(Order), "guide.json": _record(Guide)}
    made |= {"redirects.json": {"type": "array", "items": _record(Redirect)}}
    return {
        name: json.dumps({"$schema": "https://json-schema.org/draft-07/schema#", **schema}, indent=1, ensure_ascii=False) + "\n"
        for name, schema in sorted(made.items())
    }


def _record(cls: type) -> dict[str, Any]:
    explained = _explained(cls)
    properties, required = {}, []
    for key, (item, hint) in shape(cls).items():
        properties[key] = _type(hint) | ({"description": explained[item.name]} if item.name in explained else {})
        if item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING and key != "id":
            required.append(key)
    made: dict[str, Any] = {
        "type": "object",
        "description": (cls.__doc__ or "").split("\n")[0],
        "properties": properties,
        "additionalProperties": False,
    }
    return made | ({"required": required} if required else {})


def _type(hint: Any) -> dict[str, Any]:
    if typing.get_origin(hint) is typing.Annotated:
        base, *marks = typing.get_args(hint)
        form = next((mark for mark in marks if isinstance(mark, Form)), None)
        return _type(base) | ({"pattern": f"^(?:{form.pattern})$", "examples": [form.example]} if form else {})
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        options = [option for option in typing.get_args(hint) if option is not type(None)]
        return _type(options[0]) if len(options) == 1 else {"anyOf": [_type(option) for option in options]}
    if origin is tuple:
        return {"type": "array", "items": _type(typing.get_args(hint)[0]), "minItems": 1}
    if origin is typing.Literal:
        return {"enum": list(typing.get_args(hint))}
    if hint is Text:
        return {"type": "string", "minLength": 1}
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast(type, hint))
    if hint is Day:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2027-03-01"]}
    return {"type": ["string", "integer"] if hint is str else "integer"}


@cache
def _explained(cls: type) -> dict[str, str]:
    """Read the docstrings under a class's fields, those of its parents first."""
    found: dict[str, str] = {}
    for parent in reversed(cls.__mro__[:-1]):
        tree = ast.parse(Path(inspect.getfile(parent)).read_text(encoding="utf-8"))
        body = next((node.body for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == parent.__name__), [])
        for line, after in itertools.pairwise(body):
            if (
                isinstance(line, ast.AnnAssign)
                and isinstance(line.target, ast.Name)
                and isinstance(after, ast.Expr)
                and isinstance(after.value, ast.Constant)
            ):
                found[line.target.id] = " ".join(str(after.value.value).split())
    return found
