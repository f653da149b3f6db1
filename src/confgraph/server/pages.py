"""The addresses of things and of the files of the site, negotiated where there is a choice."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from confgraph.server.failures import Failure
from confgraph.server.negotiation import Media, preferred, profiles
from confgraph.server.protocol import not_acceptable
from confgraph.server.resources import PROFILES, Resources
from confgraph.server.respond import Representation, respond

_FOREVER: Final = 86_400
_VARY: Final = ("Accept", "Accept-Profile")
_SEE_OTHER: Final = 303


class Pages:
    """Answers GET for everything that the site has."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources

    async def identified(self, request: Request) -> Response:
        """Lead from the address of a thing to what describes it, in the format that is wanted (Cool URIs, 4.2)."""
        name = request.path_params["name"]
        path = self.resources.path_of(name)
        if path is None:
            raise Failure(404, f"there is nothing called {name}: search at /search.html")
        _, suffix = await self._chosen(request, path)
        up = "../" * (name.count("/") + 1)
        return _see(f"{up}{path}{suffix}", request)

    async def dataset(self, request: Request) -> Response:
        """Lead to the description of the dataset, in the format that is wanted (VoID, section 7.2)."""
        _, suffix = await self._chosen(request, "data/index")
        return _see(f"{'../' * (request.url.path.count('/') - 1)}data/index{suffix}", request)

    async def anything(self, request: Request) -> Response:
        """Answer with a file, or with a thing in the format that is wanted."""
        path = request.path_params["path"]
        if any(part.startswith(".") for part in path.split("/")):
            raise Failure(404, f"there is no {path}")
        if path == "" or path.endswith("/"):
            return await self._negotiated(request, f"{path}index", "index")
        if "." in path.rpartition("/")[2]:
            found = await run_in_threadpool(self.resources.file, path)
            if found is not None:
                return await self.file(request, path)
        if await self._offers(path):
            return await self._negotiated(request, path, path.rpartition("/")[2])
        if await run_in_threadpool(self.resources.file, f"{path}/index.html"):
            return Response(status_code=308, headers={"Location": f"{path.rpartition('/')[2]}/"})
        raise Failure(404, f"there is no {path}: search at /search.html")

    async def file(self, request: Request, path: str) -> Response:
        """Answer with a file; raises Failure where there is none."""
        found = await run_in_threadpool(self.resources.file, path)
        if found is None:
            raise Failure(404, f"there is no {path}: search at /search.html")
        thing = self.resources.thing(path.rpartition(".")[0])
        links = [f'<{thing}>; rel="describes"'] if thing else []
        return self._response(request, found, links, (), _FOREVER if path.startswith("assets/") else 300)

    async def missing(self, base: str) -> bytes | None:
        """Return the page for what is not there; its links start at the root of the site."""
        found = await run_in_threadpool(self.resources.file, "404.html")
        if found is None:
            return None
        return found.body.replace(b"<head>", f'<head><base href="{base}">'.encode(), 1)

    async def _offers(self, path: str) -> dict[Media, str]:
        """Return the offers of a path; where they have to be found out, in a thread, so that nobody waits for that."""
        if self.resources.is_kept(path):
            return self.resources.offers(path)
        return await run_in_threadpool(self.resources.offers, path)

    async def _file(self, path: str, suffix: str) -> Representation | None:
        """Return a file, made in a thread where it has to be."""
        if self.resources.is_kept(path, suffix):
            return self.resources.file(f"{path}{suffix}")
        return await run_in_threadpool(self.resources.file, f"{path}{suffix}")

    async def _negotiated(self, request: Request, path: str, name: str) -> Response:
        """Answer with the representation of a path without suffix, whose last part is ``name``, that is wanted."""
        found, suffix = await self._chosen(request, path)
        iri, offers = self.resources.thing(path), await self._offers(path)
        links = [
            f'<{name}{other}>; rel="alternate"; type="{media.name}"'
            + (f'; profile="{media.profile}"' if media.profile else "")
            for media, other in offers.items()
            if other != suffix
        ]
        if iri is not None:
            links += [f'<{iri}>; rel="canonical"', f'<{name}.ttl>; rel="describedby"; type="text/turtle"']
        media = next(one for one, other in offers.items() if other == suffix)
        headers = {"Content-Location": f"{name}{suffix}"}
        if media.profile:
            headers["Content-Profile"] = f"<{media.profile}>"
            links.append(f'<{media.profile}>; rel="profile"')
        return self._response(request, found, links, _VARY, 300, headers)

    async def _chosen(self, request: Request, path: str) -> tuple[Representation, str]:
        """Return the representation that is wanted, and its suffix; raises Failure (404 or 406)."""
        offers = await self._offers(path)
        if not offers:
            raise Failure(404, f"there is no {path}: search at /search.html")
        wanted = _of_profile(request, offers)
        while wanted:
            media = preferred(request.query_params.get("_mediatype") or request.headers.get("accept"), list(wanted))
            if media is None:
                break
            found = await self._file(path, wanted[media])
            if found is not None:
                return found, wanted[media]
            del wanted[media]
        raise not_acceptable(offers)

    def _response(
        self,
        request: Request,
        found: Representation,
        links: list[str],
        vary: tuple[str, ...],
        max_age: int,
        headers: dict[str, str] | None = None,
    ) -> Response:
        response = respond(request, found, self.resources.modified, vary, max_age)
        response.headers.update(headers or {})
        if links:
            response.headers["Link"] = ", ".join(links)
        return response


def _of_profile(request: Request, offers: dict[Media, str]) -> dict[Media, str]:
    """Return the offers of the profile that is wanted; all where none of those is there, or none is named."""
    named = request.query_params.get("_profile")
    listed = [PROFILES.get(named, named)] if named else profiles(request.headers.get("accept-profile"))
    for profile in listed:
        found = {
            media: suffix for media, suffix in offers.items() if media.profile.rstrip("/#") == profile.rstrip("/#")
        }
        if found:
            return found
    return dict(offers)


def _see(address: str, request: Request) -> Response:
    query = request.url.query
    headers = {"Location": f"{address}?{query}" if query else address, "Vary": "Accept, Accept-Profile"}
    return Response(status_code=_SEE_OTHER, headers=headers)
