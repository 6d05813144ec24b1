"""A hostile catalog adds nothing to what programs read: data, feeds, oEmbed, codes, contact files, search, the review file.

The rules sleep here, so that only structure and escaping stand; each output of the poisoned language is held against English.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from conftest import copy_town
from test_hostile import MESSAGES, hostile_site

from orderpages import project as project_module
from orderpages.messages.rules.examine import Examined
from orderpages.project import Project
from orderpages.publish.build import Built
from orderpages.publish.review import review


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Built]]:
    """Build the town with a payload in every Spanish message and no rule awake."""
    project = copy_town(tmp_path_factory.mktemp("outputs") / "town")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project_module, "examine", lambda *given, **options: Examined())
        patch.setattr("test_hostile.MESSAGES", [one for one in MESSAGES if "\ue000" not in one])
        yield project, hostile_site(project)[0]


@pytest.fixture
def pairs(poisoned: tuple[Project, Built]) -> Callable[[str], list[tuple[str, str, str]]]:
    """Give the Spanish files that end so, each beside its English counterpart."""
    files = poisoned[1].files

    def found(end: str) -> list[tuple[str, str, str]]:
        mine = [path for path in files if path.endswith(end) and re.search(r"(^|/)es/", path)]
        return [(path, files[path].decode(), files[re.sub(r"(^|/)es/", r"\1en/", path, count=1)].decode()) for path in sorted(mine)]

    return found


def keys(value: Any, at: str = "") -> set[str]:
    """List every place a JSON value has, list members taken together."""
    if isinstance(value, dict):
        return {at} | {place for name, part in value.items() for place in keys(part, f"{at}/{name}")}
    if isinstance(value, list):
        return {at} | {place for part in value for place in keys(part, f"{at}[]")}
    return {at}


def links(value: Any) -> set[str]:
    """List the hosts that addresses standing alone in a JSON value lead to."""
    if isinstance(value, dict):
        return {host for part in value.values() for host in links(part)}
    if isinstance(value, list):
        return {host for part in value for host in links(part)}
    return set(re.findall(r"^\w+://[^/]+", value)) if isinstance(value, str) else set()


STATE = re.compile(r"/(state|lang|dir|translation)\b.*")
"""What says how far a text is translated differs between the two languages by design."""


def test_data_has_the_places_and_the_addresses_of_english(pairs: Callable[[str], list[tuple[str, str, str]]]) -> None:
    found = pairs(".json")
    assert len(found) > 12
    for path, ours, english in found:
        mine, theirs = json.loads(ours), json.loads(english)
        assert {STATE.sub("", place) for place in keys(mine)} <= {STATE.sub("", place) for place in keys(theirs)} | {""}, path
        assert links(mine) <= links(theirs), path


def shape(text: str) -> set[str]:
    """List the elements of an XML file with the names of their attributes and the hosts they lead to."""
    return {
        f"{one.tag} {sorted(one.attrib)} {[host for value in one.attrib.values() for host in re.findall(r'^[a-z]+://[^/]+', value)]}"
        for one in ElementTree.fromstring(text).iter()
    }


@pytest.mark.parametrize("end", [".svg", ".xml"])
def test_feeds_and_codes_have_the_elements_of_english(pairs: Callable[[str], list[tuple[str, str, str]]], end: str) -> None:
    assert pairs(end)
    for path, ours, english in pairs(end):
        assert shape(ours) <= shape(english), path


def test_contact_files_have_the_rows_and_the_fields_of_english(pairs: Callable[[str], list[tuple[str, str, str]]]) -> None:
    assert pairs(".csv")
    assert pairs(".vcf")
    for path, ours, english in pairs(".csv"):
        mine, theirs = list(csv.reader(io.StringIO(ours))), list(csv.reader(io.StringIO(english)))
        assert [len(row) for row in mine] == [len(row) for row in theirs], path
        assert not [cell for row in mine for cell in row if cell.startswith(("=", "@", "+", "-", "\t"))], "a spreadsheet runs no formula"
    for path, ours, english in pairs(".vcf"):
        fields = [re.findall(r"^([A-Z-]+)[:;]", text, re.MULTILINE) for text in (ours, english)]
        assert fields[0] == fields[1], path


def test_the_search_index_stays_inside_its_string(poisoned: tuple[Project, Built]) -> None:
    indexes = [data.decode() for path, data in poisoned[1].files.items() if re.match(r"es/search/index-.*\.js", path)]
    assert indexes
    for text in indexes:
        assert "<" not in text
        assert json.loads(text.partition("=")[2].strip().rstrip(";"))["entries"]


def test_the_review_file_runs_nothing_and_asks_nobody(poisoned: tuple[Project, Built], browser: Any, tmp_path: Path) -> None:
    project = Project(poisoned[0].root)
    page_file = tmp_path / "review.html"
    page_file.write_text(review(project, project.locale("es"), "https://river.example/", []), encoding="utf-8")
    context = browser.new_context(bypass_csp=True)
    ran: list[str] = []
    context.expose_binding("hostileRan", lambda source, what: ran.append(what))
    context.add_init_script("for (const name of ['alert', 'confirm', 'prompt', 'msgbox']) window[name] = () => window.hostileRan(name);")
    page = context.new_page()
    page.on("request", lambda request: ran.append(request.url) if not request.url.startswith(("file:", "data:,")) else None)
    page.goto(page_file.as_uri())
    page.evaluate("document.querySelectorAll('*').forEach(e => { e.dispatchEvent(new Event('mouseover')); e.focus && e.focus(); })")
    scripts, strange, hosts = page.evaluate(
        """() => [document.scripts.length,
            document.querySelectorAll('iframe, object, embed, base, form, img, svg, link:not([rel=icon]), [onerror], [onload], [onclick], main [style]').length,
            [...new Set([...document.links].map(one => new URL(one.href).origin))]]"""
    )
    context.close()
    assert ran == []
    assert (scripts, strange) == (1, 0)
    assert set(hosts) <= {"https://river.example", "null", "file://"}
