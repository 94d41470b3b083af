"""One map on one sheet: the scene's marks brought to paper, every word and symbol set where there is room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from shapely import Point

from campusmap.carto.badges import badge_letters
from campusmap.carto.crowd import Crowd, Ground
from campusmap.carto.furniture import draw_band, draw_grid_lines, draw_grid_names, draw_matches, match_words
from campusmap.carto.labels import RoomLabel, set_by_leader, set_inside
from campusmap.carto.marks import Area, Layer, Line, Scene, Symbol
from campusmap.carto.naming import name_site, room_labels, site_names
from campusmap.carto.sheet import Badge, Box, Ink, PageLayer, Words
from campusmap.carto.symbols import find_symbol
from campusmap.carto.tags import Tag, set_tag
from campusmap.carto.window import Window
from campusmap.model.places import Grid

Item = Ink | Words | Badge

# What it costs, in points of distance, to cover a thing with a symbol or a number; tool defaults, set by eye.
_COVER_COST: Final = {
    "wall": 6.0,
    "column": 40.0,
    "door.interior": 8.0,
    "door.exterior": 20.0,
    "door.swing": 5.0,
    "hard_corner.candidate": 16.0,
    "hard_corner.confirmed": 20.0,
    "hard_corner.stale": 10.0,
    "building.footprint": 12.0,
    "linework": 2.0,
    "grid.line": 3.0,
    "site.road": 3.0,
}
_LED_SHARE: Final = 0.3  # above this share of led numbers a map reads badly; tool default
_BAND_PT: Final = 18.0
_EDGE_PT: Final = 1.5


@dataclass(slots=True)
class Drawing:
    """A map as drawn: its layers, and what did not find room."""

    window: Window
    layers: list[PageLayer] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    labelled: int = 0
    led: int = 0  # of them by a leader line

    @property
    def is_crowded(self) -> bool:
        """Tell whether the sheet should rather be split: something found no room, or too much hangs on leaders."""
        return bool(self.unplaced) or (self.led > 4 and self.led > _LED_SHARE * self.labelled)


def draw_map(scene: Scene, window: Window, grid: Grid | None, bands: tuple[str, ...] = ()) -> Drawing:
    """Draw a scene in a window. ``grid`` is None where nothing has coordinates; ``bands`` go over the top and foot."""
    drawing = Drawing(window)
    crowd, banners = _start_crowd(window, bands)
    for layer in scene.layers:
        inks = _draw_shapes(layer, window)
        if inks:
            drawing.layers.append(PageLayer(layer.name, f"{layer.title} of {scene.title}", inks))
    if grid is not None:
        drawing.layers.append(PageLayer("grid", "", (*draw_grid_lines(grid, window), *draw_grid_names(grid, window))))
    items = _set_everything(scene, drawing, crowd)
    drawing.layers.append(PageLayer("labels", f"Numbers, names and equipment of {scene.title}", tuple(items)))
    drawn = (*banners, *draw_matches(window), *(words for words, _ in match_words(window)))
    if drawn:
        drawing.layers.append(PageLayer("notices", "", drawn))
    return drawing


def _start_crowd(window: Window, bands: tuple[str, ...]) -> tuple[Crowd, list[Ink | Words]]:
    left, top, right, bottom = window.clip
    x0, y0, x1, y1 = window.frame
    shown = (max(left, x0), max(top, y0), min(right, x1), min(bottom, y1))
    crowd = Crowd((shown[0] + _EDGE_PT, shown[1] + _EDGE_PT, shown[2] - _EDGE_PT, shown[3] - _EDGE_PT))
    drawn: list[Ink | Words] = []
    for n, text in enumerate(bands):
        place: Box = (x0, y0, x1, y0 + _BAND_PT) if n == 0 else (x0, y1 - _BAND_PT * n, x1, y1 - _BAND_PT * (n - 1))
        crowd.add_box((place[0], place[1] - 2, place[2], place[3] + 2))
        drawn += draw_band(text, place)
    for _, place in match_words(window):
        crowd.add_box(place)
    return crowd, drawn


def _draw_shapes(layer: Layer, window: Window) -> tuple[Ink, ...]:
    moved = (Ink(window.move(m.shape), m.style, m.subject) for m in layer.marks if isinstance(m, Area | Line))
    return tuple(ink for ink in moved if not ink.shape.is_empty)


def _set_everything(scene: Scene, drawing: Drawing, crowd: Crowd) -> list[Item]:
    """Set room numbers where they belong, then door tags and symbols, names without a number, and led numbers."""
    inks = [item for layer in drawing.layers for item in layer.items if isinstance(item, Ink)]
    ground = Ground((ink.shape, _COVER_COST.get(ink.style, 0.0)) for ink in inks)
    tags = _scene_tags(scene, drawing.window)
    for tag in tags:
        if not (tag.dx or tag.dy):
            crowd.add_pin(tag.x, tag.y, tag.subject)
    near = Ground([(Point(t.x, t.y).buffer(11.0), 6.0) for t in tags], ground)
    labels = room_labels(scene, drawing.window)
    items, led = _set_labels([label for label in labels if label.number], crowd, near, drawing)
    items += _set_tags(tags, crowd, ground, drawing)
    named, more_led = _set_labels([label for label in labels if not label.number], crowd, ground, drawing)
    rooms = [ink for ink in inks if ink.style.startswith("space.") or ink.style == "building.footprint"]
    beside = Ground(((ink.shape, 10.0 if ink.style == "space.circulation" else 32.0) for ink in rooms), ground)
    return items + named + _set_led(led + more_led, crowd, beside, drawing) + _set_sites(scene, crowd, ground, drawing)


def _scene_tags(scene: Scene, window: Window) -> list[Tag]:
    """Return the symbols in the window, door tags first, then from the top of the page."""
    tags = [_to_tag(m, window) for m in scene.marks if isinstance(m, Symbol) and _shows(m.x, m.y, window)]
    return sorted(tags, key=lambda t: (find_symbol(t.kind).frame != "tag", round(t.y, 2), round(t.x, 2), t.subject))


def _shows(x: float, y: float, window: Window) -> bool:
    x0, y0, x1, y1 = window.ground
    return x0 <= x <= x1 and y0 <= y <= y1


def _to_tag(mark: Symbol, window: Window) -> Tag:
    x, y = window.to_page(mark.x, mark.y)
    return Tag(mark.kind, x, y, mark.label, mark.subject, mark.dx, -mark.dy, window.holds(mark.x, mark.y))


def _set_labels(
    labels: list[RoomLabel], crowd: Crowd, ground: Ground, drawing: Drawing
) -> tuple[list[Item], list[RoomLabel]]:
    """Set labels in their rooms, the smallest rooms first; hand back those that need a leader line."""
    items: list[Item] = []
    led: list[RoomLabel] = []
    for label in sorted(labels, key=lambda each: (round(each.outline.area, 3), each.subject)):
        done = set_inside(label, crowd, ground)
        if done is None and label.must and (label.number or not label.along):
            led.append(label)
        drawing.labelled += done is not None
        items += done or []
    return items, led


def _set_tags(tags: list[Tag], crowd: Crowd, ground: Ground, drawing: Drawing) -> list[Item]:
    items: list[Item] = []
    for tag in tags:
        done = set_tag(tag, crowd, ground)
        if done is None and tag.must:
            drawing.unplaced.append(badge_letters(tag.kind, tag.label))
        items += done or []
    return items


def _set_led(labels: list[RoomLabel], crowd: Crowd, ground: Ground, drawing: Drawing) -> list[Item]:
    items: list[Item] = []
    for label in labels:
        done = set_by_leader(label, crowd, ground)
        drawing.labelled += 1
        if done is None:
            drawing.unplaced.append(label.number or label.name)
        else:
            drawing.led += 1
            items += done
    return items


def _set_sites(scene: Scene, crowd: Crowd, ground: Ground, drawing: Drawing) -> list[Item]:
    items: list[Item] = []
    for mark, shape in site_names(scene, drawing.window):
        done = name_site(mark, shape, crowd, ground)
        if done is None and drawing.window.holds(mark.x, mark.y):
            drawing.unplaced.append(mark.text)
        items += done or []
    return items
