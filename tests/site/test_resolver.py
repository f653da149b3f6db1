"""The rules of w3id.org, asked of a real Apache."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest

from apache import apache as running_apache
from confgraph.namespaces import ID
from confgraph.site.addresses import Addresses
from confgraph.site.resolver import htaccess

BASE = "https://example.org/conferences/"
ODD = f"{ID}edition/a%20b"


@pytest.fixture(scope="module")
def apache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run Apache as w3id.org does, with our .htaccess in confgraph/, and return its port."""
    folder = tmp_path_factory.mktemp("apache")
    (folder / "root" / "confgraph").mkdir(parents=True)
    rules = htaccess(BASE, Addresses([ODD, f"{ID}edition/ipc-11"]))
    (folder / "root" / "confgraph" / ".htaccess").write_bytes(rules)
    with running_apache(folder) as port:
        yield port


def ask(port: int, path: str, accept: str | None = None) -> tuple[int, str, str]:
    """Return status, Location and Vary of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", f"/confgraph/{path}", headers={"Accept": accept} if accept is not None else {})
    answer = connection.getresponse()
    found = answer.status, answer.getheader("Location") or "", answer.getheader("Vary") or ""
    connection.close()
    return found


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "suffix"),
    [
        (None, ".html"),
        ("*/*", ".html"),
        (BROWSER, ".html"),
        ("text/turtle", ".ttl"),
        ("Text/Turtle", ".ttl"),
        ("application/ld+json", ".jsonld"),
        ("application/json", ".jsonld"),
        ("application/n-triples", ".nt"),
        ("application/rdf+xml", ".rdf"),
        ("text/turtle;q=0.5, application/rdf+xml;q=0.9", ".rdf"),
        ("application/rdf+xml;q=0.5, text/turtle;q=0.50, */*;q=0.1", ".ttl"),
        ("text/html;q=0.3, text/turtle", ".ttl"),
        ("text/turtle;q=0, application/ld+json", ".jsonld"),
        ("text/turtle;q=0", ".html"),
        ("text/turtle; charset=utf-8; q=0.7, text/html;q=0.6", ".ttl"),
        ("application/xml, text/turtle;q=1.0", ".ttl"),
        ("text/turtle, text/html", ".html"),
        ("application/x-turtlesoup", ".html"),
    ],
)
def test_an_entity_leads_to_what_is_asked_for(apache: int, accept: str | None, suffix: str) -> None:
    """The address of a thing answers 303 with the file of the type that the client wants most."""
    status, location, vary = ask(apache, "id/edition/ipc-11", accept)
    assert (status, location) == (303, f"{BASE}edition/ipc-11{suffix}")
    assert "Accept" in vary


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("ns", "ns/index.ttl"),
        ("ns/", "ns/index.ttl"),
        ("ns/1.0.0", "ns/1.0.0.ttl"),
        ("dataset", "data/index.ttl"),
        ("query/map", "query/map.html"),
        ("shapes", "ns/shapes.html"),
        ("id/edition/a%20b", None),
        ("id/claim/x-1", "claim/x-1.ttl"),
        ("", "index.html"),
    ],
)
def test_every_address_of_ours_leads_somewhere(apache: int, path: str, target: str | None) -> None:
    """Ontology, versions, queries, shapes and the whole have addresses that lead to their files."""
    status, location, _ = ask(apache, path, "text/turtle")
    if target:
        assert (status, location) == (303, BASE + target)
    else:
        assert status in (303, 404)


def test_files_keep_their_suffix(apache: int) -> None:
    """Who asks for a file by its name gets that file."""
    assert ask(apache, "data/confgraph.nt.gz")[:2] == (302, f"{BASE}data/confgraph.nt.gz")


@pytest.mark.parametrize("path", ["id/edition/", "id/unknown/x", "id/edition/x/y", "other"])
def test_other_addresses_lead_nowhere(apache: int, path: str) -> None:
    """What is no address of ours is not found."""
    assert ask(apache, path)[0] == 404
