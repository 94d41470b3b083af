"""The quick card: the one page to take when there is no time for the packet."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Final

from campusmap.carto.directory import Directory, natural_key, sorted_buildings
from campusmap.carto.door_words import word_doors
from campusmap.carto.drawing import Plots, draw_single
from campusmap.carto.legend import used_entries
from campusmap.carto.lists import NONE_MARK, leave_blank_out
from campusmap.carto.marks import Mark, Scene, Symbol
from campusmap.carto.overview import campus_bounds, core_bounds, draw_sided
from campusmap.carto.panel import Panel, add_foot_legend, add_heading, add_remark, add_scale, list_height, more_words
from campusmap.carto.plan_words import campus_notes
from campusmap.carto.plans import finish_sheet
from campusmap.carto.scene import campus_scene
from campusmap.carto.sheet import Cell, Sheet, Table
from campusmap.carto.symbols import DOOR_TAG, find_symbol
from campusmap.carto.tabular import Column, Form, Row, break_table, table_height
from campusmap.carto.window import whole_window
from campusmap.model.analysis import Analysis
from campusmap.model.places import Marker

_SIDE: Final = 236.0  # width of the lists beside the map
_MARGIN_PT: Final = 30.0
_LEAST_PT: Final = 40.0  # a list that has less room is left to its own sheet
_LINE_PT: Final = 9.0  # of the line that says where it is
_KEPT: Final = ("access", "grounds")  # families of symbols on the card, besides door numbers
_CALLS: Final = Form(
    (Column("Role", 88.0, bold=True), Column("Name", 86.0), Column("Phone", 62.0, bold=True)), 7.5, "Calls"
)
_DOORS: Final = Form(
    (
        Column("Bldg.", 26.0, bold=True),
        Column("Radio, else name", 72.0),
        Column("Exterior doors", 94.0),
        Column("Key box", 44.0, bold=True),
    ),
    7.5,
    "Buildings",
)
_KEYS: Final = Form((Column("What", 142.0), Column("Bldg.", 40.0), Column("Grid", 54.0, bold=True)), 7.5, "Keys")

_ELSEWHERE: Final = {
    "Calls": "in the contacts", "Buildings": "on the building sheets", "Keys": "in the equipment list",
}  # fmt: skip


def quick_sheets(directory: Directory, analysis: Analysis) -> list[Sheet]:
    """Lay the quick card out: campus, doors, key boxes, whom to call, radio words; nothing where nothing is placed."""
    campus, paper = directory.campus, directory.paper
    scene = _first_things(campus_scene(campus))
    bounds = core_bounds(scene) or campus_bounds(scene)
    if bounds is None or campus.north is None:
        return []
    window, plots = whole_window(bounds, _MARGIN_PT, paper.map_beside(_SIDE)), Plots()
    # With as many sides of buildings as cost no door its number; building sheets show all of them.
    [drawing] = draw_sided(
        scene, campus, analysis, lambda marked, _, most: [draw_single(marked, window, campus.grid, plots, most)]
    )
    panel = Panel(paper.column(_SIDE))
    add_scale(panel, drawing.window.scale, north=True)
    lists = _lists(directory, {item.subject for layer in drawing.layers for item in layer.items})
    room = panel.box[3] - panel.y - sum(list_height(form, rows) for _, form, rows in lists)
    add_foot_legend(panel, used_entries(drawing.layers, mono=paper.mono), room)
    tables = _add_lists(panel, lists)
    sheet = Sheet("QUICK", "Quick card", campus.name, campus.id, tables=tuple(tables), paper=paper)
    margin = campus_notes(campus)
    if drawing.unplaced:
        margin.insert(0, f"NO ROOM on this card for: {', '.join(sorted(drawing.unplaced))}; see the campus plan.")
    return [replace(finish_sheet(drawing, panel, sheet, margin), shows=frozenset())]


def _first_things(scene: Scene) -> Scene:
    def stays(mark: Mark) -> bool:
        return not isinstance(mark, Symbol) or mark.kind == DOOR_TAG or find_symbol(mark.kind).group in _KEPT

    return replace(scene, layers=tuple(replace(each, marks=tuple(filter(stays, each.marks))) for each in scene.layers))


def _lists(directory: Directory, drawn: Collection[str]) -> list[tuple[str, Form, list[Row]]]:
    doors, door_rows = leave_blank_out(_DOORS, list(_door_rows(directory)), 0, 1)
    keys, key_rows = leave_blank_out(_KEYS, list(_key_rows(directory, drawn)), 1, 0)
    away = any(_is_away(marker, drawn) for marker in directory.campus.markers)
    found = (
        ("Whom to call", _CALLS, list(_call_rows(directory))),
        ("Buildings: radio words, doors", doors, door_rows),
        (f"Key boxes, gates, roof{', places off this map' if away else ''}", keys, key_rows),
    )
    return [(title, form, rows or [(Cell("Not supplied.", span=len(form.columns)),)]) for title, form, rows in found]


def _add_lists(panel: Panel, lists: list[tuple[str, Form, list[Row]]]) -> list[Table]:
    tables: list[Table] = []
    for title, form, rows in lists:
        if panel.bottom - panel.y > _LEAST_PT:
            tables += _add_list(panel, title, form, rows)
        elif panel.bottom - panel.y > _LINE_PT:
            add_remark(panel, f"{title}: {_ELSEWHERE[form.alt]}")
    return tables


def _add_list(panel: Panel, title: str, form: Form, rows: list[Row]) -> list[Table]:
    add_heading(panel, title)
    place = (panel.box[0], panel.y - 4.0, panel.box[2], panel.bottom - 10.0)
    [tables, *more] = break_table(rows, form, (place,))
    panel.y = place[1] + sum(table_height(table) for table in tables) + 6.0
    if more:
        left_out = len(rows) - sum(len(table.rows) for table in tables)
        add_remark(panel, more_words(left_out, _ELSEWHERE[form.alt]))
    return tables


def _call_rows(directory: Directory) -> Iterator[Row]:
    for contact in directory.campus.contacts:
        phone = contact.phone or (f"radio {contact.radio}" if contact.radio else "")
        yield contact.role, contact.name or contact.organisation, phone


def _door_rows(directory: Directory) -> Iterator[Row]:
    boxes: dict[str, list[str]] = {}
    for marker in directory.campus.markers:
        if marker.kind == "KEY_BOX" and marker.is_there:
            boxes.setdefault(marker.building, []).append(directory.place(marker)[3])
    for building in sorted_buildings(directory.campus):
        doors = word_doors(building)
        cells = ", ".join(sorted(filter(None, boxes.get(building.id, [])), key=natural_key)) or NONE_MARK
        yield building.number or NONE_MARK, building.radio_name or building.name or building.id, doors, cells


def _key_rows(directory: Directory, drawn: Collection[str]) -> Iterator[Row]:
    """Yield keys and gates, then the places on the grounds that lie beyond the card's map."""
    found = [
        m
        for m in directory.campus.markers
        if (find_symbol(m.kind).group == "access" and m.is_there) or _is_away(m, drawn)
    ]
    for marker in sorted(found, key=_key_order):
        building, _, _, cell = directory.place(marker)
        yield f"{find_symbol(marker.kind).letters}  {marker.label}", building, cell


def _is_away(marker: Marker, drawn: Collection[str]) -> bool:
    is_on_grounds = find_symbol(marker.kind).group == "grounds" and not marker.floor
    return is_on_grounds and marker.is_there and marker.id not in drawn


def _key_order(marker: Marker) -> tuple[object, ...]:
    """Put first what the list of buildings does not tell already."""
    told = marker.kind == "KEY_BOX" and bool(marker.building)
    away = find_symbol(marker.kind).group == "grounds"
    return told, away, marker.kind != "KEY_BOX", natural_key(marker.label), marker.id
