"""What the terminal needs: the session of a call, words on stderr, data on stdout, tables and spinners for people."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import click

from confgraph.catalog import Catalog, open_catalog
from confgraph.problems import ConfgraphError, FileTrouble, UsageError, printable

if TYPE_CHECKING:
    from confgraph.remote import Endpoint

PLAIN_FORMATS: Final = ("table", "csv", "json", "markdown")
"""The formats of lists that are no query results."""
SECONDS: Final = click.FloatRange(0, min_open=True)
COUNT: Final = click.IntRange(1)


class Session:
    """What the options before the subcommand said, and the catalog, opened when it is first needed."""

    def __init__(
        self, catalog: str | None, verbose: bool, begun: Catalog | None = None, index: str | None = None
    ) -> None:
        self._folder = catalog
        self._index = index
        self.endpoint: Endpoint | None = None
        self._begun = begun
        self.verbose = verbose

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog that was named, or the shipped one."""
        if self.endpoint is not None:
            self._begun = None
        catalog = self._begun = self._begun or open_catalog(self._folder, self._index, self.endpoint)
        self.note(f"catalog {catalog.folder}" + (f", asked at {self.endpoint.url}" if self.endpoint else ""))
        return catalog

    def note(self, text: str) -> None:
        """Say something that only -v wants to hear."""
        if self.verbose:
            say(text)

    @contextmanager
    def working(self, text: str) -> Iterator[None]:
        """Show on a terminal that something takes its time; with -v say afterwards how much."""
        with self.timed(text):
            if not sys.stderr.isatty():
                yield
                return
            from rich.console import Console

            with Console(stderr=True).status(text):
                yield

    @contextmanager
    def timed(self, text: str) -> Iterator[None]:
        """Say afterwards, with -v, how long something took."""
        begin = time.perf_counter()
        yield
        self.note(f"{text}: {time.perf_counter() - begin:.2f} s")
        if self._begun is not None and self._begun.indexing:
            self.note(self._begun.indexing)


pass_session = click.make_pass_decorator(Session)


def with_options(*added: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds options to a command, in the order in which its help shows them."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(added):
            command = option(command)
        return command

    return add


plain_format = click.option(
    "-f", "--format", "chosen", type=click.Choice(PLAIN_FORMATS), help="By default a table, or CSV in a pipe."
)
"""The option of every command that lists what is no query result."""


def session_of(ctx: click.Context) -> Session:
    """Return the session of a call; while a shell completes a line there is none yet, and one is made."""
    return ctx.find_object(Session) or Session(ctx.find_root().params.get("catalog"), verbose=False)


def say(text: str) -> None:
    """Say words to the person, on stderr."""
    click.echo(printable(text), err=True)


def say_error(error: ConfgraphError) -> None:
    """Say an error: each of its problems on a line of its own, with its place, what and mend."""
    say(f"confgraph: {error.message}")
    for problem in error.problems:
        say(f"  {problem}")


def on_terminal() -> bool:
    """Tell whether people read stdout."""
    return sys.stdout is not None and sys.stdout.isatty()


def emit(data: bytes | str | Iterable[bytes], output: str | None = None) -> None:
    """Write data, also in pieces, to stdout, or whole to the file ``output``; "-" is stdout too."""
    content = [data.encode() if isinstance(data, str) else data] if isinstance(data, (bytes, str)) else data
    if output is None or output == "-":
        if sys.stdout is None:
            raise FileTrouble("standard output: it is closed")
        sys.stdout.buffer.writelines(content)
        sys.stdout.flush()
    else:
        _write(content, output)


def _write(content: Iterable[bytes], output: str) -> None:
    """Write a file whole or not at all; a device or a named pipe is written to and not replaced by a file."""
    from pathlib import Path

    from confgraph.writing import replace

    path = Path(output)
    if not path.exists() or path.is_file() or path.is_dir():
        replace({path: content})
        return
    try:
        with path.open("wb") as file:
            file.writelines(content)
    except OSError as error:
        raise FileTrouble(f"{output}: {(error.strerror or str(error)).lower()}") from None


def emit_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], chosen: str | None, title: str = "") -> None:
    """Write a list as a table on a terminal and as CSV in a pipe, or in the chosen one of ``PLAIN_FORMATS``."""
    import csv
    import io
    import json

    name = chosen or ("table" if on_terminal() else "csv")
    listed = [list(row) for row in rows]
    if name == "table":
        emit_table(columns, listed, title)
    elif name == "csv":
        text = io.StringIO(newline="")
        csv.writer(text).writerows([columns, *listed])
        emit(text.getvalue())
    elif name == "json":
        emit(json.dumps([dict(zip(columns, row, strict=True)) for row in listed], ensure_ascii=False, indent=2) + "\n")
    elif name == "markdown":
        lines = [columns, ["---"] * len(columns), *([cell.replace("|", "\\|") for cell in row] for row in listed)]
        emit("".join("| " + " | ".join(line) + " |\n" for line in lines))
    else:
        raise UsageError(f"there is no format {name!r}: use one of {', '.join(PLAIN_FORMATS)}")


def emit_table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Draw a table for people; no cell is cut off, and none can send the terminal orders."""
    width = None  # in a file or pipe there is none to keep to
    if on_terminal():
        from rich.console import Console

        width = Console(file=sys.stdout).width
    emit(drawn(columns, rows, title, width))


def drawn(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str = "", width: int | None = None) -> str:
    """Return a table for a terminal of ``width`` columns or, with None, for a file, in its full width.

    On a terminal a column without values is left out and lines break between words only; where even that is too wide,
    each row becomes a block of lines.
    """
    grid = [[printable(cell) for cell in row] for row in (columns, *rows)]
    if width is not None:
        used = [any(column[1:]) for column in zip(*grid, strict=True)]
        if any(used):
            grid = [[cell for cell, keep in zip(row, used, strict=True) if keep] for row in grid]
    widths = _widths(grid, width)
    text = _blocks(grid, width or 0) if widths is None else _table(grid, widths)
    return (f"{_filled(printable(title), width)}\n" if title else "") + text


def _widths(grid: Sequence[Sequence[str]], width: int | None) -> list[int] | None:
    """Return the widths of the columns in which no word breaks; None where they exceed the terminal."""
    from rich.cells import cell_len

    columns = list(zip(*grid, strict=True))
    full = [max(map(cell_len, column)) for column in columns]
    if width is None:
        return full
    least = [max((cell_len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    room = width - 2 * len(columns)
    for most in range(min(room, max(full, default=0)), -1, -1):
        widths = [max(word, min(line, most)) for word, line in zip(least, full, strict=True)]
        if sum(widths) <= room:
            return widths
    return None


def _table(grid: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for name, width in zip(grid[0], widths, strict=True):
        table.add_column(Text(name), width=width, overflow="fold")
    for row in grid[1:]:
        table.add_row(*map(Text, row))
    console = Console(file=sys.stdout, width=sum(widths) + 2 * len(widths) + 1, highlight=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def _blocks(grid: Sequence[Sequence[str]], width: int) -> str:
    blocks = (
        "".join(_filled(f"{name}: {cell}", width) + "\n" for name, cell in zip(grid[0], row, strict=True) if cell)
        for row in grid[1:]
    )
    return "\n" + "\n".join(blocks)


def _filled(text: str, width: int | None) -> str:
    """Return lines of at most ``width`` columns, or longer where a single word is; one line with None."""
    from textwrap import fill

    return fill(text, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False) if width else text
