"""``confgraph tidy``: order, prefixes, spaces and derived triples of data files."""

from __future__ import annotations

from pathlib import Path

import click

from confgraph.cli.terminal import Session, pass_session, say
from confgraph.graph import Graph
from confgraph.writing import replace


@click.command("tidy")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file is not tidy.")
@pass_session
def tidy_command(session: Session, files: tuple[Path, ...], check: bool) -> None:
    """Rewrite data FILEs (by default all) in their canonical order, with the derived triples up to date.

    No value is changed and no comment lost, but for the lines of confgraph new that nobody filled in. All files are
    written, or none.
    """
    with session.working("tidying"):
        changed = [one for one in Graph(session.catalog).tidy(*files) if one.problem]
        if not check:
            replace({one.path: one.after for one in changed})
    for one in changed:
        say(str(one.problem) if check else f"tidied {one.path}")
    raise click.exceptions.Exit(1 if check and changed else 0)
