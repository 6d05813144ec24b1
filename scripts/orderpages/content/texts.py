"""Walk every text of the content: one traversal, used for extraction, slots and localization alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from ..records import Text


def with_texts(value: Any, put: Callable[[Text], Any]) -> Any:
    """Return the same content with each ``Text`` replaced by ``put(text)``, in document order.

    Identity in gives identity out: with ``put`` returning its argument the result is the very same object.
    """
    if isinstance(value, Text):
        return put(value)
    if isinstance(value, tuple):
        items = tuple(with_texts(item, put) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {}
        for name in _names(type(value)):
            old = getattr(value, name)
            new = with_texts(old, put)
            if new is not old:
                changes[name] = new
        return dataclasses.replace(value, **changes) if changes else value
    return value


def texts(value: Any) -> Iterator[Text]:
    """Yield every text of the content, in document order."""
    found: list[Text] = []

    def keep(text: Text) -> Text:
        found.append(text)
        return text

    with_texts(value, keep)
    return iter(found)


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(item.name for item in dataclasses.fields(cls))
