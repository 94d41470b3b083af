"""Curves and inserts against GDAL's reading of the same files: arcs, bulges, splines, ellipses, OCS, nested blocks."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import ezdxf
import numpy as np
import pyogrio
import pytest
import shapely
from ezdxf.document import Drawing
from shapely import LineString
from shapely.geometry.base import BaseGeometry

from campusmap.ingest.dxf import read_plan
from campusmap.model.plan import Plan

STRAY = 2e-4  # of the drawing's width: twice the sagitta that curves are flattened to
COARSE = 2e-2  # GDAL draws eight points a piece of a spline


@pytest.fixture(autouse=True)
def fine_arcs() -> Iterator[None]:
    pyogrio.set_gdal_config_options({"OGR_ARC_STEPSIZE": "0.5"})
    yield
    pyogrio.set_gdal_config_options({"OGR_ARC_STEPSIZE": None})


def gdal_shapes(path: Path) -> dict[str, BaseGeometry]:
    """Return the linework that GDAL reads, by handle, without areas' insides."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on what it leaves out
        meta, _, shapes, fields = pyogrio.raw.read(path)
    handles = dict(zip(meta["fields"], fields, strict=True))["EntityHandle"]
    found: dict[str, list[BaseGeometry]] = defaultdict(list)
    for handle, shape in zip(handles, shapely.force_2d(shapely.from_wkb(shapes, on_invalid="ignore")), strict=True):
        if shape is not None and shapely.get_dimensions(shape) > 0:
            found[str(handle)].append(shape.boundary if shapely.get_dimensions(shape) == 2 else shape)
    return {handle: shapely.union_all(parts) for handle, parts in found.items()}


def plan_shapes(plan: Plan) -> dict[str, BaseGeometry]:
    found: dict[str, list[BaseGeometry]] = defaultdict(list)
    for s in plan.strokes:
        found[s.handle].append(LineString((*s.points, s.points[0]) if s.closed else s.points))
    return {handle: shapely.union_all(parts) for handle, parts in found.items()}


def is_same(ours: BaseGeometry, theirs: BaseGeometry, width: float) -> bool:
    """Tell whether GDAL's points, which lie on the true curve, lie on our lines, and ours near its coarser ones."""
    return covers(ours, theirs, STRAY * width) and covers(theirs, ours, COARSE * width)


def covers(lines: BaseGeometry, other: BaseGeometry, within: float) -> bool:
    shapely.prepare(lines)
    points = shapely.points(shapely.get_coordinates(other))
    return bool(shapely.dwithin(lines, points, within).all())


def compare(path: Path, unlike: set[str]) -> int:
    """Compare what both readers hold, by handle; ``unlike`` are those that must differ. Return how many agree."""
    ours, theirs = plan_shapes(read_plan(path, name=path.name)), gdal_shapes(path)
    both = set(ours) & set(theirs)
    whole = shapely.union_all(list(ours.values()))
    width = float(np.max(np.ptp(np.reshape(whole.bounds, (2, 2)), axis=0)))
    far = {h for h in both if not is_same(ours[h], theirs[h], width)}
    assert far == unlike
    return len(both - unlike)


# GDAL draws what is invisible, frozen or off, and the arrow and hook of a leader; these handles must differ.
DRAWINGS = {
    "LWPOLYLINE-OCS": (13, set()),
    "additional-entities": (8, set()),
    "block-basepoint": (1, set()),
    "block-insert-order": (2, set()),
    "block-hidden-entities": (0, {"AA8", "F81"}),
    "byblock-bylayer-new": (18, set()),
    "closed_polyline_with_bulge": (1, set()),
    "hatch_as_multipolygon": (1, set()),
    "hatch_pattern_generated_by_gdal": (7, set()),
    "insert_only": (1, set()),
    "ocs2wcs1": (44, set()),
    "ocs2wcs2": (60, set()),
    "ocs2wcs3": (10, set()),
    "spline_closed": (1, set()),
    "spline_qcad": (1, set()),
    "spline_weight": (3, set()),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_shape_of_a_drawing(real_data: Path, name: str) -> None:
    agree, unlike = DRAWINGS[name]
    assert compare(real_data / "gdal_autotest_dxf" / f"{name}.dxf", unlike) == agree


def test_the_comparison_can_fail(tmp_path: Path) -> None:
    doc = ezdxf.new("R2010", units=6)
    doc.modelspace().add_lwpolyline([(0, 0), (10, 0), (0, 10)])
    arc = doc.modelspace().add_arc((0, 0), 5, 0, 90)
    doc.saveas(tmp_path / "one.dxf")
    arc.dxf.radius = 5.05
    doc.saveas(tmp_path / "other.dxf")
    ours, theirs = plan_shapes(read_plan(tmp_path / "one.dxf", name="x")), gdal_shapes(tmp_path / "other.dxf")
    handle = arc.dxf.handle
    assert is_same(ours[handle], gdal_shapes(tmp_path / "one.dxf")[handle], 10.0)
    assert not is_same(ours[handle], theirs[handle], 10.0)


def block_tree() -> Drawing:
    """Return curves of every kind three blocks deep."""
    doc = ezdxf.new("R2010", units=6)
    leaf = doc.blocks.new("LEAF", base_point=(0.5, 0.25))
    leaf.add_arc((0, 0), 1, 20, 110)
    leaf.add_arc((3, 0), 1, 10, 100, dxfattribs={"extrusion": (0, 0, -1)})
    leaf.add_lwpolyline([(0, 0, 0.5), (2, 1, -0.3), (3, 0, 0)], format="xyb", dxfattribs={"extrusion": (0, 0, -1)})
    leaf.add_open_spline([(0, 0), (1, 1), (2, 0), (3, 1)])  # GDAL reads no fit points
    leaf.add_ellipse((1, 1), (2, 0.5), 0.4, 0.3, 4.0)
    leaf.add_polyline2d([(0, 2, 0.4), (2, 3, 0), (3, 2, 0)], format="xyb")
    leaf.add_circle((2, 2), 0.5)
    mid = doc.blocks.new("MID")
    mid.add_blockref("LEAF", (2, 1), dxfattribs={"rotation": 40, "yscale": -1})
    mid.add_blockref("LEAF", (7, 1), dxfattribs={"rotation": -65, "xscale": 1.5, "yscale": 0.5})
    top = doc.blocks.new("TOP")  # GDAL shifts a base point the wrong way in a mirrored insert inside
    top.add_blockref("MID", (0, 0), dxfattribs={"rotation": 15, "xscale": -1})
    top.add_blockref("MID", (0, 20), dxfattribs={"extrusion": (0, 0, -1)})
    return doc


PLACEMENTS = [
    {},
    {"rotation": 33, "xscale": 2, "yscale": 2},
    {"xscale": -1, "rotation": 15},
    {"yscale": -3, "xscale": 3},
    {"xscale": 2, "yscale": 0.5, "rotation": 71},
    {"extrusion": (0, 0, -1), "rotation": 20},
    {"extrusion": (0, 0, -1), "rotation": 200, "xscale": -1.5, "yscale": 0.75},
    {"row_count": 2, "column_count": 3, "row_spacing": 70, "column_spacing": 50, "rotation": 10},
]


@pytest.mark.parametrize("place", PLACEMENTS, ids=str)
def test_mirrored_and_stretched_nests(tmp_path: Path, place: dict[str, float]) -> None:
    doc = block_tree()
    doc.modelspace().add_blockref("TOP", (100, -40), dxfattribs=place)
    doc.modelspace().add_line((0, 0), (1, 0))
    doc.saveas(tmp_path / "plan.dxf")
    assert compare(tmp_path / "plan.dxf", set()) == 2


def test_multilines_keep_their_breaks(tmp_path: Path) -> None:
    """Break one face of a wall, as a program does where another wall joins it."""
    doc = ezdxf.new("R2010", units=6)
    wall = doc.modelspace().add_mline([(0, 0), (10, 0), (10, 8)], close=False)
    offset = wall.vertices[0].line_params[0][0]
    wall.vertices[0].line_params[0] = (offset, 0.0, 3.0, 4.5)
    doc.saveas(tmp_path / "plan.dxf")
    strokes = read_plan(tmp_path / "plan.dxf", name="plan.dxf").strokes
    along = sorted(sorted(p[0] for p in s.points) for s in strokes if {p[1] for p in s.points} == {offset})
    assert along == [pytest.approx([0.0, 3.0]), pytest.approx([4.5, 10.0 - offset])]
    assert compare(tmp_path / "plan.dxf", set()) == 1
