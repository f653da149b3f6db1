"""What comes back from a sandbox."""

from __future__ import annotations

import pickle

import pytest

from confgraph.problems import UsageError
from confgraph.sandbox.outcome import Apart, meant


def test_a_result_means_what_was_sent() -> None:
    """Bytes come back as they are, values as they were pickled, and errors are raised with where they came from."""
    assert meant(b"r", b"raw") == b"raw"
    assert meant(b"p", pickle.dumps({"a": 1})) == {"a": 1}
    with pytest.raises(UsageError, match="wrong") as caught:
        meant(b"e", pickle.dumps((UsageError("wrong"), "line 7")))
    assert isinstance(caught.value.__cause__, Apart)
    assert str(caught.value.__cause__) == "line 7"
