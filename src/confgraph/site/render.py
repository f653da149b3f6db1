"""Turn templates into pages: one environment that escapes everything, one way to say where a page stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from confgraph.namespaces import VERSION

if TYPE_CHECKING:
    from confgraph.site.words import Shown

FOLDER: Final = Path(__file__).parent
_UNSAFE: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

NAVIGATION: Final = (
    ("series/index", "Series"),
    ("year/index", "Years"),
    ("place/index", "Places"),
    ("succession", "Succession"),
    ("query/index", "Queries"),
    ("sparql", "SPARQL"),
    ("data/index", "Data"),
    ("docs/index", "Manual"),
)


@dataclass(frozen=True)
class Settings:
    """What the owner of a site says of it: its title, where it will be served, and the day that counts as today."""

    title: str
    base_url: str
    today: str


class Renderer:
    """Makes pages of one site."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(FOLDER / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        environment.globals.update(site=self.settings, version=VERSION, navigation=NAVIGATION)
        environment.globals["licenses"] = (FOLDER / "vendor" / "licenses.txt").is_file()
        return environment

    def page(self, template: str, path: str, **context: Any) -> tuple[str, bytes]:
        """Return the file of a page and its bytes; ``path`` is where it stands, without its suffix."""
        # A host shows the page for what is missing at any depth: only whole addresses work there.
        root = self.settings.base_url if path == "404" else "../" * path.count("/")
        folder = f"{path.rpartition('/')[0]}/" if "/" in path else ""

        def to(page: str) -> str:
            """Return the address of a page for a link: without its folder where that is this one."""
            return f"{page.removeprefix(folder)}.html" if folder and page.startswith(folder) else f"{root}{page}.html"

        def show(value: Shown) -> Markup:
            """Return a value as a link to its page or into the web, as a time, or as text with its language."""
            return Markup(_element(value, to))  # noqa: S704  # every part is escaped there

        made = self._environment.get_template(f"{template}.html")
        text = made.render(root=root, path=path, to=to, show=show, **context)
        return f"{path}.html", text.encode("utf-8", "replace")


def _element(value: Shown, to: Callable[[str], str]) -> str:
    words = escape(value.words)
    attributes = f' lang="{escape(value.lang)}"' if value.lang and value.lang != "en" else ""
    attributes += f' dir="{escape(value.dir)}"' if value.dir else ""
    if value.page:
        return f'<a href="{escape(to(value.page))}"{attributes}>{words}</a>'
    if value.web:
        return f'<a class="out" href="{escape(value.web)}" rel="noopener nofollow"{attributes}>{words}</a>'
    if value.time:
        return f'<time datetime="{escape(value.time)}">{words}</time>'
    return f"<span{attributes}>{words}</span>" if attributes else words


def script_data(document: object) -> Markup:
    """Return JSON as it may stand inside a script element of HTML: nothing in it ends the element."""
    return Markup(json.dumps(document, ensure_ascii=False).translate(_UNSAFE))  # noqa: S704
