"""Open every page of the finished site in Chromium and count what it did: hosts, cookies, storage, errors.

The only room of the program that imports ``playwright``.  The site is served on this machine with the headers its
own ``_headers`` file asks for, so the policy that is tested is the one that is published.
"""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..findings import CouldNotRun, Finding, Place

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PHONE = {"width": 360, "height": 740}
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

STORED = """async () => {
  const named = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  for (const one of await indexedDB.databases()) named.push(one.name);
  if (self.caches) named.push(...await caches.keys());
  if (navigator.serviceWorker) for (const one of await navigator.serviceWorker.getRegistrations()) named.push(one.scope);
  return named;
}"""


@dataclass
class Crawl:
    """Hold what a browser saw on all pages."""

    pages: int = 0
    languages: set[str] = field(default_factory=set)
    requests: int = 0
    other_hosts: set[str] = field(default_factory=set)
    cookies: set[str] = field(default_factory=set)
    stored: set[str] = field(default_factory=set)
    errors: int = 0
    """Messages in the browser's console: policy violations, failed requests, faults of scripts."""
    accessibility: int | None = None
    """Places that break an accessibility rule; none when they were not looked for."""
    findings: list[Finding] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Give the figures a reader is shown."""
        shown = {
            "pages": self.pages,
            "languages": len(self.languages),
            "other_hosts": len(self.other_hosts),
            "cookies": len(self.cookies),
            "stored": len(self.stored),
            "errors": self.errors,
        }
        return shown if self.accessibility is None else {**shown, "accessibility": self.accessibility}


def crawl(site: Path, name: str = "site", *, axe: bool = False, say: Callable[[str], None] = lambda line: None) -> Crawl:
    """Start Chromium and open every page; raise ``CouldNotRun`` with what to install when there is none."""
    start = _playwright()
    with start() as playwright:
        return look(playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]), site, name, axe, say)


def look(browser: Any, site: Path, name: str = "site", axe: bool = False, say: Callable[[str], None] = lambda line: None) -> Crawl:
    """Open every page of a site once, in a browser that runs."""
    script = _axe() if axe else ""
    seen = Crawl(accessibility=0 if axe else None)
    said: list[tuple[str, str]] = []
    with serve(site) as address:
        context = browser.new_context(viewport=PHONE)
        page = context.new_page()
        page.on("request", lambda request: _asked(request.url, address, seen, said))
        page.on("console", lambda message: said.append(("console-message", message.text)) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(("script-fault", str(error))))
        for file in sorted(site.rglob("*.html")):
            path = file.relative_to(site).as_posix()
            said.clear()
            page.goto(address + path.removesuffix("index.html"))
            seen.pages += 1
            seen.languages.add(page.locator("html").get_attribute("lang") or "")
            said += [("storage-used", f"keeps {one} on the device") for one in page.evaluate(STORED)]
            said += [("cookie-set", f"sets the cookie {one['name']}") for one in context.cookies()]
            said += _unmet(page, script) if axe else []
            _count(seen, said, f"{name}/{path}")
            if seen.pages % 100 == 0:
                say(f"opened {seen.pages} pages")
        context.close()
    return seen


def _asked(url: str, address: str, seen: Crawl, said: list[tuple[str, str]]) -> None:
    if url.startswith("data:"):
        return
    seen.requests += 1
    if not url.startswith(address):
        seen.other_hosts.add(urlsplit(url).netloc)
        said.append(("other-host-asked", f"asks another host for {url}"))


def _unmet(page: Any, script: str) -> list[tuple[str, str]]:
    page.evaluate(script)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", list(AXE_RULES))
    return [("accessibility-rule", f"breaks {one['id']} at {node['html'][:80]}") for one in result["violations"] for node in one["nodes"]]


CURES = {
    "other-host-asked": "Pages load nothing from elsewhere: take it out of the template.",
    "console-message": "Open the page in a browser and read its console; a policy violation names what it blocked.",
    "script-fault": "Correct the script; the page must work without it.",
    "storage-used": "Store only what the reader asked to keep.",
    "cookie-set": "The site needs no cookie: take it out.",
    "accessibility-rule": "Look the rule up by its name at axe-core's documentation, and correct the template.",
}


def _count(seen: Crawl, said: list[tuple[str, str]], file: str) -> None:
    for rule, words in dict.fromkeys(said):
        if rule == "storage-used":
            seen.stored.add(words)
        elif rule == "cookie-set":
            seen.cookies.add(words)
        elif rule == "accessibility-rule" and seen.accessibility is not None:
            seen.accessibility += 1
        elif rule != "other-host-asked":
            seen.errors += 1
        verb = words if rule not in ("console-message", "script-fault") else f'says in the browser\'s console: "{words}"'
        seen.findings.append(Finding(Place(file), rule, f"{verb}.", CURES[rule]))


# ---------------------------------------------------------------- what it needs


def chromium() -> str:
    """Find the browser of this machine."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        raise CouldNotRun("No Chromium was found. Install one, for example: apt-get install chromium")
    return found


def _playwright() -> Callable[[], Any]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise CouldNotRun("This needs the package playwright: pip install 'orderpages[browser]'") from None
    return sync_playwright


def _axe() -> str:
    try:
        import axe_playwright_python
    except ImportError:
        raise CouldNotRun("This needs axe-core: pip install 'orderpages[browser]'") from None
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


class _Host(http.server.SimpleHTTPRequestHandler):
    """Serve a folder as a host does that reads its ``_headers``: the block for all paths."""

    sent: tuple[tuple[str, str], ...] = ()

    def end_headers(self) -> None:
        for name, value in self.sent:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def headers_for_all(text: str) -> Iterator[tuple[str, str]]:
    """Read the block of a ``_headers`` file that stands for every path."""
    inside = False
    for line in text.splitlines():
        if line.startswith((" ", "\t")):
            name, _, value = line.strip().partition(": ")
            if inside:
                yield name, value
        elif not line.startswith("#"):
            inside = line.strip() == "/*"


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a site on this machine, at a free port."""
    asked = site / "_headers"
    sent = tuple(headers_for_all(asked.read_text(encoding="utf-8"))) if asked.is_file() else ()
    # Without this, a page answered from the browser's own store would not be looked at again.
    host = type("Host", (_Host,), {"sent": tuple(one for one in sent if one[0] != "Cache-Control")})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
