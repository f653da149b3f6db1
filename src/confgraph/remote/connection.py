"""Send requests to one endpoint: time limits, retries with back-off, authentication; the only opened connections."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from confgraph.namespaces import VERSION
from confgraph.problems import LimitReached, RemoteFailure, UsageError
from confgraph.remote.response import Response

if TYPE_CHECKING:
    import urllib.request

    from confgraph.remote.cache import Cache

AGENT: Final = f"confgraph/{VERSION} (+https://w3id.org/confgraph/)"
SECONDS: Final = 60.0
"""How long one request may take, from the first byte sent to the last one read."""
ATTEMPTS: Final = 4
LONGEST_WAIT: Final = 30.0
"""The longest time, in seconds, that is waited before a new attempt, whatever the other side asks for."""
MAX_BYTES: Final = 1 << 30
_BUSY: Final = (429, 502, 503, 504)
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_MENDS: Final = {
    401: "give the right --user and --password-file",
    403: "use an account that may do this: --user and --password-file",
    404: "name the address of a SPARQL endpoint",
    405: "name the address of a SPARQL endpoint that takes POST",
    413: "load it in smaller files",
}


class Connection:
    """What may be asked of one endpoint, and how long: each request is answered whole or is a RemoteFailure.

    Answers are taken from a ``cache`` and kept in it. An address that is not the user's own word must be ``public``:
    then nothing is sent to a machine of a private network (RFC 6890), whatever its name resolves to.
    """

    def __init__(
        self,
        url: str,
        user: str | None = None,
        password: str | None = None,
        seconds: float = SECONDS,
        pause: Callable[[float], None] = time.sleep,
        cache: Cache | None = None,
        public: bool = False,
    ) -> None:
        """Take the address; raise UsageError for one that is not http or https or holds a password."""
        self.url = checked(url)
        self._cache = cache
        self._public = public
        self.user = user
        self.seconds = seconds
        self._password = password or ""
        self._pause = pause

    def send(self, request: Callable[[], urllib.request.Request], once: bool = False) -> Response:
        """Return the answer to a request, made anew for each attempt; raise RemoteFailure or LimitReached.

        What is busy (429, 502, 503, 504) or breaks off is asked again, later each time, or when Retry-After says.
        Requests must therefore be such as may arrive twice, or be sent ``once``. A redirect is not followed: it may
        lead to somebody else.
        """
        if self._cache is not None and (kept := self._cache.get(request())):
            return kept
        failure = RemoteFailure(f"{self.url}: nothing was asked")
        attempts = 1 if once else ATTEMPTS
        for attempt in range(attempts):
            try:
                response = self._attempt(asked_now := request())
                if self._cache is not None:
                    self._cache.put(asked_now, response)
                return response
            except _Again as again:
                asked = "once" if attempt == 0 else f"{attempt + 1} times"
                failure = RemoteFailure(f"{again.message}; it was asked {asked}: try again later")
                if attempt + 1 < attempts:
                    self._pause(min(LONGEST_WAIT, again.wait if again.wait is not None else 0.25 * 4**attempt))
        raise failure

    def _attempt(self, request: urllib.request.Request) -> Response:
        import http.client
        import urllib.error

        from confgraph.remote.watch import Watch

        url = request.full_url
        with Watch(self.seconds, self._public) as watch:
            try:
                with self._opener(watch, url).open(request, timeout=self.seconds) as answer:
                    response = self._whole(answer, url)
                if watch.over:  # a socket that was shut looks like the end of a body without a length
                    raise TimeoutError
                return _not_lagging(response, url)
            except urllib.error.HTTPError as error:
                raise self._refusal(error, url) from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                if watch.over or isinstance(error, TimeoutError) or isinstance(_reason(error), TimeoutError):
                    mend = "raise --timeout, or ask for less"
                    raise RemoteFailure(f"{url}: no whole answer within {self.seconds:g} seconds: {mend}") from None
                raise _broken(url, _reason(error)) from None

    def _whole(self, answer: Any, url: str) -> Response:
        """Read a body to its end; one that is shorter than announced raises IncompleteRead in http.client."""
        body = answer.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise LimitReached(f"{url}: the answer has more than {MAX_BYTES:,} bytes: ask for less")
        announced = answer.headers.get("Content-Length")
        if announced and announced.isdigit() and len(body) < int(announced):
            raise _Again(f"{url}: the answer broke off after {len(body):,} of {int(announced):,} bytes")
        return Response({name.lower(): value for name, value in answer.headers.items()}, body)

    def _refusal(self, error: Any, url: str) -> RemoteFailure:
        """Turn a status other than 2xx into what is to be raised."""
        import http.client

        try:
            body = error.read(4000)  # before Python 3.11.4 a text, where there is none
            said = _words(body if isinstance(body, bytes) else b"")
        except (OSError, http.client.HTTPException):
            said = ""
        answered = f"{url}: answered {error.code} {error.reason or ''}".rstrip() + (f", {said!r}" if said else "")
        if error.code in _BUSY:
            return _Again(answered, _wait(error.headers.get("Retry-After")))
        if 300 <= error.code < 400:
            target = error.headers.get("Location") or "another address"
            return RemoteFailure(f"{url}: it redirects to {target}: name that address if you trust it")
        return RemoteFailure(f"{answered}: {_MENDS.get(error.code, 'see what the endpoint says')}")

    def _opener(self, watch: Any, url: str) -> urllib.request.OpenerDirector:
        """Return what opens this one request: http and https alone, without redirects, with the account if there is."""
        import urllib.request
        from urllib.parse import urlsplit

        host = urlsplit(url).hostname
        opener = urllib.request.OpenerDirector()
        handlers: list[urllib.request.BaseHandler] = [
            *watch.handlers(),
            urllib.request.HTTPErrorProcessor(),
            urllib.request.HTTPDefaultErrorHandler(),
        ]
        if host not in _LOOPBACK:
            handlers.append(urllib.request.ProxyHandler())
        if self.user is not None:
            passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, url, self.user, self._password)
            handlers.append(urllib.request.HTTPDigestAuthHandler(passwords))
            if url.startswith("https:") or host in _LOOPBACK:  # basic sends the password as it is
                handlers.append(urllib.request.HTTPBasicAuthHandler(passwords))
        for handler in handlers:
            opener.add_handler(handler)
        return opener


class _Again(RemoteFailure):
    """A failure that may pass, and after how many seconds the other side wants to be asked again."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait


def checked(url: str) -> str:
    """Return the address of an endpoint; raise UsageError where it is not http or https, or holds a password."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or not url.isascii() or any(character.isspace() for character in url):
        raise UsageError(f"{url!r} is no address of an endpoint: write it as http://host:port/path, or https")
    if parts.username is not None or parts.password is not None:
        raise UsageError("an address must not hold a password: use --user and --password-file")
    return url.partition("#")[0]


def _not_lagging(response: Response, url: str) -> Response:
    """Return the answer of MediaWiki, which says with 200 that it is busy (Manual:Maxlag parameter)."""
    if response.headers.get("mediawiki-api-error") in ("maxlag", "ratelimited"):
        raise _Again(f"{url}: it is too busy", _wait(response.headers.get("retry-after")))
    return response


def _broken(url: str, reason: object) -> RemoteFailure:
    import socket
    import ssl

    from confgraph.remote.watch import Private

    if isinstance(reason, Private):
        mend = "see what the name resolves to, or name the address yourself"
        return RemoteFailure(f"{url}: it leads to {reason}, in a private network: nothing was sent: {mend}")
    what = str(getattr(reason, "strerror", None) or reason).strip().lower() or type(reason).__name__
    if isinstance(reason, socket.gaierror):
        return RemoteFailure(f"{url}: there is no such host ({what}): correct the address")
    if isinstance(reason, ssl.SSLError):
        return RemoteFailure(f"{url}: no secure connection ({what}): see to the certificate, or correct the address")
    if isinstance(reason, ConnectionRefusedError):
        return _Again(f"{url}: nobody listens there")
    if isinstance(reason, ValueError) and not isinstance(reason, OSError):
        return RemoteFailure(f"{url}: {what}: use another account or endpoint")
    return _Again(f"{url}: the answer broke off ({what})")


def _reason(error: BaseException) -> object:
    import urllib.error

    return error.reason if isinstance(error, urllib.error.URLError) else error


def _wait(header: str | None) -> float | None:
    """Return the seconds of Retry-After (RFC 9110, section 10.2.3), which are a number or a date."""
    from email.utils import parsedate_to_datetime

    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (TypeError, ValueError):
        return None


def _words(body: bytes) -> str:
    """Return the first words of a message, without the tags of HTML."""
    import re

    text = re.sub(r"(?is)<(style|script|head)\b.*?</\1>|<[^>]*>", " ", body.decode("utf-8", "replace"))
    text = " ".join(text.split())
    return text if len(text) <= 300 else text[:299] + "…"
