"""imdf.zip: the campus by IMDF 1.0.0, for indoor viewers. Source: OGC 20-094.

The manifest has no member for how an archive is to be handled; each file says it beside its features (RFC 7946, 6.1).

Only floors with coordinates are in it. A campus without any gets no archive: a venue must have a place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import shapely
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.export.archive import write_archive
from campusmap.export.feature import place_features, to_collection
from campusmap.export.handling import handling_of
from campusmap.export.imdf_devices import EXTENSION, make_amenities, make_responder
from campusmap.export.imdf_draft import LANGUAGE, Draft, Feature, say
from campusmap.export.imdf_inside import make_details, make_openings, make_relationships, make_units
from campusmap.export.imdf_terms import VENUE
from campusmap.export.where import Grounds
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor

NAME: Final = "imdf.zip"
_AROUND_M: Final = 10.0  # of ground round the buildings that counts as the venue's (tool default)
_FINEST_M: Final = 0.001  # cracks between outline and rooms that are narrower are closed (the kit's own rounding)
_NO_COUNTRY: Final = "ZZ"  # stated by nobody; reserved for users, so that it names no country. Source: ISO 3166-1
_NO_TOWN: Final = "not stated"
Area = Polygon | MultiPolygon


def write_imdf(kit: Kit, folder: Path) -> list[Path]:
    """Write imdf.zip, a GeoJSON file a feature type; nothing where nothing has coordinates."""
    draft = Draft(kit, Grounds(kit.campus))
    if draft.grounds.projector is None or not draft.placed_floors():
        return []
    levels = {floor.id: _level_shape(floor) for _, floor in draft.placed_floors()}
    layers = {
        "address": _addresses(draft),
        "amenity": make_amenities(draft),
        "anchor": _anchors(draft),
        "building": [_building(draft, building) for building in _buildings(draft)],
        "detail": make_details(draft),
        "footprint": [_footprint(draft, building) for building in _buildings(draft)],
        "level": [_level(draft, building, floor, levels[floor.id]) for building, floor in draft.placed_floors()],
        "occupant": _occupants(draft),
        "opening": make_openings(draft),
        "relationship": make_relationships(draft),
        "responder": make_responder(draft),
        "unit": make_units(draft),
        "venue": [_venue(draft, levels.values())],
    }
    place_features([feature for features in layers.values() for feature in features], draft.grounds.projector)
    members = {"manifest.json": _manifest(kit)} | {
        f"{kind}.geojson": to_collection(
            sorted(features, key=lambda f: str(f["id"])), name=kind, handling=handling_of(kit)
        ).encode("utf-8", "replace")
        for kind, features in layers.items()
    }
    return [write_archive(folder / NAME, members)]


def _manifest(kit: Kit) -> bytes:
    manifest = {
        "version": "1.0.0",
        "created": f"{kit.edition.issued}T00:00:00Z",
        "generated_by": kit.edition.program,
        "language": LANGUAGE,
        "extensions": [EXTENSION],
    }
    return (json.dumps(manifest, indent=1) + "\n").encode()


def _venue(draft: Draft, levels: Iterable[Area]) -> Feature:
    campus = draft.kit.campus
    extent = _extent(draft, levels)
    return draft.feature(
        "venue", campus.id, extent,
        category=VENUE, restriction=None, name=say(campus.name) or say(campus.id), alt_name=None, hours=None,
        phone=None, website=None, display_point=extent.representative_point(),
        address_id=draft.id_of("address", campus.id),
    )  # fmt: skip


def _extent(draft: Draft, levels: Iterable[Area]) -> Area:
    """Return the ground that the venue takes: round every building and every place on the grounds."""
    shapes: list[BaseGeometry] = [*(_ground_of(building) for building in _buildings(draft)), *levels]
    shapes += [m.at for m in draft.kit.campus.markers if m.at is not None and draft.grounds.is_placed(m.floor)]
    hull = shapely.union_all(shapes).convex_hull.buffer(_AROUND_M, join_style="mitre")
    return hull if isinstance(hull, Polygon | MultiPolygon) else Polygon()


def _addresses(draft: Draft) -> list[Feature]:
    """Return the campus's address, and those of buildings that have one of their own."""
    campus = draft.kit.campus
    own = [(building.id, building.address) for building in _buildings(draft) if building.address]
    return [
        _address(draft, campus.id, campus.address),
        *(_address(draft, f"building {key}", text) for key, text in own),
    ]


def _address(draft: Draft, name: str, text: str) -> Feature:
    told = draft.kit.project.ng911
    street, _, rest = draft.kit.campus.address.partition(",")
    line = text.partition(",")[0].strip() or street.strip()
    town = told.municipality or rest.partition(",")[0].strip()
    return draft.feature(
        "address", name, None,
        address=line or draft.kit.campus.name or draft.kit.campus.id,
        unit=None, locality=town or _NO_TOWN,
        province=f"{told.country}-{told.state}" if told.country and told.state else None,
        country=told.country or _NO_COUNTRY, postal_code=told.post_code or None, postal_code_ext=None,
        postal_code_vanity=None,
    )  # fmt: skip


def _buildings(draft: Draft) -> list[Building]:
    """Return the buildings with a place: a footprint, or a placed floor."""
    return [building for building in draft.kit.campus.buildings if not _ground_of(building).is_empty]


def _ground_of(building: Building) -> Area:
    if not building.footprint.is_empty:
        return building.footprint
    united = shapely.union_all([_level_shape(floor) for floor in building.floors if floor.frame.placed])
    return united if isinstance(united, Polygon | MultiPolygon) else Polygon()


def _building(draft: Draft, building: Building) -> Feature:
    at = _ground_of(building).representative_point()
    return draft.feature(
        "building", building.id, None,
        name=say(building.name) or say(building.number) or say(building.id), alt_name=say(building.number),
        category="unspecified", restriction=None, display_point=at,
        address_id=draft.id_of("address", f"building {building.id}") if building.address else None,
    )  # fmt: skip


def _footprint(draft: Draft, building: Building) -> Feature:
    ids = [draft.id_of("building", building.id)]
    return draft.feature("footprint", building.id, _ground_of(building), category="ground", name=None, building_ids=ids)


def _level(draft: Draft, building: Building, floor: Floor, shape: Area) -> Feature:
    return draft.feature(
        "level", floor.id, shape,
        category="unspecified", restriction=None, outdoor=False, ordinal=floor.ordinal,
        name=say(floor.name) or say(floor.id), short_name=say(floor.id.rpartition("/")[2]),
        display_point=shape.representative_point(), address_id=None,
        building_ids=[draft.id_of("building", building.id)],
    )  # fmt: skip


def _level_shape(floor: Floor) -> Area:
    """Return a floor's outline, grown where rooms reach beyond it: a unit must lie on its level."""
    rooms = shapely.union_all([space.outline for space in floor.spaces])
    if floor.outline.covers(rooms):
        return floor.outline
    united = shapely.set_precision(floor.outline.union(rooms), _FINEST_M)
    polygons = [part for part in shapely.get_parts(united) if isinstance(part, Polygon)]
    return polygons[0] if len(polygons) == 1 else MultiPolygon(polygons)


def _anchor_unit(draft: Draft) -> str:
    """Return the unit behind the main entrance in which the school is at home, "" when no unit has a name.

    The lowest named unit of the first building serves where the entrance does not tell.
    """
    named = {s.id: f for _, f in draft.placed_floors() for s in f.spaces if s.name and not s.outline.is_empty}
    behind = [
        joined
        for building, floor in draft.placed_floors()
        for opening in floor.openings
        if opening.exterior and building.main_entrance and opening.shown_number == building.main_entrance
        for joined in opening.joins
    ]
    lowest = sorted(named, key=lambda key: (abs(named[key].ordinal), key))
    return next((key for key in (*behind, *lowest) if key in named), "")


def _anchors(draft: Draft) -> list[Feature]:
    unit = _anchor_unit(draft)
    if not unit:
        return []
    at = draft.grounds.spaces[unit][1].outline.representative_point()
    address = draft.id_of("address", draft.kit.campus.id)
    return [draft.feature("anchor", unit, Point(at.x, at.y), address_id=address, unit_id=draft.id_of("unit", unit))]


def _occupants(draft: Draft) -> list[Feature]:
    """Return the school itself, at home behind its main entrance: the standard has a word for it only here."""
    campus, unit = draft.kit.campus, _anchor_unit(draft)
    if not unit:
        return []
    return [
        draft.feature(
            "occupant", campus.id, None,
            name=say(campus.name) or say(campus.id), category="school", anchor_id=draft.id_of("anchor", unit),
            hours=None, phone=None, website=None, validity=None, correlation_id=None,
        )
    ]  # fmt: skip
