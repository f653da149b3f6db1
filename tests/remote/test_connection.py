"""remote/connection.py: every request is answered whole, within its time, or fails with words."""

from __future__ import annotations

import time
import urllib.request

import pytest

from confgraph.problems import RemoteFailure, UsageError
from confgraph.remote.connection import ATTEMPTS, LONGEST_WAIT, Connection, checked
from misbehaving import Act, Fake, drips, hangs_up, says, serving
from servers import free_port


def asking(fake: Fake, waits: list[float], seconds: float = 20) -> Connection:
    """Return a connection that notes how long it would wait."""
    return Connection(fake.url, seconds=seconds, pause=waits.append)


def get(connection: Connection, once: bool = False) -> bytes:
    """Send one request."""
    return connection.send(lambda: urllib.request.Request(connection.url, data=b"x"), once).body


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_is_busy_is_asked_again(status: int) -> None:
    """A busy endpoint is asked again, after the time that it names."""
    waits: list[float] = []
    with serving(says("busy", status, Retry_After="7"), says(b"well")) as fake:
        assert get(asking(fake, waits)) == b"well"
    assert waits == [7.0]


def test_nobody_waits_for_ever() -> None:
    """A wait that is asked for has an end, be it a number or a date, and attempts have one too."""
    waits: list[float] = []
    date = "Fri, 01 Jan 2100 00:00:00 GMT"
    with serving(says("", 503, Retry_After="86400"), says("", 503, Retry_After=date), says("", 503)) as fake:
        with pytest.raises(RemoteFailure, match=r"503 .*asked 4 times: try again later"):
            get(asking(fake, waits))
        assert len(fake.asked) == ATTEMPTS
    assert waits == [LONGEST_WAIT, LONGEST_WAIT, 4.0]


@pytest.mark.parametrize("act", [hangs_up, says(b"half", length=100)], ids=["hangs up", "half"])
def test_an_answer_that_breaks_off_is_none(act: Act) -> None:
    """Half an answer is asked for again, and never taken for the whole."""
    waits: list[float] = []
    with serving(act, says(b"well")) as fake:
        assert get(asking(fake, waits)) == b"well"
    with serving(act) as fake, pytest.raises(RemoteFailure, match=r"broke off.*4 times"):
        get(asking(fake, waits))
    assert waits == [0.25, 0.25, 1.0, 4.0]


def test_what_must_not_arrive_twice_is_sent_once() -> None:
    """A request that may have had its effect is not sent again."""
    with serving(hangs_up, says()) as fake:
        with pytest.raises(RemoteFailure, match="asked once"):
            get(asking(fake, []), once=True)
        assert len(fake.asked) == 1


def test_a_drip_ends_at_the_limit() -> None:
    """The limit is for the whole answer: a byte every now and then does not put it off."""
    begin = time.monotonic()
    with serving(drips) as fake, pytest.raises(RemoteFailure, match=r"no whole answer within 0.4 seconds.*--timeout"):
        get(asking(fake, [], seconds=0.4))
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_told_and_not_followed(status: int) -> None:
    """A redirect could lead a query or a password to somebody else."""
    with serving(says("", status, Location="http://127.0.0.1:9/other")) as fake:
        with pytest.raises(RemoteFailure, match=r"redirects to http://127.0.0.1:9/other"):
            get(asking(fake, []))
        assert len(fake.asked) == 1


@pytest.mark.parametrize(
    ("status", "mend"), [(400, "see what"), (401, "--user"), (403, "--user"), (404, "address"), (500, "see what")]
)
def test_a_refusal_is_told_in_its_own_words(status: int, mend: str) -> None:
    """What the endpoint says is passed on without HTML, with the mend, and it is not asked again."""
    page = "<html><head><title>t</title></head><body><h1>No</h1> such <b>thing</b></body></html>"
    with serving(says(page, status)) as fake:
        with pytest.raises(RemoteFailure, match=rf"{fake.url}: answered {status} .*'No such thing': .*{mend}"):
            get(asking(fake, []))
        assert len(fake.asked) == 1


def test_nobody_there() -> None:
    """An endpoint that is down is a failure with its address."""
    waits: list[float] = []
    connection = Connection(f"http://127.0.0.1:{free_port()}/", pause=waits.append)
    with pytest.raises(RemoteFailure, match=r"127.0.0.1:\d+/: nobody listens there"):
        get(connection)
    assert len(waits) == ATTEMPTS - 1


def test_basic_and_digest_are_answered() -> None:
    """A password is sent when it is asked for, in the way that is asked for."""
    for challenge, begin in (
        ('Basic realm="r"', "Basic ZGJhOnM="),
        ('Digest realm="r", nonce="n", qop="auth"', "Digest"),
    ):
        with serving(says("", 401, WWW_Authenticate=challenge), says(b"in")) as fake:
            connection = Connection(fake.url, "dba", "s")
            assert get(connection) == b"in"
        assert "authorization" not in fake.asked[0].headers
        assert fake.asked[1].headers["authorization"].startswith(begin)


def test_a_wrong_password_is_told() -> None:
    """Whoever is not let in reads which options to give."""
    with serving(says("", 401, WWW_Authenticate='Digest realm="r", nonce="n", qop="auth"')) as fake:
        with pytest.raises(RemoteFailure, match=r"401.*--password-file"):
            get(Connection(fake.url, "dba", "s"))
        assert len(fake.asked) < 10


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://h/x",
        "h:80",
        "http://",
        "http://h:x/",
        "http://h/a b",
        "http://u:p@h/",
        "http://[1/",
    ],
)
def test_only_the_web_is_asked(url: str) -> None:
    """An address that is not http or https, or holds a password, is refused before anything is sent."""
    with pytest.raises(UsageError, match=r"http|password"):
        checked(url)


def test_mediawiki_is_left_alone_when_it_lags() -> None:
    """MediaWiki says with 200 that its databases lag: it is asked again after the time that it names."""
    waits: list[float] = []
    lags = says('{"error": {"code": "maxlag"}}', MediaWiki_API_Error="maxlag", Retry_After="5")
    with serving(lags, says(b"well")) as fake:
        assert get(asking(fake, waits)) == b"well"
    assert waits == [5.0]


def test_nothing_is_sent_into_a_private_network() -> None:
    """A name that nobody typed and that leads to this machine, or one near it, gets nothing, not even a request."""
    with serving(says()) as fake:
        host = fake.url.replace("127.0.0.1", "localhost")
        with pytest.raises(RemoteFailure, match=r"leads to 127.0.0.1, in a private network: nothing was sent"):
            get(Connection(host, pause=lambda _: None, public=True))
        assert fake.asked == []
        assert get(Connection(host)) is not None
