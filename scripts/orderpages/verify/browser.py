"""Open every page of the finished site in Chromium, one browser a core, and measure it.

The only room of the program that imports ``playwright``.
"""

from __future__ import annotations

import os
import queue
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..findings import CouldNotRun
from . import search
from .crawl import Crawl, Said
from .host import serve
from .pages import Page
from .views import MEASURE, PHONE, views

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    # Thousands of pages of a few elements: the same process draws them, and what axe-core was compiled to is kept between pages.
    "--in-process-gpu",
    "--js-flags=--no-flush-bytecode",
)


def crawl(site: Path, wanted: Sequence[Page], *, axe: bool = False, say: Callable[[str], None] = lambda line: None) -> Crawl:
    """Start a browser for each core and deal out the pages; raise ``CouldNotRun`` with what to install when there is none."""
    start, path = _playwright(), chromium()
    dealt = Dealt.out(site, wanted, axe, say)

    def one_browser(_: int) -> Crawl:
        seen = Crawl(looked_for_barriers=axe)
        with start() as playwright:
            while not dealt.waiting.empty():  # A browser that broke down left pages behind.
                browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
                try:
                    seen.join(look(browser, dealt))
                finally:
                    browser.close()
        return seen

    seen = Crawl(looked_for_barriers=axe)
    workers = min(os.cpu_count() or 1, max(1, len(wanted)))
    with ThreadPoolExecutor(workers) as pool:
        for one in pool.map(one_browser, range(workers)):
            seen.join(one)
    return seen


@dataclass(frozen=True)
class Dealt:
    """Hold the pages that wait to be looked at, and what is needed to look."""

    site: Path
    waiting: queue.SimpleQueue[Page]
    by_key: frozenset[Page]
    """The first page of each kind in each folder, which is also walked by keyboard."""
    queries: Mapping[str, str]
    """What is typed into each language's search."""
    tried: set[Page]
    """Pages whose first look ended with the browser's own fault; they get a second one."""
    script: str
    axe: bool
    count: int
    say: Callable[[str], None]

    @classmethod
    def out(cls, site: Path, wanted: Iterable[Page], axe: bool = False, say: Callable[[str], None] = lambda line: None) -> Dealt:
        """Put the pages into a queue, the search pages first, whose looks take longest."""
        waiting: queue.SimpleQueue[Page] = queue.SimpleQueue()
        first: dict[tuple[str, str], Page] = {}
        pages = sorted(wanted, key=lambda page: (page.kind != "search", page))
        for page in pages:
            waiting.put(page)
            first.setdefault((page.tag, page.kind), page)
        queries = {tag: _query(site, tag) for tag in {page.tag for page in pages if page.kind == "search"}}
        script = MEASURE + (_axe() if axe else "")
        return cls(site, waiting, frozenset(first.values()), queries, set(), script, axe, len(pages), say)


def _query(site: Path, tag: str) -> str:
    """Give a query that must find something: the title of the first page in the language's index."""
    index = search.read_index(site, tag)
    return index.entries[0][2] if index else ""


def look(browser: Any, dealt: Dealt) -> Crawl:
    """Open the waiting pages one after the other in a browser that runs."""
    seen = Crawl(looked_for_barriers=dealt.axe)
    with serve(dealt.site) as address:
        opened = _Opened(browser, dealt.script, address)
        while browser.is_connected() and (listed := _next(dealt.waiting)) is not None:
            opened.look(listed, dealt, seen)
            left = dealt.waiting.qsize()
            if left % 100 == 0:
                dealt.say(f"looked at {dealt.count - left} of {dealt.count} pages")
        if browser.is_connected():
            opened.close()
    return seen


def _next(waiting: queue.SimpleQueue[Page]) -> Page | None:
    try:
        return waiting.get_nowait()
    except queue.Empty:
        return None


class _Opened:
    """One page of a browser that goes from address to address."""

    def __init__(self, browser: Any, script: str, address: str) -> None:
        self.browser, self.script, self.address = browser, script, address
        self.said: list[Said] = []
        self.asked: list[str] = []
        self.start()

    def start(self) -> None:
        """Open a page in a context of its own, with nothing kept from before."""
        self.context = self.browser.new_context(viewport=PHONE, color_scheme="light")
        self.context.add_init_script(self.script)
        self.page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self._heard(message) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.said.append(("script-fault", f'has a script that fails: "{error}"')))

    def close(self) -> None:
        """Close it."""
        self.context.close()

    def _heard(self, message: Any) -> None:
        self.said.append(("console-message", f'says in the browser\'s console: "{message.text}"'))

    def look(self, listed: Page, dealt: Dealt, seen: Crawl) -> None:
        """Open a page, measure it in all its views, and count what it did."""
        from playwright.sync_api import Error

        self.said, self.asked, language, shown = [], [], "", 0
        fresh = True
        try:
            self.page.goto(self.address + listed.address)
            language = self.page.evaluate("document.documentElement.lang")
            query = dealt.queries.get(listed.tag, "") if listed.kind == "search" else ""
            for view, wrong in views(self.page, listed, query, dealt.axe, listed in dealt.by_key):
                shown += 1
                self.said += [(rule, f"{view}, {words}") for rule, words in wrong]
            cookies = self.context.cookies()
            self.said += [("cookie-set", f"sets the cookie {one['name']}") for one in cookies]
            fresh = not cookies and not any(rule == "storage-used" for rule, _ in self.said)
        except Error as error:
            if listed not in dealt.tried:
                dealt.tried.add(listed)
                dealt.waiting.put(listed)
                self.restart()
                return
            self.said.append(("page-unmeasured", f"could not be measured: {error.message.splitlines()[0]}"))
            fresh = False
        asked = [url for url in self.asked if not url.startswith("data:")]
        others = [url for url in asked if not url.startswith(self.address)]
        seen.other_hosts |= {urlsplit(url).netloc for url in others}
        self.said += [("other-host-asked", f"asks another host for {url}") for url in others]
        seen.add(listed, dealt.site.name, self.said, language=language, views=shown, requests=len(asked))
        if not fresh:
            self.restart()

    def restart(self) -> None:
        """Start again with nothing kept, in a browser that still runs."""
        if self.browser.is_connected():
            self.close()
            self.start()


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
