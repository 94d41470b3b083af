"""A campus, what was computed of it and what was found, cut down to what an audience may know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, replace
from typing import Any, TypeVar

from campusmap.audience.allow import AREAS, FIELDS, HANDLING, MARKERS, SOURCES, Audience
from campusmap.model.analysis import Analysis
from campusmap.model.finding import Finding, Review
from campusmap.model.places import Building, Campus, Floor
from campusmap.model.project import CampusEntry, Project, Verified

Record = TypeVar("Record")


def filter_campus(campus: Campus, audience: Audience) -> Campus:
    """Return the campus as an audience may have it: a new record, in which what is withheld is not there at all."""
    if audience == "responder":
        return campus
    allowed = FIELDS[audience]
    cut = _cut(campus, allowed)
    return replace(
        cut,
        buildings=tuple(_filter_building(building, allowed) for building in cut.buildings),
        markers=tuple(_cut(marker, allowed) for marker in cut.markers if marker.kind in MARKERS[audience]),
        sources=tuple(source for source in cut.sources if source.role in SOURCES),
        areas=tuple(_cut(area, allowed) for area in cut.areas if area.kind in AREAS[audience]),
    )


def _filter_building(building: Building, allowed: Mapping[str, frozenset[str]]) -> Building:
    cut = _cut(building, allowed)
    return replace(cut, floors=tuple(_filter_floor(floor, allowed) for floor in cut.floors))


def _filter_floor(floor: Floor, allowed: Mapping[str, frozenset[str]]) -> Floor:
    cut = _cut(floor, allowed)
    return replace(
        cut,
        spaces=tuple(_cut(space, allowed) for space in cut.spaces),
        openings=tuple(_cut(opening, allowed) for opening in cut.openings),
    )


def filter_analysis(analysis: Analysis, campus: Campus, audience: Audience) -> Analysis:
    """Return what was computed as an audience may have it; ``campus`` is already cut, and ways to what is gone go."""
    if audience == "responder":
        return analysis
    allowed = FIELDS[audience]
    cut = _cut(analysis, allowed)
    markers = {marker.id for marker in campus.markers}
    doors = {opening.id for b in campus.buildings for floor in b.floors for opening in floor.openings}
    return replace(
        cut,
        reach=tuple(_known_reach(reach, markers) for reach in cut.reach),
        ways=tuple(_cut(way, allowed) for way in cut.ways if way.to in markers | doors),
    )


def _known_reach(reach: Any, markers: set[str]) -> Any:
    return reach if reach.aed in markers else replace(reach, aed="", aed_m=None, aed_by=())


def filter_project(project: Project, audience: Audience) -> Project:
    """Return what is printed of campus.toml: the school, its handling text, when it was walked."""
    if audience == "responder":
        return project
    entry = project.campus
    own = {"staff": entry.staff_handling, "public": entry.public_handling}[audience]
    seen = Verified("", entry.verified.when) if entry.verified else None
    campus = CampusEntry(
        entry.id, entry.name, entry.state_id, entry.address, entry.epsg,
        verified=seen, handling=own or HANDLING[audience],
    )  # fmt: skip
    return Project(campus, numbering=project.numbering, grid=project.grid, packet=project.packet)


def filter_review(review: Review, audience: Audience) -> Review:
    """Return the review as an audience may have it: how many findings are open, not what they say."""
    if audience == "responder":
        return review
    return Review(tuple(Finding("", f.severity, "", "", "", "", waived="waived" if f.waived else "")
                        for f in review.findings))  # fmt: skip


def _cut(record: Record, allowed: Mapping[str, frozenset[str]]) -> Record:
    """Return a record whose fields are blank where its allow-list does not name them; no list at all is a mistake."""
    kept = allowed[type(record).__name__]
    blanks = {item.name: _blank(item, record) for item in fields(record) if item.name not in kept}  # type: ignore[arg-type]
    return replace(record, **blanks)  # type: ignore[type-var]


def _blank(item: Field[Any], record: Any) -> Any:
    """Return the field's default; of a field without one, what is empty of its kind."""
    if item.default is not MISSING:
        return item.default
    if item.default_factory is not MISSING:
        return item.default_factory()
    value = getattr(record, item.name)
    if isinstance(value, str | tuple):
        return type(value)()
    raise TypeError(f"{type(record).__name__}.{item.name} is withheld, and has no blank")
