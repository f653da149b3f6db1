"""Find the JSON-LD in an HTML page: nothing is run, nothing fetched, everything else is passed over."""

from __future__ import annotations

from html.parser import HTMLParser

from confgraph.reading.decoding import unreadable


def json_ld_scripts(name: str, text: str) -> list[tuple[str, int]]:
    """Return the text of every ``<script type="application/ld+json">`` with the line on which it begins.

    A text that is no HTML gives none. Raises UnreadableInput for a script that does not end.
    """
    parser = _Scripts()
    parser.feed(text)
    parser.close()
    if parser.begun is not None:
        raise unreadable(name, "the script with JSON-LD does not end", "close it with </script>", parser.begun)
    return parser.found


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, int]] = []
        self.begun: int | None = None
        self._parts: list[str] = []

    def parse_html_declaration(self, i: int) -> int:
        """Pass over what begins with ``<![`` as HTML does, like a comment (13.2.5.42); Python's parser fails."""
        if self.rawdata.startswith("<![", i):
            return self.parse_bogus_comment(i)
        return super().parse_html_declaration(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin to listen at a script of JSON-LD."""
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        if tag == "script" and kind == "application/ld+json":
            self.begun = self.getpos()[0] + (self.get_starttag_text() or "").count("\n")
            self._parts = []

    def handle_data(self, data: str) -> None:
        """Keep what stands in the script."""
        if self.begun is not None:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End the script."""
        if tag == "script" and self.begun is not None:
            self.found.append(("".join(self._parts), self.begun))
            self.begun = None
