"""The walk-through form: every room with its exterior doors, in the order of the walk, with boxes to initial."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from campusmap.carto.directory import Directory, sorted_buildings, sorted_floors
from campusmap.carto.lists import NONE_MARK, fit_numbers, list_columns, widen
from campusmap.carto.plans import building_title, judge_sheet
from campusmap.carto.sheet import Cell, Sheet, Words
from campusmap.carto.stand_in import is_stand_in
from campusmap.carto.tabular import Column, Form, Row, break_table
from campusmap.carto.unnumbered import place_bare_doors
from campusmap.carto.walk_list import by_number, home_of
from campusmap.carto.walk_order import order_walk
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Floor, Opening, Space
from campusmap.model.walking import DoorAlong
from campusmap.rules.evidence import exterior_doors
from campusmap.units import say_area, say_walk_feet

_HAND: Final = "From outside"  # on which hand and how far, for who comes in the shortest way
_BOX: Final = "[\u00a0\u00a0\u00a0\u00a0\u00a0]"  # spaces that the page setter does not draw together
_SIGN_PT: Final = 26.0  # for who walked, and when, at the sheet's foot
_FORM: Final = Form(
    (
        Column("", 24.0),
        Column("Room", 44.0, bold=True),
        Column("Name", 84.0),
        Column(_HAND, 54.0),
        Column("No. right", 37.0),
        Column("Locks", 31.0),
        Column("Glass", 31.0),
        Column("Initials", 52.0),
    ),
    8.0,
    "Walk-through",
)
_NOTE: Final = Column("Note", 0.0)  # to write into, where a floor leaves half its sheet free
_LEAST_PT: Final = 7.5  # the room index's size, where that saves a sheet
_SUBTITLE: Final = "initial what you saw"


def walk_sheets(directory: Directory, analysis: Analysis) -> list[Sheet]:
    """List each floor's rooms and exterior doors as a walk, in two columns; the sheet's QR code leads to the floor."""
    sheets: list[Sheet] = []
    for building in sorted_buildings(directory.campus):
        for floor in sorted_floors(building):
            if floor.spaces:
                sheets += _floor_form(directory, building, floor, analysis, len(sheets))
    return sheets


def _floor_form(directory: Directory, building: Building, floor: Floor, analysis: Analysis, before: int) -> list[Sheet]:
    along = {each.space: each for each in sorted(analysis.walking.along, key=lambda each: -each.metres)}
    hands = bool(along.keys() & {space.id for space in floor.spaces})
    places = tuple((x0, y0, x1, y1 - _SIGN_PT) for x0, y0, x1, y1 in list_columns(directory.paper, 2))
    numbers = [space.shown_number for space in floor.spaces] + [_call_door(door) for door in exterior_doors((floor,))]
    fitted = (fit_numbers(each, numbers, _FORM.size_pt) if each.head == "Room" else each for each in _FORM.columns)
    columns = tuple(column for column in fitted if hands or column.head != _HAND)
    form = widen(replace(_FORM, columns=columns), places[0][2] - places[0][0], 2)
    title = f"{building_title(building)}, {floor.name or floor.id}"
    sheet = Sheet(
        "WALK", "Walk-through form", title, floor.id, words=_sign_words(directory), subtitle=_SUBTITLE,
        paper=directory.paper,
    )  # fmt: skip
    rows = list(_rows(directory, building, floor, along, hands))
    pages = min((break_table(rows, replace(form, size_pt=size), places) for size in (form.size_pt, _LEAST_PT)), key=len)
    if len(pages) == len(pages[0]) == 1:
        [(left, top, _, bottom)] = places[:1]
        whole = (left, top, places[-1][2], bottom)
        pages = break_table([_with_note(row, columns) for row in rows], _noted(form, whole[2] - left), (whole,))
    return [judge_sheet(replace(sheet, id=f"WALK-{before + n}", tables=tuple(t))) for n, t in enumerate(pages, 1)]


def _noted(form: Form, width: float) -> Form:
    """Return the form over a width, with a column for notes that takes what is left of it."""
    return widen(replace(form, columns=(*form.columns, _NOTE)), width, len(form.columns))


def _with_note(row: Row, columns: tuple[Column, ...]) -> Row:
    """Return a row with a blank cell for a note; a heading goes on over it."""
    if len(row) == len(columns):
        return (*row, "")
    return tuple(replace(cell, span=len(columns) + 1) for cell in row if isinstance(cell, Cell))


def _sign_words(directory: Directory) -> tuple[Words, ...]:
    left, _, right, bottom = directory.paper.body
    third = (right - left) / 3
    return tuple(
        Words(f"{head} {'_' * 34}", left + n * third, bottom - 4.0, 8.0)
        for n, head in enumerate(("Walked by", "Agency", "Date"))
    )


def _rows(
    directory: Directory, building: Building, floor: Floor, along: dict[str, DoorAlong], hands: bool
) -> Iterator[Row]:
    names = {space.id: space.shown_number or space.name for space in floor.spaces}
    often = Counter(_call(space) for space in floor.spaces)
    near = Counter((_call(space), directory.room_cell(space, floor.id)) for space in floor.spaces)
    corridors, corridor = {each.corridor for each in along.values()}, ""
    uses = {space.id: space.use for space in floor.spaces}
    home = {door.id: home_of(door, uses) for door in exterior_doors((floor,))}
    spots = place_bare_doors(directory, floor, home)
    doors = _doors_by_room(floor, home, spots)
    for n, space in enumerate(order_walk(floor, along, building.main_entrance), 1):
        found = along.get(space.id)
        here = found.corridor if found else space.id if space.id in corridors else corridor
        if here != corridor:
            corridor = here
            yield (Cell(f"Along {names.get(corridor) or 'the corridor'}", bold=True, span=8),)
        where = (f"{found.hand} {say_walk_feet(found.metres)}" if found else "",) if hands else ()
        label, name = _call(space), space.name
        if often[label] > 1 or is_stand_in(name):
            cell = directory.room_cell(space, floor.id)
            name = ", ".join(filter(None, (name, _place(cell, space, alone=near[label, cell] == 1))))
        yield (str(n), space.shown_number or NONE_MARK, name, *where, _BOX, _BOX, _BOX, "")
        for door in doors.pop(space.id, ()):
            yield _door_row(door, names[space.id], spots, hands)
    for door in (door for left in doors.values() for door in left):
        yield _door_row(door, "", spots, hands)


def _doors_by_room(floor: Floor, home: Mapping[str, str], spots: Mapping[str, str]) -> dict[str, list[Opening]]:
    """Return a floor's exterior doors by the space whose they are, "" where none is known."""
    found = defaultdict[str, list[Opening]](list)
    for door in by_number(exterior_doors((floor,)), spots):
        found[home[door.id]].append(door)
    return found


def _door_row(door: Opening, room: str, spots: Mapping[str, str], hands: bool) -> Row:
    """Return the line of an exterior door; one without a number is to get one, and found by its place until then."""
    name = ", ".join(filter(None, (f"from {room} outside" if room else "to the outside", spots.get(door.id))))
    if not door.shown_number:
        name = f"{name}: agree on a number"
    return ("", _call_door(door), name, *([""] if hands else []), _BOX, _BOX, _BOX, "")


def _call_door(door: Opening) -> str:
    return f"door {door.shown_number or NONE_MARK}"


def _call(space: Space) -> str:
    return space.shown_number or space.name


def _place(cell: str, space: Space, *, alone: bool) -> str:
    """Return where to look for a room that nothing but its place tells from others; with its area if not even that."""
    return ", ".join(filter(None, (f"in {cell}" if cell else "", "" if alone else say_area(space.outline.area))))
