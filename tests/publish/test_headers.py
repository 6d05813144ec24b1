"""The policy in the pages and in the hosts' files: strict, one value, and graded as MDN's Observatory grades it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from orderpages.project import Project
from orderpages.publish import headers
from orderpages.publish.build import Built, frame
from orderpages.verify.browser import headers_for_all

Page = Callable[[str], str]


def policy_of(html: str) -> str:
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
    assert found, "the page has no policy"
    return unescape(found.group(1))


def directives(policy: str) -> dict[str, list[str]]:
    return {name: values for name, *values in (part.split() for part in policy.split(";"))}


def observatory(sent: dict[str, str]) -> int:
    """Score as MDN's HTTP Observatory does (mdn-http-observatory, src/grader/charts.js and src/analyzer/tests).

    No cookie, no other origin's script and a redirect to https are worth nothing and cost nothing; extra credit counts
    from 90 points up.
    """
    csp = directives(sent.get("Content-Security-Policy", "").replace(",", ";"))
    broad = {"*", "http:", "https:", "ftp:", "data:", "'unsafe-inline'", "'unsafe-eval'"}
    active = [csp.get(name, csp.get("default-src", ["*"])) for name in ("script-src", "style-src", "object-src")]
    safe = not any(broad & set(values) for values in active)
    penalty = 0 if safe else -20
    penalty -= 0 if sent.get("X-Content-Type-Options") == "nosniff" else 5
    penalty -= 0 if "frame-ancestors" in csp else 20
    age = re.search(r"max-age=(\d+)", sent.get("Strict-Transport-Security", ""))
    penalty -= 0 if age and int(age.group(1)) >= 15_768_000 else 20
    bonus = 10 if safe and csp.get("default-src") == ["'none'"] else 0
    bonus += 5 if csp.get("frame-ancestors") == ["'none'"] else 0
    bonus += 5 if sent.get("Referrer-Policy") == "no-referrer" else 0
    bonus += 10 if sent.get("Cross-Origin-Resource-Policy") == "same-origin" else 0
    return 100 + penalty + (bonus if 100 + penalty >= 90 else 0)


def test_every_host_file_is_graded_a_plus(town_site: tuple[Project, Built]) -> None:
    """Read as files; what real servers make of them is in tests/hosts."""
    files = {name: town_site[1].files[name].decode() for name in ("_headers", "nginx.conf", ".htaccess")}
    assert observatory(dict(headers_for_all(files["_headers"]))) >= 120
    policy = re.search(r'set \$policy "(.+)";', files["nginx.conf"])
    assert policy
    nginx = dict(re.findall(r'add_header (\S+) "(.+)" always;', files["nginx.conf"].replace('"$policy"', f'"{policy.group(1)}"')))
    assert observatory(nginx) >= 120
    apache = dict(re.findall(r'Header always set (\S+) "(.+)"', files[".htaccess"].partition("<If ")[0]))
    assert observatory(apache) >= 120


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
