"""What the import doctor says first: a drawing in five lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from campusmap.model.finding import Finding, Severity
from campusmap.model.places import Floor, OpeningKind, Space
from campusmap.pipeline.inspect import METHOD_WORDS, Examination
from campusmap.rules.listing import list_first
from campusmap.units import UNIT_NAMES, count_of

_GRAVEST: Final = 3  # rules that the summary names (tool default)
_FLOORS: Final = 4  # floors that the summary names (tool default)
_KINDS: Final = {
    OpeningKind.DOOR: "door", OpeningKind.DOUBLE_DOOR: "double door", OpeningKind.WINDOW: "window",
    OpeningKind.OPENING: "opening without a leaf", OpeningKind.VERTICAL: "vertical opening",
}  # fmt: skip
_PLURALS: Final = {OpeningKind.OPENING: "openings without a leaf"}


def summary_rows(examination: Examination) -> Iterator[tuple[str, str]]:
    """Yield what to know first, a word and a sentence each: file, unit, floors, rooms, findings."""
    yield "file", say_file(examination)
    yield "unit", _say_unit(examination)
    yield "floors", _say_floors(examination)
    yield "rooms", say_no_plan(examination) or f"{say_rooms(examination.floor)}; {say_openings(examination.floor)}"
    yield "findings", _say_findings(examination.findings)


def say_file(examination: Examination) -> str:
    """Return name, version and size of the file in words."""
    plan = examination.plan
    found, unread = sum(row.found for row in plan.tally), sum(row.unread for row in plan.tally)
    what = f"{plan.version}, level {plan.level or 'not stated'}" if plan.stated else f"DXF {plan.version}"
    lost = f", {unread} NOT READ" if unread else ""
    return f"{plan.file}, {what}, {count_of(found, 'entity', 'entities')}{lost}"


def _say_unit(examination: Examination) -> str:
    unit, header = examination.unit, examination.plan.unit
    name = UNIT_NAMES[unit.name]
    if unit.certain:
        return f"{name}, certain: {unit.why}"
    if header == unit.name:
        return f"{name}, to confirm: the header says so, and too little else does"
    stated = f"the header says {UNIT_NAMES[header]}" if header in UNIT_NAMES else "the header states none"
    return f"{name}, a guess to confirm: {stated}"


def _say_floors(examination: Examination) -> str:
    if not examination.floors:
        return "none" if say_no_plan(examination) else "1, all of the drawing"
    names = [one.name for one in examination.floors]
    return f"{len(names)}: {list_first(names, _FLOORS)}"


def say_no_plan(examination: Examination) -> str:
    """Return why a drawing has given no room, "" if it has."""
    found = next((notice for notice in examination.notices if notice.code == "dxf.no_plan"), None)
    return f"n{found.text[1:].rstrip('.')}" if found else ""


def say_rooms(floor: Floor) -> str:
    """Return how many rooms came out, how, and how many have a number."""
    numbered = sum(bool(space.number) for space in floor.spaces)
    share = {0: "none", len(floor.spaces): "each"}.get(numbered, str(numbered))
    if not floor.spaces:
        return "no rooms"
    return f"{count_of(len(floor.spaces), 'room')} ({_say_methods(floor.spaces)}), {share} with a number"


def _say_methods(spaces: Iterable[Space]) -> str:
    methods = Counter(METHOD_WORDS.get(space.method, space.method) for space in spaces)
    if len(methods) == 1:
        return next(iter(methods))
    return ", ".join(f"{count} {method}" for method, count in methods.most_common())


def say_openings(floor: Floor) -> str:
    """Return how many doors, windows and openings came out, and how many doors lead outside."""
    kinds = Counter(opening.kind for opening in floor.openings)
    listed = [count_of(kinds[kind], noun, _PLURALS.get(kind, "")) for kind, noun in _KINDS.items() if kinds[kind]]
    ways = [o for o in floor.openings if o.kind not in (OpeningKind.WINDOW, OpeningKind.VERTICAL)]
    outside = sum(way.exterior for way in ways)
    leads = (
        f"; {outside or 'none'} of the doors and openings {'leads' if outside == 1 else 'lead'} outside" if ways else ""
    )
    return (", ".join(listed) or "no doors or windows") + leads


def _say_findings(findings: Sequence[Finding]) -> str:
    rules = Counter((finding.id, finding.title) for finding in findings if finding.severity is not Severity.NOTE)
    gravest = [
        f"{title} ({rule}, {count} times)" if count > 1 else f"{title} ({rule})"
        for (rule, title), count in rules.items()
    ]
    counts = Counter(finding.severity for finding in findings)
    said = ", ".join(f"{counts[severity]} {severity.value}" for severity in Severity)
    more = len(gravest) - _GRAVEST
    rest = f"; {count_of(more, 'more rule')}" if more > 0 else ""
    return said + (f". {'; '.join(gravest[:_GRAVEST])}{rest}" if gravest else "")
