"""Tests of confgraph.catalog: the four folders and what is read from them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from confgraph.catalog import FOLDERS, new_catalog, open_catalog, shipped
from confgraph.problems import FileTrouble, UnreadableInput, UsageError


def test_the_shipped_catalog_is_found_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The catalog that comes with confgraph opens wherever the process stands."""
    monkeypatch.chdir(tmp_path)
    assert (Path(shipped()) / "ontology" / "confgraph.ttl").is_file()
    assert open_catalog().folder == Path(shipped())


@pytest.mark.parametrize("missing", [("ontology",), ("data",), ("ontology", "data")], ids=" and ".join)
def test_a_folder_that_is_no_catalog_is_refused(tiny_copy: Path, missing: tuple[str, ...]) -> None:
    """The error names every part that is missing, and what a catalog has."""
    for part in missing:
        (tiny_copy / part).rename(tiny_copy / f"no-{part}")
    wanted = " and ".join(f"{part}/" for part in missing)
    with pytest.raises(UsageError, match=re.escape(f"it has no {wanted}: name a folder with ontology, shapes, data")):
        open_catalog(tiny_copy)


def test_files_come_in_order_and_from_all_folders_below(tiny: Path) -> None:
    """The files of a part are listed by path, those in folders below among them."""
    names = [path.relative_to(tiny).as_posix() for path in open_catalog(tiny).files("data")]
    assert names == ["data/claims.ttl", "data/places.ttl", "data/series/tiny.ttl"]


def test_the_store_holds_data_and_ontology(tiny: Path) -> None:
    """A query sees what the data says and what the ontology calls it, in one graph."""
    store = open_catalog(tiny).store
    (row,) = store.select("SELECT ?words { series:tiny a ?class . ?class rdfs:label ?words }")
    assert row.words == "event series"


def test_a_broken_file_is_told_with_its_line(tiny_copy: Path) -> None:
    """A catalog with a file that cannot be read says which line of which file."""
    path = tiny_copy / "data" / "broken.ttl"
    path.write_text("@prefix cg: <https://w3id.org/confgraph/ns#> .\ncg:a cg:b ??? .\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"broken\.ttl:2:"):
        _ = open_catalog(tiny_copy).store


def test_a_file_that_vanished_is_file_trouble(tiny_copy: Path) -> None:
    """A link to nothing among the files is told by its name."""
    (tiny_copy / "data" / "gone.ttl").symlink_to(tiny_copy / "nowhere.ttl")
    with pytest.raises(FileTrouble, match=r"gone\.ttl: no such file"):
        _ = open_catalog(tiny_copy).store


def test_the_context_is_read(tiny: Path) -> None:
    """The JSON-LD context is that of the catalog's own file."""
    assert open_catalog(tiny).context["type"] == "@type"


def test_a_catalog_without_a_context_has_an_empty_one(tiny_copy: Path) -> None:
    """A catalog need not have a context."""
    (tiny_copy / "ontology" / "context.jsonld").unlink()
    assert open_catalog(tiny_copy).context == {}


@pytest.mark.parametrize(
    "text", ["{", "[]", "{}", '{"@context": "https://e.org/"}', '{"@context": {}, "@context": {}}']
)
def test_a_context_that_is_none_is_unreadable(tiny_copy: Path, text: str) -> None:
    """A context file that is no JSON object with a context is told by its name, not by a traceback."""
    (tiny_copy / "ontology" / "context.jsonld").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableInput, match=r"context\.jsonld"):
        _ = open_catalog(tiny_copy).context


def test_a_new_catalog_has_the_model_and_no_facts(tmp_path: Path) -> None:
    """The files of a new catalog are our ontology, shapes and queries as they are, and data of no triple."""
    made = new_catalog(tmp_path / "new")
    own = Path(shipped())
    for path, content in made.items():
        inside = path.relative_to(tmp_path / "new")
        if inside.parts[0] == "data":
            assert not list(parse(content, format=RdfFormat.TURTLE))
        else:
            assert content == (own / inside).read_bytes()
    assert {path.relative_to(tmp_path / "new").parts[0] for path in made} == set(FOLDERS)
    assert not (tmp_path / "new").exists()


def test_a_new_catalog_needs_an_empty_folder(tmp_path: Path) -> None:
    """An empty folder will do; one with a file in it is refused."""
    assert new_catalog(tmp_path)
    (tmp_path / "mine").touch()
    with pytest.raises(UsageError, match="name a new or empty folder"):
        new_catalog(tmp_path)


def test_files_beside_some_are_the_rest_of_the_data(tiny_copy: Path) -> None:
    """What is named, however it is written, is left out; files elsewhere change nothing."""
    catalog = open_catalog(tiny_copy)
    first, *rest = catalog.files("data")
    assert catalog.files_beside([first.parent / "." / first.name, tiny_copy / "nosuch.ttl"]) == rest
