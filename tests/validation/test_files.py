"""Files are validated apart: within limits, with nothing else open, and with the same result as here."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from confgraph.problems import FileTrouble, LimitReached, UsageError
from confgraph.reading import read
from confgraph.validation import ValidationLimits, validate, validate_files
from confgraph.validation import files as files_module

EX = "http://example.org/"
PREFIXES = f"@prefix ex: <{EX}> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
NAMED = "ex:shape a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:name ; sh:minCount 1 ] .\n"
SLOW = 'ex:shape a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select """SELECT $this { %s }""" ] .\n'
# What no SQL is made of, so that pySHACL has to be imported in the sandbox.
ODD = (
    "ex:shape a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select "
    '"SELECT $this (UUID() AS ?value) { $this a ?kind }" ] .\n'
)
DATA = "ex:a a ex:C ; ex:name 'a' . ex:b a ex:C .\n"


def written(folder: Path, name: str, text: str) -> Path:
    """Write a Turtle file and return its path."""
    (folder / name).write_text(PREFIXES + text, encoding="utf-8")
    return folder / name


@pytest.mark.parametrize("engine", ["duckdb", "pyshacl"])
@pytest.mark.parametrize("shapes", [NAMED, ODD], ids=["compiled", "not compiled"])
def test_the_result_is_the_same_as_here(shapes: str, engine: str, tmp_path: Path) -> None:
    """Each engine, and what it imports late, works where no file can be opened."""
    data, rules = written(tmp_path, "data.ttl", DATA), written(tmp_path, "shapes.ttl", shapes)
    apart = validate_files([data], rules, engine=engine)
    here = validate([read(data)], [read(rules)], engine=engine)
    assert [(one.focus, one.component) for one in apart] == [(one.focus, one.component) for one in here]
    assert apart.exit_code == 1
    assert bool(apart.elsewhere) == (shapes == ODD and engine == "duckdb")


def test_an_endless_validation_is_stopped(tmp_path: Path) -> None:
    """At the limit on time there is an error that says how to allow more."""
    pattern = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(9)) + " FILTER(!BOUND($this))"
    data = written(tmp_path, "data.ttl", DATA + "".join(f"ex:s{n} ex:p{n} {n} .\n" for n in range(200)))
    rules = written(tmp_path, "shapes.ttl", SLOW % pattern)
    with pytest.raises(LimitReached, match=r"the validation was stopped after 1 s: allow more with --timeout"):
        validate_files([data], rules, limits=ValidationLimits(timeout=1))


def test_a_validation_that_fills_the_memory_is_stopped(tmp_path: Path) -> None:
    """At the limit on memory there is an error that says how to allow more, whichever library wanted it."""
    data = written(tmp_path, "data.ttl", "".join(f"ex:s{n} ex:p{n % 50} {n} .\n" for n in range(60_000)))
    rules = written(tmp_path, "shapes.ttl", NAMED)
    with pytest.raises(LimitReached, match="more than 40 MiB of memory: allow more with --memory"):
        validate_files([data], rules, limits=ValidationLimits(memory=40))


def test_nothing_is_opened_while_shapes_are_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file and no socket: whatever an engine may be tricked into, the system refuses."""
    data, rules = written(tmp_path, "data.ttl", DATA), written(tmp_path, "shapes.ttl", NAMED)

    def curious(*_: object, **__: object) -> tuple[str, ...]:
        found = []
        attempts: list[tuple[str, Callable[[], object]]] = [("file", data.read_bytes), ("socket", socket.socket)]
        for name, attempt in attempts:
            try:
                attempt()
            except OSError as error:
                found.append(f"{name}: {error.strerror}")
        return tuple(found)

    monkeypatch.setattr(files_module, "judge", curious)
    told: object = validate_files([data], rules)
    assert told == ("file: Too many open files", "socket: Too many open files")


def test_errors_come_over_whole(tmp_path: Path) -> None:
    """What cannot be read or used is told as without a sandbox: the class, the words, the problems."""
    data, rules = written(tmp_path, "data.ttl", DATA), written(tmp_path, "shapes.ttl", NAMED)
    with pytest.raises(FileTrouble, match="no such file"):
        validate_files([tmp_path / "none.ttl"], rules)
    with pytest.raises(UsageError, match="holds no shape"):
        validate_files([data], data)
    wrong = written(tmp_path, "wrong.ttl", "ex:shape a sh:NodeShape ; sh:targetClass ex:C ; sh:pattern '[z-a]' .\n")
    with pytest.raises(UsageError) as caught:
        validate_files([data], wrong)
    assert [problem.place.line for problem in caught.value.problems] == [3]
