"""The translator's loop: what the preview, the public page of translations and ``status`` show."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from orderpages.messages.progress import person
from orderpages.messages.signoff import fingerprint
from orderpages.messages.workshop import update_all
from orderpages.project import Project
from orderpages.publish.build import Built, build
from orderpages.publish.preview import Preview
from orderpages.publish.translation import MADE_WITH

PO = "translations/es/LC_MESSAGES/content.po"


def previewed(town: Project, tmp_path: Path, marks: bool) -> tuple[Preview, Path]:
    kept = Preview(town, town.locale("es"), "http://127.0.0.1:8000/", tmp_path / "work/site", lambda line: None, marks)
    kept.refresh()
    return kept, tmp_path / "work/site/es/guides/siren/index.html"


def test_a_saved_catalog_shows_in_the_preview(town: Project, tmp_path: Path, edit: Any) -> None:
    kept, page = previewed(town, tmp_path, marks=False)
    assert "No maneje" in page.read_text(encoding="utf-8")
    edit(PO, 'msgstr "No maneje', 'msgstr "No conduzca')
    kept.refresh()
    assert "No conduzca" in page.read_text(encoding="utf-8")
    assert "data-message" not in page.read_text(encoding="utf-8")


def test_marks_name_each_message_and_its_state(town: Project, tmp_path: Path, browser: Any) -> None:
    _, path = previewed(town, tmp_path, marks=True)
    page = browser.new_page()
    page.goto(path.as_uri())
    shown = "node => getComputedStyle(node, '::after').content"
    for anchor, said in (("water-fast", "siren/water-fast · changed"), ("leave-house", "siren/leave-house · draft")):
        mark = page.locator(f"#{anchor} [data-message]").first
        assert mark.evaluate(shown) == "none"
        mark.hover()
        assert mark.evaluate(shown) == f'"{said}"'
        page.mouse.move(0, 0)
        mark.focus()
        assert mark.evaluate(shown) == f'"{said}"', "a tap and the keyboard show it too"
        mark.evaluate("node => node.blur()")
    assert page.locator("#water-fast [data-state=changed]").first.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    page.close()


def test_the_published_site_has_no_marks(town_site: tuple[Project, Built]) -> None:
    assert not any(b"data-message" in data for data in town_site[1].files.values())


def test_the_translations_page_shows_every_language_and_who_did_it(town_site: tuple[Project, Built]) -> None:
    project, built = town_site
    tree = LexborHTMLParser(built.files["en/translation/index.html"].decode())
    rows = [" ".join(row.text(separator=" ").split()) for row in tree.css(".standings tbody tr")]
    figures = {(one.tag, one.domain): one for standing in project.standings for one in standing.domains}
    assert len(rows) == 4
    arabic = figures["ar", "content"]
    share = arabic.translated * 100 // arabic.messages
    assert rows[3] == (
        f"العربية Part Rules and guidance Translated {arabic.translated} {share}% "
        f"Reviewed by a person 0 English has changed {arabic.fuzzy} Not translated {arabic.missing}"
    )
    assert [" ".join(line.text().split()) for line in tree.css(".credits dd")] == [
        "Drafted by a machine.",
        "Waiting for a human reviewer.",
    ] * 2
    assert tree.css_first("meter").attributes["aria-hidden"] == "true"
    assert "/translation/" in built.files["sitemap.xml"].decode()


def test_the_figures_are_written_as_the_language_writes_them(town_site: tuple[Project, Built]) -> None:
    tree = LexborHTMLParser(town_site[1].files["ar/translation/index.html"].decode())
    assert tree.css_first("html").attributes["dir"] == "rtl"
    arabic = next(one for one in town_site[0].standings if one.locale.tag == "ar")
    shares = [arabic.locale.percent(one.translated * 100 // one.messages) for one in arabic.domains]
    assert [node.text().strip() for node in tree.css(".share")][2:] == shares


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Ana Pérez <ana@example.org>", "Ana Pérez"),
        ("orderpages drafts <none>", ""),
        ("FULL NAME <EMAIL@ADDRESS>", ""),
        ("ana@example.org", ""),
        ("", ""),
    ],
)
def test_people_are_credited_without_their_address(header: str, name: str) -> None:
    assert person(header) == name


def test_a_reader_reaches_the_translations_page(town_site: tuple[Project, Built]) -> None:
    html = LexborHTMLParser(town_site[1].files["es/guides/siren/index.html"].decode())
    assert "../../translation/" in [node.attributes["href"] for node in html.css(".about a")]
    assert "../../translation/" in [node.attributes["href"] for node in html.css("footer a")]


def test_named_people_are_on_the_translations_page(town: Project, edit: Any) -> None:
    edit(PO, "orderpages drafts <none>", "Ana Pérez <ana@example.org>")
    (town.translations / "signoff").mkdir()
    one = next(entry for entry in town.catalogs(town.locale("es"), [])["content"].entries.values() if entry.context == "siren/leave-house")
    line = f'- {{of: {one.context}, text: {fingerprint(*one.key, one.msgstr)}, on: 2031-06-01, by: "Bo Li"}}\n'
    (town.translations / "signoff/es.yml").write_text(line, encoding="utf-8")
    project = Project(town.root)
    files = build(project, project.published).files
    html = files["en/translation/index.html"].decode()
    said = [" ".join(node.text().split()) for node in LexborHTMLParser(html).css(".credits dd")]
    assert said == ["Last translator: Ana Pérez", "Reviewed by: Bo Li", "Drafted by a machine.", "Waiting for a human reviewer."]
    assert "ana@example.org" not in html
    arabic = LexborHTMLParser(files["ar/translation/index.html"].decode())
    assert [name.text() for name in arabic.css(".made-with bdi")] == list(MADE_WITH)  # Each isolated: none is torn at a line's end.


def test_an_editors_dates_and_wrapping_make_no_change(town: Project) -> None:
    """What Poedit or Weblate does to a file on saving is undone by ``update``."""
    list(update_all(town, [town.locale("es")]))
    path = town.root / PO
    before = path.read_text(encoding="utf-8")
    wrapped = subprocess.run(["msgcat", "--width=60", str(path)], capture_output=True, text=True, check=True).stdout
    wrapped = re.sub(
        r'"PO-Revision-Date: [^"]*"', '"PO-Revision-Date: 2031-06-01 12:00+0200\\\\n"\n"X-Generator: Poedit 3.4\\\\n"', wrapped
    )
    assert "Poedit 3.4" in wrapped
    path.write_text(wrapped, encoding="utf-8")
    list(update_all(Project(town.root), [town.locale("es")]))
    assert path.read_text(encoding="utf-8") == before
