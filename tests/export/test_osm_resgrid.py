"""osm.geojson by GDAL and our own indoor reader; Resgrid's zones by the rules of its importer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from demo_campus import demo_kit
from export.read_back import Seen, doors, missed, placed, to_metres
from shapely.geometry import shape

from campusmap.export.osm import write_osm
from campusmap.export.resgrid import write_resgrid
from campusmap.model.kit import Kit
from campusmap.pipeline.inspect import examine_drawing


@pytest.fixture(scope="module")
def osm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_osm(demo_kit(), tmp_path_factory.mktemp("osm"))[0]


def test_the_file_says_that_it_is_private(osm: Path) -> None:
    data = json.loads(osm.read_text("utf-8"))
    assert data["private"] is True and data["upload"] == "never" and "do not upload" in data["warning"]
    assert all("do not upload" in feature["properties"]["note"] for feature in data["features"])


def test_gdal_finds_every_placed_room_door_and_device(osm: Path) -> None:
    kit = demo_kit()
    frame = pyogrio.read_dataframe(osm).fillna("")
    for _, floor in placed(kit):
        here = frame[(frame["level"] == str(floor.ordinal)) & frame["campusmap:id"].str.startswith(f"{floor.id}/")]
        rooms = here[here["indoor"] != ""]
        found = [
            Seen(r + n, to_metres(kit, at))
            for r, n, at in zip(rooms["ref"], rooms["name"], rooms.geometry, strict=True)
        ]
        assert missed((Seen(s.shown_number + s.name, s.outline) for s in floor.spaces), found) == []
        assert len(found) == len(floor.spaces)
        ways = here[here["door"] != ""]
        seen = [Seen(ref, to_metres(kit, at)) for ref, at in zip(ways["ref"], ways.geometry, strict=True)]
        wanted = [Seen(o.shown_number, o.line.interpolate(0.5, normalized=True)) for o in doors(floor)]
        assert missed(wanted, seen) == [] and len(seen) == len(wanted)
    there = [Seen(m.kind, m.at) for m in kit.campus.markers if m.at is not None and m.status != "none"]
    devices = frame[frame["campusmap:kind"] != ""]
    seen = [Seen(k, to_metres(kit, at)) for k, at in zip(devices["campusmap:kind"], devices.geometry, strict=True)]
    assert missed(there, seen) == [] and len(seen) == len(there)
    assert set(devices[devices["campusmap:kind"] == "AED"]["emergency"]) == {"defibrillator"}


def test_main_entrances_are_told_from_other_ones(osm: Path) -> None:
    frame = pyogrio.read_dataframe(osm).fillna("")
    assert sorted(frame[frame["entrance"] == "main"]["ref"]) == ["1", "1"]
    assert (frame["entrance"] == "yes").sum() > 2


@pytest.mark.parametrize("level", [0, 1])
def test_our_own_reader_finds_the_same_level(level: int, osm: Path) -> None:
    floors = [floor for _, floor in placed(demo_kit()) if floor.ordinal == level]
    read = examine_drawing(osm, level=str(level)).floor
    wanted = sorted((s.shown_number, s.name) for f in floors for s in f.spaces)
    assert sorted((s.number, s.name) for s in read.spaces) == wanted
    areas = sorted(s.outline.area for f in floors for s in f.spaces)
    assert sorted(s.outline.area for s in read.spaces) == pytest.approx(areas, rel=0.01, abs=0.2)
    numbers = sorted(o.shown_number for f in floors for o in doors(f) if o.shown_number)
    assert sorted(o.number for o in read.openings if o.number) == numbers


def imported(path: Path) -> list[tuple[str, tuple[float, float]]]:
    """Take zones as the importer does: a name, and the mean of the first ring, 0, 0 for shapes of several parts."""
    zones = []
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        geometry, name = feature["geometry"], feature["properties"].get("name") or "Imported Region"
        corners: Any = {
            "Point": [geometry["coordinates"]],
            "LineString": geometry["coordinates"],
            "Polygon": geometry["coordinates"][0],
        }.get(geometry["type"], [[0, 0]])
        zones.append((name, (sum(c[0] for c in corners) / len(corners), sum(c[1] for c in corners) / len(corners))))
    return zones


def test_every_zone_has_a_name_and_a_middle(tmp_path: Path) -> None:
    kit = demo_kit()
    paths = write_resgrid(kit, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "resgrid.geojson", "resgrid/annex-1.geojson", "resgrid/main-1.geojson", "resgrid/main-2.geojson",
        "resgrid/site.geojson",
    ]  # fmt: skip
    whole, *parts = map(imported, paths)
    assert sorted(whole) == sorted(zone for part in parts for zone in part)
    assert all(
        name != "Imported Region" and -122.01 < lon < -121.99 and 37.39 < lat < 37.41 for name, (lon, lat) in whole
    )
    names = [name for name, _ in whole]
    assert "101 Grade 3 - Main Building, First floor" in names and "Door 1 - Main Building, First floor" in names


def test_every_placed_room_is_a_zone_of_its_floor(tmp_path: Path) -> None:
    kit = demo_kit()
    write_resgrid(kit, tmp_path)
    for _, floor in placed(kit):
        data = json.loads((tmp_path / "resgrid" / f"{floor.id.replace('/', '-')}.geojson").read_text("utf-8"))
        found = [Seen(f["properties"]["campusmap_id"], to_metres(kit, shape(f["geometry"]))) for f in data["features"]]
        assert missed((Seen(s.id, s.outline) for s in floor.spaces), found) == []
        devices = [
            Seen(m.id, m.at) for m in kit.campus.markers if m.floor == floor.id and m.at is not None and not m.status
        ]
        assert missed(devices, found) == []


@pytest.mark.parametrize("write", [write_osm, write_resgrid])
def test_a_campus_without_coordinates_gets_no_file(write: Any, tmp_path: Path) -> None:
    kit: Kit = demo_kit()
    assert write(replace(kit, campus=replace(kit.campus, epsg=None, north=None, grid=None)), tmp_path) == []
    assert list(tmp_path.iterdir()) == []
