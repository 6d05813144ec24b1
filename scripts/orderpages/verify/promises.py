"""Verify that every address ever published still leads somewhere, from the ledger's lines and the finished files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..findings import Finding, Place, Severity

DRAWN = (".pdf", ".png")
"""How the names of files end that are made with fonts, which a build may have gone without."""


def kept(
    promised: Sequence[str],
    files: Collection[str],
    anchors: Mapping[str, Collection[str]],
    moved: Collection[str],
    languages: Sequence[str],
    redirects: str = "",
) -> Iterator[Finding]:
    """Find promised addresses without a file, and promised anchors on pages that neither have them nor have moved.

    ``anchors`` holds the ids of each page, ``moved`` the pages that say where theirs went, ``redirects`` what the file
    ``_redirects`` says of addresses that only a host can lead on.
    """
    undrawn = {language for language in ("", *languages) if not any(_drawn_in(file, language) for file in files)}
    if any(_drawn_in(line.replace("*", language, 1), language) for line in promised for language in undrawn):
        yield _not_drawn([language for language in languages if language in undrawn], languages)
    for number, line in enumerate(promised, 1):
        for language in languages if "*" in line else ("",):
            path, _, anchor = line.replace("*", language, 1).partition("#")
            file = f"{path}index.html" if path.endswith("/") or not path else path
            if file.endswith(DRAWN) and (language in undrawn or f"/{file} " in redirects):
                continue
            if file not in files or (anchor and file not in moved and anchor not in anchors.get(file, ())):
                yield Finding(
                    Place("docs/published-paths.txt", number),
                    "address-lost",
                    f'"{line}" was published and is not on the site{f" in {language}" if language else ""}.',
                    "Bring it back, or say in docs/redirects.yml where it went, and build again.",
                )
                break


def _drawn_in(file: str, language: str) -> bool:
    """Tell whether a file was made with fonts for a language, or for all of them together."""
    return file.endswith(DRAWN) and file.startswith(f"{language}/" if language else "print/")


def _not_drawn(without: Sequence[str], languages: Sequence[str]) -> Finding:
    """Say once that a build had no fonts, instead of calling each of its papers lost."""
    which = "" if len(without) == len(languages) else f" in {', '.join(without)}" if without else " for all languages together"
    return Finding(
        Place("docs/published-paths.txt"),
        "not-printed",
        f"promises printed cards and preview images; this site was built without them{which}.",
        "Build where npm can fetch the fonts, and without --no-print, before you publish: people who link to a card find nothing.",
        severity=Severity.WARNING,
    )
