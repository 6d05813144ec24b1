"""Make up translations that prove things: accented and longer, or mirrored; for tests only.

A word left plain has escaped the catalogs; a word cut off does not bear a longer language.  After Android's
pseudolocales en-XA and ar-XB.
"""

from __future__ import annotations

from ..content.inline import Bold, Inline, Link, Quoted, Words, parse
from ..locales import Locale
from ..records import Text
from .localize import Localized, Localizer, State

_ACCENTS = str.maketrans("aeiouycnslrtdghkwzAEIOUYCNSLRTDGHKWZ", "áéíóúýçñšļŕţďĝĥķŵžÁÉÍÓÚÝÇÑŠĻŔŢĎĜĤĶŴŽ")

LONGER = 0.4
"""By how much a text grows: the 40 % that short English strings grow in other languages."""


class PseudoLocalizer(Localizer):
    """Localize by making words up: accents and length for ``en-XA``, mirrored order for ``ar-XB``."""

    def __init__(self, locale: Locale) -> None:
        super().__init__(locale, {})

    def _localize(self, text: Text) -> Localized:
        tree = parse(text.english)
        made = "".join(self._part(part) for part in tree)
        if self.locale.dir == "rtl":
            return Localized(f"⟦{made}⟧", self.locale.tag, State.DRAFT)
        padding = " ".join(["łóñĝ"] * max(1, round(len(text.english) * LONGER / 5)))
        return Localized(f"⟦{made} {padding}⟧", self.locale.tag, State.DRAFT)

    def _part(self, part: Inline) -> str:
        if isinstance(part, Words):
            return part.text.translate(_ACCENTS)
        if isinstance(part, Link):
            return f"[{part.label.translate(_ACCENTS)}][{part.target}]"
        if isinstance(part, Quoted):
            return f"{{{part.fact}}}"
        assert isinstance(part, Bold)
        return "**" + "".join(self._part(child) for child in part.children) + "**"
