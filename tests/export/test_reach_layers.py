"""The layers coverage and proposals: what is beyond a device's reach, against shapes worked by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyogrio
import shapely
from demo_campus import demo_kit
from shapely import MultiPolygon, box

from campusmap.export.geojson import write_geojson
from campusmap.export.gpkg import write_gpkg
from campusmap.model.kit import Kit
from campusmap.model.walking import Coverage, Proposal, Walking


def kit_with_reach() -> tuple[Kit, MultiPolygon]:
    """Return a kit in which half of one room is too far from an AED, and another kind was not assessed."""
    kit = demo_kit()
    floor = next(f for b in kit.campus.buildings for f in b.floors if f.frame.placed and f.spaces)
    room = floor.spaces[0]
    x0, y0, x1, y1 = room.outline.bounds
    half = MultiPolygon([box(x0, y0, (x0 + x1) / 2, y1)])
    walking = Walking(
        coverages=(
            Coverage(floor.id, "AED", "one_way", half, round(half.area, 1), (room.id,)),
            Coverage(floor.id, "AED", "round_trip", half, round(half.area, 1), (room.id,)),
            Coverage(floor.id, "BLEEDING_KIT", "round_trip", why="none is listed"),
        ),
        proposals=(Proposal("AED", floor.id.split("/")[0], 1, floor.id, room.id, half.centroid, (room.id,), 12.5),),
    )
    return replace(kit, analysis=replace(kit.analysis, walking=walking)), half


def test_what_is_beyond_reach_is_read_back_as_it_was(tmp_path: Path) -> None:
    kit, half = kit_with_reach()
    (path,) = write_gpkg(kit, tmp_path)
    rows = pyogrio.read_dataframe(path, layer="coverage").set_index("id")
    assert len(rows) == 3
    aed = rows[(rows.kind == "AED") & (rows.limit == "one_way")].iloc[0]
    assert aed.geometry.symmetric_difference(half).area < 0.01 and aed.limit_m == 90 * 1.5
    unknown = rows[rows.kind == "BLEEDING_KIT"].iloc[0]
    assert unknown.geometry is None and unknown.why == "none is listed" and unknown.isna().area_m2


def test_a_proposal_lies_where_it_was_put(tmp_path: Path) -> None:
    kit, _ = kit_with_reach()
    written = {path.stem: path for path in write_geojson(kit, tmp_path)}
    (feature,) = json.loads(written["proposals"].read_text("utf-8"))["features"]
    lon, lat = feature["geometry"]["coordinates"]
    (stretch,) = [f for f in json.loads(written["coverage"].read_text("utf-8"))["features"]
                  if f["properties"]["limit"] == "one_way"]  # fmt: skip
    assert shapely.from_geojson(json.dumps(stretch["geometry"])).contains(shapely.Point(lon, lat))
    assert feature["properties"]["rank"] == 1 and feature["properties"]["gained_m2"] == 12.5
