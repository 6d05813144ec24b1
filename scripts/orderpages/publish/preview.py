"""Preview one language with live reload: a saved catalog, guide or template shows in the browser."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from ..findings import CouldNotRun, Findings
from ..locales import Locale
from ..project import Project, write
from ..templating import TEMPLATES
from .build import Frame, filler, frame
from .engine import serve_live

WATCHED = ("docs", "translations", "overrides", "scripts/orderpages", "mkdocs.yml")
"""What a saved file of shows in the browser."""

_MARKS = TEMPLATES.joinpath("site/marks.css").read_text(encoding="utf-8")
"""The style of ``serve --marks``."""


class Preview:
    """Keep a folder of one language's pages up to date with the sources."""

    def __init__(
        self, project: Project, locale: Locale, address: str, folder: Path, say: Callable[[str], None], marks: bool = False
    ) -> None:
        self.marks = marks
        self.root, self.locale, self.address, self.folder, self.say = project.root, locale, address, folder, say
        self._frame: Frame | None = None
        self._sources = ""

    def refresh(self) -> None:
        """Rebuild what changed: only the pages when a catalog was saved, the skeleton too when anything else was."""
        project = Project(self.root)
        try:
            sources = _stamp(self.root)
            kept = self._frame is not None and sources == self._sources
            if self._frame is None or not kept:
                self._frame = frame(project, project.published, self.address, self.folder.parent / "skeleton", preview=True)
                self._sources = sources
            made = Frame(project, self._frame.skeleton, self._frame.compiled, self._frame.site_url, self._frame.style)
            for read in ("loaded", "words", "templates", "read"):  # Only catalogs can have changed, and they say so.
                project.__dict__[read] = getattr(self._frame.project, read)
            findings: list = []
            # A saved catalog does not change the English pages.
            shown = (project.locale(self.locale.tag),) if kept else (project.locales[0], project.locale(self.locale.tag))
            for locale in dict.fromkeys(shown):
                filling = filler(made, locale, findings)
                filling.marks = self.marks
                for page in made.pages:
                    path = self.folder / locale.tag / page.path / "index.html"
                    html = filling.fill(made.compiled[page.id], page)
                    write(path, html.replace("</style>", f"{_MARKS}</style>", 1) if self.marks else html)
                for name, data in filling.beside.items():
                    (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (self.folder / name).write_bytes(data)
            for finding in findings:
                self.say(str(finding))
        except (Findings, CouldNotRun, OSError) as stopped:
            # Nothing may go further up: the live server answers no request again after its builder fails.
            self.say(str(stopped))
            self.say("The preview shows the last good state.")


def preview(project: Project, locale: Locale, host: str, port: int, say: Callable[[str], None], marks: bool = False) -> None:
    """Serve a language until stopped with Ctrl-C."""
    work = Path(tempfile.mkdtemp(prefix="orderpages-"))
    kept = Preview(project, locale, f"http://{host}:{port}/", work / "site", say, marks)
    try:
        kept.refresh()
        if not (work / "site").is_dir():
            raise CouldNotRun("The content has findings (above); mend them and run it again.")
        watched = [path for name in WATCHED if (path := project.root / name).exists()]
        say(f"Look at http://{host}:{port}/{locale.tag}/  Stop with Ctrl-C.")
        try:
            serve_live(kept.refresh, host, port, work / "site", watched)
        except (OSError, OverflowError) as error:
            raise CouldNotRun(f"{host}:{port} cannot be listened on: {error}. Try another port: --port 8001") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _stamp(root: Path) -> str:
    """Tell apart the states of everything but the catalogs."""
    found = [root / "mkdocs.yml", root / "translations/locales.yml"]
    for folder in ("docs", "overrides", "scripts/orderpages"):
        found += sorted(path for path in (root / folder).rglob("*") if path.suffix in (".yml", ".md", ".jinja", ".html", ".css", ".py"))
    return "\n".join(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in found if path.is_file())
