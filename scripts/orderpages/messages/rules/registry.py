"""Register the rules: id, severity, cure, and the function whose docstring is its documentation.

After Weblate's checks and translate-toolkit's filters.  A rule of one message gets a ``Message``; a rule of the
whole language gets all of them.  Either yields what is wrong in a few words that follow the message's context.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...findings import Severity
from .message import Message


@dataclass(frozen=True)
class Fault:
    """Hold one thing a rule found in a message."""

    words: str
    """What is wrong; the message's context is written before it."""
    cure: str = ""
    """What to do, where it differs from the rule's own cure."""


@dataclass(frozen=True)
class Rule:
    """Hold one rule."""

    id: str
    severity: Severity
    explained: str
    """One sentence, the function's docstring."""
    cure: str
    final: bool
    """It guards the site's structure and cannot be silenced."""
    faults: Callable[[Message], Iterator[Fault]] | None = None
    """For a rule of one message."""
    whole: Callable[[Sequence[Message]], Iterable[tuple[Message, Fault]]] | None = None
    """For a rule of all messages of a language."""


RULES: dict[str, Rule] = {}
"""Every rule by id, in the order they are documented."""

MessageRule = Callable[[Message], Iterator[Fault]]
WholeRule = Callable[[Sequence[Message]], Iterable[tuple[Message, Fault]]]


def error(rule: str, cure: str, *, final: bool = False) -> Callable[[MessageRule], MessageRule]:
    """Register a rule that stops its message: English is shown, and ``--strict`` fails."""
    return _message_rule(rule, Severity.ERROR, cure, final)


def warning(rule: str, cure: str) -> Callable[[MessageRule], MessageRule]:
    """Register a rule that a person decides on: mend the message, or silence the finding with a reason."""
    return _message_rule(rule, Severity.WARNING, cure, False)


def whole_warning(rule: str, cure: str) -> Callable[[WholeRule], WholeRule]:
    """Register a warning that needs all messages of a language."""

    def register(function: WholeRule) -> WholeRule:
        _add(Rule(rule, Severity.WARNING, _first_line(function), cure, False, whole=function))
        return function

    return register


def _message_rule(rule: str, severity: Severity, cure: str, final: bool) -> Callable[[MessageRule], MessageRule]:
    def register(function: MessageRule) -> MessageRule:
        _add(Rule(rule, severity, _first_line(function), cure, final, faults=function))
        return function

    return register


def _add(rule: Rule) -> None:
    assert rule.id not in RULES, rule.id
    RULES[rule.id] = rule


def _first_line(function: Callable[..., object]) -> str:
    assert function.__doc__, f"{function} needs a docstring: it is the rule's documentation"
    return function.__doc__.split("\n")[0]
