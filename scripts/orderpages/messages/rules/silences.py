"""Read the findings that people silenced: ``translations/<folder>/silenced.yml``.

Each entry names rule, message and reason.  A silence without a reason silences nothing, and one that silences
nothing is itself a finding: both would rot otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...findings import Finding, Place, Severity
from ...sources import read_yaml
from .registry import RULES

_FORM = "Write it as {rule: end-mark, context: siren/answer, reason: Why it is right as it is.}"
_FIELDS = ("rule", "context", "reason", "text")


@dataclass(frozen=True)
class Silence:
    """Hold one finding that a person judged to be right as it is."""

    rule: str
    context: str
    text: str
    """How the English begins, where messages share a context."""
    place: Place

    def covers(self, rule: str, context: str, english: str) -> bool:
        """Tell whether it silences a finding."""
        return (self.rule, self.context) == (rule, context) and english.startswith(self.text)


def read(path: Path, name: str, findings: list[Finding]) -> tuple[Silence, ...]:
    """Read the silences of one language; add findings for those that cannot count."""
    node = read_yaml(path, name, findings) if path.is_file() else None
    if node is None or node.value is None:
        return ()
    made = []
    for item in node.value if isinstance(node.value, tuple) else (node,):
        given = {key: value.value for key, value in item.value.items()} if isinstance(item.value, dict) else {}
        rule, context, reason, text = (str(given.get(key) or "").strip() for key in _FIELDS)
        if unknown := [key for key in given if key not in _FIELDS]:
            findings.append(_finding(item.place, "silence-wrong", f'has the field "{unknown[0]}", which is not known.', _FORM))
        elif not rule or not context:
            findings.append(_finding(item.place, "silence-wrong", "has an entry without a rule or a context.", _FORM))
        elif rule not in RULES:
            findings.append(
                _finding(item.place, "silence-wrong", f'names the rule "{rule}", which does not exist.', "See: orderpages check --rules")
            )
        elif RULES[rule].final:
            findings.append(
                _finding(item.place, "silence-refused", f"silences {rule}, which guards the site.", "Mend the message instead.")
            )
        elif not reason:
            findings.append(_finding(item.place, "silence-without-reason", f"silences {rule} of {context} without a reason.", _FORM))
        else:
            made.append(Silence(rule, context, text, item.place))
    return tuple(made)


def unused(silences: Iterable[Silence], used: set[Silence]) -> list[Finding]:
    """Find the silences that silenced nothing."""
    return [
        _finding(one.place, "silence-unused", f"silences {one.rule} of {one.context}, which finds nothing there.", "Take the entry out.")
        for one in silences
        if one not in used
    ]


def _finding(place: Place, rule: str, words: str, cure: str) -> Finding:
    return Finding(place, rule, words, cure, severity=Severity.WARNING)
