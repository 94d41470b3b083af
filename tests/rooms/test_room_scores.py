"""Rooms and doors found in whole drawings, against the truth. The floors stand slightly below what was measured."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely
from rooms.score import METRES, Room, floor_to_doors, floor_to_rooms, fold, read_truth, score_doors, score_rooms

from campusmap.georeference.place import place_plan
from campusmap.ingest.dxf import read_plan
from campusmap.model.frame import Frame, Matrix
from campusmap.model.places import Floor
from campusmap.model.plan import Plan, Role
from campusmap.model.project import FloorEntry
from campusmap.rooms.assemble import assemble_floor

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_campuses"
TRUTHS = sorted((SAMPLES / "truth").glob("*/*.geojson"))
DATA = ROOT.parent / "shared" / "data"
real = pytest.mark.skipif(not DATA.is_dir(), reason="the real drawings are not beside the project")


def _frame(matrix: Matrix) -> Frame:
    return Frame("anchor", matrix, True, True, "m", "campus.toml", True)


def _assemble(plan: Plan, frame: Frame, window: Any = None) -> Floor:
    return assemble_floor(place_plan(plan, frame, window), frame, FloorEntry(id="1", ordinal=0), "B")


def _sample_plan(truth: Path) -> tuple[Plan, Any, float]:
    """Return the plan of a truth file's floor, its window and the metres in its unit."""
    facts = json.loads(truth.read_text(encoding="utf-8"))
    project = tomllib.loads((SAMPLES / truth.parent.name / "campus.toml").read_text(encoding="utf-8"))
    building = next(b for b in project["building"] if b["id"] == facts["building"])
    entry = next(f for f in building["floor"] if f["id"] == facts["floor"])
    path = SAMPLES / truth.parent.name / entry["plan"]
    return read_plan(path, name=entry["plan"]), entry.get("window"), METRES[facts["unit"]]


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_sample_floors_are_found_whole(truth: Path) -> None:
    plan, window, metres = _sample_plan(truth)
    found = _assemble(plan, _frame((metres, 0, 0, 0, metres, 0)), window)
    rooms, doors, windows = read_truth(truth)
    by_room = score_rooms(rooms, floor_to_rooms(found))
    assert by_room.recall_75 == by_room.precision_75 == 1.0, by_room.missed
    assert by_room.numbered >= 0.93, by_room.missed  # some samples leave a number out on purpose
    by_door = score_doors(doors, floor_to_doors(found))
    assert (by_door.recall, by_door.sides, by_door.exterior) == (1.0, 1.0, 1.0), by_door.missed
    assert by_door.found == by_door.true
    by_window = score_doors(windows, floor_to_doors(found, windows=True))
    assert (by_window.recall, by_window.sides) == (1.0, 1.0) or not windows, by_window.missed


TURNED: dict[str, Callable[[float], Matrix]] = {
    "turned, far from the origin": lambda s: (0.954 * s, -0.3 * s, 500123.4, 0.3 * s, 0.954 * s, 4512345.6),
    "mirrored": lambda s: (-s, 0.0, 100.0, 0.0, s, 20.0),
}


@pytest.mark.parametrize("way", TURNED)
def test_the_same_rooms_and_ids_however_the_drawing_lies(way: str) -> None:
    plan, window, metres = _sample_plan(SAMPLES / "truth" / "maple-elementary" / "MAIN-1.geojson")
    straight = _assemble(plan, _frame((metres, 0, 0, 0, metres, 0)), window)
    turned = _assemble(plan, _frame(TURNED[way](metres)), window)
    assert [s.id for s in straight.spaces] == [s.id for s in turned.spaces]
    assert {(o.id, o.joins) for o in straight.openings if o.kind != "window"} == {
        (o.id, o.joins) for o in turned.openings if o.kind != "window"
    }
    scale = abs(np.linalg.det(np.reshape(TURNED[way](1.0), (2, 3))[:, :2]))
    areas = [s.outline.area * scale for s in straight.spaces]
    assert [s.outline.area for s in turned.spaces] == pytest.approx(areas, rel=0.001)


def test_ten_millimetres_of_sloppiness_lose_no_room() -> None:
    truth = SAMPLES / "truth" / "maple-elementary" / "MAIN-1.geojson"
    plan, _, metres = _sample_plan(truth)
    frame = _frame((metres, 0, 0, 0, metres, 0))
    placed = _shake(place_plan(plan, frame), 0.01)
    found = assemble_floor(placed, frame, FloorEntry(id="1", ordinal=0), "B")
    assert score_rooms(read_truth(truth)[0], floor_to_rooms(found)).numbered == 1.0
    assert score_doors(read_truth(truth)[1], floor_to_doors(found)).sides == 1.0


def _shake(plan: Plan, by: float) -> Plan:
    dice = random.Random(7)
    roles = {layer.name: layer.role for layer in plan.layers}
    strokes = tuple(
        s._replace(points=tuple((x + dice.uniform(-by, by), y + dice.uniform(-by, by)) for x, y in s.points))
        if roles[s.layer] in (Role.WALL, Role.WINDOW)
        else s
        for s in plan.strokes
    )
    return replace(plan, strokes=strokes)


def _polylines(plan: Plan, layer: str, labels: str) -> list[Room]:
    """Return the true rooms of a drawing that draws them: closed polylines, each with the number in its middle."""
    rings = [shapely.Polygon(s.points) for s in plan.strokes if s.layer == layer and s.closed]
    texts = [(shapely.Point(t.x, t.y), t.text) for t in plan.labels if t.layer == labels]
    held = [[(ring.centroid.distance(at), text) for at, text in texts if ring.contains(at)] for ring in rings]
    return [(ring, min(near)[1] if near else "") for ring, near in zip(rings, held, strict=True)]


def _real(name: str, metres: float) -> tuple[Plan, Frame]:
    frame = _frame((metres, 0, 0, 0, metres, 0))
    return place_plan(read_plan(DATA / name, name=name), frame), frame


@real
@pytest.mark.parametrize("storey", ["Basement", "Ground", "Level_2"])
def test_contoso_one_has_every_unit_with_its_number(storey: str) -> None:
    plan, frame = _real(f"contoso_pkg1/{storey}.ezdwg.dxf", 0.001)
    found = assemble_floor(plan, frame, FloorEntry(id="1", ordinal=0), "B")
    true = {fold(number): ring for ring, number in _polylines(plan, "UNITS", "UNITLABELS")}
    score = score_rooms([(ring, number) for number, ring in true.items()], floor_to_rooms(found))
    assert score.numbered == 1.0, score.missed
    assert [n.count for n in found.notices if n.code == "rooms.area_dropped"] == [1]  # one unit is drawn twice


@real
def test_contoso_two_with_its_room_polylines() -> None:
    plan, frame = _real("contoso_pkg2/Ground.ezdwg.dxf", 0.0254)
    true = _polylines(plan, "RM$", "A-IDEN-NUMR-EXST")
    found = assemble_floor(plan, frame, FloorEntry(id="1", ordinal=0), "B")
    assert score_rooms(true, floor_to_rooms(found)).numbered >= 0.98


@real
def test_an_office_without_labels_closes_its_rooms_and_doors() -> None:
    plan, frame = _real("wrld_office/cad.dxf", 0.001)
    found = assemble_floor(plan, frame, FloorEntry(id="1", ordinal=0), "B")
    assert 24 <= len(found.spaces) <= 34
    assert sum(len(o.joins) == 2 for o in found.openings) >= 85  # 104 inserts on its door layer draw both


def test_the_comparator_fails_when_it_should() -> None:
    square = shapely.box(0, 0, 4, 4)
    apart = [(square, "1"), (shapely.box(10, 0, 14, 4), "2")]
    assert score_rooms(apart, apart).numbered == 1.0
    assert score_rooms(apart, [(square, "2")]).numbered == 0.0
    assert score_rooms(apart, [(shapely.box(0, 0, 4, 2.5), "1")]).recall_75 == 0.0
    assert score_rooms(apart, [(square, "1"), (square, "1")]).precision_75 == 0.5
    line = shapely.LineString([(0, 0), (1, 0)])
    door = (line, frozenset({"1", "OUTSIDE"}), True)
    assert score_doors([door], [door]).sides == 1.0
    assert score_doors([door], [(line, frozenset({"1"}), False)]).sides == 0.0
    assert score_doors([door], [(shapely.LineString([(5, 0), (6, 0)]), door[1], True)]).recall == 0.0
