"""What the editor's page needs beyond the map's facts: rows as they stand, findings, and what may be filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from campusmap.carto.symbols import load_symbols
from campusmap.editor.areas import AREA_KINDS
from campusmap.editor.corners import list_drawn_rooms
from campusmap.editor.laying import list_unplaced
from campusmap.editor.placing import list_placements
from campusmap.editor.traces import trace_facts
from campusmap.model.edit import OVERRIDES
from campusmap.model.finding import Finding
from campusmap.model.kit import Kit
from campusmap.model.places import Use
from campusmap.model.source import Ref
from campusmap.model.tables import Row
from campusmap.pipeline.inputs import Inputs
from campusmap.render.web.payload import symbol_facts
from campusmap.safety.kinds import KINDS

Field = tuple[str, str, tuple[str, ...]]  # column, what it is called, what is usually written there

ROOM_FIELDS: Final[tuple[Field, ...]] = (
    ("posted_number", "Number on the wall", ()),
    ("name", "Name", ()),
    ("use", "Use", tuple(use.value for use in Use if use not in (Use.UNKNOWN, Use.SHAFT))),
    ("lockable", "Lockable", ("yes", "no")),
    ("two_way", "Two-way radio", ("yes", "no")),
    ("panic", "Panic button", ("yes", "no")),
    ("occupants", "Occupants", ()),
    ("notes", "Notes", ()),
)
DOOR_FIELDS: Final[tuple[Field, ...]] = (
    ("posted_number", "Number on the door", ()),
    ("class", "Class", ("primary", "secondary", "non-designated", "classroom")),
    ("lock", "Lock", ("key", "panic bar", "card reader", "none")),
    ("locks_from_inside", "Locks from inside", ("yes", "no")),
    ("access_control", "Access control", ("card reader", "camera", "buzzer", "none")),
    ("glazing", "Glazing", ("none", "full lite", "narrow lite 5 x 33 in, latch side")),
    ("covering", "Covering", ("none", "film", "blind", "curtain")),
    ("photo", "Photo", ()),
)
_ANY_MARKER: Final[tuple[Field, ...]] = (
    ("label", "Label", ()),
    ("status", "Status", ("", "planned", "removed")),
    ("note", "Note", ()),
    ("photo", "Photo", ()),
)
_OF_KIND: Final[dict[str, tuple[Field, ...]]] = {
    "AED": (
        ("access", "Access", ("always", "school hours", "locked cabinet")),
        ("pad_expiry", "Pads expire", ()),
        ("checked_on", "Checked on", ()),
    ),
    "BLEEDING_KIT": (("access", "Access", ("always", "school hours")), ("checked_on", "Checked on", ())),
    "KEY_BOX": (("contents", "Contents", ()), ("holder", "Holder of its key", ()), ("checked_on", "Checked on", ())),
    "KEY_CABINET": (
        ("contents", "Contents", ()),
        ("holder", "Holder of its key", ()),
        ("checked_on", "Checked on", ()),
    ),
    "EXTINGUISHER": (("checked_on", "Checked on", ()),),
    "HAZARD": (("contents", "What is there", ()),),
}


def fields_of(table: str, kind: str = "") -> tuple[Field, ...]:
    """Return what may be filled in on the page in a row of rooms, openings or markers (of a kind)."""
    if table == "markers":
        return (*_ANY_MARKER[:2], *_OF_KIND.get(kind, ()), *_ANY_MARKER[2:])
    return {"rooms": ROOM_FIELDS, "openings": DOOR_FIELDS}.get(table, ())


def desk_facts(kit: Kit, inputs: Inputs, trouble: str, journal: int) -> dict[str, Any]:
    """Return the editor's own facts, ready for JSON; ``journal`` is the number of the last change that they take in."""
    return {
        "trouble": trouble,
        "journal": journal,
        "rows": _rows_of_things(kit, inputs),
        "findings": [_finding(finding) for finding in kit.review.findings if not finding.waived],
        "fields": {"rooms": ROOM_FIELDS, "openings": DOOR_FIELDS, "markers": _marker_fields()},
        "symbols": {kind: symbol_facts(kind) for kind in sorted(load_symbols())},
        "kinds": [kind for kind in load_symbols() if kind in KINDS],
        "entrance": _entrance(kit),
        "corners": list_drawn_rooms(inputs),
        "areas": [area.id for area in kit.campus.areas if any(ref.file == OVERRIDES for ref in area.refs)],
        "area_kinds": AREA_KINDS,
        "placements": list_placements(kit, inputs),
        "unplaced": list_unplaced(kit, inputs),
        "traced": trace_facts(kit),
    }


def _marker_fields() -> dict[str, tuple[Field, ...]]:
    return {kind: fields_of("markers", kind) for kind in ("", *sorted(_OF_KIND))}


def _entrance(kit: Kit) -> list[str]:
    main = kit.project.campus.main_entrance
    return [main.building, main.door] if main is not None else []


def _rows_of_things(kit: Kit, inputs: Inputs) -> dict[str, dict[str, Any]]:
    """Return by id the row that each room, door and marker was filled in from: its number and its cells."""
    tables = inputs.tables
    floors = [floor for building in kit.campus.buildings for floor in building.floors]
    return {
        "rooms": _index(((s.id, s.refs) for f in floors for s in f.spaces), tables.rooms),
        "openings": _index(((o.id, o.refs) for f in floors for o in f.openings), tables.openings),
        "markers": _index(((m.id, m.refs) for m in kit.campus.markers), tables.markers),
    }


def _index(things: Iterable[tuple[str, tuple[Ref, ...]]], rows: tuple[Row, ...]) -> dict[str, Any]:
    known = {row.ref: row for row in rows}
    found = {}
    for identity, refs in things:
        row = next((known[ref] for ref in reversed(refs) if ref in known), None)
        if row is not None:
            found[identity] = [int(row.ref.place.removeprefix("row ")), row.cells]
    return found


def _finding(finding: Finding) -> dict[str, Any]:
    facts = {
        "id": finding.id, "sv": finding.severity.value, "t": finding.title, "m": finding.message, "s": finding.subject,
        "fix": finding.fix, "fl": finding.floor, "b": finding.building,
        "ll": [finding.lon, finding.lat] if finding.lon is not None else [], "p": finding.place, "file": finding.file,
    }  # fmt: skip
    return {key: value for key, value in facts.items() if value}
