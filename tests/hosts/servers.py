"""Start a real nginx and a real Apache, set up by the recipes in the files the build writes."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MODULES = (
    *("mpm_event", "authz_core", "authz_host", "alias", "autoindex", "deflate", "dir", "env", "filter"),
    *("headers", "mime", "negotiation", "reqtimeout", "setenvif", "status"),
)
"""What a fresh Debian turns on, and ``headers``, which the recipe asks for."""

NGINX = """daemon off; master_process off; worker_processes 1; pid {own}/pid; error_log stderr warn;
events {{ }}
http {{ access_log off; client_body_temp_path {own}/1; proxy_temp_path {own}/2; fastcgi_temp_path {own}/3;
uwsgi_temp_path {own}/4; scgi_temp_path {own}/5;
{recipe}
}}
"""

APACHE = """ServerRoot "{own}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
{second}
PidFile "{own}/pid"
DefaultRuntimeDir "{own}"
ErrorLog "{own}/apache.said"
{modules}
TypesConfig /dev/null
{user}
{recipe}
"""


@dataclass(frozen=True)
class Answer:
    """Hold what a server answered."""

    status: int
    sent: list[tuple[str, str]]
    body: bytes

    def every(self, name: str) -> list[str]:
        """Give every value of a header, however often it was sent."""
        return [value for key, value in self.sent if key.lower() == name.lower()]

    def one(self, name: str) -> str:
        """Give the value of a header that must be there exactly once."""
        (value,) = self.every(name)
        return value


@dataclass(frozen=True)
class Server:
    """Hold a server that runs."""

    name: str
    port: int

    @property
    def address(self) -> str:
        """Where it answers, ending in ``/``."""
        return f"http://127.0.0.1:{self.port}/"

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path below the site's top, and follow nothing."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        asked.request("GET", f"/{path}", headers={name.replace("_", "-"): value for name, value in headers.items()})
        with asked.getresponse() as got:
            return Answer(got.status, got.getheaders(), got.read())


def recipe(text: str, *own: tuple[str, str]) -> str:
    """Copy the recipe out of a host file's first comments, with a publisher's own names put in."""
    lines = [line for line in text.splitlines() if line.startswith(("#      ", "#   Rewrite"))]
    copied = "\n".join(line.removeprefix("#") for line in lines)
    for theirs, ours in own:
        assert theirs in copied, f"the recipe no longer says {theirs!r}"
        copied = copied.replace(theirs, ours)
    return copied


@contextmanager
def nginx(site: Path, own: Path) -> Iterator[Server]:
    """Run nginx in the foreground, without a certificate: browsers trust this machine without one."""
    port, second = _free_ports()
    copied = recipe(
        (site / "nginx.conf").read_text(encoding="utf-8"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("listen 80;", f"listen 127.0.0.1:{second};"),
        ("        ssl_certificate     /etc/ssl/site.pem;\n", ""),
        ("        ssl_certificate_key /etc/ssl/site.key;\n", ""),
        ("/var/www/site", str(site)),
    )
    (own / "nginx.conf").write_text(NGINX.format(own=own, recipe=copied), encoding="utf-8")
    command = ["nginx", "-e", "stderr", "-p", str(own), "-c", str(own / "nginx.conf")]
    with _running(command, own / "nginx.said", port):
        yield Server("nginx", port)


@contextmanager
def apache(site: Path, own: Path, within: str = "", modules: tuple[str, ...] = MODULES, *, reads: bool = True) -> Iterator[Server]:
    """Run Apache in the foreground; ``within`` goes into its own configuration; ``reads``: it looks into .htaccess."""
    port, second = _free_ports()
    copied = recipe(
        (site / ".htaccess").read_text(encoding="utf-8"),
        ("*:443", f"*:{port}"),
        ("*:80", f"*:{second}"),
        ("        SSLEngine on\n", ""),
        ("        SSLCertificateFile    /etc/ssl/site.pem\n", ""),
        ("        SSLCertificateKeyFile /etc/ssl/site.key\n", within),
        ("AllowOverride All", "AllowOverride All" if reads else "AllowOverride None"),
        ("/var/www/site", str(site)),
    )
    folder = next(path for path in (Path("/usr/lib/apache2/modules"), Path("/usr/libexec/apache2")) if path.is_dir())
    written = APACHE.format(
        own=own,
        port=port,
        second=f"Listen 127.0.0.1:{second}",
        modules="\n".join(f"LoadModule {name}_module {folder}/mod_{name}.so" for name in modules),
        user="User nobody\nGroup nogroup" if os.getuid() == 0 else "",  # Apache refuses to serve as root.
        recipe=copied,
    )
    (own / "apache.conf").write_text(written, encoding="utf-8")
    with _running(["apache2", "-X", "-f", str(own / "apache.conf")], own / "apache.said", port):
        yield Server("apache", port)


@contextmanager
def _running(command: list[str], said: Path, port: int) -> Iterator[None]:
    found = shutil.which(command[0], path=f"{os.environ['PATH']}:/usr/sbin")
    assert found, f"{command[0]} was not found; scripts/test installs it."
    with said.open("wb") as out:
        process = subprocess.Popen([found, *command[1:]], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        try:
            _until_it_answers(process, said, port)
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


def _until_it_answers(process: subprocess.Popen[bytes], said: Path, port: int) -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=10).close()
        except ConnectionRefusedError:
            try:
                process.wait(timeout=0.02)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(said.read_text(encoding="utf-8", errors="replace")) from None
        return


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]
