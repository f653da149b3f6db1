"""``confgraph serve``: the catalog on the web, with SPARQL and reconciliation."""

from __future__ import annotations

import click

from confgraph.cli.endpoints import asking
from confgraph.cli.terminal import COUNT, SECONDS, Session, pass_session, say
from confgraph.evaluation import QueryLimits


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes one that is free."
)
@click.option("--base-url", metavar="URL", default="", help="The address that clients know the site by.")
@click.option(
    "--proxy", "proxies", multiple=True, metavar="ADDRESS", help="A proxy whose X-Forwarded headers count; repeatable."
)
@click.option("--title", default="Python conferences", show_default=True, help="What the site is called.")
@click.option("--timeout", type=SECONDS, default=10.0, show_default=True, metavar="SECONDS", help="For one query.")
@click.option("--memory", type=COUNT, default=512, show_default=True, metavar="MIB", help="For one query.")
@click.option("--max-rows", type=COUNT, default=100_000, show_default=True, metavar="N", help="Of one answer.")
@click.option("--at-once", type=COUNT, default=8, show_default=True, metavar="N", help="Queries that run at once.")
@click.option("--of-client", type=COUNT, default=4, show_default=True, metavar="N", help="The same, of one client.")
@asking
@pass_session
def serve_command(
    session: Session,
    host: str,
    port: int,
    base_url: str,
    proxies: tuple[str, ...],
    title: str,
    timeout: float,
    memory: int,
    max_rows: int,
    at_once: int,
    of_client: int,
) -> None:
    """Serve the catalog over HTTP, until Ctrl-C.

    \b
    /                     the pages that confgraph build makes
    /id/edition/ipc-11    each thing as HTML, Turtle, JSON-LD, N-Triples or RDF/XML, as Accept says
    /sparql               SPARQL 1.1 Protocol, for queries
    /queries/NAME         canned queries, described in /openapi.json
    /reconcile            the Reconciliation Service API, for OpenRefine and others

    Queries run in children with limits; what hits one is answered with 503, never with a part.

    \b
    confgraph serve
    confgraph serve --port 80 --base-url https://example.org/conferences/ --proxy 127.0.0.1
    """  # noqa: D301
    from confgraph.server.app import Options
    from confgraph.server.run import serve
    from confgraph.site import settings_of

    limits = QueryLimits(timeout, memory, max_rows)
    options = Options(settings_of(title, base_url), limits, at_once, of_client, proxies=frozenset(proxies))
    serve(session.catalog, options, host, port, lambda address: say(f"serving {address} (Ctrl-C ends it)"))
