"""Give each command a function; the only room that prints, exits, and reads the clock or the environment."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence

from ..findings import CouldNotRun, Findings
from . import publishing, translating, verifying, writing
from .arguments import Command, parser
from .console import COULD_NOT_RUN, FOUND, show, tell


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 when clean, 1 with findings, 2 when it could not run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = parser(COMMANDS).parse_args(arguments)
    try:
        return int(given.command(given))
    except Findings as stopped:
        show(stopped.findings)
        return FOUND
    except CouldNotRun as stopped:
        tell(f"orderpages: {stopped}")
        return COULD_NOT_RUN
    except KeyboardInterrupt:
        tell("orderpages: stopped. Nothing half-written was left behind.")
        return COULD_NOT_RUN
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT_RUN
    except MemoryError:
        tell("orderpages: the machine has no memory left. Close other programs and run it again.")
        return COULD_NOT_RUN
    except OSError as error:
        # A copy that fails names its source first; what could not be written is the second.
        named = error.filename2 or error.filename
        where = f" ({named})" if named else ""
        tell(f"orderpages: {error.strerror or error}{where}. {CURES.get(error.errno or 0, CURE)}, then run it again.")
        return COULD_NOT_RUN


CURE = "Free some space or check the folder's rights"

CURES = {
    errno.ENOENT: "Restore it, for example from git",
    errno.ENOTDIR: "A file stands where a folder belongs: move it away",
    errno.EISDIR: "A folder stands where a file belongs: move it away",
}
"""What to do when the machine refuses, by its reason."""

COMMANDS: dict[str, Command] = {
    "build": publishing.build,
    "serve": publishing.serve,
    "check": writing.check,
    "extract": writing.extract,
    "update": writing.update,
    "status": writing.status,
    "sign-off": translating.sign_off,
    "review": translating.review,
    "export": translating.export,
    "import": translating.bring_in,
    "ledger": publishing.ledger,
    "archive": publishing.archive,
    "verify": verifying.verify,
    "new-locale": translating.new_locale,
    "bundle": publishing.bundle,
    "cards": publishing.cards,
    "schema": writing.schema,
}
"""Every command by its name, in the order ``--help`` lists them."""
