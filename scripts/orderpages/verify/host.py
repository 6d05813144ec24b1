"""Serve a finished site on this machine as a host does that reads its ``_headers``, so that the published policy is the tested one."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class _Host(http.server.SimpleHTTPRequestHandler):
    """Answer every path with the headers asked for all paths."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    sent: tuple[tuple[str, str], ...] = ()

    def end_headers(self) -> None:
        for name, value in self.sent:
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


def headers_for_all(text: str) -> Iterator[tuple[str, str]]:
    """Read the block of a ``_headers`` file that stands for every path, without its lines that take a header away (``!``)."""
    inside = False
    for line in text.splitlines():
        if line.startswith((" ", "\t")):
            name, _, value = line.strip().partition(": ")
            if inside and not name.startswith("!"):
                yield name, value
        elif not line.startswith("#"):
            inside = line.strip() == "/*"


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a site at a free port; give its address, ending in ``/``."""
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
