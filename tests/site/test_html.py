"""The pages are valid HTML, says html-validate."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from browser import ROOT, needed

OF_A_KIND = 12


def test_pages_are_valid(site: Path) -> None:
    """Every page that is one of a kind, and some of each other kind, has no error."""
    node = shutil.which("node")
    program = ROOT / "web" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    if not node or not program.is_file():
        needed("html-validate", "make web, with Node")
    chosen = [page for folder in sorted({page.parent for page in site.rglob("*.html")}) for page in some(folder)]
    command = [str(node), str(program), "--config", str(ROOT / "web" / "htmlvalidate.json"), "--formatter", "text"]
    done = subprocess.run([*command, *map(str, chosen)], capture_output=True, text=True, cwd=ROOT / "web")
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def some(folder: Path) -> list[Path]:
    """Return some pages of a folder, spread over it."""
    pages = sorted(folder.glob("*.html"))
    return pages[:: max(1, len(pages) // OF_A_KIND)] + (
        [folder / "index.html"] if (folder / "index.html").exists() else []
    )
