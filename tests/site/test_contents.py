"""The files of a site, all or one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from confgraph.catalog import Catalog
from confgraph.site import Settings
from confgraph.site.contents import Contents


@pytest.fixture(scope="module")
def contents(excerpt: Catalog, settings: Settings) -> Contents:
    """Return the contents of the excerpt."""
    return Contents(excerpt, settings)


def test_every_file_can_be_made_alone(contents: Contents, site: Path) -> None:
    """The files of things and of groups are together those of the whole site, byte for byte."""
    made: dict[str, bytes] = {}
    for iri in [*contents.facts.entities, *contents.facts.terms]:
        made |= dict(contents.described(iri))
    for group in contents.groups:
        made |= dict(group.make())
    built = {str(path.relative_to(site)): path for path in site.rglob("*") if path.is_file()}
    built.pop(".confgraph-files")
    assert made.keys() == built.keys()
    assert [name for name, data in made.items() if built[name].read_bytes() != data] == []


def test_a_path_leads_to_its_group(contents: Contents) -> None:
    """Who looks for a file by its path finds the group that makes it."""
    of_things = {f"{contents.facts.addresses[iri]}" for iri in [*contents.facts.entities, *contents.facts.terms]}
    for group in contents.groups:
        for name, _ in group.make():
            if name.rpartition(".")[0] not in of_things or name.endswith(".ics"):
                assert contents.group_of(name).name == group.name, name


def test_a_representation_is_the_file(contents: Contents, site: Path) -> None:
    """One format of a thing is the file that the site has of it, and what the site has not is not made."""
    things = [*contents.facts.entities, *contents.facts.terms]
    for iri in things[::37]:
        path = contents.facts.addresses[iri]
        for suffix in (".html", ".ttl", ".nt", ".jsonld", ".rdf"):
            file, made = site / f"{path}{suffix}", contents.representation(iri, suffix)
            if made is not None or not path.startswith("ns/"):
                assert made == (file.read_bytes() if file.exists() else None), file
