"""The IMDF archive against the standard's rules, GDAL, and our own reader."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from demo_campus import demo_kit
from export.imdf_rules import Layers, check, open_archive
from export.read_back import Seen, doors, missed, placed, to_metres

from campusmap.export.imdf import write_imdf
from campusmap.model.kit import Kit
from campusmap.model.places import Marker, Opening, OpeningKind
from campusmap.pipeline.inspect import examine_drawing


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_imdf(demo_kit(), tmp_path_factory.mktemp("imdf"))[0]


def test_the_archive_keeps_every_rule_of_the_standard(archive: Path) -> None:
    assert check(*open_archive(archive)) == []


def _first(layers: Layers, kind: str) -> dict[str, Any]:
    return layers[kind][0]["properties"]  # type: ignore[no-any-return]


BREAKS: dict[str, Callable[[Layers], Any]] = {
    "is not in the standard": lambda a: _first(a, "unit").update(category="principalsoffice"),
    "refers to a level": lambda a: _first(a, "unit").update(level_id="5" * 8),
    "is no label": lambda a: _first(a, "level").update(short_name=None),
    "not one venue": lambda a: a["venue"].clear(),
    "leaves its level": lambda a: a["unit"][0].update(geometry=a["venue"][0]["geometry"]),
    "display point lies beside": lambda a: _first(a, "unit").update(display_point={"coordinates": [0, 0]}),
    "no footprint on the ground": lambda a: _first(a, "footprint").update(category="aerial"),
    "used 2 times": lambda a: a["unit"].append(a["unit"][0]),
    "nothing declares": lambda a: a.update(widget=[]),
    "wrong properties": lambda a: _first(a, "amenity").update(colour="red"),
    "no code": lambda a: _first(a, "address").update(country="usa"),
    "on one floor": lambda a: [r["properties"].update(category="stairs") for r in a["relationship"]],
    "outer ring runs clockwise": lambda a: a["unit"][0]["geometry"]["coordinates"][0].reverse(),
}


@pytest.mark.parametrize("said", BREAKS)
def test_the_rules_find_what_breaks_them(said: str, archive: Path) -> None:
    manifest, layers = open_archive(archive)
    broken = copy.deepcopy(layers)
    BREAKS[said](broken)
    assert any(said in problem for problem in check(manifest, broken))


def test_gdal_finds_every_placed_room_door_and_device(archive: Path) -> None:
    kit = demo_kit()
    levels = {level["id"]: level for level in open_archive(archive)[1]["level"]}
    assert len(levels) == len(list(placed(kit))) == 3
    units = pyogrio.read_dataframe(f"/vsizip/{archive}/unit.geojson")
    for _, floor in placed(kit):
        key = next(k for k, level in levels.items() if level["properties"]["name"] == {"en": floor.name})
        rows = units[units["level_id"] == key]
        found = [
            Seen(_said(number) + _said(name), to_metres(kit, at))
            for number, name, at in zip(rows["alt_name"], rows["name"], rows.geometry, strict=True)
        ]
        assert missed((Seen(s.shown_number + s.name, s.outline) for s in floor.spaces), found) == []
        assert len(found) == len(floor.spaces)
        ways = pyogrio.read_dataframe(f"/vsizip/{archive}/opening.geojson").query("level_id == @key")
        seen = [Seen(_said(n), to_metres(kit, at)) for n, at in zip(ways["name"], ways.geometry, strict=True)]
        assert missed((Seen(o.shown_number, o.line) for o in doors(floor)), seen) == [] and len(seen) == len(
            doors(floor)
        )
    told = [f for kind in ("amenity", "responder") for f in open_archive(archive)[1][kind]]
    names = sorted(
        (f["properties"]["name"] or {"en": ""})["en"] for f in told if f["properties"]["category"] != "hardcorner"
    )
    assert names == sorted(marker.label for marker in kit.campus.markers)
    assert sum(f["properties"]["category"] == "hardcorner" for f in told) == len(kit.analysis.hard_corners)


def _said(label: Any) -> str:
    """Read a label as GDAL hands it on: a record or its text, nothing where there is none."""
    told = json.loads(label) if isinstance(label, str) else label
    return str(told["en"]) if isinstance(told, dict) else ""


def test_our_own_reader_finds_the_same_rooms(archive: Path) -> None:
    kit = demo_kit()
    for level in open_archive(archive)[1]["level"]:
        floor = next(f for _, f in placed(kit) if {"en": f.name} == level["properties"]["name"])
        read = examine_drawing(archive, level=level["id"]).floor
        assert sorted((s.number, s.name) for s in read.spaces) == sorted((s.shown_number, s.name) for s in floor.spaces)
        wanted = sorted(o.shown_number for o in doors(floor))
        assert sorted(o.number for o in doors(read)) == wanted
        areas = sorted(round(s.outline.area, 1) for s in floor.spaces)
        assert sorted(s.outline.area for s in read.spaces) == pytest.approx(areas, rel=0.01, abs=0.2)


def test_stairs_and_elevators_lead_from_floor_to_floor(archive: Path) -> None:
    told = [r["properties"]["category"] for r in open_archive(archive)[1]["relationship"]]
    assert (told.count("stairs"), told.count("elevator")) == (2, 1)
    kit = demo_kit()
    building = next(b for b in kit.campus.buildings if b.id == "main")
    below, above = (next(s for s in f.spaces if s.name == "Stair A") for f in building.floors)
    line = building.floors[0].openings[0].line
    flight = Opening("main/1/v-1", OpeningKind.VERTICAL, line, (below.id, above.id))
    floors = (replace(building.floors[0], openings=(*building.floors[0].openings, flight)), building.floors[1])
    path = _written(_with(kit, replace(building, floors=floors)), archive.parent / "vertical")
    manifest, layers = open_archive(path)
    assert check(manifest, layers) == []
    told = [r["properties"]["category"] for r in layers["relationship"]]
    assert (told.count("stairs"), told.count("elevator")) == (2, 1)
    assert len(layers["opening"]) == len(open_archive(archive)[1]["opening"])


def _with(kit: Kit, building: Any) -> Kit:
    others = tuple(building if b.id == building.id else b for b in kit.campus.buildings)
    return replace(kit, campus=replace(kit.campus, buildings=others))


def _written(kit: Kit, folder: Path) -> Path:
    folder.mkdir()
    return write_imdf(kit, folder)[0]


def test_ids_stay_when_other_things_change(archive: Path) -> None:
    kit = demo_kit()
    marker = Marker("m-new", "KEY_BOX", "Another")
    path = _written(
        replace(kit, campus=replace(kit.campus, markers=(marker, *kit.campus.markers))), archive.parent / "more"
    )
    before, after = ({f["id"] for fs in open_archive(p)[1].values() for f in fs} for p in (archive, path))
    assert before < after and len(after - before) == 1


def test_a_removed_aed_is_no_amenity(archive: Path) -> None:
    kit = demo_kit()
    gone = tuple(replace(m, status="removed") if m.kind == "AED" else m for m in kit.campus.markers)
    layers = open_archive(_written(replace(kit, campus=replace(kit.campus, markers=gone)), archive.parent / "gone"))[1]
    assert not [f for f in layers["amenity"] if f["properties"]["category"] == "defibrillator"]
    assert len([f for f in layers["responder"] if f["properties"]["category"] == "aed"]) == len(
        [m for m in kit.campus.markers if m.kind == "AED"]
    )


def test_numbers_that_are_words_come_back(archive: Path) -> None:
    kit = demo_kit()
    building = next(b for b in kit.campus.buildings if b.id == "annex")
    floors = tuple(
        replace(f, spaces=tuple(replace(s, number="GYM") if s.name == "Gym" else s for s in f.spaces))
        for f in building.floors
    )
    path = _written(_with(kit, replace(building, floors=floors)), archive.parent / "words")
    level = next(x for x in open_archive(path)[1]["level"] if x["properties"]["name"] == {"en": "Ground floor"})
    assert ("GYM", "Gym") in {(s.number, s.name) for s in examine_drawing(path, level=level["id"]).floor.spaces}


def test_a_campus_without_coordinates_gets_no_archive(tmp_path: Path) -> None:
    kit = demo_kit()
    assert write_imdf(replace(kit, campus=replace(kit.campus, epsg=None, north=None, grid=None)), tmp_path) == []
    assert list(tmp_path.iterdir()) == []
