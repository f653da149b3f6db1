"""What a worker tells arrives as it was."""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal

from confgraph.spark.lines import Where
from confgraph.spark.messages import packed, unpacked
from confgraph.spark.workers import Judged, Strange
from confgraph.validation.report import Result


def test_messages_arrive() -> None:
    """Terms keep their language and datatype, and records their class."""
    result = Result(BlankNode("d0-x"), None, Literal("é", language="en"), "why", "error", "", "")
    for message in (Judged([result], ["q"]), Strange(Where(1, 2, 3), "\u200b")):
        again = unpacked(packed(message))
        assert (type(again), again) == (type(message), message)
    assert packed(Judged([result], [])).isascii()
