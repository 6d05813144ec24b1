"""What browsers count on the finished site, and that they see what must not be there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orderpages.cli import main
from orderpages.project import Project
from orderpages.publish.build import Built
from orderpages.verify import browser as looking
from orderpages.verify.crawl import Crawl, gathered
from orderpages.verify.pages import Page, pages

ICON = '<meta charset="utf-8"><link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">'


def test_the_town_asks_nobody_keeps_nothing_and_bars_nobody(town_site: tuple[Project, Built]) -> None:
    """In one language of each direction, with axe-core, in every view; the search typed into and answering."""
    site = town_site[0].site
    wanted = [page for page in pages(site, tags=("es", "ar", "")) if page.kind not in ("show", "link", "card")]
    seen = looking.crawl(site, wanted, axe=True)
    assert seen.findings == []
    searches = sum(page.kind == "search" for page in wanted)
    assert searches == 2
    assert seen.counts() == {
        "pages": len(wanted),
        "views": 5 * len(wanted) + 2 * searches,
        "languages": 3,
        "other_hosts": 0,
        "cookies": 0,
        "stored": 0,
        "errors": 0,
        "accessibility": 0,
    }


@pytest.fixture
def found(browser: Any, tmp_path: Path) -> Callable[..., list[tuple[str, str]]]:
    """Look at one page with this in its head and body; give the rules it breaks, with the words."""

    def look(head: str = "", body: str = "", tag: str = "es", kind: str = "guide", axe: bool = False) -> list[tuple[str, str]]:
        (tmp_path / tag).mkdir()
        direction = "rtl" if tag in ("ar", "fa") else "ltr"
        html = f'<!doctype html><html lang="{tag}" dir="{direction}"><title>Page</title>{ICON}{head}<body class="page-{kind}"><main><h1>Page</h1>{body}'
        (tmp_path / tag / "index.html").write_text(html, encoding="utf-8")
        seen = looking.look(browser, looking.Dealt.out(tmp_path, pages(tmp_path), axe))
        assert {finding.place.file for finding in seen.findings} <= {f"{tmp_path.name}/{tag}/index.html"}
        return [(finding.rule, finding.words) for finding in seen.findings]

    return look


Found = Callable[..., list[tuple[str, str]]]


def test_a_plain_page_is_clean(found: Found) -> None:
    assert found(body='<p id="answer">Yes.</p><p class="tel"><a style="display:inline-block;min-height:44px" href="tel:311">311</a>') == []


@pytest.mark.parametrize(
    ("head", "rule"),
    [
        ('<script>document.cookie = "seen=1"</script>', "cookie-set"),
        ('<script>localStorage.setItem("seen", "1")</script>', "storage-used"),
        ('<img src="http://127.0.0.2:9/pixel.png" alt="">', "other-host-asked"),
        ("<script>nothing()</script>", "script-fault"),
        (
            """<meta http-equiv="Content-Security-Policy" content="script-src 'none'"><script>alert(1)</script>""",
            "console-message",
        ),
    ],
)
def test_a_page_that_misbehaves_is_named(found: Found, head: str, rule: str) -> None:
    assert rule in {rule for rule, _ in found(head)}


@pytest.mark.parametrize(
    ("body", "rule", "words"),
    [
        ('<p style="width: 400px">Wide</p>', "cut-off", "scrolls sideways by"),
        ('<p style="width: 11rem; white-space: nowrap">Fits at 100 %, not with larger text</p>', "cut-off", "with text of 200 %"),
        ('<button style="min-height: 0; height: 30px; font-size: 14px">Small</button>', "target-small", "30.0 px"),
        ('<p style="color: #888">Pale</p>', "contrast-low", "3.54"),
        ('<p id="answer" style="height: 900px">Long</p>', "answer-below", "below"),
        ('<a href="#x" style="outline: none">Where am I?</a>', "focus-unseen", "shows no focus"),
        ('<a href="#x" style="position: fixed; left: -300px">Gone</a>', "focus-unseen", "is off the screen"),
        ('<a href="#x" tabindex="-1">Never</a>', "focus-unseen", "no key reaches"),
        ('<a href="#x">Below</a><p style="position: fixed; inset: 0; background: #fff">Above</p>', "focus-unseen", "is behind"),
        (
            "<script>new PerformanceObserver(() => document.querySelector('main').prepend('Late')).observe({type: 'paint', buffered: true})"
            "</script><p>Moved",
            "layout-shift",
            "moves",
        ),
    ],
)
def test_a_page_that_bars_readers_is_named(found: Found, body: str, rule: str, words: str) -> None:
    said = [told for broken, told in found(body=body) if broken == rule]
    assert [told for told in said if words in told] != [], said


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("اتصل على 202-555-0100 الآن", ["202-555-0100"]),
        ("اتصل على +1 (202) 555-0100 الآن", ["+1 (202) 555-0100"]),
        ("البند 287(g) هنا", ["287(g)"]),
        ("انظر /es/guides/ هنا", ["es/guides/"]),
        ('اتصل على <bdi dir="ltr">202-555-0100</bdi> أو 911، 311.', []),
        ("أمر (ICE) رقم 12.", []),
    ],
)
def test_what_is_drawn_backwards_in_arabic_is_named(found: Found, text: str, backwards: list[str]) -> None:
    said = [
        words.partition(": ")[2].partition(" in <")[0]
        for rule, words in found(body=f"<p>{text}</p>", tag="ar")
        if rule == "drawn-backwards"
    ]
    assert said == backwards


def test_axe_reads_dark_colors_and_closed_menus_too(found: Found) -> None:
    style = "<style>@media (prefers-color-scheme: dark) { body { background: #000 } p { color: #222 } }</style>"
    said = found(head=style, body='<p>Dark</p><details><summary>More</summary><img src="data:,"></details>', axe=True)
    broken = [words for rule, words in said if rule == "accessibility-rule"]
    assert any("in dark colors, breaks color-contrast" in words for words in broken)
    assert any("with the menus open, breaks image-alt" in words for words in broken)


@pytest.mark.parametrize(("faults", "rules"), [(1, []), (2, ["page-unmeasured"])])
def test_a_browser_that_breaks_down_gets_a_second_try(found: Found, monkeypatch: pytest.MonkeyPatch, faults: int, rules: list[str]) -> None:
    from playwright.sync_api import Error

    left, views = [None] * faults, looking.views

    def break_down(*given: Any) -> Any:
        if left:
            left.pop()
            raise Error("Target crashed")
        return views(*given)

    monkeypatch.setattr(looking, "views", break_down)
    assert [rule for rule, _ in found()] == rules


def test_what_many_pages_share_is_said_once() -> None:
    seen = Crawl()
    for path in ("es/b/index.html", "es/a/index.html", "es/c/index.html"):
        seen.add(Page(path, "guide"), "site", [("cut-off", "is wide")], language="es", views=5, requests=1)
    (finding,) = gathered(seen.findings)
    assert finding.place.file == "site/es/a/index.html"
    assert finding.detail == ("Also on 2 more pages, the last site/es/c/index.html.",)
    assert seen.table()[-1][:4] == ["all", "3", "15", "3"]


def test_a_part_of_the_site_is_chosen_by_kind_pattern_and_language(town_site: tuple[Project, Built]) -> None:
    site = town_site[0].site
    assert [page.path for page in pages(site, "guide", ("es",))] == [page.path for page in pages(site, "es/guides/?*")]
    assert {page.tag for page in pages(site, "guide")} == {"en", "es", "ar", "en-XA", "ar-XB"}


def test_the_figures_are_recorded_and_shown(town: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = Crawl(looked_for_barriers=True, languages={"en", "es", "ar"})
    for number in range(60):
        counts.add(Page(f"en/{number}/index.html", "guide"), "site", [], language="en", views=5, requests=1)
    monkeypatch.setattr(looking, "crawl", lambda *given, **more: counts)
    monkeypatch.chdir(town.root)
    assert main(["build", "--quiet"]) == 0
    assert not (town.site / "en/privacy-check").exists(), "without a record there is no page"
    assert main(["verify", "--browser", "--only", "guide", "--record"]) == 2, "a part is not the record"
    assert main(["verify", "--browser", "--axe", "--record", "--as-of", "2026-11-22"]) == 0
    assert json.loads((town.build / "privacy.json").read_text())["pages"] == 60
    assert main(["build", "--quiet"]) == 0
    page = (town.site / "en/privacy-check/index.html").read_text(encoding="utf-8")
    assert "November 22, 2026" in page
    assert 'id="check-pages"' in page
    assert "large text: 300<" in page
    assert main(["verify"]) == 0


def test_without_a_browser_it_says_what_to_install(
    town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town.root)
    main(["build", "--quiet"])
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert main(["verify", "--browser"]) == 2
    assert "apt-get install chromium" in capsys.readouterr().err
