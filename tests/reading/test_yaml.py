"""Tests of confgraph.reading.yaml: texts with their lines, and nothing that grows or runs."""

from __future__ import annotations

import pytest

from confgraph.problems import ConfgraphError, LimitReached, UnreadableInput
from confgraph.reading.yaml import yaml_records


def test_every_scalar_is_a_text() -> None:
    """Nothing is guessed: dates, numbers and yes stay what was written, and only nothing is None."""
    [record] = yaml_records(
        "x", "- day: 2026-05-13\n  yes: no\n  time: 12:30\n  none:\n  quoted: ''\n  deep: {a: [1, ~]}\n"
    )
    assert record.values == {
        "day": "2026-05-13", "yes": "no", "time": "12:30", "none": None, "quoted": "", "deep": {"a": ["1", None]},
    }  # fmt: skip
    assert (record.line, record.line_of("time"), record.number) == (1, 3, 1)


@pytest.mark.parametrize("text", ["", "---\n", "# nothing\n", "[]"])
def test_an_empty_file_holds_no_record(text: str) -> None:
    """Nothing is no error."""
    assert yaml_records("x", text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a: 1\n- a: 1\n  a: 2", "x:3: the key 'a' stands twice: keep one of the two"),
        ("- &x [a]\n- *x", "x:2: an alias repeats what stands elsewhere: write it out"),
        ("- !!python/object/apply:os.system [id]", "x:1: the tag"),
        ("a: 1", "x:1: the file holds no list"),
        ("- a", "x:1: an entry of the list has no names for its values"),
        ("- a: 1\n---\n- b: 2", "x:3: the file holds more than one YAML document"),
        ("- a: 'open", "x:1:"),
        ("- {[a]: 1}", "x:1: the name of a value is no text"),
        ("- a: b: c", "x:1:7: this is not YAML"),
        ("- a: 1\n- b: \x00", "x:2: the character U+0000 may not stand in YAML"),
    ],
)
def test_what_may_not_be_is_refused_with_its_line(text: str, message: str) -> None:
    """Aliases, tags, a key twice and broken YAML are told with file and line."""
    with pytest.raises(UnreadableInput) as caught:
        yaml_records("x", text)
    assert message in str(caught.value)


def test_deep_and_growing_files_are_stopped() -> None:
    """Deep nesting hits a limit, and a bomb of aliases is refused at its first alias."""
    with pytest.raises(LimitReached):
        yaml_records("x", "- " * 300 + "a")
    with pytest.raises(ConfgraphError):
        yaml_records("x", "[" * 100_000)
    bomb = "- &a [x]\n" + "".join(f"- &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9))
    with pytest.raises(UnreadableInput, match="alias"):
        yaml_records("x", bomb)
