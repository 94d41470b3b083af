"""Ways on foot as compact rows, for drawing and for reading out."""

from __future__ import annotations

from typing import Any

from campusmap.carto.scene import move_all
from campusmap.model.analysis import Leg, Way
from campusmap.model.kit import Kit
from campusmap.render.web.atlas import Atlas
from campusmap.render.web.scenes import encode_paths

Row = list[Any]


def way_facts(kit: Kit, atlas: Atlas) -> dict[str, list[Row]]:
    """Return each room's ways: [purpose, end, metres, stairs, locked doors, legs], ends and doors as references."""
    legs = _encode_legs([leg for way in kit.analysis.ways for leg in way.legs], atlas)
    rows: dict[str, list[Row]] = {}
    for way in kit.analysis.ways:
        rows.setdefault(way.space, []).append(_encode_way(way, legs, atlas))
    return rows


def _encode_way(way: Way, legs: dict[int, list[Row]], atlas: Atlas) -> Row:
    locked = [ref for door in way.locked if (ref := atlas.shorten(door))]
    drawn = [row for leg in way.legs for row in legs.get(id(leg), ())]
    return [way.purpose, atlas.shorten(way.to), round(way.length_m, 1), list(way.stairs), locked, drawn]


def _encode_legs(legs: list[Leg], atlas: Atlas) -> dict[int, list[Row]]:
    """Return for each leg, by its identity, rows of the floor's position and a line in steps of whole centimetres.

    A leg of one point has none.
    """
    found: dict[int, list[Row]] = {}
    for n, (_, floor) in enumerate(atlas.floors):
        here = [leg for leg in legs if leg.floor == floor.id]
        placed = floor.frame.placed and atlas.campus.north is not None
        lines = move_all(atlas.campus, floor, [leg.line for leg in here])
        paths = encode_paths(lines, (0.0, 0.0) if placed else atlas.corners[floor.id])
        found |= {id(leg): [[n, path] for path in of] for leg, of in zip(here, paths, strict=True)}
    return found
