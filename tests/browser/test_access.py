"""Read the pages as people do whose eyes, hands or devices differ: narrow, large, still, in their own colors, by finger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from orderpages.project import Project
from orderpages.publish.build import build
from orderpages.verify.views import MEASURE

PAGES = ("", "guides/", "guides/siren/", "order/", "order/open-shelter/", "questions/", "contacts/", "glossary/", "sources/", "offline/")


@pytest.fixture
def open_page(browser: Any, address: str) -> Iterator[Callable[..., Any]]:
    """Open a page in a context with these wishes."""
    contexts = []

    def opened(width: int = 360, **wishes: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 740}, **wishes)
        context.add_init_script(MEASURE)
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
        assert page.evaluate("measure.cut()") == [], f"{tag}/{path} at 320 px"
        page.evaluate("measure.enlarge('200%')")
        assert page.evaluate("measure.cut()") == [], f"{tag}/{path} with text of 200 %"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_the_words_have_the_stronger_contrast(open_page: Callable[..., Any], address: str, tag: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    for path in PAGES:
        page.goto(f"{address}{tag}/{path}")
        assert page.evaluate("measure.contrast()") == [], f"{tag}/{path}"


def test_a_finger_meets_every_menu_link_button_and_number(open_page: Callable[..., Any], address: str) -> None:
    page = open_page()
    for tag in ("en", "ar"):
        for path in PAGES:
            page.goto(f"{address}{tag}/{path}")
            page.evaluate("measure.open()")
            assert page.evaluate("measure.small()") == [], f"{tag}/{path}"


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
    page.add_init_script(MEASURE)
    page.goto("about:blank")
    page.set_content(with_exit("en/guides/siren/"))
    page.evaluate("document.querySelector('#limits').scrollIntoView()")
    bar = page.locator(".exit").bounding_box()
    assert bar["y"] == 0
    assert bar["height"] >= 44
    assert page.locator("#limits").bounding_box()["y"] >= bar["height"] or page.evaluate(
        "scrollY + innerHeight >= document.body.scrollHeight"
    )
    assert page.evaluate("measure.small()") == []
    context.close()
