"""Rooms from walls: barriers, doorways, faces, culls and splits, in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.geometry.faces import mean_width
from campusmap.geometry.lines import Floats, Shapes, lines_to_segments, make_points, weld_ends
from campusmap.model.plan import Role, Stroke
from campusmap.model.source import Notice
from campusmap.rooms.doors import ink_to_doorways
from campusmap.rooms.gaps import find_gaps
from campusmap.rooms.jambs import Walls, index_walls
from campusmap.rooms.leaks import find_leaks
from campusmap.rooms.parts import Cell, Doorway, Dropped
from campusmap.rooms.shed import shed_notices, shed_wall_bodies
from campusmap.rooms.sheet import Sheet, make_notice, make_ref, stroke_refs
from campusmap.rooms.spaces import cull_faces, touch_doors
from campusmap.rooms.split import Split, split_face
from campusmap.rooms.stalls import glue_stalls
from campusmap.rooms.swings import stroke_to_line, strokes_to_door_ink
from campusmap.rooms.texts import Mark, TextKind
from campusmap.rooms.walls import LEVELS, Healed, heal_once, heal_to_faces, sheet_to_segments

_NOTHING: Final = Healed(np.empty(0, dtype=object), np.empty((0, 2, 2)), np.empty((0, 3)), 0.0, LEVELS[0])
_ALCOVE_M2: Final = 6.0  # tool default
_ALCOVE_WIDTH_M: Final = 0.35  # above this a face is no wall body
_GAP_WELD_M: Final = 0.02  # for finding bare gaps, where a false loose end would make one
_WELD_M: Final = 0.005  # for finding jambs; the sweep welds coarser where it must


@dataclass(frozen=True, slots=True)
class Doorways:
    """What closes gaps in walls: drawn doors, sure bare gaps, gaps that wait for a label's word."""

    walls: Walls
    drawn: tuple[Doorway, ...]
    sure: tuple[Doorway, ...]
    unsure: tuple[Doorway, ...]
    loose: tuple[tuple[Stroke, ...], ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Rooms closed by walls, and everything on the way there."""

    cells: tuple[Cell, ...]
    dropped: tuple[Dropped, ...]
    openings: tuple[Doorway, ...]
    healed: Healed = field(default_factory=lambda: _NOTHING)
    notices: tuple[Notice, ...] = field(default=())


def sheet_to_doorways(sheet: Sheet) -> Doorways:
    """Find every doorway on the sheet: drawn ones first, then bare gaps."""
    raw = sheet_to_segments(sheet)
    walls = index_walls(weld_ends(raw, _WELD_M))
    drawn, loose = ink_to_doorways(strokes_to_door_ink(sheet.strokes[Role.DOOR]), walls)
    glazing = lines_to_segments(stroke_to_line(stroke) for stroke in sheet.strokes[Role.WINDOW])
    taken = [doorway.line for doorway in drawn]
    sure, unsure = find_gaps(index_walls(weld_ends(raw, _GAP_WELD_M)), taken, index_walls(glazing))
    return Doorways(walls, drawn, sure, unsure, loose)


def enclose_rooms(sheet: Sheet, doorways: Doorways, marks: Sequence[Mark]) -> Enclosed:
    """Close the walls, take the faces, cull what is no room and split what is several."""
    raw = sheet_to_segments(sheet)
    hard: tuple[Doorway, ...] = (*doorways.drawn, *doorways.sure)
    healed = heal_to_faces(raw, hard)
    kept = (*doorways.drawn, *keep_telling_gaps(doorways, healed, marks))
    if len(kept) < len(hard):
        hard, healed = kept, heal_once(raw, kept, healed)
    filled = [stroke for stroke in sheet.strokes[Role.WALL] if stroke.filled]
    leaks = find_leaks(healed.segments, healed.faces, doorways.drawn, marks)
    culled = cull_faces(np.concatenate([healed.faces, leaks]), hard, marks, filled)
    shed = shed_wall_bodies(culled.kept)
    splits = [split_room(room, doorways.unsure, marks) for room in shed.rooms]
    cells = tuple(Cell(part, "walls", (), _repairs(split)) for split in splits for part in split.parts)
    cells = glue_stalls(cells, hard, marks)
    openings = (*hard, *(opening for split in splits for opening in split.openings))
    notices = (
        *_heal_notices(sheet, healed),
        *_leak_notices(sheet, leaks),
        *shed_notices(sheet, shed),
        *_drop_notices(sheet, culled.dropped),
        *_split_notices(sheet, splits),
    )
    return Enclosed(cells, (*culled.dropped, *shed.bodies), openings, healed, notices)


def keep_telling_gaps(doorways: Doorways, healed: Healed, marks: Sequence[Mark]) -> list[Doorway]:
    """Leave out bare gaps before alcoves: small areas without a label and without a drawn door."""
    faces = healed.faces
    if not doorways.sure or not len(faces):
        return list(doorways.sure)
    texts = make_points([(m.x, m.y) for m in marks if m.kind in (TextKind.NUMBER, TextKind.NAME)] or [(0.0, 0.0)])
    alcove = (shapely.area(faces) < _ALCOVE_M2) & (shapely.area(faces) > 0.2) & (mean_width(faces) > _ALCOVE_WIDTH_M)
    alcove &= touch_doors(faces, doorways.drawn) == 0
    alcove[np.unique(shapely.STRtree(faces).query(texts, predicate="within")[1])] = False
    if not alcove.any():
        return list(doorways.sure)
    tree = shapely.STRtree(faces[alcove])
    middles = [[line.interpolate(0.5, normalized=True) for line in gap.closures] for gap in doorways.sure]
    return [g for g, m in zip(doorways.sure, middles, strict=True) if not len(tree.query(m, "dwithin", 0.03)[0])]


def split_room(room: Polygon, gaps: Sequence[Doorway], marks: Sequence[Mark]) -> Split:
    """Split a room that holds several labels, at its doorless openings and necks."""
    numbers = [m for m in marks if m.kind is TextKind.NUMBER and m.role in (Role.LABEL, Role.ROOM)]
    seeds = _seeds(numbers or [m for m in marks if m.kind is TextKind.NAME and m.role in (Role.LABEL, Role.ROOM)])
    inside = seeds[shapely.contains_xy(room, seeds)] if len(seeds) else seeds
    if len(seeds) and len(inside) < 2:
        return Split((room,), ())
    near = [gap for gap in gaps if room.intersects(gap.line)]
    return split_face(room, inside, near, len(seeds) > 0)


def _seeds(marks: Sequence[Mark]) -> Floats:
    """Return one point a label value and place."""
    unique = {(m.value, round(m.x), round(m.y)): (m.x, m.y) for m in marks}
    return np.array(list(unique.values())).reshape(-1, 2)


def _repairs(split: Split) -> tuple[str, ...]:
    if len(split.parts) < 2:
        return ()
    how = "open plan: borders guessed along extensions of walls" if split.guessed else "split at openings without doors"
    return (how,)


def _heal_notices(sheet: Sheet, healed: Healed) -> list[Notice]:
    gaps = healed.gaps
    if not len(gaps):
        return []
    worst = gaps[gaps[:, 2].argmax()]
    text = (
        f"{len(gaps)} wall ends that fell short were lengthened by up to {worst[2]:.2f} m "
        f"(weld {healed.level.weld_m:.3f} m, reach {healed.level.reach_m:.2f} m); the largest is at the place given."
    )
    return [make_notice(sheet, "rooms.gap_healed", text, ref=make_ref(sheet, worst[0], worst[1]), count=len(gaps))]


def _leak_notices(sheet: Sheet, leaks: Shapes) -> list[Notice]:
    notices = []
    for leak in leaks.tolist():
        at = leak.representative_point()
        text = f"The walls round a room of {leak.area:.0f} m2 are open to the outside; the gap was bridged."
        notices.append(make_notice(sheet, "rooms.leak", text, ref=make_ref(sheet, at.x, at.y)))
    return notices


def _drop_notices(sheet: Sheet, dropped: Sequence[Dropped]) -> list[Notice]:
    counts = Counter(drop.reason for drop in dropped)
    return [
        make_notice(
            sheet, "rooms.face_dropped", f"{count} face(s) of the wall linework are no rooms: {reason}.", count=count
        )
        for reason, count in sorted(counts.items())
    ]


def _split_notices(sheet: Sheet, splits: Sequence[Split]) -> list[Notice]:
    notices = []
    for split in splits:
        if len(split.parts) > 1:
            at = split.parts[0].representative_point()
            where = "along extensions of walls, a guess" if split.guessed else "at openings that no door marks"
            text = f"One area with several labels was split into {len(split.parts)} rooms {where}."
            code = "rooms.open_plan" if split.guessed else "rooms.face_split"
            notices.append(make_notice(sheet, code, text, ref=make_ref(sheet, at.x, at.y), count=len(split.parts)))
    return notices


def loose_door_notices(sheet: Sheet, groups: Sequence[Sequence[Stroke]]) -> list[Notice]:
    """Count the door strokes that make no doorway."""
    if not groups:
        return []
    strokes = [group[0] for group in groups]
    count = sum(map(len, groups))
    text = f"{count} stroke(s) on door layers, in {len(groups)} group(s), make no door."
    return [make_notice(sheet, "rooms.door_ink_unused", text, ref=stroke_refs(sheet, strokes[:1])[0], count=count)]
