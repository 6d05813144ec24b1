"""Draw addresses as QR codes; the only importer of segno."""

from __future__ import annotations

import io
from urllib.parse import quote

import segno


def svg(address: str, mask: int | None = None) -> str:
    """Draw an address as a QR code (ISO/IEC 18004, level M: 15 % of it may be damaged), the same bytes each time.

    Without a mask the best of the eight is chosen, for paper; every reader takes any of them, and scoring them is
    four fifths of the time, so codes for screens name one.
    """
    out = io.BytesIO()
    made = segno.make(address, error="m", micro=False, mask=mask)
    made.save(out, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True, light="#fff" if mask is not None else None)
    return out.getvalue().decode()


def data(address: str) -> str:
    """Draw an address for a screen as a data URL, so that the picture needs no request."""
    return "data:image/svg+xml," + quote(svg(address, mask=0), safe="=/:',()-")
