"""``confgraph index``: make the index of a large catalog, or remove it."""

from __future__ import annotations

import click

from confgraph import catalog
from confgraph.cli.terminal import Session, emit, pass_session, say
from confgraph.index import NoIndex, clear
from confgraph.problems import FileTrouble, UsageError
from confgraph.validation.cache import clear_tables


@click.command("index")
@click.option("--rebuild", is_flag=True, help="Make it anew.")
@click.option("--clear", "remove", is_flag=True, help="Remove it, and the parsed tables of validations.")
@click.option("--where", is_flag=True, help="Print the folder that holds it.")
@pass_session
def index_command(session: Session, rebuild: bool, remove: bool, where: bool) -> None:
    """Make the index of a catalog, from which queries are answered at once.

    A query of a large catalog makes it by itself where there is none, and again when a file has changed; a small one is
    read into memory and needs none. It may be removed at any time, the files are the truth.

    \b
    confgraph index                          make it where there is none
    confgraph --index DIR index --rebuild    make it anew, in a folder of its own
    confgraph index --clear                  remove it
    """  # noqa: D301
    if rebuild + remove + where > 1:
        raise UsageError("--rebuild, --clear and --where: choose one of them")
    chosen = session.catalog
    if where:
        emit(f"{chosen.index_home}\n")
        return
    if not (remove or chosen.is_large):
        say(f"no index: below {catalog.LEAST_BYTES / 1e6:g} MB of files a catalog is read into memory as fast")
        return
    try:
        if rebuild or remove:
            clear(chosen.index_home)
        if remove:
            clear_tables()
        if not remove:
            with session.working("indexing"):
                say(f"the index is in {chosen.index()}")
    except NoIndex as error:
        raise FileTrouble(f"no index: {error}") from None
