"""Hold every page to its byte budget: what a phone must receive before the first word can be read.

Bytes are those of gzip 9, which every host can send; Brotli makes a page about a tenth smaller.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..findings import Finding, Place
from .pages import pages

FIRST_ROUND_TRIP = 14_000
"""Bytes that arrive before the sender waits for an answer: ten packets of 1,460 bytes (RFC 6928), less the headers."""

BUDGETS: Mapping[str, int] = {"sources": 20_000, "topics": 20_000}
"""Kinds of pages with a budget of their own; every other kind has to fit the first round trip.

The list of all sources is read by checkers, not in need; the list of all topics is a way round the search. Both grow with the content.
"""


@dataclass(frozen=True, order=True)
class Weight:
    """Hold what one page weighs."""

    kind: str
    tag: str
    path: str
    bytes: int
    """As sent, with gzip 9."""

    @property
    def budget(self) -> int:
        """Give the bytes it may have."""
        return BUDGETS.get(self.kind, FIRST_ROUND_TRIP)


def weights(site: Path) -> Iterator[Weight]:
    """Weigh every page of a finished site, in the order of their paths."""
    for page in pages(site):
        yield Weight(page.kind, page.tag, page.path, packed((site / page.path).read_bytes()))


def packed(data: bytes) -> int:
    """Weigh a file as it is sent, with gzip 9."""
    return len(gzip.compress(data, 9, mtime=0))


def over_budget(found: Iterable[Weight], name: str = "site") -> Iterator[Finding]:
    """Find the pages that are heavier than their budget."""
    for weight in found:
        if weight.kind and weight.bytes > weight.budget:
            yield Finding(
                Place(f"{name}/{weight.path}"),
                "over-budget",
                f"is {weight.bytes:,} bytes with gzip; a page of its kind ({weight.kind}) may have {weight.budget:,}.",
                "Shorten the style every page carries, or split the page; scripts/orderpages/verify/budgets.py has the budgets.",
            )
