"""An address that was public stays: the ledger, redirects that work without scripts, permalinks, the archive."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from orderpages.cli import main
from orderpages.project import Project
from orderpages.publish import archive
from orderpages.publish.build import Built
from orderpages.publish.ledger import Living, check, record
from orderpages.verify.walk import verify

Edit = Callable[[str, str, str], None]


def rules(project: Project) -> list[str]:
    return [finding.rule for finding in check(Project(project.root))]


def redirect(town: Project, *lines: str) -> None:
    (town.docs / "redirects.yml").write_text("".join(f"- {{{line}}}\n" for line in lines), encoding="utf-8")


@pytest.fixture
def published(town: Project) -> Project:
    """Give the town with its ledger, as it stood before something went."""
    record(town)
    return town


@pytest.fixture
def without_pets(published: Project, edit: Edit) -> Project:
    (published.docs / "guidance/pets.yml").unlink()
    edit("docs/guidance/siren.yml", "related: [pets]\n", "")
    return published


def test_the_ledger_knows_every_page_and_anchor_of_the_built_site(town_site: tuple[Project, Built]) -> None:
    """What is public and not in the ledger could vanish unseen."""
    project, built = town_site
    promised = Living(project).addresses
    missing = set()
    for path, data in built.files.items():
        top, _, rest = path.partition("/")
        if not path.endswith(".html") or path in ("404.html", "index.html") or top not in ("en", "p"):
            continue
        address = (f"*/{rest}" if top == "en" else path).removesuffix("index.html")
        main_text = LexborHTMLParser(data.decode()).css_first("main")
        ids = {node.attributes["id"] for node in main_text.css("[id]")} - {"content"}
        ids = {name for name in ids if not name.startswith(("letter-", "find"))}  # Parts of an alphabet, and the search field.
        missing |= {line for line in (address, *(f"{address}#{name}" for name in ids)) if line not in promised}
    assert missing == set()


def test_lines_are_sorted_and_only_added(published: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = published.docs / "published-paths.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert {"*/guides/siren/#leave-house", "p/siren/#leave-house", "*/embed/siren/", "data/v1/*/guides.json", "es/"} <= set(lines)
    path.write_text("*/guides/old/\n", encoding="utf-8")
    monkeypatch.chdir(published.root)
    assert main(["ledger"]) == 0
    assert "new lines" in capsys.readouterr().out
    assert set(path.read_text(encoding="utf-8").splitlines()) == {*lines, "*/guides/old/"}
    assert main(["ledger"]) == 0
    assert "0 new lines" in capsys.readouterr().out


def test_a_removed_guide_stops_check_until_a_redirect_stands(
    without_pets: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(without_pets.root)
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert '"guides/pets/" was published' in said
    assert "docs/redirects.yml" in said
    assert said.count("address-lost") == 1, "one finding, not one for each anchor and copy"
    redirect(without_pets, "from: guides/pets/, to: guides/siren/, since: 2031-06-01, reason: Now one page")
    assert main(["check"]) == 0


def test_the_redirect_is_a_page_that_works_without_scripts(
    without_pets: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    redirect(without_pets, "from: guides/pets/, to: guides/siren/, since: 2031-06-01, reason: Now one page")
    monkeypatch.chdir(without_pets.root)
    assert main(["build"]) == 0
    assert main(["verify"]) == 0, capsys.readouterr().err
    site = without_pets.site
    moved = (site / "es/guides/pets/index.html").read_text(encoding="utf-8")
    assert '<html lang="es"' in moved
    assert 'href="../../../es/guides/siren/"' in moved
    assert '<link rel="canonical" href="https://river.example/es/guides/siren/">' in moved
    assert "<script" not in moved
    assert "refresh" not in moved
    assert "../../../es/embed/siren/" in (site / "es/embed/pets/index.html").read_text(encoding="utf-8")
    assert (site / "es/qr/pets.svg").read_bytes() == (site / "es/qr/siren.svg").read_bytes()
    assert "What if the siren sounds?" in (site / "p/pets/index.html").read_text(encoding="utf-8")
    assert "/es/guides/pets/ /es/guides/siren/ 301\n" in (site / "_redirects").read_text()
    assert '"/es/guides/pets/" "/es/guides/siren/";\n' in (site / "redirects.nginx.map").read_text()
    assert "/es/guides/pets/ /es/guides/siren/\n" in (site / "redirects.apache.map").read_text()


def test_verify_sees_a_promise_broken_on_the_finished_site(town_site: tuple[Project, Built]) -> None:
    project, _ = town_site
    promised = ["*/guides/siren/", "*/guides/siren/#leave-house", "p/siren/"]
    assert verify(project.site, promised=promised) == []
    found = verify(project.site, promised=[*promised, "*/guides/siren/#gone", "p/gone/"])
    assert [(finding.rule, finding.place.line) for finding in found] == [("address-lost", 4), ("address-lost", 5)]


def test_a_statement_that_moved_keeps_its_anchor(published: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    edit("docs/guidance/siren.yml", "do_not: [{id: do-not-drive,", "do_not: [{id: stay-out,")
    assert rules(published) == ["address-lost"]
    redirect(published, 'from: "guides/siren/#do-not-drive", to: "guides/siren/#stay-out", since: 2031-06-01, reason: Renamed')
    assert rules(published) == []
    monkeypatch.chdir(published.root)
    assert main(["build"]) == 0
    assert main(["verify"]) == 0
    html = (published.site / "ar/guides/siren/index.html").read_text(encoding="utf-8")
    assert '<p id="do-not-drive"><a href="../../guides/siren/#stay-out">' in html


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("from: guides/old/, to: guides/nowhere/, since: 2031-06-01, reason: x", "redirect-dead"),
        ("from: guides/siren/, to: guides/pets/, since: 2031-06-01, reason: x", "redirect-shadows"),
    ],
)
def test_a_redirect_that_misleads_is_told(town: Project, line: str, rule: str) -> None:
    redirect(town, line)
    assert rules(town) == [rule]


def test_a_removed_question_is_one_finding(published: Project) -> None:
    (published.docs / "questions.yml").write_text("[]\n", encoding="utf-8")
    assert rules(published) == ["address-lost"], "the heading of its group keeps a bare anchor"


def test_a_language_taken_down_leads_to_english(published: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    edit("translations/locales.yml", "- {tag: es, name: Español, english: Spanish, dir: ltr, script: Latn, status: published}\n", "")
    import shutil

    shutil.rmtree(published.translations / "es")
    assert rules(published) == ["address-lost"]
    redirect(published, "from: es/, to: en/, since: 2031-06-01, reason: No reviewer, withdrawn: yes")
    assert rules(published) == []
    monkeypatch.chdir(published.root)
    assert main(["build"]) == 0
    assert main(["verify"]) == 0
    assert 'href="../../../en/guides/siren/"' in (published.site / "es/guides/siren/index.html").read_text(encoding="utf-8")


def test_a_permalink_offers_every_language_and_every_statement(town_site: tuple[Project, Built]) -> None:
    html = town_site[1].files["p/siren/index.html"].decode()
    tree = LexborHTMLParser(html)
    assert [node.attributes["href"] for node in tree.css(".languages a")] == [
        f"../../{tag}/guides/siren/" for tag in ("en", "es", "ar", "en-XA", "ar-XB")
    ]
    assert "noindex" in html
    assert "<script" not in html
    assert tree.css_first("#leave-house a[lang=es]").attributes["href"] == "../../es/guides/siren/#leave-house"
    for name in ("open-shelter", "q-who-calls", "zone", "warden", "river-order", "home", "contacts"):
        assert f"p/{name}/index.html" in town_site[1].files


# ---------------------------------------------------------------- the archive


def test_the_archive_keeps_only_what_changed_and_gives_any_day_back(town: Project, edit: Edit) -> None:
    assert "new or changed" in archive.archive(town, datetime.date(2031, 5, 1))
    first = (town.docs / "archive/2031-05-01.json").read_bytes()
    assert archive.archive(town, datetime.date(2031, 5, 1)).endswith("0 gone.")
    assert (town.docs / "archive/2031-05-01.json").read_bytes() == first
    assert "nothing to archive" in archive.archive(town, datetime.date(2031, 5, 2))
    edit("docs/guidance/siren.yml", "text: Do not drive through water.", "text: Never drive through water.")
    edit("docs/facts.yml", "phone: 202-555-0100", "phone: 202-555-0199")
    later = Project(town.root)
    archive.archive(later, datetime.date(2031, 6, 1))
    given = json.loads((town.docs / "archive/2031-06-01.json").read_text(encoding="utf-8"))
    assert set(given["said"]) == {"siren/do-not-drive", "siren/call-warden", "questions/q-who-calls/answer"}
    days = archive.load(town.docs)
    states = archive.states(days)
    assert states["2031-05-01"]["siren/do-not-drive"] == "Do not drive through water."
    assert states["2031-06-01"] == archive.spoken(later)
    assert set(archive.pages(days)["2031-06-01"]) == {"siren", "questions"}


def test_a_dated_permalink_says_what_the_page_said(town: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.archive(town, datetime.date(2031, 5, 1))
    edit("docs/guidance/siren.yml", "text: Do not drive through water.", "text: Never drive through water.")
    monkeypatch.chdir(town.root)
    assert main(["build"]) == 0
    assert main(["verify"]) == 0
    old = (town.site / "p/siren/on/2031-05-01/index.html").read_text(encoding="utf-8")
    assert '<li id="do-not-drive">Do not drive through water.' in old
    assert archive.sha256("Do not drive through water.") in old
    assert "p/siren/on/2031-05-01/" in (town.site / "p/siren/index.html").read_text(encoding="utf-8")


def test_an_archive_changed_by_hand_is_refused(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    archive.archive(town, datetime.date(2031, 5, 1))
    path: Path = town.docs / "archive/2031-05-01.json"
    path.write_text(path.read_text(encoding="utf-8").replace("Do not drive", "Do drive"), encoding="utf-8")
    monkeypatch.chdir(town.root)
    assert main(["build"]) == 2
    assert "changed by hand" in capsys.readouterr().err


# ---------------------------------------------------------------- papers, images, data


def test_what_is_public_is_promised_or_known_not_to_be(town_site: tuple[Project, Built]) -> None:
    """A file nobody decided about could vanish unseen."""
    promised = Living(town_site[0]).addresses
    unpromised = re.compile(
        r"(assets/|[^/]+/search/index-)[a-z-]*[0-9a-f]{12}\.js$"  # Their names change with their bytes.
        r"|_headers$|_redirects$|nginx\.conf$|\.htaccess$|redirects\.(nginx|apache)\.map$"  # Read by hosts, not by readers.
        r"|404\.html$|index\.html$|en-XA/|ar-XB/|data/v1/(en-XA|ar-XB)/"
    )
    lines = set()
    for path in town_site[1].files:
        if not unpromised.match(path):
            address = path.removesuffix("index.html")
            lines.add(re.sub(r"^(data/v1/)?(en|es|ar)/(?!$)", r"\1*/", address))
    assert lines - promised == set()
    assert {"*/print/ford-card-wallet.pdf", "print/poster.pdf", "*/preview/siren.png", "*/feed.xml", "*/worker.js"} <= promised


def test_a_card_taken_away_stops_check_until_its_papers_lead_on(
    published: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("cards.yml", "printed.yml"):
        (published.docs / name).unlink()
    monkeypatch.chdir(published.root)
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    asked = re.findall(r"\{from: (\S+), to:", said)
    assert {"card/ford-card-0ff1ce/", "print/", "print/ford-card/", "print/poster/"} < set(asked)
    redirect(published, *(f"from: {old}, to: guides/siren/, since: 2031-06-01, reason: No longer printed" for old in asked))
    assert main(["check"]) == 0, capsys.readouterr().err
    assert main(["build"]) == 0
    assert main(["verify"]) == 0, capsys.readouterr().err
    assert "/es/print/ford-card-wallet.pdf /es/guides/siren/ 301\n" in (published.site / "_redirects").read_text()
    assert 'href="../../../es/guides/siren/"' in (published.site / "es/card/ford-card-0ff1ce/index.html").read_text(encoding="utf-8")
