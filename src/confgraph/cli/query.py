"""``confgraph query``: ask a canned question, or your own SPARQL."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from confgraph import queries
from confgraph.cli.endpoints import ACCOUNT, account, ask_at
from confgraph.cli.terminal import (
    COUNT,
    SECONDS,
    Session,
    emit,
    emit_table,
    on_terminal,
    say,
    session_of,
    with_options,
)
from confgraph.entities import completions
from confgraph.evaluation import QueryLimits
from confgraph.namespaces import KINDS
from confgraph.problems import UsageError
from confgraph.results import ROW_FORMATS, TRIPLE_FORMATS, Answer, Rows, Triples

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
FORMATS: Final = ("table", *dict.fromkeys((*ROW_FORMATS, *TRIPLE_FORMATS)))
_D: Final = QueryLimits()
_WORDS: Final = "confgraph.words"
_KINDS_OF: Final = {
    **{kind: (kind,) for kind in KINDS},
    "event": ("edition", "series"),
    "organizer": ("organization", "person"),
}
"""The kinds of entities that a parameter of that name takes; any other takes every kind."""


class EntityCommand(click.Command):
    """A command that completes a prefixed name in bash too, which breaks a word before and after ":" and "="."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the words for a completion."""
        ctx.meta[_WORDS] = tuple(args)
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what can follow, in the place of the last word as bash has broken it."""
        words = [*ctx.meta[_WORDS], incomplete]
        begun = "" if incomplete in (":", "=") else words.pop()
        head = ""
        if incomplete and words[-1:] == [":"]:
            head = "".join(words[-2:])
            words = words[:-2]
        if incomplete and words[-1:] == ["="]:
            words.pop()
        elif not head:
            return super().shell_complete(ctx, incomplete)
        asked = [one for one in self.params if words and words[-1] in one.opts]
        arguments = [one for one in self.params if isinstance(one, click.Argument)]
        items = [item for one in (asked or arguments)[:1] for item in one.shell_complete(ctx, head + begun)]
        for item in items:
            item.value = item.value.removeprefix(head)
        return items


_common = with_options(
    click.option("-f", "--format", "chosen", type=click.Choice(FORMATS), help="By default table, or csv in a pipe."),
    click.option("-o", "--output", type=click.Path(), help="Write to this file instead of stdout."),
    click.option("--timeout", type=SECONDS, metavar="SECONDS", help=f"Stop after this time, {_D.timeout:g} s."),
    click.option("--memory", type=COUNT, metavar="MIB", help=f"Stop above this memory, {_D.memory} MiB."),
    click.option("--max-rows", type=COUNT, metavar="N", help=f"Stop above so many rows, {_D.max_rows:,}."),
    click.option("--allow-service", "services", multiple=True, metavar="HOST", help="Let SERVICE ask this host."),
    click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the catalog."),
    *account(),
)


class CannedQueries(click.Group):
    """A group with one subcommand for each canned query, whose parameters are its options."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the canned queries."""
        return queries.names(session_of(ctx).catalog.queries)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of a canned query; a misspelt name raises UsageError with the nearest."""
        return _command(queries.get(session_of(ctx).catalog.queries, name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Leave the list of queries to ``confgraph queries``, which says what each answers."""


@click.group(
    "query", cls=CannedQueries, invoke_without_command=True, subcommand_metavar="[NAME [--PARAMETER VALUE]...]"
)
@click.option("--file", "file", type=click.Path(), help="Ask the query in this file.")
@click.option("--text", help="Ask this SPARQL text.")
@_common
@click.pass_context
def query_command(ctx: click.Context, /, file: str | None, text: str | None, **options: Any) -> None:
    """Ask a canned query by NAME, or your own with --file or --text.

    The prefixes of confgraph need no declaration. A parameter is a slug, a prefixed name, an IRI, a number or a
    date. `confgraph queries` lists all names, `confgraph query NAME --help` the parameters of one.

    \b
    confgraph query succession --series ipc
    confgraph query near --place charleroi --km 300 --format json
    confgraph query --text 'SELECT ?label { ?s a cg:EventSeries ; rdfs:label ?label }'

    A query runs apart, within limits on time, memory and rows: at a limit there is an error (exit code 4), and never a
    short answer.
    """  # noqa: D301
    if ctx.invoked_subcommand:
        if file or text:
            raise UsageError("a name and --file or --text together: ask one query at a time")
        ctx.meta["confgraph.query"] = options
        return
    if (file is None) == (text is None):
        raise UsageError("nothing to ask: give a NAME, --file or --text; confgraph queries lists the names")
    session = _session(ctx, options)
    asked = text if text is not None else _text_of(file)
    name = str(file) if file else "query"
    with session.timed("asking"):
        answer = session.catalog.store.query(asked, services=options["services"], name=name, limits=_limits(options))
    emit_answer(answer, options["chosen"], options["output"])


def _text_of(file: str | None) -> str:
    from confgraph.reading import read_text  # late: a canned query needs no door for foreign bytes

    return read_text(file or "")


def _command(canned: queries.CannedQuery) -> click.Command:
    @click.command(canned.name, cls=EntityCommand, help=_help(canned), short_help=canned.summary)
    @_common
    @click.pass_context
    def command(ctx: click.Context, /, **values: Any) -> None:
        before = ctx.meta.get("confgraph.query", {})
        options = {name: values.pop(name) or value for name, value in before.items()}
        session = _session(ctx, options)
        with session.timed(f"asking {canned.name}"):
            answer = queries.ask(session.catalog.store, canned, values, options["services"], _limits(options))
        emit_answer(answer, options["chosen"], options["output"], canned.summary)

    command.params[:0] = map(_option, canned.parameters)
    return command


def _session(ctx: click.Context, options: Mapping[str, Any]) -> Session:
    session = session_of(ctx)
    ask_at(session, options["endpoint"], {name: options[name] for name in ACCOUNT}, options["timeout"])
    return session


def _limits(options: Mapping[str, Any]) -> QueryLimits:
    return QueryLimits(*(options[name] or default for name, default in _D._asdict().items()))


def _option(parameter: queries.Parameter) -> click.Option:
    told = "required" if parameter.required else f"default {parameter.default}" if parameter.default else "optional"
    if parameter.name == "date" and not parameter.required:
        told = "default today"
    wanted = "an IRI, a prefixed name or a slug" if parameter.datatype == "iri" else parameter.datatype
    return click.Option(
        [f"--{parameter.name.replace('_', '-')}", parameter.name],
        metavar=parameter.datatype.upper(),
        help=f"{wanted}, {told}.",
        shell_complete=_complete if parameter.datatype == "iri" else None,
    )


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return completions(session_of(ctx).catalog.store, incomplete, _KINDS_OF.get(param.name or "", KINDS))


def _help(canned: queries.CannedQuery) -> str:
    return "\n\n".join(filter(None, [canned.summary, canned.description]))


def emit_answer(answer: Answer, chosen: str | None, output: str | None, title: str = "") -> None:
    """Write an answer in the chosen format; by default what suits the answer and where it goes."""
    if isinstance(answer, Rows):
        name = chosen or ("table" if output is None and on_terminal() else "csv")
        if name == "table" and output is None:
            emit_table(answer.columns, answer.texts(), title)
            say(f"{len(answer)} {'row' if len(answer) == 1 else 'rows'}")
        else:
            emit(answer.serialize(name), output)
    elif isinstance(answer, Triples):
        emit(answer.serialize(chosen or "turtle"), output)
    else:
        emit(_boolean(answer, chosen), output)


def _boolean(answer: bool, chosen: str | None) -> str:
    """Return yes or no as SPARQL 1.1 writes it in JSON and XML; elsewhere it is the bare word."""
    word = "true" if answer else "false"
    if chosen == "json":
        return f'{{"head":{{}},"boolean":{word}}}\n'
    if chosen == "xml":
        return f'<?xml version="1.0"?><sparql xmlns="{_RESULTS}"><head/><boolean>{word}</boolean></sparql>\n'
    if chosen in TRIPLE_FORMATS:
        raise UsageError(f"yes and no have no format {chosen!r}: use json or xml, or leave it out")
    return f"{word}\n"
