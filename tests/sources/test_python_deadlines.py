"""Tests of confgraph.sources.python_deadlines: records as that project writes them."""

from __future__ import annotations

from pathlib import Path

from confgraph.sources.python_deadlines import files, read

TEXT = """---

- conference: PyCon Narnia
  alt_name: PyCon NA
  year: 2026
  link: https://pycon.narnia.example/2026
  cfp: '2026-01-13 23:59:00'
  cfp_ext: '2026-01-20 23:59:00'
  place: Cair Paravel, Narnia
  start: 2026-04-28
  end: 2026-04-30
  sub: PY
  location:
  - title: PyCon Narnia 2026
    latitude: 54.68
    longitude: 25.28

- conference: PyDay Online
  year: 2025
  link: https://pyday.example/
  cfp: Cancelled
  place: Online
  start: 2025-04-28
  end: 2025-04-28
  sub: PY
"""


def test_a_record_is_a_row(tmp_path: Path) -> None:
    """Every field that the model has is taken, with the line and number of the record."""
    path = tmp_path / "conferences.yml"
    path.write_text(TEXT, encoding="utf-8")
    rows, problems = read(path)
    assert problems == []
    first, second = rows
    assert (first.place.line, first.number, second.place.line, second.number) == (3, 1, 18, 2)
    assert (first.name, first.other_names, first.year) == ("PyCon Narnia", ("PyCon NA",), 2026)
    assert (first.start, first.end, first.deadline, first.extended) == (
        "2026-04-28", "2026-04-30", "2026-01-13", "2026-01-20",
    )  # fmt: skip
    assert (first.city, first.country, first.point) == ("Cair Paravel", "Narnia", ("54.68", "25.28"))
    assert (second.online, second.cancelled, second.deadline) == (True, True, "")


def test_every_problem_of_a_file_is_told(tmp_path: Path) -> None:
    """A wrong date, address and coordinate are three problems, each at its line."""
    path = tmp_path / "conferences.yml"
    text = (
        TEXT.replace("start: 2026-04-28", "start: 2026-04-31").replace("54.68", "north").replace("https://pyd", "pyd")
    )
    path.write_text(text, encoding="utf-8")
    found = [(problem.place.line, problem.what) for problem in read(path).problems]
    assert found == [
        (10, "row 1: start '2026-04-31' is no date"),
        (15, "row 1: latitude 'north' is no coordinate"),
        (20, "row 2: link 'pyday.example/' is no web address"),
    ]


def test_the_files_of_a_checkout(tmp_path: Path) -> None:
    """The three files of editions are read, those of names and colours are not."""
    for name in ("conferences.yml", "archive.yml", "legacy.yml", "titles.yml", "types.yml"):
        (tmp_path / name).touch()
    assert [path.name for path in files(tmp_path)] == ["conferences.yml", "archive.yml", "legacy.yml"]
