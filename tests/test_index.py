"""The index on disk is that of the files as they are, whole or not there, and nobody waits for it in vain."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Triple, serialize

from confgraph import catalog, evaluation, index
from confgraph.catalog import open_catalog
from confgraph.index import NoIndex, build, clear, find, home
from confgraph.results import Rows
from confgraph.store import Store
from tricky import NOT_FOR_XML, PREDICATE, SUBJECT, TERMS

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no index on Windows")

KILLS = int(os.environ.get("CONFGRAPH_KILLS", "10"))
"""How often a build is killed; CONFGRAPH_KILLS=100 python -m pytest tests/test_index.py -k killed tries more."""
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Return two files of Turtle with a blank node of the same name in each."""
    for name in "ab":
        (tmp_path / f"{name}.ttl").write_text(f"<a:{name}> <a:p> _:x , 1 .", encoding="utf-8")
    return [str(tmp_path / "a.ttl"), str(tmp_path / "b.ttl")]


def count(folder: str) -> int:
    """Return how many triples an index holds."""
    rows = Store(folder=folder).query(COUNT)
    assert isinstance(rows, Rows)
    return int(rows[0].n)


def left(at: str) -> list[str]:
    """Return what a home holds besides the lock and what is known of the files."""
    return sorted({path.name for path in Path(at).glob("*")} - {"lock", "current"})


def test_an_index_is_built_once_and_found(files: list[str], tmp_path: Path) -> None:
    """What was built is found again for the same files, and holds their triples, blank nodes apart."""
    at = str(tmp_path / "home")
    assert find(at, files) is None
    built = build(at, files)
    assert (count(built), find(at, files), build(at, files), left(at)) == (4, built, built, [Path(built).name])
    assert len(Store(folder=built).select("SELECT DISTINCT ?o { ?s ?p ?o FILTER isBlank(?o) }")) == 2


def put_back(path: Path, data: bytes) -> None:
    """Write a file and give it the times that it had."""
    before = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path: Path) -> None:
    """Rename another file with the same size and times over a file."""
    other = path.with_name("other")
    other.write_bytes(path.read_bytes().replace(b"1", b"7"))
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    other.replace(path)


CHANGES = {
    "a byte, with its times put back": lambda path: put_back(path, path.read_bytes().replace(b"1", b"2")),
    "more": lambda path: path.write_bytes(path.read_bytes() + b"<a:c> <a:p> 3 ."),
    "replaced by a file of the same looks": replaced,
    "empty": lambda path: path.write_bytes(b""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("old", [True, False], ids=["old files", "files of this moment"])
def test_what_is_stale_is_never_served(
    files: list[str], tmp_path: Path, change: Any, old: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changed in any way is seen at once, however it looks, and the index is built anew."""
    at = str(tmp_path / "home")
    if old:
        monkeypatch.setattr(index, "_RACY", -(10**12))  # as if the files were long the same when they were looked at
    first = build(at, files)
    assert find(at, files) == first
    change(Path(files[0]))
    assert find(at, files) is None
    second = build(at, files)
    assert second != first
    assert count(second) == sum(count_of(Path(file)) for file in files)
    assert left(at) == [Path(second).name]


def count_of(path: Path) -> int:
    """Return how many triples a file holds, by the reading of rdflib."""
    import rdflib

    return len(rdflib.Graph().parse(path, format="turtle")) if path.stat().st_size else 0


def test_files_that_look_as_they_did_are_not_read_again(
    files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old files cost a look at each; those that changed a moment ago are read."""
    at, read = str(tmp_path / "home"), list[str]()
    built = build(at, files)
    key = index._key

    def noted(names: list[str]) -> str:
        read.extend(names)
        return key(names)

    monkeypatch.setattr(index, "_key", noted)
    assert (find(at, files), len(read)) == (built, 2)
    monkeypatch.setattr(index, "_RACY", -(10**12))
    assert (find(at, files), len(read)) == (built, 2)


def test_a_file_more_or_less_is_another_catalog(files: list[str], tmp_path: Path) -> None:
    """Files that come, go or hand bytes to their neighbours make another index."""
    at = str(tmp_path / "home")
    build(at, files)
    assert find(at, files[:1]) is None
    first, second = (Path(file).read_bytes() for file in files)
    Path(files[0]).write_bytes(first + second)
    Path(files[1]).write_bytes(b"")
    assert find(at, files) is None


def test_one_builds_at_a_time(files: list[str], tmp_path: Path) -> None:
    """While another builds, who does not wait hears so; that one's lock ends with it, however it ends."""
    at = str(tmp_path / "home")
    Path(at).mkdir()
    code = (
        f"from confgraph import index\nimport time\nwith index._lock({at!r}, True): print(flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(NoIndex, match="another process builds it"):
            build(at, files, wait=False)
        other.kill()
    assert count(build(at, files, wait=False)) == 4


def test_an_index_in_use_is_not_removed(files: list[str], tmp_path: Path) -> None:
    """Who reads an index keeps it, though another clears or rebuilds; it goes when the next one builds."""
    at = str(tmp_path / "home")
    built = build(at, files)
    code = f"from confgraph import index\nimport time\nindex.find({at!r}, {files!r}); print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        clear(at)
        assert count(built) == 4
        other.kill()
    clear(at)
    assert left(at) == []
    assert find(at, files) is None
    clear(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("why", ["file in the way", "no Turtle", "gone", "full"])
def test_without_an_index_the_catalog_is_read_into_memory(
    tiny_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """Where no index can be written the answer is the same, and the catalog says why it has none."""
    monkeypatch.setattr(catalog, "LEAST_BYTES", 1)
    expected = open_catalog(tiny_copy, tmp_path / "good").store.select(COUNT).terms
    root = tmp_path / "root"
    if why == "file in the way":
        root.write_text("")
    elif why == "full":
        monkeypatch.setattr("pyoxigraph.Store", full)
    elif why == "no Turtle":
        (tiny_copy / "data" / "bom.ttl").write_bytes(b"\xef\xbb\xbf# only a byte order mark")
    else:
        monkeypatch.setattr(index, "_built", lambda *_: Path(tmp_path / "gone").read_bytes())
    opened = open_catalog(tiny_copy, root)
    if why == "full":
        with pytest.raises(NoIndex, match="no space left"):
            opened.index()
        return
    assert opened.store.select(COUNT).terms == expected
    assert opened.indexing.startswith("no index, the catalog is read into memory: ")
    assert not root.is_dir() or not [name for name in root.rglob("*") if ".building" in name.name]


def full(_folder: str) -> None:
    """Fail as a full disk does."""
    raise OSError(28, "No space left on device")


def test_the_answers_are_those_of_the_store_in_memory(tmp_path: Path) -> None:
    """Every tricky term comes out of the index as out of memory, here and from the sandbox, by value and type."""
    terms = {**TERMS, **NOT_FOR_XML}
    path = tmp_path / "terms.ttl"
    triples = (Triple(SUBJECT, PREDICATE, term) for term in terms.values())
    path.write_bytes(serialize(triples, format=RdfFormat.TURTLE) or b"")
    memory, disk = Store(), Store(folder=build(str(tmp_path / "home"), [str(path)]))
    memory.load([path])
    for query in (
        "SELECT ?o { ?s ?p ?o }",
        "SELECT (STR(?o) AS ?t) (DATATYPE(?o) AS ?d) (LANG(?o) AS ?l) { ?s ?p ?o }",
    ):
        expected = sorted(map(str, memory.select(query).terms))
        apart = disk.query(query, limits=evaluation.QueryLimits())
        assert isinstance(apart, Rows)
        assert sorted(map(str, disk.select(query).terms)) == sorted(map(str, apart.terms)) == expected


BUILD = "import sys; from confgraph import index; index.build(sys.argv[1], sys.argv[2:])"


def test_a_killed_build_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    """Killed at random moments of a build: queries get the old, the new or none, never a part, and no orphan stays."""
    path, at = tmp_path / "a.ttl", str(tmp_path / "home")
    moments = random.Random(7)
    for number in range(KILLS + 1):
        path.write_text("".join(f"<a:{n}> <a:p{number}> <a:{n + 1}> .\n" for n in range(3000)), encoding="utf-8")
        before = set(left(at))
        with subprocess.Popen([sys.executable, "-c", BUILD, at, str(path)]) as process:
            try:
                process.wait(moments.uniform(0.05, 0.8))
            except subprocess.TimeoutExpired:
                process.kill()
        found = find(at, [str(path)])
        assert found is None or count(found) == 3000
        whole = {name for name in set(left(at)) if not name.startswith((".", "current."))}
        assert len(whole - before) <= 1
        assert all(count(f"{at}/{name}") == 3000 for name in whole)
    path.write_text("<a:a> <a:p> <a:b> .\n", encoding="utf-8")  # what surely has no index yet
    assert count(build(at, [str(path)])) == 1
    assert left(at) == [Path(find(at, [str(path)]) or "").name]


def test_each_catalog_has_a_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The home lies in the user's cache folder or where one says, with the name of the catalog."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if sys.platform != "darwin":
        assert Path(home(str(tmp_path / "mine"))).parent == tmp_path / "cache" / "confgraph" / "index"
    here, there = home(str(tmp_path / "a" / "mine"), "/x"), home(str(tmp_path / "b" / "mine"), "/x")
    assert Path(here).name.startswith("mine-")
    assert here != there
