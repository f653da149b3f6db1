"""Every command and snippet of the manual works as its page says."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from confgraph.namespaces import PREFIXES
from reader import LANGUAGES, PAGES, PICTURE, UNTRIED, Block, Reader, blocks, is_generated, triples
from servers import PASSWORD, free_port, virtuoso_ini

COMMANDS = re.compile(r"^(\$|confgraph|pip|python3?|curl|git|make|oxigraph) ", re.MULTILINE)
WRITTEN = [page for page in PAGES if not is_generated(page)]
FOLLOWED = [page for page in WRITTEN if page.name != "CONTRIBUTING.md"]  # tests/test_contributing.py does
GENERATED = [page for page in PAGES if is_generated(page)]


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """Return a reader with a checkout."""
    if not shutil.which("bash"):
        pytest.skip("the commands of the manual are for bash")
    with Reader(tmp_path) as found:
        yield found


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.name)
def test_a_page_can_be_followed(page: Path, reader: Reader) -> None:
    """Who does what a page says, from its first block to its last, sees what it shows."""
    for block in blocks(page):
        if "virtuoso-t" in block.text and not prepared_for_virtuoso(reader):
            continue
        reader.does(block)


def prepared_for_virtuoso(reader: Reader) -> bool:
    """Write what a Virtuoso of one's own has at hand: its configuration, and its password in a file."""
    if not shutil.which("virtuoso-t"):
        assert not os.environ.get("CI"), "CI has to install virtuoso-opensource"
        return False
    http = int(reader.ports.setdefault("8890", str(free_port())))
    (reader.here / "virtuoso.ini").write_text(virtuoso_ini(free_port(), http), encoding="utf-8")
    (reader.here / "secret").write_text(f"{PASSWORD}\n", encoding="utf-8")
    return True


@pytest.mark.parametrize("block", [block for page in WRITTEN for block in blocks(page)], ids=str)
def test_a_block_is_run_or_says_why_not(block: Block) -> None:
    """No block lacks a language that somebody runs, hides commands in plain text, or is untried without a reason."""
    if block.more.startswith(UNTRIED):
        assert len(block.more.removeprefix(UNTRIED).split()) > 2, f"{block}: say why it is untried"
        return
    assert " " not in block.more, f"{block}: {block.more!r} is no name of a file and no reason"
    assert block.language in (*LANGUAGES, PICTURE), f"{block}: mark it with one of {', '.join(LANGUAGES)}"
    if block.language == PICTURE:
        assert not COMMANDS.search(block.text), f"{block}: a command is bash or console, so that it is run"
    if block.language == "console":
        assert block.text.startswith("$ ")


@pytest.mark.parametrize("page", GENERATED, ids=lambda page: page.name)
def test_what_is_generated_can_be_read(page: Path, reader: Reader) -> None:
    """The Turtle and SPARQL of generated pages is Turtle and SPARQL, and its examples give what they show."""
    for block in blocks(page):
        if block.language == "turtle":
            assert list(triples(block.text)), block
        elif block.language == "sparql":
            prepareQuery(block.text, initNs=dict(PREFIXES))
        else:
            assert block.language in ("", "python", "pycon"), block
        if block.language == "pycon":
            reader.does(block)


WRONG = {
    "another output": "```console\n$ echo one\ntwo\n```",
    "a command that fails": "```bash\nfalse\ntrue\n```",
    "a command that is not there": "```bash\nconfgraph conquer\n```",
    "a server that does not start": "```bash\nconfgraph --catalog nowhere serve --port 8000\n```",
    "Python that raises": "```python\nimport confgraph\nconfgraph.close()\n```",
    "another answer": "```pycon\n>>> 1 + 1\n3\n```",
    "a question without an answer": "```sparql\nSELECT * { ?s a cg:Edition, cg:Place }\n```",
    "a question that is none": "```sparql\nSELECT * { ?s a }\n```",
    "Turtle that is none": "```turtle\nseries:ipc a .\n```",
    "a package that is not ours": "```bash\npip install --quiet confgraph-narnia\n```",
    "YAML that is none": "```yaml\na: [\n```",
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_what_does_not_work_is_found(text: str, reader: Reader) -> None:
    """A page that shows what is not so fails."""
    page = reader.folder / "page.md"
    page.write_text(text, encoding="utf-8")
    [block] = blocks(page)
    with pytest.raises((Exception, AssertionError)):
        reader.does(block._replace(page=PAGES[0]))


def test_a_page_is_followed_in_order(reader: Reader) -> None:
    """Folders, files, names and servers of one block are there in the next; … stands for anything."""
    page = reader.folder / "page.md"
    page.write_text(
        "```bash\nmkdir a\ncd a\n```\n```turtle b/c.ttl\n<x:a> <x:b> 1 .\n```\n"
        "```console\n$ cat b/c.ttl\n<x:a> … .\n$ pwd\n…/a\n```\n"
        "```python\nn = 1\n```\n```pycon\n>>> n\n1\n```\n"
        "```bash\npython -m http.server 8000\n```\n```bash\ncurl -sf http://127.0.0.1:8000/b/c.ttl\n```\n",
        encoding="utf-8",
    )
    for block in blocks(page):
        reader.does(block._replace(page=PAGES[0]))
    assert (reader.folder / "a" / "b" / "c.ttl").exists()
