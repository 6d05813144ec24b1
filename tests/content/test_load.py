"""The town loads; every mistake in ``tests/bad`` is told with its exact words, and all of them at once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from orderpages import words
from orderpages.content.load import load
from orderpages.content.texts import texts, with_texts
from orderpages.findings import Findings
from orderpages.project import Project

BAD = sorted((Path(__file__).parent.parent / "bad" / "content").glob("*.yml"))


def test_the_town_has_no_findings(town: Project) -> None:
    content, findings = load(town.docs)
    assert findings == ()
    assert [guide.id for guide in content.guides] == ["siren", "pets"]


def test_every_text_has_its_own_context(town: Project) -> None:
    found = list(texts(town.content))
    assert len({(text.context, text.english) for text in found}) == len(found)
    assert "siren/leave-house" in {text.context for text in found}
    assert "open-shelter/rule" in {text.context for text in found}


def test_identity_in_gives_identity_out(town: Project) -> None:
    assert with_texts(town.content, lambda text: text) is town.content


def test_texts_keep_file_and_line(town: Project) -> None:
    places = {text.context: str(text.place) for text in texts(town.content)}
    assert places["siren/leave-house"] == "docs/guidance/siren.yml:9"


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.stem)
def test_a_mistake_is_told(case: Path, town: Project, update_golden: bool) -> None:
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    for change in given["changes"]:
        path = town.root / change["file"]
        if change.get("remove"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif "bytes" in change:
            path.write_bytes(bytes.fromhex(change["bytes"]) + path.read_bytes())
        elif "rename" in change:
            path.rename(town.root / change["rename"])
        elif change.get("empty"):
            path.write_bytes(b"")
        elif "grow" in change:
            path.write_bytes(path.read_bytes() + b"# " + b"x" * change["grow"] + b"\n")
        elif change.get("windows"):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        elif "append" in change:
            path.write_text(path.read_text(encoding="utf-8") + change["append"], encoding="utf-8")
        else:
            text = path.read_text(encoding="utf-8")
            assert change["old"] in text
            path.write_text(text.replace(change["old"], change["new"], 1), encoding="utf-8")
    try:
        said = "\n".join(map(str, load(town.docs)[1]))
    except Findings as stopped:
        said = str(stopped)
    if update_golden:
        given["expected"] = said
        case.write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    assert said == given["expected"].rstrip("\n")
    assert said, "a mistake must be told"


def test_all_mistakes_are_told_at_once(town: Project, edit: Callable[[str, str, str], None]) -> None:
    edit("docs/guidance/siren.yml", "related: [pets]", "related: [cats]")
    edit("docs/facts.yml", "2031-04-02", "2031-02-30")
    edit("docs/glossary.yml", "term: Zone", "word: Zone")
    with pytest.raises(Findings) as stopped:
        load(town.docs)
    assert {finding.rule for finding in stopped.value.findings} >= {"guide-unknown", "date-impossible", "key-unknown"}


def test_a_mistake_in_the_site_or_the_order_hides_no_other(town: Project, edit: Callable[[str, str, str], None]) -> None:
    edit("docs/site.yml", "place: Millers Ford", "plaza: Millers Ford")
    edit("docs/order.yml", "check_again: 2031-11-01", "check_again: 2031-02-30")
    edit("docs/guidance/siren.yml", "call: [warden]", "call: [mayor]")
    with pytest.raises(Findings) as stopped:
        load(town.docs)
    assert {finding.rule for finding in stopped.value.findings} == {"key-unknown", "field-missing", "date-impossible", "contact-unknown"}


def test_broken_words_of_the_site_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for text, rule in (("- a\n", "fields-expected"), ("guides:\nhome: Home\n", "text-expected"), ("", "fields-expected")):
        (tmp_path / "words.yml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(words, "FILE", tmp_path / "words.yml")
        with pytest.raises(Findings) as stopped:
            words.load()
        assert [finding.rule for finding in stopped.value.findings] == [rule]
    (tmp_path / "words.yml").write_text("home: Home\n", encoding="utf-8")
    with pytest.raises(Findings, match="word-missing"):
        words.load()["guides"]


def test_a_second_source_language_is_told(town: Project, edit: Callable[[str, str, str], None]) -> None:
    edit("translations/locales.yml", "script: Latn, status: published}", "script: Latn, status: source}")
    with pytest.raises(Findings, match="source-locale-other"):
        _ = Project(town.root).locales
