"""Read the town's site in a real Chromium, as a resident would: phone-sized, without scripts, right to left, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from orderpages.verify.views import MEASURE, PHONE, tabbed

PAGES = (
    "",
    "guides/",
    "guides/siren/",
    "order/",
    "order/open-shelter/",
    "questions/",
    "contacts/",
    "glossary/",
    "sources/",
    "changes/",
    "topics/",
    "about/",
)


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    """Open a phone-sized page with scripts off."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def measured(browser: Any) -> Iterator[Any]:
    """Open a phone-sized page that can be measured."""
    context = browser.new_context(viewport=PHONE)
    context.add_init_script(MEASURE)
    yield context.new_page()
    context.close()


def test_the_answer_is_on_the_first_screen(phone: Any, address: str) -> None:
    for tag in ("en", "es", "ar"):
        phone.goto(f"{address}{tag}/guides/siren/")
        box = phone.locator("#answer").bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"]


def test_the_chooser_names_languages_in_themselves_and_leads_on(phone: Any, address: str) -> None:
    phone.goto(address)
    assert phone.url == address, "the chooser never redirects by itself"
    assert [link.inner_text().split("\n")[0] for link in phone.locator(".chooser a").all()] == [
        "English",
        "Español",
        "العربية",
        "Éñĝļíšĥ",
        "Mirrored",
    ]
    phone.get_by_role("link", name="Español").click()
    assert phone.url == f"{address}es/"
    assert phone.locator("html").get_attribute("lang") == "es"


def test_the_switcher_keeps_the_page_without_scripts(phone: Any, address: str) -> None:
    phone.goto(f"{address}es/guides/pets/")
    phone.locator(".langs summary").click()
    phone.locator('.langs a[lang="ar"]').click()
    assert phone.url == f"{address}ar/guides/pets/"


def test_everything_is_reached_from_home_without_scripts(phone: Any, address: str) -> None:
    phone.goto(f"{address}en/")
    phone.get_by_role("link", name="What if the siren sounds?").click()
    phone.get_by_role("link", name="River warden").click()
    assert phone.url == f"{address}en/contacts/#warden"
    phone.get_by_role("navigation", name="Main menu").get_by_role("link", name="What the rules say").click()
    phone.get_by_role("link", name="The town opens the shelter").click()
    assert phone.locator("h1").inner_text() == "The town opens the shelter"


@pytest.mark.parametrize("tag", ["en", "es", "ar", "en-XA", "ar-XB"])
def test_nothing_overflows_a_phone(measured: Any, address: str, tag: str) -> None:
    for path in PAGES:
        measured.goto(f"{address}{tag}/{path}")
        assert measured.evaluate("measure.cut()") == [], f"{tag}/{path}"


def test_numbers_are_drawn_left_to_right_in_arabic(measured: Any, address: str) -> None:
    for path in PAGES:
        measured.goto(f"{address}ar/{path}")
        assert measured.evaluate("getComputedStyle(document.querySelector('main')).direction") == "rtl"
        assert measured.evaluate("measure.backwards()") == [], path


def test_right_to_left_mirrors_the_layout(measured: Any, address: str) -> None:
    def edges(tag: str) -> tuple[float, float]:
        measured.goto(f"{address}{tag}/guides/siren/")
        answer = measured.evaluate(
            "(s => [parseFloat(s.borderLeftWidth), parseFloat(s.borderRightWidth)])(getComputedStyle(document.querySelector('.answer')))"
        )
        return answer[0], answer[1]

    assert edges("en") == (6, 0)
    assert edges("ar") == (0, 6)


def test_no_script_no_cookie_no_storage_no_other_host(browser: Any, address: str) -> None:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    requested: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in PAGES:
        page.goto(f"{address}es/{path}")
        assert page.locator('script:not([type="application/ld+json"])').count() == 0
        assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert context.cookies() == []
    assert said == []
    assert [url for url in requested if not url.startswith((address, "data:"))] == []
    assert len(requested) == len(PAGES), "a page is one request"
    context.close()


def test_everything_works_by_keyboard(measured: Any, address: str) -> None:
    measured.goto(f"{address}en/guides/siren/")
    measured.keyboard.press("Tab")
    assert measured.evaluate("document.activeElement.textContent") == "Skip to the main text"
    measured.reload()
    assert list(tabbed(measured)) == [], "every stop is reached and seen"


def test_on_paper_the_menu_is_gone_and_the_words_stay(measured: Any, address: str) -> None:
    measured.goto(f"{address}es/guides/siren/")
    measured.emulate_media(media="print")
    assert not measured.locator(".menu").is_visible()
    assert measured.locator("#leave-house").is_visible()
    assert measured.evaluate("getComputedStyle(document.querySelector('.answer')).color") == "rgb(0, 0, 0)"
    measured.emulate_media(media="screen")
