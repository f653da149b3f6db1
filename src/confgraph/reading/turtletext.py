"""Walk through a text of Turtle, TriG, N-Triples or N-Quads and tell where each triple stands.

The parser tells no places. This walk takes a text that it accepted and yields one place for each of its triples, in
its order: what one token completes comes last first. Nothing is resolved or checked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# A sign begins a number, but a minus goes on with a name: "e:-1" is the name e: and a number, "e:a-1" is one name.
_PREFIX: Final = r"[^\s<>\"'(){}\[\];,^@#\\.+:]*:(?=[+-])"
_WORD: Final = r"(?:\\.|%|[^\s<>\"'(){}\[\];,^@#\\.+]|\.+(?=[^\s<>\"'(){}\[\];,^@#.+]))+"
_TOKEN: Final = (
    r'(?P<long>"""(?:[^"\\]|\\.|"(?!""))*"""|' + r"'''(?:[^'\\]|\\.|'(?!''))*''')"
    r'|(?P<short>"(?:[^"\\\n\r]|\\.)*"|' + r"'(?:[^'\\\n\r]|\\.)*')"
    r"|(?P<iri><[^<>\s]*>)"
    r"|(?P<comment>#[^\n\r]*)"
    r"|(?P<at>@[A-Za-z0-9-]+)"
    r"|(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]*\.[0-9]+|[0-9]+))"
    r"|(?P<mark>\^\^|[.;,\[\](){}])"
    rf"|(?P<word>{_PREFIX}|{_WORD})"
    r"|(?P<other>\S)"
)


class Spot(NamedTuple):
    """Where a triple stands: the offsets of its subject, its property and its value."""

    subject: int
    predicate: int
    object: int


def end_of(text: str, at: int) -> int:
    """Return where the token ends that begins at an offset."""
    found = re.compile(_TOKEN, re.DOTALL).match(text, at)
    return found.end() if found else at


class _Level:
    """A statement, a bracket or a list that is not closed: what comes next in it, and where its parts stand."""

    def __init__(self, kind: str, at: int) -> None:
        self.kind = kind  # "statement", "[", "(" as a value, "subject[", "subject("
        self.at = at
        self.next = "subject" if kind == "statement" else "predicate"
        self.predicate = at
        self.last = -1  # in a list: where the item before stands
        self.held: int | None = None  # a string whose datatype or language may follow


def spots(text: str) -> Iterator[Spot]:
    """Yield the place of each triple of a text that was parsed without an error, in the order of the parser."""
    levels = [_Level("statement", 0)]
    walk = _Walk(levels)
    for found in re.finditer(_TOKEN, text, re.DOTALL):
        if found.lastgroup == "comment":
            continue
        walk.take(found.lastgroup or "", found[0], found.start())
        yield from reversed(walk.done)
        walk.done.clear()


class _Walk:
    def __init__(self, levels: list[_Level]) -> None:
        self.levels = levels
        self.done: list[Spot] = []
        self.directive = ""  # "@" up to the dot, or what a word such as PREFIX still wants
        self.typed = False

    def take(self, group: str, token: str, at: int) -> None:
        """Take one token, and put the triples that it completes into ``done``."""
        if self.directive:
            self._directive(group, token)
            return
        level = self.levels[-1]
        if level.held is not None:
            if token == "^^":
                self.typed = True
                return
            held, level.held = level.held, None
            if self.typed or group == "at":
                self.typed = False
                self._value(level, held)
                return
            self._value(level, held)
            level = self.levels[-1]
        if level.kind == "statement" and level.next == "subject" and self._begins_directive(group, token):
            return
        if group == "mark":
            self._mark(level, token, at)
        elif level.kind.endswith("(") or level.next == "object":
            self._term(level, group, at)
        elif level.next == "subject":
            if not (group == "word" and token.upper() == "GRAPH"):
                level.next, level.at = "predicate", at
        elif level.next == "predicate":
            level.predicate, level.next = at, "object"

    def _begins_directive(self, group: str, token: str) -> bool:
        if group == "at":
            self.directive = "@"
        elif group == "word" and token.upper() in ("PREFIX", "BASE", "VERSION"):
            self.directive = token.upper()
        return bool(self.directive)

    def _directive(self, group: str, token: str) -> None:
        if (self.directive == "@" and token == ".") or (self.directive != "@" and group in ("iri", "short", "long")):
            self.directive = ""

    def _term(self, level: _Level, group: str, at: int) -> None:
        if level.kind.endswith("("):
            self._item(level, at)
        if group in ("long", "short"):
            level.held = at
        else:
            self._value(level, at)

    def _item(self, level: _Level, at: int) -> None:
        """Begin an item of a list: the link to the list comes with the first, the rest of the list with the others."""
        if level.last >= 0:
            self.done.append(Spot(level.at, level.at, at))
        elif level.kind == "(":
            self._link(self.levels[-2], level.at)
        level.last = at

    def _value(self, level: _Level, at: int) -> None:
        """Complete the triple whose value stands at ``at``."""
        self._link(level, at)
        if not level.kind.endswith("("):
            level.next = "after"

    def _link(self, level: _Level, at: int) -> None:
        inside = level.kind.endswith("(")
        self.done.append(Spot(level.at, level.at if inside else level.predicate, at))

    def _mark(self, level: _Level, token: str, at: int) -> None:
        if token in "[(":
            self._open(level, token, at)
        elif token in "])":
            self._close(token, at)
        elif token == ",":
            level.next = "object"
        elif token == ";":
            level.next = "predicate"
        elif token in ".{}":
            level.next = "subject"

    def _open(self, level: _Level, token: str, at: int) -> None:
        if level.kind.endswith("("):
            self._item(level, at)
        subject = level.kind == "statement" and level.next == "subject"
        self.levels.append(_Level("subject" + token if subject else token, at))

    def _close(self, token: str, at: int) -> None:
        level = self.levels.pop()
        above = self.levels[-1]
        if token == ")" and level.last >= 0:
            self.done.append(Spot(level.at, level.at, at))
        if level.kind.startswith("subject"):
            above.next, above.at = "predicate", level.at
        elif token == "]" or level.last < 0:
            self._value(above, level.at)
        elif not above.kind.endswith("("):
            above.next = "after"
