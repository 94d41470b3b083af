"""Set door tags and symbols near their true places, clear of everything, tied back by a leader line and a dot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from campusmap.carto.badges import LETTER_PT, badge_letters, badge_size
from campusmap.carto.crowd import Boxes, Crowd
from campusmap.carto.ground import Ground
from campusmap.carto.leaders import NOWHERE, Places, best_spot, edge_point, narrow, rank_places, ring_offsets
from campusmap.carto.sheet import Badge, Ink, Words
from campusmap.carto.symbols import DOOR_TAG, SIDE

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
    """A tag with its place: the centre of its symbol, and the end of its leader line, if it has one."""

    tag: Tag
    at: tuple[float, float]
    tied: bool
    end: tuple[float, float] | None


Try = tuple[list[SetTag], list[int]]  # what was set, and the numbers of what had to be and found no room


def set_tag(tag: Tag, crowd: Crowd, places: Places) -> SetTag | None:
    """Set one tag; None when there is no free place within reach."""
    spot = best_spot(places, crowd, tag.subject)
    if spot is None:
        return None
    x, y, box = spot
    crowd.add_box(box)
    start = (tag.x, tag.y)
    tied = math.dist(start, (x, y)) > _NEAR_PT
    end = edge_point(box, start) if tied else start
    if math.dist(start, end) <= _LEAST_PT:
        return SetTag(tag, (x, y), tied, None)
    crowd.add_leader(start, end)
    return SetTag(tag, (x, y), tied, end)


def draw_tag(done: SetTag) -> Iterator[Item]:
    """Draw a tag, tied to its true place by a line and a dot, unless it stands on it."""
    tag, start = done.tag, (done.tag.x, done.tag.y)
    if done.tied and not (tag.dx or tag.dy):
        yield Ink(Point(start).buffer(1.3, quad_segs=4), "sheet.dot", tag.subject)
    if done.end is not None:
        yield Ink(LineString([start, done.end]), "sheet.leader", tag.subject)
    yield Badge(tag.kind, *done.at, badge_letters(tag.kind, tag.label), LETTER_PT, tag.subject)


def set_tags(tags: list[Tag], places: list[Places], crowd: Crowd) -> Try:
    """Set tags in their order; what found no room, or a key box only far off, goes first in another try."""
    before, numbers = crowd.snapshot(), range(len(tags))
    tried = _try_tags(list(zip(numbers, tags, places, strict=True)), crowd)
    if tried[1]:
        tried = _try_other_orders(tags, places, tried, before, crowd)
    if far := _find_far(tried[0]):
        order = sorted(numbers, key=lambda n: tags[n].subject not in far)
        tried = _try_better([(n, tags[n], places[n]) for n in order], tried, before, crowd)
    if any(tags[n].kind == SIDE for n in tried[1]):
        order = sorted(numbers, key=lambda n: (tags[n].kind != DOOR_TAG, tags[n].kind != SIDE))
        tried = _try_better([(n, tags[n], places[n]) for n in order], tried, before, crowd)
    return tried


def _try_better(order: list[tuple[int, Tag, Places]], tried: Try, before: tuple[Boxes, Boxes], crowd: Crowd) -> Try:
    """Set tags again from a snapshot; keep that if fewer are left out or far off, and none more of the one or other."""
    state = crowd.snapshot()
    crowd.restore(before)
    again = _try_tags(order, crowd)
    (lost, far), (was_lost, was_far) = ((len(left), len(_find_far(done))) for done, left in (again, tried))
    if lost <= was_lost and far <= was_far and (lost, far) != (was_lost, was_far):
        return again
    crowd.restore(state)
    return tried


def _try_other_orders(
    tags: list[Tag], places: list[Places], tried: Try, before: tuple[Boxes, Boxes], crowd: Crowd
) -> Try:
    """Set tags again from a snapshot, what found no room first; return the best try."""
    first = crowd.snapshot()
    crowd.restore(before)
    places = [narrow(place, crowd, tag.subject) for tag, place in zip(tags, places, strict=True)]
    better = _try_orders(tags, places, tried[1], crowd.overlay())
    crowd.restore(before if better else first)
    if not better:
        return tried
    done, left_out, state = better
    crowd.take(state)
    return done, left_out


def _try_orders(
    tags: list[Tag], places: list[Places], left_out: list[int], crowd: Crowd
) -> tuple[list[SetTag], list[int], tuple[Boxes, Boxes]] | None:
    """Set tags in other orders; return the first best try, with the crowd it makes, if it leaves out fewer."""
    order, best, before, fewest = list(range(len(tags))), None, crowd.snapshot(), len(left_out)
    for _ in range(_TRIES - 1):
        crowd.restore(before)
        places = [NOWHERE if n in left_out and not best_spot(p, crowd) else p for n, p in enumerate(places)]
        if all(places[n] is NOWHERE for n in left_out):  # none of them would find room as the first: no try is better
            break
        order = _put_first(left_out, order, tags)
        done, left_out = _try_tags([(n, tags[n], places[n]) for n in order], crowd)
        if len(left_out) < fewest:
            best, fewest = (done, left_out, crowd.snapshot()), len(left_out)
    return best


def _put_first(left_out: list[int], order: list[int], tags: list[Tag]) -> list[int]:
    """Put what found no room in front; a side's letter, which may be left out, behind key boxes and doors."""
    rest = [n for n in order if n not in left_out]
    sides = [n for n in left_out if tags[n].kind == SIDE]
    if not sides:
        return [*left_out, *rest]
    first, others = ([n for n in rest if (tags[n].kind in FIRST_KINDS) is is_first] for is_first in (True, False))
    return [*(n for n in left_out if n not in sides), *first, *sides, *others]


def _try_tags(tags: list[tuple[int, Tag, Places]], crowd: Crowd) -> Try:
    """Set numbered tags in turn; return what was set and the numbers of those that had to be and found no room."""
    found: list[SetTag] = []
    left_out = []
    for number, tag, places in tags:
        done = set_tag(tag, crowd, places)
        if done is not None:
            found.append(done)
        elif tag.must:
            left_out.append(number)
    return found, left_out


def _find_far(done: Iterable[SetTag]) -> set[str]:
    """Return whose key boxes stand so far from their places that they had better be set before the doors."""
    return {
        each.tag.subject
        for each in done
        if each.tag.kind == _KEY_BOX and math.dist((each.tag.x, each.tag.y), each.at) > _FAR_PT
    }


def set_missed(tags: Iterable[Tag], items: Iterable[Item], crowd: Crowd, ground: Ground) -> list[Item]:
    """Set the door numbers that other sheets answer for and that found no room before their doors, on any side."""
    seen = {item.subject for item in items if isinstance(item, Badge) and item.kind == DOOR_TAG}
    found: list[Item] = []
    for tag in tags:
        if tag.kind == DOOR_TAG and not tag.must and tag.subject not in seen:
            free = replace(tag, dx=0.0, dy=0.0)
            done = set_tag(free, crowd, rank_tag_places(free, ground, _MISSED_PT))
            found += draw_tag(done) if done is not None else ()
    return found


def _offsets(tag: Tag, half_w: float, half_h: float, reach_pt: float) -> NDArray[np.float64]:
    """Return where to try: outward and sideways for a door, in rings for a device (itself first)."""
    if tag.dx or tag.dy:
        clear = abs(tag.dx) * half_w + abs(tag.dy) * half_h + 3.0
        out = np.arange(clear, reach_pt / 1.5, 4.0)[:, None]
        side = np.array([0, 5, -5, 10, -10, 16, -16, 24, -24, 34, -34])[None, :]
        x, y = tag.dx * out - tag.dy * side, tag.dy * out + tag.dx * side
        return np.column_stack([x.ravel(), y.ravel()])
    return np.vstack([np.zeros((1, 2)), ring_offsets(max(half_h, 8.0) + 4.0, reach_pt)])
