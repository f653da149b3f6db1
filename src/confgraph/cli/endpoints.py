"""The options of every command that asks another machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Final

import click

from confgraph.cli.terminal import Session, session_of, with_options
from confgraph.problems import UsageError

ACCOUNT: Final = ("graph", "user", "password")
"""What an endpoint is opened with, beside its address."""
_HELP: Final = "Ask this SPARQL endpoint instead of the catalog."


def connecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options graph, user, password and seconds, as Endpoint takes them, to a command."""
    seconds = click.FloatRange(0.1, 86400)
    timeout = click.option("--timeout", "seconds", type=seconds, default=60, help="Seconds for one request.")
    return with_options(*account(), timeout)(command)


def asking(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that let a command ask an endpoint instead of the catalog; its session then has the endpoint."""

    @wraps(command)
    def asked(*arguments: Any, **given: Any) -> Any:
        opened = {name: given.pop(name) for name in ACCOUNT}
        ask_at(session_of(click.get_current_context()), given.pop("endpoint"), opened, given.get("timeout"))
        return command(*arguments, **given)

    return with_options(click.option("--endpoint", metavar="URL", help=_HELP), *account())(asked)


def ask_at(session: Session, url: str | None, opened: Mapping[str, Any], seconds: float | None = None) -> None:
    """Let a session ask an endpoint, where one was named; raise UsageError for an account without one."""
    if url is not None:
        from confgraph.remote import SECONDS, Endpoint

        session.endpoint = Endpoint(url, **opened, seconds=seconds or SECONDS)
    elif any(opened.values()):
        named = ", ".join(f"--{name.replace('password', 'password-file')}" for name, value in opened.items() if value)
        raise UsageError(f"{named} without --endpoint: name the endpoint that is meant")


def account() -> tuple[Callable[..., Any], ...]:
    """Return the options of ACCOUNT."""
    return (
        click.option("--graph", metavar="IRI", help="The graph at the endpoint, instead of its default graph."),
        click.option("--user", metavar="NAME", help="The account at the endpoint."),
        click.option(
            "--password-file", "password", type=click.Path(), callback=_password, help="A file with its password."
        ),
    )


def _password(_ctx: click.Context, _param: click.Parameter, path: str | None) -> str | None:
    from confgraph.reading import read_text

    if path is None:
        return None
    text = read_text(path).rstrip("\r\n")
    if not text:
        raise UsageError(f"{path}: there is no password in this file: write it on its first line")
    return text
