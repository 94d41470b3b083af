"""The words in which a rule's example changes the clean demo campus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from textwrap import dedent
from typing import Any

from campusmap.model.analysis import Assessment, Outcome
from campusmap.model.kit import SheetFact
from campusmap.model.places import Building, Floor, Marker, Opening, Use
from campusmap.model.source import Notice, Ref
from campusmap.rules.demo import DEMO, demo_marker, furnish
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Change
from campusmap.safety.exits import find_reach
from campusmap.safety.walking import FETCHED
from campusmap.safety.ways import add_ways
from campusmap.sketch import sketch_campus

Step = Callable[[Evidence], Evidence]


def evidence_of(example: str | Change) -> Evidence:
    """Return what a rule's example stands for: a sketch in a clean campus, or the clean campus with changes."""
    change = Change("", sketch=example) if isinstance(example, str) else example
    evidence = furnish(sketch_campus(change.sketch or DEMO))
    for step in change.steps:
        evidence = step(evidence)
    return evidence


def draw_example(example: str | Change) -> str:
    """Return an example as text: the sketch, or the change in words."""
    return example if isinstance(example, str) else example.text


def clean() -> Change:
    """Say that the demo campus as it stands is the example."""
    return Change("the clean demo campus")


def sketches(buildings: Mapping[str, str | Mapping[str, str]]) -> Change:
    """Draw several buildings, or several floors of one."""
    drawn = []
    for name, given in buildings.items():
        floors = {"": given} if isinstance(given, str) else given
        drawn += [
            f"{name} {level}".strip() + f":\n{dedent(text).strip(chr(10)).rstrip()}" for level, text in floors.items()
        ]
    return Change("\n".join(drawn), sketch=buildings)


def sketch(text: str) -> Change:
    """Draw a floor, for changes to be made on it."""
    return Change(dedent(text).strip("\n").rstrip(), sketch=text)


def with_campus(**changes: Any) -> Change:
    """Change fields of the campus."""
    return _change("campus", changes, lambda e: replace(e, campus=replace(e.campus, **changes)))


def with_building(index: int = 0, **changes: Any) -> Change:
    """Change fields of one building."""
    return _change(f"building {index + 1}", changes, lambda e: _map_building(e, index, lambda b: replace(b, **changes)))


def with_floor(index: int = 0, **changes: Any) -> Change:
    """Change fields of one floor of the first building."""
    return _change(f"floor {index + 1}", changes, lambda e: _map_floor(e, index, lambda f: replace(f, **changes)))


def with_frame(index: int = 0, **changes: Any) -> Change:
    """Change how one floor of the first building lies on the ground."""
    return _change(
        f"frame of floor {index + 1}",
        changes,
        lambda e: _map_floor(e, index, lambda f: replace(f, frame=replace(f.frame, **changes))),
    )


def with_spaces(number: str = "", /, *, floor_index: int = 0, **changes: Any) -> Change:
    """Change fields of the rooms with a number, or of all."""

    def alter(floor: Floor) -> Floor:
        return replace(
            floor, spaces=tuple(replace(s, **changes) if number in ("", s.number) else s for s in floor.spaces)
        )

    return _change(f"room {number or '*'}", changes, lambda e: _map_floor(e, floor_index, alter))


def with_doors(number: str = "", /, **changes: Any) -> Change:
    """Change fields of the exterior doors with a number, or of all."""

    def alter(opening: Opening) -> Opening:
        return replace(opening, **changes) if opening.exterior and number in ("", opening.number) else opening

    return _change(
        f"exterior door {number or '*'}",
        changes,
        lambda e: _map_floor(e, 0, lambda f: replace(f, openings=tuple(map(alter, f.openings)))),
    )


def with_all_openings(**changes: Any) -> Change:
    """Change fields of every opening of the first floor."""
    return _change(
        "every opening",
        changes,
        lambda e: _map_floor(e, 0, lambda f: replace(f, openings=tuple(replace(o, **changes) for o in f.openings))),
    )


def with_inner_door(**changes: Any) -> Change:
    """Change fields of the first door between two rooms."""

    def alter(floor: Floor) -> Floor:
        first = next(opening for opening in floor.openings if not opening.exterior)
        return replace(floor, openings=tuple(replace(o, **changes) if o is first else o for o in floor.openings))

    return _change("an inner door", changes, lambda e: _map_floor(e, 0, alter))


def without_marker(*kinds: str) -> Change:
    """Take all markers of some kinds away."""
    return _change(
        "no markers",
        {"kind": ", ".join(kinds)},
        lambda e: _with_markers(e, [m for m in e.campus.markers if m.kind not in kinds]),
    )


def markers_only_in(building_id: str) -> Change:
    """Take the markers of all other buildings away."""
    return _change(
        "markers",
        {"only in": building_id},
        lambda e: _with_markers(e, [m for m in e.campus.markers if m.building == building_id]),
    )


def with_marker(kind: str, /, **changes: Any) -> Change:
    """Add a marker in the first room, with changes."""

    def step(evidence: Evidence) -> Evidence:
        added = replace(demo_marker(kind, evidence.campus.buildings[0]), id=f"m-{kind.lower()}-added", **changes)
        return _with_markers(evidence, [*evidence.campus.markers, added])

    return _change(f"marker {kind}", changes, step)


def without_area(kind: str) -> Change:
    """Take the site areas of a kind away."""
    return _change(
        "no site area",
        {"kind": kind},
        lambda e: replace(e, campus=replace(e.campus, areas=tuple(a for a in e.campus.areas if a.kind != kind))),
    )


def with_imagery(**changes: Any) -> Change:
    """Change the aerial picture."""
    return _change(
        "imagery",
        changes,
        lambda e: replace(e, campus=replace(e.campus, imagery=(replace(e.campus.imagery[0], **changes),))),
    )


def with_project(**changes: Any) -> Change:
    """Change tables of campus.toml."""
    return _change("campus.toml", changes, lambda e: replace(e, project=replace(e.project, **changes)))


def with_campus_entry(**changes: Any) -> Change:
    """Change keys of [campus] in campus.toml."""
    return _change(
        "[campus]",
        changes,
        lambda e: replace(e, project=replace(e.project, campus=replace(e.project.campus, **changes))),
    )


def with_evidence(**changes: Any) -> Change:
    """Change the issue date, the sheets, the ledger or the analysis."""
    return _change("build", changes, lambda e: replace(e, **changes))


def with_hard_corners(outcome: Outcome, status: str = "", why: str = "", **changes: Any) -> Change:
    """Give room 101 one hard-corner outcome, and if a status is given one hard corner."""

    def step(given: Evidence) -> Evidence:
        room = next(s for s in given.floors[0].spaces if s.number == "101")
        corners = tuple(replace(c, status=status, **changes) for c in given.analysis.hard_corners if c.space == room.id)
        kept = tuple(c for c in given.analysis.hard_corners if c.space != room.id)
        said = tuple(a for a in given.analysis.assessments if a.space != room.id)
        analysis = replace(
            given.analysis,
            hard_corners=kept + (corners if status else ()),
            assessments=(*said, Assessment(room.id, outcome, why)),
        )
        return replace(given, analysis=analysis)

    return _change("hard corner of 101", {"outcome": outcome.value, "status": status, **changes}, step)


def with_reach() -> Change:
    """Let the ways on foot be found."""

    def step(given: Evidence) -> Evidence:
        return replace(given, analysis=replace(given.analysis, reach=find_reach(given.campus)))

    return Change("(ways on foot are found)", (step,))


def with_ways() -> Change:
    """Let everything about walking be computed, with a device of each kind in the first corridor."""

    def step(given: Evidence) -> Evidence:
        building = given.campus.buildings[0]
        hall = next(space for space in building.floors[0].spaces if space.use is Use.CORRIDOR)
        at = hall.outline.representative_point()
        hung = [replace(demo_marker(kind, building), space=hall.id, at=at) for kind in FETCHED]
        others = [marker for marker in given.campus.markers if marker.kind not in FETCHED]
        equipped = replace(given.campus, markers=(*others, *hung))
        return replace(given, campus=equipped, analysis=add_ways(given.analysis, equipped, given.project.reach))

    return Change("(everything about walking is computed; each device hangs in the hall)", (step,))


def with_walking(**changes: Any) -> Change:
    """Say what was computed about walking."""

    def step(given: Evidence) -> Evidence:
        walking = replace(given.analysis.walking, **changes)
        return replace(given, analysis=replace(given.analysis, walking=walking))

    return _change("computed about walking", changes, step)


def with_sheet(**changes: Any) -> Change:
    """Lay out one sheet, with changes."""
    fact = SheetFact(
        **{"sheet": "F-MAIN-1", "title": "Level 1", "subject": "main/1", "scale": 200.0, "smallest_pt": 7.0, **changes}
    )
    return _change("sheet", changes, lambda e: replace(e, sheets=(*e.sheets, fact)))


def with_notice(code: str) -> Change:
    """Let a stage leave a notice."""
    left = Notice(code, f"what a stage says under {code}", ref=Ref("plans/main-1.dxf", "A-WALL", "2B1", 3.0, -3.0))
    return _change(
        "notice", {"code": code}, lambda e: replace(e, campus=replace(e.campus, notices=(*e.campus.notices, left)))
    )


def with_floor_notice(code: str) -> Change:
    """Let a stage leave a notice on the first floor."""
    left = (Notice(code, f"what a stage says under {code}", "plans/main-1.dxf"),)
    return _change("notice of a floor", {"code": code}, lambda e: _map_floor(e, 0, lambda f: replace(f, notices=left)))


def _change(what: str, changes: Mapping[str, Any], step: Step) -> Change:
    words = ", ".join(f"{name} = {value!r}" for name, value in changes.items())
    return Change(f"{what}: {words}", (step,))


def _map_building(evidence: Evidence, index: int, alter: Callable[[Building], Building]) -> Evidence:
    buildings = tuple(alter(b) if i == index else b for i, b in enumerate(evidence.campus.buildings))
    return replace(evidence, campus=replace(evidence.campus, buildings=buildings))


def _map_floor(evidence: Evidence, index: int, alter: Callable[[Floor], Floor]) -> Evidence:
    def within(building: Building) -> Building:
        return replace(building, floors=tuple(alter(f) if i == index else f for i, f in enumerate(building.floors)))

    return _map_building(evidence, 0, within)


def _with_markers(evidence: Evidence, markers: list[Marker]) -> Evidence:
    return replace(evidence, campus=replace(evidence.campus, markers=tuple(markers)))
