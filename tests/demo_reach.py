"""The demo campus with a room that is in part too far from an AED."""

from __future__ import annotations

from dataclasses import replace

from demo_campus import demo_kit
from shapely import MultiPolygon, box

from campusmap.model.kit import Kit
from campusmap.model.walking import Coverage, Proposal, Walking


def kit_with_reach() -> tuple[Kit, MultiPolygon]:
    """Return a kit in which half of one room is too far from an AED, and another kind was not assessed."""
    kit = demo_kit()
    floor = next(f for b in kit.campus.buildings for f in b.floors if f.frame.placed and f.spaces)
    room = floor.spaces[0]
    x0, y0, x1, y1 = room.outline.bounds
    half = MultiPolygon([room.outline.intersection(box(x0, y0, (x0 + x1) / 2, y1))])
    walking = Walking(
        coverages=(
            Coverage(floor.id, "AED", "one_way", half, round(half.area, 1), (room.id,)),
            Coverage(floor.id, "AED", "round_trip", half, round(half.area, 1), (room.id,)),
            Coverage(floor.id, "BLEEDING_KIT", "round_trip", why="none is listed"),
        ),
        proposals=(Proposal("AED", floor.id.split("/")[0], 1, floor.id, room.id, half.centroid, (room.id,), 12.5),),
    )
    return replace(kit, analysis=replace(kit.analysis, walking=walking)), half
