"""Write a real page at every address that moved or was withdrawn.

The page works without scripts and without a server's help: it says what happened and links on.  It does not
send the reader on by itself; a server that knows the moves (``hosts.py``) does that before the page is ever seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..content.redirects import Redirect
from ..pages.linked import EMBEDDED, SHARED, Linked
from . import ledger
from .permalinks import permalink
from .printer import PACKED
from .small_pages import SmallPages, said, word

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler


@dataclass(frozen=True)
class Move:
    """Hold one public file of one language (or of none) and where its readers find it now."""

    redirect: Redirect
    filler: Filler
    old: str
    new: str
    """Both below the site's top."""


def files(whole: Whole) -> dict[str, bytes]:
    """Make the pages and files at old addresses."""
    small = SmallPages(whole)
    made: dict[str, bytes] = {}
    for move in moves(whole):
        if move.old.endswith("/"):
            made[f"{move.old}index.html"] = _page(small, move)
        elif move.old.endswith(PACKED):
            # A paper or an image cannot say where it went: the new one stands there, or only the hosts' redirects lead on.
            made |= {move.old: whole.files[move.new]} if move.new in whole.files else {}
        else:
            made[move.old] = _file(whole, move, small.things[_target(small, move.redirect).id])
    return made


def moves(whole: Whole) -> Iterator[Move]:
    """Give every public file that moved, in the order of the redirects."""
    small, living = SmallPages(whole), ledger.Living(whole.project)
    lost = ledger.lost(living) if whole.project.redirects else ()
    for redirect in whole.project.redirects:
        for line in sorted({*(line for line in lost if ledger.covers(redirect, line)), *_own(redirect, living)}):
            yield from _moves(small, redirect, line)


def _own(redirect: Redirect, living: ledger.Living) -> Iterator[str]:
    """Give the redirect's own address, also when the ledger never had it; a language's gives each of its pages."""
    if redirect.anchor:
        return
    if redirect.to in {f"{locale.tag}/" for locale in living.project.locales}:
        yield from (f"{redirect.old}{page.path}" for page in living.pages)
    else:
        yield f"*/{redirect.old}"


def _moves(small: SmallPages, redirect: Redirect, line: str) -> Iterator[Move]:
    if "#" in line:
        return
    if line.startswith("*/"):
        for filler in small.fillers:
            tag = filler.locale.tag
            yield Move(redirect, filler, f"{tag}/{line[2:]}", f"{tag}/{_beside(small, redirect, line)}")
    elif line.startswith("p/"):
        yield Move(redirect, small.fillers[0], line, f"p/{_target(small, redirect).id}/")
    else:
        yield Move(redirect, small.fillers[0], line, redirect.to + line.removeprefix(redirect.old))


def _beside(small: SmallPages, redirect: Redirect, line: str) -> str:
    """Lead an embed to the new embed, a QR code to the new code; what has no such twin to the page."""
    folder, thing = line[2:].partition("/")[0], _target(small, redirect)
    name = line.rstrip("/").rpartition("/")[2].partition(".")
    kinds = {"embed": EMBEDDED, "oembed": EMBEDDED, "link": SHARED}
    if folder == "qr":
        return f"qr/{_page_of(small, thing).id}.svg"
    if folder == "preview":
        return f"preview/{_page_of(small, thing).id}.png"
    if line.removeprefix("*/") != redirect.path and thing.kind in kinds.get(folder, ()):
        return f"{folder}/{thing.id}{name[1]}{name[2]}" + ("/" if line.endswith("/") else "")
    return redirect.to


def _target(small: SmallPages, redirect: Redirect) -> Linked:
    """Find the thing a redirect leads to; for one of a page's statements, the page."""
    by_address = {thing.address: thing for thing in small.things.values()}
    return by_address.get(redirect.to) or by_address.get(redirect.to.partition("#")[0]) or small.things["home"]


def _page_of(small: SmallPages, thing: Linked) -> Linked:
    return next(other for other in small.things.values() if other.path == thing.path and not other.anchor)


def _page(small: SmallPages, move: Move) -> bytes:
    redirect, words, filler, thing = move.redirect, small.whole.project.words, move.filler, _target(small, move.redirect)
    up = "../" * move.old.count("/")
    day = filler.locale.day(redirect.since)
    notice = word(filler, words, "page-withdrawn" if redirect.withdrawn else "page-moved", day=day)
    if move.old.startswith("p/"):
        return permalink(small, thing, [], up, notice)
    moved = words["page-moved-title"]
    return small.write(
        "moved",
        filler,
        filler.text_plain(words["page-withdrawn"], {"day": day}) if redirect.withdrawn else filler.text_plain(moved),
        f"{small.site_url}{move.new}",
        kind="moved",
        # What was taken down did not move: its heading says what happened, and there is no second line to say.
        heading=notice if redirect.withdrawn else said(filler, moved),
        notice="" if redirect.withdrawn else notice,
        new=word(filler, words, "page-moved-to"),
        label=said(filler, thing.title),
        href=up + move.new,
    )


def _file(whole: Whole, move: Move, thing: Linked) -> bytes:
    """Give what stands at the new address; where that has no such file, the plainest that is true."""
    if move.new in whole.files:
        return whole.files[move.new]
    link = {"version": "1.0", "type": "link", "title": move.filler.text_plain(thing.title), "url": f"{whole.frame.site_url}{move.new}"}
    return (json.dumps(link, ensure_ascii=False, sort_keys=True) + "\n").encode()
