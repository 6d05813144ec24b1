"""Check what the content says: texts keep the house rules, statements name sources, facts have one value."""

from __future__ import annotations

import datetime
import difflib
import re

from ..findings import Finding, Severity
from ..locales import is_language
from ..records import Reading, Text
from .inline import InlineError, Link, Quoted, flat, parse, plain
from .model import Contact, Content, Row, walk
from .names import Names, check_names, place_of
from .order import Statement
from .texts import texts

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
    check_names(content, names, reading)
    for text in texts(content):
        _text(text, names, reading)
    _statements(content, reading)
    _facts(content, reading)
    _languages(content, reading)


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
                place_of(item, reading),
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
                place_of(guide, reading),
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
                place_of(fact, reading), "fact-kind", f'the fact "{fact.id}" {said}.', f"Give it exactly one of: {', '.join(fact.KINDS)}."
            )
        if not fact.sources and fact.kind not in ("code", "name"):
            reading.find(place_of(fact, reading), "source-missing", f'the fact "{fact.id}" names no source.', 'Add "sources: [S1]".')
        for kind in ("phone", "text_number"):
            value = getattr(fact, kind)
            if value is not None and not re.fullmatch(r"[0-9][0-9-]{1,16}[0-9]", value):
                reading.find(
                    place_of(fact, reading),
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
                    place_of(source, reading),
                    "date-impossible",
                    f'"date" of {source.id} is {source.date}, which is not a day.',
                    "Write it as YYYY-MM-DD, for example 2027-03-01.",
                )


def _languages(content: Content, reading: Reading) -> None:
    for contact in content.contacts:
        for tag in contact.languages:
            if not is_language(tag):
                reading.find(
                    place_of(contact, reading),
                    "language-unknown",
                    f'names the language "{tag}" of "{contact.id}", which has no name in CLDR.',
                    "Correct the tag, for example es or zh-Hant, or say it in languages_note.",
                )
