"""Check the ids of the content: unique, not reserved, and every reference leads somewhere."""

from __future__ import annotations

import dataclasses
import difflib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..findings import Place
from ..records import Reading, Text
from .model import Content, Guide, Paper, Row, Site, walk
from .order import Provision, Statement
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


def check_names(content: Content, names: Names, reading: Reading) -> None:
    """Add a finding for every id that is taken or reserved, and every reference that leads nowhere."""
    _unique(content, reading)
    _references(names, reading)
    _groups(content, reading)


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
            places[item.id].append(place_of(item, reading))
    for page in PAGES:
        places[page].append(Place("(a page of every site)"))
    coded: tuple[tuple[Any, ...], ...] = (content.sources, content.facts)
    for kind in coded:
        seen: dict[str, Place] = {}
        for item in kind:
            _once(item.id, place_of(item, reading), seen, reading)
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
            place = place_of(statement, reading)
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
            _once(item.id, place_of(item, reading), seen, reading)


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


def _groups(content: Content, reading: Reading) -> None:
    known = {group.id for group in content.groups}
    members: tuple[Any, ...] = (*content.guides, *content.order.provisions, *content.questions, *content.contacts)
    for item in members:
        if item.group not in known:
            near = difflib.get_close_matches(item.group, known, 1)
            reading.find(
                place_of(item, reading),
                "group-unknown",
                f'puts "{item.id}" into the group "{item.group}", which does not exist.',
                f'Did you mean "{near[0]}"?' if near else "Write the group in docs/groups.yml first.",
            )


def _with_id(owner: Guide | Provision | Site) -> Iterable[Any]:
    return (
        item
        for field in dataclasses.fields(owner)
        for item in walk(getattr(owner, field.name), (object,))
        if dataclasses.is_dataclass(item) and hasattr(item, "id") and (hasattr(item, "text") or isinstance(item, (Row, Paper)))
    )


def place_of(item: Any, reading: Reading) -> Place:
    """Tell where in the sources a part of the content stands."""
    if isinstance(item, Text):
        return item.place
    place = reading.places.get(id(item))
    if place is None:
        first = next(texts(item), None)
        place = first.place if first else Place("docs")
    return place
