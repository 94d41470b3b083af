"""Floors in less common hands: overhead lines dashed, walls as fills or pieces, glazing on a layer without a name."""

from __future__ import annotations

from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing
from ezdxf.layouts import Modelspace

from campusmap.model.plan import Role
from campusmap.pipeline.inspect import Examination, examine_drawing

WIDE, DEEP, OUTER, INNER = 5.0, 4.0, 0.3, 0.12  # three rooms in a row, metres between the middles of walls
DOOR_M, WINDOW_M = 0.9, 1.5
Box = tuple[float, float, float, float]


def pieces() -> list[Box]:
    """List the walls as rectangles, each broken by doors (between rooms) and windows (in the long outer walls)."""
    found: list[Box] = []
    for y in (0.0, DEEP):
        stops = [-OUTER / 2]
        for k in range(3):
            stops += [WIDE * (k + 0.5) - WINDOW_M / 2, WIDE * (k + 0.5) + WINDOW_M / 2]
        stops.append(3 * WIDE + OUTER / 2)
        found += [(a, y - OUTER / 2, b, y + OUTER / 2) for a, b in zip(stops[::2], stops[1::2], strict=True)]
    found += [(x - OUTER / 2, OUTER / 2, x + OUTER / 2, DEEP - OUTER / 2) for x in (0.0, 3 * WIDE)]
    for x in (WIDE, 2 * WIDE):
        half = INNER / 2
        found += [(x - half, OUTER / 2, x + half, 1.0), (x - half, 1.0 + DOOR_M, x + half, DEEP - OUTER / 2)]
    return found


def corners(box: Box) -> list[tuple[float, float]]:
    x0, y0, x1, y1 = box
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def fill(page: Modelspace, box: Box, layer: str, kind: str) -> None:
    if kind == "HATCH":
        page.add_hatch(dxfattribs={"layer": layer}).paths.add_polyline_path(corners(box), is_closed=True)
    elif kind == "SOLID":
        a, b, c, d = corners(box)
        page.add_solid([a, b, d, c], dxfattribs={"layer": layer})
    else:
        page.add_lwpolyline(corners(box), close=True, dxfattribs={"layer": layer})


def add_rest(page: Modelspace, layers: dict[str, str]) -> None:
    """Add windows as three lines, doors as leaf and arc, and a number for each room."""
    for k in range(3):
        middle = WIDE * (k + 0.5)
        for y in (0.0, DEEP):
            for off in (-OUTER / 2, 0.0, OUTER / 2):
                ends = (middle - WINDOW_M / 2, y + off), (middle + WINDOW_M / 2, y + off)
                page.add_line(*ends, dxfattribs={"layer": layers["window"]})
        page.add_text(f"10{k + 1}", height=0.2, dxfattribs={"layer": layers["text"], "insert": (middle, 3.0)})
    for x in (WIDE, 2 * WIDE):
        hinge = (x + INNER / 2, 1.0)
        page.add_arc(hinge, DOOR_M, 0, 90, dxfattribs={"layer": layers["door"]})
        page.add_line(hinge, (hinge[0] + DOOR_M, hinge[1]), dxfattribs={"layer": layers["door"]})


APART = {"wall": "31", "window": "36", "door": "35", "text": "50"}
TOGETHER = dict.fromkeys(APART, "0")


def draw(path: Path, kind: str, layers: dict[str, str]) -> Drawing:
    doc = ezdxf.new("R2010", setup=True)
    doc.header["$INSUNITS"] = 6
    for box in pieces():
        fill(doc.modelspace(), box, layers["wall"], kind)
    add_rest(doc.modelspace(), layers)
    doc.saveas(path)
    return doc


def areas(found: Examination) -> dict[str, float]:
    return {space.number: round(space.outline.area, 1) for space in found.floor.spaces}


INSIDE = DEEP - OUTER
TRUE = {
    "101": round((WIDE - (OUTER + INNER) / 2) * INSIDE, 1),
    "102": round((WIDE - INNER) * INSIDE, 1),
    "103": round((WIDE - (OUTER + INNER) / 2) * INSIDE, 1),
}


@pytest.mark.parametrize("kind", ["HATCH", "SOLID", "LWPOLYLINE"])
def test_walls_drawn_as_fills_or_pieces_alone_on_layers_without_names(kind: str, tmp_path: Path) -> None:
    draw(tmp_path / "p.dxf", kind, APART)
    found = examine_drawing(tmp_path / "p.dxf")
    assert {fact.name: fact.role for fact in found.plan.layers if fact.name in APART.values()} == {
        "31": Role.WALL,
        "35": Role.DOOR,
        "36": Role.WINDOW,
        "50": Role.LABEL,
    }
    assert areas(found) == pytest.approx(TRUE, abs=0.15)


@pytest.mark.parametrize("kind", ["HATCH", "SOLID", "LWPOLYLINE"])
def test_walls_drawn_as_fills_or_pieces_on_the_layer_of_everything(kind: str, tmp_path: Path) -> None:
    draw(tmp_path / "p.dxf", kind, TOGETHER)
    assert areas(examine_drawing(tmp_path / "p.dxf")) == pytest.approx(TRUE, abs=0.15)


def test_shelves_that_stand_in_one_room_are_no_walls(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", setup=True)
    doc.header["$INSUNITS"] = 6
    for k in range(8):
        fill(doc.modelspace(), (1.0, 0.6 * k, 3.0, 0.6 * k + 0.3), "77", "LWPOLYLINE")
    add_rest(doc.modelspace(), APART)
    doc.saveas(tmp_path / "p.dxf")
    found = examine_drawing(tmp_path / "p.dxf")
    assert {fact.role for fact in found.plan.layers if fact.name == "77"} == {Role.OTHER}


BEAM_X = 2.2


def with_beam(path: Path, linetype: str, own_layer: str, layers: dict[str, str]) -> Examination:
    """Draw a beam across the first room, from wall to wall, in a linetype of its own or of its layer."""
    doc = draw(path, "LWPOLYLINE", layers)
    doc.layers.add("BEAMS ABOVE WALLS", linetype=linetype)
    for x in (BEAM_X, BEAM_X + 0.3):
        style = {"layer": own_layer or layers["wall"]} | ({} if own_layer else {"linetype": linetype})
        doc.modelspace().add_line((x, OUTER / 2), (x, DEEP - OUTER / 2), dxfattribs=style)
    doc.saveas(path)
    return examine_drawing(path)


NAMED = {"wall": "A-WALL", "window": "A-GLAZ", "door": "A-DOOR", "text": "A-AREA-IDEN"}


@pytest.mark.parametrize("linetype", ["DASHED", "DOT2", "CENTER"])
@pytest.mark.parametrize("layers", [NAMED, TOGETHER])
def test_broken_lines_among_walls_part_no_room_and_are_reported(
    linetype: str, layers: dict[str, str], tmp_path: Path
) -> None:
    found = with_beam(tmp_path / "p.dxf", linetype, "", layers)
    assert areas(found) == pytest.approx(TRUE, abs=0.15)
    assert [n.count for n in found.floor.notices if n.code == "rooms.wall_broken"] == [2]


def test_the_linetype_of_the_layer_counts_where_a_line_has_none_of_its_own(tmp_path: Path) -> None:
    found = with_beam(tmp_path / "p.dxf", "DASHED", "BEAMS ABOVE WALLS", NAMED)
    assert len(found.floor.spaces) == len(TRUE)


def test_whole_lines_across_a_room_part_it(tmp_path: Path) -> None:
    found = with_beam(tmp_path / "p.dxf", "Continuous", "", NAMED)
    assert len(found.floor.spaces) == len(TRUE) + 1


def test_walls_that_are_all_drawn_broken_stay_walls(tmp_path: Path) -> None:
    doc = draw(tmp_path / "p.dxf", "LWPOLYLINE", NAMED)
    for entity in doc.modelspace().query('*[layer=="A-WALL"]'):
        entity.dxf.linetype = "DASHED"
    doc.saveas(tmp_path / "p.dxf")
    found = examine_drawing(tmp_path / "p.dxf")
    assert areas(found) == pytest.approx(TRUE, abs=0.15)
    assert not [n for n in found.floor.notices if n.code == "rooms.wall_broken"]


def test_a_door_drawn_in_one_go_is_a_leaf_and_its_swing(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010")
    arc = [(v.x, v.y) for v in ezdxf.math.ConstructionArc((2, 1), 0.9, 0, 90).vertices([0, 15, 30, 45, 60, 75, 90])]
    doc.modelspace().add_lwpolyline([(2, 1), *arc], dxfattribs={"layer": "A-DOOR"})
    doc.header["$INSUNITS"] = 6
    doc.saveas(tmp_path / "p.dxf")
    strokes = examine_drawing(tmp_path / "p.dxf").plan.strokes
    assert sorted(len(stroke.points) for stroke in strokes) == [2, 7]
    (swing,) = (stroke for stroke in strokes if stroke.arc)
    assert swing.arc[:3] == pytest.approx((2, 1, 0.9), abs=0.01)


def test_fills_are_walls_beside_a_layer_of_doors_and_treads_drawn_in_one_go(tmp_path: Path) -> None:
    doc = draw(tmp_path / "p.dxf", "HATCH", APART)
    for k in range(12):
        y = 0.6 + 0.25 * k
        doc.modelspace().add_line((11.5, y), (13.5, y), dxfattribs={"layer": APART["door"]})
        doc.modelspace().add_line((11.5, y + 0.06), (13.5, y + 0.06), dxfattribs={"layer": APART["door"]})
    doc.saveas(tmp_path / "p.dxf")
    found = examine_drawing(tmp_path / "p.dxf")
    assert {fact.role for fact in found.plan.layers if fact.name == APART["wall"]} == {Role.WALL}
    assert {space.number for space in found.floor.spaces} >= {"101", "102"}
