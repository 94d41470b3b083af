"""Rooms from walls: barriers, doorways, faces, culls and splits, in that order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import numpy as np
import shapely
from shapely import LineString, Polygon

from campusmap.geometry.faces import mean_width
from campusmap.geometry.lines import Floats, Shapes, lines_to_segments, make_points, weld_ends
from campusmap.model.plan import Role, Stroke
from campusmap.model.source import Notice
from campusmap.rooms.doors import ink_to_doorways
from campusmap.rooms.gaps import find_gaps
from campusmap.rooms.jambs import Walls, index_walls
from campusmap.rooms.labels import STRAY_M
from campusmap.rooms.leaks import find_bridges, find_leaks
from campusmap.rooms.outline import drawn_outline
from campusmap.rooms.parts import Cell, Doorway, Dropped
from campusmap.rooms.shed import shed_notices, shed_wall_bodies
from campusmap.rooms.sheet import Sheet, make_notice, make_ref, stroke_refs
from campusmap.rooms.spaces import cull_faces, join_fills, touch_doors
from campusmap.rooms.split import Split, split_at_necks, split_by_labels
from campusmap.rooms.stalls import glue_stalls
from campusmap.rooms.swings import strokes_to_door_ink, strokes_to_lines
from campusmap.rooms.texts import Mark, TextKind
from campusmap.rooms.walls import LEVELS, Healed, heal_once, heal_to_faces, sheet_to_segments
from campusmap.units import count_of, say_area, say_length

_NOTHING: Final = Healed(np.empty(0, dtype=object), np.empty((0, 2, 2)), np.empty((0, 3)), 0.0, LEVELS[0])
_ALCOVE_M2: Final = 6.0  # tool default
_ALCOVE_WIDTH_M: Final = 0.35  # above this a face is no wall body
_GAP_WELD_M: Final = 0.02  # for finding bare gaps, where a false loose end would make one
_CLOSED_SHARE: Final = 0.6  # of a drawn outline: walls that close round less of it are open; tool default
_WELD_M: Final = 0.005  # for finding jambs; the sweep welds coarser where it must


@dataclass(frozen=True, slots=True)
class Doorways:
    """What closes gaps in walls: drawn doors, sure bare gaps, gaps that wait for a label's word."""

    raw: Floats  # everything that bounds rooms, as drawn, (n, 2, 2)
    walls: Walls
    drawn: tuple[Doorway, ...]
    sure: tuple[Doorway, ...]
    unsure: tuple[Doorway, ...]
    loose: tuple[tuple[Stroke, ...], ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Rooms closed by walls, and everything on the way there; ``guessed`` are borders where nothing is drawn."""

    cells: tuple[Cell, ...]
    dropped: tuple[Dropped, ...]
    openings: tuple[Doorway, ...]
    healed: Healed = field(default_factory=lambda: _NOTHING)
    notices: tuple[Notice, ...] = field(default=())
    guessed: tuple[LineString, ...] = ()


def sheet_to_doorways(sheet: Sheet) -> Doorways:
    """Find every doorway on the sheet: drawn ones first, then bare gaps."""
    raw = sheet_to_segments(sheet)
    walls = index_walls(weld_ends(raw, _WELD_M))
    drawn, loose = ink_to_doorways(strokes_to_door_ink(sheet.strokes[Role.DOOR]), walls)
    glazing = lines_to_segments(strokes_to_lines(sheet.strokes[Role.WINDOW]))
    taken = [doorway.line for doorway in drawn]
    sure, unsure = find_gaps(index_walls(weld_ends(raw, _GAP_WELD_M)), taken, index_walls(glazing))
    return Doorways(raw, walls, drawn, sure, unsure, loose)


def enclose_rooms(sheet: Sheet, doorways: Doorways, marks: Sequence[Mark]) -> Enclosed:
    """Close the walls, take the faces, cull what is no room and split what is several."""
    hard: tuple[Doorway, ...] = (*doorways.drawn, *doorways.sure)
    raw, healed = _within_outline(sheet, doorways.raw, hard, heal_to_faces(doorways.raw, hard))
    kept = (*doorways.drawn, *keep_telling_gaps(doorways, healed, marks))
    if len(kept) < len(hard):
        hard, healed = kept, heal_once(raw, kept, healed)
    filled = join_fills(sheet.strokes[Role.WALL])
    leaks = find_leaks(healed.segments, healed.faces, doorways.drawn, marks)
    bridges = [find_bridges(leak, healed.segments) for leak in leaks.tolist()]
    culled = cull_faces(np.concatenate([healed.faces, leaks]), hard, marks, filled)
    shed = shed_wall_bodies(culled.kept)
    whole = cull_faces(np.array(shed.rooms, dtype=object), hard, marks, filled)
    seeds = _find_seeds(whole.kept, marks)
    splits = [split_room(room, doorways.unsure, seeds) for room in whole.kept]
    dropped = (*culled.dropped, *shed.bodies, *whole.dropped)
    cells = tuple(cell for split in splits for cell in _split_to_cells(split))
    cells = glue_stalls(cells, hard, marks)
    openings = (*hard, *(opening for split in splits for opening in split.openings))
    notices = (
        *_heal_notices(sheet, healed),
        *_leak_notices(sheet, leaks, bridges),
        *shed_notices(sheet, shed),
        *_drop_notices(sheet, (*culled.dropped, *whole.dropped)),
        *_split_notices(sheet, splits, labelled=bool(len(seeds))),
    )
    guessed = (*chain.from_iterable(split.guessed for split in splits), *chain.from_iterable(bridges))
    return Enclosed(cells, dropped, openings, healed, notices, guessed)


def _within_outline(sheet: Sheet, raw: Floats, doorways: Sequence[Doorway], healed: Healed) -> tuple[Floats, Healed]:
    """Close the walls with the drawn outline where they alone close round little of it."""
    outline = drawn_outline(sheet.strokes[Role.OUTLINE])
    if outline is None or shapely.area(healed.faces).sum() > _CLOSED_SHARE * outline.area:
        return raw, healed
    rings = [ring for part in shapely.get_parts(outline).tolist() for ring in (part.exterior, *part.interiors)]
    closed = np.concatenate([raw, lines_to_segments(rings)])
    return closed, heal_to_faces(closed, doorways)


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


def split_room(room: Polygon, gaps: Sequence[Doorway], seeds: Floats) -> Split:
    """Split a room that holds several labels (k, 2); on a sheet without labels, at necks and bare gaps."""
    near = [gap for gap in gaps if room.intersects(gap.line)]
    if not len(seeds):
        return split_at_necks(room, near)
    inside = seeds[shapely.contains_xy(room, seeds)]
    return split_by_labels(room, inside, near)


def _find_seeds(rooms: Sequence[Polygon], marks: Sequence[Mark]) -> Floats:
    """Return one point a room label, numbers before names; those in a wall are moved into the room beside it."""
    own = [m for m in marks if m.role in (Role.LABEL, Role.ROOM)]
    telling = [m for m in own if m.kind is TextKind.NUMBER] or [m for m in own if m.kind is TextKind.NAME]
    seeds = np.array(list({(m.value, round(m.x), round(m.y)): (m.x, m.y) for m in telling}.values())).reshape(-1, 2)
    if not len(seeds) or not rooms:
        return seeds
    shapes: Shapes = np.array(rooms, dtype=object)
    tree = shapely.STRtree(shapes)
    points = make_points(seeds)
    stray = np.setdiff1d(np.arange(len(seeds)), tree.query(points, predicate="within")[0])
    seed, room = tree.query_nearest(points[stray], max_distance=STRAY_M, all_matches=False)
    inner = shapely.buffer(shapes[room], -0.05)
    feet = shapely.get_point(shapely.shortest_line(points[stray[seed]], inner), 1)
    found = ~shapely.is_missing(feet)
    seeds[stray[seed[found]]] = shapely.get_coordinates(feet[found])
    return seeds


def _split_to_cells(split: Split) -> list[Cell]:
    drawn = ("split at openings without doors",) if len(split.parts) > 1 else ()
    return [
        Cell(part, "inferred", (), ("borders guessed along extensions of walls",))
        if guess
        else Cell(part, "walls", (), drawn)
        for part, guess in zip(split.parts, split.inferred, strict=True)
    ]


def _heal_notices(sheet: Sheet, healed: Healed) -> list[Notice]:
    gaps = healed.gaps
    if not len(gaps):
        return []
    worst = gaps[gaps[:, 2].argmax()]
    text = (
        f"{count_of(len(gaps), 'wall end')} that fell short, lengthened by up to {say_length(worst[2])} "
        f"(weld {healed.level.weld_m:.3f} m, reach {healed.level.reach_m:.2f} m); the largest is at the place given."
    )
    return [make_notice(sheet, "rooms.gap_healed", text, ref=make_ref(sheet, worst[0], worst[1]), count=len(gaps))]


def _leak_notices(sheet: Sheet, leaks: Shapes, bridges: Sequence[Sequence[LineString]]) -> list[Notice]:
    """Report each room that is open to the outside, at the widest of its gaps."""
    notices = []
    for leak, gaps in zip(leaks.tolist(), bridges, strict=True):
        at = gaps[0].interpolate(0.5, normalized=True) if gaps else leak.representative_point()
        wide = f" over {say_length(gaps[0].length)}" if gaps else ""
        more = f" and at {count_of(len(gaps) - 1, 'more place')}" if len(gaps) > 1 else ""
        where = f"The walls round a room of {say_area(leak.area)} are open to the outside{wide}{more}"
        text = f"{where}; a guess bridges the gap."
        notices.append(make_notice(sheet, "rooms.leak", text, ref=make_ref(sheet, at.x, at.y)))
    return notices


def _drop_notices(sheet: Sheet, dropped: Sequence[Dropped]) -> list[Notice]:
    counts = Counter(drop.reason for drop in dropped)
    return [
        make_notice(sheet, "rooms.face_dropped", f"{count} x {reason}", count=count)
        for reason, count in sorted(counts.items())
    ]


def _split_notices(sheet: Sheet, splits: Sequence[Split], *, labelled: bool) -> list[Notice]:
    notices = []
    for split in splits:
        if len(split.parts) > 1 and not any(split.inferred):
            at = split.parts[0].representative_point()
            what = "One area with several labels" if labelled else "One area"
            text = f"{what} was split into {len(split.parts)} rooms at openings that no door marks."
            ref = make_ref(sheet, at.x, at.y)
            notices.append(make_notice(sheet, "rooms.face_split", text, ref=ref, count=len(split.parts)))
    return notices


def loose_door_notices(sheet: Sheet, groups: Sequence[Sequence[Stroke]]) -> list[Notice]:
    """Count the door strokes that make no doorway."""
    if not groups:
        return []
    strokes = [group[0] for group in groups]
    count = sum(map(len, groups))
    text = f"{count_of(count, 'stroke')} on door layers, in {count_of(len(groups), 'group')}, that make no door."
    return [make_notice(sheet, "rooms.door_ink_unused", text, ref=stroke_refs(sheet, strokes[:1])[0], count=count)]
