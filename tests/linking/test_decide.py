"""linking/decide.py: a decision has its source, its day and who decided, and the catalog stays valid."""

from __future__ import annotations

import confgraph
from confgraph.catalog import Catalog, open_catalog
from confgraph.linking.decide import TOOL, Decisions
from confgraph.linking.evidence import Fact, Judged
from confgraph.linking.items import Item
from confgraph.linking.subjects import Subjects
from confgraph.linking.suggest import CLOSE, SAME, unlinked
from confgraph.tidy import tidy
from confgraph.writing import replace
from linking.narnia import CAIR, NARNIA, NORTH, PAGE, iri, made_subjects, subject_of


def judged(number: str) -> Judged:
    """Return an item that fits."""
    return Judged(Item(number, "x", revision="77"), 95.0, (Fact("name", True, 40.0, "x"),))


def written(catalog: Catalog, decisions: Decisions) -> Subjects:
    """Write the decisions and read the catalog again."""
    replace(decisions.contents(catalog.documents("ontology")))
    return made_subjects(open_catalog(catalog.folder))


def test_every_decision_says_who_and_when(catalog: Catalog, subjects: Subjects) -> None:
    """A link that was sure, one that is likely, one by hand and one refused: each has its claim, source and day."""
    decisions = Decisions(subjects.draft, "2026-11-30", "Lucy")
    country, city = (subject_of(subjects, name) for name in ("place:narnia", "place:cair-paravel"))
    decisions.link(country, judged(NARNIA), SAME)
    decisions.link(city, judged(NORTH), CLOSE)
    decisions.link(city, judged(CAIR), SAME, by_hand=True)
    decisions.refuse(city, judged(PAGE))
    after = written(catalog, decisions)
    assert after.links(SAME) == {country.iri: (NARNIA,), city.iri: (CAIR,)}
    assert after.links(CLOSE) == {city.iri: (NORTH,)}
    assert after.refused == {(city.iri, PAGE)}
    assert after.decided(country.iri, SAME, NARNIA) == (TOOL, "2026-11-30")
    assert after.decided(city.iri, SAME, CAIR) == ("Lucy", "2026-11-30")
    assert after.decided(city.iri, SAME, PAGE) == ("Lucy", "2026-11-30")
    claim = after.claims[city.iri, SAME, CAIR]
    assert [one.value for one in after.draft.values(claim, "cg:locator")] == [f"{CAIR}, revision 77"]
    assert [one.value for one in after.draft.values(claim, "cg:certainty")] == [iri("cg:Stated")]
    assert (catalog.folder / "data" / "links" / "decisions.ttl").read_text().count("a cg:Claim") == 1


def test_what_is_written_is_valid_and_tidy(catalog: Catalog, subjects: Subjects) -> None:
    """The catalog with the decisions has no error that it had not before, and its files are tidy."""
    before = {str(one) for one in confgraph.open(catalog.folder).validate().errors}
    decisions = Decisions(subjects.draft, "2026-11-30", "Lucy Pevensie")
    city = subject_of(subjects, "place:cair-paravel")
    decisions.link(city, judged(CAIR), SAME, by_hand=True)
    decisions.refuse(city, judged(PAGE))
    written(catalog, decisions)
    graph = confgraph.open(catalog.folder)
    after = [one for one in graph.validate().errors if "narnia.ttl" not in one.place.file]
    assert [str(one) for one in after if str(one) not in before] == []
    ontology = list(graph.catalog.documents("ontology"))
    assert [one.problem for one in tidy(graph.catalog.documents("data"), [], ontology) if one.problem] == []


def test_what_is_linked_is_not_asked_again(catalog: Catalog, subjects: Subjects) -> None:
    """After a decision the rest is what is left: a run that was stopped goes on where it was."""
    decisions = Decisions(subjects.draft, "2026-11-30", "Lucy")
    decisions.link(subject_of(subjects, "place:narnia"), judged(NARNIA), SAME, by_hand=True)
    after = written(catalog, decisions)
    names = [one.name for one in unlinked(after, list(after.all()))]
    assert "place:narnia" not in names
    assert "place:cair-paravel" in names
