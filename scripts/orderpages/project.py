"""Know the folders and settings of one repository, read once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from . import locales, words
from .content.load import load
from .content.model import Content
from .content.redirects import Redirect, load_redirects
from .findings import CouldNotRun, Finding, Place, Severity
from .locales import SOURCE, Locale
from .messages import aliases, catalogs, extract, signoff
from .messages.catalogs import Catalog, Key
from .messages.extract import DOMAINS, Template
from .messages.localize import Localizer
from .messages.progress import Standing, standing
from .messages.pseudo import PseudoLocalizer
from .messages.rules import silences, terms
from .messages.rules.examine import Language, examine
from .messages.rules.terms import Terms
from .messages.signoff import Reviews
from .records import Text
from .search import lists
from .search.lists import SearchList


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
    def redirects(self) -> Mapping[Redirect, Place]:
        """Where moved and withdrawn addresses lead; raises ``Findings``."""
        return load_redirects(self.docs / "redirects.yml")

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

    def search_path(self, locale: Locale) -> Path:
        """Give the path of a locale's search list."""
        return self.translations / locale.folder / "search.yml"

    def search_list(self, locale: Locale) -> SearchList:
        """Read what a locale's search knows of its language; empty where there is no list."""
        path = self.search_path(locale)
        return lists.load(path, self.shown(path)) or SearchList()

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
        catalogs = self.catalogs(locale, findings)
        beside: list[Finding] = []
        examined = examine(self.language(locale, beside), catalogs, self.wanted, errors_only=True)
        reviews = self.reviews(locale, beside)
        # A slip in terms.yml, silenced.yml or a sign-off stops no page; `check` tells it as what it is.
        findings += [*examined.findings, *(replace(finding, severity=Severity.WARNING) for finding in beside)]
        return Localizer(locale, catalogs, frozenset(examined.failed), reviews=reviews)

    @cached_property
    def wanted(self) -> Mapping[str, frozenset[Key]]:
        """The names of the messages that the site shows now, by domain."""
        return {domain: frozenset(template.key for template in templates) for domain, templates in self.templates.items()}

    def language(self, locale: Locale, findings: list[Finding]) -> Language:
        """Read what the rules know of a language: its settled terms, the English cues, its silences."""
        silenced = self.root / silences.path(locale)
        return Language(
            locale,
            self._terms(locale.folder, findings),
            self._terms(SOURCE, findings),
            silences.read(silenced, self.shown(silenced), findings),
        )

    def _terms(self, folder: str, findings: list[Finding]) -> Terms:
        path = self.translations / folder / "terms.yml"
        return terms.read(path, self.shown(path), findings)

    @cached_property
    def _aliases(self) -> tuple[Mapping[Key, Key], tuple[Finding, ...]]:
        findings: list[Finding] = []
        current = [template.key for templates in self.templates.values() for template in templates]
        return aliases.load(self.translations / "aliases.yml", current, findings), tuple(findings)

    @property
    def aliases(self) -> Mapping[Key, Key]:
        """Changes of the English that keep its meaning, new message to old."""
        return self._aliases[0]

    def signoff_path(self, locale: Locale) -> Path:
        """Give the path of a locale's sign-offs."""
        return self.translations / "signoff" / f"{locale.folder}.yml"

    def reviews(self, locale: Locale, findings: list[Finding]) -> Reviews:
        """Read a locale's sign-offs."""
        path = self.signoff_path(locale)
        findings += self._aliases[1]
        return signoff.load(path, self.shown(path), self.aliases, findings)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How far each published language is."""
        return tuple(
            standing(locale, self.catalogs(locale, []), self.reviews(locale, []), self.templates)
            for locale in self.locales
            if locale.status == "published"
        )

    def _catalog(self, locale: Locale, domain: str, findings: list[Finding]) -> Catalog:
        path = self.catalog_path(locale, domain)
        name = self.shown(path)
        if not path.exists() and not path.is_symlink():  # A link into nowhere is told as what it is.
            if path.parent.parent.is_dir():
                findings.append(
                    Finding(
                        Place(name),
                        "catalog-missing",
                        f"is missing: its texts are shown in English on the pages in {locale.english}.",
                        f"Restore it from git, or start an empty one: orderpages update {locale.tag}",
                    )
                )
            return Catalog(name)
        stamp = (path.lstat().st_mtime_ns, path.lstat().st_size)
        if name not in self.read or self.read[name][0] != stamp:
            said: list[Finding] = []
            self.read[name] = (stamp, catalogs.read(path, name, locale, said), tuple(said))
        _, catalog, told = self.read[name]
        findings += told
        return catalog

    @cached_property
    def read(self) -> dict[str, tuple[tuple[int, int], Catalog, tuple[Finding, ...]]]:
        """Catalogs by name as they were last read; a saved one is read again."""
        return {}

    def shown(self, path: Path) -> str:
        """Show a path as people type it, from the top of the repository."""
        return path.relative_to(self.root).as_posix()


def find(start: Path) -> Project:
    """Find the repository a folder lies in; raise ``CouldNotRun`` outside one."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "translations").is_dir():
            return Project(folder)
    raise CouldNotRun("Here is no orderpages site. Go to the folder that holds mkdocs.yml, docs/ and translations/.")


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Hold the build folder for this process; raise ``CouldNotRun`` when another builds there.

    The machine lets go of it when the process ends, however it ends.
    """
    project.build.mkdir(exist_ok=True)
    with (project.build / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CouldNotRun("Another build runs in this folder. Wait until it has ended, then run this again.") from None
        yield


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
