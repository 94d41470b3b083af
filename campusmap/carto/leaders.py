"""What finds no room where it belongs: set it in clear space, tied to its place by a leader line."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Point

from campusmap.carto.crowd import DOT_PT, Boxes, Crowd
from campusmap.carto.ground import Ground
from campusmap.carto.labels import Item, Line, RoomLabel, label_height, stack_words
from campusmap.carto.paper import Box
from campusmap.carto.sheet import Badge, Ink, Words
from campusmap.carto.style import load_styles
from campusmap.carto.typeface import break_lines, text_width

Price = Callable[[NDArray[np.float64], Boxes], NDArray[np.float64]]

_REACH_PT: Final = 120.0  # longest leader line; tool default
_MISSED_PT: Final = 36.0  # the same for a room that another sheet answers for, or that has but a code; tool default
_PAD_PT: Final = 1.8  # white between the words and their plate's edge
_NAME_LINES: Final = 3
_DEPTHS_PT: Final = (4.0, 1.5, 0.0)  # how far in from the walls a leader's dot stands, where that can be; tool default
_ANCHORS: Final = 3  # points of the room from which a line is tried
_SEEN_PT: Final = 3.0  # of a leader line that shows, at least, where there is any other place
_HIDDEN_PRICE: Final = 1e6  # for a plate that hides its own dot and line; beyond any other
_STRETCHES: Final = (16, 64, 192, 448)  # how many of the cheapest places are looked at before the next; tool default


def set_by_leader(
    label: RoomLabel, crowd: Crowd, ground: Ground, reach_pt: float = _REACH_PT, *, line_shows: bool = False
) -> list[Item] | None:
    """Write a label in clear space, tied to its room by a leader line; None when there is none within reach.

    The dot stands deep in the room where that can be. Another line or dot is crossed only where no form of the label
    does without, and never for a room that nobody asks for. A plate that would hide its own line, and seem to name the
    room under it, is the last resort, and none where ``line_shows``.
    """
    depths = _anchor_depths(label, crowd)
    clear, crossing = (depths[:1], depths) if label.asked else (depths, [])
    tries = [*((each, True) for each in clear), *((each, False) for each in crossing)]
    for (anchors, strict), lines in product(tries, tuple(_forms(label))):
        best: tuple[tuple[float, float], Spot] | None = None
        most = _HIDDEN_PRICE if line_shows else math.inf
        for anchor in anchors:
            spot = _led_spot(lines, anchor, crowd, ground, reach_pt, most, strict=strict)
            if spot and spot.price < most:
                best, most = (anchor, spot), spot.price
        if best:
            anchor, spot = best
            crowd.add_box(spot.box)
            return _draw(label, lines, anchor, (spot.x, spot.y), spot.box, crowd)
    return None


def lead_missed(labels: Iterable[RoomLabel], items: Iterable[Item | Badge], crowd: Crowd, ground: Ground) -> list[Item]:
    """Name by leader lines the rooms that other sheets answer for, where the map shows all of one and has room.

    Likewise those that have nothing but a code: lists name them by it, but no sheet is split for that.
    """
    written = {item.subject for item in items if isinstance(item, Words)}
    found: list[Item] = []
    for label in labels:
        is_due = label.subject not in written and not (label.must and label.asked)
        if is_due and not label.along and crowd.holds(label.outline.bounds):
            found += set_by_leader(label, crowd, ground, _MISSED_PT, line_shows=True) or ()
    return found


def _led_spot(
    lines: tuple[Line, ...], anchor: tuple[float, float], crowd: Crowd, ground: Ground, reach_pt: float, most: float, *,
    strict: bool,
) -> Spot | None:  # fmt: skip
    """Return the cheapest place for a label tied to an anchor; of ``strict`` ones only those for less than ``most``.

    Others are all looked at: a line that crosses another is taken only where no line does not, at any price.
    """
    most = most if strict else math.inf
    half_w = max(line.width for line in lines) / 2 + _PAD_PT
    half_h = label_height(lines) / 2 + _PAD_PT
    places = rank_places(
        anchor, ring_offsets(half_h + 5.0, min(reach_pt, most)), (half_w, half_h, half_w, half_h),
        lambda offsets, boxes: _led_prices(anchor, offsets, boxes, ground), most,
    )  # fmt: skip
    return best_spot(places, crowd, strict=strict)


def _led_prices(
    anchor: tuple[float, float], offsets: NDArray[np.float64], boxes: Boxes, ground: Ground
) -> NDArray[np.float64]:
    """Price places by their distance, what they cover, and whether a plate there would hide its own leader line."""
    away = np.maximum(boxes[:, :2] - anchor, anchor - boxes[:, 2:]).max(axis=1)  # of the plate's edge; under 0 inside
    prices: NDArray[np.float64] = np.hypot(*offsets.T) + ground.cost(boxes) + _HIDDEN_PRICE * (away < _SEEN_PT)
    return prices


def _forms(label: RoomLabel) -> Iterator[tuple[Line, ...]]:
    """Yield the number, or a name on one line, two, three."""
    if label.number:
        yield (Line(label.number, load_styles()[label.head].size_pt, True),)
        return
    size = load_styles()[label.head].size_pt
    word = max((text_width(each, size) for each in label.name.split(" ")), default=1.0)
    for count in range(1, _NAME_LINES + 1):
        lines = break_lines(label.name, max(word, text_width(label.name, size) / count * 1.08) + 0.5, size)
        if len(lines) == count:
            yield tuple(Line(text, size, False) for text in lines)


def _anchor_depths(label: RoomLabel, crowd: Crowd) -> list[list[tuple[float, float]]]:
    """Return points of the room that nothing covers, the deepest in it first, each in one list only."""
    x0, y0, x1, y1 = label.outline.bounds
    grid = np.array(np.meshgrid(np.linspace(x0, x1, 9)[1:-1], np.linspace(y0, y1, 9)[1:-1])).reshape(2, -1).T
    points = np.vstack([np.array([label.at]), grid])
    points = points[shapely.contains_xy(label.outline, points[:, 0], points[:, 1])]
    points = points[~crowd.is_covered(points)]
    apart = ~crowd.is_near_leader(points)
    depths: list[list[tuple[float, float]]] = []
    for depth in _DEPTHS_PT:
        inside = shapely.contains_xy(label.outline.buffer(-depth), points[:, 0], points[:, 1])
        clear = points[inside & apart] if (inside & apart).any() else points[inside]
        known = {anchor for anchors in depths for anchor in anchors}
        depths.append([anchor for anchor in dict.fromkeys(_pick_anchors(label, clear)) if anchor not in known])
    return list(filter(None, depths))


def _pick_anchors(label: RoomLabel, clear: NDArray[np.float64]) -> list[tuple[float, float]]:
    """Return a few of some points, nearest to the room's middle first."""
    away = np.round(np.hypot(clear[:, 0] - label.at[0], clear[:, 1] - label.at[1]), 6)
    order = np.argsort(away, kind="stable")
    return [(float(clear[n, 0]), float(clear[n, 1])) for n in order[:: max(1, len(order) // _ANCHORS)][:_ANCHORS]]


def _draw(
    label: RoomLabel,
    lines: tuple[Line, ...],
    anchor: tuple[float, float],
    at: tuple[float, float],
    box: Box,
    crowd: Crowd,
) -> list[Item]:
    end = edge_point(box, anchor)
    crowd.add_leader(anchor, end)
    crowd.add_dot(*anchor)
    return [
        Ink(LineString([anchor, end]), "sheet.leader", label.subject),
        Ink(Point(anchor).buffer(DOT_PT, quad_segs=4), "sheet.dot", label.subject),
        Ink(shapely.box(*box), "sheet.plate", label.subject),
        *stack_words(label, lines, at, label.head),
    ]


@lru_cache(maxsize=256)
def ring_offsets(nearest: float, reach: float) -> NDArray[np.float64]:
    """Return the places to try round a point: rings four points apart, a place every ten degrees (n x 2)."""
    radii = np.arange(nearest, reach, 4.0)[:, None]
    angles = np.radians(np.arange(0, 360, 10))[None, :]
    return np.column_stack([(radii * np.cos(angles)).ravel(), (radii * np.sin(angles)).ravel()])


@dataclass(frozen=True, slots=True)
class Places:
    """Where a box may stand round a start: centres (n x 2), boxes (n x 4) and prices, the cheapest first."""

    start: tuple[float, float]
    centres: NDArray[np.float64]
    boxes: Boxes
    prices: NDArray[np.float64]

    def extent(self, first: int) -> Box:
        """Return the bounds of the start and of the first of the places round it."""
        x, y = self.start
        left, top = self.boxes[:first, :2].min(axis=0, initial=np.inf).tolist()
        right, bottom = self.boxes[:first, 2:].max(axis=0, initial=-np.inf).tolist()
        return min(left, x), min(top, y), max(right, x), max(bottom, y)


class Spot(NamedTuple):
    """A place for a box: its centre, the box, its price, and how many places had to be looked at to find it."""

    x: float
    y: float
    box: Box
    price: float
    looked_at: int


def rank_places(
    start: tuple[float, float], offsets: NDArray[np.float64], sides: Box, price: Price, most: float = math.inf
) -> Places:
    """Put the places at ``offsets`` from a start in order of their price, those for less than ``most``.

    ``sides`` says how far a box reaches left, up, right and down of its centre; ``price`` is asked with the offsets
    and boxes.
    """
    centres = offsets + np.asarray(start)
    boxes = np.concatenate([centres - np.array(sides[:2]), centres + np.array(sides[2:])], axis=1)
    prices = np.round(price(offsets, boxes), 6)
    order = np.argsort(prices, kind="stable")[: np.count_nonzero(prices < most)]
    return Places(start, centres[order], boxes[order], prices[order])


def best_spot(places: Places, crowd: Crowd, owner: str = "", *, strict: bool = False) -> Spot | None:
    """Return the cheapest place that is free and can be tied to the start; None if there is none.

    What has to be crossed is the lesser evil, unless ``strict``.

    The cheapest are looked at first, so that most are never looked at.
    """
    centres, boxes, free = places.centres, places.boxes, list[NDArray[np.intp]]()
    for some in _stretches(len(boxes)):
        clear = some[crowd.is_free(boxes[some], owner)]
        here = np.hypot(*(centres[clear] - places.start).T) < 1e-6
        fits = clear[here | ~crowd.crosses(places.start, centres[clear], alone=strict)]
        if len(fits):
            return _take(places, fits[0], int(some[-1]) + 1)
        free.append(clear)
    for lax in ({"over_dots": True}, {"boxes_only": True})[: 0 if strict else 2 if crowd.may_cross else 1]:
        for clear in free:
            fits = clear[~crowd.crosses(places.start, centres[clear], **lax)]
            if len(fits):
                return _take(places, fits[0], len(boxes))
    return None


def _stretches(count: int) -> Iterator[NDArray[np.intp]]:
    ends = [*(end for end in _STRETCHES if end < count), count]
    return (np.arange(start, end) for start, end in pairwise([0, *ends]))


def _take(places: Places, index: np.intp, looked_at: int) -> Spot:
    x, y = (float(v) for v in places.centres[index])
    left, top, right, bottom = (float(v) for v in places.boxes[index])
    return Spot(x, y, (left, top, right, bottom), float(places.prices[index]), looked_at)


def edge_point(box: Box, start: tuple[float, float]) -> tuple[float, float]:
    """Return where a line from ``start`` to a box's centre meets the box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    dx, dy = x - start[0], y - start[1]
    shares = [1.0]
    if dx:
        shares.append(1 - (box[2] - box[0]) / 2 / abs(dx))
    if dy:
        shares.append(1 - (box[3] - box[1]) / 2 / abs(dy))
    share = max(0.0, max(shares[1:], default=0.0))
    return start[0] + dx * share, start[1] + dy * share
