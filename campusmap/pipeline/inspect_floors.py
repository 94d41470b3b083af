"""The floors of one drawing, each assembled from its own window and laid side by side again as they are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Final

import numpy as np
import shapely
from shapely import MultiLineString, MultiPolygon

from campusmap.geometry.lines import gather_points
from campusmap.georeference.place import Window, place_plan
from campusmap.georeference.plan_asides import Aside
from campusmap.georeference.plan_floors import DrawnFloor, DrawnFloors
from campusmap.model.frame import Frame
from campusmap.model.places import Floor
from campusmap.model.plan import Plan
from campusmap.model.project import FloorEntry
from campusmap.model.source import Notice
from campusmap.pipeline.floor_guess import guess_levels
from campusmap.pipeline.floor_windows import beside_notices
from campusmap.pipeline.forks import share_work
from campusmap.pipeline.workers import return_memory
from campusmap.rooms.assemble import run_stages
from campusmap.rooms.parts import Stages
from campusmap.rooms.shafts import find_stacked, join_shafts
from campusmap.units import count_of

FloorJob = tuple[Plan, Frame, FloorEntry]
_MANY_STROKES: Final = 10_000  # a second of work, many times what a copy costs (tool default)
_SHOWN: Final = 8  # things beside the floors that are listed (tool default)


@dataclass(frozen=True, slots=True)
class FoundFloor:
    """One floor found in a drawing: its id, what it is called, the window it was taken from, and what came out."""

    id: str
    name: str
    ordinal: int
    drawn: DrawnFloor
    floor: Floor


def examine_floors(
    plan: Plan, frame: Frame, entry: FloorEntry, drawn: DrawnFloors
) -> tuple[Stages, tuple[FoundFloor, ...], tuple[Notice, ...]]:
    """Assemble each floor of a drawing; return all stages laid side by side, the floors, and what else was said.

    A drawing that needs no windows is one floor, whole.
    """
    if not drawn.told:
        return run_stages(place_plan(plan, frame), frame, entry, "drawing"), (), ()
    levels = guess_levels([floor.title for floor in drawn.told])
    entries = [
        replace(
            entry,
            id=level.id.lower(),
            name=floor.title or f"floor {level.id}",
            ordinal=level.ordinal,
            window=floor.window,
        )
        for floor, level in zip(drawn.told, levels, strict=True)
    ]
    shares = share_out(plan, [floor.window for floor in drawn.told])
    stages, more = zip(
        *draw_floors([(share, frame, own) for share, own in zip(shares, entries, strict=True)]), strict=True
    )
    found = [
        FoundFloor(own.id, own.name, own.ordinal, floor, stage.floor)
        for own, floor, stage in zip(entries, drawn.told, stages, strict=True)
    ]
    said = [*beside_notices(plan.file, drawn), *chain.from_iterable(more)]
    named = list(_with_shafts(frame, stages, found))
    return lay_side_by_side(entry, [stage for stage, _ in named]), tuple(one for _, one in named), tuple(said)


def draw_floors(jobs: Sequence[FloorJob]) -> list[tuple[Stages, tuple[Notice, ...]]]:
    """Draw the floors of one drawing, shared with copies of this process where they hold so much that it pays."""
    if sum(len(plan.strokes) for plan, _, _ in jobs) < _MANY_STROKES:
        return [draw_floor(job) for job in jobs]
    return_memory()
    return share_work([partial(draw_floor, job) for job in jobs])


def draw_floor(job: FloorJob) -> tuple[Stages, tuple[Notice, ...]]:
    """Place and assemble one floor; also return what placing it had to say."""
    plan, frame, entry = job
    placed = place_plan(plan, frame, entry.window)
    said = tuple(notice for notice in placed.notices if notice not in plan.notices)
    return _without_ink(run_stages(placed, frame, entry, "drawing")), said


def _without_ink(stages: Stages) -> Stages:
    """Leave the strokes of the doors out, which the plan holds as well: most of what a worker would hand back."""
    return replace(stages, doorways=tuple(replace(door, strokes=(), swing_line=None) for door in stages.doorways))


def _with_shafts(
    frame: Frame, stages: Sequence[Stages], found: Sequence[FoundFloor]
) -> Iterator[tuple[Stages, FoundFloor]]:
    """Join stairs and lifts over the floors, once these are laid over one another by how far apart they are drawn."""
    a, b, _, d, e, _ = frame.matrix
    moved = [_moved(one.floor, *(-np.array([[a, b], [d, e]]) @ one.drawn.shift)) for one in found]
    joined = join_shafts([one.floor for one in found], find_stacked(moved))
    for stage, one, floor in zip(stages, found, joined, strict=True):
        yield replace(stage, floor=floor), replace(one, floor=floor)


def _moved(floor: Floor, x: float, y: float) -> Floor:
    shift = np.array([x, y])
    outlines = shapely.transform(np.array([space.outline for space in floor.spaces], dtype=object), shift.__add__)
    spaces = zip(floor.spaces, outlines.tolist(), strict=True)
    return replace(floor, spaces=tuple(replace(space, outline=outline) for space, outline in spaces))


def share_out(plan: Plan, windows: Sequence[Window]) -> list[Plan]:
    """Give each window the strokes that begin in it or in none, so that each need not look through all of them."""
    drawn = [stroke for stroke in plan.strokes if stroke.points]
    x, y = gather_points([stroke.points[0] for stroke in drawn]).T.copy()
    inside = np.array([(x >= w[0]) & (x <= w[2]) & (y >= w[1]) & (y <= w[3]) for w in windows])
    stray = ~inside.any(axis=0)
    return [replace(plan, strokes=tuple(drawn[k] for k in np.flatnonzero(own | stray).tolist())) for own in inside]


def lay_side_by_side(entry: FloorEntry, stages: Sequence[Stages]) -> Stages:
    """Put the stages of several floors of one drawing into one, where they are drawn."""
    floors = [one.floor for one in stages]
    whole = replace(
        floors[0],
        id=f"drawing/{entry.id}",
        name=entry.name,
        ordinal=entry.ordinal,
        outline=_union(floor.outline for floor in floors),
        spaces=tuple(space for floor in floors for space in floor.spaces),
        openings=tuple(opening for floor in floors for opening in floor.openings),
        walls=_union(floor.walls for floor in floors),
        columns=_union(floor.columns for floor in floors),
        linework=MultiLineString([line for floor in floors for line in floor.linework.geoms]),
        guessed=MultiLineString([line for floor in floors for line in floor.guessed.geoms]),
        notices=tuple(notice for floor in floors for notice in floor.notices),
    )
    return Stages(
        whole,
        np.concatenate([one.barriers for one in stages]),
        np.concatenate([one.gaps for one in stages]),
        tuple(chain.from_iterable(one.cells for one in stages)),
        tuple(chain.from_iterable(one.dropped for one in stages)),
        tuple(chain.from_iterable(one.doorways for one in stages)),
    )


def _union(shapes: Iterable[MultiPolygon]) -> MultiPolygon:
    return MultiPolygon([piece for shape in shapes for piece in shape.geoms])


def floor_lines(drawn: DrawnFloors, found: Sequence[FoundFloor]) -> list[str]:
    """List the floors found, by what they are told apart, and what lies beside them."""
    if not drawn.told:
        return []
    lines = ["", f"FLOORS   {len(found)} in this drawing; each is read from its own window (drawing units)"]
    for one in found:
        window = ", ".join(f"{value:.1f}" for value in one.drawn.window)
        label = f", handle {one.drawn.ref.handle}" if one.drawn.ref else ""
        rooms = count_of(len(one.floor.spaces), "room")
        lines.append(f"  {one.id:4}  {one.name[:40]:40}  [{window}]  {rooms}  told by {one.drawn.told_by}{label}")
    lines += [f"  beside them   {aside.what}: {_ink(aside)}" for aside in drawn.asides[:_SHOWN]]
    rest = drawn.asides[_SHOWN:]
    return [*lines, *([f"  and {count_of(len(rest), 'smaller thing')} beside them"] if rest else [])]


def _ink(aside: Aside) -> str:
    return f"{count_of(aside.strokes, 'stroke')}, {count_of(aside.texts, 'text')}"
