"""Set door tags and symbols near their true places, clear of everything, tied back by a leader line and a dot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from campusmap.carto.badges import LETTER_PT, badge_letters, badge_shape, badge_size
from campusmap.carto.crowd import Boxes, Crowd
from campusmap.carto.ground import Ground
from campusmap.carto.leaders import Places, best_spot, edge_point, rank_places, ring_offsets
from campusmap.carto.marks import Scene, Symbol
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Badge, Ink, Words
from campusmap.carto.symbols import DOOR_BARE, DOOR_TAG, SIDE, find_symbol
from campusmap.carto.window import Window

_KEY_BOX: Final = "KEY_BOX"
FIRST_KINDS: Final = (DOOR_TAG, _KEY_BOX)  # set in this order before all others
_FAR_PT: Final = 36.0  # a key box farther from its symbol is taken for another building's; tool default
_REACH_PT: Final = 110.0  # longest leader line; tool default
_MISSED_PT: Final = 28.0  # the same for a number that another sheet answers for; tool default
_CLEAR_PT: Final = 0.6  # white kept round a symbol
_DISC_PT: Final = 11.0  # radius of what a symbol covers; tool default
_TRIES: Final = 6  # orders in which tags are tried before the sheet is called crowded
_NEAR_PT: Final = 3.0  # nearer than this no leader line is needed
_LEAST_PT: Final = 1.0  # a shorter leader line could not be seen; tool default
_ORDER: Final = (
    "doors", "access", "fire", "utilities", "medical", "hazards", "rooms", "grounds", "communications", "proposals",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tag:
    """A symbol and its true place on the page; ``dx``, ``dy`` points outward where a door looks (y down)."""

    kind: str
    x: float
    y: float
    label: str
    subject: str
    dx: float = 0.0
    dy: float = 0.0
    must: bool = True  # false where another sheet answers for it


Item = Ink | Words | Badge


def scene_tags(scene: Scene, window: Window) -> list[Tag]:
    """Return the symbols in the window, what is looked for first in front, then from the top of the page."""
    tags = [_to_tag(m, window) for m in scene.marks if isinstance(m, Symbol) and window.shows(m.x, m.y)]
    return sorted(tags, key=lambda t: (_rank(t), round(t.y, 2), round(t.x, 2), t.subject))


def _rank(tag: Tag) -> int:
    if tag.kind in FIRST_KINDS:
        return FIRST_KINDS.index(tag.kind) - len(FIRST_KINDS)
    group = find_symbol(tag.kind).group
    return _ORDER.index(group) if group in _ORDER else len(_ORDER)


def _to_tag(mark: Symbol, window: Window) -> Tag:
    x, y = window.to_page(mark.x, mark.y)
    must = mark.kind != DOOR_BARE and window.holds(mark.x, mark.y)
    return Tag(mark.kind, x, y, mark.label, mark.subject, mark.dx, -mark.dy, must)


def draw_discs(tags: Sequence[Tag]) -> list[BaseGeometry]:
    """Return the place of each symbol with what one will cover about it."""
    places = shapely.points([tag.x for tag in tags], [tag.y for tag in tags])
    return list(shapely.buffer(places, _DISC_PT, quad_segs=16))


def rank_tag_places(tag: Tag, ground: Ground, reach_pt: float = _REACH_PT) -> Places:
    """Return the places where a tag may stand, the cheapest first, no farther off than ``reach_pt``."""
    half_w, up, down = badge_size(tag.kind, badge_letters(tag.kind, tag.label))
    sides = (half_w + _CLEAR_PT, up + _CLEAR_PT, half_w + _CLEAR_PT, down + _CLEAR_PT)

    def price(offsets: NDArray[np.float64], boxes: Boxes) -> NDArray[np.float64]:
        # A door's tag costs more off the straight way out than farther along it.
        sideways = 1.5 * np.abs(offsets @ np.array([-tag.dy, tag.dx]))
        return np.asarray(np.hypot(*offsets.T) + sideways + ground.cost(boxes))

    return rank_places((tag.x, tag.y), _offsets(tag, half_w, max(up, down), reach_pt), sides, price)


@dataclass(frozen=True, slots=True)
class SetTag:
    """A tag as set: the centre of its symbol and its box, ``tied`` where a dot or a line leads to its true place.

    ``looked_at`` tells at how many of its places it was looked for room.
    """

    tag: Tag
    at: tuple[float, float]
    box: Box
    tied: bool
    looked_at: int = field(compare=False)

    @property
    def extent(self) -> Box:
        """Return the bounds of its box and of its true place, and so of the line between them."""
        (left, top, right, bottom), x, y = self.box, self.tag.x, self.tag.y
        return min(left, x), min(top, y), max(right, x), max(bottom, y)


def set_tag(tag: Tag, crowd: Crowd, places: Places) -> SetTag | None:
    """Set one tag; None when there is no free place within reach."""
    spot = best_spot(places, crowd, tag.subject)
    if spot is None:
        return None
    at = (spot.x, spot.y)
    done = SetTag(tag, at, spot.box, is_tied(tag, at), spot.looked_at)
    take_place(done, crowd)
    return done


def is_tied(tag: Tag, at: tuple[float, float]) -> bool:
    """Tell whether a symbol stands so far from its true place that a line or a dot has to lead there."""
    return math.dist((tag.x, tag.y), at) > _NEAR_PT


def take_place(done: SetTag, crowd: Crowd) -> None:
    """Take a tag's box and leader line."""
    start = (done.tag.x, done.tag.y)
    crowd.add_box(done.box)
    end = edge_point(done.box, start) if done.tied else start
    if math.dist(start, end) > _LEAST_PT:
        crowd.add_leader(start, end)


def draw_tags(done: Sequence[SetTag]) -> list[Item]:
    """Draw tags, each tied to its true place by a line and a dot, unless it stands on it."""
    tied = [each for each in done if each.tied]
    starts = np.array([(each.tag.x, each.tag.y) for each in tied]).reshape(-1, 2)
    places = np.asarray(shapely.points(starts), dtype=np.object_)
    lines, dots = _leaders(tied, starts), shapely.buffer(places, 1.3, quad_segs=4)
    ties = zip(dots, lines, shapely.length(lines).tolist(), strict=True)
    items: list[Item] = []
    for each in done:
        tag = each.tag
        if each.tied:
            dot, line, length = next(ties)
            items += [] if tag.dx or tag.dy else [Ink(dot, "sheet.dot", tag.subject)]
            items += [Ink(line, "sheet.leader", tag.subject)] if length > _LEAST_PT else []
        items.append(Badge(tag.kind, *each.at, badge_letters(tag.kind, tag.label), LETTER_PT, tag.subject))
    return items


def _leaders(tied: Sequence[SetTag], starts: NDArray[np.float64]) -> NDArray[np.object_]:
    """Return the lines from tags' true places towards their boxes' middles, up to the frames, maybe well inside."""
    shapes = [badge_shape(each.tag.kind, badge_letters(each.tag.kind, each.tag.label)) for each in tied]
    frames = np.array(shapes, dtype=np.object_)
    corners, of = shapely.get_coordinates(frames, return_index=True)
    frames = shapely.set_coordinates(frames, corners + np.array([each.at for each in tied]).reshape(-1, 2)[of])
    x0, y0, x1, y1 = shapely.bounds(frames).T
    ways = shapely.linestrings(np.stack([starts, np.column_stack([(x0 + x1) / 2, (y0 + y1) / 2])], axis=1))
    inside = shapely.intersection(frames, ways)
    return np.asarray(shapely.shortest_line(shapely.points(starts), inside), dtype=np.object_)


@dataclass(frozen=True, slots=True)
class Try:
    """Tags as set in one order, by number, and the crowd after that; None stands for what found no room."""

    done: dict[int, SetTag | None]
    state: tuple[Boxes, Boxes]

    def left_out(self, tags: list[Tag]) -> list[int]:
        """Return the numbers of those that had to be set and found no room."""
        return [n for n, done in self.done.items() if done is None and tags[n].must]


def set_tags(tags: list[Tag], places: list[Places], crowd: Crowd) -> Try:
    """Set tags in their order; what found no room, or a key box only far off, goes first in another try."""
    before, numbers = crowd.snapshot(), range(len(tags))
    found = try_tags(list(numbers), tags, places, crowd)
    if found.left_out(tags):
        found = _try_orders(tags, places, found, before, crowd)
    if far := _find_far(found):
        order = sorted(numbers, key=lambda n: tags[n].subject not in far)
        found = _try_better(order, tags, places, found, before, crowd)
    if any(tags[n].kind == SIDE for n in found.left_out(tags)):
        order = sorted(numbers, key=lambda n: (tags[n].kind != DOOR_TAG, tags[n].kind != SIDE))
        found = _try_better(order, tags, places, found, before, crowd)
    crowd.restore(found.state)
    return found


def _try_better(
    order: list[int], tags: list[Tag], places: list[Places], tried: Try, before: tuple[Boxes, Boxes], crowd: Crowd
) -> Try:
    """Set tags again from a snapshot; return that if fewer are left out or far off, and more of neither."""
    crowd.restore(before)
    again = try_tags(order, tags, places, crowd, tried)
    (lost, far), (was_lost, was_far) = ((len(t.left_out(tags)), len(_find_far(t))) for t in (again, tried))
    return again if lost <= was_lost and far <= was_far and (lost, far) != (was_lost, was_far) else tried


def _find_far(found: Try) -> set[str]:
    """Return whose key boxes stand so far from their places that they had better be set before the doors."""
    boxes = (each for each in found.done.values() if each is not None and each.tag.kind == _KEY_BOX)
    return {each.tag.subject for each in boxes if math.dist((each.tag.x, each.tag.y), each.at) > _FAR_PT}


def _try_orders(tags: list[Tag], places: list[Places], first: Try, before: tuple[Boxes, Boxes], crowd: Crowd) -> Try:
    """Set tags again from a snapshot, what found no room first; return the first try that leaves out fewest."""
    best = last = first
    orders = [list(first.done)]
    for _ in range(_TRIES - 1):
        crowd.restore(before)
        left_out = last.left_out(tags)
        order = _put_first(left_out, orders[-1], tags)
        # None of them would find room as the first, or the same order would come again and again: no try is better.
        if order in orders[1:] or not any(best_spot(places[n], crowd, tags[n].subject) for n in left_out):
            break
        orders.append(order)
        last = try_tags(order, tags, places, crowd, last)
        best = min(best, last, key=lambda each: len(each.left_out(tags)))
    return best


def _put_first(left_out: list[int], order: list[int], tags: list[Tag]) -> list[int]:
    """Put what found no room in front; a side's letter, which may be left out, behind key boxes and doors."""
    rest = [n for n in order if n not in left_out]
    sides = [n for n in left_out if tags[n].kind == SIDE]
    if not sides:
        return [*left_out, *rest]
    first, others = ([n for n in rest if (tags[n].kind in FIRST_KINDS) is is_first] for is_first in (True, False))
    return [*(n for n in left_out if n not in sides), *first, *sides, *others]


def try_tags(order: list[int], tags: list[Tag], places: list[Places], crowd: Crowd, last: Try | None = None) -> Try:
    """Set tags in an order, each that still comes after all that it came after in the ``last`` try as it was there.

    Such a one has to be looked at again only where its place was taken by what now comes before it, or where something
    that may have kept it from a cheaper one does not stand there any more.
    """
    done: dict[int, SetTag | None] = {}
    before = iter(last.done if last else ())
    due = next(before, None)
    come, gone = list[Box](), list[Box]()
    for n in order:
        was = last.done[n] if last else None
        sought = places[n].extent(was.looked_at if was else len(places[n].boxes)) if gone else None
        if n == due and not (was and _meets(was.extent, come)) and not (sought and _meets(sought, gone)):
            done[n] = was
            if was:
                take_place(was, crowd)
        else:
            done[n] = now = set_tag(tags[n], crowd, places[n])
            if n != due or now != was:
                come += [now.extent] if now else []
                gone += [was.extent] if was and now != was else []
        while due in done:
            due = next(before, None)
    return Try(done, crowd.snapshot())


def _meets(box: Box, others: list[Box]) -> bool:
    left, top, right, bottom = box
    return any(x0 <= right and y0 <= bottom and x1 >= left and y1 >= top for x0, y0, x1, y1 in others)


def set_missed(tags: Iterable[Tag], items: Iterable[Item], crowd: Crowd, ground: Ground) -> list[Item]:
    """Set the door numbers that other sheets answer for and that found no room before their doors, on any side."""
    seen = {item.subject for item in items if isinstance(item, Badge) and item.kind == DOOR_TAG}
    found: list[SetTag] = []
    for tag in tags:
        if tag.kind == DOOR_TAG and not tag.must and tag.subject not in seen:
            free = replace(tag, dx=0.0, dy=0.0)
            done = set_tag(free, crowd, rank_tag_places(free, ground, _MISSED_PT))
            found += [done] if done is not None else []
    return draw_tags(found)


def _offsets(tag: Tag, half_w: float, half_h: float, reach_pt: float) -> NDArray[np.float64]:
    """Return where to try: outward and sideways for a door, in rings for a device (itself first)."""
    if tag.dx or tag.dy:
        clear = abs(tag.dx) * half_w + abs(tag.dy) * half_h + 3.0
        out = np.arange(clear, reach_pt / 1.5, 4.0)[:, None]
        side = np.array([0, 5, -5, 10, -10, 16, -16, 24, -24, 34, -34])[None, :]
        x, y = tag.dx * out - tag.dy * side, tag.dy * out + tag.dx * side
        return np.column_stack([x.ravel(), y.ravel()])
    return np.vstack([np.zeros((1, 2)), ring_offsets(max(half_h, 8.0) + 4.0, reach_pt)])
