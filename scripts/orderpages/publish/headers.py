"""Say what a page may do: one policy, in each page's meta and in the headers a host sends (``hosts.py`` writes its files).

The header is the widest policy any page needs and stands for the whole site; the meta narrows it for the page's
kind.  A browser applies both, so a page may only do what both allow, and a host needs one header for all paths.

Hashes come from the source of a style or script, never from a built page: that would bless whatever got into it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

SCRIPTED = {
    "search": ("script-src 'self'",),
    "offline": ("script-src 'self'", "worker-src 'self'"),
    "link": ("script-src 'self'",),
}
"""Kinds of pages with a script of their own, and what it needs; every other kind runs none."""

EMBEDDED = "embed"
"""The folder of a locale whose pages other sites may show in a frame; every other page stands alone."""

ALONE = "'none'"

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

BRIEFLY = f"max-age={HOUR}, stale-while-revalidate={24 * HOUR}"
"""An hour from the phone's own store on a weak signal; after that the old page shows while a new one is asked for."""

FOREVER = f"max-age={YEAR}, immutable"
"""For a file with a hash of its bytes in its name: it never changes."""


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


def headers(*styles: str, framed: bool = False) -> Mapping[str, str]:
    """Give the headers of every file of the site; ``framed``: of pages that other sites may show in a frame."""
    return {
        "Content-Security-Policy": f"{site_policy(*styles)}; frame-ancestors {'*' if framed else ALONE}",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in PERMISSIONS),
        "Referrer-Policy": "no-referrer",
        # Without includeSubDomains and preload: a publisher's other hosts are not ours to decide for.
        "Strict-Transport-Security": f"max-age={YEAR}",
        "X-Content-Type-Options": "nosniff",
    }
