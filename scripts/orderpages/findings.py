"""Say what is wrong: where, in the reader's words, and how to cure it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding stops."""

    ERROR = "error"
    """Blocks publication of what it names: the build, or one message (its English is shown)."""

    WARNING = "warning"
    """Is shown and counted; blocks only under ``--strict``."""


@dataclass(frozen=True, order=True)
class Place:
    """Name a line of a file, the file as a path from the top of the repository."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Finding:
    """Hold one thing that is wrong."""

    place: Place
    rule: str
    """Permanent id of the rule, for example ``date-impossible``."""
    words: str
    """What is wrong, one sentence."""
    cure: str = ""
    """What to do about it, with an example where one helps."""
    detail: tuple[str, ...] = ()
    """Further lines, for example the source and the translation."""
    severity: Severity = Severity.ERROR
    otherwise: str = ""
    """What to do where a person judges that nothing is wrong."""

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.rule}: {self.words}"]
        lines += [f"    {line}" for line in (*self.detail, self.cure, self.otherwise) if line]
        return "\n".join(lines)

    @property
    def blocks(self) -> bool:
        """Tell whether it stops what it names."""
        return self.severity is Severity.ERROR


class Findings(Exception):
    """Stop, because something in the sources or the site is wrong; exit code 1.

    ``causes`` are told first: the others may only follow from them.
    """

    def __init__(self, findings: Iterable[Finding], causes: Collection[Finding] = ()) -> None:
        self.findings = tuple(sorted(findings, key=lambda finding: (finding not in causes, finding)))
        super().__init__("\n".join(map(str, self.findings)))


class CouldNotRun(Exception):
    """Stop, because the work could not even be tried; exit code 2."""


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """List the findings that block."""
    return [finding for finding in findings if finding.blocks]
