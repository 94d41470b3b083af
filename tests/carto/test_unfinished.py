"""A map that leaves out more symbols than whoever wants it can bear is not drawn to its end."""

from __future__ import annotations

from shapely import box

from campusmap.carto.drawing import Drawing, draw_map
from campusmap.carto.marks import Area, Layer, Scene, Symbol, Text
from campusmap.carto.sheet import Words
from campusmap.carto.window import whole_window

FRAME = (40.0, 40.0, 240.0, 190.0)  # points


def drawn(symbols: int, bearable: int | None) -> Drawing:
    field = Area(box(0.0, 0.0, 100.0, 60.0), "site.field", "f")
    marks = [Symbol("AED", 50.0, 30.0, "", f"m{n}") for n in range(symbols)]
    scene = Scene(
        "s", "S", True, (0.0, 0.0, 100.0, 60.0),
        (Layer("site", "Grounds", (field, Text("Field", 50.0, 5.0, "label.site", "f"))), Layer("m", "M", tuple(marks))),
    )  # fmt: skip
    return draw_map(scene, whole_window(scene.bounds, 20.0, FRAME), None, bearable=bearable)


def names(drawing: Drawing) -> set[str]:
    return {item.text for layer in drawing.layers for item in layer.items if isinstance(item, Words)}


def test_a_map_is_left_unfinished_only_where_more_symbols_are_lost_than_is_bearable() -> None:
    whole = drawn(80, None)
    lost = len(whole.unplaced)
    assert 0 < lost < 80
    assert drawn(80, lost) == whole
    short = drawn(80, lost - 1)
    assert len(short.unplaced) == lost
    assert (names(whole), names(short)) == ({"Field"}, set())


def test_a_map_on_which_all_finds_room_is_finished() -> None:
    assert drawn(3, 0) == drawn(3, None)
    assert names(drawn(3, 0)) == {"Field"}
