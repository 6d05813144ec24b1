"""What an order says and rests on: statements, facts, sources, legal texts, provisions.

Frozen dataclasses, one for each kind of thing.  They are the format too: ``records`` reads YAML by them and
the editor schema is written from them, so the docstring under a field is what an author sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from ..records import Clock, Day, FactName, Form, Id, Plain, Ref, SourceCode, Text, Url

ToSource = Annotated[str, Ref("source")]
ToProvision = Annotated[str, Ref("provision")]
ToGuide = Annotated[str, Ref("guide")]
ToInstrument = Annotated[str, Ref("instrument")]
Month = Annotated[str, Form(r"[12]\d{3}-(0[1-9]|1[0-2])", "2027-03")]
DayOrPart = Annotated[str, Form(r"[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", "2027, 2027-03 or 2027-03-01")]

Confidence = Literal["high", "medium", "low"]


@dataclass(frozen=True)
class Statement:
    """Hold one thing a resident reads as fact: the unit of translation, tracing, linking and staleness."""

    id: Id
    """Permanent; unique on its page; its anchor, and with the page its message context."""
    text: Text
    """One or two plain sentences."""
    sources: tuple[ToSource, ...] = ()
    """Codes of the sources it rests on, from sources.yml."""
    provisions: tuple[ToProvision, ...] = ()
    """Ids of the provisions it rests on."""
    confidence: Confidence = "high"
    """low shows "reported, not confirmed" beside it."""


# ---------------------------------------------------------------- facts and sources


@dataclass(frozen=True)
class Fact:
    """Hold a phone, date, figure or code: written once, quoted as ``{id}``, printed the local way."""

    id: FactName
    sources: tuple[ToSource, ...] = ()
    phone: Plain | None = None
    """A phone number, for example 301-279-8000 or 911."""
    text_number: Plain | None = None
    """A number that takes text messages, for example 233733."""
    date: Day | None = None
    """A day, YYYY-MM-DD."""
    month: Month | None = None
    """A month, YYYY-MM."""
    year: int | None = None
    number: int | None = None
    percent: int | None = None
    dollars: int | None = None
    time: Clock | None = None
    """A time of day, 24 hours, for example 08:30."""
    code: Plain | None = None
    """A form, bill or law number, shown as it is, for example I-205."""
    name: Plain | None = None
    """A proper name, shown as it is in every language."""

    KINDS = ("phone", "text_number", "date", "month", "year", "number", "percent", "dollars", "time", "code", "name")

    @property
    def kind(self) -> str:
        """Name its one kind; empty when none is given."""
        return next((kind for kind in self.KINDS if getattr(self, kind) is not None), "")

    @property
    def value(self) -> Any:
        """Give the value of its kind."""
        return getattr(self, self.kind)


@dataclass(frozen=True)
class Source:
    """Hold one source: who published what, when, and how much of it was seen."""

    id: SourceCode
    publisher: str
    title: str
    seen: Literal["full", "opening", "excerpt"]
    kind: Literal["official", "professional", "news", "copy", "opinion"]
    date: DayOrPart | None = None
    """YYYY-MM-DD, YYYY-MM or YYYY; left out when undated."""
    date_note: str | None = None
    url: Url | None = None


# ---------------------------------------------------------------- the order


@dataclass(frozen=True)
class Instrument:
    """Hold a legal text with its status and days."""

    id: Id
    kind: Literal["executive-order", "county-law", "state-law", "federal-law"]
    title: Text
    citation: Plain
    jurisdiction: Plain
    status: Literal["in-force", "amended", "superseded", "repealed", "passed", "not-verified-dates"]
    summary: Statement
    sources: tuple[ToSource, ...]
    checked: Day
    check_again: Day
    signed: Day | None = None
    effective: Day | None = None
    effective_note: Statement | None = None
    codifies: tuple[ToInstrument, ...] = ()
    codified_by: tuple[ToInstrument, ...] = ()
    amended_by: tuple[ToInstrument, ...] = ()
    superseded_by: tuple[ToInstrument, ...] = ()
    url: Url | None = None
    not_verified: tuple[Statement, ...] = ()
    """What about it is not verified, in plain statements."""
    confidence: Confidence = "high"


@dataclass(frozen=True)
class Standing:
    """Say that an instrument stands behind a provision, and since when."""

    id: ToInstrument
    status: Literal["in-force", "in-practice", "reported", "changed-in-practice"]
    since: Day | None = field(default=None, metadata={"key": "from"})


@dataclass(frozen=True)
class Provision:
    """Hold the smallest citable unit of the order."""

    id: Id
    group: Id
    position: int
    title: Text
    rule: Statement
    summary: Text
    sources: tuple[ToSource, ...]
    keywords: Text
    checked: Day
    check_again: Day
    instruments: tuple[Standing, ...] = ()
    number: Plain | None = None
    """The printed number, only where verified."""
    bound: Statement | None = None
    """Who must follow it."""
    exceptions: tuple[Statement, ...] = ()
    does_not: tuple[Statement, ...] = ()
    """What it does not do."""
    guides: tuple[ToGuide, ...] = ()
    confidence: Confidence = "high"


@dataclass(frozen=True)
class Order:
    """Hold the provisions in their groups."""

    provisions: tuple[Provision, ...]
