"""``confgraph serve``."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess

from running import COMMAND, Run
from serving import Client


def test_serve_says_where_and_ends_at_ctrl_c(run: Run) -> None:
    """The command says its address, answers there, and ends well at Ctrl-C."""
    words = [*COMMAND, *run.arguments("serve", "--port", "0", "--title", "Tiny")]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}) as server:
        assert server.stderr is not None
        line = server.stderr.readline()
        found = re.fullmatch(r"serving http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\n", line)
        assert found is not None, line
        client = Client(int(found[1]))
        assert "Tiny" in client("").text
        assert client.sparql("ASK {}").json["boolean"] is True
        server.send_signal(signal.SIGINT)
        assert server.wait(20) in (0, 130)
        assert "Traceback" not in server.stderr.read()


def test_wrong_use_is_said(run: Run) -> None:
    """A taken port and an address that is none end with words and the code of their kind."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = run("serve", "--port", str(other.getsockname()[1]))
        assert done.code == 5
        assert "choose another --port" in done.err
    done = run("serve", "--base-url", "nonsense", "--port", "0")
    assert done.code == 2
    assert "begin it with https://" in done.err
