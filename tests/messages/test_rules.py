"""Rules: each has good and bad cases in ``tests/rules/<rule>.yml``, and its documentation is its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from orderpages.cli import main
from orderpages.findings import Finding, Severity
from orderpages.locales import Locale
from orderpages.messages import catalogs
from orderpages.messages.catalogs import Catalog, Entry
from orderpages.messages.check import check
from orderpages.messages.localize import State
from orderpages.messages.rules import RULES, terms
from orderpages.messages.rules.compared import shared
from orderpages.messages.rules.examine import Language, examine
from orderpages.messages.rules.explain import explain
from orderpages.messages.rules.message import Message, sentences
from orderpages.messages.rules.terms import Terms
from orderpages.messages.rules.vocabulary import ENOUGH, Vocabularies, Vocabulary
from orderpages.messages.signoff import fingerprint
from orderpages.messages.workshop import update_all
from orderpages.project import Project, write
from orderpages.publish.build import build

CASES = Path(__file__).parent.parent / "rules"
REPOSITORY = Path(__file__).parent.parent.parent
LOCALES = {
    tag: Locale(tag, tag, tag, "rtl" if script == "Arab" else "ltr", script, "published")
    for tag, script in (("es", "Latn"), ("fr", "Latn"), ("ar", "Arab"), ("fa", "Arab"), ("am", "Ethi"), ("zh-Hant", "Hant"))
}


def settled(folder: str) -> Terms:
    findings: list[Finding] = []
    made = terms.read(CASES / f"terms/{folder}.yml", f"{folder}.yml", findings)
    assert findings == []
    return made


def message(tag: str, source: str, translation: str, context: str = "siren/x", known: Vocabularies | None = None) -> Message:
    locale = LOCALES[tag]
    return Message(Entry(context, source, translation), locale, settled(locale.folder), settled("en"), vocabularies=known)


def vocabularies(known: dict[str, list[str]]) -> Vocabularies | None:
    """Know languages by some sentences each, said over and over; the first is the language's own, the last is English."""
    made = [
        Vocabulary.of(name, [(("content", str(number), ""), text) for number, text in enumerate(texts * ENOUGH)])
        for name, texts in known.items()
    ]
    return Vocabularies(made[0], tuple(made[1:-1]), made[-1]) if made else None


def found(rule: str, case: dict[str, Any]) -> str:
    """Apply one rule to one case and give its words."""
    applied = RULES[rule]
    if applied.faults:
        known = vocabularies(case.get("known", {}))
        return "\n".join(fault.words for fault in applied.faults(message(case["locale"], case["source"], case["translation"], known=known)))
    given = case.get("messages") or [["siren/x", case["source"], case["translation"]]]
    given = [one for one in given if one[0] != "last"] * case.get("repeat", 1) + [one for one in given if one[0] == "last"]
    made = [message(case["locale"], source, translation, context) for context, source, translation in given]
    assert applied.whole
    return "\n".join(f"{one.context} {fault.words}" for one, fault in applied.whole(made))


@pytest.mark.parametrize("rule", list(RULES))
def test_a_rule_finds_the_bad_and_passes_the_good(rule: str, update_golden: bool) -> None:
    path = CASES / f"{rule}.yml"
    text = path.read_text(encoding="utf-8")
    cases = yaml.safe_load(text)
    assert {bool(case["expected"]) for case in cases} == {True, False}, "a rule has good and bad cases"
    for number, case in enumerate(cases):
        said = found(rule, case)
        assert bool(said) == bool(case["expected"]), f"{path.name}, case {number + 1}: {said or 'found nothing'}"
        if update_golden:
            case["expected"] = said
        assert said == case["expected"], f"{path.name}, case {number + 1}"
    if update_golden:
        parts = re.split(r"(?m)^(?=- locale:)", text)[1:]
        made = [
            re.sub(r"(?m)^  expected: .*$", lambda _, case=case: f"  expected: {quoted(case['expected'])}", part)
            for part, case in zip(parts, cases, strict=True)
        ]  # type: ignore[misc]
        path.write_text("".join(made), encoding="utf-8")


def quoted(text: str) -> str:
    """Write a text as one YAML line, what cannot be seen as an escape."""
    import json

    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in json.dumps(text, ensure_ascii=False))


def test_every_rule_has_its_file_and_every_file_its_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yml")} == set(RULES)


def test_the_comparison_with_other_tools_names_rules_that_exist() -> None:
    assert shared() < set(RULES)


def test_every_rule_says_what_it_asks_in_one_sentence() -> None:
    for rule in RULES.values():
        assert rule.explained.endswith("."), rule.id
        assert rule.cure.rstrip('"').endswith((".", "?")), rule.id


def test_the_documentation_is_the_rules_own(capsys: pytest.CaptureFixture[str], town: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(town.root)
    assert main(["check", "--rules"]) == 0
    said = capsys.readouterr().out
    assert said == (REPOSITORY / "translations/RULES.md").read_text(encoding="utf-8"), (
        "run: orderpages check --rules > translations/RULES.md"
    )
    assert all(f"`{rule}`" in said for rule in RULES)
    assert explain().rstrip() == said.rstrip()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("Ask Ann B. Clark. She knows.", 2),
        ("U.S. citizens may stay. Others too.", 2),
        ("是。不是？對！", 3),
        ("እ.ኤ.አ. በዚህ ዓመት ነው። አዎ።", 2),
        ("من يتصل؟ نعم.", 2),
        ("Ask (“Who?”) and go. Stay.", 2),
        ("Dites «\u202foui\u202f?\u202f» Restez.", 2),
    ],
)
def test_sentences_are_cut_by_the_scripts_own_stops(text: str, count: int) -> None:
    assert len(sentences(text)) == count, sentences(text)


# ---------------------------------------------------------------- silences


@pytest.fixture
def translated(town: Project) -> Callable[..., list[Finding]]:
    """Translate some of the town's messages, write silences, and check."""

    def translate(silenced: str = "", **translations: str) -> list[Finding]:
        list(update_all(town, [town.locale("es"), town.locale("ar")]))
        catalog = town.catalogs(town.locale("es"), [])["content"]
        entries = dict(catalog.entries)
        for template in town.templates["content"]:
            name = template.context.replace("/", "__").replace("-", "_")
            if name in translations:
                entries[template.key] = Entry(template.context, template.msgid, translations[name])
        text = catalogs.write(Catalog(catalog.name, catalog.headers, entries), town.templates["content"], town.locale("es"))
        write(town.catalog_path(town.locale("es"), "content"), text)
        write(town.translations / "es/silenced.yml", silenced)
        fresh = Project(town.root)
        return check(fresh, [fresh.locale("es")])

    return translate


WRONG = {"siren__leave_house": "Salga de la  casa **ahora**."}
TEXT = fingerprint("siren/leave-house", "Leave the house **now**.", WRONG["siren__leave_house"])


def test_a_finding_names_place_words_and_cure(translated: Callable[..., list[Finding]]) -> None:
    (finding,) = translated(**WRONG)
    assert str(finding).split("\n") == [
        f"translations/es/LC_MESSAGES/content.po:{finding.place.line}: spaces-wrong: siren/leave-house has a space too many.",
        "    Source:      Leave the house **now**.",
        "    Translation: Salga de la  casa **ahora**.",
        "    One space between words, none at the ends or before a comma or full stop.",
        f"    Right as it is? Add to translations/es/silenced.yml: - {{rule: spaces-wrong, context: siren/leave-house, text: {TEXT}, reason: }}",
    ]
    assert finding.severity is Severity.WARNING


def test_a_reason_silences_a_finding(translated: Callable[..., list[Finding]]) -> None:
    silence = f"- {{rule: spaces-wrong, context: siren/leave-house, text: {TEXT}, reason: A wide gap is meant.}}\n"
    assert translated(silence, **WRONG) == []


def test_the_line_under_a_finding_silences_it_once_it_has_a_reason(translated: Callable[..., list[Finding]]) -> None:
    (finding,) = translated(**WRONG)
    line = finding.otherwise.partition(": ")[2]
    assert [found.rule for found in translated(f"{line}\n", **WRONG)] == ["silence-without-reason", "spaces-wrong"][::-1]
    assert translated(f"{line.replace('reason: ', 'reason: A wide gap is meant.')}\n", **WRONG) == []


def test_a_silence_counts_no_more_when_the_words_have_changed(translated: Callable[..., list[Finding]]) -> None:
    silence = f"- {{rule: spaces-wrong, context: siren/leave-house, text: {TEXT}, reason: A wide gap is meant.}}\n"
    found = translated(silence, siren__leave_house="Salga  de la casa **ahora**.")
    assert {finding.rule for finding in found} == {"silence-outdated", "spaces-wrong"}


@pytest.mark.parametrize(
    ("entry", "rule"),
    [
        (f"{{rule: spaces-wrong, context: siren/leave-house, text: {TEXT}}}", "silence-without-reason"),
        (f"{{rule: spaces-wrong, context: siren/leave-house, text: {TEXT}, reason: ' '}}", "silence-without-reason"),
        (f"{{rule: spaces-wrong, context: siren/answer, text: {TEXT}, reason: Why.}}", "silence-unused"),
        (f"{{rule: space-wrong, context: siren/answer, text: {TEXT}, reason: Why.}}", "silence-wrong"),
        (f"{{rule: markup-forbidden, context: siren/leave-house, text: {TEXT}, reason: Why.}}", "silence-refused"),
        (f"{{rule: spaces-wrong, text: {TEXT}, reason: Why.}}", "silence-wrong"),
        (f"{{rule: spaces-wrong, context: siren/leave-house, text: {TEXT}, why: Why.}}", "silence-wrong"),
        ("{rule: spaces-wrong, context: siren/leave-house, reason: Why.}", "silence-wrong"),
        ("{rule: spaces-wrong, context: siren/leave-house, text: Stay, reason: Why.}", "silence-outdated"),
    ],
)
def test_a_silence_that_cannot_count_is_a_finding(translated: Callable[..., list[Finding]], entry: str, rule: str) -> None:
    findings = translated(f"- {entry}\n", **WRONG)
    assert {finding.rule for finding in findings} == {rule, "spaces-wrong"}
    assert all(finding.place.file == "translations/es/silenced.yml" for finding in findings if finding.rule == rule)


def test_a_silence_waits_while_its_message_cannot_be_read(town: Project, edit: Callable[..., None]) -> None:
    write(town.translations / "es/silenced.yml", "- {rule: spaces-wrong, context: siren/question, text: any, reason: A wide gap is meant.}\n")
    edit(
        "translations/es/LC_MESSAGES/content.po",
        'msgid "What if the siren sounds?"\nmsgstr "',
        'msgid "What if the siren sounds?"\nmsgstr ""',
    )
    fresh = Project(town.root)
    assert {finding.rule for finding in check(fresh, [fresh.locale("es")])} == {"catalog-broken"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("musst: [debe]\n", 'has the field "musst", which is not known.'),
        ("must: debe\n", "has a text where a list of words is expected."),
        ("writing: {qoutes: «»}\n", 'has the field "qoutes" in "writing", which is not known.'),
        (
            "terms:\n  a: {english: [x], use: [y]}\n  b: {english: [z], use: [y]}\n",
            'settles "y" for b and for a: readers cannot tell them apart.',
        ),
        ("terms:\n  a: {english: [x]}\n", "has the term a without words."),
    ],
)
def test_a_slip_in_the_terms_is_told(town: Project, text: str, words: str) -> None:
    write(town.translations / "es/terms.yml", text)
    found = [finding for finding in check(town, [town.locale("es")]) if finding.rule == "terms-wrong"]
    assert [finding.words for finding in found] == [words]


# ---------------------------------------------------------------- build


def test_an_error_stops_its_message_and_nothing_else(town: Project, translated: Callable[..., list[Finding]]) -> None:
    translated(siren__leave_house="Salga de la casa **ahora** en 5 minutos.", siren__do_not_drive="No maneje.")
    fresh = Project(town.root)
    built = build(fresh, fresh.published)
    assert [finding.rule for finding in built.findings if finding.blocks] == ["digits-typed"]
    html = built.files["es/guides/siren/index.html"].decode()
    assert 'lang="en" dir="ltr">Leave the house <strong>now</strong>.' in html
    assert "No maneje." in html
    assert "5 minutos" not in html


def test_a_warning_stops_nothing(town: Project, translated: Callable[..., list[Finding]]) -> None:
    translated(**WRONG)
    fresh = Project(town.root)
    assert build(fresh, fresh.published).findings == ()


def test_a_failed_message_says_so(town: Project) -> None:
    text = next(text for text in (town.content.site.name,))
    catalog = Catalog("x.po", {}, {(text.context, text.english): Entry(text.context, text.english, "Orden 12")})
    found = examine(Language(LOCALES["es"], Terms(), Terms()), {"content": catalog}, {"content": {(text.context, text.english)}})
    assert found.failed == {("content", text.context, text.english)}
    from orderpages.messages.localize import Localizer

    assert Localizer(LOCALES["es"], {"content": catalog}, frozenset(found.failed))(text).state is State.FAILED
