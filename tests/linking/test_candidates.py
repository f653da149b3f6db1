"""linking/candidates.py: a reconciliation service, labels and a search are asked, and misbehaviour is told."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from confgraph.linking.candidates import BATCH, by_label, reconciled, searched
from confgraph.linking.subjects import Subject, Subjects
from confgraph.problems import RemoteFailure
from confgraph.remote.service import Service
from linking.narnia import CAIR, FILM, NORTH, PAGE, PYCON, iri, subject_of
from misbehaving import called, drips, says, serving
from wikidata import Table


def many(count: int) -> list[Subject]:
    """Return so many subjects."""
    return [Subject(f"urn:{n}", "place", "cg:City", f"City {n}", (f"City {n}",)) for n in range(count)]


def test_the_things_and_what_looks_like_them_are_found(
    table: Table, subjects: Subjects, classes: Mapping[str, frozenset[str]]
) -> None:
    """All that share a name are candidates: to choose among them is for the evidence."""
    city = subject_of(subjects, "place:cair-paravel")
    found = reconciled(table.services.reconciliation, [city], classes, {})
    assert set(found[city.iri]) == {CAIR, PAGE, FILM, NORTH}


def test_other_names_are_looked_up_as_they_are(table: Table, subjects: Subjects) -> None:
    """A series is found by a name that is written the same; who has no such name is not in the answer."""
    series = subject_of(subjects, "series:pycon-narnia")
    other = Subject("urn:x", "series", "cg:EventSeries", "Nobody's", ('Nobody"s', "Nobody's\n"))
    assert by_label(table.services.store, [series, other]) == {iri("series:pycon-narnia"): [PYCON]}


def test_fifty_are_asked_about_at_once(classes: Mapping[str, frozenset[str]]) -> None:
    """A batch is one request in the form of the API, with the classes and the country where they are known."""
    answer = json.dumps({f"q{n}": {"result": [{"id": f"Q{n + 1}"}, {"id": "P1"}]} for n in range(BATCH)})
    subjects = [*many(BATCH), Subject("urn:in", "place", "cg:City", "Brno", ("Brno",), country="urn:cz")]
    with serving(says(answer, media_type="application/json")) as fake:
        found = reconciled(Service(fake.url), subjects, classes, {"urn:cz": ("Q213",)})
    assert len(fake.asked) == 2
    assert (found["urn:0"], found["urn:49"]) == (["Q1"], ["Q50"])
    queries = [query for one in fake.asked for query in json.loads(one.form["queries"][0]).values()]
    (brno,) = [query for query in queries if query["query"] == "Brno"]
    assert brno["type"] == ["Q486972", "Q515"]
    assert brno["properties"] == [{"pid": "P17", "v": {"id": "Q213"}}]
    assert fake.asked[0].headers["user-agent"].startswith("confgraph/")
    assert "+https://" in fake.asked[0].headers["user-agent"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html>moved</html>", "no JSON object"),
        ('{"q0": {}}', "none of a reconciliation service"),
        ('{"q0": {"result": [{"name": "x"}]}}', "none of a reconciliation service"),
        ("[]", "no JSON object"),
        ('{"q0": {"result"', "no JSON object"),
    ],
)
def test_what_is_no_answer_is_told(body: str, words: str, classes: Mapping[str, frozenset[str]]) -> None:
    """A page, half an answer or another service's is a failure with its address, and no candidates."""
    with serving(says(body, media_type="text/html")) as fake:
        with pytest.raises(RemoteFailure, match=words) as caught:
            reconciled(Service(fake.url), many(1), classes, {})
        assert fake.url in caught.value.message


def test_a_service_that_drips_or_redirects_is_left(classes: Mapping[str, frozenset[str]]) -> None:
    """Neither a slow drip nor a redirect to a private address is waited for or followed."""
    with serving(drips) as fake, pytest.raises(RemoteFailure, match=r"no whole answer within 0\.3 seconds"):
        reconciled(Service(fake.url, seconds=0.3), many(1), classes, {})
    away = says("", 302, Location="http://10.0.0.1/")
    with serving(away) as fake, pytest.raises(RemoteFailure, match=r"redirects to http://10\.0\.0\.1/"):
        reconciled(Service(fake.url), many(1), classes, {})


def test_the_search_is_asked_as_mediawiki_wants_it() -> None:
    """One request a subject, which may be refused while databases lag; the hits are items."""
    answer = says('{"search": [{"id": "Q5"}, {"id": "L7"}]}', media_type="application/json")
    with serving(called("MediaWiki", answer)) as fake:
        assert searched(Service(f"{fake.url}w/api.php"), many(2)) == {"urn:0": ["Q5"], "urn:1": ["Q5"]}
    assert len(fake.asked) == 2
    assert "maxlag=5" in fake.asked[0].path
    assert "search=City+" in fake.asked[0].path
    with (
        serving(says('{"error": {"code": "x"}}')) as fake,
        pytest.raises(RemoteFailure, match="none of Wikidata's search"),
    ):
        searched(Service(fake.url), many(1))
