"""A placed drawing to a floor, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon

from campusmap.model.feature import RoomCorrection
from campusmap.model.frame import Frame
from campusmap.model.places import Floor, Opening, OpeningKind, Space, Use
from campusmap.model.plan import STATED_ROOM, Plan, Role
from campusmap.model.project import FloorEntry
from campusmap.model.source import Notice
from campusmap.rooms.areas import sheet_to_areas
from campusmap.rooms.between import enclose_between
from campusmap.rooms.by_hand import letter_mended, mend_rooms, sign_openings, sign_spaces
from campusmap.rooms.closed import Enclosed, enclose_rooms, loose_door_notices, sheet_to_doorways
from campusmap.rooms.doorglass import read_door_glass
from campusmap.rooms.doortags import tag_doors, tag_notices
from campusmap.rooms.kind import explain_no_rooms, no_plan, rule_out_plan
from campusmap.rooms.labels import Lettered, label_notices
from campusmap.rooms.naming import name_spaces
from campusmap.rooms.openings import Sided, find_sides, find_windows, make_openings, opening_notices
from campusmap.rooms.opensides import find_open_sides
from campusmap.rooms.outline import (
    draw_columns,
    draw_fixtures,
    draw_guessed,
    draw_linework,
    draw_outline,
    draw_walls,
)
from campusmap.rooms.parts import Cell, Stages
from campusmap.rooms.pattern import describe_pattern
from campusmap.rooms.remainder import find_remainder, remainder_notices
from campusmap.rooms.sheet import Sheet, make_notice, make_ref, plan_to_sheet, stroke_refs
from campusmap.rooms.sides import index_ground
from campusmap.rooms.stalls import drop_stall_doors
from campusmap.rooms.texts import Mark, TextKind, sheet_to_marks
from campusmap.rooms.unused import broken_line_notices, set_aside_notices, unused_wall_notices
from campusmap.rooms.uses import count_doors, find_lifts, find_stairs, guess_use, read_uses
from campusmap.rooms.walls import LEVELS, Healed

_GRID_M: Final = 0.001
_SOLID: Final = frozenset({"doorway", "wall body", "column, chase or sliver", "too small"})
_SHAFT_USES: Final = (Use.STAIR, Use.ELEVATOR, Use.SHAFT)


def assemble_floor(
    plan: Plan, frame: Frame, entry: FloorEntry, building_id: str, corrections: Sequence[RoomCorrection] = ()
) -> Floor:
    """Turn a plan in metres into a floor of spaces and openings; ``frame`` leads back to drawing units.

    ``corrections`` are what people split and merged on this floor, in metres as the plan.
    """
    return run_stages(plan, frame, entry, building_id, corrections).floor


def run_stages(
    plan: Plan, frame: Frame, entry: FloorEntry, building_id: str, corrections: Sequence[RoomCorrection] = ()
) -> Stages:
    """Assemble a floor and keep every intermediate."""
    sheet = plan_to_sheet(plan, frame, f"{building_id}/{entry.id}", building_id)
    if told := rule_out_plan(plan, sheet):
        return Stages(_make_floor(sheet, entry, MultiPolygon(), (), (), told))
    marks = sheet_to_marks(sheet)
    mended = mend_rooms(sheet, _find_rooms(sheet, marks), marks, corrections)
    found = mended.found
    shapes = [cell.shape for cell in found.cells]
    solid = [drop.shape for drop in found.dropped if drop.reason in _SOLID]
    outline = draw_outline(sheet, shapes, solid, found.healed.segments, found.openings)
    lettered = letter_mended(mended, marks)
    ids = mended.ids or name_spaces(sheet, shapes, [room.number for room in lettered.rooms])
    sided, unsided = _find_openings(sheet, found, shapes, outline)
    sided, stall_notices = drop_stall_doors(sheet, sided, read_uses(lettered.rooms))
    tagged = tag_doors(
        [s.doorway.line for s in sided],
        [s.exterior for s in sided],
        [s.doorway.kind is not OpeningKind.WINDOW for s in sided],
        marks,
        lettered.loose,
    )
    openings = sign_openings(make_openings(sheet, sided, ids, tagged.numbers), mended)
    openings = read_door_glass(openings, plan.inserts)
    spaces = sign_spaces(_make_spaces(sheet, found.cells, lettered, ids, sided), mended)
    if pattern := describe_pattern(spaces, openings):
        return Stages(_make_floor(sheet, entry, MultiPolygon(), (), (), (no_plan(sheet, pattern),)))
    notices = (
        *found.notices,
        *mended.notices,
        *unused_wall_notices(sheet, found.healed.faces, outline),
        *set_aside_notices(sheet),
        *broken_line_notices(sheet),
        *stall_notices,
        *label_notices(sheet, lettered, ids, marks, tagged.used),
        *tag_notices(sheet, marks, tagged.used),
        *opening_notices(sheet, openings, unsided),
        *_doorless_notices(sheet, spaces, openings),
        *_inferred_notices(sheet, spaces),
        *(() if spaces else (explain_no_rooms(plan, sheet),)),
    )
    floor = _make_floor(sheet, entry, outline, spaces, openings, notices)
    floor = replace(floor, guessed=_guessed_borders(floor, found.guessed))
    return Stages(floor, found.healed.segments, found.healed.gaps, found.cells, found.dropped, found.openings)


def _find_rooms(sheet: Sheet, marks: Sequence[Mark]) -> Enclosed:
    """Take rooms from room polylines when there are any, else from walls."""
    doorways = sheet_to_doorways(sheet)
    areas = sheet_to_areas(sheet)
    unused = tuple(loose_door_notices(sheet, doorways.loose))
    if not areas.cells:
        enclosed = enclose_rooms(sheet, doorways, marks)
        return replace(enclosed, notices=(*areas.notices, *enclosed.notices, *unused))
    if sheet.strokes[Role.WALL] and any(stroke.kind == STATED_ROOM for stroke in sheet.strokes[Role.ROOM]):
        enclosed = enclose_between(sheet, areas.cells, doorways, marks)
        return replace(enclosed, notices=(*areas.notices, *enclosed.notices, *unused))
    rest = find_remainder(sheet, areas.cells, doorways, marks)
    notices = (*areas.notices, *remainder_notices(sheet, rest), *unused)
    cells, hard = (*areas.cells, *rest), (*doorways.drawn, *doorways.sure)
    sides = find_open_sides([cell.shape for cell in cells], doorways.walls.segments, hard)
    healed = Healed(np.empty(0, dtype=object), doorways.walls.segments, np.empty((0, 3)), 0.0, LEVELS[0])
    return Enclosed(cells, (), (*hard, *sides), healed, notices)


def _find_openings(
    sheet: Sheet, found: Enclosed, shapes: Sequence[Polygon], outline: MultiPolygon
) -> tuple[list[Sided], list[Sided]]:
    """Return the openings with their sides, and the glazing that has no two sides."""
    ground = index_ground(shapes, outline)
    windows, unsided = find_windows(sheet, ground)
    return find_sides(found.openings, ground) + windows, unsided


def _make_spaces(
    sheet: Sheet, cells: Sequence[Cell], lettered: Lettered, ids: Sequence[str], sided: Sequence[Sided]
) -> tuple[Space, ...]:
    doors = count_doors(len(cells), [s.sides for s in sided if s.doorway.kind is not OpeningKind.WINDOW])
    shapes = [cell.shape for cell in cells]
    drawn = find_stairs(shapes, sheet.strokes[Role.STAIR]), find_stairs(shapes, sheet.strokes[Role.WALL], even=True)
    treads = [on_own or on_walls for on_own, on_walls in zip(*drawn, strict=True)]
    lifts = find_lifts(shapes, sheet.strokes[Role.STAIR])
    uses = read_uses(lettered.rooms)
    spaces = []
    rows = zip(cells, lettered.rooms, ids, uses, doors, treads, lifts, strict=True)
    for cell, text, space_id, read, count, stairs, lift in rows:
        use = guess_use(read, cell.shape, text.number, int(count), stairs)
        use = Use.ELEVATOR if lift and use in (Use.UNKNOWN, Use.OTHER) else use
        at = cell.shape.representative_point()
        refs = [make_ref(sheet, m.x, m.y, m.label.layer, m.label.handle) for m in text.telling]
        refs = refs or [make_ref(sheet, at.x, at.y)]
        spaces.append(
            Space(
                id=space_id,
                number=text.number,
                outline=_round(cell.shape),
                use=use,
                name=text.name,
                aliases=text.others,
                shaft=text.number if use in _SHAFT_USES else "",
                method=cell.method,
                repairs=cell.repairs,
                refs=tuple(dict.fromkeys((*stroke_refs(sheet, cell.strokes), *refs))),
                labels=tuple(dict.fromkeys(m.label.text for m in text.marks if m.kind is not TextKind.USE)),
            )
        )
    return tuple(sorted(spaces, key=lambda space: space.id))


def _round(shape: Polygon) -> Polygon:
    """Round a room to the millimetre and drop points that lie on a straight line."""
    rounded = shapely.set_precision(shape.simplify(_GRID_M), _GRID_M)
    return rounded if isinstance(rounded, Polygon) and not rounded.is_empty else shape


def _doorless_notices(sheet: Sheet, spaces: Sequence[Space], openings: Sequence[Opening]) -> list[Notice]:
    """Write a notice for each space that no door or doorless opening reaches."""
    reached = {end for o in openings if o.kind is not OpeningKind.WINDOW for end in o.joins}
    return [
        make_notice(
            sheet, "rooms.no_door", "No door leads here: a shaft, or a door is missing.", space.id, space.refs[0]
        )
        for space in spaces
        if space.id not in reached
    ]


def _inferred_notices(sheet: Sheet, spaces: Sequence[Space]) -> list[Notice]:
    """Write a notice for each space that a label and not a line parts from its neighbour."""
    text = "A part of this room's border is a guess: a wall carried on beyond its end, with nothing drawn there."
    return [
        make_notice(sheet, "rooms.open_plan", text, space.id, space.refs[0])
        for space in spaces
        if space.method == "inferred"
    ]


def _guessed_borders(floor: Floor, lines: Sequence[LineString]) -> MultiLineString:
    rooms = [space.outline for space in floor.spaces]
    shut = [opening.line for opening in floor.openings if opening.kind is not OpeningKind.OPENING]
    return draw_guessed(lines, rooms, [floor.walls, floor.columns, *shut])


def _make_floor(
    sheet: Sheet,
    entry: FloorEntry,
    outline: MultiPolygon,
    spaces: tuple[Space, ...],
    openings: tuple[Opening, ...],
    notices: tuple[Notice, ...],
) -> Floor:
    return Floor(
        id=sheet.floor_id,
        name=entry.name,
        ordinal=entry.ordinal,
        outline=outline,
        frame=sheet.frame,
        spaces=spaces,
        openings=openings,
        walls=draw_walls(outline, [space.outline for space in spaces]),
        columns=draw_columns(sheet.strokes[Role.COLUMN]),
        linework=draw_linework(sheet),
        code=entry.code,
        elevation_m=entry.elevation_m,
        plan_file=sheet.file,
        notices=notices,
        fixtures=draw_fixtures(sheet.strokes[Role.FURNITURE]),
    )
