"""What another machine has answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Response(NamedTuple):
    """What was answered: the headers by name in lower case, and the whole body."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()
