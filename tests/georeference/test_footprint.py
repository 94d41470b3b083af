"""Footprints: matching, site areas, and the offset against brute force."""

from __future__ import annotations

import math

import numpy as np
import pytest
from pyproj import Geod
from shapely import GeometryCollection, LineString, MultiPoint, MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, translate

from campusmap.errors import InputError
from campusmap.georeference.epsg import choose_epsg
from campusmap.georeference.footprint import (
    check_offset,
    features_to_areas,
    footprint_shape,
    leftover_areas,
    match_footprints,
    outline_offset,
)
from campusmap.georeference.north import lay_true_north
from campusmap.model.feature import Feature
from campusmap.model.frame import Frame
from campusmap.model.plan import Geodata, Plan
from campusmap.model.project import BuildingEntry, CampusEntry, ControlPoint, FloorEntry, Placement, Project
from campusmap.model.source import Ref

SQUARE = box(-121.495, 38.581, -121.494, 38.582)
EPSG = 32610


def feature(id="", number="", name="", kind="", shape=SQUARE, place="feature 1"):
    return Feature(id, number, name, kind, shape, {}, Ref("footprints.geojson", place=place))


@pytest.mark.parametrize(
    ("entry", "given"),
    [
        (BuildingEntry("MAIN"), feature(id="main")),
        (BuildingEntry("x", number="007"), feature(number="7")),
        (BuildingEntry("x", name="Café Building"), feature(name="CAFE BUILDING")),
        (BuildingEntry("x", footprint="way/12"), feature(id="way/12", number="9")),
        (BuildingEntry("x", footprint="Gym"), feature(name="gym")),
    ],
)
def test_a_building_finds_its_footprint(entry, given):
    matched, notices = match_footprints([feature(id="other"), given], [entry])
    assert matched == {entry.id: given} and not notices


def test_no_footprint_two_footprints_and_a_shared_one_are_told():
    features = [feature(id="a"), feature(id="A"), feature(number="5"), feature(id="p", kind="Parking Lot")]
    entries = [BuildingEntry("A"), BuildingEntry("B"), BuildingEntry("C", number="5"), BuildingEntry("D", number="5")]
    matched, notices = match_footprints(features, [*entries, BuildingEntry("p")])
    assert set(matched) == {"C", "D"}
    codes = [(n.code, n.subject) for n in notices]
    lost = "footprint.unmatched"
    assert codes == [(lost, "A"), (lost, "B"), ("footprint.shared", "D"), (lost, "p")]


def test_leftovers_become_neighbours_and_site_areas():
    ours, house, lot = feature(id="a"), feature(id="b", name="Church"), feature(name="North lot", kind="Parking Lot")
    areas, notices = leftover_areas([ours, house, lot], {"A": ours}, EPSG)
    assert [(a.id, a.kind, a.name) for a in areas] == [
        ("site/b", "neighbour", "Church"), ("site/north-lot", "parking", "North lot")
    ]  # fmt: skip
    assert [(n.code, n.count) for n in notices] == [("footprint.unused", 1)]


def test_site_areas_have_unique_ids_house_kinds_and_simple_shapes():
    collection = GeometryCollection([Point(-121.5, 38.5), MultiPoint([(-121.5, 38.6), (-121.4, 38.6)])])
    features = [
        feature(kind="Street", shape=LineString([(-121.5, 38.5), (-121.5, 38.6)])),
        feature(kind="road", shape=LineString([(-121.4, 38.5), (-121.5, 38.6)])),
        feature(kind="Bus loop", name="Loop", shape=collection),
        feature(kind="", name="?"),
    ]
    areas = features_to_areas(features, EPSG)
    assert " ".join(a.id[5:] for a in areas) == "road road-2 loop loop-2 loop-3 other"
    assert [a.kind for a in areas] == ["road", "road", "Bus loop", "Bus loop", "Bus loop", "other"]
    assert {a.shape.geom_type for a in areas} == {"LineString", "Point", "Polygon"}


def test_a_footprint_has_its_area_on_the_ground():
    shape = footprint_shape(feature(), EPSG)
    assert isinstance(shape, MultiPolygon)
    assert shape.area == pytest.approx(abs(Geod(ellps="WGS84").geometry_area_perimeter(SQUARE)[0]), rel=1e-3)


def brute_stray(a, b):
    steps = [np.array(a.exterior.interpolate(d).coords[0]) for d in np.arange(0, a.exterior.length, 0.05)]
    return max(b.exterior.distance(Point(p)) for p in steps)


@pytest.mark.parametrize("turn", [0, 5, 90])
def test_the_offset_agrees_with_brute_force(turn):
    footprint = Polygon([(0, 0), (60, 0), (60, 20), (30, 20), (30, 40), (0, 40)])
    outline = translate(rotate(footprint, turn), 1.5, 0)
    brute = max(brute_stray(outline, footprint), brute_stray(footprint, outline))
    assert outline_offset(outline, footprint) == pytest.approx(brute, abs=0.3)
    assert outline_offset(outline, footprint) <= outline.boundary.hausdorff_distance(footprint.boundary) + 30


def test_a_courtyard_and_a_set_back_upper_floor_stray_nowhere():
    whole, yard = box(0, 0, 50, 50), box(20, 20, 30, 30)
    assert outline_offset(whole - yard, whole) == 0
    assert outline_offset(box(0, 0, 30, 50), whole) == pytest.approx(20)
    assert outline_offset(box(0, 0, 30, 50), whole, both_ways=False) == 0
    assert outline_offset(box(0, 0, 53, 50), whole, both_ways=False) == pytest.approx(3)


def test_only_a_large_offset_of_a_placed_floor_is_told():
    placed = Frame("anchor", (1, 0, 0, 0, 1, 0), True, True, "m", "header", True)
    for shift, codes in ((1.5, []), (3, ["place.offset"])):
        frame, notices = check_offset(placed, box(shift, 0, 10 + shift, 10), box(0, 0, 10, 10), "main/1")
        assert frame.offset_m == shift and [n.code for n in notices] == codes
    loose = Frame("none", (1, 0, 0, 0, 1, 0), False, True, "m", "header", True)
    assert check_offset(loose, box(0, 0, 1, 1), box(9, 9, 10, 10), "main/1") == (loose, ())


def project(epsg=None, placement=None):
    building = BuildingEntry("main", placement=placement, floor=(FloorEntry("1", 0, plan="a.dxf"),))
    return Project(CampusEntry("c", "C", epsg=epsg), building=(building,))


def test_the_zone_comes_from_footprints_then_placements_then_nothing(tmp_path):
    anchor = Placement("anchor", lonlat=(-80.0, 26.0))
    assert choose_epsg(project(placement=anchor), [feature()]) == 32610
    assert choose_epsg(project(placement=anchor)) == 32617
    assert choose_epsg(project()) is None
    points = Placement("control_points", crs="EPSG:2226", points=(ControlPoint((0, 0), ground=(6_700_000, 1_970_000)),))
    assert choose_epsg(project(placement=points)) == 32610
    (tmp_path / "a.wld").write_text("0,0 6700000,1970000")
    wld = Placement("wld", file="a.wld", crs="EPSG:2226")
    assert choose_epsg(project(placement=wld), folder=tmp_path) == 32610
    plan = Plan("a.dxf", "", "R2018", "m", (), (), (), (), (), Geodata("EPSG:32617", (1, 0, 5e5, 0, 1, 2.8e6)))
    assert choose_epsg(project(placement=Placement("geodata")), plans=[plan]) == 32617


@pytest.mark.parametrize("epsg", [99999999, 4326, 2226, 3857, 25832])
def test_a_crs_that_would_make_a_wrong_map_is_refused(epsg):
    with pytest.raises(InputError, match=r"campus\.epsg"):
        choose_epsg(project(epsg=epsg), [feature()])


def test_a_sound_crs_is_kept():
    assert choose_epsg(project(epsg=26910), [feature()]) == 26910
    assert choose_epsg(project(epsg=6417), [feature()]) == 6417  # state plane, California zone 2, metres


def test_true_north_is_a_frame_of_the_model():
    north = lay_true_north(EPSG, (630_000, 4_270_000))
    assert north.convergence_deg == pytest.approx(0.93, abs=0.02)
    a, b, c, d, e, f = north.matrix
    assert (a * 630_000 + b * 4_270_000 + c, d * 630_000 + e * 4_270_000 + f) == pytest.approx((0, 0), abs=1e-6)
    assert math.hypot(a, d) == pytest.approx(1.0004 - (630_000 - 5e5) ** 2 / (2 * 6.37e6**2), abs=1e-4)
