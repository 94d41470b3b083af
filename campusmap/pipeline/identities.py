"""The ids of the last issue, given back to the rooms and doors of drawings read anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import shapely
from shapely import LineString, MultiPolygon, Polygon

from campusmap.change.earlier import AFTER_ALL, known_before, last_before
from campusmap.change.identity import keep_ids, list_lost
from campusmap.change.words import name_space
from campusmap.model.ledger import Identity, Ledger
from campusmap.model.places import Building, Floor, Opening, OpeningKind, Space
from campusmap.model.source import Notice


def restore_ids(
    buildings: tuple[Building, ...], ledger: Ledger | None, epsg: int | None, issued: str = AFTER_ALL
) -> tuple[tuple[Building, ...], tuple[Notice, ...]]:
    """Return the buildings with the ids of the last issue, and a notice for each room that is gone since an edition.

    That is the last one of an earlier date than ``issued``. Without a ledger, or where the campus lies in another CRS
    than when it was issued, ids stay as drawn.
    """
    crs = f"EPSG:{epsg}" if epsg else ""
    if ledger is None or ledger.crs != crs:
        return buildings, ()
    kept = keep_ids(_known_buildings(ledger, AFTER_ALL, buildings), buildings)
    then = known_before(ledger, issued)
    if then is None or then.crs != crs:
        return kept, ()
    return kept, tuple(_say_lost(space) for space in list_lost(_known_buildings(ledger, issued, buildings), kept))


def _say_lost(space: Space) -> Notice:
    building, _, _ = space.id.partition("/")
    floor = space.id.rpartition("/")[0]
    return Notice("identity.lost", f"{name_space(space)} ({space.id})", space.id, None, building, floor)


def _known_buildings(ledger: Ledger, issued: str, buildings: Sequence[Building]) -> tuple[Building, ...]:
    """Return the buildings of today with the rooms and doors that the last edition before a date had on them."""
    known, last = known_before(ledger, issued), last_before(ledger, issued)
    on_floor = defaultdict(list)
    if known is not None and last is not None:
        for identity in known.identities:
            if identity.last_seen == last.issued and "/" in identity.id:
                on_floor[identity.id.rpartition("/")[0]].append(identity)
    return tuple(Building(b.id, b.number, b.name, b.footprint, tuple(_known_floors(b, on_floor))) for b in buildings)


def _known_floors(building: Building, on_floor: dict[str, list[Identity]]) -> Iterator[Floor]:
    for floor in building.floors:
        shapes = [(each, shapely.from_wkt(each.shape)) for each in on_floor.get(floor.id, ())]
        spaces = tuple(Space(each.id, each.number, shape) for each, shape in shapes if isinstance(shape, Polygon))
        doors = tuple(
            Opening(each.id, OpeningKind.DOOR, shape, (), each.number)
            for each, shape in shapes
            if isinstance(shape, LineString)
        )
        yield Floor(floor.id, floor.name, floor.ordinal, MultiPolygon(), floor.frame, spaces, doors)
