"""Generate the reference of the manual; with --check only tell what of it is not current.

python docs/generate.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from api import api

from confgraph.catalog import Catalog, open_catalog
from confgraph.cli.main import COMMANDS, confgraph
from confgraph.cli.terminal import Session
from confgraph.graph import Graph
from confgraph.publishing.executables import executables
from confgraph.queries import CannedQuery, find
from confgraph.writing import replace

ROOT = Path(__file__).parents[1]
WIDTH = 100


def main() -> None:
    """Write every generated file that changed, or with --check end with 1 if there is one."""
    catalog = open_catalog(ROOT)
    stale = {path: data for path, data in generated(catalog).items() if not path.exists() or path.read_bytes() != data}
    for path in stale:
        sys.stderr.write(f"{path.relative_to(ROOT)} is not current: run make docs\n")
    if "--check" in sys.argv:
        sys.exit(1 if stale else 0)
    replace(stale)


def generated(catalog: Catalog) -> dict[Path, bytes]:
    """Return every generated file with its content."""
    found = find(catalog.queries)
    return {
        ROOT / "docs" / "cli.md": commands().encode(),
        ROOT / "docs" / "api.md": api().encode(),
        ROOT / "docs" / "terms.md": terms(catalog).encode(),
        ROOT / "docs" / "queries.md": questions(found).encode(),
        ROOT / "queries" / "queries.ttl": executables(found).encode(),
        ROOT / "docs" / "shapes.md": shapes(catalog).encode(),
        ROOT / "data" / "README.md": counted(catalog).encode(),
    }


def counted(catalog: Catalog) -> str:
    """Return the page of the data with its table of counts: the lines that begin with a bar."""
    lines = (ROOT / "data" / "README.md").read_text(encoding="utf-8").splitlines(keepends=True)
    table = [number for number, line in enumerate(lines) if line.startswith("|")]
    return "".join([*lines[: table[0]], Graph(catalog).stats().markdown(), *lines[table[-1] + 1 :]])


def commands() -> str:
    """Return the page of all commands: the help of each, as the terminal shows it."""
    root = click.Context(
        confgraph,
        info_name="confgraph",
        obj=Session(str(ROOT), verbose=False),
        help_option_names=["-h", "--help"],
    )
    parts = [
        "# Commands",
        "Every command with its options. This page is generated from their help.",
        _help(confgraph, root),
    ]
    for name in COMMANDS:
        command = confgraph.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        parts += [f"## {name}", _help(command, context)]
        if name == "new" and isinstance(command, click.Group):
            for below, sub in command.commands.items():
                parts += [f"### new {below}", _help(sub, click.Context(sub, info_name=below, parent=context))]
    return "\n\n".join(parts) + "\n"


def questions(queries: list[CannedQuery]) -> str:
    """Return the page of all canned queries: question, description, parameters."""
    parts = [
        "# Queries",
        "Every canned query with its question. This page is generated from `queries/*.rq`; ask one with "
        "`confgraph query NAME`.",
    ]
    for query in queries:
        parts += [f"## {query.name}", f"**{query.summary}**"]
        if query.description:
            parts.append(query.description)
        if query.parameters:
            parts.append(
                "\n".join(f"- `--{p.name}` {p.datatype}, {_told(p.required, p.default)}" for p in query.parameters)
            )
        if query.tags:
            parts.append(f"Tags: {', '.join(query.tags)}")
    return "\n\n".join(parts) + "\n"


def shapes(catalog: Catalog) -> str:
    """Return the page of all rules: in words, with an example that passes and one that does not."""
    head = """# Shapes

Every rule in words, with triples that it is happy with, and the same with one slip, which it finds. This page is
generated from `shapes/*.ttl` and the data. `confgraph validate --explain SHAPE` shows one.
"""
    return "\n".join([head, *(one.markdown() for one in Graph(catalog).explain(""))])


TERMS = """
SELECT DISTINCT ?kind ?term ?definition ?of ?value WHERE {
  ?term rdfs:isDefinedBy <https://w3id.org/confgraph/ns> ; skos:definition ?definition
  FILTER NOT EXISTS { ?term a skos:ConceptScheme }
  BIND(IF(EXISTS { ?term a owl:Class }, "Classes",
    IF(EXISTS { ?term skos:inScheme ?s }, "Concepts", "Properties")) AS ?kind)
  OPTIONAL { ?term rdfs:domain|skos:inScheme|rdfs:subClassOf ?of }
  OPTIONAL { ?term rdfs:range ?value }
} ORDER BY LCASE(STR(?term)) ?of ?value"""
COLUMNS = {
    "Classes": ("class", "means", "is a"),
    "Properties": ("property", "says", "of", "value"),
    "Concepts": ("concept", "means", "one of"),
}


def terms(catalog: Catalog) -> str:
    """Return the page of our own terms: classes, properties and concepts, each with its definition."""
    parts = [
        "# Terms\n",
        "What each word of the vocabulary means. This page is generated from `ontology/confgraph.ttl`; the site has a",
        "page for each of them, with examples, notes and matches to other vocabularies.\n",
    ]
    found: dict[tuple[str, ...], list[list[str]]] = {}
    for kind, term, definition, *others in catalog.store.query(TERMS).texts():
        found.setdefault((kind, f"`{term}`", definition), []).append(others)
    for kind, columns in COLUMNS.items():
        rows = [columns, ("---",) * len(columns)]
        for (own, *first), others in found.items():
            more = (", ".join(dict.fromkeys(filter(None, one))) for one in zip(*others, strict=True))
            rows += [(*first, *more)] if own == kind else []
        parts += [f"## {kind}\n", *(f"| {' | '.join(row[: len(columns)])} |" for row in rows), ""]
    return "\n".join(parts)


def _told(required: bool, default: str | None) -> str:
    return "required" if required else f"by default `{default}`" if default else "optional"


def _help(command: click.Command, context: click.Context) -> str:
    context.max_content_width = context.terminal_width = WIDTH
    return f"```\n{command.get_help(context)}\n```"


if __name__ == "__main__":
    main()
