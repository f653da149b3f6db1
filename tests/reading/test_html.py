"""Tests of confgraph.reading.html: the JSON-LD of a page and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from confgraph.problems import UnreadableInput
from confgraph.reading.html import json_ld_scripts


def test_only_json_ld_is_read() -> None:
    """Scripts of other kinds, comments and text are passed over; lines count from the top."""
    page = (
        "<html><!-- <script type='application/ld+json'>no</script> -->\n<script>no</script>\n"
        '<SCRIPT\n TYPE=\'application/ld+json; charset=utf-8\'>\n{"a": "<b>&amp;"}</SCRIPT>'
    )
    assert json_ld_scripts("x", page) == [('\n{"a": "<b>&amp;"}', 4)]


def test_a_script_without_end_is_refused() -> None:
    """Half a page is told with the line where the script begins."""
    with pytest.raises(UnreadableInput, match="does not end") as caught:
        json_ld_scripts("x", "\n<script type='application/ld+json'>{}")
    assert caught.value.problems[0].place.line == 2


@given(st.text())
def test_any_text_is_a_page(text: str) -> None:
    """No text makes the parser fail."""
    json_ld_scripts("x", text)
