"""The sign list, the CAD layer and the table of proposed numbers, and that nobody takes them for the wall's."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import ezdxf
import pypdfium2
import pytest
from demo_campus import demo_kit
from shapely import Point

from campusmap.carto.packet import lay_out
from campusmap.export.csvs import write_csvs
from campusmap.export.geojson import write_geojson
from campusmap.export.numbers_dxf import NEW, OLD, write_number_drawings
from campusmap.export.proposal_table import count_words, proposal_csv, proposal_json, proposal_text
from campusmap.export.signs import list_signs, signs_csv
from campusmap.model.kit import Kit
from campusmap.model.places import Building, Floor, Space
from campusmap.model.proposal import Change, Proposal
from campusmap.numbering.propose import plan_changes
from campusmap.numbering.sign_size import numeral_size
from campusmap.render.pdf import render_packet
from campusmap.render.web.page import render_map

ROOM, DOOR, HOUSE = "7797", "88", "4242"


def home_of(kit: Kit) -> tuple[Building, Floor]:
    pairs = [(building, floor) for building in kit.campus.buildings for floor in building.floors]
    return next((b, f) for b, f in pairs if any(space.number == "103" for space in f.spaces))


def floor_room(floor: Floor) -> Space:
    return next(space for space in floor.spaces if space.number == "103")


def planned_kit() -> Kit:
    """Return the demo kit with a room's, a door's and a building's number planned."""
    kit = demo_kit()
    building, floor = home_of(kit)
    room = floor_room(floor)
    door = next(door for door in floor.openings if door.exterior and door.shown_number)
    changes = (
        Change("room", room.id, building.id, floor.id, "103", ROOM, "why; not"),
        Change("door", door.id, building.id, floor.id, door.shown_number, DOOR, "=because"),
        Change("building", building.id, building.id, "", building.number, HOUSE, "so"),
    )
    return replace(kit, campus=plan_changes(kit.campus, changes))


def proposal_of(kit: Kit) -> Proposal:
    changes = []
    for building in kit.campus.buildings:
        for floor in building.floors:
            for kind, things in (("door", floor.openings), ("room", floor.spaces)):
                changes += [
                    Change(kind, t.id, building.id, floor.id, t.shown_number, t.planned_number, "=because")  # type: ignore[arg-type]
                    for t in things
                    if t.planned_number in (ROOM, DOOR)
                ]
    return Proposal(tuple(changes), ("one remark",))


def test_a_planned_number_is_searched_and_never_shown(tmp_path: Path) -> None:
    kit = planned_kit()
    pdf = pypdfium2.PdfDocument(render_packet(lay_out(kit.campus, kit.project, kit.analysis), kit))
    words = {word for page in pdf for word in page.get_textpage().get_text_bounded().split()}
    assert "103" in words and not words & {ROOM, DOOR, HOUSE}
    for path in (*write_csvs(kit, tmp_path), *write_geojson(kit, tmp_path)):
        held = path.read_text("utf-8-sig")
        cells = {cell for row in csv.reader(io.StringIO(held)) for cell in row}
        assert not cells & {ROOM, DOOR, HOUSE}, path
        assert not any(f'"{number}"' in held for number in (ROOM, DOOR, HOUSE)), path
    page = render_map(kit)
    for number in (ROOM, DOOR, HOUSE):
        assert page.count(f'"{number}"') == page.count(f'"pl":"{number}"') == 1


def test_signs_say_both_sides_and_what_is_planned() -> None:
    rows = list(csv.DictReader(io.StringIO(signs_csv(list_signs(planned_kit().campus)))))
    mine = [row for row in rows if row["number"] == DOOR]
    assert [(row["side"], row["status"]) for row in mine] == [("inside", "planned"), ("outside", "planned")]
    assert all(row["numeral_in"] and row["replaces"] for row in mine)
    planned = [row for row in rows if row["status"] == "planned"]
    assert {row["number"] for row in planned} == {ROOM, DOOR, "110B"}
    assert {row["number"] for row in rows} >= {"101", "1"}
    only = list_signs(planned_kit().campus, only_planned=True)
    assert len(only) == len(planned)


@pytest.mark.parametrize(("feet", "inches"), [(10, 5), (75, 5), (76, 6), (150, 6), (151, 8), (250, 8), (251, 10)])
def test_numerals_grow_with_the_distance(feet: float, inches: float) -> None:
    assert numeral_size(feet) == inches


def test_outside_numerals_are_sized_by_the_nearest_drive() -> None:
    campus = planned_kit().campus
    far = [replace(area, kind="field") for area in campus.areas]
    unknown = list_signs(replace(campus, areas=tuple(far)))
    outside = [row for row in unknown if row["side"] == "outside"]
    assert outside and all("assumed" in str(row["size_basis"]) for row in outside)
    for row in (
        row for row in list_signs(campus) if row["side"] == "outside" and "assumed" not in str(row["size_basis"])
    ):
        door = next(o for b in campus.buildings for f in b.floors for o in f.openings if o.id == row["id"])
        drives = [a.shape.distance(door.line) for a in campus.areas if a.kind in ("road", "parking", "staging")]
        assert row["viewed_from_ft"] == pytest.approx(min(drives) / 0.3048, abs=0.51)


def test_cad_layer_lies_where_the_drawing_has_the_rooms(tmp_path: Path) -> None:
    kit = planned_kit()
    (path,) = write_number_drawings(kit.campus, proposal_of(kit), tmp_path)
    first = path.read_bytes()
    assert write_number_drawings(kit.campus, proposal_of(kit), tmp_path) == [path] and path.read_bytes() == first
    document = ezdxf.readfile(path)
    assert not document.audit().has_errors
    texts = {(e.dxf.text, e.dxf.layer): e.dxf.align_point for e in document.modelspace().query("TEXT")}
    assert {text for text, layer in texts if layer == NEW} == {ROOM, DOOR}
    assert ("was 103", OLD) in texts
    _, floor = home_of(kit)
    room = floor_room(floor)
    a, b, c, d, e, f = floor.frame.matrix
    at = texts[ROOM, NEW]
    assert room.outline.contains(Point(a * at.x + b * at.y + c, d * at.x + e * at.y + f))


def test_table_in_three_forms() -> None:
    proposal = proposal_of(planned_kit())
    rows = list(csv.DictReader(io.StringIO(proposal_csv(proposal))))
    assert [row["new"] for row in rows] == [DOOR, ROOM]
    assert all(row["reason"] == "'=because" for row in rows)  # no spreadsheet runs it
    facts = json.loads(proposal_json(proposal))
    assert [change["new"] for change in facts["changes"]] == [DOOR, ROOM] and facts["remarks"] == ["one remark"]
    text = proposal_text(proposal)
    assert "one remark" in text and text.rstrip().endswith("New numbers for 1 door, 1 room.")
    assert count_words(Proposal()) == "No number has to change."
