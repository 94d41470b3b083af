"""One map on one sheet: the scene's marks brought to paper, every word and symbol set where there is room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from shapely.geometry.base import BaseGeometry

from campusmap.carto.badges import badge_letters
from campusmap.carto.crowd import Crowd
from campusmap.carto.facts import words_boxes
from campusmap.carto.furniture import draw_band, draw_matches, match_lines, match_words
from campusmap.carto.grid_marks import clear_words, draw_grid_lines, draw_grid_names
from campusmap.carto.ground import Ground
from campusmap.carto.labels import RoomLabel, has_own_ground, set_inside
from campusmap.carto.leaders import Places, lead_missed, set_by_leader
from campusmap.carto.marks import Scene, Text
from campusmap.carto.naming import BUILDING, WAY, largest_part, name_sites, room_labels, site_names
from campusmap.carto.outdoors import tag_grounds
from campusmap.carto.paper import Box
from campusmap.carto.shapes import draw_layers
from campusmap.carto.sheet import Badge, Ink, PageLayer, Words
from campusmap.carto.tags import Tag, draw_discs, draw_tags, rank_tag_places, scene_tags, set_missed, set_tags
from campusmap.carto.typeface import own_families
from campusmap.carto.uncross import uncross
from campusmap.carto.window import Window
from campusmap.kept import recall
from campusmap.model.places import Grid

Item = Ink | Words | Badge

# What it costs to cover a square point of a thing with a symbol or a number, in points of distance; tool defaults,
# set by eye. A number covers about 150 square points.
_PRICE: Final = {
    "wall": 0.15,
    "building.wall": 0.15,
    "column": 4.0,
    "door.interior": 0.4,
    "door.bare": 0.4,
    "door.exterior": 1.0,
    "door.swing": 0.25,
    "hard_corner.candidate": 0.12,
    "hard_corner.confirmed": 0.15,
    "hard_corner.stale": 0.08,
    "hard_corner.exposed": 0.0,
    "hard_corner.not_surveyed": 0.0,
    "beyond.aed": 0.05,
    "beyond.bleeding_kit": 0.05,
    "beyond.extinguisher": 0.05,
    "beyond.unknown": 0.0,
    "aerial.building": 0.1,
    "linework": 0.08,
    "grid.line": 0.15,
    "site.road": 0.2,
    "sheet.match": 2.0,
}
_BUSY: Final = (
    "linework", "building.wall", "building.stair", "hard_corner.candidate", "hard_corner.confirmed",
    "hard_corner.stale", "beyond.aed", "beyond.bleeding_kit", "beyond.extinguisher",
)  # fmt: skip
_CODES: Final = ("label.beyond", "label.stair")  # what other sheets, or a legend, tell as well
_FOOTPRINTS: Final = ("building.footprint", "building.context", "aerial.ground")
_FOOTPRINT_PRICE: Final = 0.2  # for a door's number, to stand on a building, which may be another
_PIN_PRICE: Final = 0.04
_OTHER_ROOM_PRICE: Final = 0.25  # for a led number, to stand in a room that is not its own
_ROOM_PRICE: Final = {"space.circulation": 0.06, "building.door": 1.0}  # the same, in a corridor, over a door
_LED_ROOM_PRICE: Final = 0.35  # besides, to stand in a room that is named from outside too, and so may be hidden whole
_SMALL_PT2: Final = 2000.0  # a passage no larger is hidden by a led number as a room is; tool default
_STRUCK_PRICE: Final = 8.0  # for a cell's name, to be struck through by the edge of a room
_EDGE_PRICE: Final = 0.5  # for a site's name, to run over the edge of a site
_LED_SHARE: Final = 0.3  # above this share of led numbers a map reads badly; tool default
_BAND_PT: Final = 18.0
_EDGE_PT: Final = 1.5


@dataclass(slots=True)
class Drawing:
    """A map as drawn: its layers, and what did not find room."""

    window: Window
    placed: bool = False  # on true ground, true north up
    layers: list[PageLayer] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    labelled: int = 0
    led: int = 0  # of them by a leader line
    shows: set[str] = field(default_factory=set)  # rooms and devices that this sheet answers for

    @property
    def is_crowded(self) -> bool:
        """Tell whether the sheet should rather be split: something found no room, or too much hangs on leaders."""
        return bool(self.unplaced) or (self.led > 4 and self.led > _LED_SHARE * self.labelled)


def draw_single(
    scene: Scene, window: Window, grid: Grid | None, plots: Plots | None = None, bearable: int | None = None
) -> Drawing:
    """Return a map that is not cut in parts as it was kept, else draw it."""
    about = {"scene": scene, "window": (window, grid, bearable), "typefaces": own_families()}
    return recall("map", about, lambda: draw_map(scene, window, grid, (), plots, bearable))


def draw_map(
    scene: Scene, window: Window, grid: Grid | None, bands: tuple[str, ...] = (), plots: Plots | None = None,
    bearable: int | None = None,
) -> Drawing:  # fmt: skip
    """Draw a scene in a window. ``grid`` is None where nothing has coordinates; ``bands`` go over the top and foot.

    ``plots`` are those of scenes that differ from this one in symbols alone. A map on which more symbols than are
    ``bearable`` found no room is left unfinished: nobody will want it.
    """
    plot = _find_plot(scene, window, grid, {} if plots is None else plots)
    drawing = Drawing(window, scene.placed, [*plot.layers])
    crowd, banners = _start_crowd(window, bands)
    for name in plot.names if grid is not None and grid.turn_deg else ():  # they stand on the map, not in its gutters
        for place in words_boxes(name) if isinstance(name, Words) else ():
            crowd.add_box(place)
    items = _set_everything(scene, drawing, crowd, plot, bearable)
    if grid is not None:
        drawing.layers.append(PageLayer("grid", "", (*clear_words(plot.lines, items), *plot.names)))
    drawing.layers.append(PageLayer("labels", f"Numbers, names and equipment of {scene.title}", tuple(items)))
    drawn = (*banners, *draw_matches(window), *(words for words, _ in match_words(window)))
    if drawn:
        drawing.layers.append(PageLayer("notices", "", drawn))
    return drawing


def _start_crowd(window: Window, bands: tuple[str, ...]) -> tuple[Crowd, list[Ink | Words]]:
    left, top, right, bottom = window.clip
    x0, y0, x1, y1 = window.frame
    shown = (max(left, x0), max(top, y0), min(right, x1), min(bottom, y1))
    clip = (shown[0] + _EDGE_PT, shown[1] + _EDGE_PT, shown[2] - _EDGE_PT, shown[3] - _EDGE_PT)
    crowd = Crowd(clip, may_cross=bool(window.name))
    drawn: list[Ink | Words] = []
    for n, text in enumerate(bands):
        place: Box = (x0, y0, x1, y0 + _BAND_PT) if n == 0 else (x0, y1 - _BAND_PT * n, x1, y1 - _BAND_PT * (n - 1))
        crowd.add_box((place[0], place[1] - 2, place[2], place[3] + 2))
        drawn += draw_band(text, place)
    for _, place in match_words(window):
        crowd.add_box(place)
    for line in match_lines(window):
        crowd.add_line(line.bounds)
    return crowd, drawn


@dataclass(frozen=True, slots=True)
class _Plot:
    """What a map shows besides its symbols, what covering it costs, and where its symbols may stand (grows)."""

    layers: list[PageLayer]
    lines: list[Ink | Words]  # of the grid, and its names
    names: list[Ink | Words]
    inks: list[Ink]
    grounds: _Grounds
    labels: list[RoomLabel]
    sites: list[tuple[Text, BaseGeometry]]  # names, each with what shows of its place
    places: dict[Tag, Places] = field(default_factory=dict)


Plots = dict[Window, _Plot]


def _find_plot(scene: Scene, window: Window, grid: Grid | None, plots: Plots) -> _Plot:
    if window not in plots:
        layers = draw_layers(scene, window)
        lines = draw_grid_lines(grid, window) if grid is not None else []
        items = [*(item for layer in layers for item in layer.items), *lines, *draw_matches(window)]
        inks = [item for item in items if isinstance(item, Ink)]
        grounds = _price_grounds(inks, window)
        names = draw_grid_names(grid, window, grounds.cells) if grid is not None else []
        labels, sites = room_labels(scene, window, grid), list(site_names(scene, window))
        plots[window] = _Plot(layers, lines, names, inks, grounds, labels, sites)
    return plots[window]


def _set_everything(scene: Scene, drawing: Drawing, crowd: Crowd, plot: _Plot, bearable: int | None) -> list[Item]:
    """Set room numbers where they belong, then door tags and symbols, names without a number, and led numbers."""
    grounds, labels, tags = plot.grounds, plot.labels, scene_tags(scene, drawing.window)
    for tag in tags:
        if not (tag.dx or tag.dy):
            crowd.add_pin(tag.x, tag.y, tag.subject)
    near = Ground(drawing.window.frame, [(disc, _PIN_PRICE) for disc in draw_discs(tags)], grounds.plain)
    drawing.shows.update(label.subject for label in labels if label.must)
    items, led = _set_labels([label for label in labels if label.number], crowd, near, grounds.busy, drawing)
    items += _set_tags(tags, crowd, plot, drawing)
    if bearable is not None and len(drawing.unplaced) > bearable:
        return items
    unnumbered = [label for label in labels if not label.number]
    named, more_led = _set_labels(unnumbered, crowd, grounds.plain, grounds.busy, drawing)
    items += named + _set_led(led + more_led, crowd, grounds.rooms, drawing)
    items += _set_codes(scene, crowd, grounds, drawing.window)
    items += set_missed(tags, items, crowd, grounds.rooms)
    items += lead_missed(labels, items, crowd, grounds.rooms)
    names, lost = name_sites(plot.sites, drawing.window, crowd, grounds.sites)
    drawing.unplaced += lost
    return items + names


@dataclass(frozen=True, slots=True)
class _Grounds:
    """Prices of covering: for anything, doors' and led numbers, names of sites, of cells; where words need a ground."""

    plain: Ground
    doors: Ground
    rooms: Ground
    sites: Ground
    cells: Ground
    busy: Ground


def _price_grounds(inks: list[Ink], window: Window) -> _Grounds:
    frame = window.frame
    plain = Ground(frame, ((ink.shape, _PRICE.get(ink.style, 0.0)) for ink in inks))
    buildings = ((ink.shape, _FOOTPRINT_PRICE) for ink in inks if ink.style in _FOOTPRINTS)
    rooms = Ground(frame, ((ink.shape, _room_price(ink)) for ink in inks), plain)
    return _Grounds(
        plain,
        Ground(frame, buildings, plain),
        rooms,
        Ground(
            frame,
            ((ink.shape.boundary, _EDGE_PRICE) for ink in inks if ink.style.startswith("site.") and ink.shape.area),
            rooms,
        ),
        Ground(frame, ((ink.shape.boundary, _STRUCK_PRICE) for ink in inks if ink.style.startswith("space.")), rooms),
        Ground(frame, ((ink.shape, 1.0) for ink in inks if ink.style in _BUSY)),
    )


def _room_price(ink: Ink) -> float:
    if ink.style in _ROOM_PRICE and not 0.0 < ink.shape.area <= _SMALL_PT2:
        return _ROOM_PRICE[ink.style]
    return _OTHER_ROOM_PRICE if ink.style.startswith("space.") or ink.style in _FOOTPRINTS[:2] else 0.0


def _set_labels(
    labels: list[RoomLabel], crowd: Crowd, ground: Ground, busy: Ground, drawing: Drawing
) -> tuple[list[Item], list[RoomLabel]]:
    """Set labels in their rooms, the smallest rooms first; hand back those that need a leader line."""
    items: list[Item] = []
    led: list[RoomLabel] = []
    for label in sorted(labels, key=lambda each: (round(each.outline.area, 3), each.subject)):
        before = crowd.snapshot()
        done = set_inside(label, crowd, ground, busy)
        if done and label.head == BUILDING and not label.name and has_own_ground(done):  # a name that hides its plan
            crowd.restore(before)
            done = None
        if done is None and label.must and label.asked:
            led.append(label)
        drawing.labelled += done is not None
        items += done or []
    return items, led


def _set_tags(tags: list[Tag], crowd: Crowd, plot: _Plot, drawing: Drawing) -> list[Item]:
    """Set tags in their order; what found no room goes first in another try, and the best try stands."""
    drawing.shows.update(tag.subject for tag in tags if tag.must)
    new = [tag for tag in tags if tag not in plot.places]
    grounds = tag_grounds(new, plot.inks, plot.grounds.doors, plot.grounds.plain, drawing.window.frame)
    plot.places.update((tag, rank_tag_places(tag, ground)) for tag, ground in zip(new, grounds, strict=True))
    before = crowd.snapshot()
    found = uncross(set_tags(tags, [plot.places[tag] for tag in tags], crowd), before, crowd)
    drawing.unplaced += [badge_letters(tags[n].kind, tags[n].label) for n in found.left_out(tags)]
    return [*draw_tags([each for each in found.done.values() if each is not None])]


def _set_led(labels: list[RoomLabel], crowd: Crowd, ground: Ground, drawing: Drawing) -> list[Item]:
    items: list[Item] = []
    apart = Ground(drawing.window.frame, [(label.outline, _LED_ROOM_PRICE) for label in labels], ground)
    for label in labels:
        done = set_by_leader(label, crowd, apart) or set_inside(label, crowd, ground)
        if label.body != WAY:  # a stair without a number is worth a leader line, but no further sheet
            drawing.labelled += 1
            drawing.led += done is not None
            drawing.unplaced += [label.number or label.name] if done is None else []
        items += done or []
    return items


def _set_codes(scene: Scene, crowd: Crowd, grounds: _Grounds, window: Window) -> list[Item]:
    """Write into stretches what they are beyond, and into stairs which they are, where there is room."""
    items: list[Item] = []
    for mark in scene.marks:
        if isinstance(mark, Text) and mark.style in _CODES and mark.within is not None:
            outline, at = largest_part(window.move(mark.within)), window.to_page(mark.x, mark.y)
            label = RoomLabel(mark.subject, mark.text, "", outline, at, False, head=mark.style)
            done = set_inside(label, crowd, grounds.plain, grounds.busy)
            if done is None and mark.style == "label.stair":
                done = set_by_leader(label, crowd, grounds.rooms)
            items += [replace(item, role="text") if isinstance(item, Words) else item for item in done or ()]
    return items
