"""Placing a plan, against point-by-point arithmetic and shapely's own affine transformations."""

from __future__ import annotations

import math

import numpy as np
import pytest
from shapely import LineString
from shapely.affinity import affine_transform

from campusmap.georeference.place import place_plan
from campusmap.model.frame import Frame
from campusmap.model.plan import Insert, Label, Plan, Stroke


def similarity(scale, turn_deg, shift, mirror):
    cos, sin = scale * math.cos(math.radians(turn_deg)), scale * math.sin(math.radians(turn_deg))
    flip = -1 if mirror else 1
    return (cos, -sin * flip, shift[0], sin, cos * flip, shift[1])


def frame(matrix):
    return Frame("anchor", matrix, True, True, "mm", "campus.toml", True)


def arc_points(arc, steps=16):
    x, y, radius, start, end = arc
    sweep = (end - start) % 360 or 360
    turns = np.radians(start + np.linspace(0, sweep, steps))
    return np.column_stack((x + radius * np.cos(turns), y + radius * np.sin(turns)))


def plan(strokes=(), labels=(), inserts=()):
    return Plan("a.dxf", "00", "R2018", "mm", (), tuple(strokes), tuple(labels), tuple(inserts), ())


DOOR = (1000.0, 2000.0, 900.0, 350.0, 80.0)
MATRICES = [similarity(0.001, 27, (500_000, 4_200_000), mirror) for mirror in (False, True)]


@pytest.mark.parametrize("matrix", MATRICES)
def test_an_arc_still_describes_its_points(matrix):
    stroke = Stroke("ARC", "A-DOOR", "1F", tuple(map(tuple, arc_points(DOOR))), arc=DOOR)
    [placed] = place_plan(plan([stroke]), frame(matrix)).strokes
    assert (placed.handle, placed.layer, placed.kind) == ("1F", "A-DOOR", "ARC")
    drawn = LineString(arc_points(placed.arc, 200))
    assert drawn.hausdorff_distance(LineString(placed.points)) < 0.005
    assert drawn.length == pytest.approx(0.9 * math.pi / 2, rel=1e-3)
    ends = {tuple(np.round(p, 6)) for p in (placed.points[0], placed.points[-1])}
    assert ends == {tuple(np.round(p, 6)) for p in (drawn.coords[0], drawn.coords[-1])}


@pytest.mark.parametrize("matrix", MATRICES)
def test_points_move_as_shapely_moves_them(matrix):
    stroke = Stroke("LINE", "A-WALL", "2A", ((0, 0), (5000, 100), (5000, 9000)))
    [placed] = place_plan(plan([stroke]), frame(matrix)).strokes
    a, b, c, d, e, f = matrix
    assert np.allclose(placed.points, affine_transform(LineString(stroke.points), (a, b, d, e, c, f)).coords)


@pytest.mark.parametrize("matrix", MATRICES)
def test_labels_keep_their_direction_and_size(matrix):
    label = Label("101", 3000, 4000, 500, 200, 30, "TEXT", "3", "TEXT", target=(3000, 4000))
    [placed] = place_plan(plan(labels=[label]), frame(matrix)).labels
    tip = Stroke("LINE", "", "", ((3000, 4000), (3000 + math.cos(math.pi / 6), 4000 + math.sin(math.pi / 6))))
    [[tail, head]] = [s.points for s in place_plan(plan([tip]), frame(matrix)).strokes]
    heading = math.degrees(math.atan2(head[1] - tail[1], head[0] - tail[0])) % 360
    assert placed.rotation_deg == pytest.approx(heading, abs=1e-4)
    assert (placed.width, placed.height) == (pytest.approx(0.5), pytest.approx(0.2))
    assert (placed.x, placed.y) == placed.target == pytest.approx(tail)


def insert_matrix(insert):
    turn = math.radians(insert.rotation_deg)
    rotation = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    return rotation @ np.diag([insert.x_scale, insert.y_scale])


@pytest.mark.parametrize("matrix", MATRICES)
def test_an_insert_still_draws_its_block_where_it_was(matrix):
    insert = Insert("DOOR", 10, 20, 40, 2, -3, "A-DOOR", "7", {"NO": "101"})
    [placed] = place_plan(plan(inserts=[insert]), frame(matrix)).inserts
    linear = np.array([[matrix[0], matrix[1]], [matrix[3], matrix[4]]])
    assert np.allclose(insert_matrix(placed), linear @ insert_matrix(insert))
    assert placed.attributes == {"NO": "101"}


def test_the_window_keeps_what_lies_in_it_and_counts_what_it_cuts():
    strokes = [
        Stroke("LINE", "W", "in", ((1, 1), (9, 9))),
        Stroke("LINE", "W", "cut", ((1, 1), (19, 9))),
        Stroke("LINE", "W", "out", ((11, 1), (19, 9))),
    ]
    labels = [Label("A", 5, 5, 1, 1, 0, "T", "1", "TEXT"), Label("B", 15, 5, 1, 1, 0, "T", "2", "TEXT")]
    placed = place_plan(plan(strokes, labels), frame((1, 0, 0, 0, 1, 0)), window=(0, 0, 10, 10))
    assert [s.handle for s in placed.strokes] == ["in"]
    assert [s.text for s in placed.labels] == ["A"]
    assert [(n.code, n.count) for n in placed.notices] == [("place.window_cut", 1)]


def test_a_full_circle_stays_one_and_an_empty_plan_stays_empty():
    circle = Stroke("CIRCLE", "C", "1", ((1, 0), (0, 1), (-1, 0)), closed=True, arc=(0, 0, 1, 0, 360))
    [placed] = place_plan(plan([circle]), frame(MATRICES[1])).strokes
    assert placed.arc[4] - placed.arc[3] == 360
    assert place_plan(plan(), frame(MATRICES[0])).strokes == ()
