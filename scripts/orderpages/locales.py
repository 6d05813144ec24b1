"""Know the locales: tag, catalog folder, own name, direction, script, status; and format by them.

Direction, own name and status live in ``translations/locales.yml`` because CLDR does not know every language
of a county (no Dari as ``prs``, no Hmong) and prints some wrongly (French dates for Haitian Creole).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from babel import Locale as Cldr
from babel.core import UnknownLocaleError, get_global
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from .findings import Finding, Findings, Place, blocking
from .records import LanguageTag, Plain, Reading, read_list
from .sources import read_yaml

SOURCE = "en"
"""The language the content is written in: a locale like any other, with an empty catalog."""


@dataclass(frozen=True)
class Locale:
    """Hold one language of the site."""

    tag: LanguageTag
    """BCP 47; the folder in the address and the ``lang`` of the page."""
    name: Plain
    """Its name in itself."""
    english: Plain
    """Its name in English."""
    dir: Literal["ltr", "rtl"]
    script: Plain
    """ISO 15924, for example Arab."""
    status: Literal["source", "published", "test"]
    """published is on the site; test is built in tests only."""
    cldr: Plain | None = None
    """CLDR locale for dates and numbers, where the tag's own is missing or wrong."""
    fonts: Plain | None = None
    """System fonts to try first for its script, as in a style sheet."""

    @property
    def folder(self) -> str:
        """Name the catalog folder in gettext's form: ``zh_Hant`` for ``zh-Hant``."""
        return self.tag.replace("-", "_")

    @cached_property
    def _babel(self) -> Cldr:
        return Cldr.parse((self.cldr or self.tag).replace("-", "_"))

    @property
    def plural_forms(self) -> str:
        """Give gettext's plural rule from CLDR, for the catalog header."""
        from babel.messages.plurals import get_plural

        number, expression = get_plural(self._babel)
        return f"nplurals={number}; plural={expression};"

    def day(self, day: datetime.date) -> str:
        """Write a day out in full."""
        return format_date(day, "long", locale=self._babel)

    def cited_day(self, day: datetime.date) -> str:
        """Write a day as a list of works does: the year first (APA 7, section 9.14)."""
        return format_date(day, "y, MMMM d", locale=self._babel)

    def month(self, month: str) -> str:
        """Write ``YYYY-MM`` as month and year."""
        year, number = map(int, month.split("-"))
        return format_date(datetime.date(year, number, 1), _MONTH.get(self._babel.language, "LLLL y"), locale=self._babel)

    def number(self, number: int) -> str:
        """Write a whole number."""
        return format_decimal(number, locale=self._babel)

    def percent(self, percent: int) -> str:
        """Write a percentage."""
        return format_percent(percent / 100, locale=self._babel)

    def dollars(self, amount: int) -> str:
        """Write whole United States dollars."""
        return format_currency(amount, "USD", locale=self._babel, currency_digits=False, format=_whole(self._babel))

    def clock(self, time: str) -> str:
        """Write a time of day, given as ``HH:MM``."""
        return format_time(datetime.time.fromisoformat(time), _CLOCK.get(self._babel.language, "short"), locale=self._babel)

    def weekdays(self, days: str) -> str:
        """Write a run of weekdays, given as ``mon-fri``."""
        names = self._babel.days["stand-alone"]["wide"]
        first, last = (names[_WEEKDAYS.index(day)] for day in days.split("-"))
        return f"{first} – {last}"

    def list(self, items: Iterable[str]) -> str:
        """Join names with the language's own commas and its word for "and"."""
        return format_list(list(items), locale=self._babel)

    def language(self, tag: str) -> str:
        """Name another language in this one."""
        return _language(tag, self._babel) or tag


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = {"zh": "y年M月", "ko": "y년 M월", "vi": "'tháng' M 'năm' y", "es": "MMMM 'de' y", "pt": "MMMM 'de' y"}

_CLOCK = {"am": "h:mm B", "ko": "aaaa h:mm"}
"""Where CLDR's short form would say "ten in the afternoon" for 22:00, or AM and PM in Latin letters."""


def _whole(babel: Cldr) -> str:
    pattern = str(babel.currency_formats["standard"].pattern)
    return pattern.replace(".00", "").replace("0.00", "0")


def load(path: Path, name: str = "translations/locales.yml") -> tuple[Locale, ...]:
    """Load the registry, the source language first; raise ``Findings`` when it is wrong."""
    reading = Reading()
    node = read_yaml(path, name, reading.findings)
    locales = () if node is None else read_list(Locale, node, "", reading)
    known: set[str] = set()
    for locale in locales:
        place = reading.places.get(id(locale), Place(name))
        if locale.tag in known:
            reading.find(place, "locale-twice", f"lists {locale.tag} a second time.", "Keep one of the two.")
        known.add(locale.tag)
        if (locale.status == "source") != (locale.tag == SOURCE):
            reading.find(
                place,
                "source-locale-other",
                f"gives {locale.tag} the status {locale.status}.",
                f"The content is written in {SOURCE}: it and no other has status: source.",
            )
        try:
            Cldr.parse((locale.cldr or locale.tag).replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            reading.find(
                place,
                "locale-unknown",
                f"{locale.tag} is not known to CLDR.",
                'Add "cldr: xx" with a language whose dates and numbers are written alike.',
            )
    if node is not None and SOURCE not in known:
        reading.find(
            Place(name),
            "source-locale-missing",
            f"does not list {SOURCE}.",
            "Add the language the content is written in, with status: source.",
        )
    if blocking(reading.findings):
        raise Findings(reading.findings)
    return tuple(sorted(locales, key=lambda locale: locale.status != "source"))


def check_folders(locales: Iterable[Locale], translations: Path, name: str = "translations") -> list[Finding]:
    """Find locales without a catalog folder, and folders without a locale."""
    tags = {locale.folder: locale for locale in locales if locale.status == "published"}
    findings = []
    for folder, locale in tags.items():
        if not (translations / folder).is_dir():
            findings.append(
                Finding(
                    Place(f"{name}/locales.yml"),
                    "locale-without-folder",
                    f"lists {locale.tag}, but {name}/{folder}/ does not exist.",
                    f"Run: orderpages new-locale {locale.tag}",
                )
            )
    for path in sorted(translations.iterdir()) if translations.is_dir() else ():
        if path.is_dir() and (path / "LC_MESSAGES").exists() and path.name not in tags:
            findings.append(
                Finding(
                    Place(f"{name}/{path.name}"),
                    "folder-without-locale",
                    "has catalogs, but locales.yml does not list it.",
                    f"Run: orderpages new-locale {path.name.replace('_', '-')}",
                )
            )
    return findings


def is_language(tag: str) -> bool:
    """Tell whether a language has a name, by which pages can call it."""
    return bool(_language(tag, Cldr(SOURCE)))


def _language(tag: str, inside: Cldr) -> str:
    """Name a language: also one CLDR only names and does not describe (Hmong); empty when it does neither."""
    key = tag.replace("-", "_")
    if key in inside.languages:  # Before CLDR's likely subtags make "Filipino (Philippines)" of Tagalog.
        return str(inside.languages[key])
    named = str(inside.languages.get(key.split("_")[0], ""))
    try:
        return Cldr.parse(key).get_display_name(inside) or named
    except (UnknownLocaleError, ValueError):
        return named


def likely_script(tag: str) -> str:
    """Give the script a tag names, or guess it from CLDR's likely subtags."""
    parts = _likely(tag).split("_")
    return next((part for part in parts[1:] if len(part) == 4), "Latn")


def same_language(one: str, other: str) -> bool:
    """Tell whether two tags name one language by CLDR's likely subtags, as ``zh_TW`` and ``zh-Hant`` do."""
    return _likely(one) == _likely(other)


def _likely(tag: str) -> str:
    short = tag.replace("-", "_")
    return str(get_global("likely_subtags").get(short, short))
