"""What the import doctor says of one drawing, for a CAD technician and for a program."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from textwrap import wrap
from typing import Any, Final

from campusmap.georeference.extent import plan_extent
from campusmap.ingest.layers import NO_MATCH
from campusmap.model.notice import NOTICES
from campusmap.model.places import Floor, OpeningKind, Space
from campusmap.model.plan import LayerFact, Plan, Role, TallyRow
from campusmap.model.source import Notice, Ref
from campusmap.pipeline.inspect import Examination
from campusmap.pipeline.inspect_floors import FoundFloor, floor_lines
from campusmap.pipeline.unit_guess import WORDS
from campusmap.units import METRES_PER_UNIT

SHOWN: Final = 6  # notices of one kind that are listed one by one; --format json lists all (tool default)
WIDTH: Final = 100  # columns of a terminal
WIDEST: Final = 44  # columns of a name before it pushes its row aside

_KINDS: Final = {
    OpeningKind.DOOR: "doors", OpeningKind.DOUBLE_DOOR: "double doors", OpeningKind.WINDOW: "windows",
    OpeningKind.OPENING: "openings without a leaf", OpeningKind.VERTICAL: "vertical openings",
}  # fmt: skip
_METHODS: Final = {
    "area-polyline": "from closed room polylines",
    "walls": "from walls and doors",
    "hatch": "from hatches",
}


def report_lines(examination: Examination) -> Iterator[str]:
    """Say in plain lines what was found: layers, entities, drawing, rooms, and what to look at."""
    plan, floor = examination.plan, examination.floor
    yield from _layer_lines(plan)
    yield from _tally_lines(plan)
    yield from _drawing_lines(examination)
    yield from floor_lines(examination.drawn, examination.floors)
    yield from _room_lines(floor)
    yield from _no_room_lines(examination)
    yield from _notice_lines(examination.notices)
    yield from (f"--ignore-layer {pattern}: no layer has such a name." for pattern in examination.idle)


def _layer_lines(plan: Plan) -> Iterator[str]:
    """List the layers that hold something, what each is taken for and why."""
    yield "LAYERS"
    full = sorted((fact for fact in plan.layers if fact.entities), key=lambda fact: (fact.role.value, fact.name))
    rows = [(fact.role.value, fact.name, str(fact.entities), _layer_reason(fact)) for fact in full]
    yield from _table(("taken for", "layer", "entities", "because of"), rows, right={2})
    bare = len(plan.layers) - len(full)
    if bare:
        yield f"  and {bare} layers without entities in model or paper space"
    yield '  To change what a layer is taken for, name it in campus.toml: [layers] wall = ["..."], ignore = ["..."].'


def _layer_reason(fact: LayerFact) -> str:
    state = ", frozen" if fact.frozen else ", switched off" if fact.off else ""
    return ("nothing: its name is not known" if fact.reason == NO_MATCH else fact.reason) + state


def _tally_lines(plan: Plan) -> Iterator[str]:
    """Account for every entity: used, left out by a named rule, or not read."""
    yield ""
    yield "ENTITIES   found in the file = used + left out + not read"
    rows = [_tally_row(row) for row in sorted(plan.tally, key=lambda row: (row.layer, row.kind, row.reason))]
    head = ("layer", "type", "found", "used", "left out", "not read", "left out because")
    yield from _table(head, rows, right={2, 3, 4, 5})


def _tally_row(row: TallyRow) -> tuple[str, ...]:
    counts = (str(count or "") for count in (row.found, row.used, row.ignored, row.unread))
    return (row.layer, row.kind, *counts, row.reason)


def _drawing_lines(examination: Examination) -> Iterator[str]:
    plan, unit = examination.plan, examination.unit
    found, unread = sum(row.found for row in plan.tally), sum(row.unread for row in plan.tally)
    yield ""
    yield "DRAWING"
    yield f"  file      {plan.file}, DXF {plan.version}, {found} entities" + (f", {unread} NOT READ" if unread else "")
    doubt = "" if unit.certain else f"  Confirm it: units = {json.dumps(unit.name)} in campus.toml."
    yield from _paragraph("  unit      ", f"{WORDS[unit.name]}: {unit.why}.{doubt}")
    yield f"  size      {_size(plan, unit.name)}"
    place = f"by the georeference it holds, in {plan.geodata.crs}" if plan.geodata else "the drawing does not say where"
    yield f"  placed    {place}"


def _size(plan: Plan, unit: str) -> str:
    extent = plan_extent(plan)
    if extent is None:
        return "nothing is drawn"
    wide, deep = extent[2] - extent[0], extent[3] - extent[1]
    metres = METRES_PER_UNIT[unit]
    return f"{wide * metres:,.1f} x {deep * metres:,.1f} m ({wide:,.1f} x {deep:,.1f} drawing units)"


def _room_lines(floor: Floor) -> Iterator[str]:
    """Say how many rooms and openings came out, and which numbers."""
    numbers = Counter(space.number for space in floor.spaces if space.number)
    yield ""
    yield "ROOMS"
    yield f"  {len(floor.spaces)} rooms{_how(floor.spaces)}, {numbers.total()} with a number"
    if numbers:
        yield from _paragraph("  numbers   ", " ".join(sorted(numbers, key=_natural)))
    twice = [f"{number} ({count} times)" for number, count in sorted(numbers.items()) if count > 1]
    if twice:
        yield from _paragraph("  repeated  ", ", ".join(twice))
    yield from _opening_lines(floor)


def _no_room_lines(examination: Examination) -> Iterator[str]:
    """Say why a drawing may have given no room, and what to do."""
    if examination.floor.spaces:
        return
    full = {fact.role for fact in examination.plan.layers if fact.entities}
    text = "No layer is taken for walls or room outlines. See above which one holds them and name it in campus.toml."
    if full & {Role.WALL, Role.ROOM}:
        text = "The lines taken for walls or room outlines close round nothing. --stages draws what was made of them."
    yield from _paragraph("  ", text, "  ")


def _how(spaces: Iterable[Space]) -> str:
    methods = Counter(_METHODS.get(space.method, space.method) for space in spaces)
    return f" ({', '.join(f'{count} {method}' for method, count in methods.most_common())})" if methods else ""


def _natural(number: str) -> tuple[int, str]:
    return len(number), number


def _opening_lines(floor: Floor) -> Iterator[str]:
    kinds = Counter(opening.kind for opening in floor.openings)
    listed = ", ".join(f"{kinds[kind]} {words}" for kind, words in _KINDS.items() if kinds[kind])
    doors = [o for o in floor.openings if o.kind in {OpeningKind.DOOR, OpeningKind.DOUBLE_DOOR}]
    outside = sum(door.exterior for door in doors)
    yield f"  {listed or 'no doors or windows'}" + (f"; {outside} of the doors lead outside" if doors else "")


def _notice_lines(notices: Sequence[Notice]) -> Iterator[str]:
    """List what to look at in the drawing, by kind, each with its meaning and the first few places."""
    yield ""
    if not notices:
        yield "TO LOOK AT   nothing"
        return
    yield "TO LOOK AT   open the drawing and go to the layer, handle and coordinates given"
    for code in dict.fromkeys(notice.code for notice in notices):
        alike = list(dict.fromkeys(notice for notice in notices if notice.code == code))
        yield from _paragraph("  ", f"{NOTICES.get(code, '')} ({len(alike)}) [{code}]", "  ")
        for notice in alike[:SHOWN]:
            yield from _paragraph("    - ", f"{notice.text.rstrip('.')}{_where(notice.ref)}", "      ")
        if len(alike) > SHOWN:
            yield f"      and {len(alike) - SHOWN} more; --format json lists all"


def _where(ref: Ref | None) -> str:
    if ref is None:
        return ""
    at = f"at {ref.x:z.2f}, {ref.y:z.2f}" if ref.x is not None and ref.y is not None else ""
    parts = (f"layer {ref.layer}" if ref.layer else "", f"handle {ref.handle}" if ref.handle else "", at, ref.place)
    said = ", ".join(part for part in parts if part)
    return f" ({said})" if said else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]], right: set[int]) -> Iterator[str]:
    """Align rows under a heading; ``right`` are the columns of numbers."""
    table = [head, *rows]
    widths = [min(WIDEST, max(_columns(row[i]) for row in table)) for i in range(len(head))]
    for row in table:
        cells = (_pad(cell, widths[i], right=i in right) for i, cell in enumerate(row))
        yield ("  " + "  ".join(cells)).rstrip()


def _pad(text: str, width: int, *, right: bool) -> str:
    blank = " " * max(0, width - _columns(text))
    return blank + text if right else text + blank


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: East Asian letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _paragraph(first: str, text: str, rest: str = "") -> Iterator[str]:
    indent = rest or " " * len(first)
    yield from wrap(text, WIDTH, initial_indent=first, subsequent_indent=indent, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def report_json(examination: Examination) -> str:
    """Say the same as ``report_lines`` for a program, every notice with its address."""
    plan, floor, unit = examination.plan, examination.floor, examination.unit
    record = {
        "file": plan.file,
        "version": plan.version,
        "unit": {"header": plan.unit, "taken_for": unit.name, "certain": unit.certain, "reason": unit.why},
        "georeference": plan.geodata.crs if plan.geodata else None,
        "layers": [asdict(fact) for fact in plan.layers],
        "tally": [asdict(row) for row in plan.tally],
        "floors": [_floor_record(one) for one in examination.floors],
        "beside_floors": [asdict(aside) for aside in examination.drawn.asides] if examination.floors else [],
        "rooms": len(floor.spaces),
        "numbers": [space.number for space in floor.spaces if space.number],
        "openings": len(floor.openings),
        "ignore_layers_without_effect": list(examination.idle),
        "notices": [_notice_record(notice) for notice in examination.notices],
    }
    return json.dumps(record, ensure_ascii=False, indent=2)


def _floor_record(one: FoundFloor) -> dict[str, Any]:
    label = {"text": one.drawn.title, "handle": one.drawn.ref.handle if one.drawn.ref else ""}
    return {
        "id": one.id, "name": one.name, "ordinal": one.ordinal, "window": list(one.drawn.window), "label": label,
        "told_by": one.drawn.told_by, "shift": list(one.drawn.shift), "rooms": len(one.floor.spaces),
    }  # fmt: skip


def _notice_record(notice: Notice) -> dict[str, Any]:
    ref = notice.ref or Ref("")
    where = {"layer": ref.layer, "handle": ref.handle, "x": ref.x, "y": ref.y}
    return {"code": notice.code, "text": notice.text, "count": notice.count, **where}
