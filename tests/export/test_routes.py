"""The routes layer: every way on foot, a line for each floor that it leads over."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pyogrio
import pytest
from demo_campus import demo_kit
from shapely.geometry import shape

from campusmap.export.columns import LAYERS, make_records
from campusmap.export.geojson import make_collection
from campusmap.export.gpkg import write_gpkg
from campusmap.model.kit import Kit
from campusmap.safety.ways import add_ways

ROUTES = next(layer for layer in LAYERS if layer.name == "routes")


def walked_kit() -> Kit:
    kit = demo_kit()
    return replace(kit, analysis=add_ways(kit.analysis, kit.campus, kit.project.reach))


def test_every_leg_is_a_record_and_legs_make_the_way() -> None:
    kit = walked_kit()
    legs = defaultdict(list)
    for row, line in make_records(ROUTES, kit):
        assert tuple(row) == ROUTES.columns and line is not None
        assert row["leg_m"] == pytest.approx(line.length, abs=0.01)
        assert row["length_ft"] == pytest.approx(row["length_m"] / 0.3048, abs=0.06)
        assert (row["opening_id"] is None) is (row["purpose"] not in ("exit", "second_exit"))
        assert (row["opening_id"] is None) is not (row["marker_id"] is None)
        legs[row["space_id"], row["purpose"]].append(row)
    ways = {(way.space, way.purpose): way for way in kit.analysis.ways if way.legs}
    assert set(legs) == set(ways) and any(len(rows) > 1 for rows in legs.values())
    for key, rows in legs.items():
        assert [row["leg"] for row in sorted(rows, key=lambda row: row["leg"])] == list(range(1, len(rows) + 1))
        assert {row["legs"] for row in rows} == {len(rows)} and rows[0]["length_m"] == ways[key].length_m
        assert sum(row["leg_m"] for row in rows) <= ways[key].length_m + 0.02
    assert len({row["id"] for row, _ in make_records(ROUTES, kit)}) == sum(map(len, legs.values()))


def test_other_programs_read_them(tmp_path: Path) -> None:
    kit = walked_kit()
    (path,) = write_gpkg(kit, tmp_path)
    told = pyogrio.read_dataframe(path, layer="routes", use_arrow=False)
    features = json.loads(make_collection(ROUTES, kit))["features"]
    assert len(told) == len(features) == len(make_records(ROUTES, kit)) > 0
    assert set(told.geometry.geom_type) == {"LineString"}
    assert all(shape(feature["geometry"]).geom_type == "LineString" for feature in features)
    assert set(told.columns) == {*ROUTES.columns, "geometry"}
