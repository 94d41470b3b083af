"""Where the subject of a finding is: file and drawing position, building and floor, coordinates and grid cell."""

from __future__ import annotations

from dataclasses import dataclass, replace

from shapely import Point

from campusmap.georeference.grid import campus_to_north, name_cell, north_to_lonlat
from campusmap.model.kit import SheetFact
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, SiteArea, Space, TrueNorth
from campusmap.model.project import Waiver
from campusmap.model.source import Notice, Ref
from campusmap.rules.evidence import Evidence
from campusmap.rules.rule import Hit, Subject


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


def _floor(id: str, evidence: Evidence) -> Floor | None:
    owner = evidence.owners.get(id)
    return owner.floor if owner else None


def _on_ground(floor: Floor, ref: Ref | None) -> Point | None:
    if ref is None or ref.x is None or ref.y is None:
        return None
    a, b, c, d, e, f = floor.frame.matrix
    return Point(a * ref.x + b * ref.y + c, d * ref.x + e * ref.y + f)


def _subject_place(subject: Subject, evidence: Evidence) -> Where:
    match subject:
        case Space() | Opening():
            return _thing_place(subject, evidence)
        case Floor():
            ref = Ref(subject.plan_file) if subject.plan_file else None
            at = subject.outline.representative_point() if not subject.outline.is_empty else None
            return Where(subject.id, evidence.building_of(subject).id, subject.id, "", ref, at)
        case Building():
            at = subject.footprint.representative_point() if not subject.footprint.is_empty else None
            return Where(subject.id, subject.id, "", subject.number, _first(subject.refs), at)
        case Marker():
            return Where(subject.id, subject.building, subject.floor, subject.label, _first(subject.refs), subject.at)
        case SiteArea():
            return Where(subject.id, ref=_first(subject.refs), at=subject.shape.representative_point())
        case Notice():
            if subject.subject in evidence.owners:
                return _notice_place(subject, evidence)
            name = subject.subject or (subject.ref.file if subject.ref else evidence.campus.id)
            return Where(name, subject.building, subject.floor, "", subject.ref or _plan_ref(subject.floor, evidence))
        case SheetFact():
            owner = evidence.owners.get(subject.subject)
            floor = owner.floor.id if owner and owner.floor else ""
            return Where(subject.sheet, owner.building.id if owner else "", floor)
        case Waiver():
            return Where(f"{subject.rule} {subject.subject}", ref=Ref("campus.toml", place="[[waiver]]"))
        case Campus():
            return Where(subject.id, ref=Ref("campus.toml"))


def _plan_ref(floor_id: str, evidence: Evidence) -> Ref | None:
    floor = _floor(floor_id, evidence)
    return Ref(floor.plan_file) if floor is not None and floor.plan_file else None


def _notice_place(notice: Notice, evidence: Evidence) -> Where:
    """Return the place of what a notice is about; the notice's own ref is nearer to the fault."""
    thing = _subject_place(evidence.owners[notice.subject].thing, evidence)
    at = None if notice.ref is not None and notice.ref.x is not None else thing.at
    return replace(thing, ref=notice.ref or thing.ref, at=at)


def _thing_place(subject: Space | Opening, evidence: Evidence) -> Where:
    building, floor, _ = evidence.owners[subject.id]
    shape = subject.outline if isinstance(subject, Space) else subject.line
    at = shape.representative_point() if not shape.is_empty else None
    return Where(
        subject.id, building.id, floor.id if floor else "", subject.shown_number, _first(subject.refs), at
    )


def _first(refs: tuple[Ref, ...]) -> Ref | None:
    return refs[0] if refs else None
