"""The pages of years."""

from __future__ import annotations

from pathlib import Path

from test_pages import text_of

from confgraph.catalog import open_catalog
from confgraph.site.events import Events
from confgraph.site.facts import Facts
from confgraph.site.years import bars


def test_every_year_is_a_bar(events: Events) -> None:
    """A bar is as high as its year has events, with a part for those that were cancelled, and 1999 has none."""
    picture = bars(events)
    assert picture
    by_year = {bar.year: bar for bar in picture.bars}
    assert by_year[1999].events == 0
    assert max(bar.height for bar in picture.bars) == picture.height
    assert sum(bar.events for bar in picture.bars) == len(events.all)


def test_one_year_does_not_fill_the_page(tiny: Path) -> None:
    """The picture of a new catalog, which knows a year or two, is as wide as that of one with thirty."""
    picture = bars(Events(Facts(open_catalog(tiny))))
    assert picture
    assert len(picture.bars) < 10
    assert picture.width >= 600


def test_a_year_lists_its_events_by_month(site: Path) -> None:
    """2003 has PyCon in March before EuroPython in June."""
    text = text_of(site / "year/2003.html").partition(" Natural Earth")[0].partition("took place")[2]
    assert text.index("PyCon US 2003") < text.index("EuroPython 2003")
    assert text.index(" March ") < text.index(" June ")


def test_years_lead_to_each_other(site: Path) -> None:
    """From one year one goes to the one before and the one after that have events."""
    page = (site / "year/1998.html").read_text(encoding="utf-8")
    assert 'href="1997.html"' in page
    assert 'href="2000.html"' in page
