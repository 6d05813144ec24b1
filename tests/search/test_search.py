"""The search page finds, in Python and in a real Chromium alike, and keeps to itself what is typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from orderpages.cli import main
from orderpages.project import Project
from orderpages.publish.build import Built
from orderpages.search.lists import check
from orderpages.search.rank import Index
from orderpages.search.words import Folding
from orderpages.verify import search
from orderpages.verify.walk import verify

TYPED = (
    "sirena suena", "SIRENES", "¿mascotas?", "perro", "refujio", "casa", "l'hôpital", "ß Straße Œuvre", "القطط والكلاب", "أُمّ شـرطة",
    "٩١١ ۹۱۱", "می‌ترسم", "کتابِ خانهٔ", "ሐኪም ቤቶች", "ሥራ ፀሐይ ዓለም", "ICE敲門怎麼辦", "河水服務", "tebbeka sellk", "영장이 없어요", "công dân được", "tebeka selk", "x", "", "…", "İstanbul ΣΊΣΥΦΟΣ",
)  # fmt: skip


@pytest.fixture
def reader(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


def titles(page: Any) -> list[str]:
    page.locator("#find-said:not(:empty)").wait_for()  # Not by a predicate: the page's policy forbids eval.
    return [link.inner_text() for link in page.locator("#find-list a").all()]


def test_the_browser_and_python_take_the_same_steps(reader: Any, address: str, town_site: tuple[Project, Built]) -> None:
    for tag in ("en", "es", "ar"):
        index = search.read_index(town_site[0].site, tag)
        assert index is not None
        reader.goto(f"{address}{tag}/search/")
        reader.locator("#find-words").fill("a")
        reader.locator("#find-said:not(:empty)").wait_for()
        amharic = {"least": 2, "before": ["የ", "በ"], "after": ["ች", "ን"], "latin": [["q", "k"]], "native": {"ጠ": "t", "በ": "b", "ቀ": "k"}}
        for table in (index.folding.language, amharic, {"letters": "務务警驚"}, {}):
            said = reader.evaluate(
                "([table, typed]) => { const f = orderSearch.folding(table); return typed.map(t => [f.fold(t), f.words(t),"
                " f.words(t).map(f.forms), f.words(t).map(f.consonants)]); }",
                [table, TYPED],
            )
            fold = Folding(table)
            for typed, got in zip(TYPED, said, strict=True):
                words = fold.words(typed)
                assert got == [fold.fold(typed), words, [fold.forms(word) for word in words], [fold.consonants(word) for word in words]]
        ranked = reader.evaluate("typed => { const find = orderSearch.ready(searchIndex); return typed.map(t => find(t)); }", TYPED)
        for typed, got in zip(TYPED, ranked, strict=True):
            assert [one["entry"] for one in got] == [one.entry for one in index.find(typed)], f"{tag}: {typed}"
            assert [one["score"] for one in got] == pytest.approx([one.score for one in index.find(typed)], abs=2e-6)


MADE: dict[str, Any] = {
    "language": {"stop": ["in"], "call": ["telephone", "電話"], "define": ["what is"]},
    "entries": [
        ["guides/bail/", "guide", "Who pays bail for a neighbor of mine?", "Bail is money.", "bail", "", 0],
        ["glossary/#bail", "term", "Bail (fianza, caution, kaution en otro idioma)", "Money.", "", "", 0],
        ["guides/well/", "guide", "River water", "Clean.", "ice in library|telephone", "", 0],
        ["guides/mill/", "guide", "Bread", "From flour.", "bakery|ice", "", 0],
        ["contacts/#river", "contact", "River desk（河水服務）", "Ask about the river.", "", "", 0],
    ],
    "body": "",
}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("river", "guides/well/"),
        ("telephone river", "contacts/#river"),
        ("河水電話", "contacts/#river"),
        ("what is bail", "glossary/#bail"),
        ("ice in bakery", "guides/mill/"),
    ],
)
def test_what_is_asked_for_decides(reader: Any, address: str, typed: str, first: str) -> None:
    found = Index(MADE, Folding(MADE["language"])).find(typed)
    assert MADE["entries"][found[0].entry][0] == first
    reader.goto(f"{address}es/search/")
    said = reader.evaluate("([made, typed]) => orderSearch.ready(made)(typed)", [MADE, typed])
    assert [(one["entry"], one["score"]) for one in said] == [(one.entry, pytest.approx(one.score, abs=2e-6)) for one in found]


def test_a_bracket_does_not_make_a_title_longer() -> None:
    bare = Index({**MADE, "entries": [["", "term", "Bail", "", "", "", 0]]}, Folding())
    assert Index({**MADE, "entries": [["", "term", "Bail (fianza en otro idioma)", "", "", "", 0]]}, Folding()).find("bail") == bare.find(
        "bail"
    )


def test_nothing_is_loaded_before_the_field_is_touched(reader: Any, address: str) -> None:
    reader.goto(f"{address}es/search/")
    assert [url for url in reader.asked if "index-" in url] == []
    with reader.expect_response(lambda response: "index-" in response.url):
        reader.locator("#find-words").focus()
    assert len([url for url in reader.asked if "index-" in url]) == 1


def test_typing_dictating_and_pasting_find_and_nothing_is_kept(reader: Any, address: str) -> None:
    reader.goto(f"{address}es/search/")
    before = reader.evaluate("history.length")
    reader.locator("#find-words").fill("la sierna")  # Sets the text by one input event, as dictation and pasting do.
    assert titles(reader)[0] == "¿Qué hago si suena la sirena?"
    assert reader.locator("#find-said").get_attribute("aria-live") == "polite"
    reader.keyboard.press("Enter")
    assert reader.url == f"{address}es/search/"
    assert reader.evaluate("history.length") == before
    assert reader.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert not [url for url in reader.asked if "sierna" in url]
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('#find-list') !== null"), "the results are next by keyboard"
    reader.keyboard.press("Enter")
    reader.wait_for_url(f"{address}es/guides/siren/")


def test_english_results_say_so(reader: Any, address: str, town_site: tuple[Project, Built]) -> None:
    index = search.read_index(town_site[0].site, "ar")
    assert index is not None
    english = next(entry[2] for entry in index.entries if entry[6] & 1)
    reader.goto(f"{address}ar/search/")
    reader.locator("#find-words").fill(english)
    assert english in titles(reader)
    link = reader.locator("#find-list a", has_text=english).first
    assert (link.get_attribute("lang"), link.get_attribute("dir")) == ("en", "ltr")


def test_it_works_from_a_disk_under_a_strict_policy(browser: Any, town_site: tuple[Project, Built], tmp_path: Path) -> None:
    for path, data in town_site[1].files.items():
        if path.startswith(("es/", "assets/")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            policy = b"<head><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' file:; connect-src 'none'\">"
            (tmp_path / path).write_bytes(data.replace(b"<head>", policy) if path.endswith(".html") else data)
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / "es/search/index.html").as_uri())
    page.locator("#find-words").fill("perros")
    assert titles(page)[0] == "¿Puedo llevar mis mascotas?"
    assert said == []
    page.close()


def test_without_scripts_it_leads_to_the_topics(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}en/search/")
    assert not page.locator("#find-words").is_visible()
    page.get_by_role("main").get_by_role("link", name="All topics, from A to Z").click()
    assert page.url == f"{address}en/topics/"
    page.locator("li", has_text=re.compile("^dog")).get_by_role("link").click()
    assert page.url == f"{address}en/guides/pets/"
    context.close()


def test_topics_stand_in_the_languages_own_order(page: Callable[[str], str]) -> None:
    for tag in ("en", "es", "ar"):
        heads = re.findall(r'<h2 id="letter-\d+">(.*?)</h2>', page(f"{tag}/topics/"))
        assert heads == sorted(set(heads)) or tag == "ar"
        assert len(heads) == len(set(heads)) > 3


def test_only_search_and_the_offline_copy_have_a_script(town_site: tuple[Project, Built]) -> None:
    for path, data in town_site[1].files.items():
        if path.endswith(".html"):
            run = re.findall(rb"<script(?! type=\"application/ld\+json\")", data)  # A data block is never run.
            assert len(run) == (path.endswith(("/search/index.html", "/offline/index.html")) and not path.startswith("p/")), path


def test_verify_names_a_script_elsewhere_and_a_heavy_index(town_site: tuple[Project, Built], tmp_path: Path) -> None:
    for path, data in town_site[1].files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert list(search.budget(tmp_path)) == []
    heavy = next(tmp_path.glob("es/search/index-*.js"))
    heavy.write_text(heavy.read_text(encoding="utf-8") + "".join(f"{number * number * 7919:x}" for number in range(9000)), encoding="utf-8")
    assert [finding.rule for finding in search.budget(tmp_path)] == ["search-too-large"]
    home = tmp_path / "es/index.html"
    home.write_text(home.read_text(encoding="utf-8").replace("</body>", "<script>1</script></body>"), encoding="utf-8")
    assert "script-unexpected" in {finding.rule for finding in verify(tmp_path)}


def test_the_towns_questions_find_their_pages(town_site: tuple[Project, Built]) -> None:
    project = town_site[0]
    for tag in ("es", "ar"):
        index = search.read_index(project.site, tag)
        assert index is not None
        found = search.measure(tag, index, project.search_list(project.locale(tag)))
        assert [one.missed for one in found] == [(), ()]


def test_a_locale_without_its_list_is_told(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    path = town.search_path(town.locale("es"))
    assert check(path, "x", "es", frozenset(["siren"])) == []
    assert [finding.rule for finding in check(path, "x", "es", frozenset(["pets"]))] == ["search-page-unknown"]
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:20]), encoding="utf-8")
    assert [finding.rule for finding in check(path, "x", "es", frozenset(["siren"]))] == ["search-list-short"]
    path.unlink()
    monkeypatch.chdir(town.root)
    assert main(["check", "es"]) == 1
    assert "translations/es/search.yml: search-list-missing: is not there: es cannot be published" in capsys.readouterr().err


def test_a_hostile_title_stays_text_in_the_index(town: Project) -> None:
    from orderpages.publish.search import script_text

    written = script_text({"title": "</script><script>alert(1)</script>\u2028"})
    assert "<" not in written
    assert json.loads(written)["title"].startswith("</script>")


def test_the_words_for_nothing_found_are_the_languages_own(town_site: tuple[Project, Built]) -> None:
    for tag in ("en", "es", "ar"):
        html = town_site[1].files[f"{tag}/search/index.html"].decode()
        said = re.search(r'data-none="([^"]*)"', html)
        assert said
        assert len(said.group(1)) > 20
        assert said.group(1) != "None"
