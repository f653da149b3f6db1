"""The files that Spark reads, as one frame of lines ``(value, file, block)``: N-Triples, N-Quads, Parquet."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote, urlsplit

from confgraph.problems import FileTrouble, UsageError
from confgraph.reading.documents import shown
from confgraph.spark.lines import File
from confgraph.spark.session import LARGE

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LINES: Final = (".nt", ".nq")
_COMPRESSED: Final = (".gz", ".bz2", ".zst")
_PARQUET: Final = ".parquet"
_COLUMNS: Final = (("s", "p", "o"), ("subject", "predicate", "object"))
_PLACE: Final = ("xxhash64(_metadata.file_path) AS file", "_metadata.file_block_start AS block")
_AT_ONCE: Final = 1000
LINES: Final = "value STRING, file BIGINT, block BIGINT"


class Sources(NamedTuple):
    """Lines of files in the order of each file, the files by the keys in the column ``file``, and their bytes."""

    lines: DataFrame
    files: Mapping[int, File]
    size: int


def listed(paths: Iterable[str | Path]) -> list[str]:
    """Return the files that paths name, those of a folder in order; an address such as hdfs://… is left to Spark.

    Raises FileTrouble for what is not there, and UsageError for what Spark cannot read line by line.
    """
    found: dict[str, None] = {}
    for path in (os.fspath(one) for one in paths):
        if "://" in path:
            found[path] = None
        elif Path(path).is_dir():
            found |= dict.fromkeys(sorted(os.fspath(one) for one in Path(path).rglob("*") if _is_read(one.name)))
        elif not Path(path).exists():
            raise FileTrouble(f"{path}: no such file or directory")
        else:
            found[path] = None
    for path in found:
        _refuse(path)
    if not found:
        raise UsageError("there is no file to read: name files, or folders, of N-Triples, N-Quads or Parquet")
    return list(found)


def size_of(paths: Iterable[str]) -> int:
    """Return the bytes of files; what is elsewhere counts as large."""
    return sum(Path(path).stat().st_size if "://" not in path else LARGE for path in paths)


def _is_read(name: str) -> bool:
    return _suffix(name) in (*_LINES, _PARQUET) and not name.startswith(("_", "."))


def _suffix(name: str) -> str:
    path = Path(name.lower())
    return Path(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix


def _refuse(path: str) -> None:
    if _suffix(path) not in (*_LINES, _PARQUET):
        raise UsageError(f"{path}: Spark reads .nt, .nq and .parquet: convert the file, or use another engine")
    if Path(path).name.startswith(("_", ".")):
        raise UsageError(f"{path}: Spark passes over files whose names begin with _ or a dot: rename it")


def sources(spark: SparkSession, paths: Sequence[str]) -> Sources:
    """Return the lines of files that ``listed`` named; a row of Parquet is a line."""
    frames = []
    texts = [path for path in paths if _suffix(path) in _LINES]
    if texts:
        frames.append(spark.read.text([_pattern(path) for path in texts], lineSep="\n"))
    parquet = [path for path in paths if _suffix(path) == _PARQUET]
    if parquet:
        frames.append(_of_parquet(spark.read.parquet(*(_pattern(path) for path in parquet))))
    uris = [uri for frame in frames for uri in frame.inputFiles()]
    keys = _keys(spark, uris)
    numbers = {_address(path): (n, path) for n, path in enumerate(paths)}
    files = {key: _file(uri, numbers, len(paths) + n) for n, (key, uri) in enumerate(zip(keys, uris, strict=True))}
    chosen = [frame.selectExpr("value", *_PLACE) for frame in frames]
    return Sources(chosen[0] if len(chosen) == 1 else chosen[0].union(chosen[1]), files, size_of(paths))


def _address(path: str) -> str:
    return path if "://" in path else os.path.abspath(path)  # noqa: PTH100, which follows links, as Spark does not


def _pattern(path: str) -> str:
    """Return the pattern that one file alone has: Spark takes names for patterns, and a name may have a bracket."""
    return path if "://" in path else re.sub(r"([\[\]{}*?\\])", r"\\\1", _address(path))


def _of_parquet(frame: DataFrame) -> DataFrame:
    names = next((names for names in _COLUMNS if set(names) <= set(frame.columns)), None)
    if names is None:
        raise UsageError(
            "a Parquet file has no columns s, p, o (or subject, predicate, object) with terms of N-Triples"
        )
    row = ", ' ', ".join(f"coalesce({name}, '')" for name in names)
    return frame.selectExpr(f"concat({row}, ' .') AS value", "_metadata")


def _keys(spark: SparkSession, uris: Sequence[str]) -> list[int]:
    """Return what Spark's own hash makes of addresses; some at once, which takes no job."""
    keys = []
    for begin in range(0, len(uris), _AT_ONCE):
        named = (uri.replace("file:///", "file:/", 1) for uri in uris[begin : begin + _AT_ONCE])  # as _metadata has it
        texts = ", ".join(f"({n}, {literal(uri)})" for n, uri in enumerate(named))
        rows = spark.sql(f"SELECT n, xxhash64(uri) AS key FROM VALUES {texts} AS t(n, uri)").collect()
        keys += [row.key for row in sorted(rows)]
    return keys


def literal(text: str) -> str:
    """Return a text as Spark's SQL writes it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _file(uri: str, numbers: Mapping[str, tuple[int, str]], other: int) -> File:
    """Return the file that Spark calls by an address; files in a remote folder follow the others in Spark's order."""
    parts = urlsplit(uri)
    local = unquote(parts.path) if parts.scheme == "file" else uri
    number, path = numbers.get(local, (other, local))
    return File(number, shown(path), _suffix(path) == ".nq")
