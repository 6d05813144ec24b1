"""What real servers answer when a publisher follows the recipe in the files the build writes: nginx and Apache."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from servers import MODULES, Answer, Server, apache, nginx, recipe

from orderpages.project import Project
from orderpages.publish import headers, hosts
from orderpages.publish.build import build, publish
from orderpages.publish.ledger import record
from orderpages.verify.headers import LEAST, score
from orderpages.verify.host import serve
from orderpages.verify.views import MEASURE

REDIRECTS = """
- {from: guides/pets/, to: guides/siren/, since: 2031-06-01, reason: Now one page}
- {from: "guides/siren/#stay-out", to: "guides/siren/#do-not-drive", since: 2031-06-01, reason: Renamed}
- {from: guides/flood/, to: guides/siren/, since: 2031-06-01, reason: The law went, withdrawn: "yes"}
"""

TAGS = ("en", "es", "ar")


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Build the town after a guide moved, a statement moved and a guide was taken down, where a server's own user may read it."""
    from conftest import copy_town

    top = Path(tempfile.mkdtemp())  # Not tmp_path: only its owner may look inside, and Apache gives its rights away.
    top.chmod(0o755)
    town = copy_town(top / "town")
    record(town)
    (town.docs / "guidance/pets.yml").unlink()
    siren = town.docs / "guidance/siren.yml"
    siren.write_text(siren.read_text(encoding="utf-8").replace("related: [pets]\n", ""), encoding="utf-8")
    (town.docs / "redirects.yml").write_text(REDIRECTS, encoding="utf-8")
    town = Project(town.root)
    publish(build(town, town.published), town.site, town.build / "site.new")
    (town.site / "es/card.pdf").write_bytes(b"%PDF-1.7")  # Printing takes fonts; a server sees the end of the name.
    (town.site / "es/preview.png").write_bytes(b"PNG")
    yield town.site
    shutil.rmtree(top)


@pytest.fixture(scope="session", params=["nginx", "apache"])
def server(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start = {"nginx": nginx, "apache": apache}[request.param]
    with start(folder, tmp_path_factory.mktemp(request.param)) as running:
        yield running


def assert_guarded(answer: Answer, *, framed: bool = False, shown: bool = False) -> None:
    """Assert that every header of every file is there once, and says who may show it in a frame."""
    for name, value in headers.headers("x").items():
        if name == "Cross-Origin-Resource-Policy" and shown:
            assert answer.one(name) == "cross-origin"
        elif name != "Content-Security-Policy":
            assert answer.one(name) == value
    policy = answer.one("Content-Security-Policy")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("; frame-ancestors *" if framed else "; frame-ancestors 'none'")
    assert "," not in policy, "one policy, not two"


KINDS = [
    ("", "text/html; charset=utf-8", "short"),
    ("es/guides/siren/", "text/html; charset=utf-8", "short"),
    ("es/search/", "text/html; charset=utf-8", "short"),
    ("p/siren/", "text/html; charset=utf-8", "short"),
    ("data/v1/index.json", "application/json", "short"),
    ("data/v1/es/contacts.csv", "text/csv; charset=utf-8", "short"),
    ("data/v1/es/contacts.vcf", "text/vcard; charset=utf-8", "short"),
    ("es/feed.xml", "application/atom+xml; charset=utf-8", "short"),
    ("es/oembed/siren.json", "application/json", "short"),
    ("es/qr/siren.svg", "image/svg+xml; charset=utf-8", "short"),
    ("es/card.pdf", "application/pdf", "short"),
    ("es/preview.png", "image/png", "short"),
    ("es/worker.js", "text/javascript; charset=utf-8", "short"),
    ("keep.js", "text/javascript; charset=utf-8", "short"),
    ("sitemap.xml", "application/xml; charset=utf-8", "short"),
    ("robots.txt", "text/plain; charset=utf-8", "short"),
    ("assets/search-*.js", "text/javascript; charset=utf-8", "long"),
    ("es/search/index-*.js", "text/javascript; charset=utf-8", "long"),
]


@pytest.mark.parametrize(("path", "kind", "kept"), KINDS)
def test_a_file_is_sent_as_what_it_is(server: Server, folder: Path, path: str, kind: str, kept: str) -> None:
    path = next(folder.glob(path)).relative_to(folder).as_posix() if "*" in path else path
    answer = server.get(path)
    assert answer.status == 200
    assert answer.one("Content-Type") == kind
    assert answer.one("Cache-Control") == {"short": headers.BRIEFLY, "long": headers.FOREVER}[kept]
    assert_guarded(answer, shown="/qr/" in path or "/preview/" in path)
    open_to_programs = path.startswith("data/") or "oembed" in path or "feed" in path
    assert answer.every("Access-Control-Allow-Origin") == (["*"] if open_to_programs else [])


@pytest.mark.parametrize("path", ["", "es/", "es/guides/siren/", "es/search/", "nothing/", "es/embed/siren/"])
def test_what_the_server_sends_is_graded_a_plus(server: Server, path: str) -> None:
    assert score(dict(server.get(path).sent)) >= LEAST


@pytest.mark.parametrize("path", ["es/embed/siren/", "ar/embed/contacts/"])
def test_only_embeds_may_be_framed(server: Server, path: str) -> None:
    assert_guarded(server.get(path), framed=True)


@pytest.mark.parametrize("path", ["nothing/", "es/guides/none/at/depth", "es/embed/none/", "data/none.json", *hosts.FILES])
def test_what_is_not_for_readers_is_a_404_in_every_language(server: Server, folder: Path, path: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert answer.body == (folder / "404.html").read_bytes()
    assert answer.one("Content-Type") == "text/html; charset=utf-8"
    assert answer.every("Cache-Control") in ([], ["no-cache"]), "a page that is published later must be seen"
    assert answer.every("Access-Control-Allow-Origin") == []
    assert_guarded(answer)


def test_a_folder_without_a_page_lists_nothing(server: Server, folder: Path) -> None:
    answer = server.get("assets/")
    assert answer.status in (403, 404)
    assert answer.body == (folder / "404.html").read_bytes()


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("slash", ["/", ""])
def test_a_moved_page_is_found_from_its_old_address_in_one_step(server: Server, tag: str, slash: str) -> None:
    for old, new in (("guides/pets", "guides/siren/"), ("embed/pets", "embed/siren/"), ("link/pets", "link/siren/")):
        answer = server.get(f"{tag}/{old}{slash}?from=paper")
        assert answer.status == 301
        assert answer.one("Location").removeprefix(server.address.rstrip("/")) == f"/{tag}/{new}?from=paper"
        assert_guarded(answer, framed=old.startswith("embed"))
        assert answer.one("Cache-Control") == headers.BRIEFLY, "without it a browser keeps a 301 for good"
    assert server.get(f"p/pets{slash}").one("Location").endswith("/p/siren/")


def test_a_withdrawn_page_says_so_itself(server: Server) -> None:
    """It leads nowhere by itself: nothing says the same any more, and the reader must be told."""
    answer = server.get("es/guides/flood/")
    assert answer.status == 200
    assert "<h1>Quitamos esta página el 1 de junio de 2031." in answer.body.decode()
    assert "<h1>We took this page down on June 1, 2031." in server.get("en/guides/flood/").body.decode()
    assert server.get("ar/guides/flood/").status == 200
    assert_guarded(answer)


def test_a_page_without_its_slash_leads_on_to_this_host(server: Server) -> None:
    answer = server.get("es/guides/siren")
    assert answer.status == 301
    assert answer.one("Location").removeprefix(server.address.rstrip("/")) == "/es/guides/siren/"
    assert_guarded(answer)


@pytest.mark.parametrize("path", ["es/guides/siren/", "data/v1/index.json"])
def test_what_the_phone_has_is_not_sent_again(server: Server, path: str) -> None:
    first = server.get(path, Accept_Encoding="gzip")
    assert first.one("Content-Encoding") == "gzip"
    assert len(first.body) < len(server.get(path).body) / 2
    assert "Accept-Encoding" in first.one("Vary")
    known = {"If_Modified_Since": first.one("Last-Modified")}
    if first.every("ETag"):
        known["If_None_Match"] = first.one("ETag")
    again = server.get(path, Accept_Encoding="gzip", **known)
    assert (again.status, again.body) == (304, b"")
    assert again.one("Cache-Control") == headers.BRIEFLY


def test_the_map_serves_an_apache_that_reads_no_htaccess(folder: Path, tmp_path: Path) -> None:
    """Its lines for the server's own configuration, copied from the map's comments."""
    copied = recipe((folder / "redirects.apache.map").read_text(encoding="utf-8"), ("/var/www/site", str(folder)))
    with apache(folder, tmp_path, within=f"{copied}\n", modules=(*MODULES, "rewrite"), reads=False) as running:
        for path in ("es/guides/pets/", "ar/guides/pets"):
            answer = running.get(path)
            assert answer.status == 301
            assert answer.one("Location").endswith(f"{path[:2]}/guides/siren/")
        assert running.get("es/guides/siren/").status == 200


# ---------------------------------------------------------------- in a real Chromium


@pytest.fixture
def reader(browser: Any) -> Iterator[Any]:
    """Open a profile of its own, and fail on anything the browser complains of."""
    said: list[str] = []
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    context.add_init_script(MEASURE)
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert [line for line in said if "frame-ancestors" not in line] == []


def test_another_site_may_show_an_embed_and_no_other_page(server: Server, reader: Any, tmp_path: Path) -> None:
    shown = "".join(f'<iframe src="{server.address}{path}"></iframe>' for path in ("es/embed/siren/", "es/guides/siren/", "es/"))
    (tmp_path / "index.html").write_text(f"<!doctype html><link rel=icon href=data:,>{shown}", encoding="utf-8")
    with serve(tmp_path) as elsewhere:
        reader.goto(elsewhere, wait_until="networkidle")
        embed, guide, home = (frame for frame in reader.frames if frame != reader.main_frame)
        assert embed.locator("h1").inner_text() == "¿Qué hago si suena la sirena?"
        assert [frame.url for frame in (guide, home)] == ["chrome-error://chromewebdata/"] * 2
        read = "async url => { try { return (await fetch(url)).status } catch { return 'refused' } }"
        assert reader.evaluate(read, f"{server.address}data/v1/index.json") == 200


def test_a_kept_copy_is_kept_read_and_removed(server: Server, reader: Any) -> None:
    reader.goto(f"{server.address}es/offline/")
    reader.locator("#keep-button").click()
    reader.locator("#keep-done").wait_for()
    reader.context.set_offline(True)
    for path in ("es/guides/siren/", "es/contacts/", "es/"):
        reader.goto(server.address + path)
        assert reader.locator("h1").count() == 1
    reader.goto(f"{server.address}es/offline/")
    reader.locator("#keep-remove").click()
    reader.locator("#keep-removed").wait_for()
    assert reader.evaluate("measure.stored()") == []


def test_search_answers_under_the_real_headers(server: Server, reader: Any) -> None:
    reader.goto(f"{server.address}en/search/")
    reader.locator("#find-words").fill("siren")
    reader.locator('#find-list a[href*="siren"]').first.click()
    assert reader.locator("h1").inner_text() == "What if the siren sounds?"
