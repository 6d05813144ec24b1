"""Give each text its words in a locale, and say in which language and state they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from ..content.inline import Inline, InlineError, parse, structure
from ..locales import SOURCE, Locale
from ..records import Text
from .catalogs import Catalog
from .signoff import Reviews


class State(StrEnum):
    """How far a text's translation can be trusted."""

    SOURCE = "source"
    REVIEWED = "reviewed"
    DRAFT = "draft"
    CHANGED = "changed"
    """The English has changed since it was translated (fuzzy)."""
    MISSING = "missing"
    FAILED = "failed"
    """It breaks a rule that stops it."""


@dataclass(frozen=True)
class Localized:
    """Hold a text as a locale shows it; falls back to the current English."""

    words: str
    lang: str
    state: State

    @property
    def fallback(self) -> bool:
        """Tell whether English stands in for the locale's own words."""
        return self.state in (State.CHANGED, State.MISSING, State.FAILED)

    @cached_property
    def tree(self) -> tuple[Inline, ...]:
        """Give its inline tree."""
        return parse(self.words)


class Localizer:
    """Localize texts into one locale from its catalogs, by domain."""

    def __init__(
        self,
        locale: Locale,
        catalogs: Mapping[str, Catalog],
        failed: frozenset[tuple[str, str, str]] = frozenset(),
        reviews: Reviews | None = None,
    ) -> None:
        self.locale = locale
        self.catalogs = catalogs
        self.failed = failed
        """(domain, context, msgid) of messages that a check stops."""
        self.reviews = reviews or Reviews()
        """Who signed off what."""
        self._made: dict[Text, Localized] = {}

    def __call__(self, text: Text) -> Localized:
        """Localize one text."""
        made = self._made.get(text)
        if made is None:
            made = self._made[text] = self._localize(text)
        return made

    def _localize(self, text: Text) -> Localized:
        if self.locale.tag == SOURCE or text.domain not in self.catalogs:
            return Localized(text.english, SOURCE, State.SOURCE if self.locale.tag == SOURCE else State.MISSING)
        entry = self.catalogs[text.domain].entries.get((text.context, text.english))
        if entry is None or not entry.msgstr:
            return Localized(text.english, SOURCE, State.MISSING)
        if entry.fuzzy:
            return Localized(text.english, SOURCE, State.CHANGED)
        if (text.domain, *entry.key) in self.failed or not keeps_structure(text.english, entry.msgstr):
            return Localized(text.english, SOURCE, State.FAILED)
        signed = self.reviews.of(*entry.key, entry.msgstr)
        return Localized(entry.msgstr, self.locale.tag, State.REVIEWED if signed else State.DRAFT)


def keeps_structure(english: str, translation: str) -> bool:
    """Tell whether a translation holds just the inline markup of its source: facts, links, bold.

    The wall every output stands behind: checked here, where the words are handed out, and not by cleaning.
    """
    try:
        return structure(parse(english)) == structure(parse(translation))
    except InlineError:
        return False
