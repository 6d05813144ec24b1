"""Write a locale's search index and the script that reads it; lay out the search page's own part.

The index is a script that assigns data, so that it works from a disk and under ``script-src 'self'``.  It holds what
is shown of each page (title, answer), its keywords and questions, and which further words stand on which page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import templating
from ..content.texts import texts
from ..pages.table import Page
from ..records import Text
from ..search.lists import SearchList
from ..search.rank import ENTRY_CODES
from ..search.tables import SHARED, Table
from ..search.words import Folding
from ..templating import markup

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler

COMMON = 0.1
"""Of the pages with a body, the share a word may stand on and still tell them apart."""

LARGEST = 20_200
"""Bytes an index may have after gzip; with the script a first query stays under 25,000 (verify/search holds it there)."""

_KEYWORD_ENDS = re.compile(r"\s*[,،、，;；؛፣]\s*")
_SCRIPT_SLOT = "const shared = {};"


@dataclass(frozen=True)
class Entry:
    """Hold one thing that can be found: a page, or a contact or word on one."""

    target: str
    kind: str
    title: Text
    answer: Text
    keywords: Text | None = None
    asked: tuple[Text, ...] = ()
    """Questions people ask in other words, which this page answers."""
    body: tuple[Text, ...] = ()


def files(whole: Whole) -> dict[str, bytes]:
    """Gather the scripts that search pages load, by path."""
    return {path: data for filling in whole.fillers for path, data in filling.beside.items()}


def block(filler: Filler, page: Page, words: Mapping[str, Text], script: Path, listed: SearchList) -> str:
    """Lay out the field and the results' place, and put the scripts they need beside the page."""
    source, index = script_file(script.read_text(encoding="utf-8")), index_file(filler, listed)
    here = f"{filler.locale.tag}/{page.path}"
    names = {"script": f"assets/search-{_hash(source)}.js", "index": f"{here}index-{_hash(index)}.js"}
    filler.beside |= {names["script"]: source, names["index"]: index}
    said = {
        name.removeprefix("search-").replace("-", "_"): markup(filler.text_html(words[name], page.depth, links=False))
        for name in ("search-label", "search-hint", "search-private")
    }
    return templating.render(
        "site/search.html.jinja",
        script="../" * (page.depth + 1) + names["script"],
        index=names["index"].removeprefix(here),
        found=filler.text_plain(words["search-found"], {"count": "{count}"}),
        found_lang=filler.localize(words["search-found"]).lang,
        nothing=filler.text_plain(words["search-none"]),
        none_lang=filler.localize(words["search-none"]).lang,
        locale=filler.locale,
        **said,
    )


def script_file(source: str) -> bytes:
    """Put the tables of every language into the script."""
    assert _SCRIPT_SLOT in source
    return source.replace(_SCRIPT_SLOT, f"const shared = {script_text(SHARED)};", 1).encode()


def index_file(filler: Filler, listed: SearchList) -> bytes:
    """Write a locale's index as a script that assigns it."""
    return f"self.searchIndex = {script_text(index(filler, listed))};\n".encode()


def read_index_file(data: bytes) -> dict[str, Any]:
    """Read an index back from the script that assigns it."""
    read: dict[str, Any] = json.loads(data.partition(b"=")[2].rstrip(b";\n"))
    return read


def index(filler: Filler, listed: SearchList) -> dict[str, Any]:
    """Make a locale's index: its tables, its entries, and which words their bodies hold."""
    fold = Folding(listed.table)
    found, seen = list(entries(filler)), []
    rows = []
    for entry in found:
        path, anchor = filler.pages.targets[entry.target]
        asked = "|".join(filler.text_plain(text) for text in entry.asked)
        words = "|".join((keywords(filler, entry.keywords) if entry.keywords else []) + listed.words_for(entry.target))
        title, answer = filler.text_plain(entry.title), filler.text_plain(entry.answer)
        english = filler.localize(entry.title).fallback + 2 * filler.localize(entry.answer).fallback
        rows.append([path + (f"#{anchor}" if anchor else ""), entry.kind, title, answer, words, asked, english])
        seen.append(set(fold.words(f"{title} {answer} {words} {asked}")))
    held = _body(filler, fold, found, seen)
    most = COMMON * sum(1 for entry in found if entry.body)
    useful = sorted((word for word in held if len(held[word]) <= most), key=lambda word: (len(held[word]), min(held[word]), word))

    def with_body(size: int) -> dict[str, Any]:
        lines = [f"{word} {''.join(chr(ENTRY_CODES + number) for number in sorted(held[word]))}" for word in sorted(useful[:size])]
        body = "\n".join(lines)
        return {"language": _language(fold, f"{rows}{body}"), "entries": rows, "body": body}

    fits = bisect(range(1, len(useful) + 1), LARGEST, key=lambda size: len(gzip.compress(script_text(with_body(size)).encode(), 9)))
    return with_body(fits)


def entries(filler: Filler) -> Iterator[Entry]:
    """List what can be found; those with a body first, because a body names its entry by one character."""
    content = filler.content
    asked: dict[str, list[Any]] = {}
    for question in content.questions:
        asked.setdefault(question.page, []).append(question)

    def also(page: str) -> tuple[Text, ...]:
        return tuple(question.question for question in asked.get(page, ()))

    def body(thing: Any, page: str) -> tuple[Text, ...]:
        return (*texts(thing), *(question.answer.text for question in asked.get(page, ())))

    for guide in content.guides:
        yield Entry(guide.id, "guide", guide.question, guide.answer.text, guide.keywords, also(guide.id), body(guide, guide.id))
    for rule in content.order.provisions:
        yield Entry(rule.id, "provision", rule.title, rule.rule.text, rule.keywords, also(rule.id), body(rule, rule.id))
    for law in content.instruments:
        yield Entry(law.id, "page", law.title, law.summary.text)
    for prose in content.prose:
        yield Entry(prose.id, "page", prose.title, prose.description)
    for contact in content.contacts:
        yield Entry(contact.id, "contact", contact.name, contact.purpose)
    for term in content.terms:
        yield Entry(term.id, "term", term.term, term.meaning.text)


def keywords(filler: Filler, text: Text) -> list[str]:
    """Cut a page's keywords at the commas of any script."""
    return [word for word in _KEYWORD_ENDS.split(filler.text_plain(text).strip()) if word]


def _language(fold: Folding, text: str) -> Table:
    """Keep of a language's table what can meet this text: not every letter of its own."""
    own, there = fold.language.get("letters", ""), set(text)
    kept = "".join(own[at : at + 2] for at in range(0, len(own), 2) if there & set(own[at : at + 2]))
    return fold.language | ({"letters": kept} if own else {})


def _body(filler: Filler, fold: Folding, found: list[Entry], seen: list[set[str]]) -> dict[str, set[int]]:
    """List the further words of the bodies, each with the entries it stands on."""
    held: dict[str, set[int]] = {}
    for number, entry in enumerate(found):
        for text in entry.body:
            for word in fold.words(filler.text_plain(text)):
                if word not in seen[number] and not fold.stops(word) and (len(word) > 1 or not word.isascii()):
                    held.setdefault(min(fold.forms(word), key=len), set()).add(number)
    return held


def script_text(data: Any) -> str:
    """Write data so that it is a script's text wherever it stands."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
