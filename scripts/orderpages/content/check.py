"""Check what the content says: references lead somewhere, ids are unique, texts keep the house rules."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ..findings import Finding, Place, Severity
from ..locales import is_language
from ..records import Reading, Text
from .inline import InlineError, Link, Quoted, flat, parse, plain
from .model import Contact, Content, Guide, Paper, Provision, Row, Site, Statement
from .texts import texts

PAGES = (
    "home",
    "order",
    "guides",
    "questions",
    "glossary",
    "contacts",
    "sources",
    "changes",
    "translation",
    "search",
    "topics",
    "privacy-check",
    "offline",
    "print",
)
"""Pages every site has; ids of their own."""

RESERVED = frozenset(
    [
        "title",
        "question",
        "answer",
        "do",
        "do-not",
        "say",
        "staff",
        "limits",
        "next",
        "call",
        "sources",
        "keywords",
        "may-happen",
        "rule",
        "bound",
        "exceptions",
        "does-not",
        "summary",
        "top",
        "content",
        "contents",
        "find-help",
        "our-promise",
        "not-promised",
        "law-now",
        "lawyer",
        "purpose",
        "compare",
        "papers",
        "other-papers",
        "related",
        "staff-must-not",
        "staff-may",
    ]
)
"""Words that name a section of a page."""

OF_RULES = frozenset(("who", "guides", "law"))
"""Words that name a section of a provision's page only."""

OWN = frozenset(("answer", "rule", "bound", "purpose", "lawyer-note", "summary"))
"""Those that are their one statement's own id."""

LONGEST_ANSWER = 15
"""Words of an answer: it must fit one breath (the project's own rule, after covid19.ca.gov's 90-second pages)."""

LONGEST_SENTENCE = 25
"""Words of a sentence, after GOV.UK's style guide."""


def check(content: Content, reading: Reading) -> None:
    """Add a finding for everything in the content that cannot be published as it stands."""
    names = Names(content)
    names.excused = reading.declared
    # While a file cannot be read, what it would have defined is not missing.
    names.incomplete = any(finding.rule in UNREADABLE for finding in reading.findings)
    _unique(content, reading)
    _references(names, reading)
    for text in texts(content):
        _text(text, names, reading)
    _statements(content, reading)
    _facts(content, reading)
    _languages(content, reading)
    _groups(content, reading)


UNREADABLE = frozenset(
    [
        "file-missing",
        "file-unreadable",
        "file-too-large",
        "not-utf-8",
        "not-text",
        "yaml-broken",
        "yaml-alias",
        "yaml-tag",
        "yaml-too-deep",
        "list-expected",
    ]
)


class Names:
    """List every id by kind."""

    excused: set[str]
    incomplete: bool

    def __init__(self, content: Content) -> None:
        self.of = {
            "source": {source.id for source in content.sources},
            "fact": {fact.id for fact in content.facts},
            "provision": {provision.id for provision in content.order.provisions},
            "guide": {guide.id for guide in content.guides},
            "contact": {contact.id for contact in content.contacts},
            "instrument": {instrument.id for instrument in content.instruments},
            "question": {question.id for question in content.questions},
            "term": {term.id for term in content.terms},
            "statement": {statement.text.context for statement in walk((content.guides, content.order, content.site), (Statement,))},
            "page": {*PAGES, *(page.id for page in content.prose)},
        }
        self.of["guide or provision"] = self.of["guide"] | self.of["provision"]
        self.linkable: set[str] = set().union(
            *(self.of[kind] for kind in ("provision", "guide", "question", "term", "contact", "page", "instrument"))
        )

    def lacks(self, known: set[str], name: str) -> bool:
        """Tell whether naming this is a mistake of its own, not a consequence of one in the thing it names."""
        owner = name.partition("/")[0]
        stopped = owner in self.excused and owner not in self.linkable
        return name not in known and name not in self.excused and not stopped and not self.incomplete


def _unique(content: Content, reading: Reading) -> None:
    places = defaultdict(list)
    named: tuple[tuple[Any, ...], ...] = (
        content.order.provisions,
        content.guides,
        content.questions,
        content.terms,
        content.contacts,
        content.instruments,
        content.prose,
    )
    for group in named:
        for item in group:
            places[item.id].append(_place(item, reading))
    for page in PAGES:
        places[page].append(Place("(a page of every site)"))
    coded: tuple[tuple[Any, ...], ...] = (content.sources, content.facts)
    for kind in coded:
        seen: dict[str, Place] = {}
        for item in kind:
            _once(item.id, _place(item, reading), seen, reading)
    for name, where in places.items():
        for place in where[1:] if len(where) > 1 else ():
            here, other = (where[0], place) if place.line == 0 else (place, where[0])
            reading.find(
                here,
                "id-twice",
                f'uses the id "{name}", which is taken ({other}).',
                "Give it an id of its own; ids are addresses and must differ on the whole site.",
            )
    owners: tuple[Any, ...] = (*content.order.provisions, *content.guides, *walk(content.site, (Site,)))
    for owner in owners:
        seen = {}
        reserved = RESERVED | OF_RULES if isinstance(owner, Provision) else RESERVED
        for statement in _with_id(owner):
            place = _place(statement, reading)
            if statement.id in reserved and statement.id not in OWN:
                reading.find(
                    place,
                    "id-reserved",
                    f'uses the id "{statement.id}", which names a section of every page.',
                    "Choose an id that says what this statement says.",
                )
            _once(statement.id, place, seen, reading)
    # Timeline and changes stand on one page.
    shared: tuple[tuple[Any, ...], ...] = ((*content.timeline, *content.changes), content.groups)
    for group in shared:
        seen = {}
        for item in group:
            _once(item.id, _place(item, reading), seen, reading)


def _once(name: str, place: Place, seen: dict[str, Place], reading: Reading) -> None:
    if name in seen:
        reading.find(
            place, "id-twice", f'uses the id "{name}" a second time (first on line {seen[name].line}).', "Give it an id of its own."
        )
    seen.setdefault(name, place)


def _references(names: Names, reading: Reading) -> None:
    for reference in reading.references:
        known = names.of[reference.kind]
        if names.lacks(known, reference.target):
            near = difflib.get_close_matches(reference.target, known, 1)
            cure = f'Did you mean "{near[0]}"?' if near else _where(reference.kind)
            reading.find(
                reference.place,
                f"{reference.kind.split()[0]}-unknown",
                f'names the {reference.kind} "{reference.target}" in "{reference.field}", which does not exist.',
                cure,
            )


def _where(kind: str) -> str:
    files = {
        "source": "sources.yml",
        "fact": "facts.yml",
        "provision": "order.yml",
        "contact": "contacts.yml",
        "instrument": "instruments.yml",
        "statement": "guidance/",
    }
    return (
        f"Write it in docs/{files[kind]} first, or correct the id."
        if kind in files
        else "Correct the id; docs/guidance/ and docs/order.yml have them."
    )


def _text(text: Text, names: Names, reading: Reading) -> None:
    try:
        parts = list(flat(parse(text.english)))
    except InlineError as error:
        reading.find(text.place, "markup-outside-subset", error.words, error.cure)
        return
    for part in parts:
        if isinstance(part, Quoted) and names.lacks(names.of["fact"], part.fact):
            near = difflib.get_close_matches(part.fact, names.of["fact"], 1)
            reading.find(
                text.place,
                "fact-unknown",
                f"quotes {{{part.fact}}}, which is not defined.",
                f"Did you mean {{{near[0]}}}?" if near else "Write it in docs/facts.yml first, or correct the name.",
            )
        elif isinstance(part, Link) and names.lacks(names.linkable, part.target):
            near = difflib.get_close_matches(part.target, names.linkable, 1)
            reading.find(
                text.place,
                "link-unknown",
                f"links to [{part.target}], which does not exist.",
                f'Did you mean "{near[0]}"?' if near else "Link to the id of a page, provision, question, term or contact.",
            )
    words = plain(text.english)
    if re.search(r"\d", re.sub(r"\{[^}]*\}", "", words)):
        reading.find(
            text.place,
            "digit-in-text",
            f'has digits in the text: "{words[:70]}".',
            "Write the figure in docs/facts.yml and quote it as {its_id}: figures are never typed into prose.",
        )
    if "%" in words:
        reading.find(
            text.place,
            "percent-sign",
            "has a percent sign in the text.",
            'Quote a fact, or write "percent": gettext tools take % for code.',
        )
    if re.search(r"https?:|www\.|@", words):
        reading.find(
            text.place,
            "address-in-text",
            "has a web or e-mail address in the text.",
            "Link by id instead; addresses stand in docs/contacts.yml and docs/sources.yml.",
        )


def sentences(text: str) -> list[list[str]]:
    """Cut a text into sentences of words."""
    cut = re.split(r"(?<=[.?!])[\"”']?\s+", plain(text))
    return [words for words in (sentence.split() for sentence in cut) if words]


def _statements(content: Content, reading: Reading) -> None:
    for item in walk(content, (Statement, Row, Contact)):
        if not item.sources and not getattr(item, "provisions", ()):
            reading.find(
                _place(item, reading),
                "source-missing",
                f'"{item.id}" names no source and no provision.',
                'Add "sources: [S1]": every statement rests on something.',
            )
    for guide in content.guides:
        count = len(plain(guide.answer.text.english).split())
        if count > LONGEST_ANSWER:
            reading.find(
                guide.answer.text.place,
                "answer-too-long",
                f"answers in {count} words; at most {LONGEST_ANSWER} are read in a hurry.",
                "Say the one thing to do or know; the rest goes below.",
            )
        if not (guide.do and (guide.limits or guide.staff or guide.staff_must_not)):
            reading.find(
                _place(guide, reading),
                "guide-one-sided",
                f'the guide "{guide.id}" lacks what to do, or what the rule does and does not cover.',
                'Add "do", and "limits", "staff" or "staff_must_not".',
            )
    for provision in content.order.provisions:
        count = len(plain(provision.title.english).split())
        if count > 8:
            reading.find(provision.title.place, "title-too-long", f"has a title of {count} words; at most 8 fit a phone.", "Shorten it.")
    for statement in walk(content, (Statement,)):
        for sentence in sentences(statement.text.english):
            if len(sentence) > LONGEST_SENTENCE:
                finding = Finding(
                    statement.text.place,
                    "sentence-too-long",
                    f"has a sentence of {len(sentence)} words; at most {LONGEST_SENTENCE} are plain.",
                    "Cut it in two.",
                    severity=Severity.WARNING,
                )
                reading.findings.append(finding)


def _facts(content: Content, reading: Reading) -> None:
    for fact in content.facts:
        kinds = [kind for kind in fact.KINDS if getattr(fact, kind) is not None]
        if len(kinds) != 1:
            said = f"has {' and '.join(kinds)}" if kinds else "has no value"
            reading.find(
                _place(fact, reading), "fact-kind", f'the fact "{fact.id}" {said}.', f"Give it exactly one of: {', '.join(fact.KINDS)}."
            )
        if not fact.sources and fact.kind not in ("code", "name"):
            reading.find(_place(fact, reading), "source-missing", f'the fact "{fact.id}" names no source.', 'Add "sources: [S1]".')
        for kind in ("phone", "text_number"):
            value = getattr(fact, kind)
            if value is not None and not re.fullmatch(r"[0-9][0-9-]{1,16}[0-9]", value):
                reading.find(
                    _place(fact, reading),
                    "phone-form",
                    f'the {kind} of "{fact.id}" is "{value}".',
                    "Write digits and hyphens only, for example 301-279-8000.",
                )
    for source in content.sources:
        if source.date and len(source.date) == 10:
            try:
                datetime.date.fromisoformat(source.date)
            except ValueError:
                reading.find(
                    _place(source, reading),
                    "date-impossible",
                    f'"date" of {source.id} is {source.date}, which is not a day.',
                    "Write it as YYYY-MM-DD, for example 2027-03-01.",
                )


def _languages(content: Content, reading: Reading) -> None:
    for contact in content.contacts:
        for tag in contact.languages:
            if not is_language(tag):
                reading.find(
                    _place(contact, reading),
                    "language-unknown",
                    f'names the language "{tag}" of "{contact.id}", which has no name in CLDR.',
                    "Correct the tag, for example es or zh-Hant, or say it in languages_note.",
                )


def _groups(content: Content, reading: Reading) -> None:
    known = {group.id for group in content.groups}
    members: tuple[Any, ...] = (*content.guides, *content.order.provisions, *content.questions, *content.contacts)
    for item in members:
        if item.group not in known:
            near = difflib.get_close_matches(item.group, known, 1)
            reading.find(
                _place(item, reading),
                "group-unknown",
                f'puts "{item.id}" into the group "{item.group}", which does not exist.',
                f'Did you mean "{near[0]}"?' if near else "Write the group in docs/groups.yml first.",
            )


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


def _with_id(owner: Guide | Provision | Site) -> Iterable[Any]:
    return (
        item
        for field in dataclasses.fields(owner)
        for item in walk(getattr(owner, field.name), (object,))
        if dataclasses.is_dataclass(item) and hasattr(item, "id") and (hasattr(item, "text") or isinstance(item, (Row, Paper)))
    )


def _place(item: Any, reading: Reading) -> Place:
    if isinstance(item, Text):
        return item.place
    place = reading.places.get(id(item))
    if place is None:
        first = next(texts(item), None)
        place = first.place if first else Place("docs")
    return place
