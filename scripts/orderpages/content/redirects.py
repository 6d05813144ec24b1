"""Read where moved and withdrawn addresses lead: ``docs/redirects.yml``, which a young site does without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from ..findings import Findings, Place, blocking
from ..records import Day, Form, Plain, Reading, read_list
from ..sources import read_yaml

Address = Annotated[str, Form(r"([A-Za-z0-9-]+/)*(#[a-z0-9-]+)?", "guides/at-home/#do-not-open")]


@dataclass(frozen=True)
class Redirect:
    """Lead an address that once was public to the one that took its place."""

    old: Address = field(metadata={"key": "from"})
    """The old address below a language's folder, with its anchor where one statement moved; or a language, as es/."""
    to: Address
    """Where readers find it now, written the same way."""
    since: Day
    reason: Plain
    """Why, for those who keep the site; readers do not see it."""
    withdrawn: Literal["yes"] | None = None
    """yes when it was taken down and nothing says the same any more."""

    @property
    def path(self) -> str:
        """The old address without its anchor."""
        return self.old.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The old address's anchor."""
        return self.old.partition("#")[2]


def load_redirects(path: Path, name: str = "docs/redirects.yml") -> Mapping[Redirect, Place]:
    """Load the redirects with their places, in the order of the file; raise ``Findings`` when one cannot be read."""
    if not path.is_file():
        return {}
    reading = Reading()
    node = read_yaml(path, name, reading.findings)
    found = () if node is None else read_list(Redirect, node, "", reading)
    if blocking(reading.findings):
        raise Findings(reading.findings)
    return {item: reading.places[id(item)] for item in found}
