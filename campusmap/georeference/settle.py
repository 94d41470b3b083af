"""What a building's footprint decides about its floors: a fit that was asked for, and placements it contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from shapely import MultiPolygon

from campusmap.geometry.geodesy import point_scale
from campusmap.georeference.choose import choose_pose
from campusmap.georeference.methods import NO_RULING, Ruling
from campusmap.georeference.pose import find_poses
from campusmap.georeference.rival import judge_placed
from campusmap.model.places import Floor
from campusmap.model.project import BuildingEntry, Placement

_NO_FOOTPRINT: Final = "a fit to the footprint is asked for, but no footprint belongs to the building"


def judge_building(
    entry: BuildingEntry, floors: Mapping[str, Floor], footprint: MultiPolygon, epsg: int
) -> dict[str, Ruling]:
    """Return what the footprint decides, by floor id; floors about which it decides nothing are left out.

    ``floors`` were drawn by their own placements, those to be fitted in local metres. Floors that share a placement
    share a fate: that of their ground floor, else of the one next to it. An empty footprint says nothing of a
    placement and leaves a fit without an answer. Raises InputError for a tie-break point that lies nowhere.
    """
    rulings: dict[str, Ruling] = {}
    for placement, group in _group(entry, floors).items():
        lead = min(group, key=lambda floor: (abs(floor.ordinal), floor.ordinal < 0))
        ruling = _judge(placement, lead, footprint, epsg)
        if ruling != NO_RULING:
            about = group if ruling.why or ruling.matrix else [lead]
            rulings |= {floor.id: ruling for floor in about}
    return rulings


def _group(entry: BuildingEntry, floors: Mapping[str, Floor]) -> dict[Placement, list[Floor]]:
    """Gather the drawn floors by the placement that lays them."""
    groups: dict[Placement, list[Floor]] = defaultdict(list)
    for one in entry.floor:
        floor, placement = floors.get(f"{entry.id}/{one.id}"), one.placement or entry.placement
        if floor is not None and placement is not None and _can_be_judged(floor, placement):
            groups[placement].append(floor)
    return groups


def _can_be_judged(floor: Floor, placement: Placement) -> bool:
    if floor.frame.on_picture:  # a part of it may be traced so far, whose outline tells nothing
        return False
    return floor.frame.unit_confirmed and (placement.confirmed or placement.method == "fit")


def _judge(placement: Placement, lead: Floor, footprint: MultiPolygon, epsg: int) -> Ruling:
    if placement.method != "fit":
        is_comparable = lead.frame.placed and lead.ordinal == 0
        return judge_placed(lead.outline, footprint, lead.frame, epsg) if is_comparable else NO_RULING
    if footprint.is_empty:
        return Ruling(why="no footprint to fit to", said=(("place.fit", _NO_FOOTPRINT),))
    at = footprint.centroid
    poses = find_poses(lead.outline, footprint, point_scale(epsg, at.x, at.y))
    return choose_pose(poses, placement, lead, footprint, epsg)
