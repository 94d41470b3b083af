"""One sheet a building: what a fire officer wants to know before going in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from campusmap.carto.bare_doors import with_bare_doors
from campusmap.carto.directory import Directory, find_standing, sorted_floors, sorted_markers
from campusmap.carto.door_words import door_numbers, word_doors
from campusmap.carto.drawing import Drawing, draw_single
from campusmap.carto.legend import used_entries
from campusmap.carto.lists import COLUMN_GAP, leave_blank_out, list_columns, widen
from campusmap.carto.marks import Area, Layer, Mark, Text
from campusmap.carto.panel import (
    REMARK_LINE_PT,
    Item,
    Panel,
    add_foot_legend,
    add_heading,
    add_remark,
    add_scale,
    least_legend,
    list_height,
)
from campusmap.carto.paper import MARGIN, Paper
from campusmap.carto.plan_words import grid_note
from campusmap.carto.plans import building_title, finish_sheet, judge_sheet, total_box
from campusmap.carto.scene import USE_STYLE, Move, campus_scene, ground_floors, label_point, mover
from campusmap.carto.sheet import Cell, PageLayer, Sheet, Table, Words
from campusmap.carto.sides import with_sides
from campusmap.carto.stand_in import WAYS, is_bare, is_stand_in
from campusmap.carto.symbols import find_symbol, load_symbols, rank_kind
from campusmap.carto.tabular import Column, Form, Row, break_table, set_row, table_height
from campusmap.carto.window import whole_window
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Campus, Marker
from campusmap.safety.whereabouts import level_code

_SIDE: Final = 292.0  # width of the facts beside the map
_LEAST_TABLE_PT: Final = 70.0  # a table that has less room goes to the next sheet
_LEAST_M: Final = 45.0  # ground that the plan of even a small building shows; tool default
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
_DEVICES_TITLE: Final = "Keys, shut-offs, fire protection, medical, hazards"
_CONTINUED: Final = ", continued"
_TABLE_DROP: Final = 10.0  # from a list's rule to its table, for the heading
_FOOT_PT: Final = 6.0  # blank under a list
_FIRST: Final = ("access", "utilities", "fire", "medical", "hazards")
_NO_PLACE: Final = "This building has no footprint and no placed floor: it cannot be drawn on the campus."
_NO_DOORS: Final = "No doors and no equipment of this building on this map: its floors are not placed."
_NOT_SUPPLIED: Final = "not supplied"
_GROUND: Final = "ground_floor"
# On a building's own fill its stairs must stand out on a copy, too.
_STAIR: Final = "building.stair"
_GROUND_STYLES: Final = {"space.circulation": "space.circulation", "space.vertical": _STAIR}


@dataclass(frozen=True, slots=True)
class _List:
    """A list of a building sheet; ``grows`` is the column that takes what a wider place has to spare."""

    title: str
    form: Form
    rows: tuple[Row, ...]
    grows: int


def draw_building(campus: Campus, building: Building, analysis: Analysis, paper: Paper) -> Drawing | None:
    """Draw a building's ground floor, exterior doors and outdoor equipment; None where it is not placed."""
    if campus.north is None or building.footprint.is_empty:
        return None
    move = mover(campus)
    x0, y0, x1, y1 = total_box([move(building.footprint)])
    more_x, more_y = max(0.0, _LEAST_M - (x1 - x0)) / 2, max(0.0, _LEAST_M - (y1 - y0)) / 2
    bounds = (x0 - more_x, y0 - more_y, x1 + more_x, y1 + more_y)
    scene = with_sides(campus_scene(campus), campus, analysis, (building.id,))
    inside = Layer(_GROUND, "Walls", tuple(_ground_floor(building, move)))
    at = next(n for n, layer in enumerate(scene.layers) if layer.name == "buildings") + 1
    before = tuple(_step_back(layer, building.id) for layer in scene.layers[:at])
    scene = replace(scene, layers=(*before, inside, *scene.layers[at:]))
    for floor in ground_floors([building]):
        scene = with_bare_doors(scene, campus, floor)
    return draw_single(scene, whole_window(bounds, _MARGIN_PT, paper.map_beside(_SIDE)), campus.grid)


def _step_back(layer: Layer, building: str) -> Layer:
    """Draw the other buildings paler than the one that the sheet is about."""
    marks = (
        replace(mark, style="building.context")
        if isinstance(mark, Area) and mark.style == "building.footprint" and mark.subject != building
        else mark
        for mark in layer.marks
    )
    return replace(layer, marks=tuple(marks))


def _ground_floor(building: Building, move: Move) -> Iterator[Mark]:
    """Draw corridors, stairs and walls of the placed ground floor, to know one's way from door to door."""
    for floor in ground_floors([building]):
        for space in floor.spaces:
            style = _GROUND_STYLES.get(USE_STYLE.get(space.use, ""), "")
            outline, subject = move(space.outline), f"{space.id}/plan"
            if style:
                yield Area(outline, style, subject)  # type: ignore[arg-type]
            if style == _STAIR:
                name, at = space.shown_number or space.name, label_point(outline)
                told = WAYS[space.use] if is_bare(space) or is_stand_in(name) else name
                yield Text(told, at.x, at.y, "label.stair", subject, outline)  # type: ignore[arg-type]
        if not floor.walls.is_empty:
            yield Area(move(floor.walls), "building.wall", f"{floor.id}/plan")  # type: ignore[arg-type]


def building_sheets(
    directory: Directory, building: Building, drawing: Drawing | None, *, has_key_sheet: bool = True
) -> list[Sheet]:
    """Lay out a building: plan on the left, facts, floors and equipment on the right; what is over, on more sheets.

    Where the lists want the room, the legend is left to its own sheet, if there is one.
    """
    column, lists = Panel(directory.paper.column(_SIDE)), _building_lists(directory, building)
    entries = used_entries(drawing.layers, mono=directory.paper.mono) if drawing else ()
    if drawing is not None:
        add_scale(column, drawing.window.scale, north=True)
    room, least = column.bottom - column.y, least_legend(column, entries)
    is_tight = has_key_sheet and room - least < _height(lists)
    column.bottom -= REMARK_LINE_PT if is_tight else least
    tables, rest = _fill_column(column, lists)
    column.bottom = column.box[3]
    if rest:
        add_remark(column, "Continued on the next sheet")
    if is_tight:
        add_remark(
            column, f"{'Symbols' if any(e.is_symbol for e in entries) else 'Lines and fills'}: see the legend sheet"
        )
    else:
        add_foot_legend(column, entries, column.bottom - column.y)
    sheet = Sheet(
        f"B-{building.id}".upper(), building_title(building), "Building sheet", building.id, tables=tuple(tables),
        subtitle=f"Radio name {building.radio_name or _NOT_SUPPLIED}", paper=directory.paper,
    )  # fmt: skip
    return [_finish(sheet, column, drawing, directory, building), *_continue(sheet, rest)]


def _height(lists: list[_List]) -> float:
    """Return what some lists take one under the other, to the point."""
    return sum(
        _TABLE_DROP + each.form.head_height + sum(set_row(row, each.form)[1] for row in each.rows) + _FOOT_PT
        for each in lists
    )


def _building_lists(directory: Directory, building: Building) -> list[_List]:
    form, devices = _DEVICES, list(_device_rows(directory, building))
    for column in (4, 3):  # grid, room
        form, devices = leave_blank_out(form, devices, column, 1)
    return [
        _List("Pre-plan facts", _FACTS, tuple(_fact_rows(building, directory.campus.address)), 1),
        _List("Floors", _FLOORS, tuple(_floor_rows(directory, building)), 0),
        _List(_DEVICES_TITLE, form, tuple(devices), 1),
    ]


def _fill_column(column: Panel, lists: list[_List]) -> tuple[list[Table], list[_List]]:
    """Set as much of some lists as a column holds; return the tables, and what is left of the lists."""
    tables: list[Table] = []
    fits = _height(lists) - _FOOT_PT <= column.bottom - column.y
    bottom = column.bottom - (0.0 if fits else REMARK_LINE_PT)
    for n, each in enumerate(lists):
        place = (column.box[0], column.y + _TABLE_DROP, column.box[2], bottom)
        if place[3] - place[1] < min(_LEAST_TABLE_PT, list_height(each.form, each.rows) - _TABLE_DROP):
            return tables, lists[n:]
        [table] = break_table(each.rows, widen(each.form, column.width, each.grows), (place,))[0]
        add_heading(column, each.title)
        tables.append(table)
        column.y = place[1] + table_height(table) + _FOOT_PT
        if len(table.rows) < len(each.rows):
            return tables, [_continued(each, len(table.rows)), *lists[n + 1 :]]
    return tables, []


def _continued(each: _List, done: int) -> _List:
    title = each.title if each.title.endswith(_CONTINUED) else each.title + _CONTINUED
    return replace(each, title=title, rows=each.rows[done:])


def _continue(sheet: Sheet, lists: list[_List]) -> Iterator[Sheet]:
    """Set what is left of a building's lists in columns, on as many sheets as it takes."""
    left, _, right, _ = sheet.paper.body
    places = list_columns(sheet.paper, max(2, int((right - left + COLUMN_GAP) / (_SIDE + COLUMN_GAP))))
    number = 2
    while lists:
        tables, items = list[Table](), list[Item]()
        for place in places:
            column = Panel(place)
            found, lists = _fill_column(column, lists)
            tables, items = [*tables, *found], [*items, *column.items]
        layer = PageLayer("rules", "", tuple(item for item in items if not isinstance(item, Words)))
        words = tuple(item for item in items if isinstance(item, Words))
        more = replace(sheet, id=f"{sheet.id}+{number}", title=f"{sheet.title}, continued", layers=(layer,))
        yield judge_sheet(replace(more, words=words, tables=tuple(tables)))
        number += 1


def _finish(sheet: Sheet, column: Panel, drawing: Drawing | None, directory: Directory, building: Building) -> Sheet:
    if drawing is None:
        layer = PageLayer("panel", "", tuple(column.items))
        return judge_sheet(replace(sheet, layers=(layer,), words=(Words(_NO_PLACE, MARGIN, 90.0, 9.0, True),)))
    margin = [grid_note(directory.campus.grid)] if directory.campus.grid else []
    if any(layer.name == _GROUND for layer in drawing.layers):
        margin.append("Corridors, stairs and walls of the ground floor.")
    if door_numbers(building) and not any(floor.frame.placed for floor in building.floors):
        margin.insert(0, _NO_DOORS)
    return finish_sheet(drawing, column, sheet, margin)


def _fact_rows(building: Building, address: str) -> Iterator[Row]:
    facts = building.preplan
    rows = {
        "Address": building.address or (f"{address} (of the campus)" if address else None),
        "Main entrance": f"door {building.main_entrance}" if building.main_entrance else None,
        "Exterior doors": word_doors(building),
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
    lacking = [key for key, value in rows.items() if value in (None, "")]
    yield from ((key, str(value)) for key, value in rows.items() if key not in lacking)
    if lacking:
        yield _NOT_SUPPLIED.capitalize(), ", ".join([lacking[0], *(key[0].lower() + key[1:] for key in lacking[1:])])


def _storeys(building: Building) -> str | None:
    above, below = building.preplan.storeys_above, building.preplan.storeys_below
    if above is None and below is None:
        return None
    return " / ".join(_NOT_SUPPLIED if count is None else str(count) for count in (above, below))


def _floor_rows(directory: Directory, building: Building) -> Iterator[Row]:
    for floor in sorted_floors(building):
        state = "" if floor.frame.placed else " (NOT PLACED)"
        yield f"{floor.name or floor.id}{state}", level_code(floor), str(len(floor.spaces)), directory.sheets(floor.id)
    if not building.floors:
        yield (Cell("No floor is given for this building.", span=4),)


def _device_rows(directory: Directory, building: Building) -> Iterator[Row]:
    """Yield the equipment that is looked for first, with what stands outdoors beside the building."""
    first = (m for m in directory.campus.markers if find_symbol(m.kind).group in _FIRST)
    markers = sorted_markers(directory, (m for m in first if find_standing(directory.campus, m) == building.id))
    ranked = sorted(markers, key=lambda m: (_FIRST.index(find_symbol(m.kind).group), rank_kind(m.kind)))
    yield from (_device_row(directory, marker) for marker in ranked)
    if not markers:
        yield (Cell(f"Equipment {_NOT_SUPPLIED}.", span=5),)


def _device_row(directory: Directory, marker: Marker) -> Row:
    symbol = find_symbol(marker.kind)
    known = marker.kind in load_symbols()
    _, floor, room, cell = directory.place(marker)
    what = marker.label or (symbol.title if known else marker.kind)
    where = "none here" if marker.status == "none" else floor
    if marker.at is None and marker.status != "none":
        what += " (NOT PLACED)"
    return symbol.letters, what, where, room, cell
