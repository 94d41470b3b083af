"""What the import doctor says of one drawing, for a CAD technician and for a program."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final

from campusmap.georeference.extent import plan_extent
from campusmap.ingest.layers import NO_MATCH
from campusmap.model.finding import Finding, Severity
from campusmap.model.places import Floor, Space
from campusmap.model.plan import LayerFact, Plan, TallyRow, UnitVote
from campusmap.pipeline.inspect import Examination
from campusmap.pipeline.inspect_floors import floor_lines
from campusmap.pipeline.inspect_summary import say_no_plan, say_openings, say_rooms, summary_rows
from campusmap.rules.listing import count_of, list_first
from campusmap.units import METRES_PER_UNIT, UNIT_NAMES

SHOWN: Final = 6  # notices of one kind that are listed one by one; --format json lists all (tool default)
WIDTH: Final = 100  # columns of a terminal
WIDEST: Final = 44  # columns of a name before it pushes its row aside


def report_lines(examination: Examination) -> Iterator[str]:
    """Say in plain lines what was found: the whole in five lines, what is wrong, and then every layer and entity."""
    plan, floor = examination.plan, examination.floor
    for word, text in summary_rows(examination):
        yield from _paragraph(f"{word:<10}", text)
    yield from _drawing_lines(examination)
    yield from _unit_lines(examination)
    yield from floor_lines(examination.drawn, examination.floors)
    yield from _room_lines(examination)
    yield from _finding_lines(examination.findings)
    yield from _repair_lines(floor)
    yield from _layer_lines(plan)
    yield from _tally_lines(plan)
    yield from (f"--ignore-layer {pattern}: no layer has such a name." for pattern in examination.idle)


def _layer_lines(plan: Plan) -> Iterator[str]:
    """List the layers that hold something, what each is taken for and why."""
    yield ""
    yield "LAYERS"
    inside = Counter(stroke.layer for stroke in plan.strokes if stroke.insert)
    inside += Counter(label.layer for label in plan.labels if label.insert)
    full = [fact for fact in plan.layers if fact.entities or inside[fact.name]]
    rows = [
        (fact.role.value, fact.name, str(fact.entities or ""), str(inside[fact.name] or ""), _layer_reason(fact))
        for fact in sorted(full, key=lambda fact: (fact.role.value, fact.name))
    ]
    yield from _table(("taken for", "layer", "entities", "from blocks", "because of"), rows, right={2, 3})
    bare = len(plan.layers) - len(full)
    if bare:
        yield f"  and {count_of(bare, 'layer')} without content"
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
    yield ""
    yield "DRAWING"
    yield f"  size      {_size(plan, unit.name)}"
    place = f"by the georeference it holds, in {plan.geodata.crs}" if plan.geodata else "the drawing does not say where"
    if plan.stated and plan.geodata:
        place = f"by its own coordinates, here in {plan.geodata.crs}"
    yield f"  placed    {place}"


def _unit_lines(examination: Examination) -> Iterator[str]:
    """Show what each measure says of each unit, and the verdict."""
    plan, unit = examination.plan, examination.unit
    yield ""
    yield "UNIT   the share of lengths that would be of a likely size, if the drawing were in ..."
    names = tuple(name for name, _ in plan.ballot.votes[0].support) if plan.ballot.votes else (unit.name,)
    stated = tuple("stated" if name == plan.unit else "" for name in names)
    rows = [("header", "", "", "", *(stated if any(stated) else ("",) * len(names)))]
    rows += [_vote_row(vote) for vote in plan.ballot.votes]
    head = ("measure", "how many", "middle one", "likely, m", *names)
    yield from _table(head, rows, right=set(range(1, len(head))))
    doubt = "" if unit.certain else f" Confirm it: units = {json.dumps(unit.name)} in campus.toml."
    yield from _paragraph("  verdict   ", f"{UNIT_NAMES[unit.name]}: {unit.why}.{doubt}")


def _vote_row(vote: UnitVote) -> tuple[str, ...]:
    shares = (f"{share * 100:.0f} %" if share else "-" for _, share in vote.support)
    return (vote.name, str(vote.count), f"{vote.median:,.2f}", f"{vote.range_m[0]:g} to {vote.range_m[1]:g}", *shares)


def _size(plan: Plan, unit: str) -> str:
    extent = plan_extent(plan)
    if extent is None:
        return "nothing is drawn"
    wide, deep = extent[2] - extent[0], extent[3] - extent[1]
    metres = METRES_PER_UNIT[unit]
    return f"{wide * metres:,.1f} x {deep * metres:,.1f} m ({wide:,.1f} x {deep:,.1f} drawing units)"


def _room_lines(examination: Examination) -> Iterator[str]:
    """Say how many rooms and openings came out, and which numbers; nothing of a drawing that is no plan."""
    floor = examination.floor
    if say_no_plan(examination):
        return
    numbers = Counter(space.number for space in floor.spaces if space.number)
    yield ""
    yield "ROOMS"
    yield from _paragraph("  rooms     ", say_rooms(floor))
    if numbers:
        yield from _paragraph("  numbers   ", " ".join(sorted(numbers, key=_natural)))
    twice = [f"{number} ({count} times)" for number, count in sorted(numbers.items()) if count > 1]
    if twice:
        yield from _paragraph("  repeated  ", ", ".join(twice))
    yield from _paragraph("  openings  ", say_openings(floor))


def _repair_lines(floor: Floor) -> Iterator[str]:
    """List what was mended so that rooms came out."""
    if not floor.spaces:
        return
    yield ""
    yield "REPAIRS"
    rows = repair_rows(floor)
    for repair, rooms in rows:
        yield from _paragraph("  - ", f"{repair}: {_list_rooms(rooms)}", "    ")
    if not rows:
        yield "  none of a room; what was mended on the way to them is among the findings"


def _list_rooms(rooms: Sequence[Space]) -> str:
    """Count rooms and name those that have a number or a name."""
    named = [space.shown_number or space.name for space in rooms if space.shown_number or space.name]
    rest = len(rooms) - len(named)
    listed = [*([list_first(named)] if named else []), *([f"{rest} without a label"] if rest else [])]
    return f"{count_of(len(rooms), 'room')} ({', '.join(listed)})"


def repair_rows(floor: Floor) -> list[tuple[str, list[Space]]]:
    """Return each repair in words with the rooms that it was made for."""
    mended = sorted({repair for space in floor.spaces for repair in space.repairs})
    return [(repair, [space for space in floor.spaces if repair in space.repairs]) for repair in mended]


def _natural(number: str) -> tuple[int, str]:
    return len(number), number


def _finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """List what is wrong with the drawing, rule by rule, each with its mend and the first few places."""
    counts = Counter(finding.severity for finding in findings)
    yield ""
    yield f"FINDINGS   {', '.join(f'{counts[severity]} {severity.value}' for severity in Severity)}"
    if findings:
        yield "  Open the drawing and go to the layer, handle and coordinates given; `campusmap explain ID` says more."
    for rule_id in dict.fromkeys(finding.id for finding in findings):
        alike = [finding for finding in findings if finding.id == rule_id]
        head = alike[0]
        yield from _paragraph(f"  {head.id} {head.severity.value:<8}", f"{head.title} ({len(alike)})", " " * 9)
        for finding in alike[:SHOWN]:
            yield from _paragraph("    - ", f"{_said(finding)}{_where(finding)}", "      ")
        if len(alike) > SHOWN:
            yield f"      and {len(alike) - SHOWN} more; --format json lists all"
        yield from _paragraph("    Mend: ", head.fix, "      ")


def _said(finding: Finding) -> str:
    """Return the message; what the report has said under UNIT is not said twice."""
    return f"{finding.message.partition(';')[0]}: see UNIT" if finding.id == "PLC002" else finding.message.rstrip(".")


def _where(finding: Finding) -> str:
    at = f"at {finding.x:z.2f}, {finding.y:z.2f}" if finding.x is not None and finding.y is not None else ""
    layer = f"layer {finding.layer}" if finding.layer else ""
    parts = (layer, f"handle {finding.handle}" if finding.handle else "", at, finding.place)
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
