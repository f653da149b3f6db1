"""Explain the rules of shapes: in words, and with a good and a bad example from data."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Quad

from confgraph.namespaces import shorten
from confgraph.reading.blanknodes import labelled
from confgraph.validation.compiled import usable
from confgraph.validation.examples import Example, example_of
from confgraph.validation.files import read_shapes
from confgraph.validation.rules import Rule, rules, rules_of
from confgraph.validation.shapes import Shapes
from confgraph.validation.tables import Source, Tables
from confgraph.writing import turtle

_WIDTH = 100


class Explanation(NamedTuple):
    """A rule and, where the data has one, an example of it."""

    rule: Rule
    example: Example | None

    def __str__(self) -> str:
        """Return it as a terminal shows it."""
        rule = self.rule
        lines = [f"{self.name}  {rule.name}".rstrip()]
        for word, text in (
            ("about", rule.about),
            ("asks", rule.asks),
            ("why", rule.why),
            (rule.severity, rule.message),
        ):
            if text:
                indent = " " * 10
                lines += textwrap.wrap(text, _WIDTH, initial_indent=f"  {word:<8}", subsequent_indent=indent)
        if rule.query:
            lines += ["", *(f"    {line}" for line in rule.query.strip().splitlines())]
        if self.example is not None:
            for word, quads in (("good", self.example.good), ("bad", self.example.bad)):
                lines += ["", f"  {word}", *(f"    {line}" for line in records(quads).splitlines())]
            if self.example.message != rule.message:
                lines += textwrap.wrap(self.example.message, _WIDTH, initial_indent="  -> ", subsequent_indent="     ")
        return "\n".join(lines) + "\n"

    def markdown(self) -> str:
        """Return it as a section of a page."""
        rule = self.rule
        parts = [f"### {self.name}", f"**{rule.name}**" if rule.name else "", f"About {rule.about}. {rule.why}".strip()]
        parts += [
            f"- asks for {rule.asks}\n- {rule.severity}: {rule.message}" if rule.message else f"- asks for {rule.asks}"
        ]
        if rule.query:
            parts.append(f"```sparql\n{rule.query.strip()}\n```")
        if self.example is not None:
            parts += [f"Good:\n\n```turtle\n{records(self.example.good)}\n```"]
            parts += [f"Bad:\n\n```turtle\n{records(self.example.bad)}\n```"]
            parts += [f"> {self.example.message}"] if self.example.message != rule.message else []
        return "\n\n".join(filter(None, parts)) + "\n"

    @property
    def name(self) -> str:
        """The short name of the rule, or of the shape that it stands in."""
        iri = self.rule.iri or str(self.rule.owner.node).strip("<>")
        return shorten(iri)


def explain(name: str, shapes: Path, data: Sequence[Source], cache: str | None = None) -> list[Explanation]:
    """Return the rule with a name, or those of the shape with it; examples are made of ``data``, paths or documents.

    An empty name stands for all. Raises UsageError where there is no such shape, or the shapes cannot be used.
    """
    tables = Tables(data, cache=cache, keep_going=True)
    documents = read_shapes(shapes)
    quads: Iterable[Quad] = (quad for n, one in enumerate(documents) for quad in labelled(one, f"s{n}-"))
    known = usable(quads, tables)
    same: dict[str, list[Rule]] = {}
    for rule in rules_of(known, name) if name else rules(known):
        same.setdefault(rule.iri or f"{len(same)}", []).append(rule)
    return [_explained(several, known, tables) for several in same.values()]


def _explained(several: list[Rule], shapes: Shapes, tables: Tables) -> Explanation:
    """Return the explanation of a rule that several shapes share."""
    about = "; ".join(dict.fromkeys(rule.about for rule in several))
    examples = (example_of(rule, shapes, tables) for rule in several)
    return Explanation(several[0]._replace(about=about), next(filter(None, examples), None))


def records(quads: Iterable[Quad]) -> str:
    """Return triples as Turtle without its prefixes, which a reader knows."""
    text = turtle(quads)
    return "\n".join(line for line in text.splitlines() if not line.startswith("@prefix")).strip()
