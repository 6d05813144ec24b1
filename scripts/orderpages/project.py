"""Know the folders and settings of one repository, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from . import locales, words
from .content.load import load
from .content.model import Content
from .findings import CouldNotRun, Finding
from .locales import Locale
from .messages import catalogs, extract
from .messages.catalogs import Catalog
from .messages.extract import DOMAINS, Template
from .messages.localize import Localizer
from .messages.pseudo import PseudoLocalizer
from .records import Text


@dataclass(frozen=True)
class Project:
    """Hold one repository: where its parts stand, and what they hold once read."""

    root: Path

    @property
    def docs(self) -> Path:
        """The English content."""
        return self.root / "docs"

    @property
    def translations(self) -> Path:
        """The catalogs."""
        return self.root / "translations"

    @property
    def build(self) -> Path:
        """Where skeleton and staged site are made; safe to delete."""
        return self.root / "build"

    @property
    def cache(self) -> Path:
        """Where fonts and finished prints are kept; safe to delete."""
        return self.root / ".cache"

    @property
    def site(self) -> Path:
        """The published folder."""
        return self.root / "site"

    @cached_property
    def loaded(self) -> tuple[Content, tuple[Finding, ...]]:
        """The content and its warnings; raises ``Findings``."""
        return load(self.docs)

    @property
    def content(self) -> Content:
        """The content."""
        return self.loaded[0]

    @cached_property
    def words(self) -> dict[str, Text]:
        """The words of the site."""
        return words.load()

    @cached_property
    def locales(self) -> tuple[Locale, ...]:
        """All locales of the registry, the source first."""
        return locales.load(self.translations / "locales.yml")

    @property
    def published(self) -> tuple[Locale, ...]:
        """The locales on the site."""
        return tuple(locale for locale in self.locales if locale.status != "test")

    def locale(self, tag: str) -> Locale:
        """Give a locale by its tag; raise ``CouldNotRun`` when the registry lacks it."""
        for locale in self.locales:
            if tag in (locale.tag, locale.folder):
                return locale
        raise CouldNotRun(
            f'There is no language "{tag}" in translations/locales.yml. It lists: {", ".join(locale.tag for locale in self.locales)}.'
        )

    @cached_property
    def templates(self) -> Mapping[str, tuple[Template, ...]]:
        """Every message by domain."""
        return extract.templates(self.content, self.words)

    def catalog_path(self, locale: Locale, domain: str) -> Path:
        """Give the path of a catalog."""
        return self.translations / locale.folder / "LC_MESSAGES" / f"{domain}.po"

    def catalogs(self, locale: Locale, findings: list[Finding]) -> dict[str, Catalog]:
        """Read a locale's catalogs by domain; the source language has none."""
        if locale.status != "published":
            return {}
        return {domain: self._catalog(locale, domain, findings) for domain in DOMAINS}

    def localizer(self, locale: Locale, findings: list[Finding]) -> Localizer:
        """Make the localizer of a locale from its catalogs; the test locales make their words up."""
        if locale.status == "test":
            return PseudoLocalizer(locale)
        return Localizer(locale, self.catalogs(locale, findings))

    def _catalog(self, locale: Locale, domain: str, findings: list[Finding]) -> Catalog:
        path = self.catalog_path(locale, domain)
        name = self.shown(path)
        return catalogs.read(path, name, locale, findings) if path.exists() else Catalog(name)

    def shown(self, path: Path) -> str:
        """Show a path as people type it, from the top of the repository."""
        return path.relative_to(self.root).as_posix()


def find(start: Path) -> Project:
    """Find the repository a folder lies in; raise ``CouldNotRun`` outside one."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "translations").is_dir():
            return Project(folder)
    raise CouldNotRun("Here is no orderpages site. Go to the folder that holds mkdocs.yml, docs/ and translations/.")


def write(path: Path, text: str) -> bool:
    """Write a file by replacing it whole; tell whether its bytes changed."""
    return replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: Path, data: bytes) -> bool:
    """Write a file's bytes by replacing it whole; tell whether they changed."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(data)
    aside.replace(path)
    return True


def keys(found: Iterable[Catalog]) -> set[tuple[str, str]]:
    """Gather every message name of some catalogs, obsolete ones included."""
    return {key for catalog in found for part in (catalog.entries, catalog.obsolete) for key in part}
