"""The layers coverage and proposals: what is beyond a device's reach, against shapes worked by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pyogrio
import shapely
from demo_reach import kit_with_reach

from campusmap.export.geojson import write_geojson
from campusmap.export.gpkg import write_gpkg


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
