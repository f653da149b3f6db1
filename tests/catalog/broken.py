"""For each rule of test_data.py: a file with records that break it, and what is told."""

from __future__ import annotations

from typing import Final

PLACE: Final = 'place:x a cg:Country ; rdfs:label "X"@en ; cg:countryCode "XX" ; cg:source source:s .'
BROKEN: Final[dict[str, tuple[str, str, str]]] = {
    "one_edition_per_series_year_and_city": (
        "series/a.ttl",
        """edition:a-1 a cg:Edition ; cg:editionOf series:a ; cg:year 2020 ; cg:location place:c ;
        cg:earliestStart "2020-05-01"^^xsd:date ; cg:latestEnd "2020-05-03"^^xsd:date .
        edition:a-2 a cg:Edition ; cg:editionOf series:a ; cg:year 2020 ; cg:location place:c ;
        cg:earliestStart "2020-05-02"^^xsd:date ; cg:latestEnd "2020-05-04"^^xsd:date .""",
        "edition:a-2: edition:a-1 is in series:a, 2020 and place:c too",
    ),
    "dates_are_in_order": (
        "series/a.ttl",
        """edition:a-1 a cg:Edition ; cg:startDate "2012-10-26"^^xsd:date ; cg:endDate "2012-11-28"^^xsd:date ;
        cg:earliestStart "2012-10-26"^^xsd:date ; cg:latestEnd "2012-11-28"^^xsd:date .""",
        "edition:a-1: it lasts 34 days",
    ),
    "venues_lie_near_their_city": (
        "places/x.ttl",
        """place:v a cg:Venue ; cg:within place:c ; wgs84:lat 11.0 ; wgs84:long 20.0 .
        place:c a cg:City ; wgs84:lat 10.0 ; wgs84:long 20.0 .""",
        "place:v: it lies 111 km from place:c",
    ),
    "cities_lie_where_their_claims_say": (
        "places/x.ttl",
        """place:c a cg:City ; wgs84:lat 11.0 ; wgs84:long 20.0 .
        claim:c a cg:Claim ; cg:subject place:c ; cg:property wgs84:lat ; cg:value 10.0 ; cg:rank cg:Preferred .""",
        "place:c: it lies over 60 km from its preferred claim claim:c",
    ),
    "one_place_for_one_city": (
        "places/x.ttl",
        """place:c a cg:City ; rdfs:label "Córdoba"@en ; cg:within place:x .
        place:d a cg:City ; rdfs:label "Cordoba"@en ; cg:within place:x .""",
        "place:d: place:c is the same city",
    ),
    "nothing_dangles": (
        "series/a.ttl",
        "edition:a-1 a cg:Edition ; cg:editionOf series:a .",
        "edition:a-1: series:a is nowhere described",
    ),
    "labels_have_no_stray_spaces": (
        "series/a.ttl",
        'series:a a cg:EventSeries ; rdfs:label "Py  Con"@en .',
        "series:a: rdfs:label 'Py  Con' has a stray space",
    ),
    "slugs_are_the_names_of_files": (
        "series/a.ttl",
        "series:a a cg:EventSeries . edition:b-1 a cg:Edition .",
        "edition:b-1: it stands in a.ttl",
    ),
    "sources_exist": ("places/x.ttl", PLACE, "place:x: its source:s is no source"),
    "preferred_claims_are_written": (
        "series/a.ttl",
        """edition:a-1 a cg:Edition ; cg:attendance 30 .
        claim:a a cg:Claim ; cg:subject edition:a-1 ; cg:property cg:attendance ; cg:value 20 ;
        cg:rank cg:Preferred .""",
        "edition:a-1: the preferred cg:attendance 20 is not written",
    ),
    "the_catalog_is_small": ("series/a.ttl", "series:a a cg:EventSeries .", "bytes, more than 0"),
}
