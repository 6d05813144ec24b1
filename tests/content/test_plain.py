"""Hard English is named with its figures; plain English passes; without the library everything else works."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orderpages.cli import main
from orderpages.content import plain
from orderpages.project import Project

Edit = Callable[[str, str, str], None]


def test_the_town_is_plain(town: Project) -> None:
    assert {page.page for page in plain.plainness(town.content)} == {"home", "siren", "pets", "open-shelter", "contacts"}
    assert [str(finding) for finding in plain.not_plain(town.content)] == []


def test_hard_words_and_long_sentences_are_named(town: Project, edit: Edit) -> None:
    hard = "Notwithstanding jurisdictional considerations municipal authorities coordinate evacuation. " * 3
    edit("docs/guidance/siren.yml", "Leave the house **now**.", hard)
    (finding,) = plain.not_plain(town.content)
    assert (finding.place.file, finding.rule, finding.blocks) == ("docs/guidance/siren.yml", "not-plain", False)
    assert 'the page "siren" reads at grade' in finding.words


def test_status_shows_it_and_check_works_without_the_library(
    town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(town.root)
    assert main(["status", "--plain"]) == 0
    assert "| siren |" in capsys.readouterr().out
    monkeypatch.setattr(plain, "available", lambda: False)
    main(["check"])
    assert "orderpages[plain]" in capsys.readouterr().out
