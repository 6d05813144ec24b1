"""Load the words of the site itself: domain ``site``, one text an id, shipped with the package."""

from __future__ import annotations

from pathlib import Path

from .findings import Finding, Findings, Place
from .records import Text
from .sources import read_yaml

FILE = Path(__file__).parent / "words.yml"
NAME = "scripts/orderpages/words.yml"


_CURE = 'Write each word as "its-id: Its text".'


class Words(dict[str, Text]):
    """Hold the words by id; one that a page asks for and nobody wrote is a finding."""

    def __missing__(self, name: str) -> Text:
        raise Findings([Finding(Place(NAME), "word-missing", f'lacks "{name}", which a page shows.', _CURE)])


def load() -> dict[str, Text]:
    """Load the words by their id, in the order of the file."""
    findings: list[Finding] = []
    node = read_yaml(FILE, NAME, findings)
    given = node.value if node is not None and isinstance(node.value, dict) else {}
    if node is not None and not given:
        findings.append(Finding(node.place, "fields-expected", f"has {node.kind} where words are expected.", _CURE))
    for key, value in given.items():
        if not isinstance(value.value, str):
            findings.append(Finding(value.place, "text-expected", f'has {value.kind} as "{key}".', _CURE))
    if findings:
        raise Findings(findings)
    return Words({key: Text(key, str(value.value), value.place, "words of the site", "site") for key, value in given.items()})
