"""Set what is drawn with fonts: the papers of the cards and the preview images; the only importer of typst.

Typst is handed data, never markup: every word is a JSON string.  Font fallback is off and PDF/UA-1 is checked while the
file is made, so a missing glyph, title or alternative text stops the print instead of passing silently.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..findings import Finding, Place
from ..locales import Locale
from ..templating import TEMPLATES
from .fonts import FAMILIES

_FOLDER = TEMPLATES / "cards"

PACKED = (".pdf", ".png")
"""How the names of prints and images end."""

TALL = frozenset(("Arab", "Ethi"))
"""Scripts whose letters need more room between lines."""

_POINTS = 72
"""Typst's points in an inch."""

_INK = (0x0A, 0x4A, 0x86)
"""Red, green and blue of what is drawn; the paper is white.  Its contrast is 9 to 1 (WCAG 2.2, 1.4.6 asks for 7)."""

_SHADES = 8
"""Shades from paper to ink: enough for smooth letters, and an eighth fewer bytes than sixteen."""


@dataclass(frozen=True)
class Printer:
    """Hold what printing needs: the fonts, and where finished prints are kept."""

    fonts: Path
    cache: Path
    say: Callable[[str], None]

    def pdf(self, path: str, template: str, data: Mapping[str, Any], findings: list[Finding]) -> dict[str, bytes]:
        """Print a paper as PDF/UA-1, or take it from the cache; nothing but a finding where it cannot be."""
        cure = "Shorten the statements it names, or choose others in docs/cards.yml."
        return self._kept(path, template, data, findings, self._document, cure)

    def image(self, path: str, template: str, data: Mapping[str, Any], findings: list[Finding]) -> dict[str, bytes]:
        """Draw an image (PNG with a palette), a pixel for each of the template's points; kept and told as papers are."""
        cure = "Shorten the page's title in this language, or write it with letters of the language."
        return self._kept(path, template, data, findings, self._drawing, cure)

    def _kept(
        self, path: str, template: str, data: Mapping[str, Any], findings: list[Finding], make: Callable[[str, str], bytes], cure: str
    ) -> dict[str, bytes]:
        import typst

        source = "".join((_FOLDER / f"{name}.typ").read_text(encoding="utf-8") for name in ("common", template))
        said = json.dumps(data, ensure_ascii=False, sort_keys=True)
        key = hashlib.sha256(f"{source}\0{said}\0{self.fonts.name}".encode()).hexdigest()
        kept = self.cache / f"{key}{Path(path).suffix}"
        if not kept.is_file():
            try:
                made = make(template, said)
            except (RuntimeError, typst.TypstError) as error:
                line = next((line for line in str(error).splitlines() if line.strip()), "it cannot be printed")
                findings.append(Finding(Place(f"site/{path}"), "print-failed", f"{line}.", cure))
                return {}
            self.cache.mkdir(parents=True, exist_ok=True)
            aside = kept.with_suffix(".new")
            aside.write_bytes(made)
            aside.replace(kept)
        return {path: kept.read_bytes()}

    def _document(self, template: str, said: str) -> bytes:
        return self._compiled(template, said, format="pdf", pdf_standards=["ua-1"], timestamp=0)

    def _drawing(self, template: str, said: str) -> bytes:
        from PIL import Image

        self._document(template, said)  # Only as a PDF/UA-1 does Typst stop at a letter that no font has.
        drawn = Image.open(io.BytesIO(self._compiled(template, said, format="png", ppi=_POINTS))).convert("L")
        flat = drawn.point([round(light * (_SHADES - 1) / 255) for light in range(256)])
        flat.putpalette([round(ink + (255 - ink) * shade / (_SHADES - 1)) for shade in range(_SHADES) for ink in _INK])
        out = io.BytesIO()
        flat.save(out, "PNG", bits=4)
        return out.getvalue()

    def _compiled(self, template: str, said: str, **wanted: Any) -> bytes:
        import typst

        made: Any = typst.compile(
            str(_FOLDER / f"{template}.typ"),
            root=str(_FOLDER),
            sys_inputs={"data": said},
            font_paths=[str(self.fonts)],
            ignore_system_fonts=True,
            **wanted,
        )
        return bytes(made)


def families(locale: Locale) -> list[str]:
    """Give the fonts a language is set in, its own script's before that of Latin names and codes."""
    return list(dict.fromkeys((FAMILIES[locale.script], FAMILIES["Latn"])))


def printable(locale: Locale) -> bool:
    """Tell whether there is a font to print this language in: fallback is off, so one is needed."""
    return locale.status != "test" and locale.script in FAMILIES
