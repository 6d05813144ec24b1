"""Say how far translations can be trusted: on each page, and of every language on one public page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .. import templating
from ..locales import SOURCE
from ..messages.localize import State
from ..messages.progress import Progress, Standing
from ..messages.signoff import SignOff
from ..pages.slots import Value
from ..pages.table import Page
from ..records import Text
from ..templating import markup

if TYPE_CHECKING:
    from ..project import Project
    from .fill import Filler

MADE_WITH = ("MkDocs (BSD)", "Material for MkDocs (MIT)", "Typst (Apache 2.0)", "Noto (OFL 1.1)")
"""The projects whose work a reader holds, with their licences: the pages' engine and theme, the printer, its fonts."""


def state(shown: Mapping[str, tuple[Text, ...]], filler: Filler, page: Page, words: Mapping[str, Text], page_id: str) -> str:
    """Say of one page: draft, reviewed by whom and when, how much has changed since, how much is in English.

    Reviewed is a page whose every translated text was signed off once; what has changed since, and what is still in
    English, is counted.
    """
    if filler.locale.tag == SOURCE:
        return ""
    states = filler.states[page_id]
    english = sum(states.get(state, 0) for state in (State.CHANGED, State.MISSING, State.FAILED))
    says = list(_review(filler, page, words, shown.get(page_id, ())))
    if english:
        says.append(_said(filler, page, words["translation-in-english"], count=filler.locale.number(english)))
    return templating.render(
        "site/translation.html.jinja",
        says=[markup(line) for line in says],
        link=f"{'../' * (page.depth + 1)}{SOURCE}/{page.path}",
        see=markup(filler.text_html(words["see-english"], page.depth, links=False)),
        status=filler.pages.href("translation", page.depth),
        see_status=markup(filler.text_html(words["translation-page"], page.depth, links=False)),
    )


def drafted(shown: Mapping[str, tuple[Text, ...]], filler: Filler, page: Page) -> bool:
    """Tell whether a page is a translation that a reviewer has not been all through."""
    if filler.locale.tag == SOURCE:
        return False
    _, done, _, never = _tally(filler, shown.get(page.id, ()))
    return bool(never or not done)


def _tally(filler: Filler, texts: tuple[Text, ...]) -> tuple[list[SignOff], int, int, int]:
    """Give the sign-offs of a page's texts, and how many are signed off, changed since, and never were."""
    localize = filler.localize
    signed: list[SignOff] = []
    done = changed = never = 0
    for text in texts:
        made = localize(text)
        if made.state is State.REVIEWED:
            done += 1
            signed += localize.reviews.of(text.context, text.english, made.words)
        elif text.context in localize.reviews.contexts:
            changed += 1
        else:
            never += made.state is State.DRAFT
    return signed, done, changed, never


def _review(filler: Filler, page: Page, words: Mapping[str, Text], texts: tuple[Text, ...]) -> Iterator[str]:
    signed, done, changed, never = _tally(filler, texts)
    if not done and not changed:
        yield _said(filler, page, words["translation-draft"])
    elif never or not done:
        yield _said(
            filler, page, words["translation-draft"] if not done else words["translation-partly"], **_numbers(filler, done, len(texts))
        )
    else:
        people = tuple(sorted({one.by for one in signed}))
        last = max(one.on for one in signed)
        yield _said(filler, page, words["translation-reviewed"], names=Value("names", people), day=Value("day", (last,)))
        if changed:
            yield _said(filler, page, words["translation-changed"], count=filler.locale.number(changed))


def _numbers(filler: Filler, done: int, everything: int) -> dict[str, str]:
    return {"count": filler.locale.number(done), "all": filler.locale.number(everything)}


def _said(filler: Filler, page: Page, text: Text, **arguments: Any) -> str:
    return filler.text_html(text, page.depth, arguments=arguments)


def standings(project: Project, filler: Filler, page: Page, words: Mapping[str, Text]) -> str:
    """Lay out the table of every language, and who did the work."""

    def word(name: str, /, **arguments: Any) -> Any:
        return markup(_said(filler, page, words[name], **arguments))

    return templating.render(
        "site/standings.html.jinja",
        word=word,
        languages=[_language(filler, one, word) for one in project.standings],
        made_with=word("credits-made-with", names=Value("names", MADE_WITH)),
    )


def _language(filler: Filler, one: Standing, word: Any) -> dict[str, Any]:
    people = (
        [word("credits-translator", name=Value("names", one.credits.translators))] if one.credits.translators else [word("credits-machine")]
    )
    if one.credits.reviewers:
        people.append(word("credits-reviewers", names=Value("names", one.credits.reviewers)))
    else:
        people.append(word("credits-waiting"))
    return {
        "tag": one.locale.tag,
        "dir": one.locale.dir,
        "name": one.locale.name,
        "rows": [_row(filler, domain) for domain in one.domains],
        "people": people,
    }


def _row(filler: Filler, one: Progress) -> dict[str, Any]:
    number = filler.locale.number
    share = one.translated * 100 // one.messages if one.messages else 100
    return {
        "domain": one.domain,
        "share": share,
        "percent": filler.locale.percent(share),
        "figures": [(name, number(count)) for name, count in _figures(one)],
    }


def _figures(one: Progress) -> tuple[tuple[str, int], ...]:
    return ("translated", one.translated), ("reviewed", one.reviewed), ("fuzzy", one.fuzzy), ("missing", one.missing)
