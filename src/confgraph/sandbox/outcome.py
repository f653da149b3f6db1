"""What comes back from another process: a value, or an error with where in the job it came from."""

from __future__ import annotations

from typing import Any


class Apart(Exception):
    """Where in a job an error came from: the cause of what is raised for it."""


def meant(kind: bytes, data: bytes) -> Any:
    """Return what the kind of a result (r raw bytes, p a pickle, e an error) and its bytes mean, or raise it."""
    if kind == b"r":
        return data
    import pickle

    value: Any = pickle.loads(data)  # noqa: S301 (our own child has written it)
    if kind == b"e":
        error, trace = value
        raise error from (Apart(trace) if trace else None)
    return value
