"""What a campus folder holds, read: everything but the drawings themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from campusmap.georeference.corrections import features_to_corrections, is_correction, list_strays
from campusmap.georeference.epsg import choose_epsg
from campusmap.georeference.footprint import (
    features_to_overrides,
    is_drawn_area,
)
from campusmap.georeference.traces import is_trace, read_traces
from campusmap.ingest.drawing import read_drawing
from campusmap.ingest.files import file_source, source_name
from campusmap.ingest.ledger import NAME as LEDGER
from campusmap.ingest.ledger import read_ledger
from campusmap.ingest.photos import list_photos
from campusmap.ingest.project import FILE as PROJECT
from campusmap.ingest.project import read_project, refuse_project
from campusmap.ingest.tables import Table, find_tables, read_table, read_tables
from campusmap.ingest.typeface import read_typeface
from campusmap.ingest.vector import read_features
from campusmap.ingest.vector_names import find_lost_names
from campusmap.model.feature import HAND_KEYS, Feature, Override, RoomCorrection, Trace
from campusmap.model.ledger import Ledger
from campusmap.model.plan import Plan
from campusmap.model.printing import Typeface
from campusmap.model.project import Project, VectorFile
from campusmap.model.source import Notice, Source
from campusmap.model.tables import Tables
from campusmap.pipeline.beside import digest_files, find_beside
from campusmap.pipeline.cache import current_cache, digest_of
from campusmap.pipeline.floors import DrawingJob
from campusmap.pipeline.levels import list_left_levels
from campusmap.pipeline.traced import list_picture_floors
from campusmap.pipeline.workers import read_apart
from campusmap.units import count_of

Made = TypeVar("Made")
BY_MATRIX = frozenset({"geodata", "wld", "world_file", "frame"})
OVERRIDES = "overrides.geojson"


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
    typefaces: tuple[Typeface, ...] = ()

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


def read_inputs(folder: Path, known_epsg: int | None = None, named: Callable[[str], None] = lambda _: None) -> Inputs:
    """Read everything but the drawings; raise InputError for what cannot be used.

    ``known_epsg`` is the campus's CRS where it was found before, for which drawings may have to be opened.
    ``named`` is told what the campus is called as soon as that is known.
    """
    project = _read_project(folder)
    named(project.campus.name)
    footprints, said = _read_vector(folder, project.footprints, "footprints")
    areas, also_said = _read_vector(folder, project.areas, "areas")
    drawn, of_drawn = _read_vector(folder, _find_overrides(folder), "overrides")
    epsg = (
        known_epsg
        or choose_epsg(project, footprints)
        or choose_epsg(project, footprints, _plans_by_matrix(folder, project), folder)
    )
    pictures = list_picture_floors(project)
    traces, untraced = read_traces(drawn, pictures, epsg)
    corrections = features_to_corrections(drawn, epsg)
    drawn_floors = {f"{b.id}/{floor.id}" for b in project.building for floor in b.floor if floor.plan} - {*pictures}
    return Inputs(
        folder, project, read_tables(folder, _read_table), footprints, areas, epsg,
        tuple(_list_drawings(folder, project, epsg, traces, corrections)), tuple(list_sources(folder, project)),
        (*said, *also_said, *of_drawn, *untraced, *list_strays(drawn, epsg, drawn_floors),
         *list_left_levels(folder, project), *(_list_nowhere(areas, drawn) if epsg is None else ())),
        _read_ledger(folder), drawn, tuple(_read_typefaces(folder, project)),
    )  # fmt: skip


def _recall(
    files: Sequence[Path], folder: Path, subject: str, read: Callable[[], Made], settings: object = None
) -> Made:
    """Return what was read of files as it was kept, else read it; ``settings`` are those that it depends on."""
    try:
        made_from = digest_files(files, folder)
    except OSError:  # the reader says so
        return read()
    told = made_from if settings is None else made_from | {"its entry in campus.toml": digest_of(settings)}
    return current_cache().recall("file", subject, told, read)  # type: ignore[no-any-return]


def _read_project(folder: Path) -> Project:
    """Read campus.toml; whether the files that it names are there is asked each time."""
    read = partial(read_apart, read_project, folder, name=PROJECT)
    project = _recall([folder / PROJECT], folder, PROJECT, read)
    refuse_project(project, folder)
    return project


def _read_ledger(folder: Path) -> Ledger | None:
    if not (folder / LEDGER).exists():
        return None
    return _recall([folder / LEDGER], folder, LEDGER, partial(read_apart, read_ledger, folder, name=LEDGER))


def _read_vector(folder: Path, spec: VectorFile | None, role: str) -> tuple[tuple[Feature, ...], tuple[Notice, ...]]:
    if spec is None:
        return (), ()
    path = folder / spec.file
    name = source_name(path, folder)
    read = partial(read_apart, read_features, path, spec, name, name=name)
    features, said = _recall(find_beside(path), folder, role, read, spec)
    return features, (*said, *find_lost_names(features, spec, HAND_KEYS if role == "overrides" else ()))


def _read_typefaces(folder: Path, project: Project) -> Iterator[Typeface]:
    for font in project.packet.fonts:
        name = source_name(folder / font, folder)
        yield read_apart(read_typeface, folder / font, name, name=name)


def _read_table(path: Path, table: str) -> Table:
    return _recall([path], path.parent, path.name, partial(read_apart, read_table, path, table, name=path.name))


def _find_overrides(folder: Path) -> VectorFile | None:
    return VectorFile(OVERRIDES) if (folder / OVERRIDES).is_file() else None


def _list_nowhere(areas: Sequence[Feature], drawn: Sequence[Feature]) -> Iterator[Notice]:
    """Tell of the files whose areas and other shapes are drawn nowhere while nothing of the campus is placed."""
    shapes = [one for one in drawn if not (is_trace(one) or is_correction(one))]  # which are told one by one
    for own in filter(None, (areas, shapes)):
        text = f"{count_of(len(own), 'shape')} of {own[0].ref.file} drawn nowhere, for nothing of the campus is placed"
        yield Notice("vector.nowhere", text, own[0].ref.file, own[0].ref, count=len(own))


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
    for font in project.packet.fonts:
        yield file_source(folder / font, folder, "typeface")
    for photo in list_photos(folder):
        yield file_source(folder / photo, folder, "photo")
    for path in sorted(find_tables(folder).values()):
        yield file_source(path, folder, "table")
