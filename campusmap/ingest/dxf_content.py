"""Tell what layers without a telling name hold by what is drawn on them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
import shapely

from campusmap.geometry.fills import loops_to_areas
from campusmap.geometry.hatching import find_hatching
from campusmap.ingest.dxf_evidence import Array, find_door_swings, measure_layer
from campusmap.ingest.dxf_pieces import find_spread, hold_wall_fills, hold_wall_pieces, hold_windows
from campusmap.ingest.layers import NO_MATCH, OVERRIDE
from campusmap.model.plan import Label, LayerFact, Role, Stroke

Thing = TypeVar("Thing", Stroke, Label)

MIN_DOORS: Final = 2
MIN_ROOMS: Final = 3
MIN_LABELS: Final = 3
MIN_WALLS_M: Final = 10.0  # length below which a layer is not judged for walls (tool default)
ROOM_M2: Final = (1.0, 5000.0)
LABEL_LENGTH: Final = 12  # characters of a line; longer ones are notes (tool default)
DRAWN: Final = (Role.ROOM, Role.WALL, Role.DOOR, Role.WINDOW, Role.COLUMN, Role.STAIR)

# Shares that tell walls. Source: trial on 30 real and drawn floors, where wall layers had 0.8 to 0.98 of their length
# in two faces, furniture and symbols 0.9 to 1.0 in small things, grids and outlines next to none of either.
TWO_FACED: Final = 0.5
SMALL: Final = 0.5
HUNG: Final = 0.5  # of at least MIN_HUNG doors: walls drawn with one line
MIN_HUNG: Final = 3
MIXED_FACED: Final = 0.3  # where furniture and symbols dilute the walls (tool default)
MIXED_SMALL: Final = 0.7
TEXTS_EACH: Final = 3  # short texts with a digit in one room: number, area, height (tool default)
FILLED: Final = 0.6  # share of fills and of numbers that go together where rooms are filled (tool default)
HOLE_M2: Final = 2.0  # a smaller hole in a fill keeps a text or a column free (tool default)


def content_roles(
    facts: Sequence[LayerFact], strokes: Sequence[Stroke], labels: Sequence[Label], metres: float
) -> tuple[LayerFact, ...]:
    """Give layers that no name rule fits the role that their content suggests, if it suggests one.

    ``metres`` is the length of the drawing unit. Rooms and walls are only looked for where no layer is named so.
    A layer that is named after rooms or doors and holds nothing but texts holds their labels.
    """
    facts = without_misnomers(facts, strokes, labels)
    strokes = unhatched(facts, unbroken(strokes), metres)
    content = Content(by_layer(strokes), by_layer(labels), tuple(labels), find_door_swings(strokes, metres), metres)
    held = {*content.strokes, *content.labels}
    named = {fact.role for fact in facts if fact.name in held}
    facts = tuple(judge_layer(f, content, named) if is_nameless(f) and f.name in held else f for f in facts)
    facts = with_thin_walls(facts, content, strokes)
    return with_windows(facts, content)


def with_thin_walls(facts: tuple[LayerFact, ...], content: Content, strokes: Sequence[Stroke]) -> tuple[LayerFact, ...]:
    """Where nothing tells walls, take layers for walls that hold pieces or fills as thin as walls."""
    if any(f.role in (Role.WALL, Role.ROOM) and f.name in content.strokes for f in facts):
        return facts
    spread = find_spread(strokes, [(label.x, label.y) for label in content.texts])
    spreads = [spread]
    if len(content.doors) >= MIN_HUNG:  # round the plan there may be a border, grid lines and notes
        spreads.append(np.array([content.doors.min(axis=(0, 1)), content.doors.max(axis=(0, 1))]))
    found = list(facts)
    for k, fact in enumerate(facts):
        own = content.strokes.get(fact.name, []) if is_nameless(fact) else []
        if why := hold_wall_pieces(own, spread, content.metres) or hold_wall_fills(own, spreads, content.metres):
            holds_more = len(find_door_swings(own, content.metres)) >= MIN_DOORS
            holds_more |= count_numbers(content.labels.get(fact.name, [])) >= MIN_LABELS
            role = Role.MIXED if holds_more else Role.WALL
            found[k] = replace(fact, role=role, reason=f"content: {why}")
    return tuple(found)


def with_windows(facts: tuple[LayerFact, ...], content: Content) -> tuple[LayerFact, ...]:
    """Where no layer is named for windows, take layers for windows that run through gaps of walls."""
    walls = [s for f in facts if f.role is Role.WALL for s in content.strokes.get(f.name, [])]
    if not walls or any(f.role is Role.WINDOW and f.name in content.strokes for f in facts):
        return facts
    found = list(facts)
    for k, fact in enumerate(facts):
        own = content.strokes.get(fact.name, []) if is_nameless(fact) else []
        if own and (why := hold_windows(own, walls, content.metres)):
            found[k] = replace(fact, role=Role.WINDOW, reason=f"content: {why}")
    return tuple(found)


def unbroken(strokes: Sequence[Stroke]) -> Sequence[Stroke]:
    """Leave out what is drawn dashed or as centre lines, as no wall or door is where most lines are whole."""
    whole = [stroke for stroke in strokes if not stroke.broken]
    return whole if 2 * len(whole) > len(strokes) else strokes


def unhatched(facts: Sequence[LayerFact], strokes: Sequence[Stroke], metres: float) -> list[Stroke]:
    """Leave out hatching that was taken to pieces on layers whose names say nothing, lest it drown the walls."""
    asked = {fact.name for fact in facts if is_nameless(fact)}
    rows = [k for k, s in enumerate(strokes) if s.layer in asked]
    own = [strokes[k] for k in rows]
    found = find_hatching([s.path for s in own], metres)
    idle = {rows[k] for k in np.flatnonzero(found).tolist()}
    return [stroke for k, stroke in enumerate(strokes) if k not in idle]


@dataclass(frozen=True, slots=True)
class Content:
    """What a drawing holds, by layer, with its door swings (k, 3, 2) and the metres in its unit."""

    strokes: dict[str, list[Stroke]]
    labels: dict[str, list[Label]]
    texts: tuple[Label, ...]
    doors: Array
    metres: float


def by_layer(things: Sequence[Thing]) -> dict[str, list[Thing]]:
    """Sort strokes or labels by layer."""
    sorted_: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        sorted_[thing.layer].append(thing)
    return sorted_


def is_nameless(fact: LayerFact) -> bool:
    """Tell whether a layer's name says nothing."""
    return fact.role == Role.OTHER and fact.reason == NO_MATCH


def without_misnomers(
    facts: Sequence[LayerFact], strokes: Sequence[Stroke], labels: Sequence[Label]
) -> tuple[LayerFact, ...]:
    """Turn layers that a profile takes for rooms, doors ... but that hold only texts into labels or annotation."""
    drawn, written = {s.layer for s in strokes}, {label.layer for label in labels}
    return tuple(
        replace(
            fact,
            role=Role.LABEL if fact.role == Role.ROOM else Role.ANNOTATION,
            reason=f"{fact.reason}, content: texts only",
        )
        if fact.role in DRAWN and fact.reason != OVERRIDE and fact.name in written and fact.name not in drawn
        else fact
        for fact in facts
    )


def judge_layer(fact: LayerFact, content: Content, named: set[Role]) -> LayerFact:
    """Judge one layer by its content."""
    strokes, own = content.strokes.get(fact.name, []), content.labels.get(fact.name, [])
    doors = len(find_door_swings(strokes, content.metres))
    if Role.ROOM not in named and (fills := count_filled_rooms(strokes, content)):
        return replace(fact, role=Role.ROOM, reason=f"content: {fills} fills with a number in each")
    if Role.WALL not in named and (mixed := judge_mixed(strokes, own, doors, content)):
        return replace(fact, role=Role.MIXED, reason=f"content: {mixed}")
    if doors >= MIN_DOORS and 4 * doors >= len(strokes):
        return replace(fact, role=Role.DOOR, reason=f"content: {doors} door arcs")
    rooms = count_outlined_rooms(strokes, content.texts, content.metres) if Role.ROOM not in named else 0
    if rooms >= MIN_ROOMS and 2 * rooms >= len(strokes):
        return replace(fact, role=Role.ROOM, reason=f"content: {rooms} closed shapes with one text each")
    numbers = count_numbers(own)
    if numbers >= MIN_LABELS and len(own) >= len(strokes) and are_labels(strokes, own, numbers):
        return replace(fact, role=Role.LABEL, reason=f"content: {numbers} short texts with digits")
    why = judge_walls(strokes, content) if Role.WALL not in named else ""
    return replace(fact, role=Role.WALL, reason=f"content: {why}") if why else fact


def judge_mixed(strokes: Sequence[Stroke], own: Sequence[Label], doors: int, content: Content) -> str:
    """Say what makes a layer hold walls together with doors or room labels; "" if nothing does."""
    numbers = count_numbers(own)
    if doors < MIN_DOORS and numbers < MIN_LABELS:
        return ""
    seen = measure_layer(strokes, content.doors, content.metres)
    walls = seen.two_faced >= MIXED_FACED or (doors >= MIN_HUNG and seen.hung >= HUNG)
    if seen.length_m < MIN_WALLS_M or seen.small > MIXED_SMALL or not walls:
        return ""
    return f"walls, {doors} door arcs and {numbers} short texts with digits together, told apart one by one"


def judge_walls(strokes: Sequence[Stroke], content: Content) -> str:
    """Say what makes strokes look like walls; "" if nothing does."""
    seen = measure_layer(strokes, content.doors, content.metres)
    if seen.length_m < MIN_WALLS_M or seen.small > SMALL:
        return ""
    if seen.two_faced >= TWO_FACED:
        return f"{seen.two_faced * 100:.0f} % of {seen.length_m:.0f} m run in two faces a wall's thickness apart"
    if len(content.doors) >= MIN_HUNG and seen.hung >= HUNG:
        return f"{seen.hung * 100:.0f} % of {len(content.doors)} doors hang on it"
    return ""


def count_filled_rooms(strokes: Sequence[Stroke], content: Content) -> int:
    """Count a layer's fills that are rooms, 0 unless they are most of what it holds and hold most of the numbers.

    A wall's fill holds no text, its loops being holes of one another; floor patterns lie in some rooms only.
    """
    fills = [stroke for stroke in strokes if stroke.filled]
    numbers = [label for label in content.texts if any(map(is_short, label.text.splitlines()))]
    if len(fills) < MIN_ROOMS or 2 * len(fills) < len(strokes) or len(numbers) < MIN_ROOMS:
        return 0
    owners = [f"#{k}" if stroke.insert else stroke.handle or f"#{k}" for k, stroke in enumerate(fills)]
    square = content.metres**2
    areas = [area for _, area in loops_to_areas([s.points for s in fills], owners, HOLE_M2 / square)]
    areas = [area for area in areas if ROOM_M2[0] <= area.area * square <= ROOM_M2[1]]
    spots = shapely.STRtree([shapely.Point(label.x, label.y) for label in numbers])
    held = Counter(spots.query(areas, predicate="contains_properly")[0].tolist()) if areas else Counter()
    texts = [count for count in held.values() if count <= TEXTS_EACH]
    together = len(texts) >= max(MIN_ROOMS, FILLED * len(areas)) and sum(texts) >= FILLED * len(numbers)
    return len(texts) if together else 0


def count_outlined_rooms(strokes: Sequence[Stroke], labels: Sequence[Label], metres: float) -> int:
    """Count the closed strokes of a room's size that hold exactly one text."""
    rings = [shapely.Polygon(s.points) for s in strokes if s.closed and s.arc is None and not s.filled]
    low, high = ROOM_M2
    rings = [ring for ring in rings if low <= ring.area * metres**2 <= high]
    if not rings or not labels:
        return 0
    tree = shapely.STRtree([shapely.Point(label.x, label.y) for label in labels])
    inside = Counter(tree.query(rings, predicate="contains_properly")[0].tolist())
    return sum(1 for count in inside.values() if count == 1)


def count_numbers(labels: Sequence[Label]) -> int:
    """Count the texts one of whose lines is short and holds a digit."""
    return sum(1 for label in labels if any(is_short(line) for line in label.text.splitlines()))


def is_short(line: str) -> bool:
    """Tell whether a line may be a number: short, with a digit, without marks of feet and inches."""
    return len(line) <= LABEL_LENGTH and any(c.isdigit() for c in line) and not re.search("['\"\u2032\u2033]", line)


def are_labels(strokes: Sequence[Stroke], labels: Sequence[Label], numbers: int) -> bool:
    """Tell whether texts are room labels: many hold a number, or they are short and some hold one; no grid bubbles."""
    lengths = sorted(len(label.text) for label in labels)
    short = lengths[len(lengths) // 2] <= LABEL_LENGTH and 8 * numbers >= len(labels)
    return (5 * numbers >= 2 * len(labels) or short) and not are_bubbles(strokes, labels)


def are_bubbles(strokes: Sequence[Stroke], labels: Sequence[Label]) -> bool:
    """Tell whether texts are the letters and numbers of grid lines: one or two characters, most of them in circles."""
    circles = sum(1 for stroke in strokes if stroke.kind == "CIRCLE")
    brief = sum(1 for label in labels if len(label.text) <= 2)
    return 2 * circles >= len(labels) and 2 * brief >= len(labels)
