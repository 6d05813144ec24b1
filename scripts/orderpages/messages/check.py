"""Check catalogs before they are published: the file, then each message by the rules."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Finding
from ..locales import Locale, check_folders
from ..project import Project
from .rules.examine import examine


def check(project: Project, locales: Sequence[Locale]) -> list[Finding]:
    """Find what is wrong in the catalogs of these locales."""
    findings = check_folders(project.locales, project.translations)
    for locale in locales:
        catalogs = project.catalogs(locale, findings)
        findings += examine(project.language(locale, findings), catalogs, project.wanted).findings
    return sorted(set(findings))
