"""Marked corners against rays thrown at random and aimed at them, in random rooms, from the drawing to the result."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import numpy as np
import pytest
import shapely
from safety.random_rooms import Room, Slot, Way, aim_rays, draw_room, draw_way, throw_rays
from shapely import MultiPolygon, box

from campusmap.model.analysis import Analysis
from campusmap.model.frame import Frame
from campusmap.model.places import Building, Campus, Floor, Opening, OpeningKind, Space, Use
from campusmap.model.settings import HardCornerSettings
from campusmap.safety.hard_corners import assess

FRAME = Frame("anchor", (1, 0, 0, 0, 1, 0), True, True, "m", "header", True)
SETTINGS = HardCornerSettings(min_width_m=0.3)  # less is dropped, more is there to be tested
UNTRIMMED = HardCornerSettings(min_width_m=0.02)  # strips beside a column are no longer narrow when it goes
INSET = 0.02
PANE = re.compile(r"(narrow lite|vision panel)?\s*\d+ x \d+ in, (\d+ in from latch|centre)")


def room_to_campus(room: Room) -> Campus:
    """Write a random room as the drawing's reader would hand it on."""
    around = room.shape.buffer(room.wall, join_style="mitre")
    hall = box(*around.buffer(3).bounds).difference(around)
    spaces = (Space("b/1/101", "101", room.shape, Use.CLASSROOM), Space("b/1/hall", "", hall, Use.CORRIDOR))
    openings = tuple(
        Opening(
            f"b/1/o{n}", OpeningKind(way.kind), way.line, ("b/1/101", "b/1/hall"), glazing=way.text,
            leaf_depth_in=1.75, swing_line=way.swing,
        )
        for n, way in enumerate(room.ways)
    )  # fmt: skip
    walls = around.difference(room.shape) if room.walls_drawn else MultiPolygon()
    bodies = MultiPolygon([part for part in shapely.get_parts(walls) if part.area > 0])
    floor = Floor("b/1", "1", 0, MultiPolygon([around]), FRAME, spaces, openings, bodies, room.columns)
    return Campus("c", "C", 32610, (Building("b", "1", "B", MultiPolygon(), (floor,)),))


def find_corner(room: Room, settings: HardCornerSettings = SETTINGS) -> MultiPolygon:
    """Return the marked corner of a random room."""
    analysis: Analysis = assess(room_to_campus(room), settings, (), {})
    assessed = next(a for a in analysis.assessments if a.space == "b/1/101")
    assert assessed.outcome != "not_assessed", assessed.why
    return analysis.hard_corners[0].shape if analysis.hard_corners else MultiPolygon()


def count_seen(room: Room, corner: MultiPolygon, rays: int, seed: int) -> int:
    """Return how many of some rays, half thrown and half aimed, touch a corner drawn in by 2 cm."""
    inner = corner.buffer(-INSET)
    if inner.is_empty:
        return 0
    rng = np.random.default_rng(seed)
    slots = [slot for way in room.ways for slot in way.slots]
    shapely.prepare(inner)
    seen = 0
    for slot in slots:
        share = rays // (2 * len(slots)) + 1
        thrown = throw_rays(room, slot, share, rng)
        aimed = aim_rays(room, slot, _targets(inner, share, rng), rng)
        seen += int(shapely.intersects(inner, shapely.linestrings(thrown)).sum()) + len(aimed)
    return seen


def _targets(inner: shapely.Geometry, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return points of a shape: its corners over and over, and as many anywhere in it."""
    x0, y0, x1, y1 = inner.bounds
    points = rng.uniform((x0, y0), (x1, y1), (4 * count, 2))
    points = points[shapely.contains_xy(inner, points[:, 0], points[:, 1])][:count]
    corners = shapely.get_coordinates(inner)
    return np.vstack([points, corners[rng.integers(0, len(corners), count - min(count, len(points)) + count // 2)]])


def _trial(seed: int, rays: int) -> tuple[int, bool]:
    room = draw_room(random.Random(seed))
    corner = find_corner(room)
    return count_seen(room, corner, rays, seed), not corner.is_empty


def test_no_ray_through_the_glass_reaches_a_marked_corner() -> None:
    trials = [_trial(seed, 300) for seed in range(150)]
    assert [seed for seed, (seen, _) in enumerate(trials) if seen] == []
    assert sum(marked for _, marked in trials) > 50


@pytest.mark.full
def test_no_ray_through_the_glass_reaches_a_marked_corner_in_thousands_of_rooms() -> None:
    trials = [_trial(seed, 2000) for seed in range(100_000, 105_000)]
    assert [seed for seed, (seen, _) in enumerate(trials) if seen] == []
    assert sum(marked for _, marked in trials) > 2000


def test_the_rays_catch_a_corner_marked_for_another_room() -> None:
    """A mirrored leaf, and glass taken for deeper than it is, must show, or the test above says nothing."""
    caught = [0, 0]
    for seed in range(40):
        room = draw_room(random.Random(seed))
        deeper = find_corner(room, replace(SETTINGS, leaf_depth_in=1.75))
        inner = deeper.buffer(-INSET)
        doors = [way for way in room.ways if way.kind == "door" and not inner.is_empty]
        for slot in (slot for way in doors for slot in way.slots):
            for n, wrong in enumerate((_mirror(slot), replace(slot, depth=slot.depth / 3))):
                rays = throw_rays(room, wrong, 200, np.random.default_rng(seed))
                caught[n] += bool(shapely.intersects(inner, shapely.linestrings(rays)).any())
    assert min(caught) > 5


def _mirror(slot: Slot) -> Slot:
    """Hang the leaf at the other jamb."""
    along = (slot.b - slot.a) / np.linalg.norm(slot.b - slot.a)
    both = slot.a - along * slot.jambs[0] + slot.b + along * slot.jambs[1]
    return Slot(both - slot.b, both - slot.a, slot.depth, slot.back, slot.jambs[::-1])


def _changed(room: Room, change: str, rng: random.Random) -> Room | None:
    """Return the room with more to see through; None where the change does not apply."""
    if change == "opening":
        donor = next((w for w in (draw_way(room, rng) for _ in range(8)) if w), None)
        return replace(room, ways=[*room.ways, donor]) if donor else None
    if change == "glass":
        # A pane in the leaf becomes the whole leaf; one beside it or over it stays.
        ways = [replace(w, text=PANE.sub("full lite", w.text)) for w in room.ways]
        return replace(room, ways=ways) if ways != room.ways else None
    if change == "wall":
        return replace(room, wall=room.wall * 0.6, ways=[_thinner(way, room) for way in room.ways])
    return replace(room, columns=MultiPolygon(room.columns.geoms[:-1])) if len(room.columns.geoms) else None


def _thinner(way: Way, room: Room) -> Way:
    """Move an opening's line and leaf with the far face of a wall that is 0.6 of what it was; the near face stays."""
    inner = shapely.shortest_line(way.line.centroid, room.shape)
    (x0, y0), (x1, y1) = inner.coords
    shift = 0.4 * np.array([x1 - x0, y1 - y0])
    swing = way.swing
    if swing is not None and swing.coords[0] and not _hangs_inside(swing, room):
        swing = shapely.transform(swing, lambda xy: xy + 2 * shift)
    return replace(way, line=shapely.transform(way.line, lambda xy: xy + shift), swing=swing)


def _hangs_inside(swing: shapely.LineString, room: Room) -> bool:
    return shapely.Point(swing.coords[0]).distance(room.shape) < 1e-6


@pytest.mark.parametrize("change", ["opening", "glass", "wall", "column"])
def test_more_to_see_through_never_enlarges_a_corner(change: str) -> None:
    """An opening more, wider glass, a thinner wall, a column less: nothing new is out of sight, leaf sweeps aside."""
    tried = 0
    for seed in range(200 if change == "column" else 60):
        rng = random.Random(seed)
        room = draw_room(rng)
        more = _changed(room, change, rng)
        if more is None:
            continue
        tried += 1
        gained = find_corner(more, UNTRIMMED).difference(find_corner(room, UNTRIMMED).buffer(2e-3))
        # Where a column stood there is floor now; it may be out of sight, but it was no floor before.
        assert gained.difference(room.columns.buffer(2e-3)).area < 1e-3, (change, seed)
    assert tried > 15
