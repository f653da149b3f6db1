"""The gate to Apache Spark: start it on this machine's loopback or at a master, and stop it again."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, Final

from confgraph.problems import LimitReached, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL: Final = "local[*]"
"""The master by default: as many threads of this process as there are cores."""
_MISSING: Final = "the engine spark needs Apache Spark: pip install 'confgraph[spark]'"
_NO_JAVA: Final = "the engine spark needs Java 17 or later: install a JRE, or set JAVA_HOME"
_SETTINGS: Final = {
    "spark.app.name": "confgraph",
    "spark.log.level": "OFF",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50000",
    "spark.sql.execution.pyspark.udf.hideTraceback.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
LARGE: Final = 256 << 20
"""Below so many bytes, two million triples, Java needs longer to optimise its code than the code would run."""
_QUICK: Final = {"spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1"}
_LOOPBACK: Final = ("local", "spark://127.0.0.1:", "spark://localhost:")


@contextmanager
def session(
    master: str | None = None, settings: Iterable[tuple[str, str]] = (), size: int = LARGE
) -> Iterator[SparkSession]:
    """Yield a session at a master, by default this process; one that is active already is used and not stopped.

    ``settings`` are more of Spark's own; ``size`` is how many bytes will be read. Raises UsageError where Spark or
    Java is missing, or no master answers, and LimitReached where a job fails.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError(_MISSING) from None
    if shutil.which("java") is None and not os.environ.get("JAVA_HOME"):
        raise UsageError(_NO_JAVA)
    active = SparkSession.getActiveSession()
    spark = active or _started(SparkSession.builder, master or LOCAL, dict(settings), size)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of pandas 3, which nobody asks for anything
            yield spark
    except PySparkException as error:
        raise LimitReached(_why(error)) from None
    finally:
        if active is None:
            spark.stop()


def _started(builder: Any, master: str, settings: dict[str, str], size: int) -> SparkSession:
    """Return a new session; workers run the Python that runs here."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    chosen = {**_SETTINGS, **settings}
    if master.startswith(_LOOPBACK):
        chosen = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", **chosen}
    if master.startswith("local"):
        chosen = {"spark.driver.memory": "3g", **({} if size >= LARGE else _QUICK), **chosen}
    builder = builder.master(master)
    for name, value in chosen.items():
        builder = builder.config(name, value)
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as words:
        try:
            with _stderr_in(words.fileno()):
                return builder.getOrCreate()  # type: ignore[no-any-return]
        except Exception as error:  # py4j lets Java's errors through
            words.seek(0)
            raise UsageError(f"Spark does not start at {master}: {_first_line(error, words.read())}") from None


@contextmanager
def _stderr_in(file: int) -> Iterator[None]:
    """Let what Java says on stderr, from its start to its end, go into a file: who reads it wants the report alone."""
    kept = os.dup(2)
    try:
        os.dup2(file, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _why(error: Exception) -> str:
    text = str(error)
    if "Could not allocate" in text or "OutOfMemory" in text or "out of memory" in text:
        return "a partition does not fit into the memory of a worker: name more --partitions"
    return f"Spark gave up: {_first_line(error)}"


def _first_line(error: Exception, words: str = "") -> str:
    lines = [line for line in (*words.splitlines(), *str(error).splitlines()) if line.strip()]
    told = [line for line in lines if "Error" in line or "Exception" in line]
    return (told[-1] if told else lines[-1] if lines else type(error).__name__).strip()
