"""Benchmark: the ways out of a floor of 100 rooms, beside a plain Shapely implementation, in one run.

    python tests/bench/ways.py

The plain one builds one visibility graph over the whole floor, corner against corner, and runs Dijkstra on it: what
one writes first. Both keep the same clearance and end in the middle of the same doors; both give nearest and second
door for every room, and the line to walk.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString, MultiPolygon, Polygon, prepare

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from walking_floors import Drawn, open_floor, random_wing  # noqa: E402

from campusmap.geometry.doorways import CLEAR_M, passage_points  # noqa: E402
from campusmap.geometry.label import find_pole  # noqa: E402
from campusmap.geometry.reach import Spot  # noqa: E402
from campusmap.model.frame import Frame  # noqa: E402
from campusmap.model.places import OUTSIDE, Building, Floor, Opening, OpeningKind, Space, Use  # noqa: E402
from campusmap.safety.exits import find_exits, find_tracks_out  # noqa: E402
from campusmap.safety.tracks import to_ways  # noqa: E402
from campusmap.safety.walking import lay_out  # noqa: E402

BAYS = 49  # of two rooms each; with corridor and lobby 100 spaces
RUNS = 5


def as_building(drawn: Drawn) -> Building:
    """Return a drawn floor as a building of one floor."""
    rooms, passages, _ = drawn
    spaces = tuple(
        Space(f"b/1/{n}", str(100 + n), room, Use.CORRIDOR if n >= len(rooms) - 2 else Use.CLASSROOM)
        for n, room in enumerate(rooms)
    )
    openings = tuple(
        Opening(f"b/1/d{n}", OpeningKind.DOOR, p.line, (*(spaces[r].id for r in p.rooms), OUTSIDE)[:2])
        for n, p in enumerate(passages)
    )
    outline = MultiPolygon([Polygon(room.exterior) for room in rooms])
    frame = Frame("anchor", (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), True, True, "m", "header", True)
    floor = Floor("b/1", "1", 0, outline, frame, spaces, openings)
    return Building("b", "1", "Bench", MultiPolygon(), (floor,))


def walk(drawn: Drawn) -> list[float]:
    """Return the metres from each room to its nearest door, as the program finds them, lines and second doors too."""
    site = lay_out(as_building(drawn), ())
    tracks = find_tracks_out(site, find_exits(site))
    assert all(way.legs for way in to_ways(site, tracks))
    return [track.metres for track in tracks if track.purpose == "exit"]


def walk_plainly(drawn: Drawn) -> list[float]:
    """Return the same by one visibility graph, sight by sight."""
    rooms, passages, spots = drawn
    free = open_floor(rooms, passages).buffer(-CLEAR_M, join_style="mitre")
    shapes = getattr(free, "geoms", [free])
    corners = [xy for part in shapes for ring in (part.exterior, *part.interiors) for xy in ring.coords[:-1]]
    doors = [(n, xy) for n, p in enumerate(passages) if len(p.rooms) == 1 for xy in passage_points(p.line)]
    points = [(s.at.x, s.at.y) for s in spots] + [xy for _, xy in doors] + corners
    grown = free.buffer(1e-6)
    prepare(grown)
    rows, columns, lengths = [], [], []
    for i, one in enumerate(points):
        for j in range(i):
            sight = LineString([one, points[j]])
            if grown.covers(sight):
                rows.append(i)
                columns.append(j)
                lengths.append(sight.length)
    graph = coo_array((lengths, (rows, columns)), shape=(len(points),) * 2).tocsr()
    goals = range(len(spots), len(spots) + len(doors))
    found, _ = dijkstra(graph, directed=False, indices=list(goals), return_predecessors=True)
    return [float(metres) for metres in found.min(axis=0)[: len(spots)]]


def timed(find: Callable[[Drawn], list[float]], drawn: Drawn) -> tuple[float, list[float]]:
    """Return the seconds of processor time, and what was found."""
    start = time.process_time()
    found = find(drawn)
    return time.process_time() - start, found


def main() -> None:
    """Print seconds for a floor by both, their ratio, and how the lengths compare."""
    rooms, doors, _ = random_wing(random.Random(7), BAYS)
    drawn = rooms, doors, [Spot(n, find_pole(room)) for n, room in enumerate(rooms)]
    walk(drawn)  # what is imported once is not counted
    mine, found = min((timed(walk, drawn) for _ in range(RUNS)), key=lambda pair: pair[0])
    plain, metres = timed(walk_plainly, drawn)
    print(f"{len(rooms)} spaces, {len(doors)} doors")
    print(f"campusmap      {mine:8.3f} s   {len(found)} ways, {np.mean(found):.2f} m on average")
    known = [m for m in metres if np.isfinite(m)]
    print(f"plain Shapely  {plain:8.3f} s   {len(known)} ways, {np.mean(known):.2f} m on average")
    print(f"ratio          {plain / mine:8.0f}")


if __name__ == "__main__":
    main()
