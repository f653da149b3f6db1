"""A server from its start to its end."""

from __future__ import annotations

import gc
import socket
import sys
from pathlib import Path

import pytest

import confgraph
from confgraph.catalog import open_catalog
from confgraph.problems import FileTrouble
from confgraph.server.app import Options
from confgraph.server.run import serve
from running import TINY
from serving import SETTINGS, alive, children, running


def test_an_address_that_is_taken_is_said() -> None:
    """A port that another program has is named, with what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(FileTrouble, match=f"127.0.0.1:{port} cannot be served: .*choose another --port"):
            serve(open_catalog(TINY), Options(SETTINGS), "127.0.0.1", port, print)


def test_nothing_stays_behind() -> None:
    """When a server has ended its children have too."""
    with running(open_catalog(TINY)) as client:
        assert client("").status == 200
        left = children(client.pid)
        assert len(left) == 8
    assert not any(map(alive, left))


def test_a_server_that_is_killed_leaves_no_children(tmp_path: Path) -> None:
    """Kill -9 of the server ends its children as well."""
    import os
    import signal
    import time

    with running(open_catalog(TINY)) as client:
        left = children(client.pid)
        os.kill(client.pid, signal.SIGKILL)
        until = time.monotonic() + 5
        while any(map(alive, left)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(map(alive, left))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_pages_leave_nothing_behind(graph: confgraph.Graph) -> None:
    """More pages than are kept, made again and again, take no more memory, though a command runs without collector."""
    catalog = graph.catalog
    found = catalog.store.select("SELECT ?edition { ?edition a cg:Edition } LIMIT 700")
    names = [row.edition.rpartition("/")[2] for row in found]
    gc.disable()
    try:
        with running(catalog) as client:

            def grown() -> int:
                before = memory(client.pid)
                assert {client(f"edition/{name}.html").status for name in names} == {200}
                return memory(client.pid) - before

            grown()
            assert min(grown(), grown()) < 5_000  # without a collector 17,000
    finally:
        gc.enable()


def memory(pid: int) -> int:
    """Return the resident memory of a process in KiB."""
    (line,) = [one for one in Path(f"/proc/{pid}/status").read_text().splitlines() if one.startswith("VmRSS")]
    return int(line.split()[1])
