"""A whole language in one file: opened from disk, without network, every link leads on, search finds and cards print."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
import zxingcpp
from conftest import REPOSITORY, copy_town
from PIL import Image

from orderpages.cli import main
from orderpages.project import Project
from orderpages.publish import bundle, headers, search
from orderpages.publish.bundle import zipped
from orderpages.verify.views import AXE_RULES

PHONE = {"width": 360, "height": 740}
DAY = ("--as-of", "2031-05-02")


@pytest.fixture(scope="module")
def town_copies(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Make every copy of the town, with the fonts of its cards where they can be had."""
    project = copy_town(tmp_path_factory.mktemp("bundle") / "town")
    shutil.copytree(REPOSITORY / "scripts/fonts", project.root / "scripts/fonts")
    project.cache.mkdir()
    for fonts in REPOSITORY.glob(".cache/fonts-*"):
        (project.cache / fonts.name).symlink_to(fonts)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["bundle", *DAY]) == 0
        assert main(["bundle", "ar", "--with-english", *DAY]) == 0
    return project


@pytest.fixture(scope="module")
def made(town_copies: Project) -> Path:
    return town_copies.build / "download"


@pytest.fixture
def offline(browser: Any) -> Iterator[Any]:
    """Open a phone without network and without scripts."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def scripted(browser: Any) -> Iterator[Any]:
    """Open a phone without network; at the end nothing may have been asked for, said in the console or kept."""
    context = browser.new_context(viewport=PHONE, offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
    yield page
    assert said == []
    context.close()


def shown(page: Any) -> list[str]:
    return [one.get_attribute("id") for one in page.locator(".leaf").all() if one.is_visible()]


def test_it_is_read_from_disk_with_the_network_off(offline: Any, made: Path) -> None:
    said: list[str] = []
    asked: list[str] = []
    offline.on("console", lambda message: said.append(message.text))
    offline.on("request", lambda request: asked.append(request.url))
    offline.goto((made / "es.html").as_uri())
    assert shown(offline) == ["es"], "the list of pages comes first"
    offline.locator('#es a[href="#es-guides-siren"]').click()
    assert shown(offline) == ["es-guides-siren"]
    assert "Salga de la casa" in offline.locator("#es-guides-siren").inner_text()
    offline.locator('#es-guides-siren .cards a[href$="--warden"]').click()
    assert shown(offline) == ["es-contacts"], "a link to a place inside another page shows that page"
    assert offline.locator("#es-contacts--warden").bounding_box()["y"] < PHONE["height"]
    offline.locator('.menu a[href="#es"]').click()
    assert shown(offline) == ["es"]
    assert offline.locator(".menu").bounding_box()["y"] >= 0, "the menu stands at the top of what is shown"
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_all_pages_together_can_be_printed(offline: Any, made: Path) -> None:
    offline.goto((made / "ar.html").as_uri() + "#all")
    twice = offline.locator(".page-show, .page-search, .page-topics").count()
    assert twice > 1
    assert len(shown(offline)) == offline.locator(".leaf").count() - twice, (
        "sentences to hold up stand in their guides, and a list of links is no use on paper"
    )
    offline.emulate_media(media="print")
    assert not offline.locator(".menu").first.is_visible()
    assert not offline.locator(".back").first.is_visible()
    assert offline.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["en.html", "es.html", "ar.html", "ar-en.html"])
def test_every_link_leads_somewhere_and_every_id_is_its_own(made: Path, name: str) -> None:
    html = (made / name).read_text(encoding="utf-8")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = [unescape(link) for link in re.findall(r' href="([^"]+)"', html)]
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert [link for link in links if not link.startswith(("#", "https:", "tel:", "sms:", "mailto:", "data:"))] == []
    for tag in name.removesuffix(".html").split("-"):
        home = f"https://river.example/{tag}/"
        assert {link for link in links if link.startswith(home)} == {home}, "only its newest version is on the website alone"
    assert len(html.encode()) <= bundle.LARGEST


@pytest.mark.parametrize("name", ["es.html", "ar-en.html"])
def test_it_runs_the_sites_own_search_and_nothing_else(town_copies: Project, made: Path, name: str) -> None:
    html = (made / name).read_text(encoding="utf-8")
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)
    *indexes, (marked, code) = scripts
    source = search.script_file((town_copies.root / "overrides/assets/search.js").read_text(encoding="utf-8")).decode()
    assert (marked, code) == ("", source)
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert found
    policy = {name: values for name, *values in (part.split() for part in unescape(found.group(1)).split(";"))}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == [headers.source_hash(source)]
    assert "connect-src" not in policy
    assert not [value for values in policy.values() for value in values if "unsafe" in value]
    assert len(indexes) == len(name.split("-"))
    assert all(marked.startswith(' type="application/json"') for marked, _ in indexes), "data, which no browser runs"


def test_each_language_has_the_index_its_site_has(made: Path, town_site: tuple[Project, Any]) -> None:
    html = (made / "ar-en.html").read_text(encoding="utf-8")
    for tag in ("ar", "en"):
        held = re.search(rf'<script type="application/json" id="{tag}-search--index">(.*?)</script>', html)
        assert held
        index = json.loads(held.group(1))
        path = next(path for path in town_site[1].files if path.startswith(f"{tag}/search/index-"))
        published = search.read_index_file(town_site[1].files[path])
        assert [entry[1:] for entry in index["entries"]] == [entry[1:] for entry in published["entries"]]
        assert (index["body"], index["language"]) == (published["body"], published["language"])


def results(page: Any, section: str, typed: str) -> Any:
    """Type into a language's field, by one input event as dictation and pasting do."""
    page.locator(f"#{section} input").fill(typed)
    page.locator(f"#{section} [role=status]:not(:empty)").wait_for()
    return page.locator(f"#{section} ol a")


def test_search_leads_to_sections_and_keeps_nothing(scripted: Any, made: Path) -> None:
    file = (made / "es.html").as_uri()
    scripted.goto(file)
    scripted.locator('.menu a[href="#es-search"]').click()
    before = scripted.evaluate("history.length")
    found = results(scripted, "es-search", "la sierna")
    assert found.first.inner_text() == "¿Qué hago si suena la sirena?"
    scripted.keyboard.press("Enter")
    assert scripted.url == f"{file}#es-search"
    assert scripted.evaluate("history.length") == before
    assert scripted.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    found.first.click()
    assert shown(scripted) == ["es-guides-siren"]
    assert scripted.url == f"{file}#es-guides-siren"
    scripted.go_back()
    assert found.first.is_visible(), "the results are still there"
    found = results(scripted, "es-search", "encargado")
    assert found.first.get_attribute("href") == "#es-contacts--warden"
    found.first.click()
    assert shown(scripted) == ["es-contacts"]
    assert scripted.locator("#es-contacts--warden").bounding_box()["y"] < PHONE["height"]


HOSTILE = "zebra </script><script>document.title = 'ran'</script><!--<script> &lt;b&gt; \u2028"


def test_a_hostile_title_stays_text_in_the_index_inside(scripted: Any, town: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No catalog can bring such a title this far; the index would stand it all the same."""
    read = search.read_index_file

    def poisoned(data: bytes) -> dict[str, Any]:
        index = read(data)
        return {**index, "entries": [[path, kind, HOSTILE, HOSTILE, *rest] for path, kind, _, _, *rest in index["entries"]]}

    monkeypatch.setattr(search, "read_index_file", poisoned)
    monkeypatch.chdir(town.root)
    assert main(["bundle", "es", *DAY]) == 0
    scripted.goto((town.build / "download/es.html").as_uri() + "#es-search")
    scripts = scripted.locator("script").count()
    first = results(scripted, "es-search", "zebra").first
    assert first.text_content() == HOSTILE
    assert (scripted.locator("script").count(), scripts) == (2, 2)
    assert scripted.title() != "ran"


def test_each_language_of_a_copy_searches_its_own_pages(scripted: Any, made: Path) -> None:
    scripted.goto((made / "ar-en.html").as_uri() + "#ar-search")
    assert results(scripted, "ar-search", "صفارة").first.get_attribute("href").startswith("#ar-guides-")
    said = scripted.locator("#ar-search [role=status]")
    assert (said.get_attribute("lang"), said.get_attribute("dir")) == ("ar", "rtl")
    assert scripted.locator("#en-search ol a").count() == 0
    scripted.goto((made / "ar-en.html").as_uri() + "#en-search")
    assert results(scripted, "en-search", "siren").first.get_attribute("href") == "#en-guides-siren"
    said = scripted.locator("#en-search [role=status]")
    assert (said.get_attribute("lang"), said.get_attribute("dir")) == ("en", "ltr")


def test_without_scripts_the_list_of_topics_takes_the_place_of_search(offline: Any, made: Path) -> None:
    offline.goto((made / "en.html").as_uri() + "#en-search")
    assert not offline.locator("#en-search input").is_visible()
    offline.locator('#en-search a[href="#en-topics"]').click()
    assert shown(offline) == ["en-topics"]
    offline.locator("#en-topics li", has_text=re.compile("^dog")).get_by_role("link").click()
    assert shown(offline) == ["en-guides-pets"]


def test_two_languages_lead_to_each_other(offline: Any, made: Path) -> None:
    offline.goto((made / "ar-en.html").as_uri())
    assert shown(offline) == ["ar"]
    offline.locator('#ar .chooser a[lang="en"]').click()
    assert shown(offline) == ["en"]
    assert offline.locator(".language", has=offline.locator("#en")).get_attribute("dir") == "ltr"
    assert offline.locator("html").get_attribute("dir") == "rtl"
    assert [menu.is_visible() for menu in offline.locator(".menu").all()] == [False, True], "the menu is in the language shown"


def test_a_sentence_to_hold_up_fills_the_screen_english_first(offline: Any, made: Path) -> None:
    offline.goto((made / "es.html").as_uri() + "#es-guides-siren")
    offline.locator('#es-guides-siren a[href="#es-show-siren-say-shelter"]').click()
    assert shown(offline) == ["es-show-siren-say-shelter"]
    held = offline.locator("#es-show-siren-say-shelter")
    assert held.bounding_box()["x"] == 0
    assert held.bounding_box()["width"] == PHONE["width"]
    assert held.bounding_box()["height"] >= PHONE["height"]
    assert not offline.locator(".head").is_visible()
    assert not offline.locator(".menu").is_visible()
    words = held.locator("h1")
    assert (words.inner_text(), words.get_attribute("lang")) == ("I need the shelter.", "en")
    assert words.bounding_box()["height"] > held.locator(".show-own").bounding_box()["height"]
    assert "https://river.example/es/" in held.locator(".show-from").inner_text()
    held.get_by_role("link").click()
    assert shown(offline) == ["es-guides-siren"]


def test_a_card_is_read_held_up_and_printed_from_the_file(offline: Any, made: Path) -> None:
    offline.goto((made / "es.html").as_uri() + "#es-print")
    card = offline.locator("#es-print .card")
    assert card.locator(".say div[lang=en]").inner_text() == "I need the shelter."
    assert "Salga de la casa ahora." in card.inner_text()
    assert "https://river.example/es/card/ford-card-" in card.inner_text()
    code = zxingcpp.read_barcodes(Image.open(io.BytesIO(card.locator("img").screenshot())))
    assert [one.text for one in code] == [card.locator("bdi").last.inner_text()], "a phone reads the code from the screen"
    offline.emulate_media(media="print")
    assert shown(offline) == ["es-print"]
    assert not card.locator(".show").is_visible()
    assert offline.pdf()[:5] == b"%PDF-"
    offline.emulate_media(media="screen")
    card.locator(".show").click()
    assert shown(offline) == ["es-show-siren-say-shelter"]
    offline.go_back()
    card.locator('a[href^="#es-card-ford-card-"]').click()
    assert "todavía es correcta" in offline.locator(".leaf:target .answer").inner_text()


def test_printed_cards_are_saved_from_the_file_without_a_network(
    offline: Any, made: Path, town_copies: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("npm") is None and not list(town_copies.cache.glob("fonts-*")):
        pytest.skip("npm, which fetches the fonts, is not installed")
    offline.goto((made / "es.html").as_uri() + "#es-print")
    papers = offline.locator('#es-print a[type="application/pdf"]')
    assert [one.get_attribute("download") for one in papers.all()] == ["es-ford-card-wallet.pdf", "es-ford-card-flyer-letter.pdf"]
    with offline.expect_download() as saved:
        papers.first.click()
    assert saved.value.suggested_filename == "es-ford-card-wallet.pdf"
    printed = {path.read_bytes() for path in (town_copies.cache / "prints").glob("*.pdf")}
    assert Path(saved.value.path()).read_bytes() in printed


def test_papers_are_left_out_before_a_copy_grows_too_large(
    town_copies: Project, made: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town_copies.root)
    full = (made / "es.html").read_bytes()
    if b"flyer" not in full:
        pytest.skip("npm, which fetches the fonts, is not installed")
    monkeypatch.setattr(bundle, "LARGEST", len(full) - 1)
    assert main(["bundle", "es", *DAY]) == 0
    assert "printed cards inside: wallet.\n" in capsys.readouterr().out
    monkeypatch.setattr(bundle, "LARGEST", 1000)
    assert main(["bundle", "es", *DAY]) == 1
    told = capsys.readouterr()
    assert "printed cards inside: none." in told.out
    assert "download/es.html: copy-too-large: " in told.err
    assert b"application/pdf" not in (made / "es.html").read_bytes()
    (made / "es.html").write_bytes(full)


def test_without_fonts_it_is_made_and_says_so(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(town.root)
    assert main(["bundle", "es", *DAY]) == 0
    assert (
        "The site is made without printed cards and preview images: scripts/fonts/package-lock.json is missing." in capsys.readouterr().out
    )
    html = (town.build / "download/es.html").read_text(encoding="utf-8")
    assert "application/pdf" not in html
    assert 'class="card"' in html


def test_drawings_survive(offline: Any, made: Path) -> None:
    offline.goto((made / "en.html").as_uri() + "#en-guides-siren")
    assert offline.locator("#en-guides-siren .sheet").first.is_visible(), "the paper under the words"
    box = offline.locator("#en-guides-siren figure svg").bounding_box()
    assert box["width"] > 200
    assert offline.locator("#en-guides-siren foreignObject").count() > 0


def test_nothing_overflows_a_phone(browser: Any, made: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto((made / "ar-en.html").as_uri() + "#all")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("section", ["ar", "ar-guides-siren", "ar-search", "ar-print", "en-topics", "en-show-siren-say-shelter"])
def test_no_accessibility_rule_is_broken(browser: Any, made: Path, section: str) -> None:
    page = browser.new_page(viewport=PHONE, bypass_csp=True)  # For axe, which adds to the page.
    page.goto((made / "ar-en.html").as_uri() + f"#{section}")
    page.evaluate((Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES)
    assert [(one["id"], node["html"][:80]) for one in result["violations"] for node in one["nodes"]] == []
    page.close()


def test_the_zip_holds_the_site_and_is_the_same_each_time(town_site: tuple[Project, Any]) -> None:
    files = town_site[1].files
    packed = zipped(files)
    assert packed == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == sorted(files)
        assert archive.read("es/guides/siren/index.html") == files["es/guides/siren/index.html"]
