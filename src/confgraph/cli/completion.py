"""``confgraph completion``: the script that makes a shell complete commands, queries and slugs."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from confgraph.cli.terminal import emit
from confgraph.problems import UsageError


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL.

    \b
    confgraph completion bash >> ~/.bashrc
    confgraph completion fish > ~/.config/fish/completions/confgraph.fish
    """  # noqa: D301
    found = get_completion_class(shell)
    if found is None:
        raise UsageError(f"click has no completion for {shell}: use bash, zsh or fish")
    emit(found(ctx.find_root().command, {}, "confgraph", "_CONFGRAPH_COMPLETE").source())
