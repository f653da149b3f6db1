"""docs/data-quality.md is of the catalog as it is: its editions, their dates and places, and the draw."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from records import ROOT, Records

import confgraph

PAGE: Final = (ROOT / "docs/data-quality.md").read_text(encoding="utf-8")
ROWS: Final = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in PAGE.splitlines() if "| `" in line]
SLACK: Final = 10
"""How many editions that came later may have a lot among the first ones before the sample is to be drawn again."""


@pytest.fixture(scope="module")
def catalog() -> Records:
    """Give the records of the whole catalog."""
    return Records.of_folder(ROOT / "data")


def of_kind(records: Records, edition: str, *kinds: str) -> list[str]:
    """Return the labels of the places of the first of the kinds that an edition takes place in."""
    places = records.values(edition, "cg:takesPlaceIn")
    for kind in kinds:
        if found := [records.value(one, "rdfs:label") for one in places if kind in records.values(one, "a")]:
            return found
    return ["–"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0].strip("`"))
def test_what_was_checked_still_stands(row: list[str], catalog: Records) -> None:
    """Each edition of the sample is in the catalog with the dates, the city and the country that were checked."""
    edition = f"edition:{row[0].strip('`')}"
    assert "cg:Edition" in catalog.values(edition, "a")
    dates = [catalog.value(edition, name) for name in ("cg:startDate", "cg:endDate")]
    city = of_kind(catalog, edition, "cg:City", "cg:Region", "cg:VirtualPlace")
    country = of_kind(catalog, edition, "cg:Country")
    told = " to ".join(filter(None, dates)), ", ".join(city), ", ".join(country)
    assert tuple(row[1:4]) == told, "read the files again, then correct the row or the data"


def test_the_sample_is_the_draw() -> None:
    """The query of the page draws the forty editions of the table, in their order, but for editions that came later."""
    text = re.search(r"```sparql\n(.*?)```", PAGE, re.DOTALL)
    assert text
    drawn: Any = confgraph.open().query(text[1].replace("LIMIT 40", f"LIMIT {40 + SLACK}"))
    lots = [str(row.edition).rpartition("/")[2] for row in drawn]
    sample = [row[0].strip("`") for row in ROWS]
    assert len(set(sample)) == 40
    assert [one for one in lots if one in sample] == sample


def test_each_row_tells_what_a_file_says() -> None:
    """Every edition of the sample has a file that was read, and a result."""
    assert {len(row) for row in ROWS} == {6}
    for row in ROWS:
        assert re.search(r"\.yml:[0-9]+|[0-9]{4}-python\.json|pyvideo", row[4]), row[0]
        assert re.match(r"agrees|\*\*mended\*\*|\*\*the sources differ\*\*", row[5]), row[0]
