"""The editions on a map, as GeoJSON (RFC 7946)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from confgraph.publishing.editions import Edition, Spot


def geojson(editions: Iterable[Edition]) -> bytes:
    """Return a FeatureCollection with a point for each edition whose place has coordinates."""
    features = [_feature(edition, spot) for edition in editions if (spot := edition.spot)]
    document = {"type": "FeatureCollection", "features": features}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(edition: Edition, spot: Spot) -> dict[str, Any]:
    told = {
        "name": edition.label,
        "year": int(edition.year) if re.fullmatch("[0-9]{4}", edition.year) else None,
        "start": edition.start,
        "end": edition.end,
        "place": spot.label,
        "series": [series.iri for series in edition.series],
        "url": edition.homepages[0] if edition.homepages else "",
    }
    return {
        "type": "Feature",
        "id": edition.iri,
        # Longitude first (RFC 7946, section 3.1.1).
        "geometry": {"type": "Point", "coordinates": [float(spot.long), float(spot.lat)]},
        "properties": {key: value for key, value in told.items() if value},
    }
