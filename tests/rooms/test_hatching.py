"""Hatching taken to pieces among walls, on their layer and on one that holds everything: what it is, and walls not."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
import shapely
from floors.hatched import Line, add_lines, chairs, explode, fill_rooms
from floors.pen import Way, draw
from floors.school import school
from floors.sheet import lay_out
from rooms.draw import Drawing, floor, two_rooms
from rooms.score import score_rooms

from campusmap.geometry.hatching import find_hatching
from campusmap.model.plan import Role
from campusmap.pipeline.inspect import Examination, examine_drawing

LEFT, RIGHT = shapely.box(0, 0, 4, 4), shapely.box(4.2, 0, 8.2, 4)
SCALES = {
    "ANSI31": 0.05,
    "ANSI37": 0.05,
    "NET": 0.05,
    "BRICK": 0.032,
    "HONEY": 0.05,
    "ZIGZAG": 0.04,
    "EARTH": 0.06,
    "SQUARE": 0.05,
    "HEX": 0.05,
    "AR-HBONE": 0.001,
    "AR-PARQ1": 0.001,
    "AR-CONC": 0.003,
    "1 ft tiles": 1.0,
    "2 ft tiles": 1.0,
    "2x4 ceiling": 1.0,
}


def with_lines(drawing: Drawing, lines: Iterable[Line]) -> Drawing:
    for a, b in lines:
        drawing.line("A-WALL", a, b)
    return drawing


def areas(drawing: Drawing) -> dict[str, float]:
    return {space.number: round(space.outline.area, 1) for space in floor(drawing).spaces}


def set_aside(drawing: Drawing) -> int:
    """Return how many strokes of the walls' layer a finding says were taken for something else."""
    return sum(notice.count for notice in floor(drawing).notices if notice.code == "rooms.wall_set_aside")


@pytest.mark.parametrize("pattern", SCALES)
def test_a_pattern_taken_to_pieces_leaves_the_rooms_as_they_are(pattern: str) -> None:
    lines = [*explode(pattern, LEFT, SCALES[pattern]), *explode(pattern, RIGHT, SCALES[pattern])]
    drawing = with_lines(two_rooms(), lines)
    assert areas(drawing) == pytest.approx({"101": 16.0, "102": 16.0}, abs=0.15)
    assert 0.85 * len(lines) < set_aside(drawing) <= len(lines)


def test_hatching_between_the_faces_of_walls_leaves_the_rooms_as_they_are() -> None:
    walls = shapely.box(-0.2, -0.2, 8.4, 4.2) - LEFT - RIGHT - shapely.box(4.0, 1, 4.2, 1.9)
    lines = explode("ANSI31", walls, 0.02)
    assert len(lines) > 100
    assert areas(with_lines(two_rooms(), lines)) == {"101": 16.0, "102": 16.0}


def test_rows_of_chairs_taken_to_pieces_leave_the_rooms_as_they_are() -> None:
    lines = [*chairs(LEFT, 0.5), *chairs(RIGHT, 0.5)]
    drawing = with_lines(two_rooms(), lines)
    assert areas(drawing) == {"101": 16.0, "102": 16.0}
    assert set_aside(drawing) > 0.9 * len(lines)


def hatched_school(folder: Path, pattern: str, scale: float) -> tuple[Examination, Examination, int]:
    """Examine a floor with all on one layer, without and with a pattern in its rooms."""
    sheet = lay_out(school(3, 12), random.Random(3))
    draw(sheet, Way("m"), random.Random(3), folder / "plan.dxf")
    lines = list(fill_rooms(pattern, [room.shape for room in sheet.rooms], scale))
    add_lines(folder / "plan.dxf", folder / "bare.dxf", [], together=True)
    add_lines(folder / "plan.dxf", folder / "full.dxf", lines, together=True)
    return examine_drawing(folder / "bare.dxf"), examine_drawing(folder / "full.dxf"), len(lines)


@pytest.mark.parametrize(("pattern", "scale"), [("NET", 0.1), ("ZIGZAG", 0.06), ("2x4 ceiling", 1.0)])
def test_hatching_on_a_layer_that_holds_everything_is_told_and_drowns_no_wall(
    pattern: str, scale: float, tmp_path: Path
) -> None:
    bare, full, count = hatched_school(tmp_path, pattern, scale)
    assert {fact.role for fact in full.plan.layers if fact.name == "DRAWING"} == {Role.MIXED}
    rooms, found = ([(s.outline, s.number) for s in one.floor.spaces] for one in (bare, full))
    score = score_rooms(rooms, found)
    assert len(rooms) > 10
    assert (score.recall_75, score.precision_75, score.numbered) == (1.0, 1.0, 1.0)
    told = [f for f in full.findings if f.id == "ROM039"]
    assert len(told) == 1 and int(told[0].message.split()[0].replace(",", "")) > 0.9 * count, told


def rows(count: int, step: float, long: float, x: float = 0.0) -> list[Line]:
    return [((x, step * k), (x + long, step * k)) for k in range(count)]


def marked(*lines: Line) -> list[bool]:
    return find_hatching(lines).tolist()


def test_what_follows_at_one_distance_is_hatching_and_what_does_not_is_none() -> None:
    assert all(marked(*rows(20, 0.15, 5.0)))
    assert not any(marked(*rows(20, 0.8, 5.0)))  # farther apart than tiles
    assert not any(marked(*rows(6, 0.15, 5.0)))  # a few
    assert not any(marked(*(((0, y), (5, y)) for y in np.cumsum(np.linspace(0.1, 0.4, 20)).tolist())))


def test_treads_of_a_flight_are_none_but_a_grid_as_wide_is() -> None:
    flights = [*rows(14, 0.28, 1.5), *rows(14, 0.28, 1.5, x=1.7)]
    assert not any(marked(*flights))
    assert all(marked(*rows(60, 0.28, 1.5)))
    assert all(marked(*rows(14, 0.3, 4.2), *(((y + 0.1, -0.05), (y + 0.1, 4.25)) for (_, y), _ in rows(14, 0.3, 4.2))))


def test_walls_in_step_with_hatching_that_join_at_their_ends_are_none() -> None:
    corners = [(0.0, 0.0), (6.0, 0.0), (6.0, 3.0), (0.0, 3.0)]
    walls = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    more: list[Line] = [((6.0, 0.0), (12.0, 0.0)), ((12.0, 0.0), (12.0, 3.0)), ((12.0, 3.0), (6.0, 3.0))]
    lines = [((x, 0.0), (x, 3.0)) for x in np.arange(0.15, 12, 0.15).tolist() if abs(x - 6) > 0.01]
    found = marked(*walls, *more, *lines)
    assert found == [False] * 7 + [True] * len(lines)


def test_many_short_walls_alike_that_join_longer_ones_are_none() -> None:
    drawn: list[Line] = []
    for k in range(60):
        x = 0.6 * k
        drawn += [((x, 0.0), (x, 0.3)), ((x, 0.3), (x + 0.35 + 0.001 * k, 0.3)), ((x, 0.0), (x - 0.2 - 0.001 * k, 0.0))]
    assert not any(marked(*drawn))


def test_walls_that_cross_hatching_stay() -> None:
    """A pattern laid over a whole floor without regard to its walls."""
    walls = [
        ((0.0, 2.37), (20.0, 2.37)),
        ((20.0, 2.37), (20.0, 9.0)),
        ((0.0, 2.37), (0.0, 9.0)),
        ((0.0, 9.0), (20.0, 9.0)),
    ]
    inner: list[Line] = [((x, 2.37), (x, 9.0)) for x in (3.03, 3.17, 8.11, 8.25, 14.31)]
    lines = rows(100, 0.1, 22.0, x=-1.0)
    assert marked(*walls, *inner, *lines) == [False] * 9 + [True] * 100


def test_hatching_is_found_fast() -> None:
    lines = [((x, y), (x + 0.1, y + 0.1)) for x, y in ((0.15 * a, 0.15 * b) for a in range(200) for b in range(200))]
    began = time.process_time()
    assert all(marked(*lines))
    assert time.process_time() - began < 6.0
