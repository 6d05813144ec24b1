"""Hold what a browser saw on the pages of a site: figures by language, and findings with their cure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from ..findings import Finding, Place
from .pages import Page

RULES = {
    "other-host-asked": ("hosts", "Pages load nothing from elsewhere: take it out of the template."),
    "cookie-set": ("cookies", "The site needs no cookie: take it out."),
    "storage-used": ("stored", "Store only what the reader asked to keep."),
    "console-message": ("errors", "Open the page in a browser and read its console; a policy violation names what it blocked."),
    "script-fault": ("errors", "Correct the script; the page must work without it."),
    "page-unmeasured": ("errors", "Open the page in a browser; it did not answer, or its script never came to an end."),
    "layout-shift": ("shifts", "Give what comes later its place from the start."),
    "accessibility-rule": ("barriers", "Look the rule up by its name at axe-core's documentation, and correct the template."),
    "contrast-low": ("contrast", "Body text needs 7:1 (WCAG 2.2, 1.4.6): take another color of overrides/assets/site.css."),
    "cut-off": ("reflow", "Let it wrap or shrink: a phone of 320 px, and text of 200 %, scroll one way only (WCAG 2.2, 1.4.4 and 1.4.10)."),
    "target-small": ("targets", "Give it min-height: 44px (WCAG 2.2, 2.5.5)."),
    "drawn-backwards": ("direction", "Write numbers, addresses and codes inside <bdi dir=ltr>."),
    "focus-unseen": ("keyboard", "Every link, button and field needs a box on the screen and a mark when a key reaches it."),
    "answer-below": ("answer", "Shorten the answer or the question: both must fit the first screen of a phone, 360 × 740 px."),
}
"""Each rule of the crawl: the figure it counts into, and the cure."""

FIGURES = tuple(dict.fromkeys(figure for figure, _ in RULES.values()))
BARRIERS = ("barriers", "contrast", "reflow", "targets", "direction", "keyboard", "answer")
"""Figures that are barriers to a reader; the public page gives their sum."""

Said = tuple[str, str]
"""A rule and the words of one finding."""


@dataclass
class Crawl:
    """Hold what browsers saw."""

    looked_for_barriers: bool = False
    """Whether axe-core ran."""
    by_tag: dict[str, Counter[str]] = field(default_factory=dict)
    """For each first folder: pages, views, requests, and every figure."""
    languages: set[str] = field(default_factory=set)
    other_hosts: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)

    def add(self, page: Page, name: str, said: Iterable[Said], *, language: str, views: int, requests: int) -> None:
        """Count what one page did."""
        counter = self.by_tag.setdefault(page.tag, Counter())
        counter.update(pages=1, views=views, requests=requests)
        self.languages.add(language)
        for rule, words in dict.fromkeys(said):
            figure, cure = RULES[rule]
            counter[figure] += 1
            self.findings.append(Finding(Place(f"{name}/{page.path}"), rule, f"{words}.", cure))

    def join(self, other: Crawl) -> None:
        """Add what another browser saw."""
        for tag, counter in other.by_tag.items():
            self.by_tag.setdefault(tag, Counter()).update(counter)
        self.languages |= other.languages
        self.other_hosts |= other.other_hosts
        self.findings += other.findings

    @property
    def total(self) -> Counter[str]:
        """Give the figures of all folders together."""
        return sum(self.by_tag.values(), Counter[str]())

    def counts(self) -> dict[str, int]:
        """Give the figures a reader is shown; barriers only where they were looked for."""
        total = self.total
        shown = {
            "pages": total["pages"],
            "views": total["views"],
            "languages": len(self.languages),
            "other_hosts": len(self.other_hosts),
            "cookies": self._things("cookie-set"),
            "stored": self._things("storage-used"),
            "errors": total["errors"],
        }
        return {**shown, "accessibility": sum(total[figure] for figure in BARRIERS)} if self.looked_for_barriers else shown

    def _things(self, rule: str) -> int:
        return len({finding.words for finding in self.findings if finding.rule == rule})

    def table(self) -> list[list[str]]:
        """Lay the figures out by folder, a header first and the sum last."""
        columns = ("pages", "views", "requests", *(figure for figure in FIGURES if figure != "barriers" or self.looked_for_barriers))
        rows = [(tag or "/", counter) for tag, counter in sorted(self.by_tag.items())] + [("all", self.total)]
        return [["", *columns], *([tag, *(f"{counter[column]:,}" for column in columns)] for tag, counter in rows)]


def gathered(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Say once what many pages have in common: the first page's finding, and how many more have it."""
    told = sorted(findings, key=lambda finding: (finding.rule, finding.words, finding.place))
    for _, group in groupby(told, key=lambda finding: (finding.rule, finding.words)):
        first, *more = group
        detail = (f"Also on {len(more)} more pages, the last {more[-1].place}.",) if more else ()
        yield Finding(first.place, first.rule, first.words, first.cure, detail)
