"""Read YAML and front matter, keeping file and line of every value.

The only room that imports ``yaml``.  Every scalar stays text until a field's type asks for more, so that
``no`` is a word and ``2027-02-30`` reaches the check that can name it.  Aliases, tags and deep nests are
refused: a few hundred bytes of them can fill a memory (the "billion laughs").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .findings import Finding, Place, Severity

LARGEST_FILE = 1_000_000
"""Bytes a source file may have; the county's largest is a tenth of it."""

DEEPEST_NEST = 12
"""Levels a YAML file may nest; our deepest format has six."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Node:
    """Hold one YAML value and where it stands."""

    value: str | tuple[Node, ...] | dict[str, Node] | None
    place: Place
    keys: dict[str, Place] | None = None
    """For a mapping, where each key stands."""

    @property
    def kind(self) -> str:
        """Name the kind of value in an author's words."""
        if self.value is None:
            return "nothing"
        if isinstance(self.value, str):
            return "a text"
        return "a list" if isinstance(self.value, tuple) else "a group of fields"


def read_text(path: Path, name: str, findings: list[Finding]) -> str | None:
    """Read a UTF-8 text file; on trouble add findings and return ``None``.

    A byte-order mark and Windows line ends are mended in memory and reported as warnings.
    """
    place = Place(name)
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        findings.append(
            Finding(place, "file-unreadable", f"cannot be read: {error.strerror}.", "Check that the file exists and may be read.")
        )
        return None
    if size > LARGEST_FILE:
        findings.append(
            Finding(
                place,
                "file-too-large",
                f"has {size:,} bytes; at most {LARGEST_FILE:,} are read.",
                "Split it, or take out what was pasted in by mistake.",
            )
        )
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        findings.append(
            Finding(
                place,
                "byte-order-mark",
                "starts with a byte-order mark.",
                'Save it as "UTF-8", not "UTF-8 with BOM".',
                severity=Severity.WARNING,
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        findings.append(
            Finding(
                Place(name, line),
                "not-utf-8",
                f"has a byte (0x{raw[error.start]:02X}) that is not UTF-8.",
                'Save the file again with the encoding "UTF-8".',
            )
        )
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        findings.append(
            Finding(
                place,
                "windows-line-ends",
                "has Windows line ends.",
                'Save it with line ends "LF" (in most editors: bottom right, CRLF to LF).',
                severity=Severity.WARNING,
            )
        )
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        findings.append(
            Finding(
                Place(name, line),
                "not-text",
                "has a NUL character: this is not a text file.",
                "Restore the file from its last good version.",
            )
        )
        return None
    merge = re.search(r"^<{7}( |$)", text, re.MULTILINE)
    if merge:
        findings.append(
            Finding(
                Place(name, text[: merge.start()].count("\n") + 1),
                "merge-unfinished",
                "begins two versions of the same lines, which a merge left for a person to choose from.",
                "Keep one version, and take out the lines that begin with <<<<<<<, ======= and >>>>>>>.",
            )
        )
        return None
    return text


def read_yaml(path: Path, name: str, findings: list[Finding]) -> Node | None:
    """Read a YAML file into nodes; on trouble add findings and return ``None``."""
    text = read_text(path, name, findings)
    return None if text is None else parse_yaml(text, name, findings)


def parse_yaml(text: str, name: str, findings: list[Finding], line_offset: int = 0) -> Node | None:
    """Parse YAML text into nodes; ``line_offset`` lines stand before it in its file."""
    before = len(findings)
    try:
        findings.extend(_refused(text, name, line_offset))
        if len(findings) > before:
            return None
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line + 1 if mark else 1) + line_offset
        findings.append(
            Finding(
                Place(name, line),
                "yaml-broken",
                f"is not valid YAML: {_in_words(error)}.",
                "Check the quotes, the colons and the spaces at the start of this line and the one above it.",
            )
        )
        return None
    except (yaml.YAMLError, ValueError) as error:
        findings.append(
            Finding(Place(name), "yaml-broken", f"is not valid YAML: {str(error).splitlines()[0]}.", "Take out the character it names.")
        )
        return None
    if root is None:
        return Node(None, Place(name, 1 + line_offset))
    return _node(root, name, line_offset, findings)


def split_front_matter(text: str) -> tuple[str, str, int]:
    """Split ``---`` front matter from a body: (front matter, body, lines before the body)."""
    if not text.startswith("---\n"):
        return "", text, 0
    end = text.find("\n---\n", 3)
    if end < 0:
        return "", text, 0
    head, body = text[4 : end + 1], text[end + 5 :]
    return head, body, text[: end + 5].count("\n")


def _refused(text: str, name: str, line_offset: int) -> Iterator[Finding]:
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        place = Place(name, event.start_mark.line + 1 + line_offset)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield Finding(
                place,
                "yaml-alias",
                "uses a YAML anchor or alias (& or *).",
                "Write the value out, or put quotes round a text that starts with & or *.",
            )
            return
        if getattr(event, "tag", None) not in (None, "!"):
            yield Finding(
                place, "yaml-tag", f"uses a YAML tag ({event.tag}).", "Take the tag out, or put quotes round a text that starts with !."
            )
            return
        depth += isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent))
        depth -= isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent))
        if depth > DEEPEST_NEST:
            yield Finding(
                place,
                "yaml-too-deep",
                f"nests more than {DEEPEST_NEST} levels deep.",
                "No format of ours nests so deep: check the spaces at the line starts.",
            )
            return


def _node(source: Any, name: str, line_offset: int, findings: list[Finding]) -> Node:
    place = Place(name, source.start_mark.line + 1 + line_offset)
    if isinstance(source, yaml.ScalarNode):
        empty = not source.style and source.value in ("", "~", "null")
        return Node(None if empty else source.value, place)
    if isinstance(source, yaml.SequenceNode):
        return Node(tuple(_node(item, name, line_offset, findings) for item in source.value), place)
    fields: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, value in source.value:
        where = Place(name, key.start_mark.line + 1 + line_offset)
        if not isinstance(key, yaml.ScalarNode):
            findings.append(
                Finding(where, "yaml-broken", "has a field name that is not a word.", "Put quotes round the text of this line.")
            )
        elif key.value in fields:
            findings.append(
                Finding(
                    where, "key-twice", f'has "{key.value}" a second time (first on line {keys[key.value].line}).', "Keep one of the two."
                )
            )
        else:
            fields[key.value] = _node(value, name, line_offset, findings)
            keys[key.value] = where
    return Node(fields, place, keys)


def _in_words(error: yaml.MarkedYAMLError) -> str:
    problem = " ".join((error.problem or "it cannot be read").split())
    return f"{problem} ({error.context})" if error.context and error.context not in problem else problem
