"""Ask Lighthouse about every kind of page in four scripts, and about stock Material on the same words; with --write also to lighthouse.md.

Run after scripts/test (it needs npm and a Chromium):  .venv/bin/python benchmarks/lighthouse.py --write

The site is built anew for the address it is served from, so that canonical addresses can be checked, and served with gzip and the
headers of its own ``_headers`` file.  Lighthouse's own throttling is used: mobile, slow 4G, a processor four times slower, simulated.
Stock Material gets the same main text of the same pages, its own navigation, search and language menu, and no web fonts (they would
come from another host).  A page whose performance is 100 is asked once; another one three times, and the median run counts, chosen as
Lighthouse does, by performance: one busy moment of the machine costs points that no reader would see.
"""

from __future__ import annotations

import gzip
import http.server
import json
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from orderpages.project import Project, find
from orderpages.publish.build import build, publish
from orderpages.verify.browser import chromium
from orderpages.verify.host import headers_for_all
from orderpages.verify.pages import RIGHTS_PAGES, kind_of

HERE = Path(__file__).parent
WORK = HERE.parent / "build" / "lighthouse"
TAGS = ("en", "am", "ar", "zh-Hant")
BESIDE = ("home", "guide")
"""Kinds of pages that stock Material is asked about too."""
VERSION = "12.8.2"
RUNS = 3
PORT = 8471

CATEGORIES = {"performance": "perf.", "accessibility": "access.", "best-practices": "best pr.", "seo": "SEO"}
FIGURES = {"largest-contentful-paint": "LCP, ms", "total-blocking-time": "TBT, ms", "cumulative-layout-shift": "CLS"}


@dataclass(frozen=True)
class Asked:
    """Hold Lighthouse's answer about one page."""

    page: str
    kind: str
    scores: tuple[int, ...]
    figures: tuple[float, ...]
    requests: int
    bytes: int
    below: tuple[str, ...]
    """The audits that cost points."""


def main() -> None:
    """Build, serve, ask, and lay the answers out."""
    project = find(HERE.parent)
    shutil.rmtree(WORK, ignore_errors=True)
    client = lighthouse()
    address = f"http://127.0.0.1:{PORT}/"
    ours, stock = WORK / "ours", WORK / "stock"
    locales = [project.locale(tag) for tag in TAGS]
    publish(build(project, locales, site_url=address, work=WORK / "skeleton"), ours, WORK / "ours.new")
    pages = one_of_each_kind(ours)
    make_stock(project, ours, stock, address)
    theirs: list[Asked] = []
    mine: list[Asked] = []
    try:
        with served(stock):
            theirs += (asked(client, address, page, kind) for kind, page in pages if kind in BESIDE and page.startswith(TAGS))
        with served(ours):
            for kind, page in pages:
                mine.append(asked(client, address, page, kind))
    except KeyboardInterrupt:
        print("Stopped: what was asked until now is reported.", file=sys.stderr)
    made = report(mine, theirs, len(pages))
    print(made)
    if "--write" in sys.argv:
        (HERE / "lighthouse.md").write_text(made, encoding="utf-8")


def one_of_each_kind(site: Path) -> list[tuple[str, str]]:
    """Choose for each language the heaviest page of each kind, and the pages that belong to none."""
    heaviest: dict[tuple[str, str], tuple[int, str]] = {}
    for file in site.rglob("index.html"):
        path = file.relative_to(site).as_posix().removesuffix("index.html")
        tag = path.split("/")[0]
        kind = kind_of(file.read_bytes())
        key = (tag if tag in TAGS else "", kind)
        heaviest[key] = max(heaviest.get(key, (0, "")), (len(gzip.compress(file.read_bytes(), 9)), path))
    found = [(kind, path) for (_, kind), (_, path) in sorted(heaviest.items())]
    return sorted(found, key=lambda one: one[0] not in RIGHTS_PAGES)  # First the pages people open in need.


def make_stock(project: Project, ours: Path, stock: Path, address: str) -> None:
    """Build the same pages with stock Material: one build a language, the main text as it stands on our pages."""
    names = {locale.tag: locale.name for locale in project.published}
    known = {"zh-Hant": "zh-Hant", "ar": "ar"}  # Material has no Amharic and stops at it: English words of the theme there.
    for tag in TAGS:
        docs = WORK / "stock-docs" / tag
        for file in (ours / tag).rglob("index.html"):
            html = LexborHTMLParser(file.read_text(encoding="utf-8"))
            main = html.css_first("main")
            if kind_of(file.read_bytes()) in ("embed", "link", "") or main is None:
                continue
            title = json.dumps(html.css_first("h1").text(strip=True) if html.css_first("h1") else tag, ensure_ascii=False)
            for node in main.css("script"):
                node.decompose()
            target = docs / file.relative_to(ours / tag).with_suffix(".md")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"---\ntitle: {title}\n---\n\n{main.inner_html}\n", encoding="utf-8")
        config: dict[str, Any] = {
            "site_name": project.content.site.name.english,
            "site_url": f"{address}{tag}/",
            "docs_dir": str(docs),
            "site_dir": str(stock / tag),
            "theme": {"name": "material", "language": known.get(tag, "en"), "font": False},
            "extra": {"alternate": [{"name": names[one], "link": f"/{one}/", "lang": one} for one in TAGS]},
        }
        path = WORK / f"stock-{tag}.yml"
        path.write_text(json.dumps(config), encoding="utf-8")
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(path)], check=True)


def lighthouse() -> Path:
    """Fetch Lighthouse once; it brings no browser of its own."""
    folder = HERE.parent / ".cache" / f"lighthouse-{VERSION}"
    if not (folder / "node_modules").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--ignore-scripts", f"lighthouse@{VERSION}"], cwd=folder, check=True)
    return folder / "node_modules" / ".bin" / "lighthouse"


def asked(client: Path, address: str, page: str, kind: str) -> Asked:
    """Ask about one page, and again when its performance is below 100 (nothing else varies); keep the median run."""
    runs: list[Asked] = []
    while not runs or (len(runs) < RUNS and any(run.scores[0] < 100 for run in runs)):
        done = subprocess.run(
            [
                str(client),
                address + page,
                f"--only-categories={','.join(CATEGORIES)}",
                "--output=json",
                "--quiet",
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update",
            ],
            capture_output=True,
            text=True,
            check=True,
            env={"CHROME_PATH": chromium(), "PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(WORK)},
        )
        runs.append(read(json.loads(done.stdout), page, kind))
    print(page, [run.scores[0] for run in runs], file=sys.stderr, flush=True)
    return sorted(runs, key=lambda run: run.scores[0])[len(runs) // 2]


def read(told: Mapping[str, Any], page: str, kind: str) -> Asked:
    """Read what Lighthouse tells."""
    audits, categories = told["audits"], told["categories"]
    network = audits["network-requests"]["details"]["items"]
    network = [one for one in network if one["url"].startswith("http")]
    below = {
        part["id"]
        for name in CATEGORIES
        for part in categories[name]["auditRefs"]
        if part["weight"] and audits[part["id"]]["score"] is not None and audits[part["id"]]["score"] < 0.995
    }
    return Asked(
        page,
        kind,
        tuple(round(100 * categories[name]["score"]) for name in CATEGORIES),
        tuple(audits[name]["numericValue"] for name in FIGURES),
        len(network),
        sum(one["transferSize"] for one in network),
        tuple(sorted(below)),
    )


def report(mine: list[Asked], theirs: list[Asked], wanted: int) -> str:
    """Lay the answers out, with what is below 100."""
    head = " | ".join((*CATEGORIES.values(), *FIGURES.values(), "requests", "bytes"))
    rule = "--- | --- |" + " ---: |" * (len(CATEGORIES) + len(FIGURES) + 2)
    lines = [
        "# Lighthouse",
        "",
        f"Asked on {datetime.now(UTC):%Y-%m-%d}: Lighthouse {VERSION}, mobile, simulated slow 4G, processor four times slower; median of {RUNS} where the first has less than 100.",
        f"For each language the heaviest page of each kind: {len(mine)} of {wanted} were asked. Bytes are as sent, compressed, with headers.",
        "Command: `.venv/bin/python benchmarks/lighthouse.py --write`.",
        "",
        summary("Ours", mine),
        summary("Stock Material, the same words", theirs),
        "",
        f"| page | kind | {head} | below 100 |",
        f"| {rule} --- |",
        *(row(one) for one in mine),
        "",
        "## Stock Material on the same words",
        "",
        f"| page | kind | {head} | below 100 |",
        f"| {rule} --- |",
        *(row(one) for one in theirs),
    ]
    return "\n".join(lines) + "\n"


def summary(name: str, found: list[Asked]) -> str:
    """Say in one line how a set of pages did."""
    least = [min(one.scores[at] for one in found) for at in range(len(CATEGORIES))]
    named = ", ".join(f"{label} {score}" for label, score in zip(CATEGORIES.values(), least, strict=True))
    paint = [one.figures[0] for one in found]
    return (
        f"- {name}: {len(found)} pages; lowest scores: {named}; largest paint median {statistics.median(paint):,.0f} ms, "
        f"slowest {max(paint):,.0f} ms; blocking time at most {max(one.figures[1] for one in found):,.0f} ms; "
        f"bytes median {statistics.median(one.bytes for one in found):,.0f}."
    )


def row(one: Asked) -> str:
    """Lay out one page."""
    lcp, tbt, cls = one.figures
    scores = " | ".join(map(str, one.scores))
    return (
        f"| /{one.page} | {one.kind} | {scores} | {lcp:,.0f} | {tbt:,.0f} | {cls:.3f} | {one.requests} | {one.bytes:,} "
        f"| {', '.join(one.below)} |"
    )


@contextmanager
def served(site: Path) -> Iterator[None]:
    """Serve a folder with gzip, as hosts do, and with its own ``_headers`` where it has one."""
    asked_for = site / "_headers"
    sent = (
        [one for one in headers_for_all(asked_for.read_text(encoding="utf-8")) if one[0] != "Strict-Transport-Security"]
        if asked_for.is_file()
        else []
    )

    class Host(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            found = path.is_file()
            data = gzip.compress(path.read_bytes() if found else b"", 9)
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(data)))
            for name, value in sent:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", PORT), lambda *given: Host(*given, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    main()
