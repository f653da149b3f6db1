"""What a worker of Spark does with its share: batches of Arrow in, batches of Arrow out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from pyoxigraph import Quad

from confgraph.namespaces import expand
from confgraph.reading.terms import findings
from confgraph.spark.lines import Faulty, File, Lines, Where, arrow, database
from confgraph.spark.messages import packed
from confgraph.spark.routes import Routes, at_home, away, part_of
from confgraph.validation.candidates import doubtful
from confgraph.validation.dialect import text
from confgraph.validation.facts import as_quads, hold
from confgraph.validation.report import Result

ROWS: Final = "part INT, own BOOLEAN, p STRING, s STRING, o STRING"
"""What is sent to the parts; where p is NULL, s is a node that has no triple, or o a message for the driver."""
ASKED: Final = "part INT, p STRING, s STRING, o STRING"
"""What is read away from home: see ``routes.away``."""
MESSAGES: Final = "message STRING"
SUBJECT: Final = f"<{expand('cg:subject')}>"


class Counted(NamedTuple):
    """How many lines and triples the blocks of some files had."""

    blocks: Mapping[tuple[int, int], tuple[int, int]]


class Strange(NamedTuple):
    """A line that may hold a suspicious character."""

    where: Where
    text: str


class Found(NamedTuple):
    """A line about a node that somebody asked for."""

    where: Where
    text: str


class Known(NamedTuple):
    """A node of which somebody asked whether it is a subject, and it is."""

    node: str


class Judged(NamedTuple):
    """What a part found: results, and queries that another engine was asked."""

    results: Sequence[Result]
    elsewhere: Sequence[str]


class Task(NamedTuple):
    """What all workers of a run know: the files by their keys, where triples are sent, and the shapes."""

    files: Mapping[int, File]
    first_around: int
    routes: Routes
    shapes: Sequence[Quad] = ()
    roots: Sequence[Any] = ()
    only_own: bool = False


def send_home(batches: Iterable[Any], task: Task) -> Iterator[Any]:
    """Yield the rows that go home, and what is told on the way: faults, findings, strange lines, counts."""
    lines = Lines(task.files, texts="strange")
    for batch in batches:
        lines.read(batch)
        yield from arrow(lines.db, at_home(task.routes, task.first_around))
        yield from _told([*lines.faults, *_findings(lines, task), *_strange(lines, task)])
    yield from _told([Counted(lines.counts)])


def send_away(batches: Iterable[Any], task: Task) -> Iterator[Any]:
    """Yield what is read away from home, and the first asks for it."""
    lines = Lines(task.files)
    for batch in batches:
        lines.read(batch)
        yield from arrow(lines.db, away(task.routes))


def judge(batches: Iterable[Any], task: Task) -> Iterator[Any]:
    """Yield the messages of a part: what was told on the way to it, and its results."""
    from confgraph.validation.compiled import run_on
    from confgraph.validation.shapes import Shapes
    from confgraph.validation.tables import Tables

    tables = Tables()
    tables.db.execute("SET threads = 1")
    yield from receive(tables.db, batches)
    tables.take("(SELECT p, s, o FROM sent WHERE p IS NOT NULL)")
    tables.db.execute(f"CREATE TEMP TABLE home AS {_home(task)}; DROP TABLE sent")
    shapes = Shapes(task.shapes)
    wanted = set(task.roots)
    roots = [shape for shape in shapes.roots if shape.node in wanted]
    yield from messages([Judged(run_on(tables, shapes, roots, "home"), tables.elsewhere)])


def receive(db: Any, batches: Iterable[Any]) -> Iterator[Any]:
    """Put the rows that were sent into the table ``sent``, and yield what was told on the way."""
    import pyarrow

    db.execute("CREATE TEMP TABLE sent (part INTEGER, own BOOLEAN, p VARCHAR, s VARCHAR, o VARCHAR)")
    for batch in batches:
        db.register("batch", pyarrow.Table.from_batches([batch]))
        yield from arrow(db, "SELECT o AS message FROM batch WHERE p IS NULL AND o IS NOT NULL")
        db.execute("INSERT INTO sent SELECT part, own, p, s, o FROM batch WHERE p IS NOT NULL OR o IS NULL")


def _home(task: Task) -> str:
    """Return the SQL for the nodes that are at home in the parts that were sent, and are validated."""
    parts = "(SELECT DISTINCT part FROM sent)"
    if task.only_own:
        claimed = f"SELECT o FROM sent WHERE own AND p = '{SUBJECT}' AND left(o, 1) = '<'"
        nodes = f"SELECT s AS n FROM sent WHERE own UNION {claimed}"
    else:
        nodes = "SELECT s AS n FROM sent UNION SELECT o FROM sent WHERE o IS NOT NULL"
    return f"SELECT n FROM ({nodes}) WHERE {part_of('n', task.routes.parts)} IN {parts}"


def find(batches: Iterable[Any], task: Task, about: Sequence[str], known: Sequence[str]) -> Iterator[Any]:
    """Yield the lines about some nodes, and which of the ``known`` are subjects."""
    lines = Lines(task.files, texts="all")
    hold(lines.db, "about", "n", [(one,) for one in about])
    hold(lines.db, "known", "n", [(one,) for one in known])
    hold(lines.db, "first", "n", [(_as_written(one),) for one in (*about, *known)])
    for batch in batches:
        lines.read(batch, f"split_part(value, ' ', 1) IN (SELECT n FROM first) OR {_ODD}")
        found = lines.db.execute(_LINES_ABOUT.format("s IN (SELECT n FROM about)")).fetchall()
        subjects = lines.db.execute("SELECT DISTINCT s FROM triples WHERE s IN (SELECT n FROM known)").fetchall()
        yield from messages([Found(Where(*where), text) for *where, text in found])
        yield from messages([Known(subject) for (subject,) in subjects])


def find_links(batches: Iterable[Any], task: Task, about: Sequence[str]) -> Iterator[Any]:
    """Yield the lines whose object is one of some nodes."""
    lines = Lines(task.files, texts="all")
    hold(lines.db, "about", "n", [(one,) for one in about])
    for batch in batches:
        lines.read(batch)
        found = lines.db.execute(_LINES_ABOUT.format("o IN (SELECT n FROM about)")).fetchall()
        yield from messages([Found(Where(*where), text) for *where, text in found])


def find_names(batches: Iterable[Any], task: Task, begins: Sequence[str]) -> Iterator[Any]:
    """Yield the subjects, each once a batch, that begin with one of some texts."""
    lines = Lines(task.files)
    starts = " OR ".join(f"starts_with({{0}}, {text(one)})" for one in begins)
    for batch in batches:
        lines.read(batch, f"{starts.format('value')} OR {_ODD}")
        yield from arrow(lines.db, f"SELECT DISTINCT s AS message FROM triples WHERE {starts.format('s')}")


def find_subjects(batches: Iterable[Any], task: Task, known: Sequence[str]) -> Iterator[Any]:
    """Yield those of some nodes that are subjects, each once a batch."""
    lines = Lines(task.files)
    hold(lines.db, "known", "n", [(one,) for one in known])
    for batch in batches:
        lines.read(batch, f"split_part(value, ' ', 1) IN (SELECT n FROM known) OR {_ODD}")
        yield from arrow(lines.db, "SELECT DISTINCT s AS message FROM triples WHERE s IN (SELECT n FROM known)")


_ODD: Final = r"NOT regexp_matches(value, '^(?:<[A-Za-z0-9:/._~?#=&%+,;@-]*>|_:[A-Za-z0-9]+) ')"
"""What tells that the subject of a line may be written otherwise than it is canonically."""
_LINES_ABOUT: Final = (
    "SELECT DISTINCT x.file, x.block, x.line, value FROM texts x JOIN triples t "
    "ON x.file = t.file AND x.block = t.block AND x.line = t.line WHERE {}"
)


def _as_written(node: str) -> str:
    """Return a node as a file writes it: a label without what tells its file."""
    return f"_:{node.partition('-')[2]}" if node.startswith("_:") else node


def _findings(lines: Lines, task: Task) -> Iterator[Any]:
    sql = f"SELECT s, p, o FROM triples WHERE file < {task.first_around} AND ({doubtful('o', 'p')})"
    rows = lines.db.execute(sql).fetchall()
    found = [one.quad for one in findings(as_quads(rows))] if rows else []
    if found:
        yield found


def _strange(lines: Lines, task: Task) -> Iterator[Strange]:
    for *where, line in lines.db.execute("SELECT * FROM texts WHERE file < $1", [task.first_around]).fetchall():
        yield Strange(Where(*where), line)


def _told(told: Sequence[Faulty | Strange | Counted | list[Quad]]) -> Iterator[Any]:
    """Yield messages as rows of part 0."""
    import pyarrow

    if told:
        texts, nothing = [packed(one) for one in told], [None] * len(told)
        columns = {"part": pyarrow.array([0] * len(texts), pyarrow.int32())}
        columns["own"] = pyarrow.array(nothing, pyarrow.bool_())
        columns |= {"p": pyarrow.array(nothing, pyarrow.string()), "s": pyarrow.array(nothing, pyarrow.string())}
        yield pyarrow.record_batch({**columns, "o": pyarrow.array(texts, pyarrow.string())})


def messages(told: Sequence[Any]) -> Iterator[Any]:
    """Yield messages as rows of MESSAGES."""
    import pyarrow

    if told:
        yield pyarrow.record_batch({"message": pyarrow.array([packed(one) for one in told], pyarrow.string())})


def parts_of(nodes: Sequence[str], parts: int) -> list[int]:
    """Return the parts in which nodes are at home."""
    rows = database().execute(f"SELECT {part_of('n', parts)} FROM (SELECT unnest($1) AS n)", [list(nodes)]).fetchall()
    return [part for (part,) in rows]
