"""Read the findings that people silenced: ``translations/<folder>/silenced.yml``.

Each entry names rule, message, the very words that were judged (a fingerprint, as in a sign-off) and the reason.  A
silence without a reason silences nothing, one that silences nothing is itself a finding, and one whose words have changed
since counts no more: a finding judged right once must not hide a later mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from ...findings import Finding, Place, Severity
from ...locales import Locale
from ...sources import read_yaml
from ..catalogs import Entry
from ..signoff import fingerprint
from .registry import RULES

_FORM = "Copy the line that orderpages check prints under the finding, and write your reason into it."
_FIELDS = ("rule", "context", "text", "reason")


@dataclass(frozen=True)
class Silence:
    """Hold one finding that a person judged to be right as it is."""

    rule: str
    context: str
    text: str
    """Fingerprint of context, English and translation as they were judged."""
    place: Place

    def covers(self, rule: str, entry: Entry) -> bool:
        """Tell whether it silences a finding."""
        return (self.rule, self.context, self.text) == (rule, entry.context, _text(entry))


def path(locale: Locale) -> str:
    """Give the file of a language as people type it, from the top of the repository."""
    return f"translations/{locale.folder}/silenced.yml"


def _text(entry: Entry) -> str:
    return fingerprint(entry.context, entry.msgid, entry.msgstr)


def offer(rule: str, entry: Entry) -> str:
    """Write the entry that would silence a finding, but for the reason."""
    return f"- {{rule: {rule}, context: {entry.context}, text: {_text(entry)}, reason: }}"


def read(path: Path, name: str, findings: list[Finding]) -> tuple[Silence, ...]:
    """Read the silences of one language; add findings for those that cannot count."""
    node = read_yaml(path, name, findings) if path.is_file() else None
    if node is None or node.value is None:
        return ()
    made = []
    for item in node.value if isinstance(node.value, tuple) else (node,):
        given = {key: value.value for key, value in item.value.items()} if isinstance(item.value, dict) else {}
        rule, context, text, reason = (str(given.get(key) or "").strip() for key in _FIELDS)
        if unknown := [key for key in given if key not in _FIELDS]:
            findings.append(_finding(item.place, "silence-wrong", f'has the field "{unknown[0]}", which is not known.', _FORM))
        elif not rule or not context or not text:
            findings.append(_finding(item.place, "silence-wrong", "has an entry without rule, context or text.", _FORM))
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


def unused(silences: Iterable[Silence], used: set[Silence], found: Collection[tuple[str, str]]) -> list[Finding]:
    """Find the silences that silenced nothing, given (rule, context) of what was found all the same."""
    return [
        _finding(one.place, "silence-outdated", f"silences {one.rule} of {one.context}, whose words have changed since.", _AGAIN)
        if (one.rule, one.context) in found
        else _finding(
            one.place, "silence-unused", f"silences {one.rule} of {one.context}, which finds nothing there.", "Take the entry out."
        )
        for one in silences
        if one not in used
    ]


_AGAIN = "Look at the finding again: mend the translation and take the entry out, or write the new line that stands under the finding."


def _finding(place: Place, rule: str, words: str, cure: str) -> Finding:
    return Finding(place, rule, words, cure, severity=Severity.WARNING)
