"""JSON with indents."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from confgraph.writing import indented

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES, st.integers(1, 4))
def test_it_is_the_text_of_the_standard_library(value: object, indent: int) -> None:
    """Every value is written as json.dumps writes it."""
    assert indented(value, " " * indent) == json.dumps(value, ensure_ascii=False, indent=indent)
