"""A real Chromium that looks at a site: served from this machine, or opened from disk."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).parents[1]
AXE: Final = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
NAMES: Final = ("chromium", "chromium-browser", "google-chrome")


def needed(what: str, how: str) -> Any:
    """Skip a test that lacks something, and say how to get it; in CI nothing may be lacking."""
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {what}: {how}")
    return pytest.skip(f"no {what}: {how}")


class Quiet(SimpleHTTPRequestHandler):
    """A static host that says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder below a path, as a project page is, and give the address of its home."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Any]:
    """Run Chromium."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        needed("Chromium", "apt-get install chromium")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Looking:
    """A page in a browser that remembers what went wrong: errors in the console, requests to elsewhere."""

    def __init__(self, browser: Any, home: str, width: int = 1280, **options: Any) -> None:
        self.home = home
        self.wrong: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        self.page = self.context.new_page()
        self.page.on("console", lambda m: self.wrong.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.wrong.append(f"asked {request.url}")

    def go(self, name: str) -> Any:
        """Open a page of the site and return it."""
        self.page.goto(f"{self.home}{name}")
        return self.page

    def __enter__(self) -> Looking:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()
