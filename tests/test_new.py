"""Tests of confgraph.new: records to edit."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

import confgraph
from confgraph.namespaces import expand
from confgraph.new import new_edition, new_organization, new_place, new_series, new_source, slug_of
from confgraph.problems import UsageError
from confgraph.reading import read
from confgraph.store import Store
from confgraph.tidy import tidy
from confgraph.validation import Report
from running import TINY


def triples(text: str) -> set[Triple]:
    """Return what a record says."""
    return {quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)}


def says(text: str, subject: str, predicate: str, value: str | Literal) -> bool:
    """Tell whether a record holds a triple, given with prefixed names."""
    found = NamedNode(expand(value)) if isinstance(value, str) else value
    return Triple(NamedNode(expand(subject)), NamedNode(expand(predicate)), found) in triples(text)


def dated(text: str, datatype: str) -> Literal:
    """Return a date as precise as it is."""
    return Literal(text, datatype=NamedNode(expand(f"xsd:{datatype}")))


def english(text: str) -> Literal:
    """Return an English text."""
    return Literal(text, language="en")


def every_record(graph: confgraph.Graph) -> dict[str, str]:
    """Return a record of each kind, with all that can be given."""
    store, homepage, source = graph.catalog.store, "https://e.org/", "tiny-site"
    return {
        "edition:tiny-2028": new_edition(
            store,
            "tiny",
            2028,
            {"start": "2028-05-13", "end": "2028-05", "place": "smallville", "homepage": homepage, "source": source},
        ),
        "series:pycon-narnia": new_series(store, "PyCon Narnia", {"homepage": homepage, "source": source}),
        "organization:narnia": new_organization(store, "Narnia", {"place": "smallville", "source": source}),
        "place:cair-paravel": new_place(
            store, "Cair Paravel", "city", {"within": "lilliput", "lat": "-48.2", "long": "16", "source": source}
        ),
        "place:narnia": new_place(store, "Narnia", "country", {"code": "NA"}),
        "source:narnia-times": new_source(store, "Narnia Times", {"page": homepage, "date": "2026-11"}),
    }


def test_a_record_says_what_was_given(tiny_graph: confgraph.Graph) -> None:
    """What was given stands in the record, with the types that the model asks for."""
    made = every_record(tiny_graph)
    edition, place = made["edition:tiny-2028"], made["place:cair-paravel"]
    expected: dict[str, str | Literal] = {
        "rdf:type": "cg:Edition",
        "cg:editionOf": "series:tiny",
        "cg:location": "place:smallville",
        "cg:source": "source:tiny-site",
        "cg:year": dated("2028", "integer"),
        "cg:startDate": dated("2028-05-13", "date"),
        "cg:endDate": dated("2028-05", "gYearMonth"),
        "rdfs:label": english("Tiny Conference 2028"),
    }
    for predicate, value in expected.items():
        assert says(edition, "edition:tiny-2028", predicate, value), predicate
    assert "<https://e.org/>" in edition
    assert says(place, "place:cair-paravel", "cg:within", "place:lilliput")
    assert says(place, "place:cair-paravel", "wgs84:lat", dated("-48.2", "decimal"))
    assert says(place, "place:cair-paravel", "wgs84:long", dated("16.0", "decimal"))
    assert says(made["series:pycon-narnia"], "series:pycon-narnia", "rdf:type", "cg:EventSeries")
    assert says(made["organization:narnia"], "organization:narnia", "cg:basedIn", "place:smallville")
    assert says(made["place:narnia"], "place:narnia", "rdf:type", "cg:Country")
    assert says(made["place:narnia"], "place:narnia", "cg:countryCode", Literal("NA"))
    assert says(made["source:narnia-times"], "source:narnia-times", "rdf:type", "cg:Source")
    assert says(made["source:narnia-times"], "source:narnia-times", "dcterms:date", dated("2026-11", "gYearMonth"))


def test_every_record_describes_one_new_entity(tiny_graph: confgraph.Graph) -> None:
    """A record parses, and all its triples are about the entity that it makes."""
    for name, text in every_record(tiny_graph).items():
        assert {triple.subject for triple in triples(text)} == {NamedNode(expand(name))}


def test_every_record_can_be_tidied(tiny_graph: confgraph.Graph, tmp_path: Path) -> None:
    """A record loses nothing when it is tidied, and is tidy after that."""
    catalog = tiny_graph.catalog
    for index, text in enumerate(every_record(tiny_graph).values()):
        path = tmp_path / f"{index}.ttl"
        path.write_text(text, encoding="utf-8")
        (once,) = tidy([read(path)], catalog.documents("data"), catalog.documents("ontology"))
        assert triples(text) <= triples(once.after.decode())
        path.write_bytes(once.after)
        (twice,) = tidy([read(path)], catalog.documents("data"), catalog.documents("ontology"))
        assert twice.problem is None


def test_what_is_not_known_is_asked_for(tiny_graph: confgraph.Graph) -> None:
    """Without options a record holds the year, a source to name, and hints as comments that one can uncomment."""
    text = new_edition(tiny_graph.catalog.store, "tiny", 2028, {})
    assert says(text, "edition:tiny-2028", "cg:startDate", dated("2028", "gYear"))
    assert says(text, "edition:tiny-2028", "cg:source", "source:CHANGE-ME")
    filled = "\n".join(line.replace("#? ", "", 1) for line in text.splitlines())
    assert len(triples(filled)) == len(triples(text)) + 4


@pytest.mark.parametrize(
    ("series", "given", "message"),
    [
        ("tinny", {}, "there is no series 'tinny': did you mean tiny?"),
        ("tiny-2", {}, "'tiny-2' is edition:tiny-2 and no series"),
        ("tiny", {"place": "smalville"}, "there is no place 'smalville': did you mean smallville?"),
        ("tiny", {"place": "series:tiny"}, "'series:tiny' is series:tiny and no place"),
        ("tiny", {"start": "2028-13"}, "'2028-13' is no date: write 2026-05-13, 2026-05 or 2026"),
        ("tiny", {"start": "2028-02-30"}, "'2028-02-30' is no date"),
        ("tiny", {"start": "٢٠٢٨"}, "is no date"),
        ("tiny", {"end": '2028"^^xsd:date'}, "is no date"),
        ("tiny", {"start": "2028-05-13", "end": "2028-05-12"}, "2028-05-12 is before the start 2028-05-13: swap"),
        ("tiny", {"start": "2027-05-01"}, "the start 2027-05-01 is not in 2028"),
        ("tiny", {"start": "2028-05-13", "end": "2028-04"}, "the end 2028-04 is before the start 2028-05-13: swap"),
        ("tiny", {"homepage": "e.org"}, "'e.org' is no web address: begin it with https://"),
        ("tiny", {"homepage": "javascript:alert(1)"}, "is no web address"),
        ("tiny", {"homepage": "https://e.org/> . cg:x cg:y cg:z"}, "is no web address"),
    ],
)
def test_what_cannot_be_is_refused(
    tiny_graph: confgraph.Graph, series: str, given: dict[str, str], message: str
) -> None:
    """A series or place that is not there, a date or address that is none, each is told with its mend."""
    with pytest.raises(UsageError) as caught:
        new_edition(tiny_graph.catalog.store, series, 2028, given)
    assert message in caught.value.message


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("city", {"lat": "north"}, "'north' is no coordinate: write degrees from -90 to 90"),
        ("city", {"lat": "90.1"}, "'90.1' is no coordinate: write degrees from -90 to 90"),
        ("city", {"long": "-180.5"}, "'-180.5' is no coordinate: write degrees from -180 to 180"),
        ("city", {"lat": "9"}, "give --lat and --long, or neither"),
        ("city", {"long": "9"}, "give --lat and --long, or neither"),
        ("city", {"within": "liliput"}, "there is no place 'liliput': did you mean lilliput?"),
        ("city", {"code": "BL"}, "a city has no code of a country"),
        ("village", {}, "use one of city, venue, region, country"),
        ("country", {"within": "lilliput"}, "a country lies within no other place"),
        ("country", {"code": "Blefuscu"}, "'Blefuscu' is no code of a country: write its two capital letters"),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    tiny_graph: confgraph.Graph, kind: str, given: dict[str, str], message: str
) -> None:
    """Coordinates outside WGS 84, unknown kinds, and what lies where it cannot lie are refused."""
    with pytest.raises(UsageError) as caught:
        new_place(tiny_graph.catalog.store, "Mildendo", kind, given)
    assert message in caught.value.message


def test_what_exists_is_not_made_again(tiny_graph: confgraph.Graph) -> None:
    """A record for an entity that the catalog has is refused, with the way to see it."""
    store = tiny_graph.catalog.store
    with pytest.raises(UsageError, match="series:tiny exists: see it with confgraph show tiny"):
        new_series(store, "Tiny", {})
    with pytest.raises(UsageError, match="place:smallville exists"):
        new_place(store, "SMALLVILLE", "city", {})


@cache
def tiny_store() -> Store:
    """Return the store of the tiny catalog, which hypothesis cannot get from a fixture."""
    return confgraph.open(TINY).catalog.store


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_a_name_is_only_ever_a_name(name: str) -> None:
    """Whatever a name holds, the record has one label, which is the name with its spaces set right."""
    try:
        if slug_of(name) == "tiny":
            return
    except UsageError:
        return
    made = triples(new_series(tiny_store(), name, {}))
    labels = [triple.object for triple in made if triple.predicate == NamedNode(expand("rdfs:label"))]
    assert labels == [english(" ".join(name.split()))]
    assert len(made) == 3


@pytest.mark.parametrize(
    "name", ['X" . cg:a cg:b cg:c #', "X\n. cg:a cg:b cg:c", "X\\", 'X"@en ; cg:evil "x', "X # cg:", "X\x00\x1b[31m"]
)
def test_a_name_cannot_end_its_string(tiny_graph: confgraph.Graph, name: str) -> None:
    """Quotes, line ends and comments in a name stay within its string."""
    text = new_organization(tiny_graph.catalog.store, name, {})
    assert len(triples(text)) == 3
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("PyCon Česko", "pycon-cesko"),
        ("O'Reilly & Associates", "oreilly-and-associates"),
        ("  EuroPython  2026! ", "europython-2026"),
        ("PyCon Ångström", "pycon-angstrom"),
    ],
)
def test_a_slug_is_what_people_would_type(name: str, slug: str) -> None:
    """Accents, case and signs go; words are joined by hyphens."""
    assert slug_of(name) == slug


def test_a_name_without_latin_letters_needs_another(tiny_graph: confgraph.Graph) -> None:
    """A name of which no slug can be made is refused, with what to do."""
    with pytest.raises(UsageError, match="use Latin letters or digits"):
        new_series(tiny_graph.catalog.store, "日本", {})


def test_the_label_of_an_edition_follows_the_latest_one(graph: confgraph.Graph) -> None:
    """An edition is named after the latest one of its series, with its own year."""
    text = new_edition(graph.catalog.store, "europython", 2031, {})
    assert says(text, "edition:europython-2031", "rdfs:label", english("EuroPython 2031"))


def test_a_record_with_a_source_is_valid(with_a_new_edition: Report) -> None:
    """A new edition with a source, appended to its series and tidied, has no error in the shipped catalog."""
    assert with_a_new_edition.errors == ()
    assert not with_a_new_edition.unreadable


def test_a_record_without_a_source_is_not(graph: confgraph.Graph, tmp_path: Path) -> None:
    """Validation asks for the source that a new record has not named yet, at the line where it stands."""
    path = tmp_path / "new.ttl"
    path.write_text(new_edition(graph.catalog.store, "pycon-us", 2031, {}), encoding="utf-8")
    line = 1 + path.read_text(encoding="utf-8").splitlines().index("  cg:source source:CHANGE-ME .")
    assert line in {problem.place.line for problem in graph.validate(path).errors if "CHANGE-ME" in problem.value}
