"""A job in a new process, for systems without fork: it has a limit on time, and must be picklable with its result."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any, Final

from confgraph.problems import LimitReached
from confgraph.sandbox.limits import MIB, Limits, out_of_room, out_of_time

_CODE: Final = "from confgraph.sandbox.spawned import work; work()"


def answer(
    job: Callable[..., Any], limits: Limits, opening: Callable[[], Any] | None, name: str
) -> tuple[bytes, bytes]:
    """Do the job in a new Python; return the kind of its result (r raw bytes, p a pickle, e an error), and the bytes.

    Raises LimitReached, and what pickle raises for a job that it cannot write.
    """
    asked = pickle.dumps((sys.path, pickle.dumps((job, opening))))
    try:
        done = subprocess.run(  # noqa: S603 (Python itself)
            [sys.executable, "-c", _CODE], input=asked, capture_output=True, timeout=limits.timeout, check=False
        )
    except subprocess.TimeoutExpired:
        raise out_of_time(name, limits) from None
    if len(done.stdout) > limits.answer * MIB:
        raise out_of_room(name, limits)
    if done.returncode or not done.stdout:
        raise LimitReached(f"{name} crashed its process (exit code {done.returncode})")
    return done.stdout[:1], done.stdout[1:]


def work() -> None:
    """Do the job that stands on stdin, and write its result to stdout."""
    path, asked = pickle.load(sys.stdin.buffer)  # noqa: S301 (our own parent has written it)
    sys.path[:] = path
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    try:
        job, opening = pickle.loads(asked)  # noqa: S301
        value = job(*(() if opening is None else (opening(),)))
        kind, data = (b"r", value) if isinstance(value, bytes) else (b"p", pickle.dumps(value))
    except Exception as error:
        import traceback

        kind, data = b"e", pickle.dumps((error, traceback.format_exc()))
    out.write(kind + data)
    out.flush()
