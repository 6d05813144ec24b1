"""Check catalogs before they are published."""

from __future__ import annotations

from collections.abc import Sequence

from ..content.inline import InlineError, parse, structure
from ..findings import Finding, Place
from ..locales import Locale, check_folders
from ..project import Project
from .catalogs import Catalog, Entry


def check(project: Project, locales: Sequence[Locale]) -> list[Finding]:
    """Find what is wrong in the catalogs of these locales."""
    findings = check_folders(project.locales, project.translations)
    for locale in locales:
        for domain, catalog in project.catalogs(locale, findings).items():
            wanted = {template.key for template in project.templates[domain]}
            for entry in catalog.entries.values():
                if entry.key in wanted and entry.msgstr and not entry.fuzzy:
                    findings += structure_kept(catalog, entry)
    return sorted(set(findings))


def structure_kept(catalog: Catalog, entry: Entry) -> list[Finding]:
    """A translation holds just the facts, links and bolds of its source."""
    place = Place(catalog.name, entry.line)
    detail = (f"Source:      {entry.msgid}", f"Translation: {entry.msgstr}")
    try:
        given = structure(parse(entry.msgstr))
    except InlineError as error:
        return [Finding(place, "markup-forbidden", f"{entry.context} {error.words}", error.cure, detail)]
    facts, links, bolds = structure(parse(entry.msgid))
    findings = []
    lost = [fact for fact in set(facts) if given[0].count(fact) < facts.count(fact)]
    added = [fact for fact in set(given[0]) if given[0].count(fact) > facts.count(fact)]
    if lost or added:
        said = " and ".join(
            part
            for part in (
                f"lost {', '.join(f'{{{fact}}}' for fact in sorted(lost))}" if lost else "",
                f"has {', '.join(f'{{{fact}}}' for fact in sorted(added))} too often" if added else "",
            )
            if part
        )
        findings.append(
            Finding(
                place,
                "placeholder-missing" if lost else "placeholder-added",
                f"{entry.context} {said}.",
                "Keep every {word in braces} exactly as in the source.",
                detail,
            )
        )
    if given[1] != links:
        findings.append(
            Finding(
                place,
                "link-changed",
                f"{entry.context} has other links than its source.",
                "Translate the words in the first [brackets], keep the [id] after them.",
                detail,
            )
        )
    if given[2] != bolds:
        findings.append(
            Finding(
                place,
                "bold-changed",
                f"{entry.context} has {given[2]} bold parts, its source has {bolds}.",
                "Put ** round the same words as in the source.",
                detail,
            )
        )
    return findings
