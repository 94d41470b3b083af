"""signs.csv: every sign a number needs, with the size that can be read from where people stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from shapely.geometry.base import BaseGeometry

from campusmap.export.csvs import csv_text
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Campus, Floor, Opening, OpeningKind, Space, Use
from campusmap.numbering.sign_size import list_driven, numeral_size, viewed_from_ft

Cell = str | float | None
COLUMNS: Final = (
    "building", "floor", "kind", "id", "number", "status", "replaces", "side", "place", "numeral_in", "viewed_from_ft",
    "size_basis",
)  # fmt: skip
ASSUMED_FT: Final = 150.0  # where no road or parking is drawn (tool default)
INSIDE_FT: Final = 75.0  # nobody reads an inside numeral from farther off (tool default)
STAIR_IN: Final = 1.5  # of a stair's identification. Source: IFC 1023.9 (read through another source)
PLANT_IN: Final = 2.0  # on equipment rooms. Source: City of Lenexa, Kansas, equipment identification
_OUTSIDE_PLACE: Final = "upper right of the door, reflective"  # Source: Center for Safe Schools
_INSIDE_PLACE: Final = "low on the hinge side, reflective"
_DOORS: Final = frozenset({OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR})


def write_signs(kit: Kit, folder: Path) -> list[Path]:
    """Write signs.csv into a folder."""
    path = folder / "signs.csv"
    path.write_bytes(signs_csv(list_signs(kit.campus)).encode("utf-8-sig", "replace"))
    return [path]


def signs_csv(rows: Iterable[dict[str, Cell]]) -> str:
    """Return a sign list as CSV."""
    return csv_text(COLUMNS, rows)


def list_signs(campus: Campus, *, only_planned: bool = False) -> list[dict[str, Cell]]:
    """List the signs of exterior doors, on both sides, and of rooms, in order of building, floor and number.

    ``status`` is "posted" for a number known to be on the wall, "drawn" for one only known from the drawing, "planned"
    for one that is to come; a thing with a planned number has both its rows. Sizes in inches, distances in feet.
    """
    grounds = list_driven(campus.areas)
    rows = [
        row
        for building in campus.buildings
        for floor in building.floors
        for row in _floor_rows(building, floor, grounds)
        if row["status"] == "planned" or not only_planned
    ]
    order = {building.id: n for n, building in enumerate(campus.buildings)}
    floors = {floor.id: floor.ordinal for building in campus.buildings for floor in building.floors}
    return sorted(rows, key=lambda row: (order[str(row["building"])], *_place(row, floors)))


def _place(row: dict[str, Cell], floors: dict[str, int]) -> tuple[object, ...]:
    inside = row["kind"] != "exterior door"
    words = (str(row[column]) for column in ("id", "side", "status"))
    return inside, floors[str(row["floor"])], str(row["number"]).zfill(8), *words


def _floor_rows(building: Building, floor: Floor, grounds: Sequence[BaseGeometry]) -> Iterator[dict[str, Cell]]:
    for door in floor.openings:
        if door.exterior and door.kind in _DOORS:
            feet = viewed_from_ft(door, floor, grounds)
            for sign in _numbers(door):
                head = _head(building, floor, "exterior door", door.id, sign)
                yield head | _door_side("outside", feet)
                yield head | _door_side("inside", INSIDE_FT)
    for space in floor.spaces:
        for sign in _numbers(space):
            yield _head(building, floor, _kind(space), space.id, sign) | _room_side(space)


def _numbers(thing: Opening | Space) -> Iterator[tuple[str, str, str]]:
    """Yield number, status and the number that it replaces."""
    shown = thing.shown_number
    if shown:
        yield shown, "posted" if thing.posted_number else "drawn", ""
    if thing.planned_number and thing.planned_number != shown:
        yield thing.planned_number, "planned", shown


def _head(building: Building, floor: Floor, kind: str, subject: str, sign: tuple[str, str, str]) -> dict[str, Cell]:
    number, status, old = sign
    return {"building": building.id, "floor": floor.id, "kind": kind, "id": subject, "number": number,
            "status": status, "replaces": old}  # fmt: skip


def _kind(space: Space) -> str:
    return space.use.value if space.use in (Use.STAIR, Use.ELEVATOR) else "room"


def _door_side(side: str, feet: float | None) -> dict[str, Cell]:
    seen = ASSUMED_FT if feet is None else feet
    basis = "distance assumed: no road or parking is drawn" if feet is None else "nearest road or parking"
    return {
        "side": side, "place": _OUTSIDE_PLACE if side == "outside" else _INSIDE_PLACE, "numeral_in": numeral_size(seen),
        "viewed_from_ft": round(seen), "size_basis": basis if side == "outside" else "from inside, assumed",
    }  # fmt: skip


def _room_side(space: Space) -> dict[str, Cell]:
    size = {Use.STAIR: STAIR_IN, Use.MECHANICAL: PLANT_IN}.get(space.use)
    basis = {Use.STAIR: "IFC 1023.9: stair identification", Use.MECHANICAL: "equipment room"}.get(space.use, "")
    return {"side": "corridor", "place": "beside the door, latch side", "numeral_in": size, "viewed_from_ft": None,
            "size_basis": basis or "as the school's room signs"}  # fmt: skip
