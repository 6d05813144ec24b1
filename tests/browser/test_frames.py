"""Others show our pages on theirs, in a real Chromium: no script, no third host; data blocks and codes as readers meet them."""

from __future__ import annotations

import functools
import http.server
import io
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
import zxingcpp
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from orderpages.project import Project
from orderpages.publish.build import Built

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
STRICT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


class _StrictHandler(_Handler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


def served(folder: Path, handler: type[_Handler]) -> http.server.ThreadingHTTPServer:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def host(tmp_path: Path, town_site: tuple[Project, Built], address: str) -> Iterator[str]:
    """Serve a bare page on another origin, with three snippets pasted in as they are copied from the site."""
    pasted = ""
    for name in ("siren", "open-shelter", "contacts"):
        page = LexborHTMLParser(town_site[1].files[f"es/link/{name}/index.html"].decode())
        pasted += next(text for node in page.css("pre") if "<iframe" in (text := node.text())).replace("https://river.example/", address)
    head = "<!doctype html><title>A neighbour</title><link rel=icon href=data:,>"
    (tmp_path / "index.html").write_text(head + pasted, encoding="utf-8")
    server = served(tmp_path, _Handler)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_a_bare_page_elsewhere_shows_three_of_ours(browser: Any, host: str, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 2000})
    page = context.new_page()
    requested: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(host, wait_until="networkidle")
    frames = [frame for frame in page.frames if frame != page.main_frame]
    assert [frame.url for frame in frames] == [f"{address}es/embed/{name}/" for name in ("siren", "open-shelter", "contacts")]
    assert frames[0].locator("h1").inner_text() == "¿Qué hago si suena la sirena?"
    assert all(frame.locator("script").count() == 0 for frame in frames)
    assert all(frame.evaluate("document.documentElement.scrollWidth <= innerWidth") for frame in frames)
    assert [url for url in requested if not url.startswith((host, address, "data:"))] == []
    assert len([url for url in requested if url.startswith(address)]) == 3, "a frame is one request"
    assert context.cookies() == []
    assert said == []
    frames[0].locator("a.open").click()
    page.wait_for_url(f"{address}es/guides/siren/")
    context.close()


def test_a_strict_policy_lets_data_blocks_stand(browser: Any, town_site: tuple[Project, Built]) -> None:
    server = served(town_site[0].site, _StrictHandler)
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("en/guides/siren/", "es/contacts/", "ar/embed/siren/", "p/siren/"):
        page.goto(f"http://127.0.0.1:{server.server_port}/{path}")
    assert said == []
    page.goto(f"http://127.0.0.1:{server.server_port}/en/guides/siren/")
    assert '"@type":"FAQPage"' in page.locator('script[type="application/ld+json"]').text_content()
    page.close()
    server.shutdown()


def test_axe_finds_nothing_on_small_pages(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page = context.new_page()
    found = []
    for path in ("es/embed/siren/", "ar/embed/contacts/", "ar/link/siren/", "en/link/contacts/", "p/siren/"):
        page.goto(f"{address}{path}")
        page.evaluate(AXE)
        result = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        found += [(path, one["id"], one["nodes"][0]["html"][:160]) for one in result["violations"]]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
    assert found == []


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_camera_reads_the_code(browser: Any, address: str, tag: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 1600})
    page.goto(f"{address}{tag}/link/siren/")
    image = Image.open(io.BytesIO(page.locator(".qr").screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [f"https://river.example/{tag}/guides/siren/"]
    page.close()


# ---------------------------------------------------------------- ready links


SNIPPET = "pre:has-text('<iframe') + .copy button"


def test_one_tap_copies_the_lines(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}es/link/siren/")
    assert page.locator(".copy button").count() == 7
    assert page.locator(SNIPPET).get_attribute("aria-label") == "Copiar – Mostrarla en su sitio web"
    assert page.locator(SNIPPET).bounding_box()["height"] >= 44
    page.locator(SNIPPET).focus()
    page.keyboard.press("Enter")
    page.locator("pre:has-text('<iframe') + .copy [role=status]").get_by_text("Copiado").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith('<iframe src="https://river.example/es/embed/siren/"')
    assert page.get_by_text("Copiado").count() == 7, "each button says it at its own place"
    assert [one.is_visible() for one in page.get_by_text("Copiado").all()].count(True) == 1
    context.close()


def test_where_the_clipboard_is_refused_the_text_is_selected(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false")
    page.goto(f"{address}ar/link/siren/")
    page.locator(SNIPPET).click()
    page.locator("pre:has-text('<iframe') + .copy [data-said=selected]").wait_for()
    assert page.evaluate("getSelection().toString()").startswith('<iframe src="https://river.example/ar/embed/siren/"')
    assert page.locator("[data-said=copied]:visible").count() == 0
    context.close()


def test_without_scripts_there_is_no_button_that_does_nothing(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}es/link/siren/")
    assert page.locator("button:visible").count() == 0
    context.close()
