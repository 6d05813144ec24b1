"""XLIFF: nothing is lost on the way out and back, and nothing foreign comes in."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from orderpages.cli import main
from orderpages.messages.exchange import FORMATS, read
from orderpages.project import Project

PO = "translations/es/LC_MESSAGES/content.po"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(town.root)

    def command(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


def exported(run: Run, form: str) -> str:
    code, said = run("export", "es", "--format", form)
    assert code == 0
    assert said.startswith(f"build/es.{form}.xlf: ")
    return f"build/es.{form}.xlf"


@pytest.mark.parametrize("form", FORMATS)
def test_out_and_back_is_lossless(town: Project, run: Run, form: str) -> None:
    run("update")
    path = town.root / PO
    path.write_text(
        path.read_text(encoding="utf-8").replace(
            "#. Guide: What if the siren sounds? · do not\n",
            '# Wirklich? <b> & "so"\n# Zwei.\n#. Guide: What if the siren sounds? · do not\n',
        ),
        encoding="utf-8",
    )
    run("update")
    before = path.read_text(encoding="utf-8")
    assert "# Zwei." in before
    assert "#, fuzzy" in before
    out = exported(run, form)
    path.write_text(
        re.sub(
            r"(?m)^(# .*|#\| .*|#, fuzzy)\n",
            "",
            re.sub(r'(?m)(\n\nmsgctxt|\n)msgstr "[^\n]+"$', r'\1msgstr ""', before.split("\n\n", 1)[1]),
        ),
        encoding="utf-8",
    )
    path.write_text(before.split("\n\n", 1)[0] + "\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert Project(town.root).standings[0].domains[1].translated == 0
    code, said = run("import", out)
    assert code == 0, said
    assert path.read_text(encoding="utf-8") == before
    again = (town.root / out).read_bytes()
    exported(run, form)
    assert (town.root / out).read_bytes() == again


@pytest.mark.parametrize("form", FORMATS)
def test_tools_see_placeholders_states_and_notes(town: Project, run: Run, form: str) -> None:
    run("sign-off", "es", "--reviewer", "Ana", "--page", "pets")
    text = (town.root / exported(run, form)).read_text(encoding="utf-8")
    if form == "xliff12":
        assert '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">' in text
        assert '<source>Call the warden at <ph id="warden">{warden}</ph> within' in text
        for words in ('state="signed-off"', 'state="translated"', 'state="needs-review-translation"', '<note from="developer">'):
            assert words in text
    else:
        assert 'xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="es"' in text
        assert '<source>Call the warden at <ph id="warden" disp="{warden}"/> within' in text
        assert '<unit id="siren:call-warden" name="siren/call-warden"' in text
        for words in ('state="reviewed"', 'state="translated"', 'subState="orderpages:fuzzy"', 'category="developer"'):
            assert words in text


@pytest.mark.parametrize("form", FORMATS)
def test_a_translation_made_in_a_tool_comes_in_and_a_bad_one_does_not(town: Project, run: Run, form: str) -> None:
    run("update")
    path = town.root / exported(run, form)
    text = path.read_text(encoding="utf-8")
    assert "No maneje" in text
    assert "Salga de la casa" in text
    text = text.replace("No maneje", "No conduzca").replace("Salga de la casa", "&lt;script&gt;alert(1)&lt;/script&gt;Salga de la casa")
    path.write_text(text.replace("When the water rises", "When the moon rises"), encoding="utf-8")
    code, said = run("import", str(path))
    assert code == 1
    assert f'{path.name}: markup-forbidden: siren/leave-house has the sign "<", which is not allowed here.' in said
    assert f'{path.name}: xliff-outdated: has a message that is not on the site today: "When the moon rises".' in said
    assert f"{path.name}: 1 messages taken in, 2 findings." in said
    after = (town.root / PO).read_text(encoding="utf-8")
    assert "No conduzca" in after
    assert "<script>" not in after


HOSTILE = {
    "empty": b"",
    "not xml": b"document:1.2 <<<",
    "entities": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">&a;</xliff>',
    "utf-16 with entities": '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>'.encode(
        "utf-16"
    ),
    "another format": b'<?xml version="1.0"?><tmx version="1.4"/>',
    "no file": b'<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
    "deep": b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">' + b"<a>" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_not_of_ours_is_refused(town: Project, run: Run, name: str) -> None:
    (town.root / "in.xlf").write_bytes(HOSTILE[name])
    before = (town.root / PO).read_bytes()
    code, said = run("import", "in.xlf")
    assert code in (1, 2)
    assert said.startswith(("in.xlf: xliff-broken: is not an XLIFF of ours, 1.2 or 2.1.", "orderpages: in.xlf does not say which language"))
    assert (town.root / PO).read_bytes() == before


def test_without_the_library_the_cure_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("translate", "translate.storage"):
        monkeypatch.setitem(sys.modules, name, None)
    assert run("export", "es") == (2, "orderpages: XLIFF needs one more library. Install it with: pip install translate-toolkit\n")


def test_elements_a_tool_puts_in_are_words() -> None:
    data = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="content" source-language="en" target-language="es">'
        '<body><trans-unit id="a:b"><source>A</source><target>x <g id="1">y <ph id="z">{z}</ph></g> w</target></trans-unit></body></file></xliff>'
    )
    assert read(data.encode(), "x", [])[1][0].msgstr == "x y {z} w"


def test_the_file_is_only_where_it_was_asked_for(town: Project, run: Run) -> None:
    before = sorted(path for path in town.root.rglob("*") if path.is_file())
    exported(run, "xliff21")
    assert sorted(path for path in town.root.rglob("*") if path.is_file() and path not in before) == [
        Path(town.root / "build/es.xliff21.xlf")
    ]
