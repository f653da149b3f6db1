"""The page of the Python API, from signatures and docstrings."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from enum import Enum
from types import FunctionType
from typing import Any

import confgraph
from confgraph.graph import Queries
from confgraph.problems import FileTrouble, LimitReached, RemoteFailure, UnreadableInput, UsageError
from confgraph.queries import CannedQuery, Parameter
from confgraph.search import Hit, Hits
from confgraph.show import Description, Statement, Value
from confgraph.sources.proposal import Outcome, Proposal
from confgraph.stats import Stats
from confgraph.tidy import Tidied
from confgraph.validation import Report
from confgraph.validation.explaining import Explanation

WIDTH = 100
RETURNED = (
    Queries, CannedQuery, Parameter, Hits, Hit, Description, Value, Statement, Stats, Report, Explanation, Tidied,
    Proposal, Outcome,
)  # fmt: skip
ERRORS = (UsageError, UnreadableInput, LimitReached, FileTrouble, RemoteFailure)
ORDER = ("open", "Graph", "Rows", "Triples", "Problem", "Place", "Severity", "Endpoint", "ConfgraphError")
HEAD = """# The Python API

Every public name with its signature. This page is generated from the docstrings: what is imported from `confgraph`,
then what its methods return. [In Python and Jupyter](python.md) shows how it is used.
"""


def api() -> str:
    """Return the page: the public names, what their methods return, and the family of errors."""
    names = sorted(set(confgraph.__all__) - {"__version__"}, key=lambda name: (*map(name.__ne__, ORDER), name))
    parts = [HEAD, "## Public"]
    parts += [part for name in names for part in entry(f"confgraph.{name}", getattr(confgraph, name))]
    parts += ["`confgraph.__version__` is the version as a string.", "## What methods return"]
    parts += [part for one in RETURNED for part in entry(one.__name__, one)]
    parts += ["## Errors", "Each is a `confgraph.ConfgraphError` and lives in `confgraph.problems`."]
    parts += [part for one in ERRORS for part in entry(one.__name__, one)]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def entry(name: str, thing: Any) -> Iterator[str]:
    """Yield the heading, signature and docstring of a function or class, and of what is public in a class."""
    yield f"### {name}"
    if isinstance(thing, FunctionType):
        yield f"```python\n{signature(name, thing)}\n```"
        yield text(thing)
        return
    yield text(thing)
    if issubclass(thing, Enum):
        yield "\n".join(f"- `{one.name}`: `{one.value!r}`" for one in thing)
        return
    fields = {key: kind for key, kind in getattr(thing, "__annotations__", {}).items() if not key.startswith("_")}
    if fields:
        yield "\n".join(f"- `{key}: {getattr(kind, '__forward_arg__', kind)}`" for key, kind in fields.items())
    elif "__init__" in vars(thing) and issubclass(thing, confgraph.Endpoint):
        yield f"```python\n{signature(name, thing.__init__)}\n```"
    short = name.rpartition(".")[2]
    for key, member in vars(thing).items():
        if key.startswith("_") or key in fields:
            continue
        if isinstance(member, FunctionType):
            call = signature(f"{short.lower()}.{key}", member)
            yield f"#### {short}.{key}\n\n```python\n{call}\n```\n\n{text(member)}"
        elif isinstance(member, property):
            kind = inspect.signature(member.fget).return_annotation
            yield f"#### {short}.{key}\n\n`{kind}`. {text(member.fget)}"


def signature(name: str, function: Callable[..., Any]) -> str:
    """Return a call as one writes it, a parameter a line where it is long."""
    found = inspect.signature(function)
    parts, star = [], False
    for one in found.parameters.values():
        if one.name == "self":
            continue
        if one.kind is one.KEYWORD_ONLY and not star:
            parts.append("*")
        star = star or one.kind in (one.KEYWORD_ONLY, one.VAR_POSITIONAL)
        parts.append(parameter(one))
    back = "" if found.return_annotation in (inspect.Parameter.empty, "None") else f" -> {found.return_annotation}"
    line = f"{name}({', '.join(parts)}){back}"
    return line if len(line) <= WIDTH else "\n".join([f"{name}(", *(f"    {one}," for one in parts), f"){back}"])


def parameter(one: inspect.Parameter) -> str:
    """Return a parameter with its type and default."""
    stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
    default = "" if one.default is one.empty else f" = {one.default!r}"
    return f"{stars}{one.name}: {one.annotation}{default}"


def text(thing: Any) -> str:
    """Return a docstring as Markdown; an example in it becomes a block."""
    words = inspect.cleandoc(thing.__doc__ or "").replace("``", "`")
    return re.sub(r"(?m)^>>> (?:.+\n?)+", lambda found: f"```pycon\n{textwrap.dedent(found[0]).rstrip()}\n```\n", words)
