"""Every method of placing, from the folder to the finding, against geodesics; and what each method can catch.

The building stands near the edge of a UTM zone, where grid north and true north differ by 2.2 degrees.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import paced_campus as paced
import pytest
from paced_campus import EPSG, GEOD, HALF_TURNED, MIRRORED, RIGHT, SHAPES, STRETCHED, UNIT, Wrong
from pyproj import Proj, Transformer

from campusmap.export.columns import LAYERS, make_records
from campusmap.geometry.fit import apply_matrix
from campusmap.model.frame import Frame
from campusmap.model.kit import Kit
from campusmap.pipeline.build import judge_campus

TO_LONLAT = Transformer.from_crs(EPSG, 4326, always_xy=True)
OTHER = 32611  # the neighbouring zone, 3 degrees to the other side
ERRORS = {"PLC001", "PLC003", "PLC004", "PLC016", "PLC018", "PLC019"}


def _control(count: int, scale: str) -> Callable[[Path, str, str, Wrong], str]:
    return lambda _, shape, unit, wrong: paced.control_points(SHAPES[shape][0][:count], unit, wrong, scale=scale)


def _fit(_folder: Path, _shape: str, _unit: str, wrong: Wrong) -> str:
    bearing = paced.BEARING + (180 if wrong is HALF_TURNED else 0)
    return f'method = "fit"\nbearing_deg = {bearing}'


METHODS: dict[str, Callable[[Path, str, str, Wrong], str]] = {
    "three points": _control(3, "free"),
    "three points, locked": _control(3, "locked"),
    "two points": _control(2, "free"),
    "two points, locked": _control(2, "locked"),
    "anchor": lambda folder, shape, unit, wrong: paced.anchor(wrong),
    "frame": lambda folder, shape, unit, wrong: paced.frame(unit, OTHER, wrong),
    "world file": lambda folder, shape, unit, wrong: paced.world_file(folder, unit, OTHER, wrong),
    "CAD world file": lambda folder, shape, unit, wrong: paced.cad_world_file(folder, unit, EPSG, wrong),
    "geodata": lambda folder, shape, unit, wrong: 'method = "geodata"',
    "fit": _fit,
}
every_method = pytest.mark.parametrize("method", METHODS)


def build(
    folder: Path, method: str, shape: str = "L", unit: str = "mm", wrong: Wrong = RIGHT, *, footprint: bool = True
) -> Kit:
    placement = METHODS[method](folder, shape, unit, wrong)
    paced.write_campus(folder, shape, placement, unit, wrong, footprint=footprint)
    if method == "geodata":
        paced.add_geodata(folder / "plan.dxf", unit, OTHER, wrong)
    return judge(folder)


def judge(folder: Path) -> Kit:
    return judge_campus(folder, issued="2026-01-01", sheets=False)[0]


def frame_of(kit: Kit) -> Frame:
    return kit.campus.buildings[0].floors[0].frame


def found(kit: Kit) -> dict[str, str]:
    return {f.id: f.message for f in kit.review.findings if f.id.startswith("PLC")}


def stray_m(kit: Kit, shape: str, unit: str) -> float:
    """Return how far the farthest corner lies from where it was paced out."""
    drawn = apply_matrix(frame_of(kit).matrix, [paced.in_units(p, unit) for p in SHAPES[shape][0]])
    lonlat = np.column_stack(TO_LONLAT.transform(drawn[:, 0], drawn[:, 1]))
    return max(GEOD.inv(*one, *other)[2] for one, other in zip(lonlat, paced.corners_on_ground(shape), strict=True))


@every_method
@pytest.mark.parametrize(("shape", "unit"), [("L", "mm"), ("rectangle", "ft")])
def test_the_building_stands_where_it_was_paced_out(method: str, shape: str, unit: str, tmp_path: Path) -> None:
    kit = build(tmp_path / "c", method, shape, unit)
    assert frame_of(kit).placed, frame_of(kit).why_unplaced
    assert stray_m(kit, shape, unit) < 0.05
    assert not ERRORS & set(found(kit))
    assert not {"PLC005", "PLC006", "PLC007", "PLC020", "PLC022"} & set(found(kit))
    assert frame_of(kit).scale == pytest.approx(1, abs=2e-3)


# By method: what catches the fault with a footprint, and without one ("" nothing, by the nature of the method).
CAUGHT = {
    "three points": ("PLC004 PLC018 PLC006 PLC006", "PLC004 - PLC006 PLC006"),
    "three points, locked": ("PLC004 PLC018 PLC006 PLC006", "PLC004 - PLC006 PLC006"),
    "two points": ("PLC018 PLC018 PLC006 PLC006", "- - PLC006 PLC006"),
    "two points, locked": ("PLC018 PLC018 PLC006 PLC006", "- - PLC006 PLC006"),
    "anchor": ("PLC018 PLC018 PLC006 PLC006", "- - - -"),
    "frame": ("PLC018 PLC018 PLC006 PLC006", "- - - PLC006"),
    "world file": ("PLC018 PLC018 PLC006 PLC006", "- - - PLC006"),
    "CAD world file": ("PLC018 PLC018 PLC006 PLC006", "- - PLC006 PLC006"),
    "geodata": ("PLC018 PLC018 PLC006 PLC006", "- - - PLC006"),
    "fit": ("PLC016 PLC016 PLC016 PLC016", "PLC016 PLC016 PLC016 PLC016"),
}
FAULTS = {"mirrored": MIRRORED, "turned by half": HALF_TURNED, "stretched": STRETCHED, "unit": UNIT}


@every_method
@pytest.mark.parametrize(("fault", "column"), [(name, index) for index, name in enumerate(FAULTS)])
@pytest.mark.parametrize("footprint", [True, False])
def test_a_wrong_plan_is_caught(method: str, fault: str, column: int, footprint: bool, tmp_path: Path) -> None:
    kit = build(tmp_path / "c", method, "L", "ft", FAULTS[fault], footprint=footprint)
    expected = CAUGHT[method][0 if footprint else 1].split()[column]
    if expected == "-":
        assert frame_of(kit).placed and not {"PLC004", "PLC006", "PLC016", "PLC018", "PLC019"} & set(found(kit))
        assert any(f.id == "BLD004" for f in kit.review.findings)  # what nothing checks says so
    else:
        assert not frame_of(kit).placed and expected in found(kit)
        assert ERRORS & set(found(kit))


@pytest.mark.parametrize("wrong", [MIRRORED, HALF_TURNED])
def test_a_rectangle_cannot_show_by_its_outline_that_it_is_turned(wrong: Wrong, tmp_path: Path) -> None:
    kit = build(tmp_path / "c", "anchor", "rectangle", wrong=wrong)
    assert frame_of(kit).placed and not ERRORS & set(found(kit))


def test_a_saved_frame_places_the_same_floor_again_to_the_millimetre(tmp_path: Path) -> None:
    first = build(tmp_path / "c", "three points")
    [floors] = [layer for layer in LAYERS if layer.name == "floors"]
    [(row, _)] = make_records(floors, first)
    placement = f'method = "frame"\nmatrix = {row["matrix"]}\ncrs = "{row["crs"]}"'
    again = judge(paced.write_campus(tmp_path / "d", "L", placement))
    outlines = [kit.campus.buildings[0].floors[0].outline for kit in (first, again)]
    assert outlines[0].equals_exact(outlines[1], 1e-3, normalize=True)
    ids = [[space.id for space in kit.campus.buildings[0].floors[0].spaces] for kit in (first, again)]
    assert ids[0] == ids[1] and len(ids[0]) == 3
    assert found(again) == {}


def test_a_mirroring_matrix_is_caught_without_a_footprint(tmp_path: Path) -> None:
    a, b, c, d, e, f = paced.matrix("mm", OTHER)
    placement = f'method = "frame"\nmatrix = {[-a, b, c, -d, e, f]!r}\ncrs = "EPSG:{OTHER}"'
    kit = judge(paced.write_campus(tmp_path / "c", "L", placement, footprint=False))
    assert not frame_of(kit).placed and "PLC004" in found(kit)


def test_a_floor_beside_its_footprint_is_an_error(tmp_path: Path) -> None:
    lon, lat = paced.ground((45, 0))
    placement = f'method = "anchor"\nlonlat = [{lon!r}, {lat!r}]\nbearing_deg = {paced.BEARING}'
    kit = judge(paced.write_campus(tmp_path / "c", "L", placement))
    assert "PLC019" in found(kit) and "PLC007" not in found(kit)


def test_a_bearing_from_grid_north_is_told_and_named(tmp_path: Path) -> None:
    convergence = Proj(f"EPSG:{EPSG}").get_factors(*paced.AT).meridian_convergence
    assert abs(convergence) > 1.5
    lon, lat = paced.AT
    placement = f'method = "anchor"\nlonlat = [{lon}, {lat}]\nbearing_deg = {paced.BEARING - convergence!r}'
    kit = judge(paced.write_campus(tmp_path / "c", "L", placement))
    assert frame_of(kit).placed
    assert f"turned by {convergence:+.1f} degrees" in found(kit)["PLC020"]
    assert "grid north" in found(kit)["PLC020"]


@every_method
def test_page_up_is_true_north(method: str, tmp_path: Path) -> None:
    kit = build(tmp_path / "c", method)
    north = kit.campus.north
    assert north is not None
    at = kit.campus.buildings[0].footprint.centroid
    lon, lat = TO_LONLAT.transform(at.x, at.y)
    up = np.linalg.solve([[north.matrix[0], north.matrix[1]], [north.matrix[3], north.matrix[4]]], [0, 100])
    azimuth = GEOD.inv(lon, lat, *TO_LONLAT.transform(at.x + up[0], at.y + up[1]))[0]
    assert abs(azimuth) < 0.01
    grid = Proj(f"EPSG:{EPSG}").get_factors(lon, lat).meridian_convergence
    assert north.convergence_deg == pytest.approx(grid, abs=1e-3)


def test_the_fit_lists_its_poses_and_waits(tmp_path: Path) -> None:
    kit = judge(paced.write_campus(tmp_path / "c", "rectangle", 'method = "fit"'))
    said = found(kit)["PLC016"]
    assert not frame_of(kit).placed and "PLC001" not in found(kit)
    assert "2 poses fit the footprint equally well" in said
    assert "bearing 35.0, overlap 100%" in said and "bearing 215.0, overlap 100%" in said


def test_one_good_pose_waits_for_a_person_too(tmp_path: Path) -> None:
    kit = judge(paced.write_campus(tmp_path / "c", "L", 'method = "fit"'))
    assert not frame_of(kit).placed
    assert "one pose fits the footprint (bearing 35.0, overlap 100%)" in found(kit)["PLC016"]


@pytest.mark.parametrize("bearing", [30, 221, 90])
def test_a_bearing_chooses_the_pose_near_it_and_no_other(bearing: float, tmp_path: Path) -> None:
    kit = judge(paced.write_campus(tmp_path / "c", "rectangle", f'method = "fit"\nbearing_deg = {bearing}'))
    if bearing == 90:
        assert not frame_of(kit).placed and "none has the bearing 90" in found(kit)["PLC016"]
        return
    far = 0.0 if bearing == 30 else np.hypot(60, 40)
    assert frame_of(kit).placed and stray_m(kit, "rectangle", "mm") == pytest.approx(far, abs=0.05)
    assert "bearing 215.0" in found(kit)["PLC017"]


@pytest.mark.parametrize(("point", "placed"), [((60, 10), True), ((0, 40), True), ((30, 19), False)])
def test_one_door_breaks_the_tie(point: paced.XY, placed: bool, tmp_path: Path) -> None:
    x, y = paced.in_units(point, "mm")
    lon, lat = paced.ground((point[0] + 1.0, point[1]))  # read off a picture, a metre off
    placement = f'method = "fit"\npoints = [{{ drawing = [{x}, {y}], lonlat = [{lon!r}, {lat!r}] }}]'
    kit = judge(paced.write_campus(tmp_path / "c", "rectangle", placement))
    assert frame_of(kit).placed == placed
    if placed:
        assert stray_m(kit, "rectangle", "mm") < 0.05
    else:
        assert "do not tell them apart" in found(kit)["PLC016"]


def test_an_unconfirmed_fit_is_told_with_its_pose(tmp_path: Path) -> None:
    placement = 'method = "fit"\nbearing_deg = 35\nconfirmed = false'
    kit = judge(paced.write_campus(tmp_path / "c", "L", placement))
    assert not frame_of(kit).placed and "not confirmed" in found(kit)["PLC016"]


def test_a_mirrored_drawing_fits_once_that_is_stated(tmp_path: Path) -> None:
    placement = 'method = "fit"\nbearing_deg = 35'
    kit = judge(paced.write_campus(tmp_path / "c", "L", placement, wrong=MIRRORED))
    assert "if its texts bear that out, set mirrored = true" in found(kit)["PLC016"]
    stated = judge(paced.write_campus(tmp_path / "d", "L", f"{placement}\nmirrored = true", wrong=MIRRORED))
    assert frame_of(stated).placed and frame_of(stated).mirrored
    corners = apply_matrix(frame_of(stated).matrix, [paced.in_units(MIRRORED.drawn(p), "mm") for p in SHAPES["L"][0]])
    truth = [Transformer.from_crs(4326, EPSG, always_xy=True).transform(*p) for p in paced.corners_on_ground("L")]
    assert np.abs(corners - truth).max() < 0.05


def test_a_traced_footprint_with_eaves_and_a_porch_still_gives_the_pose(tmp_path: Path) -> None:
    folder = paced.write_campus(tmp_path / "c", "L", 'method = "fit"\nbearing_deg = 35')
    traced = [(-0.6, -0.7), (20, -0.5), (20, -4), (26, -4), (26, -0.6), (60.8, -0.4), (60.5, 20.7), (30.6, 20.5)]
    traced += [(30.7, 40.4), (-0.5, 40.8), (-0.6, -0.7)]
    path = folder / "footprints.geojson"
    data = json.loads(path.read_text())
    data["features"][0]["geometry"]["coordinates"] = [[list(paced.ground(p)) for p in traced]]
    path.write_text(json.dumps(data))
    kit = judge(folder)
    assert frame_of(kit).placed and stray_m(kit, "L", "mm") < 0.6
    assert not {"PLC018", "PLC019", "PLC020"} & set(found(kit))


def add_upper_floor(folder: Path, rooms: list[paced.Box], placement: str = "", unit: str = "mm") -> Kit:
    paced.write_drawing(folder / "upper.dxf", rooms, unit)
    toml = folder / "campus.toml"
    lines = ["[[building.floor]]", 'id = "2"', "ordinal = 1", 'plan = "upper.dxf"', f'units = "{unit}"']
    lines += ["[building.floor.placement]", placement] if placement else []
    toml.write_text(toml.read_text() + "\n".join(lines) + "\n")
    return judge(folder)


def test_an_upper_floor_that_is_set_back_goes_where_the_ground_floor_fits(tmp_path: Path) -> None:
    folder = paced.write_campus(tmp_path / "c", "L", 'method = "fit"\nbearing_deg = 35')
    kit = add_upper_floor(folder, [(0, 0, 30, 20)], unit="in")
    lower, upper = kit.campus.buildings[0].floors
    assert lower.frame.placed and upper.frame.placed
    assert upper.outline.difference(lower.outline.buffer(0.05)).area < 0.01
    assert upper.outline.centroid.distance(lower.spaces[0].outline.centroid) < 0.05
    [told] = [f for f in kit.review.findings if f.id == "PLC017"]
    assert "ordinal" not in told.message


def test_floors_share_the_fate_of_the_ground_floor_whose_placement_they_share(tmp_path: Path) -> None:
    folder = paced.write_campus(tmp_path / "c", "L", paced.anchor(HALF_TURNED), wrong=HALF_TURNED)
    kit = add_upper_floor(folder, [(0, 0, 30, 20)])
    assert [floor.frame.placed for floor in kit.campus.buildings[0].floors] == [False, False]
    assert len([f for f in kit.review.findings if f.id == "PLC018"]) == 1
    own = paced.write_campus(tmp_path / "d", "L", paced.anchor(HALF_TURNED), wrong=HALF_TURNED)
    apart = add_upper_floor(own, [(0, 0, 30, 20)], paced.anchor())
    assert [floor.frame.placed for floor in apart.campus.buildings[0].floors] == [False, True]


def test_a_frame_far_from_its_drawing_origin_still_finds_the_zone(tmp_path: Path) -> None:
    a, b, c, d, e, f = paced.matrix("m", OTHER)
    x, y = 2.0e6, 9.0e5  # the drawing's coordinates, as on a state plane
    moved = Wrong(drawn=lambda p: (p[0] + x, p[1] + y))
    placement = (
        f'method = "frame"\nmatrix = {[a, b, c - a * x - b * y, d, e, f - d * x - e * y]!r}\ncrs = "EPSG:{OTHER}"'
    )
    folder = paced.write_campus(tmp_path / "c", "L", placement, "m", moved, footprint=False)
    toml = folder / "campus.toml"
    toml.write_text(toml.read_text().replace(f"epsg = {EPSG}\n", ""))
    kit = judge(folder)
    assert kit.campus.epsg == EPSG and frame_of(kit).placed
    drawn = apply_matrix(frame_of(kit).matrix, [moved.drawn(p) for p in SHAPES["L"][0]])
    truth = [Transformer.from_crs(4326, EPSG, always_xy=True).transform(*p) for p in paced.corners_on_ground("L")]
    assert np.abs(drawn - truth).max() < 0.05


@pytest.mark.parametrize("method", ["anchor", "frame", "two points", "fit"])
@pytest.mark.parametrize("stated", [False, True])
def test_texts_that_read_backwards_show_a_mirrored_rectangle(method: str, stated: bool, tmp_path: Path) -> None:
    folder = tmp_path / "c"
    placement = METHODS[method](folder, "rectangle", "mm", MIRRORED if method == "two points" else RIGHT)
    lines = f"{placement}\nmirrored = true" if stated else placement
    paced.write_campus(folder, "rectangle", lines, wrong=MIRRORED)
    paced.turn_texts_backward(folder / "plan.dxf")
    kit = judge(folder)
    if stated and method != "frame":  # a frame's matrix says itself whether it mirrors
        assert frame_of(kit).placed and frame_of(kit).mirrored and "PLC004" not in found(kit)
    else:
        assert not frame_of(kit).placed and "PLC004" in found(kit)
        assert stated or "texts of the drawing read backwards" in found(kit)["PLC004"]
