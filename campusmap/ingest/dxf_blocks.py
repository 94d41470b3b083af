"""Count and flatten block definitions, each once, so that an insert costs one matrix product."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from ezdxf.lldxf.const import DXFError
from numpy.typing import NDArray

from campusmap.ingest.dxf_curve import XYZ, Curve
from campusmap.ingest.dxf_curves import flatten_entity, is_invisible, layer_of
from campusmap.ingest.dxf_layers import TEXTS, LayerTable
from campusmap.ingest.dxf_leaders import read_texts
from campusmap.ingest.dxf_plain import NO_LINES, PlainLines
from campusmap.ingest.dxf_specks import thin_specks
from campusmap.ingest.dxf_text import Text, read_text
from campusmap.model.plan import XY

CONSTANT: Final = 2  # ATTDEF flag: its text is drawn with every insert

Array = NDArray[np.float64]
Rows = tuple[XY, ...]


class Piece(NamedTuple):
    """One curve or text of a shape: rows ``start`` to ``stop`` of its points, then its centre if it is an arc.

    A text has three points: the centre of its box, the middle of the right and of the upper side; the tip of its
    leader is the fourth.
    """

    kind: str
    layer: str
    handle: str
    start: int
    stop: int
    closed: bool = False
    filled: bool = False
    arc: bool = False
    text: str | None = None
    tag: str = ""
    repaired: bool = False
    insert: str = ""
    block: str = ""
    linetype: str = ""


@dataclass(slots=True)
class Shape:
    """What a block or layout draws, in its own coordinates."""

    points: Array
    pieces: list[Piece]
    firsts: list[int] = field(init=False)  # the first point of each curve
    _twins: Twins | None = None

    def __post_init__(self) -> None:
        self.firsts = [piece.start for piece in self.pieces if piece.text is None]

    @property
    def twins(self) -> Twins:
        """Return which points are the same, found when first asked for."""
        self._twins = self._twins or find_twins(self.points)
        return self._twins


class Twins(NamedTuple):
    """Points of a shape that are the same: where each distinct one comes first, and which of them each point is."""

    firsts: Any
    which: list[int]

    def share(self, points: Array) -> Rows:
        """Return the shape's points, as placed, as pairs: the same point is the same object wherever it is placed."""
        x, y = points[self.firsts, :2].T.tolist()
        pairs = list(zip(x, y, strict=True))
        return tuple(map(pairs.__getitem__, self.which))


def find_twins(points: Array) -> Twins:
    """Find out which points of a shape are the same."""
    order = np.lexsort(points.T)
    fresh = np.append(True, (points[order][1:] != points[order][:-1]).any(axis=1))[: len(points)]
    which = np.empty(len(points), dtype=np.int64)
    which[order] = np.cumsum(fresh) - 1
    return Twins(order[fresh], which.tolist())


@dataclass(slots=True)
class Shop:
    """Flattens the blocks of one document on demand and remembers them."""

    blocks: Any
    tolerance: float
    layers: LayerTable
    plain: PlainLines = NO_LINES
    made: dict[tuple[str, int], Shape] = field(default_factory=dict)
    faults: dict[tuple[str, str, str], int] = field(default_factory=dict)  # (kind, layer, why) -> count


def make_shape(curves: Iterable[Curve], texts: Iterable[Text] = ()) -> Shape:
    """Pack curves and texts into one array of points."""
    points: list[XYZ] = []
    pieces: list[Piece] = []
    for c in curves:
        start = len(points)
        points += c.points
        is_arc = c.centre is not None
        pieces.append(
            Piece(c.kind, c.layer, c.handle, start, len(points), c.closed, c.filled, is_arc, linetype=c.linetype)
        )
        if c.centre is not None:
            points.append(c.centre)
    for t in texts:
        start = len(points)
        points += (t.centre, t.right, t.top) if t.target is None else (t.centre, t.right, t.top, t.target)
        stop = len(points)
        pieces.append(Piece(t.kind, t.layer, t.handle, start, stop, text=t.text, tag=t.tag, repaired=t.repaired))
    return Shape(np.array(points, dtype=np.float64).reshape(-1, 3), pieces)


def join_shapes(shapes: list[Shape]) -> Shape:
    """Put several shapes of one coordinate system together."""
    if len(shapes) == 1:
        return shapes[0]
    pieces: list[Piece] = []
    offset = 0
    for shape in shapes:
        pieces += (p._replace(start=p.start + offset, stop=p.stop + offset) for p in shape.pieces)
        offset += len(shape.points)
    return Shape(np.concatenate([s.points for s in shapes]) if shapes else np.empty((0, 3)), pieces)


def transform(points: Array, matrix: Any) -> Array:
    """Apply a 4 x 4 row-vector matrix (ezdxf's convention) to points."""
    m = np.array(list(matrix), dtype=np.float64).reshape(4, 4)
    moved: Array = points @ m[:3, :3] + m[3, :3]
    return moved


def similar(matrix: Any) -> bool:
    """Tell whether a matrix keeps circles in plan round."""
    a, b, _, _, c, d = list(matrix)[:6]
    first, second, across = a * a + b * b, c * c + d * d, a * c + b * d
    scale = (first + second) / 2.0
    return bool(scale > 0.0 and abs(first - second) <= 2.2e-5 * scale and abs(across) <= 1e-6 * scale)


def share_rows(points: Array) -> Rows:
    """Return points as pairs, equal ones the same object: hatches repeat outlines, boxes their coordinates."""
    values: dict[float, float] = {}
    x, y = (list(map(values.setdefault, column, column)) for column in points[:, :2].T.tolist())
    pairs: dict[XY, XY] = {}
    rows = list(zip(x, y, strict=True))
    return tuple(map(pairs.setdefault, rows, rows))


def block_shape(shop: Shop, name: str, exponent: int = 0) -> Shape:
    """Flatten a block and everything nested in it, fine enough to be drawn 2**exponent times as large."""
    key = (name.lower(), exponent)
    if key not in shop.made:
        block = shop.blocks.get(name)
        shop.made[key] = (
            layout_shape(shop, shop.plain.in_block(block), exponent) if block is not None else make_shape(())
        )
    return shop.made[key]


def layout_shape(shop: Shop, entities: Iterable[Any], exponent: int) -> Shape:
    """Flatten the entities of a block, nested inserts included."""
    curves: list[Curve] = []
    texts: list[Text] = []
    nested: list[Shape] = []
    for entity in entities:
        kind = entity.dxftype()
        try:
            if is_invisible(entity):
                continue
            if kind == "INSERT":
                texts += (read_text(a) for a in entity.attribs)
                nested += insert_shapes(shop, entity, exponent)
            elif kind in TEXTS or (kind == "ATTDEF" and entity.dxf.get("flags", 0) & CONSTANT):
                texts += read_texts(entity)
            elif kind not in UNDRAWN:
                fine = shop.tolerance / 2.0**exponent
                curves += thin_specks(flatten_entity(entity, fine), fine)
        except DECODER_FAULTS as fault:
            note_fault(shop, entity, fault)
    return join_shapes([make_shape(curves, texts), *nested])


UNDRAWN: Final = frozenset(
    {"ATTDEF", "POINT", "DIMENSION", "VIEWPORT", "IMAGE", "WIPEOUT", "RAY", "XLINE", "TOLERANCE"}
    | {"3DSOLID", "BODY", "REGION", "SURFACE", "MESH", "OLE2FRAME", "SHAPE", "ACAD_TABLE", "LIGHT", "SUN"}
)

# What ezdxf and the arithmetic raise on entities that make no sense; each is counted, none is passed over.
DECODER_FAULTS: Final = (
    DXFError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RuntimeError, AssertionError,
)  # fmt: skip


def note_fault(shop: Shop, entity: Any, fault: Exception) -> None:
    """Count an entity that could not be decoded."""
    why = "" if isinstance(fault, KeyError) else str(fault)
    key = (entity.dxftype(), layer_of(entity), why)
    shop.faults[key] = shop.faults.get(key, 0) + 1


def insert_shapes(shop: Shop, insert: Any, exponent: int) -> list[Shape]:
    """Return what a nested insert draws, once for each cell of its array; layer 0 becomes the insert's layer."""
    layer, handle, name = insert.dxf.get("layer", "0"), insert.dxf.get("handle") or "", insert.dxf.name
    if shop.layers[layer].frozen:
        return []
    shape = block_shape(shop, name, exponent + scale_exponent(insert))
    shapes: list[Shape] = []
    for count, matrix in enumerate(insert_matrices(insert) if shape.pieces else ()):
        path = f"{handle}#{count}" if count else handle
        pieces = [
            p._replace(
                layer=layer if p.layer == "0" else p.layer,
                insert=f"{path}/{p.insert}" if p.insert else path,
                block=p.block or name,
            )
            for p in shape.pieces
        ]
        shapes.append(Shape(transform(shape.points, matrix), pieces))
    return shapes


def insert_matrices(insert: Any) -> list[Any]:
    """Return the block-to-layout matrix of each cell of an insert."""
    if insert.mcount > 1:
        return [single.matrix44() for single in insert.multi_insert()]
    return [insert.matrix44()]


def scale_exponent(insert: Any) -> int:
    """Return the power of two next to an insert's scale, so that few block flattenings serve all scales."""
    scale = max(abs(insert.dxf.get("xscale", 1.0)), abs(insert.dxf.get("yscale", 1.0)))
    return round(math.log2(scale)) if 1e-9 < scale < 1e9 else 0
