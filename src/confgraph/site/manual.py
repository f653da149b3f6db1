"""The manual: the Markdown of docs/ as pages of the site."""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from markupsafe import Markup

from confgraph.reading import read_text
from confgraph.site.addresses import safe_name
from confgraph.site.render import FOLDER, Renderer

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

KINDS: Final = {
    "Tutorial": ("tutorial",),
    "How-to guides": ("python", "triplestores", "contribute", "linking", "publish", "serving", "scale"),
    "Reference": ("cli", "queries", "api", "terms", "shapes"),
    "Explanation": ("model", "architecture", "data-quality", "benchmarks"),
}
"""The pages by what one reads them for (https://diataxis.fr/), in the order in which one does; others follow."""
_ELSEWHERE: Final = "https://github.com/confgraph/confgraph/blob/main/"


class Page(NamedTuple):
    """A page of the manual: its name, its title, its first sentence, its text as HTML, and its headings."""

    name: str
    title: str
    summary: str
    body: Markup
    headings: tuple[tuple[str, str], ...]


def folder() -> Path | None:
    """Return the folder of the manual: inside the wheel, or of the checkout; None where it is missing."""
    for place in (FOLDER.parent / "catalog" / "docs", FOLDER.parents[2] / "docs"):
        if place.is_dir():
            return place
    return None


def files(docs: Path | None) -> dict[str, Path]:
    """Return the files of the manual in a folder by the names of their pages, in the order in which one reads them.

    CONTRIBUTING.md stands where GitHub looks for it, above the folder in a checkout; in the wheel it is contribute.md.
    """
    found = {path.stem: path for path in sorted(docs.glob("*.md"))} if docs else {}
    if docs and (contributing := docs.parent / "CONTRIBUTING.md").is_file():
        found["contribute"] = contributing
    order = [name for names in KINDS.values() for name in names]
    return {name: found[name] for name in [*order, *sorted(found.keys() - set(order))] if name in found}


def manual_pages(renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Yield the pages of the manual, the list of them first."""
    named = files(folder())
    found = [page(name, path, named) for name, path in named.items()]
    kinds = {kind: [one for one in found if one.name in names] for kind, names in KINDS.items()}
    kinds["More"] = [one for one in found if not any(one in pages for pages in kinds.values())]
    yield renderer.page("manual", "docs/index", title="Manual", kinds=kinds)
    for one, following in itertools.zip_longest(found, found[1:]):
        yield renderer.page(
            "chapter", f"docs/{one.name}", title=one.title, chapter=one, kinds=kinds, following=following
        )


def page(name: str, path: Path, names: Container[str] = ()) -> Page:
    """Return a page of Markdown as HTML, with links to the pages of these names; raw HTML in it is shown as text."""
    tokens = _parser().parse(read_text(path))
    headings = []
    title = name
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
    summary = _first_sentence(tokens)
    _relink(tokens, "" if name == "contribute" else "docs", names)
    html = _parser().renderer.render(list(_captioned(tokens)), _parser().options, {})
    return Page(name, title, summary, Markup(html), tuple(headings))  # noqa: S704  # markdown-it escaped it


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _first_sentence(tokens: list[Token]) -> str:
    """Return the first sentence of the first paragraph: what the page is for."""
    for opening, inline in itertools.pairwise(tokens):
        if opening.type == "paragraph_open" and not opening.hidden:
            words = " ".join(child.content or " " for child in inline.children or () if child.type != "image")
            return re.sub(r"\s+([.,:;)])", r"\1", " ".join(words.split())).partition(". ")[0].rstrip(".:") + "."
    return ""


def _captioned(tokens: list[Token]) -> Iterator[Token]:
    """Yield tokens, and before a block of code what its first line says behind the language: a file, or why untried.

    What may be wider than the page scrolls, and can be reached by keyboard.
    """
    for token in tokens:
        if token.type in ("fence", "table_open"):
            token.attrSet("tabindex", "0")
        if token.type == "fence":
            _, _, more = token.info.strip().partition(" ")
            if more:
                yield from _caption(more, is_file=" " not in more)
        yield token


def _caption(words: str, is_file: bool) -> Iterator[Token]:
    from markdown_it.token import Token

    opening = Token("paragraph_open", "p", 1, attrs={"class": "caption"}, block=True)
    text = Token("code_inline" if is_file else "text", "code" if is_file else "", 0, content=words)
    yield opening
    yield Token("inline", "", 0, children=[text])
    yield Token("paragraph_close", "p", -1, block=True)


def _relink(tokens: list[Token], home: str, names: Container[str]) -> None:
    """Make links between pages of the manual lead to pages, and those to other files of the project to its home.

    ``home`` is the folder of the project in which the file of the page stands.
    """
    for token in tokens:
        _relink(token.children or [], home, names)
        if "style" in token.attrs:  # of a cell; the policy of the pages allows no style but the style sheet
            token.attrSet("class", "no" if "right" in str(token.attrs.pop("style")) else "cell")
        target = str(token.attrGet("href") or "")
        if not target or "://" in target or target.startswith(("#", "mailto:")):
            continue
        file, _, part = target.partition("#")
        whole = posixpath.normpath(posixpath.join(home, file))
        name = "contribute" if whole == "CONTRIBUTING.md" else whole.removeprefix("docs/").removesuffix(".md")
        start = f"{name}.html" if whole.endswith(".md") and name in names else _ELSEWHERE + whole
        token.attrSet("href", f"{start}{'#' if part else ''}{part}")
