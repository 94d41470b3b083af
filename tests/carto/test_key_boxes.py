"""Key boxes on maps: before their building, near their door, and no door loses its number for them."""

from __future__ import annotations

import math

import pytest
from shapely import Point, box

from campusmap.carto.drawing import Drawing, draw_map
from campusmap.carto.marks import Area, Layer, Scene, Symbol
from campusmap.carto.sheet import Badge
from campusmap.carto.window import whole_window

BUILDING = box(0.0, 0.0, 120.0, 60.0)  # metres
FRAME = (40.0, 40.0, 440.0, 340.0)  # points


def drawn(doors: list[float], key_box: tuple[float, float]) -> Drawing:
    """Draw a building with doors along its west wall, a key box, and another building to the west."""
    other = box(-70.0, -20.0, -30.0, 100.0)
    areas = (Area(BUILDING, "building.footprint", "a"), Area(other, "building.footprint", "b"))
    tags = tuple(Symbol("DOOR_TAG", 0.0, y, str(n), f"d{n}", -1.0, 0.0) for n, y in enumerate(doors, 1))
    symbols = (*tags, Symbol("KEY_BOX", *key_box, "Key box", "kb"))
    layers = (Layer("buildings", "Buildings", areas), Layer("doors", "Doors", symbols))
    scene = Scene("s", "S", True, (-80.0, -20.0, 120.0, 100.0), layers)
    return draw_map(scene, whole_window(scene.bounds, 10.0, FRAME), None)


def badges(drawing: Drawing) -> dict[str, Badge]:
    items = [item for layer in drawing.layers for item in layer.items]
    return {item.subject: item for item in items if isinstance(item, Badge)}


@pytest.mark.parametrize("inside_m", [-0.5, 0.0, 0.5])
def test_a_key_box_on_an_outer_wall_is_drawn_before_it(inside_m: float) -> None:
    drawing = drawn([30.0], (inside_m, 30.0))
    symbol = badges(drawing)["kb"]
    assert not drawing.window.move(BUILDING).contains(Point(symbol.x, symbol.y))


def test_a_key_box_among_many_doors_stays_near_its_own() -> None:
    doors = [14.0, 22.0, 30.0, 38.0, 46.0]
    drawing = drawn(doors, (-0.5, 30.0))
    found, (x, y) = badges(drawing), drawing.window.to_page(-0.5, 30.0)
    assert {f"d{n}" for n in range(1, len(doors) + 1)} | {"kb"} == set(found)
    assert not drawing.unplaced
    assert math.dist((found["kb"].x, found["kb"].y), (x, y)) < 36.0
