"""The policy in the pages and in the hosts' files: strict, one value, and graded as MDN's Observatory grades it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from orderpages.project import Project
from orderpages.publish import headers
from orderpages.publish.build import Built, frame

Page = Callable[[str], str]


def policy_of(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
    assert found, "the page has no policy"
    return unescape(found.group(1))


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


@pytest.mark.parametrize("path", ["en/", "es/guides/siren/", "ar/order/open-shelter/", "ar/contacts/"])
def test_a_rights_page_may_run_nothing(page: Page, path: str) -> None:
    policy = directives(policy_of(page(path)))
    assert policy["default-src"] == ["'none'"]
    assert "script-src" not in policy
    assert [value for values in policy.values() for value in values if "unsafe" in value] == []


def test_the_chooser_and_the_404_have_it_too(town_site: tuple[Project, Built]) -> None:
    for name in ("index.html", "404.html"):
        assert directives(policy_of(town_site[1].files[name].decode()))["default-src"] == ["'none'"]


def test_the_hash_is_of_the_style_in_the_page(page: Page, town_site: tuple[Project, Built]) -> None:
    for html in (page("ar/guides/siren/"), town_site[1].files["index.html"].decode()):
        style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
        assert style
        assert headers.source_hash(style.group(1)) in policy_of(html)


def test_the_policy_of_the_site_allows_what_each_kind_of_page_needs() -> None:
    site = directives(headers.site_policy("x"))
    for kind in headers.SCRIPTED:
        for name, values in directives(headers.policy(kind, "x")).items():
            assert set(values) <= set(site[name])


def test_a_preview_has_none_because_live_reload_is_a_script(town: Project) -> None:
    made = frame(town, town.published, preview=True)
    assert "Content-Security-Policy" not in "".join(piece for piece in made.compiled["home"].pieces if isinstance(piece, str))
