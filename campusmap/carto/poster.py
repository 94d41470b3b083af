"""The command-post poster: the campus on one large sheet, with whom to call and every shut-off beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from campusmap.carto.directory import Directory
from campusmap.carto.drawing import Drawing, Plots, draw_map
from campusmap.carto.equipment_list import equipment_rows
from campusmap.carto.legend import used_entries
from campusmap.carto.lists import NONE_HERE, leave_blank_out, widen
from campusmap.carto.marks import Scene
from campusmap.carto.overview import draw_sided, near_bounds
from campusmap.carto.panel import Panel, add_foot_legend, add_heading, add_notes, add_remark, add_scale, more_words
from campusmap.carto.plan_words import campus_notes
from campusmap.carto.plans import finish_sheet
from campusmap.carto.scene import campus_scene
from campusmap.carto.sheet import Cell, Sheet, Table
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
    scene = campus_scene(campus)
    if campus.north is None or not scene.marks:
        return []
    drawing = _draw(scene, directory, analysis)
    panel = Panel(paper.panel)
    add_scale(panel, drawing.window.scale, north=True, magnified=paper.magnified)
    if drawing.unplaced:
        lost = f"NO ROOM on this sheet for: {', '.join(sorted(drawing.unplaced)[:12])}."
        add_notes(panel, [lost])
    add_foot_legend(panel, used_entries(drawing.layers, mono=paper.mono), panel.bottom - panel.y)
    calls, (form, kept) = list(_call_rows(directory)), leave_blank_out(_EQUIPMENT, list(_device_rows(directory)), 2, 1)
    tables = _add_list(panel, "Whom to call", calls, _CALLS) + _add_list(panel, form.alt, kept, form)
    sheet = Sheet("POSTER", campus.name, "Command-post poster", campus.id, tables=tuple(tables), paper=paper)
    return [finish_sheet(drawing, panel, sheet, campus_notes(campus))]


def _draw(scene: Scene, directory: Directory, analysis: Analysis) -> Drawing:
    """Draw the campus with as many sides of its buildings as find room."""
    campus, paper = directory.campus, directory.paper
    window, plots = whole_window(near_bounds(scene), _MARGIN_PT, paper.map), Plots()
    [drawing] = draw_sided(
        scene, campus, analysis, lambda marked, _, most: [draw_map(marked, window, campus.grid, (), plots, most)]
    )
    return drawing


def _add_list(panel: Panel, title: str, rows: list[Row], form: Form) -> list[Table]:
    """Add as much of a list as there is room for, and say how much is left to the packet."""
    place = (panel.box[0], panel.y + 10.0, panel.box[2], panel.bottom - 20.0)
    if not rows or place[3] - place[1] < _LEAST_PT:
        return []
    add_heading(panel, title)
    tables = break_table(rows, widen(form, panel.width, 1), (place,))[0]
    panel.y = place[1] + sum(table_height(table) for table in tables) + 6.0
    left_out = sum(len(row) > 1 for row in rows[sum(len(table.rows) for table in tables) :])
    if left_out:
        add_remark(panel, more_words(left_out, "in the packet"))
    return tables


def _device_rows(directory: Directory) -> Iterator[Row]:
    for row in equipment_rows(directory):
        if isinstance(row[0], Cell):
            yield (Cell(row[0].text, bold=True, span=4),)
        else:
            absent = str(row[7]).startswith(NONE_HERE)
            yield row[0], f"{row[1]}: none here" if absent else row[2] or row[1], row[3], row[6]


def _call_rows(directory: Directory) -> Iterator[Row]:
    for contact in directory.campus.contacts:
        yield contact.role, contact.name or contact.organisation, contact.phone or contact.radio
