"""The floors that one drawing holds: a window for each, by what it is told, and what lies outside all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from campusmap.georeference.plan_asides import Aside, find_asides
from campusmap.georeference.plan_links import Piece, box_gaps, find_shift, gather, link, look_alike
from campusmap.georeference.plan_parts import Box, Part, find_parts
from campusmap.model.plan import Label, Plan
from campusmap.model.source import Ref
from campusmap.numbering.levels import is_plan_title

_SMALL: Final = 0.35  # of the largest plan's side: smaller plans without a title are details (tool default)
_FLOOR_M: Final = 3.0  # and so is whatever is smaller than this
_MARGIN_M: Final = 3.0  # round a floor: door numbers are written outside (tool default)
_TITLE_REACH: Final = 0.6  # of a plan's side: how far away its title may stand (tool default)
_ABOVE: Final = 1.6  # a title above a plan counts as so much farther away than one below (tool default)

BY_TITLE: Final = "its label"
BY_LIKENESS: Final = "an outline that is drawn again"
BY_DISTANCE: Final = "the distance from the others"


@dataclass(frozen=True, slots=True)
class DrawnFloor:
    """One floor of a drawing; ``window`` is x_min, y_min, x_max, y_max in drawing units.

    ``shift`` leads from the first floor to this one, drawing units: the same stairs and walls are drawn so far away.
    ``alike`` is the share of corners by which that is known.
    """

    window: Box
    title: str = ""
    ref: Ref | None = None
    told_by: str = BY_DISTANCE
    shift: tuple[float, float] = (0.0, 0.0)
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class DrawnFloors:
    """The floors of a drawing, lowest or leftmost first, and what lies outside their windows."""

    floors: tuple[DrawnFloor, ...] = ()
    asides: tuple[Aside, ...] = ()

    @property
    def told(self) -> tuple[DrawnFloor, ...]:
        """Return the floors if they need their windows: several, or one beside which walls of something else stand."""
        return self.floors if len(self.floors) > 1 or any(aside.built for aside in self.asides) else ()


def find_floors(plan: Plan, metres: float) -> DrawnFloors:
    """Tell the floors of a drawing apart; ``metres`` is the length of the drawing unit.

    A piece counts as a floor that doors which swing, room outlines or three room numbers show to be a plan. No floor
    is returned where nothing shows one: the whole drawing may then be a plan, or none.
    """
    parts = find_parts(plan, metres)
    titles = [label for label in plan.labels if is_plan_title(label.text)]
    pieces = gather(_without_borders(parts))
    if not any(piece.is_plan for piece in pieces):
        return DrawnFloors()
    titled = _assign(pieces, titles, metres)
    pieces = link([replace(piece, titles=(titled[k].text,) if k in titled else ()) for k, piece in enumerate(pieces)])
    floors = _in_order([piece for piece in pieces if _is_floor(piece, pieces)])
    if not floors:
        return DrawnFloors()
    windows = [_window(piece, [other for other in pieces if other is not piece], metres) for piece in floors]
    drawn = _shifted(
        floors, [_describe(plan, p, w, titled, floors) for p, w in zip(floors, windows, strict=True)], metres
    )
    return DrawnFloors(tuple(drawn), find_asides(plan, windows, metres))


def _without_borders(parts: Sequence[Part]) -> list[Part]:
    """Leave out a bare frame round several plans."""
    plans = [part for part in parts if part.is_plan]
    return [part for part in parts if part.is_plan or len(part.corners) > 12 or sum(_holds(part, p) for p in plans) < 2]


def _holds(frame: Part, part: Part) -> bool:
    return all(frame.box[k] <= part.box[k] for k in (0, 1)) and all(frame.box[k] >= part.box[k] for k in (2, 3))


def _is_floor(piece: Piece, pieces: Sequence[Piece]) -> bool:
    largest = max(other.size for other in pieces if other.is_plan)
    return piece.is_plan and piece.size >= _FLOOR_M and (piece.size >= _SMALL * largest or bool(piece.titles))


def _assign(pieces: Sequence[Piece], titles: Sequence[Label], metres: float) -> dict[int, Label]:
    """Give each title to the nearest plan without one, below which it stands rather than above."""
    tallest = max((title.height for title in titles), default=0.0)
    largest = max(piece.size for piece in pieces if piece.is_plan)
    rows = sorted(
        (distance, k, n)
        for n, title in enumerate(titles)
        if title.height >= tallest / 2
        for k, piece in enumerate(pieces)
        if piece.is_plan and piece.size >= _SMALL * largest
        if (distance := _title_distance(piece, title, metres)) <= _TITLE_REACH * piece.size
    )
    given: dict[int, Label] = {}
    for _, k, n in rows:
        if k not in given and titles[n] not in given.values():
            given[k] = titles[n]
    return given


def _title_distance(piece: Piece, title: Label, metres: float) -> float:
    x, y = title.x * metres, title.y * metres
    dx = max(piece.box[0] - x, x - piece.box[2], 0.0)
    dy = max(piece.box[1] - y, (y - piece.box[3]) * _ABOVE, 0.0)
    return math.hypot(dx, dy)


def _in_order(floors: Sequence[Piece]) -> list[Piece]:
    """Put floors in a row from left to right, and a stack from the bottom up."""
    if not floors:
        return []
    corner = np.array([piece.box[:2] for piece in floors])
    upright = np.ptp(corner[:, 1]) > np.ptp(corner[:, 0])
    return sorted(floors, key=lambda piece: piece.box[1::-1] if upright else piece.box[:2])


def _window(piece: Piece, others: Sequence[Piece], metres: float) -> Box:
    gaps = box_gaps([piece.box, *(other.box for other in others)])[0, 1:]
    margin = min(_MARGIN_M, 0.45 * float(gaps.min(initial=np.inf)))
    x_min, y_min, x_max, y_max = piece.box
    low = [math.floor((value - margin) / metres * 1000.0) / 1000.0 for value in (x_min, y_min)]
    high = [math.ceil((value + margin) / metres * 1000.0) / 1000.0 for value in (x_max, y_max)]
    return (low[0], low[1], high[0], high[1])


def _describe(plan: Plan, piece: Piece, window: Box, titled: dict[int, Label], floors: Sequence[Piece]) -> DrawnFloor:
    title = next((label for label in titled.values() if label.text in piece.titles and _is_near(label, window)), None)
    if title is not None:
        ref = Ref(plan.file, title.layer, title.handle, title.x, title.y)
        return DrawnFloor(window, " ".join(title.text.split()), ref, BY_TITLE)
    alike = any(look_alike(piece, other) for other in floors if other is not piece)
    return DrawnFloor(window, told_by=BY_LIKENESS if alike else BY_DISTANCE)


def _is_near(label: Label, window: Box) -> bool:
    reach = _TITLE_REACH * max(window[2] - window[0], window[3] - window[1])
    inside = window[0] - reach <= label.x <= window[2] + reach
    return inside and window[1] - reach <= label.y <= window[3] + reach


def _shifted(floors: Sequence[Piece], drawn: Sequence[DrawnFloor], metres: float) -> list[DrawnFloor]:
    """Enter how far each floor is drawn from the first."""
    first = floors[0]
    out = [drawn[0]]
    for piece, floor in zip(floors[1:], drawn[1:], strict=True):
        (x, y), share = find_shift(first, piece)
        out.append(replace(floor, shift=(round(x / metres, 3), round(y / metres, 3)), alike=round(share, 3)))
    return out
