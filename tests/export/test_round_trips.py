"""Samples and real projects: no room, number, floor, door or device is lost on its way through the files of a kit.

The default form takes the smallest sample; the long form takes all, and every real project.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import ezdxf
import pyogrio
import pytest
from export.imdf_rules import check, open_archive
from export.read_back import Seen, doors, missed, placed, to_metres
from shapely.geometry import Point, Polygon

from campusmap.export.gpkg import write_gpkg
from campusmap.export.imdf import write_imdf
from campusmap.export.ng911 import write_ng911
from campusmap.export.osm import write_osm
from campusmap.export.resgrid import write_resgrid
from campusmap.export.rooms_dxf import write_rooms_dxf
from campusmap.model.kit import Kit
from campusmap.model.places import Floor, Marker
from campusmap.pipeline.build import judge_campus
from campusmap.pipeline.inspect import examine_drawing

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = "sample_campuses/maple-elementary"
LONG = (
    "sample_campuses/cedar-ridge-high", "sample_campuses/harbor-middle", "tests/real/apb_tudresden",
    "tests/real/contoso_pkg1", "tests/real/contoso_pkg2", "tests/real/ifc_duplex", "tests/real/polymap_spbstu",
    "tests/real/wrld_office",
)  # fmt: skip
FOLDERS = [DEFAULT, *(pytest.param(name, marks=pytest.mark.full) for name in LONG)]
every_campus = pytest.mark.parametrize("name", FOLDERS)


@cache
def judged(name: str) -> Kit:
    return judge_campus(ROOT / name, issued="2026-11-01", sheets=False)[0]


@pytest.fixture
def kit(name: str, request: pytest.FixtureRequest) -> Kit:
    if name.startswith("tests/real"):
        request.getfixturevalue("real_data")
    return judged(name)


def file_of(write: Callable[[Kit, Path], list[Path]], kit: Kit, folder: Path) -> Path | None:
    """Write a file; a campus without coordinates gets none, which is all that can be held of it."""
    paths = write(kit, folder)
    assert bool(paths) == any(True for _ in placed(kit))
    return paths[0] if paths else None


def rooms(floor: Floor) -> list[Seen]:
    return [Seen(space.shown_number, space.outline) for space in floor.spaces]


def standing(kit: Kit) -> list[Marker]:
    floors = {floor.id for _, floor in placed(kit)}
    known = {floor.id for b in kit.campus.buildings for floor in b.floors}
    return [m for m in kit.campus.markers if m.at is not None and (m.floor in floors or m.floor not in known)]


@every_campus
def test_imdf(kit: Kit, tmp_path: Path) -> None:
    path = file_of(write_imdf, kit, tmp_path)
    if path is None:
        return
    manifest, layers = open_archive(path)
    assert check(manifest, layers) == []
    frame = pyogrio.read_dataframe(f"/vsizip/{path}/unit.geojson")
    ways = pyogrio.read_dataframe(f"/vsizip/{path}/opening.geojson")
    keys = {
        (level["properties"]["name"]["en"], level["properties"]["building_ids"][0]): level["id"]
        for level in layers["level"]
    }
    assert len(keys) == sum(bool(floor.spaces) or not floor.outline.is_empty for _, floor in placed(kit))
    left = dict(keys)
    for _, floor in placed(kit):
        for key in [k for (title, _), k in left.items() if title == (floor.name or floor.id)]:
            rows = frame[frame["level_id"] == key]
            found = [Seen(said(n), to_metres(kit, at)) for n, at in zip(rows["alt_name"], rows.geometry, strict=True)]
            if len(found) != len(floor.spaces) or missed(rooms(floor), found):
                continue
            here = ways[ways["level_id"] == key]
            seen = [Seen(said(n), to_metres(kit, at)) for n, at in zip(here["name"], here.geometry, strict=True)]
            assert missed((Seen(o.shown_number, o.line) for o in doors(floor)), seen) == []
            left = {title: other for title, other in left.items() if other != key}
            break
        else:
            pytest.fail(f"no level holds the rooms of {floor.id}")
    assert left == {}
    told = [f for kind in ("amenity", "responder") for f in layers[kind] if f["properties"]["category"] != "hardcorner"]
    names = Counter((f["properties"]["name"] or {"en": ""})["en"] for f in told)
    assert names == Counter(marker.label.strip() for marker in kit.campus.markers)


def said(label: object) -> str:
    told = json.loads(label) if isinstance(label, str) else label
    return str(told["en"]) if isinstance(told, dict) else ""


@every_campus
def test_imdf_by_our_own_reader(kit: Kit, tmp_path: Path) -> None:
    path = file_of(write_imdf, kit, tmp_path)
    if path is None:
        return
    wanted = Counter(s.shown_number for _, f in placed(kit) for s in f.spaces if s.shown_number)
    got: Counter[str] = Counter()
    for level in open_archive(path)[1]["level"]:
        if any(u["properties"]["level_id"] == level["id"] for u in open_archive(path)[1]["unit"]):
            got.update(s.number for s in examine_drawing(path, level=level["id"]).floor.spaces if s.number)
    assert wanted - got == Counter()


@every_campus
def test_osm(kit: Kit, tmp_path: Path) -> None:
    path = file_of(write_osm, kit, tmp_path)
    if path is None:
        return
    frame = pyogrio.read_dataframe(path)
    frame["ref"] = frame["ref"].map(text) if "ref" in frame else ""
    shapes = dict(zip(frame["campusmap:id"], (to_metres(kit, at) for at in frame.geometry), strict=True))
    labels = dict(zip(frame["campusmap:id"], frame["ref"], strict=True))
    for _, floor in placed(kit):
        found = [Seen(labels[s.id], shapes[s.id]) for s in floor.spaces]
        assert missed(rooms(floor), found) == []
        middles = [Seen(o.shown_number, o.line.interpolate(0.5, normalized=True)) for o in doors(floor)]
        assert missed(middles, [Seen(labels[o.id], shapes[o.id]) for o in doors(floor)]) == []
    there = [m for m in standing(kit) if m.status != "none"]
    assert missed((Seen(m.id, m.at) for m in there if m.at), [Seen(m.id, shapes[m.id]) for m in there]) == []


@every_campus
def test_ng911(kit: Kit, tmp_path: Path) -> None:
    path = file_of(write_ng911, kit, tmp_path)
    if path is None:
        return
    areas = pyogrio.read_dataframe(path, layer="SiteStructureAddressPolygon")
    inside = areas[areas["Placement"] == "Interior"]
    found = [
        Seen(number if isinstance(number, str) else "", to_metres(kit, shape.geoms[0]))
        for number, shape in zip(inside["Room"], inside.geometry, strict=True)
    ]
    wanted = [room for _, floor in placed(kit) for room in rooms(floor)]
    assert missed(wanted, found) == [] and len(found) == len(wanted)
    floors = inside.dropna(subset=["FloorIndex"]).groupby(["Structure", "Floor"]).ngroups
    assert floors == sum(bool(floor.spaces) for _, floor in placed(kit))
    points = pyogrio.read_dataframe(path, layer="SiteStructureAddressPoint")
    entries = (points["Placement"] == "ExteriorAccess").sum()
    assert entries == sum(o.exterior for _, floor in placed(kit) for o in doors(floor))
    devices = pyogrio.read_dataframe(path, layer="LocationMarkerPoint")
    assert len(devices) == sum(m.status in {"", "planned"} for m in standing(kit))


@every_campus
def test_resgrid(kit: Kit, tmp_path: Path) -> None:
    file_of(write_resgrid, kit, tmp_path)
    for _, floor in placed(kit):
        if floor.spaces:
            frame = pyogrio.read_dataframe(tmp_path / "resgrid" / f"{floor.id.replace('/', '-')}.geojson")
            found = [Seen(k, to_metres(kit, at)) for k, at in zip(frame["campusmap_id"], frame.geometry, strict=True)]
            assert missed((Seen(s.id, s.outline) for s in floor.spaces), found) == []
            assert all(
                name.startswith(s.shown_number)
                for s in floor.spaces
                for name in frame[frame["campusmap_id"] == s.id]["name"]
            )


@every_campus
def test_rooms_dxf(kit: Kit, tmp_path: Path) -> None:
    path = write_rooms_dxf(kit, tmp_path)[0]
    drawing = ezdxf.readfile(path)  # type: ignore[attr-defined]
    assert not drawing.audit().errors
    by_layer: dict[str, list[Seen]] = {}
    numbers: Counter[str] = Counter()
    for entity in drawing.modelspace():
        if entity.dxftype() == "LWPOLYLINE" and entity.closed:
            key = entity.get_xdata("CAMPUSMAP")[0].value
            by_layer.setdefault(entity.dxf.layer, []).append(Seen(key, Polygon(entity.get_points("xy"))))
        elif entity.dxftype() == "LWPOLYLINE" and entity.dxf.layer.endswith("-DOOR"):
            by_layer.setdefault(entity.dxf.layer, []).append(Seen("", Point(entity.get_points("xy")[0])))
        elif entity.dxftype() == "TEXT" and entity.dxf.layer.endswith("-NUMBER") and "DOOR" not in entity.dxf.layer:
            numbers[entity.dxf.text] += 1
    floors = [floor for b in kit.campus.buildings for floor in b.floors]
    for floor in floors:
        layer = floor.id.replace("/", "-")
        drawn = by_layer.get(f"{layer}-ROOM", [])
        assert Counter(one.label for one in drawn) == Counter(s.id for s in floor.spaces)
        if floor.frame.placed:
            solid = [Seen(s.id, Polygon(s.outline.exterior)) for s in floor.spaces]
            assert missed(solid, drawn, 0.001) == []
        assert len(by_layer.get(f"{layer}-DOOR", [])) == len(doors(floor))
    wanted = Counter(" ".join(s.shown_number.split()) for f in floors for s in f.spaces if s.shown_number.strip())
    assert numbers == wanted


@every_campus
def test_geopackage(kit: Kit, tmp_path: Path) -> None:
    path = write_gpkg(kit, tmp_path)[0]
    spaces = pyogrio.read_dataframe(path, layer="spaces", read_geometry=False).set_index("id")
    told = {key: (text(number), floor) for key, number, floor in spaces[["number", "floor"]].itertuples()}
    wanted = {s.id: (s.number, f.id) for b in kit.campus.buildings for f in b.floors for s in f.spaces}
    assert told == wanted and len(spaces) == len(wanted)
    assert len(pyogrio.read_dataframe(path, layer="markers")) == len(kit.campus.markers)


def text(value: object) -> str:
    """Return a cell's text, "" for what pandas makes of a blank one."""
    return value if isinstance(value, str) else ""
