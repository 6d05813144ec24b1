"""Load the words of the site itself: domain ``site``, one text an id, shipped with the package."""

from __future__ import annotations

from pathlib import Path

from .findings import Findings, Place
from .records import Text
from .sources import read_yaml

FILE = Path(__file__).parent / "words.yml"
NAME = "scripts/orderpages/words.yml"


def load() -> dict[str, Text]:
    """Load the words by their id, in the order of the file."""
    findings: list = []
    node = read_yaml(FILE, NAME, findings)
    if node is None or not isinstance(node.value, dict) or findings:
        raise Findings(findings)
    return {
        key: Text(key, value.value, value.place, "words of the site", "site")
        for key, value in node.value.items()
        if isinstance(value.value, str) and value.place != Place("")
    }
