"""Letters of sides that would be read as those of another building."""

from __future__ import annotations

from dataclasses import replace

import pytest
from demo_campus import demo_kit
from shapely import LineString, Point, box

from campusmap.carto.scene import campus_scene, mover
from campusmap.carto.sheet import Badge, Ink
from campusmap.carto.sides import find_astray, with_sides
from campusmap.carto.symbols import SIDE
from campusmap.model.analysis import Orientation
from campusmap.model.places import Marker

GROUNDS = (Ink(box(0, 0, 40, 40), "building.footprint", "one"), Ink(box(70, 0, 110, 40), "building.footprint", "two"))


@pytest.mark.parametrize(("x", "astray"), [(50.0, set()), (58.0, set()), (64.0, {"one"})])
def test_a_letter_much_nearer_another_building_is_astray(x: float, astray: set[str]) -> None:
    assert find_astray([*GROUNDS, Badge(SIDE, x, 20.0, "B", 8.0, "one/side/B")]) == astray


def test_a_letter_without_another_building_is_never_astray() -> None:
    assert find_astray([GROUNDS[0], Badge(SIDE, 90.0, 20.0, "B", 8.0, "one/side/B")]) == set()


@pytest.mark.parametrize("boxed", [False, True])
@pytest.mark.parametrize("bearing", [0.0, 90.0, 180.0, 270.0])
def test_a_letter_is_not_tied_to_a_door_in_the_middle_of_its_side_nor_to_a_key_box(bearing: float, boxed: bool) -> None:
    """The line of a letter that ends at a door tells the door's number."""
    kit = demo_kit()
    building = next(b for b in kit.campus.buildings if any(f.frame.placed and f.ordinal == 0 for f in b.floors))
    [floor, *_] = [f for f in building.floors if f.frame.placed and f.ordinal == 0]
    shape = box(0, 0, 60, 40)
    spots = [[(29, 0), (31, 0)], [(60, 19), (60, 21)], [(29, 40), (31, 40)], [(0, 19), (0, 21)]]
    model = next(o for o in floor.openings if o.exterior)
    doors = tuple(replace(model, id=f"{floor.id}/d-{n}", line=LineString(s)) for n, s in enumerate(spots))
    alone = replace(building, footprint=shape, floors=(replace(floor, openings=doors),))
    hung = [Point(35, 0), Point(60, 25), Point(25, 40), Point(0, 15)]
    boxes = tuple(Marker(f"m{n}", "KEY_BOX", "Key box", at=at) for n, at in enumerate(hung if boxed else ()))
    campus = replace(kit.campus, buildings=(alone,), markers=boxes, areas=())
    analysis = replace(kit.analysis, orientations=(Orientation(alone.id, bearing, False),))
    scene = with_sides(campus_scene(campus), campus, analysis, (alone.id,))
    [marks] = [layer.marks for layer in scene.layers if layer.name == "sides"]
    move = mover(campus)
    assert len(marks) == 4
    for mark in marks:
        tied = Point(mark.x, mark.y)
        assert move(shape).exterior.distance(tied) < 1e-6
        assert 2.5 < min(move(door.line).distance(tied) for door in doors) < 6.0
        assert not any(move(box.at).distance(tied) < 2.5 for box in boxes)
