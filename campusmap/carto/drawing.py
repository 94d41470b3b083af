"""One map on one sheet: the scene's marks brought to paper, every word and symbol set where there is room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from campusmap.carto.badges import badge_letters
from campusmap.carto.crowd import Crowd
from campusmap.carto.facts import words_boxes
from campusmap.carto.furniture import draw_band, draw_matches, match_lines, match_words
from campusmap.carto.grid_marks import clear_words, draw_grid_lines, draw_grid_names
from campusmap.carto.ground import Ground
from campusmap.carto.labels import RoomLabel, has_own_ground, set_inside
from campusmap.carto.leaders import narrow, set_by_leader
from campusmap.carto.marks import Area, Layer, Line, Scene, Symbol, Text
from campusmap.carto.naming import BUILDING, WAY, largest_part, name_sites, room_labels
from campusmap.carto.outdoors import tag_grounds
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Badge, Ink, PageLayer, Words
from campusmap.carto.symbols import DOOR_TAG, find_symbol
from campusmap.carto.tags import (
    Tag,
    draw_discs,
    draw_tag,
    rank_tag_places,
    set_missed,
    try_orders,
    try_tags,
)
from campusmap.carto.typeface import own_families
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
_FOOTPRINTS: Final = ("building.footprint", "building.context", "aerial.ground")
_FOOTPRINT_PRICE: Final = 0.2  # for a door's number, to stand on a building, which may be another
_PIN_PRICE: Final = 0.04
_OTHER_ROOM_PRICE: Final = 0.25  # for a led number, to stand in a room that is not its own
_CORRIDOR_PRICE: Final = 0.06
_LED_ROOM_PRICE: Final = 0.35  # besides, to stand in a room that is named from outside too, and so may be hidden whole
_EDGE_PRICE: Final = 0.5  # for a site's name, to run over the edge of a site
_ORDER: Final = (
    "doors", "access", "fire", "utilities", "medical", "hazards", "rooms", "grounds", "communications", "proposals",
)  # fmt: skip
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


def draw_single(scene: Scene, window: Window, grid: Grid | None) -> Drawing:
    """Return a map that is not cut in parts as it was kept, else draw it."""
    about = {"scene": scene, "window": (window, grid), "typefaces": own_families()}
    return recall("map", about, lambda: draw_map(scene, window, grid))


def draw_map(scene: Scene, window: Window, grid: Grid | None, bands: tuple[str, ...] = ()) -> Drawing:
    """Draw a scene in a window. ``grid`` is None where nothing has coordinates; ``bands`` go over the top and foot."""
    drawing = Drawing(window, scene.placed)
    crowd, banners = _start_crowd(window, bands)
    for layer in scene.layers:
        inks = _draw_shapes(layer, window)
        if inks:
            drawing.layers.append(PageLayer(layer.name, f"{layer.title} of {scene.title}", inks))
    names = draw_grid_names(grid, window) if grid is not None else []
    lines = draw_grid_lines(grid, window) if grid is not None else []
    at = len(drawing.layers)
    if grid is not None:
        drawing.layers.append(PageLayer("grid", "", (*lines, *names)))
        for name in names if grid.turn_deg else ():  # they stand on the map, not in its gutters
            for place in words_boxes(name) if isinstance(name, Words) else ():
                crowd.add_box(place)
    items = _set_everything(scene, drawing, crowd)
    if grid is not None:
        drawing.layers[at] = PageLayer("grid", "", (*clear_words(lines, items), *names))
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


def _draw_shapes(layer: Layer, window: Window) -> tuple[Ink, ...]:
    marks = [mark for mark in layer.marks if isinstance(mark, Area | Line)]
    moved = zip(marks, window.move_all([mark.shape for mark in marks]), strict=True)
    return tuple(Ink(shape, mark.style, mark.subject) for mark, shape in moved if not shape.is_empty)


def _set_everything(scene: Scene, drawing: Drawing, crowd: Crowd) -> list[Item]:
    """Set room numbers where they belong, then door tags and symbols, names without a number, and led numbers."""
    inks = [item for layer in drawing.layers for item in layer.items if isinstance(item, Ink)]
    inks += [item for item in draw_matches(drawing.window) if isinstance(item, Ink)]
    grounds = _price_grounds(inks, drawing.window)
    tags = _scene_tags(scene, drawing.window)
    for tag in tags:
        if not (tag.dx or tag.dy):
            crowd.add_pin(tag.x, tag.y, tag.subject)
    near = Ground(drawing.window.frame, [(disc, _PIN_PRICE) for disc in draw_discs(tags)], grounds.plain)
    labels = room_labels(scene, drawing.window)
    drawing.shows.update(label.subject for label in labels if label.must)
    items, led = _set_labels([label for label in labels if label.number], crowd, near, grounds.busy, drawing)
    apart = tag_grounds(tags, inks, grounds.doors, grounds.plain, drawing.window.frame)
    items += _set_tags(tags, crowd, apart, drawing)
    unnumbered = [label for label in labels if not label.number]
    named, more_led = _set_labels(unnumbered, crowd, grounds.plain, grounds.busy, drawing)
    items += named + _set_led(led + more_led, crowd, grounds.rooms, drawing)
    items += _set_codes(scene, crowd, grounds, drawing.window)
    items += set_missed(tags, items, crowd, grounds.plain)
    names, lost = name_sites(scene, drawing.window, crowd, grounds.sites)
    drawing.unplaced += lost
    return items + names


@dataclass(frozen=True, slots=True)
class _Grounds:
    """Prices of covering: for anything, door numbers, led numbers, sites' names; and where words need a ground."""

    plain: Ground
    doors: Ground
    rooms: Ground
    sites: Ground
    busy: Ground


def _price_grounds(inks: list[Ink], window: Window) -> _Grounds:
    frame = window.frame
    plain = Ground(frame, ((ink.shape, _PRICE.get(ink.style, 0.0)) for ink in inks))
    buildings = ((ink.shape, _FOOTPRINT_PRICE) for ink in inks if ink.style in _FOOTPRINTS)
    rooms = Ground(frame, ((ink.shape, _room_price(ink.style)) for ink in inks), plain)
    return _Grounds(
        plain,
        Ground(frame, buildings, plain),
        rooms,
        Ground(
            frame,
            ((ink.shape.boundary, _EDGE_PRICE) for ink in inks if ink.style.startswith("site.") and ink.shape.area),
            rooms,
        ),
        Ground(frame, ((ink.shape, 1.0) for ink in inks if ink.style in _BUSY)),
    )


def _room_price(style: str) -> float:
    if style == "space.circulation":
        return _CORRIDOR_PRICE
    return _OTHER_ROOM_PRICE if style.startswith("space.") or style in _FOOTPRINTS[:2] else 0.0


def _scene_tags(scene: Scene, window: Window) -> list[Tag]:
    """Return the symbols in the window, what is looked for first in front, then from the top of the page."""
    tags = [_to_tag(m, window) for m in scene.marks if isinstance(m, Symbol) and _shows(m.x, m.y, window)]
    return sorted(tags, key=lambda t: (_rank(t), t.kind != DOOR_TAG, round(t.y, 2), round(t.x, 2), t.subject))


def _rank(tag: Tag) -> int:
    group = find_symbol(tag.kind).group
    return _ORDER.index(group) if group in _ORDER else len(_ORDER)


def _shows(x: float, y: float, window: Window) -> bool:
    x0, y0, x1, y1 = window.ground
    return x0 <= x <= x1 and y0 <= y <= y1


def _to_tag(mark: Symbol, window: Window) -> Tag:
    x, y = window.to_page(mark.x, mark.y)
    return Tag(mark.kind, x, y, mark.label, mark.subject, mark.dx, -mark.dy, window.holds(mark.x, mark.y))


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
        if done is None and label.must and (label.number or not label.along):
            led.append(label)
        drawing.labelled += done is not None
        items += done or []
    return items, led


def _set_tags(tags: list[Tag], crowd: Crowd, grounds: list[Ground], drawing: Drawing) -> list[Item]:
    """Set tags in their order; what found no room goes first in another try, and the best try stands."""
    drawing.shows.update(tag.subject for tag in tags if tag.must)
    places = [rank_tag_places(tag, ground) for tag, ground in zip(tags, grounds, strict=True)]
    before = crowd.snapshot()
    done, left_out = try_tags(list(zip(range(len(tags)), tags, places, strict=True)), crowd)
    if left_out:
        first = crowd.snapshot()
        crowd.restore(before)
        places = [narrow(place, crowd, tag.subject) for tag, place in zip(tags, places, strict=True)]
        better = try_orders(tags, places, left_out, crowd.overlay())
        crowd.restore(first)
        if better:
            done, left_out, state = better
            crowd.restore(before)
            crowd.take(state)
    drawing.unplaced += [badge_letters(tags[n].kind, tags[n].label) for n in left_out]
    return [item for each in done for item in draw_tag(each)]


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
    """Write what stretches are beyond into them, where there is room; their hatching is in the legend."""
    items: list[Item] = []
    for mark in scene.marks:
        if isinstance(mark, Text) and mark.style == "label.beyond" and mark.within is not None:
            outline, at = largest_part(window.move(mark.within)), window.to_page(mark.x, mark.y)
            label = RoomLabel(mark.subject, mark.text, "", outline, at, False, head=mark.style)
            done = set_inside(label, crowd, grounds.plain, grounds.busy) or []
            items += [replace(item, role="text") if isinstance(item, Words) else item for item in done]
    return items
