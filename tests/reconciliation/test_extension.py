"""Values of properties."""

from __future__ import annotations

from confgraph.namespaces import ID, expand
from confgraph.reconciliation.service import Reconciliation


def test_values_have_their_kind(service: Reconciliation) -> None:
    """Numbers are numbers, things have id and name, everything else is text."""
    wanted = [{"id": name} for name in ("wgs84:lat", "cg:within", "skos:altLabel", expand("owl:sameAs"))]
    row = service.extension.rows({"ids": [f"{ID}place/washington-dc"], "properties": wanted})["rows"][
        f"{ID}place/washington-dc"
    ]
    assert row["wgs84:lat"] == [{"float": 38.89504}]
    assert row["cg:within"][0]["id"].startswith(f"{ID}place/")
    assert {"str": "Washington"} in row["skos:altLabel"]
    assert {"str": "http://www.wikidata.org/entity/Q61"} in row["owl:sameAs"]
