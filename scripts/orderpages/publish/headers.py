"""Say what a page may do: one policy, in each page's meta and in the files that tell a host to send it.

The header is the widest policy any page needs and stands for the whole site; the meta narrows it for the page's
kind.  A browser applies both, so a page may only do what both allow, and a host needs one header for all paths.

Hashes come from the source of a style or script, never from a built page: that would bless whatever got into it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .build import Whole

SCRIPTED = {
    "search": ("script-src 'self'",),
    "offline": ("script-src 'self'", "worker-src 'self'"),
    "link": ("script-src 'self'",),
}
"""Kinds of pages with a script of their own, and what it needs; every other kind runs none."""

EMBEDDED = "embed"
"""The folder of a locale whose pages other sites may show in a frame."""

PERMISSIONS = [
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
]
"""What a page could ask a phone for (W3C's registry of policy-controlled features); all of it is off."""

HOUR, YEAR = 3600, 31_536_000


def source_hash(source: str) -> str:
    """Name a style or a script as a policy does (CSP3, hash-source)."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii") + "'"


def policy(kind: str, style: str) -> str:
    """Give the policy of a kind of page, as its meta says it."""
    return _joined(SCRIPTED.get(kind, ()), style)


def copy_policy(style: str, script: str) -> str:
    """Give the policy of a copy in one file: its own style and script, pictures inside it, and no request at all."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {source_hash(style)}",
            f"script-src {source_hash(script)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def site_policy(*styles: str) -> str:
    """Give the policy of the whole site, as its header says it: the widest any page needs."""
    return _joined(sorted({wanted for kind in SCRIPTED.values() for wanted in kind}), *styles)


def _joined(wanted: Iterable[str], *styles: str) -> str:
    # What a page may ask of its own host is said for every kind: nothing runs that could ask, but a browser's own fetch of
    # robots.txt for an audit is judged by it too.
    closed = ("base-uri 'none'", "form-action 'none'")
    return "; ".join(
        (
            "default-src 'none'",
            "style-src " + " ".join(map(source_hash, styles)),
            "img-src 'self' data:",
            "connect-src 'self'",
            *wanted,
            *closed,
        )
    )


def headers(*styles: str) -> Mapping[str, str]:
    """Give the headers of every file, without the one about frames, which depends on the path."""
    return {
        "Content-Security-Policy": site_policy(*styles),
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in PERMISSIONS),
        "Referrer-Policy": "no-referrer",
        # Without includeSubDomains and preload: a publisher's other hosts are not ours to decide for.
        "Strict-Transport-Security": f"max-age={YEAR}",
        "X-Content-Type-Options": "nosniff",
        # An hour from the phone's own store on a weak signal; after that the old page shows while a new one is asked for.
        "Cache-Control": f"max-age={HOUR}, stale-while-revalidate={24 * HOUR}",
    }


FRAMES = "frame-ancestors 'none'"

OPEN = "^/data/|^/[^/]+/(oembed/|feed.xml$)"
"""What programs of other sites may read."""

ANYONE = "*"


def files(whole: Whole) -> dict[str, bytes]:
    """Write the headers as three kinds of host read them."""
    given = headers(whole.frame.style, whole.frame.small_style)
    folders = sorted({path.split("/")[1] for path in whole.files if path.count("/") > 1 and path.endswith(".html")} - {EMBEDDED})
    made = {"_headers": _netlify(given, folders), "nginx.conf": _nginx(given), ".htaccess": _apache(given)}
    return {path: text.encode("utf-8") for path, text in made.items()}


def _netlify(given: Mapping[str, str], folders: Iterable[str]) -> str:
    """Write ``_headers``; a second policy for the same path is added to the first, so frames are closed path by path."""
    lines = ["# Read by Netlify, Cloudflare Pages and others that know this file.", "/*"]
    lines += [f"  {name}: {value}" for name, value in given.items()]
    for path in ("/data/*", "/:language/oembed/*", "/:language/feed.xml"):
        lines += [path, f"  Access-Control-Allow-Origin: {ANYONE}"]
    for path in ("/", "/404.html", "/:language/", *(f"/:language/{folder}/*" for folder in folders)):
        lines += [path, f"  Content-Security-Policy: {FRAMES}"]
    return "\n".join(lines) + "\n"


def _nginx(given: Mapping[str, str]) -> str:
    lines = ["# For nginx: include this file inside the server block; error pages get the headers too.", f'set $frames "{FRAMES}";']
    lines += [f'if ($uri ~ "^/[^/]+/{EMBEDDED}/") {{ set $frames "frame-ancestors *"; }}']
    lines += [
        'set $readers "";',
        f'if ($uri ~ "{OPEN}") {{ set $readers "{ANYONE}"; }}',
        'add_header Access-Control-Allow-Origin "$readers";',
    ]
    for name, value in given.items():
        value = f"{value}; $frames" if name == "Content-Security-Policy" else value
        lines.append(f'add_header {name} "{value}" always;')
    return "\n".join((*lines, "error_page 404 /404.html;")) + "\n"


def _apache(given: Mapping[str, str]) -> str:
    lines = ["# For Apache with mod_headers.", "ErrorDocument 404 /404.html", "<IfModule mod_headers.c>"]
    lines += [f'Header always set {name} "{value}"' for name, value in given.items()]
    lines += [f'<If "%{{REQUEST_URI}} !~ m#^/[^/]+/{EMBEDDED}/#">', f'Header always append Content-Security-Policy "{FRAMES}"', "</If>"]
    lines += [f'<If "%{{REQUEST_URI}} =~ m#{OPEN}#">', f'Header always set Access-Control-Allow-Origin "{ANYONE}"', "</If>"]
    return "\n".join((*lines, "</IfModule>")) + "\n"
