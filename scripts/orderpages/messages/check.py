"""Check catalogs before they are published: the file, then each message by the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from ..findings import Finding
from ..locales import Locale, check_folders
from ..project import Project
from .rules.examine import examine, messages_of
from .rules.message import source_words
from .rules.vocabulary import Vocabularies, Vocabulary


def check(project: Project, locales: Sequence[Locale]) -> list[Finding]:
    """Find what is wrong in the catalogs of these locales."""
    findings = check_folders(project.locales, project.translations)
    known = vocabularies(project)
    for locale in locales:
        catalogs = project.catalogs(locale, findings)
        language = replace(project.language(locale, findings), vocabularies=known(locale))
        findings += examine(language, catalogs, project.wanted).findings
    return sorted(set(findings))


def vocabularies(project: Project) -> Callable[[Locale], Vocabularies]:
    """Give what tells a language from the others of the site in its script, and from English; each is read once."""

    @cache
    def of(locale: Locale) -> Vocabulary:
        some = messages_of(project.language(locale, []), project.catalogs(locale, []), project.wanted)
        texts = ((message.name, message.own) for found in some.values() for message in found if not message.is_list)
        return Vocabulary.of(locale.name, texts)

    texts = (((domain, *key), source_words(key[1])) for domain, keys in project.wanted.items() for key in keys)
    source = Vocabulary.of(project.locales[0].name, texts)

    def give(locale: Locale) -> Vocabularies:
        alike = [other for other in project.published if other.status == "published" and other.script == locale.script and other != locale]
        return Vocabularies(of(locale), tuple(map(of, alike)), source)

    return give
