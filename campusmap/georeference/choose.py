"""Which of the poses that fit is the right one: a person says, by a bearing or by one point, and never the program."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from shapely import MultiPolygon

from campusmap.geometry.fit import apply_matrix, compose
from campusmap.geometry.geodesy import convergence_deg
from campusmap.georeference.methods import Ruling, ground_xy
from campusmap.georeference.pose import Pose
from campusmap.georeference.rival import RIVAL_MARGIN, best_rival, contradicts
from campusmap.georeference.unit import name_unit_at
from campusmap.model.places import Floor
from campusmap.model.project import Placement

LEAST: Final = 0.7  # a pose that overlaps less is none (tool default)
LISTED: Final = 4  # poses; a rectangle has two and a square four
NEAR_DEG: Final = (
    15.0  # a bearing chooses the pose within this; poses of a building differ by 45 at least (tool default)
)
# A tie-break point chooses the pose that brings it to its place within the first, when every other one misses by the
# second more: points off an aerial picture are good to a metre or two (tool defaults).
POINT_USABLE_M: Final = 5.0
POINT_MARGIN_M: Final = 3.0


def list_choices(
    poses: Sequence[Pose], floor: Floor, footprint: MultiPolygon, epsg: int
) -> tuple[list[Pose], list[float]]:
    """Return the poses that a person may choose among, at most four, and the bearing of the drawing's +y under each.

    The poses lay the floor's outline, in local metres, on the footprint in the campus CRS.
    """
    straight = [pose for pose in poses if not pose.mirrored and pose.overlap >= LEAST][:LISTED]
    at = footprint.centroid
    turn = convergence_deg(epsg, at.x, at.y)
    return straight, [_bearing(pose, floor, turn) for pose in straight]


def choose_pose(
    poses: Sequence[Pose], placement: Placement, floor: Floor, footprint: MultiPolygon, epsg: int
) -> Ruling:
    """Return the pose that the placement names, else a ruling that lists the poses and waits; see ``list_choices``."""
    straight, bearings = list_choices(poses, floor, footprint, epsg)
    rival = best_rival(poses)
    if rival is not None and rival.mirrored and contradicts(rival.overlap, _best(straight)):
        return _wait(_mirrored(rival, straight, placement), "the drawing seems to be the other way round")
    if not straight:
        return _wait(_fits_nowhere(poses, floor, footprint), "its outline does not fit the footprint")
    listed = _list_poses(straight, bearings)
    if placement.points:
        chosen, why = _choose_by_points(straight, placement, floor, epsg)
    else:
        chosen, why = _choose_by_bearing(straight, bearings, placement.bearing_deg)
    if chosen is None:
        return _wait(f"{listed}; {why}", "a person has not chosen among the poses that fit the footprint")
    if not placement.confirmed:
        bearing = bearings[straight.index(chosen)]
        return _wait(f"{listed}; bearing {bearing:.1f} is chosen, but not confirmed", "placement not confirmed")
    return _chosen(chosen, straight, bearings, listed)


def _chosen(chosen: Pose, straight: list[Pose], bearings: list[float], listed: str) -> Ruling:
    bearing = bearings[straight.index(chosen)]
    if contradicts(_best(straight), chosen.overlap):
        text = f"the pose chosen, bearing {bearing:.1f}, is not the one that fits: {listed}"
        return Ruling(why="the floor seems turned", said=(("place.pose", text),))
    text = f"the outline was laid on the footprint at bearing {bearing:.1f}, and nothing else checks it: {listed}"
    return Ruling(matrix=chosen.matrix, said=(("place.fitted", text),))


def _wait(text: str, why: str) -> Ruling:
    return Ruling(why=why, said=(("place.fit", text),))


def _best(poses: Sequence[Pose]) -> float:
    return max((pose.overlap for pose in poses), default=0.0)


def _bearing(pose: Pose, floor: Floor, convergence: float) -> float:
    """Return the azimuth of the drawing's +y under a pose, from true north, to a tenth of a degree."""
    _, b, _, _, e, _ = compose(pose.matrix, floor.frame.matrix)
    return round((math.degrees(math.atan2(b, e)) + convergence) % 360, 1) % 360


def _list_poses(poses: list[Pose], bearings: list[float]) -> str:
    rows = [f"bearing {bearing:.1f}, overlap {pose.overlap:.0%}" for pose, bearing in zip(poses, bearings, strict=True)]
    tied = sum(pose.overlap > poses[0].overlap - RIVAL_MARGIN for pose in poses)
    head = "one pose fits the footprint" if tied == 1 else f"{tied} poses fit the footprint equally well"
    if len(rows) > tied:
        return f"{head} ({'; '.join(rows[:tied])}), others less well ({'; '.join(rows[tied:])})"
    return f"{head} ({'; '.join(rows)})"


def _choose_by_bearing(poses: list[Pose], bearings: list[float], wanted: float | None) -> tuple[Pose | None, str]:
    if wanted is None:
        return None, "look at the map over an aerial picture, then set bearing_deg or give one door or stair as a point"
    apart = [abs((bearing - wanted + 180) % 360 - 180) for bearing in bearings]
    nearest = apart.index(min(apart))
    return (poses[nearest], "") if apart[nearest] <= NEAR_DEG else (None, f"none has the bearing {wanted:g}")


def _choose_by_points(poses: list[Pose], placement: Placement, floor: Floor, epsg: int) -> tuple[Pose | None, str]:
    misses = [_miss(pose, placement, floor, epsg) for pose in poses]
    ranked = sorted(range(len(poses)), key=lambda index: misses[index])
    best, second = misses[ranked[0]], misses[ranked[1]] if len(ranked) > 1 else math.inf
    if best <= POINT_USABLE_M and second >= best + POINT_MARGIN_M:
        return poses[ranked[0]], ""
    said = ", ".join(f"{miss:.1f} m" for miss in misses)
    return None, f"the points given do not tell them apart: they miss by {said}"


def _miss(pose: Pose, placement: Placement, floor: Floor, epsg: int) -> float:
    """Return the farthest that a pose brings a point from its place on the ground."""
    matrix = compose(pose.matrix, floor.frame.matrix)
    drawn = apply_matrix(matrix, [point.drawing for point in placement.points]).tolist()
    truth = [ground_xy(point, placement.crs, epsg, floor.plan_file) for point in placement.points]
    return max(math.dist(one, other) for one, other in zip(drawn, truth, strict=True))


def _mirrored(rival: Pose, straight: list[Pose], placement: Placement) -> str:
    other = "false" if placement.mirrored else "true"
    text = f"the outline overlaps the footprint to {rival.overlap:.0%} if the drawing is the other way round"
    return f"{text}, but to {_best(straight):.0%} as it is; if its texts bear that out, set mirrored = {other}"


def _fits_nowhere(poses: Sequence[Pose], floor: Floor, footprint: MultiPolygon) -> str:
    text = f"the outline fits the footprint nowhere: the best pose overlaps it to {_best(poses):.0%}"
    if floor.outline.is_empty:
        return "the floor has no outline that could be laid on the footprint"
    size = math.sqrt(footprint.area / floor.outline.area)
    return f"{text}, and its sides are {1 / size:.3f} of the footprint's{name_unit_at(size, floor.frame.unit)}"
