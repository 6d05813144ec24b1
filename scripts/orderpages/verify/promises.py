"""Verify that every address ever published still leads somewhere, from the ledger's lines and the finished files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from ..findings import Finding, Place


def kept(
    promised: Sequence[str],
    files: Collection[str],
    anchors: Mapping[str, Collection[str]],
    moved: Collection[str],
    languages: Sequence[str],
) -> Iterator[Finding]:
    """Find promised addresses without a file, and promised anchors on pages that neither have them nor have moved.

    ``anchors`` holds the ids of each page, ``moved`` the pages that say where theirs went.
    """
    for number, line in enumerate(promised, 1):
        for language in languages if "*" in line else ("",):
            path, _, anchor = line.replace("*", language, 1).partition("#")
            file = f"{path}index.html" if path.endswith("/") or not path else path
            if file not in files or (anchor and file not in moved and anchor not in anchors.get(file, ())):
                yield Finding(
                    Place("docs/published-paths.txt", number),
                    "address-lost",
                    f'"{line}" was published and is not on the site{f" in {language}" if language else ""}.',
                    "Bring it back, or say in docs/redirects.yml where it went, and build again.",
                )
                break
