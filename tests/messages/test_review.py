"""The reviewer's part: what a person reads, fills in and sends back, and what the site says of it afterwards."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from orderpages.cli import main
from orderpages.findings import Finding
from orderpages.messages.signoff import fingerprint
from orderpages.messages.workshop import update_all
from orderpages.project import Project
from orderpages.publish.build import build
from orderpages.publish.review import review

DAY = datetime.date(2031, 6, 1)
PO = "translations/es/LC_MESSAGES/content.po"


@pytest.fixture
def run(town: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run a command in the town; give its exit code and all it says."""
    monkeypatch.chdir(town.root)

    def command(*arguments: str) -> tuple[int, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return command


def whole(edit: Callable[[str, str, str], None]) -> None:
    """Bring the siren page's one changed message up to date."""
    edit(PO, '#, fuzzy\n#| msgid "The water rises."\n', "")


def about(town: Project, page: str = "es/guides/siren/") -> str:
    project = Project(town.root)
    built = build(project, [project.locale("en"), project.locale("es")])
    found = LexborHTMLParser(built.files[f"{page}index.html"].decode()).css_first(".about p")
    return " ".join(found.text().split()) if found else ""


def entry(town: Project, context: str) -> Any:
    project = Project(town.root)
    catalogs = project.catalogs(project.locale("es"), [])
    return next(one for catalog in catalogs.values() for one in catalog.entries.values() if one.context == context)


def sign(run: Callable[..., tuple[int, str]], *more: str) -> tuple[int, str]:
    return run("sign-off", "es", "--reviewer", "Ana Pérez", "--as-of", "2031-06-01", *more)


def test_a_page_says_draft_then_reviewed_then_what_changed(town: Project, edit: Any, run: Any) -> None:
    update_all(town, [town.locale("es")])
    whole(edit)
    before = about(town)
    code, said = sign(run, "--page", "siren")
    assert code == 0
    assert re.fullmatch(r"translations/signoff/es\.yml: \d+ messages signed off by Ana Pérez, 2031-06-01\.", said.splitlines()[0])
    reviewed = about(town)
    assert reviewed != before
    assert "Ana Pérez" in reviewed
    assert "1 de junio de 2031" in reviewed or "June 1, 2031" in reviewed
    edit(PO, 'msgstr "No maneje', 'msgstr "No conduzca')
    changed = about(town)
    assert "Ana Pérez" in changed
    assert changed != reviewed


def test_a_message_changed_after_sign_off_loses_it_alone(town: Project, edit: Any, run: Any) -> None:
    sign(run)
    reviewed = [one.domains[1].reviewed for one in Project(town.root).standings]
    edit(PO, 'msgstr "No maneje', 'msgstr "No conduzca')
    assert [one.domains[1].reviewed for one in Project(town.root).standings] == [reviewed[0] - 1, reviewed[1]]
    assert f"{reviewed[0] - 1:>9}" in run("status")[1]


def test_signing_twice_changes_nothing_and_lines_are_sorted(town: Project, run: Any) -> None:
    sign(run)
    path = town.translations / "signoff/es.yml"
    before = path.read_text(encoding="utf-8")
    assert sign(run)[0] == 0
    assert path.read_text(encoding="utf-8") == before
    lines = before.splitlines()[1:]
    assert lines == sorted(lines)
    assert all(line.startswith("- {of: ") and '2031-06-01, by: "Ana Pérez"}' in line for line in lines)


def test_two_reviewers_can_be_merged_line_by_line(town: Project, run: Any) -> None:
    sign(run, "--page", "siren")
    path = town.translations / "signoff/es.yml"
    ana = path.read_text(encoding="utf-8")
    path.unlink()
    run("sign-off", "es", "--reviewer", "Bo Li", "--page", "pets", "--as-of", "2031-06-02")
    path.write_text(path.read_text(encoding="utf-8") + ana, encoding="utf-8")  # What git's union merge makes of the two.
    assert Project(town.root).standings[0].credits.reviewers == ("Ana Pérez", "Bo Li")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("es", "--reviewer", "<b>Ana</b>"), "orderpages: The reviewer's name is shown on the site: give it in plain letters, at most 80"),
        (("es", "--reviewer", "Ana", "--page", "sirn"), 'orderpages: There is no page "sirn". The pages are: home, guides, siren, pets'),
        (("en", "--reviewer", "Ana"), "orderpages: en is not a translation: there is nothing to review."),
    ],
)
def test_a_sign_off_that_cannot_be(run: Any, arguments: tuple[str, ...], said: str) -> None:
    code, output = run("sign-off", *arguments)
    assert code == 2
    assert output.startswith(said)


def test_a_broken_sign_off_is_told_and_signs_nothing(town: Project, run: Any) -> None:
    sign(run, "--page", "siren")
    path = town.translations / "signoff/es.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('"Ana Pérez"', '"<script>"', 1), encoding="utf-8")
    findings: list[Finding] = []
    project = Project(town.root)
    project.reviews(project.locale("es"), findings)
    assert str(findings[0]) == (
        'translations/signoff/es.yml:2: form-wrong: has "by" here as "<script>".\n    Write it in the form of Ana Pérez.'
    )
    before = path.read_bytes()
    assert sign(run)[0] == 1
    assert path.read_bytes() == before, "a file that cannot be read whole is not written over"


# ---------------------------------------------------------------- aliases


def alias(town: Project, *lines: str) -> list[Finding]:
    path = town.translations / "aliases.yml"
    path.write_text("".join(f"- {line}\n" for line in lines), encoding="utf-8")
    findings: list[Finding] = []
    project = Project(town.root)
    project.reviews(project.locale("es"), findings)
    return findings


TYPO = '{context: siren/do-not-drive, old: "Do not drive through water.", new: "Do not drive through the water."}'


@pytest.mark.parametrize("declared", ["before", "after"])
def test_a_mended_typo_keeps_translation_and_sign_off(town: Project, edit: Any, run: Any, declared: str) -> None:
    list(update_all(town, [town.locale("es")]))
    sign(run)
    old = entry(town, "siren/do-not-drive")
    edit("docs/guidance/siren.yml", "Do not drive through water.", "Do not drive through the water.")
    if declared == "after":
        run("update")
        assert entry(town, "siren/do-not-drive").fuzzy
    assert alias(town, TYPO) == []
    run("update")
    new = entry(town, "siren/do-not-drive")
    assert (new.msgid, new.msgstr, new.fuzzy, new.previous) == ("Do not drive through the water.", old.msgstr, False, "")
    project = Project(town.root)
    assert project.reviews(project.locale("es"), []).of(*new.key, new.msgstr)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (TYPO, "alias-stale: names an English of siren/do-not-drive that is no longer on the site."),
        ("{context: siren/gone, old: A, new: B}", "alias-stale: names siren/gone, which is no longer on the site."),
        (
            "{context: siren/call-warden, old: 'Call the warden at {warden} within {shelter_days} days.', new: 'Call the warden at {warden}.'}",
            "alias-changes-meaning: changes a {fact}, a link, a bold part or a number of siren/call-warden; that is no typo.",
        ),
        ("{context: siren/do-not-drive, old: A, new: A}", "alias-circle: leads the English of siren/do-not-drive back to itself."),
    ],
)
def test_an_alias_that_does_not_hold_is_told(town: Project, line: str, said: str) -> None:
    findings = alias(town, line)
    assert len(findings) == 1
    assert str(findings[0]).splitlines()[0] == f"translations/aliases.yml:1: {said}"


def test_aliases_follow_one_another(town: Project) -> None:
    texts = ("Do not drve.", "Do not driv.", "Do not drive through water.")
    lines = [f"{{context: siren/do-not-drive, old: {old}, new: {new}}}" for old, new in pairwise(texts)]
    assert alias(town, *lines) == []
    from orderpages.messages.aliases import earlier

    key = ("siren/do-not-drive", texts[2])
    assert [english for _, english in earlier(key, Project(town.root).aliases)] == [texts[1], texts[0]]


# ---------------------------------------------------------------- the review file


def html(town: Project, tag: str = "es") -> str:
    return review(town, town.locale(tag), "../site/", [])


def test_the_review_file_shows_every_message_once_in_page_order(town: Project) -> None:
    tree = LexborHTMLParser(html(town))
    keys = [(node.attributes["data-of"], node.css_first("[lang=en]").text()) for node in tree.css("article")]
    assert len(keys) == sum(map(len, town.templates.values()))
    titles = [node.text() for node in tree.css("h2")]
    assert titles[0] == "River Order"
    assert titles.index("What if the siren sounds?") < titles.index("Questions")
    assert titles[-1] == "On every page: menu, footer, short words"
    links = [str(node.attributes["href"]) for node in tree.css("section .small a")]
    assert "../site/es/guides/siren/index.html" in links


def test_a_message_tells_its_state_facts_change_and_settled_words(town: Project) -> None:
    (town.translations / "es/terms.yml").write_text(
        "terms:\n  warden: {english: [warden], use: [encargado]}\n  den: {english: [den], use: [cueva]}\n", encoding="utf-8"
    )
    tree = LexborHTMLParser(html(town))

    def said(context: str) -> str:
        return " ".join(tree.css_first(f'article[data-of="{context}"]').text().split())

    assert "the English has changed" in said("siren/water-fast")
    assert "Change in the English:" in said("siren/water-fast")
    assert "{warden} is 202-555-0100" in said("siren/call-warden")
    assert "Settled word: warden – encargado" in said("siren/call-warden")
    assert "cueva" not in said("siren/call-warden")
    assert "not translated" in said("pets/no-horses")
    assert tree.css_first('article[data-of="pets/no-horses"] [name=accept]').attributes.get("disabled", "no") is None
    assert tree.css_first('article[data-of="siren/leave-house"] [lang=en] strong').text() == "now"


def test_a_hostile_catalog_stays_text_in_the_review_file(town: Project, edit: Any) -> None:
    edit(PO, 'msgstr "No maneje', 'msgstr "</article><script>alert(1)</script><img src=x onerror=alert(1)>No maneje')
    tree = LexborHTMLParser(html(town))
    assert len(tree.css("script")) == 1
    assert not tree.css("img")


def result(*messages: dict[str, Any], **changes: Any) -> str:
    return json.dumps({"orderpages-review": 1, "locale": "es", "reviewer": "Ana Pérez", "messages": list(messages)} | changes)


def verdict(town: Project, context: str, **given: Any) -> dict[str, Any]:
    one = entry(town, context)
    return {"of": context, "text": fingerprint(*one.key, one.msgstr), **given}


def applied(town: Project, run: Any, text: str | bytes) -> tuple[int, str]:
    path = town.root / "answer.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return run("review", "es", "--apply", "answer.json", "--as-of", "2031-06-01")


def test_a_result_is_read_back(town: Project, run: Any) -> None:
    run("update")
    code, said = applied(
        town,
        run,
        result(
            verdict(town, "siren/leave-house", accept=True),
            verdict(town, "siren/do-not-drive", suggestion="No conduzca por el agua."),
            verdict(town, "siren/water-fast", accept=True, comment="¿Rápido o pronto?"),
        ),
    )
    assert code == 0
    assert said.splitlines() == [
        "translations/es/LC_MESSAGES/content.po: written.",
        "translations/signoff/es.yml: written.",
        "Ana Pérez: 2 accepted, 1 suggestions taken in, 1 comments noted, 0 refused.",
        "Suggestions are drafts until somebody has read them too: make a new review file, or use orderpages sign-off.",
    ]
    assert entry(town, "siren/do-not-drive").msgstr == "No conduzca por el agua."
    fresh = entry(town, "siren/water-fast")
    assert (fresh.fuzzy, fresh.previous, fresh.comment) == (False, "", "Ana Pérez, 2031-06-01: ¿Rápido o pronto?")
    signed = (town.translations / "signoff/es.yml").read_text(encoding="utf-8")
    assert signed.count("- {of:") == 2


def test_a_result_applied_twice_adds_nothing(town: Project, run: Any) -> None:
    run("update")
    text = result(verdict(town, "siren/leave-house", accept=True, comment="Bien."))
    applied(town, run, text)
    before = {path: path.read_bytes() for path in town.translations.rglob("*.*o*") if path.is_file()}
    assert applied(town, run, text)[0] == 0
    assert before == {path: path.read_bytes() for path in before}


def test_a_verdict_on_changed_words_is_refused_alone(town: Project, edit: Any, run: Any) -> None:
    run("update")
    text = result(verdict(town, "siren/do-not-drive", accept=True), verdict(town, "siren/leave-house", accept=True))
    edit(PO, 'msgstr "No maneje', 'msgstr "No conduzca')
    code, said = applied(town, run, text)
    assert code == 1
    assert "answer.json: review-outdated: speaks of siren/do-not-drive, whose words have changed since." in said
    assert "Ana Pérez: 1 accepted, 0 suggestions taken in, 0 comments noted, 1 refused." in said


@pytest.mark.parametrize(
    ("suggestion", "said"),
    [
        ("<script>alert(1)</script>", 'markup-forbidden: siren/do-not-drive has the sign "<", which is not allowed here.'),
        ("Vea [aquí][pets].", "link-changed: siren/do-not-drive has other links than its source."),
        ("Llame al {warden}.", "placeholder-added: siren/do-not-drive has {warden} too often."),
        ("a" * 400, "review-refused: suggests too long a text for siren/do-not-drive."),
    ],
)
def test_a_suggestion_that_breaks_the_rule_is_refused_alone(town: Project, run: Any, suggestion: str, said: str) -> None:
    run("update")
    before = (town.root / PO).read_bytes()
    code, output = applied(town, run, result(verdict(town, "siren/do-not-drive", suggestion=suggestion)))
    assert code == 1
    assert f"answer.json: {said}" in output
    assert (town.root / PO).read_bytes() == before


def broken(**given: Any) -> str:
    return result({"of": "siren/leave-house", "text": "0" * 20, **given})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "review-broken: is not a result file of a review."),
        (b"\xff\xfe\x00", "review-broken: is not a result file of a review."),
        ("[" * 100_000, "review-broken: is not a result file of a review."),
        ("[]", "review-broken: is not a result file of a review."),
        (" " * 5_000_001, "review-broken: is not a result file of a review."),
        (result(extra=1), "review-broken: is not a result file of a review."),
        (result(**{"orderpages-review": 2}), "review-broken: is not a result file of a review."),
        (result(locale="ar"), "review-language: is a review of another language than es."),
        (result(locale="../../etc"), "review-language: is a review of another language than es."),
        (result(reviewer=""), "review-name: has no name of a reviewer that can be printed."),
        (result(reviewer="Ana\n- {of: x}"), "review-name: has no name of a reviewer that can be printed."),
        (result(reviewer='<img src="x">'), "review-name: has no name of a reviewer that can be printed."),
        (result(reviewer="Ana \u202egnp"), "review-name: has no name of a reviewer that can be printed."),
        (result("x"), "review-broken: has a verdict (number 1) that is not of our making."),  # type: ignore[arg-type]
        (broken(accept="yes"), "review-broken: has a verdict (number 1) that is not of our making."),
        (broken(of="\x1b[2J"), "review-broken: has a verdict (number 1) that is not of our making."),
        (broken(path="/etc/passwd"), "review-broken: has a verdict (number 1) that is not of our making."),
        (broken(suggestion="a\u202eb"), "review-refused: has a verdict on siren/leave-house that holds invisible control characters."),
        (broken(comment="\ud800"), "review-refused: has a verdict on siren/leave-house that holds invisible control characters."),
        (broken(comment="a" * 2001), "review-refused: has a verdict on siren/leave-house that has a comment of more than 2000 characters."),
        (broken(accept=True, suggestion="a"), "review-refused: has a verdict on siren/leave-house that both accepts and suggests"),
    ],
    ids=str,
)
def test_a_result_not_of_our_making_is_refused_whole(town: Project, run: Any, text: str | bytes, said: str) -> None:
    before = sorted((path, path.read_bytes()) for path in town.translations.rglob("*") if path.is_file())
    code, output = applied(town, run, text)
    assert code == 1
    assert output.startswith(f"answer.json: {said}")
    assert before == sorted((path, path.read_bytes()) for path in town.translations.rglob("*") if path.is_file())


def test_a_reviewer_fills_the_file_in_from_disk_and_sends_it_back(town: Project, run: Any, browser: Any, tmp_path: Path) -> None:
    run("update")
    code, said = run("review", "es")
    assert code == 0
    assert said.splitlines()[0] == "build/review-es.html: send this one file to the reviewer; it opens in any browser, without a network."
    page = browser.new_page(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.goto((town.build / "review-es.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def box(context: str, field: str) -> Any:
        return page.locator(f'article[data-of="{context}"] [name={field}]')

    page.locator("#save").click()
    assert page.locator("#said").text_content() == "Write your name at the top first."
    page.locator("#reviewer").fill("Ana Pérez")
    box("siren/leave-house", "accept").check()
    page.locator('article[data-of="siren/do-not-drive"] .start').click()
    box("siren/do-not-drive", "suggestion").fill("No conduzca por el agua.")
    box("siren/water-fast", "comment").fill("¿Rápido?")
    assert page.locator("#count").text_content() == "3"
    with page.expect_download() as waiting:
        page.locator("#save").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "review-es-result.json"
    page.locator("#show").click()
    assert json.loads(page.locator("#text").input_value()) == json.loads(saved.read_text(encoding="utf-8"))
    page.reload()
    page.locator("#open").set_input_files(str(saved))
    page.locator("#said", has_text="Your earlier work is back.").wait_for()
    assert box("siren/leave-house", "accept").is_checked()
    page.close()
    assert {address.split(":")[0] for address in asked} <= {"file", "blob"}
    assert wrong == []
    code, said = applied(town, run, saved.read_bytes())
    assert (code, said.splitlines()[-2]) == (0, "Ana Pérez: 1 accepted, 1 suggestions taken in, 1 comments noted, 0 refused.")
