"""The sheets that show what is beyond reach of equipment: four small plans a sheet, each a floor that lacks it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from campusmap.carto.beyond import BEYOND, beyond_titles, is_drawn, with_areas_beyond, with_floor_beyond, word_walk
from campusmap.carto.directory import Directory, natural_key, sorted_buildings, sorted_floors
from campusmap.carto.drawing import Drawing, draw_single
from campusmap.carto.furniture import draw_frame, draw_north_arrow, draw_scale_bar
from campusmap.carto.legend import used_entries
from campusmap.carto.marks import Area, Layer, Mark, Scene, Symbol, Text
from campusmap.carto.panel import Panel, add_legend, add_notes
from campusmap.carto.paper import GUTTER, Box
from campusmap.carto.plans import building_outlines, building_title, judge_sheet, total_box
from campusmap.carto.scene import campus_scene, floor_scene, ground_floors, marker_marks, mover
from campusmap.carto.sheet import Badge, Ink, PageLayer, Sheet, Words
from campusmap.carto.symbols import find_symbol
from campusmap.carto.typeface import break_lines, fit_line, text_width
from campusmap.carto.window import Window, whole_window
from campusmap.model.analysis import Analysis
from campusmap.model.places import Campus, Grid
from campusmap.model.project import Project
from campusmap.model.settings import ReachSettings
from campusmap.model.walking import Coverage, Proposal
from campusmap.units import say_area

_GAP: Final = 10.0  # between two plans
_HEAD: Final = 44.0  # over a plan, for its name, its scale and what it lacks
_BAR_PT: Final = 84.0  # room of a scale bar
_MARGIN_PT: Final = 8.0
_SMALL_PT: Final = 6.5
_PITCH_PT: Final = 7.8
_STYLES: Final = ("space.circulation", "space.vertical")
_LAYERS: Final = ("outline", "spaces", "walls", "openings", "site", "buildings")
_HOW: Final = (
    "Geometry on a drawing, to be walked with a watch. Devices that are not in the markers table are not known. Of "
    "floors that are not shown nothing is beyond reach, but for rooms that no door is drawn to, which are not assessed."
)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A small plan: its name, what it shows, and what is lacking there."""

    title: str
    scene: Scene
    lacking: tuple[Coverage, ...]
    proposals: tuple[Proposal, ...] = ()


def reach_sheets(directory: Directory, project: Project, analysis: Analysis) -> list[Sheet]:
    """Lay out each floor, and the grounds, of which something is beyond reach of a device; none where nothing is."""
    plans = list(_plans(directory, project.reach, analysis))
    pages = [plans[n : n + 4] for n in range(0, len(plans), 4)]
    return [_lay_page(directory, project, analysis, page, n, len(pages)) for n, page in enumerate(pages, 1)]


def _plans(directory: Directory, settings: ReachSettings, analysis: Analysis) -> Iterator[_Plan]:
    campus = directory.campus
    lacking = [c for c in analysis.walking.coverages if is_drawn(c, settings)]
    areas = tuple(c for c in lacking if c.place in {area.id for area in campus.areas})
    if areas:
        whole, places = _with_devices(campus, areas), [coverage.place for coverage in areas]
        scene = with_areas_beyond(whole, places, analysis, settings, mover(campus))
        yield _Plan("Grounds", _simplify(replace(scene, bounds=_near(campus, areas)), frozenset()), areas)
    for building in sorted_buildings(campus):
        for floor in sorted_floors(building):
            own = tuple(c for c in lacking if c.place == floor.id)
            if own:
                scene = floor_scene(campus, building, floor, analysis)
                scene = with_floor_beyond(scene, floor, analysis, settings, mover(campus, floor))
                far = frozenset(space for c in own for space in c.spaces)
                here = tuple(p for p in analysis.walking.proposals if p.floor == floor.id)
                title = f"{building_title(building)}, {floor.name or floor.id}"
                yield _Plan(title, _simplify(scene, far), own, here)


def _with_devices(campus: Campus, lacking: tuple[Coverage, ...]) -> Scene:
    """Return the grounds with the devices of all kinds that an area lacks: campus plans leave some to the floors."""
    scene, kinds = campus_scene(campus), {coverage.kind for coverage in lacking}
    drawn = {mark.subject for mark in scene.marks if isinstance(mark, Symbol)}
    ground = {floor.id for floor in ground_floors(campus.buildings)}
    more = (m for m in campus.markers if m.kind in kinds and m.floor in ground and m.id not in drawn)
    devices = Layer("devices", "Equipment on ground floors", tuple(marker_marks(more, mover(campus))))
    return replace(scene, layers=(*scene.layers, devices))


def _near(campus: Campus, lacking: tuple[Coverage, ...]) -> Box:
    """Return the ground that holds the buildings and the areas that lack something."""
    move, places = mover(campus), {coverage.place for coverage in lacking}
    shapes = [move(area.shape) for area in campus.areas if area.id in places]
    return total_box([*shapes, *building_outlines(campus).values()])


def _simplify(scene: Scene, numbered: frozenset[str]) -> Scene:
    """Keep rooms in one colour, walls, doors, what is beyond, its devices, and the numbers of rooms wholly beyond."""
    layers = [replace(layer, marks=tuple(_plain(layer, numbered))) for layer in scene.layers]
    return replace(scene, layers=tuple(layer for layer in layers if layer.marks))


def _plain(layer: Layer, numbered: frozenset[str]) -> Iterator[Mark]:
    for mark in layer.marks:
        if isinstance(mark, Symbol):
            if mark.kind in BEYOND or layer.name == "beyond":
                yield mark
        elif isinstance(mark, Text):
            if mark.style == "label.building":
                yield replace(mark, text=mark.text.partition("  ")[0])
            elif mark.style == "label.beyond" or (mark.style == "label.number" and mark.subject in numbered):
                yield mark
        elif isinstance(mark, Area) and layer.name == "spaces":
            yield mark if mark.style in _STYLES else replace(mark, style="space.plain")
        elif layer.name in (*_LAYERS, "beyond"):
            yield mark


def _lay_page(
    directory: Directory, project: Project, analysis: Analysis, page: list[_Plan], n: int, pages: int
) -> Sheet:
    layers: list[PageLayer] = []
    lost: list[str] = []
    for place, plan in zip(_places(directory, len(page)), page, strict=False):
        drawing, frame = _draw_plan(plan, place, directory.campus.grid)
        layers += [layer if layer.alt else replace(layer, name="decoration") for layer in drawing.layers]
        layers.append(PageLayer("plan", plan.title, tuple(_words(directory, plan, place, frame, drawing.window))))
        lost += _find_lost(plan, drawing)
    panel = Panel(directory.paper.panel)
    panel.items += draw_north_arrow(panel.box[0] + 9.0, panel.y + 43.0, 30.0)
    panel.items.append(Words("TRUE NORTH", panel.box[0], panel.y + 53.0, 6.0, True, style="sheet.muted"))
    panel.y += 58.0
    titles = beyond_titles(project.reach)
    entries = used_entries(layers, mono=directory.paper.mono)
    add_notes(panel, [_HOW, word_walk(project.reach), *_unknown(analysis)])
    add_legend(panel, tuple(replace(entry, title=titles.get(entry.key, entry.title)) for entry in entries))
    layers.append(PageLayer("panel", "True north and legend", tuple(panel.items)))
    title = f"part {n} of {pages}" if pages > 1 else "Reach of equipment"
    sheet = Sheet(
        f"REACH-{n}" if pages > 1 else "REACH", "Reach of equipment", title, directory.campus.id, layers=tuple(layers),
        subtitle="what is too far on foot, by the drawing", paper=directory.paper,
    )  # fmt: skip
    return judge_sheet(sheet, unplaced=sorted(lost))


def _places(directory: Directory, count: int) -> list[Box]:
    """Return where the plans go: four in two rows; fewer larger."""
    left, top, right, bottom = directory.paper.body
    right = directory.paper.panel[0] - _GAP
    columns, rows = (1 if count == 1 else 2), (1 if count < 3 else 2)
    wide, high = (right - left - (columns - 1) * _GAP) / columns, (bottom - top - (rows - 1) * _GAP) / rows
    corners = [(left + c * (wide + _GAP), top + r * (high + _GAP)) for r in range(rows) for c in range(columns)]
    return [(x, y, x + wide, y + high) for x, y in corners]


def _draw_plan(plan: _Plan, place: Box, grid: Grid | None) -> tuple[Drawing, Box]:
    frame = (place[0] + GUTTER, place[1] + _HEAD + GUTTER, place[2] - GUTTER, place[3] - GUTTER)
    window = whole_window(plan.scene.bounds, _MARGIN_PT, frame)
    x0, y0, _, _ = plan.scene.bounds
    # The plan sheets answer for rooms: here a number that finds no room is left out, not led.
    return draw_single(plan.scene, replace(window, part=(x0, y0, x0, y0)), grid), frame


def _find_lost(plan: _Plan, drawing: Drawing) -> Iterator[str]:
    """Yield the letters of symbols that found no room."""
    drawn = {item.subject for layer in drawing.layers for item in layer.items if isinstance(item, Badge)}
    for mark in plan.scene.marks:
        if isinstance(mark, Symbol) and mark.subject not in drawn:
            yield find_symbol(mark.kind).letters


def _words(directory: Directory, plan: _Plan, place: Box, frame: Box, window: Window) -> Iterator[Ink | Words]:
    wide = place[2] - place[0]
    scale = window.scale.text
    yield from draw_frame(frame)
    room = wide - text_width(scale, _SMALL_PT) - 8.0
    size = 9.0 if text_width(plan.title, 9.0, bold=True) <= room else 8.0
    yield Words(fit_line(plan.title, room, size, bold=True), place[0], place[1] + 8.0, size, True)
    yield Words(scale, place[2], place[1] + 8.0, _SMALL_PT, anchor="end", style="sheet.muted")
    yield from draw_scale_bar(window.scale, place[2] - _BAR_PT, place[1] + 25.5, _BAR_PT)
    lines = break_lines(_say_lacking(directory, plan), wide - _BAR_PT - 8.0, _SMALL_PT, most=4)
    yield Words("\n".join(lines), place[0], place[1] + 17.0, _SMALL_PT, pitch_pt=_PITCH_PT)


def _say_lacking(directory: Directory, plan: _Plan) -> str:
    """Return "AED: 3 rooms, part of 1 more, 2,583 sq ft (240 m\u00b2). BK: ...", and where one more would go."""
    words = []
    for kind in BEYOND:
        own = [coverage for coverage in plan.lacking if coverage.kind == kind]
        if own:
            what = [*_name_areas(directory, own), *(text for c in own for text in _count_lacking(c))]
            what.append(say_area(sum(coverage.area_m2 for coverage in own)))
            words.append(f"{find_symbol(kind).letters}: {', '.join(what)}.")
    for proposal in plan.proposals:
        space = directory.spaces.get(proposal.space)
        name = (space.shown_number or space.name or "a room without a number") if space else ""
        letters = find_symbol(f"NEXT_{proposal.kind}").letters
        words.append(f"{letters} in {name} would reach {_count_rooms(len(proposal.gained))} more.")
    return " ".join(words)


def _name_areas(directory: Directory, lacking: list[Coverage]) -> list[str]:
    names = {area.id: area.name or area.kind for area in directory.campus.areas}
    return sorted((names[coverage.place] for coverage in lacking if coverage.place in names), key=natural_key)


def _count_lacking(coverage: Coverage) -> Iterator[str]:
    if coverage.spaces:
        yield _count_rooms(len(coverage.spaces))
    if coverage.cut:
        yield f"part of {f'{len(coverage.cut)} more' if coverage.spaces else _count_rooms(len(coverage.cut))}"


def _count_rooms(number: int) -> str:
    return "1 room" if number == 1 else f"{number} rooms"


def _unknown(analysis: Analysis) -> Iterator[str]:
    """Yield what was not assessed at all, so that a blank plan is not taken for a good one."""
    for kind in BEYOND:
        found = [c for c in analysis.walking.coverages if c.kind == kind]
        why = sorted({c.why for c in found if c.why and c.why != "it has no rooms"}, key=natural_key)
        if why:
            whole = "" if all(c.why for c in found) else " in part"
            yield f"{find_symbol(kind).title}: not assessed{whole}, {'; '.join(why)}."
