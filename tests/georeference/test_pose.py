"""Laying an outline on a footprint, against brute force and against poses that are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.optimize import minimize
from shapely import Polygon, box, get_coordinates
from shapely.affinity import rotate, scale, translate

from campusmap.geometry.fit import apply_matrix
from campusmap.georeference.methods import NO_RULING
from campusmap.georeference.pose import find_poses, measure_overlap
from campusmap.georeference.rival import check_overlap, contradicts, judge_placed
from campusmap.model.frame import Frame

EPSG = 32610
AT = (725_000.0, 5_210_000.0)  # near the edge of the zone
FRAME = Frame("anchor", (1, 0, 0, 0, 1, 0), True, True, "ft", "header", True)
L = Polygon([(0, 0), (60, 0), (60, 20), (30, 20), (30, 40), (0, 40)])
T = Polygon([(0, 30), (0, 40), (60, 40), (60, 30), (35, 30), (35, 0), (25, 0), (25, 30)])
RING = box(0, 0, 50, 50) - box(5, 5, 20, 20)
SHAPES = {
    "L": (L, 1),
    "T": (T, 1),
    "rectangle": (box(0, 0, 60, 20), 2),
    "bar": (box(0, 0, 100, 8), 2),
    "square": (box(0, 0, 30, 30), 4),
    "square with a courtyard in one corner": (RING, 1),
}


def on_ground(shape, turn=33.0):
    return translate(rotate(shape, turn, origin=(0, 0)), *AT)


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize("turn", [0, 33, -117])
def test_as_many_poses_fit_as_the_shape_has_symmetries(name, turn):
    shape, ways = SHAPES[name]
    footprint = on_ground(shape, turn)
    poses = find_poses(shape, footprint)
    good = [pose for pose in poses if pose.overlap > 0.995 and not pose.mirrored]
    assert len(good) == ways
    truth = get_coordinates(footprint)
    misses = [np.abs(apply_matrix(p.matrix, get_coordinates(shape)) - truth).max() for p in good]
    assert min(misses) < 0.01
    assert poses[0].overlap == pytest.approx(max(pose.overlap for pose in poses), abs=1e-3)
    assert not poses[0].mirrored


def test_a_mirrored_plan_fits_only_mirrored():
    poses = find_poses(scale(L, -1, 1, origin=(0, 0)), on_ground(L))
    assert poses[0].mirrored and poses[0].overlap > 0.999
    assert max(pose.overlap for pose in poses if not pose.mirrored) < 0.85


def test_the_refined_pose_is_as_good_as_a_search_over_shift_and_turn():
    footprint = on_ground(Polygon([(-1, -0.5), (20, -0.8), (60.5, -0.5), (61, 21), (30, 20.6), (31, 41), (-0.4, 40.2)]))
    best = find_poses(L, footprint)[0]
    start = rotate(L, 33, origin=(0, 0))

    def lost(p):
        return -measure_overlap(translate(rotate(start, p[2], origin=(0, 0)), AT[0] + p[0], AT[1] + p[1]), footprint)

    searched = -minimize(lost, [0, 0, 0], method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-6}).fun
    assert best.overlap > searched - 0.01


def test_the_scale_is_held():
    [pose, *_] = find_poses(L, on_ground(scale(L, 1.3, 1.3, origin=(0, 0))), 0.9996)
    assert math.hypot(pose.matrix[0], pose.matrix[3]) == pytest.approx(0.9996)
    assert find_poses(Polygon(), L) == ()


@pytest.mark.parametrize(
    ("placed", "code", "why"),
    [
        (L, "", ""),
        (translate(L, 1.5, -1), "", ""),
        (rotate(L, 0.6), "", ""),
        (rotate(L, 2), "place.turned", ""),
        (rotate(L, 180), "place.pose", "turned by half"),
        (rotate(L, 90), "place.pose", "turned the wrong way"),
        (scale(L, -1, 1), "place.pose", "mirrored"),
        (scale(L, 1 / 1.3, 1 / 1.3), "place.scale", "size (1.300)"),
        (scale(L, 1 / 3.2808, 1 / 3.2808), "place.scale", "size (3.281)"),
    ],
)
def test_a_footprint_contradicts_what_is_turned_mirrored_or_of_another_size(placed, code, why):
    ruling = judge_placed(on_ground(placed, 0), on_ground(L, 0), FRAME, EPSG)
    assert [said for said, _ in ruling.said] == ([code] if code else [])
    assert why in ruling.why and bool(why) == bool(ruling.why)
    if "wrong way" in why:
        assert "turned 90 degrees clockwise" in ruling.said[0][1]
    if "3.281" in why:
        assert "it would fit a drawing in m" in ruling.said[0][1]


@pytest.mark.parametrize("seed", range(6))
def test_tracing_noise_and_an_old_footprint_contradict_nothing(seed):
    rng = np.random.default_rng(seed)
    corners = get_coordinates(on_ground(T, 0).segmentize(15))[:-1]
    traced = Polygon(corners + rng.normal(0, 0.5, corners.shape))
    assert judge_placed(on_ground(T, 0), traced, FRAME, EPSG) == NO_RULING
    before_the_annex = on_ground(box(0, 0, 60, 20), 0)
    assert judge_placed(on_ground(L, 0), before_the_annex, FRAME, EPSG).why == ""


STAGE = box(0, 0, 60, 40) - box(0, 30, 12, 40)  # a rectangle that lacks a twentieth


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("shape", [box(0, 0, 60, 40), STAGE], ids=["rectangle", "stage"])
def test_noise_hides_no_half_turn_and_makes_none_up(shape, seed):
    rng = np.random.default_rng(seed)
    corners = get_coordinates(shape.buffer(0.5, join_style="mitre").segmentize(15))[:-1]
    traced = on_ground(Polygon(corners + rng.normal(0, 0.4, corners.shape)), 0)
    as_drawn = judge_placed(on_ground(shape, 0), traced, FRAME, EPSG)
    turned = judge_placed(on_ground(rotate(shape, 180, origin=(30, 20)), 0), traced, FRAME, EPSG)
    assert as_drawn.why == ""
    assert turned.why == ("" if shape is not STAGE else "the floor seems turned by half")


def test_empty_areas_are_judged_in_silence():
    assert judge_placed(Polygon(), L, FRAME, EPSG) == NO_RULING
    assert check_overlap(L, Polygon(), "main/1", whole=True) == ()


def test_only_a_much_better_rival_contradicts():
    assert contradicts(1.0, 0.7) and contradicts(0.97, 0.9) and contradicts(0.99, 0.95)
    assert not contradicts(0.97, 0.945) and not contradicts(0.9, 0.87) and not contradicts(0.7, 0.1)


def test_an_upper_floor_may_be_small_but_not_beside():
    upper = box(0, 0, 20, 20)
    assert check_overlap(upper, L, "main/2", whole=False) == ()
    [told] = check_overlap(upper, L, "main/1", whole=True)
    assert told.code == "place.overlap" and "22%" in told.text
    assert len(check_overlap(translate(upper, -15), L, "main/2", whole=False)) == 1
