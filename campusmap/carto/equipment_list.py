"""The list of equipment and shut-offs, by family, with what was looked for and is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from campusmap.carto.directory import OUTDOORS, Directory, sorted_markers
from campusmap.carto.lists import NONE_HERE, NONE_MARK, leave_blank_out, list_columns, list_sheets, widen
from campusmap.carto.sheet import Cell, Sheet
from campusmap.carto.symbols import find_symbol, load_symbols, rank_kind
from campusmap.carto.tabular import Column, Form, Row, break_table
from campusmap.model.analysis import Analysis
from campusmap.model.places import Marker
from campusmap.model.walking import AtDoor, KeyBox
from campusmap.units import say_walk

_EQUIPMENT: Final = Form(
    (
        Column("Mark", 36.0, bold=True),
        Column("What", 112.0),
        Column("Label", 150.0),
        Column("Building", 42.0),
        Column("Floor", 70.0),
        Column("Room", 42.0),
        Column("Grid", 30.0, bold=True),
        Column("Notes", 226.0),
        Column("Sheet", 32.0),
    ),
    7.5,
    "Equipment and utilities",
)
GROUPS: Final = {
    "access": "Keys and access",
    "utilities": "Utility shut-offs",
    "fire": "Fire protection",
    "medical": "Medical",
    "hazards": "Hazards",
    "communications": "Communications",
    "rooms": "Rooms of note",
    "grounds": "Places on the grounds",
    "doors": "Doors",
}


def equipment_sheets(directory: Directory, analysis: Analysis) -> list[Sheet]:
    """List equipment and shut-offs by family, with "none here" where somebody looked."""
    rows = list(equipment_rows(directory, analysis.walking.key_boxes)) or [
        (Cell("No equipment was supplied: list it in markers.csv.", span=9),)
    ]
    [place] = list_columns(directory.paper, 1)
    form, rows = leave_blank_out(widen(_EQUIPMENT, place[2] - place[0], 7), rows, 3, 7)
    pages = break_table(rows, form, (place,))
    return list_sheets(directory, pages, "EQUIPMENT", "Equipment and utilities", "by family")


def equipment_rows(directory: Directory, boxes: Sequence[KeyBox] = ()) -> Iterator[Row]:
    """Yield the equipment by family, each under a row of one cell that names it; ``boxes`` against their doors."""
    doors = _say_doors(directory, boxes)
    for group, title in GROUPS.items():
        markers = [m for m in directory.campus.markers if find_symbol(m.kind).group == group]
        if not markers:
            continue
        yield (Cell(title.upper(), bold=True, span=len(_EQUIPMENT.columns)),)
        for marker in sorted(sorted_markers(directory, markers), key=_row_key):
            yield _equipment_row(directory, marker, doors.get(marker.id, ""))


def _row_key(marker: Marker) -> tuple[int, bool]:
    """Order by kind; what was looked for and is not there comes after what is."""
    return rank_kind(marker.kind), marker.status == "none"


def _equipment_row(directory: Directory, marker: Marker, doors: str) -> Row:
    symbol = find_symbol(marker.kind)
    known = marker.kind in load_symbols()
    building, floor, room, cell = directory.place(marker)
    return (
        symbol.letters,
        symbol.title if known else marker.kind,
        marker.label,
        building,
        floor,
        room,
        cell,
        " ".join(text for text in (doors, _marker_notes(marker)) if text),
        _shown_on(directory, marker),
    )


def _shown_on(directory: Directory, marker: Marker) -> str:
    """Return the sheets that show a marker; of one without a place those of its floor or building."""
    return directory.sheets(marker.id, f"{OUTDOORS}{marker.id}", marker.floor or marker.building) or NONE_MARK


def _say_doors(directory: Directory, boxes: Sequence[KeyBox]) -> dict[str, str]:
    """Return for each key box which doors are beside it on foot, or the nearest."""
    openings = [o for building in directory.campus.buildings for floor in building.floors for o in floor.openings]
    names = {o.id: f"door {o.shown_number}" if o.shown_number else "a door without a number" for o in openings}
    said = {}
    for box in boxes:
        near = box.doors or ((AtDoor(box.door, box.metres),) if box.metres is not None else ())
        walks = [f"{names[each.door]} ({say_walk(each.metres)})" for each in near if each.door in names]
        said[box.marker] = f"On foot outdoors: {', '.join(walks)}." if walks else ""
    return said


_QUIET: Final = ("room", "building", "note", "notes", "located_by", "checked_by", "checked_on")  # said elsewhere


def _marker_notes(marker: Marker) -> str:
    status = {"none": f"{NONE_HERE}: looked for, not there.", "planned": "PLANNED.", "removed": "REMOVED."}
    words = [status.get(marker.status, marker.status)]
    if marker.at is None and marker.status != "none":
        words.append("NOT PLACED on the map.")
    words += [_close(value) for key, value in sorted(marker.attributes.items()) if key in ("note", "notes")]
    quiet = {*_QUIET, "floor"} if marker.floor else set(_QUIET)
    facts = sorted((k, v) for k, v in marker.attributes.items() if v and k not in quiet)
    told = "; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in facts)
    words += [_close(told[:1].upper() + told[1:]), _say_checked(marker)]
    return " ".join(word for word in words if word)


def _say_checked(marker: Marker) -> str:
    """Return who checked a device, and when, as far as that is known."""
    by, on = (marker.attributes.get(key, "") for key in ("checked_by", "checked_on"))
    said = " ".join(word for word in ("Checked", f"by {by}" if by else "", f"on {on}" if on else "") if word)
    return _close(said) if by or on else ""


def _close(text: str) -> str:
    """End a note as a sentence, so that what follows is not read as a part of it."""
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
