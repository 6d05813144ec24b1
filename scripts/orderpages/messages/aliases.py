"""Know which changes of the English keep its meaning, so that no translation has to be done again.

``translations/aliases.yml`` names each: the message's context, the English as it was, the English as it is.  A
typo mended this way leaves every translation and every sign-off as it stands.  What could change the meaning
(a fact, a link, a bold, a digit) cannot be declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..content.inline import InlineError, parse, structure
from ..findings import Finding, Place
from ..records import Context, Reading, read_list
from ..sources import read_yaml

Key = tuple[str, str]

NAME = "translations/aliases.yml"


@dataclass(frozen=True)
class Alias:
    """Declare one change of the English that keeps its meaning."""

    context: Context
    old: str
    new: str


def load(path: Path, current: Iterable[Key], findings: list[Finding]) -> dict[Key, Key]:
    """Load the declared changes as new message to old; stale and harmful ones are findings and left out."""
    if not path.is_file():
        return {}
    reading = Reading()
    node = read_yaml(path, NAME, reading.findings)
    found = () if node is None or node.value is None else read_list(Alias, node, "", reading)
    findings += reading.findings
    current = set(current)
    contexts = {context for context, _ in current}
    older = {(alias.context, alias.old) for alias in found}
    made: dict[Key, Key] = {}
    for alias in found:
        place = reading.places.get(id(alias), Place(NAME))
        wrong = _wrong(alias, made, contexts)
        if wrong is None and (alias.context, alias.new) not in current | older:
            wrong = ("alias-stale", f"names an English of {alias.context} that is no longer on the site.", "Delete this entry.")
        if wrong:
            findings.append(Finding(place, *wrong, (f"Old: {alias.old}", f"New: {alias.new}")))
        else:
            made[alias.context, alias.new] = (alias.context, alias.old)
    return made


def _wrong(alias: Alias, made: Mapping[Key, Key], contexts: set[str]) -> tuple[str, str, str] | None:
    if alias.context not in contexts:
        return ("alias-stale", f"names {alias.context}, which is no longer on the site.", "Delete this entry.")
    if (alias.context, alias.new) in made:
        return ("alias-twice", f"names the new English of {alias.context} a second time.", "Keep one of the two.")
    if alias.old == alias.new or (alias.context, alias.new) in set(earlier((alias.context, alias.old), made)):
        return ("alias-circle", f"leads the English of {alias.context} back to itself.", "Keep only the entry for the last change.")
    if _meant(alias.old) != _meant(alias.new):
        return (
            "alias-changes-meaning",
            f"changes a {{fact}}, a link, a bold part or a number of {alias.context}; that is no typo.",
            "Delete this entry and let the translations be done again.",
        )
    return None


def _meant(text: str) -> object:
    """Give what no mended typo touches."""
    try:
        return structure(parse(text)), re.findall(r"\d+", text)
    except InlineError:
        return text


def earlier(key: Key, aliases: Mapping[Key, Key]) -> Iterator[Key]:
    """Give the message under each English it had before, the latest first."""
    seen = {key}
    while (key := aliases.get(key, key)) not in seen:
        seen.add(key)
        yield key
