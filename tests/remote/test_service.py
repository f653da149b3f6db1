"""remote/service.py: a service of the web answers with one JSON object, or fails in words."""

from __future__ import annotations

import pytest

from confgraph.problems import RemoteFailure
from confgraph.remote.service import Service
from misbehaving import says, serving


def test_parameters_and_forms_arrive() -> None:
    """A GET has its parameters in the address, also beside others, and a POST has its form."""
    with serving(says('{"a": 1}')) as fake:
        assert Service(f"{fake.url}?x=1").get({"q": "a b&c"}) == {"a": 1}
        assert Service(fake.url).post({"q": "ä"}) == {"a": 1}
    assert fake.asked[0].path == "/sparql?x=1&q=a+b%26c"
    assert (fake.asked[1].method, fake.asked[1].form) == ("POST", {"q": ["ä"]})
    assert fake.asked[0].headers["accept"] == "application/json"


@pytest.mark.parametrize("body", ["", "<p>hello</p>", "[1]", '"text"', "[" * 100_000], ids=len)
def test_anything_else_is_a_failure(body: str) -> None:
    """HTML, half an answer, a list, or absurd nesting is no answer."""
    with serving(says(body, media_type="text/html")) as fake, pytest.raises(RemoteFailure, match="no JSON object"):
        Service(fake.url).get({})
