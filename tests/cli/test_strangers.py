"""Strangers' data: each file of the hostile corpus ends as its manifest says, in bounds, and nothing is contacted."""

from __future__ import annotations

import csv
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from running import COMMAND, Run

FOLDER: Final = Path(__file__).parents[3] / "shared" / "security"
MANIFEST: Final = FOLDER / "corpus" / "manifest.csv"
ROWS: Final = list(csv.DictReader(MANIFEST.read_text(encoding="utf-8").splitlines())) if MANIFEST.is_file() else []
CODES: Final = {"accept": (0,), "violate": (1,), "reject": (3,), "flag": (0, 1, 3), "safe": (0, 1, 3, 4)}
RAW: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
APART: Final = ("resource", "ssrf", "xxe", "code-exec", "validator-override")
MEMORY: Final = 400 * 1024 * 1024

pytestmark = pytest.mark.skipif(not ROWS, reason=f"the corpus is not beside the checkout: {FOLDER}")


@pytest.fixture(scope="module")
def asked() -> Iterator[list[object]]:
    """The connections to the address that the corpus tempts with."""
    found: list[object] = []
    with socket.create_server(("127.0.0.1", 18999)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, address = server.accept()
                except OSError:
                    return
                found.append(address)
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield found
        server.shutdown(socket.SHUT_RDWR)


def judged(row: dict[str, str], code: int, told: str) -> None:
    """Hold the end of a run to its row of the manifest."""
    name, place = row["file"], f"{row['file']}:{row['error_line']}:"
    assert code in CODES[row["expect"]], told
    assert "Traceback" not in told
    assert not RAW.search(told)
    assert not row["error_line"] or place in told
    if row["expect"] == "flag":
        assert "warning" in told or code
    if row["expect"] in ("reject", "violate"):
        assert f"{name}:" in told
    if row["forbid_in_output"]:
        assert row["forbid_in_output"].encode().decode("unicode_escape") not in told


@pytest.mark.parametrize("row", [row for row in ROWS if row["category"] not in APART], ids=lambda row: row["file"])
def test_a_file_ends_as_the_manifest_says(row: dict[str, str], run: Run, asked: list[object]) -> None:
    """Accepted, refused with file and line, violating or flagged; no traceback and nothing raw on the terminal."""
    done = run("validate", "--shapes", FOLDER / "corpus-shapes.ttl", FOLDER / "corpus" / row["file"])
    judged(row, done.code, done.out + done.err)
    assert not asked


@pytest.mark.parametrize("row", [row for row in ROWS if row["category"] in APART], ids=lambda row: row["file"])
def test_a_bomb_does_not_go_off(row: dict[str, str], asked: list[object]) -> None:
    """In three seconds of processor and 400 MB, as a process of its own, without a connection."""
    arguments = ["validate", "--shapes", FOLDER / "corpus-shapes.ttl", FOLDER / "corpus" / row["file"]]
    code = (
        "import os, resource, subprocess, sys; done = subprocess.run(sys.argv[1:], capture_output=True, timeout=60);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "sys.stdout.buffer.write(done.stdout + done.stderr);"
        "print(used.ru_maxrss, used.ru_utime + used.ru_stime, file=sys.stderr); os._exit(done.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-u", "-c", code, *COMMAND, *map(str, arguments)], capture_output=True, timeout=90, check=False
    )
    judged(row, done.returncode, done.stdout.decode("utf-8", "replace"))
    kilobytes, seconds = done.stderr.split()
    assert int(kilobytes) * 1024 < MEMORY
    assert float(seconds) < 3
    assert not asked
