"""What Netlify and Cloudflare make of ``_headers`` and ``_redirects``: two readings of one file that must come out alike.

The readings are those of their own programs: Netlify's @netlify/headers-parser and @netlify/headers (a later block's
value replaces an earlier one's; a line without a colon is passed over), Cloudflare's workers-shared (a line with "!"
drops what came before; else values of one name are joined), each tried by hand on this file (DECISIONS).
"""

from __future__ import annotations

import re

import pytest

from orderpages.publish import headers, hosts

Block = tuple[str, list[str]]
PAIRS = tuple((f"/{tag}/guides/pets/", f"/{tag}/guides/siren/") for tag in ("ar", "en", "es"))


def blocks(text: str) -> list[Block]:
    """Cut ``_headers`` into its paths, each with its lines."""
    found: list[Block] = []
    for line in text.splitlines():
        if line.startswith("/"):
            found.append((line, []))
        elif line.strip() and not line.startswith("#"):
            found[-1][1].append(line.strip())
    return found


def matches(pattern: str, path: str) -> bool:
    """Match as both do: ``*`` is anything, ``:name`` one folder's name."""
    return re.fullmatch(re.sub(r":\w+", "[^/]+", re.escape(pattern).replace(r"\*", ".*")), path) is not None


def netlify(text: str, path: str) -> dict[str, str]:
    sent: dict[str, str] = {}
    for pattern, lines in blocks(text):
        if matches(pattern, path):
            sent |= {name.lower(): value for name, colon, value in (line.partition(": ") for line in lines) if colon}
    return sent


def cloudflare(text: str, path: str) -> dict[str, str]:
    sent: dict[str, str] = {"access-control-allow-origin": "*"}  # Cloudflare Pages sends it with everything.
    said: set[str] = set()
    for pattern, lines in dict(blocks(text)).items():  # Of two blocks for one path it keeps the later.
        if not matches(pattern, path):
            continue
        for line in lines:
            if line.startswith("! "):
                sent.pop(line[2:].lower(), None)
        for line in lines:
            name, colon, value = line.partition(": ")
            if colon:
                name = name.lower()
                sent[name] = f"{sent[name]}, {value}" if name in said and name in sent else value
                said.add(name)
    return sent


@pytest.fixture
def text() -> str:
    return hosts.written(hosts.Rules("https://river.example/", ("a style", "another"), PAIRS))["_headers"]


@pytest.mark.parametrize(
    ("path", "framed", "kept", "open_to_programs"),
    [
        ("/", False, headers.BRIEFLY, False),
        ("/es/", False, headers.BRIEFLY, False),
        ("/es/guides/siren/", False, headers.BRIEFLY, False),
        ("/nothing/at/depth", False, headers.BRIEFLY, False),
        ("/es/embed/siren/", True, headers.BRIEFLY, False),
        ("/data/v1/index.json", False, headers.BRIEFLY, True),
        ("/es/feed.xml", False, headers.BRIEFLY, True),
        ("/es/oembed/siren.json", False, headers.BRIEFLY, True),
        ("/assets/search-0123456789ab.js", False, headers.FOREVER, False),
        ("/es/search/index-0123456789ab.js", False, headers.FOREVER, False),
        ("/es/search/", False, headers.BRIEFLY, False),
    ],
)
def test_both_readings_come_out_alike(text: str, path: str, framed: bool, kept: str, open_to_programs: bool) -> None:
    sent = netlify(text, path)
    assert cloudflare(text, path) == sent
    for name in headers.headers("x"):
        assert name.lower() in sent
    assert sent["content-security-policy"].startswith("default-src 'none'; ")
    assert sent["content-security-policy"].endswith(f"; frame-ancestors {'*' if framed else headers.ALONE}")
    assert "," not in sent["content-security-policy"]
    assert sent["cache-control"] == kept
    assert ("access-control-allow-origin" in sent) == open_to_programs


def test_the_file_is_read_to_its_end(text: str) -> None:
    """Cloudflare stops after 100 blocks and passes over lines of more than 2,000 characters."""
    assert len(blocks(text)) < 100
    assert max(map(len, text.splitlines())) < 2000


def test_redirects_for_both() -> None:
    written = hosts.written(hosts.Rules("https://river.example/", ("a style",), PAIRS))["_redirects"]
    lines = [line.split() for line in written.splitlines() if not line.startswith("#")]
    first = {old: (new, status) for old, new, status in reversed(lines)}  # Netlify takes the first line that fits.
    assert first == {old: (new, "301!") for old, new in PAIRS}
    plain = {old: new for old, new, status in lines if status == "301"}  # Cloudflare knows no "301!".
    assert plain == dict(PAIRS)


def test_a_site_in_a_folder_of_its_host_has_its_rules_there() -> None:
    pairs = tuple((f"/rights{old}", f"/rights{new}") for old, new in PAIRS)
    written = hosts.written(hosts.Rules("https://river.example/rights/", ("x",), pairs))
    assert netlify(written["_headers"], "/rights/es/embed/siren/")["content-security-policy"].endswith("frame-ancestors *")
    assert "ErrorDocument 404 /rights/404.html\n" in written[".htaccess"]
    assert 'RedirectMatch 301 "^/rights/(ar|en|es)/guides/pets/?$" "/rights/$1/guides/siren/"\n' in written[".htaccess"]
    assert "error_page 403 404 =404 /rights/404.html;\n" in written["nginx.conf"]


def test_a_paper_that_moved_keeps_its_name_whole() -> None:
    """It ends in no slash: nothing of its name is left out or may be missing, and no address stands twice in a map."""
    written = hosts.written(hosts.Rules("https://river.example/", ("x",), (("/es/print/old.pdf", "/es/print/new.pdf"),)))
    assert 'RedirectMatch 301 "^/(es)/print/old\\.pdf$" "/$1/print/new.pdf"\n' in written[".htaccess"]
    assert written["redirects.nginx.map"].count("old.pdf") == 1
