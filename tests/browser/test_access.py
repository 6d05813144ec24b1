"""Read the pages as people do whose eyes, hands or devices differ: narrow, large, still, in their own colors, by finger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from orderpages.project import Project
from orderpages.publish.build import build

PAGES = ("", "guides/", "guides/siren/", "order/", "order/open-shelter/", "questions/", "contacts/", "glossary/", "sources/", "offline/")

CONTRAST = """() => {
  const light = c => c.slice(0, 3).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const color = text => text.match(/[\\d.]+/g).map(Number);
  const behind = node => { for (; node; node = node.parentElement) {
    const c = color(getComputedStyle(node).backgroundColor); if (c.length < 4 || c[3]) return c; } return [255, 255, 255]; };
  const found = [];
  for (const node of document.querySelectorAll('main :is(p, li, dd, dt, td, th, h1, h2, h3, summary, strong, a)')) {
    if (![...node.childNodes].some(one => one.nodeType === 3 && one.data.trim()) || !node.getClientRects().length || node.closest('svg')) continue;
    const [a, b] = [light(color(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 7) found.push([ratio.toFixed(2), node.outerHTML.slice(0, 80)]);
  }
  return found;
}"""
"""Lists the texts below 7:1, the contrast of WCAG 2.2, 1.4.6 (AAA); drawings have a paper of their own behind them."""

SMALL = """() => [...document.querySelectorAll('.head a, .head summary, .foot a, button, main summary, .tel a, .big a, .alarm a, .exit a')]
  .filter(one => one.getClientRects().length && !one.closest('.skip') && !one.matches('.skip'))
  .map(one => [one.getBoundingClientRect().height, one.outerHTML.slice(0, 80)]).filter(([height]) => height < 44)"""
"""Lists the menu links, buttons and numbers to call that are lower than 44 px (WCAG 2.2, 2.5.5)."""


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open a page in a context with these wishes."""
    contexts = []

    def opened(width: int = 360, **wishes: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 740}, **wishes)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("tag", ["en", "es", "ar", "en-XA"])
def test_a_page_of_320_px_and_text_of_200_percent_scroll_one_way_only(open_page: Callable[..., Any], address: str, tag: str) -> None:
    page = open_page(320)
    for path in PAGES:
        page.goto(f"{address}{tag}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{tag}/{path} at 320 px"
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, f"{tag}/{path} with text of 200 %"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_words_have_the_stronger_contrast(open_page: Callable[..., Any], address: str, tag: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    for path in PAGES:
        page.goto(f"{address}{tag}/{path}")
        assert page.evaluate(CONTRAST) == [], f"{tag}/{path}"


def test_a_finger_meets_every_menu_link_button_and_number(open_page: Callable[..., Any], address: str) -> None:
    page = open_page()
    for tag in ("en", "ar"):
        for path in PAGES:
            page.goto(f"{address}{tag}/{path}")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            assert page.evaluate(SMALL) == [], f"{tag}/{path}"


def test_nothing_moves_for_those_who_asked_for_stillness(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(reduced_motion="reduce")
    for path in PAGES:
        page.goto(f"{address}en/{path}")
        assert page.evaluate("document.getAnimations().length") == 0
        moving = "[...document.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration)).length"
        assert page.evaluate(moving) == 0


def test_in_the_readers_own_colors_the_edges_stay(open_page: Callable[..., Any], address: str) -> None:
    page = open_page(forced_colors="active")
    page.goto(f"{address}en/guides/siren/")
    edge = "parseFloat(getComputedStyle(document.querySelector('{}')).borderTopWidth)"
    for selector in (".answer", ".say li", ".tel a"):
        assert page.evaluate(edge.format(selector)) > 0, f"{selector} has no edge"
    page.goto(f"{address}en/offline/")
    assert page.evaluate(edge.format("#keep-button")) > 0


@pytest.fixture
def with_exit(town: Project, edit: Callable[[str, str, str], None]) -> Callable[[str], str]:
    edit("docs/site.yml", "emergency: danger", "emergency: danger\nexit: https://weather.example/")
    files = build(town, town.published).files
    return lambda path: files[f"{path}index.html"].decode()


def test_a_way_out_stands_on_rights_pages_where_the_publisher_set_one(with_exit: Callable[[str], str], page: Callable[[str], str]) -> None:
    link = '<a href="https://weather.example/" rel="noreferrer nofollow">Leave this page</a>'
    for path in ("en/", "en/guides/siren/", "en/order/open-shelter/", "en/contacts/"):
        assert link in with_exit(path)
        assert "Leave this page" not in page(path), "without a setting there is none"
    assert "still keep a list of the pages you opened" in with_exit("en/guides/siren/")
    assert link not in with_exit("en/glossary/")
    assert re.search(r"@media print\{.*\.exit\{display:none\}", with_exit("en/"), re.DOTALL)


def test_the_way_out_is_in_reach_and_hides_no_anchor(browser: Any, with_exit: Callable[[str], str]) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.set_content(with_exit("en/guides/siren/"))
    page.evaluate("document.querySelector('#limits').scrollIntoView()")
    bar = page.locator(".exit").bounding_box()
    assert bar["y"] == 0
    assert bar["height"] >= 44
    assert page.locator("#limits").bounding_box()["y"] >= bar["height"] or page.evaluate(
        "scrollY + innerHeight >= document.body.scrollHeight"
    )
    assert page.evaluate(SMALL) == []
    context.close()
