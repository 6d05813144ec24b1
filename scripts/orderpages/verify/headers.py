"""Score the headers the build writes for hosts, as MDN's HTTP Observatory scores them.

The points are those of its published tests and scoring (mdn/mdn-http-observatory, ``src/grader/charts.js`` and
``src/analyzer/tests``).  What a file cannot show (a redirect to https, a preload list) is worth nothing here and costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..findings import Finding, Place
from .host import headers_for_all

LEAST = 120
"""Points a site must have; 100 is the grade A+ (issue 4, section 4)."""

FOR_CREDIT = 90
"""Points below which no extra credit is given."""

BROAD = {"*", "http:", "https:", "ftp:"}
HASHES = ("'sha256-", "'sha384-", "'sha512-", "'nonce-")
SIX_MONTHS = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}

Sent = Mapping[str, str]
"""Headers by name; several policies are joined by commas, as RFC 9110 allows."""


def points(sent: Sent) -> dict[str, int]:
    """Give the points of each test, by the header it looks at; 0 is neither good nor bad."""
    policy = directives(sent.get("Content-Security-Policy", ""))
    age = re.search(r"max-age=(\d+)", sent.get("Strict-Transport-Security", ""))
    referrer = sent.get("Referrer-Policy")
    resource = sent.get("Cross-Origin-Resource-Policy")
    framed = sent.get("X-Frame-Options", "").lower() in ("deny", "sameorigin")
    return {
        "Content-Security-Policy": _policy_points(policy),
        "frame-ancestors": 5 if "frame-ancestors" in policy else 0 if framed else -20,
        "Referrer-Policy": 0 if referrer is None else 5 if referrer in PRIVATE else -5,
        "Strict-Transport-Security": -20 if not age else 0 if int(age.group(1)) >= SIX_MONTHS else -10,
        "X-Content-Type-Options": 0 if sent.get("X-Content-Type-Options") == "nosniff" else -5,
        "Cross-Origin-Resource-Policy": 10 if resource in ("same-origin", "same-site") else 0 if resource in (None, "cross-origin") else -5,
    }


def score(sent: Sent) -> int:
    """Add up the points: from 100, what costs first, and extra credit only from 90 up."""
    given = points(sent).values()
    least = 100 + sum(one for one in given if one < 0)
    return max(0, least + sum(one for one in given if one > 0) if least >= FOR_CREDIT else least)


def directives(policies: str) -> dict[str, set[str]]:
    """Read policies into what they allow together: of a directive that stands twice, what both allow."""
    found: dict[str, set[str]] = {}
    for policy in policies.split(","):
        for name, *values in (part.split() for part in policy.split(";") if part.strip()):
            wanted = set(values) or {"'none'"}
            found[name.lower()] = (found.get(name.lower(), wanted) & wanted) or {"'none'"}
    return found


def _policy_points(policy: Mapping[str, set[str]]) -> int:
    if not policy:
        return -25
    anything = {"*"}
    script, style, other = (policy.get(name, policy.get("default-src", anything)) for name in ("script-src", "style-src", "object-src"))
    hashed = {id(sources) for sources in (script, style) if any(one.startswith(HASHES) for one in sources)}

    def unsafe(sources: set[str]) -> bool:
        return bool(sources & (BROAD | {"data:"}) or ("'unsafe-inline'" in sources and id(sources) not in hashed))

    passive = {one for name in ("img-src", "media-src") for one in policy.get(name, policy.get("default-src", set()))}
    active = {one for name, sources in policy.items() if name not in ("img-src", "media-src") for one in sources}
    if unsafe(script) or other & BROAD:
        return -20
    if any(one.startswith(("http:", "ftp:")) for one in active):
        return -20
    if "'unsafe-eval'" in script | style or any(one.startswith(("http:", "ftp:")) for one in passive):
        return -10
    if unsafe(style):
        return 0
    return 10 if policy.get("default-src") == {"'none'"} else 5


def sent_by_hosts(site: Path) -> dict[str, dict[str, str]]:
    """Read what each kind of host sends with the home page, by the name of the file that tells it."""
    readers = {"_headers": _netlify, "nginx.conf": _nginx, ".htaccess": _apache}
    return {name: read((site / name).read_text(encoding="utf-8")) for name, read in readers.items() if (site / name).is_file()}


def below_grade(sent: Mapping[str, Sent], name: str = "site") -> Iterator[Finding]:
    """Find host files whose headers score too low, and hosts without any."""
    if not sent:
        yield Finding(
            Place(f"{name}/"), "headers-missing", "has no file of headers for any host.", "Build again; publish/hosts.py writes them."
        )
    for file, headers in sent.items():
        if score(headers) < LEAST:
            cost = ", ".join(f"{header} {value:+}" for header, value in points(headers).items())
            yield Finding(
                Place(f"{name}/{file}"),
                "headers-score",
                f"scores {score(headers)} by the Observatory's rules; at least {LEAST} is needed.",
                f"Points from 100: {cost}. The headers are written in publish/headers.py.",
            )


def _join(into: dict[str, str], name: str, value: str) -> None:
    into[name] = f"{into[name]}, {value}" if name in into else value


def _netlify(text: str) -> dict[str, str]:
    sent: dict[str, str] = {}
    for name, value in headers_for_all(text):
        _join(sent, name, value)
    return sent


def _nginx(text: str) -> dict[str, str]:
    """Read nginx' directives; of a variable the value set before any condition."""
    values: dict[str, str] = {}
    for variable, value in re.findall(r'^set (\$\w+) "(.*)";', text, re.MULTILINE):
        values.setdefault(variable, value)
    sent: dict[str, str] = {}
    for name, value in re.findall(r'^add_header (\S+) "(.*)"(?: always)?;', text, re.MULTILINE):
        for variable, stands_for in values.items():
            value = value.replace(variable, stands_for)
        if value:
            _join(sent, name, value)
    return sent


def _apache(text: str) -> dict[str, str]:
    """Read Apache's directives for every path."""
    sent: dict[str, str] = {}
    applies = True
    for line in text.splitlines():
        if line.startswith("<If "):
            applies = False
        elif line.startswith("</If>"):
            applies = True
        elif applies and (found := re.match(r'Header always set (\S+) "([^"]*)"$', line)):
            _join(sent, *found.groups())
    return sent
