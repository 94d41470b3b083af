"""A picture lies where its world file, its control points or its anchor say: all three agree."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import traced_school as school

from campusmap.geometry.fit import apply_matrix
from campusmap.georeference.picture import align_picture
from campusmap.model.frame import Frame
from campusmap.model.plan import Picture, Plan
from campusmap.model.project import ControlPoint, FloorEntry, Placement

PICTURE = Picture(float(school.WIDE_PX), float(school.HIGH_PX), "px")
PLACES = [(0.0, 0.0), (30.0, 0.0), (30.0, 18.0), (7.0, 11.0)]


def align(placement: Placement, folder: Path, **more: float) -> tuple[Frame, set[str]]:
    plan = Plan("a.png", "", "PNG", "", (), (), (), (), (), picture=PICTURE)
    entry = FloorEntry("1", 0, plan="a.png", placement=placement, **more)  # type: ignore[arg-type]
    frame, said = align_picture(plan, PICTURE, entry, school.EPSG, folder)
    return frame, {notice.code for notice in said}


def off(frame: Frame) -> float:
    """Return how far the school's places fall from where they are, metres."""
    laid = apply_matrix(frame.matrix, [school.to_pixel(at) for at in PLACES]).tolist()
    return max(math.dist(a, school.to_ground(b)) for a, b in zip(laid, PLACES, strict=True))


def points(places: list[tuple[float, float]], *, from_bottom: bool = False) -> Placement:
    found = []
    for at in places:
        x, y = school.to_pixel(at)
        found.append(ControlPoint((x, PICTURE.height - y if from_bottom else y), school.to_lonlat(at)))
    return Placement("control_points", tuple(found))


def test_control_points_lay_a_picture(tmp_path: Path) -> None:
    frame, said = align(points(PLACES), tmp_path)
    assert frame.placed
    assert off(frame) < 0.01
    assert said == set()
    frame, said = align(points(PLACES[:2]), tmp_path)
    assert off(frame) < 0.01
    assert said == {"place.two_points"}


def test_a_world_file_counts_from_a_pixels_middle(tmp_path: Path) -> None:
    (tmp_path / "a.pgw").write_text(school.world_file(), "utf-8")
    frame, said = align(Placement("world_file", file="a.pgw", crs=f"EPSG:{school.EPSG}"), tmp_path)
    assert frame.placed
    assert off(frame) < 0.001
    assert said == set()
    again, _ = align(Placement("frame", matrix=frame.matrix, crs=f"EPSG:{school.EPSG}"), tmp_path)
    assert off(again) < 0.001


def test_an_anchor_takes_the_width_of_a_pixel(tmp_path: Path) -> None:
    # The bearing from true north of the picture's up: two places one above the other, as a geodesist measures it.
    from pyproj import Geod

    low, high = school.to_lonlat((10.0, 0.0)), school.to_lonlat((10.0, 18.0))
    bearing, _, length = Geod(ellps="WGS84").inv(*low, *high)
    scale = school.PIXEL_M * length / 18.0  # UTM metres are not quite metres on the ground
    placement = Placement("anchor", lonlat=low, drawing=school.to_pixel((10.0, 0.0)), bearing_deg=bearing % 360)
    frame, _ = align(placement, tmp_path, pixel_m=scale)
    assert frame.placed
    assert off(frame) < 0.01


def test_rows_counted_from_the_bottom_are_told(tmp_path: Path) -> None:
    frame, said = align(points(PLACES, from_bottom=True), tmp_path)
    assert not frame.placed
    assert "place.mirrored" in said


@pytest.mark.parametrize(
    ("stretch", "code", "is_placed"), [(5.0, "picture.coarse", True), (100.0, "place.size", False)]
)
def test_coarse_pixels_are_told_and_absurd_ones_not_placed(
    tmp_path: Path, stretch: float, code: str, is_placed: bool
) -> None:
    lines = [float(line) for line in school.world_file().split()]
    text = "\n".join(str(value * stretch) for value in lines[:4]) + f"\n{lines[4]}\n{lines[5]}\n"
    (tmp_path / "a.pgw").write_text(text, "utf-8")
    frame, said = align(Placement("world_file", file="a.pgw", crs=f"EPSG:{school.EPSG}"), tmp_path)
    assert code in said
    assert frame.placed is is_placed


def test_what_is_not_placed_says_why(tmp_path: Path) -> None:
    frame, _ = align(Placement("none"), tmp_path)
    assert (frame.placed, frame.why_unplaced) == (False, "no placement is given")
