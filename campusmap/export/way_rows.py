"""Records of the ways on foot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.export.building_rows import Record
from campusmap.export.where import Grounds, Value
from campusmap.model.analysis import Way
from campusmap.model.kit import Kit
from campusmap.units import METRES_PER_FOOT

EXITS: Final = frozenset({"exit", "second_exit", "exit_by_lift"})


def list_routes(kit: Kit, grounds: Grounds) -> list[Record]:
    """List every way on foot, a record for each floor that it leads over.

    ``purpose`` is exit, second_exit, exit_by_lift, safer_space or the kind of the marker that it leads to;
    ``opening_id``, ``to_space_id`` or ``marker_id`` is where it ends. ``leg`` of ``legs`` are in order; ``leg_m`` is
    the length of one, stairs not counted, ``length_m`` and ``length_ft`` of the whole way, stairs included and rounded
    up. ``stairs`` are shafts in order, ``locked`` the ids of doors on the way that are kept locked.
    """
    return [record for way in kit.analysis.ways for record in _list_legs(way, grounds)]


def _list_legs(way: Way, grounds: Grounds) -> Iterator[Record]:
    _, space = grounds.spaces[way.space]
    leads_out = way.purpose in EXITS
    whole: dict[str, Value] = {
        "space_id": way.space,
        "number": space.shown_number,
        "purpose": way.purpose,
        "opening_id": way.to if leads_out else None,
        "to_space_id": way.to if way.purpose == "safer_space" else None,
        "marker_id": None if leads_out or way.purpose == "safer_space" else way.to,
        "legs": len(way.legs),
        "length_m": way.length_m,
        "length_ft": round(way.length_m / METRES_PER_FOOT, 1),
        "stairs": "; ".join(way.stairs),
        "locked": "; ".join(way.locked),
    }
    for number, leg in enumerate(way.legs, start=1):
        building, floor = grounds.floors[leg.floor]
        row: dict[str, Value] = {
            "id": f"{way.space}/{way.purpose}/{number}",
            "building": building.id,
            "floor": floor.id,
            "ordinal": floor.ordinal,
            "leg": number,
            "leg_m": round(leg.line.length, 2),
        }
        yield whole | row, grounds.shape_on(floor.id, leg.line)
