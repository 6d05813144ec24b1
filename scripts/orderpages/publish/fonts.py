"""Fetch the fonts of the printed cards once, pinned by hash, into the cache.

They come as packages of a registry (``scripts/fonts/package-lock.json`` holds versions and SHA-512, no addresses), so a
wrong byte is refused.  Without the registry's client the site is still made, only without prints.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

FAMILIES = {
    "Latn": "Noto Sans",
    "Ethi": "Noto Sans Ethiopic",
    "Arab": "Noto Naskh Arabic",
    "Hant": "Noto Sans TC",
    "Kore": "Noto Sans KR",
}
"""The font family for each script (ISO 15924)."""

WEIGHTS = ("400Regular", "700Bold")


class NoFonts(Exception):
    """Say in one sentence why there are no fonts."""


def fetch(pins: Path, cache: Path, say: Callable[[str], None]) -> Path:
    """Give the folder of the fonts, fetching them on first use; raise ``NoFonts`` when they cannot be had."""
    lock = pins / "package-lock.json"
    if not lock.is_file():
        raise NoFonts("scripts/fonts/package-lock.json is missing")
    folder = cache / f"fonts-{hashlib.sha256(lock.read_bytes()).hexdigest()[:12]}"
    if folder.is_dir():
        return folder
    client = shutil.which("npm")
    if client is None:
        raise NoFonts("npm, which fetches their fonts, is not installed")
    say("fetching the fonts of the prints (once)")
    work = cache / "fonts.new"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(pins / name, work / name)
    done = subprocess.run([client, "ci", "--silent"], cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(work, ignore_errors=True)
        raise NoFonts("their fonts could not be fetched (no network?)")
    chosen = work / "chosen"
    chosen.mkdir()
    for path in sorted((work / "node_modules").rglob("*.ttf")):
        if path.parent.name in WEIGHTS:
            shutil.copy(path, chosen / path.name)
    chosen.rename(folder)
    shutil.rmtree(work, ignore_errors=True)
    return folder
