"""Whether a placed floor's outline fits the footprint far better in another pose, or at another size."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from shapely.affinity import scale as scaled
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.geodesy import convergence_deg
from campusmap.georeference.methods import NO_RULING, Ruling
from campusmap.georeference.pose import Pose, comparable, find_poses, measure_overlap, refine
from campusmap.georeference.unit import name_unit_at
from campusmap.model.frame import Frame
from campusmap.model.source import Notice

# A rival pose contradicts a placement when it overlaps the footprint by 0.8 at least, by 0.03 more than the placement,
# and misses at most half as much. Tool defaults: in 20 trials tracing noise of 0.5 m round a rectangle of 60 x 40 m
# cost its poses 0.02 to 0.03 alike.
RIVAL_LEAST: Final = 0.8
RIVAL_MARGIN: Final = 0.03
RIVAL_MISS: Final = 0.5
OVERLAP_LEAST: Final = 0.5  # below it the floor lies more beside the footprint than on it (tool default)
OTHER_WAY_DEG: Final = 20.0  # turns below this are the placement itself, a little off (tool default)
BEYOND_DOUBT: Final = 0.97  # nothing can beat this by the margin
SIZE_SOUND: Final = (0.9, 1.1)  # sides of footprint and outline; eaves of 0.6 m on 20 m make 1.06 (tool default)
TURN_SOUND_DEG: Final = 1.0  # tracing noise of 0.5 m over 60 m makes 0.5 degrees (tool default)
TURN_FIT: Final = 0.85  # overlap at which a turn can be trusted (tool default)
NORTH_SLIP_DEG: Final = 0.3  # a turn this near to the convergence speaks of grid north (tool default)

_IDENTITY: Final = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def judge_placed(outline: BaseGeometry, footprint: BaseGeometry, frame: Frame, epsg: int) -> Ruling:
    """Hold a placed ground floor against its building's footprint, both in metres of the campus CRS.

    A footprint that fits far better turned or mirrored ("place.pose") or at another size ("place.scale") keeps the
    floor off coordinates; a slight turn against it ("place.turned") is only told.
    """
    ours, theirs = comparable(outline, footprint)
    if ours.is_empty or theirs.is_empty:
        return NO_RULING
    here = refine(ours, theirs, _IDENTITY, 1.0, False)
    if here.overlap < BEYOND_DOUBT:
        poses = find_poses(ours, theirs)
        here = max([here, *(pose for pose in poses if _is_as_placed(pose))], key=lambda pose: pose.overlap)
        rival = best_rival([pose for pose in poses if not _is_as_placed(pose)])
        if rival is not None and contradicts(rival.overlap, here.overlap):
            return _other_way(rival, here)
        if here.overlap < RIVAL_LEAST:
            return _judge_size(ours, theirs, frame)
    return _judge_turn(ours, theirs, here, epsg)


def check_overlap(outline: BaseGeometry, footprint: BaseGeometry, subject: str, *, whole: bool) -> tuple[Notice, ...]:
    """Return "place.overlap" when a placed outline and the footprint have less than half in common.

    A ``whole`` floor is compared by the area in common over that covered by either, another one by the share of it
    that lies on the footprint.
    """
    ours, theirs = comparable(outline, footprint)
    if ours.is_empty or theirs.is_empty:
        return ()
    inside = float(ours.intersection(theirs).area / ours.area)
    share = measure_overlap(ours, theirs) if whole else inside
    if share >= OVERLAP_LEAST:
        return ()
    text = f"the placed outline overlaps the footprint to {share:.0%}: {inside:.0%} of it lies on the footprint"
    return (
        Notice("place.overlap", f"{text}, and its area is {ours.area / theirs.area:.0%} of the footprint's", subject),
    )


def contradicts(rival: float, chosen: float) -> bool:
    """Tell whether a rival's overlap is so much better than the chosen one's that this cannot be chance."""
    return rival >= RIVAL_LEAST and rival - chosen >= RIVAL_MARGIN and 1 - rival <= RIVAL_MISS * (1 - chosen)


def best_rival(poses: Sequence[Pose]) -> Pose | None:
    """Return the best pose; a mirrored one must beat the straight ones by the margin, since a turn is likelier."""
    return max(poses, key=lambda pose: pose.overlap - RIVAL_MARGIN * pose.mirrored, default=None)


def _is_as_placed(pose: Pose) -> bool:
    return not pose.mirrored and abs(pose.turn_deg) < OTHER_WAY_DEG


def _other_way(rival: Pose, here: Pose) -> Ruling:
    how, why = _words_for(rival)
    text = (
        f"the outline overlaps the footprint to {rival.overlap:.0%} if it is {how}, but to {here.overlap:.0%} as placed"
    )
    return Ruling(why=f"the floor seems {why}", said=(("place.pose", text),))


def _words_for(rival: Pose) -> tuple[str, str]:
    """Say what would have to be done, and what that makes of the floor."""
    if rival.mirrored:
        return "mirrored", "mirrored"
    if abs(rival.turn_deg) > 180 - OTHER_WAY_DEG:
        return "turned by half", "turned by half"
    way = "clockwise" if rival.turn_deg < 0 else "counter-clockwise"
    return f"turned {abs(rival.turn_deg):.0f} degrees {way}", "turned the wrong way"


def _judge_size(ours: BaseGeometry, theirs: BaseGeometry, frame: Frame) -> Ruling:
    """Find an outline that has the footprint's shape at another size."""
    size = math.sqrt(theirs.area / ours.area)
    if SIZE_SOUND[0] <= size <= SIZE_SOUND[1]:
        return NO_RULING
    poses = find_poses(scaled(ours, size, size), theirs)
    if not poses or poses[0].overlap < RIVAL_LEAST:
        return NO_RULING
    better = name_unit_at(size, frame.unit)
    text = f"the outline has the footprint's shape at {size:.3f} of its size in {frame.unit}{better}"
    return Ruling(why=f"outline and footprint differ in size ({size:.3f})", said=(("place.scale", text),))


def _judge_turn(ours: BaseGeometry, theirs: BaseGeometry, here: Pose, epsg: int) -> Ruling:
    """Tell a slight turn, which a bearing read off the grid or the plan's north arrow makes."""
    clockwise = -here.turn_deg
    if abs(clockwise) <= TURN_SOUND_DEG or here.overlap < max(TURN_FIT, measure_overlap(ours, theirs)):
        return NO_RULING
    convergence = convergence_deg(epsg, theirs.centroid.x, theirs.centroid.y)
    is_slip = abs(abs(clockwise) - abs(convergence)) < NORTH_SLIP_DEG
    hint = (
        "; grid north and true north differ by as much here: the bearing may be from the wrong one" if is_slip else ""
    )
    text = f"the outline fits the footprint best when turned by {clockwise:+.1f} degrees (clockwise){hint}"
    return Ruling(said=(("place.turned", text),))
