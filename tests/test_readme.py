"""The pages that people read agree with each other, with the code and with the files beside them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import confgraph
from reader import blocks, triples

ROOT = Path(__file__).parents[1]


def test_the_python_of_the_readme_answers(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader who pastes the README's Python gets the answer that the sources give."""
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(compile(block, "README.md", "exec"), {})  # the README's own text
    # EuroPython "started in 2002 in Charleroi" (Python wiki); its dates there are in sources/editions.csv.
    assert capsys.readouterr().out.splitlines()[0] == "2002-06-26 EuroPython 2002"


def test_the_examples_of_the_model_are_in_the_data(graph: confgraph.Graph) -> None:
    """The page that explains the model shows the catalog itself: each triple of its examples stands there."""
    there = {quad.triple for document in graph.catalog.documents("data") for quad in document}
    examples = [block for block in blocks(ROOT / "docs" / "model.md") if block.language == "turtle"]
    assert len(examples) >= 3
    for block in examples:
        assert [quad.triple for quad in triples(block.text) if quad.triple not in there] == [], block


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
