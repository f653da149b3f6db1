"""The manual as pages."""

from __future__ import annotations

import re
from pathlib import Path

from confgraph.site.manual import KINDS, files, folder, page

ROOT = Path(__file__).parents[2]


def test_the_manual_is_part_of_the_site(site: Path) -> None:
    """Every file of docs/ is a page, so is CONTRIBUTING.md, and the list leads to all of them, each once."""
    index = (site / "docs/index.html").read_text(encoding="utf-8")
    names = [path.stem for path in (ROOT / "docs").glob("*.md")]
    for name in [*names, "contribute"]:
        assert index.count(f'href="{name}.html"') == 1
        assert "<h1>" in (site / f"docs/{name}.html").read_text(encoding="utf-8")


def test_the_list_is_by_what_one_reads_for(site: Path) -> None:
    """Each page stands below its kind, with its first sentence."""
    index = (site / "docs/index.html").read_text(encoding="utf-8")
    assert re.findall(r"<h2[^>]*>([^<]*)", index) == list(KINDS)
    tutorial, guides = index.index("tutorial.html"), index.index("How-to guides")
    assert index.index("Tutorial</h2>") < tutorial < guides < index.index("serving.html") < index.index("cli.html")
    assert "The conference is made up" not in index
    assert "You make a small catalog of conferences of your own: one series, one edition, one city." in index


def test_pages_are_found_in_a_wheel_as_in_a_checkout(tmp_path: Path) -> None:
    """In the wheel the page of contributors stands among the others, and no page of another folder is taken."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for name in ("cli.md", "contribute.md", "tutorial.md", "zebra.md"):
        (docs / name).write_text("# A\n", encoding="utf-8")
    assert list(files(docs)) == ["tutorial", "contribute", "cli", "zebra"]
    assert files(None) == {}
    assert files(folder())["contribute"].name in ("CONTRIBUTING.md", "contribute.md")


def test_links_between_files_become_links_between_pages(tmp_path: Path) -> None:
    """A link to another file of the manual leads to its page, one to the project's files to the project."""
    path = tmp_path / "a.md"
    path.write_text(
        "# A\n[b](b.md#part) [c](../CONTRIBUTING.md) [d](https://example.org/) [e](examples/e.yml) [f](../README.md)\n"
        "\n## A part\n",
        encoding="utf-8",
    )
    made = page("a", path, ("b", "contribute"))
    home = "https://github.com/confgraph/confgraph/blob/main/"
    targets = [
        "b.html#part",
        "contribute.html",
        "https://example.org/",
        f"{home}docs/examples/e.yml",
        f"{home}README.md",
    ]
    assert re.findall('href="([^"]*)"', made.body) == targets
    assert made.headings == (("a-part", "A part"),)
    path.write_text("# A\n[b](docs/b.md) [c](SECURITY.md)\n", encoding="utf-8")
    made = page("contribute", path, ("b", "contribute"))
    assert re.findall('href="([^"]*)"', made.body) == ["b.html", f"{home}SECURITY.md"]


def test_a_block_says_what_it_is(tmp_path: Path) -> None:
    """The file that a block is, or the reason why nobody tried it, stands above it, as text."""
    path = tmp_path / "a.md"
    path.write_text("# A\n```yaml a/b.yml\nc: 1\n```\n\n```bash untried: costs <money>\npay\n```\n", encoding="utf-8")
    body = page("a", path).body
    assert '<p class="caption"><code>a/b.yml</code></p>\n<pre><code tabindex="0" class="language-yaml">c: 1' in body
    assert '<p class="caption">untried: costs &lt;money&gt;</p>' in body


def test_html_in_markdown_stays_text(tmp_path: Path) -> None:
    """No script comes to life by way of a manual."""
    path = tmp_path / "a.md"
    path.write_text("# <script>x</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1))\n", encoding="utf-8")
    made = page("a", path)
    assert "<script" not in made.body
    assert "<img" not in made.body
    assert 'href="javascript' not in made.body
