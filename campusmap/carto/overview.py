"""The campus sheets: the grounds plain and over the aerial picture, and one building with its surroundings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from typing import Final

import shapely
from shapely import Point, box
from shapely.affinity import rotate
from shapely.geometry.base import BaseGeometry

from campusmap.carto.drawing import Drawing, Plots
from campusmap.carto.facts import words_boxes
from campusmap.carto.legend import used_entries
from campusmap.carto.marks import Area, Layer, Line, Mark, Scene, Symbol
from campusmap.carto.panel import Panel, add_key_plan, add_legend, add_notes, add_scale
from campusmap.carto.paper import Box, Paper
from campusmap.carto.plan_words import campus_notes
from campusmap.carto.plans import building_outlines, draw_parts, finish_sheet, total_box
from campusmap.carto.scene import campus_scene
from campusmap.carto.sheet import Badge, Ink, PageLayer, Picture, Sheet, Words
from campusmap.carto.sides import building_of, find_astray, with_sides
from campusmap.carto.symbols import DOOR_TAG, SIDE, find_symbol
from campusmap.model.analysis import Analysis
from campusmap.model.places import Campus, Imagery

_AROUND_M: Final = 12.0  # ground shown beyond what must be on the sheet; tool default
_CORE_M: Final = 30.0  # ground round the buildings that belongs to them: hydrants, key boxes, drives; tool default
_FAR: Final = 1.3  # grounds larger than the buildings' by this get a sheet of their own; tool default
_SIDED_M2: Final = 400.0  # smaller buildings, such as portables, lose their sides first; tool default
_INK: Final = 0.6  # of a picture's darkness that is printed in black and white; tool default, set by eye
_DOOR: Final = "building.door"
_HERE: Final = "here"
_CONTEXT: Final = ("site.road", "site.neighbour", "site.water", "site.other")  # cut at the sheet's edge


def campus_sheets(campus: Campus, analysis: Analysis, paper: Paper) -> list[Sheet]:
    """Lay out the campus plain: its surroundings if they reach far, then its buildings."""
    scene = campus_scene(campus)
    grounds, core = campus_bounds(scene), core_bounds(scene)
    if grounds is None:
        return []
    core = core or grounds
    sheets: list[Sheet] = []
    if _reaches_far(grounds, core):
        far = draw_parts(_without_buildings_things(scene, core), grounds, campus.grid, paper)
        sheets += [_campus_sheet(campus, paper, d, "SURROUNDINGS", "Campus and surroundings", len(far)) for d in far]
    near = _near_drawings(scene, campus, analysis, paper)
    return sheets + [_campus_sheet(campus, paper, drawing, "CAMPUS", "Campus plan", len(near)) for drawing in near]


def _near_drawings(scene: Scene, campus: Campus, analysis: Analysis, paper: Paper) -> list[Drawing]:
    """Draw the campus plan with as many sides of buildings as cost neither a sheet more nor a symbol less."""
    bounds, plots = near_bounds(scene), Plots()

    def draw(marked: Scene, most: int | None, bearable: int | None) -> list[Drawing]:
        return draw_parts(marked, bounds, campus.grid, paper, (), most, plots, bearable)

    return draw_sided(scene, campus, analysis, draw)


def draw_sided(
    scene: Scene, campus: Campus, analysis: Analysis, draw: Callable[[Scene, int | None, int | None], list[Drawing]]
) -> list[Drawing]:
    """Draw maps with the sides of buildings, all as far as these fit as well as the maps without.

    Else large buildings keep theirs, or each building its side A, from which the others follow, but for those whose
    letter finds no room, or only on a building, perhaps another. Every building's own sheet shows all four. ``draw``
    is told on how many sheets at most, None for as many as it takes, and how many symbols may find no room, None for
    however many: of a map that is sure to be refused, no more is drawn than tells that.
    """
    choices = side_choices(campus)
    whole = draw(with_sides(scene, campus, analysis, *choices[0]), 1, 0)
    if whole and not any(each.is_crowded for each in whole) and _costs_nothing(whole, []):
        return whole  # no maps without could be better
    plain = draw(scene, None, None)
    lost = sum(len(each.unplaced) for each in plain)
    for n, (sided, letters) in enumerate(choices):
        marked = with_sides(scene, campus, analysis, sided, letters)
        bearable = None if len(letters) == 1 else lost  # all of a refused map tells which buildings have to go without
        drawn = whole if n == 0 and len(plain) == 1 and not lost else draw(marked, len(plain), bearable)
        if len(letters) == 1 and not _costs_nothing(drawn, plain):
            kept = tuple(building for building in sided if building not in _find_strays(marked, drawn))
            drawn = draw(with_sides(scene, campus, analysis, kept, letters), len(plain), lost)
        if _costs_nothing(drawn, plain):
            return drawn
    return plain


def _find_strays(scene: Scene, drawn: list[Drawing]) -> set[str]:
    """Return the buildings of whose sides a letter found no place, or one on a building."""
    wanted = {mark.subject for mark in scene.marks if isinstance(mark, Symbol) and mark.kind == SIDE}
    items = [item for each in drawn for layer in each.layers for item in layer.items]
    missed = wanted - {item.subject for item in items if isinstance(item, Badge)}
    on_buildings = (subject for each in drawn for subject in _on_buildings(each, SIDE))
    return {building_of(subject) for subject in (*missed, *on_buildings)} | _find_astray(drawn)


def _costs_nothing(drawn: list[Drawing], plain: list[Drawing]) -> bool:
    """Tell whether maps leave out no more, set no more on buildings, and no letter nearer to another building."""
    out, before = (sum(len(each.unplaced) for each in maps) for maps in (drawn, plain))
    on, usual = (sum(len(_on_buildings(d, k)) for d in maps for k in (SIDE, DOOR_TAG)) for maps in (drawn, plain))
    return out <= before and on <= usual and not _find_astray(drawn)


def _find_astray(drawn: list[Drawing]) -> set[str]:
    return {name for each in drawn for name in find_astray(i for layer in each.layers for i in layer.items)}


def _on_buildings(drawing: Drawing, kind: str) -> list[str]:
    """Return whose symbols of a kind stand on a building, instead of before it."""
    items = [item for layer in drawing.layers for item in layer.items]
    buildings = [item.shape for item in items if isinstance(item, Ink) and item.style == "building.footprint"]
    badges = [item for item in items if isinstance(item, Badge) and item.kind == kind]
    ground = shapely.union_all(buildings)
    return [each.subject for each in badges if ground.intersects(Point(each.x, each.y))]


def side_choices(campus: Campus) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return which buildings to show with which of their sides, the most wanted first."""
    every = tuple(building.id for building in campus.buildings)
    large = tuple(b.id for b in campus.buildings if b.footprint.area >= _SIDED_M2)
    return tuple(dict.fromkeys([(every, "ABCD"), (large, "ABCD"), (every, "A"), (large, "A")]))


def near_bounds(scene: Scene) -> Box:
    """Return the ground of the campus plan: all of it, or only the buildings' where the rest reaches far."""
    grounds, core = campus_bounds(scene), core_bounds(scene)
    found = core if grounds and core and _reaches_far(grounds, core) else grounds
    return found or (0.0, 0.0, 1.0, 1.0)


def aerial_sheets(campus: Campus, paper: Paper) -> list[Sheet]:
    """Lay out the campus over each aerial picture."""
    scene = campus_scene(campus)
    bounds = near_bounds(scene)
    return [
        sheet
        for number, picture in enumerate(campus.imagery, 1)
        for sheet in _aerial_sheets(campus, paper, scene, bounds, picture, number)
    ]


def campus_bounds(scene: Scene) -> Box | None:
    """Return the ground that the campus sheets must hold: buildings, symbols and places, not roads or neighbours."""
    shapes: list[BaseGeometry] = []
    for mark in scene.marks:
        if isinstance(mark, Area | Line) and mark.style not in _CONTEXT:
            shapes.append(mark.shape)
        elif isinstance(mark, Symbol):
            shapes.append(shapely.Point(mark.x, mark.y))
    return _widen(total_box(shapes), _AROUND_M) if shapes else None


def core_bounds(scene: Scene) -> Box | None:
    """Return the ground of the buildings and what stands close to them."""
    shapes = [m.shape for m in scene.marks if isinstance(m, Area) and m.style == "building.footprint"]
    return _widen(total_box(shapes), _CORE_M) if shapes else None


def _widen(bounds: Box, by: float) -> Box:
    return bounds[0] - by, bounds[1] - by, bounds[2] + by, bounds[3] + by


def _reaches_far(grounds: Box, core: Box) -> bool:
    wide = (grounds[2] - grounds[0]) > _FAR * (core[2] - core[0])
    return wide or (grounds[3] - grounds[1]) > _FAR * (core[3] - core[1])


def _without_buildings_things(scene: Scene, core: Box) -> Scene:
    """Leave out doors and the symbols near buildings: the campus plan and the building sheets show them larger."""

    def stays(mark: Mark) -> bool:
        if not isinstance(mark, Symbol):
            return mark.style != _DOOR
        inside = core[0] <= mark.x <= core[2] and core[1] <= mark.y <= core[3]
        return not inside or find_symbol(mark.kind).group == "grounds"

    layers = (replace(layer, marks=tuple(filter(stays, layer.marks))) for layer in scene.layers)
    return replace(scene, layers=tuple(layers))


def _campus_sheet(campus: Campus, paper: Paper, drawing: Drawing, code: str, title: str, parts: int) -> Sheet:
    name = drawing.window.name
    panel = Panel(paper.panel)
    add_scale(panel, drawing.window.scale, north=True)
    if name:
        add_key_plan(panel, _part_outlines(campus, drawing.window.part), _HERE)
    if drawing.unplaced:
        add_notes(panel, [f"NO ROOM on this sheet for: {', '.join(sorted(drawing.unplaced)[:12])}."])
    add_legend(panel, used_entries(drawing.layers, mono=paper.mono))
    part = f"Part {name} of {parts}" if name else ""
    sheet = Sheet(
        f"{code}-{name}" if name else code, title, part or title, campus.id, subtitle=campus.name, paper=paper
    )
    return finish_sheet(drawing, panel, sheet, campus_notes(campus))


def _part_outlines(campus: Campus, part: Box) -> dict[str, BaseGeometry]:
    """Return the buildings that a part of the campus plan shows, and the others, for a key plan."""
    outlines = list(building_outlines(campus).values())
    here = [shape for shape in outlines if box(*part).contains(shape.representative_point())]
    rest = [shape for shape in outlines if not any(shape is each for each in here)]
    return {name: shapely.union_all(shapes) for name, shapes in ((_HERE, here), ("rest", rest)) if shapes}


def _aerial_sheets(
    campus: Campus, paper: Paper, scene: Scene, bounds: Box, picture: Imagery, number: int
) -> list[Sheet]:
    covered = _meet(bounds, picture.bounds)
    if covered is None:
        return []
    over = _over_picture(scene)
    drawings = draw_parts(over, bounds, campus.grid, paper)
    code = "AERIAL" if number == 1 else f"AERIAL-{number}"
    return [_aerial_sheet(campus, paper, drawing, picture, code, len(drawings)) for drawing in drawings]


def _meet(one: Box, other: Box) -> Box | None:
    low, high = (max(one[0], other[0]), max(one[1], other[1])), (min(one[2], other[2]), min(one[3], other[3]))
    return (*low, *high) if low[0] < high[0] and low[1] < high[1] else None


def _over_picture(scene: Scene) -> Scene:
    """Turn fills into outlines in white and black that show on any picture."""
    return replace(scene, layers=tuple(replace(layer, marks=tuple(_outlined(layer))) for layer in scene.layers))


def _outlined(layer: Layer) -> Iterable[Mark]:
    for mark in layer.marks:
        if isinstance(mark, Area) and mark.style == "building.footprint":
            edge = mark.shape.boundary
            yield Line(edge, "aerial.building", mark.subject)
            yield Line(edge, "aerial.building_edge", mark.subject)
            yield replace(mark, style="aerial.ground")
        elif isinstance(mark, Area):
            yield Line(mark.shape.boundary, "aerial.site", mark.subject)
            yield replace(mark, style="aerial.ground")
        elif isinstance(mark, Line) and mark.style != _DOOR:
            yield replace(mark, style="aerial.ground")
        else:
            yield mark


def _aerial_sheet(campus: Campus, paper: Paper, drawing: Drawing, picture: Imagery, code: str, parts: int) -> Sheet:
    window = drawing.window
    drawing.layers = [_plate_layer(layer) for layer in drawing.layers]
    sheet = _campus_sheet(campus, paper, drawing, code, "Campus over the aerial picture", parts)
    left, bottom = window.to_page(picture.bounds[0], picture.bounds[1])
    right, top = window.to_page(picture.bounds[2], picture.bounds[3])
    place = _meet((left, top, right, bottom), window.clip)
    jpeg = _pale_grey(picture.jpeg) if paper.mono else picture.jpeg
    shown = Picture(jpeg, (left, top, right, bottom), place or window.clip, f"Aerial picture of {campus.name}")
    credit = picture_credit(picture)
    words = (*sheet.words[:-1], replace(sheet.words[-1], text=f"{credit}  {sheet.words[-1].text}".strip()))
    return replace(sheet, pictures=(shown,), words=words)


def _pale_grey(jpeg: bytes) -> bytes:
    """Return a picture in grey, lightened, so that a copier leaves something to see between black and white."""
    from PIL import Image

    grey, out = Image.open(BytesIO(jpeg)).convert("L"), BytesIO()
    grey.point([round(255 - (255 - level) * _INK) for level in range(256)]).save(out, "JPEG", quality=85)
    return out.getvalue()


def picture_credit(picture: Imagery) -> str:
    """Return where a picture comes from and how old it is."""
    taken = f"taken {picture.captured}" if picture.captured else "DATE NOT KNOWN"
    return f"Picture: {', '.join(word for word in (picture.source, taken, picture.licence) if word)}."


def _plate_layer(layer: PageLayer) -> PageLayer:
    if layer.name == "labels":
        return replace(layer, items=tuple(each for item in layer.items for each in _plated(item)))
    items = tuple(
        _over_grid(item) for item in layer.items if not (isinstance(item, Ink) and item.style == "aerial.ground")
    )
    return replace(layer, items=items)


def _over_grid(item: Ink | Words | Badge) -> Ink | Words | Badge:
    return replace(item, style="aerial.grid") if isinstance(item, Ink) and item.style == "grid.line" else item


def _plated(item: Ink | Words | Badge) -> Iterable[Ink | Words | Badge]:
    if isinstance(item, Words):
        flat = [
            box(b[0] - 1.6, b[1] - 1.8, b[2] + 1.6, b[3] + 1.8) for b in words_boxes(replace(item, rotation_deg=0.0))
        ]
        plate = rotate(shapely.union_all(flat), item.rotation_deg, origin=(item.x, item.y))
        yield Ink(plate, "aerial.plate", item.subject)
    elif isinstance(item, Ink) and item.style == "sheet.leader":
        yield replace(item, style="aerial.casing")
    yield item
