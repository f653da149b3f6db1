"""Run the command line in tests: inside this process where speed counts, as a process of its own where it matters."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from confgraph.cli.main import main

TINY: Final = Path(__file__).parent / "tiny"
COMMAND: Final = [sys.executable, "-c", "from confgraph.cli import run; run()"]


class Outcome(NamedTuple):
    """What a call gave: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


class Run:
    """Call the command line on a catalog, by default the tiny one; None is the shipped one."""

    def __init__(self, catalog: Path | None = TINY) -> None:
        self.catalog = catalog

    def on(self, catalog: Path | None) -> Run:
        """Return the same for another catalog."""
        return Run(catalog)

    def arguments(self, *arguments: str | Path) -> list[str]:
        """Return the arguments of the call, the catalog among them."""
        before = ["--catalog", str(self.catalog)] if self.catalog else []
        return [*before, *map(str, arguments)]

    def __call__(self, *arguments: str | Path) -> Outcome:
        """Run inside this process; stdout is a pipe for the command."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(self.arguments(*arguments))
        out.flush()
        err.flush()
        return Outcome(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))

    def process(
        self,
        *arguments: str | Path,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stdout: int = subprocess.PIPE,
        before: str = "",
    ) -> Outcome:
        """Run as a process of its own; ``before`` is Python to run first."""
        command = COMMAND if not before else [*COMMAND[:2], f"{before}\n{COMMAND[2]}"]
        done = subprocess.run(
            [*command, *self.arguments(*arguments)],
            stdout=stdout,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            timeout=120,
            check=False,
        )
        return Outcome(done.returncode, (done.stdout or b"").decode(), done.stderr.decode())
