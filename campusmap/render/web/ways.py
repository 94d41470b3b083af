"""Ways on foot as compact rows, for drawing and for reading out."""

from __future__ import annotations

from typing import Any

from campusmap.carto.scene import mover
from campusmap.model.analysis import Leg, Way
from campusmap.model.kit import Kit
from campusmap.render.web.atlas import Atlas
from campusmap.render.web.scenes import encode_paths

Row = list[Any]


def way_facts(kit: Kit, atlas: Atlas) -> dict[str, list[Row]]:
    """Return each room's ways: [purpose, end, metres, stairs, locked doors, legs], ends and doors as references."""
    rows: dict[str, list[Row]] = {}
    for way in kit.analysis.ways:
        rows.setdefault(way.space, []).append(_encode_way(way, atlas))
    return rows


def _encode_way(way: Way, atlas: Atlas) -> Row:
    locked = [ref for door in way.locked if (ref := atlas.shorten(door))]
    legs = [row for leg in way.legs if leg.floor in atlas.floor_index for row in _encode_leg(leg, atlas)]
    return [way.purpose, atlas.shorten(way.to), round(way.length_m, 1), list(way.stairs), locked, legs]


def _encode_leg(leg: Leg, atlas: Atlas) -> list[Row]:
    """Return the floor's position and the line in steps of whole centimetres; nothing for a leg of one point."""
    n = atlas.floor_index[leg.floor]
    floor = atlas.floors[n][1]
    placed = floor.frame.placed and atlas.campus.north is not None
    line = mover(atlas.campus, floor)(leg.line)
    return [[n, path] for path in encode_paths(line, (0.0, 0.0) if placed else atlas.corners[floor.id])]  # type: ignore[arg-type]
