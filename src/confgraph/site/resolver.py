"""The .htaccess of w3id.org: every address of ours leads, by 303, to the file that the client asks for.

Apache's rewriting knows no quality values, so the rules spell them out: first the types that are wanted most (no q, or
q=1), then q=0.9 and so on; among equals a page comes before data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from confgraph.namespaces import ID, KINDS
from confgraph.site.addresses import Addresses

_TYPES: Final = (
    (".html", "(?:text/html|application/xhtml\\+xml)"),
    (".ttl", "(?:text/turtle|application/x-turtle)"),
    (".jsonld", "application/(?:ld\\+)?json"),
    (".nt", "application/n-triples"),
    (".rdf", "application/rdf\\+xml"),
)


def htaccess(base_url: str, addresses: Addresses) -> bytes:
    """Return the file for a site at ``base_url``."""
    return "".join(f"{line}\n" for line in _lines(base_url, addresses)).encode()


def _lines(base_url: str, addresses: Addresses) -> Iterator[str]:
    yield "# confgraph: copy this folder to w3id.org as confgraph/. Made by confgraph build."
    yield "Options +FollowSymLinks -MultiViews"
    yield "RewriteEngine on"
    yield "<IfModule mod_headers.c>"
    yield "Header always merge Vary Accept"
    yield 'Header always set Access-Control-Allow-Origin "*"'
    yield "</IfModule>"
    yield ""
    yield "# What the client wants most; a page where it does not say."
    yield "RewriteRule ^ - [E=!SUFFIX]"
    for tier in range(10, 0, -1):
        for suffix, media in _TYPES:
            yield "RewriteCond %{ENV:SUFFIX} ^$"
            yield f"RewriteCond %{{HTTP_ACCEPT}} {_accepts(media, tier)} [NC]"
            yield f"RewriteRule ^ - [E=SUFFIX:{suffix}]"
    yield "RewriteCond %{ENV:SUFFIX} ^$"
    yield "RewriteRule ^ - [E=SUFFIX:.html]"
    yield ""
    yield from _targets(base_url, addresses)


def _targets(base_url: str, addresses: Addresses) -> Iterator[str]:
    name = "[A-Za-z0-9][A-Za-z0-9_-]*"
    for iri, path in addresses.odd().items():
        yield f"RewriteRule ^id/{_pattern(iri.removeprefix(ID))}$ {base_url}{path}%{{ENV:SUFFIX}} [R=303,L,NE]"
    yield f"RewriteRule ^id/({'|'.join(KINDS)})/({name})$ {base_url}$1/$2%{{ENV:SUFFIX}} [R=303,L]"
    yield f"RewriteRule ^ns/?$ {base_url}ns/index%{{ENV:SUFFIX}} [R=303,L]"
    yield f"RewriteRule ^ns/([0-9]+(?:\\.[0-9]+)*)$ {base_url}ns/$1%{{ENV:SUFFIX}} [R=303,L]"
    yield f"RewriteRule ^shapes/?$ {base_url}ns/shapes.html [R=303,L]"
    yield f"RewriteRule ^query/({name})$ {base_url}query/$1.html [R=303,L]"
    yield f"RewriteRule ^dataset/?$ {base_url}data/index%{{ENV:SUFFIX}} [R=303,L]"
    yield f"RewriteRule ^graph/ {base_url}data/index.html [R=303,L]"
    yield f"RewriteRule ^((?:{'|'.join(KINDS)}|year|data|feed|docs|ns|query)/[A-Za-z0-9_.-]+)$ {base_url}$1 [R=302,L]"
    yield f"RewriteRule ^$ {base_url}index.html [R=303,L]"


def _accepts(media: str, tier: int) -> str:
    """Return the pattern of an Accept header that has a type with the quality of a tier, tenths of one."""
    before = "(?:^|,)\\s*" + media + "\\s*"
    parameters = "(?:;\\s*(?!q=)[^;,]*)*"
    quality = "(?:;\\s*q=1(?:\\.0*)?)?" if tier == 10 else f";\\s*q=0?\\.{tier}[0-9]*"
    return f'"{before}{parameters}{quality}\\s*(?:,|$)"'


def _pattern(text: str) -> str:
    return re.escape(text).replace('"', "").replace(" ", "\\s")
