"""Where the subject of a finding is: file and drawing position, building and floor, coordinates and grid cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from shapely import Point
from shapely.geometry.base import BaseGeometry

from campusmap.geometry.fit import apply_matrix, invert_matrix
from campusmap.geometry.label import find_pole
from campusmap.georeference.grid import campus_to_north, name_cell, north_to_lonlat
from campusmap.model.kit import SheetFact
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, SiteArea, Space, TrueNorth
from campusmap.model.project import Waiver
from campusmap.model.source import Notice, Ref
from campusmap.rules.evidence import Evidence, Thing
from campusmap.rules.rule import Hit, Subject

_RIM_M: Final = 0.05  # a place this near a room's outline may be the neighbour's (tool default)


@dataclass(frozen=True, slots=True)
class Where:
    """Everything that a finding says about place; ``at`` is in campus metres, None where nothing is placed."""

    subject: str
    building: str = ""
    floor: str = ""
    number: str = ""
    ref: Ref | None = None
    at: Point | None = None


def grid_cell(campus: Campus, at: Point) -> str:
    """Return the grid cell of a point in campus metres, "" outside the grid."""
    if campus.north is None or campus.grid is None:
        return ""
    return name_cell(campus.grid, *campus_to_north(campus.north, at.x, at.y))


def point_to_lonlat(north: TrueNorth, at: Point) -> tuple[float, float]:
    """Return longitude and latitude of a point in campus metres."""
    return north_to_lonlat(north, *campus_to_north(north, at.x, at.y))


def locate(found: Hit, evidence: Evidence) -> Where:
    """Return where a hit is; what the rule says beats what the subject says."""
    where = _subject_place(found.subject, evidence)
    ref = found.ref or where.ref
    floor = _floor(where.floor, evidence)
    placed = floor is None or floor.frame.placed
    at = found.at or where.at or (_on_ground(floor, ref) if floor is not None else None)
    return Where(where.subject, where.building, where.floor, where.number, ref, at if placed else None)


def _floor(floor_id: str, evidence: Evidence) -> Floor | None:
    owner = evidence.owners.get(floor_id)
    return owner.floor if owner else None


def _on_ground(floor: Floor, ref: Ref | None) -> Point | None:
    if ref is None or ref.x is None or ref.y is None:
        return None
    a, b, c, d, e, f = floor.frame.matrix
    return Point(a * ref.x + b * ref.y + c, d * ref.x + e * ref.y + f)


def _subject_place(subject: Subject, evidence: Evidence) -> Where:
    if isinstance(subject, Building | Floor | Space | Opening):
        return _thing_place(subject, evidence)
    if isinstance(subject, Notice):
        return _notice_place(subject, evidence)
    if isinstance(subject, SheetFact):
        return _sheet_place(subject, evidence)
    if isinstance(subject, Marker):
        return Where(subject.id, subject.building, subject.floor, subject.label, _first(subject.refs), subject.at)
    return _campus_place(subject)


def _campus_place(subject: Campus | SiteArea | Waiver) -> Where:
    if isinstance(subject, SiteArea):
        return Where(subject.id, ref=_first(subject.refs), at=subject.shape.representative_point())
    if isinstance(subject, Waiver):
        return Where(f"{subject.rule} {subject.subject}", ref=Ref("campus.toml", place="[[waiver]]"))
    return Where(subject.id, ref=Ref("campus.toml"))


def _thing_place(thing: Thing, evidence: Evidence) -> Where:
    building, floor, _ = evidence.owners[thing.id]
    shape = _shape_of(thing)
    at = shape.representative_point() if not shape.is_empty else None
    floor_id = floor.id if floor else ""
    if isinstance(thing, Floor):
        return Where(thing.id, building.id, floor_id, "", Ref(thing.plan_file) if thing.plan_file else None, at)
    number = thing.number if isinstance(thing, Building) else thing.shown_number
    ref = _first(thing.refs)
    if isinstance(thing, Space) and floor is not None and ref is not None:
        ref = _move_inside(ref, thing, floor)
    return Where(thing.id, building.id, floor_id, number, ref, at)


def _move_inside(ref: Ref, space: Space, floor: Floor) -> Ref:
    """Point into the room instead of at the first corner of its polyline, which other rooms may share."""
    at = _on_ground(floor, ref)
    if at is None or space.outline.buffer(-_RIM_M).covers(at):
        return ref
    inner = find_pole(space.outline)
    x, y = apply_matrix(invert_matrix(floor.frame.matrix), [(inner.x, inner.y)])[0]
    return replace(ref, x=round(float(x), 3), y=round(float(y), 3))


def _shape_of(thing: Thing) -> BaseGeometry:
    if isinstance(thing, Opening):
        return thing.line
    if isinstance(thing, Building):
        return thing.footprint
    return thing.outline


def _sheet_place(fact: SheetFact, evidence: Evidence) -> Where:
    owner = evidence.owners.get(fact.subject)
    if owner is None:
        return Where(fact.sheet)
    return Where(fact.sheet, owner.building.id, owner.floor.id if owner.floor else "")


def _notice_place(notice: Notice, evidence: Evidence) -> Where:
    """Return the place of what a notice is about; the notice's own ref is nearer to the fault."""
    ref = notice.ref or _plan_ref(notice.floor, evidence) or _file_ref(notice.subject)
    if notice.subject not in evidence.owners:
        name = notice.subject or (ref.file if ref else evidence.campus.id)
        return Where(name, notice.building, notice.floor, "", ref)
    thing = _thing_place(evidence.owners[notice.subject].thing, evidence)
    at = None if notice.ref is not None and notice.ref.x is not None else thing.at
    return replace(thing, ref=notice.ref or thing.ref or ref, at=at)


def _file_ref(subject: str) -> Ref | None:
    """Return the file that a notice without an address names as its subject."""
    return Ref(subject) if PurePosixPath(subject).suffix else None


def _plan_ref(floor_id: str, evidence: Evidence) -> Ref | None:
    floor = _floor(floor_id, evidence)
    return Ref(floor.plan_file) if floor is not None and floor.plan_file else None


def _first(refs: tuple[Ref, ...]) -> Ref | None:
    return refs[0] if refs else None
