"""Count and flatten block definitions, each once, so that an insert costs one matrix product."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from ezdxf.lldxf.const import DXFError
from numpy.typing import NDArray

from campusmap.errors import InputError
from campusmap.ingest.dxf_curves import XYZ, Curve, flatten_entity, is_invisible, layer_of
from campusmap.ingest.dxf_layers import TEXTS, LayerTable
from campusmap.ingest.dxf_leaders import read_texts
from campusmap.ingest.dxf_specks import thin_specks
from campusmap.ingest.dxf_text import Text, read_text

MAX_EXPANSION: Final = 500_000  # drawn entities per drawing (tool default, against nested block bombs)
MAX_DEPTH: Final = 64  # nested blocks (tool default)
CONSTANT: Final = 2  # ATTDEF flag: its text is drawn with every insert

Array = NDArray[np.float64]


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


@dataclass(slots=True)
class Shape:
    """What a block or layout draws, in its own coordinates."""

    points: Array
    pieces: list[Piece]


@dataclass(slots=True)
class Shop:
    """Flattens the blocks of one document on demand and remembers them."""

    blocks: Any
    tolerance: float
    layers: LayerTable
    made: dict[tuple[str, int], Shape] = field(default_factory=dict)
    faults: dict[tuple[str, str, str], int] = field(default_factory=dict)  # (kind, layer, why) -> count


def make_shape(curves: Iterable[Curve], texts: Iterable[Text] = ()) -> Shape:
    """Pack curves and texts into one array of points."""
    points: list[XYZ] = []
    pieces: list[Piece] = []
    for c in curves:
        start = len(points)
        points += c.points
        pieces.append(Piece(c.kind, c.layer, c.handle, start, len(points), c.closed, c.filled, c.centre is not None))
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


def share_rows(points: Array) -> list[tuple[float, float]]:
    """Return points as pairs, equal ones the same object: hatches repeat outlines, boxes their coordinates."""
    values: dict[float, float] = {}
    x, y = (list(map(values.setdefault, column, column)) for column in points[:, :2].T.tolist())
    pairs: dict[tuple[float, float], tuple[float, float]] = {}
    rows = list(zip(x, y, strict=True))
    return list(map(pairs.setdefault, rows, rows))


def block_shape(shop: Shop, name: str, exponent: int = 0) -> Shape:
    """Flatten a block and everything nested in it, fine enough to be drawn 2**exponent times as large."""
    key = (name.lower(), exponent)
    if key not in shop.made:
        block = shop.blocks.get(name)
        shop.made[key] = layout_shape(shop, block, exponent) if block is not None else make_shape(())
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


# -- counting before drawing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contents:
    """What a block holds directly."""

    own: int
    children: tuple[tuple[str, int, str], ...]  # block name in lower case, cells, handle


def read_contents(entities: Iterable[Any]) -> Contents:
    """Count a layout's own entities and list its inserts."""
    own, children = 0, []
    for entity in entities:
        if entity.dxftype() == "INSERT":
            name = str(entity.dxf.get("name", "")).lower()
            children.append((name, max(1, entity.mcount), entity.dxf.get("handle") or ""))
        else:
            own += 1
    return Contents(own, tuple(children))


def refuse_bombs(file: str, layout: Iterable[Any], blocks: Any) -> None:
    """Refuse a drawing whose inserts draw themselves, nest too deep or expand beyond MAX_EXPANSION entities."""
    graph = {block.name.lower(): read_contents(block) for block in blocks}
    top = read_contents(layout)
    sizes: dict[str, tuple[int, int]] = {}
    for name, _, _ in top.children:
        measure_block(file, name, graph, sizes)
    total = top.own + sum(cells * sizes.get(name, (0, 0))[0] for name, cells, _ in top.children)
    if total > MAX_EXPANSION:
        worst = max(top.children, key=lambda c: c[1] * sizes.get(c[0], (0, 0))[0], default=("", 0, ""))
        problem = f"its blocks draw {total:,} entities, more than {MAX_EXPANSION:,}"
        fix = f'purge or explode block "{worst[0]}" in CAD and save again'
        raise InputError(file, problem, fix, f"insert {worst[2]}", code="dxf.block_bomb")


def measure_block(file: str, root: str, graph: dict[str, Contents], sizes: dict[str, tuple[int, int]]) -> None:
    """Enter a block's expanded count and nesting depth, and those of all blocks in it, without recursion."""
    path: set[str] = set()
    stack: list[tuple[str, bool]] = [(root, False)]
    while stack:
        name, done = stack.pop()
        if done:
            path.discard(name)
            sizes[name] = size_block(graph[name], sizes)
            if sizes[name][1] > MAX_DEPTH:
                fix = "explode it in CAD and save again"
                raise InputError(
                    file,
                    f"blocks are nested more than {MAX_DEPTH} deep",
                    fix,
                    f'block "{root}"',
                    code="dxf.block_depth",
                )
        elif name in path:
            problem = "the block holds an insert of itself, so it can never be drawn"
            raise InputError(
                file, problem, "redefine it in CAD and save again", f'block "{name}"', code="dxf.block_cycle"
            )
        elif name in graph and name not in sizes:
            path.add(name)
            stack.append((name, True))
            stack += ((child, False) for child, _, _ in graph[name].children)


def size_block(contents: Contents, sizes: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """Return expanded count and depth of a block whose children are all measured."""
    inner = [(cells, *sizes.get(child, (0, 0))) for child, cells, _ in contents.children]
    return contents.own + sum(cells * n for cells, n, _ in inner), 1 + max((d for _, _, d in inner), default=0)
