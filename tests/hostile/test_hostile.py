"""A catalog is a stranger's file: hostile messages, in every place a message can land, reach no page.

Three walls are tested one by one: the rules with the structure check (English is shown, the finding is told); the
structure check with the escaping alone (rules asleep), in a real Chromium that fails on any script or request; and
the whole build, which goes on.
"""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml
from conftest import copy_town

from orderpages import project as project_module
from orderpages.findings import Finding
from orderpages.messages.catalogs import Catalog
from orderpages.messages.localize import Localizer, State
from orderpages.messages.rules.examine import Examined
from orderpages.project import Project
from orderpages.publish import bundle
from orderpages.publish.build import PARTS, Built, Frame, Whole, build, fill_with, frame, publish

MESSAGES = [
    entry if isinstance(entry, str) else entry["text"] * entry["times"]
    for entry in yaml.safe_load((Path(__file__).parent / "messages.yml").read_text(encoding="utf-8"))
]

PLACES = {
    "title": "siren/question",
    "navigation and footer": "about/title",
    "site name, in every title": "site/name",
    "description": "siren/summary",
    "heading": "groups/water/title",
    "answer": "siren/answer",
    "list item": "siren/do-not-drive",
    "list item with a fact": "siren/call-warden",
    "list item with bold": "siren/leave-house",
    "list item with a link": "pets/bring-leash",
    "words to say": "siren/say-shelter",
    "table head": "siren/column-1",
    "table cell": "siren/row-light/cell-1",
    "drawn paper": "siren/paper-pass/paper-pass-head",
    "paper title": "siren/paper-pass/title",
    "paper note": "siren/paper-pass/callout-head",
    "search words": "siren/keywords",
    "rule title": "open-shelter/title",
    "question": "questions/q-who-calls/question",
    "contact": "contacts/warden/name",
    "contact purpose": "contacts/warden/for",
    "term": "glossary/zone/term",
    "meaning": "glossary/zone/meaning",
    "change": "changes/first",
    "prose": "about",
    "menu": "guides",
    "chooser": "choose-language",
    "title pattern": "page-title",
    "not found": "not-found",
    "notice": "translation-draft",
}
"""Where a message lands, and one that lands there."""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Frame]:
    """Compile the town's pages once."""
    project = copy_town(tmp_path_factory.mktemp("hostile") / "town")
    return project, frame(project, project.published)


@pytest.fixture(scope="module")
def english() -> dict[tuple[bool, ...], dict[str, str]]:
    """Keep the pages as they are with English in every poisoned place, by which catalogs could be read."""
    return {}


def texts(made: Frame) -> Mapping[str, Any]:
    """Give each place's own text as the pages hold it."""
    found: dict[str, Any] = {}
    for slot in made.skeleton.slots.slots:
        text = getattr(slot, "text", None)
        if text is not None:
            found.setdefault(text.context, text)
    for word in made.project.words.values():
        found.setdefault(word.context, word)
    return found


@functools.cache
def good(path: Path) -> list[tuple[polib.POEntry, str]]:
    """Read a good catalog once: its entries with their translations, and the file they belong to."""
    catalog = polib.pofile(str(path), wrapwidth=0)
    return [(entry, entry.msgstr) for entry in (catalog.metadata_as_entry(), *catalog)]


def poison(project: Project, payload: Callable[[str], str]) -> None:
    """Write a payload into every place of the Spanish catalogs."""
    for domain in ("site", "content"):
        path = project.catalog_path(project.locale("es"), domain)
        blocks = []
        for entry, translation in good(path):
            if entry.msgctxt in PLACES.values():
                entry.msgstr, entry.flags = payload(translation or entry.msgid), []
            blocks.append(entry.__unicode__(wrapwidth=0))
        path.write_text("\n".join(blocks), encoding="utf-8")


@pytest.fixture
def clean(stage: tuple[Project, Frame]) -> Iterator[tuple[Project, Frame]]:
    """Give the stage and put its catalogs back afterwards."""
    project, made = stage
    paths = [project.catalog_path(project.locale("es"), domain) for domain in ("site", "content")]
    before = [path.read_bytes() for path in paths]
    yield project, made
    for path, data in zip(paths, before, strict=True):
        path.write_bytes(data)


def filled(made: Frame, project: Project, localizer: Localizer) -> dict[str, str]:
    """Fill every Spanish page."""
    filling = fill_with(made, project.locale("es"), localizer)
    return {page.id: filling.fill(made.compiled[page.id], page) for page in made.pages}


def name(payload: str) -> str:
    return f"{payload[:24]!a} of {len(payload)}"


def test_there_are_enough_and_every_place_is_real(stage: tuple[Project, Frame]) -> None:
    assert len(MESSAGES) >= 60
    contexts = {template.context for templates in stage[0].templates.values() for template in templates}
    assert set(PLACES.values()) <= contexts


@pytest.mark.parametrize("way", ["alone", "after the good translation"])
@pytest.mark.parametrize("number", range(len(MESSAGES)), ids=lambda number: name(MESSAGES[number]))
def test_a_hostile_message_shows_english_and_is_told(
    clean: tuple[Project, Frame], english: dict[tuple[bool, ...], dict[str, str]], number: int, way: str
) -> None:
    """What is published is, byte for byte, what an empty translation publishes."""
    project, made = clean
    payload = MESSAGES[number]
    poison(project, lambda translation: payload if way == "alone" else f"{translation} {payload}")
    findings: list[Finding] = []
    localizer = project.localizer(project.locale("es"), findings)
    hit = texts(made)
    for place, context in PLACES.items():
        if context in hit:
            assert localizer(hit[context]).state in (State.FAILED, State.MISSING), place
    told = {finding.place.file for finding in findings if finding.blocks}
    assert told == {f"translations/es/LC_MESSAGES/{domain}.po" for domain in ("site", "content")}
    read = tuple(bool(catalog.entries) for catalog in localizer.catalogs.values())
    if read not in english:
        english[read] = filled(made, project, without(project, localizer.catalogs))
    assert filled(made, project, localizer) == english[read]
    assert all(len(str(finding)) < 10_000 for finding in findings), "a finding stays readable"
    assert not any(sign in str(finding) for finding in findings for sign in "\x00\x1b\u202e\u2067"), "and acts on no terminal"


def without(project: Project, read: Mapping[str, Catalog]) -> Localizer:
    """Give a localizer whose catalogs lack the poisoned places."""
    left = {
        domain: Catalog(domain, {}, {key: entry for key, entry in catalog.entries.items() if entry.context not in PLACES.values()})
        for domain, catalog in read.items()
    }
    return Localizer(project.locale("es"), left)


# ---------------------------------------------------------------- in Chromium


def hostile_site(project: Project) -> tuple[Built, dict[str, bytes]]:
    """Give every Spanish message a payload in turn; those that cost a whole file are left out.  Give its one-file copies too."""
    payloads = [one for one in MESSAGES if "\0" not in one and len(one) < 5000]
    turn = 0
    for domain in ("site", "content"):
        path = project.catalog_path(project.locale("es"), domain)
        catalog = polib.pofile(str(path), wrapwidth=0)
        for entry in catalog:
            turn += 1
            entry.msgstr, entry.flags = f"{entry.msgstr or entry.msgid} {payloads[turn % len(payloads)]}", []
        path.write_text(str(catalog), encoding="utf-8")
    fresh = Project(project.root)
    copies: dict[str, bytes] = {}

    def copied(whole: Whole) -> dict[str, bytes]:
        copies.update({path: copy.data for path, copy in bundle.files(whole, ("en", "es")).items()})
        return {}

    return build(fresh, fresh.published, parts=(*PARTS, copied)), copies


@pytest.mark.parametrize("rules", ["awake", "asleep"])
def test_no_script_runs_and_no_request_leaves(tmp_path: Path, browser: Any, rules: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the rules asleep only structure and escaping stand; private-use marks are then the build's own last check."""
    project = copy_town(tmp_path / "town")
    if rules == "asleep":
        monkeypatch.setattr(project_module, "examine", lambda *given, **options: Examined())
        monkeypatch.setattr(f"{__name__}.MESSAGES", [one for one in MESSAGES if "\ue000" not in one])
    built, copies = hostile_site(project)
    assert bool(built.findings) == (rules == "awake")
    publish(built, project.site, project.build / "site.new")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(project.site))
    handler.log_message = lambda *given: None  # type: ignore[attr-defined]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    files = tmp_path / "copies"
    allowed = (address, f"{files.as_uri()}/", "data:,", "data:image/svg+xml,")  # The last is a card's code, drawn by us.
    context = browser.new_context(bypass_csp=True)  # The policy is a fourth wall; here it would hide a hole.
    ran: list[str] = []
    context.expose_binding("hostileRan", lambda source, what: ran.append(what))
    context.add_init_script("for (const name of ['alert', 'confirm', 'prompt', 'msgbox']) window[name] = () => window.hostileRan(name);")
    page = context.new_page()
    page.on("dialog", lambda dialog: (ran.append("dialog"), dialog.dismiss()))
    page.on("request", lambda request: ran.append(request.url) if not request.url.startswith(allowed) else None)
    try:
        paths = sorted(
            path for path in built.files if path.endswith(("index.html", "404.html")) and path.startswith(("es/", "index", "404"))
        )
        assert len(paths) > 12
        for path in paths:
            page.goto(f"{address}{path}")
            ours = page.evaluate(SHAPE)
            page.evaluate("document.querySelectorAll('*').forEach(e => { e.dispatchEvent(new Event('mouseover')); e.focus && e.focus(); })")
            if path.startswith("es/"):
                page.goto(f"{address}en/{path.removeprefix('es/')}")
                assert set(ours) <= set(page.evaluate(SHAPE)), path
        for path, data in copies.items():
            (files / path).parent.mkdir(parents=True, exist_ok=True)
            (files / path).write_bytes(data)
        page.goto(f"{files.as_uri()}/{bundle.FOLDER}/en.html#all")
        ours = page.evaluate(SHAPE)
        page.goto(f"{files.as_uri()}/{bundle.FOLDER}/es.html#all")
        assert set(page.evaluate(SHAPE)) <= set(ours), "the copy in one file"
        page.evaluate("document.querySelectorAll('*').forEach(e => { e.dispatchEvent(new Event('mouseover')); e.focus && e.focus(); })")
        page.goto(f"{files.as_uri()}/{bundle.FOLDER}/es.html#es-search")
        page.locator("#es-search input").fill("script alert onerror javascript siren sirena")
        page.locator("#es-search ol a").first.wait_for()  # The index was read whole: nothing in it ended its element.
        assert set(page.evaluate(SHAPE)) <= set(ours), "its results"
        assert ran == []
    finally:
        context.close()
        server.shutdown()


SHAPE = """() => [...document.querySelectorAll('script, style, link, iframe, object, embed, base, form, input, img, svg *:not(span), math, meta[http-equiv], [style], a[href]')]
    .map(e => e.localName + [...e.attributes].map(a => a.name).filter(n => /^on|^style$|^src|^data$|^action$|^srcdoc$/.test(n)).join()
        + (e.localName == 'a' ? new URL(e.href).origin.replace(location.origin, '') : ''))"""
"""What could act: elements, attributes and link origins; a translated page has none that the English page lacks."""


def test_a_catalog_names_no_file_and_fills_no_memory(clean: tuple[Project, Frame]) -> None:
    """A giant is refused by its size, before it is parsed."""
    project, _ = clean
    path = project.catalog_path(project.locale("es"), "content")
    path.write_text(path.read_text(encoding="utf-8") + "# x\n" * 500_000, encoding="utf-8")
    findings: list[Finding] = []
    localizer = Project(project.root).localizer(project.locale("es"), findings)
    assert [finding.rule for finding in findings if finding.blocks] == ["file-too-large"]
    assert localizer(project.content.site.name).state is State.MISSING
