"""Content negotiation: what a client wants of what there is (RFC 9110, section 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_TOKEN: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_PARAMETER: Final = re.compile(rf"\s*;\s*(?:({_TOKEN})\s*=\s*({_TOKEN}|{_QUOTED})|)", re.DOTALL)
_ELEMENT: Final = re.compile(
    rf"\s*((?:{_TOKEN})(?:/(?:{_TOKEN}))?)\s*((?:;[^,\"]*(?:{_QUOTED}[^,\"]*)*)?)(?:,|$)", re.DOTALL
)
_QUALITY: Final = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
LONGEST: Final = 4096
"""So many characters of a header are looked at; no client that means well sends more."""


class Range(NamedTuple):
    """An element of a header such as Accept: what is wanted, with which parameters, and how much (0 to 1)."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    quality: float


class Media(NamedTuple):
    """A type that there is: its name, such as "text/turtle", other names of it, and its profile, an IRI."""

    name: str
    others: tuple[str, ...] = ()
    profile: str = ""


def ranges(header: str) -> list[Range]:
    """Return the elements of a header; what is no element is left out (section 5.6.1)."""
    return list(_elements(header[:LONGEST]))


def _elements(header: str) -> Iterator[Range]:
    at = 0
    while at < len(header):
        found = _ELEMENT.match(header, at)
        if not found:
            comma = header.find(",", at)
            if comma < 0:
                return
            at = comma + 1
            continue
        at = found.end()
        parameters = [(name.lower(), _plain(value)) for name, value in _PARAMETER.findall(found[2]) if name]
        quality = 1.0
        for number, (name, value) in enumerate(parameters):
            if name == "q":
                if not _QUALITY.fullmatch(value):
                    quality = -1.0
                else:
                    quality = float(value)
                parameters = parameters[:number]
                break
        if quality >= 0:
            yield Range(found[1].lower(), tuple(parameters), quality)


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1], flags=re.DOTALL) if value.startswith('"') else value


def preferred(accept: str | None, offers: Sequence[Media]) -> Media | None:
    """Return the offer that a client wants most, the first among equals, or None where it wants none.

    Of the ranges that fit an offer the most specific counts (section 12.5.1). Without a header everything is wanted.
    """
    if accept is None or not accept.strip():
        return offers[0] if offers else None
    wanted = ranges(accept)
    graded = [(_quality(offer, wanted), -number, offer) for number, offer in enumerate(offers)]
    best = max(graded, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _quality(offer: Media, wanted: Sequence[Range]) -> float:
    """Return how much an offer is wanted; 0 where it is not."""
    fits = [(found, one.quality) for one in wanted if (found := _fit(offer, one)) is not None]
    return max(fits, key=lambda one: one[0])[1] if fits else 0.0


def _fit(offer: Media, one: Range) -> tuple[int, int, int] | None:
    """Return how specifically a range fits an offer, None where it does not: name, parameters, and the main name."""
    for name in (offer.name, *offer.others):
        precise = {name: 2, f"{name.partition('/')[0]}/*": 1, "*/*": 0, "*": 0}.get(one.name)
        if precise is not None and all(_has(offer, *parameter) for parameter in one.parameters):
            return precise, len(one.parameters), name == offer.name
    return None


def _has(offer: Media, name: str, value: str) -> bool:
    """Tell whether an offer has a parameter: all that there is is UTF-8, and a profile may be one of several."""
    if name == "charset":
        return value.lower() in ("utf-8", "utf8")
    if name == "profile":
        return bool(offer.profile) and offer.profile in value.split()
    return name in ("version", "level")


def encoding(header: str | None, offers: Sequence[str]) -> str:
    """Return the first of the content codings that a client wants most, "" for none of them (section 12.5.3)."""
    if not header:
        return ""
    wanted = {one.name: one.quality for one in ranges(header)}
    rest = wanted.get("*", 0.0)
    best = max(((wanted.get(one, rest), -number, one) for number, one in enumerate(offers)), default=(0.0, 0, ""))
    plain = wanted.get("identity", 0.0001)
    return best[2] if best[0] > 0 and best[0] >= plain else ""


def profiles(header: str | None) -> list[str]:
    """Return the profiles that Accept-Profile names, the most wanted first (W3C, Content Negotiation by Profile)."""
    found = re.findall(r"<([^<>\s]{1,200})>\s*(?:;\s*q=([0-9.]+))?", (header or "")[:LONGEST])
    graded = [
        (-float(q) if q and _QUALITY.fullmatch(q) else -1.0, number, iri) for number, (iri, q) in enumerate(found)
    ]
    return [iri for quality, _, iri in sorted(graded) if quality < 0]


def same_tag(header: str | None, tag: str) -> bool:
    """Tell whether If-None-Match names an entity tag, by weak comparison (sections 8.8.3.2 and 13.1.2)."""
    if header is None:
        return False
    if header.strip() == "*":
        return True
    return tag in {one.removeprefix("W/") for one in re.findall(r'(?:W/)?"[^"]*"', header[:LONGEST])}
