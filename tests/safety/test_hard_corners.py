"""Hard corners: rooms worked by hand, an independent look along the published sightlines, what people confirmed."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely
from demo_campus import GLAZING, demo_campus
from shapely import LineString, MultiPolygon, Polygon, box

from campusmap.model.analysis import Analysis, Outcome
from campusmap.model.feature import Override
from campusmap.model.frame import Frame
from campusmap.model.places import OUTSIDE, Building, Campus, Floor, Opening, OpeningKind, Space, Use
from campusmap.model.settings import HardCornerSettings, ReachSettings
from campusmap.model.source import Ref
from campusmap.model.tables import Row
from campusmap.safety.hard_corners import assess
from campusmap.safety.ways import add_ways

FRAME = Frame("anchor", (1, 0, 0, 0, 1, 0), True, True, "m", "header", True)
INCH = 0.0254
NARROW = HardCornerSettings(glazing=GLAZING)


def _door(x: float, *, hinge_left: bool = True, into: bool = True, hung: float = 0.0, **facts: object) -> Opening:
    """Draw a 0.9 m door in the wall y = -0.2..0, its line in the wall's middle, leaf and arc on one side.

    The leaf hangs ``hung`` behind the face of the wall that it swings to.
    """
    ends = [(x, -0.1), (x + 0.9, -0.1)]
    hinge, latch = ends if hinge_left else ends[::-1]
    way = 1 if into else -1
    turns = np.linspace(0, math.pi / 2, 9)
    along = (latch[0] - hinge[0]) / 0.9
    face = -hung if into else -0.2 + hung
    arc = [(hinge[0] + 0.9 * along * math.sin(t), face + way * 0.9 * math.cos(t)) for t in turns]
    return Opening(
        "b/1/d",
        OpeningKind.DOOR,
        LineString(ends),
        ("b/1/101", "b/1/hall"),
        swing_line=LineString([(hinge[0], face), *arc]),
        **facts,
    )  # type: ignore[arg-type]


def _campus(room: Polygon, *openings: Opening, columns: MultiPolygon | None = None, **facts: object) -> Campus:
    space = Space("b/1/101", "101", room, Use.CLASSROOM, **facts)  # type: ignore[arg-type]
    hall = Space("b/1/hall", "", box(-20, -3, 30, -0.2), Use.CORRIDOR)
    floor = Floor(
        "b/1", "First", 0, MultiPolygon([box(-20, -3, 30, 20)]), FRAME, (space, hall), openings,
        columns=columns or MultiPolygon(), plan_file="plans/1.dxf",
    )  # fmt: skip
    return Campus("c", "C", 32610, (Building("b", "1", "B", MultiPolygon(), (floor,)),))


def _assess(campus: Campus, settings: HardCornerSettings = NARROW, *survey: dict[str, str]) -> Analysis:
    rows = tuple(Row(cells, Ref("survey.csv", place=f"row {n}")) for n, cells in enumerate(survey, 2))
    return assess(campus, settings, rows, {"b/1": "ab" * 32})


def _outcome(analysis: Analysis) -> Outcome:
    return next(a.outcome for a in analysis.assessments if a.space == "b/1/101")


def _area(analysis: Analysis) -> float:
    return sum(corner.shape.area for corner in analysis.hard_corners)


def test_narrow_lite_by_hand() -> None:
    """Hinge left, so the lite is 5 in from the right jamb: x 1.646..1.773; rays lean 5 to 1.75 at most.

    On the right the corner is a triangle, 10 - 1.773 long and that over 2.857 high, on the left the same with 1.646.
    The thin ends are cut where the triangle is less than 0.9 m high, and the leaf and the strip at the glass go.
    """
    analysis = _assess(_campus(box(0, 0, 10, 7), _door(1.0)))
    lean, right = 5 / 1.75, 10 - (1.9 - 5 * INCH)
    low = _triangle_less_its_ends(right, right / lean)
    assert _area(analysis) == pytest.approx(low, rel=0.01)
    line = analysis.sightlines[0].line
    assert [round(c, 3) for c in sorted(x for x, _ in line.coords)] == [1.646, 1.773]
    assert {round(y, 6) for _, y in line.coords} == {0.0}  # on the room's face, though the door is drawn in the wall
    assert analysis.sightlines[0].depth_m == pytest.approx(1.75 * INCH, abs=1e-4)
    assert analysis.sightlines[0].assumed and analysis.hard_corners[0].assumed == GLAZING


def _triangle_less_its_ends(length: float, height: float) -> float:
    """Area of a right triangle less what its two sharp ends lose where no disc 0.9 m wide fits, by hand.

    What is farther than root two radii from the middle of the last disc goes: from that middle a side is one radius
    away, so the circle meets it 45 degrees on towards the end. Two triangles less a sector.
    """
    low = math.atan2(height, length)
    lost = [1 / math.tan(end / 2) - 1 - (math.pi / 2 - end) for end in (low, math.pi / 2 - low)]
    return length * height / 2 - 0.45**2 * sum(lost)


def test_mirrored_door_gives_the_mirrored_corner() -> None:
    one = _assess(_campus(box(0, 0, 10, 7), _door(1.0)))
    two = _assess(_campus(box(0, 0, 10, 7), _door(8.1, hinge_left=False)))
    flipped = shapely.transform(two.hard_corners[0].shape, lambda xy: np.column_stack([10 - xy[:, 0], xy[:, 1]]))
    assert flipped.symmetric_difference(one.hard_corners[0].shape).area < 0.01


def test_solid_door_leaves_all_but_its_swing() -> None:
    analysis = _assess(_campus(box(0, 0, 8, 6), _door(1.0, glazing="none")))
    assert 47 < _area(analysis) < 48 and _outcome(analysis) is Outcome.HARD_CORNER
    assert analysis.hard_corners[0].assumed == "" and analysis.hard_corners[0].capacity == int(_area(analysis) / 0.46)


def test_glass_not_known_is_not_assessed_never_none() -> None:
    for glazing, settings in (("", HardCornerSettings()), ("see schedule", NARROW)):
        analysis = _assess(_campus(box(0, 0, 8, 6), _door(1.0, glazing=glazing)), settings)
        assert _outcome(analysis) is Outcome.NOT_ASSESSED and analysis.hard_corners == ()
        why = next(a.why for a in analysis.assessments if a.space == "b/1/101")
        assert why == (f"glass reads {glazing!r}, which is not understood" if glazing else "glass not surveyed")


def test_room_without_a_door_is_not_assessed() -> None:
    assert _outcome(_assess(_campus(box(0, 0, 8, 6)))) is Outcome.NOT_ASSESSED


def test_full_lite_and_interior_window_leave_nothing() -> None:
    assert _outcome(_assess(_campus(box(0, 0, 8, 6), _door(1.0, glazing="none + transom")))) is Outcome.NONE_AVAILABLE
    window = Opening("b/1/w", OpeningKind.WINDOW, LineString([(3, -0.1), (5, -0.1)]), ("b/1/101", "b/1/hall"))
    analysis = _assess(_campus(box(0, 0, 8, 6), _door(1.0, glazing="none"), window))
    assert _outcome(analysis) is Outcome.NONE_AVAILABLE
    covered = _assess(_campus(box(0, 0, 8, 6), _door(1.0, glazing="none"), replace(window, covering="blind")))
    assert _outcome(covered) is Outcome.NONE_AVAILABLE


def test_exterior_window_is_published_and_takes_nothing() -> None:
    bare = _assess(_campus(box(0, 0, 8, 6), _door(1.0)))
    window = Opening("b/1/w", OpeningKind.WINDOW, LineString([(1, 6.1), (7, 6.1)]), ("b/1/101", OUTSIDE))
    analysis = _assess(_campus(box(0, 0, 8, 6), _door(1.0), window))
    assert _area(analysis) == pytest.approx(_area(bare))
    assert [line.case for line in analysis.sightlines] == ["closed", "exterior"]


def test_hinge_not_drawn_counts_both_places_and_any_depth_in_the_wall() -> None:
    known = _assess(_campus(box(0, 0, 10, 7), _door(1.0)))
    blind = _assess(_campus(box(0, 0, 10, 7), replace(_door(1.0), swing_line=None)))
    outward = _assess(_campus(box(0, 0, 10, 7), _door(1.0, into=False)))
    middle = _assess(_campus(box(0, 0, 10, 7), _door(1.0, hung=0.1)))
    assert len(blind.sightlines) == 2
    assert _area(blind) <= _area(outward) < _area(known) and _area(middle) == pytest.approx(_area(outward), rel=0.02)
    assert blind.hard_corners[0].shape.difference(known.hard_corners[0].shape).area < 0.01


def test_lockable_room_behind_a_door_is_a_safer_space() -> None:
    campus = _campus(box(0, 0, 8, 6), _door(1.0, glazing="full lite"))
    floor = campus.buildings[0].floors[0]
    store = Space("b/1/102", "102", box(8.2, 0, 11, 6), Use.STORAGE, lockable="yes")
    inner = Opening(
        "b/1/d2", OpeningKind.DOOR, LineString([(8.1, 2), (8.1, 2.9)]), ("b/1/101", "b/1/102"), glazing="none"
    )
    more = replace(floor, spaces=(*floor.spaces, store), openings=(*floor.openings, inner))
    campus = replace(campus, buildings=(replace(campus.buildings[0], floors=(more,)),))
    analysis = _assess(campus)
    assert _outcome(analysis) is Outcome.SAFER_SPACE
    assert "102" in next(a.why for a in analysis.assessments if a.space == "b/1/101")


def test_nobody_is_sent_from_one_room_in_sight_to_another() -> None:
    campus = _campus(box(0, 0, 8, 6), _door(1.0, glazing="full lite"), lockable="yes")
    floor = campus.buildings[0].floors[0]
    other = Space("b/1/102", "102", box(8.2, 0, 16, 6), Use.OFFICE, lockable="yes")
    doors = (
        Opening(
            "b/1/d2", OpeningKind.DOOR, LineString([(8.1, 2), (8.1, 2.9)]), ("b/1/101", "b/1/102"), glazing="full lite"
        ),
        Opening(
            "b/1/d3",
            OpeningKind.DOOR,
            LineString([(12, -0.1), (13, -0.1)]),
            ("b/1/102", "b/1/hall"),
            glazing="full lite",
        ),
    )
    more = replace(floor, spaces=(*floor.spaces, other), openings=(*floor.openings, *doors))
    analysis = _assess(replace(campus, buildings=(replace(campus.buildings[0], floors=(more,)),)))
    assert {a.outcome for a in analysis.assessments if a.space != "b/1/hall"} == {Outcome.NONE_AVAILABLE}


def test_leaf_or_arc_alone_tells_the_hinge_and_the_sweep() -> None:
    whole = _door(1.0, glazing="none")
    points = list(whole.swing_line.coords)  # type: ignore[union-attr]
    areas = [
        _area(_assess(_campus(box(0, 0, 8, 6), replace(whole, swing_line=LineString(part)))))
        for part in (points, points[:2], points[1:])
    ]
    assert areas == pytest.approx([areas[0]] * 3)
    assert areas[0] == pytest.approx(48 - math.pi * 0.9**2 / 4, rel=0.002)
    assert _area(_assess(_campus(box(0, 0, 8, 6), _door(1.0, glazing="none", into=False)))) == pytest.approx(48)


def test_door_that_joins_nobody_still_counts_for_the_room_it_opens() -> None:
    loose = replace(_door(5.0, glazing="full lite"), id="b/1/d9", joins=())
    assert _outcome(_assess(_campus(box(0, 0, 8, 6), _door(1.0), loose))) is Outcome.NONE_AVAILABLE


@pytest.mark.parametrize("campus", [demo_campus()])
def test_no_published_sightline_reaches_a_marked_corner(campus: Campus) -> None:
    """Look from each corner point back through every published slot, by its own arithmetic."""
    analysis = assess(campus, NARROW, (), {})
    spaces = {s.id: (f, s) for b in campus.buildings for f in b.floors for s in f.spaces}
    rng = np.random.default_rng(7)
    assert len(analysis.hard_corners) > 15
    for corner in analysis.hard_corners:
        floor, space = spaces[corner.space]
        free = space.outline.difference(floor.columns).buffer(1e-6, join_style="mitre")
        x0, y0, x1, y1 = corner.shape.bounds
        points = shapely.points(rng.uniform((x0, y0), (x1, y1), (300, 2)))
        points = points[shapely.contains(corner.shape.buffer(-0.02), points)]
        for sight in (s for s in analysis.sightlines if s.space == corner.space and s.case != "exterior"):
            assert not any(_sees(sight.line, sight.depth_m, free, p) for p in points), corner.space


def _sees(near: LineString, depth: float, free: Polygon, point: shapely.Point) -> bool:
    (ax, ay), (bx, by) = near.coords
    width = math.hypot(bx - ax, by - ay)
    ux, uy = (bx - ax) / width, (by - ay) / width
    for share in np.linspace(0, 1, 9):
        nx, ny = ax + share * (bx - ax), ay + share * (by - ay)
        dx, dy = point.x - nx, point.y - ny
        ahead = -dx * uy + dy * ux
        if ahead <= 0:
            continue
        far = share * width - depth * (dx * ux + dy * uy) / ahead
        if 0 <= far <= width and free.covers(LineString([(nx, ny), (point.x, point.y)])):
            return True
    return False


ROW = {"subject": "b/101", "fact": "hard_corner", "value": "confirmed", "who": "Sgt. Ito", "when": "2025-06-01"}


@pytest.mark.parametrize(
    ("change", "status", "codes"),
    [
        ({}, "confirmed", []),
        ({"subject": "b/1/101"}, "confirmed", []),
        ({"subject": "1/First/101", "plan_digest": "ABABABAB"}, "confirmed", []),
        ({"plan_digest": "cdcdcdcd"}, "stale", ["hard_corner.stale"]),
        ({"plan_digest": "ab"}, "stale", ["hard_corner.stale"]),
        ({"area_m2": "11.2"}, "confirmed", []),
        ({"area_m2": "8"}, "stale", ["hard_corner.stale"]),
        ({"value": "rejected"}, "rejected", []),
        ({"value": "maybe"}, "candidate", ["survey.bad_value"]),
        ({"subject": "b/999"}, "candidate", ["survey.no_such_room"]),
        ({"fact": "keys"}, "candidate", []),
        ({"who": ""}, "candidate", ["survey.undated"]),
        ({"when": "2025-06-31"}, "candidate", ["survey.undated"]),
        ({"who": "?"}, "candidate", ["survey.undated"]),
    ],
)
def test_survey(change: dict[str, str], status: str, codes: list[str]) -> None:
    analysis = _assess(_campus(box(0, 0, 10, 7), _door(1.0)), NARROW, ROW | change)
    assert analysis.hard_corners[0].status == status
    assert [n.code for n in analysis.notices] == codes
    assert (_outcome(analysis) is Outcome.NONE_AVAILABLE) is (status == "rejected")
    if status == "confirmed":
        assert (analysis.hard_corners[0].confirmed_by, analysis.hard_corners[0].confirmed_on) == (
            "Sgt. Ito",
            "2025-06-01",
        )


def test_confirmed_corner_that_is_gone_stays_without_a_shape() -> None:
    analysis = _assess(_campus(box(0, 0, 8, 6), _door(1.0, glazing="full lite")), NARROW, ROW)
    assert analysis.hard_corners[0].status == "stale" and analysis.hard_corners[0].shape.is_empty
    assert _outcome(analysis) is Outcome.NONE_AVAILABLE


def test_corner_drawn_by_hand_takes_the_place_of_the_computed_one() -> None:
    campus = _campus(box(0, 0, 10, 7), _door(1.0))
    drawn = Override("hard_corner", "b/101", box(7, 0, 9.5, 1.5), Ref("overrides.geojson"))
    analysis = assess(campus, NARROW, (Row(ROW | {"value": "drawn"}, Ref("survey.csv")),), {}, (drawn,))
    (corner,) = analysis.hard_corners
    assert (corner.status, corner.area_m2, corner.capacity) == ("confirmed", 3.75, 8)
    assert _outcome(analysis) is Outcome.HARD_CORNER and analysis.notices == ()


@pytest.mark.parametrize(
    ("shape", "words"),
    [(box(7, 1, 9.5, 4), "are in sight"), (box(8, -1, 11, 1), "lie outside the room")],
)
def test_corner_drawn_by_hand_that_does_not_fit_the_plan_is_stale(shape: Polygon, words: str) -> None:
    campus = _campus(box(0, 0, 10, 7), _door(1.0))
    drawn = Override("hard_corner", "b/101", shape, Ref("overrides.geojson"))
    analysis = assess(campus, NARROW, (Row(ROW, Ref("survey.csv")),), {}, (drawn,))
    assert analysis.hard_corners[0].status == "stale"
    assert [n.code for n in analysis.notices] == ["hard_corner.stale"] and words in analysis.notices[0].text


def test_shapes_that_nobody_can_use_are_said() -> None:
    campus = _campus(box(0, 0, 10, 7), _door(1.0))
    shapes = [("hard_corner", "b/101"), ("hard_corner", "b/999"), ("sofa", "b/101")]
    overrides = tuple(Override(kind, subject, box(7, 0, 9, 1), Ref("overrides.geojson")) for kind, subject in shapes)
    analysis = assess(campus, NARROW, (), {}, overrides)
    assert [n.code for n in analysis.notices] == ["survey.shape_unused"] * 3
    assert analysis.hard_corners[0].status == "candidate"  # the shape waits for somebody to confirm it
    row = Row(ROW | {"value": "drawn"}, Ref("survey.csv"))
    assert [n.code for n in assess(campus, NARROW, (row,), {}).notices] == ["survey.bad_value"]


def test_fixed_furniture_takes_floor_and_hides_nothing() -> None:
    bare = _campus(box(0, 0, 8, 6), _door(1.0, glazing="none"))
    floor = bare.buildings[0].floors[0]
    cabinet = box(5, 5, 8, 6)
    fixed = replace(floor, fixtures=MultiPolygon([cabinet]))
    campus = replace(bare, buildings=(replace(bare.buildings[0], floors=(fixed,)),))
    assert _area(_assess(campus)) == pytest.approx(_area(_assess(bare)) - 3.0, rel=0.01)
    by_hand = assess(bare, NARROW, (), {}, (Override("furniture", "b/101", cabinet),))
    assert _area(by_hand) == pytest.approx(_area(_assess(campus)))
    # Right before the glass it would hide the room, if it could.
    screen = replace(floor, fixtures=MultiPolygon([box(0.5, 1.0, 3.5, 1.3)]))
    full = _campus(box(0, 0, 8, 6), _door(1.0, glazing="full lite"))
    screened = replace(
        full,
        buildings=(
            replace(full.buildings[0], floors=(replace(screen, openings=full.buildings[0].floors[0].openings),)),
        ),
    )
    assert _outcome(_assess(screened)) is Outcome.NONE_AVAILABLE


def test_open_doors_show_more_and_never_less() -> None:
    campus = _campus(box(0, 0, 10, 7), _door(1.0))
    closed, opened = _assess(campus), _assess(campus, replace(NARROW, doors="open"))
    assert _outcome(opened) is Outcome.NONE_AVAILABLE  # no wall is drawn, so the doorway has no depth
    assert [line.case for line in opened.sightlines] == ["closed", "open"]
    floor = campus.buildings[0].floors[0]
    wall = box(-1, -0.2, 11, 0).difference(box(1.0, -0.2, 1.9, 0))
    drawn = replace(floor, walls=MultiPolygon(list(wall.geoms)))
    walled = replace(campus, buildings=(replace(campus.buildings[0], floors=(drawn,)),))
    opened = _assess(walled, replace(NARROW, doors="open"))
    assert opened.sightlines[1].depth_m == pytest.approx(0.2)
    # Through 0.9 m of doorway in 0.2 m of wall, k = 2/9: on the right 8.1 m of wall, 1.8 m high; the left is too thin.
    assert 0 < _area(opened) == pytest.approx(_triangle_less_its_ends(8.1, 1.8), rel=0.02)
    assert opened.hard_corners[0].shape.difference(closed.hard_corners[0].shape).area < 0.01


def test_exterior_windows_are_ignored_drawn_apart_or_counted() -> None:
    window = Opening("b/1/w", OpeningKind.WINDOW, LineString([(1, 7.1), (9, 7.1)]), ("b/1/101", OUTSIDE))
    campus = _campus(box(0, 0, 10, 7), _door(1.0), window)
    areas = {case: _assess(campus, replace(NARROW, exterior_windows=case)) for case in ("ignore", "warn", "count")}
    assert _area(areas["ignore"]) == _area(areas["warn"]) > 0 and areas["ignore"].hard_corners[0].exposed.is_empty
    exposed = areas["warn"].hard_corners[0].exposed
    assert exposed.area == pytest.approx(_area(areas["warn"]), rel=0.01)
    assert _outcome(areas["count"]) is Outcome.NONE_AVAILABLE


@pytest.mark.parametrize(
    ("facts", "glazing_of", "assumed"),
    [
        ({}, {"door": "none"}, "none"),
        ({}, {"double_door": "none"}, GLAZING),
        ({"class_": "Type B"}, {"type b": "none", "door": "full lite"}, "none"),
        ({"glazing": "10 x 10 in, centre"}, {"door": "none"}, ""),
    ],
)
def test_default_glass_goes_by_the_type_of_door(
    facts: dict[str, str], glazing_of: dict[str, str], assumed: str
) -> None:
    analysis = _assess(_campus(box(0, 0, 10, 7), _door(1.0, **facts)), replace(NARROW, glazing_of=glazing_of))
    assert analysis.hard_corners[0].assumed == assumed


def test_rooms_whose_border_is_a_guess_are_not_assessed() -> None:
    campus = _campus(box(0, 0, 10, 7), _door(1.0), method="inferred")
    assert _outcome(_assess(campus)) is Outcome.NOT_ASSESSED


def test_the_whole_border_of_rooms_that_run_into_each_other_is_open() -> None:
    """The opening is drawn on one leg of a bent border without a wall; both legs let sight through."""
    room = Polygon([(0, 0), (6, 0), (6, 3), (4, 3), (4, 6), (0, 6)])
    rest = Polygon([(6, 0), (9, 0), (9, 6), (4, 6), (4, 3), (6, 3)])
    gap = Opening("b/1/g", OpeningKind.OPENING, LineString([(6, 0), (6, 3)]), ("b/1/101", "b/1/102"))
    campus = _campus(room, _door(1.0, glazing="none"), gap)
    floor = campus.buildings[0].floors[0]
    more = replace(floor, spaces=(*floor.spaces, Space("b/1/102", "102", rest, Use.OFFICE)))
    analysis = _assess(replace(campus, buildings=(replace(campus.buildings[0], floors=(more,)),)))
    lines = [line.line for line in analysis.sightlines if line.space == "b/1/101" and line.opening == "b/1/g"]
    assert sum(line.length for line in lines) == pytest.approx(3 + 3 + 2 + 3, abs=0.05)


def test_nearest_lockable_interior_room_is_named_with_the_way() -> None:
    campus = _campus(box(0, 0, 8, 6), _door(1.0, glazing="full lite"))
    floor = campus.buildings[0].floors[0]

    def room(name: str, x: float, **facts: str) -> tuple[Space, Opening]:
        line = LineString([(x + 1, -3.1), (x + 1.9, -3.1)])
        door = Opening(f"b/1/d{name}", OpeningKind.DOOR, line, (f"b/1/{name}", "b/1/hall"), glazing="none")
        return Space(f"b/1/{name}", name, box(x, -9, x + 4, -3.2), Use.STORAGE, **facts), door  # type: ignore[arg-type]

    near, far, open_ = room("201", 6, lockable="yes"), room("202", 12, lockable="yes"), room("203", 1)
    window = Opening("b/1/w", OpeningKind.WINDOW, LineString([(7, -9.1), (8, -9.1)]), ("b/1/201", OUTSIDE))
    rooms = [near, far, open_]
    inner = replace(
        floor, spaces=(*floor.spaces, *(s for s, _ in rooms)), openings=(*floor.openings, *(d for _, d in rooms))
    )

    def why(floor: Floor, **settings: float) -> str:
        more = replace(campus, buildings=(replace(campus.buildings[0], floors=(floor,)),))
        analysis = assess(more, replace(NARROW, **settings), (), {})  # type: ignore[arg-type]
        return next(f"{a.outcome}: {a.why}" for a in analysis.assessments if a.space == "b/1/101")

    # From (1.45, -0.1) to (7.45, -3.1): 6.7 m.
    assert why(inner).startswith("safer_space: 201, about 23 ft (7 m) from this room's door by hall, is lockable")
    lit = replace(inner, openings=(*inner.openings, window))
    assert why(lit).startswith("safer_space: 202, about 41 ft (13 m)")
    assert why(lit, safer_within_m=10).startswith("none_available")


def test_the_way_to_the_room_that_is_named_leads_through_both_doors() -> None:
    campus = _campus(box(0, 0, 8, 6), _door(1.0, glazing="full lite"))
    floor = campus.buildings[0].floors[0]
    line = LineString([(7, -3.1), (7.9, -3.1)])
    door = Opening("b/1/d2", OpeningKind.DOOR, line, ("b/1/201", "b/1/hall"), glazing="none")
    shelter = Space("b/1/201", "201", box(6, -9, 10, -3.2), Use.STORAGE, lockable="yes")
    more = replace(floor, spaces=(*floor.spaces, shelter), openings=(*floor.openings, door))
    campus = replace(campus, buildings=(replace(campus.buildings[0], floors=(more,)),))
    analysis = add_ways(_assess(campus), campus, ReachSettings())
    (way,) = [way for way in analysis.ways if way.purpose == "safer_space"]
    assert (way.space, way.to) == ("b/1/101", "b/1/201")
    (leg,) = way.legs
    assert all(leg.line.crosses(o.line) for o in more.openings)
    assert shelter.outline.contains(shapely.get_point(leg.line, -1))
    # A foot off the jambs and off the walls beside them: by hand, on both faces of both walls.
    corners = [(4, 3), (1.595, 0.305), (1.595, -0.505), (7.305, -2.695), (7.305, -3.505), (8, -6.1)]
    metres = sum(math.dist(a, b) for a, b in pairwise(corners))
    assert metres - 0.01 <= way.length_m <= metres + 0.15
