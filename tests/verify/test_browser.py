"""What a browser counts on the finished site, and that it sees what must not be there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from orderpages.cli import main
from orderpages.project import Project
from orderpages.publish.build import Built
from orderpages.verify import browser as looking


def test_the_town_asks_nobody_keeps_nothing_and_bars_nobody(browser: Any, town_site: tuple[Project, Built]) -> None:
    seen = looking.look(browser, town_site[0].site, axe=True)
    assert seen.findings == []
    assert seen.counts() == {
        "pages": sum(path.endswith(".html") for path in town_site[1].files),
        "languages": 5,
        "other_hosts": 0,
        "cookies": 0,
        "stored": 0,
        "errors": 0,
        "accessibility": 0,
    }


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
def test_a_page_that_misbehaves_is_named(browser: Any, tmp_path: Path, head: str, rule: str) -> None:
    (tmp_path / "es").mkdir()
    (tmp_path / "es/index.html").write_text(f'<!doctype html><html lang="es"><link rel="icon" href="data:,">{head}', encoding="utf-8")
    seen = looking.look(browser, tmp_path)
    assert rule in {finding.rule for finding in seen.findings}
    assert {finding.place.file for finding in seen.findings} == {"site/es/index.html"}


def test_the_figures_are_recorded_and_shown(town: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = looking.Crawl(pages=60, languages={"en", "es", "ar"}, accessibility=0)
    monkeypatch.setattr(looking, "crawl", lambda *given, **more: counts)
    monkeypatch.chdir(town.root)
    assert main(["build", "--quiet"]) == 0
    assert not (town.site / "en/privacy-check").exists(), "without a record there is no page"
    assert main(["verify", "--browser", "--record", "--as-of", "2026-11-22"]) == 0
    assert json.loads((town.build / "privacy.json").read_text())["pages"] == 60
    assert main(["build", "--quiet"]) == 0
    page = (town.site / "en/privacy-check/index.html").read_text(encoding="utf-8")
    assert "November 22, 2026" in page
    assert 'id="check-pages"' in page
    assert main(["verify"]) == 0


def test_without_a_browser_it_says_what_to_install(
    town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town.root)
    main(["build", "--quiet"])
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(looking, "_playwright", lambda: looking.chromium())
    assert main(["verify", "--browser"]) == 2
    assert "apt-get install chromium" in capsys.readouterr().err
