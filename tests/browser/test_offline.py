"""Keep the pages on the device: only when asked, readable without a network, gone with one tap."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orderpages.project import Project
from orderpages.publish.build import Built
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
