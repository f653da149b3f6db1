"""The pages that people read say what the commands do."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import confgraph

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "CONTRIBUTING.md", "docs/model.md")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)


def shown() -> list[tuple[str, str, str]]:
    """Return each command that a page shows, with the page and the output that it shows below."""
    found = []
    for page in PAGES:
        for block in CONSOLE.findall((ROOT / page).read_text(encoding="utf-8")):
            for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((page, command, output))
    return found


@pytest.mark.parametrize(("page", "command", "output"), shown(), ids=[command for _, command, _ in shown()])
def test_a_page_shows_what_its_command_prints(page: str, command: str, output: str) -> None:
    """A reader who types a command of the README sees what the README shows."""
    words = shlex.split(command)
    assert words[0] == "confgraph"
    done = subprocess.run(
        [sys.executable, "-m", "confgraph", *words[1:]], cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.stdout + done.stderr).replace("\r\n", "\n") == output


def test_the_python_of_the_readme_runs(capsys: pytest.CaptureFixture[str]) -> None:
    """A reader who pastes the README's Python gets an answer and no error."""
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    code = block.replace(
        'graph.validate("my-conference.ttl")', f"graph.validate({str(ROOT / 'docs/examples/wrong.ttl')!r})"
    )
    exec(compile(code, "README.md", "exec"), {})  # the README's own text
    # EuroPython "started in 2002 in Charleroi" (Python wiki); its dates there are in sources/editions.csv.
    assert capsys.readouterr().out.splitlines()[0] == "2002-06-26 EuroPython 2002"


def test_the_generated_pages_are_current() -> None:
    """The pages of commands, queries and data, and queries.ttl, say what code, queries and data say now."""
    done = subprocess.run([sys.executable, str(ROOT / "docs/generate.py"), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_links_between_pages_lead_somewhere() -> None:
    """No page links to a file that is not there."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "data/README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_one_version_stands_everywhere() -> None:
    """The version of the package, the citation and the changelog's date line do not drift apart."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {confgraph.__version__}" in citation
