"""The samples hold together: truth is sound, drawings show the truth, footprints and placements agree."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tomllib
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ezdxf.filemanagement import readfile
from PIL import Image
from shapely import LineString, Point, Polygon, union_all
from shapely.geometry import shape

SAMPLES = Path(__file__).resolve().parents[2] / "sample_campuses"
TRUTHS = sorted((SAMPLES / "truth").glob("*/*.geojson"))
CAMPUSES = ("maple-elementary", "cedar-ridge-high", "harbor-middle")
PER_FOOT = {"in": 12.0, "ft": 1.0, "mm": 304.8}
FOOT_M = 0.3048


def truth_of(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def rooms_of(truth: dict[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    return [(f["properties"], shape(f["geometry"])) for f in truth["features"] if f["properties"]["what"] == "room"]


def openings_of(truth: dict[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    return [(f["properties"], shape(f["geometry"])) for f in truth["features"] if f["properties"]["what"] == "opening"]


def floor_entry(campus: str, truth: dict[str, Any]) -> dict[str, Any]:
    project = tomllib.loads((SAMPLES / campus / "campus.toml").read_text(encoding="utf-8"))
    building = next(b for b in project["building"] if b["id"] == truth["building"])
    entry: dict[str, Any] = next(f for f in building["floor"] if f["id"] == truth["floor"])
    return entry


def name_of(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.mark.parametrize("path", TRUTHS, ids=name_of)
def test_true_rooms_are_valid_apart_and_hold_their_tags(path: Path) -> None:
    truth = truth_of(path)
    rooms = rooms_of(truth)
    square = PER_FOOT[truth["unit"]] ** 2
    for properties, room in rooms:
        assert room.is_valid
        assert room.area > 20 * square
        assert room.contains(Point(properties["tag"]))
    for (_, a), (_, b) in combinations(rooms, 2):
        assert a.intersection(b).area < 1e-6 * square


@pytest.mark.parametrize("path", TRUTHS, ids=name_of)
def test_openings_lie_between_the_rooms_that_they_join(path: Path) -> None:
    truth = truth_of(path)
    reach = 1.2 * PER_FOOT[truth["unit"]]
    shapes = [room for _, room in rooms_of(truth)]
    for properties, line in openings_of(truth):
        near = sum(room.distance(line.interpolate(0.5, normalized=True)) < reach for room in shapes)
        wanted = sum(joined != "OUTSIDE" for joined in properties["joins"])
        assert near == wanted, properties


@pytest.mark.parametrize("campus", CAMPUSES)
def test_outside_doors_are_numbered_clockwise(campus: str) -> None:
    for path in sorted((SAMPLES / "truth" / campus).glob("*.geojson")):
        truth = truth_of(path)
        mirrored = (campus, path.stem) == ("harbor-middle", "N-1")
        doors = {int(p["number"]): line.centroid for p, line in openings_of(truth) if p["number"]}
        if not doors or mirrored:
            continue
        hull = union_all([room for _, room in rooms_of(truth)]).buffer(2 * PER_FOOT[truth["unit"]], join_style="mitre")
        ring = LineString(hull.exterior.coords[::-1] if hull.exterior.is_ccw else hull.exterior.coords)
        along = [ring.project(doors[number]) for number in sorted(doors)]
        assert sum(b < a for a, b in zip(along, along[1:] + along[:1], strict=True)) <= 1


def wall_segments(path: Path) -> list[LineString]:
    document = readfile(path)
    segments = []
    for entity in document.modelspace().query("LINE LWPOLYLINE"):
        layer: str = entity.dxf.layer.upper()
        if "WALL" not in layer or "PATT" in layer or document.layers.get(entity.dxf.layer).is_frozen():
            continue
        if entity.dxftype() == "LINE":
            points = [entity.dxf.start.vec2, entity.dxf.end.vec2]
        else:
            points = [*entity.vertices_in_wcs()]  # type: ignore[attr-defined]
            points.append(points[0])
        segments += [LineString([(a.x, a.y), (b.x, b.y)]) for a, b in pairwise(points)]
    return segments


@pytest.mark.parametrize("path", TRUTHS, ids=name_of)
def test_walls_and_door_lines_close_round_every_room(path: Path) -> None:
    """Walls as drawn, swollen by a third of an inch, and the true openings leave the true rooms as holes."""
    truth, campus = truth_of(path), path.parent.name
    foot = PER_FOOT[truth["unit"]]
    entry = floor_entry(campus, truth)
    lines = wall_segments(SAMPLES / campus / entry["plan"])
    slack = (1.1 if "MAIN" in path.stem and campus == "harbor-middle" else 0.33) / 12 * foot
    walls = union_all([line.buffer(slack, quad_segs=2) for line in lines])
    plugs = union_all([line.buffer(0.3 * foot, cap_style="square") for _, line in openings_of(truth)])
    body = union_all([walls, plugs])
    rings = [ring for part in getattr(body, "geoms", [body]) for ring in part.interiors]
    faces = [Polygon(ring) for ring in rings]
    for properties, room in rooms_of(truth):
        best = min((face for face in faces if face.contains(Point(properties["tag"]))), key=lambda face: face.area)
        overlap = best.intersection(room).area / best.union(room).area
        assert overlap > 0.88, (properties["number"], overlap)


@pytest.mark.parametrize("campus", CAMPUSES)
def test_project_file_follows_the_schema(campus: str) -> None:
    pydantic = pytest.importorskip("pydantic")
    from campusmap.model.project import Project

    data = tomllib.loads((SAMPLES / campus / "campus.toml").read_text(encoding="utf-8"))
    project = pydantic.TypeAdapter(Project).validate_python(data)
    for building in project.building:
        for floor in building.floor:
            assert (SAMPLES / campus / floor.plan).is_file()


def test_control_points_lay_building_a_on_its_footprint() -> None:
    folder = SAMPLES / "cedar-ridge-high"
    project = tomllib.loads((folder / "campus.toml").read_text(encoding="utf-8"))
    points = project["building"][0]["placement"]["points"]
    footprints = json.loads((folder / "footprints.geojson").read_text(encoding="utf-8"))
    footprint = shape(next(f["geometry"] for f in footprints["features"] if f["properties"]["id"] == "A"))
    rows = np.array([[x, y, 1.0] for x, y in (p["drawing"] for p in points)])
    lonlat = np.array([p["lonlat"] for p in points])
    fit, *_ = np.linalg.lstsq(rows, lonlat, rcond=None)
    truth = truth_of(SAMPLES / "truth" / "cedar-ridge-high" / "A-1.geojson")
    for _, room in rooms_of(truth):
        for x, y in room.exterior.coords:
            assert footprint.buffer(1e-7).contains(Point(np.array([x, y, 1.0]) @ fit))


def test_cedar_ridge_has_the_size_it_claims() -> None:
    folder = SAMPLES / "cedar-ridge-high"
    with (folder / "rooms.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    drawn = [
        p["number"] for path in (SAMPLES / "truth" / "cedar-ridge-high").iterdir() for p, _ in rooms_of(truth_of(path))
    ]
    assert len(rows) == len(drawn) >= 250
    size = sum(path.stat().st_size for path in (folder / "plans").glob("*.dxf"))
    assert 10e6 < size < 15e6


def test_furniture_is_at_most_two_thirds_of_the_drawings() -> None:
    code = "from pathlib import Path; from generator.measure import class_table; import json; "
    code += "print(json.dumps(class_table(sorted(Path('cedar-ridge-high/plans').glob('*.dxf')))))"
    out = subprocess.run([sys.executable, "-c", code], cwd=SAMPLES, capture_output=True, check=True, text=True)
    table = json.loads(out.stdout)
    assert table["furniture and fixtures"] < 2 / 3 * sum(table.values())


def test_picture_shows_roofs_where_the_footprints_are() -> None:
    pyproj = pytest.importorskip("pyproj")
    folder = SAMPLES / "cedar-ridge-high"
    pixels = np.asarray(Image.open(folder / "imagery" / "aerial.jpg"), dtype=float)
    a, _, _, e, x0, y0 = map(float, (folder / "imagery" / "aerial.jgw").read_text().split())
    to_crs = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:32615", always_xy=True)
    for feature in json.loads((folder / "footprints.geojson").read_text(encoding="utf-8"))["features"]:
        ring = Polygon([to_crs.transform(*p) for p in feature["geometry"]["coordinates"][0]])
        saturation = []
        for edge, wanted in ((ring.buffer(-1.5).exterior, True), (ring.buffer(6.0).exterior, False)):
            points = [edge.interpolate(f, normalized=True) for f in np.linspace(0, 1, 60)]
            colours = np.array([pixels[round((p.y - y0) / e), round((p.x - x0) / a)] for p in points])
            saturation.append(np.median(colours[:, 1] - colours[:, 2]))
            assert wanted or saturation[1] > saturation[0] + 3  # grass is greener than a roof


def test_planted_faults_are_described() -> None:
    faults = json.loads((SAMPLES / "harbor-middle" / "faults.json").read_text(encoding="utf-8"))
    assert {fault["severity"] for fault in faults} == {"ERROR", "WARNING", "NOTE"}
    assert all(set(fault) == {"fault", "severity", "where", "note", "expect", "rule"} for fault in faults)


@pytest.mark.full
def test_generator_makes_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "generate.py", "--out", str(tmp_path)], cwd=SAMPLES, check=True)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert made
    for path in made:
        assert path.read_bytes() == (SAMPLES / path.relative_to(tmp_path)).read_bytes(), path


def test_maple_is_the_same_bytes_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "generate.py", "maple-elementary", "--out", str(tmp_path)], cwd=SAMPLES, check=True)
    for path in (tmp_path / "maple-elementary").rglob("*.dxf"):
        assert path.read_bytes() == (SAMPLES / path.relative_to(tmp_path)).read_bytes()
