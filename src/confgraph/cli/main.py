"""The command ``confgraph``: finds the subcommand, and turns every error into its message and exit code."""

from __future__ import annotations

import contextlib
import importlib
import sys
from collections.abc import Iterator, Sequence
from keyword import iskeyword
from typing import Final

import click

from confgraph.catalog import Catalog
from confgraph.cli.terminal import Session, say, say_error
from confgraph.namespaces import VERSION
from confgraph.problems import ConfgraphError, FileTrouble, did_you_mean, printable

COMMANDS: Final = (
    "query",
    "queries",
    "show",
    "search",
    "stats",
    "validate",
    "export",
    "build",
    "serve",
    "load",
    "link",
    "new",
    "import",
    "tidy",
    "index",
    "completion",
)
"""The subcommands, in the order of the help; each is a module of this package, imported only when it is used."""

USAGE: Final = 2
INTERRUPTED: Final = 130


@contextlib.contextmanager
def _until_enough() -> Iterator[None]:
    """End well when the reader, such as head, has what it wants; click would end with 1."""
    try:
        yield
    except BrokenPipeError:
        raise click.exceptions.Exit(0) from None


class Commands(click.Group):
    """A group that imports a subcommand when it is called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse arguments with bytes that are no text: nothing that comes later could write them."""
        for argument in args:
            if not argument.isprintable() and argument.encode(errors="replace").decode() != argument:
                raise click.UsageError(f"an argument is not UTF-8: {printable(argument)!r}", ctx)
        with _until_enough():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand."""
        with _until_enough():
            return super().invoke(ctx)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all subcommands."""
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, name: str) -> click.Command | None:
        """Return the subcommand of that name, or None."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"confgraph.cli.{name}_" if iskeyword(name) else f"confgraph.cli.{name}")
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the subcommand that the arguments name; a misspelt one gets the nearest as a hint."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(f"there is no command {args[0]!r}{hint and f': {hint}'}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--catalog", metavar="DIR", help="Another catalog: a folder with ontology/, shapes/, data/, queries/.")
@click.option("--index", "folder", metavar="DIR", help="Keep the index of a large catalog in this folder.")
@click.option("-v", "--verbose", is_flag=True, help="Say on stderr what is done and how long it takes.")
@click.version_option(VERSION, "-V", "--version", message="confgraph %(version)s")
@click.pass_context
def confgraph(ctx: click.Context, catalog: str | None, folder: str | None, verbose: bool) -> None:
    """The knowledge graph of the world's Python conferences.

    \b
    confgraph query succession --series ipc     ask a canned question
    confgraph show pycon-us-2003                everything about one entity
    confgraph validate my-conference.ttl        what is wrong, where, and how to mend it
    """  # noqa: D301
    ctx.obj = Session(catalog, verbose, ctx.obj if catalog is folder is None else None, folder)


def main(arguments: Sequence[str] | None = None, begun: Catalog | None = None) -> int:
    """Run the command line and return the exit code of architecture.md; every error becomes words on stderr.

    ``begun`` is the shipped catalog where somebody has opened it already.
    """
    try:
        code = confgraph.main(arguments, prog_name="confgraph", standalone_mode=False, obj=begun)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except ConfgraphError as error:
        say_error(error)
        return error.exit_code
    except SystemExit as error:  # click ends so when it has completed a line for a shell
        return error.code if isinstance(error.code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message())
        return USAGE
    except click.ClickException as error:
        where = f" (see {error.ctx.command_path} --help)" if isinstance(error, click.UsageError) and error.ctx else ""
        say(f"confgraph: {_lowered(error.format_message())}{where}")
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        say("confgraph: interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        return 0
    except OSError as error:  # every file is opened where its name is known: what is left is stdout
        say(f"confgraph: standard output: {(error.strerror or str(error)).lower()}")
        return FileTrouble.exit_code


def _lowered(text: str) -> str:
    return (text[:1].lower() + text[1:]).rstrip(".")
