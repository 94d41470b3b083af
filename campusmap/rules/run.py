"""Ask every rule; sort what they say as people mend it; apply the waivers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from campusmap.model.finding import Finding, NotAssessed, Review, Severity
from campusmap.model.kit import SheetFact
from campusmap.model.places import Building, Campus, Floor, Marker, Opening, SiteArea, Space
from campusmap.model.project import Waiver
from campusmap.model.source import Notice
from campusmap.rules.evidence import UNNAMED, Evidence, describe
from campusmap.rules.listing import list_first
from campusmap.rules.registry import load_rules
from campusmap.rules.rule import Hit, Kind, Rule, Skip, Subject
from campusmap.rules.waiving import apply_waivers
from campusmap.rules.where import Where, grid_cell, locate, point_to_lonlat

# More findings of one rule on one floor than this are told as one with a count (tool default).
MANY: Final = {Severity.ERROR: 12, Severity.WARNING: 12, Severity.NOTE: 3}

_SUBJECTS: Final[dict[Kind, Callable[[Evidence], Iterable[Subject]]]] = {
    Campus: lambda e: (e.campus,),
    Building: lambda e: e.campus.buildings,
    Floor: lambda e: e.floors,
    Space: lambda e: (space for floor in e.floors for space in floor.spaces),
    Opening: lambda e: (opening for floor in e.floors for opening in floor.openings),
    Marker: lambda e: e.campus.markers,
    SiteArea: lambda e: e.campus.areas,
    Notice: lambda e: e.notices,
    SheetFact: lambda e: e.sheets,
    Waiver: lambda e: e.project.waiver,
}


def review(evidence: Evidence, rules: tuple[Rule, ...] | None = None, *, one_by_one: bool = False) -> Review:
    """Judge a campus by every rule, or by some; rules about waivers come last and see the other findings.

    ``one_by_one`` tells each finding apart, however many of one rule there are.
    """
    asked = load_rules() if rules is None else rules
    first = [judge(rule, evidence, one_by_one=one_by_one) for rule in asked if rule.applies_to is not Waiver]
    findings = apply_waivers([f for found, _ in first for f in found], evidence)
    seen = replace(evidence, findings=tuple(findings))
    last = [judge(rule, seen) for rule in asked if rule.applies_to is Waiver]
    findings += [f for found, _ in last for f in found]
    skipped = [skip for _, skips in (*first, *last) for skip in skips]
    return Review(
        tuple(sorted(findings, key=_mending_order)), tuple(sorted(skipped, key=lambda skip: (skip.id, skip.subject)))
    )


def judge(rule: Rule, evidence: Evidence, *, one_by_one: bool = False) -> tuple[list[Finding], list[NotAssessed]]:
    """Return what one rule says of a campus: its findings, and what it could not judge."""
    said = [word for subject in _SUBJECTS[rule.applies_to](evidence) for word in rule.check(subject, evidence)]
    located = [(found, locate(found, evidence)) for found in said if isinstance(found, Hit)]
    skips = [
        NotAssessed(rule.id, rule.title, locate(Hit(word.subject, {}), evidence).subject, word.why)
        for word in said
        if isinstance(word, Skip)
    ]
    return _tell(rule, located, evidence, one_by_one=one_by_one), skips


def _tell(rule: Rule, located: list[tuple[Hit, Where]], evidence: Evidence, *, one_by_one: bool) -> list[Finding]:
    groups: dict[tuple[str, str, str], list[tuple[Hit, Where]]] = defaultdict(list)
    for found, where in located:
        file = "" if where.floor or where.ref is None else where.ref.file
        groups[where.building, where.floor, file].append((found, where))
    findings: list[Finding] = []
    for group in groups.values():
        if rule.many and not one_by_one and len(group) > MANY[rule.severity]:
            findings.append(_tell_many(rule, group, evidence))
        else:
            findings += [_finding(rule, where, rule.message.format(**found.fields), evidence) for found, where in group]
    return findings


def _tell_many(rule: Rule, group: list[tuple[Hit, Where]], evidence: Evidence) -> Finding:
    where = group[0][1]
    names = [str(found.fields.get("item", "")) or _call(place, evidence) for found, place in group]
    message = rule.many.format(count=len(group), listing=list_first(sorted(names, key=_by_value)))
    subject = where.floor or where.building or (where.ref.file if where.ref else where.subject)
    told = _finding(rule, replace(where, subject=subject, number=""), message, evidence)
    refs = (place.ref for _, place in group)
    places = ((ref.x, ref.y) for ref in refs if ref is not None and ref.x is not None and ref.y is not None)
    return replace(told, places=tuple((round(x, 3) + 0.0, round(y, 3) + 0.0) for x, y in places))


def _by_value(name: str) -> list[tuple[bool, int, str]]:
    """Return a sort key that puts 151 sq ft before 1,464 sq ft, and what begins with letters last."""
    plain = re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", name)
    pieces = [piece.lstrip("0") if piece.isdecimal() else piece for piece in re.findall(r"[0-9]+|[^0-9]+", plain)]
    return [(not (piece.isdecimal() or not piece), len(piece) if piece.isdecimal() else 0, piece) for piece in pieces]


def _call(place: Where, evidence: Evidence) -> str:
    owner = evidence.owners.get(place.subject)
    if owner is not None and isinstance(owner.thing, Space):
        return describe(owner.thing)
    return place.number or place.subject


def _finding(rule: Rule, where: Where, message: str, evidence: Evidence) -> Finding:
    ref, north = where.ref, evidence.campus.north
    lon, lat = point_to_lonlat(north, where.at) if where.at is not None and north is not None else (None, None)
    return Finding(
        id=rule.id,
        severity=rule.severity,
        title=rule.title,
        message=message[:1].upper() + message[1:] if message.startswith(UNNAMED) else message,
        subject=where.subject,
        fix=rule.fix,
        building=where.building,
        floor=where.floor,
        number=where.number,
        file=ref.file if ref else "",
        layer=ref.layer if ref else "",
        handle=ref.handle if ref else "",
        place=ref.place if ref else "",
        x=_rounded(ref.x if ref else None, 3),
        y=_rounded(ref.y if ref else None, 3),
        lon=_rounded(lon, 7),
        lat=_rounded(lat, 7),
        grid=grid_cell(evidence.campus, where.at) if where.at is not None else "",
        trap=rule.trap,
    )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0


def _mending_order(finding: Finding) -> tuple[object, ...]:
    """File, layer, position from the top left: the order in which someone mends drawings; no file goes last."""
    position = (-(finding.y or 0.0), finding.x or 0.0)
    return (not finding.file, finding.file, finding.layer, *position, finding.id, finding.subject, finding.message)
