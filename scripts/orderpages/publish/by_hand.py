"""Stop ``mkdocs`` run by hand with the one line that helps; MkDocs loads this file as a hook."""

from typing import Any

from mkdocs.exceptions import Abort


def on_config(config: Any) -> None:
    """Stop: the folder ``docs/`` is source of the pages, not the pages themselves."""
    raise Abort("This site is built by another command. Run scripts/build, or scripts/serve to preview.")
