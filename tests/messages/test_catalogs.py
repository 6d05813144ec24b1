"""Catalogs: what we write is stable, and every stock tool accepts it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from orderpages.findings import CouldNotRun, Finding
from orderpages.locales import likely_script, same_language
from orderpages.messages import catalogs
from orderpages.messages.catalogs import Catalog, Entry
from orderpages.messages.check import check
from orderpages.messages.update import matches, update
from orderpages.messages.workshop import new_locale, update_all
from orderpages.project import Project, write

BAD = sorted((Path(__file__).parent.parent / "bad" / "catalogs").glob("*.yml"))


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


def content_po(town: Project, tag: str = "es") -> Path:
    return town.catalog_path(town.locale(tag), "content")


def translate(town: Project, **translations: str) -> None:
    """Translate some of the town's messages into Spanish, by context (with __ for / and _ for -)."""
    locale = town.locale("es")
    catalog = town.catalogs(locale, [])["content"]
    entries = dict(catalog.entries)
    for template in town.templates["content"]:
        name = template.context.replace("/", "__").replace("-", "_")
        if name in translations:
            entries[template.key] = Entry(template.context, template.msgid, translations[name])
    text = catalogs.write(Catalog(catalog.name, catalog.headers, entries), town.templates["content"], locale)
    write(content_po(town), text)


def test_the_template_is_what_it_was(town: Project, update_golden: bool) -> None:
    golden = Path(__file__).parent / "golden-content.pot"
    made = catalogs.write_template(town.templates["content"])
    if update_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("domain", ["site", "content"])
def test_stock_tools_accept_every_file(town: Project, tmp_path: Path, domain: str) -> None:
    list(update_all(town, [town.locale("es"), town.locale("ar")]))
    pot = town.translations / f"{domain}.pot"
    for tag in ("es", "ar"):
        po = town.catalog_path(town.locale(tag), domain)
        for command in (
            ("msgfmt", "--check", "-o", tmp_path / "x.mo", po),
            ("msgcat", "-o", tmp_path / "x.po", po),
            ("msgmerge", "--quiet", "-o", tmp_path / "y.po", po, pot),
            (sys.executable, "-m", "babel.messages.frontend", "compile", "-i", po, "-o", tmp_path / "b.mo", "-l", tag),
        ):
            done = run(*command)
            assert done.returncode == 0, done.stderr
            assert "error" not in done.stderr.lower()


def test_stock_pybabel_extracts_the_same_messages(town: Project, tmp_path: Path) -> None:
    (town.root / "babel.toml").write_text('[[mappings]]\nmethod = "orderpages"\npattern = "docs/site.yml"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "extract", "-F", "babel.toml", "-o", str(tmp_path / "stock.pot"), "."],
        cwd=town.root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    import polib

    stock = {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(tmp_path / "stock.pot"))}
    assert stock == {template.key for template in town.templates["content"]}


def test_updating_twice_changes_nothing(town: Project) -> None:
    list(update_all(town, [town.locale("es")]))
    before = content_po(town).read_bytes()
    said = list(update_all(Project(town.root), [town.locale("es")]))
    assert content_po(town).read_bytes() == before
    assert all("unchanged" in line for line in said)


def test_one_changed_sentence_changes_one_message(town: Project, edit: Callable[[str, str, str], None]) -> None:
    list(update_all(town, [town.locale("es")]))
    translate(town, siren__water_fast="El agua puede subir rápido.", siren__do_not_drive="No maneje por el agua.")
    before = content_po(town).read_text(encoding="utf-8").split("\n\n")
    edit("docs/guidance/siren.yml", "The water can rise fast.", "The water can rise very fast.")
    list(update_all(Project(town.root), [town.locale("es")]))
    after = content_po(town).read_text(encoding="utf-8").split("\n\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert "#, fuzzy" in changed[0][1]
    assert '#| msgid "The water can rise fast."' in changed[0][1]
    assert 'msgstr "El agua puede subir rápido."' in changed[0][1]


def test_a_moved_statement_keeps_its_translation(town: Project, edit: Callable[[str, str, str], None]) -> None:
    list(update_all(town, [town.locale("es")]))
    translate(town, siren__water_fast="El agua puede subir rápido.")
    edit("docs/guidance/siren.yml", "may_happen: [{id: water-fast, text: The water can rise fast., sources: [T2]}]\n", "")
    edit("docs/guidance/siren.yml", "limits:", "next: [{id: water-fast, text: The water can rise fast., sources: [T2]}]\nlimits:")
    list(update_all(Project(town.root), [town.locale("es")]))
    kept = Project(town.root).catalogs(town.locale("es"), [])["content"].entries[("siren/water-fast", "The water can rise fast.")]
    assert (kept.msgstr, kept.fuzzy) == ("El agua puede subir rápido.", False)


def test_a_removed_statement_comes_back_with_its_translation(town: Project, edit: Callable[[str, str, str], None]) -> None:
    list(update_all(town, [town.locale("es")]))
    translate(town, siren__water_fast="El agua puede subir rápido.")
    line = "may_happen: [{id: water-fast, text: The water can rise fast., sources: [T2]}]\n"
    edit("docs/guidance/siren.yml", line, "")
    list(update_all(Project(town.root), [town.locale("es")]))
    assert "#~ msgid" in content_po(town).read_text(encoding="utf-8")
    assert run("msgfmt", "--check", "-o", "/dev/null", content_po(town)).returncode == 0
    edit("docs/guidance/siren.yml", "do:\n", f"{line}do:\n")
    list(update_all(Project(town.root), [town.locale("es")]))
    text = content_po(town).read_text(encoding="utf-8")
    assert 'msgstr "El agua puede subir rápido."' in text
    assert "#~" not in text


def test_a_translation_is_never_offered_to_another_page(town: Project, edit: Callable[[str, str, str], None]) -> None:
    """Only the same page lends: stock msgmerge gave an amended provision's translation to its neighbour."""
    templates = town.templates["content"]
    old = {("elsewhere/one", templates[10].msgid)}
    assert matches(old, templates[10:11]) == {}


def test_a_broken_catalog_is_left_as_it_is(town: Project) -> None:
    list(update_all(town, [town.locale("es")]))
    path = content_po(town)
    path.write_text(path.read_text(encoding="utf-8") + '\nmsgid "open\n', encoding="utf-8")
    before = path.read_bytes()
    said = list(update_all(Project(town.root), [town.locale("es")]))
    assert path.read_bytes() == before
    assert any("left as it is" in line for line in said)


def test_fuzzy_stays_fuzzy_with_its_first_english(town: Project) -> None:
    template = town.templates["content"][0]
    catalog = Catalog("x", {}, {template.key: Entry(*template.key, "uno", fuzzy=True, previous="One")})
    assert update(catalog, [template], {}, {}).entries[template.key].previous == "One"


@pytest.mark.parametrize("case", BAD, ids=lambda path: path.stem)
def test_a_catalog_mistake_is_told(case: Path, town: Project, update_golden: bool) -> None:
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    list(update_all(town, [town.locale("es"), town.locale("ar")]))
    translate(
        town,
        siren__leave_house="Salga de la casa **ahora**.",
        siren__call_warden="Llame al encargado al {warden} en {shelter_days} días.",
        pets__bring_leash="Lleve una correa. Vea [la página][siren].",
    )
    for change in given["changes"]:
        path = town.root / change["file"]
        if "bytes" in change:
            path.write_bytes(path.read_bytes() + bytes.fromhex(change["bytes"]))
        elif change.get("move"):
            path.rename(town.root / change["move"])
        elif "append" in change:
            path.write_text(path.read_text(encoding="utf-8") + change["append"], encoding="utf-8")
        else:
            text = path.read_text(encoding="utf-8")
            assert change["old"] in text
            path.write_text(text.replace(change["old"], change["new"], 1), encoding="utf-8")
    fresh = Project(town.root)
    findings: list[Finding] = check(fresh, [fresh.locale("es"), fresh.locale("ar")])
    said = "\n".join(map(str, findings))
    if update_golden:
        given["expected"] = said
        case.write_text(yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    assert said == given["expected"].rstrip("\n")
    assert said, "a mistake must be told"


def test_an_unreadable_catalog_is_never_overwritten(town: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty catalog stands in for one that cannot be read; writing it back would lose every translation."""
    path, before = content_po(town), content_po(town).read_bytes()
    read = Path.read_bytes

    def refuse(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refuse)
        said = list(update_all(town, [town.locale("es")]))
    assert any("left as it is" in line for line in said)
    assert path.read_bytes() == before


def test_a_language_added_again_keeps_its_translations(town: Project, edit: Callable[[str, str, str], None]) -> None:
    """The cure of folder-without-locale is new-locale: it must not empty the folder."""
    before = town.catalogs(town.locale("es"), [])["content"].translated
    edit("translations/locales.yml", "- {tag: es, name: Español, english: Spanish, dir: ltr, script: Latn, status: published}\n", "")
    list(new_locale(Project(town.root), "es", None))
    fresh = Project(town.root)
    assert fresh.catalogs(fresh.locale("es"), [])["content"].translated == before > 50


@pytest.mark.parametrize(("tag", "name"), [("../../zz", "Evil"), ("zh_Hant", None), ("EN", None), ("xx", "a{b}"), ("xx", "<b>")])
def test_a_language_that_the_registry_could_not_hold_is_refused(town: Project, tag: str, name: str | None) -> None:
    before = (town.translations / "locales.yml").read_bytes()
    with pytest.raises(CouldNotRun, match="in the form of"):
        list(new_locale(town, tag, name))
    assert (town.translations / "locales.yml").read_bytes() == before


def test_a_name_with_quotes_stays_one_name(town: Project) -> None:
    list(new_locale(town, "hmn", 'Hmoob "dawb"'))
    assert Project(town.root).locale("hmn").name == 'Hmoob "dawb"'


@pytest.mark.parametrize(
    ("written", "tag", "same"),
    [("zh_TW", "zh-Hant", True), ("zh_Hant", "zh-Hant", True), ("zh_CN", "zh-Hant", False), ("pt_PT", "pt", False), ("fr", "es", False)],
)
def test_a_header_may_name_its_language_as_editors_do(written: str, tag: str, same: bool) -> None:
    assert same_language(written, tag) is same


@pytest.mark.parametrize(("tag", "script"), [("zh-Hans", "Hans"), ("zh-Hant", "Hant"), ("sr-Latn", "Latn"), ("ti", "Ethi"), ("ur", "Arab")])
def test_a_new_language_is_given_its_script(tag: str, script: str) -> None:
    assert likely_script(tag) == script
