"""Split lines into triples, in the workers: SQL where a line is surely canonical, else the front door of all bytes.

An ill-formed line is a fault with its place, and loses nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pyoxigraph import RdfFormat

from confgraph.problems import LimitReached, Problem, UnreadableInput
from confgraph.reading import parse
from confgraph.validation.candidates import strange
from confgraph.validation.facts import connect, quoted, renamed
from confgraph.validation.lines import LINE, QUAD, SPECIAL, TAGGED, TAGGED_QUAD, extracted
from confgraph.validation.ntriples import rows

if TYPE_CHECKING:
    import duckdb

_BOM: Final = "\ufeff"
_ESCAPED: Final = "(contains(value, '\\u') OR contains(value, '\\U'))"


class File(NamedTuple):
    """A file of lines: its number among all, what it is called in messages, and whether it holds quads."""

    number: int
    name: str
    quads: bool = False

    @property
    def blank(self) -> str:
        """What the labels of its blank nodes begin with."""
        return f"_:d{self.number}-"


class Where(NamedTuple):
    """A line: the file, where the block begins that Spark cut from it, and the number of the line in the block."""

    file: int
    block: int
    line: int


class Faulty(NamedTuple):
    """A line that cannot be read, with its problems, which stand in the first line of nothing else."""

    where: Where
    problems: tuple[Problem, ...]
    text: str


class Lines:
    """The triples of batches of lines, in a database: ``triples (file, block, line, p, s, o)`` are those of the last.

    ``files`` are known by the numbers in the lines' column ``file``. With ``texts`` the lines themselves are in
    ``texts (file, block, line, value)``; where that is "strange", those that may hold a suspicious character.
    """

    def __init__(self, files: Mapping[int, File], texts: str = "") -> None:
        self.db = database()
        self.counts: dict[tuple[int, int], tuple[int, int]] = {}
        """How many lines and triples each block had."""
        self.faults: list[Faulty] = []
        self._files = files
        self._texts = texts
        self._only = "true"
        self.db.execute(
            "CREATE TEMP TABLE triples (file INTEGER, block BIGINT, line BIGINT, p VARCHAR, s VARCHAR, o VARCHAR);"
            "CREATE TEMP TABLE texts (file INTEGER, block BIGINT, line BIGINT, value VARCHAR)"
        )

    def read(self, batch: Any, only: str = "true") -> None:
        """Take a batch of Arrow with the columns value, file and block, in the order of the files.

        All lines are counted; those of which the SQL ``only`` is false of their value are not split.
        """
        self._only = only
        self.db.execute("TRUNCATE triples; TRUNCATE texts")
        self.faults.clear()
        for key, block, values in _runs(batch):
            file, before = self._files[key], self.counts.get((self._files[key].number, block), (0, 0))
            self._take(file, block, values, before[0])
            ((triples,),) = self.db.execute(
                "SELECT count(*) FROM triples WHERE file = $1 AND block = $2 AND line > $3",
                [file.number, block, before[0]],
            ).fetchall()
            self.counts[file.number, block] = before[0] + len(values), before[1] + triples

    def _take(self, file: File, block: int, values: Any, before: int) -> None:
        import pyarrow

        numbers: Sequence[int] = range(before + 1, before + len(values) + 1)
        try:
            values.validate(full=True)
        except pyarrow.ArrowInvalid:  # a byte that is no UTF-8, which a database does not survive
            numbers, values = self._decoded(file, block, values, numbers)
        self._split(file, block, values, numbers)

    def _decoded(self, file: File, block: int, values: Any, numbers: Sequence[int]) -> tuple[Sequence[int], list[str]]:
        """Return the lines that are UTF-8, with their numbers; others are faults."""
        import pyarrow

        kept, texts = [], []
        for number, data in zip(numbers, values.cast(pyarrow.binary()).to_pylist(), strict=True):
            try:
                texts.append(data.decode())
                kept.append(number)
            except UnicodeDecodeError:
                self._parse_line(file, Where(file.number, block, number), data)
        return kept, texts

    def _split(self, file: File, block: int, values: Any, numbers: Sequence[int]) -> None:
        import pyarrow

        texts = values if isinstance(values, pyarrow.Array) else pyarrow.array(values, pyarrow.string())
        self.db.register("batch", pyarrow.table({"value": texts, "line": pyarrow.array(numbers, pyarrow.int64())}))
        pattern = QUAD if file.quads else LINE
        self.db.execute(
            f"CREATE OR REPLACE TEMP TABLE split AS SELECT line, value, {extracted('value', pattern, *'spo')} AS x "
            f"FROM batch WHERE {self._only}; UPDATE split SET x = {{'s': '', 'p': '', 'o': ''}} WHERE {SPECIAL}"
        )
        begin, blank = f"{file.number}, {block}, line", quoted(file.blank)
        self.db.execute(
            f"INSERT INTO triples SELECT {begin}, x.p, {renamed('x.s', blank)}, {renamed('x.o', blank)} "
            "FROM split WHERE x.p <> ''"
        )
        if self._texts:
            which = f" WHERE {strange('value')} OR {_ESCAPED}" if self._texts == "strange" else ""
            self.db.execute(f"INSERT INTO texts SELECT {begin}, value FROM split{which}")
        self._mend(file, block)

    def _mend(self, file: File, block: int) -> None:
        """Add the triples of the lines that are left: by SQL where only a tag is unusual, else by the parser."""
        tagged = extracted("value", TAGGED_QUAD if file.quads else TAGGED, "s", "p", "o", "tag")
        self.db.execute(
            f"CREATE OR REPLACE TEMP TABLE odd AS SELECT line, value, {tagged} AS x FROM split WHERE x.p = ''"
        )
        self.db.execute(
            f"INSERT INTO triples SELECT {file.number}, {block}, line, x.p, {renamed('x.s', quoted(file.blank))}, "
            "x.o || lower(x.tag) FROM odd WHERE x.p <> ''"
        )
        left = self.db.execute(
            "SELECT line, value FROM odd WHERE x.p = '' AND trim(value, ' \t\r') <> '' "
            "AND NOT starts_with(ltrim(value, ' \t'), '#') ORDER BY line"
        ).fetchall()
        if left:
            self._parse(file, block, left)

    def _parse(self, file: File, block: int, left: list[tuple[int, str]]) -> None:
        """Add what the parser makes of lines, all at once where each is one statement, else one by one."""
        if block == 0 and left[0][0] == 1:
            left[0] = (1, left[0][1].removeprefix(_BOM))
        try:
            document = parse("\n".join(value for _, value in left).encode(), self._format(file), file.name)
            if len(document) == len(left):
                self._put(file, block, [line for line, _ in left], list(rows(document)))
                return
        except (UnreadableInput, LimitReached):
            pass
        for line, value in left:
            self._parse_line(file, Where(file.number, block, line), value.encode())

    def _parse_line(self, file: File, where: Where, data: bytes) -> None:
        try:
            found = list(rows(parse(data, self._format(file), file.name)))
        except (UnreadableInput, LimitReached) as error:
            self.faults.append(Faulty(where, error.problems, data.decode("utf-8", "replace")))
            return
        self._put(file, where.block, [where.line] * len(found), found)

    def _format(self, file: File) -> RdfFormat:
        return RdfFormat.N_QUADS if file.quads else RdfFormat.N_TRIPLES

    def _put(self, file: File, block: int, lines: list[int], found: list[tuple[str, str, str]]) -> None:
        columns = [lines, *([row[n] for row in found] for n in range(3))]
        blank = quoted(file.blank)
        self.db.execute(
            f"INSERT INTO triples SELECT {file.number}, {block}, line, p, {renamed('s', blank)}, {renamed('o', blank)} "
            "FROM (SELECT unnest($1) AS line, unnest($2) AS s, unnest($3) AS p, unnest($4) AS o)",
            columns,
        )


def database() -> duckdb.DuckDBPyConnection:
    """Return a database for one task of Spark, which has one core."""
    db = connect()
    db.execute("SET threads = 1")
    return db


def arrow(db: duckdb.DuckDBPyConnection, sql: str) -> Iterator[Any]:
    """Yield what a query finds as batches of Arrow."""
    yield from db.sql(sql).to_arrow_table().to_batches()


def _runs(batch: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield file, block and lines of each part of a batch that is of one block."""
    names = ("file", "block")
    if all(len(batch.column(name).unique()) == 1 for name in names):
        yield *(batch.column(name)[0].as_py() for name in names), batch.column("value")
        return
    files, blocks = (batch.column(name).to_pylist() for name in names)
    begin = 0
    for at in range(1, len(files) + 1):
        if at == len(files) or files[at] != files[begin] or blocks[at] != blocks[begin]:
            yield files[begin], blocks[begin], batch.column("value").slice(begin, at - begin)
            begin = at
