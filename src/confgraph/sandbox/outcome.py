"""What comes back from another process: a value, or an error with where in the job it came from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from confgraph.problems import ConfgraphError, LimitReached
from confgraph.sandbox.limits import unseal


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


def done(job: Callable[[], Any]) -> tuple[bytes, bytes]:
    """Return the kind and the bytes of the result: also m where memory, and d where Python's stack ended."""
    try:
        value = job()
        return (b"r", value) if isinstance(value, bytes) else (b"p", _pickled(value))
    except MemoryError:
        return b"m", b""
    except RecursionError as error:
        return b"d", str(error).encode()
    except BaseException as error:  # a panic in Rust is no Exception
        return b"e", _pickled_error(error)


def _pickled(value: object) -> bytes:
    unseal()
    import pickle

    return pickle.dumps(value)


def _pickled_error(error: BaseException) -> bytes:
    unseal()
    import traceback

    trace = "" if isinstance(error, ConfgraphError) else traceback.format_exc()
    try:
        return _pickled((error, trace))
    except Exception:
        return _pickled((LimitReached(f"the job crashed: {type(error).__name__}: {error}"), trace))
