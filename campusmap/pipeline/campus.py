"""From the files of a campus folder to the campus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import shapely
from shapely import MultiPolygon, box
from shapely.geometry.base import BaseGeometry

from campusmap.change.earlier import AFTER_ALL
from campusmap.georeference.corrections import features_to_corrections, is_correction, list_strays
from campusmap.georeference.epsg import choose_epsg
from campusmap.georeference.footprint import (
    check_offset,
    features_to_areas,
    features_to_overrides,
    footprint_shape,
    is_drawn_area,
    leftover_areas,
    match_footprints,
)
from campusmap.georeference.rival import check_overlap
from campusmap.georeference.traces import is_trace, read_traces
from campusmap.ingest.drawing import read_drawing
from campusmap.ingest.files import file_source, source_name
from campusmap.ingest.imagery import read_imagery
from campusmap.ingest.ledger import read_ledger
from campusmap.ingest.photos import list_photos
from campusmap.ingest.project import read_project
from campusmap.ingest.tables import Table, find_tables, read_table, read_tables
from campusmap.ingest.vector import read_features
from campusmap.model.feature import Feature, Override, RoomCorrection, Trace
from campusmap.model.ledger import Ledger
from campusmap.model.places import Building, Campus, Floor, Imagery, SiteArea
from campusmap.model.plan import Plan
from campusmap.model.project import BuildingEntry, Project, VectorFile
from campusmap.model.source import Notice, Ref, Source
from campusmap.model.tables import Tables
from campusmap.pipeline.floors import DrawingJob, undrawn_floor
from campusmap.pipeline.identities import restore_ids
from campusmap.pipeline.levels import list_left_levels
from campusmap.pipeline.photos import add_photos
from campusmap.pipeline.reference import lay_reference, orient
from campusmap.pipeline.settle import settle_floors
from campusmap.pipeline.traced import find_sheets, give_footprints, list_picture_floors, redraw_traced
from campusmap.pipeline.workers import read_apart
from campusmap.rooms.shafts import stack_shafts
from campusmap.safety.devices import place_markers
from campusmap.safety.reconcile import apply_tables
from campusmap.safety.survey import none_rows, read_survey, says_none

BY_MATRIX = frozenset({"geodata", "wld", "world_file", "frame"})
FROM_PLAN = "ground floor outline"
OVERRIDES = "overrides.geojson"
PICTURE_MARGIN_M = 60.0  # how far the aerial picture reaches beyond the campus; tool default


@dataclass(frozen=True, slots=True)
class Inputs:
    """A campus folder as read, before any drawing is opened."""

    folder: Path
    project: Project
    tables: Tables
    features: tuple[Feature, ...]
    area_features: tuple[Feature, ...]
    epsg: int | None
    drawings: tuple[DrawingJob, ...]
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...]
    ledger: Ledger | None = None
    drawn: tuple[Feature, ...] = ()

    @property
    def overrides(self) -> tuple[Override, ...]:
        """Return the shapes drawn by hand in rooms, in campus metres."""
        own = [one for one in self.drawn if not (is_drawn_area(one) or is_trace(one) or is_correction(one))]
        return features_to_overrides(own, self.epsg) if self.epsg is not None else ()

    @property
    def plan_digests(self) -> dict[str, str]:
        """Map each floor's id to the SHA-256 of its drawing."""
        digests = {source.file: source.sha256 for source in self.sources if source.role == "drawing"}
        return {f"{b.id}/{f.id}": digests[job.name] for job in self.drawings for b, f in job.floors}


@dataclass(frozen=True, slots=True)
class Drawings:
    """Every floor as drawn, by its id, with what is said of whole drawings; ``pictures`` are those read so far."""

    floors: dict[str, Floor]
    notices: tuple[Notice, ...]
    pictures: dict[object, tuple[Imagery | None, tuple[Notice, ...]]] = field(default_factory=dict)


def read_inputs(folder: Path, known_epsg: int | None = None) -> Inputs:
    """Read everything but the drawings; raise InputError for what cannot be used.

    ``known_epsg`` is the campus's CRS where it was found before, for which drawings may have to be opened.
    """
    project = read_apart(read_project, folder, name="campus.toml")
    footprints, said = _read_vector(folder, project.footprints)
    areas, also_said = _read_vector(folder, project.areas)
    drawn, of_drawn = _read_vector(folder, _find_overrides(folder))
    epsg = (
        known_epsg
        or choose_epsg(project, footprints)
        or choose_epsg(project, footprints, _plans_by_matrix(folder, project), folder)
    )
    traces, untraced = read_traces(drawn, list_picture_floors(project), epsg)
    corrections = features_to_corrections(drawn, epsg) if epsg is not None else ()
    drawn_floors = {f"{b.id}/{floor.id}" for b in project.building for floor in b.floor if floor.plan}
    return Inputs(
        folder, project, read_tables(folder, _read_table), footprints, areas, epsg,
        tuple(_list_drawings(folder, project, epsg, traces, corrections)), tuple(list_sources(folder, project)),
        (*said, *also_said, *of_drawn, *untraced, *list_strays(drawn, epsg, drawn_floors),
         *list_left_levels(folder, project)),
        read_apart(read_ledger, folder, name="ledger.json"), drawn,
    )  # fmt: skip


def _read_vector(folder: Path, spec: VectorFile | None) -> tuple[tuple[Feature, ...], tuple[Notice, ...]]:
    if spec is None:
        return (), ()
    path = folder / spec.file
    name = source_name(path, folder)
    return read_apart(read_features, path, spec, name, name=name)


def _read_table(path: Path, table: str) -> Table:
    return read_apart(read_table, path, table, name=path.name)


def _find_overrides(folder: Path) -> VectorFile | None:
    return VectorFile(OVERRIDES) if (folder / OVERRIDES).is_file() else None


def _plans_by_matrix(folder: Path, project: Project) -> Iterator[Plan]:
    """Open, each once, the drawings that must be seen to know where the campus is: their placement says where."""
    opened = set[str]()
    for building in project.building:
        for entry in building.floor:
            placement = entry.placement or building.placement
            if entry.plan not in {"", *opened} and placement is not None and placement.method in BY_MATRIX:
                opened.add(entry.plan)
                job = partial(read_drawing, name=entry.plan, level=entry.level, columns=entry.columns, page=entry.page)
                yield read_apart(job, folder / entry.plan, name=entry.plan)


def _list_drawings(
    folder: Path, project: Project, epsg: int | None, traces: Sequence[Trace], corrections: Sequence[RoomCorrection]
) -> Iterator[DrawingJob]:
    floors = defaultdict(list)
    for building in project.building:
        for entry in building.floor:
            if entry.plan:
                floors[entry.plan, entry.layers or project.layers, entry.columns].append((building, entry))
    for (plan, roles, columns), entries in floors.items():
        ids = {f"{building.id}/{entry.id}" for building, entry in entries}
        own = tuple(trace for trace in traces if trace.floor in ids)
        mine = tuple(one for one in corrections if one.floor in ids)
        name = source_name(folder / plan, folder)
        yield DrawingJob(folder, plan, name, epsg, roles, columns, tuple(entries), traces=own, corrections=mine)


def list_sources(folder: Path, project: Project) -> Iterator[Source]:
    """Yield every file that campus.toml names or that lies where tables are looked for; raise InputError."""
    yield file_source(folder / "campus.toml", folder, "project")
    for plan in sorted({entry.plan for building in project.building for entry in building.floor if entry.plan}):
        yield file_source(folder / plan, folder, "drawing")
    for spec in (project.footprints, project.areas):
        if spec is not None:
            yield file_source(folder / spec.file, folder, "footprints" if spec is project.footprints else "areas")
    if (folder / OVERRIDES).is_file():
        yield file_source(folder / OVERRIDES, folder, "overrides")
    for picture in project.imagery:
        yield file_source(folder / picture.file, folder, "imagery")
    for photo in list_photos(folder):
        yield file_source(folder / photo, folder, "photo")
    for path in sorted(find_tables(folder).values()):
        yield file_source(path, folder, "table")


def draw_campus(inputs: Inputs, before: tuple[Inputs, Drawings] | None = None) -> Drawings:
    """Draw every floor and hold it against its building's footprint; where only traces differ, those floors anew."""
    matched, _ = _match(inputs)
    epsg = inputs.epsg
    footprints = {key: footprint_shape(feature, epsg) for key, feature in matched.items()} if epsg else {}
    jobs = [give_footprints(job, footprints) for job in inputs.drawings]
    again = redraw_traced(jobs, before[0].drawings, before[1].floors) if before else None
    if before and again is not None:
        return replace(before[1], floors=again)
    return Drawings(*settle_floors(jobs, footprints))


def _match(inputs: Inputs) -> tuple[dict[str, Feature], tuple[Notice, ...]]:
    return match_footprints(inputs.features, inputs.project.building) if inputs.features else ({}, ())


def assemble_campus(inputs: Inputs, drawings: Drawings | None = None, *, issued: str = AFTER_ALL) -> Campus:
    """Lay footprints, tables and markers on the floors, and give the whole its north and grid.

    Without ``drawings``, every floor is drawn first. Rooms that are gone are those of the last edition before
    ``issued``, an ISO date.
    """
    drawings = drawings or draw_campus(inputs)
    matched, said = _match(inputs)
    epsg, floors = inputs.epsg, drawings.floors
    drawn = tuple(_build(entry, floors, matched.get(entry.id), epsg) for entry in inputs.project.building)
    buildings, lost = restore_ids(drawn, inputs.ledger, epsg, issued)
    areas, more = _site_areas(inputs, matched)
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
    campus = add_photos(campus, inputs.folder)
    return lay_reference(_pictured(campus, inputs, drawings), inputs.project, _grounds(campus), frozen)


def _build(entry: BuildingEntry, drawn: dict[str, Floor], feature: Feature | None, epsg: int | None) -> Building:
    floors = stack_shafts(drawn.get(f"{entry.id}/{f.id}") or undrawn_floor(entry, f) for f in entry.floor)
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
        return (), ()
    leftover, said = leftover_areas(inputs.features, matched, inputs.epsg)
    own = [*inputs.area_features, *(feature for feature in inputs.drawn if is_drawn_area(feature))]
    return (*features_to_areas(own, inputs.epsg), *leftover), said


def _grounds(campus: Campus) -> list[BaseGeometry]:
    """Return what the campus itself consists of: buildings and site areas, else where pictures lie; no roads."""
    areas = [area.shape for area in campus.areas if area.kind not in {"road", "neighbour", "other"}]
    return [b.footprint for b in campus.buildings if not b.footprint.is_empty] + list(areas) or find_sheets(campus)


def _pictured(campus: Campus, inputs: Inputs, drawings: Drawings) -> Campus:
    if campus.north is None or campus.epsg is None:
        why = "no footprint and no floor is placed, so the picture was not opened"
        unopened = [Notice("imagery.outside", why, entry.file, Ref(entry.file)) for entry in inputs.project.imagery]
        return replace(campus, notices=(*campus.notices, *unopened))
    if not inputs.project.imagery:
        return campus
    x_min, y_min, x_max, y_max = (float(value) for value in shapely.total_bounds(_grounds(campus)))
    margin = PICTURE_MARGIN_M
    extent = box(x_min - margin, y_min - margin, x_max + margin, y_max + margin)
    pictures: list[Imagery] = []
    said: list[Notice] = []
    for entry in inputs.project.imagery:
        key = (entry, campus.north, campus.epsg, extent.bounds)
        if key not in drawings.pictures:
            path = inputs.folder / entry.file
            drawings.pictures[key] = read_apart(
                read_imagery, path, entry, campus.north, campus.epsg, extent, name=source_name(path, inputs.folder)
            )
        picture, notices = drawings.pictures[key]
        pictures += [picture] if picture else []
        said += notices
    return replace(campus, imagery=tuple(pictures), notices=(*campus.notices, *said))
