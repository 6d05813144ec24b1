"""Fixtures: a copy of the miniature town, its built site, and a real Chromium looking at it."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orderpages.project import Project
from orderpages.publish.build import Built, build, publish

HERE = Path(__file__).parent
REPOSITORY = HERE.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected outputs; review the diff")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def copy_town(to: Path) -> Project:
    """Copy the town, with the theme templates every publisher starts from."""
    shutil.copytree(HERE / "town", to)
    shutil.copytree(REPOSITORY / "overrides", to / "overrides")
    for tag in ("es", "ar"):  # The words of the site are the package's, the same for every publisher.
        shutil.copy(REPOSITORY / f"translations/{tag}/LC_MESSAGES/site.po", to / f"translations/{tag}/LC_MESSAGES/site.po")
    return Project(to)


@pytest.fixture
def town(tmp_path: Path) -> Project:
    return copy_town(tmp_path / "town")


@pytest.fixture
def edit(town: Project) -> Callable[[str, str, str], None]:
    """Replace words in one of the town's files."""

    def change(name: str, old: str, new: str) -> None:
        path = town.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.fixture(scope="session")
def town_site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Built]:
    """Build the town once, with all its languages and both test locales."""
    project = copy_town(tmp_path_factory.mktemp("site") / "town")
    built = build(project, project.locales)
    publish(built, project.site, project.build / "site.new")
    return project, built


@pytest.fixture(scope="session")
def page(town_site: tuple[Project, Built]) -> Callable[[str], str]:
    """Give the HTML of a page by its path, for example ``es/guides/siren/``."""
    return lambda path: town_site[1].files[f"{path}index.html"].decode()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def address(town_site: tuple[Project, Built]) -> Iterator[str]:
    """Serve the town's site on this machine."""
    handler = functools.partial(_Quiet, directory=str(town_site[0].site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():  # type: ignore[no-untyped-def]
    """Start the system's Chromium."""
    from playwright.sync_api import sync_playwright

    path = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    assert path, "No Chromium was found; scripts/test installs one."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        )
        yield started
        started.close()
