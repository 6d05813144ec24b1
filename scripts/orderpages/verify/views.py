"""Look at one open page in every view it must stand: light, dark, narrow, with large text, by keyboard, with a search typed.

What is measured is in ``measure.js``; browsers get it, and axe-core, before a page's own scripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .crawl import Said
from .pages import Page

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
"""The script that is given to a browser's context; it defines ``measure``."""

PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 740}
"""The width of WCAG 2.2, 1.4.10."""

AXE_RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""axe-core's rules that can give another answer in dark colors; all others read the same page twice."""

SPARE_PRESSES = 5
"""Presses of the key beyond the stops of a page; who has not left it by then is in a trap, and the stops not reached are named."""


def views(page: Any, listed: Page, query: str, axe: bool, by_key: bool) -> Iterator[tuple[str, list[Said]]]:
    """Measure an open page view by view; yield each view's name and what is wrong in it.

    ``query`` is typed into a search page; ``by_key`` presses the key through every stop.
    """
    yield "as it opens", [*_opened(page, listed)]
    page.evaluate("measure.open()")
    by_keyboard = [("focus-unseen", words) for words in tabbed(page)] if by_key else []
    yield "with the menus open", [*by_keyboard, *_read(page, axe, AXE_RULES), *_touched(page)]
    page.emulate_media(color_scheme="dark")
    yield "in dark colors", [*_read(page, axe, COLOR_RULES)]
    page.emulate_media(color_scheme="light")
    _resize(page, NARROW)
    yield "at 320 px", [*_fits(page)]
    page.evaluate("measure.enlarge('200%')")
    yield "with text of 200 %", [*_fits(page)]
    page.evaluate("measure.enlarge('')")
    _resize(page, PHONE)
    if query:
        page.locator("#find-words").fill(query)
        page.locator("#find-list li").first.wait_for()
        yield "with results", [*_read(page, axe, AXE_RULES), *_touched(page), *_fits(page)]
        page.emulate_media(color_scheme="dark")
        yield "with results in dark colors", [*_read(page, axe, COLOR_RULES)]
        page.emulate_media(color_scheme="light")


def tabbed(page: Any) -> Iterator[str]:
    """Press the key through the page; yield stops that cannot be seen, and elements that no press reached."""
    stops = page.evaluate("measure.stops().length")
    reached = set()
    for _ in range(stops + SPARE_PRESSES):
        page.keyboard.press("Tab")
        at = page.evaluate("measure.focused()")
        if at is None:
            break
        number, wrong = at
        reached.add(number)
        if wrong:
            yield f"on the way by keyboard, {wrong}"
    if missed := sorted(set(range(stops)) - reached):
        yield f"no press of the key reaches {len(missed)} of {stops} stops, the first {page.evaluate(f'measure.named(measure.stops()[{missed[0]}])')}"


def _resize(page: Any, size: Any) -> None:
    page.set_viewport_size(size)
    page.evaluate("width => measure.settled(width)", size["width"])


def _opened(page: Any, listed: Page) -> Iterator[Said]:
    page.evaluate("width => measure.settled(width)", PHONE["width"])
    yield from _each("layout-shift", "moves what was drawn: ", page.evaluate("measure.shifted()"))
    yield from _each("storage-used", "keeps on the device: ", page.evaluate("measure.stored()"))
    if listed.kind == "guide":
        yield from _each("answer-below", "opens with a question and answer longer than the screen; ", page.evaluate("measure.below()"))


def _read(page: Any, axe: bool, rules: object) -> Iterator[Said]:
    if axe:
        yield from _each("accessibility-rule", "breaks ", page.evaluate("rules => measure.barriers(rules)", rules))
    yield from _each("contrast-low", "has text of too low contrast: ", page.evaluate("measure.contrast()"))


def _touched(page: Any) -> Iterator[Said]:
    yield from _each("target-small", "has what a finger may miss, ", page.evaluate("measure.small()"))
    yield from _each("drawn-backwards", "draws from right to left: ", page.evaluate("measure.backwards()"))
    yield from _each("focus-unseen", "has what a key does not show: ", page.evaluate("measure.unfocused()"))


def _fits(page: Any) -> Iterator[Said]:
    yield from _each("cut-off", "does not fit: ", page.evaluate("measure.cut()"))


def _each(rule: str, lead: str, found: Iterable[str]) -> Iterator[Said]:
    yield from ((rule, f"{lead}{one}") for one in found)
