"""The content model: the guidance beside the order (``order.py``), the prints, the site, and all of it together.

Frozen dataclasses, one for each kind of thing.  They are the format too: ``records`` reads YAML by them and
the editor schema is written from them, so the docstring under a field is what an author sees.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from ..records import Clock, Day, Email, Id, LanguageTag, Plain, Ref, Text, Url
from .order import Confidence, Fact, Instrument, Month, Order, Source, Statement, ToGuide, ToProvision, ToSource

ToContact = Annotated[str, Ref("contact")]
ToFact = Annotated[str, Ref("fact")]
ToRightsPage = Annotated[str, Ref("guide or provision")]


@dataclass(frozen=True)
class Saying(Statement):
    """Hold words to say, and to whom they can be shown."""

    show: tuple[Literal["officer", "desk"], ...] = ()
    """To whom the sentence can be held up: an officer, or a county desk."""


# ---------------------------------------------------------------- the guidance


@dataclass(frozen=True)
class Row:
    """Hold a row of a comparison."""

    id: Id
    cells: tuple[Text, ...]
    sources: tuple[ToSource, ...]
    confidence: Confidence = "high"


@dataclass(frozen=True)
class Table:
    """Hold a comparison; the first column names what is compared."""

    columns: tuple[Text, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Line:
    """Hold a line drawn on a sample paper."""

    id: Id
    text: Text


@dataclass(frozen=True)
class Callout(Statement):
    """Explain one line of a sample paper; the numbered callouts are its text equivalent."""

    line: Id | None = None


@dataclass(frozen=True)
class Paper:
    """Hold a drawn sample paper: generic art, never a copy of a real form."""

    id: Id
    art: Literal["judicial", "i200", "i205"]
    title: Text
    lines: tuple[Line, ...]
    callouts: tuple[Callout, ...]


@dataclass(frozen=True)
class Guide:
    """Hold the answer to one question residents ask."""

    id: Id
    group: Id
    position: int
    question: Text
    answer: Statement
    summary: Text
    keywords: Text
    checked: Day
    check_again: Day
    may_happen: tuple[Statement, ...] = ()
    do: tuple[Statement, ...] = ()
    do_not: tuple[Statement, ...] = ()
    say: tuple[Saying, ...] = ()
    table: Table | None = None
    papers: tuple[Paper, ...] = ()
    other_papers: tuple[Statement, ...] = ()
    staff_must_not: tuple[ToProvision, ...] = ()
    staff_may: tuple[ToProvision, ...] = ()
    staff: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()
    next: tuple[Statement, ...] = ()
    call: tuple[ToContact, ...] = ()
    related: tuple[ToGuide, ...] = ()


@dataclass(frozen=True)
class Question:
    """Hold a question people ask in other words, and the page that carries its answer."""

    id: Id
    group: Id
    question: Text
    answer: Statement
    page: ToRightsPage


@dataclass(frozen=True)
class Term:
    """Hold a hard word and its plain meaning."""

    id: Id
    term: Text
    meaning: Statement
    related: ToRightsPage | None = None


@dataclass(frozen=True)
class OpenHours:
    """Say when an office is open, local time."""

    days: Literal["mon-fri", "mon-sat", "mon-sun"]
    opens: Clock = field(metadata={"key": "from"})
    closes: Clock = field(metadata={"key": "to"})


@dataclass(frozen=True)
class Contact:
    """Hold an office or line to turn to; only what may be published."""

    id: Id
    name: Text
    purpose: Text = field(metadata={"key": "for"})
    group: Id
    sources: tuple[ToSource, ...]
    checked: Day
    check_again: Day
    phone: ToFact | None = None
    other_phones: tuple[ToFact, ...] = ()
    tty: ToFact | None = None
    text_number: ToFact | None = None
    text_note: Text | None = None
    url: Url | None = None
    email: Email | None = None
    address: Plain | None = None
    hours: Literal["always", "online"] | OpenHours | None = None
    languages: tuple[LanguageTag, ...] = ()
    languages_note: Text | None = None
    note: Text | None = None
    publish: Literal["yes"] = "yes"
    """Only contacts that may be published stand here; check_first does not."""
    confidence: Confidence = "high"


# ---------------------------------------------------------------- prints

ToStatement = Annotated[str, Ref("statement")]


@dataclass(frozen=True)
class Card:
    """Hold a card to print: statements of the pages, never new words."""

    id: Id
    """Permanent: it stands on printed paper."""
    title: Text
    face: Literal["officer", "desk"]
    page: ToRightsPage
    """The page it sums up."""
    do: tuple[ToStatement, ...]
    """Statements as page/statement, for the reader: what to do."""
    say: tuple[ToStatement, ...]
    """Statements as page/statement, to hand over: shown in English."""


@dataclass(frozen=True)
class Said:
    """Hold one statement of a printed card as it was."""

    id: Plain
    english: str


@dataclass(frozen=True)
class Printed:
    """Hold a version of a card that was printed: what it said, so that it can be checked for years."""

    card: Id
    version: Plain
    """Six hexadecimal digits from what the card says in English."""
    date: Day
    says: tuple[Said, ...]


# ---------------------------------------------------------------- the site


@dataclass(frozen=True)
class Event:
    """Hold one event of the order's history."""

    id: Id
    text: Text
    sources: tuple[ToSource, ...]
    date: Day | None = None
    month: Month | None = None
    year: int | None = None
    confidence: Confidence = "high"


@dataclass(frozen=True)
class Change:
    """Hold one change of the published site."""

    id: Id
    date: Day
    text: Text
    pages: tuple[Id, ...] = ()


@dataclass(frozen=True)
class Group:
    """Name a group of guides, provisions, questions or contacts."""

    id: Id
    title: Text


@dataclass(frozen=True)
class Site:
    """Hold what every page says: the site's name, its promise, its limits."""

    name: Text
    place: Text
    description: Text
    purpose: Statement
    promises: tuple[Statement, ...]
    does_not: tuple[Statement, ...]
    law_now: tuple[Statement, ...]
    disclaimer: Text
    lawyer_note: Statement
    emergency: ToFact | None = None
    """The phone to call in danger, shown on the home page."""
    exit: Url | None = None
    """A page that tells nothing about its reader, such as a weather report: where "Leave this page" leads. No link without it."""
    neutral_name: Text | None = None
    """What tabs, history and chat previews say of every page instead of its title, as Town Information. Titles are said without it."""


@dataclass(frozen=True)
class Verified:
    """Hold what a browser counted when it opened every page: written by ``orderpages verify --all --record``."""

    day: Day
    pages: int
    languages: int
    other_hosts: int
    cookies: int
    stored: int
    errors: int
    views: int | None = None
    """Pages times the views each was looked at in: light, dark, narrow, with large text, with results of a search."""
    accessibility: int | None = None
    """Barriers, where those were looked for: accessibility rules, contrast, reflow, touch targets, direction, keyboard, first screen."""


@dataclass(frozen=True)
class ProseHead:
    """Hold the front matter of a page of prose."""

    id: Id
    title: Text
    description: Text
    sources: tuple[ToSource, ...] = ()


@dataclass(frozen=True)
class Prose(ProseHead):
    """Hold a page of prose, cut where the renderer cuts."""

    body: str = ""
    """Its Markdown."""
    segments: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Content:
    """Hold everything an order's site says, in English."""

    site: Site
    groups: tuple[Group, ...]
    instruments: tuple[Instrument, ...]
    order: Order
    guides: tuple[Guide, ...]
    questions: tuple[Question, ...]
    terms: tuple[Term, ...]
    contacts: tuple[Contact, ...]
    timeline: tuple[Event, ...]
    changes: tuple[Change, ...]
    prose: tuple[Prose, ...]
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    verified: Verified | None = None
    """The last privacy check, where one was recorded."""
    cards: tuple[Card, ...] = ()
    printed: tuple[Printed, ...] = ()


def walk(value: Any, kinds: tuple[type, ...]) -> Iterator[Any]:
    """Yield every part of the content that is of one of these kinds, in document order."""
    if isinstance(value, kinds):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from walk(item, kinds)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for item in dataclasses.fields(value):
            yield from walk(getattr(value, item.name), kinds)
