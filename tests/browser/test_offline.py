"""Keep the pages on the device: only when asked, readable without a network, gone with one tap."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import REPOSITORY, copy_town

from orderpages.project import Project
from orderpages.publish import cards, fonts, printer
from orderpages.publish.build import Built, build, publish
from orderpages.verify.host import serve
from orderpages.verify.views import MEASURE


@pytest.fixture
def reader(browser: Any) -> Iterator[Any]:
    """Open a browser profile of its own, like a new reader's phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script(MEASURE)
    yield context.new_page()
    context.close()


@pytest.fixture
def served(town_site: tuple[Project, Built], tmp_path: Path) -> Iterator[str]:
    """Serve a copy of the town with its own headers: the strict policy, the worker's included."""
    shutil.copytree(town_site[0].site, tmp_path / "site")
    with serve(tmp_path / "site") as address:
        yield address


def keep(page: Any, address: str, tag: str) -> None:
    page.goto(f"{address}{tag}/offline/")
    page.locator("#keep-button").click()
    page.locator("#keep-done").wait_for()


def test_nothing_is_kept_before_the_reader_asks(reader: Any, served: str) -> None:
    for path in ("es/", "es/offline/", "es/guides/siren/"):
        reader.goto(served + path)
        assert reader.evaluate("measure.stored()") == []


def test_kept_pages_read_without_a_network(reader: Any, served: str) -> None:
    said: list[str] = []
    reader.on("console", lambda message: said.append(message.text))
    keep(reader, served, "ar")
    assert reader.evaluate("async () => (await (await caches.open((await caches.keys())[0])).keys()).length") >= 13
    reader.context.set_offline(True)
    for path in ("ar/guides/siren/", "ar/", "ar/contacts/", "ar/offline/"):
        reader.goto(served + path)
        assert reader.locator("h1").count() == 1
    reader.locator("#keep-remove").wait_for()  # The kept page, script included, can still remove everything.
    assert said == []


KEPT = """async () => {
  const copy = await caches.open((await caches.keys())[0]);
  const kept = await Promise.all((await copy.keys()).map(async ({url}) => [url, (await (await copy.match(url)).blob()).size]));
  return kept;
}"""


FETCHED = """async href => {
  const got = await fetch(href);
  return [got.headers.get("Content-Type"), (await got.blob()).size];
}"""


def test_it_says_what_is_kept_and_when_that_was_checked(reader: Any, served: str) -> None:
    reader.goto(f"{served}es/offline/")
    assert not reader.locator("#keep-count").is_visible()
    keep(reader, served, "es")
    kept = reader.evaluate(KEPT)
    pages, size = sum(url.endswith("/") for url, _ in kept), sum(size for _, size in kept)
    assert pages > 20
    assert reader.locator("#keep-count").inner_text() == (
        f"Páginas: {pages}. Tarjetas y papeles para imprimir: 0. Tamaño: {f'{size / 1e6:.1f}'.replace('.', ',')} MB."
    )
    assert "1 de mayo de 2031" in reader.locator("#keep-done").inner_text()
    reader.context.set_offline(True)
    reader.goto(f"{served}es/offline/")
    reader.locator("#keep-count").wait_for()
    assert f"Páginas: {pages}." in reader.locator("#keep-count").inner_text(), "also on a later day"
    reader.locator("#keep-remove").click()
    reader.locator("#keep-removed").wait_for()
    assert not reader.locator("#keep-count").is_visible()


def test_figures_stand_in_the_language_of_their_words(reader: Any, served: str, tmp_path: Path) -> None:
    page = tmp_path / "site/ar/offline/index.html"
    html = page.read_text(encoding="utf-8")
    start, end = html.index('<p id="keep-count"'), html.index("</p>", html.index('<p id="keep-count"'))
    page.write_text(
        f'{html[:start]}<p id="keep-count" hidden><span class="en" lang="en" dir="ltr">Size: {{size}} MB.</span>{html[end:]}',
        encoding="utf-8",
    )
    keep(reader, served, "ar")
    words = reader.locator("#keep-count span.en")
    assert re.fullmatch(r"Size: \d\.\d MB\.", words.inner_text())


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the town with its cards; skip where their fonts cannot be had."""
    if shutil.which("npm") is None and not list(REPOSITORY.glob(".cache/fonts-*")):
        pytest.skip("npm, which fetches the fonts, is not installed")
    project = copy_town(tmp_path_factory.mktemp("printed") / "town")
    found = fonts.fetch(REPOSITORY / "scripts/fonts", REPOSITORY / ".cache", lambda line: None)
    made = printer.Printer(found, project.cache / "prints", lambda line: None)
    publish(build(project, project.published[:2], printer=made), project.site, project.build / "site.new")
    return project.site


def test_cards_are_kept_and_open_without_a_network(reader: Any, printed: Path) -> None:
    with serve(printed) as address:
        keep(reader, address, "es")
        assert f"imprimir: {len(cards.FORMATS)}." in reader.locator("#keep-count").inner_text()
        reader.context.set_offline(True)
        reader.goto(f"{address}es/print/")
        assert reader.locator(".card .say div[lang=en]").inner_text() == "I need the shelter."
        links = reader.locator('main a[type="application/pdf"]')
        assert links.count() == len(cards.FORMATS)
        for link in links.all():
            href = link.get_attribute("href")
            got = reader.evaluate(
                "async href => { const got = await fetch(href); return [got.headers.get('Content-Type'), (await got.blob()).size]; }", href
            )
            assert got == ["application/pdf", (printed / "es/print" / href).stat().st_size]
        with reader.expect_response(lambda response: response.url.endswith("-wallet.pdf")) as opened:
            links.first.click()
        assert (opened.value.status, opened.value.from_service_worker) == (200, True)


def test_one_tap_removes_everything(reader: Any, served: str) -> None:
    keep(reader, served, "es")
    assert reader.evaluate("measure.stored()") != []
    reader.locator("#keep-remove").click()
    reader.locator("#keep-removed").wait_for()
    assert reader.evaluate("measure.stored()") == []
    reader.goto(served + "es/guides/siren/")
    assert reader.evaluate("measure.stored()") == [], "a worker that still ran kept nothing again"


def test_a_kept_page_past_its_day_says_so(reader: Any, served: str, tmp_path: Path) -> None:
    worker = tmp_path / "site/es/worker.js"
    worker.write_text(worker.read_text(encoding="utf-8").replace('"2031-11-01"', '"2001-01-01"'), encoding="utf-8")
    keep(reader, served, "es")
    reader.goto(served + "es/guides/siren/")
    assert reader.locator(".stale").count() == 1
    assert "2031" in reader.locator(".stale").inner_text()


def test_a_new_copy_takes_the_place_of_the_old(reader: Any, served: str, tmp_path: Path) -> None:
    keep(reader, served, "es")
    page, worker = tmp_path / "site/es/guides/siren/index.html", tmp_path / "site/es/worker.js"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", " (nuevo)</h1>"), encoding="utf-8")
    code = worker.read_text(encoding="utf-8")
    old = code.split('"guides/siren/":["')[1][:16]
    worker.write_text(code.replace(old, "0" * 16).replace('"name":"es ', '"name":"es 2'), encoding="utf-8")
    reader.evaluate(
        """async () => {
            const made = await navigator.serviceWorker.getRegistration("../");
            await made.update();
            const next = made.installing || made.waiting;
            if (next) await new Promise(done => next.addEventListener("statechange", () => next.state === "activated" && done()));
        }"""
    )
    reader.goto(served + "es/guides/siren/")
    assert reader.locator("h1").inner_text().endswith("(nuevo)")
    assert len(reader.evaluate("caches.keys()")) == 1


def test_with_scripts_off_it_says_so(browser: Any, served: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served + "en/offline/")
    assert page.locator("#keep-needs").is_visible()
    assert not page.locator("#keep-button").is_visible()
    context.close()


def test_search_works_in_the_kept_copy(reader: Any, served: str) -> None:
    keep(reader, served, "en")
    reader.context.set_offline(True)
    reader.goto(served + "en/search/")
    reader.locator("#find-words").fill("siren")
    reader.locator('#find-list a[href*="siren"]').first.wait_for()
