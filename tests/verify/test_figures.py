"""First visit, score of the headers, valid HTML, and the figures that verify ends with."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from orderpages.cli import main
from orderpages.findings import CouldNotRun
from orderpages.project import Project
from orderpages.publish.build import Built
from orderpages.verify import first_visit, headers, markup
from orderpages.verify.pages import RIGHTS_PAGES, pages


def written(site: Path, head: str, path: str = "es/guides/index.html", kind: str = "guide") -> Path:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'<!doctype html><html lang="es"><title>A</title>{head}<body class="page-{kind}"><h1>A</h1>', encoding="utf-8")
    return site


def rules(site: Path) -> list[str]:
    return [finding.rule for finding in first_visit.too_much(first_visit.visits(site, pages(site)))]


def test_a_first_visit_to_the_town_is_one_small_request(town_site: tuple[Project, Built]) -> None:
    site = town_site[0].site
    visits = list(first_visit.visits(site, pages(site)))
    assert {visit.page.kind for visit in visits} == set(RIGHTS_PAGES)
    assert {visit.requests for visit in visits} == {1}
    assert rules(site) == []


@pytest.mark.parametrize(
    ("head", "broken"),
    [
        ('<link rel="preload" href="../a.woff2" as="font">', ["first-visit-carries"]),
        ("<style>@font-face{font-family:x;src:url(../a.woff2)}</style>", ["first-visit-carries"]),
        ('<script src="../bundle.js"></script>', ["first-visit-carries"]),
        ('<link rel="stylesheet" href="../assets/stylesheets/main.css">', ["first-visit-carries"]),
        ('<link rel="prefetch" href="../sitemap.xml">', ["first-visit-carries"]),
        ('<img src="1.png"><img src="2.png"><img srcset="3.png 2x">', ["first-visit-requests"]),
        ('<img src="data:image/gif;base64,R0lGOD"><a href="../a.woff2">A</a><link rel="canonical" href="/">', []),
    ],
)
def test_what_a_page_fetches_is_seen(tmp_path: Path, head: str, broken: list[str]) -> None:
    assert rules(written(tmp_path, head)) == broken


def test_the_bytes_of_what_it_fetches_count(tmp_path: Path) -> None:
    written(tmp_path, '<link rel="stylesheet" href="../a.css">')
    (tmp_path / "es/a.css").write_bytes(random.Random(1).randbytes(19_000))
    assert rules(tmp_path) == []
    (tmp_path / "es/a.css").write_bytes(random.Random(1).randbytes(21_000))
    assert rules(tmp_path) == ["first-visit-heavy"]


def test_heavy_rights_pages_of_a_language_are_named(tmp_path: Path) -> None:
    written(tmp_path, f"<!-- {random.Random(1).randbytes(11_000).hex()} -->")
    (finding,) = first_visit.too_much(first_visit.visits(tmp_path, pages(tmp_path)))
    assert (finding.rule, finding.place.file) == ("first-visit-median", "site/es/")


def test_the_files_of_every_host_score_high(town_site: tuple[Project, Built]) -> None:
    sent = headers.sent_by_hosts(town_site[0].site)
    assert {file: headers.score(one) for file, one in sent.items()} == {"_headers": 130, "nginx.conf": 130, ".htaccess": 130}
    assert list(headers.below_grade(sent)) == []


@pytest.mark.parametrize(
    ("change", "score"),
    [
        ({}, 130),
        ({"Content-Security-Policy": ""}, 55),
        ({"Content-Security-Policy": "default-src 'none'"}, 80),
        ({"Content-Security-Policy": "default-src 'self', frame-ancestors 'none'"}, 125),
        ({"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}, 120),
        ({"Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'"}, 80),
        ({"Content-Security-Policy": "default-src 'none'; script-src 'self' 'unsafe-eval'; frame-ancestors 'none'"}, 110),
        ({"Referrer-Policy": "unsafe-url"}, 120),
        ({"Strict-Transport-Security": "max-age=60"}, 120),
        ({"Strict-Transport-Security": ""}, 80),
        ({"X-Content-Type-Options": ""}, 125),
        ({"Cross-Origin-Resource-Policy": "cross-origin"}, 120),
    ],
)
def test_headers_are_scored_as_the_observatory_does(change: dict[str, str], score: int) -> None:
    sent = {
        "Content-Security-Policy": "default-src 'none'; style-src 'sha256-x', frame-ancestors 'none'",
        "Referrer-Policy": "no-referrer",
        "Strict-Transport-Security": "max-age=31536000",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert headers.score({**sent, **change}) == score


def test_a_low_score_says_what_cost_it(tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text("/*\n  X-Content-Type-Options: nosniff\n", encoding="utf-8")
    (finding,) = headers.below_grade(headers.sent_by_hosts(tmp_path))
    assert finding.rule == "headers-score"
    assert "Content-Security-Policy -25" in finding.cure


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("<style>p{padding-inline:1rem;content-visibility:auto}a:has(b){top:0}</style>", ""),
        ("<p><p></b>", "Stray end tag"),
        ("<style>p{colour:red}</style>", "colour"),
    ],
)
def test_the_validator_names_what_is_wrong_and_knows_new_styles(tmp_path: Path, head: str, words: str) -> None:
    found = list(markup.invalid(written(tmp_path / "site", head)))
    assert bool(found) == bool(words)
    assert all(words in finding.words or finding.rule == "html-invalid" for finding in found)
    assert any(words in finding.words for finding in found) == bool(words)
    assert {finding.place.file for finding in found} <= {"site/es/guides/index.html"}


def test_without_java_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CouldNotRun, match="apt-get install default-jre-headless"):
        list(markup.invalid(tmp_path))


def test_verify_ends_with_its_figures(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(town.root)
    assert main(["build", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["verify", "--search", "--html"]) == 0
    told = capsys.readouterr().out
    for figure in (
        "guide ",
        "rights pages",
        "links ",
        "_headers 130, nginx.conf 130, .htaccess 130",
        "Errors of the Nu validator: 0",
        "search es",
    ):
        assert figure in told
