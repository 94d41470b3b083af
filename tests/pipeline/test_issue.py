"""Issuing: the ledger freezes the grid and remembers editions, identities and numbers; a build never writes it."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import ezdxf
import numpy as np
import pytest
import shapely
from pyproj import Transformer
from shapely import box

from campusmap.carto.packet import Packet
from campusmap.change.compare import compare_editions
from campusmap.errors import InputError
from campusmap.export.room_rows import list_spaces
from campusmap.export.where import Grounds
from campusmap.ingest.edition import read_edition
from campusmap.ingest.ledger import read_ledger
from campusmap.model.kit import Kit
from campusmap.model.ledger import Identity, Known
from campusmap.pipeline.build import build_kit, judge_campus
from campusmap.pipeline.issue import issue_kit
from campusmap.pipeline.ledger import enter_edition, write_ledger
from campusmap.pipeline.number import number_campus
from campusmap.pipeline.printing import Printing

MAPLE = Path("sample_campuses/maple-elementary")
DAY = "2026-11-01"


@pytest.fixture
def maple(tmp_path: Path) -> Path:
    folder = tmp_path / "maple"
    shutil.copytree(MAPLE, folder)
    return folder


def _judge(folder: Path, day: str = DAY) -> Kit:
    return judge_campus(folder, issued=day, sheets=False)[0]


def _cells(kit: Kit) -> dict[str, str]:
    return {str(row["id"]): str(row["grid"]) for row, _ in list_spaces(kit, Grounds(kit.campus))}


def _add_field(folder: Path, lonlat: tuple[float, float], reach: float) -> None:
    """Add a playing field to the grounds, a square of degrees about a place."""
    path = folder / "areas.geojson"
    data = json.loads(path.read_text())
    (x, y), r = lonlat, reach
    ring = [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r], [x - r, y - r]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    properties = {"id": "new", "kind": "field", "name": "New field"}
    data["features"].append({"type": "Feature", "properties": properties, "geometry": shape})
    path.write_text(json.dumps(data))


def test_new_ground_renames_no_cell_once_the_grid_is_issued(maple: Path) -> None:
    first = _judge(maple)
    assert first.campus.grid is not None and read_ledger(maple) is None
    write_ledger(maple, enter_edition(first, None))
    frozen = read_ledger(maple).grid
    _add_field(maple, (frozen.lon - 0.003, frozen.lat + 0.002), 0.0005)
    second = _judge(maple)
    assert _cells(second) == _cells(first)
    assert second.campus.grid.columns > first.campus.grid.columns and second.campus.grid.rows > first.campus.grid.rows
    assert [n.code for n in second.campus.notices if n.code.startswith("grid.")] == ["grid.grown"]
    assert "REQ023" in {f.id for f in first.review.findings} and "REQ023" not in {f.id for f in second.review.findings}
    (maple / "ledger.json").unlink()
    assert _cells(_judge(maple)) != _cells(first)


def test_another_grid_in_campus_toml_is_said_and_not_used(maple: Path) -> None:
    first = _judge(maple)
    write_ledger(maple, enter_edition(first, None))
    with (maple / "campus.toml").open("a") as file:
        file.write("\n[grid]\ncell_m = 50\n")
    second = _judge(maple)
    assert second.campus.grid == first.campus.grid
    assert "GRD002" in {f.id for f in second.review.findings}


def test_issue_enters_the_edition_and_the_same_inputs_build_the_same_kit_after(maple: Path, tmp_path: Path) -> None:
    kit, target, entered = issue_kit(maple, tmp_path / "kit", issued=DAY)
    ledger = read_ledger(maple)
    assert entered and (target / "map.html").is_file()
    assert [(e.issued, e.fingerprint) for e in ledger.editions] == [(DAY, kit.edition.fingerprint)]
    _, again = build_kit(maple, tmp_path / "again", issued=DAY)
    files = sorted(path.relative_to(target) for path in target.rglob("*") if path.is_file())
    assert [file for file in files if (again / file).read_bytes() != (target / file).read_bytes()] == []


def test_the_ledger_remembers_what_is_gone(maple: Path) -> None:
    kit = _judge(maple)
    ledger = enter_edition(kit, None)
    assert enter_edition(kit, ledger) == ledger  # the same edition takes its own place
    building = kit.campus.buildings[0]
    gone = building.floors[0].spaces[0]
    floor = replace(building.floors[0], spaces=building.floors[0].spaces[1:])
    buildings = (replace(building, floors=(floor, *building.floors[1:])), *kit.campus.buildings[1:])
    later = replace(
        kit, campus=replace(kit.campus, buildings=buildings), edition=replace(kit.edition, issued="2027-01-01")
    )
    grown = enter_edition(later, ledger)
    seen = {identity.id: identity for identity in grown.identities}
    assert seen[gone.id].last_seen == DAY and seen[floor.spaces[0].id].last_seen == "2027-01-01"
    assert not gone.number or gone.number in grown.numbers[building.id]
    assert len(grown.editions) == 2 and grown.grid == ledger.grid
    assert grown.before == Known(ledger.crs, ledger.identities) and ledger.before is None
    assert enter_edition(later, grown) == grown


def test_a_building_keeps_its_number_from_all_others_for_good(maple: Path, tmp_path: Path) -> None:
    write_ledger(maple, enter_edition(_judge(maple), None))
    _renumber_building(maple, "P2", "7")
    write_ledger(maple, enter_edition(_judge(maple, "2027-02-01"), read_ledger(maple)))
    assert read_ledger(maple).buildings == {"MAIN": ("1",), "P1": ("P1",), "P2": ("7", "P2")}
    assert "NUM047" not in {f.id for f in _judge(maple, "2027-03-01").review.findings}
    _renumber_building(maple, "P1", "P2")
    told = [f.message for f in _judge(maple, "2027-03-01").review.findings if f.id == "NUM047"]
    assert told == ["Portable 1 carries number P2, which was Portable 2's in an earlier issue"]
    _renumber_building(maple, "P1", "")
    given = {c.subject: c.new for c in number_campus(maple).proposal.changes if c.kind == "building"}
    assert set(given) == {"P1"} and given["P1"] not in ("1", "7", "P1", "P2", "")


def _renumber_building(folder: Path, building: str, number: str) -> None:
    path = folder / "campus.toml"
    pattern = rf'(\[\[building\]\]\nid = "{building}"\n(?:.*\n)*?number = )"[^"]*"'
    text, count = re.subn(pattern, rf'\g<1>"{number}"', path.read_text())
    assert count == 1
    path.write_text(text)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"version": 1}', '{"version": 2}'])
def test_a_damaged_ledger_is_refused_in_one_sentence(maple: Path, text: str) -> None:
    (maple / "ledger.json").write_text(text)
    with pytest.raises(InputError, match=r"ledger\.json"):
        read_ledger(maple)


def test_a_renumbered_room_of_a_revised_drawing_keeps_its_identity(maple: Path) -> None:
    first = _judge(maple)
    write_ledger(maple, enter_edition(first, None))
    room = next(s for b in first.campus.buildings for f in b.floors for s in f.spaces if s.number == "105")
    for plan in sorted((maple / "plans").glob("*.dxf")):
        _retype(plan, "105", "195")
    second = _judge(maple, "2027-02-01")
    again = {s.id: s for b in second.campus.buildings for f in b.floors for s in f.spaces}
    assert again[room.id].number == "195"
    assert again[room.id].outline.symmetric_difference(room.outline).area < 0.01
    joined = {o.id for b in second.campus.buildings for f in b.floors for o in f.openings if room.id in o.joins}
    assert joined == {o.id for b in first.campus.buildings for f in b.floors for o in f.openings if room.id in o.joins}
    assert "IDN001" not in {f.id for f in second.review.findings}
    (maple / "ledger.json").unlink()
    assert room.id not in {s.id for b in _judge(maple).campus.buildings for f in b.floors for s in f.spaces}


def _retype(plan: Path, old: str, new: str) -> None:
    document = ezdxf.readfile(plan)
    for entity in document.entitydb.values():
        if entity.dxftype() in {"TEXT", "ATTRIB"} and entity.dxf.text == old:
            entity.dxf.text = new
        if entity.dxftype() == "MTEXT" and entity.text == old:
            entity.text = new
    document.saveas(plan)


def test_a_room_that_is_gone_is_told(maple: Path) -> None:
    first = _judge(maple)
    ledger = enter_edition(first, None)
    floor = first.campus.buildings[0].floors[0]
    x0, y0, _, _ = floor.outline.bounds
    far = Identity(f"{floor.id}/999", "999", box(x0 - 90, y0 - 90, x0 - 80, y0 - 80).wkt, DAY)
    write_ledger(maple, replace(ledger, identities=(*ledger.identities, far)))
    found = [f for f in _judge(maple, "2027-02-01").review.findings if f.id == "IDN001"]
    assert [f.subject for f in found] == [far.id] and "999" in found[0].message


def _bulletin(packet: Packet) -> str:
    """Return all that a packet's change bulletin says."""
    sheets = [sheet for sheet in packet.sheets if sheet.id.startswith("CHANGES")]
    cells = [cell.text for s in sheets for table in s.tables for row in table.rows for cell in row]
    return "\n".join([*(sheet.subtitle for sheet in sheets), *(w.text for s in sheets for w in s.words), *cells])


def _changes(packet: Packet) -> list[str]:
    tables = [table for sheet in packet.sheets if sheet.id == "CHANGES" for table in sheet.tables[2:]]
    return [cell.text for table in tables for row in table.rows for cell in row]


def _without_section(title: str) -> str:
    section, _, rest = title.partition(": ")
    return rest if rest.startswith(section) else title


def test_the_bulletin_tells_what_changed_since_the_issue_before_and_which_pages_to_swap(maple: Path) -> None:
    first, packet = judge_campus(maple, issued=DAY, issuing=True)
    assert _bulletin(packet) == ""  # nothing was issued before
    write_ledger(maple, enter_edition(first, None))
    same, again = judge_campus(maple, issued=DAY)
    assert again.sheets == packet.sheets  # the day's own issue is no earlier one
    assert (same.review, same.requirements) == (first.review, first.requirements)
    _retype(maple / "plans" / "main.dxf", "105", "195")
    markers = maple / "markers.csv"
    markers.write_text(
        "\n".join(line for line in markers.read_text().splitlines() if not line.startswith("RISER")) + "\n"
    )
    contacts = maple / "contacts.csv"
    contacts.write_text(contacts.read_text().replace("555-0132", "555-0177"))
    kit, later = judge_campus(maple, issued="2027-02-01")
    said = _bulletin(later)
    told = {row[1].text: row[2].text for t in later.sheets[-1].tables for row in t.rows if len(row) == 3}
    [listed] = [n for n, sheet in enumerate(later.sheets, 1) if sheet.id.startswith("CONTACTS")]
    assert [sheet for text, sheet in told.items() if "is now" in text and "555-0177" in text] == [str(listed)]
    assert f"from the issue of {DAY} (kit {first.edition.fingerprint})" in said
    assert "Room 105 CLASSROOM is now room 195" in said and "Sprinkler riser is gone" in said
    assert "Device added" not in said and "Door" not in said and "Room renamed" not in said
    swapped = {row[2].text for s in later.sheets if s.id == "CHANGES" for row in s.tables[0].rows + s.tables[1].rows}
    before, after = ({f.sheet: (f.digest, f.title) for f in k.sheets} for k in (first, kit))
    differ = {title for sheet, (digest, title) in after.items() if before.get(sheet, (digest,))[0] != digest}
    assert swapped == {_without_section(title) for title in (*differ, after["COVER"][1])}
    assert later.sheets[-1].id == "CHANGES" and kit.sheets[-1].overlaps == kit.sheets[-1].clipped == 0
    ledger = enter_edition(kit, read_ledger(maple))
    write_ledger(maple, ledger)
    assert [shown.issued for shown in ledger.shown] == [DAY, "2027-02-01"] and read_ledger(maple) == ledger
    rebuilt, pages = judge_campus(maple, issued="2027-02-01", issuing=True)
    assert pages.sheets == later.sheets and _changes(later) != []
    assert (rebuilt.review, rebuilt.requirements) == (kit.review, kit.requirements)


def test_what_did_not_change_is_not_told_even_from_another_coordinate_system(maple: Path) -> None:
    first = _judge(maple)
    [shown] = enter_edition(first, None).shown
    assert compare_editions(read_edition(shown, first.campus), read_edition(shown, first.campus)).changes == ()
    east = Transformer.from_crs(f"EPSG:{first.campus.epsg}", "EPSG:32617", always_xy=True)

    def carry(row: dict[str, Any]) -> dict[str, Any]:
        if "shape" not in row:
            return row
        shape = shapely.transform(shapely.from_wkt(row["shape"]), lambda xy: np.column_stack(east.transform(*xy.T)))
        return row | {"shape": shape.wkt}

    layers = {layer: tuple(map(carry, rows)) for layer, rows in shown.layers.items()}
    moved = replace(shown, crs="EPSG:32617", layers=layers)
    told = compare_editions(read_edition(moved, first.campus), read_edition(shown, first.campus)).changes
    assert told == ()


def test_an_edition_that_is_damaged_is_refused(maple: Path) -> None:
    kit = _judge(maple)
    [shown] = enter_edition(kit, None).shown
    for layers in ({}, shown.layers | {"spaces": ({"id": "x", "shape": "POLYGON ((0"},)}):
        with pytest.raises(InputError, match="damaged in the edition"):
            read_edition(replace(shown, layers=layers), kit.campus)


def test_another_choice_of_sheets_is_said_and_not_compared(maple: Path) -> None:
    kit = _judge(maple)
    ledger = enter_edition(kit, None)
    printing = Printing(sheets=("floors", "changes"))
    write_ledger(maple, ledger)
    said = _bulletin(judge_campus(maple, issued="2027-02-01", printing=printing)[1])
    assert "another choice of sheets" in said and "Nothing has changed on the campus." in said
    assert _bulletin(judge_campus(maple, issued="2027-02-01", printing=Printing(sheets=("floors",)))[1]) == ""
