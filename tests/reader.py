"""A reader of the manual, who does what each fenced block of a page says, one after the other, in a checkout."""

from __future__ import annotations

import contextlib
import doctest
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml
from markdown_it import MarkdownIt
from pyoxigraph import RdfFormat, parse

import confgraph
from apache import apache
from browser import needed
from confgraph.namespaces import PREFIXES
from servers import free_port, listening

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PICTURE: Final = "text"
"""The language of blocks that nobody types: trees, and what files look like."""
UNTRIED: Final = "untried: "
_PORTS: Final = re.compile(r"(?<![\d.-])(7878|800\d|8890)\b")
_SERVER: Final = re.compile(r"^(confgraph .*serve|confgraph serve|python -m http\.server|oxigraph serve|virtuoso-t)\b")
_PARTS: Final = ("ontology", "shapes", "data", "queries", "docs", "CONTRIBUTING.md", "README.md")


class Block(NamedTuple):
    """A fenced block: its page and line, its language, what else stands behind the fence, and its text."""

    page: Path
    line: int
    language: str
    more: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page, those in lists too."""
    for token in MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8")):
        if token.type in ("fence", "code_block"):
            language, _, more = token.info.strip().partition(" ")
            yield Block(page, (token.map or [0])[0] + 1, language, more, token.content)


def is_generated(page: Path) -> bool:
    """Tell whether docs/generate.py writes the page, which a test holds against it."""
    return "This page is generated" in " ".join(page.read_text(encoding="utf-8").split())


class Reader:
    """Somebody with a checkout of the catalog, confgraph and a shell."""

    def __init__(self, folder: Path) -> None:
        for part in _PARTS:
            copy: Callable[[Path, Path], Any] = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, folder / part)
        (folder / "src").symlink_to(ROOT / "src")
        self.folder = self.here = folder
        self.ports: dict[str, str] = {}
        self.names: dict[str, Any] = {}
        self.stack = contextlib.ExitStack()
        assert self.types("git init -q -b main && git add data && git commit -qm Before").returncode == 0

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def does(self, block: Block) -> None:
        """Do what a block says; fail where it does not work or prints something else."""
        text = _PORTS.sub(lambda found: self.ports.setdefault(found[0], str(free_port())), block.text)
        if block.more.startswith(UNTRIED) or block.language == PICTURE:
            return
        if block.more:
            path = self.here / block.more
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        getattr(self, f"_{block.language}")(block, text)

    def types(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run lines of bash up to the first that fails, and stay in the folder where they ended."""
        if "curl" in script and not shutil.which("curl"):
            needed("curl", "apt-get install curl")
        end = self.folder / ".git" / "here"
        words = [str(shutil.which("bash")), "-euo", "pipefail", "-c", f"{script}\npwd > '{end}'"]
        done = subprocess.run(words, cwd=self.here, env=self.environment, capture_output=True, text=True, timeout=300)
        if done.returncode == 0 and end.exists():
            self.here = Path(end.read_text(encoding="utf-8").strip())
        return done

    @property
    def environment(self) -> dict[str, str]:
        """The environment of the shell: confgraph works on the checkout, pip finds what is installed."""
        who = {f"GIT_{role}_{what}": "a@e.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return {
            **who,
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin:/usr/sbin",
            "HOME": str(self.folder / ".git"),
            "PYTHONPATH": f"{self.folder / 'src'}:{sysconfig.get_path('purelib')}",
            "PIP_NO_INDEX": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "LANG": "C.UTF-8",
        }

    def _bash(self, block: Block, text: str) -> None:
        script: list[str] = []
        for line in [*text.splitlines(), ""]:
            if line and not _SERVER.match(line):
                script.append(line)
                continue
            done = self.types("\n".join(script))
            assert done.returncode == 0, f"{block}: {done.stdout}{done.stderr}"
            script = []
            if line:
                self._start(line)

    def _start(self, line: str) -> None:
        """Start a server, which runs until the page is read, and wait until it listens."""
        port = next(iter(re.findall(r"\b\d{4,5}\b", line)), self.ports.get("8890", ""))
        words = [str(shutil.which("bash")), "-c", f"exec {line}"]
        self.stack.enter_context(
            listening(words, int(port), self.here, self.folder / ".git" / "server.out", self.environment)
        )

    def _console(self, block: Block, text: str) -> None:
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            lines = re.match(r"(?:.*\\\n)*.*\n?", part)
            assert lines
            command, expected = lines[0], part[lines.end() :]
            done = self.types(command)
            pattern = ".*?".join(map(re.escape, expected.split("…")))
            shown = done.stdout + done.stderr
            assert re.fullmatch(pattern, shown, re.DOTALL), f"{block}: $ {command}{shown}"

    def _python(self, block: Block, text: str) -> None:
        with self._inside():
            exec(compile(text, str(block), "exec"), self.names)  # the manual's own text

    def _pycon(self, block: Block, text: str) -> None:
        told: list[str] = []
        case = doctest.DocTestParser().get_doctest(text, self.names, str(block), None, None)
        assert case.examples, f"{block}: there is no >>> in it"
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        with self._inside():
            failed = runner.run(case, out=told.append, clear_globs=False).failed
        self.names.update(case.globs)
        assert failed == 0, "".join(told)

    def _sparql(self, block: Block, text: str) -> None:
        answer = confgraph.open().query(text)
        assert answer is True or (not isinstance(answer, bool) and len(answer)), f"{block}: nothing is found"

    def _turtle(self, block: Block, text: str) -> None:
        assert list(triples(text)), f"{block}: there is no triple in it"

    def _apache(self, block: Block, text: str) -> None:
        """Start Apache with the configuration; tests/test_publish.py asks it."""
        with apache(self.folder, text):
            pass

    def _yaml(self, block: Block, text: str) -> None:
        assert yaml.safe_load(text), f"{block}: there is nothing in it"

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        before = Path.cwd()
        os.chdir(self.here)
        try:
            yield
        finally:
            os.chdir(before)


LANGUAGES: Final = ("apache", "bash", "console", "python", "pycon", "sparql", "turtle", "yaml")
"""The languages of blocks that a reader can do."""


def triples(text: str) -> Iterator[Any]:
    """Yield the triples of Turtle in which the prefixes of the project need no declaration."""
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    return parse((head + text).encode(), format=RdfFormat.TURTLE)
