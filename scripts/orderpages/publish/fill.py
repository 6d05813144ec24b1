"""Fill a compiled page for one locale: each slot by its place and its state.

Cost: a fill walks the page's pieces once and joins them; a text's written form is computed once per locale, place
and depth, so a word on every page is escaped once.  About a millisecond a page.

What a translation can do here is bounded by construction: it is a tree of words, bolds, links and facts whose
structure equals its source's; every word is escaped for its place; link targets and facts come from our data.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from ..content.inline import Bold, Inline, Link, Quoted, Words
from ..content.model import Content
from ..content.order import Fact
from ..content.texts import texts
from ..locales import SOURCE, Locale
from ..messages.localize import Localized, Localizer, State
from ..pages.slots import Block, Message, Slot, SlotTable, Value
from ..pages.table import Page, PageTable
from ..records import Text
from .compile import At, Compiled, Spot

_LRI, _PDI = "\u2066", "\u2069"


@dataclass(frozen=True)
class Written:
    """Hold one value in the two forms places ask for."""

    html: str
    plain: str


@dataclass
class Filler:
    """Fill pages for one locale."""

    locale: Locale
    localize: Localizer
    content: Content
    pages: PageTable
    slots: SlotTable
    blocks: Mapping[str, Callable[..., str]] = field(default_factory=dict)
    """Block name to the function that lays it out: (filler, page, *arguments) to HTML."""
    marks: bool = False
    """Name each text's message and state on its element: for previews only, never for the published site."""
    prints: bool = False
    """Whether this build prints the cards, so that pages may link to them."""
    beside: dict[str, bytes] = field(default_factory=dict)
    """Files that blocks made for their page, by path: the search page's scripts."""
    states: dict[str, dict[State, int]] = field(default_factory=dict)
    """Per page, how many of its texts are in which state."""

    def __post_init__(self) -> None:
        self.facts: dict[str, Fact] = {fact.id: fact for fact in self.content.facts}
        self._memo: dict[tuple[int, At, int], str] = {}
        self._values = Values(self)

    def fill(self, compiled: Compiled, page: Page) -> str:
        """Fill one page."""
        self.states[page.id] = self._count(compiled)
        memo, made = self._memo, []
        for piece in compiled.pieces:
            if isinstance(piece, str):
                made.append(piece)
                continue
            if piece.at is At.BLOCK:
                slot = self.slots.slots[piece.slot]
                assert isinstance(slot, Block)
                made.append(self.blocks[slot.name](self, page, *slot.arguments))
                continue
            if piece.at is At.WHOLE:
                made.append(self._attribute(piece))
                continue
            key = (piece.slot, piece.at, page.depth)
            text = memo.get(key)
            if text is None:
                text = memo[key] = self._place(piece, page.depth)
            made.append(text)
        return "".join(made)

    def _count(self, compiled: Compiled) -> dict[State, int]:
        counts: dict[State, int] = {}
        slots = {self.slots.slots[piece.slot] for piece in compiled.pieces if isinstance(piece, Spot)}
        for text in {text for slot in slots for text in self._texts(slot)}:
            state = self.localize(text).state
            counts[state] = counts.get(state, 0) + 1
        return counts

    def _texts(self, slot: Slot | str) -> Iterator[Text]:
        """List every text a slot shows: its own, those it quotes, those its block lays out."""
        if isinstance(slot, Message):
            yield slot.text
            for _, value in slot.arguments:
                yield from self._texts(value)
        elif isinstance(slot, Block):
            yield from texts((slot.arguments, self.content.terms if slot.name == "glossary" else ()))

    def _place(self, spot: Spot, depth: int) -> str:
        slot = self.slots.slots[spot.slot]
        if spot.at is At.LANGUAGE:
            return f' lang="{SOURCE}" dir="ltr"' if self._falls_back(slot) else ""
        if spot.at in (At.TEXT, At.PLAIN):
            return self.html(slot, depth, links=spot.at is At.TEXT)
        plain = self.plain(slot)
        if spot.at is At.JSON:
            return json.dumps(plain, ensure_ascii=False)[1:-1].replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
        return escape(plain)

    def _falls_back(self, slot: Slot) -> bool:
        """Tell whether a text is shown in English; one that quotes another (a page's title) is as that one is."""
        if not isinstance(slot, Message):
            return False
        quoted = next((value for _, value in slot.arguments if isinstance(value, Message)), None)
        return self._falls_back(quoted) if quoted else self.localize(slot.text).fallback

    def _attribute(self, spot: Spot) -> str:
        slot = self.slots.slots[spot.slot]
        assert isinstance(slot, Value)
        value = self._values.plain(slot)
        return f' {spot.name}="{escape(value)}"' if value else ""

    # ------------------------------------------------------------ texts

    def html(self, slot: Slot | str, depth: int, *, links: bool = True) -> str:
        """Write a slot as HTML text."""
        if isinstance(slot, str):
            return escape(slot)
        if isinstance(slot, Value):
            return self._values.html(slot, depth, links=links)
        assert isinstance(slot, Message)
        return self.text_html(slot.text, depth, links=links, arguments=dict(slot.arguments))

    def text_html(self, text: Text, depth: int, *, links: bool = True, arguments: Mapping[str, Any] | None = None) -> str:
        """Write a text as HTML; English that stands in says so on its own element."""
        made = self.localize(text)
        html = "".join(self._inline(part, made, depth, links, arguments or {}) for part in made.tree)
        html = f'<span class="en" lang="{SOURCE}" dir="ltr">{html}</span>' if made.fallback else html
        if not self.marks:
            return html
        # A tab stop, so that a tap or the keyboard shows what the pointer shows.
        return f'<span data-state="{made.state}" data-message="{escape(text.context)} · {made.state}" tabindex="0">{html}</span>'

    def _inline(self, part: Inline, made: Localized, depth: int, links: bool, arguments: Mapping[str, Any]) -> str:
        if isinstance(part, Words):
            return escape(part.text)
        if isinstance(part, Bold):
            return "<strong>" + "".join(self._inline(child, made, depth, links, arguments) for child in part.children) + "</strong>"
        if isinstance(part, Link):
            return f'<a href="{escape(self.pages.href(part.target, depth))}">{escape(part.label)}</a>' if links else escape(part.label)
        value = arguments.get(part.fact)
        if value is not None:
            if isinstance(value, Value):
                html = self._values.html(value, depth, links=links, locale=self.facts_locale(made))
                return self._own(html) if made.fallback and value.name in Values.OWN else html
            html = self.html(value, depth, links=links)
            own = isinstance(value, Message) and made.fallback and not self.localize(value.text).fallback
            return self._own(html) if own else html
        return self._values.fact(self.facts[part.fact], self.facts_locale(made), links=links).html

    def _own(self, html: str) -> str:
        """Mark the locale's own words inside a sentence shown in English."""
        return f'<span lang="{self.locale.tag}" dir="{self.locale.dir}">{html}</span>'

    def facts_locale(self, made: Localized) -> Locale:
        """Give the locale facts are written in: English facts inside an English sentence."""
        return self._values.source if made.fallback else self.locale

    def plain(self, slot: Slot | str) -> str:
        """Write a slot as plain text."""
        if isinstance(slot, str):
            return slot
        if isinstance(slot, Value):
            return self._values.plain(slot)
        assert isinstance(slot, Message)
        return self.text_plain(slot.text, dict(slot.arguments))

    def text_plain(self, text: Text, arguments: Mapping[str, Any] | None = None) -> str:
        """Write a text without markup."""
        made = self.localize(text)
        return "".join(self._plain(part, made, arguments or {}) for part in made.tree)

    def _plain(self, part: Inline, made: Localized, arguments: Mapping[str, Any]) -> str:
        if isinstance(part, Words):
            return part.text
        if isinstance(part, Bold):
            return "".join(self._plain(child, made, arguments) for child in part.children)
        if isinstance(part, Link):
            return part.label
        assert isinstance(part, Quoted)
        value = arguments.get(part.fact)
        if value is not None:
            return self._values.plain(value, self.facts_locale(made)) if isinstance(value, Value) else self.plain(value)
        return self._values.fact(self.facts[part.fact], self.facts_locale(made), links=False).plain

    def phone_html(self, fact: Fact) -> str:
        """Write a phone as a link that dials it."""
        return self._values.fact(fact, self.locale, links=True).html

    def fact_plain(self, fact: Fact) -> str:
        """Write a fact as plain text."""
        return self._values.fact(fact, self.locale, links=False).plain

    def english_plain(self, text: Text) -> str:
        """Write a text in English without markup."""
        source = Localized(text.english, SOURCE, State.SOURCE)
        return "".join(self._plain_in(part, self._values.source) for part in source.tree)

    def _plain_in(self, part: Inline, locale: Locale) -> str:
        if isinstance(part, Bold):
            return "".join(self._plain_in(child, locale) for child in part.children)
        if isinstance(part, Quoted):
            return self._values.fact(self.facts[part.fact], locale, links=False).plain
        return part.text if isinstance(part, Words) else part.label

    def english(self, text: Text) -> str:
        """Write a text in English as HTML without links, for showing beside another language."""
        return escape(self.english_plain(text))


class Values:
    """Write what a locale knows: facts, days, numbers, names."""

    OWN = frozenset(("tag", "dir", "autonym", "current"))
    """What says which locale the page is in, also inside a sentence shown in English."""

    def __init__(self, filler: Filler) -> None:
        self.filler = filler
        self.locale = filler.locale
        self.source = Locale(SOURCE, "English", "English", "ltr", "Latn", "source")

    def html(self, slot: Value, depth: int, *, links: bool, locale: Locale | None = None) -> str:
        """Write a value as HTML, in the page's language unless another is named."""
        if slot.name == "in-english":
            text: Text = slot.arguments[0]
            made = self.filler.localize(text)
            same = made.lang == SOURCE or self.locale.tag == SOURCE
            return "" if same else f'<br><span class="say-en" lang="{SOURCE}" dir="ltr">{self.filler.english(text)}</span>'
        if slot.name == "english":
            return self.filler.english(slot.arguments[0])
        return self._written(slot, locale or self.locale, links=links).html

    def plain(self, slot: Value, locale: Locale | None = None) -> str:
        """Write a value as plain text."""
        return self._written(slot, locale or self.locale, links=False).plain

    def _written(self, slot: Value, locale: Locale, *, links: bool) -> Written:
        given = slot.arguments
        locale = self.locale if slot.name in self.OWN else locale
        match slot.name:
            case "fact":
                return self.fact(self.filler.facts[given[0]], locale, links=links)
            case "tag":
                return _same(locale.tag)
            case "dir":
                return _same(locale.dir)
            case "autonym":
                return _same(locale.name)
            case "current":
                return _same("true" if given[0] == locale.tag else "")
            case "day":
                return _same(locale.day(given[0]))
            case "date-text":
                return _same(_date_text(given[0], locale))
            case "number":
                return _same(locale.number(given[0]))
            case "names":
                # Each for itself: a list of Latin names in one piece would run from left to right.
                names = [self._isolated(name, locale, direction="") for name in given]
                return Written(locale.list(name.html for name in names), locale.list(name.plain for name in names))
            case "weekdays":
                return _same(locale.weekdays(given[0]))
            case "clock":
                return self._isolated(locale.clock(given[0]), locale)
            case "languages":
                return _same(locale.list(locale.language(tag) for tag in given))
            case "code" | "email":
                return self._isolated(given[0], locale)
        raise KeyError(slot.name)

    def fact(self, fact: Fact, locale: Locale, *, links: bool) -> Written:
        """Write a fact; phones and codes read left to right whatever stands round them."""
        value = fact.value
        match fact.kind:
            case "phone" | "text_number":
                scheme = "tel" if fact.kind == "phone" else "sms"
                shown = f'<bdi dir="ltr">{escape(value)}</bdi>'
                html = f'<a href="{scheme}:{dialled(value)}">{shown}</a>' if links else shown
                return Written(html, _isolate(value, locale))
            case "date":
                return _same(locale.day(value))
            case "month":
                return _same(locale.month(value))
            case "year":
                return _same(str(value))
            case "number":
                return _same(locale.number(value))
            case "percent":
                return _same(locale.percent(value))
            case "dollars":
                return self._isolated(locale.dollars(value), locale, direction="")
            case "time":
                return self._isolated(locale.clock(value), locale, direction="")
        # A code is marked in every language: it breaks at no hyphen, "I-205" stays one word.
        return Written(f'<bdi dir="ltr">{escape(value)}</bdi>', _isolate(value, locale))

    def _isolated(self, value: str, locale: Locale, direction: str = ' dir="ltr"') -> Written:
        html = f"<bdi{direction}>{escape(value)}</bdi>" if locale.dir == "rtl" else escape(value)
        return Written(html, _isolate(value, locale))


def dialled(number: str) -> str:
    """Give a phone number as a ``tel:`` link dials it: E.164 where it has an area code (RFC 3966)."""
    digits = number.replace("-", "")
    if len(digits) == 10:
        return f"+1{digits}"
    return f"+{digits}" if len(digits) == 11 and digits.startswith("1") else digits


def _isolate(value: str, locale: Locale) -> str:
    return f"{_LRI}{value}{_PDI}" if locale.dir == "rtl" else value


def _same(value: str) -> Written:
    return Written(escape(value), value)


def _date_text(date: str, locale: Locale) -> str:
    """Write ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` as far as it goes."""
    if len(date) == 4:
        return date
    return locale.month(date) if len(date) == 7 else locale.day(datetime.date.fromisoformat(date))
