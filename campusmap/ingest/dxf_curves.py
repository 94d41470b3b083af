"""Flatten single DXF entities into curves, in the coordinates of the block or layout that holds them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from ezdxf.math import Vec3

from campusmap.ingest.dxf_arcs import MAX_VERTICES, arc_points, arc_steps, bulge_points, sample_spline, trace_bulged
from campusmap.ingest.dxf_curve import XYZ, Curve, close_curve, split_symbol
from campusmap.ingest.dxf_mline import find_pieces, key_of


def flatten_entity(entity: Any, tolerance: float) -> list[Curve]:
    """Flatten one entity to within a sagitta of ``tolerance``; raise KeyError for a type that holds none."""
    flatten = FLATTENERS.get(entity.dxftype(), flatten_stand_in)
    curves = flatten(entity, tolerance)
    drawn = [close_curve(curve) for curve in curves if any(p != curve.points[0] for p in curve.points)]
    return [part for curve in drawn for part in split_symbol(curve)]


def to_world(entity: Any, points: Iterable[Vec3], elevation: float = 0.0) -> list[XYZ]:
    """Take points of an entity's own plane (OCS) to world coordinates."""
    raised = ((p.x, p.y, elevation) for p in points)
    if not entity.dxf.hasattr("extrusion"):
        return list(raised)
    ocs = entity.ocs()
    return [p.xyz for p in ocs.points_to_wcs(map(Vec3, raised))] if ocs.transform else list(raised)


def curve_of(entity: Any, points: Iterable[Any], closed: bool = False, filled: bool = False) -> Curve:
    """Wrap world points as a curve of an entity."""
    dxf = entity.dxf
    plain = [p if type(p) is tuple else p.xyz for p in points]
    linetype = dxf.get("linetype", "")
    return Curve(
        entity.dxftype(), dxf.get("layer", "0"), dxf.get("handle") or "", plain, closed, filled, None, linetype
    )


def flatten_line(entity: Any, _tolerance: float) -> list[Curve]:
    """Return a line's two ends as a curve."""
    return [curve_of(entity, (entity.dxf.start, entity.dxf.end))]


def flatten_arc(entity: Any, tolerance: float) -> list[Curve]:
    """Sample an arc or a circle; it keeps its centre, radius and angles."""
    dxf = entity.dxf
    circle = entity.dxftype() == "CIRCLE"
    start = 0.0 if circle else dxf.start_angle
    sweep = 360.0 if circle else (dxf.end_angle - start) % 360.0 or 360.0
    centre, radius = dxf.center, abs(dxf.radius)
    points = arc_points(centre.x, centre.y, radius, start, sweep, tolerance)
    curve = curve_of(entity, to_world(entity, points, centre.z))
    curve.centre = to_world(entity, (centre,), centre.z)[0]
    if circle:
        curve.points.pop()
        curve.closed = True
    return [curve]


def flatten_ellipse(entity: Any, tolerance: float) -> list[Curve]:
    """Sample an ellipse or a part of one."""
    tool = entity.construction_tool()
    sweep = (tool.end_param - tool.start_param) % math.tau or math.tau
    steps = max(2, arc_steps(tool.major_axis.magnitude, math.degrees(sweep), tolerance))
    points = list(tool.vertices(tool.start_param + sweep * i / steps for i in range(steps + 1)))
    full = math.isclose(sweep, math.tau)
    return [curve_of(entity, points[:-1] if full else points, closed=full)]


def flatten_spline(entity: Any, tolerance: float) -> list[Curve]:
    """Sample a spline, the finer the more it bends."""
    if not entity.control_points and not entity.fit_points:
        return []
    points = sample_spline(entity.construction_tool(), tolerance)
    return [curve_of(entity, points, closed=bool(entity.closed))]


def flatten_lwpolyline(entity: Any, tolerance: float) -> list[Curve]:
    """Sample a light polyline, its bulges as arcs."""
    vertices = [(Vec3(x, y, 0.0), b) for x, y, _, _, b in entity.lwpoints]
    return flatten_bulged(entity, vertices, bool(entity.closed), entity.dxf.get("elevation", 0.0), tolerance)


SPLINE_FRAME: Final = 16  # POLYLINE vertex flag: control point of a fitted curve, not on it


def flatten_polyline(entity: Any, tolerance: float) -> list[Curve]:
    """Sample an old polyline, its bulges as arcs; 3D ones lose their heights."""
    vertices = [v for v in entity.vertices if not v.dxf.flags & SPLINE_FRAME]
    if entity.is_3d_polyline:
        return [curve_of(entity, (v.dxf.location for v in vertices), closed=bool(entity.is_closed))]
    bulged = [(Vec3(v.dxf.location), v.dxf.get("bulge", 0.0)) for v in vertices]
    elevation = entity.dxf.get("elevation", Vec3()).z
    return flatten_bulged(entity, bulged, bool(entity.is_closed), elevation, tolerance)


SPLIT_VERTICES: Final = 8  # an open polyline this short with a bulge is a door symbol: leaf and swing (tool default)


def flatten_bulged(
    entity: Any, vertices: Sequence[tuple[Vec3, float]], closed: bool, elevation: float, tolerance: float
) -> list[Curve]:
    """Flatten straight and bulged segments; short open ones come apart so that each swing keeps its centre."""
    arcs = any(bulge for _, bulge in vertices)
    if arcs and not closed and len(vertices) <= SPLIT_VERTICES:
        return split_bulged(entity, vertices, elevation, tolerance)
    points = trace_bulged(vertices, closed, tolerance) if arcs else [p for p, _ in vertices]
    return [curve_of(entity, to_world(entity, points, elevation), closed)]


def split_bulged(
    entity: Any, vertices: Sequence[tuple[Vec3, float]], elevation: float, tolerance: float
) -> list[Curve]:
    """Flatten an open polyline into its straight runs and its arcs."""
    curves: list[Curve] = []
    run: list[Vec3] = [vertices[0][0]]
    for (start, bulge), (end, _) in pairwise(vertices):
        if not bulge or start.isclose(end):
            run.append(end)
            continue
        curves.append(curve_of(entity, to_world(entity, run, elevation)))
        points, centre = bulge_points(start, end, bulge, tolerance)
        curves.append(curve_of(entity, to_world(entity, points, elevation)))
        curves[-1].centre = to_world(entity, (centre,), elevation)[0]
        run = [end]
    return [*curves, curve_of(entity, to_world(entity, run, elevation))]


def flatten_solid(entity: Any, _tolerance: float) -> list[Curve]:
    """Trace a SOLID, TRACE or 3DFACE; the first two store their last corners crosswise and in their own plane."""
    dxf = entity.dxf
    corners = [Vec3(dxf.get(f"vtx{i}", dxf.get("vtx2", Vec3()))) for i in range(4)]
    if entity.dxftype() != "3DFACE":
        corners[2], corners[3] = corners[3], corners[2]
        world = to_world(entity, corners, corners[0].z)
    else:
        world = [corner.xyz for corner in corners]
    distinct = list(dict.fromkeys(world))
    return [curve_of(entity, distinct, closed=True, filled=True)] if len(distinct) > 2 else []


def flatten_hatch(entity: Any, tolerance: float) -> list[Curve]:
    """Trace the boundary loops of a HATCH or MPOLYGON as filled curves; the pattern itself is never drawn out.

    A loop stored in loose pieces has lost its boundary: the pieces come back as plain lines, never joined across.
    """
    elevation = Vec3(entity.dxf.get("elevation", Vec3())).z
    curves: list[Curve] = []
    for path in entity.paths:
        chains = trace_boundary(path, tolerance)
        for points in chains:
            is_ring = points[0].distance(points[-1]) <= _loose(tolerance)
            closed = len(points) > 2 and (is_ring or len(chains) == 1)
            if closed or len(chains) > 1:
                ring = points[:-1] if closed and points[0].isclose(points[-1]) else points
                curves.append(curve_of(entity, to_world(entity, ring, elevation), closed=closed, filled=closed))
    return curves


def _loose(tolerance: float) -> float:
    """Return the gap at which two edges of a hatch loop no longer meet: a thousandth of the drawing (tool default)."""
    return 10 * tolerance


def trace_boundary(path: Any, tolerance: float) -> list[list[Vec3]]:
    """Sample one hatch loop in the hatch's plane, polyline or single edges, as the chains it really holds."""
    if hasattr(path, "vertices"):
        vertices = [(Vec3(x, y, 0.0), bulge) for x, y, bulge in path.vertices]
        return [trace_bulged(vertices, True, tolerance)] if vertices else []
    chains: list[list[Vec3]] = []
    is_lone = False
    for edge in path.edges:
        traced = trace_edge(edge, tolerance)
        joined = bool(chains) and _join_edge(chains[-1], traced, may_turn=is_lone, loose=_loose(tolerance))
        is_lone = not joined
        if not joined:
            chains.append(traced)
    return chains


def _join_edge(points: list[Vec3], traced: list[Vec3], *, may_turn: bool, loose: float) -> bool:
    """Append an edge to the chain it continues, either way round; tell whether it does.

    Edges are stored in order but not all in the same sense: each is turned to start where the last one ended, and
    a chain of one edge may itself have to be turned.
    """
    ends = (traced[0], traced[-1])
    if may_turn and min(map(points[0].distance, ends)) < min(map(points[-1].distance, ends)):
        points.reverse()
    if points[-1].distance(traced[-1]) < points[-1].distance(traced[0]):
        traced.reverse()
    if points[-1].distance(traced[0]) > loose:
        return False
    points += traced[1:] if points[-1].isclose(traced[0]) else traced
    return True


def trace_edge(edge: Any, tolerance: float) -> list[Vec3]:
    """Sample one edge of a hatch loop."""
    kind = edge.EDGE_TYPE
    if kind == "LineEdge":
        return [Vec3(edge.start), Vec3(edge.end)]
    if kind == "ArcEdge":
        sweep = (edge.end_angle - edge.start_angle) % 360.0 or 360.0
        return arc_points(edge.center.x, edge.center.y, abs(edge.radius), edge.start_angle, sweep, tolerance)
    tool = edge.construction_tool()
    if kind == "EllipseEdge":
        sweep = (tool.end_param - tool.start_param) % math.tau or math.tau
        steps = max(2, arc_steps(tool.major_axis.magnitude, math.degrees(sweep), tolerance))
        return list(tool.vertices(tool.start_param + sweep * i / steps for i in range(steps + 1)))
    return list(tool.approximate(min(MAX_VERTICES - 1, 8 * max(2, len(tool.control_points)))))


def flatten_mline(entity: Any, tolerance: float) -> list[Curve]:
    """Flatten a multi-line's lines without their breaks, and its caps, under the multi-line's layer and handle."""
    curves: list[Curve] = []
    pieces = find_pieces(entity)
    for part in entity.virtual_entities():
        if part.dxftype() == "LINE":
            whole = (part.dxf.start, part.dxf.end)
            curves += [curve_of(part, ends) for ends in pieces.get(key_of(whole), [whole])]
        elif part.dxftype() == "ARC":
            curves += flatten_arc(part, tolerance)
    for curve in curves:
        curve.kind, curve.layer, curve.handle = "MLINE", entity.dxf.get("layer", "0"), entity.dxf.handle or ""
    return curves


def flatten_stand_in(entity: Any, tolerance: float) -> list[Curve]:
    """Flatten the stand-in (proxy) graphics that programs store with entities of their own types."""
    parts = [part for part in entity.virtual_entities() if part.dxftype() in FLATTENERS]
    if not parts:
        raise KeyError(entity.dxftype())
    curves = [curve for part in parts for curve in FLATTENERS[part.dxftype()](part, tolerance)]
    for curve in curves:
        curve.kind, curve.layer, curve.handle = entity.dxftype(), layer_of(entity), entity.dxf.handle or ""
    return curves


def layer_of(entity: Any) -> str:
    """Return an entity's layer; types that ezdxf does not know keep theirs among their raw tags."""
    if hasattr(entity, "xtags"):
        return str(entity.graphic_properties().get("layer", "0"))
    return str(entity.dxf.get("layer", "0"))


def is_invisible(entity: Any) -> bool:
    """Tell whether an entity is hidden, as the unused visibility states of a dynamic block are."""
    if hasattr(entity, "xtags"):
        return bool(entity.graphic_properties().get("invisible", 0))
    return bool(entity.dxf.get("invisible", 0))


def flatten_leader(entity: Any, _tolerance: float) -> list[Curve]:
    """Return a leader's line, without its arrow."""
    return [curve_of(entity, [Vec3(v) for v in entity.vertices])]


FLATTENERS: Final[dict[str, Callable[[Any, float], list[Curve]]]] = {
    "LINE": flatten_line,
    "ARC": flatten_arc,
    "CIRCLE": flatten_arc,
    "ELLIPSE": flatten_ellipse,
    "SPLINE": flatten_spline,
    "HELIX": flatten_spline,
    "LWPOLYLINE": flatten_lwpolyline,
    "POLYLINE": flatten_polyline,
    "SOLID": flatten_solid,
    "TRACE": flatten_solid,
    "3DFACE": flatten_solid,
    "HATCH": flatten_hatch,
    "MPOLYGON": flatten_hatch,
    "MLINE": flatten_mline,
    "LEADER": flatten_leader,
}
