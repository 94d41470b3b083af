"""rooms.dxf read back by ezdxf and by GDAL: every room, number, door, device and finding, floor by floor."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import ezdxf
import pyogrio
import pytest
from demo_campus import demo_kit
from export.read_back import Seen, doors, missed, placed
from ezdxf.document import Drawing
from shapely import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from campusmap.export.markup_dxf import fixed_meta_data
from campusmap.export.rooms_dxf import make_rooms_dxf, write_rooms_dxf
from campusmap.model.kit import Kit
from campusmap.model.places import Floor, Marker


def read(kit: Kit) -> Drawing:
    return ezdxf.read(io.StringIO(make_rooms_dxf(kit).decode()))  # type: ignore[attr-defined,no-any-return]


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return read(demo_kit())


def on_layer(drawing: Drawing, layer: str) -> Iterator[Seen]:
    """Yield what lies on a layer, labelled by the id that it carries."""
    for entity in drawing.modelspace().query(f'*[layer=="{layer}"]'):
        label = entity.get_xdata("CAMPUSMAP")[0].value if entity.has_xdata("CAMPUSMAP") else ""
        if entity.dxftype() == "LWPOLYLINE":
            corners = [(x, y) for x, y in entity.get_points("xy")]  # type: ignore[attr-defined]
            shape: BaseGeometry = Polygon(corners) if entity.closed else LineString(corners)  # type: ignore[attr-defined]
            yield Seen(label, shape)
        elif entity.dxftype() == "POINT":
            yield Seen(label, Point(*entity.dxf.location.vec2))


def texts(drawing: Drawing, layer: str) -> list[tuple[str, Point]]:
    found = drawing.modelspace().query(f'TEXT[layer=="{layer}"]')
    return [(text.dxf.text, Point(*text.dxf.insert.vec2)) for text in found]


def test_a_cad_program_finds_nothing_to_mend(drawing: Drawing) -> None:
    assert not drawing.audit().errors and not drawing.audit().fixes
    assert drawing.units == 6 and drawing.dxfversion == "AC1024"


def test_every_placed_room_number_and_door_is_where_it_was(drawing: Drawing) -> None:
    for _, floor in placed(demo_kit()):
        layer = floor.id.replace("/", "-")
        rooms = list(on_layer(drawing, f"{layer}-ROOM"))
        assert missed((Seen(s.id, s.outline) for s in floor.spaces), rooms, 0.001) == []
        assert len(rooms) == len(floor.spaces)
        assert numbers_in(drawing, layer, floor) == {s.id: s.shown_number for s in floor.spaces if s.shown_number}
        ways = list(on_layer(drawing, f"{layer}-DOOR"))
        assert missed((Seen(o.id, o.line) for o in doors(floor)), ways, 0.001) == [] and len(ways) == len(doors(floor))
        tagged = sorted(text for text, _ in texts(drawing, f"{layer}-DOOR-NUMBER"))
        assert tagged == sorted(o.shown_number for o in doors(floor) if o.shown_number)


def numbers_in(drawing: Drawing, layer: str, floor: Floor) -> dict[str, str]:
    """Find which room each number stands in."""
    return {
        space.id: text
        for text, at in texts(drawing, f"{layer}-NUMBER")
        for space in floor.spaces
        if space.outline.contains(at)
    }


def test_devices_and_findings_are_there(drawing: Drawing) -> None:
    kit = demo_kit()
    there = [Seen(m.id, m.at) for m in kit.campus.markers if m.at is not None and m.status != "none"]
    layers = {layer.dxf.name for layer in drawing.layers if layer.dxf.name.endswith("-MARKER")}
    seen = [one for layer in layers for one in on_layer(drawing, layer) if one.shape.geom_type == "Point"]
    assert missed(there, seen, 0.001) == [] and len(seen) == len(there)
    assert " ".join(line for line, _ in texts(drawing, "main-2-FINDING")) == "ROOM-002 A room of 30.8 m2 has no number."


def test_only_ground_floors_are_on_at_first(drawing: Drawing) -> None:
    states = {layer.dxf.name: layer.is_on() for layer in drawing.layers}
    assert states["main-1-ROOM"] and not states["main-2-ROOM"] and states["annex-1-ROOM"] and states["annex-0-ROOM"]


def test_a_floor_without_coordinates_stands_beside_the_rest(drawing: Drawing) -> None:
    kit = demo_kit()
    loose = next(f for b in kit.campus.buildings for f in b.floors if not f.frame.placed)
    rooms = list(on_layer(drawing, f"{loose.id.replace('/', '-')}-ROOM"))
    assert sorted(r.shape.area for r in rooms) == pytest.approx(sorted(s.outline.area for s in loose.spaces))
    rest = box(*Polygon(kit.campus.buildings[1].footprint.geoms[0].exterior).bounds)
    assert all(room.shape.disjoint(rest) for room in rooms)
    assert "Annex, Basement: NOT PLACED" in [text for text, _ in texts(drawing, "NOTE")]


def test_gdal_reads_the_same(tmp_path: Path) -> None:
    kit = demo_kit()
    frame = pyogrio.read_dataframe(write_rooms_dxf(kit, tmp_path)[0])
    for _, floor in placed(kit):
        layer = floor.id.replace("/", "-")
        rooms = frame[frame["Layer"] == f"{layer}-ROOM"].geometry
        found = [Seen("", Polygon(ring.coords)) for ring in rooms]
        assert missed((Seen("", s.outline) for s in floor.spaces), found, 0.001) == [] and len(found) == len(
            floor.spaces
        )
        written = frame[frame["Layer"] == f"{layer}-NUMBER"]["Text"]
        assert sorted(written) == sorted(s.shown_number for s in floor.spaces if s.shown_number)


def test_hostile_texts_stay_texts() -> None:
    kit = demo_kit()
    bad = "%%u^J{\\fArial;x}\n\x00999\nEOF\ud800"
    at = kit.campus.buildings[0].footprint.representative_point()
    drawing = read(replace(kit, campus=replace(kit.campus, name=bad, markers=(Marker("m", bad, bad, at=at),))))
    assert not drawing.audit().errors
    (text, _), *_ = texts(drawing, "SITE-MARKER")
    assert "999 EOF" in text and "%%" not in text


def test_a_campus_without_coordinates_is_drawn_all_the_same() -> None:
    kit = demo_kit()
    bare = replace(kit, campus=replace(kit.campus, epsg=None, north=None, grid=None))
    assert len(list(on_layer(read(bare), "main-1-ROOM"))) == 19


def test_long_findings_are_broken_into_short_lines_that_cover_no_other() -> None:
    kit = demo_kit()
    long = [replace(finding, message="An overlong sentence about this room. " * 9) for finding in kit.review.findings]
    drawing = read(replace(kit, review=replace(kit.review, findings=(*long, *long))))
    lines = [text for text in drawing.modelspace().query("TEXT") if text.dxf.layer.endswith("-FINDING")]
    assert len(lines) > 3 and all(len(text.dxf.text) <= 36 for text in lines)
    assert any(text.dxf.text.endswith("…") for text in lines)
    places = [(round(text.dxf.insert.x, 2), round(text.dxf.insert.y, 2)) for text in lines]
    assert len(set(places)) == len(places)


def test_ezdxf_writes_the_drawing_that_it_reads_to_the_same_bytes() -> None:
    """Entities are written without it, so that tags, order, numbers and handles are held to what it writes itself."""
    before = make_rooms_dxf(demo_kit())
    document = ezdxf.read(io.StringIO(before.decode()))  # type: ignore[attr-defined]
    stream = io.StringIO()
    with fixed_meta_data():
        document.write(stream)
    assert stream.getvalue().encode() == before
    kinds = {entity.dxftype() for entity in document.modelspace()}
    assert kinds == {"LWPOLYLINE", "TEXT", "POINT", "CIRCLE"}
