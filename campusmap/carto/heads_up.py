"""Heads-up plans: a floor turned so that its walls run along the paper's edges, extras to the plans true north up."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from campusmap.carto.bare_doors import with_bare_doors
from campusmap.carto.legend import used_entries
from campusmap.carto.on_walls import with_wall_markers
from campusmap.carto.panel import Panel, add_legend, add_notes, add_scale
from campusmap.carto.paper import choose_paper
from campusmap.carto.plan_words import grid_note
from campusmap.carto.plans import building_title, draw_parts, finish_sheet
from campusmap.carto.scene import floor_scene, mover
from campusmap.carto.sheet import Sheet
from campusmap.carto.stand_in import NOTE, shows_codes
from campusmap.carto.turned_scene import turn_grid, turn_scene
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Campus, Floor
from campusmap.model.project import Project

_LEAST_DEG: Final = 3.0  # a building that lies straight already needs no such plan; tool default
_NOTE: Final = "TURNED to lie along the building: north is where the arrow points. The grid is turned with the plan."


def headsup_sheets(
    campus: Campus, project: Project, building: Building, floor: Floor, analysis: Analysis
) -> list[Sheet]:
    """Lay one placed floor out along its walls, side A at the foot where known; nothing where it lies so anyway."""
    scene = with_bare_doors(floor_scene(campus, building, floor, analysis), campus, floor)
    scene = with_wall_markers(scene, campus, building, floor)
    turn = _turn_of(campus, building, analysis)
    if not floor.frame.placed or turn is None or abs(turn) < _LEAST_DEG:
        return []
    paper = choose_paper(project.packet)
    x0, y0, x1, y1 = scene.bounds
    about = ((x0 + x1) / 2, (y0 + y1) / 2)
    turned = turn_scene(scene, about, turn)
    grid = turn_grid(campus.grid, about, turn) if campus.grid else None
    drawings = draw_parts(turned, turned.bounds, grid, paper)
    sheets = []
    for drawing in drawings:
        panel = Panel(paper.panel)
        add_scale(panel, drawing.window.scale, north=True, turn_deg=turn)
        told = [NOTE] if shows_codes(drawing.layers) else []
        add_notes(panel, [_NOTE, *told])
        add_legend(panel, used_entries(drawing.layers, mono=paper.mono))
        name = drawing.window.name
        code = f"H-{building.id}-{floor.id.split('/')[-1]}".upper()
        title = f"{floor.name or floor.id}{f', part {name} of {len(drawings)}' if name else ''}"
        sheet = Sheet(
            f"{code}-{name}" if name else code, f"Heads-up: {building_title(building)}", title, floor.id,
            subtitle="along the building", paper=paper,
        )  # fmt: skip
        sheets.append(finish_sheet(drawing, panel, sheet, [grid_note(campus.grid)] if campus.grid else []))
    return sheets


def _turn_of(campus: Campus, building: Building, analysis: Analysis) -> float | None:
    """Return the counter-clockwise turn (degrees) that lays the building along the paper's edges."""
    facing = next((each.side_a_deg for each in analysis.orientations if each.building == building.id), None)
    if facing is not None:
        return facing % 360.0 - 180.0
    longest = _longest_side_deg(mover(campus)(building.footprint))
    return None if longest is None else -((longest + 45.0) % 90.0 - 45.0)


def _longest_side_deg(shape: BaseGeometry) -> float | None:
    """Return the direction of the longest side of the frame round a shape, counter-clockwise from east."""
    frame = shape.minimum_rotated_rectangle if not shape.is_empty else shape
    if not isinstance(frame, Polygon) or frame.is_empty:
        return None
    points = list(frame.exterior.coords)
    a, b = max(pairwise(points), key=lambda side: math.dist(*side))
    return math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
