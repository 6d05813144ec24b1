"""Write ready links for those who pass a page on: share links, frame, QR code, citation, one page each.

Kept off the page itself: a resident who reads for an answer does not carry the bytes of those who link.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..pages.linked import SHARED, Linked
from ..pages.slots import Value
from ..records import Text
from ..templating import markup
from . import published_data, qr
from .embeds import days
from .message import message
from .small_pages import SmallPages, in_query, said, snippet, word

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler


def files(whole: Whole) -> dict[str, bytes]:
    """Make the QR code of every page and the ready links of every right, in every language."""
    small = SmallPages(whole)
    source = (whole.project.root / "overrides/assets/copy.js").read_bytes()
    script = f"assets/copy-{hashlib.sha256(source).hexdigest()[:12]}.js"
    made = {script: source}
    for filler in small.fillers:
        tag = filler.locale.tag
        for thing in small.things.values():
            if not thing.anchor:
                made[f"{tag}/qr/{thing.id}.svg"] = qr.svg(f"{small.site_url}{tag}/{thing.path}", mask=0).encode()
            if thing.kind in SHARED:
                made[f"{tag}/link/{thing.id}/index.html"] = _page(small, filler, thing, script)
    return made


_ENDS_TWICE = re.compile(r"([?!؟？！])[.。።]")


def _one_end(citation: Markup) -> Markup:
    """Leave out the full stop after a title that is a question: a citation ends a title once (APA 7, 9.19)."""
    return markup(_ENDS_TWICE.sub(r"\1", str(citation)))


_ON_PAGE = ("link-", "share-", "copy-", "cite-title")
"""How the words of this page are named."""


def _page(small: SmallPages, filler: Filler, thing: Linked, script: str) -> bytes:
    words = small.whole.project.words
    tag, title = filler.locale.tag, filler.text_plain(thing.title)
    address, permalink = f"{small.site_url}{tag}/{thing.address}", f"{small.site_url}p/{thing.id}/"
    short = message(filler, thing, permalink)
    return small.write(
        "link",
        filler,
        f"{filler.text_plain(words['link-title'])} – {title}",
        address,
        kind="link",
        heading=word(filler, words, "link-title"),
        thing=said(filler, thing.title),
        back=f"../../{thing.path}",
        word={name: word(filler, words, name) for name in words if name.startswith(_ON_PAGE) and "{" not in words[name].english},
        address=address,
        permalink=permalink,
        permalink_href=f"../../../p/{thing.id}/",
        qr=f"../../qr/{thing.id}.svg",
        qr_alt=filler.text_plain(words["link-qr-alt"], {"page": title}),
        message=short.text.removesuffix(permalink),
        sms=f"sms:?&body={in_query(short.text)}",
        mail=f"mailto:?subject={in_query(title)}&body={in_query(short.text)}",
        snippet=snippet(small.site_url, filler.locale, thing, title),
        embed=f"../../embed/{thing.id}/",
        script=f"../../../{script}",
        citations=_citations(small, filler, thing, words, address, title),
    )


def _citations(
    small: SmallPages, filler: Filler, thing: Linked, words: Mapping[str, Text], address: str, title: str
) -> list[dict[str, Any]]:
    """Cite a page three ways, with the day it was checked and the hash of what it says."""
    checked, _ = days(small.things, thing)
    given: dict[str, Any] = {
        "page": title,
        "site": filler.text_plain(filler.content.site.name),
        "address": Value("code", (address,)),
        "day": filler.locale.day(checked) if checked else "",
        "cited_day": filler.locale.cited_day(checked) if checked else "",
        "hash": Value("code", (published_data.content_hash(filler, thing),)),
    }
    return [
        {"title": word(filler, words, f"cite-{form}-name"), "words": _one_end(word(filler, words, f"cite-{form}", **given))}
        for form in ("plain", "apa", "bluebook")
    ]
