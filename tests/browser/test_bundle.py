"""A whole language in one file: opened from disk, without network and scripts, every link leads on."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orderpages.cli import main
from orderpages.project import Project
from orderpages.publish.bundle import zipped

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from conftest import copy_town

    project = copy_town(tmp_path_factory.mktemp("bundle") / "town")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project.root)
        assert main(["bundle", "--as-of", "2031-05-02"]) == 0
        assert main(["bundle", "ar", "--with-english", "--as-of", "2031-05-02"]) == 0
    return project.build / "download"


@pytest.fixture
def offline(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


def shown(page: Any) -> list[str]:
    return [one.get_attribute("id") for one in page.locator(".sheet").all() if one.is_visible()]


def test_it_is_read_from_disk_with_the_network_off(offline: Any, made: Path) -> None:
    said: list[str] = []
    asked: list[str] = []
    offline.on("console", lambda message: said.append(message.text))
    offline.on("request", lambda request: asked.append(request.url))
    offline.goto((made / "es.html").as_uri())
    assert shown(offline) == ["es"], "the list of pages comes first"
    offline.locator('a[href="#es-guides-siren"]').first.click()
    assert shown(offline) == ["es-guides-siren"]
    assert "Salga de la casa" in offline.locator("#es-guides-siren").inner_text()
    offline.locator('#es-guides-siren .cards a[href$="--warden"]').click()
    assert shown(offline) == ["es-contacts"], "a link to a place inside another page shows that page"
    assert offline.locator("#es-contacts--warden").bounding_box()["y"] < PHONE["height"]
    offline.locator("#es-contacts .back a").click()
    assert shown(offline) == ["es"]
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_all_pages_together_can_be_printed(offline: Any, made: Path) -> None:
    offline.goto((made / "ar.html").as_uri() + "#all")
    assert len(shown(offline)) == offline.locator(".sheet").count()
    offline.emulate_media(media="print")
    assert not offline.locator(".back").first.is_visible()
    assert offline.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("name", ["en.html", "es.html", "ar.html", "ar-en.html"])
def test_every_link_leads_somewhere_and_every_id_is_its_own(made: Path, name: str) -> None:
    html = (made / name).read_text(encoding="utf-8")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    links = re.findall(r' href="([^"]+)"', html)
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert [link for link in links if not link.startswith(("#", "https:", "tel:", "sms:", "mailto:", "data:"))] == []
    assert "<script" not in html
    assert len(html.encode()) <= 2_000_000


def test_two_languages_lead_to_each_other(offline: Any, made: Path) -> None:
    offline.goto((made / "ar-en.html").as_uri())
    assert shown(offline) == ["ar"]
    offline.locator('#ar .chooser a[lang="en"]').click()
    assert shown(offline) == ["en"]
    assert offline.locator("#en").get_attribute("dir") == "ltr"
    assert offline.locator("html").get_attribute("dir") == "rtl"


def test_drawings_survive(offline: Any, made: Path) -> None:
    offline.goto((made / "en.html").as_uri() + "#en-guides-siren")
    box = offline.locator("#en-guides-siren figure svg").bounding_box()
    assert box["width"] > 200
    assert offline.locator("#en-guides-siren foreignObject").count() > 0


def test_nothing_overflows_a_phone(browser: Any, made: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto((made / "ar-en.html").as_uri() + "#all")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_the_zip_holds_the_site_and_is_the_same_each_time(town_site: tuple[Project, Any]) -> None:
    files = town_site[1].files
    packed = zipped(files)
    assert packed == zipped(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == sorted(files)
        assert archive.read("es/guides/siren/index.html") == files["es/guides/siren/index.html"]
