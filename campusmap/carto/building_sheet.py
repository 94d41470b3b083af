"""One sheet a building: what a fire officer wants to know before going in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from campusmap.carto.directory import Directory, natural_key, sorted_floors
from campusmap.carto.drawing import Drawing, draw_map
from campusmap.carto.panel import Panel, add_heading, add_scale
from campusmap.carto.paper import BODY, GUTTER, LEFT, RIGHT
from campusmap.carto.plans import building_title, finish_sheet, grid_note, judge_sheet, total_box
from campusmap.carto.scene import campus_scene, mover
from campusmap.carto.sheet import Box, Cell, Sheet, Table, Words
from campusmap.carto.symbols import find_symbol, load_symbols
from campusmap.carto.tabular import Column, Form, Row, break_table, table_height
from campusmap.carto.window import whole_window
from campusmap.model.places import Building, Campus, Marker, OpeningKind

_SIDE: Final = 292.0  # width of the facts beside the map
_FRAME: Final[Box] = (LEFT + GUTTER, BODY[1] + GUTTER, RIGHT - _SIDE - 14.0 - GUTTER, 568.0 - GUTTER)
_COLUMN: Final[Box] = (RIGHT - _SIDE, BODY[1], RIGHT, BODY[3])
_MARGIN_PT: Final = 46.0  # round the building, for door tags and hydrants
_FACTS: Final = Form((Column("Fact", 96.0, bold=True), Column("As supplied", _SIDE - 96.0)), 7.5, "Pre-plan facts")
_FLOORS: Final = Form(
    (
        Column("Floor", 140.0, bold=True),
        Column("Level", 50.0),
        Column("Spaces", 50.0),
        Column("Sheet", _SIDE - 240.0, bold=True),
    ),
    7.5,
    "Floors and their sheets",
)
_DEVICES: Final = Form(
    (
        Column("Mark", 32.0, bold=True),
        Column("What", 108.0),
        Column("Floor", 68.0),
        Column("Room", 50.0),
        Column("Grid", _SIDE - 258.0, bold=True),
    ),
    7.5,
    "Equipment of this building",
)
_FIRST: Final = ("access", "utilities", "fire", "medical", "hazards")
_NO_PLACE: Final = "This building has no footprint and no placed floor: it cannot be drawn on the campus."
_NOT_SUPPLIED: Final = "not supplied"


def draw_building(campus: Campus, building: Building) -> Drawing | None:
    """Draw a building's outline, exterior doors and outdoor equipment; None where it has no place on the ground."""
    if campus.north is None or building.footprint.is_empty:
        return None
    bounds = total_box([mover(campus)(building.footprint)])
    return draw_map(campus_scene(campus), whole_window(bounds, _MARGIN_PT, _FRAME), campus.grid)


def building_sheet(directory: Directory, building: Building, drawing: Drawing | None) -> Sheet:
    """Lay out a building's sheet: plan on the left, facts, floors and equipment on the right."""
    column = Panel(_COLUMN)
    if drawing is not None:
        add_scale(column, drawing.window.scale, north=True)
    tables = [_add_table(column, "Pre-plan facts", list(_fact_rows(building)), _FACTS)]
    tables.append(_add_table(column, "Floors", list(_floor_rows(directory, building)), _FLOORS))
    tables += _add_devices(column, directory, building)
    subtitle = f"Radio name {building.radio_name}" if building.radio_name else "Building sheet"
    sheet = Sheet(
        f"B-{building.id}".upper(), building_title(building), "Building sheet", building.id,
        tables=tuple(tables), subtitle=subtitle,
    )  # fmt: skip
    if drawing is None:
        words = Words(_NO_PLACE, LEFT, 100.0, 9.0, True)
        return judge_sheet(replace(sheet, words=(words,)))
    margin = [grid_note(directory.campus.grid)] if directory.campus.grid else []
    return finish_sheet(drawing, column, sheet, margin)


def _add_table(column: Panel, title: str, rows: list[Row], form: Form) -> Table:
    add_heading(column, title)
    table = break_table(rows, form, ((column.box[0], column.y - 4.0, column.box[2], column.box[3]),))[0][0]
    column.y += table_height(table) + 6.0
    return table


def _fact_rows(building: Building) -> Iterator[Row]:
    facts = building.preplan
    rows = {
        "Address": building.address,
        "Main entrance": f"door {building.main_entrance}" if building.main_entrance else None,
        "Exterior doors": ", ".join(_door_numbers(building)),
        "Construction": facts.construction,
        "Year built": building.year_built,
        "Roof": facts.roof,
        "Storeys above / below": _storeys(building),
        "Sprinklered": facts.sprinklered,
        "Standpipes": facts.standpipes,
        "Occupant load": facts.occupant_load,
        "Hazards": facts.hazards,
        "Gas company": facts.gas_company,
        "Electric company": facts.electric_company,
        "Water company": facts.water_company,
    }
    for key, value in rows.items():
        yield key, str(value) if value not in (None, "") else _NOT_SUPPLIED


def _storeys(building: Building) -> str | None:
    above, below = building.preplan.storeys_above, building.preplan.storeys_below
    if above is None and below is None:
        return None
    return " / ".join(_NOT_SUPPLIED if count is None else str(count) for count in (above, below))


def _door_numbers(building: Building) -> list[str]:
    doors = (o for f in building.floors for o in f.openings if o.exterior and o.kind is not OpeningKind.WINDOW)
    return sorted({o.shown_number for o in doors if o.shown_number}, key=natural_key)


def _floor_rows(directory: Directory, building: Building) -> Iterator[Row]:
    for floor in sorted_floors(building):
        state = "" if floor.frame.placed else " (NOT PLACED)"
        yield f"{floor.name or floor.id}{state}", floor.code, str(len(floor.spaces)), directory.sheets(floor.id)
    if not building.floors:
        yield (Cell("No floor is given for this building.", span=4),)


def _add_devices(column: Panel, directory: Directory, building: Building) -> list[Table]:
    """Add the equipment that is looked for first, as many rows as there is room for."""
    markers = [m for m in directory.campus.markers if m.building == building.id and find_symbol(m.kind).group in _FIRST]
    order = list(load_symbols())
    ranked = sorted(markers, key=lambda m: (_FIRST.index(find_symbol(m.kind).group), _order(order, m), m.id))
    rows: list[Row] = [_device_row(directory, marker) for marker in ranked]
    add_heading(column, "Keys, shut-offs, fire protection, medical, hazards")
    place = (column.box[0], column.y - 4.0, column.box[2], column.box[3] - 12.0)
    tables = break_table(rows or [(Cell(f"Equipment {_NOT_SUPPLIED}.", span=5),)], _DEVICES, (place,))
    shown = sum(len(table.rows) for table in tables[0])
    if rows and shown < len(rows):
        text = f"{len(rows) - shown} more in the equipment list, sheet {directory.sheets('EQUIPMENT')}"
        column.items.append(Words(text, column.box[0], column.box[3] - 2.0, 7.0, italic=True))
    return tables[0]


def _order(order: list[str], marker: Marker) -> int:
    return order.index(marker.kind) if marker.kind in order else len(order)


def _device_row(directory: Directory, marker: Marker) -> Row:
    symbol = find_symbol(marker.kind)
    known = marker.kind in load_symbols()
    _, floor, room, cell = directory.place(marker)
    what = marker.label or (symbol.title if known else marker.kind)
    where = "none here" if marker.status == "none" else floor
    return symbol.letters, what, where, room, cell
