"""A standalone cluster of Spark on loopback that a test starts, and of which it can kill a worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Cluster(NamedTuple):
    """The address of the master, and the workers with the folders that they write to."""

    master: str
    workers: list[tuple[subprocess.Popen[bytes], Path]]

    def kill_one_with_output(self, seconds: float) -> Path:
        """Kill the first worker that has written a part of a shuffle, with all that it started; return its folder."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for process, folder in self.workers:
                if any(folder.rglob("shuffle_*.data")):
                    os.killpg(process.pid, signal.SIGKILL)
                    return folder
            time.sleep(0.02)
        raise TimeoutError("no worker wrote anything")


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[Cluster]:
    """Yield a master with some workers of one core each; all of them end with the block."""
    from pyspark.find_spark_home import _find_spark_home

    home = Path(_find_spark_home())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    master = f"spark://127.0.0.1:{port}"
    started = []
    try:
        words = ["master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"]
        started.append(_started(home, folder / "master", *words))
        _wait_for(port)
        for n in range(workers):
            place = folder / f"worker{n}"
            words = ["worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1500m", "--webui-port", "0"]
            started.append(_started(home, place, *words, "--work-dir", str(place / "work"), master))
        yield Cluster(master, [(process, folder / f"worker{n}") for n, process in enumerate(started[1:])])
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _started(home: Path, folder: Path, role: str, *words: str) -> subprocess.Popen[bytes]:
    folder.mkdir(parents=True)
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_DIRS": str(folder / "local")}
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [home / "bin" / "spark-class", f"org.apache.spark.deploy.{role}", *words],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _wait_for(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the master does not answer")
