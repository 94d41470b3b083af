"""Measure what tells a floor plan from a site plan, a survey, footprints or artwork: counts, sizes and words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

from campusmap.model.plan import LayerFact, Plan, Role, Stroke
from campusmap.rooms.kind_words import site_words
from campusmap.rooms.sheet import Sheet, to_drawing

DRAWN: Final = (Role.ROOM, Role.WALL, Role.DOOR, Role.WINDOW)
GUESSED: Final = "content"  # how the reason of a role begins that was guessed by what a layer holds


@dataclass(frozen=True, slots=True)
class Kind:
    """What a drawing has for and against being a floor plan; lengths in metres."""

    strokes: int
    texts: int
    width_m: float
    depth_m: float
    far_off: float  # distance of the drawing from its origin, in its own widths
    named: frozenset[Role]  # roles that layers with strokes have by name or by campus.toml
    guessed: frozenset[Role]  # roles that layers with strokes have by content
    outlines: int  # closed outlines that hold an area
    compact: int  # of those, the ones that are no bands
    islands: int  # groups of outlines that stand apart from each other
    guessed_rooms: int
    room_islands: int
    elevations: int  # texts that read as heights of one terrain
    site_layers: tuple[str, ...]  # layers with strokes or texts whose names speak of sites and surveys
    site_share: float  # of the strokes and texts on those
    curved: int  # strokes that are curves or have many points
    types: tuple[tuple[str, int], ...]  # DXF type -> strokes, most first
    left_out: tuple[tuple[str, int], ...]  # named rule -> entities, most first
    unread: int


def gather_evidence(plan: Plan, sheet: Sheet) -> Kind:
    """Measure a placed plan; ``sheet`` is the same drawing sorted by role."""
    facts = drawn_layers(plan)
    named = frozenset(f.role for f in facts if f.role in DRAWN and not f.reason.startswith(GUESSED))
    guessed = frozenset(f.role for f in facts if f.role in DRAWN and f.reason.startswith(GUESSED))
    rings = closed_shapes(plan.strokes)
    rooms = closed_shapes(sheet.strokes[Role.ROOM]) if Role.ROOM in guessed else []
    counts = Counter({row.reason: 0 for row in plan.tally})
    for row in plan.tally:
        counts[row.reason] += row.ignored
    on_layer = Counter([s.layer for s in plan.strokes] + [t.layer for t in plan.labels])
    site = tuple(sorted(name for name in on_layer if site_words(name)))
    width, depth, far_off = measure_extent(plan, sheet)
    return Kind(
        strokes=len(plan.strokes),
        texts=len(plan.labels),
        width_m=width,
        depth_m=depth,
        far_off=far_off,
        named=named,
        guessed=guessed,
        outlines=len(rings),
        compact=sum(is_compact(ring) for ring in rings),
        islands=count_islands(rings),
        guessed_rooms=len(rooms),
        room_islands=count_islands(rooms),
        elevations=count_elevations([label.text for label in plan.labels]),
        site_layers=site,
        site_share=sum(on_layer[name] for name in site) / max(1, on_layer.total()),
        curved=sum(stroke.arc is not None or len(stroke.points) > MANY_POINTS for stroke in plan.strokes),
        types=most_first(Counter(stroke.kind for stroke in plan.strokes)),
        left_out=most_first(+counts),
        unread=sum(max(0, row.unread) for row in plan.tally),
    )


def drawn_layers(plan: Plan) -> list[LayerFact]:
    """Return the layers that hold strokes."""
    drawn = {stroke.layer for stroke in plan.strokes}
    return [fact for fact in plan.layers if fact.name in drawn]


def most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Sort counts, the largest first."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


MANY_POINTS: Final = 24  # a wall has fewer (tool default)


def measure_extent(plan: Plan, sheet: Sheet) -> tuple[float, float, float]:
    """Return width and depth of the middle 96 hundredths, and how many widths the origin is away."""
    points = np.array([p for s in plan.strokes for p in s.points] + [(t.x, t.y) for t in plan.labels]).reshape(-1, 2)
    if len(points) < 2:
        return 0.0, 0.0, 0.0
    low, high = np.percentile(points, (2, 98), axis=0)
    corners = np.array([to_drawing(sheet, *low), to_drawing(sheet, *high)])
    side = float(np.max(np.abs(corners[1] - corners[0])))
    away = float(np.max(np.abs(corners.mean(axis=0))))
    return float(high[0] - low[0]), float(high[1] - low[1]), away / side if side > 0.0 else 0.0


def closed_shapes(strokes: Sequence[Stroke]) -> list[Polygon]:
    """Return the areas that closed lines run round; circles and fills are none."""
    rings = [s.points for s in strokes if s.closed and s.arc is None and not s.filled and len(s.points) > 2]
    return [shape for shape in map(Polygon, rings) if shape.area > 0.0]


COMPACT: Final = 0.02  # area over the square of the perimeter: a square has 0.0625, a band of 1 to 12 has 0.018


def is_compact(shape: Polygon) -> bool:
    """Tell whether an outline is no band, as the outline of a wall is."""
    return bool(shape.area >= COMPACT * shape.length**2)


APART: Final = 0.05  # of an outline's typical side: rooms lie closer, a wall between them (tool default)


def count_islands(shapes: Sequence[Polygon]) -> int:
    """Count the groups of outlines between which there is open ground."""
    if not shapes:
        return 0
    reach = APART * float(np.sqrt(np.median(shapely.area(shapes))))
    whole = shapely.union_all(shapely.buffer(shapes, reach, quad_segs=2))
    return int(shapely.get_num_geometries(whole))


def count_elevations(texts: Sequence[str]) -> int:
    """Count decimals that lie as close to each other as the heights of one terrain; 0 for other numbers.

    Areas of rooms vary by half their size or more, heights above the sea by far less.
    """
    values = np.abs([float(text.replace(",", ".")) for text in map(str.strip, texts) if _DECIMAL.fullmatch(text)])
    if len(values) < FEW:
        return 0
    low, middle, high = np.percentile(values, (25, 50, 75))
    return len(values) if middle > 0.0 and high - low < SPREAD * middle else 0


# Two digits before the point, or a sign: "1.05" is how some schools number the rooms of the first floor.
_DECIMAL: Final = re.compile(r"(?:[-+]\d{1,4}|\d{2,4})[.,]\d{1,3}")
FEW: Final = 5
SPREAD: Final = 0.4  # of the median, between the quartiles (tool default)
