"""What workers tell the driver, as text among the rows: pickled, as Spark itself sends what Python makes."""

from __future__ import annotations

import pickle
from base64 import b64decode, b64encode
from typing import Any


def packed(message: Any) -> str:
    """Return a message as text."""
    return b64encode(pickle.dumps(message)).decode()


def unpacked(text: str) -> Any:
    """Return the message that ``packed`` made into a text, in a worker of this run."""
    return pickle.loads(b64decode(text))  # noqa: S301
