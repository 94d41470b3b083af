"""Entry cards: one exterior door a card, the plan turned the way one faces it, two cards a sheet."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from shapely import LineString

from campusmap.carto.badges import badge_letters, badge_size
from campusmap.carto.bare_doors import with_bare_doors
from campusmap.carto.directory import Directory, natural_key, sorted_buildings
from campusmap.carto.drawing import draw_map
from campusmap.carto.furniture import draw_frame, draw_north_arrow, draw_scale_bar
from campusmap.carto.legend import used_entries
from campusmap.carto.marks import Layer, Scene, Symbol
from campusmap.carto.panel import Panel, add_legend, add_notes
from campusmap.carto.paper import GUTTER, Box, choose_scale
from campusmap.carto.plans import building_title, judge_sheet
from campusmap.carto.scene import campus_scene, floor_scene
from campusmap.carto.sheet import Badge, Ink, PageLayer, Sheet, Spot, Words
from campusmap.carto.symbols import DOOR_TAG
from campusmap.carto.tags import FIRST_KINDS
from campusmap.carto.turned_scene import leave_near, turn_about, turn_grid, turn_scene
from campusmap.carto.typeface import break_lines, fit_line, own_families, text_width
from campusmap.carto.window import Window
from campusmap.kept import recall
from campusmap.model.analysis import Analysis
from campusmap.model.places import Building, Campus, Floor, Opening, OpeningKind
from campusmap.model.walking import Entry
from campusmap.units import say_walk, say_walk_feet

Item = Ink | Words | Badge

_GAP: Final = 16.0  # between two cards
_HEAD: Final = 66.0
_FOOT: Final = 58.0
_QR: Final = 56.0
_LINES: Final = 5  # of rooms behind a door, and of what else has its number, under its plan
_ARROW: Final = 42.0  # room of the north arrow beside the code
_NAME_PT: Final = (11.0, 9.0)  # of the building's name, the smaller where it is long
_DENOMINATOR: Final = 300.0  # 1 in = 25 ft: a corridor and the classrooms along it; tool default
_BEHIND_M: Final = 9.0  # ground shown before the door; tool default
_SLIDE_PT: Final = 40.0  # most that a door stands aside of the middle; tool default
_SIDEWAYS: Final = 0.7  # a door that looks out less to the side has its number above or below
_CLEAR_PT: Final = 10.0  # between a wall, a symbol before it and the map's edge, in all; tool default
_TURNED: Final = "Up on a card is the way into the building. The arrow beside each code points to true north."
_COMPASS: Final = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


@dataclass(frozen=True, slots=True)
class _Door:
    """A numbered exterior door with its floor's scene; ``x``, ``y``, ``dx``, ``dy`` are where it is and looks out."""

    building: Building
    floor: Floor
    scene: Scene
    tag: Symbol


def entry_sheets(directory: Directory, analysis: Analysis) -> list[Sheet]:
    """Lay out a card for each numbered exterior door of every placed floor."""
    doors, without = list(_doors(directory, analysis)), list(_without_card(directory.campus))
    pairs = [doors[n : n + 2] for n in range(0, len(doors), 2)]
    sheets = []
    for n, pair in enumerate(pairs, 1):
        layers, spots = list[PageLayer](), list[Spot]()
        for place, door in zip(_places(directory, len(pair)), pair, strict=True):
            layers += _draw_card(directory, analysis, door, place)
            spots.append(Spot("door", door.tag.subject, place[2] - _QR, place[1], _QR))
        layers.append(_panel(directory, layers, without))
        title = f"part {n} of {len(pairs)}" if len(pairs) > 1 else "Entry cards"
        sheet = Sheet(
            f"ENTRY-{n}", "Entry cards", title, directory.campus.id, layers=tuple(layers), paper=directory.paper,
            subtitle="turned the way you face the door; up is in", spots=tuple(spots),
            shows=frozenset(door.tag.subject for door in pair),
        )  # fmt: skip
        sheets.append(judge_sheet(sheet))
    return sheets


def _places(directory: Directory, cards: int) -> list[Box]:
    """Return where the cards of a sheet go, beside the legend; a last one alone has the room of two."""
    left, top, _, bottom = directory.paper.body
    wide = (directory.paper.panel[0] - _GAP - left - (cards - 1) * _GAP) / cards
    starts = [left + n * (wide + _GAP) for n in range(cards)]
    return [(start, top, start + wide, bottom) for start in starts]


def _panel(directory: Directory, layers: list[PageLayer], without: list[str]) -> PageLayer:
    """Draw the scale that all cards have, and the legend of what is drawn on them."""
    panel = Panel(directory.paper.panel)
    scale = choose_scale(_DENOMINATOR)
    panel.items += draw_scale_bar(scale, panel.box[0], panel.y + 16.0, panel.width)
    panel.items.append(Words(scale.text, panel.box[0], panel.y + 40.0, 7.0, True))
    panel.y += 50.0
    add_notes(panel, [*without, _TURNED])
    add_legend(panel, used_entries(layers, mono=directory.paper.mono))
    return PageLayer("panel", "Scale and legend", tuple(panel.items))


def _without_card(campus: Campus) -> Iterator[str]:
    """Say which exterior doors have no card: those of floors without a place, and those without a number."""
    lost = sorted({b.number or b.name or b.id for b, door, placed in _exteriors(campus) if not placed}, key=natural_key)
    if lost:
        whose = "building" if len(lost) == 1 else "buildings"
        yield f"No cards for doors of {whose} {', '.join(lost)} on floors that are not placed."
    bare = sum(placed and not door.shown_number for _, door, placed in _exteriors(campus))
    if bare:
        yield f"No card for {bare} exterior door{'s' if bare > 1 else ''} without a number."


def _exteriors(campus: Campus) -> Iterator[tuple[Building, Opening, bool]]:
    for building in campus.buildings:
        for floor in building.floors:
            for opening in floor.openings:
                if opening.exterior and opening.kind is not OpeningKind.WINDOW:
                    yield building, opening, floor.frame.placed


def _doors(directory: Directory, analysis: Analysis) -> Iterator[_Door]:
    """Yield the doors by building and number, as one walks round it."""
    campus = directory.campus
    grounds = tuple(layer for layer in campus_scene(campus).layers if layer.name in ("site", "markers"))
    for building in sorted_buildings(campus):
        found = []
        for floor in building.floors:
            if floor.frame.placed:
                scene = with_bare_doors(floor_scene(campus, building, floor, analysis), campus, floor)
                scene = replace(scene, layers=(*_outdoors(grounds, scene), *scene.layers))
                tags = [m for m in scene.marks if isinstance(m, Symbol) and m.kind == DOOR_TAG and (m.dx or m.dy)]
                found += [_Door(building, floor, scene, tag) for tag in tags]
        yield from sorted(found, key=lambda door: (natural_key(door.tag.label), door.floor.ordinal, door.tag.subject))


def _outdoors(grounds: tuple[Layer, ...], scene: Scene) -> Iterator[Layer]:
    """Yield the grounds without the symbols that the floor's own scene has."""
    own = {mark.subject for mark in scene.marks}
    for layer in grounds:
        yield replace(layer, marks=tuple(mark for mark in layer.marks if mark.subject not in own))


def _draw_card(directory: Directory, analysis: Analysis, door: _Door, place: Box) -> list[PageLayer]:
    frame = (place[0] + GUTTER, place[1] + _HEAD + GUTTER, place[2] - GUTTER, place[3] - _FOOT - GUTTER)
    turn = 90.0 - math.degrees(math.atan2(-door.tag.dy, -door.tag.dx))
    window = _window(door, frame, turn)
    reach = math.hypot(frame[2] - frame[0], frame[3] - frame[1]) / window.scale.points_per_metre
    about = (door.tag.x, door.tag.y)
    grid = turn_grid(directory.campus.grid, about, turn) if directory.campus.grid else None
    seen = leave_near(door.scene, about, reach, turn, window)
    drawing = recall(
        "turned map",
        {"scene": seen, "window": (about, turn, window, grid), "typefaces": own_families()},
        lambda: draw_map(turn_scene(seen, about, turn), window, grid),
    )
    words = list(_card_words(directory, analysis, door, place))
    furniture: list[Item] = [*draw_frame(frame)]
    furniture += draw_north_arrow(place[2] - _QR - _ARROW / 2, place[1] + 30.0, 16.0, turn)
    title = f"Door {door.tag.label} of {building_title(door.building)}"
    layers = [layer if layer.alt else replace(layer, name="decoration") for layer in drawing.layers]
    return [*layers, PageLayer("card", title, (*furniture, *words))]


def _window(door: _Door, frame: Box, turn: float) -> Window:
    """Show the door near the foot of the frame; what lies beyond it is other sheets' to answer for."""
    scale = choose_scale(_DENOMINATOR)
    high = (frame[3] - frame[1]) / scale.points_per_metre
    centre = (door.tag.x, door.tag.y + high / 2 - _BEHIND_M)
    part = (door.tag.x - 0.1, door.tag.y - 0.1, door.tag.x + 0.1, door.tag.y + 0.1)
    window = Window(scale, centre, part, frame)
    return replace(window, centre=(centre[0] + _slide(door, window, turn) / scale.points_per_metre, centre[1]))


def _slide(door: _Door, window: Window, turn: float) -> float:
    """Return how far to the right to look (points), so that there is room for numbers and keys before side walls.

    A card that says that its door is the one in the middle has it there.
    """
    if any(_namesakes(door)):
        return 0.0
    left, top, right, bottom = window.clip
    low, high = -_SLIDE_PT, _SLIDE_PT
    for mark in door.scene.marks:
        if isinstance(mark, Symbol) and mark.kind in FIRST_KINDS:
            x, y = window.to_page(*turn_about(mark.x, mark.y, (door.tag.x, door.tag.y), turn))
            out = turn_about(mark.dx, mark.dy, (0.0, 0.0), turn)[0] if mark.dx or mark.dy else x - (left + right) / 2
            if abs(out) > _SIDEWAYS and left < x < right and top < y < bottom:
                need = 2 * badge_size(mark.kind, badge_letters(mark.kind, mark.label))[0] + _CLEAR_PT
                low = max(low, need - right + x) if out > 0 else low
                high = min(high, x - left - need) if out < 0 else high
    return min(max(0.0, low), high) if low <= high else 0.0


def _card_words(directory: Directory, analysis: Analysis, door: _Door, place: Box) -> Iterator[Item]:
    left, top, right, bottom = place
    wide = right - left - _QR - 10.0
    several = len(door.building.floors) > 1
    floor = f"{door.floor.name or door.floor.id}  ·  " if several else ""
    main = "MAIN ENTRANCE  ·  " if door.tag.label == door.building.main_entrance else ""
    yield Ink(LineString([(left, top - 2.0), (right, top - 2.0)]), "sheet.rule")
    yield Words(fit_line(f"DOOR {door.tag.label}", wide - _ARROW, 24.0, bold=True), left, top + 22.0, 24.0, True)
    name = building_title(door.building)
    size = next((size for size in _NAME_PT if text_width(name, size, bold=True) <= wide - _ARROW), _NAME_PT[-1])
    yield Words(fit_line(name, wide - _ARROW, size, bold=True), left, top + 37.0, size, True)
    line = f"{main}{floor}grid {_cell(directory, door)}  ·  {_facing(door, analysis)}"
    yield Words(fit_line(line, wide, 8.0), left, top + 48.5, 8.0)
    radio = f"Radio: {door.building.radio_name}" if door.building.radio_name else "Radio name not supplied"
    yield Words(fit_line(radio, wide, 8.0), left, top + 59.0, 8.0)
    entry = next((each for each in analysis.walking.entries if each.door == door.tag.subject), None)
    lines = list(_namesakes(door))
    lines += _behind_lines(directory, entry, right - left, _LINES - len(lines))
    yield Words("\n".join(lines), left, bottom - _FOOT + 11.0, 7.5, pitch_pt=9.2)


def _namesakes(door: _Door) -> Iterator[str]:
    """Say that other exterior doors of the building have the same number, by which this one can be mistaken."""
    number = door.tag.label
    doors = [o for f in door.building.floors for o in f.openings if o.exterior and o.kind is not OpeningKind.WINDOW]
    count = sum(each.shown_number == number for each in doors)
    if count > 1:
        yield f"{count} DOORS OF THIS BUILDING HAVE NUMBER {number}: this card's is in the middle."


def _cell(directory: Directory, door: _Door) -> str:
    line = next(o.line for o in door.floor.openings if o.id == door.tag.subject)
    return directory.cell(line.centroid, door.floor.id) or "\u2013"


def _facing(door: _Door, analysis: Analysis) -> str:
    """Return which way a door looks, and on which side of its building it is where that is known."""
    azimuth = math.degrees(math.atan2(door.tag.dx, door.tag.dy)) % 360
    compass = _COMPASS[round(azimuth / 45) % 8]
    side_a = next((each.side_a_deg for each in analysis.orientations if each.building == door.building.id), None)
    if side_a is None:
        return f"faces {compass}"
    return f"SIDE {'ABCD'[round((azimuth - side_a) % 360 / 90) % 4]}, faces {compass}"


def _behind_lines(directory: Directory, entry: Entry | None, width: float, most: int) -> Iterator[str]:
    """Yield what the foot of a card says: the nearest key box, and the rooms behind the door by distance."""
    if entry is None:
        yield "Ways behind this door are not computed."
        return
    labels = {marker.id: marker.label for marker in directory.campus.markers}
    if entry.key_box:
        away = f", {say_walk(entry.key_box_m)} on foot outdoors" if entry.key_box_m is not None else ""
        yield from break_lines(f"Nearest key box: {labels.get(entry.key_box) or 'KB'}{away}.", width, 7.5, most=2)
    yield from _room_lines(directory, entry, width, most)


def _room_lines(directory: Directory, entry: Entry, width: float, most: int) -> Iterator[str]:
    """Yield the rooms that a door is the nearest to, else all behind it, and before them the one that it opens into."""
    own = [each for each in entry.spaces if each.nearest]
    opens = _opens_into(directory, entry)
    numbered = {each.space for each in own if _number(directory, each.space)}
    name = _number(directory, opens) or (directory.spaces[opens].name if opens else "")
    start = f"Opens into {name}. " if name and opens not in numbered else ""
    nearest: dict[str, float] = {}  # a stair has one number on all floors: its lowest is met first
    for each in own or [each for each in entry.spaces if each.space != opens]:
        number = _number(directory, each.space)
        nearest[number] = min(each.metres, nearest.get(number, math.inf))
    named = [
        f"{number}\u00a0({say_walk_feet(metres)})".replace(" ", "\u00a0")
        for number, metres in nearest.items()
        if number
    ]
    if named:
        head = "The nearest way in to" if own else "Behind it, though another door is nearer"
        yield from _name_rooms(f"{start}{head}", named, width, most)
    elif start:
        yield start.rstrip()


def _number(directory: Directory, space: str) -> str:
    return directory.spaces[space].shown_number if space in directory.spaces else ""


def _opens_into(directory: Directory, entry: Entry) -> str:
    """Return the id of the space inside an exterior door, "" where the drawing does not tell."""
    floor = directory.floors.get(entry.floor)
    joins = next((o.joins for o in floor.openings if o.id == entry.door), ()) if floor else ()
    return next((space for space in joins if space in directory.spaces), "")


def _name_rooms(head: str, named: list[str], width: float, most: int) -> tuple[str, ...]:
    """Name as many rooms as find room, the nearest first, and count the others."""
    for n in range(len(named), 0, -1):
        more = f" and {len(named) - n} more, see the room index" if n < len(named) else ""
        lines = break_lines(f"{head}: {', '.join(named[:n])}{more}.", width, 7.5)
        if len(lines) <= most:
            return lines
    return ()
