"""What holds no floor plan gives no rooms and says what it is; what holds one is never turned away."""

from __future__ import annotations

import math
import random
from pathlib import Path

import ezdxf
import pytest
from ezdxf.document import Drawing
from shapely import box

from campusmap.pipeline.inspect import Examination, examine_drawing
from campusmap.rooms.kind_evidence import count_elevations, count_islands
from campusmap.rooms.kind_words import site_words


def examine(doc: Drawing, folder: Path) -> Examination:
    doc.saveas(folder / "plan.dxf")
    return examine_drawing(folder / "plan.dxf")


def why(examination: Examination) -> str:
    """Return why there is no plan, "" if the drawing was not turned away."""
    said = [n.text for n in examination.notices if n.code == "dxf.no_plan"]
    assert bool(said) == (not examination.floor.spaces) and len(said) <= 1
    return said[0] if said else ""


@pytest.mark.parametrize(
    ("relative", "words"),
    [
        ("utility_site_negative/ex3.dxf", ["site plan or a survey", "855 of its 1,302 texts are heights", "9 layers"]),
        ("korea_topo_site/sample01_EPSG5174.dxf", ["site plan or a survey", "7 layers", "times its width"]),
        ("korea_topo_site/sample04_EPSG5187.dxf", ["site plan or a survey", "31 layers", "times its width"]),
        ("city_block_site/sample.dxf", ["448 closed outlines", "building footprints", "Give the file as footprints"]),
        ("utility_site_negative/ex1.dxf", ["artwork", "98 of its 150 strokes are curves"]),
        ("ifc_duplex/derived/duplex__Roof.dxf", ["1 text and no line"]),
        ("dxf_app_broken/mleader.dxf", ["3 texts and no line"]),
        ("ezdxf_integration/MODEL.dxf", ["1 as point", "survey points"]),
        ("acadsharp_versions/geoloc.dxf", ["model space is empty"]),
    ],
)
def test_real_drawings_that_are_no_plans(real_data: Path, relative: str, words: list[str]) -> None:
    said = why(examine_drawing(real_data / relative))
    assert said.startswith("no plan here because ") and all(word in said for word in words)


# -- drawings made here ---------------------------------------------------------------------------------------------


def survey(seed: int, layer: str = "") -> Drawing:
    """Draw a street with kerbs, manholes, buildings with a house number each, and spot heights, at map coordinates."""
    rng = random.Random(seed)
    doc = ezdxf.new("R2010", units=6)
    msp = doc.modelspace()
    east, north = rng.uniform(3e5, 7e5), rng.uniform(4e6, 6e6)

    def on(name: str) -> dict[str, str]:
        return {"layer": layer + name}

    for side in range(4):
        chain = [(east + x, north + 12 * side + 3 * math.sin(x / 25)) for x in range(0, 400, 5)]
        msp.add_lwpolyline(chain, dxfattribs=on("KERB"))
        msp.add_lwpolyline([(x, y + 0.15) for x, y in chain], dxfattribs=on("KERB"))
    for i in range(30):
        x, y = east + 13 * i, north + rng.choice((60, -25))
        msp.add_lwpolyline([(x, y), (x + 9, y), (x + 9, y + 11), (x, y + 11)], close=True, dxfattribs=on("HOUSE"))
        msp.add_text(str(101 + i), height=1, dxfattribs=on("HOUSE")).set_placement((x + 4, y + 5))
    for _ in range(150):
        x, y = east + rng.uniform(0, 400), north + rng.uniform(-30, 80)
        text = f"{rng.uniform(117, 124):.2f}"
        msp.add_text(text, height=0.4, dxfattribs=on("SPOT")).set_placement((x, y))
    return doc


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("layer", ["", "X7-"])
def test_surveys_give_no_rooms(tmp_path: Path, seed: int, layer: str) -> None:
    doc = survey(seed, layer)
    if layer:
        for entity in doc.modelspace():
            entity.dxf.layer = {"KERB": "Q1", "HOUSE": "Q2", "SPOT": "Q3"}[entity.dxf.layer.removeprefix(layer)]
    examination = examine(doc, tmp_path)
    assert not examination.floor.spaces
    assert "site plan or a survey: 150 of its 180 texts are heights" in why(examination)


def test_numbered_houses_alone_are_footprints(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    for i in range(24):
        x, y = 20 * (i % 6), 25 * (i // 6)
        outline = [(x, y), (x + 12, y), (x + 12, y + 9), (x, y + 9)]
        doc.modelspace().add_lwpolyline(outline, close=True, dxfattribs={"layer": "Q"})
        doc.modelspace().add_text(str(1 + i), height=1, dxfattribs={"layer": "R"}).set_placement((x + 5, y + 4))
    said = why(examine(doc, tmp_path))
    assert "24 closed outlines look like building footprints: they form 24 groups" in said


def test_what_is_not_in_model_space_is_named(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    for i in range(5):
        doc.layout("Layout1").add_line((i, 0), (i, 9), dxfattribs={"layer": "A-WALL"})
    assert "everything is drawn in paper space: export model space" in why(examine(doc, tmp_path))
    doc = ezdxf.new("R2010", units=6)
    for i in range(4):
        mesh = doc.modelspace().add_mesh(dxfattribs={"layer": f"S{i}"})
        with mesh.edit_data() as data:
            data.vertices, data.faces = [(0, 0, 0), (1, 0, 0), (0, 1, 0)], [(0, 1, 2)]
    assert "4 as 3D solid" in why(examine(doc, tmp_path))
    doc = ezdxf.new("R2010", units=6)
    doc.layers.add("A-WALL").freeze()
    doc.modelspace().add_line((0, 0), (9, 0), dxfattribs={"layer": "A-WALL"})
    assert "thaw the layers" in why(examine(doc, tmp_path))
    doc = ezdxf.new("R2010", units=6)
    doc.modelspace().add_text("SCHOOL")
    assert "1 text and no line" in why(examine(doc, tmp_path))


def test_proxies_are_not_an_empty_floor(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    doc.saveas(tmp_path / "plan.dxf")
    wall = "  0\nAEC_WALL\n  5\nFFF%d\n330\n1F\n100\nAcDbEntity\n  8\nA-WALL\n100\nAecDbWall\n 70\n1\n"
    head, mark, tail = (tmp_path / "plan.dxf").read_text().partition("  2\nENTITIES\n")
    (tmp_path / "plan.dxf").write_text(head + mark + "".join(wall % i for i in range(3)) + tail)
    assert "none of its 3 entities could be drawn: they are proxies" in why(examine_drawing(tmp_path / "plan.dxf"))


# -- plans ------------------------------------------------------------------------------------------------------------

PLANS = [
    "contoso_pkg1/Basement.ezdwg.dxf", "contoso_pkg1/Ground.ezdwg.dxf", "contoso_pkg1/Level_2.ezdwg.dxf",
    "bishop_floorplan/floorplan.dxf", "barcelona_pavillion/plan.dxf", "barcelona_pavillion/pabellon de barcelona.dxf",
    "ifc_duplex/derived/duplex__Level_1.dxf", "ifc_duplex/derived/duplex__Level_2.dxf",
    "ifc_largebuilding/derived/largebuilding__Level_1.dxf",
]  # fmt: skip
LARGE = ["contoso_pkg2/Ground.ezdwg.dxf", "wrld_office/cad.dxf"]


@pytest.mark.parametrize("relative", [*PLANS, *(pytest.param(name, marks=pytest.mark.full) for name in LARGE)])
def test_real_plans_are_never_turned_away(real_data: Path, relative: str) -> None:
    assert not why(examine_drawing(real_data / relative))


def nameless(path: Path, kept: set[str]) -> Drawing:
    """Return a drawing with only some of its layers, all of them renamed."""
    doc = ezdxf.readfile(path)
    names: dict[str, str] = {}
    for entity in list(doc.modelspace()):
        if kept and entity.dxf.layer not in kept:
            doc.modelspace().delete_entity(entity)
        else:
            entity.dxf.layer = names.setdefault(entity.dxf.layer, f"Q{len(names)}X")
    return doc


@pytest.mark.parametrize("name", ["Basement", "Ground", "Level_2"])
def test_plans_under_meaningless_layer_names_keep_their_rooms(real_data: Path, tmp_path: Path, name: str) -> None:
    doc = nameless(real_data / "contoso_pkg1" / f"{name}.ezdwg.dxf", set())
    assert len(examine(doc, tmp_path).floor.spaces) >= 60
    doc = nameless(real_data / "contoso_pkg1" / f"{name}.ezdwg.dxf", {"WALLS"})
    said = why(examine(doc, tmp_path))  # its walls close round nothing, but it is nothing else either
    assert not any(word in said for word in ("site plan", "footprints", "artwork", "empty"))


@pytest.mark.parametrize("shift", [0.0, 1e6])
@pytest.mark.parametrize("numbers", ["{0}", "1.{0:02}", "{1:.2f}"])
def test_walls_without_names_or_doors_far_from_the_origin(tmp_path: Path, shift: float, numbers: str) -> None:
    """Rooms in two rows along a corridor, doors as bare gaps; texts are numbers, floor-dot-room, or areas."""
    rng = random.Random(7)
    doc = ezdxf.new("R2010", units=6)
    msp = doc.modelspace()
    for row, (low, high) in enumerate(((0.0, 7.0), (9.5, 17.0))):
        for i in range(10):
            x = shift + 8.0 * i
            near = high if row == 0 else low
            for a, b in (((0.1, low), (0.1, high)), ((7.9, low), (7.9, high))):
                msp.add_line((x + a[0], shift + a[1]), (x + b[0], shift + b[1]), dxfattribs={"layer": "Q"})
            far = low if row == 0 else high
            msp.add_line((x + 0.1, shift + far), (x + 7.9, shift + far), dxfattribs={"layer": "Q"})
            for a, b in ((0.1, 1.0), (1.9, 7.9)):
                msp.add_line((x + a, shift + near), (x + b, shift + near), dxfattribs={"layer": "Q"})
            text = numbers.format(10 * row + i + 1, rng.uniform(11, 95))
            msp.add_text(text, height=0.3, dxfattribs={"layer": "R"}).set_placement((x + 3, shift + (low + high) / 2))
    said = why(examine(doc, tmp_path))
    assert not any(word in said for word in ("site plan", "footprints", "artwork", "empty"))


# -- the measures -----------------------------------------------------------------------------------------------------


def test_heights_are_told_from_areas_and_room_numbers() -> None:
    assert count_elevations([f"{25 + i / 100:.3f}" for i in range(50)]) == 50
    assert count_elevations([f"+{i / 10:.1f}" for i in range(40, 60)]) == 20
    assert count_elevations([f"1.{i:02}" for i in range(50)]) == 0
    assert count_elevations([f"{7 * i}.50" for i in range(2, 40)]) == 0
    assert count_elevations([str(i) for i in range(100, 180)]) == 0


def test_rooms_hang_together_and_houses_do_not() -> None:
    rooms = [box(8.0 * i, 0.0, 8.0 * i + 7.8, 7.0) for i in range(10)]
    houses = [box(20.0 * i, 0.0, 20.0 * i + 12.0, 9.0) for i in range(10)]
    assert count_islands(rooms) == 1 and count_islands(houses) == 10 and count_islands([]) == 0


@pytest.mark.parametrize(
    "name", ["C-ROAD-CURB", "도로_아스콘", "17а_Канализация ливневая", "Höhenlinien", "TOPO", "道路中线"]
)
def test_words_of_the_land(name: str) -> None:
    assert site_words(name)


@pytest.mark.parametrize(
    "name",
    ["A-WALL", "0", "WÄNDE", "TÜREN", "房间", "벽체", "Стены", "PLOT", "BUILDING WALLS", "COTAS", "TREADS", "ROOMS"],
)
def test_words_of_the_house(name: str) -> None:
    assert not site_words(name)
