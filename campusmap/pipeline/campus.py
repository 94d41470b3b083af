"""From what was read of a campus folder, and its drawings, to the campus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry

from campusmap.change.earlier import AFTER_ALL
from campusmap.georeference.footprint import (
    check_offset,
    features_to_areas,
    footprint_shape,
    is_drawn_area,
    judge_kinds,
    leftover_areas,
    match_footprints,
)
from campusmap.georeference.rival import check_overlap
from campusmap.model.feature import Feature
from campusmap.model.places import Building, Campus, Floor, SiteArea
from campusmap.model.project import BuildingEntry
from campusmap.model.source import Notice
from campusmap.pipeline.aerial import Read, add_pictures, read_ahead
from campusmap.pipeline.floors import DrawingJob, Drawn, undrawn_floor
from campusmap.pipeline.identities import restore_ids
from campusmap.pipeline.inputs import Inputs
from campusmap.pipeline.photos import add_photos
from campusmap.pipeline.reference import lay_reference, orient
from campusmap.pipeline.settle import find_settled, settle_floors
from campusmap.pipeline.traced import find_sheets, give_footprints, redraw_traced
from campusmap.rooms.below import shut_in
from campusmap.rooms.shafts import stack_shafts
from campusmap.safety.devices import place_markers
from campusmap.safety.reconcile import apply_tables
from campusmap.safety.survey import none_rows, read_survey, says_none

FROM_PLAN = "ground floor outline"


@dataclass(frozen=True, slots=True)
class Drawings:
    """Every floor as drawn, by its id, with what is said of whole drawings; ``pictures`` are those read so far."""

    floors: dict[str, Floor]
    notices: tuple[Notice, ...]
    pictures: dict[object, Read] = field(default_factory=dict)


def draw_campus(
    inputs: Inputs,
    before: tuple[Inputs, Drawings] | None = None,
    tell: Callable[[Drawn], None] = lambda _: None,
) -> Drawings:
    """Draw every floor and hold it against its building's footprint; where only traces differ, those floors anew.

    ``tell`` is told what each drawing holds as it is read, before it is held against any footprint.
    """
    jobs, footprints = _list_jobs(inputs)
    again = redraw_traced(jobs, before[0].drawings, before[1].floors) if before else None
    if before and again is not None:
        return replace(before[1], floors=again)
    return Drawings(*settle_floors(jobs, footprints, tell))


def choose_settled(inputs: Inputs, floors: Mapping[str, Floor]) -> dict[str, Floor]:
    """Return those of some floors, as drawn first, that are placed and that no footprint will move."""
    return find_settled(*_list_jobs(inputs), floors)


def _list_jobs(inputs: Inputs) -> tuple[list[DrawingJob], dict[str, MultiPolygon]]:
    """Return what is to be drawn, and the buildings' footprints in campus metres."""
    matched, _ = _match(inputs)
    epsg = inputs.epsg
    footprints = {key: footprint_shape(feature, epsg) for key, feature in matched.items()} if epsg else {}
    return [give_footprints(job, footprints) for job in inputs.drawings], footprints


def _match(inputs: Inputs) -> tuple[dict[str, Feature], tuple[Notice, ...]]:
    return match_footprints(inputs.features, inputs.project.building) if inputs.features else ({}, ())


def assemble_campus(
    inputs: Inputs, drawings: Drawings | None = None, *, issued: str = AFTER_ALL, pictured: bool = True
) -> Campus:
    """Lay footprints, tables and markers on the floors, and give the whole its north and grid.

    Without ``drawings``, every floor is drawn first. Rooms that are gone are those of the last edition before
    ``issued``, an ISO date. A campus that is not ``pictured`` has no photos and no aerial picture.
    """
    matched, said = _match(inputs)
    areas, more = _site_areas(inputs, matched)
    if drawings is None:
        outline = _outline(inputs, matched, areas) if pictured else None
        with read_ahead(outline, _grounds(outline) if outline else (), inputs) as pictures:
            drawings = draw_campus(inputs)
            drawings.pictures.update(pictures())
    epsg, floors = inputs.epsg, drawings.floors
    drawn = tuple(_build(entry, floors, matched.get(entry.id), epsg) for entry in inputs.project.building)
    buildings, lost = restore_ids(drawn, inputs.ledger, epsg, issued)
    entry = inputs.project.campus
    campus = Campus(
        entry.id, entry.name, inputs.epsg, buildings, areas, address=entry.address, state_id=entry.state_id,
        sources=inputs.sources, notices=(*inputs.notices, *drawings.notices, *said, *more, *lost),
    )  # fmt: skip
    frozen = inputs.ledger.grid if inputs.ledger else None
    campus = apply_tables(orient(campus, _grounds(campus), frozen), inputs.tables)
    absent = tuple(row for row in inputs.tables.survey if says_none(row))  # the rest may be about markers
    missed = read_survey(campus, absent, inputs.plan_digests).facts
    campus = place_markers(campus, (*inputs.tables.markers, *none_rows(campus, missed)))
    if pictured:
        campus = add_pictures(add_photos(campus, inputs.folder), _grounds(campus), inputs, drawings.pictures)
    return lay_reference(campus, inputs.project, _grounds(campus), frozen)


def _outline(inputs: Inputs, matched: dict[str, Feature], areas: tuple[SiteArea, ...]) -> Campus | None:
    """Return a campus by its footprints and areas, in the frame that it will have; None before its drawings tell."""
    entry, epsg = inputs.project.campus, inputs.epsg
    if epsg is None or any(each.id not in matched for each in inputs.project.building):
        return None
    shapes = {each.id: footprint_shape(matched[each.id], epsg) for each in inputs.project.building}
    buildings = tuple(Building(key, "", "", shape) for key, shape in shapes.items())
    campus = Campus(entry.id, entry.name, epsg, buildings, areas)
    return orient(campus, _grounds(campus), inputs.ledger.grid if inputs.ledger else None)


def _build(entry: BuildingEntry, drawn: dict[str, Floor], feature: Feature | None, epsg: int | None) -> Building:
    made = (drawn.get(f"{entry.id}/{f.id}") or undrawn_floor(entry, f) for f in entry.floor)
    floors = stack_shafts(map(shut_in, made))
    footprint, source = _footprint(floors, feature, epsg)
    if feature is not None:
        floors = tuple(_measured(floor, footprint) for floor in floors)
    number, planned = _read_numbers(entry)
    return Building(
        entry.id, number, entry.name, footprint, floors, entry.radio_name, entry.address, entry.main_entrance,
        source, entry.year_built, entry.preplan, (feature.ref,) if feature else (), planned,
    )  # fmt: skip


def _read_numbers(entry: BuildingEntry) -> tuple[str, str]:
    """Return a building's number on the wall and its planned one, as the tables state those of rooms."""
    if entry.posted_on is not None:
        return entry.posted_number or entry.number, ""
    return entry.number, entry.posted_number if entry.posted_number != entry.number else ""


def _footprint(floors: Iterable[Floor], feature: Feature | None, epsg: int | None) -> tuple[MultiPolygon, str]:
    """Return a building's footprint and where it is from: its feature, else the lowest placed floor at grade."""
    if feature is not None and epsg is not None:
        return footprint_shape(feature, epsg), feature.ref.file
    placed = sorted((floor for floor in floors if floor.frame.placed), key=lambda f: (f.ordinal < 0, f.ordinal))
    return (placed[0].outline, FROM_PLAN) if placed else (MultiPolygon(), "")


def _measured(floor: Floor, footprint: MultiPolygon) -> Floor:
    """Hold a placed floor against the footprint; floors off the ground may be smaller than it."""
    whole = floor.ordinal == 0 and not floor.frame.on_picture  # of which a part may be traced so far
    frame, said = check_offset(floor.frame, floor.outline, footprint, floor.id, both_ways=whole)
    if floor.frame.placed:
        said = (*check_overlap(floor.outline, footprint, floor.id, whole=whole), *said)
    addressed = tuple(replace(notice, building=floor.id.partition("/")[0], floor=floor.id) for notice in said)
    return replace(floor, frame=frame, notices=floor.notices + addressed)


def _site_areas(inputs: Inputs, matched: dict[str, Feature]) -> tuple[tuple[SiteArea, ...], tuple[Notice, ...]]:
    if inputs.epsg is None:
        return (), judge_kinds(inputs.area_features)
    leftover, said = leftover_areas(inputs.features, matched, inputs.epsg)
    own = [*inputs.area_features, *(feature for feature in inputs.drawn if is_drawn_area(feature))]
    return (*features_to_areas(own, inputs.epsg), *leftover), (*said, *judge_kinds(inputs.area_features))


def _grounds(campus: Campus) -> list[BaseGeometry]:
    """Return what the campus itself consists of: buildings and site areas, else where pictures lie; no roads."""
    areas = [area.shape for area in campus.areas if area.kind not in {"road", "neighbour", "other"}]
    return [b.footprint for b in campus.buildings if not b.footprint.is_empty] + list(areas) or find_sheets(campus)
