"""The map sheets: a floor on one or more, the campus plain and over the aerial picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import shapely
from shapely import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from campusmap.carto.audit import find_alike, find_lacking, find_pale, find_strays, smallest_mark
from campusmap.carto.bare_doors import with_bare_doors
from campusmap.carto.directory import Directory
from campusmap.carto.drawing import Drawing, Plots, draw_map
from campusmap.carto.facts import count_faults, smallest_type, unset_texts
from campusmap.carto.furniture import draw_frame, outer_frame
from campusmap.carto.legend import used_entries
from campusmap.carto.marks import Area, Layer, Line, Scene
from campusmap.carto.on_walls import with_wall_markers
from campusmap.carto.panel import Panel, add_key_plan, add_legend, add_notes, add_scale
from campusmap.carto.paper import Box, Paper, choose_paper
from campusmap.carto.plan_words import grid_note, hard_corner_note, placement_note
from campusmap.carto.scene import floor_scene, mover
from campusmap.carto.sheet import PageLayer, Sheet, Words
from campusmap.carto.stairs import stair_notes
from campusmap.carto.stand_in import NOTE, is_unnamed, shows_codes
from campusmap.carto.symbols import find_symbol
from campusmap.carto.typeface import fit_line, own_families
from campusmap.carto.window import split_window
from campusmap.kept import recall
from campusmap.model.analysis import Analysis
from campusmap.model.kit import SheetFact
from campusmap.model.places import Building, Campus, Floor, Grid
from campusmap.model.project import Project
from campusmap.rooms.below import is_drawn_in_part

_MARGIN_PT: Final = 34.0  # kept free round a plan for door tags and led numbers
_GAIN: Final = 0.85  # a cut is worth trying when it shrinks the scale's denominator to this; tool default
_NAMED: Final = 4  # devices without a place that a floor's sheet names; tool default
_FILLS: Final = 0.9  # a floor that covers so much of its footprint needs no other outline; tool default
_OUTLINE: Final = "building"
_PARTS: Final = ((2, 1), (1, 2), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3), (3, 3))


def draw_parts(
    scene: Scene, bounds: Box, grid: Grid | None, paper: Paper, bands: tuple[str, ...] = (), most: int | None = None,
    plots: Plots | None = None, bearable: int | None = None,
) -> list[Drawing]:  # fmt: skip
    """Draw a scene on as few sheets as let every number be read: whole, else in ever more parts, ``most`` at most.

    When even the finest cut leaves something out, the cut that leaves out least is kept and says what. ``plots`` are
    those of scenes that differ from this one in symbols alone; ``bearable`` is as in ``draw_map``.
    """
    about = (bounds, grid, paper, bands, most, bearable)
    return recall(
        "map", {"scene": scene, "window": about, "typefaces": own_families()}, lambda: _draw_parts(scene, plots, *about)
    )


def _draw_parts(
    scene: Scene, plots: Plots | None, bounds: Box, grid: Grid | None, paper: Paper, bands: tuple[str, ...],
    most: int | None, bearable: int | None,
) -> list[Drawing]:  # fmt: skip
    best: tuple[tuple[int, int, int], list[Drawing]] | None = None
    last_scale = 0.0
    shapes = [mark.shape for mark in scene.marks if isinstance(mark, Area)]
    for columns, rows in _cuts(bounds, shapes, paper.map):
        windows = split_window(bounds, columns, rows, _MARGIN_PT, shapes, paper.map)
        if not windows or (best and windows[0].scale.denominator > _GAIN * last_scale):
            continue
        if best and most is not None and len(windows) > most:
            break
        last_scale = windows[0].scale.denominator
        drawings = [draw_map(scene, window, grid, bands, plots, bearable) for window in windows]
        crowded = sum(drawing.is_crowded for drawing in drawings)
        score = (sum(len(drawing.unplaced) for drawing in drawings), crowded, len(drawings))
        if best is None or score < best[0]:
            best = (score, drawings)
        if not crowded:
            break
    return best[1] if best else []


def _cuts(bounds: Box, shapes: list[Polygon | MultiPolygon], frame: Box) -> Iterator[tuple[int, int]]:
    """Yield column and row counts, fewer sheets first; of equal counts the one with the larger scale first."""
    yield (1, 1)
    if not shapes:
        return
    found = {cut: split_window(bounds, *cut, _MARGIN_PT, shapes, frame) for cut in _PARTS}
    yield from sorted(_PARTS, key=lambda cut: (len(found[cut]), found[cut][0].scale.denominator, cut))


def building_outlines(campus: Campus) -> dict[str, BaseGeometry]:
    """Return each building's footprint in the drawing frame, for key plans."""
    move = mover(campus)
    return {b.id: move(b.footprint) for b in campus.buildings if not b.footprint.is_empty}


def floor_sheets(
    campus: Campus, project: Project, building: Building, floor: Floor, analysis: Analysis, place: str
) -> list[Sheet]:
    """Lay one floor out. ``place`` says which floor of how many it is."""
    scene = with_bare_doors(floor_scene(campus, building, floor, analysis), campus, floor)
    scene = _with_building(with_wall_markers(scene, campus, building, floor), campus, building, floor)
    bands = _floor_bands(floor, scene)
    grid = campus.grid if floor.frame.placed else None
    drawings = _draw_floor(scene, grid, choose_paper(project.packet), bands)
    code = f"F-{building.id}-{floor.id.split('/')[-1]}".upper()
    return [_floor_sheet(campus, project, building, floor, drawing, place, code, len(drawings)) for drawing in drawings]


def _draw_floor(scene: Scene, grid: Grid | None, paper: Paper, bands: tuple[str, ...]) -> list[Drawing]:
    """Draw a floor with all of its building's outline where every number can be read so, else as large as it goes."""
    edges = [
        mark.shape for layer in scene.layers if layer.name == _OUTLINE for mark in layer.marks if isinstance(mark, Line)
    ]
    wide = total_box([box(*scene.bounds), *edges]) if edges else scene.bounds
    if wide != scene.bounds:
        whole = draw_parts(scene, wide, grid, paper, bands, most=1)
        if not any(drawing.is_crowded for drawing in whole):
            return whole
    return draw_parts(scene, scene.bounds, grid, paper, bands)


def _with_building(scene: Scene, campus: Campus, building: Building, floor: Floor) -> Scene:
    """Add the building's outline under a floor that leaves much of it out, so that islands of rooms have a place."""
    footprint = building.footprint
    if not floor.frame.placed or not scene.marks or floor.outline.area > _FILLS * footprint.area:
        return scene
    edge = Line(mover(campus)(footprint).boundary, "building.outline", building.id)  # type: ignore[arg-type]
    return replace(scene, layers=(Layer(_OUTLINE, "Outline of the building", (edge,)), *scene.layers))


def _floor_bands(floor: Floor, scene: Scene) -> tuple[str, ...]:
    bands = []
    if not scene.marks:
        bands.append("NO DRAWING of this floor")
    elif not floor.frame.placed:
        why = floor.frame.why_unplaced or "no placement is given"
        bands.append(f"NOT PLACED, {why}: drawn alone, its place and north not known.")
    if is_drawn_in_part(floor):
        bands.append("ONLY STAIRS AND ELEVATORS ARE DRAWN: rooms round them are not known.")
    if not floor.frame.unit_confirmed:
        bands.append("UNITS NOT CONFIRMED: do not measure on this sheet.")
    return tuple(bands)


def _floor_sheet(
    campus: Campus,
    project: Project,
    building: Building,
    floor: Floor,
    drawing: Drawing,
    place: str,
    code: str,
    parts: int,
) -> Sheet:
    name = drawing.window.name
    paper = choose_paper(project.packet)
    panel = Panel(paper.panel)
    known = floor.frame.unit_confirmed
    add_scale(panel, drawing.window.scale if known else None, north=floor.frame.placed)
    add_key_plan(panel, building_outlines(campus), building.id, drawing.window.part if name else None)
    notes = [*_missing_notes(campus, floor), *_floor_notes(project, floor, drawing)]
    cells = Directory(campus, floors={floor.id: floor})
    stairs = stair_notes(building, floor, drawing.shows, lambda space: cells.room_cell(space, floor.id))
    add_notes(panel, [*stairs, *notes])
    add_legend(panel, used_entries(drawing.layers, mono=paper.mono))
    part = f", part {name} of {parts}" if name else ""
    title = f"{floor.name or floor.id}{part}"
    margin = [placement_note(floor)]
    if campus.grid is not None and floor.frame.placed:
        margin.append(grid_note(campus.grid))
    return finish_sheet(
        drawing,
        panel,
        Sheet(
            f"{code}-{name}" if name else code, building_title(building), title, floor.id, subtitle=place, paper=paper
        ),
        margin,
    )


def building_title(building: Building) -> str:
    """Return a building's name for a heading."""
    number = f"Building {building.number}" if building.number else ""
    return " · ".join(word for word in (number, building.name) if word) or building.id


def _floor_notes(project: Project, floor: Floor, drawing: Drawing) -> Iterator[str]:
    blank = sum(1 for space in floor.spaces if is_unnamed(space.name))
    if drawing.unplaced:
        yield f"NO ROOM on this sheet for: {', '.join(sorted(drawing.unplaced)[:12])}. See the room index."
    if shows_codes(drawing.layers):
        yield NOTE
    if blank:
        verb = "space of this floor has" if blank == 1 else "spaces of this floor have"
        yield f"{blank} {verb} neither number nor name in the drawing."
    if any(layer.name == "hard_corners" for layer in drawing.layers):
        yield hard_corner_note(project)


def _missing_notes(campus: Campus, floor: Floor) -> Iterator[str]:
    """Name what is on a floor by the list of equipment, nobody knows where."""
    lost = [m for m in campus.markers if m.floor == floor.id and m.at is None and m.is_there]
    named = sorted(f"{find_symbol(m.kind).letters} {m.label}".strip() for m in lost)
    if named:
        more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        yield f"On this floor by the equipment list, place not known: {', '.join(named[:_NAMED])}{more}."


def finish_sheet(drawing: Drawing, panel: Panel, sheet: Sheet, margin: list[str]) -> Sheet:
    """Put frame, map, panel and the line in the margin together and judge the result."""
    window = drawing.window
    frame = outer_frame(window.frame)
    note = fit_line("  ".join(margin), frame[2] - frame[0], 6.5)
    layers = (
        *drawing.layers,
        PageLayer("frame", "", tuple(draw_frame(window.frame))),
        PageLayer("panel", "Scale, true north, key plan and legend", tuple(panel.items)),
    )
    words = (*sheet.words, Words(note, frame[0], frame[3] + 9.5, 6.5, style="sheet.muted"))
    known = window if drawing.placed else None
    sheet = replace(sheet, layers=layers, words=words, shows=frozenset(drawing.shows), window=known)
    scale = window.scale.printed(sheet.paper.magnified)
    return judge_sheet(sheet, scale.denominator, tuple(sorted(drawing.unplaced)))


def judge_sheet(sheet: Sheet, scale: float = 0.0, unplaced: Iterable[str] = ()) -> Sheet:
    """Fill in what laying the sheet out found."""
    overlaps, clipped = count_faults(sheet)
    title = f"{sheet.section}: {sheet.title}" if sheet.section != sheet.title else sheet.title
    fact = SheetFact(
        sheet.id, title, sheet.subject, round(scale, 3), smallest_type(sheet), overlaps, clipped, tuple(unplaced),
        unset_texts(sheet), smallest_mark(sheet), find_strays(sheet), find_alike(sheet), find_pale(sheet),
        lacks=find_lacking(sheet) if scale else (),
    )  # fmt: skip
    return replace(sheet, fact=fact)


def total_box(shapes: Iterable[BaseGeometry]) -> Box:
    """Return the bounds of several shapes."""
    x0, y0, x1, y1 = (float(v) for v in shapely.total_bounds(list(shapes)))
    return x0, y0, x1, y1
