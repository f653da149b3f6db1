"""The peers that are measured beside us: installed into .peers/ where they are missing, and started as servers."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(__file__).parents[1] / ".peers"
PYTHON = FOLDER / "py" / "bin"


def from_pypi(command: str, *packages: str) -> Path:
    """Return a command of packages from PyPI, in an environment of the peers' own."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", PYTHON.parent], check=True)
    if not (PYTHON / command).exists():
        subprocess.run([PYTHON / "pip", "install", "-q", *packages], check=True)
    return PYTHON / command


def from_npm(name: str) -> Path:
    """Return the folder of a package from npm."""
    folder = FOLDER / name
    if not (folder / "node_modules" / name).exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "i", "--silent", "--no-audit", "--no-fund", name], cwd=folder, check=True)
    return folder / "node_modules" / name


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def server(words: list[object], port: int) -> Iterator[float]:
    """Run a server; give the seconds from its start to its first answer."""
    begin = time.perf_counter()
    with subprocess.Popen(list(map(str, words)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
        try:
            while True:
                try:
                    ask(port, "/", "*/*")
                    break
                except OSError:
                    assert one.poll() is None, words
                    time.sleep(0.01)
            yield time.perf_counter() - begin
        finally:
            one.terminate()


def ask(
    port: int, path: str, accept: str, kept: http.client.HTTPConnection | None = None, form: bytes | None = None
) -> tuple[int, bytes]:
    """Return status and body of a GET, or of the POST of a form, over a connection that is kept where there is one."""
    connection = kept or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Accept": accept}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if form is None else "POST", path, form, headers)
    response = connection.getresponse()
    body = response.read()
    if kept is None:
        connection.close()
    return response.status, body
