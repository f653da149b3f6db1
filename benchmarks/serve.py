"""The server against Trifid, rdflib-endpoint and Oxigraph's server, on the same data and with the same requests.

    python benchmarks/serve.py [--load MINUTES]

The peers are installed into .peers/ where they are not there yet: rdflib-endpoint from PyPI, Trifid from npm. Requests
are taken in turns, so that a busy moment hits all; the median counts. With --load the server alone gets mixed requests
of eight clients, each at most ten a second, for so long, and its errors and memory are told.
"""

from __future__ import annotations

import http.client
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from peers import FOLDER, ask, free_port, from_npm, from_pypi, server
from pyoxigraph import RdfFormat

import confgraph
from confgraph.evaluation import evaluate
from confgraph.namespaces import ID
from confgraph.sandbox.pool import Pool
from confgraph.store import Store

BIN = Path(sys.executable).parent
QUERY = "SELECT ?p ?o WHERE {{ <{}> ?p ?o }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TRIFID = """
server: {{ listener: {{ port: {port} }} }}
globals: {{ datasetBaseUrl: "{base}", endpoints: {{ default: {{ url: /query }} }} }}
plugins:
  entity-renderer: {{ module: "@zazuko/trifid-entity-renderer" }}
  fetch-handler:
    module: trifid-handler-fetch
    paths: /query
    config: {{ url: "{data}", contentType: application/n-triples, unionDefaultGraph: true }}
"""


def entities(count: int) -> list[str]:
    """Return some editions, by chance and always the same."""
    graph = confgraph.open()
    rows = graph.query("SELECT ?s { ?s a cg:Edition } ORDER BY ?s")
    assert isinstance(rows, confgraph.Rows)
    return random.Random(1).sample([str(row.s).removeprefix(ID) for row in rows], count)


def compare() -> None:
    """Print the medians of each kind of request, of each server."""
    FOLDER.mkdir(exist_ok=True)
    data = FOLDER / "data.nt"
    data.write_bytes(confgraph.open().export("ntriples"))
    ports = {name: free_port() for name in ("confgraph", "Trifid", "rdflib-endpoint", "Oxigraph")}
    (FOLDER / "trifid.yaml").write_text(TRIFID.format(port=ports["Trifid"], base=ID, data=data))
    store = FOLDER / "oxigraph"
    if not store.exists():
        subprocess.run([BIN / "oxigraph", "load", "--location", store, "--file", data], check=True)
    here, bound = ("--host", "127.0.0.1"), f"127.0.0.1:{ports['Oxigraph']}"
    starts: dict[str, list[object]] = {
        "confgraph": [BIN / "confgraph", "serve", "--port", ports["confgraph"]],
        "Trifid": ["node", from_npm("trifid") / "server.js", "-c", FOLDER / "trifid.yaml"],
        "rdflib-endpoint": [
            from_pypi("rdflib-endpoint", "rdflib-endpoint[cli]"),
            "serve",
            *here,
            "--port",
            ports["rdflib-endpoint"],
            data,
        ],
        "Oxigraph": [BIN / "oxigraph", "serve-read-only", "--location", store, "--bind", bound],
    }
    with ExitStack() as stack:
        seconds = {name: stack.enter_context(server(words, ports[name])) for name, words in starts.items()}
        print(
            "| start to first answer | " + " | ".join(f"{name} {taken:.2f} s" for name, taken in seconds.items()) + " |"
        )
        sparql = {"Trifid": "/query?query=", "rdflib-endpoint": "/?query=", "Oxigraph": "/query?query="}
        names = entities(60)

        def page(_name: str, one: str) -> str:
            return f"/{one}"

        def select(name: str, one: str) -> str:
            return sparql.get(name, "/sparql?query=") + quote(QUERY.format(ID + one))

        rounds: list[tuple[str, str, Callable[[str, str], str], tuple[str, ...]]] = [
            ("HTML", "text/html", page, ("confgraph", "Trifid")),
            ("Turtle", "text/turtle", page, ("confgraph", "Trifid")),
            ("SELECT", "application/sparql-results+json", select, tuple(starts)),
        ]
        print("| request, median of 60 things in ms | " + " | ".join(starts) + " |")
        for title, accept, path, contenders in rounds:
            for when in ("first", "again"):
                taken = _medians(names, contenders, ports, accept, path)
                cells = [f"{taken[name]:.2f}" if name in taken else "–" for name in starts]
                print(f"| {title}, {when} | " + " | ".join(cells) + " |", flush=True)
        hostile(ports["confgraph"])
    overhead()


def _medians(
    names: list[str], contenders: tuple[str, ...], ports: dict[str, int], accept: str, path: Callable[[str, str], str]
) -> dict[str, float]:
    kept = {name: http.client.HTTPConnection("127.0.0.1", ports[name], timeout=60) for name in contenders}
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for one in names:
        for name in contenders:
            begin = time.perf_counter()
            status, body = ask(ports[name], path(name, one), accept, kept[name])
            times[name].append((time.perf_counter() - begin) * 1000)
            assert status == 200, (name, path(name, one), status, body[:300])
            assert one.encode().rpartition(b"/")[2] in body or b"bindings" in body, (name, body[:300])
    return {name: statistics.median(taken) for name, taken in times.items()}


def hostile(port: int) -> None:
    """Print how long ASK {} takes while two queries without end run."""
    threads = [threading.Thread(target=ask, args=(port, f"/sparql?query={quote(ENDLESS)}", "*/*")) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    times = []
    while any(thread.is_alive() for thread in threads):
        begin = time.perf_counter()
        assert ask(port, "/sparql?query=ASK%20%7B%7D", "*/*")[0] == 200
        times.append((time.perf_counter() - begin) * 1000)
    cuts = statistics.quantiles(times, n=20)
    print(f"\nASK while two endless queries run: {len(times)}, median {cuts[9]:.1f} ms, 95 % {cuts[18]:.1f} ms")


def overhead() -> None:
    """Print what the limits cost a query at 100,000 triples."""
    store, lines = Store(), []
    for number in range(20_000):
        lines += [f'<urn:s{number}> <urn:p{p}> "{number}" .' for p in range(5)]
    store._index.load("\n".join(lines).encode(), format=RdfFormat.N_TRIPLES)
    query = QUERY.format("urn:s77")
    pool = Pool(_evaluated, opening=store.opening(), size=1)
    pool.ask(query)
    apart = _mean(lambda: pool.ask(query))
    here = _mean(lambda: _evaluated(store._index, query))
    pool.close()
    print(
        f"a SELECT at {len(store):,} triples: {here:.3f} ms here, {apart:.3f} ms in a child: {apart - here:.3f} ms more"
    )


def _evaluated(index: object, text: str) -> bytes:
    return evaluate(index, text, "q", 1000)  # type: ignore[arg-type]


def _mean(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    for _ in range(2000):
        call()
    return (time.perf_counter() - begin) / 2


def load(minutes: float) -> None:
    """Print errors and memory of the server while eight clients ask all kinds of things."""
    port = free_port()
    names = entities(600)
    counts: dict[str, int] = {}
    lock = threading.Lock()
    until = time.monotonic() + minutes * 60

    def client(seed: int) -> None:
        chance = random.Random(seed)
        kept = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < until:
            one = chance.choice(names)
            path, accept = chance.choice([
                (f"/{one}", "text/html"),
                (f"/{one}", "text/turtle"),
                (f"/id/{one}", "application/ld+json"),
                (f"/sparql?query={quote(QUERY.format(ID + one))}", "text/csv"),
                ("/queries/growth-by-year", "application/json"),
                (f"/queries/describe?id={quote(ID + one, safe='')}", "text/turtle"),
                (f"/reconcile?queries={quote(json.dumps({'q': {'query': one}}))}", "*/*"),
                ("/", "text/html"),
            ])  # fmt: skip
            try:
                status, _ = ask(port, path, accept, kept)
            except (OSError, http.client.HTTPException) as error:
                status, kept = 0, http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                print(type(error), error, path)
            time.sleep(0.1)
            with lock:
                counts[str(status)] = counts.get(str(status), 0) + 1

    with server([BIN / "confgraph", "serve", "--port", port], port) as _:
        listed = subprocess.run(["pgrep", "-f", f"serve --port {port}"], capture_output=True, text=True, check=True)
        pid = int(listed.stdout.split()[0])
        threads = [threading.Thread(target=client, args=(seed,)) for seed in range(8)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            time.sleep(min(60, max(1, minutes * 6)))
            rss = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
            print(f"{(minutes * 60 - (until - time.monotonic())):.0f} s: {counts}, {rss[0].split()[1]} kB", flush=True)


if __name__ == "__main__":
    if "--load" in sys.argv:
        load(float(sys.argv[sys.argv.index("--load") + 1]))
    else:
        compare()
