"""The allow-lists: which fields of which record an audience gets. What is not listed is withheld.

A responder gets everything. A field added to the model is a responder's until it is listed here: so are the
photos of doors and devices (``Campus.photos``), which are listed for nobody else.
"""

from __future__ import annotations

from typing import Final, Literal

Audience = Literal["responder", "staff", "public"]
AUDIENCES: Final[tuple[Audience, ...]] = ("responder", "staff", "public")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PLACE: Final = "id number name footprint radio_name address footprint_source"
FIELDS: Final[dict[Audience, dict[str, frozenset[str]]]] = {
    "staff": {
        "Campus": _words("id name epsg buildings areas markers imagery north grid address state_id sources"),
        "Building": _words(f"{_PLACE} floors main_entrance refs"),
        "Floor": _words("id name ordinal outline frame spaces openings walls columns linework guessed fixtures code"
            " elevation_m plan_file"),
        "Space": _words(
            "id number outline use name posted_number planned_number aliases suite occupants shaft method repairs refs"
        ),
        "Opening": _words(
            "id kind line joins number posted_number planned_number class_ swing swing_line refs"
        ),
        "Marker": _words("id kind label building floor space at status refs"),
        "SiteArea": _words("id kind name shape refs"),
        "Analysis": _words("reach ways orientations"),
        "Way": _words("space purpose to length_m legs stairs"),
    },
    "public": {
        "Campus": _words("id name epsg buildings areas imagery north grid address state_id"),
        "Building": _words("id number name footprint address"),
        "SiteArea": _words("id kind name shape"),
        "Analysis": _words("orientations"),
    },
}  # fmt: skip
# What a kit is made from, by role, as far as the manifest may name it: pictures of locks and boxes are not named.
SOURCES: Final = _words("project drawing footprints areas overrides imagery table")
# Kinds of markers and of places on the grounds, by audience. Staff get what custodians and first aiders look for,
# not what keeps intruders out; the public gets what anybody sees from the street.
MARKERS: Final[dict[Audience, frozenset[str]]] = {
    "staff": _words(
        "AED BLEEDING_KIT NURSE EXTINGUISHER STAIR_ACCESS STORM_SHELTER ASSEMBLY REUNIFICATION ELEVATOR_ROOM"
        " GAS_SHUTOFF WATER_SHUTOFF ELECTRIC_SHUTOFF HVAC_SHUTOFF"
    ),
    "public": frozenset(),
}
AREAS: Final[dict[Audience, frozenset[str]]] = {
    "staff": _words("parking field court playground road neighbour assembly reunification building walk water other"),
    "public": _words("parking field court playground road neighbour building walk water"),
}
# What is written, by exporter.
EXPORTERS: Final[dict[Audience, frozenset[str]]] = {
    "staff": _words("map packet csv gpkg geojson"),
    "public": _words("map packet gpkg geojson"),
}
HANDLING: Final[dict[Audience, str]] = {
    "staff": "For staff of this school. Do not copy or pass on.",
    "public": "Public edition: shows nothing of the inside of a building.",
}
