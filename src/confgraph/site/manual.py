"""The manual: the Markdown of docs/ as pages of the site."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from confgraph.reading import read_text
from confgraph.site.addresses import safe_name
from confgraph.site.render import FOLDER, Renderer

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ORDER: Final = (
    "tutorial",
    "python",
    "stores",
    "contribute",
    "linking",
    "publish",
    "serving",
    "model",
    "cli",
    "queries",
)
"""The pages in the order in which one reads them; others follow by name."""
_ELSEWHERE: Final = "https://github.com/confgraph/confgraph/blob/main/"


class Page(NamedTuple):
    """A page of the manual: its name, its title, its text as HTML, and its headings."""

    name: str
    title: str
    body: Markup
    headings: tuple[tuple[str, str], ...]


def folder() -> Path | None:
    """Return the folder of the manual: inside the wheel, or of the checkout; None where it is missing."""
    for place in (FOLDER.parent / "catalog" / "docs", FOLDER.parents[2] / "docs"):
        if place.is_dir():
            return place
    return None


def manual_pages(renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the manual, the list of them first."""
    docs = folder()
    found = [page(path) for path in sorted(docs.glob("*.md"))] if docs else []
    found.sort(key=lambda one: (ORDER.index(one.name) if one.name in ORDER else len(ORDER), one.name))
    yield renderer.page("manual", "docs/index", title="Manual", pages=found)
    for at, one in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        yield renderer.page(
            "chapter", f"docs/{one.name}", title=one.title, chapter=one, pages=found, following=following
        )


def page(path: Path) -> Page:
    """Return a page of Markdown as HTML; raw HTML in it is shown as text."""
    tokens = _parser().parse(read_text(path))
    headings = []
    title = path.stem
    for token, inline in itertools.pairwise(tokens):
        if token.type != "heading_open":
            continue
        words = "".join(child.content for child in inline.children or ())
        if token.tag == "h1":
            title = words
        else:
            token.attrSet("id", safe_name(re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "part"))
            if token.tag == "h2":
                headings.append((str(token.attrGet("id")), words))
    _relink(tokens)
    html = _parser().renderer.render(tokens, _parser().options, {})
    return Page(path.stem, title, Markup(html), tuple(headings))  # noqa: S704  # markdown-it escaped it


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _relink(tokens: list[Token]) -> None:
    """Make links between pages of the manual lead to pages, and those to other files of the project to its home."""
    for token in tokens:
        _relink(token.children or [])
        if token.type == "fence":
            token.attrSet("tabindex", "0")
        if "style" in token.attrs:  # of a cell; the policy of the pages allows no style but the style sheet
            token.attrSet("class", "no" if "right" in str(token.attrs.pop("style")) else "cell")
        target = str(token.attrGet("href") or "")
        if not target or "://" in target or target.startswith(("#", "mailto:")):
            continue
        name, _, part = target.partition("#")
        if name.endswith(".md") and "/" not in name:
            token.attrSet("href", f"{name.removesuffix('.md')}.html{'#' if part else ''}{part}")
        else:
            token.attrSet("href", _ELSEWHERE + re.sub(r"^(\.\./)+", "", target))
