"""Write the documentation of the rules from the rules."""

from __future__ import annotations

from ...findings import Severity
from .compared import shared, table
from .registry import RULES, Rule

HEAD = """# The rules a translation meets

Made by `orderpages check --rules`; change the rules in `scripts/orderpages/messages/rules/`, not this file.

`orderpages check` applies them to every finished translation. An **error** stops its message: the page shows the
English sentence until it is mended, and `--strict` fails. A **warning** is for a person to decide: mend the
translation, or silence the finding in `translations/<folder>/silenced.yml` with a reason:

```yaml
- {rule: end-mark, context: siren/answer, text: 3f2a91c04b7d10aa5e21, reason: A heading has no stop in this language.}
```

`orderpages check` prints that line under each finding, ready to copy; you add the reason. `text` stands for the very words
you judged: when English or translation changes, the silence counts no more, and the finding comes back. A silence
without a reason, or one that silences nothing, is a finding too. Rules marked *final* guard the site and cannot be silenced.
"""


def explain() -> str:
    """Explain every rule, errors first, in the order they are applied."""
    parts = [HEAD]
    for title, severity in (("Errors", Severity.ERROR), ("Warnings", Severity.WARNING)):
        parts.append(f"## {title}\n\n" + "\n".join(_one(rule) for rule in RULES.values() if rule.severity is severity))
    alone = " ".join(f"`{rule}`" for rule in RULES if rule not in shared())
    parts.append(f"## Beside other tools\n\n{table()}\n\nNone of them has: {alone}.\n")
    return "\n".join(parts)


def _one(rule: Rule) -> str:
    return f"- `{rule.id}`{' *(final)*' if rule.final else ''}: {rule.explained}\n  {rule.cure}\n".replace("``", "`")
