"""remote/response.py: what was answered."""

from __future__ import annotations

from confgraph.remote.response import Response


def test_the_media_type_is_bare() -> None:
    """Parameters and capitals do not matter (RFC 9110, section 8.3.1); without a header there is none."""
    assert Response({"content-type": "Text/HTML; charset=utf-8"}, b"").media_type == "text/html"
    assert Response({}, b"").media_type == ""
