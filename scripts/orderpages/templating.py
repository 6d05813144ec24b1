"""Hold the one Jinja environment; the only room that imports ``jinja2``.

Templates are ours, never a stranger's; what they print is escaped for HTML unless it is markup of our own
making.  No translated text is ever read as a template.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """Make the environment: strict about missing names, escaping everything."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return made


def render(template: str, **values: Any) -> str:
    """Render one of the package's templates."""
    return environment().get_template(template).render(values)


def markup(html: str) -> Markup:
    """Mark HTML of our own making as safe to print."""
    return Markup(html)
