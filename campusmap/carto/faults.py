"""The floor as the map draws it, with every fault circled and numbered, and what each number says beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.ops import nearest_points

from campusmap.carto.crowd import Crowd
from campusmap.carto.diagram import (
    Bounds,
    Diagram,
    Fit,
    Item,
    Row,
    badge_half,
    compose,
    draw_badge,
    draw_labels,
    draw_scene,
    fit_map,
)
from campusmap.carto.ground import Ground
from campusmap.carto.leaders import best_spot, edge_point, rank_places, ring_offsets
from campusmap.carto.marks import Scene
from campusmap.carto.sheet import Ink
from campusmap.model.finding import Finding, Severity

RADIUS_PT: Final = 9.0  # of a circle; circles of one rule that touch become one
REACH: Final = 0.3  # of the floor's size: faults further off are listed, not drawn (tool default)
_STYLE: Final = {Severity.ERROR: "fault.error", Severity.WARNING: "fault.warning", Severity.NOTE: "fault.note"}


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding, and where it is in the scene's metres; None where it has no place of its own."""

    finding: Finding
    at: Point | None


@dataclass(frozen=True, slots=True)
class Ring:
    """What one number stands for: faults of one rule close together, circled by ``shape`` on the page."""

    number: int
    findings: tuple[Finding, ...]
    shape: Polygon | MultiPolygon

    @property
    def style(self) -> str:
        """Return the token of its severity."""
        return _STYLE[self.findings[0].severity]


def circle_faults(title: str, scene: Scene, spots: Sequence[Spot], backdrop: shapely.MultiLineString) -> Diagram:
    """Draw a floor with its faults circled; ``backdrop`` is the bare linework, for a floor that has no rooms."""
    bounds = scene.bounds if any(layer.marks for layer in scene.layers) or backdrop.is_empty else backdrop.bounds
    seen, unseen = split_spots(spots, bounds)
    fit = fit_map(_reach_out(bounds, seen))
    rings = find_rings(seen, fit)
    crowd = Crowd(fit.box, may_cross=True)
    badges = place_badges(rings, fit, crowd)
    items: list[Item] = [] if scene.layers and scene.layers[0].marks else _draw_lines(backdrop, fit)
    items += [*draw_scene(scene, fit), *draw_labels(scene, fit, (_with_rings(crowd, rings), crowd))]
    items += [*(Ink(ring.shape, "fault.halo") for ring in rings), *(Ink(ring.shape, ring.style) for ring in rings)]
    items += badges
    counts = [sum(spot.finding.severity is severity for spot in spots) for severity in Severity]
    words = ", ".join(f"{count} {severity.value}" for count, severity in zip(counts, Severity, strict=True))
    return compose(title, words, fit, items, [*ring_rows(rings), *unseen_rows(unseen)])


def _with_rings(crowd: Crowd, rings: Sequence[Ring]) -> Crowd:
    fuller = Crowd(crowd.clip, may_cross=True)
    fuller.restore(crowd.snapshot())
    for ring in rings:
        fuller.add_box(ring.shape.bounds)
    return fuller


def split_spots(spots: Sequence[Spot], bounds: Bounds) -> tuple[list[Spot], list[Spot]]:
    """Tell the faults that the picture shows from those without a place on it."""
    margin = REACH * max(bounds[2] - bounds[0], bounds[3] - bounds[1])
    frame = shapely.box(*bounds).buffer(margin, join_style="mitre")
    seen = [spot for spot in spots if spot.at is not None and frame.covers(spot.at)]
    return seen, [spot for spot in spots if spot not in seen]


def _reach_out(bounds: Bounds, seen: Iterable[Spot]) -> Bounds:
    x_min, y_min, x_max, y_max = shapely.total_bounds([shapely.box(*bounds), *(s.at for s in seen if s.at is not None)])
    return float(x_min), float(y_min), float(x_max), float(y_max)


def _draw_lines(lines: shapely.MultiLineString, fit: Fit) -> list[Item]:
    return [] if lines.is_empty else [Ink(fit.to_page(lines), "stage.backdrop")]


def find_rings(seen: Sequence[Spot], fit: Fit) -> list[Ring]:
    """Circle each fault, merge the circles of one rule that touch, and number them in the order of the list."""
    rings: list[Ring] = []
    for alike in _by_rule(seen).values():
        points = [fit.to_page(spot.at) for spot in alike if spot.at is not None]
        blobs = shapely.get_parts(shapely.union_all(shapely.buffer(points, RADIUS_PT, quad_segs=12)))
        order = np.lexsort((shapely.bounds(blobs)[:, 0].round(1), shapely.bounds(blobs)[:, 1].round(1)))
        for blob in blobs[order]:
            inside = shapely.intersects(blob, points)
            held = tuple(spot.finding for spot, is_in in zip(alike, inside, strict=True) if is_in)
            rings.append(Ring(len(rings) + 1, held, blob))
    return rings


def _by_rule(spots: Iterable[Spot]) -> dict[str, list[Spot]]:
    grouped: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        grouped[spot.finding.id].append(spot)
    return grouped


def place_badges(rings: Sequence[Ring], fit: Fit, crowd: Crowd) -> list[Item]:
    """Set each ring's number beside it, clear of the other numbers and, where that can be, of the other rings."""
    ground = Ground(fit.box, [(ring.shape, 1.0) for ring in rings])
    items: list[Item] = []
    for ring in rings:
        half_w, half_h = badge_half(str(ring.number))
        start = ring.shape.representative_point()
        spread = max(RADIUS_PT, start.hausdorff_distance(ring.shape.exterior) if isinstance(ring.shape, Polygon) else 0)
        offsets = ring_offsets(RADIUS_PT + half_h + 1.0, spread + 110.0)
        places = rank_places(
            (start.x, start.y), offsets, (half_w, half_h, half_w, half_h),
            lambda away, boxes: np.hypot(*away.T) + 4.0 * ground.cost(boxes),
        )  # fmt: skip
        spot = best_spot(places, crowd)
        x, y = (spot.x, spot.y) if spot else (start.x, start.y)
        box = spot.box if spot else (x - half_w, y - half_h, x + half_w, y + half_h)
        crowd.add_box(box)
        edge = nearest_points(ring.shape.boundary, Point(x, y))[0]
        end = edge_point(box, (edge.x, edge.y))
        if not ring.shape.covers(Point(x, y)):
            items.append(Ink(LineString([(edge.x, edge.y), end]), ring.style))
            crowd.add_leader((edge.x, edge.y), end)
        items += draw_badge(str(ring.number), f"{ring.style}_badge", (x, y))
    return items


def ring_rows(rings: Sequence[Ring]) -> list[Row]:
    """List what each number says, under the rule that says it."""
    rows: list[Row] = []
    named = ""
    for ring in rings:
        first = ring.findings[0]
        if first.id != named:
            named = first.id
            rows.append(Row(f"{first.id} {first.severity.value}  {first.title}", is_head=True, most=2))
        more = f" (and {len(ring.findings) - 1} more here)" if len(ring.findings) > 1 else ""
        rows.append(Row(first.message + more, f"{ring.style}_badge", str(ring.number)))
    return rows


def unseen_rows(unseen: Sequence[Spot]) -> list[Row]:
    """List what has no place on the picture, rule by rule."""
    rows: list[Row] = [Row("Not on the picture", is_head=True)] if unseen else []
    for rule_id, alike in _by_rule(unseen).items():
        first = alike[0].finding
        more = f" (and {len(alike) - 1} more)" if len(alike) > 1 else ""
        text = f"{rule_id} {first.severity.value}  {first.message}{more}"
        rows.append(Row(text, f"{_STYLE[first.severity]}_badge", most=5))
    return rows
