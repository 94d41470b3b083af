"""The command-post poster: the campus on one large sheet, with whom to call and every shut-off beside it."""

from __future__ import annotations

from typing import Final

from campusmap.carto.directory import Directory
from campusmap.carto.drawing import draw_map
from campusmap.carto.equipment_list import equipment_rows
from campusmap.carto.legend import used_entries
from campusmap.carto.lists import widen
from campusmap.carto.overview import near_bounds
from campusmap.carto.panel import Panel, add_heading, add_legend, add_notes, add_scale
from campusmap.carto.paper import Box
from campusmap.carto.plans import finish_sheet, grid_note
from campusmap.carto.scene import campus_scene
from campusmap.carto.sheet import Cell, Sheet, Table
from campusmap.carto.sides import with_sides
from campusmap.carto.tabular import Column, Form, Row, break_table, table_height
from campusmap.carto.window import whole_window
from campusmap.model.analysis import Analysis

_MARGIN_PT: Final = 34.0
_LEAST_PT: Final = 60.0  # a list that has less room is left to the packet
_EQUIPMENT: Final = Form(
    (Column("Mark", 32.0, bold=True), Column("What", 120.0), Column("Bldg.", 26.0), Column("Grid", 26.0, bold=True)),
    7.0,
    "Equipment and utilities",
)
_CALLS: Final = Form(
    (Column("Role", 84.0, bold=True), Column("Name", 84.0), Column("Phone", 62.0, bold=True)), 7.0, "Calls"
)


def poster_sheets(directory: Directory, analysis: Analysis) -> list[Sheet]:
    """Lay out the poster; nothing where nothing has coordinates."""
    campus, paper = directory.campus, directory.paper
    scene = with_sides(campus_scene(campus), campus, analysis, tuple(building.id for building in campus.buildings))
    if campus.north is None or not scene.marks:
        return []
    drawing = draw_map(scene, whole_window(near_bounds(scene), _MARGIN_PT, paper.map), campus.grid)
    panel = Panel(paper.panel)
    add_scale(panel, drawing.window.scale, north=True, magnified=paper.magnified)
    if drawing.unplaced:
        add_notes(panel, [f"NO ROOM on this sheet for: {', '.join(sorted(drawing.unplaced)[:12])}."])
    add_legend(panel, used_entries(drawing.layers, mono=paper.mono))
    tables: list[Table] = []
    for title, make in (("Whom to call", _contact_table), ("Equipment and utilities", _equipment_table)):
        place = (panel.box[0], panel.y + 24.0, panel.box[2], panel.bottom - 8.0)
        if place[3] - place[1] > _LEAST_PT:
            panel.y += 14.0
            add_heading(panel, title)
            found = make(directory, place)
            panel.y = place[1] + sum(table_height(table) for table in found)
            tables += found
    sheet = Sheet("POSTER", campus.name, "Command-post poster", campus.id, tables=tuple(tables), paper=paper)
    return [finish_sheet(drawing, panel, sheet, [grid_note(campus.grid)] if campus.grid else [])]


def _equipment_table(directory: Directory, place: Box) -> list[Table]:
    """Return as much of the equipment list as the place holds."""
    rows: list[Row] = [
        (Cell(row[0].text, bold=True, span=4),) if isinstance(row[0], Cell) else (row[0], row[2], row[3], row[6])
        for row in equipment_rows(directory)
    ]
    return break_table(rows, widen(_EQUIPMENT, place[2] - place[0], 1), (place,))[0] if rows else []


def _contact_table(directory: Directory, place: Box) -> list[Table]:
    """Return as many of the contacts as the place holds."""
    rows: list[Row] = [(c.role, c.name or c.organisation, c.phone or c.radio) for c in directory.campus.contacts]
    return break_table(rows, widen(_CALLS, place[2] - place[0], 1), (place,))[0] if rows else []
