"""Tests of confgraph.sources.pyvideo: events with their recordings."""

from __future__ import annotations

import json
from pathlib import Path

from confgraph.sources.pyvideo import files, read


def test_one_file_of_all_categories(tmp_path: Path) -> None:
    """Each category is a row with its talks and archive; no recording date is taken; a group without a year is none."""
    categories = {"pycon-xx-2018": {"title": "PyCon XX 2018"}, "xx-meetup": {"title": "XX Meetup"}}
    (tmp_path / "categories.json").write_text(json.dumps(categories, indent=1), encoding="utf-8")
    table = "event_slug,title,talks,recorded_first\npycon-xx-2018,PyCon XX 2018,16,2018-06-11\n"
    (tmp_path / "talk_counts.csv").write_text(table, encoding="utf-8")
    [path] = files(tmp_path)
    (event, group), problems = read(path)
    assert problems == []
    assert (event.name, event.year, event.start, event.talks) == ("PyCon XX", 2018, "", 16)
    assert event.archive == "https://github.com/pyvideo/data/tree/main/pycon-xx-2018"
    assert (event.place.line, group.place.line) == (2, 5)
    assert "no year in the title" in group.fault


def test_a_checkout(tmp_path: Path) -> None:
    """In a checkout each event is a folder, and its talks are the files in it."""
    videos = tmp_path / "pycon-xx-2018" / "videos"
    videos.mkdir(parents=True)
    for number in range(3):
        (videos / f"{number}.json").touch()
    (tmp_path / "pycon-xx-2018" / "category.json").write_text('{"title": "PyCon XX 2018"}', encoding="utf-8")
    [path] = files(tmp_path)
    [row] = read(path).rows
    assert (row.name, row.year, row.talks) == ("PyCon XX", 2018, 3)


def test_a_count_that_is_none_is_told(tmp_path: Path) -> None:
    """A wrong number in the table beside is a problem with its line."""
    (tmp_path / "categories.json").write_text('{"a-2018": {"title": "A 2018"}}', encoding="utf-8")
    (tmp_path / "talk_counts.csv").write_text("event_slug,talks\na-2018,many\n", encoding="utf-8")
    [problem] = read(tmp_path / "categories.json").problems
    assert (problem.place.line, problem.what) == (2, "row 1: talks 'many' is no whole number")
