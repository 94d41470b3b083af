"""Take out of a DXF file, before it is parsed, what a named rule leaves out of the plan anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from campusmap.ingest.dxf_layers import ANNOTATION_LAYER, FROZEN, IGNORED_LAYER, PAPER_SPACE, LayerTable, entity_rule
from campusmap.ingest.dxf_scan import BlockScan, Record, Scan

Dropped = Counter[tuple[str, str, str]]  # type, layer, rule -> count
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]


def choose_records(scan: Scan, layers: LayerTable) -> tuple[Flags, Dropped]:
    """Mark the records that a plan needs, and count the entities that a named rule leaves out."""
    blocks = {block.name.lower(): block for block in scan.blocks}
    held: dict[str, set[str]] = {}
    keep = np.ones(len(scan.heads), dtype=np.bool_)
    gone: list[tuple[int, int]] = []
    left_out: Dropped = Counter()
    needed: list[str] = []
    rules: dict[tuple[str, str, bool], str] = {}  # of what is no insert
    frames = scan.frames
    for record in scan.entities:
        kind, layer, first, stop, paper, block_name, _, handle, _ = record
        rule = rules.get((kind, layer, paper))
        if rule is None:
            rule = record_rule(record, layers, blocks, held)
            if kind != "INSERT":
                rules[kind, layer, paper] = rule
        if rule or handle in frames:
            gone.append((first, stop))
            left_out[kind, layer, rule or "text frame"] += 1
        elif block_name:
            needed.append(block_name.lower())
    wanted = reach(needed, blocks)
    for name, block in blocks.items():
        if name not in wanted and not name.startswith(("*model_space", "$model_space")):
            gone.append((block.first + 1, block.stop - 1))
    drop_spans(keep, gone)
    dropped: Dropped = Counter()
    for (kind, layer, rule), count in left_out.items():
        dropped[kind, layers[layer].name, rule] += count
    return keep, dropped


def drop_spans(keep: Flags, spans: list[tuple[int, int]]) -> None:
    """Take the mark from all records of some spans, most of which hold one."""
    first, stop = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    keep[first[stop == first + 1]] = False
    for start, end in zip(first[stop > first + 1].tolist(), stop[stop > first + 1].tolist(), strict=True):
        keep[start:end] = False


def explain_unparsed(scan: Scan, layers: LayerTable) -> Dropped:
    """Count what no filter took out and yet never reaches model space: paper space and frames of texts."""
    reasons = (
        (record, PAPER_SPACE if record.paper else "text frame")
        for record in scan.entities
        if record.paper or record.handle in scan.frames
    )
    return Counter((record.kind, layers[record.layer].name, reason) for record, reason in reasons)


def record_rule(record: Record, layers: LayerTable, blocks: dict[str, BlockScan], held: dict[str, set[str]]) -> str:
    """Name the rule by which an entity can be left out unread, "" if it must be read."""
    if record.paper:
        return PAPER_SPACE
    left_out = layers[record.layer].left_out
    if record.kind != "INSERT":  # a leader on such a layer is not drawn, but tells where its text points
        pointing = record.kind == "LEADER" and left_out == ANNOTATION_LAYER
        return "" if pointing else entity_rule(record.kind, left_out)
    if left_out in (FROZEN, IGNORED_LAYER):
        return left_out
    block = blocks.get(record.block.lower())
    if not left_out or not record.block or (block is not None and block.external):
        return ""
    if left_out == ANNOTATION_LAYER and record.attribute_layers:
        return ""
    if record.block not in held:
        held[record.block] = block_layers(record.block.lower(), blocks)
    inside = held[record.block].union(record.attribute_layers)
    return left_out if all(name == "0" or layers[name].left_out for name in inside) else ""


def block_layers(name: str, blocks: dict[str, BlockScan]) -> set[str]:
    """Return the layers of everything a block draws, nested blocks included."""
    return {layer for inner in reach([name], blocks) if inner in blocks for layer in blocks[inner].layers}


def reach(names: Iterable[str], blocks: dict[str, BlockScan]) -> set[str]:
    """Return the blocks that the named ones draw, themselves included."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += blocks[name].children if name in blocks else ()
    return found


def cut(scan: Scan, keep: Flags) -> bytes:
    """Join the bytes of the kept records."""
    data = scan.tags.data
    offsets = np.append(scan.tags.heads[scan.heads], scan.tags.stops[-1] + 1)  # what follows EOF is no DXF
    offsets[0] = 0  # comments before the first section
    edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False])).astype(np.int8)))
    spans = offsets[edges].reshape(-1, 2).tolist()
    return b"".join(data[start:stop] for start, stop in spans)
