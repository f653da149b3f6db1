"""What can be wrong and how it is told: problems as values, the error family, the exit codes.

ConfgraphError
├── UsageError        2  the call is wrong: a name that does not exist, an option that does not fit
├── UnreadableInput   3  foreign bytes that cannot be read, with every problem found in them
├── LimitReached      4  a limit on size, time or nesting was hit
├── FileTrouble       5  a file cannot be read or written
└── RemoteFailure     6  the other side failed, refused or is locked
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class Severity(str, Enum):
    """How bad a problem is, worst first, with the words of SHACL's three severities."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Place(NamedTuple):
    """Where something stands: a file, and the line and column (both from 1) where they are known.

    In JSON the pointer (RFC 6901) tells it too.
    """

    file: str
    line: int | None = None
    column: int | None = None
    pointer: str = ""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)


class Problem(NamedTuple):
    """One thing that is wrong: place, what, mend; and the RDF terms it is about, as IRIs or literals in Turtle.

    ``label`` is the name of the focus node, ``source`` the line of the file at the place. ``grade`` is the severity of
    a shape, an IRI, where that is none of SHACL's.
    """

    place: Place
    what: str
    mend: str = ""
    severity: Severity = Severity.ERROR
    focus: str = ""
    path: str = ""
    value: str = ""
    rule: str = ""
    component: str = ""
    label: str = ""
    source: str = ""
    grade: str = ""

    @property
    def message(self) -> str:
        """Return what is wrong and, behind a colon, how to mend it."""
        return f"{self.what}: {self.mend}" if self.mend else self.what

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class ConfgraphError(Exception):
    """A call that could not be done, with its problems; the command line ends with ``exit_code``."""

    exit_code = 1

    def __init__(self, message: str, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *map(str, self.problems)])


class UsageError(ConfgraphError):
    """A call that cannot mean anything: a name that does not exist, a parameter that is missing."""

    exit_code = 2


class UnreadableInput(ConfgraphError):
    """Bytes that are not what they should be; nothing of them was used."""

    exit_code = 3


class LimitReached(ConfgraphError):
    """A limit on size, time or nesting was hit before the end."""

    exit_code = 4


class FileTrouble(ConfgraphError):
    """A file that cannot be read or written."""

    exit_code = 5


class RemoteFailure(ConfgraphError):
    """Another machine failed, refused, or has locked what is needed."""

    exit_code = 6


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean X?" for the known word that is nearest to a misspelt one, or ""."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {near[0]}?" if near else ""


def printable(text: str) -> str:
    """Return a text without control and direction characters, which a terminal obeys; spaces and line ends stay."""
    return "".join(c if c.isprintable() or c in _SPACES else _escaped(c) for c in text)


# What Unicode calls a space (Zs) is harmless, though Python does not call it printable.
_SPACES = "\t\n\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
