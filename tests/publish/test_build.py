"""The published folder is always one whole old or one whole new site."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from orderpages import templating
from orderpages.cli import main
from orderpages.findings import CouldNotRun, Findings
from orderpages.project import Project
from orderpages.publish import build as building
from orderpages.publish.preview import Preview
from orderpages.verify.walk import verify

Edit = Callable[[str, str, str], None]


@pytest.fixture
def built(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(town.root)
    assert main(["build"]) == 0
    capsys.readouterr()
    return town


def everything(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_a_build_tells_its_stages_and_how_to_look(
    town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town.root)
    assert main(["build"]) == 0
    said = capsys.readouterr().out
    for words in ("making the skeleton", "filling en", "filling es", "filling ar", "21 pages in 3 languages", "scripts/serve", "site_url"):
        assert words in said


def test_the_finished_site_verifies(built: Project) -> None:
    assert verify(built.site) == []


@pytest.mark.parametrize(
    ("break_it", "rule"),
    [
        (lambda html: html.replace('href="../pets/', 'href="../cats/').replace("../../guides/pets/", "../../guides/cats/"), "link-dead"),
        (lambda html: html.replace("#warden", "#warder"), "anchor-dead"),
        (lambda html: html.replace('lang="es"', 'lang="fr"', 1), "language-mismatch"),
        (lambda html: html.replace('id="leave-house"', 'id="salga"'), "anchors-differ"),
        (lambda html: html.replace("<h1", "<h1>x</h1><h1", 1), "heading-count"),
        (lambda html: html.replace("</main>", '<img src="https://other.example/x.png" alt=""></main>'), "other-host"),
        (lambda html: html.replace('rel="canonical"', 'rel="x"'), "canonical-missing"),
        (lambda html: html.replace("</main>", '<i id="do"></i></main>'), "id-twice"),
    ],
)
def test_verify_sees_what_is_broken(built: Project, break_it: Callable[[str], str], rule: str) -> None:
    path = built.site / "es/guides/siren/index.html"
    path.write_text(break_it(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert rule in {finding.rule for finding in verify(built.site)}


def test_verify_misses_a_page_that_one_language_lacks(built: Project) -> None:
    (built.site / "ar/guides/pets/index.html").unlink()
    assert {finding.rule for finding in verify(built.site)} >= {"page-missing", "link-dead"}


def test_a_finding_leaves_the_old_site_whole(built: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(built.site)
    edit("docs/guidance/siren.yml", "related: [pets]", "related: [cats]")
    assert main(["build"]) == 1
    assert "docs/guidance/siren.yml:25: guide-unknown" in capsys.readouterr().err
    assert everything(built.site) == before


def test_a_broken_message_costs_only_itself(built: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit("translations/es/LC_MESSAGES/content.po", "Salga de la casa **ahora**.", "<script>alert(1)</script> **x**")
    assert main(["build"]) == 1
    assert "markup-forbidden: siren/leave-house" in capsys.readouterr().err
    page = (built.site / "es/guides/siren/index.html").read_text(encoding="utf-8")
    assert "alert(1)" not in page
    assert '<li id="leave-house"><span class="en" lang="en" dir="ltr">Leave the house <strong>now</strong>.</span>' in page
    assert "No maneje por el agua." in page


def test_a_broken_catalog_falls_back_to_english_and_says_so(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = built.root / "translations/es/LC_MESSAGES/content.po"
    path.write_text(path.read_text(encoding="utf-8") + 'msgid "open\n', encoding="utf-8")
    assert main(["build"]) == 1
    assert "catalog-broken" in capsys.readouterr().err
    assert "Salga" not in (built.site / "es/guides/siren/index.html").read_text(encoding="utf-8")
    assert "اخرج" in (built.site / "ar/guides/siren/index.html").read_text(encoding="utf-8")


def test_strict_stops_and_keeps_the_old_site(built: Project) -> None:
    before = everything(built.site)
    path = built.root / "translations/es/LC_MESSAGES/content.po"
    path.write_text(path.read_text(encoding="utf-8") + 'msgid "open\n', encoding="utf-8")
    assert main(["build", "--strict"]) == 1
    assert everything(built.site) == before


def test_a_full_disk_leaves_the_old_site_whole(built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(built.site)
    written = iter(range(10_000))
    write = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if "site.new" in str(self) and next(written) > 5:
            raise OSError(28, "No space left on device", str(self))
        return write(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert main(["build"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert everything(built.site) == before
    assert not (built.build / "site.new").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_site_is_told(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(built.site)
    built.site.chmod(0o555)
    try:
        assert main(["build"]) == 2
    finally:
        built.site.chmod(0o755)
    assert "read-only" in capsys.readouterr().err
    assert everything(built.site) == before


def test_a_site_that_cannot_be_replaced_is_told(
    built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same as a read-only folder, also for root: renaming fails."""
    before = everything(built.site)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "site.new":
            raise PermissionError(13, "Permission denied", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    assert main(["build"]) == 2
    assert "The published folder is as it was." in capsys.readouterr().err
    assert everything(built.site) == before


def test_ctrl_c_leaves_the_old_site_whole(built: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(built.site)

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "left_over", interrupted)
    assert main(["build"]) == 2
    assert "Nothing half-written" in capsys.readouterr().err
    assert everything(built.site) == before


def test_only_some_languages(built: Project) -> None:
    assert main(["build", "--locale", "es"]) == 0
    assert sorted(path.name for path in built.site.iterdir() if (path / "index.html").is_file()) == ["en", "es"]


def test_an_unknown_language_is_told(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--locale", "xx"]) == 2
    assert 'There is no language "xx"' in capsys.readouterr().err


def test_outside_a_site_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    assert "Go to the folder that holds mkdocs.yml" in capsys.readouterr().err


def test_a_new_language_builds_at_once(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-locale", "am"]) == 0
    said = capsys.readouterr().out
    assert "messages to translate" in said
    assert "translations/am/search.yml" in said
    assert "To undo it: delete its line in translations/locales.yml and the folder translations/am." in said
    assert main(["build"]) == 0
    html = (built.site / "am/guides/siren/index.html").read_text(encoding="utf-8")
    assert '<html lang="am" dir="ltr">' in html
    assert 'lang="en" dir="ltr">Leave the house' in html
    assert "አማርኛ" in (built.site / "index.html").read_text(encoding="utf-8")


def test_a_language_that_cldr_does_not_know_needs_its_name(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-locale", "hmn"]) == 2
    assert "--name" in capsys.readouterr().err
    assert main(["new-locale", "hmn", "--name", "Hmoob"]) == 0
    assert main(["build"]) == 0
    assert (built.site / "hmn/index.html").is_file()


def test_mkdocs_by_hand_names_the_command(town: Project) -> None:
    repository = Path(__file__).parent.parent.parent
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-d", str(town.build / "by-hand")],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Run scripts/build, or scripts/serve to preview." in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_publish_reports_instead_of_raising_os_errors(town: Project) -> None:
    blocked = town.root / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(CouldNotRun):
        building.publish(building.Built({"a/index.html": b""}, (), 1, 1), town.site, blocked / "aside")


def test_an_address_without_a_slash_is_still_a_folder(built: Project) -> None:
    assert main(["build", "--site-url", "https://x.example/sub"]) == 0
    assert 'rel="canonical" href="https://x.example/sub/en/"' in (built.site / "en/index.html").read_text(encoding="utf-8")
    assert "Sitemap: https://x.example/sub/sitemap.xml" in (built.site / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ['https://x.example/"><script>', "x.example", "javascript:alert(1)"])
def test_an_address_that_is_none_is_refused(built: Project, address: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(built.site)
    assert main(["build", "--site-url", address]) == 2
    assert "Write it in the form of https://" in capsys.readouterr().err
    assert everything(built.site) == before


@pytest.mark.parametrize("epoch", ["soon", "9" * 12, "9" * 30])
def test_a_day_beyond_the_calendar_is_told(
    town: Project, epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["build"]) == 2
    assert "is not a day" in capsys.readouterr().err


def test_a_damaged_template_of_catalogs_is_stale(town: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town.root)
    assert main(["extract"]) == 0
    (town.translations / "content.pot").write_bytes(b"\xff")
    assert main(["extract", "--check"]) == 1


def test_ctrl_c_between_the_two_renames_brings_the_old_site_back(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(built.site)
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name == "site.new":
            raise KeyboardInterrupt
        return rename(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", interrupted)
        assert main(["build"]) == 2
    assert everything(built.site) == before
    assert not (built.build / "site.new").exists()


def test_a_build_killed_between_the_two_renames_loses_nothing(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(built.site)
    built.site.rename(built.build / "site.old")
    monkeypatch.setattr(building.os, "access", lambda path, mode: False)
    with pytest.raises(CouldNotRun):
        building.publish(building.Built({"index.html": b""}, (), 1, 1), built.site, built.build / "site.new")
    assert everything(built.site) == before


def test_a_broken_template_is_told_with_its_line(built: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    before = everything(built.site)
    edit("overrides/main.html", '<html lang="{{ x.tag }}"', '<html lang="{{ x.tag "')
    assert main(["build"]) == 1
    assert "overrides/main.html:5: template-broken" in capsys.readouterr().err
    assert everything(built.site) == before


def test_a_template_that_asks_for_what_is_not_there_is_told() -> None:
    with pytest.raises(Findings) as stopped:
        templating.render("site/glossary.html.jinja")
    assert str(stopped.value).startswith("scripts/orderpages/templates/site/glossary.html.jinja:2: template-broken")


def test_a_preview_that_cannot_build_keeps_serving(built: Project) -> None:
    said: list[str] = []
    kept = Preview(built, built.locale("es"), "http://127.0.0.1:1/", built.build / "preview/site", said.append)
    kept.refresh()
    shown = everything(built.build / "preview/site")
    for name, text in (("mkdocs.yml", "a: ["), ("overrides/main.html", "{% if")):
        path = built.root / name
        whole = path.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        kept.refresh()
        path.write_text(whole, encoding="utf-8")
        assert said.pop() == "The preview shows the last good state."
    assert everything(built.build / "preview/site") == shown


def test_a_preview_ends_with_ctrl_c_and_tells_a_taken_port(town: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "orderpages", "serve", "--port", port],
            cwd=town.root,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 2
        assert "cannot be listened on" in done.stderr
    started = subprocess.Popen(
        [sys.executable, "-m", "orderpages", "serve", "es", "--port", port], cwd=town.root, stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    assert "Stop with Ctrl-C" in started.stdout.readline()
    time.sleep(1)
    started.send_signal(signal.SIGINT)
    assert started.wait(timeout=20) == 0


def test_verify_reads_whatever_stands_in_the_site(built: Project) -> None:
    path = built.site / "es/guides/siren/index.html"
    (built.site / "print.pdf").write_bytes(b"%PDF")
    odd = b'<a href="../../../print.pdf#page=2">x</a><a href="http://[">y</a><a href="#%64o">z</a></main>' + b"\xff"
    path.write_bytes(path.read_bytes().replace(b"</main>", odd))
    assert [finding.words for finding in verify(built.site)] == ["links to http://[, which is no address."]
