"""What a tab, a history and a chat show of a page: its title and image, or a neutral name instead."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from orderpages.findings import Findings
from orderpages.project import Project
from orderpages.publish import fonts, link_previews
from orderpages.publish.build import Built, build, publish
from orderpages.publish.printer import Printer, printable
from orderpages.verify.walk import verify

Edit = Callable[[str, str, str], None]
PINS = Path(__file__).parent.parent.parent / "scripts" / "fonts"
CACHE = Path(__file__).parent.parent.parent / ".cache"


@pytest.fixture(scope="module")
def faces() -> Path:
    """Give the real fonts."""
    if shutil.which("npm") is None and not list(CACHE.glob("fonts-*")):
        pytest.skip("npm, which fetches the fonts, is not installed")
    return fonts.fetch(PINS, CACHE, lambda line: None)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, faces: Path) -> tuple[Project, Built]:
    """Build the town with its images."""
    from conftest import copy_town

    project = copy_town(tmp_path_factory.mktemp("drawn") / "town")
    built = build(project, project.published, printer=Printer(faces, project.cache / "prints", lambda line: None))
    publish(built, project.site, project.build / "site.new")
    return project, built


def named(built: Built, path: str) -> dict[str, str]:
    """Read what a page says to those who show a preview of it."""
    html = LexborHTMLParser(built.files[path].decode())
    return {
        node.attributes.get("property") or node.attributes.get("name") or "": node.attributes["content"] or ""
        for node in html.css('meta[property^="og:"], meta[name^="twitter:"]')
    }


def test_every_page_names_an_image_that_is_there(drawn: tuple[Project, Built]) -> None:
    project, built = drawn
    pages = [path for path in built.files if path.endswith("/index.html") and path.split("/")[1] not in ("embed", "link")]
    assert len(pages) > 60
    for path in pages:
        image = named(built, path)["og:image"].removeprefix("https://river.example/")
        assert image in built.files, path
        assert len(built.files[image]) < 40_000
        assert Image.open(io.BytesIO(built.files[image])).size == (link_previews.WIDTH, link_previews.HEIGHT)
    assert [one for one in verify(project.site) if one.rule == "preview-dead"] == []
    assert named(built, "index.html")["og:image"] == "https://river.example/en/preview/home.png"
    assert named(built, "p/siren/index.html")["og:image"] == "https://river.example/en/preview/siren.png"
    assert named(built, "es/show/siren/say-shelter/index.html")["og:image"] == "https://river.example/es/preview/siren.png"


def test_the_words_stand_beside_the_image_for_who_cannot_see_it(drawn: tuple[Project, Built]) -> None:
    shown = named(drawn[1], "es/guides/siren/index.html")
    assert shown["og:image:alt"].startswith("¿Qué hago si suena la sirena? – ")
    assert "borrador" in shown["og:image:alt"], "a draft says so wherever it is shown"
    assert named(drawn[1], "en/guides/siren/index.html")["og:image:alt"] == "What if the siren sounds?"
    assert shown["twitter:card"] == "summary_large_image"


def test_an_image_reads_from_its_own_side(drawn: tuple[Project, Built]) -> None:
    def ink(path: str, left: int, right: int) -> int:
        drawing = Image.open(io.BytesIO(drawn[1].files[path])).convert("L").crop((left, 0, right, link_previews.HEIGHT))
        return sum(1 for light in drawing.tobytes() if light < 128)

    for tag, left_to_right in (("es", True), ("ar", False)):
        first, last = ink(f"{tag}/preview/siren.png", 0, 100), ink(f"{tag}/preview/siren.png", 1100, 1200)
        assert (first > last) == left_to_right, tag


def test_images_are_the_same_bytes_and_drawn_once(drawn: tuple[Project, Built], faces: Path, tmp_path: Path) -> None:
    project, built = drawn
    images = {path: data for path, data in built.files.items() if path.endswith(".png")}
    again = build(project, project.published, printer=Printer(faces, tmp_path, lambda line: None))
    assert {path: data for path, data in again.files.items() if path.endswith(".png")} == images
    for kept in tmp_path.glob("*.png"):
        kept.write_bytes(b"kept")
    third = build(project, project.published, printer=Printer(faces, tmp_path, lambda line: None))
    assert {data for path, data in third.files.items() if path.endswith(".png")} == {b"kept"}


def test_a_letter_that_no_font_has_stops_the_build(town: Project, edit: Edit, faces: Path) -> None:
    edit("docs/order.yml", "The town opens the shelter", "The town opens the ᚠ")
    project = Project(town.root)
    with pytest.raises(Findings) as stopped:
        build(project, project.published, printer=Printer(faces, project.cache / "prints", lambda line: None))
    told = str(stopped.value)
    assert "site/en/preview/open-shelter.png" in told
    assert "print-failed" in told


def test_without_fonts_no_page_names_an_image(town_site: tuple[Project, Built]) -> None:
    for path, data in town_site[1].files.items():
        assert not path.endswith(".png")
        assert b"og:image" not in data
    assert not any(printable(locale) for locale in town_site[0].locales if locale.status == "test")


def test_verify_says_once_that_nothing_was_printed(town_site: tuple[Project, Built]) -> None:
    project = town_site[0]
    promised = ["*/preview/siren.png", "*/print/ford-card-wallet.pdf", "print/poster.pdf", "*/guides/siren/"]
    found = verify(project.site, promised=promised)
    assert [(one.rule, one.blocks) for one in found] == [("not-printed", False)]


def test_verify_tells_a_paper_that_alone_is_gone(drawn: tuple[Project, Built]) -> None:
    found = verify(drawn[0].site, promised=["*/print/ford-card-wallet.pdf", "*/print/ford-card-tent.pdf", "*/preview/pond.png"])
    assert [(one.rule, one.place.line) for one in found] == [("address-lost", 2), ("address-lost", 3)]


def test_a_neutral_name_stands_for_every_title_but_the_heading(town: Project, edit: Edit, faces: Path) -> None:
    edit("docs/site.yml", "emergency: danger", "emergency: danger\nneutral_name: Town News")
    project = Project(town.root)
    built = build(project, project.published, printer=Printer(faces, project.cache / "prints", lambda line: None))
    for path in ("en/guides/siren/index.html", "en/index.html", "index.html", "en/link/siren/index.html", "p/siren/index.html"):
        html = LexborHTMLParser(built.files[path].decode())
        assert html.css_first("title").text() == "Town News", path
        head = html.head.html
        assert "siren" not in LexborHTMLParser(built.files[path].decode()).css_first("title").text()
        told = [
            value for name, value in named(built, path).items() if name in ("og:title", "og:description", "og:site_name", "og:image:alt")
        ]
        assert set(told) <= {"Town News"}, head
        assert [node.attributes["content"] for node in html.css('meta[name="description"]')] in ([], ["Town News"])
        assert 'href="data:,"' in head, "the tab's picture says nothing either"
    assert LexborHTMLParser(built.files["en/guides/siren/index.html"].decode()).css_first("h1").text() == "What if the siren sounds?"
    assert len({data for path, data in built.files.items() if path.startswith("en/preview/")}) == 1, "one image for all pages"
