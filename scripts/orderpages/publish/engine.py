"""Run MkDocs with Material, once, over the skeleton; the only room that imports ``mkdocs``.

Everything the engine is given is files: Markdown with slots and a configuration that inherits the
repository's ``mkdocs.yml``.  Any engine that reads those can take its place.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..findings import Finding, Findings, Place
from ..pages.render import Skeleton
from ..records import Url, misformed
from ..templating import TemplateError, template_finding


@dataclass(frozen=True)
class Engine:
    """Hold where the engine works: the repository, and the folder the skeleton is made in."""

    root: Path
    work: Path

    @property
    def config(self) -> Path:
        """The skeleton's own configuration."""
        return self.work / "mkdocs.yml"

    def site_url(self) -> str:
        """Give the address the site will have, ending in ``/``; raise ``Findings`` when there is none or it is no address."""
        path = self.root / "mkdocs.yml"
        given = str(_load(path).site_url or "")
        address = given.rstrip("/") + "/"
        if not given or misformed(address, Url) or "?" in given or "#" in given:
            raise Findings(
                [
                    Finding(
                        Place(path.name, _line(path, "site_url")),
                        "site-url-wrong",
                        f'has "{given}" as site_url, which is not the address of a site.'
                        if given
                        else "does not say where the site will live.",
                        "Write the address with https:// and nothing after the last /: site_url: https://www.example.gov/",
                    )
                ]
            )
        return address

    def write(self, skeleton: Skeleton, extra: Mapping[str, Any]) -> None:
        """Write the skeleton's files, replacing the last one's."""
        docs = self.work / "docs"
        shutil.rmtree(docs, ignore_errors=True)
        for page in skeleton.pages:
            path = docs / page.path / "index.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(skeleton.markdown[page.id], encoding="utf-8")
        self.config.write_text(_configuration(self.root, self.work, extra), encoding="utf-8")

    def run(self, skeleton: Skeleton) -> dict[str, str]:
        """Build the skeleton and return its HTML by page id; raise ``Findings`` on the engine's warnings."""
        from mkdocs.commands.build import build
        from mkdocs.exceptions import Abort, MkDocsException

        said = _Said()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(said)
        try:
            config = _load(self.config)
            build(config)
        except TemplateError as error:
            raise Findings([template_finding(error, self.root)]) from error
        except (Abort, MkDocsException) as error:
            raise Findings([Finding(Place("build/skeleton"), "engine-stopped", f"MkDocs stopped: {error}", *said.cures())]) from error
        finally:
            logger.removeHandler(said)
        built = self.work / "html"
        return {page.id: (built / page.path / "index.html").read_text(encoding="utf-8") for page in skeleton.pages}


def serve_live(refresh: Callable[[], None], host: str, port: int, folder: Path, watched: Iterable[Path]) -> None:
    """Serve a folder by MkDocs' own live-reload server until Ctrl-C; it calls ``refresh`` when a watched file changes."""
    from mkdocs.livereload import LiveReloadServer

    logging.getLogger("mkdocs.livereload").setLevel(logging.WARNING)
    server: Any = LiveReloadServer(refresh, host, port, str(folder), polling_interval=0.2)
    for path in watched:
        server.watch(str(path))
    try:
        server.serve()
    except KeyboardInterrupt:
        pass  # The ordinary way to stop a preview.
    finally:
        server.shutdown()  # Its threads outlive the main one otherwise, and the command never ends.


class _Said(logging.Handler):
    """Keep what the engine warned of, to show it with the finding."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def cures(self) -> tuple[str, tuple[str, ...]]:
        return "Correct the template or page it names.", tuple(self.lines)


def _load(path: Path) -> Any:
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # Material prints an advertisement for its successor at each import.
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    said = _Said()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    told, logger.propagate = logger.propagate, False  # What MkDocs prints has no line; ours has.
    try:
        return load_config(str(path))
    except ConfigurationError as error:
        mark, problem = getattr(error.__context__, "problem_mark", None), getattr(error.__context__, "problem", str(error))
        place = Place(path.name, mark.line + 1 if mark else 0)
        cure = "Check the quotes, the colons and the spaces at the start of this line and the one above it."
        raise Findings([Finding(place, "configuration-wrong", f"cannot be read: {problem}.", cure)]) from error
    except Abort:
        raise Findings([_refused(path, line) for line in said.lines]) from None
    finally:
        logger.propagate = told
        logger.removeHandler(said)


def _refused(path: Path, line: str) -> Finding:
    """Tell what MkDocs refuses in its configuration, at the setting's line."""
    setting, _, why = line.removeprefix("Config value ").partition(": ")
    setting = setting.strip("'")
    return Finding(
        Place(path.name, _line(path, setting)),
        "configuration-wrong",
        f"has a {setting} that MkDocs refuses: {why}",
        f'Correct "{setting}" here.',
    )


def _line(path: Path, setting: str) -> int:
    """Give the line a setting begins on; 0 when it is not there."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{setting}:")), 0)


def _configuration(root: Path, work: Path, extra: Mapping[str, Any]) -> str:
    """Write the skeleton's configuration: what differs from the repository's (MkDocs replaces lists, keeps maps)."""
    import json

    up = os.path.relpath(root, work)
    settings = {
        "INHERIT": f"{up}/mkdocs.yml",
        "docs_dir": "docs",
        "site_dir": "html",
        "hooks": [],
        "theme": {"name": "material", "custom_dir": f"{up}/overrides"},
        "extra": dict(extra),
    }
    return json.dumps(settings, ensure_ascii=True, indent=1, sort_keys=True) + "\n"
