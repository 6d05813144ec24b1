"""Hold what is known of scripts for searching: data only, printed into the browser's script too.

What belongs to one language alone is in its own ``search.yml`` (see ``lists``) and travels with its index.  Letters
that people write for one another are one letter here (Unicode TR 39 calls some of them confusable; Ethiopic
homophones and the Arabic, Persian and Urdu variants are those of the Lucene analyzers of these languages).
"""

from __future__ import annotations

from typing import Any

Table = dict[str, Any]


def _pairs(text: str) -> dict[str, str]:
    """Read ``ab cd``: a becomes b, c becomes d; one letter alone becomes nothing."""
    return {pair[0]: pair[1:] for pair in text.split()}


def _homophones() -> dict[str, str]:
    """Fold Ethiopic rows that sound alike in Amharic, vowel by vowel; ha and aa too."""
    made: dict[str, str] = {}
    for row, into in (("ሐ", "ሀ"), ("ኀ", "ሀ"), ("ኸ", "ሀ"), ("ሠ", "ሰ"), ("ዐ", "አ"), ("ፀ", "ጸ")):
        made |= {chr(ord(row) + vowel): chr(ord(into) + vowel) for vowel in range(7)}
    made |= dict.fromkeys("ሃሐሓኀኃኸኻ", "ሀ") | dict.fromkeys("ኣዐዓ", "አ")
    return made | _pairs("ኈሆ ቈቆ ኰኮ ጐጎ ዉው ኹሁ")


SHARED: Table = {
    # Marks that people leave out: accents, Hebrew points, Arabic vowels, Ethiopic length; vowel signs of India stay.
    "marks": [
        [0x300, 0x36F],
        [0x483, 0x487],
        [0x591, 0x5C7],
        [0x610, 0x61A],
        [0x64B, 0x65F],
        [0x670, 0x670],
        [0x6D6, 0x6ED],
        [0x93C, 0x93C],
        [0x9BC, 0x9BC],
        [0x135D, 0x135F],
    ],
    # Joined without a trace: soft hyphen, tatweel, zero-width marks, direction marks.
    "nothing": [[0xAD, 0xAD], [0x640, 0x640], [0x200B, 0x200F], [0x202A, 0x202E], [0x2060, 0x2069], [0xFEFF, 0xFEFF]],
    "zeros": [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1040, 0x17E0],
    "letters": _pairs("đd ðd øo łl ßss æae œoe ıi ħh þth")
    | _pairs("ىي یي ےي ېي کك ڪك گك ہه ۀه ھه ەه ةه ۃه ٱا پب چج ژز ڤف ڨق ء ڑر ڈد ٹت ںن")
    | _homophones(),
    # Written without spaces, or with endings joined on: compared by pairs of letters.
    "unspaced": [
        [0xE00, 0xEFF],
        [0x1000, 0x109F],
        [0x1780, 0x17FF],
        [0x3040, 0x30FF],
        [0x3400, 0x9FFF],
        [0xAC00, 0xD7AF],
        [0xF900, 0xFAFF],
    ],
    # Syllables that differ in their vowel alone are compared by their row of eight.
    "rows": [0x1200, 0x135A],
}
