"""The content model: what an order and its guidance are made of.

Frozen dataclasses, one for each kind of thing.  They are the format too: ``records`` reads YAML by them and
the editor schema is written from them, so the docstring under a field is what an author sees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from ..records import Clock, Day, Email, FactName, Form, Id, LanguageTag, Plain, Ref, SourceCode, Text, Url

ToSource = Annotated[str, Ref("source")]
ToProvision = Annotated[str, Ref("provision")]
ToGuide = Annotated[str, Ref("guide")]
ToContact = Annotated[str, Ref("contact")]
ToFact = Annotated[str, Ref("fact")]
ToInstrument = Annotated[str, Ref("instrument")]
ToRightsPage = Annotated[str, Ref("guide or provision")]

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


@dataclass(frozen=True)
class Saying(Statement):
    """Hold words to say, and to whom they can be shown."""

    show: tuple[Literal["officer", "desk"], ...] = ()
    """To whom the sentence can be held up: an officer, or a county desk."""


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
