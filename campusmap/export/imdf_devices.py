"""Devices by IMDF: amenities where the standard has a word, features of a declared extension where it has none.

The extension is one more feature type, ``responder``, in a file of its own: devices, shut-offs, panels and places with
their kind as ``category``, hard corners as ``hardcorner``. Its features may be unlocated: "none here" is one.
"""

from __future__ import annotations

from typing import Final

from shapely import Point

from campusmap.export.imdf_draft import Draft, Feature, say
from campusmap.export.imdf_terms import AMENITIES, responder_category
from campusmap.model.places import Floor, Marker

EXTENSION: Final = "imdf:extension:campusmap:responder#1.0.0"


def make_amenities(draft: Draft) -> list[Feature]:
    """Return the devices that the standard knows, in place, and in a unit."""
    return [
        draft.feature(
            "amenity",
            marker.id,
            marker.at,
            category=AMENITIES[marker.kind],
            accessibility=None,
            name=say(marker.label),
            alt_name=None,
            hours=None,
            phone=None,
            website=None,
            unit_ids=[draft.id_of("unit", unit)],
            address_id=None,
            correlation_id=None,
        )
        for marker in draft.kit.campus.markers
        if (unit := _amenity_unit(draft, marker))
    ]


def _amenity_unit(draft: Draft, marker: Marker) -> str:
    """Return the unit that an amenity is in, "" for a marker that the standard has no place for."""
    return _unit_of(draft, marker) if marker.kind in AMENITIES and marker.is_there else ""


def _unit_of(draft: Draft, marker: Marker) -> str:
    floor = _floor_of(draft, marker)
    if floor is None or marker.at is None:
        return ""
    spaces = [space for space in floor.spaces if not space.outline.is_empty]
    if any(space.id == marker.space for space in spaces):
        return marker.space
    return next((space.id for space in spaces if space.outline.covers(marker.at)), "")


def _floor_of(draft: Draft, marker: Marker) -> Floor | None:
    """Return the floor of the archive that a marker stands on."""
    return next((floor for _, floor in draft.placed_floors() if floor.id == marker.floor), None)


def make_responder(draft: Draft) -> list[Feature]:
    """Return the extension's features: the markers that are no amenities, and the hard corners."""
    return [*_devices(draft), *_hard_corners(draft)]


def _devices(draft: Draft) -> list[Feature]:
    return [_device(draft, marker) for marker in draft.kit.campus.markers if not _amenity_unit(draft, marker)]


def _device(draft: Draft, marker: Marker) -> Feature:
    floor, unit = _floor_of(draft, marker), _unit_of(draft, marker)
    return draft.feature(
        "responder",
        marker.id,
        _at(draft, marker),
        category=responder_category(marker.kind),
        name=say(marker.label),
        level_id=draft.id_of("level", floor.id) if floor else None,
        unit_ids=[draft.id_of("unit", unit)] if unit else [],
        status=marker.status or None,
        attributes=dict(sorted(marker.attributes.items())),
    )


def _at(draft: Draft, marker: Marker) -> Point | None:
    return marker.at if draft.grounds.is_placed(marker.floor) else None


def _hard_corners(draft: Draft) -> list[Feature]:
    placed = {floor.id for _, floor in draft.placed_floors()}
    return [
        draft.feature(
            "responder",
            corner.id,
            corner.shape,
            category="hardcorner",
            name=None,
            level_id=draft.id_of("level", draft.grounds.spaces[corner.space][0].id),
            unit_ids=[draft.id_of("unit", corner.space)],
            status=corner.status,
            attributes={"capacity": str(corner.capacity), "assumed": corner.assumed},
        )
        for corner in draft.kit.analysis.hard_corners
        if draft.grounds.spaces[corner.space][0].id in placed
    ]
