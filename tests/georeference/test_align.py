"""Aligning a floor, against geodesics: a building paced out on the ellipsoid must come back where it stands."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod, Transformer

from campusmap.errors import InputError
from campusmap.geometry.fit import apply_matrix
from campusmap.georeference.align import align_floor
from campusmap.georeference.unit import judge_unit
from campusmap.model.notice import NOTICES
from campusmap.model.plan import Geodata, Plan, Stroke, UnitBallot
from campusmap.model.project import ControlPoint, FloorEntry, GuessedUnit, Placement

REPO = Path(__file__).resolve().parents[2]
DATA = REPO.parent / "shared" / "data"
GEOD = Geod(ellps="WGS84")
EPSG = 32610
ANCHOR = (-121.4944, 38.5816)  # 1.3 degrees east of the zone's central meridian: convergence 0.94 degrees
CORNERS_M = [(0, 0), (60, 0), (60, 40), (20, 55), (0, 40)]
UNITS = {"mm": 0.001, "ft": 0.3048, "m": 1.0, "in": 0.0254}


def plan(unit="mm", drawn_in=None, **fields):
    points = tuple((x / UNITS[drawn_in or unit or "mm"], y / UNITS[drawn_in or unit or "mm"]) for x, y in CORNERS_M)
    stroke = Stroke("LWPOLYLINE", "A-WALL", "1", points, closed=True)
    return Plan("plans/one.dxf", "00", "R2018", unit, (), (stroke,), (), (), (), **fields)


def on_ground(point_m, bearing=0.0, mirrored=False):
    """Walk from the anchor: the drawing's +y heads for ``bearing`` degrees from true north."""
    x, y = (-point_m[0] if mirrored else point_m[0]), point_m[1]
    azimuth = math.degrees(math.atan2(x, y)) + bearing
    lon, lat, _ = GEOD.fwd(*ANCHOR, azimuth, math.hypot(x, y))
    return lon, lat


def stray_m(frame, unit, bearing=0.0, mirrored=False):
    to_lonlat = Transformer.from_crs(EPSG, 4326, always_xy=True)
    worst = 0.0
    for point in CORNERS_M:
        [xy] = apply_matrix(frame.matrix, [(point[0] / UNITS[unit], point[1] / UNITS[unit])])
        worst = max(worst, GEOD.inv(*to_lonlat.transform(*xy), *on_ground(point, bearing, mirrored))[2])
    return worst


def control(count, unit="mm", bearing=0.0, mirrored=False, **fields):
    points = tuple(
        ControlPoint((x / UNITS[unit], y / UNITS[unit]), on_ground((x, y), bearing, mirrored))
        for x, y in CORNERS_M[:count]
    )
    return Placement("control_points", points=points, **fields)


def align(drawing, placement, entry=None, epsg=EPSG, folder=Path()):
    frame, notices = align_floor(drawing, entry or FloorEntry("1", 0, plan=drawing.file), placement, epsg, folder)
    assert {n.code for n in notices} <= set(NOTICES)
    assert frame.placed == (frame.why_unplaced == "")
    return frame, {n.code: n.text for n in notices}


@pytest.mark.parametrize("bearing", [0, 30, -135])
@pytest.mark.parametrize("unit", ["mm", "ft"])
@pytest.mark.parametrize("mirrored", [False, True])
def test_an_anchor_and_a_true_bearing_put_the_building_where_it_stands(bearing, unit, mirrored):
    placement = Placement("anchor", lonlat=ANCHOR, bearing_deg=bearing, mirrored=mirrored)
    frame, said = align(plan(unit), placement)
    assert frame.placed and frame.points == 1 and frame.residual_m is None
    assert stray_m(frame, unit, bearing, mirrored) < 0.002
    assert frame.scale == pytest.approx(1, abs=1e-9)
    assert set(said) == {"place.one_point"}


@pytest.mark.parametrize("count", [2, 3, 5])
def test_control_points(count):
    frame, said = align(plan(), control(count, bearing=17))
    assert frame.placed and frame.points == count
    assert stray_m(frame, "mm", 17) < 0.002
    assert frame.scale == pytest.approx(1, abs=1e-4)
    assert (frame.residual_m is None) == (count == 2)
    assert set(said) == ({"place.two_points"} if count == 2 else set())


def test_a_mirrored_drawing_is_not_placed_until_it_is_stated():
    frame, said = align(plan(), control(4, mirrored=True))
    assert not frame.placed and "mirrored" in frame.why_unplaced
    assert frame.matrix == (0.001, 0, 0, 0, 0.001, 0)
    assert "0 ft (0 m) if the drawing is mirrored" in said["place.mirrored"]
    stated, said = align(plan(), replace(control(4, mirrored=True), mirrored=True))
    assert stated.placed and stated.mirrored and not said
    assert stray_m(stated, "mm", mirrored=True) < 0.002


def test_a_drawing_wrongly_stated_to_be_mirrored_is_not_placed():
    frame, said = align(plan(), replace(control(4), mirrored=True))
    assert not frame.placed and "not mirrored" in said["place.mirrored"]


def test_points_on_one_line_are_told():
    points = tuple(ControlPoint((x * 1000.0, 0), on_ground((x, 0))) for x in (0, 20, 60))
    frame, said = align(plan(), Placement("control_points", points=points))
    assert frame.placed and set(said) == {"place.collinear"}


def test_feet_read_as_metres_are_not_placed_and_the_unit_is_named():
    frame, said = align(plan("m", drawn_in="ft"), control(4, "ft"))
    assert not frame.placed and frame.scale == pytest.approx(0.3048, rel=1e-3)
    assert "would fit a drawing in ft" in said["place.scale"]


@pytest.mark.parametrize(("stretch", "placed", "codes"), [(1.01, True, set()), (1.05, True, {"place.scale"})])
def test_a_stretched_drawing_is_told(stretch, placed, codes):
    placement = control(4)
    points = tuple(replace(p, drawing=(p.drawing[0] / stretch, p.drawing[1] / stretch)) for p in placement.points)
    frame, said = align(plan(), replace(placement, points=points))
    assert (frame.placed, set(said)) == (placed, codes)
    assert frame.scale == pytest.approx(stretch, rel=1e-3)


@pytest.mark.parametrize(("error_m", "placed"), [(4.0, True), (30.0, False)])
def test_a_wrong_point_shows_in_the_residuals(error_m, placed):
    placement = control(5)
    x, y = CORNERS_M[3]
    moved = replace(placement.points[3], lonlat=on_ground((x + error_m, y)))
    frame, said = align(plan(), replace(placement, points=(*placement.points[:3], moved, placement.points[4])))
    assert frame.placed == placed and "place.residual" in said
    assert frame.worst_m > frame.residual_m > 1
    assert frame.held_out_m > frame.worst_m


def test_the_project_beats_the_header_and_says_so():
    entry = FloorEntry("1", 0, units="mm")
    frame, said = align(plan("m", drawn_in="mm"), Placement("anchor", lonlat=ANCHOR), entry)
    assert frame.placed and (frame.unit, frame.unit_source) == ("mm", "campus.toml")
    assert "place.unit_overridden" in said and stray_m(frame, "mm") < 0.002


def test_a_wrong_header_shows_in_the_size():
    frame, said = align(plan("m", drawn_in="mm"), Placement("anchor", lonlat=ANCHOR))
    assert not frame.placed and "60,000.00 m long in m" in said["place.size"]


@pytest.mark.parametrize("units", [None, GuessedUnit("mm")])
def test_an_unconfirmed_unit_keeps_the_floor_off_coordinates(units):
    silent = plan("", ballot=UnitBallot(winner="mm", why="its sizes"))
    frame, said = align(silent, control(4), FloorEntry("1", 0, units=units))
    assert not frame.placed and not frame.unit_confirmed and frame.unit_source == "guess"
    assert frame.unit == "mm" and "place.unit_guessed" in said
    confirmed, _ = align(silent, control(4), FloorEntry("1", 0, units=GuessedUnit("mm", True)))
    assert confirmed.placed


def test_a_header_that_the_sizes_contradict_confirms_nothing():
    lying = plan("m", drawn_in="mm", ballot=UnitBallot(winner="mm", why="its doors", contradicts_header=True))
    frame, said = align(lying, control(4), FloorEntry("1", 0))
    assert not frame.placed and not frame.unit_confirmed and "not confirmed" in frame.why_unplaced
    assert (frame.unit, frame.unit_source) == ("mm", "guess") and "place.unit_guessed" in said
    for units in ("mm", GuessedUnit("mm", True)):
        confirmed, told = align(lying, control(4), FloorEntry("1", 0, units=units))
        assert confirmed.placed and "place.unit_overridden" in told and "place.unit_guessed" not in told


@pytest.mark.parametrize(
    ("stated", "winner", "contradicts", "name", "is_stated", "is_certain"),
    [
        ("m", "m", False, "m", True, True),
        ("us-ft", "ft", False, "us-ft", True, True),
        ("m", "mm", False, "m", True, False),  # unsure votes do not outweigh what somebody wrote
        ("m", "mm", True, "mm", False, False),
        ("m", "", False, "m", True, False),
        ("", "in", False, "in", False, False),
        ("", "", False, "m", False, False),
    ],
)
def test_the_verdict_on_a_unit(stated, winner, contradicts, name, is_stated, is_certain):
    verdict = judge_unit(plan(stated, "m", ballot=UnitBallot((), winner, "why" if winner else "", contradicts)))
    assert (verdict.name, verdict.stated, verdict.certain) == (name, is_stated, is_certain)


@pytest.mark.parametrize(
    ("placement", "epsg", "why"),
    [
        (None, EPSG, "no placement"),
        (Placement("none"), EPSG, "no placement"),
        (Placement("anchor", lonlat=ANCHOR, confirmed=False), EPSG, "not confirmed"),
        (Placement("anchor", lonlat=ANCHOR), None, "no place on the ground"),
        (Placement("geodata"), EPSG, "GEODATA"),
    ],
)
def test_what_is_not_placed_says_why_and_is_scaled_only(placement, epsg, why):
    frame, _ = align(plan("ft"), placement, epsg=epsg)
    assert not frame.placed and why in frame.why_unplaced
    assert frame.matrix == (0.3048, 0, 0, 0, 0.3048, 0)


def utm_links(count):
    to_utm = Transformer.from_crs(4326, 26910, always_xy=True)
    return [((x * 1000, y * 1000), to_utm.transform(*on_ground((x, y), 25))) for x, y in CORNERS_M[:count]]


def test_an_esri_world_file(tmp_path):
    lines = [f"{a:.3f},{b:.3f} {c:.6f},{d:.6f}" for (a, b), (c, d) in utm_links(2)]
    (tmp_path / "one.wld").write_text("\n".join(lines))
    frame, said = align(plan(), Placement("wld", file="one.wld", crs="EPSG:26910"), folder=tmp_path)
    assert frame.placed and frame.points == 2 and set(said) == {"place.two_points"}
    assert stray_m(frame, "mm", 25) < 0.005


def test_an_esri_world_file_of_one_line_shifts_a_drawing_made_on_the_grid(tmp_path):
    (tmp_path / "one.wld").write_text("0,0 630000,4270000\n")
    frame, said = align(plan("m"), Placement("wld", file="one.wld", crs="EPSG:32610"), folder=tmp_path)
    assert frame.placed and set(said) == {"place.one_point"}
    assert frame.matrix == pytest.approx((1, 0, 630000, 0, 1, 4270000), abs=1e-6)


def test_an_esri_world_file_in_survey_feet(tmp_path):
    x, y = Transformer.from_crs(4326, 2226, always_xy=True).transform(*ANCHOR)
    (tmp_path / "one.wld").write_text(f"0,0 {x},{y}\n")
    frame, _ = align(plan("ft"), Placement("wld", file="one.wld", crs="EPSG:2226"), folder=tmp_path)
    assert frame.placed and frame.scale == pytest.approx(1, abs=2e-4)
    [at] = apply_matrix(frame.matrix, [(0, 0)])
    assert GEOD.inv(*Transformer.from_crs(EPSG, 4326, always_xy=True).transform(*at), *ANCHOR)[2] < 0.001


def test_a_six_line_world_file(tmp_path):
    a, b = math.cos(0.3) / 1000, math.sin(0.3) / 1000
    (tmp_path / "p.tfw").write_text("\n".join(map(str, (a, b, -b, a, 630000.0, 4270000.0))))
    frame, said = align(plan(), Placement("world_file", file="p.tfw", crs="EPSG:32610"), folder=tmp_path)
    assert frame.placed and not said
    assert frame.matrix == pytest.approx((a, -b, 630000, b, a, 4270000), abs=1e-6)
    (tmp_path / "p.tfw").write_text("\n".join(map(str, (a, b, b, -a, 630000.0, 4270000.0))))
    frame, said = align(plan(), Placement("world_file", file="p.tfw", crs="EPSG:32610"), folder=tmp_path)
    assert not frame.placed and "place.mirrored" in said


def test_geodata_in_another_crs():
    to_mercator = Transformer.from_crs(4326, 3857, always_xy=True)
    (x0, y0), (x1, y1) = to_mercator.transform(*ANCHOR), to_mercator.transform(*on_ground((0, 60)))
    k = math.hypot(x1 - x0, y1 - y0) / 60_000
    frame, said = align(plan(geodata=Geodata("EPSG:3857", (k, 0, x0, 0, k, y0))), Placement("geodata"))
    assert frame.placed and not said and frame.residual_m is None
    assert stray_m(frame, "mm") < 0.25  # the sphere of EPSG:3857 stretches north by 0.4 % less than east
    lost, said = align(plan(geodata=Geodata("no such thing", (k, 0, x0, 0, k, y0))), Placement("geodata"))
    assert not lost.placed and "place.no_geodata" in said


@pytest.mark.parametrize(
    "placement",
    [
        Placement("wld", file="none.wld", crs="EPSG:32610"),
        Placement("wld", file="bad.wld", crs="EPSG:32610"),
        Placement("wld", file="same.wld", crs="EPSG:32610"),
        Placement("wld", file="good.wld", crs="EPSG:99999999"),
        Placement("world_file", file="good.wld", crs="EPSG:32610"),
        Placement("world_file", file="flat.tfw", crs="EPSG:32610"),
        Placement("anchor"),
        Placement("anchor", lonlat=(38.58, -121.49)),
        Placement("control_points", points=(ControlPoint((0, 0), ANCHOR),)),
        Placement("control_points", points=(ControlPoint((0, 0), ANCHOR),) * 3),
        Placement("control_points", points=(ControlPoint((0, 0)), ControlPoint((1, 1)))),
    ],
)
def test_what_cannot_be_read_is_one_sentence(placement, tmp_path):
    (tmp_path / "bad.wld").write_bytes(b"\xff\xfe0,0 one,two")
    (tmp_path / "same.wld").write_text("0,0 1,1\n0,0 2,2\n")
    (tmp_path / "good.wld").write_text("0,0 630000,4270000\n")
    (tmp_path / "flat.tfw").write_text("1\n1\n1\n1\n0\n0\n")
    with pytest.raises(InputError) as caught:
        align(plan(), placement, folder=tmp_path)
    assert str(tmp_path) not in str(caught.value) and "\n" not in str(caught.value)


def test_the_real_office_is_placed_and_its_stretch_reported():
    path = DATA / "wrld_office" / "georeference.points"
    if not path.exists():
        pytest.skip("the shared drawings are not here")
    rows = list(csv.DictReader(path.read_text().splitlines()))
    points = tuple(
        ControlPoint((float(r["mapX"]), float(r["mapY"])), (float(r["pixelX"]), float(r["pixelY"]))) for r in rows
    )
    frame, said = align(plan("mm"), Placement("control_points", points=points), epsg=32630)
    assert frame.placed and set(said) == {"place.scale"}
    assert frame.scale == pytest.approx(0.9397, abs=1e-3) and frame.residual_m == pytest.approx(0.371, abs=0.01)
    back = Transformer.from_crs(32630, 4326, always_xy=True)
    for point in points:
        lonlat = back.transform(*apply_matrix(frame.matrix, [point.drawing])[0])
        assert GEOD.inv(*lonlat, *point.lonlat)[2] < 0.51


def test_points_far_apart_on_a_rotated_grid_keep_the_least_squares_matrix():
    frame, _ = align(plan(), control(5, bearing=200))
    coords = np.array([p.drawing for p in control(5).points])
    assert np.hypot(*np.diff(apply_matrix(frame.matrix, coords[:2]), axis=0)[0]) == pytest.approx(60, abs=0.05)
