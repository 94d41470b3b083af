"""Proposed numbers on floor sheets: what is on the wall and what is to be, room by room and door by door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from campusmap.carto.directory import sorted_buildings, sorted_floors
from campusmap.carto.drawing import Drawing
from campusmap.carto.legend import used_entries
from campusmap.carto.marks import Area, Layer, Mark, Scene, Symbol, Text
from campusmap.carto.panel import Panel, add_key_plan, add_legend, add_notes, add_scale
from campusmap.carto.paper import PAPERS
from campusmap.carto.plans import building_outlines, building_title, draw_parts, finish_sheet
from campusmap.carto.scene import floor_scene, label_point, mover
from campusmap.carto.sheet import Packet, Sheet
from campusmap.carto.symbols import DOOR_TAG
from campusmap.geometry.bearing import outward
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Campus, Floor, Opening
from campusmap.model.proposal import Change, Proposal
from campusmap.safety.whereabouts import word_floor

BAND: Final = "PROPOSED NUMBERS: not on the walls. Plan and sign only; do not hand out to responders."
_PAPER: Final = PAPERS["letter"]
_SHOWN: Final = ("outline", "spaces", "walls", "openings", "doors", "labels")


def proposal_sheets(campus: Campus, proposal: Proposal) -> Packet:
    """Lay out a sheet, or more where one is too small, for each floor on which a number changes.

    A room that changes is coloured; it and a door's tag read today's number, then the new one.
    """
    by_floor: dict[str, dict[str, Change]] = {}
    for change in proposal.changes:
        if change.floor:
            by_floor.setdefault(change.floor, {})[change.subject] = change
    sheets = [
        sheet
        for building in sorted_buildings(campus)
        for floor in sorted_floors(building)
        if floor.id in by_floor
        for sheet in _floor_sheets(campus, building, floor, by_floor[floor.id])
    ]
    return Packet(campus.name, tuple(sheets))


def _floor_sheets(campus: Campus, building: Building, floor: Floor, changes: dict[str, Change]) -> list[Sheet]:
    scene = proposal_scene(campus, building, floor, changes)
    drawings = draw_parts(scene, scene.bounds, campus.grid if floor.frame.placed else None, _PAPER, (BAND,))
    return [_sheet(campus, building, floor, changes, drawing, len(drawings)) for drawing in drawings]


def proposal_scene(campus: Campus, building: Building, floor: Floor, changes: dict[str, Change]) -> Scene:
    """Draw a floor with its new and old numbers; names and equipment are left out."""
    scene = floor_scene(campus, building, floor, Analysis())
    layers = [Layer(layer.name, layer.title, tuple(_redraw(layer, changes))) for layer in scene.layers
              if layer.name in _SHOWN]  # fmt: skip
    move = mover(campus, floor)
    spaces = [space for space in floor.spaces if space.id in changes]
    outlines = {space.id: move(space.outline) for space in spaces}
    texts: list[Mark] = []
    for space in spaces:
        change, outline = changes[space.id], outlines[space.id]
        at = label_point(outline)
        texts.append(Text(_say(change), at.x, at.y, "label.number", space.id, outline))  # type: ignore[arg-type]
    tags = tuple(_door_tag(door, floor, changes[door.id], campus) for door in floor.openings if door.id in changes)
    layers += [Layer("new doors", "New door numbers", tags), Layer("new", "New room numbers", tuple(texts))]
    return replace(scene, layers=tuple(layers))


def _redraw(layer: Layer, changes: dict[str, Change]) -> Iterator[Mark]:
    """Yield a layer's marks: rooms that change are coloured, their old labels and names of others go."""
    for mark in layer.marks:
        if isinstance(mark, Area) and layer.name == "spaces":
            style = "space.proposed" if mark.subject in changes else _calm(mark.style)
            yield replace(mark, style=style)
        elif isinstance(mark, Text | Symbol) and (mark.subject in changes or _is_name(mark)):
            continue
        else:
            yield mark


def _calm(style: str) -> str:
    return style if style in ("space.circulation", "space.vertical") else "space.kept"


def _is_name(mark: Text | Symbol) -> bool:
    return isinstance(mark, Text) and mark.style == "label.name"


def _door_tag(door: Opening, floor: Floor, change: Change, campus: Campus) -> Symbol:
    move = mover(campus, floor)
    line = move(door.line)
    room = next((move(space.outline) for space in floor.spaces if space.id in door.joins), None)
    dx, dy = outward(line, room) if room is not None else (0.0, 0.0)  # type: ignore[arg-type]
    middle = line.interpolate(0.5, normalized=True)
    return Symbol(DOOR_TAG, middle.x, middle.y, _say(change), door.id, dx, dy)


def _say(change: Change) -> str:
    return f"{change.old or '–'} → {change.new}"


def _sheet(
    campus: Campus, building: Building, floor: Floor, changes: dict[str, Change], drawing: Drawing, parts: int
) -> Sheet:
    name, panel = drawing.window.name, Panel(_PAPER.panel)
    add_scale(panel, drawing.window.scale if floor.frame.unit_confirmed else None, north=floor.frame.placed)
    add_key_plan(panel, building_outlines(campus), building.id, drawing.window.part if name else None)
    add_notes(panel, list(_notes(tuple(changes.values()), drawing)))
    add_legend(panel, used_entries(drawing.layers))
    title = f"{floor.name or floor.id}{f', part {name} of {parts}' if name else ''}"
    code = f"N-{building.id}-{floor.id.split('/')[-1]}".upper() + (f"-{name}" if name else "")
    place = f"{word_floor(building, floor)} · numbers today and as proposed"
    sheet = Sheet(code, building_title(building), title, floor.id, subtitle=place)
    return finish_sheet(drawing, panel, sheet, ["Signs, tables and CAD drawings follow the list of changes."])


def _notes(changes: tuple[Change, ...], drawing: Drawing) -> Iterator[str]:
    """Yield how many doors and rooms change, and how many of them have no number yet."""
    kinds = [("door", [c for c in changes if c.kind == "door"]), ("room", [c for c in changes if c.kind != "door"])]
    for kind, found in kinds:
        fresh = sum(not change.old for change in found)
        if found:
            more = f", {fresh} of them for the first time" if fresh else ""
            yield f"{len(found)} {kind if len(found) == 1 else kind + 's'} to be numbered anew{more}."
    yield "Coloured rooms and doors that change read today's number, then the new one; – stands for none."
    if drawing.unplaced:
        yield f"NO ROOM on this sheet for: {', '.join(sorted(drawing.unplaced)[:12])}. See the list of changes."
