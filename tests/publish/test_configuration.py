"""A wrong ``mkdocs.yml`` or ledger is told with its line and a cure, and no site is made of it; nor of two builds at once."""

from __future__ import annotations

import pytest

from orderpages.cli import main
from orderpages.findings import Findings
from orderpages.project import Project, alone
from orderpages.publish.engine import Engine
from orderpages.publish.ledger import NAME, read


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("site_url: river.example", "mkdocs.yml:2: configuration-wrong: has a site_url that MkDocs refuses: The URL isn't valid"),
        ("site_url: 5", "mkdocs.yml:2: configuration-wrong: has a site_url that MkDocs refuses: Expected a string"),
        ("site_url: https://river.example/?page=1", 'mkdocs.yml:2: site-url-wrong: has "https://river.example/?page=1" as site_url'),
        ("site_url: https://river example/", 'mkdocs.yml:2: site-url-wrong: has "https://river example/" as site_url'),
        ("# no address", "mkdocs.yml: site-url-wrong: does not say where the site will live."),
        ("site_url: 'https://river.example/", "mkdocs.yml:15: configuration-wrong: cannot be read: found unexpected end of stream."),
    ],
)
def test_a_wrong_address_is_told(
    town: Project, line: str, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = town.root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("site_url: https://river.example/", line), encoding="utf-8")
    monkeypatch.chdir(town.root)
    for command in ("check", "build"):
        assert main([command]) == 1
        told = capsys.readouterr()
        assert told.err.startswith(said)
        assert len(told.err.splitlines()) == 2, "what is wrong, and the cure"
    assert not town.site.exists()


def test_an_address_needs_no_last_slash(town: Project) -> None:
    settings = town.root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("river.example/", "river.example"), encoding="utf-8")
    assert Engine(town.root, town.build).site_url() == "https://river.example/"


@pytest.mark.parametrize(
    ("data", "rule"), [(b"*/guides/caf\xe9/\n", "not-utf-8"), (b"*/a/\n<<<<<<< HEAD\n*/b/\n=======\n>>>>>>> main\n", "merge-unfinished")]
)
def test_a_broken_ledger_is_told(town: Project, data: bytes, rule: str) -> None:
    (town.root / NAME).write_bytes(data)
    with pytest.raises(Findings, match=rule):
        read(town)


def test_two_builds_do_not_mix(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(town.root)
    with alone(town):
        assert main(["build"]) == 2
    assert "Another build runs in this folder." in capsys.readouterr().err
    assert not town.site.exists()
    with alone(town):
        pass  # Nothing of the first holds it.
