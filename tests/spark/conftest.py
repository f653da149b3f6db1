"""Apache Spark for the tests, started once in this process; they are skipped where it or Java is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

LACKING = [
    *(["pyspark"] if importlib.util.find_spec("pyspark") is None else []),
    *(["pyarrow"] if importlib.util.find_spec("pyarrow") is None else []),
    *(["Java"] if shutil.which("java") is None and not os.environ.get("JAVA_HOME") else []),
]


@pytest.fixture(scope="session")
def java() -> None:
    """Skip where Spark cannot run."""
    if LACKING:
        pytest.skip(f"Spark cannot run here, for there is no {' and no '.join(LACKING)}")


@pytest.fixture(scope="session")
def spark(java: None) -> Iterator[Any]:
    """Yield a session of two threads that all tests of this folder use, with small blocks and few shuffles."""
    from confgraph.spark.session import session

    settings = [("spark.sql.shuffle.partitions", "3"), ("spark.sql.files.maxPartitionBytes", "1000000")]
    with session("local[2]", settings) as started:
        yield started
