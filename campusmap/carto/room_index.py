"""The room index: every room by number, with where it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from campusmap.carto.directory import Directory, natural_key, say_use, short_building
from campusmap.carto.lists import COLUMN_GAP, NONE_MARK, fit_numbers, list_columns, list_sheets, widen
from campusmap.carto.paper import Paper
from campusmap.carto.sheet import Cell, Sheet, Table
from campusmap.carto.stand_in import KEY, is_stand_in, is_unnamed
from campusmap.carto.tabular import CELL_PAD_PT, Column, Form, Row, break_table
from campusmap.carto.typeface import text_width
from campusmap.model.analysis import Analysis, Assessment, Outcome, Reach
from campusmap.model.places import OUTSIDE, Floor, Opening, Space, Use
from campusmap.units import say_walk_feet

_INDEX: Final = Form(
    (
        Column("Room", 44.0, bold=True),
        Column("Name, else use", 60.0),
        Column("Bldg.", 30.0),
        Column("Floor", 58.0),
        Column("Grid", 26.0, bold=True),
        Column("Ext. door", 46.0),
        Column("Hard corner", 52.0),
        Column("Sheet", 27.0),
    ),
    7.5,
    "Room index",
)
_INDEX_KEY: Final = "ext. door: its own, else the nearest on foot, by the drawing"
_UNNUMBERED: Final = f"{NONE_MARK} \u00b7 "  # before the feet to a door without a number
_UP: Final = "up"  # for the same on an upper floor, which may lead onto a roof
_NO_WAY: Final = "not found"  # of a room that no way by the drawings joins to an exterior door
_UNNUMBERED_KEY: Final = f"ext. door: own, else nearest on foot ({_UNNUMBERED}ft: no number)"
_UP_KEY: Final = f"ext. door: own, else nearest on foot (no number: {NONE_MARK}; on an upper floor: {_UP})"
_BUILDING_PT: Final = (30.0, 96.0)  # of the building's column, least and most
_SHARE: Final = 0.6  # of spare width, for buildings' names rather than rooms'; tool default
_WAYS: Final = frozenset({Use.CORRIDOR, Use.LOBBY, Use.STAIR, Use.ELEVATOR})  # not listed where nobody named them
_NEVER_DROPPED: Final = (0, 3, 7)  # number, floor, sheet
_BUILDING: Final = 2
_DOOR: Final = 5
_BLANK: Final = frozenset({"", NONE_MARK, "not assessed", _NO_WAY})
_HARD_CORNER: Final = {
    Outcome.HARD_CORNER: "candidate",
    Outcome.SAFER_SPACE: "none",
    Outcome.NONE_AVAILABLE: "none",
    Outcome.NOT_ASSESSED: "not assessed",
    Outcome.NOT_APPLICABLE: NONE_MARK,
}
_STATUS: Final = {"stale": "confirm again"}  # confirmed on an older drawing


def index_sheets(directory: Directory, analysis: Analysis) -> list[Sheet]:
    """List every room by number with where it is, two columns a sheet; rooms without a number come last.

    A room stands under its other numbers, too, as "see 102", where no room of its building has that number.
    A room without an exterior door of its own names the nearest on foot, with feet by the drawing.
    """
    rows = list(_index_rows(directory, analysis))
    kept = [n for n in range(len(_INDEX.columns)) if n in _NEVER_DROPPED or len({row[n] for row in rows} - _BLANK) > 0]
    if len({row[_BUILDING] for row in rows}) < 2:
        kept = [n for n in kept if n != _BUILDING]
    named = replace(_INDEX.columns[_BUILDING], width=_building_width(row[_BUILDING] for row in rows))
    number = fit_numbers(_INDEX.columns[0], (row[0] for row in rows), _INDEX.size_pt)
    fitted = {0: number, _BUILDING: named}
    form = replace(_INDEX, columns=tuple(fitted.get(n, _INDEX.columns[n]) for n in kept))
    cut: list[Row] = [tuple(row[n] for n in kept) for row in rows]
    none: Row = (Cell("No room is in the drawings.", span=len(kept)),)
    pages = _set_index(directory.paper, form, cut or [none], {row[_BUILDING] for row in rows})
    return list_sheets(directory, pages, "INDEX", "Room index", _index_key(rows, doors=_DOOR in kept))


def _set_index(paper: Paper, form: Form, rows: list[Row], buildings: set[str]) -> list[list[Table]]:
    """Set the index in as many columns as a sheet holds; in two, where names gain width and no sheet is added."""
    most = _index_columns(paper, form)
    found = []
    for columns in sorted({most, min(most, 2)}):
        places = list_columns(paper, columns)
        shared = _share_spare(form, places[0][2] - places[0][0], buildings)
        found.append(break_table(rows, shared, places))
    return min(found, key=len)


def _index_key(rows: list[tuple[str, ...]], *, doors: bool) -> str:
    if not doors:
        return KEY if any(is_stand_in(row[1]) for row in rows) else ""
    if any(row[_DOOR].startswith(f"{_UP} \u00b7 ") for row in rows):
        return _UP_KEY
    unnumbered = any(row[_DOOR].startswith(_UNNUMBERED) for row in rows)
    return _UNNUMBERED_KEY if unnumbered else _INDEX_KEY


def _building_width(names: Iterable[str]) -> float:
    """Return the column's width that sets the longest word of the buildings' names unbroken, within bounds."""
    words = {word for name in names for word in name.split()}
    wide = max((text_width(word, _INDEX.size_pt) for word in words), default=0.0) + 2 * CELL_PAD_PT + 0.1
    return min(max(wide, _BUILDING_PT[0]), _BUILDING_PT[1])


def _share_spare(form: Form, width: float, names: Iterable[str]) -> Form:
    """Give what is left of a place's width to the buildings' names as far as they need it, else to the rooms'."""
    at = next((n for n, column in enumerate(form.columns) if column.head == _INDEX.columns[_BUILDING].head), None)
    spare = width - sum(column.width for column in form.columns)
    if at is not None and spare > 0:
        lacks = max(text_width(name, form.size_pt) for name in names) + 2 * CELL_PAD_PT + 0.1 - form.columns[at].width
        named = replace(form.columns[at], width=form.columns[at].width + min(max(lacks, 0.0), spare * _SHARE))
        form = replace(form, columns=(*form.columns[:at], named, *form.columns[at + 1 :]))
    return widen(form, width, 1 if form.columns[1].head == _INDEX.columns[1].head else 0)


def _index_columns(paper: Paper, form: Form) -> int:
    """Return how many columns the index takes on a paper: as many as leave names their least width."""
    left, _, right, _ = paper.body
    return max(1, int((right - left + COLUMN_GAP) // (sum(column.width for column in form.columns) + COLUMN_GAP)))


def _index_rows(directory: Directory, analysis: Analysis) -> Iterator[tuple[str, ...]]:
    outcomes = {each.space: _word_outcome(directory, each) for each in analysis.assessments}
    outcomes |= {
        each.space: _STATUS.get(each.status, each.status) for each in analysis.hard_corners if each.status != "rejected"
    }
    doors = {o.id: _name_door(floor, o) for floor in directory.floors.values() for o in floor.openings}
    nearest = {reach.space: _name_nearest(reach, doors) for reach in analysis.reach if reach.door}
    found = [(floor, space) for floor in directory.floors.values() for space in floor.spaces]
    found = [(floor, space) for floor, space in found if space.use not in _WAYS or not is_unnamed(space.name)]
    taken = {(_building_of(floor), space.shown_number) for floor, space in found}
    entries = [(floor, space, number) for floor, space in found for number in _numbers(floor, space, taken)]
    for floor, space, number in sorted(entries, key=_index_order):
        building = directory.buildings[_building_of(floor)]
        aliases = f" (also {', '.join(space.aliases)})" if space.aliases else ""
        called = f"{space.name or say_use(space)}{aliases}".strip()
        yield (
            number or NONE_MARK,
            called if number == space.shown_number else f"see {space.shown_number or space.name}",
            short_building(building),
            floor.name or floor.id,
            directory.room_cell(space, floor.id),
            _own_doors(floor, space) or nearest.get(space.id, _NO_WAY),
            outcomes.get(space.id, NONE_MARK),
            directory.sheets(space.id, floor.id),
        )


def _word_outcome(directory: Directory, said: Assessment) -> str:
    """Return what an assessment found; of a room without a hard corner also the room near by that is named instead."""
    other = directory.spaces.get(said.to)
    return _HARD_CORNER[said.outcome] + (f", see {other.shown_number}" if other and other.shown_number else "")


def _building_of(floor: Floor) -> str:
    return floor.id.split("/")[0]


def _numbers(floor: Floor, space: Space, taken: set[tuple[str, str]]) -> Iterator[str]:
    """Yield a room's number, "" where it has none, and what else of its names somebody would look up as a number."""
    yield space.shown_number
    for alias in space.aliases:
        if any(letter.isdigit() for letter in alias) and (_building_of(floor), alias) not in taken:
            yield alias


def _index_order(entry: tuple[Floor, Space, str]) -> tuple[object, ...]:
    floor, space, number = entry
    return not number, natural_key(number or space.name), _building_of(floor), floor.ordinal, floor.id, space.id


def _name_nearest(reach: Reach, doors: Mapping[str, str]) -> str:
    return f"{doors[reach.door]} \u00b7 {say_walk_feet(reach.door_m or 0.0)}"


def _name_door(floor: Floor, door: Opening) -> str:
    """Return a door's number, else what stands for it."""
    return door.shown_number or (_UP if floor.ordinal > 0 else NONE_MARK)


def _own_doors(floor: Floor, space: Space) -> str:
    """Return the numbers of the exterior doors of a room."""
    own = [o.shown_number for o in floor.openings if OUTSIDE in o.joins and space.id in o.joins and o.shown_number]
    return ", ".join(sorted(own, key=natural_key))
