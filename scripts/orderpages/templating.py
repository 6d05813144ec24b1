"""Hold the one Jinja environment; the only room that imports ``jinja2``.

Templates are ours, never a stranger's; what they print is escaped for HTML unless it is markup of our own
making.  No translated text is ever read as a template.
"""

from __future__ import annotations

import traceback
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from .findings import Finding, Findings, Place

__all__ = ["TEMPLATES", "TemplateError", "environment", "markup", "render", "template_finding"]

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
    try:
        return environment().get_template(template).render(values)
    except TemplateError as error:
        raise Findings([template_finding(error, TEMPLATES.parents[2])]) from error


def template_finding(error: TemplateError, root: Path) -> Finding:
    """Tell where a template is wrong: where its syntax breaks, or where it asks for what is not there."""
    path, line = getattr(error, "filename", None), getattr(error, "lineno", 0)
    if not path:
        # Jinja puts a template's own lines into the traceback; the last of them is where it broke.
        steps = [(step.filename, step.lineno or 0) for step in traceback.extract_tb(error.__traceback__)]
        path, line = next((step for step in reversed(steps) if step[0].endswith((".jinja", ".html"))), ("", 0))
    shown = Path(path).relative_to(root).as_posix() if path and Path(path).is_relative_to(root) else path or "templates"
    return Finding(
        Place(shown, line), "template-broken", f"cannot be used: {error.message or error}.", "Correct this line of the template."
    )


def markup(html: str) -> Markup:
    """Mark HTML of our own making as safe to print."""
    return Markup(html)
