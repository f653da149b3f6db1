"""Ask the OWLAPI for OWL 2 profiles and HermiT for consistency: one Java process for all graphs.

Both come in the HermiT.jar of owlready2. OwlCheck.java runs from its source, so a JDK 11 or newer is needed (Debian:
default-jdk-headless). Java is the one of JAVA_HOME, else the one on the PATH. Without it the tests are skipped on a
desk and fail in continuous integration (CI=true), where nobody would notice a skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NoReturn

import pytest
from rdflib import Graph

CHECKER: Final = Path(__file__).with_name("OwlCheck.java")
SECONDS: Final = 300
_NO_COMPILER: Final = ("jdk.compiler", "Could not find or load main class", "Unable to locate a Java Runtime")


@dataclass
class Report:
    """What Java found in one graph."""

    axioms: int = 0
    consistent: bool = False
    dl: list[str] = field(default_factory=list)
    """The violations of OWL 2 DL, as the OWLAPI words them."""
    rl: list[str] = field(default_factory=list)
    """The violations of OWL 2 RL, as the OWLAPI words them."""
    unsatisfiable: list[str] = field(default_factory=list)
    """The classes that can have no instance."""
    refused: list[str] = field(default_factory=list)
    """Why HermiT would not reason at all."""


def check(graphs: Mapping[str, Graph], folder: Path) -> dict[str, Report]:
    """Return the report on each graph, by its name; ``folder`` takes the files that are handed to Java."""
    for name, graph in graphs.items():
        graph.serialize(folder / f"{name}.rdf", format="xml", encoding="utf-8")
    command = [_java(), "-cp", str(_hermit()), str(CHECKER), *(str(folder / f"{name}.rdf") for name in graphs)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False)
    if run.returncode and any(words in run.stdout + run.stderr for words in _NO_COMPILER):
        _unavailable(f"{command[0]} cannot run a source file: install a JDK (Debian: default-jdk-headless)")
    assert run.returncode == 0, run.stderr[-4000:]
    reports = {name: Report() for name in graphs}
    for line in run.stdout.splitlines():
        file, finding, text = line.split("\t", 2)
        _note(reports[Path(file).stem], finding, text)
    return reports


def _note(report: Report, finding: str, text: str) -> None:
    if finding == "axioms":
        report.axioms = int(text)
    elif finding == "consistent":
        report.consistent = text == "true"
    else:
        lists = {"DL": report.dl, "RL": report.rl, "unsatisfiable": report.unsatisfiable, "refused": report.refused}
        lists[finding].append(text)


def _java() -> str:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    return found or shutil.which("java") or _unavailable("no java: set JAVA_HOME or install a JDK")


def _hermit() -> Path:
    spec = find_spec("owlready2")
    if spec is None or spec.origin is None:
        _unavailable("no owlready2, which brings HermiT: pip install owlready2")
    return Path(spec.origin).parent / "hermit" / "HermiT.jar"


def _unavailable(why: str) -> NoReturn:
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(why)
    pytest.skip(why)
