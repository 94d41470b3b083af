"""What people traced on a floor's picture, to a floor like any other: rooms, openings, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from shapely import MultiPolygon, Point, Polygon

from campusmap.model.feature import Trace
from campusmap.model.frame import Frame
from campusmap.model.places import Floor, Opening, OpeningKind, Space, Use
from campusmap.model.plan import (
    STATED_DOOR,
    STATED_GAP,
    STATED_ROOM,
    STATED_WINDOW,
    Label,
    LayerFact,
    Plan,
    Role,
    Stroke,
)  # fmt: skip
from campusmap.model.project import FloorEntry
from campusmap.model.source import Notice
from campusmap.rooms.assemble import assemble_floor
from campusmap.rooms.below import shut_out

ROOMS: Final = "traced rooms"
DOORS: Final = "traced doors"
WINDOWS: Final = "traced windows"
OVERLAP_M2: Final = 0.02  # less is what rounding to the millimetre leaves between two rooms (tool default)
NESTED: Final = 0.98  # of a room that lies in another: it is cut out (as for room polylines)
# A door's far side this deep within the footprint leads inside: footprints are traced from the air, eaves included.
DEEP_M: Final = 2.0  # tool default
BESIDE_M: Final = 0.65  # how far from a door its far side is looked for, beyond the thickest wall (tool default)
_STATED: Final = {"opening": (STATED_GAP, DOORS), "window": (STATED_WINDOW, WINDOWS)}  # of all others: doors
_SHAFTS: Final = (Use.STAIR, Use.ELEVATOR, Use.SHAFT)
_SAID_HERE: Final = frozenset({"rooms.area_overlap", "dxf.no_plan"})  # in words about drawings


@dataclass(frozen=True, slots=True)
class Tracing:
    """A floor that is traced: what was traced on it, and its building's footprint in campus metres."""

    entry: FloorEntry
    building_id: str
    traces: tuple[Trace, ...]
    footprint: MultiPolygon

    @property
    def rooms(self) -> list[Trace]:
        """Return the rooms, in the order of the file."""
        return [trace for trace in self.traces if trace.kind == "room"]

    @property
    def openings(self) -> list[Trace]:
        """Return the doors, doorless openings and windows, in the order of the file."""
        return [trace for trace in self.traces if trace.kind != "room"]


def trace_floor(plan: Plan, frame: Frame, tracing: Tracing) -> Floor:
    """Return the floor that was traced on a picture; ``plan`` is the picture, ``frame`` how it lies on the ground."""
    floor = assemble_floor(_draw(plan, tracing), frame, tracing.entry, tracing.building_id)
    spaces = tuple(_by_hand(space, tracing) for space in floor.spaces)
    openings = tuple(_by_hand_opening(opening, tracing) for opening in floor.openings)
    inside = [o.id for o in openings if o.exterior and _leads_inside(o, floor, tracing.footprint)]
    openings = tuple(shut_out(opening) if opening.id in inside else opening for opening in openings)
    kept = [notice for notice in floor.notices if notice.code not in _SAID_HERE]
    said = (*_none_yet(plan, frame, tracing), *_overlaps(tracing), *_inside_notices(openings, inside))
    about = tuple(replace(notice, building=tracing.building_id, floor=floor.id) for notice in said)
    return replace(floor, spaces=spaces, openings=openings, notices=(*kept, *about))


def _draw(plan: Plan, tracing: Tracing) -> Plan:
    """Return the plan with what was traced as strokes and texts that say what they are, in metres."""
    rooms = [(f"#{n}", trace) for n, trace in enumerate(tracing.rooms)]
    strokes = [Stroke(STATED_ROOM, ROOMS, key, _points(trace)[:-1], closed=True) for key, trace in rooms]
    for trace in tracing.openings:
        kind, layer = _STATED.get(trace.kind, (STATED_DOOR, DOORS))
        strokes.append(Stroke(kind, layer, "", _points(trace)))
    spots = _label_spots([trace.shape for _, trace in rooms if isinstance(trace.shape, Polygon)])
    labels = [label for (key, trace), spot in zip(rooms, spots, strict=True) for label in _texts(key, trace, spot)]
    layers = (
        LayerFact(ROOMS, Role.ROOM, "traced by hand", len(rooms)),
        LayerFact(DOORS, Role.DOOR, "traced by hand", sum(trace.kind != "window" for trace in tracing.openings)),
        LayerFact(WINDOWS, Role.DOOR, "traced by hand", sum(trace.kind == "window" for trace in tracing.openings)),
    )
    return replace(plan, unit="m", layers=layers, strokes=tuple(strokes), labels=tuple(labels))


def _points(trace: Trace) -> tuple[tuple[float, float], ...]:
    ring = trace.shape.exterior if isinstance(trace.shape, Polygon) else trace.shape
    return tuple((float(x), float(y)) for x, y in ring.coords)


def _label_spots(rooms: Sequence[Polygon]) -> list[Point]:
    """Return a point in each room that lies in no smaller one drawn over it, where there is such a point."""
    spots = []
    for room in rooms:
        over = [other for other in rooms if other.area < room.area and other.intersects(room)]
        free = room.difference(shapely.union_all(over)) if over else room
        spots.append((room if free.is_empty else free).representative_point())
    return spots


def _texts(key: str, trace: Trace, spot: Point) -> Iterator[Label]:
    for tag, text in (("NUMBER", trace.number), ("NAME", trace.name), ("USE", trace.use.replace("_", " "))):
        if text:
            yield Label(text, spot.x, spot.y, 1.0, 0.3, 0.0, ROOMS, key, "attribute", tag=tag)


def _by_hand(space: Space, tracing: Tracing) -> Space:
    """Return a room as somebody traced it: number, name and use in their words, and who it was."""
    trace = _trace_of(space, tracing)
    if trace is None:
        return space
    use = _read_use(trace.use) or space.use
    return replace(
        space, number=trace.number, name=trace.name, use=use, shaft=trace.number if use in _SHAFTS else "",
        method="manual", drawn_by=_signed(trace), refs=(trace.ref,),
    )  # fmt: skip


def _trace_of(space: Space, tracing: Tracing) -> Trace | None:
    key = next((ref.handle for ref in space.refs if ref.layer == ROOMS), "")
    return tracing.rooms[int(key[1:])] if key else None


def _read_use(text: str) -> Use | None:
    word = text.strip().casefold().replace(" ", "_")
    return Use(word) if word in {use.value for use in Use} else None


def _signed(trace: Trace) -> str:
    return ", ".join(filter(None, (trace.who, trace.when)))


def _by_hand_opening(opening: Opening, tracing: Tracing) -> Opening:
    ends = shapely.get_coordinates(opening.line)
    same = (t for t in tracing.openings if np.abs(shapely.get_coordinates(t.shape) - ends).max() < 0.001)
    trace = next(same, None)
    if trace is None:
        return opening
    kind = OpeningKind.DOUBLE_DOOR if trace.kind == "double_door" else opening.kind
    return replace(opening, kind=kind, number=trace.number, refs=(trace.ref,))


def _leads_inside(opening: Opening, floor: Floor, footprint: MultiPolygon) -> bool:
    """Tell whether the far side of a door that leads out of every room lies deep in the building all the same."""
    if footprint.is_empty:
        return False
    ends = shapely.get_coordinates(opening.line)
    step = ends[1] - ends[0]
    normal = np.array([-step[1], step[0]]) / max(float(np.hypot(*step)), 1e-9) * BESIDE_M
    sides = [Point(*(ends.mean(axis=0) + side * normal)) for side in (1, -1)]
    out = [side for side in sides if not floor.outline.covers(side)]
    deep = footprint.buffer(-DEEP_M)
    return any(deep.covers(side) for side in out)


def _none_yet(plan: Plan, frame: Frame, tracing: Tracing) -> Iterator[Notice]:
    if not tracing.rooms and frame.placed:
        text = f"the plan of this floor is a picture ({plan.file}), and no room is traced on it yet"
        yield Notice("trace.no_rooms", text, f"{tracing.building_id}/{tracing.entry.id}")


def _overlaps(tracing: Tracing) -> Iterator[Notice]:
    """Tell of rooms that overlap, and of those that lie in another, which are cut out of it."""
    rooms = tracing.rooms
    shapes = np.array([trace.shape for trace in rooms], dtype=object)
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T.tolist() if rooms else []
    for i, j in sorted((i, j) for i, j in pairs if i < j):
        shared = float(shapely.area(shapely.intersection(shapes[i], shapes[j])))
        inner, outer = sorted((i, j), key=lambda n: (rooms[n].shape.area, n))
        if shared > NESTED * rooms[inner].shape.area:
            text = f"{_call(rooms[inner])} is traced inside {_call(rooms[outer])} and is cut out of it"
            yield Notice("trace.nested", text, rooms[inner].ref.file, rooms[inner].ref)
        elif shared > OVERLAP_M2:
            text = f"{_call(rooms[i])} and {_call(rooms[j])} overlap by {shared:.2f} m²"
            yield Notice("trace.overlap", text, rooms[j].ref.file, rooms[j].ref)


def _call(trace: Trace) -> str:
    called = trace.number or trace.name
    return f"room {called}" if called else f"the room of {trace.ref.place}"


def _inside_notices(openings: Sequence[Opening], inside: Sequence[str]) -> Iterator[Notice]:
    for opening in openings:
        if opening.id in inside:
            text = (
                f"{opening.kind.value.replace('_', ' ')} {opening.number or 'without a number'} leads to a part of the "
                "building in which no room is traced, so what is behind it is not known"
            )
            yield Notice("trace.door_inside", text, opening.id, opening.refs[0])
