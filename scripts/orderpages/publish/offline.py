"""Write what keeps a language on the reader's device when they ask: a worker for each language, and its page's script.

The worker is a few dozen plain lines in ``overrides/assets/worker.js``; the build writes before them which files
belong to the copy, with a hash of each, so that a phone fetches anew only what changed.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import posixpath
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..pages.slots import Value
from ..records import Text
from .headers import EMBEDDED

if TYPE_CHECKING:
    from .build import Whole
    from .fill import Filler


def files(whole: Whole) -> dict[str, bytes]:
    """Write the page's script once, and each language's worker."""
    assets = whole.project.root / "overrides" / "assets"
    made = {"keep.js": (assets / "keep.js").read_bytes()}
    code = (assets / "worker.js").read_text(encoding="utf-8")
    for filling in whole.fillers:
        made[f"{filling.locale.tag}/worker.js"] = f"const KEPT = {_kept(whole, filling, {**whole.files, **made})};\n{code}".encode()
    return made


def _kept(whole: Whole, filling: Filler, files: Mapping[str, bytes]) -> str:
    """Name what a language's copy holds: path to its hash, and the day and notice of its next check."""
    tag, words = filling.locale.tag, whole.project.words
    again = {page.path: page.check_again for page in whole.frame.pages}
    # A page without a day of its own is as old as the page that ages first.
    first = min((day for day in again.values() if day is not None), default=None)
    notices: list[str] = []
    listed: dict[str, tuple[str, str, int]] = {}
    for path, data in sorted(files.items()):
        if not _belongs(path, tag):
            continue
        own = posixpath.relpath(path, tag).removesuffix("index.html")
        day = (again.get(own) or first) if path.endswith(".html") else None
        notice = _notice(filling, words["keep-old"], day) if day else ""
        if notice not in notices:
            notices.append(notice)
        listed[own] = (hashlib.sha256(data).hexdigest()[:16], day.isoformat() if day else "", notices.index(notice))
    together = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:16]
    kept = {"tag": tag, "name": f"{tag} {together}", "files": listed, "notices": notices}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _belongs(path: str, tag: str) -> bool:
    """Tell whether a file is part of a language's copy: its pages and papers, and scripts of its own or of all languages."""
    own = path.startswith(f"{tag}/") and not path.startswith(f"{tag}/{EMBEDDED}/")
    shared = "/" not in path or path.startswith("assets/")
    return path.endswith(".js") if shared else own and path.endswith((".html", ".js", ".pdf"))


def _notice(filling: Filler, text: Text, day: datetime.date) -> str:
    words = filling.text_html(text, 0, links=False, arguments={"day": Value("day", (day,))})
    return f'<p class="wrap stale" role="status"><strong>{words}</strong></p>'
