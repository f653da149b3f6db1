"""Real triplestores that the tests start and stop on loopback: Oxigraph's server and Virtuoso."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pytest

PASSWORD: Final = "dba"  # of every new Virtuoso
_INI: Final = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
MaxClientConnections = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
MaxClientConnections = 5
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


class Server(NamedTuple):
    """A server that runs: its base address, its account, and the words of the command line for both."""

    url: str
    user: str | None = None
    password: str | None = None
    password_file: Path | None = None

    @property
    def account(self) -> list[str]:
        """The options of the account."""
        return ["--user", self.user, "--password-file", str(self.password_file)] if self.user else []


def free_port() -> int:
    """Return a port on loopback that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Run Oxigraph's server, which is a dev dependency, over an empty store in ``folder``."""
    program = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    words = [str(program), "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with listening(words, port, folder, folder / "server.out"):
        yield Server(f"http://127.0.0.1:{port}")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso over a new database in ``folder``; skip where it is not installed, and fail in CI."""
    program = shutil.which("virtuoso-t")
    if program is None:
        assert not os.environ.get("CI"), "CI has to install virtuoso-opensource"
        pytest.skip("there is no Virtuoso: on Debian, apt install virtuoso-opensource")
    sql, http = free_port(), free_port()
    (folder / "own.ini").write_text(virtuoso_ini(sql, http))
    (folder / "password").write_text(f"{PASSWORD}\n")
    with listening([program, "-f", "-c", "own.ini"], http, folder, folder / "server.out"):
        yield Server(f"http://127.0.0.1:{http}", "dba", PASSWORD, folder / "password")


def virtuoso_ini(sql: int, http: int) -> str:
    """Return the configuration of a Virtuoso that listens at two ports of loopback and keeps all in its folder."""
    return _INI.format(sql=sql, http=http)


@contextmanager
def listening(
    words: list[str], port: int, folder: Path, told: Path, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run a server in a folder until the end, from when it listens; what it says goes into the file ``told``."""
    with told.open("wb") as out:
        process = subprocess.Popen(words, cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(port, process, told)
        yield
    finally:
        process.kill()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes], out: Path) -> None:
    """Wait until a server listens; fail with what it said when it ends before."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert process.poll() is None, out.read_text()
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{process.args!r} does not listen: {out.read_text()}")
