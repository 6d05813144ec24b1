"""Make the review file: one page of HTML with English and translation side by side, for people without any tool.

It opens from disk with no network, prints, and is filled in; what it saves, ``messages/verdicts.py`` reads.  It
is no page of the site: it may hold a script of ours, which its policy names by hash, and nothing else can run.
"""

from __future__ import annotations

import base64
import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from .. import templating
from ..content.inline import Bold, Inline, InlineError, Link, Words, flat, parse
from ..content.inline import Quoted as QuotedFact
from ..findings import Finding
from ..locales import Locale
from ..messages.catalogs import Catalog, Entry
from ..messages.localize import State
from ..messages.signoff import fingerprint
from ..pages.render import render
from ..pages.table import Page, table
from ..project import Project
from ..records import Text
from ..sources import read_yaml
from ..templating import markup
from .fill import Filler, Values


@dataclass
class _Sheet:
    project: Project
    locale: Locale
    filler: Filler
    catalogs: dict[str, Catalog]
    site: str
    terms: list[tuple[str, str]]


def review(project: Project, locale: Locale, site: str, findings: list[Finding]) -> str:
    """Make the review file of a locale; ``site`` is where its links lead, ending in ``/``."""
    content, words = project.content, project.words
    skeleton = render(content, words, table(content, words))
    localizer = project.localizer(locale, findings)
    filler = Filler(locale, localizer, content, skeleton.pages, skeleton.slots)
    sheet = _Sheet(project, locale, filler, dict(localizer.catalogs), site, _terms(project, locale))
    style, script = (templating.TEMPLATES.joinpath("review", name).read_text(encoding="utf-8") for name in ("review.css", "review.js"))
    groups = list(_groups(sheet, skeleton.shown))
    return (
        templating.render(
            "review/review.html.jinja",
            policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'",
            style=markup(style),
            script=markup(script),
            locale=locale,
            site=content.site.name.english,
            groups=groups,
            total=sum(len(group["messages"]) for group in groups),
        )
        + "\n"
    )


def _hash(text: str) -> str:
    """Name a script or style in a policy (Content Security Policy 3, hash source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _groups(sheet: _Sheet, shown: Any) -> Iterator[dict[str, Any]]:
    """Group the messages by the first page that shows them; what stands round every page comes last."""
    left = {template.key: domain for domain, templates in sheet.project.templates.items() for template in templates}
    for page in sheet.filler.pages:
        texts = [text for text in shown[page.id] if left.pop((text.context, text.english), None)]
        if texts:
            yield _group(sheet, page, page.title.english, texts)
    notes = {template.key: template for templates in sheet.project.templates.values() for template in templates}
    rest = [Text(*key, sheet.filler.content.site.name.place, notes[key].note, domain) for key, domain in left.items()]
    if rest:
        yield _group(sheet, None, "On every page: menu, footer, short words", rest)


def _group(sheet: _Sheet, page: Page | None, title: str, texts: list[Text]) -> dict[str, Any]:
    link = f"{sheet.site}{sheet.locale.tag}/{page.path}index.html" if page else ""
    return {"id": page.id if page else "everywhere", "title": title, "link": link, "messages": [_message(sheet, text) for text in texts]}


_SAID = {
    State.REVIEWED: "reviewed",
    State.DRAFT: "draft",
    State.CHANGED: "the English has changed",
    State.MISSING: "not translated",
    State.FAILED: "breaks a rule, so the site shows English",
}


def _message(sheet: _Sheet, text: Text) -> dict[str, Any]:
    entry = sheet.catalogs[text.domain].entries.get((text.context, text.english)) or Entry(text.context, text.english, "")
    state = sheet.filler.localize(text).state
    return {
        "of": text.context,
        "text": fingerprint(*entry.key, entry.msgstr),
        "state": state.value,
        "said": _SAID[state],
        "english": markup(readable(text.english)),
        "before": markup(_changes(entry.previous, text.english)) if entry.fuzzy and entry.previous else "",
        "translation": markup(readable(entry.msgstr)),
        "raw": entry.msgstr,
        "note": " · ".join(part for part in (text.section.replace("_", " "), text.context) if part),
        "comment": entry.comment,
        "facts": _facts(sheet, text.english),
        "terms": [(english, use) for english, use in sheet.terms if _says(text.english, english)],
    }


def readable(text: str) -> str:
    """Show a text as HTML with its markup made visible; one outside the subset is shown as typed."""
    try:
        return "".join(_part(part) for part in parse(text))
    except InlineError:
        return escape(text)


def _part(part: Inline) -> str:
    if isinstance(part, Words):
        return escape(part.text)
    if isinstance(part, Bold):
        return "<strong>" + "".join(_part(child) for child in part.children) + "</strong>"
    if isinstance(part, Link):
        return f"<u>{escape(part.label)}</u>"
    return f'<b class="fact" dir="ltr">{{{escape(part.fact)}}}</b>'


def _changes(before: str, now: str) -> str:
    """Show how the English changed, word by word."""
    old, new = before.split(), now.split()
    made = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            made.append(escape(" ".join(old[a:b])))
            continue
        made += [f"<{tag}>{escape(' '.join(run))}</{tag}>" for tag, run in (("del", old[a:b]), ("ins", new[c:d])) if run]
    return " ".join(made)


def _facts(sheet: _Sheet, english: str) -> list[tuple[str, str]]:
    values, facts = Values(sheet.filler), sheet.filler.facts
    quoted = dict.fromkeys(part.fact for part in flat(parse(english)) if isinstance(part, QuotedFact))
    return [(name, markup(values.fact(facts[name], sheet.locale, links=False).html)) for name in quoted if name in facts]


def _says(text: str, term: str) -> bool:
    """Tell whether a text has a term as a word of its own, not inside another."""
    return bool(re.search(rf"(?<!\w){re.escape(term)}(s|es)?(?!\w)", text, 0 if term.isupper() else re.IGNORECASE))


def _terms(project: Project, locale: Locale) -> list[tuple[str, str]]:
    """List settled words, English and translation, from the locale's ``terms.yml``."""
    found: list[tuple[str, str]] = []
    path = project.translations / locale.folder / "terms.yml"
    node = read_yaml(path, project.shown(path), []) if path.is_file() else None
    listed = node.value.get("terms") if node and isinstance(node.value, dict) else None
    for term in listed.value.values() if listed and isinstance(listed.value, dict) else ():
        if isinstance(term.value, dict):
            words = [
                [str(item.value) for item in part.value]
                for key in ("english", "use")
                if (part := term.value.get(key)) and isinstance(part.value, tuple)
            ]
            if len(words) == 2:
                found += [(english, ", ".join(words[1])) for english in words[0]]
    return found
