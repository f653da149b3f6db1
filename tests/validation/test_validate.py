"""Tests of confgraph.validation: each problem with its place and its mend."""

from __future__ import annotations

from pathlib import Path

import pytest

import confgraph
from confgraph.problems import FileTrouble, Severity, UsageError
from confgraph.validation import Report, as_text

PREFIXES = """@prefix cg: <https://w3id.org/confgraph/ns#> .
@prefix series: <https://w3id.org/confgraph/id/series/> .
@prefix edition: <https://w3id.org/confgraph/id/edition/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# Lines are counted from the five prefixes above: the first record begins on line 6.
RECORDS = """edition:fine a cg:Edition ; rdfs:label "Fine"@en ; cg:editionOf series:tiny ; cg:year 2004 .
edition:backwards a cg:Edition ;
  rdfs:label "Backwards"@en ;
  cg:editionOf series:tiny ;
  cg:year 2005 ;
  cg:startDate "2005-05-13"^^xsd:date ;
  cg:endDate "2005-05-10"^^xsd:date .
edition:many a cg:Edition ;
  rdfs:label "Many"@en ;
  cg:editionOf series:tinny ;
  cg:year 2005, 2006, "two"@en .
edition:bare a cg:Edition .
"""


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a file of four records, of which three are wrong."""
    path = tmp_path / "wrong.ttl"
    path.write_text(PREFIXES + RECORDS, encoding="utf-8")
    return path


def places(report: Report) -> set[tuple[int | None, int | None, str]]:
    """Return line, column and first words of each problem."""
    return {(p.place.line, p.place.column, " ".join(p.what.split()[:3])) for p in report}


def test_problems_stand_at_their_place(tiny_graph: confgraph.Graph, wrong: Path) -> None:
    """Each problem has the line and column of the value, else of the property, else of the record, that is wrong."""
    assert places(tiny_graph.validate(wrong)) == {
        (12, 14, "the end 2005-05-10"),
        (15, 16, "the edition belongs"),
        (16, 3, "an edition has"),
        (16, 23, "an edition has"),
        (17, 1, "the edition has"),
        (17, 1, "an edition has"),
        (17, 1, "the edition belongs"),
    }


def test_problems_name_file_what_and_mend(tiny_graph: confgraph.Graph, wrong: Path) -> None:
    """A problem reads as place, severity, property, what is wrong and how to mend it."""
    lines = as_text(tiny_graph.validate(wrong)).splitlines()
    assert f"{wrong}:12:14  error  cg:endDate  the end 2005-05-10 is before the start 2005-05-13: swap them?" in lines


def test_a_misspelt_entity_gets_the_nearest(tiny_graph: confgraph.Graph, wrong: Path) -> None:
    """A link to nothing is answered with the name that was likely meant."""
    (problem,) = [one for one in tiny_graph.validate(wrong) if one.place.line == 15]
    assert problem.mend == "did you mean series:tiny? Else name one with cg:editionOf"
    assert (problem.focus, problem.path, problem.value) == ("edition:many", "cg:editionOf", "series:tinny")


def test_a_misspelt_term_gets_the_nearest(graph: confgraph.Graph, tmp_path: Path) -> None:
    """A property that the ontology does not have is answered with the one that was likely meant."""
    path = tmp_path / "term.ttl"
    path.write_text(f'{PREFIXES}edition:x a cg:Edition ;\n  cg:startDaet "2005"^^xsd:gYear .\n', encoding="utf-8")
    mends = {
        one.place.line: one.mend for one in graph.validate(path) if "startDaet" in one.message + one.path + one.value
    }
    assert "did you mean cg:startDate?" in mends[7]


def test_warnings_are_no_errors(tiny_copy: Path) -> None:
    """A warning is reported, and the data still conforms."""
    path = tiny_copy / "data" / "series" / "tiny.ttl"
    text = path.read_text(encoding="utf-8").replace('cg:endDate "2002-05-15"^^xsd:date', 'cg:endDate "2002-05-15"')
    path.write_text(text, encoding="utf-8")
    report = confgraph.open(tiny_copy).validate()
    assert [problem.severity for problem in report] == [Severity.WARNING]
    assert (report.conforms, report.exit_code) == (True, 0)


def test_the_whole_catalog_is_judged_where_no_file_is_named(tiny_graph: confgraph.Graph) -> None:
    """Without files all data is judged, and counted."""
    report = tiny_graph.validate()
    assert len(report) == 0
    assert report.files == len(tiny_graph.catalog.files("data"))
    assert report.triples == sum(map(len, tiny_graph.catalog.documents("data")))


def test_files_may_refer_to_the_catalog(tiny_graph: confgraph.Graph, tmp_path: Path) -> None:
    """A file is judged with the catalog around it: its series may stand there."""
    path = tmp_path / "one.ttl"
    path.write_text(PREFIXES + RECORDS.splitlines()[0], encoding="utf-8")
    assert list(tiny_graph.validate(path)) == []


def test_only_what_a_file_describes_is_judged(tiny_copy: Path, tmp_path: Path) -> None:
    """Errors elsewhere in the catalog are not put down to the file."""
    (tiny_copy / "data" / "bad.ttl").write_text(f"{PREFIXES}edition:bad a cg:Edition .\n", encoding="utf-8")
    graph = confgraph.open(tiny_copy)
    path = tmp_path / "one.ttl"
    path.write_text(PREFIXES + RECORDS.splitlines()[0], encoding="utf-8")
    assert list(graph.validate(path)) == []
    assert {problem.focus for problem in graph.validate()} == {"edition:bad"}


def test_a_file_replaces_what_the_catalog_says_of_its_subjects(tiny_graph: confgraph.Graph, tmp_path: Path) -> None:
    """A new version of a record stands in for the old one: its year is not a second year."""
    path = tmp_path / "again.ttl"
    text = f'{PREFIXES}edition:tiny-2 a cg:Edition ; rdfs:label "T"@en ; cg:editionOf series:tiny ; cg:year 2003 .\n'
    path.write_text(text, encoding="utf-8")
    assert list(tiny_graph.validate(path)) == []


def test_a_file_of_the_catalog_is_not_seen_twice(tiny_copy: Path) -> None:
    """A file that is judged by its name is not part of what stands around it, however it is called."""
    graph = confgraph.open(tiny_copy / "data" / "..")
    path = tiny_copy / "data" / "series" / ".." / "series" / "tiny.ttl"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("series:tiny a cg:EventSeries", "series:other a cg:EventSeries"), encoding="utf-8")
    assert {problem.value for problem in graph.validate(path)} == {"series:tiny"}


def test_files_that_cannot_be_read_are_reported_beside_the_others(
    tiny_graph: confgraph.Graph, wrong: Path, tmp_path: Path
) -> None:
    """A broken file does not hide what is wrong in the others; the exit code says that it was not read."""
    broken = tmp_path / "broken.ttl"
    broken.write_text(f"{PREFIXES}edition:x a cg:Edition .\nedition:y a ??? .\n", encoding="utf-8")
    report = tiny_graph.validate(broken, wrong)
    assert {Path(problem.place.file).name for problem in report} == {"broken.ttl", "wrong.ttl"}
    assert next(p for p in report if p.place.file == str(broken)).place.line == 7
    assert (report.exit_code, report.files, report.conforms) == (3, 2, False)
    assert len(report) == len(tiny_graph.validate(wrong)) + 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("edition:x cg:p <<( edition:x cg:p 1 )>> .", "triple terms and text directions are of RDF 1.2"),
        ('edition:x rdfs:label "x"@en--ltr .', "triple terms and text directions are of RDF 1.2"),
    ],
)
def test_what_rdf_1_1_has_not_is_a_problem_with_a_line(
    tiny_graph: confgraph.Graph, tmp_path: Path, text: str, what: str
) -> None:
    """Statements of RDF 1.2, which no shape can judge, are reported and not dropped."""
    path = tmp_path / "new.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    (problem,) = tiny_graph.validate(path)
    assert (problem.what, problem.place.line) == (what, 6)


def test_a_file_that_is_not_there_is_file_trouble(tiny_graph: confgraph.Graph, tmp_path: Path) -> None:
    """A name of no file is an error of its own, not a problem of the data."""
    with pytest.raises(FileTrouble, match=r"none\.ttl: no such file"):
        tiny_graph.validate(tmp_path / "none.ttl")


def test_a_file_named_twice_is_judged_once(tiny_graph: confgraph.Graph, wrong: Path) -> None:
    """Naming a file twice neither doubles its problems nor its triples."""
    assert tiny_graph.validate(wrong, wrong) == tiny_graph.validate(wrong)


@pytest.mark.parametrize("folder", [False, True], ids=["file", "folder"])
def test_shapes_of_ones_own_stand_alone(tiny_graph: confgraph.Graph, wrong: Path, tmp_path: Path, folder: bool) -> None:
    """With --shapes only these judge, and the catalog is not around: its series is unknown then."""
    shapes = tmp_path / "shapes"
    shapes.mkdir()
    (shapes / "own.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix cg: <https://w3id.org/confgraph/ns#> .
        [] a sh:NodeShape ; sh:targetClass cg:Edition ; sh:property [ sh:path cg:editionOf ; sh:class cg:EventSeries ;
        sh:message "unknown series"@en ] .""",
        encoding="utf-8",
    )
    report = tiny_graph.validate(wrong, shapes=shapes if folder else shapes / "own.ttl")
    assert [(problem.focus, problem.what) for problem in report] == [
        ("edition:fine", "unknown series"),
        ("edition:backwards", "unknown series"),
        ("edition:many", "unknown series"),
    ]


def test_broken_shapes_are_wrong_use(tiny_graph: confgraph.Graph, wrong: Path, tmp_path: Path) -> None:
    """Shapes that cannot be used are an error of the call, each fault at its place."""
    path = tmp_path / "shapes.ttl"
    path.write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix cg: <https://w3id.org/confgraph/ns#> .
        [] a sh:NodeShape ; sh:targetClass cg:Edition ;
          sh:property [ sh:minCount 1 ] ; sh:class "a" .""",
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match="the shapes cannot be used") as caught:
        tiny_graph.validate(wrong, shapes=path)
    found = {(problem.place.line, problem.what.split(": ")[0]) for problem in caught.value.problems}
    assert found == {(3, "sh:property"), (3, "sh:class")}
    assert all(problem.mend for problem in caught.value.problems)


def test_invisible_characters_are_warned_of(tiny_graph: confgraph.Graph, tmp_path: Path) -> None:
    """A character that turns the direction of a text is reported with line and column."""
    path = tmp_path / "bidi.ttl"
    line = RECORDS.splitlines()[0].replace("Fine", "F\u202eine")
    path.write_text(PREFIXES + line, encoding="utf-8")
    (problem,) = tiny_graph.validate(path)
    place = (6, 1 + line.index("\u202e"))
    assert (problem.severity, problem.place.line, problem.place.column) == (Severity.WARNING, *place)
    assert "U+202E" in problem.what


def test_literals_are_judged_as_written(tiny_graph: confgraph.Graph, tmp_path: Path) -> None:
    """An ill-formed year is found and shown as it was written; "02004" is a fine integer and stays as it is."""
    path = tmp_path / "years.ttl"
    start = 'a cg:Edition ; rdfs:label "X"@en ; cg:editionOf series:tiny ; cg:year'
    path.write_text(
        f'{PREFIXES}edition:a {start} "MMIV"^^xsd:integer .\nedition:b {start} "02004"^^xsd:integer .\n',
        encoding="utf-8",
    )
    (problem,) = tiny_graph.validate(path)
    assert (problem.place.line, problem.value) == (6, '"MMIV"^^xsd:integer')


def test_the_shipped_record_of_new_is_judged_with_all_shapes(with_a_new_edition: Report) -> None:
    """The one slow run of the tests looked at a file of more than a hundred triples."""
    assert with_a_new_edition.triples > 100


def test_both_engines_find_the_same(tiny_graph: confgraph.Graph, wrong: Path) -> None:
    """The words of a problem are those of the shapes, whatever engine finds it."""
    found = [tiny_graph.validate(wrong, engine=engine).problems for engine in ("duckdb", "pyshacl")]
    assert found[0]
    assert found[0] == found[1]


def test_an_unknown_engine_is_wrong_use(tiny_graph: confgraph.Graph, wrong: Path) -> None:
    """The message names those that there are."""
    with pytest.raises(UsageError, match="duckdb or pyshacl"):
        tiny_graph.validate(wrong, engine="fuseki")
