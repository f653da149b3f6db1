"""What docs/publish.md gives away works: the workflow for GitHub Pages, the configuration of Apache."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from apache import apache
from reader import ROOT, Block, Reader, blocks

PAGE = ROOT / "docs" / "publish.md"
WORKFLOW = ROOT / "docs" / "examples" / "pages.yml"


def block(language: str) -> Block:
    """Return the one block of the page in a language."""
    [found] = [one for one in blocks(PAGE) if one.language == language]
    return found


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Reader]:
    """Return a reader in a catalog of their own, which holds one source."""
    with Reader(tmp_path) as reader:
        begin = "confgraph new catalog wallonia\ncd wallonia\nconfgraph --catalog . new source Wallonia --page https://e.org/"
        assert reader.types(f"{begin} >> data/sources.ttl\nconfgraph --catalog . tidy").returncode == 0
        yield reader


def steps() -> list[dict[str, Any]]:
    """Return the steps of the workflow that run commands."""
    jobs = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"] if "run" in step]


def run(reader: Reader, base_url: str) -> list[str]:
    """Run the steps up to the first that fails, as GitHub does, with the address that it gives; return what failed."""
    for step in steps():
        given = {
            name: value.replace("${{ steps.pages.outputs.base_url }}", base_url)
            for name, value in step.get("env", {}).items()
        }
        exports = "".join(f"export {name}='{value}'\n" for name, value in given.items())
        done = reader.types(exports + step["run"])
        if done.returncode:
            return [step["name"], done.stdout + done.stderr]
    return []


def test_the_page_shows_the_file() -> None:
    """Who copies the block has the file that is ready to copy."""
    shown = block("yaml")
    assert shown.text == WORKFLOW.read_text(encoding="utf-8")
    assert shown.more == ".github/workflows/pages.yml"


def test_the_workflow_builds_the_site_for_its_address(catalog: Reader) -> None:
    """Its steps, run in a catalog, make the folder that it uploads, with the address that GitHub gives it."""
    assert run(catalog, "https://you.github.io/wallonia") == []
    upload = [step for step in workflow_job("build")["steps"] if "upload-pages-artifact" in step.get("uses", "")]
    site = catalog.here / upload[0]["with"]["path"]
    assert "https://you.github.io/wallonia/source/wallonia.html" in (site / "sitemap.xml").read_text(encoding="utf-8")
    home = (site / "index.html").read_text(encoding="utf-8")
    assert "Conferences in Wallonia" in home
    assert re.search(r"<b>1</b> source<", home)


def test_a_mistake_is_not_published(catalog: Reader) -> None:
    """A catalog with a mistake ends the workflow before the site, with a mark at the line."""
    sources = catalog.here / "data" / "sources.ttl"
    sources.write_text(sources.read_text(encoding="utf-8").replace("foaf:page <https://e.org/>", 'foaf:page "e.org"'))
    name, told = run(catalog, "https://you.github.io/wallonia")
    assert name == "Check the catalog"
    assert "::error file=data/sources.ttl,line=" in told
    assert not (catalog.here / "site").exists()


def test_the_workflow_may_do_no_more_than_it_must() -> None:
    """What builds may not publish, and what publishes runs no command."""
    assert yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}
    assert workflow_job("build")["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow_job("publish")["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step for step in workflow_job("publish")["steps"] if "run" in step] == []
    assert "${{" not in "".join(step["run"] for step in steps())  # nothing is pasted into a script


def workflow_job(name: str) -> Any:
    """Return a job of the workflow."""
    return yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"][name]


# The media types as IANA registers them.
TYPES = {
    "source/wallonia.html": "text/html",
    "source/wallonia.ttl": "text/turtle",
    "source/wallonia.jsonld": "application/ld+json",
    "source/wallonia.nt": "application/n-triples",
    "source/wallonia.rdf": "application/rdf+xml",
    "data/confgraph.trig": "application/trig",
    "data/source.csv": "text/csv",
    "assets/oxigraph.wasm": "application/wasm",
}


def test_apache_serves_the_site_as_it_is_told(catalog: Reader) -> None:
    """With the block of the page, and the rules of the site in confgraph/, each file has its type and address."""
    base = "https://example.org/conferences/"
    assert catalog.types(f"confgraph --catalog . build site --base-url {base}").returncode == 0
    rules = catalog.here / "root" / "confgraph" / ".htaccess"
    rules.parent.mkdir(parents=True)
    rules.write_bytes((catalog.here / "site/w3id/.htaccess").read_bytes())
    types = "AddType text/html .html\n"  # of /etc/mime.types, which every Apache reads
    with apache(catalog.here, types + block("apache").text.replace("/srv/wallonia", str(catalog.here))) as port:
        for name, media in TYPES.items():
            status, headers = ask(port, f"/conferences/{name}")
            assert (status, re.sub(";.*", "", headers["Content-Type"])) == (200, media), name
            assert headers["Access-Control-Allow-Origin"] == "*"
        status, headers = ask(port, "/conferences/nothing")
        assert (status, int(headers["Content-Length"])) == (404, (catalog.here / "site/404.html").stat().st_size)
        status, headers = ask(port, "/confgraph/id/source/wallonia", "text/turtle")
        assert (status, headers["Location"]) == (303, f"{base}source/wallonia.ttl")


def ask(port: int, path: str, accept: str = "*/*") -> tuple[int, http.client.HTTPMessage]:
    """Return status and headers of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers
