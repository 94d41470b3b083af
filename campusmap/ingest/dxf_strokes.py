"""Walk a drawing's model space: curves to strokes, texts to labels, inserts to both, and the fate of each entity."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np

from campusmap.errors import InputError
from campusmap.ingest.dxf_arcs import arc_of
from campusmap.ingest.dxf_blocks import (
    DECODER_FAULTS,
    Array,
    Piece,
    Rows,
    Shape,
    Shop,
    block_shape,
    insert_matrices,
    make_shape,
    note_fault,
    scale_exponent,
    share_rows,
    similar,
    transform,
)
from campusmap.ingest.dxf_curves import flatten_entity, is_invisible, layer_of
from campusmap.ingest.dxf_layers import ANNOTATION_LAYER, FROZEN, HIDDEN, IGNORED_LAYER, TEXTS, LayerTable, entity_rule
from campusmap.ingest.dxf_leaders import find_leaders, read_texts, tie_labels
from campusmap.ingest.dxf_linetypes import LineStyles
from campusmap.ingest.dxf_plain import NO_LINES, PlainLine, PlainLines, line_keys
from campusmap.ingest.dxf_scan import flat_key
from campusmap.ingest.dxf_text import Text, clean_text, read_text
from campusmap.model.plan import Insert, Label, Stroke
from campusmap.model.source import Ref

MAX_COORDINATE: Final = 1e10  # drawing units; ten thousand kilometres in millimetres (tool default)
Fate = tuple[str, str, str]  # type, layer, and "" if used, UNREAD, or the named rule
UNREAD: Final = "unread"


@dataclass(slots=True)
class Walk:
    """What walking model space gathers."""

    file: str
    layers: LayerTable
    shop: Shop
    flat: frozenset[str] = frozenset()  # handles of inserts with the scale zero
    styles: LineStyles = field(default_factory=LineStyles)
    strokes: list[Stroke] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)
    fates: Counter[Fate] = field(default_factory=Counter)
    heights: list[float] = field(default_factory=list)  # one z a curve, duplicates included
    seen: set[object] = field(default_factory=set)
    hidden: Counter[str] = field(default_factory=Counter)  # layer -> pieces in blocks frozen, off or demolished
    repaired: list[Ref] = field(default_factory=list)
    backward: list[tuple[float, float]] = field(default_factory=list)  # where texts stand that are mirror images
    empty: Counter[str] = field(default_factory=Counter)
    missing: list[tuple[str, str, Ref]] = field(default_factory=list)  # kind of loss, name, where


def walk_layout(walk: Walk, entities: Iterable[Any], plain: PlainLines = NO_LINES) -> None:
    """Read every entity of a layout, and the lines that were not parsed, into strokes, labels and inserts."""
    entities = list(entities)
    keys = line_keys(plain, walk.shop.tolerance)
    for entity in plain.among(entities):
        if isinstance(entity, PlainLine):
            read_line(walk, entity, next(keys))
            continue
        layer = walk.layers[layer_of(entity)]
        kind = str(entity.dxftype())
        with np.errstate(over="ignore", invalid="ignore"):  # what overflows is refused by note_points
            fate = read_entity(walk, entity, kind, layer.left_out)
        walk.fates[kind, layer.name, fate] += 1
        for column in getattr(getattr(entity, "columns", None), "linked_columns", ()):
            walk.fates[kind, walk.layers[layer_of(column)].name, "column of another text"] += 1
    walk.labels = tie_labels(walk.labels, find_leaders(entities))


def read_line(walk: Walk, line: PlainLine, key: tuple[object, ...]) -> None:
    """Read one plain line as its curve would be read, and note its fate."""
    layer, (x0, y0, z0), (x1, y1, _) = walk.layers[line.layer], line.start, line.end
    x1 = x0 if x1 == x0 else x1  # equal numbers are the same object, as share_rows makes them
    y0 = x0 if y0 == x0 else x1 if y0 == x1 else y0
    y1 = x0 if y1 == x0 else x1 if y1 == x1 else y0 if y1 == y0 else y1
    ends = ((x0, y0), (x1, y1))
    fate = "no extent" if line.start == line.end else "duplicate" if key in walk.seen else ""
    walk.fates["LINE", layer.name, fate] += 1
    walk.heights += [z0] if line.start != line.end else []
    if not fate:
        walk.seen.add(key)
        broken = walk.styles.is_broken(line.linetype, line.layer)
        walk.strokes.append(Stroke("LINE", layer.name, line.handle, ends, False, "", "", None, False, (), broken))


def read_entity(walk: Walk, entity: Any, kind: str, layer_rule: str) -> str:
    """Read one top-level entity and return its fate."""
    try:
        if is_invisible(entity):
            return "invisible entity"
        if kind == "INSERT":
            return read_insert(walk, entity, layer_rule)
        if rule := entity_rule(kind, layer_rule):
            return rule
        return read_label(walk, entity) if kind in TEXTS else read_curves(walk, entity, kind)
    except DECODER_FAULTS as fault:
        note_fault(walk.shop, entity, fault)
        return UNREAD


def read_label(walk: Walk, entity: Any) -> str:
    """Keep a text as a label; return the rule by which it was ignored, or nothing."""
    texts = [text for text in read_texts(entity) if text.text]
    return emit(walk, make_shape((), texts), entity) if texts else "empty text"


def read_curves(walk: Walk, entity: Any, kind: str) -> str:
    """Keep an entity's curves as strokes; return the rule by which they were ignored, or nothing."""
    if kind == "POLYLINE" and (entity.is_polygon_mesh or entity.is_poly_face_mesh):
        return "mesh"
    curves = flatten_entity(entity, walk.shop.tolerance)
    return emit(walk, make_shape(curves), entity) if curves else "no extent"


def emit(walk: Walk, shape: Shape, entity: Any) -> str:
    """Keep a plain entity's pieces unless the same was drawn before."""
    note_points(walk, shape, shape.points, entity)
    key = tuple(piece_key(p, shape.points, walk.shop.tolerance) for p in shape.pieces)
    if key in walk.seen:
        return "duplicate"
    walk.seen.add(key)
    add_pieces(walk, shape.pieces, share_rows(shape.points), "", "", "")
    return ""


def piece_key(piece: Piece, points: Array, tolerance: float) -> object:
    """Return what two drawings of the same thing share: layer, text and geometry, whichever way it was drawn."""
    rows = points[piece.start : piece.stop, :2].tolist()
    grid = [(round(x / tolerance * 10.0), round(y / tolerance * 10.0)) for x, y in rows]
    return piece.layer.lower(), piece.text, piece.closed, tuple(min(grid, grid[::-1]))


def note_points(walk: Walk, shape: Shape, points: Array, entity: Any) -> None:
    """Note the heights of placed curves; refuse coordinates that are not numbers or out of all proportion."""
    if not len(points) or np.abs(points).max() <= MAX_COORDINATE:  # false for NaN, too
        walk.heights += points[shape.firsts, 2].tolist()
        return
    place = f"{entity.dxftype()} {entity.dxf.get('handle') or ''} on layer {entity.dxf.get('layer', '0')}"
    problem = "a coordinate is not a finite number within ten thousand million drawing units"
    raise InputError(
        walk.file, problem, "erase or redraw the entity in CAD and save again", place, code="dxf.coordinate"
    )


# -- inserts ----------------------------------------------------------------------------------------------------


def read_insert(walk: Walk, insert: Any, left_out: str) -> str:
    """Draw an insert's block and attributes, and return its fate."""
    if left_out in (FROZEN, IGNORED_LAYER):
        return left_out
    dxf = insert.dxf
    name, where = str(dxf.get("name", "")), insert_ref(walk, insert)
    loss = missing_content(walk, name)
    texts = [read_text(attribute) for attribute in insert.attribs]
    if loss:
        walk.missing.append((*loss, where))
        return UNREAD
    if not walk.flat.isdisjoint({where.handle, flat_key(name, *map(str, dxf.insert.xyz[:2]))}):
        walk.missing.append(("dxf.zero_scale", name, where))
        return "zero scale"
    if insert.has_extension_dict and "ACAD_FILTER" in insert.get_extension_dict():
        walk.missing.append(("dxf.clipped_insert", name, where))
    before = len(walk.strokes) + len(walk.labels)
    why = draw_block(walk, insert, name, left_out)
    if why == "duplicate":
        return why
    if texts:
        draw_attributes(walk, insert, texts)
    drawn = len(walk.strokes) + len(walk.labels) > before
    if drawn or (why == EMPTY and not left_out):
        walk.inserts.append(describe_insert(insert, name, where, texts))
    if not drawn and why == EMPTY and not left_out:
        walk.empty[name] += 1
    return "" if drawn else left_out or why or "no extent"


EMPTY: Final = "empty block"


def missing_content(walk: Walk, name: str) -> tuple[str, str] | None:
    """Tell whether a block is an external drawing that was not bound, or is not defined at all."""
    block = walk.shop.blocks.get(name)
    if block is None:
        return "dxf.block_missing", name
    path = block.block.dxf.get("xref_path", "") if block.block is not None else ""
    flags = block.block.dxf.get("flags", 0) if block.block is not None else 0
    if (flags & 4 or path) and not len(block):
        base = path.replace("\\", "/").rsplit("/", 1)[-1]
        return "dxf.xref_missing", base or name
    return None


def insert_ref(walk: Walk, insert: Any) -> Ref:
    """Return the address of an insert."""
    x, y, _ = insert.ocs().to_wcs(insert.dxf.insert).xyz
    return Ref(walk.file, insert.dxf.get("layer", "0"), insert.dxf.get("handle") or "", x, y)


def describe_insert(insert: Any, name: str, where: Ref, texts: Sequence[Text]) -> Insert:
    """Return the record of a top-level insert; the first of two attributes with one tag counts."""
    dxf, attributes = insert.dxf, {text.tag: text.text for text in reversed(texts)}
    return Insert(
        clean_text(name)[0], where.x or 0.0, where.y or 0.0, dxf.get("rotation", 0.0), dxf.get("xscale", 1.0),
        dxf.get("yscale", 1.0), where.layer, where.handle, dict(sorted(attributes.items())),
    )  # fmt: skip


def draw_block(walk: Walk, insert: Any, name: str, left_out: str) -> str:
    """Emit a block once for each cell; return "", "duplicate", "empty block" or the rule that left all of it out."""
    shape = block_shape(walk.shop, name, scale_exponent(insert))
    if not shape.pieces:
        return EMPTY
    matrices = insert_matrices(insert)
    step = walk.shop.tolerance / 10.0
    grid = tuple(round(value / (step if i >= 12 else 1e-6)) for m in matrices for i, value in enumerate(m))
    texts = tuple(a.dxf.get("text", "") for a in insert.attribs)
    key = (name.lower(), insert.dxf.get("layer", "0").lower(), grid, texts)
    if key in walk.seen:
        return "duplicate"
    walk.seen.add(key)
    before = len(walk.strokes) + len(walk.labels)
    handle = insert.dxf.get("handle") or ""
    for count, matrix in enumerate(matrices):
        points = transform(shape.points, matrix)
        note_points(walk, shape, points, insert)
        path = f"{handle}#{count}" if count else handle
        rows = shape.twins.share(points)
        add_pieces(walk, shape.pieces, rows, insert.dxf.get("layer", "0"), path, name, similar(matrix))
    return "" if len(walk.strokes) + len(walk.labels) > before else left_out or "layers left out"


def draw_attributes(walk: Walk, insert: Any, texts: Sequence[Text]) -> None:
    """Emit the texts attached to an insert; they are already in layout coordinates."""
    layer, handle = insert.dxf.get("layer", "0"), insert.dxf.get("handle") or ""
    shape = make_shape((), [text for text in texts if text.text])
    note_points(walk, shape, shape.points, insert)
    add_pieces(walk, shape.pieces, share_rows(shape.points), layer, handle, str(insert.dxf.get("name", "")))


# -- pieces to strokes and labels -------------------------------------------------------------------------------


def add_pieces(
    walk: Walk, pieces: Iterable[Piece], rows: Rows, layer: str, insert: str, block: str, similar_: bool = True
) -> None:
    """Append placed pieces as strokes and labels; ``insert`` and ``block`` are "" for entities of the layout itself."""
    handle = insert.partition("#")[0]
    layers = {name: walk.layers[layer if insert and name == "0" else name] for name in {p.layer for p in pieces}}
    for p in pieces:
        kind, own, ref, start, stop, closed, filled, is_arc, text, _, _, inner, name, linetype = p
        on = layers[own]
        if on.left_out and (text is None or on.left_out != ANNOTATION_LAYER):
            if on.left_out in HIDDEN:
                walk.hidden[on.name] += 1
            continue
        path = f"{insert}/{inner}" if inner else insert
        if text is not None:
            add_label(walk, p, rows, (on.name, handle or ref), path, name or block)
            continue
        row, gaps = rows[start:stop], walk.styles.is_broken(linetype, on.name)
        arc = arc_of(row, rows[stop], closed) if is_arc and similar_ else None
        stroke = Stroke(kind, on.name, handle or ref, row, closed, path, name or block, arc, filled, (), gaps)
        walk.strokes.append(stroke)


def add_label(walk: Walk, p: Piece, rows: Rows, address: tuple[str, str], insert: str, block: str) -> None:
    """Append one placed text."""
    if not p.text:
        return
    (x, y), right, top = rows[p.start : p.start + 3]
    target = rows[p.start + 3] if p.stop > p.start + 3 else None
    width, height = 2.0 * math.dist((x, y), right), 2.0 * math.dist((x, y), top)
    rotation = math.degrees(math.atan2(right[1] - y, right[0] - x)) % 360.0
    walk.labels.append(Label(p.text, x, y, width, height, rotation, *address, p.kind, p.tag, insert, block, target))
    if p.repaired:
        walk.repaired.append(Ref(walk.file, *address, x, y))
    if (right[0] - x) * (top[1] - y) < (right[1] - y) * (top[0] - x):
        walk.backward.append((x, y))
