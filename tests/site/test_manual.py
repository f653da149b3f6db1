"""The manual as pages."""

from __future__ import annotations

from pathlib import Path

from confgraph.site.manual import folder, page


def test_the_manual_is_part_of_the_site(site: Path) -> None:
    """Every file of docs/ is a page, and the list leads to all of them."""
    docs = folder()
    assert docs
    index = (site / "docs/index.html").read_text(encoding="utf-8")
    for path in docs.glob("*.md"):
        assert f'href="{path.stem}.html"' in index
        assert "<h1>" in (site / f"docs/{path.stem}.html").read_text(encoding="utf-8")


def test_links_between_files_become_links_between_pages(tmp_path: Path) -> None:
    """A link to another file of the manual leads to its page, one to the project's files to the project."""
    path = tmp_path / "a.md"
    path.write_text(
        "# A\n[b](b.md#part) [c](../CONTRIBUTING.md) [d](https://example.org/)\n\n## A part\n", encoding="utf-8"
    )
    made = page(path)
    assert 'href="b.html#part"' in made.body
    assert 'href="https://github.com/' in made.body
    assert 'href="https://example.org/"' in made.body
    assert made.headings == (("a-part", "A part"),)


def test_html_in_markdown_stays_text(tmp_path: Path) -> None:
    """No script comes to life by way of a manual."""
    path = tmp_path / "a.md"
    path.write_text("# <script>x</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1))\n", encoding="utf-8")
    body = page(path).body
    assert "<script" not in body
    assert "<img" not in body
    assert 'href="javascript' not in body
