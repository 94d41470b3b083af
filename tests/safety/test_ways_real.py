"""Ways on real floors: against an exact visibility graph built here, and against a network that a surveyor drew."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from ingest.indoor_truth import Case, list_cases
from pyproj import Transformer
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from shapely import LineString, MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.doorways import CLEAR_M
from campusmap.geometry.reach import Passage, Spot, find_ways
from campusmap.geometry.shortest import find_each, trace
from campusmap.model.places import Building, Floor
from campusmap.model.project import IndoorColumns
from campusmap.pipeline.inspect import examine_drawing
from campusmap.safety.walking import Site, lay_out

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
CASES = {case.name: case for case in list_cases(DATA)} if DATA.is_dir() else {}
pytestmark = pytest.mark.usefixtures("real_data")


@cache
def floor_of(name: str) -> Floor:
    case: Case = CASES[name]
    return examine_drawing(case.path, (), case.level, IndoorColumns(**case.columns) if case.columns else None).floor


def site_of(floor: Floor) -> Site:
    return lay_out(Building("b", "b", "b", MultiPolygon(), (floor,)), ())


def walk_to(site: Site, goal: int) -> tuple[np.ndarray, list[BaseGeometry]]:
    """Return the metres from every space's label to one space's, and the lines to walk."""
    each = find_each(site.ways, [[goal]])
    ways = [trace(each.next_nodes[0], n) for n in range(len(site.spaces))]
    lines = [LineString(site.ways.xy[way]) if len(way) > 1 else Point(site.ways.xy[way[0]]) for way in ways]
    return each.metres[0, : len(site.spaces)], lines


def open_space(site: Site, clearance: float) -> BaseGeometry:
    """Return where a walker may be: inside the rooms and doorways, off every room's edge that no doorway opens."""
    strips = [door.line.buffer(0.45, cap_style="flat", join_style="mitre") for door in site.doors]
    edges = shapely.union_all([room.boundary for room in site.rooms]).difference(shapely.union_all(strips))
    walls = edges.buffer(clearance, cap_style="square", join_style="mitre")
    return shapely.union_all([*site.rooms, *strips]).difference(walls)


def exact_to(site: Site, goal: int) -> np.ndarray:
    """Return the exact metres between the same labels: every corner of the open space against every other.

    Rooms carry a grid of a millimetre, on which nothing can be grown by a tenth of one.
    """
    free = shapely.set_precision(open_space(site, CLEAR_M - 1e-4), 0.0, mode="pointwise")
    parts = shapely.get_parts(free)
    corners = shapely.get_coordinates([ring for p in parts for ring in (p.exterior, *p.interiors)])
    labels = site.ways.xy[: len(site.spaces)]
    points = np.concatenate([labels, np.unique(corners.round(6), axis=0)])
    one, two = np.triu_indices(len(points), 1)
    grown = free.buffer(1e-4, join_style="mitre")
    assert grown.area > free.area
    shapely.prepare(grown)
    seen = shapely.covers(grown, shapely.linestrings(np.stack([points[one], points[two]], axis=1)))
    one, two = one[seen], two[seen]
    graph = coo_array((np.hypot(*(points[one] - points[two]).T), (one, two)), shape=(len(points),) * 2)
    found: np.ndarray = dijkstra(graph.tocsr(), directed=False, indices=goal)[: len(labels)]
    return found


def compare(name: str) -> np.ndarray:
    """Return how much longer the ways to the best joined space of a floor are than the exact ones, as shares."""
    site = site_of(floor_of(name))
    joined = [joined for door in site.doors for joined in door.joins]
    goal = max(range(len(site.spaces)), key=lambda n: (joined.count(site.spaces[n].id), -n))
    mine, exact = walk_to(site, goal)[0], exact_to(site, goal)
    assert np.isinf(mine[np.isinf(exact)]).all()
    known = np.isfinite(mine) & np.isfinite(exact) & (mine > 1)
    return mine[known] / exact[known] - 1


@pytest.mark.parametrize("name", ["E_1", "V_1"])
def test_ways_on_a_real_floor_are_the_exact_ones(name: str) -> None:
    excess = compare(name)
    assert len(excess) > 12
    assert excess.min() > -0.003 and excess.max() < 0.02  # doorways here and there are not cut at the same millimetre


@pytest.mark.full
@pytest.mark.parametrize("name", ["E_-1", "E_0", "E_2", "V_0", "V_2", "HS_0"])
def test_ways_on_more_real_floors_are_the_exact_ones(name: str) -> None:
    excess = compare(name)
    print(name, np.quantile(excess, [0, 0.5, 0.9, 1]).round(4))
    assert excess.min() > -0.003 and excess.max() < 0.02


def test_ways_cross_no_wall_of_a_real_floor() -> None:
    site = site_of(floor_of("westport-house-floor-3"))
    joined = [joined for door in site.doors for joined in door.joins]
    goal = max(range(len(site.spaces)), key=lambda n: joined.count(site.spaces[n].id))
    metres, lines = walk_to(site, goal)
    free = open_space(site, 0.1).buffer(0.02)
    known = np.flatnonzero(np.isfinite(metres))
    crossing = [site.spaces[n].id for n in known if not free.covers(lines[n])]
    assert len(known) > 60 and len(crossing) <= 0.05 * len(known), crossing


def network_of(name: str, epsg: int) -> tuple[np.ndarray, coo_array]:
    """Return a surveyor's path network: its points in metres, and the metres between those that a path joins."""
    features = json.loads((DATA / "westport_house" / f"{name}-paths.geojson").read_text("utf-8"))["features"]
    to_metres = Transformer.from_crs("EPSG:4326", f"EPSG:{epsg}", always_xy=True)
    lines = [LineString(list(zip(*to_metres.transform(*zip(*f["geometry"]["coordinates"], strict=True)), strict=True)))
             for f in features]  # fmt: skip
    noded = shapely.get_parts(shapely.node(shapely.set_precision(shapely.union_all(lines), 0.05)))
    ends = np.array([(line.coords[k], line.coords[k + 1]) for line in noded for k in range(len(line.coords) - 1)])
    points, index = np.unique(ends.reshape(-1, 2).round(2), axis=0, return_inverse=True)
    steps = index.reshape(-1, 2)
    lengths = np.hypot(*(points[steps[:, 0]] - points[steps[:, 1]]).T)
    return points, coo_array((lengths, (steps[:, 0], steps[:, 1])), shape=(len(points),) * 2)


def test_ways_are_hardly_longer_than_a_drawn_network() -> None:
    """A drawn network runs along middles and turns at right angles: the shortest way is as long or shorter."""
    site = site_of(floor_of("westport-house-floor-2"))
    points, steps = network_of("westport-house-floor-2", 32630)
    room_of = {n: k for n, at in enumerate(points) for k, room in enumerate(site.rooms) if room.covers(Point(at))}
    passages = [Passage(d.line, tuple(n for n, s in enumerate(site.spaces) if s.id in d.joins)) for d in site.doors]
    nodes = sorted(room_of)
    ways = find_ways(list(site.rooms), passages, [Spot(room_of[n], Point(points[n])) for n in nodes])
    mine = find_each(ways, [[k] for k in range(len(nodes))]).metres[:, : len(nodes)]
    drawn = dijkstra(steps.tocsr(), directed=False)[np.ix_(nodes, nodes)]
    judged = np.isfinite(drawn) & np.isfinite(mine) & (drawn > 5)
    ratio = mine[judged] / drawn[judged]
    print(np.quantile(ratio, [0, 0.1, 0.5, 0.9, 0.99, 1]).round(3))
    assert (
        judged.sum() > 500 and np.isfinite(mine[np.isfinite(drawn)]).mean() > 0.7
    )  # doors that the file lacks part some
    assert np.median(ratio) < 1.0 and np.quantile(ratio, 0.9) < 1.05
