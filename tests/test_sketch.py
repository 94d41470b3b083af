from __future__ import annotations

import pytest
from shapely import unary_union

from campusmap.model.places import OUTSIDE, OpeningKind, Use
from campusmap.sketch import sketch_campus, sketch_floor

FLOOR = """
       (3)
    +--/--+--W--+--..-+---+
    | 101 | 102 D     |   |
    |Bob's|     | Gym |   |
    +--/--+--/--+     |   |
    | COR1 Hall /     |   |
    +-----//----+-----+---+
          (1)
"""


def test_rooms_are_read_with_number_name_and_use() -> None:
    rooms = {space.number or space.name: space for space in sketch_floor(FLOOR).spaces}
    assert set(rooms) == {"101", "102", "Gym", "COR1", ""}
    assert rooms["101"].name == "Bob's"
    assert rooms["COR1"].use is Use.CORRIDOR and rooms["Gym"].use is Use.GYM and rooms["102"].use is Use.CLASSROOM
    assert rooms[""].use is Use.UNKNOWN


def test_sizes_are_metres() -> None:
    floor = sketch_floor("+----+\n|    |\n+----+")
    assert floor.spaces[0].outline.area == pytest.approx((5 - 0.2) * (4 - 0.2))
    assert floor.outline.area == pytest.approx(5.2 * 4.2)


def test_openings_join_what_lies_on_their_sides() -> None:
    floor = sketch_floor(FLOOR)
    joins = {(o.kind, o.joins) for o in floor.openings}
    gym = next(s.id for s in floor.spaces if s.name == "Gym")
    assert (OpeningKind.DOOR, ("main/1/101", OUTSIDE)) in joins
    assert (OpeningKind.WINDOW, ("main/1/102", OUTSIDE)) in joins
    assert (OpeningKind.OPENING, (gym, OUTSIDE)) in joins
    assert (OpeningKind.DOUBLE_DOOR, ("main/1/cor1", OUTSIDE)) in joins
    assert (OpeningKind.DOOR, ("main/1/102", gym)) in joins
    assert {
        o.number for o in floor.openings if o.kind in (OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR) and o.exterior
    } == {"1", "3"}


def test_a_courtyard_is_outside() -> None:
    text = """
        +-----+---------+-----+
        | 101 D OUTSIDE D 102 |
        +-----+---------+-----+
    """
    floor = sketch_floor(text)
    assert [space.number for space in floor.spaces] == ["101", "102"]
    assert all(opening.exterior for opening in floor.openings)


def test_walls_leave_doors_open_and_cover_no_room() -> None:
    floor = sketch_floor(FLOOR)
    rooms = unary_union([space.outline for space in floor.spaces])
    assert floor.walls.intersection(rooms).area == pytest.approx(0, abs=1e-6)
    assert all(floor.walls.intersection(o.line).length < 0.21 for o in floor.openings)


def test_ids_are_unique_and_do_not_change() -> None:
    text = "+-----+-----+\n| 101 | 101 |\n+-----+-----+"
    assert [s.id for s in sketch_floor(text).spaces] == ["main/1/101", "main/1/101~2"]
    assert sketch_floor(text) == sketch_floor(text)


def test_drawing_coordinates_map_to_the_ground() -> None:
    campus = sketch_campus({"a": FLOOR, "b": "+-----+\n| 101 |\n+-----+"})
    for building in campus.buildings:
        for space in building.floors[0].spaces:
            ref, (a, b, c, d, e, f) = space.refs[0], building.floors[0].frame.matrix
            assert ref.x is not None and ref.y is not None
            x, y = a * ref.x + b * ref.y + c, d * ref.x + e * ref.y + f
            west, south, east, north = space.outline.bounds
            assert west < x < east and south < y < north


def test_buildings_stand_apart_and_floors_stack() -> None:
    campus = sketch_campus(
        {"a": {"1": "+----+\n|101 |\n+----+", "2": "+----+\n|201 |\n+----+"}, "b": "+----+\n|101 |\n+----+"}
    )
    first, second = campus.buildings
    assert first.footprint.distance(second.footprint) > 10
    assert [floor.ordinal for floor in first.floors] == [0, 1]
    assert first.floors[0].outline.equals(first.floors[1].outline)
    assert campus.grid is not None and campus.north is not None
