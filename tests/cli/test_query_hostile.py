"""Hostile queries end in time, with 2 or 4 or an answer; nothing leaves the machine, and nothing is read or changed.

The 38 requests of ../shared/security/sparql, where that folder is there, and cousins of each class.
"""

from __future__ import annotations

import csv
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Run

FOLDER = Path(__file__).parents[3] / "shared" / "security" / "sparql"
ANSWERED, REFUSED, LIMITED = {0}, {2}, {4}
CODES = {"200": ANSWERED, "400": REFUSED | LIMITED, "413": REFUSED | LIMITED, "414": LIMITED, "422": REFUSED | LIMITED}
TOO_MUCH = {"408", "429", "503", "504"}
PORT, SECRET = "18999", "/var/empty/canary/secret.ttl"
LIMITS = ("--timeout", "1", "--memory", "300")

ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
URL = f"<http://127.0.0.1:{PORT}/>"


def chain(first: str, step: str, times: int, last: str) -> str:
    """Return a text with a part that is repeated."""
    return first + step * times + last


COUSINS = {
    "ssrf: SERVICE of a variable": (f"SELECT * {{ VALUES ?s {{ {URL} }} SERVICE ?s {{ ?x ?y ?z }} }}", REFUSED),
    "ssrf: SERVICE SILENT in MINUS": (f"ASK {{ ?x ?y ?z MINUS {{ SERVICE SILENT {URL} {{ ?x ?y ?z }} }} }}", REFUSED),
    "ssrf: FROM by a prefix": (f"PREFIX e: {URL} SELECT * FROM e:x {{ ?x ?y ?z }}", REFUSED),
    "ssrf: DESCRIBE": (f"DESCRIBE {URL}", ANSWERED),
    "file-read: FROM": (f"CONSTRUCT {{ ?x ?y ?z }} FROM <file://{SECRET}> {{ ?x ?y ?z }}", REFUSED),
    "file-read: SERVICE": (f"SELECT * {{ SERVICE <file://{SECRET}> {{ ?x ?y ?z }} }}", REFUSED),
    "file-read: GRAPH": (f"SELECT * {{ GRAPH <file://{SECRET}> {{ ?x ?y ?z }} }}", ANSWERED),
    "write: INSERT behind a prologue": ("PREFIX a: <b:> INSERT { ?s a:p 1 } WHERE { ?s ?p ?o }", REFUSED),
    "write: COPY": ("COPY DEFAULT TO <urn:g>", REFUSED),
    "write: ASK, then an update": ("ASK {} ; INSERT DATA { <a:b> <a:c> 1 }", REFUSED),
    "cost: sum of a product": (f"SELECT (SUM(STRLEN(STR(?a))) AS ?n) {{ {ALL} }}", LIMITED),
    "cost: order of a product": (f"SELECT ?a ?d {{ {ALL} }} ORDER BY RAND() LIMIT 1", LIMITED),
    "cost: DESCRIBE of a product": (f"DESCRIBE ?a ?d ?g {{ {ALL} }}", LIMITED),
    "cost: ASK that is never true": (f"ASK {{ {ALL} FILTER(STRLEN(STR(?a)) + STRLEN(STR(?i)) < 0) }}", LIMITED),
    "cost: paths": ("SELECT (COUNT(*) AS ?n) { ?a (!<a:b>|^!<a:b>)* ?b . ?b (!<a:c>|^!<a:c>)* ?c }", LIMITED),
    "memory: REPLACE": (
        f"SELECT (STRLEN(?z) AS ?n) {{ BIND('{'x' * 1000}' AS ?a) "
        + " ".join(f"BIND(REPLACE({a}, 'x', {a}) AS {b})" for a, b in [("?a", "?b"), ("?b", "?c"), ("?c", "?z")])
        + " }",
        LIMITED,
    ),
    "memory: GROUP_CONCAT": (f"SELECT (GROUP_CONCAT(STR(?a)) AS ?n) {{ {ALL} }}", LIMITED),
    "memory: DISTINCT": (f"SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?f), STR(?i))) AS ?n) {{ {ALL} }}", LIMITED),
    "memory: rows": ("SELECT * { ?a ?b ?c . ?d ?e ?f }", LIMITED),
    "redos: nested groups": ("ASK { FILTER REGEX('" + "a" * 5000 + "!', '^((a*)*|b)*$') }", ANSWERED | LIMITED),
    "redos: counted groups": (
        "ASK { FILTER REGEX('aaaa', '((a{0,999}){0,999}){0,999}') }",
        ANSWERED | LIMITED | REFUSED,
    ),
    "nesting: collections": (chain("ASK { ?s ?p ", "(", 5000, "1" + ")" * 5000 + " }"), LIMITED),
    "nesting: EXISTS": (chain("ASK { ", "FILTER EXISTS {", 3000, "}" * 3001), LIMITED),
    "nesting: groups": (chain("ASK ", "{", 9000, "}" * 9000), LIMITED),
    "nesting: path": (chain("ASK { ?s ", "(", 9000, "<a:b>" + ")*" * 9000 + " ?o }"), LIMITED),
    "nesting: sequence": (chain("ASK { ?s <a:b>", "/<a:b>", 20_000, " ?o }"), LIMITED),
    "nesting: sum": (chain("ASK { FILTER(1", "+1", 20_000, " > 0) }"), LIMITED),
    "nesting: minus signs": (chain("ASK { FILTER(", "-", 20_000, "1 > 0) }"), LIMITED),
    "nesting: just below the limits": (chain("ASK { FILTER(", "(", 190, "1" + ")" * 190 + ") }"), ANSWERED),
    "size: arguments": (chain("ASK { FILTER(COALESCE(1", ",1", 90_000, ")) }"), ANSWERED | LIMITED),
    "size: too long": ("ASK {}" + " " * 1_000_000, LIMITED),
    "size: IN": (chain("ASK { FILTER(1 IN (2", ",2", 100_000, ")) }"), ANSWERED | LIMITED),
    "syntax: half a query": ("SELECT * { ?s", REFUSED),
    "syntax: unbound prefix in a path": ("ASK { ?s nosuch:a/nosuch:b ?o }", REFUSED),
    "unicode: wide space": ("ASK\u3000{ ?s ?p ?o }", REFUSED),
    "unicode: escapes of half a character": ("ASK { ?s ?p '\\uD800' }", REFUSED),
    "control: the words in a literal": ("ASK { ?s ?p 'FROM <http://a/> SERVICE LOAD' }", ANSWERED),
    "control: the words as names": ("SELECT ?from ?service { BIND(<urn:FROM> AS ?from) # FROM <a:b>\n }", ANSWERED),
}


def requests() -> Iterator[object]:
    """Yield each request of the folder with the exit codes that its manifest allows."""
    if not FOLDER.is_dir():
        yield pytest.param("", set(), id="shared", marks=pytest.mark.skip(reason=f"there is no {FOLDER}"))
        return
    with (FOLDER / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            statuses = row["expect_status"].split("|")
            codes = set().union(*(CODES.get(one, LIMITED if one in TOO_MUCH else REFUSED) for one in statuses))
            yield pytest.param((FOLDER / row["file"]).read_text(encoding="utf-8"), codes, id=row["file"])


@pytest.fixture(scope="module")
def canary() -> Iterator[socket.socket]:
    """Listen where hostile queries want to go."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        yield server


@pytest.mark.parametrize(
    ("text", "codes"), [*requests(), *(pytest.param(*case, id=name) for name, case in COUSINS.items())]
)
def test_a_hostile_query_does_no_harm(
    run: Run, canary: socket.socket, tmp_path: Path, text: str, codes: set[int]
) -> None:
    """A query ends as it should within its time; nobody is asked, no file is read, and the words are plain."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:CANARY> <urn:CANARY> <urn:CANARY> .")
    path = tmp_path / "hostile.rq"
    port = str(canary.getsockname()[1])
    path.write_text(text.replace(PORT, port).replace(SECRET, str(secret)), encoding="utf-8")
    begin = time.monotonic()
    done = run.on(None)("query", *LIMITS, "--file", path)
    assert time.monotonic() - begin < 12
    assert done.code in codes, done.err
    assert (done.err == "") == (done.code == 0)
    assert "CANARY" not in done.out + done.err
    assert "Traceback" not in done.err
    with pytest.raises(TimeoutError):
        canary.accept()


def test_the_data_are_as_they_were(run: Run) -> None:
    """After an update was refused the catalog answers as before."""
    count = ("query", "--text", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    before = run(*count)
    for update in ("DROP ALL", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:b> <a:c> 1 }"):
        assert run("query", "--text", update).code == 2
    assert run(*count) == before
