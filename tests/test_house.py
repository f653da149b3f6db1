"""The house stands: floors, types, style, sizes, tidy data."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "confgraph").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
NO_ADDRESS = ("pypi.org", "pythonhosted", "registry.npmjs", "deb.debian")


def tool(*words: str) -> None:
    """Run a tool as a module, which must end well."""
    done = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_fall() -> None:
    """A module imports from lower floors only, and each foreign power has one gate."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_hold() -> None:
    """Everything is typed, strictly."""
    tool("mypy")


@pytest.mark.parametrize("words", [["check"], ["format", "--check"]], ids=["check", "format"])
def test_style_holds(words: list[str]) -> None:
    """All code is written in one style."""
    tool("ruff", *words, "src", "tests", "benchmarks", "docs")


def test_the_data_is_tidy() -> None:
    """The data files are what confgraph tidy makes of them."""
    tool("confgraph", "tidy", "--check")


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_small(path: Path) -> None:
    """No file and no function is too long to be read at once."""
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    for function in functions(ast.parse(text)):
        assert length(function) <= LONGEST_FUNCTION, function.name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_command_line_speaks(path: Path) -> None:
    """Nothing below the command line prints, and nothing has a star import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print")
        assert not (isinstance(node, ast.ImportFrom) and node.names[0].name == "*")


def test_every_module_has_its_test() -> None:
    """Tests mirror the modules: whoever changes a module knows where its promises stand."""
    missing = [
        module.relative_to(ROOT / "src" / "confgraph")
        for module in SOURCES
        if not module.name.startswith("__")
        and not (
            ROOT / "tests" / module.relative_to(ROOT / "src" / "confgraph").with_name(f"test_{module.name}")
        ).exists()
    ]
    assert missing == []


def test_no_registry_is_named() -> None:
    """No file of the project names the address of a package registry."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path == Path(__file__) or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [address for address in NO_ADDRESS if address in text], name


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without its docstring."""
    lines = (function.end_lineno or 0) - function.lineno + 1
    first = function.body[0]
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if ast.get_docstring(function) is not None else 0)
