"""The options of every command that asks another machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from confgraph.problems import UsageError


def connecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options graph, user, password and seconds, as Endpoint takes them, to a command."""
    options = (
        click.option("--graph", metavar="IRI", help="The graph at the endpoint, instead of its default graph."),
        click.option("--user", metavar="NAME", help="The account at the endpoint."),
        click.option(
            "--password-file", "password", type=click.Path(), callback=_password, help="A file with its password."
        ),
        click.option(
            "--timeout", "seconds", type=click.FloatRange(0.1, 86400), default=60, help="Seconds for one request."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _password(_ctx: click.Context, _param: click.Parameter, path: str | None) -> str | None:
    from confgraph.reading import read_text

    if path is None:
        return None
    text = read_text(path).rstrip("\r\n")
    if not text:
        raise UsageError(f"{path}: there is no password in this file: write it on its first line")
    return text
