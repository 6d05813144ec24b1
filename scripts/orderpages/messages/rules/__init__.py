"""The rules a translation meets, one function each; importing this room registers them all.

Its doors: ``examine`` (findings of a catalog), ``explain`` (the rules in words), ``terms`` (cue lists, settled
terms) and ``silences``.
"""

from . import structure, characters, layout, meaning, language, whole  # isort: skip  # the order they are documented in
from .registry import RULES

__all__ = ["RULES", "characters", "language", "layout", "meaning", "structure", "whole"]
